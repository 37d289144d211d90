//! What a project may rely on stands in the manual: every field of every view, every part, every
//! setting, each with its type, and nothing that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use mujaz::config;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A view type as it stands in the source.
struct View {
    /// Fields that templates see, with their types as the manual words them; a flattened one has
    /// the name of its type alone.
    fields: Vec<Field>,
}

enum Field {
    Named { name: String, rust: String },
    Flattened { of: String },
}

/// The serialised structs of some source files, and the names of the enums among them.
fn views(files: &[PathBuf]) -> (BTreeMap<String, View>, BTreeSet<String>) {
    let (mut views, mut enums) = (BTreeMap::new(), BTreeSet::new());
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
        for rest in text.split("\n#[derive(").skip(1) {
            let (traits, rest) = rest.split_once(")]\n").unwrap();
            let item = rest.lines().find(|line| !line.starts_with('#')).unwrap();
            let words: Vec<&str> = item.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let at = words.iter().position(|word| ["struct", "enum"].contains(word));
            let Some(at) = at.filter(|_| traits.split(", ").any(|it| it == "Serialize")) else {
                continue;
            };
            let name = words[at + 1].to_owned();
            if words[at] == "enum" {
                enums.insert(name);
            } else if item.ends_with('{') {
                let body = rest.split_once("{\n").unwrap().1.split_once("\n}").unwrap().0;
                let twice = views.insert(name.clone(), View { fields: fields(body) });
                assert!(twice.is_none(), "two views are called {name}");
            }
        }
    }
    (views, enums)
}

fn fields(body: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut attribute = "";
    for line in body.lines().map(str::trim) {
        if line.starts_with("//") || line.is_empty() {
            continue;
        }
        if line.starts_with("#[") {
            attribute = line;
            continue;
        }
        let (name, rust) = line.trim_end_matches(',').split_once(": ").unwrap();
        let name = name.rsplit(' ').next().unwrap().to_owned();
        let rust = rust.to_owned();
        match attribute {
            "" => fields.push(Field::Named { name, rust }),
            "#[serde(flatten)]" => fields.push(Field::Flattened { of: plain(&rust).to_owned() }),
            "#[serde(skip)]" => {}
            other => panic!("{name}: what does {other} mean for templates?"),
        }
        attribute = "";
    }
    fields
}

/// A type without lifetimes and module.
fn plain(rust: &str) -> &str {
    let rust = rust.split('<').next().unwrap();
    rust.rsplit("::").next().unwrap()
}

/// A type as the manual words it.
fn worded(rust: &str, views: &BTreeMap<String, View>, enums: &BTreeSet<String>) -> String {
    let inner = |outer: &str| rust.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Option<") {
        return format!("{}, or null", worded(inner, views, enums));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", worded(inner, views, enums));
    }
    match rust {
        "String" | "&'a str" | "&'static str" | "Cow<'a, str>" => "text".to_owned(),
        "usize" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        "SiteUrl" => "address".to_owned(),
        "JsonBlock" => "JSON".to_owned(),
        _ if enums.contains(plain(rust)) => "text".to_owned(),
        _ => {
            let name = plain(rust);
            assert!(views.contains_key(name), "{rust} is no type that templates know");
            format!("[{name}](#{})", name.to_lowercase())
        }
    }
}

/// The sections of a paper by their `### ` headings.
fn sections(paper: &str) -> BTreeMap<&str, &str> {
    let sections = paper.split("\n### ").skip(1);
    sections
        .map(|section| {
            let section = section.split("\n## ").next().unwrap();
            section.split_once('\n').unwrap()
        })
        .collect()
}

/// The first two cells of each row of a table whose first is code.
fn rows(section: &str) -> Vec<String> {
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row.split(" | ").collect::<Vec<_>>());
    cells
        .map(|cells| {
            assert!(cells.len() > 2 && cells[2].len() > 3, "nothing is said in {cells:?}");
            format!("{} | {}", cells[0], cells[1])
        })
        .collect()
}

#[test]
fn every_field_that_templates_see_is_in_the_manual() {
    let folder = root().join("src/site/view");
    let mut files: Vec<PathBuf> = [folder.clone(), folder.join("briefing")]
        .iter()
        .flat_map(|folder| folder.read_dir().unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.is_file())
        .collect();
    files.extend(["renderer.rs", "links.rs"].map(|name| root().join("src/site").join(name)));
    files.sort();
    let (views, enums) = views(&files);
    assert!(views.len() > 80, "{}", views.len());
    let paper = read("docs/templates.md");
    let sections = sections(&paper);
    for (name, view) in &views {
        let section = sections
            .get(name.as_str())
            .unwrap_or_else(|| panic!("docs/templates.md has no section `### {name}`"));
        let mut expected = Vec::new();
        for field in &view.fields {
            match field {
                Field::Named { name, rust } => {
                    expected.push(format!("| `{name}` | {}", worded(rust, &views, &enums)));
                }
                Field::Flattened { of } if of == "Base" => {}
                Field::Flattened { of } => {
                    let link = format!("[{of}](#{})", of.to_lowercase());
                    assert!(section.contains(&link), "docs/templates.md: {name} has {link} too");
                }
            }
        }
        assert_eq!(rows(section), expected, "docs/templates.md: ### {name}");
    }
    let stale: Vec<_> = sections.keys().filter(|name| !views.contains_key(**name)).collect();
    assert_eq!(stale, [""; 0].iter().collect::<Vec<_>>(), "docs/templates.md: no such views");
}

