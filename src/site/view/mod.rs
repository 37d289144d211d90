//! The template contract: one serialisable struct per template, each with the fields of [`Base`].
//!
//! Views are made of finished strings and borrow the documents' words; templates choose and
//! repeat, they do not compute. A field that may be missing is null, never left out.

mod about;
pub(crate) mod briefing;
mod calendar;
mod copies;
mod correction;
mod date;
mod document;
mod feed;
mod gist;
mod grouping;
mod home;
mod indexes;
mod key;
mod lead;
mod listing;
mod parts;
mod person;
mod phrase;
mod ruler;
mod search;
mod sitemap;
pub(crate) mod statement;
mod story;
mod text;
mod touched;
mod watch;
mod week;

use std::borrow::Cow;

use serde::Serialize;

use crate::analyse::{BriefingIndex, KeyStatements};
use crate::config::{Config, Indexing};
use crate::lang::Lexicon;
use crate::model::{Corpus, Month, OutletIx, PersonIx, TopicIx};

use super::Route;
use super::api::archive::MonthFile;
use super::api::corpus::CorpusFile;
use super::display::Display;
use super::json_ld::JsonBlock;
use super::links::{self, Page, SiteUrl};
use super::plain;
use super::plan::{Part, Plan};
use super::words::OwnWords;

pub(crate) use about::{about, missing, moved};
pub(crate) use calendar::{calendar, month, year};
pub(crate) use date::{Days, days};
pub(crate) use document::document;
pub(crate) use feed::{FeedLink, feed};
pub use gist::GistView;
pub(crate) use gist::{GistDocument, GistRun, GistSentence, GistStatement, SummaryPage};
pub(crate) use home::home;
pub(crate) use indexes::{outlets, people, topics, weeks};
pub(crate) use listing::{PHRASES, day, outlet, person, topic, undated};
pub(crate) use parts::{ArchiveLine, Chip, Tally, archive};
pub(crate) use search::search;
pub(crate) use sitemap::{ENTRIES as SITEMAP_ENTRIES, is_listed as is_in_sitemap, sitemap};
pub(crate) use statement::Naming;
pub(crate) use story::{PHRASES as STORY_PHRASES, stories, story};
pub(crate) use watch::{watch, watched};
pub(crate) use week::{PHRASES as WEEK_PHRASES, WeekBriefings, week};

/// What every view is made from.
#[derive(Clone, Copy)]
pub(crate) struct Cx<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) corpus: &'a Corpus,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) key_statements: &'a KeyStatements<'a>,
    pub(crate) config: &'a Config,
    pub(crate) words: &'a OwnWords,
    pub(crate) display: &'a Display,
    pub(crate) briefings: &'a BriefingIndex,
    pub(crate) weeks: &'a WeekBriefings,
    pub(crate) days: &'a Days,
    /// The page being made, and the way from it up to the root.
    pub(crate) route: &'a Route,
    pub(crate) root: &'a str,
    /// The public address, where links are whole: in feeds, which are read elsewhere.
    pub(crate) base: Option<&'a str>,
}

/// The fields that every template may rely on.
#[derive(Debug, Serialize)]
pub(crate) struct Base<'a> {
    /// The title, without the site's name.
    pub(crate) title: String,
    /// The title as it stands in the head: with the site's name, safe without markup.
    pub(crate) head_title: String,
    pub(crate) description: String,
    /// The way up to the root of the site: empty, or `../` repeated.
    pub(crate) root: &'a str,
    /// The public address, where the site has one.
    pub(crate) url: Option<String>,
    /// `article` or `website`.
    pub(crate) kind: &'static str,
    /// The day of publication, where it is trusted.
    pub(crate) published: Option<String>,
    /// The section of the site: `topics`.
    pub(crate) nav: &'static str,
    /// `page` on the section's own page, `true` below it.
    pub(crate) nav_state: &'static str,
    pub(crate) breadcrumbs: Vec<Crumb<'a>>,
    /// Neighbouring parts of a long list.
    pub(crate) prev: Option<SiteUrl>,
    pub(crate) next: Option<SiteUrl>,
    /// False where search engines are asked to stay away.
    pub(crate) index: bool,
    pub(crate) json_ld: JsonBlock,
    /// The feeds that follow the page.
    pub(crate) feeds: Vec<FeedLink>,
    /// The file of data that has what the page shows, where there is one.
    pub(crate) data: Option<SiteUrl>,
    /// What the archive holds: on the front page and the page about the site only, since every
    /// new document changes it.
    pub(crate) archive_line: Option<ArchiveLine>,
}

/// One step of the way to a page; the last has no address.
#[derive(Debug, Serialize)]
pub(crate) struct Crumb<'a> {
    pub(crate) label: Cow<'a, str>,
    pub(crate) url: Option<SiteUrl>,
}

/// What a page says of itself.
pub(crate) struct About<'a> {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) nav: &'static str,
    /// The pages above, from the section down; empty for a section's own page.
    pub(crate) above: Vec<(Cow<'a, str>, Page)>,
    pub(crate) part: Part,
    pub(crate) page: Page,
}

