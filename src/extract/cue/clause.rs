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

/// Longest phrase before a verb, in tokens, and before the verb of one who is only understood.
const FRONTED: usize = 12;
const ABOUT: usize = 5;

/// «ولدى التطرق إلى العلاقات أكد الجانبان»: a phrase with a preposition at the head of the
/// sentence, then the verb, then its subject.
pub(super) fn is_fronted(reader: &Reader<'_>, first: usize, ix: usize) -> bool {
    let tokens = reader.tokens;
    let grammar = &reader.lexicon.grammar;
    let names = &reader.lexicon.names;
    let phrase = grammar.prepositions.joined_at(tokens, first)
        || grammar.skip_heads.longest_with_proclitics(tokens, first).is_some();
    let plain = |at: usize| {
        tokens.is_word(at)
            && !reader.is_complementiser(at)
            && !grammar.relatives.at(tokens, at)
            && (at == first || !grammar.subordinate.at(tokens, at))
    };
    let subject = ix + 1;
    let subject = crate::lang::has_article(tokens.word(subject))
        || names.person_forms.longest(tokens, subject).is_some()
        || names.given.longest(tokens, subject).is_some()
        || names.particles.at(tokens, subject)
        || names.office_heads.longest(tokens, subject).is_some()
        || names.body_forms.longest(tokens, subject).is_some()
        || names.speaker_bodies.longest(tokens, subject).is_some()
        || names.place_forms.longest(tokens, subject).is_some();
    // «وعن زواجها قالت: «…»»: the words follow, and nobody is named before them.
    let named = |at: usize| {
        names.person_forms.longest_with_proclitics(tokens, at).is_some()
            || names.given.longest_with_proclitics(tokens, at).is_some()
            || names.office_heads.longest_with_proclitics(tokens, at).is_some()
            || names.speaker_bodies.longest_with_proclitics(tokens, at).is_some()
            || names.body_forms.longest_with_proclitics(tokens, at).is_some()
            || names.unnamed_heads.longest_with_proclitics(tokens, at).is_some()
            || names.collectives.longest_with_proclitics(tokens, at).is_some()
    };
    let said = tokens.is_mark(ix + 1, ":") && ix - first <= ABOUT && !(first..ix).any(named);
    phrase && (subject || said) && ix - first <= FRONTED && (first..ix).all(plain)
}
