//! An error in words: drawn with its place in the file on a terminal, in one line elsewhere, or as
//! JSON.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use serde_json::{Value, json};

use super::super::visible;
use super::Look;
use crate::error::Error;

/// `error[config]: mujaz.toml:3:1: …`, and the hint on a line of its own.
pub(super) fn plain(error: &Error) -> String {
    let mut text = format!("error[{}]: {}\n", error.code(), visible::lines(&error.to_string()));
    if let Some(hint) = error.remedy() {
        text.push_str(&format!("hint: {}\n", visible::lines(hint)));
    }
    text
}

/// With the lines of the file that the error speaks of.
pub(super) fn drawn(error: &Error, look: Look) -> String {
    let theme = match look {
        Look::Coloured => GraphicalTheme::unicode(),
        Look::Drawn | Look::Plain => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(100);
    let mut text = String::new();
    match handler.render_report(&mut text, &Shown::new(error)) {
        Ok(()) => text,
        Err(_) => plain(error),
    }
}

pub(super) fn json(error: &Error) -> Value {
    let path = error.path().map(|path| path.to_string_lossy().into_owned());
    let at = error.excerpt();
    json!({
        "type": "error",
        "level": "error",
        "code": error.code(),
        "path": path.as_deref().map(visible::line),
        "line": at.map(|at| at.line),
        "column": at.map(|at| at.column),
        "message": visible::lines(&error.to_string()),
        "hint": error.remedy().map(visible::lines),
    })
}

/// An error as miette wants it.
#[derive(Debug)]
struct Shown<'a> {
    error: &'a Error,
    message: String,
    source: Option<NamedSource<String>>,
}

impl<'a> Shown<'a> {
    fn new(error: &'a Error) -> Self {
        let name = error.path().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
        let name = visible::line(&name).into_owned();
        let source = error.excerpt().map(|at| NamedSource::new(name, harmless(&at.text)));
        Self { error, message: visible::lines(&error.to_string()).into_owned(), source }
    }
}

/// The text with controls replaced by as many bytes, so that places in it stay where they are.
fn harmless(text: &str) -> String {
    let replace = |c: char| match c.len_utf8() {
        _ if c == '\n' || !visible::is_hidden(c) => c,
        3 => '\u{fffd}',
        2 => '\u{b7}',
        _ => ' ',
    };
    text.chars().map(replace).collect()
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(format!("error[{}]", self.error.code())))
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let hint = self.error.remedy()?;
        Some(Box::new(visible::lines(hint).into_owned()))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.error.excerpt()?.span.clone();
        Some(Box::new(std::iter::once(LabeledSpan::new(None, span.start, span.len()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn error() -> Error {
        let text = "[display]\ndigitz = \"\u{202e}\"\n";
        Error::new(ErrorKind::Config, "unknown field `digitz`")
            .at("a\u{1b}.toml")
            .within(text, 10..16)
            .hint("did you mean `digits`?")
    }

    #[test]
    fn in_one_line() {
        assert_eq!(
            plain(&error()),
            "error[config]: a\\x1b.toml:2:1: unknown field `digitz`\nhint: did you mean `digits`?\n"
        );
    }

    #[test]
    fn drawn_with_its_place() {
        let text = drawn(&error(), Look::Drawn);
        assert!(text.contains("error[config]"), "{text}");
        assert!(text.contains("digitz = \"\u{fffd}\""), "{text}");
        assert!(text.contains("did you mean `digits`?"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        assert!(drawn(&error(), Look::Coloured).contains('\u{1b}'));
    }

    #[test]
    fn as_json() {
        let value = json(&error());
        assert_eq!((value["line"].as_u64(), value["column"].as_u64()), (Some(2), Some(1)));
        assert_eq!(value["path"], "a\\x1b.toml");
    }
}
