//! The contract between views, templates and style: every page of a full, a bare, a long and an
//! empty corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use dom_query::{Document, Selection};
use mujaz::config::{BriefSettings, Config, Indexing};
use mujaz::lang::Lexicon;
use mujaz::model::Corpus;
use mujaz::site::{self, Manifest, Plan, Renderer, Route, Theme};

use crate::sample::documents;
use crate::support::Scene;

/// All files of a site, by address.
type Files = BTreeMap<String, String>;

fn build(corpus: &Corpus, config: &Config, last: &Manifest) -> (Plan, Files) {
    let lexicon = Lexicon::embedded().unwrap();
    let theme = Theme::new(Vec::new()).unwrap();
    // Editions are made by their formats, and are looked at where these are.
    let brief = BriefSettings { formats: Vec::new(), ..config.brief.clone() };
    let config = &Config { brief, ..config.clone() };
    let plan = site::plan(corpus, &lexicon, config, last);
    let renderer = Renderer::new(&plan, corpus, &lexicon, config, &theme).unwrap();
    let pages = plan.pages.iter().map(|page| renderer.render(page).unwrap());
    let files = pages.chain(site::assets(&theme)).chain(
        renderer.search_files(&mujaz::workers::Alone, &mujaz::site::Fleeting).iter().cloned(),
    );
    let files = files.map(|file| (file.route.to_string(), String::from_utf8(file.bytes).unwrap()));
    let files: Files = files.collect();
    let n_files = plan.pages.len()
        + 3
        + renderer.search_files(&mujaz::workers::Alone, &mujaz::site::Fleeting).len();
    assert_eq!(files.len(), n_files, "an address with two owners");
    // Own files of a project may have no address that the site wants some day.
    let free = files.keys().find(|path| !site::is_reserved(path));
    assert_eq!(free, None, "src/site/reserved.rs does not know it");
    (plan, files)
}

fn simple(corpus: &Corpus) -> Files {
    build(corpus, &Config::default(), &Manifest::default()).1
}

fn short_pages() -> Config {
    let mut config = Config::default();
    config.output.page_size = 5;
    config
}

fn pages(files: &Files) -> impl Iterator<Item = (&String, Document)> {
    let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, text)| (path, Document::from(text.as_str())))
}

fn attr(node: &Selection<'_>, name: &str) -> String {
    node.attr(name).map(|value| value.to_string()).unwrap_or_default()
}

/// One page of `files` whose path begins and whose text says so.
fn page<'f>(files: &'f Files, folder: &str, words: &str) -> (&'f String, Document) {
    let found = files.iter().find(|(path, text)| {
        path.starts_with(folder) && path.ends_with("index.html") && text.contains(words)
    });
    let (path, text) = found.unwrap_or_else(|| panic!("no page of {folder} says {words}"));
    (path, Document::from(text.as_str()))
}

/// Every corpus that the pages are tried on.
fn all() -> Vec<(&'static str, Files)> {
    let many = build(&documents::many(70), &short_pages(), &Manifest::default()).1;
    vec![
        ("full", simple(&documents::full())),
        ("bare", simple(&documents::bare())),
        ("empty", simple(&Corpus::default())),
        ("many", many),
    ]
}

