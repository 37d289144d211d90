//! Text cases: short Arabic texts with the facts that must be found in them, so that a new case
//! needs no Rust.
//!
//! A file of `tests/cases/<feature>/` holds cases one after the other:
//!
//! ```text
//! === the name of the case
//! the text, a paragraph a line
//! ---
//! title | its words
//! date | 2020-12-29 | firm
//! person | name | its spellings, joined by +
//! body | place | office: the same
//! role | place | its roles, joined by +
//! event | the place of the event, or -
//! region | id, or -
//! topic | id
//! direct | speaker | cue | the words of the statement
//! via | who passed on the statement above, or -
//! ```
//!
//! A text that begins with a tag is a saved page. Below the line stands every fact that is shown, in this order; a speaker that has no name is
//! `-`, a described one is in brackets, joint ones are joined by ` + `. All but
//! statements are compared only where the case names one of the kind; `person | -` says that there
//! is none. `just accept` writes what is found in the place of what
//! is expected; the change is to be read as a change of the program.

use std::fs;
use std::path::{Path, PathBuf};

use mujaz::config::Limits;
use mujaz::lang::Lexicon;
use mujaz::model::{Article, DocId, Format, MentionKind, RawFile, Speaker, Statement};

/// From how many bytes on an encoding without a mark can be told by the words of a text.
const TOLD_BYTES: usize = 60;

struct Case<'a> {
    name: &'a str,
    text: &'a str,
    expected: Vec<&'a str>,
}

