//! Words, numbers and marks of a text, each with its place and its matching form.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::model::Span;

use super::clitic::{PROCLITICS, each_base};
use super::cuts::{Cut, cuts};
use super::first_words::{FirstWords, Tables};
use super::fold::{Folded, Folder};
use super::words::{WordBag, WordKey};

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
    key: WordKey,
}

/// A word without some of its proclitics, as [`bases`](super::bases) gives it.
///
/// The word is cut out only where it is asked for: most tables say no to its key alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stripped<'a> {
    text: &'a str,
    kept: &'a Kept,
}

impl<'a> Stripped<'a> {
    pub(crate) fn word(&self) -> &'a str {
        self.text.get(self.kept.start as usize..self.kept.end as usize).unwrap_or("")
    }

    pub(crate) fn key(&self) -> WordKey {
        self.kept.key
    }

    /// How many bytes of the word the proclitics take.
    pub(crate) fn cut(&self) -> usize {
        usize::from(self.kept.cut)
    }
}

/// The same, as it is kept.
#[derive(Clone, Copy, Debug)]
struct Kept {
    key: WordKey,
    start: u32,
    end: u32,
    cut: u8,
    /// It lies in the spare text: its article is not written in the text itself.
    spare: bool,
}

/// The words of a text without proclitics; the words as they stand are not among them.
#[derive(Clone, Debug, Default)]
struct AllStripped {
    /// Token by token.
    kept: Vec<Kept>,
    /// For each token where its own begin; then the end.
    starts: Vec<u32>,
    /// Words whose article `لل` has swallowed, with the article.
    spare: String,
}

impl AllStripped {
    fn new(tokens: &Tokens) -> Self {
        let mut all = Self { starts: Vec::with_capacity(tokens.len() + 1), ..Self::default() };
        for (ix, token) in tokens.tokens.iter().enumerate() {
            all.starts.push(index(all.kept.len()));
            let word = tokens.word(ix);
            // Most words begin with none of these letters.
            if token.kind == TokenKind::Word && word.starts_with(PROCLITICS) {
                all.add(word, token.end);
            }
        }
        all.starts.push(index(all.kept.len()));
        all
    }

    /// Adds the forms of a word that ends at `end`.
    fn add(&mut self, word: &str, end: u32) {
        each_base(word, |base| {
            let length = index(base.word.len());
            let (end, spare) = match &base.word {
                _ if base.cut == 0 => return,
                Cow::Borrowed(_) => (end, false),
                Cow::Owned(rest) => {
                    self.spare.push_str(rest);
                    (index(self.spare.len()), true)
                }
            };
            let (key, start) = (WordKey::new(&base.word), end.saturating_sub(length));
            let cut = u8::try_from(base.cut).unwrap_or_default();
            self.kept.push(Kept { key, start, end, cut, spare });
        });
    }
}

/// The tables of the lexicon that a token can open.
#[derive(Clone, Copy, Debug)]
struct Opens {
    /// As it stands.
    plain: Tables,
    /// As it stands or without proclitics.
    any: Tables,
}

/// A text in tokens. Indices that do not exist give the empty word, so that scanners may look
/// past either end.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    folded: Folded,
    tokens: Vec<Token>,
    /// The words without proclitics; made when they are first asked for.
    stripped: OnceLock<AllStripped>,
    /// What the tables of the lexicon begin with.
    first_words: Arc<FirstWords>,
    /// Token by token the tables that it can open; made when a table is first asked.
    opens: OnceLock<Vec<Opens>>,
    /// All words, so that one can be counted; made when it is first asked for.
    bag: OnceLock<WordBag>,
}

impl Tokens {
    /// Takes a text apart. Letters beside digits are two tokens: «الثاني2020».
    pub fn new(folder: &Folder, text: &str) -> Self {
        let folded = folder.fold(text);
        let mut tokens: Vec<Token> = Vec::with_capacity(folded.as_str().len() / 8);
        let mut piece = 0;
        for Cut { at, kind, gap } in cuts(folded.as_str()) {
            let key = WordKey::new(folded.as_str().get(at.clone()).unwrap_or(""));
            let (start, end) = (index(at.start), index(at.end));
            let span = folded.span_from(at, &mut piece);
            tokens.push(Token { span, kind, gap, start, end, key });
        }
        let first_words = folder.first_words().clone();
        Self { folded, tokens, first_words, ..Self::default() }
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

    /// The key of a token's word.
    pub(crate) fn key(&self, ix: usize) -> WordKey {
        self.get(ix).map_or_else(|| WordKey::new(""), |token| token.key)
    }

    /// A word without its proclitics, in the order of [`bases`](super::bases); the word as it stands is left out.
    pub(crate) fn stripped(&self, ix: usize) -> impl Iterator<Item = Stripped<'_>> {
        let all = self.stripped.get_or_init(|| AllStripped::new(self));
        let at = |ix: usize| all.starts.get(ix).map_or(all.kept.len(), |start| *start as usize);
        let kept = all.kept.get(at(ix)..at(ix.saturating_add(1))).unwrap_or_default();
        kept.iter().map(|kept| {
            let text = if kept.spare { all.spare.as_str() } else { self.folded.as_str() };
            Stripped { text, kept }
        })
    }

    /// False where the table of a bit does not hold the word as it stands; true without a bit.
    #[inline]
    pub(crate) fn may_be(&self, ix: usize, bit: Tables) -> bool {
        bit == 0 || self.opens(ix).is_none_or(|opens| opens.plain & bit != 0)
    }

    /// The same for the word as it stands and without proclitics.
    #[inline]
    pub(crate) fn may_open(&self, ix: usize, bit: Tables) -> bool {
        bit == 0 || self.opens(ix).is_none_or(|opens| opens.any & bit != 0)
    }

    #[inline]
    fn opens(&self, ix: usize) -> Option<&Opens> {
        self.opens.get_or_init(|| self.all_opens()).get(ix)
    }

    /// None where the tables were not yet complete when the text was folded.
    fn all_opens(&self) -> Vec<Opens> {
        if self.first_words.is_empty() {
            return Vec::new();
        }
        let tables = |ix: usize, key: WordKey| {
            let plain = self.first_words.tables(key);
            let stripped = self.stripped(ix).map(|base| self.first_words.tables(base.key()));
            Opens { plain, any: stripped.fold(plain, |any, tables| any | tables) }
        };
        self.tokens.iter().enumerate().map(|(ix, token)| tables(ix, token.key)).collect()
    }

    /// How often a word, in its matching form, is a token of the text.
    pub fn count(&self, word: &str) -> usize {
        let bag = || self.tokens.iter().map(|token| token.key).collect();
        self.bag.get_or_init(bag).count(word)
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
