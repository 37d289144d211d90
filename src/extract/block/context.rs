//! What a line is among its neighbours: descriptions, names of the masthead, bylines, captions,
//! boxes after the text, page clocks, subheads.
//!
//! Each pass settles the lines that the passes before it left open; what is open at the end is
//! text.

use std::ops::Range;

use crate::extract::Reader;
use crate::lang::TokenKind;
use crate::lang::lexicon::Slot;
use crate::model::{BlockKind, Shape};

use super::byline::{self, Byline};
use super::line::{Ending, Line};
use super::{LONG, TITLE_WORDS, is_name, is_statement_title, lead_of, words_in};

/// Letters that a cut description and the paragraph it was cut from have in common.
const SAME_LETTERS: usize = 60;
/// How far below a description its paragraph stands, in blocks.
const NEAR: usize = 30;
/// Longest caption that is known by being printed twice.
const TWICE_WORDS: usize = 4;
/// Fewest words of a headline that stands twice on top.
const TOP_WORDS: usize = 3;
/// Longest caption below the first paragraph.
const CAPTION_WORDS: usize = 15;
/// Longest subhead.
const SUBHEAD_WORDS: usize = 18;
/// Longest line of a menu, and how many such lines in a row are one.
pub(super) const MENU_WORDS: usize = 4;
pub(super) const MENU_LINES: usize = 3;
/// How near the article a date outside it must stand to be its own, in blocks.
const BESIDE: usize = 4;

/// The lines of a page with what has been settled of each.
pub(super) struct Page<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) lines: Vec<Line>,
    kinds: Vec<Option<BlockKind>>,
    bylines: Vec<Byline>,
    pub(super) lead: Option<usize>,
}

impl<'a> Page<'a> {
    /// Settles all lines.
    pub(super) fn new(reader: Reader<'a>, lines: Vec<Line>) -> Self {
        let outside = |line: &Line| matches!(line.shape, Shape::Outside);
        let kinds = lines.iter().map(|line| line.seen.filter(|_| !outside(line))).collect();
        let mut page = Self { reader, lines, kinds, bylines: Vec::new(), lead: None };
        page.outside();
        page.first_title();
        page.descriptions();
        page.lead = page.first_paragraph();
        page.boxes();
        page.inside();
        page.masthead_names();
        page.twice();
        page.bylines_above();
        page.clocks();
        page.menu_above();
        page.below();
        page.subheads();
        page
    }

