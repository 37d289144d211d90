//! The words of names: which word can be an element of one, and what its form says for it or against.

use crate::lang::{Gap, TokenKind, free_form};

use super::super::Reader;
use super::{body, nouns, surname, told, verbal};

/// How far before the end of a subject its verb is looked for, in tokens.
const REPORT: usize = 12;

/// True where the last word of a name occurs again, alone or with a letter written on it.
pub(super) fn is_repeated(reader: &Reader<'_>, end: usize) -> bool {
    let last = reader.tokens.word(end.saturating_sub(1));
    let joined = |letter: char| reader.tokens.count(&format!("{letter}{last}"));
    let times = reader.tokens.count(last);
    times > 1 || ['و', 'ل', 'ب', 'ف', 'ك'].map(joined).iter().sum::<usize>() + times > 1
}

/// True for a word written with ta marbuta.
pub(super) fn is_feminine(reader: &Reader<'_>, ix: usize) -> bool {
    reader.plain(ix).ends_with('ة')
}

/// True for a form that a name seldom has: a feminine or plural ending, tanwin, the letters that
/// begin a verb of the present.
pub(super) fn is_doubtful(reader: &Reader<'_>, ix: usize) -> bool {
    let ending = &reader.lexicon.grammar.ending;
    let plain = reader.plain(ix);
    let word = reader.tokens.word(ix);
    let feminine = ending.feminine.iter().any(|end| word.ends_with(end.as_str()));
    // «فاطمة بوعزة»: a family of the Maghreb.
    let clans = &reader.lexicon.names.clan_prefixes;
    let begins = |clan: &String| {
        word.strip_prefix(clan.as_str()).is_some_and(|rest| rest.chars().count() > 2)
    };
    let clan = is_after_given(reader, ix) && clans.iter().any(begins);
    (feminine && !clan && (plain.ends_with('ة') || plain.ends_with('ت')))
        || plain.contains('\u{64b}')
        || (is_present(reader, ix) && word.chars().count() > 2)
        || is_adverb(word)
}

/// True for the letters that begin a verb of the present.
pub(super) fn is_present(reader: &Reader<'_>, ix: usize) -> bool {
    let word = reader.tokens.word(ix);
    word.strip_prefix('س').unwrap_or(word).starts_with(['ي', 'ت'])
}

/// «سيفوز»: with the mark of the future before them.
pub(super) fn is_future(reader: &Reader<'_>, ix: usize) -> bool {
    let rest = reader.tokens.word(ix).strip_prefix('س');
    rest.is_some_and(|rest| rest.starts_with(['ي', 'ت']) && rest.chars().count() > 3)
}

/// «حرفيا»: the ending of an adverb that is made of an adjective; short names end so too.
fn is_adverb(word: &str) -> bool {
    let rest = word.strip_suffix('ا').and_then(|rest| rest.strip_suffix('ي'));
    rest.is_some_and(|rest| rest.chars().count() > 2)
}

/// True for a given name or a name of the alias file.
pub(super) fn is_known(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    is_given(reader, ix) || names.person_forms.longest(reader.tokens, ix).is_some()
}

pub(super) fn is_given(reader: &Reader<'_>, ix: usize) -> bool {
    reader.lexicon.names.given.longest(reader.tokens, ix).is_some()
}

/// True for a word with the ending of the sound masculine plural, long enough to be one. In the
/// nominative none is an object: «محمد الرحمون», behind a given name, is a family.
pub(super) fn is_plural(reader: &Reader<'_>, ix: usize) -> bool {
    let ending = &reader.lexicon.grammar.ending;
    let word = reader.tokens.word(ix);
    let nominative =
        word.ends_with(ending.imperfect_plural.as_str()) && !is_after_given(reader, ix);
    let plural = nominative || word.ends_with(ending.participle_plural.as_str());
    // «الياسين»
    let given =
        || reader.lexicon.names.given.value_of(crate::lang::without_article(word)).is_some();
    word.chars().count() > 6 && plural && !given()
}

