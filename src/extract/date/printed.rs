//! Days that are printed as the day of publication: stated by markup, on a line of their own, in a
//! dateline, in the address, in the file's name.

use std::collections::BTreeSet;
use std::ops::Range;

use super::beside::{Owner, is_verb, owner, tells};
use super::layout::{Layout, Place};
use super::{BlockDates, Clue, ClueMark, constraint};
use crate::lang::calendar::{self, DateExpression, DateForm, Fault, Label, When};
use crate::lang::{Phrases, TokenKind, Tokens};
use crate::model::{BlockKind, DateConstraint, EvidenceKind, Field, Fields, Precision, Span};

/// Tokens of a dateline before its date: the place, marks and an agency.
const BEFORE_DATELINE: usize = 8;
/// Words of a place that is not known.
const PLACE: usize = 3;
/// Words of an agency, and words and marks of its writers.
const AGENCY: usize = 3;
const WRITERS: usize = 6;

/// The clues, best kind first; of page lines the one nearest the headline first.
pub(super) fn clues(layout: &Layout<'_>, blocks: &[BlockDates], fields: &Fields) -> Vec<Clue> {
    let mut clues = stated(layout);
    let mut lines: Vec<(Place, Clue)> =
        blocks.iter().flat_map(|found| lines(layout, found)).collect();
    // A date elsewhere counts only where none stands at the head, and where it is one day: below
    // the article stand the teasers of others.
    let near = |place: &Place| matches!(place, Place::Near(_));
    let at_head = lines.iter().any(|(place, _)| near(place));
    let elsewhere = lines.iter().filter(|(place, _)| !near(place));
    let days: BTreeSet<_> = elsewhere.map(|(_, clue)| clue.value.day).collect();
    lines.retain(|(place, _)| near(place) || !at_head && days.len() == 1);
    // Of two as near the one below the headline is the report's, the other may be that of the page.
    let above = |clue: &Clue| {
        clue.span.zip(layout.headline).is_some_and(|(date, headline)| date.start < headline.start)
    };
    lines.sort_by_key(|(place, clue)| (*place, above(clue)));
    clues.extend(lines.into_iter().map(|(_, clue)| clue));
    clues.extend(blocks.iter().filter_map(|found| dateline(layout, found)));
    clues.extend(addresses(layout, blocks, fields));
    clues.extend(filename(layout));
    clues
}

/// A clue of a date that says its day; the other readings go along.
fn dated(layout: &Layout<'_>, date: &DateExpression, kind: EvidenceKind) -> Option<Clue> {
    let span = layout.tokens().span(date.tokens.clone());
    let value = constraint(date);
    if value == DateConstraint::default() {
        return misprint(date).map(|value| Clue::new(span, kind, value).marked(ClueMark::Misprint));
    }
    let mut clue = Clue::new(span, kind, value);
    clue.others.extend(date.other);
    if date.form == DateForm::Hijri && date.weekday.is_none() {
        let days = value.day.into_iter().flat_map(|day| [day.pred_opt(), day.succ_opt()]);
        clue.others.extend(days.flatten());
    }
    Some(clue)
}

/// The day of a date whose weekday does not fit: printed, but no answer. What cannot be a day at
/// all has no value.
fn misprint(date: &DateExpression) -> Option<DateConstraint> {
    match (date.fault, date.when) {
        (Some(Fault::Weekday | Fault::Calendars), When::Days(days)) => {
            Some(DateConstraint { day: days.single(), ..DateConstraint::default() })
        }
        (Some(Fault::NoSuchDay | Fault::Months), _) => Some(DateConstraint::default()),
        _ => None,
    }
}

/// What markup, front matter or a record states.
fn stated(layout: &Layout<'_>) -> Vec<Clue> {
    let metadata = &layout.reader.document.metadata;
    let fields =
        [(Field::Published, EvidenceKind::Metadata), (Field::Updated, EvidenceKind::Updated)];
    let read = fields.into_iter().filter_map(|(field, kind)| {
        let range = layout.tokens().within(metadata.get(field)?);
        let dates = calendar::expressions(layout.tokens(), range, layout.lexicon());
        dates.iter().find_map(|date| dated(layout, date, kind))
    });
    read.collect()
}

