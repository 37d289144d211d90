//! What stands beside the date of a short line: the marks of a page, or the words of an event.
//!
//! «القاهرة، الثلاثاء 5 مارس 2021» dates the page, «تعلن النتائج الثلاثاء 5 مارس 2021.» does not, and both are
//! as short. So a line of the text dates the page only by words that are known to do so, or by one
//! name where a line has its place; a line that is furniture by its form only by none of an event.

use super::BlockDates;
use super::layout::Layout;
use crate::lang::calendar::{self, DateExpression};
use crate::lang::{Phrases, TokenKind};
use crate::model::BlockKind;

/// Most words of a name or a place that is not known.
const UNKNOWN: usize = 3;
/// Most words of an author.
const NAME: usize = 4;

/// Whose day the date of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The page's.
    Page,
    /// The page's, if the words beside it are a place or a name: they are not known.
    Unknown,
    /// That of an event.
    Event,
}

/// How the words of a line are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// It is a line of the page by its form: only the words of an event speak against it.
    Furniture,
    /// It may be a sentence: all words must be those of such a line.
    Text,
}

/// What was found beside the dates of a line.
#[derive(Default)]
struct Beside {
    /// Words that nothing is known of.
    unknown: usize,
    /// True where they are one run before the first date and may be a name.
    named: bool,
    /// True where a noun of an event is among them, or a colon stands behind them.
    doubtful: bool,
}

/// Whose day the dates of a line are.
pub(super) fn owner(layout: &Layout<'_>, found: &BlockDates) -> Owner {
    let range = layout.range(found.block);
    let form = form(layout, found);
    if is_beside_event(layout, found.block) {
        return Owner::Event;
    }
    let Some(beside) = beside(layout, found, form) else { return Owner::Event };
    let labelled = found.dates.first().is_some_and(|date| is_labelled(layout, date));
    let stop = range.end.checked_sub(1).is_some_and(|last| layout.tokens().is_mark(last, "."));
    match form {
        _ if beside.unknown == 0 => Owner::Page,
        _ if stop && !labelled => Owner::Event,
        // «تاريخ الحادث: 5 مارس 2021»
        Form::Furniture if !labelled && heads_either(layout, range.start) => Owner::Event,
        Form::Furniture if !labelled && beside.doubtful => Owner::Unknown,
        Form::Furniture => Owner::Page,
        Form::Text if beside.named && beside.unknown <= UNKNOWN => Owner::Unknown,
        Form::Text => Owner::Event,
    }
}

fn form(layout: &Layout<'_>, found: &BlockDates) -> Form {
    // An item of a list is a sentence more often than a line of the page.
    let bullet = ["-", "*", "•"].contains(&layout.tokens().word(layout.range(found.block).start));
    match layout.kind(found.block) {
        BlockKind::Paragraph
        | BlockKind::ListItem
        | BlockKind::Outside
        | BlockKind::Subhead
        | BlockKind::Subtitle
        | BlockKind::PhotoCaption => Form::Text,
        _ if bullet => Form::Text,
        _ => Form::Furniture,
    }
}

fn is_labelled(layout: &Layout<'_>, date: &DateExpression) -> bool {
    calendar::label_before(layout.tokens(), date.tokens.start, layout.lexicon()).is_some()
}

/// What stands beside the dates of a line; `None` where it tells of an event.
fn beside(layout: &Layout<'_>, found: &BlockDates, form: Form) -> Option<Beside> {
    let tokens = layout.tokens();
    let range = layout.range(found.block);
    let mut beside = Beside::default();
    let mut ix = range.start;
    let mut dates = found.dates.iter().map(|date| &date.tokens).peekable();
    let first = dates.peek().map_or(range.end, |date| date.start);
    while ix < range.end {
        if let Some(date) = dates.next_if(|date| date.start <= ix) {
            ix = ix.max(date.end);
            continue;
        }
        let end = dates.peek().map_or(range.end, |date| date.start.min(range.end));
        let step = calendar::time_at(tokens, ix, layout.lexicon()).map(|at| at.saturating_sub(ix));
        let step = step.or_else(|| (!tokens.is_word(ix)).then_some(1));
        if let Some(len) = step.filter(|len| *len > 0) {
            ix += len;
            continue;
        }
        if tells_event(layout, ix) {
            return None;
        }
        if let Some(len) = known(layout, ix, end) {
            ix += len;
            continue;
        }
        let run = (ix..end).take_while(|at| tokens.is_word(*at)).count().max(1);
        let no_places = &layout.lexicon().dates.no_places;
        let of_event = |at: usize| no_places.longest_with_proclitics(tokens, at).is_some();
        beside.doubtful |= tokens.is_mark(ix + run, ":") || (ix..ix + run).any(of_event);
        beside.named = beside.unknown == 0 && ix < first && may_be_named(layout, ix..ix + run, end);
        if form == Form::Text && (ix..ix + run).any(|at| tells(layout, at)) {
            return None;
        }
        beside.unknown += run;
        ix += run;
    }
    Some(beside)
}

