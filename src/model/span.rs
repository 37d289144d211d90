//! Byte ranges of a document's text.

use serde::{Deserialize, Serialize};

/// A byte range `start..end` of [`Document::text`](crate::model::Document), on character boundaries.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte; never below `start`.
    pub end: u32,
}

impl Span {
    /// The range `start..end`; an inverted one becomes empty at `start`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The range of two offsets of a text; offsets past 4 GiB saturate (texts are far smaller).
    pub fn from_bytes(start: usize, end: usize) -> Self {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::new(cut(start), cut(end))
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// True when no byte is inside.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// True when `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The range as `usize`, for indexing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` in this range; empty when the range is not one of this text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The range without the blanks at either end of its words.
    pub fn trimmed(self, text: &str) -> Self {
        let words = self.of(text);
        let head = words.len() - words.trim_start().len();
        let start = self.range().start + head;
        Self::from_bytes(start, start + words.trim().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_to_the_words() {
        let text = "  خبر \n";
        let span = Span::from_bytes(0, text.len()).trimmed(text);
        assert_eq!(span.of(text), "خبر");
        assert_eq!(Span::new(5, 2), Span::new(5, 5));
    }
}
