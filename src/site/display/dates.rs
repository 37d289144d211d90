//! Days, months, weeks and bounds in words.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::config::Hijri;
use crate::model::{ArticleDate, Confidence, DateKind, Month, Precision, Week};

use super::words::fill;
use super::{Display, icu};

/// Longest time between two bounds, in days, in which both are worth saying: a quarter. From
/// further back than that a lower bound tells a reader nothing.
const BOTH_BOUNDS: i64 = 92;

impl Display {
    /// `الثلاثاء، ٢٩ كانون الأول/ديسمبر ٢٠٢٠`.
    pub fn day(&self, day: NaiveDate) -> String {
        self.filled(&self.gregorian.long, day)
    }

    /// `٢٩ كانون الأول/ديسمبر ٢٠٢٠`.
    pub fn short_day(&self, day: NaiveDate) -> String {
        self.filled(&self.gregorian.short, day)
    }

    fn filled(&self, pattern: &str, day: NaiveDate) -> String {
        let (number, year) = (self.numerals.plain(day.day()), self.year(day.year()));
        let values = [
            ("weekday", nth(&self.weekdays, day.weekday().num_days_from_monday())),
            ("day", &number),
            ("month", nth(&self.months, day.month0())),
            ("year", &year),
        ];
        fill(pattern, &values)
    }

    /// `١٤ جمادى الأولى ١٤٤٢ هـ`; `None` where the settings hide it, and outside the years 1300 to
    /// 1600 that the calendar is known for.
    pub fn hijri(&self, day: NaiveDate) -> Option<String> {
        if self.settings.hijri == Hijri::Hidden {
            return None;
        }
        let (day, month, year) = icu::hijri_day(day)?;
        let (day, year) = (self.numerals.plain(day), self.numerals.plain(year));
        let month = nth(&self.hijri.months, month.checked_sub(1)?);
        Some(fill(&self.hijri.short, &[("day", &day), ("month", month), ("year", &year)]))
    }

    /// The days of a week, as [`Display::hijri_range`].
    pub fn hijri_week(&self, week: Week) -> Option<String> {
        self.hijri_range(week.first(), week.last())
    }

    /// `من ١ إلى ٧ رجب ١٤٤٢ هـ`: month and year once where both ends share them; `None` as for
    /// [`Display::hijri`].
    pub fn hijri_range(&self, first: NaiveDate, last: NaiveDate) -> Option<String> {
        let to = self.hijri(last)?;
        let (day, month, year) = icu::hijri_day(first)?;
        let (_, last_month, last_year) = icu::hijri_day(last)?;
        let from = if (month, year) == (last_month, last_year) {
            self.numerals.plain(day)
        } else if year == last_year {
            // The year and its mark stand last in all patterns.
            let pattern = self.hijri.short.split("{year}").next().unwrap_or_default().trim_end();
            let month = nth(&self.hijri.months, month.checked_sub(1)?);
            fill(pattern, &[("day", &self.numerals.plain(day)), ("month", month)])
        } else {
            self.hijri(first)?
        };
        Some(fill(&self.words.dates.range, &[("from", &from), ("to", &to)]))
    }

    /// The Hijri day for calendars that begin with `first`: its number, with the name of the month
    /// where one begins and on `first`; `None` as for [`Display::hijri`].
    pub fn hijri_day(&self, day: NaiveDate, first: NaiveDate) -> Option<String> {
        let (number, month, _) =
            icu::hijri_day(day).filter(|_| self.settings.hijri == Hijri::Shown)?;
        let shown = self.numerals.plain(number);
        if number > 1 && day != first {
            return Some(shown);
        }
        Some(format!("{shown} {}", nth(&self.hijri.months, month.checked_sub(1)?)))
    }

    /// `جمادى الأولى ١٤٤٢ هـ`: the Hijri month that a day lies in; `None` as for
    /// [`Display::hijri`].
    pub fn hijri_month(&self, day: NaiveDate) -> Option<String> {
        let (_, month, year) =
            icu::hijri_day(day).filter(|_| self.settings.hijri == Hijri::Shown)?;
        let (month, year) = (nth(&self.hijri.months, month.checked_sub(1)?), self.year(year));
        Some(fill(&self.hijri.month, &[("month", month), ("year", &year)]))
    }

