//! What an office is over: the words of a title besides its head, its adjectives and its country.
//!
//! «رئيس المحكمة» does not point back to «الرئيس حسني مبارك»: both are heads, of different things.

use std::ops::Range;

use super::super::Reader;
use super::Entity;

/// The domain of a title.
#[derive(Clone, Debug, Default)]
pub(crate) struct Domain {
    /// For each word the forms it may be met in, without article and proclitics.
    pub(super) words: Vec<Vec<Box<str>>>,
    /// The office that is over it, the first of the title.
    office: Option<usize>,
    /// The office alone stands for the head of a state.
    of_state: bool,
}

impl Domain {
    /// The domain of the title in these tokens, its head first.
    pub(crate) fn read(reader: &Reader<'_>, title: Range<usize>, offices: &[usize]) -> Self {
        let names = &reader.lexicon.names;
        let tokens = reader.tokens;
        let head = names.office_heads.longest_with_proclitics(tokens, title.start);
        let start = title.start + head.map_or(1, |hit| hit.len);
        let tells = |at: &usize| {
            tokens.is_word(*at)
                && !reader.is_stop(*at)
                && (!reader.is_adjective(*at) || names.office_bodies.longest(tokens, *at).is_some())
                && names.place_forms.longest_with_proclitics(tokens, *at).is_none()
                && names.country_of_adjective(tokens, *at).is_none()
        };
        let words = (start..title.end).filter(tells).map(|at| forms(tokens.word(at)));
        Self::new(reader, words, offices)
    }

    /// The domain of a title in its matching form, as the file of persons has it.
    pub(crate) fn of_words(reader: &Reader<'_>, title: &str, offices: &[usize]) -> Self {
        let heads = &reader.lexicon.names.office_heads;
        let words = title.split_whitespace().skip(1).filter(|word| heads.value_of(word).is_none());
        Self::new(reader, words.map(forms), offices)
    }

    fn new(
        reader: &Reader<'_>,
        words: impl Iterator<Item = Vec<Box<str>>>,
        offices: &[usize],
    ) -> Self {
        let names = &reader.lexicon.names;
        let of_state = offices.first().is_some_and(|office| names.state_offices.contains(office));
        let state =
            |forms: &Vec<Box<str>>| forms.iter().any(|form| names.state_words.contains(form));
        let words = words.filter(|forms| !(of_state && state(forms))).collect();
        Self { words, office: offices.first().copied(), of_state }
    }

    /// The office, where nothing but its head tells it: «الرئيس».
    pub(super) fn undivided(&self) -> Option<usize> {
        self.office.filter(|_| self.words.is_empty())
    }

    /// True where what is known of an entity's offices has every word of this one.
    pub(super) fn fits(&self, entity: &Entity) -> bool {
        if self.words.is_empty() {
            let whole = |office: usize| entity.undivided.contains(&office);
            return !self.of_state || self.office.is_some_and(whole);
        }
        self.words.iter().all(|forms| forms.iter().any(|form| entity.domains.contains(form)))
    }
}

/// The forms of a word without article and proclitics.
fn forms(word: &str) -> Vec<Box<str>> {
    let mut forms: Vec<Box<str>> = Vec::new();
    for base in crate::lang::bases(word) {
        let form = crate::lang::without_article(&base.word);
        if !forms.iter().any(|other| **other == *form) {
            forms.push(form.into());
        }
    }
    forms
}
