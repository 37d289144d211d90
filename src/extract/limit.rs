//! Limits on what one document may give, so that no page grows without bound.

use crate::model::{Span, Statement};

use super::Reader;
use super::qid::words_id;

/// Most statements of a document; the best are kept.
pub(super) const STATEMENTS: usize = 50;
/// Longest statement and longest phrase of a speaker, in letters.
const STATEMENT: usize = 1_200;
const MENTION: usize = 120;
/// Longest headline, in letters.
pub(super) const HEADLINE: usize = 300;

/// Keeps the best statements, in their order, and cuts what is too long at a word. Returns how many
/// were left out.
pub(super) fn statements(reader: &Reader<'_>, found: &mut Vec<Statement>) -> usize {
    let before = found.len();
    if before > STATEMENTS {
        let mut order: Vec<usize> = (0..before).collect();
        let score = |ix: &usize| found.get(*ix).map_or(0, |statement| statement.evidence.score);
        order.sort_by_key(|ix| (std::cmp::Reverse(score(ix)), *ix));
        let kept: std::collections::BTreeSet<usize> = order.into_iter().take(STATEMENTS).collect();
        let mut places: Vec<Option<u32>> = Vec::with_capacity(before);
        for ix in 0..before {
            let place = kept.range(..ix).count();
            places.push(kept.contains(&ix).then(|| u32::try_from(place).unwrap_or(u32::MAX)));
        }
        let mut ix = 0;
        found.retain(|_| {
            ix += 1;
            kept.contains(&(ix - 1))
        });
        for statement in found.iter_mut() {
            let parent = statement.parent.and_then(|parent| places.get(parent.0 as usize).copied());
            statement.parent = parent.flatten().map(crate::model::StatementIx);
        }
    }
    for statement in found.iter_mut() {
        let text = shortened(reader, statement.text, STATEMENT);
        if text != statement.text {
            (statement.text, statement.words) = (text, words_id(reader.tokens, text));
        }
        statement.mention = statement.mention.map(|mention| shortened(reader, mention, MENTION));
        statement.quoted.retain(|quoted| text.contains(*quoted));
    }
    before.saturating_sub(found.len())
}

/// The span cut at a word where it has more letters.
pub(super) fn shortened(reader: &Reader<'_>, span: Span, letters: usize) -> Span {
    let words = reader.words(span);
    let Some((cut, _)) = words.char_indices().nth(letters) else { return span };
    let head = words.get(..cut).unwrap_or(words);
    let end = head.rfind(char::is_whitespace).unwrap_or(cut);
    Span::from_bytes(span.range().start, span.range().start + end)
        .trimmed(reader.document.text.as_str())
}