#[test]
fn what_the_editor_corrected_is_shown_as_such() {
    let files = simple(&documents::full());
    let (_, page_of) = page(&files, "d/", "المجلس يقر الموازنة");
    let text = page_of.select("main").text();
    for words in [
        "عنوان بتصحيح المحرر",
        "تاريخ بتصحيح المحرر",
        "بتصحيح المحرر",
        "تاريخ النشر: كان «",
        "الموضوع: أُضيف «",
        "قول محجوب: حُذف «الجلسة المقبلة بعد شهر»",
        "السبب: من النسخة الورقية",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert_eq!(page_of.select(".st").length(), 1, "the hidden statement is shown");
    let (_, person) = page(&files, "people/سامي", "سامي النجار");
    assert!(person.select("main").text().contains("أسماء ضمّها المحرر إلى هذا الاسم: «النجار»"));
}

#[test]
fn every_page_has_its_frame() {
    for (name, files) in all() {
        for (path, page) in pages(&files) {
            let at = format!("{name}: {path}");
            let html = page.select("html");
            assert_eq!(
                (attr(&html, "lang"), attr(&html, "dir")),
                ("ar".into(), "rtl".into()),
                "{at}"
            );
            assert!(!page.select("title").text().trim().is_empty(), "{at}");
            let description = attr(&page.select("meta[name=description]"), "content");
            assert!((1..=160).contains(&description.chars().count()), "{at}: {description}");
            let policy = attr(&page.select("meta[http-equiv=Content-Security-Policy]"), "content");
            assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{at}");
            assert_eq!(page.select("h1").length(), 1, "{at}");
            assert_eq!(page.select("main").length(), 1, "{at}");
            let is_search = path == "search/index.html";
            assert_eq!(policy.contains("script-src 'self'"), is_search, "{at}");
            assert_eq!(policy.contains("script-src"), is_search, "{at}");
            assert_eq!(page.select("script").length(), if is_search { 3 } else { 1 }, "{at}");
            let data = page.select("script[type='application/ld+json']");
            let json: serde_json::Value = serde_json::from_str(&data.text()).unwrap();
            assert_eq!(json["inLanguage"], "ar", "{at}");
        }
    }
}

#[test]
fn headings_and_landmarks_are_named_and_in_order() {
    for (name, files) in all() {
        for (path, page) in pages(&files) {
            let at = format!("{name}: {path}");
            let mut last = 1;
            for heading in page.select("h1, h2, h3, h4").iter() {
                let name = heading.nodes()[0].node_name().unwrap();
                let level = name.trim_start_matches('h').parse::<u32>().unwrap();
                assert!(level <= last + 1, "{at}: h{level} after h{last}");
                assert!(!heading.text().trim().is_empty(), "{at}: an empty heading");
                last = level;
            }
            for node in page.select("nav, aside, main section.sec, [role=region]").iter() {
                let by = attr(&node, "aria-labelledby");
                let label = match by.is_empty() {
                    true => attr(&node, "aria-label"),
                    false => page.select(&format!("#{by}")).text().to_string(),
                };
                assert!(!label.trim().is_empty(), "{at}: a landmark without a name");
            }
            for svg in page.select("svg").iter() {
                let hidden = attr(&svg, "aria-hidden") == "true";
                assert!(hidden || !attr(&svg, "aria-label").is_empty(), "{at}");
            }
            for link in page.select("a").iter() {
                let words =
                    link.text().trim().to_owned() + &attr(&link.select("svg"), "aria-label");
                assert!(!words.is_empty(), "{at}: a link without words");
            }
        }
    }
}

#[test]
fn every_link_and_mark_resolves() {
    for (name, files) in all() {
        let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (path, page) in pages(&files) {
            for node in page.select("[id]").iter() {
                let id = attr(&node, "id");
                assert!(
                    ids.entry(path).or_default().insert(id.clone()),
                    "{name}: {path}#{id} twice"
                );
            }
        }
        for (path, page) in pages(&files) {
            for script in page.select("[src]").iter() {
                let src = attr(&script, "src");
                let target = resolve(path, src.split('?').next().unwrap());
                assert!(files.contains_key(&target), "{name}: {path}: {src} is not there");
            }
            for node in page.select("[href]").iter() {
                let href = attr(&node, "href");
                if href.starts_with("https://") {
                    assert!(attr(&node, "rel").contains("nofollow noopener noreferrer"), "{href}");
                    continue;
                }
                let (to, mark) = href.split_once('#').unwrap_or((&href, ""));
                let to = to.split('?').next().unwrap();
                let target = if to.is_empty() { path.clone() } else { resolve(path, to) };
                assert!(files.contains_key(&target), "{name}: {path}: {href} leads nowhere");
                let known = mark.is_empty() || ids[target.as_str()].contains(mark);
                assert!(known, "{name}: {path}: {href} has no mark");
            }
        }
    }
}

/// The address of a relative link, decoded.
fn resolve(from: &str, href: &str) -> String {
    let base = url::Url::parse("http://site/").unwrap();
    let url = base.join(from).and_then(|page| page.join(href)).unwrap();
    assert_eq!(url.host_str(), Some("site"), "{href}");
    let bytes = url.path().trim_start_matches('/').bytes();
    let mut bytes = bytes.collect::<Vec<u8>>().into_iter();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        let hex = |b: Option<u8>| char::from(b.unwrap()).to_digit(16).unwrap() as u8;
        out.push(if byte == b'%' { hex(bytes.next()) * 16 + hex(bytes.next()) } else { byte });
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn the_full_text_is_the_documents_own() {
    let files = simple(&documents::full());
    let mut n_statements = 0;
    for (path, page) in pages(&files).filter(|(path, _)| path.starts_with("d/")) {
        let text = &files[&path.replace("index.html", "text.txt")];
        page.select(".m__n").remove();
        for block in page.select(".cols .text p, .cols .text h3, h1[dir]").iter() {
            let words = block.text();
            let first = page.select("h1.t--light").length() > 0 && block.is("h1");
            assert!(first || text.contains(&*words), "{path}: {words}");
        }
        for quote in page.select(".st .st__text").iter() {
            n_statements += 1;
            quote.select(".comp").remove();
            let words = quote.text();
            let words = words.trim();
            let outer = words.strip_prefix('«').and_then(|words| words.strip_suffix('»'));
            let held = text.contains(words) || outer.is_some_and(|words| text.contains(words));
            assert!(held, "{path}: {words}");
        }
    }
    assert!(n_statements > 10, "{n_statements}");
}

#[test]
fn statements_and_their_places_point_at_each_other() {
    let files = simple(&documents::full());
    let (path, page) = page(&files, "d/", "لا تراجع عن الاتفاق</mark></h1>");
    let list: Vec<String> = page.select(".st").iter().map(|st| attr(&st, "id")).collect();
    assert_eq!(list.len(), 8, "{path}: shown statements, two of them small");
    for id in &list {
        let mark = id.strip_prefix("q-").unwrap();
        assert_eq!(page.select(&format!("[id='t-{mark}']")).length(), 1, "{id}");
        assert!(page.select(&format!(".st__src a[href='#t-{mark}']")).length() > 0, "{id}");
    }
    let back = page.select(".text .m__n").iter().map(|a| attr(&a, "href")).collect::<Vec<_>>();
    assert_eq!(back.len(), list.len() - 1, "all but the headline's claim");
    assert!(page.select(".text .m[data-kind=direct] .exact").text().contains("\"الاتفاق"));
    assert_eq!(page.select(".st__src a[href^='#q-']").length(), 1, "the nested one");
    assert!(!page.select(".st").text().contains("قمة مقبلة"), "a score under 50 is not shown");
}

#[test]
fn input_is_text_and_nothing_else() {
    let files = simple(&documents::full());
    for (path, page) in pages(&files) {
        assert_eq!(
            page.select("img, b[onerror], iframe, object, form:not([role=search]), style").length(),
            0,
            "{path}"
        );
        for link in page.select("[href]").iter() {
            assert!(!attr(&link, "href").starts_with("javascript"), "{path}");
        }
        let html = &files[path.as_str()];
        assert!(!html.contains("<script>"), "{path}");
    }
    let (_, page) = page(&files, "d/", "onerror");
    let hostile: Vec<_> =
        page.select(".cols .text p").iter().map(|p| p.text().to_string()).collect();
    assert!(hostile.contains(&documents::HOSTILE.to_owned()), "{hostile:?}");
    assert_eq!(page.select("h1.t--light").length(), 1, "a first sentence stands for the headline");
}

#[test]
fn a_story_shows_its_texts_side_by_side() {
    let files = simple(&documents::full());
    let (path, story) = page(&files, "s/", "عن حدث واحد</p>");
    assert_eq!(
        story.select("[aria-labelledby=sd] .pair > div h3 a").length(),
        2,
        "{path}: its documents"
    );
    assert_eq!(story.select(".cmp > li .st").length(), 2, "one statement of both texts");
    assert_eq!(story.select(".cols section:nth-of-type(2) .st").length(), 2, "one of each alone");
    let side = story.select("aside").text().to_string();
    for words in ["«عمّان»", "هالة مراد", "سالم الحداد", "والحداد", "29 ديسمبر", "30 كانون"]
    {
        assert!(side.contains(words), "{words} in {side}");
    }
    assert!(files["s/index.html"].contains("قصة واحدة"));
    let data: serde_json::Value = serde_json::from_str(&files["api/v1/stories.json"]).unwrap();
    assert_eq!(data["stories"][0]["documents"].as_array().unwrap().len(), 2);
}

/// What is said in other words of the same thing stands side by side too, each statement once.
#[test]
fn a_story_shows_what_its_texts_say_of_one_thing() {
    let scene = Scene::new().seeds();
    scene.build("seeds", "site", 2).unwrap();
    let tree = scene.tree("site");
    let is_story = |path: &&String| path.starts_with("s/") && path.matches('/').count() == 2;
    let path = tree.keys().find(is_story).unwrap();
    let story = Document::from(String::from_utf8_lossy(&tree[path]).as_ref());
    let rows = story.select("[aria-labelledby=sm] .cmp > li");
    assert!(rows.length() > 2, "{path}");
    let mut places = BTreeSet::new();
    for row in rows.iter() {
        let links = row.select(".st__src a");
        let links: Vec<String> = links.iter().map(|link| attr(&link, "href")).collect();
        let documents = links.iter().map(|link| link.split('#').next().unwrap());
        let n_documents = documents.collect::<BTreeSet<_>>().len();
        assert!(n_documents == links.len() && links.len() > 1, "{links:?}");
        assert!(links.into_iter().all(|link| places.insert(link)), "a statement stands twice");
        assert!(!row.select("h3").text().is_empty());
    }
}

#[test]
fn the_front_page_leads_with_a_story_where_there_is_one() {
    let files = simple(&documents::full());
    let front = Document::from(files["index.html"].as_str());
    assert!(attr(&front.select("#l1 a"), "href").starts_with("s/"));
    let sides = front.select("[aria-labelledby=l1] .pair > div");
    assert_eq!(sides.length(), 2, "two texts side by side");
    assert_eq!(front.select("[aria-labelledby=s1]").length(), 0, "there is no other story");
    let files = simple(&documents::many(3));
    let front = Document::from(files["index.html"].as_str());
    assert!(attr(&front.select("#l1 a"), "href").starts_with("d/"));
}

#[test]
fn long_pages_have_their_key_statements_over_them() {
    let mut corpus = documents::full();
    let files = simple(&corpus);
    let keys = |files: &Files| -> usize {
        pages(files).map(|(_, page)| page.select("[aria-labelledby=ks]").length()).sum()
    };
    assert_eq!(keys(&files), 0, "a short page is seen at a glance");
    // The statements of the day said again and again: what is the same is chosen once.
    let day = corpus.days.iter().find(|(_, list)| {
        list.iter()
            .any(|ix| corpus.articles[ix.0 as usize].statements.iter().any(|s| s.is_counted()))
    });
    let ix = *day
        .unwrap()
        .1
        .iter()
        .max_by_key(|ix| corpus.articles[ix.0 as usize].statements.len())
        .unwrap();
    let statements = &mut corpus.articles[ix.0 as usize].statements;
    let n = statements.len();
    *statements = statements.iter().cycle().take(n * 20).cloned().collect();
    let files = simple(&corpus);
    let path = files.keys().find(|path| {
        path.as_bytes()[0].is_ascii_digit() && files[*path].contains("aria-labelledby=\"ks\"")
    });
    let page = Document::from(files[path.expect("a day with key statements")].as_str());
    let key = page.select("[aria-labelledby=ks] .st").length();
    assert!((1..=5).contains(&key), "{key}");
    assert!(page.select("[aria-labelledby=sy] .st").length() > key, "and all of them below");
}

#[test]
fn a_document_names_its_story_and_its_copies() {
    let files = simple(&documents::full());
    let (_, copied) = page(&files, "d/", "والمشترك ٩٧ في المئة");
    assert_eq!(copied.select("#cp").length(), 1);
    let (_, member) = page(&files, "d/", "مشترك بالحرف");
    // The other document, and the page that compares both.
    assert_eq!(member.select("[aria-labelledby=ev] a[href*='/d/']").length(), 1);
    assert_eq!(member.select("[aria-labelledby=ev] .more a[href*='/s/']").length(), 1);
    let (_, alone) = page(&files, "d/", "لم يُعثر في الأرشيف على وثيقة أخرى");
    assert_eq!(alone.select("[aria-labelledby=ev] a").length(), 0);
}

#[test]
fn a_day_in_conflict_is_no_date() {
    let files = simple(&documents::full());
    let (path, page) = page(&files, "d/", "data-date=\"conflict\"");
    assert_eq!(page.select("#date time").length(), 0, "{path}");
    let card = page.select("#date").text().to_string();
    for words in ["«الأربعاء 30 سبتمبر 2020 - 11:42»", "«اليوم الإثنين»", "أو قبله"]
    {
        assert!(card.contains(words), "{card}");
    }
    assert!(files["undated/index.html"].contains("مكالمة هاتفية"));
    assert!(
        !files.contains_key("2020/09/28/index.html")
            && !files.contains_key("2020/09/30/index.html")
    );
    let week = &files["weeks/2020-12-26/index.html"];
    assert!(week.contains("رسالة بلا يوم"), "bounds wholly inside the week");
    assert!(!week.contains("مكالمة هاتفية"));
}

#[test]
fn long_lists_are_cut_and_each_document_stands_once() {
    let corpus = documents::many(70);
    let (_, files) = build(&corpus, &short_pages(), &Manifest::default());
    let mut seen = BTreeSet::new();
    for number in 1..=14 {
        // The first has the address of the list, the others are numbered from the oldest.
        let part = if number == 1 { String::new() } else { format!("page/{}/", 15 - number) };
        let html = &files[&format!("sources/صحيفة-النهر/{part}index.html")];
        let page = Document::from(html.as_str());
        let links = page.select(".list h3 a").iter().map(|a| attr(&a, "href")).collect::<Vec<_>>();
        assert_eq!(links.len(), 5);
        assert!(links.into_iter().all(|href| seen.insert(href.replace("../", ""))));
        assert_eq!(page.select("link[rel=prev]").length(), usize::from(number > 1));
        assert_eq!(page.select("link[rel=next]").length(), usize::from(number < 14));
        assert_eq!(page.select(".pager [aria-current=page]").length(), 1);
    }
    assert!(!files.contains_key("sources/صحيفة-النهر/page/14/index.html"));
    assert_eq!(seen.len(), 70);
}

#[test]
fn lost_addresses_say_where_to_go() {
    let route = |path: &str| Route::new(path).unwrap();
    let mut last = Manifest::default();
    for path in [
        "topics/زال/page/2/index.html",
        "d/000000000000/index.html",
        "2020/12/31/index.html",
        "1999/index.html",
        "assets/old.css",
        "evil/index.html",
        "topics/موضوع-water/index.html",
    ] {
        last.files.insert(route(path), String::new());
    }
    last.retired.insert(route("people/x/index.html"), route("people/هالة-مراد/index.html"));
    last.retired.insert(route("people/y/index.html"), route("people/gone/index.html"));
    let (plan, files) = build(&documents::full(), &Config::default(), &last);
    let expected = [
        ("1999/index.html", "index.html"),
        ("2020/12/31/index.html", "2020/12/index.html"),
        ("d/000000000000/index.html", "index.html"),
        ("people/x/index.html", "people/هالة-مراد/index.html"),
        ("people/y/index.html", "people/index.html"),
        ("topics/زال/page/2/index.html", "topics/index.html"),
    ];
    let expected: BTreeMap<Route, Route> =
        expected.into_iter().map(|(from, to)| (route(from), route(to))).collect();
    assert_eq!(plan.retired, expected);
    let moved = Document::from(files["2020/12/31/index.html"].as_str());
    assert_eq!(attr(&moved.select("main .list a"), "href"), "../../../2020/12/index.html");
    assert_eq!(moved.select("meta[http-equiv=refresh]").length(), 0);
}

#[test]
fn a_public_address_gives_whole_links_for_programs_only() {
    let mut config = Config::default();
    config.site.base_url = Some("https://example.org/n/".to_owned());
    config.site.index = Indexing::Refused;
    let (_, files) = build(&documents::full(), &config, &Manifest::default());
    let (path, page) = page(&files, "people/", "هالة مراد</bdi></h1>");
    let canonical = attr(&page.select("link[rel=canonical]"), "href");
    assert!(canonical.starts_with("https://example.org/n/people/%D9%87"), "{path}: {canonical}");
    assert_eq!(attr(&page.select("meta[property='og:url']"), "content"), canonical);
    assert_eq!(attr(&page.select("meta[name=robots]"), "content"), "noindex");
    assert!(page.select("nav.nav a").iter().all(|a| attr(&a, "href").starts_with("../../")));
    assert!(files["404.html"].contains("href=\"/n/assets/site.css"));
    let robots = "Disallow: /\nSitemap: https://example.org/n/sitemap.xml\n";
    assert!(files["robots.txt"].ends_with(robots));
    let listed = format!("<url><loc>{canonical}</loc><lastmod>2020-");
    assert!(files["sitemap.xml"].contains(&listed) && !files["sitemap.xml"].contains("404"));
    let json: serde_json::Value = serde_json::from_str(&page.select("script").text()).unwrap();
    assert_eq!(json["mainEntity"]["@type"], "Person");
    assert_eq!(json["breadcrumb"]["itemListElement"][2]["item"], canonical);
    let without = simple(&documents::full());
    assert!(without.values().all(|text| !text.contains("rel=\"canonical\"")));
    assert_eq!(without["robots.txt"], "User-agent: *\nAllow: /\n");
}

#[test]
fn machine_dates_are_for_trusted_days_only() {
    let files = simple(&documents::full());
    for (_, page) in pages(&files).filter(|(path, _)| path.starts_with("d/")) {
        let trusted =
            page.select("#date [data-date=firm], #date [data-date=probable]").length() > 0;
        let published = page.select("meta[property='article:published_time']").length() > 0;
        assert_eq!(published, trusted);
        assert_eq!(page.select("script").text().contains("datePublished"), trusted);
    }
}

#[test]
fn the_same_corpus_gives_the_same_bytes() {
    let corpus = documents::full();
    assert_eq!(simple(&corpus), simple(&corpus));
    let (plan, _) = build(&corpus, &Config::default(), &Manifest::default());
    assert!(plan.pages.is_sorted_by(|one, other| one.route < other.route));
}

#[test]
fn weights_are_kept() {
    let files = simple(&documents::many(400));
    let over = |path: &str, limit: usize| {
        let mut found = files.iter().filter(|(p, _)| p.starts_with(path) && p.ends_with(".html"));
        found.find(|(_, text)| text.len() > limit).map(|(path, text)| (path.clone(), text.len()))
    };
    assert_eq!(over("d/", 48 << 10), None);
    assert_eq!(over("weeks/", 96 << 10), None);
    assert_eq!(over("index.html", 64 << 10), None);
    assert!(files["assets/site.css"].len() < 16 << 10);
}

fn templates() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let entries = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|file| (file.path().to_owned(), std::fs::read_to_string(file.path()).unwrap()))
        .collect()
}

