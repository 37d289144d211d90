//! Near-duplicates: documents that print one text, with small changes or with something added.
//!
//! Triples of words are compared. MinHash and shared paragraphs only name candidates; what counts
//! is the exact share of common triples of each pair. No pair is looked at without a sign that the
//! two have much in common, and crowds are capped: a folder of ten thousand copies of a form must
//! not cost ten thousand times ten thousand.

mod candidates;
mod groups;

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{
    ArticleDate, ArticleIx, CopyKind, CopyPair, CopyTie, DuplicateGroup, PartialCopy, Percent, Span,
};

use super::profile::{Paragraph, Profile};

/// Least share of all triples of two documents that are common (Jaccard) for near-duplicates.
const NEAR: Percent = 80;
/// Least share of the shorter document's triples (containment) that are in the longer one, for a
/// text that was republished with something added.
const REPUBLISHED: Percent = 80;
/// The same for a copy of parts.
const PARTIAL: Percent = 40;
/// Most partial copies that are recorded for one document, the largest first.
const PARTIAL_COPIES: usize = 8;

/// What is known of copies in a corpus.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    /// Groups of two documents or more, by representative.
    pub(super) groups: Vec<DuplicateGroup>,
    /// Pairs that share paragraphs without being one text, in order.
    pub(super) partial: Vec<PartialCopy>,
}

/// A pair that is a copy, with how much is common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    one: u32,
    other: u32,
    kind: CopyKind,
    share: Percent,
}

/// The copies among documents, by their profiles and their final dates, which are in step.
pub(super) fn duplicates(profiles: &[Profile], dates: &[ArticleDate]) -> Duplicates {
    let candidates = candidates::pairs(profiles);
    let (mut edges, mut partial) = (Vec::new(), Vec::new());
    for (one, other) in candidates.equal {
        edges.push(Edge { one, other, kind: CopyKind::NearDuplicate, share: 100 });
    }
    for (one, other) in candidates.alike {
        let (Some(left), Some(right)) = (at(profiles, one), at(profiles, other)) else { continue };
        match compared(left, right) {
            Some(Found::Whole(kind, share)) => edges.push(Edge { one, other, kind, share }),
            Some(Found::Part(share)) => partial.push((share, one, other)),
            None => {}
        }
    }
    let pair = |one, other| pair(profiles, one, other);
    let groups = groups::groups(&edges, |ix| standing(profiles, dates, ix), pair);
    Duplicates { groups, partial: partial_copies(partial, profiles) }
}

/// What two texts have in common.
enum Found {
    Whole(CopyKind, Percent),
    Part(Percent),
}

fn compared(left: &Profile, right: &Profile) -> Option<Found> {
    let (jaccard, contained) = likeness(left, right);
    if jaccard >= NEAR {
        Some(Found::Whole(CopyKind::NearDuplicate, jaccard))
    } else if contained >= REPUBLISHED {
        Some(Found::Whole(CopyKind::Republished, contained))
    } else {
        (contained >= PARTIAL).then_some(Found::Part(contained))
    }
}

/// What two documents of one group have in common, whether or not it makes them copies.
fn pair(profiles: &[Profile], one: u32, other: u32) -> Option<CopyPair> {
    let (left, right) = (at(profiles, one)?, at(profiles, other)?);
    let (tie, kind, share) = match compared(left, right) {
        Some(Found::Whole(kind, share)) => (CopyTie::Direct, kind, share),
        _ => (CopyTie::Group, CopyKind::Republished, likeness(left, right).1),
    };
    Some(CopyPair { one: ArticleIx(one), other: ArticleIx(other), kind, share, tie })
}

/// The shares of common triples: of all of both, of the shorter document's.
fn likeness(left: &Profile, right: &Profile) -> (Percent, Percent) {
    let (one, other) = (left.triples.len(), right.triples.len());
    let common = common(&left.triples, &right.triples);
    (percent(common, one + other - common), percent(common, one.min(other)))
}