/// The dates of a line that is a date and little else.
fn lines(layout: &Layout<'_>, found: &BlockDates) -> Vec<(Place, Clue)> {
    let kind = layout.kind(found.block);
    let place = layout.place(found.block);
    let is_line = match kind {
        BlockKind::PageDate | BlockKind::PageClock => true,
        BlockKind::Stated | BlockKind::Title | BlockKind::Related | BlockKind::Comments => false,
        BlockKind::Paragraph
        | BlockKind::ListItem
        | BlockKind::Outside
        | BlockKind::Subhead
        | BlockKind::Subtitle => {
            layout.is_date_line(found) && (place <= Place::Near(2) || is_labelled(layout, found))
        }
        _ => layout.is_date_line(found),
    };
    if !is_line || place == Place::Far && !is_labelled(layout, found) {
        return Vec::new();
    }
    let owner = owner(layout, found);
    if owner == Owner::Event {
        return Vec::new();
    }
    let timed = layout.has_time(found.block);
    // «الخميس 9 مايو 2024 الساعة 7 مساء» in a notice of a few lines is when one is invited to come.
    let notice = layout.headline.is_none() && !layout.has_text();
    if notice && (timed || layout.has_hour(found.block)) && !is_labelled(layout, found) {
        return Vec::new();
    }
    let clock = kind == BlockKind::PageClock || timed && layout.is_in_masthead(found.block);
    // «أمس الأحد 11 يوليو 2021» is what a text says, not a page.
    let of_page = |date: &&DateExpression| date.day_word.is_none_or(|offset| offset == 0);
    let dates = found.dates.iter().filter(|date| date.form != DateForm::Address);
    let clues = dates.filter(of_page).filter_map(|date| {
        let label = calendar::label_before(layout.tokens(), date.tokens.start, layout.lexicon());
        let evidence = match label {
            Some(Label::Updated) => EvidenceKind::Updated,
            Some(Label::Published) => EvidenceKind::PageLine,
            None if clock => EvidenceKind::PageClock,
            None if placed(layout, found.block, date) => EvidenceKind::Dateline,
            None => EvidenceKind::PageLine,
        };
        let clue = dated(layout, date, evidence)?;
        let mark = match clue.mark {
            ClueMark::Plain if owner == Owner::Unknown => ClueMark::Unplaced,
            ClueMark::Plain if timed && label.is_none() => ClueMark::Timed,
            mark => mark,
        };
        Some((place, clue.marked(mark)))
    });
    clues.collect()
}

fn is_labelled(layout: &Layout<'_>, found: &BlockDates) -> bool {
    found.dates.iter().any(|date| {
        let ix = date.tokens.start;
        calendar::label_before(layout.tokens(), ix, layout.lexicon()).is_some()
    })
}

/// A dateline inside a longer block: at the end of the headline, at the start of the lead.
fn dateline(layout: &Layout<'_>, found: &BlockDates) -> Option<Clue> {
    let range = layout.range(found.block);
    let tokens = layout.tokens();
    let in_title = layout
        .headline
        .filter(|_| layout.is_headline(found.block))
        .map(|span| tokens.within(span).end);
    let (date, mark) = found.dates.iter().find_map(|date| match in_title {
        Some(end) => {
            let today = || is_todays(found, date).then_some(ClueMark::Unplaced);
            let mark = set_off(layout, &range, date).or_else(today);
            Some((date, mark.filter(|_| ends_title(layout, end, date))?))
        }
        None => {
            let end = past_agency(layout, date.tokens.end);
            let signs = layout.is_lead(found.block)
                && date.tokens.start - range.start <= BEFORE_DATELINE
                && is_mark(tokens, end);
            // «الجمعة 10 مايو 2024 - قال الوزير»: no place, so never firm.
            let alone = date.tokens.start == range.start
                && date.weekday.is_some()
                && date.day().is_some()
                && tokens.is_mark(end, "-");
            let placed = placed(layout, found.block, date) || is_signed(layout, &range, date);
            let mark = if placed { Some(ClueMark::Plain) } else { None };
            let mark = mark.or(alone.then_some(ClueMark::Unplaced)).filter(|_| signs)?;
            Some((date, mark))
        }
    })?;
    let plain = date.day_word.is_none() && date.form != DateForm::Relative;
    let clue = dated(layout, date, EvidenceKind::Dateline).filter(|_| plain)?;
    Some(if clue.mark == ClueMark::Plain { clue.marked(mark) } else { clue })
}

