//! Words, numbers and marks of a text, each with its place and its matching form.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::OnceLock;

use crate::model::Span;

use super::fold::{Folded, Folder};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A run of Arabic letters.
    Word,
    /// A run of letters of another script.
    Latin,
    /// A run of digits, ASCII in the matching form.
    Number,
    /// One punctuation mark or symbol; dots in a row are one.
    Mark,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: the token touches the one before.
    None,
    /// One blank or more.
    Blank,
    /// The end of a line, or the beginning of the text.
    Line,
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its place in the text, with the marks on its letters.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// What stands before it.
    pub gap: Gap,
    start: u32,
    end: u32,
}

/// A text in tokens. Indices that do not exist give the empty word, so that scanners may look
/// past either end.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    folded: Folded,
    tokens: Vec<Token>,
    /// How often each word occurs, by its hash; counted when it is first asked for.
    counts: OnceLock<HashMap<u64, u32>>,
}

impl Tokens {
    /// Takes a text apart. Letters beside digits are two tokens: «الثاني2020».
    pub fn new(folder: &Folder, text: &str) -> Self {
        let folded = folder.fold(text);
        let mut tokens: Vec<Token> = Vec::with_capacity(folded.as_str().len() / 8);
        let mut gap = Gap::Line;
        let mut open: Option<(TokenKind, usize, char)> = None;
        let mut close = |open: &mut Option<(TokenKind, usize, char)>, at: usize, gap: &mut Gap| {
            if let Some((kind, start, _)) = open.take() {
                let span = folded.span(start..at);
                let (start, end) = (index(start), index(at));
                tokens.push(Token { span, kind, gap: *gap, start, end });
                *gap = Gap::None;
            }
        };
        for (at, c) in folded.as_str().char_indices() {
            let kind = kind_of(c);
            let goes_on = match (open, kind) {
                (Some((TokenKind::Mark, _, last)), Some(TokenKind::Mark)) => {
                    last == '.' && c == '.'
                }
                (Some((was, ..)), Some(now)) => was == now,
                _ => false,
            };
            if goes_on {
                continue;
            }
            close(&mut open, at, &mut gap);
            match kind {
                Some(kind) => open = Some((kind, at, c)),
                None if c == '\n' => gap = Gap::Line,
                None if gap == Gap::None => gap = Gap::Blank,
                None => {}
            }
        }
        close(&mut open, folded.as_str().len(), &mut gap);
        Self { folded, tokens, counts: OnceLock::new() }
    }

    /// How many tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// True for a text without tokens.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// A token.
    pub fn get(&self, ix: usize) -> Option<&Token> {
        self.tokens.get(ix)
    }

    /// The matching form of a token; empty where there is none.
    pub fn word(&self, ix: usize) -> &str {
        self.get(ix).map_or("", |token| {
            self.folded.as_str().get(token.start as usize..token.end as usize).unwrap_or("")
        })
    }

    /// The matching form of a run of tokens, as it stands between the first and the last.
    pub fn words(&self, range: Range<usize>) -> &str {
        let (Some(first), Some(last)) =
            (self.get(range.start), self.get(range.end.wrapping_sub(1)))
        else {
            return "";
        };
        self.folded.as_str().get(first.start as usize..last.end as usize).unwrap_or("")
    }

    /// How often a word, in its matching form, is a token of the text.
    pub fn count(&self, word: &str) -> u32 {
        let key = |word: &str| {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            hasher.finish()
        };
        let counts = self.counts.get_or_init(|| {
            let mut counts = HashMap::with_capacity(self.len());
            for ix in 0..self.len() {
                let count: &mut u32 = counts.entry(key(self.word(ix))).or_default();
                *count = count.saturating_add(1);
            }
            counts
        });
        counts.get(&key(word)).copied().unwrap_or_default()
    }

    /// What a token is.
    pub fn kind(&self, ix: usize) -> Option<TokenKind> {
        self.get(ix).map(|token| token.kind)
    }

    /// True for a word of Arabic letters.
    pub fn is_word(&self, ix: usize) -> bool {
        self.kind(ix) == Some(TokenKind::Word)
    }

