//! The address of every page, made in one place.
//!
//! Links of pages are relative and name the file, since a disk knows no index page; canonical
//! addresses use the folder form. A link is made safe for markup when it is made, and nothing else
//! makes a [`SiteUrl`]: on a page letters of all scripts stand as they are, elsewhere the whole
//! address is percent-encoded.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::config::EditionFormat;
use crate::model::{ArticleIx, Month, OutletIx, PersonIx, Slug, StoryIx, TopicIx, Week};

use super::Route;
use super::api::archive::MonthFile;
use super::api::corpus::CorpusFile;
use super::api::schema;
use super::feed::{FeedFormat, FeedOf};

/// A page of the site, or a file beside a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Page {
    Home,
    Document(ArticleIx),
    /// The text of a document as it was read.
    Text(ArticleIx),
    /// Its sentences for lists of results.
    Excerpts(ArticleIx),
    Stories,
    Story(StoryIx),
    Topics,
    Topic(TopicIx),
    People,
    Person(PersonIx),
    Outlets,
    Outlet(OutletIx),
    Calendar,
    Year(i32),
    Month(Month),
    Day(NaiveDate),
    Undated,
    Weeks,
    /// What the desk watches.
    Watch,
    /// Words that the desk watches: index into those of the settings.
    Watched(usize),
    Week(Week),
    /// A briefing in another format, beside its page.
    Edition(EditionFormat, Week),
    Search,
    About,
    NotFound,
    Robots,
    /// A list of all pages for search engines; of several parts past 50,000.
    Sitemap,
    /// Data about the whole corpus.
    Data(CorpusFile),
    /// The record of a document.
    Record(ArticleIx),
    /// A list of the documents of a month, or of those without a day.
    MonthData(MonthFile, Option<Month>),
    /// What the data look like: index into the schemas.
    Schema(usize),
    /// A feed, in the folder of its page.
    Feed(FeedFormat, FeedOf),
    /// An address that lost its page: index into the plan's retired addresses.
    Moved(usize),
}

/// The readable parts of the addresses of a build.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// Of documents: 12 hexadecimal digits, 16 for those that would clash.
    pub(super) ids: Vec<String>,
    /// Of stories: the document that represents each.
    pub(super) stories: Vec<ArticleIx>,
    pub(super) topics: Vec<Slug>,
    pub(super) people: Vec<Slug>,
    pub(super) outlets: Vec<Slug>,
    pub(super) watched: Vec<Slug>,
}

/// An address inside the site: relative to the page it stands on, whole and in ASCII in feeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SiteUrl(String);

impl std::fmt::Display for SiteUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address outside the site that may become a link: http or https, with a host, without user
/// name or password, at most [`SourceUrl::BYTES`] long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SourceUrl {
    /// The whole address, in ASCII.
    pub(crate) href: String,
    /// Its host, in ASCII.
    pub(crate) host: String,
}

impl Page {
    /// True for lists in the order of time that grow with every new document: their parts are numbered
    /// from the oldest, so that what is full stays as it is.
    pub(crate) fn grows(self) -> bool {
        matches!(self, Self::Topic(_) | Self::Person(_) | Self::Outlet(_))
    }
}

impl Links {
    /// The file of a page; of a long list that of its first part.
    pub(crate) fn route(&self, page: Page) -> Route {
        Route::of_parts(self.path(page))
    }

    /// The file of a part of a list, by its [name](super::plan::Part::name).
    pub(crate) fn route_of(&self, page: Page, name: Option<usize>) -> Route {
        let path = self.path(page);
        let Some(name) = name else { return Route::of_parts(path) };
        Route::of_parts(match path.strip_suffix("index.html") {
            Some(folder) => format!("{folder}page/{name}/index.html"),
            None => path.replace('.', &format!("-{name}.")),
        })
    }

