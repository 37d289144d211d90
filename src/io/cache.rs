//! What a build keeps for the next one, in a file beside the site: `.NAME.cache`.
//!
//! ```text
//! mark, program      another mark or program: no cache
//! entries            a postcard record for each input file
//! index              what stands where, and what the site was made from
//! size, hash         of the index
//! ```
//!
//! The entries are streamed to the disk when extraction is over, so that they are not held through the
//! rest of the build; hence the index at the end. A cache only spares work: whatever is wrong with it, it
//! is taken for none, and what cannot be kept is not. It is input like any other: nothing here
//! allocates more than the file holds, and nobody believes an entry because it decodes.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::disk::{Disk, Parts};
use super::stamp::{Moment, Stamp};
use crate::diagnostic::Diagnostic;
use crate::model::DocId;
use crate::site::{Counts, Route};

/// A BLAKE3 hash.
pub type Key = [u8; 32];

/// What every cache of this form begins with.
const MARK: &[u8; 16] = b"mujaz cache v1\r\n";
/// Bytes before the first entry.
const HEAD: u64 = 48;
/// Bytes after the index: its size and its hash.
const TAIL: u64 = 40;
/// Bytes that are copied at once.
const COPIED: u64 = 1 << 20;

/// The hash of some parts, which cannot run into each other.
pub fn key<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

/// The hash of some bytes.
pub fn hash(bytes: &[u8]) -> Key {
    *blake3::hash(bytes).as_bytes()
}

/// The hash of a value; `None` where it cannot be written.
pub fn key_of(value: &impl Serialize) -> Option<Key> {
    let mut hasher = blake3::Hasher::new();
    postcard::to_io(value, &mut hasher).ok()?;
    Some(*hasher.finalize().as_bytes())
}

/// The running program, told by its version and the stamp of its file, as inputs are; `None` where
/// the system does not say which file it is.
pub fn program() -> Option<Key> {
    let stamp = Stamp::of(&std::env::current_exe().ok()?.canonicalize().ok()?)?;
    key_of(&(env!("CARGO_PKG_VERSION"), stamp))
}

/// What a cache says of a whole build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Everything that a site is made from but the documents: settings, language data, templates.
    pub world: Key,
    /// The language data and limits, on which extraction depends.
    pub extraction: Key,
    /// When the build began, by the clock of the file system of the site.
    pub since: Moment,
    /// What the listing left out.
    pub skipped: Key,
    /// The files of the input, by [`DocId`].
    pub files: Vec<Kept>,
    /// The operator's own files.
    pub own: Vec<(Route, Stamp)>,
    /// What was said of the documents.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of them.
    pub counts: Counts,
    /// The hash of `build.json`.
    pub manifest: Key,
    /// The files of the site but `build.json`.
    pub site: BTreeMap<Route, Written>,
}

/// A file of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Which.
    pub id: DocId,
    /// As it was when it was read; `None` where its bytes alone can say that it is the same.
    pub stamp: Option<Stamp>,
    /// The hash of its bytes.
    pub bytes: Key,
    /// Where its entry stands, from the first; `None` where it has none.
    pub entry: Option<Range<u64>>,
    /// The hash of the entry.
    pub hash: Key,
}

/// A file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// As it was when it was written.
    pub stamp: Stamp,
    /// What it was made from; `None` where nobody asks.
    pub key: Option<Key>,
}

/// A cache that was found.
pub struct Cache<'d> {
    /// What it says of the whole.
    pub index: Index,
    file: Box<dyn Parts + 'd>,
    /// Bytes of all entries.
    size: u64,
}

impl<'d> Cache<'d> {
    /// The cache at a path, where it is one of this program and whole.
    pub fn open(disk: &'d dyn Disk, path: &Path, program: &Key) -> Option<Self> {
        let file = disk.open(path).ok()?;
        let head = file.part(0, HEAD).ok()?;
        if !head.starts_with(MARK) || !head.ends_with(program) {
            return None;
        }
        let tail_at = file.size().checked_sub(TAIL)?;
        let tail = file.part(tail_at, TAIL).ok()?;
        let (size, hash) = tail.split_first_chunk::<8>()?;
        let index_at = tail_at.checked_sub(u64::from_le_bytes(*size)).filter(|at| *at >= HEAD)?;
        let index = file.part(index_at, tail_at.checked_sub(index_at)?).ok()?;
        if self::hash(&index).as_slice() != hash {
            return None;
        }
        let cache = Self { index: decoded(&index)?, file, size: index_at.checked_sub(HEAD)? };
        cache.is_filled().then_some(cache)
    }

    /// True where the entries of all files are no more than there are: so nobody reads one twice.
    fn is_filled(&self) -> bool {
        let sizes = self.index.files.iter().filter_map(|kept| kept.entry.as_ref());
        let sizes = sizes.map(|at| at.end.saturating_sub(at.start));
        sizes.fold(0, u64::saturating_add) <= self.size
    }

    /// Bytes of all entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The entry of a file, as its hash says it was written.
    pub fn entry(&self, kept: &Kept) -> Option<Vec<u8>> {
        let at = kept.entry.as_ref().filter(|at| at.end <= self.size)?;
        let entry = self.file.part(at.start.checked_add(HEAD)?, at.end.checked_sub(at.start)?);
        entry.ok().filter(|entry| hash(entry) == kept.hash)
    }

    /// The next cache with the entries of this one, as they stand.
    ///
    /// # Errors
    /// Where they cannot be read or written.
    pub fn copy_entries(&self, draft: &mut Draft<'_>) -> io::Result<()> {
        let mut at = 0;
        while at < self.size {
            let size = COPIED.min(self.size.saturating_sub(at));
            draft.add(&self.file.part(HEAD.saturating_add(at), size)?)?;
            at = at.saturating_add(size);
        }
        Ok(())
    }
}

