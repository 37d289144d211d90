//! The mail of a briefing: a message with a plain and an HTML part, both of the same outline.
//!
//! Boundary, identity and date come from the content, so the same briefing gives the same bytes.
//! Nothing is sent here: a [`Letter`] is what a mail says, whoever it goes to.

use lettre::message::header::{
    ContentTransferEncoding, ContentType, Date, Header, HeaderName, HeaderValue,
};
use lettre::message::{Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::outline::Outline;
use super::text::{self, Look};
use crate::config::{SendSettings, Unsubscribe};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Briefing, short_id};
use crate::site::Renderer;

/// Most bytes of a message as it is sent: past 102 KB a large provider is said to cut it.
const MESSAGE: usize = 90_000;
/// Room for the headers, with the addresses of a reader and of a way out.
const HEADERS: usize = 4_000;
/// Where a mail without a public address comes from: a host that nobody has.
const NOWHERE: &str = "mujaz.invalid";
/// Sections that lose entries where there is no room, the least needed first.
const SPARED: [&str; 5] = ["documents", "undated", "watched", "events", "said"];

/// A mail but for who gets it.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The days that it is of: those of one briefing say the same days.
    days: String,
    /// Hash of what it says.
    id: String,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    unsubscribe: Option<Unsubscribe>,
    subject: String,
    date: Date,
    parts: MultiPart,
}

impl Letter {
    /// The mail of a briefing, from whom the settings name; else from the site.
    ///
    /// # Errors
    /// Where the template of the theme asks for what is not there.
    pub fn new(
        renderer: &Renderer<'_>,
        briefing: &Briefing,
        settings: &SendSettings,
    ) -> Result<Self> {
        let outline = Outline::new(&renderer.briefing(briefing));
        let Fitting { outline, plain, html } = fitting(renderer, outline)?;
        let id = short_id(&html);
        let from = match &settings.from {
            Some(from) => from.clone(),
            None => sender(&outline.site, renderer.host().as_deref().unwrap_or(NOWHERE))?,
        };
        let parts = MultiPart::alternative()
            .boundary(format!("=_mujaz_{id}"))
            .singlepart(part(ContentType::TEXT_PLAIN, plain)?)
            .singlepart(part(ContentType::TEXT_HTML, html)?);
        Ok(Self {
            date: noon(&outline.to)?,
            days: outline.from,
            id,
            from,
            reply_to: settings.reply_to.clone(),
            unsubscribe: settings.unsubscribe.clone(),
            subject: outline.head_title,
            parts,
        })
    }

    /// The hash of what it says: a changed briefing has another.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Who it is from.
    pub fn sender(&self) -> &Address {
        &self.from.email
    }

    /// Its subject.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The message to keep: to the sender.
    ///
    /// # Errors
    /// Where the headers do not go together.
    pub fn to_keep(&self) -> Result<Vec<u8>> {
        let id = format!("<briefing-{}.{}@{}>", self.days, self.id, self.from.email.domain());
        self.finish(self.head(&self.from, id))
    }

    /// The message for a reader. Its identity is the same however often it is made, so that whoever
    /// gets it twice can tell.
    ///
    /// # Errors
    /// Where the headers do not go together.
    pub fn to(&self, reader: &Mailbox) -> Result<Vec<u8>> {
        let (address, host) = (reader.email.to_string(), self.from.email.domain());
        let who = short_id(&format!("{} {address}", self.id));
        let id = format!("<briefing-{}.{}.{who}@{host}>", self.days, self.id);
        let mut head = self.head(reader, id);
        if let Some(reply_to) = &self.reply_to {
            head = head.reply_to(reply_to.clone());
        }
        if let Some(unsubscribe) = &self.unsubscribe {
            head = head.header(ListUnsubscribe(unsubscribe.address(&address)));
        }
        if let Some(Unsubscribe::Link(_)) = &self.unsubscribe {
            head = head.header(ListUnsubscribePost);
        }
        self.finish(head)
    }

    fn head(&self, to: &Mailbox, id: String) -> MessageBuilder {
        Message::builder()
            .from(self.from.clone())
            .to(to.clone())
            .subject(&*self.subject)
            .message_id(Some(id))
            .header(self.date)
            .header(ContentLanguage)
    }

