//! `mujaz extract`: all that is found in documents, as text or JSON lines.
//!
//! The text is made from the same record as the JSON, so the two cannot say different things.

use std::fmt::Write;

use serde_json::Value;

use super::args::{Common, ExtractArgs, ResultFormat};
use super::explain;
use super::report::{Reporter, judge};
use super::results::Results;
use super::visible;
use crate::error::Result;
use crate::pipeline::{Facts, Project};

pub(super) fn run(args: &ExtractArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    let project = Project::open(&common.opening(&args.paths))?;
    let mut results = Results::open();
    let (facts, text): (Facts, fn(&Value) -> String) = match args.explain {
        true => (Facts::Explained, explain::text),
        false => (Facts::Plain, text),
    };
    let paths = &args.paths;
    let counts = match (args.format, facts) {
        (ResultFormat::Json, Facts::Plain) => {
            project.extract_lines(paths, reporter, &mut |line| results.line(&line))
        }
        (ResultFormat::Json, Facts::Explained) => {
            project.extract(paths, facts, reporter, &mut |it| results.line(&it.to_string()))
        }
        (ResultFormat::Text, _) => project.extract(paths, facts, reporter, &mut |record| {
            results.line(&visible::lines(&text(&record)))
        }),
    }?;
    results.close()?;
    judge(&counts, common)
}

/// A record for people: one fact a line, then the statements.
fn text(record: &Value) -> String {
    let mut out = format!("{}\n", words(&record["file"]));
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {name:<9} {value}");
        }
    };
    fact("headline", with_origin(&record["headline"], "from"));
    fact("date", date(&record["date"]));
    for name in ["source", "url", "topics", "people", "places"] {
        fact(name, words(&record[name]));
    }
    for statement in record["statements"].as_array().into_iter().flatten() {
        let speaker = [&statement["speaker"], &statement["mention"]].map(words);
        let speaker = speaker.iter().find(|words| !words.is_empty()).map_or("-", String::as_str);
        let how = ["kind", "confidence", "score", "rule"].map(|key| words(&statement[key]));
        let how: Vec<&str> = how.iter().map(String::as_str).filter(|how| !how.is_empty()).collect();
        let _ = writeln!(out, "  {speaker} ({})", how.join(" "));
        let _ = writeln!(out, "    {}", words(&statement["text"]));
    }
    out
}

/// A day with how it is known; without one, what bounds it.
fn date(date: &Value) -> String {
    if date.is_null() {
        return String::new();
    }
    let mut parts = vec![words(&date["day"])];
    for (key, word) in
        [("weekday", "on a"), ("not_before", "not before"), ("not_after", "not after")]
    {
        let bound = words(&date[key]);
        if date["day"].is_null() && !bound.is_empty() {
            parts.push(format!("{word} {bound}"));
        }
    }
    parts.retain(|part| !part.is_empty());
    let how = ["confidence", "kind"].map(|key| words(&date[key]));
    format!("{} ({})", parts.join(", "), how.join(" ").trim()).trim_start().to_owned()
}

/// The words of a value, and in brackets what `key` says of them.
fn with_origin(value: &Value, key: &str) -> String {
    match (words(value), words(&value[key])) {
        (words, origin) if words.is_empty() || origin.is_empty() => words,
        (words, origin) => format!("{words} ({origin})"),
    }
}

/// What a value says in one line; empty for null.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let all: Vec<String> =
                values.iter().map(words).filter(|words| !words.is_empty()).collect();
            all.join(" | ")
        }
        Value::Object(fields) => {
            let name = ["canonical", "name", "label", "text", "id"];
            name.iter()
                .filter_map(|key| fields.get(*key))
                .map(words)
                .find(|words| !words.is_empty())
                .unwrap_or_default()
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_as_text() {
        let record = json!({
            "file": "a.txt",
            "headline": {"text": "عنوان", "from": "title"},
            "date": {"day": "2020-12-29", "confidence": "firm", "kind": "page_line", "weekday": "tue"},
            "topics": [{"id": "trade", "name": "تجارة"}],
            "people": [],
            "statements": [
                {"speaker": {"canonical": "الوزير"}, "kind": "direct", "confidence": "firm",
                 "score": 90, "rule": "verb-quote", "text": "نعم"},
                {"speaker": null, "mention": null, "kind": "indirect", "text": "لا"},
            ],
        });
        let expected = "a.txt
  headline  عنوان (title)
  date      2020-12-29 (firm page_line)
  topics    تجارة
  الوزير (direct firm 90 verb-quote)
    نعم
  - (indirect)
    لا
";
        assert_eq!(text(&record), expected);
    }

    #[test]
    fn an_unknown_day_has_its_bounds() {
        let date =
            super::date(&json!({"day": null, "weekday": "monday", "not_after": "2020-09-28",
            "not_before": null, "confidence": "conflict", "kind": "none"}));
        assert_eq!(date, "on a monday, not after 2020-09-28 (conflict none)");
        assert_eq!(super::date(&Value::Null), "");
    }
}
