//! XML files: well formed, without a document type; feeds with identities of their own, the list of
//! pages for search engines.

use roxmltree::{Document, Node};

use super::address::{Address, Inside, Target};
use super::css;
use super::feed::{self, Entry};
use super::finding::{Findings, shown};
use super::links::{self, Far, anchor};
use super::rules;
use super::site::File;
use super::text::{Directions, misdirected};

/// What other files are to be compared with.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Links to places in pages.
    pub(super) far: Vec<Far>,
    /// Pages that a sitemap lists, by number.
    pub(super) listed: Vec<u32>,
}

/// Looks at a file.
pub(super) fn look(file: File<'_>, findings: &mut Findings<'_>) -> Found {
    let mut found = Found::default();
    let document = match Document::parse(file.text) {
        Ok(document) => document,
        Err(error) => {
            let pos = error.pos();
            let what = error.to_string();
            findings.add(rules::XML, byte(file.text, pos.row, pos.col), shown(&what));
            return found;
        }
    };
    for node in document.descendants() {
        if let Some(pi) = node.pi() {
            let what = format!("a processing instruction: {}", shown(pi.target));
            findings.add(rules::XML, node.range().start, what);
        }
        element(file, node, &mut found, findings);
    }
    match document.root_element().tag_name().name() {
        "svg" => picture(file, &document, findings),
        "feed" => feed::judge(file, &entries(file, &document, findings), findings),
        "urlset" => listed(file, &document, &mut found, findings),
        _ => {}
    }
    found
}

/// Elements whose text is an address.
const ADDRESSES: [&str; 4] = ["loc", "uri", "icon", "logo"];
/// Elements that no file of ours has.
const FOREIGN: [&str; 7] =
    ["script", "iframe", "object", "embed", "foreignObject", "animate", "set"];

fn element(file: File<'_>, node: Node<'_, '_>, found: &mut Found, findings: &mut Findings<'_>) {
    let at = node.range().start;
    let name = node.tag_name().name();
    if FOREIGN.contains(&name) {
        findings.add(rules::ELEMENT, at, format!("<{name}>"));
    }
    for attribute in node.attributes() {
        let (key, value) = (attribute.name(), attribute.value());
        let here = || format!("{key}={:?} on <{name}>", shown(value));
        if key.starts_with("on") || key == "style" {
            findings.add(rules::ATTRIBUTE, at, here());
        }
        if let Some((_, what)) = misdirected(value, Directions::Marks) {
            findings.add(rules::DIRECTION, at, format!("{what} in {}", here()));
        }
        // The icon of a feed, like its rest, stands in attributes named so.
        if matches!(key, "href" | "src" | "url") {
            if is_fetched(name, key)
                && Address::read(value, file.path, file.site) == Address::Outside
            {
                findings.add(rules::REMOTE, at, here());
            }
            address(file, value, at, found, findings);
        }
    }
    if let Some(text) = node.text().filter(|_| node.is_element()) {
        let is_title = matches!(name, "title" | "summary" | "name" | "subtitle");
        let allowed = if is_title { Directions::Marks } else { Directions::None };
        if let Some((_, what)) = misdirected(text, allowed) {
            findings.add(rules::DIRECTION, at, format!("{what} in <{name}>"));
        }
        if ADDRESSES.contains(&name) {
            let is_picture = matches!(name, "icon" | "logo");
            let is_outside = Address::read(text.trim(), file.path, file.site) == Address::Outside;
            if is_picture && is_outside {
                findings.add(rules::REMOTE, at, format!("<{name}> {}", shown(text)));
            }
            address(file, text.trim(), at, found, findings);
        }
    }
}

/// True for an address that is fetched without being asked for.
fn is_fetched(element: &str, attribute: &str) -> bool {
    attribute == "src" || !matches!(element, "a" | "link")
}

/// A picture fetches nothing: what it paints with is its own.
fn picture(file: File<'_>, document: &Document<'_>, findings: &mut Findings<'_>) {
    for node in document.descendants().filter(Node::is_element) {
        let at = node.range().start;
        for attribute in node.attributes() {
            let painted = attribute.value().split("url(").skip(1);
            let mut painted = painted.map(|it| it.trim_start_matches([' ', '"', '\'']));
            if painted.any(|it| !it.starts_with('#')) || attribute.name() == "base" {
                let here = format!("{}={:?}", attribute.name(), shown(attribute.value()));
                findings.add(rules::REMOTE, at, here);
            }
        }
        let style = node.text().filter(|_| node.tag_name().name() == "style");
        let Some(style) = style else { continue };
        let mut inner = Findings::of(file.path, style);
        let addresses = css::look(style, 0, &mut inner);
        links::in_style(file, &addresses, &mut inner);
        for finding in inner.into_vec().into_iter().filter(|it| it.rule != rules::PHYSICAL_CSS) {
            findings.add(finding.rule, at, finding.what);
        }
    }
}

