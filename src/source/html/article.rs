//! Which blocks of a page are its article: the answer of a Readability implementation.
//!
//! The finder rearranges the tree as it works. So an empty marker with the number of the line is
//! set before each line of the page; the markers that are left in the finder's article say which
//! lines it holds. Compared with matching texts this cannot confuse lines that read alike (the
//! headline above the article, in its trail and among the related items) and takes linear time.

use dom_query::{Document, NodeData, NodeRef};
use dom_smoothie::{Config, Readability};

use super::blocks::{Page, Place};

/// The lines of a page that are its article.
#[derive(Debug)]
pub(super) enum Kept {
    /// All: the finder gave no answer.
    All,
    /// Those that are true.
    Lines(Vec<bool>),
}

impl Kept {
    /// Where the line of this number stands.
    pub(super) fn place(&self, line: usize) -> Place {
        match self {
            Self::Lines(kept) if !kept.get(line).copied().unwrap_or_default() => Place::Outside,
            _ => Place::Article,
        }
    }
}

/// How large a tree is.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) depth: usize,
    pub(super) elements: usize,
}

/// The finder looks at each element once for each of those it lies in: a page over this product
/// (a hundred times that of a large page) is taken whole.
const WORK: usize = 4_000_000;
/// Most elements; a page has some thousands.
const ELEMENTS: usize = 50_000;
/// Below this many letters the finder tries again with weaker rules; its own 500 are more than many a
/// news item has, and the weaker rules then take in the page around it.
const SHORT: usize = 200;
/// Fewest letters of an article, so that an answer of a few words is no answer.
const LETTERS: usize = 40;
/// An element that the finder treats as a part of a line and leaves alone.
const MARKER: &str = "data";

/// The lines of a page that are its article.
pub(super) fn kept(document: Document, page: &Page, size: Size) -> Kept {
    if size.elements > ELEMENTS || size.depth.saturating_mul(size.elements) > WORK {
        return Kept::All;
    }
    disarm(&document);
    for (ix, line) in page.lines.iter().enumerate() {
        let marker = document.tree.new_element(MARKER);
        marker.set_attr("value", &ix.to_string());
        NodeRef::new(line.node, &document.tree).insert_before(&marker);
    }
    let config = Config { disable_json_ld: true, char_threshold: SHORT, ..Config::default() };
    let Ok(mut finder) = Readability::with_document(document, None, Some(config)) else {
        return Kept::All;
    };
    if finder.parse().is_err() {
        return Kept::All;
    }
    let mut kept = vec![false; page.lines.len()];
    let content = finder.doc.select_single("#readability-page-1");
    for node in content.nodes().iter().flat_map(|node| node.descendants_it()) {
        if node.has_name(MARKER)
            && let Some(slot) =
                node.attr("value").and_then(|ix| kept.get_mut(ix.parse::<usize>().ok()?))
        {
            *slot = true;
        }
    }
    let letters = |(line, kept): (&super::blocks::Line, &bool)| {
        if *kept {
            line.words.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count()
        } else {
            0
        }
    };
    let letters: usize = page.lines.iter().zip(&kept).map(letters).fold(0, usize::saturating_add);
    if letters < LETTERS { Kept::All } else { Kept::Lines(kept) }
}

/// Most of a text that the finder is shown, in bytes: it looks at lengths and commas.
const SHOWN: usize = 8 << 10;

/// Makes the texts of a tree harmless to the finder. It copies the tree several times, and writes
/// its article out again; escaping ampersands one by one takes time that grows with the square of
/// the text. What it writes is not looked at.
fn disarm(document: &Document) {
    for node in document.root().descendants().into_iter().filter(NodeRef::is_text) {
        node.update(|tree_node| {
            if let NodeData::Text { contents } = &mut tree_node.data
                && (contents.len() > SHOWN || contents.contains('&'))
            {
                let shown = contents.get(..contents.floor_char_boundary(SHOWN)).unwrap_or_default();
                *contents = shown.replace('&', "+").into();
            }
        });
    }
}
