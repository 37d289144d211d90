//! The letters of the index of names: where the names of each begin.

use crate::lang::{Lexicon, initial};
use crate::model::{Corpus, PersonIx, PersonKind};

/// Names of an index that begin with one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) kind: PersonKind,
    /// In its folded form: those with a hamza stand with those without.
    pub(crate) letter: char,
    /// The place of the first of them in the list.
    pub(crate) at: usize,
}

impl Letter {
    /// Its place on a page, without the sign of its kind.
    pub(crate) fn mark(&self) -> String {
        format!("{:04x}", u32::from(self.letter))
    }

    /// The sign of its kind.
    pub(crate) fn sign(&self) -> char {
        if self.kind == PersonKind::Person { 'p' } else { 'b' }
    }
}

/// The letters of a list in its order, those of people before those of bodies. A name that begins with no
/// letter stands under the one before it.
pub(super) fn letters(corpus: &Corpus, order: &[PersonIx], lexicon: &Lexicon) -> Vec<Letter> {
    let mut all: Vec<Letter> = Vec::new();
    for (at, ix) in order.iter().enumerate() {
        let Some(person) = corpus.person(*ix) else { continue };
        let Some(letter) = initial(&person.label, lexicon.folder()) else { continue };
        let kind = person.kind;
        if !all.iter().any(|known| known.kind == kind && known.letter == letter) {
            all.push(Letter { kind, letter, at });
        }
    }
    all
}
