//! All that stands below a folder, a level at a time: the folders of one level do not depend on each
//! other, so each is looked at by whoever is free.

use std::path::Path;

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
