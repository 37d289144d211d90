//! Places without markup (titles, descriptions): the direction of a line cannot be set by an
//! element there, so that marks of the text itself must do it.

const RTL_MARK: char = '\u{200f}';
const ISOLATE: char = '\u{2068}';
const POP: char = '\u{2069}';

/// A line for a place without markup: begins right to left, Latin runs isolated.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    if text.chars().find(|c| c.is_alphabetic()).is_some_and(is_latin) {
        out.push(RTL_MARK);
    }
    let mut rest = text;
    while let Some(start) = rest.find(is_latin) {
        let (before, tail) = rest.split_at_checked(start).unwrap_or((rest, ""));
        // The run ends after its last Latin letter or digit: what is between words goes along.
        let end = tail
            .char_indices()
            .take_while(|(_, c)| is_latin(*c) || is_inside(*c))
            .filter(|(_, c)| is_latin(*c) || c.is_ascii_digit())
            .last()
            .map_or(0, |(at, c)| at + c.len_utf8());
        let (run, after) = tail.split_at_checked(end).unwrap_or((tail, ""));
        out.push_str(before);
        out.push(ISOLATE);
        out.push_str(run);
        out.push(POP);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A text on one line: every run of blanks and line ends is one blank.
pub(crate) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c) && c.is_alphabetic()
}

fn is_inside(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(line(text), expected);
    }

    #[test]
    fn lines_begin_right_to_left_and_isolate_latin() {
        check("قمة سوتشي", "قمة سوتشي");
        check("صواريخ S-400 في تركيا", "صواريخ \u{2068}S-400\u{2069} في تركيا");
        check("Getty Images: صورة", "\u{200f}\u{2068}Getty Images\u{2069}: صورة");
        check("2020: قمة", "2020: قمة");
        check("ا <b>é</b> ب", "ا <\u{2068}b>é</b\u{2069}> ب");
    }

    #[test]
    fn lines_are_collapsed() {
        assert_eq!(collapse(" ا\n\n ب  ج"), "ا ب ج");
    }
}
