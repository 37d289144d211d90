//! What the desk watches: people, bodies, topics and words of `[watchlist]`.

use std::collections::BTreeSet;

use crate::lang::{Folder, Tokens, bases, without_article};
use crate::model::{
    ArticleIx, Corpus, PersonIx, PersonKind, Span, StatementRef, TopicIx, Watched, WatchedThing,
};

use super::Desk;

/// Statements of each thing.
const STATEMENTS: usize = 2;

/// The person or body of a name: as it is shown, as it is called, or as a document spells it,
/// letters folded; of several the one that most documents name.
pub fn person_named(
    corpus: &Corpus,
    folder: &Folder,
    name: &str,
    kind: Option<PersonKind>,
) -> Option<PersonIx> {
    let key = folder.key(name);
    let same = |other: &str| folder.key(other) == key;
    let all = (0..).map(PersonIx).zip(&corpus.people);
    let all = all.filter(|(_, person)| kind.is_none_or(|kind| person.kind == kind));
    let rank = |(ix, person): (PersonIx, &crate::model::Person)| {
        let how = if same(&person.label) {
            0
        } else if same(&person.name) {
            1
        } else if person.spellings.iter().any(|form| same(&form.text)) {
            2
        } else {
            return None;
        };
        Some((how, std::cmp::Reverse(person.articles.len()), ix))
    };
    all.filter_map(rank).min().map(|(_, _, ix)| ix)
}

/// The topic of an identity or a name, letters folded.
pub fn topic_named(corpus: &Corpus, folder: &Folder, name: &str) -> Option<TopicIx> {
    let key = folder.key(name);
    let all = (0..).map(TopicIx).zip(&corpus.topics);
    let mut same = all.filter(|(_, topic)| *topic.id == *name || folder.key(&topic.name) == key);
    same.next().map(|(ix, _)| ix)
}

impl Desk<'_> {
    /// What the documents have of everything that is watched.
    pub(super) fn watched(&self, articles: &[ArticleIx], said: &[StatementRef]) -> Vec<Watched> {
        let list = &self.config.watchlist;
        let folder = self.lexicon.folder();
        let person = |kind| {
            move |name: &String| match person_named(self.corpus, folder, name, Some(kind)) {
                Some(ix) => self.watched_person(ix, articles, said),
                None => unheard(name),
            }
        };
        let people = list.people.iter().map(person(PersonKind::Person));
        let bodies = list.bodies.iter().map(person(PersonKind::Body));
        let topics = list.topics.iter().map(|name| {
            let topic = topic_named(self.corpus, folder, name);
            topic.map_or_else(|| unheard(name), |ix| self.watched_topic(ix, articles, said))
        });
        let named = people.chain(bodies).chain(topics);
        named.chain(self.watched_words(articles, said)).collect()
    }

    fn watched_person(
        &self,
        person: PersonIx,
        articles: &[ArticleIx],
        said: &[StatementRef],
    ) -> Watched {
        let own: Vec<StatementRef> =
            said.iter().filter(|at| self.speaks(**at, person)).copied().collect();
        let named = articles.iter().filter(|ix| self.is_named(**ix, person));
        Watched {
            thing: WatchedThing::Person(person),
            articles: named.copied().collect(),
            statements: self.key(&own),
        }
    }

    fn watched_topic(
        &self,
        topic: TopicIx,
        articles: &[ArticleIx],
        said: &[StatementRef],
    ) -> Watched {
        let about = self.corpus.topic(topic).map_or(&[][..], |topic| &topic.statements);
        let about: BTreeSet<&StatementRef> = about.iter().collect();
        let about: Vec<StatementRef> =
            said.iter().filter(|at| about.contains(at)).copied().collect();
        let of = articles.iter().filter(|ix| self.topics_of(**ix).any(|other| other == topic));
        Watched {
            thing: WatchedThing::Topic(topic),
            articles: of.copied().collect(),
            statements: self.key(&about),
        }
    }

    /// Words and phrases in the documents' own text, with or without particles before them.
    fn watched_words(&self, articles: &[ArticleIx], said: &[StatementRef]) -> Vec<Watched> {
        let words = &self.config.watchlist.words;
        let folder = self.lexicon.folder();
        let wanted: Vec<Wanted> = words.iter().map(|words| Wanted::new(folder, words)).collect();
        // Without words to look for no text is taken apart.
        let searched = if words.is_empty() { &[][..] } else { articles };
        let found: Vec<(usize, ArticleIx, Span)> =
            searched.iter().flat_map(|ix| self.hits(*ix, &wanted)).collect();
        let hits = (0..words.len()).map(|place| {
            let own = found.iter().filter(move |hit| hit.0 == place);
            own.map(|(_, ix, span)| (*ix, *span)).collect::<Vec<_>>()
        });
        let watched = |(words, hits): (&String, Vec<(ArticleIx, Span)>)| {
            let holds = |at: &&StatementRef| {
                let said = self.statement(**at).map(|said| said.text);
                let inside = |span| said.is_some_and(|said| said.contains(span));
                hits.iter().any(|(ix, span)| *ix == at.article && inside(*span))
            };
            let said: Vec<StatementRef> = said.iter().filter(holds).copied().collect();
            let found: BTreeSet<ArticleIx> = hits.iter().map(|(ix, _)| *ix).collect();
            Watched {
                thing: WatchedThing::Words(words.clone()),
                articles: articles.iter().filter(|ix| found.contains(ix)).copied().collect(),
                statements: self.key(&said),
            }
        };
        words.iter().zip(hits).map(watched).collect()
    }

    /// Where in an article's own text what is wanted begins: its place in the list, and the word.
    fn hits(&self, ix: ArticleIx, wanted: &[Wanted]) -> Vec<(usize, ArticleIx, Span)> {
        let Some(article) = self.corpus.article(ix) else { return Vec::new() };
        let tokens = Tokens::new(self.lexicon.folder(), article.document.text.as_str());
        let own = article.own_words().into_iter().flat_map(|span| tokens.within(span));
        let at_token = |at: usize| {
            let found =
                wanted.iter().enumerate().filter(|(_, wanted)| wanted.stands_at(&tokens, at));
            let span = tokens.span(at..at.saturating_add(1));
            found.map(|(place, _)| (place, ix, span)).collect::<Vec<_>>()
        };
        own.flat_map(at_token).collect()
    }

    fn key(&self, said: &[StatementRef]) -> Vec<StatementRef> {
        self.salience.key_statements_among(self.corpus, said, STATEMENTS)
    }
}

/// Words that are looked for, folded, each without its article.
struct Wanted {
    first: String,
    rest: Vec<String>,
}

impl Wanted {
    fn new(folder: &Folder, words: &str) -> Self {
        let tokens = Tokens::new(folder, words);
        let mut all = (0..tokens.len()).map(|ix| without_article(tokens.word(ix)).to_owned());
        Self { first: all.next().unwrap_or_default(), rest: all.collect() }
    }

    /// True where the words stand at a token, the first with particles before it or not, all with
    /// the article or without.
    fn stands_at(&self, tokens: &Tokens, at: usize) -> bool {
        let same = |(ix, word): (usize, &String)| without_article(tokens.word(ix)) == word;
        !self.first.is_empty()
            && bases(tokens.word(at)).any(|base| without_article(&base.word) == self.first)
            && (at.saturating_add(1)..).zip(&self.rest).all(same)
    }
}

/// A name that no document of the archive knows.
fn unheard(name: &str) -> Watched {
    Watched {
        thing: WatchedThing::Words(name.to_owned()),
        articles: Vec::new(),
        statements: Vec::new(),
    }
}
