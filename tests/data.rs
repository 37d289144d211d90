//! The data of a site, as a stranger would use them: every record by its published schema, every
//! word at its place in the text, tables that a spreadsheet opens without computing anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use crate::support::{Scene, Tree};

/// A document that tries every format at once.
const HOSTILE: &str = "=SUM(1) <script>alert(1)</script> ]]> & الوزير\u{202e} يفتتح المحطة\n\
    الثلاثاء 29 كانون الأول 2020\n\n\
    قال وزير النقل سالم عيسى: «=HYPERLINK(\"http://example.org\") ]]> <b>نعم</b> & هذا كلامي كله اليوم».\n";

/// The seeds, the texts of the golden site and a hostile one, as a site with a public address.
pub(crate) fn site() -> Tree {
    let scene = Scene::new()
        .file(
            "mujaz.toml",
            "[site]\nbase_url = \"https://example.org/n/\"\nlicence = \"CC0-1.0\"\n",
        )
        .file("in/hostile.txt", HOSTILE);
    let scene = scene.copies("seeds", "in").copies("tests/golden/in", "in");
    scene.build("in", "site", 2).unwrap();
    scene.tree("site")
}

pub(crate) fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    std::str::from_utf8(bytes).unwrap()
}

pub(crate) fn value(tree: &Tree, path: &str) -> Value {
    serde_json::from_str(text(tree, path)).unwrap()
}

pub(crate) fn lines(tree: &Tree, path: &str) -> Vec<Value> {
    text(tree, path).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The files of data: path and the name of their schema.
fn files(tree: &Tree) -> Vec<(&str, &'static str)> {
    let paths = tree.keys().filter_map(|path| Some((path, path.strip_prefix("api/v1/")?)));
    let schema = |name: &str| {
        if name.starts_with("schema/") || name.ends_with(".csv") || name.ends_with(".tsv") {
            return None;
        }
        Some(match name.rsplit('/').next().unwrap() {
            "index.json" => "index",
            "documents.json" => "documents",
            "months.json" => "months",
            "people.json" => "people",
            "stories.json" => "stories",
            "topics.json" => "topics",
            "weeks.json" => "weeks",
            "quotes.jsonl" => "quote",
            "statements.jsonl" => "statement",
            "variants.jsonl" => "variant",
            _ if name.starts_with("documents/") => "document",
            name => panic!("{name} has no schema"),
        })
    };
    paths.filter_map(|(path, name)| Some((path.as_str(), schema(name)?))).collect()
}

pub(crate) fn validators(tree: &Tree) -> BTreeMap<String, Validator> {
    let address = |name: &str| format!("https://example.org/{name}");
    let schemas = tree.keys().filter(|path| path.starts_with("api/v1/schema/"));
    let mut registry = Registry::new();
    let mut names = Vec::new();
    for path in schemas {
        registry = registry.add(address(path), value(tree, path)).unwrap();
        names.push(path.clone());
    }
    let registry = registry.prepare().unwrap();
    let validator = |path: String| {
        let schema = json!({ "$ref": address(&path) });
        let validator = jsonschema::options().with_registry(&registry).build(&schema).unwrap();
        let name = path.strip_prefix("api/v1/schema/").and_then(|name| name.strip_suffix(".json"));
        (name.unwrap().to_owned(), validator)
    };
    names.into_iter().map(validator).collect()
}

#[test]
fn every_record_is_as_its_schema_says() {
    let tree = site();
    let validators = validators(&tree);
    let mut seen = BTreeSet::new();
    for (path, schema) in files(&tree) {
        let records = match path.ends_with(".jsonl") {
            true => lines(&tree, path),
            false => vec![value(&tree, path)],
        };
        for record in records {
            let errors: Vec<String> = validators[schema]
                .iter_errors(&record)
                .map(|error| format!("{path}: {}: {error}", error.instance_path()))
                .collect();
            assert_eq!(errors, [""; 0]);
            seen.insert(schema);
        }
    }
    assert!(seen.len() >= 10, "{seen:?}");
    // A schema that accepts anything would prove nothing.
    let mut record = lines(&tree, "api/v1/quotes.jsonl").remove(0);
    record["unknown"] = json!(1);
    assert!(!validators["quote"].is_valid(&record));
    record.as_object_mut().unwrap().retain(|key, _| key != "unknown" && key != "quotation");
    assert!(!validators["quote"].is_valid(&record));
}

#[test]
fn keys_are_sorted_text_is_plain_and_nothing_is_empty() {
    fn empty(value: &Value) -> bool {
        match value {
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.iter().any(empty),
            Value::Object(fields) => fields.values().any(empty),
            _ => false,
        }
    }
    let tree = site();
    for (path, _) in files(&tree) {
        let contents = text(&tree, path);
        assert!(contents.is_empty() || contents.ends_with('\n'), "{path}");
        assert!(!contents.contains("\\u06"), "{path}: Arabic is not escaped");
        assert!(!contents.contains(['\u{200f}', '\u{2068}', '\u{202e}']), "{path}: added marks");
        for line in contents.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            // Maps of the parser are sorted, so the same bytes come back only from sorted keys.
            assert_eq!(value.to_string(), line, "{path}");
            assert!(!empty(&value), "{path}: an empty string in {line}");
        }
    }
}

