//! `mujaz serve`: the site in the browser, built again on every change.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use super::args::Common;
use super::report::Reporter;
use super::results::{Results, failed};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};
use crate::io::clock;
use crate::io::memory::Files;
use crate::io::read::FollowLinks;
use crate::io::watch::Means;
use crate::pipeline::{BuildOptions, Counts, EmptySite, Opening, Project, Step, Strictness, Watch};
use crate::serve::{Builder, Opened, PORT, Server};

/// Show the site in the browser while you work on it, and build it again on every change.
///
/// The site is built into memory and served to this machine only; nothing is published. When a
/// document, mujaz.toml, corrections.toml, a template or a file of language data changes, it is built
/// again and open pages reload. Where a build fails, the last good site stays and the pages show why.
///
/// What is served is what `mujaz build` would publish, but for the script that reloads pages.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz serve                    what mujaz.toml says; without one: seeds
  mujaz serve news --port 8080
  mujaz serve news --poll        where the file system tells of no changes: networks, containers")]
pub(super) struct ServeArgs {
    /// Folder of documents. Default: `input.folder` of mujaz.toml.
    input: Option<PathBuf>,
    /// Port of 127.0.0.1 to serve on; 0: any that is free.
    #[arg(long, value_name = "P", default_value_t = PORT)]
    port: u16,
    /// Look for changes again and again instead of being told of them.
    #[arg(long)]
    poll: bool,
    /// Follow symbolic links whose target lies inside the input folder.
    #[arg(long)]
    follow_links: bool,
}

pub(super) fn run(args: &ServeArgs, common: &Common) -> Result<()> {
    let inputs: Vec<_> = args.input.iter().cloned().collect();
    let preview = Preview {
        opening: common.opening(&inputs),
        options: BuildOptions {
            input: args.input.clone(),
            clock: clock::upper_bound(common.clock)?,
            links: if args.follow_links { FollowLinks::Inside } else { FollowLinks::Never },
            // Nothing is replaced by it, and it says so itself.
            empty: EmptySite::Allowed,
            strictness: if common.strict { Strictness::Strict } else { Strictness::Lenient },
            ..BuildOptions::default()
        },
        reporter: Reporter::new(common, "served"),
        project: None,
        told: Told::default(),
        first: None,
    };
    let means = if args.poll { Means::Looking } else { Means::Notices };
    Server::bind(args.port)?.run(Box::new(preview), means)
}

/// Builds the site and tells of it.
struct Preview {
    opening: Opening,
    options: BuildOptions,
    reporter: Reporter,
    project: Option<Project>,
    told: Told,
    /// Files of the first build and the time it took, until they are told.
    first: Option<(usize, Duration)>,
}

impl Builder for Preview {
    fn open(&mut self) -> Result<Opened> {
        let project = Project::open(&self.opening)?;
        let opened =
            Opened { sources: project.sources(&self.options), base_path: project.base_path() };
        self.project = Some(project);
        Ok(opened)
    }

    fn build(&mut self, before: &Files) -> Result<Files> {
        let project = self.project.as_ref().ok_or_else(|| {
            Error::new(ErrorKind::Internal, "a site is built before its settings are read")
        })?;
        let watch = Reporting { reporter: &self.reporter, told: &self.told, before };
        let built = project.preview(&self.options, before, &watch)?;
        let time = built.times.iter().map(|(_, time)| *time).sum();
        if before.is_empty() {
            self.first = Some((built.files.len(), time));
        } else {
            self.reporter.rebuilt(before, &built.files, time);
        }
        Ok(built.files)
    }

    fn serving(&mut self, address: &str) -> Result<()> {
        let (files, time) = self.first.take().unwrap_or_default();
        self.reporter.serving(address, files, time);
        let mut results = Results::open();
        results.line(address).map_err(failed)?;
        results.close()
    }

    fn failed(&mut self, error: &Error) {
        self.reporter.error(error);
        self.reporter.note("the last good site is still served");
    }
}

/// What was said already, so that a rebuild tells only what is new.
#[derive(Default)]
struct Told {
    diagnostics: Mutex<BTreeSet<String>>,
    counts: Mutex<Option<Counts>>,
}

/// Tells of a build.
struct Reporting<'a> {
    reporter: &'a Reporter,
    told: &'a Told,
    /// Empty for the first build.
    before: &'a Files,
}

impl Watch for Reporting<'_> {
    fn begins(&self, step: Step, parts: usize) {
        if self.before.is_empty() {
            self.reporter.begins(step, parts);
        }
    }

    fn part_done(&self) {
        if self.before.is_empty() {
            self.reporter.part_done();
        }
    }

    fn noticed(&self, diagnostics: &[Diagnostic]) {
        // One that is mended and comes back is new again.
        let now = diagnostics.iter().map(|it| format!("{it:?}")).collect();
        let Ok(mut told) = self.told.diagnostics.lock() else { return };
        let before = std::mem::replace(&mut *told, now);
        let is_new = |it: &&Diagnostic| !before.contains(&format!("{it:?}"));
        let new: Vec<Diagnostic> = diagnostics.iter().filter(is_new).cloned().collect();
        self.reporter.noticed(&new);
    }

    fn counted(&self, counts: &Counts) {
        let Ok(mut told) = self.told.counts.lock() else { return };
        if told.as_ref() != Some(counts) {
            *told = Some(counts.clone());
            self.reporter.counted(counts);
        }
    }
}
