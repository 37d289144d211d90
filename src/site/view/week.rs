//! The weekly briefing.

use serde::Serialize;

use crate::model::{ArticleIx, Week};
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::{Part, day_entries};

use super::date::DateView;
use super::grouping::{SpeakerGroup, StripDay};
use super::lead::Lead;
use super::parts::{CHIPS, Chip, DocItem, Pager, Tally};
use super::phrase::PhraseView;
use super::{About, Base, Cx};

/// `week.html`.
#[derive(Debug, Serialize)]
pub(crate) struct WeekPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    range: String,
    hijri: Option<String>,
    strip: Vec<StripDay>,
    facts: Vec<String>,
    lead: Option<Lead<'a>>,
    speakers: Vec<SpeakerGroup<'a>>,
    topics: Vec<Chip<'a>>,
    key_phrases: Vec<PhraseView>,
    days: Vec<DayGroup<'a>>,
    undated: Vec<DocItem<'a>>,
    neighbours: Pager,
}

/// The documents of one day.
#[derive(Debug, Serialize)]
pub(crate) struct DayGroup<'a> {
    date: DateView<'a>,
    documents: Vec<DocItem<'a>>,
    /// The page of the day, where it holds more than is listed.
    more: Option<SiteUrl>,
}

/// What a briefing of two pages has room for.
const DOCUMENTS: usize = 7;
const UNDATED: usize = 10;
const PHRASES: usize = 20;

pub(crate) fn week<'a>(cx: &Cx<'a>, week: Week) -> Option<WeekPage<'a>> {
    let at = cx.plan.weeks.iter().position(|other| *other == week)?;
    let range = cx.display.week_range(week);
    let about = About {
        title: cx.phrase(&cx.words.week.title_of, "range", &range),
        description: cx.phrase(&cx.words.week.description, "range", &range),
        nav: "weeks",
        above: vec![(cx.words.nav.weeks.as_str().into(), Page::Weeks)],
        part: Part { number: 1, of: 1, items: 0..0 },
        page: Page::Week(week),
    };
    let articles = cx.in_week(week);
    let list = day_entries(cx.corpus, &articles);
    let topics: Tally<_> = articles.iter().flat_map(|ix| cx.topics_of(*ix)).collect();
    let step = |week: &Week| (Page::Week(*week), cx.display.week_range(*week));
    let older = at.checked_sub(1).and_then(|at| cx.plan.weeks.get(at)).map(step);
    let newer = cx.plan.weeks.get(at + 1).map(step);
    Some(WeekPage {
        base: cx.base(about, None),
        range,
        hijri: cx.display.hijri_week(week),
        strip: cx.strip(week, None),
        facts: vec![
            cx.documents(articles.len()),
            cx.statements(cx.n_counted(&list)),
            cx.display.count(Noun::Speaker, cx.speaker_counts(&list).len()),
        ],
        lead: cx.lead(&articles),
        speakers: cx.brief(&list),
        topics: cx.topic_chips(&topics, CHIPS),
        key_phrases: cx.key_phrases(&articles, PHRASES),
        days: days(cx, week),
        undated: cx.items(undated(cx, week)),
        neighbours: cx.neighbours(older, newer),
    })
}

fn days<'a>(cx: &Cx<'a>, week: Week) -> Vec<DayGroup<'a>> {
    let day = |day| {
        let articles = cx.corpus.days.get(&day)?;
        Some(DayGroup {
            date: cx.day(day),
            documents: cx.items(articles.iter().take(DOCUMENTS).copied()),
            more: (articles.len() > DOCUMENTS).then(|| cx.href(Page::Day(day))),
        })
    };
    week.days().filter_map(day).collect()
}

/// Documents without a day whose bounds lie wholly inside the week.
fn undated(cx: &Cx<'_>, week: Week) -> Vec<ArticleIx> {
    let inside = |ix: &&ArticleIx| {
        let bounds = cx.corpus.date(**ix).and_then(|date| date.not_before.zip(date.not_after));
        bounds.is_some_and(|(from, to)| week.first() <= from && to <= week.last())
    };
    cx.corpus.undated.iter().filter(inside).take(UNDATED).copied().collect()
}
