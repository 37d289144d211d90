//! Search as a reader has it: the script of the page runs over the index of a built site, by Node.js
//! where there is one; results in a real browser are in `browser.rs`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use mujaz::lang::{Lexicon, TokenKind, Tokens, stem};

use crate::support::Scene;

/// Forms and how the reader's are folded and stemmed.
const FOLDING: &str = include_str!("search/folding.tsv");
/// Related forms.
const PAIRS: &str = include_str!("search/pairs.tsv");
/// Fewest of them that must be joined.
const LEAST: usize = 48;

/// The rows of a table without its comments.
fn rows(table: &'static str) -> Vec<Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect()).collect()
}

/// Answers of the script, one a question; `None` where no Node.js is installed.
fn ask(site: &Path, task: &str, questions: &[&str]) -> Option<Vec<String>> {
    let run = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/run.js");
    let program = Command::new("node")
        .args([run.as_path(), site, Path::new(task)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut program) = program else {
        eprintln!("skipped: no node in PATH");
        return None;
    };
    let mut stdin = program.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, questions.join("\n").as_bytes()).unwrap();
    drop(stdin);
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success(), "the script failed");
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<String> = answers.lines().map(str::to_owned).collect();
    assert_eq!(answers.len(), questions.len(), "{answers:?}");
    Some(answers)
}

/// A site of short documents, each with its words in a sentence of its own.
fn site(words: &[&str]) -> Scene {
    let scene = Scene::new();
    let scene = words.iter().enumerate().fold(scene, |scene, (n, words)| {
        let text = format!("خبر رقم {n}\n\nتناول المجتمعون {words} في جلسة قصيرة أمس.\n");
        scene.file(&format!("in/{n:03}.txt"), text)
    });
    scene.build("in", "site", 2).unwrap();
    scene
}

/// The headlines that a question finds.
fn found(scene: &Scene, questions: &[&str]) -> Option<Vec<Vec<String>>> {
    let answers = ask(&scene.path("site"), "search", questions)?;
    let headlines = |answer: &String| {
        let rows: Vec<String> = serde_json::from_str(answer).unwrap();
        rows.iter().map(|row| row.split_once(' ').unwrap().1.to_owned()).collect()
    };
    Some(answers.iter().map(headlines).collect())
}

#[test]
fn folding_and_stemming_are_as_in_the_table() {
    let lexicon = Lexicon::embedded().unwrap();
    let rows = rows(FOLDING);
    assert!(rows.len() > 10);
    for row in &rows {
        let tokens = Tokens::new(lexicon.folder(), row[0]);
        let words = (0..tokens.len()).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
        let words: Vec<String> =
            words.map(|ix| format!("{}={}", tokens.word(ix), stem(tokens.word(ix)))).collect();
        assert_eq!(words.join(" "), row[1], "{}", row[0]);
    }
    let scene = site(&["شيئا"]);
    let texts: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let Some(answers) = ask(&scene.path("site"), "words", &texts) else { return };
    for (answer, row) in answers.iter().zip(rows) {
        assert_eq!(answer, row[1], "{}", row[0]);
    }
}

#[test]
fn related_forms_are_joined() {
    let rows = rows(PAIRS);
    assert_eq!(rows.len(), 52);
    let forms: BTreeSet<&str> = rows.iter().map(|row| row[1]).collect();
    let forms: Vec<&str> = forms.into_iter().collect();
    let scene = site(&forms);
    let questions: Vec<String> = rows.iter().map(|row| format!("q={}", row[0])).collect();
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let Some(answers) = found(&scene, &questions) else { return };
    let mut apart = Vec::new();
    for (row, headlines) in rows.iter().zip(&answers) {
        let number = forms.iter().position(|form| form == &row[1]).unwrap();
        if !headlines.contains(&format!("خبر رقم {number}")) {
            apart.push(row.join(" / "));
        }
    }
    eprintln!("{} of 52 joined; apart: {apart:?}", 52 - apart.len());
    assert!(52 - apart.len() >= LEAST, "{apart:#?}");
}

