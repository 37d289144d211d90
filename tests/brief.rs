//! Briefings in every format, each read by a stranger's reader of that format.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use dom_query::Document;
use jsonschema::Registry;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::support::{Scene, news};

const NAME: &str = "out/briefing-2020-12-26";
/// A document that tries to be markup in every format at once.
const HOSTILE: &str = "=<script>alert(1)</script> ]]> & *الوزير*\u{202e} [يفتتح](http://example.org) # المحطة\n\
    الثلاثاء 29 كانون الأول 2020\n\n\
    اجتمع اليوم الثلاثاء وزراء النقل في المدينة لبحث <b>القطارات</b> & الحافلات.\n\
    قال وزير النقل سالم عيسى: «</style><script>alert(2)</script> ]]> \\ `نعم` _هذا_ كلامي كله اليوم عن SNCF وBBC».\n\
    وأكد سالم عيسى أن <i>القطار</i> السريع &amp; الحافلات {{ page }} {% if %} ستصل في موعدها.\n";

/// The week of the seeds in some formats.
fn seeds(formats: &str) -> Scene {
    let scene = Scene::new().seeds();
    scene.mujaz(&format!("brief 2020-12-29 --format {formats} --out out")).exits(0);
    scene
}

/// A week with a hostile document alone.
fn hostile(formats: &str) -> Scene {
    let scene = Scene::new().file("seeds/hostile.txt", HOSTILE);
    scene.mujaz(&format!("brief 2020-12-29 --format {formats} --out out")).exits(0);
    scene
}

#[test]
fn a_day_names_its_week_and_the_files_are_told() {
    let scene = Scene::new().seeds();
    for day in ["2020-12-26", "2021-01-01", "2020-12-29"] {
        let ran = scene.mujaz(&format!("brief {day} --format md,json --out out")).exits(0);
        let mut names: Vec<String> = ran.results().lines().map(str::to_owned).collect();
        names.sort();
        assert_eq!(names, [format!("{NAME}.json"), format!("{NAME}.md")]);
    }
    let scene = Scene::new().seeds();
    scene.mujaz("brief --format txt --out out").exits(0);
    assert_eq!(scene.names("out"), ["briefing-2021-02-13.txt"], "the newest week");
    scene.mujaz("brief --day 2020-12-30 --format txt --out days").exits(0);
    scene.mujaz("brief --from 2020-12-26 --to 2021-01-01 --format md --out days").exits(0);
    scene.mujaz("brief --from 2020-01-01 --to 2020-12-31 --format md --out days").exits(0);
    let expected = [
        "briefing-2020-01-01_2020-12-31.md",
        "briefing-2020-12-26.md",
        "briefing-2020-12-30_2020-12-30.txt",
    ];
    assert_eq!(scene.names("days"), expected);
}

#[test]
fn what_cannot_be_made_is_explained() {
    let scene = Scene::new().seeds();
    let none = scene.mujaz("brief 2019-01-01").exits(1);
    none.says("no document is of the days from 2018-12-29 to 2019-01-04")
        .says("the nearest weeks with documents: 2020-01-04");
    scene.mujaz("brief last --topic libiya").exits(1).says("did you mean «الأزمة الليبية»?");
    let nobody = scene.mujaz("brief last --person nobody").exits(1);
    nobody.says("no person or body «nobody»\nhint: there is: «").says(" more");
    scene.mujaz_with(&["brief", "--topic", ""], "").exits(2).says("no topic is named");
    scene.mujaz("brief --day soon").exits(2).says("write a day of the calendar such as 2020-12-29");
    scene.mujaz("brief --explain --format md").exits(2).says("cannot be used with");
    let file = scene.mujaz("brief --format md --out seeds/001_155d2af1a94452a6.txt").exits(1);
    file.says("this is a file, and no folder").says("hint: name the folder");
    scene
        .mujaz("brief --format md --out /proc/x")
        .exits(1)
        .says("hint: name a folder that you may");
    scene.mujaz("brief tomorrow").exits(2).says("such as 2020-12-29, or `last`");
    scene.mujaz("brief --from 2020-12-31 --to 2020-12-01").exits(2).says("after");
    scene.mujaz("brief last --format eml").exits(0).says("set site.base_url");
    scene.mujaz("brief --format md,txt").exits(2).says("add --out DIR");
    scene.mujaz("build").exits(0);
    scene.mujaz("brief --format md --out site").exits(1).says("a published site");
}

