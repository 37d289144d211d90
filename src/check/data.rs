//! The data files: JSON that parses, obeys its schema, and says of words only what is so.
//!
//! Wherever an object has a `text` and a `span` into a document, the text is verbatim at the span.
//! The document is named by the object, by one that it lies in, or by the name of the file.

use serde_json::{Map, Value};

use super::address::{Address, Target, decode};
use super::finding::{Findings, shown};
use super::json;
use super::links::{Far, anchor};
use super::rules;
use super::schema::Schema;
use super::site::{File, Texts};
use super::text::{Directions, is_control, misdirected};

/// Keys whose value is the address of something in or outside the site.
const ADDRESSES: [&str; 14] = [
    "url",
    "href",
    "page",
    "link",
    "links",
    "home_page_url",
    "feed_url",
    "next_url",
    "external_url",
    "icon",
    "favicon",
    "text_url",
    "address",
    "path",
];
/// Keys of texts without markup that may carry direction marks: those of feeds.
const MARKED: [&str; 3] = ["title", "summary", "content_text"];

/// Looks at a file of one value; gives it with the places that it leads to.
pub(super) fn look(file: File<'_>, findings: &mut Findings<'_>) -> Option<(Value, Vec<Far>)> {
    let value = match json::read(file.text) {
        Ok(value) => value,
        Err(fault) => {
            fault_at((0, file.text), &fault, findings);
            return None;
        }
    };
    let mut look = DataLook::new(file);
    look.value(&value, 0, findings);
    Some((value, look.far))
}

/// Looks at a file of one value a line; gives the places that it leads to.
pub(super) fn look_at_lines(file: File<'_>, findings: &mut Findings<'_>) -> Vec<Far> {
    let mut look = DataLook::new(file);
    let mut at = 0usize;
    for line in file.text.split_inclusive('\n') {
        match json::read(line) {
            _ if line.trim().is_empty() => findings.add(rules::JSON, at, "an empty line"),
            Ok(value) => look.value(&value, at, findings),
            Err(fault) => fault_at((at, line), &fault, findings),
        }
        at = at.saturating_add(line.len());
    }
    if !file.text.is_empty() && !file.text.ends_with('\n') {
        findings.add(rules::JSON, at, "the last line has no end");
    }
    look.far
}

/// Reports a fault of a text that is to be one value and begins at byte `start` of the file.
fn fault_at((start, text): (usize, &str), fault: &json::Fault, findings: &mut Findings<'_>) {
    let lines = text.split_inclusive('\n').take(fault.line.saturating_sub(1));
    let before: usize = lines.map(str::len).sum();
    let within = before.saturating_add(fault.column.saturating_sub(1));
    // What ends too early is found behind its end.
    let at = start.saturating_add(within.min(text.trim_end().len()));
    findings.add(rules::JSON, at, fault.what.as_str());
}

/// Looks at values.
struct DataLook<'a> {
    file: File<'a>,
    texts: Texts,
    schema: Option<Schema<'a>>,
    /// Places that it leads to.
    far: Vec<Far>,
}

/// Something of a value that is still to be looked at.
struct Pending<'v> {
    key: &'v str,
    value: &'v Value,
    /// The document that it speaks of.
    document: Option<&'v str>,
}

impl<'a> DataLook<'a> {
    fn new(file: File<'a>) -> Self {
        let schema = Schema::of(file.path, &file.site.schemas);
        Self { file, texts: Texts::default(), schema, far: Vec::new() }
    }

    fn value(&mut self, value: &Value, at: usize, findings: &mut Findings<'_>) {
        if let Some(schema) = &self.schema {
            for breach in schema.breaches(value) {
                findings.add(rules::SCHEMA, at, breach);
            }
        }
        // Of a document's own file each span is one of that document.
        let own = self.file.path.strip_prefix("api/v1/documents/");
        let document = own.and_then(|name| name.strip_suffix(".json"));
        let mut pending = vec![Pending { key: "", value, document }];
        while let Some(Pending { key, value, document }) = pending.pop() {
            match value {
                Value::String(text) => self.string(key, text, at, findings),
                Value::Array(items) => {
                    pending.extend(items.iter().rev().map(|value| Pending {
                        key,
                        value,
                        document,
                    }));
                }
                Value::Object(object) => {
                    let named = object.get("document").and_then(Value::as_str);
                    let document = named.or(document);
                    self.span(object, document, at, findings);
                    self.quotation(object, at, findings);
                    let inner = object.iter().map(|(key, value)| Pending { key, value, document });
                    pending.extend(inner);
                }
                _ => {}
            }
        }
    }

