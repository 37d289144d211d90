//! The keys under which a file states its title, date, outlet and so on: data of
//! `boilerplate.toml`, the same for heads of text files, front matter and records.

use crate::lang::Lexicon;
use crate::lang::lexicon::raw::FrontMatter;
use crate::model::{Field, Span};

use super::address;

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It states a field.
    Field(Field),
    /// It holds the text itself.
    Body,
    /// It is known to say nothing of use.
    Ignored,
}

/// The keys of the lexicon.
#[derive(Clone, Copy)]
pub(super) struct Keys<'a> {
    lexicon: &'a Lexicon,
    rows: &'a FrontMatter,
}

/// Longest key, in bytes.
const KEY: usize = 60;

impl<'a> Keys<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, rows: &lexicon.files.boilerplate.front_matter }
    }

    /// What a key means for this value; `None` for a key that is not known, or an empty value. An
    /// address under the key of the outlet is the address of the document.
    pub(super) fn meaning(&self, key: &str, value: &str) -> Option<Meaning> {
        if key.is_empty() || key.len() > KEY || value.trim().is_empty() {
            return None;
        }
        let rows = self.rows;
        let key = self.lexicon.folder().key(key);
        let is = |words: &[String]| words.iter().any(|word| self.lexicon.folder().key(word) == key);
        let field = |field| Some(Meaning::Field(field));
        match () {
            () if is(&rows.title) => field(Field::Title),
            () if is(&rows.date) => field(Field::Published),
            () if is(&rows.updated) => field(Field::Updated),
            () if is(&rows.author) => field(Field::Author),
            () if is(&rows.keywords) => field(Field::Keywords),
            () if is(&rows.body) => Some(Meaning::Body),
            () if is(&rows.ignore) => Some(Meaning::Ignored),
            () if !is(&rows.source) => None,
            () if address::is_web(value) => field(Field::Url),
            () if address::looks_like_one(value) => Some(Meaning::Ignored),
            () => field(Field::Outlet),
        }
    }

    /// What a line `key: value` states, and the span of the value without quotation marks.
    pub(super) fn line(&self, text: &str, line: Span) -> Option<(Meaning, Span)> {
        let (key, _) = line.of(text).split_once(':')?;
        if key.len() > KEY {
            return None;
        }
        let start = line.range().start.saturating_add(key.len()).saturating_add(1);
        let value = unquoted(text, Span::from_bytes(start, line.range().end));
        let meaning = self.meaning(key.trim(), value.of(text))?;
        // In a plain text the body is not on a line of its own.
        (meaning != Meaning::Body).then_some((meaning, value))
    }
}

/// The span without blanks and one pair of quotation marks.
fn unquoted(text: &str, span: Span) -> Span {
    let span = span.trimmed(text);
    let words = span.of(text);
    let inner =
        ['"', '\''].into_iter().find_map(|mark| words.strip_prefix(mark)?.strip_suffix(mark));
    match inner {
        Some(inner) => {
            let start = span.range().start.saturating_add(1);
            Span::from_bytes(start, start.saturating_add(inner.len())).trimmed(text)
        }
        None => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(Meaning, &str)>) {
        let lexicon = Lexicon::embedded().unwrap();
        let found = Keys::new(&lexicon).line(line, Span::from_bytes(0, line.len()));
        assert_eq!(found.map(|(meaning, span)| (meaning, span.of(line))), expected, "{line}");
    }

    #[test]
    fn keys_in_any_spelling() {
        check("Title : 'خبر' ", Some((Meaning::Field(Field::Title), "خبر")));
        check(
            "datePublished: 2020-01-01T10:00",
            Some((Meaning::Field(Field::Published), "2020-01-01T10:00")),
        );
        check("العنـوان: خبر", Some((Meaning::Field(Field::Title), "خبر")));
        check("source: وكالة", Some((Meaning::Field(Field::Outlet), "وكالة")));
        check(
            "source: https://a.example/x",
            Some((Meaning::Field(Field::Url), "https://a.example/x")),
        );
        check("link: javascript:alert(1)", Some((Meaning::Ignored, "javascript:alert(1)")));
        check("tags: ليبيا، سوريا", Some((Meaning::Field(Field::Keywords), "ليبيا، سوريا")));
        check("teaser: نص", Some((Meaning::Ignored, "نص")));
        check("text: نص", None);
        check("قال الوزير: نعم", None);
        check("title: \"\"", None);
        check("title: \"", Some((Meaning::Field(Field::Title), "\"")));
    }
}
