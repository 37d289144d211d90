//! The words of dates, compiled for look-up: `months.toml`, `date_words.toml`, `places.toml`.
//!
//! One table of phrases for each part that a word can play, since one word plays several: «الثاني»
//! is an ordinal and part of a month's name, «م» an era and an hour of the afternoon.

use std::collections::HashSet;

use chrono::Weekday;

use crate::lang::calendar::Side;
use crate::lang::first_words::FirstWords;
use crate::lang::fold::Folder;
use crate::lang::number::Numbers;
use crate::lang::phrases::Phrases;
use crate::lang::token::Tokens;
use crate::lang::words::WordSet;

use super::{Files, raw};

/// What must stand beside a month's name before it counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Nothing: «يناير».
    Nothing,
    /// A day or a year: «مارس», which also means «he practised».
    Number,
    /// A day and a year.
    Both,
}

/// A name of a month.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MonthName {
    /// 1 to 12.
    pub(crate) n: u8,
    /// What it needs beside it.
    pub(crate) need: Need,
}

/// A name of a weekday.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WeekdayName {
    /// The day.
    pub(crate) weekday: Weekday,
    /// True where the form names the day and nothing else: with its article.
    pub(crate) sure: bool,
}

/// A word such as «أمس».
#[derive(Clone, Copy, Debug)]
pub(crate) struct DayWord {
    /// Days from the day of writing.
    pub(crate) offset: i64,
    /// True where it counts only before a weekday or a date.
    pub(crate) needs_date: bool,
    /// Its row, for the words that block it.
    pub(crate) row: usize,
}

/// What a count counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    /// Parts of a day: how many minutes one of them is.
    Minutes(i64),
    /// Days: how many one of them is.
    Days(i64),
    /// Months: how many one of them is.
    Months(i32),
}

/// A noun of a count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    /// What it counts.
    pub(crate) unit: Unit,
    /// How many the noun alone says: 1, 2, or `None` where a number stands before it.
    pub(crate) alone: Option<u8>,
}

/// What a date's label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// The day of publication.
    Published,
    /// The day of the last change.
    Updated,
}

/// A month, a year, a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    /// «الشهر».
    Month,
    /// «العام».
    Year,
    /// «الأسبوع».
    Week,
}

/// How an event stands to the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// It has happened.
    Past,
    /// It may lie on either side.
    Open,
    /// It is to come.
    Future,
}

/// A calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calendar {
    /// «م».
    Gregorian,
    /// «هـ».
    Hijri,
}

/// The tables of dates.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateTables {
    pub(crate) months: Phrases<MonthName>,
    pub(crate) hijri_months: Phrases<MonthName>,
    pub(crate) eras: Phrases<Calendar>,
    pub(crate) weekdays: Phrases<WeekdayName>,
    pub(crate) day_words: Phrases<DayWord>,
    /// For each row of day words: the words that block it before, after, and two words before.
    pub(crate) blocks: Vec<[Phrases<()>; 3]>,
    pub(crate) day_parts: Phrases<()>,
    pub(crate) numbers: Numbers,
    pub(crate) modifiers: Phrases<Side>,
    pub(crate) periods: Phrases<Period>,
    pub(crate) demonstratives: Phrases<()>,
    pub(crate) counts: Phrases<Side>,
    pub(crate) counted: Phrases<Counted>,
    /// Words after a count that tie it to something else than the day of writing.
    pub(crate) counted_from: Phrases<()>,
    pub(crate) month_parts: Phrases<(u8, u8)>,
    pub(crate) holidays: Phrases<()>,
    pub(crate) labels: Phrases<Label>,
    pub(crate) clock: Phrases<()>,
    pub(crate) halves: Phrases<()>,
    pub(crate) connectors: Phrases<()>,
    pub(crate) partitives: Phrases<()>,
    pub(crate) not_years: Phrases<()>,
    pub(crate) between: Phrases<()>,
    pub(crate) joiners: Phrases<()>,
    pub(crate) tenses: Phrases<Tense>,
    /// Perfect forms of reporting verbs.
    pub(crate) cues: Phrases<()>,
    pub(crate) future_prefixes: Vec<String>,
    pub(crate) began: Phrases<()>,
    /// «كانت», and «قد» after it.
    pub(crate) had: Phrases<()>,
    pub(crate) had_marks: Phrases<()>,
    /// Heads of words that tell an event and are no place of a dateline.
    pub(crate) no_places: Phrases<()>,
    /// What a line says of an event beside its date.
    pub(crate) event_labels: Phrases<()>,
    /// What it says of an event or of the page.
    pub(crate) either_labels: Phrases<()>,
    pub(crate) places: Phrases<()>,
    /// First words of everything a date can begin with, digits apart.
    starts: WordSet,
}

