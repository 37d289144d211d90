//! Why a briefing says what it says: what was chosen from what, and by which measure.

use std::fmt::Write;

use crate::error::counted;
use crate::model::{
    ArticleIx, Briefing, Changes, Corpus, Focus, LineReason, PersonIx, StatementRef, WatchedThing,
};

/// The choice of a briefing with its reasons, for people: one line each.
pub fn explanation(briefing: &Briefing, corpus: &Corpus) -> String {
    let mut why = Why { corpus, text: String::new() };
    why.head(briefing);
    why.gist(briefing);
    why.events(briefing);
    why.speakers(briefing);
    why.watched(briefing);
    match &briefing.changes {
        Some(changes) => why.changes(changes),
        None => why.title("what is new: not said, as no document is older"),
    }
    why.title("without a day, with both bounds inside the period");
    briefing.undated.iter().for_each(|ix| why.line(why.file(*ix)));
    why.text
}

/// The explanation in the making.
struct Why<'a> {
    corpus: &'a Corpus,
    text: String,
}

impl<'a> Why<'a> {
    fn title(&mut self, words: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{words}");
    }

    fn line(&mut self, words: impl std::fmt::Display) {
        let _ = writeln!(self.text, "  {words}");
    }

    fn file(&self, ix: ArticleIx) -> &'a str {
        self.corpus.article(ix).map_or("", |article| article.document.id.as_str())
    }

    fn name(&self, ix: PersonIx) -> &'a str {
        self.corpus.person(ix).map_or("", |person| &person.label)
    }

    fn topic(&self, ix: crate::model::TopicIx) -> &'a str {
        self.corpus.topic(ix).map_or("", |topic| &topic.name)
    }

    fn story(&self, ix: crate::model::StoryIx) -> &'a str {
        self.corpus.story(ix).map_or("", |story| self.file(story.representative))
    }

    /// A statement: file, place of its first letter in bytes, rule and score.
    fn said(&self, at: StatementRef) -> String {
        let file = self.file(at.article);
        let article = self.corpus.article(at.article);
        let said = article.and_then(|it| it.statements.get(at.statement.0 as usize));
        said.map_or_else(String::new, |said| {
            let (kind, evidence) = (said.kind.name(), said.evidence);
            format!("{file}:{} {kind}, {} {}", said.text.start, evidence.rule, evidence.score)
        })
    }

    fn head(&mut self, briefing: &Briefing) {
        let (period, totals) = (briefing.period, briefing.totals);
        self.title(&format!("period {} to {}", period.first(), period.last()));
        match briefing.focus {
            Some(Focus::Topic(ix)) => {
                self.line(format!(
                    "only the topic {}: its documents, statements about it",
                    self.topic(ix)
                ));
            }
            Some(Focus::Person(ix)) => {
                self.line(format!(
                    "only {}: documents that name it, its own statements",
                    self.name(ix)
                ));
            }
            None => {}
        }
        let n_all = self.corpus.articles.len();
        self.line(format!(
            "{} of {}, {} of {}, {}",
            briefing.articles.len(),
            counted(n_all, "document"),
            counted(totals.statements, "statement"),
            counted(totals.speakers, "speaker"),
            counted(totals.events, "event")
        ));
    }

    fn gist(&mut self, briefing: &Briefing) {
        self.title(
            "lines: a sentence of the first event's key statement, the first sentences of the next two \
             events, then of the key statements of all; none that stands in a beginning below",
        );
        for line in &briefing.gist.lines {
            let why = match line.why {
                LineReason::Lead => "begins a document that stands for an event".to_owned(),
                LineReason::Statement(ix) => {
                    let at = StatementRef { article: line.article, statement: ix };
                    format!("holds the key statement {}", self.said(at))
                }
            };
            let range = line.span.range();
            self.line(format!("{}:{}..{}: {why}", self.file(line.article), range.start, range.end));
        }
        if let Some(pull) = briefing.gist.pull {
            self.title(
                "words of the first event that stand alone: exact, marked, of somebody by name, 40 to 320 letters",
            );
            self.line(self.said(pull));
        }
    }

    fn events(&mut self, briefing: &Briefing) {
        self.title("events: by outlets, then texts, then statements, then the newest day");
        for event in &briefing.events {
            let weight = event.weight;
            let kind = if event.story.is_some() { "story" } else { "document" };
            let all: Vec<&str> = event.articles.iter().map(|ix| self.file(*ix)).collect();
            self.line(format!(
                "outlets {}, texts {}, statements {}: {kind} {}",
                weight.sources,
                weight.texts,
                weight.statements,
                all.join(", ")
            ));
        }
        let hidden = briefing.totals.events.saturating_sub(briefing.events.len());
        self.line(format!("not named: {hidden} (brief.stories in mujaz.toml is the limit)"));
    }

    fn speakers(&mut self, briefing: &Briefing) {
        self.title(
            "statements: the 16 that matter most together (kind, verb, office, headline, new words, new \
             speakers), at most 4 of one, of 8 speakers; none that stands above",
        );
        for share in &briefing.speakers {
            let n = share.statements.len();
            self.line(format!("{}: {n} of {}", self.name(share.person), share.total));
            for at in &share.statements {
                self.line(format!("  {}", self.said(*at)));
            }
        }
    }

    fn watched(&mut self, briefing: &Briefing) {
        if briefing.watched.is_empty() {
            return;
        }
        self.title("watched: documents that name it or are about it, 2 key statements not above");
        for watched in &briefing.watched {
            let (kind, name) = match &watched.thing {
                WatchedThing::Person(ix) => ("name", self.name(*ix)),
                WatchedThing::Topic(ix) => ("topic", self.topic(*ix)),
                WatchedThing::Words(words) => ("words", words.as_str()),
            };
            let (n, total) = (watched.articles.len(), watched.total);
            let (n, total) = (counted(n, "document"), counted(total, "statement"));
            self.line(format!("{kind} {name}: {n}, {total}"));
            for at in &watched.statements {
                self.line(format!("  {}", self.said(*at)));
            }
        }
    }

    fn changes(&mut self, changes: &Changes) {
        let since = changes.since;
        self.title(&format!(
            "what is new: against {} to {}, the nearest earlier period with documents",
            since.first(),
            since.last()
        ));
        for ix in &changes.people {
            self.line(format!("in no earlier document: {}", self.name(*ix)));
        }
        for ix in &changes.topics {
            self.line(format!("of no document then: {}", self.topic(*ix)));
        }
        for (ix, n) in &changes.grown {
            let n = counted(*n, "document");
            self.line(format!("begun before, {n} now: {}", self.story(*ix)));
        }
        for ix in &changes.ended {
            self.line(format!("last document then: {}", self.story(*ix)));
        }
    }
}
