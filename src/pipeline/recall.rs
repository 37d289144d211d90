//! What the build before left: documents that did not change are taken from it, and a build to
//! which nothing changed ends before it begins.
//!
//! Everything here only spares work: whatever is in doubt is read, extracted and rendered anew. The
//! bytes of a site do not depend on it.

mod parts;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::build::BuildOptions;
use super::{Project, own_files};
use crate::analyse::Featured;
use crate::diagnostic::{Checked, Code, Diagnostic, Skip};
use crate::io::cache::{self, Cache, Draft, Kept, Key, Place, Rests, Written};
use crate::io::own::OwnFile;
use crate::io::read::{self, Entry, Listing};
use crate::io::stamp::{Moment, Stamp};
use crate::io::target::Nook;
use crate::model::{DocId, RawFile};
use crate::site::{Counts, Route, TemplateFile};

pub(super) use parts::Parts;

/// Whether a build may use what the one before left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CacheUse {
    /// It may, and leaves its own.
    #[default]
    Kept,
    /// Everything is made anew, and the cache is left alone.
    Off,
}

/// What was found in a file before the editor's corrections: what a cache keeps of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Extracted {
    /// What was noticed while reading it.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Its documents, one each, or none with the reason.
    pub(super) documents: Vec<Checked<Vec<Featured>>>,
}

impl Extracted {
    /// False for what may come out otherwise the next time: a fault is to be seen again, and the machine may
    /// be quicker.
    fn is_lasting(&self) -> bool {
        let of_documents = self.documents.iter().flat_map(|document| &document.diagnostics);
        let mut all = self.diagnostics.iter().chain(of_documents);
        let passes =
            |code| matches!(code, Code::Skipped(Skip::Internal) | Code::Skipped(Skip::TooSlow));
        !all.any(|diagnostic| passes(diagnostic.code))
    }

    fn is_sound(&self) -> bool {
        let mut all = self.documents.iter().flat_map(|document| &document.value);
        all.all(|Featured { article, features }| {
            article.is_sound()
                && features.as_ref().is_none_or(|features| features.is_sound(article))
        })
    }
}

/// The cache of a place, and what it is asked by.
pub(super) struct Recall<'d> {
    nook: Nook<'d>,
    program: Key,
    world: Key,
    extraction: Key,
    cache: Option<Cache<'d>>,
}

/// The build before, where nothing changed since.
pub(super) struct Unchanged {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) counts: Counts,
}

impl<'d> Recall<'d> {
    /// Opens the cache; `None` where none is to be used or kept.
    pub(super) fn open(
        project: &Project,
        options: &BuildOptions,
        templates: &Key,
        nook: Option<Nook<'d>>,
    ) -> Option<Self> {
        let nook = nook.filter(|_| options.cache == CacheUse::Kept)?;
        let program = cache::program()?;
        let limits = format!("{:?}", project.config.limits);
        let extraction = cache::key([&project.language[..], limits.as_bytes()]);
        // What is not the documents' and may show on pages or in messages.
        let rest = format!(
            "{:?} {:?} {} {}",
            project.config,
            options.clock,
            options.input.is_none(),
            own_files::unused(project).is_some(),
        );
        let world = cache::key([&extraction[..], templates, rest.as_bytes()]);
        let cache = Cache::open(nook.disk, &nook.place, &program);
        Some(Self { nook, program, world, extraction, cache })
    }

    /// What the build before said, where nothing changed since: not the documents, not what the site
    /// is made from, not the site. `stands` tells whether a file of the site is as it was written.
    pub(super) fn unchanged(
        &self,
        project: &Project,
        listing: &Listing,
        own: &[OwnFile],
        stands: &(impl Fn(&Route, &Written) -> bool + Sync),
    ) -> Option<Unchanged> {
        let index = &self.cache.as_ref()?.index;
        let is_same_world = index.world == self.world
            && index.manifest == self.nook.manifest
            && index.skipped == skipped(listing)
            && index.files.len() == listing.entries.len();
        if !is_same_world || !own_is_same(&index.own, own, index.since) {
            return None;
        }
        let pairs: Vec<(&Entry, &Kept)> = listing.entries.iter().zip(&index.files).collect();
        let looks: Option<Vec<Look>> = pairs
            .par_iter()
            .map(|(entry, kept)| Look::at(entry, kept, index.since, project))
            .collect();
        let looks = looks?;
        let files: Vec<(&Route, &Written)> = index.site.iter().collect();
        if !files.par_iter().all(|(route, written)| stands(route, written)) {
            return None;
        }
        let (diagnostics, counts) = (index.diagnostics.clone(), index.counts.clone());
        if looks.iter().any(|look| *look != Look::Untouched) {
            self.settle(looks);
        }
        Some(Unchanged { diagnostics, counts })
    }

