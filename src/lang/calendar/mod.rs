//! Dates as texts write them: all months' names of the region, Hijri, digits of any script, words,
//! spans, days counted from the day of writing.
//!
//! [`expressions`] reads a run of tokens and gives [`DateExpression`]s; what they mean for the
//! document is not known here. A date is a printed day: there are no time zones. What cannot be a
//! day (31 February, two months that differ) is an expression with a [`Fault`], so that no part of
//! it is taken for another date.

mod address;
mod hijri;
mod named;
mod numeric;
mod relative;
mod resolve;
mod scan;
mod whole;

use std::ops::Range;

use chrono::{NaiveDate, Weekday};

use super::Lexicon;
use super::token::{Gap, TokenKind, Tokens};

pub(crate) use super::lexicon::dates::Label;
pub use resolve::{Days, Side, When, YearHint};
pub(crate) use resolve::{day_of, days_away};
use scan::Scan;

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateExpression {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it says.
    pub when: When,
    /// How it is written.
    pub form: DateForm,
    /// The weekday printed with it.
    pub weekday: Option<Weekday>,
    /// Days from the day of writing that a word beside it says: 0 for «اليوم», -1 for «أمس».
    pub day_word: Option<i64>,
    /// The day that the same digits give with the month first, where nothing decides.
    pub other: Option<NaiveDate>,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// With the name of a month, or a year alone.
    Named,
    /// In digits.
    Numeric,
    /// In the Hijri calendar, alone: the day may be one off.
    Hijri,
    /// In the Hijri and the Gregorian calendar; the Gregorian one decides.
    Both,
    /// Counted from the day of writing.
    Relative,
    /// In an address.
    Address,
}

/// What is wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No such day: 31 February.
    NoSuchDay,
    /// Two names of months that are not the same month.
    Months,
    /// The printed weekday is not that of the day.
    Weekday,
    /// The Hijri and the Gregorian date lie more than a day apart.
    Calendars,
}

impl DateExpression {
    /// The day, where it is one day that needs no other to be known, and not a misprint.
    pub fn day(&self) -> Option<NaiveDate> {
        match self.when {
            When::Days(days) if self.fault.is_none() => days.single(),
            _ => None,
        }
    }

    /// The days that are printed, as far as the day of writing allows; a weekday that does not fit
    /// only chooses the year.
    pub fn days(&self, reference: Option<NaiveDate>) -> Option<Days> {
        let days = self.when.days(reference)?;
        Some(match self.weekday {
            Some(weekday) => days.meeting(weekday, &self.when, reference),
            None => days,
        })
    }
}

/// The dates in a run of tokens (a block or a line), in order, without overlap.
///
/// Linear in the tokens: at each one at most a fixed number of tokens is looked at.
pub fn expressions(tokens: &Tokens, range: Range<usize>, lexicon: &Lexicon) -> Vec<DateExpression> {
    let scan = Scan { tokens, tables: &lexicon.dates, end: range.end.min(tokens.len()) };
    let mut found = Vec::new();
    let mut ix = range.start;
    while ix < scan.end {
        let kind = tokens.kind(ix);
        if kind == Some(TokenKind::Latin)
            && let Some(end) = scan.address_end(ix)
        {
            found.extend(scan.in_address(ix..end));
            ix = end;
            continue;
        }
        if kind == Some(TokenKind::Number)
            && let Some(next) = scan.time(ix)
        {
            ix = next;
            continue;
        }
        match may_start(&scan, ix).then(|| scan.expression(ix, range.start)).flatten() {
            Some(expression) => {
                ix = expression.tokens.end.max(ix + 1);
                found.push(expression);
            }
            None => ix += 1,
        }
    }
    found
}

/// The dates of a file's name or address, where only digits count.
pub(crate) fn in_address(
    tokens: &Tokens,
    range: Range<usize>,
    lexicon: &Lexicon,
) -> Option<DateExpression> {
    let scan = Scan { tokens, tables: &lexicon.dates, end: range.end.min(tokens.len()) };
    scan.in_address(range)
}

/// The end of the time of day that begins at token `ix`, am and pm included.
pub(crate) fn time_at(tokens: &Tokens, ix: usize, lexicon: &Lexicon) -> Option<usize> {
    let scan = Scan { tokens, tables: &lexicon.dates, end: tokens.len() };
    scan.time(ix)
}

/// The label that ends right before token `ix`, marks between not counted.
pub(crate) fn label_before(tokens: &Tokens, ix: usize, lexicon: &Lexicon) -> Option<Label> {
    let scan = Scan { tokens, tables: &lexicon.dates, end: ix };
    scan.label_before(ix)
}

fn may_start(scan: &Scan<'_>, ix: usize) -> bool {
    match scan.tokens.kind(ix) {
        Some(TokenKind::Number) => !is_of_thing(scan, ix),
        Some(TokenKind::Word | TokenKind::Latin) => scan.tables.may_start(scan.tokens, ix),
        _ => false,
    }
}

/// «العدد 12 – كانون الأول 2021»: the number of a thing, which a dash parts from the date behind it.
fn is_of_thing(scan: &Scan<'_>, ix: usize) -> bool {
    let thing = ix.checked_sub(1).and_then(|at| {
        let (_, next) = scan.hit_with_proclitics(&scan.tables.not_years, at)?;
        (next == ix).then_some(at)
    });
    thing.is_some()
        && scan.tokens.is_mark(ix + 1, "-")
        && scan.tokens.gap(ix + 1) != Gap::None
        && scan.tokens.gap(ix + 2) != Gap::None
}

#[cfg(test)]
mod tests;
