//! `mujaz check`: the findings of a built site, one a line.

use serde_json::json;

use super::args::{Common, ResultFormat, SiteCheckArgs};
use super::health;
use super::report::Reporter;
use super::results::{Results, failed};
use super::visible;
use crate::error::Result;
use crate::io::clock;
use crate::pipeline::{Again, CheckOptions, Finding, Project};

pub(super) fn run(args: &SiteCheckArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    if let Some(input) = &args.input {
        return health::run(input.as_deref(), args.format, common, reporter);
    }
    let inputs: Vec<_> = args.twice.iter().flatten().cloned().collect();
    let project = Project::open(&common.opening(&inputs))?;
    let options = CheckOptions {
        site: args.site.clone(),
        again: args.twice.clone().map_or(Again::No, Again::From),
        clock: clock::upper_bound(common.clock)?,
    };
    let checked = project.check(&options, reporter)?;
    let mut results = Results::open();
    for finding in &checked.report.findings {
        let line = match args.format {
            ResultFormat::Json => json(finding),
            ResultFormat::Text => text(finding),
        };
        results.line(&line).map_err(failed)?;
    }
    results.close()?;
    reporter.checked(&checked);
    checked.fault("the site").map_or(Ok(()), Err)
}

/// `path:line:column: what: why; how to mend it [rule]`.
pub(super) fn text(finding: &Finding) -> String {
    let Finding { path, line, column, rule, what } = finding;
    let words =
        format!("{path}:{line}:{column}: {what}: {}; {} [{}]", rule.why, rule.mend, rule.code);
    visible::line(&words).into_owned()
}

fn json(finding: &Finding) -> String {
    let Finding { path, line, column, rule, what } = finding;
    json!({
        "path": visible::line(path), "line": line, "column": column, "code": rule.code,
        "what": visible::line(what), "why": rule.why, "mend": rule.mend,
    })
    .to_string()
}
