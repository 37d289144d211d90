//! What sort of text a document is: a report, one office holder's own words, an interview, an
//! opinion. The type decides whose words an unquoted first person is.

use std::ops::Range;

use crate::lang::{Gap, Phrases, TokenKind};
use crate::model::{BlockKind, DocType, Headline, Rule, Span};

use super::Reader;
use super::block::{key, words_in};

/// Nouns that may stand before the noun that names the text: «النص الكامل لكلمة …».
const BEFORE: usize = 3;
/// Fewest words of an office with its holder.
const HOLDER: usize = 2;
/// Longest label of a speaker in an interview, in words.
const LABEL_WORDS: usize = 4;
/// Fewest labelled lines of an interview, and most speakers.
const LABELLED: usize = 4;
const SPEAKERS: usize = 3;
/// Blocks from the top that may name a guest.
pub(super) const HEAD_BLOCKS: usize = 4;
/// Fewest questions and answers where they are labelled as such.
const EXCHANGES: usize = 2;

/// The type of a document; and for a statement the words that name whose it is.
pub(crate) fn doc_type(
    reader: &Reader<'_>,
    headline: Option<&Headline>,
    kinds: &[BlockKind],
) -> (DocType, Option<Span>) {
    if is_interview(reader, kinds) {
        return (DocType::Interview, None);
    }
    if let Some(speaker) = headline.and_then(|headline| document_speaker(reader, headline)) {
        return (DocType::Statement, Some(speaker));
    }
    if opinion_line(reader, kinds).is_some() {
        return (DocType::Opinion, None);
    }
    (DocType::News, None)
}

/// The rule that made a document one of its type, and the words that it went by, where it is some.
pub(crate) fn reason(
    reader: &Reader<'_>,
    headline: Option<&Headline>,
    kinds: &[BlockKind],
) -> (Rule, Option<Span>) {
    let (doc_type, speaker) = doc_type(reader, headline, kinds);
    match doc_type {
        DocType::Interview => ("interview-turns", None),
        DocType::Statement => ("statement-title", speaker),
        DocType::Opinion => ("opinion-line", opinion_line(reader, kinds)),
        DocType::News => ("no-other-type", None),
    }
}

/// True for a title that begins as that of somebody's own words does: «كلمة», «نص بيان».
pub(super) fn is_statement(reader: &Reader<'_>, start: usize) -> bool {
    let mut at = start;
    for _ in 0..=BEFORE {
        if statement_at(reader, at).is_some() {
            return true;
        }
        let Some(hit) = reader.lexicon.text_types.before.longest(reader.tokens, at) else { break };
        at += hit.len;
    }
    false
}

/// The office holder after a noun such as «بيان» at the head of the headline.
fn document_speaker(reader: &Reader<'_>, headline: &Headline) -> Option<Span> {
    let types = &reader.lexicon.text_types;
    let tokens = reader.tokens.within(headline.span);
    let mut at = tokens.start;
    for _ in 0..BEFORE {
        // The noun itself may also stand before another: «نص كلمة».
        let next = types.before.longest(reader.tokens, at).map(|hit| at + hit.len);
        let Some(next) =
            next.filter(|next| statement_at(reader, *next).is_some() || *next < tokens.end)
        else {
            break;
        };
        at = next;
    }
    let start = statement_at(reader, at).or_else(|| statement_at(reader, tokens.start))?;
    let office = types.offices.longest_with_proclitics(reader.tokens, start)?;
    let end =
        (start + office.len..tokens.end).find(|ix| ends_phrase(reader, *ix)).unwrap_or(tokens.end);
    let holder = start..end;
    let named = words_in(reader, &holder) >= HOLDER;
    (named && start < tokens.end).then(|| reader.tokens.span(holder))
}

/// The token after a noun that names a statement.
fn statement_at(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let hit = reader.lexicon.text_types.statement.longest_with_proclitics(reader.tokens, at)?;
    Some(at + hit.len)
}

/// True where the phrase that names an office holder cannot go on.
fn ends_phrase(reader: &Reader<'_>, ix: usize) -> bool {
    let word = reader.tokens.word(ix);
    let given = reader.lexicon.furniture.bylines.given.longest(reader.tokens, ix).is_some();
    reader.tokens.kind(ix) == Some(TokenKind::Mark) || (reader.lexicon.is_stop(word) && !given)
}

