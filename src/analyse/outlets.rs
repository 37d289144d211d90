//! Who published what: as stated, else by the address or folder that the settings name. Never
//! guessed from style.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::lang::{Collation, Folder};
use crate::model::{Article, ArticleIx, Outlet};

use super::tally::Tally;

/// Names of outlets by what is written for them in the settings: a host, a folder or a name.
pub(super) type Names = BTreeMap<String, String>;

/// The outlets, in the order of names. Documents without one are in none.
pub(super) fn outlets(
    articles: &[Article],
    names: &Names,
    folder: &Folder,
    collation: &Collation,
) -> Vec<Outlet> {
    let mut gathered: BTreeMap<String, (Tally<'_>, BTreeSet<ArticleIx>)> = BTreeMap::new();
    for (ix, article) in (0..).map(ArticleIx).zip(articles) {
        let Some(name) = outlet_name(article, names) else { continue };
        let (tally, articles) = gathered.entry(folder.key(name)).or_default();
        tally.add(name);
        articles.insert(ix);
    }
    let outlets = gathered.into_values().filter_map(|(tally, articles)| {
        let name = Arc::from(tally.best()?);
        Some(Outlet { name, articles: articles.into_iter().collect() })
    });
    let mut outlets: Vec<Outlet> = outlets.collect();
    collation.sort(&mut outlets, |outlet| &outlet.name);
    outlets
}

/// The name of who published an article, where it is known.
fn outlet_name<'a>(article: &'a Article, names: &'a Names) -> Option<&'a str> {
    if let Some(corrected) = article.corrected_outlet() {
        return corrected;
    }
    let text = &article.document.text;
    if let Some(stated) = article.outlet() {
        return Some(names.get(stated).map_or(stated, String::as_str));
    }
    let host = article.fields.url.and_then(|span| host(text.slice(span)));
    host.and_then(|host| by_host(&host, names))
        .or_else(|| by_folder(article.document.id.as_str(), names))
}

/// The host of an address, in lower case, without user and port.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.trim().split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// The name of a host, or of the nearest domain above it: `www.example.org`, `example.org`.
fn by_host<'a>(host: &str, names: &'a Names) -> Option<&'a str> {
    let domains = std::iter::successors(Some(host), |host| host.split_once('.').map(|(_, up)| up));
    domains.filter_map(|domain| names.get(domain)).map(String::as_str).next()
}

/// The name of the folder that a document lies in, or of the nearest one above it.
fn by_folder<'a>(path: &str, names: &'a Names) -> Option<&'a str> {
    let folders = std::iter::successors(above(path), |folder| above(folder));
    let named = |folder: &str| names.get(folder).or_else(|| names.get(&format!("{folder}/")));
    folders.filter_map(named).map(String::as_str).next()
}

/// The folder that a path lies in.
fn above(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::model::{CorrectedFact, Correction};

    fn names() -> Names {
        [("news.example.org", "أخبار"), ("saved/daily", "اليومية"), ("وكالة س", "وكالة سين")]
            .map(|(key, name)| (key.to_owned(), name.to_owned()))
            .into()
    }

    fn check(draft: Draft, expected: Option<&str>) {
        let article = draft.article();
        assert_eq!(outlet_name(&article, &names()), expected);
    }

    #[test]
    fn stated_then_host_then_folder() {
        check(Draft::new("a.txt", "المصدر: الجريدة").outlet("الجريدة"), Some("الجريدة"));
        check(Draft::new("a.txt", "وكالة س").outlet("وكالة س"), Some("وكالة سين"));
        let url = "https://WWW.news.example.org:8080/x";
        check(Draft::new("a.txt", url).url(url), Some("أخبار"));
        check(Draft::new("saved/daily/2020/a.txt", "خبر"), Some("اليومية"));
    }

    #[test]
    fn the_editors_word_wins() {
        let mut article = Draft::new("saved/daily/a.txt", "وكالة س").outlet("وكالة س").article();
        let correction = |after: Option<&str>| Correction {
            fact: CorrectedFact::Outlet,
            statement: None,
            before: None,
            after: after.map(str::to_owned),
            note: None,
        };
        article.corrections = vec![correction(Some("النهر"))];
        assert_eq!(outlet_name(&article, &names()), Some("النهر"));
        article.corrections = vec![correction(None)];
        assert_eq!(outlet_name(&article, &names()), None);
    }

    #[test]
    fn nothing_is_guessed() {
        let url = "https://other.example.com/x";
        check(Draft::new("a.txt", url).url(url), None);
        check(Draft::new("saved/a.txt", "خبر"), None);
        check(Draft::new("a.txt", "example").url("example"), None);
    }

    #[test]
    fn spellings_of_a_name_are_one_outlet() {
        let articles = [
            Draft::new("a.txt", "الأخبار").outlet("الأخبار"),
            Draft::new("b.txt", "الاخبار").outlet("الاخبار"),
            Draft::new("c.txt", "الأخبار").outlet("الأخبار"),
            Draft::new("d.txt", "خبر"),
        ]
        .map(Draft::article);
        let lexicon = lexicon();
        let outlets = outlets(&articles, &names(), lexicon.folder(), &Collation::new());
        assert_eq!(outlets.len(), 1);
        assert_eq!(&*outlets[0].name, "الأخبار");
        assert_eq!(outlets[0].articles.len(), 3);
    }
}
