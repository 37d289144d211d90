//! Documents that print one text, and documents that tell of one event.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::{ArticleIx, Percent, PersonIx, Span, StatementRef};

/// Two documents or more that print one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateGroup {
    /// The document that stands for all: the earliest firm day, then the longest body.
    pub representative: ArticleIx,
    /// The others, in order.
    pub copies: Vec<Duplicate>,
    /// What each two have in common, in order; of a large group only of those that are copies of
    /// each other, and of each with the representative.
    pub pairs: Vec<CopyPair>,
}

impl DuplicateGroup {
    /// All documents of the group, the representative first.
    pub fn articles(&self) -> impl Iterator<Item = ArticleIx> {
        std::iter::once(self.representative).chain(self.copies.iter().map(|copy| copy.article))
    }

    /// The pair of two documents, in whatever order they are given.
    pub fn pair(&self, one: ArticleIx, other: ArticleIx) -> Option<&CopyPair> {
        let key = (one.min(other), one.max(other));
        let at = self.pairs.binary_search_by_key(&key, |pair| (pair.one, pair.other)).ok()?;
        self.pairs.get(at)
    }
}

/// Two documents of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyPair {
    /// The document of the smaller index.
    pub one: ArticleIx,
    /// The other.
    pub other: ArticleIx,
    /// In which way they are alike.
    pub kind: CopyKind,
    /// How much is common, as in [`Duplicate::share`]; measured for every pair.
    pub share: Percent,
    /// What makes them a pair.
    pub tie: CopyTie,
}

/// What makes two documents a pair of copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyTie {
    /// They are copies of each other by what they have in common.
    Direct,
    /// They are in one group, by copies between them.
    Group,
}

/// A document that prints another's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The document.
    pub article: ArticleIx,
    /// Whose text: the representative, or a copy between the two.
    pub of: ArticleIx,
    /// In which way.
    pub kind: CopyKind,
    /// How much is common: of all triples of words of both for a near-duplicate, of the shorter
    /// document's for a republished text.
    pub share: Percent,
}

/// In which way a document is another's copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The same text with small changes.
    NearDuplicate,
    /// The whole text with something added or left out.
    Republished,
}

impl CopyKind {
    /// The word of data and pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::NearDuplicate => "near_duplicate",
            Self::Republished => "republished",
        }
    }
}

/// Two documents that share paragraphs without being one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartialCopy {
    /// The document of the smaller index.
    pub one: ArticleIx,
    /// The other.
    pub other: ArticleIx,
    /// How much of the shorter document's triples of words is in the other.
    pub share: Percent,
    /// The paragraphs that stand in both, word for word: where in `one`, where in `other`.
    pub paragraphs: Vec<(Span, Span)>,
}

/// Documents that tell of one event; two or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The document whose headline names the story: the earliest firm day, then the longest body.
    pub representative: ArticleIx,
    /// All its documents by their day, those without one last.
    pub articles: Vec<StoryArticle>,
    /// The first day of its documents; `None` where none has one.
    pub from: Option<NaiveDate>,
    /// The last one.
    pub to: Option<NaiveDate>,
    /// What they have in common, and where they differ.
    pub facts: StoryFacts,
}

impl Story {
    /// The document whose identity is that of the story, in addresses and data: the earliest, so
    /// that a better or longer report that comes later moves no address.
    pub fn earliest(&self) -> ArticleIx {
        self.articles.first().map_or(self.representative, |member| member.article)
    }
}

/// A document of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryArticle {
    /// The document.
    pub article: ArticleIx,
    /// How alike it is to all of the story together.
    pub score: Percent,
}

/// What the documents of a story have in common and where they differ, all as places in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryFacts {
    /// People and bodies that two documents or more name, with how many, most first.
    pub people: Vec<(PersonIx, usize)>,
    /// Where the event took place by two documents or more: a mention of the place, with how many.
    pub places: Vec<(ArticleIx, Span, usize)>,
    /// True where a direct quotation of eight words or more stands in two texts.
    pub quotation: bool,
    /// Counted statements, the same one once with every place that reports it; those of most
    /// documents first.
    pub statements: Vec<StoryStatement>,
    /// Names that the documents spell differently.
    pub names: Vec<Difference>,
    /// Numbers of the same thing that the documents give differently.
    pub figures: Vec<Difference>,
}

/// A statement of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryStatement {
    /// Where it is reported, in the order of the story's documents.
    pub places: Vec<StatementRef>,
    /// In how many texts: near-duplicates are one.
    pub texts: usize,
}

impl StoryStatement {
    /// In how many documents.
    pub fn documents(&self) -> usize {
        let articles: BTreeSet<ArticleIx> = self.places.iter().map(|at| at.article).collect();
        articles.len()
    }
}

/// One thing as several documents give it: the words of each, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Each way of saying it, in the order of the story's documents.
    pub forms: Vec<Form>,
}

/// One way of saying a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// The first document that has it.
    pub article: ArticleIx,
    /// Its words there.
    pub span: Span,
    /// The other documents that say the same, in the order of the story's.
    pub others: Vec<ArticleIx>,
}
