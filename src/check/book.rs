//! Books beside the pages of weeks: all that a book is made of is in it and is named by its package, its links
//! lead to places of it or of the site, and its words are those of the documents.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use roxmltree::{Document, Node};
use zip::{CompressionMethod, ZipArchive};

use super::address::{self, Address, Target};
use super::cited::Library;
use super::edition::unsaid;
use super::finding::{Finding, Findings, place, shown};
use super::rules::{self, Rule};
use super::site::File;

/// The first file of every book, and what stands in it.
const MIMETYPE: (&str, &str) = ("mimetype", "application/epub+zip");
const CONTAINER: &str = "META-INF/container.xml";
/// What chapters are.
const CHAPTER: &str = "application/xhtml+xml";
/// Most bytes of a file of a book, and most files: ours have a few chapters of a few KB.
const LARGEST: u64 = 16 << 20;
const MOST: usize = 1_000;
/// Chapters may have a document type; with more than this in it they are refused.
const DOCTYPE: &str = "<!DOCTYPE html>";
/// Elements that no chapter has.
const FOREIGN: [&str; 6] = ["script", "iframe", "object", "embed", "form", "style"];

/// Looks into a book.
pub(super) fn look(file: File<'_>, bytes: &[u8]) -> Vec<Finding> {
    let mut findings = Findings::of(file.path, "");
    match unpacked(bytes) {
        Ok(parts) => Book { file, parts: &parts, findings: &mut findings }.look(),
        Err(what) => findings.add(rules::BOOK, 0, what),
    }
    findings.into_vec()
}

/// The files of a book by name.
type Parts = BTreeMap<String, String>;

/// The texts of a book; what is wrong where it is no archive of texts.
fn unpacked(bytes: &[u8]) -> Result<Parts, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    if archive.len() > MOST {
        return Err(format!("{} files", archive.len()));
    }
    let mut parts = Parts::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| error.to_string())?;
        let name = part.name().map_err(|error| error.to_string())?.into_owned();
        let is_stored = part.compression() == CompressionMethod::Stored;
        let mut text = String::new();
        part.take(LARGEST).read_to_string(&mut text).map_err(|error| format!("{name}: {error}"))?;
        let is_first = (name.as_str(), text.as_str()) == MIMETYPE && is_stored;
        if at == 0 && !is_first {
            return Err(format!("it begins with {}, not with its {}", shown(&name), MIMETYPE.0));
        }
        if parts.insert(name.clone(), text).is_some() {
            return Err(format!("{} is in it twice", shown(&name)));
        }
    }
    Ok(parts)
}

/// A book that is looked at.
struct Book<'a, 'p, 'f, 't> {
    file: File<'a>,
    parts: &'p Parts,
    findings: &'f mut Findings<'t>,
}

impl Book<'_, '_, '_, '_> {
    fn look(&mut self) {
        let Some(package) = self.package() else {
            let what = format!("{CONTAINER} names no package of it");
            return self.findings.add(rules::BOOK, 0, what);
        };
        let Some(source) = self.parts.get(&package) else { return };
        let Some(tree) = self.read(&package, source) else { return };
        let chapters = self.contents(&package, &tree);
        // Places of each chapter, before any link is followed.
        let mut trees = Vec::new();
        for name in &chapters {
            let Some(source) = self.parts.get(name) else { continue };
            let masked = masked(source);
            if let Some(ids) = self.ids(name, &masked) {
                trees.push((name, masked, ids));
            }
        }
        let places: BTreeMap<&str, &BTreeSet<String>> =
            trees.iter().map(|(name, _, ids)| (name.as_str(), ids)).collect();
        let mut library = Library::around(self.file);
        for (name, masked, _) in &trees {
            let Ok(tree) = Document::parse(masked) else { continue };
            self.chapter((name, masked), &tree, &places, &mut library);
        }
    }

    /// Something wrong with a part, at a byte of it.
    fn add(&mut self, rule: Rule, (part, source, at): (&str, &str, usize), what: &str) {
        let (line, column) = place(source, at);
        self.findings.add(rule, 0, format!("{}:{line}:{column}: {what}", shown(part)));
    }

