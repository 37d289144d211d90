//! Words that fold to one another and are told apart as they are written: «أمام» and «إمام».

use crate::lang::words::WordSet;

use super::raw;

/// Such words, as they are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Homographs {
    /// «أمام», «يحيي»: neither the head of an office nor a name.
    pub(crate) none: WordSet,
    /// «إمام»: no word of place.
    pub(crate) office: WordSet,
    /// «فاي»: elements of names, no conjunction and its word.
    pub(crate) element: WordSet,
    /// «على», «غير»: behind a title a given name, before a family name.
    pub(crate) given: WordSet,
    /// «نجاح», «سلامة»: given names and families that are nouns of a deed before a genitive.
    pub(crate) deed: WordSet,
}

impl Homographs {
    pub(super) fn new(rows: &raw::Homographs) -> Self {
        Self {
            none: rows.none.iter().map(String::as_str).collect(),
            office: rows.office.iter().map(String::as_str).collect(),
            element: rows.element.iter().map(String::as_str).collect(),
            given: rows.given.iter().map(String::as_str).collect(),
            deed: rows.deed.iter().map(String::as_str).collect(),
        }
    }
}
