//! `mujaz check`: the site of the seeds is clean, and each way of damaging it gives its finding, at its
//! place.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::OnceLock;

use crate::support::{Ran, Scene, Tree};

mod falsified;

/// A document of the seeds with statements and speakers.
const DOCUMENT: &str = "d/03aef87b9de6/index.html";

/// The site of the seeds, a copy of its own for each test.
fn site() -> Scene {
    static SITE: OnceLock<Tree> = OnceLock::new();
    let tree = SITE.get_or_init(|| site_with("").tree("site"));
    let scene = Scene::new().seeds().file("mujaz.toml", "");
    let add = |scene: Scene, (path, bytes)| scene.file(&format!("site/{path}"), bytes);
    tree.iter().fold(scene, add)
}

fn site_with(settings: &str) -> Scene {
    let scene = Scene::new().seeds().file("mujaz.toml", settings);
    scene.build("seeds", "site", 2).unwrap_or_else(|error| panic!("{error}"));
    scene
}

impl Scene {
    /// Puts `to` in the place of the first `from` in a file of the site.
    fn edit(self, path: &str, from: &str, to: &str) -> Self {
        let text = self.read(&format!("site/{path}"));
        assert!(text.contains(from), "{path} has no {from}");
        self.file(&format!("site/{path}"), text.replacen(from, to, 1))
    }

    /// Identities of the statements of [`DOCUMENT`], as its page lists them.
    fn statements(&self) -> Vec<String> {
        let page = self.read(&format!("site/{DOCUMENT}"));
        let ids = page.split("id=\"q-").skip(1);
        ids.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    /// Line and column of the first `words` in a file of the site, as messages give them.
    fn place(&self, path: &str, words: &str) -> String {
        let text = self.read(&format!("site/{path}"));
        let at = text.find(words).unwrap_or_else(|| panic!("{path} has no {words}"));
        self.place_at(path, at)
    }

    /// Line and column of a byte.
    fn place_at(&self, path: &str, at: usize) -> String {
        let text = self.read(&format!("site/{path}"));
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        format!("{path}:{line}:{column}: ")
    }
}

impl Ran {
    /// The findings but for the one that says that a file was edited.
    fn findings(&self) -> Vec<String> {
        let results = self.results();
        let lines = results.lines().filter(|line| !line.ends_with("[hash]"));
        lines.map(str::to_owned).collect()
    }

    /// There is one finding, of this rule, at this place.
    fn finds(self, rule: &str, place: &str) {
        let ran = self.exits(1);
        let findings = ran.findings();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].starts_with(place), "{findings:#?} not at {place}");
        assert!(findings[0].ends_with(&format!(" [{rule}]")), "{findings:#?} not of {rule}");
    }
}

/// Edits a page and expects one finding where `words` stand afterwards.
#[track_caller]
fn check_page(path: &str, (from, to): (&str, &str), rule: &str, words: &str) {
    let scene = site().edit(path, from, to);
    let place = scene.place(path, words);
    scene.mujaz("check").finds(rule, &place);
}

#[test]
fn the_site_of_the_seeds_is_clean() {
    let ran = site().mujaz("check --twice").exits(0).says(": 0 findings; ");
    assert_eq!(ran.results(), "");
    let settings = "site.base_url = \"https://example.org/n\"\n";
    let ran = site_with(settings).mujaz("check --twice seeds").exits(0);
    assert_eq!(ran.results(), "");
}

/// The place and the day that stand behind a headline in its line are listed on the page.
#[test]
fn a_headline_that_is_a_part_of_its_line_leaves_nothing_out() {
    let text = "الأرجنتين توقع اتفاقا للتجارة، المنصورة 5 نوفمبر 2022\n\n\
        أفاد وزير التعليم عدنان الزهراني بأن المناهج جاهزة أمس.\n";
    let scene = Scene::new().file("in/a.txt", text);
    scene.build("in", "site", 1).unwrap();
    assert_eq!(scene.mujaz("check").exits(0).results(), "");
    let tree = scene.tree("site");
    let page = tree.iter().find(|(path, _)| path.starts_with("d/") && path.ends_with(".html"));
    let page = String::from_utf8_lossy(page.unwrap().1).into_owned();
    assert!(page.contains("، المنصورة 5 نوفمبر 2022</"), "{page}");
    assert!(!page.contains("المنصورة 5 نوفمبر 2022</bdi></h1>"), "{page}");
}

