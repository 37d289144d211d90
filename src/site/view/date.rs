//! Dates as they are shown: the badge everywhere, the card of a document with its evidence.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::model::{
    ArticleDate, ArticleIx, Confidence, Corpus, DateConstraint, DateEvidence, DateKind, DateRole,
    EvidenceKind, Month, Precision,
};
use crate::site::display::Display;
use crate::site::links::{Page, SiteUrl};
use crate::site::words::fill;

use super::Cx;

/// A date with how it is known.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct DateView<'a> {
    /// For machines: `2020-12-29`, a month or a year; null when no day is shown.
    pub(crate) iso: Option<Cow<'a, str>>,
    /// In words, with the weekday; that it is not known when no day is shown.
    pub(crate) text: Cow<'a, str>,
    /// In words, without the weekday.
    pub(crate) short: Cow<'a, str>,
    pub(crate) hijri: Option<Cow<'a, str>>,
    /// The page of the day.
    pub(crate) url: Option<SiteUrl>,
    pub(crate) confidence: &'static str,
    pub(crate) badge: &'a str,
    /// What is known where no day is shown.
    pub(crate) known: Option<String>,
}

/// The date of a document with everything that spoke for or against it.
#[derive(Debug, Default, Serialize)]
pub(crate) struct DateCard<'a> {
    #[serde(flatten)]
    pub(crate) date: DateView<'a>,
    /// The sentence over the evidence.
    pub(crate) why: &'a str,
    pub(crate) steps: Vec<Step<'a>>,
    /// Evidence past the first few, which is folded.
    pub(crate) more: Vec<Step<'a>>,
    /// How much of it there is, in words.
    pub(crate) more_label: Option<String>,
    /// The number of its first piece.
    pub(crate) more_start: usize,
    /// Days that meet all constraints, where there are several.
    pub(crate) candidates: Option<String>,
}

/// One piece of evidence.
#[derive(Debug, Serialize)]
pub(crate) struct Step<'a> {
    /// The words of the text; null for what stands outside it.
    pub(crate) quote: Option<&'a str>,
    /// The file's name, where that is the evidence.
    pub(crate) file: Option<&'a str>,
    pub(crate) note: String,
}

/// A day in words.
#[derive(Clone, Debug)]
pub(crate) struct DayWords {
    iso: String,
    text: String,
    short: String,
    hijri: Option<String>,
}

/// The days of a corpus in words: every list shows them again.
pub(crate) type Days = BTreeMap<NaiveDate, DayWords>;

/// The days that the documents of a corpus are of.
pub(crate) fn days(corpus: &Corpus, display: &Display) -> Days {
    let mut days = Days::new();
    for day in corpus.dates.iter().filter_map(ArticleDate::shown) {
        days.entry(day).or_insert_with(|| DayWords::of(day, display));
    }
    days
}

impl DayWords {
    fn of(day: NaiveDate, display: &Display) -> Self {
        Self {
            iso: day.to_string(),
            text: display.day(day),
            short: display.short_day(day),
            hijri: display.hijri(day),
        }
    }
}

/// Candidates that are listed; more are only bounds.
const CANDIDATES: usize = 7;
/// Pieces of evidence that stand open where they leave no doubt; the rest are folded.
const STEPS: usize = 4;

