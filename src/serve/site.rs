//! A built site, ready to be served.

use axum::body::Bytes;

use super::page::{self, Addition};
use super::{address, kind};
use crate::io::memory::{Files, Stored};
use crate::site::{Manifest, Route};

/// The page that is shown where nothing is.
const MISSING: &str = "404.html";
/// Digits of a hash that tell two versions of a file or site apart.
const DIGITS: usize = 16;

/// A site in memory. It never changes: a build makes another.
pub(super) struct Site {
    files: Files,
    /// Tells this site from any other; the same for the same bytes.
    id: String,
    /// The path of the site on its public server; may be empty.
    base_path: String,
}

/// What is sent for a request.
pub(super) struct Sent {
    /// Its content type.
    pub(super) kind: &'static str,
    /// Tells it from other versions; without quotation marks.
    pub(super) tag: String,
    pub(super) bytes: Bytes,
}

impl Site {
    pub(super) fn new(files: Files, base_path: String) -> Self {
        // The manifest holds the hash of every file.
        let manifest = files.iter().find(|(route, _)| route.as_str() == Manifest::NAME);
        let id = manifest.map_or_else(String::new, |(_, manifest)| short(&manifest.hash));
        Self { files, id, base_path }
    }

    /// All files, for the next build to compare.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// Tells this site from others.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The file at a route; pages with what reloads them.
    pub(super) fn file(&self, route: &Route, addition: &Addition<'_>) -> Option<Sent> {
        let stored = self.files.get(route)?;
        let kind = kind::kind(route.as_str());
        match std::str::from_utf8(&stored.bytes) {
            Ok(text) if kind::is_page(route.as_str()) => Some(Sent {
                kind,
                tag: self.tag_of_page(stored),
                bytes: page::with_script(text, addition).into(),
            }),
            _ => {
                let bytes = Bytes::from_owner(stored.bytes.clone());
                Some(Sent { kind, tag: short(&stored.hash), bytes })
            }
        }
    }

    /// The address of a folder that has an index, for whoever forgot the slash.
    pub(super) fn folder(&self, route: &Route) -> Option<String> {
        let index = Route::new(format!("{route}/index.html"))?;
        self.files.contains_key(&index).then(|| address::address(&format!("{route}/")))
    }

    /// The page that is shown where nothing is, if the site has one.
    pub(super) fn missing(&self, addition: &Addition<'_>) -> Option<Sent> {
        let route = Route::new(MISSING)?;
        let stored = self.files.get(&route)?;
        let text = std::str::from_utf8(&stored.bytes).ok()?;
        let bytes = page::missing(text, &self.base_path, addition).into();
        Some(Sent { kind: kind::kind(MISSING), tag: self.tag_of_page(stored), bytes })
    }

    /// A page names its site: it is another one after each build, although its own text is the
    /// same.
    fn tag_of_page(&self, stored: &Stored) -> String {
        format!("{}-{}", short(&stored.hash), self.id)
    }
}

fn short(hash: &str) -> String {
    hash.chars().take(DIGITS).collect()
}