    /// A part as XML.
    fn read<'s>(&mut self, name: &str, source: &'s str) -> Option<Document<'s>> {
        let read = Document::parse(source);
        if let Err(error) = &read {
            let what = shown(&error.to_string());
            self.findings.add(rules::XML, 0, format!("{}: {what}", shown(name)));
        }
        read.ok()
    }

    /// The name of the package.
    fn package(&mut self) -> Option<String> {
        let source = self.parts.get(CONTAINER)?;
        let tree = self.read(CONTAINER, source)?;
        let root = tree.descendants().find(|node| is(node, "rootfile"))?;
        let path = root.attribute("full-path")?.to_owned();
        self.parts.contains_key(&path).then_some(path)
    }

    /// Holds what the package names against what is there; gives the chapters.
    fn contents(&mut self, package: &str, tree: &Document<'_>) -> Vec<String> {
        let source = tree.input_text();
        let mut named: BTreeMap<String, String> = BTreeMap::new();
        let mut items: BTreeMap<&str, (String, bool)> = BTreeMap::new();
        let mut navs = 0usize;
        for item in tree.descendants().filter(|node| is(node, "item")) {
            let at = (package, source, item.range().start);
            let of = |name| item.attribute(name).unwrap_or_default();
            let (id, href) = (of("id"), of("href"));
            let Some(path) = inside(package, href).filter(|path| self.parts.contains_key(path))
            else {
                self.add(rules::DEAD_LINK, at, &format!("{} is not in the book", shown(href)));
                continue;
            };
            let is_chapter = of("media-type") == CHAPTER;
            navs = navs.saturating_add(usize::from(of("properties") == "nav"));
            if items.insert(id, (path.clone(), is_chapter)).is_some() {
                self.add(rules::DUPLICATE_ID, at, &format!("a second id={:?}", shown(id)));
            }
            named.insert(path, id.to_owned());
        }
        let own = [MIMETYPE.0, CONTAINER, package];
        for name in self.parts.keys().filter(|name| !own.contains(&name.as_str())) {
            if !named.contains_key(name) {
                let what = format!("{} is not named by {package}", shown(name));
                self.findings.add(rules::BOOK, 0, what);
            }
        }
        let at = (package, source, 0);
        if navs != 1 {
            self.add(rules::BOOK, at, &format!("{navs} tables of contents"));
        }
        self.order(package, tree, &items);
        items.into_values().filter(|(_, is_chapter)| *is_chapter).map(|(path, _)| path).collect()
    }

    /// The order in which the chapters are read, from right to left.
    fn order(
        &mut self,
        package: &str,
        tree: &Document<'_>,
        items: &BTreeMap<&str, (String, bool)>,
    ) {
        let source = tree.input_text();
        let spine = tree.descendants().find(|node| is(node, "spine"));
        let turning = spine.and_then(|node| node.attribute("page-progression-direction"));
        if turning != Some("rtl") {
            let what = "the pages are not turned from right to left";
            self.add(rules::PAGE_DIRECTION, (package, source, 0), what);
        }
        let mut read = BTreeSet::new();
        for item in spine.iter().flat_map(Node::children).filter(Node::is_element) {
            let id = item.attribute("idref").unwrap_or_default();
            if !items.contains_key(id) || !read.insert(id) {
                let what = format!("{} is no part of the book, or read twice", shown(id));
                self.add(rules::DEAD_LINK, (package, source, item.range().start), &what);
            }
        }
        for (id, (path, is_chapter)) in items {
            if *is_chapter && !read.contains(id) {
                let what = format!("{} is never read", shown(path));
                self.add(rules::BOOK, (package, source, 0), &what);
            }
        }
    }

    /// The places of a chapter.
    fn ids(&mut self, name: &str, source: &str) -> Option<BTreeSet<String>> {
        let tree = self.read(name, source)?;
        let mut ids = BTreeSet::new();
        for node in tree.descendants() {
            let id = node.attribute("id").filter(|id| !ids.insert((*id).to_owned()));
            if let Some(id) = id {
                let at = (name, source, node.range().start);
                self.add(rules::DUPLICATE_ID, at, &format!("a second id={:?}", shown(id)));
            }
        }
        Some(ids)
    }

    /// Looks at a chapter.
    fn chapter(
        &mut self,
        (name, source): (&str, &str),
        tree: &Document<'_>,
        places: &BTreeMap<&str, &BTreeSet<String>>,
        library: &mut Library<'_>,
    ) {
        let root = tree.root_element();
        // As a page and as XML: some programs look at one, some at the other.
        let of = |name: &str| {
            let own = root.attributes().filter(|it| it.name() == name);
            own.map(|it| it.value()).collect::<Vec<_>>()
        };
        if of("lang") != ["ar", "ar"] {
            self.add(rules::LANGUAGE, (name, source, 0), "lang and xml:lang are not \"ar\"");
        }
        if of("dir") != ["rtl"] {
            self.add(rules::PAGE_DIRECTION, (name, source, 0), "dir is not \"rtl\"");
        }
        for node in tree.descendants().filter(Node::is_element) {
            let at = (name, source, node.range().start);
            let element = node.tag_name().name();
            if FOREIGN.contains(&element) {
                self.add(rules::ELEMENT, at, &format!("<{element}>"));
            }
            for it in node.attributes() {
                match it.name() {
                    "href" | "src" => self.link(at, node, it.value(), places),
                    key if key.starts_with("on") || key == "style" => {
                        self.add(rules::ATTRIBUTE, at, &format!("{key} on <{element}>"));
                    }
                    _ => {}
                }
            }
            let is_said = element == "p" && node.attribute("dir") == Some("auto");
            if is_said && !library.has_joined(&words(node)) {
                self.add(rules::WORDS, at, &unsaid(&words(node), self.file.path));
            }
        }
    }

    /// An address in a chapter: to a place of the book, or a page of the site, or elsewhere by a link that is
    /// followed by hand.
    fn link(
        &mut self,
        at: (&str, &str, usize),
        node: Node<'_, '_>,
        href: &str,
        places: &BTreeMap<&str, &BTreeSet<String>>,
    ) {
        let here = format!("<{}> to {}", node.tag_name().name(), shown(href));
        if href.contains(':') {
            let is_link = is(&node, "a");
            return match fault(self.file, href) {
                Some((rule, what)) => self.add(rule, at, &format!("{here}: {what}")),
                None if is_link => {}
                None => self.add(rules::REMOTE, at, &here),
            };
        }
        let (path, fragment) = href.split_once('#').map_or((href, None), |(a, b)| (a, Some(b)));
        let part = if path.is_empty() { Some(at.0.to_owned()) } else { inside(at.0, path) };
        let Some(part) = part.filter(|part| self.parts.contains_key(part)) else {
            return self.add(rules::DEAD_LINK, at, &format!("{here} is not in the book"));
        };
        let fragment = fragment.and_then(address::decode).filter(|it| !it.is_empty());
        let has = |id: &String| places.get(part.as_str()).is_some_and(|ids| ids.contains(id));
        if fragment.is_some_and(|id| !has(&id)) {
            self.add(rules::DEAD_FRAGMENT, at, &format!("{here} is no place of {}", shown(&part)));
        }
    }
}

