//! Titles: the chain of office, body and country before or after a name.

use std::ops::Range;

use crate::lang::TokenKind;

use super::super::Reader;
use super::chain::{genitive_link, link_at};
use super::{element, eponym, name, nouns, verbal};

/// A title, and the name right after it where there is one.
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a chain")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// The chain, from its head.
    pub(crate) tokens: Range<usize>,
    /// Offices of the chain: indices of `titles.toml`, outermost first.
    pub(crate) offices: Vec<usize>,
    /// Country of the chain: index in the table of places.
    pub(crate) country: Option<usize>,
    /// Only courtesies: no title without a name.
    pub(crate) weak: bool,
    /// Its head has no article: «مدير العمليات في …».
    pub(crate) indefinite: bool,
    /// «نظيره»: the office is that of the person before.
    pub(crate) counterpart: bool,
    /// «نجله»: somebody else, who belongs to the person before.
    pub(crate) relation: bool,
    /// Tokens of the name after the chain.
    pub(crate) name: Option<Range<usize>>,
    /// Who is served, with his title: «الرئيس بوتين» in «المتحدث باسم الرئيس بوتين».
    pub(crate) served: Option<Range<usize>>,
}

/// Longest chain, in tokens.
const LONGEST: usize = 18;

/// The title at token `ix`, if one begins there, `limit` being the end of what may be read.
pub(crate) fn title_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Title> {
    let (mut title, len) = head_at(reader, ix)?;
    let mut end = (ix + len).min(limit);
    let mut tight = end;
    let stop = limit.min(ix + LONGEST);
    // An indefinite head needs its genitive: «رئيس بلدية روما», «المتحدث باسم الشركة».
    let mut open =
        !is_definite(reader, end.saturating_sub(1)) && !title.counterpart && !title.relation;
    // «نائب المحافظ»: the office in the genitive of another is somebody else's.
    let mut owned = Vec::new();
    while end < stop {
        // «رئيس حركة مجتمع السلم»: what still needs its genitive is followed by no name but a known one.
        let linked = is_link(reader, &title, end..stop)
            || (end > ix + len && is_adjective_before_name(reader, end));
        let named = if linked { None } else { name::titled_at(reader, end, limit) };
        let named = named.map(|name| first_of_two(reader, (ix, end), name));
        if named.as_ref().is_some_and(|name| says_of_him(reader, (ix, ix + len), name)) {
            break;
        }
        if let Some(name) = named.filter(|name| !open || element::is_known(reader, name.start)) {
            if let Some(served) = served_at(reader, &title, (ix, end), &name) {
                // Whom one serves holds the inner offices.
                title.offices.truncate(1);
                title.served = Some(served);
                (end, tight, open) = (name.end, name.end, false);
                continue;
            }
            title.name = Some(name);
            break;
        }
        // «منسقة برنامج الشرق الأوسط»: right behind the head only a word that is no name.
        let common = reader.lexicon.grammar.is_common(reader.tokens, end);
        // «مدرب سموحة أحمد سامي»: and one that no list has, before a given name and the rest of it.
        let unknown = || is_before_name(reader, end) && element::is_inside(reader, end + 2);
        let genitive = || {
            let link = genitive_link(reader, end).filter(|_| open);
            link.filter(|_| end > ix + len || common || unknown())
        };
        let (known, weak) = (title.offices.len(), title.weak);
        let Some(link) = link_at(reader, end, stop, &mut title).or_else(genitive) else { break };
        let was_open = open;
        if was_open && !weak && title.offices.len() > known {
            owned.push(known);
        }
        open = link.opens;
        // What belongs to the chain must follow what does: not «الوزير بالموقف التركي».
        let joined = tight == end;
        end += link.len;
        if joined && (link.belongs || was_open) {
            tight = end;
        }
    }
    let mut at = 0;
    title.offices.retain(|_| {
        at += 1;
        !owned.contains(&(at - 1))
    });
    title.tokens = ix..if title.name.is_some() { end } else { tight };
    if title.name.is_none() {
        for comma in [end, tight] {
            if let Some(name) = name_after_comma(reader, &title, comma, limit) {
                title.tokens = ix..comma;
                title.name = Some(name);
                break;
            }
        }
    }
    Some(title)
}

