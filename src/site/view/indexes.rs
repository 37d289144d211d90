//! The indexes: topics, people and bodies, outlets, weeks.

use serde::Serialize;

use crate::model::{OutletIx, PersonIx, PersonKind, TopicIx, Week};
use crate::site::display::Noun;
use crate::site::letters::Letter;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;

use super::parts::{Bar, Pager, ShortDay};
use super::{About, Base, Cx};

/// `topics.html`.
#[derive(Debug, Serialize)]
pub(crate) struct TopicsPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    count: String,
    topics: Vec<Bar<'a>>,
    pager: Option<Pager>,
}

/// `people.html`.
#[derive(Debug, Serialize)]
pub(crate) struct PeoplePage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    counts: Vec<String>,
    people: Vec<PersonRow<'a>>,
    bodies: Vec<PersonRow<'a>>,
    /// Where the names of each letter begin; empty for a list of one part.
    people_letters: Vec<LetterLink>,
    body_letters: Vec<LetterLink>,
    pager: Option<Pager>,
}

/// A letter of the index.
#[derive(Debug, Serialize)]
pub(crate) struct LetterLink {
    letter: String,
    /// The first name of it, on the part of the list that has it.
    url: SiteUrl,
}

/// A person or body of the index.
#[derive(Debug, Serialize)]
pub(crate) struct PersonRow<'a> {
    /// The mark of its row, where it is the first of a letter.
    mark: Option<String>,
    name: &'a str,
    url: SiteUrl,
    statements: String,
    documents: String,
    /// Other spellings, most frequent first.
    others: Vec<&'a str>,
}

/// `outlets.html`.
#[derive(Debug, Serialize)]
pub(crate) struct OutletsPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    count: String,
    outlets: Vec<OutletRow<'a>>,
    pager: Option<Pager>,
}

/// An outlet of the index.
#[derive(Debug, Serialize)]
pub(crate) struct OutletRow<'a> {
    name: &'a str,
    url: SiteUrl,
    documents: String,
    first: Option<ShortDay>,
    last: Option<ShortDay>,
}

/// `weeks.html`.
#[derive(Debug, Serialize)]
pub(crate) struct WeeksPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    count: String,
    weeks: Vec<WeekRow>,
    pager: Option<Pager>,
}

/// A week of the index.
#[derive(Debug, Serialize)]
pub(crate) struct WeekRow {
    pub(crate) range: String,
    pub(crate) url: SiteUrl,
    pub(crate) documents: String,
}

/// Other spellings in a row of the index.
const OTHERS: usize = 8;

impl<'a> Cx<'a> {
    pub(crate) fn index(
        &self,
        page: Page,
        part: &Part,
        nav: &'static str,
        title: &str,
    ) -> Base<'a> {
        let about = About {
            title: title.to_owned(),
            description: format!(
                "{title}{}{}",
                self.words.site.separator, self.words.home.description
            ),
            nav,
            above: Vec::new(),
            part: part.clone(),
            page,
        };
        self.base(about, None)
    }

    /// A letter of the index of names, of which `part` is one part.
    fn letter(&self, letter: &Letter, part: &Part) -> LetterLink {
        let size = self.config.output.page_size.max(1);
        let number = letter.at.checked_div(size).unwrap_or_default().saturating_add(1);
        let page = self.href_part(Page::People, part.name(Page::People, number));
        LetterLink {
            letter: letter.letter.to_string(),
            url: page.at(letter.sign(), &letter.mark()),
        }
    }

    /// A week of the index.
    pub(crate) fn week_row(&self, week: Week) -> WeekRow {
        let days = week.days().filter_map(|day| self.corpus.days.get(&day));
        WeekRow {
            range: self.display.week_range(week),
            url: self.href(Page::Week(week)),
            documents: self.documents(days.map(Vec::len).sum()),
        }
    }
}

pub(crate) fn topics<'a>(cx: &Cx<'a>, part: &Part) -> TopicsPage<'a> {
    let order = &cx.plan.catalogue.topics_by_size;
    let lists = &cx.plan.catalogue.topic_lists;
    // As the topic's page lists them: its own documents and those of its statements.
    let size = |ix: &TopicIx| lists.get(ix.0 as usize).map_or(0, Vec::len);
    let most = order.first().map_or(1, size).max(1);
    let bar = |ix: &TopicIx| {
        let width = size(ix).saturating_mul(100).checked_div(most).unwrap_or(0).clamp(1, 100);
        let list = lists.get(ix.0 as usize);
        let n_statements = list.map_or(0, |list| cx.n_counted(list));
        let counts = [cx.documents(size(ix)), cx.statements(n_statements)];
        Bar {
            name: cx.topic_name(*ix),
            url: cx.href(Page::Topic(*ix)),
            count: counts.join(&cx.words.range.comma),
            x: 100 - width,
            width,
        }
    };
    TopicsPage {
        base: cx.index(Page::Topics, part, "topics", &cx.words.list.topics),
        count: cx.display.count(Noun::Topic, order.len()),
        topics: order.get(part.items.clone()).unwrap_or(&[]).iter().map(bar).collect(),
        pager: cx.pager(Page::Topics, part),
    }
}