#[test]
fn words_stand_at_their_places_and_addresses_lead_to_them() {
    let tree = site();
    let mut n_statements = 0;
    for statement in lines(&tree, "api/v1/statements.jsonl") {
        let id = statement["document"].as_str().unwrap();
        let source = text(&tree, &format!("d/{id}/text.txt"));
        let at =
            |n: usize| usize::try_from(statement["span"]["bytes"][n].as_u64().unwrap()).unwrap();
        assert_eq!(source.get(at(0)..at(1)), statement["text"].as_str(), "{statement}");
        let page = text(&tree, &format!("d/{id}/index.html"));
        let mark = format!("id=\"q-{}\"", statement["id"].as_str().unwrap());
        assert!(page.contains(&mark), "{id}: no {mark}");
        n_statements += 1;
    }
    assert!(n_statements > 60, "{n_statements}");
    for quote in lines(&tree, "api/v1/quotes.jsonl") {
        let id = quote["document"].as_str().unwrap();
        let words = quote["quotation"].as_str().unwrap();
        assert!(text(&tree, &format!("d/{id}/text.txt")).contains(words), "{quote}");
        let address = quote["address"].as_str().unwrap();
        let expected = format!("https://example.org/n/d/{id}/#q-{}", quote["id"].as_str().unwrap());
        assert_eq!(address, expected);
    }
}

#[test]
fn lists_counts_and_months_agree() {
    let tree = site();
    let index = value(&tree, "api/v1/index.json");
    let documents = value(&tree, "api/v1/documents.json")["documents"].as_array().unwrap().clone();
    let count = |name: &str| usize::try_from(index["counts"][name].as_u64().unwrap()).unwrap();
    assert_eq!(count("documents"), documents.len());
    assert_eq!(count("statements"), lines(&tree, "api/v1/statements.jsonl").len());
    assert_eq!(index["statements_held"], index["counts"]["statements"]);
    assert_eq!(count("quotes"), lines(&tree, "api/v1/quotes.jsonl").len());
    assert_eq!(index["licence"], "CC0-1.0");
    for document in &documents {
        let record = value(&tree, document["path"].as_str().unwrap());
        assert_eq!((&record["id"], &record["story"]), (&document["id"], &document["story"]));
        assert_eq!(record["date"]["day"], document["date"], "{document}");
        assert_eq!(document["statements"], record["statements"].as_array().unwrap().len());
    }
    for file in index["files"].as_array().unwrap() {
        let path = file["path"].as_str().unwrap();
        assert!(path.contains('{') || tree.contains_key(path), "{path}");
        let schema = file["schema"].as_str();
        assert!(schema.is_none_or(|schema| tree.contains_key(schema)), "{file}");
    }
    // The months hold what the whole holds, each line once.
    let months = value(&tree, "api/v1/months.json")["months"].as_array().unwrap().clone();
    assert!(months.len() > 3 && months.last().unwrap()["month"].is_null(), "{months:?}");
    for name in ["statements.jsonl", "quotes.jsonl"] {
        let of =
            |month: &Value| text(&tree, &format!("{}{name}", month["folder"].as_str().unwrap()));
        let parts: String = months.iter().map(of).collect();
        assert_eq!(parts, text(&tree, &format!("api/v1/{name}")), "{name}");
    }
}

