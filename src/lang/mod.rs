//! The Arabic language: pure functions of `&str`; knows nothing of news or HTML.

mod clitic;
mod fold;
pub mod lexicon;
mod phrases;
mod token;
mod tongue;

pub use fold::{Folded, Folder};
pub use lexicon::{ExtraFile, Lexicon};
pub use phrases::{Hit, Phrases};
pub use token::{Gap, Token, TokenKind, Tokens};
