//! Direction of mixed text where there is no markup: titles, feeds, mail subjects, the terminal.
//!
//! Texts of documents carry no direction marks of their own
//! ([`CleanText`](crate::model::CleanText) drops them); what is added here is ours, and leaves
//! only in plain text. JSON values and pages get none.

use std::fmt::Write;

/// Makes a text read from right to left whatever it begins with.
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';
/// Begins a run whose direction is its own.
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// Ends such a run.
const POP_ISOLATE: char = '\u{2069}';

/// The direction of a text, by its first letter that has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As Arabic.
    RightToLeft,
    /// As Latin.
    LeftToRight,
}

impl Direction {
    /// The word of HTML's `dir`.
    pub fn name(self) -> &'static str {
        match self {
            Self::RightToLeft => "rtl",
            Self::LeftToRight => "ltr",
        }
    }
}

/// The direction of the first letter that has one; `None` for digits and marks alone.
pub fn direction(text: &str) -> Option<Direction> {
    text.chars().find_map(strong)
}

/// True for the invisible characters that turn text round or isolate it.
pub fn is_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with every control and direction character as a visible escape, for names from
/// outside that a terminal shows.
///
/// ```
/// # use mujaz::lang::bidi;
/// assert_eq!(bidi::sanitised("خبر\u{202e}.txt"), "خبر\\u{202e}.txt");
/// ```
pub fn sanitised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_control(c) || is_invisible(c) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

/// A title for a place without markup: runs of Latin letters, and of digits with a sign, are
/// isolated; a title that begins with one still reads from right to left.
///
/// ```
/// # use mujaz::lang::bidi;
/// assert_eq!(bidi::plain_title("منظومة S-400"), "منظومة \u{2068}S-400\u{2069}");
/// ```
pub fn plain_title(text: &str) -> String {
    let isolated = isolated(text);
    if direction(text) == Some(Direction::RightToLeft) {
        return isolated;
    }
    format!("{RIGHT_TO_LEFT_MARK}{isolated}")
}

/// The text as one run, in the direction of its first letter and out of reach of what stands about it.
pub fn apart(text: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}")
}

/// The text with isolates round its runs of Latin letters and of digits with a sign.
pub fn isolated(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = left_to_right_run(rest);
        let (head, tail) = rest.split_at(run.max(first.len_utf8()));
        if run > 0 && needs_isolation(head) {
            out.extend([FIRST_STRONG_ISOLATE]);
            out.push_str(head);
            out.push(POP_ISOLATE);
        } else {
            out.push_str(head);
        }
        rest = tail;
    }
    out
}

/// How many bytes at the start of `text` are one run from left to right: letters and digits, what
/// stands between them, and the signs that touch them; 0 where none begins here.
fn left_to_right_run(text: &str) -> usize {
    let mut end = 0;
    let mut touches = true;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let before_core = at == 0 && chars.peek().is_some_and(|(_, next)| is_core(*next));
        if is_core(c) || (is_sign(c) && touches && (at > 0 || before_core)) {
            end = at + c.len_utf8();
            touches = true;
        } else if at == 0 || !(is_joiner(c) || is_sign(c)) {
            break;
        } else {
            touches = false;
        }
    }
    end
}

/// Letters and digits of a run from left to right.
fn is_core(c: char) -> bool {
    strong(c) == Some(Direction::LeftToRight) || c.is_ascii_digit()
}

/// Signs that belong to the letter or digit they touch.
fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '\u{2212}' | '%' | '°' | '$' | '€' | '£' | '#' | '&' | '@')
}

/// What may stand inside a run, but not at its ends.
fn is_joiner(c: char) -> bool {
    matches!(c, ' ' | '.' | ',' | ':' | '/' | '_' | '\'' | '’' | '=' | '?' | '~')
}

/// True for a run that would be torn apart or turned round in Arabic text.
fn needs_isolation(run: &str) -> bool {
    let digits = run.chars().any(|c| c.is_ascii_digit());
    run.chars().any(|c| strong(c).is_some()) || (digits && run.chars().any(is_sign))
}

/// The direction of a letter; `None` for digits, marks and blanks.
fn strong(c: char) -> Option<Direction> {
    if c == RIGHT_TO_LEFT_MARK {
        return Some(Direction::RightToLeft);
    }
    if !c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) {
        return None;
    }
    Some(match c as u32 {
        0x590..=0x8ff
        | 0xfb1d..=0xfdff
        | 0xfe70..=0xfeff
        | 0x1_0800..=0x1_0fff
        | 0x1_e800..=0x1_efff => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    })
}

/// True for what a terminal would obey or not show at all.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
            | '\u{feff}' | '\u{ad}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Columns that a text takes in a terminal: marks and invisible characters take none, letters of
/// East Asia and most pictures two.
///
/// Every letter is counted for itself, also where a lam and an alef may share a column: a line that
/// is too short does no harm.
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let marked = plain_title(text).replace('\u{2068}', "[").replace('\u{2069}', "]");
        assert_eq!(marked.replace('\u{200f}', "<"), expected);
    }

    #[test]
    fn latin_runs_are_isolated_whole() {
        check("منظومة S-400 الروسية", "منظومة [S-400] الروسية");
        check("شركة Rosatom State Corp. تعلن", "شركة [Rosatom State Corp]. تعلن");
        check("صورة: Getty", "صورة: [Getty]");
        check("شركة - Rosatom - تعلن", "شركة - [Rosatom] - تعلن");
        check("C++ وWi-Fi", "<[C++] و[Wi-Fi]");
        check("في https://example.org/a تفاصيل", "في [https://example.org/a] تفاصيل");
    }

    #[test]
    fn digits_need_it_only_beside_a_sign() {
        check("في 2020 و11:42", "في 2020 و11:42");
        check("حرارة -5 ونمو 3.5%", "حرارة [-5] ونمو [3.5%]");
        check("بتاريخ 30-9-2020", "بتاريخ [30-9-2020]");
        check("٣٠ أيلول – ٢ تشرين", "٣٠ أيلول – ٢ تشرين");
    }

    #[test]
    fn a_title_reads_from_the_right_whatever_it_begins_with() {
        check("BBC تنفي", "<[BBC] تنفي");
        check("2020", "<2020");
        check("«نعم»", "«نعم»");
    }

    #[test]
    fn terminals_are_not_obeyed() {
        assert_eq!(sanitised("أ\u{1b}[2J\nب\u{2066}"), "أ\\u{1b}[2J\\nب\\u{2066}");
        assert_eq!(sanitised("أ\tب\r"), "أ\\tب\\r");
        assert_eq!(sanitised("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn marks_take_no_column() {
        assert_eq!(columns("قالَ"), 3);
        assert_eq!(columns("\u{2068}Ab\u{2069}"), 2);
        assert_eq!((columns("لا"), columns("中文"), columns("خبر\u{200c}ها")), (2, 4, 5));
    }
}
