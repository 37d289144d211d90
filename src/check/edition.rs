//! Briefings in one file beside the pages of weeks: their style stands in them, and their policy allows nothing
//! else. They are read elsewhere too, so their links are whole or none; their words are those of the documents that
//! the page beside them names.

use super::Looked;
use super::cited::{Cited, Library};
use super::css;
use super::finding::{Findings, shown};
use super::links::{Links, anchor};
use super::markup::{self, Look, Tag};
use super::own_words::OwnWords;
use super::parts::Parts;
use super::rules;
use super::site::File;
use super::times::Times;

/// What a page in one file says of itself, word for word.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// True for a briefing beside the page of a week.
pub(super) fn is(path: &str) -> bool {
    let name = path.strip_prefix("weeks/").and_then(|rest| rest.split_once('/'));
    name.is_some_and(|(_, name)| name == "print.html" || name.starts_with("briefing-"))
}

/// Looks at a page in one file.
pub(super) fn look(file: File<'_>, looked: &mut Looked) {
    let mut findings = Findings::of(file.path, file.text);
    let mut parts = Parts::new(file.path);
    let mut links = Links::new(file);
    let mut own_words = OwnWords::default();
    let mut edition = Edition::default();
    let mut cited = Cited::new(file);
    let mut times = Times::new(file);
    let mut said = Said { file, library: Library::around(file), open: None, n: 0 };
    let looks: &mut [&mut dyn Look] = &mut [
        &mut parts,
        &mut links,
        &mut own_words,
        &mut edition,
        &mut cited,
        &mut times,
        &mut said,
    ];
    markup::walk(file.text, looks, &mut findings);
    links.close_with(|name| parts.ids.contains_key(name), &mut findings);
    looked.far = links.far;
    looked.headed = cited.headed;
    looked.dated = times.dated;
    looked.counts.quotations = said.n;
    looked.anchors = parts.ids.keys().map(|id| anchor(id)).collect();
    looked.anchors.sort_unstable();
    looked.counts.pages = 1;
    let others = [rules::INLINE_STYLE, rules::FOLDER_LINK];
    let all = findings.into_vec().into_iter();
    looked.findings.extend(all.filter(|finding| !others.contains(&finding.rule)));
}

/// Looks at what such a page says of itself.
#[derive(Default)]
struct Edition {
    policies: usize,
    headings: usize,
    /// The level of the last heading; 0 before the first.
    level: u8,
    title: String,
}

impl Look for Edition {
    fn start(&mut self, tag: &Tag, _open: &[Tag], findings: &mut Findings<'_>) {
        match tag.name.as_str() {
            "html" => {
                if tag.get("lang") != Some("ar") {
                    findings.add(rules::LANGUAGE, tag.at, "lang is not \"ar\"");
                }
                if tag.get("dir") != Some("rtl") {
                    findings.add(rules::PAGE_DIRECTION, tag.at, "dir is not \"rtl\"");
                }
            }
            "meta" if tag.get("http-equiv").is_some() => {
                self.policies = self.policies.saturating_add(1);
                let content = tag.get("content").unwrap_or_default();
                if content != POLICY {
                    findings.add(
                        rules::POLICY,
                        tag.at,
                        format!("the policy is {}", shown(content)),
                    );
                }
            }
            "style" => {
                for (name, value) in &tag.attributes {
                    findings.add(rules::ATTRIBUTE, tag.at, format!("{name}={value:?} on <style>"));
                }
            }
            name => {
                if let Some(level @ 1..=6) = name.strip_prefix('h').and_then(|it| it.parse().ok()) {
                    self.heading(level, tag.at, findings);
                }
            }
        }
    }

    fn text(&mut self, text: &str, at: usize, open: &[Tag], findings: &mut Findings<'_>) {
        if open.last().is_some_and(|tag| tag.name == "title") {
            self.title.push_str(text);
        }
        if open.last().is_some_and(|tag| tag.name == "style") {
            for (place, address) in css::look(text, at, findings) {
                findings.add(rules::REMOTE_CSS, place, shown(&address));
            }
        }
    }

    fn close(&mut self, findings: &mut Findings<'_>) {
        if self.policies != 1 {
            findings.add(rules::POLICY, 0, format!("{} content policies", self.policies));
        }
        if self.headings != 1 {
            findings.add(rules::HEADING, 0, format!("{} h1", self.headings));
        }
        if self.title.trim().is_empty() {
            findings.add(rules::TITLE, 0, "no title");
        }
    }
}

impl Edition {
    fn heading(&mut self, level: u8, at: usize, findings: &mut Findings<'_>) {
        self.headings = self.headings.saturating_add(usize::from(level == 1));
        if level > self.level.saturating_add(1) {
            findings.add(rules::HEADING, at, format!("h{level} after level {}", self.level));
        }
        self.level = level;
    }
}

/// Looks at what was said.
struct Said<'a> {
    file: File<'a>,
    library: Library<'a>,
    /// The open quotation: elements open around it, where it stands, its words, and what joins them to
    /// the sentence before.
    open: Option<Quotation>,
    n: usize,
}

#[derive(Default)]
struct Quotation {
    depth: usize,
    at: usize,
    words: String,
    complementiser: String,
}

impl Look for Said<'_> {
    fn start(&mut self, tag: &Tag, open: &[Tag], _findings: &mut Findings<'_>) {
        if tag.name == "blockquote" {
            self.open = Some(Quotation { depth: open.len(), at: tag.at, ..Quotation::default() });
        }
    }

    fn text(&mut self, text: &str, _at: usize, open: &[Tag], _findings: &mut Findings<'_>) {
        let Some(quotation) = &mut self.open else { return };
        if open.iter().any(|tag| tag.is_of("comp")) {
            quotation.complementiser.push_str(text);
        } else {
            quotation.words.push_str(text);
        }
    }

    fn end(&mut self, open: &[Tag], findings: &mut Findings<'_>) {
        let depth = open.len().saturating_sub(1);
        let Some(quotation) = self.open.take_if(|it| it.depth == depth) else { return };
        self.n = self.n.saturating_add(1);
        for words in [&quotation.words, &quotation.complementiser] {
            if !self.library.has(words) {
                let what = unsaid(words, self.file.path);
                findings.add(rules::WORDS, quotation.at, what);
            }
        }
    }
}

/// What is said of words that no document has.
pub(super) fn unsaid(words: &str, path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("«{}» is in no document that {folder}/index.html names", shown(words.trim()))
}
