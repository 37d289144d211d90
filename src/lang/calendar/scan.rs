//! The parts of dates: days, names of months, years, weekdays, small words, times.
//!
//! Each reader takes a token index and gives what stands there with the index after it.

use chrono::Weekday;

use super::{Fault, Label, Side, hijri};
use crate::lang::lexicon::dates::{Calendar, DateTables, MonthName, Need};
use crate::lang::phrases::Phrases;
use crate::lang::token::{Gap, TokenKind, Tokens};

/// Gregorian years that a number beside a month is read as.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2100;

/// Tokens back to a label.
const LABEL: usize = 8;

/// A reader of tokens up to an end.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) tables: &'a DateTables,
    /// One past the last token that may be read.
    pub(super) end: usize,
}

/// A month by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Month {
    pub(super) n: u8,
    pub(super) need: Need,
    pub(super) calendar: Calendar,
    /// Set where a second name says another month.
    pub(super) fault: Option<Fault>,
}

impl<'a> Scan<'a> {
    /// The matching form of a token; empty past the end.
    pub(super) fn word(&self, ix: usize) -> &'a str {
        if ix < self.end { self.tokens.word(ix) } else { "" }
    }

    pub(super) fn is_mark(&self, ix: usize, marks: &[&str]) -> bool {
        ix < self.end
            && self.tokens.kind(ix) == Some(TokenKind::Mark)
            && marks.contains(&self.tokens.word(ix))
    }

    /// A number of at most `digits` digits.
    pub(super) fn number(&self, ix: usize, digits: usize) -> Option<u32> {
        (ix < self.end && self.tokens.word(ix).len() <= digits).then(|| self.tokens.number(ix))?
    }

    /// True for the conjunction alone: «و 17», «و17».
    pub(super) fn is_and(&self, ix: usize) -> bool {
        let mut letters = self.word(ix).chars();
        letters.next() == Some('و') && letters.next().is_none()
    }

    /// True where the token touches the one before it.
    pub(super) fn touches(&self, ix: usize) -> bool {
        self.tokens.gap(ix) == Gap::None
    }

    /// The longest phrase of a table at a token.
    pub(super) fn hit<T: Copy>(&self, phrases: &'a Phrases<T>, ix: usize) -> Option<(T, usize)> {
        if ix >= self.end {
            return None;
        }
        let mut hits = phrases.all(self.tokens, ix);
        let hit = hits.find(|hit| ix + hit.len <= self.end)?;
        Some((*hit.value, ix + hit.len))
    }

    /// The same, where the first word may carry «و», «ل» and the like.
    pub(super) fn hit_with_proclitics<T: Copy>(
        &self,
        phrases: &'a Phrases<T>,
        ix: usize,
    ) -> Option<(T, usize)> {
        if ix >= self.end {
            return None;
        }
        let hit = phrases.longest_with_proclitics(self.tokens, ix)?;
        (ix + hit.len <= self.end).then_some((*hit.value, ix + hit.len))
    }

    /// The index after a word of a table, or the same index.
    pub(super) fn skip(&self, phrases: &'a Phrases<()>, ix: usize) -> usize {
        self.hit(phrases, ix).map_or(ix, |((), next)| next)
    }

    /// The index after one of these marks, or the same index.
    pub(super) fn skip_mark(&self, marks: &[&str], ix: usize) -> usize {
        if self.is_mark(ix, marks) { ix + 1 } else { ix }
    }

    /// A day of a month: one or two digits, or an ordinal.
    pub(super) fn day(&self, ix: usize) -> Option<(u8, usize)> {
        if let Some(n) = self.number(ix, 2) {
            let day = u8::try_from(n).ok().filter(|day| (1..=31).contains(day))?;
            return Some((day, ix + 1));
        }
        if !matches!(self.tokens.kind(ix), Some(TokenKind::Word)) || ix >= self.end {
            return None;
        }
        let ordinal = self.tables.numbers.ordinal(self.tokens, ix);
        ordinal.filter(|(day, next)| *day <= 31 && *next <= self.end)
    }

    /// A month by one name or by several that stand for the same one: «شباط/فبراير»,
    /// «ديسمبر (كانون الأول)», «فبراير شباط».
    pub(super) fn month(&self, ix: usize) -> Option<(Month, usize)> {
        let (name, mut next) = self.gregorian(ix).or_else(|| self.hijri(ix))?;
        let mut month = name;
        for _ in 0..3 {
            let bracket = self.is_mark(next, &["(", "["]);
            let at = self.skip_mark(&["/", "-", "\\", "(", "["], next);
            let Some((other, after)) = self.gregorian(at).filter(|_| self.other_name(month)) else {
                break;
            };
            let close = bracket && self.is_mark(after, &[")", "]"]);
            if other.n != month.n {
                // A dash or a blank may join two months; a stroke or a bracket repeats one.
                if at > next && !self.is_mark(next, &["-"]) {
                    month.fault = Some(Fault::Months);
                    next = after + usize::from(close);
                }
                break;
            }
            month.need = month.need.min(other.need);
            next = after + usize::from(close);
        }
        Some((month, next))
    }

    fn other_name(&self, month: Month) -> bool {
        month.calendar == Calendar::Gregorian && month.fault.is_none()
    }

    fn gregorian(&self, ix: usize) -> Option<(Month, usize)> {
        let (name, next) = self.hit(&self.tables.months, ix)?;
        let MonthName { n, need } = name;
        Some((Month { n, need, calendar: Calendar::Gregorian, fault: None }, next))
    }

    fn hijri(&self, ix: usize) -> Option<(Month, usize)> {
        let (name, next) = self.hit(&self.tables.hijri_months, ix)?;
        let MonthName { n, need } = name;
        Some((Month { n, need, calendar: Calendar::Hijri, fault: None }, next))
    }

    /// A year of a calendar beside a month, with the words and marks before it and its era.
    pub(super) fn year(&self, ix: usize, calendar: Calendar) -> Option<(i32, usize)> {
        let at = self.before_year(ix);
        let (year, next) = self.plain_year(at)?;
        let right = match calendar {
            Calendar::Gregorian => YEARS.contains(&year),
            Calendar::Hijri => hijri::YEARS.contains(&year),
        };
        let left_open = self.is_mark(ix, &["."]) && !self.touches(at);
        (right && !left_open).then(|| (year, self.era(next, calendar)))
    }

    /// Four digits, not part of a longer number such as 2.020 or 2020/5.
    pub(super) fn plain_year(&self, ix: usize) -> Option<(i32, usize)> {
        let digits = self.word(ix);
        let year = self.number(ix, 4).filter(|_| digits.len() == 4)?;
        let cut = self.is_mark(ix + 1, &["."])
            && self.touches(ix + 1)
            && self.touches(ix + 2)
            && self.number(ix + 2, 9).is_some();
        let year = i32::try_from(year).ok()?;
        (!cut).then_some((year, ix + 1))
    }

    /// Past the comma, the stroke, «من», «عام» before a year.
    fn before_year(&self, ix: usize) -> usize {
        let at = self.skip_mark(&[",", ".", "/", "-", "\\"], ix);
        let at = self.skip(&self.tables.partitives, at);
        self.hit(&self.tables.periods, at).map_or(at, |(_, next)| next)
    }

    /// Past an era of this calendar.
    pub(super) fn era(&self, ix: usize, calendar: Calendar) -> usize {
        match self.hit(&self.tables.eras, ix) {
            Some((era, next)) if era == calendar => next,
            _ => ix,
        }
    }

    /// A weekday; forms that are also other words count only where `beside` says that a date or a
    /// noun of days stands beside them.
    pub(super) fn weekday(&self, ix: usize, beside: Beside) -> Option<(Weekday, usize)> {
        let (name, next) = self.hit(&self.tables.weekdays, ix).or_else(|| {
            self.hit_with_proclitics(&self.tables.weekdays, ix).filter(|hit| hit.0.sure)
        })?;
        (name.sure || beside == Beside::Date).then_some((name.weekday, next))
    }

    /// «الماضي», «المقبل», «الجاري».
    pub(super) fn modifier(&self, ix: usize) -> Option<(Side, usize)> {
        self.hit(&self.tables.modifiers, ix)
    }

    /// A time of day: hour, colon, minutes, perhaps seconds, am or pm.
    pub(super) fn time(&self, ix: usize) -> Option<usize> {
        let hour = self.number(ix, 2).filter(|hour| *hour < 25)?;
        let minutes = |at: usize| {
            (self.is_mark(at, &[":"]) && self.touches(at + 1) && self.word(at + 1).len() == 2)
                .then(|| self.number(at + 1, 2))
                .flatten()
                .filter(|minutes| *minutes < 60)
        };
        minutes(ix + 1).filter(|minutes| hour < 24 || *minutes == 0)?;
        let mut next = ix + 3;
        if minutes(next).is_some() {
            next += 2;
        }
        Some(self.skip(&self.tables.halves, next))
    }

    /// The label that stands before `ix`, with nothing but marks, small words and a time between.
    pub(super) fn label_before(&self, ix: usize) -> Option<Label> {
        let mut at = ix;
        for _ in 0..LABEL {
            let labels = (1..=2usize).rev().filter_map(|len| at.checked_sub(len));
            let label = labels.filter_map(|start| {
                let (label, next) = self.hit_with_proclitics(&self.tables.labels, start)?;
                (next == at).then_some(label)
            });
            if let Some(label) = label.reduce(|_, later| later) {
                return Some(label);
            }
            at = at.checked_sub(1).filter(|before| self.passes(*before))?;
        }
        None
    }

    /// Marks, small words and times between a label and its date.
    fn passes(&self, ix: usize) -> bool {
        let alone =
            |words: &'a Phrases<()>| self.hit(words, ix).is_some_and(|((), next)| next == ix + 1);
        self.is_mark(ix, &[":", "-", "(", "|", ","])
            || self.number(ix, 2).is_some()
            || alone(&self.tables.connectors)
            || alone(&self.tables.clock)
            || alone(&self.tables.halves)
    }
}

/// What stands beside a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Nothing that says so.
    Nothing,
    /// «يوم», a part of a day, or a date.
    Date,
}
