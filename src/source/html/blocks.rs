//! The visible blocks of a page, in its order.
//!
//! A walk over the tree without recursion. Block elements and double line breaks end a block;
//! a single `<br>` ends a line, and the lines of one block are joined only where they look
//! hard-wrapped, because old pages end their paragraphs with it.

use dom_query::{Document, NodeId, NodeRef};

use crate::model::Shape;
use crate::source::wrapped::{is_ended, is_wrapped};

use super::article::Kept;
use super::stack::LESS_THAN;

/// A block of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) shape: Shape,
    pub(super) words: String,
    pub(super) place: Place,
    /// Letters of it that are the text of links.
    linked: usize,
}

/// Whether a block belongs to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Article,
    Outside,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
}

/// A line: text up to the end of its block or a `<br>`.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) words: String,
    shape: Shape,
    /// The text node that it begins in.
    pub(super) node: NodeId,
    /// Letters of it that are the text of links.
    linked: usize,
    /// Whether it goes on the block of the line before.
    start: Start,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    OfBlock,
    AfterBreak,
}

impl Page {
    /// The lines of a parsed page.
    pub(super) fn of(document: &Document) -> Self {
        let mut walk = Walk::default();
        let root = document.root();
        let mut next = root.first_child();
        while let Some(node) = next {
            let goes_in = walk.enter(&node);
            if goes_in && let Some(child) = node.first_child() {
                next = Some(child);
                continue;
            }
            walk.leave(&node);
            next = Self::after(node, &mut walk);
        }
        walk.end_block();
        Self { lines: walk.lines }
    }

    /// The node after this one and its children; the elements that end on the way are left.
    fn after<'a>(node: NodeRef<'a>, walk: &mut Walk) -> Option<NodeRef<'a>> {
        let mut node = node;
        loop {
            if let Some(sibling) = node.next_sibling() {
                return Some(sibling);
            }
            node = node.parent()?;
            walk.leave(&node);
        }
    }

    /// The blocks, lines joined where they are parts of a paragraph.
    pub(super) fn blocks(self, kept: &Kept) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut lines = self.lines.into_iter().enumerate().peekable();
        while let Some(first) = lines.next() {
            let mut group = vec![first];
            while let Some(line) = lines.next_if(|(_, line)| line.start == Start::AfterBreak) {
                group.push(line);
            }
            let joins = is_wrapped(group.iter().map(|(_, line)| line.words.as_str()));
            let mut open = false;
            for (ix, line) in group {
                let place = kept.place(ix);
                let goes_on = joins && open;
                open = !is_ended(&line.words);
                match blocks.last_mut().filter(|block| goes_on && block.place == place) {
                    Some(block) => {
                        block.words.push(' ');
                        block.words.push_str(&line.words);
                        block.linked = block.linked.saturating_add(line.linked);
                    }
                    None => {
                        let Line { shape, words, linked, .. } = line;
                        blocks.push(Block { shape, words, place, linked });
                    }
                }
            }
        }
        blocks
    }
}

/// Longest block that can be a mere pointer to another page, in words.
const POINTER: usize = 25;

/// Puts outside what the finder leaves in an article though it points away from it: blocks that
/// are links from end to end, and headings below the last paragraph.
pub(super) fn leave_out_pointers(blocks: &mut [Block]) {
    for block in blocks.iter_mut().filter(|block| block.place == Place::Article) {
        let letters = block.words.chars().filter(|c| c.is_alphabetic()).count();
        let is_link = block.linked.saturating_mul(10) >= letters.saturating_mul(9) && letters > 0;
        if is_link && block.words.split_whitespace().take(POINTER + 1).count() <= POINTER {
            block.place = Place::Outside;
        }
    }
    let below = blocks.iter_mut().rev().filter(|block| block.place == Place::Article);
    for block in below.take_while(|block| matches!(block.shape, Shape::Heading(_))) {
        block.place = Place::Outside;
    }
}

