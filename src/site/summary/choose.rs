//! Which part of the corpus is meant: by day, week, and by names as people type them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::config::nearest_of;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::{Folder, Lexicon};
use crate::model::{Article, ArticleIx, Corpus, PersonIx, StoryIx, TopicIx, Week, WeekStart};
use crate::site::qid::name_id;

/// A part of the corpus, as asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The documents of a day.
    Day(NaiveDate),
    /// The documents of a week.
    Week(WeekOf),
    /// A topic, by its identity or name.
    Topic(String),
    /// A person or body, by a name, a spelling or the identity of the data.
    Person(String),
    /// A story, by the identity of its page, a document of it, or words of its headline.
    Story(String),
}

/// Which week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekOf {
    /// The newest with documents.
    Last,
    /// That of a day.
    Day(NaiveDate),
}

/// A part that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Day(NaiveDate),
    Week(Week),
    Topic(TopicIx),
    Person(PersonIx),
    Story(StoryIx),
}

/// Names that a message lists.
const LISTED: usize = 8;

/// Finds the part.
///
/// # Errors
/// Where the corpus has no such part, or several that the words may mean: names what there is.
pub(super) fn choose(
    part: &Part,
    corpus: &Corpus,
    lexicon: &Lexicon,
    (start, ids): (WeekStart, &[String]),
) -> Result<Chosen> {
    let search = Search { corpus, folder: lexicon.folder() };
    match part {
        Part::Day(day) => search.day(*day),
        Part::Week(week) => search.week(*week, start),
        Part::Topic(words) => search.topic(words),
        Part::Person(words) => search.person(words),
        Part::Story(words) => search.story(words, ids),
    }
}

/// The documents of a week, by day.
pub(super) fn in_week(corpus: &Corpus, week: Week) -> Vec<ArticleIx> {
    corpus.days.range(week.first()..=week.last()).flat_map(|(_, day)| day).copied().collect()
}

struct Search<'a> {
    corpus: &'a Corpus,
    folder: &'a Folder,
}

