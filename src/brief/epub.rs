//! The book of a briefing: EPUB 3.3, read from right to left, a chapter a section.
//!
//! Nothing in it comes from the machine: times are fixed, the identity is made of site and days.
//! The files are stored as they are, so that no library of compression shows in the bytes.

use std::io::{Cursor, Write};

use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::outline::{Block, Outline, Section};
use crate::error::{Error, ErrorKind, Result};
use crate::model::uuid;
use crate::site::Renderer;

const MIMETYPE: &str = "application/epub+zip";
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n\
    </container>\n";

/// `package.opf` and `nav.xhtml`.
#[derive(Serialize)]
struct Package<'a> {
    uuid: String,
    title: &'a str,
    site: &'a str,
    to: &'a str,
    newest: &'a str,
    url: Option<&'a str>,
    chapters: Vec<Chapter<'a>>,
}

/// A chapter in the table of contents.
#[derive(Serialize)]
struct Chapter<'a> {
    id: &'a str,
    file: String,
    title: &'a str,
    entries: Vec<Entry<'a>>,
}

/// A place in a chapter: a person, an event.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    text: &'a str,
}

/// `chapter.xhtml`.
#[derive(Serialize)]
struct ChapterPage<'a> {
    section: &'a Section,
    /// What the book begins with.
    title: &'a str,
    notes: &'a [String],
    /// What it ends with.
    colophon: &'a str,
    first: bool,
    last: bool,
}

/// The file of the book.
///
/// # Errors
/// Where a template of the theme asks for what is not there.
pub(super) fn epub(renderer: &Renderer<'_>, outline: &Outline) -> Result<Vec<u8>> {
    let package = package(renderer, outline);
    let mut book = Book::new();
    // First, stored and without anything beside it: so readers tell a book from other archives.
    book.file("mimetype", MIMETYPE)?;
    book.file("META-INF/container.xml", CONTAINER)?;
    book.file("EPUB/package.opf", &renderer.part("epub/package.opf", &package)?)?;
    book.file("EPUB/nav.xhtml", &renderer.part("epub/nav.xhtml", &package)?)?;
    book.file("EPUB/style.css", renderer.book_style())?;
    let n_last = outline.sections.len().saturating_sub(1);
    for (n, (section, chapter)) in outline.sections.iter().zip(&package.chapters).enumerate() {
        let page = ChapterPage {
            section,
            title: &outline.title,
            notes: &outline.notes,
            colophon: &outline.colophon,
            first: n == 0,
            last: n == n_last,
        };
        let name = format!("EPUB/{}", chapter.file);
        book.file(&name, &renderer.part("epub/chapter.xhtml", &page)?)?;
    }
    book.end()
}

fn package<'a>(renderer: &Renderer<'_>, outline: &'a Outline) -> Package<'a> {
    let host = renderer.host().unwrap_or_default();
    let chapter = |section: &'a Section| Chapter {
        id: section.id,
        file: format!("{}.xhtml", section.id),
        title: &section.title,
        entries: section.blocks.iter().filter_map(|block| entry(section, block)).collect(),
    };
    Package {
        uuid: uuid(&[&*host, &*outline.site, &*outline.title, &*outline.to].join("\n")),
        title: &outline.title,
        site: &outline.site,
        to: &outline.to,
        newest: &outline.newest,
        url: outline.url.as_deref(),
        chapters: outline.sections.iter().map(chapter).collect(),
    }
}

/// People under what was said, and events; documents have their own list.
fn entry<'a>(section: &Section, block: &'a Block) -> Option<Entry<'a>> {
    match block {
        Block::Heading { id, text, .. } => Some(Entry { id, text }),
        Block::Item { id, text, .. } if section.id == "events" => Some(Entry { id, text }),
        _ => None,
    }
}

/// The archive in the making.
struct Book(ZipWriter<Cursor<Vec<u8>>>);

impl Book {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn file(&mut self, name: &str, text: &str) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.0.start_file(name, options).map_err(failed)?;
        self.0.write_all(text.as_bytes()).map_err(failed)
    }

    fn end(self) -> Result<Vec<u8>> {
        self.0.finish().map(Cursor::into_inner).map_err(failed)
    }
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::Export, "the book cannot be put together").because(error)
}
