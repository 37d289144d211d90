//! What a line is by its own words, whatever stands around it.

use std::ops::Range;

use crate::extract::Reader;
use crate::lang::TokenKind;
use crate::lang::lexicon::At;
use crate::model::{BlockKind, Rule, Shape, Span};

use super::{is_name, shape, shape::Part, words_in};

/// A block with what is known of it before its neighbours are looked at.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) shape: Shape,
    pub(super) span: Span,
    pub(super) tokens: Range<usize>,
    pub(super) words: usize,
    /// How many of the words are Arabic.
    arabic: usize,
    pub(super) ending: Ending,
    /// What its own words or the source's form say it is.
    pub(super) seen: Option<BlockKind>,
    /// What the shape that it fits found in it.
    pub(super) parts: Vec<Part>,
    /// Nothing but the phrase that tells its kind.
    pub(super) is_label: bool,
}

/// How a line ends, closing marks aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// A full stop, a question or exclamation mark.
    Stop,
    /// Another mark.
    Mark,
    /// A word.
    Word,
}

impl Line {
    /// Measures one block without looking at its words.
    pub(super) fn bare(reader: &Reader<'_>, shape: Shape, span: Span) -> Self {
        let tokens = reader.tokens.within(span);
        Self {
            shape,
            span,
            words: words_in(reader, &tokens),
            arabic: tokens.clone().filter(|ix| reader.tokens.is_word(*ix)).count(),
            ending: ending(reader, &tokens),
            tokens,
            seen: None,
            parts: Vec::new(),
            is_label: false,
        }
    }

    /// Measures one block and looks what its words say.
    pub(super) fn new(reader: &Reader<'_>, shape: Shape, span: Span) -> Self {
        let mut line = Self::bare(reader, shape, span);
        match shape {
            Shape::Stated(_) => line.seen = Some(BlockKind::Stated),
            Shape::Caption => line.seen = Some(BlockKind::PhotoCaption),
            Shape::Quote => {}
            _ => line.look(reader),
        }
        line
    }

    fn look(&mut self, reader: &Reader<'_>) {
        if self.words == 0 {
            self.seen = shape::strokes(reader, reader.words(self.span));
        } else if self.words >= LONG && self.ending == Ending::Stop {
            // No shape is a long sentence; asking all of them costs more than the rest of the look.
            self.seen = by_phrase(reader, &self.tokens, self.words).map(|(kind, _)| kind);
        } else if let Some((kind, parts)) = shape::read(reader, &self.tokens) {
            self.seen = Some(kind);
            self.parts = parts;
        } else if let Some((kind, is_label)) = by_phrase(reader, &self.tokens, self.words) {
            self.seen = Some(kind);
            self.is_label = is_label;
        }
        // A guillemet that closes a quotation is no angle of a trail.
        if self.seen == Some(BlockKind::Breadcrumb) && closes_quotation(reader, &self.tokens) {
            self.seen = None;
            self.parts.clear();
        }
    }

    /// The rule by which the block is of this kind.
    pub(super) fn rule(&self, reader: &Reader<'_>, kind: BlockKind) -> Rule {
        match kind {
            BlockKind::Stated => "stated-line",
            BlockKind::Outside => "outside-article",
            BlockKind::Learnt => "learnt-line",
            _ if self.seen != Some(kind) => "line-place",
            BlockKind::PhotoCaption if self.shape == Shape::Caption => "caption-element",
            _ if self.words == 0 || !self.parts.is_empty() => "line-shape",
            _ if shape::read(reader, &self.tokens).is_some() => "line-shape",
            _ => "line-words",
        }
    }

    /// True for a block that only running Arabic text is: long, or a sentence.
    pub(super) fn is_prose(&self) -> bool {
        self.arabic * 2 > self.words
            && (self.words >= LONG || (self.words >= SENTENCE && self.ending == Ending::Stop))
    }
}

/// Words of a block that needs no full stop to be a paragraph.
pub(super) const LONG: usize = 25;
/// Fewest words of a sentence that is a paragraph.
pub(super) const SENTENCE: usize = 8;

