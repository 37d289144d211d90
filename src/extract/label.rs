//! A name and a colon at the head of a title, a heading or a line: «بوتين: يجب حل الأزمة», «النائب سالم حداد: …».
//!
//! What stands before the colon may as well be where something happens, or who holds an event.

use std::ops::Range;

use crate::lang::TokenKind;
use crate::model::{Evidence, MentionKind, Percent, StatementKind};

use super::Reader;
use super::attribution::{Content, Spoken, Statements};
use super::cue::cues;
use super::frame::Complement;
use super::paragraph::Paragraph;
use super::speaker::{Subject, Subjects, Who};

/// How far into a line its colon may stand, in tokens.
const REACH: usize = 14;
/// How far behind the points in a headline the colon of somebody else may stand, in tokens.
const OTHER: usize = 5;
/// Longest phrase of whom somebody speaks to, before the colon, in tokens.
const ADDRESSEE: usize = 4;
/// Longest phrase for whom or of what he speaks, in tokens.
const BESIDE: usize = 6;
/// Longest name that only its place before an outlet shows, in tokens.
const NAME: usize = 3;
/// Shortest words of a line of the text, in tokens.
const SHORTEST: usize = 4;

/// A title or heading that begins with a name and a colon.
pub(super) fn of_heading(statements: &mut Statements<'_>, paragraph: &Paragraph) -> bool {
    let Some((subject, colon)) = labelled(statements, paragraph) else { return false };
    let stop = paragraph.sentence(colon + 1).end.max(colon + 1);
    let stop = others_part(statements.reader, colon + 1..stop).unwrap_or(stop);
    let shaped = statements.shaped(paragraph, colon + 1, stop, Complement::Colon);
    let Some(content) = shaped.filter(|content| content.tokens.len() > 2) else { return false };
    note(statements, subject, Content { kind: StatementKind::Headline, ..content }, 80);
    true
}

/// «زيلينسكي: نحن مستعدون.. والكرملين يرد»: where points part the words of a headline from what somebody else does.
fn others_part(reader: &Reader<'_>, words: Range<usize>) -> Option<usize> {
    let (tokens, names) = (reader.tokens, &reader.lexicon.names);
    let is_verb = |at: usize| {
        reader.is_cue_form(at) || reader.lexicon.grammar.patterns.is_imperfect(reader.plain(at))
    };
    let is_actor = |at: usize| {
        names.speaker_bodies.longest_with_proclitics(tokens, at).is_some()
            || names.body_forms.longest_with_proclitics(tokens, at).is_some()
            || names.person_forms.longest_with_proclitics(tokens, at).is_some()
            || names.place_forms.longest_with_proclitics(tokens, at).is_some()
            || names.office_heads.longest_with_proclitics(tokens, at).is_some()
    };
    words.clone().find(|at| {
        let next = at + 1;
        let joined = tokens.is_word(next) && tokens.word(next).starts_with('و');
        let acts = || joined && is_actor(next) && (next + 1..words.end.min(next + 4)).any(is_verb);
        // «.. والوزير: السلام قريب»
        let near = next..words.end.min(next + OTHER);
        let speaks = || near.clone().any(|at| tokens.is_mark(at, ":"));
        ["..", "..."].iter().any(|mark| tokens.is_mark(*at, mark)) && (acts() || speaks())
    })
}

/// A line of the text that begins with the name of a person and a colon: all of it are his words, or what
/// stands before the next sentence where the narrator speaks further on.
pub(super) fn of_line(statements: &mut Statements<'_>, paragraph: &Paragraph) -> bool {
    let reader = statements.reader;
    let Some((subject, colon)) = labelled(statements, paragraph) else { return false };
    let end = paragraph.tokens.end;
    if !is_person(statements, &subject) || !may_be_said(reader, colon + 1) {
        return false;
    }
    let narrated = cues(reader, paragraph).iter().any(|cue| cue.tokens.start > colon);
    let stop = if narrated { paragraph.sentence(colon + 1).end.max(colon + 1) } else { end };
    let shaped = statements.shaped(paragraph, colon + 1, stop, Complement::Colon);
    let Some(content) = shaped.filter(|content| content.tokens.len() >= SHORTEST) else {
        return false;
    };
    note(statements, subject, content, 70);
    if stop < end {
        let (rest, _) = Paragraph::read(reader, reader.tokens.span(stop..end));
        statements.read(&rest);
    }
    true
}

fn note(statements: &mut Statements<'_>, subject: Subject, content: Content, score: Percent) {
    let spoken = Spoken::without_verb(
        Some(subject.tokens),
        subject.who,
        Evidence { rule: "name-colon", score },
    );
    statements.push(spoken, content);
}

