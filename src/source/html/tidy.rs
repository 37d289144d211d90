//! A page as simple, balanced markup: what is left to parse cannot surprise the parser.
//!
//! The tree builder of HTML takes time that grows with the square of the nesting, and rebuilds
//! formatting elements over and over; its rules for broken markup hide how deep a tree will be.
//! So a page is first read tag by tag. Kept are blocks, lists, tables, links and spans, each closed
//! in its turn; dropped are formatting, forms, comments, scripts, drawings and everything that a
//! reader does not see. The result is smaller than the page by far, and nested as counted here.

use crate::diagnostic::Skip;
use crate::source::Refusal;

use super::element::{Role, role};
use super::scan::{Closing, Scanner, Space, Tag, Token};
use super::stack::{Reach, Stack, is_hidden};

/// A page made simple.
#[derive(Debug, Default)]
pub(super) struct Tidy<'a> {
    /// Balanced markup.
    pub(super) html: String,
    /// The content of JSON-LD scripts, as it stands.
    pub(super) json_ld: Vec<&'a str>,
    /// The address that a browser notes when it saves a page.
    pub(super) saved_from: Option<&'a str>,
    /// Most elements open at once, the optional ones included.
    pub(super) depth: usize,
    /// Elements kept.
    pub(super) elements: usize,
    /// Whether there is any markup at all.
    pub(super) markup: Markup,
}

/// Whether a page has tags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Markup {
    #[default]
    None,
    Some,
}

/// Makes a page simple, or refuses one with more than `limit` elements open at once.
pub(super) fn tidy(source: &str, limit: usize) -> Result<Tidy<'_>, Refusal> {
    let mut tidier = Tidier {
        stack: Stack::new(source.len()),
        syntax: Syntax::of(source),
        json_ld: Vec::new(),
        saved_from: None,
    };
    let mut scanner = Scanner::new(source);
    let mut markup = Markup::None;
    while let Some(token) = scanner.next(tidier.space()) {
        if !matches!(token, Token::Text(_)) {
            markup = Markup::Some;
        }
        match token {
            Token::Text(text) => tidier.stack.text(text),
            Token::Comment(text) => tidier.comment(text),
            Token::End(name) => tidier.end(name),
            Token::Start(tag) => tidier.start(&tag, &mut scanner),
        }
        if tidier.stack.counted() > limit {
            let message =
                format!("over the limit of {limit} elements open at once (limits.html_depth)");
            return Err(Refusal::new(Skip::TooDeep, message));
        }
        if tidier.stack.elements() > ELEMENTS {
            let message = format!("over the limit of {ELEMENTS} elements");
            return Err(Refusal::new(Skip::TooLarge, message));
        }
        if tidier.stack.is_exhausted() {
            let message = "markup too tangled: tags far from those they end";
            return Err(Refusal::new(Skip::TooDeep, message));
        }
    }
    let Tidier { mut stack, json_ld, saved_from, .. } = tidier;
    stack.close_from(0);
    let (depth, elements) = (stack.depth(), stack.elements());
    Ok(Tidy { html: stack.into_html(), json_ld, saved_from, depth, elements, markup })
}

struct Tidier<'a> {
    stack: Stack,
    syntax: Syntax,
    json_ld: Vec<&'a str>,
    saved_from: Option<&'a str>,
}

/// Whether `<x/>` is an element without content, as in XML, or a start tag, as in HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Html,
    Xml,
}

impl Syntax {
    fn of(source: &str) -> Self {
        if source.trim_start().starts_with("<?xml") { Self::Xml } else { Self::Html }
    }
}

/// Most elements that are kept, twice as many as the largest pages have. A tree takes some 600 bytes
/// for each with its attributes.
const ELEMENTS: usize = 200_000;
/// Most JSON-LD scripts.
const SCRIPTS: usize = 64;
const JSON_LD: &str = "application/ld+json";

impl<'a> Tidier<'a> {
    fn space(&self) -> Space {
        if self.stack.is_foreign() { Space::Foreign } else { Space::Html }
    }

    fn comment(&mut self, comment: &'a str) {
        let address = comment.trim().strip_prefix("saved from url=");
        let address =
            address.and_then(|rest| rest.split_once(')')).map(|(_, address)| address.trim());
        if self.saved_from.is_none() {
            self.saved_from = address;
        }
    }

