//! Bytes → documents: one file per format.

use crate::config::Limits;
use crate::diagnostic::Checked;
use crate::lang::Lexicon;
use crate::model::{Document, RawFile};

/// The documents of a file: one, or one a record. A file or record that cannot be used leaves a
/// diagnostic with [`Code::Skipped`](crate::diagnostic::Code) instead.
pub fn documents(file: &RawFile, _lexicon: &Lexicon, _limits: &Limits) -> Checked<Vec<Document>> {
    use crate::diagnostic::{Code, Diagnostic, Skip};
    use crate::model::{Block, CleanText, ContentId, Metadata, Shape, Span};
    let skip = |skip, why: &str| Checked {
        value: Vec::new(),
        diagnostics: vec![Diagnostic::new(Code::Skipped(skip), &file.id, why)],
    };
    if file.bytes.contains(&0) {
        return skip(Skip::NotText, "NUL bytes");
    }
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return skip(Skip::Encoding, "not UTF-8, and no known encoding fits");
    };
    if text.trim().is_empty() {
        return skip(Skip::Empty, "no words in it");
    }
    let (clean, _) = CleanText::new(text);
    let span = Span::from_bytes(0, clean.as_str().len());
    Checked::clean(vec![Document {
        id: file.id.clone(),
        content_id: ContentId::of(text),
        sha256: String::new(),
        format: file.format,
        blocks: vec![Block { shape: Shape::Paragraph, span }],
        text: clean,
        metadata: Metadata::default(),
    }])
}
