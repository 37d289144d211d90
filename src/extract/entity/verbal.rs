//! Verbs and their adverbs where a name could stand: «الرئيس يستقبل», «الوزير صباح اليوم», «سالم نصر
//! حاضرا».

use std::ops::Range;

use crate::lang::{Gender, Reading};

use super::super::Reader;
use super::element::{is_family, is_given, is_inside, is_known, is_repeated};
use super::surname::is_foreign_name;
use super::title;

/// How far before a verb another is looked for, in tokens.
const REPORT: usize = 12;
/// How far before a name its verb is looked for, in tokens.
const VERB: usize = 8;
/// The weight of verbs that do nothing but say.
const SAYS: u8 = 100;
/// The mark of the indefinite accusative.
const TANWIN: char = '\u{64b}';

/// True where the word behind a title that begins a clause is its verb: «الرئيس يستقبل وفدا». Where a
/// verb or a preposition stands before the title, the clause has its verb already.
pub(super) fn is_predicate(reader: &Reader<'_>, title: usize, ix: usize) -> bool {
    if is_known(reader, ix) {
        return false;
    }
    let heads = &reader.lexicon.names.office_heads;
    let head = heads.longest_with_proclitics(reader.tokens, title);
    let patterns = &reader.lexicon.grammar.patterns;
    let word = reader.plain(ix);
    let verb = match head.as_ref().and_then(|hit| hit.value.gender) {
        Some(Gender::Feminine) => patterns.is_feminine_verb(word),
        _ => patterns.is_masculine_verb(word),
    };
    let governed = head.is_some_and(|hit| hit.proclitic.ends_with(['ب', 'ك', 'ل']));
    verb && !governed && !is_behind_verb(reader, title)
}

/// True right behind a verb or a preposition.
fn is_behind_verb(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let Some(before) = ix.checked_sub(1).filter(|before| reader.tokens.is_word(*before)) else {
        return false;
    };
    let word = reader.tokens.word(before);
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    reader.tokens.gap(ix) != crate::lang::Gap::Line
        && (reader.is_cue_form(before)
            || names.doings.contains(bare)
            || reader.lexicon.grammar.prepositions.contains(bare))
}

/// «النائب كريم بدر قال إن»: a reporting verb before its own clause is the verb of the sentence where none
/// stands before it: «وأكد الوزير الطيب لوح أن».
pub(super) fn is_report(reader: &Reader<'_>, ix: usize) -> bool {
    let next = ix + 1;
    let clause = reader.clause_at(next).is_some() || reader.tokens.is_mark(next, ":");
    let told = || {
        (ix.saturating_sub(REPORT)..ix)
            .rev()
            .take_while(|at| reader.tokens.is_word(*at) && !reader.is_complementiser(*at))
            .any(|at| reader.is_cue_form(at) && !is_given(reader, at))
    };
    // «حسين جمعة نفى الأنباء»: two given names are a whole name.
    let whole = || {
        let given = |back: usize| ix.checked_sub(back).is_some_and(|at| is_given(reader, at));
        given(1) && given(2)
    };
    // «رسالة إلى نظيره كريم ناصر قال فيها إن»: nobody is called so.
    let verbs = &reader.lexicon.verbs;
    let readings = verbs.forms.value_of(reader.tokens.word(ix));
    let says = readings.is_some_and(|all| {
        all.iter().all(|one| {
            let verb = verbs.verb(*one);
            &*verb.class == "say" && verb.weight == SAYS
        })
    });
    says || reader.is_cue_form(ix) && (clause || whole()) && !told()
}

/// «كريماً»: the mark of an indefinite noun in the accusative, which the matching form leaves out.
pub(super) fn has_tanwin(reader: &Reader<'_>, ix: usize) -> bool {
    reader.plain(ix).contains(TANWIN)
}

