//! Messages: errors, warnings, totals and times, for people or as JSON lines.
//!
//! Everything that came from an input goes through [`visible`]. A message that cannot be written
//! is given up: there is nowhere left to say so.

mod checked;
mod failure;
#[cfg(feature = "send")]
mod sent;
#[cfg(feature = "serve")]
mod served;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Value, json};

use super::args::{Colour, Common, MessageFormat};
use super::progress::Progress;
use super::visible;
use crate::diagnostic::{Code, Diagnostic, Note};
use crate::error::{Error, ErrorKind, Result};
use crate::io::terminal;
use crate::pipeline::{Built, Counts, Step, Watch};

/// Diagnostics that are printed one by one.
const PRINTED: usize = 200;

/// Where messages go, and how.
pub(super) struct Reporter {
    format: MessageFormat,
    look: Look,
    voice: Voice,
    /// What the totals say was done to the documents: `published`.
    done: &'static str,
    progress: Option<Progress>,
}

/// How messages for people look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// Lines without colour, for files and pipes.
    Plain,
    /// For a terminal, without colour.
    Drawn,
    /// For a terminal, in colour.
    Coloured,
}

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// Everything.
    Full,
    /// Errors only.
    Quiet,
}

impl Reporter {
    /// As the options and the terminal want it.
    pub(super) fn new(common: &Common, done: &'static str) -> Self {
        let look = match common.color {
            Colour::Always => Look::Coloured,
            Colour::Auto if terminal::colour_is_welcome() => Look::Coloured,
            _ if terminal::messages_are_watched() => Look::Drawn,
            _ => Look::Plain,
        };
        let voice = if common.quiet { Voice::Quiet } else { Voice::Full };
        let is_watched = terminal::messages_are_watched()
            && voice == Voice::Full
            && common.message_format == MessageFormat::Text;
        let progress = is_watched.then(Progress::new);
        Self { format: common.message_format, look, voice, done, progress }
    }

    /// What stopped the command.
    pub(super) fn error(&self, error: &Error) {
        if let Some(progress) = &self.progress {
            progress.end();
        }
        match (self.format, self.look) {
            (MessageFormat::Json, _) => self.json(&failure::json(error)),
            (MessageFormat::Text, Look::Plain) => self.text(&failure::plain(error)),
            (MessageFormat::Text, look) => self.text(&failure::drawn(error, look)),
        }
    }

    /// Something the operator should know.
    pub(super) fn note(&self, message: &str) {
        if self.voice == Voice::Full {
            self.remark("note", CYAN, message);
        }
    }

    /// A fault of mujaz itself.
    pub(super) fn fault(&self, place: &str) {
        let message = format!("a fault of mujaz at {place}; please report it");
        self.remark("fault", YELLOW, &message);
    }

    fn remark(&self, kind: &str, colour: &str, message: &str) {
        let message = visible::line(message);
        match self.format {
            MessageFormat::Json => self.json(&json!({"type": kind, "message": message})),
            MessageFormat::Text => {
                self.text(&format!("{}: {message}\n", self.paint(kind, colour)));
            }
        }
    }

    /// A site that was built.
    pub(super) fn built(&self, built: &Built) {
        if let Some(progress) = &self.progress {
            progress.end();
        }
        if self.voice == Voice::Quiet {
            return;
        }
        built.published.notes.iter().for_each(|note| self.note(note));
        let published = &built.published;
        let folder = published.folder.to_string_lossy();
        if self.format == MessageFormat::Json {
            self.json(&json!({"type": "published", "folder": visible::line(&folder),
                "files": published.files, "unchanged": published.unchanged}));
            let steps: Vec<Value> = built.times.iter().map(|(step, time)| {
                json!({"step": step.name(), "milliseconds": milliseconds(*time)})
            }).collect();
            self.json(&json!({"type": "times", "steps": steps, "threads": built.threads}));
            return;
        }
        let changed = published.files.saturating_sub(published.unchanged);
        let folder = visible::line(&folder);
        let files = grouped(published.files);
        self.text(&match changed {
            0 => format!("{folder}: {files} files, nothing changed\n"),
            _ => {
                let (new, old) = (grouped(changed), grouped(published.unchanged));
                format!("{folder}: {files} files, {new} new or changed, {old} as before\n")
            }
        });
        self.text(&times(built));
    }

    fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        if self.format == MessageFormat::Json {
            diagnostics.iter().for_each(|diagnostic| self.json(&diagnostic_json(diagnostic)));
            return;
        }
        // Left out first, merged next, the rest last: what is printed one by one is what counts.
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|diagnostic| match diagnostic.code {
            Code::Skipped(_) => 0,
            Code::Duplicate => 1,
            Code::Note(Note::Correction | Note::Project) => 0,
            Code::Note(_) => 2,
        });
        let mut lines = String::new();
        let mut hinted = BTreeSet::new();
        for diagnostic in sorted.iter().take(PRINTED) {
            lines.push_str(&self.diagnostic_line(diagnostic));
            if let Some(hint) = &diagnostic.hint
                && hinted.insert(hint)
            {
                lines.push_str(&format!("  hint: {}\n", visible::line(hint)));
            }
        }
        let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in sorted.iter().skip(PRINTED) {
            let count = rest.entry(diagnostic.code.name()).or_default();
            *count = count.saturating_add(1);
        }
        if !rest.is_empty() {
            let n: usize = rest.values().sum();
            lines.push_str(&format!("{} more: {}\n", grouped(n), by_count(&rest)));
        }
        self.text(&lines);
    }

    fn diagnostic_line(&self, diagnostic: &Diagnostic) -> String {
        let (level, colour, end) = match diagnostic.code {
            Code::Skipped(_) => ("warning", YELLOW, "; skipped"),
            Code::Duplicate => ("note", CYAN, "; merged"),
            Code::Note(Note::Correction | Note::Project) => ("warning", YELLOW, ""),
            Code::Note(_) => ("note", CYAN, ""),
        };
        let level = self.paint(&format!("{level}[{}]", diagnostic.code.name()), colour);
        let document = visible::line(diagnostic.document.as_str());
        format!("{level}: {document}: {}{end}\n", visible::line(&diagnostic.message))
    }

    fn paint(&self, words: &str, colour: &str) -> String {
        match self.look {
            Look::Coloured => format!("\u{1b}[1;{colour}m{words}\u{1b}[0m"),
            _ => words.to_owned(),
        }
    }

    fn json(&self, value: &Value) {
        self.text(&format!("{value}\n"));
    }

    fn text(&self, text: &str) {
        let print = || {
            let mut stderr = io::stderr().lock();
            let _ = stderr.write_all(text.as_bytes());
        };
        match &self.progress {
            Some(progress) => progress.aside(print),
            None => print(),
        }
    }
}

impl Watch for Reporter {
    fn begins(&self, step: Step, parts: usize) {
        if let Some(progress) = &self.progress {
            progress.begin(step, parts);
        }
    }

    fn part_done(&self) {
        if let Some(progress) = &self.progress {
            progress.advance();
        }
    }

    fn noticed(&self, diagnostics: &[Diagnostic]) {
        if self.voice == Voice::Full {
            self.diagnostics(diagnostics);
        }
    }

    fn counted(&self, counts: &Counts) {
        match (self.voice, self.format) {
            (Voice::Quiet, _) => {}
            (Voice::Full, MessageFormat::Text) => self.text(&totals(counts, self.done)),
            (Voice::Full, MessageFormat::Json) => self.json(&json!({
                "type": "totals", "seen": counts.seen, (self.done): counts.published,
                "merged": counts.merged, "skipped": counts.skipped,
            })),
        }
    }
}

/// Wrong usage: clap's words, made harmless, and exit status 2; help and version are results.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A closed pipe is no failure, and nothing else can be done about the rest.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let _ = io::stderr().write_all(visible::lines(&text).as_bytes());
    ExitCode::from(2)
}

