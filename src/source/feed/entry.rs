//! An entry as it is read: what its elements state, and the text that they hold.

use quick_xml::escape::{minimal_escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart};
use url::Url;

use crate::model::Field;

use super::names::Role;

/// The family of a feed: what is text in one is markup in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// All texts may be HTML, and nothing says so.
    Rss,
    /// A `type` says what a text is.
    Atom,
}

/// How a value is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it stands.
    Text,
    /// As HTML.
    Html,
    /// As XHTML: it held elements.
    Markup,
}

/// A value with its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) form: Form,
    pub(super) text: String,
}

/// What an entry says.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Fields with their ranks.
    pub(super) stated: Vec<(Field, u8, Value)>,
    /// The longest of its contents, and of its summaries.
    pub(super) content: Option<Value>,
    pub(super) summary: Option<Value>,
    /// Where its relative addresses begin.
    base: Option<String>,
    open: Option<Open>,
}

/// An element whose value is being read.
#[derive(Debug)]
struct Open {
    role: Role,
    form: Form,
    text: String,
    /// How many elements are open inside it.
    inside: usize,
    /// How many of them are the one that holds the value.
    wanted: usize,
}

/// Most values that an entry states, in all its fields.
const STATED: usize = 64;
/// Most attributes of a tag that are looked at.
const ATTRIBUTES: usize = 128;

impl Entry {
    /// An entry whose relative addresses begin at `base`.
    pub(super) fn new(base: Option<String>) -> Self {
        Self { base, ..Self::default() }
    }

    /// A child of the entry begins, known by its role.
    pub(super) fn begin(&mut self, role: Role, tag: &BytesStart<'_>, family: Family) {
        if let Some(address) = attribute(tag, "href").filter(|_| role == Role::Link) {
            let other = attribute(tag, "rel").is_some_and(|rel| rel.trim() != "alternate");
            let other_form = attribute(tag, "type").is_some_and(|kind| !kind.contains("html"));
            if !other && !other_form {
                let address = absolute(self.base.as_deref(), address.trim());
                self.state(Field::Url, 0, Form::Text, address);
            }
            return;
        }
        if role == Role::Category {
            let label = attribute(tag, "label").or_else(|| attribute(tag, "term"));
            label.into_iter().for_each(|term| self.state(Field::Keywords, 0, Form::Text, term));
        }
        let Some(form) = form(tag, family) else { return };
        self.open = Some(Open { role, form, text: String::new(), inside: 0, wanted: 0 });
    }

    /// An element begins inside the child that is open.
    pub(super) fn begin_inside(&mut self, tag: &BytesStart<'_>, closing: Closing) {
        let Some(open) = &mut self.open else { return };
        let name = tag.local_name();
        if let Some(wanted) = open.holder() {
            let is_wanted = name.as_ref() == wanted && closing == Closing::Later;
            open.wanted = open.wanted.saturating_add(usize::from(is_wanted));
        } else {
            open.as_markup();
            open.text.push('<');
            open.text.push_str(name.as_ref());
            open.text.push_str(tag.attributes_raw());
            open.text.push_str(if closing == Closing::AtOnce { "/>" } else { ">" });
        }
        open.inside = open.inside.saturating_add(usize::from(closing == Closing::Later));
    }

    /// An element ends: one inside the child that is open, or the child itself.
    pub(super) fn end(&mut self, name: &str) {
        let Some(open) = &mut self.open else { return };
        if open.inside == 0 {
            self.finish();
            return;
        }
        open.inside = open.inside.saturating_sub(1);
        if let Some(wanted) = open.holder() {
            open.wanted = open.wanted.saturating_sub(usize::from(name == wanted));
        } else {
            open.text.push_str("</");
            open.text.push_str(name);
            open.text.push('>');
        }
    }

    /// Text of the child that is open, its references resolved.
    pub(super) fn text(&mut self, text: &str) {
        match &mut self.open {
            Some(open) if open.holder().is_some() && open.inside > 0 && open.wanted == 0 => {}
            Some(open) if open.form == Form::Markup => open.text.push_str(&minimal_escape(text)),
            Some(open) => open.text.push_str(text),
            None => {}
        }
    }

    /// A reference in the child that is open.
    pub(super) fn reference(&mut self, reference: &BytesRef<'_>) {
        let is_markup = self.open.as_ref().is_some_and(|open| open.form == Form::Markup);
        let name: &str = reference;
        match (reference.resolve_char_ref(), resolve_predefined_entity(name)) {
            _ if is_markup => self.raw(name),
            (Ok(Some(c)), _) => self.text(c.encode_utf8(&mut [0; 4])),
            (Err(_), _) => self.text("\u{fffd}"),
            (Ok(None), Some(text)) => self.text(text),
            // One of HTML's, which feeds use without declaring them.
            (Ok(None), None) => self.raw(name),
        }
    }

