//! Sites with a page of every kind, and which pages stand for their kinds.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use crate::support::{Scene, Tree, news};

/// Towns of documents that fill long lists.
const TOWNS: [&str; 14] = [
    "حمص",
    "طنطا",
    "صفاقس",
    "وهران",
    "فاس",
    "إربد",
    "الموصل",
    "صلالة",
    "مسقط",
    "بنغازي",
    "عدن",
    "نابلس",
    "صور",
    "الكويت",
];

/// A site with pages of every kind: lists of several parts, a story, copies, corrections, all
/// confidences of dates, addresses that lost their page. It has a public address, under `/news/`.
pub(super) fn full() -> Scene {
    static SITE: OnceLock<Tree> = OnceLock::new();
    copied(SITE.get_or_init(|| {
        let settings = "[site]\nbase_url = \"http://127.0.0.1/news/\"\n[output]\npage_size = 5\n";
        let corrections = "[[document]]\npath = \"00.txt\"\ndate = \"2020-12-28\"\n\
            note = \"كما في النسخة الورقية\"\n";
        let scene = Scene::new().file("mujaz.toml", settings).file("corrections.toml", corrections);
        // One man speaks in all of them: his page has several parts.
        let named =
            |town: &str| news(town).replace("قال وزير النقل،", "قال وزير النقل سامر الحداد،");
        let scene = TOWNS
            .iter()
            .enumerate()
            .fold(scene, |scene, (n, town)| scene.file(&format!("in/{n:02}.txt"), named(town)));
        let scene = scene.copies("seeds", "in").copies("tests/golden/in", "in").file(
            "in/lost.txt",
            "لجنة الصيد تجتمع في رفح\nالسبت 2 كانون الثاني 2021\n\nقال رئيس لجنة الصيد فهمي \
             البحري إن الموسم سيبدأ غدا.\n",
        );
        scene.build("in", "site", 2).unwrap();
        // What a document alone had loses its page.
        std::fs::remove_file(scene.path("in/lost.txt")).unwrap();
        scene.build("in", "site", 2).unwrap();
        scene.tree("site")
    }))
}

/// The site of the seeds, as a reader without a server has it.
pub(super) fn seeds() -> Scene {
    static SITE: OnceLock<Tree> = OnceLock::new();
    copied(SITE.get_or_init(|| {
        let scene = Scene::new().seeds();
        scene.build("seeds", "site", 2).unwrap();
        scene.tree("site")
    }))
}

/// A site without documents.
pub(super) fn empty() -> Scene {
    let scene = Scene::new().file("in/.keep", "");
    scene.mujaz("build in --allow-empty").exits(0);
    scene
}

fn copied(tree: &Tree) -> Scene {
    let add = |scene: Scene, (path, bytes)| scene.file(&format!("site/{path}"), bytes);
    tree.iter().fold(Scene::new(), add)
}

/// For every kind of page the largest one.
pub(super) fn of_every_kind(scene: &Scene) -> Vec<String> {
    let build: Value = serde_json::from_str(&scene.read("site/build.json")).unwrap();
    let mut largest: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (path, bytes) in scene.tree("site") {
        if !path.ends_with(".html") {
            continue;
        }
        let moved = build["retired"].get(&path).is_some();
        let kind = if moved { "moved".to_owned() } else { kind(&path) };
        let one = largest.entry(kind).or_default();
        if bytes.len() > one.0 {
            *one = (bytes.len(), path);
        }
    }
    largest.into_values().map(|(_, path)| path).collect()
}

/// The address of a page with a sign for what differs from page to page.
fn kind(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        let digits = part.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let id = part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit());
        let named = matches!(parts[..], ["topics" | "people" | "sources"])
            && !matches!(part, "index.html" | "page");
        parts.push(if digits || id || named { "*" } else { part });
    }
    parts.join("/")
}

#[test]
fn every_kind_of_page_is_there() {
    let pages = of_every_kind(&full());
    let kinds: Vec<String> = pages.iter().map(|page| kind(page)).collect();
    for expected in [
        "*/*/*/index.html",
        "*/*/*/page/*/index.html",
        "*/*/index.html",
        "*/index.html",
        "404.html",
        "about/index.html",
        "calendar/index.html",
        "d/*/index.html",
        "index.html",
        "people/*/index.html",
        "people/*/page/*/index.html",
        "people/index.html",
        "people/page/*/index.html",
        "s/*/index.html",
        "s/index.html",
        "search/index.html",
        "sources/*/index.html",
        "sources/index.html",
        "topics/*/index.html",
        "topics/index.html",
        "topics/page/*/index.html",
        "undated/index.html",
        "weeks/*/index.html",
        "weeks/*/print.html",
        "weeks/index.html",
    ] {
        assert!(kinds.iter().any(|kind| kind == expected), "no {expected} in {pages:#?}");
    }
    let moved = |page: &&String| full().read(&format!("site/{page}")).contains("class=\"blank\"");
    assert_eq!(pages.iter().filter(moved).count(), 2, "the error page and one that moved");
}
