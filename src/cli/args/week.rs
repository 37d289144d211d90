//! Weeks and days as they are typed, by every command that takes one.

use chrono::{NaiveDate, Weekday};

use crate::pipeline::WeekOf;

/// A day as typed: `2020-12-29`.
pub(super) fn day(words: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(words, "%Y-%m-%d")
        .map_err(|_| "write a day of the calendar such as 2020-12-29".to_owned())
}

/// A week as typed: `2020-W53`, any day of it, or `last`.
pub(super) fn week(words: &str) -> Result<WeekOf, String> {
    if words == "last" {
        return Ok(WeekOf::Last);
    }
    let numbered = words.split_once("-W").and_then(|(year, week)| {
        // A week of ISO 8601 is that of its Thursday, whatever day weeks begin with here.
        NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, Weekday::Thu)
    });
    let found = numbered.or_else(|| day(words).ok());
    found.map(WeekOf::Day).ok_or_else(|| {
        "write 2020-W53 (a year of ISO 8601 has 52 or 53 weeks), a day of it such as 2020-12-29, or `last`"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_as_they_are_typed() {
        let day = |iso: &str| Ok(WeekOf::Day(iso.parse().unwrap()));
        assert_eq!(week("2020-W53"), day("2020-12-31"));
        assert_eq!(week("2021-W01"), day("2021-01-07"));
        assert_eq!(week("2020-12-29"), day("2020-12-29"));
        assert_eq!(week("last"), Ok(WeekOf::Last));
        for wrong in ["2021-W53", "2020-W00", "W53", "2020", "2020-13-01", ""] {
            assert!(week(wrong).is_err(), "{wrong}");
        }
    }
}
