//! Sentences of a paragraph: ICU's breaks, joined again where Arabic writing deceives them.

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use super::lexicon::Lexicon;
use crate::model::Span;

/// The sentences of a paragraph of `text`, in order, without the blanks between them.
///
/// A break is taken back inside one of `whole` (the quotations, in order and apart), after an abbreviation («د.»), and
/// at the only stop of a paragraph without one at its end that is written on the next word: a stop
/// that a page in the wrong direction has misplaced.
pub fn sentences(text: &str, paragraph: Span, whole: &[Span], lexicon: &Lexicon) -> Vec<Span> {
    let words = paragraph.of(text);
    let base = paragraph.start;
    let mut sentences: Vec<Span> = Vec::new();
    let mut start = base;
    let misplaced = misplaced_stop(words);
    for at in breaks(words) {
        let end = base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        if end <= start || misplaced == Some(at) {
            continue;
        }
        let before = whole.partition_point(|span| span.start < end).checked_sub(1);
        let inside = before.and_then(|at| whole.get(at)).is_some_and(|span| end < span.end);
        let (head, tail) = (Span::new(start, end).of(text), Span::new(end, paragraph.end).of(text));
        if !tail.is_empty() && (inside || !is_end(head, tail, lexicon)) {
            continue;
        }
        let sentence = Span::new(start, end).trimmed(text);
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
        start = end;
    }
    sentences
}

/// Where ICU ends a sentence, in bytes, in order; the end of the text is the last.
///
/// ICU looks up every letter to find the few stops. Whether it breaks at one is settled between the
/// letter before and the letter after it, so it is only asked for what stands between those two.
fn breaks(text: &str) -> Vec<usize> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut breaks = Vec::new();
    let (mut letter, mut at) = (0, 0);
    loop {
        at = after_quiet(text, at, &mut letter);
        let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else { break };
        let next = rest.char_indices().skip(1).find(|(_, c)| is_arabic_letter(*c));
        let end = next.map_or(text.len(), |(length, c)| at + length + c.len_utf8());
        let around = text.get(letter..end).unwrap_or("");
        let inside = segmenter.segment_str(around).map(|at| letter + at);
        breaks.extend(inside.filter(|at| (letter + 1..end).contains(at)));
        letter = next.map_or(end, |(length, _)| at + length);
        at = end;
    }
    breaks.push(text.len());
    breaks
}

/// True for a letter at which every question about a break before it is settled: `OLetter` in the
/// terms of UAX 29.
fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}')
}

/// Where the first character from `at` on stands at which a break may begin: a stop or the end of a line, or
/// one that is rare, which is left to ICU. `letter` becomes the last Arabic letter before it. Told by bytes, which is
/// cheaper than decoding: hardly any character is one of these.
fn after_quiet(text: &str, mut at: usize, letter: &mut usize) -> usize {
    let bytes = text.as_bytes();
    while let Some(first) = bytes.get(at) {
        let second = || bytes.get(at + 1).copied().unwrap_or_default();
        let is_letter = match (*first, second) {
            (b'.' | b'!' | b'?', _) => break,
            (b' '..=b'~', _) => {
                at += 1;
                continue;
            }
            (0xd8, second) => match second() {
                0xa1..=0xba => true,
                0x8c | 0x9b | 0xbb..=0xbf => false,
                _ => break,
            },
            (0xd9, second) => match second() {
                0x81..=0x8a => true,
                0x80 | 0x8b..=0xa9 | 0xb0..=0xbf => false,
                _ => break,
            },
            _ => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if is_quiet(c) => {
                    at += c.len_utf8();
                    continue;
                }
                _ => break,
            },
        };
        if is_letter {
            *letter = at;
        }
        at += 2;
    }
    at
}

/// True for a character beyond the frequent ones at which no break begins.
fn is_quiet(c: char) -> bool {
    matches!(c, '\u{680}'..='\u{6d3}' | '\u{a0}' | '«' | '»' | '“' | '”' | '–' | '—' | '\u{200c}'..='\u{200f}')
}

/// Where the break after a misplaced stop stands, in bytes. Pages that write every stop on the next
/// word («للمراقبة .وأكد») have one at the end of their paragraphs, or several.
fn misplaced_stop(paragraph: &str) -> Option<usize> {
    if paragraph.trim_end().ends_with(ENDS) {
        return None;
    }
    let glued = |(at, _): &(usize, &str)| {
        let (head, tail) = paragraph.split_at_checked(*at).unwrap_or_default();
        let after = tail.chars().nth(1);
        (head.is_empty() || head.ends_with(char::is_whitespace))
            && after.is_some_and(char::is_alphanumeric)
    };
    let mut stops = paragraph.match_indices('.').filter(glued);
    let (at, stop) = stops.next()?;
    stops.next().is_none().then_some(at + stop.len())
}