#[test]
fn templates_neither_filter_nor_leave_attributes_unquoted() {
    let mut safe = 0;
    for (path, text) in templates().iter().filter(|(path, _)| path.extension().unwrap() == "html") {
        let at = path.display();
        safe += text.matches("| safe").count();
        assert_eq!(text.matches(" | ").count(), text.matches(" | safe").count(), "{at}: a filter");
        assert!(!text.contains("={{") && !text.contains("set_global"), "{at}");
        let event = |rest: &str| {
            let name = rest.split_once('=').map_or(" ", |(name, _)| name);
            name.chars().all(|c| c.is_ascii_alphabetic())
        };
        // Programs that show mail know no style sheet.
        let is_mail = path.file_stem().unwrap().to_str().unwrap().starts_with("mail");
        assert!(is_mail || !text.contains(" style="), "{at}: a style in an attribute");
        assert!(!text.split(" on").skip(1).any(event), "{at}");
        let arabic = text.chars().filter(|c| ('\u{620}'..='\u{64a}').contains(c)).count();
        assert_eq!(arabic, 0, "{at}: words belong into words.ar.toml");
    }
    assert_eq!(safe, 1);
}

/// The style of the site, and what the editions have beside it.
fn styles() -> String {
    let all = templates().into_iter();
    let names = ["site.css", "edition.css", "epub.css"];
    all.filter(|(path, _)| names.iter().any(|name| path.ends_with(name)))
        .map(|(_, css)| css)
        .collect()
}

#[test]
fn the_style_is_logical_and_local() {
    let css = styles();
    let rules: String = css.split("/*").map(|part| part.rsplit("*/").next().unwrap()).collect();
    for word in
        ["left", "right", "float", "direction:", "@import", "url(", "letter-spacing", "justify;"]
    {
        let found = rules.lines().find(|line| line.contains(word) && !line.contains("to left"));
        assert_eq!(found, None, "{word}");
    }
}

#[test]
fn every_class_of_the_templates_has_a_rule() {
    let (all, css) = (templates(), styles());
    for (path, text) in all.iter().filter(|(path, _)| path.extension().unwrap() == "html") {
        for classes in text.split("class=\"").skip(1) {
            let classes = classes.split('"').next().unwrap();
            let names = classes.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
            for name in names.filter(|name| name.len() > 1 && !WORDS.contains(name)) {
                assert!(css.contains(&format!(".{name}")), "{}: .{name}", path.display());
            }
        }
    }
}

/// Words of template code inside class attributes.
const WORDS: [&str; 15] = [
    "if", "not", "item", "headline", "stated", "long", "endif", "page", "mini", "big", "block",
    "endblock", "masthead", "lead", "story",
];
