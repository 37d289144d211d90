//! Reads a line by the shapes of `boilerplate.toml`: left to right, without going back.
//!
//! A slot that reaches «up to the next step» ends at the first place where the steps after it
//! match as far as the next one that must be there. That is all the looking ahead there is, so a
//! line costs at most its length squared, and lines are short.

use std::ops::Range;

use crate::extract::Reader;
use crate::lang::lexicon::{Held, LineShape, LineStep, Slot, Times, What};
use crate::lang::{Gap, Phrases, TokenKind};
use crate::model::{BlockKind, is_letter};

use super::{date, is_name, words_in};

/// Longest line that is compared with the shapes, in tokens; a bare address may be longer.
const LONGEST: usize = 80;
/// Letters of an item of a list or trail.
const ITEM_LETTERS: std::ops::RangeInclusive<usize> = 2..=30;
const ITEM_WORDS: usize = 5;
const SOURCE_WORDS: usize = 8;
const AUTHOR_WORDS: usize = 5;

/// Most tokens that such a part takes, marks included.
const FARTHEST: usize = 2 * SOURCE_WORDS;

/// A part of a line and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) slot: Slot,
    pub(super) tokens: Range<usize>,
}

/// The kind and the parts of a line by the first shape that takes all of it.
pub(super) fn read(reader: &Reader<'_>, line: &Range<usize>) -> Option<(BlockKind, Vec<Part>)> {
    if line.is_empty() {
        return None;
    }
    let words = words_in(reader, line);
    let held = Held::among(reader.tokens, line.clone());
    reader.lexicon.furniture.shapes.iter().find_map(|shape| {
        if !shape.needs.are_met(held) {
            return None;
        }
        let address = || shape.steps.iter().all(|step| matches!(step.what, What::Slot(Slot::Url)));
        let long = line.len() > LONGEST && !address();
        if long || shape.max_words.is_some_and(|most| words > most) {
            return None;
        }
        let parts = scan(reader, shape, line)?;
        let beside = letters_beside(reader, line, &parts);
        shape.max_letters.is_none_or(|most| beside <= most).then_some((shape.kind, parts))
    })
}

/// The kind of a line that holds strokes and blanks only, tatweel included.
pub(super) fn strokes(reader: &Reader<'_>, text: &str) -> Option<BlockKind> {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let is_stroke = |c| {
        matches!(
            c,
            '_' | '-' | '–' | '—' | '=' | '*' | '•' | '·' | '.' | '~' | '#' | '|' | '\u{640}'
        )
    };
    let shape = reader.lexicon.furniture.shapes.iter().find(|shape| is_strokes(shape))?;
    let least = shape.steps.len();
    (marks.clone().count() >= least && marks.all(is_stroke)).then_some(shape.kind)
}

fn is_strokes(shape: &LineShape) -> bool {
    shape.steps.iter().all(|step| matches!(step.what, What::Slot(Slot::Stroke)))
}

fn scan(reader: &Reader<'_>, shape: &LineShape, line: &Range<usize>) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut at = line.start;
    for (ix, step) in shape.steps.iter().enumerate() {
        let rest = shape.steps.get(ix + 1..).unwrap_or_default();
        let slot = match step.what {
            What::Slot(slot) => Some(slot),
            What::Words(_) => None,
        };
        let mut next = match slot {
            Some(slot) if reaches_on(slot) => reach(reader, slot, rest, at..line.end),
            _ => step_at(reader, step, at..line.end),
        };
        if next.is_none() && step.times != Times::Maybe {
            return None;
        }
        while let Some(end) = next {
            parts.extend(slot.map(|slot| Part { slot, tokens: at..end }));
            at = end;
            next = None;
            if step.times == Times::Many {
                next = step_at(reader, step, at..line.end);
            }
        }
    }
    let left = at..line.end;
    left.clone().all(|ix| reader.tokens.kind(ix) == Some(TokenKind::Mark)).then_some(parts)
}

/// True for the slots that end where the next step begins.
fn reaches_on(slot: Slot) -> bool {
    matches!(slot, Slot::Source | Slot::Author | Slot::Item | Slot::Rest)
}

/// Where a slot that reaches up to the next step ends, if what it takes fits it.
fn reach(reader: &Reader<'_>, slot: Slot, rest: &[LineStep], line: Range<usize>) -> Option<usize> {
    let least = usize::from(slot != Slot::Rest);
    let begins = |at: usize| rest_begins(reader, rest, at..line.end);
    let most = if slot == Slot::Rest { line.len() } else { FARTHEST.min(line.len()) };
    let end = (line.start + least..=line.start + most).find(|at| begins(*at))?;
    fits(reader, slot, &(line.start..end)).then_some(end)
}

/// True where the steps match as far as the first that must be there.
fn rest_begins(reader: &Reader<'_>, rest: &[LineStep], line: Range<usize>) -> bool {
    let mut at = line.start;
    for step in rest {
        if matches!(step.what, What::Slot(slot) if reaches_on(slot)) {
            return at > line.start || step.times == Times::Once;
        }
        match step_at(reader, step, at..line.end) {
            Some(_) if step.times != Times::Maybe => return true,
            Some(end) => at = end,
            None if step.times == Times::Maybe => {}
            None => return false,
        }
    }
    at == line.end
}

