//! How far a reported content reaches.

use super::Reader;
use super::cue::Cue;
use super::frame::Complement;
use super::paragraph::Paragraph;
use super::takes_over::{Next, is_source_phrase};

/// The end of a content that begins at `start`: the end of the sentence, or before that a comma
/// after which another cue, a back-reference or the narrator takes over.
pub(crate) fn content_end(
    reader: &Reader<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
    (start, complement): (usize, Complement),
) -> usize {
    let noun_phrase = complement.is_noun();
    let sentence = paragraph.sentence(start);
    let mut end = sentence.end;
    let concessions = &reader.lexicon.grammar.concessions;
    let conceded = concessions.longest_with_proclitics(reader.tokens, sentence.start).is_some();
    let openers = &reader.lexicon.grammar.before_main;
    let opened = openers.longest_with_proclitics(reader.tokens, sentence.start).is_some();
    // «وبينما أيدت برلين الحزمة، تحفظت بودابست عليها»: the clause of the cue is not the main one.
    let subordinate = opened && (sentence.start..start).all(|at| !reader.tokens.is_mark(at, ","));
    let mut ix = start;
    while ix < end {
        if conceded && ix > start && is_main(reader, ix) {
            end = ix;
            break;
        }
        if let Some(quote) = paragraph.opening(ix).filter(|quote| quote.close < end) {
            let after = quote.close + 1;
            let relative = complement != Complement::NounPhrase
                && reader.lexicon.grammar.relatives.at(reader.tokens, after);
            let narrator = !noun_phrase
                && (ends_with_quote(reader, paragraph, after) || is_further_verb(reader, after));
            if ix == start && (relative || narrator || quote.repaired) {
                end = quote.close + 1;
                break;
            }
            ix = quote.close + 1;
            continue;
        }
        let tail = noun_phrase
            && reader.lexicon.grammar.noun_tails.longest(reader.tokens, ix + 1).is_some();
        let next = Next { reader, paragraph, cues };
        let main = || subordinate && begins_main(reader, ix + 1, complement);
        if is_break(reader, ix) && ix > start && (tail || next.takes_over(ix + 1) || main()) {
            end = ix;
            break;
        }
        if next.bare_participle(ix, (start, complement))
            || next.bare_tail(ix, start)
            || next.second_verb(ix, (start, complement))
            || next.acts_on_it(ix, (start, complement))
        {
            end = ix;
            break;
        }
        ix += 1;
    }
    trimmed_end(reader, start, end)
}

/// True where the main clause may begin behind the comma of the one before it: with a verb, or behind a noun phrase
/// with anything that does not go on with it.
fn begins_main(reader: &Reader<'_>, ix: usize, complement: Complement) -> bool {
    let grammar = &reader.lexicon.grammar;
    let patterns = &grammar.patterns;
    let word = reader.plain(ix);
    let verb = patterns.is_perfect(word) || patterns.is_imperfect(word) || reader.is_cue_form(ix);
    let goes_on = word.starts_with('و')
        || grammar.relatives.at(reader.tokens, ix)
        || !reader.tokens.is_word(ix);
    verb && !word.starts_with('و') || complement.is_noun() && !goes_on
}

/// «على الرغم من أن الحكومة قالت إن …، فإن التجار»: the main clause behind what is conceded.
fn is_main(reader: &Reader<'_>, ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    grammar.resumed.at(reader.tokens, ix) || grammar.answers.longest(reader.tokens, ix).is_some()
}

/// True where what follows a whole quotation is the narrator's: a comma without a further
/// quotation after it.
fn ends_with_quote(reader: &Reader<'_>, paragraph: &Paragraph, ix: usize) -> bool {
    let tokens = reader.tokens;
    let further = (ix + 1..ix + 3).any(|at| paragraph.opening(at).is_some());
    // «"…" في بيان يأتي»: the occasion is the narrator's as well.
    let grammar = &reader.lexicon.grammar;
    let occasion =
        grammar.skip_heads.longest(tokens, ix).is_some() && grammar.carriers.at(tokens, ix + 1);
    // «"…" بحسب ما نقلته الصحيفة»
    let source = is_source_phrase(reader, ix)
        || grammar.back_references.longest(tokens, ix).is_some()
        || grammar.vias.longest(tokens, ix).is_some();
    (tokens.is_mark(ix, ",") || occasion || source) && !further
}

/// «"نحن جاهزون" ووعد الجماهير»: behind a whole quotation a verb with its conjunction tells of who spoke.
fn is_further_verb(reader: &Reader<'_>, ix: usize) -> bool {
    let verbs = &reader.lexicon.verbs;
    let bare = reader.tokens.word(ix).strip_prefix('و');
    let perfect = || {
        let bare = reader.plain(ix).strip_prefix('و');
        bare.is_some_and(|bare| reader.lexicon.grammar.patterns.is_perfect(bare))
    };
    let verb = |bare: &str| {
        // «ودعم للقضية»: the noun of a deed goes on.
        let noun = verbs.is_masdar(bare) && !super::entity::title::is_definite(reader, ix + 1);
        verbs.is_form(bare) && !noun
    };
    bare.is_some_and(verb) || perfect()
}

/// The end without the stops and commas before it.
pub(crate) fn trimmed_end(reader: &Reader<'_>, start: usize, mut end: usize) -> usize {
    while end > start
        && matches!(reader.tokens.word(end - 1), "" | "," | "." | ";" | ":" | "-" | "..." | "..")
    {
        end -= 1;
    }
    end
}

/// A comma or semicolon, or a dash that stands free.
fn is_break(reader: &Reader<'_>, ix: usize) -> bool {
    // A lone stretch mark stands for one: «"لا يزال مستمرا"ـ محذرا».
    matches!(reader.tokens.word(ix), "," | ";" | "-" | "")
}
