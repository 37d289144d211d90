//! What several pages need to know of the corpus, looked up once when the site is planned: who is
//! whose page, the marks of statements, the lists in the order of time.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::lang::{Collation, Lexicon};
use crate::model::{
    Article, ArticleIx, Corpus, OutletIx, Person, PersonIx, PersonKind, Precision, Statement,
    StatementIx, StatementKind, StatementRef, StoryIx, TopicIx,
};
use crate::workers::{Workers, gathered};

use super::letters::{Letter, letters};
use super::qid::qids;

/// Tables over the whole corpus.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalogue {
    people: BTreeMap<Arc<str>, PersonIx>,
    topics: BTreeMap<Arc<str>, TopicIx>,
    outlets: Vec<Option<OutletIx>>,
    /// Story of each article.
    stories: BTreeMap<ArticleIx, StoryIx>,
    /// Group of near-duplicates of each article, and whether it is a copy in it.
    groups: BTreeMap<ArticleIx, (usize, Part)>,
    /// Pairs of documents with paragraphs in common, of each article.
    partial: BTreeMap<ArticleIx, Vec<usize>>,
    marks: Vec<Vec<String>>,
    /// Place of an article in `newest`.
    ranks: Vec<usize>,
    /// All articles, newest first, those without a day at the end.
    pub(super) newest: Vec<ArticleIx>,
    /// Articles that tell of a day, published after it.
    events: BTreeMap<NaiveDate, Vec<ArticleIx>>,
    /// Documents of each topic, person, outlet, newest first, with the statements that belong.
    pub(super) topic_lists: Vec<Vec<Entry>>,
    pub(super) person_lists: Vec<Vec<Entry>>,
    pub(super) outlet_lists: Vec<Vec<Entry>>,
    /// People by name, then bodies by name.
    pub(super) people_by_name: Vec<PersonIx>,
    /// Where the names of each letter begin in it.
    pub(super) letters: Vec<Letter>,
    /// Topics by number of documents, then by name.
    pub(super) topics_by_size: Vec<TopicIx>,
    pub(super) outlets_by_name: Vec<OutletIx>,
}

/// A document in a list, with the statements that the list is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) article: ArticleIx,
    pub(crate) statements: Vec<StatementIx>,
}

/// Most statements on one page of a list; a single document may pass it.
const STATEMENTS: usize = 100;
/// A first page with less than such a part of a full one is none of its own.
const LITTLE: usize = 4;
/// Events kept for one day.
const EVENTS: usize = 20;

