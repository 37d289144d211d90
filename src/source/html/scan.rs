//! The tags of a page, in one pass from left to right, without building a tree.
//!
//! Follows the tokens of the HTML standard: quoted attribute values, comments, declarations,
//! elements whose content is not markup. Never goes back, so any input takes linear time.

/// A token.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, character references still in it.
    Text(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag, by its name as written.
    End(&'a str),
    /// A comment, without its marks.
    Comment(&'a str),
}

/// A start tag.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// As written.
    pub(super) name: &'a str,
    /// Names and values as written; the first [`ATTRIBUTES`] of them.
    pub(super) attributes: Vec<(&'a str, &'a str)>,
    /// Whether it ends in `/>`.
    pub(super) closing: Closing,
}

/// How a start tag ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Closing {
    /// `>`.
    #[default]
    Open,
    /// `/>`.
    Empty,
}

impl<'a> Tag<'a> {
    /// The value of an attribute; empty where it has none.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

/// How `<![CDATA[` is read: in SVG and MathML its content is text, in HTML it is a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    Html,
    Foreign,
}

/// Most attributes of a tag that are looked at.
const ATTRIBUTES: usize = 128;

/// Reads tokens.
pub(super) struct Scanner<'a> {
    rest: &'a str,
    /// Elements of raw content that are not closed anywhere in the rest.
    unclosed: Vec<&'static str>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { rest: source, unclosed: Vec::new() }
    }

    /// The next token, or `None` at the end.
    pub(super) fn next(&mut self, space: Space) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let text = self.take(self.text_len());
            if !text.is_empty() {
                return Some(Token::Text(text));
            }
            let mut bytes = self.rest.bytes().skip(1);
            match (bytes.next(), bytes.next()) {
                (Some(b'!'), _) => {
                    if let Some(comment) = self.declaration(space) {
                        return Some(comment);
                    }
                }
                (Some(b'/'), Some(byte)) if byte.is_ascii_alphabetic() => {
                    self.take(2);
                    return self.tag().map(|tag| Token::End(tag.name));
                }
                (Some(b'?' | b'/'), _) => self.skip_past(">"),
                _ => {
                    self.take(1);
                    // A tag that the file ends in is no tag.
                    return self.tag().map(Token::Start);
                }
            }
        }
    }

    /// Length of the text up to the next markup; a `<` that begins none is text.
    fn text_len(&self) -> usize {
        let begins_markup = |at: &usize| {
            let mut after = self.rest.bytes().skip(at.saturating_add(1));
            match after.next() {
                Some(b'!' | b'?') => true,
                Some(b'/') => after.next().is_some(),
                Some(byte) => byte.is_ascii_alphabetic(),
                None => false,
            }
        };
        let mut marks = self.rest.match_indices('<').map(|(at, _)| at);
        marks.find(begins_markup).unwrap_or(self.rest.len())
    }

    /// The content of an element that is not markup, up to its end tag, which is taken too.
    /// `None`, and nothing is taken, where no end tag follows.
    pub(super) fn raw(&mut self, name: &'static str) -> Option<&'a str> {
        if self.unclosed.contains(&name) {
            return None;
        }
        let mut at = 0usize;
        while let Some(found) = self.rest.get(at..).and_then(|rest| rest.find("</")) {
            let start = at.saturating_add(found);
            let after = start.saturating_add(2);
            let end = after.saturating_add(name.len());
            let is_name =
                self.rest.get(after..end).is_some_and(|word| word.eq_ignore_ascii_case(name));
            let next = self.rest.get(end..).and_then(|rest| rest.chars().next());
            if is_name && !next.is_some_and(|c| !c.is_ascii_whitespace() && c != '>' && c != '/') {
                let content = self.take(start);
                self.skip_past(">");
                return Some(content);
            }
            at = after;
        }
        self.unclosed.push(name);
        None
    }

    /// All that is left.
    pub(super) fn remainder(&mut self) -> &'a str {
        self.take(self.rest.len())
    }

    /// Takes the next `len` bytes.
    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    fn skip_past(&mut self, mark: &str) {
        let end = self.rest.find(mark).map_or(self.rest.len(), |at| at.saturating_add(mark.len()));
        self.take(end);
    }

    /// A comment, or `None` for a declaration, which is passed over.
    fn declaration(&mut self, space: Space) -> Option<Token<'a>> {
        if let Some(rest) = self.rest.strip_prefix("<!--") {
            self.rest = rest;
            return Some(Token::Comment(self.comment()));
        }
        let is_section = space == Space::Foreign && self.rest.starts_with("<![CDATA[");
        self.skip_past(if is_section { "]]>" } else { ">" });
        None
    }

    fn comment(&mut self) -> &'a str {
        // `<!-->` and `<!--->` are whole comments.
        for abrupt in [">", "->"] {
            if let Some(rest) = self.rest.strip_prefix(abrupt) {
                self.rest = rest;
                return "";
            }
        }
        let mut at = 0usize;
        while let Some(found) = self.rest.get(at..).and_then(|rest| rest.find("--")) {
            let start = at.saturating_add(found);
            let after = self.rest.get(start.saturating_add(2)..).unwrap_or_default();
            let mark = [">", "!>"].into_iter().find(|mark| after.starts_with(mark));
            if let Some(mark) = mark {
                let comment = self.take(start);
                self.take(mark.len().saturating_add(2));
                return comment;
            }
            at = start.saturating_add(1);
        }
        self.remainder()
    }

    /// A tag from its name on; `None` where the file ends in it.
    fn tag(&mut self) -> Option<Tag<'a>> {
        let name = self.take_while(|c| !c.is_ascii_whitespace() && !matches!(c, '/' | '>'));
        let mut tag = Tag { name, ..Tag::default() };
        loop {
            let gap = self.take_while(|c| c.is_ascii_whitespace() || c == '/');
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                tag.closing = if gap.ends_with('/') { Closing::Empty } else { Closing::Open };
                return Some(tag);
            }
            if self.rest.is_empty() {
                return None;
            }
            let attribute = self.attribute();
            if tag.attributes.len() < ATTRIBUTES {
                tag.attributes.push(attribute);
            }
        }
    }

    fn attribute(&mut self) -> (&'a str, &'a str) {
        // An equals sign in the first place belongs to the name.
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
        let more = self.rest.get(first..).and_then(|rest| rest.find(is_end));
        let name = self.take(more.map_or(self.rest.len(), |more| first.saturating_add(more)));
        let before = self.rest;
        self.take_while(|c| c.is_ascii_whitespace());
        let Some(rest) = self.rest.strip_prefix('=') else {
            self.rest = before;
            return (name, "");
        };
        self.rest = rest;
        self.take_while(|c| c.is_ascii_whitespace());
        let value = match self.rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.take(1);
                let value = self.take_while(|c| c != quote);
                self.take(1);
                value
            }
            _ => self.take_while(|c| !c.is_ascii_whitespace() && c != '>'),
        };
        (name, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let mut scanner = Scanner::new(source);
        let mut found = Vec::new();
        while let Some(token) = scanner.next(Space::Html) {
            found.push(match token {
                Token::Text(text) => text.to_owned(),
                Token::Comment(text) => format!("!{text}"),
                Token::End(name) => format!("/{name}"),
                Token::Start(tag) => {
                    let attributes =
                        tag.attributes.iter().map(|(key, value)| format!(" {key}={value}"));
                    format!("<{}{}", tag.name, attributes.collect::<String>())
                }
            });
        }
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn tags_and_text() {
        check("ا<P Class='a b' id=x y>ب</p >", &["ا", "<P Class=a b id=x y=", "ب", "/p"]);
        check("<a href=\"x>y\">1 < 2 <3</a>", &["<a href=x>y", "1 < 2 <3", "/a"]);
        check("<br/><p/a=1 / b>", &["<br", "<p a=1 b="]);
        check("<p =a=b c = d>", &["<p =a=b c=d"]);
    }

    #[test]
    fn comments_and_declarations() {
        check(
            "<!doctype html>ا<!-- <p> -->ب<!-->ج<!-- x --!>د<?xml?>ه</ x>و",
            &["ا", "! <p> ", "ب", "!", "ج", "! x ", "د", "ه", "و"],
        );
        check("<![CDATA[ا]]>", &[]);
        let mut scanner = Scanner::new("<![CDATA[ > <p> ]]>ا");
        assert_eq!(scanner.next(Space::Foreign), Some(Token::Text("ا")));
    }

    #[test]
    fn what_the_file_ends_in() {
        check("ا<p title=\"ب", &["ا"]);
        check("ا<!-- ب", &["ا", "! ب"]);
        check("ا<", &["ا<"]);
        check("ا</", &["ا</"]);
    }

    #[test]
    fn raw_content() {
        let mut scanner = Scanner::new("if (a</b) '</scripts>'</SCRIPT >ا");
        assert_eq!(scanner.raw("script"), Some("if (a</b) '</scripts>'"));
        assert_eq!(scanner.raw("script"), None);
        assert_eq!(scanner.next(Space::Html), Some(Token::Text("ا")));
    }

    #[test]
    fn attributes_are_capped() {
        let source = format!("<p {}>ا", "a=1 ".repeat(1_000));
        let mut scanner = Scanner::new(&source);
        let Some(Token::Start(tag)) = scanner.next(Space::Html) else { panic!() };
        assert_eq!(tag.attributes.len(), ATTRIBUTES);
        assert_eq!(scanner.next(Space::Html), Some(Token::Text("ا")));
    }
}
