//! What the solver answers: a day, or the bounds of one.

use chrono::NaiveDate;

use super::domain::Domain;
use crate::model::{ArticleDate, Confidence, DateKind, Precision};

/// A day that was found.
pub(super) fn answer(day: NaiveDate, kind: DateKind, confidence: Confidence) -> ArticleDate {
    ArticleDate {
        day: Some(day),
        precision: Precision::Day,
        kind,
        confidence,
        ..ArticleDate::default()
    }
}

/// No day, with what is known of it.
pub(super) fn unknown(domain: Domain, confidence: Confidence) -> ArticleDate {
    let (not_before, not_after) = domain.bounds();
    let bounded = not_before.is_some() || not_after.is_some() || domain.weekday.is_some();
    ArticleDate {
        kind: if bounded || confidence == Confidence::Conflict {
            DateKind::Bounded
        } else {
            DateKind::None
        },
        confidence,
        not_before,
        not_after,
        candidates: domain.days(),
        ..ArticleDate::default()
    }
}
