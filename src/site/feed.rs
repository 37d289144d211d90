//! Feeds: what each is of, where it stands, and the identities of what it tells.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::model::{Corpus, OutletIx, PersonIx, StatementRef, TopicIx};

use super::catalogue::{Entry, statement};
use super::links::Page;
use super::plan::Plan;

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FeedOf {
    /// Events: stories, and documents that stand in none.
    Site,
    /// Documents of a topic.
    Topic(TopicIx),
    /// Statements of a person or body.
    Person(PersonIx),
    /// Documents of an outlet.
    Outlet(OutletIx),
    /// Weekly briefings.
    Weeks,
    /// Documents of what the desk watches.
    Watch,
    /// Documents with words that the desk watches: index into those of the settings.
    Watched(usize),
}

/// The two forms of every feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FeedFormat {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// Entries of a feed.
pub(crate) const ENTRIES: usize = 50;

/// The authority of identities where neither the settings nor a public address name one.
const NOBODY: &str = "mujaz.invalid,2020";
/// The year of an authority that is the host of the public address.
const YEAR: &str = ",2020";

impl FeedOf {
    /// The page that the feed follows.
    pub(crate) fn page(self) -> Page {
        match self {
            Self::Site => Page::Home,
            Self::Topic(ix) => Page::Topic(ix),
            Self::Person(ix) => Page::Person(ix),
            Self::Outlet(ix) => Page::Outlet(ix),
            Self::Weeks => Page::Weeks,
            Self::Watch => Page::Watch,
            Self::Watched(ix) => Page::Watched(ix),
        }
    }

    /// The feed that follows a page most closely.
    pub(crate) fn of(page: Page) -> Self {
        match page {
            Page::Topic(ix) => Self::Topic(ix),
            Page::Person(ix) => Self::Person(ix),
            Page::Outlet(ix) => Self::Outlet(ix),
            Page::Weeks | Page::Week(_) => Self::Weeks,
            Page::Watch => Self::Watch,
            Page::Watched(ix) => Self::Watched(ix),
            _ => Self::Site,
        }
    }
}

impl FeedFormat {
    pub(crate) const ALL: [Self; 2] = [Self::Atom, Self::Json];

    /// The name of its file, in the folder of the page.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }

    /// Its media type.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    /// Its name for readers.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Atom => "Atom",
            Self::Json => "JSON",
        }
    }
}

/// The feeds of a site: those that have something to tell. What has no day cannot be news, and
/// stands in none.
pub(super) fn all(corpus: &Corpus, plan: &Plan, config: &Config) -> Vec<FeedOf> {
    let lists = &plan.catalogue;
    let has_day = |list: &Vec<Entry>| list.iter().any(|entry| is_dated(corpus, entry));
    let dated = |ok: bool, of: FeedOf| ok.then_some(of);
    let topics = (0..).map(TopicIx).zip(&lists.topic_lists);
    let outlets = (0..).map(OutletIx).zip(&lists.outlet_lists);
    let people = (0..).map(PersonIx).zip(&lists.person_lists);
    let any = !corpus.days.is_empty();
    let watches = any && !config.watchlist.is_empty();
    [dated(any, FeedOf::Site), dated(any, FeedOf::Weeks), dated(watches, FeedOf::Watch)]
        .into_iter()
        .chain((0..config.watchlist.words.len()).map(|ix| dated(any, FeedOf::Watched(ix))))
        .chain(topics.map(|(ix, list)| dated(has_day(list), FeedOf::Topic(ix))))
        .chain(outlets.map(|(ix, list)| dated(has_day(list), FeedOf::Outlet(ix))))
        .chain(
            people.map(|(ix, list)| {
                dated(statements(corpus, list).next().is_some(), FeedOf::Person(ix))
            }),
        )
        .flatten()
        .collect()
}

pub(crate) fn is_dated(corpus: &Corpus, entry: &Entry) -> bool {
    corpus.date(entry.article).is_some_and(|date| date.shown().is_some())
}

