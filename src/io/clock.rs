//! The day that bounds dates from above, and the watch that times the stages.
//!
//! The machine's day is never read: the same input must give the same site on every day.

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};

use crate::error::{Error, ErrorKind, Result};

/// The upper bound of dates: `--clock`, else `SOURCE_DATE_EPOCH`, else `None` (then the newest
/// certain date of the input is the bound).
///
/// # Errors
/// Where `SOURCE_DATE_EPOCH` is set to something else than seconds since 1970.
pub fn upper_bound(option: Option<NaiveDate>) -> Result<Option<NaiveDate>> {
    match option {
        Some(day) => Ok(Some(day)),
        None => std::env::var_os("SOURCE_DATE_EPOCH")
            .map(|seconds| day_of_epoch(&seconds.to_string_lossy()))
            .transpose(),
    }
}

/// The day of a number of seconds since 1970, UTC.
fn day_of_epoch(seconds: &str) -> Result<NaiveDate> {
    let moment =
        seconds.trim().parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    moment.map(|moment| moment.date_naive()).ok_or_else(|| {
        Error::new(ErrorKind::Usage, format!("SOURCE_DATE_EPOCH is `{seconds}`, not a time"))
            .hint("set it to seconds since 1970, unset it, or give --clock 2024-03-12")
    })
}

/// Measures how long each part of a command takes.
#[derive(Debug)]
pub struct Stopwatch {
    start: Instant,
    lap: Instant,
}

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        let start = Instant::now();
        Self { start, lap: start }
    }

    /// The time since the last lap, and begins the next one.
    pub fn lap(&mut self) -> Duration {
        let now = Instant::now();
        let lap = now.saturating_duration_since(self.lap);
        self.lap = now;
        lap
    }

    /// The time since the start.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

/// Waits.
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_are_days() {
        assert_eq!(day_of_epoch("1710201600").unwrap().to_string(), "2024-03-12");
        assert_eq!(day_of_epoch("-1").unwrap().to_string(), "1969-12-31");
        for wrong in ["", "soon", "1e9", "99999999999999999"] {
            assert_eq!(day_of_epoch(wrong).expect_err("refused").kind(), ErrorKind::Usage);
        }
    }
}
