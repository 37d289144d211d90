//! The page of a document beside what it is made from: its words stand in `text.txt`, in their order; its
//! headline, day and statements are those of its data.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;

use super::Shelf;
use super::finding::{Findings, shown};
use super::links::anchor;
use super::markup::{Look, Tag};
use super::own_words::collapsed;
use super::rules;
use super::site::File;

/// Elements that hold a paragraph of a document.
const BLOCKS: [&str; 4] = ["h1", "h3", "li", "p"];
/// How sure a day is that is not shown as one.
const UNDATED: [&str; 2] = ["conflict", "none"];
/// How sure a day is that programs are told.
const TRUSTED: [&str; 2] = ["firm", "probable"];

/// What the data of a document say, as far as its page says it too.
#[derive(Deserialize)]
pub(super) struct Record {
    file: String,
    headline: Option<Words>,
    date: Day,
    statements: Vec<Said>,
    removed: Vec<Removed>,
}

impl Record {
    /// The data of a document; `None` where they cannot be read, which is found there.
    pub(super) fn of(id: &str, shelf: &dyn Shelf) -> Option<Self> {
        let bytes = shelf.bytes(&format!("api/v1/documents/{id}.json"))?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Where the lines of its text that are neither its headline nor removed stand in the text on one
    /// line, which is `line`.
    fn due(&self, source: &str, line: &str) -> Vec<Range<usize>> {
        let headline = self.headline.iter().filter_map(|it| it.span.as_ref());
        let removed = self.removed.iter().map(|it| &it.span);
        let mut cuts: Vec<(usize, usize)> = headline.chain(removed).map(|it| it.bytes).collect();
        cuts.push((source.len(), source.len()));
        cuts.sort_unstable();
        let (mut due, mut reached, mut from) = (Vec::new(), 0usize, 0usize);
        let mut pass = |words: &str| {
            let blank = line.get(reached..).is_some_and(|rest| rest.starts_with(' '));
            let start = reached.saturating_add(usize::from(blank && !words.is_empty()));
            reached = start.saturating_add(words.len());
            start..reached
        };
        for (start, end) in cuts {
            let kept = source.get(from..start.max(from)).unwrap_or_default();
            let lines = kept.lines().map(collapsed).filter(|words| !words.is_empty());
            due.extend(lines.map(|words| pass(&words)));
            let end = end.max(from);
            pass(&collapsed(source.get(start.max(from)..end).unwrap_or_default()));
            from = end;
        }
        due
    }

    /// True for the name of its file, perhaps cut, which stands for a headline where there is none.
    pub(super) fn is_name(&self, words: &str) -> bool {
        let name = collapsed(self.file.rsplit('/').next().unwrap_or_default());
        let head = words.strip_suffix('…').map(str::trim_end);
        self.headline.is_none()
            && (name == words || head.is_some_and(|head| name.starts_with(head)))
    }
}

#[derive(Deserialize)]
struct Words {
    text: String,
    #[serde(default)]
    span: Option<Stretch>,
}

/// What was taken for no part of the article.
#[derive(Deserialize)]
struct Removed {
    span: Stretch,
}

/// Where words stand in the text.
#[derive(Deserialize)]
struct Stretch {
    bytes: (usize, usize),
}

#[derive(Deserialize)]
struct Day {
    day: Option<String>,
    confidence: String,
}

#[derive(Deserialize)]
struct Said {
    id: String,
    kind: String,
}

/// Looks at a page, if it is that of a document.
pub(super) struct Document(Option<Sheet>);

/// The page of a document, while it is read.
struct Sheet {
    id: String,
    /// The document on one line.
    text: String,
    /// `None` where the data cannot be read, which is found there.
    record: Option<Record>,
    /// The open block that holds words of the document.
    block: Option<Block>,
    /// Bytes of `text` up to which the full text has come.
    reached: usize,
    /// Bytes of `text` that are to stand in the full text: its lines but for the headline and what was removed.
    due: Vec<Range<usize>>,
    /// Bytes of `text` that stand there.
    shown: Vec<Range<usize>>,
    /// What the page says that it leaves out.
    left: Vec<String>,
    /// The first heading of the page, and whether it is whole.
    heading: String,
    is_headed: bool,
    /// The day on the card.
    day: Option<String>,
    /// Statements that the page lists, with their kinds.
    listed: BTreeMap<String, String>,
}

struct Block {
    depth: usize,
    at: usize,
    words: String,
    place: Place,
}

/// Where a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the full text, paragraph for paragraph.
    Text,
    /// In the list of what is left out, perhaps cut.
    Left,
    /// Anywhere else, perhaps cut.
    Beside,
}