/// A description that is cut short begins like the paragraph that it is cut from, and is none.
#[test]
fn a_paragraph_is_not_taken_for_the_description_that_begins_alike() {
    let first = "رحبت المخرجة آمال الكعبي بأن المسرح يفتح أبوابه في صفاقس أمام الجمهور من جديد.";
    let text = format!(
        "{first}..المزيد\n\n02/11/2022\n\nآمال الكعبي تعلن افتتاح المسرح في صفاقس\n\n{first}\n\n\
         وأضافت أن العروض تبدأ غدا.\n"
    );
    let scene = Scene::new().file("in/a.txt", text);
    scene.build("in", "site", 1).unwrap();
    assert_eq!(scene.mujaz("check").exits(0).results(), "");
}

#[test]
fn what_is_no_site_is_an_error() {
    let scene = Scene::new().file("a/index.html", "<p>").file("b/build.json", "{}").file("c", "");
    scene.mujaz("check").exits(1).says("error[read]: ./site: no such site");
    scene.mujaz("check a").exits(1).says("not a site of mujaz: it has no build.json");
    scene.mujaz("check b").exits(1).says("its build.json is no account of a build");
    scene.mujaz("check c").exits(1).says("a site is a folder, and this is none");
    scene.mujaz("check a b").exits(2);
}

#[test]
fn a_site_of_anything_gives_findings_and_no_panic() {
    let empty = r#"{"format":1,"version":"0","clock":null,"files":{},"retired":{},
        "counts":{"seen":0,"published":0,"merged":0,"skipped":{}}}"#;
    let deep = "<b>".repeat(100_000);
    let scene = Scene::new()
        .file("site/build.json", empty)
        .file("site/index.html", "<li class=st><blockquote>x</blockquote></li>\0<a href='%zz'>&#0;")
        .file("site/deep.html", &deep)
        .file("site/deep.xml", &deep)
        .file("site/deep.json", "[".repeat(100_000))
        .file("site/api/v1/schema/people.json", r##"{"$ref":"#"}"##)
        .file(
            "site/api/v1/people.json",
            r#"{"document":"../../../etc","text":"x","span":{"bytes":[1,9]}}"#,
        )
        .file("site/x.css", "}}}/*{")
        .file("site/latin.html", b"\xff\xfe");
    let ran = scene.mujaz("check").exits(1).does_not_say("fault");
    for rule in ["stranger", "html-syntax", "xml", "json", "encoding", "schema", "span", "place"] {
        let has = ran.results().lines().any(|line| line.ends_with(&format!("[{rule}]")));
        assert!(has, "no {rule} in\n{}", ran.results());
    }
}

#[test]
fn findings_as_json_lines() {
    let scene = site().edit(DOCUMENT, "lang=\"ar\"", "lang=\"en\"");
    let ran = scene.mujaz("check --format json --message-format json").exits(1);
    let findings: Vec<serde_json::Value> =
        ran.results().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(findings[0]["code"], "hash");
    assert_eq!((&findings[1]["path"], &findings[1]["line"]), (&DOCUMENT.into(), &2.into()));
    assert_eq!(findings[1]["code"], "language");
    let messages = ran.json_messages();
    assert_eq!((&messages[0]["type"], &messages[0]["findings"]), (&"checked".into(), &2.into()));
    assert_eq!(messages[1]["code"], "check");
}

// The folder.

#[test]
fn files_that_no_build_wrote() {
    let scene = site().file("site/d/note.txt", "x").file("site/README.md", "kept");
    scene.mujaz("check").finds("stranger", "d/note.txt:1:1: ");
}

