//! `mujaz lexicon`: what a linguist asks of the language data.

use std::fmt::Write;

use serde_json::Value;

use super::args::{CheckArgs, Common, ResultFormat};
use super::extract::words;
use super::report::{Reporter, judge};
use super::results::{Results, failed};
use super::visible;
use crate::error::Result;
use crate::pipeline::Project;

/// Rows of each list in the text.
const ROWS: usize = 25;
/// Forms of a file that are shown in the text.
const FORMS: usize = 12;

pub(super) fn check(args: &CheckArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    let project = Project::open(&common.opening(&args.paths))?;
    let (report, counts) = project.check_lexicon(&args.paths, reporter)?;
    let mut results = Results::open();
    let line = match args.format {
        ResultFormat::Json => results.line(&report.to_string()),
        ResultFormat::Text => results.line(visible::lines(text(&report).trim_end()).as_ref()),
    };
    line.map_err(failed)?;
    results.close()?;
    judge(&counts, common)
}

/// The report for people.
fn text(report: &Value) -> String {
    let lists = [
        (
            "verbs",
            "words before a complementiser that may be reporting verbs (reporting_verbs.toml)",
        ),
        ("names", "names after a title that no file holds (persons.toml)"),
        ("lines", "lines that several documents repeat, maybe furniture (boilerplate.toml)"),
    ];
    let mut out = format!("documents read: {}\n", words(&report["documents"]));
    for (key, title) in lists {
        let rows = report[key].as_array().map(Vec::as_slice).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n{title}: {}", rows.len());
        rows.iter().take(ROWS).for_each(|row| out.push_str(&candidate(row)));
        out.push_str(&more(rows.len(), ROWS));
    }
    let _ = writeln!(out, "\nforms that none of these documents uses, by file:");
    for (file, dead) in report["dead"].as_object().into_iter().flatten() {
        let forms = dead["forms"].as_array().map(Vec::as_slice).unwrap_or_default();
        let _ = writeln!(out, "  {file}: {} of {}", forms.len(), words(&dead["of"]));
        for form in forms.iter().take(FORMS) {
            let [line, form, field] = ["line", "form", "field"].map(|key| words(&form[key]));
            let _ = writeln!(out, "    {line:<6} {form}  ({field})");
        }
        out.push_str(&more(forms.len(), FORMS));
    }
    out
}

/// A candidate with its counts and its example.
fn candidate(row: &Value) -> String {
    let [form, count, documents] = ["form", "count", "documents"].map(|key| words(&row[key]));
    let example = &row["example"];
    let [document, line, text] = ["document", "line", "text"].map(|key| words(&example[key]));
    format!("  {form}  times: {count}, documents: {documents}\n    {document}:{line}: {text}\n")
}

/// That a list goes on.
fn more(all: usize, shown: usize) -> String {
    match all.saturating_sub(shown) {
        0 => String::new(),
        rest => format!("    … and {rest} more: --format json\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_report_as_text() {
        let example = json!({"document": "a.txt", "line": 3, "text": "وتمتم الوزير أن"});
        let report = json!({
            "documents": 2,
            "verbs": [{"form": "تمتم", "count": 3, "documents": 2, "example": example}],
            "names": [],
            "lines": [],
            "dead": {"persons.toml": {"of": 40, "forms": vec![
                json!({"line": 7, "form": "سالم", "field": "person.name"}); 14
            ]}},
        });
        let text = text(&report);
        assert!(text.starts_with("documents read: 2\n\nwords before"), "{text}");
        assert!(
            text.contains("  تمتم  times: 3, documents: 2\n    a.txt:3: وتمتم الوزير أن\n"),
            "{text}"
        );
        assert!(
            text.contains("  persons.toml: 14 of 40\n    7      سالم  (person.name)\n"),
            "{text}"
        );
        assert!(text.contains("    … and 2 more: --format json\n"), "{text}");
    }
}
