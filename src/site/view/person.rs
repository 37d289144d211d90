//! What a person was called, how its names were joined, and what others say with its name.

use chrono::Datelike;
use serde::Serialize;

use crate::model::{
    ArticleIx, Held, Join, Joined, MentionIx, PersonIx, Span, StatementIx, StatementRef,
};
use crate::site::catalogue::Entry;
use crate::site::words::fill;

use super::Cx;
use super::parts::Tally;
use super::statement::{StatementView, Whose};

/// A title as found in the texts, with the years of the documents that give it.
#[derive(Debug, Serialize)]
pub(crate) struct HeldView<'a> {
    text: &'a str,
    count: String,
    /// One year, or the first and the last; null where no document has a day.
    years: Option<String>,
}

/// A name that was taken for a person, with the reason in words.
#[derive(Debug, Serialize)]
pub(crate) struct JoinedView<'a> {
    name: &'a str,
    why: String,
}

/// Titles and joined names of a page.
const HELD: usize = 40;
const JOINED: usize = 40;
/// Statements of others.
const ABOUT: usize = 6;

impl<'a> Cx<'a> {
    pub(crate) fn held(&self, held: &'a [Held]) -> Vec<HeldView<'a>> {
        let view = |held: &'a Held| HeldView {
            text: &held.text,
            count: self.display.number(held.count),
            years: held.days.map(|(first, last)| self.years_of(first.year(), last.year())),
        };
        held.iter().take(HELD).map(view).collect()
    }

    fn years_of(&self, first: i32, last: i32) -> String {
        let [from, to] = [first, last].map(|year| self.display.year(year));
        if first == last {
            return from;
        }
        fill(&self.words.range.span, &[("from", &from), ("to", &to)])
    }

    pub(crate) fn joined(&self, joined: &'a [Joined]) -> Vec<JoinedView<'a>> {
        let words = &self.words.join;
        let view = |joined: &'a Joined| JoinedView {
            name: &joined.name,
            why: match joined.why {
                Join::SameTitle => words.same_title.clone(),
                Join::SameCompany => words.same_company.clone(),
                Join::SameSound => words.same_sound.clone(),
            },
        };
        joined.iter().take(JOINED).map(view).collect()
    }

    /// Statements of others in whose words the person is named, of the newest documents of its list.
    pub(crate) fn said_about(&self, ix: PersonIx, list: &[Entry]) -> Vec<StatementView<'a>> {
        let articles = list.iter().map(|entry| entry.article);
        // A copy says nothing that its text has not said.
        let own = articles.filter(|article| !self.plan.catalogue.is_copy(*article));
        let all = own.flat_map(|article| self.naming(ix, article));
        all.take(ABOUT).filter_map(|at| self.statement(at, Whose::Any)).collect()
    }

    fn naming(&self, ix: PersonIx, at: ArticleIx) -> Vec<StatementRef> {
        let Some(article) = self.corpus.article(at) else { return Vec::new() };
        let mentions = (0..).map(MentionIx).zip(&article.mentions);
        let own = mentions.filter(|(mention, _)| self.corpus.person_of(at, *mention) == Some(ix));
        let places: Vec<Span> = own.map(|(_, mention)| mention.span).collect();
        let statements = (0..).map(StatementIx).zip(&article.statements);
        let naming = statements.filter(|(_, said)| {
            said.is_counted() && places.iter().any(|place| said.text.contains(*place))
        });
        let naming = naming.map(|(statement, _)| StatementRef { article: at, statement });
        naming.filter(|said| self.speakers(*said).all(|speaker| speaker != ix)).collect()
    }

    /// Who is named in the same documents, with how many.
    pub(crate) fn company(&self, ix: PersonIx, list: &[Entry]) -> Tally<PersonIx> {
        let mut tally = Tally::new();
        let mut named: Vec<PersonIx> = Vec::new();
        for entry in list {
            let who = self.corpus.who.get(entry.article.0 as usize);
            named.clear();
            named.extend(who.into_iter().flatten().flatten());
            named.sort_unstable();
            named.dedup();
            named.iter().for_each(|person| tally.add(*person, 1));
        }
        tally.remove(ix);
        tally
    }
}
