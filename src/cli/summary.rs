//! `mujaz summary`: the gist of documents, in their own words.

use super::args::{Common, SummaryArgs};
use super::report::{Reporter, judge};
use super::results::Results;
use super::visible;
use crate::error::Result;
use crate::pipeline::Project;

pub(super) fn run(args: &SummaryArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    let project = Project::open(&common.opening(&args.paths))?;
    let mut results = Results::open();
    let mut is_first = true;
    let counts = project.summaries(&args.paths, reporter, &mut |summary| {
        if !std::mem::take(&mut is_first) {
            results.line("")?;
        }
        results.line(visible::lines(summary.trim_end()).as_ref())
    })?;
    results.close()?;
    judge(&counts, common)
}
