//! Sends a briefing: folder → corpus → letter → each reader once.

mod post;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::brief::{self, BriefOptions, When};
use super::{BriefFormat, Counts, Project, Sink, Step, Watch};
use crate::brief::Letter;
use crate::config::{self, Mailbox, SendSettings};
use crate::error::{Error, ErrorKind, Result};
use crate::io::project;
use crate::io::sent::{Entry, Journal, State};
use crate::io::smtp::Relay;
use post::Post;

/// Which briefing is sent to whom.
#[derive(Clone, Debug)]
pub struct SendOptions {
    /// The input folder; `None`: that of the settings.
    pub input: Option<PathBuf>,
    /// The upper bound of dates; `None`: the newest certain date of the input.
    pub clock: Option<NaiveDate>,
    /// Its days.
    pub when: When,
    /// The file of addresses.
    pub to: PathBuf,
    /// True to say what would be sent, and send nothing.
    pub is_rehearsal: bool,
    /// What becomes of those of whom it is unclear whether they have got it.
    pub unclear: UnclearMail,
    /// What becomes of those who have got it in other words.
    pub earlier: EarlierMail,
}

/// What becomes of those of whom it is unclear whether they have got it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnclearMail {
    /// They are named and left alone.
    #[default]
    Left,
    /// It is sent again, though some may get it twice.
    SentAgain,
}

/// What becomes of those who have got the briefing of these days, but in other words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EarlierMail {
    /// They are left alone.
    #[default]
    Left,
    /// They get the new one too.
    Followed,
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The server took it now.
    Sent,
    /// An earlier run sent it.
    Before,
    /// An earlier run sent one of these days that says something else.
    Earlier,
    /// Nothing was sent, as it was a rehearsal.
    Would,
    /// Nobody knows whether the server took it: now, or in an earlier run.
    Unclear(String),
    /// The server does not want it, in its words.
    Refused(String),
    /// The server does not want it now, in its words.
    Deferred(String),
    /// The run was given up before.
    Untried,
}

impl Delivery {
    /// The word of messages and data.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Before => "sent-before",
            Self::Earlier => "sent-earlier",
            Self::Would => "would-send",
            Self::Unclear(_) => "unclear",
            Self::Refused(_) => "refused",
            Self::Deferred(_) => "deferred",
            Self::Untried => "untried",
        }
    }

    /// What the server said, or why it is not known.
    pub fn answer(&self) -> &str {
        match self {
            Self::Unclear(words) | Self::Refused(words) | Self::Deferred(words) => words,
            _ => "",
        }
    }

    /// True where the reader may have to do without.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Unclear(_) | Self::Refused(_) | Self::Deferred(_) | Self::Untried)
    }
}

/// A reader, and what became of the mail to it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The address.
    pub to: String,
    /// What became of it.
    pub delivery: Delivery,
}

/// A briefing that was sent.
#[derive(Debug)]
pub struct Sending {
    /// Its name: `briefing-2020-12-26`.
    pub edition: String,
    /// Who it is from.
    pub from: String,
    /// Its subject.
    pub subject: String,
    /// True where nothing was to be sent.
    pub is_rehearsal: bool,
    /// How many readers by what became of their mail.
    pub totals: BTreeMap<&'static str, usize>,
    /// Why the run was given up.
    pub stopped: Option<Error>,
    /// What the operator should know.
    pub notes: Vec<String>,
    /// What became of the documents.
    pub counts: Counts,
}

/// Reads the list, makes the letter and sends it.
pub(super) fn briefing(
    project: &Project,
    options: &SendOptions,
    watch: &dyn Watch,
    sink: Sink<'_, Sent>,
) -> Result<Sending> {
    // What is soon known to be wrong is told before the documents are read.
    let hint = "name a file of addresses, one a line";
    let text = project::text(&options.to, ErrorKind::Send).map_err(|error| error.hint(hint))?;
    let text = text.ok_or_else(|| {
        Error::new(ErrorKind::Send, "there is no such file").at(&options.to).hint(hint)
    })?;
    let readers = config::recipients(&text, &options.to)?;
    let settings = &project.config.send;
    let missing = missing(settings);
    let is_rehearsal = options.is_rehearsal || missing.is_some();
    let relay = match (&settings.from, is_rehearsal) {
        (Some(from), false) => Some(Relay::new(settings, &from.email, &project.root)?),
        _ => None,
    };
    let (letter, edition, counts) = letter(project, options, watch)?;
    let out = project.root.join(&project.config.output.folder);
    let open = if relay.is_some() { Journal::open } else { Journal::read };
    let mut journal = open(&out, &edition)?;

    watch.begins(Step::Send, readers.len());
    let mut notes = brief::notes(project, &[BriefFormat::Eml]);
    notes.extend(missing.filter(|_| !options.is_rehearsal));
    let mut told = Told { watch, sink, totals: BTreeMap::new() };
    let mut queue = Vec::new();
    for reader in readers {
        let address = reader.email.to_string();
        match before(options, &letter, journal.last(&address)) {
            Some(delivery) => told.tell(address, delivery)?,
            None if relay.is_none() => told.tell(address, Delivery::Would)?,
            None => queue.push(reader),
        }
    }
    let stopped = match &relay {
        Some(relay) => {
            let mut post = Post::new(relay, &letter, &mut journal, settings.per_connection);
            deliver(&mut post, queue, &mut told)?
        }
        None => None,
    };
    Ok(Sending {
        edition,
        from: letter.sender().to_string(),
        subject: letter.subject().to_owned(),
        is_rehearsal,
        totals: told.totals,
        stopped,
        notes,
        counts,
    })
}

