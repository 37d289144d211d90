//! The statements of a document as JSON values.

use serde_json::{Value, json};

use crate::model::{MentionIx, Span, Speaker, Statement, StatementIx, StatementKind};
use crate::site::qid::name_id;

use super::Origin;

/// The statements that are shown, in the order of the text.
pub(super) fn statements(origin: &Origin<'_>) -> Vec<Value> {
    let all = (0..).map(StatementIx).take(origin.article.statements.len());
    all.filter_map(|ix| one(origin, ix)).collect()
}

/// A statement that is shown.
pub(super) fn one(origin: &Origin<'_>, ix: StatementIx) -> Option<Value> {
    let shown = |ix: StatementIx| {
        let said = origin.article.statements.get(ix.0 as usize);
        said.filter(|said| said.evidence.score >= Statement::SHOWN)
    };
    let statement = shown(ix)?;
    let id = |ix: StatementIx| origin.ids.get(ix.0 as usize);
    let parent = statement.parent.filter(|ix| shown(*ix).is_some()).and_then(id);
    Some(record(origin, statement, (id(ix)?, parent)))
}

/// One statement; `ids` are its own and its parent's.
fn record(
    origin: &Origin<'_>,
    statement: &Statement,
    (id, parent): (&str, Option<&String>),
) -> Value {
    let Origin { article, text, .. } = origin;
    let (before, after) = context(&article.sentences, statement.text);
    let quoted: Vec<Value> = statement.quoted.iter().map(|span| text.place(*span)).collect();
    let firm = statement.evidence.score >= Statement::FIRM;
    json!({
        "after": text.value(after),
        "before": text.value(before),
        "comp": text.string(statement.comp),
        "confidence": if firm { "firm" } else { "probable" },
        "document": origin.id,
        "id": id,
        "kind": statement.kind,
        "marks": marks(article.document.text.as_str(), statement),
        "mention": text.string(mention(statement)),
        "parent": parent,
        "quoted": quoted,
        "rule": statement.evidence.rule,
        "score": statement.evidence.score,
        "span": text.place(statement.text),
        "speaker": speaker(origin, &statement.speaker),
        "text": text.words(statement.text),
        "verb": text.string(statement.cue.as_ref().map(|cue| cue.span)),
        "via": text.value(statement.via),
    })
}

/// The speaker's words in the sentence: of somebody unnamed the phrase itself.
pub(super) fn mention(statement: &Statement) -> Option<Span> {
    match statement.speaker {
        Speaker::Described(phrase) => Some(statement.mention.unwrap_or(phrase)),
        Speaker::Named(_) | Speaker::Joint(_) | Speaker::Unknown => statement.mention,
    }
}

/// One speaker, a list of several, or null where nobody is named.
fn speaker(origin: &Origin<'_>, speaker: &Speaker) -> Value {
    let named = |ix: &MentionIx| {
        let mention = origin.article.mentions.get(ix.0 as usize)?;
        let (name, label) = origin.names(*ix, mention);
        Some(json!({
            "canonical": name,
            "id": name_id(label),
            "kind": mention.kind,
            "role": origin.text.string(mention.title),
            "surface": origin.text.words(mention.span),
        }))
    };
    let mut speakers: Vec<Value> = speaker.mentions().iter().filter_map(named).collect();
    match (speakers.len(), speaker) {
        (0, _) => Value::Null,
        (_, Speaker::Joint(_)) => Value::Array(speakers),
        _ => speakers.swap_remove(0),
    }
}

/// The sentences before and after those that a statement stands in.
pub(crate) fn context(sentences: &[Span], statement: Span) -> (Option<Span>, Option<Span>) {
    let first = sentences.partition_point(|sentence| sentence.end <= statement.start);
    let after = sentences.partition_point(|sentence| sentence.start < statement.end);
    let before = first.checked_sub(1).and_then(|ix| sentences.get(ix));
    (before.copied(), sentences.get(after.max(first)).copied())
}

/// The quotation marks around the exact words of a speaker: `["«", "»"]`; null without both.
fn marks(text: &str, statement: &Statement) -> Value {
    if statement.kind != StatementKind::Direct {
        return Value::Null;
    }
    let range = statement.text.range();
    let before = text.get(..range.start).unwrap_or_default().trim_end();
    let after = text.get(range.end..).unwrap_or_default();
    // A final stop stands inside the marks and outside the words.
    let after = after.trim_start_matches([' ', '.', '…', '،', '؛', '!', '؟']);
    match (before.chars().next_back(), after.chars().next()) {
        (Some(open), Some(close)) if is_mark(open) && is_mark(close) => {
            json!([open.to_string(), close.to_string()])
        }
        _ => Value::Null,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '«' | '»' | '‹' | '›' | '"' | '“' | '”' | '„' | '‟' | '‘' | '’' | '\'')
}
