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

/// The letters that conjunctions and prepositions are.
pub(super) const PROCLITICS: [char; 6] = ['و', 'ف', 'ب', 'ك', 'ل', 'س'];

/// Those of them that stand before all others.
pub(super) const CONJUNCTIONS: [char; 2] = ['و', 'ف'];
/// Those that stand before a noun.
const PREPOSITIONS: [char; 3] = ['ب', 'ك', 'ل'];
/// The proclitic of the future, and the letters that the verb after it begins with: no noun bears it.
const FUTURE: char = 'س';
const IMPERFECT: [char; 4] = ['ا', 'ن', 'ي', 'ت'];
/// The article.
const ARTICLE: [char; 2] = ['ا', 'ل'];
/// Fewest letters that may be left.
const LEAST: usize = 2;

/// The word itself, then the word without the conjunction, without the preposition, without both;
/// at each step `لل` also as the article.
pub fn bases(word: &str) -> impl Iterator<Item = Base<'_>> {
    let mut bases = Vec::new();
    each_base(word, |base| bases.push(base));
    bases.into_iter()
}

/// What [`bases`] gives, handed on one by one; for all words of a text at once.
pub(super) fn each_base<'a>(word: &'a str, mut take: impl FnMut(Base<'a>)) {
    let conjunction = word.strip_prefix(CONJUNCTIONS);
    for with_preposition in [Some(word), conjunction].into_iter().flatten() {
        let mut left = |word_left: Cow<'a, str>, cut: usize| {
            if cut == 0 || word_left.chars().nth(LEAST - 1).is_some() {
                take(Base { word: word_left, cut });
            }
        };
        let cut = word.len() - with_preposition.len();
        left(Cow::Borrowed(with_preposition), cut);
        let Some(rest) = with_preposition.strip_prefix(['ب', 'ك', 'ل', FUTURE]) else {
            continue;
        };
        if with_preposition.starts_with(FUTURE) && !rest.starts_with(IMPERFECT) {
            continue;
        }
        let cut = word.len() - rest.len();
        let swallowed = with_preposition.strip_prefix('ل').and_then(|rest| rest.strip_prefix('ل'));
        if let Some(noun) = swallowed {
            left(Cow::Owned(ARTICLE.iter().collect::<String>() + noun), cut);
        }
        left(Cow::Borrowed(rest), cut);
    }
}

/// Every head that [`bases`] takes off, with what stands in its place: nothing, the article for `لل`, the
/// first letter of the verb after the future.
pub fn proclitics() -> Vec<(String, String)> {
    let article: String = ARTICLE.iter().collect();
    let nouns = PREPOSITIONS.map(|letter| (letter.to_string(), String::new()));
    let verbs = IMPERFECT.map(|letter| (format!("{FUTURE}{letter}"), letter.to_string()));
    let swallowed = (format!("{0}{0}", ARTICLE[1]), article);
    let heads: Vec<(String, String)> = nouns.into_iter().chain(verbs).chain([swallowed]).collect();
    let after =
        |one: char| heads.iter().map(move |(head, to)| (format!("{one}{head}"), to.clone()));
    let both = CONJUNCTIONS.into_iter().flat_map(after);
    let alone = CONJUNCTIONS.map(|one| (one.to_string(), String::new()));
    alone.into_iter().chain(heads.iter().cloned()).chain(both).collect()
}

/// True for proclitics that end in the mark of the future.
pub(super) fn is_future(proclitics: &str) -> bool {
    proclitics.ends_with(FUTURE)
}

/// A noun whose ta marbuta a pronoun has opened, as it stands alone: «حكومت» of «حكومته».
pub(crate) fn free_form(stem: &str) -> Option<String> {
    stem.strip_suffix('ت').map(|stem| format!("{stem}ه"))
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

/// The words of a verb without a conjunction before it, `lemma` telling whether the letter is the
/// verb's own; `None` for a mark without letters.
pub(crate) fn without_conjunction<'t>(words: &'t str, lemma: &str) -> Option<&'t str> {
    if !words.chars().any(char::is_alphabetic) {
        return None;
    }
    let conjunction = words.chars().next().filter(|c| matches!(c, 'و' | 'ف'));
    let Some(conjunction) = conjunction else { return Some(words) };
    let rest = words.get(conjunction.len_utf8()..).unwrap_or(words);
    // The vowel of the conjunction goes with it.
    let rest = rest.trim_start_matches(|c: char| ('\u{64b}'..='\u{652}').contains(&c));
    // The letter is the verb's own where the lemma begins with it, unless it stands twice.
    let own = lemma.starts_with(conjunction) && !rest.starts_with(conjunction);
    let kept = own || lemma.is_empty() || rest.chars().count() < 2;
    Some(if kept { words } else { rest })
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

    #[test]
    fn the_future_stands_before_a_verb_only() {
        assert_eq!(bases("سيقول").map(|base| base.cut).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(bases("سمعان").count(), 1);
    }

    #[test]
    fn the_heads_are_those_that_bases_takes_off() {
        for word in [
            "وللوزير",
            "لليبيا",
            "فبوزير",
            "سيقول",
            "سمعان",
            "وسيقول",
            "وزير",
            "ولد",
            "فللحق",
            "كتاب",
            "وسلم",
        ] {
            let heads = proclitics();
            let mut by_heads: Vec<String> = heads
                .iter()
                .filter_map(|(head, instead)| {
                    Some(format!("{instead}{}", word.strip_prefix(&**head)?))
                })
                .filter(|rest| rest.chars().count() >= LEAST)
                .collect();
            let cut = bases(word).filter(|base| base.cut > 0);
            let mut by_bases: Vec<String> = cut.map(|base| base.word.into_owned()).collect();
            by_heads.sort();
            by_bases.sort();
            assert_eq!(by_heads, by_bases, "{word}");
        }
    }
}
