//! Front matter of Markdown: YAML between `---` lines, TOML between `+++` lines.
//!
//! It is data from a stranger: it may state title, date, source and key words. It chooses no
//! address, template or file. YAML is read as a stream of events, so that no value is ever built
//! from aliases, tags or deep nesting.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::Note;
use crate::model::{Field, Shape};

use super::Reading;
use super::draft::Draft;
use super::stated::{Keys, Meaning};

/// Keys by which other programs let a document choose its address or looks.
const IGNORED: [&str; 6] = ["slug", "path", "url", "template", "aliases", "output"];
/// Deepest nesting read.
const DEPTH: usize = 32;
/// What joins the values of a list.
const AND: &str = "، ";

/// Adds what the front matter states to the draft, and returns the text below it.
pub(super) fn take<'a>(source: &'a str, reading: Reading<'_>, draft: &mut Draft) -> &'a str {
    let mut note = |message: String| draft.notes.push((Note::FrontMatter, message));
    let Some(kind) = Kind::of(source) else { return source };
    let Some((inner, rest)) = kind.split(source) else {
        note(format!("front matter that no `{}` line ends is read as text", kind.fence()));
        return source;
    };
    if inner.len() > reading.limits.front_matter {
        let limit = reading.limits.front_matter;
        note(format!("front matter over the limit of {limit} bytes is ignored"));
        return rest;
    }
    let entries = match kind {
        Kind::Yaml => yaml(inner),
        Kind::Toml => toml(inner),
    };
    let entries = match entries {
        Ok(entries) => entries,
        Err(Fault::Syntax(reason)) => {
            note(format!("front matter is broken and was read line by line: {reason}"));
            by_line(inner, kind)
        }
        Err(Fault::Refused(reason)) => {
            note(format!("front matter is ignored: {reason}"));
            return rest;
        }
    };
    let keys = Keys::new(reading.lexicon);
    let mut ignored: Vec<&str> = Vec::new();
    for (key, values) in &entries {
        let value = values.join(AND);
        match keys.meaning(key, &value) {
            Some(Meaning::Field(field)) if values.len() == 1 || may_be_several(field) => {
                draft.push(Shape::Stated(field), &value);
            }
            _ => ignored.extend(IGNORED.into_iter().filter(|name| key.eq_ignore_ascii_case(name))),
        }
    }
    if !ignored.is_empty() {
        let message =
            format!("front matter chooses no address or looks; ignored: {}", ignored.join(", "));
        draft.notes.push((Note::FrontMatter, message));
    }
    rest
}

/// Fields that a list may state.
fn may_be_several(field: Field) -> bool {
    matches!(field, Field::Author | Field::Keywords)
}

#[derive(Clone, Copy)]
enum Kind {
    Yaml,
    Toml,
}

impl Kind {
    /// The kind of front matter that a text begins with: a fence, and below it a line with a key.
    fn of(source: &str) -> Option<Self> {
        let mut lines = source.lines();
        let kind = match lines.next()?.trim_end() {
            "---" => Self::Yaml,
            "+++" => Self::Toml,
            _ => return None,
        };
        let first = lines.find(|line| !line.trim().is_empty())?;
        let is_key = match kind {
            Self::Yaml => {
                first.contains(':') || first.starts_with('#') || first.trim_end() == "---"
            }
            Self::Toml => {
                first.contains('=') || first.starts_with(['#', '[']) || first.trim_end() == "+++"
            }
        };
        is_key.then_some(kind)
    }

    fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }

    /// The front matter and the text below it.
    fn split(self, source: &str) -> Option<(&str, &str)> {
        let (_, rest) = source.split_once('\n')?;
        let mut at = 0usize;
        for line in rest.split_inclusive('\n') {
            let end = at.saturating_add(line.len());
            if line.trim_end() == self.fence() {
                return Some((rest.get(..at)?, rest.get(end..)?));
            }
            at = end;
        }
        None
    }
}

/// Keys of the first level, each with its value or the values of its list.
type Entries = Vec<(String, Vec<String>)>;

/// Why front matter was not read.
enum Fault {
    /// It does not parse.
    Syntax(String),
    /// It holds what no document needs.
    Refused(String),
}

