//! Finished strings for readers: numbers, counts, dates in both calendars, lists.
//!
//! Templates and editions print these as they are and compute nothing. Names and rules come from
//! ICU, words from `templates/words.ar.toml`.

mod dates;
mod icu;
mod words;

use icu_plurals::PluralCategory;

use crate::config::DisplaySettings;
use crate::error::Result;

pub(in crate::site) use words::fill;
pub use words::{DisplayWords, Noun};

/// Makes the finished strings. Made once, shared by all threads.
#[derive(Debug)]
pub struct Display {
    settings: DisplaySettings,
    words: DisplayWords,
    numerals: icu::Numerals,
    joiners: icu::Joiners,
    /// Of 0 to 199.
    plural_classes: Vec<PluralCategory>,
    /// From January on; both names where the settings ask for two.
    months: Vec<String>,
    /// From Monday on.
    weekdays: Vec<String>,
    gregorian: icu::Calendar,
    hijri: icu::Calendar,
}

impl Display {
    /// The strings of these settings in these words.
    ///
    /// # Errors
    /// None as released: where the data of ICU that are compiled in lack a language.
    pub fn new(settings: &DisplaySettings, words: &DisplayWords) -> Result<Self> {
        let calendars = icu::regions(settings.months)
            .iter()
            .map(|region| icu::gregorian(region, settings.digits))
            .collect::<Result<Vec<_>>>()?;
        let months = (0..12).map(|ix| joined_month(&calendars, ix)).collect();
        let first = calendars.into_iter().next();
        let gregorian = match first {
            Some(calendar) => calendar,
            None => icu::gregorian("ar", settings.digits)?,
        };
        Ok(Self {
            settings: *settings,
            words: words.clone(),
            numerals: icu::numerals(settings.digits)?,
            joiners: icu::joiners()?,
            plural_classes: icu::plural_classes()?,
            months,
            weekdays: icu::weekdays()?,
            gregorian,
            hijri: icu::hijri(settings.digits)?,
        })
    }

    /// The words that the strings are made of.
    pub(in crate::site) fn words(&self) -> &DisplayWords {
        &self.words
    }

    /// The locale that previews of links are told: that of the region whose names of months are
    /// shown, `ar_AR`, which is no region, where they are of two.
    pub fn locale(&self) -> String {
        match icu::regions(self.settings.months) {
            [region] => region.replace('-', "_"),
            _ => "ar_AR".to_owned(),
        }
    }

    /// A number: `١٬٢٣٤`.
    pub fn number(&self, n: usize) -> String {
        self.numerals.grouped(n)
    }

    /// A counted noun in good Arabic: `قولان`, `١١ وثيقة`.
    pub fn count(&self, noun: Noun, n: usize) -> String {
        let number = self.number(n);
        let Some(forms) = self.words.counts.get(&noun) else {
            return number;
        };
        let form = match self.plural_class(n) {
            PluralCategory::Zero => &forms.zero,
            PluralCategory::One => &forms.one,
            PluralCategory::Two => &forms.two,
            PluralCategory::Few => &forms.few,
            PluralCategory::Many => &forms.many,
            PluralCategory::Other => &forms.other,
        };
        fill(form, &[("n", &number)])
    }

    fn plural_class(&self, n: usize) -> PluralCategory {
        let ix = if n < 100 { n } else { 100 + n % 100 };
        self.plural_classes.get(ix).copied().unwrap_or(PluralCategory::Other)
    }

    /// A list in words: `ليبيا وسورية وقره باغ`; empty for no items.
    pub fn list(&self, items: &[String]) -> String {
        let mut out = String::new();
        for (ix, item) in items.iter().enumerate() {
            let left = items.len() - ix;
            let joiner = match (ix, left) {
                (0, _) => "",
                (1, 1) => &self.joiners.pair,
                (_, 1) => &self.joiners.last,
                (1, _) => &self.joiners.first,
                _ => &self.joiners.middle,
            };
            out.push_str(joiner);
            out.push_str(item);
        }
        out
    }

