//! What must hold of any bytes at all, a function a target.
//!
//! This file is shared: `tests/hostile.rs` runs it over the saved corpus and over random input on
//! every run, `fuzz/` under libFuzzer, which looks for the bytes that break it. So it asks for nothing
//! but the library, and a broken invariant is a panic.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use mujaz::analyse;
use mujaz::check::{Entry, Kind, Shelf, Site};
use mujaz::config::{Config, Corrections, Limits};
use mujaz::diagnostic::{Checked, Code};
use mujaz::error::Error;
use mujaz::io::cache::{self, Cache, Draft, Index, Kept, Key};
use mujaz::io::disk::Real;
use mujaz::io::memory::Files;
use mujaz::lang::Lexicon;
use mujaz::model::{Article, CleanText, DocId, Document, Format, RawFile, Slug};
use mujaz::pipeline::{BuildOptions, Opening, Project, Unwatched};
use mujaz::site::{self, Manifest, Route};

/// A target: its name, which is that of its folder in `fuzz/corpus`, and what must hold.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 13] = [
    ("config", config),
    ("date", date),
    ("decode", decode),
    ("extract", extract),
    ("feed", feed),
    ("front_matter", front_matter),
    ("html_text", html_text),
    ("jsonl_record", jsonl_record),
    ("markdown_text", markdown_text),
    ("render", render),
    ("request_path", request_path),
    ("slug", slug),
    ("state_file", state_file),
];

/// Any bytes as a text file: clean text, and cleaning it again changes nothing.
pub fn decode(bytes: &[u8]) {
    documents(Format::Text, bytes);
}

/// A saved page.
pub fn html_text(bytes: &[u8]) {
    documents(Format::Html, bytes);
}

/// Markdown.
pub fn markdown_text(bytes: &[u8]) {
    documents(Format::Markdown, bytes);
}

/// The front matter of a Markdown file.
pub fn front_matter(bytes: &[u8]) {
    let file = [b"---\n", bytes, "\n---\n\nقال الوزير إن المحطة مفتوحة.\n".as_bytes()];
    documents(Format::Markdown, &file.concat());
}

/// Records, one a line.
pub fn jsonl_record(bytes: &[u8]) {
    let found = documents(Format::Jsonl, bytes);
    let n_lines = bytes.split(|byte| *byte == b'\n').count();
    are_records(&found, n_lines);
}

/// A feed.
pub fn feed(bytes: &[u8]) {
    let found = documents(Format::Feed, bytes);
    // An entry is a tag at least.
    are_records(&found, bytes.len() / "<item>".len() + 1);
}

/// A date expression: what is read is a day or a range of days, and reads as itself.
pub fn date(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let reference = chrono_day("2020-12-29");
    for reference in [None, Some(reference)] {
        let Some(found) = mujaz::extract::read_date(&text, reference, lexicon()) else { continue };
        let mut ends = found.split('/').peekable();
        assert!(ends.peek().is_some() && found.split('/').count() <= 2, "{text:?}: {found}");
        for end in ends {
            let parts: Vec<&str> = end.split('-').collect();
            let sizes: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            assert!(matches!(sizes[..], [4] | [4, 2] | [4, 2, 2]), "{text:?}: {found}");
            let is_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
            assert!(parts.iter().all(is_digits), "{text:?}: {found}");
            if parts.len() == 3 {
                chrono_day(end);
                let again = mujaz::extract::read_date(end, None, lexicon());
                assert_eq!(again.as_deref(), Some(end), "{text:?}");
            }
        }
    }
}

/// Facts of a text: each is a piece of it.
pub fn extract(bytes: &[u8]) {
    for document in documents(Format::Text, bytes).value {
        is_of_its_text(&mujaz::extract::article(document, lexicon()).value);
    }
}

/// A readable part of an address.
pub fn slug(bytes: &[u8]) {
    let name = String::from_utf8_lossy(bytes);
    let (slug, hashed) = (Slug::new(&name), Slug::hashed(&name));
    for slug in [slug.as_str(), hashed.as_str()] {
        assert!((1..=90).contains(&slug.len()), "{name:?}: {slug}");
        assert!(slug.chars().all(|c| c.is_alphanumeric() || c == '-'), "{name:?}: {slug}");
        assert!(Route::new(slug).is_some(), "{name:?}: {slug}");
        assert_eq!(CleanText::new(slug).0.as_str(), slug, "{name:?}");
        assert_eq!(slug.to_lowercase(), *slug, "{name:?}: it differs by case");
    }
    let again = Slug::new(slug.as_str());
    assert!(again == slug || slug == hashed, "{name:?}: {slug} gives {again}");
}

/// The path of a request: never out of the site.
pub fn request_path(bytes: &[u8]) {
    let path = String::from_utf8_lossy(bytes);
    let Some(route) = mujaz::serve::wanted(&path) else { return };
    let route = route.as_str();
    assert!(path.starts_with('/'), "{path:?}: {route}");
    assert!(!Path::new(route).is_absolute() && !route.contains(['\\', '\0']), "{path:?}: {route}");
    let is_inside = |part: &str| !matches!(part, "" | "." | "..");
    assert!(route.split('/').all(is_inside), "{path:?}: {route}");
}

