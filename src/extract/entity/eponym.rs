//! What bears a person's name: «مستشفى الملك فيصل», «جامعة محمد الخامس», «دوري محمد بن سلمان».
//!
//! The name is the institution's. Who runs it may be named right behind, with no mark between the two
//! names: «مدير مستشفى كمال عدوان حسام أبو صفية». Where the first ends is told by its title and by
//! how many elements stand there.

use crate::lang::PersonForm;

use super::super::Reader;
use super::element::{has_article, is_given, is_inside, is_name_word};
use super::name::element_end;

/// Most elements of two names that stand together.
const MOST: usize = 7;

/// How a name begins, and so how many elements it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// «الملك فيصل»: one given name tells him.
    King,
    /// «الشهيد أحمد زبانة», «كمال عدوان».
    Plain,
}

/// The end of what bears a name, its head at token `ix`; `None` where nothing is called after
/// somebody there.
pub(super) fn end_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let (start, kind) = name_at(reader, ix, limit)?;
    let ends = ends(reader, start, limit);
    let own = own_elements(reader, start, &ends, kind);
    ends.get(own.checked_sub(1)?).copied()
}

/// The same inside a title, where somebody may be named behind it: «ناصر عاطف الحوت» are two there.
pub(super) fn end_in_title(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<usize> {
    let (start, kind) = name_at(reader, ix, limit)?;
    let ends = ends(reader, start, limit);
    let own = match (own_elements(reader, start, &ends, kind), ends.first()) {
        (3, Some(second)) if is_given(reader, *second) => 1,
        (own, _) => own,
    };
    ends.get(own.checked_sub(1)?).copied()
}

/// Where the name of an institution begins, behind its head and the title of whom it is called after.
fn name_at(reader: &Reader<'_>, ix: usize, limit: usize) -> Option<(usize, Kind)> {
    let names = &reader.lexicon.names;
    let words = &names.eponyms;
    let head = words.heads.longest_with_proclitics(reader.tokens, ix)?;
    let at = ix + head.len;
    if at >= limit || !is_inside(reader, at) {
        return None;
    }
    let king = words.kings.longest(reader.tokens, at);
    let honour = words.honours.longest(reader.tokens, at);
    if let Some(title) = king.as_ref().or(honour.as_ref()) {
        let start = at + title.len;
        let named = is_inside(reader, start) && start < limit && is_name_word(reader, start);
        let kind = if king.is_some() { Kind::King } else { Kind::Plain };
        return (named && !has_article(reader, start)).then_some((start, kind));
    }
    // «لواء محمد حسن» is an officer.
    let office = names.office_heads.longest_with_proclitics(reader.tokens, ix).is_some();
    let known = || {
        let hit = names.person_forms.longest(reader.tokens, at);
        hit.is_some_and(|hit| hit.len > 1 && matches!(hit.value, PersonForm::Alias(_)))
    };
    (!office && (is_given(reader, at) || known())).then_some((at, Kind::Plain))
}

/// The ends of the elements of the names at a token, each with the ancestors that are joined to it.
fn ends(reader: &Reader<'_>, start: usize, limit: usize) -> Vec<usize> {
    let names = &reader.lexicon.names;
    let mut ends = Vec::new();
    let mut at = start;
    while ends.len() < MOST && at < limit {
        let goes_on = ends.is_empty() || (is_inside(reader, at) && is_name_word(reader, at));
        let Some(mut end) = element_end(reader, at, limit).filter(|_| goes_on) else { break };
        while end < limit && names.eponyms.descent.at(reader.tokens, end) {
            let Some(next) = element_end(reader, end, limit) else { break };
            end = next;
        }
        // «محمد الخامس» is whole.
        if let Some(hit) = names.regnal.longest(reader.tokens, end) {
            ends.push(end + hit.len);
            break;
        }
        ends.push(end);
        at = end;
    }
    ends
}

/// How many of the elements belong to the institution.
fn own_elements(reader: &Reader<'_>, start: usize, ends: &[usize], kind: Kind) -> usize {
    let listed = reader.lexicon.names.person_forms.longest(reader.tokens, start);
    let listed = listed.and_then(|hit| ends.iter().position(|end| *end == start + hit.len));
    match (listed, kind, ends.len()) {
        // «ياسر عرفات أحمد صبح»
        (Some(last), _, n) if last > 0 && last < n => last + 1,
        // «الملك سعود بدران العمر»; but «الشيخ زايد النهيان»
        (_, Kind::King, 3..) => 1,
        (_, Kind::Plain, 4..) => 2,
        (_, _, n) => n,
    }
}
