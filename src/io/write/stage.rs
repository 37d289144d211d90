//! The new site on its way: files from any thread, then the last steps in order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;

use super::spare::{self, Ground};
use super::swap::{Fate, OldSite, Swap};
use super::walk::{Step, walk};
use super::{Claim, Published, failed, status};
use crate::error::{Error, ErrorKind, Result};
use crate::io::cache::{self, Draft, Key, Written};
use crate::io::disk::Kind;
use crate::io::stamp::Stamp;
use crate::io::target::{Target as _, manifest, taken, worded};
use crate::site::{Counts, Manifest, OutputFile, Route};

/// A staging folder that becomes the site when it is finished, and is removed when it is dropped.
pub struct Stage<'d> {
    claim: Claim<'d>,
    folder: PathBuf,
    ground: Ground,
    staged: Mutex<Staged>,
    fate: Fate,
    /// The cache on its way.
    draft: Option<Draft<'d>>,
    /// The files of the site before, as the cache knows them.
    before: BTreeMap<Route, Written>,
}

/// What stands in the staging folder so far.
#[derive(Debug, Default)]
struct Staged {
    /// Hash of every file of the site but `build.json`.
    hashes: BTreeMap<Route, String>,
    /// Of these, what some were made from.
    keys: BTreeMap<Route, Key>,
    /// Of these, the stamps of those that are files of the site before.
    kept: BTreeMap<Route, Stamp>,
    /// Of all, the operator's own.
    own: BTreeSet<Route>,
    /// Folders that were made.
    folders: BTreeSet<String>,
    /// Everything written or linked, the operator's files included.
    size: Size,
    /// Files of the site that are the same as before.
    unchanged: usize,
}

/// How the published file of an address may be to the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// The same, by its hash in the manifest: worth a comparison.
    MaybeSame,
    /// Another, or none.
    Different,
}

/// Files and their bytes, as counted while writing and as found on the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    files: u64,
    bytes: u64,
}

