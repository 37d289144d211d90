//! The entries of feeds, newest first: what is said of each stands in the entry, with links to its
//! pages.
//!
//! A reader of feeds shows an entry once, so all of it comes from the content: its time is noon of
//! the day of the documents, which is that day nearly everywhere on earth, and no clock is read.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::{ArticleIx, Confidence, StatementRef, StoryIx, Week, short_id};
use crate::site::api::statement::context;
use crate::site::catalogue::statement;
use crate::site::display::Noun;
use crate::site::feed::{self, ENTRIES, FeedFormat, FeedOf, JsonHead, JsonItem};
use crate::site::links::{self, Page, SiteUrl};
use crate::site::plain;
use crate::site::plan::day_entries;

use super::Cx;
use super::parts::DocItem;
use super::statement::{StatementView, Whose};
use super::watch::watched_articles;

/// `feed.xml`, and what the JSON Feed is made of.
#[derive(Debug, Serialize)]
pub(crate) struct FeedView<'a> {
    id: String,
    title: String,
    author: &'a str,
    updated: String,
    /// The page that the feed follows.
    url: SiteUrl,
    /// The feed's own public address; null without one.
    own_url: Option<String>,
    /// The WebSub hub; null without one.
    hub: Option<&'a str>,
    pub(crate) entries: Vec<FeedEntry<'a>>,
}

/// One entry: `page` of `feed_entry.html`.
#[derive(Debug, Serialize)]
pub(crate) struct FeedEntry<'a> {
    id: String,
    title: String,
    url: SiteUrl,
    updated: String,
    /// Null where the day of publication is not trusted.
    published: Option<String>,
    /// Who published it.
    outlet: Option<&'a str>,
    topics: Vec<&'a str>,
    says: Says<'a>,
}

/// What an entry says.
#[derive(Debug, Default, Serialize)]
struct Says<'a> {
    facts: Vec<String>,
    opening: Option<String>,
    /// The sentences around the statement of an entry that is of one.
    before: Option<&'a str>,
    after: Option<&'a str>,
    statements: Vec<StatementView<'a>>,
    documents: Vec<DocItem<'a>>,
}

/// Letters of an opening paragraph, and of the words in a title.
const OPENING: usize = 480;
const TITLE: usize = 90;
/// Statements and documents of one entry.
const STATEMENTS: usize = 5;
const DOCUMENTS: usize = 10;

/// The feed of something; `None` where it has nothing to tell.
pub(crate) fn feed<'a>(cx: &Cx<'a>, of: FeedOf) -> Option<FeedView<'a>> {
    let (name, thing, entries) = match of {
        FeedOf::Site => (None, "site".to_owned(), events(cx)),
        FeedOf::Topic(ix) => {
            let topic = cx.corpus.topic(ix)?;
            let list = cx.plan.catalogue.topic_lists.get(ix.0 as usize)?;
            let articles = list.iter().map(|entry| entry.article);
            (Some(&*topic.name), format!("topics/{}", short_id(&topic.id)), documents(cx, articles))
        }
        FeedOf::Outlet(ix) => {
            let outlet = cx.corpus.outlet(ix)?;
            let list = cx.plan.catalogue.outlet_lists.get(ix.0 as usize)?;
            let articles = list.iter().map(|entry| entry.article);
            let thing = format!("sources/{}", short_id(&outlet.name));
            (Some(&*outlet.name), thing, documents(cx, articles))
        }
        FeedOf::Person(ix) => {
            let person = cx.corpus.person(ix)?;
            let list = cx.plan.catalogue.person_lists.get(ix.0 as usize)?;
            let said = feed::statements(cx.corpus, list);
            let entries = said.filter_map(|at| said_entry(cx, at)).take(ENTRIES).collect();
            (Some(&*person.label), format!("people/{}", short_id(&person.label)), entries)
        }
        FeedOf::Weeks => {
            let weeks = cx.plan.weeks.iter().rev().take(ENTRIES);
            let entries = weeks.filter_map(|week| briefing(cx, *week)).collect();
            (Some(cx.words.nav.weeks.as_str()), "weeks".to_owned(), entries)
        }
        FeedOf::Watch => {
            let entries = documents(cx, watched_articles(cx, None).into_iter());
            (Some(cx.words.briefing.watched.as_str()), "watch".to_owned(), entries)
        }
        FeedOf::Watched(ix) => {
            let words = cx.config.watchlist.words.get(ix)?;
            let entries = documents(cx, watched_articles(cx, Some(words)).into_iter());
            (Some(words.as_str()), format!("watch/{}", short_id(words)), entries)
        }
    };
    let newest = entries.iter().map(|entry: &FeedEntry<'_>| entry.updated.clone()).max();
    // A watchlist is followed also while there is nothing of it.
    let quiet = || cx.corpus.days.keys().next_back().map(|day| noon(*day));
    let updated =
        newest.or_else(|| quiet().filter(|_| matches!(of, FeedOf::Watch | FeedOf::Watched(_))))?;
    let base = cx.config.site.base_url.as_deref();
    Some(FeedView {
        id: feed::tag(cx.config, &thing),
        title: title(cx, name),
        author: cx.site_title(),
        updated,
        url: cx.href(of.page()),
        own_url: base.map(|base| links::absolute(base, cx.route)),
        hub: cx.config.feeds.hub.as_deref(),
        entries,
    })
}

