//! The one place that strings the stages together; the only user of threads but `serve`.
//!
//! Threads are used thrice: over files (`documents.rs`: read, parse, extract), over pages
//! (`build.rs`: render, write) and over the files of a site (`check.rs`): maps over a sorted list that keep its order, so
//! scheduling cannot show in the result. Analysis and the site say which of their work is independent (`workers`).

mod brief;
mod build;
mod check;
mod documents;
mod explain;
mod health;
mod own_files;
mod press;
mod preview;
mod publish;
mod recall;
#[cfg(feature = "send")]
mod send;
mod steps;
mod summary;
mod threads;

use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rayon::ThreadPool;
use serde_json::Value;

pub use crate::analyse::Length;
pub use crate::brief::{Format as BriefFormat, Press};
pub use crate::check::{Finding, Report};
pub use brief::{About, BriefOptions, Briefed, Edition, When};
pub use build::{BuildOptions, Built, EmptySite, Strictness};
pub use check::{Again, CheckOptions, CheckedSite};
pub use health::{Health, LeftOut, Merged};
pub use preview::Preview;
pub use publish::{Publication, PublishOptions};
pub use recall::CacheUse;
#[cfg(feature = "send")]
pub use send::{Delivery, EarlierMail, SendOptions, Sending, Sent, UnclearMail};
pub use steps::Step;
pub use summary::{SummaryOptions, Wording};

use crate::config::{self, Config, Corrections};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};
use crate::extract::LexiconCheck;
use crate::io::cache::{self, Key};
use crate::io::disk::{Disk, Real};
use crate::io::memory::Files;
use crate::io::project::{self, Named, Sources};
use crate::io::read::{self, FollowLinks, Listing};
use crate::lang::{self, ExtraFile, Lexicon};
use crate::model::{Article, DocId};
pub use crate::site::{
    Counts, GistView, Ink, Order, Part, TextStyle, WeekOf, nearest_file, theme_files,
};
use crate::{extract, site};

/// Most threads that are used without being asked for.
const THREADS: usize = 8;
/// A project: its settings and language data.
pub struct Project {
    root: PathBuf,
    config: Config,
    lexicon: Lexicon,
    /// Hash of the files that extend the language data.
    language: Key,
    /// The folder of templates that replace the embedded ones.
    templates: Option<PathBuf>,
    /// True where there is a settings file: only a folder that was made a project publishes more than documents.
    has_settings: bool,
    threads: usize,
}

/// Which project a command works in, and how.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The project's folder; `None`: the current one.
    pub folder: Option<PathBuf>,
    /// Folders and files that the command reads. They are not trusted: a project that lies inside
    /// one of these folders is not read, and everything has its default.
    pub inputs: Vec<PathBuf>,
    /// Threads; `None`: as many as there are cores, at most 8.
    pub threads: Option<usize>,
}

/// Who wants to know how the work goes. Called from any thread.
pub trait Watch: Sync {
    /// A step begins, with so many parts.
    fn begins(&self, _step: Step, _parts: usize) {}
    /// A part of the step is done.
    fn part_done(&self) {}
    /// All documents are read: what was noticed, by document.
    fn noticed(&self, _diagnostics: &[Diagnostic]) {}
    /// What becomes of the documents.
    fn counted(&self, _counts: &Counts) {}
}

/// What is told of the facts of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facts {
    /// What was found.
    Plain,
    /// Why, what was not taken, and how to overrule it.
    Explained,
}

/// Watches nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// Takes results one by one, in order.
pub type Sink<'a, T> = &'a mut dyn FnMut(T) -> io::Result<()>;

impl Project {
    /// Reads the settings and the language data.
    ///
    /// # Errors
    /// Where a file of the project cannot be read or is wrong.
    pub fn open(opening: &Opening) -> Result<Self> {
        let root = opening.folder.clone().unwrap_or_else(|| PathBuf::from("."));
        if let Named::File(_) = project::named(&root)? {
            return Err(Error::new(ErrorKind::Config, "the project is to be a folder").at(&root));
        }
        let is_input = opening.inputs.iter().any(|input| project::is_inside(&root, input));
        let settings = if is_input { None } else { read_config(&root)? };
        let has_settings = settings.is_some();
        let mut config = settings.unwrap_or_default();
        let extra = read_lexicon(&root, &config)?;
        let texts = extra.iter().flat_map(|file| [file.name.as_bytes(), file.text.as_bytes()]);
        let language = cache::key(texts);
        let lexicon = Lexicon::load(&extra)?;
        if !is_input {
            config.corrections = read_corrections(&root, &lexicon)?;
        }
        let templates = (!is_input).then(|| root.join("templates"));
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = opening.threads.unwrap_or(cores.min(THREADS)).max(1);
        Ok(Self { root, config, lexicon, language, templates, has_settings, threads })
    }

