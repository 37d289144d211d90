//! The matching form of a text, with a map back to the text.
//!
//! Folding joins what readers see as one word: hamza forms, diacritics, tatweel, presentation
//! forms, digits of all scripts. It is for matching only; what is shown is always cut from
//! [`Document::text`](crate::model::Document) through [`Folded::span`]. The tables are data:
//! `src/lexicon/normalise.toml`.

use std::borrow::Cow;
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
    /// The same for those that become a character as long as they are in UTF-8.
    near: Vec<Option<char>>,
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
    /// It is dropped from a word, and where it stands alone it becomes one character.
    DropInWord(char),
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
        let near = (ARABIC..).filter_map(char::from_u32).take(ARABIC_LEN);
        Self {
            arabic: vec![Fate::Keep; ARABIC_LEN],
            near: near.map(Some).collect(),
            ..Self::default()
        }
    }

    /// Sets what becomes of a character.
    pub(super) fn set(&mut self, c: char, fate: Fate) {
        let near = (c as u32).checked_sub(ARABIC).map_or(usize::MAX, |n| n as usize);
        let (Some(slot), Some(same)) = (self.arabic.get_mut(near), self.near.get_mut(near)) else {
            self.others.insert(c, fate);
            return;
        };
        *same = match fate {
            Fate::Keep => Some(c),
            Fate::One(to) if to.len_utf8() == c.len_utf8() => Some(to),
            Fate::One(_) | Fate::Drop | Fate::DropInWord(_) | Fate::Blank | Fate::Many(_) => None,
        };
        *slot = fate;
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
                Fate::Drop | Fate::DropInWord(_) => String::new(),
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
        let mut out = Folding::new(text.len());
        let mut at = 0;
        while at < text.len() {
            let end = self.copy_run(&mut out, text, at);
            if end > at {
                at = end;
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if c == ' ' {
                out.moved = true;
            } else {
                self.push_rare(&mut out, c, (text, at));
            }
            at += c.len_utf8();
        }
        out.finished(text.len())
    }

    /// What a character of the Arabic block becomes, where that is as long, and whether it is another.
    #[inline]
    fn near(&self, first: u8, second: Option<&u8>) -> Option<(char, bool)> {
        // First bytes 0xd8 to 0xdb are those of the block.
        let high = usize::from(first).wrapping_sub(0xd8);
        let at = high << 6 | usize::from(*second? & 0x3f);
        let to = if high < 4 { (*self.near.get(at)?)? } else { return None };
        Some((to, to as usize != ARABIC as usize + at))
    }

    /// Adds what the characters from `from` on become as long as each becomes one of its own length, and says
    /// where they end: most of most texts. A blank after a blank is none of them.
    fn copy_run(&self, out: &mut Folding, text: &str, from: usize) -> usize {
        let bytes = text.as_bytes();
        // What stands between these two stays as it is and is copied together.
        let (mut kept, mut at) = (from, from);
        let mut blank = out.blank;
        while let Some(first) = bytes.get(at) {
            let (length, changed) = if first.is_ascii() {
                let is_blank = *first == b' ';
                if is_blank && blank {
                    break;
                }
                blank = is_blank;
                (1, first.is_ascii_uppercase().then(|| char::from(first.to_ascii_lowercase())))
            } else {
                let Some((to, is_other)) = self.near(*first, bytes.get(at + 1)) else { break };
                blank = false;
                (2, is_other.then_some(to))
            };
            out.begin(from);
            if let Some(to) = changed {
                out.text.push_str(text.get(kept..at).unwrap_or_default());
                out.text.push(to);
                kept = at + length;
            }
            at += length;
        }
        out.text.push_str(text.get(kept..at).unwrap_or_default());
        out.blank = blank;
        at
    }

    /// Adds what becomes of a character that is not copied.
    fn push_rare(&self, out: &mut Folding, c: char, (text, at): (&str, usize)) {
        out.moved = true;
        let was_blank = std::mem::replace(&mut out.blank, false);
        match self.fate(c) {
            Some(Fate::DropInWord(to)) if stands_alone(text, c, at) => out.push(*to, at),
            Some(Fate::Drop | Fate::DropInWord(_)) => out.blank = was_blank,
            Some(Fate::Blank) => {
                if !was_blank {
                    out.push(' ', at);
                }
                out.blank = true;
            }
            Some(Fate::One(to)) => out.push(*to, at),
            Some(Fate::Many(to)) => to.chars().for_each(|to| out.push(to, at)),
            Some(Fate::Keep) | None => self.push_other(out, c, at),
        }
    }

    /// A character without a row: presentation forms are taken apart and folded again, letters
    /// become lower case.
    fn push_other(&self, out: &mut Folding, c: char, at: usize) {
        if !PRESENTATION.iter().any(|range| range.contains(&(c as u32))) {
            return c.to_lowercase().for_each(|to| out.push(to, at));
        }
        for part in std::iter::once(c).nfkc() {
            match self.fate(part) {
                Some(Fate::Drop | Fate::DropInWord(_) | Fate::Blank) => {}
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

/// True for the first of a run of one character between blanks: «القاهرة ـ من مراسلنا».
fn stands_alone(text: &str, c: char, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at..).and_then(|rest| rest.trim_start_matches(c).chars().next());
    before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
}

/// The matching form of a text. Has no `Display`: it is never shown.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// Where the text comes from, in order; the last begins at its end. Most texts have few: a letter
    /// that becomes one of as many bytes moves nothing.
    pieces: Vec<Piece>,
}

/// A part of a matching form that goes on in step with its source.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the matching form.
    start: u32,
    /// Where it begins in the source.
    source: u32,
    of: Of,
}

/// What a piece was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Characters that became as many bytes as they were.
    Run,
    /// One character: none of the bytes lies further on in the source.
    Character,
}

