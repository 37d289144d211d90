//! What several pages are put together from: documents in lists, names with counts, pagers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Article, ArticleIx, OutletIx, PersonIx, StatementRef, TopicIx};
use crate::site::catalogue::statement;
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;
use crate::site::words::fill;

use super::Cx;
use super::date::DateView;

/// A name, with its page where it has one.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Named<'a> {
    pub(crate) name: &'a str,
    pub(crate) url: Option<SiteUrl>,
}

/// A name with a count.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Chip<'a> {
    pub(crate) name: &'a str,
    pub(crate) url: Option<SiteUrl>,
    pub(crate) count: Option<String>,
}

/// A name with a count and a bar, drawn from the right: `x` and `width` of 100.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Bar<'a> {
    pub(crate) name: &'a str,
    pub(crate) url: SiteUrl,
    pub(crate) count: String,
    pub(crate) x: usize,
    pub(crate) width: usize,
}

/// The headline of a document, or the first sentence in its place.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HeadlineView<'a> {
    pub(crate) text: Cow<'a, str>,
    /// False for a first sentence.
    pub(crate) stated: bool,
    /// Too long for the largest type.
    pub(crate) long: bool,
}

/// A document in a list.
#[derive(Debug, Serialize)]
pub(crate) struct DocItem<'a> {
    pub(crate) headline: HeadlineView<'a>,
    pub(crate) url: SiteUrl,
    /// Null where the document does not say who published it.
    pub(crate) outlet: Option<&'a str>,
    pub(crate) date: DateView<'a>,
    /// How many statements, in words.
    pub(crate) statements: String,
}

/// The way through a long list or to the neighbours of a page: older on the right.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Pager {
    pub(crate) older: Option<PagerStep>,
    pub(crate) newer: Option<PagerStep>,
    /// Parts of a list; empty between neighbours.
    pub(crate) parts: Vec<PagerPart>,
}

/// One step of a pager.
#[derive(Debug, Serialize)]
pub(crate) struct PagerStep {
    pub(crate) url: SiteUrl,
    pub(crate) text: String,
}

/// A part of a long list; without an address where parts are left out.
#[derive(Debug, Serialize)]
pub(crate) struct PagerPart {
    pub(crate) url: Option<SiteUrl>,
    pub(crate) text: String,
    pub(crate) current: bool,
}

/// What the archive holds, for the head of the front page and of the page about the site.
#[derive(Debug, Serialize)]
pub(crate) struct ArchiveLine {
    pub(crate) documents: String,
    pub(crate) statements: String,
    pub(crate) from: Option<ShortDay>,
    pub(crate) to: Option<ShortDay>,
}

/// A day without its weekday.
#[derive(Debug, Serialize)]
pub(crate) struct ShortDay {
    pub(crate) iso: String,
    pub(crate) text: String,
}

/// Headlines past this many letters are set smaller.
const LONG: usize = 110;
/// Letters of a first sentence that stands for a headline.
const SENTENCE: usize = 160;
/// Chips of a row.
pub(crate) const CHIPS: usize = 12;

/// What the archive holds; null where it is empty.
pub(crate) fn archive(cx: &Cx<'_>) -> Option<ArchiveLine> {
    let day = |day: &chrono::NaiveDate| ShortDay {
        iso: day.to_string(),
        text: cx.display.short_day(*day),
    };
    let days = &cx.corpus.days;
    (!cx.corpus.articles.is_empty()).then(|| ArchiveLine {
        documents: cx.display.count(Noun::Document, cx.corpus.articles.len()),
        statements: cx.display.count(Noun::Statement, cx.plan.n_statements),
        from: days.keys().next().map(day),
        to: days.keys().next_back().filter(|_| days.len() > 1).map(day),
    })
}

