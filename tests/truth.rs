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
use mujaz::model::{
    Article, ArticleIx, Corpus, DocId, Format, PersonIx, PersonKind, RawFile, Story, StoryArticle,
};
use rayon::prelude::*;
use serde_json::Value;

/// Documents that are generated: enough to mean something, few enough for a slow build.
const DOCUMENTS: &str = if cfg!(debug_assertions) { "600" } else { "3000" };
/// Least likeness of a name of the truth and a person of ours that counts the name as found.
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
    figures.extend(duplicates(&corpus, &truth));
    figures.insert("stories_f1", stories(&corpus, &truth));
    figures.extend(people(&corpus, &truth));
    judge(&figures);
}

#[test]
fn two_of_the_seeds_are_one_story() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let corpus = corpus(&folder, names.iter());
    let stories: Vec<Vec<&str>> =
        corpus.stories.iter().map(|story| files(&corpus, story)).collect();
    assert_eq!(stories, [["002", "001"]]);
    assert!(corpus.duplicates.is_empty() && corpus.partial_copies.is_empty());
}

/// The numbers of a story's documents, by their day.
fn files<'a>(corpus: &'a Corpus, story: &Story) -> Vec<&'a str> {
    let name = |member: &StoryArticle| {
        &corpus.articles[member.article.0 as usize].document.id.as_str()[..3]
    };
    story.articles.iter().map(name).collect()
}

#[test]
fn unrelated_documents_are_no_stories() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold/docs");
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("skipped: no development set beside the repository");
        return;
    };
    let names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let corpus = corpus(&folder, names.iter());
    let stories: Vec<Vec<&str>> =
        corpus.stories.iter().map(|story| files(&corpus, story)).collect();
    assert_eq!(stories, [[""; 0]; 0]);
    assert_eq!((corpus.duplicates, corpus.partial_copies), (vec![], vec![]));
}

/// The whole pipeline over files of a folder.
fn corpus<'a>(folder: &Path, files: impl Iterator<Item = &'a String>) -> Corpus {
    let lexicon = Lexicon::embedded().unwrap();
    let files: Vec<&String> = files.collect();
    let read = |name: &&String| -> Vec<Article> {
        let bytes = fs::read(folder.join(name)).unwrap();
        let file = RawFile { id: DocId::new(name), format: Format::of_name(name).unwrap(), bytes };
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
    (part * 1000).checked_div(all).map_or(1000, |share| i64::try_from(share).unwrap())
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

/// How well groups of near-duplicates are the documents that print one text: of each story of the
/// truth its first document and those of kind `near_duplicate`; every `account` has its own text.
fn duplicates(corpus: &Corpus, truth: &[Value]) -> Figures {
    let mut groups: BTreeMap<ArticleIx, usize> = BTreeMap::new();
    for (number, group) in corpus.duplicates.iter().enumerate() {
        groups.extend(group.articles().map(|ix| (ix, number)));
    }
    let text = |at: usize, record: &Value| match record["kind"].as_str() {
        Some("account") => Err(at),
        _ => Ok(record["story"].as_u64().unwrap()),
    };
    let items: Vec<_> = corpus
        .article_ixs()
        .zip(truth.iter().enumerate())
        .map(|(ix, (at, record))| (text(at, record), groups.get(&ix).copied().ok_or(at)))
        .collect();
    let (precision, recall) = pairs(&items);
    [("duplicates_precision", precision), ("duplicates_recall", recall)].into()
}

/// How well our stories are those of the truth: B-cubed F1, the mean over documents of how much of
/// each one's story is right and of how much of it is there.
fn stories(corpus: &Corpus, truth: &[Value]) -> i64 {
    let mut ours: BTreeMap<ArticleIx, usize> = BTreeMap::new();
    for (number, story) in corpus.stories.iter().enumerate() {
        ours.extend(story.articles.iter().map(|member| (member.article, number)));
    }
    let items: Vec<_> = corpus
        .article_ixs()
        .zip(truth)
        .map(|(ix, record)| (record["story"].as_u64(), ours.get(&ix).copied().ok_or(ix)))
        .collect();
    b_cubed(&items)
}

/// B-cubed F1 in per mille of `(true group, our group)` of each item.
fn b_cubed<T: Ord, O: Ord>(items: &[(T, O)]) -> i64 {
    let (mut truth, mut ours, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (one, other) in items {
        *truth.entry(one).or_insert(0.0) += 1.0;
        *ours.entry(other).or_insert(0.0) += 1.0;
        *both.entry((one, other)).or_insert(0.0) += 1.0;
    }
    let mean = |of: &dyn Fn(&T, &O) -> f64| {
        // Every item of a pair of groups gets the share of the pair: its size squared by a group's.
        let shares = both.iter().map(|((one, other), n): (&(&T, &O), &f64)| n * n / of(one, other));
        shares.sum::<f64>() / both.values().sum::<f64>()
    };
    let precision = mean(&|_, other| ours[other]);
    let recall = mean(&|one, _| truth[one]);
    eprintln!("generated stories: precision {precision:.3}, recall {recall:.3}");
    (2000.0 * precision * recall / (precision + recall)).round() as i64
}

/// How well our people are the names of the truth. Each name of a document goes to the person of
/// that document whose spellings are most like it, however little; over all pairs of such places,
/// recall is the share of equal names with one person of ours, precision the share of equal
/// persons with one name. Names whose nearest person is like them count as found.
fn people(corpus: &Corpus, truth: &[Value]) -> Figures {
    let mut places: Vec<(&str, PersonIx)> = Vec::new();
    let named = people_by_article(corpus);
    let (mut n_names, mut n_found) = (0, 0);
    for (article, record) in corpus.article_ixs().zip(truth) {
        let names: BTreeSet<&str> =
            record["people"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let people = named.get(&article).map(Vec::as_slice).unwrap_or_default();
        for name in names {
            n_names += 1;
            if let Some((best, person)) = nearest(name, people, corpus) {
                n_found += u64::from(best >= LIKENESS);
                places.push((name, person));
            }
        }
    }
    let (precision, recall) = pairs(&places);
    let found = per_mille(n_found, n_names);
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

/// The person of a document that a name is most like, the first of equals, and how like.
fn nearest(name: &str, people: &[PersonIx], corpus: &Corpus) -> Option<(f64, PersonIx)> {
    let like = |ix: &PersonIx| {
        let spellings = corpus.person(*ix).unwrap().spellings.iter();
        spellings.map(|form| likeness(name, &form.text)).fold(0.0, f64::max)
    };
    let all = people.iter().map(|ix| (like(ix), *ix));
    all.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)))
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
fn stories_are_measured_by_document() {
    let right: Vec<(i32, i32)> = vec![(1, 7), (1, 7), (2, 8)];
    assert_eq!(b_cubed(&right), 1000);
    // One story of all: precision is (2/3 + 2/3 + 1/3) / 3 = 5/9, recall 1.
    assert_eq!(b_cubed(&[(1, 7), (1, 7), (2, 7)]), 714);
}

#[test]
fn spellings_of_a_name_are_alike() {
    assert!(likeness("أحمد منصور", "احمد منصور") > 0.99);
    assert!(likeness("أحمد منصور", "منصور") >= LIKENESS);
    assert!(likeness("أحمد منصور", "سالم عيسى") < LIKENESS);
}
