//! The choice of what a briefing says: deterministic, and the same for every edition.
//!
//! Nothing is said twice: words that stand at the head (the beginnings of the first event, the
//! three lines, the quotation) are taken out of what follows.

mod changes;
mod events;
mod gist;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::lang::{Lexicon, Tokens};
use crate::model::{
    ArticleIx, Briefing, Corpus, Event, Focus, OutletIx, Period, PersonIx, Span, SpeakerShare,
    Statement, StatementIx, StatementRef, StoryIx, TopicIx, Totals,
};

use super::content::Stems;
use super::key_statements::KeyStatements;

use watch::Sought;

/// What two printed pages have room for: statements, speakers, statements of one.
const STATEMENTS: usize = 16;
/// More that are looked at, as some of them say again what stands above.
const SPARE: usize = 8;
/// Words of which so many thousandths stand above say the same.
const SAME: u64 = 800;
const SPEAKERS: usize = 8;
const EACH: usize = 4;
/// Topics and undated documents that are named.
const TOPICS: usize = 12;
const UNDATED: usize = 10;

/// What is asked of a corpus again and again: made once for all periods.
#[derive(Debug)]
pub struct BriefingIndex {
    /// Who published each article.
    outlets: Vec<Option<OutletIx>>,
    stories: BTreeMap<ArticleIx, StoryIx>,
    /// Articles that print another's text.
    copies: BTreeSet<ArticleIx>,
    topics: BTreeMap<Arc<str>, TopicIx>,
    watched: Vec<Sought>,
}

impl BriefingIndex {
    /// The index of a corpus.
    pub fn new(corpus: &Corpus, lexicon: &Lexicon, config: &Config) -> Self {
        let mut outlets = vec![None; corpus.articles.len()];
        for (outlet_ix, outlet) in (0..).map(OutletIx).zip(&corpus.outlets) {
            for ix in &outlet.articles {
                if let Some(slot) = outlets.get_mut(ix.0 as usize) {
                    *slot = Some(outlet_ix);
                }
            }
        }
        let stories = (0..).map(StoryIx).zip(&corpus.stories);
        let members = stories
            .flat_map(|(ix, story)| story.articles.iter().map(move |member| (member.article, ix)));
        let copies = corpus.duplicates.iter().flat_map(|group| &group.copies);
        let topics = corpus.topics.iter().map(|topic| Arc::clone(&topic.id));
        Self {
            outlets,
            stories: members.collect(),
            copies: copies.map(|copy| copy.article).collect(),
            topics: topics.zip((0..).map(TopicIx)).collect(),
            watched: watch::sought(corpus, lexicon.folder(), &config.watchlist),
        }
    }

    /// Which people and topics of the corpus the watchlist means, in its order.
    pub fn watched(&self) -> Vec<(Option<PersonIx>, Option<TopicIx>)> {
        self.watched.iter().map(Sought::thing).collect()
    }
}

/// Who chooses.
pub struct Desk<'a> {
    /// All documents.
    pub corpus: &'a Corpus,
    /// The language data.
    pub lexicon: &'a Lexicon,
    /// What matters in a document.
    pub key_statements: &'a KeyStatements<'a>,
    /// The settings.
    pub config: &'a Config,
    /// Of the same corpus and settings.
    pub index: &'a BriefingIndex,
}

