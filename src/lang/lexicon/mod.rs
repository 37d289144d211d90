//! The language data: `src/lexicon/*.toml`, embedded, checked and folded once; passed by
//! reference, never global.
//!
//! A project's own files extend it: a table with the same `id`, `lemma` or `name` replaces the
//! embedded one, others are added.

mod aliases;
pub(crate) mod anchors;
pub(crate) mod dates;
mod eponym;
mod forms;
mod furniture;
mod grammar;
mod homograph;
mod honour;
mod line_words;
mod load;
mod names;
mod needs;
mod office;
mod pattern;
mod person;
mod place;
pub(crate) mod raw;
mod spelling;
mod topics;
mod unreal;
mod verbs;

pub use forms::{LexiconForm, forms};
pub(crate) use grammar::{AccordingForm, GrammarTables};
pub(crate) use names::NameTables;
pub(crate) use office::OfficeHead;
pub(crate) use person::PersonForm;
pub(crate) use place::{EitherPlace, KnownPlace};
pub(crate) use spelling::SpellingTables;
pub(crate) use topics::{TermKind, TopicRule, TopicTables};
pub(crate) use verbs::{Form, Gender, Number, Reading, Verb, VerbTables};
mod text_types;

pub(crate) use furniture::{At, Furniture, LineShape, LineStep, Slot, Times, What};
pub(crate) use needs::Held;
pub(crate) use text_types::TextTypes;

use super::fold::Folder;
use super::tongue::Tongues;

/// All language data.
#[derive(Clone, Debug)]
pub struct Lexicon {
    folder: Folder,
    tongues: Tongues,
    /// The files as written, for the tables that are read row by row.
    pub(crate) files: Files,
    pub(crate) grammar: GrammarTables,
    pub(crate) names: NameTables,
    pub(crate) spelling: SpellingTables,
    pub(crate) topics: TopicTables,
    pub(crate) verbs: VerbTables,
    pub(crate) furniture: Furniture,
    pub(crate) text_types: TextTypes,
    stop_words: super::stopwords::StopWords,
    /// The words of dates, for look-up.
    pub(crate) dates: dates::DateTables,
    /// What bounds a date, for look-up.
    pub(crate) anchors: anchors::AnchorTables,
    /// Hash of all data, for the key of the cache.
    fingerprint: [u8; 32],
}

/// The files of the lexicon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    pub(crate) anchors: raw::Anchors,
    pub(crate) attribution: raw::Attribution,
    pub(crate) boilerplate: raw::Boilerplate,
    pub(crate) date_words: raw::DateWords,
    pub(crate) grammar: raw::Grammar,
    pub(crate) languages: raw::Languages,
    pub(crate) months: raw::Months,
    pub(crate) organisations: raw::Organisations,
    pub(crate) persons: raw::Persons,
    pub(crate) places: raw::Places,
    pub(crate) reporting_verbs: raw::ReportingVerbs,
    pub(crate) stopwords: std::collections::BTreeMap<String, raw::WordClass>,
    pub(crate) titles: raw::Titles,
    pub(crate) topics: raw::Topics,
}

/// A file that extends the lexicon: the name of the embedded file, and the text.
#[derive(Clone, Debug)]
pub struct ExtraFile {
    /// Name without `.toml`: `persons`.
    pub name: String,
    /// TOML.
    pub text: String,
    /// Where it was read, for messages.
    pub path: std::path::PathBuf,
}

impl Lexicon {
    /// The embedded data.
    ///
    /// # Errors
    /// None as released: a test loads it. The data is checked all the same, and a fault in it
    /// names file and place.
    pub fn embedded() -> crate::error::Result<Self> {
        Self::load(&[])
    }

    /// The embedded data, extended.
    ///
    /// # Errors
    /// Where a file does not parse, has an unknown field, or gives one form two meanings.
    pub fn load(extra: &[ExtraFile]) -> crate::error::Result<Self> {
        load::lexicon(extra)
    }

    /// Makes matching forms.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// True for what stands before a stop that ends no sentence: «د».
    pub(crate) fn is_abbreviation(&self, word: &str) -> bool {
        self.grammar.abbreviations.contains(word)
    }

    /// True for a word, in its matching form, that says nothing of a text's subject. For scores,
    /// and against taking small words for a name: names and verbs are never looked up by it.
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// The words that [`Lexicon::is_stop`] knows, in their matching form and in order.
    pub fn stop_words(&self) -> Vec<&str> {
        self.stop_words.words()
    }

    /// True for a word, in its matching form, that stands alone in one of the lists of function words,
    /// verbs, names, places and nouns, or begins with the article.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.is_stop(word)
            || self.verbs.is_form(word)
            || self.grammar.common.contains(word)
            || self.names.given.value_of(word).is_some()
            || self.names.office_heads.value_of(word).is_some()
            || self.names.place_forms.value_of(word).is_some()
            || super::has_article(word)
    }

    /// Tells Arabic from other languages in its script.
    pub(crate) fn tongues(&self) -> &Tongues {
        &self.tongues
    }

    /// Hash of all data.
    pub fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }

    /// The identities of the topics, in the order of the taxonomy.
    pub fn topic_ids(&self) -> impl Iterator<Item = &str> {
        self.files.topics.topic.iter().map(|row| row.id.as_str())
    }

    /// The name that a topic is shown by.
    pub fn topic_name(&self, id: &str) -> Option<&str> {
        let row = self.files.topics.topic.iter().find(|topic| topic.id == id)?;
        Some(&row.name)
    }

    /// The code of the IPTC Media Topic that is nearest to a topic.
    pub fn topic_iptc(&self, id: &str) -> Option<&str> {
        let row = self.files.topics.topic.iter().find(|topic| topic.id == id)?;
        (!row.iptc.is_empty()).then_some(row.iptc.as_str())
    }

    /// The name that a region is shown by.
    pub fn region_name(&self, id: &str) -> Option<&str> {
        let row = self.files.places.region.iter().find(|region| region.id == id)?;
        Some(&row.name)
    }

    /// The name that a place is shown by.
    pub fn place_name(&self, id: &str) -> Option<&str> {
        let row = self.files.places.place.iter().find(|place| place.id == id)?;
        Some(&row.name)
    }
}

/// A share between 0 and 1 in whole per cent; what lies outside is cut.
fn percent(share: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to 0..=100")]
    let percent = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
    percent
}
