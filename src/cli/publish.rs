//! `mujaz publish`: site and editions, or what is wrong with the new site.

use super::args::{Common, PublishArgs};
use super::report::Reporter;
use super::results::{Results, failed};
use super::{brief, check, visible};
use crate::error::Result;
use crate::io::clock;
use crate::pipeline::{BuildOptions, Project, PublishOptions, Strictness, When};

pub(super) fn run(args: &PublishArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    let inputs: Vec<_> = args.input.iter().cloned().collect();
    let project = Project::open(&common.opening(&inputs))?;
    let mut formats: Vec<_> = args.format.iter().map(|it| brief::format(*it)).collect();
    formats.sort_unstable();
    formats.dedup();
    let options = PublishOptions {
        build: BuildOptions {
            input: args.input.clone(),
            out: args.out.clone(),
            clock: clock::upper_bound(common.clock)?,
            strictness: if common.strict { Strictness::Strict } else { Strictness::Lenient },
            ..BuildOptions::default()
        },
        when: args.week.map_or(When::LastEnded, When::from),
        editions: args.editions.clone(),
        formats,
    };
    let publication = project.publish(&options, reporter)?;
    let mut results = Results::open();
    for finding in &publication.checked.report.findings {
        results.line(&check::text(finding)).map_err(failed)?;
    }
    let (built, files) = match publication.outcome {
        Ok(published) => published,
        Err(error) => {
            results.close()?;
            return Err(error);
        }
    };
    for file in files {
        results.line(&visible::line(&file.to_string_lossy())).map_err(failed)?;
    }
    results.close()?;
    reporter.built(&built);
    reporter.checked(&publication.checked);
    publication.notes.iter().for_each(|note| reporter.note(note));
    Ok(())
}
