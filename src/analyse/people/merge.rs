//! Names that are spelt differently and may be one person: who is compared, and who is joined.
//!
//! Only names that share a block are compared, each with the next few in their order, so that the
//! work grows with the number of names. Likeness alone joins nobody but foreign names that nothing
//! speaks against; what is alike and not joined is kept for somebody to judge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::PeopleVerdicts;
use crate::lang::SpellingTables;
use crate::model::{ArticleIx, Hindrance, Join, Percent, PersonKind};

use super::class::Class;
use super::company::{self, Company};
use super::name::{Form, Likeness, likeness};
use super::title::Title;

/// Classes that are one person, and what was only alike.
pub(super) struct Merged {
    /// For each class the class that stands for its person.
    pub(super) heads: Vec<usize>,
    pub(super) joins: Vec<Joining>,
    /// Pairs of classes that were not joined.
    pub(super) apart: Vec<Apart>,
}

/// Two classes that were joined.
pub(super) struct Joining {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) why: Join,
    pub(super) likeness: Percent,
}

/// Two classes that are alike and were not joined.
pub(super) struct Apart {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) likeness: Percent,
    pub(super) hindrance: Hindrance,
}

/// Names of a block that each is compared with.
const WINDOW: usize = 40;
/// How often the pairs are gone through: a join may support another.
const ROUNDS: usize = 3;
/// Titles of a person that are compared.
const TITLES: usize = 24;
/// Least likeness, and fewest letters of a family name, of what is suggested.
const SUGGESTED: Percent = 90;
const LETTERS: usize = 5;
/// Two names may be one person where a document names both, in one of so many.
const FEW: usize = 20;
/// A country counts as one's own where it has so large a part of the most frequent one's titles.
const MINOR: usize = 5;

/// A pair of classes that may be one.
struct Candidate {
    one: usize,
    other: usize,
    likeness: Likeness,
}

/// Joins what is one; `verdicts` is the editor's word, asked before anything else.
pub(super) fn merged(
    classes: &[Class],
    spelling: &SpellingTables,
    company: &Company,
    verdicts: &PeopleVerdicts,
) -> Merged {
    let mut merging = Merging {
        company,
        verdicts,
        groups: classes.iter().map(Group::new).collect(),
        heads: (0..classes.len()).collect(),
        joins: Vec::new(),
        spelling,
    };
    let (lone, full): (Vec<Candidate>, Vec<Candidate>) = candidates(classes, spelling)
        .into_iter()
        .partition(|pair| is_lone(classes, pair.one) || is_lone(classes, pair.other));
    for _ in 0..ROUNDS {
        let before = merging.joins.len();
        for pair in &full {
            merging.join(pair);
        }
        if merging.joins.len() == before {
            break;
        }
    }
    merging.join_lone(classes, &lone);
    let apart = merging.apart(classes, &full);
    let heads = (0..classes.len()).map(|class| merging.head(class)).collect();
    Merged { heads, joins: merging.joins, apart }
}

fn is_lone(classes: &[Class], class: usize) -> bool {
    classes.get(class).is_some_and(|class| !class.shape.is_full())
}

