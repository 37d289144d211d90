//! What was considered for the facts of a document and not taken: for an editor who asks why.
//!
//! Everything here is worked out anew from the document, beside the normal way and never on it,
//! so that explaining costs nothing where nobody asks.

use std::ops::Range;

use super::cue::{self, Cue, cues};
use super::paragraph::Paragraph;
use super::{Reader, block, body, doc_type, headline, topic};
use crate::lang::{Lexicon, Tokens};
use crate::model::{Article, BlockKind, Mention, MentionKind, Rule, Span, Speaker, Statement};

pub use topic::RejectedTopic;

/// Words of a document that were not taken for a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The words.
    pub span: Span,
    /// Why not, in English, without a full stop.
    pub why: String,
}

/// A block that is no part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its words.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The rule that said so.
    pub rule: Rule,
}

/// What was not taken, by the fact that it might have been.
#[derive(Clone, Debug)]
pub struct Considered {
    /// For the headline.
    pub headlines: Vec<Rejected>,
    /// For the topics.
    pub topics: Vec<RejectedTopic>,
    /// For the cue of a statement.
    pub cues: Vec<Rejected>,
    /// For the speaker, in step with the article's statements.
    pub speakers: Vec<Vec<Rejected>>,
    /// The blocks that are no part of the text, in order.
    pub removed: Vec<Removed>,
    /// The rule that made the document one of its type, and the words that it went by.
    pub doc_type: (Rule, Option<Span>),
}

/// Everything that was considered for the facts of an article and not taken.
pub fn considered(article: &Article, lexicon: &Lexicon) -> Considered {
    let document = &article.document;
    let tokens = Tokens::new(lexicon.folder(), document.text.as_str());
    let reader = Reader { document, tokens: &tokens, lexicon };
    let (kinds, _) = block::kinds(&reader);
    let parts = body::parts(&reader, &article.kinds, article.headline.as_ref());
    let found = article.statements.iter();
    Considered {
        headlines: headline::considered(&reader, &kinds),
        topics: topic::considered(&reader, &parts, &article.mentions),
        cues: silent(&reader, article, &parts.body),
        speakers: found.map(|statement| others(article, statement)).collect(),
        removed: removed(&reader, article),
        doc_type: doc_type::reason(&reader, article.headline.as_ref(), &article.kinds),
    }
}

/// The blocks that are neither headline nor body.
fn removed(reader: &Reader<'_>, article: &Article) -> Vec<Removed> {
    let blocks = article.document.blocks.iter().zip(&article.kinds);
    let is_title = |span: Span| article.headline.is_some_and(|title| title.span.overlaps(span));
    let blocks = blocks.filter(|(block, kind)| !kind.is_body() && !is_title(block.span));
    let removed = blocks.map(|(block, kind)| Removed {
        span: block.span,
        kind: *kind,
        rule: block::rule(reader, block, *kind),
    });
    removed.collect()
}

/// The cues of which no statement was made, and the verbs that are no cues.
fn silent(reader: &Reader<'_>, article: &Article, body: &[Range<usize>]) -> Vec<Rejected> {
    let mut rejected = Vec::new();
    for tokens in body {
        let (paragraph, _) = Paragraph::read(reader, reader.tokens.span(tokens.clone()));
        let cues = cues(reader, &paragraph);
        rejected.extend(cue::considered(reader, &paragraph, &cues));
        rejected.extend(cues.iter().filter_map(|cue| unspoken(reader, article, cue)));
    }
    rejected.sort_by_key(|one| one.span);
    rejected
}

/// A cue that fires and gives nothing that is shown; `None` where it gives a statement.
fn unspoken(reader: &Reader<'_>, article: &Article, cue: &Cue) -> Option<Rejected> {
    let span = reader.tokens.span(cue.tokens.clone());
    let verb = reader.lexicon.verbs.verb(cue.reading);
    let own =
        |statement: &&Statement| statement.cue.as_ref().is_some_and(|cue| cue.span.overlaps(span));
    let why = match article.statements.iter().find(own) {
        Some(statement) if statement.evidence.score >= Statement::SHOWN => return None,
        Some(statement) => {
            let (score, shown) = (statement.evidence.score, Statement::SHOWN);
            format!("its statement has a score of {score} %, {shown} % are shown")
        }
        None if article.statements.iter().any(|other| other.text.contains(span)) => {
            "it stands inside the words of another statement".to_owned()
        }
        None => format!(
            "no subject and complement that «{}» ({}) takes were read after it",
            verb.lemma, verb.class
        ),
    };
    Some(Rejected { span, why })
}

