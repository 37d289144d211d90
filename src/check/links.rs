//! Every address of a page: what it leads to is there, and nothing is fetched from elsewhere.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::address::{Address, Inside, Target};
use super::finding::{Findings, shown};
use super::markup::{Look, Tag};
use super::rules;
use super::site::File;

/// A link to a place in another file, to be compared when all files are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Far {
    /// The file it leads to, by number.
    pub(super) target: u32,
    /// The hash of the place's name.
    pub(super) anchor: u64,
    /// The byte at which it stands.
    pub(super) at: usize,
}

/// The hash of the name of a place. Kept instead of the name: a site has millions of links.
pub(super) fn anchor(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// Attributes that hold an address.
const ADDRESSES: [&str; 12] = [
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "background",
    "longdesc",
    "manifest",
    "xlink:href",
    "ping",
];
/// Attributes that hold several, each with a size behind it.
const SETS: [&str; 2] = ["srcset", "imagesrcset"];

/// Attributes that may paint with what is fetched.
const PAINTING: [&str; 6] = ["fill", "stroke", "filter", "mask", "clip-path", "cursor"];

/// Looks at the addresses of a page.
pub(super) struct Links<'a> {
    file: File<'a>,
    /// Places of this page that it links to, with where the link stands.
    here: Vec<(String, usize)>,
    pub(super) far: Vec<Far>,
}

impl<'a> Links<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        Self { file, here: Vec::new(), far: Vec::new() }
    }

    /// Links to places of this page that it has not.
    pub(super) fn close_with(&self, has: impl Fn(&str) -> bool, findings: &mut Findings<'_>) {
        for (name, at) in &self.here {
            // An empty fragment and `top` are the head of the page, by the standard.
            if !name.is_empty() && name != "top" && !has(name) {
                let what =
                    format!("{} leads to no place of this page", element(self.file.text, *at));
                findings.add(rules::DEAD_FRAGMENT, *at, what);
            }
        }
    }

    fn address(&mut self, tag: &Tag, text: &str, findings: &mut Findings<'_>) {
        let here = || element(self.file.text, tag.at);
        match Address::read(text, self.file.path, self.file.site) {
            Address::Inside(inside) => self.inside(tag, inside, findings),
            Address::Mail if tag.name == "a" => {}
            Address::Mail => findings.add(rules::ADDRESS, tag.at, here()),
            Address::Bad(why) => findings.add(rules::ADDRESS, tag.at, format!("{}: {why}", here())),
            Address::Outside => match tag.name.as_str() {
                "a" if ["nofollow", "noopener", "noreferrer"].iter().all(|it| tag.is_rel(it)) => {}
                "a" => findings.add(rules::OUTSIDE_LINK, tag.at, here()),
                // Not fetched; the head's look compares it with the page's own address.
                "link" if tag.is_rel("canonical") => {}
                _ => findings.add(rules::REMOTE, tag.at, here()),
            },
        }
    }

    fn inside(&mut self, tag: &Tag, inside: Inside, findings: &mut Findings<'_>) {
        let site = self.file.site;
        let here = || element(self.file.text, tag.at);
        let target = match inside.target(site) {
            Target::Nothing => {
                let what =
                    format!("{} leads to {}, which is not there", here(), shown(&inside.path));
                return findings.add(rules::DEAD_LINK, tag.at, what);
            }
            Target::Folder(target) => {
                if tag.name == "a" || tag.name == "form" {
                    findings.add(rules::FOLDER_LINK, tag.at, here());
                }
                target
            }
            Target::File(target) => target,
        };
        let stamp = inside.query.strip_prefix("v=");
        if let (Some(stamp), Some(hash)) = (stamp, site.hash(site.path(target)))
            && !hash.starts_with(stamp)
        {
            let what = format!("{} names another version of the file", here());
            findings.add(rules::STALE_ASSET, tag.at, what);
        }
        let Some(fragment) = inside.fragment else { return };
        if site.path(target) == self.file.path {
            self.here.push((fragment, tag.at));
        } else {
            self.far.push(Far { target, anchor: anchor(&fragment), at: tag.at });
        }
    }
}

impl Look for Links<'_> {
    fn start(&mut self, tag: &Tag, _open: &[Tag], findings: &mut Findings<'_>) {
        for (name, value) in &tag.attributes {
            if ADDRESSES.contains(&name.as_str()) {
                self.address(tag, value, findings);
            }
            let painted = value.split("url(").skip(1).filter(|_| PAINTING.contains(&name.as_str()));
            let mut painted = painted.map(|it| it.trim_start_matches([' ', '"', '\'']));
            if painted.any(|it| !it.starts_with('#')) {
                findings.add(rules::REMOTE, tag.at, element(self.file.text, tag.at));
            }
            if SETS.contains(&name.as_str()) {
                let urls = value.split(',').filter_map(|it| it.split_ascii_whitespace().next());
                urls.for_each(|url| self.address(tag, url, findings));
            }
        }
        let refers = tag.name == "meta" && tag.get("property") == Some("og:url");
        if refers && let Some(url) = tag.get("content") {
            self.public(tag, url, findings);
        }
    }
}

impl Links<'_> {
    /// A public address that a page says it has.
    fn public(&self, tag: &Tag, url: &str, findings: &mut Findings<'_>) {
        let is_own = match Address::read(url, self.file.path, self.file.site) {
            Address::Inside(inside) => inside.target(self.file.site) != Target::Nothing,
            _ => false,
        };
        if !is_own {
            findings.add(
                rules::CANONICAL,
                tag.at,
                format!("og:url {} is no page of the site", shown(url)),
            );
        }
    }
}

/// Addresses of a style sheet, with the bytes at which they stand: what they name is there.
pub(super) fn in_style(file: File<'_>, addresses: &[(usize, String)], findings: &mut Findings<'_>) {
    for (at, address) in addresses {
        match Address::read(address, file.path, file.site) {
            Address::Inside(inside) if inside.target(file.site) == Target::Nothing => {
                let what = format!(
                    "{} leads to {}, which is not there",
                    shown(address),
                    shown(&inside.path)
                );
                findings.add(rules::DEAD_LINK, *at, what);
            }
            Address::Inside(_) => {}
            Address::Bad(why) => {
                findings.add(rules::ADDRESS, *at, format!("{}: {why}", shown(address)));
            }
            Address::Outside | Address::Mail => {
                findings.add(rules::REMOTE_CSS, *at, shown(address));
            }
        }
    }
}

/// The tag that stands at a byte of a page.
pub(super) fn element(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.find('>').map_or(rest.len(), |end| end.saturating_add(1));
    shown(rest.get(..end).unwrap_or_default())
}
