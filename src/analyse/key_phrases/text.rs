//! A text as phrases see it: the stems of its words, parted where no phrase goes past.
//!
//! Takes one article and knows of no other, but for the words that bear a preposition: whether
//! «بدفع» is one, only all texts together know («دفع» stands in one of them). Stems are told apart by
//! their keys alone, and everything is sorted rather than hashed, so that no text makes it slow.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::lang::{Gap, Lexicon, Tokens, WordKey, has_article, stem};
use crate::model::{Article, MentionKind, PHRASE_WORDS, Span, fit};

use super::super::packed::{self, Fixed};
use super::Stems;
use super::keys::Keys;

/// A text as phrases see it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in super::super) struct Text {
    #[serde(with = "packed")]
    words: Vec<Word>,
    /// The words that a phrase may begin or end with, by their keys: sorted, each once.
    #[serde(with = "packed")]
    pub(super) forms: Vec<u64>,
    /// By the keys of stems, each once, what is left of the first such word without the letter of a
    /// preposition.
    #[serde(with = "packed")]
    pub(super) rests: Vec<(u64, u64)>,
}

/// A word, or what a phrase may not cross.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// The key of its stem; 0 for what a phrase may not cross.
    stem: u64,
    start: u32,
    length: u16,
    /// True for a word that a phrase may begin with, and for one that it may end with.
    begins: bool,
    ends: bool,
}

impl Word {
    /// A word that no phrase begins or ends with; `None` for what is too long to be one.
    fn new(stem: u64, span: Span) -> Option<Self> {
        let length = u16::try_from(span.end.saturating_sub(span.start)).ok()?;
        Some(Self { stem, start: span.start, length, begins: false, ends: false })
    }

    fn end(&self) -> u32 {
        self.start.saturating_add(u32::from(self.length))
    }
}

impl Fixed<15> for Word {
    fn bytes(self) -> [u8; 15] {
        let edges = u8::from(self.begins) | u8::from(self.ends) << 1;
        let (start, length) = (self.start.to_le_bytes(), self.length.to_le_bytes());
        packed::joined(&[&self.stem.to_le_bytes(), &start, &length, &[edges]])
    }

    fn of([a, b, c, d, e, f, g, h, i, j, k, l, m, n, edges]: [u8; 15]) -> Option<Self> {
        Some(Self {
            stem: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
            start: u32::from_le_bytes([i, j, k, l]),
            length: u16::from_le_bytes([m, n]),
            begins: edges & 1 > 0,
            ends: edges & 2 > 0,
        })
    }
}

/// A phrase where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    /// The key of its stems, of [`KEY_BITS`].
    pub(super) key: u64,
    /// The number of its first word.
    pub(super) first: u32,
    /// How many words.
    pub(super) words: u32,
}

/// Bits of the key of a phrase: two are left for a number of uses beside it.
pub(super) const KEY_BITS: u32 = 62;

impl Text {
    /// The text of an article; `tokens` are those of its text.
    pub(in super::super) fn of(article: &Article, tokens: &Tokens, lexicon: &Lexicon) -> Self {
        let mut barred: Vec<Span> = Vec::new();
        for mention in article.mentions.iter().filter(|m| m.kind == MentionKind::Person) {
            barred.push(mention.span);
            barred.extend(mention.title);
        }
        let mut text = Self::default();
        for part in article.own_words() {
            text.bar();
            for ix in tokens.within(part) {
                if tokens.gap(ix) == Gap::Line {
                    text.bar();
                }
                match text.word(tokens, ix, (article, lexicon)) {
                    Some(word) => text.words.push(word),
                    None => text.bar(),
                }
            }
        }
        text.bar_all(barred);
        fit(&mut text.words);
        text.forms.sort_unstable();
        text.forms.dedup();
        // Stable, so that of each stem the first stays.
        text.rests.sort_by_key(|(stem, _)| *stem);
        text.rests.dedup_by_key(|(stem, _)| *stem);
        fit(&mut text.forms);
        fit(&mut text.rests);
        text
    }

    /// Where its words stand.
    pub(in super::super) fn spans(&self) -> impl Iterator<Item = Span> {
        self.words.iter().map(|word| Span::new(word.start, word.end()))
    }

