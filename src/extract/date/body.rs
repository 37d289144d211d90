//! What the article's own words say of their day: «اليوم الثلاثاء», «أمس», dated events.

use std::ops::Range;

use chrono::{NaiveDate, Weekday};

use super::layout::Layout;
use super::{BlockDates, Clue, ClueMark, constraint};
use crate::lang::calendar::{DateExpression, DateForm, When, day_of, days_away};
use crate::lang::lexicon::dates::Tense;
use crate::lang::{Phrases, TokenKind, Tokens};
use crate::model::{DateConstraint, EvidenceKind, Precision};

/// Tokens from which a block is read as a sentence.
const SENTENCE: usize = 6;
/// Tokens back to the verb of an event.
const VERB: usize = 6;
/// Tokens back to the verb of an announcement.
const CUE: usize = 10;
/// Tokens back to the verb «كان» of a clause.
const CLAUSE: usize = 24;
/// Tokens back to the noun that a date is part of: «ثورة 23 يوليو».
const NAMED: usize = 3;
/// Tokens before and after a date that say which event it is of.
const EVENT: (usize, usize) = (14, 4);
/// Words that two mentions of one event share at least.
const SHARED: usize = 4;
/// Letters of a word that tells events apart.
const LETTERS: usize = 3;
/// Most mentions that are compared with each other.
const COMPARED: usize = 16;
/// A year in which every day exists.
const LEAP: i32 = 2000;

/// A date of the body in its surroundings.
struct Told<'a> {
    date: &'a DateExpression,
    block: usize,
    range: Range<usize>,
    quoted: bool,
}

/// The clues of the body, in order.
pub(super) fn clues(layout: &Layout<'_>, blocks: &[BlockDates]) -> Vec<Clue> {
    let told: Vec<Told<'_>> = blocks.iter().flat_map(|found| told(layout, found)).collect();
    let mut clues: Vec<Clue> = told.iter().filter_map(|told| clue(layout, told)).collect();
    clues.extend(tied(layout, &told));
    clues
}

fn told<'a>(layout: &Layout<'_>, found: &'a BlockDates) -> Vec<Told<'a>> {
    let range = layout.range(found.block);
    if !layout.is_told(found.block) || range.len() < SENTENCE {
        return Vec::new();
    }
    // «أسعار الذهب اليوم الثلاثاء 14 مايو 2024»: a headline says what day is today by a whole date alone.
    let title = layout.is_headline(found.block);
    let whole = |date: &&DateExpression| {
        !title || (date.day_word == Some(0) && date.day().is_some() && date.weekday.is_some())
    };
    let quotes = quotations(layout.tokens(), range.clone());
    let inside = |ix: usize| {
        let after = quotes.partition_point(|quote| quote.start <= ix);
        after.checked_sub(1).and_then(|at| quotes.get(at)).is_some_and(|quote| quote.contains(&ix))
    };
    let dates = found.dates.iter().filter(|date| date.form != DateForm::Address);
    dates
        .filter(whole)
        .map(|date| Told {
            date,
            block: found.block,
            range: range.clone(),
            quoted: inside(date.tokens.start),
        })
        .collect()
}

fn clue(layout: &Layout<'_>, told: &Told<'_>) -> Option<Clue> {
    if told.quoted || is_over(layout, told) {
        return None;
    }
    match told.date.day_word {
        Some(offset) => counted(layout, told.date, offset),
        None => event(layout, told),
    }
}

