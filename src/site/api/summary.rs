//! The record of a summary: which sentences and statements were chosen, each with its place.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::analyse::Gist;
use crate::model::{Article, ArticleDate, ArticleIx, Corpus, Span, StatementIx};
use crate::site::qid::qids;

use super::text::text_value;
use super::{Origin, archive, date, statement};

/// What a summary is of.
pub(crate) struct Head<'a> {
    /// `document`, `day`, `week`, `topic`, `person`, `story`.
    pub(crate) kind: &'static str,
    /// Its identity in the data; a day, the first day of a week.
    pub(crate) id: String,
    /// Its name or headline; `None` for days and where there is none.
    pub(crate) title: Option<&'a str>,
    /// The first day.
    pub(crate) from: Option<NaiveDate>,
    /// The last day.
    pub(crate) to: Option<NaiveDate>,
    /// How many documents and statements it is chosen from.
    pub(crate) documents: usize,
    pub(crate) statements: usize,
}

/// The record of the summary of a document.
pub(crate) fn of_document(
    article: &Article,
    date: &ArticleDate,
    (sentences, statements): (&[Span], &[StatementIx]),
) -> Value {
    let ids = qids(article);
    let origin = Origin::new(article, &ids);
    let head = Head {
        kind: "document",
        id: origin.id.clone(),
        title: article.headline.map(|headline| origin.text.words(headline.span)),
        from: date.shown_day(),
        to: date.shown_day(),
        documents: 1,
        statements: article.statements.iter().filter(|said| said.is_counted()).count(),
    };
    let sentences = sentences.iter().map(|span| sentence(&origin, *span)).collect();
    let statements = statements
        .iter()
        .filter_map(|ix| statement::one(&origin, *ix))
        .map(|one| json!(one))
        .collect();
    record(&head, sentences, statements, vec![document(&origin, date)])
}

/// The record of the summary of a part of the corpus; `cited` are the documents that it quotes,
/// `ids` the identities of all documents.
pub(crate) fn of_part(
    corpus: &Corpus,
    ids: &[String],
    head: &Head<'_>,
    (gist, cited): (&Gist, &[ArticleIx]),
) -> Value {
    let marks: Vec<(ArticleIx, Vec<String>)> =
        cited.iter().filter_map(|ix| Some((*ix, qids(corpus.article(*ix)?)))).collect();
    let origins: Vec<(ArticleIx, Origin<'_>)> = marks
        .iter()
        .filter_map(|(ix, marks)| {
            let origin = Origin::new(corpus.article(*ix)?, marks);
            let id = ids.get(ix.0 as usize)?.clone();
            Some((*ix, Origin { id, archive: Some((corpus, *ix)), ..origin }))
        })
        .collect();
    let origin =
        |ix: ArticleIx| origins.iter().find(|(other, _)| *other == ix).map(|(_, origin)| origin);
    let sentences = gist.sentences.iter();
    let statements = gist.statements.iter();
    record(
        head,
        sentences.filter_map(|(ix, span)| Some(sentence(origin(*ix)?, *span))).collect(),
        statements
            .filter_map(|at| statement::one(origin(at.article)?, at.statement))
            .map(|one| json!(one))
            .collect(),
        origins
            .iter()
            .map(|(ix, origin)| document(origin, corpus.date(*ix).unwrap_or(&origin.article.date)))
            .collect(),
    )
}

fn record(
    head: &Head<'_>,
    sentences: Vec<Value>,
    statements: Vec<Value>,
    documents: Vec<Value>,
) -> Value {
    json!({
        "counts": { "documents": head.documents, "statements": head.statements },
        "documents": documents,
        "from": head.from,
        "id": head.id,
        "kind": head.kind,
        "sentences": sentences,
        "statements": statements,
        "title": head.title.map_or(Value::Null, text_value),
        "to": head.to,
    })
}

fn sentence(origin: &Origin<'_>, span: Span) -> Value {
    json!({
        "document": origin.id,
        "span": origin.text.place(span),
        "text": origin.text.value(Some(span)),
    })
}

/// What one looks a document up by.
fn document(origin: &Origin<'_>, day: &ArticleDate) -> Value {
    let article = origin.article;
    json!({
        "date": day.shown().and_then(|shown| date::iso(shown, day.precision)),
        "date_confidence": day.confidence,
        "file": article.document.id,
        "headline": article.headline.map(|headline| origin.text.value(Some(headline.span))),
        "id": origin.id,
        "source": article.outlet().map(text_value),
        "url": archive::url(article),
    })
}
