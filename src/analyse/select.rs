//! Choosing a few statements that together say most: greedy, each time the one that adds most.
//!
//! What a set is worth: the scores of its statements, the content words that it covers, the
//! speakers and topics that it lets appear; the last three by square roots, so that more of the
//! same adds less.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::salience::{Ranked, root};
use crate::lang::WordKey;

/// Worth of covering every content word of the statements, in thousandths of a point.
const COVERAGE: u64 = 4000;
/// Worth of the first statement of a speaker, and of the first about a topic.
const FIRST: u64 = 1000;
/// A statement is weighed by the root of its words; fewer than these are no merit.
const SHORT: u64 = 12;
/// Two statements that share so many thousandths of the shorter one's stems say the same.
const SAME: u64 = 800;

/// What has been chosen so far.
struct Chosen<'s> {
    vocabulary: &'s Vocabulary,
    places: Vec<usize>,
    /// Of each stem of the vocabulary whether something chosen holds it.
    covered: Vec<bool>,
    /// Sum of the weights of the stems that are covered.
    weight: u64,
    speakers: BTreeMap<WordKey, u64>,
    topics: BTreeMap<&'s str, u64>,
}

/// The stems of all statements, numbered, with their weights.
struct Vocabulary {
    /// Of each statement the numbers of its stems.
    stems: Vec<Vec<usize>>,
    /// Of each stem the root of the number of statements that hold it, which is the measure of
    /// what the statements are about.
    weights: Vec<u64>,
    /// Sum of the weights, at least 1.
    total: u64,
}

