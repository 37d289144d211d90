//! Handing mail to a server: one connection, one message at a time, and what became of each.
//!
//! The one thing a reader would get wrong: a lost connection says by itself nothing of the message.
//! A server may take a message when it has its last line, a single dot, and not before. What is lost
//! before the dot goes out is certainly not taken and may be sent again; what is lost after it may
//! have been taken, and nobody can know ([`Fate::Unclear`]). So the text goes out in pieces with a
//! moment between them: a connection that the other side has given up fails at one of these, and
//! not at the dot.

use std::cell::Cell;
use std::error::Error as _;
use std::io;
use std::path::Path;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, response::Response};

use super::clock::{self, Stopwatch};
use super::secret;
use crate::config::{Security, SendSettings};
use crate::error::{Error, ErrorKind, Result};

/// How much longer than for any other answer it is waited for the last one: a server may look a
/// message through before it takes it, and whoever gives up early does not know.
const PATIENCE: u32 = 10;
/// The shortest and longest moment between pieces of a text.
const MOMENT: [Duration; 2] = [Duration::from_millis(25), Duration::from_millis(200)];

/// A server that takes mail, and how to speak to it.
pub struct Relay {
    host: String,
    port: u16,
    security: Security,
    tls: Option<TlsParameters>,
    login: Option<Credentials>,
    me: ClientId,
    timeout: Duration,
}

/// Why there is no connection.
#[derive(Debug)]
pub enum NoLine {
    /// It may be there in a moment.
    Now(String),
    /// Trying again is no use.
    Ever(Error),
}

/// A connection that is ready for a message.
pub struct Line {
    smtp: SmtpConnection,
    timeout: Duration,
    /// The slowest answer so far.
    slowest: Duration,
    is_fit: bool,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The server has it.
    Taken,
    /// The server does not want it, in its words.
    Refused(String),
    /// The server does not want it now, in its words.
    Deferred(String),
    /// The connection broke before the server could have taken it.
    Lost(String),
    /// The connection broke after the last line and before the answer.
    Unclear(String),
}

impl Relay {
    /// The server of the settings, whose paths begin at `root`; `sender` says by its host who calls.
    ///
    /// # Errors
    /// Where no host is set, the password is not there or can be read by others, or the certificate
    /// is none.
    pub fn new(settings: &SendSettings, sender: &Address, root: &Path) -> Result<Self> {
        let wrong = |message: &str| Error::new(ErrorKind::Send, message);
        let host = settings.host.clone().ok_or_else(|| wrong("send.host is not set"))?;
        let login = match &settings.user {
            Some(user) => {
                let file = settings.password_file.as_ref().map(|file| root.join(file));
                let password = secret::password(file.as_deref())?.ok_or_else(|| {
                    wrong(&format!("no password for the user `{user}`")).hint(format!(
                        "set {} in the environment, or send.password_file in mujaz.toml",
                        secret::VARIABLE
                    ))
                })?;
                Some(Credentials::new(user.clone(), password))
            }
            None => None,
        };
        let tls = match settings.security {
            Security::None => None,
            Security::Tls | Security::Starttls => {
                let ca = settings.ca.as_ref().map(|file| root.join(file));
                Some(tls(&host, ca.as_deref())?)
            }
        };
        Ok(Self {
            port: settings.port.unwrap_or_else(|| settings.security.port()),
            security: settings.security,
            tls,
            login,
            me: ClientId::Domain(sender.domain().to_owned()),
            timeout: settings.timeout,
            host,
        })
    }

    /// Connects, encrypts and logs in.
    ///
    /// # Errors
    /// Says whether trying again may help.
    pub fn line(&self) -> std::result::Result<Line, NoLine> {
        let stopwatch = Stopwatch::start();
        let wrapped = self.tls.as_ref().filter(|_| self.security == Security::Tls);
        let address = (&*self.host, self.port);
        let smtp = SmtpConnection::connect(address, Some(self.timeout), &self.me, wrapped, None);
        let mut smtp = smtp.map_err(|error| self.no_line(error))?;
        if let Some(tls) = self.tls.as_ref().filter(|_| self.security == Security::Starttls) {
            smtp.starttls(tls, &self.me).map_err(|error| self.no_line(error))?;
        }
        if let Some(login) = &self.login {
            let ways = [Mechanism::Plain, Mechanism::Login];
            smtp.auth(&ways, login).map_err(|error| self.no_login(error))?;
        }
        let slowest = stopwatch.elapsed();
        Ok(Line { smtp, timeout: self.timeout, slowest, is_fit: true })
    }

