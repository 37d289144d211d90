//! The editor's word over what was extracted: `corrections.toml`, checked.
//!
//! The file is the project's, as `mujaz.toml` is; what may stand in it is in
//! `config/corrections/raw.rs`. Here are the corrections as meant. Whether the documents still hold
//! what they speak of is found out when they are applied.

mod people;
mod raw;

use std::fmt;
use std::path::Path;

use chrono::NaiveDate;

pub use people::{Exclusion, Merge, PeopleCorrections, PeopleVerdicts};

use crate::error::Result;
use crate::model::StatementKind;

/// Everything that the editor corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// By document, in the order of the file; one document may stand there several times.
    pub documents: Vec<DocumentCorrections>,
    /// Over all documents.
    pub people: PeopleCorrections,
}

impl Corrections {
    /// The corrections that `text` gives. `topics` are the identities of the taxonomy.
    ///
    /// # Errors
    /// Names `path`, the place, the key, what is allowed and the nearest spelling.
    pub fn parse<'t>(
        text: &str,
        path: &Path,
        topics: impl IntoIterator<Item = &'t str>,
    ) -> Result<Self> {
        raw::corrections(text, path, &topics.into_iter().collect())
    }

    /// True where nothing is corrected.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.people.is_empty()
    }
}

/// Where something stands in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A value with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// What a fact is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set<T> {
    /// To this.
    To(T),
    /// To nothing: `"unknown"`, of a headline `"none"`, of a person `"nobody"`.
    Unknown,
}

/// What is corrected in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentCorrections {
    /// Its path below the input folder, or its identity of 12 or 16 hexadecimal digits.
    pub document: At<String>,
    /// The day of publication.
    pub date: Option<At<Set<NaiveDate>>>,
    /// The headline: words of the document.
    pub headline: Option<At<Set<String>>>,
    /// Who published it.
    pub outlet: Option<At<Set<String>>>,
    /// Topics that it is about.
    pub add_topics: Vec<At<String>>,
    /// Topics that it is not about.
    pub remove_topics: Vec<At<String>>,
    /// Names that mean somebody else in this document.
    pub people: Vec<Renamed>,
    /// Statements that were found.
    pub statements: Vec<StatementCorrection>,
    /// Statements that were not found.
    pub added: Vec<Added>,
    /// Why, in the editor's words.
    pub note: Option<String>,
}

/// A name that means somebody else in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The name as it was understood, or as it stands.
    pub name: At<String>,
    /// Whom it means; [`Set::Unknown`]: nobody.
    pub means: At<Set<String>>,
}

/// A correction of a statement that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementCorrection {
    /// Which statement.
    pub which: At<Which>,
    /// Who made it; `None`: as it was found.
    pub speakers: Option<At<Set<Vec<String>>>>,
    /// Whether it is shown.
    pub hide: Hide,
}

/// How a statement is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// By its identity: `id` in the data, the part after `q-` in addresses.
    Id(String),
    /// By its exact words.
    Words(String),
}

/// Whether a statement is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hide {
    /// It is.
    #[default]
    No,
    /// It is not.
    Yes,
}

/// A statement that was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its words, which must stand in the document.
    pub text: At<String>,
    /// Who made it; `None`: nobody is named.
    pub speakers: Option<At<Set<Vec<String>>>>,
    /// Whose wording it is.
    pub kind: StatementKind,
}
