//! Chooses the headline among what the source states and what a reader of the page saw.
//!
//! Candidates are the lines above the first paragraph, the tails of trails, and the stated title;
//! each is cut to the headline's own words ([`cut`]) and scored by its form and by the words it
//! shares with the text. Equal texts are one candidate. Where nothing reaches the threshold the
//! document has no headline, which is an answer.

mod considered;
mod cut;
mod outlet;
mod score;

use std::collections::HashSet;
use std::ops::Range;

use crate::model::{BlockKind, EDITOR, Evidence, Headline, HeadlineSource, Percent, Rule, Shape};

pub(crate) use considered::considered;
pub(crate) use outlet::outlet;

use super::Reader;
use super::block::{date_at, ends_sentence, key, lead, words_in};
use super::doc_type::{is_question, label};
use crate::lang::{Gap, WordBag};
use score::Text;

/// Scores are hundredths of the points of the design.
type Points = i64;

/// Least score of a headline.
const THRESHOLD: Points = 100;
/// Longest candidate, in words.
const LONGEST: usize = 45;
/// Fewest words of a headline that stands by its form alone.
const SHORT: usize = 5;
/// Longest line below the headline that is no text, and longest caption there, in words.
const SUBTITLE: usize = 20;
const CAPTION: usize = 12;
/// Most words of each part of a line that is a trail, and fewest commas of a line of tags.
const TRAIL_WORDS: usize = 3;
const TAGS: usize = 2;
/// Longest list whose introduction is looked for, in lines.
const ITEMS: usize = 40;
/// What an item of a list begins with.
const BULLETS: [&str; 7] = ["-", "*", "•", "●", "–", "▪", "◦"];
/// How far below the first paragraph a first-level heading is still a candidate.
const BELOW: usize = 2;

/// A text that may be the headline.
#[derive(Debug)]
struct Candidate {
    block: Option<usize>,
    tokens: Range<usize>,
    from: HeadlineSource,
    key: String,
    points: Points,
}

/// A block as its words.
struct Line {
    tokens: Range<usize>,
    words: usize,
    /// For comparing; empty for blocks too long to be or to copy a headline.
    key: String,
}

/// All blocks as their words, in order.
fn lines(reader: &Reader<'_>) -> Vec<Line> {
    let blocks = reader.document.blocks.iter();
    let lines = blocks.map(|block| {
        let tokens = reader.tokens.within(block.span);
        let words = words_in(reader, &tokens);
        let key = if words <= LONGEST + SHORT { key(reader, &tokens) } else { String::new() };
        Line { tokens, words, key }
    });
    lines.collect()
}

/// The headline of a document. Its copies become titles in `kinds`, and the lines between it and
/// the text subtitles, captions or furniture.
pub(crate) fn headline(reader: &Reader<'_>, kinds: &mut [BlockKind]) -> Option<Headline> {
    let lead = lead(reader, kinds);
    let lines = lines(reader);
    let candidates = candidates(reader, &lines, kinds, lead);
    let best = best(&candidates);
    if let Some(best) = best {
        mark_copies(reader, &lines, kinds, &best.key);
    }
    let above = lines.get(..lead.unwrap_or_default()).unwrap_or_default();
    settle_above(reader, above, kinds, best.and_then(|best| best.block));
    let best = best?;
    let evidence = Evidence { rule: rule(best.from), score: percent(best.points) };
    Some(Headline { span: reader.tokens.span(best.tokens.clone()), from: best.from, evidence })
}

fn rule(from: HeadlineSource) -> Rule {
    match from {
        HeadlineSource::Metadata => "stated-title",
        HeadlineSource::Title => "title-line",
        HeadlineSource::Heading => "title-heading",
        HeadlineSource::Trail => "trail-tail",
        HeadlineSource::Corrected => EDITOR,
    }
}

