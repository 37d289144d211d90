//! Proves a built site: every file of it, as anyone would find it on a disk.
//!
//! [`Site::new`] takes what stands in the folder and what its `build.json` says; [`Site::look`]
//! looks into one file, in any order and from any thread; [`Site::conclude`] joins what only all
//! files together can say. Nothing here touches a disk: files come through [`Shelf`]. What is read
//! is not trusted, not even to be ours: anything may stand in it.

mod address;
mod book;
mod cited;
mod counts;
mod css;
mod data;
mod document;
mod edition;
mod feed;
mod finding;
mod folder;
mod head;
mod joined;
mod json;
mod letter;
mod links;
mod markup;
mod own_words;
mod parts;
mod pattern;
mod quoted;
mod rules;
mod schema;
mod script;
mod site;
mod statements;
mod table;
mod text;
mod times;
mod weight;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

pub use finding::Finding;
pub use folder::fault_of;
pub use rules::Rule;
pub use site::{Entry, Kind, Shelf, Site};

use crate::site::Manifest;
use finding::Findings;
use links::{Far, anchor};
use markup::Look;
use site::File;

/// What was found in one file, and what is to be compared with other files.
#[derive(Debug, Default)]
pub struct Looked {
    findings: Vec<Finding>,
    file: u32,
    /// The places that can be linked to, as sorted hashes.
    anchors: Vec<u64>,
    far: Vec<Far>,
    /// The hash of the page's heading.
    heading: u64,
    named: Vec<statements::Named>,
    /// Headlines that lead to pages.
    headed: Vec<cited::Headed>,
    /// The hash of the day that the page of a document shows.
    day: Option<u64>,
    /// Days that stand beside documents.
    dated: Vec<times::Dated>,
    /// Records of a file of data.
    rows: Option<usize>,
    /// What the index of the data says that there is.
    told: BTreeMap<String, usize>,
    /// Pages that it lists for search engines.
    listed: Vec<u32>,
    /// What was looked at.
    counts: Counts,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files.
    pub files: usize,
    /// Of these, files that the operator put beside the pages: not looked into.
    pub own: usize,
    /// Of these, pages.
    pub pages: usize,
    /// Quotations on pages that were compared with their texts.
    pub quotations: usize,
    /// Links to places in other files that were followed.
    pub fragments: usize,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// By file and place.
    pub findings: Vec<Finding>,
    /// What was looked at.
    pub counts: Counts,
}

impl Site {
    /// Looks into a regular file of the site; `path` is one of [`Site::files`].
    pub fn look(&self, path: &str, shelf: &dyn Shelf) -> Looked {
        let file = self.file(path).unwrap_or_default();
        let counts = Counts { files: 1, ..Counts::default() };
        let mut looked = Looked { file, counts, ..Looked::default() };
        let Some(bytes) = shelf.bytes(path) else {
            let mut findings = Findings::of(path, "");
            findings.add(rules::FILE_KIND, 0, "it cannot be read");
            looked.findings = findings.into_vec();
            return looked;
        };
        let hash = self.hash(path).filter(|hash| *hash != blake3::hash(&bytes).to_hex().as_str());
        if hash.is_some() {
            let mut findings = Findings::of(path, "");
            findings.add(rules::HASH, 0, "not the file that was built");
            looked.findings = findings.into_vec();
        }
        if self.is_own(path) {
            // What an operator puts beside the pages is the operator's word.
            looked.counts.own = 1;
        } else if ending(path) == "epub" {
            let file = File { site: self, shelf, path, text: "" };
            looked.findings.extend(book::look(file, &bytes));
        } else if is_text(path) {
            match text::read(path, &bytes) {
                Ok(text) => self.text(File { site: self, shelf, path, text }, &mut looked),
                Err(findings) => looked.findings.extend(findings),
            }
        }
        looked
    }

