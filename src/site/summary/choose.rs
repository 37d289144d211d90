//! Which part of the corpus is meant: by day, week, and by names as people type them.

use std::path::Path;

use chrono::NaiveDate;

use crate::analyse::names::{self, Called, Reach};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::{Folder, Lexicon};
use crate::model::{ArticleIx, Corpus, PersonIx, Story, StoryIx, TopicIx, Week, WeekStart};

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

struct Search<'c> {
    corpus: &'c Corpus,
    folder: &'c Folder,
}

impl<'c> Search<'c> {
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
        let all = names::topics(self.corpus);
        let wanted = ("topic", words);
        names::the_one(self.folder, wanted, &all, Reach::Words).map(Chosen::Topic)
    }

    fn person(&self, words: &str) -> Result<Chosen> {
        let all = names::people(self.corpus, None);
        let wanted = ("person or body", words);
        names::the_one(self.folder, wanted, &all, Reach::Words).map(Chosen::Person)
    }

    fn story(&self, words: &str, ids: &[String]) -> Result<Chosen> {
        let stories = || (0..).map(StoryIx).zip(&self.corpus.stories);
        let wanted = words.trim();
        let is_meant = |ix: ArticleIx| {
            let Some(article) = self.corpus.article(ix) else { return false };
            let id = &article.document.id;
            ids.get(ix.0 as usize).is_some_and(|id| id == wanted)
                || id.file_name() == wanted
                // As it is called from another folder, too.
                || Path::new(wanted).ends_with(id.as_str())
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
        let called = |(thing, story): (StoryIx, &'c Story)| {
            let article = self.corpus.article(story.representative)?;
            let label = article.document.text.slice(article.headline?.span);
            Some(Called { thing, id: String::new(), label, name: label, spellings: Vec::new() })
        };
        let all: Vec<_> = stories().filter_map(called).collect();
        names::the_one(self.folder, ("story", wanted), &all, Reach::Headline).map(Chosen::Story)
    }
}

fn missing(message: &str, what: &str, near: &[String]) -> Error {
    let error = Error::new(ErrorKind::Read, message);
    match near {
        [] => error.hint("the input has documents of other names and days: mujaz check --input"),
        near => error.hint(format!("{what}: {}", near.join(", "))),
    }
}
