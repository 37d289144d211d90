use std::path::Path;

use super::*;
use crate::analyse::fixture::{Draft, lexicon};
use crate::config::Corrections;
use crate::model::{
    BlockKind, Confidence, DateKind, DateRole, EDITOR, HeadlineSource, MentionIx, Speaker,
    Statement, StatementKind,
};

/// Two people, two statements, a title.
fn draft() -> Draft {
    let text = "لقاء سوتشي\n\
        وصل الوفد إلى المدينة. قال سالم عيسى إن القمح وافر. وذكر الوزير أن الماء قليل.\n\
        وأكد كريم بدر استمرار العمل في الميناء.";
    let draft = Draft::new("news/a.txt", text)
        .headline("لقاء سوتشي")
        .outlet("المدينة")
        .topic("libya", 40, &[])
        .person("سالم عيسى", "سالم عيسى")
        .person("كريم بدر", "كريم بدر")
        .statement("القمح وافر", Speaker::Named(MentionIx(0)));
    let minister = draft.find("الوزير");
    let mut draft = draft.statement("الماء قليل", Speaker::Described(minister));
    draft.last_statement().mention = Some(minister);
    draft
}

fn apply_to(draft: Draft, text: &str) -> Checked<Article> {
    let lexicon = lexicon();
    let topics = ["libya", "trade"];
    let corrections = Corrections::parse(text, Path::new("corrections.toml"), topics).unwrap();
    Editor::new(&corrections, &lexicon).apply(draft.article(), "news/a.txt")
}

/// The corrected document, where everything answers to something.
fn apply(keys: &str) -> Article {
    let checked = apply_to(draft(), &format!("[[document]]\npath = \"news/a.txt\"\n{keys}"));
    assert_eq!(checked.diagnostics, [], "{keys}");
    checked.value
}

/// The only complaint about a correction, with its hint after ` | `.
fn missed(keys: &str) -> String {
    let checked = apply_to(draft(), &format!("[[document]]\npath = \"news/a.txt\"\n{keys}"));
    let [diagnostic] = checked.diagnostics.as_slice() else { panic!("{:?}", checked.diagnostics) };
    assert_eq!(checked.value.corrections, [], "{keys}");
    format!(
        "{}: {} | {}",
        diagnostic.document,
        diagnostic.message,
        diagnostic.hint.as_deref().unwrap_or("-")
    )
}

fn speakers(article: &Article, statement: &Statement) -> Vec<String> {
    let mentions = statement.speaker.mentions().iter();
    mentions.map(|ix| article.mentions[ix.0 as usize].name.canonical.to_string()).collect()
}

fn record(article: &Article) -> Vec<(CorrectedFact, Option<&str>, Option<&str>)> {
    let corrections = article.corrections.iter();
    corrections.map(|one| (one.fact, one.before.as_deref(), one.after.as_deref())).collect()
}

#[test]
fn other_documents_stay_as_they_are() {
    let before = draft().article();
    let other = "[[document]]\npath = \"news/b.txt\"\ndate = \"2020-12-29\"\n";
    let after = apply_to(draft(), other);
    assert_eq!(format!("{before:?}"), format!("{:?}", after.value));
}

#[test]
fn a_document_is_named_by_its_identity_too() {
    let id = draft().article().document.content_id;
    for id in [id.short(), id.long()] {
        let text = format!("[[document]]\nid = \"{id}\"\ndate = \"2020-12-29\"\n");
        assert_eq!(apply_to(draft(), &text).value.date.kind, DateKind::Corrected);
    }
}

#[test]
fn the_day_is_the_editors() {
    let article = apply("date = \"2020-12-29\"\nnote = \"من الصحيفة\"");
    let date = &article.date;
    assert_eq!(date.shown().map(|day| day.to_string()).as_deref(), Some("2020-12-29"));
    assert_eq!((date.kind, date.confidence), (DateKind::Corrected, Confidence::Firm));
    assert_eq!(date.evidence.last().map(|evidence| evidence.role), Some(DateRole::Answer));
    assert_eq!(record(&article), [(CorrectedFact::Date, None, Some("2020-12-29"))]);
    assert_eq!(article.corrections[0].note.as_deref(), Some("من الصحيفة"));
}

