//! What pages show as a document's words: verbatim in its text, with a link to their place there,
//! under a speaker who has a page.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Address, Inside, Target};
use super::finding::{Findings, shown};
use super::links::anchor;
use super::markup::{Look, Tag};
use super::own_words::collapsed;
use super::quoted;
use super::rules;
use super::site::{File, Texts};

/// The folder of the pages of people and bodies.
const PEOPLE: &str = "people/";

/// Looks at the quotations of a page.
pub(super) struct Statements<'a> {
    file: File<'a>,
    texts: Texts,
    /// Those whose element is open: a page may set one into another.
    quoting: Vec<Quoting>,
    /// How a speaker is named that is being named.
    naming: Option<Naming>,
    /// The words of the page, but for the numbers that lead back to the list.
    page: String,
    /// Places of the page's text that are linked, as bytes of `page`.
    marks: BTreeMap<String, usize>,
    /// Statements that the page itself lists, with their words.
    listed: Vec<(String, String, usize)>,
    /// Quotations looked at.
    pub(super) n_quotations: usize,
    /// The heading of the page.
    pub(super) heading: String,
    /// True behind it: a second one is a fault of its own.
    is_headed: bool,
    /// Names of speakers with the pages that they lead to.
    pub(super) named: Vec<Named>,
    known: BTreeSet<(u32, u64)>,
}

/// A speaker's name that leads to a page, to be compared with its heading when all are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// The page, by number.
    pub(super) target: u32,
    /// The hash of the name.
    pub(super) name: u64,
    /// The byte at which the link stands.
    pub(super) at: usize,
}

/// A quotation, until the element ends that it and its source stand in.
#[derive(Default)]
struct Quoting {
    /// Elements that are open around it.
    depth: usize,
    at: usize,
    /// The identity of the statement, where the page lists it.
    id: Option<String>,
    words: String,
    /// What joins it to the sentence before it; a document's word too.
    complementiser: String,
    /// Documents and places that links beside it lead to.
    places: Vec<(String, String)>,
}

/// Naming a speaker.
#[derive(Default)]
struct Naming {
    depth: usize,
    at: usize,
    /// Names without a link.
    unlinked: Vec<String>,
    /// That it is said of them that nobody is named: a phrase may read like a name.
    is_described: bool,
    /// The page that the open link leads to.
    link: Option<(u32, usize)>,
}

impl<'a> Statements<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        Self {
            file,
            texts: Texts::default(),
            quoting: Vec::new(),
            naming: None,
            page: String::new(),
            marks: BTreeMap::new(),
            listed: Vec::new(),
            n_quotations: 0,
            heading: String::new(),
            is_headed: false,
            named: Vec::new(),
            known: BTreeSet::new(),
        }
    }

    fn link(&mut self, tag: &Tag) {
        let Some(href) = tag.get("href").filter(|href| href.contains("#t-")) else { return };
        let Address::Inside(Inside { path, fragment: Some(place), .. }) =
            Address::read(href, self.file.path, self.file.site)
        else {
            return;
        };
        let document = path.strip_prefix("d/").and_then(|rest| rest.strip_suffix("/index.html"));
        if let (Some(document), Some(quoting)) = (document, self.quoting.last_mut()) {
            quoting.places.push((document.to_owned(), place));
        }
    }

    /// The element that a quotation stands in with its source has ended.
    fn judge(&mut self, quoting: &Quoting, findings: &mut Findings<'_>) {
        self.n_quotations = self.n_quotations.saturating_add(1);
        let words = unmarked(quoting.words.trim());
        let Some((document, place)) = quoting.places.first() else {
            let what = format!("no link to the place of «{}»", shown(words));
            return findings.add(rules::PLACE, quoting.at, what);
        };
        let id = quoting.id.as_deref().and_then(|id| id.strip_prefix("q-"));
        if let Some(id) = id {
            if place.strip_prefix("t-") != Some(id) {
                let what = format!("the statement q-{id} links to {place}");
                findings.add(rules::PLACE, quoting.at, what);
            }
            self.listed.push((id.to_owned(), words.to_owned(), quoting.at));
        }
        let Some(text) = self.texts.of(document, self.file.shelf) else {
            let what = format!("d/{document}/text.txt cannot be read");
            return findings.add(rules::WORDS, quoting.at, what);
        };
        let complementiser = quoting.complementiser.trim();
        for words in [words, complementiser] {
            if !text.contains(words) {
                let what = format!("«{}» is not in d/{document}/text.txt", shown(words));
                findings.add(rules::WORDS, quoting.at, what);
            }
        }
    }

    /// A speaker without a link is one of whom only an office is told: a name has a page.
    fn judge_naming(&self, naming: &Naming, findings: &mut Findings<'_>) {
        let people = &self.file.site.people;
        let told = naming.unlinked.iter().find(|name| people.contains(*name));
        if let Some(name) = told.filter(|_| !naming.is_described) {
            let what = format!("«{}» has a page and is named without it", shown(name));
            findings.add(rules::SPEAKER, naming.at, what);
        }
    }
}

