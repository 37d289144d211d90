//! A briefing in finished strings: the view of every edition, printed or sent.
//!
//! Documents are numbered in the order of time, and what is quoted names the number of its
//! document, so that a sheet of paper leads to the source as a page does. Links are whole or none:
//! an edition is read where the site is not.

mod compared;
mod documents;
mod news;
mod said;

use serde::Serialize;

use crate::model::{Briefing, Event, Focus, Line, Period, Week};
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl};
use crate::site::plain;
use crate::site::words::{BriefingWords, fill};

use super::Cx;
use super::parts::{Chip, HeadlineView};

pub(crate) use compared::AloneView;
pub(crate) use documents::Doc;
use documents::Numbers;
pub(crate) use news::{ChangesView, StoryLine, WatchedView};
pub(crate) use said::{Said, SpeakerView};

/// A briefing: `page` of `briefing.html` and `print.html`, and what the other editions are made of.
#[derive(Debug, Serialize)]
pub(crate) struct BriefingView<'a> {
    pub(crate) head: Head<'a>,
    /// Documents, statements, speakers, events, counted in words.
    pub(crate) facts: Vec<String>,
    /// The period in a few lines.
    pub(crate) lines: Vec<LineView>,
    pub(crate) pull: Option<Said<'a>>,
    /// The heaviest event.
    pub(crate) first: Option<EventView<'a>>,
    /// The other events that are named.
    pub(crate) events: Vec<EventView<'a>>,
    /// How many are not named; null where all are.
    pub(crate) more_events: Option<String>,
    pub(crate) speakers: Vec<SpeakerView<'a>>,
    pub(crate) watched: Vec<WatchedView<'a>>,
    pub(crate) changes: Option<ChangesView<'a>>,
    pub(crate) topics: Vec<Chip<'a>>,
    pub(crate) documents: Vec<Doc<'a>>,
    /// How many documents are not listed, and how many that nothing is quoted of; null where none.
    pub(crate) more_documents: Option<String>,
    pub(crate) more_uncited: Option<String>,
    pub(crate) undated: Vec<Doc<'a>>,
    pub(crate) outlets: Vec<Chip<'a>>,
    /// Phrases of our own, for editions that are no templates.
    #[serde(skip)]
    pub(crate) words: &'a BriefingWords,
}

/// What a briefing is of.
#[derive(Debug, Serialize)]
pub(crate) struct Head<'a> {
    /// What it is: a weekly briefing.
    pub(crate) name: &'a str,
    /// Name and days, and what alone it is about.
    pub(crate) title: String,
    /// The title with the site's name, safe without markup.
    pub(crate) head_title: String,
    pub(crate) site: &'a str,
    pub(crate) range: String,
    pub(crate) hijri: Option<String>,
    /// What alone it is about; null for everything.
    pub(crate) focus: Option<String>,
    pub(crate) from: String,
    pub(crate) to: String,
    /// Day of the newest document.
    pub(crate) newest: String,
    /// The page of the week, where the site has a public address.
    pub(crate) url: Option<SiteUrl>,
}

/// A sentence of a document.
#[derive(Debug, Serialize)]
pub(crate) struct LineView {
    pub(crate) text: String,
    /// The number of its document, and its page.
    pub(crate) document: Option<String>,
    pub(crate) url: Option<SiteUrl>,
}

/// An event.
#[derive(Debug, Serialize)]
pub(crate) struct EventView<'a> {
    pub(crate) headline: HeadlineView<'a>,
    pub(crate) url: Option<SiteUrl>,
    /// The line over the headline: several documents of one event; null for one document.
    pub(crate) kick: Option<String>,
    /// Days, outlets and statements, in words.
    pub(crate) facts: Vec<String>,
    /// Numbers of its documents.
    pub(crate) documents: Option<String>,
    /// How its texts begin; of the first event only, as what follows.
    pub(crate) sides: Vec<SideView<'a>>,
    /// What several of its texts report, as two of them have it.
    pub(crate) shared: Vec<Vec<Said<'a>>>,
    /// What one text alone reports.
    pub(crate) alone: Vec<AloneView<'a>>,
}