#[test]
fn files_that_are_gone() {
    let scene = site();
    fs::remove_file(scene.path("site/robots.txt")).unwrap();
    scene.mujaz("check").finds("missing", "robots.txt:1:1: ");
}

#[test]
fn files_that_were_changed() {
    let scene = site().edit("robots.txt", "Allow", "allow");
    let ran = scene.mujaz("check").exits(1);
    assert!(ran.results().starts_with("robots.txt:1:1: "), "{}", ran.results());
    assert!(ran.results().ends_with(" [hash]\n"), "{}", ran.results());
}

#[test]
fn links_and_rights_of_files() {
    let scene = site();
    symlink("/etc/passwd", scene.path("site/d/passwd")).unwrap();
    scene.mujaz("check").finds("file-kind", "d/passwd:1:1: ");
    let scene = site();
    let anyone = fs::Permissions::from_mode(0o666);
    fs::set_permissions(scene.path("site/robots.txt"), anyone).unwrap();
    scene.mujaz("check").finds("file-mode", "robots.txt:1:1: ");
}

#[test]
fn names_that_do_not_travel() {
    let ran = site().file("site/d/nul.txt", "x").mujaz("check").exits(1);
    let findings = ran.findings();
    assert!(findings[0].ends_with("[file-name]"), "{findings:#?}");
}

#[test]
fn a_second_build_that_differs() {
    let scene = site().file("mujaz.toml", "site.title = \"نشرة\"\n");
    let findings = scene.mujaz("check --twice").exits(1).findings();
    assert!(findings.len() > 50, "{findings:#?}");
    assert!(findings.iter().all(|finding| finding.ends_with(" [differs]")), "{findings:#?}");
    assert_eq!(scene.names(""), ["mujaz.toml", "seeds", "site"]);
}

// Links.

#[test]
fn links_that_lead_nowhere() {
    let edit = ("href=\"../../people/index.html\"", "href=\"../../people/nobody/index.html\"");
    check_page(DOCUMENT, edit, "dead-link", "<a href=\"../../people/nobody");
    let scene = site();
    let link = format!("href=\"#t-{}\"", scene.statements()[0]);
    let scene = scene.edit(DOCUMENT, &link, "href=\"#t-00000000\"");
    let place = scene.place(DOCUMENT, "<a href=\"#t-00000000");
    let findings = scene.mujaz("check").exits(1).findings();
    let dead = findings.iter().find(|finding| finding.ends_with("[dead-fragment]")).unwrap();
    assert!(dead.starts_with(&place), "{findings:#?}");
}

#[test]
fn links_to_places_of_other_pages() {
    let scene = site();
    let page = "people/سيرغي-لافروف/index.html";
    let text = scene.read(&format!("site/{page}"));
    let at = text.find("#t-").unwrap();
    let place = text[at..at + "#t-00000000".len()].to_owned();
    let scene = scene.edit(page, &place, "#t-00000000");
    let link = scene.read(&format!("site/{page}"));
    let end = link.find("#t-00000000").unwrap();
    let start = link[..end].rfind('<').unwrap();
    let place = scene.place(page, &link[start..end]);
    scene.mujaz("check").finds("dead-fragment", &place);
}

#[test]
fn links_that_work_in_one_place_only() {
    let home = "<a href=\"../../index.html\">ال";
    check_page(DOCUMENT, (home, "<a href=\"../../\">ال"), "folder-link", "<a href=\"../../\">");
    check_page(DOCUMENT, (home, "<a href=\"/index.html\">ال"), "address", "<a href=\"/index");
    let script = "<a href=\"javascript:x\">ال";
    check_page(DOCUMENT, (home, script), "address", "<a href=\"javascript");
    check_page(DOCUMENT, (home, "<a href=\"//x.org/\">ال"), "address", "<a href=\"//x");
    check_page(DOCUMENT, (home, "<a href=\"http://x.org/\">ال"), "outside-link", "<a href=\"http");
    check_page(DOCUMENT, ("?v=", "?v=0000"), "stale-asset", "<link rel=\"icon\"");
}