/// Settings and corrections: read, or refused with the place.
pub fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let path = Path::new("mujaz.toml");
    let words = |error: Error| {
        assert_eq!(error.path(), Some(path), "{text:?}: {error}");
        assert!(!error.message().is_empty(), "{text:?}");
        if let Some(excerpt) = error.excerpt() {
            assert!(excerpt.text.get(excerpt.span.clone()).is_some(), "{text:?}: {error}");
        }
    };
    let _ = Config::parse(&text, path).map_err(words);
    let _ = Corrections::parse(&text, path, lexicon().topic_ids()).map_err(words);
}

/// What stands beside and in an output folder: a cache and a manifest of anybody.
pub fn state_file(bytes: &[u8]) {
    if let Ok(manifest) = serde_json::from_slice::<Manifest>(bytes) {
        let routes = manifest.files.keys().chain(manifest.retired.keys());
        assert!(
            routes.chain(manifest.retired.values()).all(|it| Route::new(it.as_str()).is_some())
        );
    }
    let _ = cache::decoded::<Index>(bytes);
    whole_cache(bytes);
    // An entry that is nearly one: a real article with some of its bytes replaced.
    static ENTRY: OnceLock<Vec<u8>> = OnceLock::new();
    let mut entry = ENTRY
        .get_or_init(|| {
            let found = documents(Format::Text, NEWS.as_bytes()).value.pop().expect("a document");
            let article = mujaz::extract::article(found, lexicon());
            cache::encoded(&article.value).expect("an article can be kept")
        })
        .clone();
    for change in bytes.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % entry.len();
        entry[at] = change[2];
    }
    let Some(article) = cache::decoded::<Article>(&entry).filter(Article::is_sound) else { return };
    let config = Config::default();
    let corpus = analyse::corpus(vec![article], lexicon(), &config, None).value;
    let plan = site::plan(&corpus, lexicon(), &config, &Manifest::default());
    let theme = site::Theme::new(Vec::new()).expect("the embedded templates");
    let renderer = site::Renderer::new(&plan, &corpus, lexicon(), &config, &theme);
    let renderer = renderer.expect("the embedded words");
    for page in &plan.pages {
        let Some((_, week)) = page.edition() else {
            renderer.render(page).expect("a page");
            continue;
        };
        let briefing = renderer.week_briefing(week).expect("a week has a briefing");
        let format = mujaz::brief::Format::Print;
        mujaz::brief::edition(format, &renderer, briefing, &config.send, None).expect("a sheet");
    }
}

/// A document of any words: its site has no fault, and holds the words as they are.
pub fn render(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in");
    std::fs::create_dir(&input).expect("a folder");
    let text = [NEWS.as_bytes(), bytes, b"\n"].concat();
    let halves = bytes.split_at(bytes.len() / 2);
    std::fs::write(input.join("a.txt"), &text).expect("a file");
    let page = [b"<html lang=ar><title>", halves.0, "</title><article><h1>".as_bytes(), halves.1];
    let page = [&page.concat(), "</h1><p>".as_bytes(), NEWS.as_bytes(), bytes].concat();
    std::fs::write(input.join("b.html"), page).expect("a file");
    let project = Project::open(&Opening { threads: Some(1), ..Opening::default() });
    let options = BuildOptions {
        input: Some(input),
        out: Some(folder.path().join("site")),
        empty: mujaz::pipeline::EmptySite::Allowed,
        ..BuildOptions::default()
    };
    let project = project.expect("a project without settings");
    let files = project.preview(&options, &Files::new(), &Unwatched).expect("a site").files;
    let account = files.get(&Route::new(Manifest::NAME).expect("a route")).expect("an account");
    let manifest: Manifest = serde_json::from_slice(&account.bytes).expect("a manifest");
    let counts = &manifest.counts;
    let n_skipped: usize = counts.skipped.values().sum();
    assert_eq!(counts.seen, counts.published + counts.merged + n_skipped, "{counts:?}");
    assert!(!counts.skipped.contains_key("internal"), "{counts:?}");
    for document in documents(Format::Text, &text).value {
        let published = |it: &[u8]| it == document.text.as_str().as_bytes();
        assert!(files.values().any(|file| published(&file.bytes)), "the text is not published");
    }
    let shelf = Memory(files);
    let entry = |route: &Route| Entry { path: route.to_string(), kind: Kind::File, mode: 0o644 };
    let folders: BTreeSet<&str> = shelf
        .0
        .keys()
        .flat_map(|route| route.as_str().match_indices('/').map(|(at, _)| &route.as_str()[..at]))
        .collect();
    let folders =
        folders.iter().map(|it| Entry { path: (*it).to_owned(), kind: Kind::Folder, mode: 0o755 });
    let entries = shelf.0.keys().map(entry).chain(folders).collect();
    let site = Site::new(manifest, entries, Vec::new(), &shelf);
    let looked = site.files().iter().map(|path| site.look(path, &shelf)).collect();
    let report = site.conclude(looked, &shelf);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
}

