//! The mail of a briefing: a message with a plain and an HTML part, both of the same outline.
//!
//! Boundary, identity and date come from the content, so the same briefing gives the same bytes.
//! Nothing is sent here.

use lettre::message::header::{
    ContentTransferEncoding, ContentType, Date, Header, HeaderName, HeaderValue,
};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::outline::Outline;
use super::text::{self, Look};
use crate::error::{Error, ErrorKind, Result};
use crate::model::short_id;
use crate::site::Renderer;

/// Most bytes of the HTML part: past 102 KB a large provider is said to cut a message.
const HTML: usize = 90_000;
/// Where a mail without a public address comes from: a host that nobody has.
const NOWHERE: &str = "mujaz.invalid";
/// Sections that lose entries where there is no room, the least needed first.
const SPARED: [&str; 5] = ["documents", "undated", "watched", "events", "said"];

/// The message.
///
/// # Errors
/// Where the template of the theme asks for what is not there.
pub(super) fn mail(renderer: &Renderer<'_>, outline: Outline) -> Result<Vec<u8>> {
    let (outline, html) = fitting(renderer, outline)?;
    let plain = text::text(&outline, Look::File);
    let id = short_id(&html);
    let host = renderer.host().unwrap_or_else(|| NOWHERE.to_owned());
    let from = sender(&outline.site, &host)?;
    let parts = MultiPart::alternative()
        .boundary(format!("=_mujaz_{id}"))
        .singlepart(part(ContentType::TEXT_PLAIN, plain)?)
        .singlepart(part(ContentType::TEXT_HTML, html)?);
    let message = Message::builder()
        .from(from.clone())
        .to(from)
        .subject(&*outline.head_title)
        .message_id(Some(format!("<briefing-{}.{id}@{host}>", outline.from)))
        .header(noon(&outline.to)?)
        .header(ContentLanguage)
        .multipart(parts)
        .map_err(|error| fault("the message cannot be put together").because(error))?;
    Ok(message.formatted())
}

fn fault(message: &str) -> Error {
    Error::new(ErrorKind::Export, message)
}

/// The outline with as much as fits, and its HTML.
fn fitting(renderer: &Renderer<'_>, mut outline: Outline) -> Result<(Outline, String)> {
    let mut html = renderer.part("mail.html", &outline)?;
    let mut spared = SPARED.into_iter().peekable();
    let mut is_cut = false;
    while html.len() > HTML {
        let Some(id) = spared.peek() else { break };
        if !outline.halve(id) {
            spared.next();
            continue;
        }
        if !std::mem::replace(&mut is_cut, true) {
            outline.colophon = format!("{} {}", outline.cut, outline.colophon);
        }
        html = renderer.part("mail.html", &outline)?;
    }
    Ok((outline, html))
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

/// The header that says the language.
#[derive(Clone, Copy)]
struct ContentLanguage;

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(_: &str) -> std::result::Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "ar".to_owned())
    }
}
