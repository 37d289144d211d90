//! The plain text of a briefing: wrapped by width, and readable from right to left wherever it is
//! shown.
//!
//! Programs that show plain text take each line by itself, and its direction from its first letter.
//! So a line that begins with a Latin letter gets a mark before it; an address stands alone on its
//! line, as it is, to be copied.

use super::outline::{Block, File, Outline, Section, comma};
use crate::lang::bidi::{self, Direction};

/// Columns that lines are wrapped at.
const COLUMNS: usize = 72;
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

/// Where the text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// In a file, a mail or a pipe.
    File,
    /// On a terminal, which orders whole lines: Latin runs are isolated.
    Terminal,
}

/// The whole briefing as text.
pub(super) fn text(outline: &Outline, look: Look) -> String {
    let mut page = Page { look, text: String::new() };
    page.paragraph(&outline.title, "");
    page.rule('=');
    outline.notes.iter().for_each(|note| page.paragraph(note, ""));
    for section in &outline.sections {
        page.section(section);
    }
    page.blank();
    page.rule('-');
    page.paragraph(&outline.colophon, "");
    outline.url.iter().for_each(|url| page.address(url));
    page.text
}

/// The text in the making.
struct Page {
    look: Look,
    text: String,
}

/// How entries and what belongs to them are set in.
const ITEM: &str = "- ";
const INNER: &str = "  ";

impl Page {
    fn section(&mut self, section: &Section) {
        self.blank();
        self.paragraph(&section.title, "");
        self.rule('-');
        let mut last: Option<&Block> = None;
        for block in &section.blocks {
            // Headings and statements stand apart, entries close together.
            let is_apart = matches!(block, Block::Heading { .. } | Block::Said { .. });
            if is_apart && last.is_some() && !matches!(last, Some(Block::Heading { .. })) {
                self.blank();
            }
            self.block(block);
            last = Some(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => self.paragraph(&format!("{text}:"), ""),
            Block::Note { text } => self.paragraph(text, ""),
            Block::Words { text, origin } => {
                let origin = origin.as_ref().map(|origin| format!(" {origin}"));
                self.item(&format!("{text}{}", origin.unwrap_or_default()));
            }
            Block::Said { head, words, origin, link } => {
                self.item(&format!("{head}: {words}"));
                self.inner(origin);
                link.iter().for_each(|link| self.address(link));
            }
            Block::Item { text, link, note, address, file, .. } => {
                self.item(text);
                // Alone on its line the name of a file begins from its own side.
                let label = file.as_ref().map(|File { label, .. }| format!("{label}:"));
                let notes: Vec<&str> = note.iter().chain(&label).map(String::as_str).collect();
                if !notes.is_empty() {
                    self.inner(&comma(&notes));
                }
                file.iter().for_each(|File { name, .. }| self.address(name));
                address.iter().chain(link).for_each(|address| self.address(address));
            }
        }
    }

    fn item(&mut self, text: &str) {
        let start = self.text.len();
        self.paragraph(text, INNER);
        // The sign of an entry takes the place of what its first line is set in by.
        if self.text.get(start..).is_some_and(|lines| lines.starts_with(INNER)) {
            self.text.replace_range(start..start.saturating_add(INNER.len()), ITEM);
        }
    }

    fn inner(&mut self, text: &str) {
        self.paragraph(text, INNER);
    }

    fn address(&mut self, address: &str) {
        self.text.push_str(address);
        self.text.push('\n');
    }

    fn rule(&mut self, sign: char) {
        self.text.extend(std::iter::repeat_n(sign, COLUMNS / 2));
        self.text.push('\n');
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Words as lines; a word that is longer than a line stands alone on one.
    fn paragraph(&mut self, words: &str, indent: &str) {
        let room = COLUMNS.saturating_sub(indent.len());
        let mut line = String::new();
        for word in words.split_whitespace() {
            let width = bidi::columns(&line).saturating_add(bidi::columns(word));
            if !line.is_empty() && width.saturating_add(1) > room {
                self.line(&line, indent);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(&line, indent);
    }

    fn line(&mut self, line: &str, indent: &str) {
        self.text.push_str(indent);
        if bidi::direction(line) == Some(Direction::LeftToRight) {
            self.text.push(RIGHT_TO_LEFT_MARK);
        }
        match self.look {
            Look::File => self.text.push_str(line),
            Look::Terminal => self.text.push_str(&bidi::isolated(line)),
        }
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(blocks: Vec<Block>, look: Look) -> String {
        let section = Section { id: "said", title: "الأقوال".to_owned(), blocks };
        let outline = Outline {
            title: "موجز".to_owned(),
            head_title: "موجز".to_owned(),
            site: "موجز".to_owned(),
            from: "2020-12-26".to_owned(),
            to: "2021-01-01".to_owned(),
            newest: "2020-12-30".to_owned(),
            notes: Vec::new(),
            sections: vec![section],
            colophon: "انتهى".to_owned(),
            cut: String::new(),
            url: None,
        };
        let text = text(&outline, look);
        let body = text.split(&format!("{}\n", "-".repeat(36))).nth(1).unwrap();
        body.trim_end_matches('\n').to_owned()
    }

    fn said(words: &str) -> Block {
        Block::Said {
            head: "قال (بلفظه)".to_owned(),
            words: words.to_owned(),
            origin: "BBC [١]".to_owned(),
            link: Some("https://example.org/d/1/#t-1".to_owned()),
        }
    }

    #[test]
    fn a_statement_stands_over_its_origin_and_address() {
        let expected = "- قال (بلفظه): «نعم»\n  \u{200f}BBC [١]\nhttps://example.org/d/1/#t-1";
        assert_eq!(written(vec![said("«نعم»")], Look::File), expected);
    }

    #[test]
    fn no_line_reads_from_left_to_right_and_none_is_too_wide() {
        let words = "اشترت أنقرة S-400 و Patriot Advanced Capability Three ثم عادت ".repeat(20);
        for look in [Look::File, Look::Terminal] {
            let text = written(vec![said(&words)], look);
            for line in text.lines().filter(|line| !line.starts_with("https://")) {
                assert!(bidi::columns(line) <= COLUMNS, "{line}");
                assert_ne!(bidi::direction(line), Some(Direction::LeftToRight), "{line:?}");
            }
        }
    }

    #[test]
    fn latin_is_isolated_on_a_terminal_only() {
        let block = |text: &str| vec![Block::Note { text: text.to_owned() }];
        assert_eq!(written(block("منظومة S-400"), Look::File), "منظومة S-400");
        let isolated = written(block("منظومة S-400"), Look::Terminal);
        assert_eq!(isolated, "منظومة \u{2068}S-400\u{2069}");
    }
}
