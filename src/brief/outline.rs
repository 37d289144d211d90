//! A briefing as sections of blocks: what every edition but the two pages is made of.

use serde::Serialize;

use crate::site::edition::{
    BriefingView, BriefingWords, ChangesView, Chip, Doc, EventView, Naming, Said, SpeakerView,
    StoryLine, WatchedView, plain,
};

/// A briefing in order.
#[derive(Debug, Serialize)]
pub(super) struct Outline {
    pub(super) title: String,
    /// The title with the site's name, safe without markup.
    pub(super) head_title: String,
    pub(super) site: String,
    /// First and last day: `2020-12-26`.
    pub(super) from: String,
    pub(super) to: String,
    /// Day of the newest document.
    pub(super) newest: String,
    /// Days on the other calendar, and counts.
    pub(super) notes: Vec<String>,
    pub(super) sections: Vec<Section>,
    /// How it was made.
    pub(super) colophon: String,
    /// What is said where not all of it has room.
    pub(super) cut: String,
    /// The page of the week.
    pub(super) url: Option<String>,
}

/// A part of a briefing under its heading.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    /// ASCII, once in a briefing.
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// A piece of a section. Texts are single lines without marks of direction; an `id` is ASCII and
/// stands once in a briefing.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub(super) enum Block {
    /// A heading below that of the section.
    Heading { id: String, text: String, link: Option<String> },
    /// Words of our own.
    Note { text: String },
    /// Words of a document, with where they stand, in brackets.
    Words { text: String, origin: Option<String> },
    /// A statement: who and how, the words, where.
    Said { head: String, words: String, origin: String, link: Option<String> },
    /// An entry of a list, with what is said of it and an address to be read.
    Item {
        id: String,
        text: String,
        link: Option<String>,
        note: Option<String>,
        address: Option<String>,
        file: Option<File>,
    },
}

/// The file of a document without an address. Its name reads from left to right, whatever stands about it.
#[derive(Debug, Serialize)]
pub(super) struct File {
    /// What it is called in words of ours.
    pub(super) label: String,
    pub(super) name: String,
}

impl Outline {
    pub(super) fn new(view: &BriefingView<'_>) -> Self {
        let words = view.words;
        let head = &view.head;
        let mut notes: Vec<String> = head.hijri.iter().cloned().collect();
        notes.push(comma(&view.facts));
        let mut outline = Self {
            title: head.title.clone(),
            head_title: head.head_title.clone(),
            site: plain::collapse(head.site),
            from: head.from.clone(),
            to: head.to.clone(),
            newest: view.head.newest.clone(),
            notes,
            sections: Vec::new(),
            colophon: words.colophon.clone(),
            cut: words.cut.clone(),
            url: head.url.as_ref().map(ToString::to_string),
        };
        outline.add("lines", &words.lines, lines(view));
        if let Some(first) = &view.first {
            outline.add("first", &plain::collapse(&first.headline.text), first_event(view, first));
        }
        let said = view.speakers.iter().flat_map(|speaker| spoken(speaker, words));
        outline.add("said", &words.said, said.collect());
        outline.add("events", &words.events, events(view));
        let watched = view.watched.iter().flat_map(|watched| watched_blocks(watched, words));
        outline.add("watched", &words.watched, watched.collect());
        let changes = view.changes.as_ref().map(|changes| new(changes, words));
        outline.add("changes", &words.changes, changes.unwrap_or_default());
        outline.add("topics", &words.topics, counts(&view.topics, &words.topics_note));
        let mut documents: Vec<Block> =
            view.documents.iter().map(|it| document(it, words)).collect();
        documents.extend(view.more_documents.iter().map(|text| note(text)));
        outline.add("documents", &words.documents, documents);
        let undated = view.undated.iter().map(|it| document(it, words));
        outline.add("undated", &words.undated, undated.collect());
        outline.add("outlets", &words.outlets, counts(&view.outlets, &words.outlets_note));
        outline
    }

