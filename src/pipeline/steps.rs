//! The steps of a command, announced and timed.

use std::time::Duration;

use super::Watch;
use crate::io::clock::Stopwatch;

/// The steps of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Lists the input and claims the output folder.
    Read,
    /// Bytes → documents → articles.
    Extract,
    /// Articles → corpus.
    Analyse,
    /// Corpus → list of pages.
    Plan,
    /// Corpus → parts of the search index, in the staging folder.
    Index,
    /// Pages → files in the staging folder.
    Render,
    /// Staging folder → site.
    Publish,
    /// Site → findings.
    Check,
    /// Mail → its readers.
    Send,
}

impl Step {
    /// The word of messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Extract => "extract",
            Self::Analyse => "analyse",
            Self::Plan => "plan",
            Self::Index => "index",
            Self::Render => "render",
            Self::Publish => "publish",
            Self::Check => "check",
            Self::Send => "send",
        }
    }
}

/// Announces the steps and times them.
pub(super) struct Steps<'a> {
    watch: &'a dyn Watch,
    stopwatch: Stopwatch,
    current: Option<Step>,
    times: Vec<(Step, Duration)>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(watch: &'a dyn Watch) -> Self {
        Self { watch, stopwatch: Stopwatch::start(), current: None, times: Vec::new() }
    }

    pub(super) fn begin(&mut self, step: Step, parts: usize) {
        self.finish_current();
        self.current = Some(step);
        self.watch.begins(step, parts);
    }

    fn finish_current(&mut self) {
        let lap = self.stopwatch.lap();
        if let Some(step) = self.current.take() {
            self.times.push((step, lap));
        }
    }

    pub(super) fn end(mut self) -> Vec<(Step, Duration)> {
        self.finish_current();
        self.times
    }
}
