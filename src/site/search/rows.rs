//! What is shown of each document in a list of results, in parts of about ten documents.

use crate::model::ArticleIx;
use crate::site::plain::collapse;
use crate::site::view::Cx;

use super::code::swapped;
use super::segments::Segment;

/// Bytes of the rows of a part from which on it is closed. A query loads one part for each result
/// that it shows, at worst: small parts keep that small.
const PART: usize = 1_000;

/// The rows of a segment.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// The text of each part: a line of outlets, a line of days, then a line for each document.
    pub(super) parts: Vec<String>,
    /// Number of the first document of each part.
    pub(super) firsts: Vec<u32>,
}

/// A part while it grows.
#[derive(Default)]
struct Part {
    outlets: Vec<String>,
    days: Vec<String>,
    rows: String,
}

impl Rows {
    pub(super) fn new(segment: &Segment, cx: &Cx<'_>) -> Self {
        let mut rows = Self::default();
        let mut part = Part::default();
        for (number, ix) in (0..).zip(&segment.articles) {
            if part.rows.is_empty() {
                rows.firsts.push(number);
            }
            part.add(*ix, cx);
            if part.rows.len() > PART {
                rows.parts.push(std::mem::take(&mut part).text());
            }
        }
        if !part.rows.is_empty() {
            rows.parts.push(part.text());
        }
        rows
    }
}

impl Part {
    /// Adds a document: identity, outlet, day, headline. Its sentences stand in a file of its own.
    fn add(&mut self, ix: ArticleIx, cx: &Cx<'_>) {
        let Some(article) = cx.corpus.article(ix) else { return };
        let outlet = cx
            .plan
            .catalogue
            .outlet(ix)
            .map_or(cx.words.search.no_source.as_str(), |outlet| cx.outlet_name(outlet));
        let outlet = number_in(&mut self.outlets, collapse(outlet));
        let date = cx.date(ix);
        let iso = date.iso.unwrap_or_default();
        let known = date.known.as_deref().unwrap_or(&date.short);
        let day = [&*iso, known, date.confidence, date.badge].join("|");
        let day = number_in(&mut self.days, day);
        let headline = cx.headline(article);
        let fields = [
            cx.plan.document_id(ix).to_owned(),
            outlet.to_string(),
            day.to_string(),
            collapse(&headline.text),
        ];
        self.rows.push('\n');
        self.rows.push_str(&swapped(&fields.join("\t")));
    }

    fn text(self) -> String {
        let line = |fields: &[String]| swapped(&fields.join("\t"));
        format!("{}\n{}{}", line(&self.outlets), line(&self.days), self.rows)
    }
}

/// The place of a value in a short list, at whose end it is added where it is new.
fn number_in(list: &mut Vec<String>, value: String) -> usize {
    list.iter().position(|other| *other == value).unwrap_or_else(|| {
        list.push(value);
        list.len() - 1
    })
}
