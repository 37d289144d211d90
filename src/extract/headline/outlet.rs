//! The outlet that the lines around the headline name: behind it in the title, in the masthead
//! above it, beside the place below it. What the source states elsewhere goes before.

use std::ops::Range;

use crate::extract::Reader;
use crate::extract::block::{is_name, words_in};
use crate::lang::{Phrases, TokenKind, has_article};
use crate::model::{Headline, Shape, Span};

use super::cut;

/// Most words of a masthead, and of a paper beside the place of writing.
const MASTHEAD: usize = 4;
const PAPER: usize = 3;
/// Blocks between the headline and the line of place and paper.
const NEAR: usize = 4;
/// Marks of a line of place and paper, outermost first.
const QUOTED: [(&str, &str); 3] = [("«", "»"), ("“", "”"), ("\"", "\"")];

/// The name of the outlet, if a line around the headline gives it.
pub(crate) fn outlet(reader: &Reader<'_>, headline: &Headline) -> Option<Span> {
    let blocks = &reader.document.blocks;
    let at = blocks.iter().position(|block| block.span.contains(headline.span))?;
    let tokens = |span: Span| reader.tokens.within(span);
    let stated = reader.document.metadata.title.map(tokens);
    let own = blocks.get(at).map(|block| tokens(block.span));
    let beside = stated.into_iter().chain(own).find_map(|line| beside(reader, &line));
    let heads = &reader.lexicon.furniture.titles.papers;
    let seen = |shape: Shape| !matches!(shape, Shape::Stated(_));
    let above = blocks.iter().take(at).filter(|block| seen(block.shape));
    let mut above = above.map(|block| tokens(block.span));
    let masthead =
        above.find(|line| words_in(reader, line) <= MASTHEAD && is_outlet(reader, heads, line));
    let below = blocks.iter().skip(at + 1).take(NEAR);
    let paper = || below.map(|block| tokens(block.span)).find_map(|line| paper(reader, &line));
    beside.or(masthead).or_else(paper).map(|name| reader.tokens.span(name))
}

/// «العنوان - بوابة النهر الإخبارية», «موقع النهر | العنوان»; before a dash may stand the matter.
fn beside(reader: &Reader<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let titles = &reader.lexicon.furniture.titles;
    let known = |part: &Range<usize>| {
        let medium = titles.media.longest(reader.tokens, part.start);
        medium.is_some_and(|hit| part.start + hit.len == part.end)
            || words_in(reader, part) <= titles.site_words
                && is_outlet(reader, &titles.outlet_heads, part)
    };
    let sets_off = |part: &Range<usize>| {
        part.end == line.end || part.start == line.start && reader.tokens.is_mark(part.end, "|")
    };
    cut::parts(reader, line).into_iter().rev().filter(sets_off).find(known)
}

/// True for a noun of outlets and a name: «صحيفة النهر», not «صحيفة إسرائيلية».
fn is_outlet(reader: &Reader<'_>, heads: &Phrases<()>, line: &Range<usize>) -> bool {
    let Some(head) = heads.longest(reader.tokens, line.start) else { return false };
    let name = line.start + head.len..line.end;
    let first = reader.tokens.word(name.start);
    // «صحيفة النهر اليوم»
    let day = name.end - 1;
    let is_day = reader.lexicon.dates.day_words.longest(reader.tokens, day).is_some();
    let words = name.start..if is_day && day > name.start { day } else { name.end };
    !name.is_empty() && has_article(first) && is_name(reader, &words)
}

/// «مسقط: «النهر»»: a paper names itself beside the place where its report was written.
fn paper(reader: &Reader<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let bylines = &reader.lexicon.furniture.bylines;
    let place = bylines.places.longest(reader.tokens, line.start)?;
    let mark = line.start + place.len;
    let open = mark + 1;
    let last = line.end.checked_sub(1).filter(|last| *last > open)?;
    let last = if reader.tokens.is_mark(last, ":") { last - 1 } else { last };
    let set_off = [":", "-", "/"].contains(&reader.tokens.word(mark));
    let quoted = QUOTED.iter().any(|(before, after)| {
        reader.tokens.is_mark(open, before) && reader.tokens.is_mark(last, after)
    });
    let name = open + 1..last;
    // «موسكو: «العقوبات مرفوضة»» is what somebody says.
    let definite = name.clone().all(|ix| {
        reader.tokens.kind(ix) == Some(TokenKind::Word) && has_article(reader.tokens.word(ix))
    });
    let short = (1..=PAPER).contains(&name.len());
    (set_off && quoted && definite && short).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::super::block::sample::{self, LEAD};

    const TITLE: &str = "لافروف يعلن إرسال مساعدات روسية إلى سوريا";

    fn check(lines: &str, expected: Option<&str>) {
        sample::with(&format!("{lines}\n{LEAD}"), |reader, found| {
            let outlet = found.headline.and_then(|headline| super::outlet(reader, &headline));
            assert_eq!(outlet.map(|span| reader.words(span)), expected, "{lines}");
        });
    }

    #[test]
    fn a_site_behind_the_title_is_the_outlet() {
        check(&format!("{TITLE} - بوابة النهر الإخبارية"), Some("بوابة النهر الإخبارية"));
        check(&format!("@ {TITLE} | قناة الضفاف\n# {TITLE}"), Some("قناة الضفاف"));
        check(&format!("@ {TITLE} - أخبار\n# {TITLE}"), None);
        check(&format!("شبكة الكهرباء - {TITLE}"), None);
        check(TITLE, None);
    }

    #[test]
    fn so_is_a_paper_in_the_masthead() {
        check(&format!("صحيفة النهر اليوم\n{TITLE}"), Some("صحيفة النهر اليوم"));
        check(&format!("جريدة الأهالي\nسياسة\n{TITLE}"), Some("جريدة الأهالي"));
        check(&format!("صحيفة روسية\n{TITLE}"), None);
        check(&format!("قناة السويس\n{TITLE}"), None);
        check(&format!("صحيفة النهر قالت\n{TITLE}"), None);
    }

    #[test]
    fn and_one_beside_the_place_of_writing() {
        check(&format!("{TITLE}\nموسكو: «النهر الجديد»"), Some("النهر الجديد"));
        check(&format!("{TITLE}\nموسكو ـ «النهر»"), Some("النهر"));
        check(&format!("{TITLE}\nموسكو: سالم نادر"), None);
        check(&format!("{TITLE}\nموسكو: «العقوبات مرفوضة»"), None);
    }
}