    fn start(&mut self, tag: &Tag<'a>, scanner: &mut Scanner<'a>) {
        let is_empty = tag.closing == Closing::Empty;
        if is_empty && self.stack.is_foreign() {
            return;
        }
        let lower = tag.name.to_ascii_lowercase();
        let (role, name) = role(&lower);
        let name = name.unwrap_or_default();
        match role {
            Role::Void(name) => self.void(name, tag),
            _ if is_empty && (self.syntax == Syntax::Xml || role == Role::Foreign) => {}
            Role::Raw => self.raw(name, tag, scanner),
            Role::Title => {
                let title = scanner.raw("title").unwrap_or_default();
                self.stack.void_with_text("title", title);
            }
            Role::Verbatim => {
                self.end_paragraph();
                let content = scanner.raw(name).unwrap_or_else(|| scanner.remainder());
                self.stack.void_with_text("pre", content);
            }
            Role::Quotation => self.stack.text("“"),
            // A custom element is not known by name: whatever hides it, its text stays.
            Role::Unwrapped if !name.is_empty() && is_hidden(tag) => {
                self.stack.push(name, role, tag);
            }
            Role::Unwrapped => {}
            _ if self.make_room(role, tag) => self.stack.push(name, role, tag),
            _ => {}
        }
    }

    fn raw(&mut self, name: &'static str, tag: &Tag<'a>, scanner: &mut Scanner<'a>) {
        let content = scanner.raw(name);
        let kind = tag.get("type").unwrap_or_default().trim();
        if kind.eq_ignore_ascii_case(JSON_LD) && self.json_ld.len() < SCRIPTS {
            self.json_ld.extend(content);
        }
        if content.is_none() && matches!(name, "script" | "style") {
            scanner.remainder();
        }
    }

    /// Closes what an element ends by its beginning; false where the element is nothing there.
    fn make_room(&mut self, role: Role, tag: &Tag<'a>) -> bool {
        match role {
            Role::Block(_) | Role::Paragraph => self.end_paragraph(),
            Role::Heading(_) => {
                self.end_paragraph();
                if self.stack.last().is_some_and(|last| matches!(last, Role::Heading(_))) {
                    self.stack.close_last();
                }
            }
            Role::Item(_) => {
                self.end_item(role);
                self.end_paragraph();
            }
            Role::Table => {
                self.end_table_without_cell();
                self.end_paragraph();
            }
            Role::Row | Role::Cell(_) => return self.make_room_in_table(role, tag),
            // A link ends the one before; inside a block of a link it is none.
            Role::Inline("a") => match self.stack.find(Reach::Line, |open| open.name == "a") {
                Some(at) => self.stack.close_from(at),
                None => return !self.stack.is_in_link(),
            },
            _ => {}
        }
        true
    }

    /// Ends the paragraph that is open, if one is.
    fn end_paragraph(&mut self) {
        if let Some(at) = self.stack.find(Reach::Line, |open| open.role == Role::Paragraph) {
            self.stack.close_from(at);
        }
    }

    /// Ends the item before this one in the same list.
    fn end_item(&mut self, role: Role) {
        let is_definition = |role: Role| matches!(role, Role::Item("dt" | "dd"));
        let mut in_list = false;
        let found = self.stack.find(Reach::Cell, |open| {
            in_list = matches!(open.role, Role::Block("ul" | "ol" | "dl"));
            let is_item = matches!(open.role, Role::Item(_));
            in_list || is_item && is_definition(open.role) == is_definition(role)
        });
        if let Some(at) = found.filter(|_| !in_list) {
            self.stack.close_from(at);
        }
    }

    /// A table in a table or row but not in a cell ends the one around it.
    fn end_table_without_cell(&mut self) {
        let mut in_cell = false;
        let part = self.stack.find(Reach::Table, |open| {
            in_cell = matches!(open.role, Role::Cell(_));
            in_cell || matches!(open.role, Role::Table | Role::Row)
        });
        if part.is_some() && !in_cell {
            let table = self.stack.find(Reach::Table, |open| open.role == Role::Table);
            table.into_iter().for_each(|at| self.stack.close_from(at));
        }
    }