#[test]
fn texts_give_the_facts_that_are_written_below_them() {
    let lexicon = Lexicon::embedded().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut wrong = Vec::new();
    let mut n_cases = 0;
    for file in files(&folder) {
        let contents = fs::read_to_string(&file).unwrap();
        let mut renewed = String::new();
        for case in cases(&contents) {
            n_cases += 1;
            let found = facts(&article(case.text.as_bytes(), format(case.text), &lexicon), &case);
            if found != case.expected {
                wrong.push(report(&file, &case, &found));
            }
            let facts: String = found.iter().map(|fact| format!("{fact}\n")).collect();
            renewed += &format!("=== {}\n{}\n---\n{facts}\n", case.name, case.text);
        }
        if accepts() {
            fs::write(&file, renewed.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(n_cases > 40, "only {n_cases} cases were read");
    assert!(wrong.is_empty() || accepts(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn texts_give_the_same_facts_in_the_encoding_of_windows() {
    if accepts() {
        eprintln!("skipped: the other test is writing the cases");
        return;
    }
    let lexicon = Lexicon::embedded().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let (mut n_cases, mut refused) = (0, Vec::new());
    for file in files(&folder) {
        let contents = fs::read_to_string(&file).unwrap();
        for case in cases(&contents).into_iter().filter(|case| format(case.text) == Format::Text) {
            let (bytes, _, lossy) = encoding_rs::WINDOWS_1256.encode(case.text);
            // The encoding of a few words cannot be told.
            if lossy || bytes.len() < TOLD_BYTES {
                continue;
            }
            n_cases += 1;
            let Ok(article) = read(&bytes, Format::Text, &lexicon) else {
                refused.push(case.name.to_owned());
                continue;
            };
            let found = facts(&article, &case);
            assert_eq!(found, case.expected, "{}: {}", file.display(), case.name);
        }
    }
    assert!(n_cases > 40, "only {n_cases} cases are written in letters of that encoding");
    // A short text of names alone may be refused, never read as another.
    assert!(refused.len() * 50 <= n_cases, "of {n_cases} these are refused: {refused:?}");
}

#[expect(clippy::disallowed_methods, reason = "a switch for whoever runs the tests by hand")]
fn accepts() -> bool {
    std::env::var("MUJAZ_ACCEPT").is_ok()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files
}

fn cases(contents: &str) -> Vec<Case<'_>> {
    contents
        .split("=== ")
        .filter(|case| !case.trim().is_empty())
        .map(|case| {
            let (name, rest) = case.split_once('\n').expect("a case has a text");
            let (text, facts) = rest.split_once("\n---").expect("a case has facts below ---");
            let expected = facts.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            Case { name, text, expected }
        })
        .collect()
}

/// A page is told by its first tag; all else is plain text.
fn format(text: &str) -> Format {
    if text.starts_with('<') { Format::Html } else { Format::Text }
}

fn article(bytes: &[u8], format: Format, lexicon: &Lexicon) -> Article {
    read(bytes, format, lexicon).unwrap_or_else(|skipped| panic!("{skipped}"))
}

fn read(bytes: &[u8], format: Format, lexicon: &Lexicon) -> Result<Article, String> {
    let file = RawFile { id: DocId::new("case"), format, bytes: bytes.into() };
    let documents = mujaz::source::documents(&file, lexicon, &Limits::default());
    let document = documents.value.into_iter().next();
    let document = document.ok_or_else(|| format!("{:?}", documents.diagnostics))?;
    Ok(mujaz::extract::article(document, lexicon).value)
}

fn facts(article: &Article, case: &Case<'_>) -> Vec<String> {
    let names = |kind: &str| case.expected.iter().any(|fact| fact.starts_with(kind));
    let mut facts = Vec::new();
    if names("title |") {
        let words = article.headline.map(|headline| article.document.text.slice(headline.span));
        facts.push(format!("title | {}", words.unwrap_or("-")));
    }
    if names("date |") {
        let day = article.date.shown().map_or("-".to_owned(), |day| day.to_string());
        facts.push(format!("date | {day} | {}", article.date.confidence.name()));
    }
    let mentions = [
        ("person |", MentionKind::Person),
        ("body |", MentionKind::Body),
        ("office |", MentionKind::Office),
        ("place |", MentionKind::Place),
    ];
    for (word, kind) in mentions.into_iter().filter(|(word, _)| names(word)) {
        facts.extend(listed(word, mentioned(article, kind)));
    }
    if names("role |") {
        facts.extend(listed("role |", roles(article)));
    }
    if names("event |") {
        let event =
            article.scene.event.as_ref().map(|event| article.document.text.slice(event.span));
        facts.push(format!("event | {}", event.unwrap_or("-")));
    }
    if names("region |") {
        facts.push(format!("region | {}", article.scene.region.as_deref().unwrap_or("-")));
    }
    if names("topic |") {
        facts.extend(listed("topic |", article.topics.iter().map(|topic| topic.id.to_string())));
    }
    let shown =
        article.statements.iter().filter(|statement| statement.evidence.score >= Statement::SHOWN);
    for statement in shown {
        facts.push(statement_fact(article, statement));
        if names("via |") {
            let via = statement.via.map_or("-", |via| article.document.text.slice(via));
            facts.push(format!("via | {via}"));
        }
    }
    facts
}

/// Names in the order of the text, each with the spellings that it stands in.
fn mentioned(article: &Article, kind: MentionKind) -> Vec<String> {
    let mut names: Vec<(&str, Vec<&str>)> = Vec::new();
    for mention in article.mentions.iter().filter(|mention| mention.kind == kind) {
        let spelling = article.document.text.slice(mention.span);
        let name = &*mention.name.canonical;
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, spellings)) if spellings.contains(&spelling) => {}
            Some((_, spellings)) => spellings.push(spelling),
            None => names.push((name, vec![spelling])),
        }
    }
    names.iter().map(|(name, spellings)| format!("{name} | {}", spellings.join(" + "))).collect()
}

/// Places in the order of the text, each with the roles that it stands in.
fn roles(article: &Article) -> Vec<String> {
    let mut places: Vec<(&str, Vec<String>)> = Vec::new();
    for mention in article.mentions.iter().filter(|m| m.kind == MentionKind::Place) {
        let role = format!("{:?}", mention.role).to_lowercase();
        let name = &*mention.name.canonical;
        match places.iter_mut().find(|(known, _)| *known == name) {
            Some((_, roles)) if roles.contains(&role) => {}
            Some((_, roles)) => roles.push(role),
            None => places.push((name, vec![role])),
        }
    }
    places.iter().map(|(name, roles)| format!("{name} | {}", roles.join(" + "))).collect()
}

fn listed(word: &str, found: impl IntoIterator<Item = String>) -> Vec<String> {
    let found: Vec<String> = found.into_iter().map(|fact| format!("{word} {fact}")).collect();
    if found.is_empty() { vec![format!("{word} -")] } else { found }
}

fn statement_fact(article: &Article, statement: &Statement) -> String {
    let text = &article.document.text;
    let name = |mention: &mujaz::model::MentionIx| {
        article.mentions[mention.0 as usize].name.canonical.to_string()
    };
    let speaker = match &statement.speaker {
        Speaker::Named(mention) => name(mention),
        Speaker::Joint(all) => all.iter().map(name).collect::<Vec<_>>().join(" + "),
        Speaker::Described(span) => format!("[{}]", text.slice(*span)),
        Speaker::Unknown => "-".to_owned(),
    };
    let cue = statement.cue.as_ref().map_or("-", |cue| text.slice(cue.span));
    // A fact is a line; the line ends of broken paragraphs are blanks here.
    let words = text.slice(statement.text).replace('\n', " ");
    format!("{} | {speaker} | {cue} | {words}", statement.kind.name())
}

fn report(file: &Path, case: &Case<'_>, found: &[String]) -> String {
    let lines =
        |facts: &[String]| facts.iter().map(|fact| format!("    {fact}\n")).collect::<String>();
    let expected: Vec<String> = case.expected.iter().map(|fact| (*fact).to_owned()).collect();
    format!(
        "{}: {}\n  expected\n{}  found\n{}",
        file.file_name().unwrap().to_string_lossy(),
        case.name,
        lines(&expected),
        lines(found)
    )
}
