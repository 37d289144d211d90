//! The Markdown of a briefing: CommonMark in which words of documents can never be markup.

use std::fmt::Write;

use super::outline::{Block, File, Outline};

/// The whole briefing as Markdown.
pub(super) fn markdown(outline: &Outline) -> String {
    let mut out = format!("# {}\n", escaped(&outline.title));
    for note in &outline.notes {
        paragraph(&mut out, &escaped(note));
    }
    for section in &outline.sections {
        paragraph(&mut out, &format!("## {}", escaped(&section.title)));
        let mut in_list = false;
        for block in &section.blocks {
            // Entries of one list stand together.
            let is_item = matches!(block, Block::Item { .. } | Block::Words { .. });
            if !(is_item && in_list) {
                out.push('\n');
            }
            in_list = is_item;
            self::block(&mut out, block);
        }
    }
    paragraph(&mut out, "---");
    paragraph(&mut out, &escaped(&outline.colophon));
    if let Some(url) = &outline.url {
        paragraph(&mut out, &format!("<{url}>"));
    }
    out
}

fn paragraph(out: &mut String, markdown: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n{markdown}");
}

fn block(out: &mut String, block: &Block) {
    let _ = match block {
        Block::Heading { text, link, .. } => writeln!(out, "### {}", linked(text, link.as_deref())),
        Block::Note { text } => writeln!(out, "{}", escaped(text)),
        Block::Words { text, origin } => {
            let origin = origin.as_ref().map(|origin| format!(" {}", escaped(origin)));
            writeln!(out, "- {}{}", escaped(text), origin.unwrap_or_default())
        }
        Block::Said { head, words, origin, link } => {
            let origin = linked(origin, link.as_deref());
            writeln!(out, "{}:\n\n> {}\n>\n> {origin}", escaped(head), escaped(words))
        }
        Block::Item { text, link, note, address, file, .. } => {
            let mut item = format!("- {}", linked(text, link.as_deref()));
            if let Some(note) = note {
                let _ = write!(item, "  \n  {}", escaped(note));
            }
            if let Some(File { label, name }) = file {
                let _ = write!(item, "  \n  {}: {}", escaped(label), escaped(name));
            }
            if let Some(address) = address {
                let _ = write!(item, "  \n  <{address}>");
            }
            writeln!(out, "{item}")
        }
    };
}

/// Words with an address behind them; addresses are percent-encoded where they are made.
fn linked(text: &str, link: Option<&str>) -> String {
    match link {
        Some(link) => format!("[{}](<{link}>)", escaped(text)),
        None => escaped(text),
    }
}

/// Words in which nothing is markup: every sign of ASCII that could be is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' => true,
            // At the head of a line these begin a list, a rule or a heading.
            '-' | '+' | '=' => at == 0,
            // «1.» and «1)» at the head of a line begin a list.
            '.' | ')' => {
                let before = text.get(..at).unwrap_or("");
                !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Parser};

    /// What a reader of Markdown makes of some words, which must be those words.
    fn check(text: &str) {
        let markdown = escaped(text);
        let mut read = String::new();
        for event in Parser::new(&markdown) {
            match event {
                Event::Text(words) => read.push_str(&words),
                Event::Start(_) | Event::End(_) => {}
                other => panic!("{text}: {other:?}"),
            }
        }
        assert_eq!(read, text);
    }

    #[test]
    fn words_are_never_markup() {
        for text in [
            "قال *نعم* و_لا_ و`لا`",
            "<b>نعم</b> & &amp; ![صورة](x) [a](b) <http://example.org>",
            "# عنوان",
            "- بند",
            "1. بند",
            "1) بند",
            "+ بند",
            "---",
            "===",
            "> نعم",
            "~~~",
            "a | b",
            "\\*",
            "سطر\\",
        ] {
            check(text);
        }
    }
}
