//! Mail addresses as people write them: `a@example.org`, `Name <a@example.org>`.
//!
//! The type is that of lettre, whose printing quotes and encodes names: nothing that stands in one
//! can become a header of its own.

use lettre::Address;
use lettre::message::Mailbox;
use url::Host;

/// Most characters of an address: RFC 5321 has room for no more.
const LETTERS: usize = 254;

/// The mailbox; the error says in a few words why it is none.
///
/// The domain comes out in ASCII and small letters, so that one place has one spelling. What stands
/// before `@` keeps its letters, which must be ASCII: few servers take others.
pub(super) fn mailbox(words: &str) -> Result<Mailbox, &'static str> {
    if words.chars().any(char::is_control) {
        return Err("control characters");
    }
    let (name, address) = match words.trim().strip_suffix('>') {
        Some(inner) => inner.rsplit_once('<').ok_or("`>` without `<`")?,
        None => ("", words.trim()),
    };
    let name = name.trim();
    let name = name.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(name).trim();
    let name = (!name.is_empty()).then(|| name.to_owned());
    Ok(Mailbox::new(name, plain(address.trim())?))
}

fn plain(words: &str) -> Result<Address, &'static str> {
    let (user, domain) = words.rsplit_once('@').ok_or("no `@`")?;
    if !user.is_ascii() {
        return Err("letters before `@` that most servers refuse");
    }
    // An address of a machine, `[192.0.2.1]`, is no name that could be spelt otherwise.
    let domain = match domain.starts_with('[') {
        true => domain.to_owned(),
        false => Host::parse(domain).map_err(|_| "no name of a host behind `@`")?.to_string(),
    };
    let address = Address::new(user, domain).map_err(|_| "no address of mail")?;
    if AsRef::<str>::as_ref(&address).len() > LETTERS {
        return Err("longer than any address");
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<String, &'static str> {
        mailbox(words).map(|it| format!("{}|{}", it.name.unwrap_or_default(), it.email))
    }

    #[test]
    fn addresses_with_and_without_names() {
        for (words, expected) in [
            ("a@example.org", "|a@example.org"),
            ("  a.b+c@EXAMPLE.org ", "|a.b+c@example.org"),
            ("A@example.org", "|A@example.org"),
            ("ليلى حداد <l@example.org>", "ليلى حداد|l@example.org"),
            ("\"Haddad, L.\" <l@example.org>", "Haddad, L.|l@example.org"),
            ("<l@example.org>", "|l@example.org"),
            ("a@مثال.إختبار", "|a@xn--mgbh0fb.xn--kgbechtv"),
            ("a@[192.0.2.1]", "|a@[192.0.2.1]"),
        ] {
            assert_eq!(read(words).as_deref(), Ok(expected), "{words}");
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        for words in [
            "",
            "a",
            "@example.org",
            "a@",
            "a b@example.org",
            "a@b@example.org",
            "a@exa mple.org",
            "ا@example.org",
            "a@example.org\r\nBcc: b@example.org",
            "x\ny <a@example.org>",
            "a@example.org>",
            "a@example.org, b@example.org",
            "a@example.org b@example.org",
            "Name a@example.org",
        ] {
            assert!(read(words).is_err(), "{words:?} gives {:?}", read(words));
        }
        let long = format!("a@{}.org", ["b".repeat(60).as_str(); 5].join("."));
        assert!(read(&long).is_err());
    }

    /// The headers of a mail from and to `name <a@example.org>`.
    fn headers(name: &str) -> String {
        let mailbox = mailbox(&format!("{name} <a@example.org>")).unwrap();
        let message = lettre::Message::builder().from(mailbox.clone()).to(mailbox);
        let message = message.subject("s\r\nBcc: c@example.org").body(String::new()).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    #[test]
    fn a_name_cannot_become_a_header() {
        for name in [
            "x",
            "x\\",
            "\\\"x",
            "x\u{85}y\u{2028}z",
            "=?utf-8?q?x=0D=0ABcc:?=",
            &"ليلى ".repeat(90),
        ] {
            let Ok(_) = mailbox(&format!("{name} <a@example.org>")) else { continue };
            let headers = headers(name);
            let lines = headers.split("\r\n").filter(|line| !line.starts_with(' '));
            let names = lines.filter_map(|line| line.split_once(':')).map(|(name, _)| name);
            let names: Vec<&str> = names.collect();
            let expected = ["From", "To", "Subject", "Content-Transfer-Encoding", "Date"];
            assert_eq!(names, expected, "{headers}");
            assert!(headers.lines().all(|line| line.len() <= 998), "{headers}");
        }
    }

    #[test]
    fn no_letter_of_a_name_stops_the_program() {
        // lettre panics where a name holds an end of line; `mailbox` lets none through.
        assert!(mailbox("x\r\nBcc: c@example.org <a@example.org>").is_err());
        for c in ('\0'..='\u{ffff}').filter(|c| !c.is_control()) {
            let _ = mailbox(&format!("x {c}\"y <a@example.org>"))
                .map(|mailbox| lettre::Message::builder().from(mailbox));
        }
    }
}
