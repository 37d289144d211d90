//! What may be typed: the doc comments are the help.

mod brief;
mod publish;
mod send;
mod summary;
mod week;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(super) use brief::{BriefArgs, BriefFormat};
pub(super) use publish::PublishArgs;
pub(super) use send::SendArgs;
pub(super) use summary::SummaryArgs;

use crate::io::terminal;
use crate::pipeline::Opening;

/// Reads a folder of saved Arabic news and publishes a right-to-left digest of it.
///
/// mujaz finds in each document the headline, the date and the key statements (who said what),
/// every one of them a verbatim span of the text, and writes a site that opens from a disk.
#[derive(Debug, Parser)]
#[command(name = "mujaz", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

const EXAMPLES: &str = "\
Examples:
  mujaz build                         the project of this folder; without one: seeds → site
  mujaz build news --out public       any folder of texts, saved pages and feeds
  mujaz serve                         the same in the browser, built again on every change
  mujaz brief last --format txt       what the newest week says, on the terminal
  mujaz publish                       build, check, and write the editions of the last week
  mujaz send --to readers.txt         the same by mail, to each reader once
  mujaz check public                  every page, link and quotation of a built site
  mujaz summary news/*.txt            the gist of some documents, on the terminal
  mujaz summary news --week last      that of a week; also of a day, a topic, a person, a story
  mujaz extract news --format json    all facts found, one JSON object a line
  mujaz init my-digest                a new project with a commented mujaz.toml

Results go to standard output, messages to standard error.
Exit status: 0 done (skipped documents are warnings), 1 could not do it, 2 wrong usage.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(BuildArgs),
    #[cfg(feature = "serve")]
    Serve(super::serve::ServeArgs),
    Check(SiteCheckArgs),
    Brief(BriefArgs),
    Publish(PublishArgs),
    Send(SendArgs),
    Extract(ExtractArgs),
    Summary(SummaryArgs),
    /// Read date expressions from standard input, one a line, and print what day they are.
    ///
    /// A line may go on with a TAB and the day it was written, to which «yesterday» and the like
    /// refer. The answer is `2020-12-29`, `2020-12-26/2021-01-01`, `2020-12`, `2020`, or an empty line where
    /// the words are no date; there is one answer for each line.
    #[command(after_help = "Examples:
  echo '30/12/2020' | mujaz dates                  2020-12-30
  mujaz dates < expressions.txt > days.txt")]
    Dates,
    Init(InitArgs),
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Work on the language data.
#[derive(Debug, Subcommand)]
pub(super) enum LexiconCommand {
    Check(CheckArgs),
}

/// Report what documents say of the language data: forms that none of them uses, and words that the
/// data may lack.
///
/// Candidates are unknown words at the beginning of a clause that «أن» follows soon (they may be
/// reporting verbs), names after a title that no file holds, and short lines that three documents
/// or more repeat (they may be furniture). Each has its counts and an example. docs/lexicon.md says
/// which file they belong to.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz lexicon check news
  mujaz lexicon check news --format json > report.json")]
pub(super) struct CheckArgs {
    /// Documents, or folders of them.
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print. The text shows the head of each list, JSON all of it.
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    pub(super) format: ResultFormat,
}

/// Build the site from a folder of documents.
///
/// The new site is made beside the old one and takes its place in one step: whoever reads the
/// folder sees the old site or the new one, never a mixture, also when the build is killed. A
/// folder that holds files mujaz did not write is refused.
///
/// A document that cannot be used is skipped with a warning that names file and reason; the totals
/// always add up. All reasons are listed in docs/codes.md.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz build                            what mujaz.toml says; without one: seeds → site
  mujaz build news --out public
  mujaz build --strict --message-format json   for a program: stop at a skipped document
  SOURCE_DATE_EPOCH=1710201600 mujaz build     nothing is newer than this day")]
#[expect(clippy::struct_excessive_bools, reason = "flags as typed; `build` turns them into enums")]
pub(super) struct BuildArgs {
    /// Folder of documents: .txt, .md, .html, .jsonl, and feeds as .xml, at any depth. Default: `input.folder` of mujaz.toml.
    pub(super) input: Option<PathBuf>,
    /// Folder to publish to. Default: `output.folder` of mujaz.toml, else `site`.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Publish also when no document could be used.
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// Follow symbolic links whose target lies inside the input folder.
    #[arg(long)]
    pub(super) follow_links: bool,
    /// Fail where the file system cannot exchange two folders in one step, instead of publishing in
    /// several.
    #[arg(long)]
    pub(super) require_atomic: bool,
    /// Make everything anew, and leave the cache beside the site alone. The site comes out the same: it is
    /// for doubt.
    #[arg(long)]
    pub(super) no_cache: bool,
}

/// Look at every file of a built site, and print what is wrong with it.
///
/// Links lead somewhere; pages have their language, headings, titles and content policy, and no
/// script, style or file from elsewhere; every quotation stands verbatim in its document's text;
/// data and feeds are well formed; no file is strange, missing or changed since the build. A finding
/// is `file:line:column: what: why; how to mend it [rule]`. All rules are listed in docs/check.md.
///
/// The exit status is 1 where something was found.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz check                            the site of mujaz.toml, else `site`
  mujaz check public --format json       one finding a line, for a program
  mujaz check --twice                    build it again, and compare every byte
  mujaz check public --twice news        the site that was built from news
  mujaz check --input news               what a build of news would read and leave out")]
pub(super) struct SiteCheckArgs {
    /// Folder of the site. Default: `output.folder` of mujaz.toml, else `site`.
    #[arg(value_name = "DIR")]
    pub(super) site: Option<PathBuf>,
    /// Build the site a second time, from INPUT or from the folder of the settings, and compare. Nothing
    /// is published: the second site is removed again.
    #[arg(long, value_name = "INPUT", num_args = 0..=1)]
    pub(super) twice: Option<Option<PathBuf>>,
    /// Look at a folder of documents instead, without building: formats, encodings, what has no day,
    /// headline or outlet, copies, repeated lines that may be furniture, and what would be skipped. The exit
    /// status is 0, or 1 with --strict where something would be skipped.
    #[arg(long, value_name = "INPUT", num_args = 0..=1, conflicts_with_all = ["site", "twice"])]
    pub(super) input: Option<Option<PathBuf>>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    pub(super) format: ResultFormat,
}

/// Print all that is found in documents, with the rule that found it.
///
/// With `--format json` each document is one object a line: id, headline, date with its evidence,
/// statements with their speakers, people, places and topics, every text with its place.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz extract news/a.txt
  mujaz extract --explain news/a.txt           why, and how to correct it
  mujaz extract news --format json > facts.jsonl")]
pub(super) struct ExtractArgs {
    /// Documents, or folders of them.
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    pub(super) format: ResultFormat,
    /// Say of every fact by which rule and evidence it was found, what was considered and not taken,
    /// and which lines of corrections.toml overrule it.
    #[arg(long)]
    pub(super) explain: bool,
}

/// Begin a project: a commented mujaz.toml with its schema, a folder for documents and one example.
///
/// Nothing that exists is overwritten.
///
/// With `--theme` mujaz's own templates, style sheet, search script, icon and words are written below
/// `templates/` of the project instead. A file that stands there takes the place of mujaz's own; to
/// get that back, remove the file. docs/templates.md lists what templates can use.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz init my-digest && cd my-digest && mujaz build
  mujaz init --theme --only parts/statement.html   one template, to edit it
  mujaz init --theme                               all of them
  mujaz init --schema --force                      the newest schema, after an update of mujaz")]
#[expect(clippy::struct_excessive_bools, reason = "flags as typed; `init` turns them into enums")]
pub(super) struct InitArgs {
    /// Folder of the project; made where it does not exist.
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
    /// Write the files of the theme for editing, and nothing else.
    #[arg(long, group = "files")]
    pub(super) theme: bool,
    /// Of the theme only this file, by its path below `templates/`. May be given several times.
    #[arg(long, value_name = "FILE", requires = "theme")]
    pub(super) only: Vec<String>,
    /// Write the JSON Schema of mujaz.toml, and nothing else.
    #[arg(long, group = "files")]
    pub(super) schema: bool,
    /// Replace files that are there with another text.
    #[arg(long, requires = "files")]
    pub(super) force: bool,
}

/// Print what a shell needs to complete mujaz's commands and options.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz completions bash > ~/.local/share/bash-completion/completions/mujaz
  mujaz completions zsh > ~/.zfunc/_mujaz      a folder of $fpath
  mujaz completions fish > ~/.config/fish/completions/mujaz.fish")]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

/// Print the manual page, or write a page for each command.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mujaz man | man -l -
  mujaz man --out ~/.local/share/man/man1")]
pub(super) struct ManArgs {
    /// Folder for the pages of all commands: mujaz.1, mujaz-build.1, … Those of an older version are
    /// replaced.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    /// Threads to work with. Default: as many as there are cores, at most 8. The result is the same.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
    /// Folder of the project: mujaz.toml, templates, language data. Default: the current folder.
    /// A mujaz.toml inside a folder of documents is never read.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(super) project: Option<PathBuf>,
    /// No document is newer than this day. Default: SOURCE_DATE_EPOCH, else the newest certain date
    /// of the documents; never the machine's clock.
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = week::day)]
    pub(super) clock: Option<NaiveDate>,
    /// Take a skipped document for an error: exit status 1, and nothing is published.
    #[arg(long, global = true)]
    pub(super) strict: bool,
    /// Print errors only, no warnings, totals and times.
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Colour in messages and summaries.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub(super) color: Colour,
    /// Messages for people, or as JSON lines for programs.
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Text)]
    pub(super) message_format: MessageFormat,
}

impl Command {
    /// What the totals say was done to the documents.
    pub(super) fn done(&self) -> &'static str {
        match self {
            Self::Build(_) | Self::Publish(_) => "published",
            #[cfg(feature = "serve")]
            Self::Serve(_) => "served",
            _ => "read",
        }
    }
}

impl Common {
    /// The project that the command works in, `inputs` being what it reads.
    pub(super) fn opening(&self, inputs: &[PathBuf]) -> Opening {
        Opening {
            folder: self.project.clone(),
            inputs: inputs.to_vec(),
            threads: self.threads.map(usize::from),
        }
    }

    /// True where results for people are to be coloured.
    pub(super) fn colours_results(&self) -> bool {
        match self.color {
            Colour::Auto => terminal::colour_is_welcome_in_results(),
            Colour::Always => true,
            Colour::Never => false,
        }
    }
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ResultFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// How messages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// When messages and summaries are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Also in a file or pipe.
    Always,
    /// Nowhere.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Args::command().debug_assert();
    }
}
