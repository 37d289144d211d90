//! Bytes → documents: one file per format.
//!
//! Decode, parse, clean once, judge the language. Nothing here fails: a file or record that cannot
//! be used leaves a diagnostic in its place, and the rest goes on.

mod address;
mod body;
mod decode;
mod draft;
mod feed;
mod front_matter;
mod html;
mod json_ld;
mod jsonl;
mod language;
mod markdown;
mod metadata;
mod own;
mod stated;
mod text;
mod wrapped;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::config::Limits;
use crate::diagnostic::{Checked, Code, Diagnostic, Note, Skip};
use crate::lang::{Lexicon, bidi};
use crate::model::{ContentId, DocId, Document, Format, Metadata, RawFile, Shape};

use draft::Parsed;

/// The documents of a file: one, or one a record. A file or record that cannot be used leaves a
/// diagnostic with [`Code::Skipped`](crate::diagnostic::Code) instead.
///
/// Records of a JSON Lines file are named by their line, entries of a feed by their number:
/// `file#7`.
pub fn documents(file: &RawFile, lexicon: &Lexicon, limits: &Limits) -> Checked<Vec<Document>> {
    let decoded = match decode::decode(&file.bytes, file.format, lexicon) {
        Ok(decoded) => decoded,
        Err(refusal) => {
            return Checked { value: Vec::new(), diagnostics: vec![refusal.of(&file.id)] };
        }
    };
    let reading = Reading { lexicon, limits };
    let mut checked = match file.format {
        Format::Jsonl => jsonl::documents(&file.id, &decoded.text, reading),
        Format::Feed => feed::documents(&file.id, &decoded.text, reading),
        format => {
            let source =
                Source { id: file.id.clone(), format, text: &decoded.text, bytes: &file.bytes };
            let parsed = match format {
                Format::Html => html::parse(&decoded.text, reading),
                Format::Markdown => Ok(markdown::parse(&decoded.text, reading)),
                Format::Text | Format::Jsonl | Format::Feed => text::parse(&decoded.text, reading),
            };
            let mut checked = Checked::clean(Vec::new());
            document(source, parsed, reading, &mut checked);
            checked
        }
    };
    if decoded.replaced > 0 && !checked.value.is_empty() {
        let message = format!("broken bytes were replaced by U+FFFD: {}", decoded.replaced);
        let note = Diagnostic::new(Code::Note(Note::Replaced), &file.id, message)
            .hint("save the file again as UTF-8");
        checked.diagnostics.insert(0, note);
    }
    checked
}

/// The name of the encoding that a file is in; `None` where none of Arabic fits.
pub fn encoding(file: &RawFile, lexicon: &Lexicon) -> Option<&'static str> {
    let decoded = decode::decode(&file.bytes, file.format, lexicon).ok()?;
    Some(decoded.encoding.name())
}

/// What every parser is given beside the text.
#[derive(Clone, Copy)]
struct Reading<'a> {
    lexicon: &'a Lexicon,
    limits: &'a Limits,
}

/// A document before it is parsed: a file, or a record of one.
struct Source<'a> {
    id: DocId,
    format: Format,
    /// Decoded, as it stands.
    text: &'a str,
    /// Undecoded.
    bytes: &'a [u8],
}

/// Why a file or record is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    reason: Skip,
    message: String,
    hint: Option<&'static str>,
}

impl Refusal {
    fn new(reason: Skip, message: impl Into<String>) -> Self {
        Self { reason, message: message.into(), hint: None }
    }

    fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The diagnostic of a document.
    fn of(self, id: &DocId) -> Diagnostic {
        let message = harmless(&self.message);
        let diagnostic = Diagnostic::new(Code::Skipped(self.reason), id, message);
        match self.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }
}

/// Most letters of a message.
const MESSAGE: usize = 400;

/// A message, which may quote the document: with nothing that a terminal would obey, and not longer than anybody
/// reads.
fn harmless(message: &str) -> String {
    let end = message.char_indices().nth(MESSAGE).map(|(end, _)| end);
    let head = bidi::sanitised(end.and_then(|end| message.get(..end)).unwrap_or(message));
    if end.is_some() { head + "…" } else { head }
}

/// Most words and marks of a document.
const PIECES: usize = 1_500_000;

