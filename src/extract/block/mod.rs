//! What each block is: body, furniture, caption, byline; and the fields that furniture gives.
//!
//! First every line is looked at by itself ([`line`]), then among its neighbours ([`context`]).
//! When in doubt a block is a paragraph: furniture that stays is ugly, text that goes is lost.

mod byline;
mod context;
mod date;
mod fields;
mod line;
mod shape;

use std::ops::Range;

use crate::lang::TokenKind;
use crate::model::{BlockKind, Fields, Shape};

use super::Reader;
use context::Page;
pub(crate) use date::date_at;
use line::{Ending, LONG, Line};

/// What each block of the document is, in order, and the fields of publication.
pub(crate) fn kinds(reader: &Reader<'_>) -> (Vec<BlockKind>, Fields) {
    let blocks = &reader.document.blocks;
    let lines = blocks.iter().map(|block| Line::new(reader, block.shape, block.span)).collect();
    let page = Page::new(*reader, lines);
    let fields = fields::fields(reader, page.lines(), page.bylines());
    (page.into_kinds(), fields)
}

/// The first paragraph of the body, or `None` where nothing reads like one.
///
/// A long block, or a sentence of twelve words; a shorter sentence only below a line that can be
/// its headline. The long title of an official statement is none.
pub(crate) fn lead(reader: &Reader<'_>, kinds: &[BlockKind]) -> Option<usize> {
    let blocks = reader.document.blocks.iter();
    let lines: Vec<Line> = blocks.map(|block| Line::bare(reader, block.shape, block.span)).collect();
    lead_of(reader, &lines, |ix| {
        matches!(kinds.get(ix), Some(BlockKind::Paragraph | BlockKind::Subhead | BlockKind::Title))
    })
}

/// Fewest words of a sentence that is a first paragraph with nothing above it.
const LEAD_SENTENCE: usize = 12;
/// Fewest words of a line that can be a headline above a short first sentence.
const TITLE_WORDS: usize = 5;
/// Words of a title that is one long noun phrase with place and date at its end.
const STATEMENT_TITLE: std::ops::RangeInclusive<usize> = 23..=45;

fn lead_of(reader: &Reader<'_>, lines: &[Line], is_text: impl Fn(usize) -> bool) -> Option<usize> {
    let mut titled = false;
    for (ix, line) in lines.iter().enumerate().filter(|(ix, _)| is_text(*ix)) {
        let long = line.words >= LONG && !(ix == first_seen(lines) && is_statement_title(reader, line));
        let sentence = line.ending == Ending::Stop
            && (line.words >= LEAD_SENTENCE || (titled && line.words >= line::SENTENCE));
        if !matches!(line.shape, Shape::Heading(_)) && (long || sentence) {
            return Some(ix);
        }
        titled |= line.words >= TITLE_WORDS;
    }
    None
}

/// The first block that a reader of the page saw.
fn first_seen(lines: &[Line]) -> usize {
    let stated = |line: &&Line| matches!(line.shape, Shape::Stated(_) | Shape::Outside);
    lines.iter().take_while(stated).count()
}

/// True for the title of an official statement: long, without a full stop, a date at its end.
fn is_statement_title(reader: &Reader<'_>, line: &Line) -> bool {
    STATEMENT_TITLE.contains(&line.words)
        && line.ending != Ending::Stop
        && line.tokens.clone().any(|at| date_at(reader, at) == Some(line.tokens.end))
}

/// True for a line that ends in a full stop, a question or an exclamation mark.
pub(crate) fn ends_sentence(reader: &Reader<'_>, line: &Range<usize>) -> bool {
    line::ending(reader, line) == Ending::Stop
}

/// How many words and numbers stand in a run of tokens.
pub(crate) fn words_in(reader: &Reader<'_>, tokens: &Range<usize>) -> usize {
    tokens.clone().filter(|ix| reader.tokens.kind(*ix) != Some(TokenKind::Mark)).count()
}

/// The words and numbers of a run of tokens in their matching form, for comparing lines.
pub(crate) fn key(reader: &Reader<'_>, tokens: &Range<usize>) -> String {
    let words = tokens.clone().filter(|ix| reader.tokens.kind(*ix) != Some(TokenKind::Mark));
    words.map(|ix| reader.tokens.word(ix)).collect::<Vec<_>>().join(" ")
}

/// True for words that can be a name: no numbers, verbs, sentence marks or function words.
fn is_name(reader: &Reader<'_>, tokens: &Range<usize>) -> bool {
    let furniture = &reader.lexicon.furniture;
    let fits = |ix: usize| match reader.tokens.kind(ix) {
        Some(TokenKind::Mark) => [".", "-", ",", "'"].contains(&reader.tokens.word(ix)),
        Some(TokenKind::Number) | None => false,
        Some(TokenKind::Latin) => true,
        Some(TokenKind::Word) => {
            let word = reader.tokens.word(ix);
            // Folding joins the given name «علي» and the preposition.
            furniture.bylines.given.longest(reader.tokens, ix).is_some()
                || !(reader.lexicon.is_stop(word) || furniture.verbs.contains(word))
        }
    };
    words_in(reader, tokens) > 0 && tokens.clone().all(fits)
}

/// True where a run of tokens is the name of a site: a known medium, the outlet that the source
/// states, or a noun such as «صحيفة» with what follows it.
pub(crate) fn site_at(reader: &Reader<'_>, tokens: Range<usize>) -> bool {
    let titles = &reader.lexicon.furniture.titles;
    let whole = |hit: Option<crate::lang::Hit<'_, ()>>| {
        hit.is_some_and(|hit| tokens.start + hit.len == tokens.end)
    };
    let stated = reader.document.metadata.outlet.is_some_and(|outlet| {
        key(reader, &reader.tokens.within(outlet)) == key(reader, &tokens)
    });
    let headed = titles.site_heads.longest(reader.tokens, tokens.start).is_some()
        && (2..=titles.site_words).contains(&words_in(reader, &tokens));
    !tokens.is_empty()
        && (stated || headed || whole(titles.media.longest(reader.tokens, tokens.start)))
}
