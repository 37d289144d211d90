//! All documents of a build together, and what only the whole can know.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Article, ArticleDate, DuplicateGroup, PartialCopy, StatementIx, Story};

/// Index of an article in [`Corpus::articles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleIx(pub u32);

/// Index of a person or body in [`Corpus::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonIx(pub u32);

/// Index of a topic in [`Corpus::topics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicIx(pub u32);

/// Index of an outlet in [`Corpus::outlets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutletIx(pub u32);

/// Index of a story in [`Corpus::stories`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryIx(pub u32);

/// A statement of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementRef {
    /// The article.
    pub article: ArticleIx,
    /// The statement in it.
    pub statement: StatementIx,
}

/// All documents of a build. Immutable once made.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The articles, by [`DocId`](crate::model::DocId).
    pub articles: Vec<Article>,
    /// Their final dates, in step with `articles`: here the upper bound of the build is applied.
    pub dates: Vec<ArticleDate>,
    /// People and bodies that are mentioned, by canonical name.
    pub people: Vec<Person>,
    /// Topics of the taxonomy with at least one document, in the taxonomy's order.
    pub topics: Vec<Topic>,
    /// Outlets, by name.
    pub outlets: Vec<Outlet>,
    /// Documents that print one text, by representative; no document in two.
    pub duplicates: Vec<DuplicateGroup>,
    /// Pairs of documents that share paragraphs, in order; none of one group.
    pub partial_copies: Vec<PartialCopy>,
    /// Stories of two documents or more, newest first; no document in two.
    pub stories: Vec<Story>,
    /// Documents by their shown day; within a day in the order of `articles`.
    pub days: BTreeMap<NaiveDate, Vec<ArticleIx>>,
    /// Documents without a day to show.
    pub undated: Vec<ArticleIx>,
}

impl Corpus {
    /// An article; `None` for an index of another corpus.
    pub fn article(&self, ix: ArticleIx) -> Option<&Article> {
        self.articles.get(ix.0 as usize)
    }

    /// The final date of an article.
    pub fn date(&self, ix: ArticleIx) -> Option<&ArticleDate> {
        self.dates.get(ix.0 as usize)
    }

    /// A person or body.
    pub fn person(&self, ix: PersonIx) -> Option<&Person> {
        self.people.get(ix.0 as usize)
    }

    /// A topic.
    pub fn topic(&self, ix: TopicIx) -> Option<&Topic> {
        self.topics.get(ix.0 as usize)
    }

    /// An outlet.
    pub fn outlet(&self, ix: OutletIx) -> Option<&Outlet> {
        self.outlets.get(ix.0 as usize)
    }

    /// A story.
    pub fn story(&self, ix: StoryIx) -> Option<&Story> {
        self.stories.get(ix.0 as usize)
    }

    /// The indices of all articles, in order.
    pub fn article_ixs(&self) -> impl Iterator<Item = ArticleIx> + use<> {
        (0..u32::try_from(self.articles.len()).unwrap_or(u32::MAX)).map(ArticleIx)
    }
}

/// Person or body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonKind {
    /// A person.
    Person,
    /// A body: ministry, organisation, outlet as a speaker.
    Body,
}

/// A person or body with all that the corpus knows of it.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name shown, and the key.
    pub name: Arc<str>,
    /// Person or body.
    pub kind: PersonKind,
    /// Country identity, where known.
    pub country: Option<Arc<str>>,
    /// Spellings as found in the texts, most frequent first.
    pub spellings: Vec<Spelling>,
    /// Titles as found in the texts, most frequent first.
    pub titles: Vec<Spelling>,
    /// What was said by it: counted and topic statements, by article.
    pub statements: Vec<StatementRef>,
    /// Articles that mention it.
    pub articles: Vec<ArticleIx>,
}

/// A form as it stands in the texts, with how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The form, a verbatim copy.
    pub text: Arc<str>,
    /// How often.
    pub count: usize,
}

/// A topic with its documents and statements.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Identity in the taxonomy.
    pub id: Arc<str>,
    /// The name shown.
    pub name: Arc<str>,
    /// Documents with the score in tenths, best first.
    pub articles: Vec<(ArticleIx, u32)>,
    /// Statements about it.
    pub statements: Vec<StatementRef>,
    /// The words that gathered it, as found, most frequent first.
    pub terms: Vec<Spelling>,
}

/// Who published documents.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// The name shown, and the key.
    pub name: Arc<str>,
    /// Its documents.
    pub articles: Vec<ArticleIx>,
}
