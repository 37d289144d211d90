//! The scripts of `tests/browser/`, which look at pages by Node.js: how they are asked, and when they
//! are skipped.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use super::browser;

/// The oldest Node.js that the packages of the scripts run on.
const OLDEST_NODE: u32 = 20;

/// What a script found and what it looked at.
pub(super) struct Answer {
    /// Objects with `page`, `what` and `more`.
    pub(super) findings: Vec<Value>,
    /// How much, in the terms of the script.
    pub(super) looked: Value,
}

/// Runs a script on pages of a site; `more` are further fields of its question. `None` where it
/// cannot run here, which is said.
pub(super) fn ask(script: &str, site: &Path, pages: &[String], more: Value) -> Option<Answer> {
    let browser = browser().or_else(|| skipped("no Chromium found in PATH or MUJAZ_CHROMIUM"))?;
    if !modules().is_dir() || node() < OLDEST_NODE {
        return skipped("no Node.js 20 in PATH, or no `npm ci` in tests/browser");
    }
    let mut question = json!({ "site": site, "pages": pages, "browser": browser });
    let fields = question.as_object_mut().unwrap();
    fields.extend(more.as_object().cloned().unwrap_or_default());
    let mut command = Command::new("node");
    command.arg(folder().join(script));
    let output = run(&mut command, &question.to_string());
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}: {messages}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let mut findings: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = findings.pop().unwrap_or_default();
    let looked = last.get("looked").unwrap_or_else(|| panic!("{script} did not finish: {last}"));
    Some(Answer { findings, looked: looked.clone() })
}

/// What the Nu checker says of pages of a site; `None` where it cannot run here, which is said.
pub(super) fn checked_by_vnu(site: &Path, pages: &[String]) -> Option<Vec<Value>> {
    let jar = modules().join("vnu-jar/build/dist/vnu.jar");
    if !jar.is_file() || Command::new("java").arg("-version").output().is_err() {
        return skipped("no java in PATH, or no `npm ci` in tests/browser");
    }
    let mut command = Command::new("java");
    command.args(["-Xss4m", "-jar"]).arg(jar).args(["--format", "json", "--exit-zero-always"]);
    let output = run(command.args(pages).current_dir(site), "");
    let messages: Value = serde_json::from_slice(&output.stderr).unwrap_or_else(|error| {
        panic!("no answer of the checker ({error}): {}", String::from_utf8_lossy(&output.stderr))
    });
    messages["messages"].as_array().cloned()
}

/// The first part of the version of Node.js; 0 where there is none.
fn node() -> u32 {
    let output = Command::new("node").arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let version = version.unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next();
    major.and_then(|major| major.parse().ok()).unwrap_or(0)
}

fn skipped<T>(why: &str) -> Option<T> {
    eprintln!("skipped: {why}");
    None
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")
}

fn modules() -> PathBuf {
    folder().join("node_modules")
}

fn run(command: &mut Command, input: &str) -> Output {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().unwrap();
    // A question is shorter than a pipe, so that nobody waits for the other.
    std::io::Write::write_all(&mut program.stdin.take().unwrap(), input.as_bytes()).unwrap();
    program.wait_with_output().unwrap()
}
