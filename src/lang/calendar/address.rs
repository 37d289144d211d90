//! Dates in addresses and file names: only digits count, since the words there are the headline's.

use std::ops::Range;

use chrono::NaiveDate;

use super::resolve::{Days, When};
use super::scan::Scan;
use super::{DateExpression, DateForm};
use crate::lang::token::TokenKind;

/// How an address begins.
const SCHEMES: [&str; 3] = ["http", "https", "www"];
/// Years that an address can have been made in.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

impl Scan<'_> {
    /// Where an address that begins at token `ix` ends: at the first blank.
    pub(super) fn address_end(&self, ix: usize) -> Option<usize> {
        let begins = self.tokens.kind(ix) == Some(TokenKind::Latin)
            && SCHEMES.contains(&self.word(ix))
            && self.is_mark(ix + 1, &[":", "."]);
        begins.then(|| {
            let rest = (ix + 1..self.end).take_while(|at| self.touches(*at));
            rest.last().map_or(ix + 1, |last| last + 1)
        })
    }

    /// The date of an address or a file name: the first day, else the first month.
    pub(super) fn in_address(&self, range: Range<usize>) -> Option<DateExpression> {
        let inside = Scan { end: range.end.min(self.end), ..*self };
        let day = range.clone().find_map(|ix| inside.address_day(ix, range.start));
        let found = day.or_else(|| range.clone().find_map(|ix| inside.address_month(ix)));
        found.map(|(when, other, tokens)| DateExpression {
            tokens,
            when,
            form: DateForm::Address,
            weekday: None,
            day_word: None,
            other,
            fault: None,
        })
    }

    fn address_day(
        &self,
        ix: usize,
        start: usize,
    ) -> Option<(When, Option<NaiveDate>, Range<usize>)> {
        if let Some(day) = self.compact(ix).filter(|_| self.is_whole(ix, start)) {
            return Some((When::day(day), None, ix..ix + 1));
        }
        let separator =
            ["/", "-", "_", "."].into_iter().find(|mark| self.is_mark(ix + 1, &[mark]))?;
        let middle = self.number(ix + 2, 2)?;
        if !self.is_mark(ix + 3, &[separator]) {
            return None;
        }
        let (day, other) = match self.address_year(ix) {
            Some(year) => (day(year, middle, self.number(ix + 4, 2)?)?, None),
            None if separator != "/" => {
                let (year, first) = (self.address_year(ix + 4)?, self.number(ix, 2)?);
                let other = day(year, first, middle).filter(|_| first != middle);
                (day(year, middle, first).or(other)?, day(year, middle, first).and(other))
            }
            None => return None,
        };
        Some((When::day(day), other, ix..ix + 5))
    }

    /// A month: «/2020/11/» before something that is no day.
    fn address_month(&self, ix: usize) -> Option<(When, Option<NaiveDate>, Range<usize>)> {
        let year = self.address_year(ix)?;
        let ends = ix + 3 >= self.end || self.is_mark(ix + 3, &["/"]);
        let month = self.number(ix + 2, 2).filter(|_| ends && self.is_mark(ix + 1, &["/"]))?;
        let days = Days::month(year, u8::try_from(month).ok()?)?;
        Some((When::Days(days), None, ix..ix + 3))
    }

    fn address_year(&self, ix: usize) -> Option<i32> {
        let year = self.plain_year(ix).map(|(year, _)| year);
        year.filter(|year| YEARS.contains(year))
    }

    /// Eight digits, or twelve or fourteen with hour and minute, as a day.
    pub(super) fn compact(&self, ix: usize) -> Option<NaiveDate> {
        let digits = (ix < self.end && self.tokens.kind(ix) == Some(TokenKind::Number))
            .then(|| self.word(ix))?;
        let part = |range: Range<usize>| digits.get(range)?.parse::<u32>().ok();
        let in_day = match digits.len() {
            8 => true,
            12 => part(8..10)? < 24 && part(10..12)? < 60,
            14 => part(8..10)? < 24 && part(10..12)? < 60 && part(12..14)? < 60,
            _ => false,
        };
        let year = i32::try_from(part(0..4)?).ok().filter(|year| in_day && YEARS.contains(year))?;
        day(year, part(4..6)?, part(6..8)?)
    }

    /// False for digits inside the letters of a hash: letters may stand before (a prefix) or after,
    /// but digits before those letters make it one.
    fn is_whole(&self, ix: usize, start: usize) -> bool {
        let letters_after = self.touches(ix + 1)
            && self.tokens.kind(ix + 1) == Some(TokenKind::Latin)
            && ix + 1 < self.end
            && self.word(ix + 1) != "t";
        let digits_before = ix >= start + 2
            && self.touches(ix)
            && self.touches(ix - 1)
            && self.tokens.kind(ix - 1) == Some(TokenKind::Latin)
            && self.tokens.kind(ix - 2) == Some(TokenKind::Number);
        !letters_after && !digits_before
    }
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}
