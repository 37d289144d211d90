//! The signature of an agency, a paper or a reporter at the head of a paragraph: where the
//! paragraph's own words begin.
//!
//! «دبي في 9 فبراير / وام / أكد …»: without it the verb would stand inside a sentence. Nor is who
//! signs somebody of the report: «عمان (بترا) - أحمد منصور - قال …».

use std::ops::Range;

use crate::lang::{Gap, TokenKind};

use super::Reader;
use super::block::is_name;
use super::quote::is_quote_mark;

/// How far into a paragraph a signature reaches, in tokens.
const REACH: usize = 20;
/// Most words of the place, and of the agency.
const WORDS: usize = 3;
/// Most words of a reporter's name.
const NAME_WORDS: usize = 4;

/// The first token behind the signature that `paragraph` begins with, or its own first token.
pub(crate) fn end(reader: &Reader<'_>, paragraph: &Range<usize>) -> usize {
    if let Some(end) = outlet_end(reader, paragraph).or_else(|| paper_end(reader, paragraph)) {
        return end;
    }
    let tokens = reader.tokens;
    let near = paragraph.start..paragraph.end.min(paragraph.start.saturating_add(REACH));
    let strokes = near.clone().filter(|ix| tokens.is_mark(*ix, "/"));
    let mut signed = strokes.filter_map(|open| {
        let close =
            (open + 2..near.end.min(open + WORDS + 2)).find(|ix| tokens.is_mark(*ix, "/"))?;
        is_signature(reader, paragraph.start..open, open + 1..close).then_some(close + 1)
    });
    let signed = signed.next().or_else(|| bracket_end(reader, paragraph.start, near));
    let Some(end) = signed.or_else(|| place_end(reader, paragraph.start)) else {
        return paragraph.start;
    };
    let is_dash = |ix: &usize| ["-", ":", ","].contains(&tokens.word(*ix));
    let behind_marks = |end: usize| (end..paragraph.end).find(|ix| !is_dash(ix));
    let first = behind_marks(end);
    let reporter = first.and_then(|first| reporter_end(reader, first));
    // A place alone signs nothing: «موسكو - …» may be its government.
    let alone = signed.is_none() && reporter.is_none();
    let first = reporter.map_or(first, behind_marks).filter(|_| !alone);
    first.unwrap_or(paragraph.start)
}

/// The signature that tells where a report comes from; empty where there is none, or where it is the
/// name of an outlet alone.
pub(crate) fn origin(reader: &Reader<'_>, lead: &Range<usize>) -> Range<usize> {
    let own = outlet_end(reader, lead).is_some();
    lead.start..if own { lead.start } else { end(reader, lead) }
}

/// «القاهرة - …»: a known place before a dash, which a reporter must follow.
fn place_end(reader: &Reader<'_>, start: usize) -> Option<usize> {
    let place = reader.lexicon.furniture.bylines.places.longest(reader.tokens, start)?;
    let end = start + place.len;
    reader.tokens.is_mark(end, "-").then_some(end + 1)
}

/// «أحمد منصور -»: the name of whoever reports, between the dash of the signature and another.
fn reporter_end(reader: &Reader<'_>, first: usize) -> Option<usize> {
    let tokens = reader.tokens;
    let dash = (first + 1..=first + NAME_WORDS).find(|ix| tokens.is_mark(*ix, "-"))?;
    let name = first..dash;
    let given = reader.lexicon.furniture.bylines.given.longest(tokens, first).is_some();
    let called =
        given && name.len() > 1 && is_name(reader, &name) && tokens.is_mark(first - 1, "-");
    called.then_some(dash + 1)
}

/// «"النهر" - الرياض: …», «الرياض - "النهر": …», «بغداد/ النهر: …»: a paper, in quotation marks or behind a stroke, and
/// a known place.
fn paper_end(reader: &Reader<'_>, paragraph: &Range<usize>) -> Option<usize> {
    let tokens = reader.tokens;
    let is_border = |ix: usize| ["-", ":", "/"].iter().any(|mark| tokens.is_mark(ix, mark));
    let place =
        |ix: usize| Some(ix + reader.lexicon.furniture.bylines.places.longest(tokens, ix)?.len);
    let start = paragraph.start;
    let end = match paper(reader, start) {
        Some(end) => place(end + 1).filter(|_| is_border(end)),
        None => place(start).filter(|end| is_border(*end)).and_then(|end| {
            let named = || plain_words(reader, end + 1);
            paper(reader, end + 1).or_else(|| named().filter(|_| tokens.is_mark(end, "/")))
        }),
    }?;
    (is_border(end) && end + 1 < paragraph.end).then_some(end + 1)
}