impl Desk<'_> {
    /// What a period says, of everything or of one thing; `None` where no document of the period
    /// is about it.
    pub fn briefing(&self, period: Period, focus: Option<Focus>) -> Option<Briefing> {
        let mut articles = self.articles(period);
        articles.retain(|ix| self.is_about(*ix, focus));
        if articles.is_empty() {
            return None;
        }
        let said = self.said(&articles, focus);
        let mut events = self.events(&articles, &said);
        let n_events = events.len();
        events.truncate(self.config.brief.stories);
        let mut shown = self.openings(&events);
        let gist = self.gist(&events, &articles, &said, &mut shown);
        let (speakers, n_speakers) = self.speakers(&said, focus, &shown);
        for at in speakers.iter().flat_map(|share| &share.statements) {
            if let Some(said) = self.statement(*at) {
                self.show(&mut shown, at.article, said.text);
            }
        }
        Some(Briefing {
            period,
            focus,
            totals: Totals { statements: said.len(), speakers: n_speakers, events: n_events },
            gist,
            speakers,
            watched: self.watched_besides(&articles, &self.not_in(&shown, &said), &shown),
            changes: self.changes(period, &articles, &said),
            topics: self.topics(&articles),
            undated: self.undated(period, focus),
            outlets: self.publishers(&articles),
            events,
            articles,
        })
    }

    /// The documents of a period, by day.
    fn articles(&self, period: Period) -> Vec<ArticleIx> {
        let days = self.corpus.days.range(period.first()..=period.last());
        days.flat_map(|(_, articles)| articles.iter().copied()).collect()
    }

    fn is_about(&self, ix: ArticleIx, focus: Option<Focus>) -> bool {
        match focus {
            None => true,
            Some(Focus::Topic(topic)) => self.topics_of(ix).any(|other| other == topic),
            Some(Focus::Person(person)) => self.is_named(ix, person),
        }
    }

    fn is_named(&self, ix: ArticleIx, person: PersonIx) -> bool {
        self.named(ix).any(|other| other == person)
    }

    /// The people and bodies that an article names, as often as it does.
    fn named(&self, ix: ArticleIx) -> impl Iterator<Item = PersonIx> {
        let who = self.corpus.who.get(ix.0 as usize).map_or(&[][..], Vec::as_slice);
        who.iter().copied().flatten()
    }

    /// The topics of an article, best first.
    fn topics_of(&self, ix: ArticleIx) -> impl Iterator<Item = TopicIx> {
        let topics = self.corpus.article(ix).map_or(&[][..], |article| &article.topics);
        topics.iter().filter_map(|topic| self.index.topics.get(&topic.id).copied())
    }

    fn outlet(&self, ix: ArticleIx) -> Option<OutletIx> {
        self.index.outlets.get(ix.0 as usize).copied().flatten()
    }

    fn statement(&self, at: StatementRef) -> Option<&Statement> {
        self.corpus.article(at.article)?.statements.get(at.statement.0 as usize)
    }

    /// The first speaker of a statement who is somebody by name.
    fn speaker(&self, at: StatementRef) -> Option<PersonIx> {
        let mentions = self.statement(at).map_or(&[][..], |said| said.speaker.mentions());
        mentions.iter().find_map(|ix| self.corpus.person_of(at.article, *ix))
    }

    fn speaks(&self, at: StatementRef, person: PersonIx) -> bool {
        let mentions = self.statement(at).map_or(&[][..], |said| said.speaker.mentions());
        mentions.iter().any(|ix| self.corpus.person_of(at.article, *ix) == Some(person))
    }

    /// The counted statements of articles: of a topic those about it, of a person its own.
    fn said(&self, articles: &[ArticleIx], focus: Option<Focus>) -> Vec<StatementRef> {
        let of = |ix: &ArticleIx| {
            let article = *ix;
            let statements = self.corpus.article(article).map_or(&[][..], |it| &it.statements);
            let counted = (0..).map(StatementIx).zip(statements);
            let counted = counted.filter(|(_, said)| said.is_counted());
            counted.map(move |(statement, _)| StatementRef { article, statement })
        };
        let about = match focus {
            Some(Focus::Topic(ix)) => self.corpus.topic(ix).map(|topic| &topic.statements),
            _ => None,
        };
        let about = about.map(|all| all.iter().copied().collect::<BTreeSet<StatementRef>>());
        let wanted = |at: &StatementRef| match focus {
            Some(Focus::Person(person)) => self.speaks(*at, person),
            _ => about.as_ref().is_none_or(|about| about.contains(at)),
        };
        articles.iter().flat_map(of).filter(wanted).collect()
    }

    /// What matters most of what somebody by name said, by who said it, and how many speak.
    fn speakers(
        &self,
        said: &[StatementRef],
        focus: Option<Focus>,
        shown: &Shown,
    ) -> (Vec<SpeakerShare>, usize) {
        let by = |at: &StatementRef| match focus {
            Some(Focus::Person(person)) => Some(person),
            _ => self.speaker(*at),
        };
        let mut totals: BTreeMap<PersonIx, usize> = BTreeMap::new();
        for person in said.iter().filter_map(by) {
            *totals.entry(person).or_default() += 1;
        }
        let mut open = self.not_in(shown, said);
        open.retain(|at| by(at).is_some());
        let n = STATEMENTS.saturating_add(SPARE);
        let mut chosen = self.key_statements.among(&open, n);
        chosen.retain(|at| !self.says_again(shown, *at));
        chosen.truncate(STATEMENTS);
        let mut shares: Vec<SpeakerShare> = Vec::new();
        let most = if totals.len() > 1 { EACH } else { STATEMENTS };
        for (at, person) in chosen.into_iter().filter_map(|at| Some((at, by(&at)?))) {
            match shares.iter_mut().find(|share| share.person == person) {
                Some(share) if share.statements.len() < most => share.statements.push(at),
                Some(_) => {}
                None => {
                    let total = totals.get(&person).copied().unwrap_or_default();
                    shares.push(SpeakerShare { person, statements: vec![at], total });
                }
            }
        }
        shares.sort_by_key(|share| std::cmp::Reverse((share.statements.len(), share.total)));
        shares.truncate(SPEAKERS);
        (shares, totals.len())
    }

    /// The statements that are not shown yet.
    fn not_in(&self, shown: &Shown, said: &[StatementRef]) -> Vec<StatementRef> {
        let open = |at: &&StatementRef| {
            self.statement(**at).is_some_and(|one| !shown.holds(at.article, one.text))
        };
        said.iter().filter(open).copied().collect()
    }

    fn topics(&self, articles: &[ArticleIx]) -> Vec<(TopicIx, usize)> {
        let mut topics = counted(articles.iter().flat_map(|ix| self.topics_of(*ix)));
        topics.truncate(TOPICS);
        topics
    }

    /// Documents without a day whose bounds lie wholly inside the period.
    fn undated(&self, period: Period, focus: Option<Focus>) -> Vec<ArticleIx> {
        let inside = |ix: &&ArticleIx| {
            let bounds =
                self.corpus.date(**ix).and_then(|date| date.not_before.zip(date.not_after));
            bounds.is_some_and(|(from, to)| period.contains(from) && period.contains(to))
        };
        let undated = self.corpus.undated.iter().filter(inside).copied();
        undated.filter(|ix| self.is_about(*ix, focus)).take(UNDATED).collect()
    }

    fn publishers(&self, articles: &[ArticleIx]) -> Vec<(Option<OutletIx>, usize)> {
        let mut outlets = counted(articles.iter().map(|ix| self.outlet(*ix)));
        // Whoever names no outlet stands at the end.
        outlets.sort_by_key(|(outlet, _)| outlet.is_none());
        outlets
    }
}

