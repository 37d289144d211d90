//! What may be typed of `mujaz publish`.

use std::path::PathBuf;

use super::BriefFormat;
use super::week::week;
use crate::pipeline::WeekOf;

/// All formats that this program makes.
const ALL: &str = if cfg!(feature = "pdf") {
    "html,print,pdf,epub,eml,md,txt,json"
} else {
    "html,print,epub,eml,md,txt,json"
};

/// Build the site, check it, and write the editions of a week: all that a publisher does again and again.
///
/// The new site takes the place of the old one only when `mujaz check` finds nothing wrong with it; else the findings
/// are printed and the old one stays. The editions are written as `briefing-2020-12-26.…`, and their names printed. What
/// did not change is left alone, so that it may be run as often as one likes. The exit status is 1 where anything
/// failed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz publish                                     the newest week that has ended
  mujaz publish --clock \"$(date +%F)\" --quiet       for cron: a week has ended when today is behind it
  mujaz publish 2020-W53 --editions /srv/editions --format epub,eml")]
pub(in crate::cli) struct PublishArgs {
    /// 2020-W53, any day of the week, or `last`: the newest week that has documents. Default: the
    /// newest that has ended.
    #[arg(value_name = "WEEK|last|DATE", value_parser = week)]
    pub(in crate::cli) week: Option<WeekOf>,
    /// Folder of documents. Default: `input.folder` of mujaz.toml, else `seeds`.
    #[arg(long, value_name = "FOLDER")]
    pub(in crate::cli) input: Option<PathBuf>,
    /// Folder to publish the site to. Default: `output.folder` of mujaz.toml, else `site`.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Folder to write the editions to; made where it does not exist. Default: `editions` in the project.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) editions: Option<PathBuf>,
    /// Formats of the editions, parted by commas. Default: all that this program makes.
    #[arg(long, value_enum, value_delimiter = ',', default_value = ALL)]
    pub(in crate::cli) format: Vec<BriefFormat>,
}
