//! Files → articles, in parallel, each document on its own: none can stop the others.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rayon::prelude::*;

use super::recall::{Extracted, Reading};
use super::{Project, Sink, Step, Watch};
use crate::analyse::{Featured, Features};
use crate::diagnostic::{Checked, Code, Diagnostic, Skip};
use crate::error::{self, Error, ErrorKind};
use crate::extract::{self, Editor};
use crate::io::cache::Kept;
use crate::io::clock::Stopwatch;
use crate::io::project;
use crate::io::read::{self, Entry};
use crate::model::{Article, DocId, Document, RawFile, SharedWords};
use crate::site::Counts;
use crate::source;

/// Files that `extract` and `summary` hold at once, for each thread.
const BATCH: usize = 64;

/// What `make` makes of each document of the files, in their order. Call it inside the pool.
pub(super) fn read<T: Send>(
    project: &Project,
    entries: &[Entry],
    watch: &dyn Watch,
    make: &(impl Fn(Article) -> T + Sync),
) -> Checked<Vec<T>> {
    recalled(project, entries, watch, &|found: Featured| make(found.article), None).0
}

/// Makes something of each document below `paths` and hands it on in order, a batch at a time,
/// so that a large folder does not have to fit into memory.
pub(super) fn each<T: Send>(
    project: &Project,
    paths: &[PathBuf],
    watch: &dyn Watch,
    make: impl Fn(&Article) -> T + Sync,
    sink: Sink<'_, T>,
) -> error::Result<Counts> {
    let listing = project.listing(paths)?;
    watch.begins(Step::Extract, listing.entries.len());
    let pool = project.pool()?;
    let mut diagnostics = listing.skipped;
    let mut counts = Counts::default();
    for batch in listing.entries.chunks(BATCH.saturating_mul(project.threads)) {
        let each = |article: Article| make(&article);
        let found = pool.install(|| read(project, batch, watch, &each));
        diagnostics.extend(found.diagnostics);
        counts.published = counts.published.saturating_add(found.value.len());
        for result in found.value {
            sink(result).map_err(|error| {
                Error::new(ErrorKind::Export, "cannot write the results").because(error)
            })?;
        }
    }
    counts.skipped = skipped(&diagnostics);
    counts.seen = counts.skipped.values().sum::<usize>().saturating_add(counts.published);
    watch.noticed(&diagnostics);
    if !counts.skipped.is_empty() {
        watch.counted(&counts);
    }
    Ok(counts)
}

/// As [`read`], with the documents that the cache knows taken from it, and what the next cache is
/// to know of each file: where there is one, the features of the documents too. Such a build holds all
/// documents, so what many say is held once.
pub(super) fn recalled<T: Send>(
    project: &Project,
    entries: &[Entry],
    watch: &dyn Watch,
    make: &(impl Fn(Featured) -> T + Sync),
    reading: Option<&Reading<'_, '_>>,
) -> (Checked<Vec<T>>, Vec<Option<Kept>>) {
    let editor = Editor::new(&project.config.corrections, &project.lexicon);
    let input = InputFolder::of(project);
    let shared: Mutex<SharedWords> = Mutex::default();
    let extract = |file: Result<&RawFile, Diagnostic>| match file {
        Ok(file) => extracted(project, file, reading),
        Err(diagnostic) => Extracted { diagnostics: vec![diagnostic], ..Extracted::default() },
    };
    let files: Vec<(Checked<Vec<T>>, Option<Kept>)> = entries
        .par_iter()
        .map(|entry| {
            let make = |Featured { mut article, features }: Featured| {
                if reading.is_some() {
                    shared.lock().unwrap_or_else(PoisonError::into_inner).share(&mut article);
                }
                let path = input.path_of(entry, &article.document.id);
                let features = features.filter(|_| !editor.may_touch(&article, &path));
                editor.apply(article, &path).map(|article| make(Featured { article, features }))
            };
            let (extracted, kept) = match reading {
                Some(reading) => reading.file(project, entry, extract),
                None => {
                    let file = read::bytes(entry, &project.config.limits);
                    (extract(file.as_ref().map_err(Diagnostic::clone)), None)
                }
            };
            let made = made(entry, extracted, &make);
            watch.part_done();
            (made, kept)
        })
        .collect();
    let mut all: Checked<Vec<T>> = Checked::default();
    let mut known = Vec::with_capacity(files.len());
    for (mut file, kept) in files {
        all.value.append(&mut file.value);
        all.diagnostics.append(&mut file.diagnostics);
        known.push(kept);
    }
    (all, known)
}