// Pages.

#[test]
fn heads_of_pages() {
    check_page(DOCUMENT, ("lang=\"ar\"", "lang=\"en\""), "language", "<html");
    check_page(DOCUMENT, ("dir=\"rtl\"", "dir=\"ltr\""), "page-direction", "<html");
    check_page(DOCUMENT, ("<!doctype html>\n", ""), "doctype", "<html");
    check_page(DOCUMENT, ("<meta charset=\"utf-8\">\n", ""), "charset", "<!doctype");
    check_page(DOCUMENT, ("<title>", "<title></title><title>"), "title", "<!doctype");
    check_page(DOCUMENT, ("name=\"description\"", "name=\"author\""), "description", "<!doctype");
    let policy = ("default-src 'none'", "default-src *");
    check_page(DOCUMENT, ("default-src 'none'; ", ""), "content-policy", "<meta http-equiv");
    let findings = site().edit(DOCUMENT, policy.0, policy.1).mujaz("check").exits(1).findings();
    assert!(findings.iter().all(|finding| finding.ends_with("[content-policy]")), "{findings:#?}");
    let canonical = "<link rel=\"canonical\" href=\"https://example.org/\">";
    let edit = ("<meta charset", &format!("{canonical}<meta charset")[..]);
    check_page(DOCUMENT, edit, "canonical", "<link rel=\"canonical\"");
}

#[test]
fn public_addresses_of_pages() {
    let scene = site_with("site.base_url = \"https://example.org/n\"\n");
    let from = "<link rel=\"canonical\" href=\"https://example.org/n/people/\">";
    let to = "<link rel=\"canonical\" href=\"https://example.org/n/topics/\">";
    let scene = scene.edit("people/index.html", from, to);
    let place = scene.place("people/index.html", to);
    scene.mujaz("check").finds("canonical", &place);
}

#[test]
fn headings_of_pages() {
    check_page(
        DOCUMENT,
        ("<h2 class=\"t3\" id=\"dh\">", "<h1>x</h1><h2 class=\"t3\" id=\"dh\">"),
        "heading",
        "<h1>x",
    );
    let edit = ("<h2 class=\"t3\" id=\"dh\">", "<h2>x</h2><h4>y</h4><h2 class=\"t3\" id=\"dh\">");
    check_page(DOCUMENT, edit, "heading", "<h4>");
}

#[test]
fn markup_of_pages() {
    let end = "</main>";
    let check =
        |to: &str, rule, words| check_page("404.html", (end, &format!("{to}{end}")), rule, words);
    check("<b>x", "html-syntax", "<b>x");
    check("<p>a < b</p>", "html-syntax", "< b");
    check("<font>x</font>", "element", "<font>");
    check("<p onclick=\"x\">x</p>", "attribute", "<p onclick");
    check("<p style=\"color:red\">x</p>", "inline-style", "<p style");
    check("<style>p{color:red}</style>", "inline-style", "<style>");
    check("<p id=\"main\">x</p>", "duplicate-id", "<p id");
    check("<script src=\"assets/site.css\"></script>", "script", "<script src");
    check("<img src=\"https://example.org/x.png\" alt=\"\">", "remote", "<img");
    check("<p>&#x202e;x</p>", "direction-control", "&#x202e;");
    check("<p>&#1;x</p>", "control-character", "&#1;");
    check("<p>\u{7}x</p>", "control-character", "\u{7}x");
}

#[test]
fn our_own_words() {
    let end = "</main>";
    let check =
        |to: &str, rule, words| check_page("404.html", (end, &format!("{to}{end}")), rule, words);
    check("<p>١٢3 قولًا</p>", "digits", "3 قولًا");
    check("<p>من ١٢-١٤ أيار</p>", "dash", "-١٤");
}

