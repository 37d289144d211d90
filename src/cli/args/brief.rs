//! What may be typed of `mujaz brief`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::week::{day, week};
use crate::pipeline::WeekOf;

/// Make the briefing of a week, or of any days: what happened, who said what, what is new.
///
/// A day or a week of ISO 8601 names its week. All formats say the same: html is a page in one file, print the same
/// composed for A4 paper, epub a book, eml a message of mail, md and txt plain, json data. With
/// --out they are written as `briefing-2020-12-26.…`, and their names printed; without it one text
/// goes to standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz brief                                      the newest week, on the terminal
  mujaz brief 2020-12-29 --format print,epub,eml --out editions
  mujaz brief --from 2020-12-01 --to 2020-12-31 --topic libya --format md
  mujaz brief last --explain                       why it says what it says")]
pub(in crate::cli) struct BriefArgs {
    /// 2020-W53, any day of the week, or `last`: the newest week that has documents. Weeks begin as the
    /// settings say. Default: last.
    #[arg(value_name = "WEEK|last|DATE", value_parser = week)]
    pub(in crate::cli) week: Option<WeekOf>,
    /// This day alone.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, conflicts_with_all = ["week", "from", "to"])]
    pub(in crate::cli) day: Option<NaiveDate>,
    /// The first of several days.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, requires = "to", conflicts_with = "week")]
    pub(in crate::cli) from: Option<NaiveDate>,
    /// The last of several days.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, requires = "from", conflicts_with = "week")]
    pub(in crate::cli) to: Option<NaiveDate>,
    /// Only what is about this topic, by its name or identity.
    #[arg(long, value_name = "TOPIC", conflicts_with = "person")]
    pub(in crate::cli) topic: Option<String>,
    /// Only what this person or body says, and the documents that name it.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) person: Option<String>,
    /// Formats, parted by commas.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "txt")]
    pub(in crate::cli) format: Vec<BriefFormat>,
    /// Folder to write to; made where it does not exist.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Folder of documents. Default: `input.folder` of mujaz.toml, else `seeds`.
    #[arg(long, value_name = "FOLDER")]
    pub(in crate::cli) input: Option<PathBuf>,
    /// Print instead why it says what it says: what was chosen from what, and by which measure.
    #[arg(long, conflicts_with_all = ["out", "format"])]
    pub(in crate::cli) explain: bool,
}

/// Formats of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum BriefFormat {
    /// A page in one file.
    Html,
    /// A page in one file, composed for A4.
    Print,
    /// A PDF.
    Pdf,
    /// A book, EPUB 3.3.
    Epub,
    /// A message of mail.
    Eml,
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// Data.
    Json,
}