/// Why a text of so many bytes and paragraphs is no document. What follows keeps some 50 bytes for
/// each byte, some 100 for each word and mark and some 1,500 for each paragraph, so these, with
/// [`too_many_pieces`], bound the memory that any file takes.
fn over_limit(bytes: usize, paragraphs: usize, limits: &Limits) -> Option<Refusal> {
    let message = if bytes > limits.text {
        format!("its text is over the limit of {} bytes (limits.text)", limits.text)
    } else if paragraphs > limits.paragraphs {
        format!("over the limit of {} paragraphs (limits.paragraphs)", limits.paragraphs)
    } else {
        return None;
    };
    let hint = "split it into its documents, or raise the limit in mujaz.toml";
    Some(Refusal::new(Skip::TooLarge, message).hint(hint))
}

/// Why a text of so many words and marks is no document: one of marks alone has one in every byte, and no
/// news has.
fn too_many_pieces(text: &str) -> Option<Refusal> {
    if text.len() <= PIECES {
        return None;
    }
    let mut before = ' ';
    let begins = |c: char| {
        let is_inside = c.is_alphanumeric() && before.is_alphanumeric();
        before = c;
        !c.is_whitespace() && !is_inside
    };
    let n_pieces = text.chars().map(begins).filter(|begins| *begins).count();
    let message = || format!("over the limit of {PIECES} words and marks");
    (n_pieces > PIECES)
        .then(|| Refusal::new(Skip::TooLarge, message()).hint("split it into its documents"))
}

