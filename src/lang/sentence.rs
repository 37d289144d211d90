//! Sentences of a paragraph: ICU's breaks, joined again where Arabic writing deceives them.

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use super::lexicon::Lexicon;
use crate::model::Span;

/// The sentences of a paragraph of `text`, in order, without the blanks between them.
///
/// A break is taken back inside one of `whole` (the quotations, in order and apart), after an abbreviation («د.»), and
/// where the stop is written on the next word with a blank before it: a stop that a page in the
/// wrong direction has misplaced.
pub fn sentences(text: &str, paragraph: Span, whole: &[Span], lexicon: &Lexicon) -> Vec<Span> {
    let words = paragraph.of(text);
    let base = paragraph.start;
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut sentences: Vec<Span> = Vec::new();
    let mut start = base;
    for at in segmenter.segment_str(words) {
        let end = base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        if end <= start {
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
    let glued = head.len() == trimmed.len() && tail.starts_with(char::is_alphanumeric);
    if glued && (stopped.ends_with(char::is_whitespace) || stopped.is_empty()) {
        return false;
    }
    let digits = stopped.ends_with(char::is_numeric) && tail.starts_with(char::is_numeric);
    let last = stopped.rsplit(char::is_whitespace).next().unwrap_or("");
    !digits && !lexicon.is_abbreviation(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let paragraph = Span::from_bytes(0, text.len());
        let found = sentences(text, paragraph, &[], &lexicon);
        let found: Vec<&str> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_questions_and_missing_blanks() {
        check("قال السفير.وأضاف الوزير؟ نعم!", &["قال السفير.", "وأضاف الوزير؟", "نعم!"]);
    }

    #[test]
    fn abbreviations_numbers_and_misplaced_stops() {
        check("قال د. أحمد إن النسبة 3.5 بالمئة.", &["قال د. أحمد إن النسبة 3.5 بالمئة."]);
        check("عدد السكان .في ألمانيا كبير", &["عدد السكان .في ألمانيا كبير"]);
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
