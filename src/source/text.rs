//! Plain text → blocks: a block is a line, or in a hard-wrapped file the lines of a paragraph.
//!
//! The text is cleaned as a whole and then left as it is: blocks are spans of it. Lines at the head
//! that state something (`title: …`), between `---` lines or without, become `Stated` blocks where
//! they stand.

use crate::model::{CleanText, Shape, Span};

use super::draft::{Parsed, lines};
use super::stated::{Keys, Meaning};
use super::wrapped::{self, is_ended, is_wrapped};
use super::{Reading, Refusal, over_limit};

/// The text and its blocks.
///
/// # Errors
/// When it is longer than a document is.
pub(super) fn parse(source: &str, reading: Reading<'_>) -> Result<Parsed, Refusal> {
    if let Some(refusal) = over_limit(source.len(), 0, reading.limits) {
        return Err(refusal);
    }
    let (text, cleaning) = CleanText::new(source);
    let mut parsed = Parsed::cleaned(text, cleaning);
    let lines = without_runs(parsed.text.as_str());
    let head = head(parsed.text.as_str(), &lines, &Keys::new(reading.lexicon));
    head.stated.into_iter().for_each(|(shape, span)| parsed.push(shape, span));
    let body = lines.get(head.lines..).unwrap_or_default();
    for span in paragraphs(parsed.text.as_str(), body) {
        parsed.push(Shape::Paragraph, span);
    }
    Ok(parsed)
}

/// The lines of a text, of blank ones in a row the first only: a file may hold millions.
fn without_runs(text: &str) -> Vec<Span> {
    let mut after_blank = false;
    let is_needed = |span: &Span| {
        let is_blank = span.of(text).trim().is_empty();
        !std::mem::replace(&mut after_blank, is_blank) || !is_blank
    };
    lines(text).filter(is_needed).collect()
}

/// The lines at the head of a text that state something.
#[derive(Default)]
struct Head {
    /// How many lines it takes.
    lines: usize,
    stated: Vec<(Shape, Span)>,
}

/// Most lines between `---` lines, so that two rules far apart are not taken for a head.
const FENCED_LINES: usize = 100;

fn head(text: &str, lines: &[Span], keys: &Keys<'_>) -> Head {
    let is_blank = |span: &Span| span.of(text).trim().is_empty();
    let is_fence = |span: &Span| span.of(text).trim_end() == "---";
    let start = lines.iter().take_while(|span| is_blank(span)).count();
    let from = |ix: usize| lines.get(ix..).unwrap_or_default();
    let is_fenced = from(start).first().is_some_and(is_fence);
    let first = start.saturating_add(usize::from(is_fenced));
    let length = if is_fenced {
        let close = from(first).iter().take(FENCED_LINES).position(is_fence);
        let Some(close) = close else { return Head::default() };
        close
    } else {
        from(first).iter().take_while(|span| keys.line(text, **span).is_some()).count()
    };
    let mut head = Head::default();
    for span in from(first).iter().take(length) {
        if let Some((Meaning::Field(field), value)) = keys.line(text, *span) {
            head.stated.push((Shape::Stated(field), value));
        }
    }
    if !head.stated.is_empty() {
        head.lines = first.saturating_add(length).saturating_add(usize::from(is_fenced));
    }
    head
}

/// The paragraphs that lines make: each line, or the joined lines of a hard-wrapped text.
pub(super) fn paragraphs(text: &str, lines: &[Span]) -> Vec<Span> {
    let words = |span: &Span| span.of(text).trim();
    let filled = || lines.iter().filter(|span| !words(span).is_empty());
    let groups = || lines.split(|span| words(span).is_empty());
    // Where blank lines part the paragraphs, a full stop at the end of a line is chance.
    let are_parted = groups().filter(|group| group.len() > 1).count() > 1;
    let whole = groups().find(|group| group.len() > 1).filter(|_| !are_parted);
    if let Some(whole) = whole
        && let Some(ends) = wrapped::ends(&whole.iter().map(words).collect::<Vec<_>>())
    {
        let joined = by_ends(whole.iter().copied().zip(ends));
        let before = filled().take_while(|span| Some(*span) != whole.first()).copied();
        let after = filled().skip_while(|span| Some(*span) != whole.last()).skip(1).copied();
        return before.chain(joined).chain(after).collect();
    }
    if !is_wrapped(filled().map(words)) {
        let words: Vec<Vec<&str>> =
            groups().map(|group| group.iter().map(words).collect()).collect();
        return match wrapped::column(&words) {
            Some(column) => by_column(groups().zip(&words), column),
            None => filled().copied().collect(),
        };
    }
    let mut paragraphs = Vec::new();
    for group in groups() {
        let mut open: Option<Span> = None;
        for span in group {
            let joined = open.take().map_or(*span, |first| first.join(*span));
            if is_ended(words(span)) && !are_parted {
                paragraphs.push(joined);
            } else {
                open = Some(joined);
            }
        }
        paragraphs.extend(open);
    }
    paragraphs
}

