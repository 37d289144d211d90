//! Bodies: known ones, and those that a head noun and a country compose.

use std::ops::Range;
use std::sync::Arc;

use crate::lang::Gap;
use crate::model::{Evidence, MentionKind, Name, NameSource};

use super::super::Reader;
use super::title::is_definite;
use super::{Entities, Place, name_as_found};

/// A body's phrase.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) tokens: Range<usize>,
    name: Name,
    /// Bytes of the proclitics on its first word.
    proclitic: usize,
    rule: &'static str,
}

/// Longest phrase of a body, in tokens.
const LONGEST: usize = 8;

/// A body of the file, or a composed one with its country, at token `ix`.
pub(crate) fn known_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Body> {
    let names = &reader.lexicon.names;
    let hit = names.body_forms.longest_with_proclitics(reader.tokens, ix);
    let composed = composed_at(reader, ix, limit);
    let known = hit.and_then(|hit| {
        let body = names.bodies.get(*hit.value)?;
        let tokens = ix..ix + hit.len;
        // A form that is also a common word needs its full name.
        let usable = !body.needs_head || hit.len > 1;
        let name = Name {
            canonical: body.name.clone(),
            source: NameSource::Curated,
            place: body.country.clone(),
        };
        let proclitic = hit.proclitic.len();
        usable.then_some(Body { tokens, name, proclitic, rule: "organisation-file" })
    });
    match (known, composed) {
        (Some(known), Some(composed)) if composed.tokens.len() > known.tokens.len() => {
            Some(composed)
        }
        (Some(known), _) => Some(known),
        (None, composed) => composed,
    }
}

/// Head noun, its genitive and adjectives, and a country: «وزارة الخارجية الروسية».
fn composed_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Body> {
    let names = &reader.lexicon.names;
    let tokens = reader.tokens;
    let head = names
        .body_heads
        .longest_with_proclitics(tokens, ix)
        .or_else(|| names.ministries.longest_with_proclitics(tokens, ix))?;
    let ministry = names.ministries.longest_with_proclitics(tokens, ix).is_some();
    let proclitic = head.proclitic.len();
    let mut end = ix + head.len;
    let stop = limit.min(ix + LONGEST);
    while end < stop && tokens.gap(end) == Gap::Blank && tokens.is_word(end) {
        if let Some(country) = names.country_of_adjective(tokens, end) {
            // «وزير الدفاع الروسي» names no ministry: its adjective would be feminine.
            let feminine = ministry || tokens.word(ix).ends_with('ه');
            if feminine && !tokens.word(end).ends_with('ه') {
                return None;
            }
            let id = names.places.get(country).map(|place| place.id.clone());
            return Some(composed(reader, ix..end + 1, (proclitic, ministry), id));
        }
        if let Some(hit) = names.place_forms.longest(tokens, end) {
            let place = names.places.get(*hit.value).filter(|place| place.speaks)?;
            let id = place.country.clone();
            return Some(composed(reader, ix..end + hit.len, (proclitic, ministry), id));
        }
        if !is_definite(reader, end) || reader.is_cue_form(end) {
            return None;
        }
        end += 1;
    }
    None
}

fn composed(
    reader: &Reader<'_>,
    tokens: Range<usize>,
    (proclitic, ministry): (usize, bool),
    country: Option<Arc<str>>,
) -> Body {
    let names = &reader.lexicon.names;
    let mut name = name_as_found(reader, tokens.clone(), NameSource::Composed);
    name.place = country;
    let plain: String = if proclitic == 0 {
        name.canonical.to_string()
    } else {
        let cut = proclitic / 'و'.len_utf8();
        crate::lang::without_proclitics(&name.canonical, cut)
    };
    name.canonical = if ministry && !names.ministry_noun.is_empty() {
        format!("{} {plain}", names.ministry_noun).into()
    } else {
        plain.into()
    };
    Body { tokens, name, proclitic, rule: "head-and-country" }
}

/// Notes a body in the text.
pub(crate) fn note(reader: &Reader<'_>, body: &Body, entities: &mut Entities) -> usize {
    let entity = entities.entity(body.name.clone(), MentionKind::Body);
    let place = Place { name: body.tokens.clone(), proclitic: body.proclitic, title: None };
    entities.see(reader, entity, place, Evidence { rule: body.rule, score: 90 });
    for base in crate::lang::bases(reader.tokens.word(body.tokens.start)) {
        entities.note_head(entity, &base.word);
    }
    entity
}

