//! What is said while a site is served.

use std::time::Duration;

use serde_json::json;

use super::{MessageFormat, Reporter, Voice, grouped, milliseconds, span};
use crate::io::memory::{Files, Stored};

impl Reporter {
    /// The first build is done, and the site can be looked at.
    pub(in crate::cli) fn serving(&self, address: &str, files: usize, time: Duration) {
        if let Some(progress) = &self.progress {
            progress.end();
        }
        match (self.voice, self.format) {
            (Voice::Quiet, _) => {}
            (Voice::Full, MessageFormat::Json) => self.json(&json!({"type": "serving",
                "address": address, "files": files, "milliseconds": milliseconds(time)})),
            (Voice::Full, MessageFormat::Text) => self.text(&format!(
                "{} files in {}, in memory; rebuilt on change, Ctrl-C stops; serving at\n",
                grouped(files),
                span(time)
            )),
        }
    }

    /// The site was built again.
    pub(in crate::cli) fn rebuilt(&self, before: &Files, now: &Files, time: Duration) {
        if self.voice == Voice::Quiet {
            return;
        }
        let gone = before.keys().filter(|route| !now.contains_key(*route)).count();
        let new = now.keys().filter(|route| !before.contains_key(*route)).count();
        let is_other = |(route, file): &(&_, &Stored)| {
            before.get(*route).is_some_and(|it| it.hash != file.hash)
        };
        let changed = now.iter().filter(is_other).count();
        if self.format == MessageFormat::Json {
            self.json(&json!({"type": "rebuilt", "files": now.len(), "changed": changed,
                "new": new, "gone": gone, "milliseconds": milliseconds(time)}));
            return;
        }
        let what = match (changed, new, gone) {
            (0, 0, 0) => "no file changed".to_owned(),
            _ => format!(
                "{} of {} files changed, {} new, {} gone",
                grouped(changed),
                grouped(now.len()),
                grouped(new),
                grouped(gone)
            ),
        };
        self.text(&format!("rebuilt in {}: {what}\n", span(time)));
    }
}