#[test]
#[cfg(not(feature = "pdf"))]
fn without_the_feature_a_pdf_is_refused_at_once() {
    // Nothing is read before: not even that there is no input is said.
    let ran = Scene::new().mujaz("brief --format md,pdf --out out").exits(1);
    ran.says("built without PDF")
        .says("cargo install --path . --features pdf")
        .says("--format print")
        .says("--print-to-pdf");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let all = "html,print,epub,eml,md,txt,json";
    let (one, other) = (seeds(all), seeds(all));
    assert_eq!(one.tree("out"), other.tree("out"));
    assert_eq!(one.tree("out").len(), all.split(',').count());
    one.mujaz(&format!("brief 2020-12-29 --threads 1 --format {all} --out again")).exits(0);
    assert_eq!(one.tree("out"), one.tree("again"));
}

#[test]
fn a_briefing_can_be_of_one_thing() {
    let scene = Scene::new().seeds();
    let days = "--from 2020-01-01 --to 2021-12-31 --format json";
    let read = |about: &[&str]| -> Value {
        let args: Vec<&str> = ["brief"].into_iter().chain(days.split(' ')).collect();
        let ran = scene.mujaz_with(&[&args, about].concat(), "").exits(0);
        serde_json::from_str(&ran.results()).unwrap()
    };
    let all = read(&[]);
    let libya = read(&["--topic", "libya"]);
    assert_eq!(libya["focus"]["topic"]["id"], "libya");
    let n = |value: &Value| value["documents"].as_array().unwrap().len();
    assert!((1..n(&all)).contains(&n(&libya)), "{} of {}", n(&libya), n(&all));
    for document in libya["documents"].as_array().unwrap() {
        assert!(document["topics"].as_array().unwrap().contains(&Value::from("libya")));
    }
    let lavrov = read(&["--person", "لافروف"]);
    let speakers = lavrov["speakers"].as_array().unwrap();
    assert_eq!(speakers.len(), 1);
    assert_eq!(speakers[0]["person"]["name"], "سيرغي لافروف");
    assert_eq!(lavrov["totals"]["statements"], speakers[0]["total"]);
}

#[test]
fn json_is_as_its_schema_says_and_words_stand_in_the_text() {
    for (scene, n_lines) in [(seeds("json"), 3), (hostile("json"), 0)] {
        let briefing: Value = serde_json::from_str(&scene.read(&format!("{NAME}.json"))).unwrap();
        scene.mujaz("build").exits(0);
        let names = scene.names("site/api/v1/schema");
        let address = |name: &str| format!("https://example.org/{name}");
        let mut registry = Registry::new();
        for name in &names {
            let text = scene.read(&format!("site/api/v1/schema/{name}"));
            let schema: Value = serde_json::from_str(&text).unwrap();
            registry = registry.add(address(name), schema).unwrap();
        }
        let registry = registry.prepare().unwrap();
        let schema = serde_json::json!({ "$ref": address("briefing.json") });
        let validator = jsonschema::options().with_registry(&registry).build(&schema).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&briefing).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let lines = briefing["lines"].as_array().unwrap();
        assert_eq!(lines.len(), n_lines);
        for line in lines {
            let id = line["document"].as_str().unwrap();
            let text = scene.read(&format!("site/d/{id}/text.txt"));
            let place = |end: usize| line["span"]["bytes"][end].as_u64().unwrap() as usize;
            assert_eq!(line["text"]["text"], text[place(0)..place(1)]);
        }
    }
}

/// What a reader of Markdown shows: texts of the blocks, and the addresses of links.
fn markdown(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut blocks, mut links) = (vec![String::new()], BTreeSet::new());
    for event in Parser::new(text) {
        match event {
            Event::Text(words) => blocks.last_mut().unwrap().push_str(&words),
            Event::SoftBreak | Event::HardBreak => blocks.last_mut().unwrap().push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => drop(links.insert(dest_url.to_string())),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                blocks.push(String::new());
            }
            Event::Start(Tag::Image { .. }) | Event::Code(_) => panic!("{event:?}"),
            Event::Html(_) | Event::InlineHtml(_) => panic!("{event:?}"),
            _ => {}
        }
    }
    (blocks, links)
}

