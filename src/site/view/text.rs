//! The full text of a document with every statement marked in its place.
//!
//! Statements may stand inside each other or share an end, which markup cannot say by nesting:
//! the text is cut at every border, and each piece carries the innermost statement it belongs to.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{
    Article, ArticleIx, BlockKind, Span, Statement, StatementIx, StatementKind, StatementRef,
};

use super::Cx;
use super::statement::{exact, with_marks};

/// A block of the text.
#[derive(Debug, Serialize)]
pub(crate) struct TextBlock<'a> {
    /// `p`, `h3` or `li`.
    pub(crate) form: &'static str,
    pub(crate) segments: Vec<Segment<'a>>,
}

/// A piece of text that no border of a statement crosses.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Segment<'a> {
    pub(crate) text: &'a str,
    /// The kind of the innermost statement; null outside all.
    pub(crate) kind: Option<&'static str>,
    /// True for a speaker's own words.
    pub(crate) exact: bool,
    /// The mark of the innermost statement that begins here.
    pub(crate) id: Option<&'a str>,
    /// The marks of others that begin here too.
    pub(crate) more_ids: Vec<&'a str>,
    /// Statements that end here, the innermost first.
    pub(crate) ends: Vec<End<'a>>,
    #[serde(skip)]
    span: Span,
}

/// What closes a statement behind its words.
const STOPS: [char; 12] = ['.', '،', '؛', '؟', '!', ',', ':', '"', '»', '”', '“', ')'];

/// The end of a statement: the way back to the list.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct End<'a> {
    pub(crate) id: &'a str,
    /// Its number, or the word for its kind where it is not counted.
    pub(crate) label: String,
    pub(crate) counted: bool,
}

/// A statement as it is marked in the text.
pub(crate) struct Mark<'a> {
    /// The words with the marks round them.
    span: Span,
    /// `span` with the full stop or comma after it: its number stands behind that.
    with_stop: Span,
    kind: StatementKind,
    exact: Vec<Span>,
    id: &'a str,
    label: String,
    counted: bool,
}

impl<'a> Cx<'a> {
    /// The statements of an article that are marked in its text, in order.
    pub(crate) fn marks(
        &self,
        ix: ArticleIx,
        article: &'a Article,
        numbers: &[Option<usize>],
    ) -> Vec<Mark<'a>> {
        let text = article.document.text.as_str();
        let all = Span::from_bytes(0, text.len());
        let marks = (0..).map(StatementIx).zip(&article.statements).zip(numbers);
        marks
            .filter(|((_, said), _)| said.evidence.score >= Statement::SHOWN)
            .map(|((statement, said), number)| {
                let direct = said.kind == StatementKind::Direct;
                let wide = with_marks(text, said.text, all);
                let span = if direct { wide } else { said.text };
                let word = || self.words.kind.of(said.kind).to_owned();
                Mark {
                    span,
                    with_stop: with_stop(text, span),
                    kind: said.kind,
                    exact: if direct { vec![span] } else { exact(text, said) },
                    id: self.plan.catalogue.mark(StatementRef { article: ix, statement }),
                    label: number.map_or_else(word, |n| self.display.number(n)),
                    counted: number.is_some(),
                }
            })
            .collect()
    }
}

/// A span with the marks that close it, up to the next blank.
fn with_stop(text: &str, span: Span) -> Span {
    let rest = text.get(span.end as usize..).unwrap_or("");
    let stop = rest.len() - rest.trim_start_matches(STOPS).len();
    Span::from_bytes(span.range().start, span.range().end.saturating_add(stop))
}

