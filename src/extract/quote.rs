//! Quotation marks: which opens, which closes, and what they hold.
//!
//! Real pages write `"` without direction, close with opening marks and forget the last one. The
//! position of a mark beside blanks and letters decides before its shape does.

use std::ops::Range;

use crate::lang::{Gap, TokenKind, Tokens};

/// A quotation in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// Token of the opening mark.
    pub(crate) open: usize,
    /// Token of the closing mark; the end of the paragraph where it is missing.
    pub(crate) close: usize,
    /// Marks that it stands inside of.
    pub(crate) depth: usize,
    /// A mark was missing.
    pub(crate) repaired: bool,
}

impl Quote {
    /// The tokens between the marks.
    pub(crate) fn content(&self) -> Range<usize> {
        self.open + 1..self.close
    }
}

/// Deepest nesting that is followed.
const DEPTH: usize = 3;
/// Longest quotation, in tokens.
const LONGEST: usize = 400;

/// The two faces of a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Opens,
    Closes,
    Either,
}

/// The quotations of a paragraph, by their opening mark; inner ones follow the outer.
pub(crate) fn quotes(tokens: &Tokens, paragraph: Range<usize>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for ix in paragraph.clone() {
        let Some((mark, shape)) = mark_at(tokens, ix) else { continue };
        let face = face_at(tokens, ix, &paragraph, shape);
        let matching = open.iter().rposition(|(_, opening)| pairs(*opening, mark));
        let closes = match face {
            Face::Opens => false,
            Face::Closes => !open.is_empty(),
            Face::Either => matching.is_some(),
        };
        if closes {
            let depth = matching.unwrap_or(open.len() - 1);
            let Some((from, _)) = open.get(depth).copied() else { continue };
            open.truncate(depth);
            quotes.push(Quote { open: from, close: ix, depth, repaired: false });
        } else if face != Face::Closes && open.len() < DEPTH {
            open.push((ix, mark));
        }
    }
    if let Some((from, _)) = open.first().copied() {
        // What follows a mark that never closes was quoted all the same; inner marks that stand
        // open in it say nothing.
        quotes.push(Quote { open: from, close: paragraph.end, depth: 0, repaired: true });
    }
    quotes.retain(|quote| quote.close > quote.open + 1 && quote.close - quote.open <= LONGEST);
    quotes.sort_by_key(|quote| (quote.open, quote.depth));
    quotes
}

/// The mark at a token with the face that its shape shows.
fn mark_at(tokens: &Tokens, ix: usize) -> Option<(char, Face)> {
    if tokens.kind(ix) != Some(TokenKind::Mark) {
        return None;
    }
    let mark = tokens.word(ix).chars().next()?;
    let face = match mark {
        '«' | '‹' | '„' | '“' => Face::Opens,
        '»' | '›' | '”' | '‟' => Face::Closes,
        '"' => Face::Either,
        _ => return None,
    };
    Some((mark, face))
}

/// True for a mark of quotations, whichever way it faces.
pub(crate) fn is_quote_mark(tokens: &Tokens, ix: usize) -> bool {
    mark_at(tokens, ix).is_some()
}

/// The face that its position shows, else that of its shape. Guillemets are never reversed.
fn face_at(tokens: &Tokens, ix: usize, paragraph: &Range<usize>, shape: Face) -> Face {
    if matches!(tokens.word(ix), "«" | "»") {
        return shape;
    }
    let first = ix == paragraph.start;
    let last = ix + 1 >= paragraph.end;
    let before_free =
        first || tokens.gap(ix) != Gap::None || matches!(tokens.word(ix - 1), "(" | ":" | "-");
    let after_free = last || tokens.gap(ix + 1) != Gap::None;
    let after_mark = !last && tokens.kind(ix + 1) == Some(TokenKind::Mark);
    let before_stop = !last && !after_free && matches!(tokens.word(ix + 1), "." | "," | ";");
    match (before_free, after_free) {
        (true, false) if !after_mark => Face::Opens,
        // «لكم “.»: no quotation begins with a stop.
        (true, false) if before_stop => Face::Closes,
        (false, true) => Face::Closes,
        (false, false) if after_mark => Face::Closes,
        // A letter written on the mark: لـ"تعزيز" opens, "تعزيز"و closes by what stands open.
        _ if shape == Face::Either => Face::Either,
        (true, true) => Face::Either,
        _ => shape,
    }
}

/// True when the mark can close what the other opened.
fn pairs(opening: char, closing: char) -> bool {
    match opening {
        '«' => closing == '»',
        '‹' => closing == '›',
        '"' => closing == '"',
        _ => matches!(closing, '”' | '“' | '‟' | '„' | '"'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lexicon;

    fn check(text: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let tokens = Tokens::new(lexicon.folder(), text);
        let found = quotes(&tokens, 0..tokens.len());
        let found: Vec<&str> =
            found.iter().map(|quote| tokens.span(quote.content()).of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn straight_and_curved() {
        check("قال \"نعم يا\" ثم \"لا\"", &["نعم يا", "لا"]);
        check("قال “نعم”، وأضاف «لا».", &["نعم", "لا"]);
        check("السعي لـ \"تعزيز التعاون\"، خلال", &["تعزيز التعاون"]);
        check("السعي لـ\"تعزيز\" ذلك", &["تعزيز"]);
    }

    #[test]
    fn position_before_shape() {
        check("إلى ” قضايا أخرى والعالي”.", &["قضايا أخرى والعالي"]);
        check("في ”سوتشي“ أمس", &["سوتشي"]);
    }

    #[test]
    fn nesting_and_missing_marks() {
        check("قال «إن \"السيل\" مهم»", &["إن \"السيل\" مهم", "السيل"]);
        check("قال: «نعم يا سيدي", &["نعم يا سيدي"]);
        check("نعم» قال", &[]);
    }
}
