//! People and bodies over all documents: who they are, how they are spelt, what they were called.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::{ArticleIx, Percent, PersonIx, Spelling, StatementRef};

/// Person or body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonKind {
    /// A person.
    Person,
    /// A body: ministry, organisation, outlet as a speaker.
    Body,
}

/// A person or body with all that the corpus knows of it.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name.
    pub name: Arc<str>,
    /// The name, and for each of several who bear it what tells them apart: a title as found.
    /// No two people of a corpus share it; addresses and identities are made of it.
    pub label: Arc<str>,
    /// Person or body.
    pub kind: PersonKind,
    /// Country identity, where known.
    pub country: Option<Arc<str>>,
    /// Spellings as found in the texts, most frequent first.
    pub spellings: Vec<Spelling>,
    /// Titles as found in the texts, most frequent first.
    pub titles: Vec<Held>,
    /// Names of documents that were taken for this one, with the reason.
    pub joined: Vec<Joined>,
    /// What was said by it: counted and topic statements, by article.
    pub statements: Vec<StatementRef>,
    /// Articles that mention it.
    pub articles: Vec<ArticleIx>,
}

/// A title as it stands in the texts, with the days of the documents that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its most frequent form, a verbatim copy.
    pub text: Arc<str>,
    /// How often it stands beside the name, in any of its forms.
    pub count: usize,
    /// Day of the first and of the last document that gives it: what the documents say, not when
    /// the office was held. `None` where no such document has a day.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// A name of some documents that was taken for a person, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The name, as those documents give it in full.
    pub name: Arc<str>,
    /// The name that it was compared with.
    pub with: Arc<str>,
    /// The reason.
    pub why: Join,
    /// How alike the two are written.
    pub likeness: Percent,
}

/// Why two names were taken for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// They bear the same title of the same country, and are spelt alike.
    SameTitle,
    /// They stand beside the same people and places, and are spelt alike.
    SameCompany,
    /// Both their elements are foreign and spelt alike, and nothing speaks against it.
    SameSound,
}

impl Join {
    /// The word of data and pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::SameTitle => "same-title",
            Self::SameCompany => "same-company",
            Self::SameSound => "same-sound",
        }
    }
}

/// Two people that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The one with more documents.
    pub one: PersonIx,
    /// The other.
    pub other: PersonIx,
    /// How alike the names are written.
    pub likeness: Percent,
    /// Why they were not joined.
    pub hindrance: Hindrance,
}

/// Why two names that are spelt alike were not joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hindrance {
    /// Nothing besides the spelling says that they are one.
    NoSupport,
    /// They bear different titles.
    OtherTitle,
    /// Their titles are of different countries.
    OtherCountry,
    /// One document names both.
    Together,
}

impl Hindrance {
    /// The word of data and pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoSupport => "no-support",
            Self::OtherTitle => "other-title",
            Self::OtherCountry => "other-country",
            Self::Together => "together",
        }
    }
}
