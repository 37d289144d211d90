//! Dates with the name of a month: day first, month first, months alone, parts of months, spans.

use super::hijri;
use super::resolve::{Days, When, YearHint, day_of};
use super::scan::{Beside, Month, Scan};
use super::whole::Core;
use super::{DateForm, Fault, Side};
use crate::lang::lexicon::dates::{Calendar, Need, Period};
use crate::model::Precision;

/// Most days that are listed before one month.
const LISTED: usize = 6;
/// A day that every month's length cuts.
const LAST: u8 = 31;
/// Marks between day, month and year.
const STROKES: [&str; 3] = ["/", "-", "|"];
/// Endings of English ordinals: 14th.
const ENGLISH: [&str; 4] = ["st", "nd", "rd", "th"];

impl Scan<'_> {
    /// A date with the name of a month, or of the month of writing.
    pub(super) fn named(&self, ix: usize, beside: Beside) -> Option<Core> {
        let first = self.day_led(ix, beside);
        if let Some(first) = first {
            return Some(self.span_of_days(&first, ix).unwrap_or(first));
        }
        self.month_led(ix).or_else(|| self.part_of_month(ix))
    }

    /// «16 و17 فبراير», «الثالث عشر من شباط 2013», «12 إلى 15 من الشهر الجاري».
    fn day_led(&self, ix: usize, beside: Beside) -> Option<Core> {
        let (first, mut next) = self.day(ix)?;
        let mut days = (first, first);
        for _ in 0..LISTED {
            let Some((day, after)) = self.joined_day(next) else { break };
            days = (days.0.min(day), days.1.max(day));
            next = after;
        }
        let suffix = usize::from(self.touches(next) && ENGLISH.contains(&self.word(next)));
        let mark = self.skip_mark(&STROKES, next + suffix);
        let at = self.skip(&self.tables.partitives, mark);
        self.in_named_month(days, self.past_month_noun(at), beside)
            .or_else(|| self.in_relative_month(days, at))
    }

    /// Past «شهر» before a month's name.
    fn past_month_noun(&self, ix: usize) -> usize {
        match self.hit(&self.tables.periods, ix) {
            Some((Period::Month, next)) => next,
            _ => ix,
        }
    }

    /// A further day before the same month: after «و», «إلى», «-», perhaps its weekday between.
    fn joined_day(&self, ix: usize) -> Option<(u8, usize)> {
        let at = if self.is_and(ix) { Some(ix + 1) } else { self.joiner(ix) };
        let Some(at) = at else {
            // The conjunction stands on the word itself: «والجمعة 9», «والسابع عشر».
            if let Some((_, at)) = self.weekday(ix, Beside::Nothing) {
                return self.day(at);
            }
            let ordinal = self.tables.numbers.joined_ordinal(self.tokens, ix);
            return ordinal.filter(|(day, next)| *day <= LAST && *next <= self.end);
        };
        self.day(self.past_weekday(at))
    }

    /// Past «يوم الجمعة» before the second day of a span.
    fn past_weekday(&self, ix: usize) -> usize {
        let at = self.skip(&self.tables.day_parts, ix);
        self.weekday(at, Beside::Date).map_or(at, |(_, next)| next)
    }

    /// Past a word or a dash that joins the two ends of a span.
    pub(super) fn joiner(&self, ix: usize) -> Option<usize> {
        self.hit(&self.tables.joiners, ix).map(|((), next)| next)
    }

    fn in_named_month(&self, days: (u8, u8), ix: usize, beside: Beside) -> Option<Core> {
        let (month, next) = self.month(ix)?;
        let next = self.skip_mark(&STROKES, next);
        match self.year(next, month.calendar) {
            Some((year, next)) => self.of_known_year(days, month, (year, next)),
            None if month.need == Need::Both && beside != Beside::Date => None,
            None => self.of_unknown_year(days, month, self.month(ix)?.1),
        }
    }

    fn of_known_year(&self, days: (u8, u8), month: Month, year: (i32, usize)) -> Option<Core> {
        let (year, next) = year;
        let form = form_of(month.calendar);
        if let Some(fault) = month.fault {
            return Some(Core::faulty(fault, form, next));
        }
        let day = |day: u8| match month.calendar {
            Calendar::Gregorian => day_of(year, (month.n, day)),
            Calendar::Hijri => hijri::day(year, month.n, day),
        };
        Some(match (day(days.0), day(days.1)) {
            (Some(from), Some(to)) => Core::new(When::Days(Days::span(from, to)), form, next),
            _ => Core::faulty(Fault::NoSuchDay, form, next),
        })
    }

    fn of_unknown_year(&self, days: (u8, u8), month: Month, next: usize) -> Option<Core> {
        let form = form_of(month.calendar);
        if let Some(fault) = month.fault {
            return Some(Core::faulty(fault, form, next));
        }
        if month.calendar == Calendar::Hijri {
            let when = When::HijriOfYear { month: month.n, day: days.0 };
            return (days.0 == days.1).then(|| Core::new(when, form, next));
        }
        if day_of(2000, (month.n, days.1)).is_none() {
            return Some(Core::faulty(Fault::NoSuchDay, form, next));
        }
        let (year, next) = self.year_hint(next);
        let (from, to) = ((month.n, days.0), (month.n, days.1));
        let when = When::OfYear { from, to, year, precision: Precision::Day };
        Some(Core::new(when, form, next))
    }

    /// «الماضي», «من العام المقبل», «من هذا العام» after a day and a month.
    fn year_hint(&self, ix: usize) -> (YearHint, usize) {
        if let Some((side, next)) = self.modifier(ix) {
            let hint = match side {
                Side::Past => YearHint::Past,
                Side::This => YearHint::Away(0),
                Side::Future => YearHint::Future,
            };
            return (hint, next);
        }
        let at = self.skip(&self.tables.partitives, ix);
        match self.period_away(at) {
            Some((Period::Year, years, next)) => (YearHint::Away(years), next),
            _ => (YearHint::Near, ix),
        }
    }

    /// «12 الجاري», «من الشهر الماضي», «من هذا الشهر».
    fn in_relative_month(&self, days: (u8, u8), ix: usize) -> Option<Core> {
        let (months, next) = match self.modifier(ix) {
            Some((Side::This, next)) => (0, next),
            Some(_) => return None,
            None => match self.period_away(ix)? {
                (Period::Month, months, next) => (months, next),
                _ => return None,
            },
        };
        let (first, last) = days;
        let when = When::OfMonth { first, last, months, precision: Precision::Day };
        Some(Core::new(when, DateForm::Named, next))
    }

    /// From one day and month to another: «15 يونيو وحتى 15 سبتمبر 2015».
    fn span_of_days(&self, first: &Core, ix: usize) -> Option<Core> {
        let opened = ix > 0 && {
            let mut before = (1..=2).filter_map(|back| ix.checked_sub(back));
            before.any(|at| {
                self.hit_with_proclitics(&self.tables.between, at)
                    .is_some_and(|(_, next)| next == ix)
            })
        };
        let at = self
            .joiner(first.next)
            .or_else(|| (opened && self.is_and(first.next)).then(|| first.next + 1))?;
        let second = self.day_led(self.past_weekday(at), Beside::Date)?;
        let when = joined(first.when, second.when)?;
        (first.fault.or(second.fault).is_none()).then_some(Core { when, ..second })
    }

    /// «ديسمبر 24, 2020», «شباط/فبراير 2016», «شهر مارس», «ديسمبر المقبل».
    fn month_led(&self, ix: usize) -> Option<Core> {
        let (month, next) = self.month(self.past_month_noun(ix))?;
        let form = form_of(month.calendar);
        if let Some((day, after)) = self.number(next, 2).and_then(|_| self.day(next)) {
            let at = self.skip_mark(&[","], after);
            let year = self.plain_year(at).filter(|_| self.year(at, month.calendar).is_some());
            if let Some((year, after)) = year {
                let after = self.era(after, month.calendar);
                return self.of_known_year((day, day), month, (year, after));
            }
        }
        if let Some(span) = self.span_of_months(month, next) {
            return Some(span);
        }
        if let Some((year, next)) = self.year(next, month.calendar) {
            if month.fault.is_some()
                || month.need == Need::Both && month.calendar == Calendar::Gregorian
            {
                return month.fault.map(|fault| Core::faulty(fault, form, next));
            }
            let days = match month.calendar {
                Calendar::Gregorian => Days::month(year, month.n),
                Calendar::Hijri => hijri::month(year, month.n),
            };
            return days.map(|days| Core::new(When::Days(days), form, next));
        }
        let (year, after) = self.year_hint(next);
        let sure =
            month.need == Need::Nothing || year != YearHint::Near && month.need == Need::Number;
        let named = sure && month.calendar == Calendar::Gregorian && month.fault.is_none();
        let (from, to) = ((month.n, 1), (month.n, LAST));
        let when = When::OfYear { from, to, year, precision: Precision::Month };
        named.then(|| Core::new(when, form, after))
    }

    /// «من يناير إلى مارس 2020».
    fn span_of_months(&self, first: Month, ix: usize) -> Option<Core> {
        let (last, next) = self.month(self.past_month_noun(self.joiner(ix)?))?;
        let (year, next) = self.year(next, Calendar::Gregorian)?;
        let gregorian = [first, last].iter().all(|month| {
            month.calendar == Calendar::Gregorian
                && month.fault.is_none()
                && month.need != Need::Both
        });
        let start = Days::month(if first.n > last.n { year - 1 } else { year }, first.n)?;
        let end = Days::month(year, last.n)?;
        let days = Days { from: start.from, to: end.to, precision: Precision::Month };
        gregorian.then(|| Core::new(When::Days(days), DateForm::Named, next))
    }

    /// «أواخر يناير», «منتصف الشهر الحالي», «نهاية العام 2020».
    fn part_of_month(&self, ix: usize) -> Option<Core> {
        let ((first, last), next) = self.hit_with_proclitics(&self.tables.month_parts, ix)?;
        let at = self.skip(&self.tables.partitives, next);
        if let Some((month, next)) = self.month(self.past_month_noun(at)) {
            let usable = month.calendar == Calendar::Gregorian && month.need != Need::Both;
            return usable.then(|| self.part_of(month, (first, last), next)).flatten();
        }
        match self.period_away(at) {
            Some((Period::Month, months, next)) => {
                let when = When::OfMonth { first, last, months, precision: Precision::Day };
                Some(Core::new(when, DateForm::Named, next))
            }
            Some((Period::Year, years, next)) => {
                Some(Core::new(When::YearAway(years), DateForm::Named, next))
            }
            _ => self.year_by_word(at),
        }
    }

    fn part_of(&self, month: Month, (first, last): (u8, u8), next: usize) -> Option<Core> {
        if let Some((year, next)) = self.year(next, Calendar::Gregorian) {
            let last = (first..=last).rev().find(|day| day_of(year, (month.n, *day)).is_some())?;
            return self.of_known_year((first, last), month, (year, next));
        }
        let (year, next) = self.year_hint(next);
        let (from, to) = ((month.n, first), (month.n, last));
        let when = When::OfYear { from, to, year, precision: Precision::Day };
        let sure = month.need == Need::Nothing || year != YearHint::Near;
        (sure && month.fault.is_none()).then(|| Core::new(when, DateForm::Named, next))
    }
}

