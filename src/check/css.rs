//! Style sheets: no physical directions, nothing from elsewhere, nothing that Arabic type is spoilt by.
//!
//! Directions of gradients are left alone: they have no logical form, and a picture is no layout.

use super::finding::{Findings, shown};
use super::rules::{self, Rule};

/// Properties that set a direction, or name a side.
const PHYSICAL: [&str; 6] = ["left", "right", "direction", "float", "clear", "unicode-bidi"];
/// Properties whose value may be a side.
const SIDED: [&str; 2] = ["text-align", "text-align-last"];
/// Functions whose quoted text is an address.
const ADDRESSING: [&str; 7] =
    ["url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"];

/// Finds what a style sheet may not hold, which begins at byte `from` of its file; gives the relative
/// addresses in it with the bytes at which they stand.
pub(super) fn look(css: &str, from: usize, findings: &mut Findings<'_>) -> Vec<(usize, String)> {
    let sheet = Sheet::of(css);
    let mut add = |rule: Rule, at: usize, what: String| {
        findings.add(rule, from.saturating_add(at), what);
    };
    // Selectors and at-rules open blocks; what stands between `;` and `}` are declarations.
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0usize;
    for (at, c) in sheet.plain.char_indices() {
        if !matches!(c, '{' | '}' | ';') {
            continue;
        }
        let piece = sheet.plain.get(start..at).unwrap_or_default();
        let lead = piece.len().saturating_sub(piece.trim_start().len());
        let place = start.saturating_add(lead);
        match c {
            // Margins of printed pages are physical: paper has no direction.
            '{' if piece.trim_start().starts_with("@page") => blocks.push(Block::Paper),
            '{' => blocks.push(blocks.last().copied().unwrap_or_default()),
            _ => {
                let block = blocks.last().copied().unwrap_or_default();
                for rule in breaches(piece.trim(), block) {
                    add(rule, place, shown(css.get(place..at).unwrap_or_default()));
                }
            }
        }
        if c == '}' {
            blocks.pop();
        }
        start = at.saturating_add(1);
    }
    if let Some(at) = sheet.plain.find('\\') {
        add(rules::REMOTE_CSS, at, "an escape, which can hide an address".to_owned());
    }
    let (remote, relative): (Vec<_>, Vec<_>) =
        sheet.addresses().into_iter().partition(|(_, address)| is_remote(address));
    for (at, address) in remote {
        add(rules::REMOTE_CSS, at, shown(&address));
    }
    relative.into_iter().map(|(at, address)| (from.saturating_add(at), address)).collect()
}

/// What declarations are about.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Block {
    #[default]
    Elements,
    /// Sheets of paper.
    Paper,
}

/// The rules that a declaration or a rule without a block breaks.
fn breaches(piece: &str, block: Block) -> Vec<Rule> {
    let mut broken = Vec::new();
    if piece.to_ascii_lowercase().starts_with("@import") {
        broken.push(rules::REMOTE_CSS);
    }
    let Some((property, value)) = piece.split_once(':') else { return broken };
    let (property, value) = (property.trim().to_lowercase(), value.trim().to_lowercase());
    let names_side = property.split('-').any(|part| part == "left" || part == "right");
    let is_sided = SIDED.contains(&property.as_str())
        && matches!(value.as_str(), "left" | "right" | "justify");
    let is_physical = PHYSICAL.contains(&property.as_str()) || names_side || is_sided;
    if is_physical && block != Block::Paper && !property.starts_with("--") {
        broken.push(rules::PHYSICAL_CSS);
    }
    if property == "letter-spacing" {
        broken.push(rules::LETTER_SPACING);
    }
    if spoils_letters(&property, &value) {
        broken.push(rules::LETTERS);
    }
    if property == "behavior" || value.contains("expression(") || value.contains("javascript:") {
        broken.push(rules::REMOTE_CSS);
    }
    broken
}

