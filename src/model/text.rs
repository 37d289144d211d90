//! The text of a document, decoded and cleaned once, and never altered after.

use serde::{Deserialize, Serialize};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// Text that holds no control character, no direction override and no unpaired mark; NFC.
///
/// All spans point into it, and it is what templates, feeds and the terminal print. The only way
/// to make one is [`CleanText::new`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct CleanText(String);

/// What was dropped when a text was cleaned, for the diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleaning {
    /// Direction marks and overrides.
    pub direction: usize,
    /// Other control characters, noncharacters and invisible ones.
    pub control: usize,
    /// Combining marks past the eighth in a row.
    pub marks: usize,
}

/// Combining marks kept in a row.
const MARKS_IN_A_ROW: usize = 8;

impl CleanText {
    /// Cleans `raw`: line ends become LF, TAB a blank, invisible and control characters are
    /// dropped, joiners stay between letters only, and the result is in NFC.
    ///
    /// Cleaning a cleaned text changes nothing.
    pub fn new(raw: &str) -> (Self, Cleaning) {
        let mut cleaning = Cleaning::default();
        let mut out = String::with_capacity(raw.len());
        let mut is_composed = true;
        let mut marks = 0usize;
        let mut previous = '\n';
        let mut rest = raw;
        loop {
            // What stays as it is is copied in runs.
            let (plain, other) = rest.split_at_checked(plain_bytes(rest)).unwrap_or((rest, ""));
            out.push_str(plain);
            if let Some(c) = plain.chars().next_back() {
                marks = 0;
                previous = c;
            }
            let mut chars = other.chars();
            let Some(c) = chars.next() else { break };
            rest = chars.as_str();
            let next = chars.next();
            let c = match c {
                '\r' => {
                    if next == Some('\n') {
                        continue;
                    }
                    '\n'
                }
                '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
                '\t' => ' ',
                '\u{200c}' | '\u{200d}' => {
                    let joins = is_letter(previous)
                        && next.is_some_and(|next| is_letter(next) && !is_mark(next));
                    if !joins {
                        cleaning.control += 1;
                        continue;
                    }
                    c
                }
                c if is_direction(c) => {
                    cleaning.direction += 1;
                    continue;
                }
                c if is_dropped(c) => {
                    cleaning.control += 1;
                    continue;
                }
                c => c,
            };
            if is_mark(c) {
                marks += 1;
                if marks > MARKS_IN_A_ROW {
                    cleaning.marks += 1;
                    continue;
                }
            } else {
                // Marks are put in order in the end: what a joiner joins is the letter below them.
                marks = 0;
                previous = c;
            }
            is_composed &= matches!(c, '\n' | ' ') || marks <= 1 && is_settled(c);
            out.push(c);
        }
        let text = if is_composed || is_nfc(&out) { out } else { out.nfc().collect() };
        (Self(text), cleaning)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words of a span of this text.
    pub fn slice(&self, span: crate::model::Span) -> &str {
        span.of(&self.0)
    }
}

impl TryFrom<String> for CleanText {
    type Error = &'static str;

    /// What was cleaned before: text that cleaning would change is refused.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (clean, _) = Self::new(&text);
        if clean.0 == text { Ok(clean) } else { Err("a text that was not cleaned") }
    }
}

/// How many bytes at the head of a text are plain characters, as nearly all are: nothing is to be done to
/// them, and no two of them compose. Bytes are cheaper to tell than characters are to decode.
fn plain_bytes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        let plain = match first {
            b' '..=b'~' | b'\n' => {
                at += 1;
                continue;
            }
            0xd8 => PLAIN_D8,
            0xd9 => PLAIN_D9,
            0xc2 => PLAIN_C2,
            _ => break,
        };
        match bytes.get(at + 1) {
            Some(second) if plain >> (second & 0x3f) & 1 == 1 => at += 2,
            _ => break,
        }
    }
    at
}

/// Second bytes of plain characters by their first, a bit each: letters, comma, semicolon and question mark;
/// letters and digits; quotation marks.
const PLAIN_D8: u64 = bits(0xa1, 0xba) | bits(0x8c, 0x8c) | bits(0x9b, 0x9b) | bits(0x9f, 0x9f);
const PLAIN_D9: u64 = bits(0x81, 0x8a) | bits(0xa0, 0xa9);
const PLAIN_C2: u64 = bits(0xab, 0xab) | bits(0xbb, 0xbb);

/// A bit for each of the second bytes from one to another.
const fn bits(first: u8, last: u8) -> u64 {
    let (mut bits, mut byte) = (0, first);
    while byte <= last {
        bits |= 1 << (byte & 0x3f);
        byte += 1;
    }
    bits
}

/// True for a character that composes with none before it, in whatever text it stands.
fn is_settled(c: char) -> bool {
    is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

/// True for a letter of any script, soonest for one of Arabic.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, 'ء'..='غ' | 'ف'..='ي') || c.is_alphabetic()
}

/// True for a character that no name may be printed with: a line end, control or direction mark.
pub(super) fn is_unprintable(c: char) -> bool {
    c == '\n'
        || is_direction(c)
        || is_dropped(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200c}' | '\u{200d}')
}

/// Marks and overrides that could turn a page round.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that no reader sees and no output may hold.
fn is_dropped(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{ad}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e007f}' | '\u{180e}' | '\u{34f}')
        || (c as u32 & 0xfffe) == 0xfffe
}

/// Combining marks, counted so that no letter carries a tower of them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        let (text, _) = CleanText::new(raw);
        assert_eq!(text.as_str(), expected);
        assert_eq!(CleanText::new(expected).0.as_str(), expected, "cleaning twice");
    }

    #[test]
    fn bytes_tell_plain_characters() {
        let is_plain = |c: &char| matches!(c, ' '..='~' | '\n' | 'ء'..='غ' | 'ف'..='ي' | '،' | '؛' | '؟' | '«' | '»' | '٠'..='٩');
        let all: Vec<char> = ('\0'..=char::MAX).collect();
        for c in all {
            let length = if is_plain(&c) { c.len_utf8() } else { 0 };
            assert_eq!(plain_bytes(&c.to_string()), length, "{}", c.escape_unicode());
        }
    }

    #[test]
    fn line_ends_and_blanks() {
        check("ا\r\nب\rج\u{2028}د\tه", "ا\nب\nج\nد ه");
    }

    #[test]
    fn overrides_and_controls_are_dropped() {
        check("\u{feff}خ\u{202e}بر\u{0}\u{1b}[2J", "خبر[2J");
        assert_eq!(CleanText::new("\u{202e}ا\u{200f}").1.direction, 2);
    }

    #[test]
    fn joiners_stay_between_letters_only() {
        check("می\u{200c}خواهم \u{200c}ا", "می\u{200c}خواهم ا");
        check("\u{301}\u{64b}\u{200c}a", "\u{64b}\u{301}a");
    }

    #[test]
    fn towers_of_marks_are_cut() {
        let tower = format!("ب{}", "\u{64b}".repeat(40));
        assert_eq!(CleanText::new(&tower).0.as_str().chars().count(), 9);
    }
}
