//! Corpus → pages: plan, view, render.

mod display;
mod output;

pub use display::{Display, DisplayWords, Noun};
pub use output::{Counts, Manifest, OutputFile, Route};