/// What is wrong with a whole address that stands in an edition: those of the site lead to places of it.
pub(super) fn fault(file: File<'_>, href: &str) -> Option<(Rule, String)> {
    match Address::read(href, file.path, file.site) {
        Address::Outside | Address::Mail => None,
        Address::Bad(why) => Some((rules::ADDRESS, why.to_owned())),
        Address::Inside(inside) => {
            let (Target::File(target) | Target::Folder(target)) = inside.target(file.site) else {
                return Some((rules::DEAD_LINK, format!("{} is not there", shown(&inside.path))));
            };
            let fragment = inside.fragment.filter(|it| !it.is_empty())?;
            let page = file.shelf.bytes(file.site.path(target)).unwrap_or_default();
            let has = String::from_utf8_lossy(&page).contains(&format!(" id=\"{fragment}\""));
            let what = || format!("no place of {}", shown(file.site.path(target)));
            (!has).then(|| (rules::DEAD_FRAGMENT, what()))
        }
    }
}

/// The path of a part from another.
fn inside(from: &str, href: &str) -> Option<String> {
    let folder = from.rfind('/').and_then(|slash| from.get(..=slash)).unwrap_or_default();
    address::join(folder, &address::decode(href)?)
}

/// A chapter without its document type, everything else where it was.
fn masked(source: &str) -> String {
    source.replacen(DOCTYPE, &" ".repeat(DOCTYPE.len()), 1)
}

/// The words in an element.
fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|it| it.text()).collect()
}

/// True for an element of this name, whatever it belongs to.
fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}
