//! A whole build: folder → corpus → pages → published site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::recall::{self, CacheUse, Parts, Recall, Unchanged};
use super::steps::{Step, Steps};
use super::threads::Threads;
use super::{BriefFormat, Project, Watch, documents, own_files};
use crate::analyse::{self, Featured};
use crate::brief;
use crate::config::{Config, EditionFormat};
use crate::diagnostic::{Checked, Code, Diagnostic, Note};
use crate::error::{Error, ErrorKind, Result};
use crate::extract::Editor;
use crate::io::cache::{Draft, Written};
use crate::io::disk::Disk;
use crate::io::project::{self, TextFile};
use crate::io::read::{self, FollowLinks, Listing};
use crate::io::target::{Filling, Target};
use crate::io::write::{Atomicity, Claim, Published, Request};
use crate::model::Corpus;
use crate::site::{
    self, Counts, MadeOf, OutputFile, Plan, PlannedPage, Renderer, Route, TemplateFile, Theme,
};

/// How a site is to be built.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// The input folder; `None`: that of the settings.
    pub input: Option<PathBuf>,
    /// The output folder; `None`: that of the settings.
    pub out: Option<PathBuf>,
    /// The upper bound of dates; `None`: the newest certain date of the input.
    pub clock: Option<NaiveDate>,
    /// Whether links are followed.
    pub links: FollowLinks,
    /// Whether a site without documents may be published.
    pub empty: EmptySite,
    /// Whether publishing in several steps is allowed.
    pub atomicity: Atomicity,
    /// Whether a skipped document stops the build.
    pub strictness: Strictness,
    /// Whether what the build before left may be used.
    pub cache: CacheUse,
}

/// Whether a site without documents may be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmptySite {
    /// An error: an empty site must not replace a good one by mistake.
    #[default]
    Refused,
    /// It is asked for.
    Allowed,
}

/// Whether a skipped document stops a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// It is a warning.
    #[default]
    Lenient,
    /// It is an error, and nothing is published.
    Strict,
}

/// A site that was built.
#[derive(Clone, Debug)]
pub struct Built {
    /// What was written where.
    pub published: Published,
    /// How long each step took, in their order.
    pub times: Vec<(Step, Duration)>,
    /// Threads that were used.
    pub threads: usize,
}

/// A site that was made.
pub(super) struct Made<D> {
    /// What its place says of it.
    pub(super) done: D,
    /// How long each step took, in their order.
    pub(super) times: Vec<(Step, Duration)>,
}

/// Builds and publishes the site on a disk.
pub(super) fn site(
    project: &Project,
    options: &BuildOptions,
    disk: &dyn Disk,
    watch: &dyn Watch,
) -> Result<Built> {
    let claim = |request: &Request| Claim::by(&Threads, disk, request);
    let made = make(project, options, watch, claim, |_| Ok(()))?;
    Ok(Built { published: made.done, times: made.times, threads: project.threads })
}

