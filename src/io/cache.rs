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
//! rest of the build; hence the index at the end. After one change most of them are those of before, so they
//! are not written again: the old cache becomes `.NAME.cache-base`, and the new one has the others only, until
//! they are too many. No file is ever written into once it stands in its place.
//!
//! A cache only spares work: whatever is wrong with it, it is taken for none, and what cannot be kept
//! is not. It is input like any other: nothing here allocates more than the file holds, and nobody
//! believes an entry because it decodes.

mod file;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::stamp::{Moment, Stamp};
use crate::diagnostic::Diagnostic;
use crate::model::DocId;
use crate::site::{Counts, Route};
use file::{File, MARK};

/// A BLAKE3 hash.
pub type Key = [u8; 32];

/// Bytes of entries from which on they are left where they stand.
const LEAST: u64 = 1 << 18;
/// A base is given up when the entries beside it come to this part of it, or less than half of its own
/// are in use.
const PART: u64 = 8;

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
    /// The hash of the index of the base, where entries stand in one.
    pub base: Option<Key>,
    /// What the listing left out.
    pub skipped: Key,
    /// The files of the input, by [`DocId`].
    pub files: Vec<Kept>,
    /// What else follows from its key, and where its entry stands.
    pub parts: BTreeMap<Key, Part>,
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

impl Index {
    fn places(&self) -> impl Iterator<Item = &Place> {
        let of_parts = self.parts.values().map(|part| &part.entry);
        self.files.iter().filter_map(|kept| kept.entry.as_ref()).chain(of_parts)
    }
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
    /// Where its entry stands; `None` where it has none.
    pub entry: Option<Place>,
    /// The hash of the entry.
    pub hash: Key,
}

/// An entry that is no file's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where it stands.
    pub entry: Place,
    /// Its hash.
    pub hash: Key,
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// In which file.
    pub half: Half,
    /// Its bytes, from the first entry of that file.
    pub bytes: Range<u64>,
}

/// A file with entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Half {
    /// The cache itself.
    Own,
    /// Its base.
    Base,
}

/// A file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// As it was when it was written.
    pub stamp: Stamp,
    /// What it was made from; `None` where nobody asks.
    pub key: Option<Key>,
}

/// What of its entries the successor of a cache leaves where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rests {
    /// Each is written again.
    #[default]
    Nothing,
    /// Those of its base.
    Base,
    /// Its own: it becomes the base.
    Own,
}

impl Rests {
    /// Where an entry stands for the successor; `None` for one that is to be written again.
    pub fn place(self, place: &Place) -> Option<Place> {
        let stays = matches!((self, place.half), (Self::Base, Half::Base) | (Self::Own, Half::Own));
        stays.then(|| Place { half: Half::Base, bytes: place.bytes.clone() })
    }
}

/// A cache that was found.
pub struct Cache<'d> {
    /// What it says of the whole.
    pub index: Index,
    own: File<'d>,
    base: Option<File<'d>>,
}

impl<'d> Cache<'d> {
    /// The cache at a path, where it is one of this program and whole.
    pub fn open(disk: &'d dyn Disk, path: &Path, program: &Key) -> Option<Self> {
        let own = File::open(disk, path, program)?;
        let index: Index = decoded(&own.index()?)?;
        let base = index.base.and_then(|base| {
            File::open(disk, &base_of(path), program).filter(|file| file.hash == base)
        });
        let cache = Self { index, own, base };
        let is_filled = |half| cache.used(half) <= cache.file(half).map_or(u64::MAX, |it| it.size);
        (is_filled(Half::Own) && is_filled(Half::Base)).then_some(cache)
    }

