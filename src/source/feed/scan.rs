//! The entries of a feed one after the other, without a tree of the whole.
//!
//! A broken entry costs that entry: reading goes on at the next one. Nothing outside the file is
//! looked at: a document type, which could define references, refuses the file.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::Skip;

use super::super::Refusal;
use super::entry::{Closing, Entry, Family, Form, Value, absolute, attribute};
use super::names::{namespace, role};

/// Largest entry, in bytes.
pub(super) const ENTRY: usize = 4 << 20;
/// Most elements inside each other in an entry.
const DEPTH: usize = 64;
/// Most broken entries: after each the rest of the file may have to be looked through.
const FAULTS: usize = 100;
/// Most elements around an entry: the root and the channel, and some that do not belong there.
const AROUND: usize = 4;
/// Longest title of a feed, in bytes.
const TITLE: usize = 2_000;
const MEND: &str = "mend the feed there, or save its entries as pages";

/// An entry with its place.
pub(super) struct Found<'a> {
    /// As it stands in the file.
    pub(super) source: &'a str,
    /// The line that it begins in, from 1.
    pub(super) line: usize,
    pub(super) entry: Result<Entry, Refusal>,
}

/// Reads entries.
pub(super) struct Scan<'a> {
    source: &'a str,
    reader: NsReader<&'a [u8]>,
    /// Where the reader began.
    origin: usize,
    pub(super) family: Family,
    /// The elements around the entries, the outermost first, and how many are open inside those.
    around: Vec<BytesStart<'a>>,
    deeper: usize,
    /// The title of the feed, as far as it has been read.
    pub(super) title: Option<Value>,
    /// The entry that was found last: where it begins, and in which line.
    last: (usize, usize),
    /// How an entry begins.
    needle: String,
    faults: usize,
    /// What is broken outside entries, first of all.
    broken: Option<Refusal>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The first tag is not read yet.
    Head,
    Inside,
    End,
    /// So much is broken that the rest is not read.
    GivenUp,
}

impl<'a> Scan<'a> {
    /// The entries of a feed.
    ///
    /// # Errors
    /// When it is none, or its head is broken.
    pub(super) fn new(source: &'a str) -> Result<Self, Refusal> {
        let mut scan = Self {
            source,
            reader: reader(source),
            origin: 0,
            family: Family::Rss,
            around: Vec::new(),
            deeper: 0,
            title: None,
            last: (0, 1),
            needle: String::new(),
            faults: 0,
            broken: None,
            state: State::Head,
        };
        scan.head()?;
        Ok(scan)
    }