impl Search<'_> {
    fn day(&self, day: NaiveDate) -> Result<Chosen> {
        let days = &self.corpus.days;
        if days.contains_key(&day) {
            return Ok(Chosen::Day(day));
        }
        let before = days.range(..day).next_back();
        let after = days.range(day..).next();
        let near: Vec<String> =
            before.into_iter().chain(after).map(|(day, _)| day.to_string()).collect();
        Err(missing(&format!("no document of {day}"), "the nearest days with documents", &near))
    }

    fn week(&self, week: WeekOf, start: WeekStart) -> Result<Chosen> {
        let days = &self.corpus.days;
        let newest = days.keys().next_back().copied();
        let WeekOf::Day(day) = week else {
            let newest = newest.map(|day| Chosen::Week(Week::of(day, start)));
            return newest.ok_or_else(|| missing("no document has a day", "", &[]));
        };
        let week = Week::of(day, start);
        if days.range(week.first()..=week.last()).next().is_some() {
            return Ok(Chosen::Week(week));
        }
        let before = days.range(..week.first()).next_back();
        let after = days.range(week.last()..).next();
        let near: Vec<String> = before
            .into_iter()
            .chain(after)
            .map(|(day, _)| Week::of(*day, start).first().to_string())
            .collect();
        let message = format!("no document of the week from {} to {}", week.first(), week.last());
        Err(missing(&message, "the nearest weeks with documents begin on", &near))
    }

    fn topic(&self, words: &str) -> Result<Chosen> {
        let topics = (0..).map(TopicIx).zip(&self.corpus.topics);
        if let Some((ix, _)) = topics.clone().find(|(_, topic)| &*topic.id == words.trim()) {
            return Ok(Chosen::Topic(ix));
        }
        // The words that gathered it stand for a topic too, where no other has them.
        let names: Vec<(TopicIx, Vec<&str>)> = topics
            .map(|(ix, topic)| {
                let terms = topic.terms.iter().map(|term| &*term.text);
                (ix, std::iter::once(&*topic.name).chain(terms).collect())
            })
            .collect();
        self.named("topic", words, &names).map(Chosen::Topic)
    }

    fn person(&self, words: &str) -> Result<Chosen> {
        let people = (0..).map(PersonIx).zip(&self.corpus.people);
        let by_id = people.clone().find(|(_, person)| name_id(&person.label) == words.trim());
        if let Some((ix, _)) = by_id {
            return Ok(Chosen::Person(ix));
        }
        let names: Vec<(PersonIx, Vec<&str>)> = people
            .map(|(ix, person)| {
                let spellings = person.spellings.iter().map(|spelling| &*spelling.text);
                (ix, [&*person.label, &*person.name].into_iter().chain(spellings).collect())
            })
            .collect();
        self.named("person or body", words, &names).map(Chosen::Person)
    }

    fn story(&self, words: &str, ids: &[String]) -> Result<Chosen> {
        let stories = || (0..).map(StoryIx).zip(&self.corpus.stories);
        let wanted = words.trim();
        let is_meant = |ix: ArticleIx| {
            let Some(article) = self.corpus.article(ix) else { return false };
            let id = &article.document.id;
            ids.get(ix.0 as usize).is_some_and(|id| id == wanted)
                || id.as_str() == wanted
                || id.file_name() == wanted
        };
        let holds = |ix: ArticleIx| {
            let mut stories = stories();
            stories.find(|(_, story)| story.articles.iter().any(|member| member.article == ix))
        };
        if let Some(ix) = self.corpus.article_ixs().find(|ix| is_meant(*ix)) {
            return holds(ix).map(|(ix, _)| Chosen::Story(ix)).ok_or_else(|| {
                let message = format!("the document {wanted} is in no story of several documents");
                Error::new(ErrorKind::Read, message)
                    .hint("its own summary is that of its file: mujaz summary FILE")
            });
        }
        let headline = |article: &Article| {
            article.headline.map(|headline| article.document.text.slice(headline.span).to_owned())
        };
        let headlines: Vec<(StoryIx, String)> = stories()
            .filter_map(|(ix, story)| {
                Some((ix, headline(self.corpus.article(story.representative)?)?))
            })
            .collect();
        let names: Vec<(StoryIx, Vec<&str>)> =
            headlines.iter().map(|(ix, headline)| (*ix, vec![headline.as_str()])).collect();
        self.named("story", wanted, &names).map(Chosen::Story)
    }

    /// The one thing that some words name: by its name, else by another spelling, else the only one
    /// that has all of the words.
    fn named<T: Copy>(&self, what: &str, words: &str, names: &[(T, Vec<&str>)]) -> Result<T> {
        let wanted = self.key(words);
        let parts: Vec<&str> = wanted.split_whitespace().collect();
        let is_name = |all: &[&str]| all.first().is_some_and(|name| self.key(name) == wanted);
        let is_spelling = |all: &[&str]| all.iter().any(|name| self.key(name) == wanted);
        let has_words = |all: &[&str]| {
            all.iter().any(|name| {
                let key = self.key(name);
                let own: BTreeSet<&str> = key.split_whitespace().collect();
                parts.iter().all(|part| own.contains(part))
            })
        };
        let found = |meets: &dyn Fn(&[&str]) -> bool| -> Vec<&(T, Vec<&str>)> {
            names.iter().filter(|(_, all)| meets(all)).collect()
        };
        let first = |all: &[&str]| all.first().map(|name| format!("«{name}»"));
        if parts.is_empty() {
            return Err(Error::new(ErrorKind::Usage, format!("no {what} is named"))
                .hint("give a name or words of it"));
        }
        for meets in [&is_name as &dyn Fn(&[&str]) -> bool, &is_spelling, &has_words] {
            match found(meets).as_slice() {
                [] => {}
                [(one, _)] => return Ok(*one),
                several => {
                    let all: Vec<String> =
                        several.iter().filter_map(|(_, all)| first(all)).take(LISTED).collect();
                    let message = format!("«{}» may be {} of them", words.trim(), several.len());
                    return Err(missing(&message, "say which", &all));
                }
            }
        }
        let all = names.iter().filter_map(|(_, all)| all.first().copied());
        let near: Vec<String> = match nearest_of(words.trim(), all.clone()) {
            Some(near) => vec![format!("«{near}»")],
            None => all.take(LISTED).map(|name| format!("«{name}»")).collect(),
        };
        Err(missing(&format!("no {what} «{}»", words.trim()), "there is", &near))
    }

    /// The matching form of a name, a hyphen of an address being a blank.
    fn key(&self, words: &str) -> String {
        self.folder.key(&words.replace(['-', '_'], " "))
    }
}

fn missing(message: &str, what: &str, near: &[String]) -> Error {
    let error = Error::new(ErrorKind::Read, message);
    match near {
        [] => error.hint("the input has documents of other names and days: mujaz check --input"),
        near => error.hint(format!("{what}: {}", near.join(", "))),
    }
}
