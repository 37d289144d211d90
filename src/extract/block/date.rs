//! Dates, times and numbers of line shapes: where they end, not what they say.
//!
//! What day a date means is read by `lang::calendar`; a line shape only needs to know that the
//! words are a date, so impossible days pass here.

use std::ops::Range;

use crate::extract::Reader;
use crate::lang::Phrases;

/// Marks between the numbers of a date.
const SEPARATORS: [&str; 4] = ["/", "-", ".", "\\"];
/// Years of either calendar.
const YEARS: std::ops::RangeInclusive<u32> = 1300..=2200;

/// The end of a date with day, month and year that begins at a token.
pub(crate) fn date_at(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let end = worded(reader, at)
        .or_else(|| month_first(reader, at))
        .or_else(|| numeric(reader, at))
        .or_else(|| compact(reader, at))?;
    Some(end + phrase(&reader.lexicon.furniture.dates.eras, reader, end))
}

/// The end of a time with the words that belong to it.
pub(crate) fn time_at(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let clock = |at| clock_words(reader, at);
    let number = clock(at);
    let hour = reader.tokens.number(number).filter(|hour| *hour <= 24)?;
    let minutes = part_after(reader, number + 1, 59).map(|end| (end, part_after(reader, end, 59)));
    match minutes {
        Some((end, seconds)) => Some(clock(zone(reader, seconds.unwrap_or(end)))),
        // A lone number is an hour only beside a word of the clock.
        None => Some(clock(number + 1)).filter(|end| *end > number + 1 && hour > 0),
    }
}

/// The end of a run of digits with marks between and around them.
pub(super) fn number_at(reader: &Reader<'_>, line: Range<usize>) -> Option<usize> {
    reader.tokens.number(line.start)?;
    let joins = |ix| [".", ",", ":", "/", "-", "|", "%"].contains(&reader.tokens.word(ix));
    let mut end = line.start + 1;
    while end < line.end {
        let next = if joins(end) { end + 1 } else { end };
        match reader.tokens.number(next) {
            Some(_) if next < line.end && next > end => end = next + 1,
            _ => break,
        }
    }
    Some(if end < line.end && reader.tokens.is_mark(end, "%") { end + 1 } else { end })
}

/// «30 ديسمبر 2020», «8 يناير/ كانون الثاني2020», «23 يوليو (تموز) 2015».
fn worded(reader: &Reader<'_>, at: usize) -> Option<usize> {
    day(reader, at)?;
    let months = &reader.lexicon.furniture.dates.months;
    let month = at + 1 + phrase(months, reader, at + 1);
    if month == at + 1 {
        return None;
    }
    let end = second_month(reader, month);
    let year = if reader.tokens.is_mark(end, ",") { end + 1 } else { end };
    year_at(reader, year)
}

/// The end of a second name of the month, or `at` where there is none.
fn second_month(reader: &Reader<'_>, at: usize) -> usize {
    if !["/", "-", "("].contains(&reader.tokens.word(at)) {
        return at;
    }
    let end = at + 1 + phrase(&reader.lexicon.furniture.dates.months, reader, at + 1);
    if end == at + 1 {
        return at;
    }
    if reader.tokens.is_mark(end, ")") { end + 1 } else { end }
}

/// «ديسمبر 25, 2020».
fn month_first(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let number = at + phrase(&reader.lexicon.furniture.dates.months, reader, at);
    if number == at {
        return None;
    }
    day(reader, number)?;
    let comma = reader.tokens.is_mark(number + 1, ",");
    year_at(reader, number + 1 + usize::from(comma))
}

/// «1 / 12 / 2020», «2020-12-25», «2017-06-17T16:30:00+01:00».
fn numeric(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let tokens = reader.tokens;
    let separator = tokens.word(at + 1);
    let (first, second, third) =
        (tokens.number(at)?, tokens.number(at + 2)?, tokens.number(at + 4)?);
    if !SEPARATORS.contains(&separator) || tokens.word(at + 3) != separator {
        return None;
    }
    let small = |number: u32, most: u32| (1..=most).contains(&number);
    let days = |one, other| small(one, 31) && small(other, 31) && (one <= 12 || other <= 12);
    let short = separator == "/" && tokens.word(at + 4).len() == 2;
    let year_last = (YEARS.contains(&third) || short) && days(first, second);
    let year_first = YEARS.contains(&first) && days(second, third);
    (year_last || year_first).then(|| iso_time(reader, at + 5))
}

/// The end of the time of a structured date, or `at` where there is none.
fn iso_time(reader: &Reader<'_>, at: usize) -> usize {
    let marked = reader.tokens.word(at) == "t";
    marked.then(|| time_at(reader, at + 1)).flatten().unwrap_or(at)
}

/// «20150723».
fn compact(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let number = reader.tokens.number(at).filter(|_| reader.tokens.word(at).len() == 8)?;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let valid = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then_some(at + 1)
}

fn day(reader: &Reader<'_>, at: usize) -> Option<u32> {
    reader.tokens.number(at).filter(|day| (1..=31).contains(day))
}

fn year_at(reader: &Reader<'_>, at: usize) -> Option<usize> {
    reader.tokens.number(at).filter(|year| YEARS.contains(year)).map(|_| at + 1)
}

/// The end of a colon and a number.
fn part_after(reader: &Reader<'_>, at: usize, most: u32) -> Option<usize> {
    let number = reader.tokens.number(at + 1).filter(|number| *number <= most);
    number.filter(|_| reader.tokens.is_mark(at, ":")).map(|_| at + 2)
}

/// The end of the zone of a structured time: `Z`, `+01:00`, `+0100`.
fn zone(reader: &Reader<'_>, at: usize) -> usize {
    if reader.tokens.word(at) == "z" {
        return at + 1;
    }
    if !["+", "-"].contains(&reader.tokens.word(at))
        || reader.tokens.gap(at) != crate::lang::Gap::None
    {
        return at;
    }
    match reader.tokens.number(at + 1) {
        Some(_) => part_after(reader, at + 2, 59).unwrap_or(at + 2),
        None => at,
    }
}

fn clock_words(reader: &Reader<'_>, mut at: usize) -> usize {
    loop {
        match phrase(&reader.lexicon.furniture.dates.clock, reader, at) {
            0 => return at,
            len => at += len,
        }
    }
}

/// How many tokens the longest phrase at a token takes.
fn phrase(phrases: &Phrases<()>, reader: &Reader<'_>, at: usize) -> usize {
    phrases.longest(reader.tokens, at).map_or(0, |hit| hit.len)
}
