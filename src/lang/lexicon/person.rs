//! A person of the alias file, and what the forms of his name are worth.

use std::sync::Arc;

/// A person of the alias file.
#[derive(Clone, Debug)]
pub(crate) struct KnownPerson {
    pub(crate) name: Arc<str>,
    pub(crate) country: Option<Arc<str>>,
    /// Key of the last office, where the file names one.
    pub(crate) office: Option<usize>,
    /// Its words in their matching form.
    pub(crate) office_words: Option<Box<str>>,
    /// The verb before the name is feminine.
    pub(crate) woman: bool,
}

/// What a form of a person's name is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PersonForm {
    /// It names the person.
    Alias(usize),
    /// A last element that several bear: only the latest of the document.
    WeakSurname(usize),
    /// Also a common word: needs the long form or an office in the same document.
    Short(usize),
}

impl PersonForm {
    /// The person whom a form names by itself, or where the long form stands in the document.
    pub(crate) fn person(self) -> Option<usize> {
        match self {
            Self::Alias(person) | Self::Short(person) => Some(person),
            Self::WeakSurname(_) => None,
        }
    }
}