    /// Writes the stamps of files that had to be read, so that the next build need not.
    fn settle(&self, looks: Vec<Look>) {
        let Some(cache) = &self.cache else { return };
        let Ok(mut draft) = Draft::new(self.nook.disk, self.nook.fresh.clone(), &self.program)
        else {
            return;
        };
        let mut index = cache.index.clone();
        for (kept, look) in index.files.iter_mut().zip(looks) {
            if let Look::Read(stamp) = look {
                kept.stamp = stamp;
            }
        }
        index.since = self.nook.since;
        draft.index = index;
        // A cache that cannot be written leaves the one before, which is as good.
        let _ = cache.copy_entries(&mut draft).and_then(|()| draft.finish(&self.nook.place));
    }

    /// Begins to take documents from the cache and to write its successor.
    pub(super) fn reading(&self, listing: &Listing, own: &[OwnFile]) -> Reading<'_, 'd> {
        let same = |cache: &&Cache<'_>| cache.index.extraction == self.extraction;
        let cache = self.cache.as_ref().filter(same).filter(|it| it.size() <= most(listing));
        let files = cache.into_iter().flat_map(|cache| &cache.index.files);
        let files = files.map(|kept| (&kept.id, kept)).collect();
        let rests = cache.map(Cache::rests).unwrap_or_default();
        let draft = Draft::new(self.nook.disk, self.nook.fresh.clone(), &self.program).ok().map(
            |mut draft| {
                draft.index.world = self.world;
                draft.index.extraction = self.extraction;
                draft.index.since = self.nook.since;
                draft.index.skipped = skipped(listing);
                draft.index.own = own
                    .iter()
                    .filter_map(|file| Some((file.route.clone(), Stamp::of(&file.path)?)))
                    .collect();
                if let Some(cache) = cache {
                    draft.leave(cache, rests);
                }
                draft
            },
        );
        Reading { cache, files, rests, draft: Mutex::new(draft) }
    }

    /// The files of the site before that were made by the same program from the same world.
    pub(super) fn pages(&mut self) -> BTreeMap<Route, Written> {
        let index = self.cache.take().map(|cache| cache.index);
        let same =
            index.filter(|index| index.world == self.world && index.manifest == self.nook.manifest);
        same.map(|index| index.site).unwrap_or_default()
    }
}

/// Bytes of entries that are read, for each byte of input, and without any.
const ENTRY_BYTES: u64 = 32;
const LEAST_BYTES: u64 = 64 << 20;

/// The most that entries of these files may come to: what is read is bounded by the input, not
/// by what somebody put in the place of the cache.
fn most(listing: &Listing) -> u64 {
    let sizes = listing.entries.par_iter().filter_map(|entry| Some(read::stamp(entry)?.size));
    sizes.sum::<u64>().saturating_mul(ENTRY_BYTES).saturating_add(LEAST_BYTES)
}

/// What the listing left out, as a key.
fn skipped(listing: &Listing) -> Key {
    cache::key_of(&listing.skipped).unwrap_or_default()
}

/// The templates and words of the project, as a key.
pub(super) fn key_of_templates(files: &[TemplateFile]) -> Key {
    cache::key(files.iter().flat_map(|file| [file.name.as_bytes(), file.text.as_bytes()]))
}

/// True where the operator's own files are those of before.
fn own_is_same(before: &[(Route, Stamp)], own: &[OwnFile], since: Moment) -> bool {
    let is_same = |((route, stamp), file): (&(Route, Stamp), &OwnFile)| {
        *route == file.route && stamp.is_settled(since) && Stamp::of(&file.path) == Some(*stamp)
    };
    before.len() == own.len() && before.iter().zip(own).all(is_same)
}

/// How an unchanged file was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// By its stamp.
    Untouched,
    /// By its bytes; with its stamp of now.
    Read(Option<Stamp>),
}

impl Look {
    /// `None` for a file that changed.
    fn at(entry: &Entry, kept: &Kept, since: Moment, project: &Project) -> Option<Self> {
        if entry.id != kept.id {
            return None;
        }
        if is_untouched(entry, kept, since) {
            return Some(Self::Untouched);
        }
        let (file, stamp) = read::stamped(entry, &project.config.limits).ok()?;
        (cache::key([&file.bytes[..]]) == kept.bytes).then_some(Self::Read(stamp))
    }
}

