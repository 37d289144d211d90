//! A planned page → its bytes.

use std::sync::OnceLock;

use serde::Serialize;
use tera::Context;

use crate::analyse::{BriefingIndex, KeyStatements};
use crate::config::{Config, Indexing};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lexicon;
use crate::model::{ArticleIx, Briefing, Corpus, Week};
use crate::workers::{Alone, Workers};

use super::api::{Archive, schema};
use super::assets::versioned;
use super::display::Display;
use super::feed::{FeedFormat, FeedOf};
use super::lasting::{Fleeting, Lasting};
use super::links::{Page, absolute, root_of};
use super::search::{self, Index};
use super::theme::{Engine, Theme, value};
use super::view::{self, Cx};
use super::{MadeOf, OutputFile, Plan, PlannedPage};

/// Renders the pages of a plan, one at a time and in any order.
pub struct Renderer<'a> {
    plan: &'a Plan,
    corpus: &'a Corpus,
    lexicon: &'a Lexicon,
    key_statements: KeyStatements<'a>,
    config: &'a Config,
    theme: &'a Theme,
    display: Display,
    briefings: BriefingIndex,
    /// The briefings of the weeks, for their pages and the editions beside them.
    weeks: view::WeekBriefings,
    /// Where the front page goes.
    home: super::Route,
    days: view::Days,
    engine: Engine<'a>,
    /// The index of the search page, made when it is first asked for.
    index: OnceLock<Index>,
}

/// `site` in templates.
#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    has_base_url: bool,
    has_watchlist: bool,
    /// Language and region for previews of links, by the names of the months: `ar_AR` for all.
    locale: String,
    /// Style sheet and icon, below the root.
    style: String,
    icon: String,
    /// The search script, for the page that has one.
    script: String,
}

impl<'a> Renderer<'a> {
    /// A renderer of the pages of `plan`, which was made from the same corpus and settings.
    ///
    /// # Errors
    /// Where the words of the theme cannot be given to templates.
    pub fn new(
        plan: &'a Plan,
        corpus: &'a Corpus,
        lexicon: &'a Lexicon,
        config: &'a Config,
        theme: &'a Theme,
    ) -> Result<Self> {
        let display = Display::new(&config.display, &theme.words.display)?;
        let days = view::days(corpus, &display);
        let mut renderer = Self {
            plan,
            corpus,
            lexicon,
            key_statements: KeyStatements::new(corpus, lexicon),
            config,
            theme,
            display,
            briefings: BriefingIndex::new(corpus, lexicon, config),
            weeks: plan.weeks.iter().map(|week| (*week, OnceLock::new())).collect(),
            home: plan.links.route(Page::Home),
            days,
            engine: theme.engine(),
            index: OnceLock::new(),
        };
        let cx = renderer.cx(&renderer.home, "");
        let site = value(&SiteView {
            title: cx.site_title(),
            has_base_url: config.site.base_url.is_some(),
            has_watchlist: !config.watchlist.is_empty(),
            locale: renderer.display.locale(),
            style: versioned("site.css", &theme.style),
            icon: versioned("icon.svg", &theme.icon),
            script: versioned("search.js", &theme.script),
        })?;
        renderer.engine.set_site(site);
        Ok(renderer)
    }

