//! What is said of a site that was looked at.

use serde_json::json;

use super::super::visible;
use super::{MessageFormat, Reporter, Voice, grouped, milliseconds};
use crate::pipeline::CheckedSite;

impl Reporter {
    /// What was looked at, and how much was found.
    pub(in crate::cli) fn checked(&self, checked: &CheckedSite) {
        if let Some(progress) = &self.progress {
            progress.end();
        }
        if self.voice == Voice::Quiet {
            return;
        }
        let counts = checked.report.counts;
        let n_findings = checked.report.findings.len();
        let folder = checked.folder.to_string_lossy();
        if self.format == MessageFormat::Json {
            self.json(&json!({"type": "checked", "folder": visible::line(&folder),
                "files": counts.files, "own": counts.own, "pages": counts.pages, "quotations": counts.quotations,
                "fragments": counts.fragments, "findings": n_findings,
                "milliseconds": milliseconds(checked.time)}));
            return;
        }
        let own = match counts.own {
            0 => String::new(),
            n => format!(" ({} of static/, not looked into)", grouped(n)),
        };
        self.text(&format!(
            "{}: {} files{own}, {} pages, {} quotations compared, {} links to places followed: {} findings; {} ms\n",
            visible::line(&folder),
            grouped(counts.files),
            grouped(counts.pages),
            grouped(counts.quotations),
            grouped(counts.fragments),
            grouped(n_findings),
            milliseconds(checked.time),
        ));
    }
}
