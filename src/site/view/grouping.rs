//! How lists are put together: by day, by speaker, by how often; and the seven days of a week.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::model::{ArticleIx, PersonIx, Spelling, Statement, StatementRef, TopicIx, Week};
use crate::site::catalogue::{Entry, statement};
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;

use super::Cx;
use super::date::DateView;
use super::parts::{Named, Tally};
use super::statement::{StatementView, Whose};

/// Statements of one day.
#[derive(Debug, Serialize)]
pub(crate) struct TimeGroup<'a> {
    pub(crate) date: DateView<'a>,
    pub(crate) statements: Vec<StatementView<'a>>,
}

/// Statements of one speaker; without a name those of nobody in particular.
#[derive(Debug, Serialize)]
pub(crate) struct SpeakerGroup<'a> {
    pub(crate) speaker: Option<Named<'a>>,
    pub(crate) statements: Vec<StatementView<'a>>,
    /// True where more were made than are listed.
    pub(crate) more: bool,
}

/// A form as found in the texts, with how often.
#[derive(Debug, Serialize)]
pub(crate) struct Form<'a> {
    text: &'a str,
    count: String,
}

/// A day of a week's strip.
#[derive(Debug, Serialize)]
pub(crate) struct StripDay {
    full: String,
    letter: String,
    number: String,
    count: Option<String>,
    url: Option<SiteUrl>,
    current: bool,
}

/// Spellings and terms of a table.
const FORMS: usize = 40;

/// The entries of a list that stand on this part.
pub(crate) fn shown<'l>(list: &'l [Entry], part: &Part) -> &'l [Entry] {
    list.get(part.items.clone()).unwrap_or(&[])
}

/// The statements of a list, in its order.
pub(crate) fn refs(entries: &[Entry]) -> Vec<StatementRef> {
    let each = |entry: &Entry| {
        let article = entry.article;
        let refs = entry.statements.iter().map(move |s| StatementRef { article, statement: *s });
        refs.collect::<Vec<_>>()
    };
    entries.iter().flat_map(each).collect()
}

impl<'a> Cx<'a> {
    /// How many documents and statements.
    pub(crate) fn list_facts(&self, list: &[Entry]) -> Vec<String> {
        vec![self.documents(list.len()), self.statements(self.n_counted(list))]
    }

    /// How many statements of a list are counted: what was only spoken of is not.
    pub(crate) fn n_counted(&self, list: &[Entry]) -> usize {
        self.counted(list).count()
    }

    fn counted<'l>(&self, list: &'l [Entry]) -> impl Iterator<Item = StatementRef> + use<'l, 'a> {
        let corpus = self.corpus;
        let all = list.iter().flat_map(|entry| {
            let article = entry.article;
            entry.statements.iter().map(move |s| StatementRef { article, statement: *s })
        });
        all.filter(move |at| {
            let said = corpus.article(at.article).and_then(|a| statement(a, at.statement));
            said.is_some_and(Statement::is_counted)
        })
    }

    fn shown_day(&self, ix: ArticleIx) -> Option<NaiveDate> {
        self.corpus.date(ix).and_then(|date| date.shown())
    }

    pub(crate) fn documents_by_day(&self, list: &[Entry]) -> BTreeMap<NaiveDate, usize> {
        let mut days = BTreeMap::new();
        for day in list.iter().filter_map(|entry| self.shown_day(entry.article)) {
            *days.entry(day).or_default() += 1;
        }
        days
    }

    pub(crate) fn statements_by_day(&self, list: &[Entry]) -> BTreeMap<NaiveDate, usize> {
        let mut days = BTreeMap::new();
        for day in self.counted(list).filter_map(|at| self.shown_day(at.article)) {
            *days.entry(day).or_default() += 1;
        }
        days
    }

    /// How many of the statements each person made.
    pub(crate) fn speaker_counts(&self, list: &[Entry]) -> Tally<PersonIx> {
        let mut tally = Tally::new();
        let mut own: Vec<PersonIx> = Vec::new();
        for at in self.counted(list) {
            own.clear();
            own.extend(self.speakers(at));
            own.sort_unstable();
            own.dedup();
            own.iter().for_each(|person| tally.add(*person, 1));
        }
        tally
    }

    pub(crate) fn statement_topics(&self, list: &[Entry]) -> Tally<TopicIx> {
        let catalogue = &self.plan.catalogue;
        let topics = self.counted(list).flat_map(|at| {
            let said = self.corpus.article(at.article).and_then(|a| statement(a, at.statement));
            let topics = said.map_or(&[][..], |said| &said.topics);
            topics.iter().filter_map(|topic| catalogue.topic(&topic.id))
        });
        topics.collect()
    }

    /// The statements of a part of a list by the day of their document, newest first.
    pub(crate) fn groups(&self, list: &[Entry], part: &Part, whose: Whose) -> Vec<TimeGroup<'a>> {
        let mut groups: Vec<TimeGroup<'a>> = Vec::new();
        for entry in shown(list, part).iter().filter(|entry| !entry.statements.is_empty()) {
            let date = self.date(entry.article);
            let statements = refs(std::slice::from_ref(entry));
            let views = statements.into_iter().filter_map(|at| self.statement_of_day(at, whose));
            let same = |group: &&mut TimeGroup<'_>| {
                group.date.iso.is_some()
                    && group.date.iso == date.iso
                    && group.date.confidence == date.confidence
            };
            match groups.last_mut().filter(same) {
                Some(group) => group.statements.extend(views),
                None => groups.push(TimeGroup { statements: views.collect(), date }),
            }
        }
        groups
    }

    /// Statements by who made them, most first, those of nobody by name at the end; at most
    /// `most` of each.
    pub(crate) fn by_speaker(&self, refs: &[StatementRef], most: usize) -> Vec<SpeakerGroup<'a>> {
        let mut said: BTreeMap<Option<PersonIx>, Vec<StatementRef>> = BTreeMap::new();
        for at in refs {
            said.entry(self.speakers(*at).next()).or_default().push(*at);
        }
        let nobody = said.remove(&None);
        let mut named: Vec<(Option<PersonIx>, Vec<StatementRef>)> = said.into_iter().collect();
        named.sort_by_key(|(_, refs)| std::cmp::Reverse(refs.len()));
        let group = |(person, refs): (Option<PersonIx>, Vec<StatementRef>)| SpeakerGroup {
            speaker: person.map(|ix| self.person(ix)),
            more: refs.len() > most,
            statements: refs
                .into_iter()
                .take(most)
                .filter_map(|at| self.statement(at, person.map_or(Whose::Any, Whose::Of)))
                .collect(),
        };
        named.into_iter().chain(nobody.map(|refs| (None, refs))).map(group).collect()
    }

    pub(crate) fn forms(&self, forms: &'a [Spelling]) -> Vec<Form<'a>> {
        let form =
            |form: &'a Spelling| Form { text: &form.text, count: self.display.number(form.count) };
        forms.iter().take(FORMS).map(form).collect()
    }

    /// The seven days of a week.
    pub(crate) fn strip(&self, week: Week, current: Option<NaiveDate>) -> Vec<StripDay> {
        let day = |day: NaiveDate| {
            let n = self.corpus.days.get(&day).map_or(0, Vec::len);
            StripDay {
                full: self.display.day(day),
                letter: self.display.weekday_short(day.weekday()),
                number: self.display.number(day.day() as usize),
                count: (n > 0).then(|| self.documents(n)),
                url: (n > 0).then(|| self.href(Page::Day(day))),
                current: current == Some(day),
            }
        };
        week.days().map(day).collect()
    }
}