/// The counted statements of a list whose documents have a day, in its order.
pub(crate) fn statements<'a>(
    corpus: &'a Corpus,
    list: &'a [Entry],
) -> impl Iterator<Item = StatementRef> + 'a {
    let dated = list.iter().filter(|entry| is_dated(corpus, entry));
    let refs = dated.flat_map(|entry| {
        let article = entry.article;
        entry.statements.iter().map(move |ix| StatementRef { article, statement: *ix })
    });
    refs.filter(|at| {
        let said = corpus.article(at.article).and_then(|article| statement(article, at.statement));
        said.is_some_and(crate::model::Statement::is_counted)
    })
}

/// A `tag:` URI: the same for the same thing in every build, wherever the site moves to, as long
/// as the authority is. `thing` is in ASCII.
pub(crate) fn tag(config: &Config, thing: &str) -> String {
    if let Some(authority) = &config.feeds.authority {
        return format!("tag:{authority}:{thing}");
    }
    let base = config.site.base_url.as_deref().and_then(|base| url::Url::parse(base).ok());
    match base.as_ref().and_then(|base| base.host_str().zip(Some(base.path()))) {
        // Several digests of one host differ by their folder.
        Some((host, path)) => format!("tag:{host}{YEAR}:{}{thing}", path.trim_start_matches('/')),
        None => format!("tag:{NOBODY}:{thing}"),
    }
}

/// A feed as JSON Feed takes it; what is missing is left out there.
#[derive(Debug, Serialize)]
pub(crate) struct JsonItem<'a> {
    pub(crate) id: &'a str,
    pub(crate) title: &'a str,
    pub(crate) url: Option<String>,
    pub(crate) content_html: String,
    pub(crate) date_published: Option<&'a str>,
    pub(crate) date_modified: &'a str,
    pub(crate) tags: &'a [&'a str],
    /// Who published it: the digest is the author of the entry, not of the words.
    #[serde(rename = "_outlet")]
    pub(crate) outlet: Option<&'a str>,
}

/// The head of a JSON Feed.
#[derive(Debug)]
pub(crate) struct JsonHead<'a> {
    pub(crate) title: &'a str,
    pub(crate) author: &'a str,
    pub(crate) page: Option<String>,
    pub(crate) own: Option<&'a str>,
    pub(crate) hub: Option<&'a str>,
}

/// A JSON Feed 1.1.
pub(super) fn json(head: &JsonHead<'_>, items: &[JsonItem<'_>]) -> String {
    let known = |value: Value| match value {
        Value::Object(fields) => {
            let known = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(known.collect::<Map<String, Value>>())
        }
        other => other,
    };
    let items: Vec<Value> = items.iter().map(|item| known(json!(item))).collect();
    let hubs = head.hub.map(|hub| json!([{ "type": "WebSub", "url": hub }]));
    let feed = known(json!({
        "authors": [{ "name": head.author }],
        "feed_url": head.own,
        "home_page_url": head.page,
        "hubs": hubs,
        "items": items,
        "language": "ar",
        "title": head.title,
        "version": "https://jsonfeed.org/version/1.1",
    }));
    format!("{feed}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base_url: Option<&str>, authority: Option<&str>, expected: &str) {
        let mut config = Config::default();
        config.site.base_url = base_url.map(str::to_owned);
        config.feeds.authority = authority.map(str::to_owned);
        assert_eq!(tag(&config, "d/12ab"), expected);
    }

    #[test]
    fn identities_are_tags_of_the_authority() {
        check(None, None, "tag:mujaz.invalid,2020:d/12ab");
        check(Some("https://example.org/"), None, "tag:example.org,2020:d/12ab");
        check(Some("https://example.org/n/"), None, "tag:example.org,2020:n/d/12ab");
        check(Some("https://example.org/n/"), Some("a.org,2024"), "tag:a.org,2024:d/12ab");
    }
}
