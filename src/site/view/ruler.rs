//! The ruler of time: a cell a month with a stroke a day, or a cell a year past three years.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::model::Month;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;

use super::Cx;

/// A stretch of time.
#[derive(Debug, Serialize)]
pub(crate) struct RulerCell {
    pub(crate) label: String,
    /// The label for those who hear it, where the one shown leaves out the year.
    pub(crate) full: String,
    /// How many, in words; null for none.
    pub(crate) count: Option<String>,
    pub(crate) url: Option<SiteUrl>,
    /// Strokes in a field of 32 by 20, time running from the right.
    pub(crate) path: String,
}

/// Months that are shown as months.
const MONTHS: usize = 36;
/// Height and width of a cell's field.
const HEIGHT: usize = 20;
const WIDTH: u32 = 32;

impl Cx<'_> {
    /// The ruler of a list, on its first part alone.
    pub(crate) fn ruler_of(
        &self,
        part: &Part,
        counts: impl FnOnce() -> BTreeMap<NaiveDate, usize>,
        words: impl Fn(usize) -> String,
    ) -> Vec<RulerCell> {
        if part.is_first() { self.ruler(&counts(), words) } else { Vec::new() }
    }

    /// The ruler of counts by day, over all months of the archive; empty without any.
    pub(crate) fn ruler(
        &self,
        counts: &BTreeMap<NaiveDate, usize>,
        words: impl Fn(usize) -> String,
    ) -> Vec<RulerCell> {
        let days = &self.corpus.days;
        let ends = days.keys().next().zip(days.keys().next_back());
        let Some((first, last)) = ends else { return Vec::new() };
        let (first, last) = (Month::of(*first), Month::of(*last));
        let months: Vec<Month> = std::iter::successors(Some(first), |month| Some(month.next()))
            .take_while(|month| *month <= last)
            .take(MONTHS + 1)
            .collect();
        if months.len() > MONTHS {
            return self.years(counts, words);
        }
        let most = counts.values().copied().max().unwrap_or(1);
        let cell = |month: &Month| {
            let here: Vec<(u32, usize)> =
                month.days().filter_map(|day| Some((day.day(), *counts.get(&day)?))).collect();
            let n: usize = here.iter().map(|(_, n)| n).sum();
            let with_year = *month == first || month.number() == 1;
            let full = self.display.month(*month);
            RulerCell {
                label: if with_year {
                    full.clone()
                } else {
                    self.display.month_name(month.number())
                },
                full,
                count: (n > 0).then(|| words(n)),
                url: (n > 0).then(|| self.href(Page::Month(*month))),
                path: strokes(&here, most, 1),
            }
        };
        months.iter().map(cell).collect()
    }

    fn years(
        &self,
        counts: &BTreeMap<NaiveDate, usize>,
        words: impl Fn(usize) -> String,
    ) -> Vec<RulerCell> {
        let mut months: BTreeMap<(i32, u32), usize> = BTreeMap::new();
        for (day, n) in counts {
            *months.entry((day.year(), day.month())).or_default() += n;
        }
        let most = months.values().copied().max().unwrap_or(1);
        let cell = |year: &i32| {
            let here: Vec<(u32, usize)> = months
                .range((*year, 1)..=(*year, 12))
                .map(|((_, month), n)| (*month, *n))
                .collect();
            let n: usize = here.iter().map(|(_, n)| n).sum();
            let label = self.display.year(*year);
            RulerCell {
                full: label.clone(),
                label,
                count: (n > 0).then(|| words(n)),
                url: (n > 0).then(|| self.href(Page::Year(*year))),
                path: strokes(&here, most, 2),
            }
        };
        self.plan.years.iter().map(cell).collect()
    }
}

/// A stroke for each number of a day or month, as high as its count; `step` apart.
fn strokes(counts: &[(u32, usize)], most: usize, step: u32) -> String {
    let mut path = String::new();
    for (number, n) in counts {
        let x = WIDTH.saturating_sub(number.saturating_mul(step)).max(1);
        let height = n.saturating_mul(HEIGHT).checked_div(most.max(1)).unwrap_or(0);
        let y = HEIGHT.saturating_sub(height.clamp(2, HEIGHT));
        let _ = write!(path, "M{x} {y}V{HEIGHT}");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_runs_from_the_right() {
        assert_eq!(strokes(&[(1, 2), (31, 1)], 2, 1), "M31 0V20M1 10V20");
        assert_eq!(strokes(&[(12, 1)], 1000, 2), "M8 18V20");
        assert_eq!(strokes(&[], 0, 1), "");
    }
}