/// True where nothing but a time of day and a mark stands after the date of a title.
fn ends_title(layout: &Layout<'_>, end: usize, date: &DateExpression) -> bool {
    let tokens = layout.tokens();
    let after = calendar::time_at(tokens, date.tokens.end, layout.lexicon());
    end.saturating_sub(after.unwrap_or(date.tokens.end)) <= 1
}

/// «أسعار الذهب اليوم في مصر الخميس 9-12-2021»: weekday and date of a title that speaks of today.
fn is_todays(found: &BlockDates, date: &DateExpression) -> bool {
    let today = |other: &DateExpression| other.when == When::Away(0);
    date.weekday.is_some()
        && date.fault.is_none()
        && date.day().is_some()
        && found.dates.iter().any(today)
}

/// True for the signature of an agency at the head of the lead, whatever the place: «بنزرت في 5
/// كانون الأول 2021 /وكالة/ --», «بنزرت في 5.12.2021 | 20:15 /وكالة/ --»; of an agency that is known
/// with its writers too: «بنزرت 5 ديسمبر 2021 (وات/ تحرير سامي بدر) -».
fn is_signed(layout: &Layout<'_>, block: &Range<usize>, date: &DateExpression) -> bool {
    let tokens = layout.tokens();
    let words = block.start..date.tokens.start;
    let connected = words.end.checked_sub(1).filter(|ix| *ix > words.start).is_some_and(|ix| {
        layout.lexicon().dates.connectors.longest(tokens, ix).is_some_and(|hit| hit.len == 1)
    });
    let open = after_time(layout, date.tokens.end);
    let close = match tokens.word(open) {
        "/" => "/",
        "(" => ")",
        _ => return false,
    };
    let known = past_agency(layout, open + 1) > open + 1;
    let most = AGENCY + if known { WRITERS } else { 1 };
    let agency = (open + 1..=open + 1 + most).find(|ix| tokens.is_mark(*ix, close));
    let plain = words.clone().all(|ix| tokens.is_word(ix)) && words.len() <= AGENCY + 1;
    (connected || known && !words.is_empty())
        && plain
        && agency.is_some_and(|ix| ix > open + 1 && tokens.is_mark(ix + 1, "-"))
}

/// Past the agency after the date of a dateline: «نابلس 7-10-2024 وفا-».
fn past_agency(layout: &Layout<'_>, at: usize) -> usize {
    let agencies = &layout.lexicon().furniture.bylines.agencies;
    agencies.longest(layout.tokens(), at).map_or(at, |hit| at + hit.len)
}

/// Past the time of day after a date, with the mark before it.
fn after_time(layout: &Layout<'_>, at: usize) -> usize {
    let time = at + usize::from(["|", ",", "-"].contains(&layout.tokens().word(at)));
    calendar::time_at(layout.tokens(), time, layout.lexicon()).unwrap_or(at)
}

/// How the date of a title is set off from it: by a label, or by a mark and a place. Behind a comma
/// the place need not be known; `None` where the date is part of the title.
fn set_off(layout: &Layout<'_>, block: &Range<usize>, date: &DateExpression) -> Option<ClueMark> {
    let tokens = layout.tokens();
    let label = calendar::label_before(tokens, date.tokens.start, layout.lexicon());
    if label == Some(Label::Published) {
        return Some(ClueMark::Plain);
    }
    let words = (block.start..date.tokens.start).rev().take_while(|ix| !is_mark(tokens, *ix));
    let place = date.tokens.start - words.count();
    let mark = place.checked_sub(1).filter(|ix| *ix >= block.start).map(|ix| tokens.word(ix))?;
    let hit = layout.lexicon().dates.places.longest(tokens, place);
    if hit.is_some_and(|hit| place + hit.len == date.tokens.start) {
        return [",", "-", "(", "/"].contains(&mark).then_some(ClueMark::Plain);
    }
    let unknown = mark == "," && date.day().is_some();
    let names = may_name_place(layout, place..date.tokens.start);
    (unknown && names).then_some(ClueMark::Unplaced)
}

