//! Where a document plays: the roles of its places, the place of its event, its region.
//!
//! [`entity::place`](super::entity) finds the forms; here the whole document is known, so that a
//! form of two places can be settled, a capital that speaks is told from one that is meant, and
//! the place of a dateline from a place of the text. No place is guessed: without one that a
//! headline or first paragraph says something happened in, and without a dateline, there is none.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::lang::{Gap, KnownPlace, TokenKind};
use crate::model::{
    BlockKind, EventPlace, Evidence, Mention, MentionKind, Role, Scene, Span, Statement,
};

use super::Reader;
use super::topic::Parts;

/// How far from a form of two places what settles it may stand, in tokens.
const NEAR: usize = 60;
/// Tokens from a preposition to its place, and words of what is spoken of.
const BEFORE_PLACE: usize = 3;
const MATTER: usize = 3;
/// Tokens of a lead before the mark of its dateline: the place, an agency, a date.
const DATELINE: usize = 8;

/// Settles the roles of places, which stand in the order of the text, and says where the document
/// plays. `bylines` are the lines of place, agency or reporter above the text.
pub(super) fn scene(
    reader: &Reader<'_>,
    parts: &Parts,
    statements: &[Statement],
    mentions: &mut [Mention],
) -> Scene {
    note_dateline(reader, parts, mentions);
    settle_forms(reader, mentions);
    note_metonyms(mentions);
    let event = event(reader, parts, statements, mentions);
    let region = region(reader, event.as_ref(), mentions);
    Scene { event, region }
}

/// What tells where a report comes from: the lines of place and agency above the text, and the
/// signature that the text itself begins with.
pub(super) fn bylines(
    reader: &Reader<'_>,
    kinds: &[BlockKind],
    signature: Range<usize>,
) -> Vec<Range<usize>> {
    let blocks = reader.document.blocks.iter().zip(kinds);
    let lines = blocks.filter(|(_, kind)| **kind == BlockKind::Byline);
    let lines = lines.map(|(block, _)| reader.tokens.within(block.span));
    lines.chain(Some(signature).filter(|signature| !signature.is_empty())).collect()
}

/// Gives each form of two places the one that is meant.
fn settle_forms(reader: &Reader<'_>, mentions: &mut [Mention]) {
    let names = &reader.lexicon.names;
    let is_place = |mention: &Mention| mention.kind == MentionKind::Place;
    if mentions
        .iter()
        .filter(|mention| is_place(mention))
        .all(|mention| either(reader, mention).is_none())
    {
        return;
    }
    // Places that only one of the two could be near to: what is itself unsettled says nothing.
    let signs: Vec<(usize, Arc<str>)> = mentions
        .iter()
        .filter(|mention| is_place(mention) && either(reader, mention).is_none())
        .filter_map(|mention| {
            let place = names.place_by_id(mention.name.place.as_deref()?)?;
            let country = names.places.get(place)?.country.clone()?;
            Some((reader.tokens.within(mention.span).start, country))
        })
        .collect();
    for mention in mentions.iter_mut().filter(|mention| is_place(mention)) {
        let Some(form) = either(reader, mention) else { continue };
        let at = reader.tokens.within(mention.span).start;
        let country = |place: usize| names.places.get(place).and_then(|p| p.country.clone());
        let distance = |place: usize| {
            let country = country(place);
            let of = signs.iter().filter(|(_, sign)| Some(sign) == country.as_ref());
            of.map(|(sign, _)| sign.abs_diff(at)).min().filter(|far| *far <= NEAR)
        };
        let headed = (1..=3).any(|back| {
            let start = at.checked_sub(back);
            let hit = start.and_then(|ix| form.heads.longest_with_proclitics(reader.tokens, ix));
            hit.is_some_and(|hit| hit.len == back)
        });
        let nearer = match (distance(form.first), distance(form.other)) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(first), Some(other)) => other < first,
        };
        // «عمان - …», «عمان (بترا) - …»: who reports stands in a city.
        let in_city = || {
            let end = reader.tokens.within(mention.span).end;
            let mut near = end..end + DATELINE;
            let is_country = names.places.get(form.first).is_some_and(KnownPlace::is_country);
            mention.role == Role::Dateline
                && (is_country && distance(form.first).is_none()
                    || near.any(|ix| form.agencies.longest(reader.tokens, ix).is_some()))
        };
        let meant = headed || nearer || in_city();
        if let Some(place) = names.places.get(form.other).filter(|_| meant) {
            mention.name.canonical = place.name.clone();
            mention.name.place = Some(place.id.clone());
            mention.evidence.rule = "nearer-place";
        }
    }
}

fn either<'a>(reader: &Reader<'a>, mention: &Mention) -> Option<&'a crate::lang::EitherPlace> {
    if mention.role == Role::Adjective {
        return None;
    }
    let words = reader.lexicon.folder().key(reader.words(mention.span));
    reader.lexicon.names.either.get(words.as_str())
}

