//! The page of a story: its documents, what several texts report, what only one does, and where
//! they differ, each with its place.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{
    ArticleIx, Difference, Form, PersonIx, Span, Story, StoryIx, StoryStatement, TopicIx,
};
use crate::site::display::Noun;
use crate::site::links::{Page, SiteUrl};
use crate::site::plain;
use crate::site::plan::Part;

use super::parts::{Bar, CHIPS, Chip, DocItem, HeadlineView, Pager, Tally};
use super::phrase::PhraseView;
use super::statement::{StatementView, Whose};
use super::touched::{Touched, touched};
use super::{About, Base, Cx};

/// `stories.html`.
#[derive(Debug, Serialize)]
pub(crate) struct StoriesPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    count: String,
    stories: Vec<StoryItem<'a>>,
    /// How many documents are in no story, in words; null where all are in one.
    alone: Option<String>,
    pager: Option<Pager>,
}

/// A story in a list.
#[derive(Debug, Serialize)]
pub(crate) struct StoryItem<'a> {
    pub(crate) headline: HeadlineView<'a>,
    pub(crate) url: SiteUrl,
    /// Documents, outlets and days, in words.
    pub(crate) facts: Vec<String>,
}

/// `story.html`.
#[derive(Debug, Serialize)]
pub(crate) struct StoryPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    headline: HeadlineView<'a>,
    kick: String,
    facts: Vec<String>,
    documents: Vec<StoryDocument<'a>>,
    /// How many documents are not listed, in words; null where all are.
    more: Option<String>,
    common: Vec<Common<'a>>,
    touched: Vec<Touched<'a>>,
    own: Vec<Own<'a>>,
    why: Vec<String>,
    names: Vec<Vec<Wording<'a>>>,
    figures: Vec<Vec<Wording<'a>>>,
    speakers: Vec<Bar<'a>>,
    people: Vec<Chip<'a>>,
    topics: Vec<Chip<'a>>,
    key_phrases: Vec<PhraseView>,
}

/// A document of the story.
#[derive(Debug, Serialize)]
struct StoryDocument<'a> {
    item: DocItem<'a>,
    /// Where it prints another's text: how much of it.
    copy: Option<String>,
}

/// A statement that several texts report, as each has it.
#[derive(Debug, Serialize)]
struct Common<'a> {
    count: String,
    statements: Vec<StatementView<'a>>,
}

/// What only one text reports.
#[derive(Debug, Serialize)]
struct Own<'a> {
    source: Option<&'a str>,
    headline: HeadlineView<'a>,
    url: SiteUrl,
    statements: Vec<StatementView<'a>>,
    /// How many more there are in the document, in words.
    more: Option<String>,
}

/// One way of saying a thing, with the documents that have it.
#[derive(Debug, Serialize)]
struct Wording<'a> {
    text: &'a str,
    sources: Vec<Source>,
    /// How many more documents have it, in words; null where all are listed.
    more: Option<String>,
}

/// A document that says a thing in one way.
#[derive(Debug, Serialize)]
struct Source {
    /// Who published it; where that is not known the headline, else the name of its file.
    name: String,
    url: SiteUrl,
}

/// Documents, common statements, places of one, texts and statements of a text that are shown.
const DOCUMENTS: usize = 60;
const COMMON: usize = 20;
const PLACES: usize = 6;
const OWN: usize = 12;
const STATEMENTS: usize = 5;
/// Differences of each sort that are shown, and names in the sentence of reasons.
const DIFFERENCES: usize = 15;
const NAMED: usize = 5;
/// Documents that are named beside one way of saying a thing, and letters of a headline there.
const SOURCES: usize = 8;
const HEADLINE: usize = 60;
/// Key phrases.
pub(crate) const PHRASES: usize = 8;
/// Bars of speakers.
const BARS: usize = 8;

pub(crate) fn stories<'a>(cx: &Cx<'a>, part: &Part) -> StoriesPage<'a> {
    let all = &cx.corpus.stories;
    let inside: usize = all.iter().map(|story| story.articles.len()).sum();
    let alone = cx.corpus.articles.len().saturating_sub(inside);
    let shown = (0..).map(StoryIx).skip(part.items.start).take(part.items.len());
    StoriesPage {
        base: cx.index(Page::Stories, part, "stories", &cx.words.list.stories),
        count: cx.display.count(Noun::Story, all.len()),
        stories: shown.filter_map(|ix| cx.story_item(ix)).collect(),
        alone: (alone > 0)
            .then(|| cx.phrase(&cx.words.story.alone, "documents", &cx.documents(alone))),
        pager: cx.pager(Page::Stories, part),
    }
}

