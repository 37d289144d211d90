//! Names, titles, bodies and places, compiled: what a phrase may stand for.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::lang::first_words::FirstWords;
use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;
use crate::lang::token::Tokens;
use crate::lang::words::{WordMap, WordSet};

use super::eponym::Eponyms;
use super::grammar::keys;
use super::homograph::Homographs;
use super::office::{OfficeHead, gender_of};
use super::person::{KnownPerson, PersonForm};
use super::place::{ARTICLE, EitherPlace, KnownPlace, nisba_forms};
use super::verbs::Gender;
use super::{Files, raw};

/// A body of the file of organisations.
#[derive(Clone, Debug)]
pub(crate) struct KnownBody {
    pub(crate) name: Arc<str>,
    pub(crate) country: Option<Arc<str>>,
    /// Also a common word.
    pub(crate) needs_head: bool,
}

/// A collective of persons: «الجانبان».
#[derive(Clone, Debug)]
pub(crate) struct CollectiveForm {
    /// 2, or 0 for many.
    pub(crate) number: u8,
    /// Offices that its members hold; empty for any.
    pub(crate) offices: Vec<usize>,
    /// It stands for countries.
    pub(crate) places: bool,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTables {
    pub(crate) persons: Vec<KnownPerson>,
    pub(crate) person_forms: Phrases<PersonForm>,
    pub(crate) bodies: Vec<KnownBody>,
    pub(crate) body_forms: Phrases<usize>,
    /// Names of newspapers, agencies and channels.
    pub(crate) media: HashSet<Arc<str>>,
    /// First words of composed bodies: «وزارة», «الحكومة».
    pub(crate) body_heads: Phrases<()>,
    /// Ministries whose head noun may be left out: «الخارجية الروسية».
    pub(crate) ministries: Phrases<()>,
    /// The head noun that such an ellipsis leaves out, as it is written.
    pub(crate) ministry_noun: Arc<str>,
    pub(crate) places: Vec<KnownPlace>,
    pub(crate) place_forms: Phrases<usize>,
    place_ids: WordMap<usize>,
    /// Adjectives of countries, with and without the article: index of the country.
    pub(crate) nisba: WordMap<usize>,
    /// Forms of two places.
    pub(crate) either: BTreeMap<Box<str>, EitherPlace>,
    pub(crate) place_nouns: Phrases<()>,
    /// Prepositions that say where something happens: «في».
    pub(crate) at_prepositions: Phrases<()>,
    /// Nouns before these whose place is only spoken of: «الأوضاع».
    pub(crate) matters: Phrases<()>,
    pub(crate) place_prepositions: WordSet,
    /// Names that hold a place word and are not that place.
    pub(crate) not_places: Phrases<()>,
    /// Phrases that only look like a place: «مسقط رأسه».
    pub(crate) no_places: Phrases<()>,
    /// Forms that are a measure with «ب» before them and a number behind: «بقطر 50 مترا».
    pub(crate) measures: WordSet,
    /// Nouns of what bears the name of a place: an outlet, a street, a hospital.
    pub(crate) place_bearers: Phrases<()>,
    /// Words of institutions that bear a person's name.
    pub(crate) eponyms: Eponyms,
    /// Offices: index of the row of `titles.toml`.
    pub(crate) office_keys: Vec<Arc<str>>,
    pub(crate) office_heads: Phrases<OfficeHead>,
    /// Offices that alone are the head of a state's: «الرئيس».
    pub(crate) state_offices: HashSet<usize>,
    /// «الجمهورية» in «رئيس الجمهورية»: says no more than «الرئيس» alone; without the article.
    pub(crate) state_words: WordSet,
    /// Words that go on a title: «الخارجية», «مجلس الوزراء».
    pub(crate) office_bodies: Phrases<()>,
    pub(crate) title_adjectives: WordSet,
    /// «باسم» in «الناطق الإعلامي باسم»: no name, though one is spelled so.
    pub(crate) chain_links: WordSet,
    /// Offices with such a word in one of their forms.
    pub(crate) spoken_offices: HashSet<usize>,
    /// «مستشار»: the name behind may be of whom he serves.
    pub(crate) served_heads: Phrases<()>,
    /// «رئيس الوزراء»: who is called on, not what the one before is.
    pub(crate) called_heads: Phrases<()>,
    /// «عن» in «النائب عن حزب التقدم».
    pub(crate) chain_prepositions: WordSet,
    /// «نظيره», with and without a country after it.
    pub(crate) counterparts: Phrases<Gender>,
    /// «السابق» in «الرئيس السابق»: not the one whom the office alone means.
    pub(crate) apart: WordSet,
    /// «نجله»: who he is, the one named before tells.
    pub(crate) relations: Phrases<()>,
    /// Nouns that join a further field: «استصلاح» in «وزارة الزراعة واستصلاح الأراضي».
    pub(crate) domain_nouns: WordSet,
    pub(crate) given: Phrases<()>,
    pub(crate) particles: WordSet,
    /// «أبو»: the word behind belongs to it.
    pub(crate) fathers: WordSet,
    /// «السادس عشر» after a name.
    pub(crate) regnal: Phrases<()>,
    /// Words that belong to the element before them: «نصر الله».
    pub(crate) theophoric: WordSet,
    /// Words that an attribute with the article belongs to: «العبد العالي».
    pub(crate) servants: WordSet,
    /// What families of the Maghreb begin with, as one word with the rest: «بوعزة».
    pub(crate) clan_prefixes: Vec<String>,
    pub(crate) name_stops: WordSet,
    /// Verbs of doing: «غادر».
    pub(crate) doings: WordSet,
    pub(crate) homographs: Homographs,
    /// Offices, adjectives and words of time that are family names too: «كامل الوزير».
    pub(crate) families: WordSet,
    /// Offices that are given names too: «أمير».
    pub(crate) given_offices: WordSet,
    pub(crate) unnamed_heads: Phrases<()>,
    /// Nouns before the name of a body: «حركة "حماس"» is «حماس».
    pub(crate) naming: WordSet,
    /// Unnamed heads in the accusative: «لكن مسؤولا».
    pub(crate) unnamed_accusatives: Phrases<()>,
    pub(crate) speaker_bodies: Phrases<()>,
    pub(crate) collectives: Phrases<CollectiveForm>,
    /// Definite nouns that point back at an entity: «المصدر», «الوزارة».
    pub(crate) definites: Phrases<()>,
    /// First words of all that a person, a title or a body can begin with, but for names that only
    /// the document knows: one question for most words instead of eight.
    openers: WordSet,
    /// The same of places.
    place_openers: WordSet,
}

impl NameTables {
    pub(super) fn new(folder: &Folder, files: &Files) -> Self {
        let mut tables = Self::default();
        tables.add_titles(folder, &files.titles);
        tables.add_persons(folder, &files.persons);
        tables.add_bodies(folder, &files.organisations);
        tables.add_places(folder, &files.places);
        tables.add_speakers(folder, &files.attribution);
        tables.add_openers();
        tables
    }