    /// Makes room for a row, a cell or a caption; false outside tables, where they are nothing.
    fn make_room_in_table(&mut self, role: Role, tag: &Tag<'a>) -> bool {
        let Some(table) = self.stack.find(Reach::Table, |open| open.role == Role::Table) else {
            return false;
        };
        let above = table.saturating_add(1);
        let is_row = self.stack.role(above) == Some(Role::Row);
        match role {
            Role::Cell("td" | "th") if is_row => self.stack.close_from(above.saturating_add(1)),
            Role::Cell("td" | "th") => {
                self.stack.close_from(above);
                self.stack.push("tr", Role::Row, &Tag { closing: tag.closing, ..Tag::default() });
            }
            _ => self.stack.close_from(above),
        }
        true
    }

    fn end(&mut self, name: &str) {
        let lower = name.to_ascii_lowercase();
        let (role, Some(name)) = role(&lower) else { return };
        let reach = match role {
            Role::Void("br") => return self.void("br", &Tag::default()),
            Role::Quotation => return self.stack.text("”"),
            Role::Void(_) | Role::Raw | Role::Title | Role::Verbatim => return,
            Role::Inline(_) | Role::Unwrapped | Role::Paragraph => Reach::Line,
            Role::Table | Role::Row => Reach::Table,
            Role::Cell(_) => Reach::Table,
            Role::Block(_) | Role::Heading(_) | Role::Item(_) | Role::Muted | Role::Foreign => {
                Reach::Cell
            }
        };
        let is_heading = matches!(role, Role::Heading(_));
        let found = self.stack.find(reach, |open| {
            // Any heading is ended by the end of any other.
            open.name == name || is_heading && matches!(open.role, Role::Heading(_))
        });
        match found {
            Some(at) => self.stack.close_from(at),
            // Browsers show an empty paragraph: what stands around it is apart.
            None if role == Role::Paragraph => self.stack.void_with_text("p", ""),
            None => {}
        }
    }