fn address(file: File<'_>, text: &str, at: usize, found: &mut Found, findings: &mut Findings<'_>) {
    let Some(inside) = inside(file, text, at, findings) else { return };
    match inside.target(file.site) {
        Target::Nothing => {
            let what =
                format!("{} leads to {}, which is not there", shown(text), shown(&inside.path));
            findings.add(rules::DEAD_LINK, at, what);
        }
        Target::File(target) | Target::Folder(target) => {
            if let Some(fragment) = inside.fragment.filter(|fragment| !fragment.is_empty()) {
                found.far.push(Far { target, anchor: anchor(&fragment), at });
            }
        }
    }
}

/// An address that leads into the site.
fn inside(file: File<'_>, text: &str, at: usize, findings: &mut Findings<'_>) -> Option<Inside> {
    match Address::read(text, file.path, file.site) {
        Address::Inside(inside) => return Some(inside),
        Address::Bad(why) => findings.add(rules::ADDRESS, at, format!("{}: {why}", shown(text))),
        Address::Outside | Address::Mail => {}
    }
    None
}

/// The entries of an Atom feed.
fn entries(file: File<'_>, document: &Document<'_>, findings: &mut Findings<'_>) -> Vec<Entry> {
    let root = document.root_element();
    let text = |node: Node<'_, '_>, name: &str| {
        let child = node.children().find(|child| child.tag_name().name() == name);
        child.and_then(|child| child.text()).map(|text| text.trim().to_owned())
    };
    for name in ["id", "title", "updated"] {
        if text(root, name).is_none_or(|text| text.is_empty()) {
            findings.add(rules::FEED, root.range().start, format!("the feed has no <{name}>"));
        }
    }
    let language = root.attributes().find(|it| it.name() == "lang").map(|it| it.value());
    if language.is_none_or(|it| !it.starts_with("ar")) {
        findings.add(rules::FEED, root.range().start, "the feed has no xml:lang=\"ar\"");
    }
    let items = root.children().filter(|child| child.tag_name().name() == "entry");
    items
        .map(|node| {
            let link = node.children().find(|child| {
                let rel = child.attribute("rel").unwrap_or("alternate");
                child.tag_name().name() == "link" && rel == "alternate"
            });
            Entry {
                at: node.range().start,
                id: text(node, "id"),
                title: text(node, "title"),
                dated: text(node, "updated"),
                link: link.and_then(|link| link.attribute("href")).map(str::to_owned),
                content: content(file, node),
            }
        })
        .collect()
}

/// The markup of an entry as it stands in the file.
fn content(file: File<'_>, entry: Node<'_, '_>) -> Option<String> {
    let content = entry.children().find(|child| child.tag_name().name() == "content")?;
    let first = content.first_element_child()?;
    file.text.get(first.range()).map(str::to_owned)
}

/// The pages that a sitemap lists.
fn listed(file: File<'_>, document: &Document<'_>, found: &mut Found, findings: &mut Findings<'_>) {
    for loc in document.descendants().filter(|node| node.tag_name().name() == "loc") {
        let text = loc.text().unwrap_or_default().trim();
        match Address::read(text, file.path, file.site) {
            Address::Inside(inside) => {
                if let Target::File(page) | Target::Folder(page) = inside.target(file.site) {
                    found.listed.push(page);
                }
            }
            Address::Outside => {
                let what = format!("{} is not of this site", shown(text));
                findings.add(rules::SITEMAP, loc.range().start, what);
            }
            Address::Mail | Address::Bad(_) => {}
        }
    }
}

/// The byte of a line and column in characters, both from 1.
fn byte(text: &str, row: u32, column: u32) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.clone().take(row.saturating_sub(1) as usize).map(str::len).sum();
    let line = text.get(before..).unwrap_or_default();
    let within = line.char_indices().nth(column.saturating_sub(1) as usize).map_or(0, |(at, _)| at);
    before.saturating_add(within)
}