#[test]
fn style_sheets() {
    let check = |css: &str, rule, words: &str| {
        let scene = site();
        let text = scene.read("site/assets/site.css");
        let scene = scene.file("site/assets/site.css", format!("{css}\n{text}"));
        let place = scene.place("assets/site.css", words);
        scene.mujaz("check").finds(rule, &place);
    };
    check("p{color:red;margin-left:1em}", "physical-css", "margin-left");
    check("p{float:none}", "physical-css", "float");
    check("p{letter-spacing:1px}", "letter-spacing", "letter-spacing");
    check("p{background:url(//x.org/a)}", "remote-css", "url(");
    check("@import 'x.css';", "remote-css", "@import");
    let scene = site();
    let text = scene.read("site/assets/site.css");
    let heavy = format!("{text}/*{}*/", "x".repeat(4000));
    let scene = scene.file("site/assets/site.css", heavy);
    scene.mujaz("check").finds("weight", "assets/site.css:1:1: ");
}

// What documents say.

#[test]
fn words_that_no_document_holds() {
    let scene = site().edit(DOCUMENT, "</p></blockquote>", " زيادة</p></blockquote>");
    let place = scene.place(DOCUMENT, "<blockquote");
    let findings = scene.mujaz("check").exits(1).findings();
    // The words are neither in the text nor at the place that the statement links to.
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert!(findings.iter().all(|finding| finding.starts_with(&place)), "{findings:#?}");
    assert!(findings.iter().any(|finding| finding.ends_with("[words]")), "{findings:#?}");
    assert!(findings.iter().any(|finding| finding.ends_with("[place]")), "{findings:#?}");
}

#[test]
fn words_that_no_document_holds_beside_the_lists() {
    let check = |path: &str, from: &str, to: &str| {
        let ran = site_with("site.base_url = \"https://example.org/n\"\n")
            .edit(path, from, to)
            .mujaz("check")
            .exits(1);
        let findings = ran.findings();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].starts_with(&format!("{path}:")), "{findings:#?}");
        assert!(findings[0].ends_with("[words]"), "{findings:#?}");
    };
    let quotation = "\"isPartOf\":{\"@id\":\"#article\"},\"text\":\"";
    check(DOCUMENT, quotation, &format!("{quotation}زيادة "));
    check("api/v1/quotes.jsonl", "\"quotation\":\"", "\"quotation\":\"زيادة ");
    for feed in ["feed.xml", "feed.json"] {
        check(feed, "</p></blockquote>", " زيادة</p></blockquote>");
    }
}

#[test]
fn places_and_files_that_data_name() {
    let check = |path: &str, from: &str, to: &str, rule: &str| {
        site().edit(path, from, to).mujaz("check").finds(rule, &format!("{path}:"));
    };
    check("api/v1/quotes.jsonl", "/index.html#q-", "/index.html#q-0", "dead-fragment");
    check("api/v1/documents.json", "\"path\":\"api/v1/", "\"path\":\"api/v2/", "dead-link");
}

#[test]
fn retired_addresses_of_a_public_site() {
    let scene = site_with("site.base_url = \"https://example.org/n\"\n");
    fs::remove_file(scene.path("seeds/003_e315c7bff97e348e.txt")).unwrap();
    scene.build("seeds", "site", 2).unwrap();
    let gone = scene.read(&format!("site/{DOCUMENT}"));
    assert!(gone.contains("noindex") && !gone.contains("rel=\"canonical\""));
    assert_eq!(scene.mujaz("check").exits(0).results(), "");
}

#[test]
fn a_name_that_was_merged_leads_to_the_other() {
    let merge = "[[merge]]\nname = \"جير بيدرسون\"\nsame = [\"غير بيدرسن\"]\n";
    let scene = site_with("site.base_url = \"https://example.org/n\"\n");
    let scene = scene.file("corrections.toml", merge);
    scene.build("seeds", "site", 2).unwrap();
    let moved = scene.read("site/people/غير-بيدرسن/index.html");
    assert!(moved.contains("href=\"../../people/جير-بيدرسون/index.html\""), "{moved}");
    assert_eq!(scene.mujaz("check").exits(0).results(), "");
}