#[test]
fn a_new_document_leaves_the_data_of_other_months_alone() {
    let dated =
        |day: &str, place: &str| crate::support::news(place).replace("29 كانون الأول 2020", day);
    let add = |scene: Scene| {
        scene
            .file("in/a.txt", dated("29 كانون الأول 2020", "الشمال"))
            .file("in/b.txt", dated("27 تشرين الأول 2020", "الجنوب"))
    };
    let before = add(Scene::new());
    before.build("in", "site", 1).unwrap();
    let other = "مهرجان للموسيقى في طنجة\nالثلاثاء 26 كانون الثاني 2021\n\n\
        قالت سعاد المريني إن المهرجان يستقبل فرقا من ثلاثين بلدا هذا العام.\n";
    let after = add(Scene::new()).file("in/c.txt", other);
    after.build("in", "site", 1).unwrap();
    let (before, after) = (before.tree("site"), after.tree("site"));
    let kept: Vec<&String> = before
        .keys()
        .filter(|path| path.starts_with("api/v1/months/") || path.starts_with("api/v1/documents/"))
        .collect();
    assert_eq!(kept.len(), 2 * 3 + 2, "{kept:?}");
    for path in kept {
        assert!(before[path] == after[path], "{path}");
    }
}

#[test]
fn tables_open_right_and_compute_nothing() {
    let tree = site();
    let mut n_harmless = 0;
    for (path, list) in [
        ("api/v1/quotes.csv", lines(&tree, "api/v1/quotes.jsonl")),
        (
            "api/v1/documents.csv",
            value(&tree, "api/v1/documents.json")["documents"].as_array().unwrap().clone(),
        ),
    ] {
        let contents = text(&tree, path);
        let mut reader = csv::Reader::from_reader(contents.as_bytes());
        let columns = reader.headers().unwrap().clone();
        assert_eq!(columns.len(), list[0].as_object().unwrap().len(), "{path}: every field");
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), list.len(), "{path}");
        assert_eq!(contents.matches("\r\n").count(), rows.len() + 1, "{path}");
        for (row, record) in rows.iter().zip(&list) {
            for (column, cell) in columns.iter().zip(row) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{path}: {cell}");
                let field = &record[column];
                let words = field.as_str().or_else(|| field["text"].as_str());
                let harmless = |words: &str| cell == words || cell == format!("'{words}");
                let same = words.is_none_or(harmless);
                assert!(same, "{path}: {column}: {cell} is not {field}");
            }
        }
        n_harmless += rows.iter().flatten().filter(|cell| cell.starts_with("'=")).count();
    }
    assert!(n_harmless > 0, "the hostile quotation is not there");
}

#[test]
fn every_field_is_described() {
    fn names(schema: &Value, found: &mut BTreeSet<String>) {
        match schema {
            Value::Object(fields) => {
                if let Some(Value::Object(properties)) = fields.get("properties") {
                    found.extend(properties.keys().cloned());
                }
                fields.values().for_each(|value| names(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| names(value, found)),
            _ => {}
        }
    }
    let papers =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/data.md"))
            .unwrap();
    let tree = site();
    let mut found = BTreeSet::new();
    for path in tree.keys().filter(|path| path.starts_with("api/v1/")) {
        if path.starts_with("api/v1/schema/") {
            names(&value(&tree, path), &mut found);
        } else if !path.starts_with("api/v1/documents/") && !path.starts_with("api/v1/months/") {
            let name = path.trim_start_matches("api/v1/");
            assert!(papers.contains(&format!("`{name}`")), "docs/data.md does not describe {path}");
        }
    }
    assert!(found.len() > 80, "{found:?}");
    for name in found {
        assert!(papers.contains(&format!("`{name}`")), "docs/data.md does not describe {name}");
    }
}
