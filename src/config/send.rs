//! The settings of sending, as written and checked.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::Mailbox;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::mailbox::mailbox;
use super::written::Written;
use crate::error::Result;

/// How mail goes out.
#[derive(Clone, Debug)]
pub struct SendSettings {
    /// The server that takes mail for others; `None`: nothing can be sent.
    pub host: Option<String>,
    /// Its port; `None`: the one that its security has by custom.
    pub port: Option<u16>,
    /// How the connection is kept from others.
    pub security: Security,
    /// Who the mail is from; `None`: nothing can be sent.
    pub from: Option<Mailbox>,
    /// Where answers go; `None`: to the sender.
    pub reply_to: Option<Mailbox>,
    /// How a reader ends it.
    pub unsubscribe: Option<Unsubscribe>,
    /// The name to log in by; `None`: without.
    pub user: Option<String>,
    /// The file of the password, relative to the project.
    pub password_file: Option<PathBuf>,
    /// A certificate to trust beside those of the system, relative to the project.
    pub ca: Option<PathBuf>,
    /// Messages that go over one connection.
    pub per_connection: usize,
    /// How long an answer is waited for.
    pub timeout: Duration,
}

impl Default for SendSettings {
    fn default() -> Self {
        Self {
            host: None,
            port: None,
            security: Security::default(),
            from: None,
            reply_to: None,
            unsubscribe: None,
            user: None,
            password_file: None,
            ca: None,
            per_connection: 20,
            timeout: Duration::from_secs(30),
        }
    }
}

/// How a connection is kept from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Begins in the open and is encrypted before anything is said; port 587.
    #[default]
    Starttls,
    /// Encrypted from the first byte; port 465.
    Tls,
    /// In the open: to this machine only; port 25.
    None,
}

impl Security {
    /// The port by custom.
    pub fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// How a reader ends it, for the button of mail programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsubscribe {
    /// By a mail to this `mailto:` address.
    Mail(String),
    /// By a request to this `https` address, in which `{address}` stands for the reader's.
    Link(String),
}

impl Unsubscribe {
    /// The address for a reader.
    pub fn address(&self, reader: &str) -> String {
        match self {
            Self::Mail(address) => address.clone(),
            Self::Link(link) => {
                let reader: String =
                    url::form_urlencoded::byte_serialize(reader.as_bytes()).collect();
                link.replace(PLACE, &reader)
            }
        }
    }
}

/// What stands for the reader's address in a link.
const PLACE: &str = "{address}";
/// Most characters of a link: a line of mail has room for no more.
const LINK: usize = 600;

/// How mail goes out, for `mujaz send`.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawSend {
    /// The server that takes mail for others. Without it nothing is sent.
    #[schemars(with = "String")]
    host: Option<Spanned<String>>,
    /// Its port. Default: 587 for starttls, 465 for tls, 25 for none.
    #[schemars(with = "u64", range(min = 1, max = 65535))]
    port: Option<Spanned<u64>>,
    /// How the connection is kept from others.
    #[schemars(with = "Security", extend("default" = "starttls"))]
    security: Option<Spanned<Security>>,
    /// Who the mail is from. Without it nothing is sent.
    #[schemars(with = "String")]
    from: Option<Spanned<String>>,
    /// Where answers go. Default: to the sender.
    #[schemars(with = "String")]
    reply_to: Option<Spanned<String>>,
    /// How a reader ends it: a mail address, or an https link, in which {address} stands for the reader's.
    #[schemars(with = "String")]
    unsubscribe: Option<Spanned<String>>,
    /// The name to log in by. Default: without.
    #[schemars(with = "String")]
    user: Option<Spanned<String>>,
    /// A file that holds the password and that nobody but its owner may read. MUJAZ_SMTP_PASSWORD
    /// of the environment goes before it.
    #[schemars(with = "String")]
    password_file: Option<Spanned<PathBuf>>,
    /// A certificate to trust beside those of the system, PEM.
    #[schemars(with = "String")]
    ca: Option<Spanned<PathBuf>>,
    /// Messages that go over one connection.
    #[schemars(with = "u64", range(min = 1, max = 1000), extend("default" = 20))]
    per_connection: Option<Spanned<u64>>,
    /// Seconds that an answer is waited for.
    #[schemars(with = "u64", range(min = 1, max = 600), extend("default" = 30))]
    timeout: Option<Spanned<u64>>,
}