/// «أن المدرب أقيل»: right behind a complementiser and an office with the article, a word that nothing
/// shows to be a name says something of him.
pub(super) fn is_attribute(reader: &Reader<'_>, title: usize, name: &Range<usize>) -> bool {
    let clause = title.checked_sub(1).is_some_and(|at| reader.is_complementiser(at));
    // «اللاعب مستاء ومتألق»
    let joined = reader.tokens.word(name.start + 1).starts_with('و');
    clause
        && (name.len() == 1 || (name.len() == 2 && joined))
        && title::is_definite(reader, title)
        && !is_known(reader, name.start)
        && !is_repeated(reader, name.end)
}

/// «خالد منصور استشهد», «جان نويل بارو تأجلت»: behind a name that begins at the first token a verb of the perfect; a
/// foreign name may be spelled like one of a man.
pub(super) fn is_perfect(reader: &Reader<'_>, (first, ix): (usize, usize)) -> bool {
    let patterns = &reader.lexicon.grammar.patterns;
    let word = reader.plain(ix);
    patterns.is_perfect_feminine(word)
        || !is_foreign_name(reader, first) && patterns.is_perfect(word)
}

/// «القاضية أمل الطرابلسي»: behind a woman's office the form of a man's verb is her name.
pub(super) fn is_behind_woman(reader: &Reader<'_>, ix: usize) -> bool {
    let verbs = &reader.lexicon.verbs;
    let Some(before) = ix.checked_sub(1).filter(|_| is_inside(reader, ix)) else { return false };
    let head = reader.lexicon.names.office_heads.longest_with_proclitics(reader.tokens, before);
    let woman = head.is_some_and(|hit| hit.len == 1 && hit.value.gender == Some(Gender::Feminine));
    let readings = verbs.forms.value_of(reader.tokens.word(ix));
    // «مصدر في المعارضة أكد أن»: a verb that has its clause right behind it is one.
    let reports = reader.clause_at(ix + 1).is_some();
    woman
        && !reports
        && readings.is_some_and(|all| all.iter().all(|one| one.gender != Some(Gender::Feminine)))
}

/// «صباح اليوم», «فجر يوم الأحد»: a part of a day before its day, though a name is spelled so.
pub(super) fn is_part_of_day(reader: &Reader<'_>, ix: usize) -> bool {
    let parts = &reader.lexicon.dates.day_parts;
    let Some(part) = parts.longest(reader.tokens, ix) else { return false };
    let mut next = ix + part.len;
    if let Some(noun) = parts.longest(reader.tokens, next) {
        next += noun.len;
    }
    reader.lexicon.grammar.day_words.longest(reader.tokens, next).is_some()
}

/// «سالم نصر حاضرا», «سالم نصر لاعبين»: a participle in the accusative goes on the clause, not the name.
pub(super) fn is_accusative(reader: &Reader<'_>, ix: usize) -> bool {
    !title::is_definite(reader, ix)
        && reader.lexicon.grammar.patterns.is_accusative(reader.plain(ix))
        && !is_given(reader, ix)
        && !is_family(reader, ix)
}

/// A family name with the ending of an adjective is longer, in letters.
const NISBA: usize = 5;

/// «عبد الوهاب يعقوبي»: begins like a verb of the present, ends like a family name, and no pattern of a verb has it.
pub(super) fn is_nisba(reader: &Reader<'_>, ix: usize) -> bool {
    let word = reader.plain(ix);
    word.ends_with('ي')
        && word.chars().count() > NISBA
        && !reader.lexicon.grammar.patterns.is_imperfect(word)
}

/// True where the verb of speaking before a name takes a preposition that is written on its noun.
pub(super) fn governs(reader: &Reader<'_>, ix: usize, letter: char) -> bool {
    let verbs = &reader.lexicon.verbs;
    let mut before =
        (ix.saturating_sub(VERB)..ix).rev().take_while(|at| reader.tokens.is_word(*at));
    let readings = before.find_map(|at| {
        let word = reader.tokens.word(at);
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        verbs.forms.value_of(word).or_else(|| verbs.forms.value_of(bare))
    });
    let takes = |one: &Reading| verbs.verb(*one).complement.attached.contains(&letter);
    readings.is_some_and(|all| all.iter().any(takes))
}
