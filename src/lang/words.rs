//! Sets and maps of words: one hash of each token, made once, serves every table.
//!
//! A document asks some hundred tables for each of its words, and nearly every answer is no. So a
//! table first asks a filter of a few bits a word, which stays in the fastest cache, and only then
//! its slots; equality is decided by the letters, never by the hash. The tables hold the words of the
//! lexicon alone, so no document can fill them with words that collide.

use super::clitic::CONJUNCTIONS;
use super::first_words::Tables;
use super::token::{Stripped, Tokens};

/// The hash of a word in its matching form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WordKey(u64);

/// An odd number without a pattern, as wyhash uses them.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl WordKey {
    /// The key of a word.
    pub(crate) fn new(word: &str) -> Self {
        let (chunks, rest) = word.as_bytes().as_chunks::<8>();
        let mut hash = word.len() as u64;
        for chunk in chunks {
            hash = mixed(hash ^ u64::from_le_bytes(*chunk));
        }
        let last = rest.iter().fold(0, |last, byte| (last << 8) | u64::from(*byte));
        Self(mixed(hash ^ last))
    }

    /// The key of a run of words, the first of them by the key of nothing, with the number of one more.
    pub(crate) fn then(self, number: u64) -> Self {
        Self(mixed(self.0 ^ number))
    }

    /// Its number, for where keys are kept among others.
    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// So many of its bits, as an index.
    fn bits(self, mask: usize) -> usize {
        (self.0 as usize) & mask
    }
}

