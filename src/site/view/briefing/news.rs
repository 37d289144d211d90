//! What is new in a briefing, and what the desk watches.

use serde::Serialize;

use crate::model::{Changes, PersonIx, StoryIx, TopicIx, Watched, WatchedThing};
use crate::site::links::{Page, SiteUrl};
use crate::site::view::parts::{HeadlineView, Named};
use crate::site::view::statement::Whose;

use super::{Edition, Said};

/// What is new against an earlier period.
#[derive(Debug, Serialize)]
pub(crate) struct ChangesView<'a> {
    /// The earlier period, in words.
    pub(crate) since: String,
    pub(crate) people: Vec<Named<'a>>,
    pub(crate) topics: Vec<Named<'a>>,
    pub(crate) grown: Vec<StoryLine<'a>>,
    pub(crate) ended: Vec<StoryLine<'a>>,
}

/// A story with what became of it.
#[derive(Debug, Serialize)]
pub(crate) struct StoryLine<'a> {
    pub(crate) headline: HeadlineView<'a>,
    pub(crate) url: Option<SiteUrl>,
    pub(crate) note: String,
}

/// Something that the desk watches.
#[derive(Debug, Serialize)]
pub(crate) struct WatchedView<'a> {
    pub(crate) name: String,
    pub(crate) url: Option<SiteUrl>,
    /// How many documents; where none, how much is said in others, or that there is nothing.
    pub(crate) count: String,
    /// Their numbers.
    pub(crate) documents: Option<String>,
    pub(crate) statements: Vec<Said<'a>>,
}

impl<'a> Edition<'_, 'a> {
    /// What is new; `None` where nothing is.
    pub(super) fn changes(&self, changes: &Changes) -> Option<ChangesView<'a>> {
        let Self { cx, .. } = self;
        let words = &cx.words.briefing;
        let person = |ix: &PersonIx| self.named(cx.person_name(*ix), Page::Person(*ix));
        let topic = |ix: &TopicIx| self.named(cx.topic_name(*ix), Page::Topic(*ix));
        let grown = changes.grown.iter().filter_map(|(ix, n)| {
            self.story(*ix, cx.phrase(&words.added, "documents", &cx.documents(*n)))
        });
        let ended = changes.ended.iter().filter_map(|ix| {
            let all = cx.corpus.story(*ix)?.articles.len();
            self.story(*ix, cx.documents(all))
        });
        let since = changes.since;
        let view = ChangesView {
            since: cx.phrase(&words.since, "range", &cx.display.range(since.first(), since.last())),
            people: changes.people.iter().map(person).collect(),
            topics: changes.topics.iter().map(topic).collect(),
            grown: grown.collect(),
            ended: ended.collect(),
        };
        let is_empty = view.people.is_empty()
            && view.topics.is_empty()
            && view.grown.is_empty()
            && view.ended.is_empty();
        (!is_empty).then_some(view)
    }

    fn named(&self, name: &'a str, page: Page) -> Named<'a> {
        Named { name, url: self.link(page) }
    }

    fn story(&self, ix: StoryIx, note: String) -> Option<StoryLine<'a>> {
        let story = self.cx.corpus.story(ix)?;
        Some(StoryLine {
            headline: self.cx.headline(self.cx.corpus.article(story.representative)?),
            url: self.link(Page::Story(ix)),
            note,
        })
    }

    pub(super) fn watched(&self, watched: &Watched) -> WatchedView<'a> {
        let Self { cx, .. } = self;
        let (name, page, whose) = match &watched.thing {
            WatchedThing::Person(ix) => {
                (cx.person_name(*ix).to_owned(), Some(Page::Person(*ix)), Whose::Of(*ix))
            }
            WatchedThing::Topic(ix) => {
                (cx.topic_name(*ix).to_owned(), Some(Page::Topic(*ix)), Whose::Any)
            }
            WatchedThing::Words(words) => {
                let ix = cx.config.watchlist.words.iter().position(|own| own == words);
                (words.clone(), ix.map(Page::Watched), Whose::Any)
            }
        };
        WatchedView {
            name,
            url: page.and_then(|page| self.link(page)),
            count: cx.count_of(watched),
            documents: self.numbers_of(&watched.articles),
            statements: self.all_said(&watched.statements, whose),
        }
    }
}
