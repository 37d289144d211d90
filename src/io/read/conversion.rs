//! What to do with a file of a kind that is not read.

/// How to make a document of a file that is not read.
pub(super) fn conversion(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "doc" | "docx" | "odt" | "rtf" | "pages" => {
            "save it as plain text (UTF-8) from a word processor"
        }
        "pdf" => "export its text as .txt (UTF-8)",
        "mht" | "mhtml" | "webarchive" | "maff" | "warc" => {
            "open it in a browser and save it as a page, HTML only"
        }
        "gz" | "zip" | "xz" | "bz2" | "zst" | "7z" | "rar" | "tar" | "tgz" => "unpack it first",
        "json" | "csv" | "tsv" | "xls" | "xlsx" => "write one JSON record a line into .jsonl",
        _ => {
            "read are .txt .text .md .markdown .html .htm .xhtml .jsonl .ndjson .xml .rss .atom .rdf"
        }
    }
}
