//! Bylines: names, places, agencies and roles between marks, in any order, and nothing else.
//!
//! «دمشق - أ. ف. ب», «الرياض: ناصر الحقباني بغداد: حمزة مصطفى», «وكالات (واشنطن)». The same form is
//! that of a headline such as «موسكو: العقوبات مرفوضة», so the caller asks for a line above it
//! unless the byline is [`Byline::sure`].

use std::ops::Range;

use crate::extract::Reader;
use crate::lang::{Phrases, TokenKind};

use super::{is_name, words_in};

/// Longest name, in words, and fewest words of an author's: a single one may be a paper's.
const NAME_WORDS: usize = 4;
const FULL_NAME: usize = 2;

/// A byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// The first full name in it.
    pub(super) author: Option<Range<usize>>,
    /// It names an agency, a role or a known given name.
    pub(super) sure: bool,
    names: usize,
    places: usize,
    sources: usize,
    marks: usize,
}

/// The byline that a line is.
pub(super) fn read(reader: &Reader<'_>, line: &Range<usize>) -> Option<Byline> {
    let words = &reader.lexicon.furniture.bylines;
    if words_in(reader, line) > words.max_words {
        return None;
    }
    let mut byline = Byline::default();
    let mut at = line.start;
    while at < line.end {
        at = part(reader, line, at, &mut byline)?;
    }
    let named = byline.names + byline.sources > 0;
    let placed = byline.places > 0 || byline.sources > 0;
    (named && placed && (byline.marks > 0 || byline.sure)).then_some(byline)
}

/// Reads one part and gives where the next begins.
fn part(reader: &Reader<'_>, line: &Range<usize>, at: usize, byline: &mut Byline) -> Option<usize> {
    let words = &reader.lexicon.furniture.bylines;
    let end_of = |phrases: &Phrases<()>| {
        let end = phrases.longest(reader.tokens, at).map(|hit| at + hit.len)?;
        (end <= line.end && is_border(reader, line, end)).then_some(end)
    };
    let source = [&words.agencies, &words.generic, &words.roles].into_iter().find_map(end_of);
    if let Some(end) = source {
        byline.sources += 1;
        byline.sure = true;
        return Some(end);
    }
    if let Some(end) = words.places.longest(reader.tokens, at).map(|hit| at + hit.len) {
        byline.places += 1;
        return (end <= line.end).then_some(end);
    }
    if reader.tokens.kind(at) == Some(TokenKind::Mark) {
        byline.marks += 1;
        let known = ["-", ":", "/", "(", ")", "|", ",", "«", "»", "\"", "."];
        return known.contains(&reader.tokens.word(at)).then_some(at + 1);
    }
    let end = (at + 1..line.end).find(|ix| ends_name(reader, *ix)).unwrap_or(line.end);
    let name = at..end;
    if words_in(reader, &name) > NAME_WORDS || !is_name(reader, &name) {
        return None;
    }
    byline.sure |= words.given.longest(reader.tokens, at).is_some();
    byline.names += 1;
    if words_in(reader, &name) >= FULL_NAME {
        byline.author.get_or_insert(name);
    }
    Some(end)
}

/// True where a name cannot go on: at a mark, or at the place of the next reporter. Many surnames
/// are names of towns too, so only a colon tells.
fn ends_name(reader: &Reader<'_>, at: usize) -> bool {
    let place = reader.lexicon.furniture.bylines.places.longest(reader.tokens, at);
    reader.tokens.kind(at) == Some(TokenKind::Mark)
        || place.is_some_and(|hit| reader.tokens.is_mark(at + hit.len, ":"))
}

fn is_border(reader: &Reader<'_>, line: &Range<usize>, at: usize) -> bool {
    at >= line.end || reader.tokens.kind(at) == Some(TokenKind::Mark)
}
