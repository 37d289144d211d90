//! The content words of a stretch of text, by their light stems: what overlap is measured on.
//! Never shown.

use std::collections::BTreeSet;

use crate::lang::{Lexicon, TokenKind, Tokens, stem};
use crate::model::Span;

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
    pub(super) fn stems(&self, tokens: &Tokens, span: Span) -> BTreeSet<String> {
        let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
        let words = words.map(|ix| tokens.word(ix));
        let words = words.filter(|word| !self.lexicon.is_stop(word)).map(stem);
        words.filter(|stem| !self.lexicon.is_stop(stem)).map(str::to_owned).collect()
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
        assert_eq!(stems.into_iter().collect::<Vec<_>>(), expected);
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
}
