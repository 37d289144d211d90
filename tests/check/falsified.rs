//! One thing of a built site falsified at a time: `check` finds it where it stands.

use std::io::{Cursor, Read as _, Write as _};
use std::sync::OnceLock;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{DOCUMENT, Scene, check_page, site, site_with};
use crate::support::Tree;

/// The data and text of [`DOCUMENT`].
const RECORD: &str = "api/v1/documents/03aef87b9de6.json";

/// Puts `to` in the place of the first `from`, and expects a finding of this rule in that file.
#[track_caller]
fn check(path: &str, from: &str, to: &str, rule: &str) {
    expect(site().edit(path, from, to), path, rule);
}

#[track_caller]
fn expect(scene: Scene, path: &str, rule: &str) {
    let findings = scene.mujaz("check").exits(1).findings();
    let is_told =
        |it: &&String| it.starts_with(&format!("{path}:")) && it.ends_with(&format!(" [{rule}]"));
    assert!(findings.iter().any(|it| is_told(&it)), "no {rule} of {path}: {findings:#?}");
}

// What would be fetched.

#[test]
fn pictures_and_styles_from_elsewhere() {
    let css = "assets/site.css";
    let first = "/* Four inks";
    let put = |rule: &str| format!("{rule}\n{first}");
    check(css, first, &put("a{background:image-set(\"https://x.org/a.png\" 1x)}"), "remote-css");
    check(css, first, &put("a{background:url(nothing.png)}"), "dead-link");
    check(css, first, &put("a{font-style:italic}"), "letters");
    check(css, first, &put("a{opacity:.5}"), "letters");
    let svg = "assets/icon.svg";
    check(svg, "</svg>", "<image href=\"https://x.org/a.png\"/></svg>", "remote");
    check(svg, "</svg>", "<rect fill=\"url(https://x.org/a.svg#b)\"/></svg>", "remote");
    check(svg, "</svg>", "<style>a{fill:url(//x.org/a)}</style></svg>", "remote-css");
    check("feed.xml", "<p>", "<p><img src=\"https://x.org/a.png\" alt=\"\"/>", "remote");
    let painted = "<svg><path fill=\"url(//x.org/a)\"></path></svg></main>";
    check("404.html", "</main>", painted, "remote");
}

#[test]
fn scripts_that_reach_out() {
    let script = "assets/search.js";
    let first = "const SHOWN";
    let put = |line: &str| format!("{line}\n{first}");
    check(script, first, &put("fetch(\"x\");"), "script-reach");
    check(script, first, &put("const to = \"//x.org/a\";"), "script-reach");
    check(script, first, &put("byId(\"out\").innerHTML = x;"), "script-reach");
}

#[test]
fn parts_of_the_search() {
    let rows = "search/2020-01/d0.js";
    check(rows, "`);", "${alert(1)}`);", "search-part");
    check(rows, "mujaz(\"2020-01/d0\"", "mujaz(\"2020-01/d1\"", "search-part");
    check(rows, "03aef87b9de6", "03aef87b9de7", "dead-link");
    // Letters stand in each other's place: «لافروف» is `dGaQha`.
    let sentences = "d/03aef87b9de6/text.js";
    check(sentences, "2021-02-18", "2021-02-19", "day");
    check(sentences, "\t", "\t\t", "search-part");
    check(sentences, "dGaQha", "dGaQhd", "words");
    check(sentences, "`);", "${alert(1)}`);", "search-part");
    check(sentences, "mujaz(\"../d/03aef87b9de6/text\"", "mujaz(\"index\"", "search-part");
    let scene = site();
    std::fs::remove_file(scene.path(&format!("site/{sentences}"))).unwrap();
    expect(scene, rows, "dead-link");
    check("search/index.js", "\"documents\":5", "\"documents\":101", "dead-link");
    check("search/index.js", "mujaz(\"index\",{", "mujaz(\"index\",{,", "search-part");
}

#[test]
fn what_entries_of_feeds_lead_to() {
    let feed = "feed.json";
    let first = "\"content_html\":\"<div lang=\\\"ar\\\" dir=\\\"rtl\\\">";
    let put = |markup: &str| format!("{first}{markup}");
    check(feed, first, &put("<a href=\\\"d/none/index.html\\\">x</a>"), "dead-link");
    check(feed, first, &put("<a href=\\\"d/03aef87b9de6/index.html#x\\\">x</a>"), "dead-fragment");
    check(feed, first, &put("<img src=\\\"https://x.org/a.png\\\" alt=\\\"\\\">"), "remote");
    check(feed, first, &put("<p onclick=\\\"x\\\">x</p>"), "attribute");
    check(feed, first, &put("<iframe></iframe>"), "element");
}

