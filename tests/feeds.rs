//! The feeds of a site, read back by a parser that others wrote: both forms say the same, as much as
//! the data say, under identities that stay.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::Document;
use feed_rs::model::{Entry, Feed};
use serde_json::Value;

use crate::data::{lines, site, text, value};
use crate::support::{Scene, Tree, news};

/// The folders that hold a feed.
fn folders(tree: &Tree) -> Vec<&str> {
    tree.keys().filter_map(|path| path.strip_suffix("feed.xml")).collect()
}

fn read(tree: &Tree, path: &str) -> Feed {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    feed_rs::parser::parse(bytes.as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn title(entry: &Entry) -> &str {
    &entry.title.as_ref().unwrap().content
}

fn body(entry: &Entry) -> &str {
    entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap()
}

/// What both forms of an entry must say alike.
fn facts(entry: &Entry) -> (String, String, String, Option<String>, Option<String>, Vec<String>) {
    // What XHTML writes out an HTML parser reads the same.
    let words = Document::from(body(entry)).text().split_whitespace().collect::<Vec<_>>().join(" ");
    (
        entry.id.clone(),
        title(entry).to_owned(),
        words,
        entry.updated.map(|time| time.to_rfc3339()),
        entry.published.map(|time| time.to_rfc3339()),
        entry.links.iter().map(|link| link.href.clone()).collect(),
    )
}

#[test]
fn both_forms_of_every_feed_say_the_same() {
    let tree = site();
    let mut n_entries = 0;
    let mut ids = BTreeSet::new();
    for folder in folders(&tree) {
        let atom = read(&tree, &format!("{folder}feed.xml"));
        let json = read(&tree, &format!("{folder}feed.json"));
        assert!(ids.insert(atom.id.clone()), "{folder}: {} twice", atom.id);
        assert_eq!(atom.title.unwrap().content, json.title.unwrap().content, "{folder}");
        assert_eq!((atom.language.as_deref(), json.language.as_deref()), (Some("ar"), Some("ar")));
        assert_eq!(atom.authors.len(), 1, "{folder}: the digest is the author");
        let own = atom.links.iter().find(|link| link.rel.as_deref() == Some("self")).unwrap();
        assert!(own.href.starts_with("https://example.org/n/"), "{folder}: {}", own.href);
        let newest = atom.entries.iter().filter_map(|entry| entry.updated).max();
        assert_eq!(atom.updated, newest, "{folder}");
        let of = |entries: &[Entry]| entries.iter().map(facts).collect::<Vec<_>>();
        assert_eq!(of(&atom.entries), of(&json.entries), "{folder}");
        assert!((1..=50).contains(&atom.entries.len()), "{folder}");
        let entries: BTreeSet<&String> = atom.entries.iter().map(|entry| &entry.id).collect();
        assert_eq!(entries.len(), atom.entries.len(), "{folder}: an identity twice");
        assert!(entries.iter().all(|id| id.starts_with("tag:example.org,2020:n/")), "{entries:?}");
        n_entries += atom.entries.len();
    }
    assert!(ids.len() > 20 && n_entries > 60, "{} feeds, {n_entries} entries", ids.len());
}

#[test]
fn feeds_hold_as_much_as_the_data() {
    let tree = site();
    let documents = value(&tree, "api/v1/documents.json")["documents"].as_array().unwrap().clone();
    let dated: Vec<&Value> = documents.iter().filter(|one| !one["date"].is_null()).collect();
    assert!(dated.len() < documents.len(), "a document without a day stands in no feed");
    let events: BTreeSet<&str> =
        dated.iter().filter_map(|one| one["story"].as_str().or(one["id"].as_str())).collect();
    assert_eq!(read(&tree, "feed.xml").entries.len(), events.len());
    let weeks = value(&tree, "api/v1/weeks.json")["weeks"].as_array().unwrap().len();
    assert_eq!(read(&tree, "weeks/feed.json").entries.len(), weeks);
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    for name in dated.iter().filter_map(|one| one["source"]["text"].as_str()) {
        *outlets.entry(name).or_default() += 1;
    }
    let mut held: BTreeMap<String, usize> = BTreeMap::new();
    for folder in folders(&tree).into_iter().filter(|folder| folder.starts_with("sources/")) {
        let feed = read(&tree, &format!("{folder}feed.json"));
        let name = feed.title.unwrap().content;
        held.insert(name.split(" — ").next().unwrap().to_owned(), feed.entries.len());
    }
    assert_eq!(
        held.values().sum::<usize>(),
        outlets.values().sum::<usize>(),
        "{held:?} {outlets:?}"
    );
    // Whoever said something on a known day has a feed of it.
    let days: BTreeMap<&str, bool> =
        documents.iter().map(|one| (one["id"].as_str().unwrap(), !one["date"].is_null())).collect();
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in lines(&tree, "api/v1/statements.jsonl") {
        let counted = !matches!(one["kind"].as_str(), Some("topic" | "headline"));
        let document = one["document"].as_str().unwrap();
        let speakers = match &one["speaker"] {
            Value::Array(several) => several.clone(),
            one => vec![one.clone()],
        };
        let known = speakers.iter().filter(|speaker| {
            counted && days[document] && matches!(speaker["kind"].as_str(), Some("person" | "body"))
        });
        for speaker in known {
            let id = speaker["id"].as_str().unwrap().to_owned();
            let entry = format!("{document}/{}", one["id"].as_str().unwrap());
            said.entry(id).or_default().insert(entry);
        }
    }
    let mut feeds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for folder in folders(&tree).into_iter().filter(|folder| folder.starts_with("people/")) {
        let feed = read(&tree, &format!("{folder}feed.xml"));
        let id = feed.id.rsplit('/').next().unwrap().to_owned();
        let entries =
            feed.entries.iter().map(|entry| entry.id.split("n/d/").nth(1).unwrap().to_owned());
        feeds.insert(id, entries.collect());
    }
    assert_eq!(feeds, said);
}

#[test]
fn words_of_documents_are_words_in_every_form() {
    let tree = site();
    let mut n_hostile = 0;
    for folder in folders(&tree) {
        for name in ["feed.xml", "feed.json"] {
            let path = format!("{folder}{name}");
            assert!(!text(&tree, &path).contains("<script"), "{path}");
            assert!(!text(&tree, &path).contains('\u{202e}'), "{path}");
            let feed = read(&tree, &path);
            let frames = text(&tree, &path).matches(r#"lang=\"ar\" dir=\"rtl\">"#).count()
                + text(&tree, &path).matches(r#" lang="ar" dir="rtl">"#).count();
            assert_eq!(frames, feed.entries.len(), "{path}: readers know no direction");
            for entry in feed.entries {
                let html = Document::from(body(&entry));
                assert_eq!(html.select("script, b, style, img").length(), 0, "{path}");
                for link in html.select("a").iter() {
                    let href = link.attr("href").unwrap();
                    assert!(href.starts_with("https://example.org/n/"), "{path}: {href}");
                }
                n_hostile += usize::from(html.text().contains("]]> <b>نعم</b> &"));
            }
        }
    }
    assert!(n_hostile >= 4, "{n_hostile}");
}

#[test]
fn our_own_feeds_are_read_as_others_read_them() {
    let tree = site();
    let feed = read(&tree, "feed.xml");
    let scene = Scene::new().file("in/feed.xml", &tree["feed.xml"]);
    let ran = scene.mujaz("extract in/feed.xml --format json").exits(0);
    let results = ran.results();
    let records = results.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    for record in records {
        found.insert(record["url"].as_str().unwrap().to_owned(), record);
    }
    let documents = value(&tree, "api/v1/documents.json")["documents"].as_array().unwrap().clone();
    let (mut n_titles, mut n_outlets) = (0, 0);
    for entry in &feed.entries {
        let Some(record) = found.remove(&entry.links[0].href) else { continue };
        // The outlet is that of the entry, not of the digest it was taken from; a story has none.
        let id = entry.id.split("n/d/").nth(1).unwrap_or_default();
        let of = documents.iter().find(|document| document["id"] == id);
        if let Some(outlet) = of.and_then(|document| document["source"]["text"].as_str()) {
            assert_eq!(record["source"]["text"].as_str(), Some(outlet), "{record:#}");
            n_outlets += 1;
        }
        let day = entry.published.or(entry.updated).unwrap().format("%Y-%m-%d").to_string();
        assert_eq!(record["date"]["day"].as_str(), Some(day.as_str()), "{record:#}");
        let headline = record["headline"]["text"].as_str();
        n_titles += usize::from(headline == Some(title(entry)));
    }
    assert!(found.is_empty() && n_titles > 3, "{n_titles} {:?}", found.keys());
    assert!(n_outlets > 2, "{n_outlets}");
    let skipped = ran.messages().matches("; skipped").count();
    assert_eq!(results.lines().count() + skipped, feed.entries.len(), "{}", ran.messages());
}

#[test]
fn entries_change_only_with_their_content() {
    let scene = || {
        Scene::new()
            .file("in/a.txt", news("الشمال"))
            .file("in/undated.txt", "لقاء بلا يوم\n\nقال سالم عيسى إن الماء قليل في القرى كلها.\n")
    };
    let before = scene();
    before.build("in", "site", 1).unwrap();
    let other = "مهرجان للموسيقى في طنجة\nالثلاثاء 26 كانون الثاني 2021\n\n\
        قالت سعاد المريني إن المهرجان يستقبل فرقا من ثلاثين بلدا هذا العام.\n";
    let after = scene().file("in/c.txt", other);
    after.build("in", "site", 1).unwrap();
    let entries = |scene: &Scene| {
        let tree = scene.tree("site");
        let feed = read(&tree, "feed.xml");
        assert!(!text(&tree, "feed.xml").contains("rel=\"self\""), "no public address is known");
        assert!(!text(&tree, "feed.json").contains("\"url\""), "nor a whole one of an entry");
        feed.entries
            .iter()
            .map(|entry| (entry.id.clone(), facts(entry)))
            .collect::<BTreeMap<_, _>>()
    };
    let (before, after) = (entries(&before), entries(&after));
    assert_eq!((before.len(), after.len()), (1, 2), "what has no day is no news");
    for (id, entry) in before {
        assert!(id.starts_with("tag:mujaz.invalid,2020:d/"), "{id}");
        assert_eq!(after[&id], entry);
    }
}

#[test]
fn pages_name_their_feeds_and_their_data() {
    let tree = site();
    let alternates = |path: &str| {
        let page = Document::from(text(&tree, path));
        let links = page.select("link[rel=alternate]");
        links.iter().map(|link| link.attr("href").unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(alternates("index.html"), ["feed.xml", "feed.json", "api/v1/index.json"]);
    assert_eq!(
        alternates("weeks/index.html"),
        ["feed.xml", "feed.json", "../api/v1/weeks.json"].map(|name| match name {
            name if name.starts_with("..") => name.to_owned(),
            name => format!("../weeks/{name}"),
        })
    );
    let id =
        value(&tree, "api/v1/documents.json")["documents"][0]["id"].as_str().unwrap().to_owned();
    let data = format!("../../api/v1/documents/{id}.json");
    let expected = ["../../feed.xml", "../../feed.json", data.as_str()];
    assert_eq!(alternates(&format!("d/{id}/index.html")), expected);
    assert!(tree.contains_key(&format!("api/v1/documents/{id}.json")));
}

#[test]
fn a_hub_and_an_authority_are_the_settings_own() {
    let settings = "site.base_url = \"https://example.org/\"\n\
        feeds = { authority = \"a@example.org,2024\", hub = \"https://hub.example.org/\" }\n";
    let scene = Scene::new().file("mujaz.toml", settings).file("in/a.txt", news("الشمال"));
    scene.build("in", "site", 1).unwrap();
    let tree = scene.tree("site");
    let feed = read(&tree, "feed.xml");
    assert_eq!(feed.id, "tag:a@example.org,2024:site");
    let hub = feed.links.iter().find(|link| link.rel.as_deref() == Some("hub")).unwrap();
    assert_eq!(hub.href, "https://hub.example.org/");
    assert_eq!(value(&tree, "feed.json")["hubs"][0]["url"], "https://hub.example.org/");
    for (wrong, words) in [
        ("feeds.hub = \"https://hub.example.org/\"", "feeds.hub: a hub knows feeds by"),
        ("feeds.hub = \"javascript:1\"", "feeds.hub: `javascript:1` is no address"),
        ("feeds.authority = \"example.org\"", "feeds.authority: `example.org` is no name with"),
    ] {
        let scene = Scene::new().file("mujaz.toml", wrong).file("in/a.txt", news("الشمال"));
        scene.mujaz("build in --out site").exits(1).says(words);
    }
}
