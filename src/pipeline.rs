//! The one place that strings the stages together; the only user of threads.
