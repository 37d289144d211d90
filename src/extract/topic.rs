//! Topics of the taxonomy: points for the phrases of a document and of each statement.

mod considered;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::lang::{TermKind, TopicRule, TopicTables};
use crate::model::{Mention, MentionKind, Span, TopicScore};

pub use considered::RejectedTopic;
pub(crate) use considered::considered;

use super::Reader;

/// Points in tenths. The weights are those of the design: a strong phrase 2, in the headline 3, one
/// more in the lead; a weak word 0.5, in the headline 1.5, twice at most; a pair 2; a section or a
/// tag little.
mod tenths {
    pub(super) const STRONG: u32 = 20;
    pub(super) const STRONG_HEADLINE: u32 = 30;
    pub(super) const LEAD: u32 = 10;
    pub(super) const WEAK: u32 = 5;
    pub(super) const WEAK_HEADLINE: u32 = 15;
    pub(super) const PAIR: u32 = 20;
    pub(super) const HINT: u32 = 5;
    /// Least score of a topic of a document, and of a statement.
    pub(super) const DOCUMENT: u32 = 30;
    pub(super) const STATEMENT: u32 = 20;
    /// What a topic needs besides where only words of many subjects speak for it.
    pub(super) const WEAK_ONLY: u32 = 10;
}
/// A phrase counts so often at most.
const REPEATS: u32 = 2;
/// Most terms that are kept as evidence of a topic.
const TERMS: usize = 40;
/// Most topics of a document or statement.
const MOST: usize = 4;

/// The parts of a document that weigh differently.
pub(crate) struct Parts {
    pub(crate) headline: Option<Range<usize>>,
    /// The first paragraph.
    pub(crate) lead: Option<Range<usize>>,
    /// Paragraphs of the body, the lead among them.
    pub(crate) body: Vec<Range<usize>>,
    /// Section names and tags.
    pub(crate) hints: Vec<Range<usize>>,
}

/// Points of one topic.
#[derive(Default)]
struct Points {
    tenths: u32,
    terms: Vec<Span>,
    /// True where a strong phrase or a pair is among them.
    strong: bool,
    refused: bool,
}

impl Points {
    /// The points that make it a topic. «الإمارات» and «الدوحة» in the headline of a match are no politics.
    fn needed(&self, rule: &TopicRule, least: u32) -> u32 {
        let least = match rule.threshold {
            Some(threshold) if least == tenths::DOCUMENT => threshold,
            Some(threshold) => threshold.min(least),
            None => least,
        };
        least + if self.strong { 0 } else { tenths::WEAK_ONLY }
    }
}

/// Topics of a document, best first.
pub(crate) fn of_document(
    reader: &Reader<'_>,
    parts: &Parts,
    mentions: &[Mention],
) -> Vec<TopicScore> {
    document_score(reader, parts, mentions).best(tenths::DOCUMENT)
}

/// The points of all topics in a document.
fn document_score<'a>(reader: &'a Reader<'a>, parts: &Parts, mentions: &[Mention]) -> Score<'a> {
    let mut score = Score::new(reader);
    if let Some(headline) = &parts.headline {
        score.add(headline.clone(), tenths::STRONG_HEADLINE, tenths::WEAK_HEADLINE);
    }
    for part in &parts.body {
        let lead = parts.lead.as_ref() == Some(part);
        let strong = tenths::STRONG + if lead { tenths::LEAD } else { 0 };
        score.add(part.clone(), strong, tenths::WEAK);
    }
    for hint in &parts.hints {
        score.add(hint.clone(), tenths::HINT, tenths::HINT);
    }
    score.add_pairs(mentions);
    score
}

