//! Our own words on a page: numbers in one family of digits, ranges in words.
//!
//! Words of documents stand in `bdi`, in blocks of `dir="auto"`, in quotations and in `code`; they keep their
//! digits and dashes. Everything else is ours: attributes that are read out too, and of the title what the heading
//! of the page and the name of the site leave.

use super::finding::{Findings, shown};
use super::markup::{Look, Tag};
use super::rules;

/// Elements that hold what is not our own.
const FOREIGN: [&str; 9] =
    ["bdi", "blockquote", "code", "mark", "q", "script", "style", "title", "kbd"];
/// Elements that do not part the words of a line.
const INLINE: [&str; 10] = ["span", "a", "b", "strong", "em", "i", "sup", "sub", "time", "abbr"];

/// Attributes that readers meet.
const READ: [&str; 4] = ["alt", "aria-label", "placeholder", "title"];

/// Looks at our own words.
#[derive(Default)]
pub(super) struct OwnWords {
    /// The words of the line so far.
    line: String,
    /// Bytes of `line` from which on its text stands at a byte of the page.
    places: Vec<(usize, usize)>,
    /// The title of the page and where it stands, its heading, the name of the site.
    title: (String, usize),
    heading: String,
    site: String,
}

impl OwnWords {
    fn flush(&mut self, findings: &mut Findings<'_>) {
        judge(&self.line, |at| self.place(at), findings);
        self.line.clear();
        self.places.clear();
    }

    /// Where a byte of the line stands in the page; inside a text with references about there.
    fn place(&self, at: usize) -> usize {
        let start = self.places.iter().rfind(|(from, _)| *from <= at);
        start.map_or(0, |(from, place)| place.saturating_add(at.saturating_sub(*from)))
    }
}

impl Look for OwnWords {
    fn start(&mut self, tag: &Tag, _open: &[Tag], findings: &mut Findings<'_>) {
        if !INLINE.contains(&tag.name.as_str()) {
            self.flush(findings);
        }
        if tag.get("property") == Some("og:site_name") {
            self.site = collapsed(tag.get("content").unwrap_or_default());
        }
        let read = tag.attributes.iter().filter(|(name, _)| READ.contains(&name.as_str()));
        for (_, value) in read.filter(|(_, value)| collapsed(value) != self.site) {
            judge(value, |_| tag.at, findings);
        }
    }

    fn text(&mut self, text: &str, at: usize, open: &[Tag], _findings: &mut Findings<'_>) {
        if open.last().is_some_and(|tag| tag.name == "title") {
            self.title.0.push_str(text);
            self.title.1 = at;
        }
        if open.iter().any(|tag| tag.name == "h1") && !open.iter().any(|tag| tag.is_of("m__n")) {
            self.heading.push_str(text);
        }
        let is_foreign = |tag: &Tag| {
            FOREIGN.contains(&tag.name.as_str()) || tag.get("dir").is_some_and(|it| it != "rtl")
        };
        if !open.iter().any(is_foreign) {
            self.places.push((self.line.len(), at));
            self.line.push_str(text);
        }
    }

    fn end(&mut self, open: &[Tag], findings: &mut Findings<'_>) {
        if open.last().is_none_or(|tag| !INLINE.contains(&tag.name.as_str())) {
            self.flush(findings);
        }
    }

    fn close(&mut self, findings: &mut Findings<'_>) {
        self.flush(findings);
        let title = collapsed(&self.title.0);
        let rest = title.strip_suffix(&self.site).unwrap_or(&title);
        let own = rest.strip_prefix(&collapsed(&self.heading)).unwrap_or_default();
        judge(own, |_| self.title.1, findings);
    }
}

/// Looks at a line of our own words; `place` gives the byte of the page at which one of its bytes stands.
fn judge(line: &str, place: impl Fn(usize) -> usize, findings: &mut Findings<'_>) {
    if let Some(at) = mixed(line) {
        let what = format!("two families of digits in one number: {}", around(line, at));
        findings.add(rules::DIGITS, place(at), what);
    }
    if let Some(at) = dashed(line) {
        let what = format!("a dash between two numbers: {}", around(line, at));
        findings.add(rules::DASH, place(at), what);
    }
}

