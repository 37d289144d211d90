//! Who a title that stands alone points back to: «الوزير», «القاضي», «السفيرة».
//!
//! Office, country and domain must be his, and where they are known his gender and calling.

use crate::lang::{Gender, OfficeHead};
use crate::model::{MentionKind, Name, NameSource};

use super::super::Reader;
use super::title::{self, Title};
use super::{Domain, Entities, Entity, Seen, name_as_found};

/// The head noun of a title that stands alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'t> {
    pub(crate) head: OfficeHead,
    /// The noun without proclitics and article.
    pub(crate) word: &'t str,
}

impl<'t> Head<'t> {
    /// The head of the title that begins at a token; `None` where it has none, as «نظيره».
    pub(crate) fn read(reader: &Reader<'t>, ix: usize) -> Option<Self> {
        let hit = reader.lexicon.names.office_heads.longest_with_proclitics(reader.tokens, ix)?;
        let word = reader.tokens.word(ix).get(hit.proclitic.len()..)?;
        Some(Self { head: *hit.value, word: crate::lang::without_article(word) })
    }
}

impl Title {
    /// The title as a name, without what its sentence writes on it: «الوزير» of «وفقا للوزير».
    pub(crate) fn name_as_found(&self, reader: &Reader<'_>) -> Name {
        let mut found = name_as_found(reader, self.tokens.clone(), NameSource::Surface);
        let heads = &reader.lexicon.names.office_heads;
        let head = heads.longest_with_proclitics(reader.tokens, self.tokens.start);
        let proclitic = head.map_or(0, |hit| hit.proclitic.chars().count());
        if proclitic > 0 {
            found.canonical = crate::lang::without_proclitics(&found.canonical, proclitic).into();
        }
        found
    }
}

/// What a title that stands alone asks of its holder.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// One of these; empty: any.
    pub(crate) offices: &'a [usize],
    /// Of this country; `None`: of any.
    pub(crate) country: Option<usize>,
    /// Over this; `None`: over anything.
    pub(crate) domain: Option<&'a Domain>,
    pub(crate) head: Option<Head<'a>>,
}

impl Entity {
    /// True where a title that stands alone may be its own by calling and gender.
    fn answers_to(&self, head: &Head<'_>) -> bool {
        let agrees = match (head.head.gender, self.gender) {
            (Some(asked), Some(known)) => asked == known,
            _ => true,
        };
        let called = || self.heads.iter().any(|other| **other == *head.word);
        agrees && (!head.head.calling || called())
    }
}

impl Entities {
    /// The latest person before a token to whom a title that stands alone points back.
    pub(crate) fn by_office(&self, ix: usize, asked: &Asked<'_>) -> Option<&Seen> {
        self.seen_before(ix).find(|seen| {
            self.get(seen.entity).is_some_and(|entity| {
                let holds = |office: &usize| entity.offices.contains(office);
                matches!(entity.kind, MentionKind::Person | MentionKind::Office)
                    && (asked.offices.is_empty() || asked.offices.iter().any(holds))
                    && asked.country.is_none_or(|country| entity.countries.contains(&country))
                    && asked.domain.is_none_or(|domain| domain.fits(entity))
                    && asked.head.is_none_or(|head| entity.answers_to(&head))
            })
        })
    }

    /// False where a title says what sets its holder apart from the person: «الرئيس السابق» is not the
    /// president, unless he was called so.
    pub(crate) fn bears(&self, reader: &Reader<'_>, entity: usize, title: &Title) -> bool {
        let apart = &reader.lexicon.names.apart;
        // «الرئيس» behind «الرئيس السابق» is another.
        let office = self.get(entity).filter(|found| found.kind == MentionKind::Office);
        let key = office.map(|found| reader.lexicon.folder().key(&found.name.canonical));
        let said = |word: &str| title.tokens.clone().any(|at| reader.tokens.word(at) == word);
        let other = |word: &str| apart.contains(word) && !said(word);
        if key.is_some_and(|key| key.split_whitespace().any(other)) {
            return false;
        }
        let words = title.tokens.clone().filter(|at| apart.at(reader.tokens, *at));
        words.into_iter().all(|at| {
            let same = |other: usize| reader.tokens.word(other) == reader.tokens.word(at);
            let own = self.seen.values().filter(|seen| seen.entity == entity);
            own.into_iter().any(|seen| seen.tokens.clone().any(same))
        })
    }

    /// Remembers by what nouns a title calls its holder, and the gender that the first shows.
    pub(crate) fn note_callings(&mut self, reader: &Reader<'_>, entity: usize, title: &Title) {
        let counterparts = &reader.lexicon.names.counterparts;
        let counterpart = counterparts.longest_with_proclitics(reader.tokens, title.tokens.start);
        let first = Head::read(reader, title.tokens.start);
        let gender = counterpart.map(|hit| *hit.value).or(first.and_then(|head| head.head.gender));
        if let Some(gender) = gender {
            self.note_gender(entity, gender);
        }
        let end = title.served.as_ref().map_or(title.tokens.end, |served| served.start);
        let start = title.tokens.start;
        let definite = |at: &usize| *at == start || title::is_definite(reader, *at);
        let heads = (start..end).filter(definite).filter_map(|at| Head::read(reader, at));
        heads.for_each(|head| self.note_head(entity, head.word));
    }

    /// The same of an office as the file of persons has it, in its matching form.
    pub(crate) fn note_office_words(&mut self, reader: &Reader<'_>, entity: usize, words: &str) {
        let Some(first) = words.split_whitespace().next() else { return };
        self.note_head(entity, first);
        let head = reader.lexicon.names.office_heads.value_of(first);
        if let Some(gender) = head.and_then(|head| head.gender) {
            self.note_gender(entity, gender);
        }
    }

    /// Remembers what a title or verb of a person agrees with. What is feminine stays so: only titles
    /// of men are given to both.
    pub(crate) fn note_gender(&mut self, entity: usize, gender: Gender) {
        let person = |found: &&mut Entity| found.kind != MentionKind::Body;
        let Some(found) = self.entities.get_mut(entity).filter(person) else { return };
        if gender == Gender::Feminine || found.gender.is_none() {
            found.gender = Some(gender);
        }
    }
}
