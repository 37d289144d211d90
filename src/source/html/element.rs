//! What each element of HTML means for the reading of a page.

/// What is done with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A block: kept, under this name.
    Block(&'static str),
    /// A paragraph, ended by the next block.
    Paragraph,
    /// A heading, ended by the next heading.
    Heading(&'static str),
    /// An item of a list, ended by the next item.
    Item(&'static str),
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell or the caption of a table.
    Cell(&'static str),
    /// A part of a line that is kept, under this name.
    Inline(&'static str),
    /// A tag without content that is kept.
    Void(&'static str),
    /// Its content is markup, but no text of the page.
    Muted,
    /// SVG or MathML: muted, with other rules for tags.
    Foreign,
    /// Its content is neither markup nor text of the page.
    Raw,
    /// The content of the title is text, not markup.
    Title,
    /// Text in which no markup is read, up to its end tag or to the end.
    Verbatim,
    /// A quotation in a line, which browsers put in marks.
    Quotation,
    /// The tag is dropped, its content kept.
    Unwrapped,
}

/// The role of an element by its name in lower case, and that name as a constant where it is known.
pub(super) fn role(name: &str) -> (Role, Option<&'static str>) {
    let row = ROLES.binary_search_by_key(&name, |(known, _)| known).ok();
    match row.and_then(|at| ROLES.get(at)) {
        Some((known, role)) => (*role, Some(known)),
        None => (Role::Unwrapped, None),
    }
}

/// The name of an element whose content is never text of the page.
pub(in crate::source) fn without_text(name: &str) -> Option<&'static str> {
    let (role, name) = role(&name.to_ascii_lowercase());
    name.filter(|_| matches!(role, Role::Raw | Role::Muted | Role::Foreign))
}

/// True for elements that may be left open without nesting: the next one of the kind ends them.
pub(super) fn ends_by_itself(role: Role) -> bool {
    matches!(role, Role::Paragraph | Role::Item(_) | Role::Row | Role::Cell(_))
}

use Role::{
    Block, Cell, Foreign, Heading, Inline, Item, Muted, Paragraph, Quotation, Raw, Row, Table,
    Title, Unwrapped, Verbatim, Void,
};

/// The elements, sorted by name. All that are not listed are unwrapped; those that are
/// listed as such are known by name because pages hide them.
const ROLES: [(&str, Role); 101] = [
    ("a", Inline("a")),
    ("abbr", Unwrapped),
    ("address", Block("address")),
    ("applet", Muted),
    ("article", Block("article")),
    ("aside", Block("aside")),
    ("audio", Muted),
    ("b", Unwrapped),
    ("bdi", Unwrapped),
    ("bdo", Unwrapped),
    ("big", Unwrapped),
    ("blockquote", Block("blockquote")),
    ("br", Void("br")),
    ("button", Muted),
    ("canvas", Muted),
    ("caption", Cell("caption")),
    ("center", Block("div")),
    ("cite", Unwrapped),
    ("code", Unwrapped),
    ("data", Unwrapped),
    ("datalist", Muted),
    ("dd", Item("dd")),
    ("del", Unwrapped),
    ("details", Block("div")),
    ("dfn", Unwrapped),
    ("dialog", Muted),
    ("dir", Block("ul")),
    ("div", Block("div")),
    ("dl", Block("dl")),
    ("dt", Item("dt")),
    ("em", Unwrapped),
    ("fieldset", Block("div")),
    ("figcaption", Block("figcaption")),
    ("figure", Block("figure")),
    ("font", Unwrapped),
    ("footer", Block("footer")),
    ("h1", Heading("h1")),
    ("h2", Heading("h2")),
    ("h3", Heading("h3")),
    ("h4", Heading("h4")),
    ("h5", Heading("h5")),
    ("h6", Heading("h6")),
    ("header", Block("header")),
    ("hgroup", Block("div")),
    ("hr", Void("hr")),
    ("i", Unwrapped),
    ("iframe", Raw),
    ("ins", Unwrapped),
    ("kbd", Unwrapped),
    ("label", Unwrapped),
    ("legend", Block("div")),
    ("li", Item("li")),
    ("link", Void("link")),
    ("listing", Verbatim),
    ("main", Block("main")),
    ("mark", Unwrapped),
    ("marquee", Block("div")),
    ("math", Foreign),
    ("menu", Block("ul")),
    ("meta", Void("meta")),
    ("nav", Block("nav")),
    ("nobr", Unwrapped),
    ("noembed", Raw),
    ("noframes", Raw),
    ("noscript", Raw),
    ("object", Muted),
    ("ol", Block("ol")),
    ("output", Unwrapped),
    ("p", Paragraph),
    ("plaintext", Verbatim),
    ("pre", Block("pre")),
    ("q", Quotation),
    ("s", Unwrapped),
    ("samp", Unwrapped),
    ("script", Raw),
    ("search", Block("div")),
    ("section", Block("section")),
    ("select", Muted),
    ("small", Unwrapped),
    ("span", Inline("span")),
    ("strike", Unwrapped),
    ("strong", Unwrapped),
    ("style", Raw),
    ("sub", Unwrapped),
    ("summary", Block("div")),
    ("sup", Unwrapped),
    ("svg", Foreign),
    ("table", Table),
    ("td", Cell("td")),
    ("template", Muted),
    ("textarea", Raw),
    ("th", Cell("th")),
    ("time", Inline("time")),
    ("title", Title),
    ("tr", Row),
    ("tt", Unwrapped),
    ("u", Unwrapped),
    ("ul", Block("ul")),
    ("var", Unwrapped),
    ("video", Muted),
    ("xmp", Verbatim),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_stands_once_in_its_place() {
        assert!(ROLES.is_sorted_by(|(a, _), (b, _)| a < b));
        assert_eq!(role("center"), (Role::Block("div"), Some("center")));
        assert_eq!(role("x-card"), (Role::Unwrapped, None));
    }
}
