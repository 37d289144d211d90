//! The style sheet: no physical directions, nothing from elsewhere.
//!
//! Directions of gradients are left alone: they have no logical form, and a picture is no layout.

use super::finding::{Findings, shown};
use super::rules;

/// Properties that set a direction, or name a side.
const PHYSICAL: [&str; 6] = ["left", "right", "direction", "float", "clear", "unicode-bidi"];
/// Properties whose value may be a side.
const SIDED: [&str; 2] = ["text-align", "text-align-last"];

/// Finds what a style sheet may not hold.
pub(super) fn look(css: &str, findings: &mut Findings<'_>) {
    let plain = without_comments(css);
    // Selectors and at-rules open blocks; what stands between `;` and `}` are declarations.
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0usize;
    for (at, c) in plain.char_indices() {
        if !matches!(c, '{' | '}' | ';') {
            continue;
        }
        let piece = plain.get(start..at).unwrap_or_default();
        let lead = piece.len().saturating_sub(piece.trim_start().len());
        let place = start.saturating_add(lead);
        match c {
            // Margins of printed pages are physical: paper has no direction.
            '{' if piece.trim_start().starts_with("@page") => blocks.push(Block::Paper),
            '{' => blocks.push(blocks.last().copied().unwrap_or_default()),
            _ => {
                let block = blocks.last().copied().unwrap_or_default();
                declaration(piece.trim(), place, block, findings);
            }
        }
        if c == '}' {
            blocks.pop();
        }
        start = at.saturating_add(1);
    }
    remote(&plain, findings);
}

/// What declarations are about.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Block {
    #[default]
    Elements,
    /// Sheets of paper.
    Paper,
}

fn declaration(piece: &str, at: usize, block: Block, findings: &mut Findings<'_>) {
    if piece.starts_with("@import") {
        findings.add(rules::REMOTE_CSS, at, shown(piece));
    }
    let Some((property, value)) = piece.split_once(':') else { return };
    let (property, value) = (property.trim().to_lowercase(), value.trim().to_lowercase());
    let names_side = property.split('-').any(|part| part == "left" || part == "right");
    let is_sided = SIDED.contains(&property.as_str())
        && matches!(value.as_str(), "left" | "right" | "justify");
    let is_physical = PHYSICAL.contains(&property.as_str()) || names_side || is_sided;
    if is_physical && block != Block::Paper && !property.starts_with("--") {
        findings.add(rules::PHYSICAL_CSS, at, shown(piece));
    }
    if property == "letter-spacing" {
        findings.add(rules::LETTER_SPACING, at, shown(piece));
    }
    if property == "behavior" || value.contains("expression(") || value.contains("javascript:") {
        findings.add(rules::REMOTE_CSS, at, shown(piece));
    }
}

/// Finds addresses that are not relative.
fn remote(css: &str, findings: &mut Findings<'_>) {
    for (at, _) in css.match_indices("url(") {
        let rest = css.get(at.saturating_add(4)..).unwrap_or_default();
        let url = rest.split(')').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        if url.starts_with("//") || url.split('/').next().is_some_and(|head| head.contains(':')) {
            findings.add(rules::REMOTE_CSS, at, shown(url));
        }
    }
}

/// The style sheet with blanks in the place of comments and strings, so that places stay.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        let (before, comment) = rest.split_at(start);
        let end = comment.get(2..).and_then(|it| it.find("*/")).map(|end| end.saturating_add(4));
        let (comment, after) = comment.split_at(end.unwrap_or(comment.len()));
        out.push_str(before);
        out.push_str(&" ".repeat(comment.len()));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(css: &str, expected: &[(&str, usize)]) {
        let mut findings = Findings::of("a.css", css);
        look(css, &mut findings);
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
        check("a{background:url('https://example.org/x')}", &[("remote-css", 14)]);
        check("@import 'x.css';", &[("remote-css", 1)]);
        check("a{b:url(//x)}", &[("remote-css", 5)]);
    }
}
