//! Identities: of an input record, of its content, and the readable names in addresses.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The path of a document below the input folder, with `/` between parts, and `#n` for the n-th
/// record of a file that holds several. The order of these is the order of everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct DocId(Arc<str>);

impl DocId {
    /// The identity of the file at `path`, relative to the input folder. Control and direction
    /// characters of the name become visible escapes: it is printed on pages and terminals.
    ///
    /// ```
    /// # use mujaz::model::DocId;
    /// assert_eq!(DocId::new("a/خبر\u{202e}txt.exe").as_str(), "a/خبر\\u{202e}txt.exe");
    /// ```
    pub fn new(path: &str) -> Self {
        if !path.chars().any(super::text::is_unprintable) {
            return Self(path.into());
        }
        let visible = |c: char| match super::text::is_unprintable(c) {
            true => c.escape_unicode().to_string(),
            false => c.to_string(),
        };
        Self(path.chars().map(visible).collect::<String>().into())
    }

    /// The identity of the `n`-th record (from 1) of this file.
    pub fn record(&self, n: usize) -> Self {
        Self(format!("{}#{n}", self.0).into())
    }

    /// The path, with the record number if there is one.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl From<String> for DocId {
    fn from(path: String) -> Self {
        Self::new(&path)
    }
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hash of a document's decoded source, before it is parsed: its permanent address.
///
/// No extracted fact enters it, so a better parser moves no page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentId([u8; 8]);

impl ContentId {
    /// The identity of a decoded source.
    pub fn of(source: &str) -> Self {
        Self(head_of_hash(source))
    }

    /// The first 12 hexadecimal digits: what addresses show unless two documents share them.
    pub fn short(self) -> String {
        self.long().chars().take(12).collect()
    }

    /// All 16 hexadecimal digits.
    pub fn long(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Debug for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short())
    }
}

impl Serialize for ContentId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.short())
    }
}

/// All bytes of a [`ContentId`], where pages and data show the first of them.
pub(super) mod whole {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::ContentId;

    pub(in crate::model) fn serialize<S: Serializer>(
        id: &ContentId,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        id.0.serialize(serializer)
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<ContentId, D::Error> {
        <[u8; 8]>::deserialize(deserializer).map(ContentId)
    }
}

/// The first bytes of the hash of a text.
fn head_of_hash<const N: usize>(text: &str) -> [u8; N] {
    let hash = blake3::hash(text.as_bytes());
    let mut head = [0; N];
    head.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    head
}

/// A short identity of some words: 8 hexadecimal digits, the first of their hash.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct WordsId([u8; 4]);

impl WordsId {
    /// The identity of some words as they stand.
    pub fn of(words: &str) -> Self {
        Self(head_of_hash(words))
    }
}

impl fmt::Display for WordsId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A short identity of some words: the first 8 hexadecimal digits of their hash.
pub fn short_id(words: &str) -> String {
    WordsId::of(words).to_string()
}

/// A UUID of some words, of version 8: made of their hash.
pub fn uuid(words: &str) -> String {
    let hash = blake3::hash(words.as_bytes()).to_hex();
    let mut digits = hash.chars();
    let mut part = |n: usize| digits.by_ref().take(n).collect::<String>();
    // The version, and the variant of RFC 9562, each take a digit.
    format!("{}-{}-8{}-8{}-{}", part(8), part(4), part(3), part(3), part(12))
}

/// A readable part of an address: letters and digits of any script, joined by `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Slug(String);

/// Names that the site or an operating system keeps for itself.
const RESERVED: [&str; 14] = [
    "index", "page", "con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "feed",
    "search", "assets",
];
/// Longest slug, in letters and in bytes, without the hash that a clash adds.
const SLUG_LETTERS: usize = 40;
const SLUG_BYTES: usize = 80;

impl Slug {
    /// The slug of a name, plain: compatibility letters unified, case folded, marks and tatweel
    /// dropped, every other character a single `-`. Empty or reserved names carry a hash.
    ///
    /// ```
    /// # use mujaz::model::Slug;
    /// assert_eq!(Slug::new("الأزمة السورية").as_str(), "الأزمة-السورية");
    /// ```
    pub fn new(name: &str) -> Self {
        let slug = slug_letters(name);
        if slug.is_empty() || RESERVED.contains(&slug.as_str()) {
            return Self::hashed(name);
        }
        Self(slug)
    }

    /// The slug with eight hexadecimal digits of the name's hash: for names whose plain slugs clash.
    pub fn hashed(name: &str) -> Self {
        let digits = short_id(name);
        let plain = slug_letters(name);
        Self(if plain.is_empty() { format!("x-{digits}") } else { format!("{plain}-{digits}") })
    }

    /// The slug as it stands in an address, not yet percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The letters and digits of a name, joined by `-`; empty where it has none.
fn slug_letters(name: &str) -> String {
    let mut slug = String::new();
    let mut letters = 0;
    for c in name.nfkc().flat_map(char::to_lowercase).nfkc() {
        if c == '\u{640}' || unicode_normalization::char::is_combining_mark(c) {
            continue;
        }
        let c = if c.is_alphanumeric() { c } else { '-' };
        if c == '-' && (slug.is_empty() || slug.ends_with('-')) {
            continue;
        }
        if letters == SLUG_LETTERS || slug.len() + c.len_utf8() > SLUG_BYTES {
            break;
        }
        slug.push(c);
        letters += 1;
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_portable() {
        assert_eq!(Slug::new("مـولود تشاووش-أوغلو!").as_str(), "مولود-تشاووش-أوغلو");
        assert_eq!(Slug::new("إس-400").as_str(), "إس-400");
        assert!(Slug::new("index").as_str().starts_with("index-"));
        assert!(Slug::new("!!").as_str().starts_with("x-"));
        assert!(Slug::new(&"ب".repeat(200)).as_str().len() <= 80);
        let once = Slug::new("القدس العربي");
        assert_eq!(Slug::new(once.as_str()), once);
    }

    #[test]
    fn uuids_have_their_form() {
        let id = uuid("موجز");
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert!(id.chars().all(|c| c == '-' || c.is_ascii_hexdigit()));
        assert_ne!(id, uuid("موجز "));
    }

    #[test]
    fn records_of_a_file_sort_after_it() {
        let file = DocId::new("a/b.jsonl");
        assert!(file < file.record(1));
        assert_eq!(file.record(2).file_name(), "b.jsonl#2");
    }
}