/// All candidates with their scores, in the order of the text.
fn candidates(
    reader: &Reader<'_>,
    lines: &[Line],
    kinds: &[BlockKind],
    lead: Option<usize>,
) -> Vec<Candidate> {
    let keys: WordBag = lines.iter().map(|line| line.key.as_str()).collect();
    let parts = repeated_parts(reader, lines, lead);
    let repeated = |key: &str| keys.contains(key) || parts.contains(key);
    let stated = reader.document.metadata.title;
    let stated = stated.map(|title| key(reader, &reader.tokens.within(title)));
    let mut candidates = Vec::new();
    for (ix, line) in lines.iter().enumerate() {
        let Some(from) = source(reader, kinds, lead, ix) else { continue };
        // Outside the article only a copy of the stated title counts.
        let outside = kinds.get(ix) == Some(&BlockKind::Outside);
        if outside && !stated.as_ref().is_some_and(|title| is_copy(title, line)) {
            continue;
        }
        let tokens = cut::headline_words(reader, line.tokens.clone(), from, &repeated);
        let words = words_in(reader, &tokens);
        if words == 0 || words > LONGEST || leads_on(reader, from, &tokens) {
            continue;
        }
        let is_text = || {
            let sentence = || reports(reader, &line.tokens) || is_turn(reader, lines, ix);
            is_item(reader, lines, ix) || sentence()
        };
        let is_dateline = || cut::is_dateline(reader, &line.tokens);
        let is_page = || {
            is_short_trail(reader, &line.tokens) || is_tags(reader, &line.tokens) || is_dateline()
        };
        if from == HeadlineSource::Title && (is_text() || is_page()) {
            continue;
        }
        let key = key(reader, &tokens);
        candidates.push(Candidate { block: Some(ix), tokens, from, key, points: 0 });
    }
    join_decorated(reader, &mut candidates);
    let text = Text::new(reader, lines, kinds, lead, &candidates);
    for (rank, candidate) in candidates.iter_mut().enumerate() {
        candidate.points = text.score(candidate, rank);
    }
    candidates
}

/// True for a line that belongs to what stands below it: a turn of an interview, or an introduction
/// that ends in a colon. What markup calls a heading may be both.
fn leads_on(reader: &Reader<'_>, from: HeadlineSource, line: &Range<usize>) -> bool {
    let types = &reader.lexicon.text_types;
    let turn = label(reader, line).is_some_and(|label| {
        [&types.questions, &types.answers]
            .into_iter()
            .any(|labels| labels.longest(reader.tokens, label.start).is_some())
    });
    let colon = line.end.checked_sub(1).is_some_and(|last| reader.tokens.is_mark(last, ":"));
    // A label of the page ends in a colon as well: «شارك المقال:».
    let introduces = colon && words_in(reader, line) >= SHORT;
    from == HeadlineSource::Title && (turn || introduces)
}

/// «سامي نزار: كيف بدأت؟» above «هاني بدر: بدأت صغيرا»: the turns of an interview that has no title.
fn is_turn(reader: &Reader<'_>, lines: &[Line], ix: usize) -> bool {
    let words = |line: &&Line| line.words > 0;
    let named = |line: &Line| label(reader, &line.tokens);
    let asks = |line: &Line| is_question(reader, &line.tokens);
    let Some(label) = lines.get(ix).and_then(named) else { return false };
    let (above, below) = lines.split_at(ix);
    let before = above.iter().rev().find(words);
    let after = below.iter().skip(1).find(words).and_then(named);
    let another =
        after.is_some_and(|after| reader.tokens.words(after) != reader.tokens.words(label));
    before.is_some_and(asks) || below.first().is_some_and(asks) && another
}

/// What stands beside a bar in several of the lines above the text: the name of the site.
fn repeated_parts(reader: &Reader<'_>, lines: &[Line], lead: Option<usize>) -> HashSet<String> {
    let (mut once, mut again) = (HashSet::new(), HashSet::new());
    for line in lines.iter().take(lead.unwrap_or(lines.len())).filter(|line| !line.key.is_empty()) {
        let parts = cut::parts(reader, &line.tokens);
        let own: HashSet<String> = parts.iter().map(|part| key(reader, part)).collect();
        again.extend(own.into_iter().filter(|part| !once.insert(part.clone())));
    }
    again
}

/// True for an item of a list that a line with a colon at its end introduces.
fn is_item(reader: &Reader<'_>, lines: &[Line], ix: usize) -> bool {
    let bulleted = |line: &&Line| {
        let mark = reader.tokens.word(line.tokens.start);
        !line.tokens.is_empty() && BULLETS.contains(&mark)
    };
    let head = lines.get(ix).filter(bulleted).and_then(|_| {
        let above = lines.get(..ix)?.iter().rev().filter(|line| !line.tokens.is_empty());
        above.take(ITEMS).find(|line| !bulleted(line))
    });
    let last = head.and_then(|head| head.tokens.end.checked_sub(1));
    last.is_some_and(|last| reader.tokens.is_mark(last, ":"))
}

