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
    /// Where the outermost ones open, with their index.
    outer: Vec<(usize, usize)>,
    /// Sentences in order; together they are the paragraph, but for the signature of an agency
    /// at its head.
    pub(crate) sentences: Vec<Range<usize>>,
}

impl Paragraph {
    /// Reads the paragraph that a block is.
    pub(crate) fn read(reader: &Reader<'_>, block: Span) -> (Self, Vec<Span>) {
        let tokens = reader.tokens.within(block);
        let quotes =
            super::unclosed::mended(reader, &tokens, quotes(reader.tokens, tokens.clone()));
        let whole: Vec<Span> = quotes
            .iter()
            .filter(|quote| quote.depth == 0 && !quote.repaired)
            .map(|quote| reader.tokens.span(quote.open..quote.close + 1))
            .collect();
        let text = reader.document.text.as_str();
        let signed = super::signature::end(reader, &tokens);
        let told =
            if signed == tokens.start { block } else { reader.tokens.span(signed..tokens.end) };
        let spans = crate::lang::sentences(text, told, &whole, reader.lexicon);
        let sentences = spans.iter().map(|span| reader.tokens.within(*span)).collect();
        let outer = quotes.iter().enumerate().filter(|(_, quote)| quote.depth == 0);
        let outer = outer.map(|(at, quote)| (quote.open, at)).collect();
        (Self { tokens, quotes, outer, sentences }, spans)
    }

    /// The outermost quotation that a token lies in, its marks included.
    pub(crate) fn quote_at(&self, ix: usize) -> Option<&Quote> {
        let at = self.outer.partition_point(|outer| outer.0 <= ix).checked_sub(1)?;
        let quote = self.outer.get(at).and_then(|(_, quote)| self.quotes.get(*quote))?;
        (ix <= quote.close).then_some(quote)
    }

    /// The quotation that opens at a token.
    pub(crate) fn opening(&self, ix: usize) -> Option<&Quote> {
        let at = self.quotes.partition_point(|quote| quote.open < ix);
        self.quotes.get(at).filter(|quote| quote.open == ix)
    }

    /// The quotations that open between two tokens.
    pub(crate) fn quotes_in(&self, tokens: Range<usize>) -> impl Iterator<Item = &Quote> {
        let first = self.quotes.partition_point(|quote| quote.open < tokens.start);
        let from = self.quotes.get(first..).unwrap_or_default();
        from.iter().take_while(move |quote| quote.open < tokens.end)
    }

    /// The sentence that a token lies in.
    pub(crate) fn sentence(&self, ix: usize) -> Range<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.end <= ix);
        let found = self.sentences.get(at).filter(|sentence| sentence.start <= ix);
        found.cloned().unwrap_or_else(|| self.tokens.clone())
    }

    /// The first token of the sentence that a token lies in.
    pub(crate) fn sentence_start(&self, ix: usize) -> usize {
        self.sentence(ix).start
    }
}