/// The file of data that has what a page shows: a record of its own, or the list in which its record
/// stands. `None` for pages that choose from several files.
fn data_of(page: Page) -> Option<Page> {
    Some(match page {
        Page::Document(ix) => Page::Record(ix),
        Page::Home | Page::About => Page::Data(CorpusFile::Index),
        Page::Stories | Page::Story(_) => Page::Data(CorpusFile::Stories),
        Page::Topics | Page::Topic(_) => Page::Data(CorpusFile::Topics),
        Page::People | Page::Person(_) => Page::Data(CorpusFile::People),
        Page::Outlets | Page::Outlet(_) => Page::Data(CorpusFile::Documents),
        Page::Weeks | Page::Week(_) => Page::Data(CorpusFile::Weeks),
        Page::Month(month) => Page::MonthData(MonthFile::Documents, Some(month)),
        Page::Day(day) => Page::MonthData(MonthFile::Documents, Some(Month::of(day))),
        Page::Undated => Page::MonthData(MonthFile::Documents, None),
        _ => return None,
    })
}

/// Longest description, in letters.
const DESCRIPTION: usize = 150;

impl<'a> Cx<'a> {
    /// The address of a page from this one.
    pub(crate) fn href(&self, page: Page) -> SiteUrl {
        self.href_part(page, None)
    }

    /// The address of a part of a list, by its name, from this page.
    pub(crate) fn href_part(&self, page: Page, name: Option<usize>) -> SiteUrl {
        let route = self.plan.links.route_of(page, name);
        match self.base {
            Some(base) => SiteUrl::whole(base, &route),
            None => links::relative(self.root, &route),
        }
    }

    /// The public address of a page, where the site has one.
    pub(crate) fn public(&self, page: Page) -> Option<String> {
        let base = self.config.site.base_url.as_deref()?;
        Some(links::absolute(base, &self.plan.links.route(page)))
    }

    /// The name of the site.
    pub(crate) fn site_title(&self) -> &'a str {
        self.config.site.title.as_deref().unwrap_or(&self.words.site.name)
    }

    pub(crate) fn person_name(&self, ix: PersonIx) -> &'a str {
        self.corpus.person(ix).map_or("", |person| &person.label)
    }

    pub(crate) fn topic_name(&self, ix: TopicIx) -> &'a str {
        self.corpus.topic(ix).map_or("", |topic| &topic.name)
    }

    pub(crate) fn outlet_name(&self, ix: OutletIx) -> &'a str {
        self.corpus.outlet(ix).map_or("", |outlet| &outlet.name)
    }

    /// The fields of a page that every template relies on; `data` is what the page is about, for
    /// programs.
    pub(crate) fn base(&self, about: About<'a>, data: Option<serde_json::Value>) -> Base<'a> {
        let Part { number, of, .. } = about.part;
        let mut title = about.title.clone();
        if let Some(place) = self.place_in_list(about.page, &about.part) {
            title = format!("{title}{}{place}", self.words.range.comma);
        }
        let at = |number| self.href_part(about.page, about.part.name(about.page, number));
        let breadcrumbs = self.breadcrumbs(&about);
        let base_url = self.config.site.base_url.as_deref();
        let json_ld = JsonBlock::page(self, &about, data);
        Base {
            head_title: plain::line(&format!(
                "{title}{}{}",
                self.words.site.separator,
                self.site_title()
            )),
            description: plain::line(
                &self.display.clip(&plain::collapse(&about.description), DESCRIPTION),
            ),
            root: self.root,
            url: base_url.map(|base| links::absolute(base, self.route)),
            kind: if matches!(about.page, Page::Document(_)) { "article" } else { "website" },
            published: None,
            nav: about.nav,
            nav_state: if about.above.is_empty() { "page" } else { "true" },
            breadcrumbs,
            prev: (number > 1).then(|| at(number - 1)),
            next: (number < of).then(|| at(number + 1)),
            index: self.config.site.index == Indexing::Allowed,
            json_ld,
            feeds: self.feeds(about.page),
            data: self.data(about.page),
            archive_line: matches!(about.page, Page::Home | Page::About)
                .then(|| archive(self))
                .flatten(),
            title: about.title,
        }
    }

    /// The file of data that has what a page shows.
    fn data(&self, page: Page) -> Option<SiteUrl> {
        // Where every document has a day, no file tells of those without.
        let is_there = page != Page::Undated || !self.corpus.undated.is_empty();
        data_of(page).filter(|_| is_there).map(|page| self.href(page))
    }

    fn breadcrumbs(&self, about: &About<'a>) -> Vec<Crumb<'a>> {
        if about.page == Page::Home {
            return Vec::new();
        }
        let home = Crumb {
            label: Cow::Borrowed(self.words.nav.home.as_str()),
            url: Some(self.href(Page::Home)),
        };
        let above = about
            .above
            .iter()
            .map(|(label, page)| Crumb { label: label.clone(), url: Some(self.href(*page)) });
        let here = match about.page {
            Page::Document(_) => self.words.document.one.clone(),
            Page::Week(week) => self.display.week_range(week),
            _ => about.title.clone(),
        };
        let here = Crumb { label: Cow::Owned(here), url: None };
        std::iter::once(home).chain(above).chain([here]).collect()
    }
}
