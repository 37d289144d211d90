//! The papers keep up with the code: every code, dependency, lexicon file and link.

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

#[test]
fn links_of_the_papers_lead_somewhere() {
    let docs = root().join("docs").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let papers = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let papers = papers.iter().map(|name| root().join(name)).chain(docs);
    for paper in papers.filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = fs::read_to_string(&paper).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_here = !link.contains("://");
            let target = paper.parent().unwrap_or(Path::new("")).join(link);
            assert!(!is_here || target.exists(), "{}: {link}", paper.display());
        }
    }
}
