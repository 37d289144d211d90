//! The stages of reading a document, for whoever measures them.
//!
//! Nothing here knows a clock: [`article_by_stage`](super::article_by_stage) says when a stage is
//! done, and the caller, a benchmark, looks at its own.

/// A stage, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The matching form of the text, in tokens.
    Tokens,
    /// What each block is.
    Blocks,
    /// The headline.
    Headline,
    /// What sort of text it is.
    Type,
    /// The day of publication and the other dates.
    Dates,
    /// People, bodies and places.
    Entities,
    /// Who says what.
    Statements,
    /// Topics of the document and of each statement.
    Topics,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 8] = [
        Self::Tokens,
        Self::Blocks,
        Self::Headline,
        Self::Type,
        Self::Dates,
        Self::Entities,
        Self::Statements,
        Self::Topics,
    ];

    /// Its name, for tables of figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::Blocks => "blocks",
            Self::Headline => "headline",
            Self::Type => "type",
            Self::Dates => "dates",
            Self::Entities => "entities",
            Self::Statements => "statements",
            Self::Topics => "topics",
        }
    }
}