#[test]
fn unrelated_words_are_not_found() {
    let scene = site(&["برنامج", "لجنة", "الجنة", "مصرف", "دولارا", "المكتب", "بنان", "لبنان"]);
    let questions = ["q=جنة", "q=مصر", "q=دولة", "q=كاتب", "q=نامج", "q=لبنان"];
    let Some(answers) = found(&scene, &questions) else { return };
    assert_eq!(answers[0], ["خبر رقم 2"]);
    assert_eq!(answers[1..5], [[""; 0]; 4]);
    assert_eq!(answers[5], ["خبر رقم 7"], "a name is whole");
}

#[test]
fn the_very_word_comes_first_and_all_words_are_wanted() {
    let scene = site(&["الوزيران", "وزير", "للوزير والسفير", "سفير"]);
    let questions = ["q=وزير", "q=سفير وزير", "q=وزير في", "q=", "q=وزير غائب"];
    let Some(answers) = found(&scene, &questions) else { return };
    assert_eq!(answers[0][0], "خبر رقم 1");
    assert_eq!(answers[0].len(), 3);
    assert_eq!(answers[1], ["خبر رقم 2"]);
    assert_eq!(answers[2].len(), 3, "a word of every text is not looked for");
    assert_eq!((answers[3].len(), answers[4].len()), (0, 0));
}

#[test]
fn results_are_narrowed_by_every_field() {
    let scene = Scene::new().seeds();
    scene.mujaz("build").exits(0);
    let questions = [
        "topic=libya",
        "q=ليبيا&kind=mixed",
        "person=الكرملين",
        "source=شبكة شام",
        "q=ليبيا&from=2020-12-29&to=2020-12-30",
        "from=2021-01-01",
        "to=2020-01-08",
        "topic=none",
    ];
    let Some(answers) = found(&scene, &questions) else { return };
    let n: Vec<usize> = answers.iter().map(Vec::len).collect();
    assert_eq!(n, [3, 3, 1, 1, 2, 1, 1, 0], "{answers:#?}");
}

#[test]
fn results_may_show_every_sentence_and_heading_of_a_document() {
    let body =
        "وصلت القافلة إلى المدينة. وعادت بالتوابل.\n\n## السوق القديمة\n\nباع التجار الزنجبيل.\n";
    let scene = Scene::new().file("in/a.md", format!("# قافلة تصل إلى الميناء\n\n{body}")).file(
        "in/b.txt",
        "وصلت قافلة أخرى إلى الميناء أمس. وباع التجار فيه كل ما جاؤوا به من الشرق.\n",
    );
    scene.build("in", "site", 1).unwrap();
    let tree = scene.tree("site");
    let ids = tree.keys().filter_map(|path| path.strip_prefix("d/")?.strip_suffix("/text.js"));
    let Some(shown) = ask(&scene.path("site"), "sentences", &ids.collect::<Vec<_>>()) else {
        return;
    };
    let first = "وصلت القافلة إلى المدينة. / وعادت بالتوابل.";
    let of_headline = format!("{first} / السوق القديمة / باع التجار الزنجبيل.");
    assert!(shown.contains(&of_headline), "{shown:#?}");
    // The first sentence is what stands for a headline.
    let rest = "وباع التجار فيه كل ما جاؤوا به من الشرق.";
    assert!(shown.iter().any(|it| it.split(" / ").all(|line| line == rest)), "{shown:#?}");
}

#[test]
fn the_script_is_small_and_the_index_too() {
    let scene = Scene::new().seeds();
    scene.mujaz("build").exits(0);
    let tree = scene.tree("site");
    let script = &tree["assets/search.js"];
    assert!(script.len() <= 8 << 10, "{} bytes", script.len());
    assert!(!String::from_utf8_lossy(script).contains("eval"));
    let sizes =
        tree.iter().filter(|(path, _)| path.starts_with("search/") && path.ends_with(".js"));
    let index: usize = sizes.map(|(_, bytes)| bytes.len()).sum();
    // Tables and phrases weigh more than five documents.
    assert!(index < 25_000, "{index} bytes");
}
