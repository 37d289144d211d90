//! The matching form of a text, with a map back to the text.
//!
//! Folding joins what readers see as one word: hamza forms, diacritics, tatweel, presentation
//! forms, digits of all scripts. It is for matching only; what is shown is always cut from
//! [`Document::text`](crate::model::Document) through [`Folded::span`]. The tables are data:
//! `src/lexicon/normalise.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::model::Span;

use super::first_words::FirstWords;

/// Folds text by the tables of `normalise.toml`.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// What becomes of U+0600 to U+06FF, the block of nearly all characters met.
    arabic: Vec<Fate>,
    /// What becomes of any other character that is not kept.
    others: HashMap<char, Fate>,
    /// What the tables of the lexicon begin with, for those who look folded words up in them.
    first_words: Arc<FirstWords>,
}

/// What folding makes of a character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is dropped.
    Drop,
    /// It is a blank; a run of blanks is one.
    Blank,
    /// It becomes one character.
    One(char),
    /// It becomes several.
    Many(Box<str>),
}

/// First character of the table kept as an array, and its length.
const ARABIC: u32 = 0x600;
const ARABIC_LEN: usize = 0x100;
/// Marks, tatweel and the like are two bytes long in UTF-8: the array is indexed by code point.
const PRESENTATION: [std::ops::RangeInclusive<u32>; 2] = [0xFB50..=0xFDFF, 0xFE70..=0xFEFC];

impl Folder {
    /// A folder that keeps every character; rows are added by the loader of the lexicon.
    pub(super) fn empty() -> Self {
        Self { arabic: vec![Fate::Keep; ARABIC_LEN], ..Self::default() }
    }

    /// Sets what becomes of a character.
    pub(super) fn set(&mut self, c: char, fate: Fate) {
        let slot = (c as u32).checked_sub(ARABIC).and_then(|n| self.arabic.get_mut(n as usize));
        match slot {
            Some(slot) => *slot = fate,
            None => {
                self.others.insert(c, fate);
            }
        }
    }

    /// Sets what the tables of the lexicon begin with, when they are complete.
    pub(super) fn set_first_words(&mut self, first_words: FirstWords) {
        self.first_words = Arc::new(first_words);
    }

    /// What the tables of the lexicon begin with.
    pub(super) fn first_words(&self) -> &Arc<FirstWords> {
        &self.first_words
    }

    /// The characters that do not stay as they are, in groups with what each becomes: nothing, a
    /// blank, letters. Presentation forms and capital letters have no row; they follow Unicode.
    pub fn table(&self) -> BTreeMap<String, String> {
        let mut table: BTreeMap<String, String> = BTreeMap::new();
        let near = (ARABIC..).filter_map(char::from_u32).zip(&self.arabic);
        let mut rows: Vec<(char, &Fate)> =
            near.chain(self.others.iter().map(|(c, fate)| (*c, fate))).collect();
        rows.sort_unstable_by_key(|(c, _)| *c);
        for (c, fate) in rows {
            let becomes = match fate {
                Fate::Keep => continue,
                Fate::Drop => String::new(),
                Fate::Blank => " ".to_owned(),
                Fate::One(to) => to.to_string(),
                Fate::Many(to) => to.to_string(),
            };
            table.entry(becomes).or_default().push(c);
        }
        table
    }

    fn fate(&self, c: char) -> Option<&Fate> {
        let near = (c as u32).checked_sub(ARABIC).and_then(|n| self.arabic.get(n as usize));
        near.or_else(|| self.others.get(&c))
    }

