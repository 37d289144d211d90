//! Weighs the clues: bounds, weekday, printed days; then what follows from several facts.
//!
//! Pure: it sees days and no text. Every clue leaves as evidence with the part it played.

use chrono::{Datelike, NaiveDate};

use super::answer::{answer, unknown};
use super::domain::{Domain, Weekdays, bounded, is_doubt, is_hard, is_soft, weekday};
use super::stated::{Stated, is_usable, stated};
use super::{Clue, ClueMark};
use crate::lang::calendar::{day_of, days_away};
use crate::model::{ArticleDate, Confidence, DateEvidence, DateKind, DateRole, EvidenceKind};

/// Weight, in per cent, from which a printed day is firm.
const FIRM: u8 = 90;
/// Days that a dateline may lie before the day of the page.
const WRITTEN_BEFORE: i64 = 2;

/// The day of publication that the clues give.
pub(super) fn solve(clues: &[Clue]) -> ArticleDate {
    let mut roles = vec![DateRole::Unused; clues.len()];
    let hard = bounded(clues, &mut roles, is_hard);
    let (weekday, torn) = weekday(clues, &mut roles);
    let domain = Domain { weekday, ..hard };
    let mut date = match printed(clues, domain, torn, &mut roles) {
        Printed::Answer(date) => date,
        Printed::Contradicted(not_after) => conflict(clues, domain, not_after, &mut roles),
        Printed::Nothing => derived(clues, domain, &mut roles),
    };
    let clock = |clue: &Clue| {
        clue.kind == EvidenceKind::PageClock && clue.value.day.is_some_and(|day| !domain.fits(day))
    };
    if date.day.is_none() && clues.iter().any(clock) {
        // What is printed is not of the weekday that the text is of.
        date.confidence = Confidence::Conflict;
    }
    date.weekday = weekday;
    date.evidence = evidence(clues, &roles);
    date
}

fn evidence(clues: &[Clue], roles: &[DateRole]) -> Vec<DateEvidence> {
    let order = |kind: EvidenceKind| match kind {
        EvidenceKind::Anchor | EvidenceKind::Office | EvidenceKind::AbsoluteBody => 0,
        EvidenceKind::PageClock | EvidenceKind::Updated => 1,
        EvidenceKind::TodayWeekday | EvidenceKind::RecentWeekday => 2,
        _ => 3,
    };
    let pairs = clues.iter().zip(roles);
    let mut evidence: Vec<DateEvidence> = pairs
        .map(|(clue, role)| DateEvidence {
            span: clue.span,
            kind: clue.kind,
            value: clue.value,
            role: *role,
        })
        .collect();
    // The order of the reasoning: bounds, weekday, days.
    evidence.sort_by_key(|evidence| order(evidence.kind));
    evidence
}

/// What the printed days came to.
enum Printed {
    Answer(ArticleDate),
    /// They contradict the text; the day they bound it by, if any.
    Contradicted(Option<NaiveDate>),
    Nothing,
}

fn printed(clues: &[Clue], domain: Domain, torn: Weekdays, roles: &mut [DateRole]) -> Printed {
    for (clue, role) in clues.iter().zip(roles.iter_mut()) {
        if clue.mark == ClueMark::Misprint {
            *role = DateRole::Misprint;
        }
    }
    let stated = stated(clues);
    let sound: Vec<&Stated<'_>> = stated.iter().filter(|stated| is_usable(stated)).collect();
    let Some(best) = sound.iter().find(|stated| stated.held(domain).next().is_some()) else {
        return unsound(clues, &stated, &sound, domain, roles);
    };
    let (day, doubt) = reading(best, &sound, domain);
    let mut firm = best.weight >= FIRM && doubt.is_empty() && torn == Weekdays::Agree;
    firm &= best.clue.mark != ClueMark::Unplaced;
    for other in &sound {
        let agrees = other.may_be(day);
        let before = other.clue.kind == EvidenceKind::Dateline
            && (0..=WRITTEN_BEFORE).contains(&(day - other.day).num_days());
        let role = match (agrees, other.ix == best.ix) {
            (true, true) => DateRole::Answer,
            (true, false) => DateRole::Supports,
            (false, _) if before || other.clue.kind == EvidenceKind::Updated => DateRole::Unused,
            (false, _) => DateRole::Contradicts,
        };
        firm &= role != DateRole::Contradicts || other.weight < FIRM;
        set(roles, other.ix, role);
    }
    supporters(clues, day, roles);
    firm &= !clues.iter().any(|clue| is_doubt(clue) && outside(clue, day));
    let confidence = match (best.kind, firm) {
        (DateKind::Derived, _) => Confidence::Derived,
        (_, true) => Confidence::Firm,
        (_, false) => Confidence::Probable,
    };
    Printed::Answer(ArticleDate { candidates: doubt, ..answer(day, best.kind, confidence) })
}

