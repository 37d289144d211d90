//! All that stands below a folder, a level at a time: the folders of one level do not depend on each
//! other, so each is looked at, or removed, by whoever is free.

use std::io;
use std::path::{Path, PathBuf};

use super::failed;
use crate::error::Result;
use crate::io::disk::{Disk, Kind};
use crate::workers::{Workers, gathered};

/// What is to be done with something that stands in a folder.
pub(super) enum Step<T> {
    /// A folder that is walked as well.
    Into,
    /// It is passed by.
    Past,
    /// It is told.
    Told(T),
}

/// Walks what is below a folder. `look` is asked about each thing by its path below it, with `/`
/// between parts; no further level is begun once `enough` was told.
///
/// # Errors
/// Where a folder cannot be listed, or `look` fails.
pub(super) fn walk<T: Send + Sync>(
    (disk, workers): (&dyn Disk, &dyn Workers),
    root: &Path,
    enough: usize,
    look: &(dyn Fn(&str, Kind) -> Result<Step<T>> + Sync),
) -> Result<Vec<T>> {
    let folder = |below: &str| -> Result<(Vec<String>, Vec<T>)> {
        let (mut folders, mut told) = (Vec::new(), Vec::new());
        let path = root.join(below);
        for entry in disk.entries(&path).map_err(failed("list", &path))? {
            let inside =
                if below.is_empty() { entry.name } else { format!("{below}/{}", entry.name) };
            match look(&inside, entry.kind)? {
                Step::Into => folders.push(inside),
                Step::Past => {}
                Step::Told(one) => told.push(one),
            }
        }
        Ok((folders, told))
    };
    let (mut level, mut all) = (vec![String::new()], Vec::new());
    while !level.is_empty() && all.len() <= enough {
        let looked = gathered(workers, level.len(), |ix| level.get(ix).map(|below| folder(below)));
        let mut next = Vec::new();
        for found in looked.into_iter().flatten() {
            let (folders, told) = found?;
            next.extend(folders);
            all.extend(told);
        }
        level = next;
    }
    Ok(all)
}

/// Removes a folder and all in it: what lies in its folders by whoever is free, then the rest.
///
/// # Errors
/// Where something cannot be removed.
pub(super) fn remove((disk, workers): (&dyn Disk, &dyn Workers), root: &Path) -> io::Result<()> {
    let folders = |path: PathBuf| {
        // What cannot be listed cannot be removed either, and is told below.
        let inside = disk.entries(&path).unwrap_or_default().into_iter();
        let inside = inside.filter(|entry| entry.kind == Kind::Folder);
        inside.map(|entry| path.join(entry.name)).collect::<Vec<_>>()
    };
    let second: Vec<PathBuf> = folders(root.to_path_buf()).into_iter().flat_map(folders).collect();
    workers.each(second.len(), &|ix| {
        let _ = second.get(ix).map(|path| disk.remove_tree(path));
    });
    disk.remove_tree(root)
}
