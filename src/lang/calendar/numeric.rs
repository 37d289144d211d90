//! Dates in digits: day first, as the Arabic press writes them; year first; ISO; Hijri by its
//! era or by its year.

use chrono::NaiveDate;

use super::hijri;
use super::resolve::{Days, When, YearHint, day_of};
use super::scan::{Beside, Scan};
use super::whole::Core;
use super::{DateForm, Fault};
use crate::lang::lexicon::dates::Calendar;
use crate::lang::token::{Gap, TokenKind};
use crate::model::Precision;

/// Gregorian years that digits are read as.
const YEARS: std::ops::RangeInclusive<i32> = 1501..=2100;
/// Two digits from here on are of the twentieth century.
const PIVOT: i32 = 50;

/// Three numbers as they stand.
struct Fields {
    year: i32,
    month: u8,
    day: u8,
    /// The month-first reading of the same digits, where it is another day and the form allows it.
    swapped: bool,
}

impl Scan<'_> {
    /// A date in digits, or a span of two.
    pub(super) fn numeric(&self, ix: usize, start: usize, beside: Beside) -> Option<Core> {
        let core = self
            .three_numbers(ix)
            .or_else(|| self.alone(ix, start))
            .or_else(|| self.day_and_month(ix, beside))
            .or_else(|| self.month_and_year(ix))?;
        let (When::Days(first), Some(at)) = (core.when, self.joiner(core.next)) else {
            return Some(core);
        };
        let second = self.three_numbers(at).and_then(|second| Some((second.days()?, second.next)));
        match second {
            Some((last, next)) if first.from <= last.to && core.fault.is_none() => Some(Core {
                when: When::Days(Days::span(first.from, last.to)),
                other: None,
                next,
                ..core
            }),
            _ => Some(core),
        }
    }

    fn three_numbers(&self, ix: usize) -> Option<Core> {
        let mark =
            ["/", "-", ".", "|", "\\"].into_iter().find(|mark| self.is_mark(ix + 1, &[mark]))?;
        if !self.is_mark(ix + 3, &[mark]) || self.goes_on(ix, mark) {
            return None;
        }
        // Dots with a blank on one side only end sentences or number a list.
        let gaps = [1, 2, 3, 4].map(|at| self.tokens.gap(ix + at));
        let uneven = mark == "." && gaps.iter().any(|gap| Some(gap) != gaps.first());
        let broken = uneven || gaps.contains(&Gap::Line);
        let fields = self.fields(ix, mark).filter(|_| !broken)?;
        let next = ix + 5;
        let era = self.hit(&self.tables.eras, next).map(|(era, _)| era);
        let is_hijri = hijri::YEARS.contains(&fields.year) && !YEARS.contains(&fields.year)
            || era == Some(Calendar::Hijri);
        let calendar = if is_hijri { Calendar::Hijri } else { Calendar::Gregorian };
        self.dated(&fields, calendar, self.era(next, calendar))
    }

    /// True where the numbers before or after show that this is no date: 10.2.3.4, 2015-7-1-55.
    fn goes_on(&self, ix: usize, mark: &str) -> bool {
        let before = ix >= 2
            && self.is_mark(ix - 1, &[mark])
            && self.touches(ix)
            && self.touches(ix - 1)
            && self.number(ix - 2, 9).is_some();
        let after = self.is_mark(ix + 5, &[mark])
            && self.touches(ix + 5)
            && self.touches(ix + 6)
            && self.number(ix + 6, 9).is_some();
        before || after
    }

    fn fields(&self, ix: usize, mark: &str) -> Option<Fields> {
        let small = |n: u32| u8::try_from(n).ok();
        let middle = small(self.number(ix + 2, 2)?)?;
        if let Some(year) = self.number(ix, 4).filter(|_| self.word(ix).len() == 4) {
            let year = i32::try_from(year).ok()?;
            let last = small(self.number(ix + 4, 2)?)?;
            // «2024-13-01»: nobody writes the day in the middle with a dash; with a stroke some do.
            let day_first = middle > 12 && last <= 12 && mark != "-";
            let (month, day) = if day_first { (last, middle) } else { (middle, last) };
            return Some(Fields { year, month, day, swapped: false });
        }
        let first = small(self.number(ix, 2)?)?;
        let digits = self.word(ix + 4).len();
        let year = match (i32::try_from(self.number(ix + 4, 4)?).ok()?, digits) {
            (year, 4) => year,
            (year, 2) if mark == "/" && year < PIVOT => year + 2000,
            (year, 2) if mark == "/" => year + 1900,
            _ => return None,
        };
        if middle > 12 && first <= 12 {
            return Some(Fields { year, month: first, day: middle, swapped: false });
        }
        let swapped = mark != "." && first <= 12 && first != middle;
        Some(Fields { year, month: middle, day: first, swapped })
    }

    fn dated(&self, fields: &Fields, calendar: Calendar, next: usize) -> Option<Core> {
        let Fields { year, month, day, .. } = *fields;
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let (read, form, known) = match calendar {
            Calendar::Gregorian => (day_of(year, (month, day)), DateForm::Numeric, &YEARS),
            Calendar::Hijri => (hijri::day(year, month, day), DateForm::Hijri, &hijri::YEARS),
        };
        if !known.contains(&year) {
            return None;
        }
        let other: Option<NaiveDate> = (fields.swapped && calendar == Calendar::Gregorian)
            .then(|| day_of(year, (day, month)))
            .flatten();
        Some(match read {
            Some(day) => Core { other, ..Core::new(When::day(day), form, next) },
            None => Core::faulty(Fault::NoSuchDay, form, next),
        })
    }

    /// Eight digits or a year that are all there is to read.
    fn alone(&self, ix: usize, start: usize) -> Option<Core> {
        let stamp = self.word(ix + 1) == "t" && self.touches(ix + 1);
        let first = ix == start || self.tokens.kind(ix - 1) == Some(TokenKind::Mark);
        if let Some(day) = self.compact(ix).filter(|_| first && (ix + 1 == self.end || stamp)) {
            return Some(Core::new(When::day(day), DateForm::Numeric, ix + 1));
        }
        let (year, next) = self.plain_year(ix)?;
        let next = self.era(next, Calendar::Gregorian);
        let whole = ix == start && next == self.end && (1900..=2100).contains(&year);
        whole.then(|| Some(Core::new(When::Days(Days::year(year)?), DateForm::Named, next)))?
    }

    /// «الخميس 5/6»: no year, so a weekday must stand before.
    fn day_and_month(&self, ix: usize, beside: Beside) -> Option<Core> {
        let (day, month) = (self.number(ix, 2)?, self.number(ix + 2, 2)?);
        let more = self.is_mark(ix + 3, &["/"]) && self.touches(ix + 3);
        if beside != Beside::Date || !self.is_mark(ix + 1, &["/"]) || more {
            return None;
        }
        let pair = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        day_of(2000, pair)?;
        let when =
            When::OfYear { from: pair, to: pair, year: YearHint::Near, precision: Precision::Day };
        Some(Core::new(when, DateForm::Numeric, ix + 3))
    }

    /// «11/2020».
    fn month_and_year(&self, ix: usize) -> Option<Core> {
        let month = u8::try_from(self.number(ix, 2)?).ok()?;
        let (year, next) = self.plain_year(ix + 2)?;
        let stands = self.is_mark(ix + 1, &["/"])
            && (1900..=2100).contains(&year)
            && !(self.is_mark(next, &["/", "-"]) && self.touches(next))
            && !(ix > 0 && self.is_mark(ix - 1, &["/", "-", "."]))
            && !(ix > 0 && self.hit_with_proclitics(&self.tables.not_years, ix - 1).is_some());
        let days = Days::month(year, month).filter(|_| stands)?;
        Some(Core::new(When::Days(days), DateForm::Numeric, next))
    }
}
