//! The site of a small project, page by page: what changes in it is to be seen and read.
//!
//! Eleven documents: the five seeds and those of `tests/golden/in/`, texts of our own in each format
//! that is read. Kept are the list of all files with the beginnings of their hashes, and eight whole
//! pages. `just accept` renews them.

use crate::support::{Scene, Tree};

/// Pages that are kept whole, under these names.
const PAGES: [(&str, &str); 7] = [
    ("front", "index.html"),
    ("person", "people/مولود-تشاووش-أوغلو/index.html"),
    ("topic", "topics/الأزمة-الليبية/index.html"),
    ("day", "2021/01/05/index.html"),
    ("week", "weeks/2020-12-26/index.html"),
    ("undated", "undated/index.html"),
    ("month", "2021/01/index.html"),
];

#[test]
fn the_pages_of_a_small_project() {
    let scene = project();
    scene.build("in", "site", 2).unwrap();
    let tree = scene.tree("site");
    keep("files", &listing(&tree));
    for (name, page) in PAGES {
        let bytes = tree.get(page).unwrap_or_else(|| panic!("{page} is not there"));
        keep(name, &text(bytes));
    }
    keep("document", &document(&tree, "<title>افتتاح الميناء"));
}

/// Every string of a document that a page shows as its own words is a piece of the document's text.
#[test]
fn words_in_quotation_marks_are_pieces_of_their_documents() {
    let scene = project();
    scene.build("in", "site", 2).unwrap();
    let tree = scene.tree("site");
    let mut n_quotes = 0;
    for (path, bytes) in &tree {
        let Some(folder) = path.strip_suffix("/index.html").filter(|path| path.starts_with("d/"))
        else {
            continue;
        };
        let source = text(&tree[&format!("{folder}/text.txt")]);
        let page = text(bytes);
        let blocks = page.split("<blockquote").skip(1);
        for block in blocks.map(|block| block.split("</blockquote>").next().unwrap()) {
            for words in shown(block) {
                assert!(source.contains(&words), "{path}: {words:?} is not in the text");
                n_quotes += 1;
            }
        }
    }
    assert!(n_quotes > 60, "only {n_quotes} quotations were looked at");
}

fn project() -> Scene {
    Scene::new().copies("seeds", "in").copies("tests/golden/in", "in")
}

fn keep(name: &str, contents: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, contents));
}

fn listing(tree: &Tree) -> String {
    let line = |(path, bytes): (&String, &Vec<u8>)| {
        let hash = blake3::hash(bytes).to_hex();
        format!("{} {path}\n", hash.get(..8).unwrap())
    };
    tree.iter().map(line).collect()
}

fn document(tree: &Tree, title: &str) -> String {
    let pages = tree.values().map(|bytes| text(bytes));
    pages.into_iter().find(|page| page.contains(title)).expect("the document has a page")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The words of a block without its markup and entities: the complementiser, then what is quoted,
/// without our own marks around it.
fn shown(block: &str) -> Vec<String> {
    let inner = block.split_once('>').map_or("", |(_, inner)| inner);
    let complementiser = inner.split_once("<span class=\"comp\">");
    let parts: Vec<&str> = match complementiser.and_then(|(_, rest)| rest.split_once("</span>")) {
        Some((complementiser, rest)) => vec![complementiser, rest],
        None => vec![inner],
    };
    parts.into_iter().map(|part| unmarked(&plain(part))).collect()
}

fn plain(markup: &str) -> String {
    let mut words = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let words = entities.iter().fold(words, |words, (from, to)| words.replace(from, to));
    words.trim().to_owned()
}

fn unmarked(words: &str) -> String {
    let inside = words.strip_prefix('«').and_then(|rest| rest.strip_suffix('»'));
    inside.unwrap_or(words).to_owned()
}

#[test]
fn letters_of_the_index_lead_to_their_first_names() {
    let scene = Scene::new().seeds().file("mujaz.toml", "output.page_size = 5\n");
    scene.build("seeds", "site", 2).unwrap();
    let page = scene.read("site/people/index.html");
    let letters = page
        .split("class=\"chips\"")
        .skip(1)
        .flat_map(|list| list.split("</ul>").next().unwrap().split("<li><a href=\"../").skip(1));
    let mut found = String::new();
    for link in letters {
        let (address, rest) = link.split_once("\">").unwrap();
        let letter = rest.chars().next().unwrap();
        let (path, mark) = address.split_once('#').unwrap();
        let target = scene.read(&format!("site/{path}"));
        let (_, row) = target.split_once(&format!("<tr id=\"{mark}\">")).unwrap();
        let (_, name) = row.split_once("<bdi>").unwrap();
        let bare = name.trim_start_matches("ال").replace(['أ', 'إ', 'آ'], "ا");
        assert!(bare.starts_with(letter), "{letter} leads to {name:.40}");
        found.push(letter);
    }
    assert_eq!(found, "ارسغفقمحرفكلمو", "people, then bodies");
    // Where all stand on one page nobody needs them.
    let scene = Scene::new().seeds();
    scene.build("seeds", "site", 2).unwrap();
    assert!(!scene.read("site/people/index.html").contains("class=\"chips\""));
}
