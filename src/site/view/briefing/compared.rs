//! The texts of an event side by side: what several of them report, and what one alone does.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{ArticleIx, Event, StatementRef};
use crate::site::view::statement::Whose;

use super::{Edition, EventView, Said};

/// What one text alone reports.
#[derive(Debug, Serialize)]
pub(crate) struct AloneView<'a> {
    pub(crate) outlet: Option<&'a str>,
    pub(crate) document: Option<String>,
    pub(crate) statements: Vec<Said<'a>>,
    /// How many more there are, in words; null where there are none.
    pub(crate) more: Option<String>,
}

/// Statements that several report, documents that are shown of each, and what one alone reports: a
/// sheet of paper has room for so many.
const SHARED: usize = 4;
const PLACES: usize = 2;
const ALONE: usize = 3;

impl<'a> Edition<'_, 'a> {
    /// The event with its texts compared; nothing is added where it has one text.
    pub(super) fn compared(&self, event: &Event, mut view: EventView<'a>) -> EventView<'a> {
        let story = event.story.and_then(|ix| self.cx.corpus.story(ix));
        let Some(story) = story.filter(|_| event.weight.texts > 1) else { return view };
        let mut single: BTreeMap<ArticleIx, Vec<StatementRef>> = BTreeMap::new();
        for said in &story.facts.statements {
            let places = first_places(&said.places, event);
            match places.as_slice() {
                // Copies print one text: that is no second report.
                [_, _, ..] if said.texts > 1 && view.shared.len() < SHARED => {
                    let shown = places.get(..PLACES).unwrap_or(&places);
                    view.shared.push(self.all_said(shown, Whose::Any));
                }
                [at] if said.documents() == 1 => single.entry(at.article).or_default().push(*at),
                _ => {}
            }
        }
        // By two texts, those whose beginnings are shown.
        let alone = event.sides.iter().filter_map(|ix| Some((*ix, single.remove(ix)?)));
        view.alone = alone.map(|(ix, own)| self.alone(ix, &own)).collect();
        view
    }

    fn alone(&self, ix: ArticleIx, own: &[StatementRef]) -> AloneView<'a> {
        let hidden = own.len().saturating_sub(ALONE);
        let words = &self.cx.words.briefing.more_statements;
        AloneView {
            outlet: self.cx.outlet_of(ix).map(|outlet| outlet.name),
            document: self.numbers.of(ix).map(|n| self.cx.display.number(n)),
            statements: self.all_said(own.get(..ALONE).unwrap_or(own), Whose::Any),
            more: (hidden > 0)
                .then(|| self.cx.phrase(words, "statements", &self.cx.statements(hidden))),
        }
    }
}

/// Where the documents of an event report a statement, once for each.
fn first_places(places: &[StatementRef], event: &Event) -> Vec<StatementRef> {
    let mut first: Vec<StatementRef> = Vec::new();
    for at in places.iter().filter(|at| event.articles.contains(&at.article)) {
        if !first.iter().any(|known| known.article == at.article) {
            first.push(*at);
        }
    }
    first
}