/// The pairs of classes that are alike, the likest first.
fn candidates(classes: &[Class], spelling: &SpellingTables) -> Vec<Candidate> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (ix, class) in classes.iter().enumerate() {
        if class.kind == PersonKind::Person {
            for key in block_keys(class, spelling) {
                blocks.entry(key).or_default().push(ix);
            }
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for mut block in blocks.into_values() {
        let order = |ix: &usize| {
            let shape = classes.get(*ix).map(|class| &class.shape);
            shape.map(|shape| (shape.family.clone(), shape.given.clone()))
        };
        block.sort_by_cached_key(order);
        for (at, one) in block.iter().enumerate() {
            let next = block.iter().skip(at + 1).take(WINDOW);
            pairs.extend(next.map(|other| (*one.min(other), *one.max(other))));
        }
    }
    let mut found: Vec<Candidate> = pairs
        .into_iter()
        .filter_map(|(one, other)| {
            let likeness = alike(classes.get(one)?, classes.get(other)?, spelling)?;
            Some(Candidate { one, other, likeness })
        })
        .collect();
    found.sort_by_key(|pair| (std::cmp::Reverse(pair.likeness.whole()), pair.one, pair.other));
    found
}

/// What names must share to be compared: the sound of the family name, that of the given name
/// with the first letter of the other, or an office with the family name.
fn block_keys(class: &Class, spelling: &SpellingTables) -> BTreeSet<String> {
    let shape = &class.shape;
    let mut keys = BTreeSet::new();
    for family in spelling.skeletons(&shape.family) {
        if shape.is_full() && shape.form != Form::Arabic {
            keys.insert(format!("f {family}"));
        }
        if shape.is_full() && shape.form == Form::Foreign {
            let first: String = family.chars().take(1).collect();
            keys.insert(format!("g {} {first}", spelling.skeleton(&shape.given)));
        }
        for (office, country) in class.titles.keys().flat_map(|title| title.seats()) {
            let country = country.map_or("", |country| country);
            keys.insert(format!("s {office} {country} {family}"));
        }
    }
    if shape.is_full() {
        keys.insert(format!("m {} {}", shape.given, shape.last));
    }
    keys
}

fn alike(one: &Class, other: &Class, spelling: &SpellingTables) -> Option<Likeness> {
    // Classes of one key were told apart on purpose.
    if one.shape.key == other.shape.key {
        return None;
    }
    let (a, b) = (&*one.shape, &*other.shape);
    let longer = a.is_full() && b.is_full() && a.given == b.given && a.last == b.last;
    // «أحمد محمد منصور» and «أحمد منصور»: one of them is given and last name alone.
    let bare = longer && (a.family == a.last || b.family == b.last);
    likeness(spelling, a, b)
        .or_else(|| bare.then_some(Likeness { given: 100, family: SUGGESTED, free: false }))
}

/// True where documents that name both are not few beside those that name one: a list of keywords
/// may spell a name as the text below it does not.
fn are_together(one: &BTreeSet<ArticleIx>, other: &BTreeSet<ArticleIx>) -> bool {
    let shared = one.intersection(other).count();
    shared > 0 && shared * FEW >= one.len().min(other.len())
}

/// What is known of a person while names are joined.
struct Group {
    titles: BTreeMap<Arc<Title>, usize>,
    articles: BTreeSet<ArticleIx>,
    keys: BTreeSet<String>,
    is_curated: bool,
}

struct Merging<'m> {
    company: &'m Company,
    verdicts: &'m PeopleVerdicts,
    spelling: &'m SpellingTables,
    /// By class; only that of the head of a person is kept up.
    groups: Vec<Group>,
    heads: Vec<usize>,
    joins: Vec<Joining>,
}

impl Group {
    fn new(class: &Class) -> Self {
        Self {
            titles: class.titles.clone(),
            articles: class.articles.clone(),
            keys: BTreeSet::from([class.shape.key.clone()]),
            is_curated: class.is_curated,
        }
    }

    /// The countries that most of its titles are of.
    fn lands(&self) -> BTreeSet<&Arc<str>> {
        let mut counts: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        for (title, n) in &self.titles {
            title.land.iter().for_each(|land| *counts.entry(land).or_default() += n);
        }
        let most = counts.values().max().copied().unwrap_or_default();
        counts.into_iter().filter(|(_, n)| n * MINOR >= most).map(|(land, _)| land).collect()
    }

    /// Its titles that tell it from others, the most frequent first.
    fn telling(&self) -> Vec<&Arc<Title>> {
        let mut titles: Vec<(&Arc<Title>, usize)> =
            self.titles.iter().filter(|(t, _)| t.is_telling()).map(|(t, n)| (t, *n)).collect();
        titles.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        titles.into_iter().take(TITLES).map(|(title, _)| title).collect()
    }
}

/// What the titles of two people say of each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Titles {
    Same,
    Different,
    Unknown,
}