/// «اليوم الثلاثاء 5 مارس», «أمس الاثنين»: what stands with a day word, moved to the day of
/// writing.
fn counted(layout: &Layout<'_>, date: &DateExpression, offset: i64) -> Option<Clue> {
    let stated = constraint(date);
    let mut value = DateConstraint {
        day: stated.day.and_then(|day| days_away(day, -offset)),
        month_day: stated.month_day.and_then(|pair| moved(pair, -offset)),
        ..DateConstraint::default()
    };
    if value.day.is_none() {
        value.weekday = date.weekday.map(|weekday| weekday_away(weekday, -offset));
    }
    let kind = match (offset, value.day.or(value.month_day.and(day_of(LEAP, (1, 1))))) {
        (0, Some(_)) => EvidenceKind::TodayAbsolute,
        (0, None) => EvidenceKind::TodayWeekday,
        _ => EvidenceKind::Yesterday,
    };
    let span = layout.tokens().span(date.tokens.clone());
    let mut clue = Clue::new(span, kind, value);
    clue.others.extend(date.other.and_then(|day| days_away(day, -offset)));
    if date.fault.is_some() {
        clue.mark = ClueMark::Misprint;
    }
    (value != DateConstraint::default()).then_some(clue)
}

/// True for «كانت الهيئة قد بحثت قضايا اليوم في 3 مارس 2014»: what was over before the day of
/// writing has a date of its own, and its «اليوم» is a noun.
fn is_over(layout: &Layout<'_>, told: &Told<'_>) -> bool {
    let date = told.date;
    if date.day_word != Some(0) || date.weekday.is_some() || date.day().is_none() {
        return false;
    }
    let tables = &layout.lexicon().dates;
    let stands =
        |words: &Phrases<()>, ix| words.longest_with_proclitics(layout.tokens(), ix).is_some();
    let mut before = words_before(layout, told, CLAUSE);
    before.any(|ix| stands(&tables.had_marks, ix)) && before.any(|ix| stands(&tables.had, ix))
}

/// The dated event: by its verb before or after the day of writing.
fn event(layout: &Layout<'_>, told: &Told<'_>) -> Option<Clue> {
    let When::Days(days) = told.date.when else { return recent(layout, told) };
    if told.date.fault.is_some() || days.precision == Precision::Year || is_named(layout, told) {
        return None;
    }
    let span = layout.tokens().span(told.date.tokens.clone());
    let tense = tense(layout, told);
    let lead = announced(layout, told);
    let value = DateConstraint {
        day: lead.then(|| days.single()).flatten(),
        not_before: (lead || tense == Some(Tense::Past)).then_some(days.from),
        not_after: (tense == Some(Tense::Future)).then_some(days.to),
        ..DateConstraint::default()
    };
    let clue = Clue::new(span, EvidenceKind::AbsoluteBody, value);
    let mark = if lead { ClueMark::Weak } else { ClueMark::Plain };
    (value != DateConstraint::default()).then(|| clue.marked(mark))
}

/// A bare weekday after a past verb: of the week before the day of writing, and in the manner of
/// agencies often that day.
fn recent(layout: &Layout<'_>, told: &Told<'_>) -> Option<Clue> {
    let When::Weekday(weekday, None) = told.date.when else { return None };
    let value = DateConstraint { weekday: Some(weekday), ..DateConstraint::default() };
    let span = layout.tokens().span(told.date.tokens.clone());
    let past = tense(layout, told) == Some(Tense::Past) || is_reported(layout, told);
    past.then(|| Clue::new(span, EvidenceKind::RecentWeekday, value))
}

/// True for «أعلنت السلطات، الأربعاء 11 يناير 2017» in the lead: weekday and full date of an
/// announcement, in the manner of agencies.
fn announced(layout: &Layout<'_>, told: &Told<'_>) -> bool {
    let date = told.date;
    layout.is_lead(told.block)
        && date.weekday.is_some()
        && date.day().is_some()
        && cue_before(layout, told)
            .is_some_and(|cue| !is_content(layout, cue + 1..date.tokens.start))
}

/// True where a reporting verb stands before a date in its sentence.
fn is_reported(layout: &Layout<'_>, told: &Told<'_>) -> bool {
    cue_before(layout, told).is_some()
}

/// The reporting verb nearest before a date in its sentence.
fn cue_before(layout: &Layout<'_>, told: &Told<'_>) -> Option<usize> {
    let cues = &layout.lexicon().dates.cues;
    let mut before = words_before(layout, told, CUE);
    before.find(|ix| cues.longest_with_proclitics(layout.tokens(), *ix).is_some())
}

