//! People and known bodies of a part of the text.

use std::ops::Range;

use crate::lang::{PersonForm, TokenKind};
use crate::model::{Evidence, MentionKind, Name, NameSource};

use super::super::Reader;
use super::title::{Title, title_at};
use super::unlisted::{grammar_person, last_element};
use super::{
    Asked, Domain, Entities, Head, Pair, Place, body, element, eponym, joined, name, name_as_found,
    surname::{self, Bearer},
};

/// Reads a part and notes whom and what it names.
pub(super) fn read(reader: &Reader<'_>, part: Range<usize>, entities: &mut Entities) {
    let mut ix = part.start;
    while ix < part.end {
        let len = if reader.tokens.kind(ix) == Some(TokenKind::Word) {
            read_at(reader, ix, part.end, entities)
        } else {
            None
        };
        ix += len.unwrap_or(1).max(1);
    }
}

/// Notes what begins at a token; how many tokens it takes.
fn read_at(reader: &Reader<'_>, ix: usize, limit: usize, entities: &mut Entities) -> Option<usize> {
    let names = &reader.lexicon.names;
    if let Some(pair) = Pair::at(reader, ix, limit) {
        pair.note(reader, entities);
        return Some(pair.tokens.len());
    }
    if !names.may_open(reader.tokens, ix) {
        return short_form(reader, ix, entities);
    }
    if let Some(hit) = names.not_places.longest_with_proclitics(reader.tokens, ix) {
        // «سرايا القدس»
        let body = body::known_at(reader, ix, limit).filter(|body| body.tokens.len() >= hit.len);
        let len = body.as_ref().map_or(hit.len, |body| body.tokens.len());
        if let Some(body) = body {
            body::note(reader, &body, entities);
        }
        return Some(len);
    }
    if let Some(place) = whole_place(reader, ix) {
        return Some(place);
    }
    if let Some(person) = known_person(reader, ix, entities) {
        return Some(person);
    }
    if let Some(end) = named_after(reader, ix, limit) {
        return Some(end.saturating_sub(ix));
    }
    if let Some(title) = title_at(reader, ix, limit) {
        if let Some(served) = title.served.clone() {
            read(reader, served, entities);
        }
        if let Some(len) = titled(reader, &title, entities) {
            return Some(len);
        }
        // «القاضي» after «نبيل القاضي»
        let alone = title.tokens.len() == 1;
        return if alone { short_form(reader, ix, entities) } else { None };
    }
    if let Some(found) = body::known_at(reader, ix, limit) {
        let len = found.tokens.len();
        body::note(reader, &found, entities);
        return Some(len);
    }
    let plain = name::untitled_at(reader, ix, limit).map(|name| (name, 0));
    if let Some((found, proclitic)) = plain.or_else(|| joined::name_at(reader, ix, limit, entities))
    {
        let place = Place { name: found.clone(), proclitic, title: None };
        let entity = grammar_person(reader, (found.clone(), proclitic), entities);
        entities.see(reader, entity, place, Evidence { rule: "given-name", score: 75 });
        apposition(reader, found.clone(), limit, entity, entities);
        return Some(found.len());
    }
    short_form(reader, ix, entities)
}

/// «بندر عباس»: a place whose words are names.
fn whole_place(reader: &Reader<'_>, ix: usize) -> Option<usize> {
    let hit = reader.lexicon.names.place_forms.longest_with_proclitics(reader.tokens, ix)?;
    (hit.len > 1 && element::is_known(reader, ix)).then_some(hit.len)
}

/// The end of what bears a name and is no body of the file: «جسر الملك حسين».
fn named_after(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let end = eponym::end_at(reader, ix, limit)?;
    let known = body::known_at(reader, ix, limit).is_some();
    (!known && end > ix).then_some(end)
}

/// A person of the alias file.
fn known_person(reader: &Reader<'_>, ix: usize, entities: &mut Entities) -> Option<usize> {
    let names = &reader.lexicon.names;
    let hit = names.person_forms.longest_with_proclitics(reader.tokens, ix)?;
    if !hit.is_noun() || surname::is_after_feminine_verb(reader, ix, &hit) {
        return None;
    }
    let person = match hit.value {
        PersonForm::Alias(person) => *person,
        PersonForm::WeakSurname(_) => {
            let surname = reader.tokens.words(ix..ix + hit.len);
            let surname = surname.get(hit.proclitic.len()..)?;
            latest_with_last(entities, reader, ix, surname)?
        }
        PersonForm::Short(person) => {
            let name = names.persons.get(*person)?.name.clone();
            entities.by_name.contains_key(&name).then_some(*person)?
        }
    };
    let partial = hit.len == 1 || names.particles.at(reader.tokens, ix);
    let longer = hit.len > 1 && surname::is_namesake(reader, ix + hit.len, reader.tokens.len());
    if longer || surname::is_in_longer_name(reader, ix, (&hit, person)) {
        return None;
    }
    let proclitic = hit.proclitic.len();
    if partial {
        let surname = reader.tokens.words(ix..ix + hit.len).get(proclitic..)?;
        match surname::bearer(reader, (surname, ix), person, entities) {
            Bearer::Own => {}
            Bearer::Another => return None,
            Bearer::Either(own) => {
                entities.add_last(surname, own);
                return Some(hit.len);
            }
        }
    }
    let entity = known_entity(reader, person, entities)?;
    note_last(reader, &(ix..ix + hit.len), entity, entities);
    let place = Place { name: ix..ix + hit.len, proclitic, title: None };
    entities.see(reader, entity, place, Evidence { rule: "alias-file", score: 95 });
    apposition(reader, ix..ix + hit.len, ix + hit.len + 12, entity, entities);
    Some(hit.len)
}

