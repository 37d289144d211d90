//! Places: named, as an adjective, in another name, in a dateline.

use std::ops::Range;

use crate::lang::{Gap, Hit, TokenKind};
use crate::model::{Evidence, Mention, MentionKind, Name, NameSource, Role};

use super::super::Reader;
use super::super::quote::is_quote_mark;
use super::{Entities, verbal};

/// A place of fewer letters, behind a preposition, must be written as the file has it.
const SHORT: usize = 3;
/// Digits of a year.
const YEAR: usize = 4;

/// Notes the places of parts of the text.
pub(super) fn read(reader: &Reader<'_>, parts: &[Range<usize>], entities: &mut Entities) {
    let mut mentions = std::mem::take(&mut entities.mentions);
    let first = mentions.len();
    for part in parts {
        let mut ix = part.start;
        while ix < part.end {
            ix += place_at(reader, ix, part.start, &mut mentions).max(1);
        }
    }
    let mut at = 0;
    mentions.retain(|mention| {
        at += 1;
        at <= first || mention.role != Role::Adjective || !is_surname(reader, mention, entities)
    });
    entities.mentions = mentions;
}

/// «السوداني», «للسوداني»: the family name of somebody of the document, where no noun before it has it as its adjective.
fn is_surname(reader: &Reader<'_>, mention: &Mention, entities: &Entities) -> bool {
    let tokens = reader.tokens;
    let ix = tokens.within(mention.span).start;
    let bears = |word: &str| entities.by_last(word).is_some();
    let described = || {
        let before = ix.checked_sub(1).filter(|_| tokens.gap(ix) == Gap::Blank);
        before.is_some_and(|noun| crate::lang::has_article(tokens.word(noun)))
    };
    bears(tokens.word(ix)) && !described() || tokens.stripped(ix).any(|base| bears(base.word()))
}

/// Notes the places of lines that name where a report comes from.
pub(super) fn read_bylines(
    reader: &Reader<'_>,
    lines: &[Range<usize>],
    mentions: &mut Vec<Mention>,
) {
    for line in lines {
        let mut ix = line.start;
        while ix < line.end {
            let hit = reader.lexicon.names.place_forms.longest(reader.tokens, ix);
            // «"الشرق الأوسط" - الرياض»: what stands in quotation marks is the paper.
            let quoted = ix > line.start && is_quote_mark(reader.tokens, ix - 1);
            // «لندن - القدس العربي»
            let name = reader.lexicon.names.not_places.longest(reader.tokens, ix).is_some();
            if let Some(hit) = hit.as_ref().filter(|_| !quoted && !name) {
                let found = (*hit.value, Role::Dateline, "dateline-place");
                note(reader, (ix..ix + hit.len, 0), found, mentions);
            }
            ix += hit.map_or(1, |hit| hit.len);
        }
    }
}

/// Notes the place at a token; how many tokens it takes, 0 where there is none.
fn place_at(reader: &Reader<'_>, ix: usize, start: usize, mentions: &mut Vec<Mention>) -> usize {
    if reader.tokens.kind(ix) != Some(TokenKind::Word) {
        return 0;
    }
    let names = &reader.lexicon.names;
    if !names.may_open_place(reader.tokens, ix) {
        return 0;
    }
    if let Some(hit) = names.not_places.longest_with_proclitics(reader.tokens, ix) {
        for at in ix..ix + hit.len {
            if let Some(inner) = names.place_forms.longest_with_proclitics(reader.tokens, at) {
                let place = (*inner.value, Role::InName, "name-with-place");
                let tokens = (at..at + inner.len, inner.proclitic.len());
                note(reader, tokens, place, mentions);
            }
        }
        return hit.len;
    }
    if let Some(hit) = names.no_places.longest_with_proclitics(reader.tokens, ix) {
        return hit.len;
    }
    if let Some(hit) = names.place_forms.longest_with_proclitics(reader.tokens, ix) {
        if is_common_word(reader, ix, &hit) {
            return hit.len;
        }
        let Some(place) = names.places.get(*hit.value) else { return 0 };
        let introduced = !hit.proclitic.is_empty()
            || has_head(reader, ix, start)
            || has_neighbour(reader, ix..ix + hit.len, *hit.value);
        if place.needs_head && !introduced {
            return 0;
        }
        let adjective = is_adjective(reader, ix, *hit.value);
        let bearer = ix.checked_sub(1).filter(|before| *before >= start && !adjective);
        let bearer = bearer.is_some_and(|before| {
            let noun = names.place_bearers.longest_with_proclitics(reader.tokens, before);
            reader.tokens.gap(ix) == Gap::Blank && noun.is_some_and(|hit| hit.len == 1)
        });
        let (role, rule) = match (adjective, bearer) {
            (true, _) => (Role::Adjective, "place-file"),
            // «قناة الضفة», «شارع بغداد»
            (false, true) => (Role::InName, "name-with-place"),
            (false, false) => (Role::Named, "place-file"),
        };
        let found = (*hit.value, role, rule);
        note(reader, (ix..ix + hit.len, hit.proclitic.len()), found, mentions);
        return hit.len;
    }
    match names.country_of_adjective(reader.tokens, ix) {
        Some(country) => {
            let found = (country, Role::Adjective, "country-adjective");
            note(reader, (ix..ix + 1, 0), found, mentions);
            1
        }
        None => 0,
    }
}