    /// True for the punctuation mark `mark`, in its matching form.
    pub fn is_mark(&self, ix: usize, mark: &str) -> bool {
        self.kind(ix) == Some(TokenKind::Mark) && self.word(ix) == mark
    }

    /// What stands before a token.
    pub fn gap(&self, ix: usize) -> Gap {
        self.get(ix).map_or(Gap::Line, |token| token.gap)
    }

    /// The value of a number of at most nine digits.
    pub fn number(&self, ix: usize) -> Option<u32> {
        let digits = self.word(ix);
        (self.kind(ix) == Some(TokenKind::Number) && digits.len() <= 9)
            .then(|| digits.parse().ok())
            .flatten()
    }

    /// The span of the text that a run of tokens covers; empty where the run is.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (self.get(range.start), range.end.checked_sub(1).and_then(|ix| self.get(ix))) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            (Some(first), None) => Span::new(first.span.start, first.span.start),
            _ => Span::default(),
        }
    }

    /// The span of a run of tokens without the proclitics of its first: so many bytes of its matching
    /// form. The article that `لل` has swallowed cannot be cut out, so such a word stays whole.
    pub fn span_without(&self, range: Range<usize>, proclitic: usize) -> Span {
        let whole = self.span(range.clone());
        let Some(first) = self.get(range.start) else { return whole };
        let rest = self.word(range.start).get(proclitic..).unwrap_or("");
        let swallowed = proclitic > 0
            && rest.starts_with('ل')
            && self.word(range.start).get(..proclitic).is_some_and(|cut| cut.ends_with('ل'));
        if swallowed || rest.is_empty() {
            return whole;
        }
        let start = first.start as usize + proclitic;
        Span::new(self.folded.span(start..first.end as usize).start, whole.end)
    }

    /// The tokens that lie wholly inside a span of the text.
    pub fn within(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        let last = self.tokens.partition_point(|token| token.span.end <= span.end);
        first..last.max(first)
    }
}

/// The kind of token that a folded character belongs to; `None` for blanks and line ends.
fn kind_of(c: char) -> Option<TokenKind> {
    match c {
        '0'..='9' => Some(TokenKind::Number),
        '\u{621}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6fc}' => {
            Some(TokenKind::Word)
        }
        '\u{200c}' | '\u{200d}' => Some(TokenKind::Word),
        c if c.is_whitespace() => None,
        c if c.is_alphanumeric() => Some(TokenKind::Latin),
        _ => Some(TokenKind::Mark),
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lexicon;

    fn check(text: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let tokens = Tokens::new(lexicon.folder(), text);
        let words: Vec<&str> = (0..tokens.len()).map(|ix| tokens.word(ix)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn letters_digits_and_marks_part() {
        check("8 يناير/ كانون الثاني2020", &["8", "يناير", "/", "كانون", "الثاني", "2020"]);
        check(
            "(إس-400).. قال: «نعم»…",
            &["(", "اس", "-", "400", ")", "..", "قال", ":", "«", "نعم", "»", "..."],
        );
        check("11:42 S-400", &["11", ":", "42", "s", "-", "400"]);
    }

    #[test]
    fn gaps_and_ranges() {
        let lexicon = Lexicon::embedded().unwrap();
        let text = "قالَ الوزير:\nنعم";
        let tokens = Tokens::new(lexicon.folder(), text);
        let gaps: Vec<Gap> = (0..4).map(|ix| tokens.gap(ix)).collect();
        assert_eq!(gaps, [Gap::Line, Gap::Blank, Gap::None, Gap::Line]);
        assert_eq!(tokens.span(0..2).of(text), "قالَ الوزير");
        assert_eq!(tokens.within(tokens.span(1..3)), 1..3);
        assert_eq!(tokens.words(0..2), "قال الوزير");
        let tokens = Tokens::new(lexicon.folder(), "وَلافروف للحرس");
        assert_eq!(tokens.span_without(0..1, 2).of("وَلافروف للحرس"), "لافروف");
        assert_eq!(tokens.span_without(1..2, 2).of("وَلافروف للحرس"), "للحرس");
    }
}
