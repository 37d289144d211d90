//! Elements, attributes, ids, scripts and data blocks: only those that our pages are made of.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Findings, shown};
use super::head::SEARCH;
use super::json;
use super::markup::{Look, Tag};
use super::rules;
use super::text::{Directions, is_control, misdirected};

/// Elements of pages, by their uses.
const ELEMENTS: [&str; 9] = [
    "html head body title meta link script main header footer nav section article aside",
    "h1 h2 h3 h4 h5 h6 p blockquote q cite ul ol li dl dt dd a abbr b strong i em s small mark",
    "sub sup span div br hr wbr time data bdi bdo address hgroup kbd code pre samp var ins del",
    "table caption thead tbody tfoot tr th td colgroup col figure figcaption img picture source",
    "details summary search dialog progress meter noscript menu ruby rt rp",
    "form label input button select option optgroup datalist output fieldset legend",
    "svg g path rect circle line polyline polygon ellipse text tspan defs use symbol desc",
    "marker lineargradient radialgradient stop clippath mask",
    "template",
];

/// Attributes of pages, but for `aria-…` and `data-…`.
const ATTRIBUTES: [&str; 8] = [
    "id class lang xml:lang dir title href src srcset sizes alt rel type name content charset media",
    "http-equiv datetime value for role hidden tabindex width height loading decoding property",
    "scope colspan rowspan headers open placeholder method action autocomplete maxlength",
    "minlength required disabled checked selected multiple inputmode enterkeyhint list min max",
    "step pattern spellcheck translate start reversed label hreflang download low high optimum",
    "span xmlns viewbox d fill stroke stroke-width stroke-linecap stroke-linejoin x y x1 x2 y1",
    "y2 cx cy r rx ry points transform focusable preserveaspectratio version fill-rule clip-rule",
    "clip-path text-anchor vector-effect stroke-dasharray defer integrity",
];

/// Attributes that name other elements of the page, by their ids.
const NAMING: [&str; 13] = [
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "for",
    "form",
    "headers",
    "list",
    "popovertarget",
];

/// Looks at the parts of a page.
pub(super) struct Parts<'a> {
    path: &'a str,
    /// Ids with their places.
    pub(super) ids: BTreeMap<String, usize>,
    /// Ids that other elements name, with where they do.
    named: Vec<(String, usize)>,
    elements: BTreeSet<&'static str>,
    attributes: BTreeSet<&'static str>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(path: &'a str) -> Self {
        let [elements, attributes] = [&ELEMENTS[..], &ATTRIBUTES[..]].map(names);
        Self { path, ids: BTreeMap::new(), named: Vec::new(), elements, attributes }
    }

    fn attribute(&mut self, tag: &Tag, name: &str, value: &str, findings: &mut Findings<'_>) {
        let shown = || format!("{name}={:?} on <{}>", shown(value), tag.name);
        let is_open_name = name.starts_with("aria-") || name.starts_with("data-");
        if name == "style" {
            findings.add(rules::INLINE_STYLE, tag.at, shown());
        } else if !is_open_name && !self.attributes.contains(name) {
            findings.add(rules::ATTRIBUTE, tag.at, shown());
        }
        if let Some(c) = value.chars().find(|c| is_control(*c)) {
            findings.add(rules::CONTROL, tag.at, format!("U+{:04X} in {}", u32::from(c), shown()));
        }
        if let Some((_, what)) = misdirected(value, Directions::Marks) {
            findings.add(rules::DIRECTION, tag.at, format!("{what} in {}", shown()));
        }
        if name == "id" && self.ids.insert(value.to_owned(), tag.at).is_some() {
            findings.add(rules::DUPLICATE_ID, tag.at, format!("a second id={value:?}"));
        }
        if NAMING.contains(&name) {
            let ids = value.split_ascii_whitespace().map(|id| (id.to_owned(), tag.at));
            self.named.extend(ids);
        }
    }

    fn script(&self, tag: &Tag, findings: &mut Findings<'_>) {
        let kind = tag.get("type").unwrap_or_default();
        if kind == "application/ld+json" && tag.get("src").is_none() {
            return;
        }
        let is_plain = matches!(kind, "" | "module" | "text/javascript");
        if self.path != SEARCH || !is_plain || tag.get("src").is_none() {
            let src = tag.get("src").map_or_else(String::new, |src| format!(" src={}", shown(src)));
            findings.add(rules::SCRIPT, tag.at, format!("<script{src}>"));
        }
    }
}

impl Look for Parts<'_> {
    fn start(&mut self, tag: &Tag, _open: &[Tag], findings: &mut Findings<'_>) {
        match tag.name.as_str() {
            "script" => self.script(tag, findings),
            "style" => findings.add(rules::INLINE_STYLE, tag.at, "<style>"),
            name if !self.elements.contains(name) => {
                findings.add(rules::ELEMENT, tag.at, format!("<{}>", shown(name)));
            }
            _ => {}
        }
        for (name, value) in &tag.attributes {
            self.attribute(tag, name, value, findings);
        }
        if is_silent_picture(tag) {
            findings.add(rules::ALTERNATIVE, tag.at, format!("<{}>", tag.name));
        }
    }

    fn text(&mut self, text: &str, at: usize, open: &[Tag], findings: &mut Findings<'_>) {
        let inside = open.last();
        if let Some(script) = inside.filter(|it| it.name == "script") {
            if script.get("type") != Some("application/ld+json") {
                return findings.add(
                    rules::SCRIPT,
                    at,
                    format!("a script in the page: {}", shown(text)),
                );
            }
            if let Some(less) = text.find('<') {
                findings.add(rules::JSON, at.saturating_add(less), "< in a data block of a page");
            }
            if let Err(fault) = json::read(text) {
                findings.add(rules::JSON, at, format!("the data block: {}", fault.what));
            }
            return;
        }
        // Controls that stand as they are were found in the file; here are those of references.
        let reference = text.char_indices().find(|(_, c)| is_control(*c));
        if let Some((_, c)) = reference.filter(|_| !findings.has(rules::CONTROL)) {
            findings.add(
                rules::CONTROL,
                at,
                format!("U+{:04X} by a character reference", u32::from(c)),
            );
        }
        let is_title = inside.is_some_and(|it| it.name == "title");
        let allowed = if is_title { Directions::Marks } else { Directions::None };
        if let Some((_, what)) = misdirected(text, allowed) {
            findings.add(rules::DIRECTION, at, format!("{what} in «{}»", shown(text)));
        }
    }

    fn close(&mut self, findings: &mut Findings<'_>) {
        for (id, at) in self.named.iter().filter(|(id, _)| !self.ids.contains_key(id)) {
            findings.add(rules::DEAD_ID, *at, format!("{} is no id of this page", shown(id)));
        }
    }
}

/// True for a picture that says nothing to those who do not see it, and does not say that it is empty.
fn is_silent_picture(tag: &Tag) -> bool {
    match tag.name.as_str() {
        "img" | "area" => tag.get("alt").is_none(),
        "input" => tag.get("type") == Some("image") && tag.get("alt").is_none(),
        _ => {
            let label = tag.get("aria-label").filter(|label| !label.trim().is_empty());
            let is_named = label.or_else(|| tag.get("aria-labelledby")).is_some();
            tag.get("role") == Some("img") && !is_named
        }
    }
}

fn names(lists: &[&'static str]) -> BTreeSet<&'static str> {
    lists.iter().flat_map(|list| list.split(' ')).collect()
}