/// «كامل الوزير إن», «باسل الصباح»: an office or a word of time that is a family name too, behind a
/// given name where the name ends.
pub(super) fn is_family(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    if !names.families.at(reader.tokens, ix) {
        return false;
    }
    let behind = is_after_given(reader, ix)
        || ix.checked_sub(1).is_some_and(|before| is_after_given(reader, before));
    // «استقبل محمد الوزير»: an office may be whom somebody does something to.
    let head = names.office_heads.longest(reader.tokens, ix);
    // «زار أحمد السيد القرية»: a courtesy needs a name or an office after it.
    if head.as_ref().is_some_and(|hit| hit.value.weak) {
        let next = names.office_heads.longest(reader.tokens, ix + 1);
        let titled = next.is_some() && has_article(reader, ix + 1);
        return behind && !titled && !is_known(reader, ix + 1);
    }
    let office = head.is_some();
    // «مدير المتحف في الجزائر أشرف القاضي في»: behind a title the name ends where a preposition begins.
    let titled = || {
        let title = ix.checked_sub(2).is_some_and(|at| ends_title(reader, at));
        title && (reader.is_shut(ix + 1) || reader.is_stop(ix + 1))
    };
    let ends = surname::is_subjects_end(reader, ix + 1)
        || (office && reader.tokens.is_mark(ix + 1, ":"))
        || (office
            && (reader.clause_at(ix + 1).is_some() || titled())
            && !is_behind_call(reader, ix))
        || (!office && (reader.is_shut(ix + 1) || reader.is_stop(ix + 1)))
        // «أعلن المتحدث يحيى سريع استهداف سفينة»
        || (told::is_before_object(reader, ix, ix + 1) && !(office && is_behind_call(reader, ix)));
    behind && ends
}

/// True for a word that a title may end with: an office, its country or its adjective.
fn ends_title(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let office = names.office_heads.longest(reader.tokens, ix);
    office.is_some_and(|hit| hit.len == 1 && !hit.value.weak)
        || names.place_forms.longest(reader.tokens, ix).is_some_and(|hit| hit.len == 1)
        || names.country_of_adjective(reader.tokens, ix).is_some()
        || names.title_adjectives.at(reader.tokens, ix)
}

/// True near behind a verb that may call on somebody.
pub(super) fn is_behind_call(reader: &Reader<'_>, ix: usize) -> bool {
    (ix.saturating_sub(REPORT)..ix).any(|at| may_call(reader, at))
}

/// True for a form of a verb that may call on somebody: «طالب», «أبلغ».
pub(super) fn may_call(reader: &Reader<'_>, ix: usize) -> bool {
    let verbs = &reader.lexicon.verbs;
    let word = reader.tokens.word(ix);
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let readings = verbs.forms.value_of(word).or_else(|| verbs.forms.value_of(bare));
    readings.is_some_and(|all| all.iter().any(|one| verbs.verb(*one).complement.addressee))
}

/// «بلاده»: a common noun and whose it is.
fn is_owned_noun(reader: &Reader<'_>, ix: usize) -> bool {
    let common = &reader.lexicon.grammar.common;
    reader.possessed(ix).is_some_and(|(stem, _)| {
        common.contains(stem) || free_form(stem).is_some_and(|noun| common.contains(&noun))
    })
}

/// An adjective of the lists, or of a country: «السياسي», «المصري».
pub(super) fn is_listed_adjective(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    reader.lexicon.grammar.adjectives.at(reader.tokens, ix)
        || names.title_adjectives.at(reader.tokens, ix)
        || names.country_of_adjective(reader.tokens, ix).is_some()
}

/// «قائدا»: an office in the accusative is what somebody is named to.
pub(super) fn is_office_object(reader: &Reader<'_>, ix: usize) -> bool {
    let tanwin = reader.lexicon.grammar.ending.tanwin.as_str();
    let office = reader.tokens.word(ix).strip_suffix(tanwin);
    office.is_some_and(|office| reader.lexicon.names.office_heads.value_of(office).is_some())
}

/// True for a word that can be part of a name.
pub(super) fn is_name_word(reader: &Reader<'_>, ix: usize) -> bool {
    let after_given = is_after_given(reader, ix);
    // «الطيب لوح»: a family name may be spelled like a verb.
    // «منصور فاعترف»: a verb with its conjunction is none.
    let joined = || {
        let bare = reader.tokens.word(ix).strip_prefix(['و', 'ف']);
        bare.is_some_and(|bare| reader.lexicon.verbs.is_form(bare))
    };
    // «زايد», «سعد»: given names that are forms of a verb as well.
    let known = is_given(reader, ix)
        || (after_given && !joined() && !verbal::is_report(reader, ix))
        || verbal::is_behind_woman(reader, ix);
    is_noun_word(reader, ix) && (known || !reader.is_cue_form(ix))
}

