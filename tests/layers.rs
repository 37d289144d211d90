//! The repository itself: who imports whom, and what stands nowhere (ARCHITECTURE.md).

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the crate by row: one may use those of smaller rows, and itself.
const ROWS: [(&str, u8); 16] = [
    ("model", 1),
    ("error", 2),
    ("diagnostic", 2),
    ("workers", 2),
    ("lang", 3),
    ("config", 3),
    ("source", 4),
    ("extract", 4),
    ("analyse", 4),
    ("site", 5),
    ("brief", 6),
    ("check", 6),
    ("io", 7),
    ("pipeline", 8),
    ("serve", 9),
    ("cli", 10),
];

/// What a module may use of the crate where the rows alone would allow more.
const ONLY: [(&str, &[&str]); 5] = [
    // What is proved is what lies on the disk, not what the builder meant.
    ("check", &["site::Manifest", "site::Route"]),
    // Of the site an edition knows what is made for editions.
    (
        "brief",
        &[
            "model",
            "error",
            "lang",
            "config::SendSettings",
            "config::Unsubscribe",
            "site::Manuscript",
            "site::Renderer",
            "site::TemplateFile",
            "site::edition",
        ],
    ),
    // Of the stages `io` knows the settings and what is written, not how it is made.
    (
        "io",
        &[
            "model",
            "error",
            "diagnostic",
            "workers",
            "config",
            "site::Counts",
            "site::Manifest",
            "site::OutputFile",
            "site::Route",
        ],
    ),
    // The command line goes through `Project`.
    ("cli", &["model", "error", "diagnostic", "config", "io", "pipeline", "serve"]),
    // The server knows files by address, and not how they are made.
    ("serve", &["error", "io", "site::Manifest", "site::Route"]),
];

/// Crates that every module may use: the contract of data, and the type of dates.
const EVERYWHERE: [&str; 2] = ["serde", "chrono"];

/// Crates by the modules that may use them.
const CRATES: [(&str, &[&str]); 14] = [
    ("main", &["mimalloc"]),
    ("analyse", &["foldhash", "gaoya"]),
    ("model", &["blake3", "unicode_normalization"]),
    ("error", &["thiserror"]),
    (
        "lang",
        &[
            "ar_reshaper",
            "blake3",
            "icu_calendar",
            "icu_collator",
            "icu_locale_core",
            "icu_properties",
            "icu_segmenter",
            "postcard",
            "toml",
            "unicode_bidi",
            "unicode_normalization",
            "unicode_width",
        ],
    ),
    ("config", &["lettre", "schemars", "toml", "url"]),
    (
        "source",
        &[
            "chardetng",
            "dom_query",
            "dom_smoothie",
            "encoding_rs",
            "pulldown_cmark",
            "quick_xml",
            "saphyr_parser",
            "serde_json",
            "sha2",
            "toml",
            "url",
        ],
    ),
    (
        "site",
        &[
            "blake3",
            "csv",
            "foldhash",
            "icu_calendar",
            "icu_datetime",
            "icu_decimal",
            "icu_list",
            "icu_locale_core",
            "icu_plurals",
            "postcard",
            "serde_json",
            "tera",
            "toml",
            "url",
        ],
    ),
    (
        "check",
        &[
            "base64",
            "blake3",
            "csv",
            "html5gum",
            "miniz_oxide",
            "roxmltree",
            "serde_json",
            "unicode_normalization",
            "url",
            "zip",
        ],
    ),
    (
        "io",
        &[
            "blake3",
            "fontdb",
            "lettre",
            "notify",
            "postcard",
            "rustix",
            "serde_json",
            "tempfile",
            "walkdir",
        ],
    ),
    ("pipeline", &["rayon", "serde_json"]),
    ("brief", &["lettre", "serde_json", "typst", "typst_layout", "typst_pdf", "zip"]),
    (
        "serve",
        &[
            "axum",
            "futures_util",
            "html5gum",
            "hyper",
            "hyper_util",
            "percent_encoding",
            "tokio",
            "tokio_io_timeout",
        ],
    ),
    ("cli", &["clap", "clap_complete", "clap_mangen", "indicatif", "miette", "serde_json"]),
];

/// Words of code and the only places where they may stand.
const ONLY_IN: [(&str, &[&str]); 16] = [
    ("std::fs", &["io"]),
    ("std::net", &["io", "serve"]),
    ("std::env", &["io", "main"]),
    ("std::process::ExitCode", &["cli", "main"]),
    ("std::process::id", &["io"]),
    ("std::process::Command", &[]),
    ("Instant", &["io"]),
    ("SystemTime", &[]),
    ("Local::now", &[]),
    (".is_dir()", &["io"]),
    (".exists()", &["io"]),
    (".canonicalize()", &["io"]),
    ("println!", &[]),
    ("io::stdout", &["cli"]),
    ("io::stderr", &["cli"]),
    // The allocator of the program.
    ("static ", &["main"]),
];

/// Most product lines of a file.
const LINES: usize = 400;

