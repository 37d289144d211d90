//! Proclitics: the conjunctions and prepositions that Arabic writes on the next word.
//!
//! Stripped for look-up only. What counts as a proclitic is the grammar of the script and stands
//! here as single letters; which words must not be stripped the look-up itself decides, since the
//! unstripped form is always tried first.

use std::borrow::Cow;

/// A word without some of its proclitics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base<'a> {
    /// The word that is left; `لل` has become the article.
    pub word: Cow<'a, str>,
    /// How many bytes of the word the proclitics take. The article of `لل` counts as left.
    pub cut: usize,
}

/// The article.
const ARTICLE: [char; 2] = ['ا', 'ل'];
/// Fewest letters that may be left.
const LEAST: usize = 2;

/// The word itself, then the word without the conjunction, without the preposition, without both;
/// at each step `لل` also as the article.
pub fn bases(word: &str) -> impl Iterator<Item = Base<'_>> {
    let conjunction = word.strip_prefix(['و', 'ف']);
    [Some(word), conjunction]
        .into_iter()
        .flatten()
        .flat_map(move |word_or_rest| {
            let cut = word.len() - word_or_rest.len();
            let plain = Base { word: Cow::Borrowed(word_or_rest), cut };
            let preposition = word_or_rest.strip_prefix(['ب', 'ك', 'ل', 'س']);
            let stripped = preposition
                .map(|rest| Base { word: Cow::Borrowed(rest), cut: word.len() - rest.len() });
            let rest = word_or_rest.strip_prefix('ل').and_then(|rest| rest.strip_prefix('ل'));
            let article = rest.map(|rest| {
                let cut = word.len() - rest.len() - 'ل'.len_utf8();
                Base { word: Cow::Owned(ARTICLE.iter().collect::<String>() + rest), cut }
            });
            [Some(plain), article, stripped].into_iter().flatten()
        })
        .filter(|base| base.cut == 0 || base.word.chars().count() >= LEAST)
}

/// True for a word with the article, in its matching form.
pub fn has_article(word: &str) -> bool {
    without_article(word).len() < word.len()
}

/// A word without its article; a word of which too little would be left stays as it is.
pub fn without_article(word: &str) -> &str {
    let rest = word.strip_prefix(ARTICLE[0]).and_then(|rest| rest.strip_prefix(ARTICLE[1]));
    rest.filter(|rest| rest.chars().count() >= LEAST).unwrap_or(word)
}

/// A phrase as it stands, without so many proclitic letters at its head; `لل` gives the article
/// back that it has swallowed.
pub fn without_proclitics(phrase: &str, letters: usize) -> String {
    let rest: String = phrase.chars().skip(letters).collect();
    match rest.strip_prefix('ل') {
        Some(after) if letters > 0 && phrase.chars().nth(letters - 1) == Some('ل') => {
            ARTICLE.iter().collect::<String>() + after
        }
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conjunction_then_preposition_then_article() {
        let words: Vec<String> = bases("وللوزير").map(|base| base.word.into_owned()).collect();
        assert_eq!(words, ["وللوزير", "للوزير", "الوزير", "لوزير"]);
        assert_eq!(bases("وليد").map(|base| base.cut).collect::<Vec<_>>(), [0, 2, 4]);
        assert_eq!(bases("لن").count(), 1);
    }
}
