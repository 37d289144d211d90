//! A disk on which operations fail, as wrappers of the real one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use mujaz::io::disk::{Disk, Entry, Lock, Parts, Real, Status};

/// Error numbers of Linux, as the system calls give them.
pub(crate) const EPERM: i32 = 1;
pub(crate) const EINTR: i32 = 4;
pub(crate) const EIO: i32 = 5;
pub(crate) const EACCES: i32 = 13;
pub(crate) const EBUSY: i32 = 16;
pub(crate) const EINVAL: i32 = 22;
pub(crate) const ENOSPC: i32 = 28;

/// A disk on which an operation fails.
pub(crate) struct Failing {
    /// The number of the operation that fails, from 1.
    at: usize,
    calls: AtomicUsize,
    with: i32,
    mode: Mode,
    can: FileSystem,
    /// What each operation was about.
    about: Mutex<Vec<PathBuf>>,
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
        Self { at, calls: AtomicUsize::new(0), with, mode, can, about: Mutex::default() }
    }

    /// True where the operation of this call fails.
    fn fails(&self, path: &Path) -> bool {
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        self.about.lock().unwrap().push(path.to_path_buf());
        call == self.at || call > self.at && self.mode == Mode::ForEver
    }

    fn gate(&self, path: &Path) -> io::Result<()> {
        if self.fails(path) { Err(io::Error::from_raw_os_error(self.with)) } else { Ok(()) }
    }

    pub(crate) fn reached(&self) -> bool {
        self.calls.load(Ordering::SeqCst) >= self.at
    }

    /// What the operations were about, in their order where one thread did them.
    pub(crate) fn about(&self) -> Vec<PathBuf> {
        self.about.lock().unwrap().clone()
    }
}

impl Disk for Failing {
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.gate(folder).and_then(|()| Real.entries(folder))
    }
    fn status(&self, path: &Path) -> io::Result<Option<Status>> {
        self.gate(path).and_then(|()| Real.status(path))
    }
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.gate(path).and_then(|()| Real.canonical(path))
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.gate(path).and_then(|()| Real.read(path))
    }
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.gate(path).and_then(|()| Real.create_folder(path))
    }
    fn create_stage(&self, parent: &Path, prefix: &str) -> io::Result<PathBuf> {
        self.gate(parent).and_then(|()| Real.create_stage(parent, prefix))
    }
    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if !self.fails(path) {
            return Real.create_file(path, bytes);
        }
        if self.mode == Mode::Short {
            Real.create_file(path, &bytes[..bytes.len() / 2])?;
        }
        Err(io::Error::from_raw_os_error(self.with))
    }
    fn open(&self, path: &Path) -> io::Result<Box<dyn Parts + '_>> {
        self.gate(path)?;
        Ok(Box::new(Open { disk: self, path: path.into(), file: Real.open(path)? }))
    }
    fn begin_file(&self, path: &Path) -> io::Result<Box<dyn Write + Send + Sync + '_>> {
        self.gate(path)?;
        Ok(Box::new(Open { disk: self, path: path.into(), file: Real.begin_file(path)? }))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate(from)?;
        match self.can {
            FileSystem::NoLinks => Err(io::Error::from_raw_os_error(EPERM)),
            _ => Real.link(from, to),
        }
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate(from)?;
        if self.can == FileSystem::NoRename && from.is_dir() {
            return Err(io::Error::from_raw_os_error(EBUSY));
        }
        Real.rename(from, to)
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate(from)?;
        match self.can {
            // The call that exchanges also renames to a new name, and is missing as a whole.
            FileSystem::NoExchange => Err(io::Error::from_raw_os_error(EINVAL)),
            _ => Real.rename_new(from, to),
        }
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.gate(one)?;
        match self.can {
            FileSystem::NoExchange | FileSystem::NoRename => {
                Err(io::Error::from_raw_os_error(EBUSY))
            }
            _ => Real.exchange(one, other),
        }
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.gate(path).and_then(|()| Real.remove_file(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.gate(path).and_then(|()| Real.remove_folder(path))
    }
    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.gate(path).and_then(|()| Real.remove_tree(path))
    }
    // Bringing things to the disk is slow and cannot be seen from here: counted, not done.
    fn sync(&self, path: &Path) -> io::Result<()> {
        self.gate(path)
    }
    fn sync_tree(&self, path: &Path) -> io::Result<()> {
        self.gate(path)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        self.gate(path).and_then(|()| Real.lock(path))
    }
}

/// A file that is read or written in parts, each of which may fail.
struct Open<'d, F> {
    disk: &'d Failing,
    path: PathBuf,
    file: F,
}

impl Parts for Open<'_, Box<dyn Parts + '_>> {
    fn size(&self) -> u64 {
        self.file.size()
    }
    fn part(&self, at: u64, size: u64) -> io::Result<Vec<u8>> {
        self.disk.gate(&self.path).and_then(|()| self.file.part(at, size))
    }
}

impl Write for Open<'_, Box<dyn Write + Send + Sync + '_>> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.disk.fails(&self.path) {
            return self.file.write(bytes);
        }
        if self.disk.mode == Mode::Short {
            self.file.write_all(&bytes[..bytes.len() / 2])?;
        }
        Err(io::Error::from_raw_os_error(self.disk.with))
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
