//! Where a built site goes: to a folder that is published, or into memory for a preview.
//!
//! A build claims the place, asks what stands there, and fills a new site file by file, from any
//! thread. Nothing of the old site is touched before the new one is finished.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::NaiveDate;

use super::cache::{Draft, Key, Written};
use super::disk::Disk;
use super::stamp::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::site::{Counts, Manifest, OutputFile, Route};

/// Where a place keeps what its builds leave for each other.
#[derive(Clone)]
pub struct Nook<'d> {
    /// What does the operations on its files.
    pub disk: &'d dyn Disk,
    /// The cache.
    pub place: PathBuf,
    /// Where the next one is written until it is whole.
    pub fresh: PathBuf,
    /// When the place was claimed, by the clock of its file system.
    pub since: Moment,
    /// The hash of `build.json`, of nothing where there is no site.
    pub manifest: Key,
}

/// The right to put a new site in the place of the old one, on the disk of `'d` where it is on one.
pub trait Target<'d>: Send + Sync {
    /// The new site on its way.
    type Stage: Filling<'d>;

    /// The manifest of the site that stands there now; empty where there is none.
    fn last(&self) -> &Manifest;

    /// Where its cache is; `None` for a place that keeps none.
    fn nook(&self) -> Option<Nook<'d>> {
        None
    }

    /// True where a file of the site is as it was written.
    fn stands(&self, _route: &Route, _written: &Written) -> bool {
        false
    }

    /// Leaves the site as it is: what is known of it; `None` where the place has to be filled.
    fn left(&self) -> Option<<Self::Stage as Filling<'d>>::Done> {
        None
    }

    /// Begins the new site.
    ///
    /// # Errors
    /// Where there is no room for it.
    fn stage(self) -> Result<Self::Stage>;
}

/// A new site on its way.
pub trait Filling<'d>: Send + Sync {
    /// What is known of a finished site.
    type Done: Send;

    /// Adds a file.
    ///
    /// # Errors
    /// Where it cannot be kept, or its address is already taken.
    fn put(&self, file: &OutputFile) -> Result<()>;

    /// As [`Filling::put`], a file that the next build may keep where it would be made from the
    /// same, which `key` stands for.
    ///
    /// # Errors
    /// As [`Filling::put`].
    fn put_keyed(&self, file: &OutputFile, _key: Key) -> Result<()> {
        self.put(file)
    }

    /// Keeps the file of the site before where it was made from the same; false where it has to
    /// be made.
    ///
    /// # Errors
    /// Where its address is already taken.
    fn keep(&self, _route: &Route, _key: &Key) -> Result<bool> {
        Ok(false)
    }

    /// What to leave for the next build, and what the one before left of the site. Before any
    /// file is added.
    fn remember(&mut self, _draft: Option<Draft<'d>>, _before: BTreeMap<Route, Written>) {}

    /// Adds a file of the operator's own.
    ///
    /// # Errors
    /// As [`Filling::put`].
    fn put_own(&self, file: &OutputFile) -> Result<()>;

    /// Puts the new site in the place of the old one.
    ///
    /// # Errors
    /// Where a step fails: the old site stays.
    fn finish(
        self,
        clock: Option<NaiveDate>,
        counts: Counts,
        retired: BTreeMap<Route, Route>,
    ) -> Result<Self::Done>;
}

/// The error of a file whose address is taken.
pub(super) fn taken(route: &Route) -> Error {
    Error::new(ErrorKind::Internal, format!("two pages have the address {route}"))
}

/// The account that a site gives of itself: the hash of every file, and which of them are the
/// operator's own.
pub(super) fn manifest(
    clock: Option<NaiveDate>,
    counts: Counts,
    (files, own): (BTreeMap<Route, String>, BTreeSet<Route>),
    retired: BTreeMap<Route, Route>,
) -> Manifest {
    Manifest {
        format: Manifest::FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        clock: clock.map(|day| day.to_string()),
        counts,
        files,
        own,
        retired,
    }
}

/// The bytes of `build.json`.
pub(super) fn worded(manifest: &Manifest) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(manifest).map_err(|error| {
        Error::new(ErrorKind::Internal, "cannot word build.json").because(error)
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}
