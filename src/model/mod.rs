//! The plain types that pass between the stages.
//!
//! No I/O, no language knowledge. Constructors keep the invariants; a field that may hold any
//! value is public. Nothing here is filled in later: a type is made whole by one stage.

mod article;
mod corpus;
mod document;
mod id;
mod period;
mod span;
mod text;

pub use article::{
    Article, ArticleDate, BlockKind, Confidence, Cue, DateConstraint, DateEvidence, DateKind,
    DateMention, DateRole, DocType, Evidence, EvidenceKind, Fields, Headline, HeadlineSource,
    Mention, MentionIx, MentionKind, Name, NameSource, Percent, Precision, Role, Rule, Speaker,
    Statement, StatementIx, StatementKind, TopicScore,
};
pub use corpus::{
    ArticleIx, Corpus, Outlet, OutletIx, Person, PersonIx, PersonKind, Spelling, StatementRef,
    Topic, TopicIx,
};
pub use document::{Block, Document, Field, Format, Metadata, RawFile, Shape};
pub use id::{ContentId, DocId, Slug};
pub use period::{Month, Week, WeekStart};
pub use span::Span;
pub use text::{CleanText, Cleaning};
