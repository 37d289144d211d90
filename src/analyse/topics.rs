//! Scores of topics → topics with their documents, statements and words.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::Lexicon;
use crate::model::{Article, ArticleIx, StatementIx, StatementRef, Topic};

use super::tally::Tally;

/// One topic while it is gathered.
#[derive(Debug, Default)]
struct Gathered<'a> {
    articles: Vec<(ArticleIx, u32)>,
    statements: Vec<StatementRef>,
    terms: Tally<'a>,
}

/// The topics that have a document, in the order of the taxonomy.
pub(super) fn topics(articles: &[Article], lexicon: &Lexicon) -> Vec<Topic> {
    let mut gathered: BTreeMap<&str, Gathered<'_>> = BTreeMap::new();
    for (ix, article) in (0..).map(ArticleIx).zip(articles) {
        for score in &article.topics {
            let topic = gathered.entry(&score.id).or_default();
            topic.articles.push((ix, score.tenths));
            let text = &article.document.text;
            score.terms.iter().for_each(|term| topic.terms.add(text.slice(*term)));
        }
        for (statement_ix, statement) in (0..).map(StatementIx).zip(&article.statements) {
            let reference = StatementRef { article: ix, statement: statement_ix };
            let topics = statement.topics.iter().filter(|_| statement.is_counted());
            for topic in topics {
                gathered.entry(&topic.id).or_default().statements.push(reference);
            }
        }
    }
    let rows = lexicon.files.topics.topic.iter();
    rows.filter_map(|row| {
        let mut topic = gathered.remove(row.id.as_str())?;
        topic.articles.sort_by_key(|(ix, tenths)| (std::cmp::Reverse(*tenths), *ix));
        // A statement may touch a topic that no document is about: no page for it.
        (!topic.articles.is_empty()).then(|| Topic {
            id: Arc::from(row.id.as_str()),
            name: Arc::from(row.name.as_str()),
            iptc: (!row.iptc.is_empty()).then(|| Arc::from(row.iptc.as_str())),
            articles: topic.articles,
            statements: topic.statements,
            terms: topic.terms.spellings(),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::model::Speaker;

    #[test]
    fn best_documents_first_in_the_order_of_the_taxonomy() {
        let lexicon = lexicon();
        let ids: Vec<&str> =
            lexicon.files.topics.topic.iter().take(2).map(|row| row.id.as_str()).collect();
        let (first, second) = (ids[0], ids[1]);
        let articles = [
            Draft::new("a.txt", "قال سالم إن الهدنة قائمة").topic(second, 30, &["الهدنة"]),
            Draft::new("b.txt", "هدنة ثم الهدنة")
                .statement("الهدنة", Speaker::Unknown)
                .about(second)
                .topic(second, 55, &["الهدنة", "هدنة"])
                .topic(first, 30, &[]),
        ]
        .map(Draft::article);
        let topics = topics(&articles, &lexicon);
        let found: Vec<&str> = topics.iter().map(|topic| &*topic.id).collect();
        assert_eq!(found, [first, second]);
        assert!(topics[1].iptc.as_deref().is_some_and(|code| code.starts_with("medtop:")));
        assert_eq!(topics[1].articles, [(ArticleIx(1), 55), (ArticleIx(0), 30)]);
        assert_eq!(topics[1].statements.len(), 1);
        assert_eq!(&*topics[1].terms[0].text, "الهدنة");
        assert_eq!(topics[1].terms[0].count, 2);
    }
}
