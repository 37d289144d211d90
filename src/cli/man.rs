//! `mujaz man`: manual pages from the definitions of the commands.
//!
//! The words are those of `--help`. Examples are set line by line, as they are typed; the
//! generator would run them together.

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::args::{Args, ManArgs};
use super::results::{Results, failed};
use super::visible;
use crate::error::Result;
use crate::io::project::{self, Existing};

pub(super) fn run(args: &ManArgs) -> Result<()> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let mut results = Results::open();
    match &args.out {
        None => results.bytes(page(&command).map_err(failed)?.as_bytes()).map_err(failed)?,
        Some(folder) => {
            let mut pages = Vec::new();
            collect(&command, &mut pages).map_err(failed)?;
            let pages: Vec<(&str, String)> =
                pages.iter().map(|(name, page)| (name.as_str(), page.clone())).collect();
            for path in project::put(folder, &pages, Existing::Replaced)? {
                results.line(&visible::line(&path.to_string_lossy())).map_err(failed)?;
            }
        }
    }
    results.close()
}

/// The pages of a command and of those below it, by file name.
fn collect(command: &Command, pages: &mut Vec<(String, String)>) -> io::Result<()> {
    pages.push((format!("{}.1", name(command)), page(command)?));
    let shown = command.get_subcommands().filter(|command| !command.is_hide_set());
    shown.into_iter().try_for_each(|command| collect(command, pages))
}

/// `mujaz-lexicon-check`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// A page, in the language of `man`.
fn page(command: &Command) -> io::Result<String> {
    let examples = command.get_after_help().map(ToString::to_string);
    // The head of a page is in capitals, and names the program as the source.
    let man = Man::new(command.clone())
        .title(name(command).to_uppercase())
        .source(format!("mujaz {}", env!("CARGO_PKG_VERSION")))
        .manual("mujaz");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    if command.get_arguments().any(|argument| !argument.is_hide_set()) {
        man.render_options_section(&mut out)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    if let Some(examples) = examples {
        render_examples(&examples, &mut out)?;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// What stands under a command's help: headings that end with a colon, examples, sentences.
fn render_examples(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut roff = Roff::new();
    for block in text.split("\n\n") {
        let (head, lines) = block.split_once('\n').unwrap_or((block, ""));
        match head.strip_suffix(':') {
            Some(heading) => roff.control("SH", [heading.to_uppercase().as_str()]),
            None => roff.control("SH", ["NOTES"]).text([roman(head)]),
        };
        roff.control("nf", []);
        for line in lines.lines() {
            roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
        }
        roff.control("fi", []);
    }
    roff.to_writer(out)
}