/// True for a word that is not of another kind in one of the lists.
fn is_noun_word(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let word = reader.tokens.word(ix);
    if reader.tokens.kind(ix) != Some(TokenKind::Word) || word.chars().count() < 2 {
        return false;
    }
    if is_preposition_ala(reader, ix) || body::is_joined_domain(reader, ix) {
        return false;
    }
    // «الفنان يحيي حفلا», «سامر داود فإن»
    if names.homographs.none.contains(reader.plain(ix)) {
        return false;
    }
    // «عرضاً», «كريماً»: what is written with tanwin goes on the clause.
    if verbal::has_tanwin(reader, ix) && !is_given(reader, ix) {
        return false;
    }
    if verbal::is_part_of_day(reader, ix) {
        return false;
    }
    // «آل سعود ولي العهد», «باسم الأمين العام»
    if names.office_heads.longest(reader.tokens, ix).is_some_and(|hit| hit.len > 1) {
        return false;
    }
    if is_given(reader, ix) || names.homographs.element.contains(reader.plain(ix)) {
        return true;
    }
    if names.particles.at(reader.tokens, ix) || is_family(reader, ix) {
        return true;
    }
    // «وفاز الفريق بثلاث مباريات»
    if reader.lexicon.dates.numbers.is_governed(reader.tokens, ix) {
        return false;
    }
    if is_group(reader, ix) || is_noun_of_report(reader, ix) {
        return false;
    }
    // «لفيديرالية روسيا»: the preposition and a noun before a place.
    let before_place =
        word.starts_with('ل') && names.place_forms.longest(reader.tokens, ix + 1).is_some();
    let joined = word.strip_prefix('و').is_some_and(crate::lang::has_article);
    // «رفضه», «تأكيده»: a verbal noun and whose it is.
    let owned = reader.lexicon.grammar.ending.possessive.iter().any(|pronoun| {
        let stem = word.strip_suffix(pronoun.as_str());
        stem.is_some_and(|stem| reader.lexicon.verbs.forms.value_of(stem).is_some())
    });
    if before_place
        || joined
        || owned
        || reader.has_preposition(ix)
        || is_possessed(reader, ix)
        || is_addressee(reader, ix)
    {
        return false;
    }
    // «بلاده», «حكومتها»; «عددا من»
    let tanwin = reader.lexicon.grammar.ending.tanwin.as_str();
    let object = word.strip_suffix(tanwin);
    if is_owned_noun(reader, ix)
        || object.is_some_and(|noun| reader.lexicon.grammar.common.contains(noun))
    {
        return false;
    }
    let tokens = reader.tokens;
    // «وهناك», «وعلى»: the conjunction and a word of the closed classes.
    !(is_conjoined(reader, ix)
        || names.name_stops.at(tokens, ix)
        || reader.lexicon.grammar.stop_words.joined_at(tokens, ix)
        || reader.lexicon.grammar.complementisers.at(tokens, ix)
        || reader.lexicon.grammar.relatives.at(tokens, ix)
        || reader.lexicon.grammar.adjectives.at(tokens, ix)
        || (reader.lexicon.grammar.is_common(tokens, ix)
            && !verbal::is_behind_woman(reader, ix)
            && !nouns::is_before_apposition(reader, ix))
        || is_country_word(reader, ix)
        || reader.lexicon.grammar.skip_heads.longest(tokens, ix).is_some()
        || reader.lexicon.grammar.day_words.longest_with_proclitics(tokens, ix).is_some()
        || names.place_forms.longest_with_proclitics(tokens, ix).is_some()
        || names.office_heads.longest_with_proclitics(tokens, ix).is_some()
        || names.office_bodies.longest_with_proclitics(tokens, ix).is_some()
        || names.speaker_bodies.longest_with_proclitics(tokens, ix).is_some()
        || names.body_heads.longest_with_proclitics(tokens, ix).is_some()
        || names.counterparts.longest_with_proclitics(reader.tokens, ix).is_some()
        || names.relations.longest(reader.tokens, ix).is_some()
        || names.collectives.longest(reader.tokens, ix).is_some()
        || names.unnamed_heads.longest(reader.tokens, ix).is_some())
}

/// «اتهم خليل نبيل المعارضة», «خاطب الرئيس كريم ناصر النواب»: with the article a group, a body, a feminine
/// adjective or people are no family; «سارة القضاة» is a whole name.
fn is_group(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let group = || {
        names.collectives.longest(reader.tokens, ix).is_some()
            || names.speaker_bodies.longest(reader.tokens, ix).is_some()
            || (is_feminine(reader, ix) && reader.lexicon.grammar.adjectives.at(reader.tokens, ix))
    };
    let noun = crate::lang::without_article(reader.tokens.word(ix));
    let many = || {
        let before = ix.checked_sub(1);
        reader.lexicon.grammar.plural.contains(noun)
            && before.is_some_and(|at| !is_after_given(reader, ix) || is_after_given(reader, at))
    };
    has_article(reader, ix) && (group() || many())
}

/// «وجدد سالم التأكيد», «انتقد كريم ناصر قول الوزير»: what a report says of itself is its object, with the article or
/// before its genitive.
fn is_noun_of_report(reader: &Reader<'_>, ix: usize) -> bool {
    let word = reader.tokens.word(ix);
    let bare = crate::lang::without_article(word);
    let verbs = &reader.lexicon.verbs;
    // «رحب كريم ناصر بتصريحات نظيره»
    let governed = word.strip_prefix(['ب', 'ل', 'ك']);
    let paper = |noun: &str| {
        reader.lexicon.grammar.carriers.contains(noun)
            || (verbs.is_masdar(noun) && noun.chars().count() > 3)
    };
    governed.is_some_and(paper)
        || bare.len() < word.len() && verbs.is_masdar(bare)
        || verbs.is_masdar(word)
            && has_article(reader, ix + 1)
            && !verbal::is_behind_woman(reader, ix)
}

