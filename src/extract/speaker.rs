//! Who speaks: the noun phrase after a cue, and what it points back to.

use std::ops::Range;

use crate::lang::TokenKind;
use crate::model::{Evidence, MentionIx, MentionKind, Name, NameSource, Speaker};

use super::Reader;
use super::entity::title::{Title, is_definite, title_at};
use super::entity::{
    Asked, Domain, Entities, Head, Place, Seen, body, given_alone, grammar_person, name,
    name_as_found, surname,
};
use super::memory::Memory;

/// The rule of a name that nothing but its place behind the verb shows.
pub(super) const SUBJECT_NAME: &str = "subject-name";

/// A subject as it was read.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    pub(crate) who: Who,
}

/// What a subject is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Entities of the document by mention and index.
    Entities(Vec<(MentionIx, usize)>),
    /// A phrase without a name.
    Described(Range<usize>),
}

/// Reads subjects; notes new names among the entities.
pub(crate) struct Subjects<'a, 'e> {
    pub(crate) reader: &'a Reader<'a>,
    pub(crate) entities: &'e mut Entities,
    pub(crate) memory: &'e Memory,
}

impl Subjects<'_, '_> {
    /// The subject at token `ix`, read no further than `limit`.
    pub(crate) fn at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let grammar = &self.reader.lexicon.grammar;
        let start = grammar.both.longest(self.reader.tokens, ix).map_or(ix, |hit| ix + hit.len);
        let first = self.one_at(start, limit)?;
        let mut end = first.tokens.end;
        let Who::Entities(mut all) = first.who else {
            return Some(Subject { tokens: ix..end, who: first.who });
        };
        while let Some(next) = self.coordinated_at(end, limit) {
            end = next.tokens.end;
            if let Who::Entities(more) = next.who {
                let new =
                    |found: &(MentionIx, usize)| all.iter().all(|(_, other)| *other != found.1);
                let new: Vec<_> = more.into_iter().filter(new).collect();
                all.extend(new);
            }
        }
        Some(Subject { tokens: ix..self.past_partner(end, limit), who: Who::Entities(all) })
    }

    /// One noun phrase.
    fn one_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        if ix >= limit || self.reader.tokens.kind(ix) != Some(TokenKind::Word) {
            return self.quoted_at(ix, limit);
        }
        self.carrier_at(ix, limit)
            .or_else(|| self.same_at(ix))
            .or_else(|| self.pair_at(ix, limit))
            .or_else(|| self.seen_at(ix, limit))
            .or_else(|| self.collective_at(ix, limit))
            .or_else(|| self.unnamed_at(ix, limit))
            .or_else(|| self.office_at(ix, limit))
            .or_else(|| self.body_at(ix, limit))
            .or_else(|| self.place_at(ix, limit))
            .or_else(|| self.definite_at(ix, limit))
            .or_else(|| self.name_at(ix, limit))
    }

    /// A name or known body that was seen in the first reading.
    pub(super) fn seen_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let seen = self.entities.seen_at(ix)?.clone();
        let mut end = seen.tokens.end.min(limit);
        let found = self.entities.get(seen.entity)?;
        if found.kind == MentionKind::Body {
            let whole = found.name.source == NameSource::Curated;
            let reach = if whole { body::name_end } else { body::phrase_end };
            end = reach(self.reader, ix, end, limit);
        } else {
            end = self.apposition_end(end, limit);
        }
        let who = Who::Entities(vec![(seen.mention, seen.entity)]);
        Some(Subject { tokens: ix..end, who })
    }

    /// «مصدر أمني رفيع», «مراقبون»: a phrase without a name.
    fn unnamed_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let names = &self.reader.lexicon.names;
        let governed = || self.reader.governed_source(ix);
        let hit = names.unnamed_heads.longest(self.reader.tokens, ix).or_else(governed)?;
        let title = title_at(self.reader, ix, limit);
        if let Some(title) = title.as_ref().filter(|title| title.name.is_some()) {
            return self.titled(title, limit);
        }
        let end = body::people_end(self.reader, ix, ix + hit.len, limit);
        let end = self.without_outlet(ix + hit.len..end);
        // «متحدث باسم الرئيس بوتين»: whom he serves belongs to the phrase.
        let served = title.and_then(|title| title.served).map_or(end, |served| served.end);
        let mut end = end.max(served.min(limit));
        // «مصدر في وزارة الداخلية اليمنية»
        if names.place_prepositions.at(self.reader.tokens, end) {
            let place = body::known_at(self.reader, end + 1, limit)
                .or_else(|| body::phrase_at(self.reader, end + 1, limit));
            // «مصادر في المعارضة»
            let side = || names.collectives.longest(self.reader.tokens, end + 1);
            // «مصدر في الشركة»
            let noun = crate::lang::without_article(self.reader.tokens.word(end + 1));
            let kind = names.speaker_bodies.value_of(noun).map_or(end, |()| end + 2);
            let side_end = side().map_or(kind.min(limit), |hit| end + 1 + hit.len);
            end = place.map_or(side_end, |place| place.tokens.end);
        }
        // «مصدر مسؤول بوزارة الكهرباء»
        let noun = self.reader.tokens.word(end).strip_prefix('ب').unwrap_or_default();
        if end < limit && names.speaker_bodies.value_of(noun).is_some() {
            end = body::phrase_end(self.reader, end, end + 1, limit);
        }
        // «مصدر مقرب من الرئيس كريم ناصر»: whom the source is near.
        if self.reader.is_addressee_preposition(end) {
            let near = self.entities.seen_at(end + 1).map(|seen| seen.tokens.end);
            end = near.filter(|near| self.reader.clause_at(*near).is_some()).unwrap_or(end);
        }
        if let Some(called) = self.called_at(ix, end, limit) {
            return Some(called);
        }
        Some(Subject { tokens: ix..end, who: Who::Described(ix..end) })
    }

    /// «أحد اللاجئين السوريين ويدعى أحمد»: the name that the text gives him.
    fn called_at(&mut self, ix: usize, end: usize, limit: usize) -> Option<Subject> {
        let reader = self.reader;
        let start = end + 1;
        if start >= limit || !reader.lexicon.grammar.called.at(reader.tokens, end) {
            return None;
        }
        if let Some(named) = self.seen_at(start, limit) {
            return Some(Subject { tokens: ix..named.tokens.end, who: named.who });
        }
        let given = reader.lexicon.names.given.longest(reader.tokens, start)?;
        let name = start..start + given.len;
        // Who is introduced so is nobody that the text has named before.
        let found = name_as_found(reader, name.clone(), NameSource::Grammar);
        let entity = self.entities.entity(found, MentionKind::Person);
        let place = Place { name: name.clone(), proclitic: 0, title: None };
        let evidence = Evidence { rule: "given-name", score: 75 };
        let mention = self.entities.see(reader, entity, place, evidence);
        let who = Who::Entities(vec![(mention, entity)]);
        Some(Subject { tokens: ix..name.end, who })
    }

    /// A title alone: the person of the document who bears it, else the office itself.
    pub(super) fn office_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let mut title = title_at(self.reader, ix, limit)?;
        if title.name.is_some() {
            return self.titled(&title, limit);
        }
        if title.counterpart || title.relation {
            return None;
        }
        if let Some(named) = self.surnamed(&title) {
            return Some(named);
        }
        let end = title.tokens.end;
        let bare = title.tokens.len() == 1 && !is_definite(self.reader, ix);
        if bare {
            return None;
        }
        // «المسؤول الروسي»: a weak word says nothing of the office, only of the country.
        let offices: &[usize] = if title.weak { &[] } else { &title.offices };
        let outermost = offices.first().map_or(&[][..], std::slice::from_ref);
        let domain = Domain::read(self.reader, title.tokens.clone(), &title.offices);
        let asked = Asked {
            offices: outermost,
            country: title.country,
            domain: (!title.weak).then_some(&domain),
            head: Head::read(self.reader, ix),
        };
        let held = self.entities.by_office(ix, &asked);
        let held = held.or_else(|| {
            let inner = offices.iter().skip(1).any(|office| !outermost.contains(office));
            if inner || title.country.is_some() && !title.weak {
                None
            } else {
                self.entities
                    .by_office(ix, &Asked { country: None, ..asked })
                    .filter(|_| title.tokens.len() == 1)
            }
        });
        let held = held.filter(|seen| self.entities.bears(self.reader, seen.entity, &title));
        // «الرئيس التنفيذي لشركة الفجر» is not who holds that office elsewhere.
        let whole = self.owned_end(ix..end, limit);
        let held = held.filter(|seen| whole.is_none_or(|whole| self.begins_alike(seen, ix..whole)));
        title.tokens.end = whole.unwrap_or(end);
        let end = title.tokens.end;
        if let Some(seen) = held.cloned() {
            let who = Who::Entities(vec![(seen.mention, seen.entity)]);
            return Some(Subject { tokens: ix..end, who });
        }
        if title.weak && title.tokens.len() == 1 {
            return Some(Subject { tokens: ix..end, who: Who::Described(ix..end) });
        }
        let found = title.name_as_found(self.reader);
        let subject = self.entity(found, MentionKind::Office, ix..end, ix..end);
        if let Who::Entities(some) = &subject.who {
            for (_, entity) in some {
                self.entities.note_title(*entity, &title.offices, title.country);
                self.entities.note_domain(*entity, &domain);
                self.entities.note_callings(self.reader, *entity, &title);
            }
        }
        Some(subject)
    }

    /// Where the phrase of an office ends whose body stands behind it on «ل», without the article.
    fn owned_end(&self, office: Range<usize>, limit: usize) -> Option<usize> {
        let noun = self.reader.tokens.word(office.end).strip_prefix('ل')?;
        self.reader.lexicon.names.speaker_bodies.value_of(noun)?;
        let end = body::phrase_end(self.reader, office.start, office.end, limit);
        (end > office.end).then_some(end)
    }

    /// True where somebody was seen by the same words.
    fn begins_alike(&self, seen: &Seen, words: Range<usize>) -> bool {
        let tokens = self.reader.tokens;
        let first = seen.tokens.start..seen.tokens.start + words.len();
        tokens.words(first) == tokens.words(words)
    }

    /// A title with a name that the first reading did not see, because it stood in other company.
    fn titled(&mut self, title: &Title, limit: usize) -> Option<Subject> {
        let name = title.name.clone()?;
        if let Some(seen) = self.entities.seen_at(name.start).cloned() {
            let who = Who::Entities(vec![(seen.mention, seen.entity)]);
            return Some(Subject { tokens: title.tokens.start..seen.tokens.end.min(limit), who });
        }
        let entity = grammar_person(self.reader, (name.clone(), 0), self.entities);
        self.entities.note_title(entity, &title.offices, title.country);
        let domain = Domain::read(self.reader, title.tokens.clone(), &title.offices);
        self.entities.note_domain(entity, &domain);
        self.entities.note_callings(self.reader, entity, title);
        let place = Place { name: name.clone(), proclitic: 0, title: Some(title.tokens.clone()) };
        let evidence = Evidence { rule: "title-name", score: 90 };
        let mention = self.entities.see(self.reader, entity, place, evidence);
        let end = self.apposition_end(name.end, limit);
        let who = Who::Entities(vec![(mention, entity)]);
        Some(Subject { tokens: title.tokens.start..end, who })
    }

    /// A body by its head noun.
    pub(super) fn body_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        if let Some(owned) = self.owned_body_at(ix, limit) {
            return Some(owned);
        }
        let found = body::phrase_at(self.reader, ix, limit)?;
        let word = self.reader.tokens.word(ix);
        let tokens = found.tokens.clone();
        // «الأمانة العامة» after «الأمانة العامة لمنظمة التعاون الإسلامي» is the same.
        let phrase = self.reader.tokens.words(tokens.clone());
        let earlier = self.entities.by_head(ix, word).cloned().filter(|seen| {
            let whole = self.reader.tokens.words(seen.tokens.clone());
            whole.strip_prefix(phrase).is_some_and(|rest| rest.starts_with(' '))
        });
        if let Some(seen) = earlier {
            let who = Who::Entities(vec![(seen.mention, seen.entity)]);
            return Some(Subject { tokens, who });
        }
        let entity = body::note(self.reader, &found, self.entities);
        self.entities.note_head(entity, word);
        let mut ending = self.entities.seen_before(tokens.end);
        let seen = ending.find(|seen| seen.entity == entity && seen.tokens == tokens)?;
        let who = Who::Entities(vec![(seen.mention, entity)]);
        Some(Subject { tokens, who })
    }

    /// «مكتب رئيس الوزراء بنيامين نتنياهو»: the name in the genitive belongs to the phrase.
    fn owned_body_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let head = self.reader.lexicon.names.speaker_bodies.longest(self.reader.tokens, ix)?;
        let owner = self.entities.seen_at(ix + head.len)?;
        let person = self.entities.get(owner.entity)?.kind == MentionKind::Person;
        let end = owner.tokens.end;
        if !person || end > limit || is_definite(self.reader, ix) {
            return None;
        }
        let found = name_as_found(self.reader, ix..end, NameSource::Surface);
        Some(self.entity(found, MentionKind::Body, ix..end, ix..end))
    }

    /// A country or capital that speaks for its government.
    fn place_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let names = &self.reader.lexicon.names;
        let hit = names.place_forms.longest(self.reader.tokens, ix)?;
        let place = names.places.get(*hit.value).filter(|place| place.speaks)?;
        let found = Name {
            canonical: place.name.clone(),
            source: NameSource::Curated,
            place: Some(place.id.clone()),
        };
        let tokens = ix..(ix + hit.len).min(limit);
        Some(self.entity(found, MentionKind::Body, tokens.clone(), tokens))
    }

    /// A name that nothing introduces, in the place of a subject.
    fn name_at(&mut self, ix: usize, limit: usize) -> Option<Subject> {
        let word = self.reader.tokens.word(ix);
        let grammar = &self.reader.lexicon.grammar;
        let alone = || {
            let open = self.reader.clause_at(ix + 1).is_some()
                || self.reader.tokens.kind(ix + 1) != Some(TokenKind::Word)
                || self.reader.is_stop(ix + 1)
                // «وشرحت سلوى كيف», «وقال ناصر ممازحا»
                || grammar.asking.at(self.reader.tokens, ix + 1) || self.reader.is_manner(ix + 1)
                || grammar.patterns.is_accusative(self.reader.plain(ix + 1));
            let alone = given_alone(self.reader, &(ix..ix + 1), self.entities);
            alone.filter(|_| open).map(|entity| (entity, ix + 1))
        };
        if let Some((entity, end)) = self.short_at(ix, limit).or_else(alone) {
            let place = Place { name: ix..end, proclitic: 0, title: None };
            let evidence = Evidence { rule: "short-form", score: 80 };
            let mention = self.entities.see(self.reader, entity, place, evidence);
            let who = Who::Entities(vec![(mention, entity)]);
            return Some(Subject { tokens: ix..end, who });
        }
        let reader = self.reader;
        let given = reader.lexicon.names.given.longest(reader.tokens, ix).is_some();
        let particle = reader.lexicon.names.particles.contains(word);
        let closes = |at: usize| {
            at >= limit
                || reader.clause_at(at).is_some()
                || surname::is_subjects_end(reader, at)
                || (given && reader.is_stop(at))
                // «أبو محمد وهو نازح»
                || (particle && reader.lexicon.grammar.skip_heads.longest(reader.tokens, at).is_some())
                || reader.lexicon.grammar.is_common(reader.tokens, at)
                || reader.tokens.kind(at) == Some(TokenKind::Mark)
                || reader.lexicon.grammar.relatives.at(reader.tokens, at)
                || reader.lexicon.names.office_heads.longest(reader.tokens, at).is_some()
                || reader.lexicon.names.collectives.longest(reader.tokens, at).is_some()
                // «وأكد سالم حداد لنظيره»
                || reader.tokens.word(at).starts_with('ل')
                    && reader.lexicon.names.counterparts.longest_with_proclitics(reader.tokens, at).is_some()
        };
        let name = name::subject_at(reader, ix, limit, closes)?;
        let entity = grammar_person(reader, (name.clone(), 0), self.entities);
        let place = Place { name: name.clone(), proclitic: 0, title: None };
        let evidence = Evidence { rule: SUBJECT_NAME, score: 70 };
        let mention = self.entities.see(reader, entity, place, evidence);
        let end = self.apposition_end(name.end, limit);
        Some(Subject { tokens: ix..end, who: Who::Entities(vec![(mention, entity)]) })
    }

    pub(super) fn entity(
        &mut self,
        name: Name,
        kind: MentionKind,
        at: Range<usize>,
        tokens: Range<usize>,
    ) -> Subject {
        let entity = self.entities.entity(name, kind);
        let place = Place { name: at, proclitic: 0, title: None };
        let evidence = Evidence { rule: "subject-phrase", score: 80 };
        let mention = self.entities.see(self.reader, entity, place, evidence);
        Subject { tokens, who: Who::Entities(vec![(mention, entity)]) }
    }
}

/// The speaker of the model.
pub(crate) fn speaker(reader: &Reader<'_>, who: Option<&Who>) -> Speaker {
    match who {
        None => Speaker::Unknown,
        Some(Who::Described(tokens)) => Speaker::Described(reader.tokens.span(tokens.clone())),
        Some(Who::Entities(some)) => match some.as_slice() {
            [] => Speaker::Unknown,
            [(mention, _)] => Speaker::Named(*mention),
            many => Speaker::Joint(many.iter().map(|(mention, _)| *mention).collect()),
        },
    }
}