    /// The lines, each with its kind where it is settled.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&Line, Option<BlockKind>)> {
        self.lines.iter().zip(self.kinds.iter().copied())
    }

    /// The bylines, in order.
    pub(super) fn bylines(&self) -> &[Byline] {
        &self.bylines
    }

    /// The kinds; what nothing has settled is text.
    pub(super) fn into_kinds(self) -> Vec<BlockKind> {
        let text = |shape| match shape {
            Shape::ListItem => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        };
        let lines = self.lines.iter().zip(self.kinds);
        lines.map(|(line, kind)| kind.unwrap_or_else(|| text(line.shape))).collect()
    }

    pub(super) fn kind(&self, ix: usize) -> Option<BlockKind> {
        self.kinds.get(ix).copied().flatten()
    }

    /// True for a line that nothing has settled yet.
    pub(super) fn open(&self, ix: usize) -> bool {
        matches!(self.kinds.get(ix), Some(None))
    }

    pub(super) fn settle(&mut self, ix: usize, kind: BlockKind) {
        if let Some(slot) = self.kinds.get_mut(ix) {
            *slot = Some(kind);
        }
    }

    fn reopen(&mut self, ix: usize) {
        if let Some(slot) = self.kinds.get_mut(ix) {
            *slot = None;
        }
    }

    /// The indices above the first paragraph; all where there is none.
    fn above(&self) -> Range<usize> {
        0..self.lead.unwrap_or(self.lines.len())
    }

    /// The first paragraph. Where descriptions are all the text there is, they are paragraphs.
    fn first_paragraph(&mut self) -> Option<usize> {
        let lead = lead_of(&self.reader, &self.lines, |ix| self.open(ix));
        lead.or_else(|| {
            for ix in 0..self.lines.len() {
                if self.kind(ix) == Some(BlockKind::MetaDescription) {
                    self.reopen(ix);
                }
            }
            lead_of(&self.reader, &self.lines, |ix| self.open(ix))
        })
    }

    /// Blocks outside the article are outside; only a date beside the article is its own.
    fn outside(&mut self) {
        let is_outside = |line: &Line| matches!(line.shape, Shape::Outside);
        for ix in 0..self.lines.len() {
            let Some(line) = self.lines.get(ix).filter(|line| is_outside(line)) else { continue };
            let near = ix.saturating_sub(BESIDE)..ix.saturating_add(BESIDE + 1);
            let beside = self.lines.get(near.start..near.end.min(self.lines.len()));
            let article =
                |line: &Line| !is_outside(line) && !matches!(line.shape, Shape::Stated(_));
            let dated = line.seen == Some(BlockKind::PageDate)
                && beside.is_some_and(|lines| lines.iter().any(article));
            self.settle(ix, if dated { BlockKind::PageDate } else { BlockKind::Outside });
        }
    }

    /// A title states itself: the line that equals the stated title is no furniture, whatever
    /// words it begins with.
    fn first_title(&mut self) {
        let Some(title) = self.reader.document.metadata.title else { return };
        let title = super::key(&self.reader, &self.reader.tokens.within(title));
        for ix in 0..self.lines.len() {
            let same = |line: &Line| {
                line.words >= TITLE_WORDS && super::key(&self.reader, &line.tokens) == title
            };
            let settled = !matches!(self.kind(ix), Some(BlockKind::Stated | BlockKind::Outside));
            if settled && self.lines.get(ix).is_some_and(same) {
                self.reopen(ix);
            }
        }
    }

    /// A block above the text that a later paragraph begins with is a description of it.
    fn descriptions(&mut self) {
        for ix in 0..self.lines.len() {
            let Some(line) = self.lines.get(ix).filter(|_| self.open(ix)) else { continue };
            let later = self.lines.iter().enumerate().skip(ix + 1).take(NEAR);
            let mut later = later.filter(|(other, _)| self.open(*other));
            let repeated = later.any(|(_, other)| is_cut_from(&self.reader, line, other));
            if repeated {
                self.settle(ix, BlockKind::MetaDescription);
            } else if line.is_prose() {
                return;
            }
        }
    }

    /// Between two paragraphs a date, a section name or a list is part of the text.
    fn inside(&mut self) {
        let Some(lead) = self.lead else { return };
        for ix in lead + 1..self.last_prose() {
            let line = self.lines.get(ix);
            let sentence = line.is_some_and(|line| line.ending == Ending::Stop);
            let reopened = match self.kind(ix) {
                Some(
                    BlockKind::PageDate
                    | BlockKind::Section
                    | BlockKind::Keywords
                    | BlockKind::Counters
                    | BlockKind::MetaDescription
                    | BlockKind::Breadcrumb,
                ) => true,
                Some(BlockKind::PhotoCaption) => {
                    let caption = line.is_some_and(|line| {
                        matches!(line.shape, Shape::Caption) || line.words <= CAPTION_WORDS
                    });
                    !caption || (sentence && !matches!(line.map(|l| l.shape), Some(Shape::Caption)))
                }
                _ => false,
            };
            if reopened {
                self.reopen(ix);
            }
        }
        // A paragraph that the page cut short is still a paragraph.
        for ix in lead..self.lines.len() {
            if self.kind(ix) == Some(BlockKind::MetaDescription) {
                self.reopen(ix);
            }
        }
    }

    /// The line after an office of the paper is a name.
    fn masthead_names(&mut self) {
        let after = self.reader.lexicon.furniture.masthead_lines;
        for ix in 0..self.lines.len() {
            let office = self.kind(ix) == Some(BlockKind::Masthead)
                && self.lines.get(ix).is_some_and(|line| line.is_label);
            if !office {
                continue;
            }
            for at in ix + 1..=ix.saturating_add(after) {
                let is_name = self.lines.get(at).is_some_and(|line| {
                    (2..=4).contains(&line.words) && is_name(&self.reader, &line.tokens)
                });
                if is_name && self.open(at) {
                    self.settle(at, BlockKind::MastheadName);
                }
            }
        }
    }

    /// The same few words on two lines in a row are a caption; at the very top they are the headline.
    fn twice(&mut self) {
        let first = self.lines.iter().position(|line| line.words > 0);
        for ix in 1..self.lines.len() {
            let (Some(one), Some(two)) = (self.lines.get(ix - 1), self.lines.get(ix)) else {
                return;
            };
            let same = (1..=TWICE_WORDS).contains(&two.words)
                && two.ending == Ending::Word
                && super::key(&self.reader, &one.tokens) == super::key(&self.reader, &two.tokens);
            let on_top = first == Some(ix - 1) && two.words >= TOP_WORDS;
            if same && !on_top && self.open(ix) && self.open(ix - 1) {
                self.settle(ix - 1, BlockKind::PhotoCaption);
                self.settle(ix, BlockKind::PhotoCaption);
            }
        }
    }

    /// Names, places and agencies below the headline.
    fn bylines_above(&mut self) {
        let mut titled = self.reader.document.metadata.title.is_some();
        for ix in self.above() {
            let Some(line) = self.lines.get(ix).filter(|_| self.open(ix)) else { continue };
            match byline::read(&self.reader, &line.tokens) {
                Some(byline) if titled || byline.sure => {
                    self.bylines.push(byline);
                    self.settle(ix, BlockKind::Byline);
                }
                _ => titled |= line.words >= MENU_WORDS,
            }
        }
    }

    /// A date with a time among the paper's own lines above the headline is the page's clock.
    fn clocks(&mut self) {
        for ix in self.above() {
            let timed = self
                .lines
                .get(ix)
                .is_some_and(|line| line.parts.iter().any(|part| part.slot == Slot::Time));
            if self.kind(ix) != Some(BlockKind::PageDate) || !timed {
                continue;
            }
            let own = |at: Option<usize>| {
                at.is_some_and(|at| {
                    matches!(
                        self.kind(at),
                        Some(BlockKind::Masthead | BlockKind::MastheadName | BlockKind::Ui)
                    )
                })
            };
            let above = ix + 1..self.above().end;
            let title = |at: usize| {
                self.open(at) && self.lines.get(at).is_some_and(|line| line.words >= TITLE_WORDS)
            };
            if (own(ix.checked_sub(1)) || own(Some(ix + 1))) && above.clone().any(title) {
                self.settle(ix, BlockKind::PageClock);
            }
        }
    }

    /// Names of sections in a row above the text are a menu: none of them is the document's own.
    fn menu_above(&mut self) {
        let mut from = 0;
        for ix in 0..=self.above().end {
            let short = |line: &Line| line.words <= MENU_WORDS && line.ending == Ending::Word;
            if ix < self.above().end && self.lines.get(ix).is_some_and(short) {
                continue;
            }
            let menu = if ix - from >= MENU_LINES { from..ix } else { 0..0 };
            for at in menu {
                if self.kind(at) == Some(BlockKind::Section) {
                    self.settle(at, BlockKind::Ui);
                }
            }
            from = ix + 1;
        }
    }

    /// A short line without a mark at its end, between two paragraphs.
    fn subheads(&mut self) {
        let Some(lead) = self.lead else { return };
        for ix in lead + 1..self.lines.len() {
            let Some(line) = self.lines.get(ix).filter(|_| self.open(ix)) else { continue };
            let next = self.lines.iter().enumerate().skip(ix + 1).find(|(at, _)| self.open(*at));
            let above_text = next.is_some_and(|(_, next)| next.is_prose());
            let plain = matches!(line.shape, Shape::Paragraph)
                && (1..=SUBHEAD_WORDS).contains(&line.words)
                && line.ending == Ending::Word
                && above_text;
            if plain || matches!(line.shape, Shape::Heading(_)) {
                self.settle(ix, BlockKind::Subhead);
            }
        }
    }
}