pub(super) fn send(file: &Written<'_>, raw: RawSend) -> Result<SendSettings> {
    let default = SendSettings::default();
    let security = raw.security.as_ref().map(|it| *it.get_ref()).unwrap_or_default();
    let host = raw.host.map(|host| self::host(file, host, security)).transpose()?;
    let port = file.number("send.port", raw.port.as_ref(), 1..=65_535)?;
    let timeout = file.number("send.timeout", raw.timeout.as_ref(), 1..=600)?;
    let per_connection = raw.per_connection.as_ref();
    let address = |key: &str, value: Option<Spanned<String>>| {
        value.map(|value| self::address(file, key, &value)).transpose()
    };
    let path = |key: &str, value: Option<Spanned<PathBuf>>| {
        value.map(|value| file.path(key, value)).transpose()
    };
    Ok(SendSettings {
        host,
        port: port.and_then(|port| u16::try_from(port).ok()),
        security,
        from: address("send.from", raw.from)?,
        reply_to: address("send.reply_to", raw.reply_to)?,
        unsubscribe: raw.unsubscribe.map(|it| unsubscribe(file, &it)).transpose()?,
        user: raw.user.map(|user| file.line("send.user", user)).transpose()?,
        password_file: path("send.password_file", raw.password_file)?,
        ca: path("send.ca", raw.ca)?,
        per_connection: file
            .number("send.per_connection", per_connection, 1..=1000)?
            .unwrap_or(default.per_connection),
        timeout: timeout
            .and_then(|n| u64::try_from(n).ok())
            .map_or(default.timeout, Duration::from_secs),
    })
}

/// The name or number of a machine; without encryption only this one.
fn host(file: &Written<'_>, value: Spanned<String>, security: Security) -> Result<String> {
    let span = value.span();
    let name = file.line("send.host", value)?;
    // A number of version 6 stands without the brackets that it has in addresses of the web.
    let parsed = url::Host::parse(&name).or_else(|_| url::Host::parse(&format!("[{name}]")));
    let is_here = match parsed {
        Ok(url::Host::Domain(domain)) => domain == "localhost",
        Ok(url::Host::Ipv4(number)) => number.is_loopback(),
        Ok(url::Host::Ipv6(number)) => number.is_loopback(),
        Err(_) => {
            return Err(file
                .wrong(span, format!("send.host: `{name}` is no name of a host"))
                .hint(
                    "write the name alone, such as \"smtp.example.org\"; the port is send.port",
                ));
        }
    };
    if security == Security::None && !is_here {
        let message = format!(
            "send.host: without encryption anybody on the way to `{name}` could read mail and password"
        );
        return Err(file.wrong(span, message).hint(
            "set send.security to \"starttls\" or \"tls\"; \"none\" is for \"localhost\" only",
        ));
    }
    Ok(name)
}

fn address(file: &Written<'_>, key: &str, value: &Spanned<String>) -> Result<Mailbox> {
    mailbox(value.get_ref()).map_err(|why| {
        file.wrong(value.span(), format!("{key}: `{}` is no address: {why}", value.get_ref()))
            .hint("write \"name@example.org\" or \"Name <name@example.org>\"")
    })
}

