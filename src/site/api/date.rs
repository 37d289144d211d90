//! The date of a document as a JSON value, with all that spoke for and against it.

use chrono::{NaiveDate, Weekday};
use serde_json::{Value, json};

use crate::model::{ArticleDate, DateConstraint, DateEvidence, DateMention, Precision};

use super::text::Text;

/// The record of a date. `day` is as exact as `precision` says, and null where the day is unknown
/// or contradicted.
pub(super) fn date(date: &ArticleDate, text: &Text<'_>) -> Value {
    let evidence: Vec<Value> = date.evidence.iter().map(|one| evidence(one, text)).collect();
    json!({
        "candidates": date.candidates,
        "confidence": date.confidence,
        "day": date.shown().and_then(|day| iso(day, date.precision)),
        "evidence": evidence,
        "kind": date.kind,
        "not_after": date.not_after,
        "not_before": date.not_before,
        "precision": date.precision,
        "weekday": date.weekday.map(weekday),
    })
}

/// A date in the text that is not the day of publication.
pub(super) fn mentioned(mention: &DateMention, text: &Text<'_>) -> Value {
    json!({
        "from": mention.from,
        "precision": mention.precision,
        "span": text.place(mention.span),
        "text": text.value(Some(mention.span)),
        "to": mention.to,
    })
}

fn evidence(evidence: &DateEvidence, text: &Text<'_>) -> Value {
    json!({
        "kind": evidence.kind,
        "role": evidence.role,
        "span": evidence.span.map(|span| text.place(span)),
        "text": text.value(evidence.span),
        "value": constraint(&evidence.value),
    })
}

fn constraint(constraint: &DateConstraint) -> Value {
    let day_month = constraint.month_day.map(|(month, day)| json!({ "day": day, "month": month }));
    json!({
        "day": constraint.day,
        "day_month": day_month,
        "not_after": constraint.not_after,
        "not_before": constraint.not_before,
        "weekday": constraint.weekday.map(weekday),
    })
}

/// `2020-12-29`, `2020-12` or `2020`.
pub(crate) fn iso(day: NaiveDate, precision: Precision) -> Option<String> {
    match precision {
        Precision::Day => Some(day.to_string()),
        Precision::Month => Some(day.format("%Y-%m").to_string()),
        Precision::Year => Some(day.format("%Y").to_string()),
        Precision::None => None,
    }
}

pub(super) fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Confidence, DateKind, DateRole, EvidenceKind, Span};

    fn printed(precision: Precision, confidence: Confidence) -> ArticleDate {
        let day = NaiveDate::from_ymd_opt(2020, 12, 29);
        ArticleDate {
            day,
            precision,
            kind: DateKind::PageLine,
            confidence,
            weekday: Some(Weekday::Tue),
            evidence: vec![DateEvidence {
                span: Some(Span::new(0, 2)),
                kind: EvidenceKind::PageLine,
                value: DateConstraint { day, ..DateConstraint::default() },
                role: DateRole::Answer,
            }],
            ..ArticleDate::default()
        }
    }

    fn check(precision: Precision, confidence: Confidence, expected: Value) {
        let record = date(&printed(precision, confidence), &Text::new("29 كانون الأول"));
        assert_eq!(record["day"], expected);
    }

    #[test]
    fn days_are_as_exact_as_known_and_never_in_conflict() {
        check(Precision::Day, Confidence::Firm, json!("2020-12-29"));
        check(Precision::Month, Confidence::Probable, json!("2020-12"));
        check(Precision::Year, Confidence::Probable, json!("2020"));
        check(Precision::Day, Confidence::Conflict, Value::Null);
    }

    #[test]
    fn evidence_says_where_and_what() {
        let text = Text::new("29 كانون الأول");
        let record = date(&printed(Precision::Day, Confidence::Firm), &text);
        let first = &record["evidence"][0];
        assert_eq!((&first["kind"], &first["role"]), (&json!("page_line"), &json!("answer")));
        assert_eq!(first["text"]["text"], "29");
        assert_eq!(first["value"]["day"], "2020-12-29");
        assert_eq!(record["weekday"], "tuesday");
    }
}
