//! The command line, end to end: output, messages, exit status, and that a failure changes nothing.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::support::{Scene, news};

#[test]
fn builds_the_seeds_without_a_word() {
    let scene = Scene::new().seeds();
    let ran = scene.mujaz("build").exits(0);
    assert_eq!(ran.results(), "");
    ran.says("5 documents: 5 published, 0 merged, 0 skipped\n")
        .says("new or changed, 0 as before")
        .says("render ")
        .says(" with ")
        .does_not_say("warning");
    assert!(scene.tree("site").contains_key("index.html"));
    scene.mujaz("build").exits(0).says(" files, nothing changed");
    assert_eq!(scene.names(""), [".site.cache", ".site.lock", "seeds", "site"]);
}

#[test]
fn arguments_override_the_settings() {
    let scene = Scene::new()
        .file("mujaz.toml", "input.folder = \"a\"\noutput.folder = \"out-a\"\n")
        .file("a/1.txt", news("الشمال"))
        .file("b/2.txt", news("الجنوب"))
        .file("b/3.txt", news("الساحل"));
    scene.mujaz("build").exits(0).says("1 document: 1 published");
    scene.mujaz("build b --out out-b").exits(0).says("2 documents: 2 published");
    let beside = [".out-a.cache", ".out-a.lock", ".out-b.cache", ".out-b.lock"];
    let own = ["a", "b", "mujaz.toml", "out-a", "out-b"];
    assert_eq!(scene.names(""), [&beside[..], &own[..]].concat());
}

#[test]
fn paths_of_the_settings_are_relative_to_the_project() {
    let scene = Scene::new().file("p/mujaz.toml", "").file("p/seeds/1.txt", news("الشمال"));
    scene.mujaz("build --project p").exits(0).says("1 document");
    assert!(scene.path("p/site/index.html").exists());
}

#[test]
fn messages_as_json_lines() {
    let scene = Scene::new().seeds().file("seeds/bad.txt", b"\0\0");
    let messages = scene.mujaz("build --message-format json").exits(0).json_messages();
    let kinds: Vec<&str> =
        messages.iter().map(|message| message["type"].as_str().unwrap()).collect();
    assert!(kinds.ends_with(&["totals", "published", "times"]), "{kinds:?}");
    let find = |kind: &str| messages.iter().find(|message| message["type"] == kind).unwrap();
    assert_eq!(find("diagnostic")["code"], "not-text");
    assert_eq!(find("diagnostic")["document"], "bad.txt");
    assert_eq!(find("totals")["seen"], 6);
    assert_eq!(find("totals")["skipped"]["not-text"], 1);
    assert_eq!(find("times")["steps"][0]["step"], "read");

    let messages = scene.mujaz("build nowhere --message-format json").exits(1).json_messages();
    assert_eq!(messages[0]["code"], "read");
    assert!(messages[0]["message"].as_str().unwrap().contains("nowhere"));
}

#[test]
fn bad_documents_are_skipped_and_named() {
    let scene = Scene::new()
        .file("in/good.txt", news("الشمال"))
        .file("in/again.txt", news("الشمال"))
        .file("in/binary.txt", b"\x7fELF\0\0\0")
        .file("in/empty.txt", "")
        .file("in/blank.md", " \n\n")
        .file("in/noise.txt", b"\xff\xfe\xfa\x81\x8d\x8f\x90\x9d".repeat(40))
        .file("in/deck.docx", "PK");
    scene
        .mujaz("build in --out site")
        .exits(0)
        .says("warning[not-text]: binary.txt: ")
        .says("warning[empty]: empty.txt: ")
        .says("warning[empty]: blank.md: ")
        .says("noise.txt: ")
        .says("warning[format]: deck.docx: ")
        .says("; skipped\n")
        .says("note[duplicate]: good.txt: ")
        .says("7 documents: 1 published, 1 merged, 5 skipped (");
}