impl Fault {
    fn too_deep() -> Self {
        Self::Refused(format!("nested deeper than {DEPTH}"))
    }
}

/// The plain values of broken front matter, line by line: people write it by hand, and a quotation
/// mark inside a title should not cost the title.
fn by_line(text: &str, kind: Kind) -> Entries {
    let separator = match kind {
        Kind::Yaml => ':',
        Kind::Toml => '=',
    };
    let mut entries = Entries::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some((key, value)) = line.split_once(separator) else { continue };
        let mut value = value.trim().to_owned();
        let is_plain = !value.starts_with(['[', '{', '&', '*', '!', '|', '>']);
        if line.starts_with([' ', '\t', '#']) || !is_plain {
            continue;
        }
        let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''));
        if let Some(mark) = mark {
            let is_open = |value: &str| value.len() == 1 || !value.ends_with(mark);
            for more in lines.by_ref().take(if is_open(&value) { LINES } else { 0 }) {
                value.push(' ');
                value.push_str(more.trim());
                if !is_open(&value) {
                    break;
                }
            }
            let inner = value.strip_prefix(mark).unwrap_or(&value);
            value = inner.strip_suffix(mark).unwrap_or(inner).to_owned();
        }
        entries.push((key.trim().to_owned(), vec![value]));
    }
    entries
}

/// Most lines that a quoted value of broken front matter goes on for.
const LINES: usize = 20;

fn yaml(text: &str) -> Result<Entries, Fault> {
    let mut parser = Parser::new_from_str(text);
    let mut entries = Entries::new();
    let mut key: Option<String> = None;
    let mut depth = 0usize;
    let mut in_list = false;
    while let Some(event) = parser.next_event() {
        let (event, _) = event.map_err(|error| Fault::Syntax(error.to_string()))?;
        let is_list = matches!(event, Event::SequenceStart(..));
        match event {
            Event::Alias(_) => return Err(Fault::Refused("aliases are not read".to_owned())),
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                depth = depth.saturating_add(1);
                if depth > DEPTH {
                    return Err(Fault::too_deep());
                }
                if depth == 2 {
                    in_list = is_list;
                    entries.push((key.take().unwrap_or_default(), Vec::new()));
                }
            }
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            Event::Scalar(value, style, ..) => {
                let is_null = style == ScalarStyle::Plain && matches!(&*value, "" | "~" | "null");
                let value = if is_null { String::new() } else { value.into_owned() };
                match (depth, key.take()) {
                    (1, None) => key = Some(value),
                    (1, Some(key)) => entries.push((key, vec![value])),
                    (2, _) if in_list => {
                        entries
                            .iter_mut()
                            .next_back()
                            .into_iter()
                            .for_each(|(_, list)| list.push(value.clone()));
                    }
                    _ => {}
                }
            }
            Event::StreamEnd | Event::DocumentEnd => break,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
        }
    }
    Ok(entries)
}

fn toml(text: &str) -> Result<Entries, Fault> {
    // A dotted key is a table in a table for each dot.
    let dots = |line: &str| line.split('=').next().map_or(0, |key| key.matches('.').count());
    if text.lines().any(|line| dots(line) > DEPTH) {
        return Err(Fault::too_deep());
    }
    let table: ::toml::Table =
        ::toml::from_str(text).map_err(|error| Fault::Syntax(error.message().to_owned()))?;
    let entry = |(key, value): (String, ::toml::Value)| match value {
        ::toml::Value::Array(values) => (key, values.iter().filter_map(scalar).collect()),
        value => (key, scalar(&value).into_iter().collect()),
    };
    Ok(table.into_iter().map(entry).collect())
}