/// Words on one line, without the marks that set their direction.
pub(super) fn collapsed(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
    let bare: String = text.chars().filter(|c| !is_mark(*c)).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which digits a number is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Ascii,
    ArabicIndic,
    Persian,
}

fn family(c: char) -> Option<Family> {
    match c {
        '0'..='9' => Some(Family::Ascii),
        '٠'..='٩' => Some(Family::ArabicIndic),
        '۰'..='۹' => Some(Family::Persian),
        _ => None,
    }
}

/// Where a number goes on in other digits than it began, its separators included.
fn mixed(line: &str) -> Option<usize> {
    let mut last: Option<Family> = None;
    let mut separators = 0usize;
    for (at, c) in line.char_indices() {
        match family(c) {
            Some(family) if last.is_some_and(|it| it != family) => return Some(at),
            Some(family) => (last, separators) = (Some(family), 0),
            None if matches!(c, '.' | ',' | '\u{66b}' | '\u{66c}') && separators == 0 => {
                separators = 1;
            }
            None => last = None,
        }
    }
    None
}

/// Where a dash stands between two numbers, blanks beside it or not.
fn dashed(line: &str) -> Option<usize> {
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    line.char_indices().filter(|(_, c)| is_dash(*c)).map(|(at, _)| at).find(|at| {
        let (before, after) = line.split_at_checked(*at).unwrap_or_default();
        let before = before.trim_end().chars().next_back();
        let after = after.trim_start_matches(is_dash).trim_start().chars().next();
        let is_digit = |c: Option<char>| c.and_then(family).is_some();
        is_digit(before) && is_digit(after)
    })
}

/// The words around a byte of a line.
fn around(line: &str, at: usize) -> String {
    let start = line.floor_char_boundary(at.saturating_sub(20));
    let end = line.ceil_char_boundary(at.saturating_add(20).min(line.len()));
    shown(line.get(start..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::markup::walk;
    use super::*;

    fn check(source: &str, expected: &[(&str, usize)]) {
        let mut findings = Findings::of("a.html", source);
        walk(source, &mut [&mut OwnWords::default()], &mut findings);
        let found = findings.into_vec();
        let found: Vec<_> = found.iter().map(|it| (it.rule.code, it.column)).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn numbers_keep_to_one_family() {
        check("<p>١٢ قولًا و3 وثائق</p>", &[]);
        check("<p>١٬٢٠٠، 7</p>", &[]);
        check("<p>عدد ١2</p>", &[("digits", 9)]);
        check("<p>١<span>.5</span></p>", &[("digits", 12)]);
        check("<p><bdi>١2</bdi> <code>١2</code></p><p dir=\"auto\">١2</p>", &[]);
    }

    #[test]
    fn what_stands_in_no_element_is_ours_too() {
        check("<nav aria-label=\"الصفحة ١2\"></nav>", &[("digits", 1)]);
        check("<img alt=\"من ١-٢\">", &[("dash", 1)]);
        check("<title>قمة ١2 — موجز</title><h1><bdi>قمة ١2</bdi></h1>", &[]);
        check("<title>قمة، الصفحة ١2 — موجز</title><h1>قمة</h1>", &[("digits", 8)]);
        let site = "<meta property=\"og:site_name\" content=\"24-7\"><title>٢٠٢٠ — 24-7</title>";
        check(&format!("{site}<h1>٢٠٢٠</h1><p title=\"24-7\"></p>"), &[]);
    }

    #[test]
    fn ranges_stand_in_words() {
        check("<p>من ١٦ إلى ٢٢</p>", &[]);
        check("<p>١٦-٢٢</p>", &[("dash", 6)]);
        check("<p>١٦ – <span>٢٢</span></p>", &[("dash", 7)]);
        check("<p>١٦ — قول</p><p>٢٢</p>", &[]);
        check("<p><bdi dir=\"ltr\">2020-12-29</bdi></p>", &[]);
    }
}