/// A news text that every target of whole documents begins with.
const NEWS: &str = "وزير النقل يفتتح محطة الساحل\nالثلاثاء 29 كانون الأول 2020\n\n\
    قال وزير النقل، اليوم الثلاثاء، إن محطة الساحل ستبدأ العمل في الربيع المقبل.\n\
    وأضاف الوزير: «أنجزنا تسعين في المئة من الأعمال».\n\n";

/// Files of a site in memory.
struct Memory(Files);

impl Shelf for Memory {
    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let file = Route::new(path).and_then(|route| self.0.get(&route))?;
        Some(file.bytes.to_vec())
    }
}

/// Made once: loading takes longer than most inputs.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::embedded().expect("the embedded language data"))
}

/// The documents of a file, each of clean text with blocks inside it.
fn documents(format: Format, bytes: &[u8]) -> Checked<Vec<Document>> {
    let file = RawFile { id: DocId::new("a"), format, bytes: bytes.to_vec() };
    let found = mujaz::source::documents(&file, lexicon(), &Limits::default());
    for document in &found.value {
        let text = document.text.as_str();
        let (again, dropped) = CleanText::new(text);
        assert!(again.as_str() == text && dropped == Default::default(), "{text:?}");
        let is_printed = |c: char| c == '\n' || !c.is_control();
        assert!(text.chars().all(is_printed), "{text:?}");
        let mut last = 0;
        for block in &document.blocks {
            assert!(text.get(block.span.range()).is_some(), "{:?} of {text:?}", block.span);
            assert!(block.span.start >= last, "blocks out of order in {text:?}");
            last = block.span.start;
        }
    }
    for diagnostic in &found.diagnostics {
        let message = &diagnostic.message;
        let is_obeyed = |c: char| c.is_control() || mujaz::lang::bidi::is_control(c);
        assert!(!message.is_empty() && !message.chars().any(is_obeyed), "{message:?}");
        assert!(message.len() < 8 << 10, "{} bytes of a message", message.len());
    }
    found
}

/// Every record is named, once, by its place.
fn are_records(found: &Checked<Vec<Document>>, most: usize) {
    let skipped = found.diagnostics.iter().filter(|it| matches!(it.code, Code::Skipped(_)));
    let names = found.value.iter().map(|it| &it.id).chain(skipped.map(|it| &it.document));
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "two records are {name}");
        let Some((_, n)) = name.as_str().split_once('#') else { continue };
        let n: usize = n.parse().expect("a number");
        assert!((1..=most).contains(&n), "{name} of {most}");
    }
}

/// Every fact of an article is a piece of its text.
pub fn is_of_its_text(article: &Article) {
    assert!(article.is_sound());
    let text = article.document.text.as_str();
    for statement in &article.statements {
        let spans = [Some(statement.text), statement.mention, statement.comp, statement.via];
        for span in spans.into_iter().flatten().chain(statement.quoted.clone()) {
            assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()), "{text:?}");
        }
        let speakers = statement.speaker.mentions().iter();
        let is_mention = |mention: u32| (mention as usize) < article.mentions.len();
        assert!(speakers.into_iter().all(|mention| is_mention(mention.0)), "{text:?}");
        assert!(statement.evidence.score <= 100, "{text:?}");
    }
    for mention in &article.mentions {
        let words = text.get(mention.span.range());
        assert!(words.is_some_and(|words| !words.trim().is_empty()), "{text:?}");
    }
}

/// A cache around an entry of these bytes, whole and with a byte changed: what is found is what was
/// kept, or nothing.
fn whole_cache(bytes: &[u8]) {
    const PROGRAM: Key = [7; 32];
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("cache");
    let mut draft = Draft::new(&Real, folder.path().join("new"), &PROGRAM).expect("a file");
    let at = draft.add(bytes).expect("room");
    let hash = cache::hash(bytes);
    let kept = Kept { id: DocId::new("a"), stamp: None, bytes: hash, entry: Some(at), hash };
    draft.index.files.push(kept);
    draft.finish(&place).expect("room");
    let found = |place: &Path| {
        let cache = Cache::open(&Real, place, &PROGRAM)?;
        cache.entry(cache.index.files.first()?)
    };
    assert_eq!(found(&place).as_deref(), Some(bytes));
    let mut whole = std::fs::read(&place).expect("the cache");
    let at = bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % whole.len();
    whole[at] ^= 0x55;
    let mut file = std::fs::File::create(&place).expect("a file");
    file.write_all(&whole).expect("room");
    assert!(found(&place).is_none_or(|found| found == bytes), "byte {at} was changed");
    std::fs::write(&place, bytes).expect("room");
    assert!(found(&place).is_none(), "no cache at all");
}

fn chrono_day(iso: &str) -> chrono::NaiveDate {
    let day: chrono::NaiveDate = iso.parse().unwrap_or_else(|error| panic!("{iso}: {error}"));
    assert_eq!(day.to_string(), iso);
    day
}