/// An address of mail or of the web.
fn unsubscribe(file: &Written<'_>, value: &Spanned<String>) -> Result<Unsubscribe> {
    let words = value.get_ref();
    if let Ok(mailbox) = mailbox(words) {
        return Ok(Unsubscribe::Mail(format!("mailto:{}", mailbox.email)));
    }
    // The place of the address is kept out of the parser, which would encode its brackets.
    let marked = words.replace(PLACE, "mujaz-reader-address");
    let link = url::Url::parse(&marked).ok().map(String::from).unwrap_or_default();
    let link = link.replace("mujaz-reader-address", PLACE);
    match link.split_once(':') {
        Some(("https", _)) if link.len() <= LINK => Ok(Unsubscribe::Link(link)),
        Some(("mailto", _)) if link.len() <= LINK && !link.contains(PLACE) => {
            Ok(Unsubscribe::Mail(link))
        }
        _ => Err(file
            .wrong(value.span(), format!("send.unsubscribe: `{words}` is neither of the two"))
            .hint("write a mail address, or an https link such as \"https://example.org/leave?who={address}\"")),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Config;
    use super::*;

    fn read(text: &str) -> Result<SendSettings> {
        Config::parse(&format!("[send]\n{text}"), Path::new("mujaz.toml")).map(|it| it.send)
    }

    fn refused(text: &str) -> String {
        let error = read(text).expect_err("refused");
        format!("{error} | {}", error.remedy().unwrap_or("-"))
    }

    #[test]
    fn everything_is_read() {
        let settings = read(
            "host = \"smtp.example.org\"\nport = 2525\nsecurity = \"tls\"\nfrom = \"الموجز <m@example.org>\"
             reply_to = \"desk@example.org\"\nunsubscribe = \"https://example.org/leave?who={address}\"
             user = \"m\"\npassword_file = \"password\"\nca = \"ca.pem\"\nper_connection = 5\ntimeout = 7",
        )
        .unwrap();
        assert_eq!(settings.host.as_deref(), Some("smtp.example.org"));
        assert_eq!((settings.port, settings.security), (Some(2525), Security::Tls));
        let from = settings.from.unwrap();
        assert_eq!(
            (from.name.as_deref(), from.email.to_string()),
            (Some("الموجز"), "m@example.org".to_owned())
        );
        assert_eq!(settings.reply_to.unwrap().email.to_string(), "desk@example.org");
        let leave = settings.unsubscribe.unwrap();
        assert_eq!(
            leave.address("a+b@example.org"),
            "https://example.org/leave?who=a%2Bb%40example.org"
        );
        assert_eq!(settings.password_file.as_deref(), Some(Path::new("password")));
        assert_eq!(settings.ca.as_deref(), Some(Path::new("ca.pem")));
        assert_eq!((settings.per_connection, settings.timeout.as_secs()), (5, 7));
        let ports = [Security::Starttls, Security::Tls, Security::None].map(Security::port);
        assert_eq!(ports, [587, 465, 25]);
    }

    #[test]
    fn without_encryption_only_to_this_machine() {
        for host in ["localhost", "127.0.0.1", "127.1.2.3", "::1"] {
            assert!(read(&format!("security = \"none\"\nhost = \"{host}\"")).is_ok(), "{host}");
        }
        for host in ["smtp.example.org", "10.0.0.1", "localhost.example.org"] {
            let message = refused(&format!("security = \"none\"\nhost = \"{host}\""));
            assert!(message.contains("without encryption anybody"), "{message}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(refused("host = \"smtp.example.org:25\"").contains("the port is send.port"));
        assert!(refused("from = \"nobody\"").contains("send.from: `nobody` is no address: no `@`"));
        assert!(refused("from = \"a@example.org\\r\\nBcc: b@example.org\"").contains("send.from"));
        assert!(refused("port = 0").contains("from 1 to 65535"));
        assert!(refused("security = \"ssl\"").contains("send.security"));
        for link in ["http://example.org/", "example.org", "javascript:x", "mailto:{address}"] {
            assert!(
                refused(&format!("unsubscribe = {link:?}")).contains("send.unsubscribe"),
                "{link}"
            );
        }
        let leave = |words: &str| read(&format!("unsubscribe = {words:?}")).unwrap().unsubscribe;
        assert_eq!(leave("a@example.org"), leave("mailto:a@example.org"));
        let long = format!("https://example.org/{}", "a".repeat(LINK));
        assert!(refused(&format!("unsubscribe = {long:?}")).contains("send.unsubscribe"));
    }
}
