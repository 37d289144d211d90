//! Which pages a site has, and where.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::config::{Config, EditionFormat};
use crate::lang::Lexicon;
use crate::model::{
    Article, ArticleIx, Corpus, Month, OutletIx, PersonIx, StatementIx, Story, StoryIx, TopicIx,
    Week,
};
use crate::workers::{Alone, Workers};

use super::api::archive::MonthFile;
use super::api::corpus::CorpusFile;
use super::api::schema;
use super::catalogue::{Catalogue, Entry, cut, cut_from_oldest, is_listed};
use super::feed::{FeedFormat, FeedOf};
use super::links::{Links, Page};
use super::retired;
use super::{Manifest, Route, feed, slugs, view};

/// All pages of a site and what they share.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Every file but those of [`assets`](super::assets), sorted by route, no route twice.
    pub pages: Vec<PlannedPage>,
    /// Addresses of earlier builds that have no page of their own any more, with where to go.
    pub retired: BTreeMap<Route, Route>,
    pub(super) links: Links,
    pub(super) catalogue: Catalogue,
    pub(super) weeks: Vec<Week>,
    pub(super) months: Vec<Month>,
    pub(super) years: Vec<i32>,
    pub(super) moved: Vec<Moved>,
    pub(super) feeds: BTreeSet<FeedOf>,
    /// Statements that are counted, in all documents.
    pub(super) n_statements: usize,
}

/// A file to be rendered.
#[derive(Clone, Debug)]
pub struct PlannedPage {
    /// Where it goes.
    pub route: Route,
    pub(super) page: Page,
    pub(super) part: Part,
}

impl PlannedPage {
    /// The format and week of a briefing that stands beside its page; `None` for everything that
    /// [`Renderer::render`](super::Renderer::render) makes.
    pub fn edition(&self) -> Option<(EditionFormat, Week)> {
        match self.page {
            Page::Edition(format, week) => Some((format, week)),
            _ => None,
        }
    }
}

/// A part of a long list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// From 1.
    pub(crate) number: usize,
    /// How many parts there are.
    pub(crate) of: usize,
    /// Entries of the list that stand on this part.
    pub(crate) items: Range<usize>,
}

impl Part {
    /// What the address of the `number`-th part of this list has: its number, from the oldest where
    /// the list [grows](Page::grows); `None` for the first, which has that of the list.
    pub(crate) fn name(&self, page: Page, number: usize) -> Option<usize> {
        let from_oldest = self.of.saturating_sub(number).saturating_add(1);
        (number > 1).then_some(if page.grows() { from_oldest } else { number })
    }

    /// True for the part that a reader comes to first: it alone tells of the whole list, so that
    /// each other is made from its own entries.
    pub(crate) fn is_first(&self) -> bool {
        self.number < 2
    }

    /// All of a list on its first part, nothing on the others.
    pub(crate) fn whole<'l, T>(&self, list: &'l [T]) -> &'l [T] {
        if self.is_first() { list } else { &[] }
    }

    /// What is counted: all of a list on its first part, the own entries on the others.
    pub(crate) fn counted<'l, T>(&self, list: &'l [T]) -> &'l [T] {
        if self.is_first() { list } else { list.get(self.items.clone()).unwrap_or(&[]) }
    }
}

/// An address that lost its page.
#[derive(Clone, Debug)]
pub(crate) struct Moved {
    /// Where to go.
    pub(crate) target: Page,
    /// Pages that share what was once the address of one of them.
    pub(crate) namesakes: Vec<Page>,
    /// True where the target has what the page had; else it is only the nearest list.
    pub(crate) followed: bool,
}

/// The pages of a corpus. `last` is the manifest of the site that this one replaces: its
/// addresses that lose their page get one that says where to go.
pub fn plan(corpus: &Corpus, lexicon: &Lexicon, config: &Config, last: &Manifest) -> Plan {
    plan_by(&Alone, corpus, (lexicon, config), last)
}

