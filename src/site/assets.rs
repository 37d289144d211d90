//! Files that stand beside the pages: style sheet, search script and icon, under fixed names.

use super::theme::Theme;
use super::{OutputFile, Route};

/// The style sheet, the search script and the icon. Pages name them with their hash, so that a page that was opened
/// before a new build still finds its style.
pub fn assets(theme: &Theme) -> Vec<OutputFile> {
    let file = |path: &str, text: &str| OutputFile {
        route: Route::of_parts(path.to_owned()),
        bytes: text.as_bytes().to_vec(),
    };
    vec![
        file("assets/site.css", &theme.style),
        file("assets/search.js", &theme.script),
        file("assets/icon.svg", &theme.icon),
    ]
}

/// What tells contents from earlier ones under the same name: 8 digits of their hash.
pub(super) fn version(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(8).collect()
}

/// An asset as pages name it, below the root: with 8 digits of its hash.
pub(super) fn versioned(name: &str, text: &str) -> String {
    format!("assets/{name}?v={}", version(text))
}
