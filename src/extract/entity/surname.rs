//! Words of the alias file inside the names of others: «سلامة حماد» is not «غسان سلامة».
//!
//! One word names a person of the file alone. Beside a further word that looks like a name it is
//! his only where nothing shows that both are one name.

use crate::lang::{Gap, Gender, Hit, PersonForm, TokenKind};
use crate::model::Percent;

use super::super::Reader;
use super::Entities;
use super::element::{
    has_article, is_behind_call, is_doubtful, is_feminine, is_given, is_inside,
    is_listed_adjective, is_name_word, is_repeated,
};
use super::title::Title;
use super::told;

/// From this likeness on a first element is the person's own in another spelling.
const OWN: Percent = 70;

/// The form of the alias file at token `ix`, unless its one word is part of a longer name.
pub(crate) fn listed_at<'a>(
    reader: &Reader<'a>,
    ix: usize,
    limit: usize,
) -> Option<Hit<'a, PersonForm>> {
    let hit = reader.lexicon.names.person_forms.longest(reader.tokens, ix)?;
    let longer = if hit.len > 1 {
        is_namesake(reader, ix + hit.len, limit)
    } else {
        goes_on(reader, ix + 1, limit)
    };
    (!longer).then_some(hit)
}

/// «محمد بن سلمان القحطاني قال», «محمود عباس حسن، مدير»: true where a family name or a given name goes on a whole name of
/// the alias file and ends it: somebody else is called so as well.
pub(super) fn is_namesake(reader: &Reader<'_>, ix: usize, limit: usize) -> bool {
    let foreign = reader.lexicon.spelling.is_foreign(reader.tokens.word(ix));
    if ix >= limit || foreign || !is_inside(reader, ix) || !is_name_word(reader, ix) {
        return false;
    }
    let family = has_article(reader, ix)
        && (reader.tokens.word(ix).ends_with('ي') || is_subjects_end(reader, ix + 1))
        && !is_listed_adjective(reader, ix);
    let ends = reader.is_shut(ix + 1) || reader.is_stop(ix + 1);
    let particle = reader.lexicon.names.particles.at(reader.tokens, ix);
    ends && !particle && (family || is_given(reader, ix))
}

