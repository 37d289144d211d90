//! Weeks and months of the calendar.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// The day a week begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeekStart {
    /// Saturday: most of the Arab world.
    #[default]
    Sat,
    /// Sunday.
    Sun,
    /// Monday.
    Mon,
}

impl WeekStart {
    /// The weekday.
    pub fn weekday(self) -> Weekday {
        match self {
            Self::Sat => Weekday::Sat,
            Self::Sun => Weekday::Sun,
            Self::Mon => Weekday::Mon,
        }
    }
}

/// A week, named by its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week {
    first: NaiveDate,
}

impl Week {
    /// The week that `day` lies in. At the very edge of the calendar the day itself begins it.
    pub fn of(day: NaiveDate, start: WeekStart) -> Self {
        let back = u64::from(day.weekday().days_since(start.weekday()));
        Self { first: day.checked_sub_days(Days::new(back)).unwrap_or(day) }
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The seventh day.
    pub fn last(self) -> NaiveDate {
        self.first.checked_add_days(Days::new(6)).unwrap_or(self.first)
    }

    /// The seven days in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(7)
    }
}

/// Days from a first to a last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
}

impl Period {
    /// The days from `from` to `to`; `None` where these stand the other way round.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// A day alone.
    pub fn day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        self.from
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        self.to
    }

    /// True for a day of the period.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The period that ends the day before this one and is as long; `None` at the edge of the
    /// calendar.
    pub fn before(self) -> Option<Self> {
        let to = self.from.pred_opt()?;
        Some(Self { from: to.checked_sub_signed(self.to.signed_duration_since(self.from))?, to })
    }

    /// The period of this length that holds `day`, counted back from this one; `None` for a day
    /// that is not before it.
    pub fn back_to(self, day: NaiveDate) -> Option<Self> {
        let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days();
        let gap = days(day, self.from);
        let length = days(self.from, self.to).checked_add(1)?;
        let back = gap.checked_sub(1).filter(|gap| *gap >= 0)?.checked_div(length)?;
        let back = chrono::Duration::days(back.checked_mul(length)?);
        let near = self.before()?;
        Some(Self {
            from: near.from.checked_sub_signed(back)?,
            to: near.to.checked_sub_signed(back)?,
        })
    }
}

impl From<Week> for Period {
    fn from(week: Week) -> Self {
        Self { from: week.first(), to: week.last() }
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month that `day` lies in.
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Its days in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let month = self.first.month();
        self.first.iter_days().take_while(move |day| day.month() == month)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// 1 to 12.
    pub fn number(self) -> u32 {
        self.first.month()
    }

    /// The month after this one.
    pub fn next(self) -> Self {
        Self { first: self.first.checked_add_months(chrono::Months::new(1)).unwrap_or(self.first) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_where_they_are_told() {
        let day = NaiveDate::from_ymd_opt(2020, 12, 29).unwrap();
        let week = Week::of(day, WeekStart::Sat);
        assert_eq!(week.first().to_string(), "2020-12-26");
        assert_eq!(week.last().to_string(), "2021-01-01");
        assert_eq!(Week::of(day, WeekStart::Mon).first().to_string(), "2020-12-28");
        assert_eq!(Week::of(week.first(), WeekStart::Sat), week);
    }

    #[test]
    fn periods_are_counted_back() {
        let day = |iso: &str| iso.parse::<NaiveDate>().unwrap();
        let period = |from, to| Period::new(day(from), day(to)).unwrap();
        let week = period("2020-12-26", "2021-01-01");
        assert_eq!(Period::from(Week::of(day("2020-12-29"), WeekStart::Sat)), week);
        assert_eq!(week.before(), Some(period("2020-12-19", "2020-12-25")));
        assert_eq!(week.back_to(day("2020-12-25")), week.before());
        assert_eq!(week.back_to(day("2020-12-19")), week.before());
        assert_eq!(week.back_to(day("2020-12-18")), Some(period("2020-12-12", "2020-12-18")));
        assert_eq!(week.back_to(day("2020-12-26")), None);
        assert_eq!(Period::new(week.last(), week.first()), None);
        assert_eq!(Period::day(NaiveDate::MIN).before(), None);
    }

    #[test]
    fn months_have_their_days() {
        let day = NaiveDate::from_ymd_opt(2020, 2, 10).unwrap();
        assert_eq!(Month::of(day).days().count(), 29);
        assert_eq!(Month::of(day).next().number(), 3);
    }
}
