//! What the documents of a story have in common and where they differ.
//!
//! Nothing is averaged and nothing decided: what differs stands side by side, as each text has it.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::{Lexicon, Tokens};
use crate::model::{
    Article, ArticleIx, Mention, MentionKind, Person, PersonIx, Role, Span, Story, StoryFacts,
};

use super::entries::{Entry, People, scene};
use super::{Reports, differences, statements};

/// Most documents of a story that are compared in detail: of a longer one the first.
const DOCUMENTS: usize = 200;

/// A document of a story, read again.
pub(super) struct Report<'a> {
    pub(super) ix: ArticleIx,
    pub(super) article: &'a Article,
    pub(super) tokens: Tokens,
    /// Which of the story's texts it prints: near-duplicates print one.
    pub(super) text: usize,
}

impl<'a> Report<'a> {
    /// Reads a document again.
    pub(super) fn new(ix: ArticleIx, article: &'a Article, text: usize, lexicon: &Lexicon) -> Self {
        let tokens = Tokens::new(lexicon.folder(), article.document.text.as_str());
        Self { ix, article, tokens, text }
    }
}

/// Who stands in which document and said what, of all documents.
pub(super) struct Known {
    /// People and bodies by article.
    pub(super) people: People,
    /// Who made each statement.
    pub(super) speakers: statements::Speakers,
}

impl Known {
    pub(super) fn new(people: &[Person]) -> Self {
        Self { people: super::entries::people(people), speakers: statements::speakers(people) }
    }
}

/// The facts of a story whose documents are `story.articles`.
pub(super) fn facts(
    story: &Story,
    entries: &[Entry],
    (reports, known): (&Reports<'_>, &Known),
    lexicon: &Lexicon,
) -> StoryFacts {
    let mut texts: BTreeMap<ArticleIx, usize> = BTreeMap::new();
    for (number, entry) in entries.iter().enumerate() {
        texts.extend(entry.articles.iter().map(|ix| (*ix, number)));
    }
    let read = story.articles.iter().take(DOCUMENTS).filter_map(|member| {
        let ix = member.article;
        let article = reports.articles.get(ix.0 as usize)?;
        let text = texts.get(&ix).copied().unwrap_or_default();
        Some(Report::new(ix, article, text, lexicon))
    });
    let read: Vec<Report<'_>> = read.collect();
    let runs = entries.iter().flat_map(|entry| &entry.nature.quotations);
    let mut seen = BTreeSet::new();
    StoryFacts {
        people: people(story, &known.people),
        places: places(&read),
        quotation: runs.into_iter().any(|run| !seen.insert(*run)),
        statements: statements::joined(&read, &known.speakers),
        names: differences::names(&read, reports.people, &known.people),
        figures: differences::figures(&read, lexicon),
    }
}

/// Whom two documents or more name, most first.
fn people(story: &Story, named: &People) -> Vec<(PersonIx, usize)> {
    let mut counts: BTreeMap<PersonIx, usize> = BTreeMap::new();
    for member in &story.articles {
        let named = named.get(&member.article).into_iter().flatten();
        named.for_each(|(ix, _)| *counts.entry(*ix).or_default() += 1);
    }
    let mut shared: Vec<(PersonIx, usize)> = counts.into_iter().filter(|(_, n)| *n > 1).collect();
    shared.sort_by_key(|(ix, n)| (std::cmp::Reverse(*n), *ix));
    shared
}

/// Where the event took place by two documents or more.
fn places(reports: &[Report<'_>]) -> Vec<(ArticleIx, Span, usize)> {
    let mut places: BTreeMap<u64, (ArticleIx, Span, usize)> = BTreeMap::new();
    for report in reports {
        for (feature, span) in scene(report.article) {
            let place = places.entry(feature).or_insert((report.ix, span, 0));
            place.2 += 1;
        }
    }
    let mut places: Vec<_> = places.into_values().filter(|(.., n)| *n > 1).collect();
    places.sort_by_key(|(ix, span, n)| (std::cmp::Reverse(*n), *ix, *span));
    places
}

/// True for a mention that names somebody or something as such.
pub(super) fn is_named(mention: &Mention) -> bool {
    matches!(mention.role, Role::Named | Role::Speaker)
        && mention.kind != MentionKind::Office
        && mention.kind != MentionKind::Body
}