    fn add(&mut self, id: &'static str, title: &str, mut blocks: Vec<Block>) {
        for (block, n) in blocks.iter_mut().zip(1usize..) {
            if let Block::Heading { id: own, .. } | Block::Item { id: own, .. } = block {
                *own = format!("{id}-{n}");
            }
        }
        if !blocks.is_empty() {
            self.sections.push(Section { id, title: title.to_owned(), blocks });
        }
    }
}

impl Outline {
    /// Drops the second half of a section's blocks, the whole section with its last one; false
    /// where there is none.
    pub(super) fn halve(&mut self, id: &str) -> bool {
        let Some(at) = self.sections.iter().position(|section| section.id == id) else {
            return false;
        };
        if let Some(section) = self.sections.get_mut(at) {
            section.blocks.truncate(section.blocks.len() / 2);
        }
        self.sections.retain(|section| !section.blocks.is_empty());
        true
    }
}

/// The Arabic comma between the parts of a line.
const COMMA: &str = "، ";

pub(super) fn comma<S: AsRef<str>>(parts: &[S]) -> String {
    parts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(COMMA)
}

fn note(text: &str) -> Block {
    Block::Note { text: text.to_owned() }
}

fn bracketed(number: &str) -> String {
    format!("[{number}]")
}

fn lines(view: &BriefingView<'_>) -> Vec<Block> {
    let lines = view.lines.iter().map(|line| Block::Words {
        text: line.text.clone(),
        origin: line.document.as_ref().map(|number| bracketed(number)),
    });
    lines.collect()
}

/// Facts, beginnings and the words that stand alone; the headline is the section's.
fn first_event(view: &BriefingView<'_>, event: &EventView<'_>) -> Vec<Block> {
    let words = view.words;
    let mut blocks = vec![Block::Note { text: event_facts(event) }];
    for side in &event.sides {
        let outlet = side.outlet.map_or(words.no_outlet.clone(), plain::collapse);
        let number = side.document.as_ref().map(|number| format!(" [{number}]"));
        let origin = format!("({outlet}{COMMA}{}){}", side.day, number.unwrap_or_default());
        blocks.push(Block::Words { text: side.opening.clone(), origin: Some(origin) });
    }
    if let Some(pull) = &view.pull {
        blocks.push(said(pull, words));
    }
    blocks
}

fn event_facts(event: &EventView<'_>) -> String {
    let facts = event.kick.iter().chain(&event.facts).chain(&event.documents);
    comma(&facts.collect::<Vec<_>>())
}

fn events(view: &BriefingView<'_>) -> Vec<Block> {
    let item = |event: &EventView<'_>| Block::Item {
        id: String::new(),
        text: plain::collapse(&event.headline.text),
        link: event.url.as_ref().map(ToString::to_string),
        note: Some(event_facts(event)),
        address: None,
        file: None,
    };
    view.events.iter().map(item).chain(view.more_events.iter().map(|text| note(text))).collect()
}

fn spoken(speaker: &SpeakerView<'_>, words: &BriefingWords) -> Vec<Block> {
    let heading = Block::Heading {
        id: String::new(),
        text: plain::collapse(speaker.speaker.name),
        link: speaker.speaker.url.as_ref().map(ToString::to_string),
    };
    let said = speaker.statements.iter().map(|one| said(one, words));
    std::iter::once(heading).chain(said).chain(speaker.more.iter().map(|text| note(text))).collect()
}

