//! A whole expression: day word, weekday, date in one calendar or in two, and what they say
//! together.

use chrono::{Datelike, NaiveDate, Weekday};

use super::resolve::{When, days_away};
use super::scan::{Beside, Scan};
use super::{DateExpression, DateForm, Fault, Side, hijri};
use crate::lang::lexicon::dates::DayWord;

/// Days by which two calendars may differ before one of them is a misprint.
const CALENDARS_APART: i64 = 3;
/// Marks that may stand between a weekday and its date.
const BETWEEN: [&str; 7] = [",", "(", "[", "-", "|", ":", "/"];

/// A date without weekday and day word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Core {
    pub(super) when: When,
    pub(super) form: DateForm,
    pub(super) other: Option<NaiveDate>,
    pub(super) fault: Option<Fault>,
    /// One past its last token.
    pub(super) next: usize,
}

impl Core {
    pub(super) fn new(when: When, form: DateForm, next: usize) -> Self {
        Self { when, form, other: None, fault: None, next }
    }

    pub(super) fn faulty(fault: Fault, form: DateForm, next: usize) -> Self {
        Self { when: When::Unreadable, form, other: None, fault: Some(fault), next }
    }

    /// Its days, where they are certain.
    pub(super) fn days(&self) -> Option<super::Days> {
        self.when.days(None)
    }
}

/// What stands before a date.
#[derive(Clone, Copy, Debug)]
struct Lead {
    day_word: Option<i64>,
    weekday: Option<Weekday>,
    /// «الماضي» after the weekday.
    side: Option<Side>,
    /// True where it says nothing without a date.
    needs_date: bool,
    next: usize,
}

