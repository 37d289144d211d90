//! Extraction on text in memory, one thread: documents a second, and the time of each stage.
//!
//! Texts: the five seeds; the folder that `MUJAZ_BENCH_DIR` names, or, where it is not set, the
//! annotated documents beside the repository if they are there. How the figures are kept is said in
//! `benches/RESULTS.md`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

use mujaz::config::Limits;
use mujaz::extract::{self, Stage};
use mujaz::lang::Lexicon;
use mujaz::model::{DocId, Document, Format, RawFile};
use mujaz::source;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Most documents of a folder: enough that no cache holds them all.
const MOST: usize = 400;

/// Texts under a name.
struct Corpus {
    name: String,
    files: Vec<RawFile>,
}

fn corpora() -> Vec<Corpus> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.join("../shared/gold/docs");
    let other = std::env::var_os("MUJAZ_BENCH_DIR").map_or(beside, PathBuf::from);
    let folders = [("seeds", here.join("seeds")), ("folder", other)];
    let corpora = folders.into_iter().filter_map(|(name, folder)| {
        let files = files(&folder);
        (!files.is_empty()).then(|| Corpus { name: name.to_owned(), files })
    });
    corpora.collect()
}

/// The text files and pages of a folder by name; none where it does not exist.
fn files(folder: &Path) -> Vec<RawFile> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().take(MOST).filter_map(|path| file(path)).collect()
}

fn file(path: &Path) -> Option<RawFile> {
    let format = match path.extension()?.to_str()? {
        "txt" => Format::Text,
        "html" => Format::Html,
        _ => return None,
    };
    let id = DocId::new(&path.file_name()?.to_string_lossy());
    Some(RawFile { id, bytes: fs::read(path).ok()?, format })
}

fn documents(corpus: &Corpus, lexicon: &Lexicon) -> Vec<Document> {
    let limits = Limits::default();
    corpus.files.iter().flat_map(|file| source::documents(file, lexicon, &limits).value).collect()
}

/// Bytes to documents, and documents to articles.
fn whole(criterion: &mut Criterion) {
    let lexicon = lexicon();
    for corpus in corpora() {
        let documents = documents(&corpus, &lexicon);
        let mut group = criterion.benchmark_group(&corpus.name);
        group.throughput(Throughput::Elements(documents.len() as u64));
        group.bench_function("source", |bencher| {
            bencher.iter(|| self::documents(&corpus, &lexicon));
        });
        group.bench_function("extract", |bencher| {
            bencher.iter_batched(
                || documents.clone(),
                |documents| articles(documents, &lexicon, &mut |_| {}),
                BatchSize::LargeInput,
            );
        });
        for stage in Stage::ALL {
            group.bench_function(format!("stage/{}", stage.name()), |bencher| {
                bencher.iter_custom(|times| {
                    (0..times).map(|_| stage_time(stage, documents.clone(), &lexicon)).sum()
                });
            });
        }
        group.finish();
    }
}

fn articles(documents: Vec<Document>, lexicon: &Lexicon, done: &mut dyn FnMut(Stage)) -> usize {
    let articles = documents
        .into_iter()
        .map(|document| extract::article_by_stage(document, lexicon, done).value);
    articles.map(|article| article.statements.len()).sum()
}

/// The time that one stage takes of all documents.
fn stage_time(stage: Stage, documents: Vec<Document>, lexicon: &Lexicon) -> Duration {
    let mut total = Duration::ZERO;
    for document in documents {
        let mut last = Instant::now();
        let mut done = |ended: Stage| {
            let now = Instant::now();
            if ended == stage {
                total += now - last;
            }
            last = now;
        };
        std::hint::black_box(extract::article_by_stage(document, lexicon, &mut done));
    }
    total
}

/// What every start of the program pays.
fn start(criterion: &mut Criterion) {
    criterion.bench_function("lexicon", |bencher| bencher.iter(lexicon));
}

#[expect(clippy::expect_used, reason = "the tests load the same lexicon")]
fn lexicon() -> Lexicon {
    Lexicon::embedded().expect("the embedded lexicon loads")
}

criterion_group!(benches, start, whole);
criterion_main!(benches);