    /// What the pages are made from.
    pub fn made_of(&self) -> MadeOf<'_> {
        let week_start = self.config.display.week_start;
        MadeOf::new(self.plan, self.corpus, week_start, self.briefings.watched())
    }

    fn cx<'c>(&'c self, route: &'c super::Route, root: &'c str) -> Cx<'c> {
        Cx {
            plan: self.plan,
            corpus: self.corpus,
            lexicon: self.lexicon,
            key_statements: &self.key_statements,
            config: self.config,
            words: &self.theme.words.own,
            display: &self.display,
            briefings: &self.briefings,
            weeks: &self.weeks,
            days: &self.days,
            route,
            root,
            base: None,
        }
    }

    /// What the editions beside the site are made from: their links are whole or none.
    pub(super) fn edition_cx(&self) -> Cx<'_> {
        Cx { base: self.config.site.base_url.as_deref(), ..self.cx(&self.home, "") }
    }

    pub(super) fn theme(&self) -> &Theme {
        self.theme
    }

    pub(super) fn config(&self) -> &Config {
        self.config
    }

    /// A template of the theme with its values.
    ///
    /// # Errors
    /// Where the template asks for what the view does not have.
    pub(super) fn filled(&self, template: &str, view: &impl Serialize) -> Result<String> {
        let bytes = self.bytes(template, view)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn bytes(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>> {
        let mut context = Context::new();
        context.insert_value("page", value(view)?);
        self.engine.render(template, &context)
    }

    pub(super) fn archive(&self) -> Archive<'_> {
        let site = &self.config.site;
        Archive {
            corpus: self.corpus,
            plan: self.plan,
            lexicon: self.lexicon,
            site,
            title: site.title.as_deref().unwrap_or(&self.theme.words.own.site.name),
        }
    }

    /// The file of a page.
    ///
    /// # Errors
    /// Where a template asks for what the page does not have, and where the page is of another
    /// corpus.
    pub fn render(&self, page: &PlannedPage) -> Result<OutputFile> {
        let root = match page.page {
            // Served for any address: only the way from the server's root is sure.
            Page::NotFound => base_path(self.config),
            _ => root_of(&page.route),
        };
        let cx = self.cx(&page.route, &root);
        let part = &page.part;
        let bytes = match page.page {
            Page::Home => self.html("home.html", Some(view::home(&cx))),
            Page::Document(ix) => self.html("document.html", view::document(&cx, ix)),
            Page::Text(ix) => self.text(ix),
            Page::Excerpts(ix) => search::script(&cx, ix).ok_or_else(foreign),
            Page::Stories => self.html("stories.html", Some(view::stories(&cx, part))),
            Page::Story(ix) => self.html("story.html", view::story(&cx, ix)),
            Page::Topics => self.html("topics.html", Some(view::topics(&cx, part))),
            Page::Topic(ix) => self.html("topic.html", view::topic(&cx, ix, part)),
            Page::People => self.html("people.html", Some(view::people(&cx, part))),
            Page::Person(ix) => self.html("person.html", view::person(&cx, ix, part)),
            Page::Outlets => self.html("outlets.html", Some(view::outlets(&cx, part))),
            Page::Outlet(ix) => self.html("outlet.html", view::outlet(&cx, ix, part)),
            Page::Calendar => self.html("calendar.html", Some(view::calendar(&cx))),
            Page::Year(year) => self.html("year.html", view::year(&cx, year)),
            Page::Month(month) => self.html("month.html", view::month(&cx, month, part)),
            Page::Day(day) => self.html("day.html", view::day(&cx, day, part)),
            Page::Undated => self.html("undated.html", Some(view::undated(&cx, part))),
            Page::Weeks => self.html("weeks.html", Some(view::weeks(&cx, part))),
            Page::Watch => self.html("watch.html", Some(view::watch(&cx, part))),
            Page::Watched(ix) => self.html("watched.html", view::watched(&cx, ix)),
            Page::Week(week) => self.html("week.html", view::week(&cx, week)),
            Page::Edition(..) => {
                Err(Error::new(ErrorKind::Internal, "an edition is not made like a page"))
            }
            Page::Search => {
                self.html("search.html", Some(view::search(&cx, self.index(&Alone, &Fleeting))))
            }
            Page::About => self.html("about.html", Some(view::about(&cx))),
            Page::NotFound => self.html("404.html", Some(view::missing(&cx))),
            Page::Moved(ix) => self.html("moved.html", view::moved(&cx, ix)),
            Page::Robots => Ok(self.robots()),
            Page::Data(file) => file.contents(&self.archive()),
            Page::Record(ix) => {
                self.archive().record(ix).map(String::into_bytes).ok_or_else(foreign)
            }
            Page::MonthData(file, month) => Ok(file.contents(&self.archive(), month).into_bytes()),
            Page::Schema(ix) => Ok(schema::text(ix).as_bytes().to_vec()),
            Page::Feed(format, of) => self.feed(&cx, format, of),
            Page::Sitemap => self.html("sitemap.xml", view::sitemap(&cx, part)),
        };
        Ok(OutputFile { route: page.route.clone(), bytes: bytes? })
    }

    /// The briefing of a week; `None` for one without documents.
    pub fn week_briefing(&self, week: Week) -> Option<&Briefing> {
        self.edition_cx().week_briefing(week)
    }

    /// The parts of the search index, which no page of the plan stands for. The first call makes
    /// them, by `workers`; others wait.
    pub fn search_files(&self, workers: &dyn Workers, lasting: &dyn Lasting) -> &[OutputFile] {
        &self.index(workers, lasting).files
    }

    fn index(&self, workers: &dyn Workers, lasting: &dyn Lasting) -> &Index {
        self.index.get_or_init(|| {
            let route = self.plan.links.route(Page::Search);
            Index::new((workers, lasting), &self.cx(&route, &root_of(&route)))
        })
    }

    fn html(&self, template: &str, view: Option<impl Serialize>) -> Result<Vec<u8>> {
        self.bytes(template, &view.ok_or_else(foreign)?)
    }

    fn feed(&self, cx: &Cx<'_>, format: FeedFormat, of: FeedOf) -> Result<Vec<u8>> {
        let cx = Cx { base: self.config.site.base_url.as_deref(), ..*cx };
        let feed = view::feed(&cx, of).ok_or_else(foreign)?;
        if format == FeedFormat::Atom {
            return self.html("feed.xml", Some(feed));
        }
        let mut context = Context::new();
        let contents = feed.entries.iter().map(|entry| {
            context.insert_value("page", value(entry)?);
            let html = self.engine.render("feed_entry.html", &context)?;
            Ok(String::from_utf8_lossy(&html).trim().to_owned())
        });
        Ok(feed.json(contents.collect::<Result<_>>()?).into_bytes())
    }

    /// A document's text as it was read: every span of the pages can be checked against it.
    fn text(&self, ix: ArticleIx) -> Result<Vec<u8>> {
        let article = self.corpus.article(ix).ok_or_else(foreign)?;
        Ok(article.document.text.as_str().as_bytes().to_vec())
    }

    fn robots(&self) -> Vec<u8> {
        let rule = match self.config.site.index {
            Indexing::Allowed => "Allow: /",
            Indexing::Refused => "Disallow: /",
        };
        let mut text = format!("User-agent: *\n{rule}\n");
        let sitemaps = self.plan.pages.iter().filter(|page| page.page == Page::Sitemap);
        for (sitemap, base) in sitemaps.zip(self.config.site.base_url.iter().cycle()) {
            text.push_str(&format!("Sitemap: {}\n", absolute(base, &sitemap.route)));
        }
        text.into_bytes()
    }
}

/// What the page of another corpus comes to.
fn foreign() -> Error {
    Error::new(ErrorKind::Template, "the page was planned for another corpus")
}

/// The path of the site on its server; empty for a site on a disk.
pub fn base_path(config: &Config) -> String {
    let base = config.site.base_url.as_deref();
    let url = base.and_then(|base| url::Url::parse(base).ok());
    url.map_or_else(String::new, |url| url.path().to_owned())
}