/// Both halves of the product, so that every bit of the input reaches every bit of the result.
fn mixed(value: u64) -> u64 {
    let product = u128::from(value ^ MIX) * u128::from(MIX);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Words of the lexicon, numbered in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordIndex {
    words: Vec<(WordKey, Box<str>)>,
    /// One bit for each word; a power of two of them, in parts of 64.
    filter: Vec<u64>,
    /// The number of a word and 1, or 0; a power of two of them, at most half taken.
    slots: Vec<u32>,
}

/// Bits of the filter for each word, at least.
const FILTER_BITS: usize = 16;
/// Fewest slots.
const SLOTS: usize = 8;

impl WordIndex {
    /// The number of a word, if it is one of these.
    pub(crate) fn get(&self, word: &str) -> Option<usize> {
        self.find(WordKey::new(word), || word)
    }

    /// The same, with the key at hand; the word is only asked for where it may be one of these.
    #[inline]
    pub(crate) fn find<'w>(&self, key: WordKey, word: impl FnOnce() -> &'w str) -> Option<usize> {
        let bit = key.bits((self.filter.len() * 64).wrapping_sub(1));
        let part = self.filter.get(bit / 64)?;
        if part >> (bit % 64) & 1 == 0 { None } else { self.probe(key, word()) }
    }

    fn probe(&self, key: WordKey, word: &str) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = key.bits(mask);
        loop {
            let number = (*self.slots.get(slot)? as usize).checked_sub(1)?;
            let (other, text) = self.words.get(number)?;
            if *other == key && **text == *word {
                return Some(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The number of the first word with this key; its letters are not compared.
    #[inline]
    fn by_key(&self, key: WordKey) -> Option<usize> {
        let bit = key.bits((self.filter.len() * 64).wrapping_sub(1));
        if self.filter.get(bit / 64)? >> (bit % 64) & 1 == 0 {
            return None;
        }
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = key.bits(mask);
        loop {
            let number = (*self.slots.get(slot)? as usize).checked_sub(1)?;
            if self.words.get(number)?.0 == key {
                return Some(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The number of a word, which is added where it is new.
    pub(crate) fn insert(&mut self, word: &str) -> usize {
        let key = WordKey::new(word);
        if let Some(number) = self.find(key, || word) {
            return number;
        }
        let number = self.words.len();
        self.words.push((key, word.into()));
        if self.slots.len() < self.words.len() * 2 {
            self.grow();
        } else {
            self.note(key, number);
        }
        number
    }

    /// Twice the room, and every word in its new place.
    fn grow(&mut self) {
        let slots = (self.words.len() * 4).next_power_of_two().max(SLOTS);
        self.slots = vec![0; slots];
        self.filter = vec![0; (slots / 2 * FILTER_BITS / 64).max(1).next_power_of_two()];
        let keys: Vec<WordKey> = self.words.iter().map(|(key, _)| *key).collect();
        keys.into_iter().enumerate().for_each(|(number, key)| self.note(key, number));
    }

    fn note(&mut self, key: WordKey, number: usize) {
        let bit = key.bits((self.filter.len() * 64).wrapping_sub(1));
        if let Some(part) = self.filter.get_mut(bit / 64) {
            *part |= 1 << (bit % 64);
        }
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = key.bits(mask);
        // Half of the slots are free, so there is an end.
        while self.slots.get(slot).is_some_and(|taken| *taken > 0) {
            slot = (slot + 1) & mask;
        }
        if let (Some(slot), Ok(number)) = (self.slots.get_mut(slot), u32::try_from(number + 1)) {
            *slot = number;
        }
    }
}

/// The words of a text by their keys alone, in order: for counting, where it is no matter that two
/// words in 2⁶⁴ share a key. Sorted, so that no text makes it slow.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordBag(Vec<WordKey>);

impl WordBag {
    /// How often a word is in it.
    pub(crate) fn count(&self, word: &str) -> usize {
        let key = WordKey::new(word);
        let first = self.0.partition_point(|other| *other < key);
        self.0.partition_point(|other| *other <= key) - first
    }

    /// True for a word that is in it.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.0.binary_search(&WordKey::new(word)).is_ok()
    }

    /// How many different words two bags share.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let different = self.0.chunk_by(|one, other| one == other).filter_map(|same| same.first());
        different.filter(|key| other.0.binary_search(key).is_ok()).count()
    }
}

impl FromIterator<WordKey> for WordBag {
    fn from_iter<I: IntoIterator<Item = WordKey>>(keys: I) -> Self {
        let mut keys: Vec<WordKey> = keys.into_iter().collect();
        keys.sort_unstable();
        Self(keys)
    }
}

impl<'a> FromIterator<&'a str> for WordBag {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        words.into_iter().map(WordKey::new).collect()
    }
}

/// A set of words.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordSet {
    index: WordIndex,
    /// Its bit in the tables of a token, or 0 where it has none.
    bit: Tables,
}

impl WordSet {
    /// Adds a word.
    pub(crate) fn insert(&mut self, word: &str) {
        self.index.insert(word);
    }

    /// The words in the order in which they were added.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.index.words.iter().map(|(_, word)| &**word)
    }

    /// Sets by which bit of a token's tables the set is asked first; words that are added later
    /// would not be found.
    pub(crate) fn set_bit(&mut self, bit: Tables) {
        self.bit = bit;
    }

    /// True for a word of the set.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.index.get(word).is_some()
    }

    /// True where the word of a token is of the set.
    #[inline]
    pub(crate) fn at(&self, tokens: &Tokens, ix: usize) -> bool {
        tokens.may_be(ix, self.bit) && self.index.find(tokens.key(ix), || tokens.word(ix)).is_some()
    }

    /// The same, with a conjunction written on the word or without.
    pub(crate) fn joined_at(&self, tokens: &Tokens, ix: usize) -> bool {
        let bare = || tokens.word(ix).strip_prefix(CONJUNCTIONS);
        self.at(tokens, ix) || bare().is_some_and(|bare| self.contains(bare))
    }

    /// The same, whatever proclitics are written on the word.
    pub(crate) fn opens(&self, tokens: &Tokens, ix: usize) -> bool {
        let holds = |base: Stripped<'_>| self.index.find(base.key(), || base.word()).is_some();
        tokens.may_open(ix, self.bit) && (self.at(tokens, ix) || tokens.stripped(ix).any(holds))
    }
}

impl<W: AsRef<str>> Extend<W> for WordSet {
    fn extend<I: IntoIterator<Item = W>>(&mut self, words: I) {
        words.into_iter().for_each(|word| self.insert(word.as_ref()));
    }
}

impl IntoIterator for WordSet {
    type Item = Box<str>;
    type IntoIter = std::iter::Map<
        std::vec::IntoIter<(WordKey, Box<str>)>,
        fn((WordKey, Box<str>)) -> Box<str>,
    >;

    /// The words in the order in which they were added.
    fn into_iter(self) -> Self::IntoIter {
        self.index.words.into_iter().map(|(_, word)| word)
    }
}

impl<W: AsRef<str>> FromIterator<W> for WordSet {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        let mut set = Self::default();
        set.extend(words);
        set
    }
}

