//! All integration tests, in one binary: linking is paid once.

mod sample;
mod templates;
