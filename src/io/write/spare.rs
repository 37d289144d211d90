//! The site before the published one, kept beside it to become the next: what did not change since
//! already stands in it, so that a build costs what changed and not what there is.
//!
//! It is trusted for nothing. A file in it counts where its stamp is that of the published file, as the
//! cache knows it: both are names of one file then. Whatever else stands in it is removed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::claim::{Place, holds};
use super::walk::{Step, remove, walk};
use super::{failed, status};
use crate::error::Result;
use crate::io::disk::{Disk, Kind};
use crate::io::stamp::Stamp;
use crate::site::Route;
use crate::workers::Workers;

/// Files of a site from which on the one before is kept.
const LEAST: usize = 64;

/// True for a site of so many files that the one before is worth its place.
pub(super) fn is_worth(n_files: usize) -> bool {
    n_files >= LEAST
}

fn place_of(place: &Place) -> PathBuf {
    place.beside("spare")
}

/// Where the old site is to stand, with nothing there; `None` where something cannot be removed.
pub(super) fn emptied(
    (disk, workers): (&dyn Disk, &dyn Workers),
    place: &Place,
) -> Option<PathBuf> {
    let spare = place_of(place);
    match disk.status(&spare).ok()? {
        None => Some(spare),
        Some(found) if found.kind == Kind::Folder => {
            remove((disk, workers), &spare).ok().map(|()| spare)
        }
        // Somebody's.
        Some(_) => None,
    }
}

/// What a new site is put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// An empty folder.
    Empty,
    /// A spare site.
    Spare,
}

impl Ground {
    /// Puts the spare site in the place of an empty folder, where there is one.
    pub(super) fn take(disk: &dyn Disk, place: &Place, folder: &Path) -> Self {
        match disk.rename(&place_of(place), folder) {
            Ok(()) => Self::Spare,
            Err(_) => Self::Empty,
        }
    }

    /// True where the file of this stamp already stands at a path.
    pub(super) fn holds(self, disk: &dyn Disk, path: &Path, stamp: &Stamp) -> bool {
        let found = (self == Self::Spare).then(|| disk.status(path).ok().flatten()).flatten();
        found.is_some_and(|now| now.kind == Kind::File && now.stamp.is_same_file(stamp))
    }

    /// Makes room for a file.
    pub(super) fn clear(self, disk: &dyn Disk, path: &Path) -> Result<()> {
        if self == Self::Empty {
            return Ok(());
        }
        match disk.remove_file(path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(_) => disk.remove_tree(path).map_err(failed("remove", path)),
        }
    }

    /// Makes a folder, where it is not there.
    pub(super) fn make_folder(self, disk: &dyn Disk, path: &Path) -> Result<()> {
        if self == Self::Spare {
            if status(disk, path)?.is_some_and(|found| found.kind == Kind::Folder) {
                return Ok(());
            }
            self.clear(disk, path)?;
        }
        disk.create_folder(path).map_err(failed("make the folder", path))
    }

    /// Removes what is no file of the new site.
    pub(super) fn prune(
        self,
        (disk, workers): (&dyn Disk, &dyn Workers),
        folder: &Path,
        files: &BTreeMap<Route, String>,
    ) -> Result<()> {
        if self == Self::Empty {
            return Ok(());
        }
        let foreign = walk((disk, workers), folder, usize::MAX, &|inside, kind| {
            Ok(match kind {
                Kind::File if files.contains_key(inside) => Step::Past,
                Kind::Folder if holds(files, &[], inside) => Step::Into,
                _ => Step::Told(inside.to_owned()),
            })
        })?;
        foreign.iter().try_for_each(|inside| self.clear(disk, &folder.join(inside)))
    }
}
