//! The folder: only regular files with names that travel, each named by `build.json`, none missing.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::finding::{Finding, Findings};
use super::rules::{self, Rule};
use super::site::{Entry, Kind, Site, is_kept};
use crate::site::Manifest;

/// Most bytes of a name: with the endings that programs add it stays below what file systems take.
const NAME_BYTES: usize = 200;
/// Rights that nothing in a site may have: to be written by all, to run as its owner or group.
const BAD_RIGHTS: u32 = 0o6002;

/// What is wrong with what stands in the folder.
pub(super) fn look(site: &Site) -> Vec<Finding> {
    let mut all = Vec::new();
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for entry in &site.entries {
        let mut findings = Findings::of(&entry.path, "");
        let mut add = |rule: Rule, what: String| findings.add(rule, 0, what);
        if entry.kind == Kind::Nameless {
            add(rules::FILE_NAME, "a name that is no Unicode".to_owned());
        }
        if entry.kind == Kind::Other {
            add(rules::FILE_KIND, "neither a file nor a folder".to_owned());
        }
        if entry.kind != Kind::Other && entry.mode & BAD_RIGHTS != 0 {
            add(rules::FILE_MODE, format!("rights {:04o}", entry.mode & 0o7777));
        }
        let name = entry.path.rsplit('/').next().unwrap_or_default();
        if let Some(fault) = fault_of(name) {
            add(rules::FILE_NAME, fault);
        }
        if let Some(other) = folded.insert(fold(&entry.path), &entry.path) {
            add(rules::FILE_NAME, format!("only case or form tell it from {other}"));
        }
        if entry.kind == Kind::File && entry.path != Manifest::NAME && is_strange(site, entry) {
            add(rules::STRANGER, "no file of this site".to_owned());
        }
        all.extend(findings.into_vec());
    }
    for route in site.manifest.files.keys() {
        let path = route.as_str();
        if site.file(path).is_none() && !is_kept(&site.keep, path) {
            let mut findings = Findings::of(path, "");
            findings.add(rules::MISSING, 0, "a file of this site that is not there");
            all.extend(findings.into_vec());
        }
    }
    all
}

fn is_strange(site: &Site, entry: &Entry) -> bool {
    site.hash(&entry.path).is_none()
}

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Why the name of a file or folder does not travel between systems; `None` where it does.
pub fn fault_of(name: &str) -> Option<String> {
    let is_bad = |c: &char| {
        c.is_control()
            || matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*' | '\u{61c}' | '\u{feff}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    };
    if let Some(c) = name.chars().find(is_bad) {
        return Some(format!("U+{:04X} in its name", u32::from(c)));
    }
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_port =
        port.is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(char::is_numeric));
    if is_port || DEVICES.contains(&stem.as_str()) {
        return Some("the name of a device on Windows".to_owned());
    }
    if name.starts_with(['-', '~', ' ']) || name.ends_with(['.', ' ']) {
        return Some("a dash, dot or blank where programs misread it".to_owned());
    }
    if name.len() > NAME_BYTES {
        return Some(format!("a name of {} bytes, over {NAME_BYTES}", name.len()));
    }
    (!name.nfc().eq(name.chars())).then(|| "a name that is not in the form NFC".to_owned())
}

/// What two names have in common on a file system that takes them for one.
fn fold(path: &str) -> String {
    path.nfkc().flat_map(char::to_lowercase).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, fault: Option<&str>) {
        assert_eq!(fault_of(name).as_deref(), fault, "{name:?}");
    }

    #[test]
    fn names_travel() {
        check("ليبيا", None);
        check("com1x.html", None);
        check("a:b", Some("U+003A in its name"));
        check("خ\u{200f}", Some("U+200F in its name"));
        check("LPT1.txt", Some("the name of a device on Windows"));
        check("nul", Some("the name of a device on Windows"));
        check("-rf", Some("a dash, dot or blank where programs misread it"));
        check("e\u{301}", Some("a name that is not in the form NFC"));
        check(&"ب".repeat(101), Some("a name of 202 bytes, over 200"));
    }
}
