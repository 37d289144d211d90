//! What a page is about, for programs: one block of schema.org data in JSON-LD.
//!
//! We did not write the articles and never claim to publish them; each statement is a `Quotation`
//! with its `creator`. Nothing is rated.

use serde::Serialize;
use serde_json::{Value, json};

use super::links::Page;
use super::view::{About, Cx};

/// JSON that may stand inside a `script` element: the one text that templates do not escape.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct JsonBlock(String);

impl JsonBlock {
    /// A value with every character escaped that could end the element or begin markup.
    pub(crate) fn new(value: &Value) -> Self {
        let json = value.to_string();
        let mut out = String::with_capacity(json.len() + 16);
        for c in json.chars() {
            match c {
                '<' => out.push_str("\\u003c"),
                '>' => out.push_str("\\u003e"),
                '&' => out.push_str("\\u0026"),
                '\u{2028}' => out.push_str("\\u2028"),
                '\u{2029}' => out.push_str("\\u2029"),
                c => out.push(c),
            }
        }
        Self(out)
    }

    /// The block of a page: what it is about, and the way to it where it has a public address.
    pub(crate) fn page(cx: &Cx<'_>, about: &About<'_>, data: Option<Value>) -> Self {
        let kind = match about.page {
            Page::Person(_) => "ProfilePage",
            Page::About => "AboutPage",
            Page::Document(_) | Page::NotFound | Page::Moved(_) => "WebPage",
            _ => "CollectionPage",
        };
        let mut page = json!({
            "@context": "https://schema.org",
            "@type": kind,
            "name": about.title,
            "inLanguage": "ar",
            "isPartOf": { "@type": "WebSite", "name": cx.site_title() },
        });
        let add = |page: &mut Value, key: &str, value: Option<Value>| {
            if let (Some(fields), Some(value)) = (page.as_object_mut(), value) {
                fields.insert(key.to_owned(), value);
            }
        };
        add(&mut page, "url", cx.public(about.page).map(Value::from));
        let key = if matches!(about.page, Page::Person(_)) { "mainEntity" } else { "about" };
        add(&mut page, key, data);
        add(&mut page, "breadcrumb", breadcrumb(cx, about));
        Self::new(&page)
    }
}

/// The way to a page; search engines read it only with whole addresses.
fn breadcrumb(cx: &Cx<'_>, about: &About<'_>) -> Option<Value> {
    if about.page == Page::Home || cx.config.site.base_url.is_none() {
        return None;
    }
    let home = (cx.words.nav.home.as_str(), Page::Home);
    let above = about.above.iter().map(|(label, page)| (&**label, *page));
    let here = (about.title.as_str(), about.page);
    let steps = std::iter::once(home).chain(above).chain([here]).zip(1usize..);
    let items: Vec<Value> = steps
        .map(|((name, page), position)| {
            json!({
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": cx.public(page),
            })
        })
        .collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_element() {
        let block = JsonBlock::new(&json!({ "a": "</script><!-- & \u{2028}" }));
        assert!(!block.0.contains(['<', '>', '&', '\u{2028}']), "{}", block.0);
        let back: Value = serde_json::from_str(&block.0).unwrap();
        assert_eq!(back, json!({ "a": "</script><!-- & \u{2028}" }));
    }
}