impl Catalogue {
    pub(super) fn new(workers: &dyn Workers, corpus: &Corpus, lexicon: &Lexicon) -> Self {
        let marks = |ix: usize| corpus.articles.get(ix).map_or_else(Vec::new, qids);
        let newest: Vec<ArticleIx> =
            corpus.days.values().rev().flatten().chain(&corpus.undated).copied().collect();
        let mut ranks = vec![usize::MAX; corpus.articles.len()];
        for (rank, ix) in newest.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(ix.0 as usize) {
                *slot = rank;
            }
        }
        let mut outlets = vec![None; corpus.articles.len()];
        for (outlet_ix, outlet) in (0..).map(OutletIx).zip(&corpus.outlets) {
            for ix in &outlet.articles {
                if let Some(slot) = outlets.get_mut(ix.0 as usize) {
                    *slot = Some(outlet_ix);
                }
            }
        }
        let names = corpus.people.iter().map(|person| Arc::clone(&person.label));
        let topics = corpus.topics.iter().map(|topic| Arc::clone(&topic.id));
        let mut catalogue = Self {
            people: names.zip((0..).map(PersonIx)).collect(),
            topics: topics.zip((0..).map(TopicIx)).collect(),
            outlets,
            stories: stories(corpus),
            groups: groups(corpus),
            partial: partial(corpus),
            marks: gathered(workers, corpus.articles.len(), marks),
            ranks,
            newest,
            events: events(corpus),
            ..Self::default()
        };
        catalogue.list(corpus);
        catalogue.order(corpus);
        catalogue.letters = letters(corpus, &catalogue.people_by_name, lexicon);
        catalogue
    }

    fn list(&mut self, corpus: &Corpus) {
        self.topic_lists = corpus
            .topics
            .iter()
            .map(|topic| {
                let articles = topic.articles.iter().map(|(ix, _)| *ix);
                self.entries(corpus, articles, &topic.statements)
            })
            .collect();
        self.person_lists = corpus
            .people
            .iter()
            .map(|person| self.entries(corpus, person.articles.iter().copied(), &person.statements))
            .collect();
        self.outlet_lists = corpus
            .outlets
            .iter()
            .map(|outlet| self.entries(corpus, outlet.articles.iter().copied(), &[]))
            .collect();
    }

    fn entries(
        &self,
        corpus: &Corpus,
        articles: impl Iterator<Item = ArticleIx>,
        statements: &[StatementRef],
    ) -> Vec<Entry> {
        let mut lists: BTreeMap<(usize, ArticleIx), BTreeSet<StatementIx>> = BTreeMap::new();
        for ix in articles {
            lists.entry((self.rank(ix), ix)).or_default();
        }
        for at in statements {
            let listed = corpus.article(at.article).and_then(|a| statement(a, at.statement));
            if listed.is_some_and(is_listed) {
                let key = (self.rank(at.article), at.article);
                lists.entry(key).or_default().insert(at.statement);
            }
        }
        let entry = |((_, article), statements): (_, BTreeSet<_>)| Entry {
            article,
            statements: statements.into_iter().collect(),
        };
        lists.into_iter().map(entry).collect()
    }

    fn order(&mut self, corpus: &Corpus) {
        let order = Collation::new();
        let person = |ix: &PersonIx| corpus.person(*ix);
        self.people_by_name = self.people.values().copied().collect();
        self.people_by_name.sort_by(|one, other| {
            let kind = |ix| person(ix).map(|p| p.kind != PersonKind::Person);
            let name = |ix| person(ix).map_or("", |p: &Person| &p.label);
            kind(one).cmp(&kind(other)).then_with(|| order.compare(name(one), name(other)))
        });
        let mut by_size: Vec<TopicIx> = (0..).map(TopicIx).take(corpus.topics.len()).collect();
        by_size.sort_by(|one, other| {
            let size = |ix: &TopicIx| self.topic_lists.get(ix.0 as usize).map_or(0, Vec::len);
            let name = |ix: &TopicIx| corpus.topic(*ix).map_or("", |t| &t.name);
            size(other).cmp(&size(one)).then_with(|| order.compare(name(one), name(other)))
        });
        self.topics_by_size = by_size;
        self.outlets_by_name = (0..).map(OutletIx).take(corpus.outlets.len()).collect();
        self.outlets_by_name.sort_by(|one, other| {
            let name = |ix: &OutletIx| corpus.outlet(*ix).map_or("", |o| &o.name);
            order.compare(name(one), name(other))
        });
    }

    /// Place of an article among all, newest first.
    pub(crate) fn rank(&self, ix: ArticleIx) -> usize {
        self.ranks.get(ix.0 as usize).copied().unwrap_or(usize::MAX)
    }

    /// The person or body of a label.
    pub(crate) fn named(&self, name: &str) -> Option<PersonIx> {
        self.people.get(name).copied()
    }

    /// The topic of an identity.
    pub(crate) fn topic(&self, id: &str) -> Option<TopicIx> {
        self.topics.get(id).copied()
    }

    /// Who published an article.
    pub(crate) fn outlet(&self, ix: ArticleIx) -> Option<OutletIx> {
        self.outlets.get(ix.0 as usize).copied().flatten()
    }

    /// The story of an article.
    pub(crate) fn story(&self, ix: ArticleIx) -> Option<StoryIx> {
        self.stories.get(&ix).copied()
    }

    /// Index of an article's group of near-duplicates.
    pub(crate) fn group(&self, ix: ArticleIx) -> Option<usize> {
        self.groups.get(&ix).map(|(group, _)| *group)
    }

    /// True for an article that prints another's text.
    pub(crate) fn is_copy(&self, ix: ArticleIx) -> bool {
        self.groups.get(&ix).is_some_and(|(_, part)| *part == Part::Copy)
    }

    /// Indices of the pairs of documents with paragraphs in common that an article is in.
    pub(crate) fn partial(&self, ix: ArticleIx) -> &[usize] {
        self.partial.get(&ix).map_or(&[], Vec::as_slice)
    }

    /// The marks of an article's statements, in step with them.
    pub(crate) fn marks(&self, ix: ArticleIx) -> &[String] {
        self.marks.get(ix.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The mark of a statement in its document's page: its identity in data, too.
    pub(crate) fn mark(&self, at: StatementRef) -> &str {
        let marks = self.marks.get(at.article.0 as usize);
        marks.and_then(|marks| marks.get(at.statement.0 as usize)).map_or("", String::as_str)
    }

    /// Articles that tell of a day and were published after it.
    pub(crate) fn events(&self, day: NaiveDate) -> &[ArticleIx] {
        self.events.get(&day).map_or(&[], Vec::as_slice)
    }
}

/// A statement of an article.
pub(crate) fn statement(article: &Article, ix: StatementIx) -> Option<&Statement> {
    article.statements.get(ix.0 as usize)
}

/// True for what lists hold: shown, and said rather than claimed by a headline.
pub(crate) fn is_listed(statement: &Statement) -> bool {
    statement.evidence.score >= Statement::SHOWN && statement.kind != StatementKind::Headline
}

/// Cuts a list into pages of at most `size` documents and about [`STATEMENTS`] statements.
pub(crate) fn cut(entries: &[Entry], size: usize) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut start, mut statements) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        let full = at - start >= size.max(1) || statements + entry.statements.len() > STATEMENTS;
        if full && at > start {
            pages.push(start..at);
            (start, statements) = (at, 0);
        }
        statements += entry.statements.len();
    }
    if start < entries.len() || pages.is_empty() {
        pages.push(start..entries.len());
    }
    pages
}

