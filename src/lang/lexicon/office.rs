//! The head nouns of offices: what they are and whom they are said of.

use super::verbs::Gender;

/// An office's head noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OfficeHead {
    /// Index in [`NameTables::office_keys`](super::NameTables::office_keys).
    pub(crate) office: usize,
    /// A courtesy: a title only where a name follows.
    pub(crate) weak: bool,
    /// One of several callings of its office: alone it is nobody who was called by another.
    pub(crate) calling: bool,
    /// Of its holder; `None` where it is said of both.
    pub(crate) gender: Option<Gender>,
}

/// The feminine ending of nouns.
const FEMININE: char = 'ة';

/// The gender that the first word of an office shows, as a writer spells it.
pub(super) fn gender_of(form: &str, either: &[String]) -> Option<Gender> {
    let first = form.split_whitespace().next().unwrap_or("");
    match first {
        _ if either.iter().any(|word| word == first) => None,
        _ if first.ends_with(FEMININE) => Some(Gender::Feminine),
        _ => Some(Gender::Masculine),
    }
}
