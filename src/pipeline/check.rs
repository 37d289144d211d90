//! Proves a built site: folder → findings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::build::{self, BuildOptions, EmptySite};
use super::{CacheUse, Project, Step, Unwatched, Watch};
use crate::check::{self, Entry, Kind, Report, Shelf, Site};
use crate::error::{Error, ErrorKind, Result};
use crate::io::built::{self, Found, Scratch};
use crate::io::clock::Stopwatch;
use crate::io::disk::{self, Real};
use crate::site::{Manifest, Route};

/// What is to be proved.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The folder of the site; `None`: that of the settings.
    pub site: Option<PathBuf>,
    /// Whether the site is built a second time and compared.
    pub again: Again,
    /// The upper bound of dates of a second build; `None`: the one that the site was built with.
    pub clock: Option<NaiveDate>,
}

/// Whether a site is built a second time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Again {
    /// It is not.
    #[default]
    No,
    /// From this folder of documents; `None`: that of the settings.
    From(Option<PathBuf>),
}

/// A site that was looked at.
#[derive(Debug)]
pub struct CheckedSite {
    /// Its folder.
    pub folder: PathBuf,
    /// What was found.
    pub report: Report,
    /// How long it took.
    pub time: Duration,
}

impl CheckedSite {
    /// What the findings come to, `site` being what was looked at; `None` where there are none.
    pub fn fault(&self, site: &str) -> Option<Error> {
        let message = match self.report.findings.len() {
            0 => return None,
            1 => format!("something is wrong with {site}"),
            n => format!("{n} things are wrong with {site}"),
        };
        let hint = "each finding says how to mend it; docs/check.md explains the rules";
        Some(Error::new(ErrorKind::Check, message).at(&self.folder).hint(hint))
    }
}

/// Looks at every file of a site.
pub(super) fn site(
    project: &Project,
    options: &CheckOptions,
    watch: &dyn Watch,
) -> Result<CheckedSite> {
    let stopwatch = Stopwatch::start();
    let setting = || project.root.join(&project.config.output.folder);
    let folder = options.site.clone().unwrap_or_else(setting);
    let manifest = built::manifest(&folder)?;
    let entries: Vec<Entry> = built::list(&folder)?.into_iter().map(entry).collect();
    let shelf = Folder::new(&folder, &entries);
    let keep = project.config.output.keep.clone();
    let site = Site::new(manifest.clone(), entries, keep, &shelf);
    watch.begins(Step::Check, site.files().len());
    let look = |path: &String| {
        let looked = site.look(path, &shelf);
        watch.part_done();
        looked
    };
    let looked = project.pool()?.install(|| site.files().par_iter().map(look).collect());
    let mut report = site.conclude(looked, &shelf);
    if let Again::From(input) = &options.again {
        report.findings.extend(differences(project, input, options.clock, &manifest)?);
        report.findings.sort();
    }
    Ok(CheckedSite { folder, report, time: stopwatch.elapsed() })
}

/// What a second build of the same documents gives otherwise.
fn differences(
    project: &Project,
    input: &Option<PathBuf>,
    clock: Option<NaiveDate>,
    manifest: &Manifest,
) -> Result<Vec<check::Finding>> {
    let scratch = Scratch::after(manifest)?;
    let same_clock = manifest.clock.as_deref().and_then(|day| day.parse().ok());
    let options = BuildOptions {
        input: input.clone(),
        out: Some(scratch.site()),
        clock: clock.or(same_clock),
        empty: EmptySite::Allowed,
        // It is to prove what a build comes to, the cache included.
        cache: CacheUse::Off,
        ..BuildOptions::default()
    };
    // The build of the site told what there is to say of its documents.
    build::site(project, &options, &Real, &Unwatched)?;
    Ok(check::difference(manifest, &built::manifest(&scratch.site())?))
}

fn entry(found: Found) -> Entry {
    let kind = match (&found.path, found.kind) {
        (None, _) => Kind::Nameless,
        (_, disk::Kind::File) => Kind::File,
        (_, disk::Kind::Folder) => Kind::Folder,
        (_, disk::Kind::Other) => Kind::Other,
    };
    Entry { path: found.path.unwrap_or(found.shown), kind, mode: found.mode }
}

/// The files of a folder.
struct Folder<'f> {
    folder: &'f Path,
    /// Those that were listed: reached through no link.
    files: BTreeSet<Route>,
}

impl<'f> Folder<'f> {
    fn new(folder: &'f Path, entries: &[Entry]) -> Self {
        let files = entries.iter().filter(|entry| entry.kind == Kind::File);
        Self { folder, files: files.filter_map(|file| Route::new(file.path.as_str())).collect() }
    }
}

impl Shelf for Folder<'_> {
    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let route = Route::new(path)?;
        self.files.contains(&route).then(|| built::bytes(self.folder, path))?
    }
}