#[test]
fn a_name_cannot_speak_to_the_terminal() {
    let scene =
        Scene::new().file("in/good.txt", news("الشمال")).file("in/a\u{1b}[2J\nb\u{202e}.txt", "");
    let ran = scene.mujaz("build in").exits(0).says("a\\u{1b}[2J\\u{a}b\\u{202e}.txt: ");
    assert!(!ran.messages().contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn many_warnings_are_counted() {
    let scene = (0..230)
        .fold(Scene::new().file("in/good.txt", news("الشمال")), |scene, n| {
            scene.file(&format!("in/{n:03}.txt"), "")
        });
    let ran = scene.mujaz("build in").exits(0).says("30 more: empty 30\n").says("(empty 230)");
    assert_eq!(ran.messages().matches("warning[empty]").count(), 200);
    let ran = scene.mujaz("build in --quiet").exits(0);
    assert_eq!(ran.messages(), "");
}

/// A scene with a published site, and its tree.
fn with_site() -> Scene {
    let scene = Scene::new().file("seeds/1.txt", news("الشمال"));
    scene.mujaz("build").exits(0);
    scene
}

/// The command fails with these words, and the published site is as it was.
fn fails(scene: &Scene, args: &str, words: &[&str]) {
    let before = scene.tree("site");
    let ran = scene.mujaz(args).exits(1);
    let ran = words.iter().fold(ran, |ran, words| ran.says(words));
    assert!(ran.messages().contains("hint: "), "no hint in {}", ran.messages());
    assert_eq!(scene.tree("site"), before, "mujaz {args}");
}

#[test]
fn a_folder_with_nothing_usable_is_an_error() {
    let scene = with_site().file("none/a.txt", "").file("none/b.txt", b"\0");
    let words =
        ["warning[empty]: a.txt", "2 documents: 0 published", "error[read]: none: no document"];
    fails(&scene, "build none --out site", &words);
    std::fs::create_dir(scene.path("void")).unwrap();
    fails(&scene, "build void --out site", &["0 documents", "no document here can be published"]);
    scene.mujaz("build void --out site --allow-empty").exits(0).says("0 documents: 0 published");
}

#[test]
fn a_missing_input_is_an_error() {
    let scene = with_site();
    scene.mujaz("build nowhere").exits(1).says("error[read]: nowhere: ");
    std::fs::remove_dir_all(scene.path("seeds")).unwrap();
    fails(
        &scene,
        "build",
        &["error[read]: ", "hint: name a folder of documents: mujaz build FOLDER"],
    );
    scene.mujaz("extract nowhere.txt").exits(1).says("error[read]: nowhere.txt: cannot be found");
}

#[test]
fn an_output_folder_of_somebody_else_is_refused() {
    let scene = Scene::new().seeds().file("site/mine.txt", "mine");
    fails(&scene, "build", &["error[write]: ", "did not write: mine.txt"]);
    assert_eq!(scene.names(""), ["seeds", "site"]);
}

#[test]
fn broken_settings_are_an_error_with_their_place() {
    let scene = with_site().file("mujaz.toml", "[display]\ndigitz = \"arab\"\n");
    let words = ["mujaz.toml:2:1: display.digitz: unknown field", "hint: did you mean `digits`?"];
    fails(&scene, "build", &words);
    let drawn = scene.mujaz("build --color always").exits(1).messages();
    assert!(drawn.contains("digitz = \"arab\"") && drawn.contains("did you mean"), "{drawn}");
    let scene = scene.file("mujaz.toml", "site.base_url = \"javascript:alert(1)\"");
    fails(&scene, "build", &["mujaz.toml:1:", "site.base_url", "only http and https"]);
}

/// A project with one document and corrections of it.
fn corrected(corrections: &str) -> Scene {
    Scene::new()
        .file("mujaz.toml", "input.folder = \"news\"\n")
        .file("news/1.txt", news("الشمال"))
        .file("corrections.toml", corrections)
}

#[test]
fn corrections_reach_every_command() {
    let scene =
        corrected("[[document]]\npath = \"1.txt\"\ndate = \"2020-12-30\"\noutlet = \"النهر\"\n");
    for args in ["extract news/1.txt", "extract ./news", "extract news/../news/1.txt"] {
        scene.mujaz(args).exits(0).prints("2020-12-30 (firm corrected)").prints("النهر");
    }
    scene.mujaz("summary news/1.txt").exits(0).prints("المصدر: النهر").prints("بتصحيح المحرر");
    scene.mujaz("build").exits(0).does_not_say("warning");
    let record = scene.mujaz("extract news/1.txt --format json").results();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    assert_eq!(record["corrections"][0]["fact"], "date");
    assert_eq!(record["corrections"][0]["before"], "2020-12-29");
    assert_eq!(record["corrections"][0]["rule"], "editor");
    assert!(scene.path("site/2020/12/30/index.html").exists());
}

#[test]
fn every_fact_is_explained_and_can_be_overruled() {
    let scene = corrected("");
    let ran = scene.mujaz("extract --explain news/1.txt").exits(0);
    ran.prints("headline: وزير النقل يفتتح محطة الشمال\n  rule      title-line, ")
        .prints("date: 2020-12-29\n  rule      page_line, firm\n")
        .prints("    2:1     «الثلاثاء 29 كانون الأول 2020» page_line: 2020-12-29")
        .prints("; gave the day")
        .prints("statement ")
        .prints("the cue: قال, of the class say");
    // Everything it prints to overrule a fact does so.
    let record = scene.mujaz("extract --explain news/1.txt --format json").results();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let facts = record["facts"].as_array().unwrap();
    let is_found = |fact: &&serde_json::Value| fact["fact"] != "rejected_topic";
    let snippets = facts.iter().filter(is_found).filter_map(|fact| fact["correction"].as_str());
    let snippets: String = snippets.map(|snippet| format!("{snippet}\n")).collect();
    let scene = scene.file("corrections.toml", snippets);
    scene.mujaz("build --strict").exits(0).does_not_say("warning");
    let record = scene.mujaz("extract news/1.txt --format json").results();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    assert_eq!(
        (&record["headline"], &record["date"]["day"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    let statements = record["statements"].as_array().unwrap();
    assert!(!statements.is_empty());
    assert!(statements.iter().all(|one| one["speaker"].is_null() && one["rule"] == "editor"));
}

#[test]
fn what_joins_documents_is_explained_and_can_be_overruled() {
    let text = |verb: &str, name: &str| {
        format!(
            "{verb} الطاقة\nالثلاثاء 29 كانون الأول 2020\n\n\
             {verb} وزير الطاقة الألماني {name} اليوم إن المحطة ستعمل في الربيع المقبل.\n"
        )
    };
    let scene = Scene::new()
        .file("mujaz.toml", "[input]\nfolder = \"news\"\n")
        .file("news/1.txt", text("قال", "سيرغي لازاريف"))
        .file("news/2.txt", text("صرح", "سيرغي لازارييف"));
    let explained = |scene: &Scene| -> Vec<serde_json::Value> {
        let records = scene.mujaz("extract --explain news --format json").exits(0).results();
        let records = records.lines().map(|line| serde_json::from_str(line).unwrap());
        records
            .flat_map(|record: serde_json::Value| record["facts"].as_array().unwrap().clone())
            .collect()
    };
    let of = |facts: &[serde_json::Value], name: &str| -> Vec<String> {
        let facts = facts.iter().filter(|fact| fact["fact"] == name);
        facts.map(|fact| fact["correction"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let facts = explained(&scene);
    let joined = of(&facts, "joined_name");
    assert_eq!(joined.len(), 2, "{facts:?}");
    scene
        .mujaz("extract --explain news")
        .exits(0)
        .prints("identity: سيرغي لازار")
        .prints("  says      named in 2 documents\n")
        .prints("joined name: سيرغي لازار")
        .prints("    [[apart]]\n    names = [\"سيرغي لازار");
    // What it prints parts them; and then what joined them may be pasted the other way round.
    let scene = scene.file("corrections.toml", &joined[0]);
    let facts = explained(&scene);
    assert_eq!(of(&facts, "joined_name"), [""; 0]);
    scene.mujaz("build --strict").exits(0).does_not_say("warning");
}

#[test]
fn documents_are_asked_about_the_lexicon() {
    let text = news("الشمال") + "وتمتم الوزير للصحافيين أن الكلفة كبيرة هذا العام.\n";
    let scene = Scene::new().file("in/1.txt", &text).file("in/2.txt", news("الجنوب"));
    scene
        .mujaz("lexicon check in")
        .exits(0)
        .prints("documents read: 2\n")
        .prints("  تمتم  times: 1, documents: 1\n    1.txt:6: وتمتم الوزير للصحافيين أن")
        .prints("  reporting_verbs.toml: ");
    let report = scene.mujaz("lexicon check in --format json").exits(0).results();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!((&report["documents"], &report["verbs"][0]["form"]), (&2.into(), &"تمتم".into()));
    let dead = report["dead"]["reporting_verbs.toml"]["forms"].as_array().unwrap();
    assert!(!dead.iter().any(|form| form["form"] == "قال"));
    scene.mujaz("lexicon").exits(2);
}

#[test]
fn a_correction_that_answers_to_nothing_is_a_warning() {
    let scene = corrected(
        "[[document]]\npath = \"l.txt\"\ndate = \"unknown\"\n
[[document]]\npath = \"1.txt\"\nheadline = \"لا شيء\"\n",
    );
    scene
        .mujaz("build")
        .exits(0)
        .says("warning[correction]: corrections.toml:2:8: no document is called `l.txt`\n  hint: ")
        .says("did you mean `1.txt`?")
        .says("warning[correction]: corrections.toml:7:12: 1.txt: the headline «لا شيء» does not")
        .says("1 document: 1 published");
    // Single files are not the whole project: nobody misses the others.
    scene.mujaz("extract news/1.txt").exits(0).does_not_say("l.txt").says("«لا شيء»");
    fails(&scene, "build --strict", &["error[strict]: 2 corrections answer to nothing"]);
}

#[test]
fn broken_corrections_are_an_error_with_their_place() {
    let scene = corrected("[[document]]\npath = \"1.txt\"\nadd_topics = [\"lybia\"]\n");
    scene
        .mujaz("build")
        .exits(1)
        .says("error[config]: ./corrections.toml:3:15: document.add_topics: `lybia` is no topic")
        .says("hint: did you mean `libya`?");
    scene.mujaz("extract news/1.txt").exits(1).says("corrections.toml:3:15");
}

#[test]
fn corrections_inside_the_input_are_not_read() {
    let scene = Scene::new()
        .file("in/1.txt", news("الشمال"))
        .file("in/corrections.toml", "this is [ not toml");
    scene.mujaz("build in --project in --out site").exits(0);
}

#[test]
fn a_broken_template_is_an_error_with_its_place() {
    let scene = with_site().file("templates/document.html", "<p>\n{% if page.x %}\n{% endif ");
    fails(&scene, "build", &["error[template]: ", "templates/document.html"]);
}

#[test]
fn broken_language_data_is_an_error() {
    let scene = with_site()
        .file("mujaz.toml", "lexicon.extra = [\"more/persons.toml\"]")
        .file("more/persons.toml", "[[person]]\nnmae = \"x\"\n");
    fails(&scene, "build", &["error[lexicon]: ", "more/persons.toml"]);
    let scene = scene.file("mujaz.toml", "lexicon.extra = [\"more/nobody.toml\"]");
    scene.mujaz("build").exits(1).says("more/nobody.toml: ").says("does not exist");
}

#[test]
fn settings_inside_the_input_are_not_read() {
    let scene = Scene::new()
        .file("in/1.txt", news("الشمال"))
        .file("in/mujaz.toml", "this is [ not toml")
        .file("in/templates/home.html", "{% broken");
    let out = scene.path("site");
    let mut command = scene.command();
    let output = command
        .current_dir(scene.path("in"))
        .args(["build", ".", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    scene.mujaz("build in --project in --out site").exits(0);
}

#[test]
fn strict_takes_a_skipped_document_for_an_error() {
    let scene = with_site().file("seeds/2.txt", news("الجنوب")).file("seeds/bad.txt", "");
    let words = ["warning[empty]: bad.txt", "error[strict]: 1 of 3 documents skipped"];
    fails(&scene, "build --strict", &words);
    scene.mujaz("build").exits(0);
    scene.mujaz("extract seeds --strict").exits(1).says("error[strict]");
    scene.mujaz("extract seeds").exits(0).says("warning[empty]: bad.txt");
    scene.mujaz("extract seeds/bad.txt").exits(1).says("error[read]: no document could be read");
    scene.mujaz("summary seeds/bad.txt").exits(1).says("warning[empty]");
}

#[test]
fn the_clock_is_an_option_or_the_environment() {
    let scene = Scene::new().seeds();
    let clock = || {
        let manifest: serde_json::Value =
            serde_json::from_str(&scene.read("site/build.json")).unwrap();
        manifest["clock"].as_str().map(str::to_owned)
    };
    scene.mujaz("build").exits(0);
    assert_eq!(clock(), None);
    scene.mujaz("build --clock 2024-03-12").exits(0);
    assert_eq!(clock().as_deref(), Some("2024-03-12"));
    let epoch =
        |seconds: &str| scene.command().arg("build").env("SOURCE_DATE_EPOCH", seconds).output();
    assert!(epoch("1600000000").unwrap().status.success());
    assert_eq!(clock().as_deref(), Some("2020-09-13"));
    assert_eq!(epoch("today").unwrap().status.code(), Some(2));
}

#[test]
fn wrong_usage_is_2() {
    let scene = Scene::new();
    for args in [
        "",
        "biuld",
        "build --thread 2",
        "build --threads 0",
        "build --clock yesterday",
        "extract",
        "summary",
    ] {
        assert_eq!(scene.mujaz(args).exits(2).results(), "", "{args}");
    }
    scene.mujaz("biuld").says("a similar subcommand exists: 'build'");
    scene.mujaz_with(&["build", "--\u{1b}[31m"], "").exits(2).does_not_say("\u{1b}");
    scene.mujaz("--version").exits(0).prints("mujaz ");
    for command in ["", "build ", "extract ", "summary ", "dates ", "init "] {
        scene.mujaz(&format!("{command}--help")).exits(0).prints("Example").prints("--threads");
    }
}

#[test]
fn a_project_is_begun_and_built() {
    let scene = Scene::new();
    scene.mujaz("init p").exits(0).prints("p/mujaz.toml\n").prints("p/documents/example.txt\n");
    scene.mujaz("build --project p").exits(0).says("1 document: 1 published");
    assert!(scene.path("p/site/index.html").exists());
    scene.mujaz("init p").exits(1).says("p/mujaz.toml: exists already; nothing was written");
}

#[test]
fn facts_as_json_lines() {
    let scene = Scene::new().seeds();
    let ran = scene.mujaz("extract seeds --format json").exits(0);
    let records: Vec<serde_json::Value> =
        ran.results().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let files: Vec<&str> = records.iter().map(|record| record["file"].as_str().unwrap()).collect();
    assert_eq!(files, scene.names("seeds"));
    for key in ["id", "headline", "date", "statements"] {
        assert!(records.iter().all(|record| record.get(key).is_some()), "{key}");
    }
    let one = scene.mujaz(&format!("extract seeds/{} --format json", files[0])).exits(0).results();
    assert_eq!(one.lines().count(), 1);
}

#[test]
fn facts_as_text() {
    let scene = Scene::new().file("a.txt", news("الشمال"));
    scene.mujaz("extract a.txt").exits(0).prints("a.txt\n").prints("  date ");
}

#[test]
fn summaries_of_several_documents() {
    let scene = Scene::new().file("a.txt", news("الشمال")).file("b.txt", news("الجنوب"));
    scene
        .mujaz("summary a.txt b.txt")
        .exits(0)
        .prints("وزير النقل يفتتح محطة الشمال\n")
        .prints("\n\n")
        .prints("وزير النقل يفتتح محطة الجنوب\n");
}

#[test]
fn dates_are_answered_line_for_line() {
    let scene = Scene::new();
    let lines = "2020\nلا شيء\n\n٢٩ كانون الأول 2020\t2020-12-30\n";
    let answers = scene.mujaz_with(&["dates"], lines).exits(0).results();
    assert_eq!(answers.lines().count(), 4);
    assert!(answers.starts_with("2020\n\n\n2020"), "{answers}");
}

#[test]
fn whoever_stops_reading_is_no_failure() {
    let scene = (0..60).fold(Scene::new(), |scene, n| {
        scene.file(&format!("in/{n}.txt"), news("الشمال").repeat(20))
    });
    let mut program = Command::new(scene.command().get_program())
        .args(["extract", "in", "--format", "json"])
        .current_dir(scene.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    let mut messages = String::new();
    program.stderr.take().unwrap().read_to_string(&mut messages).unwrap();
    assert_eq!((program.wait().unwrap().code(), messages.as_str()), (Some(0), ""));
}

#[test]
fn a_closed_standard_error_stops_nothing() {
    let scene = Scene::new().seeds();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut program = Command::new(scene.command().get_program());
    let status = program.arg("build").current_dir(scene.path("")).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(scene.path("site/index.html").exists());
}

#[test]
fn the_health_of_an_input_folder() {
    let undated = "لقاء بلا يوم\n\nقال سالم عيسى إن الماء قليل في القرى كلها.\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1256.encode(undated);
    let feed =
        format!("<rss><item><description>{}</description></item><item/></rss>", news("الغرب"));
    let line = "تابعوا أخبارنا على مدار الساعة\n";
    let scene = Scene::new()
        .file("in/a.txt", format!("{}{line}", news("الشمال")))
        .file("in/b.md", format!("{}\n{line}", news("الجنوب")))
        .file("in/c.txt", format!("{}{line}", news("الساحل")))
        .file("in/copy.txt", format!("{}{line}", news("الشمال")))
        .file("in/old.txt", windows)
        .file("in/feed.xml", feed)
        .file("in/picture.png", b"\x89PNG");
    let ran = scene.mujaz("check --input in --format json").exits(0);
    let health: serde_json::Value = serde_json::from_str(&ran.results()).unwrap();
    assert_eq!(health["documents"], 5, "{health:#}");
    assert_eq!(health["formats"], serde_json::json!({"feed": 1, "markdown": 1, "text": 3}));
    assert_eq!(health["encodings"], serde_json::json!({"UTF-8": 5, "windows-1256": 1}));
    assert_eq!(health["undated"], serde_json::json!(["old.txt"]));
    assert_eq!(
        (&health["days"]["firm"], &health["days"]["none"]),
        (&3.into(), &1.into()),
        "{health:#}"
    );
    assert_eq!(health["merged"][0]["document"], "copy.txt");
    assert_eq!(health["skipped"]["empty"][0]["document"], "feed.xml#2");
    assert_eq!(health["skipped"]["format"][0]["document"], "picture.png");
    ran.says("8 documents: 5 read, 1 merged, 2 skipped (empty 1, format 1)\n");
    scene
        .mujaz("check --input in")
        .exits(0)
        .prints("documents: 5\nformats: text 3, feed 1, markdown 1\n")
        .prints("\nwithout a day: 1\n  old.txt\n")
        .prints("\nskipped, format: 1\n  picture.png: ");
    scene.mujaz("check --input in --message-format json").exits(0).prints("{\"documents\":5,");
    scene.mujaz("check --input in --strict").exits(1).says("2 of 8 documents skipped");
    scene.mujaz("check --input nowhere").exits(1).says("cannot read the input");
    scene.mujaz("check site --input in").exits(2);
    assert_eq!(scene.names(""), ["in"], "nothing is built");
}