/// True where the stamp alone says that a file is the one of the build that began at `since`.
fn is_untouched(entry: &Entry, kept: &Kept, since: Moment) -> bool {
    let stamp = kept.stamp.filter(|stamp| stamp.is_settled(since));
    stamp.is_some_and(|stamp| read::stamp(entry) == Some(stamp))
}

/// The cache while documents are read: entries of before, and those of now on their way.
pub(super) struct Reading<'r, 'd> {
    cache: Option<&'r Cache<'d>>,
    files: BTreeMap<&'r DocId, &'r Kept>,
    rests: Rests,
    draft: Mutex<Option<Draft<'d>>>,
}

impl<'d> Reading<'_, 'd> {
    /// What is in a file, from the cache where it is the same as before, else by `extract`, and
    /// what the next cache is to know of it; `None` for what cannot be kept.
    pub(super) fn file(
        &self,
        project: &Project,
        entry: &Entry,
        extract: impl Fn(Result<&RawFile, Diagnostic>) -> Extracted,
    ) -> (Extracted, Option<Kept>) {
        let before = self.files.get(&entry.id).copied();
        let since = self.cache.map_or((0, 0), |cache| cache.index.since);
        if let Some(kept) = before.filter(|kept| is_untouched(entry, kept, since))
            && let Some(found) = self.found(kept, kept.stamp)
        {
            return found;
        }
        let (file, stamp) = match read::stamped(entry, &project.config.limits) {
            Ok(read) => read,
            Err(diagnostic) => return self.unread(entry, diagnostic, extract),
        };
        let bytes = cache::key([&file.bytes[..]]);
        if let Some(kept) = before.filter(|kept| kept.bytes == bytes)
            && let Some(found) = self.found(kept, stamp)
        {
            return found;
        }
        let extracted = extract(Ok(&file));
        let kept = self.keep(entry, &extracted, (bytes, stamp));
        (extracted, kept)
    }

    /// A file that was not read. That it is too large its stamp says as well the next time; all else is tried
    /// again.
    fn unread(
        &self,
        entry: &Entry,
        diagnostic: Diagnostic,
        extract: impl Fn(Result<&RawFile, Diagnostic>) -> Extracted,
    ) -> (Extracted, Option<Kept>) {
        let is_large = diagnostic.code == Code::Skipped(Skip::TooLarge);
        let extracted = extract(Err(diagnostic));
        let stamp = read::stamp(entry).filter(|_| is_large);
        let kept = stamp.and_then(|_| self.keep(entry, &extracted, (Key::default(), stamp)));
        (extracted, kept)
    }

    /// The entry of a file that is the same as before.
    fn found(&self, kept: &Kept, stamp: Option<Stamp>) -> Option<(Extracted, Option<Kept>)> {
        let entry = self.cache?.entry(kept)?;
        let extracted = cache::decoded(&entry).filter(Extracted::is_sound)?;
        let stays = kept.entry.as_ref().and_then(|place| self.rests.place(place));
        let place = stays.or_else(|| self.add(&entry));
        let kept = place.map(|at| Kept { stamp, entry: Some(at), ..kept.clone() });
        Some((extracted, kept))
    }

    fn keep(
        &self,
        entry: &Entry,
        extracted: &Extracted,
        (bytes, stamp): (Key, Option<Stamp>),
    ) -> Option<Kept> {
        let encoded = Some(extracted).filter(|it| it.is_lasting()).and_then(cache::encoded)?;
        let at = self.add(&encoded)?;
        let hash = cache::hash(&encoded);
        Some(Kept { id: entry.id.clone(), stamp, bytes, entry: Some(at), hash })
    }

    fn add(&self, entry: &[u8]) -> Option<Place> {
        let mut draft = self.draft.lock().unwrap_or_else(PoisonError::into_inner);
        let at = draft.as_mut()?.add(entry).ok();
        if at.is_none() {
            // A cache with a gap is none.
            *draft = None;
        }
        at
    }

    /// The next cache, with what is known of each file; `None` where it could not be written.
    pub(super) fn draft(self, kept: Vec<Option<Kept>>, listing: &Listing) -> Option<Draft<'d>> {
        let mut draft = self.draft.into_inner().unwrap_or_else(PoisonError::into_inner)?;
        // A file without an entry keeps its place: the listing is compared as a whole.
        let unknown = |entry: &Entry| Kept {
            id: entry.id.clone(),
            stamp: None,
            bytes: Key::default(),
            entry: None,
            hash: Key::default(),
        };
        let files = kept.into_iter().zip(&listing.entries);
        draft.index.files =
            files.map(|(kept, entry)| kept.unwrap_or_else(|| unknown(entry))).collect();
        Some(draft)
    }
}
