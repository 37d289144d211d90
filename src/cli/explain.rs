//! `mujaz extract --explain`: the reasons of every fact, for people, from the record for programs.

use std::fmt::Write;

use serde_json::Value;

use super::extract::words;

/// An explanation for people: one fact a paragraph, the lines to paste last.
pub(super) fn text(record: &Value) -> String {
    let mut out = format!("{} (id {})\n", words(&record["file"]), words(&record["id"]));
    for fact in record["facts"].as_array().into_iter().flatten() {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n{}", paragraph(fact));
    }
    let lists = [
        ("silent", "reporting verbs that gave no statement"),
        ("removed", "what is no text of the document"),
    ];
    for (key, title) in lists {
        let lines = list(&record[key], "why");
        if !lines.is_empty() {
            let _ = write!(out, "\n{title}:\n{lines}");
        }
    }
    out
}

fn paragraph(fact: &Value) -> String {
    let mut out = format!("{}: {}\n", title(fact), known(&fact["value"]));
    let mut line = |name: &str, words: String| {
        if !words.is_empty() {
            let _ = writeln!(out, "  {name:<9} {words}");
        }
    };
    line(
        "speaker",
        match fact["fact"] == "statement" {
            true => known(&fact["speaker"]),
            false => String::new(),
        },
    );
    line("rule", rule(fact));
    line("says", words(&fact["says"]));
    for key in ["not_before", "not_after", "candidates"] {
        line(&key.replace('_', " "), words(&fact[key]));
    }
    for (name, key, says) in [("evidence", "evidence", "says"), ("rejected", "rejected", "why")] {
        let lines = list(&fact[key], says);
        if !lines.is_empty() {
            let _ = write!(out, "  {name}\n{lines}");
        }
    }
    if let Some(correction) = fact["correction"].as_str() {
        let _ = writeln!(out, "  to overrule it, in corrections.toml:");
        for line in correction.lines() {
            let _ = writeln!(out, "{}", format!("    {line}").trim_end());
        }
    }
    out
}

/// `headline`, `topic libya`, `statement 1a2b3c4d (direct) at 3:7`.
fn title(fact: &Value) -> String {
    let name = words(&fact["fact"]).replace('_', " ");
    let parts = [words(&fact["id"]), bracketed(&fact["kind"]), at(&fact["place"])];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    std::iter::once(name).chain(parts).collect::<Vec<_>>().join(" ")
}

fn bracketed(value: &Value) -> String {
    match words(value) {
        words if words.is_empty() => words,
        words => format!("({words})"),
    }
}

fn at(place: &Value) -> String {
    match words(place) {
        place if place.is_empty() => place,
        place => format!("at {place}"),
    }
}

/// The words of a value, or that there are none.
fn known(value: &Value) -> String {
    match words(value) {
        words if words.is_empty() => "-".to_owned(),
        words => words.replace('\n', " "),
    }
}

/// `verb-clause, 90 %, firm`.
fn rule(fact: &Value) -> String {
    let score = match words(&fact["score"]) {
        score if score.is_empty() => score,
        score => format!("{score} %"),
    };
    let parts = [words(&fact["rule"]), score, words(&fact["confidence"])];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Words of the document with their places and what is said of them, one a line.
fn list(values: &Value, says: &str) -> String {
    let mut out = String::new();
    for value in values.as_array().into_iter().flatten() {
        let text = clipped(&words(&value["text"]).replace('\n', " "));
        let text = if text.is_empty() { String::new() } else { format!("«{text}» ") };
        let place = match words(&value["place"]) {
            place if place.is_empty() => "-".to_owned(),
            place => place,
        };
        let _ = writeln!(out, "    {place:<7} {text}{}", words(&value[says]));
    }
    out
}

/// Letters of a line of the page that are shown.
const LETTERS: usize = 120;

fn clipped(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
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
            "id": "0123456789ab",
            "facts": [{
                "fact": "statement", "id": "1a2b3c4d", "kind": "direct", "place": "2:9",
                "value": "نعم", "speaker": ["سالم"], "rule": "verb-colon", "score": 90,
                "evidence": [{"place": "2:1", "text": "قال", "says": "the cue"}],
                "rejected": [{"place": "2:5", "text": "كريم", "why": "named only"}],
                "correction": "[[document]]\nid = \"0123456789ab\"\n",
            }],
            "silent": [{"place": "3:1", "text": "يذكر", "why": "a frame"}],
            "removed": [{"place": "4:1", "text": "اقرأ أيضا", "why": "related"}],
        });
        let expected = "a.txt (id 0123456789ab)

statement 1a2b3c4d (direct) at 2:9: نعم
  speaker   سالم
  rule      verb-colon, 90 %
  evidence
    2:1     «قال» the cue
  rejected
    2:5     «كريم» named only
  to overrule it, in corrections.toml:
    [[document]]
    id = \"0123456789ab\"

reporting verbs that gave no statement:
    3:1     «يذكر» a frame

what is no text of the document:
    4:1     «اقرأ أيضا» related
";
        assert_eq!(text(&record), expected);
    }
}