    fn add_titles(&mut self, folder: &Folder, rows: &raw::Titles) {
        for (office, row) in rows.office.iter().enumerate() {
            self.office_keys.push(row.key.as_str().into());
            let head = |form| {
                let calling = row.callings && !rows.anyone.form.contains(form);
                let gender = gender_of(form, &rows.either_gender.form);
                (form, OfficeHead { office, weak: row.weak, calling, gender })
            };
            let heads: Vec<(&String, OfficeHead)> = row.head.iter().map(head).collect();
            for (form, head) in &heads {
                self.office_heads.insert(folder, form, *head);
            }
            self.state_offices.extend((!row.state.is_empty()).then_some(office));
            let state = row.state.iter().map(|word| folder.key(word));
            state.for_each(|word| self.state_words.insert(crate::lang::without_article(&word)));
            // «مستشارة» is the head of «المستشارة» too; the other way a common word could arise.
            for (form, head) in heads {
                let single = !form.contains(char::is_whitespace);
                if single && !crate::lang::has_article(&folder.key(form)) {
                    let definite = ARTICLE.iter().collect::<String>() + form;
                    self.office_heads.insert(folder, &definite, head);
                }
            }
            self.office_bodies.extend(folder, &row.body, ());
        }
        self.title_adjectives = keys(folder, &rows.adjective.form);
        self.title_adjectives.extend(keys(folder, &rows.adjective.former));
        self.chain_links = keys(folder, &rows.chain.link);
        self.served_heads.extend(folder, &rows.chain.served, ());
        self.called_heads.extend(folder, &rows.chain.called, ());
        self.chain_prepositions = keys(folder, &rows.chain.preposition);
        for (office, row) in rows.office.iter().enumerate() {
            let links = &rows.chain.link;
            if row.head.iter().any(|head| links.iter().any(|link| head.ends_with(link.as_str()))) {
                self.spoken_offices.insert(office);
            }
        }
        self.counterparts.extend(folder, &rows.counterpart.form, Gender::Masculine);
        self.counterparts.extend(folder, &rows.counterpart.feminine, Gender::Feminine);
        self.apart = keys(folder, &rows.chain.apart);
        self.relations.extend(folder, &rows.relation.form, ());
        self.particles = keys(folder, &rows.name_particle.prefix);
        self.fathers = keys(folder, &rows.name_particle.father);
        self.name_stops = keys(folder, &rows.name_particle.stop);
        self.doings = keys(folder, &rows.name_particle.verb);
        self.name_stops.extend(self.doings.words());
        self.homographs = Homographs::new(&rows.homograph);
        self.regnal.extend(folder, &rows.name_particle.regnal, ());
        self.families = keys(folder, &rows.name_particle.family);
        self.given_offices = keys(folder, &rows.name_particle.given_too);
        self.domain_nouns = keys(folder, &rows.domain.noun);
        self.eponyms = Eponyms::new(folder, &rows.eponym);
        self.theophoric = keys(folder, &rows.name_particle.theophoric);
        self.servants = keys(folder, &rows.name_particle.servant);
        self.clan_prefixes.extend(rows.name_particle.clan.iter().map(|word| folder.key(word)));
    }

