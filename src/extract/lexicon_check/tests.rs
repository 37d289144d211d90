use super::*;
use crate::extract::block::sample;

fn report(texts: &[&str]) -> LexiconReport {
    let lexicon = Lexicon::embedded().unwrap();
    let check = LexiconCheck::new(&lexicon, crate::lang::forms(&[]));
    let sightings = texts.iter().map(|text| {
        let article = crate::extract::article(sample::document(text), &lexicon).value;
        check.sightings(&article)
    });
    check.report(sightings.collect::<Vec<_>>())
}

fn told(candidates: &[Candidate]) -> Vec<(&str, usize, usize)> {
    candidates.iter().map(|one| (one.form.as_str(), one.count, one.documents)).collect()
}

const NEWS: &str = "افتتاح محطة الشمال في العاصمة اليوم\n\
    قال وزير النقل سامي النجداوي إن المحطة الجديدة ستعمل في الربيع المقبل كما وعدت به الحكومة.\n\
    وتمتم الوزير للصحافيين أن الكلفة كبيرة على خزينة الدولة في هذا العام بسبب ارتفاع الأسعار.";

#[test]
fn an_unknown_verb_before_a_clause_is_a_candidate() {
    let report = report(&[NEWS]);
    assert_eq!(told(&report.verbs), [("تمتم", 1, 1)]);
    let example = &report.verbs[0].example;
    assert_eq!(example.line, 3);
    assert!(example.text.starts_with("وتمتم الوزير للصحافيين أن"), "{}", example.text);
}

#[test]
fn a_name_after_a_title_that_no_file_holds_is_a_candidate() {
    let report = report(&[NEWS, NEWS]);
    assert_eq!(told(&report.names), [("سامي النجداوي", 2, 2)]);
    assert_eq!(report.names[0].example.text, "وزير النقل سامي النجداوي");
}

#[test]
fn a_line_of_three_documents_is_a_candidate() {
    let with_line = format!("{NEWS}\nتابعوا جريدتنا في كل مكان تذهبون إليه.");
    let texts = [with_line.as_str(), NEWS, with_line.as_str()];
    let lines = |texts: &[&str]| report(texts).lines;
    assert!(!lines(&texts).iter().any(|line| line.form.starts_with("تابعوا")));
    let texts = [with_line.as_str(); 3];
    let found = lines(&texts);
    assert!(
        found.iter().any(|line| line.documents == 3 && line.form.starts_with("تابعوا")),
        "{found:?}"
    );
}

#[test]
fn forms_that_are_not_used_are_dead() {
    let report = report(&[NEWS]);
    let verbs = &report.dead["reporting_verbs.toml"];
    let is_dead = |form: &str| verbs.forms.iter().any(|dead| dead.form == form);
    assert!(!is_dead("قال") && is_dead("قالت"));
    assert!(verbs.forms.len() < verbs.of);
    let dead = verbs.forms.iter().find(|dead| dead.form == "قالت").unwrap();
    assert_eq!(dead.field, "verb.perfect");
}
