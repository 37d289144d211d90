//! Names that show by how they are written: «شركة Apple», «البروفيسور John Smith», «تلفزيون "برس"».

use std::ops::Range;

use crate::lang::{Gap, TokenKind};
use crate::model::Name;

use super::super::Reader;

/// Longest such name, in tokens.
const MOST: usize = 5;

/// The end of a name in Latin letters, with its numbers, that stands at a token.
pub(super) fn name_end(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let tokens = reader.tokens;
    let is_part = |at: &usize| match tokens.kind(*at) {
        Some(TokenKind::Latin) => true,
        Some(TokenKind::Number) => *at > ix,
        _ => false,
    };
    let near = ix..limit.min(ix + MOST);
    let run = near.take_while(|at| tokens.gap(*at) == Gap::Blank && is_part(at));
    run.last().map(|last| last + 1)
}

/// A person's name: two words or more, each with a capital.
pub(super) fn person_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Range<usize>> {
    let end = name_end(reader, ix, limit)?;
    let capital = |at: usize| reader.plain(at).starts_with(char::is_uppercase);
    (end > ix + 1 && (ix..end).all(capital)).then_some(ix..end)
}

/// The end of a short quoted name: «تلفزيون "برس"».
pub(crate) fn quoted_name(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let open = reader.tokens.word(ix);
    if !matches!(open, "\"" | "«" | "“" | "”") {
        return None;
    }
    (ix + 2..(ix + 6).min(limit))
        .find(|at| matches!(reader.tokens.word(*at), "\"" | "»" | "”" | "“"))
        .map(|close| close + 1)
}

/// «حركة "حماس"»: the name of a known body in marks behind the noun that says what it is.
pub(super) fn known_in_marks(reader: &Reader<'_>, phrase: Range<usize>) -> Option<Name> {
    let open = phrase.start + 1;
    let close = quoted_name(reader, open, phrase.end)?;
    let naming = reader.lexicon.names.naming.at(reader.tokens, phrase.start);
    let body = super::body::known_at(reader, open + 1, close).filter(|_| naming)?;
    let whole = body.tokens == (open + 1..close - 1) && close == phrase.end;
    whole.then_some(body.name)
}
