//! The text of a record: plain, or HTML that an export took over from a page.

use crate::diagnostic::Skip;
use crate::model::Shape;

use super::draft::{Draft, lines};
use super::{Reading, Refusal, html, text};

/// What a text says of its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing: HTML where it looks so.
    Unknown,
    /// It is HTML, but may be lines without any markup.
    Html,
    /// It is XHTML.
    Markup,
}

/// The blocks of a text.
///
/// # Errors
/// When its markup is over a limit.
pub(super) fn blocks(
    body: &str,
    form: Form,
    reading: Reading<'_>,
) -> Result<Vec<(Shape, String)>, Refusal> {
    let fragment = |source: &str| {
        html::fragment(source, reading).map_err(|(_, message)| Refusal::new(Skip::TooDeep, message))
    };
    match form {
        // So that `<div/>` is taken for an empty element.
        Form::Markup => return fragment(&format!("<?xml?>{body}")),
        _ if is_markup(body) => return fragment(body),
        _ => {}
    }
    let all: Vec<_> = lines(body).collect();
    let paragraphs = text::paragraphs(body, &all).into_iter().map(|span| span.of(body));
    if form == Form::Unknown || !body.contains(['<', '&']) {
        return Ok(paragraphs.map(|words| (Shape::Paragraph, words.to_owned())).collect());
    }
    let mut blocks = Vec::new();
    for words in paragraphs {
        blocks.append(&mut fragment(words)?);
    }
    Ok(blocks)
}

/// A text of one line: the words of its blocks.
pub(super) fn line(text: &str, form: Form, reading: Reading<'_>) -> String {
    if form == Form::Unknown || !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let blocks = blocks(text, form, reading).unwrap_or_default();
    blocks.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" ")
}

/// Adds blocks to a draft.
pub(super) fn push(draft: &mut Draft, blocks: &[(Shape, String)]) {
    blocks.iter().for_each(|(shape, words)| draft.push(*shape, words));
}

/// Tags that end a paragraph or a block, and those that only HTML has.
const TAGS: [&str; 12] = [
    "</p>",
    "</div>",
    "<br>",
    "<br/>",
    "<br />",
    "</h2>",
    "</li>",
    "<p>",
    "<p ",
    "</script>",
    "</blockquote>",
    "</td>",
];

/// True for a text that an export took over as HTML.
fn is_markup(body: &str) -> bool {
    TAGS.iter().any(|tag| body.contains(tag))
}
