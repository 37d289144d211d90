//! Bodies: known ones, and those that a head noun and a country compose.

use std::ops::Range;
use std::sync::Arc;

use crate::lang::{Gap, Hit};
use crate::model::{Evidence, MentionKind, Name, NameSource};

use super::super::Reader;
use super::title::is_definite;
use super::{Entities, Place, eponym, name_as_found, nouns, written};

/// A body's phrase.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) tokens: Range<usize>,
    pub(super) name: Name,
    /// Bytes of the proclitics on its first word.
    proclitic: usize,
    rule: &'static str,
}

/// Longest phrase of a body, in tokens.
const LONGEST: usize = 8;

/// The form of the file at a token, with its proclitics.
pub(super) fn form_at<'a>(reader: &Reader<'a>, ix: usize) -> Option<Hit<'a, usize>> {
    let forms = &reader.lexicon.names.body_forms;
    let hit = forms.longest_with_proclitics(reader.tokens, ix).filter(Hit::is_noun)?;
    // «بفتح تحقيق»: with a preposition the common noun.
    let common = || hit.len == 1 && reader.lexicon.grammar.is_common(reader.tokens, ix);
    (!hit.proclitic.ends_with(['ب', 'ك', 'ل']) || !common()).then_some(hit)
}

/// A body of the file, or a composed one with its country, at token `ix`.
pub(crate) fn known_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Body> {
    let names = &reader.lexicon.names;
    let hit = form_at(reader, ix);
    let composed = composed_at(reader, ix, limit);
    let known = hit.and_then(|hit| {
        let body = names.bodies.get(*hit.value)?;
        let tokens = ix..ix + hit.len;
        // A form that is also a common word needs its full name.
        let usable = !body.needs_head || hit.len > 1;
        let name = Name {
            canonical: body.name.clone(),
            source: NameSource::Curated,
            place: body.country.clone(),
        };
        let proclitic = hit.proclitic.len();
        usable.then_some(Body { tokens, name, proclitic, rule: "organisation-file" })
    });
    let known = known.map(|known| of_nation(reader, &known).unwrap_or(known));
    match (known, composed) {
        (Some(known), Some(composed)) if composed.tokens.len() > known.tokens.len() => {
            Some(composed)
        }
        (Some(known), _) => Some(known),
        (None, composed) => composed,
    }
}

/// «مجلس الأمن الروسي»: the adjective of a country right behind a body of no country makes another of
/// it. In the masculine, for «الأمم المتحدة الروسية» is no name.
fn of_nation(reader: &Reader<'_>, body: &Body) -> Option<Body> {
    let end = body.tokens.end;
    let words =
        reader.tokens.word(end).ends_with('ي') && crate::lang::has_article(reader.tokens.word(end));
    let inside = reader.tokens.gap(end) == Gap::Blank && words;
    let names = &reader.lexicon.names;
    let country = names.country_of_adjective(reader.tokens, end)?;
    let agrees = is_definite(reader, end - 1) && !reader.tokens.word(end - 1).ends_with('ه');
    let open = body.name.place.is_none() && body.tokens.len() > 1;
    let id = names.places.get(country).map(|place| place.id.clone());
    let tokens = body.tokens.start..end + 1;
    (inside && agrees && open).then(|| composed(reader, tokens, (body.proclitic, false), id))
}

/// Head noun, its genitive and adjectives, and a country: «وزارة الخارجية الروسية».
fn composed_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Body> {
    let names = &reader.lexicon.names;
    let tokens = reader.tokens;
    let ministry = names.ministries.longest_with_proclitics(tokens, ix);
    let ministry = ministry.filter(|_| !nouns::is_owner(reader, ix));
    let body = names.body_heads.longest_with_proclitics(tokens, ix);
    let (ministry, head) = (ministry.is_some(), body.or(ministry)?);
    let proclitic = head.proclitic.len();
    let mut end = ix + head.len;
    let stop = limit.min(ix + LONGEST);
    while end < stop && tokens.gap(end) == Gap::Blank && tokens.is_word(end) {
        if let Some(country) = names.country_of_adjective(tokens, end) {
            // «وزير الدفاع الروسي» names no ministry: its adjective would be feminine.
            let feminine = ministry || tokens.word(ix).ends_with('ه');
            if feminine && !tokens.word(end).ends_with('ه') {
                return None;
            }
            let id = names.places.get(country).map(|place| place.id.clone());
            return Some(composed(reader, ix..end + 1, (proclitic, ministry), id));
        }
        // «الخارجية روسيا»: no genitive goes on a noun with the article.
        let open = !is_definite(reader, end - 1);
        if let Some(hit) = names.place_forms.longest(tokens, end).filter(|_| open) {
            let place = names.places.get(*hit.value).filter(|place| place.speaks)?;
            let id = place.country.clone();
            return Some(composed(reader, ix..end + hit.len, (proclitic, ministry), id));
        }
        if !is_definite(reader, end) || reader.is_cue_form(end) {
            return None;
        }
        end += 1;
    }
    None
}

