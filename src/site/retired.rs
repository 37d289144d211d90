//! Addresses of earlier builds that lost their page: each gets a page that says where to go.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Corpus, OutletIx, PersonIx, Slug, TopicIx};

use super::links::Page;
use super::plan::{Moved, Part, Plan, PlannedPage};
use super::{Manifest, Route};

/// The first parts of addresses of pages, besides years.
pub(super) const SECTIONS: [&str; 9] =
    ["d", "s", "topics", "people", "sources", "calendar", "undated", "weeks", "about"];

/// Adds the pages of addresses that `last` had and the plan has not.
pub(super) fn add(plan: &mut Plan, corpus: &Corpus, last: &Manifest) {
    let current: BTreeMap<Route, Page> =
        plan.pages.iter().map(|page| (page.route.clone(), page.page)).collect();
    let lost: BTreeSet<&Route> = last
        .files
        .keys()
        .chain(last.retired.keys())
        .filter(|route| is_page(route) && !current.contains_key(*route))
        .collect();
    if lost.is_empty() {
        return;
    }
    let namesakes = namesakes(corpus);
    for route in lost {
        let (to, target) = nearest(route, last.retired.get(route), &current);
        let namesakes = namesakes.get(route.as_str()).cloned().unwrap_or_default();
        let moved = Moved { target, namesakes };
        let part = Part { number: 1, of: 1, items: 0..0 };
        let page = Page::Moved(plan.moved.len());
        plan.moved.push(moved);
        plan.pages.push(PlannedPage { route: route.clone(), page, part });
        plan.retired.insert(route.clone(), to);
    }
}

/// True for an address that a page of ours may have had.
fn is_page(route: &Route) -> bool {
    let path = route.as_str();
    let section = path.split('/').next().unwrap_or(path);
    let year = section.len() == 4 && section.bytes().all(|b| b.is_ascii_digit());
    path.ends_with("/index.html") && (year || SECTIONS.contains(&section))
}

/// Where to go: the page remembered, if it is still there, else the nearest index above.
fn nearest(
    route: &Route,
    remembered: Option<&Route>,
    current: &BTreeMap<Route, Page>,
) -> (Route, Page) {
    if let Some((route, page)) = remembered.and_then(|route| current.get_key_value(route)) {
        return (route.clone(), *page);
    }
    let mut folder = route.as_str().strip_suffix("/index.html").unwrap_or_default();
    while let Some((above, _)) = folder.rsplit_once('/') {
        let index = Route::new(format!("{above}/index.html"));
        if let Some((route, page)) = index.and_then(|index| current.get_key_value(&index)) {
            return (route.clone(), *page);
        }
        folder = above;
    }
    (Route::of_parts("index.html".to_owned()), Page::Home)
}

/// The pages of each plain slug, by the folder it would stand in: names that now share an address
/// carry a hash, and the plain one leads to all of them.
fn namesakes(corpus: &Corpus) -> BTreeMap<String, Vec<Page>> {
    let topics = (0..).map(TopicIx).map(Page::Topic).zip(corpus.topics.iter().map(|t| &t.name));
    let people = (0..).map(PersonIx).map(Page::Person).zip(corpus.people.iter().map(|p| &p.name));
    let outlets = (0..).map(OutletIx).map(Page::Outlet).zip(corpus.outlets.iter().map(|o| &o.name));
    let mut pages: BTreeMap<String, Vec<Page>> = BTreeMap::new();
    let mut add = |section: &str, page, name: &str| {
        pages.entry(format!("{section}/{}/index.html", Slug::new(name))).or_default().push(page);
    };
    topics.for_each(|(page, name)| add("topics", page, name));
    people.for_each(|(page, name)| add("people", page, name));
    outlets.for_each(|(page, name)| add("sources", page, name));
    pages
}