/// The input folder of the project, below which the editor names documents by their paths, also
/// where a command reads single files.
struct InputFolder(Option<PathBuf>);

impl InputFolder {
    /// Found only where the editor names a document.
    fn of(project: &Project) -> Self {
        let named = !project.config.corrections.documents.is_empty();
        Self(named.then(|| project.root.join(&project.config.input.folder)))
    }

    /// The path of a document below the folder; outside it its identity.
    fn path_of(&self, entry: &Entry, id: &DocId) -> String {
        let folder = self.0.as_deref();
        let below = folder.and_then(|folder| project::path_below(&entry.path, folder));
        let record = id.as_str().strip_prefix(entry.id.as_str());
        match (below, record) {
            (Some(path), Some(record)) => format!("{path}{record}"),
            _ => id.as_str().to_owned(),
        }
    }
}

/// How many documents were left out, by reason.
pub(super) fn skipped(diagnostics: &[Diagnostic]) -> BTreeMap<String, usize> {
    let mut skipped: BTreeMap<String, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        if let Code::Skipped(skip) = diagnostic.code {
            let count = skipped.entry(skip.name().to_owned()).or_default();
            *count = count.saturating_add(1);
        }
    }
    skipped
}

/// What is in one file, with the features of its documents where a cache is to know them. Whatever happens, it
/// gives documents or says why not.
fn extracted(project: &Project, file: &RawFile, reading: Option<&Reading<'_, '_>>) -> Extracted {
    let limits = &project.config.limits;
    let clock = limits.seconds.map(|most| (most, Stopwatch::start()));
    let documents = guarded(&file.id, || source::documents(file, &project.lexicon, limits));
    let allowed = clock.map(|(most, clock)| Allowed {
        most,
        spent: share(clock.elapsed(), documents.value.len()),
    });
    let extract = |document: Document| {
        let id = document.id.clone();
        let article = || {
            guarded(&id, || {
                let lexicon = &project.lexicon;
                let (found, tokens) = extract::article_with_tokens(document, lexicon);
                found.map(|article| {
                    let features = reading.map(|_| Features::of(&article, &tokens, lexicon));
                    vec![Featured { article, features }]
                })
            })
        };
        match allowed {
            Some(allowed) => allowed.in_time(&id, article),
            None => article(),
        }
    };
    Extracted {
        diagnostics: documents.diagnostics,
        documents: documents.value.into_iter().map(extract).collect(),
    }
}

/// What is made of the documents of a file, after the editor's corrections.
fn made<T>(
    entry: &Entry,
    extracted: Extracted,
    make: &impl Fn(Featured) -> Checked<T>,
) -> Checked<Vec<T>> {
    let mut all = Checked { value: Vec::new(), diagnostics: extracted.diagnostics };
    for mut document in extracted.documents {
        all.diagnostics.append(&mut document.diagnostics);
        for found in document.value {
            let id = found.article.document.id.clone();
            let mut made = guarded(&id, || make(found).map(|made| vec![made]));
            all.value.append(&mut made.value);
            all.diagnostics.append(&mut made.diagnostics);
        }
    }
    let is_skipped = |diagnostic: &Diagnostic| matches!(diagnostic.code, Code::Skipped(_));
    if all.value.is_empty() && !all.diagnostics.iter().any(is_skipped) {
        let empty = Code::Skipped(Skip::Empty);
        all.diagnostics.push(Diagnostic::new(empty, &entry.id, "no document in it"));
    }
    all
}

/// The time that a document may take, where one is set.
#[derive(Clone, Copy)]
struct Allowed {
    most: Duration,
    /// What reading it took.
    spent: Duration,
}

impl Allowed {
    /// What comes of the work on a document in the time that is left for it. The clock is looked at before and
    /// after: nothing is broken off, but what took too long goes no further.
    fn in_time<T>(self, id: &DocId, work: impl FnOnce() -> Checked<Vec<T>>) -> Checked<Vec<T>> {
        let clock = Stopwatch::start();
        let done = (self.spent <= self.most).then(work);
        let is_late = self.spent.saturating_add(clock.elapsed()) > self.most;
        match done {
            // What is left out already has its reason.
            Some(done) if !is_late || done.value.is_empty() => done,
            _ => {
                let seconds = self.most.as_secs();
                let message = format!("over the limit of {seconds} seconds (limits.seconds)");
                let diagnostic = Diagnostic::new(Code::Skipped(Skip::TooSlow), id, message)
                    .hint("raise the limit in mujaz.toml, and please report it with this document");
                Checked { value: Vec::new(), diagnostics: vec![diagnostic] }
            }
        }
    }
}