pub(crate) fn people<'a>(cx: &Cx<'a>, part: &Part) -> PeoplePage<'a> {
    let order = &cx.plan.catalogue.people_by_name;
    let is = |ix: &PersonIx, kind| cx.corpus.person(*ix).is_some_and(|person| person.kind == kind);
    let shown = order.get(part.items.clone()).unwrap_or(&[]);
    let rows = |kind| {
        let listed = (part.items.start..).zip(shown).filter(|(_, ix)| is(ix, kind));
        listed.filter_map(|(at, ix)| row(cx, at, *ix)).collect::<Vec<_>>()
    };
    let letters = |kind| {
        let all = cx.plan.catalogue.letters.iter().filter(|_| part.of > 1);
        all.filter(|it| it.kind == kind).map(|it| cx.letter(it, part)).collect()
    };
    let count = |noun, kind| {
        let n = order.iter().filter(|ix| is(ix, kind)).count();
        cx.display.count(noun, n)
    };
    PeoplePage {
        base: cx.index(Page::People, part, "people", &cx.words.list.people),
        counts: vec![count(Noun::Person, PersonKind::Person), count(Noun::Body, PersonKind::Body)],
        people: rows(PersonKind::Person),
        bodies: rows(PersonKind::Body),
        people_letters: letters(PersonKind::Person),
        body_letters: letters(PersonKind::Body),
        pager: cx.pager(Page::People, part),
    }
}

fn row<'a>(cx: &Cx<'a>, at: usize, ix: PersonIx) -> Option<PersonRow<'a>> {
    let person = cx.corpus.person(ix)?;
    let list = cx.plan.catalogue.person_lists.get(ix.0 as usize)?;
    let others = person.spellings.iter().map(|form| &*form.text);
    let letters = &cx.plan.catalogue.letters;
    let first = letters.binary_search_by_key(&at, |it| it.at).ok().and_then(|ix| letters.get(ix));
    Some(PersonRow {
        mark: first.map(|it| format!("{}-{}", it.sign(), it.mark())),
        name: &person.label,
        url: cx.href(Page::Person(ix)),
        statements: cx.display.number(cx.n_counted(list)),
        documents: cx.display.number(list.len()),
        others: others.filter(|form| *form != &*person.name).take(OTHERS).collect(),
    })
}

pub(crate) fn outlets<'a>(cx: &Cx<'a>, part: &Part) -> OutletsPage<'a> {
    let order = &cx.plan.catalogue.outlets_by_name;
    let row = |ix: &OutletIx| {
        let list = cx.plan.catalogue.outlet_lists.get(ix.0 as usize)?;
        let days = list.iter().filter_map(|entry| cx.corpus.date(entry.article)?.shown());
        let days: Vec<chrono::NaiveDate> = days.collect();
        let day = |day: &chrono::NaiveDate| ShortDay {
            iso: day.to_string(),
            text: cx.display.short_day(*day),
        };
        Some(OutletRow {
            name: cx.outlet_name(*ix),
            url: cx.href(Page::Outlet(*ix)),
            documents: cx.display.number(list.len()),
            first: days.last().map(day),
            last: days.first().map(day),
        })
    };
    OutletsPage {
        base: cx.index(Page::Outlets, part, "sources", &cx.words.list.sources),
        count: cx.display.count(Noun::Source, order.len()),
        outlets: order.get(part.items.clone()).unwrap_or(&[]).iter().filter_map(row).collect(),
        pager: cx.pager(Page::Outlets, part),
    }
}

pub(crate) fn weeks<'a>(cx: &Cx<'a>, part: &Part) -> WeeksPage<'a> {
    let weeks = cx.plan.weeks.iter().rev().skip(part.items.start).take(part.items.len());
    WeeksPage {
        base: cx.index(Page::Weeks, part, "weeks", &cx.words.list.weeks),
        count: cx.display.count(Noun::Week, cx.plan.weeks.len()),
        weeks: weeks.map(|week| cx.week_row(*week)).collect(),
        pager: cx.pager(Page::Weeks, part),
    }
}