    fn file(&self, half: Half) -> Option<&File<'d>> {
        match half {
            Half::Own => Some(&self.own),
            Half::Base => self.base.as_ref(),
        }
    }

    /// Bytes of the entries of all files, which are no more than there are: so nobody reads one twice.
    fn used(&self, half: Half) -> u64 {
        let places = self.index.places().filter(|place| place.half == half);
        let sizes = places.map(|at| at.bytes.end.saturating_sub(at.bytes.start));
        sizes.fold(0, u64::saturating_add)
    }

    /// Bytes of all entries.
    pub fn size(&self) -> u64 {
        self.own.size.saturating_add(self.base.as_ref().map_or(0, |base| base.size))
    }

    /// The entry of a file, as its hash says it was written.
    pub fn entry(&self, kept: &Kept) -> Option<Vec<u8>> {
        self.bytes(kept.entry.as_ref()?, &kept.hash)
    }

    /// What is kept by a key.
    pub fn part(&self, key: &Key) -> Option<(&Part, Vec<u8>)> {
        let part = self.index.parts.get(key)?;
        Some((part, self.bytes(&part.entry, &part.hash)?))
    }

    fn bytes(&self, place: &Place, key: &Key) -> Option<Vec<u8>> {
        let entry = self.file(place.half)?.entry(&place.bytes);
        entry.filter(|entry| hash(entry) == *key)
    }

    /// What its successor leaves where it stands.
    pub fn rests(&self) -> Rests {
        let is_worth =
            |file: &File<'_>, half| self.used(half).saturating_mul(2) >= file.size.max(LEAST);
        match &self.base {
            Some(base) if self.own.size.saturating_mul(PART) > base.size => Rests::Nothing,
            Some(base) if is_worth(base, Half::Base) => Rests::Base,
            None if is_worth(&self.own, Half::Own) => Rests::Own,
            _ => Rests::Nothing,
        }
    }

    /// The next cache, with an index of the same files and their entries, as they stand.
    ///
    /// # Errors
    /// Where they cannot be read or written.
    pub fn copy_entries(&self, draft: &mut Draft<'_>) -> io::Result<()> {
        let rests = if self.base.is_some() { Rests::Base } else { self.rests() };
        draft.leave(self, rests);
        if rests != Rests::Own {
            return self.own.each_part(|part| draft.add(part).map(drop));
        }
        let Index { files, parts, .. } = &mut draft.index;
        let of_parts = parts.values_mut().map(|part| &mut part.entry);
        let places = files.iter_mut().filter_map(|kept| kept.entry.as_mut()).chain(of_parts);
        places.for_each(|place| place.half = Half::Base);
        Ok(())
    }
}