/// «رياضات | صحيفة النهر»: a few words about a bar are section and site.
fn is_short_trail(reader: &Reader<'_>, line: &Range<usize>) -> bool {
    let bars = line.clone().filter(|ix| reader.tokens.is_mark(*ix, "|")).count();
    let parts = cut::parts(reader, line);
    bars > 0 && parts.iter().all(|part| words_in(reader, part) <= TRAIL_WORDS)
}

/// «سالم عيسى,هاني نصر,تجارة»: commas without blanks part the tags of a page.
fn is_tags(reader: &Reader<'_>, line: &Range<usize>) -> bool {
    let tight = |ix: &usize| {
        let gap = |ix| reader.tokens.gap(ix) == Gap::None;
        reader.tokens.is_mark(*ix, ",") && gap(*ix) && gap(*ix + 1)
    };
    line.clone().filter(tight).count() >= TAGS
}

/// True for a whole sentence that begins with a verb of speech: «قالت المتحدثة إن …» and a full stop is
/// text, however little stands above or below it.
fn reports(reader: &Reader<'_>, line: &Range<usize>) -> bool {
    let stop = line.end.checked_sub(1).is_some_and(|last| reader.tokens.is_mark(last, "."));
    stop && reader.is_cue_form(line.start)
}

/// True for a line that is the stated title, or its beginning.
fn is_copy(title: &str, line: &Line) -> bool {
    let rest = title.strip_prefix(line.key.as_str());
    line.words >= SHORT && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Where the candidate of a block comes from; `None` where the block is none.
fn source(
    reader: &Reader<'_>,
    kinds: &[BlockKind],
    lead: Option<usize>,
    ix: usize,
) -> Option<HeadlineSource> {
    let block = reader.document.blocks.get(ix)?;
    let above = lead.is_none_or(|lead| ix < lead);
    match (kinds.get(ix)?, block.shape) {
        (BlockKind::Stated, _) => {
            (reader.document.metadata.title == Some(block.span)).then_some(HeadlineSource::Metadata)
        }
        (BlockKind::Breadcrumb, _) if above => Some(HeadlineSource::Trail),
        (BlockKind::Paragraph | BlockKind::Subhead, Shape::Heading(level)) => {
            let first = level == 1 && lead.is_some_and(|lead| ix <= lead.saturating_add(BELOW));
            (above || first).then_some(HeadlineSource::Heading)
        }
        (BlockKind::Paragraph, _) if above => Some(HeadlineSource::Title),
        (BlockKind::Outside, _) => Some(HeadlineSource::Title),
        _ => None,
    }
}

/// A stated title that is a seen line and the name of its site becomes equal to that line.
fn join_decorated(reader: &Reader<'_>, candidates: &mut [Candidate]) {
    let seen = candidates.iter().filter(|it| it.from != HeadlineSource::Metadata);
    let seen: WordBag = seen.map(|candidate| candidate.key.as_str()).collect();
    let stated = candidates.iter_mut().filter(|c| c.from == HeadlineSource::Metadata);
    for candidate in stated.filter(|candidate| !seen.contains(&candidate.key)) {
        let parts = cut::parts(reader, &candidate.tokens);
        if let Some(part) = parts.into_iter().find(|part| seen.contains(&key(reader, part))) {
            candidate.key = key(reader, &part);
            candidate.tokens = part;
        }
    }
}

/// The best text, and of its copies the one nearest above the text that a reader saw.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let top = candidates.iter().map(|candidate| candidate.points).max()?;
    let best = candidates.iter().find(|candidate| candidate.points == top && top >= THRESHOLD)?;
    let rank = |from: HeadlineSource| match from {
        HeadlineSource::Heading => 3,
        HeadlineSource::Title => 2,
        HeadlineSource::Trail => 1,
        HeadlineSource::Metadata | HeadlineSource::Corrected => 0,
    };
    candidates.iter().filter(|other| other.key == best.key).max_by_key(|other| rank(other.from))
}

fn percent(points: Points) -> Percent {
    Percent::try_from((40 + points / 10).clamp(1, 99)).unwrap_or(1)
}

