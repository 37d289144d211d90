//! What is wrong with an input, as values: a document never stops a command.

use serde::{Deserialize, Serialize};

use crate::model::{DocId, Span};

/// A value and what was noticed while making it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// What was noticed, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value that nothing was noticed about.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Makes something of the value; what was noticed stays.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Checked<U> {
        Checked { value: make(self.value), diagnostics: self.diagnostics }
    }
}

/// One thing noticed about a document or a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What sort of thing; stable.
    pub code: Code,
    /// The document, and where in its text.
    pub document: DocId,
    /// Where in the document's text.
    pub span: Option<Span>,
    /// In words, English, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of a whole document.
    pub fn new(code: Code, document: &DocId, message: impl Into<String>) -> Self {
        Self { code, document: document.clone(), span: None, message: message.into(), hint: None }
    }

    /// Says where in the text.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Sorts of diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Code {
    /// The document (or record) is left out of the site, for this reason. Each such diagnostic
    /// counts one document in the totals.
    Skipped(Skip),
    /// The same source as another document: published once, counted as merged.
    Duplicate,
    /// Something is worth a look, the document is published all the same.
    Note(Note),
}

impl Code {
    /// The word of messages and data: the reason, `duplicate`, or what is worth a look.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skipped(skip) => skip.name(),
            Self::Duplicate => "duplicate",
            Self::Note(note) => note.name(),
        }
    }
}

/// Why a document is left out. The list is closed: totals by reason add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skip {
    /// An ending that is not read.
    Format,
    /// No encoding of Arabic fits the bytes.
    Encoding,
    /// Not Arabic.
    Language,
    /// Binary.
    NotText,
    /// No words in it.
    Empty,
    /// Over a limit of size.
    TooLarge,
    /// Markup nested too deeply.
    TooDeep,
    /// Over the limit of time, where one is set.
    TooSlow,
    /// A device, pipe or folder in the place of a file.
    NotRegular,
    /// A symbolic link.
    Symlink,
    /// No right to read it.
    Permission,
    /// Gone between listing and reading.
    Vanished,
    /// A document type declaration in a feed.
    Doctype,
    /// Does not parse.
    Malformed,
    /// Over another limit.
    Limit,
    /// A fault of mujaz itself.
    Internal,
}

impl Skip {
    /// The word of messages and data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Encoding => "encoding",
            Self::Language => "language",
            Self::NotText => "not-text",
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::TooDeep => "too-deep",
            Self::TooSlow => "too-slow",
            Self::NotRegular => "not-regular",
            Self::Symlink => "symlink",
            Self::Permission => "permission",
            Self::Vanished => "vanished",
            Self::Doctype => "doctype",
            Self::Malformed => "malformed",
            Self::Limit => "limit",
            Self::Internal => "internal",
        }
    }
}

/// What is worth a look in a published document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// Front matter is broken, too large or holds keys that mujaz ignores.
    FrontMatter,
    /// Direction overrides or control characters were dropped.
    Cleaned,
    /// Bytes that did not decode were replaced.
    Replaced,
    /// Over a limit: the rest was left out.
    Cut,
    /// A printed date contradicts itself or the text.
    DateConflict,
    /// A correction of the editor that nothing answers to.
    Correction,
    /// A file of the project that is not used, or older than what it replaces.
    Project,
}

impl Note {
    /// The word of messages and data.
    pub fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => "front-matter",
            Self::Cleaned => "cleaned",
            Self::Replaced => "replaced",
            Self::Cut => "cut",
            Self::DateConflict => "date-conflict",
            Self::Correction => "correction",
            Self::Project => "project",
        }
    }
}