/// True for a run of unknown words that may be a name or a place: set off from the date by a mark
/// that is no colon, or one word right before it that looks like no verb and no noun of an event.
fn may_be_named(layout: &Layout<'_>, run: std::ops::Range<usize>, end: usize) -> bool {
    let tokens = layout.tokens();
    let connectors = &layout.lexicon().dates.connectors;
    // «محتجون في بيروت» is a caption.
    if run.clone().any(|at| connectors.longest(tokens, at).is_some()) {
        return false;
    }
    if run.end < end {
        return tokens.kind(run.end) == Some(TokenKind::Mark) && !tokens.is_mark(run.end, ":");
    }
    let word = tokens.word(run.start);
    run.len() == 1 && !crate::lang::has_article(word) && !word.starts_with('ي')
}

/// How many words from a token on are ones that dates of pages have beside them.
fn known(layout: &Layout<'_>, ix: usize, end: usize) -> Option<usize> {
    let tokens = layout.tokens();
    let furniture = &layout.lexicon().furniture;
    let dates = &layout.lexicon().dates;
    let plain = |from: usize, most: usize| {
        (from..end.min(from + most)).take_while(|at| tokens.is_word(*at)).count()
    };
    let clear = |range: std::ops::Range<usize>| !range.into_iter().any(|at| tells(layout, at));
    if let Some(hit) = dates.labels.longest_with_proclitics(tokens, ix) {
        return Some(hit.len);
    }
    // «العدد 1234»
    if tokens.number(ix + 1).is_some() && dates.not_years.longest(tokens, ix).is_some() {
        return Some(2);
    }
    if furniture.bylines.given.longest(tokens, ix).is_some() {
        let len = plain(ix, NAME);
        return clear(ix..ix + len).then_some(len);
    }
    if let Some(hit) = furniture.titles.site_heads.longest(tokens, ix) {
        let len = hit.len + plain(ix + hit.len, furniture.titles.site_words);
        return clear(ix + hit.len..ix + len).then_some(len);
    }
    let lists = [
        &dates.connectors,
        &dates.day_parts,
        &dates.clock,
        &dates.halves,
        &dates.places,
        &furniture.bylines.places,
        &furniture.bylines.agencies,
        &furniture.bylines.generic,
        &furniture.bylines.roles,
        &furniture.titles.media,
        &furniture.sections,
        &furniture.titles.labels,
    ];
    let longest = |list: &&Phrases<()>| list.longest(tokens, ix).map(|hit| hit.len);
    lists.iter().filter_map(longest).max()
}

/// True for words that only an event has beside its date. «تم نشره» is of the page.
fn tells_event(layout: &Layout<'_>, ix: usize) -> bool {
    let tokens = layout.tokens();
    let tables = &layout.lexicon().dates;
    let label = |at: usize| tables.labels.longest_with_proclitics(tokens, at).map(|hit| hit.len);
    let event = tables.event_labels.longest_with_proclitics(tokens, ix).map(|hit| hit.len);
    let tense = || tables.tenses.longest_with_proclitics(tokens, ix).is_some();
    event > label(ix) || tense() && label(ix).is_none() && label(ix + 1).is_none()
}

/// True for words that sentences are made of, and for the nouns of events.
pub(super) fn tells(layout: &Layout<'_>, ix: usize) -> bool {
    let tokens = layout.tokens();
    let tables = &layout.lexicon().dates;
    let stands = |words: &Phrases<()>| words.longest_with_proclitics(tokens, ix).is_some();
    let small = stands(&tables.connectors)
        || stands(&tables.day_parts)
        || stands(&tables.clock)
        || tables.labels.longest_with_proclitics(tokens, ix).is_some()
        || layout.lexicon().furniture.bylines.given.longest(tokens, ix).is_some();
    !small
        && (is_verb(layout, ix)
            || [&tables.no_places, &tables.holidays].into_iter().any(stands)
            || layout.lexicon().is_stop(tokens.word(ix)))
}

/// True for the verbs of events and of speech.
pub(super) fn is_verb(layout: &Layout<'_>, ix: usize) -> bool {
    let tokens = layout.tokens();
    let tables = &layout.lexicon().dates;
    let comes = |prefix: &String| tokens.word(ix).starts_with(prefix);
    tables.cues.longest_with_proclitics(tokens, ix).is_some()
        || tables.tenses.longest_with_proclitics(tokens, ix).is_some()
        || tables.future_prefixes.iter().any(comes)
}

/// True for «التاريخ: …» above or below «المكان: …».
fn is_beside_event(layout: &Layout<'_>, block: usize) -> bool {
    let tokens = layout.tokens();
    let tables = &layout.lexicon().dates;
    let headed = |words: &Phrases<()>, block: usize| {
        let at = layout.range(block).start;
        words.longest(tokens, at).is_some_and(|hit| tokens.is_mark(at + hit.len, ":"))
    };
    heads_either(layout, layout.range(block).start)
        && [block.checked_sub(1), Some(block + 1)]
            .into_iter()
            .flatten()
            .any(|beside| headed(&tables.event_labels, beside))
}

/// True for a line that begins with «التاريخ», which a page and an event may state.
fn heads_either(layout: &Layout<'_>, first: usize) -> bool {
    layout.lexicon().dates.either_labels.longest(layout.tokens(), first).is_some()
}