/// The first word or number of a line.
fn first_word<'a>(reader: &Reader<'a>, line: &Line) -> &'a str {
    let is_word = |ix: &usize| reader.tokens.kind(*ix) != Some(TokenKind::Mark);
    line.tokens.clone().find(is_word).map_or("", |ix| reader.tokens.word(ix))
}

/// True where a line is the beginning of a longer one: word for word, or its first letters with
/// the rest cut.
fn is_cut_from(reader: &Reader<'_>, line: &Line, other: &Line) -> bool {
    if line.words < TITLE_WORDS || other.words < LONG.min(line.words) {
        return false;
    }
    // Nearly all pairs differ in their first word, and so share no sixty letters.
    let (one, two) = (first_word(reader, line), first_word(reader, other));
    if one != two && one.len().min(two.len()) < SAME_LETTERS {
        return false;
    }
    let (short, long) = (super::key(reader, &line.tokens), super::key(reader, &other.tokens));
    let same = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
    let letters = short.chars().count();
    let whole = same == letters && long.len() > short.len() && letters >= SAME_LETTERS;
    let cut = same >= SAME_LETTERS && line.ending != Ending::Stop && line.words < other.words;
    (whole || cut)
        && !is_statement_title(reader, line)
        && words_in(reader, &other.tokens) >= line.words
}