/// True where what stands around a form of the alias file shows that it is part of somebody else's
/// name; a lone form is one word, or a particle and its word.
pub(super) fn is_in_longer_name(
    reader: &Reader<'_>,
    ix: usize,
    (hit, person): (&Hit<'_, PersonForm>, usize),
) -> bool {
    let particle = reader.lexicon.names.particles.at(reader.tokens, ix);
    let lone = hit.len == 1 || particle;
    lone && hit.proclitic.is_empty() && is_after_anothers_given(reader, ix, person)
        || hit.len == 1
            && (goes_on(reader, ix + 1, reader.tokens.len())
                || is_anothers(reader, ix)
                || is_after_unknown_name(reader, ix))
}

/// Whom a surname of the alias file means in a document.
pub(super) enum Bearer {
    /// The person of the file.
    Own,
    /// Whom the document gave it in full, and not to the person of the file.
    Another,
    /// The person of the file, as which entity, or who was given it later: nobody can tell.
    Either(usize),
}

/// Whom a surname at a token means, which the file gives this person.
pub(super) fn bearer(
    reader: &Reader<'_>,
    (surname, ix): (&str, usize),
    person: usize,
    entities: &Entities,
) -> Bearer {
    let others = entities.all_by_last(surname);
    let name = reader.lexicon.names.persons.get(person).map(|known| &known.name);
    let own = name.and_then(|name| entities.by_name.get(name)).copied();
    if others.iter().all(|other| Some(*other) == own) {
        return Bearer::Own;
    }
    let Some(own) = own else { return Bearer::Another };
    let mut seen = entities.seen_before(ix).map(|seen| seen.entity);
    match seen.find(|entity| *entity == own || others.contains(entity)) {
        Some(latest) if latest != own => Bearer::Either(own),
        _ => Bearer::Own,
    }
}

/// «وأضاف السوداني أن», «العراق: السوداني يوجه»: true where a family name that is an adjective too stands as a subject.
pub(super) fn is_subject(reader: &Reader<'_>, ix: usize) -> bool {
    let tokens = reader.tokens;
    let before = ix.checked_sub(1);
    let said = before.is_some_and(|verb| reader.is_cue_form(verb)) && reader.is_shut(ix + 1);
    let begins = tokens.gap(ix) == Gap::Line
        || before.is_none_or(|at| tokens.kind(at) == Some(TokenKind::Mark));
    let acts = || reader.lexicon.grammar.patterns.is_masculine_verb(reader.plain(ix + 1));
    said || begins && (reader.is_cue_form(ix + 1) || acts())
}

/// True where a given name before a lone surname says that it is somebody else.
fn is_after_anothers_given(reader: &Reader<'_>, ix: usize, person: usize) -> bool {
    let Some(before) = ix.checked_sub(1).filter(|before| is_given(reader, *before)) else {
        return false;
    };
    let known = reader.lexicon.names.persons.get(person);
    !known.is_some_and(|known| {
        let key = reader.lexicon.folder().key(&known.name);
        key.split_whitespace().any(|part| part == reader.tokens.word(before))
    })
}

/// «ويقول قصي القذافي»: behind the verb, a bare word that no list has and the surname are one name.
fn is_after_unknown_name(reader: &Reader<'_>, ix: usize) -> bool {
    let Some(verb) = ix.checked_sub(2).filter(|_| has_article(reader, ix)) else { return false };
    let before = ix - 1;
    is_inside(reader, ix)
        && is_inside(reader, before)
        && reader.is_cue_form(verb)
        && !has_article(reader, before)
        && is_name_word(reader, before)
}

/// True where a word after a surname shows that the name goes on: «أشتون كارتر إن».
fn goes_on(reader: &Reader<'_>, ix: usize, limit: usize) -> bool {
    if ix >= limit || !is_inside(reader, ix) || !is_name_word(reader, ix) {
        return false;
    }
    // «القذافي الصغير»
    if has_article(reader, ix) && reader.lexicon.names.families.at(reader.tokens, ix) {
        return true;
    }
    let listed = reader.lexicon.names.person_forms.longest(reader.tokens, ix);
    if let Some(other) = listed {
        return other.len == 1 && is_subjects_end(reader, ix + 1);
    }
    if is_given(reader, ix) {
        return reader.is_shut(ix + 1);
    }
    // «جيفري فيلتمان إلى»: the word of the file is a given name as well.
    let given = ix.checked_sub(1).is_some_and(|form| is_given(reader, form));
    let ends = || reader.is_shut(ix + 1) || reader.is_stop(ix + 1) || is_repeated(reader, ix + 1);
    // «عباس الصنعاني في»: so with a family name in the article.
    let family = || has_article(reader, ix) && reader.tokens.word(ix).ends_with('ي');
    if given && (may_be_element(reader, ix) || family()) && ends() {
        return true;
    }
    may_be_element(reader, ix) && is_subjects_end(reader, ix + 1)
}

/// True where a word that is no given name stands before a surname of the file, and both are the
/// name of somebody else: «ليز غراندي إن».
pub(super) fn is_anothers(reader: &Reader<'_>, surname: usize) -> bool {
    let Some(before) = surname.checked_sub(1) else { return false };
    let Some(hit) = reader.lexicon.names.person_forms.longest(reader.tokens, surname) else {
        return false;
    };
    hit.len == 1
        && is_inside(reader, surname)
        && is_name_word(reader, before)
        && !is_own_element(reader, before, hit.value)
        && (reader.lexicon.spelling.is_respelt(reader.tokens.word(before))
            || (may_be_element(reader, before) && is_subjects_end(reader, surname + 1)))
}

/// «سلامة»: a surname of the file that is a common word or the name of many as well.
pub(super) fn may_be_common(reader: &Reader<'_>, ix: usize) -> bool {
    let hit = reader.lexicon.names.person_forms.longest(reader.tokens, ix);
    hit.is_some_and(|hit| hit.len == 1 && matches!(hit.value, PersonForm::Short(_)))
}

/// What a name of the alias file does inside another.
pub(super) enum Known {
    /// The words before it are no name.
    Unfit,
    /// The name before it is whole.
    Anothers,
}

/// Whether a name that begins at the first token, with so many elements, meets one of the alias file at the second.
pub(super) fn known_inside(
    reader: &Reader<'_>,
    (ix, end): (usize, usize),
    elements: usize,
) -> Option<Known> {
    let names = &reader.lexicon.names;
    names.person_forms.longest(reader.tokens, end)?;
    // «إشارة لافروف»: what stands before a name that is known belongs to no other name.
    let joined = names.particles.at(reader.tokens, end);
    // «أحمد لافروف» is somebody else, whom a given name of his own introduces.
    let introduced = elements == 1 && is_given(reader, ix);
    let anothers = elements == 1 && is_anothers(reader, end);
    if introduced || joined || is_given(reader, end) || anothers {
        return None;
    }
    // «وأكد سمير نادر سلامة الركاب»: two elements and the first one given are a whole name.
    let whole = elements > 1 && is_given(reader, ix) && !is_foreign_name(reader, ix);
    // «محمد إدريس ديبي»: a given name before one of the file is the name of somebody else, who is called after him.
    let last = names.person_forms.longest(reader.tokens, end - 1);
    if whole && last.is_some_and(|hit| hit.len == 2) {
        return None;
    }
    // «انتقد وئام وهاب جعجع»
    if whole && told::is_before_anothers(reader, ix, end) {
        return Some(Known::Anothers);
    }
    if !whole || !may_be_common(reader, end) {
        return Some(Known::Unfit);
    }
    // «قال رامي فهمي سلامة إن»
    let called = reader.is_shut(end + 1) || is_behind_call(reader, end);
    (!called).then_some(Known::Anothers)
}

/// True for a given name of another language.
pub(super) fn is_foreign_name(reader: &Reader<'_>, ix: usize) -> bool {
    reader.lexicon.spelling.is_foreign(reader.tokens.word(ix))
}

/// True where a title is of another country than the file gives the person that a lone word names.
pub(super) fn is_of_other_country(
    reader: &Reader<'_>,
    title: &Title,
    hit: &Hit<'_, PersonForm>,
) -> bool {
    let own = hit.value.person().and_then(|person| reader.lexicon.names.home_of(person));
    hit.len == 1 && matches!((own, title.country), (Some(own), Some(stated)) if own != stated)
}

/// «القاضي عباس»: a word of the file that many bear, behind an office that is not the person's whom the
/// file means, in a document that has not named him.
pub(super) fn is_common_and_of_other_office(
    reader: &Reader<'_>,
    title: &Title,
    hit: &Hit<'_, PersonForm>,
    entities: &Entities,
) -> bool {
    let PersonForm::Short(person) = hit.value else { return false };
    let known = reader.lexicon.names.persons.get(*person);
    known.is_some_and(|known| {
        let holds = known.office.is_some_and(|office| title.offices.contains(&office));
        !holds && !entities.by_name.contains_key(&known.name)
    })
}

/// True where a feminine title stands before the lone word of the file that names a man: «السيدة
/// بايدن».
pub(super) fn is_of_other_gender(
    reader: &Reader<'_>,
    title: &Title,
    hit: &Hit<'_, PersonForm>,
) -> bool {
    hit.len == 1 && is_man(reader, hit) && is_feminine(reader, title.tokens.start)
}

/// «وقالت غراندي إن»: a woman speaks, not the man of the file. A verb that may call on somebody says
/// nothing of whom it calls on.
pub(super) fn is_after_feminine_verb(
    reader: &Reader<'_>,
    ix: usize,
    hit: &Hit<'_, PersonForm>,
) -> bool {
    let Some(before) = ix.checked_sub(1) else { return false };
    if hit.len > 1 || !hit.proclitic.is_empty() || !reader.is_cue_form(before) {
        return false;
    }
    let verbs = &reader.lexicon.verbs;
    let word = reader.tokens.word(before);
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let readings = verbs.forms.value_of(word).or_else(|| verbs.forms.value_of(bare));
    let feminine = readings.is_some_and(|readings| {
        readings.iter().all(|reading| {
            reading.gender == Some(Gender::Feminine) && !verbs.verb(*reading).complement.addressee
        })
    });
    feminine && is_man(reader, hit)
}

fn is_man(reader: &Reader<'_>, hit: &Hit<'_, PersonForm>) -> bool {
    let person = hit.value.person().and_then(|person| reader.lexicon.names.persons.get(person));
    person.is_some_and(|person| !person.woman)
}

/// True for a word whose form lets it be an element of a name that nobody knows.
fn may_be_element(reader: &Reader<'_>, ix: usize) -> bool {
    // «بوضوح»: how it was said; no other preposition makes an adverb of manner.
    let word = reader.tokens.word(ix);
    let manner = word.starts_with('ب') && reader.may_have_preposition(ix);
    let tanwin = reader.lexicon.grammar.ending.tanwin.as_str();
    !has_article(reader, ix)
        && !is_doubtful(reader, ix)
        && !manner
        && !word.starts_with('و')
        && !reader.lexicon.grammar.is_common(reader.tokens, ix)
        && !word.ends_with(tanwin)
}

/// True where a clause begins that only a subject can stand before: with «إن», or with «أن» after a
/// word that the text gives again; «أكد لافروف وجوب أن» has an object there.
pub(crate) fn is_subjects_end(reader: &Reader<'_>, end: usize) -> bool {
    let at = past_days(reader, end);
    let declared = reader.plain(at).starts_with('إ');
    reader.clause_at(at).is_some() && (declared || is_repeated(reader, end))
}

/// Past a comma, or past the day that a report names before its clause: «ليز غراندي الأحد من أن».
fn past_days(reader: &Reader<'_>, end: usize) -> usize {
    let day =
        |at| reader.lexicon.grammar.day_words.longest(reader.tokens, at).map(|hit| at + hit.len);
    match day(end) {
        Some(next) => day(next).unwrap_or(next),
        None => end + usize::from(reader.tokens.is_mark(end, ",")),
    }
}

/// True for an element of the person's own name, however it is spelt: «جاير بيدرسن».
fn is_own_element(reader: &Reader<'_>, ix: usize, form: &PersonForm) -> bool {
    let spelling = &reader.lexicon.spelling;
    let known = form.person().and_then(|person| reader.lexicon.names.persons.get(person));
    known.is_some_and(|known| {
        let words = spelling.words(reader.lexicon.folder(), &known.name);
        words.iter().any(|word| spelling.likeness(word, reader.tokens.word(ix)) >= OWN)
    })
}
