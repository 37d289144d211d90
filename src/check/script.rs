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
        return result(file, id, findings);
    }
    match name {
        Some("index") => settings(file, findings),
        Some(name) => part(file, name, findings),
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
    let whole = |of: &serde_json::Value, key: &str| of.get(key).and_then(serde_json::Value::as_u64);
    let part = whole(&value, "part").filter(|part| *part > 0).unwrap_or(1);
    let parts = |segment: &serde_json::Value| {
        let name = segment.get("name").and_then(|it| it.as_str()).unwrap_or_default().to_owned();
        let n_words = segment.get("words").and_then(|it| it.as_array()).map_or(0, Vec::len);
        let words = (0..n_words).map(|ix| format!("w{ix}"));
        // No more than there are files, whatever the number says.
        let n_addresses = whole(segment, "documents").unwrap_or_default().div_ceil(part);
        let n_files = u64::try_from(file.site.files.len()).unwrap_or(u64::MAX);
        let addresses = (0..=n_files).take_while(|ix| *ix < n_addresses);
        let all = words.chain(addresses.map(|ix| format!("d{ix}"))).chain(["f".to_owned()]);
        all.map(move |part| format!("search/{name}/{part}.js")).collect::<Vec<_>>()
    };
    let segments = value.get("segments").and_then(|it| it.as_array()).map(Vec::as_slice);
    let named: BTreeSet<String> = segments.unwrap_or_default().iter().flat_map(parts).collect();
    for path in named.iter().filter(|path| file.site.file(path).is_none()) {
        findings.add(rules::DEAD_LINK, 0, format!("{path} is not there"));
    }
}

/// A part of the index.
fn part(file: File<'_>, name: &str, findings: &mut Findings<'_>) {
    let is_addresses = name.rsplit('/').next().is_some_and(|part| part.starts_with('d'));
    if let Some(text) = handed(file, name, findings).filter(|_| is_addresses) {
        addresses(file, &text, findings);
    }
}

/// Addresses of documents, as they stand.
fn addresses(file: File<'_>, text: &str, findings: &mut Findings<'_>) {
    for id in text.lines() {
        for name in ["index.html", "text.js"] {
            if file.site.file(&format!("d/{id}/{name}")).is_none() {
                findings.add(rules::DEAD_LINK, 0, format!("d/{}/{name} is not there", shown(id)));
            }
        }
    }
}

/// What results show of a document: its row, then its sentences, all of which are its words. Gives its day.
fn result(file: File<'_>, id: &str, findings: &mut Findings<'_>) -> Vec<Dated> {
    let Some(text) = handed(file, &format!("../d/{id}/text"), findings) else { return Vec::new() };
    let mut texts = Texts::default();
    let source = collapsed(texts.of(id, file.shelf).unwrap_or_default());
    let text = swapped(&text);
    let mut lines = text.lines();
    let row: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let [headline, _outlet, day, _words, _how, _badge] = row.as_slice() else {
        findings.add(rules::SEARCH_PART, 0, "a row of another form");
        return Vec::new();
    };
    let is_name = || Record::of(id, file.shelf).is_some_and(|record| record.is_name(headline));
    let headline = Some(*headline).filter(|words| !is_within(words, &source) && !is_name());
    for words in headline.into_iter().chain(lines.filter(|words| !is_within(words, &source))) {
        let what = format!("«{}» is not in d/{id}/text.txt", shown(words));
        findings.add(rules::WORDS, 0, what);
    }
    let page = file.site.file(&format!("d/{id}/index.html"));
    page.and_then(|page| Dated::of(page, Some(*day), 0)).into_iter().collect()
}

/// True for words of a text, which may be cut at either end.
fn is_within(words: &str, source: &str) -> bool {
    source.contains(collapsed(words).trim_matches('…').trim())
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

/// Arabic letters and those of ASCII in each other's place, as the parts are written.
fn swapped(text: &str) -> String {
    let swap = |c: char| match c {
        'A'..='r' => char::from_u32(u32::from(c).saturating_add(0x5e0)).unwrap_or(c),
        '\u{621}'..='\u{652}' => char::from_u32(u32::from(c).saturating_sub(0x5e0)).unwrap_or(c),
        _ => c,
    };
    text.chars().map(swap).collect()
}
