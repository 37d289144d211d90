//! Dates counted from the day of writing, and years by their word.

use super::resolve::{Days, When};
use super::scan::{Beside, Scan};
use super::whole::Core;
use super::{DateForm, Side};
use crate::lang::lexicon::dates::{Calendar, Period, Unit};
use crate::lang::token::TokenKind;
use crate::model::Precision;

/// Parts of a day that a count may reach back and still be that day, in minutes.
const SAME_DAY: i64 = 12 * 60;
/// Years that stand alone beside «عام».
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;

impl Scan<'_> {
    /// «الشهر الماضي», «هذا العام», «عام 2018», «قبل ثلاثة أيام».
    pub(super) fn relative(&self, ix: usize) -> Option<Core> {
        if let Some((period, away, next)) = self.period_away(ix) {
            let when = match period {
                Period::Week => When::WeekAway(i64::from(away)),
                Period::Year => When::YearAway(away),
                Period::Month => {
                    When::OfMonth { first: 1, last: 31, months: away, precision: Precision::Month }
                }
            };
            return Some(Core::new(when, DateForm::Relative, next));
        }
        self.year_by_word(ix).or_else(|| self.count(ix))
    }

    /// A month, a year, a week and how many of them away: «الشهر المقبل», «هذا الأسبوع».
    pub(super) fn period_away(&self, ix: usize) -> Option<(Period, i32, usize)> {
        if let Some(((), at)) = self.hit(&self.tables.demonstratives, ix) {
            let (period, next) = self.hit(&self.tables.periods, at)?;
            return Some((period, 0, next));
        }
        let (period, at) = self.hit(&self.tables.periods, ix)?;
        let (side, next) = self.modifier(at)?;
        let away = match side {
            Side::Past => -1,
            Side::This => 0,
            Side::Future => 1,
        };
        Some((period, away, next))
    }

    /// «عام 2018», «عامي 1950 و1953».
    pub(super) fn year_by_word(&self, ix: usize) -> Option<Core> {
        let (period, at) = self.hit_with_proclitics(&self.tables.periods, ix)?;
        let (year, next) = self.plain_year(at).filter(|_| period == Period::Year)?;
        let first = Days::year(year).filter(|_| YEARS.contains(&year))?;
        let next = self.era(next, Calendar::Gregorian);
        let joined = self.joiner(next).or_else(|| self.is_and(next).then_some(next + 1));
        let last = joined
            .and_then(|at| self.plain_year(at))
            .and_then(|(year, next)| Some((Days::year(year)?, next)))
            .filter(|(last, _)| first.to < last.from && YEARS.contains(&year));
        let (to, next) = last.map_or((first.to, next), |(last, next)| (last.to, next));
        Some(Core::new(When::Days(Days { to, ..first }), DateForm::Named, next))
    }

    /// «قبل ثلاثة أيام», «منذ أسبوعين», «بعد 5 أيام».
    fn count(&self, ix: usize) -> Option<Core> {
        let (side, at) = self.hit(&self.tables.counts, ix)?;
        let counted = self.number(at, 3).map(|n| (n, at + 1)).or_else(|| {
            let (n, next) = self.tables.numbers.cardinal(self.tokens, at)?;
            (next <= self.end).then_some((u32::from(n), next))
        });
        let (n, unit, next) = match counted {
            Some((n, at)) => {
                let (noun, next) = self.hit(&self.tables.counted, at)?;
                (n, noun.unit, next)
            }
            None => {
                let nouns = self.tables.counted.all(self.tokens, at);
                let (noun, len) = nouns
                    .filter_map(|hit| {
                        Some((hit.value.alone.map(|n| (n, hit.value.unit))?, hit.len))
                    })
                    .next()?;
                let next = at + len;
                if next > self.end || self.is_dated(next) {
                    return None;
                }
                (u32::from(noun.0), noun.1, next)
            }
        };
        if self.hit(&self.tables.counted_from, next).is_some() {
            return None;
        }
        counted_away(side, n, unit).map(|when| Core::new(when, DateForm::Relative, next))
    }

    /// True where a number, a month or a day follows: «قبل عام 2011», «بعد شهر رمضان».
    fn is_dated(&self, ix: usize) -> bool {
        ix < self.end
            && (self.tokens.kind(ix) == Some(TokenKind::Number)
                || self.month(ix).is_some()
                || self.weekday(ix, Beside::Date).is_some()
                || self.hit(&self.tables.day_words, ix).is_some()
                || self.modifier(ix).is_some())
    }
}

fn counted_away(side: Side, n: u32, unit: Unit) -> Option<When> {
    let sign = if side == Side::Past { -1 } else { 1 };
    let n = i64::from(n);
    match unit {
        Unit::Days(days) => Some(When::Away(sign * n.checked_mul(days)?)),
        Unit::Minutes(minutes) => {
            (side == Side::Past && n.checked_mul(minutes)? <= SAME_DAY).then_some(When::Away(0))
        }
        Unit::Months(months) => {
            let months = i32::try_from(sign * n.checked_mul(i64::from(months))?).ok()?;
            Some(match months % 12 {
                0 => When::YearAway(months / 12),
                _ => When::OfMonth { first: 1, last: 31, months, precision: Precision::Month },
            })
        }
    }
}
