//! What only all files together can say: whether links lead to places that are there, under the names, headlines
//! and days of the pages that they lead to; whether search engines are told of every page.

use std::collections::BTreeSet;

use super::cited::{self, Library};
use super::finding::Findings;
use super::rules::{self, Rule};
use super::site::File;
use super::{Finding, Looked, Shelf, Site, head, links, statements, times};

impl Site {
    /// What is wrong between files; `all` is sorted by file.
    pub(super) fn joined(&self, all: &[Looked], shelf: &dyn Shelf) -> Vec<Finding> {
        let mut out = Vec::new();
        for one in all {
            self.fragments(one, all, shelf, &mut out);
            self.names(one, all, shelf, &mut out);
            self.headlines(one, all, shelf, &mut out);
            self.days(one, all, shelf, &mut out);
        }
        self.sitemap(all, &mut out);
        out
    }

    /// Links of a file to places that are not there.
    fn fragments(&self, one: &Looked, all: &[Looked], shelf: &dyn Shelf, out: &mut Vec<Finding>) {
        let is_dead = |far: &&links::Far| {
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

    /// Headlines that lead to the page of something else.
    fn headlines(&self, one: &Looked, all: &[Looked], shelf: &dyn Shelf, out: &mut Vec<Finding>) {
        let is_told = |headed: &cited::Headed| {
            let Some(words) = &headed.words else { return false };
            let path = self.path(headed.target);
            let story = shelf.bytes(path).unwrap_or_default();
            let file = File { site: self, shelf, path, text: "" };
            Library::of(file, &String::from_utf8_lossy(&story)).has(words)
        };
        let is_other = |headed: &&cited::Headed| {
            looked_at(all, headed.target).is_some_and(|it| it.heading != headed.heading)
                && !is_told(headed)
        };
        let others = one.headed.iter().filter(is_other);
        let others = others.map(|headed| (headed.at, headed.target));
        out.extend(self.link_findings(one, shelf, others, |link, target| {
            (rules::WORDS, format!("the headline in {link} is not that of {target}"))
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
pub(super) fn looked_at(all: &[Looked], file: u32) -> Option<&Looked> {
    all.get(all.binary_search_by_key(&file, |it| it.file).ok()?)
}
