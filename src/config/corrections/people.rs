//! Which names are one person and which are not, by the editor's word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::At;

/// What the editor says of people and bodies over all documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleCorrections {
    /// Names that mean one person.
    pub merge: Vec<Merge>,
    /// Names that mean several people.
    pub apart: Vec<Exclusion>,
    /// Words that were taken for a name and mean nobody.
    pub nobody: Vec<At<String>>,
}

/// Names that mean one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The name that is shown.
    pub name: At<String>,
    /// Other names of the same person.
    pub same: Vec<At<String>>,
}

/// Names none of which means whom another does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// At least two.
    pub names: Vec<At<String>>,
}

/// The same, ready to be asked by the matching forms of names.
#[derive(Clone, Debug, Default)]
pub struct PeopleVerdicts {
    shown: BTreeMap<String, Arc<str>>,
    /// The exclusions that a name stands in.
    apart: BTreeMap<String, BTreeSet<usize>>,
    nobody: BTreeSet<String>,
}

impl PeopleCorrections {
    /// True where nothing is said.
    pub fn is_empty(&self) -> bool {
        self.merge.is_empty() && self.apart.is_empty() && self.nobody.is_empty()
    }

    /// Ready to be asked. `key` gives the matching form of a name.
    pub fn verdicts(&self, key: impl Fn(&str) -> String) -> PeopleVerdicts {
        let mut verdicts = PeopleVerdicts::default();
        for merge in &self.merge {
            let shown: Arc<str> = Arc::from(merge.name.value.as_str());
            for name in merge.same.iter().chain([&merge.name]) {
                verdicts.shown.insert(key(&name.value), Arc::clone(&shown));
            }
        }
        for (ix, exclusion) in self.apart.iter().enumerate() {
            for name in &exclusion.names {
                verdicts.apart.entry(key(&name.value)).or_default().insert(ix);
            }
        }
        verdicts.nobody = self.nobody.iter().map(|name| key(&name.value)).collect();
        verdicts
    }
}

impl PeopleVerdicts {
    /// True where nothing is said.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty() && self.apart.is_empty() && self.nobody.is_empty()
    }

    /// True where the editor says that a name with this matching form is none.
    pub fn is_nobody(&self, key: &str) -> bool {
        self.nobody.contains(key)
    }

    /// The name to show for a name with this matching form; `None` where the editor says nothing.
    pub fn shown(&self, key: &str) -> Option<&Arc<str>> {
        self.shown.get(key)
    }

    /// True where the editor says that two names, given by their matching forms, are two people.
    /// Whatever joins names must ask this first.
    pub fn are_apart(&self, one: &str, other: &str) -> bool {
        let (Some(left), Some(right)) = (self.apart.get(one), self.apart.get(other)) else {
            return false;
        };
        one != other && left.intersection(right).next().is_some()
    }

    /// True where the editor says that two names, given by their matching forms, are one person.
    pub fn are_one(&self, one: &str, other: &str) -> bool {
        match (self.shown.get(one), self.shown.get(other)) {
            (Some(left), Some(right)) => left == right,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    fn at(name: &str) -> At<String> {
        At { value: name.to_owned(), place: Place::default() }
    }

    #[test]
    fn verdicts_go_by_the_matching_form() {
        let people = PeopleCorrections {
            merge: vec![Merge { name: at("سالم عيسى"), same: vec![at("أبو عيسى")] }],
            apart: vec![Exclusion { names: vec![at("كريم"), at("كريم بدر")] }],
            nobody: vec![at("أمل اللقاء")],
        };
        let verdicts = people.verdicts(|name| name.replace('أ', "ا"));
        assert_eq!(verdicts.shown("ابو عيسى").map(|name| &**name), Some("سالم عيسى"));
        assert_eq!(verdicts.shown("كريم"), None);
        assert!(verdicts.are_one("ابو عيسى", "سالم عيسى"));
        assert!(!verdicts.are_one("ابو عيسى", "كريم"));
        assert!(verdicts.are_apart("كريم", "كريم بدر"));
        assert!(!verdicts.are_apart("كريم", "كريم"));
        assert!(!verdicts.are_apart("كريم", "سالم عيسى"));
        assert!(verdicts.is_nobody("امل اللقاء") && !verdicts.is_nobody("كريم"));
    }
}
