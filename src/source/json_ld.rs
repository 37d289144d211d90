//! What a page states in JSON-LD: the first article in any script, wherever it stands in graphs and
//! lists; without one the page itself.

use std::collections::BTreeMap;

use dom_query::Document;
use serde_json::{Map, Value};

use crate::model::Field;

use super::metadata::{AND, Fact};

/// Most of the scripts of a page that is read, in bytes.
const SCRIPTS: usize = 2 << 20;
/// Most objects looked at.
const OBJECTS: usize = 10_000;
/// Ranks among what the meta elements say.
const ARTICLE: u8 = 1;
const PAGE: u8 = 5;

type Object = Map<String, Value>;

/// What the scripts state.
pub(super) fn facts(scripts: &[&str]) -> Vec<Fact> {
    let mut size = 0usize;
    let is_within = |script: &&&str| {
        size = size.saturating_add(script.len());
        size <= SCRIPTS
    };
    let values: Vec<Value> =
        scripts.iter().take_while(is_within).filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    let mut stack: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(values) => stack.extend(values.iter().rev()),
            Value::Object(object) if objects.len() < OBJECTS => {
                objects.push(object);
                let inner: Vec<&Value> =
                    object.values().filter(|value| !value.is_string()).collect();
                stack.extend(inner.into_iter().rev());
            }
            _ => {}
        }
    }
    let named = |object: &&Object| Some((text(object.get("@id")?)?, name_of(object)?));
    let names: BTreeMap<String, String> = objects.iter().filter_map(named).collect();
    let first =
        |is_wanted: fn(&str) -> bool| objects.iter().find(|object| has_type(object, is_wanted));
    let mut facts = Vec::new();
    if let Some(article) = first(is_article) {
        facts.extend(of_object(article, ARTICLE, &names));
    }
    if let Some(page) = first(is_page) {
        facts.extend(of_object(page, PAGE, &names));
    }
    let site = first(|kind| kind == "WebSite").and_then(|site| name_of(site));
    facts.extend(site.map(|name| Fact::new(Field::Outlet, PAGE, name)));
    facts
}

