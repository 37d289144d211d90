//! The Hijri calendar: Umm al-Qura of `icu_calendar`, to and from the Gregorian day.

use chrono::{Datelike, NaiveDate};
use icu_calendar::Date;
use icu_calendar::cal::Hijri;
use icu_calendar::types::RataDie;

use super::resolve::Days;
use crate::model::Precision;

/// Years that a number is read as a Hijri year for (1882 to 2077).
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1300..=1500;
/// Days by which a country's own calendar may differ.
pub(super) const TOLERANCE: i64 = 1;

/// The Gregorian day of a Hijri date. A 30th of a month that has 29 days in Umm al-Qura is the day
/// after: other calendars of the region may count it so.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    if day == 30 {
        return exact(year, month, 30).or_else(|| exact(year, month, 29)?.succ_opt());
    }
    exact(year, month, day)
}

/// The days of a Hijri month.
pub(super) fn month(year: i32, n: u8) -> Option<Days> {
    let from = exact(year, n, 1)?;
    let to = exact(year, n, 30).or_else(|| exact(year, n, 29))?;
    Some(Days { from, to, precision: Precision::Day })
}

/// The day of this Hijri month and day that lies nearest.
pub(super) fn nearest(month: u8, day_of_month: u8, reference: NaiveDate) -> Option<NaiveDate> {
    let fixed = RataDie::new(i64::from(reference.num_days_from_ce()));
    let hijri = Date::from_rata_die(fixed, Hijri::new_umm_al_qura());
    let year = hijri.year().extended_year();
    let years = [0, -1, 1].into_iter().filter_map(|away| year.checked_add(away));
    let days = years.filter_map(|year| day(year, month, day_of_month));
    days.min_by_key(|day| (*day - reference).num_days().abs())
}

fn exact(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    let calendar = Hijri::new_umm_al_qura();
    let hijri = Date::try_new_hijri_with_calendar(year, month, day, calendar).ok()?;
    let fixed = i32::try_from(hijri.to_rata_die().to_i64_date()).ok()?;
    NaiveDate::from_num_days_from_ce_opt(fixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hijri: (i32, u8, u8), expected: &str) {
        let (y, m, d) = hijri;
        let day = day(y, m, d).map(|day| day.to_string());
        assert_eq!(day.as_deref().unwrap_or(""), expected, "{hijri:?}");
    }

    #[test]
    fn umm_al_qura() {
        check((1441, 9, 27), "2020-05-20");
        check((1423, 11, 29), "2003-02-01");
        check((1391, 3, 18), "1971-05-13");
        check((1442, 13, 1), "");
        check((1442, 1, 31), "");
    }
}