/// The entity of a person of the alias file, with the office and country that the file knows.
fn known_entity(reader: &Reader<'_>, person: usize, entities: &mut Entities) -> Option<usize> {
    if let Some(entity) = entities.by_person.get(&person) {
        return Some(*entity);
    }
    let names = &reader.lexicon.names;
    let known = names.persons.get(person)?;
    let name = Name {
        canonical: known.name.clone(),
        source: NameSource::Curated,
        place: known.country.clone(),
    };
    // «مارتن غريفث», then «غريفيث»
    let entity = match entities.variant_of(reader, &name.canonical) {
        Some(entity) => entities.rename(entity, name),
        None => entities.entity(name, MentionKind::Person),
    };
    let key = reader.lexicon.folder().key(&known.name);
    if let Some((first, _)) = key.split_once(' ') {
        entities.add_first(first, entity);
    }
    if let Some(last) = key.split_whitespace().next_back() {
        entities.add_sound(reader, last, entity);
    }
    entities.note_title(entity, known.office.as_slice(), names.home_of(person));
    if let Some(words) = &known.office_words {
        let domain = Domain::of_words(reader, words, known.office.as_slice());
        entities.note_domain(entity, &domain);
        entities.note_office_words(reader, entity, words);
    }
    entities.by_person.insert(person, entity);
    Some(entity)
}

/// The latest person whose name of the alias file ends in a surname that several bear.
fn latest_with_last(
    entities: &Entities,
    reader: &Reader<'_>,
    ix: usize,
    surname: &str,
) -> Option<usize> {
    let folder = reader.lexicon.folder();
    entities.seen_before(ix).find_map(|seen| {
        let entity = entities.get(seen.entity)?;
        let key = folder.key(&entity.name.canonical);
        key.split_whitespace().next_back().filter(|last| *last == surname)?;
        let persons = &reader.lexicon.names.persons;
        persons.iter().position(|known| known.name == entity.name.canonical)
    })
}

/// A title with a name: notes the person and returns the length of both.
fn titled(reader: &Reader<'_>, title: &Title, entities: &mut Entities) -> Option<usize> {
    let name = title.name.clone()?;
    let names = &reader.lexicon.names;
    let listed = names.person_forms.longest(reader.tokens, name.start);
    let listed = listed
        .filter(|hit| hit.len == name.len() && !surname::is_of_other_country(reader, title, hit))
        .filter(|hit| !surname::is_of_other_gender(reader, title, hit))
        .filter(|hit| !surname::is_common_and_of_other_office(reader, title, hit, entities));
    let entity = match listed.and_then(|hit| hit.value.person()) {
        Some(person) => {
            let entity = known_entity(reader, person, entities)?;
            note_last(reader, &name, entity, entities);
            entity
        }
        // «نجله محمد»: nobody of that name who was named before.
        None if title.relation && name.len() == 1 => {
            let found = name_as_found(reader, name.clone(), NameSource::Grammar);
            entities.entity(found, MentionKind::Person)
        }
        None => grammar_person(reader, (name.clone(), 0), entities),
    };
    let offices = if title.counterpart && !title.relation {
        let before = entities
            .seen_before(title.tokens.start)
            .find_map(|seen| entities.get(seen.entity).filter(|other| !other.offices.is_empty()));
        before.map(|other| other.offices.clone()).unwrap_or_default()
    } else {
        title.offices.clone()
    };
    entities.note_title(entity, &offices, title.country);
    let domain = Domain::read(reader, title.tokens.clone(), &offices);
    entities.note_domain(entity, &domain);
    entities.note_callings(reader, entity, title);
    let place = Place { name: name.clone(), proclitic: 0, title: Some(title.tokens.clone()) };
    entities.see(reader, entity, place, Evidence { rule: "title-name", score: 90 });
    apposition(reader, title.tokens.start..name.end, name.end + 14, entity, entities);
    Some(name.end.saturating_sub(title.tokens.start))
}