    /// `كانون الأول/ديسمبر ٢٠٢٠`.
    pub fn month(&self, month: Month) -> String {
        let (name, year) = (nth(&self.months, month.first().month0()), self.year(month.year()));
        fill(&self.gregorian.month, &[("month", name), ("year", &year)])
    }

    /// `كانون الأول/ديسمبر`; empty for a number that is none of 1 to 12.
    pub fn month_name(&self, number: u32) -> String {
        number.checked_sub(1).map_or("", |ix| nth(&self.months, ix)).to_owned()
    }

    /// `٢٠٢٠`: never with a sign between thousands.
    pub fn year(&self, year: i32) -> String {
        self.numerals.plain(year)
    }

    /// `الثلاثاء`.
    pub fn weekday(&self, weekday: Weekday) -> String {
        nth(&self.weekdays, weekday.num_days_from_monday()).to_owned()
    }

    /// `ث`.
    pub fn weekday_short(&self, weekday: Weekday) -> String {
        nth(&self.words.dates.weekday_letters, weekday.num_days_from_monday()).to_owned()
    }

    /// The days of a week in words.
    pub fn week_range(&self, week: Week) -> String {
        self.range(week.first(), week.last())
    }

    /// `من ١٦ إلى ٢٢ شباط/فبراير ٢٠٢١`: month and year once where both days share them; a single
    /// day alone.
    pub fn range(&self, from: NaiveDate, to: NaiveDate) -> String {
        if from == to {
            return self.short_day(from);
        }
        let first = if Month::of(from) == Month::of(to) {
            self.numerals.plain(from.day())
        } else if from.year() == to.year() {
            self.filled(self.without_year(), from)
        } else {
            self.short_day(from)
        };
        fill(&self.words.dates.range, &[("from", &first), ("to", &self.short_day(to))])
    }

    /// The pattern of a day without its year, which stands last in all of them.
    fn without_year(&self) -> &str {
        let pattern = &self.gregorian.short;
        pattern.strip_suffix("{year}").map_or(pattern.as_str(), str::trim_end)
    }

    /// What is shown of a date: day, month or year, as exact as it is known. `None` where it is
    /// unknown or contradicted.
    pub fn date(&self, date: &ArticleDate) -> Option<String> {
        let day = date.shown()?;
        match date.precision {
            Precision::Day => Some(self.day(day)),
            Precision::Month => Some(self.month(Month::of(day))),
            Precision::Year => Some(self.year(day.year())),
            Precision::None => None,
        }
    }

    /// How a date is known: `تاريخ صريح`.
    pub fn known(&self, confidence: Confidence) -> &str {
        self.words.dates.known.get(&confidence).map_or("", String::as_str)
    }

    /// How the date of an article is known, which may be by the editor.
    pub fn known_of(&self, date: &ArticleDate) -> &str {
        match date.kind {
            DateKind::Corrected => &self.words.dates.corrected,
            _ => self.known(date.confidence),
        }
    }

    /// What is known of a day that is not: `يوم اثنين، في ٢٨ أيلول/سبتمبر ٢٠٢٠ أو قبله`. `None`
    /// where there is nothing to say.
    pub fn bounds(&self, date: &ArticleDate) -> Option<String> {
        let words = &self.words.dates;
        let weekday = date.weekday.map(|weekday| {
            let name = nth(&words.weekday_indefinite, weekday.num_days_from_monday());
            fill(&words.on_weekday, &[("weekday", name)])
        });
        let bounds = self.interval(date);
        match (weekday, bounds) {
            (Some(weekday), Some(bounds)) => {
                let values = [("weekday", weekday.as_str()), ("bounds", bounds.as_str())];
                Some(fill(&words.weekday_and_bounds, &values))
            }
            (weekday, bounds) => weekday.or(bounds),
        }
    }

    /// The bounds alone.
    fn interval(&self, date: &ArticleDate) -> Option<String> {
        let words = &self.words.dates;
        let said = |pattern: &str, day| fill(pattern, &[("day", &self.short_day(day))]);
        match (date.not_before, date.not_after) {
            (Some(from), Some(to)) if (to - from).num_days() <= BOTH_BOUNDS => {
                let (from, to) = (self.short_day(from), self.short_day(to));
                Some(fill(&words.between, &[("from", &from), ("to", &to)]))
            }
            (_, Some(to)) => Some(said(&words.not_after, to)),
            (Some(from), None) => Some(said(&words.not_before, from)),
            (None, None) => None,
        }
    }
}

