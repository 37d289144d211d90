//! What else the archive has of a document's text and event: its story, its copies, documents
//! that share paragraphs with it.

use serde::Serialize;

use crate::model::{ArticleIx, CopyKind, Percent};
use crate::site::display::Noun;
use crate::site::words::fill;

use super::Cx;
use super::parts::DocItem;
use super::story::StoryItem;

/// The other documents of a text and an event.
#[derive(Debug, Serialize)]
pub(crate) struct Elsewhere<'a> {
    /// The story; null where no other document tells of the event.
    story: Option<StoryItem<'a>>,
    /// The first of its other documents.
    told: Vec<DocItem<'a>>,
    /// What the story's page is for, in words.
    compare: &'a str,
    /// Documents that print the same text.
    copies: Vec<Copied<'a>>,
    /// How many more copies there are, in words; null where all are listed.
    more: Option<String>,
    /// Documents that share paragraphs.
    partial: Vec<Copied<'a>>,
}

/// A document with what it has in common with another.
#[derive(Debug, Serialize)]
struct Copied<'a> {
    item: DocItem<'a>,
    note: String,
}

/// Copies that are listed.
const COPIES: usize = 12;
/// Documents of the story that are listed; its page has all.
const TOLD: usize = 3;

impl<'a> Cx<'a> {
    /// What else the archive has of a document.
    pub(crate) fn elsewhere(&self, ix: ArticleIx) -> Elsewhere<'a> {
        let catalogue = &self.plan.catalogue;
        let group = catalogue.group(ix).and_then(|at| self.corpus.duplicates.get(at));
        let others = || group.into_iter().flat_map(|group| group.articles()).filter(|at| *at != ix);
        let copied = |at: ArticleIx| {
            // Of a large group not every pair was measured: then what made the copy one of it.
            let group = group?;
            let copy = || group.copies.iter().find(|copy| [at, ix].contains(&copy.article));
            let pair = group.pair(at, ix).map(|pair| (pair.kind, pair.share));
            let (kind, share) = pair.or_else(|| copy().map(|copy| (copy.kind, copy.share)))?;
            Some(Copied { item: self.item(at)?, note: self.copy_words(kind, share) })
        };
        let hidden = others().count().saturating_sub(COPIES);
        let story = catalogue.story(ix);
        let told = story.and_then(|at| self.corpus.story(at)).into_iter();
        let told = told.flat_map(|story| &story.articles).map(|it| it.article);
        Elsewhere {
            story: story.and_then(|story| self.story_item(story)),
            told: self.items(told.filter(|at| *at != ix).take(TOLD)),
            compare: &self.words.story.compare,
            copies: others().take(COPIES).filter_map(copied).collect(),
            more: (hidden > 0).then(|| {
                let documents = self.documents(hidden);
                self.phrase(&self.words.story.more_documents, "documents", &documents)
            }),
            partial: self.partial(ix),
        }
    }

    /// How a document is another's copy; `None` where it is none.
    pub(crate) fn copy_note(&self, ix: ArticleIx) -> Option<String> {
        let group = self.corpus.duplicates.get(self.plan.catalogue.group(ix)?)?;
        let copy = group.copies.iter().find(|copy| copy.article == ix)?;
        Some(self.copy_words(copy.kind, copy.share))
    }

    fn copy_words(&self, kind: CopyKind, share: Percent) -> String {
        let phrase = match kind {
            CopyKind::NearDuplicate => &self.words.story.near_duplicate,
            CopyKind::Republished => &self.words.story.republished,
        };
        self.phrase(phrase, "share", &self.display.number(share.into()))
    }

    fn partial(&self, ix: ArticleIx) -> Vec<Copied<'a>> {
        let pairs = self.plan.catalogue.partial(ix).iter();
        let pairs = pairs.filter_map(|at| self.corpus.partial_copies.get(*at));
        let copied = pairs.filter_map(|pair| {
            let other = if pair.one == ix { pair.other } else { pair.one };
            let shared = self.display.count(Noun::Paragraph, pair.paragraphs.len());
            let share = self.display.number(pair.share.into());
            let note =
                fill(&self.words.story.partial, &[("paragraphs", &shared), ("share", &share)]);
            Some(Copied { item: self.item(other)?, note })
        });
        copied.collect()
    }
}
