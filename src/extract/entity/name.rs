//! The grammar of names: which words after a title, or in the place of a subject, are one.

use std::ops::Range;

use crate::lang::{Gap, TokenKind, free_form};

use super::super::Reader;
use super::surname;

/// Most elements of a name; a particle and its word are one.
const MOST: usize = 5;

/// The name at token `ix` behind a title: one element is enough.
pub(crate) fn titled_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Range<usize>> {
    // A title may reach to the very end of what is read.
    if ix >= limit {
        return None;
    }
    if let Some(hit) = surname::listed_at(reader, ix, limit) {
        return Some(ix..(ix + hit.len).min(limit));
    }
    let name = grammar_at(reader, ix, limit)?;
    is_supported(reader, ix, &name).then_some(ix..name.end)
}

/// True where something besides its place says that a word run is a name: a given name in it, its
/// last element again in the text, or a boundary that shows the subject to end; or where nothing
/// in its form speaks against it.
fn is_supported(reader: &Reader<'_>, ix: usize, name: &Grammar) -> bool {
    let given = (ix..name.end).any(|at| is_given(reader, at));
    let closed = reader.is_shut(name.end);
    let lone = name.elements == 1 && reader.tokens.word(ix).starts_with(['ب', 'ل', 'ك', 'ف', 'و']);
    // «موقفه»: the noun with the pronoun of the subject.
    if name.elements == 1 && !given && reader.possessed(ix).is_some() {
        return false;
    }
    // «النائبة نبيلة منيب», «مدرب الأهلي ماتياس يايسله في»: a woman's title, a boundary.
    let woman = ix.checked_sub(1).is_some_and(|at| is_feminine(reader, at));
    let first = ix + usize::from(woman && is_feminine(reader, ix));
    let bounded = name.elements >= 2 && reader.is_stop(name.end);
    let doubtful = lone || (first..name.end).any(|at| is_doubtful(reader, at)) && !bounded;
    given || closed || !doubtful || is_repeated(reader, name.end)
}

/// True where the last word of a name occurs again, alone or with a letter written on it.
pub(super) fn is_repeated(reader: &Reader<'_>, end: usize) -> bool {
    let last = reader.tokens.word(end.saturating_sub(1));
    let joined = |letter: char| reader.tokens.count(&format!("{letter}{last}"));
    let times = reader.tokens.count(last);
    times > 1 || ['و', 'ل', 'ب', 'ف', 'ك'].map(joined).iter().sum::<usize>() + times > 1
}

/// True for a word written with ta marbuta.
fn is_feminine(reader: &Reader<'_>, ix: usize) -> bool {
    reader.plain(ix).ends_with('ة')
}

/// True for a form that a name seldom has: a feminine or plural ending, tanwin, the letters that
/// begin a verb of the present.
pub(super) fn is_doubtful(reader: &Reader<'_>, ix: usize) -> bool {
    let ending = &reader.lexicon.grammar.ending;
    let plain = reader.plain(ix);
    let word = reader.tokens.word(ix);
    let present = word.strip_prefix('س').unwrap_or(word).starts_with(['ي', 'ت']);
    let feminine = ending.feminine.iter().any(|end| word.ends_with(end.as_str()));
    (feminine && (plain.ends_with('ة') || plain.ends_with('ت')))
        || plain.contains('\u{64b}')
        || (present && word.chars().count() > 2)
}

/// True for a given name or a name of the alias file.
pub(super) fn is_known(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    is_given(reader, ix) || names.person_forms.longest(reader.tokens, ix).is_some()
}

pub(super) fn is_given(reader: &Reader<'_>, ix: usize) -> bool {
    reader.lexicon.names.given.longest(reader.tokens, ix).is_some()
}

/// A name at token `ix` that nothing introduces: two elements, the first a known given name.
pub(crate) fn untitled_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Range<usize>> {
    let given = reader.lexicon.names.given.longest(reader.tokens, ix)?;
    let name = grammar_at(reader, ix, limit)?;
    let whole = name.elements >= 2 && ix + given.len < name.end;
    let all_given = (ix..name.end).all(|at| is_given(reader, at));
    let doubtful = (ix + given.len..name.end).any(|at| is_doubtful(reader, at));
    let closed = reader.is_shut(name.end);
    let shown = all_given || (!doubtful && (closed || is_repeated(reader, name.end)));
    (whole && shown).then_some(ix..name.end)
}

