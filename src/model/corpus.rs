//! All documents of a build together, and what only the whole can know.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{
    Article, ArticleDate, DuplicateGroup, MentionIx, PartialCopy, Person, Phrases, StatementIx,
    Story, Variant,
};

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
    /// For each article, in step with its mentions, the person or body that is meant; `None` for
    /// offices, places and what furniture alone names.
    pub who: Vec<Vec<Option<PersonIx>>>,
    /// Pairs of people that may be one, likest first: for somebody to judge.
    pub variants: Vec<Variant>,
    /// Topics of the taxonomy with at least one document, in the taxonomy's order.
    pub topics: Vec<Topic>,
    /// Phrases of the documents, from which any part of them has its key phrases.
    pub phrases: Phrases,
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

    /// The person or body that a mention of an article is of.
    pub fn person_of(&self, article: ArticleIx, mention: MentionIx) -> Option<PersonIx> {
        self.who.get(article.0 as usize)?.get(mention.0 as usize).copied().flatten()
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
    /// Code of the nearest IPTC Media Topic: `medtop:20000574`.
    pub iptc: Option<Arc<str>>,
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