    /// A word of a phrase; `None` for what a phrase does not cross.
    fn word(
        &mut self,
        tokens: &Tokens,
        ix: usize,
        (article, lexicon): (&Article, &Lexicon),
    ) -> Option<Word> {
        let word = tokens.word(ix);
        let span = tokens.span(ix..ix + 1);
        // «الـ» and «بـ» set apart are no words.
        let is_stub = word.chars().nth(1).is_none() || word.chars().eq(['ا', 'ل']);
        let according = lexicon.grammar.according_to.longest_with_proclitics(tokens, ix).is_some();
        if !tokens.is_word(ix) || is_stub || according {
            return None;
        }
        let bare = word.strip_prefix(['و', 'ف']);
        if lexicon.is_stop(word) || bare.is_some_and(|bare| lexicon.is_stop(bare)) {
            return Word::new(number(tokens.key(ix)), span);
        }
        let names = &lexicon.names;
        let counterpart = names.counterparts.longest_with_proclitics(tokens, ix).is_some();
        let verb = lexicon.verbs.is_form(word) || is_joined_verb(lexicon, word);
        if verb || counterpart || names.name_stops.contains(word) {
            return None;
        }
        let day = lexicon.grammar.day_words.longest_with_proclitics(tokens, ix).is_some();
        let stem = number(WordKey::new(stem(word)));
        self.note(word, number(tokens.key(ix)), stem);
        let is_edge = !day && !is_plural_verb(lexicon, word) && !bears_masdar(word);
        let joined = bare.is_some_and(has_article);
        // The letter of the conjunction, in whatever form it is written.
        let letter = article.document.text.slice(span).chars().next().filter(|_| joined);
        let cut = letter.and_then(|c| u32::try_from(c.len_utf8()).ok()).unwrap_or_default();
        let word = Word::new(stem, Span::new(span.start + cut, span.end))?;
        Some(Word {
            begins: is_edge && begins(tokens, ix, lexicon),
            ends: is_edge && !is_of_an_earlier(tokens, ix),
            ..word
        })
    }

    /// Notes a form, and what it would be without the letter of a preposition.
    fn note(&mut self, word: &str, form: u64, stem: u64) {
        self.forms.push(form);
        let rest = word.strip_prefix(['ب', 'ك', 'ل']).filter(|rest| rest.chars().nth(2).is_some());
        self.rests.extend(rest.map(|rest| (stem, number(WordKey::new(rest)))));
    }

    /// Notes that no phrase goes past here.
    fn bar(&mut self) {
        if let Some(last) = self.words.last().filter(|word| word.stem > 0) {
            let bar = Word { stem: 0, begins: false, ends: false, ..*last };
            self.words.push(bar);
        }
    }

    /// Notes that no phrase holds a word of these spans.
    fn bar_all(&mut self, mut barred: Vec<Span>) {
        barred.sort_unstable_by_key(|span| span.start);
        // Headline and body are in the order of the text, and so are their words.
        let mut at = 0;
        for span in barred {
            while self.words.get(at).is_some_and(|word| word.end() <= span.start) {
                at += 1;
            }
            let rest = self.words.iter_mut().skip(at);
            rest.take_while(|word| word.start < span.end).for_each(|word| word.stem = 0);
        }
    }

    /// Places where a phrase could begin.
    pub(super) fn places(&self) -> u32 {
        u32::try_from(self.words.len()).unwrap_or(u32::MAX)
    }

    fn words_of(&self, one: &Use) -> &[Word] {
        let first = one.first as usize;
        self.words.get(first..first.saturating_add(one.words as usize)).unwrap_or_default()
    }

    /// Where a phrase stands.
    pub(super) fn span(&self, one: &Use) -> Span {
        let words = self.words_of(one);
        let ends = words.first().zip(words.last());
        ends.map_or_else(Span::default, |(first, last)| Span::new(first.start, last.end()))
    }

    /// The stems of a phrase.
    pub(super) fn stems(&self, one: &Use) -> Stems {
        let mut stems = Stems::default();
        let words = self.words_of(one).iter();
        stems.iter_mut().zip(words).for_each(|(slot, word)| *slot = word.stem);
        stems
    }