    fn string(&mut self, key: &str, text: &str, at: usize, findings: &mut Findings<'_>) {
        let file = self.file;
        let place = || place(file.text, text, at);
        if let Some(c) = text.chars().find(|c| is_control(*c)) {
            findings.add(rules::CONTROL, place(), format!("U+{:04X} in {key:?}", u32::from(c)));
        }
        let allowed = if MARKED.contains(&key) { Directions::Marks } else { Directions::None };
        if let Some((_, what)) = misdirected(text, allowed) {
            findings.add(rules::DIRECTION, place(), format!("{what} in {key:?}"));
        }
        // `{id}` stands for each of many files.
        if ADDRESSES.contains(&key) && !text.contains('{') {
            self.address(key, text, place(), findings);
        }
    }

    fn address(&mut self, key: &str, text: &str, at: usize, findings: &mut Findings<'_>) {
        let site = self.file.site;
        let what = || format!("{key:?}: {}", shown(text));
        match Address::read(text, self.file.path, site) {
            Address::Inside(inside) if inside.target(site) == Target::Nothing => {
                // Data name their files from their own folder or from the root of the site.
                let from_root = decode(text.split(['#', '?']).next().unwrap_or_default());
                let target = from_root.and_then(|path| {
                    let folder = path.trim_end_matches('/');
                    site.file(&path).or_else(|| site.file(&format!("{folder}/index.html")))
                });
                match target {
                    Some(target) => self.place(target, inside.fragment.as_deref(), at),
                    None => {
                        let what = format!("{}, which is not there", what());
                        findings.add(rules::DEAD_LINK, at, what);
                    }
                }
            }
            Address::Inside(inside) => {
                if let Target::File(target) | Target::Folder(target) = inside.target(site) {
                    self.place(target, inside.fragment.as_deref(), at);
                }
            }
            Address::Bad(why) => findings.add(rules::ADDRESS, at, format!("{}: {why}", what())),
            _ => {}
        }
    }

    /// Keeps a place in another file, to be looked for when all files are known.
    fn place(&mut self, target: u32, fragment: Option<&str>, at: usize) {
        if let Some(fragment) = fragment.filter(|it| !it.is_empty()) {
            self.far.push(Far { target, anchor: anchor(fragment), at });
        }
    }

    /// Compares a quotation without a place with the text of its document.
    fn quotation(&mut self, object: &Map<String, Value>, at: usize, findings: &mut Findings<'_>) {
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let (Some(words), Some(document)) = (text("quotation"), text("document")) else { return };
        let source = self.texts.of(document, self.file.shelf);
        if !source.is_some_and(|source| source.contains(words)) {
            let what = format!("«{}» is not in d/{document}/text.txt", shown(words));
            findings.add(rules::WORDS, place(self.file.text, words, at), what);
        }
    }

    /// Compares a text with the place that is given for it.
    fn span(
        &mut self,
        object: &Map<String, Value>,
        document: Option<&str>,
        at: usize,
        findings: &mut Findings<'_>,
    ) {
        let text = object.get("text").map(|text| text.get("text").unwrap_or(text));
        let (Some(Value::String(text)), Some(span)) = (text, object.get("span")) else { return };
        let (Some(bytes), Some(document)) = (range(span, "bytes"), document) else { return };
        let shown = shown(text);
        let file = self.file;
        let place = || place(file.text, text, at);
        let Some(source) = self.texts.of(document, self.file.shelf) else {
            let what = format!("d/{document}/text.txt cannot be read");
            return findings.add(rules::SPAN, place(), what);
        };
        if source.get(bytes.0..bytes.1) != Some(text) {
            let what = format!(
                "«{shown}» is not at bytes {} to {} of d/{document}/text.txt",
                bytes.0, bytes.1
            );
            return findings.add(rules::SPAN, place(), what);
        }
        let before = source.get(..bytes.0).unwrap_or_default().chars().count();
        let after = before.saturating_add(text.chars().count());
        if let Some(chars) = range(span, "chars").filter(|chars| *chars != (before, after)) {
            let what = format!("«{shown}» stands at characters {before} to {after}, not {chars:?}");
            findings.add(rules::SPAN, place(), what);
        }
    }
}

/// Where a text of the value at byte `at` stands in a file, if it can be found as it is.
fn place(file: &str, text: &str, at: usize) -> usize {
    let rest = file.get(at..).unwrap_or_default();
    let quoted = serde_json::to_string(text).unwrap_or_default();
    rest.find(&quoted).map_or(at, |found| at.saturating_add(found))
}

/// The two ends of a span in some unit.
fn range(span: &Value, unit: &str) -> Option<(usize, usize)> {
    let ends = span.get(unit)?.as_array()?;
    let end = |ix: usize| usize::try_from(ends.get(ix)?.as_u64()?).ok();
    (ends.len() == 2).then(|| Some((end(0)?, end(1)?)))?
}
