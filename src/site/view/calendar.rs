//! The calendar: its index, years of twelve small months, months day by day.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::model::{ArticleIx, Month, Week};
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;

use super::indexes::WeekRow;
use super::parts::{DocItem, Pager};
use super::{About, Base, Cx};

/// `calendar.html`.
#[derive(Debug, Serialize)]
pub(crate) struct CalendarPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    years: Vec<YearRow>,
    /// The page of what has no day, with how much there is; null for nothing.
    undated: Option<Link>,
}

/// A year of the index.
#[derive(Debug, Serialize)]
pub(crate) struct YearRow {
    pub(crate) year: Link,
    documents: String,
    pub(crate) months: Vec<Link>,
}

/// A page with what to call it and how much it holds.
#[derive(Debug, Serialize)]
pub(crate) struct Link {
    text: String,
    url: SiteUrl,
    count: String,
}

/// `year.html`.
#[derive(Debug, Serialize)]
pub(crate) struct YearPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    facts: Vec<String>,
    months: Vec<MonthTable>,
    undated: Option<Link>,
    neighbours: Pager,
}

/// `month.html`.
#[derive(Debug, Serialize)]
pub(crate) struct MonthPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    facts: Vec<String>,
    table: MonthTable,
    documents: Vec<DocItem<'a>>,
    weeks: Vec<WeekRow>,
    pager: Option<Pager>,
    neighbours: Pager,
}

/// A month as a table of weeks.
#[derive(Debug, Serialize)]
pub(crate) struct MonthTable {
    caption: String,
    url: Option<SiteUrl>,
    weekdays: Vec<WeekdayHead>,
    weeks: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Debug, Serialize)]
struct WeekdayHead {
    full: String,
    letter: String,
}

/// A day of a month's table; one of another month is empty.
#[derive(Debug, Default, Serialize)]
struct Cell {
    number: String,
    /// The day of the Hijri month, with its name on the first cell and where it begins.
    hijri: Option<String>,
    url: Option<SiteUrl>,
    count: Option<String>,
    /// 1 to 4: how many, for the ground of the cell.
    heat: usize,
}

/// Whether a month stands alone or among the twelve of a year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Full,
    Mini,
}

pub(crate) fn calendar<'a>(cx: &Cx<'a>) -> CalendarPage<'a> {
    let about = About {
        title: cx.words.calendar.title.clone(),
        description: cx.words.calendar.description.clone(),
        nav: "calendar",
        above: Vec::new(),
        part: Part { number: 1, of: 1, items: 0..0 },
        page: Page::Calendar,
    };
    CalendarPage {
        base: cx.base(about, None),
        years: cx.plan.years.iter().rev().map(|year| cx.year_row(*year)).collect(),
        undated: cx.undated(),
    }
}

pub(crate) fn year<'a>(cx: &Cx<'a>, year: i32) -> Option<YearPage<'a>> {
    let at = cx.plan.years.iter().position(|other| *other == year)?;
    let first = Month::of(NaiveDate::from_ymd_opt(year, 1, 1)?);
    let title = cx.display.year(year);
    let about = About {
        description: cx.phrase(&cx.words.calendar.description_year, "year", &title),
        title,
        nav: "calendar",
        above: vec![(cx.words.nav.calendar.as_str().into(), Page::Calendar)],
        part: Part { number: 1, of: 1, items: 0..0 },
        page: Page::Year(year),
    };
    let months = std::iter::successors(Some(first), |month| Some(month.next())).take(12);
    let n_days = cx.corpus.days.keys().filter(|day| day.year() == year).count();
    let n: usize = months.clone().map(|month| cx.n_documents(month)).sum();
    let step = |year: &i32| (Page::Year(*year), cx.display.year(*year));
    let older = at.checked_sub(1).and_then(|at| cx.plan.years.get(at)).map(step);
    let newer = cx.plan.years.get(at + 1).map(step);
    Some(YearPage {
        base: cx.base(about, None),
        facts: vec![cx.documents(n), cx.display.count(Noun::Day, n_days)],
        months: months.map(|month| cx.table(month, Size::Mini)).collect(),
        undated: cx.undated(),
        neighbours: cx.neighbours(older, newer),
    })
}