fn composed(
    reader: &Reader<'_>,
    tokens: Range<usize>,
    (proclitic, ministry): (usize, bool),
    country: Option<Arc<str>>,
) -> Body {
    let names = &reader.lexicon.names;
    let mut name = name_as_found(reader, tokens.clone(), NameSource::Composed);
    name.place = country;
    let plain: String = if proclitic == 0 {
        name.canonical.to_string()
    } else {
        let cut = proclitic / 'و'.len_utf8();
        crate::lang::without_proclitics(&name.canonical, cut)
    };
    name.canonical = if ministry && !names.ministry_noun.is_empty() {
        format!("{} {plain}", names.ministry_noun).into()
    } else {
        plain.into()
    };
    Body { tokens, name, proclitic, rule: "head-and-country" }
}

/// Notes a body in the text.
pub(crate) fn note(reader: &Reader<'_>, body: &Body, entities: &mut Entities) -> usize {
    let entity = entities.entity(body.name.clone(), MentionKind::Body);
    let place = Place { name: body.tokens.clone(), proclitic: body.proclitic, title: None };
    entities.see(reader, entity, place, Evidence { rule: body.rule, score: 90 });
    for base in crate::lang::bases(reader.tokens.word(body.tokens.start)) {
        entities.note_head(entity, &base.word);
    }
    entity
}

/// The phrase of a body that nothing but its head noun tells: the head, its genitive, adjectives.
/// «المرصد السوري لحقوق الإنسان», «وزارة الصحة والسكان المصرية».
pub(crate) fn phrase_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Body> {
    let names = &reader.lexicon.names;
    let word = reader.tokens.word(ix);
    let bare = names.speaker_bodies.value_of(crate::lang::without_article(word)).map(|()| 1);
    let listed = names.speaker_bodies.longest(reader.tokens, ix).map(|hit| hit.len);
    let composed = names.body_heads.longest(reader.tokens, ix).map(|hit| hit.len);
    let head = listed.or(composed).or(bare)?;
    let end = phrase_end(reader, ix, ix + head, limit);
    (end > ix + 1).then(|| Body {
        tokens: ix..end,
        name: written::known_in_marks(reader, ix..end)
            .unwrap_or_else(|| name_as_found(reader, ix..end, NameSource::Surface)),
        proclitic: 0,
        rule: "body-head",
    })
}

/// The end of a noun phrase whose head ends at `end`: genitive nouns while the head has no
/// article, then adjectives, then what is written on «ل» or quoted as its name.
pub(crate) fn phrase_end(reader: &Reader<'_>, start: usize, end: usize, limit: usize) -> usize {
    // «جامعة محمد الخامس»
    if let Some(named) = eponym::end_at(reader, start, limit).filter(|named| *named > end) {
        return phrase_end_from(reader, start, (named, false), limit);
    }
    let open = !is_closed(reader, end.saturating_sub(1));
    phrase_end_from(reader, start, (end, open), limit)
}

/// The same of an indefinite noun for people, which needs its genitive whatever its ending: «أهالي
/// البلدة».
pub(crate) fn people_end(reader: &Reader<'_>, start: usize, end: usize, limit: usize) -> usize {
    phrase_end_from(reader, start, (end, !is_definite(reader, end.saturating_sub(1))), limit)
}

/// The same of a name that is whole: «هيومن رايتس ووتش» needs no genitive.
pub(crate) fn name_end(reader: &Reader<'_>, start: usize, end: usize, limit: usize) -> usize {
    phrase_end_from(reader, start, (end, false), limit)
}

