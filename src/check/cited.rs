//! Words of documents on pages that are not theirs: headlines that lead to a page are its heading, and what
//! stands in blocks of `dir="auto"` (openings, lines of briefings) stands in a document that the page names.

use std::collections::BTreeSet;

use super::address::{Address, Target};
use super::finding::{Findings, shown};
use super::links::anchor;
use super::markup::{Look, Tag};
use super::own_words::collapsed;
use super::quoted::letters;
use super::rules;
use super::site::File;

/// Folders of pages whose heading is a headline.
const TOLD: [&str; 2] = ["d/", STORIES];
const STORIES: &str = "s/";
/// Elements in which a link is a headline, and not a word of a line.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
/// Elements that hold a paragraph of a document.
const BLOCKS: [&str; 2] = ["li", "p"];

/// A headline that leads to a page, to be compared with its heading when all are known.
#[derive(Clone, Debug)]
pub(super) struct Headed {
    /// The page, by number.
    pub(super) target: u32,
    /// The hash of the headline.
    pub(super) heading: u64,
    /// The byte at which the link stands.
    pub(super) at: usize,
    /// The headline, where it leads to a story: a week tells of it by the documents of the week.
    pub(super) words: Option<Box<str>>,
}

/// Looks at the headlines and paragraphs of a page.
pub(super) struct Cited<'a> {
    file: File<'a>,
    /// The open link to a page, the elements open around it, and the name in it.
    link: Option<(Headed, usize, Option<String>)>,
    /// The open block: elements open around it, where it stands, its words.
    block: Option<(usize, usize, String)>,
    blocks: Vec<(usize, String)>,
    pub(super) headed: Vec<Headed>,
    known: BTreeSet<(u32, u64)>,
}

impl<'a> Cited<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        let (link, block, blocks) = (None, None, Vec::new());
        Self { file, link, block, blocks, headed: Vec::new(), known: BTreeSet::new() }
    }

    /// A link whose name is the heading of a page.
    fn headed(&self, tag: &Tag) -> Option<Headed> {
        let href = tag.get("href").filter(|href| !href.contains('#'))?;
        let Address::Inside(inside) = Address::read(href, self.file.path, self.file.site) else {
            return None;
        };
        let (Target::File(target) | Target::Folder(target)) = inside.target(self.file.site) else {
            return None;
        };
        // An index has a heading of its own.
        let told = TOLD.iter().find_map(|folder| inside.path.strip_prefix(folder))?;
        let is_one = told.trim_end_matches("index.html").len() > 1 && !told.contains("page/");
        is_one.then_some(Headed { target, heading: 0, at: tag.at, words: None })
    }
}

impl Look for Cited<'_> {
    fn start(&mut self, tag: &Tag, open: &[Tag], _findings: &mut Findings<'_>) {
        let is_heading = |it: &Tag| HEADINGS.contains(&it.name.as_str());
        if tag.name == "a" && open.iter().any(is_heading) {
            self.link = self.headed(tag).map(|headed| (headed, open.len(), None));
        }
        if let Some((_, _, name)) = self.link.as_mut().filter(|_| tag.name == "bdi") {
            *name = Some(String::new());
        }
        let is_quoted = open.iter().any(|it| it.name == "blockquote");
        if BLOCKS.contains(&tag.name.as_str()) && tag.get("dir") == Some("auto") && !is_quoted {
            self.block = Some((open.len(), tag.at, String::new()));
        }
    }

    fn text(&mut self, text: &str, _at: usize, open: &[Tag], _findings: &mut Findings<'_>) {
        let is_in = |name: &str| open.iter().any(|it| it.name == name);
        let is_number = is_in("a") || open.iter().any(|it| it.is_of("n"));
        if let Some((_, _, Some(name))) = self.link.as_mut().filter(|_| is_in("bdi")) {
            name.push_str(text);
        }
        // Behind such a block stands the number of its document.
        if let Some((_, _, words)) = self.block.as_mut().filter(|_| !is_number) {
            words.push_str(text);
        }
    }

    fn end(&mut self, open: &[Tag], _findings: &mut Findings<'_>) {
        let depth = open.len().saturating_sub(1);
        if let Some((headed, _, Some(name))) = self.link.take_if(|(_, at, _)| *at == depth) {
            let name = collapsed(&name);
            let heading = anchor(&name);
            let is_story = self.file.site.path(headed.target).starts_with(STORIES);
            if self.known.insert((headed.target, heading)) {
                let words = is_story.then(|| name.into_boxed_str());
                self.headed.push(Headed { heading, words, ..headed });
            }
        }
        if let Some((_, at, words)) = self.block.take_if(|(at, ..)| *at == depth) {
            self.blocks.push((at, words));
        }
    }

    fn close(&mut self, findings: &mut Findings<'_>) {
        // The page of a document is held against that document alone.
        if self.blocks.is_empty() || self.file.path.starts_with("d/") {
            return;
        }
        let mut library = Library::around(self.file);
        for (at, words) in std::mem::take(&mut self.blocks) {
            if !library.has(&words) {
                let what = format!("«{}» is in no document that the page names", shown(&words));
                findings.add(rules::WORDS, at, what);
            }
        }
    }
}

