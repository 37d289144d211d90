//! What a saved page states of itself: meta elements, canonical link, microdata, `<time>`.
//!
//! All that is stated for a field is kept, the most trustworthy first; what JSON-LD says is read by
//! `json_ld`.

use dom_query::{Document, NodeRef};

use crate::lang::Lexicon;
use crate::model::Field;

use super::address;
use super::own::{Own, Owner};

/// Something stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) field: Field,
    pub(super) value: String,
    /// How much it is to be trusted among those of its field: the lowest first.
    pub(super) rank: u8,
}

impl Fact {
    pub(super) fn new(field: Field, rank: u8, value: impl Into<String>) -> Self {
        Self { field, rank, value: value.into() }
    }
}

/// Longest value, in bytes.
const VALUE: usize = 2_000;
/// Most values of a field.
const VALUES: usize = 4;
/// What joins key words.
pub(super) const AND: &str = "، ";

/// Ranks above those of [`NAMES`].
const MICRODATA: u8 = 3;
const TIME_OF_PUBLICATION: u8 = 5;
const TIME: u8 = 6;
const TITLE: u8 = 5;
const SAVED_FROM: u8 = 6;

/// Names and properties of meta elements. JSON-LD has rank 1.
const NAMES: [(&str, Field, u8); 49] = [
    ("og:title", Field::Title, 0),
    ("twitter:title", Field::Title, 4),
    ("dc.title", Field::Title, 4),
    ("parsely-title", Field::Title, 4),
    ("article:published_time", Field::Published, 0),
    ("og:article:published_time", Field::Published, 2),
    ("og:published_time", Field::Published, 2),
    ("datepublished", Field::Published, 2),
    ("publish_date", Field::Published, 2),
    ("publish-date", Field::Published, 2),
    ("publishdate", Field::Published, 2),
    ("publication_date", Field::Published, 2),
    ("published_date", Field::Published, 2),
    ("pub_date", Field::Published, 2),
    ("pubdate", Field::Published, 2),
    ("parsely-pub-date", Field::Published, 2),
    ("sailthru.date", Field::Published, 2),
    ("article.published", Field::Published, 2),
    ("dcterms.issued", Field::Published, 2),
    ("dc.date.issued", Field::Published, 2),
    ("dcterms.created", Field::Published, 4),
    ("dc.date.created", Field::Published, 4),
    ("dcterms.date", Field::Published, 4),
    ("dc.date", Field::Published, 4),
    ("date", Field::Published, 4),
    ("article:modified_time", Field::Updated, 0),
    ("og:updated_time", Field::Updated, 2),
    ("datemodified", Field::Updated, 2),
    ("dcterms.modified", Field::Updated, 2),
    ("last-modified", Field::Updated, 4),
    ("lastmod", Field::Updated, 4),
    ("author", Field::Author, 2),
    ("article:author", Field::Author, 2),
    ("dc.creator", Field::Author, 4),
    ("dcterms.creator", Field::Author, 4),
    ("parsely-author", Field::Author, 4),
    ("sailthru.author", Field::Author, 4),
    ("og:site_name", Field::Outlet, 0),
    ("dc.publisher", Field::Outlet, 4),
    ("dcterms.publisher", Field::Outlet, 4),
    ("publisher", Field::Outlet, 4),
    ("article:publisher", Field::Outlet, 4),
    ("application-name", Field::Outlet, 5),
    ("og:url", Field::Url, 2),
    ("twitter:url", Field::Url, 4),
    ("news_keywords", Field::Keywords, 0),
    ("keywords", Field::Keywords, 2),
    ("article:tag", Field::Keywords, 4),
    ("parsely-tags", Field::Keywords, 4),
];