/// Topics of a statement's own words, best first.
pub(crate) fn of_statement(
    reader: &Reader<'_>,
    text: Span,
    mentions: &[Mention],
) -> Vec<TopicScore> {
    let mut score = Score::new(reader);
    score.add(reader.tokens.within(text), tenths::STRONG, tenths::WEAK);
    let first = mentions.partition_point(|mention| mention.span.start < text.start);
    let inside = mentions.get(first..).unwrap_or_default();
    let count = inside.partition_point(|mention| mention.span.start < text.end);
    score.add_pairs(inside.get(..count).unwrap_or_default());
    score.best(tenths::STATEMENT)
}

/// Points while they are counted.
struct Score<'a> {
    reader: &'a Reader<'a>,
    tables: &'a TopicTables,
    points: BTreeMap<usize, Points>,
    /// How often each phrase has counted.
    counted: HashMap<&'a str, u32>,
}

impl<'a> Score<'a> {
    fn new(reader: &'a Reader<'a>) -> Self {
        let tables = &reader.lexicon.topics;
        Self { reader, tables, points: BTreeMap::new(), counted: HashMap::new() }
    }

    /// Counts the phrases of a part.
    fn add(&mut self, part: Range<usize>, strong: u32, weak: u32) {
        let tokens = self.reader.tokens;
        let mut ix = part.start;
        while ix < part.end {
            let Some(hit) = self.tables.terms.longest_with_proclitics(tokens, ix) else {
                ix += 1;
                continue;
            };
            let end = (ix + hit.len).min(part.end);
            let words = tokens.words(ix..end);
            let phrase = words.get(hit.proclitic.len()..).unwrap_or(words);
            let repeats = self.counted.entry(phrase).or_insert(0);
            *repeats += 1;
            let counts = *repeats <= REPEATS;
            let span = tokens.span(ix..end);
            for (topic, kind) in hit.value {
                let points = self.points.entry(*topic).or_default();
                let tenths = match kind {
                    TermKind::Not => {
                        points.refused = true;
                        continue;
                    }
                    TermKind::Strong => {
                        points.strong = true;
                        strong
                    }
                    TermKind::Weak => weak,
                };
                points.tenths += if counts { tenths } else { 0 };
                if points.terms.len() < TERMS {
                    points.terms.push(span);
                }
            }
            ix = end.max(ix + 1);
        }
    }

    /// Counts the pairs of places that occur together.
    fn add_pairs(&mut self, mentions: &[Mention]) {
        let names = &self.reader.lexicon.names;
        let key = |mention: &Mention| {
            let id =
                mention.name.place.as_deref().filter(|_| mention.kind == MentionKind::Place)?;
            names.places.get(names.place_by_id(id)?).map(|place| &*place.key)
        };
        let places: Vec<(&str, Span)> =
            mentions.iter().filter_map(|mention| Some((key(mention)?, mention.span))).collect();
        if places.is_empty() {
            return;
        }
        let first = |word: &str| places.iter().find(|(key, _)| *key == word);
        for (topic, rule) in self.tables.topics.iter().enumerate() {
            for pair in &rule.both {
                let spans: Option<Vec<Span>> =
                    pair.iter().map(|word| first(word).map(|(_, span)| *span)).collect();
                if let Some(spans) = spans {
                    let points = self.points.entry(topic).or_default();
                    points.tenths += tenths::PAIR;
                    points.strong = true;
                    points.terms.extend(spans);
                }
            }
        }
    }

    /// The topics that reach their threshold, best first.
    fn best(self, least: u32) -> Vec<TopicScore> {
        let mut best: Vec<(usize, TopicScore)> = Vec::new();
        for (topic, points) in self.points {
            let Some(rule) = self.tables.topics.get(topic) else { continue };
            if points.refused || points.tenths < points.needed(rule, least) {
                continue;
            }
            let Points { tenths, terms, .. } = points;
            best.push((topic, TopicScore { id: rule.id.clone(), tenths, terms }));
        }
        best.sort_by_key(|(topic, score)| (std::cmp::Reverse(score.tenths), *topic));
        best.into_iter().take(MOST).map(|(_, score)| score).collect()
    }
}
