//! The JSON record of a document, version 1: what `extract` prints and the site publishes.
//!
//! Keys are sorted, missing is null; texts stand as they are in the source and carry no added
//! control characters; places point into the published text of the document.

pub(crate) mod archive;
pub(crate) mod briefing;
pub(crate) mod corpus;
pub(crate) mod date;
mod explanation;
mod index;
mod record;
pub(crate) mod schema;
pub(crate) mod statement;
mod story;
pub(crate) mod summary;
mod table;
mod text;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::config::SiteSettings;
use crate::lang::Lexicon;
use crate::model::{
    Article, ArticleDate, ArticleIx, BlockKind, Corpus, Correction, Document, EDITOR, Format,
    Mention, MentionIx, MentionKind, Person, Role, TopicScore,
};

pub use explanation::Reasons;

use super::links::{self, Page};
use super::plan::Plan;
use super::qid::{name_id, qids};
use record::Record;
use text::{Text, text_value};

use story::document_in;

/// The keys of what was taken for furniture and of the statements.
const REMOVED: &str = "removed";
const STATEMENTS: &str = "statements";

/// The record of a document. `date` is its final date; without one that of the document alone is
/// printed. What only a whole folder knows (`story`, `near_duplicates`) is null or empty.
pub fn document(article: &Article, date: Option<&ArticleDate>, lexicon: &Lexicon) -> Value {
    let ids = qids(article);
    let origin = Origin::new(article, &ids);
    let mut fields = record(&origin, date.unwrap_or(&article.date), lexicon);
    fields.insert(REMOVED.to_owned(), removed(&origin).collect());
    let statements = statement::statements(&origin).map(|record| json!(record));
    fields.insert(STATEMENTS.to_owned(), statements.collect());
    Value::Object(fields)
}

/// As [`document`] with the date of the document alone, written out in one line: nothing of it is held as values.
pub fn document_line(article: &Article, lexicon: &Lexicon) -> String {
    let ids = qids(article);
    let origin = Origin::new(article, &ids);
    let fields = record(&origin, &article.date, lexicon);
    serde_json::to_string(&Record { fields, origin })
        .unwrap_or_else(|_| document(article, None, lexicon).to_string())
}

/// What the files of data are made from.
#[derive(Clone, Copy)]
pub(crate) struct Archive<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) plan: &'a Plan,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) site: &'a SiteSettings,
    /// The name of the site.
    pub(crate) title: &'a str,
}

impl Archive<'_> {
    /// The address of a page: the public one, or the file below the root.
    fn address(&self, page: Page) -> String {
        let route = self.plan.links.route(page);
        match &self.site.base_url {
            Some(base) => links::absolute(base, &route),
            None => links::encode(route.as_str()),
        }
    }

    /// The record of a document, in its file.
    pub(crate) fn record(&self, ix: ArticleIx) -> Option<String> {
        let record = document_in(self.corpus, self.plan, self.lexicon, ix)?;
        serde_json::to_string(&record).ok().map(|text| text + "\n")
    }
}

/// A document whose facts become records: its text with the letters counted, the identities of
/// its statements, and the archive that knows whom its mentions mean.
struct Origin<'a> {
    article: &'a Article,
    /// The identity of the document in addresses.
    id: String,
    text: Text<'a>,
    ids: &'a [String],
    archive: Option<(&'a Corpus, ArticleIx)>,
}

impl<'a> Origin<'a> {
    fn new(article: &'a Article, ids: &'a [String]) -> Self {
        let text = Text::new(article.document.text.as_str());
        Self { article, id: article.document.content_id.short(), text, ids, archive: None }
    }

    /// A document of an archive; `None` for an index of another one.
    fn of(corpus: &'a Corpus, plan: &'a Plan, ix: ArticleIx) -> Option<Self> {
        let origin = Self::new(corpus.article(ix)?, plan.catalogue.marks(ix));
        let id = plan.document_id(ix).to_owned();
        Some(Self { id, archive: Some((corpus, ix)), ..origin })
    }

    /// The person or body of a mention; `None` without an archive.
    fn person(&self, mention: MentionIx) -> Option<&'a Person> {
        let (corpus, ix) = self.archive?;
        corpus.person(corpus.person_of(ix, mention)?)
    }

    /// What a mention's bearer is called, and the words that its identity is made of.
    fn names(&self, ix: MentionIx, mention: &'a Mention) -> (&'a str, &'a str) {
        let canonical = &*mention.name.canonical;
        self.person(ix).map_or((canonical, canonical), |person| (&*person.name, &*person.label))
    }
}

