//! `mujaz completions`: what a shell needs to complete commands and options, from their definitions.

use clap::CommandFactory;

use super::args::{Args, CompletionsArgs};
use super::results::{Results, failed};
use crate::error::Result;

pub(super) fn run(args: &CompletionsArgs) -> Result<()> {
    let mut command = Args::command();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "mujaz", &mut script);
    let mut results = Results::open();
    results.bytes(&script).map_err(failed)?;
    results.close()
}
