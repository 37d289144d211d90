//! Accuracy over a whole folder: a generated corpus is read, extracted and analysed, and compared
//! with what its generator says it wrote. Floors in `tests/gold/floor.toml`, in per mille.
//!
//! The generator lies beside the repository, or the test is skipped with a word. Pairs are counted
//! by the sizes of groups, never one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use mujaz::config::{Config, Limits};
use mujaz::lang::Lexicon;
use mujaz::model::{Article, ArticleIx, Corpus, DocId, Format, PersonIx, PersonKind, RawFile};
use rayon::prelude::*;
use serde_json::Value;

/// Documents that are generated: enough to mean something, few enough for a slow build.
const DOCUMENTS: &str = if cfg!(debug_assertions) { "600" } else { "3000" };
/// Least likeness of a name of the truth and a person of ours that are taken for one.
const LIKENESS: f64 = 0.6;
/// A figure so far above its floor, in per mille, asks to raise it.
const ROOM: i64 = 30;

#[test]
fn a_generated_corpus_is_read_as_it_was_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let generator = root.join("../shared/bench/gen_corpus.py");
    if !generator.exists() || Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: no generator of documents beside the repository, or no python3");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("python3");
    command.arg(&generator).args(["--docs", DOCUMENTS, "--seed", "1", "--format", "txt"]);
    let output = command.arg("--out").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let truth = fs::read_to_string(folder.path().join("truth.jsonl")).unwrap();
    let truth: BTreeMap<String, Value> = truth
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .map(|record: Value| (record["file"].as_str().unwrap().to_owned(), record))
        .collect();
    let corpus = corpus(folder.path(), truth.keys());
    assert_eq!(corpus.articles.len(), truth.len(), "a document was lost");
    // Documents of the corpus stand by path, as the records do.
    let truth: Vec<Value> = truth.into_values().collect();
    let mut figures = dates(&corpus, &truth);
    figures.extend(people(&corpus, &truth));
    judge(&figures);
}

/// The whole pipeline over files of a folder.
fn corpus<'a>(folder: &Path, files: impl Iterator<Item = &'a String>) -> Corpus {
    let lexicon = Lexicon::embedded().unwrap();
    let files: Vec<&String> = files.collect();
    let read = |name: &&String| -> Vec<Article> {
        let bytes = fs::read(folder.join(name)).unwrap();
        let file = RawFile { id: DocId::new(name), format: Format::Text, bytes };
        let documents = mujaz::source::documents(&file, &lexicon, &Limits::default()).value;
        let articles = documents.into_iter();
        articles.map(|document| mujaz::extract::article(document, &lexicon).value).collect()
    };
    let articles: Vec<Article> = files.par_iter().flat_map_iter(read).collect();
    mujaz::analyse::corpus(articles, &lexicon, &Config::default(), None).value
}

/// Named figures, in per mille.
type Figures = BTreeMap<&'static str, i64>;

fn judge(figures: &Figures) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/floor.toml");
    let floors: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let floors = floors["generated"].as_table().unwrap();
    let mut below = Vec::new();
    for (name, figure) in figures {
        let floor = floors[*name].as_integer().unwrap();
        let is_below = if *name == "date_wrong" { *figure > floor } else { *figure < floor };
        eprintln!("generated {name}: {figure} of 1000 (floor {floor})");
        if is_below {
            below.push(format!("{name} is {figure}, its floor {floor}"));
        } else if figure - floor > ROOM {
            eprintln!("  well above its floor: raise it in tests/gold/floor.toml");
        }
    }
    assert!(below.is_empty(), "{}", below.join("; "));
}

fn per_mille(part: u64, all: u64) -> i64 {
    if all == 0 { 1000 } else { i64::try_from(part * 1000 / all).unwrap() }
}

/// Days as written, and days that are shown and differ.
fn dates(corpus: &Corpus, truth: &[Value]) -> Figures {
    let (mut exact, mut wrong) = (0, 0);
    for (date, record) in corpus.dates.iter().zip(truth) {
        let shown = date.shown().map(|day| day.to_string());
        let is_right = shown.as_deref() == record["date"].as_str();
        exact += u64::from(is_right);
        wrong += u64::from(shown.is_some() && !is_right);
    }
    let all = truth.len() as u64;
    // A share of wrong days is rounded up: one in a million is not none.
    let wrong = i64::try_from((wrong * 1000).div_ceil(all)).unwrap();
    [("date_exact", per_mille(exact, all)), ("date_wrong", wrong)].into()
}