/// True where what is announced has begun between the verb and a date, which then is of the event
/// and not of the announcement: «أعلن الاتحاد إقامة النهائي الجمعة», «أعلن أن المباراة الجمعة».
fn is_content(layout: &Layout<'_>, words: Range<usize>) -> bool {
    let (tokens, tables) = (layout.tokens(), &layout.lexicon().dates);
    let complementisers = &layout.lexicon().grammar.complementisers;
    words.into_iter().any(|ix| {
        let part_of_day = tables.day_parts.longest_with_proclitics(tokens, ix).is_some();
        let event = tables.no_places.longest_with_proclitics(tokens, ix).is_some();
        complementisers.at(tokens, ix) || event && !part_of_day
    })
}

/// The tokens of the sentence before a date, the nearest first.
fn words_before<'a>(
    layout: &Layout<'a>,
    told: &Told<'_>,
    most: usize,
) -> impl Iterator<Item = usize> + use<'a> {
    let tokens = layout.tokens();
    let first = told.date.tokens.start.saturating_sub(most).max(told.range.start);
    (first..told.date.tokens.start).rev().take_while(|ix| !ends_sentence(tokens, *ix))
}

/// The tense of the nearest word before a date that has one. «من المقرر أن تعقد» is to come,
/// «كان من المقرر أن تعقد» may lie on either side.
fn tense(layout: &Layout<'_>, told: &Told<'_>) -> Option<Tense> {
    let (tokens, had) = (layout.tokens(), &layout.lexicon().dates.had);
    let mut tenses = words_before(layout, told, VERB).filter_map(|ix| tense_at(layout, ix));
    let nearest = tenses.next()?;
    let to_come =
        nearest == Tense::Future || nearest == Tense::Open && tenses.next() == Some(Tense::Future);
    let was = || {
        words_before(layout, told, VERB + 2)
            .any(|ix| had.longest_with_proclitics(tokens, ix).is_some())
    };
    match to_come {
        true if was() => Some(Tense::Open),
        true => Some(Tense::Future),
        false => Some(nearest),
    }
}

fn tense_at(layout: &Layout<'_>, ix: usize) -> Option<Tense> {
    let tables = &layout.lexicon().dates;
    if let Some(hit) = tables.tenses.longest_with_proclitics(layout.tokens(), ix) {
        return Some(*hit.value);
    }
    let word = layout.tokens().word(ix);
    let comes = tables.future_prefixes.iter().any(|prefix| word.starts_with(prefix));
    comes.then_some(Tense::Open)
}

fn ends_sentence(tokens: &Tokens, ix: usize) -> bool {
    tokens.kind(ix) == Some(TokenKind::Mark)
        && [".", "?", "!", ";", "..", "..."].contains(&tokens.word(ix))
}

/// True where the date is part of a name: «هجمات 11 سبتمبر».
fn is_named(layout: &Layout<'_>, told: &Told<'_>) -> bool {
    let holidays = &layout.lexicon().dates.holidays;
    let first = told.date.tokens.start.saturating_sub(NAMED).max(told.range.start);
    (first..told.date.tokens.start)
        .any(|ix| holidays.longest_with_proclitics(layout.tokens(), ix).is_some())
}