/// What a page states outside JSON-LD, in its order.
pub(super) fn facts(document: &Document, saved_from: Option<&str>, lexicon: &Lexicon) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut times = Times::default();
    let mut own = Own::of(document, lexicon);
    for node in document.root().descendants_it() {
        own.pass(&node);
        let Some(name) = node.qual_name_ref() else { continue };
        match &*name.local {
            "meta" => facts.extend(meta(&node, &mut own)),
            "title" => facts.push(Fact::new(Field::Title, TITLE, node.text().to_string())),
            "link" if has_word(&node, "rel", "canonical") => {
                facts.extend(attribute(&node, "href").map(|href| Fact::new(Field::Url, 0, href)));
            }
            "time" => times.add(&node, &mut own),
            _ => facts.extend(microdata(&node, &mut own)),
        }
    }
    facts.extend(times.fact());
    facts.extend(saved_from.map(|address| Fact::new(Field::Url, SAVED_FROM, address)));
    facts
}

fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn has_word(node: &NodeRef<'_>, name: &str, word: &str) -> bool {
    node.attr(name)
        .is_some_and(|value| value.split_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
}

fn meta(node: &NodeRef<'_>, own: &mut Own<'_>) -> Option<Fact> {
    let content = attribute(node, "content")?;
    let row = ["property", "name"].into_iter().find_map(|key| {
        let key = attribute(node, key)?;
        NAMES.iter().find(|(name, ..)| key.eq_ignore_ascii_case(name))
    });
    match row {
        Some((_, field, rank)) => Some(Fact::new(*field, *rank, content)),
        None => microdata(node, own),
    }
}

/// The value of an element with `itemprop`, where an attribute holds it; related items have theirs.
fn microdata(node: &NodeRef<'_>, own: &mut Own<'_>) -> Option<Fact> {
    let property = node.attr("itemprop")?;
    let field = property.split_whitespace().find_map(|property| match property {
        "headline" => Some(Field::Title),
        "datePublished" => Some(Field::Published),
        "dateModified" => Some(Field::Updated),
        "keywords" => Some(Field::Keywords),
        _ => None,
    })?;
    let value = attribute(node, "content").or_else(|| attribute(node, "datetime"))?;
    (own.owner(node) != Owner::Other).then(|| Fact::new(field, MICRODATA, value))
}

/// The `<time>` elements of a page. Related items have theirs, too: one counts only inside the
/// article or at its head, or where it says that it is the day of publication.
#[derive(Default)]
struct Times {
    published: Option<String>,
    updated: Option<String>,
    in_article: Option<String>,
}

impl Times {
    fn add(&mut self, node: &NodeRef<'_>, own: &mut Own<'_>) {
        let Some(value) = attribute(node, "datetime").or_else(|| attribute(node, "content")) else {
            return;
        };
        let owner = own.owner(node);
        if owner == Owner::Other {
            return;
        }
        if has_word(node, "itemprop", "dateModified") || has_word(node, "class", "updated") {
            self.updated.get_or_insert(value);
            return;
        }
        if has_word(node, "itemprop", "datePublished") || node.has_attr("pubdate") {
            self.published.get_or_insert_with(|| value.clone());
        }
        if matches!(owner, Owner::Article | Owner::Head) {
            self.in_article.get_or_insert(value);
        }
    }

    fn fact(self) -> impl Iterator<Item = Fact> {
        let published = match (self.published, self.in_article) {
            (Some(value), _) => Some(Fact::new(Field::Published, TIME_OF_PUBLICATION, value)),
            (None, value) => value.map(|value| Fact::new(Field::Published, TIME, value)),
        };
        let updated = self.updated.map(|value| Fact::new(Field::Updated, TIME, value));
        published.into_iter().chain(updated)
    }
}

/// The facts by field, the most trustworthy first, each value once, as text of one line; values
/// that cannot be what they are stated as are left out.
pub(super) fn ordered(facts: Vec<Fact>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = facts.into_iter().filter_map(checked).collect();
    facts.sort_by_key(|fact| (fact.field, fact.rank));
    let mut ordered: Vec<Fact> = Vec::new();
    for fact in facts {
        let mut of_field = ordered.iter_mut().rev().take_while(|other| other.field == fact.field);
        // Tags are stated one by one: together they are one list.
        if let Some(last) = of_field.next().filter(|last| is_list(last, &fact)) {
            if last.value.len() < VALUE && !last.value.split(AND).any(|value| value == fact.value) {
                last.value.push_str(AND);
                last.value.push_str(&fact.value);
            }
            continue;
        }
        let of_field = || ordered.iter().rev().take_while(|other| other.field == fact.field);
        if of_field().count() < VALUES && of_field().all(|other| other.value != fact.value) {
            ordered.push(fact);
        }
    }
    ordered
}

fn is_list(last: &Fact, next: &Fact) -> bool {
    next.field == Field::Keywords && last.rank == next.rank
}

fn checked(fact: Fact) -> Option<Fact> {
    let mut value = String::new();
    for word in fact.value.split_whitespace() {
        if value.len().saturating_add(word.len()) >= VALUE {
            break;
        }
        if !value.is_empty() {
            value.push(' ');
        }
        value.push_str(word);
    }
    let is_fit = match fact.field {
        Field::Url => address::is_web(&value),
        Field::Author | Field::Outlet => !address::looks_like_one(&value),
        Field::Published | Field::Updated => value.contains(|c: char| c.is_numeric()),
        Field::Title | Field::Keywords => true,
    };
    (is_fit && !value.is_empty()).then_some(Fact { value, ..fact })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[(Field, &str)]) {
        let lexicon = Lexicon::embedded().unwrap();
        let facts = ordered(facts(&Document::from(html), None, &lexicon));
        let found: Vec<(Field, &str)> =
            facts.iter().map(|fact| (fact.field, fact.value.as_str())).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn meta_elements() {
        check(
            "<title>لقاء - موقع</title><meta property=og:title content='لقاء &amp; حوار'><meta name=Author content=سالم>\
               <meta property=article:author content=https://www.example/x><meta property=article:tag content=ليبيا>\
               <meta property=article:tag content=سوريا><link rel=canonical href=https://news.example/a>",
            &[
                (Field::Title, "لقاء & حوار"),
                (Field::Title, "لقاء - موقع"),
                (Field::Author, "سالم"),
                (Field::Url, "https://news.example/a"),
                (Field::Keywords, "ليبيا، سوريا"),
            ],
        );
        check(
            "<link rel=canonical href='javascript:x'><meta name=date content=أمس><meta name=keywords content=' '>",
            &[],
        );
        check("<title>ا</title><meta property=og:title content=ا>", &[(Field::Title, "ا")]);
    }

    #[test]
    fn times() {
        check("<time datetime=2020-01-02>أمس</time>", &[]);
        check(
            "<h1>لقاء</h1><time datetime=2020-01-02>أمس</time>",
            &[(Field::Published, "2020-01-02")],
        );
        check("<h1>لقاء</h1><ul><li><time datetime=2020-01-03></time></ul>", &[]);
        check(
            "<aside><time datetime=2020-01-01></time></aside>\
               <article><h1>لقاء</h1><time datetime=2020-01-02></time></article>",
            &[(Field::Published, "2020-01-02")],
        );
        check(
            "<h1>لقاء</h1><aside><span itemprop=datePublished content=2020-01-01></span></aside>\
               <div class=related><time itemprop=datePublished datetime=2020-01-01></time></div>",
            &[],
        );
        check(
            "<h1>لقاء</h1><time datetime=2020-01-01></time><span itemprop=datePublished content=2020-01-04></span>\
               <time itemprop=dateModified datetime=2020-01-05></time>",
            &[
                (Field::Published, "2020-01-04"),
                (Field::Published, "2020-01-01"),
                (Field::Updated, "2020-01-05"),
            ],
        );
    }
}
