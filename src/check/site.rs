//! What is known of a site before any file is looked into: its files and its own account of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::site::Manifest;

use super::schema::{self, Schemas};

/// What stands in the folder of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the folder, `/` between parts; a name that is no Unicode with replacement
    /// characters.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// The permission bits of Unix; 0 where there are none.
    pub mode: u32,
}

/// Sorts of things in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, pipe or device.
    Other,
    /// Something whose name is no Unicode.
    Nameless,
}

/// Gives the files of a site. Called from any thread.
pub trait Shelf: Sync {
    /// The bytes of a regular file, by its path below the folder; `None` where it cannot be read.
    fn bytes(&self, path: &str) -> Option<Vec<u8>>;
}

/// A built site: what stands in its folder, and what its own files say of it.
#[derive(Debug)]
pub struct Site {
    pub(super) manifest: Manifest,
    pub(super) entries: Vec<Entry>,
    /// Regular files, sorted.
    pub(super) files: Vec<String>,
    /// Files and folders that are the operator's.
    pub(super) keep: Vec<String>,
    /// The public address with its last `/`, as `robots.txt` names it with the sitemap.
    pub(super) base: Option<String>,
    /// Names of the people and bodies that have a page.
    pub(super) people: BTreeSet<String>,
    /// The schemas of the data.
    pub(super) schemas: Schemas,
}

/// What the site tells search engines.
const ROBOTS: &str = "robots.txt";
/// What it says of the people that have a page.
const PEOPLE: &str = "api/v1/people.json";

impl Site {
    /// The site of a folder that holds `entries`. What lies at or below a path of `keep` is the
    /// operator's and not looked at.
    pub fn new(
        manifest: Manifest,
        mut entries: Vec<Entry>,
        keep: Vec<String>,
        shelf: &dyn Shelf,
    ) -> Self {
        entries.retain(|entry| !is_kept(&keep, &entry.path));
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        let regular = entries.iter().filter(|entry| entry.kind == Kind::File);
        let files: Vec<String> = regular.map(|entry| entry.path.clone()).collect();
        let base = shelf.bytes(ROBOTS).and_then(|bytes| base(&bytes));
        let people = shelf.bytes(PEOPLE).map(|bytes| people(&bytes)).unwrap_or_default();
        let schemas = schema::read_all(&files, shelf);
        Self { manifest, entries, files, keep, base, people, schemas }
    }

    /// The regular files, sorted: what [`Site::look`] is to be asked of.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// The number of a file; `None` where there is none of this path.
    pub(super) fn file(&self, path: &str) -> Option<u32> {
        let ix = self.files.binary_search_by(|file| file.as_str().cmp(path)).ok()?;
        u32::try_from(ix).ok()
    }

    /// The path of a file by its number.
    pub(super) fn path(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", String::as_str)
    }

    /// The hash that `build.json` gives of a file.
    pub(super) fn hash(&self, path: &str) -> Option<&str> {
        let route = crate::site::Route::new(path)?;
        self.manifest.files.get(&route).map(String::as_str)
    }

    /// True for a file that the operator put beside the pages.
    pub(super) fn is_own(&self, path: &str) -> bool {
        crate::site::Route::new(path).is_some_and(|it| self.manifest.own.contains(&it))
    }

    /// True for the page of an address that a build gave up.
    pub(super) fn is_retired(&self, path: &str) -> bool {
        self.successor(path).is_some()
    }

    /// Where the page of an address that a build gave up leads.
    pub(super) fn successor(&self, path: &str) -> Option<&str> {
        let route = crate::site::Route::new(path)?;
        self.manifest.retired.get(&route).map(crate::site::Route::as_str)
    }
}

/// True for what the operator keeps in the folder.
pub(super) fn is_kept(keep: &[String], path: &str) -> bool {
    let below =
        |kept: &String| path.strip_prefix(kept.as_str()).is_some_and(|it| it.starts_with('/'));
    keep.iter().any(|kept| kept == path || below(kept))
}

/// The address of the site, where a line of `robots.txt` names its sitemap.
fn base(robots: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(robots);
    let sitemap = text.lines().find_map(|line| line.strip_prefix("Sitemap: "))?.trim();
    let (base, _) = sitemap.rsplit_once('/')?;
    (base.starts_with("http://") || base.starts_with("https://")).then(|| format!("{base}/"))
}

/// The names in the data about people; none where they cannot be read, which is found there.
fn people(data: &[u8]) -> BTreeSet<String> {
    let data: Value = serde_json::from_slice(data).unwrap_or_default();
    let people = data.get("people").and_then(Value::as_array).map(Vec::as_slice);
    let names = people.unwrap_or_default().iter().flat_map(|person| {
        ["name", "label"].into_iter().filter_map(|key| person.get(key).and_then(Value::as_str))
    });
    names.map(str::to_owned).collect()
}

/// What several looks take of a file.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) site: &'a Site,
    pub(super) shelf: &'a dyn Shelf,
    /// Its path below the folder.
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

/// The texts of documents that a file speaks of, each read once.
#[derive(Default)]
pub(super) struct Texts(BTreeMap<String, Option<String>>);

/// Texts held at once: pages speak of a hundred documents at most, data of all.
const HELD: usize = 128;

impl Texts {
    /// The text of a document as it was read; `None` where it is not there.
    pub(super) fn of(&mut self, id: &str, shelf: &dyn Shelf) -> Option<&str> {
        if !self.0.contains_key(id) {
            if self.0.len() >= HELD {
                self.0.clear();
            }
            let bytes = shelf.bytes(&format!("d/{id}/text.txt"));
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            self.0.insert(id.to_owned(), text);
        }
        self.0.get(id)?.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_says_where_it_is() {
        let robots = b"User-agent: *\nAllow: /\nSitemap: https://example.org/n/sitemap.xml\n";
        assert_eq!(base(robots).as_deref(), Some("https://example.org/n/"));
        assert_eq!(base(b"User-agent: *\nAllow: /\n"), None);
        assert_eq!(base(b"Sitemap: javascript:/x"), None);
    }

    #[test]
    fn what_is_kept_is_kept_with_all_in_it() {
        let keep = ["README.md".to_owned(), "own".to_owned()];
        assert!(is_kept(&keep, "README.md") && is_kept(&keep, "own/a.txt"));
        assert!(!is_kept(&keep, "owner/a.txt") && !is_kept(&keep, "d/README.md"));
    }
}