/// True for a slant, which Arabic letters do not have; for what shows where joined letters overlap;
/// for breaks inside words.
fn spoils_letters(property: &str, value: &str) -> bool {
    let value = value.trim_end_matches("!important").trim_end();
    let words = || value.split([' ', ',', '(', ')']);
    match property {
        "font-style" | "font" => words().any(|word| matches!(word, "italic" | "oblique")),
        "opacity" => !matches!(value, "1" | "100%" | "inherit" | "initial" | "unset" | "revert"),
        "color" | "-webkit-text-fill-color" => is_see_through(value),
        "filter" => value.contains("opacity("),
        "hyphens" => !matches!(value, "none" | "manual"),
        "word-break" => value == "break-all",
        _ => property.starts_with("-webkit-text-stroke") || property == "text-stroke",
    }
}

/// True for a colour through which another is seen.
fn is_see_through(value: &str) -> bool {
    let has_function = ["rgba(", "hsla(", "transparent"].iter().any(|it| value.contains(it));
    let hex = value.split('#').skip(1).any(|rest| {
        let len = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        let digits = rest.get(..len).unwrap_or_default();
        len == 4 && !digits.ends_with('f') || len == 8 && !digits.ends_with("ff")
    });
    // The alpha of a modern colour stands behind a slash.
    has_function || hex || value.contains('/')
}

/// True for an address with a scheme or a host.
fn is_remote(address: &str) -> bool {
    let head = address.split('/').next().unwrap_or_default();
    address.starts_with("//") || head.contains(':') || address.contains('\\')
}

/// A style sheet with blanks in the place of comments and of quoted texts, so that places stay.
struct Sheet {
    plain: String,
    /// Quoted texts, with the bytes at which they stand.
    quoted: Vec<(usize, String)>,
}

impl Sheet {
    fn of(css: &str) -> Self {
        let mut sheet = Self { plain: String::with_capacity(css.len()), quoted: Vec::new() };
        let mut rest = css;
        while let Some(start) = rest.find(['"', '\'', '/']) {
            let (before, tail) = rest.split_at_checked(start).unwrap_or((rest, ""));
            sheet.plain.push_str(before);
            let at = sheet.plain.len();
            let quote = tail.chars().next().filter(|c| *c != '/');
            let len = match quote {
                Some(quote) => quoted_len(tail, quote),
                None if tail.starts_with("/*") => {
                    let end = tail.get(2..).and_then(|it| it.find("*/"));
                    end.map_or(tail.len(), |end| end.saturating_add(4))
                }
                None => 0,
            };
            let (taken, after) = tail.split_at_checked(len).unwrap_or((tail, ""));
            match quote {
                Some(quote) => {
                    let inner = taken.trim_start_matches(quote).trim_end_matches(quote);
                    sheet.quoted.push((at, inner.to_owned()));
                    sheet.plain.push(quote);
                    sheet.plain.push_str(&" ".repeat(len.saturating_sub(1)));
                    rest = after;
                }
                None if len > 0 => {
                    sheet.plain.push_str(&" ".repeat(len));
                    rest = after;
                }
                None => {
                    sheet.plain.push('/');
                    rest = tail.get(1..).unwrap_or_default();
                }
            }
        }
        sheet.plain.push_str(rest);
        sheet
    }

    /// What the sheet would have fetched.
    fn addresses(&self) -> Vec<(usize, String)> {
        let plain = self.plain.to_ascii_lowercase();
        let is_address = |at: usize, text: &str| {
            let before = plain.get(..at).unwrap_or_default();
            let function = open_function(before);
            ADDRESSING.contains(&function) || is_remote(text) && text.contains("//")
        };
        let mut all: Vec<(usize, String)> =
            self.quoted.iter().filter(|(at, text)| is_address(*at, text)).cloned().collect();
        for (at, _) in plain.match_indices("url(") {
            let rest = self.plain.get(at.saturating_add(4)..).unwrap_or_default();
            let url = rest.split(')').next().unwrap_or_default().trim();
            if !url.is_empty() && !url.starts_with(['"', '\'']) {
                all.push((at, url.to_owned()));
            }
        }
        all.retain(|(_, address)| !address.starts_with('#'));
        all
    }
}