    fn add_persons(&mut self, folder: &Folder, rows: &raw::Persons) {
        for (ix, row) in rows.person.iter().enumerate() {
            let office = row.office.as_deref().and_then(|office| {
                let hit = self.office_heads.longest_in(folder, office)?;
                Some(hit.office)
            });
            self.persons.push(KnownPerson {
                name: row.name.as_str().into(),
                country: row.country.as_deref().map(Into::into),
                office,
                woman: row.woman,
                office_words: row.office.as_deref().map(|office| folder.key(office).into()),
            });
            let aliases = std::iter::once(&row.name).chain(&row.alias);
            self.person_forms.extend(folder, aliases, PersonForm::Alias(ix));
            // A spelling of the family name goes with the given name too.
            let given = row.name.split_whitespace().next().unwrap_or("");
            let family =
                row.alias.iter().filter(|alias| alias.split_whitespace().all(|word| word != given));
            let full: Vec<String> = family.map(|alias| format!("{given} {alias}")).collect();
            self.person_forms.extend(folder, &full, PersonForm::Alias(ix));
            self.person_forms.extend(folder, &row.short, PersonForm::Short(ix));
            self.person_forms.extend(folder, row.weak_surname.iter(), PersonForm::WeakSurname(ix));
        }
        self.given.extend(folder, &rows.given.name, ());
        self.given.extend(folder, &rows.given.foreign, ());
    }

    fn add_bodies(&mut self, folder: &Folder, rows: &raw::Organisations) {
        for (ix, row) in rows.org.iter().enumerate() {
            self.bodies.push(KnownBody {
                name: row.name.as_str().into(),
                country: row.country.as_deref().map(Into::into),
                needs_head: row.context,
            });
            if row.kind == "media" {
                self.media.insert(row.name.as_str().into());
            }
            let forms = std::iter::once(&row.name).chain(&row.alias);
            self.body_forms.extend(folder, forms, ix);
        }
        self.body_heads.extend(folder, &rows.compose.head, ());
        self.ministries.extend(folder, &rows.compose.ministry, ());
        let noun = rows.compose.head.first().map_or("", String::as_str);
        self.ministry_noun = noun.into();
    }

    fn add_places(&mut self, folder: &Folder, rows: &raw::Places) {
        for (ix, row) in rows.place.iter().enumerate() {
            let is_country = row.kind == "country";
            self.places.push(KnownPlace {
                id: row.id.as_str().into(),
                name: row.name.as_str().into(),
                key: folder.key(&row.name).into(),
                country: if is_country {
                    Some(row.id.as_str().into())
                } else {
                    row.country.as_deref().map(Into::into)
                },
                speaks: is_country || row.kind == "capital",
                needs_head: row.context,
                region: row.region.as_deref().map(Into::into),
            });
            self.place_ids.insert(&row.id, ix);
            let forms = std::iter::once(&row.name).chain(&row.alias);
            self.place_forms.extend(folder, forms, ix);
            for stem in row.nisba.iter().chain(&row.nisba_spelling) {
                for form in nisba_forms(&folder.key(stem)) {
                    self.nisba.get_or_insert_with(&form, || ix);
                }
            }
            for plural in &row.plural {
                self.nisba.get_or_insert_with(&folder.key(plural), || ix);
            }
        }
        for row in &rows.either {
            let places = self.place_by_id(&row.first).zip(self.place_by_id(&row.other));
            let Some((first, other)) = places else { continue };
            let heads = super::line_words::phrases(folder, &row.head);
            let agencies = super::line_words::phrases(folder, &row.agency);
            let either = EitherPlace { first, other, heads, agencies };
            self.either.insert(folder.key(&row.form).into(), either);
        }
        self.at_prepositions.extend(folder, &rows.head.at, ());
        self.matters.extend(folder, &rows.head.matter, ());
        self.place_nouns.extend(folder, &rows.head.noun, ());
        self.place_prepositions = keys(folder, &rows.head.preposition);
        self.not_places.extend(folder, &rows.not_place.phrase, ());
        self.no_places.extend(folder, &rows.not_place.never, ());
        self.measures = keys(folder, &rows.not_place.measure);
        self.place_bearers.extend(folder, &rows.not_place.outlet, ());
        self.place_bearers.extend(folder, &rows.not_place.bearer, ());
    }

