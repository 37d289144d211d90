//! Places reports into stories, each by the features that it shares with those around it.
//!
//! An index from features to stories names candidates, so that nothing is compared with
//! everything. What is common to very many stories of the days around names none of them.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use foldhash::fast::RandomState;

use crate::model::Percent;

use super::entries::Entry;
use super::likeness::{Nature, is_same_event, likeness};
use super::{Draft, dates};

/// Words of a report, the heaviest, that it is looked up by.
const WORDS: usize = 20;
/// People and places, the heaviest, and quoted runs that it is looked up by.
const ENTITIES: usize = 40;
const QUOTATIONS: usize = 40;
/// Stories of one feature in the days around above which it tells nothing. With it the cost of a
/// report is bounded, however many there are of a day.
const CROWD: usize = 500;
/// Stories that a report is compared with, those with most in common.
const COMPARED: usize = 32;

/// What may be one story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Most days between.
    pub(super) days: i64,
    /// Least likeness.
    pub(super) least: Percent,
}

impl From<Entry> for Draft {
    fn from(entry: Entry) -> Self {
        Self::new(entry)
    }
}

/// Joins what belongs together, in the order of days; what has none comes last.
pub(super) fn place<T: Into<Draft>>(items: Vec<T>, limits: Limits) -> Vec<Draft> {
    let mut items: Vec<Draft> = items.into_iter().map(Into::into).collect();
    // Stable: on one day the order of the articles stays.
    items.sort_by_key(|draft| (draft.whole.days.is_none(), draft.whole.days));
    let mut index = Index::default();
    let mut stories: Vec<Draft> = Vec::new();
    for item in items {
        let features = features(&item.whole);
        let from = item.whole.days.map(|(from, _)| from);
        let candidates = index.candidates(&features, from, limits.days);
        let best = candidates
            .into_iter()
            .filter_map(|at| Some((at, joins(stories.get(at)?, &item, limits)?)))
            .max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)));
        let to = item.whole.days.map(|(_, to)| to);
        let at = match best {
            Some((at, _)) => at,
            None => stories.len(),
        };
        index.add(at, &features, to);
        match stories.get_mut(at) {
            Some(story) => story.join(item),
            None => stories.push(item),
        }
    }
    stories
}

/// How alike an item is to a story that it may join.
fn joins(story: &Draft, item: &Draft, limits: Limits) -> Option<Percent> {
    if !is_same_event(&story.whole, &item.whole) {
        return None;
    }
    let score = likeness(&story.whole, &item.whole);
    if score < limits.least {
        return None;
    }
    let near = match story.whole.gap(&item.whole) {
        Some(gap) => gap <= limits.days,
        None => item.entries.iter().all(|entry| fits(entry, story)),
    };
    near.then_some(score)
}

/// True where a day of the story meets all that is known of an undated report.
fn fits(entry: &Entry, story: &Draft) -> bool {
    match (&entry.undated, story.whole.days) {
        (Some(date), Some((from, to))) => {
            from.iter_days().take_while(|day| *day <= to).any(|day| dates::may_be(date, day))
        }
        // Two reports without a day: nothing says that they are of one.
        _ => false,
    }
}

/// The features that name candidates, with their weight.
fn features(nature: &Nature) -> Vec<(u64, f64)> {
    let mut features = nature.words.heaviest(WORDS);
    features.extend(nature.entities.heaviest(ENTITIES));
    features.extend(nature.quotations.iter().take(QUOTATIONS).map(|run| (*run, 1.0)));
    features
}

/// Stories by feature, each with the last day of the report that put it there.
#[derive(Debug, Default)]
struct Index {
    postings: HashMap<u64, Vec<(usize, Option<NaiveDate>)>, RandomState>,
}

impl Index {
    fn add(&mut self, story: usize, features: &[(u64, f64)], day: Option<NaiveDate>) {
        for (feature, _) in features {
            let stories = self.postings.entry(*feature).or_default();
            match stories.last_mut() {
                // The many reports of one event are one story here.
                Some((last, until)) if *last == story => *until = day,
                _ => stories.push((story, day)),
            }
        }
    }

    /// The stories that share most with these features and are not too far away; without a day
    /// all stories are near.
    fn candidates(
        &self,
        features: &[(u64, f64)],
        day: Option<NaiveDate>,
        window: i64,
    ) -> Vec<usize> {
        let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
        let is_near = |other: &Option<NaiveDate>| match (day, other) {
            (Some(day), Some(other)) => (day - *other).num_days() <= window,
            _ => true,
        };
        for (feature, weight) in features {
            // Items come in the order of days, so the near ones are at the end.
            let all = self.postings.get(feature).into_iter().flatten().rev();
            let near = all.take_while(|(_, other)| is_near(other)).take(CROWD + 1);
            let mut near: Vec<usize> = near.map(|(story, _)| *story).collect();
            if near.len() > CROWD {
                continue;
            }
            near.sort_unstable();
            near.dedup();
            for story in near {
                *shared.entry(story).or_default() += weight;
            }
        }
        let mut shared: Vec<(usize, f64)> = shared.into_iter().collect();
        shared.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        shared.truncate(COMPARED);
        shared.into_iter().map(|(story, _)| story).collect()
    }
}
