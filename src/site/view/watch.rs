//! What the desk watches, on the site: each thing with what the newest weeks have of it.

use std::collections::BTreeSet;

use chrono::Duration;
use serde::Serialize;

use crate::model::{ArticleIx, Period, Watched, WatchedThing, Week};
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;

use super::parts::DocItem;
use super::statement::{StatementView, Whose};
use super::{About, Base, Cx};

/// `watch.html`.
#[derive(Debug, Serialize)]
pub(crate) struct WatchPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    /// The days that are looked at; null where no document has a day.
    days: Option<String>,
    things: Vec<WatchedPart<'a>>,
}

/// `watched.html`: words that are watched.
#[derive(Debug, Serialize)]
pub(crate) struct WatchedPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    /// The days that are looked at; null where no document has a day.
    days: Option<String>,
    thing: WatchedPart<'a>,
}

/// Something that is watched.
#[derive(Debug, Serialize)]
pub(crate) struct WatchedPart<'a> {
    /// Its place on the page.
    id: String,
    name: String,
    /// Its own page; null for a name that no document knows.
    url: Option<SiteUrl>,
    /// How many documents; where none, how much is said in others, or that there is nothing.
    count: String,
    statements: Vec<StatementView<'a>>,
    /// Its newest documents.
    documents: Vec<DocItem<'a>>,
    /// How many more there are; null where all are listed.
    more: Option<String>,
}

/// Days before the newest week that are looked at with it: four weeks together.
const BEFORE: i64 = 21;
/// How much is told of a thing: statements and documents.
type Room = (usize, usize);
/// Where all things stand together, and where one stands alone.
const TOGETHER: Room = (6, 8);
const ALONE: Room = (20, 50);

pub(crate) fn watch<'a>(cx: &Cx<'a>, part: &Part) -> WatchPage<'a> {
    let part_of = |(n, it): (usize, Watched)| cx.watched(n, &it, TOGETHER);
    WatchPage {
        base: cx.index(Page::Watch, part, "watch", &cx.words.briefing.watched),
        days: days(cx),
        things: (1..).zip(all(cx, TOGETHER)).map(part_of).collect(),
    }
}

/// The page of words that are watched; `None` for an index of other settings.
pub(crate) fn watched<'a>(cx: &Cx<'a>, ix: usize) -> Option<WatchedPage<'a>> {
    let words = cx.config.watchlist.words.get(ix)?;
    let days = days(cx);
    let about = About {
        title: words.clone(),
        description: [words.as_str(), days.as_deref().unwrap_or_default()].join(": "),
        nav: "watch",
        above: vec![(cx.words.nav.watch.as_str().into(), Page::Watch)],
        part: Part { number: 1, of: 1, items: 0..0 },
        page: Page::Watched(ix),
    };
    let found = all(cx, ALONE).into_iter().find(|it| is_of(it, words));
    let thing = WatchedThing::Words(words.clone());
    let nothing = || Watched { thing, articles: Vec::new(), statements: Vec::new(), total: 0 };
    Some(WatchedPage {
        base: cx.base(about, None),
        days,
        thing: cx.watched(1, &found.unwrap_or_else(nothing), ALONE),
    })
}

fn is_of(watched: &Watched, words: &str) -> bool {
    matches!(&watched.thing, WatchedThing::Words(own) if own == words)
}

/// The documents of all that is watched, or of some words alone; the newest first.
pub(super) fn watched_articles(cx: &Cx<'_>, words: Option<&str>) -> Vec<ArticleIx> {
    let all = all(cx, TOGETHER).into_iter().filter(|it| words.is_none_or(|own| is_of(it, own)));
    let found: BTreeSet<ArticleIx> = all.flat_map(|it| it.articles).collect();
    cx.plan.catalogue.newest.iter().filter(|ix| found.contains(ix)).copied().collect()
}

fn all(cx: &Cx<'_>, (statements, _): Room) -> Vec<Watched> {
    newest_weeks(cx).map(|period| cx.desk().watchlist(period, statements)).unwrap_or_default()
}

/// The newest weeks in words.
fn days(cx: &Cx<'_>) -> Option<String> {
    let period = newest_weeks(cx)?;
    let range = cx.display.range(period.first(), period.last());
    Some(cx.phrase(&cx.words.watch.days, "range", &range))
}

/// The newest weeks; `None` where no document has a day.
fn newest_weeks(cx: &Cx<'_>) -> Option<Period> {
    let newest = cx.corpus.days.keys().next_back()?;
    let week = Week::of(*newest, cx.config.display.week_start);
    let first = week.first().checked_sub_signed(Duration::days(BEFORE)).unwrap_or(week.first());
    Period::new(first, week.last())
}

impl<'a> Cx<'a> {
    /// How much there is of something that is watched: documents, else what is said of it in others.
    pub(super) fn count_of(&self, watched: &Watched) -> String {
        match (watched.articles.len(), watched.total) {
            (0, 0) => self.words.briefing.nothing.clone(),
            (0, n) => self.statements(n),
            (n, _) => self.documents(n),
        }
    }

    fn watched(&self, n: usize, watched: &Watched, (_, documents): Room) -> WatchedPart<'a> {
        let (name, page, whose) = match &watched.thing {
            WatchedThing::Person(ix) => {
                (self.person_name(*ix).to_owned(), Some(Page::Person(*ix)), Whose::Of(*ix))
            }
            WatchedThing::Topic(ix) => {
                (self.topic_name(*ix).to_owned(), Some(Page::Topic(*ix)), Whose::Any)
            }
            WatchedThing::Words(words) => {
                let ix = self.config.watchlist.words.iter().position(|own| own == words);
                (words.clone(), ix.map(Page::Watched), Whose::Any)
            }
        };
        let more = watched.articles.len().saturating_sub(documents);
        let words = &self.words.briefing;
        WatchedPart {
            id: format!("w{n}"),
            name,
            url: page.map(|page| self.href(page)),
            count: self.count_of(watched),
            statements: watched
                .statements
                .iter()
                .filter_map(|at| self.statement(*at, whose))
                .collect(),
            documents: self.items(watched.articles.iter().rev().take(documents).copied()),
            more: (more > 0)
                .then(|| self.phrase(&words.more_documents, "documents", &self.documents(more))),
        }
    }
}