    /// The phrases of the text: by their keys, the same ones in the order of the text. A phrase neither
    /// begins nor ends with a word of one of the stems `bearing`.
    pub(super) fn uses(&self, bearing: &Keys<u64>) -> Vec<Use> {
        let is_bare = |word: &Word| bearing.index(word.stem).is_none();
        let edges: Vec<(bool, bool)> = self
            .words
            .iter()
            .map(|word| {
                let is_bare = (word.begins || word.ends) && is_bare(word);
                (is_bare && word.begins, is_bare && word.ends)
            })
            .collect();
        let edge = |ix: usize| edges.get(ix).copied().unwrap_or_default();
        let mut uses = Vec::with_capacity(self.words.len());
        for start in (0..self.words.len()).filter(|ix| edge(*ix).0) {
            let at: Range<usize> = start..start + PHRASE_WORDS;
            let words = self.words.get(at.start..at.end.min(self.words.len())).unwrap_or_default();
            let mut key = WordKey::default();
            for (ix, word) in (start..).zip(words).take_while(|(_, word)| word.stem > 0) {
                key = key.then(word.stem);
                if ix > start && edge(ix).1 {
                    let words = ix - start + 1;
                    let (first, words) = (u32::try_from(start), u32::try_from(words));
                    let (first, words) = (first.unwrap_or(u32::MAX), words.unwrap_or(u32::MAX));
                    uses.push(Use { key: key.number() >> (u64::BITS - KEY_BITS), first, words });
                }
            }
        }
        uses.sort_unstable();
        uses
    }
}

/// A key as a number above 0, which is no word.
fn number(key: WordKey) -> u64 {
    key.number().max(1)
}

/// False inside a noun phrase, «المشتركة» of «الدوريات المشتركة», and behind a word that denies it, «لا
/// بديل للحل».
fn begins(tokens: &Tokens, ix: usize, lexicon: &Lexicon) -> bool {
    let Some(before) = before(tokens, ix) else { return true };
    let denied = lexicon.grammar.negations.contains(before)
        || lexicon.grammar.unreal.absence.contains(before);
    let inside = has_article(tokens.word(ix)) && is_definite(before);
    !denied && !inside
}

/// True for «الدوريات», «والدوريات», «للدوريات».
fn is_definite(word: &str) -> bool {
    let joined = word.strip_prefix(['و', 'ف', 'ب', 'ك']);
    let dative = word.strip_prefix('ل').is_some_and(|rest| rest.starts_with('ل'));
    has_article(word) || joined.is_some_and(has_article) || dative
}

/// «الروسي» behind «الخارجية»: an adjective of a man belongs to a word before the feminine one.
fn is_of_an_earlier(tokens: &Tokens, ix: usize) -> bool {
    let word = tokens.word(ix);
    let adjective = has_article(word) && word.ends_with('ي');
    let feminine = |noun: &str| has_article(noun) && noun.ends_with('ه');
    adjective && before(tokens, ix).is_some_and(feminine)
}

/// The word right before another.
fn before(tokens: &Tokens, ix: usize) -> Option<&str> {
    let before = ix.checked_sub(1).filter(|before| tokens.is_word(*before))?;
    (tokens.gap(ix) == Gap::Blank).then(|| tokens.word(before))
}

/// «يعملان», «يرفضون»: what bears the letter and the ending of a verb of several.
fn is_plural_verb(lexicon: &Lexicon, word: &str) -> bool {
    let ending = &lexicon.grammar.ending;
    let plural = [&ending.imperfect_plural, &ending.imperfect_dual];
    word.starts_with('ي')
        && word.chars().nth(4).is_some()
        && plural.into_iter().any(|end| word.ends_with(end.as_str()))
}

/// «لمراقبة», «لتحديث», «لإنشاء»: a preposition on the noun of an action, which wants its object.
fn bears_masdar(word: &str) -> bool {
    let Some(noun) = word.strip_prefix(['ل', 'ب']) else { return false };
    let letters: Vec<char> = noun.chars().collect();
    match letters.as_slice() {
        ['م', _, 'ا', .., 'ه'] => letters.len() >= 6,
        ['ت', _, _, 'ي', _] | ['ا', _, _, 'ا', _] => true,
        _ => false,
    }
}

fn is_joined_verb(lexicon: &Lexicon, word: &str) -> bool {
    word.strip_prefix(['و', 'ف']).is_some_and(|bare| lexicon.verbs.is_form(bare))
}