#[test]
fn words_that_are_in_the_text_but_not_at_their_place() {
    let scene = site();
    let ids = scene.statements();
    let [first, second] = [0, 1].map(|ix| format!("id=\"t-{}\"", ids[ix]));
    let scene = scene
        .edit(DOCUMENT, &first, "id=\"t-xxxxxxxx\"")
        .edit(DOCUMENT, &second, &first)
        .edit(DOCUMENT, "id=\"t-xxxxxxxx\"", &second);
    let findings = scene.mujaz("check").exits(1).findings();
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert!(findings.iter().all(|finding| finding.ends_with("[place]")), "{findings:#?}");
}

#[test]
fn statements_without_a_place() {
    let scene = site();
    let link = format!("<a href=\"#t-{}\">", scene.statements()[0]);
    let scene = scene.edit(DOCUMENT, &link, "<a href=\"#main\">");
    let place = scene.place(DOCUMENT, "<blockquote");
    scene.mujaz("check").finds("place", &place);
}

#[test]
fn speakers_without_their_page() {
    let scene = site();
    let text = scene.read(&format!("site/{DOCUMENT}"));
    let who = text.find("<p class=\"st__who\">").unwrap();
    let start = who + text[who..].find("<a href").unwrap();
    let end = start + text[start..].find("</a>").unwrap() + "</a>".len();
    let link = &text[start..end];
    let name = &link[link.find("<bdi>").unwrap()..link.len() - "</a>".len()];
    // The speakers above the list link to the same page.
    let damaged = format!("{}{name}{}", &text[..start], &text[end..]);
    let scene = scene.file(&format!("site/{DOCUMENT}"), damaged);
    let place = scene.place(DOCUMENT, "<p class=\"st__who\">");
    scene.mujaz("check").finds("speaker", &place);
}

#[test]
fn speakers_under_the_name_of_somebody_else() {
    let scene = site();
    let text = scene.read(&format!("site/{DOCUMENT}"));
    let who = text.find("<p class=\"st__who\">").unwrap();
    let link = who + text[who..].find("<a href").unwrap();
    let name = link + text[link..].find("<bdi>").unwrap() + "<bdi>".len();
    let damaged = format!("{}غير {}", &text[..name], &text[name..]);
    let scene = scene.file(&format!("site/{DOCUMENT}"), damaged);
    let place = scene.place_at(DOCUMENT, link);
    scene.mujaz("check").finds("speaker", &place);
}

#[test]
fn spans_of_the_data() {
    let data = "api/v1/stories.json";
    let scene = site();
    let text = scene.read(&format!("site/{data}"));
    let (_, span) = text.split_once("\"span\":{\"bytes\":[").unwrap();
    let start: usize = span.split(',').next().unwrap().parse().unwrap();
    let (_, words) = span.split_once("\"text\":\"").unwrap();
    let words = format!("\"{}\"", words.split('"').next().unwrap());
    let bytes = |start: usize| format!("\"span\":{{\"bytes\":[{start},");
    let scene = scene.edit(data, &bytes(start), &bytes(start + 1));
    let place = scene.place(data, &words);
    scene.mujaz("check").finds("span", &place);
}

// Data and feeds.

#[test]
fn data_that_programs_cannot_read() {
    let scene = site().file("site/api/v1/weeks.json", "{\"weeks\":[],\n\"weeks\":[]}\n");
    scene.mujaz("check").finds("json", "api/v1/weeks.json:2:");
    let scene = site().file("site/api/v1/variants.jsonl", "{\n");
    scene.mujaz("check").finds("json", "api/v1/variants.jsonl:1:");
    let label = "\"label\":\"";
    let scene = site().edit("api/v1/people.json", label, &format!("{label}\\u202e"));
    scene.mujaz("check").finds("direction-control", "api/v1/people.json:1:");
    let scene = site().file("site/api/v1/variants.tsv", "=1+1\tx\n");
    scene.mujaz("check").finds("formula", "api/v1/variants.tsv:1:1: ");
    let scene = site().file("site/robots.txt", b"\xff\xfe");
    scene.mujaz("check").finds("encoding", "robots.txt:1:1: ");
    let scene = site().file("site/robots.txt", "\u{feff}User-agent: *\n");
    scene.mujaz("check").finds("byte-order-mark", "robots.txt:1:1: ");
}

