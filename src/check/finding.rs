//! A breach of a rule, with its place.

use super::rules::Rule;

/// A breach of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, below the folder of the site.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// The rule.
    pub rule: Rule,
    /// What stands there.
    pub what: String,
}

/// Findings of one rule in one file that are told one by one.
const TOLD: usize = 20;
/// Letters of the site that a message shows.
const SHOWN: usize = 90;

/// Collects the findings of one file.
pub(super) struct Findings<'a> {
    path: &'a str,
    source: &'a str,
    all: Vec<Finding>,
    /// Rules, how many findings each has, and where in `all` its last one stands.
    counts: Vec<(Rule, usize, usize)>,
}

impl<'a> Findings<'a> {
    /// Of the file at `path`, whose text is `source`; empty for what is no text.
    pub(super) fn of(path: &'a str, source: &'a str) -> Self {
        Self { path, source, all: Vec::new(), counts: Vec::new() }
    }

    /// A breach at byte `at` of the text.
    pub(super) fn add(&mut self, rule: Rule, at: usize, what: impl Into<String>) {
        let slot = match self.counts.iter_mut().find(|(known, ..)| *known == rule) {
            Some(slot) => slot,
            None => self.counts.push_mut((rule, 0, 0)),
        };
        slot.1 = slot.1.saturating_add(1);
        if slot.1 > TOLD {
            return;
        }
        slot.2 = self.all.len();
        let (line, column) = place(self.source, at);
        let path = self.path.to_owned();
        self.all.push(Finding { path, line, column, rule, what: what.into() });
    }

    /// True where a rule has a finding.
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.counts.iter().any(|(known, ..)| *known == rule)
    }

    /// All, in the order of their places. Where a rule has too many, the last that is told counts
    /// the rest.
    pub(super) fn into_vec(mut self) -> Vec<Finding> {
        for (_, n, last) in self.counts {
            let rest = n.saturating_sub(TOLD);
            if rest > 0
                && let Some(finding) = self.all.get_mut(last)
            {
                finding.what.push_str(&format!(" (and {rest} more in this file)"));
            }
        }
        self.all.sort();
        self.all
    }
}

/// Line and column in characters, both from 1, of a byte of a text.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline.saturating_add(1));
    let column = before.get(line_start..).map_or(0, |cut| cut.chars().count());
    (before.matches('\n').count().saturating_add(1), column.saturating_add(1))
}

/// The beginning of what stands in a file, for a message.
pub(super) fn shown(text: &str) -> String {
    let line = text.trim();
    let mut cut: String = line.chars().take(SHOWN).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::super::rules;
    use super::*;

    #[test]
    fn places_count_characters() {
        assert_eq!(place("خبر\nموجز x", "خبر\nموجز ".len()), (2, 6));
        assert_eq!(place("خبر", 1), (1, 1));
        assert_eq!(place("a", 9), (1, 2));
    }

    #[test]
    fn many_of_a_kind_are_counted() {
        let source = "x".repeat(50);
        let mut findings = Findings::of("a", &source);
        (0..50).for_each(|at| findings.add(rules::DASH, at, "x"));
        findings.add(rules::WORDS, 3, "y");
        let all = findings.into_vec();
        assert_eq!(all.len(), TOLD + 1);
        let last = all.iter().rfind(|finding| finding.rule == rules::DASH).unwrap();
        assert_eq!((last.column, last.what.as_str()), (20, "x (and 30 more in this file)"));
    }
}
