//! Scripts: nothing that asks another host or makes a program of a text. The parts of the search's
//! index are texts alone, whose documents are there and say what is shown of them.

use std::collections::BTreeSet;

use super::document::Record;
use super::finding::{Findings, shown};
use super::json;
use super::own_words::collapsed;
use super::rules;
use super::site::{File, Texts};
use super::times::Dated;

/// Words by which a script asks a host, or makes a program or markup of a text.
const REACHING: [&str; 13] = [
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "importScripts",
    "import(",
    "eval(",
    "Function(",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
];
/// The beginnings of an address that names its host.
const HOSTS: [&str; 4] = ["://", "\"//", "'//", "`//"];

/// Looks at a script; gives the days that it shows of documents.
pub(super) fn look(file: File<'_>, findings: &mut Findings<'_>) -> Vec<Dated> {
    let name = file.path.strip_prefix("search/").and_then(|path| path.strip_suffix(".js"));
    if let Some(id) = file.path.strip_prefix("d/").and_then(|path| path.strip_suffix("/text.js")) {
        sentences(file, id, findings);
        return Vec::new();
    }
    match name {
        Some("index") => settings(file, findings),
        Some(name) => return part(file, name, findings),
        None => program(file.text, findings),
    }
    Vec::new()
}

fn program(text: &str, findings: &mut Findings<'_>) {
    for word in REACHING.iter().chain(&HOSTS) {
        for (at, _) in text.match_indices(word) {
            findings.add(rules::REACH, at, *word);
        }
    }
}

/// The settings of the search: data, with the names of all parts.
fn settings(file: File<'_>, findings: &mut Findings<'_>) {
    let start = "mujaz(\"index\",";
    let data = file.text.strip_prefix(start).and_then(|rest| rest.strip_suffix(");\n"));
    let Some(data) = data else {
        return findings.add(rules::SEARCH_PART, 0, "it does not hand one value over");
    };
    let value = match json::read(data) {
        Ok(value) => value,
        Err(fault) => return findings.add(rules::SEARCH_PART, start.len(), fault.what),
    };
    let parts = |segment: &serde_json::Value| {
        let name = segment.get("name").and_then(|it| it.as_str()).unwrap_or_default().to_owned();
        let n = |key: &str| segment.get(key).and_then(|it| it.as_array()).map_or(0, Vec::len);
        let words = (0..n("words")).map(|ix| format!("w{ix}"));
        let rows = (0..n("rows")).map(|ix| format!("d{ix}"));
        let all = words.chain(rows).chain(["f".to_owned()]);
        all.map(move |part| format!("search/{name}/{part}.js")).collect::<Vec<_>>()
    };
    let segments = value.get("segments").and_then(|it| it.as_array()).map(Vec::as_slice);
    let named: BTreeSet<String> = segments.unwrap_or_default().iter().flat_map(parts).collect();
    for path in named.iter().filter(|path| file.site.file(path).is_none()) {
        findings.add(rules::DEAD_LINK, 0, format!("{path} is not there"));
    }
}

/// A part of the index; gives the days in it.
fn part(file: File<'_>, name: &str, findings: &mut Findings<'_>) -> Vec<Dated> {
    let is_rows = name.rsplit('/').next().is_some_and(|part| part.starts_with('d'));
    match handed(file, name, findings).filter(|_| is_rows) {
        Some(text) => rows(file, &swapped(&text), findings),
        None => Vec::new(),
    }
}

/// The sentences of a document that results show: all of them are its words.
fn sentences(file: File<'_>, id: &str, findings: &mut Findings<'_>) {
    let Some(text) = handed(file, &format!("../d/{id}/text"), findings) else { return };
    let mut texts = Texts::default();
    let source = collapsed(texts.of(id, file.shelf).unwrap_or_default());
    for words in swapped(&text).lines() {
        if !source.contains(collapsed(words).trim_matches('…')) {
            let what = format!("«{}» is not in d/{id}/text.txt", shown(words));
            findings.add(rules::WORDS, 0, what);
        }
    }
}

/// The text that a part hands over: one, between backquotes; `None` where it does something else.
fn handed(file: File<'_>, name: &str, findings: &mut Findings<'_>) -> Option<String> {
    let start = format!("mujaz(\"{name}\",`");
    let inner = file.text.strip_prefix(&start).and_then(|rest| rest.strip_suffix("`);\n"));
    let Some(inner) = inner else {
        findings.add(rules::SEARCH_PART, 0, format!("it does not hand one text over as {name}"));
        return None;
    };
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_open = c == '`' || c == '$' && chars.peek().is_some_and(|(_, next)| *next == '{');
        if is_open {
            findings.add(rules::SEARCH_PART, start.len().saturating_add(at), "its text ends early");
            return None;
        }
        text.push(if c == '\\' { chars.next().map_or(c, |(_, next)| next) } else { c });
    }
    Some(text)
}

/// What is shown of documents in results: a line of outlets, one of days, then one for each.
fn rows(file: File<'_>, text: &str, findings: &mut Findings<'_>) -> Vec<Dated> {
    let mut lines = text.lines();
    let outlets = lines.next().map_or(0, |line| line.split('\t').count());
    let days: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let mut texts = Texts::default();
    let mut dated = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, outlet, day, words @ ..] = fields.as_slice() else {
            findings.add(rules::SEARCH_PART, 0, format!("a row of another form: {}", shown(line)));
            continue;
        };
        let Some(page) = file.site.file(&format!("d/{id}/index.html")) else {
            findings.add(rules::DEAD_LINK, 0, format!("d/{} is not there", shown(id)));
            continue;
        };
        if file.site.file(&format!("d/{id}/text.js")).is_none() {
            findings.add(rules::DEAD_LINK, 0, format!("d/{id}/text.js is not there"));
        }
        let day = day.parse().ok().and_then(|ix: usize| days.get(ix));
        let is_known = outlet.parse().is_ok_and(|ix: usize| ix < outlets);
        match day.filter(|_| is_known) {
            Some(day) => dated.extend(Dated::of(page, day.split('|').next(), 0)),
            None => findings.add(rules::SEARCH_PART, 0, format!("d/{id}: no such outlet or day")),
        }
        let source = texts.of(id, file.shelf).unwrap_or_default();
        let source = source.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in words {
            let is_name = || Record::of(id, file.shelf).is_some_and(|record| record.is_name(words));
            if !source.contains(words.trim_end_matches('…').trim_end()) && !is_name() {
                let what = format!("«{}» is not in d/{id}/text.txt", shown(words));
                findings.add(rules::WORDS, 0, what);
            }
        }
    }
    dated
}

/// Arabic letters and those of ASCII in each other's place, as the parts are written.
fn swapped(text: &str) -> String {
    let swap = |c: char| match c {
        'A'..='r' => char::from_u32(u32::from(c).saturating_add(0x5e0)).unwrap_or(c),
        '\u{621}'..='\u{652}' => char::from_u32(u32::from(c).saturating_sub(0x5e0)).unwrap_or(c),
        _ => c,
    };
    text.chars().map(swap).collect()
}
