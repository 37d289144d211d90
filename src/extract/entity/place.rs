//! Places: named, as an adjective, in another name, in a dateline.

use std::ops::Range;

use crate::lang::TokenKind;
use crate::model::{Evidence, Mention, MentionKind, Name, NameSource, Role};

use super::super::Reader;

/// Notes the places of parts of the text.
pub(super) fn read(reader: &Reader<'_>, parts: &[Range<usize>], mentions: &mut Vec<Mention>) {
    for part in parts {
        let mut ix = part.start;
        while ix < part.end {
            ix += place_at(reader, ix, part.start, mentions).max(1);
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
    if let Some(hit) = names.place_forms.longest_with_proclitics(reader.tokens, ix) {
        let Some(place) = names.places.get(*hit.value) else { return 0 };
        let introduced = !hit.proclitic.is_empty() || has_head(reader, ix, start);
        if place.needs_head && !introduced {
            return 0;
        }
        let found = (*hit.value, Role::Named, "place-file");
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

/// True where a head noun or a preposition shows that an ambiguous word is meant as the place.
fn has_head(reader: &Reader<'_>, ix: usize, start: usize) -> bool {
    let Some(before) = ix.checked_sub(1).filter(|before| *before >= start) else { return false };
    let names = &reader.lexicon.names;
    names.place_prepositions.contains(reader.tokens.word(before))
        || names.place_nouns.longest_with_proclitics(reader.tokens, before).is_some()
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