#[test]
fn markdown_shows_every_word_and_makes_none_markup() {
    let scene = seeds("md,json");
    let (blocks, links) = markdown(&scene.read(&format!("{NAME}.md")));
    let briefing: Value = serde_json::from_str(&scene.read(&format!("{NAME}.json"))).unwrap();
    let whole = blocks.join("\n");
    let said = briefing["speakers"].as_array().unwrap().iter();
    let said = said.flat_map(|speaker| speaker["statements"].as_array().unwrap());
    for statement in said {
        let words = statement["text"].as_str().unwrap();
        assert!(whole.contains(words), "{words}");
    }
    assert!(links.is_empty(), "a site without an address has no links: {links:?}");
    let (blocks, links) = markdown(&hostile("md").read(&format!("{NAME}.md")));
    let whole = blocks.join("\n");
    for words in [
        "</style><script>alert(2)</script> ]]> \\ `نعم` _هذا_",
        "*الوزير* [يفتتح](http://example.org) #",
    ] {
        assert!(whole.contains(words), "{words} in {whole}");
    }
    assert!(links.is_empty(), "{links:?}");
}

#[test]
fn plain_text_reads_from_right_to_left_in_lines_of_72() {
    for scene in [seeds("txt"), hostile("txt")] {
        let text = scene.read(&format!("{NAME}.txt"));
        let is_mark = |c: char| ('\u{64b}'..='\u{65f}').contains(&c) || c == '\u{200f}';
        let mut is_file = false;
        for line in text.lines() {
            assert!(line.chars().filter(|c| !is_mark(*c)).count() <= 72, "{line}");
            let first = line.chars().find(|c| c.is_alphabetic() || *c == '\u{200f}');
            // Only the name of a file stands alone, and reads from its own side.
            assert!(first.is_none_or(|c| c.is_ascii() == is_file), "from the wrong side: {line}");
            is_file = line.ends_with("الملف:");
            assert_eq!(line, line.trim_end(), "{line:?}");
        }
        assert!(!text.contains("\n\n\n"));
        // No line of words stands twice.
        let mut seen = BTreeSet::new();
        for line in text.lines().filter(|line| line.chars().count() > 50) {
            assert!(seen.insert(line), "twice: {line}");
        }
    }
}

/// A page that stands in one file.
fn pages(scene: &Scene) -> [String; 2] {
    [format!("{NAME}.html"), format!("{NAME}.print.html")].map(|path| scene.read(&path))
}

#[test]
fn pages_need_no_other_file_and_hold_no_strange_markup() {
    for scene in [seeds("html,print"), hostile("html,print")] {
        for text in pages(&scene) {
            let page = Document::from(text.as_str());
            let attr = |node: &str, name: &str| {
                page.select(node).attr(name).map(|it| it.to_string()).unwrap_or_default()
            };
            assert_eq!((attr("html", "lang"), attr("html", "dir")), ("ar".into(), "rtl".into()));
            assert!(attr("meta[http-equiv]", "content").starts_with("default-src 'none'"));
            for node in ["script", "link", "img", "iframe", "[style]", "[onclick]", "[src]"] {
                assert_eq!(page.select(node).length(), 0, "{node}");
            }
            assert_eq!(page.select("style").length(), 1);
            assert_eq!(page.select("h1").length(), 1);
            assert_eq!(page.select("a").length(), 0, "links of a site without an address");
            assert!(!text.contains("url(") && !text.contains("@import"));
            let mut ids = BTreeSet::new();
            for node in page.select("[id]").iter() {
                assert!(ids.insert(node.attr("id").unwrap().to_string()));
            }
            for node in page.select("section").iter() {
                let by = node.attr("aria-labelledby").unwrap().to_string();
                assert!(ids.contains(&by), "{by}");
                assert!(!node.text().trim().is_empty());
            }
        }
    }
    let [screen, _] = pages(&hostile("html,print"));
    let shown = Document::from(screen.as_str()).select("main").text().to_string();
    assert!(shown.contains("</style><script>alert(2)</script>"), "{shown}");
}

