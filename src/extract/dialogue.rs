//! Interviews: whose turn it is, line by line.
//!
//! A labelled line says whose it is («ج:», «النجار:»), a line that ends with a question mark is the
//! interviewer's, and what stands below a question is the guest's. Only answers are statements.

use std::ops::Range;

use crate::lang::TokenKind;
use crate::model::{Evidence, MentionKind, StatementKind};

use super::Reader;
use super::attribution::{Content, Spoken, Statements};
use super::doc_type::{HEAD_BLOCKS, is_question, label};
use super::extent::trimmed_end;
use super::frame::Complement;
use super::paragraph::Paragraph;
use super::speaker::{Subjects, Who};

/// How far behind «حوار مع» the guest may be named, in tokens.
const GUEST_REACH: usize = 14;
/// Shortest answer that is a statement, in tokens.
const SHORTEST: usize = 3;

/// An interview as far as it is read.
#[derive(Debug)]
pub(super) struct Dialogue {
    guest: Option<Who>,
    turn: Turn,
}

#[derive(Debug)]
enum Turn {
    /// Before the first question, and after a heading: the narrator.
    Narrator,
    Question,
    Answer(Who),
}

impl Dialogue {
    /// An interview; `heads` are the headline and the first blocks, where the guest is named.
    pub(super) fn new(statements: &Statements<'_>, heads: &[Range<usize>]) -> Self {
        let named = heads.iter().take(HEAD_BLOCKS).find_map(|head| named_guest(statements, head));
        let guest = named.or_else(|| heads.first().and_then(|head| only_person(statements, head)));
        Self { guest, turn: Turn::Narrator }
    }

    /// Reads a line of the interview; false where it is the narrator's.
    pub(super) fn read(
        &mut self,
        statements: &mut Statements<'_>,
        paragraph: &Paragraph,
        is_heading: impl Fn() -> bool,
    ) -> bool {
        let reader = statements.reader;
        let line = paragraph.tokens.clone();
        let label = label(reader, &line);
        let start = label.as_ref().map_or(line.start, |label| label.end + 1);
        let types = &reader.lexicon.text_types;
        let labelled = |phrases: &crate::lang::Phrases<()>| {
            label
                .as_ref()
                .is_some_and(|label| phrases.longest(reader.tokens, label.start).is_some())
        };
        if labelled(&types.questions) || is_question(reader, &line) {
            self.turn = Turn::Question;
            return true;
        }
        let named = label.as_ref().and_then(|label| whose(statements, label));
        let who = if labelled(&types.answers) {
            self.guest.clone()
        } else if named.is_some() {
            named
        } else if is_heading() {
            self.turn = Turn::Narrator;
            return false;
        } else {
            match &self.turn {
                Turn::Narrator => return false,
                Turn::Question => self.guest.clone(),
                Turn::Answer(who) => Some(who.clone()),
            }
        };
        let Some(who) = who else { return false };
        self.turn = Turn::Answer(who.clone());
        answer(statements, paragraph, start, who);
        true
    }
}

/// The person named behind «حوار مع».
fn named_guest(statements: &Statements<'_>, head: &Range<usize>) -> Option<Who> {
    let reader = statements.reader;
    let guests = &reader.lexicon.text_types.guests;
    let hit = |ix| guests.longest_with_proclitics(reader.tokens, ix).map(|hit| ix + hit.len);
    let start = head.clone().find_map(hit)?;
    (start..head.end.min(start + GUEST_REACH)).find_map(|ix| person_at(statements, ix))
}

/// The only person that a line names.
fn only_person(statements: &Statements<'_>, head: &Range<usize>) -> Option<Who> {
    let mut persons = head.clone().filter_map(|ix| person_at(statements, ix));
    let first = persons.next()?;
    let same = |who: &Who| match (who, &first) {
        (Who::Entities(one), Who::Entities(other)) => {
            one.iter().map(|(_, entity)| entity).eq(other.iter().map(|(_, entity)| entity))
        }
        _ => false,
    };
    persons.all(|who| same(&who)).then_some(first)
}

fn person_at(statements: &Statements<'_>, ix: usize) -> Option<Who> {
    let seen = statements.entities.seen_at(ix)?;
    let kind = statements.entities.get(seen.entity)?.kind;
    (kind == MentionKind::Person).then(|| Who::Entities(vec![(seen.mention, seen.entity)]))
}

/// The person a label names; nobody for an outlet, whose lines are questions.
fn whose(statements: &mut Statements<'_>, label: &Range<usize>) -> Option<Who> {
    let memory = &statements.memory;
    let mut subjects =
        Subjects { reader: statements.reader, entities: &mut statements.entities, memory };
    let subject = subjects.at(label.start, label.end)?;
    let Who::Entities(some) = &subject.who else { return None };
    let person = some.iter().all(|(_, entity)| {
        statements.entities.get(*entity).is_some_and(|found| found.kind == MentionKind::Person)
    });
    (person && subject.tokens.end == label.end).then_some(subject.who)
}

/// An answer: the whole line, without the marks of a quotation around it.
fn answer(statements: &mut Statements<'_>, paragraph: &Paragraph, start: usize, who: Who) {
    let reader = statements.reader;
    let start = first_word(reader, start..paragraph.tokens.end);
    let end = trimmed_end(reader, start, paragraph.tokens.end);
    if end < start + SHORTEST {
        return;
    }
    let Some(content) = statements.shaped(paragraph, start, end, Complement::Colon) else { return };
    let content = Content { kind: StatementKind::Direct, ..content };
    let spoken = Spoken::without_verb(None, who, Evidence { rule: "interview-answer", score: 85 });
    statements.push(spoken, content);
}

/// The first token that is no mark of a list.
fn first_word(reader: &Reader<'_>, tokens: Range<usize>) -> usize {
    let listed = |ix: &usize| {
        reader.tokens.kind(*ix) == Some(TokenKind::Mark)
            && !matches!(reader.tokens.word(*ix), "\"" | "«" | "“" | "”" | "(")
    };
    tokens.clone().find(|ix| !listed(ix)).unwrap_or(tokens.end)
}
