//! Cues: the words that say that somebody speaks, and whether they do so here.

mod clause;
mod considered;

use std::ops::Range;

use crate::lang::{Form, Gap, Reading, TokenKind, free_form};

pub(super) use clause::verb_start;
pub(crate) use considered::considered;

use super::Reader;
use super::paragraph::Paragraph;

/// A cue that fires.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// Its tokens, conjunction included.
    pub(crate) tokens: Range<usize>,
    pub(crate) reading: Reading,
    /// How it stands in its sentence.
    pub(crate) place: CuePlace,
}

impl Cue {
    /// True for a verb that has its subject after it, or has none: a written passive.
    pub(crate) fn is_verb(&self) -> bool {
        self.reading.form.is_finite() || self.reading.form == Form::Passive
    }
}

/// How a cue stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CuePlace {
    /// At the beginning of a clause.
    Clause,
    /// Right after its subject: headlines, and after «وكان».
    AfterSubject,
    /// In a relative clause: «لافروف الذي عبر عن».
    Relative,
    /// Nothing shows that a clause begins: the complement must be a clause or a quotation.
    Unmarked,
}

/// Whether a conjunction is written on a verb.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joined {
    Yes,
    No,
}

/// The cue that begins at a token; `cues` are in order.
pub(crate) fn starting(cues: &[Cue], ix: usize) -> Option<&Cue> {
    let at = cues.partition_point(|cue| cue.tokens.start < ix);
    cues.get(at).filter(|cue| cue.tokens.start == ix)
}

/// The cues of a paragraph outside its quotations, in order.
pub(crate) fn cues(reader: &Reader<'_>, paragraph: &Paragraph) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut ix = paragraph.tokens.start;
    while ix < paragraph.tokens.end {
        if let Some(quote) = paragraph.quote_at(ix) {
            ix = quote.close.max(ix) + 1;
            continue;
        }
        match cue_at(reader, paragraph, ix) {
            Some(cue) if super::unreal::is_unreal(reader, paragraph, &cue) => ix = cue.tokens.end,
            Some(cue) => {
                ix = cue.tokens.end;
                cues.push(cue);
            }
            None => ix += 1,
        }
    }
    cues
}

fn cue_at(reader: &Reader<'_>, paragraph: &Paragraph, ix: usize) -> Option<Cue> {
    if reader.tokens.kind(ix) != Some(TokenKind::Word)
        || is_false_friend(reader, ix)
        || is_in_name(reader, ix)
    {
        return None;
    }
    let verbs = &reader.lexicon.verbs;
    let hit = verbs.forms.longest_with_proclitics(reader.tokens, ix);
    if hit.is_none()
        && let Some(cue) = with_object(reader, paragraph, ix)
    {
        return Some(cue);
    }
    if let Some(hit) = hit {
        let tokens = ix..(ix + hit.len).min(paragraph.tokens.end);
        let conjunction = hit.proclitic.chars().all(|c| matches!(c, 'و' | 'ف' | 'س'));
        // «سامر» is not «أمر» with the letter of the future.
        let future = hit.proclitic.contains('س');
        let finite = hit.value.iter().find(|reading| {
            reading.form.is_finite() && (!future || reading.form == Form::Imperfect)
        });
        let finite = finite.filter(|_| conjunction).and_then(|reading| {
            let place = finite_place(
                reader,
                paragraph,
                (ix, if hit.proclitic.is_empty() { Joined::No } else { Joined::Yes }),
            )?;
            let passive = is_passive(reader, ix, (hit.proclitic, hit.value));
            let form = if passive { Form::Passive } else { reading.form };
            Some(Cue { tokens: tokens.clone(), reading: Reading { form, ..*reading }, place })
        });
        let participle = hit.value.iter().find(|reading| reading.form == Form::Participle);
        let participle = participle.filter(|_| conjunction).and_then(|reading| {
            let place = participle_place(reader, paragraph, &tokens, *reading)?;
            Some(Cue { tokens: tokens.clone(), reading: *reading, place })
        });
        if let Some(cue) = participle.or(finite) {
            return Some(cue);
        }
    }
    masdar_at(reader, ix)
}

/// The vowel of a passive, on the first letter of its verb.
const DAMMA: char = '\u{64f}';

