//! Briefings in one file beside the pages of weeks: their style stands in them, and their policy allows nothing
//! else. They are read elsewhere too, so their links are whole or none.

use super::Looked;
use super::css;
use super::finding::{Findings, shown};
use super::links::{Links, anchor};
use super::markup::{self, Look, Tag};
use super::own_words::OwnWords;
use super::parts::Parts;
use super::rules;
use super::site::File;

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
    let looks: &mut [&mut dyn Look] = &mut [&mut parts, &mut links, &mut own_words, &mut edition];
    markup::walk(file.text, looks, &mut findings);
    links.close_with(|name| parts.ids.contains_key(name), &mut findings);
    looked.far = links.far;
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
            "h1" => self.headings = self.headings.saturating_add(1),
            "style" => {
                for (name, value) in &tag.attributes {
                    findings.add(rules::ATTRIBUTE, tag.at, format!("{name}={value:?} on <style>"));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: usize, open: &[Tag], findings: &mut Findings<'_>) {
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
    }
}
