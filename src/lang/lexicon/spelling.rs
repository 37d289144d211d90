//! How the spellings of one name differ: words that are one, letters that render one foreign sound.
//!
//! Takes and gives matching forms. A likeness is a whole per cent of the letters; it says how two
//! names are written, never that they mean one person.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::error::{Error, ErrorKind, Result};
use crate::lang::fold::Folder;
use crate::lang::token::{TokenKind, Tokens};
use crate::model::Percent;

use super::raw;

/// The tables of `persons.toml` that compare names.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpellingTables {
    same: HashMap<Box<str>, Box<str>>,
    joined: HashSet<Box<str>>,
    digraphs: Vec<([char; 2], char)>,
    vowels: Vec<char>,
    groups: Vec<Vec<char>>,
    skeleton: Vec<Vec<char>>,
    /// Given names of Arabic, in one word.
    arabic: HashSet<Box<str>>,
    foreign: HashSet<Box<str>>,
    /// The same by what all their spellings have in common.
    foreign_by_skeleton: HashMap<String, Vec<Box<str>>>,
    /// Given names of two words.
    pairs: HashSet<Box<str>>,
    /// Last elements that many families share: «أوغلو».
    shared: Vec<Box<str>>,
    never: BTreeSet<(String, String)>,
}

/// The cost of one change of a letter, in hundredths of a letter.
mod cost {
    /// A long vowel that is written or not.
    pub(super) const VOWEL: usize = 35;
    /// One long vowel for another.
    pub(super) const VOWELS: usize = 35;
    /// A letter written twice.
    pub(super) const DOUBLE: usize = 20;
    /// A letter for another of its group.
    pub(super) const GROUP: usize = 45;
    /// Any other.
    pub(super) const OTHER: usize = 100;
}

/// Letters of an element that are compared; names of more are no names.
const LETTERS: usize = 40;
/// Fewest letters of a name that is known again in another spelling.
const RESPELT_LETTERS: usize = 5;
/// From this likeness on a last element is one that many families share.
const SHARED: Percent = 80;

impl SpellingTables {
    /// Compiles the rows.
    ///
    /// # Errors
    /// Where two names that must never be merged share a spelling.
    pub(super) fn new(folder: &Folder, rows: &raw::Persons) -> Result<Self> {
        let key = |word: &String| -> Box<str> { folder.key(word).into() };
        let spelling = &rows.spelling;
        let mut tables = Self {
            joined: spelling.joined.iter().map(key).collect(),
            vowels: spelling.vowel.chars().collect(),
            groups: spelling.group.iter().map(|group| group.chars().collect()).collect(),
            skeleton: spelling.skeleton.iter().map(|group| group.chars().collect()).collect(),
            ..Self::default()
        };
        for words in &spelling.same {
            let mut words = words.iter().map(key);
            let Some(first) = words.next() else { continue };
            tables.same.extend(words.map(|word| (word, first.clone())));
        }
        for pair in &spelling.digraph {
            let letters: Vec<char> = pair.iter().flat_map(|part| part.chars()).collect();
            if let [one, other, sound] = letters[..] {
                tables.digraphs.push(([one, other], sound));
            }
        }
        for (name, foreign) in rows
            .given
            .name
            .iter()
            .map(|name| (name, false))
            .chain(rows.given.foreign.iter().map(|name| (name, true)))
        {
            let words = tables.words(folder, name);
            if words.len() > 1 {
                tables.pairs.insert(words.join(" ").into());
            }
            let name: Box<str> = words.concat().into();
            if foreign {
                let skeleton = tables.skeleton(&name);
                tables.foreign_by_skeleton.entry(skeleton).or_default().push(name.clone());
            }
            let list = if foreign { &mut tables.foreign } else { &mut tables.arabic };
            list.insert(name);
        }
        let shared = rows.person.iter().filter_map(|row| row.weak_surname.as_ref());
        tables.shared = shared.map(key).collect();
        tables.shared.sort_unstable();
        tables.shared.dedup();
        tables.add_never(folder, rows)?;
        Ok(tables)
    }

    fn add_never(&mut self, folder: &Folder, rows: &raw::Persons) -> Result<()> {
        let spellings = |name: &String| -> BTreeSet<String> {
            let row = rows.person.iter().find(|row| row.name == *name);
            let aliases = row.into_iter().flat_map(|row| &row.alias);
            aliases.chain([name]).map(|name| self.key(folder, name)).collect()
        };
        let mut never = BTreeSet::new();
        for row in &rows.never {
            let [one, other] = &row.pair[..] else { continue };
            if let Some(shared) = spellings(one).intersection(&spellings(other)).next() {
                let message = format!(
                    "`{one}` and `{other}` must never be merged, and share the spelling `{shared}`"
                );
                return Err(Error::new(ErrorKind::Lexicon, message)
                    .at("src/lexicon/persons.toml")
                    .hint("take the alias from one of them, or the pair from [[never]]"));
            }
            let (one, other) = (self.key(folder, one), self.key(folder, other));
            never.insert((one.clone(), other.clone()));
            never.insert((other, one));
        }
        self.never = never;
        Ok(())
    }

