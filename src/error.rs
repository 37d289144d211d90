//! What stops a command: one error type, with file, place, reason and remedy.
//!
//! Constructors stand here and are called at the edges; there are no `From` conversions, because
//! they would lose the path. `cli::report` shows an error; nothing else words one.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The result of everything that can stop a command.
pub type Result<T> = std::result::Result<T, Error>;

/// What stopped a command.
#[derive(Debug, thiserror::Error)]
#[error("{}{message}{}", where_it_is(path.as_deref(), excerpt.as_deref()), cause(source.as_deref()))]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
    excerpt: Option<Box<Excerpt>>,
    message: String,
    hint: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Which part of the work failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The command line: exit status 2.
    Usage,
    /// `mujaz.toml`.
    Config,
    /// A file of language data.
    Lexicon,
    /// A template.
    Template,
    /// Reading the input.
    Read,
    /// Writing or publishing the output.
    Write,
    /// Another format than pages.
    Export,
    /// Serving a preview.
    Serve,
    /// Sending mail.
    Send,
    /// Documents were skipped and `--strict` was given.
    Strict,
    /// Something is wrong with a built site.
    Check,
    /// A fault of mujaz itself.
    Internal,
}

/// The place in a text file that an error speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The whole text of the file.
    pub text: String,
    /// The bytes concerned.
    pub span: Range<usize>,
    /// Line of the first of them, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

impl Error {
    /// An error of a kind, in words for the user, without a full stop.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, path: None, excerpt: None, message: message.into(), hint: None, source: None }
    }

    /// Names the file or folder concerned.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_path_buf());
        self
    }

    /// Says where in the text of that file; a span outside it is cut to it.
    #[must_use]
    pub fn within(mut self, text: &str, span: Range<usize>) -> Self {
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
        let before = text.get(..start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |newline| newline.saturating_add(1));
        let excerpt = Excerpt {
            text: text.to_owned(),
            span: start..end,
            line: before.matches('\n').count().saturating_add(1),
            column: before.get(line_start..).map_or(0, |cut| cut.chars().count()).saturating_add(1),
        };
        self.excerpt = Some(Box::new(excerpt));
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Keeps the cause.
    #[must_use]
    pub fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// Which part of the work failed.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The stable word of messages: the kind, or `disk-full` where that is the cause.
    pub fn code(&self) -> &'static str {
        match self.kind {
            ErrorKind::Usage => "usage",
            ErrorKind::Config => "config",
            ErrorKind::Lexicon => "lexicon",
            ErrorKind::Template => "template",
            ErrorKind::Read => "read",
            ErrorKind::Write if self.is_disk_full() => "disk-full",
            ErrorKind::Write => "write",
            ErrorKind::Export => "export",
            ErrorKind::Serve => "serve",
            ErrorKind::Send => "send",
            ErrorKind::Strict => "strict",
            ErrorKind::Check => "check",
            ErrorKind::Internal => "internal",
        }
    }

    /// True where the file system had no room left.
    pub fn is_disk_full(&self) -> bool {
        use io::ErrorKind as Io;
        let full = [Io::StorageFull, Io::QuotaExceeded, Io::FileTooLarge];
        self.io_cause().is_some_and(|cause| full.contains(&cause.kind()))
    }

    /// True where whoever reads the results has stopped reading: no failure of the command.
    pub fn is_broken_pipe(&self) -> bool {
        self.io_cause().is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    }

    fn io_cause(&self) -> Option<&io::Error> {
        self.source.as_deref()?.downcast_ref()
    }

    /// The file or folder concerned.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The place in that file.
    pub fn excerpt(&self) -> Option<&Excerpt> {
        self.excerpt.as_deref()
    }

    /// What is wrong, without the place and the cause.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn remedy(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

/// `mujaz.toml:3:1: `, as far as it is known.
fn where_it_is(path: Option<&Path>, excerpt: Option<&Excerpt>) -> String {
    match (path, excerpt) {
        (Some(path), Some(at)) => format!("{}:{}:{}: ", path.display(), at.line, at.column),
        (Some(path), None) => format!("{}: ", path.display()),
        (None, _) => String::new(),
    }
}

/// `: No space left on device`, where there is a cause.
fn cause(source: Option<&(dyn std::error::Error + Send + Sync + 'static)>) -> String {
    source.map_or_else(String::new, |source| format!(": {source}"))
}

/// A number with its noun in the words of messages: `1 event`, `2 events`.
pub fn counted(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_line_and_column_in_characters() {
        let text = "عنوان = 1\nموجز = x";
        let at = text.find('x').unwrap();
        let error = Error::new(ErrorKind::Config, "not a value").at("a.toml").within(text, at..at);
        assert_eq!(error.to_string(), "a.toml:2:8: not a value");
        let outside = Error::new(ErrorKind::Config, "cut short").at("a.toml").within("x\n", 9..12);
        assert_eq!(outside.to_string(), "a.toml:2:1: cut short");
    }

    #[test]
    fn knows_a_full_disk() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(Error::new(ErrorKind::Write, "cannot write").because(full).code(), "disk-full");
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(Error::new(ErrorKind::Write, "cannot write").because(denied).code(), "write");
    }

    #[test]
    fn one_of_a_kind_is_no_plural() {
        assert_eq!(counted(0, "event"), "0 events");
        assert_eq!(counted(1, "event"), "1 event");
        assert_eq!(counted(12, "event"), "12 events");
    }
}
