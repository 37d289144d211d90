//! A large archive: the site of generated documents is clean for `mujaz check`, and for a checker of
//! sites that shares nothing with it.
//!
//! Generator and checker lie beside the repository, or the test is skipped with a word.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::Scene;

/// Documents that are generated: enough for lists of many pages, few enough for a slow build.
const DOCUMENTS: &str = if cfg!(debug_assertions) { "150" } else { "2000" };

#[test]
fn the_site_of_a_large_archive_is_clean() {
    let Some(generator) = beside("bench/gen_corpus.py") else { return };
    let scene = Scene::new();
    let mut command = Command::new("python3");
    command.arg(generator).args(["--docs", DOCUMENTS, "--seed", "3", "--format", "txt", "--out"]);
    let output = command.arg(scene.path("in")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    scene.mujaz("build in/docs").exits(0);
    assert_eq!(scene.mujaz("check").exits(0).results(), "");

    let Some(checker) = beside("faults/check_site.py") else { return };
    let mut command = Command::new("python3");
    command.args(["-B".as_ref(), checker.as_os_str()]).arg(scene.path("site")).arg("--require-csp");
    let output = command.output().unwrap();
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && words.contains(" 0 problems"), "{words}");
}

/// A file beside the repository that Python can run.
fn beside(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if file.is_file() && Command::new("python3").arg("--version").output().is_ok() {
        return Some(file);
    }
    eprintln!("skipped: no {path} beside the repository, or no python3");
    None
}
