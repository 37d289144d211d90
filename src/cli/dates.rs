//! `mujaz dates`: date expressions from standard input, one answer a line.

use std::io::{self, BufRead};

use super::args::Common;
use super::results::{Results, failed};
use crate::error::{Error, ErrorKind, Result};
use crate::pipeline::Project;

pub(super) fn run(common: &Common) -> Result<()> {
    let project = Project::open(&common.opening(&[]))?;
    let mut results = Results::open();
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.read_until(b'\n', &mut line).map_err(|error| {
            Error::new(ErrorKind::Read, "cannot read standard input").because(error)
        })?;
        if read == 0 {
            return results.close();
        }
        let words = String::from_utf8_lossy(&line);
        let answer = project.date(words.trim_end_matches(['\n', '\r']));
        results.line(answer.as_deref().unwrap_or("")).map_err(failed)?;
    }
}
