//! The content words of a stretch of text, by their light stems: what overlap is measured on.
//! Never shown.

use std::collections::{BTreeSet, HashSet};

use crate::lang::{Lexicon, TokenKind, Tokens};
use crate::model::Span;

/// Fewest letters that a stem keeps.
const LEAST: usize = 3;

/// Fewest letters after a conjunction without an article: in shorter words it is mostly a letter of
/// the word.
const AFTER_CONJUNCTION: usize = 5;

/// Endings that are taken off, the longer first.
const ENDINGS: [&[char]; 8] =
    [&['ه', 'ا'], &['ا', 'ن'], &['ا', 'ت'], &['و', 'ن'], &['ي', 'ن'], &['ي', 'ه'], &['ه'], &['ي']];

/// Words that carry no content, in their matching form.
#[derive(Debug)]
pub(super) struct Content {
    stop: HashSet<String>,
}

impl Content {
    /// All classes of stop words.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let words = lexicon.files.stopwords.values().flat_map(|class| &class.word);
        Self { stop: words.map(|word| lexicon.folder().key(word)).collect() }
    }

    /// The stems of a span's words that are no stop words.
    pub(super) fn stems(&self, tokens: &Tokens, span: Span) -> BTreeSet<String> {
        let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
        let words = words.map(|ix| tokens.word(ix));
        let words = words.filter(|word| !self.stop.contains(*word)).map(stem);
        words.filter(|stem| !self.stop.contains(*stem)).map(str::to_owned).collect()
    }
}

/// A word without conjunction, preposition and article in front, and without its ending. A
/// preposition goes only with the article, where it cannot be a letter of the word.
fn stem(word: &str) -> &str {
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let prefixed = bare.strip_prefix(['ب', 'ك', 'ل']).unwrap_or(bare);
    let article = ['ا', 'ل'];
    let rest = [(word, article), (bare, article), (prefixed, article), (bare, ['ل', 'ل'])];
    let rest = rest.map(|(word, article)| without_beginning(word, article));
    let front = rest.into_iter().flatten().find(|rest| has_letters(rest, LEAST));
    let bare = Some(bare).filter(|bare| has_letters(bare, AFTER_CONJUNCTION));
    let front = front.or(bare).unwrap_or(word);
    let ends = ENDINGS.iter().filter_map(|ending| without_ending(front, ending));
    ends.into_iter().find(|rest| has_letters(rest, LEAST)).unwrap_or(front)
}

fn without_beginning(word: &str, beginning: [char; 2]) -> Option<&str> {
    beginning.iter().try_fold(word, |word, letter| word.strip_prefix(*letter))
}

fn without_ending<'a>(word: &'a str, ending: &[char]) -> Option<&'a str> {
    ending.iter().rev().try_fold(word, |word, letter| word.strip_suffix(*letter))
}

fn has_letters(word: &str, least: usize) -> bool {
    word.chars().take(least).count() == least
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