    fn no_line(&self, error: smtp::Error) -> NoLine {
        let what = format!("{}:{}", self.host, self.port);
        let hint = match () {
            () if error.is_client() => {
                "the server offers no STARTTLS: set send.security to \"tls\", or the port that has it"
            }
            () if is_of_tls(&error) => {
                "send.host is to be the name in the server's certificate; send.ca trusts one of your own; for a port that is encrypted from the first byte set send.security to \"tls\""
            }
            () if error.is_permanent() => "the server wants nothing to do with this machine",
            () => return NoLine::Now(format!("{what}: {error}")),
        };
        let message = format!("cannot speak to {what}");
        NoLine::Ever(Error::new(ErrorKind::Send, message).because(error).hint(hint))
    }

    fn no_login(&self, error: smtp::Error) -> NoLine {
        if !error.is_permanent() && !error.is_client() {
            return self.no_line(error);
        }
        let message = format!("{}:{} does not let this user in", self.host, self.port);
        NoLine::Ever(
            Error::new(ErrorKind::Send, message).because(error).hint(format!(
                "look at send.user, and at {} or send.password_file",
                secret::VARIABLE
            )),
        )
    }
}

impl Line {
    /// Hands a message over. `before_text` is called when the server has said that it would take
    /// one, before any of it goes out.
    ///
    /// # Errors
    /// What `before_text` says; the message is not sent then.
    pub fn hand_over(
        &mut self,
        (from, to): (&Address, &Address),
        message: &[u8],
        before_text: impl FnOnce() -> Result<()>,
    ) -> Result<Fate> {
        if let Err(error) = self.ask(from, to) {
            return Ok(self.not_taken(error, Fate::Lost));
        }
        if let Err(error) = before_text() {
            // The connection ends without the dot, so nothing is taken.
            self.is_fit = false;
            return Err(error);
        }
        let is_out = Cell::new(false);
        let pieces = Pieces::new(message, self.moment(), &is_out);
        let long = self.timeout.saturating_mul(PATIENCE);
        let sent = match self.smtp.set_timeout(Some(long)) {
            Ok(()) => self.smtp.message_iter(pieces),
            Err(error) => return Ok(Fate::Lost(error.to_string())),
        };
        if self.smtp.set_timeout(Some(self.timeout)).is_err() {
            self.is_fit = false;
        }
        Ok(match sent {
            Ok(_) => Fate::Taken,
            Err(error) if is_out.get() => self.not_taken(error, Fate::Unclear),
            Err(error) => self.not_taken(error, Fate::Lost),
        })
    }

    /// True while another message may go over it.
    pub fn is_fit(&self) -> bool {
        self.is_fit && !self.smtp.has_broken()
    }

    /// Says goodbye.
    pub fn close(mut self) {
        if self.is_fit() {
            // The messages are handed over: what is said now changes nothing.
            let _ = self.smtp.quit();
        }
    }

    /// Who it is from and for, and whether the server would take it.
    fn ask(&mut self, from: &Address, to: &Address) -> std::result::Result<(), smtp::Error> {
        let Self { smtp, slowest, .. } = self;
        let mut timed = |answer: &mut dyn FnMut(&mut SmtpConnection) -> Answer| {
            let stopwatch = Stopwatch::start();
            let answer = answer(smtp).map(drop);
            *slowest = stopwatch.elapsed().max(*slowest);
            answer
        };
        timed(&mut |smtp| smtp.command(Mail::new(Some(from.clone()), Vec::new())))?;
        timed(&mut |smtp| smtp.command(Rcpt::new(to.clone(), Vec::new())))?;
        timed(&mut |smtp| smtp.command(Data))
    }

