//! One reader after the other over as few connections as may be, with patience where that may help.

use std::time::Duration;

use super::Delivery;
use crate::brief::Letter;
use crate::config::Mailbox;
use crate::error::{Error, ErrorKind, Result};
use crate::io::clock;
use crate::io::sent::{Journal, State};
use crate::io::smtp::{Fate, Line, NoLine, Relay};

/// Seconds before each try to connect.
const CONNECTING: [u64; 5] = [0, 0, 1, 3, 6];
/// Tries for a reader where the connection is lost on the way.
const TRIES: usize = 4;
/// Readers one after the other with whom all tries are lost, before it is given up.
const LOST: usize = 5;
/// Seconds before each round: those that the server puts off get another one.
const ROUNDS: [u64; 3] = [0, 2, 10];

/// The rounds, each with the pause before it.
pub(super) fn rounds() -> impl Iterator<Item = impl FnOnce()> {
    ROUNDS.iter().map(|seconds| || clock::pause(Duration::from_secs(*seconds)))
}

/// A letter on its way to many.
pub(super) struct Post<'a> {
    relay: &'a Relay,
    letter: &'a Letter,
    journal: &'a mut Journal,
    per_connection: usize,
    line: Option<Line>,
    /// Messages that went over the line.
    n_over_line: usize,
    /// Readers with whom all tries were lost since the last one of whom the server said something.
    n_lost: usize,
}

impl<'a> Post<'a> {
    pub(super) fn new(
        relay: &'a Relay,
        letter: &'a Letter,
        journal: &'a mut Journal,
        per_connection: usize,
    ) -> Self {
        Self { relay, letter, journal, per_connection, line: None, n_over_line: 0, n_lost: 0 }
    }

    /// Sends the letter to a reader, and writes down what becomes of it.
    ///
    /// # Errors
    /// Where there is no use in going on: no connection, no login, no journal.
    pub(super) fn deliver(&mut self, reader: &Mailbox) -> Result<Delivery> {
        let message = self.letter.to(reader)?;
        let address = reader.email.to_string();
        let mut why = String::new();
        for _ in 0..TRIES {
            let mut line = self.line()?;
            let (content, journal) = (self.letter.id(), &mut *self.journal);
            let mut is_begun = false;
            let begun = || {
                is_begun = true;
                journal.note(content, &address, State::Begun, "")
            };
            let fate = line.hand_over((self.letter.sender(), &reader.email), &message, begun)?;
            self.line = Some(line).filter(Line::is_fit);
            // Where nothing of the text went out there is nothing to take back.
            let (state, words) = match &fate {
                Fate::Taken => (Some(State::Sent), ""),
                Fate::Refused(words) => (Some(State::Refused), &**words),
                Fate::Deferred(words) | Fate::Lost(words) => {
                    (is_begun.then_some(State::Lost), &**words)
                }
                Fate::Unclear(_) => (None, ""),
            };
            if let Some(state) = state {
                journal.note(content, &address, state, words)?;
            }
            let delivery = match fate {
                Fate::Taken => Delivery::Sent,
                Fate::Refused(words) => Delivery::Refused(words),
                Fate::Deferred(words) => Delivery::Deferred(words),
                Fate::Unclear(words) => Delivery::Unclear(words),
                Fate::Lost(words) => {
                    why = words;
                    continue;
                }
            };
            self.n_lost = 0;
            return Ok(delivery);
        }
        self.lost(&why)?;
        Ok(Delivery::Deferred(why))
    }

    /// Those that were put off get another try.
    pub(super) fn begin_round(&mut self) {
        self.n_lost = 0;
    }

    /// Says goodbye to the server.
    pub(super) fn close(&mut self) {
        self.line.take().into_iter().for_each(Line::close);
    }

    /// Counts a reader with whom all tries were lost.
    fn lost(&mut self, why: &str) -> Result<()> {
        self.n_lost = self.n_lost.saturating_add(1);
        if self.n_lost < LOST {
            return Ok(());
        }
        let message = format!("the server hangs up on every mail: {why}");
        Err(Error::new(ErrorKind::Send, message)
            .hint("ask whoever runs it; a later run goes on where this one ended"))
    }

    /// The line that is open, where it may carry one more message; else a new one.
    fn line(&mut self) -> Result<Line> {
        let is_full = self.n_over_line >= self.per_connection;
        match self.line.take() {
            Some(line) if is_full => line.close(),
            Some(line) => {
                self.n_over_line = self.n_over_line.saturating_add(1);
                return Ok(line);
            }
            None => {}
        }
        let mut why = String::new();
        for seconds in CONNECTING {
            clock::pause(Duration::from_secs(seconds));
            match self.relay.line() {
                Ok(line) => {
                    self.n_over_line = 1;
                    return Ok(line);
                }
                Err(NoLine::Ever(error)) => return Err(error),
                Err(NoLine::Now(words)) => why = words,
            }
        }
        let message = format!("the server cannot be reached: {why}");
        Err(Error::new(ErrorKind::Send, message)
            .hint("look at send.host and send.port; a later run goes on where this one ended"))
    }
}