/// The lines up to each that ends its paragraph.
fn by_ends(lines: impl Iterator<Item = (Span, bool)>) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut open: Option<Span> = None;
    for (line, ends) in lines {
        let joined = open.take().map_or(line, |first| first.join(line));
        if ends {
            paragraphs.push(joined);
        } else {
            open = Some(joined);
        }
    }
    paragraphs.extend(open);
    paragraphs
}

/// Each line, or one paragraph of those between blank lines where they are broken at a column.
fn by_column<'a>(
    groups: impl Iterator<Item = (&'a [Span], &'a Vec<&'a str>)>,
    column: usize,
) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    for (group, words) in groups {
        let first = if paragraphs.is_empty() { wrapped::heads(words, column) } else { 0 };
        let (heads, group) = group.split_at_checked(first).unwrap_or((&[], group));
        paragraphs.extend_from_slice(heads);
        let words = words.get(first..).unwrap_or_default();
        let is_one = wrapped::is_broken(words, column) || wrapped::is_heading(words, column);
        match (group, is_one) {
            ([first, .., last], true) => paragraphs.push(first.join(*last)),
            _ => paragraphs.extend_from_slice(group),
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;
    use crate::lang::Lexicon;
    use crate::model::Field;

    use proptest::prelude::*;

    fn check(text: &str, expected: &[(Shape, &str)]) {
        let lexicon = Lexicon::embedded().unwrap();
        let reading = Reading { lexicon: &lexicon, limits: &Limits::default() };
        let parsed = parse(text, reading).unwrap();
        let found: Vec<(Shape, &str)> = parsed
            .blocks
            .iter()
            .map(|block| (block.shape, parsed.text.slice(block.span)))
            .collect();
        assert_eq!(found, expected);
    }

    const TITLE: Shape = Shape::Stated(Field::Title);

    #[test]
    fn a_line_is_a_block() {
        check(
            "عنوان\r\n\r\n  قال الوزير. \nنص",
            &[
                (Shape::Paragraph, "عنوان"),
                (Shape::Paragraph, "قال الوزير."),
                (Shape::Paragraph, "نص"),
            ],
        );
        check("", &[]);
    }

    #[test]
    fn stated_lines_at_the_head() {
        check(
            "title: \"لقاء في موسكو\"\nDate: 2020-12-29\nالمصدر: رويترز\n\nقال الوزير.",
            &[
                (TITLE, "لقاء في موسكو"),
                (Shape::Stated(Field::Published), "2020-12-29"),
                (Shape::Stated(Field::Outlet), "رويترز"),
                (Shape::Paragraph, "قال الوزير."),
            ],
        );
        check(
            "\n---\ntitle: لقاء\nlayout: page\nلا شيء\n---\nنص",
            &[(TITLE, "لقاء"), (Shape::Paragraph, "نص")],
        );
        check(
            "url: https://news.example/a\nنص",
            &[(Shape::Stated(Field::Url), "https://news.example/a"), (Shape::Paragraph, "نص")],
        );
    }

    #[test]
    fn what_only_looks_like_a_head() {
        check(
            "الجبير: مصر جزء\nنص",
            &[(Shape::Paragraph, "الجبير: مصر جزء"), (Shape::Paragraph, "نص")],
        );
        check(
            "---\nنص\n---\nآخر",
            &[
                (Shape::Paragraph, "---"),
                (Shape::Paragraph, "نص"),
                (Shape::Paragraph, "---"),
                (Shape::Paragraph, "آخر"),
            ],
        );
        check(
            "---\ntitle: لقاء\nنص",
            &[
                (Shape::Paragraph, "---"),
                (Shape::Paragraph, "title: لقاء"),
                (Shape::Paragraph, "نص"),
            ],
        );
        check("title:\nنص", &[(Shape::Paragraph, "title:"), (Shape::Paragraph, "نص")]);
    }

    #[test]
    fn hard_wrapped_lines_are_one_block() {
        let line = "قال وزير الخارجية في مؤتمر صحفي عقده اليوم في العاصمة إن الوفد";
        let last = "سيتوجه إلى أنقرة.";
        let one = format!("{line}\n{line}\n{line}\n{last}");
        let two = format!("{line}\n{line}\n{line}");
        check(
            &format!("عنوان\n\n{one}\n\n{two}"),
            &[(Shape::Paragraph, "عنوان"), (Shape::Paragraph, &one), (Shape::Paragraph, &two)],
        );
    }

    #[test]
    fn narrow_lines_are_joined_by_their_paragraphs() {
        let one = "قال وزير الشؤون الخارجية والتعاون الدولي ناصر\nبوريطة، إن المغرب يلتزم بتنفيذ الميثاق العالمي\n\
                   للهجرة، مشددا على أن \"الهجرة ليست\nمشكلة أمنية بل قضية تنمية\".";
        let two = "وأوضحت الممثلة الخاصة للأمين العام للأمم\nالمتحدة لويز أربور أن الميثاق غير ملزم قانونا.";
        let broken = "الرباط تستضيف مؤتمرا دوليا كبيرا حول الهجرة\nوحقوق المهاجرين";
        check(
            &format!("{broken}\n\n{one}\n\n{two}"),
            &[(Shape::Paragraph, broken), (Shape::Paragraph, one), (Shape::Paragraph, two)],
        );
        let head = "الرباط تستضيف مؤتمرا دوليا حول الهجرة\nالرباط - 20 نونبر 2018";
        let (title, day) = head.split_once('\n').unwrap();
        check(
            &format!("{head}\n\n{one}\n\n{two}"),
            &[
                (Shape::Paragraph, title),
                (Shape::Paragraph, day),
                (Shape::Paragraph, one),
                (Shape::Paragraph, two),
            ],
        );
    }

    #[test]
    fn a_day_is_no_line_of_a_broken_headline() {
        let head = "وزير النقل يزور محطة\nالقطار الجديدة في الساحل\nالخميس 4 أبريل 2024";
        let text = "زار وزير النقل نبيل العمري أمس\nمحطة القطار الجديدة في مدينة\n\
                    الساحل وقال إن المحطة ستستقبل\nعشرين ألف مسافر في اليوم\nالواحد، وأضاف أن التذاكر\n\
                    ستكون بسعر يناسب الجميع.";
        let mut expected: Vec<(Shape, &str)> =
            head.split('\n').map(|line| (Shape::Paragraph, line)).collect();
        expected.push((Shape::Paragraph, text));
        check(&format!("{head}\n\n{text}"), &expected);
    }

    #[test]
    fn lines_that_nobody_broke_stay_apart() {
        let apart = |text: &str| {
            let lines: Vec<(Shape, &str)> = text
                .lines()
                .filter(|line| !line.is_empty())
                .map(|line| (Shape::Paragraph, line))
                .collect();
            check(text, &lines);
        };
        // A list, with and without bullets; short sentences; a heading over its paragraph.
        apart(
            "المساعدات تصل إلى الشمال\n\nوتشمل المساعدات ما يلي\n- خياما للنازحين في المخيمات كلها\n\
             - أدوية للأطفال في المستشفيات\n- مواد غذائية لعشرة آلاف عائلة.",
        );
        apart(
            "المساعدات تصل إلى الشمال\n\nخيام للنازحين\nأدوية للأطفال في مستشفيات الشمال والجنوب\n\
             مواد غذائية تكفي شهرا\nوبطانيات ووقود للتدفئة في الشتاء المقبل.",
        );
        apart("وصل الوفد إلى دمشق صباحا.\nوغادر الوفد إلى بيروت مساء.\nثم عاد الوفد بعد يومين.");
        apart(
            "العنوان الأول في الصفحة\nقال الوزير إن العمل مستمر.\n\nالعنوان الثاني هنا\nوقال الوفد.",
        );
    }

    #[test]
    fn paragraphs_without_blank_lines_end_where_the_next_word_had_room() {
        let one = "قال وزير الشؤون الخارجية ناصر بوريطة إن\nالمغرب يلتزم بتنفيذ الميثاق العالمي\nللهجرة، مشددا على أنها ليست مشكلة أمنية\nبل قضية تنمية.";
        let two = "وأوضحت الممثلة الخاصة لويز أربور أن هذا\nالميثاق غير ملزم قانونا للدول التي وقعت\nعليه في مراكش.";
        let title = "مؤتمر دولي حول الهجرة";
        check(
            &format!("{title}\n{one}\n{two}"),
            &[(Shape::Paragraph, title), (Shape::Paragraph, one), (Shape::Paragraph, two)],
        );
    }

    proptest! {
        #[test]
        fn blocks_are_trimmed_and_in_order(text in "(title: |---\n|[ا-ي.\" \n\u{301}\u{200c}\u{202e}]{0,30}){0,8}") {
            let lexicon = Lexicon::embedded().unwrap();
            let reading = Reading { lexicon: &lexicon, limits: &Limits::default() };
            let parsed = parse(&text, reading).unwrap();
            let mut end = 0;
            for block in &parsed.blocks {
                prop_assert!(block.span.start >= end && !block.span.is_empty());
                prop_assert!(parsed.text.as_str().get(block.span.range()).is_some());
                prop_assert_eq!(block.span.trimmed(parsed.text.as_str()), block.span);
                end = block.span.end;
            }
        }
    }
}