#[test]
fn an_unknown_day_is_no_day_and_no_conflict() {
    let article = apply("date = \"unknown\"");
    assert_eq!((article.date.day, article.date.kind), (None, DateKind::Corrected));
    assert_eq!(article.date.confidence, Confidence::None);
}

#[test]
fn a_headline_is_a_span_of_the_document() {
    let article = apply("headline = \"وَصَل الوفد إلى المدينة\"");
    let headline = article.headline.unwrap();
    assert_eq!(article.document.text.slice(headline.span), "وصل الوفد إلى المدينة");
    assert_eq!((headline.from, headline.evidence.rule), (HeadlineSource::Corrected, EDITOR));
    let missed = missed("headline = \"وصل الوفد إلى العاصمة أمس\"");
    let begins = "corrections.toml:3:12: news/a.txt: the headline «وصل الوفد إلى العاصمة أمس» does not stand in it";
    assert!(missed.starts_with(begins), "{missed}");
    assert!(missed.ends_with("nearest: «وصل الوفد إلى المدينة.»"), "{missed}");
}

#[test]
fn a_line_that_is_no_headline_is_text() {
    let article = apply("headline = \"none\"");
    assert_eq!(article.headline, None);
    assert_eq!(article.kinds[0], BlockKind::Paragraph);
}

#[test]
fn the_outlet_is_the_editors() {
    assert_eq!(apply("outlet = \"النهر\"").outlet(), Some("النهر"));
    assert_eq!(apply("outlet = \"unknown\"").outlet(), None);
    assert_eq!(apply("date = \"unknown\"").outlet(), Some("المدينة"));
}

#[test]
fn topics_come_and_go() {
    let article = apply("add_topics = [\"trade\"]\nremove_topics = [\"libya\"]");
    let topics: Vec<&str> = article.topics.iter().map(|topic| &*topic.id).collect();
    assert_eq!(topics, ["trade"]);
    assert!(missed("add_topics = [\"libya\"]").contains("found already | take it out"));
    let missed = missed("remove_topics = [\"trade\"]");
    assert!(missed.ends_with("not about the topic `trade` | the topics found here are: libya"));
}

#[test]
fn a_statement_gets_its_speaker() {
    let statement = "[[document.statement]]\ntext = \"الماء قليل\"\nspeaker = ";
    let article = apply(&format!("{statement}\"كريم بدر\""));
    assert_eq!(speakers(&article, &article.statements[1]), ["كريم بدر"]);
    assert_eq!(article.statements[1].evidence.rule, EDITOR);
    assert_eq!(record(&article), [(CorrectedFact::Speaker, Some("الوزير"), Some("كريم بدر"))]);
    // A name that stands nowhere takes the place of the words that stood for the speaker.
    let article = apply(&format!("{statement}\"نبيل راشد\""));
    assert_eq!(speakers(&article, &article.statements[1]), ["نبيل راشد"]);
    let mention = article.mentions.iter().find(|m| &*m.name.canonical == "نبيل راشد").unwrap();
    assert_eq!(article.document.text.slice(mention.span), "الوزير");
    // Mentions stay in the order of the text, and speakers with their statements.
    assert!(article.mentions.is_sorted_by_key(|mention| mention.span));
    assert_eq!(speakers(&article, &article.statements[0]), ["سالم عيسى"]);
    let article = apply(&format!("{statement}[\"سالم عيسى\", \"كريم بدر\"]"));
    assert_eq!(speakers(&article, &article.statements[1]).len(), 2);
    let article = apply(&format!("{statement}\"unknown\""));
    assert_eq!(article.statements[1].speaker, Speaker::Unknown);
}