/// «أحمد لفرانس برس», «ترامب لزيلينسكي»: to whom somebody speaks.
fn is_addressee(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let body = names.body_forms.longest_with_proclitics(reader.tokens, ix).map(|hit| hit.proclitic);
    let person = names.person_forms.longest_with_proclitics(reader.tokens, ix);
    let given = || names.given.longest_with_proclitics(reader.tokens, ix);
    let person = person.map(|hit| hit.proclitic).or_else(|| given().map(|hit| hit.proclitic));
    body.is_some_and(|proclitic| !proclitic.is_empty())
        || person.is_some_and(|proclitic| proclitic.ends_with('ل'))
}

/// «وقدم خالد», «وسعيد عمر»: the conjunction and the next verb or man.
fn is_conjoined(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let bare = reader.tokens.word(ix).strip_prefix(['و', 'ف']);
    bare.is_some_and(|bare| names.name_stops.contains(bare) || names.given.value_of(bare).is_some())
}

/// A name and the preposition «على» fold to one word. Written with alef maqsura it is taken for
/// the preposition: Egyptian papers write the name so too, but seldom without a title.
fn is_preposition_ala(reader: &Reader<'_>, ix: usize) -> bool {
    let plain = reader.plain(ix);
    plain.ends_with('ى') && reader.lexicon.grammar.prepositions.at(reader.tokens, ix)
}

/// An adjective of a country ends a name, except as its last element: «نجيب المصري»; without the
/// article only where the subject ends with it: «حسن هندي إن».
fn is_country_word(reader: &Reader<'_>, ix: usize) -> bool {
    let after_name = is_after_given(reader, ix);
    let country = reader.lexicon.names.country_of_adjective(reader.tokens, ix).is_some();
    // «مارك كيني من الجامعة»
    let foreign = || {
        ix.checked_sub(1).is_some_and(|given| {
            reader.lexicon.spelling.is_foreign(reader.tokens.word(given)) && reader.is_stop(ix + 1)
        })
    };
    let ends = || {
        surname::is_subjects_end(reader, ix + 1) || reader.tokens.is_mark(ix + 1, ":") || foreign()
    };
    country && !(after_name && (has_article(reader, ix) || ends()))
}

/// True right after a given name, of one word or two: «عبد القادر المغربي».
pub(super) fn is_after_given(reader: &Reader<'_>, ix: usize) -> bool {
    (1..=2).any(|len| {
        let at = ix.checked_sub(len);
        let hit = at.and_then(|at| reader.lexicon.names.given.longest(reader.tokens, at));
        hit.is_some_and(|hit| hit.len == len || len == 1)
    })
}

/// True where the name may go on: a blank, no mark, no conjunction.
pub(super) fn is_inside(reader: &Reader<'_>, ix: usize) -> bool {
    reader.tokens.gap(ix) == Gap::Blank && reader.tokens.is_word(ix)
}

pub(super) fn has_article(reader: &Reader<'_>, ix: usize) -> bool {
    // «إلهان», «ألكسندر»: the article bears no hamza.
    crate::lang::has_article(reader.tokens.word(ix))
        && !reader.plain(ix).starts_with(['أ', 'إ', 'آ'])
}

/// «نصرالله»: the word of God written together with the one before it.
fn is_theophoric(reader: &Reader<'_>, ix: usize) -> bool {
    let stem = |ending: &str| reader.tokens.word(ix).strip_suffix(ending);
    let mut endings = reader.lexicon.names.theophoric.words();
    endings.any(|ending| stem(ending).is_some_and(|stem| stem.chars().count() > 1))
}

pub(super) fn is_possessed(reader: &Reader<'_>, ix: usize) -> bool {
    let Some((stem, pronoun)) = reader.possessed(ix) else { return false };
    if is_given(reader, ix) || is_theophoric(reader, ix) {
        return false;
    }
    // «ستيفان روماتيه»: foreign names end so; «أبلغ سالم مساعديه أن» has an object there.
    let mark = reader.tokens.kind(ix + 1) == Some(TokenKind::Mark);
    if stem.ends_with('ي')
        && is_after_given(reader, ix)
        && (mark || surname::is_subjects_end(reader, ix + 1))
    {
        return false;
    }
    // Many names end like the shorter pronouns: the word must be long, or the pronoun is.
    let shown = reader.tokens.word(ix).chars().count() > 6 || pronoun.chars().count() > 1;
    shown && !has_article(reader, ix)
}
