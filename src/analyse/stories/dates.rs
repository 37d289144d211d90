//! The day of a document from the other documents of its story.
//!
//! Never firm, and only where everything that the document says of its day agrees: several days
//! of a story that meet it are as good as none.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::model::{
    ArticleDate, ArticleIx, Confidence, DateConstraint, DateEvidence, DateKind, DateRole,
    EvidenceKind, Precision, Story, StoryArticle,
};

/// True where a day meets all that is known of a date without one.
pub(super) fn may_be(date: &ArticleDate, day: NaiveDate) -> bool {
    date.weekday.is_none_or(|weekday| weekday == day.weekday())
        && date.not_before.is_none_or(|from| from <= day)
        && date.not_after.is_none_or(|to| day <= to)
        && (date.candidates.is_empty() || date.candidates.contains(&day))
}

/// Gives documents without a day that of their story, where its other documents leave one; they
/// take their place in the story by it.
pub(in super::super) fn inherit(stories: &mut [Story], dates: &mut [ArticleDate]) {
    for story in stories {
        let own: Vec<(usize, Option<NaiveDate>)> = story
            .articles
            .iter()
            .map(|member| member.article.0 as usize)
            .map(|ix| (ix, dates.get(ix).and_then(trusted)))
            .collect();
        let days: BTreeSet<NaiveDate> = own.iter().filter_map(|(_, day)| *day).collect();
        for (ix, _) in own.iter().filter(|(_, day)| day.is_none()) {
            let Some(date) = dates.get_mut(*ix) else { continue };
            let meets =
                |day: &NaiveDate| is_open(date) && may_be(date, *day) && is_printed(date, *day);
            let possible: Vec<NaiveDate> = days.iter().copied().filter(meets).collect();
            if let [day] = possible[..] {
                *date = inherited(date, day);
            }
        }
        order(&mut story.articles, dates);
    }
}

/// Puts documents in the order of their days, those without one last.
pub(super) fn order(articles: &mut [StoryArticle], dates: &[ArticleDate]) {
    let key = |ix: ArticleIx| {
        let day = dates.get(ix.0 as usize).and_then(ArticleDate::shown_day);
        (day.is_none(), day, ix)
    };
    articles.sort_by_key(|member| key(member.article));
}

/// The day of a member that others may take over: nothing that was itself guessed.
fn trusted(date: &ArticleDate) -> Option<NaiveDate> {
    let known = [Confidence::Firm, Confidence::Probable, Confidence::Derived];
    date.shown_day().filter(|_| known.contains(&date.confidence))
}

/// True for a date that lacks a day and says enough of it: bounds alone hold for too many days.
fn is_open(date: &ArticleDate) -> bool {
    date.day.is_none() && (date.weekday.is_some() || !date.candidates.is_empty())
}

/// True where the document prints no other day as its own. The clock of a page saved later is none.
fn is_printed(date: &ArticleDate, day: NaiveDate) -> bool {
    let kinds = [EvidenceKind::Metadata, EvidenceKind::PageLine, EvidenceKind::Dateline];
    let printed = date.evidence.iter().filter(|evidence| kinds.contains(&evidence.kind));
    printed.filter_map(|evidence| evidence.value.day).all(|other| other == day)
}

fn inherited(date: &ArticleDate, day: NaiveDate) -> ArticleDate {
    let mut date = date.clone();
    date.day = Some(day);
    date.precision = Precision::Day;
    date.kind = DateKind::Inherited;
    date.confidence = Confidence::Inherited;
    date.candidates.clear();
    let value = DateConstraint { day: Some(day), ..DateConstraint::default() };
    let kind = EvidenceKind::Story;
    date.evidence.push(DateEvidence { span: None, kind, value, role: DateRole::Answer });
    date
}