    /// Reads up to the root, which says what it is. The root is read again as part of the feed.
    fn head(&mut self) -> Result<(), Refusal> {
        let no_feed = |root: &str| {
            let what = if root.is_empty() { "no XML".to_owned() } else { format!("`{root}`") };
            let refusal = Refusal::new(Skip::Format, format!("{what}, not a feed"));
            refusal.hint("read are RSS (`rss`, `RDF`) and Atom (`feed`, `entry`)")
        };
        if !self.source.trim_start().starts_with('<') {
            return Err(no_feed(""));
        }
        loop {
            let start = self.position();
            match self.reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => {
                    let root = tag.local_name();
                    let root: &str = root.as_ref();
                    let (family, name) = match root.to_ascii_lowercase().as_str() {
                        "rss" | "rdf" => (Family::Rss, "<item"),
                        "feed" | "entry" => (Family::Atom, "<entry"),
                        _ => return Err(no_feed(root)),
                    };
                    (self.family, self.needle) = (family, name.to_owned());
                    self.restart(start);
                    self.state = State::Inside;
                    return Ok(());
                }
                Ok(Event::DocType(_)) => return Err(doctype()),
                Ok(Event::Eof) => return Err(no_feed("")),
                Ok(_) => {}
                Err(error) => return Err(self.malformed(&error.to_string())),
            }
        }
    }

    fn position(&self) -> usize {
        self.origin.saturating_add(usize::try_from(self.reader.buffer_position()).unwrap_or(0))
    }

    /// The next entry, or `None` at the end.
    pub(super) fn next(&mut self) -> Option<Found<'a>> {
        while self.state == State::Inside {
            let start = self.position();
            match self.reader.read_event() {
                Ok(Event::Start(tag)) if self.is_entry(&tag) => {
                    return Some(self.found(start, &tag, Closing::Later));
                }
                Ok(Event::Empty(tag)) if self.is_entry(&tag) => {
                    return Some(self.found(start, &tag, Closing::AtOnce));
                }
                Ok(Event::Start(tag)) => self.enter(tag),
                Ok(Event::End(_)) => self.leave(),
                Ok(Event::Text(text)) => self.title(&text),
                Ok(Event::CData(text)) => self.title(&text),
                Ok(Event::GeneralRef(name)) => self.title(&format!("&{};", &*name)),
                Ok(Event::Eof) => self.state = State::End,
                Ok(_) => {}
                // Whatever stands between entries is no document.
                // The tag of an entry itself.
                Err(error) if self.begins(self.source.get(start..).unwrap_or_default()) => {
                    let line = self.line(start);
                    let entry = Err(self.malformed(&error.to_string()));
                    self.last = (start, line);
                    self.recover(start.saturating_add(1));
                    return Some(Found { source: "", line, entry });
                }
                Err(error) => {
                    let refusal = self.malformed(&error.to_string());
                    self.broken.get_or_insert(refusal);
                    self.recover(start.saturating_add(1));
                }
            }
        }
        None
    }

    fn is_entry(&self, tag: &BytesStart<'_>) -> bool {
        let name = match self.family {
            Family::Rss => "item",
            Family::Atom => "entry",
        };
        tag.local_name().as_ref() == name && self.deeper == 0 && self.around.len() < AROUND
    }

    fn enter(&mut self, tag: BytesStart<'a>) {
        if self.deeper > 0 || self.around.len() >= AROUND {
            self.deeper = self.deeper.saturating_add(1);
        } else {
            self.around.push(tag);
        }
    }

    fn leave(&mut self) {
        if self.deeper > 0 {
            self.deeper = self.deeper.saturating_sub(1);
        } else {
            self.around.pop();
        }
    }

    /// Text between entries: of use where it is the title of the feed.
    fn title(&mut self, text: &str) {
        let [.., around, tag] = self.around.as_slice() else { return };
        let is_title = tag.local_name().as_ref() == "title"
            && matches!(around.local_name().as_ref(), "channel" | "feed")
            && tag.name().prefix().map(|prefix| prefix.into_inner())
                == around.name().prefix().map(|prefix| prefix.into_inner());
        if is_title && self.deeper == 0 {
            let empty = || Value { form: Form::Html, text: String::new() };
            let title = self.title.get_or_insert_with(empty);
            if title.text.len().saturating_add(text.len()) <= TITLE {
                title.text.push_str(text);
            }
        }
    }

    /// The entry that begins at `start`.
    fn found(&mut self, start: usize, tag: &BytesStart<'a>, closing: Closing) -> Found<'a> {
        let line = self.line(start);
        self.last = (start, line);
        tag.name().as_ref().clone_into(&mut self.needle);
        self.needle.insert(0, '<');
        let entry = match closing {
            Closing::Later => self.entry(start, tag),
            Closing::AtOnce => Ok(Entry::default()),
        };
        let end = self.position();
        let source = self.source.get(start..end).unwrap_or_default();
        if matches!(&entry, Err(refusal) if refusal.reason == Skip::Malformed) {
            self.recover(start.saturating_add(1));
        }
        Found { source, line, entry }
    }

    /// Reads an entry up to its end. What is over a limit is read on without being kept.
    fn entry(&mut self, start: usize, tag: &BytesStart<'a>) -> Result<Entry, Refusal> {
        let own = namespace(&self.reader.resolver().resolve_element(tag.name()).0).into_owned();
        let mut bases = self.around.iter().chain([tag]);
        let base = bases.try_fold(None::<String>, |base, tag| {
            let here = attribute(tag, "xml:base");
            Some(here.map(|here| absolute(base.as_deref(), &here)).or(base))
        });
        let mut entry = Entry::new(base.flatten());
        let mut depth = 0usize;
        let mut refusal: Option<Refusal> = None;
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.malformed(&error.to_string())),
            };
            match &event {
                Event::End(_) if depth == 0 => break,
                Event::Start(_) => depth = depth.saturating_add(1),
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof => return Err(self.malformed("the file ends in this entry")),
                Event::DocType(_) => return Err(self.malformed("a document type in an entry")),
                _ => {}
            }
            if refusal.is_none() {
                refusal = over_limit(self.position().saturating_sub(start), depth);
                self.take(&mut entry, &event, &own, depth);
            }
        }
        match refusal {
            Some(refusal) => Err(refusal),
            None => Ok(entry),
        }
    }

    /// Gives an event to the entry. `depth`: how many elements are open in it after the event.
    fn take(&self, entry: &mut Entry, event: &Event<'a>, own: &str, depth: usize) {
        match event {
            Event::Start(tag) if depth == 1 => self.child(entry, tag, own),
            Event::Start(tag) => entry.begin_inside(tag, Closing::Later),
            Event::Empty(tag) if depth == 0 => {
                self.child(entry, tag, own);
                entry.finish();
            }
            Event::Empty(tag) => entry.begin_inside(tag, Closing::AtOnce),
            Event::End(tag) => entry.end(tag.local_name().as_ref()),
            Event::Text(text) => entry.text(text),
            Event::CData(text) => entry.text(text),
            Event::GeneralRef(name) => entry.reference(name),
            _ => {}
        }
    }

    fn child(&self, entry: &mut Entry, tag: &BytesStart<'a>, own: &str) {
        let (resolved, name) = self.reader.resolver().resolve_element(tag.name());
        if let Some(role) = role(&namespace(&resolved), name.as_ref(), own) {
            entry.begin(role, tag, self.family);
        }
    }

    /// True for a text that begins with the tag of an entry.
    fn begins(&self, text: &str) -> bool {
        let after = text.strip_prefix(self.needle.as_str());
        let next = after.and_then(|after| after.chars().next());
        next.is_some_and(|c| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
    }

    /// Goes on at the next entry that begins at `from` or after it.
    fn recover(&mut self, from: usize) {
        self.faults = self.faults.saturating_add(1);
        let rest = self.source.get(self.source.ceil_char_boundary(from)..).unwrap_or_default();
        let mut places = rest.match_indices(self.needle.as_str()).map(|(at, _)| at);
        let next = places.find(|at| self.begins(rest.get(*at..).unwrap_or_default()));
        match next {
            None => self.state = State::End,
            Some(_) if self.faults >= FAULTS => self.state = State::GivenUp,
            Some(at) => {
                self.restart(self.source.len().saturating_sub(rest.len()).saturating_add(at));
            }
        }
    }

    /// Why the file gave none or fewer than it may hold of so many entries found.
    pub(super) fn refusal(self, found: usize) -> Option<Refusal> {
        let (_, line) = self.last;
        let message = format!("over {FAULTS} broken entries: after line {line} nothing is read");
        match self.state {
            State::GivenUp => Some(Refusal::new(Skip::Malformed, message).hint(MEND)),
            _ if found > 0 => None,
            _ => Some(self.broken.unwrap_or(Refusal::new(Skip::Empty, "no entries in it"))),
        }
    }

    /// Reads from `at` on, as if the elements around had just begun.
    fn restart(&mut self, at: usize) {
        self.reader = reader(self.source.get(at..).unwrap_or_default());
        self.reader.config_mut().allow_unmatched_ends = true;
        self.origin = at;
        self.deeper = 0;
        // What is not at home around an entry was left open by mistake.
        let is_around = |tag: &BytesStart<'_>| {
            let name = tag.local_name();
            let name: &str = name.as_ref();
            ["rss", "rdf", "channel", "feed"].iter().any(|known| name.eq_ignore_ascii_case(known))
        };
        self.around.retain(is_around);
        for tag in &self.around {
            if self.reader.resolver_mut().push(tag).is_err() {
                break;
            }
        }
    }

    /// The line of a place at or after the last entry, from 1.
    fn line(&self, at: usize) -> usize {
        let (start, line) = self.last;
        let between = self.source.get(start..at).unwrap_or_default();
        line.saturating_add(between.matches('\n').count())
    }

    /// A refusal that names the place where the reader met a fault.
    fn malformed(&self, what: &str) -> Refusal {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(0);
        let at = if at == 0 { self.position() } else { self.origin.saturating_add(at) };
        let line = self.line(at);
        let before = self.source.get(..at).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        let column = column.saturating_add(1);
        let refusal =
            Refusal::new(Skip::Malformed, format!("line {line}, column {column}: {what}"));
        refusal.hint(MEND)
    }
}

fn reader(source: &str) -> NsReader<&[u8]> {
    let mut reader = NsReader::from_str(source);
    // `&` alone is a common mistake, and says what it means.
    reader.config_mut().allow_dangling_amp = true;
    reader
}

fn doctype() -> Refusal {
    let message = "a document type declaration, which could make a reader open other files";
    Refusal::new(Skip::Doctype, message).hint("take the declaration out")
}

fn over_limit(bytes: usize, depth: usize) -> Option<Refusal> {
    if bytes > ENTRY {
        let message = format!("over the limit of {ENTRY} bytes for an entry");
        return Some(Refusal::new(Skip::TooLarge, message));
    }
    if depth > DEPTH {
        let message = format!("over the limit of {DEPTH} elements inside each other in an entry");
        return Some(Refusal::new(Skip::TooDeep, message));
    }
    None
}
