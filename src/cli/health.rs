//! `mujaz check --input`: the health of an input folder.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::args::{Common, MessageFormat, ResultFormat};
use super::report::{Reporter, judge};
use super::results::{Results, failed};
use super::visible;
use crate::error::{Error, ErrorKind, Result};
use crate::io::clock;
use crate::pipeline::{Health, Project};

/// Rows of each list in the text.
const ROWS: usize = 10;

/// Reports on `input`, or on the folder of the settings.
pub(super) fn run(
    input: Option<&Path>,
    format: ResultFormat,
    common: &Common,
    reporter: &Reporter,
) -> Result<()> {
    let inputs: Vec<_> = input.map(Path::to_path_buf).into_iter().collect();
    let project = Project::open(&common.opening(&inputs))?;
    let (health, counts) = project.health(input, clock::upper_bound(common.clock)?, reporter)?;
    let as_json = format == ResultFormat::Json || common.message_format == MessageFormat::Json;
    let words = if as_json {
        serde_json::to_string(&health).map_err(|error| {
            Error::new(ErrorKind::Internal, "the report is no JSON").because(error)
        })?
    } else {
        visible::lines(text(&health).trim_end()).into_owned()
    };
    let mut results = Results::open();
    results.line(&words).map_err(failed)?;
    results.close()?;
    judge(&counts, common)
}

/// The report for people.
fn text(health: &Health) -> String {
    let mut out = format!("documents: {}\n", health.documents);
    for (name, counts) in [
        ("formats", &health.formats),
        ("encodings of files", &health.encodings),
        ("days", &health.days),
        ("worth a look", &health.notes),
    ] {
        if !counts.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{name}: {}", listed(counts));
        }
    }
    let ids = |ids: &[crate::model::DocId]| ids.iter().map(ToString::to_string).collect();
    list(&mut out, "without a day", ids(&health.undated));
    list(&mut out, "without a headline", ids(&health.without_headline));
    list(&mut out, "without an outlet", ids(&health.without_outlet));
    let merged = health.merged.iter().map(|one| format!("{}: {}", one.document, one.message));
    list(&mut out, "merged with another", merged.collect());
    let copies = health.copies.iter().map(|group| {
        let ids: Vec<String> = group.iter().map(ToString::to_string).collect();
        ids.join(" | ")
    });
    list(&mut out, "texts that several documents print", copies.collect());
    let lines = health.furniture.iter().map(|line| {
        format!("{} ({} documents, {})", line.example.text, line.documents, line.example.document)
    });
    list(&mut out, "lines that several documents repeat, maybe furniture", lines.collect());
    for (reason, documents) in &health.skipped {
        let rows = documents.iter().map(|one| format!("{}: {}", one.document, one.message));
        list(&mut out, &format!("skipped, {reason}"), rows.collect());
    }
    out
}

/// `html 3, text 2`: the most frequent first.
fn listed(counts: &BTreeMap<&'static str, usize>) -> String {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let words: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    words.join(", ")
}

/// The head of a list with its length; nothing where it is empty.
fn list(out: &mut String, title: &str, rows: Vec<String>) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}: {}", rows.len());
    for row in rows.iter().take(ROWS) {
        let _ = writeln!(out, "  {row}");
    }
    if let Some(rest) = rows.len().checked_sub(ROWS).filter(|rest| *rest > 0) {
        let _ = writeln!(out, "  … and {rest} more: --format json");
    }
}
