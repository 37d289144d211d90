//! Identities of statements in addresses, in data and in the editor's file.

use std::collections::BTreeMap;

use crate::lang::{TokenKind, Tokens};
use crate::model::{Article, Span, WordsId};

/// The identities of an article's statements, in step with them: 8 hexadecimal digits of a hash of
/// the words in their matching form, and from the second of the same words on `-2`, `-3`…
///
/// Marks and blanks do not enter, so that a better reading of quotation marks moves nothing.
pub fn qids(article: &Article) -> Vec<String> {
    let mut seen: BTreeMap<WordsId, usize> = BTreeMap::new();
    let statements = article.statements.iter();
    statements
        .map(|statement| {
            let times = seen.entry(statement.words).or_default();
            *times += 1;
            match times {
                1 => statement.words.to_string(),
                _ => format!("{}-{times}", statement.words),
            }
        })
        .collect()
}

/// The identity of the words of a span: in their matching form, a blank between each two.
pub(crate) fn words_id(tokens: &Tokens, span: Span) -> WordsId {
    let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
    WordsId::of(&words.map(|ix| tokens.word(ix)).collect::<Vec<_>>().join(" "))
}
