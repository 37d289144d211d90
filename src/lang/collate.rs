//! The order of names: the Arabic collation of ICU, without regard to a leading article.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

/// Orders names as a printed index does.
pub struct Collation {
    collator: CollatorBorrowed<'static>,
}

impl Collation {
    /// The order of Arabic.
    #[expect(clippy::expect_used, reason = "the data is part of the program")]
    pub fn arabic() -> Self {
        let collator = Collator::try_new(locale!("ar").into(), CollatorOptions::default())
            .expect("the collation of Arabic is compiled in");
        Self { collator }
    }

    /// Compares two names without their article, then as they are, so that the order is total.
    ///
    /// ```
    /// # use mujaz::lang::Collation;
    /// let order = Collation::arabic();
    /// assert!(order.compare("الكرملين", "فلاديمير بوتين").is_gt());
    /// ```
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.collator
            .compare(without_article(one), without_article(other))
            .then_with(|| one.cmp(other))
    }
}

/// A name without its leading article; a name that is nothing but the article stays.
fn without_article(name: &str) -> &str {
    let mut letters = name.chars();
    let article = letters.next() == Some('ا') && letters.next() == Some('ل');
    if article && letters.as_str().chars().next().is_some_and(char::is_alphabetic) {
        letters.as_str()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_does_not_count() {
        let order = Collation::arabic();
        let mut names =
            ["الكرملين", "وزارة الخارجية", "أنطونيو", "آدم", "فلاديمير", "ال", "Reuters"];
        names.sort_by(|one, other| order.compare(one, other));
        let rank = |name| names.iter().position(|n| *n == name).unwrap();
        assert!(rank("آدم") < rank("فلاديمير") && rank("أنطونيو") < rank("فلاديمير"));
        assert!(rank("فلاديمير") < rank("الكرملين") && rank("الكرملين") < rank("وزارة الخارجية"));
    }

    #[test]
    fn equal_but_for_the_article_is_still_ordered() {
        let order = Collation::arabic();
        assert_eq!(order.compare("العراق", "عراق"), "العراق".cmp("عراق"));
        assert_eq!(order.compare("العراق", "العراق"), Ordering::Equal);
    }
}
