//! How alike two reports, or two stories, are.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::Percent;

use super::vector::Vector;
use super::{NEARNESS, WEIGHTS};

/// Features that a story keeps of its words and of its people and places.
const KEPT: usize = 200;

/// What a report, or several together, are compared by.
#[derive(Clone, Debug, Default)]
pub(super) struct Nature {
    /// Reports in it.
    pub(super) reports: f64,
    /// Words of headline and body.
    pub(super) words: Vector,
    /// Words of the headlines.
    pub(super) headline: Vector,
    /// People, bodies and places, each by how much it tells.
    pub(super) entities: Vector,
    /// Features of `entities` that are people.
    pub(super) people: BTreeSet<u64>,
    /// Features of `entities` where the event took place.
    pub(super) scene: BTreeSet<u64>,
    /// Runs of quoted words.
    pub(super) quotations: BTreeSet<u64>,
    /// First and last day; `None` for what has no day.
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
}

impl Nature {
    /// Takes another in.
    pub(super) fn join(&mut self, other: &Self) {
        self.reports += other.reports;
        self.words.add(&other.words, KEPT);
        self.headline.add(&other.headline, KEPT);
        self.entities.add(&other.entities, KEPT);
        self.people.extend(&other.people);
        self.scene.extend(&other.scene);
        self.quotations.extend(&other.quotations);
        self.days = match (self.days, other.days) {
            (Some((from, to)), Some((first, last))) => Some((from.min(first), to.max(last))),
            (own, other) => own.or(other),
        };
    }

    /// Days between two natures, 0 where they overlap; `None` where one has no day.
    pub(super) fn gap(&self, other: &Self) -> Option<i64> {
        let ((from, to), (first, last)) = (self.days?, other.days?);
        Some((first - to).num_days().max((from - last).num_days()).max(0))
    }
}

/// How alike two natures are, by all features together. Whole per cents, so that no rounding of the machine
/// decides.
pub(super) fn likeness(one: &Nature, other: &Nature) -> Percent {
    let nearness = one.gap(other).and_then(|gap| NEARNESS.get(usize::try_from(gap).ok()?));
    let score = WEIGHTS.words * one.words.cosine(&other.words)
        + WEIGHTS.entities * one.entities.jaccard(one.reports, &other.entities, other.reports)
        + WEIGHTS.headline * one.headline.cosine(&other.headline)
        + WEIGHTS.days * nearness.copied().unwrap_or(0.0)
        + if is_quoted_in_both(one, other) { WEIGHTS.quotation } else { 0.0 };
    // At most 125 and never below zero, so the cast only cuts the fraction.
    score.min(100.0).round() as Percent
}

/// True where the place of the event, two people, or a quotation are in both: cheaper to tell than how
/// alike they are.
pub(super) fn is_same_event(one: &Nature, other: &Nature) -> bool {
    shared(&one.scene, &other.scene) > 0
        || shared(&one.people, &other.people) > 1
        || is_quoted_in_both(one, other)
}

fn is_quoted_in_both(one: &Nature, other: &Nature) -> bool {
    shared(&one.quotations, &other.quotations) > 0
}

fn shared(one: &BTreeSet<u64>, other: &BTreeSet<u64>) -> usize {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.iter().filter(|feature| long.contains(feature)).count()
}
