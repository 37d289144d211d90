//! The order in which names are listed.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use super::Folder;

/// Orders names as an Arabic index does: by ICU's Arabic collation, a leading article ignored,
/// then by code points, so that different names are never equal.
#[derive(Debug)]
pub struct Collation {
    collator: CollatorBorrowed<'static>,
}

impl Default for Collation {
    fn default() -> Self {
        Self::new()
    }
}

impl Collation {
    /// The Arabic order.
    #[expect(clippy::expect_used, reason = "the data are part of the program")]
    pub fn new() -> Self {
        let collator = Collator::try_new(locale!("ar").into(), CollatorOptions::default())
            .expect("the Arabic order is compiled in");
        Self { collator }
    }

    /// How two names stand to each other.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.collator
            .compare(without_article(left), without_article(right))
            .then_with(|| left.cmp(right))
    }

    /// Sorts by name; items of the same name keep their order.
    pub fn sort<T>(&self, items: &mut [T], name: impl Fn(&T) -> &str) {
        items.sort_by(|left, right| self.compare(name(left), name(right)));
    }
}

/// The letter under which an index has a name: its first, behind the article, in the matching form.
/// `None` where it begins with none.
pub fn initial(name: &str, folder: &Folder) -> Option<char> {
    let first = without_article(name).chars().next().filter(|c| c.is_alphabetic())?;
    folder.key(first.encode_utf8(&mut [0; 4])).chars().next()
}

/// Fewest letters after an article: «الي» is no «ي».
const LEAST: usize = 2;

/// The name without the article it begins with.
fn without_article(name: &str) -> &str {
    name.strip_prefix('ا')
        .and_then(|rest| rest.strip_prefix('ل'))
        .filter(|rest| rest.chars().take(LEAST).count() == LEAST)
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: &[&str]) {
        let mut names = expected.to_vec();
        names.reverse();
        Collation::new().sort(&mut names, |name| name);
        assert_eq!(names, expected);
    }

    #[test]
    fn the_article_does_not_count() {
        check(&["بغداد", "الجزائر", "حلب", "القاهرة", "ليبيا"]);
        check(&["أحمد", "إدلب", "الله", "ليلى"]);
    }

    #[test]
    fn hamza_forms_stand_together_and_differ_at_last() {
        check(&["أحمد", "احمد سعيد", "أحمد علي", "باسم"]);
        assert_ne!(Collation::new().compare("أحمد", "احمد"), Ordering::Equal);
        assert_eq!(Collation::new().compare("سعد", "سعد"), Ordering::Equal);
    }

    #[test]
    fn letters_of_an_index() {
        let lexicon = crate::lang::Lexicon::embedded().unwrap();
        let check = |name, letter| assert_eq!(initial(name, lexicon.folder()), letter, "{name}");
        check("الكرملين", Some('ك'));
        check("أحمد", Some('ا'));
        check("إبراهيم", Some('ا'));
        check("الي", Some('ا'));
        check("Reuters", Some('r'));
        check("24 ساعة", None);
        check("", None);
    }

    #[test]
    fn threads_may_share_it() {
        fn shared<T: Send + Sync>() {}
        shared::<Collation>();
    }
}
