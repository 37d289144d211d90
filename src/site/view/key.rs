//! The key statements of a page: what matters most of all that it lists.

use crate::model::{PersonIx, StatementKind, StatementRef};
use crate::site::catalogue::{Entry, statement};

use super::Cx;
use super::grouping::refs;
use super::parts::Tally;
use super::statement::{StatementView, Whose, is_marked};

/// Statements from which on a list has its key statements over it, and how many of them.
const LONG: usize = 12;
const KEY: usize = 5;
/// Quotations of one speaker that stand alone.
const QUOTES_EACH: usize = 2;
/// Letters of a quotation that can stand alone.
const LETTERS: std::ops::RangeInclusive<usize> = 40..=320;

impl<'a> Cx<'a> {
    /// The statements of a list that matter most, the best first; none of a short list, which is
    /// seen at a glance.
    pub(crate) fn key_of(&self, list: &[Entry], whose: Whose) -> Vec<StatementView<'a>> {
        if self.n_counted(list) < LONG {
            return Vec::new();
        }
        let chosen = self.key_statements.among(&refs(list), KEY);
        chosen.into_iter().filter_map(|at| self.statement(at, whose)).collect()
    }

    /// Exact words that can stand alone, those that matter most first, so many of one speaker at
    /// most.
    pub(crate) fn quotes(&self, list: &[Entry], most: usize) -> Vec<StatementRef> {
        let mut alone = refs(list);
        alone.retain(|at| self.stands_alone(*at));
        let mut each: Tally<PersonIx> = Tally::new();
        // More than are asked for: some of them are one speaker's third.
        let mut chosen = self.key_statements.among(&alone, most.saturating_mul(2));
        chosen.retain(|at| {
            let Some(speaker) = self.speakers(*at).next() else { return false };
            each.add(speaker, 1);
            each.count(speaker) <= QUOTES_EACH
        });
        chosen.truncate(most);
        chosen
    }

    fn stands_alone(&self, at: StatementRef) -> bool {
        let Some(article) = self.corpus.article(at.article) else { return false };
        let Some(said) = statement(article, at.statement) else { return false };
        let text = article.document.text.as_str();
        said.kind == StatementKind::Direct
            && LETTERS.contains(&said.text.of(text).chars().count())
            && is_marked(text, said.text)
            && self.speakers(at).next().is_some()
    }
}