/// «وذُكر أن», «وأُعلن أن»: the written vowel makes the verb a passive, which names nobody. «يُؤكد»
/// bears the same vowel in the active, so an imperfect must stand among the passives of its verb.
fn is_passive(reader: &Reader<'_>, ix: usize, (proclitic, readings): (&str, &[Reading])) -> bool {
    let letters = proclitic.chars().count();
    let word = reader.plain(ix);
    let is_mark = |c: &char| matches!(c, '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}');
    let first = word.char_indices().filter(|(_, c)| !is_mark(c)).nth(letters);
    let rest = first.and_then(|(at, _)| word.get(at..)).unwrap_or_default();
    // «اتُّهم»: an alef that only carries the first letter bears no vowel of its own.
    let carried = usize::from(rest.starts_with('ا'));
    let vowelled = rest.chars().skip(1 + carried).take_while(is_mark).any(|c| c == DAMMA);
    vowelled && readings.iter().any(|one| matches!(one.form, Form::Perfect | Form::Passive))
}

/// A verb with the pronoun of its addressee: «اتهمه بأنه».
fn with_object(reader: &Reader<'_>, paragraph: &Paragraph, ix: usize) -> Option<Cue> {
    let verbs = &reader.lexicon.verbs;
    let word = reader.tokens.word(ix);
    if !reader.lexicon.grammar.may_be_possessed(word) {
        return None;
    }
    let conjunction = word.strip_prefix(['و', 'ف']);
    let possessive = &reader.lexicon.grammar.ending.possessive;
    let reading = [Some(word), conjunction].into_iter().flatten().find_map(|word| {
        let stem = possessive.iter().find_map(|ending| word.strip_suffix(ending.as_str()))?;
        let readings = verbs.forms.value_of(stem)?;
        let addressed = |reading: &&Reading| {
            reading.form.is_finite() && verbs.verb(**reading).complement.addressee
        };
        readings.iter().find(addressed).copied()
    })?;
    let place = finite_place(
        reader,
        paragraph,
        (ix, if conjunction.is_some() { Joined::Yes } else { Joined::No }),
    )?;
    Some(Cue { tokens: ix..ix + 1, reading, place })
}

/// «سعد الكعبي», «خليفة بن زايد»: a given name beside another or behind a particle is no verb.
fn is_in_name(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let given = |ix: usize| names.given.longest(reader.tokens, ix).is_some();
    let before = ix.checked_sub(1);
    given(ix)
        && before.is_some_and(|before| given(before) || names.particles.at(reader.tokens, before))
}

/// True for a frame that looks like a report and is none: «يذكر أن».
fn is_false_friend(reader: &Reader<'_>, ix: usize) -> bool {
    let tokens = reader.tokens;
    // «إحدى الضحايا، وتدعى منيرة، أن»: what somebody is called, where no clause follows.
    let called = reader.lexicon.grammar.called.at(tokens, ix);
    if called && reader.plain(ix).ends_with('ى') && reader.clause_at(ix + 1).is_none() {
        return true;
    }
    let frames = &reader.lexicon.verbs.not_reporting;
    if !frames.may_open(tokens, ix) {
        return false;
    }
    let base = tokens.word(ix).strip_prefix('و');
    let plain = frames.all(tokens, ix);
    plain.chain(base.into_iter().flat_map(|base| frames.all_for(base))).any(|hit| {
        (ix + 1..)
            .zip(hit.value)
            .all(|(at, word)| word.as_deref().is_none_or(|word| tokens.word(at) == word))
    })
}