    /// The text in at most `letters` letters, its blanks as single ones: cut at a word, with an
    /// ellipsis, where it is longer.
    pub fn clip(&self, text: &str, letters: usize) -> String {
        let mut out = String::new();
        let mut used = 0usize;
        for word in text.split_whitespace() {
            let gap = usize::from(!out.is_empty());
            let length = word.chars().count();
            used = used.saturating_add(gap).saturating_add(length);
            if used > letters {
                return cut(&out, word, letters);
            }
            if gap == 1 {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }
}

/// The words so far with an ellipsis; where there are none, the beginning of the word that is too
/// long.
fn cut(words: &str, next: &str, letters: usize) -> String {
    let mut words = words;
    while words.chars().count() >= letters {
        let Some((shorter, _)) = words.rsplit_once(' ') else { break };
        words = shorter;
    }
    let ends = |c: char| matches!(c, '،' | '؛' | ',' | ';' | ':' | '.' | '-' | '–');
    let words = words.trim_end_matches(ends).trim_end();
    if words.is_empty() {
        return next.chars().take(letters.saturating_sub(1)).chain(['…']).collect();
    }
    format!("{words}…")
}

/// The names of a month in all calendars that are shown, each once.
fn joined_month(calendars: &[icu::Calendar], ix: usize) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in calendars.iter().filter_map(|calendar| calendar.months.get(ix)) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Digits;

    fn display(settings: &DisplaySettings) -> Display {
        Display::new(settings, &DisplayWords::embedded().unwrap()).unwrap()
    }

    #[test]
    fn the_locale_is_that_of_the_months() {
        let locale =
            |months| display(&DisplaySettings { months, ..DisplaySettings::default() }).locale();
        assert_eq!(locale(crate::config::Months::Dual), "ar_AR");
        assert_eq!(locale(crate::config::Months::Morocco), "ar_MA");
    }

    #[test]
    fn counted_nouns_take_their_class() {
        let display = display(&DisplaySettings::default());
        let check = |noun, n, expected: &str| assert_eq!(display.count(noun, n), expected);
        check(Noun::Statement, 0, "لا أقوال");
        check(Noun::Statement, 1, "قول واحد");
        check(Noun::Statement, 2, "قولان");
        check(Noun::Statement, 3, "٣ أقوال");
        check(Noun::Statement, 10, "١٠ أقوال");
        check(Noun::Statement, 11, "١١ قولًا");
        check(Noun::Statement, 99, "٩٩ قولًا");
        check(Noun::Statement, 100, "١٠٠ قول");
        check(Noun::Statement, 101, "١٠١ قول");
        check(Noun::Statement, 102, "١٠٢ قول");
        check(Noun::Statement, 103, "١٠٣ أقوال");
        check(Noun::Statement, 111, "١١١ قولًا");
        check(Noun::Document, 2, "وثيقتان");
        check(Noun::Document, 1202, "١٬٢٠٢ وثيقة");
        check(Noun::Source, 11, "١١ مصدرًا");
        check(Noun::Story, 2003, "٢٬٠٠٣ قصص");
    }

    #[test]
    fn numbers_group_by_thousands() {
        let display = display(&DisplaySettings::default());
        let check = |n, expected: &str| assert_eq!(display.number(n), expected);
        check(0, "٠");
        check(999, "٩٩٩");
        check(1234, "١٬٢٣٤");
        check(1_234_567, "١٬٢٣٤٬٥٦٧");
    }

    #[test]
    fn ascii_digits_are_a_setting() {
        let settings = DisplaySettings { digits: Digits::Latn, ..DisplaySettings::default() };
        let display = display(&settings);
        assert_eq!(display.number(1234), "1,234");
        assert_eq!(display.count(Noun::Document, 11), "11 وثيقة");
    }

    #[test]
    fn lists_are_joined_by_the_conjunction() {
        let display = display(&DisplaySettings::default());
        let check = |items: &[&str], expected: &str| {
            let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
            assert_eq!(display.list(&items), expected);
        };
        check(&[], "");
        check(&["ليبيا"], "ليبيا");
        check(&["ليبيا", "سورية"], "ليبيا وسورية");
        check(&["ليبيا", "سورية", "قره باغ"], "ليبيا وسورية وقره باغ");
        check(&["أ", "ب", "ج", "د", "ه"], "أ وب وج ود وه");
    }

    #[test]
    fn texts_are_cut_at_a_word() {
        let display = display(&DisplaySettings::default());
        let check = |letters, expected: &str| {
            assert_eq!(display.clip("أكد الوزير،\n أن  بلاده", letters), expected);
        };
        check(22, "أكد الوزير، أن بلاده");
        check(20, "أكد الوزير، أن بلاده");
        check(19, "أكد الوزير، أن…");
        check(14, "أكد الوزير…");
        check(4, "أكد…");
        check(3, "أكد…");
        assert_eq!(display.clip("لامركزية", 4), "لام…");
    }

    #[test]
    fn threads_may_share_it() {
        fn shared<T: Send + Sync>() {}
        shared::<Display>();
    }
}
