//! Phrases looked up at a token: by the key of the first word, then word for word.
//!
//! Measured 2.6 times faster than one automaton over all forms: Arabic name parts occur inside
//! half of all words, so an automaton sees hundreds of false hits in a document.

use super::cuts::words;
use super::first_words::Tables;
use super::fold::Folder;
use super::token::Tokens;
use super::words::WordMap;

/// Phrases with a value each.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// By the first word; the longest phrase first.
    by_first: WordMap<Vec<Phrase<T>>>,
    /// Its bit in the tables of a token, or 0 where it has none.
    bit: Tables,
}

#[derive(Clone, Debug)]
struct Phrase<T> {
    rest: Box<[Box<str>]>,
    value: T,
}

/// A phrase found at a token.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'a, T> {
    /// How many tokens it covers.
    pub len: usize,
    /// What the proclitics before it were, in their matching form: `""`, `"و"`, `"ول"`…
    pub proclitic: &'a str,
    /// Its value.
    pub value: &'a T,
}

impl<T> Hit<'_, T> {
    /// False where the mark of the future stands before it, which only verbs bear: «ساكس» is not «إكس».
    pub(crate) fn is_noun(&self) -> bool {
        !super::clitic::is_future(self.proclitic)
    }
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: WordMap::default(), bit: 0 }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase as people write it. Returns the value back where it folds to nothing.
    pub fn insert(&mut self, folder: &Folder, phrase: &str, value: T) -> Option<T> {
        let folded = folder.fold(phrase);
        let mut words = words(&folded);
        let Some(first) = words.next() else { return Some(value) };
        let rest: Box<[Box<str>]> = words.map(Box::from).collect();
        let phrases = self.by_first.get_or_insert_with(first, Vec::new)?;
        let at = phrases.partition_point(|other| other.rest.len() >= rest.len());
        phrases.insert(at, Phrase { rest, value });
        None
    }

    /// Sets by which bit of a token's tables the phrases are asked first; phrases that are added
    /// later would not be found.
    pub(crate) fn set_bit(&mut self, bit: Tables) {
        self.bit = bit;
    }

    /// False where a token already shows that no phrase begins there, with or without proclitics.
    pub(crate) fn may_open(&self, tokens: &Tokens, ix: usize) -> bool {
        tokens.may_open(ix, self.bit)
    }

    /// The first words of all phrases, each once.
    pub(crate) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.by_first.words()
    }

    /// The value of exactly this phrase, if it was added; the first added wins.
    pub fn get(&self, folder: &Folder, phrase: &str) -> Option<&T> {
        let tokens = Tokens::new(folder, phrase);
        self.longest(&tokens, 0).filter(|hit| hit.len == tokens.len()).map(|hit| hit.value)
    }

    /// The longest phrase that begins at token `ix`.
    #[inline]
    pub fn longest<'a>(&'a self, tokens: &Tokens, ix: usize) -> Option<Hit<'a, T>> {
        // Nearly all words begin none.
        if tokens.may_be(ix, self.bit) { self.all(tokens, ix).next() } else { None }
    }

    /// All phrases that begin at token `ix`, longest first.
    pub fn all<'a: 't, 't>(
        &'a self,
        tokens: &'t Tokens,
        ix: usize,
    ) -> impl Iterator<Item = Hit<'a, T>> + 't
    where
        T: 'a,
    {
        let known = tokens.may_be(ix, self.bit);
        let phrases = known.then(|| self.by_first.find(tokens.key(ix), || tokens.word(ix)));
        let phrases = phrases.flatten();
        rest_of(phrases.map(Vec::as_slice).unwrap_or_default(), tokens, ix)
    }

    /// Values of the phrases of one word.
    pub fn all_for<'a>(&'a self, word: &str) -> impl Iterator<Item = Hit<'a, T>> {
        let phrases = self.by_first.get(word).map(Vec::as_slice).unwrap_or_default();
        phrases.iter().filter(|phrase| phrase.rest.is_empty()).map(|phrase| Hit {
            len: 1,
            proclitic: "",
            value: &phrase.value,
        })
    }

    /// The value of a phrase of one word, in its matching form.
    pub fn value_of(&self, word: &str) -> Option<&T> {
        self.all_for(word).next().map(|hit| hit.value)
    }

    /// The values of all phrases at token `ix`, with and without each proclitic of its first word.
    pub fn all_with_proclitics<'a>(&'a self, tokens: &Tokens, ix: usize) -> Vec<&'a T> {
        if !tokens.may_open(ix, self.bit) {
            return Vec::new();
        }
        let mut values: Vec<&T> = self.all(tokens, ix).map(|hit| hit.value).collect();
        for base in tokens.stripped(ix) {
            let phrases = self.by_first.find(base.key(), || base.word());
            let phrases = phrases.map(Vec::as_slice).unwrap_or_default();
            values.extend(rest_of(phrases, tokens, ix).map(|hit| hit.value));
        }
        values
    }

    /// The longest phrase at token `ix` when its first word may carry proclitics: and, then a
    /// preposition, then for `لل` the article. The unstripped word is tried first.
    #[inline]
    pub fn longest_with_proclitics<'a>(
        &'a self,
        tokens: &'a Tokens,
        ix: usize,
    ) -> Option<Hit<'a, T>> {
        if tokens.may_open(ix, self.bit) { self.opening(tokens, ix) } else { None }
    }

    fn opening<'a>(&'a self, tokens: &'a Tokens, ix: usize) -> Option<Hit<'a, T>> {
        let plain = self.longest(tokens, ix);
        if plain.is_some() {
            return plain;
        }
        tokens.stripped(ix).find_map(|base| {
            let phrases = self.by_first.find(base.key(), || base.word())?;
            let hit = rest_of(phrases, tokens, ix).next()?;
            Some(Hit { proclitic: tokens.word(ix).get(..base.cut()).unwrap_or(""), ..hit })
        })
    }
}

/// Those of the phrases with the same first word whose other words follow token `ix`.
fn rest_of<'a: 't, 't, T>(
    phrases: &'a [Phrase<T>],
    tokens: &'t Tokens,
    ix: usize,
) -> impl Iterator<Item = Hit<'a, T>> + 't
where
    T: 'a,
{
    phrases.iter().filter_map(move |phrase| {
        let mut rest = (ix + 1..).zip(phrase.rest.iter());
        rest.all(|(at, word)| tokens.word(at) == &**word).then(|| Hit {
            len: phrase.rest.len() + 1,
            proclitic: "",
            value: &phrase.value,
        })
    })
}

impl<T: Clone> Phrases<T> {
    /// Adds phrases with the same value.
    pub fn extend<'p>(
        &mut self,
        folder: &Folder,
        phrases: impl IntoIterator<Item = &'p String>,
        value: T,
    ) {
        for phrase in phrases {
            self.insert(folder, phrase, value.clone());
        }
    }

    /// The value of the longest phrase at the head of a text.
    pub fn longest_in(&self, folder: &Folder, text: &str) -> Option<T> {
        let tokens = Tokens::new(folder, text);
        self.longest(&tokens, 0).map(|hit| hit.value.clone())
    }
}
