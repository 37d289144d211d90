//! What docs/reliability.md promises: its tests exist, its limits are those of the code, and the guarantees
//! that no other module proves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::program;
use crate::support::{Scene, news};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The words in code marks of a text.
fn marked(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_guarantee_has_its_tests() {
    let paper = read("docs/reliability.md");
    let rows: Vec<&str> = paper.lines().filter(|line| line.starts_with("| G")).collect();
    let numbers: Vec<&str> = rows.iter().map(|row| &row[2..4]).collect();
    assert_eq!(numbers, ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9"]);
    for row in rows {
        let tests: Vec<&str> = marked(row).into_iter().filter(|it| it.contains("::")).collect();
        assert!(tests.len() >= 3, "{row}");
        for test in tests {
            let (file, name) = test.split_once("::").unwrap();
            let file =
                if file.starts_with("src/") { file.to_owned() } else { format!("tests/{file}.rs") };
            let text = read(&file);
            let (before, _) = text
                .split_once(&format!("fn {name}("))
                .unwrap_or_else(|| panic!("{file} has no {name}"));
            let attribute = before.trim_end().lines().last().unwrap();
            assert!(attribute.trim() == "#[test]", "{file}: {name} is no test");
        }
    }
}

#[test]
fn the_limits_are_those_of_the_code() {
    let paper = read("docs/reliability.md");
    let table = paper.split("| what | limit |").nth(1).unwrap();
    let rows: Vec<&str> = table.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 25, "{}", rows.len());
    let config = read("src/config.rs");
    let all: String = crate_sources();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [_, limit, place, says] = cells[..] else { panic!("{row}") };
        let value = match marked(place)[..] {
            [setting] => {
                let name = setting.strip_prefix("limits.").unwrap();
                let defaults = config.split("impl Default for Limits").nth(1).unwrap();
                let value = defaults.split(&format!(" {name}: ")).nth(1).unwrap();
                value.split([',', '\n']).next().unwrap().to_owned()
            }
            [name, file] => {
                let text = read(file);
                let (_, value) = text
                    .split_once(&format!("const {name}: usize = "))
                    .unwrap_or_else(|| panic!("{file} has no {name}"));
                value.split(';').next().unwrap().to_owned()
            }
            _ => panic!("{row}"),
        };
        assert_eq!(number(limit), number(&value), "{row}");
        for words in marked(says) {
            assert!(all.contains(words), "nothing says {words}");
        }
    }
}

/// The number of `16 MiB`, `1,200`, `16 << 20`, `50_000`.
fn number(words: &str) -> u64 {
    let digits = |text: &str| -> u64 {
        text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
    };
    match (words.split_once("<<"), words) {
        (Some((value, shift)), _) => digits(value) << digits(shift),
        (None, words) if words.ends_with("MiB") => digits(words) << 20,
        (None, words) if words.ends_with("KiB") => digits(words) << 10,
        (None, words) => digits(words),
    }
}

/// All code of the library.
fn crate_sources() -> String {
    let mut text = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                text += &fs::read_to_string(path).unwrap();
            }
        }
    }
    text
}

#[test]
fn every_reason_counts_and_the_totals_add_up() {
    let long = "قال الوزير نعم. ".repeat(300_000);
    let deep = format!("<p>قال الوزير نعم{}", "<div>".repeat(400));
    let scene = Scene::new()
        .file("in/good.txt", news("الساحل"))
        .file("in/twin.txt", news("الساحل"))
        .file("in/format.docx", "x")
        .file("in/encoding.txt", [0xff, 0xd8, 0xe0, 0x10].repeat(50))
        .file("in/language.txt", "This is a report in English about the new station.\n".repeat(5))
        .file("in/not-text.txt", b"\x7fELF\0\0\0\0\0\x01\0\0\0\0")
        .file("in/empty.txt", " \n\n")
        .file("in/too-large.txt", &long)
        .file("in/too-deep.html", deep)
        .file(
            "in/doctype.xml",
            "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item/></channel></rss>",
        )
        .file("in/malformed.jsonl", "{\"text\": \n");
    std::os::unix::fs::symlink("good.txt", scene.path("in/symlink.txt")).unwrap();
    let is_made =
        std::process::Command::new("mkfifo").arg(scene.path("in/not-regular.txt")).status();
    let n_pipes = u64::from(is_made.is_ok_and(|status| status.success()));
    let ran = scene.mujaz("build in --out site --message-format json").exits(0);
    let account: serde_json::Value = serde_json::from_str(&scene.read("site/build.json")).unwrap();
    let counts = &account["counts"];
    let skipped: BTreeMap<String, u64> = serde_json::from_value(counts["skipped"].clone()).unwrap();
    let reasons =
        ["doctype", "empty", "encoding", "format", "language", "malformed", "not-text", "symlink"];
    for reason in reasons.into_iter().chain(["too-deep", "too-large"]) {
        assert_eq!(skipped.get(reason), Some(&1), "{reason}: {skipped:?}");
    }
    assert_eq!(skipped.get("not-regular").copied().unwrap_or(0), n_pipes);
    let number = |key: &str| counts[key].as_u64().unwrap();
    assert_eq!((number("published"), number("merged")), (1, 1));
    assert_eq!(number("seen"), 2 + skipped.values().sum::<u64>());
    // Each is named, by a code of the closed list.
    let messages = ran.json_messages();
    for (reason, n) in &skipped {
        let named = messages.iter().filter(|it| it["code"] == **reason).count();
        assert_eq!(u64::try_from(named).unwrap(), *n, "{reason}: {messages:#?}");
    }
    assert_eq!(messages.iter().filter(|it| it["code"] == "duplicate").count(), 1);
}