/// The fields of a record but [`REMOVED`] and [`STATEMENTS`].
fn record(origin: &Origin<'_>, date: &ArticleDate, lexicon: &Lexicon) -> Map<String, Value> {
    let Origin { article, text, ids, .. } = origin;
    let document = &article.document;
    let (file, record) = file_of(document);
    let mentioned = article.mentioned.iter().map(|mention| date::mentioned(mention, text));
    let Value::Object(fields) = json!({
        "corrections": corrections(article, ids, text),
        "date": date::date(date, text),
        "doc_type": article.doc_type,
        "event_place": event_place(article, lexicon, text),
        "file": file,
        "headline": headline(article, text),
        "id": origin.id,
        "mentioned_dates": mentioned.collect::<Vec<Value>>(),
        "near_duplicates": [],
        "people": people(origin),
        "places": places(article, text),
        "record": record,
        "region": region(article, lexicon),
        "sha256": document.sha256,
        "source": article.outlet().map(text_value),
        "story": null,
        "topics": article.topics.iter().map(|score| topic(score, lexicon, text)).collect::<Vec<_>>(),
        "url": archive::url(article),
    }) else {
        return Map::new();
    };
    fields
}

/// The file of a document, and its record where the file holds several.
fn file_of(document: &Document) -> (&str, Option<usize>) {
    let id = document.id.as_str();
    let parts = id.rsplit_once('#').filter(|_| {
        // A plain file may have such a name.
        matches!(document.format, Format::Jsonl | Format::Feed)
    });
    match parts.and_then(|(file, n)| Some((file, n.parse().ok()?))) {
        Some((file, record)) => (file, Some(record)),
        None => (id, None),
    }
}

/// What is the editor's word, in the order of the corrections.
fn corrections(article: &Article, ids: &[String], text: &Text<'_>) -> Vec<Value> {
    let id_of = |span| {
        let place = article.statements.iter().position(|statement| statement.text == span);
        place.and_then(|ix| ids.get(ix))
    };
    let record = |correction: &Correction| {
        json!({
            "after": correction.after,
            "before": correction.before,
            "fact": correction.fact,
            "note": correction.note,
            "rule": EDITOR,
            "span": correction.statement.map(|span| text.place(span)),
            "statement": correction.statement.and_then(id_of),
        })
    };
    article.corrections.iter().map(record).collect()
}

fn headline(article: &Article, text: &Text<'_>) -> Value {
    let Some(headline) = article.headline else { return Value::Null };
    let mut value = text.value(Some(headline.span));
    if let Value::Object(fields) = &mut value {
        fields.insert("from".to_owned(), json!(headline.from));
        fields.insert("span".to_owned(), text.place(headline.span));
    }
    value
}

fn topic(score: &TopicScore, lexicon: &Lexicon, text: &Text<'_>) -> Value {
    let terms = score.terms.iter().map(|term| text.words(*term));
    json!({
        "id": score.id,
        "iptc": lexicon.topic_iptc(&score.id),
        "name": lexicon.topic_name(&score.id).map(text_value),
        "score": f64::from(score.tenths) / 10.0,
        "terms": distinct(terms),
    })
}

/// The people and bodies that are named, in the order of the text.
fn people(origin: &Origin<'_>) -> Vec<Value> {
    let named = |mention: &Mention| {
        matches!(mention.kind, MentionKind::Person | MentionKind::Body)
            && matches!(mention.role, Role::Named | Role::Speaker)
    };
    let text = &origin.text;
    let mentions = (0..).map(MentionIx).zip(&origin.article.mentions);
    let mentions = mentions.filter(|(_, mention)| named(mention));
    let groups = grouped(mentions.map(|(ix, mention)| (origin.names(ix, mention), mention)));
    let person = |((name, label), all): ((&str, &str), Vec<&Mention>)| {
        let spellings = all.iter().map(|mention| text.words(mention.span));
        let titles = all.iter().filter_map(|mention| mention.title).map(|span| text.words(span));
        json!({
            "canonical": name,
            "id": name_id(label),
            "kind": all.first().map(|mention| mention.kind),
            "mentions": all.len(),
            "spellings": distinct(spellings),
            "titles": distinct(titles),
        })
    };
    groups.into_iter().map(person).collect()
}

