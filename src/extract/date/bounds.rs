//! Words that bound the day: what cannot be older, who held which office when.

use std::ops::Range;

use super::Clue;
use super::layout::Layout;
use crate::lang::Tokens;
use crate::lang::lexicon::anchors::{AnchorTables, Term};
use crate::model::{BlockKind, DateConstraint, EvidenceKind};

/// Tokens between an office and its holder: a comma, «السيد», a first name.
const BESIDE: usize = 3;
/// Tokens that an office with its country may take.
const OFFICE: usize = 8;
/// Tokens back to the office that «نظيره» takes up.
const COUNTERPART: usize = 16;

/// The anchors and terms of headline and body: the first of each that says anything.
pub(super) fn clues(layout: &Layout<'_>) -> Vec<Clue> {
    let mut clues: Vec<Clue> = Vec::new();
    for block in 0..layout.len() {
        let told = layout.is_told(block) || layout.kind(block) == BlockKind::MetaDescription;
        if !told {
            continue;
        }
        let range = layout.range(block);
        let opens = |ix: &usize| layout.lexicon().anchors.openers.opens(layout.tokens(), *ix);
        for ix in range.clone().filter(opens) {
            let found = anchor(layout, ix).or_else(|| office(layout, ix, range.clone()));
            let known = |clue: &Clue| clues.iter().any(|other| other.value == clue.value);
            clues.extend(found.filter(|clue| !known(clue)));
        }
    }
    clues
}

fn anchor(layout: &Layout<'_>, ix: usize) -> Option<Clue> {
    let hit = layout.lexicon().anchors.not_before.longest_with_proclitics(layout.tokens(), ix)?;
    let value = DateConstraint { not_before: Some(*hit.value), ..DateConstraint::default() };
    let span = layout.tokens().span(ix..ix + hit.len);
    Some(Clue::new(span, EvidenceKind::Anchor, value))
}

/// A holder's name with the office beside it; the terms of the office are a union.
fn office(layout: &Layout<'_>, ix: usize, block: Range<usize>) -> Option<Clue> {
    let tables = &layout.lexicon().anchors;
    let tokens = layout.tokens();
    let hit = tables.names.longest_with_proclitics(tokens, ix)?;
    let holder = tables.holders.get(*hit.value)?;
    let name = ix..ix + hit.len;
    let terms = holder.terms.iter();
    let beside: Vec<(usize, &Term)> = terms
        .filter_map(|term| Some((beside(tables, term, tokens, (&name, &block))?, term)))
        .collect();
    let start = beside.iter().map(|(start, _)| *start).min()?;
    let until = beside.iter().map(|(_, term)| term.until);
    let value = DateConstraint {
        not_before: beside.iter().map(|(_, term)| term.from).min(),
        not_after: until.collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max()),
        ..DateConstraint::default()
    };
    let around = start.saturating_sub(1)..name.end + 2;
    let doubtful = around.into_iter().any(|at| tables.doubtful.longest(tokens, at).is_some());
    let span = tokens.span(start.min(name.start)..name.end);
    (!doubtful).then(|| Clue::new(span, EvidenceKind::Office, value))
}

/// Where the office that stands beside a name begins.
fn beside(
    tables: &AnchorTables,
    term: &Term,
    tokens: &Tokens,
    (name, block): (&Range<usize>, &Range<usize>),
) -> Option<usize> {
    let first = name.start.saturating_sub(OFFICE + BESIDE).max(block.start);
    let before = (first..name.start).rev().find(|at| {
        let office = term.office.longest_with_proclitics(tokens, *at);
        let own = office
            .is_some_and(|hit| at + hit.len <= name.start && name.start - at - hit.len <= BESIDE);
        own || is_counterpart(tables, term, tokens, (*at, name.start, block.start))
    });
    let after = || {
        let mut behind = name.end..(name.end + 2).min(block.end);
        behind.any(|at| term.office.longest(tokens, at).is_some()).then_some(name.start)
    };
    before.or_else(after)
}

/// «نظيره التركي» before the name, with the office of the man before it.
fn is_counterpart(
    tables: &AnchorTables,
    term: &Term,
    tokens: &Tokens,
    (at, name, start): (usize, usize, usize),
) -> bool {
    let same = tables.counterparts.longest_with_proclitics(tokens, at).is_some()
        && tokens.word(at + 1) == term.country
        && name.saturating_sub(at + 2) <= BESIDE;
    same && (at.saturating_sub(COUNTERPART).max(start)..at)
        .any(|back| term.head.longest_with_proclitics(tokens, back).is_some())
}