fn phrase_end_from(
    reader: &Reader<'_>,
    start: usize,
    (mut end, mut open): (usize, bool),
    limit: usize,
) -> usize {
    let tokens = reader.tokens;
    let stop = limit.min(start + 14);
    while end < stop && tokens.gap(end) == Gap::Blank {
        // «شركة Apple»
        let latin = || written::name_end(reader, end, stop).filter(|_| open);
        // «وأدانت وزارة الزراعة "جرائم المستعمرين"»: a name that is whole has no other of several words in marks.
        let whole = |close: usize| !open && end > start + 1 && close > end + 3;
        let quoted = || written::quoted_name(reader, end, stop).filter(|close| !whole(*close));
        if let Some(close) = quoted().or_else(latin) {
            if is_ministry_before(reader, end) {
                break;
            }
            end = close;
            open = false;
            continue;
        }
        // «والدة المجني عليه»
        let people = reader.lexicon.names.unnamed_heads.longest(tokens, end).filter(|_| open);
        if let Some(hit) = people.filter(|hit| hit.len > 1) {
            (end, open) = (end + hit.len, false);
            continue;
        }
        let word = tokens.word(end);
        let is_stop = reader.is_stop(end) && !reader.lexicon.grammar.adjectives.contains(word);
        // «مسؤول فضل عدم ذكر اسمه»
        let told = reader.lexicon.grammar.skip_heads.longest(tokens, end);
        // «بيان صحفي صدر عن المجلس»
        let paper = || reader.lexicon.grammar.carriers.contains(tokens.word(start));
        // «دراسة حديثة أجراها باحثون»
        let made = || reader.possessed(end).is_some();
        let told = told.is_some_and(|hit| hit.len > 1 || paper() || made())
            // «تقول الطفلة بصوت خافت»
            || reader.is_manner(end)
            || is_written_told(reader, end)
            || is_people_told(reader, start, end);
        // «عن مصدرين مطلعين قولهما»
        let said = nouns::is_told_of(reader, start, end);
        // «شهود عيان لرويترز»
        let outlet = open && is_outlet_spoken_to(reader, end);
        if !tokens.is_word(end) || reader.is_cue_form(end) || is_stop || told || said || outlet {
            break;
        }
        // «للنقل ستجري»: an adjective agrees with its noun in the article, a verb does not.
        let adjective = reader.is_adjective(end)
            && !nouns::is_common_feminine(reader, end)
            && (is_definite(reader, end) || !is_definite(reader, end - 1))
            // «موقع "الأفق" المقرب من الحكومة»
            && reader.lexicon.grammar.skip_heads.longest(tokens, end).is_none()
            && !is_people_behind(reader, end);
        // «لبنان», «لجنة»: the letter is the word's own.
        let own = || {
            let names = &reader.lexicon.names;
            reader.lexicon.grammar.common.contains(word)
                || names.place_forms.longest(tokens, end).is_some()
                || names.body_forms.longest(tokens, end).is_some()
                || names.person_forms.longest(tokens, end).is_some()
        };
        let on_l = end > start
            && word.starts_with('ل')
            && !reader.is_complementiser(end)
            && !own()
            && !is_outlet_spoken_to(reader, end);
        // «النفط والغاز النيابية»: an adjective behind the second noun shows that both belong.
        let joined = word.starts_with('و') && is_definite(reader, end) && !open;
        let agrees = || {
            let article = crate::lang::has_article(tokens.word(end + 1));
            continues(reader, end + 1) || (article && reader.is_adjective(end + 1))
        };
        if is_joined_domain(reader, end) {
            open = true;
            end += 1;
            continue;
        }
        let field = joined && is_further_field(reader, start, end);
        if !(open || adjective || on_l || field || (joined && agrees())) {
            break;
        }
        let names = &reader.lexicon.names;
        // «خارجية» in «وزارة خارجية روسيا» looks like an adjective and is a noun.
        let noun = names.office_bodies.longest(tokens, end).is_some()
            || names.ministries.value_of(crate::lang::without_article(word)).is_some()
            || names.speaker_bodies.longest(tokens, end).is_some();
        if open {
            // «صحيفة دايلي ميل البريطانية»: what looks like an adjective may be a name.
            let named = !is_definite(reader, end)
                && (end + 1..(end + 4).min(stop))
                    .any(|at| is_definite(reader, at) && continues(reader, at));
            open = !is_closed(reader, end) || (noun && !is_definite(reader, end)) || named;
        } else if on_l {
            open = !reader.has_preposition(end);
        }
        end += 1;
    }
    end
}

/// «مسؤول في الإدارة للصحفيين»: those who are always told.
fn is_written_told(reader: &Reader<'_>, ix: usize) -> bool {
    reader.tokens.word(ix).starts_with('ل')
        && reader.lexicon.grammar.skip_adverbs.longest(reader.tokens, ix).is_some()
}

/// «الوزير للصحفيين», «الوزير لرويترز»: to whom somebody speaks, whatever stands behind it.
pub(super) fn is_told(reader: &Reader<'_>, ix: usize) -> bool {
    is_written_told(reader, ix) || is_outlet_spoken_to(reader, ix)
}