pub(crate) fn story<'a>(cx: &Cx<'a>, ix: StoryIx) -> Option<StoryPage<'a>> {
    let story = cx.corpus.story(ix)?;
    let headline = cx.headline(cx.corpus.article(story.representative)?);
    let words = &cx.words.story;
    let about = About {
        title: plain::collapse(&headline.text),
        description: cx.phrase(
            &words.description,
            "documents",
            &cx.documents(story.articles.len()),
        ),
        nav: "stories",
        above: vec![(cx.words.nav.stories.as_str().into(), Page::Stories)],
        part: Part { number: 1, of: 1, items: 0..0 },
        page: Page::Story(ix),
    };
    let said = || story.facts.statements.iter();
    let (common, single): (Vec<_>, Vec<_>) = said().partition(|said| said.documents() > 1);
    let speakers: Tally<PersonIx> =
        said().filter_map(|said| said.places.first()).flat_map(|at| cx.speakers(*at)).collect();
    let articles = || story.articles.iter().map(|member| member.article);
    let topics: Tally<TopicIx> = articles().flat_map(|ix| cx.topics_of(ix)).collect();
    let mut people: Tally<PersonIx> = Tally::new();
    story.facts.people.iter().for_each(|(ix, n)| people.add(*ix, *n));
    let texts = articles().filter(|ix| cx.copy_note(*ix).is_none()).count();
    let hidden = story.articles.len().saturating_sub(DOCUMENTS);
    Some(StoryPage {
        base: cx.base(about, None),
        headline,
        kick: cx.kick(story),
        facts: cx.story_facts(story),
        documents: articles().take(DOCUMENTS).filter_map(|ix| document(cx, ix)).collect(),
        more: (hidden > 0)
            .then(|| cx.phrase(&words.more_documents, "documents", &cx.documents(hidden))),
        common: common.into_iter().take(COMMON).map(|said| cx.common(said, texts)).collect(),
        touched: touched(cx, story, &single),
        own: own(cx, &single),
        why: why(cx, story),
        names: differences(cx, &story.facts.names),
        figures: differences(cx, &story.facts.figures),
        speakers: cx.people_bars(&speakers, BARS),
        people: cx.people_chips(&people, CHIPS),
        topics: cx.topic_chips(&topics, CHIPS),
        key_phrases: cx.key_phrases(&articles().collect::<Vec<_>>(), PHRASES),
    })
}

fn document<'a>(cx: &Cx<'a>, ix: ArticleIx) -> Option<StoryDocument<'a>> {
    Some(StoryDocument { item: cx.item(ix)?, copy: cx.copy_note(ix) })
}

/// What only one text reports, by document, in the order of the story.
fn own<'a>(cx: &Cx<'a>, single: &[&StoryStatement]) -> Vec<Own<'a>> {
    let mut order: Vec<ArticleIx> = Vec::new();
    let mut lists: BTreeMap<ArticleIx, Vec<_>> = BTreeMap::new();
    for at in single.iter().filter_map(|said| said.places.first()) {
        let list = lists.entry(at.article).or_default();
        if list.is_empty() {
            order.push(at.article);
        }
        list.push(*at);
    }
    let own = |ix: ArticleIx| {
        let list = lists.get(&ix)?;
        let item = cx.item(ix)?;
        let more = list.len().saturating_sub(STATEMENTS);
        let shown = list.iter().take(STATEMENTS);
        Some(Own {
            source: item.outlet,
            headline: item.headline,
            url: item.url,
            statements: shown.filter_map(|at| cx.statement(*at, Whose::Any)).collect(),
            more: (more > 0)
                .then(|| cx.phrase(&cx.words.story.more, "statements", &cx.statements(more))),
        })
    };
    order.into_iter().take(OWN).filter_map(own).collect()
}

/// Why the documents are taken for one event.
fn why(cx: &Cx<'_>, story: &Story) -> Vec<String> {
    let words = &cx.words.story;
    let facts = &story.facts;
    let mut why = Vec::new();
    let listed = |phrase: &str, key: &str, names: Vec<String>| {
        (!names.is_empty()).then(|| cx.phrase(phrase, key, &cx.display.list(&names)))
    };
    let isolated = |name: &str| format!("«{}»", plain::collapse(name));
    let places = facts.places.iter().take(NAMED);
    let places = places.filter_map(|(ix, span, _)| Some(isolated(cx.source_words(*ix, *span)?)));
    why.extend(listed(&words.why_place, "places", places.collect()));
    let people = facts.people.iter().take(NAMED);
    let people = people.map(|(ix, _)| plain::collapse(cx.person_name(*ix)));
    why.extend(listed(&words.why_people, "people", people.collect()));
    if facts.quotation {
        why.push(words.why_quotation.clone());
    }
    if let Some((from, to)) = story.from.zip(story.to) {
        let days = cx.display.range(from, to);
        let (words, key) =
            if from == to { (&words.why_day, "day") } else { (&words.why_days, "days") };
        why.push(cx.phrase(words, key, &days));
    }
    why
}

