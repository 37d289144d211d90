//! Words that say nothing of a text's subject: for scores, and for what no name is made of; never for
//! matching names or verbs.

use std::collections::BTreeMap;

use super::clitic::CONJUNCTIONS;
use super::fold::Folder;
use super::lexicon::raw::WordClass;
use super::words::WordSet;

/// The words of all classes of `stopwords.toml`, in their matching form.
#[derive(Clone, Debug, Default)]
pub(crate) struct StopWords(WordSet);

impl StopWords {
    /// Folds the words of all classes.
    pub(crate) fn new(folder: &Folder, classes: &BTreeMap<String, WordClass>) -> Self {
        let words = classes.values().flat_map(|class| &class.word);
        Self(words.map(|word| folder.key(word)).collect())
    }

    /// The words, in order.
    pub(crate) fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.0.words().collect();
        words.sort_unstable();
        words
    }

    /// True for a stop word, with or without the conjunction before it.
    pub(crate) fn contains(&self, word: &str) -> bool {
        let bare = || word.strip_prefix(CONJUNCTIONS);
        self.0.contains(word) || bare().is_some_and(|bare| self.0.contains(bare))
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Lexicon;

    /// The words of `words` that are stop words.
    fn check(words: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let is_stop = |word: &&str| lexicon.is_stop(&lexicon.folder().key(word));
        let found: Vec<&str> = words.split(' ').filter(is_stop).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn with_and_without_the_conjunction() {
        check("وقال الوزير في موسكو إلى", &["وقال", "في", "إلى"]);
        check("وزير فرنسا", &[]);
    }
}
