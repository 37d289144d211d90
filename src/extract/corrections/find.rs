//! Where the editor's words stand in a document.

use crate::lang::{TokenKind, Tokens};
use crate::model::Span;

use super::Desk;

/// Hundredths of the editor's words that the nearest other text must share.
const NEAR: usize = 50;

impl Desk<'_> {
    /// The place of some words: as they stand, else word by word in their matching forms, so that
    /// vowel marks, hamza forms, punctuation and line ends may differ. The first of several.
    pub(super) fn place_of(&self, words: &str) -> Option<Span> {
        let text = self.article.document.text.as_str();
        if let Some(at) = text.find(words) {
            return Some(Span::from_bytes(at, at + words.len()));
        }
        let wanted = self.forms(words);
        let own: Vec<usize> = word_indices(&self.tokens).collect();
        let first = wanted.first()?;
        own.windows(wanted.len()).find_map(|window| {
            let forms = window.iter().map(|ix| self.tokens.word(*ix));
            let (from, to) = (window.first()?, window.last()?);
            let same = self.tokens.word(*from) == first && forms.eq(wanted.iter());
            same.then(|| self.tokens.span(*from..to + 1))
        })
    }

    /// The matching forms of some words, without marks.
    pub(super) fn forms(&self, words: &str) -> Vec<String> {
        let tokens = Tokens::new(self.lexicon.folder(), words);
        word_indices(&tokens).map(|ix| tokens.word(ix).to_owned()).collect()
    }

    /// The span among `spans` that shares most words with the editor's, where it shares half.
    pub(super) fn nearest(&self, words: &str, spans: impl Iterator<Item = Span>) -> Option<Span> {
        let mut wanted = self.forms(words);
        wanted.sort_unstable();
        wanted.dedup();
        let shared = |span: Span| {
            let mut own: Vec<&str> =
                self.tokens.within(span).map(|ix| self.tokens.word(ix)).collect();
            own.sort_unstable();
            own.dedup();
            own.iter()
                .filter(|word| wanted.binary_search_by(|w| w.as_str().cmp(word)).is_ok())
                .count()
        };
        let scored = spans.map(|span| (shared(span), std::cmp::Reverse(span)));
        let (count, std::cmp::Reverse(span)) = scored.max()?;
        (count * 100 >= NEAR * wanted.len().max(1)).then_some(span)
    }

    /// The words of a span, cut short for a message.
    pub(super) fn quoted(&self, span: Span) -> String {
        let words = self.article.document.text.slice(span);
        let mut cut: String =
            words.chars().take(QUOTED).map(|c| if c == '\n' { ' ' } else { c }).collect();
        if words.chars().nth(QUOTED).is_some() {
            cut.push('…');
        }
        format!("«{cut}»")
    }
}

/// Letters of a text that a message quotes.
const QUOTED: usize = 80;

fn word_indices(tokens: &Tokens) -> impl Iterator<Item = usize> + '_ {
    (0..tokens.len()).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark))
}
