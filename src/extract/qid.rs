//! Identities of statements in addresses, in data and in the editor's file.

use std::collections::BTreeMap;

use crate::lang::{Lexicon, TokenKind, Tokens};
use crate::model::{Article, Span, short_id};

/// The identities of an article's statements, in step with them: 8 hexadecimal digits of a hash of
/// the words in their matching form, and from the second of the same words on `-2`, `-3`…
///
/// Marks and blanks do not enter, so that a better reading of quotation marks moves nothing.
pub fn qids(article: &Article, lexicon: &Lexicon) -> Vec<String> {
    let tokens = Tokens::new(lexicon.folder(), article.document.text.as_str());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let statements = article.statements.iter();
    statements
        .map(|statement| {
            let id = short_id(&folded(&tokens, statement.text));
            let times = seen.entry(id.clone()).or_default();
            *times += 1;
            if *times == 1 { id } else { format!("{id}-{times}") }
        })
        .collect()
}

/// The words of a span in their matching form, a blank between each two.
fn folded(tokens: &Tokens, span: Span) -> String {
    let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
    words.map(|ix| tokens.word(ix)).collect::<Vec<_>>().join(" ")
}