impl Document {
    pub(super) fn new(file: File<'_>) -> Self {
        let id = file.path.strip_prefix("d/").and_then(|rest| rest.strip_suffix("/index.html"));
        let Some(id) = id.filter(|_| !file.site.is_retired(file.path)) else { return Self(None) };
        let Some(text) = file.shelf.bytes(&format!("d/{id}/text.txt")) else { return Self(None) };
        let record = Record::of(id, file.shelf);
        let source = String::from_utf8_lossy(&text);
        let text = collapsed(&source);
        Self(Some(Sheet {
            id: id.to_owned(),
            due: record.as_ref().map(|record| record.due(&source, &text)).unwrap_or_default(),
            text,
            record,
            block: None,
            reached: 0,
            shown: Vec::new(),
            left: Vec::new(),
            heading: String::new(),
            is_headed: false,
            day: None,
            listed: BTreeMap::new(),
        }))
    }

    /// The hash of the day that the page shows; `None` where it shows none.
    pub(super) fn day(&self) -> Option<u64> {
        self.0.as_ref()?.day.as_deref().map(anchor)
    }
}

impl Look for Document {
    fn start(&mut self, tag: &Tag, open: &[Tag], findings: &mut Findings<'_>) {
        if let Some(sheet) = &mut self.0 {
            sheet.start(tag, open, findings);
        }
    }

    fn text(&mut self, text: &str, at: usize, open: &[Tag], findings: &mut Findings<'_>) {
        let Some(sheet) = &mut self.0 else { return };
        if open.last().is_some_and(|tag| tag.get("type") == Some("application/ld+json")) {
            return sheet.linked_data(text, at, findings);
        }
        // Numbers lead back to the list; they are ours.
        if open.iter().any(|tag| tag.is_of("m__n") || tag.is_of("vh")) {
            return;
        }
        if let Some(block) = &mut sheet.block {
            block.words.push_str(text);
        }
        if open.iter().any(|tag| tag.name == "h1") && !sheet.is_headed {
            sheet.heading.push_str(text);
        }
    }

    fn end(&mut self, open: &[Tag], findings: &mut Findings<'_>) {
        let Some(sheet) = &mut self.0 else { return };
        sheet.is_headed |= open.last().is_some_and(|tag| tag.name == "h1");
        let depth = open.len().saturating_sub(1);
        if let Some(block) = sheet.block.take_if(|block| block.depth == depth) {
            sheet.judge(&block, findings);
        }
    }

    fn close(&mut self, findings: &mut Findings<'_>) {
        if let Some(sheet) = &mut self.0 {
            sheet.close(findings);
        }
    }
}

impl Sheet {
    fn start(&mut self, tag: &Tag, open: &[Tag], findings: &mut Findings<'_>) {
        let is_in = |class: &str| open.iter().any(|it| it.is_of(class));
        let is_quoted = open.iter().any(|it| it.name == "blockquote");
        if BLOCKS.contains(&tag.name.as_str()) && tag.get("dir") == Some("auto") && !is_quoted {
            let place = match () {
                () if is_in("text") && !is_in("head") => Place::Text,
                () if open.iter().any(|it| it.name == "details") => Place::Left,
                () => Place::Beside,
            };
            let (depth, at) = (open.len(), tag.at);
            self.block = Some(Block { depth, at, words: String::new(), place });
        }
        if let Some(id) = tag.get("id").and_then(|id| id.strip_prefix("q-")) {
            let kind = tag.get("data-kind").unwrap_or_default();
            self.listed.insert(id.to_owned(), kind.to_owned());
        }
        let is_card = open.iter().any(|it| it.get("id") == Some("date"));
        let Some(record) = self.record.as_ref().filter(|_| is_card) else { return };
        if tag.name == "time" {
            let day = tag.get("datetime").unwrap_or_default();
            self.day = Some(day.to_owned());
            let is_shown = !UNDATED.contains(&&*record.date.confidence);
            if record.date.day.as_deref() != Some(day) || !is_shown {
                findings.add(rules::DAY, tag.at, self.other(&format!("{day:?} is not the day")));
            }
        }
        let sure = tag.get("data-date").filter(|it| *it != record.date.confidence);
        if let Some(sure) = sure {
            findings.add(
                rules::DAY,
                tag.at,
                self.other(&format!("{sure:?} is not how sure the day is")),
            );
        }
    }

    /// What is other in the data.
    fn other(&self, what: &str) -> String {
        format!("{what} in api/v1/documents/{}.json", self.id)
    }

