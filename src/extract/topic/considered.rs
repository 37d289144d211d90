//! Topics that have words in a document and are none of its topics, each with the reason.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{MOST, Parts, document_score, tenths};
use crate::extract::Reader;
use crate::model::{Mention, Span};

/// A topic that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedTopic {
    /// Identity in the taxonomy.
    pub id: Arc<str>,
    /// Its words in the document.
    pub terms: Vec<Span>,
    /// Why it was not taken.
    pub why: String,
}

/// The topics that were not taken, nearest to it first.
pub(crate) fn considered(
    reader: &Reader<'_>,
    parts: &Parts,
    mentions: &[Mention],
) -> Vec<RejectedTopic> {
    let score = document_score(reader, parts, mentions);
    let mut taken = 0;
    let mut ranked: Vec<_> = score.points.into_iter().collect();
    ranked.sort_by_key(|(topic, points)| (Reverse(points.tenths), *topic));
    let mut rejected = Vec::new();
    for (topic, points) in ranked {
        let Some(rule) = reader.lexicon.topics.topics.get(topic) else { continue };
        let least = points.needed(rule, tenths::DOCUMENT);
        let shown = |tenths: u32| format!("{}.{}", tenths / 10, tenths % 10);
        let why = if points.refused {
            "one of its words of `not` stands in the document".to_owned()
        } else if points.tenths < least {
            format!("{} points, {} are needed", shown(points.tenths), shown(least))
        } else if taken == MOST {
            format!("{} points: {MOST} topics have more", shown(points.tenths))
        } else {
            taken += 1;
            continue;
        };
        rejected.push(RejectedTopic { id: rule.id.clone(), terms: points.terms, why });
    }
    rejected
}