#[test]
fn data_that_break_their_schema() {
    let schema = r#"{"type":"object","required":["weeks","days"]}"#;
    let scene = site().file("site/api/v1/schema/weeks.json", schema);
    let place = "api/v1/weeks.json:1:1: the value: \"days\" is missing: ";
    scene.mujaz("check").finds("schema", place);
}

#[test]
fn sitemaps_hold_every_page_and_no_other() {
    let settings = "site.base_url = \"https://example.org/n\"\n";
    let page = "<loc>https://example.org/n/undated/</loc>";
    let scene =
        site_with(settings).edit("sitemap.xml", page, "<loc>https://example.org/n/404.html</loc>");
    let findings = scene.mujaz("check").exits(1).findings();
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert!(findings[0].starts_with("sitemap.xml:1:1: 404.html"), "{findings:#?}");
    assert!(findings[1].starts_with("undated/index.html:1:1: "), "{findings:#?}");
    assert!(findings.iter().all(|finding| finding.ends_with("[sitemap]")), "{findings:#?}");
    let scene = site_with(settings).edit("sitemap.xml", page, "<loc>https://example.com/</loc>");
    let findings = scene.mujaz("check").exits(1).findings();
    assert!(findings[0].starts_with("sitemap.xml:"), "{findings:#?}");
    let scene = site_with(settings).edit("sitemap.xml", "</urlset>", "</urlse>");
    let findings = scene.mujaz("check").exits(1).findings();
    assert!(findings.iter().any(|finding| finding.ends_with("[xml]")), "{findings:#?}");
}

/// A feed that is none of this site's, to try the rules on.
fn feed(entries: &str) -> Scene {
    let head = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ar\"><id>tag:x,2020:/</id>\
                <title>موجز</title><updated>2020-01-01T00:00:00Z</updated>\n";
    site().file("site/feed.xml", format!("{head}{entries}</feed>\n"))
}

fn entry(id: &str, href: &str) -> String {
    format!(
        "<entry><id>{id}</id><title>خبر</title><updated>2020-01-01T00:00:00Z</updated>\
         <link href=\"{href}\"/></entry>\n"
    )
}

#[test]
fn feeds() {
    let link = "d/03aef87b9de6/index.html";
    let good = entry("tag:x,2020:d/03aef87b9de6", link);
    let check = |entries: &str, expected: &[(&str, usize)]| {
        let findings = feed(entries).mujaz("check").exits(1).findings();
        let found: Vec<(&str, usize)> = findings
            .iter()
            .filter(|finding| !finding.ends_with("[stranger]"))
            .map(|finding| {
                let rule = finding.rsplit(['[', ']']).nth(1).unwrap();
                (rule, finding.split(':').nth(1).unwrap().parse().unwrap())
            })
            .collect();
        assert_eq!(found, expected, "{findings:#?}");
    };
    check(&good, &[]);
    check(&format!("{good}{good}"), &[("feed-id", 3)]);
    check(&entry("tag:x,2020:d/000000000000", link), &[("feed-id", 2)]);
    check(&entry("urn:x", link), &[("feed-id", 2)]);
    check(&entry("tag:x,2020:d/1", "d/1/index.html"), &[("dead-link", 2)]);
    check(&good.replace("<title>خبر</title>", ""), &[("feed", 2)]);
    check(&good.replace("خبر", "\u{202e}خبر"), &[("direction-control", 2)]);
}
