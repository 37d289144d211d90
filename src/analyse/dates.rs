//! The upper bound of the build on dates: what an article alone could not know.
//!
//! The bound is the clock that was given, else the newest `firm` day of the input. It takes away
//! candidates that lie after it; a printed day after a given clock is in conflict with it. The
//! bound itself never becomes a fact of a document that it decides nothing about.

use chrono::NaiveDate;

use crate::diagnostic::{Code, Diagnostic, Note};
use crate::model::{
    Article, ArticleDate, Confidence, DateConstraint, DateEvidence, DateKind, DateRole,
    EvidenceKind, Precision,
};

/// The upper bound of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Given: nothing was published after it.
    Clock(NaiveDate),
    /// The newest firm day of the input: no document is guessed to be newer.
    Newest(NaiveDate),
}

impl Bound {
    fn day(self) -> NaiveDate {
        match self {
            Self::Clock(day) | Self::Newest(day) => day,
        }
    }
}

/// The upper bound, or `None` without a clock and without a firm day.
pub(super) fn bound(articles: &[Article], clock: Option<NaiveDate>) -> Option<Bound> {
    let newest = || articles.iter().filter_map(|article| article.date.firm_day()).max();
    clock.map(Bound::Clock).or_else(|| newest().map(Bound::Newest))
}

/// The final date of an article under a bound.
pub(super) fn bounded(date: &ArticleDate, bound: Bound) -> ArticleDate {
    let mut date = date.clone();
    if date.kind == DateKind::Corrected {
        return date;
    }
    match (date.day, bound) {
        (Some(day), Bound::Clock(clock)) if day > clock => contradict(&mut date, clock),
        (None, _) => narrow(&mut date, bound.day()),
        (Some(_), _) => {}
    }
    date
}

/// The note of a day that the clock contradicts.
pub(super) fn diagnostic(article: &Article, date: &ArticleDate) -> Option<Diagnostic> {
    let contradicts = |evidence: &DateEvidence| {
        evidence.kind == EvidenceKind::AsOf && evidence.role == DateRole::Contradicts
    };
    let clock = date.evidence.iter().find(|evidence| contradicts(evidence))?.value.not_after?;
    let day = article.date.day?;
    let message = format!("the day of publication {day} is later than the clock {clock}");
    let note = Diagnostic::new(Code::Note(Note::DateConflict), &article.document.id, message)
        .hint("give a later --clock, or correct the date in the document");
    let answer = article.date.evidence.iter().find(|evidence| evidence.role == DateRole::Answer);
    Some(match answer.and_then(|evidence| evidence.span) {
        Some(span) => note.at(span),
        None => note,
    })
}

/// Takes the day back: it cannot be later than the clock.
fn contradict(date: &mut ArticleDate, clock: NaiveDate) {
    for evidence in &mut date.evidence {
        if matches!(evidence.role, DateRole::Answer | DateRole::Supports) {
            evidence.role = DateRole::Unused;
        }
    }
    date.day = None;
    date.precision = Precision::None;
    date.kind = DateKind::Bounded;
    date.confidence = Confidence::Conflict;
    date.candidates.retain(|day| *day <= clock);
    restrict(date, clock, DateRole::Contradicts);
}

/// Takes away the candidates after `as_of`; the only one left is the day.
fn narrow(date: &mut ArticleDate, as_of: NaiveDate) {
    let before = date.candidates.len();
    date.candidates.retain(|day| *day <= as_of);
    if date.candidates.len() < before {
        restrict(date, as_of, DateRole::Bounds);
    }
    // A printed day that the text contradicts stays in conflict, however few days are left.
    if let ([day], Confidence::None) = (date.candidates.as_slice(), date.confidence) {
        date.day = Some(*day);
        date.precision = Precision::Day;
        date.kind = DateKind::Derived;
        date.confidence = Confidence::Derived;
        date.candidates.clear();
    }
}

/// Records the bound. A lower bound after it says nothing any more.
fn restrict(date: &mut ArticleDate, as_of: NaiveDate, role: DateRole) {
    date.not_after = Some(date.not_after.map_or(as_of, |day| day.min(as_of)));
    date.not_before = date.not_before.filter(|day| *day <= as_of);
    let value = DateConstraint { not_after: Some(as_of), ..DateConstraint::default() };
    date.evidence.push(DateEvidence { span: None, kind: EvidenceKind::AsOf, value, role });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    fn undated(candidates: &[&str]) -> ArticleDate {
        let candidates = candidates.iter().map(|iso| day(iso)).collect();
        ArticleDate { candidates, kind: DateKind::Bounded, ..ArticleDate::default() }
    }

    fn printed(iso: &str) -> ArticleDate {
        ArticleDate {
            day: Some(day(iso)),
            precision: Precision::Day,
            kind: DateKind::PageLine,
            confidence: Confidence::Probable,
            evidence: vec![DateEvidence {
                span: None,
                kind: EvidenceKind::PageLine,
                value: DateConstraint { day: Some(day(iso)), ..DateConstraint::default() },
                role: DateRole::Answer,
            }],
            ..ArticleDate::default()
        }
    }

    #[test]
    fn the_only_candidate_left_is_the_day() {
        let date = undated(&["2021-02-18", "2027-02-18"]);
        let date = bounded(&date, Bound::Newest(day("2021-03-01")));
        assert_eq!(date.shown(), Some(day("2021-02-18")));
        assert_eq!(date.confidence, Confidence::Derived);
        assert_eq!(date.evidence[0].kind, EvidenceKind::AsOf);
        assert_eq!(date.not_after, Some(day("2021-03-01")));
    }

    #[test]
    fn several_candidates_stay_candidates() {
        let date = undated(&["2015-02-18", "2021-02-18", "2027-02-18"]);
        let date = bounded(&date, Bound::Newest(day("2021-03-01")));
        assert_eq!((date.day, date.candidates.len()), (None, 2));
        let none = bounded(&undated(&["2027-02-18"]), Bound::Clock(day("2021-03-01")));
        assert_eq!((none.day, none.candidates.len()), (None, 0));
    }

    #[test]
    fn a_contradicted_day_is_not_guessed_again() {
        let mut date = undated(&["2020-09-21", "2020-09-28"]);
        date.confidence = Confidence::Conflict;
        let date = bounded(&date, Bound::Clock(day("2020-09-25")));
        assert_eq!((date.day, date.confidence), (None, Confidence::Conflict));
    }

    #[test]
    fn a_day_after_the_clock_is_a_conflict() {
        let date = bounded(&printed("2021-02-18"), Bound::Clock(day("2020-12-31")));
        assert_eq!(date.shown(), None);
        assert_eq!(date.confidence, Confidence::Conflict);
        assert_eq!(date.not_after, Some(day("2020-12-31")));
        let roles: Vec<DateRole> = date.evidence.iter().map(|evidence| evidence.role).collect();
        assert_eq!(roles, [DateRole::Unused, DateRole::Contradicts]);
    }

    #[test]
    fn what_is_not_after_the_bound_stays_as_it_is() {
        let date = printed("2020-12-31");
        assert_eq!(bounded(&date, Bound::Clock(day("2020-12-31"))), date);
        // The newest firm day proves nothing against a printed one.
        assert_eq!(bounded(&date, Bound::Newest(day("2020-01-01"))), date);
        let unknown = ArticleDate::default();
        assert_eq!(bounded(&unknown, Bound::Clock(day("2020-01-01"))), unknown);
        let corrected = ArticleDate { kind: DateKind::Corrected, ..date };
        assert_eq!(bounded(&corrected, Bound::Clock(day("2020-01-01"))), corrected);
    }
}
