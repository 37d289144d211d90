//! Which pairs of documents are worth an exact comparison.
//!
//! Three signs: the very same triples; signatures that agree in a band (MinHash); paragraphs that
//! stand in both. The second misses a short text inside a long one, the third misses copies in
//! which every paragraph was touched.

use std::collections::{BTreeMap, BTreeSet};

use gaoya::minhash::MinHashIndex;

use super::super::profile::{LEAST, Profile, hash};
use super::super::signature::HASHES;

/// How a signature is cut into bands of so many rows: documents with half of their triples in common
/// meet in a band with 87 %, those with eight tenths always.
const BANDS: usize = 32;
const ROWS: usize = HASHES / BANDS;
/// Least likeness of two signatures, estimated: below, exact comparison never finds a copy of the
/// whole.
const LIKENESS: f64 = 0.45;
/// Documents of one likeness that are kept to be met by later ones. Forms that are filled in
/// daily would otherwise all be compared with each other.
const CROWD: usize = 64;
/// Documents that one document is compared with for each sign, the most alike.
const COMPARED: usize = 16;
/// Documents with a paragraph in common above which it is a formula and no sign.
const COMMON: usize = 64;

/// Pairs by the smaller index first.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Documents with the same triples: the first of them, and another.
    pub(super) equal: Vec<(u32, u32)>,
    /// Documents that may be copies.
    pub(super) alike: BTreeSet<(u32, u32)>,
}

/// The pairs of documents that may be copies, each once.
pub(super) fn pairs(profiles: &[Profile]) -> Candidates {
    let mut candidates = Candidates::default();
    let mut first: BTreeMap<u64, u32> = BTreeMap::new();
    let mut different = Vec::new();
    for (ix, profile) in (0u32..).zip(profiles) {
        if profile.triples.len() < LEAST {
            continue;
        }
        match first.entry(hash(&profile.triples)) {
            std::collections::btree_map::Entry::Occupied(same) => {
                candidates.equal.push((*same.get(), ix));
            }
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(ix);
                different.push((ix, profile));
            }
        }
    }
    by_signature(&different, &mut candidates.alike);
    by_paragraph(&different, &mut candidates.alike);
    candidates
}

/// Pairs whose signatures meet in a band.
fn by_signature(profiles: &[(u32, &Profile)], alike: &mut BTreeSet<(u32, u32)>) {
    let mut index: MinHashIndex<u64, u32> = MinHashIndex::new(BANDS, ROWS, LIKENESS);
    for (ix, profile) in profiles {
        let signature = &profile.signature;
        let mut met = index.query_owned_return_similarity(signature);
        // The index gives them in no order; the likeness is a count of equal hashes by 128.
        met.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        alike.extend(met.iter().take(COMPARED).map(|(other, _)| (*other, *ix)));
        if met.len() < CROWD {
            index.insert(*ix, signature.clone());
        }
    }
}

/// Pairs with paragraphs in common; of each document those that share most words.
fn by_paragraph(profiles: &[(u32, &Profile)], alike: &mut BTreeSet<(u32, u32)>) {
    let mut holders: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (ix, profile) in profiles {
        for paragraph in &profile.paragraphs {
            let holders = holders.entry(paragraph.hash).or_default();
            if holders.last() != Some(ix) && holders.len() <= COMMON {
                holders.push(*ix);
            }
        }
    }
    for (ix, profile) in profiles {
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for paragraph in &profile.paragraphs {
            let holders = holders.get(&paragraph.hash).filter(|holders| holders.len() <= COMMON);
            for other in holders.into_iter().flatten().filter(|other| *other < ix) {
                let words = shared.entry(*other).or_default();
                *words = words.saturating_add(paragraph.words);
            }
        }
        let mut shared: Vec<(u32, u32)> = shared.into_iter().collect();
        shared.sort_by_key(|(other, words)| (std::cmp::Reverse(*words), *other));
        alike.extend(shared.iter().take(COMPARED).map(|(other, _)| (*other, *ix)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::profile::{Paragraph, signed};
    use super::*;
    use crate::model::Span;

    /// A document of the words `from..to`, a paragraph each ten.
    fn document(words: std::ops::Range<u64>) -> Profile {
        let numbers: Vec<u64> = words.collect();
        let mut triples: Vec<u64> = numbers.windows(3).map(|run| hash(&run)).collect();
        triples.sort_unstable();
        let paragraph =
            |run: &[u64]| Paragraph { hash: hash(&run), span: Span::default(), words: 10 };
        Profile {
            signature: signed(&triples),
            triples,
            paragraphs: numbers.chunks(10).map(paragraph).collect(),
            ..Profile::default()
        }
    }

    fn alike(profiles: &[Profile]) -> Vec<(u32, u32)> {
        pairs(profiles).alike.into_iter().collect()
    }

    #[test]
    fn changed_copies_and_short_parts_are_found() {
        assert_eq!(alike(&[document(0..400), document(15..410)]), [(0, 1)]);
        // A tenth of a long text: no band meets, a paragraph does.
        assert_eq!(alike(&[document(0..800), document(50..130)]), [(0, 1)]);
        assert_eq!(alike(&[document(0..400), document(400..800)]), []);
    }

    #[test]
    fn equal_texts_are_joined_to_the_first() {
        let profiles = [document(0..40), document(0..40), document(0..40)];
        let candidates = pairs(&profiles);
        assert_eq!(candidates.equal, [(0, 1), (0, 2)]);
        assert!(candidates.alike.is_empty());
    }

    #[test]
    fn formulas_are_no_texts() {
        let profiles = [document(0..15), document(0..15)];
        assert!(pairs(&profiles).equal.is_empty());
    }

    #[test]
    fn a_crowd_costs_each_document_a_few_comparisons() {
        // Ninety words of a form, ten of the day; and two thousand days.
        let form = |day: u64| {
            let mut form = document(0..90);
            form.triples.extend(document(1000 + day * 10..1012 + day * 10).triples);
            form.triples.sort_unstable();
            form.signature = signed(&form.triples);
            form
        };
        let profiles: Vec<Profile> = (0..2000).map(form).collect();
        let most = 2 * COMPARED * profiles.len();
        assert!(alike(&profiles).len() <= most);
    }
}
