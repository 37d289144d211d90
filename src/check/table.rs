//! Tables: no cell that a spreadsheet computes, and words only that their documents have.

use csv::{ReaderBuilder, StringRecord};

use super::address::{Address, Target};
use super::finding::{Findings, shown};
use super::links::{Far, anchor};
use super::rules;
use super::site::{File, Texts};

/// What a table gives to be compared with other files.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) far: Vec<Far>,
    /// Rows below the first.
    pub(super) rows: usize,
}

/// Looks at a table with names in its first row.
pub(super) fn look(file: File<'_>, separator: u8, findings: &mut Findings<'_>) -> Found {
    let mark = '\u{feff}';
    let text = file.text.trim_start_matches(mark);
    let start = file.text.len().saturating_sub(text.len());
    let quoting = separator == b',';
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .quoting(quoting)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut table =
        Table { file, texts: Texts::default(), names: StringRecord::new(), far: Vec::new() };
    let (mut row, mut rows) = (StringRecord::new(), 0usize);
    loop {
        let at = usize::try_from(reader.position().byte()).unwrap_or_default();
        let at = start.saturating_add(at);
        match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                findings.add(rules::TABLE, at, error.to_string());
                break;
            }
        }
        for cell in row.iter().filter(|cell| is_formula(cell)) {
            findings.add(rules::FORMULA, at, shown(cell));
        }
        if table.names.is_empty() {
            table.names = row.clone();
        } else {
            rows = rows.saturating_add(1);
            table.row(&row, at, findings);
        }
    }
    Found { far: table.far, rows }
}

/// True for what a spreadsheet would compute.
fn is_formula(cell: &str) -> bool {
    let is_number = cell.trim_start_matches(['+', '-']).parse::<f64>().is_ok();
    cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number
}

struct Table<'a> {
    file: File<'a>,
    texts: Texts,
    names: StringRecord,
    far: Vec<Far>,
}

impl Table<'_> {
    fn row(&mut self, row: &StringRecord, at: usize, findings: &mut Findings<'_>) {
        let cell = |name: &str| {
            let column = self.names.iter().position(|it| it == name)?;
            row.get(column).filter(|cell| !cell.is_empty())
        };
        if let Some(id) = cell("document").or_else(|| cell("id")) {
            let said = [cell("quotation"), cell("headline")].into_iter().flatten();
            let words: Vec<&str> =
                said.map(|words| words.strip_prefix('\'').unwrap_or(words)).collect();
            let source = self.texts.of(id, self.file.shelf);
            for words in words {
                if !source.is_some_and(|source| source.contains(words)) {
                    let what = format!("«{}» is not in d/{}/text.txt", shown(words), shown(id));
                    findings.add(rules::WORDS, at, what);
                }
            }
        }
        if let Some(address) = cell("address") {
            // Below the root of the site, whatever folder the table lies in.
            match Address::read(address, "", self.file.site) {
                Address::Inside(inside) => match inside.target(self.file.site) {
                    Target::Nothing => {
                        let what = format!("{}, which is not there", shown(address));
                        findings.add(rules::DEAD_LINK, at, what);
                    }
                    Target::File(target) | Target::Folder(target) => {
                        let fragment = inside.fragment.filter(|it| !it.is_empty());
                        let far = |it: String| Far { target, anchor: anchor(&it), at };
                        self.far.extend(fragment.map(far));
                    }
                },
                _ => findings.add(rules::ADDRESS, at, shown(address)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_computes() {
        for formula in ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1", " =1"] {
            assert!(is_formula(formula), "{formula}");
        }
        for other in ["-3", "+1.5", "خبر، =1", "'=1", ""] {
            assert!(!is_formula(other), "{other}");
        }
    }
}
