//! The content words of a stretch of text, by their light stems: what overlap is measured on.
//! Never shown.

use crate::lang::{Lexicon, TokenKind, Tokens, WordKey, stem};
use crate::model::Span;

/// Different stems by their keys, sorted: two stems in 2⁶⁴ may share one, which no choice hangs on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stems(Box<[WordKey]>);

impl Stems {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = WordKey> + '_ {
        self.0.iter().copied()
    }

    /// How many stems two sets share.
    fn shared(&self, other: &Self) -> usize {
        let mut others = other.0.iter().peekable();
        let is_shared = |key: &&WordKey| {
            while others.next_if(|other| other < key).is_some() {}
            others.next_if_eq(key).is_some()
        };
        self.0.iter().filter(is_shared).count()
    }

    /// How much of `whole` the stems hold, in thousandths.
    pub(super) fn share_of(&self, whole: &Self) -> u64 {
        let common = self.shared(whole) as u64;
        if whole.0.is_empty() { 0 } else { common * 1000 / whole.0.len() as u64 }
    }
}

impl<'w> FromIterator<&'w str> for Stems {
    fn from_iter<I: IntoIterator<Item = &'w str>>(stems: I) -> Self {
        let mut keys: Vec<WordKey> = stems.into_iter().map(WordKey::new).collect();
        keys.sort_unstable();
        keys.dedup();
        Self(keys.into_boxed_slice())
    }
}

/// Finds content words.
#[derive(Debug)]
pub(super) struct Content<'a> {
    lexicon: &'a Lexicon,
}

impl<'a> Content<'a> {
    /// By the stop words of a lexicon.
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon }
    }

    /// The stems of a span's words that are no stop words.
    pub(super) fn stems(&self, tokens: &Tokens, span: Span) -> Stems {
        let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
        let words = words.map(|ix| tokens.word(ix));
        let words = words.filter(|word| !self.lexicon.is_stop(word)).map(stem);
        words.filter(|stem| !self.lexicon.is_stop(stem)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::lexicon;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let lexicon = lexicon();
        let tokens = Tokens::new(lexicon.folder(), text);
        let stems = Content::new(&lexicon).stems(&tokens, Span::from_bytes(0, text.len()));
        assert_eq!(stems, expected.iter().copied().collect());
    }

    #[test]
    fn forms_of_a_word_are_one() {
        check("العقوبات وعقوبات بالعقوبات للعقوبات", &["عقوب"]);
        check("الأزمة أزمة", &["ازم"]);
        check("الوزير وزير وزيري", &["وزير"]);
    }

    #[test]
    fn stop_words_and_marks_carry_nothing() {
        check("من هذا إلى تلك، في 2020", &["2020"]);
        check("", &[]);
    }

    #[test]
    fn shares_are_of_the_whole() {
        let set = |words: &str| words.split_whitespace().collect::<Stems>();
        assert_eq!(set("a b b c").len(), 3);
        assert_eq!(set("a b c d").share_of(&set("b d e")), 666);
        assert_eq!(set("b d e").share_of(&set("a b c d")), 500);
        assert_eq!(set("").share_of(&set("a")), 0);
        assert_eq!(set("a").share_of(&set("")), 0);
    }
}
