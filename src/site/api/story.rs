//! The records of stories, and what a document's record says of the rest of the archive.

use serde_json::{Value, json};

use std::collections::BTreeMap;

use super::super::qid::{name_id, qids};
use super::text::{Text, text_value};
use crate::lang::Lexicon;
use crate::model::{ArticleIx, Corpus, Difference, Span, StatementRef, Story, StoryStatement};

/// All stories, newest first. Statements go by their identities in the records of documents.
pub(super) fn stories(corpus: &Corpus, lexicon: &Lexicon) -> Vec<Value> {
    corpus.stories.iter().map(|story| one(corpus, story, lexicon)).collect()
}

/// The record of a document with what only the whole archive knows: its final date, its story and
/// its copies. `None` for an index of another corpus.
pub fn document_in(corpus: &Corpus, ix: ArticleIx, lexicon: &Lexicon) -> Option<Value> {
    let article = corpus.article(ix)?;
    let mut record = super::document(article, corpus.date(ix), lexicon);
    let story =
        corpus.stories.iter().find(|story| story.articles.iter().any(|it| it.article == ix));
    if let Value::Object(fields) = &mut record {
        fields.insert("near_duplicates".to_owned(), Value::Array(copies(corpus, ix)));
        let story = story.map(|story| id(corpus, story.representative));
        fields.insert("story".to_owned(), story.unwrap_or_default());
    }
    Some(record)
}

/// Other documents that print the same text, then those that share paragraphs.
fn copies(corpus: &Corpus, ix: ArticleIx) -> Vec<Value> {
    let group = corpus.duplicates.iter().find(|group| group.articles().any(|it| it == ix));
    let others = group.into_iter().flat_map(|group| {
        let beside = group.copies.iter().filter(move |copy| copy.article == ix || copy.of == ix);
        beside.map(|copy| {
            let other = if copy.article == ix { copy.of } else { copy.article };
            json!({ "id": id(corpus, other), "kind": copy.kind, "paragraphs": [], "share": copy.share })
        })
    });
    let pairs = corpus.partial_copies.iter().filter(|pair| pair.one == ix || pair.other == ix);
    let partial = pairs.map(|pair| {
        let other = if pair.one == ix { pair.other } else { pair.one };
        let own = |(one, two): &(Span, Span)| if pair.one == ix { (*one, *two) } else { (*two, *one) };
        let paragraphs: Vec<Value> = pair
            .paragraphs
            .iter()
            .map(|spans| json!({ "there": place(corpus, other, own(spans).1), "here": place(corpus, ix, own(spans).0) }))
            .collect();
        json!({ "id": id(corpus, other), "kind": "partial", "paragraphs": paragraphs, "share": pair.share })
    });
    others.chain(partial).collect()
}

fn one(corpus: &Corpus, story: &Story, lexicon: &Lexicon) -> Value {
    let members = story.articles.iter().filter_map(|member| {
        Some((member.article, qids(corpus.article(member.article)?, lexicon)))
    });
    let ids: BTreeMap<ArticleIx, Vec<String>> = members.collect();
    let mark = |at: &StatementRef| ids.get(&at.article)?.get(at.statement.0 as usize);
    let headline = corpus.article(story.representative).and_then(|article| {
        article.headline.map(|headline| text_value(article.document.text.slice(headline.span)))
    });
    let documents = story
        .articles
        .iter()
        .map(|member| json!({ "id": id(corpus, member.article), "score": member.score }));
    let facts = &story.facts;
    let people = facts.people.iter().filter_map(|(ix, n)| {
        let name = &corpus.person(*ix)?.name;
        Some(json!({ "documents": n, "id": name_id(name), "name": name }))
    });
    let places = facts
        .places
        .iter()
        .map(|(ix, span, n)| json!({ "documents": n, "place": words(corpus, *ix, *span) }));
    let differences = |all: &[Difference]| -> Vec<Value> {
        let forms = |difference: &Difference| -> Vec<Value> {
            difference.forms.iter().map(|(ix, span)| words(corpus, *ix, *span)).collect()
        };
        all.iter().map(|difference| Value::Array(forms(difference))).collect()
    };
    let statement = |said: &StoryStatement| {
        let place = |at: &StatementRef| json!({ "document": id(corpus, at.article), "statement": mark(at) });
        json!({ "places": said.places.iter().map(place).collect::<Vec<_>>(), "texts": said.texts })
    };
    json!({
        "documents": documents.collect::<Vec<_>>(),
        "figures": differences(&facts.figures),
        "from": story.from,
        "headline": headline,
        "id": id(corpus, story.representative),
        "names": differences(&facts.names),
        "people": people.collect::<Vec<_>>(),
        "places": places.collect::<Vec<_>>(),
        "quotation": facts.quotation,
        "statements": facts.statements.iter().map(statement).collect::<Vec<_>>(),
        "to": story.to,
    })
}

fn id(corpus: &Corpus, ix: ArticleIx) -> Value {
    corpus.article(ix).map_or(Value::Null, |article| json!(article.document.content_id))
}

/// Words of a document with their place in it.
fn words(corpus: &Corpus, ix: ArticleIx, span: Span) -> Value {
    let text = corpus.article(ix).map_or("", |article| article.document.text.slice(span));
    json!({ "document": id(corpus, ix), "span": place(corpus, ix, span), "text": text_value(text) })
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

    fn corpus() -> Corpus {
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
        analyse::corpus(articles, &lexicon(), &Config::default(), None).value
    }

    #[test]
    fn a_document_names_its_story_and_its_copies() {
        let corpus = corpus();
        let record = document_in(&corpus, ArticleIx(1), &lexicon()).unwrap();
        let first = json!(corpus.articles[0].document.content_id);
        assert_eq!(record["story"], first);
        let copy = &record["near_duplicates"][0];
        assert_eq!((&copy["id"], &copy["kind"]), (&first, &json!("near_duplicate")));
        assert_eq!(copy["share"], 100);
        assert!(document_in(&corpus, ArticleIx(9), &lexicon()).is_none());
    }

    #[test]
    fn a_story_names_its_documents_and_what_they_share() {
        let corpus = corpus();
        let records = stories(&corpus, &lexicon());
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