/// Where a finite verb may stand, or `None` where it does not report.
fn finite_place(
    reader: &Reader<'_>,
    paragraph: &Paragraph,
    (ix, joined): (usize, Joined),
) -> Option<CuePlace> {
    let conjunction = joined == Joined::Yes;
    let grammar = &reader.lexicon.grammar;
    let first = paragraph.sentence_start(ix);
    if ix == first {
        return Some(CuePlace::Clause);
    }
    let before = ix - 1;
    let word = reader.tokens.word(before);
    if grammar.relatives.at(reader.tokens, before) && !conjunction {
        return Some(CuePlace::Relative);
    }
    // «ولم ترد أمانة أوبك»: what is denied is no report.
    if !conjunction && grammar.subordinate.joined_at(reader.tokens, before) {
        return None;
    }
    let particle = grammar.particles.at(reader.tokens, before);
    let verb_start = if particle { before } else { ix };
    let auxiliary = grammar.auxiliaries.at(reader.tokens, first);
    let opener = grammar.clause_openers.longest_with_proclitics(reader.tokens, before).is_some();
    // «بالمقابل يقول أبو محمد»
    let adverb = grammar.skip_adverbs.longest_with_proclitics(reader.tokens, first);
    let adverb = adverb.is_some_and(|hit| first + hit.len == ix);
    let after_subject = verb_start > first && !adverb && (auxiliary || !opener);
    // «أدان سالم الهجوم ودعا إلى»: a verb that is joined to another one has no subject before it.
    // «سئل سالم عن الموازنة فأجاب»: nor has an answer.
    let follows = conjunction && reader.tokens.word(ix).starts_with(['و', 'ف']);
    if after_subject && !follows && subject_only(reader, first, verb_start)
        || auxiliary_before(reader, first, verb_start).is_some()
    {
        return Some(CuePlace::AfterSubject);
    }
    if clause::is_behind_auxiliary(reader, first, verb_start) {
        return Some(CuePlace::Unmarked);
    }
    let mark = reader.tokens.kind(before) == Some(TokenKind::Mark);
    let opening = matches!(word, "(" | "«" | "“" | "/");
    // «حسب المصدر ذاته دعا»: what stands before the verb is no clause.
    let attributed = clause::is_attributed(reader, first, ix);
    let free = opener || attributed || adverb || reader.tokens.gap(ix) == Gap::Line;
    if conjunction || free || (mark && !opening) || clause::is_fronted(reader, first, ix) {
        return Some(CuePlace::Clause);
    }
    // «عقب المباراة»: after, not commented.
    let phrase = grammar.skip_heads.longest(reader.tokens, ix).is_some();
    (!phrase).then_some(CuePlace::Unmarked)
}

/// How far before its verb a subject with an auxiliary may begin, in tokens.
const AUXILIARY_REACH: usize = 8;

/// «في حين كان بلير يقول»: the auxiliary of a clause inside the sentence, with nothing but the
/// subject between it and the verb.
pub(super) fn auxiliary_before(reader: &Reader<'_>, first: usize, verb: usize) -> Option<usize> {
    let tokens = reader.tokens;
    let grammar = &reader.lexicon.grammar;
    let near = first.max(verb.saturating_sub(AUXILIARY_REACH))..verb.saturating_sub(1);
    let at = near.rev().find(|at| grammar.auxiliaries.at(tokens, *at))?;
    let plain = (at + 1..verb).all(|at| {
        tokens.is_word(at)
            && !reader.is_complementiser(at)
            && !reader.is_stop(at)
            && !grammar.relatives.at(tokens, at)
    });
    let begins = at == first
        || tokens.kind(at - 1) == Some(TokenKind::Mark)
        || tokens.word(at).starts_with('و')
        || (first.max(at.saturating_sub(2))..at).any(|before| {
            let opener = grammar.clause_openers.longest_with_proclitics(tokens, before);
            let adversative = grammar.adversatives.longest_with_proclitics(tokens, before);
            let ends = |len: usize| before + len == at;
            opener.is_some_and(|hit| ends(hit.len)) || adversative.is_some_and(|hit| ends(hit.len))
        });
    (plain && begins).then_some(at)
}

/// Where a subject before its verb may begin in a sentence: behind its auxiliary, «كان», or behind what joins it
/// to the one before, «لكن».
pub(super) fn subject_start(reader: &Reader<'_>, first: usize) -> usize {
    let grammar = &reader.lexicon.grammar;
    if grammar.auxiliaries.at(reader.tokens, first) {
        return first + 1;
    }
    let clause = grammar.before_main.longest_with_proclitics(reader.tokens, first).is_some();
    let joined = grammar.adversatives.longest_with_proclitics(reader.tokens, first);
    first + joined.filter(|_| !clause).map_or(0, |hit| hit.len)
}

/// True where nothing but a noun phrase stands between the beginning of the sentence and the verb.
fn subject_only(reader: &Reader<'_>, first: usize, ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    let start = subject_start(reader, first);
    let range = start..ix;
    !range.is_empty()
        && range.len() <= 12
        && range.clone().all(|at| {
            reader.tokens.is_word(at)
                && !reader.is_complementiser(at)
                && !grammar.relatives.at(reader.tokens, at)
        })
        && crate::lang::bases(reader.tokens.word(start))
            .all(|base| !grammar.stop_words.contains(&base.word))
}

