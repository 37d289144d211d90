//! What a person was called and how its names were joined.

use chrono::Datelike;
use serde::Serialize;

use crate::model::{Held, Join, Joined};
use crate::site::words::fill;

use super::Cx;

/// A title as found in the texts, with the years of the documents that give it.
#[derive(Debug, Serialize)]
pub(crate) struct HeldView<'a> {
    text: &'a str,
    count: String,
    /// One year, or the first and the last; null where no document has a day.
    years: Option<String>,
}

/// A name that was taken for a person, with the reason in words.
#[derive(Debug, Serialize)]
pub(crate) struct JoinedView<'a> {
    name: &'a str,
    why: String,
}

/// Titles and joined names of a page.
const HELD: usize = 40;
const JOINED: usize = 40;

impl<'a> Cx<'a> {
    pub(crate) fn held(&self, held: &'a [Held]) -> Vec<HeldView<'a>> {
        let view = |held: &'a Held| HeldView {
            text: &held.text,
            count: self.display.number(held.count),
            years: held.days.map(|(first, last)| self.years_of(first.year(), last.year())),
        };
        held.iter().take(HELD).map(view).collect()
    }

    fn years_of(&self, first: i32, last: i32) -> String {
        let [from, to] = [first, last].map(|year| self.display.year(year));
        if first == last {
            return from;
        }
        fill(&self.words.range.span, &[("from", &from), ("to", &to)])
    }

    pub(crate) fn joined(&self, joined: &'a [Joined]) -> Vec<JoinedView<'a>> {
        let words = &self.words.join;
        let view = |joined: &'a Joined| JoinedView {
            name: &joined.name,
            why: match joined.why {
                Join::SameTitle => words.same_title.clone(),
                Join::SameCompany => words.same_company.clone(),
                Join::SameSound => words.same_sound.clone(),
            },
        };
        joined.iter().take(JOINED).map(view).collect()
    }
}
