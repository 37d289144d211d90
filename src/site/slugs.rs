//! Slugs of topics, people and outlets, and the identities of documents: where several would
//! share an address, all of them get a longer one, so that none depends on the others' order.

use std::collections::BTreeMap;

use crate::config::UrlStyle;
use crate::model::{Article, Slug};

/// The slugs of names, in their order.
///
/// Names whose slugs are equal but for case, also as file systems see it, all carry a hash.
pub(crate) fn of_names<'a>(names: impl Iterator<Item = &'a str>, style: UrlStyle) -> Vec<Slug> {
    let names: Vec<&str> = names.collect();
    let plain: Vec<Slug> = names.iter().map(|name| one(name, style)).collect();
    let mut owners: BTreeMap<&Slug, usize> = BTreeMap::new();
    for slug in &plain {
        *owners.entry(slug).or_default() += 1;
    }
    let shared = |slug: &Slug| owners.get(slug).is_some_and(|n| *n > 1);
    plain
        .iter()
        .zip(&names)
        .map(|(slug, name)| if shared(slug) { Slug::hashed(name) } else { slug.clone() })
        .collect()
}

fn one(name: &str, style: UrlStyle) -> Slug {
    match style {
        UrlStyle::Arabic => Slug::new(name),
        // The identity in ASCII is the hash alone, never a transliteration.
        UrlStyle::Ascii => {
            let digits: String = blake3::hash(name.as_bytes()).to_hex().chars().take(16).collect();
            Slug::new(&digits)
        }
    }
}

/// The addresses of documents: 12 digits of the content's hash, 16 for those that share 12.
pub(crate) fn of_documents(articles: &[Article]) -> Vec<String> {
    let ids: Vec<String> = articles.iter().map(|a| a.document.content_id.short()).collect();
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for id in &ids {
        *owners.entry(id).or_default() += 1;
    }
    ids.iter()
        .zip(articles)
        .map(|(id, article)| match owners.get(id.as_str()) {
            Some(n) if *n > 1 => article.document.content_id.long(),
            _ => id.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[&str]) {
        let slugs = of_names(names.iter().copied(), UrlStyle::Arabic);
        let slugs: Vec<&str> = slugs.iter().map(Slug::as_str).collect();
        assert_eq!(slugs.len(), expected.len());
        for (slug, expected) in slugs.iter().zip(expected) {
            assert!(slug.starts_with(expected), "{slug} is not {expected}");
        }
        let distinct: std::collections::BTreeSet<&&str> = slugs.iter().collect();
        assert_eq!(distinct.len(), slugs.len());
    }

    #[test]
    fn clashing_names_all_carry_a_hash() {
        check(&["ليبيا", "سوريا"], &["ليبيا", "سوريا"]);
        check(&["S-400", "s 400", "ليبيا"], &["s-400-", "s-400-", "ليبيا"]);
        check(&["!", "?"], &["x-", "x-"]);
    }

    #[test]
    fn ascii_slugs_are_digits() {
        let slugs = of_names(["ليبيا"].into_iter(), UrlStyle::Ascii);
        assert!(slugs.iter().all(|slug| slug.as_str().bytes().all(|b| b.is_ascii_hexdigit())));
    }
}
