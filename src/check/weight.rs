//! How much a reader has to fetch: budgets of files, as they are and as servers send them.

use miniz_oxide::deflate::compress_to_vec;

use super::finding::Findings;
use super::rules;
use super::site::File;

/// What a kind of file may weigh, in bytes.
struct Budget {
    raw: usize,
    gzip: usize,
}

/// Bytes of a document up to which its page has a budget.
const DOCUMENT: usize = 8 << 10;
/// A page of a document without its words.
const FRAME: usize = 20 << 10;
/// How often words stand in it: in the text, in the list of statements, in the line that is ready
/// to copy, and in the data for programs.
const TIMES: usize = 4;
/// What belongs to one statement besides its words: names, links, marks, the markup of its lines;
/// measured between 850 and 950 bytes where names are long.
const STATEMENT: usize = 1 << 10;
/// Bytes that gzip puts around what it packs.
const WRAPPER: usize = 18;
/// How hard servers pack, of 10.
const LEVEL: u8 = 6;

/// Finds what weighs too much.
pub(super) fn look(file: File<'_>, findings: &mut Findings<'_>) {
    let Some(budget) = budget(file) else { return };
    let raw = file.text.len();
    if raw > budget.raw {
        findings.add(rules::WEIGHT, 0, format!("{raw} bytes, over {}", budget.raw));
    }
    // What is small as it is needs no packing to be measured.
    if raw > budget.gzip {
        let packed = compress_to_vec(file.text.as_bytes(), LEVEL).len().saturating_add(WRAPPER);
        if packed > budget.gzip {
            findings.add(rules::WEIGHT, 0, format!("{packed} bytes packed, over {}", budget.gzip));
        }
    }
}

/// The budget of the page of a document of `source` bytes: 48 KB, more where many statements stand
/// in a long text.
fn document(page: &str, source: usize) -> Budget {
    let statements = page.matches(" id=\"q-").count();
    let words = source.saturating_mul(TIMES);
    let raw = FRAME.saturating_add(words).saturating_add(statements.saturating_mul(STATEMENT));
    Budget { raw: raw.max(48 << 10), gzip: 12 << 10 }
}

fn budget(file: File<'_>) -> Option<Budget> {
    let kib = |raw: usize, gzip: usize| Some(Budget { raw: raw << 10, gzip: gzip << 10 });
    let path = file.path;
    match path {
        "assets/site.css" => return kib(16, 5),
        "assets/search.js" => return kib(8, 3),
        "index.html" => return kib(64, 16),
        _ => {}
    }
    let folder = path.strip_suffix("/index.html")?;
    if let Some(id) = folder.strip_prefix("d/") {
        let source = file.shelf.bytes(&format!("d/{id}/text.txt"))?;
        return (source.len() <= DOCUMENT).then(|| document(file.text, source.len()));
    }
    let week = folder.strip_prefix("weeks/")?;
    if week.contains('/') { None } else { kib(96, 24) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_document_may_weigh_what_it_says() {
        let page = |statements| "<li id=\"q-0\">".repeat(statements);
        assert_eq!(document("", 0).raw, 48 << 10);
        assert_eq!(document(&page(12), 4 << 10).raw, 48 << 10);
        assert_eq!(document(&page(13), 4 << 10).raw, (36 << 10) + 13 * STATEMENT);
        assert_eq!(document(&page(50), 8 << 10).raw, (52 << 10) + 50 * STATEMENT);
    }
}