/// The reasons for which a document is left out, as the programs of others may count on them.
const REASONS: [&str; 16] = [
    "format",
    "encoding",
    "language",
    "not-text",
    "empty",
    "too-large",
    "too-deep",
    "too-slow",
    "not-regular",
    "symlink",
    "permission",
    "vanished",
    "doctype",
    "malformed",
    "limit",
    "internal",
];

#[test]
fn the_list_of_reasons_is_closed() {
    let code = read("src/diagnostic.rs");
    let names = code.split("impl Skip {").nth(1).unwrap().split("\n}\n").next().unwrap();
    let names: Vec<&str> =
        names.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(names, REASONS);
    let paper = read("docs/codes.md");
    let table = paper.split("## Why a document is skipped").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let rows: Vec<&str> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(rows, REASONS);
}

/// What a document may try to plant, with words by which it would be known.
const PLANTED: [&str; 15] = [
    "<script>zzcanary()</script>",
    "\"><img src=x onerror=zzcanary()>",
    "' onmouseover='zzcanary()",
    "</title></style></textarea><svg onload=zzcanary()>",
    "javascript:zzcanary()",
    "data:text/html,<script>zzcanary()</script>",
    "{{ zzcanary }} {% include \"base.html\" %}",
    "]]><script>zzcanary()</script><![CDATA[",
    "--><script>zzcanary()</script><!--",
    "`${zzcanary()}\\`",
    "=HYPERLINK(\"http://zzcanary\")",
    "\u{202e}zzcanary\u{2066}\u{200f}",
    "\u{1b}[2Jzzcanary\u{7}",
    "../../../zzcanary",
    "\r\nSet-Cookie: zzcanary=1\r\n\r\n",
];

/// A folder in which every format plants everything everywhere, names of files too.
fn planted() -> Scene {
    let said = "قال الوزير كريم منصور إن المحطة مفتوحة، وأضاف: «أنجزنا الأعمال كلها».";
    let mut scene = Scene::new();
    for (n, planted) in PLANTED.iter().enumerate() {
        let json = |text: &str| serde_json::to_string(text).unwrap();
        let escaped = planted.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        let speaker = format!("{said}\nوقالت ليلى حداد {planted} إن «{planted}» قريبة.");
        let title = format!("محطة {planted} مفتوحة {n}");
        scene = scene
            .file(&format!("in/{n}.txt"), format!("{title}\n{planted}\n\n{speaker}\n"))
            .file(
                &format!("in/{n}.md"),
                format!(
                    "---\ntitle: {}\nauthor: {}\nurl: {}\nslug: {}\ntags: [{}]\n---\n\n{speaker}\n\n[رابط](<{planted}>)\n",
                    json(&title), json(planted), json(planted), json(planted), json(planted)
                ),
            )
            .file(
                &format!("in/{n}.html"),
                format!(
                    "<title>{title}</title><link rel=canonical href=\"{escaped}\"><meta name=author content=\"{escaped}\">\
                     <meta property=og:site_name content=\"{escaped}\"><article><h1>{escaped} مفتوحة</h1><p>{said} {planted}\
                     <p><a href=\"{escaped}\">رابط</a> {escaped}</article>"
                ),
            )
            .file(
                &format!("in/{n}.jsonl"),
                format!(
                    "{{\"title\":{0},\"author\":{0},\"url\":{0},\"source\":{0},\"id\":{0},\"keywords\":[{0}],\"text\":{1}}}\n",
                    json(planted), json(&speaker)
                ),
            )
            .file(
                &format!("in/{n}.xml"),
                format!(
                    "<rss><channel><title>{0}</title><item><title>محطة {0} مفتوحة</title><link>{0}</link><guid>{0}</guid>\
                     <category>{0}</category><description>{said} {0}</description></item></channel></rss>",
                    escaped.chars().filter(|c| !c.is_control()).collect::<String>()
                ),
            );
    }
    for name in [
        "<img src=x onerror=zzcanary()>.txt",
        "zz\u{202e}canary.txt",
        "index.html.txt",
        "..zz.txt",
        "zz\ncanary.txt",
    ] {
        scene = scene.file(&format!("in/names/{name}"), format!("محطة مفتوحة {name}\n\n{said}\n"));
    }
    scene
}