/// The head of a title at a token, and how many tokens it has.
fn head_at(reader: &Reader<'_>, ix: usize) -> Option<(Title, usize)> {
    let names = &reader.lexicon.names;
    let counterpart = names.counterparts.longest_with_proclitics(reader.tokens, ix);
    let head = names.office_heads.longest_with_proclitics(reader.tokens, ix);
    let relation = names.relations.longest_with_proclitics(reader.tokens, ix);
    // «والدة الطفل» folds to «والده».
    let bears = |len: usize| !reader.plain(ix + len - 1).ends_with('ة');
    let relation = relation.filter(|hit| counterpart.is_none() && bears(hit.len.max(1)));
    let relation = relation.map(|hit| hit.len);
    // «رئيسها المحامي خالد علي»
    let owned = || counterpart.is_none() && nouns::is_owned_office(reader, ix);
    let relation = relation.or_else(|| owned().then_some(1));
    if counterpart.is_none() && head.is_none() && relation.is_none() {
        return None;
    }
    // «أمين حسن الناصر», «مساعد بن محمد»: without the article and before a given name the office is one itself.
    let next = ix + 1;
    let given = names.given_offices.contains(reader.tokens.word(ix))
        && element::is_inside(reader, next)
        && (element::is_given(reader, next) || names.eponyms.descent.at(reader.tokens, next));
    // «نجم الدين»: nor is it one as the beginning of a given name.
    let longer = names.given.longest(reader.tokens, ix).map_or(0, |hit| hit.len);
    let longer = head.as_ref().is_some_and(|hit| hit.len < longer);
    if given || longer || names.homographs.none.contains(reader.plain(ix)) {
        return None;
    }
    let mut title = Title {
        tokens: ix..ix,
        offices: Vec::new(),
        country: None,
        weak: true,
        indefinite: !is_definite(reader, ix),
        counterpart: counterpart.is_some(),
        relation: relation.is_some(),
        name: None,
        served: None,
    };
    let len = if let Some(hit) = counterpart {
        title.weak = false;
        // The country of «نظيره التركي» is read as the next word of the chain.
        hit.len.min(1)
    } else if let Some(len) = relation {
        title.weak = false;
        len
    } else {
        let hit = head?;
        title.offices.push(hit.value.office);
        title.weak = hit.value.weak;
        hit.len
    };
    Some((title, len))
}

/// «المدير العام لسوناطراك رشيد حشيشي»: a body that nobody knows, before a given name.
pub(super) fn is_owner(reader: &Reader<'_>, ix: usize) -> bool {
    let word = reader.tokens.word(ix);
    // «ليز» is no preposition with two letters after it.
    word.starts_with('ل') && word.chars().count() > 3 && is_before_name(reader, ix)
}

pub(super) fn is_before_name(reader: &Reader<'_>, ix: usize) -> bool {
    element::is_known(reader, ix + 1) && !element::is_known(reader, ix)
}

/// True for what goes on the chain, though it may look like a name.
fn is_link(reader: &Reader<'_>, title: &Title, rest: Range<usize>) -> bool {
    is_spokesmans_link(reader, title, rest.start)
        || is_owner(reader, rest.start)
        || eponym::end_in_title(reader, rest.start, rest.end).is_some()
}

/// «الرئيس يستقبل وفدا», «أن المدرب أقيل»: no name but what the clause says of the head, which ends at
/// the second token.
fn says_of_him(reader: &Reader<'_>, (head, end): (usize, usize), name: &Range<usize>) -> bool {
    verbal::is_predicate(reader, head, name.start)
        || (name.start == end && verbal::is_attribute(reader, head, name))
}

/// «مركز الخط العربي ناصر القحطاني»: an adjective that is a given name too, behind its noun and before a
/// name.
fn is_adjective_before_name(reader: &Reader<'_>, ix: usize) -> bool {
    let definite = |at: usize| element::has_article(reader, at);
    reader.is_adjective(ix)
        && definite(ix)
        && element::is_given(reader, ix + 1)
        && !definite(ix + 1)
}

/// «باسم» behind «الناطق الإعلامي»; elsewhere it is a given name.
pub(super) fn is_spokesmans_link(reader: &Reader<'_>, title: &Title, ix: usize) -> bool {
    let names = &reader.lexicon.names;
    names.chain_links.at(reader.tokens, ix)
        && title.offices.last().is_some_and(|office| names.spoken_offices.contains(office))
}

/// Whom the head of a chain serves, where the name behind the chain is his: «المتحدث باسم الرئيس
/// بوتين», «مستشار ترامب». The chain begins at `ix` and has been read to `end`.
fn served_at(
    reader: &Reader<'_>,
    title: &Title,
    (ix, end): (usize, usize),
    name: &Range<usize>,
) -> Option<Range<usize>> {
    let names = &reader.lexicon.names;
    // «محاميه رامي فهمي»: whom he serves the pronoun says.
    if title.served.is_some() || title.relation {
        return None;
    }
    let listed = names.served_heads.longest_with_proclitics(reader.tokens, ix);
    // «المتحدث الإعلامي باسم الرئيس»
    let speaks = title.offices.first().is_some_and(|office| names.spoken_offices.contains(office));
    let serves =
        |at: &usize| names.chain_links.at(reader.tokens, *at) && reader.possessed(*at).is_none();
    let link = || (ix..end).find(serves);
    let linked = || link().filter(|_| speaks).map(|at| at + 1);
    let start = listed.map(|hit| ix + hit.len).or_else(linked)?;
    let holds_it = || {
        let known = names.person_forms.longest(reader.tokens, name.start)?.value.person()?;
        let person = names.persons.get(known)?;
        // «المبعوث الخاص للرئيس»: the inner title may have a preposition written on it.
        let office = (start..end).any(|at| {
            let hit = names.office_heads.longest_with_proclitics(reader.tokens, at);
            hit.is_some_and(|hit| Some(hit.value.office) == person.office)
        });
        let home = title.country.is_none() || title.country == names.home_of(known);
        (office && home).then_some(())
    };
    let comma = usize::from(reader.tokens.is_mark(name.end, ","));
    let second = || {
        let at = name.end + comma;
        let other = name::titled_at(reader, at, at + LONGEST)?;
        (element::is_known(reader, at) && reader.is_shut(other.end)).then_some(())
    };
    // «مدير مكتب الوزير سالم حداد»: right behind an office with the article the name may be of either, so the
    // phrase is no name.
    let holder = name.start.checked_sub(1).filter(|at| *at == start && is_definite(reader, *at));
    // «المستشار الدكتور ماجد بن محمد»: behind the article no genitive stands.
    let open = !is_definite(reader, start.saturating_sub(1));
    let of_either = holder.filter(|_| open).is_some_and(|at| {
        let hit = names.office_heads.longest(reader.tokens, at);
        hit.is_some_and(|hit| hit.len == 1)
    });
    // «المستشار سالم» is one himself.
    let beside = start == end && !is_definite(reader, start.saturating_sub(1));
    (beside || of_either || holds_it().or_else(second).is_some()).then_some(start..name.end)
}