/// Each thing with how often it comes, most first, equal ones in their own order.
fn counted<K: Copy + Ord>(things: impl Iterator<Item = K>) -> Vec<(K, usize)> {
    let mut counts: BTreeMap<K, usize> = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    let mut counts: Vec<(K, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}

/// Words that are shown already.
#[derive(Debug, Default)]
struct Shown(Vec<Piece>);

/// Words of a document with their stems.
#[derive(Debug)]
struct Piece {
    article: ArticleIx,
    span: Span,
    stems: Stems,
}

impl Shown {
    /// True where some of the words themselves are shown.
    fn holds(&self, article: ArticleIx, span: Span) -> bool {
        self.0.iter().any(|piece| piece.article == article && piece.span.overlaps(span))
    }
}

impl Desk<'_> {
    fn show(&self, shown: &mut Shown, article: ArticleIx, span: Span) {
        shown.0.push(Piece { article, span, stems: self.stems(article, span) });
    }

    fn stems(&self, article: ArticleIx, span: Span) -> Stems {
        let words = self.corpus.article(article).map_or("", |it| it.document.text.slice(span));
        let tokens = Tokens::new(self.lexicon.folder(), words);
        self.key_statements.stems(&tokens, Span::from_bytes(0, words.len()))
    }

    /// True for words that are shown, or say the same as some that are: another document's, too.
    fn repeats(&self, shown: &Shown, article: ArticleIx, span: Span) -> bool {
        if shown.holds(article, span) {
            return true;
        }
        let stems = self.stems(article, span);
        shown.0.iter().any(|piece| piece.stems.share_of(&stems) >= SAME)
    }

    /// As [`Desk::repeats`], for a statement.
    fn says_again(&self, shown: &Shown, at: StatementRef) -> bool {
        self.statement(at).is_none_or(|said| self.repeats(shown, at.article, said.text))
    }

    /// The beginnings of the first event, which stand under its headline.
    fn openings(&self, events: &[Event]) -> Shown {
        let mut shown = Shown::default();
        for ix in events.first().into_iter().flat_map(|event| &event.sides) {
            if let Some(opening) = self.corpus.article(*ix).and_then(|article| article.opening()) {
                self.show(&mut shown, *ix, opening);
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests;
