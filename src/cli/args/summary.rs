//! What may be typed of `mujaz summary`.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::week::week;
use crate::cli::summary::{Bidi, Extent, Format};
use crate::pipeline::WeekOf;

/// Print a summary, in the documents' own words: of files, or of a day, a week, a topic, a person, a
/// story of a folder of documents.
///
/// Of each file: headline, date and how it is known, the first sentence and the key statements. Of a
/// part of a folder: key sentences and key statements as the site ranks them, none twice, with the
/// documents that they stand in.
///
/// Text is wrapped to the terminal. Whatever a terminal would obey is shown and not sent.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz summary news/a.txt
  mujaz summary news | less
  mujaz summary --day 2020-12-29               of the folder in mujaz.toml; without one: seeds
  mujaz summary news --week 2020-W53 --length long
  mujaz summary news --person NAME --format md > person.md
  mujaz summary news --story a.txt --format html > story.html    one page, ready to be printed
  mujaz summary news --topic NAME --bidi visual     for a terminal that leaves Arabic as it comes")]
pub(in crate::cli) struct SummaryArgs {
    /// Documents, or folders of them; for a day, a week and so on one folder, by default `input.folder`
    /// of mujaz.toml.
    #[arg(required_unless_present = "part", value_name = "FILE|FOLDER")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) part: PartArgs,
    /// How much: `short`, `medium` or `long` (3, 5, 10 statements of a document, 5, 10, 20 of a day
    /// and the like), or a number of statements up to 100.
    #[arg(long, value_name = "LENGTH", default_value = "medium")]
    pub(in crate::cli) length: Extent,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in crate::cli) format: Format,
    /// Who puts right-to-left text in order, for `text`.
    #[arg(long, value_enum, default_value_t = Bidi::Auto)]
    pub(in crate::cli) bidi: Bidi,
}

/// Which part of a folder of documents; at most one.
#[derive(Debug, clap::Args)]
#[group(id = "part", multiple = false)]
pub(in crate::cli) struct PartArgs {
    /// The documents of a day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::week::day)]
    pub(in crate::cli) day: Option<NaiveDate>,
    /// The documents of a week: 2020-W53, any day of it, or `last`. Weeks begin as the settings say.
    #[arg(long, value_name = "WEEK", value_parser = week)]
    pub(in crate::cli) week: Option<WeekOf>,
    /// The documents of a topic, and what is said about it: its name, or words of it.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) topic: Option<String>,
    /// What a person or body said: a name in any spelling of the documents, or words of it.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) person: Option<String>,
    /// The documents of one event: a file of it, words of its headline, or the identity of its page.
    #[arg(long, value_name = "STORY")]
    pub(in crate::cli) story: Option<String>,
}