/// How many hashes two sorted lists share.
fn common(one: &[u64], other: &[u64]) -> usize {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    let mut common = 0;
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            Ordering::Less => drop(left.next()),
            Ordering::Greater => drop(right.next()),
            Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    common
}

fn percent(part: usize, whole: usize) -> Percent {
    let share = part.saturating_mul(100).checked_div(whole).unwrap_or(0);
    Percent::try_from(share.min(100)).unwrap_or(100)
}

/// What decides who represents several documents: the earliest firm day, the longest body, the
/// identity.
pub(super) type Standing = (NaiveDate, Reverse<usize>, u32);

/// The standing of a document: the least represents the others.
pub(super) fn standing(profiles: &[Profile], dates: &[ArticleDate], ix: u32) -> Standing {
    let day = dates.get(ix as usize).and_then(ArticleDate::firm_day);
    let triples = at(profiles, ix).map_or(0, |profile| profile.length);
    // Documents stand by identity, so their index is its order.
    (day.unwrap_or(NaiveDate::MAX), Reverse(triples), ix)
}

fn at(profiles: &[Profile], ix: u32) -> Option<&Profile> {
    profiles.get(ix as usize)
}

/// The pairs that share paragraphs verbatim; of each document the largest shares.
fn partial_copies(mut pairs: Vec<(Percent, u32, u32)>, profiles: &[Profile]) -> Vec<PartialCopy> {
    pairs.sort_by_key(|(share, one, other)| (Reverse(*share), *one, *other));
    let mut taken = vec![0usize; profiles.len()];
    let mut copies = Vec::new();
    for (share, one, other) in pairs {
        let full = [one, other]
            .iter()
            .any(|ix| taken.get(*ix as usize).is_none_or(|n| *n >= PARTIAL_COPIES));
        let (Some(left), Some(right)) = (at(profiles, one), at(profiles, other)) else { continue };
        let paragraphs = shared_paragraphs(left, right);
        if full || paragraphs.is_empty() {
            continue;
        }
        for ix in [one, other] {
            if let Some(n) = taken.get_mut(ix as usize) {
                *n += 1;
            }
        }
        copies.push(PartialCopy {
            one: ArticleIx(one),
            other: ArticleIx(other),
            share,
            paragraphs,
        });
    }
    copies.sort_by_key(|copy| (copy.one, copy.other));
    copies
}

