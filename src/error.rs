//! What stops a command: one error type, with file, place, reason and remedy.
//!
//! Constructors stand here and are called at the edges; there are no `From` conversions, because
//! they would lose the path. `cli::report` shows an error; nothing else words one.

use std::fmt;
use std::path::{Path, PathBuf};

/// The result of everything that can stop a command.
pub type Result<T> = std::result::Result<T, Error>;

/// What stopped a command.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
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
}

impl Error {
    /// An error of a kind, in words for the user, without a full stop.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, path: None, message: message.into(), hint: None, source: None }
    }

    /// Names the file or folder concerned.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_path_buf());
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

    /// The file or folder concerned.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn remedy(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        f.write_str(&self.message)?;
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}