// What is read out.

#[test]
fn names_of_parts_that_are_not_there() {
    let to = "aria-labelledby=\"nothing\"";
    check_page(
        DOCUMENT,
        ("aria-labelledby=\"sh\"", to),
        "dead-id",
        "<section class=\"sec\" aria-l",
    );
    check("404.html", "for=\"find\"", "for=\"fined\"", "dead-id");
    let end = "</main>";
    let silent = "<img src=\"assets/icon.svg\"></main>";
    check_page("404.html", (end, silent), "alternative", "<img");
    check("404.html", "role=\"img\" aria-label", "role=\"img\" data-label", "alternative");
}

#[test]
fn numbers_in_titles_and_labels() {
    let edit = ("aria-label=\"أقسام", "aria-label=\"١2 أقسام");
    check_page(DOCUMENT, edit, "digits", "<nav class=\"nav\"");
    check_page(
        "people/index.html",
        (" — موجز</title>", "، ١2 — موجز</title>"),
        "digits",
        "الأشخاص والجهات، ١2",
    );
    check("people/index.html", "<title>", "<title>غير ", "title");
}

// What the document says.

#[test]
fn headlines() {
    check(DOCUMENT, "dir=\"auto\">ما بعد", "dir=\"auto\">ما قبل", "words");
    check(DOCUMENT, "\"headline\":\"ما بعد", "\"headline\":\"ما قبل", "words");
    check(RECORD, "\"text\":\"ما بعد", "\"text\":\"ما قبل", "span");
    let table = "api/v1/documents.csv";
    check(table, "\"ما بعد", "\"ما قبل", "words");
}

#[test]
fn full_texts() {
    let scene = site();
    let page = scene.read(&format!("site/{DOCUMENT}"));
    let text = page.find("id=\"th\"").unwrap();
    let paragraphs: Vec<usize> =
        page[text..].match_indices("<p dir=\"auto\">").map(|(at, _)| text + at).collect();
    let at = |ix: usize| (paragraphs[ix], paragraphs[ix + 1]);
    let put = |(start, end): (usize, usize), with: &str| {
        let damaged = format!("{}{with}{}", &page[..start], &page[end..]);
        expect(site().file(&format!("site/{DOCUMENT}"), damaged), DOCUMENT, "words");
    };
    let (first, second) = (at(0), at(1));
    // A letter more, and two paragraphs in each other's place.
    put((first.0, first.0), "<p dir=\"auto\">زيادة</p>");
    let [one, other] = [first, second].map(|(start, end)| page[start..end].trim_end());
    put((first.0, second.1), &format!("{other}\n{one}\n"));
    // A paragraph less, the last one too.
    let last = paragraphs.len() - 1;
    for (start, end) in [first, at(1), at(last - 1)] {
        let damaged = format!("{}{}", &page[..start], &page[end..]);
        expect(site().file(&format!("site/{DOCUMENT}"), damaged), DOCUMENT, "left-out");
    }
}

#[test]
fn words_of_documents_on_other_pages() {
    // A headline that leads to its document, on a page of a day, of a topic, of a story.
    for page in ["index.html", "2021/02/18/index.html", "topics/العقوبات/index.html"] {
        check(page, "<bdi>ما بعد", "<bdi>ما قبل", "words");
    }
    let story = "s/19ac5a2708fe/index.html";
    check(story, "<bdi>مباحثات تركية", "<bdi>مباحثات مصرية", "words");
    check("index.html", "dir=\"auto\">أكد وزير", "dir=\"auto\">نفى وزير", "words");
}

#[test]
fn statements_of_another_kind() {
    let scene = site();
    let id = &scene.statements()[0];
    let from = format!("data-kind=\"mixed\" id=\"q-{id}\"");
    check(DOCUMENT, &from, &from.replace("mixed", "direct"), "place");
    let scene = site().edit(RECORD, "\"kind\":\"mixed\"", "\"kind\":\"indirect\"");
    expect(scene, DOCUMENT, "place");
}

#[test]
fn days() {
    let day = "datetime=\"2021-02-18\"";
    let others = "datetime=\"2021-02-17\"";
    check(DOCUMENT, day, others, "day");
    check(DOCUMENT, day, "datetime=\"2021-02-30\"", "day");
    check(DOCUMENT, "data-date=\"derived\"", "data-date=\"firm\"", "day");
    // The words stay, the machine's form is another; then the other way round.
    check("index.html", day, others, "day");
    check("people/سيرغي-لافروف/index.html", ">١٨ شباط", ">١٧ شباط", "day");
    // Beside the document another month, which no number of the words tells.
    check("sources/شبكة-شام/index.html", "datetime=\"2020-12-", "datetime=\"2020-11-", "day");
    let linked = "\"@type\":\"NewsArticle\",";
    check(DOCUMENT, linked, &format!("{linked}\"datePublished\":\"2021-02-18\","), "day");
}

