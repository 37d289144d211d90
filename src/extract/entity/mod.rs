//! Who and what a document speaks of: people, bodies, places, in the order of the text.
//!
//! Two uses: the mentions of the article, and the memory that resolves a speaker («الوزير», «لافروف»)
//! to somebody named before.

pub(super) mod body;
mod chain;
mod domain;
mod element;
mod eponym;
mod holder;
mod joined;
pub(super) mod name;
mod nouns;
mod pair;
mod people;
mod place;
pub(super) mod surname;
pub(super) mod title;
mod told;
mod unlisted;
mod variant;
mod verbal;
mod written;

pub(crate) use domain::Domain;
pub(crate) use holder::{Asked, Head};
pub(crate) use pair::Pair;
pub(crate) use told::{Done, begins_object, may_be_two};
pub(crate) use unlisted::{given_alone, grammar_person};
pub(crate) use written::quoted_name;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::lang::{Gender, Tokens, WordKey};
use crate::model::{Evidence, Mention, MentionIx, MentionKind, Name, NameSource, Role, Span};

use super::Reader;

/// A person or body of the document.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) name: Name,
    pub(crate) kind: MentionKind,
    /// Offices it was given: indices of `titles.toml`.
    pub(crate) offices: Vec<usize>,
    /// Countries of its titles: indices in the table of places.
    pub(crate) countries: Vec<usize>,
    /// First words of the phrases it was named by, without the article: «مرصد».
    heads: Vec<Box<str>>,
    /// Words of its titles besides head, adjectives and places, without the article: «خارجية».
    domains: Vec<Box<str>>,
    /// The offices of its titles that have no such word: «الرئيس».
    undivided: Vec<usize>,
    /// What its titles and verbs agree with. A woman may bear the title of a man, not the other way.
    gender: Option<Gender>,
}

impl Entity {
    /// What is known of the gender of a person.
    pub(crate) fn gender(&self) -> Option<Gender> {
        self.gender
    }
}

/// An entity seen at a place of the text.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Title and name, as far as they stand together.
    pub(crate) tokens: Range<usize>,
    /// Index of the entity.
    pub(crate) entity: usize,
    pub(crate) mention: MentionIx,
}

/// First token, end (descending), entity.
type SeenKey = (usize, Reverse<usize>, usize);

/// How many sights are looked at, from the latest back, for whom a phrase may mean.
const LOOK_BACK: usize = 400;

/// All entities of a document. Grows while speakers are read; what is seen stays in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entities {
    entities: Vec<Entity>,
    /// In the order of the text, the longer of two that begin together first.
    seen: BTreeMap<SeenKey, Seen>,
    pub(crate) mentions: Vec<Mention>,
    /// Last elements of names that only the grammar found, in their matching form.
    by_last: BTreeMap<Box<str>, Vec<usize>>,
    /// The keys of their first words, in order.
    last_openers: Vec<WordKey>,
    /// First elements of the names of persons, in their matching form.
    by_first: BTreeMap<Box<str>, Vec<usize>>,
    /// The same by how the last word sounds.
    by_sound: BTreeMap<Box<str>, Vec<usize>>,
    by_name: HashMap<Arc<str>, usize>,
    /// Entities of persons of the alias file, by their index there.
    by_person: BTreeMap<usize, usize>,
}

impl Entities {
    /// The entities of the given parts of the text, in their order, and the places of the lines
    /// of place and agency above it.
    pub(crate) fn read(
        reader: &Reader<'_>,
        parts: &[Range<usize>],
        bylines: &[Range<usize>],
    ) -> Self {
        let mut entities = Self::default();
        for part in parts {
            people::read(reader, part.clone(), &mut entities);
        }
        place::read(reader, parts, &mut entities);
        place::read_bylines(reader, bylines, &mut entities.mentions);
        entities
    }

    pub(crate) fn get(&self, entity: usize) -> Option<&Entity> {
        self.entities.get(entity)
    }

    /// What is seen to begin at a token; the longest.
    pub(crate) fn seen_at(&self, ix: usize) -> Option<&Seen> {
        self.seen
            .range((ix, Reverse(usize::MAX), 0)..(ix + 1, Reverse(usize::MAX), 0))
            .next()
            .map(|(_, seen)| seen)
    }

    /// What is seen before a token, the latest first.
    pub(crate) fn seen_before(&self, ix: usize) -> impl Iterator<Item = &Seen> {
        self.seen.range(..(ix, Reverse(usize::MAX), 0)).rev().map(|(_, seen)| seen).take(LOOK_BACK)
    }

    /// What is seen to end right at a token.
    pub(crate) fn seen_ending(&self, ix: usize) -> Option<&Seen> {
        self.seen_before(ix).take(4).find(|seen| seen.tokens.end == ix)
    }

    /// The entity of a canonical name, made where it is new.
    pub(crate) fn entity(&mut self, name: Name, kind: MentionKind) -> usize {
        if let Some(entity) = self.by_name.get(&name.canonical) {
            return *entity;
        }
        let entity = self.entities.len();
        self.by_name.insert(name.canonical.clone(), entity);
        self.entities.push(Entity {
            name,
            kind,
            offices: Vec::new(),
            countries: Vec::new(),
            heads: Vec::new(),
            domains: Vec::new(),
            undivided: Vec::new(),
            gender: None,
        });
        entity
    }

