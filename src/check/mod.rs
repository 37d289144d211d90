//! Proves a built site: every file of it, as anyone would find it on a disk.
//!
//! [`Site::new`] takes what stands in the folder and what its `build.json` says; [`Site::look`]
//! looks into one file, in any order and from any thread; [`Site::conclude`] joins what only all
//! files together can say. Nothing here touches a disk: files come through [`Shelf`]. What is read
//! is not trusted, not even to be ours: anything may stand in it.

mod address;
mod counts;
mod css;
mod data;
mod document;
mod edition;
mod feed;
mod finding;
mod folder;
mod head;
mod json;
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
            "csv" => text::look(file.text, text::Use::Spreadsheet, &mut findings),
            _ => text::look(file.text, text::Use::Reading, &mut findings),
        }
        weight::look(file, &mut findings);
        match ending(file.path) {
            "html" if edition::is(file.path) => edition::look(file, looked),
            "html" => page(file, looked, &mut findings),
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
        for one in &looked {
            self.fragments(one, &looked, shelf, &mut report.findings);
            self.names(one, &looked, shelf, &mut report.findings);
            self.days(one, &looked, shelf, &mut report.findings);
        }
        report.findings.append(&mut counts::judge(self, &looked));
        self.sitemap(&looked, &mut report.findings);
        report.findings.sort();
        report.findings.dedup();
        report
    }

    /// Links of a file to places that are not there.
    fn fragments(&self, one: &Looked, all: &[Looked], shelf: &dyn Shelf, out: &mut Vec<Finding>) {
        let is_dead = |far: &&Far| {
            let has = |it: &Looked| it.anchors.binary_search(&far.anchor).is_ok();
            !self.is_own(self.path(far.target)) && !looked_at(all, far.target).is_some_and(has)
        };
        let dead = one.far.iter().filter(is_dead).map(|far| (far.at, far.target));
        out.extend(self.link_findings(one, shelf, dead, |link, target| {
            (rules::DEAD_FRAGMENT, format!("{link} leads to no place of {target}"))
        }));
    }

    /// Names of speakers that lead to the page of somebody else.
    fn names(&self, one: &Looked, all: &[Looked], shelf: &dyn Shelf, out: &mut Vec<Finding>) {
        let is_other = |named: &&statements::Named| {
            looked_at(all, named.target).is_some_and(|it| it.heading != named.name)
        };
        let others = one.named.iter().filter(is_other);
        let others = others.map(|named| (named.at, named.target));
        out.extend(self.link_findings(one, shelf, others, |link, target| {
            (rules::SPEAKER, format!("{link} leads to {target}, the page of somebody else"))
        }));
    }

    /// Days beside documents whose pages show another.
    fn days(&self, one: &Looked, all: &[Looked], shelf: &dyn Shelf, out: &mut Vec<Finding>) {
        let is_other = |dated: &&times::Dated| {
            looked_at(all, dated.target).is_some_and(|it| it.day != Some(dated.day))
        };
        let others = one.dated.iter().filter(is_other).map(|dated| (dated.at, dated.target));
        out.extend(self.link_findings(one, shelf, others, |time, target| {
            (rules::DAY, format!("{time} is not the day that {target} shows"))
        }));
    }

    /// A finding for each of these links, by the byte at which it stands and the file it leads to;
    /// the file that has them is read again only where there is one.
    fn link_findings(
        &self,
        one: &Looked,
        shelf: &dyn Shelf,
        links: impl Iterator<Item = (usize, u32)>,
        what: impl Fn(&str, &str) -> (Rule, String),
    ) -> Vec<Finding> {
        let mut links = links.peekable();
        if links.peek().is_none() {
            return Vec::new();
        }
        let path = self.path(one.file);
        let bytes = shelf.bytes(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let mut findings = Findings::of(path, &text);
        for (at, target) in links {
            let (rule, what) = what(&links::element(&text, at), self.path(target));
            findings.add(rule, at, what);
        }
        findings.into_vec()
    }

    /// Compares the pages that are there with those that search engines are told of.
    fn sitemap(&self, looked: &[Looked], out: &mut Vec<Finding>) {
        if self.base.is_none() {
            return;
        }
        let mut listed = BTreeSet::new();
        for one in looked {
            for page in &one.listed {
                let path = self.path(*page);
                if !listed.insert(*page) || !self.is_public(path) {
                    let mut findings = Findings::of(self.path(one.file), "");
                    let what = format!("{path} does not belong there, or only once");
                    findings.add(rules::SITEMAP, 0, what);
                    out.extend(findings.into_vec());
                }
            }
        }
        let pages = self.files.iter().filter(|path| self.is_public(path));
        for path in pages.filter(|path| self.file(path).is_none_or(|it| !listed.contains(&it))) {
            let mut findings = Findings::of(path, "");
            findings.add(rules::SITEMAP, 0, "the page is in no sitemap");
            out.extend(findings.into_vec());
        }
    }

    /// True for a page that search engines are told of.
    fn is_public(&self, path: &str) -> bool {
        let is_page = path.ends_with("index.html") && path != head::SEARCH;
        is_page && !self.is_retired(path) && !self.is_own(path)
    }
}

/// What was found in a file, by its number; `all` is sorted by it.
fn looked_at(all: &[Looked], file: u32) -> Option<&Looked> {
    all.get(all.binary_search_by_key(&file, |it| it.file).ok()?)
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
    let looks: &mut [&mut dyn Look] = &mut [
        &mut head,
        &mut parts,
        &mut links,
        &mut own_words,
        &mut statements,
        &mut document,
        &mut times,
    ];
    markup::walk(file.text, looks, findings);
    links.close_with(|name| parts.ids.contains_key(name), findings);
    looked.anchors = parts.ids.keys().map(|id| anchor(id)).collect();
    looked.anchors.sort_unstable();
    looked.far = links.far;
    looked.counts.pages = 1;
    looked.counts.quotations = statements.n_quotations;
    looked.heading = anchor(statements.heading.trim());
    looked.named = statements.named;
    looked.day = document.day();
    looked.dated = times.dated;
}

/// Endings of text files.
const TEXTS: [&str; 12] =
    ["html", "xml", "json", "jsonl", "css", "js", "txt", "md", "svg", "csv", "tsv", "webmanifest"];

fn is_text(path: &str) -> bool {
    TEXTS.contains(&ending(path))
}

/// The ending of a file's name, without its dot; empty where it has none.
fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}