impl Size {
    fn add(&mut self, bytes: u64) {
        self.files = self.files.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

impl<'d> Stage<'d> {
    pub(super) fn new(claim: Claim<'d>) -> Result<Self> {
        let parent = &claim.place.parent;
        let prefix = format!("{}{}-", claim.place.stage_prefix(), std::process::id());
        let folder = claim
            .disk
            .create_stage(parent, &prefix)
            .map_err(failed("make a folder for the new site in", parent))?;
        let (staged, before, ground) = (Mutex::default(), BTreeMap::new(), Ground::Empty);
        Ok(Self { claim, folder, ground, staged, fate: Fate::Removed, draft: None, before })
    }

    /// Writes a file of the site, or links it where the published one is the same.
    ///
    /// # Errors
    /// Where it cannot be written, or its address is already taken.
    pub fn put(&self, file: &OutputFile) -> Result<()> {
        let hash = blake3::hash(&file.bytes).to_hex().to_string();
        let before = match self.claim.last.files.get(&file.route) {
            Some(last) if *last == hash => Before::MaybeSame,
            _ => Before::Different,
        };
        if self.staged().hashes.insert(file.route.clone(), hash).is_some() {
            return Err(taken(&file.route));
        }
        self.write(file.route.as_str(), &file.bytes, before)
    }

    /// As [`Stage::put`], a file of the operator's own.
    ///
    /// # Errors
    /// As [`Stage::put`].
    pub fn put_own(&self, file: &OutputFile) -> Result<()> {
        self.staged().own.insert(file.route.clone());
        self.put(file)
    }

    /// As [`Stage::put`], with what the file was made from.
    pub(super) fn put_keyed(&self, file: &OutputFile, key: Key) -> Result<()> {
        self.staged().keys.insert(file.route.clone(), key);
        self.put(file)
    }

    /// What to leave for the next build, and what the one before left of the site.
    pub(super) fn remember(&mut self, draft: Option<Draft<'d>>, before: BTreeMap<Route, Written>) {
        if spare::is_worth(before.len()) {
            self.ground = Ground::take(self.claim.disk, &self.claim.place, &self.folder);
        }
        self.draft = draft;
        self.before = before;
    }

    /// Links the published file where it is as the cache says that it was written, and was made
    /// from the same; false where it has to be made.
    pub(super) fn keep(&self, route: &Route, key: &Key) -> Result<bool> {
        let before = self.before.get(route).filter(|before| before.key.as_ref() == Some(key));
        let Some((before, hash)) = before.zip(self.claim.last.files.get(route)) else {
            return Ok(false);
        };
        let (disk, new) = (self.claim.disk, self.folder.join(route.as_str()));
        if !self.ground.holds(disk, &new, &before.stamp) {
            if !self.claim.stands(route, before) {
                return Ok(false);
            }
            self.make_folders_of(route.as_str())?;
            self.ground.clear(disk, &new)?;
            if disk.link(&self.claim.place.out.join(route.as_str()), &new).is_err() {
                return Ok(false);
            }
        }
        let mut staged = self.staged();
        staged.size.add(before.stamp.size);
        staged.unchanged = staged.unchanged.saturating_add(1);
        staged.keys.insert(route.clone(), *key);
        staged.kept.insert(route.clone(), before.stamp);
        match staged.hashes.insert(route.clone(), hash.clone()) {
            Some(_) => Err(taken(route)),
            None => Ok(true),
        }
    }

    /// Leaves the cache beside the site that it is of; what the operator should know where that
    /// fails. The site is published all the same.
    fn leave_cache(
        &mut self,
        account: &[u8],
        manifest: &Manifest,
        stamps: &BTreeMap<String, Stamp>,
    ) -> Option<String> {
        let mut draft = self.draft.take()?;
        let place = self.claim.nook()?.place;
        let keys = std::mem::take(&mut self.staged().keys);
        draft.index.manifest = cache::hash(account);
        draft.index.counts = manifest.counts.clone();
        let written = |route: &Route| {
            let stamp = *stamps.get(route.as_str())?;
            Some((route.clone(), Written { stamp, key: keys.get(route).copied() }))
        };
        draft.index.site = manifest.files.keys().map(written).collect::<Option<_>>()?;
        let failed = draft.finish(&place).err()?;
        Some(format!(
            "the cache {} cannot be written ({failed}): the next build takes as long as this one",
            place.display()
        ))
    }

    /// Publishes what was put.
    ///
    /// # Errors
    /// Where a step fails: the old site stays. Only where the file system allows no exchange, and
    /// the error says so, can the site be partly new; the next build finishes it.
    pub fn finish(
        mut self,
        clock: Option<NaiveDate>,
        counts: Counts,
        retired: BTreeMap<Route, Route>,
    ) -> Result<Published> {
        let hands = (self.claim.disk, self.claim.workers);
        self.ground.prune(hands, &self.folder, &self.staged().hashes)?;
        self.carry_over()?;
        let (hashes, own) = {
            let mut staged = self.staged();
            (std::mem::take(&mut staged.hashes), std::mem::take(&mut staged.own))
        };
        let manifest = manifest(clock, counts, (hashes, own), retired);
        let account = worded(&manifest)?;
        self.write(Manifest::NAME, &account, Before::MaybeSame)?;
        let stamps = self.check()?;
        if let Some(approve) = self.claim.approval {
            approve(&self.folder)?;
        }
        let disk = self.claim.disk;
        disk.sync_tree(&self.folder).map_err(failed("bring to the disk", &self.folder))?;
        let swap = Swap {
            disk,
            workers: self.claim.workers,
            place: &self.claim.place,
            stage: &self.folder,
            keep: &self.claim.keep,
            atomicity: self.claim.atomicity,
            old: self.old_site(manifest.files.len()),
        };
        let swapped = swap.replace();
        self.fate = swapped.fate;
        let mut notes = swapped.result?;
        notes.extend(self.leave_cache(&account, &manifest, &stamps));
        Ok(Published {
            folder: self.claim.place.out.clone(),
            files: manifest.files.len().saturating_add(1),
            unchanged: self.staged().unchanged,
            notes,
        })
    }

    /// What becomes of the site before. It is of use where there is a cache too.
    fn old_site(&self, n_files: usize) -> OldSite {
        let Claim { disk, workers, place, .. } = &self.claim;
        if self.draft.is_none() {
            return OldSite::Removed;
        }
        let spare = spare::emptied((*disk, *workers), place);
        spare.filter(|_| spare::is_worth(n_files)).map_or(OldSite::Removed, OldSite::Spare)
    }

    fn staged(&self) -> MutexGuard<'_, Staged> {
        // A thread that panicked while counting leaves a count that the self-check refuses.
        self.staged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes `bytes`, or links the published file where its bytes are these.
    ///
    /// The published bytes are compared, not only their hash of the time: somebody may have edited
    /// the file in place, and a build repairs that.
    fn write(&self, path: &str, bytes: &[u8], before: Before) -> Result<()> {
        let disk = self.claim.disk;
        self.make_folders_of(path)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let (old, new) = (self.claim.place.out.join(path), self.folder.join(path));
        self.ground.clear(disk, &new)?;
        let is_same = |old: &Path| {
            let status = disk.status(old).ok().flatten();
            status.is_some_and(|old| old.kind == Kind::File && old.size == size)
                && disk.read(old).is_ok_and(|old| old == bytes)
        };
        // A file system without links, or at its limit of them, gets a copy.
        let linked = before == Before::MaybeSame && is_same(&old) && disk.link(&old, &new).is_ok();
        if !linked {
            disk.create_file(&new, bytes).map_err(|error| {
                let verb = format!("write {size} bytes to");
                failed(&verb, &new)(error).hint("the published site is unchanged")
            })?;
        }
        let mut staged = self.staged();
        staged.size.add(size);
        staged.unchanged = staged.unchanged.saturating_add(usize::from(linked));
        Ok(())
    }

    /// Makes the folders that a path lies in.
    fn make_folders_of(&self, path: &str) -> Result<()> {
        for (slash, _) in path.match_indices('/') {
            self.make_folder(path.get(..slash).unwrap_or(""))?;
        }
        Ok(())
    }

    fn make_folder(&self, path: &str) -> Result<()> {
        // The lock is held over the call, so that no thread writes into a folder not yet made.
        let mut staged = self.staged();
        if !staged.folders.contains(path) {
            let folder = self.folder.join(path);
            self.ground.make_folder(self.claim.disk, &folder)?;
            staged.folders.insert(path.to_owned());
        }
        Ok(())
    }

    /// Takes the operator's own files into the new site.
    fn carry_over(&self) -> Result<()> {
        let disk = self.claim.disk;
        let mut paths = self.claim.keep.clone();
        paths.iter().try_for_each(|kept| self.refuse_clash(kept))?;
        while let Some(path) = paths.pop() {
            let (old, new) = (self.claim.place.out.join(&path), self.folder.join(&path));
            let Some(status) = status(disk, &old)? else {
                continue;
            };
            match status.kind {
                Kind::File => {
                    self.make_folders_of(&path)?;
                    disk.link(&old, &new)
                        .or_else(|_| {
                            disk.read(&old).and_then(|bytes| disk.create_file(&new, &bytes))
                        })
                        .map_err(failed("carry over", &old))?;
                    self.staged().size.add(status.size);
                }
                Kind::Folder => {
                    self.make_folders_of(&format!("{path}/"))?;
                    let entries = disk.entries(&old).map_err(failed("list", &old))?;
                    paths.extend(entries.iter().map(|entry| format!("{path}/{}", entry.name)));
                }
                Kind::Other => {
                    return Err(Error::new(ErrorKind::Write, "neither a file nor a folder")
                        .at(&old)
                        .hint("output.keep carries over plain files and folders only"));
                }
            }
        }
        Ok(())
    }

    /// A kept file may not stand where a page does.
    fn refuse_clash(&self, kept: &str) -> Result<()> {
        let below = format!("{kept}/");
        let staged = self.staged();
        let page = staged.hashes.keys().map(Route::as_str).chain([Manifest::NAME]).find(|page| {
            *page == kept || page.starts_with(&below) || kept.starts_with(&format!("{page}/"))
        });
        match page {
            None => Ok(()),
            Some(page) => Err(Error::new(
                ErrorKind::Config,
                format!("output.keep names `{kept}`, where the site has its own `{page}`"),
            )
            .hint("take it out of output.keep in mujaz.toml")),
        }
    }

    /// What is on the disk is what was meant to be written: the stamp of each file, by its path in the
    /// site.
    fn check(&self) -> Result<BTreeMap<String, Stamp>> {
        let Claim { disk, workers, .. } = self.claim;
        let kept = std::mem::take(&mut self.staged().kept);
        let all = walk((disk, workers), &self.folder, usize::MAX, &|inside, kind| {
            if kind == Kind::Folder {
                return Ok(Step::Into);
            }
            // One that was just looked at is not looked at again.
            let known = kept.get(inside).filter(|_| kind == Kind::File).copied();
            let stamp = match known {
                Some(stamp) => Some(stamp),
                None => status(disk, &self.folder.join(inside))?.map(|status| status.stamp),
            };
            Ok(stamp.map_or(Step::Past, |stamp| Step::Told((inside.to_owned(), stamp))))
        })?;
        let mut found = Size::default();
        all.iter().for_each(|(_, stamp)| found.add(stamp.size));
        let stamps = BTreeMap::from_iter(all);
        let meant = self.staged().size;
        if found == meant {
            return Ok(stamps);
        }
        Err(Error::new(
            ErrorKind::Write,
            format!(
                "{} files of {} bytes were written, and {} of {} are there",
                meant.files, meant.bytes, found.files, found.bytes
            ),
        )
        .at(&self.folder)
        .hint("the published site is unchanged; is something else writing here?"))
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // While the lock is held: behind it another build may have begun a cache of the same name.
        self.draft = None;
        if self.fate == Fate::Removed {
            // What cannot be removed now, the next build removes.
            let _ = self.claim.disk.remove_tree(&self.folder);
        }
    }
}