/// A name at token `ix` in the place of a subject, whose elements need not be known: it must reach
/// to a boundary, which is what `closes` says of a token.
pub(crate) fn subject_at(
    reader: &Reader<'_>,
    ix: usize,
    limit: usize,
    closes: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let name = grammar_at(reader, ix, limit)?;
    // «لأشلاء الانتحاري»: a preposition and a noun with its genitive.
    let known = (ix..name.end).any(|at| is_given(reader, at));
    if !known && reader.may_have_preposition(ix) && has_article(reader, name.end - 1) {
        return None;
    }
    // «أبو محمد» is a whole name.
    let by_child = name.end == ix + 2
        && reader.lexicon.names.particles.contains(reader.tokens.word(ix))
        && is_given(reader, ix + 1);
    ((name.elements >= 2 || by_child) && closes(name.end) && is_supported(reader, ix, &name))
        .then_some(ix..name.end)
}

struct Grammar {
    end: usize,
    elements: usize,
}

fn grammar_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Grammar> {
    let names = &reader.lexicon.names;
    let is_given = |at: usize| is_given(reader, at);
    if !is_name_word(reader, ix) || (has_article(reader, ix) && !is_given(ix)) {
        return None;
    }
    let mut end = element_end(reader, ix, limit)?;
    let mut elements = 1;
    let mut article = false;
    while elements < MOST && end < limit && is_inside(reader, end) && is_name_word(reader, end) {
        // «إشارة لافروف»: what stands before a name that is known belongs to no other name.
        let joined = names.particles.contains(reader.tokens.word(end));
        // «أحمد لافروف» is somebody else, whom a given name of his own introduces.
        let introduced = elements == 1 && is_given(ix);
        let known = names.person_forms.longest(reader.tokens, end).is_some();
        let anothers = known && elements == 1 && surname::is_anothers(reader, end);
        if known && !introduced && !joined && !is_given(end) && !anothers {
            return None;
        }
        let Some(next) = element_end(reader, end, limit) else { break };
        let particle = names.particles.contains(reader.tokens.word(end));
        let definite = has_article(reader, end);
        // «وأعضاء» after a name begins with the conjunction; «وزني» is a family name where the name
        // ends with it.
        let shut = reader.is_shut(next);
        let own = particle || shut || is_given(end);
        let joined = reader.tokens.word(end).starts_with('و') && !own;
        // Past the second element a word goes on the name only where something says so: a particle,
        // a given name before it, or a boundary right after it.
        // «محمد ضيفان العبيدي، إن»: a family name by its ending, no adjective that is listed.
        let family =
            definite && reader.plain(end).ends_with('ي') && !is_listed_adjective(reader, end);
        let closed = (!definite && is_boundary(reader, next, limit)) || (family && shut);
        let goes_on = elements == 1
            || particle
            || (!article && (is_given(end) || is_given(end - 1) || closed));
        // «التقى سالم عيسى المزارعين»: a group is who was met.
        let group = definite && !is_given(end) && is_plural(reader, end);
        if !goes_on
            || joined
            || group
            || is_office_object(reader, end)
            || (elements == 1 && is_possessed(reader, end))
        {
            break;
        }
        article = definite && !particle && !is_given(end);
        end = next;
        elements += 1;
    }
    end += names.regnal.longest(reader.tokens, end).map_or(0, |hit| hit.len);
    Some(Grammar { end: end.min(limit), elements })
}

/// True for a word with the ending of the sound masculine plural, long enough to be one.
fn is_plural(reader: &Reader<'_>, ix: usize) -> bool {
    let ending = &reader.lexicon.grammar.ending;
    let word = reader.tokens.word(ix);
    let plural = [&ending.participle_plural, &ending.imperfect_plural];
    word.chars().count() > 6 && plural.iter().any(|end| word.ends_with(end.as_str()))
}