#[test]
fn links_are_whole_where_the_site_has_an_address() {
    let config = "[site]\nbase_url = \"https://example.org/n/\"\n";
    let scene = Scene::new().file("mujaz.toml", config).seeds();
    scene.mujaz("brief 2020-12-29 --format html,md,txt --out out").exits(0);
    scene.mujaz("build").exits(0);
    let page = scene.read(&format!("{NAME}.html"));
    let page = Document::from(page.as_str());
    let (_, links) = markdown(&scene.read(&format!("{NAME}.md")));
    let hrefs = page.select("a").iter().map(|link| link.attr("href").unwrap().to_string());
    let mut n = 0;
    for href in hrefs.chain(links) {
        let below = href.strip_prefix("https://example.org/n/").unwrap_or_else(|| panic!("{href}"));
        let path = below.split('#').next().unwrap();
        let bytes = percent_decoded(path);
        assert!(scene.path(&format!("site/{bytes}index.html")).is_file(), "{href}");
        n += 1;
    }
    assert!(n > 20, "{n} links");
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = path.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        let mut digit = || char::from(bytes.next().unwrap()).to_digit(16).unwrap() as u8;
        out.push(if byte == b'%' { digit() * 16 + digit() } else { byte });
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn what_is_watched_has_its_section() {
    let config = "[watchlist]\npeople = [\"لافروف\"]\ntopics = [\"libya\"]\nwords = [\"قطار\"]\n";
    let scene = Scene::new().file("mujaz.toml", config).seeds();
    let text = scene.mujaz("brief 2020-12-29").exits(0).results();
    let section = text.split("قائمة المتابعة").nth(1).unwrap();
    let section = section.split("\nالجديد\n").next().unwrap();
    for words in ["سيرغي لافروف:\nوثيقتان", "قطار:\nلا شيء في هذه الأيام"]
    {
        assert!(section.contains(words), "{words} in {section}");
    }
}

#[test]
fn what_is_said_in_documents_about_something_else_is_not_nothing() {
    // No document of that week is about Libya, but somebody speaks of it.
    let config = "[site]\nbase_url = \"https://example.org/\"\n[watchlist]\ntopics = [\"libya\"]\nwords = [\"القوقاز\"]\n";
    let scene = Scene::new().file("mujaz.toml", config).seeds();
    let text = scene.mujaz("brief 2020-12-29").exits(0).results();
    assert!(text.contains("الأزمة الليبية:\nقول واحد\n\n- مولود تشاووش أوغلو تابع"), "{text}");
    let why = scene.mujaz("brief 2020-12-29 --explain").exits(0).results();
    assert!(why.contains("topic الأزمة الليبية: 0 documents, 1 statement\n"), "{why}");
    // Words have a page of their own to lead to.
    let page = Document::from(scene.mujaz("brief 2020-12-29 --format html").exits(0).results());
    let links = page.select("section[aria-labelledby=watched] h3 a");
    let links: Vec<String> = links.iter().map(|it| it.attr("href").unwrap().to_string()).collect();
    assert_eq!(links.len(), 2, "{links:?}");
    assert_eq!(percent_decoded(&links[1]), "https://example.org/watch/القوقاز/");
}

#[test]
fn a_site_of_another_name_is_not_called_by_ours() {
    let scene = Scene::new().seeds().file("mujaz.toml", "site.title = \"نشرة <b>\"\n");
    scene.mujaz("brief 2020-12-29 --format html,print --out out").exits(0);
    scene.mujaz("build").exits(0);
    let editions = [format!("{NAME}.html"), format!("{NAME}.print.html")];
    for path in editions.iter().map(String::as_str).chain(["site/index.html"]) {
        let text = scene.read(path);
        let page = Document::from(text.as_str());
        assert!(!page.select(".wm").exists(), "{path}: drawn");
        assert_eq!(page.select(".wt").text().as_ref(), "نشرة <b>", "{path}");
        assert!(!text.contains("content:\"موجز"), "{path}: at the foot of a printed page");
    }
    let own = Scene::new().seeds();
    let page = Document::from(own.mujaz("brief 2020-12-29 --format print").exits(0).results());
    assert_eq!(page.select("svg.wm").attr("aria-label").unwrap().as_ref(), "موجز");
}

#[test]
fn an_event_without_an_outlet_has_no_label_for_one() {
    let scene = Scene::new().file("seeds/a.txt", news("النهر"));
    let text = scene.mujaz("brief").exits(0).results();
    let facts = "الثلاثاء، ٢٩ كانون الأول/ديسمبر ٢٠٢٠، مصدر غير مذكور، ";
    assert!(text.contains(facts), "{text}");
}

#[test]
fn the_choice_is_explained() {
    let scene = Scene::new().seeds();
    let why = scene.mujaz("brief 2020-12-29 --explain").exits(0).results();
    for words in [
        "period 2020-12-26 to 2021-01-01",
        "2 of 5 documents",
        "outlets 2, texts 2",
        "in no earlier document: ",
        "not named: 0",
    ] {
        assert!(why.contains(words), "{words} in {why}");
    }
}

#[test]
fn stories_that_went_on_and_that_did_not_are_news() {
    let event = |(place, event): (&str, &str), day: &str, more: &str| {
        format!(
            "{event} في {place}\n{day} كانون الأول 2020\n\n\
             {event} في {place} بحضور محافظ {place} ومدير الشركة المنفذة. \
             قال محافظ {place} سالم عيسى، اليوم، إن {event} في {place} {more}.\n"
        )
    };
    let (bridge, fair) = (("المينا", "افتتاح الجسر البحري"), ("الزاوية", "ختام معرض الكتاب"));
    let scene = Scene::new()
        .file("seeds/a.txt", event(bridge, "الجمعة 25", "يخدم آلاف المسافرين كل يوم"))
        .file("seeds/b.txt", event(bridge, "السبت 26", "يخدم آلاف المسافرين وقد تأخر سنتين"))
        .file("seeds/c.txt", event(fair, "الأربعاء 23", "جمع مئة دار للنشر من بلدان كثيرة"))
        .file("seeds/d.txt", event(fair, "الخميس 24", "باع من كتب الأطفال أكثر من غيرها"));
    let args = "brief --from 2020-12-26 --to 2021-01-01";
    let news: Value =
        serde_json::from_str(&scene.mujaz(&format!("{args} --format json")).exits(0).results())
            .unwrap();
    let changes = &news["changes"];
    assert_eq!(changes["from"], "2020-12-19");
    assert_eq!(changes["grown"].as_array().unwrap().len(), 1, "{changes}");
    assert_eq!(changes["grown"][0]["documents"], 1);
    assert_eq!(changes["ended"].as_array().unwrap().len(), 1, "{changes}");
    let text = scene.mujaz(args).exits(0).results();
    let (_, new) = text.split_once("\nالجديد\n").unwrap();
    let (grown, ended) = new.split_once("قصص لم يُضف إليها شيء:\n").expect("what ended");
    assert!(grown.contains("قصص أُضيف إليها:\n- افتتاح الجسر"), "{grown}");
    assert!(ended.starts_with("- ختام معرض الكتاب في الزاوية"), "{ended}");
}

#[test]
fn the_sheet_compares_the_texts_of_the_first_event() {
    let day = "السبت 26 كانون الأول 2020";
    let both = "«نتطلع إلى الاجتماع المقبل للجنة الدستورية السورية في جنيف»";
    let one = format!(
        "لافروف يلتقي جاويش أوغلو في سوتشي\n{day}\n\nالتقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي \
         مولود جاويش أوغلو في سوتشي اليوم السبت. وقال لافروف: {both}.\n\
         وأضاف لافروف: «التجارة بين بلدينا تنمو رغم العقوبات».\n"
    );
    let other = format!(
        "مباحثات روسية تركية في سوتشي\n{day}\n\nبحث سيرغي لافروف ومولود جاويش أوغلو في سوتشي الأزمة \
         السورية وملف إدلب ساعتين كاملتين. وقال لافروف: {both}.\n\
         وقال جاويش أوغلو: «نعيد اللاجئين إلى بيوتهم متى أصبحت آمنة».\n"
    );
    let third = news("حمص").replace("29", "23").replace("الثلاثاء", "الأربعاء");
    let scene = Scene::new().file("seeds/a.txt", &one);
    let scene = scene.file("seeds/b.txt", other).file("seeds/c.txt", third);
    let sheet = scene.mujaz("brief --from 2020-12-26 --to 2021-01-01 --format print").exits(0);
    let sheet = Document::from(sheet.results().as_str());
    let words = |id: &str| {
        let section = sheet.select(&format!("section[aria-labelledby={id}] blockquote"));
        section.iter().map(|it| it.text().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(words("shared"), [both, both]);
    let alone =
        ["«التجارة بين بلدينا تنمو رغم العقوبات»", "«نعيد اللاجئين إلى بيوتهم متى أصبحت آمنة»"];
    assert_eq!(words("alone"), alone);
    // One text alone is compared with nothing.
    let scene = Scene::new().file("seeds/a.txt", one);
    let sheet = scene.mujaz("brief --from 2020-12-26 --to 2021-01-01 --format print").exits(0);
    assert!(!sheet.results().contains("id=\"alone\""));
}

/// A program that is on this machine.
fn found(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

#[test]
fn the_sheet_of_a_week_has_at_most_two_pages() {
    let browsers = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let Some(browser) = browsers.into_iter().find(|name| found(name)) else {
        eprintln!("skipped: no browser here");
        return;
    };
    let scene = seeds("print");
    let (page, pdf) = (scene.path(&format!("{NAME}.print.html")), scene.path("sheet.pdf"));
    let print = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", scene.path("browser").display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", page.display()))
        .output();
    print.unwrap();
    let n = pages_of(&pdf);
    assert!((1..=2).contains(&n), "{n} pages");
}

/// How many pages a PDF has.
fn pages_of(pdf: &Path) -> usize {
    let bytes = std::fs::read(pdf).unwrap_or_else(|error| panic!("{}: {error}", pdf.display()));
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page\n").count()
}

/// Parses a message as mail programs do: its headers, and whether both parts say the same.
const READ_MAIL: &str = r#"
import email, email.policy, html.parser, json, re, sys

class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.blocks, self.bare, self.skip = [], 0, [], 0
    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.skip += tag in ("title", "style", "script")
        if tag in ("body", "div", "h1", "h2", "h3", "p", "blockquote"):
            self.blocks += 1
            if (attrs.get("dir"), attrs.get("lang")) != ("rtl", "ar"):
                self.bare.append(tag)
    def handle_endtag(self, tag):
        self.skip -= tag in ("title", "style", "script")
    def handle_data(self, data):
        if not self.skip:
            self.words += re.findall(r"\w+", data)

raw = sys.stdin.buffer.read()
mail = email.message_from_bytes(raw, policy=email.policy.default)
plain, page = mail.iter_parts()
text, markup = plain.get_content(), page.get_content()
reader = Text()
reader.feed(markup)
own = re.findall(r"\w+", text.replace("\u200f", ""))
print(json.dumps({
    "type": mail.get_content_type(),
    "parts": [plain.get_content_type(), page.get_content_type()],
    "encodings": [part["Content-Transfer-Encoding"] for part in (plain, page)],
    "languages": [part["Content-Language"] for part in (mail, plain, page)],
    "subject": mail["Subject"],
    "date": mail["Date"],
    "from": mail["From"].addresses[0].addr_spec,
    "defects": [str(one) for one in mail.defects + plain.defects + page.defects],
    "longest": max(len(line) for line in raw.split(b"\r\n")),
    "bytes": len(raw),
    "bare": reader.bare,
    "blocks": reader.blocks,
    "scripts": markup.count("<script") + markup.count("<style") + markup.count("<img"),
    "same": own == reader.words,
    "first": next(([a, b] for a, b in zip(own, reader.words) if a != b), None),
    "text": text.replace("\r\n", "\n"),
    "markup": markup,
}))
"#;

fn read_mail(scene: &Scene) -> Option<Value> {
    use std::io::Write;
    if !found("python3") {
        eprintln!("skipped: no python3 here");
        return None;
    }
    let mut python = Command::new("python3")
        .args(["-c", READ_MAIL])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mail = std::fs::read(scene.path(&format!("{NAME}.eml"))).unwrap();
    python.stdin.take().unwrap().write_all(&mail).unwrap();
    Some(serde_json::from_slice(&python.wait_with_output().unwrap().stdout).unwrap())
}

#[test]
fn the_mail_is_read_by_a_stranger_and_its_parts_say_the_same() {
    for scene in [seeds("eml"), hostile("eml")] {
        let Some(mail) = read_mail(&scene) else { return };
        assert_eq!(mail["type"], "multipart/alternative");
        assert_eq!(mail["parts"], serde_json::json!(["text/plain", "text/html"]));
        assert_eq!(mail["encodings"], serde_json::json!(["base64", "base64"]));
        assert_eq!(mail["languages"], serde_json::json!(["ar", "ar", "ar"]));
        assert_eq!(mail["defects"], serde_json::json!([]));
        assert_eq!(mail["date"], "Fri, 01 Jan 2021 12:00:00 +0000");
        assert_eq!(mail["from"], "mujaz@mujaz.invalid");
        assert!(mail["subject"].as_str().unwrap().starts_with("الموجز الأسبوعي من ٢٦"));
        assert!(mail["longest"].as_u64().unwrap() <= 78, "{}", mail["longest"]);
        assert!(mail["bytes"].as_u64().unwrap() < 90_000);
        assert_eq!(mail["bare"], serde_json::json!([]));
        assert!(mail["blocks"].as_u64().unwrap() > 10);
        assert_eq!(mail["scripts"], 0);
        assert_eq!(mail["same"], true, "{}", mail["first"]);
        assert_eq!(mail["text"], scene_text(&scene), "the text is the plain edition");
    }
}

#[test]
fn names_of_files_that_begin_with_figures_keep_their_order() {
    // In a paragraph from the right «002_» would stand behind the rest of the name.
    let (name, scene) = ("002_0eb1d7bca4f02d7c.txt", seeds("eml,epub,txt"));
    assert!(scene.read(&format!("{NAME}.txt")).contains(&format!("الملف:\n{name}\n")));
    let isolated = format!("الملف: <bdi dir=\"ltr\">{name}</bdi>");
    let book = std::fs::read(scene.path(&format!("{NAME}.epub"))).unwrap();
    assert!(String::from_utf8_lossy(&book).contains(&isolated), "the book is stored as it is");
    let Some(mail) = read_mail(&scene) else { return };
    assert!(mail["markup"].as_str().unwrap().contains(&isolated));
}

/// The plain edition of the same week.
fn scene_text(scene: &Scene) -> String {
    scene.mujaz("brief 2020-12-29 --format txt").exits(0).results()
}

#[test]
fn a_large_mail_is_cut_and_says_so() {
    let text = |n: usize| {
        let address = format!("https://example.org/{n}/{}", "a".repeat(900));
        format!(
            "---\ndate: 2020-12-29\nurl: {address}\n---\n\n{}",
            crate::support::news(&format!("البلدة {n}"))
        )
    };
    let files = (0..60).map(|n| (format!("seeds/{n}.md"), text(n)));
    let scene = files.fold(Scene::new(), |scene, (path, text)| scene.file(&path, text));
    scene.mujaz("brief 2020-12-29 --format eml --out out").exits(0);
    let Some(mail) = read_mail(&scene) else { return };
    assert!(mail["bytes"].as_u64().unwrap() < 90_000, "{}", mail["bytes"]);
    assert!(mail["bytes"].as_u64().unwrap() > 45_000, "{}", mail["bytes"]);
    assert!(mail["text"].as_str().unwrap().contains("لم تتسع الرسالة لما بقي"));
}

#[test]
fn the_book_is_in_order_from_right_to_left() {
    for scene in [seeds("epub"), hostile("epub")] {
        let bytes = std::fs::read(scene.path(&format!("{NAME}.epub"))).unwrap();
        // The first entry is told by its fixed place, before any directory is read.
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut files = std::collections::BTreeMap::new();
        for n in 0..book.len() {
            let mut file = book.by_index(n).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut file, &mut text).unwrap();
            let name = file.name().unwrap().into_owned();
            files.insert(name, text);
        }
        let package = &files["EPUB/package.opf"];
        assert!(package.contains("page-progression-direction=\"rtl\""));
        let pages = files.iter().filter(|(name, _)| name.ends_with(".xhtml"));
        let mut n = 0;
        for (name, text) in pages {
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            let page = roxmltree::Document::parse_with_options(text, options).unwrap();
            let root = page.root_element();
            assert_eq!((root.attribute("dir"), root.attribute("lang")), (Some("rtl"), Some("ar")));
            assert!(package.contains(name.trim_start_matches("EPUB/")), "{name}");
            for link in page.descendants().filter_map(|node| node.attribute("href")) {
                let (file, mark) = link.split_once('#').unwrap_or((link, ""));
                let target = &files[&format!("EPUB/{file}")];
                assert!(mark.is_empty() || target.contains(&format!("id=\"{mark}\"")), "{link}");
            }
            n += 1;
        }
        assert!(n >= 4, "{n} pages");
        let words = files["EPUB/first.xhtml"].clone() + &files["EPUB/documents.xhtml"];
        assert!(!words.contains("<script") && !words.contains("<b>"));
    }
}

#[test]
fn a_checker_of_books_finds_nothing() {
    let checker = Path::new("/usr/share/java/epubcheck.jar");
    if !checker.is_file() || !found("java") {
        eprintln!("skipped: no epubcheck here");
        return;
    }
    let config = "[site]\nbase_url = \"https://example.org/n/\"\n";
    let linked = Scene::new().file("mujaz.toml", config).seeds();
    linked.mujaz("brief 2020-12-29 --format epub --out out").exits(0);
    for scene in [seeds("epub"), hostile("epub"), linked] {
        let book = scene.path(&format!("{NAME}.epub"));
        let mut java = Command::new("java");
        let checked = java.arg("-jar").arg(checker).arg(&book).output().unwrap();
        let words =
            String::from_utf8_lossy(&checked.stderr) + String::from_utf8_lossy(&checked.stdout);
        assert!(checked.status.success(), "{words}");
        assert!(words.contains("0 fatals / 0 errors / 0 warnings"), "{words}");
    }
}

#[test]
fn the_site_holds_the_editions_that_the_settings_name() {
    let settings =
        "brief.formats = [\"print\", \"epub\", \"eml\", \"md\", \"txt\", \"json\", \"html\"]\n";
    let scene = Scene::new().seeds().file("mujaz.toml", settings);
    scene.mujaz("build seeds --out site").exits(0);
    assert_eq!(scene.mujaz("check site").exits(0).results(), "");
    scene
        .mujaz("brief 2020-12-29 --input seeds --format print,epub,eml,md,txt,json,html --out out")
        .exits(0);
    let week = "site/weeks/2020-12-26";
    let page = scene.read(&format!("{week}/index.html"));
    for ending in [".print.html", ".epub", ".eml", ".md", ".txt", ".json", ".html"] {
        let name = match ending {
            ".print.html" => "print.html".to_owned(),
            _ => format!("briefing-2020-12-26{ending}"),
        };
        let bytes = |path: String| std::fs::read(scene.path(&path)).unwrap();
        assert_eq!(bytes(format!("{week}/{name}")), bytes(format!("{NAME}{ending}")), "{name}");
        assert!(page.contains(&format!("2020-12-26/{name}\">")), "no link to {name}");
    }
    scene.mujaz("build seeds --out site").exits(0).says("nothing changed");
    // By default the sheet alone, and none where none is asked for.
    for (settings, n) in [("", 1), ("brief.formats = []\n", 0)] {
        let scene = Scene::new().seeds().file("mujaz.toml", settings);
        scene.mujaz("build seeds --out site").exits(0);
        let others = scene.names(week).into_iter().filter(|name| name != "index.html");
        assert_eq!(others.count(), n, "{settings}");
    }
    let scene = Scene::new().seeds().file("mujaz.toml", "brief.formats = [\"pdf\"]\n");
    scene.mujaz("build seeds --out site").exits(1).says("unknown variant `pdf`");
}

#[test]
fn editions_of_a_hostile_document_are_clean_in_the_site() {
    let settings = "site.base_url = \"https://example.org/n\"\n\
        brief.formats = [\"print\", \"html\", \"md\", \"txt\", \"json\", \"eml\", \"epub\"]\n";
    let scene = Scene::new().file("seeds/hostile.txt", HOSTILE).file("mujaz.toml", settings);
    scene.mujaz("build seeds --out site").exits(0);
    assert_eq!(scene.mujaz("check site").exits(0).results(), "");
}