    fn finish(&self, head: MessageBuilder) -> Result<Vec<u8>> {
        let message = head
            .multipart(self.parts.clone())
            .map_err(|error| fault("the message cannot be put together").because(error))?;
        Ok(message.formatted())
    }
}

fn fault(message: &str) -> Error {
    Error::new(ErrorKind::Export, message)
}

/// What a message has room for.
struct Fitting {
    outline: Outline,
    plain: String,
    html: String,
}

impl Fitting {
    fn new(renderer: &Renderer<'_>, outline: Outline) -> Result<Self> {
        let html = renderer.part("mail.html", &outline)?;
        Ok(Self { plain: text::text(&outline, Look::File), html, outline })
    }

    fn is_too_large(&self) -> bool {
        let parts = encoded(self.plain.len()).saturating_add(encoded(self.html.len()));
        parts.saturating_add(HEADERS) > MESSAGE
    }
}

/// The bytes of a part in base64: 57 are a line of 76 letters and its end.
fn encoded(bytes: usize) -> usize {
    bytes.div_ceil(57).saturating_mul(78)
}

/// As much of the outline as fits.
fn fitting(renderer: &Renderer<'_>, outline: Outline) -> Result<Fitting> {
    let mut fitting = Fitting::new(renderer, outline)?;
    let mut spared = SPARED.into_iter().peekable();
    let mut is_cut = false;
    while fitting.is_too_large() {
        let Some(id) = spared.peek() else { break };
        let mut outline = fitting.outline;
        let is_spared = outline.halve(id);
        if !is_spared {
            spared.next();
        } else if !std::mem::replace(&mut is_cut, true) {
            outline.colophon = format!("{} {}", outline.cut, outline.colophon);
        }
        fitting = Fitting::new(renderer, outline)?;
    }
    Ok(fitting)
}

/// Who it is from: the site, at its host where that can stand in an address.
fn sender(site: &str, host: &str) -> Result<Mailbox> {
    let address = Address::new("mujaz", host).or_else(|_| Address::new("mujaz", NOWHERE));
    let address = address.map_err(|error| fault("no address to send from").because(error))?;
    Ok(Mailbox::new(Some(site.to_owned()), address))
}

/// Noon of a day, which is that day nearly everywhere on earth.
fn noon(day: &str) -> Result<Date> {
    let day: chrono::NaiveDate =
        day.parse().map_err(|error| fault("the period has no last day").because(error))?;
    let words = day.format("%a, %d %b %Y 12:00:00 +0000").to_string();
    Date::parse(&words).map_err(|_| {
        fault(&format!("{day} is no date for a mail")).hint("mail knows the years from 1970 on")
    })
}

/// A part in UTF-8, in base64: no line is long, and no program on the way can change a letter.
fn part(kind: ContentType, text: String) -> Result<SinglePart> {
    let encoding = ContentTransferEncoding::Base64;
    let body = Body::new_with_encoding(text, encoding)
        .map_err(|_| fault("the text cannot be written in base64"))?;
    Ok(SinglePart::builder().header(kind).header(ContentLanguage).body(body))
}

/// A header that lettre does not know: its name, and its words, which are ASCII and short.
macro_rules! header {
    ($type:ty, $name:literal, $words:expr) => {
        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(
                _: &str,
            ) -> std::result::Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("it is written and never read".into())
            }

            fn display(&self) -> HeaderValue {
                let words: String = $words(self);
                // Not folded and not encoded: an address that is cut leads nowhere.
                HeaderValue::dangerous_new_pre_encoded(Self::name(), words.clone(), words)
            }
        }
    };
}

/// The header that says the language.
#[derive(Clone, Copy)]
struct ContentLanguage;

header!(ContentLanguage, "Content-Language", |_: &_| "ar".to_owned());

/// The header that says how it ends, by RFC 2369.
#[derive(Clone)]
struct ListUnsubscribe(String);

header!(ListUnsubscribe, "List-Unsubscribe", |it: &ListUnsubscribe| format!("<{}>", it.0));

/// The header that says that one request ends it, by RFC 8058.
#[derive(Clone, Copy)]
struct ListUnsubscribePost;

header!(ListUnsubscribePost, "List-Unsubscribe-Post", |_: &_| {
    "List-Unsubscribe=One-Click".to_owned()
});
