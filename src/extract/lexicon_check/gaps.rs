//! Words that the language data may lack.

use crate::extract::Reader;
use crate::extract::block::{key, words_in};
use crate::extract::paragraph::Paragraph;
use crate::lang::{TokenKind, bases, has_article};
use crate::model::{Article, BlockKind, MentionKind, NameSource, Span};

use super::{Sighting, example};

/// Tokens after a verb within which «أن» shows that it may report.
const REACH: usize = 6;
/// Tokens after a candidate that its example shows.
const SHOWN: usize = 8;
/// Longest line that may be furniture, in words.
const LINE: usize = 15;

/// Unknown words at the beginning of a clause that «أن» follows soon.
pub(super) fn verbs(reader: &Reader<'_>, article: &Article) -> Vec<Sighting> {
    let blocks = article.document.blocks.iter().zip(&article.kinds);
    let paragraphs = blocks.filter(|(_, kind)| **kind == BlockKind::Paragraph);
    let mut found = Vec::new();
    for (block, _) in paragraphs {
        let (paragraph, _) = Paragraph::read(reader, block.span);
        for ix in paragraph.tokens.clone() {
            if begins_clause(reader, &paragraph, ix) && may_report(reader, &paragraph, ix) {
                let end = (ix + 1 + SHOWN).min(paragraph.sentence(ix).end);
                let word = reader.tokens.word(ix);
                let bare =
                    word.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().nth(2).is_some());
                let key = bare.unwrap_or(word).to_owned();
                found.push(Sighting { key, example: example(reader, reader.tokens.span(ix..end)) });
            }
        }
    }
    found
}

/// True at the head of a sentence, after a comma, and for a word with a conjunction.
fn begins_clause(reader: &Reader<'_>, paragraph: &Paragraph, ix: usize) -> bool {
    let first = paragraph.sentence_start(ix);
    let mark = ix.checked_sub(1).is_some_and(|before| {
        reader.tokens.is_mark(before, ",") || reader.tokens.is_mark(before, ";")
    });
    ix == first || mark || reader.tokens.word(ix).starts_with('و')
}

/// True for a word that the data does not know, with «أن» before the clause ends.
fn may_report(reader: &Reader<'_>, paragraph: &Paragraph, ix: usize) -> bool {
    let tokens = reader.tokens;
    let word = tokens.word(ix);
    let unknown = tokens.kind(ix) == Some(TokenKind::Word)
        && paragraph.quote_at(ix).is_none()
        && word.chars().nth(2).is_some()
        && !is_known(reader, ix);
    if !unknown {
        return false;
    }
    let after = ix + 1..(ix + 1 + REACH).min(paragraph.sentence(ix).end);
    for at in after {
        if reader.is_complementiser(at) {
            return true;
        }
        let verb = reader.lexicon.verbs.forms.longest_with_proclitics(tokens, at).is_some();
        if verb || tokens.kind(at) == Some(TokenKind::Mark) {
            return false;
        }
    }
    false
}

/// True for verbs of the file, function words, nouns with the article, and names.
fn is_known(reader: &Reader<'_>, ix: usize) -> bool {
    let lexicon = reader.lexicon;
    let (tokens, names) = (reader.tokens, &lexicon.names);
    let closed = |word: &str| {
        lexicon.is_stop(word)
            || lexicon.grammar.stop_words.contains(word)
            || lexicon.grammar.common.contains(word)
            || has_article(word)
    };
    reader.is_complementiser(ix)
        || bases(tokens.word(ix)).any(|base| closed(&base.word))
        || lexicon.verbs.forms.longest_with_proclitics(tokens, ix).is_some()
        || lexicon.grammar.clause_openers.longest_with_proclitics(tokens, ix).is_some()
        || names.person_forms.longest_with_proclitics(tokens, ix).is_some()
        || names.place_forms.longest_with_proclitics(tokens, ix).is_some()
        || names.body_forms.longest_with_proclitics(tokens, ix).is_some()
        || names.body_heads.longest_with_proclitics(tokens, ix).is_some()
        || names.office_heads.longest_with_proclitics(tokens, ix).is_some()
        || names.given.longest_with_proclitics(tokens, ix).is_some()
}

/// Names after a title that the alias file does not hold.
pub(super) fn names(reader: &Reader<'_>, article: &Article) -> Vec<Sighting> {
    let unknown = article.mentions.iter().filter(|mention| {
        mention.kind == MentionKind::Person
            && mention.name.source == NameSource::Grammar
            && mention.title.is_some()
    });
    let sighting = |mention: &crate::model::Mention| {
        let span = mention.title.map_or(mention.span, |title| title.join(mention.span));
        let key = mention.name.canonical.to_string();
        Sighting { key, example: example(reader, span) }
    };
    unknown.map(sighting).collect()
}

/// Short lines of the body.
pub(super) fn lines(reader: &Reader<'_>, article: &Article) -> Vec<Sighting> {
    let short = |span: Span| {
        let tokens = reader.tokens.within(span);
        let words = words_in(reader, &tokens);
        (1..=LINE)
            .contains(&words)
            .then(|| Sighting { key: key(reader, &tokens), example: example(reader, span) })
    };
    article.body().filter_map(short).collect()
}
