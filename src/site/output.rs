//! What a build writes: files at addresses, and the manifest of them.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

/// The path of a file below the output folder, `/` between parts, not percent-encoded.
///
/// Never absolute, never empty, no part is `.`, `..` or empty, no backslash or control character:
/// a route cannot leave the folder.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Route(String);

impl Route {
    /// The route of a path, or `None` where it could leave the folder.
    pub fn new(path: impl Into<String>) -> Option<Self> {
        let path = path.into();
        Self::is_safe(&path).then_some(Self(path))
    }

    fn is_safe(path: &str) -> bool {
        let safe = |part: &str| !part.is_empty() && part != "." && part != "..";
        path.split('/').all(safe) && !path.chars().any(|c| c.is_control() || c == '\\')
    }

    /// The route of a path that the program itself put together from slugs, digits and fixed
    /// words: a part that could lead out of the folder is left out.
    pub(super) fn of_parts(path: String) -> Self {
        if Self::is_safe(&path) {
            return Self(path);
        }
        let parts: Vec<&str> = path.split('/').filter(|part| Self::is_safe(part)).collect();
        Self(if parts.is_empty() { "index.html".to_owned() } else { parts.join("/") })
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Route {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Route {
    type Error = String;

    fn try_from(path: String) -> Result<Self, Self::Error> {
        Self::new(path).ok_or_else(|| "not a path below the output folder".to_owned())
    }
}

impl From<Route> for String {
    fn from(route: Route) -> Self {
        route.0
    }
}

/// A finished file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Where it goes.
    pub route: Route,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a site consists of: written as `build.json`, read by the next build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format.
    pub format: u32,
    /// Version of the program that wrote it.
    pub version: String,
    /// The upper bound of dates as given (`--clock`, `SOURCE_DATE_EPOCH`), ISO, or null.
    pub clock: Option<String>,
    /// Documents seen, published, merged and skipped by reason.
    pub counts: Counts,
    /// BLAKE3 of every file but this one, 64 hexadecimal digits.
    pub files: BTreeMap<Route, String>,
    /// Those of them that the operator put beside the pages, in `static/` of the project.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub own: BTreeSet<Route>,
    /// Addresses of earlier builds that have no page of their own any more, with where to go.
    pub retired: BTreeMap<Route, Route>,
}

impl Manifest {
    /// The version of the format that this program writes.
    pub const FORMAT: u32 = 1;
    /// The name of the manifest in the output folder.
    pub const NAME: &'static str = "build.json";
}

/// Totals of a build: `seen = published + merged + skipped`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Documents found in the input.
    pub seen: usize,
    /// Documents with a page.
    pub published: usize,
    /// Documents whose source is the same as that of another.
    pub merged: usize,
    /// Documents left out, by reason.
    pub skipped: BTreeMap<String, usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_stay_below_the_folder() {
        for path in ["", "/etc/passwd", "a//b", "../x", "a/./b", "a\\b", "a/\u{0}"] {
            assert_eq!(Route::new(path), None, "{path:?}");
        }
        assert!(Route::new("topics/ليبيا/index.html").is_some());
        assert_eq!(Route::of_parts("topics//../x".to_owned()).as_str(), "topics/x");
    }
}