    /// A reference as it stands, to be resolved as HTML.
    fn raw(&mut self, name: &str) {
        if let Some(open) = &mut self.open {
            open.text.push('&');
            open.text.push_str(name);
            open.text.push(';');
        }
    }

    /// Ends the child that is open.
    pub(super) fn finish(&mut self) {
        let Some(Open { role, form, text, .. }) = self.open.take() else { return };
        let field = match role {
            Role::Stated(Field::Url, rank) => {
                return self.state(Field::Url, rank, Form::Text, text);
            }
            Role::Stated(field, rank) => return self.state(field, rank, form, text),
            Role::Link => {
                let address = absolute(self.base.as_deref(), text.trim());
                return self.state(Field::Url, 0, Form::Text, address);
            }
            Role::Category => Field::Keywords,
            Role::Person => {
                let name = person(&text).to_owned();
                return self.state(Field::Author, 0, form, name);
            }
            Role::Origin => Field::Outlet,
            Role::Content => return longest(&mut self.content, Value { form, text }),
            Role::Summary => return longest(&mut self.summary, Value { form, text }),
        };
        self.state(field, 0, form, text);
    }

    fn state(&mut self, field: Field, rank: u8, form: Form, text: String) {
        if self.stated.len() < STATED && !text.trim().is_empty() {
            self.stated.push((field, rank, Value { form, text }));
        }
    }
}

/// Whether an element has an end tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    Later,
    AtOnce,
}

impl Open {
    /// The element inside that holds the value, where the value is no markup.
    fn holder(&self) -> Option<&'static str> {
        match self.role {
            Role::Person => Some("name"),
            Role::Origin => Some("title"),
            _ => None,
        }
    }

    /// Writes what was read so far as markup, because an element follows.
    fn as_markup(&mut self) {
        if self.form != Form::Markup {
            self.form = Form::Markup;
            self.text = minimal_escape(self.text.as_str()).into_owned();
        }
    }
}

/// Keeps the longer one.
fn longest(kept: &mut Option<Value>, other: Value) {
    if kept.as_ref().is_none_or(|kept| kept.text.len() < other.text.len()) {
        *kept = Some(other);
    }
}

/// How the value of an element is to be read; `None` for what is no text, or lies elsewhere.
fn form(tag: &BytesStart<'_>, family: Family) -> Option<Form> {
    if family == Family::Rss {
        return Some(Form::Html);
    }
    let kind = attribute(tag, "type").unwrap_or_default().to_ascii_lowercase();
    let is_elsewhere = attribute(tag, "src").is_some();
    match kind.trim() {
        _ if is_elsewhere => None,
        "" => Some(Form::Text),
        kind if kind.contains("html") => Some(Form::Html),
        kind if kind.starts_with("text") || kind.ends_with("xml") => Some(Form::Text),
        _ => None,
    }
}

/// The value of an attribute, its references resolved where they can be.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).take(ATTRIBUTES).filter_map(Result::ok);
    let attribute = attributes.find(|attribute| attribute.key.as_ref() == name)?;
    let value = quick_xml::escape::unescape(&attribute.value);
    Some(value.unwrap_or_else(|_| attribute.value.clone()).into_owned())
}

/// An address as it is meant where its feed stands.
pub(super) fn absolute(base: Option<&str>, address: &str) -> String {
    let joined = || Url::parse(base?).ok()?.join(address).ok();
    match Url::parse(address) {
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            joined().map_or_else(|| address.to_owned(), Into::into)
        }
        _ => address.to_owned(),
    }
}

/// The name of somebody who may stand as `a@b.example (name)`.
fn person(text: &str) -> &str {
    let text = text.trim();
    if !text.contains('@') {
        return text;
    }
    let inner = text.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')'));
    inner.map(|(name, _)| name.trim()).filter(|name| !name.contains('@')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_without_their_addresses() {
        assert_eq!(person(" سالم علي "), "سالم علي");
        assert_eq!(person("a@b.example (سالم علي)"), "سالم علي");
        assert_eq!(person("a@b.example"), "");
        assert_eq!(person("«a@b.example» سالم )("), "");
    }

    #[test]
    fn addresses_where_their_feed_stands() {
        let base = Some("https://news.example/a/");
        assert_eq!(absolute(base, "b"), "https://news.example/a/b");
        assert_eq!(absolute(base, "https://x.example/c"), "https://x.example/c");
        assert_eq!(absolute(None, "b"), "b");
        assert_eq!(absolute(Some("javascript:alert(1)//"), "b"), "b");
    }
}