impl DateTables {
    /// The tables of these files.
    pub(super) fn new(folder: &Folder, files: &Files) -> Self {
        let words = &files.date_words;
        let mut tables = Self {
            numbers: Numbers::new(folder, &words.number),
            future_prefixes: words
                .tense
                .future_prefix
                .iter()
                .map(|form| folder.key(form))
                .collect(),
            ..Self::default()
        };
        tables.add_months(folder, &files.months);
        tables.add_days(folder, words);
        tables.add_relative(folder, words);
        tables.add_small_words(folder, words);
        for verb in &files.reporting_verbs.verb {
            insert(&mut tables.cues, folder, &verb.perfect, ());
        }
        for place in &files.places.place {
            let names = [std::slice::from_ref(&place.name), &place.alias, &place.capital];
            insert(&mut tables.places, folder, names.into_iter().flatten(), ());
        }
        tables.add_starts(folder, files);
        tables
    }

    /// True where a date can begin at a token, as far as its first word says, whatever proclitics
    /// are written on it.
    pub(crate) fn may_start(&self, tokens: &Tokens, ix: usize) -> bool {
        self.starts.opens(tokens, ix)
    }

    /// Gives the tables that are asked most their bits.
    pub(super) fn add_first_words(&mut self, first_words: &mut FirstWords) {
        first_words.add_set(&mut self.starts);
        first_words.add(&mut self.day_words);
        first_words.add(&mut self.cues);
        first_words.add(&mut self.tenses);
        first_words.add(&mut self.day_parts);
    }

    fn add_months(&mut self, folder: &Folder, months: &raw::Months) {
        for row in &months.month {
            let ambiguous: HashSet<String> =
                row.ambiguous_forms.iter().map(|form| folder.key(form)).collect();
            for (need, form) in month_forms(row) {
                let is_ambiguous = ambiguous.contains(&folder.key(form));
                let need = need.max(if is_ambiguous { Need::Number } else { Need::Nothing });
                self.months.insert(folder, form, MonthName { n: row.n, need });
            }
        }
        for row in &months.hijri {
            let need = if row.ambiguous { Need::Both } else { Need::Number };
            insert(&mut self.hijri_months, folder, &row.name, MonthName { n: row.n, need });
        }
        insert(&mut self.eras, folder, &months.era.hijri, Calendar::Hijri);
        insert(&mut self.eras, folder, &months.era.gregorian, Calendar::Gregorian);
    }

    fn add_days(&mut self, folder: &Folder, words: &raw::DateWords) {
        for row in &words.weekday {
            let Ok(weekday) = Weekday::try_from(row.n.saturating_sub(1)) else { continue };
            for form in &row.form {
                let key = folder.key(form);
                let long_latin = key.is_ascii() && key.len() > 3;
                let sure = has_article(&key) || long_latin;
                self.weekdays.insert(folder, form, WeekdayName { weekday, sure });
            }
        }
        for (row, day_word) in words.day_word.iter().enumerate() {
            let value = DayWord { offset: day_word.offset, needs_date: day_word.needs_date, row };
            insert(&mut self.day_words, folder, &day_word.form, value);
            let mut blocks = [Phrases::default(), Phrases::default(), Phrases::default()];
            let [before, after, heads] = &mut blocks;
            insert(before, folder, &day_word.blocked_after, ());
            insert(after, folder, &day_word.blocked_before, ());
            insert(heads, folder, &day_word.outlet_head, ());
            self.blocks.push(blocks);
        }
        insert(&mut self.day_parts, folder, &words.day_part.form, ());
    }

