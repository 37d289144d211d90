//! The company that people keep: whom and what else their documents name.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Article, ArticleIx, MentionKind, PersonKind};

use super::local::Locals;

/// What each document names, as numbers, and how many documents name each.
pub(super) struct Company {
    by_article: Vec<Vec<u32>>,
    documents: Vec<usize>,
    /// The number of a name, by its key.
    names: BTreeMap<String, u32>,
}

/// The people and places that stand most beside somebody, with their weights.
pub(super) type Profile = BTreeMap<u32, u64>;

/// Entries of a profile, and documents that it is made from.
const ENTRIES: usize = 10;
const DOCUMENTS: usize = 60;
/// Fewest entries that two profiles share where company says anything.
const SHARED: usize = 3;

impl Company {
    pub(super) fn new(articles: &[Article], locals: &Locals<'_>) -> Self {
        let mut company =
            Self { by_article: Vec::new(), documents: Vec::new(), names: BTreeMap::new() };
        let mut places: BTreeMap<&str, u32> = BTreeMap::new();
        let mut here: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); articles.len()];
        for local in locals.all.iter().filter(|local| local.kind == PersonKind::Person) {
            let next = company.next();
            let number = *company.names.entry(local.shape.key.clone()).or_insert(next);
            company.count(number, here.get_mut(local.article.0 as usize));
        }
        for (article, here) in articles.iter().zip(&mut here) {
            for mention in article.mentions.iter().filter(|m| m.kind == MentionKind::Place) {
                let next = company.next();
                let number = *places.entry(&mention.name.canonical).or_insert(next);
                company.count(number, Some(&mut *here));
            }
        }
        company.by_article = here.into_iter().map(|here| here.into_iter().collect()).collect();
        company
    }

    /// The number of a person's name, by its key.
    pub(super) fn number(&self, key: &str) -> Option<u32> {
        self.names.get(key).copied()
    }

    fn next(&self) -> u32 {
        u32::try_from(self.documents.len()).unwrap_or(u32::MAX)
    }

    fn count(&mut self, number: u32, here: Option<&mut BTreeSet<u32>>) {
        if self.documents.len() <= number as usize {
            self.documents.push(0);
        }
        let is_new = here.is_some_and(|here| here.insert(number));
        if let Some(n) = self.documents.get_mut(number as usize).filter(|_| is_new) {
            *n += 1;
        }
    }

    /// The names of people and places that a document gives.
    pub(super) fn of(&self, article: ArticleIx) -> &[u32] {
        self.by_article.get(article.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The company of somebody who is named by `keys` in the given documents.
    pub(super) fn profile<'k>(
        &self,
        articles: impl Iterator<Item = ArticleIx>,
        keys: impl Iterator<Item = &'k str>,
    ) -> Profile {
        let own: BTreeSet<u32> = keys.filter_map(|key| self.names.get(key).copied()).collect();
        let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
        for article in articles.take(DOCUMENTS) {
            for number in self.of(article).iter().filter(|number| !own.contains(number)) {
                *counts.entry(*number).or_default() += 1;
            }
        }
        let weight = |(number, count): (u32, u64)| (count * self.rarity(number), number);
        let mut weights: Vec<(u64, u32)> = counts.into_iter().map(weight).collect();
        weights.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        weights.into_iter().take(ENTRIES).map(|(weight, number)| (number, weight)).collect()
    }

    /// How much a name says: more where few documents give it. From 1, in steps of doubling.
    fn rarity(&self, number: u32) -> u64 {
        let n = self.documents.get(number as usize).copied().unwrap_or(1).max(1);
        let share = self.by_article.len().max(1) / n;
        u64::from(share.checked_ilog2().unwrap_or_default()) + 1
    }
}

/// True where two people keep the same company: the cosine of their profiles is one half or more.
pub(super) fn is_same(one: &Profile, other: &Profile) -> bool {
    let shared = one.iter().filter_map(|(number, a)| Some(a * other.get(number)?));
    let (n, dot) = shared.fold((0, 0), |(n, sum): (usize, u64), product| (n + 1, sum + product));
    let norm = |profile: &Profile| profile.values().map(|weight| weight * weight).sum::<u64>();
    n >= SHARED && 4 * u128::from(dot).pow(2) >= u128::from(norm(one)) * u128::from(norm(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &[(u32, u64)], other: &[(u32, u64)]) -> bool {
        is_same(&one.iter().copied().collect(), &other.iter().copied().collect())
    }

    #[test]
    fn company_is_the_same_from_a_cosine_of_one_half() {
        assert!(same(&[(1, 2), (2, 2), (3, 2)], &[(1, 5), (2, 5), (3, 5)]));
        assert!(!same(&[(1, 2), (2, 2)], &[(1, 2), (2, 2)]));
        assert!(!same(&[(1, 1), (2, 1), (3, 1), (4, 9)], &[(1, 1), (2, 1), (3, 1), (5, 9)]));
    }
}
