//! People of documents whose names are the same letter for letter: one, unless something tells
//! them apart.
//!
//! A full name is one person until its bearers are at home in two countries, or in two walks of
//! life at the same time. A family or given name alone is nobody's until a title says whose.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::{Article, ArticleDate, ArticleIx, MentionKind, PersonKind};

use super::company::Company;
use super::local::{Local, Locals};
use super::name::Shape;
use super::title::Title;

/// People of documents that are one by their name alone: indices of [`Locals::all`].
pub(super) struct Class {
    pub(super) shape: Arc<Shape>,
    pub(super) kind: PersonKind,
    pub(super) locals: Vec<usize>,
    pub(super) is_curated: bool,
    /// Every title, with how many documents give it.
    pub(super) titles: BTreeMap<Arc<Title>, usize>,
    pub(super) articles: BTreeSet<ArticleIx>,
}

/// An office, and its country where the title names one.
type Seat = (Arc<str>, Option<Arc<str>>);

/// What tells namesakes apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Camp {
    Country,
    Walk,
}

/// The documents that the people come from, with their days and company.
#[derive(Clone, Copy)]
pub(super) struct Sources<'c> {
    pub(super) articles: &'c [Article],
    pub(super) dates: &'c [ArticleDate],
    pub(super) company: &'c Company,
}

pub(super) fn classes(locals: &Locals<'_>, sources: Sources<'_>) -> Vec<Class> {
    let mut groups: BTreeMap<(PersonKind, &str), Vec<usize>> = BTreeMap::new();
    for (at, local) in locals.all.iter().enumerate() {
        groups.entry((local.kind, &local.shape.key)).or_default().push(at);
    }
    let mut classes = Vec::new();
    for ((kind, _), group) in groups {
        let curated = group.iter().any(|at| curated(locals, *at));
        let parts = if curated || kind == PersonKind::Body {
            vec![group]
        } else if group
            .first()
            .and_then(|at| locals.all.get(*at))
            .is_some_and(|l| l.shape.is_full())
        {
            let countries = parted(locals, group, Camp::Country, sources);
            let walks = |part| parted(locals, part, Camp::Walk, sources);
            countries.into_iter().flat_map(walks).collect()
        } else {
            by_title(locals, group)
        };
        classes.extend(parts.into_iter().filter_map(|part| class(locals, part)));
    }
    classes
}

fn curated(locals: &Locals<'_>, at: usize) -> bool {
    locals.all.get(at).is_some_and(|local| local.curated.is_some())
}

fn class(locals: &Locals<'_>, part: Vec<usize>) -> Option<Class> {
    let first = locals.all.get(*part.first()?)?;
    let mut titles: BTreeMap<Arc<Title>, usize> = BTreeMap::new();
    let members = || part.iter().filter_map(|at| locals.all.get(*at));
    for title in members().flat_map(|local| &local.titles) {
        *titles.entry(Arc::clone(title)).or_default() += 1;
    }
    Some(Class {
        shape: Arc::clone(&first.shape),
        kind: first.kind,
        is_curated: members().any(|local| local.curated.is_some()),
        articles: members().map(|local| local.article).collect(),
        titles,
        locals: part,
    })
}

/// Bearers of a name of one element, by the title that says whose it is; without one each stands
/// for itself.
fn by_title(locals: &Locals<'_>, group: Vec<usize>) -> Vec<Vec<usize>> {
    let mut parts: Vec<(Vec<Arc<Title>>, Vec<usize>)> = Vec::new();
    let mut seats: BTreeMap<Seat, Vec<usize>> = BTreeMap::new();
    for at in group {
        let Some(local) = locals.all.get(at) else { continue };
        let own = || local.titles.iter().filter(|title| title.is_telling());
        let sit = |title: &Arc<Title>| {
            let keys = title.seats().map(|(office, country)| (office.clone(), country.cloned()));
            keys.collect::<Vec<_>>()
        };
        let near = own().flat_map(sit).filter_map(|seat| seats.get(&seat)).flatten();
        let same = |part: &&usize| {
            let held = parts.get(**part).map_or(&[][..], |(titles, _)| titles);
            held.iter().any(|title| own().any(|other| title.is_same(other)))
        };
        let found = near.into_iter().find(same).copied();
        let part = found.unwrap_or_else(|| {
            parts.push((Vec::new(), Vec::new()));
            parts.len() - 1
        });
        for seat in own().flat_map(sit) {
            let taken = seats.entry(seat).or_default();
            if !taken.contains(&part) {
                taken.push(part);
            }
        }
        if let Some((titles, members)) = parts.get_mut(part) {
            for title in own().filter(|title| !titles.contains(title)).collect::<Vec<_>>() {
                titles.push(Arc::clone(title));
            }
            members.push(at);
        }
    }
    parts.into_iter().map(|(_, members)| members).collect()
}