    /// Looks into a text file, by its ending.
    fn text(&self, file: File<'_>, looked: &mut Looked) {
        let mut findings = Findings::of(file.path, file.text);
        match ending(file.path) {
            // A script is a program: it may name characters that no text holds.
            "js" => {}
            "csv" | "eml" => text::look(file.text, text::Use::Spreadsheet, &mut findings),
            _ => text::look(file.text, text::Use::Reading, &mut findings),
        }
        weight::look(file, &mut findings);
        match ending(file.path) {
            "html" if edition::is(file.path) => edition::look(file, looked),
            "html" => page(file, looked, &mut findings),
            "eml" => letter::look(file, &mut findings),
            "css" => {
                let addresses = css::look(file.text, 0, &mut findings);
                links::in_style(file, &addresses, &mut findings);
            }
            "json" => {
                let (value, far) = data::look(file, &mut findings).unzip();
                looked.far = far.unwrap_or_default();
                let value = value.unwrap_or_default();
                looked.rows = counts::rows(file.path, &value);
                if file.path == counts::INDEX {
                    looked.told = counts::told(&value);
                }
                if let Some(entries) = feed::of_json(&value, &mut findings) {
                    feed::judge(file, &entries, &mut findings);
                    looked.far.append(&mut feed::links(file, &entries, &mut findings));
                }
            }
            "jsonl" => {
                looked.far = data::look_at_lines(file, &mut findings);
                looked.rows = Some(file.text.lines().count());
            }
            "js" => looked.dated = script::look(file, &mut findings),
            "xml" | "svg" => {
                let found = xml::look(file, &mut findings);
                looked.far = found.far;
                looked.listed = found.listed;
            }
            "tsv" | "csv" => {
                let separator = if ending(file.path) == "csv" { b',' } else { b'\t' };
                let table::Found { far, rows } = table::look(file, separator, &mut findings);
                (looked.far, looked.rows) = (far, Some(rows));
            }
            "txt" | "md" => {
                // Plain text has no other way to say its direction; what a document said has none.
                let allowed = match edition::is(file.path) {
                    true => text::Directions::Marks,
                    false => text::Directions::None,
                };
                if let Some((at, what)) = text::misdirected(file.text, allowed) {
                    findings.add(rules::DIRECTION, at, what);
                }
            }
            _ => {}
        }
        looked.findings.extend(findings.into_vec());
    }

    /// Joins what was found in all files; `shelf` gives those again that a finding points into.
    pub fn conclude(&self, mut looked: Vec<Looked>, shelf: &dyn Shelf) -> Report {
        let mut report = Report { findings: folder::look(self), counts: Counts::default() };
        looked.sort_by_key(|it| it.file);
        for one in &mut looked {
            report.findings.append(&mut one.findings);
            let (sum, add) = (&mut report.counts, one.counts);
            sum.files = sum.files.saturating_add(add.files);
            sum.own = sum.own.saturating_add(add.own);
            sum.pages = sum.pages.saturating_add(add.pages);
            sum.quotations = sum.quotations.saturating_add(add.quotations);
            sum.fragments = sum.fragments.saturating_add(one.far.len());
        }
        report.findings.append(&mut self.joined(&looked, shelf));
        report.findings.append(&mut counts::judge(self, &looked));
        report.findings.sort();
        report.findings.dedup();
        report
    }
}

/// A file that two builds of the same documents gave different bytes.
pub fn difference(one: &Manifest, other: &Manifest) -> Vec<Finding> {
    let routes: BTreeSet<_> = one.files.keys().chain(other.files.keys()).collect();
    let differs =
        routes.into_iter().filter(|&route| one.files.get(route) != other.files.get(route));
    let finding = |route: &crate::site::Route| {
        let what = match (one.files.contains_key(route), other.files.contains_key(route)) {
            (true, false) => "a second build does not write it",
            (false, true) => "a second build writes it, and it is not here",
            _ => "a second build gives it other bytes",
        };
        let mut findings = Findings::of(route.as_str(), "");
        findings.add(rules::DIFFERS, 0, what);
        findings.into_vec()
    };
    differs.flat_map(finding).collect()
}

/// Looks at a page.
fn page(file: File<'_>, looked: &mut Looked, findings: &mut Findings<'_>) {
    let mut parts = parts::Parts::new(file.path);
    let mut links = links::Links::new(file);
    let mut statements = statements::Statements::new(file);
    let mut head = head::Head::new(file);
    let mut own_words = own_words::OwnWords::default();
    let mut document = document::Document::new(file);
    let mut times = times::Times::new(file);
    let mut cited = cited::Cited::new(file);
    let looks: &mut [&mut dyn Look] = &mut [
        &mut head,
        &mut parts,
        &mut links,
        &mut own_words,
        &mut statements,
        &mut document,
        &mut times,
        &mut cited,
    ];
    markup::walk(file.text, looks, findings);
    links.close_with(|name| parts.ids.contains_key(name), findings);
    looked.anchors = parts.ids.keys().map(|id| anchor(id)).collect();
    looked.anchors.sort_unstable();
    looked.far = links.far;
    looked.counts.pages = 1;
    looked.counts.quotations = statements.n_quotations;
    looked.heading = anchor(&own_words::collapsed(&statements.heading));
    looked.named = statements.named;
    looked.day = document.day();
    looked.dated = times.dated;
    looked.headed = cited.headed;
}

/// Endings of text files.
const TEXTS: [&str; 13] = [
    "html",
    "xml",
    "json",
    "jsonl",
    "css",
    "js",
    "txt",
    "md",
    "svg",
    "csv",
    "tsv",
    "eml",
    "webmanifest",
];

fn is_text(path: &str) -> bool {
    TEXTS.contains(&ending(path))
}

/// The ending of a file's name, without its dot; empty where it has none.
fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}
