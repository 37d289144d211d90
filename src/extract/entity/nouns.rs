//! Nouns that stand where an element of a name could, and elements that look like one.

use super::super::Reader;
use super::element::{
    has_article, is_after_given, is_behind_call, is_family, is_feminine, is_given, is_inside,
    is_listed_adjective, is_repeated,
};
use super::told;

/// «المجتمع الدولي»: a word with the article and an adjective of the lists behind it.
pub(super) fn is_described(reader: &Reader<'_>, ix: usize) -> bool {
    let next = ix + 1;
    has_article(reader, ix)
        && is_inside(reader, next)
        && has_article(reader, next)
        && (is_listed_adjective(reader, next) || is_plural_and_adjective(reader, ix))
        && !is_family(reader, ix)
}

/// «المنظمات الدولية»: a feminine plural and an adjective of the feminine.
fn is_plural_and_adjective(reader: &Reader<'_>, ix: usize) -> bool {
    let ending = &reader.lexicon.grammar.ending;
    let plural = ending
        .feminine
        .iter()
        .any(|end| reader.plain(ix).ends_with(end.as_str()) && !is_feminine(reader, ix));
    plural && is_feminine(reader, ix + 1) && reader.is_adjective(ix + 1)
}

/// «عمليات التجارة البحرية», «أسواق الطاقة الروسية»: true where a noun of a domain is the genitive of the word before it,
/// and so names no ministry. «بيان الخارجية» and «متحدث الدفاع» do.
pub(super) fn is_owner(reader: &Reader<'_>, ix: usize) -> bool {
    let Some(noun) = ix.checked_sub(1).filter(|_| is_inside(reader, ix)) else { return false };
    let (tokens, names) = (reader.tokens, &reader.lexicon.names);
    let (word, domain) = (tokens.word(noun), tokens.word(ix));
    let speaks = || {
        reader.lexicon.grammar.carriers.contains(word)
            || names.chain_links.contains(word)
            || names.unnamed_heads.longest(tokens, noun).is_some()
            || names.office_heads.longest(tokens, noun).is_some()
    };
    has_article(reader, ix)
        // «الخارجية»: an adjective that stands as a noun is a ministry of itself.
        && !domain.strip_suffix('ه').is_some_and(|stem| stem.ends_with('ي'))
        && tokens.is_word(noun)
        && !has_article(reader, noun)
        && !(reader.is_stop(noun) || reader.is_cue_form(noun) || reader.has_preposition(noun))
        && !speaks()
}

/// «هدى سالم نجاح الموسم»: a name that is the noun of a deed too, before a noun with the article that is neither a
/// family by its ending nor an office: «هدى سالم نجاح الحسيني», «هدى سالم نجاح الخبيرة».
pub(super) fn is_deed(reader: &Reader<'_>, ix: usize) -> bool {
    let next = ix + 1;
    let offices = &reader.lexicon.names.office_heads;
    let family = || is_family(reader, next) || reader.tokens.word(next).ends_with('ي');
    // «نصر الله»
    let compound = || reader.lexicon.names.theophoric.at(reader.tokens, next);
    reader.lexicon.names.homographs.deed.contains(reader.plain(ix))
        && is_inside(reader, next)
        && has_article(reader, next)
        && !is_given(reader, next)
        && offices.longest(reader.tokens, next).is_none()
        && !family()
        && !compound()
        && !is_behind_call(reader, ix)
}

/// «افتتح كريم ناصر حديقة عامة»: a feminine noun that is no name, with its adjective behind it.
pub(super) fn is_thing(reader: &Reader<'_>, ix: usize) -> bool {
    let next = ix + 1;
    let feminine = |at: usize| {
        let bare = reader.plain(at).ends_with('ة') && !has_article(reader, at);
        bare && !is_given(reader, at) && !is_family(reader, at)
    };
    feminine(ix) && is_inside(reader, next) && feminine(next)
}

/// «حملت حكومة الاحتلال المسؤولية»: a common noun with the article may end like an adjective.
pub(super) fn is_common_feminine(reader: &Reader<'_>, ix: usize) -> bool {
    let noun = crate::lang::without_article(reader.tokens.word(ix));
    has_article(reader, ix)
        && reader.plain(ix).ends_with('ة')
        && reader.lexicon.grammar.common.contains(noun)
}

