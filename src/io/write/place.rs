//! The published folder as a place to build a site to.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Claim, Published, Stage};
use crate::error::Result;
use crate::io::cache::{Draft, Key, Written};
use crate::io::disk::Kind;
use crate::io::target::{Filling, Nook, Target};
use crate::site::{Counts, Manifest, OutputFile, Route};

impl<'d> Target<'d> for Claim<'d> {
    type Stage = Stage<'d>;

    fn last(&self) -> &Manifest {
        Claim::last(self)
    }

    fn nook(&self) -> Option<Nook<'d>> {
        Claim::nook(self)
    }

    fn stands(&self, route: &Route, written: &Written) -> bool {
        let status = self.disk.status(&self.place.out.join(route.as_str())).ok().flatten();
        status.is_some_and(|now| now.kind == Kind::File && now.stamp.is_same_file(&written.stamp))
    }

    fn left(&self) -> Option<Published> {
        let files = self.last.files.len().saturating_add(1);
        let folder = self.place.out.clone();
        Some(Published { folder, files, unchanged: files, notes: Vec::new() })
    }

    fn stage(self) -> Result<Stage<'d>> {
        Claim::stage(self)
    }
}

impl<'d> Filling<'d> for Stage<'d> {
    type Done = Published;

    fn put(&self, file: &OutputFile) -> Result<()> {
        Stage::put(self, file)
    }

    fn put_keyed(&self, file: &OutputFile, key: Key) -> Result<()> {
        Stage::put_keyed(self, file, key)
    }

    fn keep(&self, route: &Route, key: &Key) -> Result<bool> {
        Stage::keep(self, route, key)
    }

    fn remember(&mut self, draft: Option<Draft<'d>>, before: BTreeMap<Route, Written>) {
        Stage::remember(self, draft, before);
    }

    fn put_own(&self, file: &OutputFile) -> Result<()> {
        Stage::put_own(self, file)
    }

    fn finish(
        self,
        clock: Option<NaiveDate>,
        counts: Counts,
        retired: BTreeMap<Route, Route>,
    ) -> Result<Published> {
        Stage::finish(self, clock, counts, retired)
    }
}
