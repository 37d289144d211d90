//! Which of the languages written in Arabic script a text is in, by its frequent words.
//!
//! Letters do not tell Persian and Urdu from Arabic; their smallest words do: in Arabic every
//! eighth word is a preposition.

use super::fold::Folder;
use super::lexicon::Files;
use super::words::WordMap;

/// Frequent words by language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tongues {
    words: WordMap<Tongue>,
    names: Vec<Box<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tongue {
    Arabic,
    /// An index of `names`.
    Other(usize),
}

/// How many frequent words of each language a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Words in Arabic script, frequent or not.
    pub(crate) words: usize,
    /// Frequent words of Arabic.
    pub(crate) arabic: usize,
    /// The other language with most of its frequent words in the text, and how many.
    pub(crate) other: Option<(String, usize)>,
}

/// Fewest words that prove another language.
const FEWEST: usize = 3;

impl Tally {
    /// True when at least a fiftieth of the words are frequent ones of Arabic: text in a wrong
    /// encoding has none.
    pub(crate) fn reads_as_arabic(&self) -> bool {
        self.arabic > 0 && self.arabic.saturating_mul(50) >= self.words
    }

    /// The other language that the text is in, if it is in one: its frequent words are more than
    /// those of Arabic and at least one word in thirty. A few words prove nothing: every one of
    /// them has a rare Arabic namesake.
    pub(crate) fn other_language(&self) -> Option<&str> {
        let (name, count) = self.other.as_ref()?;
        (*count >= FEWEST && *count > self.arabic && count.saturating_mul(30) >= self.words)
            .then_some(name.as_str())
    }
}

/// Words of one letter are proclitics written apart, and occur in any text.
const LEAST_LETTERS: usize = 2;

impl Tongues {
    /// The frequent words of the lexicon; a word of Arabic wins over one of another language.
    pub(super) fn new(folder: &Folder, files: &Files) -> Self {
        let mut tongues = Self::default();
        for row in &files.languages.language {
            let tongue = Tongue::Other(tongues.names.len());
            tongues.names.push(row.name.as_str().into());
            for word in row.word.iter().map(|word| folder.key(word)).filter(|word| long(word)) {
                tongues.words.get_or_insert_with(&word, || tongue);
            }
        }
        let arabic = files.stopwords.get("preposition").into_iter().flat_map(|class| &class.word);
        for word in arabic.map(|word| folder.key(word)).filter(|word| long(word)) {
            tongues.words.insert(&word, Tongue::Arabic);
        }
        tongues
    }

    /// Counts the frequent words of a text.
    pub(crate) fn tally(&self, folder: &Folder, text: &str) -> Tally {
        let mut tally = Tally::default();
        let mut others = vec![0usize; self.names.len()];
        let folded = folder.fold(text);
        for word in folded.as_str().split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()) {
            tally.words += 1;
            match self.words.get(word) {
                Some(Tongue::Arabic) => tally.arabic += 1,
                Some(Tongue::Other(ix)) => {
                    if let Some(count) = others.get_mut(*ix) {
                        *count += 1;
                    }
                }
                None => {}
            }
        }
        // The first of equals, so that the order of the file decides.
        let best = others.iter().zip(&self.names).rev().max_by_key(|(count, _)| **count);
        tally.other =
            best.filter(|(count, _)| **count > 0).map(|(count, name)| (name.to_string(), *count));
        tally
    }
}

fn long(word: &str) -> bool {
    word.chars().count() >= LEAST_LETTERS
}

/// Letters of Arabic script, in their matching form.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}' | '\u{6fa}'..='\u{6ff}')
}

#[cfg(test)]
mod tests {
    use crate::lang::Lexicon;

    fn check(text: &str, expected: (&str, Option<&str>)) {
        let lexicon = Lexicon::embedded().unwrap();
        let tally = lexicon.tongues().tally(lexicon.folder(), text);
        let reads = if tally.reads_as_arabic() { "Arabic" } else { "not Arabic" };
        assert_eq!((reads, tally.other_language()), expected, "{text} {tally:?}");
    }

    #[test]
    fn small_words_tell_the_language() {
        check("قال الوزير إن المحادثات جرت في أنقرة بين الطرفين على مدى يومين", ("Arabic", None));
        check(
            "وزیر امور خارجه گفت که این دیدار برای دو کشور مهم است",
            ("not Arabic", Some("Persian")),
        );
        check(
            "وزیر خارجہ نے کہا ہے کہ دونوں ملکوں کے درمیان بات چیت ہوئی",
            ("not Arabic", Some("Urdu")),
        );
        check("ط§ظ„ظˆط²ظٹط± ظپظٹ", ("not Arabic", None));
        check("أين هو است", ("not Arabic", None));
        check("", ("not Arabic", None));
    }

    #[test]
    fn no_word_of_another_language_is_a_frequent_one_of_arabic() {
        let lexicon = Lexicon::embedded().unwrap();
        let classes = &lexicon.files.stopwords;
        for row in &lexicon.files.languages.language {
            for word in &row.word {
                let key = lexicon.folder().key(word);
                let clash = classes.values().flat_map(|class| &class.word);
                let clash = clash.clone().find(|arabic| lexicon.folder().key(arabic) == key);
                assert_eq!(clash, None, "{}: {word}", row.name);
            }
        }
    }
}
