//! The moment of publishing: the staging folder takes the place of the output folder.
//!
//! The rule is one exchange of the two names. Where the file system cannot do that (the output is
//! a mount point, a layer of a container, some network file systems), two renames, and where even
//! these are refused, file by file: both under a journal beside the output, which says what the
//! next build must finish if this one is killed.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::claim::Place;
use super::walk::remove;
use super::{Atomicity, failed, status};
use crate::error::{Error, Result};
use crate::io::disk::{Disk, Kind};
use crate::site::Manifest;
use crate::workers::{Alone, Workers};

/// What becomes of the staging folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is removed.
    Removed,
    /// It stays or is gone: it is the site now, or the next build needs it to finish this one.
    Left,
}

/// How it went: notes for the operator, or the error.
pub(super) struct Swapped {
    pub(super) result: Result<Vec<String>>,
    pub(super) fate: Fate,
}

/// A finished staging folder and where it goes.
pub(super) struct Swap<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) workers: &'a dyn Workers,
    pub(super) place: &'a Place,
    pub(super) stage: &'a Path,
    pub(super) keep: &'a [String],
    pub(super) atomicity: Atomicity,
    pub(super) old: OldSite,
}

/// What becomes of the site that was published before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OldSite {
    /// It is removed.
    Removed,
    /// It is put where nothing stands.
    Spare(PathBuf),
}