/// Lines that hold the headline and nothing else are copies of it.
fn mark_copies(reader: &Reader<'_>, lines: &[Line], kinds: &mut [BlockKind], headline: &str) {
    for (line, kind) in lines.iter().zip(kinds) {
        let seen = !matches!(kind, BlockKind::Stated | BlockKind::Breadcrumb | BlockKind::Outside);
        if !seen || line.key.len() < headline.len() || !has_words(&line.key, headline) {
            continue;
        }
        let is_headline = |part: &Range<usize>| key(reader, part) == headline;
        let from = HeadlineSource::Title;
        let cut =
            cut::headline_words(reader, line.tokens.clone(), from, &|key: &str| key == headline);
        if is_headline(&cut) || cut::parts(reader, &line.tokens).iter().any(is_headline) {
            *kind = BlockKind::Title;
        }
    }
}

/// True where a key goes on as another one from one of its words on.
fn has_words(key: &str, other: &str) -> bool {
    let starts = key.match_indices(' ').filter_map(|(at, _)| key.get(at + 1..));
    std::iter::once(key).chain(starts).any(|rest| rest.starts_with(other))
}

/// What is left between the headline that a reader saw and the first paragraph, and above it.
///
/// A longer line stays a paragraph, and one that begins with a verb of speech: where full stops
/// are missing it may be text.
fn settle_above(
    reader: &Reader<'_>,
    above: &[Line],
    kinds: &mut [BlockKind],
    headline: Option<usize>,
) {
    let stated = |ix: &usize| kinds.get(*ix) == Some(&BlockKind::Stated);
    let headline = headline.filter(|ix| !stated(ix));
    let mut subtitled = false;
    for ((ix, line), kind) in above.iter().enumerate().zip(kinds) {
        if *kind != BlockKind::Paragraph || is_text(reader, line) {
            continue;
        }
        let below = headline.is_some_and(|headline| ix > headline);
        *kind = match (line.words, below) {
            (0..SHORT, true) => BlockKind::PhotoCaption,
            (0..SHORT, false) => BlockKind::Ui,
            (SHORT..=SUBTITLE, true) if !subtitled => BlockKind::Subtitle,
            (SHORT..=CAPTION, true) => BlockKind::PhotoCaption,
            (SHORT..=CAPTION, false) if headline.is_some() => BlockKind::Ui,
            _ => continue,
        };
        subtitled |= *kind == BlockKind::Subtitle;
    }
}

/// True for what is a sentence, reports speech, or ends in a date and may be a statement's title.
fn is_text(reader: &Reader<'_>, line: &Line) -> bool {
    let verbs = &reader.lexicon.furniture.verbs;
    let first = reader.tokens.word(line.tokens.start);
    let bare = first.strip_prefix(['و', 'ف']).unwrap_or(first);
    let end = line.tokens.end;
    ends_sentence(reader, &line.tokens)
        || leads_on(reader, HeadlineSource::Title, &line.tokens)
        || verbs.contains(first)
        || verbs.contains(bare)
        || line.tokens.clone().any(|at| date_at(reader, at) == Some(end))
}

#[cfg(test)]
mod tests {
    use crate::extract::block::sample::{self, LEAD, MORE};
    use crate::model::{BlockKind, HeadlineSource};

    /// The headline of lines above a text that reports what Lavrov said on aid for Syria.
    fn check(lines: &str, expected: Option<(&str, HeadlineSource)>) {
        let text = format!("{lines}\n{LEAD}\n{MORE}");
        sample::with(&text, |reader, found| {
            let headline = found.headline.map(|h| (reader.words(h.span), h.from));
            assert_eq!(headline, expected, "{text}");
        });
    }

    fn check_line(lines: &str, expected: &str) {
        check(lines, Some((expected, HeadlineSource::Title)));
    }

    #[test]
    fn the_first_line() {
        check_line("روسيا ترسل مساعدات إلى سوريا\nموسكو - رويترز", "روسيا ترسل مساعدات إلى سوريا");
        check_line("لافروف في دمشق", "لافروف في دمشق");
    }

    #[test]
    fn labels_and_sites_are_cut() {
        let title = "روسيا ترسل مساعدات إنسانية إلى سوريا";
        check_line(&format!("سياسي / {title}"), title);
        check_line(&format!("عاجل | بالفيديو.. {title}"), title);
        check_line(&format!("{title} - قناة صدى البلد"), title);
        check_line(&format!("{title} | أخبار | المدينة"), title);
        check_line(&format!("رويترز - {title}"), title);
        check_line(&format!("الخبر {title}\n{title}"), title);
        // A label is cut only where a mark or a copy tells it from the sentence.
        check_line("خاص روسيا ترسل مساعدات إلى سوريا", "خاص روسيا ترسل مساعدات إلى سوريا");
        check_line(
            "لافروف: التعاون التركي - الروسي بات مهما",
            "لافروف: التعاون التركي - الروسي بات مهما",
        );
    }

