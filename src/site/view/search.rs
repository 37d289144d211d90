//! The search page: its form, and the lists that stand there without a script.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{OutletIx, PersonIx, TopicIx};
use crate::site::assets::version;
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;
use crate::site::search::{Index, KINDS, speakers};

use super::parts::{Chip, Tally};
use super::statement::Kind;
use super::{Base, Cx};

/// `search.html`.
#[derive(Debug, Serialize)]
pub(crate) struct SearchPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    /// The script that holds the settings, beside the page.
    index: String,
    /// Speakers that results can be narrowed to, by name.
    speakers: Vec<&'a str>,
    topics: Vec<TopicChoice<'a>>,
    outlets: Vec<&'a str>,
    kinds: Vec<Kind<'a>>,
    /// First and last day of the archive; null where no document has a day.
    first: Option<String>,
    last: Option<String>,
    topic_chips: Vec<Chip<'a>>,
    people_chips: Vec<Chip<'a>>,
    topics_url: SiteUrl,
    people_url: SiteUrl,
}

/// A topic that results can be narrowed to.
#[derive(Debug, Serialize)]
pub(crate) struct TopicChoice<'a> {
    id: &'a str,
    name: &'a str,
}

/// Topics and people that are listed.
const LISTED: usize = 60;
/// Outlets that results can be narrowed to: those with most documents.
const OUTLETS: usize = 300;

pub(crate) fn search<'a>(cx: &Cx<'a>, index: &Index) -> SearchPage<'a> {
    let part = Part { number: 1, of: 1, items: 0..0 };
    let catalogue = &cx.plan.catalogue;
    let asked = speakers(cx);
    let is_asked = |ix: &&PersonIx| asked.contains(ix);
    let topic = |ix: &TopicIx| {
        let topic = cx.corpus.topic(*ix)?;
        Some(TopicChoice { id: &topic.id, name: &topic.name })
    };
    let chip = |name, page| Chip { name, url: Some(cx.href(page)), count: None };
    let topics = &catalogue.topics_by_size;
    let days = &cx.corpus.days;
    SearchPage {
        base: cx.index(Page::Search, &part, "search", &cx.words.search.title),
        index: format!("index.js?v={}", version(&index.settings)),
        speakers: {
            let by_name = catalogue.people_by_name.iter().filter(is_asked);
            by_name.map(|ix| cx.person_name(*ix)).collect()
        },
        topics: topics.iter().filter_map(topic).collect(),
        outlets: outlets(cx),
        kinds: {
            let word = |kind| cx.words.kind.of(kind);
            KINDS.map(|kind| Kind { key: kind.name(), word: word(kind) }).to_vec()
        },
        first: days.keys().next().map(ToString::to_string),
        last: days.keys().next_back().map(ToString::to_string),
        topic_chips: {
            let listed = topics.iter().take(LISTED);
            listed.map(|ix| chip(cx.topic_name(*ix), Page::Topic(*ix))).collect()
        },
        people_chips: {
            let listed = asked.iter().take(LISTED);
            listed.map(|ix| chip(cx.person_name(*ix), Page::Person(*ix))).collect()
        },
        topics_url: cx.href(Page::Topics),
        people_url: cx.href(Page::People),
    }
}

/// The outlets that results can be narrowed to, by name.
fn outlets<'a>(cx: &Cx<'a>) -> Vec<&'a str> {
    let outlets = (0..).map(OutletIx).zip(&cx.corpus.outlets);
    let mut sizes: Tally<OutletIx> = Tally::new();
    outlets.for_each(|(ix, outlet)| sizes.add(ix, outlet.articles.len()));
    let largest: BTreeSet<OutletIx> = sizes.ranked(OUTLETS).into_iter().map(|(ix, _)| ix).collect();
    let by_name = cx.plan.catalogue.outlets_by_name.iter();
    by_name.filter(|ix| largest.contains(ix)).map(|ix| cx.outlet_name(*ix)).collect()
}
