//! The names of rules on their way into the cache and back.
//!
//! A rule is a word of the program, not of its data: what is read must be one of [`RULES`]. A rule
//! that is missing here makes its documents be extracted anew each time, and nothing wrong.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

use super::{EDITOR, Rule};

/// The rules of everything that an article holds (`docs/rules.md`).
const RULES: [Rule; 39] = [
    EDITOR,
    "stated-title",
    "title-heading",
    "title-line",
    "trail-tail",
    "alias-file",
    "title-name",
    "given-name",
    "short-form",
    "subject-name",
    "subject-phrase",
    "organisation-file",
    "head-and-country",
    "body-head",
    "place-file",
    "country-adjective",
    "nearer-place",
    "dateline-place",
    "headline-place",
    "lead-place",
    "name-with-place",
    "verb-clause",
    "verb-quotation",
    "quotation-verb",
    "verb-colon",
    "verb-unmarked",
    "verb-preposition",
    "verb-noun-phrase",
    "participle",
    "participle-noun-phrase",
    "verbal-noun",
    "list-item",
    "next-line",
    "quotation-continued",
    "interview-answer",
    "according-to",
    "first-person",
    "noun-colon",
    "name-colon",
];

pub(super) fn serialize<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    let place = RULES.iter().position(|known| known == rule);
    let place = place.and_then(|place| u32::try_from(place).ok());
    let place = place.ok_or_else(|| S::Error::custom(format!("no such rule: {rule}")))?;
    serializer.serialize_u32(place)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rule, D::Error> {
    let place = u32::deserialize(deserializer)?;
    let rule = usize::try_from(place).ok().and_then(|place| RULES.get(place).copied());
    rule.ok_or_else(|| D::Error::custom(format!("no rule of this number: {place}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sections of the page that explain rules of articles, not of the whole archive.
    const SECTIONS: [&str; 3] = ["Headlines", "People, bodies, places", "Statements"];

    #[test]
    fn every_rule_that_is_explained_can_be_kept() {
        let page = include_str!("../../docs/rules.md");
        let sections = page
            .split("\n## ")
            .filter(|part| part.lines().next().is_some_and(|title| SECTIONS.contains(&title)));
        let rows = sections.flat_map(str::lines).filter(|line| line.starts_with("| `"));
        let cells = rows.filter_map(|row| row.split('|').nth(1));
        let mut explained: Vec<&str> =
            cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
        explained.push(EDITOR);
        explained.sort_unstable();
        let mut kept = RULES.to_vec();
        kept.sort_unstable();
        assert_eq!(kept, explained);
    }
}