    /// A tag without content. What is stated of the page counts where nothing is shown, too.
    fn void(&mut self, name: &'static str, tag: &Tag<'a>) {
        if name == "hr" {
            self.end_paragraph();
        }
        if !self.stack.is_muted() || (name == "meta" && !self.stack.is_foreign()) {
            self.stack.void(name, tag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let tidy = tidy(source, 256).unwrap();
        let html = tidy.html.replace(crate::source::html::stack::LESS_THAN, "&lt;");
        assert_eq!(html, expected, "{source}");
    }

    #[test]
    fn blocks_are_balanced() {
        check("<div><p>ا<p>ب</div>ج", "<div><p>ا</p><p>ب</p></div>ج");
        check(
            "<ul><li>ا<li><div>ب<li>ج</ul>",
            "<ul><li>ا</li><li><div>ب</div></li><li>ج</li></ul>",
        );
        check("<dl><dt>ا<dd>ب<dt>ج</dl>", "<dl><dt>ا</dt><dd>ب</dd><dt>ج</dt></dl>");
        check("<div><span>ا</div>ب</span></div>", "<div><span>ا</span></div>ب");
        check("<h2>ا<h3>ب</h2>", "<h2>ا</h2><h3>ب</h3>");
        check("<p>ا<div>ب</p>ج</div>", "<p>ا</p><div>ب<p></p>ج</div>");
        check("<center>ا</center>", "<div>ا</div>");
    }

    #[test]
    fn formatting_is_dropped_and_links_stay() {
        check("<b>ا<i>ب</b>ج</i><font size=2>د", "ابجد");
        check(
            "<p>ا <a href='http://x'>ب<a href=#y>ج</p>د",
            "<p>ا <a href=\"there\">ب</a><a href=\"#here\">ج</a></p>د",
        );
        check("<a><div>ا<a>ب</a></div>ج</a>", "<a><div>اب</div>ج</a>");
        check("<q>ا</q>", "“ا”");
    }

    #[test]
    fn tables() {
        check(
            "<table><tr><td>ا<td>ب<tr><th>ج</table>",
            "<table><tr><td>ا</td><td>ب</td></tr><tr><th>ج</th></tr></table>",
        );
        check("<table><tbody><td>ا</div></td></table>ب", "<table><tr><td>ا</td></tr></table>ب");
        check(
            "<div><table><tr><td></div>ا</table>ب</div>",
            "<div><table><tr><td>ا</td></tr></table>ب</div>",
        );
        check(
            "<table><tr><table><tr><td>ا",
            "<table><tr></tr></table><table><tr><td>ا</td></tr></table>",
        );
        check("<td>ا</td>", "ا");
        check(
            "<table><caption>ا<tr><td>ب",
            "<table><caption>ا</caption><tr><td>ب</td></tr></table>",
        );
    }

    #[test]
    fn what_no_reader_sees_is_dropped() {
        check("ا<script>'<p>'</script><style>x</style><!-- ب -->ج", "اج");
        check(
            "<svg><title>ا</title><path/><style><![CDATA[ </svg> ]]></style><g>ب</g></svg>ج",
            "ج",
        );
        check("<select><option>ا</select><button>ب</button><template><p>ج</p></template>د", "د");
        check(
            "<p hidden>ا</p><p aria-hidden=true>ب</p><p style='color:red; DISPLAY : none !important'>ج</p>د",
            "د",
        );
        check("<div><object>ا</div>ب", "<div></div>ب");
        check("<i aria-hidden=true>ا</i>ب<strong style=display:none>ج</strong>د", "بد");
        check("<dialog>ا</dialog><dialog open>ب</dialog>", "<div>ب</div>");
    }

    #[test]
    fn text_stays_text() {
        check("1 <!-- x -->< 2<div>", "1 &lt; 2<div></div>");
        check("<!-- x --><<!-- y -->div>", "&lt;div>");
        check("<title>ا <b>ب</title>ج", "<title>ا &lt;b>ب</title>ج");
        check("<plaintext>ا<p>ب", "<pre>ا&lt;p>ب</pre>");
        check("<p class='a\"b'>ا", "<p class=\"a&quot;b\">ا</p>");
        check("<p onclick=x>ا", "<p>ا</p>");
    }

    #[test]
    fn empty_elements_of_xml() {
        check("<?xml version='1.0'?><script src=x /><div/><a name=x />ا<br/>", "ا<br>");
        check("<div/>ا", "<div>ا</div>");
    }

    #[test]
    fn data_of_the_page_is_kept() {
        let source = "<!-- saved from url=(0021)https://news.example/a --><script type=application/ld+json>{}</script>\
            <div hidden><meta itemprop=datePublished content=2020></div>";
        let tidy = tidy(source, 9).unwrap();
        assert_eq!(tidy.saved_from, Some("https://news.example/a"));
        assert_eq!(tidy.json_ld, ["{}"]);
        assert_eq!(tidy.html, "<meta itemprop=\"datePublished\" content=\"2020\">");
    }

    #[test]
    fn nesting_bombs_are_refused_at_once() {
        for bomb in [
            "<div>",
            "<ul><li>",
            "<span>",
            "<table><tr><td>",
            "<svg><g>",
            "<template>",
            "<a><div>",
            "<b hidden>",
        ] {
            let source = bomb.repeat(512 * 1024 / bomb.len());
            assert_eq!(tidy(&source, 256).unwrap_err().reason, Skip::TooDeep, "{bomb}");
        }
        for flat in [
            "<b>",
            "<p>",
            "<li>",
            "<a>",
            "<br>",
            "<x-y>",
            "</div>",
            "<td>",
            "<noscript>",
            "<!--",
            "<form>",
        ] {
            let source = flat.repeat(512 * 1024 / flat.len());
            assert!(tidy(&source, 256).is_ok(), "{flat}");
        }
        let many = "<br>".repeat(ELEMENTS + 1);
        assert_eq!(tidy(&many, 256).unwrap_err().reason, Skip::TooLarge);
        let tangled = format!("<div>{}{}", "<span>".repeat(250), "<p>ا</i></p>".repeat(400_000));
        assert_eq!(tidy(&tangled, 256).unwrap_err().reason, Skip::TooDeep);
    }

    #[test]
    fn the_depth_of_the_output_is_the_depth_counted() {
        // Markup whose end tags the tree builder ignores.
        for trick in [
            "<b><div></b>",
            "<form><div></form>",
            "<div><select></div></select>",
            "<div><table><tr><td></div>",
        ] {
            match tidy(&trick.repeat(300), 256) {
                Err(refusal) => assert_eq!(refusal.reason, Skip::TooDeep),
                Ok(tidy) => {
                    let document = dom_query::Document::from(tidy.html.as_str());
                    let deepest = document
                        .root()
                        .descendants_it()
                        .map(|node| node.ancestors_it(None).count())
                        .max();
                    assert!(deepest <= Some(tidy.depth + 4), "{trick}: {deepest:?}");
                }
            }
        }
    }
}