/// What reading a file took, for each of its documents.
fn share(time: Duration, n_documents: usize) -> Duration {
    let parts = u32::try_from(n_documents).unwrap_or(u32::MAX).max(1);
    time.checked_div(parts).unwrap_or(time)
}

/// A panic becomes a skipped document: a net under the others, never a plan.
fn guarded<T>(id: &DocId, work: impl FnOnce() -> Checked<Vec<T>>) -> Checked<Vec<T>> {
    // Whatever the work has touched is dropped with it.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let message = format!("a fault of mujaz: {}", reason(panic.as_ref()));
        let diagnostic = Diagnostic::new(Code::Skipped(Skip::Internal), id, message)
            .hint("please report it with this document");
        Checked { value: Vec::new(), diagnostics: vec![diagnostic] }
    })
}

/// The words of a panic.
pub(super) fn reason(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no reason given")
}

#[cfg(test)]
mod tests {
    use super::super::Opening;
    use super::*;
    use crate::model::Format;

    #[test]
    fn what_takes_longer_than_is_allowed_goes_no_further() {
        let mut project = Project::open(&Opening::default()).unwrap();
        let text = "{\"text\":\"قال الوزير إن المحطة مفتوحة.\"}\n".repeat(2);
        let (id, format) = (DocId::new("a.jsonl"), Format::Jsonl);
        let file = RawFile { id, format, bytes: text.into_bytes() };
        let mut left = |seconds| {
            project.config.limits.seconds = seconds;
            let found = extracted(&project, &file, None);
            assert_eq!(found.documents.len(), 2);
            let codes = found.documents.iter().flat_map(|it| &it.diagnostics).map(|it| it.code);
            let n_slow = codes.filter(|code| *code == Code::Skipped(Skip::TooSlow)).count();
            (found.documents.iter().map(|it| it.value.len()).sum::<usize>(), n_slow)
        };
        assert_eq!(left(None), (2, 0));
        assert_eq!(left(Some(Duration::from_secs(3600))), (2, 0));
        assert_eq!(left(Some(Duration::ZERO)), (0, 2));
    }

    #[test]
    fn late_work_is_dropped_and_a_fault_keeps_its_reason() {
        let id = DocId::new("a.txt");
        let allowed = |most, spent| Allowed { most, spent };
        let second = Duration::from_secs(1);
        let done = || Checked::clean(vec![1]);
        let reasons = |found: Checked<Vec<i32>>| (found.value, skipped(&found.diagnostics));
        let slow = (vec![], BTreeMap::from([("too-slow".to_owned(), 1)]));
        assert_eq!(
            reasons(allowed(second * 3600, second).in_time(&id, done)),
            (vec![1], BTreeMap::new())
        );
        assert_eq!(reasons(allowed(Duration::ZERO, Duration::ZERO).in_time(&id, done)), slow);
        let never = || -> Checked<Vec<i32>> { unreachable!("the time is over") };
        assert_eq!(reasons(allowed(second, second * 2).in_time(&id, never)), slow);
        let fault = || guarded(&id, || panic!("no such token"));
        let internal = (vec![], BTreeMap::from([("internal".to_owned(), 1)]));
        assert_eq!(reasons(allowed(Duration::ZERO, Duration::ZERO).in_time(&id, fault)), internal);
        assert_eq!(share(second * 6, 3), second * 2);
        assert_eq!(share(second, 0), second);
    }

    #[test]
    fn a_panic_skips_one_document() {
        let id = DocId::new("a.txt");
        let caught = guarded::<()>(&id, || panic!("no such token"));
        let diagnostic = &caught.diagnostics[0];
        assert_eq!(diagnostic.code, Code::Skipped(Skip::Internal));
        assert_eq!(diagnostic.message, "a fault of mujaz: no such token");
        assert_eq!(skipped(&caught.diagnostics).get("internal"), Some(&1));
    }
}
