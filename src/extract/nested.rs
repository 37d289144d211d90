//! A quotation of a third person inside another's words: «قال بيسكوف إن الرئيس بوتين قال: «…»».
//!
//! It is a statement of its own that names the one around it as its parent; only what stands in
//! quotation marks behind its own verb and speaker is.

use std::ops::Range;

use crate::model::{StatementIx, StatementKind};

use super::attribution::Statements;
use super::cue::{Cue, CuePlace};
use super::frame::{Certainty, Complement, Frame, Framing};
use super::paragraph::Paragraph;
use super::speaker::{Subject, Who};

/// How far a verb may stand behind who is quoted, in tokens: «تقرير حكومي صدر مؤخرا قال».
const REACH: usize = 4;

/// Reads what others are quoted with inside the last statement; `outer` are its words and its speaker.
pub(super) fn read(
    statements: &mut Statements<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
    (outer, speaker): (Range<usize>, Option<&Who>),
) {
    let Some(parent) = statements.found.len().checked_sub(1) else { return };
    let first = cues.partition_point(|cue| cue.tokens.start < outer.start);
    let last = cues.partition_point(|cue| cue.tokens.start < outer.end);
    let mut taken = outer.start;
    for cue in cues.get(first..last).unwrap_or_default() {
        if cue.tokens.start < taken || !cue.reading.form.is_finite() {
            continue;
        }
        let (reader, memory) = (statements.reader, &statements.memory);
        let entities = &mut statements.entities;
        let mut framing = Framing { reader, paragraph, cues, entities, memory };
        let Some(frame) = quoted(&mut framing, cue, &outer) else { continue };
        if frame.who.is_none() || is_same(frame.who.as_ref(), speaker) {
            continue;
        }
        let Some(quote) = paragraph.opening(frame.content).filter(|quote| quote.close < outer.end)
        else {
            continue;
        };
        let words = quote.open..quote.close + 1;
        let content = statements.shaped(paragraph, words.start, words.end, frame.complement);
        let Some(content) = content.filter(|content| content.kind == StatementKind::Direct) else {
            continue;
        };
        taken = words.end;
        // Who is quoted in another's words does not become the one who speaks.
        let memory = statements.memory.clone();
        statements.note(cue, &frame, content);
        if let Some(statement) = statements.found.last_mut() {
            statement.parent = u32::try_from(parent).ok().map(StatementIx);
        }
        statements.memory = memory;
    }
}

/// Notes what somebody is told to have said between a verb and its own words: «قال الوزير، ردا على ترامب الذي قال
/// إن …، إن».
pub(super) fn between(
    statements: &mut Statements<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
    (cue, frame): (&Cue, &Frame),
) {
    let end = frame.comp.as_ref().map_or(frame.content, |comp| comp.start);
    let first = cues.partition_point(|other| other.tokens.start < cue.tokens.end);
    let told = cues.get(first..).unwrap_or_default().iter();
    let told = told.take_while(|other| other.tokens.start < end);
    for inner in told.filter(|other| other.place == CuePlace::Relative) {
        let (reader, memory) = (statements.reader, &statements.memory);
        let entities = &mut statements.entities;
        let mut framing = Framing { reader, paragraph, cues, entities, memory };
        let read = framing.read(inner).filter(|inner| {
            let clause = matches!(
                inner.complement,
                Complement::Clause | Complement::Colon | Complement::Quote
            );
            clause && inner.content < end && inner.certainty == Certainty::Stated
        });
        let Some(read) = read.filter(|read| !is_same(read.who.as_ref(), frame.who.as_ref())) else {
            continue;
        };
        let content = statements.shaped(paragraph, read.content, end, read.complement);
        let Some(content) = content else { continue };
        // Of whom is only told does not become the one who speaks.
        let memory = statements.memory.clone();
        statements.note(inner, &read, content);
        statements.memory = memory;
    }
}

/// The frame of a verb whose subject stands beside it and whose quotation follows.
fn quoted(framing: &mut Framing<'_, '_>, cue: &Cue, outer: &Range<usize>) -> Option<Frame> {
    let marked = |frame: &Frame| {
        let opens = framing.paragraph.opening(frame.content).is_some();
        opens
            && matches!(
                frame.complement,
                Complement::Colon | Complement::Quote | Complement::Clause
            )
    };
    let read = framing.read(cue);
    let beside = read.as_ref().is_some_and(|frame| {
        let inside = frame.mention.as_ref().is_some_and(|mention| outer.contains(&mention.start));
        marked(frame) && inside && frame.certainty == Certainty::Stated
    });
    if beside {
        return read;
    }
    // «إلى تقرير صدر مؤخرا قال «…»»: what the words around begin with.
    let verb = framing.reader.lexicon.verbs.verb(cue.reading);
    let found = framing.marked_at(cue.tokens.end, verb, outer.end)?;
    if !matches!(found.kind, Complement::Colon | Complement::Quote) {
        return None;
    }
    let Subject { tokens, who } = framing.subject(outer.start, cue.tokens.start)?;
    let between = tokens.end..cue.tokens.start;
    let plain = between.len() <= REACH
        && between.clone().all(|at| {
            framing.reader.tokens.is_word(at)
                && super::cue::starting(framing.cues, at).is_none()
                && !framing.reader.is_complementiser(at)
        });
    plain.then(|| framing.frame(Some(tokens), Some(who), Certainty::Stated, (found, None)))
}

/// True for the speaker of the words around.
fn is_same(who: Option<&Who>, other: Option<&Who>) -> bool {
    match (who, other) {
        (Some(Who::Entities(some)), Some(Who::Entities(others))) => {
            some.iter().any(|one| others.iter().any(|other| other.1 == one.1))
        }
        _ => false,
    }
}