/// A script's value; what wraps it (comments, CDATA) is cut, raw line ends in strings are mended.
fn parse(script: &str) -> Option<Value> {
    let script = script.split_once("<![CDATA[").map_or(script, |(_, rest)| rest);
    let script = script.rsplit_once("]]>").map_or(script, |(rest, _)| rest);
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?.saturating_add(1);
    let json = script.get(start..end)?;
    serde_json::from_str(json).ok().or_else(|| {
        let mended: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

fn has_type(object: &Object, is_wanted: fn(&str) -> bool) -> bool {
    let kind = |value: &Value| {
        // A type may be written as an address.
        value
            .as_str()
            .is_some_and(|kind| is_wanted(kind.rsplit(['/', '#', ':']).next().unwrap_or(kind)))
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(kind),
        Some(value) => kind(value),
        None => false,
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || matches!(kind, "Report" | "BlogPosting" | "LiveBlogPosting" | "SocialMediaPosting")
}

fn is_page(kind: &str) -> bool {
    matches!(kind, "WebPage" | "ItemPage")
}

fn of_object(object: &Object, rank: u8, names: &BTreeMap<String, String>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |field, rank, value: Option<String>| {
        facts.extend(value.map(|value| Fact::new(field, rank, value)));
    };
    let get = |key: &str| object.get(key).and_then(text);
    add(Field::Title, rank, get("headline").or_else(|| get("name")));
    add(Field::Published, rank, get("datePublished"));
    add(Field::Published, rank.saturating_add(3), get("dateCreated"));
    add(Field::Updated, rank, get("dateModified"));
    add(Field::Author, rank, object.get("author").and_then(|value| joined(value, names)));
    add(Field::Outlet, rank, object.get("publisher").and_then(|value| joined(value, names)));
    add(Field::Keywords, rank, object.get("keywords").and_then(|value| joined(value, names)));
    let page = object.get("mainEntityOfPage");
    let page = page.and_then(|page| text(page).or_else(|| text(page.as_object()?.get("@id")?)));
    add(Field::Url, rank, get("url").or(page));
    facts
}

/// A string, character references decoded.
fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    if text.contains('&') && text.contains(';') && !text.contains('<') {
        return Some(Document::fragment(text).text().to_string());
    }
    (!text.is_empty()).then(|| text.to_owned())
}

fn name_of(object: &Object) -> Option<String> {
    object.get("name").and_then(text)
}

/// The names of persons, bodies or key words: a string, an object, a reference, or a list of them.
fn joined(value: &Value, names: &BTreeMap<String, String>) -> Option<String> {
    let one = |value: &Value| match value {
        Value::Object(object) => {
            name_of(object).or_else(|| names.get(&text(object.get("@id")?)?).cloned())
        }
        value => text(value),
    };
    match value {
        Value::Array(values) => {
            let values: Vec<String> = values.iter().filter_map(one).collect();
            (!values.is_empty()).then(|| values.join(AND))
        }
        value => one(value),
    }
}

#[cfg(test)]
mod tests {
    use super::super::metadata::ordered;
    use super::*;

    fn check(scripts: &[&str], expected: &[(Field, &str)]) {
        let facts = ordered(facts(scripts));
        let found: Vec<(Field, &str)> =
            facts.iter().map(|fact| (fact.field, fact.value.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn articles_wherever_they_stand() {
        let article = r#"{"@type":"NewsArticle","headline":"لقاء &quot;في&quot; موسكو","datePublished":"2020-12-29T10:00","publisher":{"name":"وكالة"}}"#;
        let expected = [
            (Field::Title, "لقاء \"في\" موسكو"),
            (Field::Published, "2020-12-29T10:00"),
            (Field::Outlet, "وكالة"),
        ];
        check(&[article], &expected);
        check(&[&format!("[{article}]")], &expected);
        check(&[&format!("{{\"@graph\":[{{\"@type\":\"Thing\"}},{article}]}}")], &expected);
        check(&[&format!("<!--//<![CDATA[\n{article}\n//]]>-->")], &expected);
        check(
            &[&article.replace("\"NewsArticle\"", "[\"Thing\",\"http://schema.org/NewsArticle\"]")],
            &expected,
        );
    }

    #[test]
    fn references_and_lists() {
        check(
            &[r##"{"@graph":[
            {"@type":"WebSite","name":"الموقع"},
            {"@type":"WebPage","name":"لقاء - الموقع","datePublished":"2020-01-02"},
            {"@type":"Article","author":[{"@id":"#a"},{"name":"سالم"}],"publisher":{"@id":"#o"},"keywords":["ليبيا","سوريا"]},
            {"@type":"Person","@id":"#a","name":"أحمد"},
            {"@type":"Organization","@id":"#o","name":"الوكالة"}]}"##],
            &[
                (Field::Title, "لقاء - الموقع"),
                (Field::Published, "2020-01-02"),
                (Field::Author, "أحمد، سالم"),
                (Field::Outlet, "الوكالة"),
                (Field::Outlet, "الموقع"),
                (Field::Keywords, "ليبيا، سوريا"),
            ],
        );
    }

    #[test]
    fn broken_and_hostile_scripts() {
        check(&["{", "", "7", "null", "{\"@type\":\"NewsArticle\"", "[[[[", "]["], &[]);
        check(
            &["{\"@type\":\"NewsArticle\",\"headline\":\"سطر\nوسطر\"}"],
            &[(Field::Title, "سطر وسطر")],
        );
        check(
            &[
                r#"{"@type":"NewsArticle","headline":7,"author":{"a":[]},"url":"javascript:alert(1)"}"#,
            ],
            &[],
        );
        check(&[&"[".repeat(100_000)], &[]);
    }
}
