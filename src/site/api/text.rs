//! Words and places of a document's text as JSON values.

use serde::Serialize;
use serde_json::{Value, json};

use crate::lang::bidi::{self, Direction};
use crate::model::Span;

/// A document's text, with its letters counted so that a place in it is found at once.
pub(super) struct Text<'a> {
    text: &'a str,
    /// Letters before every `STEP`-th byte.
    letters: Vec<usize>,
}

/// Words with their language, where it is known, and their direction.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Words<'a> {
    dir: &'static str,
    lang: Option<&'static str>,
    text: &'a str,
}

/// Where words stand: first and last place, the last one outside.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Place {
    bytes: [u32; 2],
    chars: [usize; 2],
}

/// Bytes between two counts.
const STEP: usize = 256;

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut letters = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            letters.push(count);
            count += starts(chunk);
        }
        letters.push(count);
        Self { text, letters }
    }

    /// The words of a span as they stand.
    pub(super) fn words(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// The words of a span with language and direction; null without a span.
    pub(super) fn value(&self, span: Option<Span>) -> Value {
        span.map_or(Value::Null, |span| text_value(self.words(span)))
    }

    /// `{"bytes": [start, end], "chars": [start, end]}`.
    pub(super) fn place(&self, span: Span) -> Value {
        json!(self.place_of(span))
    }

    /// The same, not yet a value.
    pub(super) fn place_of(&self, span: Span) -> Place {
        let chars = [self.letters_before(span.start), self.letters_before(span.end)];
        Place { bytes: [span.start, span.end], chars }
    }

    fn letters_before(&self, byte: u32) -> usize {
        let byte = byte as usize;
        let before = self.letters.get(byte / STEP).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(byte - byte % STEP..byte).unwrap_or_default();
        before + starts(rest)
    }
}

/// How many characters begin in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// A text with its language, where it is known, and its direction; null for an empty one.
pub(super) fn text_value(text: &str) -> Value {
    json!(Words::of(text))
}

impl<'a> Words<'a> {
    /// `None` for an empty text.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let direction = bidi::direction(text);
        let lang = (direction == Some(Direction::RightToLeft)).then_some("ar");
        let dir = direction.unwrap_or(Direction::RightToLeft).name();
        (!text.is_empty()).then_some(Self { dir, lang, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_bytes_and_letters() {
        let long = "كلمة ".repeat(200) + "a آخر";
        for text in ["قال نعم", long.as_str(), ""] {
            let place = Text::new(text);
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (letters, byte) in ends.enumerate() {
                let span = Span::from_bytes(byte, byte);
                assert_eq!(place.place(span)["chars"][0], letters, "{byte}");
            }
        }
    }

    #[test]
    fn texts_carry_their_direction() {
        assert_eq!(text_value("خبر"), json!({ "dir": "rtl", "lang": "ar", "text": "خبر" }));
        assert_eq!(text_value("Getty"), json!({ "dir": "ltr", "lang": null, "text": "Getty" }));
        assert_eq!(text_value(""), Value::Null);
    }
}
