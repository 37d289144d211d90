//! A paragraph of the body with its quotations and sentences.

use std::ops::Range;

use crate::model::Span;

use super::Reader;
use super::quote::{Quote, quotes};

/// A paragraph, in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    pub(crate) tokens: Range<usize>,
    /// Quotations by their opening mark.
    pub(crate) quotes: Vec<Quote>,
    /// Sentences in order; together they are the paragraph.
    pub(crate) sentences: Vec<Range<usize>>,
}

impl Paragraph {
    /// Reads the paragraph that a block is.
    pub(crate) fn read(reader: &Reader<'_>, block: Span) -> (Self, Vec<Span>) {
        let tokens = reader.tokens.within(block);
        let quotes = quotes(reader.tokens, tokens.clone());
        let whole: Vec<Span> = quotes
            .iter()
            .filter(|quote| quote.depth == 0 && !quote.repaired)
            .map(|quote| reader.tokens.span(quote.open..quote.close + 1))
            .collect();
        let text = reader.document.text.as_str();
        let spans = crate::lang::sentences(text, block, &whole, reader.lexicon);
        let sentences = spans.iter().map(|span| reader.tokens.within(*span)).collect();
        (Self { tokens, quotes, sentences }, spans)
    }

    /// The outermost quotation that a token lies in, its marks included.
    pub(crate) fn quote_at(&self, ix: usize) -> Option<&Quote> {
        self.quotes.iter().find(|quote| quote.depth == 0 && quote.open <= ix && ix <= quote.close)
    }

    /// The quotation that opens at a token.
    pub(crate) fn opening(&self, ix: usize) -> Option<&Quote> {
        self.quotes.iter().find(|quote| quote.open == ix)
    }

    /// The sentence that a token lies in.
    pub(crate) fn sentence(&self, ix: usize) -> Range<usize> {
        let found = self.sentences.iter().find(|sentence| sentence.contains(&ix));
        found.cloned().unwrap_or_else(|| self.tokens.clone())
    }

    /// The first token of the sentence that a token lies in.
    pub(crate) fn sentence_start(&self, ix: usize) -> usize {
        self.sentence(ix).start
    }
}