/// What the settings lack for sending; `None`: nothing.
fn missing(settings: &SendSettings) -> Option<String> {
    let is_set = [("send.host", settings.host.is_some()), ("send.from", settings.from.is_some())];
    let names: Vec<&str> =
        is_set.iter().filter(|(_, is_set)| !is_set).map(|(name, _)| *name).collect();
    let names = names.join(" and ");
    (!names.is_empty())
        .then(|| format!("nothing was sent: set {names} in mujaz.toml, as docs/sending.md says"))
}

/// The letter of the briefing, and the name of its edition.
fn letter(
    project: &Project,
    options: &SendOptions,
    watch: &dyn Watch,
) -> Result<(Letter, String, Counts)> {
    let wanted = BriefOptions {
        input: options.input.clone(),
        clock: options.clock,
        when: options.when,
        ..BriefOptions::default()
    };
    let ((letter, name), counts) = brief::choose(project, &wanted, watch, |chosen| {
        let letter = Letter::new(chosen.renderer, chosen.briefing, &project.config.send)?;
        Ok((letter, chosen.file_name(BriefFormat::Eml)))
    })?;
    let edition = name.trim_end_matches(".eml").to_owned();
    Ok((letter, edition, counts))
}

/// What an earlier run did for a reader; `None`: it is this one's turn.
fn before(options: &SendOptions, letter: &Letter, last: Option<&Entry>) -> Option<Delivery> {
    let last = last?;
    match last.state {
        State::Sent if last.content == letter.id() => Some(Delivery::Before),
        State::Sent if options.earlier == EarlierMail::Left => Some(Delivery::Earlier),
        State::Begun if options.unclear == UnclearMail::Left => {
            Some(Delivery::Unclear("an earlier run ended before the server answered".to_owned()))
        }
        _ => None,
    }
}

/// Sends to all, and again to those that the server puts off. Gives why it was given up.
fn deliver(
    post: &mut Post<'_>,
    mut queue: Vec<Mailbox>,
    told: &mut Told<'_, '_>,
) -> Result<Option<Error>> {
    let mut stopped = None;
    let mut rounds = post::rounds().peekable();
    while let Some(pause) = rounds.next() {
        pause();
        post.begin_round();
        let mut put_off = Vec::new();
        for reader in queue {
            let delivery = match stopped {
                Some(_) => Ok(Delivery::Untried),
                None => post.deliver(&reader),
            };
            match delivery {
                Ok(Delivery::Deferred(_)) if rounds.peek().is_some() => put_off.push(reader),
                Ok(delivery) => told.tell(reader.email.to_string(), delivery)?,
                Err(error) => {
                    stopped = Some(error);
                    told.tell(reader.email.to_string(), Delivery::Untried)?;
                }
            }
        }
        queue = put_off;
        if queue.is_empty() {
            break;
        }
    }
    post.close();
    Ok(stopped)
}

/// Who hears what became of each mail.
struct Told<'a, 's> {
    watch: &'a dyn Watch,
    sink: Sink<'s, Sent>,
    totals: BTreeMap<&'static str, usize>,
}

impl Told<'_, '_> {
    fn tell(&mut self, to: String, delivery: Delivery) -> Result<()> {
        let total = self.totals.entry(delivery.name()).or_default();
        *total = total.saturating_add(1);
        self.watch.part_done();
        (self.sink)(Sent { to, delivery }).map_err(|error| {
            Error::new(ErrorKind::Export, "cannot write the results").because(error)
        })
    }
}
