//! The list of pages for search engines.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::ArticleIx;
use crate::site::catalogue::Entry as ListEntry;
use crate::site::links::{self, Page};
use crate::site::plan::{Part, PlannedPage};

use super::Cx;

/// `sitemap.xml`.
#[derive(Debug, Serialize)]
pub(crate) struct Sitemap {
    entries: Vec<Entry>,
}

/// A page of the list.
#[derive(Debug, Serialize)]
struct Entry {
    /// Its public address.
    loc: String,
    /// The newest day of its content, where it has one.
    lastmod: Option<String>,
}

/// Addresses of one list: more are refused by those who read them.
pub(crate) const ENTRIES: usize = 50_000;

/// True for a page that search engines are told of.
pub(crate) fn is_listed(page: &PlannedPage) -> bool {
    let hidden =
        matches!(page.page, Page::Text(_) | Page::Search | Page::NotFound | Page::Moved(_));
    !hidden && page.route.as_str().ends_with("index.html")
}

/// A part of the list; `None` for a site without a public address.
pub(crate) fn sitemap(cx: &Cx<'_>, part: &Part) -> Option<Sitemap> {
    let base = cx.config.site.base_url.as_deref()?;
    let pages = cx.plan.pages.iter().filter(|page| is_listed(page));
    let entry = |page: &PlannedPage| {
        let day = newest(cx, page).map(|day| day.to_string());
        Entry { loc: links::absolute(base, &page.route), lastmod: day }
    };
    let shown = pages.skip(part.items.start).take(part.items.len());
    Some(Sitemap { entries: shown.map(entry).collect() })
}

/// The newest day of what a page shows; `None` where nothing of it has a day.
fn newest(cx: &Cx<'_>, page: &PlannedPage) -> Option<NaiveDate> {
    let shown = |ix: ArticleIx| cx.corpus.date(ix).and_then(|date| date.shown());
    let lists = &cx.plan.catalogue;
    // Lists are newest first, those without a day last.
    let first = |list: Option<&Vec<ListEntry>>| shown(list?.get(page.part.items.start)?.article);
    let last = |from: NaiveDate, to: NaiveDate| {
        let mut days = cx.corpus.days.range(from..=to).rev();
        days.next().map(|(day, _)| *day)
    };
    match page.page {
        Page::Document(ix) => shown(ix),
        Page::Day(day) => Some(day),
        Page::Topic(ix) => first(lists.topic_lists.get(ix.0 as usize)),
        Page::Person(ix) => first(lists.person_lists.get(ix.0 as usize)),
        Page::Outlet(ix) => first(lists.outlet_lists.get(ix.0 as usize)),
        Page::Story(ix) => cx.corpus.story(ix).and_then(|story| story.to),
        Page::Week(week) => last(week.first(), week.last()),
        Page::Month(month) => {
            month.days().next().zip(month.days().last()).and_then(|(a, b)| last(a, b))
        }
        Page::Year(year) => {
            let year =
                NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31));
            year.and_then(|(a, b)| last(a, b))
        }
        Page::Undated => None,
        _ => cx.corpus.days.keys().next_back().copied(),
    }
}
