//! What results can be narrowed to: documents by who speaks in them, by topic, by outlet, by the kinds of
//! their statements, by day.

use std::collections::BTreeSet;

use crate::model::{ArticleIx, Person, PersonIx, Statement, StatementKind};
use crate::site::catalogue::statement;
use crate::site::view::{Cx, Tally};

use super::code::{postings, swapped};
use super::segments::Segment;

/// Kinds of statements that are counted, and so can be asked for.
pub(in crate::site) const KINDS: [StatementKind; 3] =
    [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect];

/// Speakers that can be asked for: those with most documents. Others are found by their names.
const SPEAKERS: usize = 200;

/// The speakers that can be asked for, most documents first.
pub(in crate::site) fn speakers(cx: &Cx<'_>) -> Vec<PersonIx> {
    let mut counts: Tally<PersonIx> = Tally::new();
    for (ix, person) in (0..).map(PersonIx).zip(&cx.corpus.people) {
        let documents = spoken_in(cx, person);
        if !documents.is_empty() {
            counts.add(ix, documents.len());
        }
    }
    counts.ranked(SPEAKERS).into_iter().map(|(ix, _)| ix).collect()
}

/// The documents with a counted statement of a person or body.
fn spoken_in(cx: &Cx<'_>, person: &Person) -> BTreeSet<ArticleIx> {
    let counted = person.statements.iter().filter(|at| {
        let article = cx.corpus.article(at.article);
        article.and_then(|a| statement(a, at.statement)).is_some_and(Statement::is_counted)
    });
    counted.map(|at| at.article).collect()
}

/// A line for each speaker, topic, outlet, kind and day with documents in the segment: the first
/// letter of the field that asks for it and its name, then the documents. `number` gives a document's number in the segment.
pub(super) fn text(
    segment: &Segment,
    cx: &Cx<'_>,
    speakers: &[PersonIx],
    number: impl Fn(ArticleIx) -> Option<u32>,
) -> String {
    let mut lines = Vec::new();
    let mut add = |sign: char, name: &str, articles: &mut dyn Iterator<Item = ArticleIx>| {
        let mut numbers: Vec<u32> = articles.filter_map(&number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if !numbers.is_empty() {
            lines.push(format!("{}\t{}", swapped(&format!("{sign}{name}")), postings(&numbers)));
        }
    };
    for person in speakers.iter().filter_map(|ix| cx.corpus.person(*ix)) {
        add('p', &person.label, &mut spoken_in(cx, person).into_iter());
    }
    let catalogue = &cx.plan.catalogue;
    for (topic, list) in cx.corpus.topics.iter().zip(&catalogue.topic_lists) {
        add('t', &topic.id, &mut list.iter().map(|entry| entry.article));
    }
    for outlet in &cx.corpus.outlets {
        add('s', &outlet.name, &mut outlet.articles.iter().copied());
    }
    for kind in KINDS {
        let has = |ix: &ArticleIx| {
            cx.corpus.article(*ix).is_some_and(|article| {
                article.statements.iter().any(|one| one.kind == kind && one.is_counted())
            })
        };
        add('k', kind.name(), &mut segment.articles.iter().copied().filter(has));
    }
    for (day, articles) in &cx.corpus.days {
        add('d', &day.to_string(), &mut articles.iter().copied());
    }
    lines.join("\n")
}
