//! A hash of several pieces, each of which tells where it ends.

use serde::Serialize;

use crate::model::{Article, Format, Spelling};

/// A BLAKE3 hash; `None` for what cannot be hashed, whose pages are made each time.
pub(super) type Hash = Option<[u8; 32]>;

/// Gathers what is hashed; each piece tells where it ends.
pub(super) struct Print {
    pub(super) bytes: Vec<u8>,
    /// False where a piece is missing.
    whole: bool,
}

impl Print {
    pub(super) fn new(kind: &str) -> Self {
        let mut print = Self { bytes: Vec::new(), whole: true };
        print.text(kind);
        print
    }

    pub(super) fn number(&mut self, n: usize) {
        self.bytes.extend_from_slice(&n.to_le_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(super) fn value(&mut self, value: &impl Serialize) {
        let start = self.bytes.len();
        let bytes = std::mem::take(&mut self.bytes);
        match postcard::to_extend(value, bytes) {
            Ok(bytes) => self.bytes = bytes,
            Err(_) => self.whole = false,
        }
        self.number(self.bytes.len().saturating_sub(start));
    }

    /// All that was found in a document. It follows from where the document lies and from its bytes, which
    /// are hashed already; what an entry of a feed takes from the feed is not among its own.
    pub(super) fn source(&mut self, article: &Article) {
        let document = &article.document;
        match document.format {
            Format::Text | Format::Markdown | Format::Html | Format::Jsonl => {
                self.text(document.id.as_str());
                self.text(&document.sha256);
            }
            Format::Feed => self.value(article),
        }
    }

    pub(super) fn hash(&mut self, hash: Hash) {
        match hash {
            Some(hash) => self.bytes.extend_from_slice(&hash),
            None => self.whole = false,
        }
    }

    pub(super) fn finish(self) -> Hash {
        self.whole.then(|| *blake3::hash(&self.bytes).as_bytes())
    }

    pub(super) fn spellings(&mut self, all: &[Spelling]) {
        self.number(all.len());
        for one in all {
            self.text(&one.text);
            self.number(one.count);
        }
    }
}
