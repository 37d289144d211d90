//! Lines below the text that tease another page, without a label: «يكشف أسباب غيابه ويؤكد أنه
//! عائد».
//!
//! Several of them in a row are a box (`block::boxes`). One or two are told by their grammar alone:
//! no paragraph of running text begins with an imperfect that has neither conjunction nor subject,
//! as titles of pages do. The line stays text, for it may be some all the same; but whoever spoke above is not
//! understood in it.

use crate::lang::lexicon::Form;
use crate::model::{Block, Shape, Speaker, Statement};

use super::Reader;
use super::attribution::Statements;
use super::block::{ends_sentence, words_in};
use super::paragraph::Paragraph;

/// Longest title of another page, in words.
const TITLE_WORDS: usize = 18;

/// True for a paragraph that reads like the title of another page.
pub(super) fn is_teaser(reader: &Reader<'_>, block: &Block) -> bool {
    let tokens = reader.tokens.within(block.span);
    let plain = matches!(block.shape, Shape::Paragraph);
    if !plain || words_in(reader, &tokens) > TITLE_WORDS || ends_sentence(reader, &tokens) {
        return false;
    }
    let first = behind_label(reader, tokens.start);
    let verbs = &reader.lexicon.verbs;
    let reports = verbs
        .forms
        .value_of(reader.tokens.word(first))
        .is_some_and(|readings| readings.iter().any(|reading| reading.form == Form::Imperfect));
    reports || reader.lexicon.grammar.patterns.is_imperfect(reader.plain(first))
}

/// Reads the statements of such a line: whoever spoke above is not understood in it, and what nobody is named for is none
/// of the document's.
pub(super) fn read(statements: &mut Statements<'_>, paragraph: &Paragraph) {
    statements.memory.forget();
    let first = statements.found.len();
    statements.read(paragraph);
    let unknown = |said: &Statement| matches!(said.speaker, Speaker::Unknown);
    if statements.found.iter().skip(first).any(unknown) {
        statements.found.truncate(first);
    }
}

/// What follows a label such as «بالفيديو..» and the mark that separates it.
fn behind_label(reader: &Reader<'_>, at: usize) -> usize {
    let titles = &reader.lexicon.furniture.titles;
    let Some(hit) = titles.labels.longest(reader.tokens, at) else { return at };
    let end = at + hit.len;
    end + (end..reader.tokens.len())
        .take_while(|ix| titles.separators.at(reader.tokens, *ix))
        .count()
}
