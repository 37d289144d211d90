//! Pages about the site itself: how it was made, what is missing, what moved.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Confidence, Hindrance, Speaker, StatementKind, Variant};
use crate::site::api::corpus::CorpusFile;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;

use super::parts::Named;
use super::{About, Base, Cx};

/// `about.html`.
#[derive(Debug, Serialize)]
pub(crate) struct AboutPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    dates: Vec<Row<'a>>,
    kinds: Vec<Row<'a>>,
    totals: Totals,
    /// Pairs of people that may be one, likest first, and the file of all of them.
    variants: Vec<VariantRow<'a>>,
    variants_url: SiteUrl,
}

/// Two people that may be one.
#[derive(Debug, Serialize)]
struct VariantRow<'a> {
    one: Named<'a>,
    other: Named<'a>,
    why: &'a str,
}

/// Pairs that are listed.
const VARIANTS: usize = 30;

/// A row of the report: the word of data, the word of the page, how many.
#[derive(Debug, Serialize)]
struct Row<'a> {
    key: &'static str,
    word: &'a str,
    count: String,
}

/// What was found in the archive.
#[derive(Debug, Serialize)]
struct Totals {
    documents: String,
    with_headline: String,
    with_source: String,
    with_statements: String,
    statements: String,
    named: String,
    people: String,
    topics: String,
}

/// `404.html`.
#[derive(Debug, Serialize)]
pub(crate) struct MissingPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
}

/// `moved.html`.
#[derive(Debug, Serialize)]
pub(crate) struct MovedPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    /// What became of the page.
    text: &'a str,
    targets: Vec<Target>,
}

/// Where to go from an address that lost its page.
#[derive(Debug, Serialize)]
struct Target {
    name: String,
    url: SiteUrl,
}

impl<'a> Cx<'a> {
    fn single(&self, page: Page, title: &str, description: &str) -> Base<'a> {
        let about = About {
            title: title.to_owned(),
            description: description.to_owned(),
            nav: if page == Page::About { "about" } else { "" },
            above: Vec::new(),
            part: Part { number: 1, of: 1, items: 0..0 },
            page,
        };
        self.base(about, None)
    }
}

pub(crate) fn about<'a>(cx: &Cx<'a>) -> AboutPage<'a> {
    let mut dates: BTreeMap<Confidence, usize> = BTreeMap::new();
    for date in &cx.corpus.dates {
        *dates.entry(date.confidence).or_default() += 1;
    }
    // A row for each badge: several ways of knowing a date may share one.
    let mut badges: Vec<(Confidence, usize)> = Vec::new();
    let all = [
        Confidence::Firm,
        Confidence::Probable,
        Confidence::Derived,
        Confidence::Inherited,
        Confidence::Conflict,
        Confidence::None,
    ];
    for confidence in all {
        let n = dates.get(&confidence).copied().unwrap_or_default();
        let word = cx.display.known(confidence);
        match badges.iter_mut().find(|(first, _)| cx.display.known(*first) == word) {
            Some((_, sum)) => *sum += n,
            None => badges.push((confidence, n)),
        }
    }
    let date = |(confidence, n): (Confidence, usize)| Row {
        key: confidence.name(),
        word: cx.display.known(confidence),
        count: cx.display.number(n),
    };
    let said = || cx.corpus.articles.iter().flat_map(|article| &article.statements);
    let kind = |kind: StatementKind| Row {
        key: kind.name(),
        word: cx.words.kind.of(kind),
        count: cx.display.number(said().filter(|s| s.is_counted() && s.kind == kind).count()),
    };
    let kinds = [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect];
    AboutPage {
        base: cx.single(Page::About, &cx.words.about.title, &cx.words.about.description),
        dates: badges.into_iter().map(date).collect(),
        kinds: kinds.into_iter().map(kind).collect(),
        totals: totals(cx),
        variants: cx.corpus.variants.iter().take(VARIANTS).map(|pair| variant(cx, pair)).collect(),
        variants_url: cx.href(Page::Data(CorpusFile::VariantsTable)),
    }
}