/// «بلاده»: a common noun and whose it is.
fn is_owned_noun(reader: &Reader<'_>, ix: usize) -> bool {
    let common = &reader.lexicon.grammar.common;
    reader.possessed(ix).is_some_and(|(stem, _)| {
        common.contains(stem) || free_form(stem).is_some_and(|noun| common.contains(&noun))
    })
}

/// An adjective of the lists, or of a country: «السياسي», «المصري».
fn is_listed_adjective(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    reader.lexicon.grammar.adjectives.at(reader.tokens, ix)
        || names.title_adjectives.at(reader.tokens, ix)
        || names.country_of_adjective(reader.tokens, ix).is_some()
}

/// «قائدا»: an office in the accusative is what somebody is named to.
fn is_office_object(reader: &Reader<'_>, ix: usize) -> bool {
    let tanwin = reader.lexicon.grammar.ending.tanwin.as_str();
    let office = reader.tokens.word(ix).strip_suffix(tanwin);
    office.is_some_and(|office| reader.lexicon.names.office_heads.value_of(office).is_some())
}

/// The end of an element: a word, or particles and the word they stand before.
pub(super) fn element_end(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let names = &reader.lexicon.names;
    let particles = &names.particles;
    let mut at = ix;
    while at < limit && particles.contains(reader.tokens.word(at)) {
        at += 1;
    }
    let goes_on = at < limit && is_inside(reader, at) && !reader.is_stop(at);
    if at == ix || goes_on {
        let end = at + 1;
        // «عبد الله», «عز الدين»: a given name of two words is one element.
        let given = reader.lexicon.names.given.longest(reader.tokens, ix).map_or(0, |hit| hit.len);
        let end = end.max(ix + given);
        // «يار الله»: the second word belongs to the first.
        let compound = is_inside(reader, end) && names.theophoric.contains(reader.tokens.word(end));
        return Some((end + usize::from(compound)).min(limit));
    }
    // A particle that ends the name: «أوغلو».
    (at > ix).then_some(at)
}

/// True for a word that can be part of a name.
pub(super) fn is_name_word(reader: &Reader<'_>, ix: usize) -> bool {
    let after_given = is_after_given(reader, ix);
    // «الطيب لوح»: a family name may be spelled like a verb.
    // «منصور فاعترف»: a verb with its conjunction is none.
    let joined = || {
        let bare = reader.tokens.word(ix).strip_prefix(['و', 'ف']);
        bare.is_some_and(|bare| reader.lexicon.verbs.is_form(bare))
    };
    // «زايد», «سعد»: given names that are forms of a verb as well.
    let known = is_given(reader, ix) || (after_given && !joined());
    is_noun_word(reader, ix) && (known || !reader.is_cue_form(ix))
}