/// «الحكومة للمواطنين إن»: right behind one word and right before what is said, people are told it. «الاتحاد العام
/// للعمال إن» is theirs.
fn is_people_told(reader: &Reader<'_>, start: usize, ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    let next = ix + 1;
    let said = reader.clause_at(next).is_some() || reader.tokens.is_mark(next, ":");
    let people = |base: crate::lang::Base<'_>| {
        let noun = crate::lang::without_article(&base.word);
        grammar.plural.contains(noun) || noun.ends_with(grammar.ending.participle_plural.as_str())
    };
    ix == start + 1
        && said
        && reader.has_preposition(ix)
        && is_definite(reader, start)
        && crate::lang::bases(reader.tokens.word(ix)).any(people)
}

/// «لوكالة فرانس برس», «لرويترز»: to whom somebody speaks is no part of his phrase.
fn is_outlet_spoken_to(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let head = reader.tokens.word(ix).strip_prefix('ل');
    let body = names.body_forms.longest_with_proclitics(reader.tokens, ix);
    let body = body.filter(|hit| hit.proclitic == "ل").and_then(|hit| names.bodies.get(*hit.value));
    head.is_some_and(|head| reader.lexicon.grammar.agency_heads.contains(head))
        || body.is_some_and(|body| names.media.contains(&body.name))
}

/// «الأمريكية الإسرائيليين»: a plural of people behind an adjective in the singular agrees with
/// nothing before it; nor is the name of a body an adjective: «التحالف العربي الحوثيين».
fn is_people_behind(reader: &Reader<'_>, ix: usize) -> bool {
    let plural = reader.lexicon.grammar.ending.participle_plural.as_str();
    let is_plural = |ix: usize| reader.tokens.word(ix).ends_with(plural);
    let listed = || reader.lexicon.names.body_forms.longest(reader.tokens, ix).is_some();
    let singular = || {
        ix.checked_sub(1)
            .is_some_and(|at| is_definite(reader, at) && reader.is_adjective(at) && !is_plural(at))
    };
    is_plural(ix) && (listed() || singular())
}

/// «واستصلاح الأراضي»: a noun that joins a further field before its genitive.
pub(super) fn is_joined_domain(reader: &Reader<'_>, ix: usize) -> bool {
    let noun = reader.tokens.word(ix).strip_prefix('و');
    noun.is_some_and(|noun| reader.lexicon.names.domain_nouns.contains(noun))
        && reader.tokens.gap(ix + 1) == Gap::Blank
        && is_definite(reader, ix + 1)
}

/// «وزارة التربية والتعليم»: what is joined to the field of a body is a further field of it, unless it
/// is a place, an office or a known body itself. «فتح والفصائل»: a side that speaks with it belongs to
/// the phrase too.
fn is_further_field(reader: &Reader<'_>, start: usize, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let tokens = reader.tokens;
    let bare = tokens.word(ix).strip_prefix('و').unwrap_or_default();
    let kind = crate::lang::without_article(bare);
    let listed = names.body_forms.value_of(bare).is_some();
    let side = [bare, kind].iter().any(|word| names.speaker_bodies.value_of(word).is_some())
        || names.collectives.value_of(bare).is_some();
    if side && !listed {
        return true;
    }
    // «الهيئة العامة للبريد والاتصالات»: the preposition opens a definite head again.
    let open = !is_definite(reader, start) || reader.has_preposition(ix - 1);
    if !open || !is_definite(reader, ix - 1) {
        return false;
    }
    let ministry = names.ministries.longest_with_proclitics(tokens, ix).is_some();
    let other = names.body_forms.longest_with_proclitics(tokens, ix).is_some()
        || names.place_forms.longest_with_proclitics(tokens, ix).is_some()
        || names.office_heads.longest_with_proclitics(tokens, ix).is_some()
        || names.person_forms.longest_with_proclitics(tokens, ix).is_some();
    ministry || !other
}

/// True for a word that needs no genitive after it: definite, a place, a name, possessed.
fn is_closed(reader: &Reader<'_>, ix: usize) -> bool {
    is_definite(reader, ix)
        || reader.is_adjective(ix)
        || reader.lexicon.names.place_forms.longest_with_proclitics(reader.tokens, ix).is_some()
}

/// True where an adjective shows that the joined noun before it still belongs to the phrase.
fn continues(reader: &Reader<'_>, ix: usize) -> bool {
    reader.lexicon.names.country_of_adjective(reader.tokens, ix).is_some()
}

/// «الخارجية الإيرانية»: a ministry with its country bears no name, so that a quotation behind it is none.
pub(super) fn is_ministry_before(reader: &Reader<'_>, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    let country = ix.checked_sub(1).and_then(|at| names.country_of_adjective(reader.tokens, at));
    let ministry = ix
        .checked_sub(2)
        .and_then(|at| names.ministries.longest_with_proclitics(reader.tokens, at));
    country.is_some() && ministry.is_some()
}
