//! A project's own files: its settings, what it adds to the language data, its templates, and the
//! files of a new project.
//!
//! These are the operator's and trusted, unlike the input: links are followed, and a file that
//! cannot be read stops the command.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::{Error, ErrorKind, Result};

/// A text file of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its path below the folder it was looked for in, with `/`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where it was read, for messages.
    pub path: PathBuf,
}

/// What an argument of the command line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A folder.
    Folder(PathBuf),
    /// Anything else that exists, without links.
    File(PathBuf),
}

/// What a build depends on. Paths may name what does not exist yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Folders with all that is in them.
    pub folders: Vec<PathBuf>,
    /// Single files.
    pub files: Vec<PathBuf>,
}

/// The text of a file; `None` where there is none.
///
/// # Errors
/// Where it exists and cannot be read, or is not UTF-8.
pub fn text(path: &Path, kind: ErrorKind) -> Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => utf8(bytes, path, kind).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::new(kind, "cannot be read").at(path).because(error)),
    }
}

/// The text files of a folder and the folders in it, by name; none where there is no folder.
/// Hidden files are left out.
///
/// # Errors
/// Where one cannot be read, or is not UTF-8.
pub fn texts(folder: &Path, kind: ErrorKind) -> Result<Vec<TextFile>> {
    let mut texts = Vec::new();
    if !folder.is_dir() {
        return Ok(texts);
    }
    let is_shown = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || is_shown(entry.file_name())) {
        let entry = entry
            .map_err(|error| Error::new(kind, "cannot be listed").at(folder).because(error))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path();
        let below = path.strip_prefix(folder).unwrap_or(path);
        let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
        let name = parts.collect::<Vec<_>>().join("/");
        if let Some(text) = text(path, kind)? {
            texts.push(TextFile { name, text, path: path.to_path_buf() });
        }
    }
    Ok(texts)
}

/// What a path given on the command line names.
///
/// # Errors
/// Where nothing is there.
pub fn named(path: &Path) -> Result<Named> {
    let full = fs::canonicalize(path).map_err(|error| {
        let error = Error::new(ErrorKind::Read, "cannot be found").at(path).because(error);
        error.hint("name a document or a folder of documents")
    })?;
    Ok(if full.is_dir() { Named::Folder(path.to_path_buf()) } else { Named::File(full) })
}

/// True where `inner` lies in `outer` or is the same folder. Both must exist.
pub fn is_inside(inner: &Path, outer: &Path) -> bool {
    match (fs::canonicalize(inner), fs::canonicalize(outer)) {
        (Ok(inner), Ok(outer)) => inner.starts_with(outer),
        _ => false,
    }
}

/// The path of a file below a folder, with `/` between the parts; `None` where it lies elsewhere,
/// or one of the two does not exist.
pub fn path_below(file: &Path, folder: &Path) -> Option<String> {
    let (file, folder) = (fs::canonicalize(file).ok()?, fs::canonicalize(folder).ok()?);
    let below = file.strip_prefix(folder).ok()?;
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
    Some(parts.collect::<Vec<_>>().join("/"))
}

/// Writes the files of a new project below `folder`, which is made where it does not exist.
///
/// # Errors
/// Where one of them exists already (then nothing is written), or cannot be written.
pub fn begin(folder: &Path, files: &[(&str, &str)]) -> Result<Vec<PathBuf>> {
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    if let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(Error::new(ErrorKind::Write, "exists already; nothing was written")
            .at(path)
            .hint("name another folder: mujaz init FOLDER"));
    }
    let texts = files.iter().map(|(_, text)| *text);
    paths.iter().zip(texts).try_for_each(|(path, text)| write(path, text))?;
    Ok(paths)
}

/// What becomes of files that exist already and differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Nothing is written at all.
    Kept,
    /// They are replaced.
    Replaced,
}

