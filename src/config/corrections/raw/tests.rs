use std::path::Path;

use super::*;

fn read(text: &str) -> Result<Corrections> {
    Corrections::parse(text, Path::new("corrections.toml"), ["libya", "trade"])
}

/// The message of a refused text, with its hint after ` | `.
fn refused(text: &str) -> String {
    let error = read(text).expect_err("refused");
    format!("{error} | {}", error.remedy().unwrap_or("-"))
}

fn check(text: &str, message: &str, hint: &str) {
    let found = refused(text);
    assert!(found.starts_with(message), "{found}");
    assert!(found.contains(hint), "{found}");
}

#[test]
fn nothing_written_corrects_nothing() {
    assert!(read("# nothing yet\n").unwrap().is_empty());
}

#[test]
fn every_correction_is_read() {
    let corrections = read(
        "[[document]]
path = \"news/a.txt\"
date = 2020-12-29
headline = \"none\"
outlet = \"النهر\"
add_topics = [\"libya\"]
remove_topics = [\"trade\"]
note = \"كما في النسخة الورقية\"

[[document.person]]
name = \"علي حسن\"
means = \"علي حسن (اللاعب)\"

[[document.statement]]
id = \"q-1a2b3c4d\"
speaker = [\"سالم\", \"كريم\"]

[[document.statement]]
text = \"القمح وافر\"
hide = true

[[document.new_statement]]
text = \"الماء قليل\"
speaker = \"unknown\"
kind = \"direct\"

[[document.person]]
name = \"أمل اللقاء\"
means = \"nobody\"

[[person]]
name = \"ضوء المدينة\"
means = \"nobody\"

[[merge]]
name = \"سالم عيسى\"
same = [\"أبو عيسى\"]

[[apart]]
names = [\"كريم\", \"كريم بدر\"]
",
    )
    .unwrap();
    let document = &corrections.documents[0];
    assert_eq!(document.document.value, "news/a.txt");
    assert_eq!(document.document.place, Place { line: 2, column: 8 });
    let day = NaiveDate::from_ymd_opt(2020, 12, 29).unwrap();
    assert_eq!(document.date.as_ref().unwrap().value, Set::To(day));
    assert_eq!(document.headline.as_ref().unwrap().value, Set::Unknown);
    assert_eq!(document.people[0].means.value, Set::To("علي حسن (اللاعب)".to_owned()));
    assert_eq!(document.people[1].means.value, Set::Unknown);
    assert_eq!(corrections.people.nobody[0].value, "ضوء المدينة");
    assert_eq!(document.statements[0].which.value, Which::Id("1a2b3c4d".to_owned()));
    let several = Set::To(vec!["سالم".to_owned(), "كريم".to_owned()]);
    assert_eq!(document.statements[0].speakers.as_ref().unwrap().value, several);
    assert_eq!(document.statements[1].hide, Hide::Yes);
    assert_eq!(document.added[0].kind, StatementKind::Direct);
    assert_eq!(document.added[0].speakers.as_ref().unwrap().value, Set::Unknown);
    assert_eq!(corrections.people.merge[0].same[0].value, "أبو عيسى");
    assert_eq!(corrections.people.apart[0].names.len(), 2);
}

#[test]
fn a_wrong_key_is_named_with_its_path_and_the_nearest_spelling() {
    check(
        "[[document]]\npath = \"a.txt\"\n\n[[document]]\npath = \"b.txt\"\nhedline = \"x\"\n",
        "corrections.toml:6:1: document[2].hedline: unknown field `hedline`",
        "did you mean `headline`?",
    );
    check("[[documents]]\n", "corrections.toml:1:", "did you mean `document`?");
    check("[[document]]\npath = 3\n", "corrections.toml:2:8: document[1].path: invalid type", "");
    check(
        "[[document]]\npath = \"a\"\n[[document.new_statement]]\ntext = \"x\"\nkind = \"indirekt\"\n",
        "corrections.toml:5:8: document[1].new_statement[1].kind: unknown variant",
        "did you mean `indirect`?",
    );
}

#[test]
fn a_document_is_named_once() {
    check("[[document]]\ndate = \"unknown\"\n", "corrections.toml:1:1: document: not said", "path");
    let both = "[[document]]\npath = \"a\"\nid = \"0123456789ab\"\n";
    check(both, "corrections.toml:3:6: document: named by", "keep one");
    let id = "[[document]]\nid = \"0123\"\n";
    check(id, "corrections.toml:2:6: document.id: `0123` is no identity", "12 digits");
}

#[test]
fn days_and_topics_are_checked() {
    let date = "[[document]]\npath = \"a\"\ndate = \"29/12/2020\"\n";
    check(date, "corrections.toml:3:8: document.date: `29/12/2020` is no day", "\"2020-12-29\"");
    let topic = "[[document]]\npath = \"a\"\nadd_topics = [\"lybia\"]\n";
    check(topic, "corrections.toml:3:15: document.add_topics: `lybia`", "did you mean `libya`?");
    let topic = "[[document]]\npath = \"a\"\nadd_topics = [\"rowing\"]\n";
    check(topic, "corrections.toml:3:15", "the topics are: libya, trade");
}

#[test]
fn a_statement_is_named_and_corrected() {
    let head = "[[document]]\npath = \"a\"\n[[document.statement]]\n";
    check(&format!("{head}hide = true\n"), "corrections.toml:3:1", "extract --explain");
    check(&format!("{head}id = \"1a2b3c4d\"\n"), "corrections.toml:3:1", "hide = true");
    check(&format!("{head}id = \"1a\"\nspeaker = []\n"), "corrections.toml:5:11", "unknown");
}

#[test]
fn a_fact_has_one_word() {
    let twice = "[[document]]\npath = \"a\"\ndate = \"unknown\"\n[[document]]\npath = \"a\"\ndate = \"2020-01-02\"\n";
    check(twice, "corrections.toml:6:8: document.date: set at line 3 already", "keep one");
    let merge =
        "[[merge]]\nname = \"س\"\nsame = [\"ص\"]\n[[merge]]\nname = \"ع\"\nsame = [\"ص\"]\n";
    check(merge, "corrections.toml:5:8: merge: `ص` is merged into `س`", "line 2");
    check("[[apart]]\nnames = [\"س\"]\n", "corrections.toml:1:1: apart.names: fewer", "different");
    let both = "[[merge]]\nname = \"س\"\nsame = [\"ص\"]\n[[apart]]\nnames = [\"س\", \"ص\"]\n";
    check(both, "corrections.toml:4:1: apart.names: names that a [[merge]]", "take the name");
}

#[test]
fn nobody_has_no_name() {
    let head = "[[document]]\npath = \"a\"\n[[document.person]]\nname = \"س\"\nmeans = ";
    for means in ["\"unknown\"", "\"Unknown\"", "\"none\"", "\" \""] {
        check(
            &format!("{head}{means}\n"),
            "corrections.toml:5:9: document.person.means: `",
            "\"nobody\"",
        );
    }
    let whole = "[[person]]\nname = \"س\"\nmeans = ";
    check(&format!("{whole}\"\"\n"), "corrections.toml:3:9: person.means: `` is", "\"nobody\"");
    check(
        &format!("{whole}\"ص\"\n"),
        "corrections.toml:3:9: person.means: `ص` is a name",
        "[[merge]]",
    );
    let merged = format!("[[merge]]\nname = \"ص\"\nsame = [\"س\"]\n{whole}\"nobody\"\n");
    check(&merged, "corrections.toml:5:8: person: `س` is merged at line 3", "keep one");
}
