//! People whom no list has: a new one, or one of the document whom a shorter name means.

use std::ops::Range;

use crate::model::{MentionKind, NameSource};

use super::super::Reader;
use super::{Entities, element, name, name_as_found};

/// The person of a name that only the grammar knows: a new one, or the one whose name it shortens. A
/// conjunction may be written on the name, so many bytes of its matching form.
pub(crate) fn grammar_person(
    reader: &Reader<'_>,
    (name, proclitic): (Range<usize>, usize),
    entities: &mut Entities,
) -> usize {
    let last = last_element(reader, &name);
    let words = reader.tokens.words(name.clone()).get(proclitic..).unwrap_or_default();
    if let Some(entity) = entities.by_last(words) {
        return entity;
    }
    if let Some(entity) = given_alone(reader, &name, entities) {
        return entity;
    }
    let first = reader.tokens.word(name.start).get(proclitic..).unwrap_or_default();
    let full = name.len() > 1;
    let given = reader.lexicon.names.given.longest_with_proclitics(reader.tokens, name.start);
    let joined = given.filter(|_| proclitic > 0).map(|hit| name.start + hit.len);
    let rest = joined.or_else(|| name::element_end(reader, name.start, name.end));
    let rest = rest.map(|start| start..name.end);
    let mut found = name_as_found(reader, name, NameSource::Grammar);
    if proclitic > 0 {
        found.canonical = crate::lang::without_proclitics(&found.canonical, 1).into();
    }
    let variant = if entities.by_name.contains_key(&found.canonical) {
        None
    } else {
        entities.variant_of(reader, &found.canonical)
    };
    let entity = variant.unwrap_or_else(|| entities.entity(found, MentionKind::Person));
    if full {
        entities.add_first(first, entity);
    }
    entities.add_last(&last, entity);
    entities.add_sound(reader, last.split(' ').next_back().unwrap_or(&last), entity);
    // «أنغيلا ديمير أوغلو», then «ديمير أوغلو».
    let rest = rest.map(|rest| reader.tokens.words(rest)).unwrap_or_default();
    if rest.len() > last.len() {
        entities.add_last(rest, entity);
    }
    entity
}

/// «فراس», «الأمير بندر»: a given name alone is the only person of the document who bears it.
pub(crate) fn given_alone(
    reader: &Reader<'_>,
    name: &Range<usize>,
    entities: &Entities,
) -> Option<usize> {
    let given = reader.lexicon.names.given.longest(reader.tokens, name.start);
    let alone = given.is_some_and(|hit| hit.len == name.len());
    entities.by_first(reader.tokens.word(name.start)).filter(|_| alone)
}

/// The last element of a name in its matching form: a particle belongs to the word after it.
pub(super) fn last_element(reader: &Reader<'_>, name: &Range<usize>) -> String {
    let particles = &reader.lexicon.names.particles;
    let mut start = name.end.saturating_sub(1);
    // «صلاح عبد العاطي»: a given name that joins others as well stays the first element.
    let given = name.len() > 2 && element::is_given(reader, name.start);
    let first = name.start + usize::from(given);
    while start > first && particles.at(reader.tokens, start - 1) {
        start -= 1;
    }
    reader.tokens.words(start..name.end).to_owned()
}