    fn path(&self, page: Page) -> String {
        fn at(slugs: &[Slug], ix: u32) -> &str {
            slugs.get(ix as usize).map_or("", Slug::as_str)
        }
        let id = |ix: ArticleIx| self.ids.get(ix.0 as usize).map_or("", String::as_str);
        match page {
            Page::Home | Page::Moved(_) => "index.html".to_owned(),
            Page::Document(ix) => format!("d/{}/index.html", id(ix)),
            Page::Text(ix) => format!("d/{}/text.txt", id(ix)),
            Page::Excerpts(ix) => format!("d/{}/text.js", id(ix)),
            Page::Stories => "s/index.html".to_owned(),
            Page::Story(ix) => {
                let story = self.stories.get(ix.0 as usize);
                format!("s/{}/index.html", story.map_or("", |article| id(*article)))
            }
            Page::Topics => "topics/index.html".to_owned(),
            Page::Topic(ix) => format!("topics/{}/index.html", at(&self.topics, ix.0)),
            Page::People => "people/index.html".to_owned(),
            Page::Person(ix) => format!("people/{}/index.html", at(&self.people, ix.0)),
            Page::Outlets => "sources/index.html".to_owned(),
            Page::Outlet(ix) => format!("sources/{}/index.html", at(&self.outlets, ix.0)),
            Page::Calendar => "calendar/index.html".to_owned(),
            Page::Year(year) => format!("{year:04}/index.html"),
            Page::Month(month) => format!("{:04}/{:02}/index.html", month.year(), month.number()),
            Page::Day(day) => {
                format!("{:04}/{:02}/{:02}/index.html", day.year(), day.month(), day.day())
            }
            Page::Undated => "undated/index.html".to_owned(),
            Page::Weeks => "weeks/index.html".to_owned(),
            Page::Watch => "watch/index.html".to_owned(),
            Page::Watched(ix) => {
                let slug = self.watched.get(ix).map_or("", Slug::as_str);
                format!("watch/{slug}/index.html")
            }
            Page::Week(week) => format!("weeks/{}/index.html", week.first()),
            Page::Edition(EditionFormat::Print, week) => {
                format!("weeks/{}/print.html", week.first())
            }
            Page::Edition(format, week) => {
                let day = week.first();
                format!("weeks/{day}/briefing-{day}.{}", format.name())
            }
            Page::Search => "search/index.html".to_owned(),
            Page::About => "about/index.html".to_owned(),
            Page::NotFound => "404.html".to_owned(),
            Page::Robots => "robots.txt".to_owned(),
            Page::Sitemap => "sitemap.xml".to_owned(),
            Page::Data(file) => file.path().to_owned(),
            Page::Record(ix) => format!("api/v1/documents/{}.json", id(ix)),
            Page::MonthData(file, month) => file.path(month),
            Page::Schema(ix) => schema::path(ix),
            Page::Feed(format, of) => {
                let page = self.path(of.page());
                let folder = page.strip_suffix("index.html").unwrap_or_default();
                format!("{folder}{}", format.file())
            }
        }
    }
}

/// The way from a page up to the root of the site: empty, or `../` repeated.
pub(crate) fn root_of(route: &Route) -> String {
    "../".repeat(route.as_str().matches('/').count())
}

/// The address of a file from a page whose way up is `root`.
pub(crate) fn relative(root: &str, route: &Route) -> SiteUrl {
    let path = route.as_str();
    let mut url = String::with_capacity(root.len().saturating_add(path.len()));
    url.push_str(root);
    readable(&mut url, path);
    SiteUrl(url)
}

/// The public address of a page: the folder form below `base`.
pub(crate) fn absolute(base: &str, route: &Route) -> String {
    let path = route.as_str();
    let folder = path.strip_suffix("index.html").unwrap_or(path);
    format!("{base}{}", encode(folder))
}

impl SiteUrl {
    /// The public address of a page.
    pub(crate) fn whole(base: &str, route: &Route) -> Self {
        Self(absolute(base, route))
    }

    /// The same page, at a mark of it.
    #[must_use]
    pub(crate) fn at(mut self, kind: char, mark: &str) -> Self {
        let _ = write!(self.0, "#{kind}-{mark}");
        self
    }

