//! What a weekly briefing is made from: the documents of the week and their stories, what it is
//! compared with, and what the desk watches.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::{ArticleIx, Period, PersonIx, StoryIx, Week};
use crate::site::feed::ENTRIES;
use crate::site::view::WEEK_PHRASES;

use super::MadeOf;
use super::print::Print;

impl MadeOf<'_> {
    pub(super) fn week(&self, print: &mut Print, week: Week) {
        let period = Period::from(week);
        let own = self.of_period(period);
        self.all(print, own.iter().copied());
        self.stories_of(print, &own);
        self.phrases(print, &own, WEEK_PHRASES);
        self.first_days(print, &own);
        self.all(print, self.undated_of(period));
        let earlier = self.corpus.days.range(..period.first()).next_back();
        let since = earlier.and_then(|(day, _)| period.back_to(*day));
        print.value(&since.map(|since| (since.first(), since.last())));
        let then = since.map_or_else(Vec::new, |since| self.of_period(since));
        self.all(print, then.iter().copied());
        self.stories_of(print, &then);
        for (person, topic) in &self.watched {
            print.number(usize::from(person.is_some()));
            person.iter().for_each(|ix| print.hash(self.person(*ix)));
            topic.iter().for_each(|ix| self.topic_name(print, *ix));
        }
        let weeks = &self.plan.weeks;
        let at = weeks.binary_search(&week).unwrap_or_default();
        let beside = [at.checked_sub(1), at.checked_add(1)];
        let beside = beside.map(|at| at.and_then(|at| weeks.get(at)).map(|week| week.first()));
        print.value(&beside);
    }

    /// The newest weeks, each with its documents.
    pub(super) fn weeks_feed(&self, print: &mut Print) {
        for week in self.plan.weeks.iter().rev().take(ENTRIES) {
            print.value(&week.first());
            self.all(print, self.of_period(Period::from(*week)));
        }
    }

    fn of_period(&self, period: Period) -> Vec<ArticleIx> {
        let days = self.corpus.days.range(period.first()..=period.last());
        days.flat_map(|(_, articles)| articles.iter().copied()).collect()
    }

    /// Documents without a day that may be of a period.
    fn undated_of(&self, period: Period) -> Vec<ArticleIx> {
        let inside = |ix: &ArticleIx| {
            let bounds = self.corpus.date(*ix).and_then(|date| date.not_before.zip(date.not_after));
            bounds.is_some_and(|(from, to)| period.contains(from) && period.contains(to))
        };
        self.corpus.undated.iter().copied().filter(inside).collect()
    }

    fn stories_of(&self, print: &mut Print, articles: &[ArticleIx]) {
        let story = |ix: &ArticleIx| self.plan.catalogue.story(*ix);
        let stories: BTreeSet<StoryIx> = articles.iter().filter_map(story).collect();
        print.number(stories.len());
        stories.into_iter().for_each(|ix| print.hash(self.story(ix)));
    }

    /// Since when everybody is known whom some documents name: whether a name is new.
    fn first_days(&self, print: &mut Print, articles: &[ArticleIx]) {
        let days = self.first_days.get_or_init(|| {
            let day = |ix: &ArticleIx| self.corpus.date(*ix).and_then(|date| date.shown_day());
            let first = |articles: &[ArticleIx]| articles.iter().filter_map(day).min();
            self.corpus.people.iter().map(|person| first(&person.articles)).collect()
        });
        let who = articles.iter().filter_map(|ix| self.corpus.who.get(ix.0 as usize));
        let named: BTreeSet<PersonIx> = who.flatten().copied().flatten().collect();
        let day = |ix: &PersonIx| days.get(ix.0 as usize).copied().flatten();
        let days: Vec<Option<NaiveDate>> = named.iter().map(day).collect();
        print.value(&days);
    }
}
