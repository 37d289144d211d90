//! One thing of a built site falsified at a time: `check` finds it where it stands.

use super::{DOCUMENT, Scene, check_page, site, site_with};

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
    // Letters stand in each other's place: «لافروف» is `dGaQha`.
    check(rows, "dGaQha", "dGaQhd", "words");
    check(rows, "2020-01-08", "2020-01-09", "day");
    check("search/index.js", "\"rows\":[0]", "\"rows\":[0,1]", "dead-link");
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

#[test]
fn editions_in_one_file() {
    let sheet = "weeks/2020-12-26/print.html";
    check(sheet, "style-src 'unsafe-inline'", "style-src *", "content-policy");
    check(sheet, "</style>", "a{background:url(x.png)}</style>", "remote-css");
    check(sheet, "</main>", "<script>x</script></main>", "script");
    check(sheet, "</main>", "<img src=\"https://x.org/a.png\" alt=\"\"></main>", "remote");
    check(sheet, "<article", "<h1>x</h1><article", "heading");
    check(sheet, "lang=\"ar\"", "lang=\"en\"", "language");
}
