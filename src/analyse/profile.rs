//! What near-duplicates and stories compare documents by, read from one article in one pass.
//!
//! Everything here is a hash, since the words are never shown: two words fall together once in
//! many thousand million. It takes one article and knows of no other.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::packed;
use super::signature::{HASHES, signature};
use crate::lang::{Lexicon, TokenKind, Tokens, WordKey, stem};
use crate::model::{Article, Span, Statement, fit};

/// Words of a paragraph that is compared as a whole: shorter ones are formulas.
const PARAGRAPH: usize = 8;
/// Words of a direct quotation that two reports share only where they tell of one speech.
pub(super) const QUOTATION: usize = 8;
/// Runs of that length kept of one document.
const QUOTATIONS: usize = 400;
/// How much a word counts for in headline, lead and the rest of the body.
const HEADLINE: u32 = 3;
const LEAD: u32 = 2;
const BODY: u32 = 1;

/// What one document is compared by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Profile {
    /// Triples of words of the body, without furniture: sorted, each once.
    #[serde(with = "packed")]
    pub(super) triples: Vec<u64>,
    /// What their likeness is estimated by; empty for texts too short to be a copy.
    #[serde(with = "packed")]
    pub(super) signature: Vec<u64>,
    /// How many triples there are, once they are forgotten.
    pub(super) length: usize,
    /// Paragraphs of the body that are long enough, in order.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Stems of headline and body with their weight, by stem.
    #[serde(with = "packed")]
    pub(super) stems: Vec<(u64, u32)>,
    /// Stems of the headline, sorted, each once.
    #[serde(with = "packed")]
    pub(super) headline: Vec<u64>,
    /// Runs of words of direct quotations, sorted, each once.
    #[serde(with = "packed")]
    pub(super) quotations: Vec<u64>,
}

/// A paragraph as a whole.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Paragraph {
    /// Its words.
    pub(super) hash: u64,
    /// Where it stands.
    pub(super) span: Span,
    /// How many words it has.
    pub(super) words: u32,
}

impl Profile {
    /// The profile of an article; `tokens` are those of its text.
    pub(super) fn new(article: &Article, tokens: &Tokens, lexicon: &Lexicon) -> Self {
        let mut stems: Vec<(u64, u32)> = Vec::new();
        let mut add = |span: Span, weight: u32| -> Vec<u64> {
            let found = content(tokens, span, lexicon);
            stems.extend(found.iter().map(|stem| (*stem, weight)));
            found
        };
        let mut headline = article.headline.map_or_else(Vec::new, |it| add(it.span, HEADLINE));
        let (mut words, mut paragraphs) = (Vec::new(), Vec::new());
        for block in article.body() {
            add(block, if words.is_empty() { LEAD } else { BODY });
            let own = words_of(tokens, block);
            if own.len() >= PARAGRAPH {
                let hash = run(&own);
                let words = u32::try_from(own.len()).unwrap_or(u32::MAX);
                paragraphs.push(Paragraph { hash, span: block, words });
            }
            words.extend(own);
        }
        unique(&mut headline);
        let triples = runs(&words, 3);
        Self {
            signature: signed(&triples),
            length: triples.len(),
            triples,
            paragraphs,
            stems: summed(stems),
            headline,
            quotations: quotations(article, tokens),
        }
    }
}

impl Profile {
    /// True where the signature is as long as those that it is compared with.
    pub(super) fn is_signed(&self) -> bool {
        let signed = if self.triples.len() < LEAST { 0 } else { HASHES };
        self.signature.len() == signed
    }

    /// Drops what only copies are told by, which is most of it.
    pub(super) fn forget_copies(&mut self) {
        (self.triples, self.paragraphs) = (Vec::new(), Vec::new());
        self.signature = Vec::new();
    }
}

/// Fewest triples of a text that can be a copy: a shorter one is a formula, not a report.
pub(super) const LEAST: usize = 20;

/// The signature of the triples of a text that can be a copy.
pub(super) fn signed(triples: &[u64]) -> Vec<u64> {
    if triples.len() < LEAST { Vec::new() } else { signature(triples) }
}

