//! Places of the file, and the forms of their adjectives.

use std::sync::Arc;

use crate::lang::phrases::Phrases;

/// A place.
#[derive(Clone, Debug)]
pub(crate) struct KnownPlace {
    pub(crate) id: Arc<str>,
    pub(crate) name: Arc<str>,
    /// The name in its matching form.
    pub(crate) key: Box<str>,
    pub(crate) country: Option<Arc<str>>,
    /// Countries and capitals speak for a government.
    pub(crate) speaks: bool,
    /// Also a common word: needs a head noun or a preposition.
    pub(crate) needs_head: bool,
    /// The group of countries that it belongs to.
    pub(crate) region: Option<Arc<str>>,
}

/// A form of two places.
#[derive(Clone, Debug)]
pub(crate) struct EitherPlace {
    /// Meant where nothing says otherwise.
    pub(crate) first: usize,
    pub(crate) other: usize,
    /// What stands right before the form where the other is meant.
    pub(crate) heads: Phrases<()>,
    /// Agencies that report from the other.
    pub(crate) agencies: Phrases<()>,
}

impl KnownPlace {
    /// True for a country, which is its own.
    pub(crate) fn is_country(&self) -> bool {
        self.country.as_ref() == Some(&self.id)
    }
}

/// The article in its matching form.
pub(super) const ARTICLE: [char; 2] = ['ا', 'ل'];

/// Forms of a country's adjective: with and without the article, in gender and number.
pub(super) fn nisba_forms(stem: &str) -> impl Iterator<Item = String> + '_ {
    let endings: [&[char]; 7] =
        [&[], &['ه'], &['و', 'ن'], &['ي', 'ن'], &['ا', 'ن'], &['ت', 'ا', 'ن'], &['ت', 'ي', 'ن']];
    endings.into_iter().flat_map(move |ending| {
        let bare: String = stem.chars().chain(ending.iter().copied()).collect();
        let definite: String = ARTICLE.into_iter().chain(bare.chars()).collect();
        [bare, definite]
    })
}