/// «وكيل أعمال اللاعب محمد صلاح رامي عباس»: behind who serves the holder of an office four words with a
/// given name in each half are two names, first that of who is served. The chain begins at `ix` and has been
/// read to `end`.
fn first_of_two(
    reader: &Reader<'_>,
    (ix, end): (usize, usize),
    name: Range<usize>,
) -> Range<usize> {
    let names = &reader.lexicon.names;
    let half = name.start + 2;
    let Some(head) = names.served_heads.longest_with_proclitics(reader.tokens, ix) else {
        return name;
    };
    let mut inner = ix + head.len..end;
    let office = inner.any(|at| names.office_heads.longest(reader.tokens, at).is_some());
    // «المستشار الدكتور ماجد بن محمد الأنصاري»: he serves nobody, and the particle joins the halves.
    let joined = names.eponyms.descent.contains(reader.tokens.word(name.start + 1));
    if joined || is_definite(reader, ix + head.len - 1) {
        return name;
    }
    let both = element::is_given(reader, name.start) && element::is_given(reader, half);
    if office && both && name.len() == 4 { name.start..half } else { name }
}

/// A name set off by a comma: «وزير الخارجية الروسي، سيرغي لافروف،».
fn name_after_comma(
    reader: &Reader<'_>,
    title: &Title,
    comma: usize,
    limit: usize,
) -> Option<Range<usize>> {
    if !reader.tokens.is_mark(comma, ",") || comma < title.tokens.start + 2 {
        return None;
    }
    // «مسؤول السياسة الخارجية، كايا كالاس، عن»: a word that says little of the office has a name between commas behind it.
    if title.weak {
        let given = reader.lexicon.names.given.longest(reader.tokens, comma + 1).is_some();
        let name = name::titled_at(reader, comma + 1, limit).filter(|name| name.len() >= 2);
        return name.filter(|name| given && reader.tokens.is_mark(name.end, ","));
    }
    // «عضو اللجنة، النائب باسم الغريباوي»: a second title before the name.
    let second = reader.lexicon.names.office_heads.longest(reader.tokens, comma + 1);
    if let Some(hit) = second {
        let start = comma + 1 + hit.len;
        return name::titled_at(reader, start, limit).filter(|name| name.len() >= 2);
    }
    let name = name::titled_at(reader, comma + 1, limit)?;
    let known = reader.lexicon.names.person_forms.longest(reader.tokens, comma + 1).is_some();
    let given = reader.lexicon.names.given.longest(reader.tokens, comma + 1).is_some();
    // «الشيخ، خليفة بن زايد»: a particle inside shows a name as well as a given name does.
    let joined =
        (name.start + 1..name.end).any(|at| reader.lexicon.names.particles.at(reader.tokens, at));
    let closed = reader.tokens.kind(name.end) == Some(TokenKind::Mark)
        || ((given || joined)
            && (reader.is_stop(name.end) || reader.clause_at(name.end).is_some()));
    (known || (closed && name.len() >= 2)).then_some(name)
}

/// The country that a place lies in, or the country itself.
pub(super) fn country_of(reader: &Reader<'_>, place: usize) -> Option<usize> {
    let names = &reader.lexicon.names;
    let country = names.places.get(place)?.country.as_deref()?;
    names.place_by_id(country)
}

/// True for a word with the article.
pub(crate) fn is_definite(reader: &Reader<'_>, ix: usize) -> bool {
    let word = reader.tokens.word(ix);
    // «ألكسندر», «ألبير»: the article bears no hamza.
    if reader.plain(ix).starts_with(['أ', 'إ', 'آ']) {
        return false;
    }
    let bare = word.strip_prefix('و').filter(|rest| rest.len() > 8).unwrap_or(word);
    crate::lang::has_article(bare) || reader.has_preposition(ix)
}