/// The hashes of the words of a span, marks left out.
pub(super) fn words_of(tokens: &Tokens, span: Span) -> Vec<u64> {
    let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
    words.map(|ix| tokens.key(ix).number()).collect()
}

/// The hashes of the stems of a span's words that are no stop words.
fn content(tokens: &Tokens, span: Span, lexicon: &Lexicon) -> Vec<u64> {
    let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
    let words = words.map(|ix| tokens.word(ix)).filter(|word| !lexicon.is_stop(word));
    let stems = words.map(stem).filter(|stem| !lexicon.is_stop(stem));
    stems.map(|stem| WordKey::new(stem).number()).collect()
}

/// Each stem once with all its weight, by stem.
fn summed(mut stems: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    stems.sort_unstable();
    stems.dedup_by(|next, first| {
        let same = next.0 == first.0;
        first.1 = first.1.saturating_add(if same { next.1 } else { 0 });
        same
    });
    fit(&mut stems);
    stems
}

/// The hash of words in a row.
pub(super) fn run(words: &[u64]) -> u64 {
    words.iter().fold(WordKey::default(), |run, word| run.then(*word)).number()
}

/// The runs of `length` words, sorted, each once; a shorter text is one run.
fn runs(words: &[u64], length: usize) -> Vec<u64> {
    let mut runs: Vec<u64> = match words.len() {
        0 => Vec::new(),
        n if n < length => vec![run(words)],
        _ => words.windows(length).map(run).collect(),
    };
    unique(&mut runs);
    runs
}

/// The runs of words of what the article's statements quote.
fn quotations(article: &Article, tokens: &Tokens) -> Vec<u64> {
    let quoted = article.statements.iter().flat_map(Statement::verbatim);
    let mut found = Vec::new();
    for span in quoted {
        let words = words_of(tokens, span);
        if words.len() >= QUOTATION && found.len() < QUOTATIONS {
            found.extend(runs(&words, QUOTATION));
        }
    }
    unique(&mut found);
    found
}

fn unique(hashes: &mut Vec<u64>) {
    hashes.sort_unstable();
    hashes.dedup();
    fit(hashes);
}

/// The hash of a value: the same on every run and machine.
pub(super) fn hash<T: Hash>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::fixture::{Draft, lexicon, profile_of};
    use super::*;
    use crate::model::Speaker;

    fn profile(draft: Draft) -> Profile {
        profile_of(&draft.article(), &lexicon())
    }

    #[test]
    fn triples_are_of_the_body_without_furniture_and_marks() {
        let plain = profile(Draft::new("a.txt", "وصل الوزير إلى بغداد"));
        let dressed = Draft::new("b.txt", "موقع الأخبار\nوصل الوزير، إلى: بغداد.");
        assert_eq!(plain.triples, profile(dressed.furniture("موقع الأخبار")).triples);
        assert_eq!(plain.triples.len(), 2);
        assert_eq!(profile(Draft::new("c.txt", "")).triples.len(), 0);
    }

    #[test]
    fn short_paragraphs_are_not_compared() {
        let text = "وصل الوزير\nواحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية";
        let paragraphs = profile(Draft::new("a.txt", text)).paragraphs;
        assert_eq!(paragraphs.iter().map(|p| p.words).collect::<Vec<_>>(), [8]);
    }

    #[test]
    fn the_headline_weighs_more_than_the_body() {
        let draft = Draft::new("a.txt", "لقاء بغداد\nزيارة\nالوزير").headline("لقاء بغداد");
        let weights: BTreeMap<u64, u32> = profile(draft).stems.into_iter().collect();
        let weight = |word: &str| weights.get(&WordKey::new(stem(word)).number()).copied();
        assert_eq!((weight("لقاء"), weight("زياره"), weight("وزير")), (Some(3), Some(2), Some(1)));
    }

    #[test]
    fn long_quotations_leave_runs() {
        let words = "لن نقبل بأي حل يفرض على شعبنا من الخارج";
        let mut draft = Draft::new("a.txt", words).statement(words, Speaker::Unknown);
        let span = draft.find(words);
        draft.last_statement().quoted.push(span);
        assert_eq!(profile(draft).quotations.len(), 2);
    }
}
