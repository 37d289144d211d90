//! The invariants of every target over the saved corpus, over pieces of it put together, and over
//! random bytes. libFuzzer goes on from here: `just fuzz`.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::invariants::{TARGETS, Target};
use super::{Dice, is_long};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The saved inputs of a target, by name.
fn corpus(name: &str) -> Vec<(String, Vec<u8>)> {
    let folder = root().join("corpus").join(name);
    let entries = folder.read_dir().unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{name} has no corpus");
    let name_of = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name_of(path), fs::read(path).unwrap())).collect()
}

/// Runs a target over bytes, which a failure shows.
fn run((name, target): Target, what: &str, bytes: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| target(bytes))).is_err() {
        panic!("{name}, {what}: {:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn the_saved_corpus_holds() {
    for target in TARGETS {
        for (file, bytes) in corpus(target.0) {
            run(target, &file, &bytes);
        }
    }
}

/// A new input: pieces of saved ones, some of their bytes changed, doubled or left out.
fn mutant(saved: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..=dice.below(3) {
        let piece = &saved[dice.below(saved.len())];
        let start = dice.below(piece.len() + 1);
        let end = start + dice.below(piece.len() - start + 1);
        for _ in 0..=dice.below(2) * dice.below(5) {
            bytes.extend(&piece[start..end]);
        }
    }
    for _ in 0..dice.below(6) * usize::from(!bytes.is_empty()) {
        let at = dice.below(bytes.len());
        match dice.below(3) {
            0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => bytes[at] ^= 1 << dice.below(8),
            _ => drop(bytes.splice(at..=at, *b"\xe2\x80\xae")),
        }
    }
    bytes.truncate(8 << 10);
    bytes
}

#[test]
fn no_mutant_of_the_corpus_breaks_an_invariant() {
    for (ix, target) in TARGETS.into_iter().enumerate() {
        let is_heavy = ["render", "state_file"].contains(&target.0);
        let n = match (is_heavy, is_long()) {
            (true, false) => 10,
            (false, false) => 150,
            (true, true) => 500,
            (false, true) => 20_000,
        };
        let saved: Vec<Vec<u8>> = corpus(target.0).into_iter().map(|(_, bytes)| bytes).collect();
        let mut dice = Dice(0x2545_f491_4f6c_dd1d + u64::try_from(ix).unwrap());
        for n in 0..n {
            run(target, &format!("mutant {n}"), &mutant(&saved, &mut dice));
        }
    }
}

mod random {
    use proptest::prelude::*;

    use super::super::invariants::TARGETS;

    /// Bytes, or text of what Arabic, markup and directions are made of.
    fn any_input() -> impl Strategy<Value = Vec<u8>> {
        let soup = "([ء-ي]{1,5}|[ \n\r\t]|[\"«»“”:.,،؛/#<>&;=_*`|{}\\[\\]%-]|[0-9٠-٩]{1,4}|قال|أن|<p>|</p>|\u{202e}|\u{200d}|\u{301}|😀|ﷺ){0,60}";
        prop_oneof![
            1 => proptest::collection::vec(any::<u8>(), 0..200),
            3 => soup.prop_map(String::into_bytes),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_break_an_invariant(bytes in any_input()) {
            let light = TARGETS.into_iter().filter(|(name, _)| !["render", "state_file"].contains(name));
            light.for_each(|(_, target)| target(&bytes));
        }
    }
}

#[test]
fn every_target_is_fuzzed() {
    let names: BTreeSet<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), TARGETS.len());
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let recipe = fs::read_to_string(root().join("../justfile")).unwrap();
    let fuzzed = recipe.split("TARGETS='").nth(1).unwrap().split('\'').next().unwrap();
    let fuzzed: BTreeSet<&str> = fuzzed.split(' ').collect();
    for name in &names {
        let path = format!("fuzz_targets/{name}.rs");
        let calls = fs::read_to_string(root().join(&path)).unwrap();
        assert!(calls.contains(&format!("invariants::{name}(bytes)")), "{path}");
        assert!(manifest.contains(&format!("name = \"{name}\"\npath = \"{path}\"")), "{name}");
        assert!(fuzzed.contains(name), "`just fuzz` leaves out {name}");
    }
    let in_folder = |folder: &str| root().join(folder).read_dir().unwrap().count();
    assert_eq!(in_folder("fuzz_targets"), names.len());
    assert_eq!(in_folder("corpus"), names.len());
    let size: usize = names.iter().flat_map(|name| corpus(name)).map(|(_, it)| it.len()).sum();
    assert!(size < 64 << 10, "the saved corpus has {size} bytes: keep what is new only");
}
