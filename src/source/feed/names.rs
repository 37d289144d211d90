//! What the elements of an entry are called in the dialects of RSS and Atom, and what they hold.
//!
//! RSS 2.0 has no namespace, 0.9 and 1.0 each have one, Atom has had two: so what stands in the
//! namespace of the entry itself is taken for the dialect's own, whatever its address.

use std::borrow::Cow;

use quick_xml::name::ResolveResult;

use crate::model::Field;

/// Whose element it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// The dialect's own, or Atom's inside RSS.
    Own,
    /// The module that adds whole texts to RSS.
    Content,
    /// Dublin Core, in both its versions.
    Dublin,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A field with its rank among those of the field: the lowest is trusted most.
    Stated(Field, u8),
    /// The address of the document, as text or as an attribute.
    Link,
    /// Key words, as text or as an attribute.
    Category,
    /// Somebody, as text or by a `name` inside.
    Person,
    /// The feed that the entry was taken from, as text or by a `title` inside.
    Origin,
    /// The text.
    Content,
    /// A summary, or in RSS often the text.
    Summary,
}

/// Ranks of the title of the feed as an outlet, and of an identity as an address: both may be
/// something else.
pub(super) const FEED_TITLE: u8 = 4;
const IDENTITY: u8 = 6;

const ELEMENTS: [(Space, &str, Role); 31] = [
    (Space::Own, "title", Role::Stated(Field::Title, 0)),
    (Space::Own, "pubDate", Role::Stated(Field::Published, 0)),
    (Space::Own, "published", Role::Stated(Field::Published, 0)),
    (Space::Own, "issued", Role::Stated(Field::Published, 0)),
    (Space::Own, "created", Role::Stated(Field::Published, 4)),
    (Space::Own, "updated", Role::Stated(Field::Updated, 0)),
    (Space::Own, "modified", Role::Stated(Field::Updated, 0)),
    (Space::Own, "guid", Role::Stated(Field::Url, IDENTITY)),
    (Space::Own, "id", Role::Stated(Field::Url, IDENTITY)),
    (Space::Own, "link", Role::Link),
    (Space::Own, "category", Role::Category),
    (Space::Own, "author", Role::Person),
    (Space::Own, "source", Role::Origin),
    (Space::Own, "content", Role::Content),
    (Space::Own, "description", Role::Summary),
    (Space::Own, "summary", Role::Summary),
    // Modules are declared wrongly so often that the name counts in the dialect's own space, too.
    (Space::Own, "encoded", Role::Content),
    (Space::Content, "encoded", Role::Content),
    (Space::Dublin, "title", Role::Stated(Field::Title, 2)),
    (Space::Dublin, "date", Role::Stated(Field::Published, 2)),
    (Space::Dublin, "issued", Role::Stated(Field::Published, 2)),
    (Space::Dublin, "available", Role::Stated(Field::Published, 4)),
    (Space::Dublin, "created", Role::Stated(Field::Published, 4)),
    (Space::Dublin, "modified", Role::Stated(Field::Updated, 2)),
    (Space::Dublin, "publisher", Role::Stated(Field::Outlet, 2)),
    (Space::Dublin, "identifier", Role::Stated(Field::Url, IDENTITY)),
    (Space::Dublin, "subject", Role::Category),
    (Space::Dublin, "creator", Role::Person),
    (Space::Dublin, "description", Role::Summary),
    (Space::Dublin, "abstract", Role::Summary),
    (Space::Dublin, "source", Role::Origin),
];

const ATOM: &str = "http://www.w3.org/2005/Atom";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const DUBLIN: [&str; 2] = ["http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"];

/// Marks what stands for a namespace that is not declared; no address begins with it.
const UNDECLARED: char = '\0';

/// The namespace of a name; one that is not declared is told by its prefix.
pub(super) fn namespace<'a>(resolved: &'a ResolveResult<'_>) -> Cow<'a, str> {
    match resolved {
        ResolveResult::Unbound => Cow::Borrowed(""),
        ResolveResult::Bound(namespace) => Cow::Borrowed(namespace.0),
        ResolveResult::Unknown(prefix) => Cow::Owned(format!("{UNDECLARED}{prefix}")),
    }
}

/// What an element holds, by its namespace and its name inside an entry of the namespace `own`.
pub(super) fn role(namespace: &str, name: &str, own: &str) -> Option<Role> {
    let space = match namespace {
        _ if namespace == own || namespace == ATOM => Space::Own,
        CONTENT => Space::Content,
        _ if DUBLIN.contains(&namespace) => Space::Dublin,
        // Exports forget to declare what they use.
        _ => match namespace.strip_prefix(UNDECLARED)? {
            "content" => Space::Content,
            "dc" | "dcterms" => Space::Dublin,
            "atom" => Space::Own,
            _ => return None,
        },
    };
    let row = ELEMENTS.iter().find(|(of, known, _)| *of == space && *known == name);
    row.map(|(_, _, role)| *role)
}
