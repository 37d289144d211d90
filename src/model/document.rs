//! What was read: a file's bytes, then its text in blocks.

use serde::{Deserialize, Serialize};

use super::{CleanText, ContentId, DocId, Span};

/// A file as it came from the input folder.
#[derive(Clone, Debug)]
pub struct RawFile {
    /// Its path below the input folder.
    pub id: DocId,
    /// What its ending says it is.
    pub format: Format,
    /// Its bytes, undecoded.
    pub bytes: Vec<u8>,
}

/// How the bytes of a file are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text, a paragraph a line.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A saved web page.
    Html,
    /// One JSON record a line.
    Jsonl,
    /// RSS or Atom.
    Feed,
}

impl Format {
    /// The word of data and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Feed => "feed",
        }
    }

    /// The format of a file name by its ending, or `None` where mujaz does not read such files.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "xml" | "rss" | "atom" | "rdf" => Some(Self::Feed),
            _ => None,
        }
    }
}

/// A document: its text and where its blocks lie.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Path below the input folder.
    pub id: DocId,
    /// Hash of the decoded source; the permanent address.
    #[serde(with = "super::id::whole")]
    pub content_id: ContentId,
    /// SHA-256 of the file's (or record's) bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// What the source was.
    pub format: Format,
    /// The text that all spans point into.
    pub text: CleanText,
    /// The blocks, in order, without overlap, each trimmed of blanks.
    pub blocks: Vec<Block>,
    /// What markup, front matter or a record states: spans of `Stated` blocks.
    pub metadata: Metadata,
}

/// One block of a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the source's form says of it.
    pub shape: Shape,
    /// Where it stands.
    pub span: Span,
}

/// What the source's form says of a block, before its words are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Stated by markup, front matter or a record, not seen by a reader.
    Stated(Field),
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph, or a line of plain text.
    Paragraph,
    /// A block quotation.
    Quote,
    /// An item of a list.
    ListItem,
    /// A caption of a picture or table.
    Caption,
    /// Outside the article of a saved page: can give a date or an outlet, never a statement.
    Outside,
}

/// The fields that a source can state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The headline.
    Title,
    /// The day of publication.
    Published,
    /// The day of the last change.
    Updated,
    /// Who wrote it.
    Author,
    /// Who published it.
    Outlet,
    /// The original address.
    Url,
    /// Key words.
    Keywords,
}

/// What the source states of itself, unparsed: spans of `Stated` blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The headline.
    pub title: Option<Span>,
    /// The day of publication.
    pub published: Option<Span>,
    /// The day of the last change.
    pub updated: Option<Span>,
    /// Who wrote it.
    pub author: Option<Span>,
    /// Who published it.
    pub outlet: Option<Span>,
    /// The original address.
    pub url: Option<Span>,
    /// Key words.
    pub keywords: Option<Span>,
}

impl Metadata {
    /// The span stated for a field.
    pub fn get(&self, field: Field) -> Option<Span> {
        match field {
            Field::Title => self.title,
            Field::Published => self.published,
            Field::Updated => self.updated,
            Field::Author => self.author,
            Field::Outlet => self.outlet,
            Field::Url => self.url,
            Field::Keywords => self.keywords,
        }
    }

    /// Keeps the first span stated for a field.
    pub fn set(&mut self, field: Field, span: Span) {
        let slot = match field {
            Field::Title => &mut self.title,
            Field::Published => &mut self.published,
            Field::Updated => &mut self.updated,
            Field::Author => &mut self.author,
            Field::Outlet => &mut self.outlet,
            Field::Url => &mut self.url,
            Field::Keywords => &mut self.keywords,
        };
        slot.get_or_insert(span);
    }
}