// Data.

#[test]
fn counts_of_the_index() {
    let index = "api/v1/index.json";
    for name in
        ["documents", "people", "quotes", "statements", "stories", "topics", "undated", "weeks"]
    {
        let from = format!("\"{name}\":");
        check(index, &from, &format!("{from}9"), "counts");
    }
    check(index, "\"statements_held\":", "\"statements_held\":9", "counts");
}

#[test]
fn tables() {
    let quotes = "api/v1/quotes.csv";
    check(quotes, "\r\n\"", "\r\n\"زيادة ", "words");
    check(quotes, "index.html#q-", "index.html#q-0", "dead-fragment");
    check(quotes, "\"d/", "\"d/0", "dead-link");
    check(quotes, "\r\n\"", "\r\n\"x\",\"", "table");
    check(quotes, "\r\n\"", "\r\n\"=", "formula");
    // What stands behind a comma inside a cell is no cell.
    let scene = site_with("").file("site/api/v1/variants.tsv", "a\tb\nخبر، x,=1\t-3\n");
    scene.mujaz("check").exits(1).does_not_say("formula");
}

// Editions beside the pages of weeks.

/// The site of the seeds with all editions and a public address, a copy of its own for each test.
fn with_editions() -> Scene {
    static SITE: OnceLock<Tree> = OnceLock::new();
    let settings = "site.base_url = \"https://example.org/n\"\n\
        brief.formats = [\"html\", \"print\", \"epub\", \"eml\", \"md\", \"txt\", \"json\"]\n";
    let tree = SITE.get_or_init(|| site_with(settings).tree("site"));
    let add = |scene: Scene, (path, bytes)| scene.file(&format!("site/{path}"), bytes);
    tree.iter().fold(Scene::new().file("mujaz.toml", settings), add)
}

#[test]
fn all_editions_are_clean() {
    assert_eq!(with_editions().mujaz("check").exits(0).results(), "");
    let formats = "brief.formats = [\"html\", \"epub\", \"eml\"]\n";
    assert_eq!(site_with(formats).mujaz("check").exits(0).results(), "");
}

/// A book of the week of [`with_editions`].
const BOOK: &str = "weeks/2020-12-26/briefing-2020-12-26.epub";