    /// Builds the site.
    ///
    /// # Errors
    /// Where there is nothing to publish, or a template, the input folder or the output folder is
    /// at fault. The published site is unchanged then.
    pub fn build(&self, options: &BuildOptions, watch: &dyn Watch) -> Result<Built> {
        self.build_on(&Real, options, watch)
    }

    /// As [`Project::build`], publishing by the operations of `disk`: for tests of a disk that fails.
    ///
    /// # Errors
    /// As [`Project::build`].
    pub fn build_on(
        &self,
        disk: &dyn Disk,
        options: &BuildOptions,
        watch: &dyn Watch,
    ) -> Result<Built> {
        build::site(self, options, disk, watch)
    }

    /// Builds the site into memory, and leaves the disk alone; what is as in `before` shares its
    /// bytes.
    ///
    /// # Errors
    /// As [`Project::build`], where it is not about writing.
    pub fn preview(
        &self,
        options: &BuildOptions,
        before: &Files,
        watch: &dyn Watch,
    ) -> Result<Preview> {
        preview::site(self, options, before, watch)
    }

    /// What the site depends on: where one of these changes, it is to be built again.
    pub fn sources(&self, options: &BuildOptions) -> Sources {
        preview::sources(self, options)
    }

    /// The path of the site on its public server; empty where it has none.
    pub fn base_path(&self) -> String {
        site::base_path(&self.config)
    }

    /// Looks at every file of a built site.
    ///
    /// # Errors
    /// Where there is no site that can be looked at, or a second build of it fails. What is wrong
    /// with the site is no error but a finding.
    pub fn check(&self, options: &CheckOptions, watch: &dyn Watch) -> Result<CheckedSite> {
        check::site(self, options, watch)
    }

    /// The health of a folder of documents, or of that of the settings, without building: what a
    /// build would read of it, leave out and not know.
    ///
    /// # Errors
    /// Where the folder cannot be listed.
    pub fn health(
        &self,
        input: Option<&Path>,
        clock: Option<NaiveDate>,
        watch: &dyn Watch,
    ) -> Result<(Health, Counts)> {
        health::of(self, input, clock, watch)
    }

    /// Builds the site, looks at every file of it, publishes it, and writes the editions of a week.
    ///
    /// # Errors
    /// As [`Project::build`], [`Project::check`] and [`Project::brief`]; the published site is unchanged then, but
    /// where an edition cannot be written. A new site that something is wrong with is no error of this function.
    pub fn publish(&self, options: &PublishOptions, watch: &dyn Watch) -> Result<Publication> {
        publish::all(self, options, watch)
    }

    /// Makes a briefing.
    ///
    /// # Errors
    /// Where the input or a template is at fault, no document is of these days, or nothing is known
    /// of what it is to be about.
    pub fn brief(&self, options: &BriefOptions, watch: &dyn Watch) -> Result<Briefed> {
        brief::briefing(self, options, watch)
    }

    /// Sends the briefing of a week, to each reader of a list once.
    ///
    /// # Errors
    /// Where the list, the settings, the input or the journal is at fault; nothing was sent then.
    /// What goes wrong later is in the result.
    #[cfg(feature = "send")]
    pub fn send(
        &self,
        options: &SendOptions,
        watch: &dyn Watch,
        sink: Sink<'_, Sent>,
    ) -> Result<Sending> {
        send::briefing(self, options, watch, sink)
    }