/// Who else is named in the sentence of a statement, before its words.
fn others(article: &Article, statement: &Statement) -> Vec<Rejected> {
    let sentence = article.sentences.iter().find(|one| one.overlaps(statement.text));
    let Some(sentence) = sentence else { return Vec::new() };
    let speaks = |ix: u32| statement.speaker.mentions().iter().any(|own| own.0 == ix);
    let own: Vec<&str> = names(article, &statement.speaker);
    let is_other = |(ix, mention): &(u32, &Mention)| {
        mention.kind != MentionKind::Place
            && sentence.contains(mention.span)
            && mention.span.end <= statement.text.start
            && !speaks(*ix)
            && !own.contains(&&*mention.name.canonical)
    };
    let mentions = (0u32..).zip(&article.mentions).filter(is_other);
    let why = "named in the sentence, not read as the one who speaks";
    mentions.map(|(_, one)| Rejected { span: one.span, why: why.to_owned() }).collect()
}

fn names<'a>(article: &'a Article, speaker: &Speaker) -> Vec<&'a str> {
    let mentions = speaker.mentions().iter();
    let at = mentions.filter_map(|ix| article.mentions.get(ix.0 as usize));
    at.map(|mention| &*mention.name.canonical).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::block::sample;

    fn explain(text: &str) -> (Article, Considered) {
        let lexicon = Lexicon::embedded().unwrap();
        let article = crate::extract::article(sample::document(text), &lexicon).value;
        let considered = considered(&article, &lexicon);
        (article, considered)
    }

    fn words<'a>(article: &'a Article, rejected: &'a [Rejected]) -> Vec<(&'a str, &'a str)> {
        let text = &article.document.text;
        rejected.iter().map(|one| (text.slice(one.span), one.why.as_str())).collect()
    }

    #[test]
    fn a_cue_without_a_statement_has_its_reason() {
        let text = "افتتاح محطة الشمال في العاصمة اليوم\n\
            قال وزير النقل سامي حداد إن المحطة التي أعلن عنها العام الماضي ستعمل في الربيع المقبل.\n\
            يذكر أن المحطة كانت مغلقة منذ سنوات طويلة بسبب أعمال الصيانة والترميم فيها.";
        let (article, considered) = explain(text);
        assert_eq!(article.statements.len(), 1, "{:?}", article.statements);
        let cues = words(&article, &considered.cues);
        assert_eq!(
            cues,
            [
                ("أعلن", "it stands inside the words of another statement"),
                ("يذكر", "a frame of [[not_reporting]] in reporting_verbs.toml"),
            ]
        );
    }

    #[test]
    fn whoever_else_is_named_is_no_speaker() {
        let text = "لقاء في العاصمة حول محطة الشمال\n\
            بعد لقائه وزير المال كريم بدر، قال وزير النقل سامي حداد إن المحطة ستعمل في الربيع المقبل.";
        let (article, considered) = explain(text);
        let others = words(&article, &considered.speakers[0]);
        assert_eq!(others, [("كريم بدر", "named in the sentence, not read as the one who speaks")]);
    }

    #[test]
    fn blocks_that_are_no_text_have_their_kind_and_rule() {
        let text = "الرئيسية > أخبار > محليات\n\
            افتتاح محطة الشمال في العاصمة اليوم\n\
            الثلاثاء 29 ديسمبر 2020\n\
            قال وزير النقل سامي حداد إن المحطة ستعمل في الربيع المقبل وإن القطارات ستصل إليها كل ساعة.\n\
            اقرأ أيضا\n\
            جسر الجنوب يفتح قريبا";
        let (article, considered) = explain(text);
        let removed: Vec<(&str, &str, &str)> = considered
            .removed
            .iter()
            .map(|one| (article.document.text.slice(one.span), one.kind.name(), one.rule))
            .collect();
        assert_eq!(
            removed,
            [
                ("الرئيسية > أخبار > محليات", "breadcrumb", "line-shape"),
                ("الثلاثاء 29 ديسمبر 2020", "page_date", "line-shape"),
                ("اقرأ أيضا", "related", "line-words"),
                ("جسر الجنوب يفتح قريبا", "related", "line-place"),
            ]
        );
        assert_eq!(considered.doc_type, ("no-other-type", None));
    }

    #[test]
    fn topics_that_miss_their_points_are_told() {
        let text = "لقاء في العاصمة\n\
            قال وزير النقل سامي حداد إن العلاقات مع ليبيا جيدة وإن المحطة ستعمل في الربيع المقبل.";
        let (_, considered) = explain(text);
        assert!(!considered.topics.is_empty());
        assert!(considered.topics[0].why.contains(" points, "), "{:?}", considered.topics);
    }
}