fn differences<'a>(cx: &Cx<'a>, all: &[Difference]) -> Vec<Vec<Wording<'a>>> {
    let form = |form: &Form| {
        let hidden = form.others.len().saturating_sub(SOURCES - 1);
        let documents = std::iter::once(&form.article).chain(&form.others).take(SOURCES);
        Some(Wording {
            text: cx.source_words(form.article, form.span)?,
            sources: documents.filter_map(|ix| source(cx, *ix)).collect(),
            more: (hidden > 0).then(|| {
                cx.phrase(&cx.words.story.more_documents, "documents", &cx.documents(hidden))
            }),
        })
    };
    let row = |difference: &Difference| difference.forms.iter().filter_map(form).collect();
    all.iter().take(DIFFERENCES).map(row).collect()
}

/// A document by a name that tells it from the others.
fn source(cx: &Cx<'_>, ix: ArticleIx) -> Option<Source> {
    let article = cx.corpus.article(ix)?;
    let outlet = cx.plan.catalogue.outlet(ix).map(|outlet| cx.outlet_name(outlet).to_owned());
    let headline = || {
        let span = article.headline?.span;
        Some(cx.display.clip(article.document.text.slice(span), HEADLINE))
    };
    let name = outlet.or_else(headline).unwrap_or_else(|| article.document.id.as_str().to_owned());
    Some(Source { name, url: cx.href(Page::Document(ix)) })
}

impl<'a> Cx<'a> {
    /// A story in a list.
    pub(crate) fn story_item(&self, ix: StoryIx) -> Option<StoryItem<'a>> {
        let story = self.corpus.story(ix)?;
        Some(StoryItem {
            headline: self.headline(self.corpus.article(story.representative)?),
            url: self.href(Page::Story(ix)),
            facts: std::iter::once(self.documents(story.articles.len()))
                .chain(self.story_facts(story))
                .collect(),
        })
    }

    /// Outlets, days and statements of a story, in words.
    pub(crate) fn story_facts(&self, story: &Story) -> Vec<String> {
        let outlets = story.articles.iter().map(|it| self.plan.catalogue.outlet(it.article));
        // Where a document does not name its outlet, nobody knows how many there are.
        let outlets: Option<Vec<_>> = outlets.collect();
        let outlets = outlets.map(|outlets| outlets.into_iter().collect::<Tally<_>>());
        let days = story.from.zip(story.to).map(|(from, to)| {
            if from == to {
                return self.display.day(from);
            }
            self.display.range(from, to)
        });
        let outlets = outlets.map(|outlets| self.display.count(Noun::Source, outlets.len()));
        let statements = self.statements(story.facts.statements.len());
        days.into_iter().chain(outlets).chain([statements]).collect()
    }

    /// The line over the headline of a story: one event, or one text, in so many documents.
    pub(crate) fn kick(&self, story: &Story) -> String {
        let words = &self.words.story;
        let copies = story.articles.iter().filter(|it| self.plan.catalogue.is_copy(it.article));
        let one_text = copies.count() + 1 == story.articles.len();
        let phrase = if one_text { &words.one_text } else { &words.kick };
        self.phrase(phrase, "documents", &self.documents(story.articles.len()))
    }

    /// A statement that several of the story's texts report, or all.
    fn common(&self, said: &StoryStatement, texts: usize) -> Common<'a> {
        let places = said.places.iter().take(PLACES);
        let words = &self.words.story;
        let n_texts = self.display.count(Noun::Text, said.texts);
        Common {
            // Copies print one text: that is said, so that nobody takes it for two reports.
            count: if said.texts < 2 {
                self.phrase(&words.in_copies, "documents", &self.documents(said.documents()))
            } else if said.texts >= texts {
                self.phrase(&words.in_all_texts, "texts", &n_texts)
            } else {
                self.phrase(&words.in_texts, "texts", &n_texts)
            },
            statements: places.filter_map(|at| self.statement(*at, Whose::Any)).collect(),
        }
    }

    /// Words of a document.
    fn source_words(&self, ix: ArticleIx, span: Span) -> Option<&'a str> {
        self.corpus.article(ix).map(|article| article.document.text.slice(span))
    }
}
