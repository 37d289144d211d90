//! What ICU knows of Arabic: names of months and days, patterns of dates, digits, joiners of lists,
//! classes of plurals.
//!
//! Taken once, as plain strings: ICU's formatters cannot be shared between threads, and a build
//! prints the same few names a hundred thousand times.

use chrono::{Datelike, Month, NaiveDate};
use icu_calendar::cal::Hijri;
use icu_calendar::{Date, Iso};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{E, M, YM, YMD, YMDE};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::GroupingStrategy;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use crate::config::{Digits, Months};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::bidi;

/// Names and pattern of a calendar.
#[derive(Debug)]
pub(super) struct Calendar {
    /// From the first month on.
    pub(super) months: Vec<String>,
    /// `{weekday}، {day} {month} {year}`.
    pub(super) long: String,
    /// `{day} {month} {year}`, with the era where the calendar names it.
    pub(super) short: String,
    /// `{month} {year}`.
    pub(super) month: String,
}

/// Digits and the sign between thousands.
#[derive(Debug)]
pub(super) struct Numerals {
    pub(super) digits: Vec<char>,
    pub(super) group: String,
}

/// What stands between the items of a list.
#[derive(Debug)]
pub(super) struct Joiners {
    pub(super) pair: String,
    pub(super) first: String,
    pub(super) middle: String,
    pub(super) last: String,
}

/// The region whose month names are meant; `dual` joins two calendars.
pub(super) fn regions(months: Months) -> &'static [&'static str] {
    match months {
        Months::Dual => &["ar-SY", "ar-EG"],
        Months::Levant => &["ar-SY"],
        Months::Egypt => &["ar-EG"],
        Months::Maghreb => &["ar-DZ"],
        Months::Morocco => &["ar-MA"],
    }
}

/// A locale with the digits of the settings.
fn locale(region: &str, digits: Digits) -> Result<Locale> {
    let digits = match digits {
        Digits::Arab => "arab",
        Digits::Latn => "latn",
    };
    let joiner = if region.contains("-u-") { "-" } else { "-u-" };
    Locale::try_from_str(&format!("{region}{joiner}nu-{digits}")).map_err(missing)
}

/// The data are compiled in; where they are not, nothing can be printed.
fn missing(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::Template, "the calendar data of ICU are incomplete").because(error)
}

fn no_date() -> Error {
    Error::new(ErrorKind::Template, "a day of the calendar does not exist")
}

/// The day as ICU counts it.
fn iso(day: NaiveDate) -> Result<Date<Iso>> {
    let number = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
    Date::try_new_iso(day.year(), number(day.month()), number(day.day())).map_err(missing)
}

/// What ICU prints, without its invisible marks.
fn plain(printed: &impl std::fmt::Display) -> String {
    printed.to_string().chars().filter(|c| !bidi::is_control(*c)).collect()
}

/// A day whose year, month, day and weekday all print differently, in both calendars:
/// Tuesday 29 December 2020, 14 Jumada I 1442.
const SAMPLE: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 12, 29);

/// The Gregorian calendar of a region.
pub(super) fn gregorian(region: &str, digits: Digits) -> Result<Calendar> {
    let locale = locale(region, digits)?;
    let numerals = numerals(digits)?;
    let sample = SAMPLE.ok_or_else(no_date)?;
    let months = (1..=12)
        .map(|number| month_name(&locale, NaiveDate::from_ymd_opt(2020, number, 1)))
        .collect::<Result<Vec<_>>>()?;
    let weekday = weekday_name(&locale, sample)?;
    let month = months.last().cloned().unwrap_or_default();
    let slots = [
        (weekday, "{weekday}"),
        (month, "{month}"),
        (numerals.plain(2020), "{year}"),
        (numerals.plain(29), "{day}"),
    ];
    let day = iso(sample)?;
    let long = DateTimeFormatter::try_new((&locale).into(), YMDE::long()).map_err(missing)?;
    let short = DateTimeFormatter::try_new((&locale).into(), YMD::long()).map_err(missing)?;
    let month = DateTimeFormatter::try_new((&locale).into(), YM::long()).map_err(missing)?;
    Ok(Calendar {
        months,
        long: pattern(&plain(&long.format(&day)), &slots),
        short: pattern(&plain(&short.format(&day)), &slots),
        month: pattern(&plain(&month.format(&day)), &slots),
    })
}

/// The Umm al-Qura calendar.
pub(super) fn hijri(digits: Digits) -> Result<Calendar> {
    let locale = locale("ar-SA-u-ca-islamic-umalqura", digits)?;
    let numerals = numerals(digits)?;
    let sample = SAMPLE.ok_or_else(no_date)?;
    // From the sample on, every month of a Hijri year comes within thirteen steps of 29 days.
    let mut months = vec![String::new(); 12];
    for day in sample.iter_days().take(13 * 30) {
        let date = iso(day)?.to_calendar(Hijri::new_umm_al_qura());
        let slot = months.get_mut(usize::from(date.month().ordinal).wrapping_sub(1));
        if let Some(slot) = slot.filter(|slot| slot.is_empty()) {
            *slot = month_name(&locale, Some(day))?;
        }
    }
    let slots = [
        (months.get(4).cloned().unwrap_or_default(), "{month}"),
        (numerals.plain(1442), "{year}"),
        (numerals.plain(14), "{day}"),
    ];
    let short = DateTimeFormatter::try_new((&locale).into(), YMD::long()).map_err(missing)?;
    let month = DateTimeFormatter::try_new((&locale).into(), YM::long()).map_err(missing)?;
    let day = iso(sample)?;
    let short = pattern(&plain(&short.format(&day)), &slots);
    let month = pattern(&plain(&month.format(&day)), &slots);
    Ok(Calendar { months, long: short.clone(), short, month })
}