/// The places that are mentioned, in the order of the text.
fn places(article: &Article, text: &Text<'_>) -> Vec<Value> {
    let mentions = article.mentions.iter().filter(|mention| mention.kind == MentionKind::Place);
    let groups = grouped(mentions.map(|mention| (&*mention.name.canonical, mention)));
    let place = |(name, all): (&str, Vec<&Mention>)| {
        let mut roles: Vec<Role> = all.iter().map(|mention| mention.role).collect();
        roles.sort_unstable();
        roles.dedup();
        let places = all
            .iter()
            .map(|mention| json!({ "role": mention.role, "span": text.place(mention.span) }));
        json!({
            "canonical": name,
            "id": all.first().and_then(|mention| mention.name.place.as_deref()),
            "mentions": all.len(),
            "places": places.collect::<Vec<Value>>(),
            "roles": roles,
            "spellings": distinct(all.iter().map(|mention| text.words(mention.span))),
        })
    };
    groups.into_iter().map(place).collect()
}

/// The place that the document says its event happened in.
fn event_place(article: &Article, lexicon: &Lexicon, text: &Text<'_>) -> Value {
    let Some(event) = &article.scene.event else { return Value::Null };
    json!({
        "canonical": lexicon.place_name(&event.place),
        "id": event.place,
        "rule": event.evidence.rule,
        "score": event.evidence.score,
        "span": text.place(event.span),
    })
}

fn region(article: &Article, lexicon: &Lexicon) -> Value {
    let region = article.scene.region.as_deref();
    region.map_or(Value::Null, |id| json!({ "id": id, "name": lexicon.region_name(id) }))
}

/// Mentions by kind and what they mean, in the order of the first of each.
fn grouped<'a, K: Copy + Ord>(
    mentions: impl Iterator<Item = (K, &'a Mention)>,
) -> Vec<(K, Vec<&'a Mention>)> {
    let mut places: BTreeMap<(MentionKind, K), usize> = BTreeMap::new();
    let mut groups: Vec<(K, Vec<&Mention>)> = Vec::new();
    for (key, mention) in mentions {
        let place = *places.entry((mention.kind, key)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, all)) => all.push(mention),
            None => groups.push((key, vec![mention])),
        }
    }
    groups
}

/// Each word once, in order.
fn distinct<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    words.filter(|word| seen.insert(*word)).collect()
}