/// Who is named before the colon that a paragraph begins with, and the colon.
fn labelled(statements: &mut Statements<'_>, paragraph: &Paragraph) -> Option<(Subject, usize)> {
    let reader = statements.reader;
    let end = paragraph.tokens.end;
    // A signature before the words of the paragraph names nobody who speaks.
    let start = paragraph.sentences.first().map_or(paragraph.tokens.start, |first| first.start);
    let bullet = reader.tokens.kind(start) == Some(TokenKind::Mark)
        && matches!(reader.tokens.word(start), "-" | "•" | "*" | "●" | "▪" | "◄");
    let start = start + usize::from(bullet);
    let colon = (start + 1..end.min(start + REACH)).find(|ix| reader.tokens.is_mark(*ix, ":"))?;
    if is_scene(statements, start..colon, colon + 1..end) {
        return None;
    }
    let memory = &statements.memory;
    let mut subjects = Subjects { reader, entities: &mut statements.entities, memory };
    let found = subjects.at(start, colon);
    let whole = |subject: &Subject| {
        let end = subject.tokens.end;
        matches!(subject.who, Who::Entities(_))
            && (end == colon
                || is_spoken_to(reader, end..colon)
                || is_told_beside(reader, end..colon))
    };
    let subject = found.filter(whole).or_else(|| to_outlet(reader, start..colon))?;
    Some((subject, colon))
}

/// «لإيلاف», «لأردوغان»: to whom somebody speaks, up to the colon.
fn is_spoken_to(reader: &Reader<'_>, words: Range<usize>) -> bool {
    let begins = reader.tokens.word(words.start).starts_with('ل')
        && reader.may_have_preposition(words.start);
    begins && words.len() <= ADDRESSEE && reader.tokens.is_word(words.start)
}

/// «باسم الحكومة», «عن الأزمة»: for whom or of what somebody speaks, up to the colon; what he is asked is none
/// of his words.
fn is_told_beside(reader: &Reader<'_>, words: Range<usize>) -> bool {
    let grammar = &reader.lexicon.grammar;
    let Some(hit) = grammar.label_phrases.longest(reader.tokens, words.start) else { return false };
    let plain = |at: usize| {
        reader.tokens.is_word(at)
            && !reader.is_cue_form(at)
            && reader.clause_at(at).is_none()
            && !grammar.questions.at(reader.tokens, at)
    };
    (hit.len + 1..=BESIDE).contains(&words.len()) && words.clone().all(plain)
}

/// «أدونيس لإيلاف»: before an outlet that is spoken to stands a name, whoever's.
fn to_outlet(reader: &Reader<'_>, label: Range<usize>) -> Option<Subject> {
    let names = &reader.lexicon.names;
    let outlet = |at: &usize| {
        let hit = names.body_forms.longest_with_proclitics(reader.tokens, *at);
        let body = hit.filter(|hit| hit.proclitic == "ل" && at + hit.len == label.end);
        body.and_then(|hit| names.bodies.get(*hit.value))
            .is_some_and(|body| names.media.contains(&body.name))
    };
    let at = (label.start + 1..label.end).find(outlet)?;
    let tokens = label.start..at;
    let name =
        |at: usize| reader.tokens.is_word(at) && !reader.is_stop(at) && !reader.is_cue_form(at);
    (tokens.len() <= NAME && tokens.clone().all(name))
        .then(|| Subject { tokens: tokens.clone(), who: Who::Described(tokens) })
}

fn is_person(statements: &Statements<'_>, subject: &Subject) -> bool {
    let Who::Entities(some) = &subject.who else { return false };
    some.iter().all(|(_, entity)| {
        statements.entities.get(*entity).is_some_and(|found| found.kind == MentionKind::Person)
    })
}

/// False for what lists say of people: «خالد مشعل: رئيس المكتب السياسي», «سالم حداد: 12 صوتا».
fn may_be_said(reader: &Reader<'_>, start: usize) -> bool {
    let title = reader.lexicon.names.office_heads.longest(reader.tokens, start).is_some();
    let number = reader.tokens.kind(start) == Some(TokenKind::Number);
    !title && !number
}

/// «لبنان: البرلمان يفشل في انتخاب رئيس»: a country or town before a colon is where something happens,
/// unless the words behind are a position: in the first person, quoted, or what must or must not be; before
/// an event, «الأمم المتحدة: يوم عالمي للغة», a body holds it.
fn is_scene(statements: &Statements<'_>, label: Range<usize>, words: Range<usize>) -> bool {
    let reader = statements.reader;
    let names = &reader.lexicon.names;
    let place = names.place_forms.longest(reader.tokens, label.start);
    let bare = place.is_some_and(|hit| label.start + hit.len == label.end);
    let body = names.body_forms.longest(reader.tokens, label.start);
    let body = body.is_some_and(|hit| label.start + hit.len == label.end);
    let event = reader.lexicon.grammar.events.longest(reader.tokens, words.start).is_some();
    let quoted = ["\"", "«", "“", "”"].contains(&reader.tokens.word(words.start));
    let position = || {
        quoted
            || reader.lexicon.grammar.unmarked_clauses.at(reader.tokens, words.start)
            || reader.clause_at(words.start).is_some()
            || statements.is_first_person(words.clone())
    };
    (bare || body && event) && !position()
}