/// The line where «بقلم» names the author, or the page's section is one of opinions.
fn opinion_line(reader: &Reader<'_>, kinds: &[BlockKind]) -> Option<Span> {
    let types = &reader.lexicon.text_types;
    let mut blocks = reader.document.blocks.iter().zip(kinds);
    let line = blocks.find(|(block, kind)| {
        let tokens = reader.tokens.within(block.span);
        let begins = |phrases: &Phrases<()>| phrases.longest(reader.tokens, tokens.start).is_some();
        match kind {
            BlockKind::Credit | BlockKind::Byline => begins(&types.opinion_bylines),
            BlockKind::Section => whole(reader, &types.opinion_sections, &tokens),
            BlockKind::Breadcrumb => trail_holds(reader, &tokens, &types.opinion_sections),
            _ => false,
        }
    });
    line.map(|(block, _)| block.span)
}

fn whole(reader: &Reader<'_>, phrases: &Phrases<()>, tokens: &Range<usize>) -> bool {
    phrases.longest(reader.tokens, tokens.start).is_some_and(|hit| hit.len == tokens.len())
}

/// True where an item of a trail is one of the phrases.
fn trail_holds(reader: &Reader<'_>, line: &Range<usize>, phrases: &Phrases<()>) -> bool {
    let is_mark = |ix: usize| reader.tokens.kind(ix) == Some(TokenKind::Mark);
    let mut start = line.start;
    for ix in line.start..=line.end {
        if ix == line.end || is_mark(ix) {
            if whole(reader, phrases, &(start..ix)) {
                return true;
            }
            start = ix + 1;
        }
    }
    false
}

/// True for lines that alternate between questions and answers, or between a few speakers.
fn is_interview(reader: &Reader<'_>, kinds: &[BlockKind]) -> bool {
    let types = &reader.lexicon.text_types;
    let blocks = reader.document.blocks.iter().zip(kinds);
    let body = blocks.filter(|(_, kind)| kind.is_body()).map(|(block, _)| block.span);
    let (mut lines, mut questions, mut answers) = (0, 0, 0);
    let mut labels: Vec<String> = Vec::new();
    for span in body {
        lines += 1;
        let Some(label) = label(reader, &reader.tokens.within(span)) else { continue };
        questions += usize::from(types.questions.longest(reader.tokens, label.start).is_some());
        answers += usize::from(types.answers.longest(reader.tokens, label.start).is_some());
        labels.push(key(reader, &label));
    }
    let changes = labels.iter().zip(labels.iter().skip(1)).filter(|(a, b)| a != b).count();
    let total = labels.len();
    labels.sort_unstable();
    labels.dedup();
    let speakers = (2..=SPEAKERS).contains(&labels.len());
    let marked = questions >= EXCHANGES && answers >= EXCHANGES;
    if asks_a_guest(reader, kinds) {
        return true;
    }
    marked || (total >= LABELLED && speakers && changes + 1 >= LABELLED && total * 2 >= lines)
}

/// True for a text that names its guest and goes on in questions, each with an answer below it.
fn asks_a_guest(reader: &Reader<'_>, kinds: &[BlockKind]) -> bool {
    let blocks = reader.document.blocks.iter().zip(kinds);
    let body: Vec<Range<usize>> = blocks
        .filter(|(_, kind)| {
            kind.is_body() || matches!(kind, BlockKind::Title | BlockKind::Subtitle)
        })
        .map(|(block, _)| reader.tokens.within(block.span))
        .collect();
    // Asked last: few documents have the turns of an interview.
    let guest = || {
        body.iter().take(HEAD_BLOCKS).any(|block| {
            let guests = &reader.lexicon.text_types.guests;
            block.clone().any(|ix| guests.longest_with_proclitics(reader.tokens, ix).is_some())
        })
    };
    let asks = |block: &Range<usize>| is_question(reader, block);
    let pairs = body.iter().zip(body.iter().skip(1)).filter(|(one, next)| asks(one) && !asks(next));
    let exchanges = pairs.count();
    exchanges >= EXCHANGES && exchanges * 4 >= body.len() && guest()
}

/// True for a line that ends with a question mark.
pub(super) fn is_question(reader: &Reader<'_>, line: &Range<usize>) -> bool {
    line.end.checked_sub(1).is_some_and(|last| reader.tokens.is_mark(last, "?"))
}