fn scalar(value: &::toml::Value) -> Option<String> {
    match value {
        ::toml::Value::String(text) => Some(text.clone()),
        ::toml::Value::Datetime(day) => Some(day.to_string()),
        ::toml::Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;
    use crate::lang::Lexicon;

    /// What is stated, the rest, and how many notes there are.
    fn check(source: &str, stated: &[(Field, &str)], rest: &str, notes: usize) {
        let lexicon = Lexicon::embedded().unwrap();
        let limits = Limits { front_matter: 1_000, ..Limits::default() };
        let mut draft = Draft::default();
        let below = take(source, Reading { lexicon: &lexicon, limits: &limits }, &mut draft);
        let parsed = draft.finish();
        let found: Vec<(Field, &str)> = parsed
            .blocks
            .iter()
            .map(|block| match block.shape {
                Shape::Stated(field) => (field, parsed.text.slice(block.span)),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, stated, "{source}");
        assert_eq!(below, rest, "{source}");
        assert_eq!(parsed.notes.len(), notes, "{source}: {:?}", parsed.notes);
    }

    #[test]
    fn yaml_and_toml() {
        check(
            "---\ntitle: \"لقاء: في موسكو\"\ndate: 2020-12-29\ntags: [ليبيا, سوريا]\n---\nنص",
            &[
                (Field::Title, "لقاء: في موسكو"),
                (Field::Published, "2020-12-29"),
                (Field::Keywords, "ليبيا، سوريا"),
            ],
            "نص",
            0,
        );
        check(
            "---\r\ntitle: >\r\n  سطر\r\n  وسطر\r\nauthor:\r\n  - أحمد\r\n  - سالم\r\n---\r\nنص",
            &[(Field::Title, "سطر وسطر"), (Field::Author, "أحمد، سالم")],
            "نص",
            0,
        );
        check(
            "+++\ntitle = 'لقاء'\ndate = 2020-12-29\n[extra]\ntitle = 'لا'\n+++\nنص",
            &[(Field::Published, "2020-12-29"), (Field::Title, "لقاء")],
            "نص",
            0,
        );
    }

    #[test]
    fn hostile_keys_choose_nothing() {
        check(
            "---\nslug: ../../x\ntemplate: /etc/passwd\naliases: [a, b]\nurl: /x\ntitle: خبر\n---\n",
            &[(Field::Title, "خبر")],
            "",
            1,
        );
        check(
            "---\nurl: https://news.example/a\n---\n",
            &[(Field::Url, "https://news.example/a")],
            "",
            0,
        );
        check("---\nlink: 'javascript:alert(1)'\n---\n", &[], "", 0);
    }

    #[test]
    fn broken_front_matter_is_ignored_with_a_note() {
        check("---\ntitle: &a [*a]\n---\nنص", &[], "نص", 1);
        check("---\ntitle: [\n---\nنص", &[], "نص", 1);
        check(
            "---\ntitle: \"لقاء\"\nteaser: \"سطر\nوسطر\"\ndate: 2020-12-29\n---\nنص",
            &[(Field::Title, "لقاء"), (Field::Published, "2020-12-29")],
            "نص",
            1,
        );
        check(
            "---\ntitle: \"أنقرة: \"نعم\" لموسكو\"\n---\nنص",
            &[(Field::Title, "أنقرة: \"نعم\" لموسكو")],
            "نص",
            1,
        );
        check(&format!("---\ntitle: {}{}\n---\nنص", "[".repeat(99), "]".repeat(99)), &[], "نص", 1);
        check(&format!("---\ntitle: {}\n---\nنص", "ا".repeat(600)), &[], "نص", 1);
        check(
            "+++\ntitle = 'a'\ntitle = 'b'\n+++\nنص",
            &[(Field::Title, "a"), (Field::Title, "b")],
            "نص",
            1,
        );
        check(&format!("+++\na{} = 1\n+++\nنص", ".a".repeat(400)), &[], "نص", 1);
        check("---\ntitle: خبر\nنص", &[], "---\ntitle: خبر\nنص", 1);
    }

    #[test]
    fn what_is_no_front_matter() {
        check("---\nنص\n---\nنص", &[], "---\nنص\n---\nنص", 0);
        check("نص\n---\ntitle: خبر\n---\n", &[], "نص\n---\ntitle: خبر\n---\n", 0);
        check("---\n---\nنص", &[], "نص", 0);
        check("---\ntitle: {y: 2}\ndate: ~\nauthor: null\n---\nنص", &[], "نص", 0);
        check(
            "---\ntitle: [1, 2, {a: b}]\nauthor: [أ, {a: b}, ب]\n---\nنص",
            &[(Field::Author, "أ، ب")],
            "نص",
            0,
        );
    }
}
