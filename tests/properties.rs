//! What must hold for every input.

use std::collections::BTreeSet;

use mujaz::config::Limits;
use mujaz::lang::{Lexicon, Tokens};
use mujaz::model::{CleanText, DocId, Format, RawFile};
use proptest::prelude::*;

use crate::support::{Scene, Tree, news};

/// Builds a folder whose files are made in the order of `names`, with so many threads.
fn built(names: &[String], threads: usize) -> Tree {
    let scene = names
        .iter()
        .fold(Scene::new(), |scene, name| scene.file(&format!("in/{name}.txt"), news(name)));
    scene.build("in", "site", threads).unwrap();
    scene.tree("site")
}

/// What a hostile folder may hold.
fn contents() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(news("الساحل").into_bytes()),
        "[\u{600}-\u{6ff} \n«»:.]{0,200}".prop_map(String::into_bytes),
        Just(Vec::new()),
        proptest::collection::vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_of_files_and_number_of_threads_do_not_show(
        names in proptest::collection::btree_set("[a-z]{1,6}", 2..9).prop_map(Vec::from_iter).prop_shuffle(),
        threads in 1usize..5,
    ) {
        let sorted: Vec<String> = names.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        prop_assert_eq!(built(&names, threads), built(&sorted, 1));
    }

    #[test]
    fn no_document_vanishes(files in proptest::collection::vec(contents(), 1..9)) {
        let scene = files.iter().enumerate().fold(
            Scene::new().file("in/good.txt", news("العاصمة")),
            |scene, (n, bytes)| scene.file(&format!("in/{n}.txt"), bytes),
        );
        scene.build("in", "site", 2).unwrap();
        let counts = &serde_json::from_str::<serde_json::Value>(&scene.read("site/build.json")).unwrap()["counts"];
        let number = |key: &str| counts[key].as_u64().unwrap();
        let skipped: u64 = counts["skipped"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
        prop_assert_eq!(number("seen"), files.len() as u64 + 1);
        prop_assert_eq!(number("seen"), number("published") + number("merged") + skipped);
    }
}

#[test]
fn building_again_changes_nothing() {
    let scene = Scene::new().seeds();
    scene.build("seeds", "site", 2).unwrap();
    let first = scene.tree("site");
    scene.build("seeds", "site", 1).unwrap();
    assert_eq!(scene.tree("site"), first);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The four properties of folding: the map never decreases and stays on character boundaries,
    /// folding a piece gives the piece of the folding, folding twice changes nothing.
    #[test]
    fn folding_maps_back(raw in "([\u{621}-\u{65f}\u{671}-\u{6d3}\u{fb50}-\u{fbb1}\u{fe70}-\u{fefc}٠-٩a-zA-Z \n.,،«»…]|ﷲ|\u{640}){0,60}") {
        let (text, _) = CleanText::new(&raw);
        let text = text.as_str();
        let lexicon = lexicon();
        let folder = lexicon.folder();
        let folded = folder.fold(text);
        let twice = folder.fold(folded.as_str());
        prop_assert_eq!(twice.as_str(), folded.as_str());
        let mut last = 0;
        for (at, c) in folded.as_str().char_indices() {
            let span = folded.span(at..at + c.len_utf8());
            prop_assert!(span.start >= last);
            prop_assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
            last = span.start;
        }
        let tokens = Tokens::new(folder, text);
        for ix in 0..tokens.len() {
            let piece = tokens.span(ix..ix + 1).of(text);
            prop_assert_eq!(folder.key(piece), tokens.word(ix).trim());
        }
    }

    /// Whatever a text holds, every fact is a piece of it, and reading it does not panic.
    #[test]
    fn facts_are_pieces_of_the_text(
        words in proptest::collection::vec(prop_oneof![
            4 => "(قال|وأضاف|أكد|مشيرا|إلى|أن|إن|عن|الوزير|لافروف|وزير|الخارجية|الروسي|بحسب|الرئيسان|من|دعا|أمس|اليوم|الخميس|12|مارس|2020)",
            2 => "[«»“”\":،.؛()]",
            1 => "[ء-ي]{1,9}",
            1 => "\n",
        ], 0..120),
    ) {
        let raw = words.join(" ");
        let lexicon = lexicon();
        let file = RawFile { id: DocId::new("a.txt"), format: Format::Text, bytes: raw.into_bytes() };
        for document in mujaz::source::documents(&file, lexicon, &Limits::default()).value {
            let article = mujaz::extract::article(document, lexicon).value;
            let text = article.document.text.as_str();
            for statement in &article.statements {
                let spans = [Some(statement.text), statement.mention, statement.comp, statement.via];
                for span in spans.into_iter().flatten().chain(statement.quoted.clone()) {
                    prop_assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()));
                }
                let speakers = statement.speaker.mentions().iter();
                prop_assert!(speakers.into_iter().all(|mention| (mention.0 as usize) < article.mentions.len()));
                prop_assert!(statement.evidence.score <= 100);
            }
            for mention in &article.mentions {
                prop_assert!(text.get(mention.span.range()).is_some_and(|words| !words.trim().is_empty()));
            }
        }
    }
}

/// Made once: what is measured here is not how long loading takes.
fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::embedded().unwrap())
}
