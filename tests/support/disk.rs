//! A disk on which operations fail, as wrappers of the real one.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use mujaz::io::disk::{Disk, Entry, Lock, Real, Status};

/// Error numbers of Linux, as the system calls give them.
pub(crate) const EPERM: i32 = 1;
pub(crate) const EINTR: i32 = 4;
pub(crate) const EIO: i32 = 5;
pub(crate) const EACCES: i32 = 13;
pub(crate) const EBUSY: i32 = 16;
pub(crate) const ENOSPC: i32 = 28;

/// A disk on which an operation fails.
pub(crate) struct Failing {
    /// The number of the operation that fails, from 1.
    at: usize,
    calls: AtomicUsize,
    with: i32,
    mode: Mode,
    can: FileSystem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// One operation fails.
    Once,
    /// This one and all later ones do: the process is as good as dead.
    ForEver,
    /// As `Once`; a write leaves half of its bytes behind.
    Short,
}

/// What a file system can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileSystem {
    Everything,
    /// No second names of a file.
    NoLinks,
    /// No exchange of folders.
    NoExchange,
    /// No renaming of folders either: a mount point.
    NoRename,
}

impl Failing {
    pub(crate) fn new(at: usize, with: i32, mode: Mode, can: FileSystem) -> Self {
        Self { at, calls: AtomicUsize::new(0), with, mode, can }
    }

    /// True where the operation of this call fails.
    fn fails(&self) -> bool {
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        call == self.at || call > self.at && self.mode == Mode::ForEver
    }

    fn gate(&self) -> io::Result<()> {
        if self.fails() { Err(io::Error::from_raw_os_error(self.with)) } else { Ok(()) }
    }

    pub(crate) fn reached(&self) -> bool {
        self.calls.load(Ordering::SeqCst) >= self.at
    }
}

impl Disk for Failing {
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.gate().and_then(|()| Real.entries(folder))
    }
    fn status(&self, path: &Path) -> io::Result<Option<Status>> {
        self.gate().and_then(|()| Real.status(path))
    }
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.gate().and_then(|()| Real.canonical(path))
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.gate().and_then(|()| Real.read(path))
    }
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.gate().and_then(|()| Real.create_folder(path))
    }
    fn create_stage(&self, parent: &Path, prefix: &str) -> io::Result<PathBuf> {
        self.gate().and_then(|()| Real.create_stage(parent, prefix))
    }
    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if !self.fails() {
            return Real.create_file(path, bytes);
        }
        if self.mode == Mode::Short {
            Real.create_file(path, &bytes[..bytes.len() / 2])?;
        }
        Err(io::Error::from_raw_os_error(self.with))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate()?;
        match self.can {
            FileSystem::NoLinks => Err(io::Error::from_raw_os_error(EPERM)),
            _ => Real.link(from, to),
        }
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate()?;
        if self.can == FileSystem::NoRename && from.is_dir() {
            return Err(io::Error::from_raw_os_error(EBUSY));
        }
        Real.rename(from, to)
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate().and_then(|()| Real.rename_new(from, to))
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.gate()?;
        match self.can {
            FileSystem::NoExchange | FileSystem::NoRename => {
                Err(io::Error::from_raw_os_error(EBUSY))
            }
            _ => Real.exchange(one, other),
        }
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.gate().and_then(|()| Real.remove_file(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.gate().and_then(|()| Real.remove_folder(path))
    }
    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.gate().and_then(|()| Real.remove_tree(path))
    }
    // Bringing things to the disk is slow and cannot be seen from here: counted, not done.
    fn sync(&self, _path: &Path) -> io::Result<()> {
        self.gate()
    }
    fn sync_tree(&self, _path: &Path) -> io::Result<()> {
        self.gate()
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        self.gate().and_then(|()| Real.lock(path))
    }
}
