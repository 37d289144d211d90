//! Summaries end to end: of files and of parts of a folder, every format read by a stranger's reader,
//! hostile words on the terminal.

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};
use pulldown_cmark::{Event, Parser, Tag};
use serde_json::Value;

use crate::data;
use crate::support::{Scene, news};

/// A text that tries every format at once.
const HOSTILE: &str = "وزير <script>alert(1)</script> *يفتتح* [محطة](http://a.b) </style>\u{202e}\u{1b}[2J\n\
    الثلاثاء 29 كانون الأول 2020\n\n\
    قال وزير النقل سالم عيسى، اليوم الثلاثاء: «<b>نعم</b> & _هذا_ `كلامي` \u{1b}]0;x\u{7} \u{9b}31m كله اليوم # 1».\n\
    وأضاف الوزير أن الخط \u{2067}www.example.org\u{2069} سيبدأ العمل في الربيع | المقبل.\n";

/// Everything that a summary of a day, a week, a topic, a person, a story of the seeds is asked by.
const PARTS: [(&str, &str); 6] = [
    ("--day 2020-12-29", "day"),
    ("--week 2020-W53", "week"),
    ("--topic ليبيا", "topic"),
    ("--person لافروف", "person"),
    ("--story 001_155d2af1a94452a6.txt", "story"),
    ("--week last", "week"),
];

/// The record of a summary.
fn record(scene: &Scene, args: &str) -> Value {
    let printed = scene.mujaz(&format!("summary {args} --format json")).exits(0).results();
    assert_eq!(printed.lines().count(), 1, "{args}");
    serde_json::from_str(&printed).unwrap()
}

/// The words of a text on one line.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_part_is_told_in_words_of_its_documents() {
    let scene = Scene::new().seeds();
    let texts: Vec<String> = scene
        .names("seeds")
        .iter()
        .map(|name| collapsed(&scene.read(&format!("seeds/{name}"))))
        .collect();
    for (args, kind) in PARTS {
        let record = record(&scene, args);
        assert_eq!(record["kind"], kind, "{args}");
        let statements = record["statements"].as_array().unwrap();
        let sentences = record["sentences"].as_array().unwrap();
        assert!(!statements.is_empty() && statements.len() <= 10, "{args}: {}", statements.len());
        assert!(!sentences.is_empty() && sentences.len() <= 3, "{args}: {}", sentences.len());
        let said = statements.iter().map(|said| said["text"].as_str().unwrap());
        let told = sentences.iter().map(|told| told["text"]["text"].as_str().unwrap());
        let mut seen = BTreeSet::new();
        for words in said.chain(told).map(collapsed) {
            assert!(texts.iter().any(|text| text.contains(&words)), "{args}: {words}");
            assert!(seen.insert(words.clone()), "{args}: twice {words}");
        }
        let documents: BTreeSet<&str> = record["documents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].as_str().unwrap())
            .collect();
        let cited: BTreeSet<&str> =
            statements.iter().chain(sentences).map(|it| it["document"].as_str().unwrap()).collect();
        assert_eq!(documents, cited, "{args}");
    }
    let person = record(&scene, "--person لافروف");
    for said in person["statements"].as_array().unwrap() {
        assert!(said["speaker"].to_string().contains("لافروف"), "{said}");
    }
}

#[test]
fn a_part_is_found_as_people_name_it() {
    let scene = Scene::new().seeds();
    let same =
        |one: &str, other: &str| assert_eq!(record(&scene, one), record(&scene, other), "{one}");
    same("--week 2020-W53", "--week 2020-12-29");
    same("--week 2020-W53", "--week 2020-12-26");
    same("--person سيرغي-لافروف", "seeds --person لافروف");
    // Words of a headline, one of them beside a mark and one behind a particle; a file as a shell completes it.
    let story = "--story 001_155d2af1a94452a6.txt";
    for words in ["سوتشي", "عسكري", "seeds/002_0eb1d7bca4f02d7c.txt"] {
        same(&format!("--story {words}"), story);
    }
    scene.mujaz("summary --person لافرف").exits(1).says("did you mean «سيرغي لافروف»?");
    scene.mujaz("summary --day soon").exits(2).says("write a day of the calendar");
}

