//! A period in three sentences of its documents, and the words that stand alone.

use crate::analyse::summary;
use crate::lang;
use crate::model::{
    Article, ArticleIx, Event, Gist, Line, LineReason, PersonIx, Span, StatementKind, StatementRef,
    is_marked,
};

use super::{Desk, Shown};

/// Sentences of the head.
const LINES: usize = 3;
/// Key statements whose sentences are looked at.
const LOOKED_AT: usize = 24;
/// Letters of such a sentence, and of words that can stand alone.
const SENTENCE: std::ops::RangeInclusive<usize> = 30..=320;
const ALONE: std::ops::RangeInclusive<usize> = 40..=320;

impl Desk<'_> {
    /// The words of the first event that stand alone, then one sentence of each of the heaviest events, then of the
    /// statements that matter most. `shown` is what stands at the head already, and afterwards
    /// these words too.
    pub(super) fn gist(
        &self,
        events: &[Event],
        articles: &[ArticleIx],
        said: &[StatementRef],
        shown: &mut Shown,
    ) -> Gist {
        let first: Vec<ArticleIx> = events.first().map_or_else(Vec::new, |it| it.articles.clone());
        let pull = self.pull(&first, said, shown);
        if let Some((at, words)) = pull.and_then(|at| Some((at, self.statement(at)?.text))) {
            self.show(shown, at.article, words);
        }
        let mut lines = Lines { desk: self, shown, lines: Vec::new(), speakers: Vec::new() };
        lines.statement_of(&first, said);
        for event in events.iter().skip(1).take(LINES.saturating_sub(1)) {
            lines.lead_of(event.representative);
        }
        lines.fill(articles, said);
        Gist { lines: lines.lines, pull }
    }

    /// Exact words of somebody by name that can stand alone, those that matter most.
    fn pull(
        &self,
        articles: &[ArticleIx],
        said: &[StatementRef],
        shown: &Shown,
    ) -> Option<StatementRef> {
        let alone = |at: &&StatementRef| {
            let Some(article) = self.corpus.article(at.article) else { return false };
            let Some(one) = self.statement(**at) else { return false };
            let text = article.document.text.as_str();
            articles.contains(&at.article)
                && one.kind == StatementKind::Direct
                && ALONE.contains(&one.text.of(text).chars().count())
                && is_marked(text, one.text)
                && self.speaker(**at).is_some()
                && !shown.holds(at.article, one.text)
        };
        let alone: Vec<StatementRef> = said.iter().filter(alone).copied().collect();
        let chosen = self.key_statements.among(&alone, LOOKED_AT);
        chosen.into_iter().find(|at| !self.says_again(shown, *at))
    }
}

/// The lines in the making.
struct Lines<'l, 'a> {
    desk: &'l Desk<'a>,
    shown: &'l mut Shown,
    lines: Vec<Line>,
    /// Whose statements they hold.
    speakers: Vec<PersonIx>,
}

impl Lines<'_, '_> {
    /// The sentence of the statement of some documents that matters most, where one can stand here.
    fn statement_of(&mut self, articles: &[ArticleIx], said: &[StatementRef]) {
        let among: Vec<StatementRef> =
            said.iter().filter(|at| articles.contains(&at.article)).copied().collect();
        let chosen = self.desk.key_statements.among(&among, LOOKED_AT);
        let lines = chosen.iter().filter_map(|at| Some((*at, self.sentence(*at)?)));
        let lines: Vec<(StatementRef, Line)> = lines.collect();
        let opens = lines.iter().find(|(at, line)| self.opens(*at, line));
        if let Some((at, line)) = opens.or(lines.first()) {
            self.take(*line, Some(*at));
        }
    }

    /// The first sentence of a document that has a headline: else that sentence stands for one.
    fn lead_of(&mut self, ix: ArticleIx) {
        let article = self.desk.corpus.article(ix).filter(|article| article.headline.is_some());
        let Some(article) = article else { return };
        let Some(span) = summary::lead(article) else { return };
        let line = Line { article: ix, span, why: LineReason::Lead };
        if self.fits(article, &line) {
            self.take(line, None);
        }
    }

    /// Sentences of the statements that matter most of all: first those that a verb begins, of a new
    /// speaker in a new document; then those that are so in part.
    fn fill(&mut self, articles: &[ArticleIx], said: &[StatementRef]) {
        if self.lines.len() >= LINES || articles.is_empty() {
            return;
        }
        let chosen = self.desk.key_statements.among(said, LOOKED_AT);
        for wanted in [3, 2, 1, 0] {
            for at in &chosen {
                let line = self.sentence(*at).filter(|_| self.lines.len() < LINES);
                if let Some(line) = line.filter(|line| self.news(*at, line) >= wanted) {
                    self.take(line, Some(*at));
                }
            }
        }
    }

    /// How much speaks for a line: a verb begins it, who speaks is new, its document is new.
    fn news(&self, at: StatementRef, line: &Line) -> usize {
        let speaker = self.desk.speaker(at);
        let is_heard = speaker.is_some_and(|person| self.speakers.contains(&person));
        let is_read = self.lines.iter().any(|line| line.article == at.article);
        [self.opens(at, line), !is_heard, !is_read].map(usize::from).iter().sum()
    }

    /// True where the verb of the statement begins the sentence: it leans on none before it.
    fn opens(&self, at: StatementRef, line: &Line) -> bool {
        let cue = self.desk.statement(at).and_then(|said| said.cue.as_ref());
        cue.is_some_and(|cue| cue.span.start <= line.span.start)
    }

    /// The sentence of a statement that names who makes it.
    fn sentence(&self, at: StatementRef) -> Option<Line> {
        let article = self.desk.corpus.article(at.article)?;
        let said = self.desk.statement(at)?;
        self.desk.speaker(at)?;
        let mut sentences = article.sentences.iter();
        let sentence = *sentences.find(|sentence| sentence.contains(said.text))?;
        sentence.contains(said.mention?).then_some(())?;
        let span = without_conjunction(article, sentence);
        let line = Line { article: at.article, span, why: LineReason::Statement(at.statement) };
        self.fits(article, &line).then_some(line)
    }

    fn fits(&self, article: &Article, line: &Line) -> bool {
        let letters = article.document.text.slice(line.span).chars().count();
        SENTENCE.contains(&letters) && !self.desk.repeats(self.shown, line.article, line.span)
    }

    fn take(&mut self, line: Line, at: Option<StatementRef>) {
        self.desk.show(self.shown, line.article, line.span);
        self.speakers.extend(at.and_then(|at| self.desk.speaker(at)));
        self.lines.push(line);
    }
}

/// A sentence that the verb of some statement begins, without the conjunction that ties it to the one before.
fn without_conjunction(article: &Article, sentence: Span) -> Span {
    let mut cues = article.statements.iter().filter_map(|said| said.cue.as_ref());
    let Some(cue) = cues.find(|cue| cue.span.start == sentence.start) else { return sentence };
    let words = article.document.text.slice(cue.span);
    let verb = lang::without_conjunction(words, &cue.lemma);
    let dropped = verb.map_or(0, |verb| words.len().saturating_sub(verb.len()));
    let start = sentence.range().start.saturating_add(dropped);
    Span::from_bytes(start, sentence.range().end)
}