impl Swap<'_> {
    /// Puts the staging folder in the place of the output folder.
    pub(super) fn replace(&self) -> Swapped {
        match self.at_once() {
            Ok(true) => {}
            Ok(false) => return self.in_steps(),
            Err(error) => return Swapped { result: Err(error), fate: Fate::Removed },
        }
        // The new site is in place; from here on nothing may make the build fail.
        let mut notes = Vec::new();
        if let Err(error) = self.disk.sync(&self.place.parent) {
            notes.push(format!("the new site may not survive a power cut: {error}"));
        }
        let old_tree = self.disk.status(self.stage).ok().flatten();
        let is_spared = match &self.old {
            OldSite::Spare(place) => self.disk.rename_new(self.stage, place).is_ok(),
            OldSite::Removed => false,
        };
        if old_tree.is_some()
            && !is_spared
            && let Err(error) = remove((self.disk, self.workers), self.stage)
        {
            let name = self.stage.display();
            notes.push(format!(
                "the old site is left in {name} ({error}); the next build removes it"
            ));
        }
        Swapped { result: Ok(notes), fate: Fate::Left }
    }

    /// One step: `false` where the file system cannot.
    fn at_once(&self) -> Result<bool> {
        let out = &self.place.out;
        let exists = status(self.disk, out)?.is_some();
        let result = if exists {
            self.disk.exchange(self.stage, out)
        } else {
            self.disk.rename_new(self.stage, out)
        };
        match result {
            Ok(()) => Ok(true),
            Err(error) if !is_unsupported(&error) => Err(failed("publish", out)(error)
                .hint("the published site is unchanged")),
            // Nothing is there that a plain rename could replace, and the lock is held.
            Err(_) if !exists => {
                self.disk.rename(self.stage, out).map_err(failed("publish", out))?;
                Ok(true)
            }
            Err(error) if self.atomicity == Atomicity::Required => {
                Err(failed("publish in one step", out)(error)
                    .hint("the published site is unchanged; leave out --require-atomic, or put the output in a folder that is no mount point"))
            }
            Err(_) => Ok(false),
        }
    }

    /// Several steps, under a journal.
    fn in_steps(&self) -> Swapped {
        let by_renames = self.two_renames();
        let (how, outcome) = match by_renames {
            Ok(true) => ("by two renames", Ok(())),
            Ok(false) => ("file by file", self.file_by_file()),
            Err(swapped) => return swapped,
        };
        if let Err(error) = outcome {
            let hint = "the published site is partly new: build again, and it is finished";
            return Swapped { result: Err(error.hint(hint)), fate: Fate::Left };
        }
        let note = format!(
            "the file system cannot exchange folders, so the site was replaced {how}: \
             for a moment readers could see both versions"
        );
        Swapped { result: Ok(vec![note]), fate: Fate::Removed }
    }

    /// `false` where even a rename is refused.
    fn two_renames(&self) -> std::result::Result<bool, Swapped> {
        let fails = |fate| move |error: Error| Swapped { result: Err(error), fate };
        let (out, old) = (&self.place.out, self.place.beside("old"));
        self.write_journal(RENAMES).map_err(fails(Fate::Removed))?;
        if let Err(error) = self.disk.rename(out, &old) {
            self.remove_journal().map_err(fails(Fate::Removed))?;
            if is_unsupported(&error) {
                return Ok(false);
            }
            return Err(fails(Fate::Removed)(failed("rename", out)(error)));
        }
        if let Err(error) = self.disk.rename(self.stage, out) {
            let error = failed("publish", out)(error);
            if self.disk.rename(&old, out).is_ok() {
                self.remove_journal().map_err(fails(Fate::Removed))?;
                return Err(fails(Fate::Removed)(error.hint("the published site is unchanged")));
            }
            let hint = format!("build again to publish; the old site is in {}", old.display());
            return Err(fails(Fate::Left)(error.hint(hint)));
        }
        // Both are done: what is left over, the next build removes.
        let _ = self.disk.sync(&self.place.parent);
        let _ = self.remove_journal();
        let _ = self.disk.remove_tree(&old);
        Ok(true)
    }

    /// New files first, the front page and the manifest last of the written ones, then removals.
    fn file_by_file(&self) -> Result<()> {
        self.write_journal(FILES)?;
        self.bring_files()?;
        let out = &self.place.out;
        self.disk.sync_tree(out).map_err(failed("bring to the disk", out))?;
        self.remove_journal()
    }

    /// Makes the output folder equal to the staging folder. May be done again from the start.
    fn bring_files(&self) -> Result<()> {
        let (disk, out) = (self.disk, &self.place.out);
        let new = self.tree(self.stage)?;
        let old = self.tree(out)?;
        for folder in new.folders.difference(&old.folders) {
            let path = out.join(folder);
            disk.create_folder(&path).map_err(failed("make the folder", &path))?;
        }
        let mut files: Vec<&String> = new.files.iter().collect();
        files.sort_by_key(|file| (rank(file, &old.files), file.as_str()));
        for file in files {
            let (from, to) = (self.stage.join(file), out.join(file));
            let bytes = disk.read(&from).map_err(failed("read", &from))?;
            let is_same = old.files.contains(file) && disk.read(&to).is_ok_and(|was| was == bytes);
            if !is_same {
                self.replace_file(&to, &bytes)?;
            }
        }
        for file in old.files.difference(&new.files) {
            self.remove_if_there(&out.join(file))?;
        }
        // Deeper folders sort after the ones they lie in.
        for folder in old.folders.iter().rev().filter(|folder| !new.folders.contains(*folder)) {
            let path = out.join(folder);
            disk.remove_folder(&path).map_err(failed("remove", &path))?;
        }
        Ok(())
    }

    /// Writes beside a file and renames, so that no reader sees half of it.
    fn replace_file(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        // A killed build may have left one.
        self.remove_if_there(&beside)?;
        self.disk.create_file(&beside, bytes).map_err(failed("write", &beside))?;
        self.disk.rename(&beside, path).map_err(failed("write", path))
    }

    fn remove_if_there(&self, path: &Path) -> Result<()> {
        match self.disk.remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(failed("remove", path)(error))
            }
            _ => Ok(()),
        }
    }

    /// Files and folders below a folder, without the operator's.
    fn tree(&self, root: &Path) -> Result<Tree> {
        let mut tree = Tree::default();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let path = root.join(&folder);
            for entry in self.disk.entries(&path).map_err(failed("list", &path))? {
                let inside =
                    if folder.is_empty() { entry.name } else { format!("{folder}/{}", entry.name) };
                if self.keep.contains(&inside) {
                    continue;
                }
                if entry.kind == Kind::Folder {
                    tree.folders.insert(inside.clone());
                    folders.push(inside);
                } else {
                    tree.files.insert(inside);
                }
            }
        }
        Ok(tree)
    }

    fn write_journal(&self, way: &str) -> Result<()> {
        let journal = self.place.beside("journal");
        let stage = self.stage.file_name().unwrap_or_default().to_string_lossy();
        self.disk
            .create_file(&journal, format!("{way} {stage}\n").as_bytes())
            .and_then(|()| self.disk.sync(&journal))
            .and_then(|()| self.disk.sync(&self.place.parent))
            .map_err(failed("write the journal", &journal))
    }

    fn remove_journal(&self) -> Result<()> {
        remove_journal(self.disk, self.place)
    }
}

