//! The operator's own files: what stands in `static/` of a project and is copied as it is.
//!
//! They are published for everyone to read, so nothing is taken along by mistake: hidden files stay
//! where they are, and a link counts only where it leads to a file inside the folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::built::LARGEST;
use crate::error::{Error, ErrorKind, Result};
use crate::site::{OutputFile, Route};

/// The name of the folder in a project.
pub const FOLDER: &str = "static";

/// Hidden names that hosts ask for.
const WANTED: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// A file that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// Where it goes.
    pub route: Route,
    /// Where it stands, for messages.
    pub path: PathBuf,
}

impl OwnFile {
    /// The file with its bytes.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(&self) -> Result<OutputFile> {
        let bytes = fs::read(&self.path).map_err(|error| {
            Error::new(ErrorKind::Read, "cannot be read").at(&self.path).because(error)
        })?;
        Ok(OutputFile { route: self.route.clone(), bytes })
    }
}

/// The files of a folder, in the order of their names; none where there is no folder.
///
/// # Errors
/// Where one is neither a file nor a folder, is a link that leads out of the folder, has a name
/// that is no Unicode, or is larger than any file of a site.
pub fn files(folder: &Path) -> Result<Vec<OwnFile>> {
    let root = match fs::canonicalize(folder) {
        Ok(root) => root,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            return Err(Error::new(ErrorKind::Read, "cannot be read").at(folder).because(error));
        }
    };
    if !root.is_dir() {
        return Err(Error::new(ErrorKind::Read, "is to be a folder of files to copy, and is none")
            .at(folder)
            .hint("put the file into a folder of this name"));
    }
    let walk = WalkDir::new(folder).follow_root_links(true).min_depth(1).sort_by_file_name();
    let mut files = Vec::new();
    for entry in walk.into_iter().filter_entry(is_shown) {
        let entry = entry.map_err(|error| {
            let at = error.path().unwrap_or(folder).to_path_buf();
            Error::new(ErrorKind::Read, "cannot be listed").at(at).because(error)
        })?;
        if !entry.file_type().is_dir() {
            files.push(file(&entry, folder, &root)?);
        }
    }
    Ok(files)
}

/// Refuses an output folder that is, holds or lies in the folder of own files: the site would be
/// copied into itself, or the files replaced by it. `out` need not exist yet.
///
/// # Errors
/// Where the two overlap.
pub fn refuse_overlap(folder: &Path, out: &Path) -> Result<()> {
    let (Ok(root), Some(place)) = (fs::canonicalize(folder), place(out)) else { return Ok(()) };
    if !place.starts_with(&root) && !root.starts_with(&place) {
        return Ok(());
    }
    let message = "the output folder and the folder of own files lie in each other";
    Err(Error::new(ErrorKind::Write, message)
        .at(out)
        .hint(format!("name another output folder, outside of {}", folder.display())))
}

/// The path of a folder without links, also of one that is still to be made; `None` where the
/// folder above is not there either.
fn place(out: &Path) -> Option<PathBuf> {
    fs::canonicalize(out).ok().or_else(|| {
        let above = out.parent().filter(|above| *above != Path::new(""));
        Some(fs::canonicalize(above.unwrap_or(Path::new("."))).ok()?.join(out.file_name()?))
    })
}

/// True where a folder of own files stands.
pub fn exist(folder: &Path) -> bool {
    folder.is_dir()
}

fn is_shown(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    !name.starts_with('.') || WANTED.contains(&&*name)
}

fn file(entry: &DirEntry, folder: &Path, root: &Path) -> Result<OwnFile> {
    let path = entry.path();
    let wrong = |message: String| Error::new(ErrorKind::Read, message).at(path);
    // `metadata` follows a link; where that leads was looked at before.
    if entry.path_is_symlink() && !fs::canonicalize(path).is_ok_and(|to| to.starts_with(root)) {
        return Err(wrong("a link that leads out of the folder, or nowhere".to_owned())
            .hint("put the file itself here"));
    }
    let metadata = fs::metadata(path).map_err(|error| {
        Error::new(ErrorKind::Read, "cannot be looked at").at(path).because(error)
    })?;
    if !metadata.is_file() {
        return Err(wrong("neither a file nor a folder".to_owned())
            .hint("only files are copied: put files here, or links to files of this folder"));
    }
    if metadata.len() > LARGEST {
        return Err(wrong(format!("{} bytes, over {LARGEST}", metadata.len()))
            .hint("publish so large a file beside the site, not in it"));
    }
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Option<Vec<&str>> = below.components().map(|it| it.as_os_str().to_str()).collect();
    let route = parts.and_then(|parts| Route::new(parts.join("/")));
    let route = route.ok_or_else(|| {
        wrong("a name that is no Unicode, or holds a control character or backslash".to_owned())
            .hint("rename it: its name becomes an address")
    })?;
    Ok(OwnFile { route, path: path.to_path_buf() })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn folder(paths: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for path in paths {
            let path = folder.path().join("static").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    /// The addresses of a folder, or what is wrong with it.
    fn listed(folder: &Path) -> std::result::Result<Vec<String>, String> {
        let files = files(&folder.join("static")).map_err(|error| error.to_string())?;
        Ok(files.into_iter().map(|file| file.route.to_string()).collect())
    }

    #[test]
    fn hidden_files_stay_but_those_that_hosts_ask_for() {
        let folder = folder(&[
            "a.txt",
            ".env",
            ".git/config",
            "b/.DS_Store",
            "b/c.png",
            ".well-known/x",
            ".nojekyll",
        ]);
        assert_eq!(
            listed(folder.path()).unwrap(),
            [".nojekyll", ".well-known/x", "a.txt", "b/c.png"]
        );
        assert_eq!(files(&folder.path().join("none")).unwrap(), []);
    }

    #[test]
    fn links_lead_to_files_inside() {
        let folder = folder(&["a.txt", "b/c.txt"]);
        let at = |name: &str| folder.path().join("static").join(name);
        fs::write(folder.path().join("secret"), "x").unwrap();
        symlink("a.txt", at("inside")).unwrap();
        assert_eq!(listed(folder.path()).unwrap(), ["a.txt", "b/c.txt", "inside"]);
        for (target, words) in [
            ("../secret", "leads out of the folder"),
            ("/etc/passwd", "leads out of the folder"),
            ("nothing", "or nowhere"),
            ("b", "neither a file nor a folder"),
            (".", "neither a file nor a folder"),
        ] {
            symlink(target, at("link")).unwrap();
            let error = listed(folder.path()).unwrap_err();
            assert!(error.contains("static/link: ") && error.contains(words), "{error}");
            fs::remove_file(at("link")).unwrap();
        }
    }

    #[test]
    fn site_and_own_files_lie_apart() {
        let folder = folder(&["a/b.txt"]);
        let root = fs::canonicalize(folder.path()).unwrap();
        let is_refused = |out: &Path| refuse_overlap(&root.join("static"), out).is_err();
        assert!(is_refused(&root.join("static")) && is_refused(&root.join("static/a/out")));
        assert!(is_refused(&root) && !is_refused(&root.join("static-site")));
    }
}