/// The reading of a printed day, with all that remain possible where more than one does.
fn reading(
    best: &Stated<'_>,
    sound: &[&Stated<'_>],
    domain: Domain,
) -> (NaiveDate, Vec<NaiveDate>) {
    let mut possible: Vec<NaiveDate> = best.held(domain).collect();
    let first = possible.first().copied().unwrap_or(best.day);
    let others =
        || sound.iter().filter(|other| other.ix != best.ix && other.clue.others.is_empty());
    let decided = possible.iter().copied().find(|day| others().any(|other| other.day == *day));
    // A weekday of the text leaves one reading, or the readings are a week apart.
    if possible.len() < 2 || decided.is_some() {
        return (decided.unwrap_or(first), Vec::new());
    }
    possible.sort_unstable();
    (first, possible)
}

/// Gives weekdays and events their part once the day is known.
fn supporters(clues: &[Clue], day: NaiveDate, roles: &mut [DateRole]) {
    for (clue, role) in clues.iter().zip(roles) {
        match clue.kind {
            EvidenceKind::RecentWeekday if clue.value.weekday == Some(day.weekday()) => {
                *role = DateRole::Supports;
            }
            _ if is_doubt(clue) && outside(clue, day) => *role = DateRole::Contradicts,
            EvidenceKind::AbsoluteBody => *role = DateRole::Bounds,
            EvidenceKind::TodayAbsolute | EvidenceKind::Yesterday | EvidenceKind::Dateline
                if clue.value.day.is_none() && clue.value.month_day == Some(pair(day)) =>
            {
                *role = DateRole::Supports;
            }
            _ => {}
        }
    }
}

fn outside(clue: &Clue, day: NaiveDate) -> bool {
    // A day of difference is the clock's, not a contradiction.
    let slack = day.succ_opt().unwrap_or(day);
    clue.value.not_before.is_some_and(|from| slack < from)
        || clue.value.not_after.is_some_and(|to| to < day)
}

fn pair(day: NaiveDate) -> (u8, u8) {
    let part = |n: u32| u8::try_from(n).unwrap_or_default();
    (part(day.month()), part(day.day()))
}

/// No printed day meets what the text says.
fn unsound(
    clues: &[Clue],
    stated: &[Stated<'_>],
    sound: &[&Stated<'_>],
    domain: Domain,
    roles: &mut [DateRole],
) -> Printed {
    let Some(first) = sound.first() else {
        // Misprints only: the day printed is the last that can be meant.
        let last = stated.iter().filter(|stated| stated.clue.mark == ClueMark::Misprint);
        return match last.map(|stated| stated.day).min() {
            Some(day) => Printed::Contradicted(Some(day)),
            None => Printed::Nothing,
        };
    };
    sound.iter().for_each(|stated| set(roles, stated.ix, DateRole::Contradicts));
    let alone = sound.iter().all(|other| other.day == first.day);
    let line = matches!(first.clue.kind, EvidenceKind::PageLine | EvidenceKind::Metadata)
        && first.clue.mark == ClueMark::Plain;
    if alone && line && first.clue.others.is_empty() {
        // The text is of the day after the line: the line is late, not the text early.
        if let Some(day) = days_away(first.day, 1).filter(|day| domain.holds(*day)) {
            return Printed::Answer(answer(day, DateKind::Adjusted, Confidence::Probable));
        }
    }
    if alone && first.clue.others.is_empty() && is_eve(first, domain) {
        return Printed::Answer(reprinted(first, sound, clues, roles));
    }
    // Saved later than written: the printed day bounds it, unless it is outside all bounds itself.
    let late = sound.iter().filter(|stated| domain.from <= stated.day && !domain.fits(stated.day));
    Printed::Contradicted(late.map(|stated| stated.day).min())
}

/// True where the text is of the day before the printed one, and nothing else speaks against it: it
/// was reprinted the day after, in its own words.
fn is_eve(printed: &Stated<'_>, domain: Domain) -> bool {
    let kinds = [EvidenceKind::PageLine, EvidenceKind::Metadata, EvidenceKind::Dateline];
    let within = Domain { weekday: None, ..domain }.holds(printed.day);
    kinds.contains(&printed.clue.kind)
        && within
        && days_away(printed.day, -1).is_some_and(|day| domain.holds(day))
}

/// The printed day of a text of the day before; its «today» stands against it.
fn reprinted(
    printed: &Stated<'_>,
    sound: &[&Stated<'_>],
    clues: &[Clue],
    roles: &mut [DateRole],
) -> ArticleDate {
    for (clue, role) in clues.iter().zip(roles.iter_mut()) {
        let of_today = matches!(clue.kind, EvidenceKind::TodayWeekday | EvidenceKind::Yesterday);
        if of_today && *role == DateRole::Supports {
            *role = DateRole::Contradicts;
        }
    }
    sound.iter().for_each(|other| set(roles, other.ix, DateRole::Supports));
    set(roles, printed.ix, DateRole::Answer);
    answer(printed.day, printed.kind, Confidence::Probable)
}

/// No day: the bounds that are left, and the days in them.
fn conflict(
    clues: &[Clue],
    domain: Domain,
    not_after: Option<NaiveDate>,
    roles: &mut [DateRole],
) -> ArticleDate {
    let mut kept = roles.to_vec();
    let mut domain = Domain { weekday: domain.weekday, ..bounded(clues, &mut kept, is_soft) };
    for (role, kept) in roles.iter_mut().zip(kept) {
        *role = if *role == DateRole::Unused { kept } else { *role };
    }
    if let Some(day) = not_after {
        domain.to = domain.to.min(day);
    }
    unknown(domain, Confidence::Conflict)
}

/// No printed day: what follows from days without a year, weekdays and bounds together.
fn derived(clues: &[Clue], domain: Domain, roles: &mut [DateRole]) -> ArticleDate {
    let domain = Domain { weekday: domain.weekday, ..bounded(clues, roles, is_soft) };
    for (ix, clue) in clues.iter().enumerate() {
        let weak = clue.mark == ClueMark::Weak && domain.weekday.is_none();
        let based = matches!(
            clue.kind,
            EvidenceKind::TodayAbsolute
                | EvidenceKind::Dateline
                | EvidenceKind::Yesterday
                | EvidenceKind::PageLine
                | EvidenceKind::Metadata
        );
        let days = match (clue.value.day, clue.value.month_day) {
            _ if !based || weak || clue.mark == ClueMark::Misprint => continue,
            (Some(day), _) => vec![day],
            (None, Some(pair)) => years(domain, pair),
            (None, None) => continue,
        };
        let possible: Vec<NaiveDate> = days.into_iter().filter(|day| domain.holds(*day)).collect();
        let date = match possible[..] {
            [] => {
                set(roles, ix, DateRole::Contradicts);
                continue;
            }
            [day] => answer(day, DateKind::Derived, Confidence::Derived),
            [first, .., last] => ArticleDate {
                // Without a bound the first of them is only the first year that can be meant at all.
                not_before: Some(first).filter(|_| domain.bounds().0.is_some()),
                not_after: Some(last).filter(|_| domain.bounds().1.is_some()),
                candidates: possible.into_iter().take(ArticleDate::CANDIDATES).collect(),
                ..unknown(domain, Confidence::None)
            },
        };
        set(roles, ix, DateRole::Answer);
        return date;
    }
    announced(clues, domain, roles).unwrap_or_else(|| unknown(domain, Confidence::None))
}

fn years(domain: Domain, pair: (u8, u8)) -> Vec<NaiveDate> {
    (domain.from.year()..=domain.to.year()).filter_map(|year| day_of(year, pair)).collect()
}

/// The day of the announcement in the lead, where the text knows no later one and no other
/// weekday: agencies name the day of writing so.
fn announced(clues: &[Clue], domain: Domain, roles: &mut [DateRole]) -> Option<ArticleDate> {
    let weak =
        |clue: &&Clue| clue.kind == EvidenceKind::AbsoluteBody && clue.mark == ClueMark::Weak;
    let mut days = clues.iter().filter(weak).filter_map(|clue| clue.value.day);
    let day = days.next().filter(|day| domain.holds(*day) && days.all(|other| other == *day))?;
    let echoed = |clue: &Clue| {
        clue.kind == EvidenceKind::RecentWeekday && clue.value.weekday == Some(day.weekday())
    };
    let again = clues.iter().any(echoed) || domain.weekday.is_some();
    let counted = clues.iter().any(|clue| {
        clue.kind == EvidenceKind::Yesterday && clue.value.weekday != Some(day.weekday())
    });
    if !again || counted {
        return None;
    }
    for (clue, role) in clues.iter().zip(roles) {
        if weak(&clue) {
            *role = DateRole::Answer;
        } else if echoed(clue) {
            *role = DateRole::Supports;
        }
    }
    Some(answer(day, DateKind::Derived, Confidence::Derived))
}

fn set(roles: &mut [DateRole], ix: usize, role: DateRole) {
    if let Some(slot) = roles.get_mut(ix) {
        *slot = role;
    }
}
