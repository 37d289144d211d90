//! Counting forms as they stand in the texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::Spelling;

/// Forms with how often each was found.
#[derive(Debug, Default)]
pub(super) struct Tally<'a> {
    counts: BTreeMap<&'a str, usize>,
}

impl<'a> Tally<'a> {
    /// Counts a form; an empty one is none.
    pub(super) fn add(&mut self, form: &'a str) {
        let form = form.trim();
        if !form.is_empty() {
            *self.counts.entry(form).or_default() += 1;
        }
    }

    /// The most frequent form; of several the longest, then the first by code points.
    pub(super) fn best(&self) -> Option<&'a str> {
        self.ordered().first().map(|(form, _)| *form)
    }

    /// The forms, most frequent first.
    pub(super) fn spellings(&self) -> Vec<Spelling> {
        let spelling = |(text, count): (&str, usize)| Spelling { text: Arc::from(text), count };
        self.ordered().into_iter().map(spelling).collect()
    }

    fn ordered(&self) -> Vec<(&'a str, usize)> {
        let mut forms: Vec<(&str, usize)> = self.counts.iter().map(|(f, n)| (*f, *n)).collect();
        forms.sort_by_key(|(form, count)| std::cmp::Reverse((*count, form.len())));
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_then_long_then_alphabetical() {
        let mut tally = Tally::default();
        let forms = ["لافروف", "سيرغي لافروف", " لافروف ", "بوتين", "", "ب"];
        forms.into_iter().for_each(|form| tally.add(form));
        let forms: Vec<String> = tally.spellings().iter().map(|s| s.text.to_string()).collect();
        assert_eq!(forms, ["لافروف", "سيرغي لافروف", "بوتين", "ب"]);
        assert_eq!(tally.best(), Some("لافروف"));
    }
}
