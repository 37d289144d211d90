//! What must hold for every input.

use std::collections::BTreeSet;

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
