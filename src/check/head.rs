//! The head of a page and its headings: language, title, description, address, policy.

use super::address::{Address, Inside};
use super::finding::{Findings, shown};
use super::markup::{Look, Tag};
use super::own_words::collapsed;
use super::rules::{self, Rule};
use super::site::File;

/// The page that has scripts.
pub(super) const SEARCH: &str = "search/index.html";
/// Pages that name themselves, and whose heading may tell what happened: of addresses that are none, and of
/// an archive without documents.
const TOLD: [&str; 2] = ["404.html", "index.html"];
/// Bytes in which a browser looks for the encoding.
const FIRST: usize = 1024;

/// Looks at the head of a page and at its headings.
pub(super) struct Head<'a> {
    file: File<'a>,
    counts: Counts,
    /// The title, from its place on, while it is open.
    title: String,
    /// The words of the main heading.
    heading: String,
    /// The level of the last heading; 0 before the first.
    level: u8,
}

/// How often a page has what it is to have once.
#[derive(Default)]
struct Counts {
    html: usize,
    titles: usize,
    descriptions: usize,
    policies: usize,
    canonicals: usize,
    h1: usize,
}

impl<'a> Head<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        let (title, heading) = (String::new(), String::new());
        Self { file, counts: Counts::default(), title, heading, level: 0 }
    }

    fn html(&mut self, tag: &Tag, findings: &mut Findings<'_>) {
        self.counts.html = self.counts.html.saturating_add(1);
        let language = tag.get("lang").unwrap_or_default();
        if language != "ar" && !language.starts_with("ar-") {
            findings.add(rules::LANGUAGE, tag.at, format!("lang is {language:?}, not \"ar\""));
        }
        let direction = tag.get("dir").unwrap_or_default();
        if direction != "rtl" {
            findings.add(
                rules::PAGE_DIRECTION,
                tag.at,
                format!("dir is {direction:?}, not \"rtl\""),
            );
        }
    }

    fn meta(&mut self, tag: &Tag, findings: &mut Findings<'_>) {
        let content = tag.get("content").unwrap_or_default();
        if tag.get("name") == Some("description") {
            self.counts.descriptions = self.counts.descriptions.saturating_add(1);
            if content.trim().is_empty() {
                findings.add(rules::DESCRIPTION, tag.at, "an empty description");
            }
        }
        match tag.get("http-equiv").map(str::to_ascii_lowercase).as_deref() {
            None => {}
            Some("content-security-policy") => {
                self.counts.policies = self.counts.policies.saturating_add(1);
                policy(content, self.file.path, tag.at, findings);
            }
            Some(other) => {
                findings.add(rules::ATTRIBUTE, tag.at, format!("meta http-equiv={other}"));
            }
        }
    }

    fn canonical(&mut self, tag: &Tag, findings: &mut Findings<'_>) {
        self.counts.canonicals = self.counts.canonicals.saturating_add(1);
        let href = tag.get("href").unwrap_or_default();
        let Some(base) = &self.file.site.base else {
            let what = format!("{} on a site without a public address", shown(href));
            return findings.add(rules::CANONICAL, tag.at, what);
        };
        let own = self.file.site.successor(self.file.path).unwrap_or(self.file.path);
        let own = own.strip_suffix("index.html").unwrap_or(own);
        let is_own = href.starts_with(base.as_str())
            && matches!(Address::read(href, self.file.path, self.file.site),
                Address::Inside(Inside { path, query, fragment: None }) if path == own && query.is_empty());
        if !is_own {
            let what = match self.file.site.successor(self.file.path) {
                Some(to) => format!("{} is not {to}, where this page leads", shown(href)),
                None => format!("{} is not this page", shown(href)),
            };
            findings.add(rules::CANONICAL, tag.at, what);
        }
    }

    fn heading(&mut self, level: u8, at: usize, findings: &mut Findings<'_>) {
        if level == 1 {
            self.counts.h1 = self.counts.h1.saturating_add(1);
            if self.counts.h1 == 2 {
                findings.add(rules::HEADING, at, "a second h1");
            }
        }
        if level > self.level.saturating_add(1) {
            let before = match self.level {
                0 => "no heading".to_owned(),
                level => format!("h{level}"),
            };
            findings.add(rules::HEADING, at, format!("h{level} after {before}"));
        }
        self.level = level;
    }
}

