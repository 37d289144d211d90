//! Stub: lists and opens the input.

use std::path::{Path, PathBuf};

use crate::config::{Config, Limits};
use crate::diagnostic::{Code, Diagnostic, Skip};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{DocId, Format, RawFile};

/// Whether links are followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FollowLinks {
    /// They are not.
    #[default]
    Never,
    /// Those whose target lies in the input folder are.
    Inside,
}

/// What a folder holds.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Files to read, by identity.
    pub entries: Vec<Entry>,
    /// Files that are left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file to read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its identity.
    pub id: DocId,
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub format: Format,
}

/// The files of a folder.
pub fn files(folder: &Path, _config: &Config, _follow: FollowLinks) -> Result<Listing> {
    let mut listing = Listing::default();
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name();
    for entry in walk {
        let entry = entry.map_err(|error| {
            Error::new(ErrorKind::Read, "cannot be read").at(folder).because(error)
        })?;
        if entry.depth() == 0 && !entry.file_type().is_dir() {
            return Err(Error::new(ErrorKind::Read, "no folder").at(folder));
        }
        if entry.file_type().is_dir() {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let id = DocId::new(&below.to_string_lossy());
        match Format::of_name(id.as_str()) {
            Some(format) => {
                listing.entries.push(Entry { id, path: entry.path().into(), format });
            }
            None => listing.diagnostics.push(Diagnostic::new(
                Code::Skipped(Skip::Format),
                &id,
                "an ending that is not read",
            )),
        }
    }
    Ok(listing)
}

/// The bytes of a file.
pub fn bytes(entry: &Entry, _limits: &Limits) -> std::result::Result<RawFile, Diagnostic> {
    let bytes = std::fs::read(&entry.path).map_err(|error| {
        Diagnostic::new(Code::Skipped(Skip::Permission), &entry.id, error.to_string())
    })?;
    Ok(RawFile { id: entry.id.clone(), format: entry.format, bytes })
}
