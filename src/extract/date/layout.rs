//! Where the blocks of a document lie to each other: headline, body, what stands near them.

use std::ops::Range;

use super::BlockDates;
use crate::extract::Reader;
use crate::lang::calendar;
use crate::lang::{Lexicon, TokenKind, Tokens};
use crate::model::{BlockKind, Headline, Span};

/// Words that a line may hold besides a date and still be only that: a section, a place, an agency.
const BESIDE_A_DATE: usize = 5;
/// Blocks between headline and date.
const NEAR: usize = 6;
/// Blocks between the end of the body and a date at the foot.
const FOOT: usize = 3;
/// Blocks that stand beside another.
const BESIDE: usize = 3;
/// Tokens from which a paragraph is one of the article's and not a line of the page.
const LONG: usize = 12;

/// A document with the kinds of its blocks.
pub(super) struct Layout<'a> {
    pub(super) reader: &'a Reader<'a>,
    kinds: &'a [BlockKind],
    /// The headline's words.
    pub(super) headline: Option<Span>,
    /// The block that the headline stands in; without one the first of the body.
    head: usize,
    /// First paragraph of the body; past the end where there is none.
    first: usize,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Near headline and first paragraph; the number of blocks between.
    Near(usize),
    /// Right after a paragraph.
    Foot,
    /// Elsewhere.
    Far,
}

impl<'a> Layout<'a> {
    pub(super) fn new(
        reader: &'a Reader<'a>,
        kinds: &'a [BlockKind],
        headline: Option<&Headline>,
    ) -> Self {
        let headline = headline.map(|headline| headline.span);
        let mut layout = Self { reader, kinds, headline, head: 0, first: 0 };
        let titled = headline.and_then(|span| {
            let mut blocks = reader.document.blocks.iter();
            blocks.position(|block| block.span.overlaps(span))
        });
        let body = |ix: &usize| layout.kind(*ix).is_body();
        let long: Vec<usize> =
            (0..layout.len()).filter(|ix| body(ix) && layout.range(*ix).len() >= LONG).collect();
        let below = long.iter().copied().find(|ix| titled.is_none_or(|titled| *ix > titled));
        let first = below
            .or_else(|| long.first().copied())
            .or_else(|| (0..layout.len()).find(body))
            .unwrap_or(layout.len());
        // Of several copies of a title the one nearest above the body counts.
        let copy = (0..first).rev().find(|ix| layout.kind(*ix) == BlockKind::Title);
        layout.head = copy.max(titled.filter(|ix| *ix <= first)).unwrap_or(first);
        layout.first = first;
        layout
    }

