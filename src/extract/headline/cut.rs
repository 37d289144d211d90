//! Cuts a line down to the headline's own words: labels before it, names of sites around it,
//! quotation marks of front matter. The span shrinks, nothing is changed.

use std::ops::Range;

use crate::extract::Reader;
use crate::extract::block::{date_at, key, site_at, time_at, words_in};
use crate::extract::doc_type::is_statement;
use crate::lang::{Gap, TokenKind, has_article};
use crate::model::HeadlineSource;

/// Fewest words that a cut may leave.
const LEAST: usize = 3;
/// Cuts at most so often at either end: «عاجل | فيديو | …».
const ROUNDS: usize = 3;
/// Longest label that is known by a bar alone, in words, and fewest words it stands before.
const LABEL_WORDS: usize = 2;
const BEHIND_LABEL: usize = 5;

/// The tokens of a line that are its headline.
///
/// `repeated` says whether a line, or a part of several, has a key: a label without a mark after it
/// is only cut when the rest is a line of its own, a name behind a bar when it stands elsewhere too.
pub(super) fn headline_words(
    reader: &Reader<'_>,
    line: Range<usize>,
    from: HeadlineSource,
    repeated: &dyn Fn(&str) -> bool,
) -> Range<usize> {
    let mut tokens = match from {
        HeadlineSource::Trail => tail(reader, line),
        _ => without_trail(reader, line),
    };
    tokens = without_bars(reader, tokens);
    for _ in 0..ROUNDS {
        let before = tokens.clone();
        tokens = without_label(reader, tokens, repeated);
        tokens = without_site(reader, tokens, repeated);
        tokens = without_bars(reader, tokens);
        if from == HeadlineSource::Metadata {
            tokens = unquoted(reader, tokens, &[("«", "»"), ("“", "”"), ("\"", "\""), ("'", "'")]);
        } else {
            tokens = unquoted(reader, tokens, &[("\"", "\"")]);
        }
        if tokens == before {
            break;
        }
    }
    if from == HeadlineSource::Metadata { tokens } else { without_dateline(reader, tokens) }
}

/// Without the place and the day at the end: «العنوان، القاهرة 29 ديسمبر 2020». They belong to the title of
/// somebody's own words.
fn without_dateline(reader: &Reader<'_>, tokens: Range<usize>) -> Range<usize> {
    let day = tokens.clone().find(|at| {
        let end = date_at(reader, *at).map(|end| clock_end(reader, end, tokens.end));
        end == Some(tokens.end)
    });
    let place = |day: usize| {
        let commas = tokens.start..day;
        let comma = commas.rev().find(|ix| reader.tokens.is_mark(*ix, ","))?;
        let place = reader.lexicon.names.place_forms.longest(reader.tokens, comma + 1)?;
        // Between the two at most a label: «نشر في:».
        let label = comma + 1 + place.len..day;
        (words_in(reader, &label) <= LABEL_WORDS).then_some(comma)
    };
    let title = day.and_then(place).map(|comma| tokens.start..comma);
    let title = title.filter(|title| words_in(reader, title) >= LEAST);
    title.filter(|_| !is_statement(reader, tokens.start)).unwrap_or(tokens)
}

/// «السومرية نيوز/ بغداد», «القاهرة - رويترز»: a place beside a stroke or a dash and a name of a few words are where a
/// report comes from, and no title.
pub(super) fn is_dateline(reader: &Reader<'_>, tokens: &Range<usize>) -> bool {
    let places = &reader.lexicon.names.place_forms;
    let stroke = tokens.clone().find(|at| ["/", "-"].contains(&reader.tokens.word(*at)));
    let Some(stroke) = stroke else { return false };
    let sides = [tokens.start..stroke, stroke + 1..tokens.end];
    let is_place = |side: &Range<usize>| {
        let hit = places.longest(reader.tokens, side.start);
        hit.is_some_and(|hit| side.start + hit.len == side.end)
    };
    let short = sides.iter().all(|side| (1..=LABEL_WORDS).contains(&words_in(reader, side)));
    short && sides.iter().any(is_place)
}

