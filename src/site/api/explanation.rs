//! Why each fact of a document is what it is, as a JSON value: the rule, the evidence with its
//! place, what was considered and not taken, and the lines that overrule the fact.

mod joins;
mod lines;
mod names;
mod scene;
mod snippet;

use serde_json::{Value, json};

use crate::config::StorySettings;
use crate::extract::{Considered, Rejected, RejectedTopic};
use crate::lang::Lexicon;
use crate::model::{
    Article, ArticleDate, ArticleIx, Corpus, DateEvidence, DateRole, EDITOR, EvidenceKind, Mention,
    Span, Speaker, Statement, TopicScore,
};

use super::super::qid::qids;
use joins::Groups;
use lines::Lines;
use snippet::Snippet;

/// The reasons of all facts of a corpus.
pub struct Reasons<'a> {
    corpus: &'a Corpus,
    lexicon: &'a Lexicon,
    stories: &'a StorySettings,
    groups: Groups<'a>,
}

impl<'a> Reasons<'a> {
    /// Ready to be asked about each document of a corpus.
    pub fn new(corpus: &'a Corpus, lexicon: &'a Lexicon, stories: &'a StorySettings) -> Self {
        Self { corpus, lexicon, stories, groups: Groups::new(corpus) }
    }

    /// The facts of a document with their reasons, in the order of an editor's questions; what
    /// joins it with the others comes last. `None` for an article of another corpus.
    pub fn of(&self, ix: ArticleIx, considered: &Considered) -> Option<Value> {
        let article = self.corpus.article(ix)?;
        let lines = Lines::new(article.document.text.as_str());
        let snippet = Snippet::of(&article.document);
        let date = self.corpus.date(ix).unwrap_or(&article.date);
        let cx = Cx { whole: self, ix, article, date, lines, snippet, lexicon: self.lexicon };
        let mut facts = vec![cx.headline(considered), cx.date(), cx.outlet()];
        facts.extend([cx.doc_type(considered), cx.event(), cx.region()]);
        facts.extend(article.topics.iter().map(|topic| cx.topic(topic)));
        facts.extend(considered.topics.iter().map(|topic| cx.rejected_topic(topic)));
        facts.extend(cx.names());
        let ids = qids(article);
        let statements = article.statements.iter().zip(&ids).zip(&considered.speakers);
        facts.extend(statements.map(|((one, id), others)| cx.statement(one, id, others)));
        facts.extend(cx.joins());
        Some(json!({
            "facts": facts,
            "file": article.document.id.as_str(),
            "id": article.document.content_id,
            "removed": cx.removed(&considered.removed),
            "silent": cx.rejected(&considered.cues),
        }))
    }
}

/// What every fact is explained from.
struct Cx<'a> {
    whole: &'a Reasons<'a>,
    ix: ArticleIx,
    article: &'a Article,
    /// The final date: with the bound of all documents, and the day of the story.
    date: &'a ArticleDate,
    lines: Lines<'a>,
    snippet: Snippet,
    lexicon: &'a Lexicon,
}