/// How far above its last line a quotation may open, in tokens.
const QUOTATION: usize = 400;

/// How a run of tokens ends.
pub(super) fn ending(reader: &Reader<'_>, line: &Range<usize>) -> Ending {
    let closing = |ix: &usize| {
        ["\"", "'", "”", "“", "’", "»", "«", ")", "]"].contains(&reader.tokens.word(*ix))
    };
    let last = line.clone().rev().find(|ix| !closing(ix));
    match last.map(|ix| (reader.tokens.word(ix), reader.tokens.kind(ix))) {
        Some(("." | "?" | "!", _)) => Ending::Stop,
        Some((_, Some(TokenKind::Mark))) => Ending::Mark,
        _ => Ending::Word,
    }
}

/// The kind that a plain phrase gives a line, and whether the phrase is all there is.
fn by_phrase(reader: &Reader<'_>, line: &Range<usize>, words: usize) -> Option<(BlockKind, bool)> {
    let furniture = &reader.lexicon.furniture;
    if words > furniture.longest {
        return None;
    }
    let bare = without_marks(reader, line);
    let mut best: Option<(At, usize, BlockKind)> = None;
    for at in line.clone() {
        for hit in furniture.rules.all(reader.tokens, at) {
            let end = at + hit.len;
            let rule = hit.value;
            let fits = end <= line.end
                && words <= rule.max_words
                && match rule.at {
                    At::Whole => at == bare.start && end == bare.end,
                    At::Office => at == bare.start && is_office(reader, end..bare.end),
                    At::Start => at == line.start || at == bare.start,
                    At::End => end == line.end || end == bare.end,
                    At::Anywhere => true,
                };
            let better = best.is_none_or(|(place, len, _)| {
                rule.at < place || (rule.at == place && hit.len > len)
            });
            if fits && better {
                best = Some((rule.at, hit.len, rule.kind));
            }
        }
    }
    best.map(|(at, len, kind)| (kind, at == At::Whole || len >= bare.len()))
}

/// True for what may follow an office of the paper on its line: nothing, or a colon and names.
fn is_office(reader: &Reader<'_>, rest: Range<usize>) -> bool {
    if rest.is_empty() {
        return true;
    }
    let bar = rest.clone().find(|ix| reader.tokens.is_mark(*ix, "|"));
    let name = rest.start + 1..bar.unwrap_or(rest.end);
    [":", "/", "-"].contains(&reader.tokens.word(rest.start))
        && (2..=4).contains(&words_in(reader, &name))
        && is_name(reader, &name)
}

/// A line without the marks around it.
pub(super) fn without_marks(reader: &Reader<'_>, line: &Range<usize>) -> Range<usize> {
    let is_mark = |ix: &usize| reader.tokens.kind(*ix) == Some(TokenKind::Mark);
    let start = line.clone().find(|ix| !is_mark(ix)).unwrap_or(line.end);
    let end = line.clone().rev().find(|ix| !is_mark(ix)).map_or(start, |ix| ix + 1);
    start..end
}

/// True where the first angle of a line closes what was opened before it: in the line, by whatever mark, or above a
/// line that ends with it, «… من أجل الوطن»».
fn closes_quotation(reader: &Reader<'_>, line: &Range<usize>) -> bool {
    let tokens = reader.tokens;
    let is = |ix: usize, marks: &[&str]| marks.contains(&tokens.word(ix));
    let Some(angle) = line.clone().find(|ix| is(*ix, &["»", ">", "›"])) else { return false };
    let before = line.start..angle;
    let odd = |marks: &[&str]| before.clone().filter(|ix| is(*ix, marks)).count() % 2 == 1;
    let inside = before.clone().any(|ix| tokens.is_mark(ix, "«"));
    let last = angle + 1 == line.end && tokens.is_mark(angle, "»");
    let above = || {
        let mut back = (line.start.saturating_sub(QUOTATION)..line.start).rev();
        back.find(|ix| is(*ix, &["«", "»"])).is_some_and(|ix| tokens.is_mark(ix, "«"))
    };
    inside || odd(&["\""]) || odd(&["“", "”", "„"]) || last && above()
}
