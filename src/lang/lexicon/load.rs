//! Reads, merges and checks the lexicon files.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use crate::error::{Error, ErrorKind, Result};
use crate::lang::first_words::FirstWords;
use crate::lang::fold::{Fate, Folder};
use crate::lang::tongue::Tongues;

use super::anchors::AnchorTables;
use super::dates::DateTables;
use super::{ExtraFile, Files, Lexicon, raw};

/// An embedded file.
pub(super) struct Embedded {
    /// Its name without `.toml`.
    pub(super) name: &'static str,
    /// As it is written.
    pub(super) text: &'static str,
    /// As `build.rs` has packed it.
    packed: &'static [u8],
}

macro_rules! embedded {
    ($($name:literal)*) => {
        [$(Embedded {
            name: $name,
            text: include_str!(concat!("../../lexicon/", $name, ".toml")),
            packed: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".postcard")),
        }),*]
    };
}

/// The embedded files.
pub(super) const EMBEDDED: [Embedded; 15] = embedded! {
    "anchors" "attribution" "boilerplate" "date_words" "grammar" "languages" "months" "normalise"
    "organisations" "persons" "places" "reporting_verbs" "stopwords" "titles" "topics"
};

/// Fields that identify a table of an array.
const KEYS: [&str; 3] = ["id", "lemma", "name"];

/// The lexicon of the embedded files and the extra ones.
pub(super) fn lexicon(extra: &[ExtraFile]) -> Result<Lexicon> {
    let mut hash = blake3::Hasher::new();
    for text in EMBEDDED.iter().map(|file| file.text).chain(extra.iter().map(|file| &*file.text)) {
        hash.update(text.as_bytes());
    }
    for file in extra {
        if !EMBEDDED.iter().any(|own| own.name == file.name) {
            let known = EMBEDDED.map(|own| format!("{}.toml", own.name)).join(", ");
            return Err(Error::new(ErrorKind::Lexicon, "no lexicon file has this name")
                .at(&file.path)
                .hint(format!("name it as the file it extends: {known}")));
        }
    }
    let normalise: raw::Normalise = read("normalise", extra)?;
    let files = Files {
        anchors: read("anchors", extra)?,
        attribution: read("attribution", extra)?,
        boilerplate: read("boilerplate", extra)?,
        date_words: read("date_words", extra)?,
        grammar: read("grammar", extra)?,
        languages: read("languages", extra)?,
        months: read("months", extra)?,
        organisations: read("organisations", extra)?,
        persons: read("persons", extra)?,
        places: read("places", extra)?,
        reporting_verbs: read("reporting_verbs", extra)?,
        stopwords: read("stopwords", extra)?,
        titles: read("titles", extra)?,
        topics: read("topics", extra)?,
    };
    let folder = folder(&normalise)?;
    let grammar = super::GrammarTables::new(&folder, &files);
    let names = super::NameTables::new(&folder, &files);
    let spelling = super::SpellingTables::new(&folder, &files.persons)?;
    let topics = super::TopicTables::new(&folder, &files.topics);
    let verbs = super::VerbTables::new(&folder, &files.reporting_verbs, &files.grammar);
    let furniture = super::Furniture::new(&folder, &files)?;
    let stop_words = crate::lang::stopwords::StopWords::new(&folder, &files.stopwords);
    let fingerprint = *hash.finalize().as_bytes();
    let text_types = super::TextTypes::new(&folder, &files);
    let dates = DateTables::new(&folder, &files);
    let anchors = AnchorTables::new(&folder, &files)?;
    let tongues = Tongues::new(&folder, &files);
    let mut lexicon = Lexicon {
        tongues,
        anchors,
        dates,
        folder,
        furniture,
        grammar,
        names,
        spelling,
        text_types,
        topics,
        verbs,
        stop_words,
        files,
        fingerprint,
    };
    add_first_words(&mut lexicon);
    Ok(lexicon)
}

/// Tells the folder what the tables begin with.
fn add_first_words(lexicon: &mut Lexicon) {
    let mut first_words = FirstWords::default();
    lexicon.names.add_first_words(&mut first_words);
    lexicon.dates.add_first_words(&mut first_words);
    lexicon.grammar.add_first_words(&mut first_words);
    lexicon.verbs.add_first_words(&mut first_words);
    first_words.add_set(&mut lexicon.anchors.openers);
    first_words.add(&mut lexicon.topics.terms);
    lexicon.furniture.add_first_words(&mut first_words);
    lexicon.folder.set_first_words(first_words);
}