    /// The words of a name in their matching form, one spelling for those that are one.
    pub(crate) fn words(&self, folder: &Folder, name: &str) -> Vec<String> {
        let tokens = Tokens::new(folder, name);
        let words = (0..tokens.len()).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
        words
            .map(|ix| {
                let word = tokens.word(ix);
                self.same.get(word).map_or(word, |first| first).to_owned()
            })
            .collect()
    }

    /// What all spellings of a name have in common that differ in blanks, hamza and the like.
    pub(crate) fn key(&self, folder: &Folder, name: &str) -> String {
        self.words(folder, name).concat()
    }

    /// How many of the first words of a name make its first element: «عبد الله» two.
    pub(crate) fn first_element(&self, words: &[String]) -> usize {
        let [first, second, ..] = words else { return words.len() };
        let pair = self.pairs.contains(format!("{first} {second}").as_str());
        if pair || self.joined.contains(first.as_str()) { 2 } else { 1 }
    }

    /// True for a given name of Arabic, whose letters are its own: «حسن» is not «حسين».
    pub(crate) fn is_arabic(&self, element: &str) -> bool {
        self.arabic.contains(element)
    }

    /// True for a listed given name of another language.
    pub(crate) fn is_foreign(&self, element: &str) -> bool {
        self.foreign.contains(element)
    }

    /// True for another spelling of a listed given name of another language: «كريكوري».
    pub(crate) fn is_respelt(&self, element: &str) -> bool {
        let names = self.foreign_by_skeleton.get(&self.skeleton(element));
        element.chars().count() >= RESPELT_LETTERS
            && names.into_iter().flatten().any(|name| self.likeness(name, element) >= SHARED)
    }

    /// True for a word that goes before the rest of its element: «بن», «عبد».
    pub(crate) fn is_joined(&self, word: &str) -> bool {
        self.joined.contains(word)
    }

    /// True for a last element that many families share.
    pub(crate) fn is_shared(&self, word: &str) -> bool {
        self.shared.iter().any(|shared| self.likeness(shared, word) >= SHARED)
    }

    /// True for two keys that must not be one person.
    pub(crate) fn is_never(&self, one: &str, other: &str) -> bool {
        self.never.contains(&(one.to_owned(), other.to_owned()))
    }

    /// How alike two elements are written, 0 to 100.
    pub(crate) fn likeness(&self, one: &str, other: &str) -> Percent {
        if one == other {
            return 100;
        }
        let (one, other) = (self.letters(one), self.letters(other));
        let longer = one.len().max(other.len());
        if longer == 0 || longer > LETTERS {
            return 0;
        }
        let cost = self.distance(&one, &other);
        let lost = cost.checked_div(longer).unwrap_or_default().min(100);
        Percent::try_from(100 - lost).unwrap_or_default()
    }

    /// The consonants of an element, each group by its first letter, none twice in a row; the first
    /// letter stays, a vowel as the first of the vowels. Names that are compared share it. «تش» is
    /// heard as either of two groups: the first of them here, see [`Self::skeletons`].
    pub(crate) fn skeleton(&self, element: &str) -> String {
        self.skeleton_by(element, |letter| {
            self.skeleton.iter().find(|group| group.contains(&letter))
        })
    }

    /// The skeletons of an element: more than one where a letter is of more than one group.
    pub(crate) fn skeletons(&self, element: &str) -> BTreeSet<String> {
        let last = |letter| self.skeleton.iter().rfind(|group| group.contains(&letter));
        [self.skeleton(element), self.skeleton_by(element, last)].into()
    }

