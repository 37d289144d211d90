//! What a week, a day or any other period says: chosen once, the same for every edition.

use super::{
    ArticleIx, OutletIx, Period, PersonIx, Span, StatementIx, StatementRef, StoryIx, TopicIx,
};

/// The choice of what a briefing says, all as places in the documents. Each list begins with what
/// matters most, but for documents, which stand in the order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Briefing {
    /// Its days.
    pub period: Period,
    /// What alone it is about; `None`: everything.
    pub focus: Option<Focus>,
    /// The documents of the period, by day.
    pub articles: Vec<ArticleIx>,
    /// How much there is of what is chosen from.
    pub totals: Totals,
    /// The period in a few words.
    pub gist: Gist,
    /// What happened.
    pub events: Vec<Event>,
    /// What was said.
    pub speakers: Vec<SpeakerShare>,
    /// What the desk watches, in the order of its settings, also where there is nothing.
    pub watched: Vec<Watched>,
    /// What is new; `None` where no document is older.
    pub changes: Option<Changes>,
    /// Topics with the number of documents.
    pub topics: Vec<(TopicIx, usize)>,
    /// Documents without a day whose bounds lie wholly inside the period.
    pub undated: Vec<ArticleIx>,
    /// Who published how many of the documents; `None` for those that do not say it.
    pub outlets: Vec<(Option<OutletIx>, usize)>,
}

/// What alone a briefing is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A topic: its documents, and what is said about it.
    Topic(TopicIx),
    /// A person or body: documents that name it, and what it says.
    Person(PersonIx),
}

/// How much there is of what is chosen from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Counted statements.
    pub statements: usize,
    /// People and bodies that make them.
    pub speakers: usize,
    /// Events, a document alone being one.
    pub events: usize,
}

/// A period in a few words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gist {
    /// At most three sentences of the documents.
    pub lines: Vec<Line>,
    /// Exact words that stand alone.
    pub pull: Option<StatementRef>,
}

/// A sentence of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The document.
    pub article: ArticleIx,
    /// The sentence, a conjunction before its verb left out.
    pub span: Span,
    /// Why it was chosen.
    pub why: LineReason,
}

/// Why a sentence was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineReason {
    /// The document that stands for an event begins with it.
    Lead,
    /// It holds a key statement.
    Statement(StatementIx),
}

/// An event of a period: a story, or a document in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The story, also where only one of its documents is of the period.
    pub story: Option<StoryIx>,
    /// The document of the period whose headline names it.
    pub representative: ArticleIx,
    /// Its documents of the period, in the order of time.
    pub articles: Vec<ArticleIx>,
    /// One or two of them whose beginnings can stand side by side: no copies, of two outlets where
    /// there are two.
    pub sides: Vec<ArticleIx>,
    /// How much it matters.
    pub weight: Weight,
}

/// How much an event matters: the first difference decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// Outlets that report it; all that do not name theirs are one.
    pub sources: usize,
    /// Documents of the period without those that print another's text.
    pub texts: usize,
    /// Counted statements in these.
    pub statements: usize,
}

/// What one person or body says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerShare {
    /// Who.
    pub person: PersonIx,
    /// What matters most of it.
    pub statements: Vec<StatementRef>,
    /// How many counted statements there are.
    pub total: usize,
}

/// Something that the desk watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// What.
    pub thing: WatchedThing,
    /// Documents of the period that are about it or name it.
    pub articles: Vec<ArticleIx>,
    /// What matters most of what it says, or of what is said about it.
    pub statements: Vec<StatementRef>,
    /// How many such statements there are, also in documents about something else.
    pub total: usize,
}

/// What is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchedThing {
    /// A person or body.
    Person(PersonIx),
    /// A topic.
    Topic(TopicIx),
    /// Words as the settings have them; names that no document knows, too.
    Words(String),
}

/// What is new in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The nearest earlier period of the same length that has documents.
    pub since: Period,
    /// People and bodies that no earlier document names.
    pub people: Vec<PersonIx>,
    /// Topics that no document of `since` is about.
    pub topics: Vec<TopicIx>,
    /// Stories that have earlier documents, with the number of those of the period.
    pub grown: Vec<(StoryIx, usize)>,
    /// Stories whose last document is of `since`.
    pub ended: Vec<StoryIx>,
}
