//! A settings file while it is checked: errors with the key's path, the place and the nearest
//! spelling.

use std::ops::{Range, RangeInclusive};
use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::corrections::Place;
use super::raw::Size;
use super::spelling::nearest;
use crate::error::{Error, ErrorKind, Result};

/// The file that is being read: what an error needs to show its place.
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    pub(super) path: &'a Path,
    /// The remedy where no better one is known.
    pub(super) advice: &'static str,
}

impl Written<'_> {
    /// A value that is not allowed.
    pub(super) fn wrong(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Config, message).at(self.path).within(self.text, span)
    }

    /// Line and column of a span.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline.saturating_add(1));
        let column = before.get(line_start..).map_or(0, |cut| cut.chars().count());
        let line = before.matches('\n').count();
        Place { line: line.saturating_add(1), column: column.saturating_add(1) }
    }

    /// The empty span at a place: the way back.
    pub(super) fn offset(&self, place: Place) -> Range<usize> {
        let lines = self.text.split_inclusive('\n').take(place.line.saturating_sub(1));
        let start: usize = lines.map(str::len).sum();
        let rest = self.text.get(start..).unwrap_or("").chars();
        let column: usize = rest.take(place.column.saturating_sub(1)).map(char::len_utf8).sum();
        let at = start.saturating_add(column);
        at..at
    }

    /// What serde or the parser refused.
    pub(super) fn unreadable(&self, error: &toml::de::Error) -> Error {
        let span = error.span().unwrap_or(0..0);
        let key =
            DeTable::parse(self.text).ok().and_then(|table| key_path(table.get_ref(), span.start));
        let message = error.message().lines().next().unwrap_or("not TOML");
        let message = match key {
            Some(key) => format!("{key}: {message}"),
            None => message.to_owned(),
        };
        let wrong = self.wrong(span, message);
        match nearest(error.message()) {
            Some(word) => wrong.hint(format!("did you mean `{word}`?")),
            None => wrong.hint(self.advice),
        }
    }

    /// One line of text, not blank.
    pub(super) fn line(&self, key: &str, value: Spanned<String>) -> Result<String> {
        let span = value.span();
        let value = value.into_inner();
        if value.trim().is_empty() {
            return Err(self.wrong(span, format!("{key}: nothing but blanks")));
        }
        if value.chars().any(char::is_control) {
            return Err(self.wrong(span, format!("{key}: line ends and control characters")));
        }
        Ok(value)
    }

    /// A path, not empty.
    pub(super) fn path(&self, key: &str, value: Spanned<PathBuf>) -> Result<PathBuf> {
        if value.get_ref().as_os_str().is_empty() {
            return Err(self
                .wrong(value.span(), format!("{key}: an empty path"))
                .hint("write `.` for the project's own folder"));
        }
        Ok(value.into_inner())
    }

    /// A path or pattern below a folder, with `/` between the parts.
    pub(super) fn relative(&self, key: &str, value: Spanned<String>) -> Result<String> {
        let parts = Path::new(value.get_ref()).components();
        let below = !value.get_ref().is_empty()
            && parts.clone().all(|part| matches!(part, Component::Normal(_)));
        if !below {
            let message = format!("{key}: `{}` is no path below the folder", value.get_ref());
            return Err(self
                .wrong(value.span(), message)
                .hint("leave out `/` at the start, `.` and `..`"));
        }
        Ok(value.into_inner().trim_end_matches('/').to_owned())
    }

    /// A whole number in a range; `None` where the key is absent.
    pub(super) fn number(
        &self,
        key: &str,
        value: Option<&Spanned<u64>>,
        range: RangeInclusive<u64>,
    ) -> Result<Option<usize>> {
        let Some(value) = value else { return Ok(None) };
        let number = usize::try_from(*value.get_ref()).ok();
        match number.filter(|_| range.contains(value.get_ref())) {
            Some(number) => Ok(Some(number)),
            None => Err(self
                .wrong(value.span(), format!("{key}: {} is not allowed", value.get_ref()))
                .hint(format!("write a number from {} to {}", range.start(), range.end()))),
        }
    }

    /// A number of bytes, at least 1 KiB and at most 1 GiB.
    pub(super) fn size(&self, key: &str, value: &Spanned<Size>) -> Result<u64> {
        let bytes = match value.get_ref() {
            Size::Bytes(bytes) => Some(*bytes),
            Size::Words(words) => bytes_of(words),
        };
        bytes.filter(|bytes| (1 << 10..=1 << 30).contains(bytes)).ok_or_else(|| {
            self.wrong(value.span(), format!("{key}: not a size that is allowed"))
                .hint("write a size from \"1 KiB\" to \"1 GiB\", such as \"16 MiB\"")
        })
    }
}

/// The bytes of `16 MiB`; `None` where that is no size.
fn bytes_of(words: &str) -> Option<u64> {
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let (number, unit) = words.split_at_checked(digits)?;
    let factor: u64 = match unit.trim() {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

/// The dotted path of the key that stands at byte `at`, or whose value does; tables of a list are
/// numbered from 1: `document[2].date`.
fn key_path(table: &DeTable<'_>, at: usize) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let name = key.get_ref();
        if let Some(rest) = path_inside(value.get_ref(), at) {
            return Some(format!("{name}{rest}"));
        }
        (key.span().contains(&at) || value.span().contains(&at)).then(|| name.to_string())
    })
}

/// The rest of the path where `at` lies in a table, or in a table of a list.
fn path_inside(value: &DeValue<'_>, at: usize) -> Option<String> {
    match value {
        DeValue::Table(table) => key_path(table, at).map(|rest| format!(".{rest}")),
        DeValue::Array(items) => (1usize..).zip(items.iter()).find_map(|(n, item)| {
            path_inside(item.get_ref(), at).map(|rest| format!("[{n}]{rest}"))
        }),
        _ => None,
    }
}