/// What was taken for furniture, and as what.
fn removed(origin: &Origin<'_>) -> impl Iterator<Item = Value> {
    let Origin { article, text, .. } = origin;
    let blocks = article.document.blocks.iter().zip(&article.kinds);
    let furniture = |kind: BlockKind| {
        !kind.is_body() && !matches!(kind, BlockKind::Title | BlockKind::Subtitle)
    };
    blocks
        .filter(move |(_, kind)| furniture(**kind))
        .map(|(block, kind)| json!({ "reason": kind.name(), "span": text.place(block.span) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::fixture::{Draft, lexicon};
    use crate::model::{CorrectedFact, Speaker, StatementIx, StatementKind};

    fn draft() -> Draft {
        let text = "لقاء سوتشي\n\
            وصل الوفد. قال وزير الزراعة سالم عيسى: «القمح وافر.» وذكر مصدر مطلع أن الماء قليل.\n\
            رئيس التحرير";
        let mut draft = Draft::new("saved/a.txt", text)
            .headline("لقاء سوتشي")
            .furniture("رئيس التحرير")
            .person("سالم عيسى", "سالم عيسى")
            .titled("وزير الزراعة")
            .statement("القمح وافر", Speaker::Named(MentionIx(0)))
            .cue("قال", "قال", "say");
        draft.last_statement().kind = StatementKind::Direct;
        let source = draft.find("مصدر مطلع");
        draft = draft.statement("الماء قليل", Speaker::Described(source));
        draft.last_statement().evidence.score = 60;
        draft
    }

    fn record(draft: Draft) -> Value {
        document(&draft.article(), None, &lexicon())
    }

    #[test]
    fn statements_say_who_where_and_how_surely() {
        let record = record(draft());
        let first = &record["statements"][0];
        assert_eq!(first["text"], "القمح وافر");
        assert_eq!(first["marks"], json!(["«", "»"]));
        assert_eq!(first["speaker"]["canonical"], "سالم عيسى");
        assert_eq!(first["speaker"]["role"], "وزير الزراعة");
        assert_eq!(first["verb"], "قال");
        assert_eq!(first["confidence"], "firm");
        assert_eq!(first["before"]["text"], "وصل الوفد.");
        assert_eq!(first["after"], Value::Null);
        let second = &record["statements"][1];
        assert_eq!(second["speaker"], Value::Null);
        assert_eq!(second["mention"], "مصدر مطلع");
        assert_eq!((&second["confidence"], &second["marks"]), (&json!("probable"), &Value::Null));
    }

    #[test]
    fn places_cut_out_the_words() {
        let draft = draft();
        let text = draft.clone().article().document.text;
        let record = record(draft);
        for statement in record["statements"].as_array().unwrap() {
            let place = |unit: &str, ix: usize| {
                usize::try_from(statement["span"][unit][ix].as_u64().unwrap()).unwrap()
            };
            let bytes = text.as_str().get(place("bytes", 0)..place("bytes", 1)).unwrap();
            let letters = text.as_str().chars().skip(place("chars", 0));
            let letters: String = letters.take(place("chars", 1) - place("chars", 0)).collect();
            assert_eq!((statement["text"].as_str(), &letters), (Some(bytes), &bytes.to_owned()));
        }
    }

    #[test]
    fn the_document_says_what_it_is() {
        let record = record(draft());
        assert_eq!(record["file"], "saved/a.txt");
        assert_eq!((&record["record"], &record["url"]), (&Value::Null, &Value::Null));
        assert_eq!(record["headline"]["text"], "لقاء سوتشي");
        assert_eq!(record["headline"]["from"], "title");
        assert_eq!(record["removed"][0]["reason"], "masthead");
        assert_eq!(record["people"][0]["titles"], json!(["وزير الزراعة"]));
        assert_eq!(record["date"]["confidence"], "none");
    }

    #[test]
    fn what_is_not_shown_is_not_printed() {
        let mut draft = draft();
        draft.last_statement().evidence.score = 49;
        let record = record(draft);
        assert_eq!(record["statements"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn several_speakers_are_a_list_and_parents_are_named() {
        let mut draft = Draft::new("a.txt", "قال سالم وكريم إن السلم قريب جدا")
            .person("سالم", "سالم")
            .person("كريم", "كريم")
            .statement("السلم قريب جدا", Speaker::Joint(vec![MentionIx(0), MentionIx(1)]))
            .statement("قريب", Speaker::Unknown);
        draft.last_statement().parent = Some(StatementIx(0));
        let record = record(draft);
        let statements = &record["statements"];
        assert_eq!(statements[0]["speaker"][1]["canonical"], "كريم");
        assert_eq!(statements[1]["parent"], statements[0]["id"]);
    }

    #[test]
    fn corrections_are_the_editors() {
        let mut article = draft().article();
        let span = article.statements[1].text;
        article.corrections.push(Correction {
            fact: CorrectedFact::Speaker,
            statement: Some(span),
            before: None,
            after: Some("كريم".to_owned()),
            note: None,
        });
        let record = document(&article, None, &lexicon());
        let correction = &record["corrections"][0];
        assert_eq!(
            (&correction["fact"], &correction["rule"]),
            (&json!("speaker"), &json!("editor"))
        );
        assert_eq!(correction["statement"], record["statements"][1]["id"]);
    }

    #[test]
    fn records_of_a_file_are_numbered() {
        let mut article = Draft::new("a/b.jsonl#3", "خبر").article();
        assert_eq!(file_of(&article.document), ("a/b.jsonl#3", None));
        article.document.format = Format::Jsonl;
        assert_eq!(file_of(&article.document), ("a/b.jsonl", Some(3)));
    }

    #[test]
    fn keys_are_sorted_at_every_depth() {
        fn check(value: &Value) {
            match value {
                Value::Object(fields) => {
                    assert!(fields.keys().is_sorted(), "{:?}", fields.keys());
                    fields.values().for_each(check);
                }
                Value::Array(items) => items.iter().for_each(check),
                _ => {}
            }
        }
        check(&record(draft()));
    }
}
