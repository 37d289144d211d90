//! Date, headline, outlet and topics of a document by the editor's word.

use chrono::{Datelike, NaiveDate};

use crate::config::{At, DocumentCorrections, Set};
use crate::model::{
    ArticleDate, BlockKind, Confidence, CorrectedFact, DateConstraint, DateEvidence, DateKind,
    DateRole, EDITOR, Evidence, EvidenceKind, Headline, HeadlineSource, Precision, Span,
    TopicScore,
};

use super::Desk;

/// Least score of a topic that the editor adds, in tenths of a point: a main topic.
const ADDED_TENTHS: u32 = 100;

impl Desk<'_> {
    /// Applies what is set for the document as a whole.
    pub(super) fn facts(&mut self, corrections: &DocumentCorrections) {
        if let Some(date) = &corrections.date {
            self.date(date);
        }
        if let Some(headline) = &corrections.headline {
            self.headline(headline);
        }
        if let Some(outlet) = &corrections.outlet {
            self.outlet(outlet);
        }
        corrections.remove_topics.iter().for_each(|topic| self.remove_topic(topic));
        corrections.add_topics.iter().for_each(|topic| self.add_topic(topic));
    }

    fn date(&mut self, set: &At<Set<NaiveDate>>) {
        let day = match &set.value {
            Set::To(day) => Some(*day),
            Set::Unknown => None,
        };
        // A day that is only probable is made sure; one that is not found is none of its story's.
        let own = &self.article.date;
        if let Some(day) = day.filter(|_| own.day == day && own.confidence == Confidence::Firm) {
            return self.needless(set.place, &format!("its day is {day}"));
        }
        let before = self.article.date.shown().map(|day| day.to_string());
        self.article.date = corrected(&self.article.date, day);
        self.record(CorrectedFact::Date, None, (before, day.map(|day| day.to_string())));
    }

    fn headline(&mut self, set: &At<Set<String>>) {
        let old = self.article.headline.map(|headline| headline.span);
        let before = old.map(|span| self.article.document.text.slice(span).to_owned());
        match &set.value {
            Set::Unknown if old.is_none() => self.needless(set.place, "it has no headline"),
            Set::Unknown => {
                self.article.headline = None;
                // A line that is no headline is text, so that it is still shown.
                self.turn(old, BlockKind::Title, BlockKind::Paragraph);
                self.record(CorrectedFact::Headline, None, (before, None));
            }
            Set::To(words) => {
                let Some(span) = self.place_of(words) else {
                    return self.miss_words(set, "the headline", words);
                };
                if old == Some(span) {
                    return self.needless(set.place, "these words are its headline");
                }
                let evidence = Evidence { rule: EDITOR, score: 100 };
                let from = HeadlineSource::Corrected;
                self.article.headline = Some(Headline { span, from, evidence });
                let whole = self.article.document.blocks.iter().any(|block| block.span == span);
                self.turn(Some(span).filter(|_| whole), BlockKind::Paragraph, BlockKind::Title);
                let after = self.article.document.text.slice(span).to_owned();
                self.record(CorrectedFact::Headline, None, (before, Some(after)));
            }
        }
    }

    /// Makes the blocks of one kind that a span touches blocks of another.
    fn turn(&mut self, span: Option<Span>, from: BlockKind, to: BlockKind) {
        let blocks = self.article.document.blocks.iter().zip(&mut self.article.kinds);
        for (block, kind) in blocks {
            if *kind == from && span.is_some_and(|span| span.overlaps(block.span)) {
                *kind = to;
            }
        }
    }

    fn outlet(&mut self, set: &At<Set<String>>) {
        let before = self.article.outlet().map(str::to_owned);
        let after = match &set.value {
            Set::To(name) => Some(name.clone()),
            Set::Unknown => None,
        };
        if before == after {
            let found = match after {
                Some(name) => format!("its outlet is `{name}`"),
                None => "nobody is named as its outlet".to_owned(),
            };
            return self.needless(set.place, &found);
        }
        self.record(CorrectedFact::Outlet, None, (before, after));
    }

    fn add_topic(&mut self, topic: &At<String>) {
        if self.article.topics.iter().any(|own| *own.id == *topic.value) {
            let reason = format!("the topic `{}` was found already", topic.value);
            return self.miss(topic.place, &reason, "take it out of `add_topics`");
        }
        let best = self.article.topics.iter().map(|own| own.tenths).max();
        let tenths = best.unwrap_or_default().max(ADDED_TENTHS);
        let score = TopicScore { id: topic.value.as_str().into(), tenths, terms: Vec::new() };
        self.article.topics.insert(0, score);
        self.record(CorrectedFact::Topic, None, (None, Some(topic.value.clone())));
    }

    fn remove_topic(&mut self, topic: &At<String>) {
        let before = self.article.topics.len();
        self.article.topics.retain(|own| *own.id != *topic.value);
        if self.article.topics.len() == before {
            let own: Vec<&str> = self.article.topics.iter().map(|own| &*own.id).collect();
            let hint = match own.as_slice() {
                [] => "no topic was found here; take it out of `remove_topics`".to_owned(),
                own => format!("the topics found here are: {}", own.join(", ")),
            };
            let reason = format!("it is not about the topic `{}`", topic.value);
            return self.miss(topic.place, &reason, &hint);
        }
        self.record(CorrectedFact::Topic, None, (Some(topic.value.clone()), None));
    }

    /// Words that are to be a span of the document and stand nowhere in it.
    pub(super) fn miss_words<T>(&mut self, at: &At<T>, what: &str, words: &str) {
        let text = self.article.document.text.as_str();
        let blocks = self.article.document.blocks.iter().map(|block| block.span);
        let short = blocks.filter(|span| span.len() < SHORT);
        let places = short.chain(self.article.sentences.iter().copied());
        let hint = match self.nearest(words, places) {
            Some(span) => {
                format!("copy the words from the document; nearest: {}", self.quoted(span))
            }
            None => {
                "every word shown is the document's own: copy the words from its text".to_owned()
            }
        };
        let reason = if text.is_empty() { "the document is empty" } else { "does not stand in it" };
        self.miss(at.place, &format!("{what} «{words}» {reason}"), &hint);
    }
}

/// Longest block, in bytes, that is offered as a near text beside the sentences.
const SHORT: u32 = 400;

/// A date as the editor has it. What was found stays as evidence, for or against.
fn corrected(found: &ArticleDate, day: Option<NaiveDate>) -> ArticleDate {
    let role = |evidence: &DateEvidence| match (evidence.value.day, day) {
        (Some(own), Some(day)) if own == day => DateRole::Supports,
        (Some(_), _) if evidence.role == DateRole::Answer => DateRole::Contradicts,
        _ if matches!(evidence.role, DateRole::Answer | DateRole::Supports) => DateRole::Unused,
        _ => evidence.role,
    };
    let mut evidence: Vec<DateEvidence> =
        found.evidence.iter().map(|old| DateEvidence { role: role(old), ..old.clone() }).collect();
    evidence.push(DateEvidence {
        span: None,
        kind: EvidenceKind::Correction,
        value: DateConstraint { day, ..DateConstraint::default() },
        role: DateRole::Answer,
    });
    ArticleDate {
        day,
        precision: if day.is_some() { Precision::Day } else { Precision::None },
        kind: DateKind::Corrected,
        confidence: if day.is_some() { Confidence::Firm } else { Confidence::None },
        weekday: day.map(|day| day.weekday()),
        evidence,
        ..ArticleDate::default()
    }
}
