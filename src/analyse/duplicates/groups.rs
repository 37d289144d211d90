//! Pairs that are copies → groups with a representative, each copy with the pair that proves it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::{ArticleIx, CopyPair, Duplicate, DuplicateGroup};

use super::{Edge, Standing};

/// The groups that pairs make, by representative. The document of the least standing represents
/// its group.
pub(super) fn groups(
    edges: &[Edge],
    standing: impl Fn(u32) -> Standing,
    pair: impl Fn(u32, u32) -> Option<CopyPair>,
) -> Vec<DuplicateGroup> {
    let mut beside: BTreeMap<u32, Vec<(u32, Edge)>> = BTreeMap::new();
    for edge in edges {
        beside.entry(edge.one).or_default().push((edge.other, *edge));
        beside.entry(edge.other).or_default().push((edge.one, *edge));
    }
    for edges in beside.values_mut() {
        edges.sort_by_key(|(other, edge)| (std::cmp::Reverse(edge.share), *other));
    }
    let mut order: Vec<u32> = beside.keys().copied().collect();
    order.sort_by_key(|ix| standing(*ix));
    let mut grouped = BTreeSet::new();
    let mut groups = Vec::new();
    // The first of a group that is met is its representative.
    for representative in order {
        if grouped.insert(representative) {
            let copies = copies(representative, &beside, &mut grouped);
            let inside = copies.iter().map(|copy| copy.article.0);
            let mut inside: Vec<u32> = inside.chain([representative]).collect();
            inside.sort_unstable();
            let pairs = pairs(&inside, representative, &beside, &pair);
            let representative = ArticleIx(representative);
            groups.push(DuplicateGroup { representative, copies, pairs });
        }
    }
    groups.sort_by_key(|group| group.representative);
    groups
}

/// Documents of a group of which every two are compared; of a larger one only those that are known
/// to be copies, and each with the representative: pairs grow with the square.
const COMPARED: usize = 64;

/// The pairs of a group whose documents are `inside`, in order.
fn pairs(
    inside: &[u32],
    representative: u32,
    beside: &BTreeMap<u32, Vec<(u32, Edge)>>,
    pair: impl Fn(u32, u32) -> Option<CopyPair>,
) -> Vec<CopyPair> {
    let mut known: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (at, one) in inside.iter().enumerate() {
        let others = inside.iter().skip(at + 1);
        known.extend(others.take_while(|_| inside.len() <= COMPARED).map(|other| (*one, *other)));
        let copies = beside.get(one).into_iter().flatten().map(|(other, _)| *other);
        known.extend(copies.map(|other| ((*one).min(other), (*one).max(other))));
        known.insert(((*one).min(representative), (*one).max(representative)));
    }
    known.retain(|(one, other)| one != other);
    known.into_iter().filter_map(|(one, other)| pair(one, other)).collect()
}

/// All that pairs tie to the representative, each by the pair nearest to it.
fn copies(
    representative: u32,
    beside: &BTreeMap<u32, Vec<(u32, Edge)>>,
    grouped: &mut BTreeSet<u32>,
) -> Vec<Duplicate> {
    let mut copies = Vec::new();
    let mut queue = VecDeque::from([representative]);
    while let Some(of) = queue.pop_front() {
        for (ix, edge) in beside.get(&of).into_iter().flatten() {
            if grouped.insert(*ix) {
                queue.push_back(*ix);
                let (article, of) = (ArticleIx(*ix), ArticleIx(of));
                copies.push(Duplicate { article, of, kind: edge.kind, share: edge.share });
            }
        }
    }
    copies.sort_by_key(|copy| copy.article);
    copies
}
