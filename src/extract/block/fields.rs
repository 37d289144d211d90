//! Outlet, author, section and address: what the source states first, then what furniture says.

use std::ops::Range;

use crate::extract::Reader;
use crate::lang::lexicon::Slot;
use crate::model::{BlockKind, Fields, Span};

use super::byline::Byline;
use super::line::Line;
use super::words_in;

/// Longest name of a section in a trail, in words.
const SECTION_WORDS: usize = 4;

/// The fields that metadata, credits, bylines and trails give; the first of each counts.
pub(super) fn fields<'l>(
    reader: &Reader<'_>,
    lines: impl Iterator<Item = (&'l Line, Option<BlockKind>)>,
    bylines: &[Byline],
) -> Fields {
    let metadata = &reader.document.metadata;
    let mut fields = Fields {
        outlet: metadata.outlet,
        author: metadata.author,
        section: None,
        url: metadata.url,
    };
    for (line, kind) in lines {
        for part in &line.parts {
            let span = trimmed(reader, &part.tokens);
            match part.slot {
                Slot::Source => {
                    if let Some(source) = named_source(reader, &part.tokens) {
                        keep(&mut fields.outlet, trimmed(reader, &source));
                    }
                }
                Slot::Author => keep(&mut fields.author, span),
                Slot::Section => keep(&mut fields.section, span),
                Slot::Url => keep(&mut fields.url, span),
                _ => {}
            }
        }
        match kind {
            Some(BlockKind::Section) => keep(&mut fields.section, line.span),
            Some(BlockKind::Breadcrumb) => {
                if let Some(section) = section_of_trail(reader, &line.tokens) {
                    keep(&mut fields.section, trimmed(reader, &section));
                }
            }
            _ => {}
        }
    }
    for author in bylines.iter().filter_map(|byline| byline.author.as_ref()) {
        keep(&mut fields.author, trimmed(reader, author));
    }
    fields
}

fn keep(field: &mut Option<Span>, span: Span) {
    if !span.is_empty() {
        field.get_or_insert(span);
    }
}

fn trimmed(reader: &Reader<'_>, tokens: &Range<usize>) -> Span {
    reader.tokens.span(super::line::without_marks(reader, tokens))
}

/// «صحيفة النهر + وكالات»: the first of several sources that is named.
fn named_source(reader: &Reader<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let signs = tokens.clone().filter(|ix| reader.tokens.is_mark(*ix, "+"));
    let ends = signs.chain([tokens.end]);
    let mut start = tokens.start;
    let sources = ends.map(|end| std::mem::replace(&mut start, end + 1)..end);
    sources.into_iter().find(|source| !source.is_empty() && !is_generic(reader, source))
}

/// True for «وكالات» and the like, which name nobody.
fn is_generic(reader: &Reader<'_>, tokens: &Range<usize>) -> bool {
    let generic = &reader.lexicon.furniture.bylines.generic;
    generic.longest(reader.tokens, tokens.start).is_some_and(|hit| hit.len >= tokens.len())
}

/// The item between the first and the last of a trail that is nearest to its end.
fn section_of_trail(reader: &Reader<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let is_angle = |ix: &usize| ["»", ">", "›", "/", "|"].contains(&reader.tokens.word(*ix));
    let last = line.clone().rev().find(is_angle)?;
    let before = (line.start..last).rev().find(is_angle)?;
    let section = before + 1..last;
    (1..=SECTION_WORDS).contains(&words_in(reader, &section)).then_some(section)
}
