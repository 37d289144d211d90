//! Mails beside the pages of weeks: two parts in base64 that say the same, each whole by itself. A mail lies in
//! no folder, so its links are whole, and each of its blocks says its language and direction, since programs
//! that show mail drop those of the page.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::book::fault;
use super::cited::Library;
use super::edition::unsaid;
use super::finding::{Findings, shown};
use super::markup::{self, Look, Tag};
use super::quoted::letters;
use super::rules;
use super::site::File;
use super::text::{self, Directions};

/// Headers that a mail has once.
const HEADERS: [&str; 6] =
    ["content-type", "date", "from", "message-id", "mime-version", "subject"];
/// Most bytes of a line, by RFC 5322, its end aside.
const LINE: usize = 998;
/// Most bytes of a mail: past 102 KB a large provider is said to cut it.
const LARGEST: usize = 102_000;
/// Elements that hold words by themselves.
const BLOCKS: [&str; 8] = ["blockquote", "div", "h1", "h2", "h3", "li", "p", "td"];
/// Elements that no mail has: most programs drop them, some refuse the mail.
const FOREIGN: [&str; 10] =
    ["button", "embed", "form", "iframe", "img", "input", "link", "object", "script", "style"];

/// Looks at a mail.
pub(super) fn look(file: File<'_>, findings: &mut Findings<'_>) {
    if file.text.len() > LARGEST {
        let what = format!("{} bytes, over {LARGEST}", file.text.len());
        findings.add(rules::WEIGHT, 0, what);
    }
    if let Some(line) = file.text.lines().find(|line| line.len() > LINE) {
        findings.add(rules::MAIL, 0, format!("a line of {} bytes", line.len()));
    }
    let (head, body) = halves(file.text);
    for name in HEADERS {
        if header(head, name).is_none_or(|value| value.is_empty()) {
            findings.add(rules::MAIL, 0, format!("no header {name}"));
        }
    }
    let kind = header(head, "content-type").unwrap_or_default();
    let boundary = kind.split_once("boundary=").map(|(_, rest)| rest.trim_matches('"').to_owned());
    let Some(boundary) = boundary.filter(|_| kind.starts_with("multipart/alternative")) else {
        return findings.add(rules::MAIL, 0, format!("{} has no two parts", shown(&kind)));
    };
    let parts: Vec<(String, String)> = body
        .split(&format!("--{boundary}"))
        .skip(1)
        .filter(|part| !part.starts_with("--"))
        .map(|part| read(part, findings))
        .collect();
    let kinds: Vec<&str> = parts.iter().map(|(kind, _)| kind.as_str()).collect();
    let [(_, plain), (_, html)] = parts.as_slice() else {
        return findings.add(rules::MAIL, 0, format!("{} parts", parts.len()));
    };
    if !(kinds.first().is_some_and(|it| it.starts_with("text/plain"))
        && kinds.last().is_some_and(|it| it.starts_with("text/html")))
    {
        return findings.add(rules::MAIL, 0, format!("its parts are {}", kinds.join(", ")));
    }
    if let Some((_, what)) = text::misdirected(plain, Directions::Marks) {
        findings.add(rules::DIRECTION, 0, format!("{what} in the plain part"));
    }
    parts_agree(file, plain, html, findings);
}

/// Looks at the part with markup, and holds what was said in it against the plain part.
fn parts_agree(file: File<'_>, plain: &str, html: &str, findings: &mut Findings<'_>) {
    let mut inner = Findings::of(file.path, html);
    let library = Library::around(file);
    let mut blocks = Blocks { file, library, open: None, plain: letters(plain) };
    markup::walk(html, &mut [&mut blocks], &mut inner);
    for finding in inner.into_vec() {
        let (line, column) = (finding.line, finding.column);
        let what = format!("in line {line}, column {column} of its markup: {}", finding.what);
        findings.add(finding.rule, 0, what);
    }
}

/// What stands before the first empty line, and what behind it.
fn halves(text: &str) -> (&str, &str) {
    text.split_once("\r\n\r\n").unwrap_or((text, ""))
}

/// The value of a header on one line, by its name in small letters.
fn header(head: &str, name: &str) -> Option<String> {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let fields = unfolded.split("\r\n").filter_map(|line| line.split_once(':'));
    let mut own = fields.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    own.next().map(|(_, value)| value.trim().to_owned())
}

/// The kind of a part and its text.
fn read(part: &str, findings: &mut Findings<'_>) -> (String, String) {
    let (head, body) = halves(part);
    let kind = header(head, "content-type").unwrap_or_default();
    let encoding = header(head, "content-transfer-encoding").unwrap_or_default();
    let letters: String = body.split_ascii_whitespace().collect();
    let bytes = BASE64_STANDARD.decode(letters).ok().filter(|_| encoding == "base64");
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    if text.is_none() {
        let what = format!("the part {} is no UTF-8 in base64", shown(&kind));
        findings.add(rules::MAIL, 0, what);
    }
    (kind, text.unwrap_or_default())
}

/// Looks at the blocks of a mail.
struct Blocks<'a> {
    file: File<'a>,
    library: Library<'a>,
    /// The open quotation: elements open around it, where it stands, its words.
    open: Option<(usize, usize, String)>,
    /// The letters of the plain part.
    plain: String,
}

impl Look for Blocks<'_> {
    fn start(&mut self, tag: &Tag, open: &[Tag], findings: &mut Findings<'_>) {
        let name = tag.name.as_str();
        if FOREIGN.contains(&name) {
            findings.add(rules::ELEMENT, tag.at, format!("<{name}>"));
        }
        if BLOCKS.contains(&name) && (tag.get("lang"), tag.get("dir")) != (Some("ar"), Some("rtl"))
        {
            let what = format!("<{name}> does not say its language and direction");
            findings.add(rules::PAGE_DIRECTION, tag.at, what);
        }
        if tag.attributes.iter().any(|(key, _)| key.starts_with("on") || key == "src") {
            findings.add(rules::ATTRIBUTE, tag.at, format!("<{name}> fetches or runs something"));
        }
        if let Some(href) = tag.get("href") {
            let fault = match href.contains(':') {
                true => fault(self.file, href),
                false => Some((rules::ADDRESS, "it is not whole".to_owned())),
            };
            if let Some((rule, what)) = fault {
                findings.add(rule, tag.at, format!("a link to {}: {what}", shown(href)));
            }
        }
        match name {
            "blockquote" => self.open = Some((open.len(), tag.at, String::new())),
            // Behind the words stands where they were said.
            "br" => self.judge(findings),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, _at: usize, _open: &[Tag], _findings: &mut Findings<'_>) {
        if let Some((_, _, words)) = &mut self.open {
            words.push_str(text);
        }
    }

    fn end(&mut self, open: &[Tag], findings: &mut Findings<'_>) {
        let depth = open.len().saturating_sub(1);
        if self.open.as_ref().is_some_and(|(at, ..)| *at == depth) {
            self.judge(findings);
        }
    }
}

impl Blocks<'_> {
    /// The words of a quotation have ended.
    fn judge(&mut self, findings: &mut Findings<'_>) {
        let Some((_, at, words)) = self.open.take() else { return };
        if !self.library.has_joined(&words) {
            findings.add(rules::WORDS, at, unsaid(&words, self.file.path));
        }
        if !self.plain.contains(&letters(&words)) {
            let what = format!("«{}» is not in the plain part", shown(words.trim()));
            findings.add(rules::WORDS, at, what);
        }
    }
}