/// A country or capital that speaks stands for its government.
fn note_metonyms(mentions: &mut [Mention]) {
    let spoken: Vec<Span> = mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Body && mention.role == Role::Speaker)
        .filter(|mention| mention.name.place.is_some())
        .map(|mention| mention.span)
        .collect();
    let places = mentions.iter_mut().filter(|m| m.kind == MentionKind::Place);
    for place in places.filter(|place| place.role == Role::Named) {
        // Both are in the order of the text, and a speaker's span is that of the place itself.
        if spoken.binary_search(&place.span).is_ok() {
            place.role = Role::Metonym;
        }
    }
}

/// The place that a lead opens with, before an agency, a date or a mark.
fn note_dateline(reader: &Reader<'_>, parts: &Parts, mentions: &mut [Mention]) {
    let Some(lead) = parts.lead.clone() else { return };
    let first = mentions.iter_mut().find(|mention| {
        let is_place = mention.kind == MentionKind::Place && mention.role == Role::Named;
        is_place && reader.tokens.within(mention.span).start == lead.start
    });
    let Some(place) = first else { return };
    let after = reader.tokens.within(place.span).end;
    let within = after..lead.end.min(after + DATELINE);
    // «موسكو: …» speaks; «موسكو - 5 مارس» and «موسكو (وكالة) -» do not.
    let connectors = &reader.lexicon.dates.connectors;
    let connected = connectors.longest(reader.tokens, after).map_or(after, |hit| after + hit.len);
    let next = reader.tokens.kind(connected);
    let opens = reader.tokens.gap(after) != Gap::Line
        && (next == Some(TokenKind::Number)
            || ["-", "(", "/", ","].iter().any(|mark| reader.tokens.is_mark(after, mark)));
    let closes = within.clone().any(|ix| {
        ["-", ":", "/", ")"].iter().any(|mark| reader.tokens.is_mark(ix, mark))
            || reader.tokens.gap(ix) == Gap::Line
    });
    if opens && (closes || within.end == lead.end) {
        place.role = Role::Dateline;
        place.evidence.rule = "dateline-place";
    }
}

/// The place that headline or lead says something happens in, else that of the dateline.
fn event(
    reader: &Reader<'_>,
    parts: &Parts,
    statements: &[Statement],
    mentions: &[Mention],
) -> Option<EventPlace> {
    let titles: Vec<Span> = mentions.iter().filter_map(|mention| mention.title).collect();
    let inside = |spans: &[Span], span: Span| spans.iter().any(|other| other.contains(span));
    let said: Vec<Span> = statements.iter().map(|statement| statement.text).collect();
    let places = || mentions.iter().filter(|mention| mention.kind == MentionKind::Place);
    let happens = |part: &Range<usize>, mention: &Mention| {
        let ix = token_of(reader, mention.span);
        mention.role == Role::Named
            && part.contains(&ix)
            && reader.tokens.within(mention.span).end <= part.end
            && !inside(&titles, mention.span)
            && (is_at(reader, ix, part.start) || is_written_on(reader, ix, mention))
            && !is_matter(reader, ix, part.start)
    };
    let in_title = parts.headline.as_ref().and_then(|part| places().find(|m| happens(part, m)));
    let in_lead = || {
        let part = parts.lead.as_ref()?;
        places().find(|mention| happens(part, mention) && !inside(&said, mention.span))
    };
    let found = in_title.map(|mention| (mention, "headline-place", 90));
    let found = found.or_else(|| in_lead().map(|mention| (mention, "lead-place", 80)));
    let dateline = || {
        let of_line = places().find(|mention| mention.role == Role::Dateline)?;
        let named = places().filter(|mention| !inside(&said, mention.span));
        (!is_desk(reader, parts, of_line, named)).then_some(of_line)
    };
    let found = found.or_else(|| dateline().map(|mention| (mention, "dateline-place", 60)));
    let (mention, rule, score) = found?;
    let place = mention.name.place.clone()?;
    Some(EventPlace { place, span: mention.span, evidence: Evidence { rule, score } })
}

/// True for the place of a line of the page, where headline or lead name one of another country:
/// «قناة النهر - أبو ظبي» says where the desk is.
fn is_desk<'m>(
    reader: &Reader<'_>,
    parts: &Parts,
    of_line: &Mention,
    mut named: impl Iterator<Item = &'m Mention>,
) -> bool {
    let names = &reader.lexicon.names;
    let country = |mention: &Mention| {
        let place = names.place_by_id(mention.name.place.as_deref()?)?;
        names.places.get(place)?.country.as_deref()
    };
    let inside = |part: &Option<Range<usize>>, mention: &Mention| {
        part.as_ref().is_some_and(|part| part.contains(&token_of(reader, mention.span)))
    };
    !inside(&parts.lead, of_line)
        && named.any(|other| {
            other.role == Role::Named
                && (inside(&parts.headline, other) || inside(&parts.lead, other))
                && country(other) != country(of_line)
        })
}

