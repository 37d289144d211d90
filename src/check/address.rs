//! Addresses: which of them lead into the site, to what, and which should not be there.

use super::site::Site;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// Into the site.
    Inside(Inside),
    /// To another host, by http or https.
    Outside,
    /// To somebody's mail.
    Mail,
    /// Nowhere that it should: why.
    Bad(&'static str),
}

/// An address in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inside {
    /// Path below the folder; of a folder with its last `/`, of the site itself empty.
    pub(super) path: String,
    /// What stands behind `?`; empty where nothing does.
    pub(super) query: String,
    /// What stands behind `#`; `None` without one.
    pub(super) fragment: Option<String>,
}

/// What the target of an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A file, by its number.
    File(u32),
    /// A folder, by the number of its index page.
    Folder(u32),
    /// Nothing.
    Nothing,
}

impl Address {
    /// Reads an address that stands in the file at `from`.
    pub(super) fn read(text: &str, from: &str, site: &Site) -> Self {
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Self::Bad("blanks or control characters in it");
        }
        if text.contains('\\') {
            return Self::Bad("a backslash in it");
        }
        if let Some(rest) = site.base.as_deref().and_then(|base| text.strip_prefix(base)) {
            return Self::inside(rest, "");
        }
        if text.starts_with("//") {
            return Self::Bad("a host without a scheme");
        }
        match scheme(text).as_deref() {
            Some("http" | "https") => match url::Url::parse(text) {
                Ok(url) if url.username().is_empty() && url.password().is_none() => Self::Outside,
                Ok(_) => Self::Bad("a user name or password in it"),
                Err(_) => Self::Bad("it does not parse"),
            },
            Some("mailto") => Self::Mail,
            Some(_) => Self::Bad("a scheme that is not http, https or mailto"),
            None => Self::relative(text, from, site),
        }
    }

    /// An address without a scheme.
    fn relative(text: &str, from: &str, site: &Site) -> Self {
        let Some(rest) = text.strip_prefix('/') else {
            let folder = from.rfind('/').and_then(|slash| from.get(..=slash)).unwrap_or_default();
            return Self::inside(text, if text.starts_with('#') { from } else { folder });
        };
        // The error page is shown at any address, so it alone counts from the root of the host.
        let root = site.base.as_deref().and_then(|base| url::Url::parse(base).ok());
        let below = root.and_then(|root| text.strip_prefix(root.path()).map(str::to_owned));
        match below {
            Some(below) if from == "404.html" => Self::inside(&below, ""),
            _ => Self::Bad(if rest.is_empty() {
                "the root of a host"
            } else {
                "it begins at the root of the host"
            }),
        }
    }

    /// A percent-encoded path, query and fragment below `folder`, which is empty or ends in `/`; a
    /// fragment alone belongs to the file `folder`.
    fn inside(text: &str, folder: &str) -> Self {
        let (rest, fragment) = match text.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (text, None),
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let decoded = (decode(path), fragment.map(decode));
        let (Some(path), fragment) = decoded else {
            return Self::Bad("it is no UTF-8 when decoded");
        };
        if path.contains(['\0', '\\']) {
            return Self::Bad("NUL or a backslash in it");
        }
        let Some(path) = join(folder, &path) else {
            return Self::Bad("it leads out of the site");
        };
        match fragment {
            Some(None) => Self::Bad("its fragment is no UTF-8 when decoded"),
            fragment => {
                let fragment = fragment.flatten();
                Self::Inside(Inside { path, query: query.to_owned(), fragment })
            }
        }
    }
}

impl Inside {
    /// What stands at the address.
    pub(super) fn target(&self, site: &Site) -> Target {
        if let Some(file) = site.file(&self.path) {
            return Target::File(file);
        }
        let folder = self.path.trim_end_matches('/');
        let index = if folder.is_empty() {
            "index.html".to_owned()
        } else {
            format!("{folder}/index.html")
        };
        site.file(&index).map_or(Target::Nothing, Target::Folder)
    }
}

/// The scheme of an address, as a browser sees it.
fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    let mut chars = scheme.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'));
    let first = chars.next()?;
    let rest: String = chars.collect();
    let is_scheme = first.is_ascii_alphabetic()
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
    is_scheme.then(|| format!("{first}{rest}").to_ascii_lowercase())
}

/// A path from a folder, `.` and `..` resolved; `None` where it climbs out.
pub(super) fn join(folder: &str, path: &str) -> Option<String> {
    let joined = format!("{folder}{path}");
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let mut out = parts.join("/");
    if !out.is_empty() && (joined.ends_with('/') || joined.ends_with("/..")) {
        out.push('/');
    }
    Some(out)
}

/// Percent-decodes; `None` where no UTF-8 comes out.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
        match byte.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) if *first == b'%' => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::super::site::{Entry, Kind, Shelf};
    use super::*;
    use crate::site::Manifest;

    struct Robots(&'static [u8]);

    impl Shelf for Robots {
        fn bytes(&self, _: &str) -> Option<Vec<u8>> {
            Some(self.0.to_vec())
        }
    }

    fn site() -> Site {
        let entry = |path: &str| Entry { path: path.to_owned(), kind: Kind::File, mode: 0o644 };
        let entries = ["index.html", "d/1/index.html", "d/1/text.txt"].map(entry).to_vec();
        let robots = Robots(b"Sitemap: https://example.org/n/sitemap.xml\n");
        Site::new(Manifest::default(), entries, Vec::new(), &robots)
    }

    fn check(text: &str, from: &str, expected: &str) {
        let found = match Address::read(text, from, &site()) {
            Address::Inside(inside) => {
                let fragment = inside.fragment.as_deref().unwrap_or("-");
                format!("{} {fragment} {:?}", inside.path, inside.target(&site()))
            }
            other => format!("{other:?}"),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_inside() {
        check("text.txt", "d/1/index.html", "d/1/text.txt - File(1)");
        check("../../index.html#a", "d/1/index.html", "index.html a File(2)");
        check("#%D8%A8", "d/1/index.html", "d/1/index.html ب File(0)");
        check("../1/", "d/1/index.html", "d/1/ - Folder(0)");
        check("https://example.org/n/d/1/", "feed.xml", "d/1/ - Folder(0)");
        check("https://example.org/n/", "feed.xml", " - Folder(2)");
        check("../2/index.html?v=1", "d/1/index.html", "d/2/index.html - Nothing");
        check("/n/d/1/index.html", "404.html", "d/1/index.html - File(0)");
    }

    #[test]
    fn addresses_elsewhere() {
        check("https://example.com/", "index.html", "Outside");
        check("mailto:a@example.org", "index.html", "Mail");
        for bad in [
            "javascript:x",
            "JAVA\u{200b}script:x",
            "//example.org/",
            "/n/",
            "../x",
            "a b",
            "https://a@b/",
        ] {
            let address = Address::read(bad, "index.html", &site());
            assert!(matches!(address, Address::Bad(_)), "{bad}: {address:?}");
        }
    }
}