fn fits(reader: &Reader<'_>, slot: Slot, part: &Range<usize>) -> bool {
    let words = words_in(reader, part);
    match slot {
        Slot::Rest => true,
        Slot::Item => is_item(reader, part),
        Slot::Source => (1..=SOURCE_WORDS).contains(&words),
        _ => words <= AUTHOR_WORDS && is_name(reader, part),
    }
}

fn is_item(reader: &Reader<'_>, part: &Range<usize>) -> bool {
    let breaks = |ix| [",", ";", ".", "?", "!", ":"].contains(&reader.tokens.word(ix));
    words_in(reader, part) <= ITEM_WORDS
        && !part.clone().any(breaks)
        && ITEM_LETTERS.contains(&letters(reader, part))
}

/// Where a step that begins at the start of `line` ends.
fn step_at(reader: &Reader<'_>, step: &LineStep, line: Range<usize>) -> Option<usize> {
    let (tokens, at) = (reader.tokens, line.start);
    let end = match &step.what {
        What::Words(alternatives) => at + alternatives.longest(tokens, at)?.len,
        What::Slot(slot) => slot_at(reader, *slot, line.clone())?,
    };
    (end > at && end <= line.end).then_some(end)
}

fn slot_at(reader: &Reader<'_>, slot: Slot, line: Range<usize>) -> Option<usize> {
    let (furniture, at) = (&reader.lexicon.furniture, line.start);
    let phrase = |phrases: &Phrases<()>| phrases.longest(reader.tokens, at).map(|hit| at + hit.len);
    match slot {
        Slot::Weekday => phrase(&furniture.dates.weekdays),
        Slot::Date => date::date_at(reader, at),
        Slot::Time => date::time_at(reader, at),
        Slot::Number => date::number_at(reader, line),
        Slot::Label => phrase(&furniture.dates.labels),
        Slot::Section => phrase(&furniture.sections),
        Slot::Place => phrase(&furniture.bylines.places),
        Slot::Agency => {
            phrase(&furniture.bylines.agencies).or_else(|| phrase(&furniture.bylines.generic))
        }
        Slot::Site => super::site_at(reader, line.clone()).then_some(line.end),
        Slot::Url => run_at(reader, line, is_address),
        Slot::Mail => run_at(reader, line, |words| words.contains(&"@") && words.contains(&".")),
        Slot::Hashtag => {
            run_at(reader, line, |words| words.len() > 1 && words.first() == Some(&"#"))
        }
        Slot::Bullet | Slot::Bar | Slot::Angle | Slot::Comma => {
            slot.marks().contains(&reader.tokens.word(at)).then_some(at + 1)
        }
        Slot::Items => items_at(reader, line),
        Slot::Stroke | Slot::Source | Slot::Author | Slot::Item | Slot::Rest => None,
    }
}

/// The end of further items up to the end of the line, a comma before each.
fn items_at(reader: &Reader<'_>, line: Range<usize>) -> Option<usize> {
    let mut at = line.start;
    while at < line.end {
        if !reader.tokens.is_mark(at, ",") {
            return None;
        }
        let next = (at + 1..line.end).find(|ix| reader.tokens.is_mark(*ix, ","));
        let item = at + 1..next.unwrap_or(line.end);
        if !is_item(reader, &item) {
            return None;
        }
        at = item.end;
    }
    (at > line.start).then_some(at)
}

/// The end of the run of tokens without blanks, if its words pass.
fn run_at(
    reader: &Reader<'_>,
    line: Range<usize>,
    passes: impl Fn(&[&str]) -> bool,
) -> Option<usize> {
    let end = (line.start + 1..line.end)
        .find(|ix| reader.tokens.gap(*ix) != Gap::None)
        .unwrap_or(line.end);
    // No address, mail or hashtag is one token; most lines begin with a word and a blank.
    if end <= line.start + 1 {
        return None;
    }
    let words: Vec<&str> = (line.start..end).map(|ix| reader.tokens.word(ix)).collect();
    passes(&words).then_some(end)
}

fn is_address(words: &[&str]) -> bool {
    let scheme = matches!(words.first(), Some(&("http" | "https" | "www")));
    let latin = words.iter().all(|word| word.is_ascii());
    (scheme && words.len() > 2) || (latin && words.contains(&".") && words.contains(&"/"))
}

/// Letters and digits of a run of tokens.
pub(super) fn letters(reader: &Reader<'_>, part: &Range<usize>) -> usize {
    let words = part.clone().map(|ix| reader.tokens.word(ix));
    words.flat_map(str::chars).filter(|c| is_letter(*c) || c.is_numeric()).count()
}

/// Letters of a line outside its date, weekday and time.
fn letters_beside(reader: &Reader<'_>, line: &Range<usize>, parts: &[Part]) -> usize {
    let dated = parts
        .iter()
        .filter(|part| matches!(part.slot, Slot::Date | Slot::Weekday | Slot::Time | Slot::Label));
    let inside: usize = dated.map(|part| letters(reader, &part.tokens)).sum();
    letters(reader, line).saturating_sub(inside)
}
