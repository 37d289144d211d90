//! The statements of a document as JSON.

use serde::Serialize;

use crate::model::{MentionIx, MentionKind, Span, Speaker, Statement, StatementIx, StatementKind};
use crate::site::qid::name_id;

use super::Origin;
use super::text::{Place, Words};

/// One statement. An archive has more of these than of anything else, so they are written as they
/// are, without a tree of values; like the keys of such a tree the fields are sorted.
#[derive(Debug, Serialize)]
pub(super) struct StatementRecord<'a> {
    after: Option<Words<'a>>,
    before: Option<Words<'a>>,
    comp: Option<&'a str>,
    confidence: &'static str,
    document: &'a str,
    id: &'a str,
    kind: StatementKind,
    marks: Option<[char; 2]>,
    mention: Option<&'a str>,
    parent: Option<&'a str>,
    quoted: Vec<Place>,
    rule: &'a str,
    score: u8,
    span: Place,
    speaker: Speakers<'a>,
    text: &'a str,
    verb: Option<&'a str>,
    via: Option<Words<'a>>,
}

/// One speaker, a list of several, or null where nobody is named.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Speakers<'a> {
    Nobody,
    One(SpeakerRecord<'a>),
    Several(Vec<SpeakerRecord<'a>>),
}

#[derive(Debug, Serialize)]
struct SpeakerRecord<'a> {
    canonical: &'a str,
    id: String,
    kind: MentionKind,
    role: Option<&'a str>,
    surface: &'a str,
}

/// The statements that are shown, in the order of the text.
pub(super) fn statements<'a>(
    origin: &'a Origin<'_>,
) -> impl Iterator<Item = StatementRecord<'a>> + use<'a> {
    let all = (0..).map(StatementIx).take(origin.article.statements.len());
    all.filter_map(move |ix| one(origin, ix))
}

/// A statement that is shown.
pub(super) fn one<'a>(origin: &'a Origin<'_>, ix: StatementIx) -> Option<StatementRecord<'a>> {
    let shown = |ix: StatementIx| {
        let said = origin.article.statements.get(ix.0 as usize);
        said.filter(|said| said.evidence.score >= Statement::SHOWN)
    };
    let statement = shown(ix)?;
    let id = |ix: StatementIx| origin.ids.get(ix.0 as usize).map(String::as_str);
    let parent = statement.parent.filter(|ix| shown(*ix).is_some()).and_then(id);
    Some(record(origin, statement, (id(ix)?, parent)))
}

/// One statement; `ids` are its own and its parent's.
fn record<'a>(
    origin: &'a Origin<'_>,
    statement: &'a Statement,
    (id, parent): (&'a str, Option<&'a str>),
) -> StatementRecord<'a> {
    let Origin { article, text, .. } = origin;
    let (before, after) = context(&article.sentences, statement.text);
    let string = |span: Option<Span>| span.map(|span| text.words(span));
    let words = |span: Option<Span>| string(span).and_then(Words::of);
    let firm = statement.evidence.score >= Statement::FIRM;
    StatementRecord {
        after: words(after),
        before: words(before),
        comp: string(statement.comp),
        confidence: if firm { "firm" } else { "probable" },
        document: &origin.id,
        id,
        kind: statement.kind,
        marks: marks(article.document.text.as_str(), statement),
        mention: string(mention(statement)),
        parent,
        quoted: statement.quoted.iter().map(|span| text.place_of(*span)).collect(),
        rule: statement.evidence.rule,
        score: statement.evidence.score,
        span: text.place_of(statement.text),
        speaker: speaker(origin, &statement.speaker),
        text: text.words(statement.text),
        verb: string(statement.cue.as_ref().map(|cue| cue.span)),
        via: words(statement.via),
    }
}

/// The speaker's words in the sentence: of somebody unnamed the phrase itself.
pub(super) fn mention(statement: &Statement) -> Option<Span> {
    match statement.speaker {
        Speaker::Described(phrase) => Some(statement.mention.unwrap_or(phrase)),
        Speaker::Named(_) | Speaker::Joint(_) | Speaker::Unknown => statement.mention,
    }
}

fn speaker<'a>(origin: &'a Origin<'_>, speaker: &Speaker) -> Speakers<'a> {
    let named = |ix: &MentionIx| {
        let mention = origin.article.mentions.get(ix.0 as usize)?;
        let (canonical, label) = origin.names(*ix, mention);
        Some(SpeakerRecord {
            canonical,
            id: name_id(label),
            kind: mention.kind,
            role: mention.title.map(|title| origin.text.words(title)),
            surface: origin.text.words(mention.span),
        })
    };
    let mut speakers: Vec<SpeakerRecord<'a>> =
        speaker.mentions().iter().filter_map(named).collect();
    match (speakers.len(), speaker) {
        (0, _) => Speakers::Nobody,
        (_, Speaker::Joint(_)) => Speakers::Several(speakers),
        _ => Speakers::One(speakers.swap_remove(0)),
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
fn marks(text: &str, statement: &Statement) -> Option<[char; 2]> {
    if statement.kind != StatementKind::Direct {
        return None;
    }
    let range = statement.text.range();
    let before = text.get(..range.start).unwrap_or_default().trim_end();
    let after = text.get(range.end..).unwrap_or_default();
    // A final stop stands inside the marks and outside the words.
    let after = after.trim_start_matches([' ', '.', '…', '،', '؛', '!', '؟']);
    match (before.chars().next_back(), after.chars().next()) {
        (Some(open), Some(close)) if is_mark(open) && is_mark(close) => Some([open, close]),
        _ => None,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '«' | '»' | '‹' | '›' | '"' | '“' | '”' | '„' | '‟' | '‘' | '’' | '\'')
}
