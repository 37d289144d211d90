//! Size and times of a file, by which an unchanged one is known without reading it.
//!
//! The rule is that of git's index. What a reader would get wrong: a file that was changed in the
//! same tick of the clock as it was read looks unchanged, so the stamp of one that is as young as the build
//! proves nothing ([`Stamp::is_settled`]).

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Seconds since 1970 and nanoseconds, by the clock of the file system.
pub type Moment = (i64, i64);

/// Seconds that a change must lie back: the coarsest clock of a file system ticks every two.
const TICK: i64 = 2;

/// What is known of a file without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    modified: Moment,
    changed: Moment,
    inode: u64,
    device: u64,
}

impl Stamp {
    /// Of a regular file at a path, not following a link; `None` where there is none.
    pub fn of(path: &Path) -> Option<Self> {
        let found = std::fs::symlink_metadata(path).ok()?;
        found.is_file().then(|| Self::from(&found))
    }

    /// Of an open file.
    ///
    /// # Errors
    /// Where the system does not tell.
    pub fn of_open(file: &File) -> io::Result<Self> {
        Ok(Self::from(&file.metadata()?))
    }

    /// True where the file changed long enough before `since` that a later change shows.
    pub fn is_settled(&self, since: Moment) -> bool {
        let (seconds, nanoseconds) = self.modified.max(self.changed);
        (seconds.saturating_add(TICK), nanoseconds) < since
    }

    /// True where both are of one file with the same bytes: a second name of it, which changes
    /// only the time of its entry, makes no difference.
    pub fn is_same_file(&self, other: &Self) -> bool {
        Self { changed: other.changed, ..*self } == *other
    }

    /// When the bytes changed last.
    pub fn modified(&self) -> Moment {
        self.modified
    }
}

impl From<&Metadata> for Stamp {
    fn from(found: &Metadata) -> Self {
        Self {
            size: found.len(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
            inode: found.ino(),
            device: found.dev(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAMP: Stamp =
        Stamp { size: 3, modified: (100, 5), changed: (100, 7), inode: 1, device: 1 };

    #[test]
    fn what_is_as_young_as_the_build_proves_nothing() {
        assert!(STAMP.is_settled((103, 0)));
        assert!(!STAMP.is_settled((102, 7)));
        assert!(!STAMP.is_settled((100, 8)));
        assert!(!Stamp { changed: (200, 0), ..STAMP }.is_settled((103, 0)));
    }

    #[test]
    fn a_second_name_is_no_change() {
        assert!(STAMP.is_same_file(&Stamp { changed: (300, 0), ..STAMP }));
        assert!(!STAMP.is_same_file(&Stamp { modified: (300, 0), ..STAMP }));
        assert!(!STAMP.is_same_file(&Stamp { inode: 2, ..STAMP }));
        assert!(!STAMP.is_same_file(&Stamp { size: 4, ..STAMP }));
    }
}
