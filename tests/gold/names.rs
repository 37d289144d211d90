//! People, places and topics of a document against its annotation.
//!
//! A name of the gold is found where a name of the document is spelt as one of its forms, or has
//! all words of one, or all of its words are in one: how full a name is kept is not judged here.

use std::collections::{BTreeMap, BTreeSet};

use mujaz::lang::Lexicon;
use mujaz::model::{Article, MentionKind, Role};
use serde_json::Value;

use super::{Errors, strings, words};

/// How many there are and how many are right.
#[derive(Clone, Copy, Debug, Default)]
struct Rate {
    gold: i64,
    found: i64,
    shown: i64,
    right: i64,
}

/// What was counted over a set.
#[derive(Debug, Default)]
pub(super) struct Names {
    people: Rate,
    places: Rate,
    /// `None` where the set says nothing of topics.
    topics: Option<Rate>,
}

impl Names {
    /// Counts one document and names its errors.
    pub(super) fn count(
        &mut self,
        record: &Value,
        article: &Article,
        lexicon: &Lexicon,
        errors: &mut Errors,
    ) {
        let kinds = [
            ("person", "people", MentionKind::Person, &mut self.people),
            ("place", "places", MentionKind::Place, &mut self.places),
        ];
        for (what, key, kind, rate) in kinds {
            let gold = forms_of_gold(&record[key], lexicon);
            let found = forms_found(article, kind, lexicon);
            rate.gold += gold.len() as i64;
            rate.shown += found.len() as i64;
            for (name, forms) in &gold {
                let is_found = found.values().any(|other| alike(forms, other));
                rate.found += i64::from(is_found);
                if !is_found {
                    errors.add(&format!("missed {what}"), name);
                }
            }
            for (name, forms) in &found {
                let is_right = gold.values().any(|other| alike(forms, other));
                rate.right += i64::from(is_right);
                if !is_right {
                    errors.add(&format!("extra {what}"), name);
                }
            }
        }
        if !record["topics"].is_array() {
            return;
        }
        let gold: BTreeSet<String> = strings(&record["topics"]).into_iter().collect();
        let found: BTreeSet<String> =
            article.topics.iter().map(|topic| topic.id.to_string()).collect();
        let rate = self.topics.get_or_insert_default();
        let common = gold.intersection(&found).count() as i64;
        rate.gold += gold.len() as i64;
        rate.shown += found.len() as i64;
        rate.found += common;
        rate.right += common;
        gold.difference(&found).for_each(|topic| errors.add("missed topic", topic));
        found.difference(&gold).for_each(|topic| errors.add("extra topic", topic));
    }

    pub(super) fn figures(&self) -> BTreeMap<&'static str, i64> {
        let percent = |part: i64, all: i64| if all == 0 { 0 } else { part * 100 / all };
        let precision = |rate: Rate| percent(rate.right, rate.shown);
        let recall = |rate: Rate| percent(rate.found, rate.gold);
        let mut figures = BTreeMap::from([
            ("people_precision", precision(self.people)),
            ("people_recall", recall(self.people)),
            ("places_precision", precision(self.places)),
            ("places_recall", recall(self.places)),
        ]);
        if let Some(topics) = self.topics {
            figures.extend([
                ("topics_precision", precision(topics)),
                ("topics_recall", recall(topics)),
            ]);
        }
        figures
    }
}

/// The words of each form of a name.
type Forms = BTreeSet<Vec<String>>;

/// The names of the gold with their forms: a list of names, or an object of names and forms.
fn forms_of_gold(value: &Value, lexicon: &Lexicon) -> BTreeMap<String, Forms> {
    match value {
        Value::Object(names) => names
            .iter()
            .map(|(name, forms)| {
                let forms = strings(forms).into_iter().chain([name.clone()]);
                (name.clone(), forms.map(|form| words(&form, lexicon)).collect())
            })
            .collect(),
        other => strings(other)
            .into_iter()
            .map(|name| {
                let forms = Forms::from([words(&name, lexicon)]);
                (name, forms)
            })
            .collect(),
    }
}

/// The names of a kind that the document is read to have; places inside other names are none of it.
fn forms_found(article: &Article, kind: MentionKind, lexicon: &Lexicon) -> BTreeMap<String, Forms> {
    let mut found: BTreeMap<String, Forms> = BTreeMap::new();
    for mention in &article.mentions {
        if mention.kind != kind || mention.role == Role::InName {
            continue;
        }
        let surface = article.document.text.slice(mention.span);
        let forms = found.entry(mention.name.canonical.to_string()).or_default();
        forms.insert(words(&mention.name.canonical, lexicon));
        forms.insert(words(surface, lexicon));
    }
    found
}

fn alike(one: &Forms, other: &Forms) -> bool {
    let inside = |few: &Vec<String>, many: &Vec<String>| {
        !few.is_empty() && few.iter().all(|word| many.contains(word))
    };
    one.iter().any(|a| other.iter().any(|b| inside(a, b) || inside(b, a)))
}
