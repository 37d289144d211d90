//! Which phrases tell what some of the documents are about: those that they use more than the others.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::model::{ArticleIx, KeyPhrase, PHRASE_WORDS, Phrase, PhraseUse, Phrases};

use super::likelihood::Ratios;
use super::{IN_ALL, IN_DOCUMENT, Stems};

/// Tenths by the number of words: a longer phrase says more.
const BY_WORDS: [u64; PHRASE_WORDS + 1] = [0, 0, 10, 13, 15];
/// Tenths for a phrase of a headline.
const HEADLINE: u64 = 15;
/// Share of its uses, in per cent, from which a phrase inside a longer one is not listed.
const CONTAINED: u64 = 80;
/// Candidates that are compared with each other, for each phrase that is asked for.
const COMPARED: usize = 8;

/// The phrases that the chosen articles use more than the others, most telling first, at most
/// `most`. Where they are all articles there are, the most frequent.
pub fn key_phrases(phrases: &Phrases, chosen: &[ArticleIx], most: usize) -> Vec<KeyPhrase> {
    let of = |ix: &ArticleIx| phrases.by_article.get(ix.0 as usize);
    let mut uses: Vec<PhraseUse> = chosen.iter().filter_map(of).flatten().copied().collect();
    uses.sort_unstable_by_key(|one| one.phrase);
    let places = |ix: &ArticleIx| phrases.places.get(ix.0 as usize).map_or(0, |n| u64::from(*n));
    let of_part: u64 = chosen.iter().map(places).sum();
    let all: u64 = phrases.places.iter().map(|n| u64::from(*n)).sum();
    let rest = all.checked_sub(of_part).filter(|rest| *rest > 0);
    let mut ratios = rest.map(|of_rest| Ratios::new(of_part, of_rest));
    let mut surely = |count: u64, phrase: &Phrase| match &mut ratios {
        Some(ratios) => ratios.of(count, u64::from(phrase.count).saturating_sub(count)),
        None => count,
    };
    let scored = |same: &[PhraseUse]| {
        let phrase = phrases.all.get(same.first()?.phrase as usize)?;
        let (count, documents) = (same.iter().map(|one| u64::from(one.count)).sum(), same.len());
        let enough =
            count >= u64::from(IN_ALL) || (count >= u64::from(IN_DOCUMENT) && documents == 1);
        if !enough || begins_with_preposition(&phrase.text) {
            return None;
        }
        let words = phrase.stems.iter().filter(|stem| **stem > 0).count();
        let weight = BY_WORDS.get(words).copied().unwrap_or_default();
        let headline = same.iter().any(|one| one.in_headline);
        let weight = weight * if headline { HEADLINE } else { 10 };
        let score = surely(count, phrase).saturating_mul(weight);
        (score > 0).then_some(Scored { score, count, documents, phrase })
    };
    let mut scored: Vec<Scored<'_>> =
        uses.chunk_by(|one, other| one.phrase == other.phrase).filter_map(scored).collect();
    // Only the best are looked at again, so the others need no order.
    let looked_at = most.saturating_mul(COMPARED);
    if let Some(last) = looked_at.checked_sub(1).filter(|last| *last < scored.len()) {
        scored.select_nth_unstable_by(last, Scored::best_first);
    }
    scored.truncate(looked_at);
    scored.sort_unstable_by(Scored::best_first);
    let inside = |one: &Scored<'_>| {
        let holds = |other: &Scored<'_>| holds(&other.phrase.stems, &one.phrase.stems);
        scored.iter().any(|other| other.count * 100 >= one.count * CONTAINED && holds(other))
    };
    let kept = scored.iter().filter(|one| !inside(one)).take(most);
    kept.map(|one| KeyPhrase {
        text: Arc::clone(&one.phrase.text),
        count: u32::try_from(one.count).unwrap_or(u32::MAX),
        documents: one.documents,
    })
    .collect()
}

/// A phrase with what speaks for it.
struct Scored<'p> {
    score: u64,
    /// Uses in the chosen articles, and how many of these use it.
    count: u64,
    documents: usize,
    phrase: &'p Phrase,
}

impl Scored<'_> {
    /// By score; of equals by their words, whose stems tell the same spelling apart.
    fn best_first(one: &Self, other: &Self) -> Ordering {
        let words = || one.phrase.text.cmp(&other.phrase.text);
        let stems = || one.phrase.stems.cmp(&other.phrase.stems);
        other.score.cmp(&one.score).then_with(words).then_with(stems)
    }
}

/// «للسياح الروس»: a preposition is written on the article, in every form that was found.
fn begins_with_preposition(text: &str) -> bool {
    let rest = text.strip_prefix(['ب', 'ك', 'ل']).unwrap_or_default();
    crate::lang::has_article(rest) || (text.starts_with('ل') && rest.starts_with('ل'))
}

/// True where a longer phrase holds the words of a shorter one in their order.
fn holds(longer: &Stems, shorter: &Stems) -> bool {
    let words = |stems: &Stems| stems.iter().copied().filter(|n| *n > 0).collect::<Vec<u64>>();
    let (longer, shorter) = (words(longer), words(shorter));
    longer.len() > shorter.len() && longer.windows(shorter.len()).any(|part| part == shorter)
}