/// Who, the verb and the kind; complementiser and words; outlet and number.
fn said(said: &Said<'_>, words: &BriefingWords) -> Block {
    let view = &said.view;
    let mut head: Vec<String> = Vec::new();
    let names = view.speakers.iter().map(|named| plain::collapse(named.name));
    let names = names.collect::<Vec<_>>().join(&format!(" {}", words.and));
    match view.naming {
        Naming::Named => head.push(names),
        Naming::Along => head.push(format!("{} {names}", words.along)),
        Naming::Described => head.extend(view.described.map(plain::collapse)),
        Naming::Unknown => head.push(words.unnamed.clone()),
        Naming::Heading => {}
    }
    head.extend(view.verb.map(plain::collapse));
    head.push(format!("({})", view.kind.word));
    let spoken: String = view.runs.iter().map(|run| run.text).collect();
    let spoken = plain::collapse(&spoken);
    let spoken = if view.quoted { format!("«{spoken}»") } else { spoken };
    let comp = view.comp.map(|comp| plain::collapse(comp) + " ").unwrap_or_default();
    let outlet = view.origin.outlet.map_or(words.no_outlet.clone(), plain::collapse);
    let number = said.document.as_ref().map(|number| format!(" [{number}]"));
    Block::Said {
        head: head.join(" "),
        words: comp + &spoken,
        origin: outlet + &number.unwrap_or_default(),
        link: said.link.as_ref().map(ToString::to_string),
    }
}

fn watched_blocks(watched: &WatchedView<'_>, words: &BriefingWords) -> Vec<Block> {
    let heading = Block::Heading {
        id: String::new(),
        text: plain::collapse(&watched.name),
        link: watched.url.as_ref().map(ToString::to_string),
    };
    let facts: Vec<&String> = std::iter::once(&watched.count).chain(&watched.documents).collect();
    let said = watched.statements.iter().map(|one| said(one, words));
    [heading, Block::Note { text: comma(&facts) }].into_iter().chain(said).collect()
}

fn new(changes: &ChangesView<'_>, words: &BriefingWords) -> Vec<Block> {
    let mut blocks = vec![note(&changes.since)];
    for (label, names) in [(&words.people, &changes.people), (&words.topics_new, &changes.topics)] {
        let names: Vec<String> = names.iter().map(|one| plain::collapse(one.name)).collect();
        if !names.is_empty() {
            blocks.push(Block::Note { text: format!("{label}: {}.", comma(&names)) });
        }
    }
    for (label, stories) in [(&words.grown, &changes.grown), (&words.ended, &changes.ended)] {
        if !stories.is_empty() {
            blocks.push(Block::Heading { id: String::new(), text: label.clone(), link: None });
            blocks.extend(stories.iter().map(story));
        }
    }
    blocks
}

fn story(story: &StoryLine<'_>) -> Block {
    Block::Item {
        id: String::new(),
        text: plain::collapse(&story.headline.text),
        link: story.url.as_ref().map(ToString::to_string),
        note: Some(story.note.clone()),
        address: None,
        file: None,
    }
}

fn counts(chips: &[Chip<'_>], explained: &str) -> Vec<Block> {
    let count = |chip: &Chip<'_>| {
        let count = chip.count.as_ref().map(|count| format!(" {count}")).unwrap_or_default();
        plain::collapse(chip.name) + &count
    };
    let counts: Vec<String> = chips.iter().map(count).collect();
    let text = format!("{}. {explained}", comma(&counts));
    if chips.is_empty() { Vec::new() } else { vec![Block::Note { text }] }
}

fn document(doc: &Doc<'_>, words: &BriefingWords) -> Block {
    let headline = plain::collapse(&doc.headline.text);
    let number = doc.number.as_ref().map(|number| format!("{number}. ")).unwrap_or_default();
    let known = doc.date.known.as_deref();
    let date = if doc.date.iso.is_some() { Some(&*doc.date.text) } else { known };
    let mut notes: Vec<String> = Vec::new();
    if !doc.headline.stated {
        notes.push(words.untitled.clone());
    }
    notes.push(doc.outlet.map_or(words.no_outlet.clone(), plain::collapse));
    notes.extend(date.map(str::to_owned));
    notes.push(doc.date.badge.to_owned());
    notes.push(doc.statements.clone());
    let file = || File { label: words.file.clone(), name: doc.file.to_owned() };
    Block::Item {
        id: String::new(),
        text: number + &headline,
        link: doc.url.as_ref().map(ToString::to_string),
        note: Some(comma(&notes)),
        address: doc.address.as_ref().map(|address| address.href.clone()),
        file: doc.address.is_none().then(file),
    }
}