impl<'a> Cx<'a> {
    pub(crate) fn person(&self, ix: PersonIx) -> Named<'a> {
        Named { name: self.person_name(ix), url: Some(self.href(Page::Person(ix))) }
    }

    pub(crate) fn outlet(&self, ix: OutletIx) -> Named<'a> {
        Named { name: self.outlet_name(ix), url: Some(self.href(Page::Outlet(ix))) }
    }

    /// Who published an article.
    pub(crate) fn outlet_of(&self, ix: ArticleIx) -> Option<Named<'a>> {
        self.plan.catalogue.outlet(ix).map(|outlet| self.outlet(outlet))
    }

    /// The headline of an article, or the first sentence in its place, or the file's name.
    pub(crate) fn headline(&self, article: &'a Article) -> HeadlineView<'a> {
        let text = &article.document.text;
        if let Some(headline) = &article.headline {
            let text = Cow::Borrowed(text.slice(headline.span));
            let long = text.chars().count() > LONG;
            return HeadlineView { text, stated: true, long };
        }
        let first = article.sentences.first().copied().or_else(|| article.opening());
        let words = first.map_or("", |span| text.slice(span)).trim();
        let words = if words.is_empty() { article.document.id.file_name() } else { words };
        let clipped = self.display.clip(words, SENTENCE);
        HeadlineView { text: Cow::Owned(clipped), stated: false, long: true }
    }

    /// A document in a list.
    pub(crate) fn item(&self, ix: ArticleIx) -> Option<DocItem<'a>> {
        let article = self.corpus.article(ix)?;
        Some(DocItem {
            headline: self.headline(article),
            url: self.href(Page::Document(ix)),
            outlet: self.plan.catalogue.outlet(ix).map(|outlet| self.outlet_name(outlet)),
            date: self.date(ix),
            statements: self.statements(n_counted(article)),
        })
    }

    pub(crate) fn items(&self, ixs: impl IntoIterator<Item = ArticleIx>) -> Vec<DocItem<'a>> {
        ixs.into_iter().filter_map(|ix| self.item(ix)).collect()
    }

    pub(crate) fn documents(&self, n: usize) -> String {
        self.display.count(Noun::Document, n)
    }

    pub(crate) fn statements(&self, n: usize) -> String {
        self.display.count(Noun::Statement, n)
    }

    /// People with how often, most first; at most `most`.
    pub(crate) fn people_chips(&self, counts: &Tally<PersonIx>, most: usize) -> Vec<Chip<'a>> {
        let chip = |(ix, n): (PersonIx, usize)| Chip {
            name: self.person_name(ix),
            url: Some(self.href(Page::Person(ix))),
            count: (n > 0).then(|| self.display.number(n)),
        };
        counts.ranked(most).into_iter().map(chip).collect()
    }

    pub(crate) fn topic_chips(&self, counts: &Tally<TopicIx>, most: usize) -> Vec<Chip<'a>> {
        let chip = |(ix, n): (TopicIx, usize)| Chip {
            name: self.topic_name(ix),
            url: Some(self.href(Page::Topic(ix))),
            count: (n > 0).then(|| self.display.number(n)),
        };
        counts.ranked(most).into_iter().map(chip).collect()
    }

    pub(crate) fn people_bars(&self, counts: &Tally<PersonIx>, most: usize) -> Vec<Bar<'a>> {
        self.bars(counts.ranked(most), |ix| (self.person_name(ix), Page::Person(ix)))
    }

    pub(crate) fn topic_bars(&self, counts: &Tally<TopicIx>, most: usize) -> Vec<Bar<'a>> {
        self.bars(counts.ranked(most), |ix| (self.topic_name(ix), Page::Topic(ix)))
    }

    fn bars<K: Copy>(
        &self,
        ranked: Vec<(K, usize)>,
        of: impl Fn(K) -> (&'a str, Page),
    ) -> Vec<Bar<'a>> {
        let most = ranked.first().map_or(1, |(_, n)| (*n).max(1));
        let bar = |(key, n): (K, usize)| {
            let (name, page) = of(key);
            let width = n.saturating_mul(100).checked_div(most).unwrap_or(0).clamp(1, 100);
            let count = self.display.number(n);
            Bar { name, url: self.href(page), count, x: 100 - width, width }
        };
        ranked.into_iter().map(bar).collect()
    }

    /// The pager of a long list; `None` where it fits on one page.
    pub(crate) fn pager(&self, page: Page, part: &Part) -> Option<Pager> {
        if part.of < 2 {
            return None;
        }
        let (number, of) = (part.number, part.of);
        let step = |number, text: &str| PagerStep {
            url: self.href_part(page, part.name(page, number)),
            text: text.to_owned(),
        };
        let text = |n: usize| match part.name(page, n) {
            // How many there will be no page can say that is to stay as it is.
            None if page.grows() => self.words.pager.newer.clone(),
            name => self.display.number(name.unwrap_or(n)),
        };
        let near = |n: &usize| *n == 1 || *n == of || n.abs_diff(number) <= 1;
        let mut parts = Vec::new();
        let mut last = 0;
        for n in (1..=of).filter(near) {
            if n > last + 1 {
                parts.push(PagerPart { url: None, text: "…".to_owned(), current: false });
            }
            last = n;
            let current = n == number;
            let url = (!current).then(|| self.href_part(page, part.name(page, n)));
            parts.push(PagerPart { url, text: text(n), current });
        }
        Some(Pager {
            older: (number > 1).then(|| step(number - 1, &self.words.pager.previous)),
            newer: (number < of).then(|| step(number + 1, &self.words.pager.next)),
            parts,
        })
    }

    /// Which part of a list a page is, in words; `None` for a list on one page, and for the first part of
    /// one that grows.
    pub(crate) fn place_in_list(&self, page: Page, part: &Part) -> Option<String> {
        let words = &self.words.pager;
        match part.name(page, part.number) {
            _ if part.of < 2 => None,
            None if page.grows() => None,
            Some(name) if page.grows() => {
                Some(format!("{} {}", words.page, self.display.number(name)))
            }
            _ => {
                let number = [part.number, part.of].map(|n| self.display.number(n));
                let [n, of] = number.each_ref().map(String::as_str);
                Some(fill(&words.of, &[("n", n), ("of", of)]))
            }
        }
    }

    /// The pager between neighbours in time.
    pub(crate) fn neighbours(
        &self,
        older: Option<(Page, String)>,
        newer: Option<(Page, String)>,
    ) -> Pager {
        let step = |(page, text)| PagerStep { url: self.href(page), text };
        Pager { older: older.map(step), newer: newer.map(step), parts: Vec::new() }
    }

    /// A phrase with one value.
    pub(crate) fn phrase(&self, phrase: &str, key: &str, value: &str) -> String {
        fill(phrase, &[(key, value)])
    }

    /// The speakers of a statement that have a page.
    pub(crate) fn speakers(&self, at: StatementRef) -> impl Iterator<Item = PersonIx> + use<'a> {
        let corpus = self.corpus;
        let article = corpus.article(at.article);
        let statement = article.and_then(|article| statement(article, at.statement));
        let mentions = statement.map_or(&[][..], |statement| statement.speaker.mentions());
        mentions.iter().filter_map(move |ix| corpus.person_of(at.article, *ix))
    }

    /// The topics of an article that have a page, best first.
    pub(crate) fn topics_of(&self, ix: ArticleIx) -> impl Iterator<Item = TopicIx> + use<'a> {
        let catalogue = &self.plan.catalogue;
        let topics = self.corpus.article(ix).map_or(&[][..], |article| &article.topics);
        topics.iter().filter_map(|topic| catalogue.topic(&topic.id))
    }
}

/// Statements of an article that are counted.
pub(crate) fn n_counted(article: &Article) -> usize {
    article.statements.iter().filter(|statement| statement.is_counted()).count()
}

/// How often each of several things was met.
#[derive(Clone, Debug)]
pub(crate) struct Tally<K>(BTreeMap<K, usize>);

impl<K: Copy + Ord> Tally<K> {
    pub(crate) fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(crate) fn add(&mut self, key: K, n: usize) {
        *self.0.entry(key).or_default() += n;
    }

    pub(crate) fn count(&self, key: K) -> usize {
        self.0.get(&key).copied().unwrap_or_default()
    }

    pub(crate) fn remove(&mut self, key: K) {
        self.0.remove(&key);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Most first, equal ones in the order of the keys; at most `most`.
    pub(crate) fn ranked(&self, most: usize) -> Vec<(K, usize)> {
        let mut ranked: Vec<(K, usize)> = self.0.iter().map(|(key, n)| (*key, *n)).collect();
        ranked.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        ranked.truncate(most);
        ranked
    }
}

impl<K: Copy + Ord> FromIterator<K> for Tally<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut tally = Self::new();
        keys.into_iter().for_each(|key| tally.add(key, 1));
        tally
    }
}