/// Where a participle may stand: after a mark, or with its own complement right after it.
fn participle_place(
    reader: &Reader<'_>,
    paragraph: &Paragraph,
    tokens: &Range<usize>,
    reading: Reading,
) -> Option<CuePlace> {
    let grammar = &reader.lexicon.grammar;
    let before = tokens.start.checked_sub(1).filter(|ix| *ix >= paragraph.tokens.start);
    let word = before.map_or("^", |before| reader.tokens.word(before));
    let cue = reader.tokens.word(tokens.start);
    if crate::lang::has_article(cue) {
        return None;
    }
    let accusative = grammar.ending.accusative.iter().any(|ending| cue.ends_with(ending.as_str()));
    // «في مذكرة إن»: what a preposition governs is a noun.
    if !accusative || before.is_some_and(|at| grammar.prepositions.at(reader.tokens, at)) {
        return None;
    }
    // A number that touches the participle: the comma between them is lost.
    let glued = before.is_some_and(|before| reader.tokens.kind(before) == Some(TokenKind::Number))
        && reader.tokens.gap(tokens.start) == Gap::None;
    let after_mark = glued
        || matches!(word, "" | "," | "." | ";" | "»" | "”" | "“" | "\"" | ")" | "-" | "…" | "..");
    let follows = tokens.end;
    let complement = reader.is_complementiser(follows)
        || grammar.complementiser_prepositions.at(reader.tokens, follows)
        || reader.is_own_word(follows)
        || matches!(reader.tokens.word(follows), ":" | "\"" | "«" | "“");
    let conjunction = cue.starts_with('و');
    // «أهمية العمل المشترك مشيدا بدور الجامعة»; «كان مطالبا بتوضيح» is a passive.
    let verb = reader.lexicon.verbs.verb(reading);
    let letters = &verb.complement.attached;
    let praises = matches!(&*verb.class, "welcome" | "condemn")
        && cue.ends_with(grammar.ending.tanwin.as_str())
        && before.is_some_and(|at| !reader.is_stop(at))
        && letters.iter().any(|letter| reader.tokens.word(follows).starts_with(*letter))
        && reader.may_have_preposition(follows);
    if after_mark || complement || praises || conjunction && before.is_some() {
        return Some(CuePlace::Clause);
    }
    None
}

/// A verbal noun that reports: with the speaker's pronoun («قوله إن»), or after «مع» and «ب».
fn masdar_at(reader: &Reader<'_>, ix: usize) -> Option<Cue> {
    let word = reader.tokens.word(ix);
    let marked = reader.tokens.kind(ix + 1) == Some(TokenKind::Mark)
        && matches!(reader.tokens.word(ix + 1), ":" | "\"" | "«" | "“");
    if !marked && reader.clause_at(ix + 1).is_none() {
        return None;
    }
    let verbs = &reader.lexicon.verbs;
    let possessive = &reader.lexicon.grammar.ending.possessive;
    let is_masdar = |reading: &&Reading| reading.form == Form::Masdar;
    let reading = crate::lang::bases(word).find_map(|base| {
        let base = &*base.word;
        let plain = verbs.forms.value_of(base);
        let owned = possessive.iter().find_map(|ending| {
            let stem = base.strip_suffix(ending.as_str())?;
            let free = || verbs.forms.value_of(&free_form(stem)?);
            verbs.forms.value_of(stem).or_else(free)
        });
        if let Some(reading) = owned.and_then(|readings| readings.iter().find(is_masdar)) {
            return Some(*reading);
        }
        let definite = crate::lang::has_article(base);
        let bare = verbs.forms.value_of(crate::lang::without_article(base));
        let governed = definite
            && (base.len() < word.len()
                || ix
                    .checked_sub(1)
                    .is_some_and(|at| reader.lexicon.grammar.companions.at(reader.tokens, at)));
        plain.or(bare).filter(|_| governed)?.iter().find(is_masdar).copied()
    })?;
    Some(Cue { tokens: ix..ix + 1, reading, place: CuePlace::Clause })
}