/// One file, with what the extra files of its name add.
fn read<T: DeserializeOwned>(name: &str, extra: &[ExtraFile]) -> Result<T> {
    let path = std::path::PathBuf::from(format!("src/lexicon/{name}.toml"));
    let Some(own) = EMBEDDED.iter().find(|own| own.name == name) else {
        return Err(Error::new(ErrorKind::Lexicon, "no lexicon file has this name").at(path));
    };
    let extra: Vec<&ExtraFile> = extra.iter().filter(|file| file.name == name).collect();
    if extra.is_empty() {
        return postcard::from_bytes(own.packed).map_err(|error| {
            Error::new(ErrorKind::Lexicon, "not packed by these types").at(path).because(error)
        });
    }
    let mut table: Table = toml::from_str(own.text).map_err(|error| broken(&path, error))?;
    for file in extra {
        // Read alone first, so that an error names its place in that file.
        let _: T = toml::from_str(&file.text).map_err(|error| broken(&file.path, error))?;
        let more: Table = toml::from_str(&file.text).map_err(|error| broken(&file.path, error))?;
        merge(&mut table, more);
    }
    Value::Table(table).try_into().map_err(|error: toml::de::Error| broken(&path, error))
}

fn broken(path: &std::path::Path, error: toml::de::Error) -> Error {
    Error::new(ErrorKind::Lexicon, error.to_string().trim_end().to_owned())
        .at(path)
        .hint("the fields of each table are listed in docs/lexicon.md")
}

/// Adds `more` to `table`: tables of an array with the same key are replaced, lists grow, single
/// values are replaced.
fn merge(table: &mut Table, more: Table) {
    for (key, value) in more {
        if key == "about" {
            continue;
        }
        match (table.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (Some(Value::Array(old)), Value::Array(new)) => merge_rows(old, new),
            (_, value) => drop(table.insert(key, value)),
        }
    }
}

fn merge_rows(old: &mut Vec<Value>, new: Vec<Value>) {
    for row in new {
        let same = old.iter_mut().find(|other| {
            KEYS.iter().any(|key| row.get(key).is_some() && other.get(key) == row.get(key))
        });
        match same {
            Some(same) => *same = row,
            None => old.push(row),
        }
    }
}

/// The folding tables.
fn folder(rows: &raw::Normalise) -> Result<Folder> {
    let mut folder = Folder::empty();
    for c in points(rows.delete.values().flatten())? {
        folder.set(c, Fate::Drop);
    }
    for row in rows.alone.values() {
        for (from, to) in row.from.iter().flat_map(|from| from.chars()).zip(row.to.chars().cycle())
        {
            folder.set(from, Fate::DropInWord(to));
        }
    }
    for c in points(&rows.space.points)? {
        folder.set(c, Fate::Blank);
    }
    for range in rows.digit.values().flatten() {
        for (digit, c) in ('0'..='9').zip(points([range])?) {
            folder.set(c, Fate::One(digit));
        }
    }
    for row in rows.letter.values().chain(rows.punctuation.values()) {
        for from in row.from.iter().flat_map(|from| from.chars()) {
            folder.set(from, fate_of(&row.to));
        }
    }
    for (from, to) in &rows.presentation.ligatures {
        from.chars().for_each(|from| folder.set(from, fate_of(to)));
    }
    Ok(folder)
}

fn fate_of(to: &str) -> Fate {
    let mut chars = to.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Fate::Drop,
        (Some(one), None) => Fate::One(one),
        _ => Fate::Many(to.into()),
    }
}

/// The characters of hexadecimal code points and ranges such as `064B-0652`.
fn points<'a>(rows: impl IntoIterator<Item = &'a String>) -> Result<Vec<char>> {
    let mut points = Vec::new();
    for row in rows {
        let (first, last) = row.split_once('-').unwrap_or((row, row));
        let point = |digits: &str| u32::from_str_radix(digits, 16).ok();
        let (Some(first), Some(last)) = (point(first), point(last)) else {
            return Err(Error::new(ErrorKind::Lexicon, format!("`{row}` is no code point"))
                .at("src/lexicon/normalise.toml")
                .hint("write hexadecimal digits, or a range such as 064B-0652"));
        };
        points.extend((first..=last).filter_map(char::from_u32));
    }
    Ok(points)
}