/// The base of the cache at a path.
fn base_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-base");
    name.into()
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
    rests: Rests,
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
        let (index, rests, path) = (Index::default(), Rests::Nothing, Some(path));
        let mut draft = Self { index, disk, file, at: 0, rests, path };
        draft.file.write_all(MARK)?;
        draft.file.write_all(program)?;
        Ok(draft)
    }

    /// Leaves entries of the cache before where they stand.
    pub fn leave(&mut self, before: &Cache<'_>, rests: Rests) {
        self.rests = rests;
        self.index.base = match rests {
            Rests::Nothing => None,
            Rests::Base => before.base.as_ref().map(|base| base.hash),
            Rests::Own => Some(before.own.hash),
        };
    }

    /// Keeps bytes by a key; those that stand in the cache before may stay there.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn add_part(&mut self, key: Key, bytes: &[u8], before: Option<&Place>) -> io::Result<()> {
        let entry = match before.and_then(|place| self.rests.place(place)) {
            Some(place) => place,
            None => self.add(bytes)?,
        };
        self.index.parts.insert(key, Part { entry, hash: hash(bytes) });
        Ok(())
    }

    /// Adds an entry and says where it stands.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&mut self, entry: &[u8]) -> io::Result<Place> {
        self.file.write_all(entry)?;
        let start = self.at;
        self.at = start.saturating_add(u64::try_from(entry.len()).unwrap_or(u64::MAX));
        Ok(Place { half: Half::Own, bytes: start..self.at })
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
        let base = base_of(place);
        if self.rests == Rests::Own {
            // What stands there nobody refers to. Both names, so that a killed build leaves a cache.
            let _ = self.disk.remove_file(&base);
            let linked = self.disk.link(place, &base);
            linked.or_else(|_| self.disk.rename(place, &base))?;
        }
        if let Some(path) = &self.path {
            self.disk.rename(path, place)?;
        }
        self.path = None;
        if self.rests == Rests::Nothing {
            let _ = self.disk.remove_file(&base);
        }
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
            let id = DocId::new(&format!("{}.txt", at.bytes.start));
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

    /// The successor of the cache at a place: its first file changed.
    fn changed(place: &Path, entry: &[u8]) -> Rests {
        let cache = Cache::open(&Real, place, &PROGRAM).unwrap();
        let mut draft = Draft::new(&Real, place.with_extension("new"), &PROGRAM).unwrap();
        let rests = cache.rests();
        draft.leave(&cache, rests);
        let mut files = cache.index.files.clone();
        for (ix, kept) in files.iter_mut().enumerate() {
            let before = kept.entry.clone().filter(|_| ix > 0);
            let stays = before.and_then(|place| rests.place(&place));
            let bytes = if ix > 0 { cache.entry(kept).unwrap() } else { entry.to_vec() };
            kept.hash = hash(&bytes);
            kept.entry = stays.or_else(|| draft.add(&bytes).ok());
        }
        draft.index.files = files;
        draft.finish(place).unwrap();
        rests
    }

    fn found(place: &Path) -> Vec<Option<usize>> {
        let cache = Cache::open(&Real, place, &PROGRAM).unwrap();
        let entry = |kept| cache.entry(kept).map(|entry| entry.len());
        cache.index.files.iter().map(entry).collect()
    }

    #[test]
    fn entries_stay_where_they_are_until_too_many_are_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let many = vec![7; 500_000];
        let place = written(folder.path(), &[b"one", &many, b"three"]);
        let base = folder.path().join(".site.cache-base");
        assert_eq!(changed(&place, b"other"), Rests::Own);
        let sizes = [Some(5), Some(500_000), Some(5)];
        assert_eq!(found(&place), sizes);
        assert!(base.exists() && std::fs::metadata(&place).unwrap().len() < 1000);
        let cache = Cache::open(&Real, &place, &PROGRAM).unwrap();
        let mut draft = Draft::new(&Real, folder.path().join("new"), &PROGRAM).unwrap();
        draft.index = cache.index.clone();
        cache.copy_entries(&mut draft).unwrap();
        draft.finish(&place).unwrap();
        assert_eq!(found(&place), sizes);
        assert_eq!(changed(&place, &many), Rests::Base);
        assert_eq!(found(&place), [Some(500_000), Some(500_000), Some(5)]);
        assert_eq!(changed(&place, b"four"), Rests::Nothing, "as much beside it as in it");
        assert_eq!(found(&place), [Some(4), Some(500_000), Some(5)]);
        assert!(!base.exists());
    }

    #[test]
    fn what_stands_in_another_base_or_in_none_is_unknown() {
        let folder = tempfile::tempdir().unwrap();
        let place = written(folder.path(), &[b"one", &vec![7; 500_000]]);
        let other = tempfile::tempdir().unwrap();
        let other = written(other.path(), &[&vec![8; 500_003]]);
        assert_eq!(changed(&place, b"four"), Rests::Own);
        let base = folder.path().join(".site.cache-base");
        std::fs::copy(&other, &base).unwrap();
        assert_eq!(found(&place), [Some(4), None]);
        std::fs::remove_file(&base).unwrap();
        assert_eq!(found(&place), [Some(4), None]);
        std::fs::write(&base, b"mujaz cache").unwrap();
        assert_eq!(found(&place), [Some(4), None]);
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
        let endless = [vec![0; 32 + 32 + 2 + 1 + 32], vec![0xff; 9], vec![0x01]].concat();
        assert!(decoded::<Index>(&endless).is_none());
        assert!(decoded::<Vec<u8>>(&[0xff, 0xff, 0xff, 0xff, 0x7f]).is_none());
    }
}