    /// Notes an entity at a place of the text.
    pub(crate) fn see(
        &mut self,
        reader: &Reader<'_>,
        entity: usize,
        place: Place,
        evidence: Evidence,
    ) -> MentionIx {
        let mention = MentionIx(u32::try_from(self.mentions.len()).unwrap_or(u32::MAX));
        let Some(found) = self.entities.get(entity) else { return mention };
        let title = place.title.clone().unwrap_or(place.name.clone());
        let tokens = title.start.min(place.name.start)..place.name.end;
        let key = (tokens.start, Reverse(tokens.end), entity);
        // A subject may be read more than once before its frame is found.
        if let Some(seen) = self.seen.get(&key) {
            return seen.mention;
        }
        self.mentions.push(Mention {
            span: reader.tokens.span_without(place.name.clone(), place.proclitic),
            kind: found.kind,
            name: found.name.clone(),
            title: place.title.map(|title| title_span(reader, title)),
            role: Role::Named,
            evidence,
        });
        self.seen.insert(key, Seen { tokens, entity, mention });
        mention
    }

    /// Adds what a title says of an entity.
    pub(crate) fn note_title(&mut self, entity: usize, offices: &[usize], country: Option<usize>) {
        let Some(found) = self.entities.get_mut(entity) else { return };
        for office in offices {
            if !found.offices.contains(office) {
                found.offices.push(*office);
            }
        }
        if let Some(country) = country.filter(|country| !found.countries.contains(country)) {
            found.countries.push(country);
        }
    }

    /// Adds what a title is over: «الخارجية» of «وزير الخارجية».
    pub(crate) fn note_domain(&mut self, entity: usize, domain: &Domain) {
        let Some(found) = self.entities.get_mut(entity) else { return };
        let office = domain.undivided().filter(|office| !found.undivided.contains(office));
        found.undivided.extend(office);
        for word in domain.words.iter().flatten() {
            if !found.domains.contains(word) {
                found.domains.push(word.clone());
            }
        }
    }

    /// Remembers the first word of a phrase, so that its definite noun alone finds the entity.
    pub(crate) fn note_head(&mut self, entity: usize, word: &str) {
        let head = crate::lang::without_article(word);
        let Some(found) = self.entities.get_mut(entity) else { return };
        if !found.heads.iter().any(|other| **other == *head) {
            found.heads.push(head.into());
        }
    }

    /// The latest body before a token whose phrase began with this word, article or not.
    pub(crate) fn by_head(&self, ix: usize, word: &str) -> Option<&Seen> {
        let head = crate::lang::without_article(word);
        self.seen_before(ix).find(|seen| {
            self.get(seen.entity)
                .is_some_and(|entity| entity.heads.iter().any(|other| **other == *head))
        })
    }

    /// The person whose name, found by the grammar alone, ends in this word; `None` where two do.
    pub(crate) fn by_last(&self, word: &str) -> Option<usize> {
        match self.by_last.get(word).map(Vec::as_slice) {
            Some([entity]) => Some(*entity),
            _ => None,
        }
    }

    /// All persons whose names, found by the grammar alone, end in this word.
    fn all_by_last(&self, word: &str) -> &[usize] {
        self.by_last.get(word).map_or(&[], Vec::as_slice)
    }

    /// The only person of the document with this given name.
    pub(crate) fn by_first(&self, word: &str) -> Option<usize> {
        match self.by_first.get(word).map(Vec::as_slice) {
            Some([entity]) => Some(*entity),
            _ => None,
        }
    }

    fn add_first(&mut self, word: &str, entity: usize) {
        let entities = self.by_first.entry(word.into()).or_default();
        if !entities.contains(&entity) {
            entities.push(entity);
        }
    }

    fn add_last(&mut self, word: &str, entity: usize) {
        let entities = self.by_last.entry(word.into()).or_default();
        if !entities.contains(&entity) {
            entities.push(entity);
        }
        let opener = WordKey::new(word.split(' ').next().unwrap_or(word));
        if let Err(at) = self.last_openers.binary_search(&opener) {
            self.last_openers.insert(at, opener);
        }
    }

    /// False where no last element can begin at a token, whatever proclitics are written on it.
    pub(crate) fn may_be_last(&self, tokens: &Tokens, ix: usize) -> bool {
        let opens = |key: WordKey| self.last_openers.binary_search(&key).is_ok();
        !self.last_openers.is_empty()
            && (opens(tokens.key(ix)) || tokens.stripped(ix).any(|base| opens(base.key())))
    }
}

/// Where a name and its title stand.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) name: Range<usize>,
    /// Bytes of the proclitics on the name, in its matching form.
    pub(crate) proclitic: usize,
    pub(crate) title: Option<Range<usize>>,
}

/// A title without the conjunction or preposition that is written on it.
fn title_span(reader: &Reader<'_>, title: Range<usize>) -> Span {
    let names = &reader.lexicon.names;
    let office = names.office_heads.longest_with_proclitics(reader.tokens, title.start);
    let counterpart = || names.counterparts.longest_with_proclitics(reader.tokens, title.start);
    let relation = || names.relations.longest_with_proclitics(reader.tokens, title.start);
    let proclitic = office.map(|hit| hit.proclitic.len());
    let proclitic = proclitic.or_else(|| counterpart().map(|hit| hit.proclitic.len()));
    let proclitic = proclitic.or_else(|| relation().map(|hit| hit.proclitic.len()));
    reader.tokens.span_without(title, proclitic.unwrap_or_default())
}

/// A name in the words of the document.
pub(crate) fn name_as_found(reader: &Reader<'_>, tokens: Range<usize>, source: NameSource) -> Name {
    let words = reader.words(reader.tokens.span(tokens));
    // A name broken over two lines is one name: the blank between its parts is ours to choose. So are
    // its letters where the document has their presentation forms: the page of a person must read.
    let canonical = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Name { canonical: crate::lang::in_plain_letters(&canonical).into(), source, place: None }
}