impl Piece {
    fn at(&self, ix: u32) -> u32 {
        match self.of {
            Of::Run => self.source.saturating_add(ix.saturating_sub(self.start)),
            Of::Character => self.source,
        }
    }
}

/// A matching form in the making.
struct Folding {
    text: String,
    /// True where a blank stands last.
    blank: bool,
    pieces: Vec<Piece>,
    /// True where what comes next is not in step with what stands last.
    moved: bool,
}

impl Folding {
    fn new(length: usize) -> Self {
        Self { text: String::with_capacity(length), pieces: Vec::new(), blank: false, moved: true }
    }

    /// Begins a run of characters that become as many bytes as they are, where none goes on.
    #[inline]
    fn begin(&mut self, at: usize) {
        if self.moved {
            self.piece(at, Of::Run);
            self.moved = false;
        }
    }

    /// Adds what folding has made of the character at `at`.
    fn push(&mut self, c: char, at: usize) {
        let source = offset(at);
        let goes_on = |last: &Piece| last.of == Of::Character && last.source == source;
        if !self.pieces.last().is_some_and(goes_on) {
            self.piece(at, Of::Character);
        }
        self.text.push(c);
        self.moved = true;
    }

    fn piece(&mut self, at: usize, of: Of) {
        let start = offset(self.text.len());
        self.pieces.push(Piece { start, source: offset(at), of });
    }

    fn finished(mut self, length: usize) -> Folded {
        self.piece(length, Of::Character);
        Folded { text: self.text, pieces: self.pieces }
    }
}

impl Folded {
    /// The matching form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The span of the source that a byte range of the matching form came from, marks after its
    /// last letter included. A range past the end is cut.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let after = self.pieces.partition_point(|piece| piece.start <= offset(range.start));
        self.span_from(range, &mut after.saturating_sub(1))
    }

    /// As [`Folded::span`]; `piece` is one that does not begin after the range, and moves on to the one in
    /// which the range ends: for ranges in order nothing is searched.
    pub(super) fn span_from(&self, range: std::ops::Range<usize>, piece: &mut usize) -> Span {
        let mut at = |ix: u32| {
            while self.pieces.get(*piece + 1).is_some_and(|next| next.start <= ix) {
                *piece += 1;
            }
            self.pieces.get(*piece)
        };
        let (from, to) = (offset(range.start), offset(range.end));
        let start = at(from).map_or(0, |piece| piece.at(from));
        let Some(last) = at(to) else { return Span::new(start, start) };
        let mut end = last.at(to);
        if to > from && last.of == Of::Character && last.start < to {
            // The range ends inside the letters of one source character: take all of it.
            let more = self.pieces.get(*piece + 1..).unwrap_or_default();
            let next = more.iter().map(|piece| piece.source).find(|next| *next > end);
            end = next.unwrap_or(end);
        }
        Span::new(start, end)
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The text with the letters that presentation forms show, as a keyboard writes them.
pub(crate) fn in_plain_letters(text: &str) -> Cow<'_, str> {
    let is_form = |c: char| matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if text.contains(is_form) { Cow::Owned(text.nfkc().collect()) } else { Cow::Borrowed(text) }
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

    #[test]
    fn presentation_forms_are_written_as_letters() {
        assert_eq!(
            super::in_plain_letters("\u{fe8d}\u{fee0}\u{fed1}\u{fe8e}\u{fedf}\u{fe94}"),
            "الفالة"
        );
        assert!(matches!(super::in_plain_letters("سالم"), std::borrow::Cow::Borrowed(_)));
    }
}
