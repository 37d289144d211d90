//! Words of the names of institutions and places that bear a person's name: «مستشفى الملك فيصل».

use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;
use crate::lang::words::WordSet;

use super::grammar::keys;
use super::raw;

/// What such a name is made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Eponyms {
    /// What is called after somebody: «مستشفى».
    pub(crate) heads: Phrases<()>,
    /// Titles of those whom one given name tells: «الملك».
    pub(crate) kings: Phrases<()>,
    /// Other titles before the name: «الشهيد».
    pub(crate) honours: Phrases<()>,
    /// What joins an ancestor to a name: «بن».
    pub(crate) descent: WordSet,
}

impl Eponyms {
    pub(super) fn new(folder: &Folder, rows: &raw::Eponym) -> Self {
        let mut words = Self { descent: keys(folder, &rows.descent), ..Self::default() };
        words.heads.extend(folder, &rows.head, ());
        words.kings.extend(folder, &rows.king, ());
        words.honours.extend(folder, &rows.honour, ());
        words
    }
}