/// «أمس» tied to an event whose days stand elsewhere: the day after them is that of writing.
fn tied(layout: &Layout<'_>, told: &[Told<'_>]) -> Vec<Clue> {
    let bare = |told: &&Told<'_>| told.date.when == When::Away(-1) && told.date.weekday.is_none();
    let yesterdays: Vec<&Told<'_>> = told.iter().filter(bare).take(COMPARED).collect();
    let dated = |told: &&Told<'_>| {
        told.date.day_word.is_none()
            && told.date.fault.is_none()
            && matches!(
                told.date.when,
                When::OfYear { precision: Precision::Day, .. } | When::Days(_)
            )
            && tense(layout, told) != Some(Tense::Future)
            && !is_named(layout, told)
    };
    let events: Vec<&Told<'_>> = told.iter().filter(dated).take(COMPARED).collect();
    let pairs = yesterdays.iter().flat_map(|yesterday| {
        let shared = |event: &&Told<'_>| shared(layout.tokens(), yesterday, event);
        let event = events.iter().copied().max_by_key(shared);
        event.filter(|event| shared(event) >= SHARED).map(|event| (*yesterday, event))
    });
    pairs.filter_map(|(yesterday, event)| tie(layout, yesterday, event)).take(1).collect()
}

/// How many words two mentions share.
fn shared(tokens: &Tokens, one: &Told<'_>, other: &Told<'_>) -> usize {
    let words = event_words(tokens, one);
    event_words(tokens, other).iter().filter(|word| words.contains(word)).count()
}

fn tie(layout: &Layout<'_>, yesterday: &Told<'_>, event: &Told<'_>) -> Option<Clue> {
    let began = has_begun(layout, yesterday);
    let mut value = DateConstraint::default();
    match event.date.when {
        When::OfYear { from, to, .. } => {
            value.month_day = moved(if began { from } else { to }, 1);
        }
        When::Days(days) if days.precision == Precision::Day => {
            value.day = if began { days.from } else { days.to }.succ_opt();
        }
        _ => return None,
    }
    let span = layout.tokens().span(yesterday.date.tokens.clone());
    // A quotation is of the day of its speaker: it needs a weekday beside it.
    let mark = if yesterday.quoted { ClueMark::Weak } else { ClueMark::Plain };
    Some(Clue::new(span, EvidenceKind::Yesterday, value).marked(mark))
}

/// The words around a date that say which event it is of, each once.
fn event_words<'a>(tokens: &'a Tokens, told: &Told<'_>) -> Vec<&'a str> {
    let (back, forth) = EVENT;
    let date = &told.date.tokens;
    let before = date.start.saturating_sub(back).max(told.range.start)..date.start;
    let after = date.end..(date.end + forth).min(told.range.end);
    let mut words: Vec<&str> = before
        .chain(after)
        .filter(|ix| tokens.is_word(*ix))
        .map(|ix| tokens.word(ix))
        .filter(|word| word.chars().count() >= LETTERS)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn has_begun(layout: &Layout<'_>, told: &Told<'_>) -> bool {
    let first = told.date.tokens.start.saturating_sub(NAMED).max(told.range.start);
    let began = &layout.lexicon().dates.began;
    (first..told.date.tokens.start)
        .any(|ix| began.longest_with_proclitics(layout.tokens(), ix).is_some())
}

/// A day and month so many days on; 29 February is passed over as in any leap year.
fn moved(pair: (u8, u8), days: i64) -> Option<(u8, u8)> {
    use chrono::Datelike;
    let day: NaiveDate = days_away(day_of(LEAP, pair)?, days)?;
    Some((u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?))
}

fn weekday_away(weekday: Weekday, days: i64) -> Weekday {
    let steps = days.rem_euclid(7);
    (0..steps).fold(weekday, |weekday, _| weekday.succ())
}

/// The runs of a block inside quotation marks. A mark of either shape opens where none is open;
/// what is never closed runs to the end of the block.
fn quotations(tokens: &Tokens, range: Range<usize>) -> Vec<Range<usize>> {
    let mut quotes = Vec::new();
    let mut open: Option<usize> = None;
    for ix in range.clone().filter(|ix| tokens.kind(*ix) == Some(TokenKind::Mark)) {
        open = match (tokens.word(ix), open) {
            ("«" | "“" | "„" | "”" | "\"", None) => Some(ix),
            ("»" | "”" | "“" | "\"", Some(start)) => {
                quotes.push(start..ix);
                None
            }
            (_, open) => open,
        };
    }
    quotes.extend(open.map(|start| start..range.end));
    quotes
}
