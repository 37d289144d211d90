//! Files → articles, in parallel, each document on its own: none can stop the others.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rayon::prelude::*;

use super::{Project, Watch};
use crate::diagnostic::{Checked, Code, Diagnostic, Skip};
use crate::extract::{self, Editor};
use crate::io::project;
use crate::io::read::{self, Entry};
use crate::model::{Article, DocId};
use crate::source;

/// What `make` makes of each document of the files, in their order. Call it inside the pool.
pub(super) fn read<T: Send>(
    project: &Project,
    entries: &[Entry],
    watch: &dyn Watch,
    make: &(impl Fn(Article) -> T + Sync),
) -> Checked<Vec<T>> {
    let editor = Editor::new(&project.config.corrections, &project.lexicon);
    let input = InputFolder::of(project);
    let files: Vec<Checked<Vec<T>>> = entries
        .par_iter()
        .map(|entry| {
            let make = |article: Article| {
                let path = input.path_of(entry, &article.document.id);
                editor.apply(article, &path).map(make)
            };
            let file = file(project, entry, &make);
            watch.part_done();
            file
        })
        .collect();
    let mut all: Checked<Vec<T>> = Checked::default();
    for mut file in files {
        all.value.append(&mut file.value);
        all.diagnostics.append(&mut file.diagnostics);
    }
    all
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

/// One file. Whatever happens, it gives documents or says why not.
fn file<T>(
    project: &Project,
    entry: &Entry,
    make: &impl Fn(Article) -> Checked<T>,
) -> Checked<Vec<T>> {
    let documents = guarded(&entry.id, || {
        let file = match read::bytes(entry, &project.config.limits) {
            Ok(file) => file,
            Err(diagnostic) => return Checked { value: Vec::new(), diagnostics: vec![diagnostic] },
        };
        source::documents(&file, &project.lexicon, &project.config.limits)
    });
    let mut all = Checked { value: Vec::new(), diagnostics: documents.diagnostics };
    for document in documents.value {
        let id = document.id.clone();
        let mut made = guarded(&id, || {
            let article = extract::article(document, &project.lexicon);
            let made = make(article.value);
            let diagnostics = article.diagnostics.into_iter().chain(made.diagnostics).collect();
            Checked { value: vec![made.value], diagnostics }
        });
        all.value.append(&mut made.value);
        all.diagnostics.append(&mut made.diagnostics);
    }
    let is_skipped = |diagnostic: &Diagnostic| matches!(diagnostic.code, Code::Skipped(_));
    if all.value.is_empty() && !all.diagnostics.iter().any(is_skipped) {
        let empty = Code::Skipped(Skip::Empty);
        all.diagnostics.push(Diagnostic::new(empty, &entry.id, "no document in it"));
    }
    all
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
    use super::*;

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