impl Look for Head<'_> {
    fn start(&mut self, tag: &Tag, open: &[Tag], findings: &mut Findings<'_>) {
        match tag.name.as_str() {
            "html" => self.html(tag, findings),
            "meta" => self.meta(tag, findings),
            "link" if tag.is_rel("canonical") => self.canonical(tag, findings),
            "title" if open.iter().any(|it| it.name == "head") => {
                self.counts.titles = self.counts.titles.saturating_add(1);
                self.title.clear();
            }
            name => {
                if let Some(level @ 1..=6) = name.strip_prefix('h').and_then(|it| it.parse().ok()) {
                    self.heading(level, tag.at, findings);
                }
            }
        }
    }

    fn text(&mut self, text: &str, _at: usize, open: &[Tag], _findings: &mut Findings<'_>) {
        let is_title = open.last().is_some_and(|it| it.name == "title")
            && open.iter().any(|it| it.name == "head");
        if is_title {
            self.title.push_str(text);
        }
        let is_in_heading = open.iter().any(|it| it.name == "h1");
        if is_in_heading && self.counts.h1 == 1 && !open.iter().any(|it| it.is_of("m__n")) {
            self.heading.push_str(text);
        }
    }

    fn close(&mut self, findings: &mut Findings<'_>) {
        let mut once = |rule: Rule, n: usize, what: &str| match n {
            1 => {}
            0 => findings.add(rule, 0, format!("no {what}")),
            n => findings.add(rule, 0, format!("{n} times {what}")),
        };
        once(rules::LANGUAGE, self.counts.html, "html element");
        once(rules::TITLE, self.counts.titles, "title");
        once(rules::DESCRIPTION, self.counts.descriptions, "meta description");
        once(rules::POLICY, self.counts.policies, "content policy");
        // What is gone for good has no address of its own.
        let is_gone = self.counts.canonicals == 0 && self.file.site.is_retired(self.file.path);
        if self.file.site.base.is_some() && !is_gone {
            once(rules::CANONICAL, self.counts.canonicals, "canonical address");
        }
        if self.counts.h1 == 0 {
            findings.add(rules::HEADING, 0, "no h1");
        }
        if self.counts.titles > 0 && self.title.trim().is_empty() {
            findings.add(rules::TITLE, 0, "an empty title");
        }
        let heading = collapsed(&self.heading);
        if !TOLD.contains(&self.file.path) && !collapsed(&self.title).starts_with(&heading) {
            let what = format!("the title is not that of the heading «{}»", shown(&heading));
            findings.add(rules::TITLE, 0, what);
        }
        let text = self.file.text;
        let has =
            |head: &str| text.get(..head.len()).is_some_and(|it| it.eq_ignore_ascii_case(head));
        if !has("<!doctype html>") {
            findings.add(rules::DOCTYPE, 0, "the page does not begin with <!doctype html>");
        }
        let first = text.get(..text.floor_char_boundary(FIRST)).unwrap_or_default();
        let charset = first.to_ascii_lowercase().split("<meta ").skip(1).any(|meta| {
            let tag = meta.split('>').next().unwrap_or_default();
            tag.replace(['"', '\''], "").contains("charset=utf-8")
        });
        if !charset {
            let what = format!("no UTF-8 charset in the first {FIRST} bytes");
            findings.add(rules::CHARSET, 0, what);
        }
    }
}

/// What a content policy must say word by word.
const POLICY: [(&str, &str); 4] = [
    ("default-src", "'none'"),
    ("style-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'self'"),
];
/// What it may say besides.
const ALLOWED: [&str; 4] = ["img-src", "font-src", "manifest-src", "connect-src"];

/// Finds what a content policy allows and should not, or does not say.
fn policy(content: &str, path: &str, at: usize, findings: &mut Findings<'_>) {
    let directives: Vec<(&str, &str)> = content
        .split(';')
        .map(|directive| directive.trim().split_once(' ').unwrap_or((directive.trim(), "")))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    for (name, value) in POLICY {
        if !directives.contains(&(name, value)) {
            findings.add(rules::POLICY, at, format!("the policy does not say {name} {value}"));
        }
    }
    for (name, value) in directives {
        let is_self = value.trim() == "'self'" || value.trim() == "'none'";
        let is_known = POLICY.iter().any(|(known, _)| *known == name)
            || ALLOWED.contains(&name) && is_self
            || name == "script-src" && path == SEARCH && is_self;
        if !is_known {
            findings.add(rules::POLICY, at, format!("the policy allows {name} {value}"));
        }
    }
}