/// How one text begins.
#[derive(Debug, Serialize)]
pub(crate) struct SideView<'a> {
    pub(crate) outlet: Option<&'a str>,
    pub(crate) day: String,
    pub(crate) opening: String,
    pub(crate) document: Option<String>,
}

/// Letters of a beginning, alone and beside another.
const OPENING: usize = 420;
const SIDE: usize = 320;

pub(crate) fn briefing<'a>(cx: &Cx<'a>, briefing: &Briefing, links: Links) -> BriefingView<'a> {
    let numbers = Numbers::new(briefing);
    let words = &cx.words.briefing;
    let totals = briefing.totals;
    let hidden = totals.events.saturating_sub(briefing.events.len());
    let page = Edition { cx, numbers: &numbers, links };
    let topic = |(ix, n): &(_, usize)| Chip {
        name: cx.topic_name(*ix),
        url: page.link(Page::Topic(*ix)),
        count: Some(cx.display.number(*n)),
    };
    let outlet = |(ix, n): &(Option<_>, usize)| Chip {
        name: ix.map_or(cx.words.summary_no_outlet(), |ix| cx.outlet_name(ix)),
        url: ix.and_then(|ix| page.link(Page::Outlet(ix))),
        count: Some(cx.display.number(*n)),
    };
    BriefingView {
        head: page.head(briefing),
        facts: vec![
            cx.documents(briefing.articles.len()),
            cx.statements(totals.statements),
            cx.display.count(Noun::Speaker, totals.speakers),
        ],
        lines: briefing.gist.lines.iter().filter_map(|line| page.line(line)).collect(),
        pull: briefing.gist.pull.and_then(|at| page.pull(at)),
        first: briefing.events.first().and_then(|event| {
            page.event(event, page.sides(event)).map(|view| page.compared(event, view))
        }),
        events: briefing.events.iter().skip(1).filter_map(|it| page.event(it, vec![])).collect(),
        more_events: (hidden > 0)
            .then(|| cx.phrase(&words.more_events, "n", &cx.display.number(hidden))),
        speakers: briefing.speakers.iter().map(|share| page.speaker(share)).collect(),
        watched: briefing.watched.iter().map(|watched| page.watched(watched)).collect(),
        changes: briefing.changes.as_ref().and_then(|changes| page.changes(changes)),
        topics: briefing.topics.iter().map(topic).collect(),
        documents: page.documents(briefing),
        more_documents: page.more(numbers.n_unlisted()),
        more_uncited: page.more(numbers.n_uncited()),
        undated: page.undated(&briefing.undated),
        outlets: briefing.outlets.iter().map(outlet).collect(),
        words,
    }
}

/// Where a briefing is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Links {
    /// On a page of the site: every name has its link.
    Site,
    /// Anywhere: links are whole, and only there where the site has a public address.
    Whole,
}

/// A briefing that is being put into words.
struct Edition<'p, 'a> {
    cx: &'p Cx<'a>,
    numbers: &'p Numbers,
    links: Links,
}