    fn skeleton_by<'s>(
        &'s self,
        element: &str,
        group: impl Fn(char) -> Option<&'s Vec<char>>,
    ) -> String {
        let mut skeleton = String::new();
        for (at, letter) in self.letters(element).into_iter().enumerate() {
            let vowel = self.vowels.contains(&letter);
            let coarse = match (at, vowel, group(letter).and_then(|group| group.first())) {
                // «و» begins a name as a consonant.
                (0, _, Some(first)) => *first,
                (0, true, None) => self.vowels.first().copied().unwrap_or(letter),
                (_, true, _) => continue,
                (_, false, Some(first)) => *first,
                (_, false, None) => letter,
            };
            if !skeleton.ends_with(coarse) {
                skeleton.push(coarse);
            }
        }
        skeleton
    }

    /// The letters of a word, two that render one sound as one.
    fn letters(&self, word: &str) -> Vec<char> {
        let mut letters: Vec<char> = Vec::with_capacity(word.len() / 2);
        for letter in word.chars().filter(|letter| *letter != ' ') {
            let last = letters.last().copied();
            let sound =
                self.digraphs.iter().find(|(pair, _)| last == Some(pair[0]) && letter == pair[1]);
            match (sound, letters.last_mut()) {
                (Some((_, sound)), Some(last)) => *last = *sound,
                _ => letters.push(letter),
            }
        }
        letters
    }

    /// The cheapest way from one word to another, in hundredths of a letter.
    fn distance(&self, one: &[char], other: &[char]) -> usize {
        let mut above: Vec<usize> = vec![0];
        for (at, letter) in other.iter().enumerate() {
            let cost = self.single(*letter, at.checked_sub(1).and_then(|at| other.get(at)));
            above.push(above.last().copied().unwrap_or_default() + cost);
        }
        let mut before = None;
        for letter in one {
            let dropped = self.single(*letter, before);
            let mut row = Vec::with_capacity(above.len());
            row.push(above.first().copied().unwrap_or_default() + dropped);
            let mut last = None;
            for ((up, corner), to) in above.iter().skip(1).zip(&above).zip(other) {
                let left = row.last().copied().unwrap_or_default() + self.single(*to, last);
                let changed = corner + self.change(*letter, *to);
                row.push(changed.min(up + dropped).min(left));
                last = Some(to);
            }
            above = row;
            before = Some(letter);
        }
        above.last().copied().unwrap_or_default()
    }

    /// The cost of a letter that only one word has, after the letter `before` it.
    fn single(&self, letter: char, before: Option<&char>) -> usize {
        match before {
            Some(before) if *before == letter => cost::DOUBLE,
            _ if self.vowels.contains(&letter) => cost::VOWEL,
            _ => cost::OTHER,
        }
    }

    /// The cost of one letter for another.
    fn change(&self, from: char, to: char) -> usize {
        let both = |group: &Vec<char>| group.contains(&from) && group.contains(&to);
        if from == to {
            0
        } else if both(&self.vowels) {
            cost::VOWELS
        } else if self.groups.iter().any(both) {
            cost::GROUP
        } else {
            cost::OTHER
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::{ExtraFile, Lexicon};

    fn likeness(one: &str, other: &str) -> u8 {
        let lexicon = Lexicon::embedded().unwrap();
        let key = |name| lexicon.spelling.key(lexicon.folder(), name);
        lexicon.spelling.likeness(&key(one), &key(other))
    }

    #[test]
    fn foreign_names_are_alike_in_their_spellings() {
        assert!(likeness("تشاووش", "جاويش") >= 80);
        assert!(likeness("أردغان", "أردوغان") >= 90);
        assert!(likeness("غوتيريش", "جوتيريس") >= 80);
        assert!(likeness("غونزاليس", "غونثاليث") >= 80);
        assert_eq!(likeness("لافروف", "لافروڤ"), 100);
        assert!(likeness("لافروف", "لافرينتيف") < 80);
        assert!(likeness("داود", "جاويش") < 60);
    }

    #[test]
    fn words_that_are_one_have_one_key() {
        assert_eq!(likeness("عبد الله بن سالم", "عبدالله ابن سالم"), 100);
        assert_eq!(likeness("داوود", "داود"), 100);
        assert!(likeness("سالم", "سليم") < 100);
    }

    #[test]
    fn skeletons_join_what_may_be_compared() {
        let lexicon = Lexicon::embedded().unwrap();
        let skeleton = |name| lexicon.spelling.skeleton(&lexicon.folder().key(name));
        assert_eq!(skeleton("تشاووش"), skeleton("جاويش"));
        assert_eq!(skeleton("غوتيريش"), skeleton("جوتيريس"));
        assert_eq!(skeleton("إرنانديز"), skeleton("هيرنانديز"));
        assert_ne!(skeleton("لافروف"), skeleton("شويغو"));
        let skeletons = |name| lexicon.spelling.skeletons(&lexicon.folder().key(name));
        assert_eq!(skeletons("تشيليك").intersection(&skeletons("شيليك")).count(), 1);
        assert_eq!(skeletons("تشيليك").intersection(&skeletons("جيليك")).count(), 1);
        assert!(skeletons("شيليك").is_disjoint(&skeletons("جيليك")));
    }

    #[test]
    fn a_foreign_given_name_is_known_in_another_spelling() {
        let lexicon = Lexicon::embedded().unwrap();
        let respelt = |name| lexicon.spelling.is_respelt(&lexicon.folder().key(name));
        assert!(respelt("كريكوري") && respelt("جوليانا"));
        assert!(!respelt("مركز") && !respelt("زيارة"));
    }

    #[test]
    fn a_pair_that_is_never_one_may_share_no_spelling() {
        let text = "[[person]]\nname = \"سالم عيسى\"\nalias = [\"أبو عمر\"]\n\
            [[person]]\nname = \"سليم عيسى\"\nalias = [\"ابو عمر\"]\n\
            [[never]]\npair = [\"سالم عيسى\", \"سليم عيسى\"]\n";
        let file = ExtraFile {
            name: "persons".into(),
            text: text.into(),
            path: "lexicon/persons.toml".into(),
        };
        let error = Lexicon::load(&[file]).unwrap_err().to_string();
        assert!(error.contains("never be merged"), "{error}");
    }
}