/// The paragraphs that stand in both, by their place in the first; a repeated one pairs once.
fn shared_paragraphs(left: &Profile, right: &Profile) -> Vec<(Span, Span)> {
    let mut places: BTreeMap<u64, Span> =
        right.paragraphs.iter().rev().map(|p| (p.hash, p.span)).collect();
    let pair = |p: &Paragraph| Some((p.span, places.remove(&p.hash)?));
    left.paragraphs.iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, firm, lexicon, profile_of};
    use super::*;

    /// A paragraph of words that no other number gives.
    fn paragraph(number: usize) -> String {
        let words = ["خبر", "وزير", "مدينة", "لقاء", "يوم", "قرار", "طريق", "سوق", "مطار", "نهر"];
        let numbered = words.iter().map(|word| format!("{word} {number}"));
        numbered.collect::<Vec<_>>().join(" ")
    }

    fn text(numbers: std::ops::Range<usize>) -> String {
        numbers.map(paragraph).collect::<Vec<_>>().join("\n")
    }

    fn of(texts: &[&str], dates: &[ArticleDate]) -> Duplicates {
        let lexicon = lexicon();
        let profile = |text: &&str| profile_of(&Draft::new("a.txt", text).article(), &lexicon);
        let profiles: Vec<Profile> = texts.iter().map(profile).collect();
        let mut dates = dates.to_vec();
        dates.resize(texts.len(), ArticleDate::default());
        duplicates(&profiles, &dates)
    }

    fn kinds(duplicates: &Duplicates) -> Vec<(u32, CopyKind, Percent)> {
        let copies = duplicates.groups.iter().flat_map(|group| &group.copies);
        copies.map(|copy| (copy.article.0, copy.kind, copy.share)).collect()
    }

    #[test]
    fn a_text_with_small_changes_is_a_near_duplicate() {
        let changed = text(0..12).replace("قرار 3", "حكم 3");
        let found = of(&[&text(0..12), &changed, &text(20..32)], &[]);
        assert_eq!(kinds(&found), [(1, CopyKind::NearDuplicate, 97)]);
        assert!(found.partial.is_empty());
    }

    #[test]
    fn a_text_with_much_added_is_republished() {
        let longer = format!("{}\n{}", text(0..6), text(20..40));
        let found = of(&[&text(0..6), &longer], &[]);
        // Of two without a firm day the longer one stands for both.
        assert_eq!(found.groups[0].representative, ArticleIx(1));
        assert_eq!(kinds(&found), [(0, CopyKind::Republished, 100)]);
    }

    #[test]
    fn the_earliest_firm_day_represents() {
        let days = [firm("2020-12-30"), firm("2020-12-29")];
        let found = of(&[&text(0..8), &text(0..8), &text(0..8)], &days);
        let group = &found.groups[0];
        assert_eq!(group.representative, ArticleIx(1));
        assert_eq!(group.articles().map(|ix| ix.0).collect::<Vec<_>>(), [1, 0, 2]);
    }

    #[test]
    fn paragraphs_in_common_are_shown_where_they_stand() {
        let one = text(0..10);
        let other = format!("{}\n{}", text(30..36), text(4..10));
        let found = of(&[&one, &other], &[]);
        assert!(found.groups.is_empty());
        let copy = &found.partial[0];
        assert_eq!((copy.one, copy.other, copy.share), (ArticleIx(0), ArticleIx(1), 59));
        assert_eq!(copy.paragraphs.len(), 6);
        for (left, right) in &copy.paragraphs {
            assert_eq!(left.of(&one), right.of(&other));
        }
        // A third in common is a passage, not a copy.
        assert!(of(&[&one, &format!("{}\n{}", text(30..46), text(7..10))], &[]).partial.is_empty());
    }

    #[test]
    fn a_chain_of_copies_is_one_group_and_each_names_its_proof() {
        let found = of(&[&text(0..20), &text(2..20), &text(2..18), &text(4..18)], &[]);
        let group = &found.groups[0];
        assert_eq!((found.groups.len(), group.copies.len()), (1, 3));
        assert!(group.copies.iter().all(|copy| copy.share >= 80));
        let pairs: Vec<(u32, u32)> = group.pairs.iter().map(|p| (p.one.0, p.other.0)).collect();
        assert_eq!(pairs, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
        let pair = |one, other| group.pair(ArticleIx(other), ArticleIx(one)).unwrap();
        assert_eq!((pair(0, 1).tie, pair(0, 1).share), (CopyTie::Direct, 89));
        assert_eq!(pair(0, 1).kind, CopyKind::NearDuplicate);
        // The last is a part of the first as a whole.
        assert_eq!((pair(0, 3).kind, pair(0, 3).share), (CopyKind::Republished, 100));
    }

    #[test]
    fn two_of_a_group_that_are_no_copies_say_what_they_share() {
        let found = of(&[&text(0..20), &text(3..23), &text(6..26)], &[]);
        let pair = |one, other| *found.groups[0].pair(ArticleIx(one), ArticleIx(other)).unwrap();
        let tied = |pair: CopyPair| (pair.tie, pair.share);
        assert_eq!(tied(pair(0, 1)), (CopyTie::Direct, 84));
        assert_eq!(tied(pair(0, 2)), (CopyTie::Group, 69));
    }

    #[test]
    fn thousands_of_equal_texts_are_one_group() {
        let same = text(0..3);
        let found = of(&vec![same.as_str(); 3000], &[]);
        assert_eq!((found.groups.len(), found.groups[0].copies.len()), (1, 2999));
        assert!(found.groups[0].pairs.len() < 3 * 3000, "{}", found.groups[0].pairs.len());
    }
}
