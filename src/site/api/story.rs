//! The records of stories, and what a document's record says of the rest of the archive.

use serde_json::{Value, json};

use super::Origin;
use super::record::Record;
use super::text::{Text, text_value};
use crate::lang::Lexicon;
use crate::model::{
    ArticleIx, CopyTie, Corpus, Difference, Form, Span, StatementRef, Story, StoryStatement,
};
use crate::site::plan::Plan;
use crate::site::qid::name_id;

/// All stories, newest first. Statements go by their identities in the records of documents.
pub(super) fn stories(corpus: &Corpus, plan: &Plan) -> impl Iterator<Item = Value> {
    corpus.stories.iter().map(|story| one(corpus, plan, story))
}

/// The record of a document with what only the whole archive knows: its final date, its story, its
/// copies and whom its names mean. `None` for an index of another corpus.
pub(super) fn document_in<'a>(
    corpus: &'a Corpus,
    plan: &'a Plan,
    lexicon: &Lexicon,
    ix: ArticleIx,
) -> Option<Record<'a>> {
    let origin = Origin::of(corpus, plan, ix)?;
    let date = corpus.date(ix).unwrap_or(&origin.article.date);
    let mut fields = super::record(&origin, date, lexicon);
    let story = plan.catalogue.story(ix).and_then(|story| corpus.story(story));
    fields.insert("near_duplicates".to_owned(), Value::Array(copies(corpus, plan, ix)));
    let story = story.map(|story| json!(plan.document_id(story.earliest())));
    fields.insert("story".to_owned(), story.unwrap_or_default());
    Some(Record { fields, origin })
}

/// Other documents that print the same text, then those that share paragraphs.
fn copies(corpus: &Corpus, plan: &Plan, ix: ArticleIx) -> Vec<Value> {
    let id = |ix| plan.document_id(ix);
    let group = plan.catalogue.group(ix).and_then(|group| corpus.duplicates.get(group));
    let others = group.into_iter().flat_map(|group| {
        let own = group.pairs.iter().filter(move |pair| pair.one == ix || pair.other == ix);
        own.map(|pair| {
            let other = if pair.one == ix { pair.other } else { pair.one };
            json!({
                "id": id(other),
                "kind": pair.kind,
                "paragraphs": [],
                "share": pair.share,
                "tie": pair.tie,
            })
        })
    });
    let pairs = plan.catalogue.partial(ix).iter().filter_map(|at| corpus.partial_copies.get(*at));
    let partial = pairs.map(|pair| {
        let other = if pair.one == ix { pair.other } else { pair.one };
        let own =
            |(one, two): &(Span, Span)| if pair.one == ix { (*one, *two) } else { (*two, *one) };
        let paragraph = |spans: &(Span, Span)| {
            let (here, there) = own(spans);
            json!({ "here": place(corpus, ix, here), "there": place(corpus, other, there) })
        };
        let paragraphs: Vec<Value> = pair.paragraphs.iter().map(paragraph).collect();
        json!({
            "id": id(other),
            "kind": "partial",
            "paragraphs": paragraphs,
            "share": pair.share,
            "tie": CopyTie::Direct,
        })
    });
    others.chain(partial).collect()
}

