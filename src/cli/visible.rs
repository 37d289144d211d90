//! Words of an input made harmless for a terminal.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` with control characters and direction controls as visible escapes; line ends stay.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c != '\n' && is_hidden(c))
}

/// As [`lines`], on one line.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Writing to a string cannot fail.
        let _ = match c {
            '\n' if is_escaped(c) => out.write_str("\\n"),
            c if !is_escaped(c) => out.write_char(c),
            c if c.is_ascii() => write!(out, "\\x{:02x}", u32::from(c)),
            c => write!(out, "\\u{{{:x}}}", u32::from(c)),
        };
    }
    Cow::Owned(out)
}

/// What a terminal would obey instead of showing.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(line(text), expected);
    }

    #[test]
    fn controls_are_shown() {
        check("a\u{1b}[2J.txt", "a\\x1b[2J.txt");
        check("خبر\u{202e}txt", "خبر\\u{202e}txt");
        check("a\nb\tc\u{7f}\u{9b}", "a\\nb\\x09c\\x7f\\u{9b}");
        check("خبر «١»", "خبر «١»");
        assert_eq!(lines("a\nb\r"), "a\nb\\x0d");
    }
}