#[test]
fn planted_markup_stays_text() {
    let scene = planted();
    let before = scene.names("");
    let ran = scene.mujaz("build in --out site").exits(0);
    let is_printed =
        |c: char| c == '\n' || !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c);
    let said = ran.messages();
    assert!(said.chars().all(is_printed), "{said:?}");
    // Every page, feed, table and record is what it is meant to be, and says what the documents say.
    scene.mujaz("check site").exits(0);
    let tree = scene.tree("site");
    let mut n_shown = 0;
    for (path, bytes) in &tree {
        assert!(!path.contains("..") && path.chars().all(is_printed), "{path:?}");
        let text = str::from_utf8(bytes).unwrap();
        // What parts the cells and lines of tables.
        let lines = match path.rsplit('.').next() {
            Some("csv") => text.replace("\r\n", "\n"),
            Some("tsv" | "js") => text.replace('\t', " "),
            _ => text.to_owned(),
        };
        // Which characters search passes over stands in a table of its own.
        let is_table = path == "search/index.js";
        assert!(is_table || lines.chars().all(is_printed), "{path}");
        n_shown += text.matches("zzcanary").count();
        if path.ends_with(".html") || path.ends_with(".xml") {
            for tag in
                ["<script>zz", "<img src=x", "<svg onload", "href=\"javascript:", "href=\"data:"]
            {
                assert!(!text.contains(tag), "{path}: {tag}");
            }
        }
    }
    assert!(n_shown > 500, "the planted words are shown as words: {n_shown}");
    let mut after = scene.names("");
    after.retain(|name| !name.starts_with(".site") && name != "site");
    assert_eq!(after, before);
}

#[test]
fn surroundings_do_not_show() {
    let scene = Scene::new()
        .file("in/a.txt", news("الساحل"))
        .file("in/b.txt", news("الشمال"))
        .file("in/c.txt", "قالت ليلى حداد أمس إن الميناء مغلق.\n");
    let build = |out: &str, surroundings: &[(&str, &str)], threads: &str| {
        let ran = std::process::Command::new(program())
            .args(["build", "in", "--no-cache", "--quiet", "--threads", threads, "--out", out])
            .current_dir(scene.path(""))
            .env_clear()
            .envs(surroundings.iter().copied())
            .status();
        assert!(ran.unwrap().success());
        scene.tree(out)
    };
    let first = build("one", &[], "1");
    let second = build(
        "two",
        &[("TZ", "Asia/Riyadh"), ("LC_ALL", "ar_SA.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("HOME", "/")],
        "4",
    );
    assert!(first == second);
    // What stood there before shows in nothing but the addresses that were given up.
    fs::write(scene.path("in/c.txt"), news("الغرب")).unwrap();
    build("one", &[], "2");
    fs::write(scene.path("in/c.txt"), "قالت ليلى حداد أمس إن الميناء مغلق.\n").unwrap();
    let mut third = build("one", &[], "2");
    let account: serde_json::Value = serde_json::from_slice(&third["build.json"]).unwrap();
    for path in account["retired"].as_object().unwrap().keys() {
        third.remove(path);
    }
    let mut first = first;
    first.remove("build.json");
    third.remove("build.json");
    assert_eq!(first.keys().collect::<Vec<_>>(), third.keys().collect::<Vec<_>>());
    assert!(first == third);
}