impl Scan<'_> {
    /// The expression that begins at token `ix` of a run that begins at `start`.
    pub(super) fn expression(&self, ix: usize, start: usize) -> Option<DateExpression> {
        let Some(lead) = self.lead(ix, start) else {
            let core = self.core(ix, start, Beside::Nothing)?;
            return Some(self.finish(ix, None, self.paired(core)));
        };
        let beside = match lead.weekday {
            Some(_) => Beside::Date,
            None => Beside::Nothing,
        };
        let at = self.between(lead.next);
        // A comma or a dash after a bare weekday joins it to a date, not to a count of days.
        let core = self.core(at, start, beside).filter(|core| !is_counted(core));
        if let Some(core) = core {
            return Some(self.finish(ix, Some(lead), self.paired(core)));
        }
        self.lead_alone(ix, lead)
    }

    fn lead_alone(&self, ix: usize, lead: Lead) -> Option<DateExpression> {
        let when = match (lead.day_word, lead.weekday) {
            (Some(offset), _) => When::Away(offset),
            (None, Some(weekday)) => When::Weekday(weekday, lead.side),
            (None, None) => return None,
        };
        (!lead.needs_date).then(|| {
            let core = Core::new(when, DateForm::Relative, lead.next);
            DateExpression { fault: None, ..self.finish(ix, Some(lead), core) }
        })
    }

    fn core(&self, ix: usize, start: usize, beside: Beside) -> Option<Core> {
        self.numeric(ix, start, beside)
            .or_else(|| self.named(ix, beside))
            .or_else(|| self.relative(ix))
    }

    /// «مساء أمس الاثنين», «يومه الثلاثاء», «الخميس الماضي».
    fn lead(&self, ix: usize, start: usize) -> Option<Lead> {
        let mut at = ix;
        let mut parts = 0;
        let day_word = loop {
            if let Some((word, next)) = self.hit_with_proclitics(&self.tables.day_words, at)
                && !self.is_blocked(at..next, word, start)
            {
                at = next;
                break Some(word);
            }
            match self.hit_with_proclitics(&self.tables.day_parts, at) {
                Some(((), next)) if parts < 3 => (at, parts) = (next, parts + 1),
                _ => break None,
            }
        };
        let beside = if parts > 0 || day_word.is_some() { Beside::Date } else { Beside::Nothing };
        let printed = match day_word {
            Some(_) => self.weekday_after(at),
            None => self.weekday(at, beside).or_else(|| self.bare_weekday(at)),
        };
        let (weekday, next) = printed.map_or((None, at), |(weekday, next)| (Some(weekday), next));
        if next == ix {
            return None;
        }
        let modifier = weekday.and_then(|_| self.modifier(next));
        let (side, next) = modifier.map_or((None, next), |(side, next)| (Some(side), next));
        Some(Lead {
            day_word: day_word.map(|word| word.offset),
            weekday,
            side,
            needs_date: day_word.is_some_and(|word| word.needs_date) && weekday.is_none(),
            next,
        })
    }

    /// A form that is also another word, before a date.
    fn bare_weekday(&self, ix: usize) -> Option<(Weekday, usize)> {
        let (weekday, next) = self.weekday(ix, Beside::Date)?;
        self.core(self.between(next), ix, Beside::Nothing).is_some().then_some((weekday, next))
    }

    /// The weekday after a day word: «اليوم الثلاثاء», «اليوم (الخميس)», «أمس، يوم الاثنين».
    fn weekday_after(&self, ix: usize) -> Option<(Weekday, usize)> {
        let bracket = self.is_mark(ix, &["(", "["]);
        let mut at = self.skip_mark(&["(", "[", ",", "-"], ix);
        for _ in 0..2 {
            at = self.skip(&self.tables.day_parts, at);
        }
        let (weekday, next) = self.weekday(at, Beside::Date)?;
        let closes = bracket && self.is_mark(next, &[")", "]"]);
        Some((weekday, next + usize::from(closes)))
    }

    /// True for «روسيا اليوم», «صحيفة الأفق اليوم», «صحيفة الغد» and «اليوم التالي».
    fn is_blocked(&self, word: std::ops::Range<usize>, of: DayWord, start: usize) -> bool {
        let Some([before, after, heads]) = self.tables.blocks.get(of.row) else { return false };
        if self.hit(after, word.end).is_some() {
            return true;
        }
        let behind = |n| word.start.checked_sub(n).filter(|at: &usize| *at >= start);
        let stands = |words, at| self.hit_with_proclitics(words, at).is_some();
        let named = behind(1).is_some_and(|at| stands(before, at));
        // «نشرت صحيفة الأفق اليوم 3 مارس» says when; a date after «في» does not need the word.
        let outlet = behind(2).is_some_and(|at| stands(heads, at) && self.tokens.is_word(at + 1))
            && self.core(word.end, start, Beside::Date).is_none();
        // The weekday beside «جريدة اليوم» is that of today in either reading; no page is dated by
        // the day after, so that beside «صحيفة الغد» is the page's own.
        (named || outlet) && (of.offset != 0 || self.weekday_after(word.end).is_none())
    }

    /// Past the marks and words between a weekday and its date, or between two calendars.
    fn between(&self, ix: usize) -> usize {
        let mut at = ix;
        for _ in 0..3 {
            let next = self.skip_mark(&BETWEEN, self.skip(&self.tables.connectors, at));
            if next == at {
                break;
            }
            at = next;
        }
        at
    }

    /// A Hijri date with the Gregorian one beside it, in either order: the Gregorian one decides.
    fn paired(&self, core: Core) -> Core {
        let Some(first) =
            core.days().filter(|_| core.fault.is_none()).and_then(|days| days.single())
        else {
            return core;
        };
        let at = self.between(core.next);
        let at = self.weekday(at, Beside::Date).map_or(at, |(_, next)| self.between(next));
        let second = if at == core.next && !self.touches(at) && !self.may_pair(at) {
            None
        } else {
            self.numeric(at, at, Beside::Nothing).or_else(|| self.named(at, Beside::Nothing))
        };
        let Some(second) = second.filter(|second| second.fault.is_none()) else { return core };
        let hijri_first = core.form == DateForm::Hijri;
        if hijri_first == (second.form == DateForm::Hijri) {
            return core;
        }
        let Some(second_day) = second.when.days(Some(first)).and_then(|days| days.single()) else {
            return core;
        };
        let day = if hijri_first { second_day } else { first };
        let apart = (second_day - first).num_days().abs();
        let fault = (apart > CALENDARS_APART).then_some(Fault::Calendars);
        Core { fault, next: second.next, ..Core::new(When::day(day), DateForm::Both, second.next) }
    }

    fn may_pair(&self, ix: usize) -> bool {
        self.number(ix, 4).is_some()
    }

    /// Puts the parts together: closes a bracket, checks the weekday.
    fn finish(&self, ix: usize, lead: Option<Lead>, core: Core) -> DateExpression {
        let opened = lead.is_some_and(|lead| {
            (lead.next..core.next).any(|at| self.is_mark(at, &["(", "["]))
                && !(lead.next..core.next).any(|at| self.is_mark(at, &[")", "]"]))
        });
        let end = if opened { self.skip_mark(&[")", "]"], core.next) } else { core.next };
        let mut expression = DateExpression {
            tokens: ix..end,
            when: core.when,
            form: core.form,
            weekday: lead.and_then(|lead| lead.weekday),
            day_word: lead.and_then(|lead| lead.day_word),
            other: core.other,
            fault: core.fault,
        };
        if expression.weekday.is_none() {
            self.weekday_behind(&mut expression);
        }
        check_weekday(&mut expression);
        expression
    }

    /// A weekday after the date, where it fits: «23 يوليو 2015 (الخميس)».
    fn weekday_behind(&self, expression: &mut DateExpression) {
        let Some(day) = expression.day() else { return };
        let bracket = self.is_mark(expression.tokens.end, &["(", "["]);
        let at = self.skip_mark(&["(", "[", ","], expression.tokens.end);
        if let Some((weekday, next)) = self.weekday(at, Beside::Nothing)
            && weekday == day.weekday()
        {
            let closes = bracket && self.is_mark(next, &[")", "]"]);
            expression.weekday = Some(weekday);
            expression.tokens.end = next + usize::from(closes);
        }
    }
}

/// A printed weekday decides between the readings of digits and between the days a Hijri date may
/// mean; where it fits none, it is a misprint.
fn check_weekday(expression: &mut DateExpression) {
    let (Some(weekday), Some(day)) = (expression.weekday, expression.day()) else { return };
    let fits = |day: &NaiveDate| day.weekday() == weekday;
    if fits(&day) {
        expression.other = None;
        return;
    }
    let around = || [-hijri::TOLERANCE, hijri::TOLERANCE].map(|away| days_away(day, away));
    let better = match expression.form {
        DateForm::Hijri => around().into_iter().flatten().find(fits),
        _ => expression.other.filter(fits),
    };
    match better {
        Some(day) => {
            expression.when = When::day(day);
            expression.other = None;
        }
        None => expression.fault = Some(Fault::Weekday),
    }
}

fn is_counted(core: &Core) -> bool {
    core.form == DateForm::Relative
}