/// True where words may be the name of a place: few, and none that a clause or the name of an event
/// is made of.
fn may_name_place(layout: &Layout<'_>, words: Range<usize>) -> bool {
    let tokens = layout.tokens();
    let tables = &layout.lexicon().dates;
    let tells = |ix: usize| {
        let lists = [&tables.no_places, &tables.connectors];
        let known = |list: &&Phrases<()>| list.longest_with_proclitics(tokens, ix).is_some();
        lists.iter().any(known) || tells(layout, ix)
    };
    (1..=PLACE).contains(&words.len())
        && words.into_iter().all(|ix| tokens.kind(ix) == Some(TokenKind::Word) && !tells(ix))
}

/// True where only a place, perhaps with an agency, stands before a date: «موسكو (سبوتنيك) -».
fn placed(layout: &Layout<'_>, block: usize, date: &DateExpression) -> bool {
    let tokens = layout.tokens();
    let tables = &layout.lexicon().dates;
    let before = layout.range(block).start..date.tokens.start;
    let open = before.clone().find(|ix| !is_mark(tokens, *ix));
    let place = open.and_then(|ix| Some((ix, tables.places.longest(tokens, ix)?)));
    let Some(rest) = place.map(|(ix, hit)| ix + hit.len..before.end) else { return false };
    let is_small =
        |ix: usize| is_mark(tokens, ix) || tables.connectors.longest(tokens, ix).is_some();
    let words = rest.clone().filter(|ix| !is_small(*ix)).count();
    // A verb would follow its place without a mark.
    (rest.is_empty() || is_small(rest.start))
        && words <= AGENCY
        && rest.len() <= BEFORE_DATELINE
        && !rest.into_iter().any(|ix| is_verb(layout, ix))
}

fn is_mark(tokens: &Tokens, ix: usize) -> bool {
    tokens.kind(ix) == Some(TokenKind::Mark)
}

/// The addresses: stated or read as the document's own, and one that stands alone in the text.
fn addresses(layout: &Layout<'_>, blocks: &[BlockDates], fields: &Fields) -> Vec<Clue> {
    let metadata = &layout.reader.document.metadata;
    let own = [fields.url, metadata.url].into_iter().flatten().filter_map(|span| {
        let range = layout.tokens().within(span);
        calendar::in_address(layout.tokens(), range, layout.lexicon())
    });
    let own: Vec<DateExpression> = own.take(1).collect();
    let seen = blocks.iter().flat_map(|found| &found.dates);
    let seen: Vec<&DateExpression> = seen.filter(|date| date.form == DateForm::Address).collect();
    let first = seen.first();
    let alone = first.filter(|date| seen.iter().all(|other| other.when == date.when));
    let chosen = own.first().or(alone.copied());
    chosen.into_iter().filter_map(|date| address(layout, date, EvidenceKind::Url)).collect()
}

fn address(layout: &Layout<'_>, date: &DateExpression, kind: EvidenceKind) -> Option<Clue> {
    match date.when {
        When::Days(days) if days.precision == Precision::Month => {
            let value = DateConstraint {
                not_before: Some(days.from),
                not_after: Some(days.to),
                ..DateConstraint::default()
            };
            Some(Clue::new(layout.tokens().span(date.tokens.clone()), kind, value))
        }
        _ => dated(layout, date, kind),
    }
}

/// The day in the file's name.
fn filename(layout: &Layout<'_>) -> Option<Clue> {
    let tokens = Tokens::new(layout.lexicon().folder(), layout.reader.document.id.as_str());
    let date = calendar::in_address(&tokens, 0..tokens.len(), layout.lexicon())?;
    let clue = address(layout, &date, EvidenceKind::Filename)?;
    Some(Clue { span: None::<Span>, ..clue })
}
