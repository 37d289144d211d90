//! Statements without a cue verb of a third person: the document's own speaker in the first person,
//! an appeal with a colon.

use std::ops::Range;

use crate::lang::{Form, TokenKind};
use crate::model::{Cue as CueFound, Evidence, MentionKind, StatementIx, StatementKind};

use super::attribution::{Content, Spoken, Statements};
use super::cue::Cue;
use super::extent::{content_end, trimmed_end};
use super::frame::Complement;
use super::paragraph::Paragraph;
use super::speaker::{Subject, Subjects, Who};

/// How far from a first-person verb its preposition may stand, in tokens.
const REACH: usize = 8;
/// Statements that are looked at for the one around an appeal.
const AROUND: usize = 4;
/// How far before its colon an appeal may begin, in tokens.
const APPEAL: usize = 30;

/// First-person statements of the document's own speaker: «أود التأكيد على …». Returns the tokens
/// they take.
pub(super) fn first_person(
    statements: &mut Statements<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
) -> Vec<Range<usize>> {
    let Some(owner) = statements.owner.clone() else { return Vec::new() };
    let mut claimed = Vec::new();
    for sentence in &paragraph.sentences {
        let found =
            sentence.clone().find_map(|ix| performative_at(statements, paragraph, sentence, ix));
        let Some(Performative { cue, comp, content }) = found else { continue };
        let end = content_end(statements.reader, paragraph, cues, (content, Complement::Clause));
        let end = trimmed_end(statements.reader, content, end);
        if end <= content {
            continue;
        }
        claimed.push(cue.start..end);
        let spoken = Spoken {
            mention: None,
            who: Some(owner.clone()),
            cue: Some(plain_cue(statements, cue)),
            comp,
            via: None,
            evidence: Evidence { rule: "first-person", score: 85 },
        };
        let content =
            Content { tokens: content..end, kind: StatementKind::Direct, repaired: false };
        statements.push(spoken, content);
    }
    claimed
}

struct Performative {
    cue: Range<usize>,
    comp: Option<Range<usize>>,
    content: usize,
}

/// A first-person verb or modal at the beginning of a clause.
fn performative_at(
    statements: &Statements<'_>,
    paragraph: &Paragraph,
    sentence: &Range<usize>,
    ix: usize,
) -> Option<Performative> {
    let reader = statements.reader;
    let tokens = reader.tokens;
    let joined = tokens.word(ix).starts_with('و');
    let begins = ix == sentence.start || joined || tokens.is_mark(ix - 1, ",");
    if !begins || paragraph.quote_at(ix).is_some() {
        return None;
    }
    let verbs = &reader.lexicon.verbs;
    let modal = verbs.first_person_modal.longest_with_proclitics(tokens, ix);
    // «أعرب» is as well the third person: alone it says nothing of who speaks.
    let verb = verbs
        .first_person_verb
        .longest_with_proclitics(tokens, ix)
        .filter(|_| !reader.is_cue_form(ix));
    let hit = modal.or(verb)?;
    let mut at = ix + hit.len;
    if modal.is_some() {
        // «أود أن أتقدم»: the clause of a modal is the performance itself.
        at += reader.clause_at(at).unwrap_or(0);
        at += verbs.first_person_verb.longest(tokens, at).map_or(0, |hit| hit.len);
    }
    let comp = (at..sentence.end.min(at + REACH)).find_map(|comp| {
        let clause = reader.clause_at(comp);
        let preposition = reader.lexicon.grammar.prepositions.at(tokens, comp);
        let colon = tokens.is_mark(comp, ":");
        clause.or((preposition || colon).then_some(1)).map(|len| comp..comp + len)
    });
    let content = comp.as_ref().map_or(at, |comp| comp.end);
    let cue = ix..comp.as_ref().map_or(at, |comp| comp.start);
    (content < sentence.end).then_some(Performative { cue, comp, content })
}

/// Unmarked words of the first person, ended where the narrator speaks again: where he names the
/// speaker, «… إكمالها خارجيا، رفضت الدول خطوة واد», or where an adverb opens another matter. Where
/// nothing shows the end before a name, the words are not given as the speaker's own.
pub(super) fn ended(
    statements: &Statements<'_>,
    paragraph: &Paragraph,
    content: Content,
    who: Option<&Who>,
) -> Content {
    let Range { start, end } = content.tokens;
    let marked = paragraph.quote_at(start).is_some();
    if content.kind != StatementKind::Direct || marked || content.repaired {
        return content;
    }
    let reader = statements.reader;
    let tokens = reader.tokens;
    let own = |at: usize| statements.is_first_person(at..at + 1);
    let is_break = |at: usize| tokens.is_mark(at, ",") || tokens.is_mark(at, ";");
    let sections = &reader.lexicon.grammar.section_adverbs;
    let opens = |at: usize| {
        let section = at > start && sections.contains(tokens.word(at)) && is_break(at + 1);
        section && tokens.is_word(at + 2) && !tokens.word(at + 2).starts_with(['و', 'ف'])
    };
    let goes_on = |at: usize| (at..end).any(own);
    let section = (start..end).find(|at| opens(*at) && !goes_on(at + 2));
    let end = section.unwrap_or(end);
    let named = (start + 1..end).find(|at| !own(at - 1) && is_named(statements, *at, who));
    let cut = named.and_then(|named| (start + 1..named).rev().find(|at| is_break(*at)));
    let end = match (named, cut) {
        (Some(named), Some(cut)) if !(cut..named).any(own) => cut,
        (Some(named), None) if !(named..end).any(own) => {
            return Content { kind: StatementKind::Indirect, tokens: start..end, ..content };
        }
        _ => end,
    };
    Content { tokens: start..trimmed_end(reader, start, end), ..content }
}