/// The title of a feed: whose it is, and the site's name.
fn title(cx: &Cx<'_>, name: Option<&str>) -> String {
    let site = cx.site_title();
    plain::line(&match name {
        Some(name) => format!("{}{}{site}", plain::collapse(name), cx.words.site.separator),
        None => site.to_owned(),
    })
}

/// Stories, and documents that stand in none, each once, by their newest day.
fn events<'a>(cx: &Cx<'a>) -> Vec<FeedEntry<'a>> {
    let mut told: BTreeSet<StoryIx> = BTreeSet::new();
    let newest = cx.plan.catalogue.newest.iter();
    let entry = |ix: &ArticleIx| match cx.plan.catalogue.story(*ix) {
        Some(story) if told.insert(story) => event(cx, story, *ix),
        Some(_) => None,
        None => document(cx, *ix),
    };
    newest.filter_map(entry).take(ENTRIES).collect()
}

/// A story, by the day of its newest document.
fn event<'a>(cx: &Cx<'a>, ix: StoryIx, newest: ArticleIx) -> Option<FeedEntry<'a>> {
    let story = cx.corpus.story(ix)?;
    let day = cx.corpus.date(newest)?.shown()?;
    let headline = cx.headline(cx.corpus.article(story.representative)?);
    let said = story.facts.statements.iter().take(STATEMENTS);
    let said = said.filter_map(|said| cx.statement(*said.places.first()?, Whose::Any));
    let articles = story.articles.iter().take(DOCUMENTS).map(|member| member.article);
    Some(FeedEntry {
        id: feed::tag(cx.config, &format!("s/{}", cx.plan.document_id(story.earliest()))),
        title: plain::line(&plain::collapse(&headline.text)),
        url: cx.href(Page::Story(ix)),
        updated: noon(day),
        published: None,
        outlet: None,
        topics: cx.topics_of(story.representative).map(|topic| cx.topic_name(topic)).collect(),
        says: Says {
            facts: std::iter::once(cx.kick(story)).chain(cx.story_facts(story)).collect(),
            statements: said.collect(),
            documents: cx.items(articles),
            ..Says::default()
        },
    })
}

fn documents<'a>(cx: &Cx<'a>, articles: impl Iterator<Item = ArticleIx>) -> Vec<FeedEntry<'a>> {
    articles.filter_map(|ix| document(cx, ix)).take(ENTRIES).collect()
}

/// A document; `None` without a day.
fn document<'a>(cx: &Cx<'a>, ix: ArticleIx) -> Option<FeedEntry<'a>> {
    let article = cx.corpus.article(ix)?;
    let day = cx.corpus.date(ix)?.shown()?;
    let opening = article.opening().map(|span| article.document.text.slice(span));
    let opening = opening.map(|words| cx.display.clip(words, OPENING));
    let list = day_entries(cx.corpus, &[ix]);
    let said = feed::statements(cx.corpus, &list).take(STATEMENTS);
    Some(FeedEntry {
        id: feed::tag(cx.config, &format!("d/{}", cx.plan.document_id(ix))),
        title: plain::line(&plain::collapse(&cx.headline(article).text)),
        url: cx.href(Page::Document(ix)),
        updated: noon(day),
        published: published(cx, ix),
        outlet: outlet(cx, ix),
        topics: cx.topics_of(ix).map(|topic| cx.topic_name(topic)).collect(),
        says: Says {
            facts: facts(cx, ix, day),
            opening: opening.filter(|words| !words.is_empty()),
            statements: said.filter_map(|at| cx.statement(at, Whose::Any)).collect(),
            ..Says::default()
        },
    })
}

/// A statement, between the sentences around it.
fn said_entry<'a>(cx: &Cx<'a>, at: StatementRef) -> Option<FeedEntry<'a>> {
    let article = cx.corpus.article(at.article)?;
    let day = cx.corpus.date(at.article)?.shown()?;
    let said = statement(article, at.statement)?;
    let text = &article.document.text;
    let view = cx.statement(at, Whose::Any)?;
    let words = cx.display.clip(&plain::collapse(text.slice(said.text)), TITLE);
    let (before, after) = context(&article.sentences, said.text);
    let id = format!("d/{}/{}", cx.plan.document_id(at.article), cx.plan.catalogue.mark(at));
    let names: Vec<String> = view.names.iter().map(|name| plain::collapse(name)).collect();
    Some(FeedEntry {
        id: feed::tag(cx.config, &id),
        title: plain::line(&format!("{}: {words}", cx.display.list(&names))),
        url: cx.href(Page::Document(at.article)).at('q', cx.plan.catalogue.mark(at)),
        updated: noon(day),
        published: published(cx, at.article),
        outlet: outlet(cx, at.article),
        topics: said
            .topics
            .iter()
            .filter_map(|topic| cx.plan.catalogue.topic(&topic.id))
            .map(|topic| cx.topic_name(topic))
            .collect(),
        says: Says {
            before: before.map(|span| text.slice(span)),
            after: after.map(|span| text.slice(span)),
            statements: vec![view],
            ..Says::default()
        },
    })
}

