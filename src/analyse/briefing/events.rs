//! The events of a period by their weight.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleIx, Event, StatementRef, StoryIx, Weight};

use super::Desk;

impl Desk<'_> {
    /// Stories, and documents in none, the heaviest first; of equals the newest.
    pub(super) fn events(&self, articles: &[ArticleIx], said: &[StatementRef]) -> Vec<Event> {
        let mut stories: BTreeMap<StoryIx, Vec<ArticleIx>> = BTreeMap::new();
        let mut alone = Vec::new();
        for ix in articles {
            match self.index.stories.get(ix) {
                Some(story) => stories.entry(*story).or_default().push(*ix),
                None => alone.push(*ix),
            }
        }
        let mut statements: BTreeMap<ArticleIx, usize> = BTreeMap::new();
        for at in said {
            *statements.entry(at.article).or_default() += 1;
        }
        let stories = stories.into_iter().map(|(story, articles)| (Some(story), articles));
        let all = stories.chain(alone.into_iter().map(|ix| (None, vec![ix])));
        let mut events: Vec<Event> =
            all.filter_map(|(story, articles)| self.event(story, articles, &statements)).collect();
        events.sort_by_key(|event| {
            let newest = event.articles.iter().filter_map(|ix| self.corpus.date(*ix)?.day).max();
            (Reverse(event.weight), Reverse(newest), event.representative)
        });
        events
    }

    /// An event of at least one document.
    fn event(
        &self,
        story: Option<StoryIx>,
        articles: Vec<ArticleIx>,
        statements: &BTreeMap<ArticleIx, usize>,
    ) -> Option<Event> {
        let mut own: Vec<ArticleIx> =
            articles.iter().filter(|ix| !self.index.copies.contains(ix)).copied().collect();
        if own.is_empty() {
            // The text that they print is of another period.
            own.extend(articles.first());
        }
        let names = story.and_then(|ix| self.corpus.story(ix)).map(|story| story.representative);
        let representative = names.filter(|ix| own.contains(ix)).or(own.first().copied())?;
        let outlet = self.outlet(representative);
        let others = || own.iter().filter(|ix| **ix != representative);
        let other = others().find(|ix| self.outlet(**ix) != outlet).or_else(|| others().next());
        // Without a headline its first sentence stands in the place of one already.
        let is_named =
            |ix: ArticleIx| self.corpus.article(ix).is_some_and(|it| it.headline.is_some());
        let first = Some(representative).filter(|ix| is_named(*ix));
        let sides = own.iter().filter(|ix| Some(**ix) == first || Some(*ix) == other);
        let sources: BTreeSet<_> = own.iter().map(|ix| self.outlet(*ix)).collect();
        let counts = own.iter().filter_map(|ix| statements.get(ix));
        Some(Event {
            story,
            representative,
            sides: sides.copied().collect(),
            weight: Weight { sources: sources.len(), texts: own.len(), statements: counts.sum() },
            articles,
        })
    }
}
