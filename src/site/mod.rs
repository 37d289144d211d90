//! Corpus → pages: plan, view, render.

mod display;
mod output;

pub use display::{Display, Noun, Words};
pub use output::{Counts, Manifest, OutputFile, Route};
