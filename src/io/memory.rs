//! A site in memory, for a preview: the same files as a published one, and nothing on the disk.
//!
//! A file that is the same as in the site before shares its bytes, so that a site and the one
//! before it take little more room than one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;

use super::built;
use super::disk::Real;
use super::target::{Filling, Target, manifest, taken, worded};
use super::write::{Request, refuse_overlap};
use crate::error::Result;
use crate::site::{Counts, Manifest, OutputFile, Route};

/// A file of a site in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its bytes, as they would be published.
    pub bytes: Arc<[u8]>,
    /// BLAKE3 of them, 64 hexadecimal digits.
    pub hash: String,
}

/// All files of a site, `build.json` among them.
pub type Files = BTreeMap<Route, Stored>;

/// A place in memory for a new site.
pub struct Memory<'f> {
    before: &'f Files,
    last: Manifest,
}

impl<'f> Memory<'f> {
    /// Makes place for the site that `request` would publish; `before` is the one in memory now.
    ///
    /// The output folder is only looked at: what is published there says which addresses are to
    /// lead on, so that the preview shows what a build would publish.
    ///
    /// # Errors
    /// Where input and output hold each other, as a build would refuse it.
    pub fn new(request: &Request, before: &'f Files) -> Result<Self> {
        let out = std::fs::canonicalize(&request.out).unwrap_or_else(|_| request.out.clone());
        refuse_overlap(&Real, &out, &request.input)?;
        Ok(Self { before, last: published(&out) })
    }
}

/// The manifest of a published site; an empty one where there is no site to go on from.
fn published(out: &Path) -> Manifest {
    built::manifest(out).unwrap_or_default()
}

impl<'f> Target<'_> for Memory<'f> {
    type Stage = Draft<'f>;

    fn last(&self) -> &Manifest {
        &self.last
    }

    fn stage(self) -> Result<Draft<'f>> {
        Ok(Draft { before: self.before, files: Mutex::default(), own: Mutex::default() })
    }
}

/// A new site in memory on its way.
pub struct Draft<'f> {
    before: &'f Files,
    files: Mutex<Files>,
    own: Mutex<BTreeSet<Route>>,
}

impl Draft<'_> {
    fn files(&self) -> MutexGuard<'_, Files> {
        // The lock is held over one insertion: whoever panics with it leaves the map whole.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn own(&self) -> MutexGuard<'_, BTreeSet<Route>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file as it is kept: shared with the site before where it is the same.
    fn stored(&self, file: &OutputFile) -> Stored {
        match self.before.get(&file.route) {
            Some(before) if *before.bytes == *file.bytes => before.clone(),
            _ => Stored {
                bytes: Arc::from(file.bytes.as_slice()),
                hash: blake3::hash(&file.bytes).to_hex().to_string(),
            },
        }
    }
}

impl Filling<'_> for Draft<'_> {
    type Done = Files;

    fn put(&self, file: &OutputFile) -> Result<()> {
        let stored = self.stored(file);
        match self.files().insert(file.route.clone(), stored) {
            Some(_) => Err(taken(&file.route)),
            None => Ok(()),
        }
    }

    fn put_own(&self, file: &OutputFile) -> Result<()> {
        self.own().insert(file.route.clone());
        self.put(file)
    }

    fn finish(
        self,
        clock: Option<NaiveDate>,
        counts: Counts,
        retired: BTreeMap<Route, Route>,
    ) -> Result<Files> {
        let hash = |(route, stored): (&Route, &Stored)| (route.clone(), stored.hash.clone());
        let hashes = self.files().iter().map(hash).collect();
        let bytes = worded(&manifest(clock, counts, (hashes, self.own().clone()), retired))?;
        if let Some(route) = Route::new(Manifest::NAME) {
            self.put(&OutputFile { route, bytes })?;
        }
        Ok(self.files.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile { route: Route::new(path).unwrap(), bytes: text.as_bytes().to_vec() }
    }

    fn site(before: &Files, files: &[(&str, &str)]) -> Files {
        let draft = Draft { before, files: Mutex::default(), own: Mutex::default() };
        files.iter().for_each(|(path, text)| draft.put(&file(path, text)).unwrap());
        draft.finish(None, Counts::default(), BTreeMap::new()).unwrap()
    }

    #[test]
    fn what_is_as_before_is_shared() {
        let one = site(&Files::new(), &[("a", "same"), ("b", "old")]);
        let two = site(&one, &[("a", "same"), ("b", "new")]);
        let bytes = |files: &Files, path: &str| files[&Route::new(path).unwrap()].bytes.clone();
        assert!(Arc::ptr_eq(&bytes(&one, "a"), &bytes(&two, "a")));
        assert_eq!(&*bytes(&two, "b"), b"new");
        assert_ne!(bytes(&one, "build.json"), bytes(&two, "build.json"));
    }

    #[test]
    fn an_address_has_one_file() {
        let before = Files::new();
        let draft = Draft { before: &before, files: Mutex::default(), own: Mutex::default() };
        draft.put(&file("a", "1")).unwrap();
        assert!(draft.put(&file("a", "2")).unwrap_err().to_string().contains("the address a"));
    }
}
