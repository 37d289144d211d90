//! Identities of statements and names in addresses and data.

use std::collections::BTreeMap;

use crate::lang::{Lexicon, TokenKind, Tokens};
use crate::model::{Article, Span};

/// Hexadecimal digits of an identity.
const DIGITS: usize = 8;

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
            let id = digits(&folded(&tokens, statement.text));
            let times = seen.entry(id.clone()).or_default();
            *times += 1;
            if *times == 1 { id } else { format!("{id}-{times}") }
        })
        .collect()
}

/// The identity of a name: the same in every document and build.
pub fn name_id(canonical: &str) -> String {
    digits(canonical)
}

fn digits(words: &str) -> String {
    blake3::hash(words.as_bytes()).to_hex().chars().take(DIGITS).collect()
}

/// The words of a span in their matching form, a blank between each two.
fn folded(tokens: &Tokens, span: Span) -> String {
    let words = tokens.within(span).filter(|ix| tokens.kind(*ix) != Some(TokenKind::Mark));
    words.map(|ix| tokens.word(ix)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::fixture::{Draft, lexicon};
    use crate::model::Speaker;

    fn check(text: &str, statements: &[&str]) -> Vec<String> {
        let draft = Draft::new("a.txt", text);
        let draft =
            statements.iter().fold(draft, |draft, words| draft.statement(words, Speaker::Unknown));
        qids(&draft.article(), &lexicon())
    }

    #[test]
    fn words_decide_and_marks_do_not() {
        let plain = check("قال إن السلم قريب", &["السلم قريب"]);
        assert_eq!(plain, check("أضاف: «السّلم، قريب»", &["السّلم، قريب"]));
        assert_ne!(plain, check("قال إن السلم بعيد", &["السلم بعيد"]));
        assert_eq!(plain[0].len(), 8);
    }

    #[test]
    fn repeated_words_are_numbered() {
        let ids = check("السلم قريب. نعم", &["السلم قريب", "نعم", "السلم قريب"]);
        assert_eq!(ids[2], format!("{}-2", ids[0]));
        assert_ne!(ids[1], ids[0]);
    }
}
