//! The only module that touches files and the clock.

pub mod read;
