//! The PDF of a manuscript, set by Typst.
//!
//! Typst asks a [`World`] for everything. This one has the theme's sources, the values that they
//! print, and some fonts: no disk, no network, no packages, no clock. The words of documents come
//! as values of JSON, which no source evaluates, so that nothing in them is markup.

mod marks;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::{Error, ErrorKind, Result};
use crate::site::{Manuscript, TemplateFile};

/// What the sources read the values from.
const VALUES: &str = "pdf/values.json";
/// Named in the file as what made it.
const CREATOR: &str = concat!("mujaz ", env!("CARGO_PKG_VERSION"));

/// Prints manuscripts as PDF with the fonts that it was given.
pub struct Press {
    fonts: Vec<Font>,
    /// Font files beside them, for letters that they do not have.
    others: Box<dyn Iterator<Item = Vec<u8>>>,
    notes: Vec<String>,
}

impl Press {
    /// A press with some font files; `others` are looked into, in their order, only where those
    /// lack a letter.
    pub fn new(files: Vec<Vec<u8>>, others: impl Iterator<Item = Vec<u8>> + 'static) -> Self {
        let fonts = files.into_iter().flat_map(faces).collect();
        Self { fonts, others: Box::new(others), notes: Vec::new() }
    }

    /// The file of a manuscript: tagged, with bookmarks, the same bytes for the same manuscript
    /// and fonts.
    ///
    /// # Errors
    /// Where a source of the theme is wrong: names file, line and column.
    pub fn print(&mut self, manuscript: &Manuscript) -> Result<Vec<u8>> {
        let missing = self.complete(&manuscript.values);
        if !missing.is_empty() {
            let names: Vec<String> =
                missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            self.notes.push(format!(
                "no font here has a sign for {}: boxes stand in their place",
                names.join(", ")
            ));
        }
        let sheet = Sheet::new(manuscript, &self.fonts)?;
        let set = typst::compile::<PagedDocument>(&sheet);
        let document = marks::joined(&set.output.map_err(|errors| sheet.fault(&errors))?);
        // The standard of accessible files, which refuses letters without a sign.
        let accessible = PdfStandards::new(&[PdfStandard::Ua_1]);
        let accessible = accessible.map_err(|error| fault(error.message().as_str()))?;
        let refused = match typst_pdf::pdf(&document, &options(accessible)) {
            Ok(bytes) => return Ok(bytes),
            Err(errors) => errors,
        };
        let bytes = typst_pdf::pdf(&document, &options(PdfStandards::default()))
            .map_err(|errors| sheet.fault(&errors))?;
        if missing.is_empty() {
            let why = sheet.fault(&refused);
            self.notes.push(format!("the file is tagged, but is no PDF/UA: {why}"));
        }
        Ok(bytes)
    }

    /// What the operator should know of what was printed.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Takes fonts from the others until every letter has a sign; gives those that have none.
    fn complete(&mut self, values: &Value) -> BTreeSet<char> {
        let mut missing = BTreeSet::new();
        // Below `page` stand the words of documents.
        letters(values.get("page").unwrap_or(values), &mut missing);
        missing.retain(|c| !self.fonts.iter().any(|font| has(font, *c)));
        while !missing.is_empty() {
            let Some(file) = self.others.next() else { break };
            for font in faces(file) {
                let n_missing = missing.len();
                missing.retain(|c| !has(&font, *c));
                if missing.len() < n_missing {
                    self.fonts.push(font);
                }
            }
        }
        missing
    }
}

/// The faces of a font file, several in a collection; none where it is no font.
fn faces(file: Vec<u8>) -> Vec<Font> {
    Font::iter(Bytes::new(file)).collect()
}

fn has(font: &Font, c: char) -> bool {
    font.info().coverage.contains(u32::from(c))
}

/// Adds the visible characters of all texts in a value.
fn letters(value: &Value, found: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => found.extend(text.chars().filter(|c| is_visible(*c))),
        Value::Array(values) => values.iter().for_each(|value| letters(value, found)),
        Value::Object(values) => values.values().for_each(|value| letters(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// False for blanks and for what only tells how other characters are to be shown.
fn is_visible(c: char) -> bool {
    let is_silent = matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    );
    !c.is_whitespace() && !c.is_control() && !is_silent
}

fn options(standards: PdfStandards) -> PdfOptions {
    PdfOptions {
        creator: Smart::Custom(Some(CREATOR.to_owned())),
        standards,
        ..PdfOptions::default()
    }
}

fn fault(message: &str) -> Error {
    Error::new(ErrorKind::Template, message)
}

/// All that Typst sees.
struct Sheet<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'a [Font],
    main: FileId,
    sources: Vec<SheetSource>,
    values: (FileId, Bytes),
}

/// A source with where it was read, for messages.
struct SheetSource {
    source: Source,
    path: PathBuf,
}

impl<'a> Sheet<'a> {
    fn new(manuscript: &Manuscript, fonts: &'a [Font]) -> Result<Self> {
        let source = |file: &TemplateFile| {
            let source = Source::new(file_id(&file.name)?, file.text.clone());
            Ok(SheetSource { source, path: file.path.clone() })
        };
        Ok(Self {
            library: LazyHash::new(<Library as LibraryExt>::default()),
            book: LazyHash::new(FontBook::from_fonts(fonts)),
            fonts,
            main: file_id(manuscript.main)?,
            sources: manuscript.files.iter().map(source).collect::<Result<_>>()?,
            values: (file_id(VALUES)?, Bytes::from_string(manuscript.values.to_string())),
        })
    }

    fn find(&self, id: FileId) -> Option<&SheetSource> {
        self.sources.iter().find(|file| file.source.id() == id)
    }

    /// The first of some faults, at its place.
    fn fault(&self, errors: &[SourceDiagnostic]) -> Error {
        let Some(first) = errors.first() else { return fault("the PDF cannot be set") };
        let mut error = fault(&first.message);
        if let Some(hint) = first.hints.first() {
            error = error.hint(hint.v.as_str());
        }
        let file = first.span.id().and_then(|id| self.find(id));
        match (file, self.range(first.span)) {
            (Some(file), Some(range)) => error.at(&file.path).within(file.source.text(), range),
            (Some(file), None) => error.at(&file.path),
            (None, _) => error,
        }
    }
}

fn file_id(name: &str) -> Result<FileId> {
    let path = VirtualPath::new(name).map_err(|_| fault("not the name of a source").at(name))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.find(id).map(|file| file.source.clone()).ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (values_id, values) = &self.values;
        if id == *values_id {
            return Ok(values.clone());
        }
        // A picture is asked for as a file.
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Packages and files of the disk are not there.
fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
