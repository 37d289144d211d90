//! How far a reported content reaches.

use crate::lang::Form;

use super::Reader;
use super::cue::Cue;
use super::paragraph::Paragraph;

/// The end of a content that begins at `start`: the end of the sentence, or before that a comma
/// after which another cue, a back-reference or the narrator takes over.
pub(crate) fn content_end(
    reader: &Reader<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
    start: usize,
) -> usize {
    let mut end = paragraph.sentence(start).end;
    let mut ix = start;
    while ix < end {
        if let Some(quote) = paragraph.opening(ix).filter(|quote| quote.close < end) {
            if ix == start && ends_with_quote(reader, paragraph, quote.close + 1) {
                end = quote.close + 1;
                break;
            }
            ix = quote.close + 1;
            continue;
        }
        if is_break(reader, ix) && ix > start && takes_over(reader, cues, ix + 1) {
            end = ix;
            break;
        }
        if bare_participle(reader, cues, ix, start) || bare_tail(reader, cues, ix, start) {
            end = ix;
            break;
        }
        ix += 1;
    }
    trimmed_end(reader, start, end)
}

/// True where what follows a whole quotation is the narrator's: a relative clause, or a comma
/// without a further quotation.
fn ends_with_quote(reader: &Reader<'_>, paragraph: &Paragraph, ix: usize) -> bool {
    let tokens = reader.tokens;
    if reader.lexicon.grammar.relatives.contains(tokens.word(ix)) {
        return true;
    }
    let further = (ix + 1..ix + 3).any(|at| paragraph.opening(at).is_some());
    tokens.is_mark(ix, ",") && !further
}

/// The end without the stops and commas before it.
pub(crate) fn trimmed_end(reader: &Reader<'_>, start: usize, mut end: usize) -> usize {
    while end > start
        && matches!(reader.tokens.word(end - 1), "," | "." | ";" | ":" | "-" | "..." | "..")
    {
        end -= 1;
    }
    end
}

/// A comma or semicolon, or a dash that stands free.
fn is_break(reader: &Reader<'_>, ix: usize) -> bool {
    matches!(reader.tokens.word(ix), "," | ";")
}

/// True where what follows a comma is not the content's any more.
fn takes_over(reader: &Reader<'_>, cues: &[Cue], ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    if grammar.narrator_tails.longest_with_proclitics(reader.tokens, ix).is_some()
        || grammar.back_references.longest(reader.tokens, ix).is_some()
        || grammar.vias.longest(reader.tokens, ix).is_some()
        || is_source_phrase(reader, ix)
    {
        return true;
    }
    let next = |at: usize| cues.iter().find(|cue| cue.tokens.start == at);
    if let Some(cue) = next(ix) {
        // «الرئيسين، اتفقا على»: a verb without conjunction goes on with the clause.
        let joined = reader.tokens.word(ix).starts_with(['و', 'ف']);
        return match cue.reading.form {
            Form::Participle => true,
            Form::Masdar => false,
            _ => joined && reports(reader, cue),
        };
    }
    // «كما أشار», «حيث قال», «في حين شدّد»: an opener, then the verb.
    let opener = grammar.clause_openers.longest_with_proclitics(reader.tokens, ix);
    opener.and_then(|hit| next(ix + hit.len)).is_some_and(|cue| reports(reader, cue))
}

/// The narrator or a new verb of speech takes over without a comma: «وذلك ردا على», «لكنه قال».
fn bare_tail(reader: &Reader<'_>, cues: &[Cue], ix: usize, start: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    if ix <= start + 1 {
        return false;
    }
    grammar.bare_tails.longest(reader.tokens, ix).is_some()
        || grammar.adversatives.longest_with_proclitics(reader.tokens, ix).is_some_and(|hit| {
            cues.iter().any(|cue| cue.tokens.start == ix + hit.len && reports(reader, cue))
        })
}

/// True for a finite cue that says more than a theme.
fn reports(reader: &Reader<'_>, cue: &Cue) -> bool {
    let verb = reader.lexicon.verbs.verb(cue.reading);
    let clause = (cue.tokens.end..cue.tokens.end + 8).any(|ix| reader.clause_at(ix).is_some());
    cue.reading.form.is_finite() && (clause || (&*verb.class != "topic" && verb.weight >= 70))
}

/// «بحسب مصادر»: a source after the content.
fn is_source_phrase(reader: &Reader<'_>, ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    grammar.according_to.longest(reader.tokens, ix).is_some_and(|hit| {
        let head = reader.tokens.word(ix + hit.len);
        !grammar.according_except.contains(head)
            && !crate::lang::bases(head).any(|base| grammar.according_except.contains(&*base.word))
    })
}

/// A participle that takes over without a comma: many sites leave commas out.
fn bare_participle(reader: &Reader<'_>, cues: &[Cue], ix: usize, start: usize) -> bool {
    ix > start + 2
        && cues.iter().any(|cue| {
            cue.tokens.start == ix
                && cue.reading.form == Form::Participle
                && (reader.clause_at(cue.tokens.end).is_some()
                    || matches!(reader.tokens.word(cue.tokens.end), ":" | "\"" | "«" | "“"))
        })
}
