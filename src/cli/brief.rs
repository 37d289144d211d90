//! `mujaz brief`: what a week or any days say, in every format.

use super::args::{self, BriefArgs, Common};
use super::report::{Reporter, judge};
use super::results::Results;
use crate::error::{Error, ErrorKind, Result};
use crate::io::{clock, export, terminal};
use crate::model::Period;
use crate::pipeline::{About, BriefFormat, BriefOptions, Briefed, Edition, Project, When};

pub(super) fn run(args: &BriefArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    let inputs: Vec<_> = args.input.iter().cloned().collect();
    let formats = formats(args)?;
    args.out.as_deref().map_or(Ok(()), export::ready)?;
    let project = Project::open(&common.opening(&inputs))?;
    let options = BriefOptions {
        input: args.input.clone(),
        clock: clock::upper_bound(common.clock)?,
        when: when(args)?,
        about: about(args),
        formats: if args.explain { Vec::new() } else { formats },
    };
    let briefed = project.brief(&options, reporter)?;
    judge(&briefed.counts, common)?;
    briefed.notes.iter().for_each(|note| reporter.note(note));
    write(args, &briefed)
}

/// The formats, each once; several, and those that no terminal shows, need a folder.
fn formats(args: &BriefArgs) -> Result<Vec<BriefFormat>> {
    let mut formats: Vec<BriefFormat> = args.format.iter().map(|it| format(*it)).collect();
    formats.sort_unstable();
    formats.dedup();
    let shown = terminal::results_are_watched();
    let is_lost = formats.len() > 1 || shown && formats.iter().any(|format| !format.is_text());
    if args.out.is_none() && !args.explain && is_lost {
        let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
        let message = format!("--format {} needs a folder to write to", names.join(","));
        return Err(Error::new(ErrorKind::Usage, message).hint("add --out DIR"));
    }
    Ok(formats)
}

pub(super) fn format(format: args::BriefFormat) -> BriefFormat {
    match format {
        args::BriefFormat::Html => BriefFormat::Html,
        args::BriefFormat::Print => BriefFormat::Print,
        args::BriefFormat::Pdf => BriefFormat::Pdf,
        args::BriefFormat::Epub => BriefFormat::Epub,
        args::BriefFormat::Eml => BriefFormat::Eml,
        args::BriefFormat::Md => BriefFormat::Md,
        args::BriefFormat::Txt => BriefFormat::Txt,
        args::BriefFormat::Json => BriefFormat::Json,
    }
}

fn when(args: &BriefArgs) -> Result<When> {
    if let Some(day) = args.day {
        return Ok(When::Days(Period::day(day)));
    }
    match (args.from.zip(args.to), args.week) {
        (Some((from, to)), _) => Period::new(from, to).map(When::Days).ok_or_else(|| {
            Error::new(ErrorKind::Usage, format!("--from {from} is after --to {to}"))
                .hint("name the earlier day first")
        }),
        (None, week) => Ok(week.map_or(When::Last, When::from)),
    }
}

fn about(args: &BriefArgs) -> Option<About> {
    let topic = args.topic.clone().map(About::Topic);
    topic.or_else(|| args.person.clone().map(About::Person))
}

/// The editions into their folder, with their names as the result; else one text as the result.
fn write(args: &BriefArgs, briefed: &Briefed) -> Result<()> {
    let mut results = Results::open();
    if let Some(folder) = &args.out {
        for Edition { name, bytes, .. } in &briefed.editions {
            let path = export::put(folder, name, bytes)?;
            results
                .line(&super::visible::line(&path.to_string_lossy()))
                .map_err(super::results::failed)?;
        }
        return results.close();
    }
    let texts = if args.explain { &[][..] } else { &briefed.editions };
    for Edition { format, bytes, .. } in texts {
        let is_shown = *format == BriefFormat::Txt && terminal::results_are_watched();
        let bytes = if is_shown { briefed.on_terminal.as_bytes() } else { bytes };
        results.bytes(bytes).map_err(super::results::failed)?;
    }
    if args.explain {
        let words = super::visible::lines(&briefed.explanation);
        results.bytes(words.as_bytes()).map_err(super::results::failed)?;
    }
    results.close()
}