/// Adds the document of a source, or the reason why there is none.
fn document(
    source: Source<'_>,
    parsed: Result<Parsed, Refusal>,
    reading: Reading<'_>,
    checked: &mut Checked<Vec<Document>>,
) {
    let parsed = parsed.and_then(|parsed| {
        let refusal = over_limit(parsed.text.as_str().len(), parsed.blocks.len(), reading.limits)
            .or_else(|| too_many_pieces(parsed.text.as_str()))
            .or_else(|| language::refusal(&parsed, reading.lexicon));
        refusal.map_or(Ok(parsed), Err)
    });
    let parsed = match parsed {
        Ok(parsed) => parsed,
        Err(refusal) => return checked.diagnostics.push(refusal.of(&source.id)),
    };
    let notes = parsed
        .notes
        .iter()
        .map(|(note, message)| Diagnostic::new(Code::Note(*note), &source.id, harmless(message)));
    checked.diagnostics.extend(notes);
    let mut metadata = Metadata::default();
    for block in &parsed.blocks {
        if let Shape::Stated(field) = block.shape {
            metadata.set(field, block.span);
        }
    }
    checked.value.push(Document {
        content_id: ContentId::of(source.text),
        sha256: hexadecimal(&Sha256::digest(source.bytes)),
        id: source.id,
        format: source.format,
        text: parsed.text,
        blocks: parsed.blocks,
        metadata,
    });
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CleanText, Field};

    use proptest::prelude::*;

    fn read(name: &str, bytes: &[u8]) -> Checked<Vec<Document>> {
        let lexicon = Lexicon::embedded().unwrap();
        let format = Format::of_name(name).unwrap();
        let file = RawFile { id: DocId::new(name), format, bytes: bytes.to_vec() };
        documents(&file, &lexicon, &Limits::default())
    }

    fn check(name: &str, source: &str, title: Option<&str>, codes: &[Code]) {
        let checked = read(name, source.as_bytes());
        let stated = checked.value.first().and_then(|document| {
            document.metadata.get(Field::Title).map(|span| document.text.slice(span))
        });
        assert_eq!(stated, title, "{source}");
        let found: Vec<Code> =
            checked.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(found, codes, "{source}");
    }

    #[test]
    fn every_format_states_its_title() {
        check("a.txt", "title: لقاء\nقال الوزير", Some("لقاء"), &[]);
        check("a.md", "---\ntitle: لقاء\n---\nقال الوزير", Some("لقاء"), &[]);
        check("a.html", "<title>لقاء</title><p>قال الوزير", Some("لقاء"), &[]);
        check("a.jsonl", "{\"title\":\"لقاء\",\"text\":\"قال الوزير\"}", Some("لقاء"), &[]);
    }

    #[test]
    fn what_is_left_out_and_what_is_noted() {
        check("a.txt", "", None, &[Code::Skipped(Skip::Empty)]);
        check("a.txt", "\u{200f} \n", None, &[Code::Skipped(Skip::Empty)]);
        check("a.md", "# News", None, &[Code::Skipped(Skip::Language)]);
        check("a.html", "<script>قال</script>", None, &[Code::Skipped(Skip::Empty)]);
        let article = "<p>قال وزير الخارجية، في مؤتمر صحفي عقده في العاصمة، إن الوفد وصل.</p>";
        let menu = "<nav><a href=/>Home</a> <a href=/n>News and other things that we wrote about</a></nav>";
        check("a.html", &format!("{menu}{article}"), None, &[]);
        check("a.txt", "قال\u{202e} الوزير", None, &[Code::Note(Note::Cleaned)]);
        let broken =
            [&"قال الوزير في موسكو إن الوفد وصل. ".repeat(9).into_bytes()[..], b"\xd8"].concat();
        let checked = read("a.txt", &broken);
        assert_eq!(checked.diagnostics[0].code, Code::Note(Note::Replaced));
        assert_eq!(checked.value.len(), 1);
    }

    #[test]
    fn archives_are_no_documents() {
        let reason = |name: &str, source: &str| {
            let checked = read(name, source.as_bytes());
            assert_eq!(checked.diagnostics.len(), 1, "{name}");
            let diagnostic = &checked.diagnostics[0];
            assert_eq!(diagnostic.code, Code::Skipped(Skip::TooLarge), "{}", diagnostic.message);
            assert!(diagnostic.hint.as_ref().unwrap().contains("split it"));
            diagnostic.message.rsplit(' ').next().unwrap().to_owned()
        };
        let long = "قال الوزير نعم. ".repeat(180_000);
        let many = "قال\n".repeat(50_001);
        assert_eq!(reason("a.txt", &long), "(limits.text)");
        assert_eq!(reason("a.html", &long), "(limits.text)");
        assert_eq!(reason("a.html", &format!("<p>{long}")), "(limits.text)");
        assert_eq!(reason("a.txt", &many), "(limits.paragraphs)");
        assert_eq!(reason("a.md", &many.replace('\n', "\n\n")), "(limits.paragraphs)");
        assert_eq!(reason("a.html", &many.replace('\n', "<br>")), "(limits.paragraphs)");
        let record = format!("{{\"text\":\"{}\"}}", many.replace('\n', "\\n"));
        assert_eq!(reason("a.jsonl", &record), "(limits.paragraphs)");
        let entry = format!("<rss><item><description>{many}</description></item></rss>");
        assert_eq!(reason("a.xml", &entry), "(limits.paragraphs)");
        let marks = format!("قال الوزير نعم {}", "(1/".repeat(500_001));
        assert_eq!(reason("a.txt", &marks), "marks");
    }

    #[test]
    fn identity_is_that_of_the_source() {
        let document = read("a.txt", "\u{feff}لقاء\r\n".as_bytes()).value.remove(0);
        assert_eq!(document.content_id, ContentId::of("لقاء\r\n"));
        assert_eq!(document.sha256, hexadecimal(&Sha256::digest("\u{feff}لقاء\r\n")));
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hexadecimal(&Sha256::digest(b"")), empty);
    }

    proptest! {
        #[test]
        fn hostile_input_gives_sound_documents(
            name in prop::sample::select(vec!["a.txt", "a.md", "a.html", "a.jsonl", "a.xml"]),
            parts in prop::collection::vec(prop::sample::select(vec![
                "خبر ", "قال: «نعم».", "\n", "\n\n", "---\n", "title: ", "<p>", "</p>", "<div hidden>", "<table><td>",
                "</", "<!--", "-->", "<script>", "&amp;", "&#x202e;", "<br>", "<a href=x>", "[", "](", "> ", "# ", "- ",
                "```", "|", "\"", "{\"text\":\"", "\"}", "\u{202e}", "\u{0}", "\r", "\u{64b}", "<svg>", "<title>", "+++\n",
                "<rss>", "<feed>", "<item>", "</item>", "<entry>", "<description>", "</description>",
                "<![CDATA[", "]]>", "<content type='xhtml'>", "&nbsp;", "<!DOCTYPE", "<?xml?>",
            ]), 0..40),
        ) {
            for document in read(name, parts.concat().as_bytes()).value {
                let text = document.text.as_str();
                let again = CleanText::new(text).0;
                prop_assert_eq!(again.as_str(), text);
                let mut end = 0;
                for block in &document.blocks {
                    prop_assert!(block.span.start >= end && !block.span.is_empty());
                    prop_assert!(text.get(block.span.range()).is_some());
                    prop_assert_eq!(block.span.trimmed(text), block.span);
                    end = block.span.end;
                }
            }
        }
    }
}
