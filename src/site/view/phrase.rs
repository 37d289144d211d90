//! Phrases that some documents use more than the others.

use serde::Serialize;

use crate::analyse::key_phrases;
use crate::model::ArticleIx;

use super::Cx;

/// A key phrase in words of the source.
#[derive(Debug, Serialize)]
pub(crate) struct PhraseView {
    text: String,
    count: String,
}

impl Cx<'_> {
    /// The phrases that the given articles use more than the others, at most `most`.
    pub(crate) fn key_phrases(&self, articles: &[ArticleIx], most: usize) -> Vec<PhraseView> {
        let found = key_phrases(&self.corpus.phrases, articles, most);
        let view = found.into_iter().map(|phrase| PhraseView {
            text: phrase.text.to_string(),
            count: self.display.number(phrase.count as usize),
        });
        view.collect()
    }
}
