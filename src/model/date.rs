//! The day of a document's publication, with the evidence that speaks for and against it.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::Span;

/// The day of publication, or why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleDate {
    /// The day; `None` where it is unknown or contradicted.
    pub day: Option<NaiveDate>,
    /// How exact `day` is.
    pub precision: Precision,
    /// Which kind of evidence gave it.
    pub kind: DateKind,
    /// How it is known.
    pub confidence: Confidence,
    /// The weekday of publication that the text states, also without a day.
    pub weekday: Option<Weekday>,
    /// Published on this day or after.
    pub not_before: Option<NaiveDate>,
    /// Published on this day or before.
    pub not_after: Option<NaiveDate>,
    /// Days that meet all constraints where more than one does, in order; at most
    /// [`ArticleDate::CANDIDATES`] are kept.
    pub candidates: Vec<NaiveDate>,
    /// Everything that spoke for or against, in the order of the reasoning.
    pub evidence: Vec<DateEvidence>,
}

impl ArticleDate {
    /// Most candidates that are kept.
    pub const CANDIDATES: usize = 64;

    /// The day where a whole day is shown: a month or a year is none of the calendar.
    pub fn shown_day(&self) -> Option<NaiveDate> {
        self.shown().filter(|_| self.precision == Precision::Day)
    }

    /// The whole day that is known for certain.
    pub fn firm_day(&self) -> Option<NaiveDate> {
        self.shown_day().filter(|_| self.confidence == Confidence::Firm)
    }

    /// The day where it may be shown as a date: never in conflict, never a guess.
    pub fn shown(&self) -> Option<NaiveDate> {
        match self.confidence {
            Confidence::Firm
            | Confidence::Probable
            | Confidence::Derived
            | Confidence::Inherited => self.day,
            Confidence::Conflict | Confidence::None => None,
        }
    }
}

/// How exact a day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Nothing.
    #[default]
    None,
}

/// The kind of evidence that gave a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// Stated by markup, front matter or a record.
    Metadata,
    /// «اليوم» with weekday and full date in the body.
    TodayAbsolute,
    /// A line of its own.
    PageLine,
    /// Place and date at the head of the text or the end of the title.
    Dateline,
    /// The day of the last change.
    Updated,
    /// In the address.
    Url,
    /// In the file's name.
    Filename,
    /// A printed day moved by one to the weekday of the text.
    Adjusted,
    /// Computed from several facts.
    Derived,
    /// From the other documents of the same story.
    Inherited,
    /// No day, only bounds.
    Bounded,
    /// The editor's.
    Corrected,
    /// Nothing.
    #[default]
    None,
}

/// How a date is known.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Stated, and nothing speaks against it.
    Firm,
    /// Stated, with a doubt.
    Probable,
    /// Computed: the only day that meets all constraints.
    Derived,
    /// From the other documents of the same story.
    Inherited,
    /// What is printed contradicts the text: no day.
    Conflict,
    /// Nothing, or bounds only.
    #[default]
    None,
}

impl Confidence {
    /// The word of data and pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Probable => "probable",
            Self::Derived => "derived",
            Self::Inherited => "inherited",
            Self::Conflict => "conflict",
            Self::None => "none",
        }
    }
}

/// One piece of evidence of the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateEvidence {
    /// The words; `None` for what stands outside the text, such as the file's name.
    pub span: Option<Span>,
    /// What sort of evidence.
    pub kind: EvidenceKind,
    /// What it says.
    pub value: DateConstraint,
    /// What it was used for.
    pub role: DateRole,
}

/// Sorts of evidence of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Stated by markup, front matter or a record.
    Metadata,
    /// «اليوم» with weekday and full date.
    TodayAbsolute,
    /// A date on a line of its own.
    PageLine,
    /// Place and date.
    Dateline,
    /// The clock of the page on the day it was saved.
    PageClock,
    /// The day of the last change.
    Updated,
    /// «اليوم» with a weekday.
    TodayWeekday,
    /// A weekday in the lead.
    RecentWeekday,
    /// «أمس» tied to a dated event.
    Yesterday,
    /// A full date of an event in the body.
    AbsoluteBody,
    /// Words that cannot be older than a day.
    Anchor,
    /// A term of office.
    Office,
    /// The address.
    Url,
    /// The file's name.
    Filename,
    /// The upper bound of the whole build.
    AsOf,
    /// The other documents of the story.
    Story,
    /// The editor.
    Correction,
}

/// What a piece of evidence says of the day of publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateConstraint {
    /// It is this day.
    pub day: Option<NaiveDate>,
    /// It is this day or later.
    pub not_before: Option<NaiveDate>,
    /// It is this day or earlier.
    pub not_after: Option<NaiveDate>,
    /// It is this weekday.
    pub weekday: Option<Weekday>,
    /// It is this month and day of some year.
    pub month_day: Option<(u8, u8)>,
}

/// What a piece of evidence was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateRole {
    /// It gave the answer.
    Answer,
    /// It agrees with the answer.
    Supports,
    /// It bounds the day.
    Bounds,
    /// It contradicts the printed day.
    Contradicts,
    /// Its own weekday is not that of its date, or its two months differ.
    Misprint,
    /// It was not used.
    Unused,
}

/// A date in the text that is not the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// First day.
    pub from: NaiveDate,
    /// Last day; equal to `from` for a single day.
    pub to: NaiveDate,
    /// How exact it is.
    pub precision: Precision,
}
