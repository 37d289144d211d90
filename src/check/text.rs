//! What every text is held to: UTF-8, no invisible characters, no direction turned round.

use super::finding::Findings;
use super::rules;

/// The text of a file; what is no UTF-8 is a finding and `None`.
pub(super) fn read<'b>(path: &str, bytes: &'b [u8]) -> Result<&'b str, Vec<super::Finding>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let mut findings = Findings::of(path, "");
        let what = format!("no UTF-8 at byte {}", error.valid_up_to());
        findings.add(rules::ENCODING, 0, what);
        findings.into_vec()
    })
}

/// What a text file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// To be read by people and programs.
    Reading,
    /// To be opened by a spreadsheet, which wants a byte order mark and old line ends.
    Spreadsheet,
}

/// Finds what no text may hold, as it stands in the file.
pub(super) fn look(text: &str, purpose: Use, findings: &mut Findings<'_>) {
    let is_sheet = purpose == Use::Spreadsheet;
    if text.starts_with('\u{feff}') && !is_sheet {
        findings.add(rules::BYTE_ORDER_MARK, 0, "a byte order mark");
    }
    let ends_line = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with("\r\n"));
    for (at, c) in text.char_indices() {
        let is_told = c == '\u{feff}' && at == 0 || c == '\r' && is_sheet && ends_line(at);
        if is_control(c) && !is_told {
            findings.add(rules::CONTROL, at, format!("U+{:04X}", u32::from(c)));
        }
    }
}

/// True for controls, noncharacters, tags and other invisible characters that are no layout.
pub(super) fn is_control(c: char) -> bool {
    let code = u32::from(c);
    c.is_control() && !matches!(c, '\t' | '\n')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{fdd0}'..='\u{fdef}')
        || (0xe_0000..=0xe_007f).contains(&code)
        || code & 0xfffe == 0xfffe
}

/// Where direction controls may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Directions {
    /// Nowhere: the text has markup, or a field beside it, that says its direction.
    None,
    /// A mark before the text and isolates that are closed: titles and attributes have no markup.
    Marks,
}

/// The first direction control that may not stand in a text, with its byte and why.
pub(super) fn misdirected(text: &str, allowed: Directions) -> Option<(usize, String)> {
    let mut isolates: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        let is_fine = match c {
            '\u{202a}'..='\u{202e}' | '\u{200e}' | '\u{61c}' | '\u{2066}' | '\u{2067}' => false,
            '\u{200f}' => allowed == Directions::Marks,
            '\u{2068}' => {
                isolates.push(at);
                allowed == Directions::Marks
            }
            '\u{2069}' => isolates.pop().is_some() && allowed == Directions::Marks,
            _ => true,
        };
        if !is_fine {
            return Some((at, format!("U+{:04X}", u32::from(c))));
        }
    }
    isolates.pop().map(|at| (at, "an isolate that is not closed".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn controls(text: &str, purpose: Use) -> Vec<(usize, String)> {
        let mut findings = Findings::of("a.txt", text);
        look(text, purpose, &mut findings);
        findings.into_vec().into_iter().map(|it| (it.column, it.what)).collect()
    }

    #[test]
    fn invisible_characters() {
        assert_eq!(controls("خبر\tب\n«١» 🙂", Use::Reading), []);
        assert_eq!(controls("\u{feff}a", Use::Reading), [(1, "a byte order mark".to_owned())]);
        assert_eq!(controls("خ\u{feff}", Use::Reading), [(2, "U+FEFF".to_owned())]);
        assert_eq!(controls("\u{feff}a,b\r\nc", Use::Spreadsheet), []);
        assert_eq!(controls("a\rb", Use::Spreadsheet), [(2, "U+000D".to_owned())]);
        for bad in ['\u{7f}', '\u{85}', '\r', '\u{fdd0}', '\u{ffff}', '\u{1fffe}', '\u{e0041}'] {
            assert!(is_control(bad), "{bad:?}");
        }
    }

    #[test]
    fn directions() {
        let check = |text, allowed| misdirected(text, allowed).map(|(at, _)| at);
        assert_eq!(check("\u{200f}a \u{2068}b\u{2069}", Directions::Marks), None);
        assert_eq!(check("\u{200f}a", Directions::None), Some(0));
        assert_eq!(check("a\u{202e}", Directions::Marks), Some(1));
        assert_eq!(check("a\u{2069}", Directions::Marks), Some(1));
        assert_eq!(check("a\u{2068}", Directions::Marks), Some(1));
    }
}