/// The end of the clock that may stand behind a day.
fn clock_end(reader: &Reader<'_>, end: usize, limit: usize) -> usize {
    let marks = (end..limit).find(|ix| !["-", "|", ","].contains(&reader.tokens.word(*ix)));
    marks.and_then(|at| time_at(reader, at)).unwrap_or(end)
}

/// What lies between or beside the bars of a line: a title and the names of section and site.
pub(super) fn parts(reader: &Reader<'_>, line: &Range<usize>) -> Vec<Range<usize>> {
    let bars: Vec<usize> = line.clone().filter(|ix| is_bar(reader, line, *ix)).collect();
    let mut parts = Vec::new();
    for bar in bars {
        parts.push(line.start..bar);
        parts.push(bar + 1..line.end);
    }
    parts
}

/// The headline's item of a trail: the last, or the first where the trail goes up to the site.
fn tail(reader: &Reader<'_>, line: Range<usize>) -> Range<usize> {
    let upwards = without_trail(reader, line.clone());
    if upwards != line {
        return upwards;
    }
    items(reader, line).pop().unwrap_or(0..0)
}

/// The items of a trail; a guillemet that closes a quotation parts none.
fn items(reader: &Reader<'_>, line: Range<usize>) -> Vec<Range<usize>> {
    let angles = ["»", ">", "›"];
    let mut items = Vec::new();
    let mut start = line.start;
    let mut quoted = false;
    for ix in line.clone() {
        if reader.tokens.is_mark(ix, "«") {
            quoted = true;
        } else if angles.contains(&reader.tokens.word(ix)) {
            if !quoted {
                items.push(start..ix);
                start = ix + 1;
            }
            quoted = false;
        }
    }
    items.push(start..line.end);
    items
}

/// «العنوان » أخبار » موقع النهر»: without the sections and the site behind it.
fn without_trail(reader: &Reader<'_>, line: Range<usize>) -> Range<usize> {
    let mut items = items(reader, line.clone()).into_iter();
    let Some(title) = items.next() else { return line };
    let words = words_in(reader, &title);
    let items: Vec<Range<usize>> = items.filter(|item| !item.is_empty()).collect();
    let most = reader.lexicon.furniture.titles.site_words;
    let short = |item: &Range<usize>| (1..=most).contains(&words_in(reader, item));
    let sections = &reader.lexicon.furniture.sections;
    let known = |item: &Range<usize>| {
        let section = sections.longest(reader.tokens, item.start);
        site_at(reader, item.clone()) || section.is_some_and(|hit| item.start + hit.len == item.end)
    };
    let upwards = words >= LEAST
        && items.iter().all(|item| short(item) && words_in(reader, item) < words)
        && items.last().is_some_and(known);
    if upwards { title } else { line }
}

/// A bar that parts a line: a stroke, or a dash between blanks.
fn is_bar(reader: &Reader<'_>, line: &Range<usize>, ix: usize) -> bool {
    let inside = ix > line.start && ix + 1 < line.end;
    let blank = |ix: usize| reader.tokens.gap(ix) != Gap::None;
    match reader.tokens.word(ix) {
        "|" => inside,
        "-" => inside && blank(ix) && blank(ix + 1),
        _ => false,
    }
}

/// Bars, bullets and trailing marks that part nothing.
fn without_bars(reader: &Reader<'_>, tokens: Range<usize>) -> Range<usize> {
    let leading = ["|", "-", "/", "●", "•", "*", "#", "»", ">", ","];
    let trailing = ["|", "-", "/", "●", "•", "*", ",", "»"];
    let is = |ix: &usize, marks: &[&str]| marks.contains(&reader.tokens.word(*ix));
    let start = tokens.clone().find(|ix| !is(ix, &leading)).unwrap_or(tokens.end);
    let end = (start..tokens.end).rev().find(|ix| !is(ix, &trailing) || closes(reader, start..*ix));
    start..end.map_or(start, |ix| ix + 1)
}

/// True where a guillemet is open at the end of a run.
fn closes(reader: &Reader<'_>, tokens: Range<usize>) -> bool {
    let count = |mark| tokens.clone().filter(|ix| reader.tokens.is_mark(*ix, mark)).count();
    count("«") > count("»")
}