#[test]
fn a_statement_is_named_by_its_identity() {
    let id = &super::super::qids(&draft().article())[1];
    let article = apply(&format!("[[document.statement]]\nid = \"{id}\"\nspeaker = \"سالم عيسى\""));
    assert_eq!(speakers(&article, &article.statements[1]), ["سالم عيسى"]);
    let missed = missed("[[document.statement]]\nid = \"zzzz\"\nhide = true");
    assert!(
        missed.contains("has no statement `zzzz` | `mujaz extract --explain FILE`"),
        "{missed}"
    );
}

#[test]
fn a_hidden_statement_is_not_shown_and_keeps_the_others_in_place() {
    let article = apply("[[document.statement]]\ntext = \"القمح وافر\"\nhide = true");
    assert_eq!(article.statements.len(), 2);
    assert!(!article.statements[0].is_counted() && article.statements[1].is_counted());
    let missed = missed("[[document.statement]]\ntext = \"القمح نادر\"\nhide = true");
    assert!(missed.ends_with("no statement in it reads «القمح نادر» | nearest: «القمح وافر»"));
}

#[test]
fn a_new_statement_is_a_span_of_the_document() {
    let article = apply(
        "[[document.new_statement]]\ntext = \"استمرار العمل في الميناء\"\nspeaker = \"كريم بدر\"",
    );
    let statement = &article.statements[2];
    assert_eq!(article.document.text.slice(statement.text), "استمرار العمل في الميناء");
    assert_eq!(statement.kind, StatementKind::Indirect);
    assert_eq!(speakers(&article, statement), ["كريم بدر"]);
    let missed = missed("[[document.new_statement]]\ntext = \"استمرار العمل في المصنع\"");
    assert!(missed.contains("the statement «استمرار العمل في المصنع» does not stand in it"));
    let again = "[[document.new_statement]]\ntext = \"القمح وافر\"";
    assert!(super::tests::missed(again).contains("the statement was found already"));
}

#[test]
fn a_name_means_somebody_else_in_one_document() {
    let article = apply("[[document.person]]\nname = \"كريم بدر\"\nmeans = \"كريم بدر (اللاعب)\"");
    assert_eq!(&*article.mentions[1].name.canonical, "كريم بدر (اللاعب)");
    let missed = missed("[[document.person]]\nname = \"كريم بدري\"\nmeans = \"س\"");
    assert!(missed.ends_with("names nobody `كريم بدري` | did you mean `كريم بدر`?"), "{missed}");
}

#[test]
fn people_are_merged_everywhere_and_kept_apart() {
    let merge = "[[merge]]\nname = \"سالم بن عيسى\"\nsame = [\"سالم عيسى\"]\n";
    let article = apply_to(draft(), merge).value;
    assert_eq!(speakers(&article, &article.statements[0]), ["سالم بن عيسى"]);
    assert_eq!(
        record(&article),
        [(CorrectedFact::Person, Some("سالم عيسى"), Some("سالم بن عيسى"))]
    );
    let apart = "[[apart]]\nnames = [\"بدر\", \"كريم بدر\"]\n";
    let draft = Draft::new("news/a.txt", "تحدث بدر.").person("بدر", "كريم بدر");
    let article = apply_to(draft, apart).value;
    assert_eq!(&*article.mentions[0].name.canonical, "بدر");
}

#[test]
fn what_no_document_answers_to_is_named() {
    let lexicon = lexicon();
    let text = "[[document]]\npath = \"news/aa.txt\"\ndate = \"unknown\"\n\
        [[merge]]\nname = \"س\"\nsame = [\"سالم عيسي\", \"سالم عيس\"]\n\
        [[apart]]\nnames = [\"كريم بدر\", \"خخخخخخ\"]\n";
    let corrections = Corrections::parse(text, Path::new("corrections.toml"), []).unwrap();
    let unused = Editor::new(&corrections, &lexicon).unused(&[&draft().article()]);
    let said: Vec<String> = unused
        .iter()
        .map(|one| format!("{}: {} | {}", one.document, one.message, one.hint.as_ref().unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            "corrections.toml:2:8: no document is called `news/aa.txt` | did you mean `news/a.txt`?",
            "corrections.toml:6:22: no document names `سالم عيس` | did you mean `سالم عيسى`?",
            "corrections.toml:8:22: no document names `خخخخخخ` | take the name out, or copy it from the page of people",
        ]
    );
}

