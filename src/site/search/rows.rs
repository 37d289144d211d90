//! What is shown of each document in a list of results, in parts of a few dozen documents.

use crate::model::{Article, ArticleIx, Span, Statement};
use crate::site::plain::collapse;
use crate::site::view::Cx;

use super::code::swapped;
use super::segments::Segment;

/// Bytes of a part from which on it is closed. A query loads one part for each result that it shows,
/// at worst: small parts keep that small.
const PART: usize = 6_000;
/// Letters of the sentence under a headline.
const SENTENCE: usize = 120;

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
    /// Adds a document: identity, outlet, day, headline, and a sentence unless one stands for the
    /// headline.
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
        let shown = sentence(article).filter(|_| headline.stated);
        let words = shown.map_or("", |span| article.document.text.slice(span));
        let fields = [
            cx.plan.document_id(ix).to_owned(),
            outlet.to_string(),
            day.to_string(),
            collapse(&headline.text),
            cx.display.clip(words, SENTENCE),
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

/// The sentence that says most: that of the surest statement, else the first of the body.
fn sentence(article: &Article) -> Option<Span> {
    let counted = article.statements.iter().filter(|statement| statement.is_counted());
    let best = counted.rev().max_by_key(|statement: &&Statement| statement.evidence.score);
    let around = best.and_then(|statement| {
        let sentences = article.sentences.iter();
        sentences.copied().find(|span| (span.start..span.end).contains(&statement.text.start))
    });
    around.or_else(|| article.body().next())
}
