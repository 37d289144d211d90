//! The Arabic language: pure functions of `&str`; knows nothing of news or HTML.

pub mod bidi;
pub mod calendar;
mod clitic;
mod collate;
mod cuts;
mod first_words;
mod fold;
pub mod lexicon;
pub(crate) mod number;
mod phrases;
mod sentence;
mod stem;
mod stopwords;
mod token;
mod tongue;
pub mod visual;
mod words;

pub use clitic::{Base, bases, has_article, proclitics, without_article, without_proclitics};
pub(crate) use clitic::{free_form, without_conjunction};
pub use collate::{Collation, initial};
pub(crate) use fold::in_plain_letters;
pub use fold::{Folded, Folder};
pub(crate) use lexicon::{
    AccordingForm, EitherPlace, Form, Gender, KnownPlace, Number, OfficeHead, PersonForm, Reading,
    SpellingTables, TermKind, TopicRule, TopicTables, Verb,
};
pub use lexicon::{ExtraFile, Lexicon, LexiconForm, forms};
pub use phrases::{Hit, Phrases};
pub use sentence::sentences;
pub use stem::{AffixStep, affix_steps, stem};

pub use token::{Gap, Token, TokenKind, Tokens};
pub(crate) use words::{WordBag, WordKey};