/// «سالم وأعضاء»: behind a name a word with the conjunction. «وزني» is a family name where the name ends with it, so is
/// «وهبي» of «عبد اللطيف وهبي» before the noun that he reports or whom he names.
pub(super) fn is_joined(
    reader: &Reader<'_>,
    (ix, end): (usize, usize),
    (next, elements): (usize, usize),
) -> bool {
    if !reader.tokens.word(end).starts_with('و') {
        return false;
    }
    let last = || reader.is_shut(next) && (elements == 1 || is_repeated(reader, next));
    let unjoined = || {
        elements == 1
            && is_given(reader, ix)
            && has_own_waw(reader, end)
            && (told::is_before_object(reader, end, next)
                || told::is_before_anothers(reader, ix, next))
    };
    let particle = reader.lexicon.names.particles.at(reader.tokens, end);
    !(particle || last() || is_given(reader, end) || is_double_waw(reader, end) || unjoined())
}

/// «باربرا وودوارد»: what begins with two waws and is no known word behind the first is a name's own.
pub(super) fn is_double_waw(reader: &Reader<'_>, ix: usize) -> bool {
    reader.tokens.word(ix).strip_prefix('و').is_some_and(|bare| bare.starts_with('و'))
        && has_own_waw(reader, ix)
}

/// «وهبي»: what begins with a waw and is no known word behind it.
pub(super) fn has_own_waw(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let bare = reader.tokens.word(ix).strip_prefix('و');
    bare.filter(|_| reader.possessed(ix).is_none()).is_some_and(|bare| {
        let noun = crate::lang::without_article(bare);
        !reader.lexicon.verbs.is_form(bare)
            && !reader.lexicon.verbs.is_masdar(bare)
            && !reader.lexicon.grammar.common.contains(noun)
            && names.office_heads.value_of(bare).is_none()
            && names.speaker_bodies.value_of(bare).is_none()
            && names.place_forms.value_of(bare).is_none()
            && names.given.value_of(bare).is_none()
            && !names.doings.contains(bare)
    })
}

/// «السفير تميم خلاف، المتحدث باسم الوزارة»: a noun behind a given name and before an office in commas is a family; so
/// is one before who speaks for somebody, in commas or not.
pub(super) fn is_before_apposition(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let comma = reader.tokens.is_mark(ix + 1, ",");
    let next = ix + 1 + usize::from(comma);
    let office = names.office_heads.longest(reader.tokens, next);
    let behind = is_after_given(reader, ix) && !has_article(reader, ix);
    behind
        && office.is_some_and(|hit| {
            let speaks = || names.spoken_offices.contains(&hit.value.office);
            !hit.value.weak && (comma || has_article(reader, next) && speaks())
        })
}

/// «مصدرين مطلعين قولهما», «دراسة نشرتها مجلة»: behind the phrase of somebody what he says, behind a paper the verb that
/// bears its pronoun.
pub(super) fn is_told_of(reader: &Reader<'_>, start: usize, ix: usize) -> bool {
    let Some((stem, _)) = reader.possessed(ix) else { return false };
    let grammar = &reader.lexicon.grammar;
    let head = reader.tokens.word(start);
    let paper = grammar.carriers.contains(head) || grammar.according_sources.contains(head);
    reader.lexicon.verbs.is_masdar(stem) || paper && ix == start + 1 && stem.ends_with('ت')
}

/// «رئيسها», «رئيسته»: an office with the pronoun of a body or person.
pub(super) fn is_owned_office(reader: &Reader<'_>, ix: usize) -> bool {
    let heads = &reader.lexicon.names.office_heads;
    let office = |noun: &str| heads.value_of(noun).is_some_and(|head| !head.weak);
    let owned = |(stem, _): (&str, &str)| {
        office(stem) || crate::lang::free_form(stem).is_some_and(|noun| office(&noun))
    };
    !has_article(reader, ix) && !is_given(reader, ix) && reader.possessed(ix).is_some_and(owned)
}

/// «ببطلان»: a preposition and a noun that is known.
pub(super) fn is_governed(reader: &Reader<'_>, ix: usize) -> bool {
    let noun = reader.tokens.word(ix).strip_prefix(['ب', 'ل', 'ك']);
    noun.is_some_and(|noun| {
        reader.lexicon.grammar.common.contains(noun)
            || reader.lexicon.names.domain_nouns.contains(noun)
            || reader.lexicon.verbs.is_masdar(noun)
    })
}

/// «مجهودات العمال»: people with the article.
pub(super) fn is_crowd(reader: &Reader<'_>, ix: usize) -> bool {
    let noun = crate::lang::without_article(reader.tokens.word(ix));
    has_article(reader, ix) && reader.lexicon.grammar.plural.contains(noun)
}
