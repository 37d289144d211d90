//! Corpus → pages: plan, view, render.

pub mod api;
mod display;
mod output;
pub mod qid;
mod summary;

pub use display::{Display, DisplayWords, Noun};
pub use output::{Counts, Manifest, OutputFile, Route};
pub use summary::{COLUMNS, summary_text};