    /// The matching form of a text.
    ///
    /// ```
    /// # use mujaz::lang::Lexicon;
    /// let lexicon = Lexicon::embedded().unwrap();
    /// let folded = lexicon.folder().fold("إلى القــاهرة");
    /// assert_eq!(folded.as_str(), "الي القاهره");
    /// ```
    pub fn fold(&self, text: &str) -> Folded {
        let mut out = Folded {
            text: String::with_capacity(text.len()),
            map: Vec::with_capacity(text.len() + 1),
        };
        let mut blank = false;
        // What stays as it is is copied in runs, from here on.
        let mut run = 0;
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                let again = c == ' ' && blank;
                blank = c == ' ';
                if again || c.is_ascii_uppercase() {
                    out.copy(text, run..at);
                    run = at + 1;
                    (!again).then(|| out.push(c.to_ascii_lowercase(), at));
                }
                continue;
            }
            let was_blank = std::mem::replace(&mut blank, false);
            let fate = self.fate(c);
            // No letter of the Arabic block has a lower case.
            if matches!(fate, Some(Fate::Keep)) {
                continue;
            }
            out.copy(text, run..at);
            run = at + c.len_utf8();
            match fate {
                Some(Fate::Drop) => blank = was_blank,
                Some(Fate::Blank) => {
                    if !was_blank {
                        out.push(' ', at);
                    }
                    blank = true;
                }
                Some(Fate::One(to)) => out.push(*to, at),
                Some(Fate::Many(to)) => to.chars().for_each(|to| out.push(to, at)),
                Some(Fate::Keep) | None => self.push_other(&mut out, c, at),
            }
        }
        out.copy(text, run..text.len());
        out.map.push(offset(text.len()));
        out
    }

    /// A character without a row: presentation forms are taken apart and folded again, letters
    /// become lower case.
    fn push_other(&self, out: &mut Folded, c: char, at: usize) {
        if !PRESENTATION.iter().any(|range| range.contains(&(c as u32))) {
            return c.to_lowercase().for_each(|to| out.push(to, at));
        }
        for part in std::iter::once(c).nfkc() {
            match self.fate(part) {
                Some(Fate::Drop | Fate::Blank) => {}
                Some(Fate::One(to)) => out.push(*to, at),
                Some(Fate::Many(to)) => to.chars().for_each(|to| out.push(to, at)),
                Some(Fate::Keep) | None if part.is_whitespace() => {}
                Some(Fate::Keep) | None => out.push(part, at),
            }
        }
    }

    /// The matching form alone, for keys; leading and trailing blanks are dropped.
    pub fn key(&self, text: &str) -> String {
        let mut key = self.fold(text).text;
        key.truncate(key.trim_end().len());
        let head = key.len() - key.trim_start().len();
        key.drain(..head);
        key
    }
}

/// The matching form of a text. Has no `Display`: it is never shown.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each byte of `text` where its source character begins, or in what was copied the byte of
    /// the source; then the end of the source.
    map: Vec<u32>,
}

impl Folded {
    /// Adds what folding has made of the character at `at`.
    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.map.extend(std::iter::repeat_n(offset(at), c.len_utf8()));
    }

    /// Adds a part of the source as it is.
    fn copy(&mut self, source: &str, part: std::ops::Range<usize>) {
        self.text.push_str(source.get(part.clone()).unwrap_or(""));
        self.map.extend(offset(part.start)..offset(part.end));
    }

    /// The matching form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The span of the source that a byte range of the matching form came from, marks after its
    /// last letter included. A range past the end is cut.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let last = self.map.last().copied().unwrap_or_default();
        let at = |ix: usize| self.map.get(ix).copied().unwrap_or(last);
        let (start, mut end) = (at(range.start), at(range.end));
        if range.end > range.start && end == at(range.end - 1) {
            // The range ends inside the letters of one source character: take all of it.
            let more = self.map.get(range.end..).unwrap_or_default();
            end = more.iter().copied().find(|next| *next > end).unwrap_or(last);
        }
        Span::new(start, end)
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::lang::Lexicon;

    fn check(text: &str, expected: &str) {
        let lexicon = Lexicon::embedded().unwrap();
        let folded = lexicon.folder().fold(text);
        assert_eq!(folded.as_str(), expected, "{text}");
        assert_eq!(lexicon.folder().fold(expected).as_str(), expected, "folding twice");
    }

    #[test]
    fn letters_marks_and_digits() {
        check("أكّدَ إلى آستانة مسؤول", "اكد الي استانه مسوول");
        check("القــاهرة ٢٠٢٠ و۱۲", "القاهره 2020 و12");
        check("ﻻ ﷲ، ﻣﺼﺮ؟", "لا الله, مصر?");
        check("من \u{a0} تركيا\u{2002}روسيا", "من تركيا روسيا");
        check("S-400 … «نعم»", "s-400 ... «نعم»");
    }

    #[test]
    fn spans_keep_marks_and_whole_ligatures() {
        let lexicon = Lexicon::embedded().unwrap();
        let text = "الثلاثاءَ ﻻ";
        let folded = lexicon.folder().fold(text);
        let word = "الثلاثاء".len();
        assert_eq!(folded.span(0..word).of(text), "الثلاثاءَ");
        assert_eq!(folded.span(word + 1..word + 3).of(text), "ﻻ");
    }
}