#[test]
fn a_part_that_is_not_there_is_said_with_what_is() {
    let scene = Scene::new().seeds();
    for (args, words) in [
        (
            "--day 2020-12-28",
            "no document of 2020-12-28\nhint: the nearest days with documents: 2020-01-08, 2020-12-29",
        ),
        (
            "--week 2020-W20",
            "no document of the week from 2020-05-09 to 2020-05-15\nhint: the nearest weeks with documents begin on: 2020-01-04, 2020-12-26",
        ),
        ("--topic الزراعة", "no topic «الزراعة»\nhint: there is: «"),
        ("--person سالم", "no person or body «سالم»\nhint: there is: «"),
        (
            "--story 000_41b6aa088995c143.txt",
            "is in no story of several documents\nhint: its own summary",
        ),
    ] {
        scene.mujaz(&format!("summary {args}")).exits(1).says(words);
    }
    scene.mujaz("summary nowhere --week last").exits(1).says("error[read]: nowhere: ");
    let hostile = scene.mujaz_with(&["summary", "--person", "a\u{1b}[2J\u{202e}"], "").exits(1);
    assert!(!hostile.messages().contains(['\u{1b}', '\u{202e}']));
    for usage in [
        "--week 2021-W53",
        "--week soon",
        "--day 2020",
        "--day 2020-12-29 --topic x",
        "--length 0 x",
        "--length huge x",
        "--format doc x",
    ] {
        scene.mujaz(&format!("summary {usage}")).exits(2);
    }
    scene
        .mujaz_with(&["summary", "--person", " - "], "")
        .exits(2)
        .says("no person or body is named");
}

#[test]
fn an_ambiguous_name_is_asked_about() {
    let text = |name: &str| {
        format!(
            "{name} يفتتح المحطة\nالثلاثاء 29 كانون الأول 2020\n\nقال وزير النقل {name} عيسى، اليوم الثلاثاء، إن المحطة جاهزة للعمل.\n"
        )
    };
    let scene = Scene::new().file("seeds/a.txt", text("سالم")).file("seeds/b.txt", text("كريم"));
    scene.mujaz("summary --person عيسى").exits(1).says("may be 2 of them\nhint: say which: «");
    scene.mujaz("summary --person سالم").exits(0).prints("سالم عيسى\n");
}

#[test]
fn lengths_say_how_much() {
    let scene = Scene::new().seeds();
    let n = |args: &str| record(&scene, args)["statements"].as_array().unwrap().len();
    assert_eq!(n("--week last --length short"), 5);
    assert_eq!(n("--week 2020-W53 --length 7"), 7);
    assert_eq!(n("--week 2020-W53"), 10);
    // Nobody has more than two fifths, so that it may be less than was asked for.
    assert!((15..=20).contains(&n("--week 2020-W53 --length long")));
    assert_eq!(n("seeds/002_0eb1d7bca4f02d7c.txt --length 1"), 1);
    let short = n("seeds/002_0eb1d7bca4f02d7c.txt --length short");
    assert!(short <= 3 && n("seeds/002_0eb1d7bca4f02d7c.txt --length long") > short);
}

