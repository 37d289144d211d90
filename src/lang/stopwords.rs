//! Words that say nothing of a text's subject: for scores only, never for matching names or verbs.

use std::collections::{BTreeMap, HashSet};

use super::fold::Folder;
use super::lexicon::raw::WordClass;

/// The words of all classes of `stopwords.toml`, in their matching form.
#[derive(Clone, Debug, Default)]
pub(crate) struct StopWords(HashSet<Box<str>>);

impl StopWords {
    /// Folds the words of all classes.
    pub(crate) fn new(folder: &Folder, classes: &BTreeMap<String, WordClass>) -> Self {
        let words = classes.values().flat_map(|class| &class.word);
        Self(words.map(|word| folder.key(word).into()).collect())
    }

    /// True for a stop word, with or without the conjunction before it.
    pub(crate) fn contains(&self, word: &str) -> bool {
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        self.0.contains(word) || self.0.contains(bare)
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Lexicon;

    fn check(word: &str, expected: bool) {
        let lexicon = Lexicon::embedded().unwrap();
        assert_eq!(lexicon.is_stop(&lexicon.folder().key(word)), expected, "{word}");
    }

    #[test]
    fn with_and_without_the_conjunction() {
        check("إلى", true);
        check("وقال", true);
        check("في", true);
        check("الوزير", false);
        check("وزير", false);
        check("", false);
    }
}
