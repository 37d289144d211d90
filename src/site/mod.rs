//! Corpus → pages: plan, view, render.

mod output;

pub use output::{Counts, Manifest, OutputFile, Route};