impl<'a> Cx<'a> {
    /// A day as it is shown.
    pub(crate) fn day(&self, day: NaiveDate) -> DateView<'a> {
        let (iso, text, short, hijri) = match self.days.get(&day) {
            Some(words) => (
                Cow::Borrowed(words.iso.as_str()),
                Cow::Borrowed(words.text.as_str()),
                Cow::Borrowed(words.short.as_str()),
                words.hijri.as_deref().map(Cow::Borrowed),
            ),
            None => {
                let words = DayWords::of(day, self.display);
                (
                    words.iso.into(),
                    words.text.into(),
                    words.short.into(),
                    words.hijri.map(Cow::from),
                )
            }
        };
        DateView {
            iso: Some(iso),
            text,
            short,
            hijri,
            url: self.corpus.days.contains_key(&day).then(|| self.href(Page::Day(day))),
            confidence: "",
            badge: "",
            known: None,
        }
    }

    /// The date of an article.
    pub(crate) fn date(&self, ix: ArticleIx) -> DateView<'a> {
        let unknown = ArticleDate::default();
        let date = self.corpus.date(ix).unwrap_or(&unknown);
        let badge = self.display.known_of(date);
        let view = match (date.shown(), date.precision) {
            (Some(day), Precision::Month) => {
                let month = Month::of(day);
                let text = Cow::from(self.display.month(month));
                let iso = Some(format!("{:04}-{:02}", month.year(), month.number()).into());
                DateView { iso, short: text.clone(), text, ..self.day(day) }
            }
            (Some(day), Precision::Year) => {
                let text = Cow::from(self.display.year(day.year()));
                let iso = Some(format!("{:04}", day.year()).into());
                DateView { iso, short: text.clone(), text, ..self.day(day) }
            }
            (Some(day), Precision::Day | Precision::None) => self.day(day),
            (None, _) => DateView {
                text: self.words.date.unknown.as_str().into(),
                short: badge.into(),
                known: self.display.bounds(date),
                ..DateView::default()
            },
        };
        let inexact = matches!(date.precision, Precision::Month | Precision::Year);
        let hijri = view.hijri.filter(|_| !inexact);
        DateView { hijri, confidence: date.confidence.name(), badge, ..view }
    }

    /// The card of a document.
    pub(crate) fn date_card(&self, ix: ArticleIx) -> DateCard<'a> {
        let view = self.date(ix);
        let Some((article, date)) = self.corpus.article(ix).zip(self.corpus.date(ix)) else {
            return DateCard { date: view, ..DateCard::default() };
        };
        let bounded = view.known.is_some() && date.confidence == Confidence::None;
        let why = match date.kind {
            DateKind::Corrected => &self.words.date.corrected,
            _ if bounded => &self.words.date.bounded,
            _ => self.words.date.of(date.confidence),
        };
        // What gave the day stands first; what was not used says nothing to a reader.
        let rank = |evidence: &&DateEvidence| match evidence.role {
            DateRole::Answer => 0,
            DateRole::Supports => 1,
            _ => 2,
        };
        let mut used: Vec<&DateEvidence> =
            date.evidence.iter().filter(|evidence| evidence.role != DateRole::Unused).collect();
        if date.shown().is_some() {
            used.sort_by_key(rank);
        }
        let steps = used.into_iter().map(|evidence| {
            let quote = evidence.span.map(|span| article.document.text.slice(span));
            let file = (evidence.kind == EvidenceKind::Filename && quote.is_none())
                .then(|| article.document.id.file_name());
            Step { quote, file, note: self.note(evidence) }
        });
        let mut steps: Vec<Step<'a>> = steps.collect();
        let is_long = date.shown().is_some() && steps.len() > STEPS + 1;
        let more = if is_long { steps.split_off(STEPS) } else { Vec::new() };
        let n_more = self.display.number(more.len());
        let days: Vec<String> = date.candidates.iter().map(|day| self.display.day(*day)).collect();
        let listed = view.iso.is_none() && (1..=CANDIDATES).contains(&days.len());
        DateCard {
            why,
            more_label: (!more.is_empty()).then(|| fill(&self.words.date.more, &[("n", &n_more)])),
            more_start: steps.len().saturating_add(1),
            steps,
            more,
            candidates: listed.then(|| self.display.list(&days)),
            date: view,
        }
    }

    fn note(&self, evidence: &DateEvidence) -> String {
        let kind = self.words.evidence.of(evidence.kind).to_owned();
        let role = self.words.role.of(evidence.role).to_owned();
        let parts: Vec<String> =
            std::iter::once(kind).chain(self.says(&evidence.value)).chain([role]).collect();
        parts.join(&self.words.date.step)
    }

    /// What a piece of evidence says, in the order of the reasoning.
    fn says(&self, value: &DateConstraint) -> impl Iterator<Item = String> {
        let words = &self.words.value;
        let day = |phrase: &str, day| fill(phrase, &[("day", &self.display.short_day(day))]);
        let day_month = value.month_day.map(|(month, day)| {
            let number = self.display.number(usize::from(day));
            let month = self.display.month_name(u32::from(month));
            fill(&words.day_month, &[("day", &number), ("month", &month)])
        });
        let weekday = value
            .weekday
            .map(|weekday| fill(&words.weekday, &[("weekday", &self.display.weekday(weekday))]));
        [
            value.day.map(|d| day(&words.day, d)),
            day_month,
            weekday,
            value.not_before.map(|d| day(&words.not_before, d)),
            value.not_after.map(|d| day(&words.not_after, d)),
        ]
        .into_iter()
        .flatten()
    }
}