impl Cx<'_> {
    fn headline(&self, considered: &Considered) -> Value {
        let rejected = self.rejected(&considered.headlines);
        let other = considered.headlines.iter().find(|line| {
            self.article.headline.is_none_or(|headline| !headline.span.overlaps(line.span))
        });
        let other = other.map(|line| self.words(line.span));
        let Some(headline) = self.article.headline else {
            return json!({
                "correction": self.snippet.headline(other.unwrap_or("…")),
                "evidence": [],
                "fact": "headline",
                "rejected": rejected,
                "rule": null,
                "score": null,
                "value": null,
            });
        };
        json!({
            "correction": self.snippet.headline("none"),
            "evidence": [self.evidence(headline.span, "its words")],
            "fact": "headline",
            "rejected": rejected,
            "rule": headline.evidence.rule,
            "score": headline.evidence.score,
            "value": self.words(headline.span),
        })
    }

    fn date(&self) -> Value {
        let date = self.date;
        let is_used = |one: &&DateEvidence| {
            matches!(one.role, DateRole::Answer | DateRole::Supports | DateRole::Bounds)
        };
        let (used, unused): (Vec<_>, Vec<_>) = date.evidence.iter().partition(is_used);
        let mut evidence: Vec<Value> =
            used.iter().map(|one| self.date_evidence(one, "says")).collect();
        if used.iter().any(|one| one.kind == EvidenceKind::Story) {
            evidence.extend(self.inherited_from(date));
        }
        let mut rejected: Vec<Value> =
            unused.iter().map(|one| self.date_evidence(one, "why")).collect();
        rejected.extend(self.article.mentioned.iter().map(|mention| {
            let told = super::date::iso(mention.from, mention.precision).unwrap_or_default();
            let why = format!("tells of {told}, which is not the day of publication");
            json!({ "place": self.lines.place(mention.span), "text": self.words(mention.span), "why": why })
        }));
        let shown = date.shown().map(|day| day.to_string());
        json!({
            "candidates": date.candidates,
            "confidence": date.confidence,
            "correction": self.snippet.date(),
            "evidence": evidence,
            "fact": "date",
            "not_after": date.not_after,
            "not_before": date.not_before,
            "rejected": rejected,
            "rule": date.kind,
            "score": null,
            "value": shown,
        })
    }

    fn date_evidence(&self, one: &DateEvidence, key: &str) -> Value {
        let kind = serde_json::to_value(one.kind).unwrap_or_default();
        let kind = kind.as_str().unwrap_or_default();
        let value = &one.value;
        let says = [
            value.day.map(|day| day.to_string()),
            value.weekday.map(|weekday| format!("a {weekday}")),
            value.not_before.map(|day| format!("not before {day}")),
            value.not_after.map(|day| format!("not after {day}")),
            value.month_day.map(|(month, day)| format!("day {day} of month {month}")),
        ];
        let says: Vec<String> = says.into_iter().flatten().collect();
        let words = format!("{kind}: {}; {}", says.join(", "), role(one.role));
        json!({
            "place": one.span.map(|span| self.lines.place(span)),
            "text": one.span.map(|span| self.words(span)),
            key: words,
        })
    }

    fn outlet(&self) -> Value {
        let corrected = self.article.corrected_outlet().is_some();
        let span = self.article.fields.outlet.filter(|_| !corrected);
        let blocks = self.article.document.blocks.iter().zip(&self.article.kinds);
        let says = |span: Span| {
            let kind = blocks.clone().find(|(block, _)| block.span.overlaps(span));
            kind.map_or("stated".to_owned(), |(_, kind)| {
                format!("stands in a block of the kind {}", kind.name())
            })
        };
        let evidence: Vec<Value> =
            span.iter().map(|span| self.evidence(*span, &says(*span))).collect();
        let rule = match (corrected, span) {
            (true, _) => Some(EDITOR),
            (false, Some(_)) => Some("stated-outlet"),
            (false, None) => None,
        };
        json!({
            "correction": self.snippet.outlet(self.article.outlet()),
            "evidence": evidence,
            "fact": "outlet",
            "rejected": [],
            "rule": rule,
            "score": null,
            "value": self.article.outlet(),
        })
    }

    fn topic(&self, topic: &TopicScore) -> Value {
        let is_added = topic.terms.is_empty()
            && self.article.corrections.iter().any(|one| one.after.as_deref() == Some(&topic.id));
        let says = format!("{}.{} points", topic.tenths / 10, topic.tenths % 10);
        json!({
            "correction": self.snippet.remove_topic(&topic.id),
            "evidence": self.terms(&topic.terms),
            "fact": "topic",
            "name": self.lexicon.topic_name(&topic.id),
            "rejected": [],
            "rule": if is_added { EDITOR } else { "topic-terms" },
            "score": null,
            "says": says,
            "value": &*topic.id,
        })
    }

    fn rejected_topic(&self, topic: &RejectedTopic) -> Value {
        json!({
            "correction": self.snippet.add_topic(&topic.id),
            "evidence": self.terms(&topic.terms),
            "fact": "rejected_topic",
            "name": self.lexicon.topic_name(&topic.id),
            "rejected": [],
            "rule": null,
            "score": null,
            "says": topic.why,
            "value": &*topic.id,
        })
    }

    fn terms(&self, terms: &[Span]) -> Vec<Value> {
        terms.iter().map(|term| self.evidence(*term, "a word of the topic")).collect()
    }

    fn statement(&self, statement: &Statement, id: &str, others: &[Rejected]) -> Value {
        let shown = statement.evidence.score >= Statement::SHOWN;
        let mut evidence = Vec::new();
        if let Some(cue) = &statement.cue {
            let says = match &*cue.lemma {
                "" => "the cue".to_owned(),
                lemma => format!("the cue: {lemma}, of the class {}", cue.class),
            };
            evidence.push(self.evidence(cue.span, &says));
        }
        let parts = [
            (statement.comp, "between cue and words"),
            (statement.mention, "names the speaker here"),
            (statement.via, "the carrier"),
        ];
        let parts = parts.into_iter().filter_map(|(span, says)| Some((span?, says)));
        evidence.extend(parts.map(|(span, says)| self.evidence(span, says)));
        let speakers = self.speakers(statement);
        evidence.extend(speakers.iter().map(|mention| self.speaker(mention)));
        let names: Vec<&str> = speakers.iter().map(|mention| &*mention.name.canonical).collect();
        json!({
            "correction": self.snippet.statement(id, &statement.speaker),
            "evidence": evidence,
            "fact": "statement",
            "id": id,
            "kind": statement.kind,
            "place": self.lines.place(statement.text),
            "rejected": self.rejected(others),
            "rule": statement.evidence.rule,
            "says": (!shown).then_some("not shown"),
            "score": statement.evidence.score,
            "speaker": names,
            "value": self.words(statement.text),
        })
    }

    fn speakers(&self, statement: &Statement) -> Vec<&Mention> {
        let at = |ix: &crate::model::MentionIx| self.article.mentions.get(ix.0 as usize);
        match &statement.speaker {
            Speaker::Named(_) | Speaker::Joint(_) => {
                statement.speaker.mentions().iter().filter_map(at).collect()
            }
            Speaker::Described(_) | Speaker::Unknown => Vec::new(),
        }
    }

    fn speaker(&self, mention: &Mention) -> Value {
        let Mention { name, evidence, .. } = mention;
        let says = format!(
            "the speaker: {}, by the rule {} ({} %)",
            name.canonical, evidence.rule, evidence.score
        );
        self.evidence(mention.span, &says)
    }

    fn rejected(&self, rejected: &[Rejected]) -> Vec<Value> {
        let value = |one: &Rejected| json!({ "place": self.lines.place(one.span), "text": self.words(one.span), "why": one.why });
        rejected.iter().map(value).collect()
    }

    fn evidence(&self, span: Span, says: &str) -> Value {
        json!({ "place": self.lines.place(span), "says": says, "text": self.words(span) })
    }

    fn words(&self, span: Span) -> &str {
        self.article.document.text.slice(span)
    }
}