impl<'a> Edition<'_, 'a> {
    /// True where pages of the site can be linked.
    fn has_links(&self) -> bool {
        self.links == Links::Site || self.cx.base.is_some()
    }

    /// The address of a page; `None` where none can be linked.
    fn link(&self, page: Page) -> Option<SiteUrl> {
        self.has_links().then(|| self.cx.href(page))
    }

    fn head(&self, briefing: &Briefing) -> Head<'a> {
        let Self { cx, .. } = self;
        let words = &cx.words.briefing;
        let period = briefing.period;
        let week = self.week(period);
        let is_day = period.first() == period.last();
        let (name, title) = match (week, is_day) {
            (Some(_), _) => (&words.week, &words.title_week),
            (None, true) => (&words.day, &words.title_day),
            (None, false) => (&words.days, &words.title_days),
        };
        let range = match is_day {
            true => cx.display.day(period.first()),
            false => cx.display.range(period.first(), period.last()),
        };
        let focus = briefing.focus.map(|focus| match focus {
            Focus::Topic(ix) => cx.phrase(&words.of_topic, "name", cx.topic_name(ix)),
            Focus::Person(ix) => cx.phrase(&words.of_person, "name", cx.person_name(ix)),
        });
        let title = cx.phrase(title, "range", &range);
        let title = match &focus {
            Some(focus) => fill(&words.title_of, &[("title", &title), ("focus", focus)]),
            None => title,
        };
        let title = plain::collapse(&title);
        let site = cx.site_title();
        Head {
            name,
            head_title: plain::line(&format!("{title}{}{site}", cx.words.site.separator)),
            title,
            site,
            range,
            hijri: match is_day {
                true => cx.display.hijri(period.first()),
                false => cx.display.hijri_range(period.first(), period.last()),
            },
            focus,
            newest: self.newest(briefing).to_string(),
            from: period.first().to_string(),
            to: period.last().to_string(),
            url: week
                .filter(|week| cx.plan.weeks().contains(week))
                .and_then(|week| self.link(Page::Week(week))),
        }
    }

    fn newest(&self, briefing: &Briefing) -> chrono::NaiveDate {
        let date = |ix: &_| self.cx.corpus.date(*ix)?.shown_day();
        briefing.articles.iter().filter_map(date).max().unwrap_or(briefing.period.last())
    }

    /// The week that a period is.
    fn week(&self, period: Period) -> Option<Week> {
        let week = Week::of(period.first(), self.cx.config.display.week_start);
        (Period::from(week) == period).then_some(week)
    }

    fn line(&self, line: &Line) -> Option<LineView> {
        let article = self.cx.corpus.article(line.article)?;
        Some(LineView {
            text: plain::collapse(article.document.text.slice(line.span)),
            document: self.numbers.of(line.article).map(|n| self.cx.display.number(n)),
            url: self.link(Page::Document(line.article)),
        })
    }

    fn event(&self, event: &Event, sides: Vec<SideView<'a>>) -> Option<EventView<'a>> {
        let Self { cx, .. } = self;
        let words = &cx.words.briefing;
        let several = event.articles.len() > 1;
        let days = event.articles.iter().filter_map(|ix| cx.corpus.date(*ix)?.shown_day());
        let (from, to) = (days.clone().min()?, days.max()?);
        let mut outlets: Vec<String> = Vec::new();
        for ix in &event.articles {
            let outlet =
                cx.outlet_of(*ix).map_or(cx.words.summary_no_outlet(), |outlet| outlet.name);
            let outlet = plain::collapse(outlet);
            if !outlets.contains(&outlet) {
                outlets.push(outlet);
            }
        }
        let is_named = event.articles.iter().any(|ix| cx.outlet_of(*ix).is_some());
        let listed = cx.display.list(&outlets);
        let outlets = match outlets.len() {
            // That there is none needs no label.
            _ if !is_named => listed,
            1 => cx.phrase(&words.outlet_of, "outlets", &listed),
            _ => cx.phrase(&words.outlets_of, "outlets", &listed),
        };
        let page = event.story.map_or(Page::Document(event.representative), Page::Story);
        Some(EventView {
            headline: cx.headline(cx.corpus.article(event.representative)?),
            url: self.link(page),
            kick: several.then(|| {
                cx.phrase(&cx.words.story.kick, "documents", &cx.documents(event.articles.len()))
            }),
            facts: vec![
                if from == to { cx.display.day(from) } else { cx.display.range(from, to) },
                outlets,
                cx.statements(event.weight.statements),
            ],
            documents: self.numbers_of(&event.articles),
            sides,
            shared: Vec::new(),
            alone: Vec::new(),
        })
    }

    fn sides(&self, event: &Event) -> Vec<SideView<'a>> {
        let Self { cx, .. } = self;
        let letters = if event.sides.len() > 1 { SIDE } else { OPENING };
        let side = |ix: &_| {
            let article = cx.corpus.article(*ix)?;
            let opening = article.document.text.slice(article.opening()?);
            Some(SideView {
                outlet: cx.outlet_of(*ix).map(|outlet| outlet.name),
                day: cx.date(*ix).short.into_owned(),
                opening: cx.display.clip(opening, letters),
                document: self.numbers.of(*ix).map(|n| cx.display.number(n)),
            })
        };
        event.sides.iter().filter_map(side).collect()
    }
}
