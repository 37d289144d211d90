//! The front page.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{ArticleIx, TopicIx, Week};
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::{Part, day_entries};

use super::calendar::{Link, YearRow};
use super::grouping::StripDay;
use super::indexes::WeekRow;
use super::lead::{Lead, StoryLead};
use super::parts::{Bar, CHIPS, Chip, DocItem, Tally};
use super::ruler::RulerCell;
use super::statement::{StatementView, Whose};
use super::story::StoryItem;
use super::{About, Base, Cx};

/// `home.html`.
#[derive(Debug, Serialize)]
pub(crate) struct HomePage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    /// Null for an empty archive.
    week: Option<Band>,
    /// Null where no event stands in two documents.
    story: Option<StoryLead<'a>>,
    /// The newest others.
    stories: Vec<StoryItem<'a>>,
    /// Null beside a story and for an empty archive.
    lead: Option<Lead<'a>>,
    topics: Vec<Bar<'a>>,
    topics_url: SiteUrl,
    quote: Option<StatementView<'a>>,
    quotes: Vec<StatementView<'a>>,
    ruler: Vec<RulerCell>,
    documents: Vec<DocItem<'a>>,
    speakers: Vec<Chip<'a>>,
    years: Vec<YearRow>,
    weeks: Vec<WeekRow>,
    undated: Option<Link>,
}

/// The latest week with documents.
#[derive(Debug, Serialize)]
pub(crate) struct Band {
    range: String,
    hijri: Option<String>,
    strip: Vec<StripDay>,
    facts: Vec<String>,
    url: SiteUrl,
}

const TOPICS: usize = 8;
const LATEST: usize = 10;
const WEEKS: usize = 6;
/// Quotations besides the large one.
const QUOTES: usize = 6;
/// Documents that quotations are taken from, newest first.
const SOURCES: usize = 40;

pub(crate) fn home<'a>(cx: &Cx<'a>) -> HomePage<'a> {
    let about = About {
        title: cx.words.home.title.clone(),
        description: cx.words.home.description.clone(),
        nav: "home",
        above: Vec::new(),
        part: Part { number: 1, of: 1, items: 0..0 },
        page: Page::Home,
    };
    let newest = &cx.plan.catalogue.newest;
    let latest = cx.plan.weeks.last().copied();
    let in_week = latest.map_or_else(|| newest.clone(), |week| cx.in_week(week));
    let leading = cx.leading_story(latest);
    let lead = if leading.is_none() { cx.lead(&in_week) } else { None };
    let sources = day_entries(cx.corpus, newest.get(..SOURCES).unwrap_or(newest));
    let mut quotes = cx.quotes(&sources, QUOTES + 2);
    quotes.retain(|at| !lead.as_ref().is_some_and(|lead| lead.quoted.contains(at)));
    quotes.truncate(QUOTES + 1);
    let quote = (!quotes.is_empty()).then(|| quotes.remove(0));
    let by_day: BTreeMap<_, _> =
        cx.corpus.days.iter().map(|(day, list)| (*day, list.len())).collect();
    let speakers = cx.speaker_counts(&day_entries(cx.corpus, newest));
    let sizes = cx.plan.catalogue.topic_lists.iter().map(Vec::len);
    let mut topics = Tally::new();
    (0..).map(TopicIx).zip(sizes).for_each(|(ix, n)| topics.add(ix, n));
    let dated =
        newest.iter().filter(|ix| cx.corpus.date(**ix).is_some_and(|d| d.shown().is_some()));
    HomePage {
        base: Base { head_title: front_title(cx), ..cx.base(about, None) },
        week: latest.map(|week| cx.band(week, &in_week)),
        story: leading.and_then(|ix| cx.story_lead(ix)),
        stories: cx.other_stories(leading),
        lead,
        topics: cx.topic_bars(&topics, TOPICS),
        topics_url: cx.href(Page::Topics),
        quote: quote.and_then(|at| cx.statement(at, Whose::Any)),
        quotes: quotes.into_iter().filter_map(|at| cx.statement(at, Whose::Any)).collect(),
        ruler: cx.ruler(&by_day, |n| cx.documents(n)),
        documents: cx.items(dated.take(LATEST).copied()),
        speakers: cx.people_chips(&speakers, CHIPS),
        years: cx.plan.years.iter().rev().map(|year| cx.year_row(*year)).collect(),
        weeks: cx.plan.weeks.iter().rev().take(WEEKS).map(|week| cx.week_row(*week)).collect(),
        undated: cx.undated(),
    }
}

/// The front page's own title holds the site's name already, unless the project gave another.
fn front_title(cx: &Cx<'_>) -> String {
    match &cx.config.site.title {
        Some(title) => format!("{title}{}{}", cx.words.site.separator, cx.words.site.tagline),
        None => cx.words.home.title.clone(),
    }
}

impl<'a> Cx<'a> {
    /// The documents of a week, day by day.
    pub(crate) fn in_week(&self, week: Week) -> Vec<ArticleIx> {
        week.days().filter_map(|day| self.corpus.days.get(&day)).flatten().copied().collect()
    }

    fn band(&self, week: Week, articles: &[ArticleIx]) -> Band {
        let list = day_entries(self.corpus, articles);
        let n_statements = list.iter().map(|entry| entry.statements.len()).sum();
        let n_speakers = self.speaker_counts(&list).len();
        Band {
            range: self.display.week_range(week),
            hijri: self.display.hijri_week(week),
            strip: self.strip(week, None),
            facts: vec![
                self.documents(articles.len()),
                self.statements(n_statements),
                self.display.count(Noun::Speaker, n_speakers),
            ],
            url: self.href(Page::Week(week)),
        }
    }
}