/// Builds the site to the place that `claim` gives. It is claimed when it is known that there is
/// something to read, and before anything is read. `meet` sees the documents before anything is made of them, and may
/// refuse; where nothing changed since the build before, none are read, and it is not asked.
pub(super) fn make<'d, T: Target<'d>>(
    project: &Project,
    options: &BuildOptions,
    watch: &dyn Watch,
    claim: impl FnOnce(&Request) -> Result<T> + Send,
    meet: impl FnOnce(&Corpus) -> Result<()>,
) -> Result<Made<<T::Stage as Filling<'d>>::Done>> {
    let mut steps = Steps::new(watch);
    steps.begin(Step::Read, 0);
    let templates = theme_files(project)?;
    let key = recall::key_of_templates(&templates);
    let theme = Theme::new(templates)?;
    let pool = project.pool()?;
    let request = request(project, options);
    let listing = listing(project, options, &request)?;
    let own = own_files::files(project, &request.out)?;
    let claim = pool.install(|| claim(&request))?;
    let recall = Recall::open(project, options, &key, claim.nook());
    let stands = |route: &Route, written: &Written| claim.stands(route, written);
    let unchanged = |recall: &Recall<'_>| recall.unchanged(project, &listing, &own, &stands);
    let unchanged = pool.install(|| recall.as_ref().and_then(unchanged));
    if let Some((unchanged, done)) = unchanged.and_then(|it| Some((it, claim.left()?))) {
        let Unchanged { diagnostics, counts } = unchanged;
        announce(&diagnostics, &counts, options, (&request.input, watch))?;
        return Ok(Made { done, times: steps.end() });
    }

    steps.begin(Step::Extract, listing.entries.len());
    let same = |found: Featured| found;
    let reading = pool.install(|| recall.as_ref().map(|recall| recall.reading(&listing, &own)));
    let (found, kept) = pool
        .install(|| documents::recalled(project, &listing.entries, watch, &same, reading.as_ref()));
    let draft = reading.and_then(|reading| reading.draft(kept, &listing));
    let mut diagnostics = listing.skipped;
    diagnostics.extend(found.diagnostics);
    diagnostics.extend(theme.diagnostics().iter().cloned().chain(own_files::unused(project)));
    if options.input.is_none() {
        // The editor speaks of the project's own documents: in another folder none is missed.
        let editor = Editor::new(&project.config.corrections, &project.lexicon);
        let articles = found.value.iter().map(|found| &found.article);
        diagnostics.extend(editor.unused(&articles.collect::<Vec<_>>()));
    }

    steps.begin(Step::Analyse, 0);
    let (corpus, counts) = together(project, found.value, options.clock, &mut diagnostics)?;
    announce(&diagnostics, &counts, options, (&request.input, watch))?;
    meet(&corpus)?;

    steps.begin(Step::Plan, 0);
    let settings = (&project.lexicon, &project.config);
    let plan = pool.install(|| site::plan_by(&Threads, &corpus, settings, claim.last()));
    let assets = site::assets(&theme);
    let pages = plan.pages.iter().map(|page| &page.route);
    let files = assets.iter().map(|asset| &asset.route).chain(own.iter().map(|file| &file.route));
    refuse_shared(pages.chain(files))?;

    steps.begin(Step::Index, 0);
    let mut stage = claim.stage()?;
    let said = |draft: Draft<'d>| with_diagnostics(draft, diagnostics);
    let keeps = draft.is_some();
    let renderer = Renderer::new(&plan, &corpus, &project.lexicon, &project.config, &theme)?;
    let parts = Parts::new(recall.as_ref(), draft.map(said));
    let search = pool.install(|| renderer.search_files(&Threads, &parts));
    stage.remember(parts.draft(), recall.map(|mut it| it.pages()).unwrap_or_default());
    own.iter().try_for_each(|file| stage.put_own(&file.read()?))?;
    assets.iter().chain(search).try_for_each(|file| stage.put(file))?;

    steps.begin(Step::Render, plan.pages.len());
    let made_of = keeps.then(|| renderer.made_of());
    let made_of = made_of.as_ref();
    let bytes = |page: &PlannedPage| file_of(page, &renderer, &project.config);
    let make = |page: &PlannedPage| make_page(page, &bytes, made_of, &stage);
    pool.install(|| make_all(&plan, &make, watch))?;

    steps.begin(Step::Publish, 0);
    let finish = || stage.finish(options.clock, counts, plan.retired.clone());
    let done = pool.install(finish)?;
    Ok(Made { done, times: steps.end() })
}

/// Says what is to be said of the documents, and judges whether they may be published.
fn announce(
    diagnostics: &[Diagnostic],
    counts: &Counts,
    options: &BuildOptions,
    (input, watch): (&Path, &dyn Watch),
) -> Result<()> {
    watch.noticed(diagnostics);
    watch.counted(counts);
    judge(counts, options, input)?;
    judge_corrections(diagnostics, options.strictness)
}