    /// What a bad answer, or none, comes to.
    fn not_taken(&mut self, error: smtp::Error, broken: impl FnOnce(String) -> Fate) -> Fate {
        let words = error.to_string();
        let Some(code) = error.status() else {
            self.is_fit = false;
            return broken(words);
        };
        if u16::from(code) == CLOSING {
            self.is_fit = false;
            return Fate::Lost(words);
        }
        // What was said of this message is not to stand before the next one.
        self.is_fit = self.smtp.command(Rset).is_ok();
        if error.is_permanent() { Fate::Refused(words) } else { Fate::Deferred(words) }
    }

    /// Long enough for the other side to say that it has hung up.
    fn moment(&self) -> Duration {
        let [shortest, longest] = MOMENT;
        self.slowest.clamp(shortest, longest)
    }
}

type Answer = std::result::Result<Response, smtp::Error>;

/// The answer of a server that closes the connection: of the message it says nothing.
const CLOSING: u16 = 421;

/// A text in three pieces, its last two lines by themselves, with a moment before each.
struct Pieces<'a> {
    left: std::vec::IntoIter<&'a [u8]>,
    is_first: bool,
    moment: Duration,
    /// Set when all of it is out and only the dot is to come.
    is_out: &'a Cell<bool>,
}

impl<'a> Pieces<'a> {
    fn new(message: &'a [u8], moment: Duration, is_out: &'a Cell<bool>) -> Self {
        let (head, last) = before_last_line(message);
        let (head, last_but_one) = before_last_line(head);
        let pieces = vec![head, last_but_one, last].into_iter();
        Self { left: pieces, is_first: true, moment, is_out }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let piece = self.left.next();
        match piece {
            Some(_) if std::mem::take(&mut self.is_first) => {}
            Some(_) => clock::pause(self.moment),
            None => self.is_out.set(true),
        }
        piece
    }
}

/// A text cut before its last line, the end of which belongs to it.
fn before_last_line(text: &[u8]) -> (&[u8], &[u8]) {
    let body = text.strip_suffix(b"\r\n").unwrap_or(text);
    let at = body.windows(2).rposition(|pair| pair == b"\r\n");
    let at = at.map_or(0, |at| at.saturating_add(2));
    text.split_at_checked(at).unwrap_or((text, &[]))
}

/// Trusts the roots of the system and the operator's own.
fn tls(host: &str, ca: Option<&Path>) -> Result<TlsParameters> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(path) = ca {
        let wrong = |message: &str| Error::new(ErrorKind::Send, message).at(path);
        let bytes = std::fs::read(path).map_err(|error| wrong("cannot be read").because(error))?;
        let certificate = Certificate::from_pem(&bytes).ok();
        let is_any = bytes.windows(BEGIN.len()).any(|part| part == BEGIN);
        let certificate = certificate.filter(|_| is_any).ok_or_else(|| {
            wrong("no certificate in PEM").hint("it begins with -----BEGIN CERTIFICATE-----")
        })?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(|error| {
        Error::new(ErrorKind::Send, "encryption cannot be set up")
            .because(error)
            .hint("look at send.host and send.ca")
    })
}

const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// True where the two sides did not agree on encryption: its library says so by this kind.
fn is_of_tls(error: &smtp::Error) -> bool {
    if error.is_tls() {
        return true;
    }
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return io.kind() == io::ErrorKind::InvalidData;
        }
        source = inner.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_pieces_is_the_text() {
        for text in
            ["", "a", "a\r\n", "a\r\nb", "a\r\nb\r\n", "a\r\n\r\nb\r\nc\r\n", "\r\n\r\n\r\n"]
        {
            let is_out = Cell::new(false);
            let pieces = Pieces::new(text.as_bytes(), Duration::ZERO, &is_out);
            let pieces: Vec<&[u8]> = pieces.collect();
            assert_eq!(pieces.concat(), text.as_bytes(), "{text:?}");
            assert!(is_out.get() && pieces.len() == 3);
        }
        let is_out = Cell::new(false);
        let mut pieces = Pieces::new(b"a\r\nb\r\nc\r\n", Duration::ZERO, &is_out);
        let expected: [&[u8]; 3] = [b"a\r\n", b"b\r\n", b"c\r\n"];
        assert_eq!([pieces.next(), pieces.next(), pieces.next()], expected.map(Some));
        assert!(!is_out.get(), "the dot is not out before it is asked for");
    }
}