#[test]
fn a_name_that_is_nobody_s_is_no_mention_and_no_speaker() {
    let check = |checked: Checked<Article>| {
        assert_eq!(checked.diagnostics, []);
        let article = checked.value;
        let names: Vec<&str> =
            article.mentions.iter().map(|mention| &*mention.name.canonical).collect();
        assert_eq!(names, ["كريم بدر"]);
        let Speaker::Described(span) = article.statements[0].speaker else { panic!("described") };
        assert_eq!(article.document.text.slice(span), "سالم عيسى");
        assert_eq!(article.statements[0].evidence.rule, EDITOR);
        assert_eq!(
            record(&article),
            [
                (CorrectedFact::Person, Some("سالم عيسى"), None),
                (CorrectedFact::Speaker, Some("سالم عيسى"), None),
            ]
        );
    };
    let one = "[[document]]\npath = \"news/a.txt\"\n[[document.person]]\n";
    let nobody = "name = \"سالم عيسى\"\nmeans = \"nobody\"\n";
    check(apply_to(draft(), &format!("{one}{nobody}")));
    check(apply_to(draft(), &format!("[[person]]\n{nobody}")));
}

#[test]
fn who_stays_keeps_what_was_said_together() {
    let draft =
        draft().statement("استمرار العمل", Speaker::Joint(vec![MentionIx(0), MentionIx(1)]));
    let article = apply_to(draft, "[[person]]\nname = \"سالم عيسى\"\nmeans = \"nobody\"\n").value;
    let last = article.statements.last().unwrap();
    assert_eq!(last.speaker, Speaker::Named(MentionIx(0)));
    assert_eq!(speakers(&article, last), ["كريم بدر"]);
}

#[test]
fn a_name_that_no_document_holds_is_told() {
    let text = "[[person]]\nname = \"سالم عيسا\"\nmeans = \"nobody\"\n";
    let lexicon = lexicon();
    let corrections = Corrections::parse(text, Path::new("corrections.toml"), ["libya"]).unwrap();
    let editor = Editor::new(&corrections, &lexicon);
    let article = editor.apply(draft().article(), "news/a.txt").value;
    let unused = editor.unused(&[&article]);
    assert_eq!(unused[0].message, "no document names `سالم عيسا`");
    // A name that was taken out is no longer named, and was not missed.
    let text = "[[person]]\nname = \"سالم عيسى\"\nmeans = \"nobody\"\n";
    let corrections = Corrections::parse(text, Path::new("corrections.toml"), ["libya"]).unwrap();
    let editor = Editor::new(&corrections, &lexicon);
    let article = editor.apply(draft().article(), "news/a.txt").value;
    assert_eq!(editor.unused(&[&article]), []);
}

#[test]
fn what_changes_nothing_is_told() {
    let place = |line| format!("corrections.toml:{line}: news/a.txt: ");
    let end = " without it | it changes nothing: take it out";
    assert_eq!(
        missed("outlet = \"المدينة\"\n"),
        format!("{}its outlet is `المدينة`{end}", place("3:10"))
    );
    assert_eq!(
        missed("headline = \"لقاء سوتشي\"\n"),
        format!("{}these words are its headline{end}", place("3:12"))
    );
    let means = "[[document.person]]\nname = \"كريم بدر\"\nmeans = \"كريم بدر\"\n";
    assert_eq!(missed(means), format!("{}`كريم بدر` means `كريم بدر`{end}", place("4:8")));
}
