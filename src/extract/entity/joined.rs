//! Names behind «و»: «بحث هاني بدر ورامي فهمي التعاون».
//!
//! The conjunction is written on the given name, so the grammar of names does not see it. It is read where
//! a person is named right before it.

use std::ops::Range;

use crate::lang::Gap;
use crate::model::MentionKind;

use super::super::Reader;
use super::element::{
    has_article, is_doubtful, is_family, is_given, is_inside, is_listed_adjective, is_name_word,
};
use super::name::element_end;
use super::{Entities, nouns};

/// Most elements behind the given name.
const MOST: usize = 3;

/// The name at a token behind somebody else's, and the bytes of its conjunction.
pub(super) fn name_at(
    reader: &Reader<'_>,
    ix: usize,
    limit: usize,
    entities: &Entities,
) -> Option<(Range<usize>, usize)> {
    let tokens = reader.tokens;
    let hit = reader.lexicon.names.given.longest_with_proclitics(tokens, ix)?;
    let person = || {
        let seen = entities.seen_ending(ix)?;
        (entities.get(seen.entity)?.kind == MentionKind::Person).then_some(())
    };
    if hit.proclitic != "و" || tokens.gap(ix) != Gap::Blank || person().is_none() {
        return None;
    }
    let given = ix + hit.len;
    let mut end = given;
    for elements in 0..MOST {
        match next_element(reader, end, limit, elements) {
            Some(next) => end = next,
            None => break,
        }
    }
    (end > given).then_some((ix..end, hit.proclitic.len()))
}

/// The end of an element that goes on a name; past the first only what shows itself to be one does.
fn next_element(reader: &Reader<'_>, ix: usize, limit: usize, elements: usize) -> Option<usize> {
    if ix >= limit || !is_inside(reader, ix) || !is_name_word(reader, ix) {
        return None;
    }
    let end = element_end(reader, ix, limit)?;
    let shut = reader.is_shut(end);
    let particle = reader.lexicon.names.particles.at(reader.tokens, ix);
    let known =
        is_given(reader, ix) && !nouns::is_deed(reader, ix) || particle || is_family(reader, ix);
    let family = has_article(reader, ix)
        && reader.plain(ix).ends_with('ي')
        && !is_listed_adjective(reader, ix);
    let first = elements == 0 && !has_article(reader, ix) && !is_doubtful(reader, ix);
    let joined = reader.tokens.word(ix).starts_with('و');
    (known || family || !joined && (first || shut)).then_some(end)
}
