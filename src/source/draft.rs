//! A parsed text: cleaned, with its blocks.
//!
//! Plain text is cleaned as it stands. Markup is rebuilt: a [`Draft`] collects pieces, each one
//! line, and cleans them together once; a piece is found again by its line, so no offset has to
//! survive the cleaning.

use crate::diagnostic::Note;
use crate::model::{Block, CleanText, Cleaning, Shape, Span};

/// A text and where its blocks lie.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// All spans point into it.
    pub(super) text: CleanText,
    /// In order, without overlap, trimmed, never empty.
    pub(super) blocks: Vec<Block>,
    /// What is worth a look.
    pub(super) notes: Vec<(Note, String)>,
}

impl Parsed {
    /// A cleaned text without blocks, and a note on what cleaning took away.
    pub(super) fn cleaned(text: CleanText, cleaning: Cleaning) -> Self {
        Self { text, blocks: Vec::new(), notes: note(cleaning).into_iter().collect() }
    }

    /// Adds a block, trimmed; a blank one is left out.
    pub(super) fn push(&mut self, shape: Shape, span: Span) {
        let span = span.trimmed(self.text.as_str());
        if !span.is_empty() {
            self.blocks.push(Block { shape, span });
        }
    }
}

/// Pieces of a text to be.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    /// The shape of each line of `text`.
    shapes: Vec<Shape>,
    pub(super) notes: Vec<(Note, String)>,
}

impl Draft {
    /// Adds a piece as one line, its blanks and line ends joined to single blanks.
    pub(super) fn push(&mut self, shape: Shape, words: &str) {
        let mut parts = words.split_whitespace();
        let Some(first) = parts.next() else { return };
        if !self.shapes.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(first);
        for part in parts {
            self.text.push(' ');
            self.text.push_str(part);
        }
        self.shapes.push(shape);
    }

    /// The text with its blocks.
    pub(super) fn finish(self) -> Parsed {
        let (text, cleaning) = CleanText::new(&self.text);
        let mut parsed = Parsed::cleaned(text, cleaning);
        parsed.notes.extend(self.notes);
        let lines: Vec<Span> = lines(parsed.text.as_str()).collect();
        for (shape, line) in self.shapes.into_iter().zip(lines) {
            parsed.push(shape, line);
        }
        parsed
    }
}

/// The lines of a text, without their line ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0usize;
    text.split('\n').map(move |line| {
        let end = start.saturating_add(line.len());
        let span = Span::from_bytes(start, end);
        start = end.saturating_add(1);
        span
    })
}

fn note(cleaning: Cleaning) -> Option<(Note, String)> {
    let parts: Vec<String> = [
        (cleaning.direction, "direction marks"),
        (cleaning.control, "control or invisible characters"),
        (cleaning.marks, "combining marks past the eighth in a row"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    (!parts.is_empty()).then(|| (Note::Cleaned, format!("left out: {}", parts.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;

    use proptest::prelude::*;

    fn check(pieces: &[&str], text: &str, blocks: &[&str]) {
        let mut draft = Draft::default();
        pieces.iter().for_each(|piece| draft.push(Shape::Paragraph, piece));
        let parsed = draft.finish();
        assert_eq!(parsed.text.as_str(), text);
        let words: Vec<&str> =
            parsed.blocks.iter().map(|block| parsed.text.slice(block.span)).collect();
        assert_eq!(words, blocks);
    }

    #[test]
    fn pieces_become_lines() {
        check(
            &["عنوان\nالخبر", "  ", "نص\u{2028}\t آخر\u{a0}"],
            "عنوان الخبر\nنص آخر",
            &["عنوان الخبر", "نص آخر"],
        );
        check(&["\u{200f}خبر\u{202e}"], "خبر", &["خبر"]);
        check(&["ا", "\u{200b}\u{200e}", "ب"], "ا\n\nب", &["ا", "ب"]);
        check(&[], "", &[]);
    }

    #[test]
    fn what_was_left_out_is_noted() {
        let mut draft = Draft::default();
        draft.push(Shape::Stated(Field::Title), "خبر\u{202e}\u{0}");
        let parsed = draft.finish();
        assert_eq!(parsed.notes.len(), 1);
        assert!(parsed.notes[0].1.contains("1 direction marks"), "{:?}", parsed.notes);
    }

    proptest! {
        #[test]
        fn blocks_are_trimmed_ordered_and_cleaning_again_changes_nothing(
            pieces in prop::collection::vec("[ \\n\u{2028}a-c\u{627}-\u{64f}\u{200b}-\u{200f}\u{202e}\u{915}\u{93c}\u{301}\u{1100}\u{1161}\u{0}]{0,12}", 0..6),
        ) {
            let mut draft = Draft::default();
            pieces.iter().for_each(|piece| draft.push(Shape::Paragraph, piece));
            let parsed = draft.finish();
            let text = parsed.text.as_str();
            let again = CleanText::new(text).0;
            prop_assert_eq!(again.as_str(), text);
            let mut end = 0;
            for block in &parsed.blocks {
                prop_assert!(block.span.start >= end && !block.span.is_empty());
                prop_assert!(text.get(block.span.range()).is_some());
                prop_assert_eq!(block.span.trimmed(text), block.span);
                end = block.span.end;
            }
        }
    }
}
