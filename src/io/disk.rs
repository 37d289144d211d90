//! The operations on files that publishing needs, as one trait.
//!
//! `Real` does them; the tests of publishing wrap it and fail the n-th call, for every n.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, OFlags, RenameFlags, Timespec, Timestamps, UTIME_NOW, futimens};

use super::stamp::{Moment, Stamp};

/// The file operations of publishing. Paths are absolute.
pub trait Disk: Sync {
    /// What stands in a folder, by name.
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>>;
    /// What stands at a path, not following a link; `None` where nothing does.
    fn status(&self, path: &Path) -> io::Result<Option<Status>>;
    /// The path without links, `.` and `..`; of something that exists.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;
    /// The bytes of a regular file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Makes a folder that does not exist yet.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder in `parent` whose name begins with `prefix` and is nobody's yet.
    fn create_stage(&self, parent: &Path, prefix: &str) -> io::Result<PathBuf>;
    /// Writes a file that does not exist yet; never through an existing name.
    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Opens a regular file to read parts of it; never through a link.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Parts + '_>>;
    /// Begins a file that does not exist yet, for its owner alone, to be written piece by piece.
    fn begin_file(&self, path: &Path) -> io::Result<Box<dyn Write + Send + Sync + '_>>;
    /// Gives a regular file a second name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames; replaces a file, or an empty folder, at `to`.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames to a name that does not exist yet.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Swaps two folders in one step.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Removes a file or link.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder and all in it; links are removed, not followed.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;
    /// Brings a file, or the names in a folder, to the disk.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Brings everything below a folder to the disk.
    fn sync_tree(&self, path: &Path) -> io::Result<()>;
    /// Takes the lock at `path`; `None` where another process holds it. The file stays: removing
    /// it safely is a race, and the lock ends with the process that holds it.
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>>;
}

/// A file of which parts can be read.
pub trait Parts: Send + Sync {
    /// Its bytes when it was opened.
    fn size(&self) -> u64;
    /// So many bytes of it from `at`; an error where it has not that many.
    fn part(&self, at: u64, size: u64) -> io::Result<Vec<u8>>;
}

/// A name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name; one that is not Unicode is shown with replacement characters and is nobody's.
    pub name: String,
    /// What stands there.
    pub kind: Kind,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// File, folder or something else.
    pub kind: Kind,
    /// Bytes of a file.
    pub size: u64,
    /// What tells it from a changed one.
    pub stamp: Stamp,
}

/// Sorts of things on a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, pipe or device, or a name that is not Unicode.
    Other,
}

impl From<fs::FileType> for Kind {
    fn from(kind: fs::FileType) -> Self {
        if kind.is_file() {
            Self::File
        } else if kind.is_dir() {
            Self::Folder
        } else {
            Self::Other
        }
    }
}

/// A lock held by this process until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    since: Option<Moment>,
}

impl Lock {
    /// When it was taken, by the clock of its file system; `None` where that cannot be told.
    pub fn since(&self) -> Option<Moment> {
        self.since
    }
}

impl Drop for Lock {
    /// Closing alone would leave the lock to a child that is being started and has the file still
    /// open.
    fn drop(&mut self) {
        // Where it cannot be given up it ends with the last who has the file open.
        let _ = self.file.unlock();
    }
}

/// The disk itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real;

impl Disk for Real {
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?.into();
            entries.push(match entry.file_name().into_string() {
                Ok(name) => Entry { name, kind },
                Err(name) => Entry { name: name.to_string_lossy().into_owned(), kind: Kind::Other },
            });
        }
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    }

    fn status(&self, path: &Path) -> io::Result<Option<Status>> {
        match fs::symlink_metadata(path) {
            Ok(found) => Ok(Some(Status {
                kind: found.file_type().into(),
                size: found.len(),
                stamp: Stamp::from(&found),
            })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn create_stage(&self, parent: &Path, prefix: &str) -> io::Result<PathBuf> {
        // A site is for everybody to read: what the umask leaves of 0777, as for any new folder.
        let everybody = fs::Permissions::from_mode(0o777);
        let folder =
            tempfile::Builder::new().prefix(prefix).permissions(everybody).tempdir_in(parent)?;
        Ok(folder.keep())
    }

    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Parts + '_>> {
        // A pipe in its place must not make anybody wait.
        let safely = flags(OFlags::NOFOLLOW | OFlags::NONBLOCK);
        let file = OpenOptions::new().read(true).custom_flags(safely).open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(Box::new(OpenFile { file, size: metadata.len() }))
    }

    fn begin_file(&self, path: &Path) -> io::Result<Box<dyn Write + Send + Sync + '_>> {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        Ok(Box::new(file))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        Ok(rustix::fs::linkat(CWD, from, CWD, to, AtFlags::empty())?)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        Ok(rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        Ok(rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    #[cfg(target_os = "linux")]
    fn sync_tree(&self, path: &Path) -> io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(path)?)?)
    }

    #[cfg(not(target_os = "linux"))]
    fn sync_tree(&self, path: &Path) -> io::Result<()> {
        for entry in walkdir::WalkDir::new(path) {
            File::open(entry?.path())?.sync_all()?;
        }
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        // Not through a link: the name lies beside the output, where others may write.
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .custom_flags(flags(OFlags::NOFOLLOW))
            .open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { since: now(&file), file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// A file of the disk itself.
struct OpenFile {
    file: File,
    size: u64,
}

impl Parts for OpenFile {
    fn size(&self) -> u64 {
        self.size
    }

    fn part(&self, at: u64, size: u64) -> io::Result<Vec<u8>> {
        // Room is made for what is there only: the number may be somebody's.
        let is_there = at.checked_add(size).is_some_and(|end| end <= self.size);
        let room = usize::try_from(size).ok().filter(|_| is_there);
        let mut bytes = vec![0; room.ok_or(io::ErrorKind::UnexpectedEof)?];
        self.file.read_exact_at(&mut bytes, at)?;
        Ok(bytes)
    }
}

fn flags(flags: OFlags) -> i32 {
    i32::try_from(flags.bits()).unwrap_or(0)
}

/// The time by the clock of the file system that a file lies on, left in the file's own time.
fn now(file: &File) -> Option<Moment> {
    let now = Timespec { tv_sec: 0, tv_nsec: UTIME_NOW };
    futimens(file, &Timestamps { last_access: now, last_modification: now }).ok()?;
    Some(Stamp::of_open(file).ok()?.modified())
}