/// How well our people are the names of the truth. Each name of a document goes to the person of
/// that document whose spellings are most like it, one to one; over all pairs of such places,
/// recall is the share of equal names with one person of ours, precision the share of equal
/// persons with one name.
fn people(corpus: &Corpus, truth: &[Value]) -> Figures {
    let mut places: Vec<(&str, PersonIx)> = Vec::new();
    let named = people_by_article(corpus);
    let mut n_names = 0;
    for (article, record) in corpus.article_ixs().zip(truth) {
        let names: BTreeSet<&str> =
            record["people"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        n_names += names.len() as u64;
        let people = named.get(&article).map(Vec::as_slice).unwrap_or_default();
        places.extend(joined(&names, people, corpus));
    }
    let (precision, recall) = pairs(&places);
    let found = per_mille(places.len() as u64, n_names);
    [("people_found", found), ("people_precision", precision), ("people_recall", recall)].into()
}

fn people_by_article(corpus: &Corpus) -> BTreeMap<ArticleIx, Vec<PersonIx>> {
    let mut by_article: BTreeMap<ArticleIx, Vec<PersonIx>> = BTreeMap::new();
    for (ix, person) in (0..).map(PersonIx).zip(&corpus.people) {
        for article in person.articles.iter().filter(|_| person.kind == PersonKind::Person) {
            by_article.entry(*article).or_default().push(ix);
        }
    }
    by_article
}

/// Names with their nearest people, best likeness first, each taken once.
fn joined<'a>(
    names: &BTreeSet<&'a str>,
    people: &[PersonIx],
    corpus: &Corpus,
) -> Vec<(&'a str, PersonIx)> {
    let mut all: Vec<(f64, &str, PersonIx)> = Vec::new();
    for name in names {
        for ix in people {
            let spellings = corpus.person(*ix).unwrap().spellings.iter();
            let best = spellings.map(|form| likeness(name, &form.text)).fold(0.0, f64::max);
            if best >= LIKENESS {
                all.push((best, name, *ix));
            }
        }
    }
    all.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    let (mut taken, mut persons, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, name, ix) in all {
        if !taken.contains(name) && !persons.contains(&ix) {
            taken.insert(name);
            persons.insert(ix);
            pairs.push((name, ix));
        }
    }
    pairs
}

/// Common pairs of neighbouring letters, by the mean number of such pairs (Dice). Forms of hamza
/// and the like, which spellings differ in, are one letter.
fn likeness(one: &str, other: &str) -> f64 {
    let letters = |name: &str| -> Vec<char> {
        let same = |c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            c => c,
        };
        format!(" {name} ").chars().map(same).collect()
    };
    let count = |name: &str| {
        let mut counts: BTreeMap<(char, char), u32> = BTreeMap::new();
        letters(name).windows(2).for_each(|w| *counts.entry((w[0], w[1])).or_default() += 1);
        counts
    };
    let (one, other) = (count(one), count(other));
    let common: u32 = one.iter().map(|(p, n)| *n.min(other.get(p).unwrap_or(&0))).sum();
    let all: u32 = one.values().chain(other.values()).sum();
    f64::from(2 * common) / f64::from(all.max(1))
}

/// Precision and recall of the pairs within groups: `(true group, our group)` of each item.
fn pairs<T: Ord, O: Ord>(items: &[(T, O)]) -> (i64, i64) {
    fn count<K: Ord>(keys: impl Iterator<Item = K>) -> u64 {
        let mut sizes: BTreeMap<K, u64> = BTreeMap::new();
        keys.for_each(|key| *sizes.entry(key).or_default() += 1);
        sizes.values().map(|n| n * (n - 1) / 2).sum()
    }
    let both = count(items.iter().map(|(truth, ours)| (truth, ours)));
    let ours = count(items.iter().map(|(_, ours)| ours));
    let truth = count(items.iter().map(|(truth, _)| truth));
    (per_mille(both, ours), per_mille(both, truth))
}

#[test]
fn pairs_are_counted_by_groups() {
    // Ours has joined two items of `a` with one of `b`, and left one of `a` alone.
    let (precision, recall) = pairs(&[("a", 1), ("a", 1), ("b", 1), ("a", 2)]);
    assert_eq!((precision, recall), (333, 333));
    assert_eq!(pairs(&[("a", 1), ("b", 2)]), (1000, 1000));
}

#[test]
fn spellings_of_a_name_are_alike() {
    assert!(likeness("أحمد منصور", "احمد منصور") > 0.99);
    assert!(likeness("أحمد منصور", "منصور") >= LIKENESS);
    assert!(likeness("أحمد منصور", "سالم عيسى") < LIKENESS);
}