impl Look for Statements<'_> {
    fn start(&mut self, tag: &Tag, open: &[Tag], _findings: &mut Findings<'_>) {
        if let Some(place) = tag.get("id").and_then(|id| id.strip_prefix("t-")) {
            self.marks.insert(place.to_owned(), self.page.len());
        }
        match tag.name.as_str() {
            "blockquote" => {
                let id = open.last().and_then(|it| it.get("id")).map(str::to_owned);
                let depth = open.len();
                self.quoting.push(Quoting { depth, at: tag.at, id, ..Quoting::default() });
            }
            "a" => self.link(tag),
            _ => {}
        }
        if tag.is_of("st__who") {
            self.naming = Some(Naming { depth: open.len(), at: tag.at, ..Naming::default() });
        }
        if let Some(naming) = &mut self.naming {
            naming.is_described |= tag.is_of("sub");
            if let Some(href) = tag.get("href")
                && let Address::Inside(inside) = Address::read(href, self.file.path, self.file.site)
            {
                naming.link = match inside.target(self.file.site) {
                    Target::File(page) if inside.path.starts_with(PEOPLE) => Some((page, tag.at)),
                    _ => None,
                };
            }
        }
    }

    fn text(&mut self, text: &str, at: usize, open: &[Tag], findings: &mut Findings<'_>) {
        let is_data = |tag: &Tag| tag.get("type") == Some("application/ld+json");
        if open.last().is_some_and(is_data) {
            return quoted::in_linked_data(self.file, text, at, findings);
        }
        if !self.is_headed && open.iter().any(|tag| tag.name == "h1") {
            self.heading.push_str(text);
        }
        if !open.iter().any(|tag| tag.is_of("m__n") || tag.is_of("vh")) {
            self.page.push_str(text);
        }
        let is_in = |name: &str| open.iter().any(|tag| tag.name == name);
        if let Some(quoting) = self.quoting.last_mut().filter(|_| is_in("blockquote")) {
            if open.iter().any(|tag| tag.is_of("comp")) {
                quoting.complementiser.push_str(text);
            } else {
                quoting.words.push_str(text);
            }
        }
        if let Some(naming) = &mut self.naming {
            let is_name = open.last().is_some_and(|tag| tag.name == "bdi" && !tag.is_of("v"));
            if is_name && !is_in("a") {
                naming.unlinked.push(text.to_owned());
            }
            if let Some((target, at)) = naming.link.filter(|_| is_name && is_in("a")) {
                let name = anchor(&collapsed(text));
                if self.known.insert((target, name)) {
                    self.named.push(Named { target, name, at });
                }
            }
        }
    }

    fn end(&mut self, open: &[Tag], findings: &mut Findings<'_>) {
        let depth = open.len().saturating_sub(1);
        self.is_headed |= open.last().is_some_and(|tag| tag.name == "h1");
        if let Some(naming) = self.naming.take_if(|naming| naming.depth == depth) {
            self.judge_naming(&naming, findings);
        }
        // The source of a quotation stands beside it, in the element that holds it.
        if self.quoting.last().is_some_and(|quoting| depth < quoting.depth)
            && let Some(quoting) = self.quoting.pop()
        {
            self.judge(&quoting, findings);
        }
        if open.last().is_some_and(|tag| matches!(tag.name.as_str(), "p" | "h1" | "h3" | "li")) {
            self.page.push('\n');
        }
    }

    fn close(&mut self, findings: &mut Findings<'_>) {
        for (id, words, at) in &self.listed {
            let Some(mark) = self.marks.get(id) else {
                let what = format!("no place t-{id} in the text of the page");
                findings.add(rules::PLACE, *at, what);
                continue;
            };
            let from = self.page.get(*mark..).unwrap_or_default();
            // A place at the end of the page is that of a statement outside the text proper.
            if !from.trim().is_empty() && !begins_with(from, words) {
                let what = format!("the place t-{id} does not begin with «{}»", shown(words));
                findings.add(rules::PLACE, *at, what);
            }
        }
    }
}

/// Words without our own marks around them.
fn unmarked(words: &str) -> &str {
    let inside = words.strip_prefix('«').and_then(|rest| rest.strip_suffix('»'));
    inside.unwrap_or(words)
}

/// True where a text begins with these words, blanks and marks before them aside.
fn begins_with(text: &str, words: &str) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric();
    let mut text = text.trim_start_matches(is_mark).chars().filter(|c| !c.is_whitespace());
    let mut words = words.trim_start_matches(is_mark).chars().filter(|c| !c.is_whitespace());
    words.all(|c| text.next() == Some(c))
}