    #[test]
    fn a_site_that_stands_in_another_line_is_cut() {
        let title = "روسيا ترسل مساعدات إنسانية إلى سوريا";
        check_line(&format!("النهر نيوز - الصفحة الرئيسية\n{title} - النهر نيوز"), title);
        // A dash alone parts nothing.
        let dashed = "روسيا ترسل مساعدات إنسانية إلى سوريا - وتركيا ترحب";
        check_line(dashed, dashed);
    }

    #[test]
    fn the_place_and_day_behind_a_title_are_cut() {
        let title = "روسيا ترسل مساعدات إنسانية إلى سوريا";
        check_line(&format!("{title}، موسكو 29 ديسمبر 2020"), title);
        check_line(&format!("{title}، أنقرة نشر في: 29 ديسمبر 2020 10:50"), title);
        // The title of somebody's own words keeps where and when he said them.
        let own = "تصريحات وزير الخارجية لافروف عن سوريا، موسكو 29 ديسمبر 2020";
        check_line(own, own);
        let told = "روسيا ترسل مساعدات إلى سوريا بعد اتفاق، 29 ديسمبر 2020";
        check_line(told, told);
    }

    #[test]
    fn a_caption_that_is_half_of_the_headline_is_none() {
        let title = "لافروف في دمشق: روسيا ترسل مساعدات إلى سوريا";
        check_line(&format!("{title}\nلافروف في دمشق\nلافروف في دمشق"), title);
    }

    #[test]
    fn a_short_line_that_stands_twice_is_the_headline() {
        check_line("فرنسا تناقش القرار\nفرنسا تناقش القرار", "فرنسا تناقش القرار");
        check("سياسة\nسياسة", None);
        check_line("رياضات | صحيفة النهر\nروسيا ترسل مساعدات", "روسيا ترسل مساعدات");
        let tags = "سيرغي لافروف,روسيا,سوريا,مساعدات";
        check_line(
            &format!("{tags}\nروسيا ترسل مساعدات إلى سوريا"),
            "روسيا ترسل مساعدات إلى سوريا",
        );
    }

    #[test]
    fn what_a_colon_introduces_and_what_reports_is_text() {
        let check = |text: &str| {
            sample::with(text, |reader, found| {
                assert_eq!(found.headline.map(|h| reader.words(h.span)), None, "{text}");
            });
        };
        check(
            "أبرز تصريحات وزيرة البيئة هالة التازي:\n• نحتاج إلى مليون شجرة كل عام\n• المصانع ستغلق",
        );
        check(
            "قالت المتحدثة باسم الجامعة أسماء خوري إن الامتحانات أجلت أسبوعا.\nونفت خوري الشائعة، وقالت إن العام باق.",
        );
    }

    #[test]
    fn guillemets_are_no_trail() {
        check_line(
            "موسكو تدفن «الخلاف».. وترسل مساعدات إلى سوريا",
            "موسكو تدفن «الخلاف».. وترسل مساعدات إلى سوريا",
        );
        check_line(
            "«الخارجية الروسية» تعلن إرسال مساعدات",
            "«الخارجية الروسية» تعلن إرسال مساعدات",
        );
        let trail = "الرئيسية » سياسة » «الخارجية الروسية» تعلن إرسال مساعدات";
        check(trail, Some(("«الخارجية الروسية» تعلن إرسال مساعدات", HeadlineSource::Trail)));
        check_line(
            &format!("{trail}\n«الخارجية الروسية» تعلن إرسال مساعدات"),
            "«الخارجية الروسية» تعلن إرسال مساعدات",
        );
    }

    #[test]
    fn furniture_is_no_headline() {
        check(LEAD, None);
        check("AHDATH.INF\nو م ع", None);
        check("القاهرة: محمد أبو شامة", None);
        check("29 ديسمبر 2020", None);
        check_line(
            "سوريا,تركيا,روسيا,لافروف,مساعدات\nموسكو تعلن إرسال مساعدات إلى سوريا",
            "موسكو تعلن إرسال مساعدات إلى سوريا",
        );
    }

