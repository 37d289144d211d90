//! The plain types that pass between the stages.
//!
//! No I/O, no language knowledge. Constructors keep the invariants; a field that may hold any
//! value is public. Nothing here is filled in later: a type is made whole by one stage.

mod article;
mod briefing;
mod corpus;
mod correction;
mod date;
mod document;
mod id;
mod period;
mod person;
mod phrase;
mod rule;
mod shared;
mod sound;
mod span;
mod statement;
mod story;
mod text;

pub(crate) use article::fit;
pub use article::{
    Article, BlockKind, DocType, EventPlace, Evidence, Fields, Headline, HeadlineSource, Percent,
    Rule, Scene, TopicScore,
};
pub use briefing::{
    Briefing, Changes, Event, Focus, Gist, Line, LineReason, SpeakerShare, Totals, Watched,
    WatchedThing, Weight,
};
pub use corpus::{
    ArticleIx, Corpus, Outlet, OutletIx, PersonIx, Spelling, StatementRef, StoryIx, Topic, TopicIx,
};
pub use correction::{CorrectedFact, Correction, EDITOR};
pub use date::{
    ArticleDate, Confidence, DateConstraint, DateEvidence, DateKind, DateMention, DateRole,
    EvidenceKind, Precision,
};
pub use document::{Block, Document, Field, Format, Metadata, RawFile, Shape};
pub use id::{ContentId, DocId, Slug, WordsId, short_id, uuid};
pub use period::{Month, Period, Week, WeekStart};
pub use person::{Held, Hindrance, Join, Joined, Person, PersonKind, Variant};
pub use phrase::{KeyPhrase, PHRASE_WORDS, Phrase, PhraseUse, Phrases};
pub(crate) use shared::SharedWords;
pub use span::Span;
pub use statement::{
    Cue, Mention, MentionIx, MentionKind, Name, NameSource, Role, Speaker, Statement, StatementIx,
    StatementKind,
};
pub(crate) use statement::{QUOTATION_MARKS, is_marked};
pub use story::{
    CopyKind, CopyPair, CopyTie, Difference, Duplicate, DuplicateGroup, Form, PartialCopy, Story,
    StoryArticle, StoryFacts, StoryStatement,
};
pub(crate) use text::is_letter;
pub use text::{CleanText, Cleaning};