/// The token that a name begins in, with or without what is written on it.
fn token_of(reader: &Reader<'_>, span: Span) -> usize {
    let first = reader.tokens.within(span).start;
    let before = first.checked_sub(1);
    before.filter(|ix| reader.tokens.span(*ix..ix + 1).end > span.start).unwrap_or(first)
}

/// True for «بحلب». A country or a capital may be what a verb is about: «يندد بموسكو», «تشيد بمصر».
fn is_written_on(reader: &Reader<'_>, ix: usize, mention: &Mention) -> bool {
    let names = &reader.lexicon.names;
    let word = reader.tokens.word(ix);
    let place = mention.name.place.as_deref().and_then(|id| names.place_by_id(id));
    let speaks = place.and_then(|place| names.places.get(place)).is_none_or(|place| place.speaks);
    !speaks
        && names.place_forms.longest(reader.tokens, ix).is_none()
        && word.strip_prefix('و').unwrap_or(word).starts_with('ب')
        && reader.tokens.span(ix..ix + 1).start < mention.span.start
}

/// True where the place of what is spoken of is meant: «الأوضاع الإنسانية في ليبيا».
fn is_matter(reader: &Reader<'_>, ix: usize, start: usize) -> bool {
    let names = &reader.lexicon.names;
    let near = (ix.saturating_sub(BEFORE_PLACE).max(start)..ix).rev();
    let at = |at: &usize| names.at_prepositions.longest(reader.tokens, *at).is_some();
    let Some(preposition) = near.into_iter().find(at) else { return false };
    let mut end = preposition;
    while end > start && reader.is_adjective(end - 1) {
        end -= 1;
    }
    (1..=MATTER).any(|len| {
        let first = end.checked_sub(len).filter(|first| *first >= start);
        let hit =
            first.and_then(|first| names.matters.longest_with_proclitics(reader.tokens, first));
        hit.is_some_and(|hit| hit.len == len)
    })
}

/// True where a preposition of place stands before a token.
fn is_at(reader: &Reader<'_>, ix: usize, start: usize) -> bool {
    let prepositions = &reader.lexicon.names.at_prepositions;
    let nouns = &reader.lexicon.names.place_nouns;
    // «في مدينة حلب», «في العاصمة السورية دمشق»: the head noun of the place stands between.
    let before = |back: usize| ix.checked_sub(back).filter(|before| *before >= start);
    let head = |back: usize| {
        before(back).filter(|ix| nouns.longest_with_proclitics(reader.tokens, *ix).is_some())
    };
    let of_country =
        |ix: usize| reader.lexicon.names.country_of_adjective(reader.tokens, ix).is_some();
    let head = head(1).or_else(|| head(2).filter(|ix| of_country(ix + 1)));
    let inside = |ix: usize| reader.tokens.word(ix).starts_with('ب') && !nouns_at(reader, ix);
    let ends_at = |end: usize| {
        (1..=2).any(|len| {
            let at = end.checked_sub(len).filter(|at| *at >= start);
            let hit = at.and_then(|at| prepositions.longest_with_proclitics(reader.tokens, at));
            hit.is_some_and(|hit| hit.len == len)
        })
    };
    ends_at(ix) || head.is_some_and(|head| ends_at(head) || inside(head))
}

/// True where a head noun of places stands without a particle: «بلدة».
fn nouns_at(reader: &Reader<'_>, ix: usize) -> bool {
    reader.lexicon.names.place_nouns.longest(reader.tokens, ix).is_some()
}

/// The region of the event's place, else of the country spoken of most that is not the actors'
/// own; two as frequent are none.
fn region(
    reader: &Reader<'_>,
    event: Option<&EventPlace>,
    mentions: &[Mention],
) -> Option<Arc<str>> {
    let names = &reader.lexicon.names;
    let region_of = |id: &str| -> Option<Arc<str>> {
        let place = names.places.get(names.place_by_id(id)?)?;
        let country = place.country.as_deref().and_then(|id| names.place_by_id(id));
        let country = country.and_then(|ix| names.places.get(ix));
        place.region.clone().or_else(|| country?.region.clone())
    };
    if let Some(event) = event {
        return region_of(&event.place);
    }
    let titles: Vec<Span> = mentions.iter().filter_map(|mention| mention.title).collect();
    let own = |mention: &Mention| titles.iter().any(|title| title.contains(mention.span));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Place) {
        let counts_here = matches!(mention.role, Role::Named | Role::Adjective) && !own(mention);
        let place = mention.name.place.as_deref().and_then(|id| names.place_by_id(id));
        let country = place.and_then(|ix| names.places.get(ix)?.country.as_deref());
        if let Some(country) = country.filter(|_| counts_here) {
            *counts.entry(country).or_default() += 1;
        }
    }
    let mut ranked: Vec<(usize, &str)> = counts.into_iter().map(|(id, n)| (n, id)).collect();
    ranked.sort_unstable_by(|one, other| other.cmp(one));
    match ranked[..] {
        [(first, id), (second, _), ..] if first > second => region_of(id),
        [(_, id)] => region_of(id),
        _ => None,
    }
}