/// A name by its place; empty where there is none.
fn nth(names: &[String], ix: u32) -> &str {
    names.get(ix as usize).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::super::{Display, DisplayWords};
    use super::*;
    use crate::config::{Digits, DisplaySettings, Months};
    use crate::model::WeekStart;

    fn display(months: Months) -> Display {
        let settings = DisplaySettings { months, ..DisplaySettings::default() };
        Display::new(&settings, &DisplayWords::embedded().unwrap()).unwrap()
    }

    fn day(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    #[test]
    fn days_take_the_months_of_the_settings() {
        let check = |months, expected: &str| {
            assert_eq!(display(months).day(day("2020-12-29")), expected);
        };
        check(Months::Dual, "الثلاثاء، ٢٩ كانون الأول/ديسمبر ٢٠٢٠");
        check(Months::Levant, "الثلاثاء، ٢٩ كانون الأول ٢٠٢٠");
        check(Months::Egypt, "الثلاثاء، ٢٩ ديسمبر ٢٠٢٠");
        check(Months::Maghreb, "الثلاثاء، ٢٩ ديسمبر ٢٠٢٠");
        check(Months::Morocco, "الثلاثاء، ٢٩ دجنبر ٢٠٢٠");
    }

    #[test]
    fn month_names_of_all_regions() {
        let check = |months, expected: &str| assert_eq!(display(months).month_name(1), expected);
        check(Months::Dual, "كانون الثاني/يناير");
        check(Months::Levant, "كانون الثاني");
        check(Months::Egypt, "يناير");
        check(Months::Maghreb, "جانفي");
        check(Months::Morocco, "يناير");
        assert_eq!(display(Months::Dual).month_name(13), "");
        let dual = display(Months::Dual);
        assert_eq!(dual.month(Month::of(day("2020-09-28"))), "أيلول/سبتمبر ٢٠٢٠");
        assert!((1..=12).all(|number| !dual.month_name(number).is_empty()));
    }

    #[test]
    fn hijri_days_are_those_of_umm_al_qura() {
        let display = display(Months::Dual);
        let check = |iso, expected: &str| {
            assert_eq!(display.hijri(day(iso)).as_deref(), Some(expected));
        };
        check("2020-01-08", "١٣ جمادى الأولى ١٤٤١ هـ");
        check("2020-09-28", "١١ صفر ١٤٤٢ هـ");
        check("2020-12-29", "١٤ جمادى الأولى ١٤٤٢ هـ");
        check("2021-02-18", "٦ رجب ١٤٤٢ هـ");
        check("2025-05-26", "٢٨ ذو القعدة ١٤٤٦ هـ");
        let cell = |iso| display.hijri_day(day(iso), day("2020-12-01"));
        assert_eq!(cell("2020-12-29").as_deref(), Some("١٤"));
        assert_eq!(cell("2020-12-01").as_deref(), Some("١٦ ربيع الآخر"));
        assert_eq!(cell("2020-12-16").as_deref(), Some("١ جمادى الأولى"));
        let month = display.hijri_month(day("2020-12-29"));
        assert_eq!(month.as_deref(), Some("جمادى الأولى ١٤٤٢ هـ"));
        assert_eq!(display.hijri(day("1850-01-01")), None);
        assert_eq!(display.hijri(day("2300-01-01")), None);
    }

    #[test]
    fn hijri_weeks_name_month_and_year_once() {
        let display = display(Months::Dual);
        let check = |iso, expected: &str| {
            let week = Week::of(day(iso), WeekStart::Sat);
            assert_eq!(display.hijri_week(week).as_deref(), Some(expected));
        };
        check("2021-02-18", "من ١ إلى ٧ رجب ١٤٤٢ هـ");
        check("2020-09-18", "من ٢٤ محرم إلى ١ صفر ١٤٤٢ هـ");
        check("2020-08-20", "من ٢٥ ذو الحجة ١٤٤١ هـ إلى ٢ محرم ١٤٤٢ هـ");
    }

    #[test]
    fn hijri_days_can_be_hidden() {
        let settings = DisplaySettings { hijri: Hijri::Hidden, ..DisplaySettings::default() };
        let display = Display::new(&settings, &DisplayWords::embedded().unwrap()).unwrap();
        assert_eq!(display.hijri(day("2020-12-29")), None);
        assert_eq!(display.hijri_day(day("2020-12-29"), day("2020-12-01")), None);
        assert_eq!(display.hijri_month(day("2020-12-29")), None);
    }

    #[test]
    fn ranges_are_in_words() {
        let display = display(Months::Dual);
        let check = |from, to, expected: &str| {
            assert_eq!(display.range(day(from), day(to)), expected);
        };
        check("2021-02-16", "2021-02-22", "من ١٦ إلى ٢٢ شباط/فبراير ٢٠٢١");
        check("2020-09-26", "2020-10-02", "من ٢٦ أيلول/سبتمبر إلى ٢ تشرين الأول/أكتوبر ٢٠٢٠");
        check(
            "2020-12-26",
            "2021-01-01",
            "من ٢٦ كانون الأول/ديسمبر ٢٠٢٠ إلى ١ كانون الثاني/يناير ٢٠٢١",
        );
        check("2020-12-29", "2020-12-29", "٢٩ كانون الأول/ديسمبر ٢٠٢٠");
        let week = Week::of(day("2020-12-29"), WeekStart::Sat);
        assert_eq!(display.week_range(week), display.range(day("2020-12-26"), day("2021-01-01")));
    }

    #[test]
    fn weekdays_by_name_and_letter() {
        let display = display(Months::Dual);
        assert_eq!(display.weekday(Weekday::Mon), "الاثنين");
        assert_eq!(display.weekday(Weekday::Sun), "الأحد");
        assert_eq!(display.weekday_short(Weekday::Sat), "س");
        assert_eq!(display.weekday_short(Weekday::Wed), "ر");
    }

    #[test]
    fn ascii_digits_reach_both_calendars() {
        let settings = DisplaySettings { digits: Digits::Latn, ..DisplaySettings::default() };
        let display = Display::new(&settings, &DisplayWords::embedded().unwrap()).unwrap();
        assert_eq!(display.short_day(day("2020-12-29")), "29 كانون الأول/ديسمبر 2020");
        assert_eq!(display.hijri(day("2021-02-18")).as_deref(), Some("6 رجب 1442 هـ"));
    }

    #[test]
    fn bounds_say_what_is_known() {
        let display = display(Months::Dual);
        let check = |weekday, from: &str, to: &str, expected: Option<&str>| {
            let date = ArticleDate {
                weekday,
                not_before: from.parse().ok(),
                not_after: to.parse().ok(),
                ..ArticleDate::default()
            };
            assert_eq!(display.bounds(&date).as_deref(), expected);
        };
        let monday = Some(Weekday::Mon);
        let known = "يوم اثنين، في ٢٨ أيلول/سبتمبر ٢٠٢٠ أو قبله";
        check(monday, "2020-03-16", "2020-09-28", Some(known));
        check(monday, "", "", Some("يوم اثنين"));
        check(None, "2020-03-16", "", Some("في ١٦ آذار/مارس ٢٠٢٠ أو بعده"));
        let both = "بين ٢٦ أيلول/سبتمبر ٢٠٢٠ و٢٨ أيلول/سبتمبر ٢٠٢٠";
        check(None, "2020-09-26", "2020-09-28", Some(both));
        check(None, "", "", None);
    }

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        let display = display(Months::Dual);
        let check = |precision, confidence, expected: Option<&str>| {
            let day = Some(day("2020-09-28"));
            let date = ArticleDate { day, precision, confidence, ..ArticleDate::default() };
            assert_eq!(display.date(&date).as_deref(), expected);
        };
        check(Precision::Day, Confidence::Firm, Some("الاثنين، ٢٨ أيلول/سبتمبر ٢٠٢٠"));
        check(Precision::Month, Confidence::Probable, Some("أيلول/سبتمبر ٢٠٢٠"));
        check(Precision::Year, Confidence::Probable, Some("٢٠٢٠"));
        check(Precision::Day, Confidence::Conflict, None);
        assert_eq!(display.known(Confidence::Derived), "تاريخ مستنتج");
    }
}