/// As [`cut`], from the end of a list that has the newest first: what is full stays as it is when newer
/// ones come. The first page has what is left; together with the page after it where that is little.
pub(crate) fn cut_from_oldest(entries: &[Entry], size: usize) -> Vec<Range<usize>> {
    let oldest: Vec<Entry> = entries.iter().rev().cloned().collect();
    let turned = |page: Range<usize>| entries.len() - page.end..entries.len() - page.start;
    let mut pages: Vec<Range<usize>> = cut(&oldest, size).into_iter().map(turned).rev().collect();
    let is_little = |page: &Range<usize>| {
        let statements = entries.get(page.clone()).into_iter().flatten();
        let statements: usize = statements.map(|entry| entry.statements.len()).sum();
        page.len() * LITTLE < size && statements * LITTLE < STATEMENTS
    };
    if let [first, second, ..] = pages.as_mut_slice()
        && is_little(first)
    {
        second.start = first.start;
        pages.remove(0);
    }
    pages
}

/// What an article is in its group of near-duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Representative,
    Copy,
}

fn stories(corpus: &Corpus) -> BTreeMap<ArticleIx, StoryIx> {
    let stories = (0..).map(StoryIx).zip(&corpus.stories);
    let members = stories
        .flat_map(|(ix, story)| story.articles.iter().map(move |member| (member.article, ix)));
    members.collect()
}

fn groups(corpus: &Corpus) -> BTreeMap<ArticleIx, (usize, Part)> {
    let mut groups = BTreeMap::new();
    for (number, group) in corpus.duplicates.iter().enumerate() {
        groups.insert(group.representative, (number, Part::Representative));
        groups.extend(group.copies.iter().map(|copy| (copy.article, (number, Part::Copy))));
    }
    groups
}

fn partial(corpus: &Corpus) -> BTreeMap<ArticleIx, Vec<usize>> {
    let mut partial: BTreeMap<ArticleIx, Vec<usize>> = BTreeMap::new();
    for (number, pair) in corpus.partial_copies.iter().enumerate() {
        partial.entry(pair.one).or_default().push(number);
        partial.entry(pair.other).or_default().push(number);
    }
    partial
}

fn events(corpus: &Corpus) -> BTreeMap<NaiveDate, Vec<ArticleIx>> {
    let mut events: BTreeMap<NaiveDate, Vec<ArticleIx>> = BTreeMap::new();
    for (published, articles) in &corpus.days {
        for ix in articles {
            let mentioned = corpus.article(*ix).map_or(&[][..], |a| &a.mentioned);
            for date in mentioned {
                let one_day = date.precision == Precision::Day && date.from == date.to;
                if !one_day || date.from >= *published {
                    continue;
                }
                let list = events.entry(date.from).or_default();
                if list.last() != Some(ix) && list.len() < EVENTS {
                    list.push(*ix);
                }
            }
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(statements: &[usize], size: usize, expected: &[Range<usize>]) {
        let entry =
            |n: &usize| Entry { article: ArticleIx(0), statements: vec![StatementIx(0); *n] };
        let entries: Vec<Entry> = statements.iter().map(entry).collect();
        assert_eq!(cut(&entries, size), expected);
    }

    #[test]
    fn lists_are_cut_by_documents_and_statements() {
        assert_eq!(cut(&[], 2), vec![0..0; 1]);
        check(&[1, 1, 1], 2, &[0..2, 2..3]);
        check(&[60, 60, 300, 1], 50, &[0..1, 1..2, 2..3, 3..4]);
        check(&[1, 1], 0, &[0..1, 1..2]);
    }

    #[test]
    fn what_is_full_stays_when_newer_ones_come() {
        // By their distance from the oldest, without the first page.
        let closed = |n: usize| {
            let entry = Entry { article: ArticleIx(0), statements: vec![StatementIx(0); 3] };
            let pages = cut_from_oldest(&vec![entry; n], 8);
            assert_eq!((pages[0].start, pages.last().unwrap().end), (0, n));
            assert!(pages.windows(2).all(|two| two[0].end == two[1].start));
            let mut closed: Vec<_> = pages[1..].iter().map(|p| n - p.end..n - p.start).collect();
            closed.reverse();
            closed
        };
        assert!(closed(8).is_empty());
        assert!(closed(9).is_empty(), "one more is no page");
        assert_eq!(closed(10), vec![0..8; 1]);
        assert_eq!(closed(17), vec![0..8; 1]);
        for n in 1..60 {
            assert!(closed(n + 1).starts_with(&closed(n)), "{n}");
        }
    }
}