    /// A block has ended.
    fn judge(&mut self, block: &Block, findings: &mut Findings<'_>) {
        let words = collapsed(&block.words);
        let from = if block.place == Place::Text { self.reached } else { 0 };
        let found = |words: &str| self.text.get(from..).and_then(|rest| rest.find(words));
        // A line that is due is meant before others that only begin alike, such as a description cut short.
        let first = self.due.partition_point(|line| line.start < from);
        let mut lines = self.due.iter().skip(first).map(|line| line.start);
        let due = lines
            .find(|at| self.text.get(*at..).is_some_and(|rest| rest.starts_with(words.as_str())));
        let due = due.filter(|_| block.place == Place::Text);
        match due.map(|at| at.saturating_sub(from)).or_else(|| found(&words)) {
            Some(at) if block.place == Place::Text => {
                let start = from.saturating_add(at);
                self.reached = start.saturating_add(words.len());
                self.shown.push(start..self.reached);
            }
            Some(_) if block.place == Place::Left => {
                self.left.push(words.trim_end_matches(['…', ' ']).to_owned());
            }
            Some(_) => {}
            None if self.record.as_ref().is_some_and(|record| record.is_name(&words)) => {}
            None if block.place == Place::Text
                || found(words.trim_end_matches(['…', ' '])).is_none() =>
            {
                let what = format!("«{}» is not in d/{}/text.txt", shown(&words), self.id);
                let order =
                    if self.text.contains(&words) { " behind what stands before it" } else { "" };
                findings.add(rules::WORDS, block.at, format!("{what}{order}"));
            }
            None if block.place == Place::Left => {
                self.left.push(words.trim_end_matches(['…', ' ']).to_owned());
            }
            None => {}
        }
    }

    /// The lines that are due and not shown, nor said to be left out; lines that say the headline
    /// again are its copies.
    fn left_out(&self, findings: &mut Findings<'_>) {
        let headline = self.record.as_ref().and_then(|record| record.headline.as_ref());
        let headline = headline.map(|it| collapsed(&it.text)).unwrap_or_default();
        for line in &self.due {
            let words = self.text.get(line.clone()).unwrap_or_default();
            let is_shown = self.shown.iter().any(|it| it.start <= line.start && line.end <= it.end);
            let is_left = self.left.iter().any(|it| !it.is_empty() && words.starts_with(&**it));
            let is_said = is_shown || is_left || headline.contains(words);
            if !is_said && words.contains(char::is_alphanumeric) {
                let what = format!("«{}» of d/{}/text.txt is missing", shown(words), self.id);
                findings.add(rules::LEFT_OUT, 0, what);
            }
        }
    }

    /// What the page tells programs of the article.
    fn linked_data(&self, data: &str, at: usize, findings: &mut Findings<'_>) {
        let (Some(record), Ok(data)) = (&self.record, serde_json::from_str::<Value>(data)) else {
            return;
        };
        let mut pending = vec![&data];
        while let Some(value) = pending.pop() {
            match value {
                Value::Array(items) => pending.extend(items),
                Value::Object(object) => {
                    let text = |key: &str| object.get(key).and_then(Value::as_str);
                    self.trusted_day(record, text("datePublished"), at, findings);
                    let headline = record.headline.as_ref().map(|it| &*it.text);
                    if text("headline").is_some_and(|it| Some(it) != headline) {
                        let what =
                            self.other("the linked data have another headline than there is");
                        findings.add(rules::WORDS, at, what);
                    }
                    pending.extend(object.values());
                }
                _ => {}
            }
        }
    }

    /// A day that programs are told.
    fn trusted_day(
        &self,
        record: &Record,
        day: Option<&str>,
        at: usize,
        findings: &mut Findings<'_>,
    ) {
        let is_trusted = TRUSTED.contains(&&*record.date.confidence);
        if day.is_some_and(|_| day != record.date.day.as_deref() || !is_trusted) {
            let what = format!("{:?} is no trusted day", day.unwrap_or_default());
            findings.add(rules::DAY, at, self.other(&what));
        }
    }

    fn close(&self, findings: &mut Findings<'_>) {
        let Some(record) = &self.record else { return };
        self.left_out(findings);
        let heading = collapsed(&self.heading);
        let headline = record.headline.as_ref().map(|it| collapsed(&it.text));
        if headline.is_some_and(|headline| headline != heading) {
            let what = format!("«{}» is not the headline", shown(&heading));
            findings.add(rules::WORDS, 0, self.other(&what));
        }
        for said in &record.statements {
            let listed = self.listed.get(&said.id);
            if listed.is_none_or(|kind| *kind != said.kind) {
                let what = format!("the statement {} is not listed as it is", said.id);
                findings.add(rules::PLACE, 0, self.other(&what));
            }
        }
        let n = (self.listed.len(), record.statements.len());
        if n.0 > n.1 {
            let what = format!("{} statements are listed, of {}", n.0, n.1);
            findings.add(rules::PLACE, 0, self.other(&what));
        }
    }
}
