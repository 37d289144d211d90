//! Phrases that documents use: discovered, never a taxonomy.

use std::sync::Arc;

/// Most words of a phrase.
pub const PHRASE_WORDS: usize = 4;

/// A phrase of the texts that is used more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its most frequent spelling, a verbatim copy.
    pub text: Arc<str>,
    /// Keys of its stems, the same in every build; 0 where it has fewer than [`PHRASE_WORDS`].
    pub stems: [u64; PHRASE_WORDS],
    /// How often the documents use it, each at most three times.
    pub count: u32,
}

/// A phrase of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseUse {
    /// Index in [`Phrases::all`].
    pub phrase: u32,
    /// How often, at most three times.
    pub count: u32,
    /// True where the headline holds it.
    pub in_headline: bool,
}

/// The phrases of a corpus and of each of its documents.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// Every phrase that is used twice in a document or three times in all.
    pub all: Vec<Phrase>,
    /// In step with the articles, by phrase.
    pub by_article: Vec<Vec<PhraseUse>>,
    /// Places in each article where a phrase could begin.
    pub places: Vec<u32>,
}

/// A phrase that some documents use more than the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPhrase {
    /// A spelling of the source, verbatim.
    pub text: Arc<str>,
    /// How often the chosen documents use it, each at most three times.
    pub count: u32,
    /// How many of them use it.
    pub documents: usize,
}
