//! What the index of the data says that there is, beside what there is.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Looked;
use super::finding::{Finding, Findings};
use super::joined::looked_at;
use super::rules;
use super::site::Site;

/// The index of the data.
pub(super) const INDEX: &str = "api/v1/index.json";
/// Counts of things that have a page each, with the folder of these.
const PAGES: [(&str, &str); 6] = [
    ("documents", "d/"),
    ("people", "people/"),
    ("topics", "topics/"),
    ("outlets", "sources/"),
    ("stories", "s/"),
    ("weeks", "weeks/"),
];
/// Counts of things that have a row each in these files.
const ROWS: [(&str, &str); 10] = [
    ("documents", "api/v1/documents.json"),
    ("documents", "api/v1/documents.csv"),
    ("people", "api/v1/people.json"),
    ("topics", "api/v1/topics.json"),
    ("stories", "api/v1/stories.json"),
    ("weeks", "api/v1/weeks.json"),
    ("quotes", "api/v1/quotes.jsonl"),
    ("quotes", "api/v1/quotes.csv"),
    ("undated", "api/v1/months/undated/documents.json"),
    ("statements_held", "api/v1/statements.jsonl"),
];
/// Lists that the months part.
const MONTHS: [(&str, &str); 3] = [
    ("documents", "/documents.json"),
    ("quotes", "/quotes.jsonl"),
    ("statements", "/statements.jsonl"),
];

/// The counts that the index has, by their names.
pub(super) fn told(index: &Value) -> BTreeMap<String, usize> {
    let counts = index.get("counts").and_then(Value::as_object);
    let held = index.get("statements_held").map(|held| ("statements_held", held));
    let all = counts.into_iter().flatten().map(|(name, n)| (name.as_str(), n)).chain(held);
    all.filter_map(|(name, n)| Some((name.to_owned(), usize::try_from(n.as_u64()?).ok()?)))
        .collect()
}

/// The records of a file of data: the list that its value is, or has under the name of the file.
pub(super) fn rows(path: &str, value: &Value) -> Option<usize> {
    let stem = path.rsplit('/').next()?.strip_suffix(".json")?;
    value.as_array().or_else(|| value.get(stem)?.as_array()).map(Vec::len)
}

/// Counts that are not what there is.
pub(super) fn judge(site: &Site, all: &[Looked]) -> Vec<Finding> {
    let mut findings = Findings::of(INDEX, "");
    let index = site.file(INDEX).and_then(|file| looked_at(all, file));
    let Some(told) = index.map(|index| &index.told) else { return Vec::new() };
    let mut compare = |name: &str, n: usize, of: &str| {
        if let Some(told) = told.get(name).filter(|told| **told != n) {
            findings.add(rules::COUNTS, 0, format!("{name:?}: {told}, and {of} has {n}"));
        }
    };
    for (name, folder) in PAGES {
        let pages = site.files.iter().filter(|path| {
            let below = path.strip_prefix(folder).and_then(|rest| rest.strip_suffix("/index.html"));
            below.is_some_and(|name| !name.contains('/'))
                && !site.is_retired(path)
                && !site.is_own(path)
        });
        compare(name, pages.count(), folder);
    }
    let rows = |path: &str| site.file(path).and_then(|file| looked_at(all, file)?.rows);
    for (name, path) in ROWS {
        if let Some(n) = rows(path) {
            compare(name, n, path);
        }
    }
    for (name, ending) in MONTHS {
        let files = site.files.iter().filter(|path| {
            path.strip_prefix("api/v1/months/").is_some_and(|rest| rest.ends_with(ending))
        });
        let n = files.filter_map(|path| rows(path)).fold(0usize, usize::saturating_add);
        compare(name, n, "api/v1/months/");
    }
    findings.into_vec()
}