/// A file of `src` without its comments, literals and unit tests.
struct Source {
    path: PathBuf,
    /// The first part of its path: `io`, `cli`, `main`.
    module: String,
    code: String,
    /// String literals with their lines.
    literals: Vec<(usize, String)>,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let paths =
        files(&src).into_iter().filter(|path| path.extension().is_some_and(|it| it == "rs"));
    let sources: Vec<Source> = paths
        .filter(|path| !is_of_tests(path))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let product = text.find("#[cfg(test)]\nmod ").map_or(text.as_str(), |at| &text[..at]);
            let (code, literals) = dissect(product);
            let below = path.strip_prefix(&src).unwrap();
            let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
            Source {
                module: first.trim_end_matches(".rs").to_owned(),
                lines: product.lines().count(),
                path: below.to_path_buf(),
                code,
                literals,
            }
        })
        .collect();
    assert!(sources.len() > 30, "the sources were not found");
    sources
}

/// True for a file that its parent names as a module of tests.
fn is_of_tests(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let folder = path.parent().unwrap();
    let parents = [folder.join("mod.rs"), folder.with_extension("rs")];
    let mut texts = parents.iter().filter_map(|parent| fs::read_to_string(parent).ok());
    texts.any(|text| {
        text.lines().zip(text.lines().skip(1)).any(|(attribute, line)| {
            let module = line.trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
            attribute == "#[cfg(test)]" && module == format!("mod {name};")
        })
    })
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Code with literals emptied and comments left out, and the string literals.
fn dissect(text: &str) -> (String, Vec<(usize, String)>) {
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut rest = text;
    let line = |rest: &str| 1 + text[..text.len() - rest.len()].matches('\n').count();
    while let Some(c) = rest.chars().next() {
        let hashes = rest.trim_start_matches('r').chars().take_while(|c| *c == '#').count();
        let is_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with('r') && !is_word && rest[1 + hashes..].starts_with('"') {
            let (start, end) = (2 + hashes, format!("\"{}", "#".repeat(hashes)));
            let length = rest[start..].find(&end).unwrap();
            literals.push((line(rest), rest[start..start + length].to_owned()));
            code.push_str("\"\"");
            start + length + end.len()
        } else if c == '"' {
            let mut escaped = false;
            let length = rest[1..]
                .find(|c| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                })
                .unwrap();
            literals.push((line(rest), rest[1..=length].to_owned()));
            code.push_str("\"\"");
            length + 2
        } else if let Some(length) = char_literal(rest) {
            code.push_str("' '");
            length
        } else {
            code.push(c);
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    (code, literals)
}

/// The length of a character literal; `None` for a lifetime and everything else.
fn char_literal(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let first = inner.chars().next()?;
    let skipped = if first == '\\' { 2 } else { first.len_utf8() };
    let end = inner.get(skipped..)?.find('\'')?;
    (first == '\\' || end == 0).then_some(1 + skipped + end + 1)
}

/// The paths below the crate's root that code names: `model`, `site::Route`, groups taken apart.
fn crate_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => paths.extend(members(group)),
            None => {
                let (path, after) = name_path(rest);
                match after.strip_prefix("::{") {
                    Some(group) => {
                        paths.extend(
                            members(group).iter().map(|member| format!("{path}::{member}")),
                        );
                    }
                    None => paths.push(path),
                }
            }
        }
    }
    paths
}

/// The members of a group of imports, up to its bracket; nested groups stay with their head.
fn members(group: &str) -> Vec<String> {
    let mut depth = 0;
    let end = group.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth < 0
    });
    let group = &group[..end.unwrap()];
    let mut depth = 0;
    let parts = group.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.map(|part| name_path(part.trim()).0).filter(|part| !part.is_empty()).collect()
}

/// `a::b` at the head of a text, and what follows.
fn name_path(text: &str) -> (String, &str) {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let path = text[..end].trim_end_matches(':');
    (path.to_owned(), &text[path.len()..])
}

fn row(module: &str) -> Option<u8> {
    ROWS.iter().find(|(name, _)| *name == module).map(|(_, row)| *row)
}

/// What a file may not import of the crate, as `path`.
fn forbidden_imports(source: &Source) -> Vec<String> {
    let Some(own) = row(&source.module) else { return Vec::new() };
    let only = ONLY.iter().find(|(module, _)| *module == source.module).map(|(_, only)| only);
    let is_allowed = |path: &String| {
        let head = path.split("::").next().unwrap();
        let Some(row) = row(head) else { return false };
        let is_named = |name: &&&str| path == **name || path.starts_with(&format!("{name}::"));
        head == source.module
            || row < own && only.is_none_or(|only| only.iter().any(|name| is_named(&name)))
    };
    crate_paths(&source.code).into_iter().filter(|path| !is_allowed(path)).collect()
}

#[test]
fn modules_use_only_the_rows_above_them() {
    for source in sources() {
        assert_eq!(forbidden_imports(&source), [""; 0], "src/{}", source.path.display());
        // `super` must not climb out of the module, where this test does not see what it takes.
        let depth = source
            .path
            .with_extension("")
            .components()
            .filter(|it| it.as_os_str() != "mod")
            .count();
        let climb = format!("{}::", vec!["super"; depth].join("::"));
        assert!(!source.code.contains(&climb), "src/{}: {climb}", source.path.display());
    }
}

