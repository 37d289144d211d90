//! The days that bounds and weekday leave, and which clues bound them.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Clue, ClueMark};
use crate::lang::calendar::{day_of, days_away};
use crate::model::{ArticleDate, DateRole, EvidenceKind};

/// The first day that a document of a web page can be of, and the last of any.
const FIRST: (i32, (u8, u8)) = (1990, (1, 1));
const LAST: (i32, (u8, u8)) = (2099, (12, 31));

/// The days that are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Domain {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    pub(super) weekday: Option<Weekday>,
}

/// True for bounds that a printed day must keep to. Terms of office are none, since men keep their
/// titles in the papers after they left; nor are events, whose tense may be misread.
pub(super) fn is_hard(clue: &Clue) -> bool {
    matches!(clue.kind, EvidenceKind::Anchor | EvidenceKind::PageClock)
        && clue.mark != ClueMark::Misprint
}

/// True for the bounds that count where no day is printed.
pub(super) fn is_soft(clue: &Clue) -> bool {
    is_doubt(clue)
        || matches!(clue.kind, EvidenceKind::Url | EvidenceKind::Filename)
            && clue.value.day.is_none()
        || is_hard(clue)
}

/// True for bounds that only lower the confidence of a printed day outside them.
pub(super) fn is_doubt(clue: &Clue) -> bool {
    matches!(clue.kind, EvidenceKind::Office | EvidenceKind::AbsoluteBody)
}

/// The days that the bounds of some clues leave; a page's clock bounds by its day.
pub(super) fn bounded(clues: &[Clue], roles: &mut [DateRole], chosen: fn(&Clue) -> bool) -> Domain {
    let end = |(year, pair): (i32, (u8, u8)), fallback| day_of(year, pair).unwrap_or(fallback);
    let mut domain =
        Domain { from: end(FIRST, NaiveDate::MIN), to: end(LAST, NaiveDate::MAX), weekday: None };
    for (clue, role) in clues.iter().zip(roles).filter(|(clue, _)| chosen(clue)) {
        let clock = clue.value.day.filter(|_| clue.kind == EvidenceKind::PageClock);
        let not_after = clue.value.not_after.or(clock);
        if let Some(day) = clue.value.not_before {
            domain.from = domain.from.max(day);
        }
        if let Some(day) = not_after {
            domain.to = domain.to.min(day);
        }
        if clue.value.not_before.is_some() || not_after.is_some() {
            *role = DateRole::Bounds;
        }
    }
    domain
}

/// Whether a text states one weekday of writing or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weekdays {
    Agree,
    Torn,
}

/// The weekday of writing, and whether the text states another one besides.
pub(super) fn weekday(clues: &[Clue], roles: &mut [DateRole]) -> (Option<Weekday>, Weekdays) {
    let mut stated = None;
    let mut torn = Weekdays::Agree;
    for (clue, role) in clues.iter().zip(roles) {
        if is_eve(clue, clues) {
            *role = DateRole::Contradicts;
            torn = Weekdays::Torn;
            continue;
        }
        let from_day_word = matches!(
            clue.kind,
            EvidenceKind::TodayWeekday | EvidenceKind::Yesterday | EvidenceKind::TodayAbsolute
        );
        let Some(weekday) = clue.value.weekday.filter(|_| from_day_word) else { continue };
        if clue.mark == ClueMark::Misprint {
            *role = DateRole::Misprint;
            continue;
        }
        // The first stands nearest the lead.
        *role = match *stated.get_or_insert(weekday) == weekday {
            true => DateRole::Supports,
            false => DateRole::Contradicts,
        };
        if *role == DateRole::Contradicts {
            torn = Weekdays::Torn;
        }
    }
    (stated, torn)
}

/// True for «أمس الثلاثاء» under a printed day that is a Tuesday itself: the text was written on that
/// day for the paper of the next one. It says nothing against the day.
fn is_eve(clue: &Clue, clues: &[Clue]) -> bool {
    let named = clue.value.weekday.map(|weekday| weekday.pred());
    let printed = |other: &Clue| {
        let kinds = [EvidenceKind::PageLine, EvidenceKind::Metadata, EvidenceKind::Dateline];
        kinds.contains(&other.kind)
            && other.mark != ClueMark::Misprint
            && other.value.day.map(|day| day.weekday()) == named
    };
    clue.kind == EvidenceKind::Yesterday && named.is_some() && clues.iter().any(printed)
}

impl Domain {
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to && self.fits(day)
    }

    pub(super) fn fits(&self, day: NaiveDate) -> bool {
        self.weekday.is_none_or(|weekday| day.weekday() == weekday)
    }

    /// Its ends, moved inwards to the weekday.
    pub(super) fn tightened(&self) -> Self {
        let (mut from, mut to) = (self.from, self.to);
        if let Some(weekday) = self.weekday {
            from = days_away(from, weekday.days_since(from.weekday()).into()).unwrap_or(from);
            let back = i64::from(to.weekday().days_since(weekday));
            to = days_away(to, -back).unwrap_or(to);
        }
        Self { from, to, ..*self }
    }

    /// All days of it, where they are not too many to be of use.
    pub(super) fn days(&self) -> Vec<NaiveDate> {
        let ends = self.tightened();
        let step = if self.weekday.is_some() { 7 } else { 1 };
        let count = (ends.to - ends.from).num_days() / step + 1;
        let few = usize::try_from(count)
            .is_ok_and(|count| (1..=ArticleDate::CANDIDATES).contains(&count));
        let days = (0..if few { count } else { 0 }).filter_map(|n| days_away(ends.from, n * step));
        days.collect()
    }

    /// The bounds that say anything.
    pub(super) fn bounds(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let ends = self.tightened();
        let open_from = day_of(FIRST.0, FIRST.1) == Some(self.from);
        let open_to = day_of(LAST.0, LAST.1) == Some(self.to);
        ((!open_from).then_some(ends.from), (!open_to).then_some(ends.to))
    }
}