    fn add_speakers(&mut self, folder: &Folder, rows: &raw::Attribution) {
        self.unnamed_heads.extend(folder, &rows.speaker_head.unnamed, ());
        self.naming = keys(folder, &rows.speaker_head.naming);
        self.unnamed_accusatives.extend(folder, &rows.speaker_head.accusative, ());
        self.speaker_bodies.extend(folder, &rows.speaker_head.body, ());
        for row in &rows.collective {
            let form = CollectiveForm {
                number: row.number,
                offices: row.office.iter().filter_map(|key| self.office(key)).collect(),
                places: row.kind == "place",
            };
            self.collectives.extend(folder, &row.form, form);
        }
        rows.definite.iter().for_each(|row| self.definites.extend(folder, &row.form, ()));
    }

    fn add_openers(&mut self) {
        self.openers.extend(self.not_places.first_words());
        self.openers.extend(self.person_forms.first_words());
        self.openers.extend(self.counterparts.first_words());
        self.openers.extend(self.relations.first_words());
        self.openers.extend(self.office_heads.first_words());
        self.openers.extend(self.body_forms.first_words());
        self.openers.extend(self.body_heads.first_words());
        self.openers.extend(self.ministries.first_words());
        self.openers.extend(self.given.first_words());
        self.openers.extend(self.eponyms.heads.first_words());
        self.place_openers.extend(self.not_places.first_words());
        self.place_openers.extend(self.no_places.first_words());
        self.place_openers.extend(self.place_forms.first_words());
        self.place_openers.extend(self.nisba.words());
    }

    /// Gives the tables that are asked most their bits.
    pub(super) fn add_first_words(&mut self, first_words: &mut FirstWords) {
        first_words.add_set(&mut self.openers);
        first_words.add_set(&mut self.place_openers);
        first_words.add_set(&mut self.place_prepositions);
        first_words.add_set(&mut self.particles);
        first_words.add_set(&mut self.chain_links);
        first_words.add(&mut self.person_forms);
        first_words.add(&mut self.office_heads);
        first_words.add(&mut self.body_forms);
        first_words.add(&mut self.place_forms);
        let phrases = [
            &mut self.not_places,
            &mut self.no_places,
            &mut self.eponyms.heads,
            &mut self.body_heads,
            &mut self.ministries,
            &mut self.given,
            &mut self.speaker_bodies,
            &mut self.unnamed_heads,
            &mut self.definites,
        ];
        phrases.into_iter().for_each(|phrases| first_words.add(phrases));
        first_words.add(&mut self.collectives);
        first_words.add(&mut self.counterparts);
    }

    /// True where a person, a title or a body of these tables can begin at a token.
    pub(crate) fn may_open(&self, tokens: &Tokens, ix: usize) -> bool {
        self.openers.opens(tokens, ix)
    }

    /// True where a place of these tables can begin at a token, or its adjective stand.
    pub(crate) fn may_open_place(&self, tokens: &Tokens, ix: usize) -> bool {
        self.place_openers.opens(tokens, ix)
    }

    /// Index of a place by its identity.
    pub(crate) fn place_by_id(&self, id: &str) -> Option<usize> {
        self.place_ids.get(id).copied()
    }

    /// Index of the country of a person of the file, where it is a place.
    pub(crate) fn home_of(&self, person: usize) -> Option<usize> {
        self.place_by_id(self.persons.get(person)?.country.as_deref()?)
    }

    fn office(&self, key: &str) -> Option<usize> {
        self.office_keys.iter().position(|other| &**other == key)
    }

    /// The country that the adjective at a token belongs to: «الروسية», «للروسي», «وروسي».
    pub(crate) fn country_of_adjective(&self, tokens: &Tokens, ix: usize) -> Option<usize> {
        let plain = self.nisba.find(tokens.key(ix), || tokens.word(ix));
        let stripped =
            || tokens.stripped(ix).find_map(|base| self.nisba.find(base.key(), || base.word()));
        plain.or_else(stripped).copied()
    }
}