/// As [`plan`], by `workers`; who does what does not show in the result.
pub fn plan_by(
    workers: &dyn Workers,
    corpus: &Corpus,
    (lexicon, config): (&Lexicon, &Config),
    last: &Manifest,
) -> Plan {
    let style = config.site.urls;
    let links = Links {
        ids: slugs::of_documents(&corpus.articles),
        stories: corpus.stories.iter().map(Story::earliest).collect(),
        topics: slugs::of_names(corpus.topics.iter().map(|topic| &*topic.name), style),
        people: slugs::of_names(corpus.people.iter().map(|person| &*person.label), style),
        outlets: slugs::of_names(corpus.outlets.iter().map(|outlet| &*outlet.name), style),
        watched: slugs::of_names(config.watchlist.words.iter().map(String::as_str), style),
    };
    let counted = |a: &Article| a.statements.iter().filter(|s| s.is_counted()).count();
    let months: BTreeSet<Month> = corpus.days.keys().map(|day| Month::of(*day)).collect();
    let start = config.display.week_start;
    let weeks: BTreeSet<Week> = corpus.days.keys().map(|day| Week::of(*day, start)).collect();
    let years: BTreeSet<i32> = months.iter().map(|month| month.year()).collect();
    let plan = Plan {
        links,
        catalogue: Catalogue::new(workers, corpus, lexicon),
        weeks: weeks.into_iter().collect(),
        months: months.into_iter().collect(),
        years: years.into_iter().collect(),
        n_statements: corpus.articles.iter().map(counted).sum(),
        ..Plan::default()
    };
    let feeds = feed::all(corpus, &plan, config).into_iter().collect();
    let plan = Plan { feeds, ..plan };
    let mut pages = Pages { plan, size: config.output.page_size.max(1) };
    pages.add_all(corpus);
    if !config.watchlist.is_empty() {
        pages.one(Page::Watch);
        (0..config.watchlist.words.len()).map(Page::Watched).for_each(|page| pages.one(page));
    }
    for week in pages.plan.weeks.clone() {
        let formats = config.brief.formats.iter();
        formats.for_each(|format| pages.one(Page::Edition(*format, week)));
    }
    let mut plan = pages.plan;
    retired::add(&mut plan, corpus, last);
    if config.site.base_url.is_some() {
        let n = plan.pages.iter().filter(|page| view::is_in_sitemap(page)).count();
        let mut sitemaps = Pages { plan, size: view::SITEMAP_ENTRIES };
        sitemaps.long(Page::Sitemap, n);
        plan = sitemaps.plan;
    }
    plan.pages.sort_by(|one, other| one.route.cmp(&other.route));
    plan.pages.dedup_by(|one, other| one.route == other.route);
    plan
}

impl Plan {
    /// The weeks that have a page, oldest first.
    pub(super) fn weeks(&self) -> &[Week] {
        &self.weeks
    }

    /// The identity of a document in addresses.
    pub(super) fn document_id(&self, ix: ArticleIx) -> &str {
        self.links.ids.get(ix.0 as usize).map_or("", String::as_str)
    }
}

/// Collects pages.
struct Pages {
    plan: Plan,
    size: usize,
}

impl Pages {
    fn add_all(&mut self, corpus: &Corpus) {
        let single =
            [Page::Home, Page::Calendar, Page::Search, Page::About, Page::NotFound, Page::Robots];
        for page in single {
            self.one(page);
        }
        CorpusFile::ALL.into_iter().map(Page::Data).for_each(|page| self.one(page));
        (0..schema::SCHEMAS.len()).map(Page::Schema).for_each(|page| self.one(page));
        let feeds = self.plan.feeds.clone();
        for of in feeds {
            FeedFormat::ALL.into_iter().for_each(|format| self.one(Page::Feed(format, of)));
        }
        let undated = (!corpus.undated.is_empty()).then_some(None);
        let months = self.plan.months.clone().into_iter().map(Some).chain(undated);
        for month in months {
            for file in MonthFile::ALL {
                self.one(Page::MonthData(file, month));
            }
        }
        for ix in corpus.article_ixs() {
            self.one(Page::Document(ix));
            self.one(Page::Text(ix));
            self.one(Page::Excerpts(ix));
            self.one(Page::Record(ix));
        }
        self.listed(corpus);
        self.dated(corpus);
    }

