//! What the editor corrected in a document, kept beside the facts so that nothing corrected is
//! shown as found.

use serde::{Deserialize, Serialize};

use super::{Rule, Span};

/// The rule of every fact that is the editor's.
pub const EDITOR: Rule = "editor";

/// One thing that the editor corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What was corrected.
    pub fact: CorrectedFact,
    /// The words of the statement concerned; `None` where none is.
    pub statement: Option<Span>,
    /// What was found, as it is shown in data; `None`: nothing.
    pub before: Option<String>,
    /// What the editor put in its place; `None`: nothing.
    pub after: Option<String>,
    /// Why, in the editor's words.
    pub note: Option<String>,
}

/// What can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectedFact {
    /// The day of publication.
    Date,
    /// The headline.
    Headline,
    /// Who published it.
    Outlet,
    /// A topic that was not found, or one that was found wrongly.
    Topic,
    /// Whom a name means.
    Person,
    /// Who made a statement.
    Speaker,
    /// A statement that is hidden.
    HiddenStatement,
    /// A statement that was not found.
    NewStatement,
}

impl CorrectedFact {
    /// The word of data and pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Headline => "headline",
            Self::Outlet => "outlet",
            Self::Topic => "topic",
            Self::Person => "person",
            Self::Speaker => "speaker",
            Self::HiddenStatement => "hidden_statement",
            Self::NewStatement => "new_statement",
        }
    }
}
