//! RSS and Atom: one document an entry.
//!
//! Entries are read one by one (`scan`) and keep what they say (`entry`) under the names of their
//! dialect (`names`). What an entry states stands at the head of its text as it is written: a day
//! is that of the outlet's own clock, not of Greenwich. Its content goes the way of saved pages.
//! Entries are named by their number: `news.xml#7`.

mod entry;
mod names;
mod scan;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Checked, Code, Diagnostic, Skip};
use crate::model::{DocId, Document, Field, Format, Shape};

use super::draft::{Draft, Parsed};
use super::metadata::{self, Fact};
use super::{Reading, Refusal, Source, body, document};

use entry::{Entry, Form, Value};
use scan::{Found, Scan};

/// Most entries of a file, broken ones included.
const ENTRIES: usize = 200_000;

/// The documents of a file.
pub(super) fn documents(id: &DocId, source: &str, reading: Reading<'_>) -> Checked<Vec<Document>> {
    let mut checked = Checked::clean(Vec::new());
    let mut scan = match Scan::new(source) {
        Ok(scan) => scan,
        Err(refusal) => {
            checked.diagnostics.push(refusal.of(id));
            return checked;
        }
    };
    let mut number = 0usize;
    while let Some(Found { source, line, entry }) = scan.next() {
        number = number.saturating_add(1);
        if number > ENTRIES {
            let message =
                format!("over the limit of {ENTRIES} entries: from line {line} on nothing is read");
            checked.diagnostics.push(Diagnostic::new(Code::Skipped(Skip::Limit), id, message));
            return checked;
        }
        let id = id.record(number);
        let bytes = source.as_bytes();
        let source = Source { id, format: Format::Feed, text: source, bytes };
        let parsed = entry.and_then(|entry| parsed(entry, scan.title.as_ref(), line, reading));
        document(source, parsed, reading, &mut checked);
    }
    checked.diagnostics.extend(scan.refusal(number).map(|refusal| refusal.of(id)));
    checked
}

/// The text of an entry: what it states, then its content.
fn parsed(
    entry: Entry,
    feed: Option<&Value>,
    line: usize,
    reading: Reading<'_>,
) -> Result<Parsed, Refusal> {
    let Entry { stated, content, summary, .. } = entry;
    let feed = feed.map(|title| (Field::Outlet, names::FEED_TITLE, title.clone()));
    let facts = stated.into_iter().chain(feed).map(|(field, rank, value)| {
        Fact::new(field, rank, body::line(&value.text, form(&value), reading))
    });
    let mut draft = Draft::default();
    for fact in metadata::ordered(facts.collect()) {
        draft.push(Shape::Stated(fact.field), &fact.value);
    }
    // Of a text and its summary one is the whole; which one differs from outlet to outlet.
    let mut best = Vec::new();
    let mut most = 0usize;
    for value in [content, summary].into_iter().flatten() {
        let blocks = body::blocks(&value.text, form(&value), reading)?;
        let letters = blocks.iter().map(|(_, words)| words.len()).fold(0, usize::saturating_add);
        if letters > most {
            (best, most) = (blocks, letters);
        }
    }
    if best.is_empty() {
        let message =
            format!("line {line}: no text: neither a content nor a description with words");
        return Err(Refusal::new(Skip::Empty, message).hint("save the page that it announces"));
    }
    body::push(&mut draft, &best);
    Ok(draft.finish())
}

fn form(value: &Value) -> body::Form {
    match value.form {
        Form::Text => body::Form::Unknown,
        Form::Html => body::Form::Html,
        Form::Markup => body::Form::Markup,
    }
}
