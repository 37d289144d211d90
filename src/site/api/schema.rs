//! The JSON Schemas of the data, published beside them. They are written by hand: they are the
//! promise, and the records are tested against them.

/// The schemas, by name.
macro_rules! schemas {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("schema/", $name, ".json")))),*]
    };
}

/// Name and text of each schema.
pub(crate) const SCHEMAS: &[(&str, &str)] = schemas![
    "briefing",
    "common",
    "document",
    "documents",
    "index",
    "months",
    "people",
    "quote",
    "statement",
    "stories",
    "summary",
    "topics",
    "variant",
    "weeks",
];

/// The path of a schema below the root.
pub(crate) fn path(ix: usize) -> String {
    path_of(SCHEMAS.get(ix).map_or("", |(name, _)| name))
}

pub(super) fn path_of(name: &str) -> String {
    format!("api/v1/schema/{name}.json")
}

/// The text of a schema.
pub(crate) fn text(ix: usize) -> &'static str {
    SCHEMAS.get(ix).map_or("", |(_, text)| text)
}
