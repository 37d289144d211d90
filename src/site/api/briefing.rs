//! The record of a briefing: what was chosen, with the records of its statements and documents.

use serde_json::{Value, json};

use crate::model::{
    ArticleIx, Briefing, Changes, Event, Focus, Line, LineReason, OutletIx, PersonIx, SpeakerShare,
    StatementRef, StoryIx, TopicIx, Watched, WatchedThing,
};
use crate::site::qid::name_id;

use super::text::text_value;
use super::{Archive, Origin, archive, date, statement};

/// A briefing as a value; `briefing.json` among the schemas describes it.
pub(crate) fn briefing(archive: &Archive<'_>, briefing: &Briefing) -> Value {
    let all = Records(archive);
    let Briefing { period, totals, gist, .. } = briefing;
    let focus = briefing.focus.map(|focus| match focus {
        Focus::Person(ix) => json!({ "person": all.person(ix), "topic": null }),
        Focus::Topic(ix) => json!({ "person": null, "topic": all.topic(ix) }),
    });
    let topic = |(ix, n): &(TopicIx, usize)| json!({ "documents": n, "topic": all.topic(*ix) });
    let outlet = |(ix, n): &(Option<OutletIx>, usize)| {
        let outlet = ix.and_then(|ix| archive.corpus.outlet(ix));
        json!({ "documents": n, "name": outlet.map(|outlet| text_value(&outlet.name)) })
    };
    json!({
        "changes": briefing.changes.as_ref().map(|changes| all.changes(changes)),
        "documents": all.documents(&briefing.articles),
        "events": briefing.events.iter().map(|event| all.event(event)).collect::<Vec<_>>(),
        "focus": focus,
        "from": period.first(),
        "lines": gist.lines.iter().map(|line| all.line(line)).collect::<Vec<_>>(),
        "outlets": briefing.outlets.iter().map(outlet).collect::<Vec<_>>(),
        "quotation": gist.pull.map(|at| all.statement(at)),
        "site": text_value(archive.title),
        "speakers": briefing.speakers.iter().map(|share| all.share(share)).collect::<Vec<_>>(),
        "to": period.last(),
        "topics": briefing.topics.iter().map(topic).collect::<Vec<_>>(),
        "totals": {
            "documents": briefing.articles.len(),
            "events": totals.events,
            "speakers": totals.speakers,
            "statements": totals.statements,
        },
        "undated": briefing.undated.iter().map(|ix| all.undated(*ix)).collect::<Vec<_>>(),
        "version": super::index::VERSION,
        "watched": briefing.watched.iter().map(|watched| all.watched(watched)).collect::<Vec<_>>(),
    })
}

/// The records of an archive's things, or the identities that stand for them.
struct Records<'a>(&'a Archive<'a>);

impl Records<'_> {
    fn id(&self, ix: ArticleIx) -> &str {
        self.0.plan.document_id(ix)
    }

    fn ids(&self, articles: &[ArticleIx]) -> Vec<&str> {
        articles.iter().map(|ix| self.id(*ix)).collect()
    }

    fn documents(&self, articles: &[ArticleIx]) -> Vec<Value> {
        articles.iter().filter_map(|ix| archive::document(self.0, *ix)).collect()
    }

    fn origin(&self, ix: ArticleIx) -> Option<Origin<'_>> {
        Origin::of(self.0.corpus, self.0.plan, ix)
    }

    /// The record of a statement; null for one of another archive.
    fn statement(&self, at: StatementRef) -> Value {
        let origin = self.origin(at.article);
        let record = origin.as_ref().and_then(|it| statement::one(it, at.statement));
        json!(record)
    }

    fn statements(&self, statements: &[StatementRef]) -> Vec<Value> {
        statements.iter().map(|at| self.statement(*at)).collect()
    }

    fn person(&self, ix: PersonIx) -> Value {
        let person = self.0.corpus.person(ix);
        person.map_or(Value::Null, |person| {
            let id = name_id(&person.label);
            json!({ "id": id, "kind": person.kind, "label": person.label, "name": person.name })
        })
    }

    fn topic(&self, ix: TopicIx) -> Value {
        let topic = self.0.corpus.topic(ix);
        topic.map_or(Value::Null, |it| json!({ "id": it.id, "name": text_value(&it.name) }))
    }

    fn story(&self, ix: StoryIx) -> Option<&str> {
        self.0.corpus.story(ix).map(|story| self.id(story.earliest()))
    }

    fn line(&self, line: &Line) -> Value {
        let origin = self.origin(line.article);
        let (why, said) = match line.why {
            LineReason::Lead => ("lead", None),
            LineReason::Statement(statement) => {
                let at = StatementRef { article: line.article, statement };
                ("statement", Some(self.0.plan.catalogue.mark(at)))
            }
        };
        json!({
            "document": self.id(line.article),
            "span": origin.as_ref().map(|origin| origin.text.place(line.span)),
            "statement": said,
            "text": origin.as_ref().map(|origin| origin.text.value(Some(line.span))),
            "why": why,
        })
    }

    fn event(&self, event: &Event) -> Value {
        json!({
            "documents": self.ids(&event.articles),
            "representative": self.id(event.representative),
            "story": event.story.and_then(|ix| self.story(ix)),
            "weight": {
                "outlets": event.weight.sources,
                "statements": event.weight.statements,
                "texts": event.weight.texts,
            },
        })
    }

    fn share(&self, share: &SpeakerShare) -> Value {
        json!({
            "person": self.person(share.person),
            "statements": self.statements(&share.statements),
            "total": share.total,
        })
    }

    fn watched(&self, watched: &Watched) -> Value {
        let (person, topic, words) = match &watched.thing {
            WatchedThing::Person(ix) => (Some(self.person(*ix)), None, None),
            WatchedThing::Topic(ix) => (None, Some(self.topic(*ix)), None),
            WatchedThing::Words(words) => (None, None, Some(words)),
        };
        json!({
            "documents": self.ids(&watched.articles),
            "person": person,
            "statements": self.statements(&watched.statements),
            "topic": topic,
            "words": words,
        })
    }

    fn changes(&self, changes: &Changes) -> Value {
        let grown =
            |(ix, n): &(StoryIx, usize)| json!({ "documents": n, "story": self.story(*ix) });
        json!({
            "ended": changes.ended.iter().filter_map(|ix| self.story(*ix)).collect::<Vec<_>>(),
            "from": changes.since.first(),
            "grown": changes.grown.iter().map(grown).collect::<Vec<_>>(),
            "people": changes.people.iter().map(|ix| self.person(*ix)).collect::<Vec<_>>(),
            "to": changes.since.last(),
            "topics": changes.topics.iter().map(|ix| self.topic(*ix)).collect::<Vec<_>>(),
        })
    }

    /// A document without a day, with what bounds it.
    fn undated(&self, ix: ArticleIx) -> Value {
        let date = self.0.corpus.date(ix);
        json!({
            "document": archive::document(self.0, ix),
            "not_after": date.and_then(|date| date.not_after),
            "not_before": date.and_then(|date| date.not_before),
            "weekday": date.and_then(|date| date.weekday).map(date::weekday),
        })
    }
}
