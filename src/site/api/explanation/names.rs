//! Whom and what a document names, each with all its spellings: which rule read each, and why it was
//! joined to the name that is shown.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::{EDITOR, Mention, MentionKind, Role, Rule};

use super::Cx;

/// Most spellings and places of a name that are listed, each once.
const LISTED: usize = 12;

impl Cx<'_> {
    /// The people, bodies and places, in this order, each at its first mention.
    pub(super) fn names(&self) -> Vec<Value> {
        let mut groups: Vec<Vec<&Mention>> = Vec::new();
        let mut known: BTreeMap<(MentionKind, &str), usize> = BTreeMap::new();
        for mention in &self.article.mentions {
            let ix = *known.entry((mention.kind, &mention.name.canonical)).or_insert(groups.len());
            match groups.get_mut(ix) {
                Some(group) => group.push(mention),
                None => groups.push(vec![mention]),
            }
        }
        groups.sort_by_key(|group| group.first().map(|mention| mention.kind));
        groups.iter().filter_map(|group| self.name(group)).collect()
    }

    fn name(&self, group: &[&Mention]) -> Option<Value> {
        let first = group.first()?;
        let best = group.iter().max_by_key(|mention| mention.evidence.score)?;
        let mut evidence: Vec<Value> = Vec::new();
        let mut said: Vec<(&str, Rule, Role)> = Vec::new();
        for mention in group {
            let key = (self.words(mention.span), mention.evidence.rule, mention.role);
            if !said.contains(&key) && said.len() < LISTED {
                said.push(key);
                evidence.push(self.evidence(mention.span, &self.reasons(mention)));
            }
        }
        let is_somebody = matches!(first.kind, MentionKind::Person | MentionKind::Body);
        let canonical = &*first.name.canonical;
        let correction = is_somebody.then(|| self.snippet.person(canonical));
        Some(json!({
            "correction": correction,
            "evidence": evidence,
            "fact": first.kind,
            "place": self.lines.place(first.span),
            "rejected": if first.kind == MentionKind::Person { self.namesakes(group) } else { Vec::new() },
            "rule": best.evidence.rule,
            "score": best.evidence.score,
            "says": match group.len() {
                1 => "named once".to_owned(),
                times => format!("named {times} times"),
            },
            "value": canonical,
        }))
    }

    /// Why words are read as a name, in which part, with which title, and why as this one.
    fn reasons(&self, mention: &Mention) -> String {
        let Mention { evidence, name, .. } = mention;
        let mut says = format!("{} ({} %): {}", evidence.rule, evidence.score, says(evidence.rule));
        if let Some(title) = mention.title {
            says.push_str(&format!("; title «{}»", self.words(title).replace('\n', " ")));
        }
        says.push_str(&format!("; {}", role(mention.role)));
        let surface = self.words(mention.span);
        let folder = self.lexicon.folder();
        if folder.key(surface) != folder.key(&name.canonical) {
            says.push_str(&format!("; joined to «{}»: {}", name.canonical, joined(evidence.rule)));
        }
        says
    }

    /// Other people of the document whom a short form of this one could name as well.
    fn namesakes(&self, group: &[&Mention]) -> Vec<Value> {
        let folder = self.lexicon.folder();
        let short = group.iter().filter(|mention| mention.evidence.rule == "short-form");
        let mut rejected: Vec<(&str, Value)> = Vec::new();
        for mention in short {
            let surface = folder.key(self.words(mention.span));
            let others = self.article.mentions.iter().filter(|other| {
                let key = folder.key(&other.name.canonical);
                other.kind == MentionKind::Person
                    && other.name.canonical != mention.name.canonical
                    && key.split(' ').any(|word| word == surface)
            });
            for other in others {
                if rejected.iter().any(|(name, _)| *name == &*other.name.canonical) {
                    continue;
                }
                let why = format!(
                    "«{}» at {} could name them as well",
                    self.words(mention.span),
                    self.lines.place(mention.span)
                );
                let value = json!({
                    "place": self.lines.place(other.span),
                    "text": self.words(other.span),
                    "why": why,
                });
                rejected.push((&other.name.canonical, value));
            }
        }
        rejected.into_iter().take(LISTED).map(|(_, value)| value).collect()
    }
}

/// What a rule of names goes by; `docs/rules.md` says the same.
fn says(rule: Rule) -> &'static str {
    match rule {
        "alias-file" => "a spelling of persons.toml",
        "title-name" => "a name after a title",
        "given-name" => "begins with a given name of persons.toml",
        "short-form" => "a part of a name that the document gives in full",
        "subject-name" => "stands where the subject of a cue does",
        "subject-phrase" => "an office, country or quoted name where the subject of a cue stands",
        "organisation-file" => "a body of organisations.toml",
        "head-and-country" => "a noun of a body with a country",
        "body-head" => "its first noun makes a phrase a body",
        "place-file" => "a form of places.toml",
        "country-adjective" => "the adjective of a country",
        "nearer-place" => "a form of two places; this one's country is spoken of nearer",
        "dateline-place" => "opens the text, before an agency, a date or a dash",
        "name-with-place" => "a place inside another name",
        EDITOR => "the editor's word",
        _ => "see docs/rules.md",
    }
}

/// Why words that read otherwise mean the name that is shown.
fn joined(rule: Rule) -> &'static str {
    match rule {
        "alias-file" => "persons.toml has both as one person",
        "organisation-file" => "organisations.toml has both as one body",
        "head-and-country" => "noun and country are the same",
        "place-file" | "country-adjective" | "nearer-place" | "dateline-place"
        | "name-with-place" => "places.toml has both as one place",
        "short-form" => {
            "the only one of the document that it can be short for, or the nearest before it"
        }
        EDITOR => "the editor says so",
        _ => "the fullest form of the document",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Speaker => "speaks",
        Role::Named => "is named",
        Role::Adjective => "as an adjective",
        Role::InName => "inside another name, so not counted",
        Role::Metonym => "a capital or country for its government",
        Role::Dateline => "the place of the dateline",
    }
}
