//! Verbs and participles by their pattern, as the grammars of Arabic write it: «يستفعل», «فاعلا».
//!
//! Takes words as they are written, for the matching form has lost what tells «يأمر» from «ياسر». A
//! word of a pattern need not be the verb: the caller knows where only a verb could stand.

use super::raw;

/// The forms that are told by their pattern.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    imperfect: Vec<Pattern>,
    imperfect_feminine: Vec<Pattern>,
    perfect: Vec<Pattern>,
    perfect_feminine: Vec<Pattern>,
    accusative: Vec<Pattern>,
    plural: Vec<Pattern>,
    deed: Vec<Pattern>,
    future: Option<char>,
}

/// The letters of a form in order.
type Pattern = Vec<Letter>;

/// A letter of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    /// Itself.
    Own(char),
    /// The first of the root: no bare alef.
    First,
    /// A later one of the root.
    Later,
}

/// The letter that is no consonant where no hamza is written on it.
const ALEF: char = 'ا';
/// The ending of nouns: no letter of a root.
const TA_MARBUTA: char = 'ة';

impl Patterns {
    pub(super) fn new(rows: &raw::PatternRows) -> Self {
        let mut root = rows.root.chars();
        let first = root.next();
        let letter = |letter: char| {
            if Some(letter) == first {
                Letter::First
            } else if rows.root.contains(letter) {
                Letter::Later
            } else {
                Letter::Own(letter)
            }
        };
        let compiled = |form: &str| form.chars().map(letter).collect::<Pattern>();
        let all = |forms: &[String]| forms.iter().map(|form| compiled(form)).collect::<Vec<_>>();
        let feminine = rows.feminine.as_str();
        // «تستفعل» of «يستفعل», «استفعلت» of «استفعل».
        let begun = |form: &String| format!("{feminine}{}", without_first(form));
        let ended = rows.perfect.iter().map(|form| format!("{form}{feminine}"));
        let ended: Vec<String> = ended.chain(rows.perfect_feminine.iter().cloned()).collect();
        Self {
            imperfect: all(&rows.imperfect),
            imperfect_feminine: all(&rows.imperfect.iter().map(begun).collect::<Vec<_>>()),
            perfect: all(&rows.perfect),
            perfect_feminine: all(&ended),
            accusative: all(&rows.accusative),
            plural: all(&rows.plural),
            deed: all(&rows.deed),
            future: rows.future.chars().next(),
        }
    }

    /// True for a verb in the third person singular that agrees with a man: «يستقبل», «سيستقبل»,
    /// «استقبل».
    pub(crate) fn is_masculine_verb(&self, word: &str) -> bool {
        self.is_verb(word, &self.imperfect, &self.perfect)
    }

    /// The same with a woman: «تستقبل», «استقبلت».
    pub(crate) fn is_feminine_verb(&self, word: &str) -> bool {
        self.is_verb(word, &self.imperfect_feminine, &self.perfect_feminine)
    }

    /// True for a verb of the imperfect that agrees with one: «يستقبل», «تستقبل».
    pub(crate) fn is_imperfect(&self, word: &str) -> bool {
        has(&self.imperfect, word) || has(&self.imperfect_feminine, word)
    }

    fn is_verb(&self, word: &str, imperfect: &[Pattern], perfect: &[Pattern]) -> bool {
        let to_come = self.future.and_then(|future| word.strip_prefix(future));
        has(imperfect, word)
            || has(perfect, word)
            || to_come.is_some_and(|verb| has(imperfect, verb))
    }

    /// True for a verb of the perfect that no name is spelled like: «استقبل», «استقبلت».
    pub(crate) fn is_perfect(&self, word: &str) -> bool {
        has(&self.perfect, word) || self.is_perfect_feminine(word)
    }

    /// True for one of a woman or a thing: «استقبلت», «تأجلت».
    pub(crate) fn is_perfect_feminine(&self, word: &str) -> bool {
        has(&self.perfect_feminine, word)
    }

    /// True for a participle in the accusative, which is no element of a name: «مبتسما»; of more than
    /// one: «لاعبين».
    pub(crate) fn is_accusative(&self, word: &str) -> bool {
        has(&self.accusative, word) || has(&self.plural, word)
    }

    /// True for a word that may be the noun of a deed: «تفعيل», «اندماج».
    pub(crate) fn is_deed(&self, word: &str) -> bool {
        has(&self.deed, word)
    }
}

fn without_first(form: &str) -> &str {
    let mut letters = form.chars();
    letters.next();
    letters.as_str()
}

fn has(patterns: &[Pattern], word: &str) -> bool {
    patterns.iter().any(|pattern| is_of(pattern, word))
}

/// True where a word has as many letters as a pattern and each may be there; marks on them do not
/// count.
fn is_of(pattern: &[Letter], word: &str) -> bool {
    let is_letter = |letter: &char| {
        ('\u{621}'..='\u{63a}').contains(letter) || ('\u{641}'..='\u{64a}').contains(letter)
    };
    let mut letters = word.chars().filter(is_letter);
    let fits = pattern.iter().all(|wanted| {
        letters.next().is_some_and(|letter| match wanted {
            Letter::Own(own) => letter == *own,
            Letter::First => letter != ALEF && letter != TA_MARBUTA,
            Letter::Later => letter != TA_MARBUTA,
        })
    });
    fits && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use crate::lang::Lexicon;

    #[test]
    fn verbs_are_told_by_their_pattern() {
        let lexicon = Lexicon::embedded().unwrap();
        let patterns = &lexicon.grammar.patterns;
        for verb in
            ["يستقبل", "يغادر", "سيزور", "يأمر", "يَتَفقد", "افتتح", "استقال", "يلتقي", "ينسحب"]
        {
            assert!(patterns.is_masculine_verb(verb), "{verb}");
            assert!(!patterns.is_feminine_verb(verb), "{verb}");
        }
        for verb in ["تستقبل", "ستزور", "استقالت", "تتفقد"] {
            assert!(patterns.is_feminine_verb(verb), "{verb}");
        }
        for name in ["ياسر", "يانوكوفيتش", "يورغن", "استيفان", "انطون", "إلهام", "يلدريم", "تشافيز"]
        {
            assert!(!patterns.is_masculine_verb(name), "{name}");
        }
    }

    #[test]
    fn accusatives_are_told_by_their_pattern() {
        let lexicon = Lexicon::embedded().unwrap();
        let patterns = &lexicon.grammar.patterns;
        for word in ["حاضرا", "مبتسمًا", "مستقبلا", "لاعبين", "متظاهرين", "مسؤولين"]
        {
            assert!(patterns.is_accusative(word), "{word}");
        }
        for name in ["ياسين", "حسين", "رضا", "زكريا", "شاهين", "الأمين", "بوتين", "أوباما"]
        {
            assert!(!patterns.is_accusative(name), "{name}");
        }
    }
}