/// A map from words.
#[derive(Clone, Debug)]
pub(crate) struct WordMap<V> {
    index: WordIndex,
    values: Vec<V>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self { index: WordIndex::default(), values: Vec::new() }
    }
}

impl<V> WordMap<V> {
    /// The value of a word.
    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        self.values.get(self.index.get(word)?)
    }

    /// The value of a word, its key at hand.
    #[inline]
    pub(crate) fn find<'w>(&self, key: WordKey, word: impl FnOnce() -> &'w str) -> Option<&V> {
        self.values.get(self.index.find(key, word)?)
    }

    /// The value of the first word with this key; its letters are not compared.
    #[inline]
    pub(crate) fn by_key(&self, key: WordKey) -> Option<&V> {
        self.values.get(self.index.by_key(key)?)
    }

    /// Sets the value of a word.
    pub(crate) fn insert(&mut self, word: &str, value: V) {
        let number = self.index.insert(word);
        match self.values.get_mut(number) {
            Some(old) => *old = value,
            None => self.values.push(value),
        }
    }

    /// The words in the order in which they were added.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.index.words.iter().map(|(_, word)| &**word)
    }

    /// The value of a word, made where the word is new.
    pub(crate) fn get_or_insert_with(
        &mut self,
        word: &str,
        make: impl FnOnce() -> V,
    ) -> Option<&mut V> {
        let number = self.index.insert(word);
        if number == self.values.len() {
            self.values.push(make());
        }
        self.values.get_mut(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers_while_the_index_grows() {
        let words: Vec<String> = (0..1000).map(|n| format!("كلمه{n}")).collect();
        let mut index = WordIndex::default();
        assert_eq!(index.get("كلمه0"), None);
        for (number, word) in words.iter().enumerate() {
            assert_eq!(index.insert(word), number);
            assert_eq!(index.insert(word), number);
        }
        for (number, word) in words.iter().enumerate() {
            assert_eq!(index.get(word), Some(number));
            assert_eq!(index.get(&format!("ال{word}")), None);
        }
        assert_eq!(index.get(""), None);
    }

    #[test]
    fn keys_differ_where_words_do() {
        let words =
            ["", "و", "ف", "ا", "اا", "ااا", "اااا", "ااااا", "قال", "لقا", "abcdefgh", "abcdefg"];
        for (at, one) in words.iter().enumerate() {
            for other in words.iter().skip(at + 1) {
                assert_ne!(WordKey::new(one), WordKey::new(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn runs_differ_by_words_and_order() {
        let add = |run: WordKey, word: &str| run.then(WordKey::new(word).number());
        let run = |words: &str| words.split(' ').fold(WordKey::default(), add);
        let runs = ["قال", "قال الوزير", "الوزير قال", "قال قال", "قال الوزير قال"].map(run);
        for (at, one) in runs.iter().enumerate() {
            assert!(!runs[at + 1..].contains(one), "{at}");
        }
    }

    #[test]
    fn bags_count_and_compare() {
        let bag: WordBag = ["قال", "الوزير", "قال"].into_iter().collect();
        let other: WordBag = ["قال", "قال", "السفير"].into_iter().collect();
        assert_eq!((bag.count("قال"), bag.count("السفير")), (2, 0));
        assert!(bag.contains("الوزير") && !bag.contains("السفير"));
        assert_eq!(bag.shared(&other), 1);
    }

    #[test]
    fn the_first_value_stays() {
        let mut map = WordMap::default();
        map.get_or_insert_with("قال", || 1);
        map.get_or_insert_with("قال", || 2);
        assert_eq!(map.get("قال"), Some(&1));
        assert_eq!(map.get("قالت"), None);
    }
}