/// Without «عاجل |», «سياسي /», «تقرير:».
fn without_label(
    reader: &Reader<'_>,
    tokens: Range<usize>,
    repeated: &dyn Fn(&str) -> bool,
) -> Range<usize> {
    let titles = &reader.lexicon.furniture.titles;
    let Some(hit) = titles.labels.longest(reader.tokens, tokens.start) else { return tokens };
    let end = tokens.start + hit.len;
    let marks = (end..tokens.end).take_while(|ix| titles.separators.at(reader.tokens, *ix)).count();
    let rest = end + marks..tokens.end;
    if words_in(reader, &rest) < LEAST {
        return tokens;
    }
    let apart =
        marks > 0 || begins_anew(reader, tokens.start, end) || repeated(&key(reader, &rest));
    if apart { rest } else { tokens }
}

/// «الخبر الرئيس المنتهية ولايته مصمم»: a definite label is in no construct with the office or the
/// name that follows, so nothing ties it to the line.
fn begins_anew(reader: &Reader<'_>, label: usize, rest: usize) -> bool {
    let names = &reader.lexicon.names;
    let office = names.office_heads.longest(reader.tokens, rest).is_some();
    let named = names.person_forms.longest(reader.tokens, rest).is_some();
    let adjective =
        reader.is_adjective(rest) || reader.lexicon.grammar.relatives.at(reader.tokens, rest);
    has_article(reader.tokens.word(label)) && (office || named) && !adjective
}

/// Without the name of the site, or of a section, before or after a bar.
fn without_site(
    reader: &Reader<'_>,
    tokens: Range<usize>,
    repeated: &dyn Fn(&str) -> bool,
) -> Range<usize> {
    let bars = tokens.clone().filter(|ix| is_bar(reader, &tokens, *ix));
    if let Some(bar) = bars.clone().next_back() {
        let (title, site) = (tokens.start..bar, bar + 1..tokens.end);
        let short = words_in(reader, &site) <= reader.lexicon.furniture.titles.site_words
            && words_in(reader, &site) < words_in(reader, &title);
        let again = || short && repeated(&key(reader, &site));
        let known = again() || site_at(reader, without_bars(reader, site.clone()));
        if words_in(reader, &title) >= LEAST
            && (known || (short && reader.tokens.is_mark(bar, "|")))
        {
            return title;
        }
    }
    if let Some(bar) = bars.into_iter().next() {
        let (site, title) = (tokens.start..bar, bar + 1..tokens.end);
        let section = reader.lexicon.furniture.sections.longest(reader.tokens, site.start);
        let known = site_at(reader, site.clone())
            || section.is_some_and(|hit| site.start + hit.len == site.end);
        let label = reader.tokens.is_mark(bar, "|")
            && words_in(reader, &site) <= LABEL_WORDS
            && words_in(reader, &title) >= BEHIND_LABEL;
        if words_in(reader, &title) >= LEAST && (known || label) {
            return title;
        }
    }
    // «صحيفة النهر : العنوان» in the title of a page that has the headline in a line of its own.
    let colon = tokens.clone().find(|ix| reader.tokens.is_mark(*ix, ":"));
    let behind = colon.map(|colon| (tokens.start..colon, colon + 1..tokens.end));
    let named = |(site, title): &(Range<usize>, Range<usize>)| {
        let long = words_in(reader, title) >= LEAST;
        long && site_at(reader, site.clone()) && repeated(&key(reader, title))
    };
    behind.filter(named).map_or(tokens, |(_, title)| title)
}

/// Without a pair of marks that holds all of it.
fn unquoted(reader: &Reader<'_>, tokens: Range<usize>, pairs: &[(&str, &str)]) -> Range<usize> {
    let Some(last) = tokens.end.checked_sub(1).filter(|last| *last > tokens.start + 1) else {
        return tokens;
    };
    let inner = tokens.start + 1..last;
    let holds = pairs.iter().any(|(open, close)| {
        reader.tokens.is_mark(tokens.start, open)
            && reader.tokens.is_mark(last, close)
            && !inner.clone().any(|ix| {
                reader.tokens.kind(ix) == Some(TokenKind::Mark)
                    && [*open, *close].contains(&reader.tokens.word(ix))
            })
    });
    if holds { inner } else { tokens }
}
