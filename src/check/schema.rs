//! JSON Schema, as far as the published schemas use it.
//!
//! A keyword that is not known here is itself a breach: what was not compared is not passed over.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::edition;
use super::finding::shown;
use super::json;
use super::pattern::Pattern;
use super::site::Shelf;

/// Where the schemas of the data lie.
const FOLDER: &str = "api/v1/schema/";
/// Schemas whose name is not that of the file: of lists with one record a line, of folders.
const NAMES: [(&str, &str); 4] = [
    ("api/v1/statements.jsonl", "statement"),
    ("api/v1/quotes.jsonl", "quote"),
    ("api/v1/variants.jsonl", "variant"),
    ("api/v1/documents/", "document"),
];
/// Parts of values inside each other, references included; our data have twelve.
const DEPTH: usize = 100;
/// Comparisons of one value: a schema may branch into itself.
const STEPS: usize = 4_000_000;
/// Breaches of one value that are told.
const TOLD: usize = 5;

/// Keywords that explain and demand nothing.
const REMARKS: [&str; 13] = [
    "$schema",
    "$id",
    "$comment",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
    "format",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// The schemas of a site by the names of their files, read once for all of its data.
pub(super) type Schemas = BTreeMap<String, Value>;

/// The schemas among the files of a site. One that is no JSON is found where that file is looked at.
pub(super) fn read_all(files: &[String], shelf: &dyn Shelf) -> Schemas {
    let read = |path: &String| {
        let name = path.strip_prefix(FOLDER)?;
        let bytes = shelf.bytes(path)?;
        Some((name.to_owned(), json::read(std::str::from_utf8(&bytes).ok()?).ok()?))
    };
    files.iter().filter_map(read).collect()
}

/// A schema, with those that it may refer to.
pub(super) struct Schema<'s> {
    /// The name of its file.
    name: String,
    files: &'s Schemas,
}

impl<'s> Schema<'s> {
    /// The schema of a data file; `None` where the site has none for it.
    pub(super) fn of(path: &str, files: &'s Schemas) -> Option<Self> {
        let named = NAMES.iter().find(|(start, _)| path.starts_with(start)).map(|(_, name)| *name);
        let named = named.or_else(|| edition::is(path).then_some("briefing"));
        let stem = path.strip_prefix("api/v1/").and_then(|name| name.split('.').next());
        let name = named.or(stem).filter(|name| !name.contains('/'))?;
        let name = format!("{name}.json");
        files.contains_key(&name).then_some(Self { name, files })
    }

    /// What in a value is not as the schema says.
    pub(super) fn breaches(&self, value: &Value) -> Vec<String> {
        let mut judge =
            Judge { files: self.files, file: &self.name, breaches: Vec::new(), steps: 0, depth: 0 };
        if let Some(root) = self.files.get(&self.name) {
            judge.value(root, value, "");
        }
        judge.breaches.truncate(TOLD);
        judge.breaches
    }
}

/// Compares a value with a schema.
struct Judge<'s> {
    files: &'s Schemas,
    /// The file that the present part of the schema stands in.
    file: &'s str,
    breaches: Vec<String>,
    steps: usize,
    depth: usize,
}

impl<'s> Judge<'s> {
    fn breach(&mut self, at: &str, what: impl AsRef<str>) {
        let at = if at.is_empty() { "the value" } else { at };
        self.breaches.push(format!("{at}: {}", what.as_ref()));
    }