/// What a piece of evidence of the date was used for.
fn role(role: DateRole) -> &'static str {
    match role {
        DateRole::Answer => "gave the day",
        DateRole::Supports => "agrees",
        DateRole::Bounds => "bounds the day",
        DateRole::Contradicts => "contradicts",
        DateRole::Misprint => "contradicts itself, so it is a misprint",
        DateRole::Unused => "not used, others are stronger",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::fixture::{Draft, lexicon};
    use crate::config::{Config, Corrections};
    use crate::extract::{Editor, considered};
    use crate::model::{MentionIx, Speaker};

    fn draft() -> Draft {
        let text = "لقاء سوتشي\nقال سالم عيسى إن «القمح» وافر.";
        Draft::new("a.txt", text)
            .headline("لقاء سوتشي")
            .person("سالم عيسى", "سالم عيسى")
            .statement("«القمح» وافر", Speaker::Named(MentionIx(0)))
            .cue("قال", "قال", "say")
    }

    fn explained(draft: Draft) -> Vec<Value> {
        of_article(draft.article())
    }

    fn of_article(article: Article) -> Vec<Value> {
        let mut all = of_articles(vec![article]);
        all.remove(0)
    }

    /// The facts of each of several articles.
    pub(super) fn of_articles(articles: Vec<Article>) -> Vec<Vec<Value>> {
        let (lexicon, config) = (lexicon(), Config::default());
        let corpus = crate::analyse::corpus(articles, &lexicon, &config, None).value;
        let reasons = Reasons::new(&corpus, &lexicon, &config.stories);
        let facts = |ix: ArticleIx| {
            let considered = considered(corpus.article(ix).unwrap(), &lexicon);
            let value = reasons.of(ix, &considered).unwrap();
            value["facts"].as_array().unwrap().clone()
        };
        corpus.article_ixs().map(facts).collect()
    }

    pub(super) fn named<'v>(facts: &'v [Value], name: &str) -> Vec<&'v Value> {
        facts.iter().filter(|fact| fact["fact"] == name).collect()
    }

    #[test]
    fn every_fact_has_rule_evidence_and_place() {
        let facts = explained(draft());
        let statement = facts.iter().find(|fact| fact["fact"] == "statement").unwrap();
        assert_eq!((&statement["rule"], &statement["score"]), (&json!("test"), &json!(90)));
        assert_eq!(statement["place"], "2:18");
        assert_eq!(statement["speaker"], json!(["سالم عيسى"]));
        let evidence = &statement["evidence"];
        assert_eq!(
            evidence[0],
            json!({"place": "2:1", "says": "the cue: قال, of the class say", "text": "قال"})
        );
        assert!(evidence[1]["says"].as_str().unwrap().starts_with("the speaker: سالم عيسى, by"));
        assert_eq!(facts[0]["value"], "لقاء سوتشي");
        assert_eq!((&facts[2]["fact"], &facts[2]["value"]), (&json!("outlet"), &Value::Null));
    }

    #[test]
    fn names_have_their_rules_and_what_they_are_joined_by() {
        let text = "لقاء في العاصمة حول محطة الشمال\n\
            قال وزير النقل سامي حداد إن المحطة ستعمل في الربيع المقبل. وأضاف حداد أن القطارات جاهزة.";
        let lexicon = Lexicon::embedded().unwrap();
        let document = crate::analyse::fixture::Draft::new("a.txt", text).article().document;
        let facts = of_article(crate::extract::article(document, &lexicon).value);
        let person = facts.iter().find(|fact| fact["fact"] == "person").unwrap();
        assert_eq!(
            (&person["value"], &person["rule"]),
            (&json!("سامي حداد"), &json!("title-name"))
        );
        let says: Vec<&str> = person["evidence"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|e| e["says"].as_str())
            .collect();
        assert!(says[0].contains("; title «وزير النقل»; "), "{says:?}");
        assert!(says[1].starts_with("short-form (80 %): "), "{says:?}");
        assert!(says[1].contains("; joined to «سامي حداد»: "), "{says:?}");
        assert!(person["correction"].as_str().unwrap().contains("means = \"nobody\""));
        let of = |name: &str| facts.iter().find(|fact| fact["fact"] == name).unwrap();
        assert_eq!(of("document_type")["rule"], "no-other-type");
        assert_eq!(of("event_place")["value"], Value::Null);
        assert_eq!(of("region")["says"], "no place is named");
    }

    #[test]
    fn the_lines_that_overrule_are_read() {
        let lexicon = lexicon();
        let facts = explained(draft());
        let snippets = facts.iter().filter_map(|fact| fact["correction"].as_str());
        let all: String = snippets.map(|snippet| format!("{snippet}\n")).collect();
        let path = std::path::Path::new("corrections.toml");
        let corrections = Corrections::parse(&all, path, lexicon.topic_ids()).unwrap();
        let overruled = facts.iter().filter(|fact| fact["correction"].is_string()).count();
        assert_eq!(corrections.documents.len(), overruled);
        let checked = Editor::new(&corrections, &lexicon).apply(draft().article(), "a.txt");
        assert_eq!(checked.diagnostics, []);
        assert_eq!(checked.value.headline, None);
        assert_eq!(checked.value.statements[0].speaker, Speaker::Unknown);
    }
}
