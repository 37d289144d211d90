//! What the desk watches: people, bodies, topics and words of `[watchlist]`.

use std::collections::BTreeSet;

use crate::config::Watchlist;
use crate::lang::{Folder, Tokens, bases, without_article};
use crate::model::{
    ArticleIx, Corpus, Period, PersonIx, PersonKind, Span, StatementRef, TopicIx, Watched,
    WatchedThing,
};

use super::{Desk, Shown};
use crate::analyse::names::{watched_person, watched_topic};

/// Statements of each thing.
const STATEMENTS: usize = 2;

/// Something of the watchlist, looked up in the corpus.
#[derive(Debug)]
pub(super) enum Sought {
    Person(PersonIx),
    Topic(TopicIx),
    /// A name or topic that no document of the archive knows.
    Unheard(String),
    Words(String, Wanted),
}

impl Sought {
    /// The person or topic of the corpus that it is.
    pub(super) fn thing(&self) -> (Option<PersonIx>, Option<TopicIx>) {
        match self {
            Self::Person(ix) => (Some(*ix), None),
            Self::Topic(ix) => (None, Some(*ix)),
            Self::Unheard(_) | Self::Words(..) => (None, None),
        }
    }
}

/// The watchlist, in the order of the settings.
pub(super) fn sought(corpus: &Corpus, folder: &Folder, list: &Watchlist) -> Vec<Sought> {
    let unheard = |name: &String| Sought::Unheard(name.clone());
    let person = |kind| {
        move |name: &String| {
            let person = watched_person(corpus, folder, (name, kind));
            person.map_or_else(|| unheard(name), Sought::Person)
        }
    };
    let people = list.people.iter().map(person(PersonKind::Person));
    let bodies = list.bodies.iter().map(person(PersonKind::Body));
    let topics = list.topics.iter().map(|name| {
        watched_topic(corpus, folder, name).map_or_else(|| unheard(name), Sought::Topic)
    });
    let words =
        list.words.iter().map(|words| Sought::Words(words.clone(), Wanted::new(folder, words)));
    people.chain(bodies).chain(topics).chain(words).collect()
}

impl Desk<'_> {
    /// What the documents of a period have of everything that is watched, in the order of the
    /// settings: their documents by day, and at most so many statements of each, by weight.
    pub fn watchlist(&self, period: Period, most: usize) -> Vec<Watched> {
        let articles = self.articles(period);
        let said = self.said(&articles, None);
        self.watched(&articles, &said, (&Shown::default(), most))
    }

    /// What the documents of a briefing have of everything that is watched.
    /// `said` and `shown`: the statements that may be told, and what is told already.
    pub(super) fn watched_besides(
        &self,
        articles: &[ArticleIx],
        said: &[StatementRef],
        shown: &Shown,
    ) -> Vec<Watched> {
        self.watched(articles, said, (shown, STATEMENTS))
    }

    fn watched(
        &self,
        articles: &[ArticleIx],
        said: &[StatementRef],
        (shown, most): (&Shown, usize),
    ) -> Vec<Watched> {
        let words = self.words(articles);
        let all = self.index.watched.iter().enumerate();
        let watched = all.map(|(place, sought)| match sought {
            Sought::Person(ix) => self.watched_person(*ix, articles, said),
            Sought::Topic(ix) => self.watched_topic(*ix, articles, said),
            Sought::Unheard(name) => unheard(name),
            Sought::Words(text, _) => {
                let hits: Vec<&Hit> = words.iter().filter(|hit| hit.place == place).collect();
                self.watched_words(text, &hits, articles, said)
            }
        });
        let mut watched: Vec<Watched> = watched.collect();
        for one in &mut watched {
            one.total = one.statements.len();
            // Some of them say again what stands above.
            one.statements = self.key_statements.among(&one.statements, most.saturating_mul(2));
            one.statements.retain(|at| !self.says_again(shown, *at));
            one.statements.truncate(most);
        }
        watched
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
            statements: own,
            total: 0,
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
            statements: about,
            total: 0,
        }
    }

    fn watched_words(
        &self,
        words: &str,
        hits: &[&Hit],
        articles: &[ArticleIx],
        said: &[StatementRef],
    ) -> Watched {
        let holds = |at: &&StatementRef| {
            let said = self.statement(**at).map(|said| said.text);
            let inside = |span| said.is_some_and(|said| said.contains(span));
            hits.iter().any(|hit| hit.article == at.article && inside(hit.word))
        };
        let said: Vec<StatementRef> = said.iter().filter(holds).copied().collect();
        let found: BTreeSet<ArticleIx> = hits.iter().map(|hit| hit.article).collect();
        Watched {
            thing: WatchedThing::Words(words.to_owned()),
            articles: articles.iter().filter(|ix| found.contains(ix)).copied().collect(),
            statements: said,
            total: 0,
        }
    }

    /// Where words of the watchlist stand in the documents' own text.
    fn words(&self, articles: &[ArticleIx]) -> Vec<Hit> {
        let watched = self.index.watched.iter().enumerate();
        let wanted: Vec<(usize, &Wanted)> = watched
            .filter_map(|(place, sought)| match sought {
                Sought::Words(_, wanted) => Some((place, wanted)),
                Sought::Person(_) | Sought::Topic(_) | Sought::Unheard(_) => None,
            })
            .collect();
        // Without words to look for no text is taken apart.
        let searched = if wanted.is_empty() { &[][..] } else { articles };
        searched.iter().flat_map(|ix| self.hits(*ix, &wanted)).collect()
    }

    fn hits(&self, article: ArticleIx, wanted: &[(usize, &Wanted)]) -> Vec<Hit> {
        let Some(document) = self.corpus.article(article) else { return Vec::new() };
        let tokens = Tokens::new(self.lexicon.folder(), document.document.text.as_str());
        let own = document.own_words().into_iter().flat_map(|span| tokens.within(span));
        let at_token = |at: usize| {
            let word = tokens.span(at..at.saturating_add(1));
            let found = wanted.iter().filter(|(_, wanted)| wanted.stands_at(&tokens, at));
            found.map(|(place, _)| Hit { place: *place, article, word }).collect::<Vec<_>>()
        };
        own.flat_map(at_token).collect()
    }
}

/// Where words of the watchlist stand.
struct Hit {
    /// Their place in the list.
    place: usize,
    article: ArticleIx,
    /// The first of them.
    word: Span,
}

/// Words that are looked for, folded, each without its article.
#[derive(Debug)]
pub(super) struct Wanted {
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
        total: 0,
    }
}
