//! The words that finished strings are made of: a part of `templates/words.ar.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Result};
use crate::model::Confidence;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Noun {
    /// Saved documents.
    Document,
    /// What somebody said.
    Statement,
    /// Outlets.
    Source,
    /// People.
    Person,
    /// Ministries, organisations and the like.
    Body,
    /// People and bodies that say something.
    Speaker,
    /// Topics of the taxonomy.
    Topic,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Spellings of a name.
    Spelling,
    /// How many times somebody is named.
    Mention,
    /// Words of a text.
    Word,
    /// Events that several documents tell of.
    Story,
    /// Lines of a document.
    Block,
    /// Texts, near-duplicates counted once.
    Text,
    /// Paragraphs.
    Paragraph,
}

impl Noun {
    const ALL: [Self; 17] = [
        Self::Document,
        Self::Statement,
        Self::Source,
        Self::Person,
        Self::Body,
        Self::Speaker,
        Self::Topic,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Spelling,
        Self::Mention,
        Self::Word,
        Self::Story,
        Self::Block,
        Self::Text,
        Self::Paragraph,
    ];
}

/// The words that finished strings are made of.
#[derive(Clone, Debug, Deserialize)]
pub struct DisplayWords {
    pub(super) counts: BTreeMap<Noun, Forms>,
    pub(super) dates: DateWords,
    pub(in crate::site) summary: SummaryWords,
}

/// A counted noun in the six classes of Arabic; `{n}` is the number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Forms {
    pub(super) zero: String,
    pub(super) one: String,
    pub(super) two: String,
    pub(super) few: String,
    pub(super) many: String,
    pub(super) other: String,
}

/// What ICU does not say of dates. Weeks run from Monday on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateWords {
    pub(super) weekday_letters: [String; 7],
    pub(super) weekday_indefinite: [String; 7],
    pub(super) range: String,
    pub(super) on_weekday: String,
    pub(super) not_after: String,
    pub(super) not_before: String,
    pub(super) between: String,
    pub(super) weekday_and_bounds: String,
    pub(super) corrected: String,
    pub(super) known: BTreeMap<Confidence, String>,
}

/// Words of the printed summary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::site) struct SummaryWords {
    pub(in crate::site) with_reason: String,
    pub(in crate::site) outlet: String,
    pub(in crate::site) no_outlet: String,
    pub(in crate::site) no_headline: String,
    pub(in crate::site) no_speaker: String,
    pub(in crate::site) no_statements: String,
    pub(in crate::site) number: String,
    pub(in crate::site) reference: String,
    pub(in crate::site) several: String,
    pub(in crate::site) statements: String,
    pub(in crate::site) nothing_said: String,
    pub(in crate::site) documents: String,
    pub(in crate::site) more: String,
}

/// The words of the interface as they are embedded.
const EMBEDDED: &str = include_str!("../../../templates/words.ar.toml");

impl DisplayWords {
    /// The embedded words.
    ///
    /// # Errors
    /// None as released: a test loads them.
    pub fn embedded() -> Result<Self> {
        Self::parse(EMBEDDED)
    }

    /// Reads the tables `counts`, `dates` and `summary` of a words file; others are the templates'.
    ///
    /// # Errors
    /// Where the file does not parse, or lacks a word.
    pub fn parse(toml: &str) -> Result<Self> {
        toml.parse().map_err(broken).and_then(Self::of)
    }

    /// Takes the words from the tables of a words file.
    ///
    /// # Errors
    /// Where a word is missing.
    pub fn of(tables: toml::Table) -> Result<Self> {
        let words: Self = tables.try_into().map_err(broken)?;
        let missing = Noun::ALL.iter().find(|noun| !words.counts.contains_key(noun));
        if let Some(noun) = missing {
            let name = format!("{noun:?}").to_lowercase();
            return Err(Error::new(ErrorKind::Template, format!("no table [counts.{name}]"))
                .hint("copy it from the embedded words.ar.toml"));
        }
        Ok(words)
    }
}

fn broken(error: toml::de::Error) -> Error {
    Error::new(ErrorKind::Template, "the words of the interface cannot be read").because(error)
}

/// Fills the places in braces of a pattern: `fill("{a} و{b}", &[("a", "س"), ("b", "ص")])`.
///
/// What is filled in is never looked at again, so a value with braces stays as it is.
pub(in crate::site) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((head, tail)) = rest.split_once('{') {
        out.push_str(head);
        let place = tail.split_once('}').and_then(|(name, after)| {
            values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, after))
        });
        match place {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_once() {
        assert_eq!(fill("من {a} إلى {b}", &[("a", "{b}"), ("b", "ص")]), "من {b} إلى ص");
        assert_eq!(fill("{x} {", &[]), "{x} {");
    }

    #[test]
    fn a_missing_noun_is_named() {
        let without = EMBEDDED.replace("[counts.story]", "[counts.nothing]");
        assert!(DisplayWords::parse(&without).is_err());
        let cut: String = EMBEDDED
            .split_inclusive("\n\n")
            .filter(|table| !table.contains("[counts.story]"))
            .collect();
        let error = DisplayWords::parse(&cut).unwrap_err();
        assert_eq!(error.to_string(), "no table [counts.story]");
    }
}