/// Bytes of a quoted text with its marks; one that is not closed ends with its line.
fn quoted_len(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return at.saturating_add(1);
        }
        if c == '\n' && !is_escaped {
            return at;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text.len()
}

/// The name of the innermost function that is open at the end of a text; empty where none is.
fn open_function(before: &str) -> &str {
    let mut depth = 0usize;
    for (at, c) in before.char_indices().rev() {
        match c {
            ')' => depth = depth.saturating_add(1),
            '(' if depth > 0 => depth = depth.saturating_sub(1),
            '(' => {
                let head = before.get(..at).unwrap_or_default();
                let name = head.rfind(|c: char| !c.is_alphanumeric() && c != '-');
                let start = name.map_or(0, |at| at.saturating_add(1));
                return head.get(start..).unwrap_or_default();
            }
            ';' | '{' | '}' => return "",
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(css: &str, expected: &[(&str, usize)]) {
        let mut findings = Findings::of("a.css", css);
        look(css, 0, &mut findings);
        let found = findings.into_vec();
        let found: Vec<_> = found.iter().map(|it| (it.rule.code, it.column)).collect();
        assert_eq!(found, expected, "{css}");
    }

    #[test]
    fn directions() {
        check("a{margin-inline-start:1em;text-align:start}", &[]);
        check("a{color:red;margin-left:1em}", &[("physical-css", 13)]);
        check("@media print{a{float:left}}", &[("physical-css", 16)]);
        check("a{ text-align : right }", &[("physical-css", 4)]);
        check("/* left:0 */a{direction:ltr}", &[("physical-css", 15)]);
        check("a{background:linear-gradient(to left,red,blue)}", &[]);
        check("@page :left{margin-left:2cm}", &[]);
        check("a{letter-spacing:1px}", &[("letter-spacing", 3)]);
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        check("a{background:url(x.svg)}", &[]);
        check("a{background:url('https://example.org/x')}", &[("remote-css", 18)]);
        check("@import 'x.css';", &[("remote-css", 1)]);
        check("a{b:url(//x)}", &[("remote-css", 5)]);
        check("a{b:image-set('https://x/a.png' 1x)}", &[("remote-css", 15)]);
        check("a{b:image-set(url(x.png) 1x,\"//x/a\" 2x)}", &[("remote-css", 29)]);
        check("a{b:URL(data:x)}", &[("remote-css", 5)]);
        check("a{b:u\\72l(x)}", &[("remote-css", 6)]);
        check("a{content:\"نص: ١؛ {a}\"}/* url(//x) */@page{margin:1cm}", &[]);
        check("a{fill:url(#g)}", &[]);
    }

    #[test]
    fn arabic_letters_are_left_whole() {
        check("i{font-style:normal;opacity:1;color:light-dark(#fff,#000f)}", &[]);
        check("i{text-decoration-color:#0000;background:#0008}", &[]);
        check("i{font:italic 1em serif}", &[("letters", 3)]);
        check("i{font-style:oblique 10deg}", &[("letters", 3)]);
        check("i{font:1em \"Amiri italic\"}", &[]);
        check("i{opacity:.6}", &[("letters", 3)]);
        check("i{color:#1238}", &[("letters", 3)]);
        check("i{color:rgb(0 0 0/50%)}", &[("letters", 3)]);
        check("i{-webkit-text-stroke:1px red}", &[("letters", 3)]);
        check("i{hyphens:auto}", &[("letters", 3)]);
    }

    #[test]
    fn addresses_are_given_with_their_places() {
        let mut findings = Findings::of("a.css", "");
        let found =
            look("a{b:url( x.svg ) url(\"y.svg\")}@font-face{src:local(\"z\")}", 7, &mut findings);
        assert_eq!(found, [(28, "y.svg".to_owned()), (11, "x.svg".to_owned())]);
    }
}