/// A value of its bytes, all of them; `None` where they are none of such a value.
pub fn decoded<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::take_from_bytes(bytes)
        .ok()
        .filter(|(_, rest)| rest.is_empty())
        .map(|(value, _)| value)
}

/// The bytes of a value; `None` where it holds what cannot be kept.
pub fn encoded(value: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_stdvec(value).ok()
}

/// A cache on its way. Dropped unfinished, it is removed.
pub struct Draft<'d> {
    /// What it is to say of the whole.
    pub index: Index,
    disk: &'d dyn Disk,
    file: BufWriter<Box<dyn Write + Send + Sync + 'd>>,
    at: u64,
    /// Where it is written; `None` once it stands in its place.
    path: Option<PathBuf>,
}

impl<'d> Draft<'d> {
    /// Begins a cache in a file that is nobody's yet.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn new(disk: &'d dyn Disk, path: PathBuf, program: &Key) -> io::Result<Self> {
        let file = BufWriter::new(disk.begin_file(&path)?);
        let mut draft = Self { index: Index::default(), disk, file, at: 0, path: Some(path) };
        draft.file.write_all(MARK)?;
        draft.file.write_all(program)?;
        Ok(draft)
    }

    /// Adds an entry and says where it stands.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&mut self, entry: &[u8]) -> io::Result<Range<u64>> {
        self.file.write_all(entry)?;
        let start = self.at;
        self.at = start.saturating_add(u64::try_from(entry.len()).unwrap_or(u64::MAX));
        Ok(start..self.at)
    }

    /// Writes the index and puts the cache in the place of the one before.
    ///
    /// # Errors
    /// Where it cannot be written; the one before stays.
    pub fn finish(mut self, place: &Path) -> io::Result<()> {
        let index = encoded(&self.index).ok_or(io::ErrorKind::InvalidData)?;
        self.file.write_all(&index)?;
        self.file.write_all(&u64::try_from(index.len()).unwrap_or(u64::MAX).to_le_bytes())?;
        self.file.write_all(&hash(&index))?;
        self.file.flush()?;
        if let Some(path) = &self.path {
            self.disk.rename(path, place)?;
        }
        self.path = None;
        Ok(())
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // What cannot be removed now, the next build replaces.
            let _ = self.disk.remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::disk::Real;
    use super::*;

    const PROGRAM: Key = [7; 32];

    fn written(folder: &Path, entries: &[&[u8]]) -> PathBuf {
        let mut draft = Draft::new(&Real, folder.join(".new"), &PROGRAM).unwrap();
        for entry in entries {
            let at = draft.add(entry).unwrap();
            let id = DocId::new(&format!("{}.txt", at.start));
            let hash = hash(entry);
            draft.index.files.push(Kept { id, stamp: None, bytes: key([]), entry: Some(at), hash });
        }
        let place = folder.join(".site.cache");
        draft.finish(&place).unwrap();
        place
    }

    #[test]
    fn what_was_kept_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let place = written(folder.path(), &[b"one", b"", b"three"]);
        let cache = Cache::open(&Real, &place, &PROGRAM).unwrap();
        let found: Vec<_> = cache.index.files.iter().map(|kept| cache.entry(kept)).collect();
        assert_eq!(found, [Some(b"one".to_vec()), Some(vec![]), Some(b"three".to_vec())]);
        assert_eq!(cache.size(), 8);
        assert!(Cache::open(&Real, &place, &[8; 32]).is_none(), "of another program");
        assert!(!folder.path().join(".new").exists());
    }

    #[test]
    fn a_draft_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(Draft::new(&Real, folder.path().join(".new"), &PROGRAM).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn no_damage_is_believed_and_none_panics() {
        let folder = tempfile::tempdir().unwrap();
        let place = written(folder.path(), &[b"one", b"two"]);
        let whole = std::fs::read(&place).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            std::fs::write(&place, &damaged).unwrap();
            let Some(cache) = Cache::open(&Real, &place, &PROGRAM) else { continue };
            let kept = cache.index.files.iter().filter(|kept| cache.entry(kept).is_some());
            assert_eq!(kept.count(), 1, "byte {at}: only an entry was damaged");
            std::fs::write(&place, &whole[..at]).unwrap();
            assert!(Cache::open(&Real, &place, &PROGRAM).is_none(), "cut at {at}");
        }
    }

    #[test]
    fn entries_of_more_than_there_is_are_no_cache() {
        let folder = tempfile::tempdir().unwrap();
        let mut draft = Draft::new(&Real, folder.path().join(".new"), &PROGRAM).unwrap();
        let (at, hash) = (draft.add(b"one").unwrap(), hash(b"one"));
        let (id, entry) = (DocId::new("a.txt"), Some(at));
        let kept = Kept { id, stamp: None, bytes: key([]), entry, hash };
        draft.index.files = vec![kept; 2];
        let place = folder.path().join(".site.cache");
        draft.finish(&place).unwrap();
        assert!(Cache::open(&Real, &place, &PROGRAM).is_none());
    }

    #[test]
    fn a_size_without_its_bytes_takes_no_room() {
        // Postcard's numbers are of seven bits a byte: a list of 2^63 files.
        let endless = [vec![0; 32 + 32 + 2 + 32], vec![0xff; 9], vec![0x01]].concat();
        assert!(decoded::<Index>(&endless).is_none());
        assert!(decoded::<Vec<u8>>(&[0xff, 0xff, 0xff, 0xff, 0x7f]).is_none());
    }
}
