//! `mujaz send`: what became of the mail to each reader, one a line.

use serde_json::json;

use super::args::{Common, ResultFormat, SendArgs};
use super::report::{Reporter, judge};
use super::results::Results;
use super::visible;
use crate::error::{Error, ErrorKind, Result};
use crate::io::clock;
use crate::pipeline::{EarlierMail, Project, SendOptions, Sending, Sent, UnclearMail, When};

pub(super) fn run(args: &SendArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    let inputs: Vec<_> = args.input.iter().cloned().collect();
    let project = Project::open(&common.opening(&inputs))?;
    let options = SendOptions {
        input: args.input.clone(),
        clock: clock::upper_bound(common.clock)?,
        when: args.week.map_or(When::LastEnded, When::from),
        to: args.to.clone(),
        is_rehearsal: args.dry_run,
        unclear: if args.resend_unclear { UnclearMail::SentAgain } else { UnclearMail::Left },
        earlier: if args.revised { EarlierMail::Followed } else { EarlierMail::Left },
    };
    let mut results = Results::open();
    let sending = project.send(&options, reporter, &mut |sent| {
        let line = match args.format {
            ResultFormat::Json => json(&sent),
            ResultFormat::Text => text(&sent),
        };
        results.line(&line)
    })?;
    results.close()?;
    reporter.sent(&sending);
    sending.notes.iter().for_each(|note| reporter.note(note));
    outcome(sending, common)
}

/// An error where somebody has not got the mail.
fn outcome(sending: Sending, common: &Common) -> Result<()> {
    let Sending { totals, stopped, counts, is_rehearsal, .. } = sending;
    if let Some(error) = stopped {
        return Err(error);
    }
    let of = |name: &str| totals.get(name).copied().unwrap_or_default();
    let (refused, deferred, unclear) = (of("refused"), of("deferred"), of("unclear"));
    let n_missing = refused.saturating_add(deferred).saturating_add(unclear);
    if n_missing == 0 || is_rehearsal {
        return judge(&counts, common);
    }
    let n: usize = totals.values().sum();
    let message = format!("{n_missing} of {n} readers may not have got it");
    let mut hints = Vec::new();
    if refused > 0 {
        hints.push("mend the addresses that were refused");
    }
    if deferred > 0 {
        hints.push("run it again later for those put off");
    }
    if unclear > 0 {
        hints.push(
            "ask those of whom it is unclear, or run it with --resend-unclear, by which some may get it twice",
        );
    }
    Err(Error::new(ErrorKind::Send, message).hint(hints.join("; ")))
}

/// `refused a@example.org: 550 no such user`.
fn text(sent: &Sent) -> String {
    let Sent { to, delivery } = sent;
    let words = match delivery.answer() {
        "" => format!("{} {to}", delivery.name()),
        answer => format!("{} {to}: {answer}", delivery.name()),
    };
    visible::line(&words).into_owned()
}

fn json(sent: &Sent) -> String {
    let Sent { to, delivery } = sent;
    let answer = Some(delivery.answer()).filter(|answer| !answer.is_empty());
    json!({"to": to, "state": delivery.name(), "answer": answer.map(visible::line)}).to_string()
}
