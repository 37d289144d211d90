//! Where a clause inside a sentence begins, and what stands before its verb.

use super::super::Reader;

/// «حسب المصدر ذاته دعا»: the source before the verb is no clause, as long as no mark parts them: behind one
/// the clause has a subject of its own, «بحسب المصدر، فإن الوزير قال».
pub(super) fn is_attributed(reader: &Reader<'_>, first: usize, verb: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    let source = grammar.according_to.longest_with_proclitics(reader.tokens, first).is_some();
    source && (first..verb).all(|at| reader.tokens.is_word(at))
}

/// «أن الصندوق كان قد طالب»: an auxiliary right before the verb that begins no clause has its subject before it.
pub(super) fn is_behind_auxiliary(reader: &Reader<'_>, first: usize, verb: usize) -> bool {
    let (tokens, grammar) = (reader.tokens, &reader.lexicon.grammar);
    let Some(auxiliary) = verb.checked_sub(1).filter(|at| *at > first) else { return false };
    let before = auxiliary - 1;
    let ends = |phrases: &crate::lang::Phrases<()>| {
        (first.max(before.saturating_sub(1))..=before).any(|at| {
            phrases.longest_with_proclitics(tokens, at).is_some_and(|hit| at + hit.len > before)
        })
    };
    grammar.auxiliaries.contains(tokens.word(auxiliary))
        && !tokens.word(auxiliary).starts_with('و')
        && tokens.is_word(before)
        && !reader.is_stop(before)
        && !ends(&grammar.clause_openers)
        && !ends(&grammar.adversatives)
}

/// Where a verb begins with what stands right before it and belongs to it: «كان قد طالب».
pub(crate) fn verb_start(reader: &Reader<'_>, verb: usize) -> usize {
    let grammar = &reader.lexicon.grammar;
    let belongs = |at: &usize| {
        let word = reader.tokens.word(*at);
        grammar.particles.contains(word) || grammar.auxiliaries.contains(word)
    };
    (verb.saturating_sub(2)..verb).rev().take_while(belongs).last().unwrap_or(verb)
}
