//! The Arabic language: pure functions of `&str`; knows nothing of news or HTML.

pub mod calendar;
mod clitic;
mod fold;
pub mod lexicon;
pub(crate) mod number;
mod phrases;
mod token;

pub use fold::{Folded, Folder};
pub use lexicon::{ExtraFile, Lexicon};
pub use phrases::{Hit, Phrases};
pub use token::{Gap, Token, TokenKind, Tokens};