/// The places in `ranked` of at most `n` statements, the best first. Of two speakers or more none
/// has over two fifths of them.
///
/// Lazily: what a statement adds can only shrink while others are taken, so that only the ones on
/// top of the heap are weighed again. Near-linear in the number of statements.
pub(super) fn select(ranked: &[Ranked<'_>], n: usize) -> Vec<usize> {
    let vocabulary = Vocabulary::new(ranked);
    let first = ranked.first().map(|one| one.rank.speaker);
    let several = ranked.iter().any(|one| Some(one.rank.speaker) != first);
    let most = if several { n.saturating_mul(2).div_ceil(5) } else { n } as u64;
    let mut chosen = Chosen::none(&vocabulary);
    let fresh = |chosen: &Chosen<'_>, place: usize, one: &Ranked<'_>| {
        // Of equals the first in the text.
        (chosen.gain(place, one), Reverse(place), chosen.places.len())
    };
    let all = ranked.iter().enumerate();
    let mut open: BinaryHeap<_> = all.map(|(place, one)| fresh(&chosen, place, one)).collect();
    while chosen.places.len() < n {
        let Some((_, Reverse(place), taken)) = open.pop() else { break };
        let Some(one) = ranked.get(place).filter(|one| chosen.admits(one, most, ranked)) else {
            // Whatever is not admitted now never will be.
            continue;
        };
        if taken == chosen.places.len() {
            chosen.take(place, one);
        } else {
            open.push(fresh(&chosen, place, one));
        }
    }
    chosen.places
}

impl Vocabulary {
    fn new(ranked: &[Ranked<'_>]) -> Self {
        let mut all: Vec<WordKey> = ranked.iter().flat_map(|one| one.rank.stems.keys()).collect();
        all.sort_unstable();
        let groups = || all.chunk_by(|one, other| one == other);
        let keys: Vec<WordKey> = groups().filter_map(|same| same.first().copied()).collect();
        let weights: Vec<u64> = groups().map(|same| root(same.len() as u64)).collect();
        let number = |key| keys.binary_search(&key).ok();
        let numbers = |one: &Ranked<'_>| one.rank.stems.keys().filter_map(number).collect();
        let stems = ranked.iter().map(numbers).collect();
        let total = weights.iter().sum::<u64>().max(1);
        Self { stems, weights, total }
    }

    /// The stems of a statement with their numbers and weights.
    fn of(&self, place: usize) -> impl Iterator<Item = (usize, u64)> {
        let stems = self.stems.get(place).map_or(&[][..], Vec::as_slice);
        stems.iter().filter_map(|stem| Some((*stem, *self.weights.get(*stem)?)))
    }
}

impl<'s> Chosen<'s> {
    fn none(vocabulary: &'s Vocabulary) -> Self {
        let covered = vec![false; vocabulary.weights.len()];
        let (speakers, topics) = (BTreeMap::new(), BTreeMap::new());
        Self { vocabulary, places: Vec::new(), covered, weight: 0, speakers, topics }
    }

    fn covers(&self, stem: usize) -> bool {
        self.covered.get(stem).copied().unwrap_or_default()
    }

    /// True for a statement that may still be taken: not taken, no part of one that is, not the
    /// same again, and its speaker has not spoken too often.
    fn admits(&self, one: &Ranked<'_>, most: u64, ranked: &[Ranked<'_>]) -> bool {
        if self.speakers.get(&one.rank.speaker).is_some_and(|count| *count >= most) {
            return false;
        }
        let mut taken = self.places.iter().filter_map(|place| ranked.get(*place));
        !taken.any(|other| {
            other.article == one.article && other.statement.text.overlaps(one.statement.text)
                || one.rank.stems.share_of(&other.rank.stems) >= SAME
                || other.rank.stems.share_of(&one.rank.stems) >= SAME
        })
    }

    /// What a statement would add, for the root of its length.
    fn gain(&self, place: usize, one: &Ranked<'_>) -> u64 {
        let new = self.vocabulary.of(place).filter(|(stem, _)| !self.covers(*stem));
        let new: u64 = new.map(|(_, weight)| weight).sum();
        let total = self.vocabulary.total;
        let covered = |weight: u64| root(weight.saturating_mul(1_000_000) / total) / 1000;
        let coverage = covered(self.weight + new).saturating_sub(covered(self.weight));
        let speaker = step(self.speakers.get(&one.rank.speaker));
        let topics = one.statement.topics.iter().map(|topic| step(self.topics.get(&*topic.id)));
        let gain = one.rank.score + COVERAGE * coverage / 1000 + speaker + topics.sum::<u64>();
        gain.saturating_mul(1000) / root(one.rank.words.max(SHORT))
    }

    fn take(&mut self, place: usize, one: &Ranked<'s>) {
        self.places.push(place);
        for (stem, weight) in self.vocabulary.of(place) {
            if let Some(covered) = self.covered.get_mut(stem).filter(|covered| !**covered) {
                *covered = true;
                self.weight += weight;
            }
        }
        *self.speakers.entry(one.rank.speaker).or_default() += 1;
        for topic in &one.statement.topics {
            *self.topics.entry(&topic.id).or_default() += 1;
        }
    }
}

/// What one more adds after `count`.
fn step(count: Option<&u64>) -> u64 {
    let count = count.copied().unwrap_or_default();
    FIRST * (root(count + 1) - root(count)) / 1000
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::super::salience::Salience;
    use super::*;
    use crate::model::{ArticleIx, MentionIx, Speaker};

    /// The same choice without the heap: all that are left are weighed at every step.
    fn plain(ranked: &[Ranked<'_>], n: usize, most: u64) -> Vec<usize> {
        let vocabulary = Vocabulary::new(ranked);
        let mut chosen = Chosen::none(&vocabulary);
        while chosen.places.len() < n {
            let open = ranked.iter().enumerate().filter(|(place, one)| {
                !chosen.places.contains(place) && chosen.admits(one, most, ranked)
            });
            let worth =
                |(place, one): &(usize, &Ranked<'_>)| (chosen.gain(*place, one), Reverse(*place));
            let Some((place, one)) = open.max_by_key(worth) else { break };
            chosen.take(place, one);
        }
        chosen.places
    }

    #[test]
    fn the_heap_chooses_what_weighing_all_would() {
        // Words that are shared to different degrees, between two who speak.
        let words = |n: usize| format!("قول{n} عن{} في{} بين{}", n % 5, n % 7, n % 11);
        let text: String = (0..60).map(|n| format!("قال إن {}. ", words(n))).collect();
        let draft = Draft::new("a.txt", &format!("سالم وكريم. {text}"))
            .person("سالم", "سالم")
            .person("كريم", "كريم");
        let said = |draft: Draft, n: usize| {
            draft.statement(&words(n), Speaker::Named(MentionIx(u32::from(n.is_multiple_of(3)))))
        };
        let article = (0..60).fold(draft, said).article();
        let lexicon = lexicon();
        let salience = Salience::new(&lexicon);
        let ranks = salience.ranks(&article, &salience.tokens(&article));
        let ranked: Vec<_> = Ranked::of(ArticleIx(0), &article, &ranks).collect();
        assert_eq!(ranked.len(), 60);
        for (n, most) in [(1, 1), (3, 2), (5, 2), (10, 4), (60, 24)] {
            assert_eq!(select(&ranked, n), plain(&ranked, n, most), "{n}");
        }
    }
}