/// The end of a few words in quotation marks: the name of a paper.
fn paper(reader: &Reader<'_>, open: usize) -> Option<usize> {
    let close = plain_words(reader, open + 1).filter(|_| is_quote_mark(reader.tokens, open))?;
    is_quote_mark(reader.tokens, close).then_some(close + 1)
}

/// The end of a few words none of which reports.
fn plain_words(reader: &Reader<'_>, start: usize) -> Option<usize> {
    let tokens = reader.tokens;
    let is_word = |ix: usize| {
        matches!(tokens.kind(ix), Some(TokenKind::Word | TokenKind::Latin))
            && !reader.is_cue_form(ix)
    };
    let words = (start..start + WORDS).take_while(|ix| is_word(*ix)).count();
    (words > 0).then_some(start + words)
}

/// «بنزرت 5 ديسمبر 2021 (وات/ تحرير سامي بدر) - شهدت»: behind an agency that is known its writers may stand.
fn bracket_end(reader: &Reader<'_>, start: usize, mut near: Range<usize>) -> Option<usize> {
    let tokens = reader.tokens;
    let open = near.find(|ix| tokens.is_mark(*ix, "("))?;
    let agency = reader.lexicon.furniture.bylines.agencies.longest(tokens, open + 1)?;
    let close =
        near.find(|ix| tokens.is_mark(*ix, ")")).filter(|ix| tokens.is_mark(ix + 1, "-"))?;
    is_signature(reader, start..open, open + 1..open + 1 + agency.len).then_some(close + 1)
}

/// «المدينة نيوز :- بلغت …»: a colon and a dash that touch are the mark of an outlet before its own
/// words, of whatever name; a verb of speech before them has its own colon.
fn outlet_end(reader: &Reader<'_>, paragraph: &Range<usize>) -> Option<usize> {
    let tokens = reader.tokens;
    let near = paragraph.start + 1..paragraph.end.min(paragraph.start + WORDS + 1);
    let colon = near.into_iter().find(|ix| tokens.is_mark(*ix, ":"))?;
    let dash = tokens.is_mark(colon + 1, "-") && tokens.gap(colon + 1) == Gap::None;
    let first = colon + 2;
    let name = (paragraph.start..colon).all(|ix| {
        matches!(tokens.kind(ix), Some(TokenKind::Word | TokenKind::Latin))
            && !reader.is_cue_form(ix)
    });
    let person = reader.lexicon.names.office_heads.longest(tokens, paragraph.start).is_some();
    (dash && name && !person && first < paragraph.end).then_some(first)
}

/// True for a place and a day before an agency: one of the two must be known, as must be the agency
/// where no day stands before it.
fn is_signature(reader: &Reader<'_>, head: Range<usize>, agency: Range<usize>) -> bool {
    let tokens = reader.tokens;
    let words = &reader.lexicon.furniture.bylines;
    let dates = &reader.lexicon.furniture.dates;
    let is_word = |ix: usize| matches!(tokens.kind(ix), Some(TokenKind::Word | TokenKind::Latin));
    let place = words.places.longest(tokens, head.start).map(|hit| head.start + hit.len);
    let named = (head.start..head.end).take_while(|ix| is_word(*ix) && !begins_date(reader, *ix));
    let place_end = place.unwrap_or(head.start + named.count());
    let dated = head
        .clone()
        .any(|ix| tokens.number(ix).is_some() || dates.weekdays.longest(tokens, ix).is_some());
    let known = words.agencies.longest(tokens, agency.start);
    let known = known.is_some_and(|hit| agency.start + hit.len == agency.end);
    let is_plain = |ix: usize| {
        !(reader.is_cue_form(ix) || reader.is_stop(ix) && is_word(ix)) || begins_date(reader, ix)
    };
    (head.start + 1..=head.start + WORDS).contains(&place_end)
        && (dated || known && place.is_some())
        && agency.clone().all(|ix| tokens.kind(ix) != Some(TokenKind::Number) && is_plain(ix))
        && head.into_iter().all(is_plain)
}

/// True for the word between a place and its day, and for the names of days.
fn begins_date(reader: &Reader<'_>, ix: usize) -> bool {
    let connectors = &reader.lexicon.dates.connectors;
    connectors.longest(reader.tokens, ix).is_some()
        || reader.lexicon.furniture.dates.weekdays.longest(reader.tokens, ix).is_some()
}
