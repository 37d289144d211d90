//! Publishing: the new site is written beside the old one and takes its place in one step.
//!
//! ```text
//! Claim::new   is the folder ours? lock it, finish or undo a killed build, read build.json
//! Claim::stage a new folder beside it
//! Stage::put   one file at a time, from any thread; an unchanged one becomes a hard link
//! Stage::finish  the operator's files, build.json, self-check, approval, sync, exchange, remove or spare the old tree
//! ```
//!
//! `put_keyed` and `keep` are for files that were made from what they were made from before: they are not
//! even made. What is known for that stands in the cache, `.NAME.cache`, which `finish` replaces last. With a
//! cache the old tree is kept too, `.NAME.spare`, and the next new site is put upon it: most of its files are there.
//!
//! At every instant the published folder is one complete version, whatever is killed or full. The
//! one thing a reader would get wrong: a hard-linked file shares its bytes with the published
//! site, so nothing here ever writes through an existing name.

mod claim;
mod place;
mod spare;
mod stage;
mod swap;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

pub(super) use claim::refuse_overlap;
pub use claim::{Approval, Claim};
pub use stage::Stage;

use super::disk::{Disk, Status};
use crate::error::{Error, ErrorKind, Result};

/// What is to be published where.
#[derive(Clone, Debug)]
pub struct Request {
    /// The output folder.
    pub out: PathBuf,
    /// The input folder, which may neither hold it nor lie in it.
    pub input: PathBuf,
    /// Files and folders in the output folder that are the operator's and are carried over.
    pub keep: Vec<String>,
    /// Whether publishing in several steps is allowed.
    pub atomicity: Atomicity,
}

/// Whether publishing in several steps is allowed where the file system cannot exchange folders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Atomicity {
    /// It is, and is reported.
    #[default]
    Preferred,
    /// It is not: the build fails and the old site stays.
    Required,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The output folder, without links.
    pub folder: PathBuf,
    /// Files of the site, `build.json` among them.
    pub files: usize,
    /// Of these, files that are the same as before and were not written.
    pub unchanged: usize,
    /// What the operator should know: publishing was not atomic, or something is left behind.
    pub notes: Vec<String>,
}

/// Words an error of one file operation: `cannot write` and the like.
fn failed(verb: &str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let error = Error::new(ErrorKind::Write, format!("cannot {verb}")).at(path);
    move |cause| error.because(cause)
}

/// What stands at a path; an error names it.
fn status(disk: &dyn Disk, path: &Path) -> Result<Option<Status>> {
    disk.status(path).map_err(failed("look at", path))
}