    fn listed(&mut self, corpus: &Corpus) {
        self.long(Page::Stories, corpus.stories.len());
        for (ix, _) in (0..).map(StoryIx).zip(&corpus.stories) {
            self.one(Page::Story(ix));
        }
        self.long(Page::Topics, corpus.topics.len());
        self.long(Page::People, corpus.people.len());
        self.long(Page::Outlets, corpus.outlets.len());
        self.long(Page::Undated, corpus.undated.len());
        let lists = |lists: &[Vec<Entry>], size| -> Vec<Vec<Range<usize>>> {
            lists.iter().map(|list| cut_from_oldest(list, size)).collect()
        };
        let topics = lists(&self.plan.catalogue.topic_lists, self.size);
        let people = lists(&self.plan.catalogue.person_lists, self.size);
        let outlets = lists(&self.plan.catalogue.outlet_lists, self.size);
        for (ix, ranges) in (0..).map(TopicIx).zip(topics) {
            self.parts(Page::Topic(ix), ranges);
        }
        for (ix, ranges) in (0..).map(PersonIx).zip(people) {
            self.parts(Page::Person(ix), ranges);
        }
        for (ix, ranges) in (0..).map(OutletIx).zip(outlets) {
            self.parts(Page::Outlet(ix), ranges);
        }
    }

    fn dated(&mut self, corpus: &Corpus) {
        for (day, articles) in &corpus.days {
            let list: Vec<Entry> = day_entries(corpus, articles);
            self.parts(Page::Day(*day), cut(&list, self.size));
        }
        let months = self.plan.months.clone();
        for month in months {
            let in_month = month.days().filter_map(|day| corpus.days.get(&day));
            self.long(Page::Month(month), in_month.map(Vec::len).sum());
        }
        let years = self.plan.years.clone();
        for year in years {
            self.one(Page::Year(year));
        }
        self.long(Page::Weeks, self.plan.weeks.len());
        let weeks = self.plan.weeks.clone();
        for week in weeks {
            self.one(Page::Week(week));
        }
    }

    fn one(&mut self, page: Page) {
        self.parts(page, std::iter::once(0..0));
    }

    /// A list of `n` entries, so many a page.
    fn long(&mut self, page: Page, n: usize) {
        let starts = (0..n.max(1)).step_by(self.size);
        let size = self.size;
        self.parts(page, starts.map(|start| start..n.min(start + size)));
    }

    fn parts(&mut self, page: Page, ranges: impl IntoIterator<Item = Range<usize>>) {
        let ranges: Vec<Range<usize>> = ranges.into_iter().collect();
        let of = ranges.len();
        for (number, items) in (1..).zip(ranges) {
            let part = Part { number, of, items };
            let route = self.plan.links.route_of(page, part.name(page, number));
            self.plan.pages.push(PlannedPage { route, page, part });
        }
    }
}

/// The documents of a day with all their statements.
pub(crate) fn day_entries(corpus: &Corpus, articles: &[ArticleIx]) -> Vec<Entry> {
    let entry = |ix: &ArticleIx| {
        let statements = corpus.article(*ix).map_or(&[][..], |a| &a.statements);
        let listed = (0..).map(StatementIx).zip(statements);
        let listed = listed.filter(|(_, s)| is_listed(s) && s.is_counted());
        Entry { article: *ix, statements: listed.map(|(ix, _)| ix).collect() }
    };
    articles.iter().map(entry).collect()
}
