//! The embedded theme as files to edit, each with a line that says what it was made from; and what
//! is to be said of a project's files that replace or add to it.
//!
//! The line holds a hash of mujaz's own file. When a later version of mujaz brings another file
//! of that name, the project's one no longer stands on the newest ground, and a build says so.

use std::path::Path;

use super::assets::version;
use super::theme::{self, TemplateFile};
use super::words;
use crate::config::nearest_of;
use crate::diagnostic::{Code, Diagnostic, Note};
use crate::model::DocId;

/// What the line begins with, behind the sign of a comment.
const MADE_FROM: &str = "Made from mujaz ";

/// The files of the embedded theme for editing: name below `templates/`, and text.
pub fn theme_files() -> Vec<(&'static str, String)> {
    theme::embedded().map(|(name, text)| (name, marked(name, text))).collect()
}

/// The name that is spelt most like `name` among the files of the theme.
pub fn nearest_file(name: &str) -> Option<&'static str> {
    nearest_of(name, theme::embedded().map(|(name, _)| name))
}

/// A file of the embedded theme under the line that says what it was made from.
fn marked(name: &str, text: &str) -> String {
    let program = env!("CARGO_PKG_VERSION");
    let words = format!(
        "{MADE_FROM}{program}, {name} {}. Keep this line: it tells when mujaz's own file changes.",
        version(text)
    );
    let (open, close) = match ending(name) {
        "css" => ("/* ", " */"),
        "js" | "typ" => ("// ", ""),
        "svg" => ("<!-- ", " -->"),
        "toml" => ("# ", ""),
        _ => ("{#- ", " -#}"),
    };
    format!("{open}{words}{close}\n{text}")
}

/// The version of mujaz and the hash that the first line of a file names, where it does.
fn origin(text: &str) -> Option<(&str, &str)> {
    let (_, words) = text.lines().next()?.split_once(MADE_FROM)?;
    let (program, words) = words.split_once(", ")?;
    let (_, words) = words.split_once(' ')?;
    let hash = words.get(..words.find('.')?)?;
    Some((program, hash))
}

/// A file without the line that says what it was made from: readers of a site have no use for it.
pub(super) fn unmarked(text: &str) -> &str {
    match origin(text) {
        Some(_) => text.split_once('\n').map_or("", |(_, rest)| rest),
        None => text,
    }
}

/// What is to be said of the files of a project's own theme.
pub(super) fn look(files: &[TemplateFile]) -> Vec<Diagnostic> {
    let notes = files.iter().map(|file| {
        let own = theme::embedded().find(|(name, _)| *name == file.name);
        match own {
            Some((name, text)) => outdated(name, text, file),
            None if theme::is_template(&file.name) => unused(file, files),
            None => Some(unknown(file)),
        }
    });
    notes.flatten().collect()
}

/// Something to be said of a file.
fn note(file: &TemplateFile, message: String, hint: String) -> Diagnostic {
    let id = DocId::new(&format!("templates/{}", file.name));
    Diagnostic::new(Code::Note(Note::Project), &id, message).hint(hint)
}

/// A file that was made from another one than this version of mujaz has.
fn outdated(name: &str, text: &str, file: &TemplateFile) -> Option<Diagnostic> {
    let (program, hash) = origin(&file.text).filter(|(_, hash)| *hash != version(text))?;
    let message = format!("made from mujaz {program} ({hash}), whose own file has changed since");
    Some(note(file, message, advice(name)))
}

/// How to compare a file with the newest one.
fn advice(name: &str) -> String {
    format!(
        "write the new one elsewhere (mujaz init /tmp/new --theme --only {name}), take over what \
         changed, and its first line"
    )
}

/// A template that neither replaces one nor is named by another.
fn unused(file: &TemplateFile, files: &[TemplateFile]) -> Option<Diagnostic> {
    let mut others = files.iter().filter(|other| other.name != file.name);
    let is_named = others.any(|other| other.text.contains(&file.name));
    if is_named || file.text.contains("{% component ") || file.text.contains("{%- component ") {
        return None;
    }
    let hint = match nearest_file(&file.name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`mujaz init --theme` writes all that can be replaced".to_owned(),
    };
    Some(note(file, "no page is made from it".to_owned(), hint))
}

/// A file that is no template and replaces nothing.
fn unknown(file: &TemplateFile) -> Diagnostic {
    let near = nearest_file(&file.name);
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    let hint = format!("{near}files that are copied as they are belong into static/");
    note(file, "not used: the theme has no file of this name".to_owned(), hint)
}

fn ending(name: &str) -> &str {
    Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// The words of the interface among the files of the theme.
pub(super) const WORDS: (&str, &str) = (words::FILE, words::EMBEDDED);

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn file(name: &str, text: &str) -> TemplateFile {
        TemplateFile { name: name.to_owned(), text: text.to_owned(), path: PathBuf::from(name) }
    }

    /// What is said of a theme of these files, with the hints after ` | `.
    fn said(files: &[TemplateFile]) -> Vec<String> {
        let line = |note: Diagnostic| {
            format!("{}: {} | {}", note.document.as_str(), note.message, note.hint.unwrap())
        };
        look(files).into_iter().map(line).collect()
    }

    #[test]
    fn files_as_they_were_written_are_up_to_date() {
        let files: Vec<TemplateFile> =
            theme_files().iter().map(|(name, text)| file(name, text)).collect();
        assert!(files.len() > 50);
        assert_eq!(said(&files), [""; 0]);
        for (file, (name, text)) in files.iter().zip(theme::embedded()) {
            assert_eq!(
                origin(&file.text),
                Some((env!("CARGO_PKG_VERSION"), &*version(text))),
                "{name}"
            );
            assert_eq!(unmarked(&file.text), text);
            assert_eq!(unmarked(text), text);
        }
    }

    #[test]
    fn a_file_that_was_made_from_an_older_one_is_named() {
        let line = "{#- Made from mujaz 0.0.9, home.html 0a1b2c3d. Keep this line. -#}";
        let old = file("home.html", &format!("{line}\n<p>x</p>"));
        let said = said(&[old, file("about.html", "<p>of my own</p>")]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("templates/home.html: made from mujaz 0.0.9 (0a1b2c3d), whose")
        );
        assert!(said[0].contains("--theme --only home.html"), "{said:?}");
    }

    #[test]
    fn files_that_nothing_uses_are_named() {
        let files = [
            file("documnet.html", "x"),
            file("parts/mine.html", "{% component mine() %}{% endcomponent mine %}"),
            file("frame.html", "x"),
            file("about.html", "{% extends \"frame.html\" %}"),
            file("assets/photo.jpeg", "x"),
            file("assets/site.cs", "p{}"),
        ];
        assert_eq!(
            said(&files),
            [
                "templates/documnet.html: no page is made from it | did you mean `document.html`?",
                "templates/assets/photo.jpeg: not used: the theme has no file of this name | files that are copied as they are belong into static/",
                "templates/assets/site.cs: not used: the theme has no file of this name | did you mean `assets/site.css`? files that are copied as they are belong into static/",
            ]
        );
    }
}
