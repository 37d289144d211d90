//! Quotations whose closing mark is missing: where the narrator takes over all the same.
//!
//! Such a quotation would reach to the end of its paragraph, as it does where it goes on in the next
//! one. A further report, a participle with its complement or a source behind a stop or a comma shows
//! that it ended there.

use std::ops::Range;

use crate::lang::Form;

use super::Reader;
use super::quote::{Quote, quotes};

/// Most quotations of a paragraph that are ended so.
const MOST: usize = 8;
/// How far behind a verb its clause or quotation may begin, in tokens.
const REACH: usize = 8;

/// The quotations of a paragraph, each without a closing mark ended before the narrator's words.
pub(super) fn mended(
    reader: &Reader<'_>,
    paragraph: &Range<usize>,
    mut found: Vec<Quote>,
) -> Vec<Quote> {
    for _ in 0..MOST {
        let unclosed = |quote: &&Quote| quote.repaired && quote.close == paragraph.end;
        let Some(open) = found.iter().find(unclosed).map(|quote| quote.open) else { break };
        let inside = open + 2..paragraph.end;
        let closed = |mark: usize| {
            let around = |quote: &Quote| quote.open < mark && mark < quote.close;
            found.iter().any(|quote| !quote.repaired && around(quote))
        };
        let Some(mark) = inside.clone().find(|ix| takes_over(reader, *ix) && !closed(*ix)) else {
            break;
        };
        found.retain(|quote| quote.open < mark);
        for quote in found.iter_mut().filter(|quote| quote.close > mark) {
            quote.close = mark;
        }
        found.extend(quotes(reader.tokens, mark + 1..paragraph.end));
    }
    found
}

/// What a mark ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    Sentence,
    Phrase,
}

/// True for a mark behind which the narrator speaks.
fn takes_over(reader: &Reader<'_>, mark: usize) -> bool {
    let ended = match reader.tokens.word(mark) {
        "." | "!" | "?" | "…" | "..." => Ended::Sentence,
        "," | ";" => Ended::Phrase,
        _ => return false,
    };
    is_report(reader, mark + 1, ended) || is_source(reader, mark + 1)
}

/// «وأضاف أن», «مشيرا إلى أن»: a verb of speech with its clause or quotation; inside a sentence, where the
/// verb may be of the one who is quoted, only right behind it.
fn is_report(reader: &Reader<'_>, ix: usize, ended: Ended) -> bool {
    let tokens = reader.tokens;
    let Some(hit) = reader.lexicon.verbs.forms.longest_with_proclitics(tokens, ix) else {
        return false;
    };
    if !hit.proclitic.chars().all(|c| matches!(c, 'و' | 'ف')) {
        return false;
    }
    let end = ix + hit.len;
    // «وقال لي أبي إن»: told by the one who is quoted.
    if reader.is_own_word(end) {
        return false;
    }
    let said = |at: usize| {
        reader.clause_at(at).is_some() || matches!(tokens.word(at), ":" | "\"" | "«" | "“" | "”")
    };
    let endings = &reader.lexicon.grammar.ending.accusative;
    let accusative = endings.iter().any(|ending| tokens.word(ix).ends_with(ending.as_str()));
    hit.value.iter().any(|reading| match (reading.form, ended) {
        (Form::Participle, _) => said(end) && accusative,
        (form, _) if !form.is_finite() => false,
        (_, Ended::Sentence) => (end..end + REACH).any(said),
        (_, Ended::Phrase) => said(end) && !hit.proclitic.is_empty(),
    })
}

/// «وذلك حسب الموقع»: the source, with the words of a tail before it or without.
fn is_source(reader: &Reader<'_>, ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    let tail = grammar.source_tails.longest(reader.tokens, ix).map_or(0, |hit| hit.len);
    grammar.according_to.longest(reader.tokens, ix + tail).is_some()
        || grammar.back_references.longest(reader.tokens, ix).is_some()
}