/// A cache that remembers what was said, for a build to which nothing changed.
fn with_diagnostics(mut draft: Draft<'_>, diagnostics: Vec<Diagnostic>) -> Draft<'_> {
    draft.index.diagnostics = diagnostics;
    draft
}

/// The embedded templates with those of the project.
pub(super) fn theme(project: &Project) -> Result<Theme> {
    Theme::new(theme_files(project)?)
}

/// The templates and words of the project itself.
pub(super) fn theme_files(project: &Project) -> Result<Vec<TemplateFile>> {
    let overrides = match &project.templates {
        Some(folder) => project::texts(folder, ErrorKind::Template)?,
        None => Vec::new(),
    };
    let file = |TextFile { name, text, path }| TemplateFile { name, text, path };
    Ok(overrides.into_iter().map(file).collect())
}

/// What is to be published where: paths of the command line are as given, those of the settings
/// are relative to the project.
pub(super) fn request(project: &Project, options: &BuildOptions) -> Request {
    let setting = |folder| project.root.join(folder);
    let config = &project.config;
    Request {
        out: options.out.clone().unwrap_or_else(|| setting(&config.output.folder)),
        input: options.input.clone().unwrap_or_else(|| setting(&config.input.folder)),
        keep: config.output.keep.clone(),
        atomicity: options.atomicity,
    }
}

pub(super) fn listing(
    project: &Project,
    options: &BuildOptions,
    request: &Request,
) -> Result<Listing> {
    read::files(&request.input, &project.config, options.links).map_err(|error| {
        if options.input.is_some() {
            return error;
        }
        error.hint("name a folder of documents: mujaz build FOLDER; or begin a project: mujaz init")
    })
}

/// All articles together, and what became of the documents. What is to be said of them joins the
/// diagnostics, which stand by document then.
///
/// # Errors
/// Where the totals do not add up.
pub(super) fn together(
    project: &Project,
    articles: Vec<Featured>,
    clock: Option<NaiveDate>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Corpus, Counts)> {
    let n_articles = articles.len();
    let corpus = analyse(project, articles, clock);
    diagnostics.extend(corpus.diagnostics);
    diagnostics.sort_by(|one, other| one.document.cmp(&other.document));
    let counts = count(n_articles, &corpus.value, diagnostics)?;
    Ok((corpus.value, counts))
}

/// All articles together.
fn analyse(
    project: &Project,
    articles: Vec<Featured>,
    clock: Option<NaiveDate>,
) -> Checked<Corpus> {
    let (lexicon, settings) = (&project.lexicon, (&project.config, clock));
    match project.pool() {
        Ok(pool) => pool.install(|| analyse::corpus_by(&Threads, articles, lexicon, settings)),
        Err(_) => analyse::corpus_by(&crate::workers::Alone, articles, lexicon, settings),
    }
}

/// The totals, which must add up: no document vanishes in silence.
fn count(n_articles: usize, corpus: &Corpus, diagnostics: &[Diagnostic]) -> Result<Counts> {
    let merged = |diagnostic: &&Diagnostic| diagnostic.code == Code::Duplicate;
    let skipped = documents::skipped(diagnostics);
    let n_skipped = skipped.values().sum::<usize>();
    let counts = Counts {
        seen: n_articles.saturating_add(n_skipped),
        published: corpus.articles.len(),
        merged: diagnostics.iter().filter(merged).count(),
        skipped,
    };
    if counts.published.saturating_add(counts.merged) != n_articles {
        let message = format!(
            "of {n_articles} articles {} are published and {} merged",
            counts.published, counts.merged
        );
        return Err(Error::new(ErrorKind::Internal, message).hint("please report it"));
    }
    Ok(counts)
}

/// Whether what was found may be published.
fn judge(counts: &Counts, options: &BuildOptions, input: &Path) -> Result<()> {
    let n_skipped: usize = counts.skipped.values().sum();
    if options.strictness == Strictness::Strict && n_skipped > 0 {
        let message =
            format!("{n_skipped} of {} documents skipped, and --strict is given", counts.seen);
        return Err(Error::new(ErrorKind::Strict, message)
            .hint("the published site is unchanged; mend or move the documents named above"));
    }
    if options.empty == EmptySite::Refused && counts.published == 0 {
        return Err(Error::new(ErrorKind::Read, "no document here can be published")
            .at(input)
            .hint(
                "the published site is unchanged; --allow-empty publishes a site without documents",
            ));
    }
    Ok(())
}

/// Whether every correction answers to something, where that is asked for.
fn judge_corrections(diagnostics: &[Diagnostic], strictness: Strictness) -> Result<()> {
    let lost = |diagnostic: &&Diagnostic| diagnostic.code == Code::Note(Note::Correction);
    let n_lost = diagnostics.iter().filter(lost).count();
    if strictness == Strictness::Lenient || n_lost == 0 {
        return Ok(());
    }
    let message = match n_lost {
        1 => "a correction answers to nothing, and --strict is given".to_owned(),
        n => format!("{n} corrections answer to nothing, and --strict is given"),
    };
    Err(Error::new(ErrorKind::Strict, message)
        .hint("the published site is unchanged; mend corrections.toml where the warnings say"))
}

/// Two pages may not have one address, nor two that differ only in capital letters: some file
/// systems hold them for one.
fn refuse_shared<'a>(routes: impl Iterator<Item = &'a Route>) -> Result<()> {
    let mut owners: BTreeMap<String, &Route> = BTreeMap::new();
    for route in routes {
        if let Some(other) = owners.insert(route.as_str().to_lowercase(), route) {
            let message = format!("two pages have one address: {other} and {route}");
            return Err(Error::new(ErrorKind::Internal, message).hint("please report it"));
        }
    }
    Ok(())
}

