//! What is new in a period: names, topics, and stories that went on or came to an end.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleIx, Changes, Period, PersonIx, StatementRef, Story, StoryIx, TopicIx};

use super::{Desk, counted};

/// Names, topics and stories of each sort.
const NAMES: usize = 12;
const STORIES: usize = 5;

impl Desk<'_> {
    /// What is new against the nearest earlier period with documents; `None` without one.
    pub(super) fn changes(
        &self,
        period: Period,
        articles: &[ArticleIx],
        said: &[StatementRef],
    ) -> Option<Changes> {
        let (last, _) = self.corpus.days.range(..period.first()).next_back()?;
        let since = period.back_to(*last)?;
        let then: BTreeSet<TopicIx> =
            self.articles(since).iter().flat_map(|ix| self.topics_of(*ix)).collect();
        let mut topics = counted(articles.iter().flat_map(|ix| self.topics_of(*ix)));
        topics.retain(|(topic, _)| !then.contains(topic));
        topics.truncate(NAMES);
        Some(Changes {
            since,
            people: self.new_people(period, articles, said),
            topics: topics.into_iter().map(|(topic, _)| topic).collect(),
            grown: self.grown(period, articles),
            ended: self.ended(since, period),
        })
    }

    /// Who stands in no earlier document: those who say most first, then those whom most name.
    fn new_people(
        &self,
        period: Period,
        articles: &[ArticleIx],
        said: &[StatementRef],
    ) -> Vec<PersonIx> {
        let mut statements: BTreeMap<PersonIx, usize> = BTreeMap::new();
        for person in said.iter().filter_map(|at| self.speaker(*at)) {
            *statements.entry(person).or_default() += 1;
        }
        let of = |ix: &ArticleIx| self.named(*ix).collect::<BTreeSet<PersonIx>>();
        let mut people = counted(articles.iter().flat_map(of));
        people.retain(|(person, _)| self.is_new(*person, period));
        people.sort_by_key(|(person, documents)| {
            let said = statements.get(person).copied().unwrap_or_default();
            (Reverse(said), Reverse(*documents), *person)
        });
        people.truncate(NAMES);
        people.into_iter().map(|(person, _)| person).collect()
    }

    fn is_new(&self, person: PersonIx, period: Period) -> bool {
        let articles = self.corpus.person(person).map_or(&[][..], |person| &person.articles);
        let mut days = articles
            .iter()
            .filter_map(|ix| self.corpus.date(*ix).and_then(|date| date.shown_day()));
        days.all(|day| day >= period.first())
    }

    /// Stories with documents before the period and in it, those that grew most first.
    fn grown(&self, period: Period, articles: &[ArticleIx]) -> Vec<(StoryIx, usize)> {
        let mut stories =
            counted(articles.iter().filter_map(|ix| self.index.stories.get(ix).copied()));
        let is_older = |story: &Story| story.from.is_some_and(|from| from < period.first());
        stories.retain(|(ix, _)| self.corpus.story(*ix).is_some_and(is_older));
        stories.truncate(STORIES);
        stories
    }

    /// Stories whose last document is of `since`, the largest first.
    fn ended(&self, since: Period, period: Period) -> Vec<StoryIx> {
        // Only of neighbouring periods can it be said that nothing was added.
        if period.before() != Some(since) {
            return Vec::new();
        }
        let all = (0..).map(StoryIx).zip(&self.corpus.stories);
        let mut ended: Vec<(StoryIx, usize)> = all
            .filter(|(_, story)| story.to.is_some_and(|to| since.contains(to)))
            .map(|(ix, story)| (ix, story.articles.len()))
            .collect();
        ended.sort_by_key(|(_, n)| Reverse(*n));
        ended.truncate(STORIES);
        ended.into_iter().map(|(ix, _)| ix).collect()
    }
}
