//! `corrections.toml` as written → [`Corrections`], checked.

mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{
    Added, At, Corrections, DocumentCorrections, Hide, Place, Set, StatementCorrection, Which,
};
use crate::config::spelling::nearest_of;
use crate::config::written::Written;
use crate::error::Result;
use crate::model::StatementKind;
use people::{RawApart, RawMerge, RawPerson, nobodies, people, person};

/// The file as written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawCorrections {
    document: Vec<Spanned<RawDocument>>,
    person: Vec<RawPerson>,
    merge: Vec<RawMerge>,
    apart: Vec<Spanned<RawApart>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDocument {
    path: Option<Spanned<String>>,
    id: Option<Spanned<String>>,
    date: Option<Spanned<RawDate>>,
    headline: Option<Spanned<String>>,
    outlet: Option<Spanned<String>>,
    #[serde(default)]
    add_topics: Vec<Spanned<String>>,
    #[serde(default)]
    remove_topics: Vec<Spanned<String>>,
    #[serde(default)]
    person: Vec<RawPerson>,
    #[serde(default)]
    statement: Vec<Spanned<RawStatement>>,
    #[serde(default)]
    new_statement: Vec<RawAdded>,
    note: Option<Spanned<String>>,
}

/// A day with or without quotation marks.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawDate {
    Day(Datetime),
    Words(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStatement {
    id: Option<Spanned<String>>,
    text: Option<Spanned<String>>,
    speaker: Option<Spanned<RawSpeaker>>,
    #[serde(default)]
    hide: bool,
}

/// One speaker, or several together.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawSpeaker {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAdded {
    text: Spanned<String>,
    speaker: Option<Spanned<RawSpeaker>>,
    #[serde(default)]
    kind: RawKind,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawKind {
    Direct,
    #[default]
    Indirect,
}

/// What stands for a fact that is not known.
const UNKNOWN: &str = "unknown";
/// What stands for a headline that is none.
const NONE: &str = "none";

/// The checked corrections of a text.
pub(super) fn corrections(text: &str, path: &Path, topics: &BTreeSet<&str>) -> Result<Corrections> {
    let advice = "docs/corrections.md shows every correction with an example";
    let file = Written { text, path, advice };
    let raw: RawCorrections = toml::from_str(text).map_err(|error| file.unreadable(&error))?;
    let documents =
        raw.document.into_iter().map(|one| document(&file, one, topics)).collect::<Result<_>>()?;
    let mut people = people(&file, raw.merge, raw.apart)?;
    people.nobody = nobodies(&file, raw.person, &people)?;
    let corrections = Corrections { documents, people };
    once(&file, &corrections)?;
    Ok(corrections)
}

fn document(
    file: &Written<'_>,
    raw: Spanned<RawDocument>,
    topics: &BTreeSet<&str>,
) -> Result<DocumentCorrections> {
    let span = raw.span();
    let raw = raw.into_inner();
    let named = match (raw.path, raw.id) {
        (Some(path), None) => line(file, "document.path", path)?,
        (None, Some(id)) => identity(file, id)?,
        (Some(_), Some(id)) => {
            return Err(file
                .wrong(id.span(), "document: named by `path` and by `id`")
                .hint("keep one of the two"));
        }
        (None, None) => {
            return Err(file
                .wrong(span, "document: not said which")
                .hint("add `path = \"…\"`, below the input folder, or `id = \"…\"`"));
        }
    };
    let set = |key: &str, value, word| match value {
        None => Ok(None),
        Some(value) => settled(line(file, key, value)?, word).map(Some),
    };
    Ok(DocumentCorrections {
        document: named,
        date: raw.date.map(|date| day(file, &date)).transpose()?,
        headline: set("document.headline", raw.headline, NONE)?,
        outlet: set("document.outlet", raw.outlet, UNKNOWN)?,
        add_topics: listed(file, "document.add_topics", raw.add_topics, topics)?,
        remove_topics: listed(file, "document.remove_topics", raw.remove_topics, topics)?,
        people: raw.person.into_iter().map(|one| person(file, one)).collect::<Result<_>>()?,
        statements: raw.statement.into_iter().map(|s| statement(file, s)).collect::<Result<_>>()?,
        added: raw.new_statement.into_iter().map(|s| added(file, s)).collect::<Result<_>>()?,
        note: raw.note.map(|note| file.line("document.note", note)).transpose()?,
    })
}

/// A line of text with its place.
fn line(file: &Written<'_>, key: &str, value: Spanned<String>) -> Result<At<String>> {
    let place = file.place(value.span());
    Ok(At { value: file.line(key, value)?.trim().to_owned(), place })
}

fn settled(value: At<String>, word: &str) -> Result<At<Set<String>>> {
    let At { value, place } = value;
    let value = if value == word { Set::Unknown } else { Set::To(value) };
    Ok(At { value, place })
}

/// The identity of a document, with or without the digits that are not shown.
fn identity(file: &Written<'_>, id: Spanned<String>) -> Result<At<String>> {
    let span = id.span();
    let id = line(file, "document.id", id)?;
    let digits = id.value.chars().all(|c| c.is_ascii_digit() || matches!(c, 'a'..='f'));
    if digits && matches!(id.value.len(), 12 | 16) {
        return Ok(id);
    }
    Err(file
        .wrong(span, format!("document.id: `{}` is no identity of a document", id.value))
        .hint("write the 12 digits of its address /d/…/, or name it by `path`"))
}

fn day(file: &Written<'_>, raw: &Spanned<RawDate>) -> Result<At<Set<NaiveDate>>> {
    let words = match raw.get_ref() {
        RawDate::Day(day) => day.to_string(),
        RawDate::Words(words) => words.trim().to_owned(),
    };
    let place = file.place(raw.span());
    if words == UNKNOWN {
        return Ok(At { value: Set::Unknown, place });
    }
    match words.parse() {
        Ok(day) => Ok(At { value: Set::To(day), place }),
        Err(_) => Err(file
            .wrong(raw.span(), format!("document.date: `{words}` is no day"))
            .hint("write a day such as \"2020-12-29\", or \"unknown\"")),
    }
}

/// Topics of the taxonomy.
fn listed(
    file: &Written<'_>,
    key: &str,
    raw: Vec<Spanned<String>>,
    topics: &BTreeSet<&str>,
) -> Result<Vec<At<String>>> {
    let known = |id: Spanned<String>| {
        let span = id.span();
        let id = line(file, key, id)?;
        if topics.contains(id.value.as_str()) {
            return Ok(id);
        }
        let wrong = file.wrong(span, format!("{key}: `{}` is no topic", id.value));
        Err(match nearest_of(&id.value, topics.iter().copied()) {
            Some(near) => wrong.hint(format!("did you mean `{near}`?")),
            None => wrong.hint(format!(
                "the topics are: {}",
                topics.iter().copied().collect::<Vec<_>>().join(", ")
            )),
        })
    };
    raw.into_iter().map(known).collect()
}

fn statement(file: &Written<'_>, raw: Spanned<RawStatement>) -> Result<StatementCorrection> {
    let span = raw.span();
    let raw = raw.into_inner();
    let which = match (raw.id, raw.text) {
        (Some(id), None) => {
            let At { value, place } = line(file, "document.statement.id", id)?;
            let id = value.strip_prefix("q-").map_or(value.clone(), str::to_owned);
            At { value: Which::Id(id), place }
        }
        (None, Some(text)) => {
            let At { value, place } = line(file, "document.statement.text", text)?;
            At { value: Which::Words(value), place }
        }
        _ => {
            return Err(file
                .wrong(span, "document.statement: named by exactly one of `id` and `text`")
                .hint("`mujaz extract --explain` prints both for every statement"));
        }
    };
    if raw.speaker.is_none() && !raw.hide {
        return Err(file
            .wrong(span, "document.statement: nothing is corrected")
            .hint("add `speaker = \"…\"` or `hide = true`"));
    }
    let hide = if raw.hide { Hide::Yes } else { Hide::No };
    Ok(StatementCorrection { which, speakers: speakers(file, raw.speaker)?, hide })
}

fn added(file: &Written<'_>, raw: RawAdded) -> Result<Added> {
    let kind = match raw.kind {
        RawKind::Direct => StatementKind::Direct,
        RawKind::Indirect => StatementKind::Indirect,
    };
    let text = line(file, "document.new_statement.text", raw.text)?;
    Ok(Added { text, speakers: speakers(file, raw.speaker)?, kind })
}

fn speakers(
    file: &Written<'_>,
    raw: Option<Spanned<RawSpeaker>>,
) -> Result<Option<At<Set<Vec<String>>>>> {
    let Some(raw) = raw else { return Ok(None) };
    let span = raw.span();
    let place = file.place(span.clone());
    let names = match raw.into_inner() {
        RawSpeaker::One(name) if name.trim() == UNKNOWN => {
            return Ok(Some(At { value: Set::Unknown, place }));
        }
        RawSpeaker::One(name) => vec![name],
        RawSpeaker::Several(names) => names,
    };
    let is_blank = |name: &String| name.trim().is_empty() || name.chars().any(char::is_control);
    if names.is_empty() || names.iter().any(is_blank) {
        return Err(file
            .wrong(span, "speaker: not a name")
            .hint("write a name, a list of names, or \"unknown\""));
    }
    let names = names.iter().map(|name| name.trim().to_owned()).collect();
    Ok(Some(At { value: Set::To(names), place }))
}

/// No fact of a document may be set twice: which word would win?
fn once(file: &Written<'_>, corrections: &Corrections) -> Result<()> {
    let mut seen: BTreeMap<(&str, &str), Place> = BTreeMap::new();
    for document in &corrections.documents {
        let facts = [
            ("date", document.date.as_ref().map(|at| at.place)),
            ("headline", document.headline.as_ref().map(|at| at.place)),
            ("outlet", document.outlet.as_ref().map(|at| at.place)),
        ];
        for (fact, place) in facts {
            let Some(place) = place else { continue };
            if let Some(first) = seen.insert((&document.document.value, fact), place) {
                let message = format!("document.{fact}: set at line {} already", first.line);
                return Err(file
                    .wrong(file.offset(place), message)
                    .hint("one document has one word of the editor for a fact: keep one"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