/// Makes every page and drops it, so that memory does not grow with the site. Of several errors the
/// first in the order of the plan is returned.
fn make_all(
    plan: &Plan,
    make: &(impl Fn(&PlannedPage) -> Result<()> + Sync),
    watch: &dyn Watch,
) -> Result<()> {
    let failed = plan.pages.par_iter().find_map_first(|page| {
        let result = make(page);
        watch.part_done();
        result.err()
    });
    failed.map_or(Ok(()), Err)
}

/// Renders and writes a page, or keeps the one of before where it is made from the same.
fn make_page<'d>(
    page: &PlannedPage,
    make: &(impl Fn(&PlannedPage) -> Result<OutputFile> + Sync),
    made_of: Option<&MadeOf<'_>>,
    stage: &impl Filling<'d>,
) -> Result<()> {
    match made_of.and_then(|made_of| made_of.page(page)) {
        Some(key) if stage.keep(&page.route, &key)? => Ok(()),
        Some(key) => stage.put_keyed(&make(page)?, key),
        None => stage.put(&make(page)?),
    }
}

/// The file of a page, or of a briefing beside it.
fn file_of(page: &PlannedPage, renderer: &Renderer<'_>, config: &Config) -> Result<OutputFile> {
    let Some((format, week)) = page.edition() else { return renderer.render(page) };
    let format = match format {
        EditionFormat::Print => BriefFormat::Print,
        EditionFormat::Html => BriefFormat::Html,
        EditionFormat::Epub => BriefFormat::Epub,
        EditionFormat::Eml => BriefFormat::Eml,
        EditionFormat::Md => BriefFormat::Md,
        EditionFormat::Txt => BriefFormat::Txt,
        EditionFormat::Json => BriefFormat::Json,
    };
    let briefing = renderer.week_briefing(week);
    let briefing = briefing
        .ok_or_else(|| Error::new(ErrorKind::Internal, "a week is planned that has no briefing"))?;
    let bytes = brief::edition(format, renderer, briefing, &config.send, None)?;
    Ok(OutputFile { route: page.route.clone(), bytes })
}
