//! The list of pages for search engines.

use serde::Serialize;

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
    /// The day of its content, where it has one.
    lastmod: Option<String>,
}

/// Addresses of one list: more are refused by those who read them.
pub(crate) const ENTRIES: usize = 50_000;

/// True for a page that search engines are told of.
pub(crate) fn is_listed(page: &PlannedPage) -> bool {
    let hidden = matches!(page.page, Page::Text(_) | Page::NotFound | Page::Moved(_));
    !hidden && page.route.as_str().ends_with("index.html")
}

/// A part of the list; `None` for a site without a public address.
pub(crate) fn sitemap(cx: &Cx<'_>, part: &Part) -> Option<Sitemap> {
    let base = cx.config.site.base_url.as_deref()?;
    let pages = cx.plan.pages.iter().filter(|page| is_listed(page));
    let entry = |page: &PlannedPage| {
        let day = match page.page {
            Page::Document(ix) => cx.corpus.date(ix).and_then(|date| date.shown()),
            Page::Day(day) => Some(day),
            _ => None,
        };
        Entry { loc: links::absolute(base, &page.route), lastmod: day.map(|day| day.to_string()) }
    };
    let shown = pages.skip(part.items.start).take(part.items.len());
    Some(Sitemap { entries: shown.map(entry).collect() })
}