    /// A mark of the page that the link stands on.
    pub(crate) fn here(kind: char, mark: &str) -> Self {
        Self(String::new()).at(kind, mark)
    }
}

impl SourceUrl {
    /// Longest address, in bytes.
    pub(crate) const BYTES: usize = 2000;

    /// The address that a text names, where it may become a link.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > Self::BYTES {
            return None;
        }
        let url = url::Url::parse(text).ok()?;
        let safe = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && url.as_str().len() <= Self::BYTES;
        let host = url.host_str().filter(|host| safe && !host.is_empty())?.to_owned();
        Some(Self { href: url.into(), host })
    }
}

/// Percent-encodes a path: `/` and the unreserved characters of ASCII stay.
pub(crate) fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    escape(&mut out, path, |c| c.is_ascii_alphanumeric());
    out
}

/// A path as a page may link to it: letters and digits of all scripts stay, which the standard of
/// HTML allows. An Arabic letter takes two bytes this way and six percent-encoded, and pages have
/// many links.
fn readable(out: &mut String, path: &str) {
    escape(out, path, |c| LETTERS.contains(&c) || c.is_alphanumeric());
}

/// The letters that nearly all names are written in: they need no look into the tables of Unicode.
const LETTERS: std::ops::RangeInclusive<char> = '\u{620}'..='\u{64a}';

/// Percent-encodes all of a path but what `stays` and the signs that need no encoding.
fn escape(out: &mut String, path: &str, stays: impl Fn(char) -> bool) {
    let is_odd = |c: char| !stays(c) && !matches!(c, '-' | '.' | '_' | '~' | '/');
    // Each part but the last ends with the one character of it that does not stay.
    for part in path.split_inclusive(is_odd) {
        let kept = part.strip_suffix(is_odd).unwrap_or(part);
        out.push_str(kept);
        for byte in part.bytes().skip(kept.len()) {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_encoded() {
        let links = Links { topics: vec![Slug::new("ليبيا")], ..Links::default() };
        let topic = links.route(Page::Topic(TopicIx(0)));
        assert_eq!(topic.as_str(), "topics/ليبيا/index.html");
        let second = links.route_of(Page::Topic(TopicIx(0)), Some(2));
        assert_eq!(second.as_str(), "topics/ليبيا/page/2/index.html");
        assert_eq!(links.route_of(Page::Sitemap, Some(2)).as_str(), "sitemap-2.xml");
        assert_eq!(root_of(&second), "../../../../");
        let url = relative("../", &topic).at('q', "12ab");
        assert_eq!(url.0, "../topics/ليبيا/index.html#q-12ab");
        assert!(LETTERS.clone().all(char::is_alphanumeric));
        let mut odd = String::new();
        readable(&mut odd, "a\"b<c d\u{202e}/ى?#%");
        assert_eq!(odd, "a%22b%3Cc%20d%E2%80%AE/ى%3F%23%25");
        let base = "https://example.org/n/";
        assert!(absolute(base, &topic).ends_with("%A7/"));
        assert_eq!(absolute(base, &links.route(Page::Home)), base);
    }

    #[test]
    fn days_have_four_digits_of_year() {
        let day = NaiveDate::from_ymd_opt(622, 7, 16).unwrap();
        assert_eq!(Links::default().route(Page::Day(day)).as_str(), "0622/07/16/index.html");
    }

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(SourceUrl::parse(text).map(|url| url.href).as_deref(), expected, "{text}");
    }

    #[test]
    fn only_plain_web_addresses_become_links() {
        check(" https://example.org/a?b=\"c\" ", Some("https://example.org/a?b=%22c%22"));
        check("https://مثال.إختبار/", Some("https://xn--mgbh0fb.xn--kgbechtv/"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "//example.org/", "example.org"] {
            check(bad, None);
        }
        check("https://user@example.org/", None);
        check("https://a:b@example.org/", None);
        check(&format!("https://example.org/{}", "a".repeat(2000)), None);
        check("file:///etc/passwd", None);
    }
}
