//! The elements that are open while a page is made simple, and the markup written so far.

use super::element::{Role, ends_by_itself};
use super::scan::Tag;

/// An element that is open.
pub(super) struct Open {
    /// The name of its tags.
    pub(super) name: &'static str,
    pub(super) role: Role,
    sound: Sound,
}

/// Whether an element is in the output.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sound {
    /// It is.
    Kept,
    /// It is not, because it lies in one that mutes what it holds.
    Silent,
    /// It is not, nor anything inside it.
    Mutes,
}

/// How far up a search goes.
#[derive(Clone, Copy)]
pub(super) enum Reach {
    /// Past the elements of a line only.
    Line,
    /// To the part of a table around it.
    Cell,
    /// To the table around it.
    Table,
}

/// The open elements and what is written.
pub(super) struct Stack {
    html: String,
    open: Vec<Open>,
    /// How many of the open ones are not ended by the next of their kind.
    counted: usize,
    /// How many of the open ones mute what they hold, are SVG or MathML, are links.
    muted: usize,
    foreign: usize,
    links: usize,
    /// Steps up the stack that may still be taken; a page of people needs a few for each tag.
    steps: usize,
    depth: usize,
    elements: usize,
}

/// Stands for `<` in text: a parser takes each reference apart from the text around it, which makes
/// a page of nothing else slow. No text holds this noncharacter; cleaning would drop it.
pub(super) const LESS_THAN: char = '\u{fdd0}';
/// Steps for each byte of the page, and the least for small pages.
const STEPS_A_BYTE: usize = 2;
const LEAST_STEPS: usize = 1 << 20;
/// Longest value of an attribute that is kept, in bytes.
const VALUE: usize = 4 << 10;
/// The attributes that are looked at later.
const ATTRIBUTES: [&str; 11] = [
    "class", "id", "role", "rel", "href", "itemprop", "datetime", "name", "property", "content",
    "pubdate",
];

