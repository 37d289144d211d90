//! Finished strings: a stand-in until the formatting by ICU is merged.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::config::{Digits, DisplaySettings, Hijri};
use crate::model::{Month, Week};

use super::words::{Forms, fill};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    Document,
    Statement,
    Source,
    Person,
    Body,
    Speaker,
    Topic,
    Day,
    Week,
    Spelling,
    Block,
}

impl Noun {
    fn key(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Statement => "statement",
            Self::Source => "source",
            Self::Person => "person",
            Self::Body => "body",
            Self::Speaker => "speaker",
            Self::Topic => "topic",
            Self::Day => "day",
            Self::Week => "week",
            Self::Spelling => "spelling",
            Self::Block => "block",
        }
    }
}

/// Makes finished strings.
pub(crate) struct Display {
    settings: DisplaySettings,
    counts: BTreeMap<String, Forms>,
}

const LEVANT: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
const EGYPT: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const DAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const SHORT: [&str; 7] = ["ن", "ث", "ر", "خ", "ج", "س", "ح"];

impl Display {
    pub(crate) fn new(settings: &DisplaySettings, counts: &BTreeMap<String, Forms>) -> Self {
        Self { settings: *settings, counts: counts.clone() }
    }

    pub(crate) fn number(&self, n: usize) -> String {
        self.digits(&n.to_string())
    }

    fn digits(&self, text: &str) -> String {
        if self.settings.digits == Digits::Latn {
            return text.to_owned();
        }
        let arab = |c: char| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c);
        text.chars().map(arab).collect()
    }

    pub(crate) fn count(&self, noun: Noun, n: usize) -> String {
        let Some(forms) = self.counts.get(noun.key()) else { return self.number(n) };
        let form = match (n, n % 100) {
            (0, _) => &forms.zero,
            (1, _) => &forms.one,
            (2, _) => &forms.two,
            (_, 3..=10) => &forms.few,
            (_, 11..=99) => &forms.many,
            _ => &forms.other,
        };
        fill(form, &[("n", &self.number(n))])
    }

    pub(crate) fn day(&self, day: NaiveDate) -> String {
        format!("{}، {}", self.weekday(day.weekday()), self.short_day(day))
    }

    pub(crate) fn short_day(&self, day: NaiveDate) -> String {
        let number = self.number(day.day() as usize);
        format!("{number} {} {}", self.month_name(day.month()), self.year(day.year()))
    }

    pub(crate) fn hijri(&self, day: NaiveDate) -> Option<String> {
        (self.settings.hijri == Hijri::Shown)
            .then(|| self.digits(&format!("{} جمادى الأولى 1442 هـ", day.day())))
    }

    pub(crate) fn hijri_day(&self, day: NaiveDate) -> Option<String> {
        (self.settings.hijri == Hijri::Shown).then(|| self.number(day.day() as usize))
    }

    pub(crate) fn hijri_month(&self, _day: NaiveDate) -> Option<String> {
        (self.settings.hijri == Hijri::Shown).then(|| self.digits("جمادى الأولى 1442 هـ"))
    }

    pub(crate) fn month(&self, month: Month) -> String {
        format!("{} {}", self.month_name(month.number()), self.year(month.year()))
    }

    pub(crate) fn month_name(&self, month: u32) -> String {
        let ix = month.saturating_sub(1) as usize;
        let name = |table: &[&'static str; 12]| table.get(ix).copied().unwrap_or("");
        format!("{}/{}", name(&LEVANT), name(&EGYPT))
    }

    pub(crate) fn year(&self, year: i32) -> String {
        self.digits(&year.to_string())
    }

    pub(crate) fn weekday(&self, day: Weekday) -> String {
        DAYS.get(day.num_days_from_monday() as usize).copied().unwrap_or("").to_owned()
    }

    pub(crate) fn weekday_short(&self, day: Weekday) -> String {
        SHORT.get(day.num_days_from_monday() as usize).copied().unwrap_or("").to_owned()
    }

    pub(crate) fn week_range(&self, week: Week) -> String {
        format!("من {} إلى {}", self.short_day(week.first()), self.short_day(week.last()))
    }

    pub(crate) fn list(&self, items: &[String]) -> String {
        items.join(" و")
    }

    pub(crate) fn clip(&self, text: &str, letters: usize) -> String {
        if text.chars().count() <= letters {
            return text.to_owned();
        }
        let head: String = text.chars().take(letters).collect();
        let cut = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
        format!("{}…", cut.trim_end_matches([' ', '،', '.', '؛', ':']))
    }
}
