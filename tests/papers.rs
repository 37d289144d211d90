//! The papers keep up with the code: every code, dependency, lexicon file and link.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_code_is_explained() {
    let papers = read("docs/codes.md");
    let source =
        read("src/diagnostic.rs") + read("src/error.rs").split("pub fn code").nth(1).unwrap();
    let names: Vec<&str> =
        source.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(names.len() > 25, "{names:?}");
    for name in names {
        assert!(papers.contains(&format!("| `{name}` |")), "docs/codes.md does not explain {name}");
    }
}

#[test]
fn every_rule_of_a_site_is_explained() {
    let papers = read("docs/check.md");
    let source = read("src/check/rules.rs");
    let rules = source.split("rules! {").skip(1).collect::<String>();
    let codes: Vec<&str> = rules
        .split("= \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|code| !code.contains(' '))
        .collect();
    assert!(codes.len() > 40, "{codes:?}");
    for code in &codes {
        assert!(papers.contains(&format!("| `{code}` |")), "docs/check.md does not explain {code}");
    }
    let rows = papers.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    for row in rows {
        assert!(codes.contains(&row), "docs/check.md has {row}, which is no rule");
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let papers = read("docs/DEPENDENCIES.md");
    let manifest = read("Cargo.toml");
    let names: Vec<&str> = manifest
        .split("dependencies]\n")
        .skip(1)
        .flat_map(|section| section.lines().take_while(|line| !line.is_empty()))
        .filter_map(|line| line.split([' ', '=']).next())
        .collect();
    assert!(names.len() > 20, "{names:?}");
    for name in &names {
        assert!(papers.contains(&format!("| `{name}` |")), "docs/DEPENDENCIES.md has no {name}");
    }
    let rows = papers.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    for row in rows {
        assert!(names.contains(&row), "docs/DEPENDENCIES.md has {row}, which is no dependency");
    }
}

/// Most crates that the program is built from, without optional features.
const CRATES: usize = 300;

#[test]
fn the_program_is_built_from_few_crates() {
    let ran = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal,build", "--prefix", "none", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let tree = String::from_utf8(ran.stdout).unwrap();
    // Versions of one crate count once here: `cargo deny` warns of them.
    let crates: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.len() > 100, "{tree}");
    assert!(crates.len() <= CRATES, "{} crates, and {CRATES} are allowed", crates.len());
}

#[test]
fn every_lexicon_file_and_table_is_described() {
    let papers = read("docs/lexicon.md");
    for entry in root().join("src/lexicon").read_dir().unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (_, section) = papers
            .split_once(&format!("\n## `{name}`"))
            .unwrap_or_else(|| panic!("docs/lexicon.md does not describe {name}"));
        let section = section.split("\n## ").next().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let tables = text.lines().filter(|line| line.starts_with('['));
        for table in tables.filter(|table| *table != "[about]" && name != "stopwords.toml") {
            let table = table.split(['.', ']']).next().unwrap();
            assert!(section.contains(&format!("`{table}")), "{name}: {table} is not described");
        }
    }
}

#[test]
fn the_two_commands_of_the_readme_are_those_of_ci() {
    let (readme, ci) = (read("README.md"), read(".ci/run"));
    for command in ["cargo run --release --locked -- build", "cargo test --release --locked"] {
        assert!(readme.contains(&format!("\n{command}  ")), "README.md: {command}");
        assert!(ci.contains(&format!(" {command}\n")), ".ci/run: {command}");
    }
}

/// The names that the headings of a paper can be linked by, as hosts of Markdown make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for heading in without_code(text).lines().filter(|line| line.starts_with('#')) {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
        let name: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        let free = (0..).map(|n| if n == 0 { name.clone() } else { format!("{name}-{n}") });
        let free = free.into_iter().find(|name| !anchors.contains(name)).unwrap();
        anchors.insert(free);
    }
    anchors
}

/// A paper without its blocks of code: a comment there is no heading, and brackets are no link.
fn without_code(text: &str) -> String {
    let parts = text.split("\n```").enumerate().filter(|(ix, _)| ix % 2 == 0);
    parts.map(|(_, part)| format!("{part}\n")).collect()
}

fn papers() -> Vec<PathBuf> {
    let docs = root().join("docs").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let papers = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let papers = papers.iter().map(|name| root().join(name)).chain(docs);
    papers.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

#[test]
fn links_of_the_papers_lead_somewhere() {
    let mut n_anchors = 0;
    for paper in papers() {
        let text = without_code(&fs::read_to_string(&paper).unwrap());
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => paper.clone(),
                file => paper.parent().unwrap_or(Path::new("")).join(file),
            };
            assert!(target.exists(), "{}: {link}", paper.display());
            if !anchor.is_empty() {
                n_anchors += 1;
                let anchors = anchors(&fs::read_to_string(&target).unwrap());
                assert!(anchors.contains(anchor), "{}: {link}", paper.display());
            }
        }
    }
    assert!(n_anchors > 50, "{n_anchors}");
    assert_eq!(
        anchors("# Why `x`?\n\n## A, b\n```\n# no\n```\n## A, b\n"),
        ["a-b", "a-b-1", "why-x"].map(str::to_owned).into()
    );
}

#[test]
fn every_paper_of_the_manual_is_in_its_index() {
    let index = read("docs/README.md");
    for paper in papers() {
        let name = paper.file_name().unwrap().to_str().unwrap();
        let is_doc = paper.parent().is_some_and(|folder| folder.ends_with("docs"));
        assert!(!is_doc || name == "README.md" || index.contains(&format!("]({name})")), "{name}");
    }
    // A word of a command that is no command of the program is a mistake of the paper.
    let known: BTreeSet<String> = ["--version", "--help", "COMMAND", "1"].map(str::to_owned).into();
    let source = read("src/cli/args.rs");
    let commands = source.split("pub(super) enum Command {").nth(1).unwrap();
    let commands = commands.split("\n}").next().unwrap().lines().map(str::trim);
    let names = commands.filter(|line| line.starts_with(char::is_uppercase));
    let names = names.map(|line| line.split([',', '(']).next().unwrap().to_lowercase());
    let known: BTreeSet<String> = known.into_iter().chain(names).collect();
    for paper in papers() {
        let text = fs::read_to_string(&paper).unwrap();
        let blocks = text.split("\n```").skip(1).step_by(2).flat_map(str::lines);
        let inline = text.split('`').skip(1).step_by(2);
        let typed = blocks.chain(inline).filter_map(|part| part.strip_prefix("mujaz "));
        for word in typed.filter_map(|rest| rest.split([' ', '\n']).next()) {
            let is_word = word.starts_with(|c: char| c.is_ascii_lowercase() || c == '-');
            assert!(!is_word || known.contains(word), "{}: mujaz {word}", paper.display());
        }
    }
}
