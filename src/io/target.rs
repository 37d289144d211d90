//! Where a built site goes: to a folder that is published, or into memory for a preview.
//!
//! A build claims the place, asks what stands there, and fills a new site file by file, from any
//! thread. Nothing of the old site is touched before the new one is finished.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::error::{Error, ErrorKind, Result};
use crate::site::{Counts, Manifest, OutputFile, Route};

/// The right to put a new site in the place of the old one.
pub trait Target {
    /// The new site on its way.
    type Stage: Filling;

    /// The manifest of the site that stands there now; empty where there is none.
    fn last(&self) -> &Manifest;

    /// Begins the new site.
    ///
    /// # Errors
    /// Where there is no room for it.
    fn stage(self) -> Result<Self::Stage>;
}

/// A new site on its way.
pub trait Filling: Sync {
    /// What is known of a finished site.
    type Done;

    /// Adds a file.
    ///
    /// # Errors
    /// Where it cannot be kept, or its address is already taken.
    fn put(&self, file: &OutputFile) -> Result<()>;

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
