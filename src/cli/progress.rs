//! A progress bar, for work that takes longer than a second, on a terminal only.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::io::clock::Stopwatch;
use crate::pipeline::Step;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that waits before it shows itself.
pub(super) struct Progress {
    bar: ProgressBar,
    stopwatch: Stopwatch,
    shown: AtomicBool,
}

impl Progress {
    /// A bar on standard error, not shown yet.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        Self { bar, stopwatch: Stopwatch::start(), shown: AtomicBool::new(false) }
    }

    /// A step begins, with so many parts; 0 where they cannot be counted.
    pub(super) fn begin(&self, step: Step, parts: usize) {
        let template = match parts {
            0 => "{spinner} {msg}",
            _ => "{msg:10} {bar:30} {human_pos}/{human_len}, {eta} left",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_length(u64::try_from(parts).unwrap_or(u64::MAX));
        self.bar.set_position(0);
        self.bar.set_message(step.name());
        self.show_when_due();
    }

    /// A part of the step is done.
    pub(super) fn advance(&self) {
        self.bar.inc(1);
        self.show_when_due();
    }

    /// Does something to the terminal while the bar is out of the way.
    pub(super) fn aside(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn show_when_due(&self) {
        if self.stopwatch.elapsed() > PATIENCE && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}