/// The few words before a colon that a line begins with, none of them a verb of speech.
pub(super) fn label(reader: &Reader<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let limit = line.end.min(line.start.saturating_add(LABEL_WORDS + 2));
    // «ج - »: a dash is the mark of a label only behind the words of one.
    let types = &reader.lexicon.text_types;
    let turn = [&types.questions, &types.answers].into_iter();
    let turn = turn.filter_map(|turn| turn.longest(reader.tokens, line.start)).next();
    let dash = turn.map(|hit| line.start + hit.len).filter(|at| reader.tokens.is_mark(*at, "-"));
    let colon = (line.start..limit)
        .find(|ix| [":", "/"].contains(&reader.tokens.word(*ix)) || dash == Some(*ix))?;
    let label = line.start..colon;
    let verbs = &reader.lexicon.furniture.verbs;
    let plain = |ix: usize| {
        let word = reader.tokens.word(ix);
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        reader.tokens.kind(ix) != Some(TokenKind::Number)
            && !verbs.contains(word)
            && !verbs.contains(bare)
    };
    let joined = reader.tokens.gap(colon) != Gap::Line;
    let words = words_in(reader, &label);
    (joined && (1..=LABEL_WORDS).contains(&words) && label.clone().all(plain)).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::block::sample::{self, LEAD, MORE};

    fn check(text: &str, expected: DocType, speaker: Option<&str>) {
        sample::with(text, |reader, found| {
            let (doc_type, span) = doc_type(reader, found.headline.as_ref(), &found.kinds);
            assert_eq!(
                (doc_type, span.map(|span| reader.words(span))),
                (expected, speaker),
                "{text}"
            );
        });
    }

    fn check_title(title: &str, expected: DocType, speaker: Option<&str>) {
        check(&format!("{title}\n{LEAD}\n{MORE}"), expected, speaker);
    }

    #[test]
    fn statements_name_one_office_holder() {
        let speaker = Some("وزير خارجية روسيا الاتحادية سيرغي لافروف");
        check_title(
            "بيان وزير خارجية روسيا الاتحادية سيرغي لافروف إلى وسائل الإعلام",
            DocType::Statement,
            speaker,
        );
        check_title(
            "النص الكامل لكلمة الرئيس السوري بشار الأسد أمام البرلمان",
            DocType::Statement,
            Some("الرئيس السوري بشار الأسد"),
        );
        check_title(
            "نص خطاب الرئيس محمد مرسي في القاهرة",
            DocType::Statement,
            Some("الرئيس محمد مرسي"),
        );
        check_title("بيان وزارة الخارجية الروسية حول المساعدات إلى سوريا", DocType::News, None);
        check_title("وزير الخارجية الروسي سيرغي لافروف يعلن إرسال مساعدات", DocType::News, None);
    }

    #[test]
    fn interviews_alternate() {
        check(
            &format!(
                "حوار مع لافروف حول سوريا وتركيا\n{LEAD}\nس: ماذا بعد؟\nج: ننتظر.\nس: ومتى؟\nج: قريبا."
            ),
            DocType::Interview,
            None,
        );
        check(
            &format!(
                "لافروف يتحدث عن المساعدات إلى سوريا\n{LEAD}\nروسيا اليوم: ماذا بعد هذا الاتفاق في سوريا؟\n\
                 لافروف: ننتظر رد الجانب التركي على ما اقترحناه.\nروسيا اليوم: ومتى ترسلون المساعدات إلى إدلب؟\n\
                 لافروف: خلال الأيام المقبلة على ما أظن."
            ),
            DocType::Interview,
            None,
        );
        check(
            &format!(
                "لافروف يعلن إرسال مساعدات\n{LEAD}\nوقال لافروف: نعم.\nوأضاف: لا.\nوقال الوزير: ربما.\nوتابع: نعم."
            ),
            DocType::News,
            None,
        );
    }

    #[test]
    fn opinions_by_byline_or_section() {
        check_title(
            "المساعدات الروسية في سوريا والسياسة\nبقلم: سامي الخطيب",
            DocType::Opinion,
            None,
        );
        check_title("المساعدات الروسية في سوريا والسياسة\nرأي", DocType::Opinion, None);
        check_title("الرئيسية » مقالات الرأي » المساعدات الروسية في سوريا", DocType::Opinion, None);
        check_title("المساعدات الروسية في سوريا والسياسة\nكتب: سامي الخطيب", DocType::News, None);
    }
}