    fn add_relative(&mut self, folder: &Folder, words: &raw::DateWords) {
        let modifier = &words.weekday_modifier;
        insert(&mut self.modifiers, folder, &modifier.past, Side::Past);
        insert(&mut self.modifiers, folder, &modifier.this, Side::This);
        insert(&mut self.modifiers, folder, &modifier.future, Side::Future);
        let relative = &words.relative;
        insert(&mut self.periods, folder, &relative.month, Period::Month);
        insert(&mut self.periods, folder, &relative.year, Period::Year);
        insert(&mut self.periods, folder, &relative.week, Period::Week);
        insert(&mut self.demonstratives, folder, &relative.this, ());
        insert(&mut self.counts, folder, &words.count.before, Side::Past);
        insert(&mut self.counts, folder, &words.count.after, Side::Future);
        insert(&mut self.counted_from, folder, &words.count.not_before, ());
        for row in &words.count.unit {
            let unit = unit(row);
            insert(&mut self.counted, folder, &row.many, Counted { unit, alone: None });
            insert(&mut self.counted, folder, &row.two, Counted { unit, alone: Some(2) });
            insert(&mut self.counted, folder, &row.one, Counted { unit, alone: Some(1) });
        }
        let parts = &words.part_of_month;
        for part in [&parts.start, &parts.middle, &parts.end] {
            if let [first, last] = part.days[..] {
                insert(&mut self.month_parts, folder, &part.form, (first, last));
            }
        }
        insert(&mut self.tenses, folder, &words.tense.past, Tense::Past);
        insert(&mut self.had, folder, &words.tense.had, ());
        insert(&mut self.had_marks, folder, &words.tense.had_mark, ());
        insert(&mut self.no_places, folder, &words.dateline.no_place, ());
        insert(&mut self.event_labels, folder, &words.event_line.label, ());
        insert(&mut self.either_labels, folder, &words.event_line.either, ());
        insert(&mut self.tenses, folder, &words.tense.future, Tense::Future);
        insert(&mut self.tenses, folder, &words.tense.open, Tense::Open);
        insert(&mut self.began, folder, &words.tense.began, ());
    }

    fn add_small_words(&mut self, folder: &Folder, words: &raw::DateWords) {
        insert(&mut self.holidays, folder, &words.holiday.form, ());
        insert(&mut self.labels, folder, &words.label.published, Label::Published);
        insert(&mut self.labels, folder, &words.label.updated, Label::Updated);
        insert(&mut self.clock, folder, &words.label.clock, ());
        let halves = words.label.am.iter().chain(&words.label.pm);
        insert(&mut self.halves, folder, halves, ());
        insert(&mut self.connectors, folder, &words.connector.form, ());
        insert(&mut self.partitives, folder, &words.connector.partitive, ());
        insert(&mut self.not_years, folder, &words.not_a_year.before, ());
        insert(&mut self.between, folder, &words.range.between, ());
        insert(&mut self.joiners, folder, &words.range.joiner, ());
    }

    fn add_starts(&mut self, folder: &Folder, files: &Files) {
        let words = &files.date_words;
        let months = files.months.month.iter().flat_map(month_forms).map(|(_, form)| form);
        let lists = std::iter::empty()
            .chain(files.months.hijri.iter().map(|row| &row.name))
            .chain(words.weekday.iter().map(|row| &row.form))
            .chain(words.day_word.iter().map(|row| &row.form))
            .chain(words.number.iter().flat_map(|row| [&row.ordinal, &row.in_compound]))
            .chain([&words.day_part.form, &words.relative.this, &words.count.before])
            .chain([&words.relative.month, &words.relative.year, &words.relative.week])
            .chain([&words.count.after, &words.part_of_month.start.form])
            .chain([&words.part_of_month.middle.form, &words.part_of_month.end.form]);
        for form in months.chain(lists.flatten()) {
            self.starts.insert(Tokens::new(folder, form).word(0));
        }
    }
}

/// All names of a month, with what each needs beside it.
fn month_forms(row: &raw::MonthRow) -> impl Iterator<Item = (Need, &String)> {
    let known = [&row.egypt, &row.levant, &row.maghreb, &row.morocco, &row.mauritania]
        .into_iter()
        .chain([&row.iraq_old, &row.ottoman])
        .map(|forms| (Need::Nothing, forms));
    known
        .chain([(Need::Number, &row.latin), (Need::Both, &row.libya_old)])
        .flat_map(|(need, forms)| forms.iter().map(move |form| (need, form)))
}

/// True for a word with the definite article, in its matching form.
fn has_article(key: &str) -> bool {
    key.strip_prefix('ا').is_some_and(|rest| rest.starts_with('ل'))
}

fn insert<'a, T: Copy>(
    phrases: &mut Phrases<T>,
    folder: &Folder,
    forms: impl IntoIterator<Item = &'a String>,
    value: T,
) {
    for form in forms {
        phrases.insert(folder, form, value);
    }
}

fn unit(row: &raw::CountUnit) -> Unit {
    let minutes = i64::from(row.minutes) + 60 * i64::from(row.hours);
    let months = row.months.saturating_add(row.years.saturating_mul(12));
    match (minutes, row.days) {
        (0, 0) => Unit::Months(months),
        (0, days) => Unit::Days(i64::from(days)),
        (minutes, _) => Unit::Minutes(minutes),
    }
}