#[test]
fn every_module_has_a_row() {
    for source in sources() {
        let is_root = ["lib", "main"].contains(&source.module.as_str());
        assert!(is_root || row(&source.module).is_some(), "src/{}", source.path.display());
    }
}

#[test]
fn crates_are_used_where_they_belong() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]\n").nth(1).unwrap();
    let dependencies = dependencies.lines().take_while(|line| !line.is_empty());
    let names: Vec<String> =
        dependencies.map(|line| line.split([' ', '=']).next().unwrap().replace('-', "_")).collect();
    let sources = sources();
    for name in &names {
        let uses = |source: &Source| {
            let path = format!("{name}::");
            source.code.match_indices(&path).any(|(at, _)| {
                !source.code[..at].ends_with(|c: char| c.is_alphanumeric() || "_:.".contains(c))
            })
        };
        let users: Vec<&Source> = sources.iter().filter(|source| uses(source)).collect();
        assert!(!users.is_empty(), "{name} is a dependency that nothing uses");
        for source in users.iter().filter(|_| !EVERYWHERE.contains(&name.as_str())) {
            let allowed = CRATES.iter().find(|(module, _)| *module == source.module);
            let is_allowed = allowed.is_some_and(|(_, crates)| crates.contains(&name.as_str()));
            assert!(is_allowed, "src/{} uses {name}", source.path.display());
        }
    }
}

#[test]
fn files_clock_environment_and_terminal_have_their_places() {
    for source in sources() {
        for (word, places) in ONLY_IN {
            let is_word = |at: usize| {
                !source.code[..at].ends_with(|c: char| c.is_alphanumeric() || "_'".contains(c))
            };
            let found = source.code.match_indices(word).any(|(at, _)| is_word(at));
            let is_allowed = places.contains(&source.module.as_str());
            assert!(!found || is_allowed, "src/{}: {word}", source.path.display());
        }
    }
}

#[test]
fn language_stands_in_the_lexicon_and_the_words() {
    // Two letters are a word; one is a letter.
    let is_arabic = |c: char| ('\u{620}'..='\u{64a}').contains(&c);
    for source in sources() {
        for (line, literal) in &source.literals {
            let mut letters = literal.chars().zip(literal.chars().skip(1));
            let has_word = letters.any(|(one, next)| is_arabic(one) && is_arabic(next));
            assert!(!has_word, "src/{}:{line}: {literal:?}", source.path.display());
        }
    }
}

#[test]
fn files_are_short() {
    for source in sources() {
        let path = source.path.display();
        assert!(source.lines <= LINES, "src/{path}: {} lines of product code", source.lines);
    }
}

#[test]
fn every_file_says_what_it_holds() {
    for source in sources() {
        let text = fs::read_to_string(root().join("src").join(&source.path)).unwrap();
        assert!(text.starts_with("//! "), "src/{}", source.path.display());
    }
}

#[test]
fn templates_escape_everything_but_one_block() {
    let mut safe = Vec::new();
    for path in files(&root().join("templates")) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let tags = text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
        let n_safe =
            tags.filter(|tag| tag.split('|').skip(1).any(|it| it.trim() == "safe")).count();
        safe.extend(vec![path.display().to_string(); n_safe]);
        assert!(!text.contains("set_global"), "{}", path.display());
    }
    assert!(safe.len() <= 1, "{safe:?}");
}

#[test]
fn the_source_is_read_as_meant() {
    let (code, literals) = dissect(
        "let a = \"x\\\"/* no */\"; // \"out\"\nlet b = r#\"raw \"q\"\"#; let c = '\"'; f::<'a>('\\'');",
    );
    assert_eq!(code, "let a = \"\"; \nlet b = \"\"; let c = ' '; f::<'a>(' ');");
    assert_eq!(literals, [(1, "x\\\"/* no */".to_owned()), (2, "raw \"q\"".to_owned())]);
    let code =
        "use crate::{lang::{A, B}, error};\nuse crate::site::{self, Route};\ncrate::io::x();";
    assert_eq!(
        crate_paths(code),
        ["lang::", "error", "site::self", "site::Route", "io::x"]
            .map(|path| path.trim_end_matches(':'))
    );
    let import = |module: &str, code: &str| {
        let source = Source {
            path: PathBuf::from(format!("{module}.rs")),
            module: module.to_owned(),
            code: code.to_owned(),
            literals: Vec::new(),
            lines: 1,
        };
        forbidden_imports(&source)
    };
    assert_eq!(import("model", "use crate::error::Result;"), ["error::Result"]);
    assert_eq!(import("source", "use crate::extract::article;"), ["extract::article"]);
    assert_eq!(import("io", "use crate::site::{Route, Plan};"), ["site::Plan"]);
    assert_eq!(
        import("cli", "use crate::site::Counts; use crate::pipeline::Project;"),
        ["site::Counts"]
    );
}
