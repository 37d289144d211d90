//! Where the tokens of a matching form stand.

use std::ops::Range;

use super::fold::Folded;
use super::token::{Gap, TokenKind};

/// A token in a matching form.
pub(super) struct Cut {
    pub(super) at: Range<usize>,
    pub(super) kind: TokenKind,
    pub(super) gap: Gap,
}

/// The tokens of a matching form, one after the other.
pub(super) fn cuts(text: &str) -> impl Iterator<Item = Cut> {
    let (mut end, mut gap) = (0, Gap::Line);
    std::iter::from_fn(move || {
        loop {
            let start = end;
            // What stands behind most words.
            if text.as_bytes().get(start) == Some(&b' ') {
                end += 1;
                gap = if gap == Gap::None { Gap::Blank } else { gap };
                continue;
            }
            end += letters_in_a_row(text, start);
            let kind = if end > start {
                TokenKind::Word
            } else {
                let first = from(text, start).chars().next()?;
                end += first.len_utf8();
                let Some(kind) = kind_of(first) else {
                    gap = match (first, gap) {
                        ('\n', _) => Gap::Line,
                        (_, Gap::None) => Gap::Blank,
                        _ => gap,
                    };
                    continue;
                };
                kind
            };
            let first = text.as_bytes().get(start).copied();
            // Most words end at a blank or a mark of one byte.
            if kind != TokenKind::Word || !text.as_bytes().get(end).is_none_or(u8::is_ascii) {
                let rest = from(text, end).chars().take_while(|c| goes_on(kind, first, *c));
                end += rest.map(char::len_utf8).sum::<usize>();
            }
            return Some(Cut { at: start..end, kind, gap: std::mem::replace(&mut gap, Gap::None) });
        }
    })
}

/// The words, numbers and marks of a matching form, where their places are no matter.
pub(super) fn words(folded: &Folded) -> impl Iterator<Item = &str> {
    let text = folded.as_str();
    cuts(text).map(move |cut| text.get(cut.at).unwrap_or(""))
}

/// The kind of token that a folded character belongs to; `None` for blanks and line ends.
fn kind_of(c: char) -> Option<TokenKind> {
    match c {
        c if is_word_letter(c) => Some(TokenKind::Word),
        '0'..='9' => Some(TokenKind::Number),
        // Marks that are in every text, and no letters; the tables for those are slow.
        '«' | '»' | '“' | '”' | '–' | '—' => Some(TokenKind::Mark),
        c if c.is_whitespace() => None,
        c if c.is_alphanumeric() => Some(TokenKind::Latin),
        _ => Some(TokenKind::Mark),
    }
}

fn is_word_letter(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6fc}'
        | '\u{200c}' | '\u{200d}')
}

/// The text from a byte on; empty where no character begins there.
fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

/// How many bytes from a place on are Arabic letters of the frequent kind, two bytes each:
/// most of most words, and cheaper to tell than letters are to decode.
fn letters_in_a_row(text: &str, at: usize) -> usize {
    let (pairs, _) = text.as_bytes().get(at..).unwrap_or_default().as_chunks::<2>();
    let letter = |pair: &&[u8; 2]| matches!(pair, [0xd8, 0xa1..=0xbf] | [0xd9, 0x80..=0x8a]);
    pairs.iter().take_while(letter).count() * 2
}

/// True where a character belongs to the token that `first` began.
fn goes_on(kind: TokenKind, first: Option<u8>, c: char) -> bool {
    match kind {
        TokenKind::Word => is_word_letter(c),
        TokenKind::Number => c.is_ascii_digit(),
        TokenKind::Latin => kind_of(c) == Some(TokenKind::Latin),
        TokenKind::Mark => first == Some(b'.') && c == '.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_two_bytes_are_word_letters() {
        for c in ('\u{600}'..='\u{6ff}').chain('a'..='z') {
            let word = c.to_string();
            let counted = letters_in_a_row(&word, 0);
            assert!(counted == 0 || (counted == 2 && is_word_letter(c)), "{c}");
        }
        assert_eq!(letters_in_a_row("ءيـغ٣", 0), 8);
    }
}