    #[test]
    fn a_description_is_no_headline() {
        check_line(
            "أعلن وزير الخارجية الروسي سيرغي لافروف خلال مؤتمر صحفي في موسكو أن بلاده سترسل..\nموسكو تمد سوريا بمساعدات جديدة",
            "موسكو تمد سوريا بمساعدات جديدة",
        );
    }

    #[test]
    fn the_long_title_of_a_statement() {
        let title = "بيان وزير خارجية روسيا الاتحادية سيرغي لافروف إلى وسائل الإعلام عقب المباحثات التي أجراها رئيس \
            روسيا الاتحادية فلاديمير بوتين ورئيس جمهورية تركيا رجب طيب أردغان، إسطنبول 8 يناير/ كانون الثاني2020";
        check_line(title, title);
    }

    #[test]
    fn the_stated_title_finds_the_seen_one() {
        let title = "روسيا ترسل مساعدات إنسانية إلى سوريا";
        let stated = format!("@ {title} | موقع الأخبار العربية الأول");
        check(&format!("{stated}\n# {title}"), Some((title, HeadlineSource::Heading)));
        check(
            &format!("{stated}\nأخبار اليوم من كل مكان\n{title}"),
            Some((title, HeadlineSource::Title)),
        );
        check(&format!("{stated}\n> {title}"), Some((title, HeadlineSource::Title)));
        check(&stated, Some((title, HeadlineSource::Metadata)));
        check(&format!("@ \"{title}\""), Some((title, HeadlineSource::Metadata)));
        check(
            &format!("@outlet المدينة\n@ {title} - المدينة"),
            Some((title, HeadlineSource::Metadata)),
        );
    }

    #[test]
    fn a_heading_wins_over_what_stands_above_it() {
        let title = "روسيا ترسل مساعدات إنسانية إلى سوريا";
        let lines = format!(
            "انفجار يهز العاصمة كابول ومقتل عشرة\nالأهلي يفوز على الزمالك بهدفين نظيفين\n# {title}"
        );
        check(&lines, Some((title, HeadlineSource::Heading)));
    }

    #[test]
    fn copies_become_titles_and_the_last_above_the_text_is_shown() {
        let title = "روسيا ترسل مساعدات إنسانية إلى سوريا";
        let text = format!("{title} - قناة صدى البلد\n30 ديسمبر 2020\n{title}\n{LEAD}\n{title}");
        sample::with(&text, |reader, found| {
            let expected = [
                BlockKind::Title,
                BlockKind::PageDate,
                BlockKind::Title,
                BlockKind::Paragraph,
                BlockKind::Title,
            ];
            assert_eq!(found.kinds, expected);
            assert_eq!(
                found.headline.map(|h| h.span),
                reader.document.blocks.get(2).map(|b| b.span)
            );
        });
    }

    #[test]
    fn seeds() {
        let expected = [
            (
                "000_41b6aa088995c143",
                "بيان وزير خارجية روسيا الاتحادية سيرغي لافروف إلى وسائل الإعلام عقب المباحثات التي أجراها رئيس روسيا الاتحادية فلاديمير بوتين ورئيس جمهورية تركيا رجب طيب أردغان، إسطنبول 8 يناير/ كانون الثاني2020",
            ),
            ("001_155d2af1a94452a6", "مباحثات تركية روسية في سوتشي ركزت على الوضع في سوريا وليبيا"),
            (
                "002_0eb1d7bca4f02d7c",
                "لقاء لافروف وجاووش أوغلو في سوتشي: رفض تركي للعقوبات الأميركية وتأكيد على استمرار التعاون العسكري",
            ),
            (
                "003_e315c7bff97e348e",
                "ما بعد أستانا 16.. محور مباحثات هاتفية بين لافروف وكل من تشاويش أوغلو وبيدرسن",
            ),
            (
                "004_ac810ad0bcec6acb",
                "لبحث الأوضاع في ليبيا وسوريا.. بوتين يجري اتصالًا هاتفيًا بأردوغان",
            ),
        ];
        for (name, headline) in expected {
            let path = format!("{}/seeds/{name}.txt", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).unwrap();
            sample::with(&text, |reader, found| {
                let span = found.headline.map(|headline| headline.span).unwrap();
                assert_eq!(reader.words(span), headline);
            });
        }
    }
}
