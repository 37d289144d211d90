//! Printed days with their readings: which of them another printed day leaves, which the text does.
//!
//! Pure, as [`solve`](super::solve) is: it sees days and no text.

use chrono::NaiveDate;

use super::domain::Domain;
use super::{Clue, ClueMark};
use crate::lang::calendar::days_away;
use crate::model::{DateKind, EvidenceKind};

/// The kind of answer and the weight of a printed day.
fn weight(kind: EvidenceKind) -> Option<(DateKind, u8)> {
    Some(match kind {
        EvidenceKind::TodayAbsolute => (DateKind::TodayAbsolute, 97),
        EvidenceKind::Metadata => (DateKind::Metadata, 95),
        EvidenceKind::PageLine => (DateKind::PageLine, 91),
        EvidenceKind::Dateline => (DateKind::Dateline, 90),
        EvidenceKind::Yesterday => (DateKind::Derived, 80),
        EvidenceKind::Url => (DateKind::Url, 70),
        EvidenceKind::Filename => (DateKind::Filename, 69),
        EvidenceKind::Updated => (DateKind::Updated, 60),
        _ => return None,
    })
}

/// A printed day with its other readings.
pub(super) struct Stated<'a> {
    pub(super) ix: usize,
    pub(super) clue: &'a Clue,
    pub(super) day: NaiveDate,
    pub(super) kind: DateKind,
    pub(super) weight: u8,
    /// Its readings that another clue, which has one only, states as well; empty where none does.
    settled: Vec<NaiveDate>,
}

impl Stated<'_> {
    /// Its readings, the first first.
    pub(super) fn readings(&self) -> impl Iterator<Item = NaiveDate> {
        let all = std::iter::once(self.day).chain(self.clue.others.iter().copied());
        all.filter(|day| self.settled.is_empty() || self.settled.contains(day))
    }

    /// The readings that bounds and weekday leave. The month first is not read for the sake of the
    /// weekday where the day first is the day beside it: a text reprinted the day after says the
    /// same.
    pub(super) fn held(&self, domain: Domain) -> impl Iterator<Item = NaiveDate> {
        let beside = [-1, 1].into_iter().filter_map(|days| days_away(self.day, days));
        let within = Domain { weekday: None, ..domain }.holds(self.day);
        let eve = within
            && !domain.fits(self.day)
            && self.readings().any(|day| day == self.day)
            && beside.into_iter().any(|day| domain.fits(day));
        let far = move |day: NaiveDate| (day - self.day).num_days().abs() > 1;
        self.readings().filter(move |day| domain.holds(*day) && !(eve && far(*day)))
    }

    /// True where a day is one of its readings.
    pub(super) fn may_be(&self, day: NaiveDate) -> bool {
        self.readings().any(|reading| reading == day)
    }
}

/// The printed days, best first; of one weight the one nearest the headline first.
pub(super) fn stated(clues: &[Clue]) -> Vec<Stated<'_>> {
    let days = clues.iter().enumerate().filter_map(|(ix, clue)| {
        let (kind, weight) = weight(clue.kind)?;
        Some(Stated { ix, clue, day: clue.value.day?, kind, weight, settled: Vec::new() })
    });
    let mut stated: Vec<Stated<'_>> = days.collect();
    let sure = |stated: &&Stated<'_>| stated.clue.others.is_empty() && is_usable(stated);
    let sure: Vec<NaiveDate> = stated.iter().filter(sure).map(|stated| stated.day).collect();
    for stated in stated.iter_mut().filter(|stated| !stated.clue.others.is_empty()) {
        stated.settled = stated.readings().filter(|day| sure.contains(day)).collect();
    }
    // Stable: of one weight the one nearest the headline stays first.
    stated.sort_by_key(|stated| std::cmp::Reverse(stated.weight));
    stated
}

/// True for what may be the answer by itself.
pub(super) fn is_usable(stated: &Stated<'_>) -> bool {
    !matches!(stated.clue.mark, ClueMark::Misprint | ClueMark::Weak)
}