/// What is known while walking.
#[derive(Default)]
struct Walk {
    lines: Vec<Line>,
    /// Words of the line that is open, and where it began.
    words: String,
    node: Option<NodeId>,
    linked: usize,
    /// Shapes of the elements around, the innermost last.
    shapes: Vec<Shape>,
    /// How many links and preformatted elements are open.
    links: usize,
    preformatted: usize,
    /// A blank is due before the next letter.
    blank: bool,
    /// The node before was the end of a link.
    after_link: bool,
    /// Line breaks since the last words of this block; `None` at the beginning of a block.
    breaks: Option<usize>,
}

impl Walk {
    /// Takes a node in; false where its children are not to be looked at.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            let text = node.query_or(Default::default(), |tree_node| match &tree_node.data {
                dom_query::NodeData::Text { contents } => contents.clone(),
                _ => Default::default(),
            });
            self.text(&text, node.id);
            return false;
        }
        let Some(name) = node.qual_name_ref() else { return true };
        match &*name.local {
            "head" | "title" | "meta" | "link" => return false,
            "br" => self.end_line(),
            "a" => {
                self.blank |= self.after_link;
                self.links = self.links.saturating_add(usize::from(node.has_attr("href")));
            }
            "pre" => {
                self.end_block();
                self.preformatted = self.preformatted.saturating_add(1);
            }
            name if is_inline(name) => {}
            name => {
                self.end_block();
                self.shapes.extend(shape_of(name));
            }
        }
        self.after_link = false;
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.qual_name_ref() else { return };
        match &*name.local {
            "a" => {
                self.links = self.links.saturating_sub(usize::from(node.has_attr("href")));
                self.after_link = true;
            }
            "head" | "title" | "meta" | "link" | "br" => {}
            "pre" => {
                self.end_block();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            name if is_inline(name) => {}
            name => {
                self.end_block();
                if shape_of(name).is_some() {
                    self.shapes.pop();
                }
            }
        }
    }

    fn text(&mut self, text: &str, node: NodeId) {
        for c in text.chars() {
            if c == '\n' && self.preformatted > 0 {
                self.end_line();
                continue;
            }
            if c.is_whitespace() {
                self.blank = true;
                continue;
            }
            if self.words.is_empty() {
                self.node = Some(node);
            } else if self.blank {
                self.words.push(' ');
            }
            self.blank = false;
            self.after_link = false;
            self.words.push(if c == LESS_THAN { '<' } else { c });
            if self.links > 0 && c.is_alphabetic() {
                self.linked = self.linked.saturating_add(1);
            }
        }
    }

    /// Ends the line; a second line break in a row ends the block.
    fn end_line(&mut self) {
        let is_first = self.breaks.is_none();
        let start = match self.breaks {
            Some(1) => Start::AfterBreak,
            _ => Start::OfBlock,
        };
        let words = std::mem::take(&mut self.words);
        let linked = std::mem::take(&mut self.linked);
        self.blank = false;
        self.after_link = false;
        // Signs alone (bars, arrows, bullets) are drawing, not text.
        let is_text = words.chars().any(char::is_alphanumeric);
        if let Some(node) = self.node.take().filter(|_| is_text) {
            let shape = self.shapes.last().copied().unwrap_or(Shape::Paragraph);
            self.lines.push(Line { words, shape, node, linked, start });
            self.breaks = Some(1);
        } else if !is_first {
            self.breaks = self.breaks.map(|breaks| breaks.saturating_add(1));
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        self.breaks = None;
    }
}

/// The shape that an element gives its text.
fn shape_of(name: &str) -> Option<Shape> {
    Some(match name {
        "h1" => Shape::Heading(1),
        "h2" => Shape::Heading(2),
        "h3" => Shape::Heading(3),
        "h4" => Shape::Heading(4),
        "h5" => Shape::Heading(5),
        "h6" => Shape::Heading(6),
        "blockquote" => Shape::Quote,
        "li" | "dt" | "dd" => Shape::ListItem,
        "figcaption" | "caption" => Shape::Caption,
        // A table lays out pages more often than data: a cell is a paragraph wherever it stands.
        "td" | "th" => Shape::Paragraph,
        _ => return None,
    })
}

fn is_inline(name: &str) -> bool {
    matches!(name, "span" | "time" | "data")
}