    /// The record of each document below `paths`, one after the other: its facts, or the reasons
    /// of its facts and what joins it with the others.
    ///
    /// # Errors
    /// Where a path names nothing, or `sink` fails.
    pub fn extract(
        &self,
        paths: &[PathBuf],
        facts: Facts,
        watch: &dyn Watch,
        sink: Sink<'_, Value>,
    ) -> Result<Counts> {
        let record = |article: &Article| site::api::document(article, None, &self.lexicon);
        match facts {
            Facts::Plain => documents::each(self, paths, watch, record, sink),
            Facts::Explained => explain::all(self, paths, watch, sink),
        }
    }

    /// As [`Project::extract`] with [`Facts::Plain`], each record written out as a line of JSON.
    ///
    /// # Errors
    /// Where a path names nothing, or `sink` fails.
    pub fn extract_lines(
        &self,
        paths: &[PathBuf],
        watch: &dyn Watch,
        sink: Sink<'_, String>,
    ) -> Result<Counts> {
        let line = |article: &Article| site::api::document_line(article, &self.lexicon);
        documents::each(self, paths, watch, line, sink)
    }

    /// What the documents below `paths` say of the language data, as a record: forms that none of
    /// them uses, and words that the data may lack.
    ///
    /// # Errors
    /// Where a path names nothing, or a file of the project cannot be read.
    pub fn check_lexicon(&self, paths: &[PathBuf], watch: &dyn Watch) -> Result<(Value, Counts)> {
        let forms = lang::forms(&read_lexicon(&self.root, &self.config)?);
        let check = LexiconCheck::new(&self.lexicon, forms);
        let mut all = Vec::new();
        let counts = documents::each(
            self,
            paths,
            watch,
            |article| check.sightings(article),
            &mut |sightings| {
                all.push(sightings);
                Ok(())
            },
        )?;
        let report = serde_json::to_value(check.report(all)).map_err(|error| {
            Error::new(ErrorKind::Internal, "the report is no JSON").because(error)
        })?;
        Ok((report, counts))
    }

    /// Reads a date expression, with a reference day after a TAB or without one: the ISO answer,
    /// or `None` where it is no date.
    pub fn date(&self, line: &str) -> Option<String> {
        let (words, reference) = match line.rsplit_once('\t') {
            Some((words, day)) => (words, NaiveDate::parse_from_str(day.trim(), "%Y-%m-%d").ok()),
            None => (line, None),
        };
        extract::read_date(words, reference, &self.lexicon)
    }

    /// The files that paths of the command line name, folders listed. A file keeps the name it was
    /// called by, so that two of one name can be told apart.
    fn listing(&self, paths: &[PathBuf]) -> Result<Listing> {
        let mut all = Listing::default();
        for path in paths {
            let named = project::named(path)?;
            let mut listing = read::files(path, &self.config, FollowLinks::default())?;
            if let Named::File(_) = named {
                let id = DocId::new(&path.to_string_lossy());
                listing.entries.iter_mut().for_each(|entry| entry.id = id.clone());
                listing.skipped.iter_mut().for_each(|skipped| skipped.document = id.clone());
            }
            all.entries.extend(listing.entries);
            all.skipped.extend(listing.skipped);
        }
        Ok(all)
    }

    fn pool(&self) -> Result<ThreadPool> {
        threads::pool(self.threads)
    }
}

/// The settings; `None` where there is no such file.
fn read_config(root: &Path) -> Result<Option<Config>> {
    let path = root.join(config::FILE_NAME);
    let text = project::text(&path, ErrorKind::Config)?;
    text.map(|text| Config::parse(&text, &path)).transpose()
}

/// The editor's corrections; none where there is no such file.
fn read_corrections(root: &Path, lexicon: &Lexicon) -> Result<Corrections> {
    let path = root.join(config::CORRECTIONS);
    match project::text(&path, ErrorKind::Config)? {
        Some(text) => Corrections::parse(&text, &path, lexicon.topic_ids()),
        None => Ok(Corrections::default()),
    }
}

/// The files that extend the language data.
fn read_lexicon(root: &Path, config: &Config) -> Result<Vec<ExtraFile>> {
    let file = |path: &PathBuf| {
        let path = root.join(path);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = project::text(&path, ErrorKind::Lexicon)?.ok_or_else(|| {
            Error::new(ErrorKind::Lexicon, "this file, named in lexicon.extra, does not exist")
                .at(&path)
        })?;
        Ok(ExtraFile { name, text, path })
    };
    config.lexicon.extra.iter().map(file).collect()
}