/// The documents that a page names, read when the first words are looked for.
pub(super) struct Library<'a> {
    file: File<'a>,
    ids: BTreeSet<String>,
    texts: Option<Vec<Text>>,
}

/// A document on one line, and its letters alone.
struct Text {
    line: String,
    letters: String,
}

/// Most words that join what was said to a sentence.
const JOINING: usize = 3;
/// Digits of the identity of a document.
const ID: usize = 12;

impl<'a> Library<'a> {
    /// The documents whose pages are named anywhere in a text.
    pub(super) fn of(file: File<'a>, text: &str) -> Self {
        let id = |(at, _): (usize, &str)| {
            let rest = text.get(at.saturating_add(2)..)?;
            let (id, after) = rest.split_at_checked(ID)?;
            let is_id = id.bytes().all(|b| b.is_ascii_hexdigit()) && after.starts_with('/');
            is_id.then(|| id.to_owned())
        };
        let ids = text.match_indices("d/").filter_map(id).collect();
        Self { file, ids, texts: None }
    }

    /// Those that the page in a file's folder names: what lies beside it says the same, and links to
    /// nothing where the site has no public address.
    pub(super) fn around(file: File<'a>) -> Self {
        let page = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let page = format!("{page}/index.html");
        if file.path == page.trim_start_matches('/') {
            return Self::of(file, file.text);
        }
        let bytes = file.shelf.bytes(page.trim_start_matches('/')).unwrap_or_default();
        Self::of(file, &String::from_utf8_lossy(&bytes))
    }

    /// True where one of them has these words one after the other, whatever marks stand between them;
    /// what is cut short is there as far as it goes.
    pub(super) fn has(&mut self, words: &str) -> bool {
        let line = collapsed(words);
        let line = line.trim_end_matches(['…', ' ']).trim_matches(['«', '»']);
        let (file, ids) = (self.file, &self.ids);
        let texts = self.texts.get_or_insert_with(|| {
            let texts = ids.iter().filter_map(|id| file.shelf.bytes(&format!("d/{id}/text.txt")));
            texts.map(|bytes| Text::new(&String::from_utf8_lossy(&bytes))).collect()
        });
        if texts.iter().any(|text| text.line.contains(line)) {
            return true;
        }
        let bare = letters(line);
        texts.iter().any(|text| text.letters.contains(&bare))
    }
}

impl Library<'_> {
    /// The same of words behind what joins them to a sentence («إن», «إلى أن»): in the document something
    /// may stand between the two.
    pub(super) fn has_joined(&mut self, words: &str) -> bool {
        let blanks: Vec<usize> = words.match_indices(' ').take(JOINING).map(|(at, _)| at).collect();
        self.has(words)
            || blanks.into_iter().any(|at| {
                let (joining, said) = words.split_at_checked(at).unwrap_or_default();
                self.has(joining) && self.has(said)
            })
    }
}

impl Text {
    fn new(text: &str) -> Self {
        Self { line: collapsed(text), letters: letters(text) }
    }
}