/// True where a token is the name of the person who speaks.
fn is_named(statements: &Statements<'_>, ix: usize, who: Option<&Who>) -> bool {
    let Some(seen) = statements.entities.seen_at(ix) else { return false };
    let person = |entity: usize| {
        let found = statements.entities.get(entity);
        found.is_some_and(|found| found.kind == MentionKind::Person)
    };
    let Some(Who::Entities(some)) = who else { return false };
    some.iter().any(|(_, entity)| *entity == seen.entity && person(*entity))
}

/// A noun of speech, whose it is, and a colon: «النداء الذي وجهه بوتين: الوقف الفوري». It stands
/// inside another statement, so it is a part of that one.
/// `first` is the first statement of the paragraph.
pub(super) fn appeals(
    statements: &mut Statements<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
    first: usize,
) {
    let last = statements.found.len();
    for ix in paragraph.tokens.clone() {
        let time = statements.reader.tokens.kind(ix + 1) == Some(TokenKind::Number);
        if time || !statements.reader.tokens.is_mark(ix, ":") || paragraph.quote_at(ix).is_some() {
            continue;
        }
        let Some((cue, subject)) = appeal_before(statements, paragraph, ix) else { continue };
        let end = content_end(statements.reader, paragraph, cues, (ix + 1, Complement::Colon));
        let shaped = statements.shaped(paragraph, ix + 1, end, Complement::Clause);
        let Some(content) = shaped.filter(|content| content.tokens.len() > 2) else { continue };
        let inside = statements.reader.tokens.span(content.tokens.clone());
        let before = statements.found.get(first..last).unwrap_or_default();
        let after = before.partition_point(|other| other.text.start <= inside.start);
        let around = || before.iter().enumerate().take(after).rev().take(AROUND);
        if around().any(|(_, other)| other.text == inside) {
            continue;
        }
        let parent = around().find(|(_, other)| other.text.contains(inside));
        let parent = parent.map(|(at, _)| first.saturating_add(at));
        let spoken = Spoken {
            mention: Some(subject.tokens),
            who: Some(subject.who),
            cue: Some(plain_cue(statements, cue)),
            comp: None,
            via: None,
            evidence: Evidence { rule: "noun-colon", score: 80 },
        };
        // Who appeals inside another's words does not become the one who speaks.
        let memory = statements.memory.clone();
        statements.push(spoken, content);
        if let Some(statement) = statements.found.last_mut() {
            statement.parent =
                parent.and_then(|parent| u32::try_from(parent).ok()).map(StatementIx);
        }
        statements.memory = memory;
    }
}

/// The noun of speech with its relative clause before a colon, and who is named in it.
fn appeal_before(
    statements: &mut Statements<'_>,
    paragraph: &Paragraph,
    colon: usize,
) -> Option<(Range<usize>, Subject)> {
    let reader = statements.reader;
    let sentence = paragraph.sentence(colon);
    let first = sentence.start.max(colon.saturating_sub(APPEAL));
    let noun = (first..colon).rev().find(|ix| {
        let word = reader.tokens.word(*ix);
        let bare = crate::lang::without_article(word);
        let relative = reader.lexicon.grammar.relatives.at(reader.tokens, ix + 1);
        let masdar =
            || {
                reader.lexicon.verbs.forms.value_of(bare).is_some_and(|readings| {
                    readings.iter().any(|reading| reading.form == Form::Masdar)
                })
            };
        relative && (reader.lexicon.grammar.carriers.contains(bare) || masdar())
    })?;
    let memory = &statements.memory;
    let mut subjects = Subjects { reader, entities: &mut statements.entities, memory };
    let subject = (noun + 2..colon).find_map(|ix| {
        let seen = subjects.entities.seen_at(ix).is_some();
        if seen { subjects.at(ix, colon) } else { None }
    })?;
    matches!(subject.who, Who::Entities(_)).then_some((noun..noun + 1, subject))
}

/// A cue that is no verb of the file.
fn plain_cue(statements: &Statements<'_>, tokens: Range<usize>) -> CueFound {
    let span = statements.reader.tokens.span(tokens);
    CueFound { span, lemma: "".into(), class: "say".into() }
}
