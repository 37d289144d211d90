//! Verbs of speaking that report nothing: announced, asked, denied, refused, made up.

use crate::lang::{Form, TokenKind};

use super::Reader;
use super::cue::Cue;
use super::paragraph::Paragraph;

/// How far before the noun of a report its refusal stands, in tokens: «رفض وزير الخارجية الروسي القول إن».
const REFUSAL: usize = 10;

/// How far before a report its denial stands, in tokens.
const DENIAL: usize = 40;

/// True for a cue that no report belongs to.
pub(super) fn is_unreal(reader: &Reader<'_>, paragraph: &Paragraph, cue: &Cue) -> bool {
    let ix = cue.tokens.start;
    let first = paragraph.sentence_start(ix);
    is_future(reader, cue, first)
        || is_scripture(reader, cue, first)
        || is_joined_to_denied(reader, ix, first)
        || is_refused(reader, cue, first)
        || is_noun(reader, cue, first)
        || is_denied(reader, ix, first)
        || is_supposed(reader, ix, first)
}

/// Longest form of blessing, in tokens.
const BLESSING: usize = 6;

/// «قال تعالى», «قال رسول الله»: words of scripture are no news, and «صلى الله عليه وسلم» has no verb of speaking.
fn is_scripture(reader: &Reader<'_>, cue: &Cue, first: usize) -> bool {
    let unreal = &reader.lexicon.grammar.unreal;
    let (ix, behind) = (cue.tokens.start, cue.tokens.end);
    let speaks = behind + usize::from(reader.tokens.is_mark(behind, ","));
    let blessed = (first.max(ix.saturating_sub(BLESSING))..ix)
        .any(|at| unreal.blessing.longest(reader.tokens, at).is_some_and(|hit| at + hit.len > ix));
    blessed || unreal.scripture.longest(reader.tokens, speaks).is_some()
}

/// «سيعلن», «قد يعلن», «هل يدعو», «عندما يعلن».
fn is_future(reader: &Reader<'_>, cue: &Cue, first: usize) -> bool {
    let ix = cue.tokens.start;
    let unreal = &reader.lexicon.grammar.unreal;
    let before = ix.checked_sub(1).filter(|at| *at >= first).map(|at| reader.tokens.word(at));
    let bare = before.map(|word| word.strip_prefix(['و', 'ف']).unwrap_or(word));
    let mut beside = [before, bare].into_iter().flatten();
    if cue.reading.form.is_finite() && beside.clone().any(|word| unreal.question.contains(word)) {
        return true;
    }
    if cue.reading.form != Form::Imperfect {
        return false;
    }
    let word = reader.tokens.word(ix);
    let word = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let future = word.strip_prefix('س').is_some_and(|rest| {
        rest.starts_with(['ي', 'ت', 'ن']) && !reader.lexicon.verbs.is_form(word)
    });
    future || beside.any(|word| unreal.hedge.contains(word))
}

/// «من دون أن يؤكد أو ينفي»: what is joined to a denied verb is denied too.
fn is_joined_to_denied(reader: &Reader<'_>, ix: usize, first: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    ix >= first + 3
        && grammar.unreal.or.at(reader.tokens, ix - 1)
        && reader.is_cue_form(ix - 2)
        && grammar.subordinate.at(reader.tokens, ix - 3)
}

/// «رفض الوزير القول إن», «وامتنع عن التصريح بأن»: the noun of a report behind a verb of refusing.
fn is_refused(reader: &Reader<'_>, cue: &Cue, first: usize) -> bool {
    let unreal = &reader.lexicon.grammar.unreal;
    let ix = cue.tokens.start;
    let said = |at: usize| unreal.unsaid.at(reader.tokens, at);
    let refuses = |at: usize| {
        let word = reader.tokens.word(at);
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        unreal.refusal.contains(word) || unreal.refusal.contains(bare)
    };
    let plain = |at: &usize| reader.tokens.is_word(*at) && reader.clause_at(*at).is_none();
    if refuses(ix) {
        return (ix + 1..ix + REFUSAL).take_while(plain).any(said);
    }
    said(ix) && (first.max(ix.saturating_sub(REFUSAL))..ix).rev().take_while(plain).any(refuses)
}

/// «رفض ذكر اسمه», «عدم كشف هويته»: right behind a refusal or an absence the form is the noun of its verb.
fn is_noun(reader: &Reader<'_>, cue: &Cue, first: usize) -> bool {
    let unreal = &reader.lexicon.grammar.unreal;
    let ix = cue.tokens.start;
    let before = ix.checked_sub(1).filter(|at| *at >= first).map(|at| reader.tokens.word(at));
    let behind = |word: &str| unreal.refusal.contains(word) || unreal.absence.contains(word);
    cue.reading.form.is_finite() && before.is_some_and(behind)
}

/// «لا صحة لما تردد من أن الوزير قال إن», «ادعى منشور أن»: what is said not to be so, or is somebody's
/// making, up to the end of its sentence.
fn is_denied(reader: &Reader<'_>, ix: usize, first: usize) -> bool {
    let denial = &reader.lexicon.grammar.unreal.denial;
    (first.max(ix.saturating_sub(DENIAL))..ix).any(|at| {
        reader.tokens.kind(at) == Some(TokenKind::Word)
            && denial.longest_with_proclitics(reader.tokens, at).is_some()
    })
}

/// «لو أن الوزير قال إن»: what has not happened, up to a mark.
fn is_supposed(reader: &Reader<'_>, ix: usize, first: usize) -> bool {
    let supposed = &reader.lexicon.grammar.unreal.supposed;
    (first.max(ix.saturating_sub(REFUSAL))..ix)
        .rev()
        .take_while(|at| reader.tokens.is_word(*at))
        .any(|at| supposed.longest_with_proclitics(reader.tokens, at).is_some())
}