/// An error where nothing of what was named could be read; with `--strict`, where anything was
/// skipped.
pub(super) fn judge(counts: &Counts, common: &Common) -> Result<()> {
    let n_skipped: usize = counts.skipped.values().sum();
    if counts.seen > 0 && n_skipped == counts.seen {
        let message = "no document could be read";
        return Err(Error::new(ErrorKind::Read, message)
            .hint("the reasons stand above; docs/codes.md says what to do about each"));
    }
    if !common.strict || n_skipped == 0 {
        return Ok(());
    }
    let message =
        format!("{n_skipped} of {} documents skipped, and --strict is given", counts.seen);
    Err(Error::new(ErrorKind::Strict, message))
}

const CYAN: &str = "36";
const YELLOW: &str = "33";

/// `1,204 documents: 1,180 published, 9 merged, 15 skipped (encoding 9, empty 4, too-large 2)`.
fn totals(counts: &Counts, done: &str) -> String {
    let n_skipped: usize = counts.skipped.values().sum();
    let reasons = match n_skipped {
        0 => String::new(),
        _ => format!(" ({})", by_count(&counts.skipped)),
    };
    format!(
        "{} {}: {} {done}, {} merged, {} skipped{reasons}\n",
        grouped(counts.seen),
        if counts.seen == 1 { "document" } else { "documents" },
        grouped(counts.published),
        grouped(counts.merged),
        grouped(n_skipped),
    )
}

/// `read 3 ms, extract 21 ms; 24 ms with 2 threads`.
fn times(built: &Built) -> String {
    let steps: Vec<String> =
        built.times.iter().map(|(step, time)| format!("{} {}", step.name(), span(*time))).collect();
    let all: Duration = built.times.iter().map(|(_, time)| *time).sum();
    let threads = if built.threads == 1 { "thread" } else { "threads" };
    format!("{}; {} with {} {threads}\n", steps.join(", "), span(all), built.threads)
}

/// A time as people read it.
fn span(time: Duration) -> String {
    match milliseconds(time) {
        ms if ms < 10_000 => format!("{ms} ms"),
        ms => format!("{} s", ms / 1000),
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// `encoding 9, empty 4`: the most frequent first.
fn by_count<K: AsRef<str> + Ord>(counts: &BTreeMap<K, usize>) -> String {
    let mut sorted: Vec<(&K, &usize)> = counts.iter().collect();
    sorted.sort_by(|one, other| other.1.cmp(one.1));
    let words = sorted.iter().map(|(name, n)| format!("{} {}", name.as_ref(), grouped(**n)));
    words.collect::<Vec<_>>().join(", ")
}

/// A number with a comma after every third digit.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (ix, digit) in digits.chars().enumerate() {
        if ix > 0 && (digits.len() - ix).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn diagnostic_json(diagnostic: &Diagnostic) -> Value {
    let is_warning =
        matches!(diagnostic.code, Code::Skipped(_) | Code::Note(Note::Correction | Note::Project));
    let level = if is_warning { "warning" } else { "note" };
    json!({
        "type": "diagnostic",
        "level": level,
        "code": diagnostic.code.name(),
        "document": visible::line(diagnostic.document.as_str()),
        "span": diagnostic.span.map(|span| [span.start, span.end]),
        "message": visible::line(&diagnostic.message),
        "hint": diagnostic.hint.as_deref().map(visible::line),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_add_up_in_words() {
        let skipped = [("too-large", 2), ("encoding", 9), ("empty", 4)];
        let skipped = skipped.map(|(name, n)| (name.to_owned(), n)).into();
        let counts = Counts { seen: 1204, published: 1180, merged: 9, skipped };
        assert_eq!(
            totals(&counts, "published"),
            "1,204 documents: 1,180 published, 9 merged, 15 skipped (encoding 9, empty 4, too-large 2)\n"
        );
        let one = Counts { seen: 1, published: 1, ..Counts::default() };
        assert_eq!(totals(&one, "read"), "1 document: 1 read, 0 merged, 0 skipped\n");
    }

    #[test]
    fn numbers_are_grouped() {
        for (n, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(n), expected);
        }
    }
}