/// The bearers of one full name, by the camps that tell them apart; those in no camp go to the one
/// whose documents theirs is like, or stand together. Who has no title at all is one of them only
/// where his document shares its company with that one alone, else nobody's: he stands for himself.
fn parted(
    locals: &Locals<'_>,
    group: Vec<usize>,
    camp: Camp,
    sources: Sources<'_>,
) -> Vec<Vec<usize>> {
    let of = |at: &usize| locals.all.get(*at).map(|local| camps(local, camp)).unwrap_or_default();
    // Each camp with the first that it is held together with.
    let mut heads: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    for here in group.iter().map(of).filter(|here| !here.is_empty()) {
        let known: Vec<Arc<str>> = here.iter().filter_map(|c| heads.get(c).cloned()).collect();
        let Some(head) = known.first().or(here.first()).cloned() else { continue };
        for other in heads.values_mut().filter(|other| known.contains(other)) {
            *other = head.clone();
        }
        heads.extend(here.into_iter().map(|camp| (camp, head.clone())));
    }
    let distinct: BTreeSet<Arc<str>> = heads.values().cloned().collect();
    if distinct.len() < 2 {
        return vec![group];
    }
    let mut parts: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    let mut loose = Vec::new();
    for at in group {
        let head = of(&at).iter().find_map(|camp| heads.get(camp).cloned());
        match head {
            Some(head) => parts.entry(head).or_default().push(at),
            None => loose.push(at),
        }
    }
    if camp == Camp::Walk && !at_one_time(locals, parts.values(), sources.dates) {
        return vec![parts.into_values().flatten().chain(loose).collect()];
    }
    let mut rest = Vec::new();
    let mut alone = Vec::new();
    let hosts = hosts(locals, &parts, sources.company);
    for at in loose {
        let Some(local) = locals.all.get(at) else { continue };
        let untitled = local.titles.iter().all(|title| title.offices.is_empty());
        let near = if untitled {
            only_near(local, &hosts, sources.company)
        } else {
            nearest(local, &parts, &hosts, sources)
        };
        match near.and_then(|head| parts.get_mut(&head)) {
            Some(part) => part.push(at),
            None if untitled => alone.push(vec![at]),
            None => rest.push(at),
        }
    }
    let parts = parts.into_values().chain([rest]).chain(alone);
    parts.filter(|part| !part.is_empty()).collect()
}

fn camps(local: &Local<'_>, camp: Camp) -> BTreeSet<Arc<str>> {
    match camp {
        Camp::Country => local.homes.clone(),
        Camp::Walk => local.titles.iter().filter_map(|title| title.walk.clone()).collect(),
    }
}

/// True where the days of two parts overlap, or are not known.
fn at_one_time<'p>(
    locals: &Locals<'_>,
    parts: impl Iterator<Item = &'p Vec<usize>>,
    dates: &[ArticleDate],
) -> bool {
    let days = |part: &Vec<usize>| -> Option<(NaiveDate, NaiveDate)> {
        let days = part.iter().filter_map(|at| {
            let article = locals.all.get(*at)?.article;
            dates.get(article.0 as usize)?.shown()
        });
        let days: Vec<NaiveDate> = days.collect();
        days.iter().min().copied().zip(days.iter().max().copied())
    };
    let mut spans: Vec<Option<(NaiveDate, NaiveDate)>> = parts.map(days).collect();
    spans.sort_unstable();
    let overlap = |pair: &[Option<(NaiveDate, NaiveDate)>]| match pair {
        [Some((_, end)), Some((start, _))] => start <= end,
        _ => true,
    };
    spans.windows(2).any(overlap)
}

/// How many documents of each part name what.
type Hosts = BTreeMap<Arc<str>, BTreeMap<u32, usize>>;

fn hosts(locals: &Locals<'_>, parts: &BTreeMap<Arc<str>, Vec<usize>>, company: &Company) -> Hosts {
    let mut hosts = Hosts::new();
    for (head, part) in parts {
        let counts = hosts.entry(head.clone()).or_default();
        for local in part.iter().filter_map(|at| locals.all.get(*at)) {
            for number in company.of(local.article) {
                *counts.entry(*number).or_default() += 1;
            }
        }
    }
    hosts
}

/// The part whose country a document speaks of most, else whose company it names most; `None`
/// where two are as near.
fn nearest(
    local: &Local<'_>,
    parts: &BTreeMap<Arc<str>, Vec<usize>>,
    hosts: &Hosts,
    sources: Sources<'_>,
) -> Option<Arc<str>> {
    let article = sources.articles.get(local.article.0 as usize)?;
    let places = article.mentions.iter().filter(|m| m.kind == MentionKind::Place);
    let places: Vec<&str> = places.filter_map(|m| m.name.place.as_deref()).collect();
    let spoken_of = |head: &Arc<str>| places.iter().filter(|place| **place == &**head).count();
    let here: BTreeSet<u32> = sources.company.of(local.article).iter().copied().collect();
    let company = |head: &Arc<str>| {
        let counts = hosts.get(head);
        counts.map_or(0, |counts| counts.keys().filter(|number| here.contains(number)).count())
    };
    best(parts.keys(), spoken_of).or_else(|| best(parts.keys(), company))
}

/// Fewest people and places that a document without a title shares with the part that it is of.
const SHARED: usize = 2;

/// The only part whose documents name anybody or anything that this one names, besides himself.
fn only_near(local: &Local<'_>, hosts: &Hosts, company: &Company) -> Option<Arc<str>> {
    let own = company.number(&local.shape.key);
    let here = company.of(local.article).iter().filter(|number| Some(**number) != own);
    let shared = |counts: &BTreeMap<u32, usize>| {
        here.clone().filter(|number| counts.contains_key(*number)).count()
    };
    let mut near = hosts.iter().map(|(head, counts)| (head, shared(counts)));
    let (head, count) = near.by_ref().find(|(_, count)| *count > 0)?;
    let only = near.all(|(_, count)| count == 0);
    (only && count >= SHARED).then(|| head.clone())
}

/// The head with the highest count; `None` where it is nothing, or another has as much.
fn best<'h>(
    heads: impl Iterator<Item = &'h Arc<str>>,
    count: impl Fn(&Arc<str>) -> usize,
) -> Option<Arc<str>> {
    let mut counts: Vec<(usize, &Arc<str>)> = heads.map(|head| (count(head), head)).collect();
    counts.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    match counts[..] {
        [(first, head), (second, _), ..] if first > second => Some(head.clone()),
        _ => None,
    }
}
