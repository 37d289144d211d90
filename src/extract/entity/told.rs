//! What stands behind a name where its verb reports a noun: «أعلن المتحدث يحيى سريع استهداف سفينة».
//!
//! A noun that begins what is reported ends the name before it as surely as a clause does, whatever the
//! words of the name mean elsewhere.

use std::ops::Range;

use crate::lang::{PersonForm, Reading, free_form};

use super::super::Reader;
use super::element::{has_article, is_given, is_inside};

/// How far before a name the verb of its report is looked for, in tokens.
const REPORT: usize = 12;

/// True where a name that begins and ends at these tokens has the noun of a report right behind it, and the
/// verb that takes one before it.
pub(super) fn is_before_object(reader: &Reader<'_>, start: usize, end: usize) -> bool {
    begins_object(reader, end) && is_reported(reader, start)
}

/// «بولا تينوبو تشكيل حكومة»: true where such a noun closes a name that no noun of a deed begins, as it does «تفعيل خط
/// إنتاج».
pub(super) fn closes(reader: &Reader<'_>, start: usize, end: usize) -> bool {
    !reader.lexicon.grammar.patterns.is_deed(reader.plain(start))
        && is_before_object(reader, start, end)
}

/// «تشانج كوفالينكو عن اعتقاده»: a foreign name may be spelled like the noun of a deed; no noun stands behind its first
/// element, and a preposition or a day ends it.
pub(super) fn is_named(reader: &Reader<'_>, start: usize, end: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    let ends = grammar.prepositions.at(reader.tokens, end)
        || grammar.day_words.longest(reader.tokens, end).is_some();
    ends && (start + 1..end).all(|at| !begins_object(reader, at))
}

/// «استهداف سفينة», «رفضه للقرار»: a common noun without the article, or whose it is.
pub(crate) fn begins_object(reader: &Reader<'_>, ix: usize) -> bool {
    let noun = |word: &str| {
        reader.lexicon.grammar.common.contains(word) || reader.lexicon.verbs.is_masdar(word)
    };
    let owned =
        |(stem, _): (&str, &str)| noun(stem) || free_form(stem).is_some_and(|whole| noun(&whole));
    is_inside(reader, ix)
        && !has_article(reader, ix)
        && (noun(reader.tokens.word(ix))
            || reader.possessed(ix).is_some_and(|one| owned(one) || is_owned_deed(reader, ix, one)))
}

/// «رضاه», «نجاحه»: a noun of a deed or quality that is a name too, and whose it is.
pub(super) fn is_owned_deed(reader: &Reader<'_>, ix: usize, (_, pronoun): (&str, &str)) -> bool {
    let stem = reader.plain(ix).strip_suffix(pronoun);
    stem.is_some_and(|stem| reader.lexicon.names.homographs.deed.contains(stem))
}

/// «انتقد الوزير وئام وهاب جعجع»: true where behind a name that begins and ends at these tokens somebody of the alias file
/// stands who is done something to, and no clause of which both could be the subject.
pub(super) fn is_before_anothers(reader: &Reader<'_>, start: usize, end: usize) -> bool {
    let other = reader.lexicon.names.person_forms.longest(reader.tokens, end);
    is_inside(reader, end)
        && !is_given(reader, end)
        && other.is_some_and(|hit| {
            matches!(hit.value, PersonForm::Alias(_)) && !reader.is_shut(end + hit.len)
        })
        && is_reported(reader, start)
}

/// True where the verb of the clause reports a noun.
fn is_reported(reader: &Reader<'_>, start: usize) -> bool {
    let verbs = &reader.lexicon.verbs;
    let reports = |one: &Reading| one.form.is_finite() && verbs.verb(*one).complement.noun_phrase;
    (start.saturating_sub(REPORT)..start)
        .rev()
        .take_while(|at| reader.tokens.is_word(*at) && !reader.is_complementiser(*at))
        .any(|at| {
            let word = reader.tokens.word(at);
            let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
            let readings = verbs.forms.value_of(word).or_else(|| verbs.forms.value_of(bare));
            readings.is_some_and(|all| all.iter().any(reports))
        })
}

/// How surely a verb has somebody to whom it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// «أبلغ», «أخبر»: always.
    Always,
    /// «طالب», «دعا»: it may have nobody.
    AtTimes,
}

/// True for a name whose words may be those of two people: «سالم حسن خالد عمر», each half begun by a given name; behind
/// a verb that is always done to somebody three words are enough, unless a particle or the article joins the last.
pub(crate) fn may_be_two(reader: &Reader<'_>, name: Range<usize>, done: Done) -> bool {
    let names = &reader.lexicon.names;
    let known = names.person_forms.longest(reader.tokens, name.start);
    if known.is_some_and(|hit| hit.len == name.len()) || !is_given(reader, name.start) {
        return false;
    }
    let joined = (name.start..name.end).any(|at| names.particles.at(reader.tokens, at));
    let last = name.end - 1;
    match (name.len(), done) {
        (4, _) => is_given(reader, name.start + 2) && !joined && !has_article(reader, last),
        (3, Done::Always) => !joined && !has_article(reader, last),
        _ => false,
    }
}
