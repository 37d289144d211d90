//! A summary as all its formats show it: of a document, or of a part of the corpus.
//!
//! Made of finished strings that own themselves, since a summary outlives the documents it is of.

use serde::Serialize;
use serde_json::Value;

/// `summary.html`: one sheet or several, in a file that stands alone.
#[derive(Debug, Serialize)]
pub(crate) struct SummaryPage<'a> {
    pub(crate) title: String,
    pub(crate) head_title: String,
    pub(crate) site_title: &'a str,
    /// True for several sheets, which are one level below the title.
    pub(crate) several: bool,
    pub(crate) sheets: Vec<GistView>,
}

/// What something comes to: a few sentences and statements, all verbatim.
#[derive(Clone, Debug, Serialize)]
pub struct GistView {
    /// What it is called: a headline, a name, a day in words.
    pub(crate) title: String,
    /// True where the title is words of a document or a name, false where ours stand for it.
    pub(crate) stated: bool,
    /// Day, outlet, numbers, in words.
    pub(crate) facts: Vec<String>,
    pub(crate) sentences: Vec<GistSentence>,
    pub(crate) statements: Vec<GistStatement>,
    /// What is said where there are no statements.
    pub(crate) none: Option<String>,
    /// The documents that are quoted; empty where it is of one.
    pub(crate) documents: Vec<GistDocument>,
    /// How many documents are not quoted, in words.
    pub(crate) more: Option<String>,
    #[serde(skip)]
    pub(crate) record: Value,
}

/// A sentence with the number of its document.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GistSentence {
    pub(crate) text: String,
    pub(crate) source: Option<String>,
}

/// A statement with the number of its document.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GistStatement {
    pub(crate) number: String,
    /// The word of data: `direct`.
    pub(crate) kind: &'static str,
    /// Who speaks, in words.
    pub(crate) who: String,
    pub(crate) verb: Option<String>,
    pub(crate) comp: Option<String>,
    /// True where the speaker's own words begin without a mark.
    pub(crate) colon: bool,
    pub(crate) text: String,
    /// The same, parted where the speaker's own words begin and end.
    pub(crate) runs: Vec<GistRun>,
    /// True where outer marks are added: the source has some, outside the words.
    pub(crate) quoted: bool,
    pub(crate) source: Option<String>,
}

/// Words of a statement: the speaker's own, or the source's.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GistRun {
    pub(crate) text: String,
    pub(crate) exact: bool,
}

/// A document that is quoted.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GistDocument {
    pub(crate) number: String,
    pub(crate) headline: String,
    pub(crate) outlet: String,
    /// The day in words, or what is known of it.
    pub(crate) date: String,
    pub(crate) file: String,
}
