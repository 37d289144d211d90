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
    /// First and last paragraph of the body; past the end where there is none.
    first: usize,
    last: usize,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Near headline and first paragraph; the number of blocks between.
    Near(usize),
    /// Right after the body.
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
        let mut layout = Self { reader, kinds, headline, head: 0, first: 0, last: 0 };
        let body = |ix: &usize| layout.kind(*ix).is_body();
        let long: Vec<usize> = (0..layout.len())
            .filter(|ix| body(ix) && layout.range(*ix).len() >= LONG)
            .collect();
        let first = long.first().copied().or_else(|| (0..layout.len()).find(body));
        let first = first.unwrap_or(layout.len());
        let last = long.last().copied().unwrap_or(first);
        let titled = headline.and_then(|span| {
            let mut blocks = reader.document.blocks.iter();
            blocks.position(|block| block.span.overlaps(span))
        });
        // Of several copies of a title the one nearest above the body counts.
        let copy = (0..first).rev().find(|ix| layout.kind(*ix) == BlockKind::Title);
        layout.head = copy.max(titled.filter(|ix| *ix <= first)).unwrap_or(first);
        (layout.first, layout.last) = (first, last);
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
        kind.is_body() || matches!(kind, BlockKind::Title | BlockKind::Subtitle)
    }

    /// True for the first paragraph.
    pub(super) fn is_lead(&self, block: usize) -> bool {
        self.first == block
    }

    /// Where a line stands.
    pub(super) fn place(&self, block: usize) -> Place {
        let apart = if block < self.head {
            Some(self.head - block).filter(|apart| *apart <= NEAR)
        } else if block < self.first {
            Some((block - self.head).min(self.first - block))
        } else {
            Some(block - self.first).filter(|apart| *apart <= 1)
        };
        if let Some(apart) = apart {
            return Place::Near(apart);
        }
        let closed = |ix: usize| {
            matches!(self.kind(ix), BlockKind::Related | BlockKind::Comments | BlockKind::Legal)
        };
        let foot = block > self.last && block - self.last <= FOOT;
        if foot && !(self.last..block).any(closed) { Place::Foot } else { Place::Far }
    }

    /// True above the headline.
    pub(super) fn is_above(&self, block: usize) -> bool {
        block < self.head
    }

    /// True where the page's own machinery stands beside: names of its editors, menus.
    pub(super) fn is_beside_masthead(&self, block: usize) -> bool {
        let around = block.saturating_sub(2)..(block + 4).min(self.len());
        around.filter(|ix| *ix != block).any(|ix| {
            matches!(self.kind(ix), BlockKind::Masthead | BlockKind::MastheadName | BlockKind::Ui)
        })
    }

    /// True where a block is a date and little else.
    pub(super) fn is_date_line(&self, found: &BlockDates) -> bool {
        let mut ix = self.range(found.block).start;
        let mut words = 0;
        for end in found.dates.iter().map(|date| &date.tokens).chain([&(usize::MAX..0)]) {
            while ix < end.start.min(self.range(found.block).end) {
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

    /// True where a time of day stands in a block.
    pub(super) fn has_time(&self, block: usize) -> bool {
        let mut range = self.range(block);
        range.any(|ix| calendar::time_at(self.tokens(), ix, self.lexicon()).is_some())
    }
}
