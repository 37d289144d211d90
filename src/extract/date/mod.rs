//! The day of publication, and the other dates of a document; the date of a line for the command
//! `dates`.
//!
//! Evidence is gathered with its provenance ([`printed`], [`body`], [`bounds`]) and then weighed
//! ([`solve`], [`stated`]), which sees no text. A wrong day is worse than none: what contradicts itself gives
//! bounds and the reason. The upper bound of the whole build is not known here; it is applied when
//! all documents are seen together.

mod answer;
mod beside;
mod body;
mod bounds;
mod domain;
mod layout;
mod line;
mod printed;
mod solve;
mod stated;

use chrono::NaiveDate;

pub use line::read_date;

use super::Reader;
use crate::lang::calendar::{DateExpression, Days, When};
use crate::model::{
    ArticleDate, BlockKind, DateConstraint, DateMention, EvidenceKind, Fields, Headline, Precision,
    Span,
};
use layout::Layout;

/// One thing that speaks for or against a day of publication.
#[derive(Clone, Debug)]
struct Clue {
    span: Option<Span>,
    kind: EvidenceKind,
    value: DateConstraint,
    /// Other days that the same words may mean: the month first, a Hijri day one off.
    others: Vec<NaiveDate>,
    /// What is to be known of it besides.
    mark: ClueMark,
}

/// What a clue is marked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ClueMark {
    /// Nothing.
    #[default]
    Plain,
    /// Its weekday is not that of its day.
    Misprint,
    /// A time of day stands with it.
    Timed,
    /// The place of its dateline is not known: never firm.
    Unplaced,
    /// It counts only beside other evidence: it stands in a quotation, or is the day of an
    /// announcement in the lead.
    Weak,
}

impl Clue {
    fn new(span: Span, kind: EvidenceKind, value: DateConstraint) -> Self {
        Self { span: Some(span), kind, value, others: Vec::new(), mark: ClueMark::Plain }
    }

    fn marked(self, mark: ClueMark) -> Self {
        Self { mark, ..self }
    }
}

/// The day of publication with its evidence, and the other dates of headline and body in order.
pub(crate) fn publication(
    reader: &Reader<'_>,
    kinds: &[BlockKind],
    headline: Option<&Headline>,
    fields: &Fields,
) -> (ArticleDate, Vec<DateMention>) {
    let layout = Layout::new(reader, kinds, headline);
    let blocks = layout.read();
    let mut clues = printed::clues(&layout, &blocks, fields);
    clues.extend(body::clues(&layout, &blocks));
    clues.extend(bounds::clues(&layout));
    let date = solve::solve(&distinct(clues));
    let mentioned = mentions(&layout, &blocks, date.day);
    (date, mentioned)
}

/// Most clues that are weighed and shown.
const CLUES: usize = 64;

/// Each clue once: what a text repeats says no more.
fn distinct(clues: Vec<Clue>) -> Vec<Clue> {
    let mut distinct: Vec<Clue> = Vec::new();
    for clue in clues {
        let known = |other: &Clue| {
            (other.kind, other.value, other.mark) == (clue.kind, clue.value, clue.mark)
        };
        if distinct.len() < CLUES && !distinct.iter().any(known) {
            distinct.push(clue);
        }
    }
    distinct
}

/// A block's dates.
struct BlockDates {
    /// Index of the block.
    block: usize,
    dates: Vec<DateExpression>,
}

/// What a date says of the day that it names: a certain day, or a day and month alone.
fn constraint(date: &DateExpression) -> DateConstraint {
    let mut value = DateConstraint { day: date.day(), ..DateConstraint::default() };
    if let When::OfYear { from, to, precision: Precision::Day, .. } = date.when
        && from == to
    {
        value.month_day = Some(from);
    }
    value
}

/// The dates of headline and body that are not the day of publication itself.
fn mentions(
    layout: &Layout<'_>,
    blocks: &[BlockDates],
    published: Option<NaiveDate>,
) -> Vec<DateMention> {
    let told = blocks.iter().filter(|found| layout.is_told(found.block));
    let dates = told.flat_map(|found| &found.dates).filter(|date| date.day_word != Some(0));
    let mentions = dates.filter_map(|date| {
        let days: Days = date.days(published)?;
        let span = layout.tokens().span(date.tokens.clone());
        let mention = DateMention { span, from: days.from, to: days.to, precision: days.precision };
        (days.single().is_none() || days.single() != published).then_some(mention)
    });
    mentions.collect()
}

#[cfg(test)]
mod tests;
