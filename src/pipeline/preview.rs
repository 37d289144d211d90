//! A whole build into memory, and the files that it depends on.

use std::path::PathBuf;
use std::time::Duration;

use super::build::{self, BuildOptions, Made};
use super::{Project, Step, Watch};
use crate::config;
use crate::error::Result;
use crate::io::memory::{Files, Memory};
use crate::io::project::Sources;

/// A site that was built into memory.
#[derive(Debug)]
pub struct Preview {
    /// Its files: the same bytes as a build would publish.
    pub files: Files,
    /// How long each step took, in their order.
    pub times: Vec<(Step, Duration)>,
}

/// Builds the site; what is as in `before` shares its bytes.
pub(super) fn site(
    project: &Project,
    options: &BuildOptions,
    before: &Files,
    watch: &dyn Watch,
) -> Result<Preview> {
    let claim = |request: &_| Memory::new(request, before);
    let Made { done: files, times } = build::make(project, options, watch, claim, |_| Ok(()))?;
    Ok(Preview { files, times })
}

/// What the build of a project depends on, besides the program itself.
pub(super) fn sources(project: &Project, options: &BuildOptions) -> Sources {
    let input = build::request(project, options).input;
    let mut sources = Sources { folders: vec![input], files: Vec::new() };
    sources.folders.extend(project.templates.clone());
    // A project without templates is one whose folder is read as input: nothing of it counts.
    if project.templates.is_some() {
        let own = [config::FILE_NAME, config::CORRECTIONS].map(PathBuf::from);
        let extra = project.config.lexicon.extra.iter().cloned();
        sources.folders.push(project.root.join(crate::io::own::FOLDER));
        sources.files.extend(own.into_iter().chain(extra).map(|file| project.root.join(file)));
    }
    sources
}
