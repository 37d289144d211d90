//! A page as a stream of tags and texts with their places, and the elements that are open.
//!
//! The tokens are html5gum's, by the HTML standard. A built page is our own, so more is asked of
//! it than a browser asks: every element but the void ones has its end tag, in order.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Error as Fault, HtmlString, Token, Tokenizer};

use super::finding::{Findings, shown};
use super::rules;

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) name: String,
    /// By name; values with their character references resolved.
    pub(super) attributes: Vec<(String, String)>,
    /// Where it begins.
    pub(super) at: usize,
    closing: Closing,
}

/// How a start tag ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// `>`.
    Open,
    /// `/>`.
    Empty,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// True where it is of this class.
    pub(super) fn is_of(&self, class: &str) -> bool {
        self.get("class").is_some_and(|all| all.split_ascii_whitespace().any(|it| it == class))
    }

    /// True where `rel` holds this word.
    pub(super) fn is_rel(&self, word: &str) -> bool {
        self.get("rel").is_some_and(|all| all.split_ascii_whitespace().any(|it| it == word))
    }
}

/// Something that looks at a page from its beginning to its end.
pub(super) trait Look {
    /// A start tag; the element is not yet open. A void element has no end.
    fn start(&mut self, _tag: &Tag, _open: &[Tag], _findings: &mut Findings<'_>) {}
    /// A text between two tags, at this byte, with its character references resolved.
    fn text(&mut self, _text: &str, _at: usize, _open: &[Tag], _findings: &mut Findings<'_>) {}
    /// The end of the innermost element, which is the last of `open`.
    fn end(&mut self, _open: &[Tag], _findings: &mut Findings<'_>) {}
    /// The end of the page.
    fn close(&mut self, _findings: &mut Findings<'_>) {}
}

/// Elements that have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements inside each other beyond which a page is not looked at further: ours have twenty.
const DEPTH: usize = 256;

/// Shows a page to `looks`, and finds what is wrong with its markup.
pub(super) fn walk(source: &str, looks: &mut [&mut dyn Look], findings: &mut Findings<'_>) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut walk = Walk { looks, open: Vec::new(), text: String::new(), text_at: 0 };
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        if let Token::String(text) = &token {
            if walk.text.is_empty() {
                walk.text_at = text.span.start;
            }
            walk.text.push_str(&String::from_utf8_lossy(text));
            continue;
        }
        // The tokenizer reports a fault beside the text that it goes on with.
        if !matches!(token, Token::Error(_)) {
            walk.flush(findings);
        }
        if !walk.token(token, source, findings) {
            break;
        }
    }
    walk.flush(findings);
    if let Some(tag) = walk.open.last() {
        findings.add(rules::SYNTAX, tag.at, format!("<{}> is not closed", tag.name));
    }
    walk.looks.iter_mut().for_each(|look| look.close(findings));
}

/// A walk over a page.
struct Walk<'l, 'd> {
    looks: &'l mut [&'d mut dyn Look],
    open: Vec<Tag>,
    /// The text since the last tag.
    text: String,
    text_at: usize,
}

impl Walk<'_, '_> {
    /// Takes a token that is no text; false where the walk is to end.
    fn token(&mut self, token: Token<usize>, source: &str, findings: &mut Findings<'_>) -> bool {
        match token {
            Token::StartTag(start) => {
                let attribute = |(name, value): (HtmlString, html5gum::Spanned<HtmlString>)| {
                    (words(&name), words(&value))
                };
                let tag = Tag {
                    name: words(&start.name),
                    attributes: start.attributes.into_iter().map(attribute).collect(),
                    at: start.span.start,
                    closing: if start.self_closing { Closing::Empty } else { Closing::Open },
                };
                return self.start(tag, findings);
            }
            Token::EndTag(end) => self.end(&words(&end.name), end.span.start, findings),
            Token::Comment(comment) => {
                let text = words(&comment);
                if text.len() > 400 || text.contains(['<', '>']) || text.starts_with("[if") {
                    let what = format!("a comment that may hide markup: {}", shown(&text));
                    findings.add(rules::SYNTAX, comment.span.start, what);
                }
            }
            Token::Doctype(doctype) => {
                let is_plain = words(&doctype.name).eq_ignore_ascii_case("html")
                    && doctype.public_identifier.is_none()
                    && doctype.system_identifier.is_none();
                if !is_plain || doctype.span.start != 0 {
                    let what = "the page does not begin with <!doctype html> alone";
                    findings.add(rules::DOCTYPE, doctype.span.start, what);
                }
            }
            // Told as characters that no text may hold.
            Token::Error(error)
                if matches!(
                    error.value,
                    Fault::ControlCharacterInInputStream
                        | Fault::ControlCharacterReference
                        | Fault::NoncharacterInInputStream
                        | Fault::NoncharacterCharacterReference
                ) => {}
            Token::Error(error) => {
                // The fault is noticed behind the mark that begins what is wrong.
                let before = source.get(..source.floor_char_boundary(error.span.start));
                let at = before.and_then(|before| before.rfind(['<', '&'])).unwrap_or_default();
                let here = source.get(at..).unwrap_or_default();
                let here = here.get(..here.floor_char_boundary(40)).unwrap_or_default();
                let what = format!("{} at «{}»", error.value, shown(here.trim_end()));
                findings.add(rules::SYNTAX, at, what);
            }
            Token::String(_) => {}
        }
        true
    }

    fn flush(&mut self, findings: &mut Findings<'_>) {
        if self.text.is_empty() {
            return;
        }
        for look in self.looks.iter_mut() {
            look.text(&self.text, self.text_at, &self.open, findings);
        }
        self.text.clear();
    }

    fn start(&mut self, tag: Tag, findings: &mut Findings<'_>) -> bool {
        if self.open.len() >= DEPTH {
            let what = format!(
                "more than {DEPTH} elements inside each other: the rest of the page is not looked at"
            );
            findings.add(rules::SYNTAX, tag.at, what);
            return false;
        }
        for look in self.looks.iter_mut() {
            look.start(&tag, &self.open, findings);
        }
        if VOID.contains(&tag.name.as_str()) {
            return true;
        }
        let closes = tag.closing == Closing::Empty;
        let is_foreign = tag.name == "svg" || self.open.iter().any(|tag| tag.name == "svg");
        if closes && !is_foreign {
            let what = format!("<{}/> is read as <{0}>, which stays open", tag.name);
            findings.add(rules::SYNTAX, tag.at, what);
        }
        self.open.push(tag);
        if closes {
            self.close_innermost(findings);
        }
        true
    }

    fn end(&mut self, name: &str, at: usize, findings: &mut Findings<'_>) {
        let Some(depth) = self.open.iter().rposition(|tag| tag.name == name) else {
            return findings.add(rules::SYNTAX, at, format!("</{name}> closes nothing"));
        };
        while self.open.len() > depth {
            if let Some(tag) = self.open.last()
                && self.open.len() > depth.saturating_add(1)
            {
                let what = format!("<{}> is not closed before </{name}>", tag.name);
                findings.add(rules::SYNTAX, tag.at, what);
            }
            self.close_innermost(findings);
        }
    }

    fn close_innermost(&mut self, findings: &mut Findings<'_>) {
        for look in self.looks.iter_mut() {
            look.end(&self.open, findings);
        }
        self.open.pop();
    }
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes down what it sees.
    #[derive(Default)]
    struct Seen(String);

    impl Look for Seen {
        fn start(&mut self, tag: &Tag, open: &[Tag], _: &mut Findings<'_>) {
            self.0 += &format!("<{} {} {}>", tag.name, open.len(), tag.at);
        }
        fn text(&mut self, text: &str, at: usize, _: &[Tag], _: &mut Findings<'_>) {
            self.0 += &format!("[{text} {at}]");
        }
        fn end(&mut self, open: &[Tag], _: &mut Findings<'_>) {
            self.0 += &format!("</{}>", open.last().unwrap().name);
        }
    }

    fn check(source: &str, expected: &str, faults: &[(usize, &str)]) {
        let mut seen = Seen::default();
        let mut findings = Findings::of("a.html", source);
        walk(source, &mut [&mut seen], &mut findings);
        assert_eq!(seen.0, expected, "{source}");
        let found = findings.into_vec();
        let found: Vec<_> = found.iter().map(|it| (it.column, it.what.as_str())).collect();
        assert_eq!(found, faults, "{source}");
    }

    #[test]
    fn tags_and_texts_with_their_places() {
        check("<p>a &amp; ب<br>c</p>", "<p 0 0>[a & ب 3]<br 1 13>[c 17]</p>", &[]);
        check("<svg><path /></svg>", "<svg 0 0><path 1 5></path></svg>", &[]);
        check("<script>a<b</script>", "<script 0 0>[a<b 8]</script>", &[]);
    }

    #[test]
    fn what_a_browser_would_mend_is_found() {
        check("<p>a", "<p 0 0>[a 3]", &[(1, "<p> is not closed")]);
        check("a</p>", "[a 0]", &[(2, "</p> closes nothing")]);
        check("<b><i></b>", "<b 0 0><i 1 3></i></b>", &[(4, "<i> is not closed before </b>")]);
        check("<p/>", "<p 0 0></p>", &[(1, "<p/> is read as <p>, which stays open")]);
    }
}