/// The briefing of a week, by its last day with documents.
fn briefing<'a>(cx: &Cx<'a>, week: Week) -> Option<FeedEntry<'a>> {
    let articles = cx.in_week(week);
    let day = cx.corpus.days.range(week.first()..=week.last()).next_back()?.0;
    let list = day_entries(cx.corpus, &articles);
    let quotes = cx.quotes(&list, STATEMENTS);
    let range = cx.display.week_range(week);
    Some(FeedEntry {
        id: feed::tag(cx.config, &format!("weeks/{}", week.first())),
        title: plain::line(&cx.phrase(&cx.words.week.title_of, "range", &range)),
        url: cx.href(Page::Week(week)),
        updated: noon(*day),
        published: None,
        outlet: None,
        topics: Vec::new(),
        says: Says {
            facts: vec![
                range,
                cx.documents(articles.len()),
                cx.statements(cx.n_counted(&list)),
                cx.display.count(Noun::Speaker, cx.speaker_counts(&list).len()),
            ],
            statements: quotes.into_iter().filter_map(|at| cx.statement(at, Whose::Any)).collect(),
            documents: cx.items(articles.iter().rev().take(DOCUMENTS).copied()),
            ..Says::default()
        },
    })
}

fn noon(day: NaiveDate) -> String {
    format!("{day}T12:00:00Z")
}

/// The time of publication, where a whole day is trusted.
fn published(cx: &Cx<'_>, ix: ArticleIx) -> Option<String> {
    let date = cx.corpus.date(ix)?;
    let trusted = matches!(date.confidence, Confidence::Firm | Confidence::Probable);
    date.shown_day().filter(|_| trusted).map(noon)
}

fn outlet<'a>(cx: &Cx<'a>, ix: ArticleIx) -> Option<&'a str> {
    cx.plan.catalogue.outlet(ix).map(|outlet| cx.outlet_name(outlet))
}

fn facts(cx: &Cx<'_>, ix: ArticleIx, day: NaiveDate) -> Vec<String> {
    outlet(cx, ix).map(plain::collapse).into_iter().chain([cx.display.short_day(day)]).collect()
}

impl FeedView<'_> {
    /// The JSON Feed; `contents` are the entries' bodies as HTML, in step.
    pub(crate) fn json(&self, contents: Vec<String>) -> String {
        // A JSON Feed has whole addresses or none.
        let whole = |url: &SiteUrl| self.own_url.is_some().then(|| url.to_string());
        let item = |(entry, content_html)| {
            let entry: &FeedEntry<'_> = entry;
            JsonItem {
                id: &entry.id,
                title: &entry.title,
                url: whole(&entry.url),
                content_html,
                date_published: entry.published.as_deref(),
                date_modified: &entry.updated,
                tags: &entry.topics,
                outlet: entry.outlet,
            }
        };
        let items: Vec<JsonItem<'_>> = self.entries.iter().zip(contents).map(item).collect();
        let head = JsonHead {
            title: &self.title,
            author: self.author,
            page: whole(&self.url),
            own: self.own_url.as_deref(),
            hub: self.hub,
        };
        feed::json(&head, &items)
    }
}

/// A feed as pages name it.
#[derive(Debug, Serialize)]
pub(crate) struct FeedLink {
    url: SiteUrl,
    /// Its media type.
    kind: &'static str,
    title: String,
    /// The name of the format.
    name: &'static str,
}

impl Cx<'_> {
    /// The feeds that follow a page: its own, else those of the site.
    pub(crate) fn feeds(&self, page: Page) -> Vec<FeedLink> {
        let own = Some(FeedOf::of(page)).filter(|of| self.plan.feeds.contains(of));
        let of = own.or_else(|| Some(FeedOf::Site).filter(|of| self.plan.feeds.contains(of)));
        let link = |of: FeedOf, format: FeedFormat| FeedLink {
            url: self.href(Page::Feed(format, of)),
            kind: format.media_type(),
            title: title(self, self.followed(of)),
            name: format.name(),
        };
        let both = of.map(|of| FeedFormat::ALL.map(|format| link(of, format)));
        both.into_iter().flatten().collect()
    }

    fn followed(&self, of: FeedOf) -> Option<&str> {
        match of {
            FeedOf::Site => None,
            FeedOf::Topic(ix) => Some(self.topic_name(ix)),
            FeedOf::Person(ix) => Some(self.person_name(ix)),
            FeedOf::Outlet(ix) => Some(self.outlet_name(ix)),
            FeedOf::Weeks => Some(&self.words.nav.weeks),
            FeedOf::Watch => Some(&self.words.briefing.watched),
            FeedOf::Watched(ix) => self.config.watchlist.words.get(ix).map(String::as_str),
        }
    }
}