/// Writes files below `folder`, which is made where it does not exist, and returns those that
/// were not there with the same text already. A link is replaced, not followed.
///
/// # Errors
/// Where one exists with another text and such are to be kept (then nothing is written), or one
/// cannot be written.
pub fn put(folder: &Path, files: &[(&str, String)], existing: Existing) -> Result<Vec<PathBuf>> {
    let paths = files.iter().map(|(name, text)| (folder.join(name), text));
    let is_there = |path: &Path, text: &str| fs::read(path).is_ok_and(|it| it == text.as_bytes());
    let wanted: Vec<_> = paths.filter(|(path, text)| !is_there(path, text)).collect();
    let found: Vec<_> = wanted.iter().filter(|(path, _)| path.symlink_metadata().is_ok()).collect();
    if let (Existing::Kept, Some((path, _))) = (existing, found.first()) {
        let more = match found.len() {
            1 => String::new(),
            n => format!(", and {} more do", n.saturating_sub(1)),
        };
        let message = format!("exists already with another text{more}; nothing was written");
        return Err(Error::new(ErrorKind::Write, message)
            .at(path)
            .hint("--force replaces what is there; name another folder to compare"));
    }
    for (path, _) in found {
        fs::remove_file(path).map_err(|error| {
            Error::new(ErrorKind::Write, "cannot be replaced").at(path).because(error)
        })?;
    }
    wanted.iter().try_for_each(|(path, text)| write(path, text))?;
    Ok(wanted.into_iter().map(|(path, _)| path).collect())
}

/// Writes a file that does not exist yet, with the folders it lies in.
fn write(path: &Path, text: &str) -> Result<()> {
    let failed = |error| Error::new(ErrorKind::Write, "cannot write").at(path).because(error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let file: io::Result<File> = OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)
}

fn utf8(bytes: Vec<u8>, path: &Path, kind: ErrorKind) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        Error::new(kind, format!("not UTF-8 at byte {valid}")).at(path).hint(match kind {
            ErrorKind::Template => "save the file as UTF-8; a picture or font belongs into static/",
            _ => "save the file as UTF-8",
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_begun_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("a.toml", "x = 1\n"), ("in/b.txt", "خبر\n")];
        let written = begin(folder.path(), &files).unwrap();
        assert_eq!(fs::read_to_string(&written[1]).unwrap(), "خبر\n");
        fs::write(&written[1], "mine").unwrap();
        fs::remove_file(&written[0]).unwrap();
        assert!(begin(folder.path(), &files).unwrap_err().to_string().contains("in/b.txt: exists"));
        assert!(!written[0].exists());
        assert_eq!(fs::read_to_string(&written[1]).unwrap(), "mine");
    }

    #[test]
    fn what_was_edited_is_kept_unless_it_is_to_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("a.html", "1".to_owned()), ("parts/b.html", "2".to_owned())];
        let written = put(folder.path(), &files, Existing::Kept).unwrap();
        assert_eq!(written.len(), 2);
        assert_eq!(put(folder.path(), &files, Existing::Kept).unwrap(), [""; 0].map(PathBuf::from));
        fs::write(&written[1], "mine").unwrap();
        fs::remove_file(&written[0]).unwrap();
        let error = put(folder.path(), &files, Existing::Kept).unwrap_err().to_string();
        assert!(
            error.contains("parts/b.html: exists already with another text; nothing"),
            "{error}"
        );
        assert!(!written[0].exists());
        let outside = folder.path().join("outside");
        fs::write(&outside, "mine").unwrap();
        std::os::unix::fs::symlink(&outside, &written[0]).unwrap();
        put(folder.path(), &files, Existing::Replaced).unwrap();
        assert_eq!(fs::read_to_string(&written[0]).unwrap(), "1");
        assert_eq!(fs::read_to_string(&written[1]).unwrap(), "2");
        assert_eq!(fs::read_to_string(&outside).unwrap(), "mine");
    }

    #[test]
    fn texts_come_by_name_without_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        begin(folder.path(), &[("b/x.html", "1"), ("a.html", "2"), (".a.swp", "3")]).unwrap();
        let texts = texts(folder.path(), ErrorKind::Template).unwrap();
        let names: Vec<&str> = texts.iter().map(|text| text.name.as_str()).collect();
        assert_eq!(names, ["a.html", "b/x.html"]);
        assert_eq!(super::texts(&folder.path().join("none"), ErrorKind::Template).unwrap(), []);
    }

    #[test]
    fn text_must_be_utf8() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mujaz.toml");
        fs::write(&path, b"title = \xff").unwrap();
        let error = text(&path, ErrorKind::Config).unwrap_err();
        assert!(error.to_string().ends_with("mujaz.toml: not UTF-8 at byte 8"), "{error}");
    }
}
