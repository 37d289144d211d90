//! What may be typed of `mujaz send`.

use std::path::PathBuf;

use super::ResultFormat;
use super::week::week;
use crate::pipeline::WeekOf;

/// Send the briefing of a week by mail, to each reader of a list once.
///
/// The server and the sender stand in `mujaz.toml`, under `[send]`; without them nothing is sent, and it is
/// said to whom what would be. The password comes from MUJAZ_SMTP_PASSWORD or from a file that nobody else
/// may read. Each reader gets a message alone.
///
/// Beside the output folder a journal, `.NAME.sent.jsonl`, remembers who has got what. A run that failed or was
/// killed is simply started again: it goes on where the one before ended, and sends to nobody twice.
///
/// What became of each mail is a line of the result. The exit status is 1 where somebody has not got it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz send --to readers.txt --dry-run          who would get what
  mujaz send 2020-W53 --to readers.txt
  mujaz send --to readers.txt --format json > sent.jsonl")]
#[expect(clippy::struct_excessive_bools, reason = "flags as typed; `send` turns them into enums")]
pub(in crate::cli) struct SendArgs {
    /// 2020-W53, any day of the week, or `last`: the newest week that has documents. Default: the
    /// newest that has ended, as for `mujaz publish`.
    #[arg(value_name = "WEEK|last|DATE", value_parser = week)]
    pub(in crate::cli) week: Option<WeekOf>,
    /// File of addresses: `a@example.org` or `Name <a@example.org>` a line; `#` begins a comment.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) to: PathBuf,
    /// Say who would get what, and send nothing.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Send again to those of whom an earlier run did not learn whether they have got it. Some may get
    /// it twice; both have the same Message-ID.
    #[arg(long)]
    pub(in crate::cli) resend_unclear: bool,
    /// Send to those too who have got a briefing of this week that said something else.
    #[arg(long)]
    pub(in crate::cli) revised: bool,
    /// Folder of documents. Default: `input.folder` of mujaz.toml, else `seeds`.
    #[arg(long, value_name = "FOLDER")]
    pub(in crate::cli) input: Option<PathBuf>,
    /// How to print what became of each mail.
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    pub(in crate::cli) format: ResultFormat,
}