impl Merging<'_> {
    fn head(&mut self, class: usize) -> usize {
        let mut head = class;
        while let Some(next) = self.heads.get(head).copied().filter(|next| *next != head) {
            head = next;
        }
        // The way is shortened for the next who ask.
        if let Some(slot) = self.heads.get_mut(class) {
            *slot = head;
        }
        head
    }

    /// Joins a pair where it may be and is not yet.
    fn join(&mut self, pair: &Candidate) {
        let (one, other) = (self.head(pair.one), self.head(pair.other));
        if one == other {
            return;
        }
        let Ok(why) = self.judged(one, other, pair.likeness) else { return };
        let likeness = pair.likeness.whole();
        self.joins.push(Joining { one: pair.one, other: pair.other, why, likeness });
        self.unite(one, other);
    }

    fn judged(&self, one: usize, other: usize, likeness: Likeness) -> Result<Join, Hindrance> {
        let (Some(a), Some(b)) = (self.groups.get(one), self.groups.get(other)) else {
            return Err(Hindrance::NoSupport);
        };
        if a.is_curated && b.is_curated
            || self.is_never(a, b)
            || are_together(&a.articles, &b.articles)
        {
            return Err(Hindrance::Together);
        }
        let (lands, others) = (a.lands(), b.lands());
        if !lands.is_empty() && !others.is_empty() && lands.is_disjoint(&others) {
            return Err(Hindrance::OtherCountry);
        }
        match titles(a, b) {
            Titles::Same => return Ok(Join::SameTitle),
            Titles::Different => return Err(Hindrance::OtherTitle),
            Titles::Unknown if likeness.free => return Ok(Join::SameSound),
            Titles::Unknown => {}
        }
        let profile = |group: &Group| {
            let keys = group.keys.iter().map(String::as_str);
            self.company.profile(group.articles.iter().copied(), keys)
        };
        if company::is_same(&profile(a), &profile(b)) {
            return Ok(Join::SameCompany);
        }
        Err(Hindrance::NoSupport)
    }

    fn is_never(&self, one: &Group, other: &Group) -> bool {
        let pairs = one.keys.iter().flat_map(|a| other.keys.iter().map(move |b| (a, b)));
        let mut pairs = pairs;
        pairs.any(|(a, b)| self.spelling.is_never(a, b) || self.verdicts.are_apart(a, b))
    }

    /// True where the editor keeps two people apart.
    fn is_ruled(&self, one: usize, other: usize) -> bool {
        let (Some(a), Some(b)) = (self.groups.get(one), self.groups.get(other)) else {
            return false;
        };
        a.keys.iter().any(|a| b.keys.iter().any(|b| self.verdicts.are_apart(a, b)))
    }

    fn unite(&mut self, one: usize, other: usize) {
        let size = |at: usize| self.groups.get(at).map_or(0, |group| group.articles.len());
        let (head, rest) = if size(one) >= size(other) { (one, other) } else { (other, one) };
        let Some(gone) = self.groups.get_mut(rest) else { return };
        let articles = std::mem::take(&mut gone.articles);
        let (titles, keys) = (std::mem::take(&mut gone.titles), std::mem::take(&mut gone.keys));
        let is_curated = gone.is_curated;
        let Some(group) = self.groups.get_mut(head) else { return };
        group.articles.extend(articles);
        for (title, n) in titles {
            *group.titles.entry(title).or_default() += n;
        }
        group.keys.extend(keys);
        group.is_curated |= is_curated;
        if let Some(slot) = self.heads.get_mut(rest) {
            *slot = head;
        }
    }

    /// Joins names of one element to the one person whose family name and title they share; two
    /// such people are none.
    fn join_lone(&mut self, classes: &[Class], pairs: &[Candidate]) {
        let mut hosts: BTreeMap<usize, Vec<&Candidate>> = BTreeMap::new();
        for pair in pairs {
            let lone = if is_lone(classes, pair.one) { pair.one } else { pair.other };
            hosts.entry(lone).or_default().push(pair);
        }
        for (lone, pairs) in hosts {
            let fits = |merging: &mut Self, pair: &Candidate| {
                let other = if pair.one == lone { pair.other } else { pair.one };
                let (head, own) = (merging.head(other), merging.head(lone));
                let judged = merging.judged(head, own, pair.likeness);
                (head != own && judged == Ok(Join::SameTitle)).then_some(head)
            };
            let fitting: Vec<(usize, &Candidate)> =
                pairs.into_iter().filter_map(|pair| Some((fits(self, pair)?, pair))).collect();
            let heads: BTreeSet<usize> = fitting.iter().map(|(head, _)| *head).collect();
            if let ([(_, pair), ..], 1) = (&fitting[..], heads.len()) {
                self.join(pair);
            }
        }
    }

    /// The pairs that are alike enough to be judged by somebody.
    fn apart(&mut self, classes: &[Class], pairs: &[Candidate]) -> Vec<Apart> {
        let mut apart = Vec::new();
        for pair in pairs.iter().filter(|pair| pair.likeness.whole() >= SUGGESTED) {
            let long = classes
                .get(pair.one)
                .is_some_and(|class| class.shape.family.chars().count() >= LETTERS);
            let (one, other) = (self.head(pair.one), self.head(pair.other));
            let judged = self.judged(one, other, pair.likeness);
            // The editor has judged already.
            if self.is_ruled(one, other) {
                continue;
            }
            if let (Err(hindrance), true, true) = (judged, long, one != other) {
                let likeness = pair.likeness.whole();
                apart.push(Apart { one: pair.one, other: pair.other, likeness, hindrance });
            }
        }
        apart
    }
}

fn titles(one: &Group, other: &Group) -> Titles {
    let (own, others) = (one.telling(), other.telling());
    if own.iter().any(|title| others.iter().any(|other| title.is_same(other))) {
        Titles::Same
    } else if own.is_empty() || others.is_empty() {
        Titles::Unknown
    } else {
        Titles::Different
    }
}
