//! The reasons of every fact: documents are read together, so that what joins them is told too.

use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::Value;

use super::{Project, Sink, Step, Watch, build, documents};
use crate::analyse::Featured;
use crate::error::{Error, ErrorKind, Result};
use crate::extract;
use crate::model::ArticleIx;
use crate::site::Counts;
use crate::site::api::Reasons;

/// Documents whose reasons are held at once: a record is many times as long as its document.
const BATCH: usize = 256;

/// The reasons of the facts of each document below `paths`, by its name.
pub(super) fn all(
    project: &Project,
    paths: &[PathBuf],
    watch: &dyn Watch,
    sink: Sink<'_, Value>,
) -> Result<Counts> {
    let listing = project.listing(paths)?;
    let pool = project.pool()?;
    watch.begins(Step::Extract, listing.entries.len());
    let found = pool.install(|| documents::read(project, &listing.entries, watch, &Featured::from));
    let mut diagnostics = listing.skipped;
    diagnostics.extend(found.diagnostics);
    let (corpus, counts) = build::together(project, found.value, None, &mut diagnostics)?;
    let reasons = Reasons::new(&corpus, &project.lexicon, &project.config.stories);
    let record = |ix: &ArticleIx| {
        let considered = extract::considered(corpus.article(*ix)?, &project.lexicon);
        reasons.of(*ix, &considered)
    };
    let all: Vec<ArticleIx> = corpus.article_ixs().collect();
    for batch in all.chunks(BATCH) {
        let records: Vec<Option<Value>> = pool.install(|| batch.par_iter().map(record).collect());
        for record in records.into_iter().flatten() {
            sink(record).map_err(|error| {
                Error::new(ErrorKind::Export, "cannot write the results").because(error)
            })?;
        }
    }
    watch.noticed(&diagnostics);
    if !counts.skipped.is_empty() {
        watch.counted(&counts);
    }
    Ok(counts)
}
