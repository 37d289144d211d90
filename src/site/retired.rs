//! Addresses of earlier builds that lost their page: each gets a page that says where to go.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleIx, Corpus, OutletIx, PersonIx, Slug, TopicIx};

use super::links::Page;
use super::plan::{Moved, Part, Plan, PlannedPage};
use super::{Manifest, Route};

/// The first parts of addresses of pages, besides years.
pub(super) const SECTIONS: [&str; 10] =
    ["d", "s", "topics", "people", "sources", "calendar", "undated", "watch", "weeks", "about"];

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
    let named = named(corpus);
    let articles = (0..).map(ArticleIx).take(corpus.articles.len());
    let ids: Vec<(String, ArticleIx)> =
        articles.map(|ix| (plan.document_id(ix).to_owned(), ix)).collect();
    let ids: BTreeMap<&str, ArticleIx> = ids.iter().map(|(id, ix)| (id.as_str(), *ix)).collect();
    for route in lost {
        let named = named.get(route.as_str()).map(Vec::as_slice).unwrap_or_default();
        let successor = match named {
            [only] => Some(*only),
            _ => event(route, &ids, plan),
        };
        let found = successor.and_then(|page| current.get_key_value(&plan.links.route(page)));
        let (to, target) = found
            .map(|(route, page)| (route.clone(), *page))
            .unwrap_or_else(|| nearest(route, last.retired.get(route), &current));
        let namesakes = if named.len() > 1 { named.to_vec() } else { Vec::new() };
        let followed = !namesakes.is_empty() || !is_above(&to, route) || is_part_of(&to, route);
        let moved = Moved { target, namesakes, followed };
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

/// True for the list of a section, a month or the whole that a page stands in.
fn is_above(list: &Route, route: &Route) -> bool {
    list.as_str()
        .strip_suffix("index.html")
        .is_some_and(|folder| route.as_str().starts_with(folder))
}

/// True for a further part of a list, `people/page/3/`: its entries stand on the parts before.
fn is_part_of(list: &Route, route: &Route) -> bool {
    let folder = list.as_str().strip_suffix("index.html");
    let part = folder.and_then(|folder| route.as_str().strip_prefix(folder));
    part.is_some_and(|part| part.starts_with("page/"))
}

/// Where the event of a story's old page is told now: a story's address is that of one of its
/// documents.
fn event(route: &Route, ids: &BTreeMap<&str, ArticleIx>, plan: &Plan) -> Option<Page> {
    let id = route.as_str().strip_prefix("s/")?.strip_suffix("/index.html")?;
    let article = *ids.get(id)?;
    Some(plan.catalogue.story(article).map_or(Page::Document(article), Page::Story))
}

/// The pages of each plain slug, by the address it would have: of a name, of its spellings, and of
/// what was taken for it since. Names that now share an address carry a hash, and the plain one
/// leads to all of them.
fn named(corpus: &Corpus) -> BTreeMap<String, Vec<Page>> {
    let mut pages: BTreeMap<String, Vec<Page>> = BTreeMap::new();
    let mut add = |section: &str, page, name: &str| {
        let list = pages.entry(format!("{section}/{}/index.html", Slug::new(name))).or_default();
        if !list.contains(&page) {
            list.push(page);
        }
    };
    for (ix, topic) in (0..).map(TopicIx).zip(&corpus.topics) {
        add("topics", Page::Topic(ix), &topic.name);
    }
    for (ix, person) in (0..).map(PersonIx).zip(&corpus.people) {
        let spellings = person.spellings.iter().map(|spelling| &*spelling.text);
        let joined = person.joined.iter().map(|joined| &*joined.name);
        for name in [&*person.name].into_iter().chain(spellings).chain(joined) {
            add("people", Page::Person(ix), name);
        }
    }
    for (ix, outlet) in (0..).map(OutletIx).zip(&corpus.outlets) {
        add("sources", Page::Outlet(ix), &outlet.name);
    }
    pages
}
