//! The command line: the only module that prints.
//!
//! Results go to standard output, messages to standard error. Exit status: 0 done, 1 could not do
//! it (or `--strict` and something was skipped), 2 usage; a closed pipe is 0.

mod args;
mod brief;
mod build;
mod check;
mod completions;
mod dates;
mod explain;
mod extract;
mod health;
mod init;
mod lexicon;
mod man;
mod progress;
mod publish;
mod report;
mod results;
#[cfg(feature = "send")]
mod send;
#[cfg(feature = "serve")]
mod serve;
mod summary;
mod visible;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};

use clap::Parser;

use crate::error::{Error, ErrorKind, Result};
use args::{Args, Command, LexiconCommand};
use report::Reporter;

/// Runs the program with its arguments; the first is its name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let faults = collect_faults();
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => return report::usage(&error),
    };
    let reporter = Reporter::new(&args.common, args.command.done());
    // Nothing is used after a panic but the reporter, which keeps no state that could be half done.
    let outcome = catch_unwind(AssertUnwindSafe(|| command(&args, &reporter)));
    for fault in faults.try_iter() {
        reporter.fault(&fault);
    }
    let result = outcome.unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::Internal, "a fault of mujaz stopped the command")
            .hint("nothing was published; please report it with the line above"))
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            reporter.error(&error);
            ExitCode::from(if error.kind() == ErrorKind::Usage { 2 } else { 1 })
        }
    }
}

fn command(args: &Args, reporter: &Reporter) -> Result<()> {
    match &args.command {
        Command::Build(build) => build::run(build, &args.common, reporter),
        Command::Brief(brief) => brief::run(brief, &args.common, reporter),
        #[cfg(feature = "send")]
        Command::Send(send) => send::run(send, &args.common, reporter),
        #[cfg(not(feature = "send"))]
        Command::Send(_) => Err(Error::new(ErrorKind::Send, "this mujaz sends no mail")
            .hint("build one that does: cargo build --release --features send")),
        Command::Publish(publish) => publish::run(publish, &args.common, reporter),
        Command::Check(check) => check::run(check, &args.common, reporter),
        Command::Extract(extract) => extract::run(extract, &args.common, reporter),
        Command::Summary(summary) => summary::run(summary, &args.common, reporter),
        Command::Dates => dates::run(&args.common),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve::run(serve, &args.common),
        Command::Init(init) => init::run(init, reporter),
        Command::Lexicon(LexiconCommand::Check(check)) => {
            lexicon::check(check, &args.common, reporter)
        }
        Command::Completions(completions) => completions::run(completions),
        Command::Man(man) => man::run(man),
    }
}

/// Where panics happened, instead of their raw words on the terminal: these may hold words of a
/// document. The command itself reports what they led to.
fn collect_faults() -> Receiver<String> {
    let (sender, receiver) = channel();
    panic::set_hook(Box::new(move |fault| {
        let place =
            fault.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // The receiver lives as long as the program.
        let _ = sender.send(place);
    }));
    receiver
}
