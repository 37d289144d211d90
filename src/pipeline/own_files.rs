//! The operator's own files on their way into the site: which there are, and whether each has an
//! address that it may have.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Project;
use crate::check;
use crate::config;
use crate::diagnostic::{Code, Diagnostic, Note};
use crate::error::{Error, ErrorKind, Result};
use crate::io::own::{self, OwnFile};
use crate::model::DocId;
use crate::site;

/// The files of a project that are copied into the site at `out`; none without settings, since
/// any folder may happen to have one called `static`.
///
/// # Errors
/// Where a file cannot be copied as it stands, or its address is the site's or no good one, and
/// where the site lies in the folder of these files.
pub(super) fn files(project: &Project, out: &Path) -> Result<Vec<OwnFile>> {
    let Some(folder) = folder(project) else { return Ok(Vec::new()) };
    own::refuse_overlap(&folder, out)?;
    let files = own::files(&folder)?;
    files.iter().try_for_each(judge)?;
    let mut folded: BTreeMap<String, &OwnFile> = BTreeMap::new();
    for file in &files {
        if let Some(other) = folded.insert(file.route.as_str().to_lowercase(), file) {
            let message = format!("only capital letters tell it from {}", other.path.display());
            return Err(refused(file, message));
        }
    }
    Ok(files)
}

/// Says that own files are not published, where they stand in a folder without settings.
pub(super) fn unused(project: &Project) -> Option<Diagnostic> {
    let folder = project.root.join(own::FOLDER);
    let is_unused = project.templates.is_some() && !project.has_settings && own::exist(&folder);
    let id = DocId::new(&format!("{}/", own::FOLDER));
    is_unused.then(|| {
        let message = format!("not published: there is no {} beside it", config::FILE_NAME);
        Diagnostic::new(Code::Note(Note::Project), &id, message)
            .hint("an empty one is enough; without it the folder may be anybody's")
    })
}

fn folder(project: &Project) -> Option<PathBuf> {
    project.has_settings.then(|| project.root.join(own::FOLDER))
}

/// Refuses a file whose address the site may want, or whose name does not travel.
fn judge(file: &OwnFile) -> Result<()> {
    let path = file.route.as_str();
    if site::is_reserved(path) {
        let first = path.split('/').next().unwrap_or(path);
        return Err(refused(file, format!("the site itself has the address `{first}`")));
    }
    match path.split('/').find_map(check::fault_of) {
        Some(fault) => Err(refused(file, fault)),
        None => Ok(()),
    }
}

fn refused(file: &OwnFile, message: String) -> Error {
    Error::new(ErrorKind::Read, message)
        .at(&file.path)
        .hint("rename it, or put it into a folder of another name: static/files/…")
}
