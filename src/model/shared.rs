//! Words that many articles hold, held once: names, places, topics, verbs. A build holds all of its articles.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Article, Mention, Statement, TopicScore};

/// Words that were seen, each once.
#[derive(Debug, Default)]
pub(crate) struct SharedWords(HashSet<Arc<str>>);

impl SharedWords {
    /// Has an article hold its words together with those before it.
    pub(crate) fn share(&mut self, article: &mut Article) {
        let scene = &mut article.scene;
        let places = scene.event.as_mut().map(|event| &mut event.place);
        places.into_iter().chain(&mut scene.region).for_each(|words| self.one(words));
        self.topics(&mut article.topics);
        for Statement { cue, topics, .. } in &mut article.statements {
            let cue = cue.iter_mut().flat_map(|cue| [&mut cue.lemma, &mut cue.class]);
            cue.for_each(|words| self.one(words));
            self.topics(topics);
        }
        for Mention { name, .. } in &mut article.mentions {
            self.one(&mut name.canonical);
            name.place.iter_mut().for_each(|place| self.one(place));
        }
    }

    fn topics(&mut self, topics: &mut [TopicScore]) {
        topics.iter_mut().for_each(|topic| self.one(&mut topic.id));
    }

    fn one(&mut self, words: &mut Arc<str>) {
        match self.0.get(&**words) {
            Some(known) => *words = Arc::clone(known),
            None => drop(self.0.insert(Arc::clone(words))),
        }
    }
}
