//! The taxonomy, compiled: which phrase speaks for which topics.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;

use super::raw;

/// A topic of the taxonomy.
#[derive(Clone, Debug)]
pub(crate) struct TopicRule {
    pub(crate) id: Arc<str>,
    /// Least score in tenths of a point; `None`: that of the settings.
    pub(crate) threshold: Option<u32>,
    /// Words that must all occur: as a place, its adjective or as they stand.
    pub(crate) both: Vec<Vec<Box<str>>>,
}

/// How a phrase speaks for a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TermKind {
    /// Nearly enough alone.
    Strong,
    /// Helps.
    Weak,
    /// Takes the topic away.
    Not,
}

/// The taxonomy and its phrases.
#[derive(Clone, Debug, Default)]
pub(crate) struct TopicTables {
    pub(crate) topics: Vec<TopicRule>,
    /// Topics by phrase: index of the topic and how the phrase speaks for it.
    pub(crate) terms: Phrases<Vec<(usize, TermKind)>>,
}

impl TopicTables {
    pub(super) fn new(folder: &Folder, rows: &raw::Topics) -> Self {
        let mut terms: BTreeMap<String, Vec<(usize, TermKind)>> = BTreeMap::new();
        let mut topics = Vec::new();
        for (topic, row) in rows.topic.iter().enumerate() {
            let lists = [
                (TermKind::Strong, &row.strong),
                (TermKind::Weak, &row.weak),
                (TermKind::Not, &row.not),
            ];
            for (kind, list) in lists {
                for term in list {
                    terms.entry(folder.key(term)).or_default().push((topic, kind));
                }
            }
            let both = |pair: &String| {
                pair.split('+').map(|word| folder.key(word).into()).collect::<Vec<Box<str>>>()
            };
            topics.push(TopicRule {
                id: row.id.as_str().into(),
                threshold: row.threshold.map(|points| u32::from(super::percent(points / 10.0))),
                both: row.both.iter().map(both).collect(),
            });
        }
        let mut tables = Self { topics, terms: Phrases::default() };
        for (term, values) in terms {
            tables.terms.insert(folder, &term, values);
        }
        tables
    }
}
