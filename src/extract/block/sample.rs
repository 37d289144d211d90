//! Documents for tests: a block a line, its shape by a sign before it.

use crate::extract::Reader;
use crate::lang::{Lexicon, Tokens};
use crate::model::{
    Block, BlockKind, CleanText, ContentId, DocId, Document, Field, Fields, Format, Headline,
    Metadata, Shape, Span,
};

/// A document whose lines are its blocks. `# ` heads a heading, `> ` what is outside the article,
/// `@ ` the stated title, `@outlet ` the stated outlet; blank lines stay in the text.
pub(crate) fn document(text: &str) -> Document {
    let text = CleanText::new(text).0;
    let mut blocks = Vec::new();
    let mut metadata = Metadata::default();
    let mut at = 0;
    for line in text.as_str().split('\n') {
        let signs = [
            ("# ", Shape::Heading(1)),
            ("## ", Shape::Heading(2)),
            ("> ", Shape::Outside),
            ("@ ", Shape::Stated(Field::Title)),
            ("@outlet ", Shape::Stated(Field::Outlet)),
        ];
        let sign = signs.into_iter().find(|(sign, _)| line.starts_with(sign));
        let (sign, shape) = sign.unwrap_or(("", Shape::Paragraph));
        let span = Span::from_bytes(at + sign.len(), at + line.len()).trimmed(text.as_str());
        at += line.len() + 1;
        if span.is_empty() {
            continue;
        }
        if let Shape::Stated(field) = shape {
            metadata.set(field, span);
        }
        blocks.push(Block { shape, span });
    }
    Document {
        id: DocId::new("sample.txt"),
        content_id: ContentId::of(text.as_str()),
        sha256: String::new(),
        format: Format::Text,
        text,
        blocks,
        metadata,
    }
}

/// What was found in a sample.
pub(crate) struct Found {
    pub(crate) kinds: Vec<BlockKind>,
    pub(crate) fields: Fields,
    pub(crate) headline: Option<Headline>,
}

/// Reads a sample and hands what was found to a test.
pub(crate) fn with<T>(text: &str, test: impl FnOnce(&Reader<'_>, Found) -> T) -> T {
    let lexicon = Lexicon::embedded().unwrap();
    let document = document(text);
    let tokens = Tokens::new(lexicon.folder(), document.text.as_str());
    let reader = Reader { document: &document, tokens: &tokens, lexicon: &lexicon };
    let (mut kinds, fields) = super::kinds(&reader);
    let headline = crate::extract::headline::headline(&reader, &mut kinds);
    test(&reader, Found { kinds, fields, headline })
}

/// A paragraph of forty words that names the matter of most samples.
pub(crate) const LEAD: &str = "أعلن وزير الخارجية الروسي سيرغي لافروف خلال مؤتمر صحفي في موسكو أن بلاده \
    سترسل مساعدات إنسانية إلى سوريا خلال الأيام المقبلة، مؤكدا استمرار التعاون مع تركيا في إدلب من أجل \
    تثبيت وقف إطلاق النار وعودة النازحين إلى مناطقهم.";
/// A second paragraph, of twenty-six words.
pub(crate) const MORE: &str = "وأضاف لافروف أن المحادثات مع الجانب التركي كانت بناءة وأن الطرفين اتفقا على \
    مواصلة الاتصالات بين العسكريين والدبلوماسيين في البلدين حتى التوصل إلى حل يرضي جميع الأطراف.";
