//! All that a publisher does again and again: build, prove, brief, write the editions.
//!
//! The new site is looked at before it takes the place of the old one, and the editions are made before anything
//! is published, so that what fails leaves everything as it was but for a full disk at the very end. Documents are
//! read once: by the build, or, where nothing changed for it, by the briefing.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::brief::{self, BriefOptions, Edition, When};
use super::build::{self, BuildOptions, Built, Made};
use super::check::{self, CheckOptions, CheckedSite};
use super::threads::Threads;
use super::{BriefFormat, Project, Unwatched, Watch};
use crate::error::{Error, Result};
use crate::io::disk::Real;
use crate::io::export;
use crate::io::write::{Claim, Request};
use crate::model::Corpus;

/// The folder of editions where none is named.
const EDITIONS: &str = "editions";

/// What is to be published.
#[derive(Clone, Debug, Default)]
pub struct PublishOptions {
    /// How the site is built.
    pub build: BuildOptions,
    /// The days of the briefing.
    pub when: When,
    /// Where its editions go; `None`: the folder `editions` of the project.
    pub editions: Option<PathBuf>,
    /// The formats of the editions.
    pub formats: Vec<BriefFormat>,
}

/// What was published, or why the new site was not.
#[derive(Debug)]
pub struct Publication {
    /// The site as it was looked at.
    pub checked: CheckedSite,
    /// The site that was published, and the files of the editions; or what is wrong with the new one, in whose place
    /// the old one stays.
    pub outcome: std::result::Result<(Built, Vec<PathBuf>), Error>,
    /// What the operator should know.
    pub notes: Vec<String>,
}

/// Publishes the site and the editions of a week.
pub(super) fn all(
    project: &Project,
    options: &PublishOptions,
    watch: &dyn Watch,
) -> Result<Publication> {
    let request = build::request(project, &options.build);
    let folder = options.editions.clone().unwrap_or_else(|| project.root.join(EDITIONS));
    export::refuse_inside(&folder, &request.out, "a site holds nothing but what its build wrote")?;
    export::refuse_inside(&folder, &request.input, "editions would be read as documents")?;

    let wanted = BriefOptions {
        input: options.build.input.clone(),
        clock: options.build.clock,
        when: options.when,
        about: None,
        formats: options.formats.clone(),
    };
    export::ready(&folder)?;
    let mut press = brief::press(project, &wanted)?;
    let mut briefed = None;
    // The build says what there is to say of the documents.
    let meet = |corpus: &Corpus| {
        briefed = Some(brief::of_corpus(project, &wanted, (corpus, press.as_mut()), &Unwatched)?);
        Ok(())
    };

    let slot: Mutex<Option<CheckedSite>> = Mutex::new(None);
    let approve = |site: &Path| {
        let checked = look(project, site, watch)?;
        let fault = checked.fault("the new site, and the old one stays");
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(checked);
        fault.map_or(Ok(()), Err)
    };
    let claim = |request: &Request| Ok(Claim::by(&Threads, &Real, request)?.approved_by(&approve));
    let made = build::make(project, &options.build, watch, claim, meet);
    let looked = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    let (Made { done: published, times }, checked) = match (made, looked) {
        (Ok(made), Some(checked)) => (made, checked),
        // Nothing changed, so there is no new site: what stands there is looked at.
        (Ok(made), None) => {
            let checked = look(project, &made.done.folder, watch)?;
            if let Some(error) = checked.fault("the site") {
                return Ok(Publication { checked, outcome: Err(error), notes: Vec::new() });
            }
            (made, checked)
        }
        (Err(error), Some(checked)) if !checked.report.findings.is_empty() => {
            return Ok(Publication { checked, outcome: Err(error), notes: Vec::new() });
        }
        (Err(error), _) => return Err(error),
    };
    let checked = CheckedSite { folder: published.folder.clone(), ..checked };
    let built = Built { published, times, threads: project.threads };
    let briefed = match briefed {
        Some(briefed) => briefed,
        None => brief::briefing(project, &wanted, &Unwatched)?,
    };
    let put = |Edition { name, bytes, .. }: &Edition| export::put(&folder, name, bytes);
    let files = briefed.editions.iter().map(put).collect::<Result<_>>()?;
    Ok(Publication { checked, outcome: Ok((built, files)), notes: briefed.notes })
}

/// Looks at the site of a folder.
fn look(project: &Project, site: &Path, watch: &dyn Watch) -> Result<CheckedSite> {
    let options = CheckOptions { site: Some(site.to_path_buf()), ..CheckOptions::default() };
    check::site(project, &options, watch)
}