impl Stack {
    /// An empty stack for a page of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            html: String::with_capacity(bytes / 2),
            open: Vec::new(),
            counted: 0,
            muted: 0,
            foreign: 0,
            links: 0,
            steps: bytes.saturating_mul(STEPS_A_BYTE).max(LEAST_STEPS),
            depth: 0,
            elements: 0,
        }
    }

    pub(super) fn counted(&self) -> usize {
        self.counted
    }

    pub(super) fn is_muted(&self) -> bool {
        self.muted > 0
    }

    pub(super) fn is_foreign(&self) -> bool {
        self.foreign > 0
    }

    pub(super) fn is_in_link(&self) -> bool {
        self.links > 0
    }

    /// True when searches have gone further than the size of the page allows.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps == 0
    }

    /// Most elements that were open at once.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Elements written.
    pub(super) fn elements(&self) -> usize {
        self.elements
    }

    pub(super) fn into_html(self) -> String {
        self.html
    }

    /// The role of an open element, counted from the outermost.
    pub(super) fn role(&self, at: usize) -> Option<Role> {
        self.open.get(at).map(|open| open.role)
    }

    /// The role of the innermost open element.
    pub(super) fn last(&self) -> Option<Role> {
        self.open.last().map(|open| open.role)
    }

    /// The innermost open element of a kind within reach.
    pub(super) fn find(
        &mut self,
        reach: Reach,
        mut wanted: impl FnMut(&Open) -> bool,
    ) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev() {
            self.steps = self.steps.saturating_sub(1);
            if wanted(open) {
                return Some(at);
            }
            let is_end = match reach {
                Reach::Line => !matches!(open.role, Role::Inline(_) | Role::Unwrapped),
                Reach::Cell => matches!(open.role, Role::Cell(_) | Role::Row | Role::Table),
                Reach::Table => open.role == Role::Table,
            };
            if is_end {
                return None;
            }
        }
        None
    }

    /// Opens an element.
    pub(super) fn push(&mut self, name: &'static str, role: Role, tag: &Tag<'_>) {
        let mutes = match role {
            Role::Muted => name != "dialog" || tag.get("open").is_none(),
            Role::Foreign | Role::Unwrapped => true,
            _ => is_hidden(tag),
        };
        let sound = match (mutes, self.muted) {
            (true, _) => Sound::Mutes,
            (false, 0) => Sound::Kept,
            (false, _) => Sound::Silent,
        };
        if sound == Sound::Kept {
            self.void(kept_as(name, role), tag);
        }
        let open = Open { name, role, sound };
        self.count(&open, |count, by| count.saturating_add(by));
        self.open.push(open);
        self.depth = self.depth.max(self.open.len());
    }

    /// Closes the open elements from the innermost down to the one at `at`.
    pub(super) fn close_from(&mut self, at: usize) {
        while self.open.len() > at {
            self.close_last();
        }
    }

    /// Closes the innermost open element.
    pub(super) fn close_last(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.count(&open, |count, by| count.saturating_sub(by));
        if open.sound == Sound::Kept {
            self.end_tag(kept_as(open.name, open.role));
        }
    }

    fn count(&mut self, open: &Open, change: impl Fn(usize, usize) -> usize) {
        self.counted = change(self.counted, usize::from(!ends_by_itself(open.role)));
        self.muted = change(self.muted, usize::from(open.sound == Sound::Mutes));
        self.foreign = change(self.foreign, usize::from(open.role == Role::Foreign));
        self.links = change(self.links, usize::from(open.name == "a"));
    }

    /// Writes text that cannot begin a tag, unless it is muted.
    pub(super) fn text(&mut self, text: &str) {
        if self.muted > 0 {
            return;
        }
        let mut parts = text.split('<');
        self.html.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.html.push(LESS_THAN);
            self.html.push_str(part);
        }
    }

    /// Writes an element that holds only text, unless it is muted.
    pub(super) fn void_with_text(&mut self, name: &'static str, text: &str) {
        if self.muted == 0 {
            self.void(name, &Tag::default());
            self.text(text);
            self.end_tag(name);
        }
    }

    /// Writes a start tag with the attributes that are looked at later.
    pub(super) fn void(&mut self, name: &'static str, tag: &Tag<'_>) {
        self.elements = self.elements.saturating_add(1);
        self.html.push('<');
        self.html.push_str(name);
        for (key, value) in &tag.attributes {
            let known = ATTRIBUTES.into_iter().find(|known| key.eq_ignore_ascii_case(known));
            if let Some(known) = known {
                self.attribute(name, known, value);
            }
        }
        self.html.push('>');
    }

    fn attribute(&mut self, element: &str, key: &str, value: &str) {
        // Of a link only matters whether it leads to another page.
        let value = match (element, key) {
            ("a", "href") if value.trim_start().starts_with('#') => "#here",
            ("a", "href") => "there",
            _ => value.get(..value.floor_char_boundary(VALUE)).unwrap_or_default(),
        };
        self.html.push(' ');
        self.html.push_str(key);
        self.html.push_str("=\"");
        for part in value.split_inclusive('"') {
            self.html.push_str(part.strip_suffix('"').unwrap_or(part));
            if part.ends_with('"') {
                self.html.push_str("&quot;");
            }
        }
        self.html.push('"');
    }

    fn end_tag(&mut self, name: &str) {
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }
}

/// The name that an element is written under.
fn kept_as(name: &'static str, role: Role) -> &'static str {
    match role {
        Role::Block(kept) | Role::Heading(kept) | Role::Item(kept) | Role::Inline(kept) => kept,
        Role::Muted => "div",
        _ => name,
    }
}

/// True for an element that a reader does not see.
pub(super) fn is_hidden(tag: &Tag<'_>) -> bool {
    let is_aria =
        tag.get("aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"));
    tag.get("hidden").is_some() || is_aria || tag.get("style").is_some_and(hides)
}

/// True for a style that hides an element.
fn hides(style: &str) -> bool {
    let hidden = [("display", "none"), ("visibility", "hidden")];
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(key, value)| {
        let value = value.split('!').next().unwrap_or_default().trim();
        hidden.iter().any(|(hiding, how)| {
            key.trim().eq_ignore_ascii_case(hiding) && value.eq_ignore_ascii_case(how)
        })
    })
}
