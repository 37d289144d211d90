//! mujaz (موجز, "digest") reads a folder of saved Arabic news documents, finds in each the
//! headline, the date and the key statements, and publishes a right-to-left digest.
//!
//! The stages are pure functions over plain values, in the order of the modules below; files,
//! clock and terminal stand at the two ends, in [`io`] and [`cli`].

pub mod model;

pub mod diagnostic;
pub mod error;
pub mod workers;

pub mod config;
pub mod lang;

pub mod analyse;
pub mod extract;
pub mod source;

pub mod site;

pub mod brief;
pub mod check;

pub mod io;

pub mod pipeline;

#[cfg(feature = "serve")]
pub mod serve;

pub mod cli;