fn form_of(calendar: Calendar) -> DateForm {
    match calendar {
        Calendar::Gregorian => DateForm::Named,
        Calendar::Hijri => DateForm::Hijri,
    }
}

/// The span of two days; a year that one of them lacks is the other's.
fn joined(first: When, last: When) -> Option<When> {
    use chrono::Datelike;
    let single = |from: (u8, u8), to: (u8, u8)| (from == to).then_some(from);
    let days = match (first, last) {
        (When::Days(a), When::Days(b)) => (a.single()?, b.single()?),
        (When::OfYear { from, to, year: YearHint::Near, .. }, When::Days(b)) => {
            let (day, end) = (single(from, to)?, b.single()?);
            let same = day_of(end.year(), day)?;
            (if same <= end { same } else { day_of(end.year() - 1, day)? }, end)
        }
        (When::Days(a), When::OfYear { from, to, year: YearHint::Near, .. }) => {
            let (start, day) = (a.single()?, single(from, to)?);
            let same = day_of(start.year(), day)?;
            (start, if same >= start { same } else { day_of(start.year() + 1, day)? })
        }
        (
            When::OfYear { from, to, year: YearHint::Near, .. },
            When::OfYear { to: end, year, precision, .. },
        ) => {
            let from = single(from, to)?;
            return Some(When::OfYear { from, to: end, year, precision });
        }
        _ => return None,
    };
    (days.0 <= days.1).then(|| When::Days(Days::span(days.0, days.1)))
}