/// Puts `to` in the place of the first `from` in a part of the book, or leaves the part out, and expects
/// a finding of this rule that names the part.
#[track_caller]
fn check_book(part: &str, edit: Option<(&str, &str)>, rule: &str) {
    let scene = with_editions();
    let bytes = std::fs::read(scene.path(&format!("site/{BOOK}"))).unwrap();
    let mut book = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for at in 0..book.len() {
        let mut file = book.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name == part {
            let Some((from, to)) = edit else { continue };
            assert!(text.contains(from), "{part} has no {from} in {text}");
            text = text.replacen(from, to, 1);
        }
        out.start_file(&name, options).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    let book = out.finish().unwrap().into_inner();
    expect(scene.file(&format!("site/{BOOK}"), book), BOOK, rule);
}

#[test]
fn books() {
    let said = "EPUB/said.xhtml";
    let (nav, package) = ("EPUB/nav.xhtml", "EPUB/package.opf");
    // Links of the table of contents, and those that leave the book for the site.
    check_book(nav, Some(("#said-1", "#said-x")), "dead-fragment");
    check_book(nav, Some(("href=\"lines.xhtml", "href=\"line.xhtml")), "dead-link");
    check_book(said, Some(("#t-", "#t-x")), "dead-fragment");
    check_book(said, Some(("/n/d/", "/n/d/0")), "dead-link");
    check_book(said, Some(("href=\"https://example.org/n/", "href=\"javascript:")), "address");
    // Parts that the package does not name, names in vain, or never shows.
    check_book(package, Some(("<itemref idref=\"said\"/>", "")), "book");
    check_book(package, Some(("idref=\"said\"", "idref=\"none\"")), "dead-link");
    check_book(package, Some(("properties=\"nav\"", "")), "book");
    check_book(package, Some((" page-progression-direction=\"rtl\"", "")), "page-direction");
    check_book(said, None, "dead-link");
    check_book("mimetype", Some(("epub", "zip")), "book");
    check_book("META-INF/container.xml", Some(("package.opf", "none.opf")), "book");
    // Chapters.
    check_book(said, Some(("</body>", "")), "xml");
    check_book(said, Some(("dir=\"rtl\"", "dir=\"ltr\"")), "page-direction");
    check_book(said, Some(("xml:lang=\"ar\"", "xml:lang=\"en\"")), "language");
    check_book(said, Some(("<body>", "<body><script>x</script>")), "element");
    check_book(said, Some(("href=\"style.css\"", "href=\"https://x.org/a.css\"")), "remote");
    check_book(said, Some(("id=\"said-1\"", "id=\"said\"")), "duplicate-id");
    check_book(said, Some(("نقوم بكل ما بوسعنا", "نقوم بكل ما يلزمنا")), "words");
    check_book("EPUB/lines.xhtml", Some(("أكد لافروف", "نفى لافروف")), "words");
    expect(with_editions().file(&format!("site/{BOOK}"), "PK\u{3}\u{4} no book"), BOOK, "book");
}

/// A mail of the week of [`with_editions`].
const MAIL: &str = "weeks/2020-12-26/briefing-2020-12-26.eml";

/// Puts `to` in the place of the first `from` in one of the two parts of the mail.
#[track_caller]
fn check_mail(part: usize, (from, to): (&str, &str), rule: &str) {
    let scene = with_editions();
    let mail = scene.read(&format!("site/{MAIL}"));
    let body = mail.match_indices("base64\r\n\r\n").nth(part).unwrap().0 + "base64\r\n\r\n".len();
    let end = body + mail[body..].find("\r\n--=_").unwrap();
    let letters: String = mail[body..end].split_whitespace().collect();
    let text = String::from_utf8(BASE64_STANDARD.decode(letters).unwrap()).unwrap();
    assert!(text.contains(from), "no {from} in {text}");
    let text = BASE64_STANDARD.encode(text.replacen(from, to, 1));
    let lines: Vec<&str> =
        text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let damaged = format!("{}{}{}", &mail[..body], lines.join("\r\n"), &mail[end..]);
    expect(scene.file(&format!("site/{MAIL}"), damaged), MAIL, rule);
}

#[test]
fn mails() {
    let (plain, html) = (0, 1);
    check_mail(html, ("نقوم بكل ما بوسعنا", "نقوم بكل ما يلزمنا"), "words");
    check_mail(plain, ("نقوم بكل ما بوسعنا", "نقوم بكل ما يلزمنا"), "words");
    check_mail(html, ("#t-", "#t-x"), "dead-fragment");
    check_mail(html, ("href=\"https://example.org/n/d/", "href=\"d/"), "address");
    check_mail(html, ("/n/people/", "/n/persons/"), "dead-link");
    check_mail(html, ("<p dir=\"rtl\" ", "<p "), "page-direction");
    check_mail(html, ("</div>", "<img src=\"https://x.org/a.png\" alt=\"\"></div>"), "element");
    check_mail(html, ("</div>", ""), "html-syntax");
    check_mail(plain, ("في سطور", "\u{202e}في سطور"), "direction-control");
    let edit = |from: &str, to: &str| with_editions().edit(MAIL, from, to);
    for header in ["Subject", "Date", "Message-ID", "MIME-Version"] {
        expect(edit(&format!("{header}: "), &format!("X-{header}: ")), MAIL, "mail");
    }
    expect(edit("text/html", "text/plain"), MAIL, "mail");
    expect(edit("base64", "7bit"), MAIL, "mail");
}

#[test]
fn editions_in_one_file() {
    let sheet = "weeks/2020-12-26/print.html";
    check(sheet, "«نقوم بكل ما بوسعنا", "«نقوم بكل ما يلزمنا", "words");
    check(sheet, "<li dir=\"auto\">أكد", "<li dir=\"auto\">نفى", "words");
    check(sheet, "datetime=\"2020-12-29\"", "datetime=\"2020-12-28\"", "day");
    check(
        sheet,
        "<h2 class=\"t2\" id=\"said\">",
        "<h5>x</h5><h2 class=\"t2\" id=\"said\">",
        "heading",
    );
    check(sheet, "<title>", "<title></title><template>", "title");
    let scene = with_editions().edit(sheet, "/n/d/19ac5a2708fe/#t-", "/n/d/19ac5a2708fe/#t-x");
    expect(scene, sheet, "dead-fragment");
    expect(with_editions().edit(sheet, "<bdi>لقاء لافروف", "<bdi>لقاء بوتين"), sheet, "words");
    check(sheet, "style-src 'unsafe-inline'", "style-src *", "content-policy");
    check(sheet, "</style>", "a{background:url(x.png)}</style>", "remote-css");
    check(sheet, "</main>", "<script>x</script></main>", "script");
    check(sheet, "</main>", "<img src=\"https://x.org/a.png\" alt=\"\"></main>", "remote");
    check(sheet, "<article", "<h1>x</h1><article", "heading");
    check(sheet, "lang=\"ar\"", "lang=\"en\"", "language");
}