fn one(corpus: &Corpus, plan: &Plan, story: &Story) -> Value {
    let id = |ix: ArticleIx| plan.document_id(ix);
    let words = |ix: ArticleIx, span: Span| {
        let text = corpus.article(ix).map_or("", |article| article.document.text.slice(span));
        json!({ "document": id(ix), "span": place(corpus, ix, span), "text": text_value(text) })
    };
    let headline = corpus.article(story.representative).and_then(|article| {
        article.headline.map(|headline| text_value(article.document.text.slice(headline.span)))
    });
    let documents = story
        .articles
        .iter()
        .map(|member| json!({ "id": id(member.article), "score": member.score }));
    let facts = &story.facts;
    let people = facts.people.iter().filter_map(|(ix, n)| {
        let person = corpus.person(*ix)?;
        Some(json!({ "documents": n, "id": name_id(&person.label), "name": person.name }))
    });
    let places = facts
        .places
        .iter()
        .map(|(ix, span, n)| json!({ "documents": n, "place": words(*ix, *span) }));
    let form = |form: &Form| {
        let mut value = words(form.article, form.span);
        let others: Vec<_> = form.others.iter().map(|ix| id(*ix)).collect();
        if let Some(fields) = value.as_object_mut() {
            fields.insert("others".to_owned(), json!(others));
        }
        value
    };
    let differences = |all: &[Difference]| -> Vec<Value> {
        let forms =
            |difference: &Difference| -> Vec<Value> { difference.forms.iter().map(form).collect() };
        all.iter().map(|difference| Value::Array(forms(difference))).collect()
    };
    let statement = |said: &StoryStatement| {
        let place = |at: &StatementRef| json!({ "document": id(at.article), "statement": plan.catalogue.mark(*at) });
        json!({ "places": said.places.iter().map(place).collect::<Vec<_>>(), "texts": said.texts })
    };
    json!({
        "documents": documents.collect::<Vec<_>>(),
        "figures": differences(&facts.figures),
        "from": story.from,
        "headline": headline,
        "id": id(story.earliest()),
        "names": differences(&facts.names),
        "people": people.collect::<Vec<_>>(),
        "places": places.collect::<Vec<_>>(),
        "quotation": facts.quotation,
        "statements": facts.statements.iter().map(statement).collect::<Vec<_>>(),
        "to": story.to,
    })
}

fn place(corpus: &Corpus, ix: ArticleIx, span: Span) -> Value {
    corpus
        .article(ix)
        .map_or(Value::Null, |article| Text::new(article.document.text.as_str()).place(span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse;
    use crate::analyse::fixture::{Draft, lexicon};
    use crate::config::Config;
    use crate::model::MentionKind;
    use crate::site::{Manifest, plan};

    fn corpus() -> (Corpus, Plan) {
        let body = "عقد الوزيران سالم عيسى وكريم منصور مباحثات في سوتشي حول الحدود والتجارة \
            والنقل البحري والطاقة والزراعة والمياه والتعليم والصحة والسياحة والثقافة والرياضة \
            والإعلام والبيئة والإسكان والصناعة والاستثمار";
        let report = |id: &str, title: &str| {
            Draft::new(id, &format!("{title}\n{body}"))
                .headline(title)
                .person("سالم عيسى", "سالم عيسى")
                .person("كريم منصور", "كريم منصور")
                .mention("سوتشي", "سوتشي", MentionKind::Place)
                .date(crate::model::ArticleDate {
                    day: "2020-12-29".parse().ok(),
                    precision: crate::model::Precision::Day,
                    confidence: crate::model::Confidence::Firm,
                    ..Default::default()
                })
                .article()
        };
        let articles = vec![report("a.txt", "لقاء أول"), report("b.txt", "لقاء ثان")];
        let (lexicon, config) = (lexicon(), Config::default());
        let corpus = analyse::corpus(articles, &lexicon, &config, None).value;
        let plan = plan(&corpus, &lexicon, &config, &Manifest::default());
        (corpus, plan)
    }

    #[test]
    fn a_document_names_its_story_and_its_copies() {
        let (corpus, plan) = corpus();
        let record = document_in(&corpus, &plan, &lexicon(), ArticleIx(1)).unwrap().fields;
        let first = json!(corpus.articles[0].document.content_id);
        assert_eq!(record["story"], first);
        let copy = &record["near_duplicates"][0];
        assert_eq!((&copy["id"], &copy["kind"]), (&first, &json!("near_duplicate")));
        assert_eq!((&copy["share"], &copy["tie"]), (&json!(100), &json!("direct")));
        assert!(document_in(&corpus, &plan, &lexicon(), ArticleIx(9)).is_none());
    }

    #[test]
    fn a_story_names_its_documents_and_what_they_share() {
        let (corpus, plan) = corpus();
        let records: Vec<Value> = stories(&corpus, &plan).collect();
        let story = &records[0];
        assert_eq!(story["documents"].as_array().unwrap().len(), 2);
        assert_eq!(story["headline"]["text"], "لقاء أول");
        assert_eq!((&story["from"], &story["to"]), (&json!("2020-12-29"), &json!("2020-12-29")));
        assert_eq!(story["people"][0]["documents"], 2);
        let place = &story["places"][0]["place"];
        let text = corpus.articles[0].document.text.as_str();
        let start = usize::try_from(place["span"]["bytes"][0].as_u64().unwrap()).unwrap();
        assert!(text.get(start..).unwrap().starts_with("سوتشي"));
    }
}
