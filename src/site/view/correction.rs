//! What the editor corrected, as pages show it.

use serde::Serialize;

use crate::model::{Article, CorrectedFact, Correction, Person};

use super::Cx;

/// One correction of a document.
#[derive(Debug, Serialize)]
pub(crate) struct CorrectionView<'a> {
    /// What was corrected, in words.
    fact: &'a str,
    /// What was found; null: nothing.
    before: Option<String>,
    /// What the editor put in its place; null: nothing.
    after: Option<String>,
    note: Option<&'a str>,
}

/// Letters of a text that was corrected.
const LETTERS: usize = 160;

impl<'a> Cx<'a> {
    /// The corrections of an article, in their order.
    pub(crate) fn corrections(&self, article: &'a Article) -> Vec<CorrectionView<'a>> {
        let view = |one: &'a Correction| CorrectionView {
            fact: self.words.correction.of(one.fact),
            before: self.corrected(one.fact, one.before.as_deref()),
            after: self.corrected(one.fact, one.after.as_deref()),
            note: one.note.as_deref(),
        };
        article.corrections.iter().map(view).collect()
    }

    /// A value as readers know it: days in words, topics by name.
    fn corrected(&self, fact: CorrectedFact, value: Option<&str>) -> Option<String> {
        let value = value?;
        let shown = match fact {
            CorrectedFact::Date => value.parse().ok().map(|day| self.display.short_day(day)),
            CorrectedFact::Topic => self.lexicon.topic_name(value).map(str::to_owned),
            _ => None,
        };
        Some(shown.unwrap_or_else(|| self.display.clip(value, LETTERS)))
    }

    /// The names that the editor says mean this person, each once.
    pub(crate) fn merged_names(&self, person: &Person) -> Vec<&'a str> {
        let articles = person.articles.iter().filter_map(|ix| self.corpus.article(*ix));
        let merged = articles.flat_map(|article| &article.corrections).filter(|one| {
            one.fact == CorrectedFact::Person && one.after.as_deref() == Some(&*person.name)
        });
        let mut names: Vec<&str> = merged.filter_map(|one| one.before.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