/// «باب», «درعاً», «بقطر 50 مترا»: a common word that is a place with its first letter taken for a
/// preposition, without its marks, or but for what stands behind it.
fn is_common_word(reader: &Reader<'_>, ix: usize, hit: &Hit<'_, usize>) -> bool {
    let names = &reader.lexicon.names;
    let plain = reader.plain(ix);
    let proclitic = hit.proclitic.chars().count();
    let rest: String = plain.chars().skip(proclitic).collect();
    let written = || names.places.get(*hit.value).is_some_and(|place| *place.name == *rest);
    let short = proclitic > 0 && rest.chars().count() < SHORT && !written();
    let measure = proclitic > 0
        && reader
            .tokens
            .word(ix)
            .get(hit.proclitic.len()..)
            .is_some_and(|rest| names.measures.contains(rest))
        && reader.tokens.kind(ix + 1) == Some(TokenKind::Number)
        && reader.tokens.word(ix + 1).chars().count() < YEAR;
    hit.len == 1 && (verbal::has_tanwin(reader, ix) || short || measure)
}

/// True where a head noun or a preposition shows that an ambiguous word is meant as the place.
fn has_head(reader: &Reader<'_>, ix: usize, start: usize) -> bool {
    let Some(before) = ix.checked_sub(1).filter(|before| *before >= start) else { return false };
    let names = &reader.lexicon.names;
    names.place_prepositions.at(reader.tokens, before)
        || names.place_nouns.longest_with_proclitics(reader.tokens, before).is_some()
}

/// True beside another place of the same country: «صور وصيدا».
fn has_neighbour(reader: &Reader<'_>, tokens: Range<usize>, place: usize) -> bool {
    let names = &reader.lexicon.names;
    let country = |place: usize| names.places.get(place).and_then(|place| place.country.as_ref());
    let own = country(place);
    let comma = |ix: usize| usize::from(reader.tokens.is_mark(ix, ","));
    let after = tokens.end + comma(tokens.end);
    let before = (1..=3).filter_map(|back| tokens.start.checked_sub(back));
    let near = |ix: usize| {
        let hit = names.place_forms.longest_with_proclitics(reader.tokens, ix);
        hit.filter(|hit| own.is_some() && country(*hit.value) == own).map(|hit| ix + hit.len)
    };
    near(after).is_some()
        || before.into_iter().any(|ix| {
            near(ix).is_some_and(|end| end == tokens.start || end + comma(end) == tokens.start)
        })
}

/// True for a country's form that is its adjective too, after an indefinite feminine noun:
/// «دورية سورية».
fn is_adjective(reader: &Reader<'_>, ix: usize, place: usize) -> bool {
    let names = &reader.lexicon.names;
    if names.country_of_adjective(reader.tokens, ix) != Some(place) {
        return false;
    }
    let Some(before) = ix.checked_sub(1).filter(|_| reader.tokens.gap(ix) == Gap::Blank) else {
        return false;
    };
    let noun = reader.words(reader.tokens.span(before..before + 1));
    let endings = &reader.lexicon.grammar.ending.feminine;
    let ends = |end: &String| reader.tokens.word(before).ends_with(end.as_str());
    // Ta marbuta folds to ha, which may be a pronoun: «في بلده سورية».
    let feminine = endings.iter().any(ends) && !noun.ends_with('ه');
    feminine && !crate::lang::has_article(reader.tokens.word(before))
}

fn note(
    reader: &Reader<'_>,
    (tokens, proclitic): (Range<usize>, usize),
    (place, role, rule): (usize, Role, &'static str),
    mentions: &mut Vec<Mention>,
) {
    let Some(place) = reader.lexicon.names.places.get(place) else { return };
    mentions.push(Mention {
        span: reader.tokens.span_without(tokens, proclitic),
        kind: MentionKind::Place,
        name: Name {
            canonical: place.name.clone(),
            source: NameSource::Curated,
            place: Some(place.id.clone()),
        },
        title: None,
        role,
        evidence: Evidence { rule, score: 90 },
    });
}