#[test]
fn every_template_has_its_type_and_every_part_its_arguments() {
    let paper = read("docs/templates.md");
    let pages = paper.split("\n## Pages\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let parts = paper.split("\n## Parts\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut expected = Vec::new();
    for (name, text) in mujaz::site::theme_files() {
        if let Some(part) = name.strip_prefix("parts/") {
            let part = part.trim_end_matches(".html");
            let opening = format!("{{% component {part}(");
            let arguments = text.split(&opening).nth(1).unwrap().split(')').next().unwrap();
            expected.push(format!("| `{part}` | `{arguments}`"));
        } else if !name.contains('/') && name != "base.html" && !name.ends_with(".toml") {
            assert!(pages.contains(&format!("`{name}`")), "docs/templates.md: who gets {name}?");
        }
    }
    assert_eq!(rows(parts), expected, "docs/templates.md: ## Parts");
}

/// Keys of the settings by their path, with what the schema says of each.
fn settings() -> BTreeMap<String, serde_json::Value> {
    let schema = serde_json::to_value(config::schema()).unwrap();
    let mut settings = BTreeMap::new();
    for (table, section) in schema["properties"].as_object().unwrap() {
        match section["properties"].as_object() {
            // A table of the project's own keys.
            None => drop(settings.insert(table.clone(), section.clone())),
            Some(keys) => settings
                .extend(keys.iter().map(|(key, value)| (format!("{table}.{key}"), value.clone()))),
        }
    }
    settings
}

#[test]
fn every_setting_is_in_the_manual() {
    let paper = read("docs/configuration.md");
    let paper = paper.split("\n## Other files").next().unwrap();
    let settings = settings();
    assert!(settings.len() > 25, "{settings:?}");
    let mut found = BTreeSet::new();
    for row in paper.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let key = cells[0].trim_start_matches("| ").trim_matches('`');
        let setting = settings.get(key).unwrap_or_else(|| panic!("{key} is no setting"));
        let default = setting.get("default").map(|default| format!("`{default}`"));
        let written = cells[1].replace("\", \"", "\",\"");
        assert_eq!(written, default.unwrap_or_else(|| "none".to_owned()), "{key}");
        assert!(cells[2].len() > 10, "nothing is said of {key}");
        for value in setting["oneOf"].as_array().into_iter().flatten() {
            let value = value["const"].as_str().unwrap();
            assert!(row.contains(&format!("`\"{value}\"`")), "{key} may be {value:?}");
        }
        assert!(found.insert(key), "{key} twice");
    }
    let missing: Vec<_> = settings.keys().filter(|key| !found.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "docs/configuration.md has no {missing:?}");
}

#[test]
fn every_setting_is_in_a_new_project_and_explained_to_editors() {
    let text = read("src/cli/init/mujaz.toml");
    assert!(text.starts_with("#:schema ./mujaz.schema.json\n"));
    let schema = serde_json::to_value(config::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    // With every default taken in, and with every example too.
    let defaults = text.replace("\n#: ", "\n");
    let is_key = |line: &str| {
        let rest = line.strip_prefix("# ").and_then(|rest| rest.split_once(" = "));
        rest.is_some_and(|(key, _)| !key.contains(' '))
    };
    let examples: String = defaults
        .lines()
        .map(|line| format!("{}\n", if is_key(line) { &line[2..] } else { line }))
        .collect();
    let value = |text: &str| -> serde_json::Value {
        serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
    };
    for text in [&text, &defaults, &examples] {
        let errors: Vec<_> =
            validator.iter_errors(&value(text)).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{text}");
    }
    let (defaults, examples) = (value(&defaults), value(&examples));
    for (path, setting) in settings() {
        assert!(setting["description"].is_string(), "{path} is not explained to editors");
        let pointer = format!("/{}", path.replace('.', "/"));
        assert!(examples.pointer(&pointer).is_some(), "the mujaz.toml of `init` has no {path}");
        if let Some(default) = setting.get("default").filter(|_| path != "input.folder") {
            assert_eq!(defaults.pointer(&pointer), Some(default), "{path}");
        }
    }
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let schema = serde_json::to_value(config::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (text, is_good) in [
        ("", true),
        ("site.base_url = \"https://example.org/n/\"", true),
        ("site.base_url = \"javascript:alert(1)\"", false),
        ("display.months = \"levant\"", true),
        ("display.months = \"levent\"", false),
        ("display.week_start = \"fri\"", false),
        ("dispaly.months = \"levant\"", false),
        ("display.month = \"levant\"", false),
        ("limits.file = 4096", true),
        ("limits.file = \"4 MiB\"", true),
        ("limits.file = \"4 MB\"", false),
        ("limits.file = 3", false),
        ("output.page_size = 0", false),
        ("output.keep = [1]", false),
        ("topics.min_score = 0.05", false),
        ("outlets.\"example.org\" = \"مثال\"", true),
        ("outlets.\"example.org\" = 1", false),
        ("feeds.authority = \"example.org,2024\"", true),
        ("feeds.authority = \"example.org\"", false),
    ] {
        let value = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
        assert_eq!(validator.is_valid(&value), is_good, "the schema: {text}");
        let parsed = config::Config::parse(text, Path::new("mujaz.toml"));
        assert_eq!(parsed.is_ok(), is_good, "the program: {text}");
    }
}
