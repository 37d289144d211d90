//! Two holders of one office, each by his country: «الرئيسان المصري السيسي والفرنسي ماكرون», «وزيرا
//! خارجية مصر والأردن».

use std::ops::Range;

use crate::lang::Gap;
use crate::model::Evidence;

use super::super::Reader;
use super::title::{country_of, is_definite};
use super::{Domain, Entities, Place, name, people};

/// Such a pair.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) tokens: Range<usize>,
    /// Index of `titles.toml`.
    pub(crate) office: usize,
    /// The head with its field: «وزيرا خارجية».
    title: Range<usize>,
    /// `None` where the phrase says less than both.
    pub(crate) both: Option<[Holder; 2]>,
}

/// One of the two.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    /// Index in the table of places; `None` where the name alone tells him.
    pub(crate) country: Option<usize>,
    /// Tokens of his name, and the bytes of the conjunction on it.
    pub(crate) name: Option<(Range<usize>, usize)>,
    end: usize,
}

/// Longest name of one of them, in tokens.
const NAME: usize = 6;

impl Pair {
    /// The pair at token `ix`.
    pub(crate) fn at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Self> {
        let heads = &reader.lexicon.grammar.pair_heads;
        let head = heads.longest_with_proclitics(reader.tokens, ix)?;
        let names = &reader.lexicon.names;
        let mut end = ix + head.len;
        let field = names
            .office_bodies
            .longest(reader.tokens, end)
            .map(|hit| hit.len)
            .or_else(|| names.ministries.longest(reader.tokens, end).map(|hit| hit.len));
        // «رئيسي» is a name and an adjective as well.
        if field.is_none() && !is_definite(reader, ix) {
            return None;
        }
        end += field.unwrap_or_default();
        let title = ix..end;
        let first = holder(reader, end, limit)?;
        let comma = usize::from(reader.tokens.is_mark(first.end, ","));
        let second = joined(reader, first.end + comma, limit)
            .filter(|second| second.name.is_some() == first.name.is_some());
        let end = second.as_ref().map_or(first.end, |second| second.end);
        let both = second.map(|second| [first, second]);
        Some(Self { tokens: ix..end, office: *head.value, title, both })
    }

    /// What both offices are over.
    pub(crate) fn domain(&self, reader: &Reader<'_>) -> Domain {
        Domain::read(reader, self.title.clone(), &[self.office])
    }

    /// Notes both where they are named.
    pub(super) fn note(&self, reader: &Reader<'_>, entities: &mut Entities) {
        let domain = self.domain(reader);
        for holder in self.both.iter().flatten() {
            let Some((name, proclitic)) = holder.name.clone() else { continue };
            let entity = people::person_of(reader, name.clone(), proclitic, entities);
            entities.note_title(entity, &[self.office], holder.country);
            entities.note_domain(entity, &domain);
            let place = Place { name, proclitic, title: None };
            entities.see(reader, entity, place, Evidence { rule: "title-name", score: 90 });
        }
    }
}

/// A country, by its adjective or its name, and the name of its man where there is one.
fn holder(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Holder> {
    if ix >= limit || reader.tokens.gap(ix) == Gap::Line || !reader.tokens.is_word(ix) {
        return None;
    }
    let names = &reader.lexicon.names;
    let ending = &reader.lexicon.grammar.ending;
    let word = reader.tokens.word(ix);
    // «الرئيسان الأميركيان»: an adjective of both is of one country.
    let of_both = [&ending.imperfect_dual, &ending.participle_plural];
    let of_one = !of_both.iter().any(|ending| word.ends_with(ending.as_str()));
    let adjective = names.country_of_adjective(reader.tokens, ix).filter(|_| of_one);
    let place = || {
        let hit = names.place_forms.longest_with_proclitics(reader.tokens, ix)?;
        Some((country_of(reader, *hit.value)?, hit.len))
    };
    let (country, len) = adjective.map(|country| (country, 1)).or_else(place)?;
    let start = ix + len;
    let name = name::titled_at(reader, start, limit.min(start + NAME))
        .filter(|_| reader.tokens.gap(start) == Gap::Blank);
    let end = name.as_ref().map_or(start, |name| name.end);
    Some(Holder { country: Some(country), name: name.map(|name| (name, 0)), end })
}

/// The second of them, with the conjunction: «والفرنسي ماكرون», «وماكرون».
fn joined(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<Holder> {
    reader.tokens.word(ix).strip_prefix('و')?;
    holder(reader, ix, limit).or_else(|| {
        let forms = &reader.lexicon.names.person_forms;
        let hit = forms.longest_with_proclitics(reader.tokens, ix)?;
        let end = ix + hit.len;
        let name = Some((ix..end, hit.proclitic.len()));
        (!hit.proclitic.is_empty() && end <= limit).then_some(Holder { country: None, name, end })
    })
}