/// The article's own blocks, and any other block that a statement stands in.
pub(crate) fn blocks<'a>(article: &'a Article, marks: &[Mark<'a>]) -> Vec<TextBlock<'a>> {
    let headline = article.headline.as_ref().map(|headline| headline.span);
    let kinds = article.kinds.iter().zip(&article.document.blocks);
    kinds
        .filter(|(kind, block)| {
            let marked = marks.iter().any(|mark| mark.span.overlaps(block.span));
            let title = headline.is_some_and(|span| span.overlaps(block.span));
            kind.is_body() || marked && !title
        })
        .map(|(kind, block)| TextBlock {
            form: match kind {
                BlockKind::Subhead => "h3",
                BlockKind::ListItem => "li",
                _ => "p",
            },
            segments: segments(article.document.text.as_str(), block.span, marks),
        })
        .collect()
}

/// A span of text, cut at the borders of all statements that reach into it.
pub(crate) fn segments<'a>(text: &'a str, within: Span, marks: &[Mark<'a>]) -> Vec<Segment<'a>> {
    let here: Vec<&Mark<'a>> = marks.iter().filter(|mark| mark.span.overlaps(within)).collect();
    let mut borders: BTreeSet<u32> = BTreeSet::from([within.start, within.end]);
    for mark in &here {
        let spans = [&mark.span, &mark.with_stop].into_iter().chain(&mark.exact);
        let ends = spans.flat_map(|span| [span.start, span.end]);
        borders.extend(ends.filter(|at| (within.start..within.end).contains(at)));
    }
    let borders: Vec<u32> = borders.into_iter().collect();
    let pieces = borders.iter().zip(borders.iter().skip(1));
    pieces.map(|(start, end)| segment(text, Span::new(*start, *end), &here)).collect()
}

fn segment<'a>(text: &'a str, span: Span, marks: &[&Mark<'a>]) -> Segment<'a> {
    let over: Vec<&&Mark<'a>> = marks.iter().filter(|mark| mark.span.contains(span)).collect();
    let inner = over.iter().min_by_key(|mark| mark.span.len());
    let exact = over.iter().any(|mark| mark.exact.iter().any(|exact| exact.contains(span)));
    let kind = inner.map(|mark| mark.kind.name());
    Segment {
        text: span.of(text),
        kind,
        exact,
        id: None,
        more_ids: Vec::new(),
        ends: Vec::new(),
        span,
    }
}

/// Marks where each statement begins and ends among the pieces of a page, in their order; a
/// statement may reach over several blocks. Returns the marks that no piece of the page holds.
pub(crate) fn anchor<'a>(pieces: &mut [&mut Segment<'a>], marks: &[Mark<'a>]) -> Vec<&'a str> {
    let mut stray = Vec::new();
    let mut inner_first: Vec<&Mark<'a>> = marks.iter().collect();
    inner_first.sort_by_key(|mark| mark.span.len());
    for mark in inner_first {
        let held = |piece: &&mut &mut Segment<'a>| {
            !piece.span.is_empty() && mark.span.contains(piece.span)
        };
        match pieces.iter_mut().find(|piece| held(piece)) {
            Some(piece) if piece.id.is_some() => piece.more_ids.push(mark.id),
            Some(piece) => piece.id = Some(mark.id),
            None => stray.push(mark.id),
        }
        let ends = |piece: &&mut &mut Segment<'a>| {
            !piece.span.is_empty() && mark.with_stop.contains(piece.span)
        };
        if let Some(piece) = pieces.iter_mut().rev().find(ends) {
            let label = mark.label.clone();
            piece.ends.push(End { id: mark.id, label, counted: mark.counted });
        }
    }
    stray
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "قال الوزير إن النداء: كفوا، واضح.";

    fn find(part: &str) -> Span {
        let start = TEXT.find(part).unwrap();
        Span::from_bytes(start, start + part.len())
    }

    fn mark(part: &str, kind: StatementKind, id: &'static str) -> Mark<'static> {
        let span = find(part);
        let exact = if kind == StatementKind::Direct { vec![span] } else { Vec::new() };
        let with_stop = with_stop(TEXT, span);
        Mark { span, with_stop, kind, exact, id, label: id.to_owned(), counted: true }
    }

    fn cut(within: &[Span], marks: &[Mark<'static>]) -> (Vec<Segment<'static>>, Vec<&'static str>) {
        let pieces = within.iter().flat_map(|span| segments(TEXT, *span, marks));
        let mut pieces: Vec<Segment<'static>> = pieces.collect();
        let stray = anchor(&mut pieces.iter_mut().collect::<Vec<_>>(), marks);
        (pieces, stray)
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        let marks = [
            mark("النداء: كفوا، واضح", StatementKind::Indirect, "a"),
            mark("كفوا", StatementKind::Direct, "b"),
            mark("النداء", StatementKind::Topic, "c"),
        ];
        let (pieces, stray) = cut(&[Span::from_bytes(0, TEXT.len())], &marks);
        let whole: String = pieces.iter().map(|piece| piece.text).collect();
        assert_eq!((whole.as_str(), stray.len()), (TEXT, 0));
        let inner = pieces.iter().find(|piece| piece.text == "كفوا").unwrap();
        assert_eq!((inner.kind, inner.exact, inner.id), (Some("direct"), true, Some("b")));
        let stop = pieces.iter().find(|piece| piece.text == "،").unwrap();
        assert_eq!((stop.ends[0].id, stop.exact), ("b", false));
        let both = pieces.iter().find(|piece| piece.text == "النداء").unwrap();
        assert_eq!(
            (both.id, &both.more_ids[..], both.kind),
            (Some("c"), &["a"][..], Some("topic"))
        );
    }

    #[test]
    fn a_statement_over_two_blocks_begins_once_and_ends_once() {
        let marks = [mark("إن النداء: كفوا", StatementKind::Direct, "a")];
        let (pieces, stray) = cut(&[find("قال الوزير إن النداء"), find("كفوا، واضح.")], &marks);
        assert_eq!(pieces.iter().filter(|piece| piece.id.is_some()).count(), 1);
        assert_eq!(pieces.iter().map(|piece| piece.ends.len()).sum::<usize>(), 1);
        assert!(stray.is_empty());
    }

    #[test]
    fn a_statement_outside_the_page_is_told() {
        let marks = [mark("واضح", StatementKind::Indirect, "a")];
        assert_eq!(cut(&[find("قال الوزير")], &marks).1, ["a"]);
    }
}