/// Day, month and year of the Umm al-Qura calendar; `None` outside the years that are on record.
pub(super) fn hijri_day(day: NaiveDate) -> Option<(u32, u32, i32)> {
    let date = iso(day).ok()?.to_calendar(Hijri::new_umm_al_qura());
    let year = date.year().extended_year();
    (1300..=1600)
        .contains(&year)
        .then(|| (u32::from(date.day_of_month().0), u32::from(date.month().ordinal), year))
}

fn month_name(locale: &Locale, day: Option<NaiveDate>) -> Result<String> {
    let formatter = DateTimeFormatter::try_new(locale.into(), M::long()).map_err(missing)?;
    Ok(plain(&formatter.format(&iso(day.ok_or_else(no_date)?)?)))
}

fn weekday_name(locale: &Locale, day: NaiveDate) -> Result<String> {
    let formatter = DateTimeFormatter::try_new(locale.into(), E::long()).map_err(missing)?;
    Ok(plain(&formatter.format(&iso(day)?)))
}

/// The names of the weekdays, from Monday on.
pub(super) fn weekdays() -> Result<Vec<String>> {
    let locale = locale("ar", Digits::Arab)?;
    let monday = NaiveDate::from_ymd_opt(2020, Month::December.number_from_month(), 28);
    let monday = monday.ok_or_else(no_date)?;
    monday.iter_days().take(7).map(|day| weekday_name(&locale, day)).collect()
}

/// The pattern that ICU printed a sample by: each value becomes its slot.
fn pattern(printed: &str, slots: &[(String, &str)]) -> String {
    slots.iter().fold(printed.to_owned(), |pattern, (value, slot)| pattern.replacen(value, slot, 1))
}

/// Digits and sign of thousands.
pub(super) fn numerals(digits: Digits) -> Result<Numerals> {
    let locale = locale("ar", digits)?;
    let formatter = DecimalFormatter::try_new((&locale).into(), GroupingStrategy::Always.into());
    let formatter = formatter.map_err(missing)?;
    let print = |n: u32| plain(&formatter.format(&n.into()));
    let digits: Vec<char> = (0..10).filter_map(|digit| print(digit).chars().next()).collect();
    let group = print(1000).chars().filter(|c| !digits.contains(c)).collect();
    Ok(Numerals { digits, group })
}

impl Numerals {
    /// A number without signs between thousands: years and days.
    pub(super) fn plain(&self, n: impl std::fmt::Display) -> String {
        n.to_string().chars().map(|c| self.digit(c)).collect()
    }

    fn digit(&self, c: char) -> char {
        c.to_digit(10).and_then(|digit| self.digits.get(digit as usize)).copied().unwrap_or(c)
    }

    /// A number with a sign between thousands.
    pub(super) fn grouped(&self, n: usize) -> String {
        let ascii = n.to_string();
        let mut out = String::with_capacity(2 * ascii.len());
        for (at, c) in ascii.chars().enumerate() {
            if at > 0 && (ascii.len() - at).is_multiple_of(3) {
                out.push_str(&self.group);
            }
            out.push(self.digit(c));
        }
        out
    }
}

/// What stands between the items of a list, read off lists of marks that no text holds.
pub(super) fn joiners() -> Result<Joiners> {
    let locale = locale("ar", Digits::Arab)?;
    let options = ListFormatterOptions::default();
    let formatter = ListFormatter::try_new_and((&locale).into(), options).map_err(missing)?;
    let mark = '\u{1}';
    let between = |n: usize| -> Vec<String> {
        let printed = formatter.format(std::iter::repeat_n(mark, n)).to_string();
        printed.split(mark).map(str::to_owned).collect()
    };
    let (two, four) = (between(2), between(4));
    let at = |joiners: &[String], ix: usize| joiners.get(ix).cloned().unwrap_or_default();
    Ok(Joiners { pair: at(&two, 1), first: at(&four, 1), middle: at(&four, 2), last: at(&four, 3) })
}

/// The class of 0 to 199. Larger numbers follow by their last two digits, which is all that the
/// rules of Arabic look at from a hundred on.
pub(super) fn plural_classes() -> Result<Vec<PluralCategory>> {
    let locale = locale("ar", Digits::Arab)?;
    let rules = PluralRules::try_new_cardinal((&locale).into()).map_err(missing)?;
    Ok((0..200usize).map(|n| rules.category_for(n)).collect())
}
