//! A file of a cache as it lies on the disk: entries, then an index.

use std::io;
use std::ops::Range;
use std::path::Path;

use super::{Key, hash};
use crate::io::disk::{Disk, Parts};

/// What every cache of this form begins with.
pub(super) const MARK: &[u8; 16] = b"mujaz cache v2\r\n";
/// Bytes before the first entry.
const HEAD: u64 = 48;
/// Bytes after the index: its size and its hash.
const TAIL: u64 = 40;
/// Bytes that are copied at once.
const COPIED: u64 = 1 << 20;

/// A file of a cache.
pub(super) struct File<'d> {
    parts: Box<dyn Parts + 'd>,
    /// Bytes of all entries.
    pub(super) size: u64,
    /// Bytes of the index.
    index: u64,
    /// The hash of the index, which tells the file from others.
    pub(super) hash: Key,
}

impl<'d> File<'d> {
    /// The file at a path, where it is of this program.
    pub(super) fn open(disk: &'d dyn Disk, path: &Path, program: &Key) -> Option<Self> {
        let parts = disk.open(path).ok()?;
        let head = parts.part(0, HEAD).ok()?;
        if !head.starts_with(MARK) || !head.ends_with(program) {
            return None;
        }
        let tail_at = parts.size().checked_sub(TAIL)?;
        let tail = parts.part(tail_at, TAIL).ok()?;
        let (index, hash) = tail.split_first_chunk::<8>()?;
        let index = u64::from_le_bytes(*index);
        let size = tail_at.checked_sub(index)?.checked_sub(HEAD)?;
        Some(Self { parts, size, index, hash: hash.try_into().ok()? })
    }

    /// The bytes of the index, as its hash says they were written.
    pub(super) fn index(&self) -> Option<Vec<u8>> {
        let index = self.parts.part(HEAD.checked_add(self.size)?, self.index).ok()?;
        (hash(&index) == self.hash).then_some(index)
    }

    /// An entry.
    pub(super) fn entry(&self, at: &Range<u64>) -> Option<Vec<u8>> {
        let size = at.end.checked_sub(at.start).filter(|_| at.end <= self.size)?;
        self.parts.part(at.start.checked_add(HEAD)?, size).ok()
    }

    /// Hands on the bytes of all entries, some at a time.
    pub(super) fn each_part(
        &self,
        mut take: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut at = 0;
        while at < self.size {
            let size = COPIED.min(self.size.saturating_sub(at));
            take(&self.parts.part(HEAD.saturating_add(at), size)?)?;
            at = at.saturating_add(size);
        }
        Ok(())
    }
}