/// True for a word that is not of another kind in one of the lists.
fn is_noun_word(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let word = reader.tokens.word(ix);
    if reader.tokens.kind(ix) != Some(TokenKind::Word) || word.chars().count() < 2 {
        return false;
    }
    if is_preposition_ala(reader, ix) {
        return false;
    }
    if names.given.longest(reader.tokens, ix).is_some() || names.particles.at(reader.tokens, ix) {
        return true;
    }
    // «لفيديرالية روسيا»: the preposition and a noun before a place.
    let before_place =
        word.starts_with('ل') && names.place_forms.longest(reader.tokens, ix + 1).is_some();
    let joined = word.strip_prefix('و').is_some_and(crate::lang::has_article);
    // «أحمد لفرانس برس»: to whom he speaks.
    let to_body = || {
        let hit = names.body_forms.longest_with_proclitics(reader.tokens, ix);
        hit.is_some_and(|hit| !hit.proclitic.is_empty())
    };
    // «رفضه», «تأكيده»: a verbal noun and whose it is.
    let owned = reader.lexicon.grammar.ending.possessive.iter().any(|pronoun| {
        let stem = word.strip_suffix(pronoun.as_str());
        stem.is_some_and(|stem| reader.lexicon.verbs.forms.value_of(stem).is_some())
    });
    if before_place
        || joined
        || owned
        || reader.has_preposition(ix)
        || is_possessed(reader, ix)
        || to_body()
    {
        return false;
    }
    // «بلاده», «حكومتها»
    if is_owned_noun(reader, ix) {
        return false;
    }
    // «وجدد سالم التأكيد»: what a report says of itself, with the article, is its object.
    let bare = crate::lang::without_article(word);
    if bare.len() < word.len() && reader.lexicon.verbs.is_masdar(bare) {
        return false;
    }
    let tokens = reader.tokens;
    // «وهناك», «وعلى»: the conjunction and a word of the closed classes.
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    !(names.name_stops.contains(word)
        || [word, bare].iter().any(|word| reader.lexicon.grammar.stop_words.contains(word))
        || reader.lexicon.grammar.complementisers.at(tokens, ix)
        || reader.lexicon.grammar.relatives.at(tokens, ix)
        || reader.lexicon.grammar.adjectives.at(tokens, ix)
        || reader.lexicon.grammar.is_common(tokens, ix)
        || is_country_word(reader, ix)
        || reader.lexicon.grammar.skip_heads.longest(tokens, ix).is_some()
        || reader.lexicon.grammar.day_words.longest_with_proclitics(tokens, ix).is_some()
        || names.place_forms.longest_with_proclitics(tokens, ix).is_some()
        || names.office_heads.longest_with_proclitics(tokens, ix).is_some()
        || names.office_bodies.longest_with_proclitics(tokens, ix).is_some()
        || names.speaker_bodies.longest_with_proclitics(tokens, ix).is_some()
        || names.body_heads.longest_with_proclitics(tokens, ix).is_some()
        || names.counterparts.longest(reader.tokens, ix).is_some()
        || names.collectives.longest(reader.tokens, ix).is_some()
        || names.unnamed_heads.longest(reader.tokens, ix).is_some())
}

/// A name and the preposition «على» fold to one word. Written with alef maqsura it is taken for
/// the preposition: Egyptian papers write the name so too, but seldom without a title.
fn is_preposition_ala(reader: &Reader<'_>, ix: usize) -> bool {
    let plain = reader.plain(ix);
    plain.ends_with('ى') && reader.lexicon.grammar.prepositions.contains(reader.tokens.word(ix))
}

/// An adjective of a country ends a name, except as its last element: «نجيب المصري».
fn is_country_word(reader: &Reader<'_>, ix: usize) -> bool {
    let after_name = is_after_given(reader, ix);
    let country = reader.lexicon.names.country_of_adjective(reader.tokens, ix).is_some();
    country && !(after_name && has_article(reader, ix))
}

/// True right after a given name, of one word or two: «عبد القادر المغربي».
fn is_after_given(reader: &Reader<'_>, ix: usize) -> bool {
    (1..=2).any(|len| {
        let at = ix.checked_sub(len);
        let hit = at.and_then(|at| reader.lexicon.names.given.longest(reader.tokens, at));
        hit.is_some_and(|hit| hit.len == len || len == 1)
    })
}

/// True where the name may go on: a blank, no mark, no conjunction.
pub(super) fn is_inside(reader: &Reader<'_>, ix: usize) -> bool {
    reader.tokens.gap(ix) == Gap::Blank && reader.tokens.is_word(ix)
}

/// True for a token that no name goes past.
fn is_boundary(reader: &Reader<'_>, ix: usize, limit: usize) -> bool {
    ix >= limit || reader.tokens.gap(ix) == Gap::Line || !is_name_word(reader, ix)
}

pub(super) fn has_article(reader: &Reader<'_>, ix: usize) -> bool {
    crate::lang::has_article(reader.tokens.word(ix))
}

fn is_possessed(reader: &Reader<'_>, ix: usize) -> bool {
    let Some((_, pronoun)) = reader.possessed(ix) else { return false };
    // Many names end like the shorter pronouns: the word must be long, or the pronoun is.
    let shown = reader.tokens.word(ix).chars().count() > 6 || pronoun.chars().count() > 1;
    shown && !has_article(reader, ix)
}
