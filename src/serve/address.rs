//! The path of a request → a key of the map of files, and back.
//!
//! Nothing here, and nothing after it, builds a path of the disk.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::site::Route;

/// What stands for itself in the path of an address.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Where a request leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A file.
    File(Route),
    /// The index of a folder.
    Index(Route),
    /// Nothing that could be there.
    Nothing,
    /// The path is no UTF-8.
    Malformed,
}

/// What the path of a request asks for. It is decoded once: `%252e` stays `%2e`.
pub(super) fn wanted(path: &str) -> Wanted {
    let Some(path) = path.strip_prefix('/') else { return Wanted::Nothing };
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Wanted::Malformed };
    let index = |folder: &str| Route::new(format!("{folder}index.html"));
    // A route has no empty part, no `.` or `..`, no backslash and no control character.
    let found = match path.as_ref() {
        "" => index("").map(Wanted::Index),
        folder if folder.ends_with('/') => index(folder).map(Wanted::Index),
        file => Route::new(file).map(Wanted::File),
    };
    found.unwrap_or(Wanted::Nothing)
}

/// The address of a file on the server: from the root, percent-encoded.
pub(super) fn address(path: &str) -> String {
    format!("/{}", utf8_percent_encode(path, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(path: &str, expected: &str) {
        let shown = match wanted(path) {
            Wanted::File(route) => format!("file {route}"),
            Wanted::Index(route) => format!("index {route}"),
            Wanted::Nothing => "nothing".to_owned(),
            Wanted::Malformed => "malformed".to_owned(),
        };
        assert_eq!(shown, expected, "{path}");
    }

    #[test]
    fn paths_lead_to_files_and_folders() {
        check("/", "index index.html");
        check("/topics/", "index topics/index.html");
        check("/topics", "file topics");
        check("/topics/%D9%84%D9%8A%D8%A8%D9%8A%D8%A7/", "index topics/ليبيا/index.html");
        check("/a%2Fb", "file a/b");
        check("/100%", "file 100%");
    }

    #[test]
    fn nothing_leads_out() {
        for path in [
            "",
            "*",
            "//etc/passwd",
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/a/%2E%2e/x",
            "/./a",
            "/a//b",
            "/..%2fx",
            "/..%5cx",
            "/a\\b",
            "/%00",
            "/a%0ab",
            "/..",
            "/%2e",
            "/a/..;/b/..",
        ] {
            check(path, "nothing");
        }
        // Decoded once, and no more: a name, not a step up.
        check("/%252e%252e/x", "file %2e%2e/x");
        check("/%ff", "malformed");
        check("/%c0%ae%c0%ae/x", "malformed");
    }

    #[test]
    fn addresses_lead_back() {
        for path in ["topics/ليبيا/index.html", "a b/100%", "x?y#z", "a'\"<>&"] {
            let address = address(path);
            assert!(address.is_ascii() && !address.contains(['?', '#', ' ', '"']), "{address}");
            check(&address, &format!("file {path}"));
        }
    }

    proptest! {
        #[test]
        fn any_path_stays_inside(path in "(/|%2[eEfF]|%5[cC]|%00|%ff|\\.|\\\\|\\PC|[a-z]){0,24}") {
            if let Wanted::File(route) | Wanted::Index(route) = wanted(&format!("/{path}")) {
                prop_assert!(!route.as_str().contains(['\\', '\0']), "{path}: {route}");
                for part in route.as_str().split('/') {
                    prop_assert!(!["", ".", ".."].contains(&part), "{path}: {route}");
                }
                prop_assert_eq!(wanted(&address(route.as_str())), Wanted::File(route));
            }
        }
    }
}
