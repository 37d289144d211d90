//! A name as it is compared: its key, its elements, and what sort of name it is.

use crate::lang::{Folder, SpellingTables, has_article};
use crate::model::Percent;

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The same for all spellings that differ in blanks, hamza and the like.
    pub(super) key: String,
    /// The first element; empty for a name of one.
    pub(super) given: String,
    /// The rest without a last element that many families share; the name itself for a name of one.
    pub(super) family: String,
    /// The last word.
    pub(super) last: String,
    pub(super) form: Form,
}

/// Whether the letters of a name are its own, or render those of another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// «حسن عيسى»: another letter is another name.
    Arabic,
    /// An Arabic given name before a family name that may be foreign: «أحمد كريشنان».
    Mixed,
    /// «سيرغي لافروف»: written in many ways.
    Foreign,
}

/// How two names are spelt beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Of the given and of the family names.
    pub(super) given: Percent,
    pub(super) family: Percent,
    /// True where the spelling alone may say that they are one: both are foreign throughout, and
    /// neither given name is known as another's.
    pub(super) free: bool,
}

impl Likeness {
    /// Of the whole: of the less alike part.
    pub(super) fn whole(self) -> Percent {
        self.given.min(self.family)
    }
}

/// Least likeness of a family name, and of a given name beside other evidence.
const FAMILY: Percent = 80;
const GIVEN: Percent = 50;
/// Fewest letters of a family name that is compared by its sound: of less, a letter is too much.
const LETTERS: usize = 4;

impl Shape {
    pub(super) fn new(spelling: &SpellingTables, folder: &Folder, name: &str) -> Self {
        let words = spelling.words(folder, name);
        let first = spelling.first_element(&words);
        let (given, mut family) = words.split_at(first);
        let last = words.last().cloned().unwrap_or_default();
        if family.is_empty() {
            let key = words.concat();
            let form = if is_arabic(spelling, &key, given) { Form::Arabic } else { Form::Foreign };
            return Self { family: key.clone(), key, given: String::new(), last, form };
        }
        let form = form(spelling, given, family);
        if let [rest @ .., shared] = family
            && !rest.is_empty()
            && spelling.is_shared(shared)
        {
            family = rest;
        }
        let (given, family) = (given.concat(), family.concat());
        Self { key: words.concat(), given, family, last, form }
    }

    /// True for a name with a given and a family name.
    pub(super) fn is_full(&self) -> bool {
        !self.given.is_empty()
    }
}

fn is_arabic(spelling: &SpellingTables, element: &str, words: &[String]) -> bool {
    let first = words.first().map_or("", String::as_str);
    has_article(first) || spelling.is_joined(first) || spelling.is_arabic(element)
}

fn form(spelling: &SpellingTables, given: &[String], family: &[String]) -> Form {
    let first = family.first().map_or("", String::as_str);
    let own = is_arabic(spelling, first, family);
    let name = given.concat();
    if own {
        Form::Arabic
    } else if is_arabic(spelling, &name, given) {
        Form::Mixed
    } else {
        Form::Foreign
    }
}

/// How alike two full names are, or a family name alone and a full name; `None` for names that
/// are not compared: too unlike, or each with letters of its own.
pub(super) fn likeness(spelling: &SpellingTables, one: &Shape, other: &Shape) -> Option<Likeness> {
    let arabic = |shape: &Shape| shape.form == Form::Arabic;
    let family = spelling.likeness(&one.family, &other.family);
    if family < FAMILY || ((arabic(one) || arabic(other)) && family < 100) {
        return None;
    }
    if family < 100 && one.family.chars().count().max(other.family.chars().count()) < LETTERS {
        return None;
    }
    if !one.is_full() || !other.is_full() {
        return Some(Likeness { given: 100, family, free: false });
    }
    let given = spelling.likeness(&one.given, &other.given);
    let both = |is: fn(&SpellingTables, &str) -> bool| {
        is(spelling, &one.given) && is(spelling, &other.given)
    };
    if given < GIVEN || (given < 100 && both(SpellingTables::is_arabic)) {
        return None;
    }
    let foreign = one.form == Form::Foreign && other.form == Form::Foreign;
    let known_apart = given < 100 && both(SpellingTables::is_foreign);
    Some(Likeness { given, family, free: foreign && given >= FAMILY && !known_apart })
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::lexicon;
    use super::*;

    fn pair(one: &str, other: &str) -> Option<(bool, Percent)> {
        let lexicon = lexicon();
        let shape = |name| Shape::new(&lexicon.spelling, lexicon.folder(), name);
        let found = likeness(&lexicon.spelling, &shape(one), &shape(other));
        found.map(|likeness| (likeness.free, likeness.whole()))
    }

    #[test]
    fn names_are_taken_apart() {
        let lexicon = lexicon();
        let shape = |name| Shape::new(&lexicon.spelling, lexicon.folder(), name);
        let name = shape("عبد الله بن سالم");
        assert_eq!((name.given.as_str(), name.family.as_str()), ("عبدالله", "بنسالم"));
        assert_eq!(name.key, shape("عبدالله ابن سالم").key);
        assert_eq!(shape("رجائي دمير أوغلو").family, "دمير");
        assert!(!shape("منصور").is_full());
    }

    #[test]
    fn arabic_letters_are_their_own() {
        assert_eq!(pair("حسن العبادي", "حسين العبادي"), None);
        assert_eq!(pair("حيدر العبادي", "حيدر العبيدي"), None);
        assert_eq!(pair("هيثم الشمري", "هاشم الشمري"), None);
    }

    #[test]
    fn foreign_names_are_free_to_vary() {
        assert!(pair("سيرغي لازاريف", "سرغي لازارييف").unwrap().0);
        assert!(!pair("أحمد كريشنان", "احمت كرشنان").unwrap().0);
        assert_eq!(pair("سيرغي لازاريف", "ميخائيل لازاريف"), None);
        // Both are known, each as a name of its own.
        assert!(!pair("جون هاريسون", "جان هاريسون").unwrap().0);
    }

    #[test]
    fn a_family_name_alone_is_never_free() {
        assert_eq!(pair("لازاريف", "سيرغي لازارييف"), Some((false, 98)));
    }
}