#[test]
fn a_document_without_statements_has_its_first_sentences() {
    let text = "افتتاح ميناء المدينة الجديد\nالثلاثاء 29 كانون الأول 2020\n\n\
        موسكو - وكالات\n\nافتتح الميناء الجديد صباح اليوم في حفل كبير. وحضر الحفل سفراء دول كثيرة. \
        وتبلغ مساحة الميناء مئة هكتار. وبدأ العمل فيه قبل ثلاث سنوات.\n";
    let scene = Scene::new().file("a.txt", text);
    let sentences = |args: &str| {
        let record = record(&scene, args);
        assert_eq!(record["statements"].as_array().unwrap().len(), 0);
        record["sentences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["text"]["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(sentences("a.txt --length short"), ["افتتح الميناء الجديد صباح اليوم في حفل كبير."]);
    assert_eq!(sentences("a.txt").len(), 3);
    scene.mujaz("summary a.txt").exits(0).prints("لا أقوال في هذه الوثيقة\n");
}

#[test]
fn records_are_as_their_schema_says() {
    let tree = data::site();
    let validators = data::validators(&tree);
    let scene = Scene::new().seeds().file("hostile.txt", HOSTILE).file("none.txt", "خبر بلا شيء.");
    let files = ["seeds/002_0eb1d7bca4f02d7c.txt", "hostile.txt", "none.txt"];
    for args in PARTS.iter().map(|(args, _)| *args).chain(files) {
        let record = record(&scene, args);
        let errors: Vec<String> = validators["summary"]
            .iter_errors(&record)
            .map(|error| format!("{args}: {}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, [""; 0]);
    }
    let mut wrong = record(&scene, "none.txt");
    wrong["kind"] = "month".into();
    assert!(!validators["summary"].is_valid(&wrong));
}

#[test]
fn several_files_are_a_line_each() {
    let scene = Scene::new().file("a.txt", news("الشمال")).file("b.txt", news("الجنوب"));
    let printed = scene.mujaz("summary a.txt b.txt --format json").exits(0).results();
    let records: Vec<Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 2);
    assert_eq!(records[1]["title"]["text"], "وزير النقل يفتتح محطة الجنوب");
    let page = scene.mujaz("summary a.txt b.txt --format html").exits(0).results();
    assert_eq!(page.matches("<article").count(), 2);
    assert_eq!((page.matches("<h1").count(), page.matches("<h2 class=\"t1").count()), (1, 2));
}

/// The lines of a text with what is added to order them taken away.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}', '\u{200f}'], "")
}

#[test]
fn a_terminal_is_told_nothing_but_order_and_colour() {
    let scene = Scene::new().file("a.txt", HOSTILE);
    let plain = scene.mujaz("summary a.txt").exits(0).results();
    let is_strange = |c: char| {
        (c.is_control() && c != '\n') || "\u{202e}\u{2067}\u{2068}\u{2069}\u{200f}".contains(c)
    };
    assert!(!plain.contains(is_strange), "{plain:?}");
    let terminal = scene.mujaz("summary a.txt --bidi terminal").exits(0).results();
    assert_eq!(bare(&terminal), plain);
    assert!(terminal.contains("\u{2068}www.example.org\u{2069}"), "{terminal:?}");
    for line in terminal.lines() {
        let (opened, closed) = (line.matches('\u{2068}').count(), line.matches('\u{2069}').count());
        assert_eq!(opened, closed, "an isolate is left open in {line:?}");
    }
    let coloured = scene.mujaz("summary a.txt --color always").exits(0).results();
    let mut words = coloured.clone();
    for escape in ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[0m"] {
        assert!(coloured.contains(escape), "{coloured:?}");
        words = words.replace(escape, "");
    }
    assert_eq!(words, plain);
    // A file is no terminal.
    assert!(!scene.mujaz("summary a.txt --color auto").exits(0).results().contains('\u{1b}'));
    // The name of a file stands in a summary too.
    let scene = Scene::new().file("in/a\u{1b}[2J\u{202e}.txt", news("الشمال"));
    let text = scene.mujaz("summary in --day 2020-12-29 --bidi visual").exits(0).results();
    assert!(text.contains("\\u{1b}[2J\\u{202e}.txt"), "{text}");
    assert!(!text.contains(is_strange), "{text:?}");
}

#[test]
fn lines_are_shaped_and_ordered_for_terminals_that_do_not() {
    let scene = Scene::new().file("a.txt", news("الشمال"));
    let text = scene.mujaz("summary a.txt --bidi visual").exits(0).results();
    let is_letter = |c: char| ('\u{621}'..='\u{64a}').contains(&c) && c != '\u{640}';
    assert!(!text.contains(is_letter), "a letter is not joined in {text}");
    let first = text.lines().next().unwrap();
    // «وزير النقل يفتتح محطة الشمال», at the right side, its first letter last.
    assert!(first.starts_with("        ") && first.chars().count() == 72, "{first:?}");
    assert!(first.ends_with("\u{feae}\u{fef3}\u{feaf}\u{feed}"), "{first:?}");
    assert!(text.contains("٢٠٢٠"), "numbers keep their order: {text}");
    let seeds = Scene::new().seeds();
    let text = seeds.mujaz("summary --day 2020-12-29 --bidi visual").exits(0).results();
    assert!(text.contains("(002_0eb1d7bca4f02d7c.txt"), "nor is a name turned round: {text}");
}

#[test]
fn lines_fit_and_hold_all_words() {
    let scene = Scene::new().seeds();
    for args in ["seeds", "--week 2020-W53", "--person لافروف"] {
        let text = scene.mujaz(&format!("summary {args}")).exits(0).results();
        for line in text.lines() {
            assert!(mujaz::lang::bidi::columns(line) <= 72, "{line}");
            assert_eq!(line, line.trim_end(), "{line:?}");
        }
        assert!(!text.contains("\n\n\n") && text.ends_with('\n'), "{text}");
    }
    let record = record(&scene, "--week 2020-W53");
    let text = collapsed(&scene.mujaz("summary --week 2020-W53").results());
    for said in record["statements"].as_array().unwrap() {
        assert!(text.contains(&collapsed(said["text"].as_str().unwrap())), "{said}");
    }
}

/// What a reader of Markdown makes of a text: its words, and the names of what is marked.
fn markdown(text: &str) -> (String, BTreeSet<&'static str>) {
    let (mut words, mut tags) = (String::new(), BTreeSet::new());
    let options = pulldown_cmark::Options::all()
        .difference(pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION);
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
            Event::Start(Tag::Heading { .. }) => drop(tags.insert("heading")),
            Event::Start(Tag::Paragraph) => drop(tags.insert("paragraph")),
            Event::Start(Tag::BlockQuote(_)) => drop(tags.insert("quote")),
            Event::Start(Tag::List(Some(1))) => drop(tags.insert("list")),
            Event::Start(Tag::Item) => drop(tags.insert("item")),
            Event::Start(Tag::Strong) => drop(tags.insert("strong")),
            other => panic!("{other:?} in\n{text}"),
        }
    }
    (collapsed(&words), tags)
}

