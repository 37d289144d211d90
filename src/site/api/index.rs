//! What data there are, where, under which licence and of which version.

use serde_json::{Value, json};

use super::corpus::CorpusFile;
use super::text::text_value;
use super::{Archive, archive, schema};

/// The version of the data: within it fields are added, never changed or taken away.
pub(super) const VERSION: u32 = 1;
/// The files of single documents and months, with what stands for the changing part.
const EACH: [(&str, &str); 4] = [
    ("api/v1/documents/{id}.json", "document"),
    ("api/v1/months/{month}/documents.json", "documents"),
    ("api/v1/months/{month}/quotes.jsonl", "quote"),
    ("api/v1/months/{month}/statements.jsonl", "statement"),
];

/// The index, in its file.
pub(super) fn index(archive: &Archive<'_>) -> String {
    let (documents, statements, quotes) = archive::totals(archive);
    let corpus = archive.corpus;
    let file = |(path, schema): (&str, Option<&str>)| json!({ "path": path, "schema": schema.map(schema::path_of) });
    let files = CorpusFile::ALL.into_iter().map(|file| (file.path(), file.schema()));
    let each = EACH.into_iter().map(|(path, schema)| (path, Some(schema)));
    let held = archive::newest(archive);
    let held = held.iter().filter_map(|ix| corpus.article(*ix)).map(archive::n_shown);
    let index = json!({
        "base_url": archive.site.base_url,
        "counts": {
            "documents": documents,
            "outlets": corpus.outlets.len(),
            "people": corpus.people.len(),
            "quotes": quotes,
            "statements": statements,
            "stories": corpus.stories.len(),
            "topics": corpus.topics.len(),
            "undated": corpus.undated.len(),
            "weeks": archive.plan.weeks().len(),
        },
        "files": files.chain(each).map(file).collect::<Vec<Value>>(),
        "generator": { "name": "mujaz", "version": env!("CARGO_PKG_VERSION") },
        "licence": archive.site.licence,
        "site": text_value(archive.title),
        "statements_held": held.sum::<usize>(),
        "version": VERSION,
    });
    format!("{index}\n")
}