fn totals(cx: &Cx<'_>) -> Totals {
    let number = |n: usize| cx.display.number(n);
    let articles = || cx.corpus.articles.iter();
    let said = || articles().flat_map(|article| &article.statements).filter(|s| s.is_counted());
    let with_statements = articles().filter(|a| a.statements.iter().any(|s| s.is_counted()));
    Totals {
        documents: number(cx.corpus.articles.len()),
        with_headline: number(articles().filter(|article| article.headline.is_some()).count()),
        with_source: number(cx.corpus.outlets.iter().map(|outlet| outlet.articles.len()).sum()),
        with_statements: number(with_statements.count()),
        statements: number(cx.plan.n_statements),
        named: number(
            said()
                .filter(|s| !matches!(s.speaker, Speaker::Unknown | Speaker::Described(_)))
                .count(),
        ),
        people: number(cx.corpus.people.len()),
        topics: number(cx.corpus.topics.len()),
    }
}

pub(crate) fn missing<'a>(cx: &Cx<'a>) -> MissingPage<'a> {
    let title = &cx.words.missing.title;
    MissingPage { base: cx.single(Page::NotFound, title, title) }
}

pub(crate) fn moved<'a>(cx: &Cx<'a>, ix: usize) -> Option<MovedPage<'a>> {
    let moved = cx.plan.moved.get(ix)?;
    let words = if moved.followed { &cx.words.moved } else { &cx.words.gone };
    let title = &words.title;
    let target = |page: &Page| Target { name: name(cx, *page), url: cx.href(*page) };
    let pages = moved.namesakes.iter().chain([&moved.target]);
    let base = cx.single(Page::Moved(ix), title, title);
    Some(MovedPage {
        // The canonical address of a page that moved is where it went; what is gone has none, and
        // is nothing to be found by.
        base: Base {
            url: cx.public(moved.target).filter(|_| moved.followed),
            index: base.index && moved.followed,
            ..base
        },
        text: &words.text,
        targets: pages.map(target).collect(),
    })
}

fn variant<'a>(cx: &Cx<'a>, pair: &Variant) -> VariantRow<'a> {
    let words = &cx.words.hindrance;
    let why = match pair.hindrance {
        Hindrance::NoSupport => &words.no_support,
        Hindrance::OtherTitle => &words.other_title,
        Hindrance::OtherCountry => &words.other_country,
        Hindrance::Together => &words.together,
    };
    VariantRow { one: cx.person(pair.one), other: cx.person(pair.other), why }
}

/// What to call a page in a link to it.
fn name(cx: &Cx<'_>, page: Page) -> String {
    let nav = &cx.words.nav;
    match page {
        Page::Topic(ix) => cx.topic_name(ix).to_owned(),
        Page::Person(ix) => cx.person_name(ix).to_owned(),
        Page::Outlet(ix) => cx.outlet_name(ix).to_owned(),
        Page::Year(year) => cx.display.year(year),
        Page::Month(month) => cx.display.month(month),
        Page::Day(day) => cx.display.day(day),
        Page::Week(week) | Page::Edition(_, week) => cx.display.week_range(week),
        Page::Story(ix) => cx
            .story_item(ix)
            .map_or_else(|| nav.stories.clone(), |story| story.headline.text.into_owned()),
        Page::Stories => nav.stories.clone(),
        Page::Topics => nav.topics.clone(),
        Page::People => nav.people.clone(),
        Page::Outlets => nav.sources.clone(),
        Page::Calendar => nav.calendar.clone(),
        Page::Undated => nav.undated.clone(),
        Page::Weeks => nav.weeks.clone(),
        Page::Watch | Page::Watched(_) => nav.watch.clone(),
        Page::Search => cx.words.search.title.clone(),
        Page::About => nav.about.clone(),
        Page::Document(_) | Page::Text(_) | Page::Excerpts(_) => cx.words.document.one.clone(),
        Page::Home
        | Page::NotFound
        | Page::Robots
        | Page::Sitemap
        | Page::Data(_)
        | Page::Feed(..)
        | Page::Record(_)
        | Page::MonthData(..)
        | Page::Schema(_)
        | Page::Moved(_) => nav.home.clone(),
    }
}
