//! Which tables of the lexicon a word can open: one look-up for each word of a text, then one bit for
//! each table that is asked.
//!
//! A bit says that the table may hold the word, plain or behind proclitics; what it holds the table
//! itself still decides by the letters. So words that share a key cost time and no truth.

use super::phrases::Phrases;
use super::words::{WordKey, WordMap, WordSet};

/// The bits of tables, one each.
pub(crate) type Tables = u128;

/// The first words of all tables that were added, with the bits of those tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstWords {
    words: WordMap<Tables>,
    /// How many tables have a bit.
    tables: u32,
}

impl FirstWords {
    /// Gives phrases a bit. Past the last bit tables stay without one and are asked themselves.
    pub(crate) fn add<T>(&mut self, phrases: &mut Phrases<T>) {
        let bit = self.next_bit();
        phrases.first_words().for_each(|word| self.note(word, bit));
        phrases.set_bit(bit);
    }

    /// Gives phrases that are asked one after the other at the same word a bit together.
    pub(crate) fn add_together<'p, T: 'p>(
        &mut self,
        all: impl IntoIterator<Item = &'p mut Phrases<T>>,
    ) {
        let bit = self.next_bit();
        for phrases in all {
            phrases.first_words().for_each(|word| self.note(word, bit));
            phrases.set_bit(bit);
        }
    }

    /// Gives a set of words a bit.
    pub(crate) fn add_set(&mut self, set: &mut WordSet) {
        let bit = self.next_bit();
        set.words().for_each(|word| self.note(word, bit));
        set.set_bit(bit);
    }

    /// True while no table was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.tables == 0
    }

    fn next_bit(&mut self) -> Tables {
        let bit = Tables::from(1u8).checked_shl(self.tables).unwrap_or_default();
        self.tables += 1;
        bit
    }

    fn note(&mut self, word: &str, bit: Tables) {
        if let Some(tables) = self.words.get_or_insert_with(word, || 0) {
            *tables |= bit;
        }
    }

    /// The tables that a word with this key can open.
    pub(crate) fn tables(&self, key: WordKey) -> Tables {
        self.words.by_key(key).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::{Lexicon, Tokens};

    #[test]
    fn a_bit_hides_no_hit() {
        let lexicon = Lexicon::embedded().unwrap();
        let text = "وللرئيس الروسي بوتين في موسكو وبأنقرة، قال اليوم الثلاثاء إنه أكد";
        let tokens = Tokens::new(lexicon.folder(), text);
        let names = &lexicon.names;
        let mut asked_by_bit = names.place_forms.clone();
        asked_by_bit.set_bit(0);
        for ix in 0..tokens.len() {
            let len = |phrases: &crate::lang::Phrases<usize>| {
                phrases.longest_with_proclitics(&tokens, ix).map(|hit| hit.len)
            };
            assert_eq!(len(&names.place_forms), len(&asked_by_bit), "{}", tokens.word(ix));
        }
        let opens: Vec<usize> =
            (0..tokens.len()).filter(|ix| names.may_open_place(&tokens, *ix)).collect();
        assert_eq!(opens, [1, 4, 5]);
        assert!(names.office_heads.longest_with_proclitics(&tokens, 0).is_some());
        assert!(lexicon.verbs.words.at(&tokens, 7));
    }

    #[test]
    fn tables_past_the_last_bit_are_asked_themselves() {
        let lexicon = Lexicon::embedded().unwrap();
        let mut first_words = super::FirstWords::default();
        let mut phrases = crate::lang::Phrases::default();
        phrases.insert(lexicon.folder(), "قال", ());
        for _ in 0..super::Tables::BITS + 6 {
            first_words.add(&mut phrases);
        }
        let tokens = Tokens::new(lexicon.folder(), "وقال");
        assert!(phrases.longest_with_proclitics(&tokens, 0).is_some());
    }
}