/// The person of a name that something introduces: of the alias file, or as the grammar has it.
pub(super) fn person_of(
    reader: &Reader<'_>,
    name: Range<usize>,
    proclitic: usize,
    entities: &mut Entities,
) -> usize {
    let listed =
        reader.lexicon.names.person_forms.longest_with_proclitics(reader.tokens, name.start);
    listed
        .filter(|hit| hit.len == name.len() && hit.proclitic.len() == proclitic)
        .and_then(|hit| hit.value.person())
        .and_then(|person| {
            let entity = known_entity(reader, person, entities)?;
            note_last(reader, &name, entity, entities);
            Some(entity)
        })
        .unwrap_or_else(|| grammar_person(reader, (name, 0), entities))
}

/// Remembers the last element of a known person's name as this text spells it, where the file has no
/// alias for it: «بهرام قاسمي», then «قاسمي».
fn note_last(reader: &Reader<'_>, name: &Range<usize>, entity: usize, entities: &mut Entities) {
    let last = last_element(reader, name);
    let weak = reader.lexicon.names.person_forms.longest(reader.tokens, name.end.saturating_sub(1));
    if name.len() > 1 && weak.is_none() {
        entities.add_last(&last, entity);
    }
}

/// A title after the name, with or without a comma: «خالد مجاهد، المتحدث الرسمي للوزارة».
fn apposition(
    reader: &Reader<'_>,
    Range { start, end: ix }: Range<usize>,
    limit: usize,
    entity: usize,
    entities: &mut Entities,
) {
    let at = if reader.tokens.is_mark(ix, ",") { ix + 1 } else { ix };
    // «اتهم خليل نبيل المعارضة»: a side that many make up is nobody's office.
    let collectives = &reader.lexicon.names.collectives;
    if at == ix && collectives.longest(reader.tokens, at).is_some() {
        return;
    }
    let Some(title) = title_at(reader, at, limit) else { return };
    let has_proclitic = reader.lexicon.names.office_heads.longest(reader.tokens, at).is_none();
    // «طالب النائب سالم بدر رئيس الوزراء»: nobody has that office beside another.
    let called = reader.lexicon.names.called_heads.longest(reader.tokens, at);
    let called = called.is_some()
        && at == ix
        && start.checked_sub(1).is_some_and(|verb| element::may_call(reader, verb));
    if title.name.is_none() && !has_proclitic && !title.counterpart && !called {
        entities.note_title(entity, &title.offices, title.country);
        let domain = Domain::read(reader, title.tokens.clone(), &title.offices);
        entities.note_domain(entity, &domain);
        entities.note_callings(reader, entity, &title);
    }
}

/// «القاضي»: a family name that is an office, where somebody else holds it.
fn is_anothers_office(reader: &Reader<'_>, ix: usize, entity: usize, entities: &Entities) -> bool {
    let heads = &reader.lexicon.names.office_heads;
    let Some(head) = heads.longest_with_proclitics(reader.tokens, ix) else { return false };
    let offices = [head.value.office];
    let asked =
        Asked { offices: &offices, country: None, domain: None, head: Head::read(reader, ix) };
    let held = entities.by_office(ix, &asked);
    element::has_article(reader, ix) && held.is_some_and(|seen| seen.entity != entity)
}

/// «في الصباح»: a word of time that is a family name too, where nothing shows the name.
fn is_time(reader: &Reader<'_>, ix: usize) -> bool {
    let days = &reader.lexicon.grammar.day_words;
    days.longest_with_proclitics(reader.tokens, ix).is_some()
        && ix.checked_sub(1).is_none_or(|before| !reader.is_cue_form(before))
}

/// The last element of a name that was given in full before.
fn short_form(reader: &Reader<'_>, ix: usize, entities: &mut Entities) -> Option<usize> {
    if !entities.may_be_last(reader.tokens, ix) {
        return None;
    }
    let pair = reader.tokens.words(ix..ix + 2);
    let word = reader.tokens.word(ix);
    let (entity, len, proclitic) = match entities.by_last(pair) {
        Some(entity) => (entity, 2, 0),
        None => {
            let plain = entities.by_last(word).map(|entity| (entity, 0));
            let mut stripped = reader.tokens.stripped(ix);
            let (entity, cut) = plain.or_else(|| {
                stripped.find_map(|base| Some((entities.by_last(base.word())?, base.cut())))
            })?;
            (entity, 1, cut)
        }
    };
    // «المصري» alone is as well the adjective, «الوزير» the office.
    let names = &reader.lexicon.names;
    if len == 1 && (is_anothers_office(reader, ix, entity, entities) || is_time(reader, ix)) {
        return None;
    }
    if len == 1
        && names.country_of_adjective(reader.tokens, ix).is_some()
        && !surname::is_subject(reader, ix)
    {
        return None;
    }
    let place = Place { name: ix..ix + len, proclitic, title: None };
    entities.see(reader, entity, place, Evidence { rule: "short-form", score: 80 });
    Some(len)
}
