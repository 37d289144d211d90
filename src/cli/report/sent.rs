//! What is said of a briefing that was sent.

use serde_json::json;

use super::super::visible;
use super::{MessageFormat, Reporter, Voice, by_count, grouped};
use crate::pipeline::Sending;

impl Reporter {
    /// What was sent, and how much of it arrived at the server.
    pub(in crate::cli) fn sent(&self, sending: &Sending) {
        if let Some(progress) = &self.progress {
            progress.end();
        }
        if self.voice == Voice::Quiet {
            return;
        }
        let Sending { edition, from, subject, totals, .. } = sending;
        let n: usize = totals.values().sum();
        if self.format == MessageFormat::Json {
            self.json(&json!({"type": "sending", "edition": edition, "from": from,
                "subject": visible::line(subject), "rehearsal": sending.is_rehearsal,
                "readers": n, "totals": totals}));
            return;
        }
        let readers = if n == 1 { "reader" } else { "readers" };
        self.text(&format!(
            "{edition} from {}, «{}»: {} {readers}: {}\n",
            visible::line(from),
            visible::line(subject),
            grouped(n),
            by_count(totals),
        ));
    }
}
