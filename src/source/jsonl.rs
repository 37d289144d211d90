//! JSON Lines: one document a line.
//!
//! A broken line costs that line. Documents are named by their line, so that a message can be
//! followed: `news.jsonl#7`.

use serde_json::{Map, Value};

use crate::diagnostic::{Checked, Code, Diagnostic, Skip};
use crate::model::{DocId, Document, Format, Shape};

use super::draft::{Draft, Parsed};
use super::stated::{Keys, Meaning};
use super::{Reading, Refusal, Source, body, document, metadata};

/// Largest record, in bytes.
const RECORD: usize = 4 << 20;

/// Most records of a file, broken ones included.
const RECORDS: usize = 200_000;

/// The documents of a file.
pub(super) fn documents(id: &DocId, source: &str, reading: Reading<'_>) -> Checked<Vec<Document>> {
    let mut checked = Checked::clean(Vec::new());
    for (ix, line) in source.split('\n').enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let number = ix.saturating_add(1);
        if checked.value.len().saturating_add(checked.diagnostics.len()) >= RECORDS {
            let message = format!(
                "over the limit of {RECORDS} records: from line {number} on nothing is read"
            );
            checked.diagnostics.push(Diagnostic::new(Code::Skipped(Skip::Limit), id, message));
            break;
        }
        let id = id.record(number);
        let source = Source { id, format: Format::Jsonl, text: line, bytes: line.as_bytes() };
        document(source, record(line, reading), reading, &mut checked);
    }
    if checked.value.is_empty() && checked.diagnostics.is_empty() {
        let reason = Code::Skipped(Skip::Empty);
        checked.diagnostics.push(Diagnostic::new(reason, id, "no records in it"));
    }
    checked
}

fn record(line: &str, reading: Reading<'_>) -> Result<Parsed, Refusal> {
    if line.len() > RECORD {
        return Err(Refusal::new(
            Skip::TooLarge,
            format!("over the limit of {RECORD} bytes for a record"),
        ));
    }
    let fields: Map<String, Value> = serde_json::from_str(line)
        .map_err(|error| Refusal::new(Skip::Malformed, format!("not a JSON object: {error}")))?;
    let keys = Keys::new(reading.lexicon);
    let mut draft = Draft::default();
    let mut body: Option<String> = None;
    for (key, value) in &fields {
        let Some(value) = words(value) else { continue };
        match keys.meaning(key, &value) {
            Some(Meaning::Field(field)) => draft.push(Shape::Stated(field), &value),
            // The longest wins where several keys hold a text.
            Some(Meaning::Body) if body.as_ref().is_none_or(|body| body.len() < value.len()) => {
                body = Some(value);
            }
            _ => {}
        }
    }
    let Some(body) = body else {
        let names = reading.lexicon.files.boilerplate.front_matter.body.join(", ");
        return Err(Refusal::new(
            Skip::Empty,
            format!("no text: none of the keys {names} holds any"),
        ));
    };
    body::push(&mut draft, &body::blocks(&body, body::Form::Unknown, reading)?);
    Ok(draft.finish())
}

/// A string, a number, or a list of them.
fn words(value: &Value) -> Option<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::Array(values) => {
            Some(values.iter().filter_map(one).collect::<Vec<_>>().join(metadata::AND))
        }
        value => one(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;
    use crate::lang::Lexicon;
    use crate::model::{Field, RawFile};

    /// Documents as `id: blocks joined by |`, then the skipped ones as `id: reason`.
    fn check(source: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let file =
            RawFile { id: DocId::new("a.jsonl"), format: Format::Jsonl, bytes: source.into() };
        let checked = super::super::documents(&file, &lexicon, &Limits::default());
        let documents = checked.value.iter().map(|document| {
            let words = document.blocks.iter().map(|block| document.text.slice(block.span));
            format!("{}: {}", document.id, words.collect::<Vec<_>>().join("|"))
        });
        let skipped = checked.diagnostics.iter().filter_map(|diagnostic| match diagnostic.code {
            Code::Skipped(reason) => Some(format!("{}: {}", diagnostic.document, reason.name())),
            _ => None,
        });
        assert_eq!(documents.chain(skipped).collect::<Vec<_>>(), expected, "{source}");
    }

    #[test]
    fn a_record_a_line() {
        check(
            "{\"title\":\"لقاء\",\"text\":\"قال الوزير.\\n\\nوأضاف.\"}\r\n\n{\"content\":\"<p>نص</p><p>آخر</p>\"}\n",
            &["a.jsonl#1: لقاء|قال الوزير.|وأضاف.", "a.jsonl#3: نص|آخر"],
        );
    }

    #[test]
    fn a_broken_line_costs_that_line() {
        check(
            "{bad}\n{\"text\":\"خبر\"}\n[1]\n{}\n{\"text\":7e9}\n{\"text\":\"\\ud800\"}",
            &[
                "a.jsonl#2: خبر",
                "a.jsonl#1: malformed",
                "a.jsonl#3: malformed",
                "a.jsonl#4: empty",
                "a.jsonl#5: empty",
                "a.jsonl#6: malformed",
            ],
        );
        check(
            &format!("{}\n{{\"text\":\"خبر\"}}", "[".repeat(100_000)),
            &["a.jsonl#2: خبر", "a.jsonl#1: malformed"],
        );
        check(
            &format!("{{\"text\":\"{}\"}}\n{{\"text\":\"خبر\"}}", "ا".repeat(RECORD)),
            &["a.jsonl#2: خبر", "a.jsonl#1: too-large"],
        );
        check("\n \n", &["a.jsonl: empty"]);
    }

    #[test]
    fn a_flood_of_records_is_cut() {
        let lexicon = Lexicon::embedded().unwrap();
        let bytes = b"{\n".repeat(RECORDS + 10);
        let file = RawFile { id: DocId::new("a.jsonl"), format: Format::Jsonl, bytes };
        let checked = super::super::documents(&file, &lexicon, &Limits::default());
        assert_eq!(checked.diagnostics.len(), RECORDS + 1);
        assert_eq!(checked.diagnostics.last().unwrap().code, Code::Skipped(Skip::Limit));
    }

    #[test]
    fn fields_of_a_record() {
        let lexicon = Lexicon::embedded().unwrap();
        let line = "{\"title\":\"لقاء\",\"date\":\"2020-12-29\",\"tags\":[\"ليبيا\",\"سوريا\"],\
            \"url\":\"https://news.example/a\",\"source\":\"وكالة\",\"text\":\"خبر\"}";
        let file = RawFile { id: DocId::new("a.jsonl"), format: Format::Jsonl, bytes: line.into() };
        let checked = super::super::documents(&file, &lexicon, &Limits::default());
        let document = &checked.value[0];
        let get = |field| document.metadata.get(field).map(|span| document.text.slice(span));
        assert_eq!(get(Field::Title), Some("لقاء"));
        assert_eq!(get(Field::Published), Some("2020-12-29"));
        assert_eq!(get(Field::Keywords), Some("ليبيا، سوريا"));
        assert_eq!(get(Field::Url), Some("https://news.example/a"));
        assert_eq!(get(Field::Outlet), Some("وكالة"));
        assert_eq!(document.content_id, crate::model::ContentId::of(line));
    }
}
