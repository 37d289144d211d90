//! The health of an input folder: what a build would read of it, leave out and not know.
//!
//! Reads and analyses as a build does, so that the numbers are those of a build; makes no page.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;

use super::{Project, Step, Watch, build, documents};
use crate::analyse::Featured;
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Result;
use crate::extract::{Candidate, LexiconCheck};
use crate::io::read::{self, FollowLinks};
use crate::model::{Article, Corpus, DocId};
use crate::site::Counts;
use crate::source;

/// What is to be known of a folder of documents before it is published. Lists are in the order of
/// the documents.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Health {
    /// Documents that can be published.
    pub documents: usize,
    /// How many of them were what, by [`Format::name`](crate::model::Format::name).
    pub formats: BTreeMap<&'static str, usize>,
    /// How many files are in which encoding.
    pub encodings: BTreeMap<&'static str, usize>,
    /// How surely the days are known, by [`Confidence::name`](crate::model::Confidence::name).
    pub days: BTreeMap<&'static str, usize>,
    /// Those without a day to show.
    pub undated: Vec<DocId>,
    /// Those without a headline.
    pub without_headline: Vec<DocId>,
    /// Those of which nothing says who published them.
    pub without_outlet: Vec<DocId>,
    /// The same source under two names.
    pub merged: Vec<Merged>,
    /// Documents that print one text, the one that stands for all first.
    pub copies: Vec<Vec<DocId>>,
    /// Short lines that three documents or more repeat and that no file of language data knows: they
    /// may be furniture.
    pub furniture: Vec<Candidate>,
    /// Documents that are left out, by reason.
    pub skipped: BTreeMap<&'static str, Vec<LeftOut>>,
    /// How many documents have what is worth a look.
    pub notes: BTreeMap<&'static str, usize>,
}

/// A document that is the same source as another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// The document.
    pub document: DocId,
    /// Which other it is.
    pub message: String,
}

/// A document that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The document.
    pub document: DocId,
    /// Why.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// The health of a folder.
pub(super) fn of(
    project: &Project,
    input: Option<&Path>,
    clock: Option<NaiveDate>,
    watch: &dyn Watch,
) -> Result<(Health, Counts)> {
    let setting = || project.root.join(&project.config.input.folder);
    let folder = input.map_or_else(setting, Path::to_path_buf);
    let listing = read::files(&folder, &project.config, FollowLinks::default())?;
    let pool = project.pool()?;

    watch.begins(Step::Extract, listing.entries.len());
    let check = LexiconCheck::new(&project.lexicon, Vec::new());
    let each = |article: Article| {
        let sightings = check.sightings(&article);
        (Featured::from(article), sightings)
    };
    let found = pool.install(|| documents::read(project, &listing.entries, watch, &each));
    let encodings = pool.install(|| encodings(project, &listing.entries));
    let mut diagnostics = listing.skipped;
    diagnostics.extend(found.diagnostics);

    watch.begins(Step::Analyse, 0);
    let (articles, sightings): (Vec<_>, Vec<_>) = found.value.into_iter().unzip();
    let (corpus, counts) = build::together(project, articles, clock, &mut diagnostics)?;
    watch.noticed(&diagnostics);
    watch.counted(&counts);
    let mut health = Health::of(&corpus, &diagnostics);
    health.encodings = encodings;
    health.furniture = check.report(sightings).lines;
    Ok((health, counts))
}

/// How many files are in which encoding. Those that cannot be read or decoded are left out
/// elsewhere, with the reason.
fn encodings(project: &Project, entries: &[read::Entry]) -> BTreeMap<&'static str, usize> {
    let limits = &project.config.limits;
    let names = entries.par_iter().filter_map(|entry| {
        let file = read::bytes(entry, limits).ok()?;
        source::encoding(&file, &project.lexicon)
    });
    tally(names.collect::<Vec<_>>())
}

fn tally(names: impl IntoIterator<Item = &'static str>) -> BTreeMap<&'static str, usize> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for name in names {
        let count = counts.entry(name).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

impl Health {
    fn of(corpus: &Corpus, diagnostics: &[Diagnostic]) -> Self {
        let articles = &corpus.articles;
        let lacking = |lacks: fn(&Article) -> bool| {
            let lacking = articles.iter().filter(|article| lacks(article));
            lacking.map(|article| article.document.id.clone()).collect::<Vec<_>>()
        };
        let id = |ix| corpus.article(ix).map(|article| article.document.id.clone());
        let mut undated: Vec<DocId> = corpus.undated.iter().filter_map(|ix| id(*ix)).collect();
        undated.sort();
        let copies =
            corpus.duplicates.iter().map(|group| group.articles().filter_map(id).collect());
        let mut health = Self {
            documents: articles.len(),
            formats: tally(articles.iter().map(|article| article.document.format.name())),
            days: tally(corpus.dates.iter().map(|date| date.confidence.name())),
            undated,
            without_headline: lacking(|article| article.headline.is_none()),
            without_outlet: lacking(|article| article.outlet().is_none()),
            copies: copies.collect(),
            ..Self::default()
        };
        for diagnostic in diagnostics {
            health.add(diagnostic);
        }
        health
    }

    fn add(&mut self, diagnostic: &Diagnostic) {
        let Diagnostic { code, document, message, hint, .. } = diagnostic;
        let (document, message) = (document.clone(), message.clone());
        match code {
            Code::Skipped(reason) => {
                let left_out = LeftOut { document, message, hint: hint.clone() };
                self.skipped.entry(reason.name()).or_default().push(left_out);
            }
            Code::Duplicate => self.merged.push(Merged { document, message }),
            Code::Note(note) => {
                let count = self.notes.entry(note.name()).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
}
