//! The choice of a briefing over small archives made by hand.

use super::*;
use crate::analyse::fixture::{Draft, firm, lexicon};
use crate::analyse::names::watched_person;
use crate::config::Watchlist;
use crate::model::{
    Article, LineReason, MentionIx, PersonKind, Speaker, StatementKind, WatchedThing,
};

/// A report of a day by an outlet, in which somebody says something.
fn report(id: &str, iso: &str, (outlet, name): (&str, &str), words: &str) -> Draft {
    let text = format!(
        "عنوان الخبر {id}\n{outlet}\nاجتمع أهل القرية يوم السوق {id} عند البئر.\nوأكد {name} أن {words} قبل الشتاء القادم."
    );
    let mut draft = Draft::new(id, &text)
        .headline(&format!("عنوان الخبر {id}"))
        .furniture(outlet)
        .outlet(outlet)
        .person(name, name)
        .statement(words, Speaker::Named(MentionIx(0)))
        .cue("وأكد", "أكد", "assert")
        .date(firm(iso));
    let mention = draft.find(name);
    draft.last_statement().mention = Some(mention);
    draft
}

fn chosen(articles: Vec<Article>, config: &Config, days: (&str, &str)) -> (Corpus, Briefing) {
    let lexicon = lexicon();
    let corpus = crate::analyse::corpus(articles, &lexicon, config, None).value;
    let key_statements = &KeyStatements::new(&corpus, &lexicon);
    let index = &BriefingIndex::new(&corpus, &lexicon, config);
    let desk = Desk { corpus: &corpus, lexicon: &lexicon, key_statements, config, index };
    let period = Period::new(days.0.parse().unwrap(), days.1.parse().unwrap()).unwrap();
    let briefing = desk.briefing(period, None).unwrap();
    (corpus, briefing)
}

fn names(corpus: &Corpus, people: impl IntoIterator<Item = PersonIx>) -> Vec<String> {
    people.into_iter().map(|ix| corpus.person(ix).unwrap().label.to_string()).collect()
}

/// An older report, and three of the week.
fn archive() -> Vec<Article> {
    vec![
        report("old.txt", "2020-12-20", ("المنارة", "سالم عيسى"), "القمح وافر في الجنوب").article(),
        report("a.txt", "2020-12-27", ("المنارة", "سالم عيسى"), "الميناء يحتاج إلى ترميم")
            .article(),
        report("b.txt", "2020-12-28", ("الشروق", "كريم منصور"), "المدارس تفتح أبوابها مبكرا")
            .article(),
        report("c.txt", "2020-12-29", ("الشروق", "هدى سليم"), "الجسر الجديد يعبر الوادي").article(),
    ]
}

const WEEK: (&str, &str) = ("2020-12-26", "2021-01-01");

#[test]
fn a_week_holds_its_own_documents_and_speakers() {
    let (corpus, briefing) = chosen(archive(), &Config::default(), WEEK);
    let files =
        briefing.articles.iter().map(|ix| corpus.article(*ix).unwrap().document.id.as_str());
    assert_eq!(files.collect::<Vec<_>>(), ["a.txt", "b.txt", "c.txt"]);
    assert_eq!((briefing.totals.statements, briefing.totals.speakers), (3, 3));
    assert_eq!(briefing.totals.events, 3);
    let outlets: Vec<usize> = briefing.outlets.iter().map(|(_, n)| *n).collect();
    assert_eq!(outlets, [2, 1]);
}

#[test]
fn nothing_is_said_twice() {
    let mut articles = archive();
    // The same words in another document, and a beginning that holds them.
    let again = "قال هدى سليم إن الجسر الجديد يعبر الوادي";
    let copy = report("d.txt", "2020-12-29", ("النهار", "هدى سليم"), "الجسر الجديد يعبر الوادي");
    articles.push(copy.article());
    articles.push(Draft::new("e.txt", again).date(firm("2020-12-30")).article());
    let (corpus, briefing) = chosen(articles, &Config::default(), WEEK);
    assert_eq!(briefing.gist.lines.len(), 3);
    let mut told: Vec<(ArticleIx, Span)> = Vec::new();
    let first = briefing.events.first().unwrap();
    told.extend(
        first.sides.iter().map(|ix| (*ix, corpus.article(*ix).unwrap().opening().unwrap())),
    );
    told.extend(briefing.gist.lines.iter().map(|line| (line.article, line.span)));
    let said = briefing.speakers.iter().flat_map(|share| &share.statements);
    told.extend(said.map(|at| {
        let article = corpus.article(at.article).unwrap();
        (at.article, article.statements[at.statement.0 as usize].text)
    }));
    let words =
        |(ix, span): &(ArticleIx, Span)| corpus.article(*ix).unwrap().document.text.slice(*span);
    for (n, one) in told.iter().enumerate() {
        for other in told.iter().skip(n + 1) {
            assert!(one.0 != other.0 || !one.1.overlaps(other.1), "{}", words(one));
        }
    }
    let bridge = told.iter().filter(|one| words(one).contains("الجسر الجديد")).count();
    assert_eq!(bridge, 1, "{:?}", told.iter().map(words).collect::<Vec<_>>());
}

#[test]
fn a_line_is_a_sentence_without_its_conjunction() {
    let (corpus, briefing) = chosen(archive(), &Config::default(), WEEK);
    let said = briefing.gist.lines.iter().find(|it| matches!(it.why, LineReason::Statement(_)));
    let line = said.unwrap();
    let words = corpus.article(line.article).unwrap().document.text.slice(line.span);
    assert!(words.starts_with("أكد ") && words.ends_with("القادم."), "{words}");
}