    fn value(&mut self, schema: &'s Value, value: &Value, at: &str) {
        self.steps = self.steps.saturating_add(1);
        if self.depth >= DEPTH || self.steps >= STEPS {
            return self.breach(at, "the schema is too deep to compare");
        }
        self.depth = self.depth.saturating_add(1);
        match schema {
            Value::Bool(true) => {}
            Value::Object(keywords) => {
                for (keyword, rule) in keywords {
                    self.keyword(keyword, rule, keywords, (value, at));
                }
            }
            _ => self.breach(at, "nothing is allowed here"),
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn keyword(
        &mut self,
        keyword: &str,
        rule: &'s Value,
        all: &'s Map<String, Value>,
        (value, at): (&Value, &str),
    ) {
        match keyword {
            "type" => self.kind(rule, value, at),
            "$ref" => self.reference(rule, value, at),
            "enum" if rule.as_array().is_some_and(|all| all.contains(value)) => {}
            "const" if rule == value => {}
            "enum" | "const" => {
                self.breach(
                    at,
                    format!("{} is not {}", shown(&value.to_string()), shown(&rule.to_string())),
                );
            }
            "properties" | "required" | "additionalProperties" => {
                if let Value::Object(object) = value {
                    self.object(keyword, rule, all, (object, at));
                }
            }
            "items" | "prefixItems" | "minItems" | "maxItems" => {
                if let Value::Array(items) = value {
                    self.array(keyword, rule, all, (items, at));
                }
            }
            "anyOf" | "oneOf" | "allOf" => self.several(keyword, rule, value, at),
            "minimum" | "maximum" | "minLength" | "maxLength" => {
                self.bound(keyword, rule, value, at);
            }
            "pattern" if self.is_of_pattern(rule, value, at) => {}
            _ if REMARKS.contains(&keyword) => {}
            _ => self.breach(at, format!("the keyword {keyword:?} of the schema is not compared")),
        }
    }

    /// True where a pattern was compared.
    fn is_of_pattern(&mut self, rule: &Value, value: &Value, at: &str) -> bool {
        let Some(pattern) = rule.as_str().and_then(Pattern::read) else { return false };
        if value.as_str().is_some_and(|text| !pattern.fits(text)) {
            self.breach(at, format!("{} is not of the form {rule}", shown(&value.to_string())));
        }
        true
    }

    fn reference(&mut self, rule: &'s Value, value: &Value, at: &str) {
        let way = rule.as_str().unwrap_or_default();
        let (file, pointer) = way.split_once('#').unwrap_or((way, ""));
        let before = self.file;
        let file = if file.is_empty() { before } else { file };
        match self.files.get(file).and_then(|root| root.pointer(pointer)) {
            Some(schema) => {
                self.file = file;
                self.value(schema, value, at);
                self.file = before;
            }
            None => self.breach(at, format!("the schema refers to {rule}, which is not there")),
        }
    }

    fn kind(&mut self, rule: &Value, value: &Value, at: &str) {
        let is = |name: &Value| match name.as_str() {
            Some("null") => value.is_null(),
            Some("boolean") => value.is_boolean(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some("string") => value.is_string(),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            _ => false,
        };
        let fits = rule.as_array().map_or_else(|| is(rule), |names| names.iter().any(is));
        if !fits {
            self.breach(at, format!("{} is not of the type {rule}", shown(&value.to_string())));
        }
    }

    fn object(
        &mut self,
        keyword: &str,
        rule: &'s Value,
        all: &'s Map<String, Value>,
        (object, at): (&Map<String, Value>, &str),
    ) {
        match (keyword, rule) {
            ("required", Value::Array(names)) => {
                for name in names.iter().filter_map(Value::as_str) {
                    if !object.contains_key(name) {
                        self.breach(at, format!("{name:?} is missing"));
                    }
                }
            }
            ("properties", Value::Object(schemas)) => {
                for (name, schema) in schemas {
                    if let Some(value) = object.get(name) {
                        self.value(schema, value, &format!("{at}/{name}"));
                    }
                }
            }
            ("additionalProperties", schema) => {
                let known = all.get("properties").and_then(Value::as_object);
                let is_known = |name: &str| known.is_some_and(|known| known.contains_key(name));
                for (name, value) in object.iter().filter(|(name, _)| !is_known(name)) {
                    if *schema == Value::Bool(false) {
                        self.breach(at, format!("{name:?} is not in the schema"));
                    } else {
                        self.value(schema, value, &format!("{at}/{name}"));
                    }
                }
            }
            _ => self.breach(at, format!("{keyword} of the schema is not what it should be")),
        }
    }

    fn array(
        &mut self,
        keyword: &str,
        rule: &'s Value,
        all: &'s Map<String, Value>,
        (items, at): (&[Value], &str),
    ) {
        match (keyword, rule) {
            ("minItems", rule) if rule.as_u64().is_some_and(|n| items.len() as u64 >= n) => {}
            ("maxItems", rule) if rule.as_u64().is_some_and(|n| items.len() as u64 <= n) => {}
            ("minItems" | "maxItems", _) => {
                self.breach(at, format!("{} items, where {keyword} is {rule}", items.len()));
            }
            ("prefixItems", Value::Array(schemas)) => {
                for (ix, (schema, item)) in schemas.iter().zip(items).enumerate() {
                    self.value(schema, item, &format!("{at}/{ix}"));
                }
            }
            (_, schema) => {
                let prefix = all.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                for (ix, item) in items.iter().enumerate().skip(prefix) {
                    self.value(schema, item, &format!("{at}/{ix}"));
                }
            }
        }
    }

    fn several(&mut self, keyword: &str, rule: &'s Value, value: &Value, at: &str) {
        let schemas = rule.as_array().map(Vec::as_slice).unwrap_or_default();
        if keyword == "allOf" {
            return schemas.iter().for_each(|schema| self.value(schema, value, at));
        }
        let before = self.breaches.len();
        let mut n_fit = 0usize;
        for schema in schemas {
            self.value(schema, value, at);
            if self.breaches.len() == before {
                n_fit = n_fit.saturating_add(1);
            }
            self.breaches.truncate(before);
        }
        if n_fit == 0 || keyword == "oneOf" && n_fit > 1 {
            let what =
                format!("{} fits {n_fit} of {} forms", shown(&value.to_string()), schemas.len());
            self.breach(at, what);
        }
    }

    fn bound(&mut self, keyword: &str, rule: &Value, value: &Value, at: &str) {
        let size = match (keyword, value) {
            ("minLength" | "maxLength", Value::String(text)) => Some(text.chars().count() as f64),
            ("minimum" | "maximum", Value::Number(number)) => number.as_f64(),
            _ => None,
        };
        let (Some(size), Some(bound)) = (size, rule.as_f64()) else { return };
        let fits = if keyword.starts_with("min") { size >= bound } else { size <= bound };
        if !fits {
            self.breach(at, format!("{} is beyond {keyword} {rule}", shown(&value.to_string())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(schema: &Value, value: &Value, expected: &[&str]) {
        let common = json!({"$defs": {"id": {"type": "string"}, "self": {"$ref": "#/$defs/id"}}});
        let files = [("a.json", schema.clone()), ("common.json", common)];
        let files = files.map(|(name, schema)| (name.to_owned(), schema)).into();
        let breaches = Schema { name: "a.json".to_owned(), files: &files }.breaches(value);
        assert_eq!(breaches, expected, "{schema} {value}");
    }

    #[test]
    fn values_and_their_schemas() {
        let schema = json!({
            "type": "object", "required": ["id", "n"], "additionalProperties": false,
            "properties": {
                "id": {"type": "string", "minLength": 2},
                "n": {"anyOf": [{"$ref": "#/$defs/n"}, {"type": "null"}]},
                "list": {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 2},
            },
            "$defs": {"n": {"type": "integer", "minimum": 1}},
        });
        check(&schema, &json!({"id": "ab", "n": 1, "list": ["a"]}), &[]);
        check(&schema, &json!({"id": "ab", "n": null}), &[]);
        check(&schema, &json!({"id": "ab"}), &["the value: \"n\" is missing"]);
        check(&schema, &json!({"id": "a", "n": 1}), &["/id: \"a\" is beyond minLength 2"]);
        check(&schema, &json!({"id": "ab", "n": 0}), &["/n: 0 fits 0 of 2 forms"]);
        check(&schema, &json!({"id": 7, "n": 1}), &["/id: 7 is not of the type \"string\""]);
        check(
            &schema,
            &json!({"id": "ab", "n": 1, "x": 1, "list": ["c"]}),
            &["the value: \"x\" is not in the schema", "/list/0: \"c\" is not [\"a\",\"b\"]"],
        );
    }

    #[test]
    fn schemas_refer_to_each_other() {
        let schema = json!({"$ref": "common.json#/$defs/self"});
        check(&schema, &json!("a"), &[]);
        check(&schema, &json!(1), &["the value: 1 is not of the type \"string\""]);
        let gone = "the value: the schema refers to \"b.json#/x\", which is not there";
        check(&json!({"$ref": "b.json#/x"}), &json!(1), &[gone]);
    }

    #[test]
    fn what_is_not_compared_is_said() {
        let unknown = "the value: the keyword \"pattern\" of the schema is not compared";
        check(&json!({"pattern": "a"}), &json!("b"), &[unknown]);
        let form = "the value: \"b\" is not of the form \"^a$\"";
        check(&json!({"pattern": "^a$"}), &json!("b"), &[form]);
        let endless = json!({"$ref": "#"});
        check(&endless, &json!(1), &["the value: the schema is too deep to compare"]);
    }
}
