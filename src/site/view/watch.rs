//! What the desk watches, on the site: each thing with what the newest weeks have of it.

use std::collections::BTreeSet;

use chrono::Duration;
use serde::Serialize;

use crate::analyse::Desk;
use crate::model::{ArticleIx, Period, Watched, WatchedThing, Week};
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;

use super::parts::DocItem;
use super::statement::{StatementView, Whose};
use super::{Base, Cx};

/// `watch.html`.
#[derive(Debug, Serialize)]
pub(crate) struct WatchPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    /// The days that are looked at; null where no document has a day.
    days: Option<String>,
    things: Vec<WatchedPart<'a>>,
}

/// Something that is watched.
#[derive(Debug, Serialize)]
pub(crate) struct WatchedPart<'a> {
    /// Its place on the page.
    id: String,
    name: String,
    /// Its own page; null for words, and for what no document knows.
    url: Option<SiteUrl>,
    /// How many documents, or that there is nothing.
    count: String,
    statements: Vec<StatementView<'a>>,
    /// Its newest documents.
    documents: Vec<DocItem<'a>>,
    /// How many more there are; null where all are listed.
    more: Option<String>,
}

/// Days before the newest week that are looked at with it: four weeks together.
const BEFORE: i64 = 21;
/// Statements and documents of each thing.
const STATEMENTS: usize = 6;
const DOCUMENTS: usize = 8;

pub(crate) fn watch<'a>(cx: &Cx<'a>, part: &Part) -> WatchPage<'a> {
    let period = newest_weeks(cx);
    let words = &cx.words.watch.days;
    let days = period.map(|it| cx.phrase(words, "range", &cx.display.range(it.first(), it.last())));
    let things = (1..).zip(watched(cx)).map(|(n, watched): (usize, _)| cx.watched(n, &watched));
    WatchPage {
        base: cx.index(Page::Watch, part, "watch", &cx.words.briefing.watched),
        days,
        things: things.collect(),
    }
}

/// The documents of all that is watched, the newest first.
pub(super) fn watched_articles(cx: &Cx<'_>) -> Vec<ArticleIx> {
    let all = watched(cx);
    let found: BTreeSet<ArticleIx> = all.iter().flat_map(|it| &it.articles).copied().collect();
    cx.plan.catalogue.newest.iter().filter(|ix| found.contains(ix)).copied().collect()
}

fn watched(cx: &Cx<'_>) -> Vec<Watched> {
    let Cx { corpus, lexicon, key_statements, config, briefings: index, .. } = *cx;
    let desk = Desk { corpus, lexicon, key_statements, config, index };
    newest_weeks(cx).map(|period| desk.watchlist(period, STATEMENTS)).unwrap_or_default()
}

/// The newest weeks; `None` where no document has a day.
fn newest_weeks(cx: &Cx<'_>) -> Option<Period> {
    let newest = cx.corpus.days.keys().next_back()?;
    let week = Week::of(*newest, cx.config.display.week_start);
    let first = week.first().checked_sub_signed(Duration::days(BEFORE)).unwrap_or(week.first());
    Period::new(first, week.last())
}

impl<'a> Cx<'a> {
    fn watched(&self, n: usize, watched: &Watched) -> WatchedPart<'a> {
        let (name, page, whose) = match &watched.thing {
            WatchedThing::Person(ix) => {
                (self.person_name(*ix).to_owned(), Some(Page::Person(*ix)), Whose::Of(*ix))
            }
            WatchedThing::Topic(ix) => {
                (self.topic_name(*ix).to_owned(), Some(Page::Topic(*ix)), Whose::Any)
            }
            WatchedThing::Words(words) => (words.clone(), None, Whose::Any),
        };
        let more = watched.articles.len().saturating_sub(DOCUMENTS);
        let words = &self.words.briefing;
        WatchedPart {
            id: format!("w{n}"),
            name,
            url: page.map(|page| self.href(page)),
            count: match watched.articles.len() {
                0 => words.nothing.clone(),
                n => self.documents(n),
            },
            statements: watched
                .statements
                .iter()
                .filter_map(|at| self.statement(*at, whose))
                .collect(),
            documents: self.items(watched.articles.iter().rev().take(DOCUMENTS).copied()),
            more: (more > 0)
                .then(|| self.phrase(&words.more_documents, "documents", &self.documents(more))),
        }
    }
}
