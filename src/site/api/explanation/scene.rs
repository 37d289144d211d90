//! Of what type a document is, where it plays, and which of its blocks are no text of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::extract::{Considered, Removed};
use crate::model::{BlockKind, MentionKind, Role, Rule};

use super::Cx;

/// Most places that are listed as not taken.
const LISTED: usize = 8;

impl Cx<'_> {
    pub(super) fn doc_type(&self, considered: &Considered) -> Value {
        let (rule, words) = considered.doc_type;
        let says = match rule {
            "interview-turns" => "lines that alternate between questions and answers",
            "statement-title" => "the headline gives a statement or speech of one office holder",
            "opinion-line" => "names its author or a section of opinions",
            _ => "neither an interview, nor a statement, nor an opinion",
        };
        let evidence: Vec<Value> = words.iter().map(|span| self.evidence(*span, says)).collect();
        json!({
            "correction": null,
            "evidence": evidence,
            "fact": "document_type",
            "rejected": [],
            "rule": rule,
            "says": says,
            "score": null,
            "value": self.article.doc_type,
        })
    }

    /// The place of the event, with the other places that the document names.
    pub(super) fn event(&self) -> Value {
        let event = self.article.scene.event.as_ref();
        let mut seen: BTreeSet<&str> = event.iter().map(|event| &*event.place).collect();
        let others = self.article.mentions.iter().filter(|mention| {
            let named = matches!(mention.role, Role::Named | Role::Dateline | Role::Metonym);
            let id = mention.name.place.as_deref();
            mention.kind == MentionKind::Place && named && id.is_some_and(|id| seen.insert(id))
        });
        let why = |role: Role| match role {
            Role::Dateline => "the place of the dateline; the text says another",
            Role::Metonym => "stands for its government",
            _ => "neither headline nor first paragraph says that it happens there",
        };
        let rejected: Vec<Value> = others
            .take(LISTED)
            .map(|mention| {
                json!({
                    "place": self.lines.place(mention.span),
                    "text": self.words(mention.span),
                    "why": why(mention.role),
                })
            })
            .collect();
        let says = |rule: Rule| match rule {
            "headline-place" => "the headline says that it happens there",
            "lead-place" => "the first paragraph says that it happens there",
            _ => "the place of the dateline",
        };
        let evidence: Vec<Value> = event
            .iter()
            .map(|event| self.evidence(event.span, says(event.evidence.rule)))
            .collect();
        json!({
            "correction": null,
            "evidence": evidence,
            "fact": "event_place",
            "id": event.map(|event| &*event.place),
            "rejected": rejected,
            "rule": event.map(|event| event.evidence.rule),
            "score": event.map(|event| event.evidence.score),
            "value": event.map(|event| self.lexicon.place_name(&event.place).unwrap_or(&event.place)),
        })
    }

    /// The region, with how often each place is named where no event says it.
    pub(super) fn region(&self) -> Value {
        let scene = &self.article.scene;
        let region = scene.region.as_deref();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let named = self.article.mentions.iter().filter(|mention| {
            let counts = matches!(mention.role, Role::Named | Role::Adjective);
            mention.kind == MentionKind::Place && counts
        });
        for mention in named {
            let times = counts.entry(&mention.name.canonical).or_default();
            *times = times.saturating_add(1);
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        let counts = counts.iter().take(LISTED).map(|(name, times)| format!("{name} ×{times}"));
        let counts: Vec<String> = counts.collect();
        let (rule, says) = match (region, &scene.event) {
            (Some(_), Some(_)) => {
                (Some("event-region"), "the region of the event's place".to_owned())
            }
            (Some(_), None) => {
                let says = format!("of the country named most: {}", counts.join(", "));
                (Some("country-most"), says)
            }
            (None, Some(_)) => (None, "the event's place belongs to no region".to_owned()),
            (None, None) if counts.is_empty() => (None, "no place is named".to_owned()),
            (None, None) => {
                (None, format!("no country is named more than all others: {}", counts.join(", ")))
            }
        };
        json!({
            "correction": null,
            "evidence": [],
            "fact": "region",
            "id": region,
            "rejected": [],
            "rule": rule,
            "says": says,
            "score": null,
            "value": region.map(|id| self.lexicon.region_name(id).unwrap_or(id)),
        })
    }

    /// The blocks that are no text of the document, in order.
    pub(super) fn removed(&self, removed: &[Removed]) -> Vec<Value> {
        let value = |one: &Removed| {
            json!({
                "kind": one.kind,
                "place": self.lines.place(one.span),
                "rule": one.rule,
                "text": self.words(one.span),
                "why": format!("{}, by the rule {}: {}", one.kind.name(), one.rule, why(one)),
            })
        };
        removed.iter().map(value).collect()
    }
}

fn why(removed: &Removed) -> &'static str {
    match (removed.rule, removed.kind) {
        ("stated-line", _) => "stated by markup, front matter or a record",
        ("outside-article", _) => "outside what the article finder keeps of the page",
        ("learnt-line", _) => "stands in many documents of the folder",
        ("caption-element", _) => "the caption of a picture by its markup",
        ("line-shape", _) => "its form as a whole, [[shape]] of boilerplate.toml",
        ("line-words", _) => "its words, [[kind]] of boilerplate.toml",
        (_, BlockKind::Title) => "says what the headline says",
        _ => "what stands around it",
    }
}
