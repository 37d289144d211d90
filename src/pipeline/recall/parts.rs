//! Parts of the site's making that are kept between builds of one world.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Recall;
use crate::io::cache::{Cache, Draft, Key, Place};
use crate::site::Lasting;

/// The parts of the cache before, and those of the next on their way.
pub(in crate::pipeline) struct Parts<'r, 'd> {
    before: Option<&'r Cache<'d>>,
    draft: Mutex<Option<Draft<'d>>>,
}

impl<'r, 'd> Parts<'r, 'd> {
    /// Those of the same world; kept in the next cache, where there is to be one.
    pub(in crate::pipeline) fn new(
        recall: Option<&'r Recall<'d>>,
        draft: Option<Draft<'d>>,
    ) -> Self {
        let before = recall.and_then(|recall| {
            recall.cache.as_ref().filter(|cache| cache.index.world == recall.world)
        });
        Self { before, draft: Mutex::new(draft) }
    }

    /// The next cache.
    pub(in crate::pipeline) fn draft(self) -> Option<Draft<'d>> {
        self.draft.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, key: Key, bytes: &[u8], before: Option<&Place>) {
        let mut draft: MutexGuard<'_, _> =
            self.draft.lock().unwrap_or_else(PoisonError::into_inner);
        let added = draft.as_mut().map(|draft| draft.add_part(key, bytes, before));
        if added.is_some_and(|added| added.is_err()) {
            // A cache with a gap is none.
            *draft = None;
        }
    }
}

impl Lasting for Parts<'_, '_> {
    fn found(&self, key: &Key) -> Option<Vec<u8>> {
        let (part, bytes) = self.before?.part(key)?;
        self.add(*key, &bytes, Some(&part.entry));
        Some(bytes)
    }

    fn keep(&self, key: Key, made: &[u8]) {
        self.add(key, made, None);
    }
}