/// What stands below a folder.
#[derive(Default)]
struct Tree {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

/// The ways of publishing in steps, as the journal names them.
const RENAMES: &str = "renames";
const FILES: &str = "files";

/// Finishes or undoes what a killed build began.
pub(super) fn recover(disk: &dyn Disk, place: &Place, keep: &[String]) -> Result<()> {
    let journal = place.beside("journal");
    if status(disk, &journal)?.is_none() {
        return Ok(());
    }
    let bytes = disk.read(&journal).map_err(failed("read", &journal))?;
    let words = String::from_utf8_lossy(&bytes);
    let (way, stage) = words.trim_end().split_once(' ').unwrap_or(("", ""));
    let exists = |path: &Path| Ok(status(disk, path)?.is_some());
    // A journal names a folder beside the output, never a path.
    let is_name = stage.starts_with(&place.stage_prefix()) && !stage.contains('/');
    let stage = Some(place.parent.join(stage)).filter(|_| is_name);
    let stage = match stage {
        Some(stage) if exists(&stage)? => Some(stage),
        _ => None,
    };
    let old = place.beside("old");
    if !exists(&place.out)? {
        // Killed between the two renames: forward, or back where the new site is gone.
        let from = stage.as_deref().unwrap_or(&old);
        if exists(from)? {
            disk.rename(from, &place.out).map_err(failed("publish", &place.out))?;
        }
    } else if let (FILES, Some(stage)) = (way, &stage) {
        let (atomicity, old) = (Atomicity::Preferred, OldSite::Removed);
        let swap = Swap { disk, workers: &Alone, place, stage, keep, atomicity, old };
        swap.bring_files()?;
        disk.sync_tree(&place.out).map_err(failed("bring to the disk", &place.out))?;
    }
    remove_journal(disk, place)
}

/// Removes the journal, for good: what it speaks of is removed next, and a journal that came back after a
/// power cut would have the next build take what is left of the new site for the whole.
fn remove_journal(disk: &dyn Disk, place: &Place) -> Result<()> {
    let journal = place.beside("journal");
    disk.remove_file(&journal)
        .and_then(|()| disk.sync(&place.parent))
        .map_err(failed("remove the journal", &journal))
}

/// The order in which files are replaced one by one.
fn rank(file: &str, old: &BTreeSet<String>) -> u8 {
    match file {
        Manifest::NAME => 4,
        "index.html" => 3,
        file if !old.contains(file) => 0,
        file if file.starts_with("d/") => 1,
        _ => 2,
    }
}

/// True where the file system cannot exchange or rename these folders at all.
fn is_unsupported(error: &io::Error) -> bool {
    let errno = Errno::from_io_error(error);
    errno.is_some_and(|errno| {
        matches!(errno, Errno::BUSY | Errno::XDEV | Errno::INVAL | Errno::NOSYS | Errno::NOTSUP)
    })
}
