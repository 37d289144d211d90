//! Choosing a few statements that together say most: greedy, each time the one that adds most.
//!
//! What a set is worth: the scores of its statements, the content words that it covers, the
//! speakers and topics that it lets appear; the last three by square roots, so that more of the
//! same adds less.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::salience::{Ranked, root, share};

/// Worth of covering every content word of the statements, in thousandths of a point.
const COVERAGE: u64 = 4000;
/// Worth of the first statement of a speaker, and of the first about a topic.
const FIRST: u64 = 1000;
/// A statement is weighed by the root of its words; fewer than these are no merit.
const SHORT: u64 = 12;
/// Two statements that share so many thousandths of the shorter one's stems say the same.
const SAME: u64 = 800;

/// What has been chosen so far.
#[derive(Default)]
struct Chosen<'s> {
    places: Vec<usize>,
    covered: BTreeSet<&'s str>,
    /// Sum of the weights of `covered`.
    weight: u64,
    speakers: BTreeMap<&'s str, u64>,
    topics: BTreeMap<&'s str, u64>,
}

/// The places in `ranked` of at most `n` statements, the best first. Of two speakers or more none
/// has over two fifths of them.
///
/// Lazily: what a statement adds can only shrink while others are taken, so that only the ones on
/// top of the heap are weighed again. Near-linear in the number of statements.
pub(super) fn select(ranked: &[Ranked<'_>], n: usize) -> Vec<usize> {
    let weights = stem_weights(ranked);
    let total = weights.values().sum::<u64>().max(1);
    let speakers: BTreeSet<&str> = ranked.iter().map(|one| one.speaker.as_str()).collect();
    let most = if speakers.len() > 1 { n.saturating_mul(2).div_ceil(5) } else { n } as u64;
    let mut chosen = Chosen::default();
    let fresh = |chosen: &Chosen<'_>, place: usize, one: &Ranked<'_>| {
        // Of equals the first in the text.
        (chosen.gain(one, &weights, total), Reverse(place), chosen.places.len())
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
            chosen.take(place, one, &weights);
        } else {
            open.push(fresh(&chosen, place, one));
        }
    }
    chosen.places
}

/// The weight of a stem: the root of the number of statements that hold it, which is the measure of
/// what the statements are about.
fn stem_weights<'s>(ranked: &'s [Ranked<'_>]) -> BTreeMap<&'s str, u64> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for stem in ranked.iter().flat_map(|one| &one.stems) {
        *counts.entry(stem).or_default() += 1;
    }
    counts.values_mut().for_each(|count| *count = root(*count));
    counts
}

impl<'s> Chosen<'s> {
    /// True for a statement that may still be taken: not taken, no part of one that is, not the
    /// same again, and its speaker has not spoken too often.
    fn admits(&self, one: &Ranked<'_>, most: u64, ranked: &[Ranked<'_>]) -> bool {
        if self.speakers.get(one.speaker.as_str()).is_some_and(|count| *count >= most) {
            return false;
        }
        let mut taken = self.places.iter().filter_map(|place| ranked.get(*place));
        !taken.any(|other| {
            other.article == one.article && other.statement.text.overlaps(one.statement.text)
                || share(&one.stems, &other.stems) >= SAME
                || share(&other.stems, &one.stems) >= SAME
        })
    }

    /// What a statement would add, for the root of its length.
    fn gain(&self, one: &Ranked<'_>, weights: &BTreeMap<&str, u64>, total: u64) -> u64 {
        let new = one.stems.iter().filter(|stem| !self.covered.contains(stem.as_str()));
        let new: u64 = new.filter_map(|stem| weights.get(stem.as_str())).sum();
        let covered = |weight: u64| root(weight.saturating_mul(1_000_000) / total) / 1000;
        let coverage = covered(self.weight + new).saturating_sub(covered(self.weight));
        let speaker = step(self.speakers.get(one.speaker.as_str()));
        let topics = one.statement.topics.iter().map(|topic| step(self.topics.get(&*topic.id)));
        let gain = one.score + COVERAGE * coverage / 1000 + speaker + topics.sum::<u64>();
        gain.saturating_mul(1000) / root(one.words.max(SHORT))
    }

    fn take(&mut self, place: usize, one: &'s Ranked<'_>, weights: &BTreeMap<&str, u64>) {
        self.places.push(place);
        for stem in &one.stems {
            if self.covered.insert(stem) {
                self.weight += weights.get(stem.as_str()).copied().unwrap_or_default();
            }
        }
        *self.speakers.entry(&one.speaker).or_default() += 1;
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
    use crate::model::{MentionIx, Speaker};

    /// The same choice without the heap: all that are left are weighed at every step.
    fn plain(ranked: &[Ranked<'_>], n: usize, most: u64) -> Vec<usize> {
        let weights = stem_weights(ranked);
        let total = weights.values().sum::<u64>().max(1);
        let mut chosen = Chosen::default();
        while chosen.places.len() < n {
            let open = ranked.iter().enumerate().filter(|(place, one)| {
                !chosen.places.contains(place) && chosen.admits(one, most, ranked)
            });
            let worth = |(place, one): &(usize, &Ranked<'_>)| {
                (chosen.gain(one, &weights, total), Reverse(*place))
            };
            let Some((place, one)) = open.max_by_key(worth) else { break };
            chosen.take(place, one, &weights);
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
        let ranked = salience.ranked(&article, &salience.tokens(&article));
        assert_eq!(ranked.len(), 60);
        for (n, most) in [(1, 1), (3, 2), (5, 2), (10, 4), (60, 24)] {
            assert_eq!(select(&ranked, n), plain(&ranked, n, most), "{n}");
        }
    }
}
