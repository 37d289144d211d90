//! Lines that a program or a typist broke: which of them are parts of one paragraph.
//!
//! A text of typed lines is told by their number alone ([`is_wrapped`]). Where they are few or narrow,
//! a paragraph between blank lines is told by its form: its lines go on at one column, as far as the
//! next word would not have had room, and its last one ends a sentence.

/// Fewest lines that can show how a text is wrapped.
const FEWEST_LINES: usize = 5;
/// Length of a line in letters when a program or typist broke it.
const WRAPPED_LINE: std::ops::RangeInclusive<usize> = 50..=90;
/// The columns at which paragraphs of a few lines are broken, in letters.
const COLUMN: std::ops::RangeInclusive<usize> = 30..=100;
/// Fewest lines that go on in such paragraphs before they are taken for broken ones.
const FEWEST_BREAKS: usize = 3;
/// Most lines of a headline.
const HEADING: usize = 4;
/// Most bytes of a letter.
const BYTES: usize = 4;

/// True when more than three lines in five stop in mid-sentence at the length of a typed line.
pub(super) fn is_wrapped<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut wrapped) = (0usize, 0usize);
    for line in lines {
        all = all.saturating_add(1);
        // The length in letters is looked at only where the bytes can make it.
        let can_be = line.len() <= WRAPPED_LINE.end().saturating_mul(BYTES);
        let is = can_be && !is_ended(line) && WRAPPED_LINE.contains(&line.chars().count());
        wrapped = wrapped.saturating_add(usize::from(is));
    }
    all >= FEWEST_LINES && wrapped.saturating_mul(10) > all.saturating_mul(6)
}

/// True for a line that ends a sentence or a quotation.
pub(super) fn is_ended(line: &str) -> bool {
    line.trim_end().ends_with(['.', '؟', '?', '!', ':', '…', '”', '»', '"'])
}

/// The column at which the paragraphs of a text are broken, in letters; `None` where too few are or
/// where the next word had room on most lines. A group holds the lines between two blank ones.
pub(super) fn column(groups: &[Vec<&str>]) -> Option<usize> {
    let running = || groups.iter().enumerate().filter(|(_, group)| is_running(group));
    let lines = running().flat_map(|(_, group)| group);
    let column = lines.map(|line| line.chars().count()).max()?;
    let (mut breaks, mut full) = (0usize, 0usize);
    for (ix, group) in running() {
        let first = if ix == 0 { heads(group, column) } else { 0 };
        let group = group.get(first..).unwrap_or_default();
        if !is_broken(group, column) {
            continue;
        }
        for (line, next) in group.iter().zip(group.iter().skip(1)) {
            // A program may count bytes, or the marks on letters.
            let has_room = needed(line, next).saturating_add(column / 10) < column;
            breaks = breaks.saturating_add(1);
            full = full.saturating_add(usize::from(!has_room));
        }
    }
    let is_one = breaks >= FEWEST_BREAKS && full.saturating_mul(4) >= breaks.saturating_mul(3);
    (is_one && COLUMN.contains(&column)).then_some(column)
}

/// How many lines at the head of a text stand above its first paragraph without a blank line: the
/// next word had room on them, so nobody broke them.
pub(super) fn heads(group: &[&str], column: usize) -> usize {
    let pairs = group.iter().zip(group.iter().skip(1));
    pairs.take_while(|(line, next)| needed(line, next) < column).count()
}

/// The letters that a line would have with the first word of the next.
fn needed(line: &str, next: &str) -> usize {
    let word = next.split_whitespace().next().unwrap_or("").chars().count();
    line.chars().count().saturating_add(1).saturating_add(word)
}

/// True for a headline of a few lines in a text that is broken at a column: no line but the last
/// had room for the next word.
pub(super) fn is_heading(group: &[&str], column: usize) -> bool {
    let mut pairs = group.iter().zip(group.iter().skip(1));
    (2..=HEADING).contains(&group.len())
        && pairs.all(|(line, next)| !is_ended(line) && needed(line, next) >= column)
        && !group.iter().any(|line| is_item(line) || is_dated(line))
}

/// True for a line with the figures of a day and of a year: «الرباط - 20 نونبر 2018».
fn is_dated(line: &str) -> bool {
    let figures = line.split(|c: char| !c.is_numeric()).map(|run| run.chars().count());
    let (mut day, mut year) = (false, false);
    for digits in figures {
        day |= (1..=2).contains(&digits);
        year |= digits == 4;
    }
    day && year
}

/// For a text without blank lines that was broken at a column: of each line whether it ends its
/// paragraph, since the next word would have had room on it. `None` where most lines have room.
pub(super) fn ends(lines: &[&str]) -> Option<Vec<bool>> {
    let is_short = |line: &str| line.len() <= COLUMN.end().saturating_mul(BYTES);
    let is_text = lines.iter().any(|line| is_ended(line))
        && lines.iter().all(|line| is_short(line) && !is_item(line));
    if lines.len() < FEWEST_LINES || !is_text {
        return None;
    }
    let column = lines.iter().map(|line| line.chars().count()).max()?;
    let pairs = || lines.iter().zip(lines.iter().skip(1));
    let count = |slack: usize| {
        let full = |(line, next): &(&&str, &&str)| {
            !is_ended(line) && needed(line, next).saturating_add(slack) >= column
        };
        pairs().filter(full).count()
    };
    // A program may count bytes, or the marks on letters; most count letters.
    let (exact, near) = (count(0), count(column / 10));
    let slack = if exact.saturating_mul(10) >= near.saturating_mul(9) { 0 } else { column / 10 };
    let is_broken = near.saturating_mul(5) >= lines.len().saturating_mul(3);
    let ends = pairs().map(|(line, next)| needed(line, next).saturating_add(slack) < column);
    (is_broken && COLUMN.contains(&column)).then(|| ends.chain([true]).collect())
}

/// True for a group of lines that is one paragraph broken at a column.
pub(super) fn is_broken(group: &[&str], column: usize) -> bool {
    let goes_on = group.get(..group.len().saturating_sub(1)).unwrap_or_default();
    // A broken line is nearly full; only the last is as long as it happens to be.
    let is_full = |line: &&str| {
        let letters = line.chars().count();
        letters <= column && letters.saturating_mul(5) >= column.saturating_mul(3)
    };
    let open = goes_on.iter().filter(|line| !is_ended(line)).count();
    is_running(group)
        && goes_on.iter().all(is_full)
        && open.saturating_mul(3) >= goes_on.len().saturating_mul(2)
}

/// True for two lines or more that may be one paragraph: none is too long, none is an item of a list,
/// and the last ends a sentence.
fn is_running(group: &[&str]) -> bool {
    let is_short = |line: &str| line.len() <= COLUMN.end().saturating_mul(BYTES);
    group.len() > 1
        && group.last().is_some_and(|last| is_ended(last))
        && group.iter().all(|line| is_short(line) && !is_item(line))
}

/// True for a line that begins as the item of a list does.
fn is_item(line: &str) -> bool {
    let numbered = line.trim_start_matches(char::is_numeric);
    line.starts_with(['-', '*', '•', '●', '–', '▪', '#', '>', '|'])
        || numbered.len() < line.len() && numbered.starts_with(['.', ')', '-'])
}