    pub(super) fn tokens(&self) -> &'a Tokens {
        self.reader.tokens
    }

    pub(super) fn lexicon(&self) -> &'a Lexicon {
        self.reader.lexicon
    }

    pub(super) fn len(&self) -> usize {
        self.reader.document.blocks.len()
    }

    /// What a block is; a block without a kind is a paragraph.
    pub(super) fn kind(&self, block: usize) -> BlockKind {
        self.kinds.get(block).copied().unwrap_or(BlockKind::Paragraph)
    }

    /// The tokens of a block.
    pub(super) fn range(&self, block: usize) -> Range<usize> {
        let block = self.reader.document.blocks.get(block);
        block.map_or(0..0, |block| self.reader.tokens.within(block.span))
    }

    /// The dates of all blocks that have any.
    pub(super) fn read(&self) -> Vec<BlockDates> {
        let blocks = 0..self.len();
        let read = blocks.map(|block| {
            let dates = calendar::expressions(self.tokens(), self.range(block), self.lexicon());
            BlockDates { block, dates }
        });
        read.filter(|found| !found.dates.is_empty()).collect()
    }

    /// True for the article's own words: headline and body.
    pub(super) fn is_told(&self, block: usize) -> bool {
        let kind = self.kind(block);
        kind.is_body() || kind == BlockKind::Subtitle || self.is_headline(block)
    }

    /// True for the block that the headline stands in.
    pub(super) fn is_headline(&self, block: usize) -> bool {
        let block = self.reader.document.blocks.get(block);
        self.headline.zip(block).is_some_and(|(span, block)| block.span.overlaps(span))
    }

    /// True where the document has a paragraph, and is no notice of a few lines.
    pub(super) fn has_text(&self) -> bool {
        self.range(self.first).len() >= LONG
    }

    /// True for the first paragraph.
    pub(super) fn is_lead(&self, block: usize) -> bool {
        self.first == block
    }

    /// Where a line stands. Past related items and comments nothing is the article's.
    pub(super) fn place(&self, block: usize) -> Place {
        let closed = |ix: usize| {
            matches!(self.kind(ix), BlockKind::Related | BlockKind::Comments | BlockKind::Legal)
        };
        if block > self.first && (self.first..block).rev().take(NEAR).any(closed) {
            return Place::Far;
        }
        let apart = if block < self.head {
            Some(self.head - block).filter(|apart| *apart <= NEAR)
        } else if block < self.first {
            Some((block - self.head).min(self.first - block))
        } else {
            Some(block - self.head).filter(|apart| *apart <= NEAR)
        };
        if let Some(apart) = apart {
            return Place::Near(apart);
        }
        // Pages go on below the article: the paragraph right above counts, not the last of all.
        let mut above = block.saturating_sub(FOOT)..block;
        let body = above.any(|ix| self.kind(ix).is_body() && self.range(ix).len() >= LONG);
        if block > self.first && body { Place::Foot } else { Place::Far }
    }

    /// True for a line above the headline that the page's own machinery stands beside: the names of
    /// its editors, or menus where the headline is further away.
    pub(super) fn is_in_masthead(&self, block: usize) -> bool {
        let apart = self.head.saturating_sub(block);
        let around = block.saturating_sub(BESIDE)..(block + BESIDE + 1).min(self.len());
        apart > 0
            && around.filter(|ix| *ix != block).any(|ix| match self.kind(ix) {
                BlockKind::Masthead | BlockKind::MastheadName => true,
                BlockKind::Ui => apart > BESIDE,
                _ => false,
            })
    }

    /// True where a block is a date and little else.
    pub(super) fn is_date_line(&self, found: &BlockDates) -> bool {
        let mut ix = self.range(found.block).start;
        let mut words = 0;
        let block_end = self.range(found.block).end;
        let dates = found.dates.iter().map(|date| date.tokens.clone());
        for end in dates.chain(std::iter::once(block_end..block_end)) {
            while ix < end.start.min(block_end) {
                ix = calendar::time_at(self.tokens(), ix, self.lexicon()).unwrap_or_else(|| {
                    words += usize::from(self.is_wordy(ix));
                    ix + 1
                });
            }
            ix = ix.max(end.end);
        }
        words <= BESIDE_A_DATE
    }

    fn is_wordy(&self, ix: usize) -> bool {
        let known = [&self.lexicon().dates.clock, &self.lexicon().dates.halves];
        matches!(self.tokens().kind(ix), Some(TokenKind::Word | TokenKind::Number))
            && !known.iter().any(|words| words.longest(self.tokens(), ix).is_some())
            && self.lexicon().dates.labels.longest(self.tokens(), ix).is_none()
    }

    /// True where an hour with its half of the day stands in a block: «7 مساء».
    pub(super) fn has_hour(&self, block: usize) -> bool {
        let tokens = self.tokens();
        let hour = |ix: usize| tokens.number(ix).is_some_and(|hour| (1..=12).contains(&hour));
        let half = |ix: usize| self.lexicon().dates.halves.longest(tokens, ix).is_some();
        self.range(block).any(|ix| hour(ix) && half(ix + 1))
    }

    /// True where a time of day stands in a block.
    pub(super) fn has_time(&self, block: usize) -> bool {
        let mut range = self.range(block);
        range.any(|ix| calendar::time_at(self.tokens(), ix, self.lexicon()).is_some())
    }
}