pub(crate) fn month<'a>(cx: &Cx<'a>, month: Month, part: &Part) -> Option<MonthPage<'a>> {
    let at = cx.plan.months.iter().position(|other| *other == month)?;
    let title = cx.display.month(month);
    let year: Cow<'_, str> = cx.display.year(month.year()).into();
    let about = About {
        description: cx.phrase(&cx.words.calendar.description_month, "month", &title),
        title,
        nav: "calendar",
        above: vec![
            (cx.words.nav.calendar.as_str().into(), Page::Calendar),
            (year, Page::Year(month.year())),
        ],
        part: part.clone(),
        page: Page::Month(month),
    };
    let days: Vec<NaiveDate> = month.days().collect();
    let mut newest: Vec<ArticleIx> = Vec::new();
    for articles in days.iter().rev().filter_map(|day| cx.corpus.days.get(day)) {
        newest.extend(articles);
    }
    let start = cx.config.display.week_start;
    let filled = days.iter().filter(|day| cx.corpus.days.contains_key(day));
    let mut weeks: Vec<Week> = filled.map(|day| Week::of(*day, start)).collect();
    weeks.dedup();
    let step = |month: &Month| (Page::Month(*month), cx.display.month(*month));
    let older = at.checked_sub(1).and_then(|at| cx.plan.months.get(at)).map(step);
    let newer = cx.plan.months.get(at + 1).map(step);
    let hijri = days.first().zip(days.last()).and_then(|(first, last)| {
        let (first, last) = (cx.display.hijri_month(*first)?, cx.display.hijri_month(*last)?);
        let both = [("from", first.as_str()), ("to", last.as_str())];
        let span = crate::site::words::fill(&cx.words.range.span, &both);
        Some(if first == last { first } else { span })
    });
    let shown = newest.get(part.items.clone()).unwrap_or(&[]);
    Some(MonthPage {
        base: cx.base(about, None),
        facts: hijri.into_iter().chain([cx.documents(newest.len())]).collect(),
        table: cx.table(month, Size::Full),
        documents: cx.items(shown.iter().copied()),
        weeks: weeks.into_iter().map(|week| cx.week_row(week)).collect(),
        pager: cx.pager(Page::Month(month), part),
        neighbours: cx.neighbours(older, newer),
    })
}

impl Cx<'_> {
    /// How many documents a month has.
    fn n_documents(&self, month: Month) -> usize {
        month.days().filter_map(|day| self.corpus.days.get(&day)).map(Vec::len).sum()
    }

    /// A year with its months that have documents, newest first.
    pub(crate) fn year_row(&self, year: i32) -> YearRow {
        let months: Vec<Month> =
            self.plan.months.iter().rev().filter(|month| month.year() == year).copied().collect();
        let n = months.iter().map(|month| self.n_documents(*month)).sum();
        let link = |month: &Month| Link {
            text: self.display.month_name(month.number()),
            url: self.href(Page::Month(*month)),
            count: self.display.number(self.n_documents(*month)),
        };
        YearRow {
            year: Link {
                text: self.display.year(year),
                url: self.href(Page::Year(year)),
                count: self.display.number(n),
            },
            documents: self.documents(n),
            months: months.iter().map(link).collect(),
        }
    }

    /// The page of what has no day; `None` for nothing.
    pub(crate) fn undated(&self) -> Option<Link> {
        let n = self.corpus.undated.len();
        (n > 0).then(|| Link {
            text: self.words.nav.undated.clone(),
            url: self.href(Page::Undated),
            count: self.documents(n),
        })
    }

    fn table(&self, month: Month, size: Size) -> MonthTable {
        let start = self.config.display.week_start;
        let first = Week::of(month.first(), start);
        let head = |day: NaiveDate| WeekdayHead {
            full: self.display.weekday(day.weekday()),
            letter: self.display.weekday_short(day.weekday()),
        };
        let most = month.days().filter_map(|day| self.corpus.days.get(&day)).map(Vec::len).max();
        let cell = |day: NaiveDate| {
            if Month::of(day) != month {
                Cell::default()
            } else {
                self.cell(day, size, most.unwrap_or(1))
            }
        };
        let weeks = std::iter::successors(Some(first), |week| {
            Some(Week::of(week.last().succ_opt()?, start))
        });
        let weeks = weeks.take_while(|week| week.first() < month.next().first());
        let name = match size {
            Size::Full => {
                self.phrase(&self.words.calendar.days, "month", &self.display.month(month))
            }
            Size::Mini => self.display.month_name(month.number()),
        };
        let linked = size == Size::Mini && most.is_some();
        MonthTable {
            caption: name,
            url: linked.then(|| self.href(Page::Month(month))),
            weekdays: first.days().map(head).collect(),
            weeks: weeks.take(6).map(|week| week.days().map(cell).collect()).collect(),
        }
    }

    fn cell(&self, day: NaiveDate, size: Size, most: usize) -> Cell {
        let n = self.corpus.days.get(&day).map_or(0, Vec::len);
        let first = Month::of(day).first();
        let hijri = (size == Size::Full).then(|| self.display.hijri_day(day, first)).flatten();
        Cell {
            number: self.display.number(day.day() as usize),
            hijri,
            url: (n > 0).then(|| self.href(Page::Day(day))),
            count: (n > 0).then(|| self.documents(n)),
            heat: n.saturating_mul(4).div_ceil(most.max(4)).min(4),
        }
    }
}