/// Marks that end a paragraph.
const ENDS: [char; 9] = ['.', '!', '؟', '?', '…', '"', '»', '”', ')'];

/// True where `head` really ends a sentence before `tail`.
fn is_end(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    let trimmed = head.trim_end();
    let Some(stopped) = trimmed.strip_suffix('.') else {
        // Other marks end a sentence by themselves; a line end inside a paragraph does not.
        return trimmed.ends_with(['!', '؟', '?', '…', '"', '»', '”', '“', ')']);
    };
    if stopped.ends_with('.') {
        return false;
    }
    let digits = stopped.ends_with(char::is_numeric) && tail.starts_with(char::is_numeric);
    let last = stopped.rsplit(char::is_whitespace).next().unwrap_or("");
    !digits && !lexicon.is_abbreviation(last) && !is_spelled(head, last, tail)
}

/// Most letters of a foreign letter's name: «بي».
const SPELLED: usize = 3;

/// «بي.بي», «إن.بي.سي»: the names of letters, with nothing but the stop between them.
fn is_spelled(head: &str, last: &str, tail: &str) -> bool {
    let short = |word: &str| (2..=SPELLED).contains(&word.chars().count());
    let before = last.rsplit('.').next().unwrap_or(last);
    let after = tail.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    head.ends_with('.') && short(before) && short(after)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let paragraph = Span::from_bytes(0, text.len());
        let found = sentences(text, paragraph, &[], &lexicon);
        let found: Vec<&str> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    fn check_breaks(text: &str) {
        let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        let expected: Vec<usize> = segmenter.segment_str(text).filter(|at| *at > 0).collect();
        let found: Vec<usize> = breaks(text).into_iter().filter(|at| *at > 0).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    proptest! {
        #[test]
        fn breaks_are_those_of_icu(
            parts in vec(select(PARTS), 0..24),
            loose in "[ .!?؟…\\n\\r\u{85}\u{2024}\u{2028}۔。،,:»)“\u{200f}\u{64e}a-cA-C0-9٠-٣ا-ث]{0,24}",
        ) {
            check_breaks(&parts.concat());
            check_breaks(&loose);
        }
    }

    /// What a break depends on: letters with and without case, marks on them, numbers, stops, what
    /// closes and what goes on.
    const PARTS: &[&str] = &[
        "قال", "نعم", "د", "Mr", "usa", "U", "3", "٥", "ـَ", "\u{64b}", " ", " ", ".", ".", "..",
        "!", "؟", "?", "…", "۔", "»", "«", ")", "(", "\"", "”", "،", ",", ":", "؛", "-", "–", "\n",
        "\r\n", "\u{85}", "\u{2028}", "\u{a0}", "\u{200f}", "\u{200d}", "\u{feff}", "。", "😀",
    ];

    #[test]
    fn breaks_of_whole_documents_are_those_of_icu() {
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        let mut paths: Vec<_> =
            std::fs::read_dir(seeds).unwrap().map(|seed| seed.unwrap().path()).collect();
        paths.sort();
        assert!(!paths.is_empty());
        for path in paths {
            let text = std::fs::read_to_string(path).unwrap();
            check_breaks(&text);
            text.lines().for_each(check_breaks);
        }
    }

    #[test]
    fn stops_questions_and_missing_blanks() {
        check("قال السفير.وأضاف الوزير؟ نعم!", &["قال السفير.", "وأضاف الوزير؟", "نعم!"]);
    }

    #[test]
    fn abbreviations_numbers_and_misplaced_stops() {
        check("قال د. أحمد إن النسبة 3.5 بالمئة.", &["قال د. أحمد إن النسبة 3.5 بالمئة."]);
        check("عدد السكان .في ألمانيا كبير", &["عدد السكان .في ألمانيا كبير"]);
        check("انتهى اللقاء .وأكد الوزير ذلك .", &["انتهى اللقاء .", "وأكد الوزير ذلك ."]);
        check("وصل .ثم قال .ثم غادر", &["وصل .", "ثم قال .", "ثم غادر"]);
        check("نحن هنا.. لسنا هناك", &["نحن هنا.. لسنا هناك"]);
    }

    #[test]
    fn quotations_stay_whole() {
        let lexicon = Lexicon::embedded().unwrap();
        let text = "قال: «انتهى. بدأ». وغادر.";
        let quote = Span::from_bytes(text.find('«').unwrap(), text.find('»').unwrap() + 2);
        let found = sentences(text, Span::from_bytes(0, text.len()), &[quote], &lexicon);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].of(text), "وغادر.");
    }
}
