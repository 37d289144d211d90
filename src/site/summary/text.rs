//! A summary as plain text: for a terminal, a pager, a pipe.

use crate::lang::bidi::{self, Direction};
use crate::lang::visual::Visual;
use crate::site::display::{Display, fill};
use crate::site::view::{GistDocument, GistStatement, GistView};

/// Columns that lines are wrapped at where nothing else is asked for.
pub const COLUMNS: usize = 72;

/// How a text is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Columns of a line, at least 1; a word that is longer stands alone on a line.
    pub columns: usize,
    /// Who orders what is read from right to left.
    pub order: Order,
    /// Whether there is colour.
    pub ink: Ink,
}

/// Who orders what is read from right to left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Whoever reads the text: nothing is added to it.
    Plain,
    /// The terminal: Latin runs are isolated, and every line begins from the right.
    Terminal,
    /// Nobody: letters are joined and stand in the order of the screen, at its right side.
    Visual,
}

/// Whether there is colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// None.
    Plain,
    /// By the escapes of terminals.
    Colour,
}

/// What a word is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    Title,
    Fact,
    Speaker,
    Text,
    /// The name of a file before a closing bracket: a word, whatever is in it, that reads by its own letters.
    File,
}

impl Tone {
    /// The escape that begins it; empty where none is needed.
    fn escape(self) -> &'static str {
        match self {
            Self::Title => "\u{1b}[1m",
            Self::Fact | Self::File => "\u{1b}[2m",
            Self::Speaker => "\u{1b}[31m",
            Self::Text => "",
        }
    }
}

const END: &str = "\u{1b}[0m";

impl GistView {
    /// The summary as lines: title, facts, sentences, statements by number, and the documents
    /// where there are several. Whatever a terminal would obey is a visible escape.
    pub fn text(&self, display: &Display, style: TextStyle) -> String {
        let words = &display.words().summary;
        let mut lines = Lines::new(style);
        lines.paragraph(&[(Tone::Title, &self.title)]);
        for fact in &self.facts {
            lines.paragraph(&[(Tone::Fact, fact)]);
        }
        for sentence in &self.sentences {
            lines.blank();
            let source = reference(&words.reference, sentence.source.as_deref());
            lines.paragraph(&[(Tone::Text, &sentence.text), (Tone::Fact, &source)]);
        }
        lines.blank();
        if let Some(none) = &self.none {
            lines.paragraph(&[(Tone::Fact, none)]);
        }
        for said in &self.statements {
            let number = fill(&words.number, &[("n", &said.number)]);
            let source = reference(&words.reference, said.source.as_deref());
            lines.paragraph(&[
                (Tone::Text, &number),
                (Tone::Speaker, &format!("{}:", said.who)),
                (Tone::Text, &said.words()),
                (Tone::Fact, &source),
            ]);
        }
        if !self.documents.is_empty() {
            lines.blank();
            lines.paragraph(&[(Tone::Title, &words.documents)]);
        }
        for document in &self.documents {
            let number = reference(&words.reference, Some(&document.number));
            let (facts, file) = document.facts_and_file();
            lines.paragraph(&[
                (Tone::Fact, &number),
                (Tone::Text, &document.headline),
                (Tone::Fact, &facts),
                (Tone::File, &file),
            ]);
        }
        if let Some(more) = &self.more {
            lines.paragraph(&[(Tone::Fact, more)]);
        }
        lines.finished()
    }
}

/// The number of a document in brackets; nothing where there is one document only.
fn reference(pattern: &str, number: Option<&str>) -> String {
    number.map_or_else(String::new, |n| fill(pattern, &[("n", n)]))
}

impl GistStatement {
    /// Verb, complementiser and words.
    pub(super) fn words(&self) -> String {
        let mut line = String::new();
        for words in self.verb.iter().chain(&self.comp) {
            line.push_str(words);
            line.push(' ');
        }
        if self.colon {
            line.truncate(line.trim_end().len());
            line.push_str(": ");
        }
        if self.quoted {
            line.extend(["«", &self.text, "»"]);
        } else {
            line.push_str(&self.text);
        }
        line
    }
}

impl GistDocument {
    /// Outlet, day and file.
    pub(super) fn facts(&self) -> String {
        let (facts, file) = self.facts_and_file();
        format!("{facts} {file}")
    }

    fn facts_and_file(&self) -> (String, String) {
        (format!("({}، {}،", self.outlet, self.date), format!("{})", self.file))
    }
}

/// Lines in the making.
struct Lines {
    style: TextStyle,
    visual: Option<Visual>,
    text: String,
}

impl Lines {
    fn new(style: TextStyle) -> Self {
        let visual = (style.order == Order::Visual).then(Visual::new);
        Self { style, visual, text: String::new() }
    }

    /// Adds words as lines that are wrapped at blanks.
    fn paragraph(&mut self, parts: &[(Tone, &str)]) {
        let mut line: Vec<(Tone, String)> = Vec::new();
        let mut used = 0usize;
        let words = parts.iter().flat_map(|(tone, text)| match tone {
            Tone::File => vec![(Tone::Fact, self.file(text))],
            tone => text.split_whitespace().map(|word| (*tone, bidi::sanitised(word))).collect(),
        });
        for (tone, word) in words.collect::<Vec<_>>() {
            let width = bidi::columns(&word);
            let after = used.saturating_add(width).saturating_add(usize::from(used > 0));
            if used > 0 && after > self.style.columns {
                self.line(&std::mem::take(&mut line));
                used = width;
            } else {
                used = after;
            }
            line.push((tone, word));
        }
        if !line.is_empty() {
            self.line(&line);
        }
    }

    fn file(&self, name: &str) -> String {
        let word = bidi::sanitised(name);
        match (self.style.order, word.strip_suffix(')')) {
            (Order::Terminal | Order::Visual, Some(name)) => bidi::apart(name) + ")",
            _ => word,
        }
    }

    fn line(&mut self, words: &[(Tone, String)]) {
        let runs: Vec<(Tone, String)> = words
            .chunk_by(|one, other| one.0 == other.0)
            .filter_map(|run| {
                let words: Vec<&str> = run.iter().map(|(_, word)| word.as_str()).collect();
                Some((run.first()?.0, words.join(" ")))
            })
            .collect();
        let whole = || runs.iter().map(|(_, run)| run.as_str()).collect::<Vec<_>>().join(" ");
        if let Some(visual) = &self.visual {
            let line = visual.line(&whole());
            let width = bidi::columns(&line);
            self.text.push_str(&" ".repeat(self.style.columns.saturating_sub(width)));
            // In the order of the screen the words of a line cannot be told apart any more.
            let tone = match runs.as_slice() {
                [(tone, _)] => *tone,
                _ => Tone::Text,
            };
            self.inked(tone, &line);
            self.text.push('\n');
            return;
        }
        let for_terminal = self.style.order == Order::Terminal;
        if for_terminal && bidi::direction(&whole()) != Some(Direction::RightToLeft) {
            self.text.push('\u{200f}');
        }
        for (place, (tone, run)) in runs.iter().enumerate() {
            if place > 0 {
                self.text.push(' ');
            }
            let run = if for_terminal { bidi::isolated(run) } else { run.clone() };
            self.inked(*tone, &run);
        }
        self.text.push('\n');
    }

    fn inked(&mut self, tone: Tone, run: &str) {
        let escape = tone.escape();
        if self.style.ink == Ink::Plain || escape.is_empty() {
            self.text.push_str(run);
        } else {
            self.text.extend([escape, run, END]);
        }
    }

    /// An empty line, between two paragraphs only.
    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn finished(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }
}
