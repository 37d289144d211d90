//! Tables that a spreadsheet opens right: UTF-8, with a mark where it is asked for, CRLF, every cell quoted, and no cell
//! that a spreadsheet would take for a formula.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use serde_json::Value;

use crate::config::CsvMark;
use crate::error::{Error, ErrorKind, Result};

/// What a spreadsheet knows UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A table of rows, each of a [harmless] cell for each of the columns.
///
/// # Errors
/// None as written: the writer of a row into memory does not fail.
pub(super) fn table(
    columns: &[&str],
    rows: impl IntoIterator<Item = impl IntoIterator<Item = String>>,
    mark: CsvMark,
) -> Result<Vec<u8>> {
    let start = match mark {
        CsvMark::Absent => "",
        CsvMark::Present => BYTE_ORDER_MARK,
    };
    let broken = |error: &dyn std::fmt::Display| Error::new(ErrorKind::Internal, error.to_string());
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(start.as_bytes().to_vec());
    writer.write_record(columns).map_err(|error| broken(&error))?;
    for row in rows {
        writer.write_record(row).map_err(|error| broken(&error))?;
    }
    writer.into_inner().map_err(|error| broken(&error))
}

/// The cells of a flat record: `columns` are its keys, in the order of the table.
pub(super) fn cells(columns: &[&str], record: &Value) -> Vec<String> {
    columns.iter().map(|column| record.get(*column).map_or_else(String::new, cell)).collect()
}

/// A value in one cell; null is an empty one, of a text with its direction the words.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => harmless(text),
        Value::Array(values) => harmless(&values.iter().map(cell).collect::<Vec<_>>().join(" ")),
        Value::Object(fields) => fields.get("text").map_or_else(String::new, cell),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The text with an apostrophe before it where a spreadsheet would compute it.
pub(super) fn harmless(text: &str) -> String {
    let first = text.chars().find(|c| *c != ' ');
    let computed = first.is_some_and(|c| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    });
    if computed { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(value: Value, expected: &str) {
        for (mark, start) in [(CsvMark::Absent, ""), (CsvMark::Present, "\u{feff}")] {
            let bytes = table(&["a"], [cells(&["a"], &json!({ "a": value }))], mark).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(text, format!("{start}\"a\"\r\n\"{expected}\"\r\n"));
        }
    }

    #[test]
    fn cells_are_quoted_and_never_computed() {
        check(json!("خبر"), "خبر");
        check(json!("قال \"نعم\""), "قال \"\"نعم\"\"");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"] {
            check(json!(formula), &format!("'{formula}"));
        }
        check(json!(-1), "-1");
        check(json!(["libya", "water"]), "libya water");
        check(json!({ "dir": "rtl", "lang": "ar", "text": "=خبر" }), "'=خبر");
        check(Value::Null, "");
    }
}