#[test]
fn markdown_is_read_as_it_was_meant() {
    let scene = Scene::new().seeds().file("hostile.txt", HOSTILE);
    for args in ["hostile.txt", "--week 2020-W53", "--story 001_155d2af1a94452a6.txt"] {
        let text = scene.mujaz(&format!("summary {args} --format md")).exits(0).results();
        let (words, tags) = markdown(&text);
        assert!(tags.len() == 6, "{tags:?}");
        let record = record(&scene, args);
        for said in record["statements"].as_array().unwrap() {
            assert!(
                words.contains(&collapsed(said["text"].as_str().unwrap())),
                "{said} in {words}"
            );
        }
        if !record["title"].is_null() {
            assert!(
                words.starts_with(&collapsed(record["title"]["text"].as_str().unwrap())),
                "{words}"
            );
        }
    }
}

#[test]
fn a_page_stands_alone() {
    let scene = Scene::new().seeds().file("hostile.txt", HOSTILE);
    for args in ["hostile.txt", "--week 2020-W53", "--person لافروف", "seeds"] {
        let page = scene.mujaz(&format!("summary {args} --format html")).exits(0).results();
        let mut words = String::new();
        let mut open = Vec::new();
        for token in Tokenizer::new(&page) {
            match token.unwrap() {
                Token::StartTag(tag) => {
                    let name = String::from_utf8(tag.name.0.clone()).unwrap();
                    assert!(
                        !["script", "link", "img", "iframe", "a", "form"].contains(&name.as_str()),
                        "{name}"
                    );
                    for key in tag.attributes.keys() {
                        let key = String::from_utf8(key.0.clone()).unwrap();
                        assert!(
                            !["src", "href", "style"].contains(&key.as_str())
                                && !key.starts_with("on"),
                            "{key}"
                        );
                    }
                    if !["meta", "br", "path"].contains(&name.as_str()) && !tag.self_closing {
                        open.push(name);
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8(tag.name.0).unwrap();
                    assert_eq!(open.pop().as_ref(), Some(&name));
                }
                Token::String(text) => words.push_str(std::str::from_utf8(&text).unwrap()),
                _ => {}
            }
        }
        assert_eq!(open, [""; 0]);
        assert!(!page.contains("url(") && !page.contains("@import"));
        let policy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
        assert!(page.contains(policy) && page.contains("<html lang=\"ar\" dir=\"rtl\">"));
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(page.contains("--rubric:light-dark("), "the style of the site is not in it");
        if args == "seeds" {
            continue;
        }
        let words = collapsed(&words);
        for said in record(&scene, args)["statements"].as_array().unwrap() {
            assert!(words.contains(&collapsed(said["text"].as_str().unwrap())), "{said}");
        }
    }
}

#[test]
fn no_page_is_made_of_nothing() {
    let scene = Scene::new().file("a.txt", "");
    assert_eq!(scene.mujaz("summary a.txt --format html").exits(1).results(), "");
}

#[test]
#[cfg(not(feature = "pdf"))]
fn without_the_feature_a_pdf_is_refused() {
    let scene = Scene::new().file("a.txt", news("الشمال"));
    let ran = scene.mujaz("summary a.txt --format pdf").exits(1);
    let ran = ran.says("cargo install --path . --features pdf").says("summary --format html");
    assert_eq!(ran.results(), "");
}

#[test]
fn corrections_and_own_words_reach_a_part() {
    let scene = Scene::new()
        .file(
            "mujaz.toml",
            "input.folder = \"news\"\n[display]\ndigits = \"latn\"\nweek_start = \"mon\"\n",
        )
        .file("news/1.txt", news("الشمال"))
        .file("corrections.toml", "[[document]]\npath = \"1.txt\"\noutlet = \"النهر\"\n")
        .file("templates/words.ar.toml", "[summary]\ndocuments = \"المراجع\"\n");
    let text = scene.mujaz("summary --week 2020-W53").exits(0).results();
    let days = "من 28 كانون الأول/ديسمبر 2020 إلى 3 كانون الثاني/يناير 2021\n";
    assert!(text.starts_with(days) && text.contains("\nالمراجع\n"), "{text}");
    let source = "(النهر، 29 كانون الأول/ديسمبر 2020، 1.txt)";
    assert!(collapsed(&text).ends_with(source), "{text}");
}
