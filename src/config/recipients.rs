//! Who gets a mail: a file of addresses, one a line.
//!
//! A `#` begins a comment, at the head of a line or behind a blank. One bad line refuses the whole file: who is left out in
//! silence notices it last of all.

use std::collections::BTreeSet;
use std::path::Path;

use lettre::message::Mailbox;

use super::mailbox::mailbox;
use crate::error::{Error, ErrorKind, Result};

/// Most recipients of a file.
const RECIPIENTS: usize = 100_000;
/// Bad lines that a message names.
const NAMED: usize = 5;

/// The recipients of a file, each once, in its order.
///
/// What stands before `@` is compared as it is written: whether its capitals matter is the
/// business of its server.
///
/// # Errors
/// Names the lines of `path` that are no addresses; where there are none at all, or too many.
pub fn recipients(text: &str, path: &Path) -> Result<Vec<Mailbox>> {
    let (mut known, mut found, mut bad) = (BTreeSet::new(), Vec::new(), Vec::new());
    let mut at = 0usize;
    for (n, line) in (1usize..).zip(text.split_inclusive('\n')) {
        let start = at;
        at = at.saturating_add(line.len());
        let line = line.trim_end_matches(['\n', '\r']);
        let words = without_comment(line).trim();
        if words.is_empty() {
            continue;
        }
        match mailbox(words) {
            Ok(mailbox) if known.insert(mailbox.email.clone()) => found.push(mailbox),
            Ok(_) => {}
            Err(why) => bad.push((n, start..start.saturating_add(line.len()), words, why)),
        }
    }
    if let Some((_, span, ..)) = bad.first() {
        let named: Vec<String> = bad
            .iter()
            .take(NAMED)
            .map(|(n, _, words, why)| format!("line {n}: `{words}`: {why}"))
            .collect();
        let more = match bad.len().saturating_sub(NAMED) {
            0 => String::new(),
            n => format!("; and {n} more"),
        };
        let message = format!("no address of mail: {}{more}", named.join("; "));
        return Err(Error::new(ErrorKind::Send, message)
            .at(path)
            .within(text, span.clone())
            .hint("nothing was sent; write one `a@example.org` or `Name <a@example.org>` a line"));
    }
    let wrong = |message: &str| Error::new(ErrorKind::Send, message).at(path);
    if found.is_empty() {
        return Err(wrong("no recipients").hint("write one address a line"));
    }
    if found.len() > RECIPIENTS {
        let message = format!("{} recipients; at most {RECIPIENTS} are sent to", found.len());
        return Err(wrong(&message).hint("part them into several files"));
    }
    Ok(found)
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.split_once(" #").or_else(|| line.split_once("\t#")).map_or(line, |(words, _)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>> {
        let found = recipients(text, Path::new("to.txt"))?;
        Ok(found.iter().map(|it| it.email.to_string()).collect())
    }

    #[test]
    fn each_once_in_order_without_comments() {
        let text = "# readers\nb@example.org\r\n\n  ليلى <a@example.org>  # since May\na@EXAMPLE.ORG\nA@example.org\nx#y@example.org";
        let expected = ["b@example.org", "a@example.org", "A@example.org", "x#y@example.org"];
        assert_eq!(read(text).unwrap(), expected);
    }

    #[test]
    fn every_bad_line_is_named_with_its_number() {
        let error = read("a@example.org\nnobody\nb@example.org\n@c\n").unwrap_err();
        let words = error.to_string();
        assert!(words.starts_with("to.txt:2:1: no address of mail: line 2: `nobody`"), "{words}");
        assert!(words.contains("line 4: `@c`"), "{words}");
        let many = "x\n".repeat(9);
        assert!(read(&many).unwrap_err().to_string().ends_with("and 4 more"));
        for text in ["", "# a@example.org\n"] {
            assert_eq!(read(text).unwrap_err().message(), "no recipients");
        }
        let crowd: String = (0..=RECIPIENTS).map(|n| format!("{n}@example.org\n")).collect();
        assert!(read(&crowd).unwrap_err().message().contains("at most 100000"));
    }
}
