//! What is shown of each document in a list of results: its address, in parts of a hundred documents, and
//! the row itself, which stands with its sentences beside its page.

use crate::model::ArticleIx;
use crate::site::plain::collapse;
use crate::site::view::Cx;

use super::segments::Segment;

/// Documents of a part. A query loads one part for each result that it shows, at worst: small parts keep
/// that small.
pub(super) const PART: usize = 100;

/// The addresses of a segment's documents, in parts. Their digits stay in their places, where they are single bytes.
pub(super) fn addresses(segment: &Segment, cx: &Cx<'_>) -> Vec<String> {
    let address = |ix: &ArticleIx| cx.plan.document_id(*ix);
    let parts = segment.articles.chunks(PART);
    parts.map(|part| part.iter().map(address).collect::<Vec<_>>().join("\n")).collect()
}

/// The row of a document: headline, outlet, then its day: as data, in words, how it is known, the badge.
pub(super) fn row(cx: &Cx<'_>, ix: ArticleIx) -> Option<[String; 6]> {
    let article = cx.corpus.article(ix)?;
    let outlet = cx
        .plan
        .catalogue
        .outlet(ix)
        .map_or(cx.words.search.no_source.as_str(), |outlet| cx.outlet_name(outlet));
    let date = cx.date(ix);
    let known = date.known.as_deref().unwrap_or(&date.short);
    Some([
        collapse(&cx.headline(article).text),
        collapse(outlet),
        date.iso.as_deref().unwrap_or_default().to_owned(),
        collapse(known),
        collapse(date.confidence),
        collapse(date.badge),
    ])
}
