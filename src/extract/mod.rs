//! Document → article, one file per kind of fact.

use crate::diagnostic::Checked;
use crate::lang::{Lexicon, Tokens};
use crate::model::{Article, ArticleDate, DocType, Document, Fields, Span};

/// What every extractor reads: the document, its tokens, the language data.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) document: &'a Document,
    /// Tokens of the whole text, in order.
    pub(crate) tokens: &'a Tokens,
    pub(crate) lexicon: &'a Lexicon,
}

impl<'a> Reader<'a> {
    /// The words of a span as they stand.
    pub(crate) fn words(&self, span: Span) -> &'a str {
        self.document.text.slice(span)
    }
}

/// The facts of a document. Never fails; what is not found is absent with its reason.
pub fn article(document: Document, lexicon: &Lexicon) -> Checked<Article> {
    let tokens = Tokens::new(lexicon.folder(), document.text.as_str());
    let _reader = Reader { document: &document, tokens: &tokens, lexicon };
    Checked::clean(Article {
        document,
        doc_type: DocType::News,
        kinds: Vec::new(),
        fields: Fields::default(),
        headline: None,
        date: ArticleDate::default(),
        mentioned: Vec::new(),
        sentences: Vec::new(),
        statements: Vec::new(),
        mentions: Vec::new(),
        topics: Vec::new(),
    })
}