#[test]
fn a_line_that_another_statement_begins_has_no_conjunction_either() {
    let (name, words) = ("سالم عيسى", "البئر الجديدة تكفي أهل القرية كلهم");
    let sentence = format!("ذكر الحاضرون أن الماء قليل، وقال {name} إن {words}.");
    let text = format!("عنوان\nاجتمع أهل القرية عند البئر.\nو{sentence}");
    let mut draft = Draft::new("q.txt", &text)
        .headline("عنوان")
        .person(name, name)
        .statement("الماء قليل", Speaker::Unknown)
        .cue("وذكر", "ذكر", "assert")
        .statement(words, Speaker::Named(MentionIx(0)))
        .cue("وقال", "قال", "assert")
        .date(firm("2020-12-27"));
    let mention = draft.find(name);
    draft.last_statement().mention = Some(mention);
    let (corpus, briefing) = chosen(vec![draft.article()], &Config::default(), WEEK);
    let line = briefing.gist.lines.first().unwrap();
    let found = corpus.article(line.article).unwrap().document.text.slice(line.span);
    assert_eq!(found, sentence);
}

#[test]
fn new_is_what_no_earlier_document_names() {
    let (corpus, briefing) = chosen(archive(), &Config::default(), WEEK);
    let changes = briefing.changes.unwrap();
    assert_eq!(changes.since.first().to_string(), "2020-12-19");
    assert_eq!(names(&corpus, changes.people), ["كريم منصور", "هدى سليم"]);
    let (_, oldest) = chosen(archive(), &Config::default(), ("2020-12-19", "2020-12-25"));
    assert_eq!(oldest.changes, None, "nothing is older");
}

#[test]
fn events_stand_by_outlets_then_statements() {
    let mut articles = archive();
    let two = report("d.txt", "2020-12-26", ("النهار", "ليلى حسن"), "البئر عميقة جدا")
        .statement("اجتمع أهل القرية", Speaker::Unknown);
    articles.push(two.article());
    let (corpus, briefing) = chosen(articles, &Config::default(), WEEK);
    let order = briefing.events.iter().map(|event| {
        let file = corpus.article(event.representative).unwrap().document.id.as_str();
        (file, event.weight.statements)
    });
    // Two statements first; of equals the newest.
    assert_eq!(order.collect::<Vec<_>>(), [("d.txt", 2), ("c.txt", 1), ("b.txt", 1), ("a.txt", 1)]);
    let mut config = Config::default();
    config.brief.stories = 2;
    let (_, short) = chosen(archive(), &config, WEEK);
    assert_eq!((short.events.len(), short.totals.events), (2, 3));
}

#[test]
fn what_is_watched_is_found_and_its_absence_told() {
    let watchlist = Watchlist {
        people: vec!["سالم عيسي".to_owned(), "زيد مجهول".to_owned()],
        words: vec!["ميناء".to_owned(), "قطار".to_owned()],
        ..Watchlist::default()
    };
    let config = Config { watchlist, ..Config::default() };
    let (corpus, briefing) = chosen(archive(), &config, WEEK);
    let found: Vec<(String, usize)> = briefing
        .watched
        .iter()
        .map(|watched| {
            let name = match &watched.thing {
                WatchedThing::Person(ix) => names(&corpus, [*ix]).remove(0),
                WatchedThing::Words(words) => words.clone(),
                WatchedThing::Topic(_) => unreachable!(),
            };
            (name, watched.articles.len())
        })
        .collect();
    let expected = [("سالم عيسى", 1), ("زيد مجهول", 0), ("ميناء", 1), ("قطار", 0)];
    assert_eq!(found, expected.map(|(name, n)| (name.to_owned(), n)));
}

#[test]
fn the_quotation_stands_alone_and_is_marked() {
    let words = "الماء يكفي أهل القرية كلهم شهرين كاملين بلا انقطاع";
    let text = format!("عنوان\nاجتمع أهل القرية عند البئر.\nقال سالم عيسى: «{words}».");
    let mut draft = Draft::new("q.txt", &text)
        .headline("عنوان")
        .person("سالم عيسى", "سالم عيسى")
        .statement(words, Speaker::Named(MentionIx(0)))
        .date(firm("2020-12-27"));
    draft.last_statement().kind = StatementKind::Direct;
    let (_, briefing) = chosen(vec![draft.article()], &Config::default(), WEEK);
    assert!(briefing.gist.pull.is_some());
    assert!(briefing.speakers.is_empty(), "said once");
}

#[test]
fn a_period_without_documents_has_no_briefing() {
    let (lexicon, config) = (lexicon(), Config::default());
    let corpus = crate::analyse::corpus(archive(), &lexicon, &config, None).value;
    let key_statements = &KeyStatements::new(&corpus, &lexicon);
    let (config, index) = (&config, &BriefingIndex::new(&corpus, &lexicon, &config));
    let desk = Desk { corpus: &corpus, lexicon: &lexicon, key_statements, config, index };
    let day = |iso: &str| Period::day(iso.parse().unwrap());
    assert_eq!(desk.briefing(day("2020-12-26"), None), None);
    let salem =
        watched_person(&corpus, lexicon.folder(), ("سالم عيسى", PersonKind::Person)).unwrap();
    let monday = desk.briefing(day("2020-12-28"), Some(Focus::Person(salem)));
    assert_eq!(monday, None);
    let sunday = desk.briefing(day("2020-12-27"), Some(Focus::Person(salem))).unwrap();
    assert_eq!(sunday.totals.statements, 1);
}