/// The phrase of a body that nothing but its head noun tells: the head, its genitive, adjectives.
/// «المرصد السوري لحقوق الإنسان», «وزارة الصحة والسكان المصرية».
pub(crate) fn phrase_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Body> {
    let names = &reader.lexicon.names;
    let word = reader.tokens.word(ix);
    let bare = names.speaker_bodies.value_of(crate::lang::without_article(word)).map(|()| 1);
    let listed = names.speaker_bodies.longest(reader.tokens, ix).map(|hit| hit.len);
    let composed = names.body_heads.longest(reader.tokens, ix).map(|hit| hit.len);
    let head = listed.or(composed).or(bare)?;
    let end = phrase_end(reader, ix, ix + head, limit);
    (end > ix + 1).then(|| Body {
        tokens: ix..end,
        name: name_as_found(reader, ix..end, NameSource::Surface),
        proclitic: 0,
        rule: "body-head",
    })
}

/// The end of a noun phrase whose head ends at `end`: genitive nouns while the head has no
/// article, then adjectives, then what is written on «ل» or quoted as its name.
pub(crate) fn phrase_end(reader: &Reader<'_>, start: usize, mut end: usize, limit: usize) -> usize {
    let tokens = reader.tokens;
    let mut open = !is_closed(reader, end.saturating_sub(1));
    let stop = limit.min(start + 14);
    while end < stop && tokens.gap(end) == Gap::Blank {
        if let Some(close) = quoted_name(reader, end, stop) {
            end = close;
            open = false;
            continue;
        }
        let word = tokens.word(end);
        let is_stop = reader.is_stop(end) && !reader.lexicon.grammar.adjectives.contains(word);
        if !tokens.is_word(end) || reader.is_cue_form(end) || is_stop {
            break;
        }
        // «للنقل ستجري»: an adjective agrees with its noun in the article, a verb does not.
        let adjective =
            reader.is_adjective(end) && (is_definite(reader, end) || !is_definite(reader, end - 1));
        let on_l = end > start && word.starts_with('ل') && !reader.is_complementiser(end);
        // «النفط والغاز النيابية»: an adjective behind the second noun shows that both belong.
        let joined = word.starts_with('و') && is_definite(reader, end) && !open;
        let agrees = || {
            let article = crate::lang::has_article(tokens.word(end + 1));
            continues(reader, end + 1) || (article && reader.is_adjective(end + 1))
        };
        if !(open || adjective || on_l || (joined && agrees())) {
            break;
        }
        let names = &reader.lexicon.names;
        // «خارجية» in «وزارة خارجية روسيا» looks like an adjective and is a noun.
        let noun = names.office_bodies.longest(tokens, end).is_some()
            || names.ministries.value_of(crate::lang::without_article(word)).is_some()
            || names.speaker_bodies.longest(tokens, end).is_some();
        if open {
            // «صحيفة دايلي ميل البريطانية»: what looks like an adjective may be a name.
            let named = !is_definite(reader, end)
                && (end + 1..(end + 4).min(stop))
                    .any(|at| is_definite(reader, at) && continues(reader, at));
            open = !is_closed(reader, end) || (noun && !is_definite(reader, end)) || named;
        } else if on_l {
            open = !reader.has_preposition(end);
        }
        end += 1;
    }
    end
}

/// True for a word that needs no genitive after it: definite, a place, a name, possessed.
fn is_closed(reader: &Reader<'_>, ix: usize) -> bool {
    is_definite(reader, ix)
        || reader.is_adjective(ix)
        || reader.lexicon.names.place_forms.longest_with_proclitics(reader.tokens, ix).is_some()
}

/// True where an adjective shows that the joined noun before it still belongs to the phrase.
fn continues(reader: &Reader<'_>, ix: usize) -> bool {
    reader.lexicon.names.country_of_adjective(reader.tokens, ix).is_some()
}

/// The end of a short quoted name: «تلفزيون "برس"».
pub(super) fn quoted_name(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let open = reader.tokens.word(ix);
    if !matches!(open, "\"" | "«" | "“" | "”") {
        return None;
    }
    (ix + 2..(ix + 6).min(limit))
        .find(|at| matches!(reader.tokens.word(*at), "\"" | "»" | "”" | "“"))
        .map(|close| close + 1)
}
