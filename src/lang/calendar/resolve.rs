//! From what a date says to days: with or without the day of writing.

use chrono::{Datelike, Days as DayCount, Months, NaiveDate, Weekday};

use super::hijri;
use crate::model::Precision;

/// Days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// How exact it is: a month is written by its first and last day.
    pub precision: Precision,
}

/// What a date says, before the day of writing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Certain days.
    Days(Days),
    /// Days of a year that is not written: month and day of the first and of the last.
    OfYear {
        /// Month and day of the first.
        from: (u8, u8),
        /// Month and day of the last.
        to: (u8, u8),
        /// What is known of the year.
        year: YearHint,
        /// Day, or month for a whole one.
        precision: Precision,
    },
    /// Days of the month that lies so many months from that of writing.
    OfMonth {
        /// The first.
        first: u8,
        /// The last; cut to the month's length.
        last: u8,
        /// 0: the month of writing.
        months: i32,
        /// Day, or month for a whole one.
        precision: Precision,
    },
    /// A Hijri day and month of a year that is not written.
    HijriOfYear {
        /// 1 to 12.
        month: u8,
        /// 1 to 30.
        day: u8,
    },
    /// So many days from that of writing.
    Away(i64),
    /// The year that lies so many years from that of writing.
    YearAway(i32),
    /// The week that lies so many weeks from that of writing; it begins on Saturday.
    WeekAway(i64),
    /// A weekday near the day of writing.
    Weekday(Weekday, Option<Side>),
    /// No day: see the fault.
    Unreadable,
}

/// Before or after the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before.
    Past,
    /// At it.
    This,
    /// After.
    Future,
}

/// What is known of a year that is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearHint {
    /// Nothing: the nearest.
    Near,
    /// The last such day before that of writing.
    Past,
    /// The next such day.
    Future,
    /// So many years from that of writing.
    Away(i32),
}

impl Days {
    /// One day.
    pub fn day(day: NaiveDate) -> Self {
        Self { from: day, to: day, precision: Precision::Day }
    }

    /// A span of days.
    pub fn span(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, precision: Precision::Day }
    }

    /// A whole month.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, month.into(), 1)?;
        let to = last_of_month(from)?;
        Some(Self { from, to, precision: Precision::Month })
    }

    /// A whole year.
    pub fn year(year: i32) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
        Some(Self { from, to: NaiveDate::from_ymd_opt(year, 12, 31)?, precision: Precision::Year })
    }

    /// The day, where it is one.
    pub fn single(self) -> Option<NaiveDate> {
        (self.precision == Precision::Day && self.from == self.to).then_some(self.from)
    }

    /// The same, moved to a year whose day has the printed weekday, where the year was only the
    /// nearest.
    pub(super) fn meeting(
        self,
        weekday: Weekday,
        when: &When,
        reference: Option<NaiveDate>,
    ) -> Self {
        let (When::OfYear { from, year: YearHint::Near, .. }, Some(reference)) = (when, reference)
        else {
            return self;
        };
        if self.single().is_none_or(|day| day.weekday() == weekday) {
            return self;
        }
        let years = [0, -1, 1].map(|away| reference.year().saturating_add(away));
        let days = years.into_iter().filter_map(|year| day_of(year, *from));
        days.filter(|day| day.weekday() == weekday)
            .min_by_key(|day| (*day - reference).num_days().abs())
            .map_or(self, Self::day)
    }
}

impl When {
    /// One day.
    pub(super) fn day(day: NaiveDate) -> Self {
        Self::Days(Days::day(day))
    }

    /// The days; `None` where the day of writing is needed and not given.
    pub fn days(&self, reference: Option<NaiveDate>) -> Option<Days> {
        if let Self::Days(days) = self {
            return Some(*days);
        }
        let reference = reference?;
        match *self {
            Self::Days(_) | Self::Unreadable => None,
            Self::OfYear { from, to, year, precision } => {
                let (from, to) = of_year((from, to), year, reference)?;
                Some(Days { from, to, precision })
            }
            Self::OfMonth { first, last, months, precision } => {
                let start = months_away(reference.with_day(1)?, months)?;
                let to = day_of(start.year(), (month(start), last)).or(last_of_month(start))?;
                let from = start.with_day(first.into())?;
                Some(Days { from, to, precision })
            }
            Self::HijriOfYear { month, day } => {
                hijri::nearest(month, day, reference).map(Days::day)
            }
            Self::Away(days) => days_away(reference, days).map(Days::day),
            Self::YearAway(years) => Days::year(reference.year().checked_add(years)?),
            Self::WeekAway(weeks) => {
                let back = i64::from(reference.weekday().days_since(Weekday::Sat));
                let from = days_away(reference, weeks.checked_mul(7)?.checked_sub(back)?)?;
                Some(Days::span(from, days_away(from, 6)?))
            }
            Self::Weekday(weekday, side) => near_weekday(weekday, side, reference).map(Days::day),
        }
    }
}

/// The day that lies so many days away; `None` past the calendar's ends.
pub(crate) fn days_away(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = DayCount::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) }
}

/// The day of this month and day in a year.
pub(crate) fn day_of(year: i32, (month, day): (u8, u8)) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
}

fn months_away(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let count = Months::new(months.unsigned_abs());
    if months < 0 { day.checked_sub_months(count) } else { day.checked_add_months(count) }
}

pub(super) fn last_of_month(day: NaiveDate) -> Option<NaiveDate> {
    months_away(day.with_day(1)?, 1)?.pred_opt()
}

pub(super) fn month(day: NaiveDate) -> u8 {
    u8::try_from(day.month()).unwrap_or(1)
}

/// First and last day of a span of a year that is only hinted at. A span that passes New Year ends
/// in the year after.
fn of_year(
    (from, to): ((u8, u8), (u8, u8)),
    hint: YearHint,
    reference: NaiveDate,
) -> Option<(NaiveDate, NaiveDate)> {
    let in_year = |year: i32| {
        let last = if to < from { year.checked_add(1)? } else { year };
        let end = day_of(last, to).or_else(|| last_of_month(day_of(last, (to.0, 1))?))?;
        Some((day_of(year, from)?, end))
    };
    let year = reference.year();
    let around = || [0, -1, 1].into_iter().filter_map(|away| in_year(year.checked_add(away)?));
    match hint {
        YearHint::Away(years) => in_year(year.checked_add(years)?),
        YearHint::Past => around().filter(|(from, _)| *from < reference).max(),
        YearHint::Future => around().filter(|(_, to)| *to > reference).min(),
        // At the same distance the year of writing comes first, then the past.
        YearHint::Near => around().min_by_key(|(from, to)| {
            let before = (*from - reference).num_days().max(0);
            before.max((reference - *to).num_days())
        }),
    }
}

/// The nearest such weekday on a side; without one the last, the day itself included.
fn near_weekday(weekday: Weekday, side: Option<Side>, reference: NaiveDate) -> Option<NaiveDate> {
    let back = i64::from(reference.weekday().days_since(weekday));
    match side {
        None | Some(Side::This) => days_away(reference, -back),
        Some(Side::Past) => days_away(reference, if back == 0 { -7 } else { -back }),
        Some(Side::Future) => days_away(reference, 7 - back),
    }
}
