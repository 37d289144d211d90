//! What each block is: body, furniture, caption, byline; and the fields that furniture gives.
//!
//! First every line is looked at by itself ([`line`]), then among its neighbours ([`context`]).
//! When in doubt a block is a paragraph: furniture that stays is ugly, text that goes is lost.

mod boxes;
mod byline;
mod context;
mod date;
mod fields;
mod line;
#[cfg(test)]
pub(crate) mod sample;
mod shape;

use std::ops::Range;

use crate::lang::TokenKind;
use crate::model::{Block, BlockKind, Fields, Rule, Shape};

use super::Reader;
use context::Page;
pub(crate) use date::{date_at, time_at};
use line::{Ending, LONG, Line};

/// What each block of the document is, in order, and the fields of publication.
pub(crate) fn kinds(reader: &Reader<'_>) -> (Vec<BlockKind>, Fields) {
    let blocks = &reader.document.blocks;
    let lines = blocks.iter().map(|block| Line::new(reader, block.shape, block.span)).collect();
    let page = Page::new(*reader, lines);
    let fields = fields::fields(reader, page.lines(), page.bylines());
    (page.into_kinds(), fields)
}

/// The rule by which a block is of this kind.
pub(crate) fn rule(reader: &Reader<'_>, block: &Block, kind: BlockKind) -> Rule {
    Line::new(reader, block.shape, block.span).rule(reader, kind)
}

/// The first paragraph of the body, or `None` where nothing reads like one.
///
/// A long block, or a sentence of twelve words; a shorter sentence only below a line that can be
/// its headline, and a very short one only right below it where nothing else is. The long title of an official statement is none.
pub(crate) fn lead(reader: &Reader<'_>, kinds: &[BlockKind]) -> Option<usize> {
    let blocks = reader.document.blocks.iter();
    let lines: Vec<Line> =
        blocks.map(|block| Line::bare(reader, block.shape, block.span)).collect();
    lead_of(reader, &lines, |ix| {
        matches!(kinds.get(ix), Some(BlockKind::Paragraph | BlockKind::Subhead | BlockKind::Title))
    })
}

/// Fewest words of a sentence that is a first paragraph with nothing above it.
const LEAD_SENTENCE: usize = 12;
/// Fewest words of a line that can be a headline above a short first sentence.
const TITLE_WORDS: usize = 5;
/// Fewest words of the first line of a page that can be a headline.
const SHORT_TITLE: usize = 3;
/// Fewest words of a sentence that is the first paragraph where no longer one is.
const SHORT_SENTENCE: usize = 5;
/// Words of a title that is one long noun phrase with place and date at its end.
const STATEMENT_TITLE: std::ops::RangeInclusive<usize> = 23..=45;

fn lead_of(reader: &Reader<'_>, lines: &[Line], is_text: impl Fn(usize) -> bool) -> Option<usize> {
    let mut titled = false;
    let (mut short, mut below) = (None, 0usize);
    let first = first_seen(lines);
    for (ix, line) in lines.iter().enumerate().filter(|(ix, _)| is_text(*ix)) {
        let long = line.words >= LONG && !(ix == first && is_statement_title(reader, line));
        let sentence = line.ending == Ending::Stop
            && (line.words >= LEAD_SENTENCE || (titled && line.words >= line::SENTENCE));
        if !matches!(line.shape, Shape::Heading(_)) && (long || sentence) {
            return Some(ix);
        }
        if titled && below == 0 && line.ending == Ending::Stop && line.words >= SHORT_SENTENCE {
            short = Some(ix);
        }
        below += usize::from(titled);
        titled |= line.words >= TITLE_WORDS
            || ix == first && line.words >= SHORT_TITLE && line.ending == Ending::Word;
    }
    short
}

/// The first block that a reader of the page saw.
fn first_seen(lines: &[Line]) -> usize {
    let stated = |line: &&Line| matches!(line.shape, Shape::Stated(_) | Shape::Outside);
    lines.iter().take_while(stated).count()
}

/// True for the title of an official statement: long, without a full stop, a date at its end.
fn is_statement_title(reader: &Reader<'_>, line: &Line) -> bool {
    STATEMENT_TITLE.contains(&line.words)
        && line.ending != Ending::Stop
        && line.tokens.clone().any(|at| date_at(reader, at) == Some(line.tokens.end))
}

/// True for a line that ends in a full stop, a question or an exclamation mark.
pub(crate) fn ends_sentence(reader: &Reader<'_>, line: &Range<usize>) -> bool {
    line::ending(reader, line) == Ending::Stop
}

/// How many words and numbers stand in a run of tokens.
pub(crate) fn words_in(reader: &Reader<'_>, tokens: &Range<usize>) -> usize {
    tokens.clone().filter(|ix| reader.tokens.kind(*ix) != Some(TokenKind::Mark)).count()
}

/// The words and numbers of a run of tokens in their matching form, for comparing lines.
pub(crate) fn key(reader: &Reader<'_>, tokens: &Range<usize>) -> String {
    let mut key = String::with_capacity(reader.tokens.words(tokens.clone()).len());
    for ix in tokens.clone().filter(|ix| reader.tokens.kind(*ix) != Some(TokenKind::Mark)) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(reader.tokens.word(ix));
    }
    key
}

/// True for words that can be a name: no numbers, verbs, sentence marks or function words.
pub(crate) fn is_name(reader: &Reader<'_>, tokens: &Range<usize>) -> bool {
    let furniture = &reader.lexicon.furniture;
    let fits = |ix: usize| match reader.tokens.kind(ix) {
        Some(TokenKind::Mark) => [".", "-", ",", "'"].contains(&reader.tokens.word(ix)),
        Some(TokenKind::Number) | None => false,
        Some(TokenKind::Latin) => true,
        Some(TokenKind::Word) => {
            let word = reader.tokens.word(ix);
            // Folding joins the given name «علي» and the preposition.
            furniture.bylines.given.longest(reader.tokens, ix).is_some()
                || !(reader.lexicon.is_stop(word) || furniture.verbs.contains(word))
        }
    };
    words_in(reader, tokens) > 0 && tokens.clone().all(fits)
}

/// True where a run of tokens is the name of a site: a known medium, the outlet that the source
/// states, or a noun such as «صحيفة» with what follows it.
pub(crate) fn site_at(reader: &Reader<'_>, tokens: Range<usize>) -> bool {
    let titles = &reader.lexicon.furniture.titles;
    let whole = |hit: Option<crate::lang::Hit<'_, ()>>| {
        hit.is_some_and(|hit| tokens.start + hit.len == tokens.end)
    };
    let stated =
        reader.document.metadata.outlet.is_some_and(|outlet| {
            key(reader, &reader.tokens.within(outlet)) == key(reader, &tokens)
        });
    let headed = titles.site_heads.longest(reader.tokens, tokens.start).is_some()
        && (2..=titles.site_words).contains(&words_in(reader, &tokens));
    !tokens.is_empty()
        && (stated || headed || whole(titles.media.longest(reader.tokens, tokens.start)))
}

#[cfg(test)]
mod tests {
    use super::sample::{self, LEAD, MORE};
    use crate::model::{BlockKind, Fields, Span};

    const TITLE: &str = "لافروف يعلن إرسال مساعدات روسية إلى سوريا";

    /// Lines of «kind | words»; `TITLE`, `LEAD` and `MORE` stand for the sample's.
    fn check(lines: &str) {
        let rows: Vec<(&str, &str)> =
            lines.lines().filter_map(|line| line.trim().split_once(" | ")).collect();
        let words = |words: &str| match words {
            "LEAD" => LEAD.to_owned(),
            "MORE" => MORE.to_owned(),
            other => other.replace("TITLE", TITLE),
        };
        let text: Vec<String> = rows.iter().map(|(_, text)| words(text)).collect();
        let kinds = sample::with(&text.join("\n"), |_, found| found.kinds);
        let found: Vec<&str> = kinds.into_iter().map(BlockKind::name).collect();
        let expected: Vec<&str> = rows.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(found, expected, "{}", text.join("\n"));
    }

    /// One line of furniture between headline and text.
    fn check_above(kind: &str, line: &str) {
        check(&format!("title | TITLE\n{kind} | {line}\nparagraph | LEAD\nparagraph | MORE"));
    }

    /// One line below the text.
    fn check_below(kind: &str, line: &str) {
        check(&format!("title | TITLE\nparagraph | LEAD\nparagraph | MORE\n{kind} | {line}"));
    }

    /// One line between two paragraphs.
    fn check_inside(kind: &str, line: &str) {
        check(&format!("title | TITLE\nparagraph | LEAD\n{kind} | {line}\nparagraph | MORE"));
    }

    fn check_field(text: &str, field: fn(&Fields) -> Option<Span>, expected: Option<&str>) {
        let text = format!("{TITLE}\n{text}\n{LEAD}");
        let found = sample::with(&text, |reader, found| {
            field(&found.fields).map(|span| reader.words(span).to_owned())
        });
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn strokes_are_rules() {
        check_inside("rule", "ـــــــ ــ");
        check_inside("rule", "* * *");
        check_inside("rule", "-----");
    }

    #[test]
    fn dates_above_the_text() {
        check_above("page_date", "29 ديسمبر 2020");
        check_above("page_date", "● أخبار سورية ٣٠ ديسمبر ٢٠٢٠");
        check_above("page_date", "الأربعاء 30 سبتمبر 2020 - 11:42");
        check_above("page_date", "٠٢:٠٠ الثلاثاء ١ / ١٢ / ٢٠٢٠");
        check_above("page_date", "2017-06-17T16:30:00+01:00");
        check_above("page_date", "نشر في: 12 شباط/فبراير 2019 آخر تحديث 13 شباط/فبراير 2019");
        check_above("page_date", "القاهرة 25 شوال 1436هـ الموافق 10 أغسطس 2015م واس");
        check_above("page_date", "ديسمبر 25, 2020");
        check_above("page_date", "سياسة | الأحد، 04 آب/اغسطس 2013");
        check_above("page_date", "20150723");
        check_above("page_date", "تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً");
        check_above("subtitle", "وتركيا تستعد لمؤتمر دولي بعد اتفاق 29 ديسمبر 2020 في سوتشي");
    }

    #[test]
    fn a_date_between_paragraphs_is_text() {
        check_inside("subhead", "29 ديسمبر 2020");
    }

    #[test]
    fn the_clock_of_the_page_is_no_date_of_the_text() {
        check(
            "page_clock | الأربعاء 30 سبتمبر 2020 - 11:42
            masthead | رئيس مجلس الإدارة
            masthead_name | أحمد التلاوي
            masthead | رئيس التحرير
            masthead_name | إبراهيم موسى
            title | TITLE
            paragraph | LEAD",
        );
        check(
            "title | TITLE
            page_date | 2020/12/25 - 1:59 صباحًا
            font_control | استمع
            paragraph | LEAD",
        );
    }

    #[test]
    fn offices_of_the_paper() {
        check_above("masthead", "الإشراف العام : هدى سالم | رئيس التحرير : محمود مكاوي");
        check_above("subtitle", "رئيس التحرير: لن نسكت بعد اليوم عن هذا الظلم");
    }

    #[test]
    fn lists_of_key_words() {
        check_above("keywords", "سوريا,تركيا,روسيا,بوتين,أردوغان,اخر اخبار العالم");
        check_inside("subhead", "سوريا, تركيا, روسيا, العراق, لبنان");
        check_above(
            "subtitle",
            "زار الوزير، وهو من مواليد دمشق، تركيا، ثم انتقل، بعد يومين، إلى روسيا للقاء             نظيره الروسي في العاصمة قبل عودته",
        );
    }

    #[test]
    fn descriptions_of_the_text() {
        check(
            "meta_description | أعلن وزير الخارجية الروسي سيرغي لافروف خلال مؤتمر صحفي في موسكو..المزيد
            title | TITLE
            paragraph | LEAD",
        );
        check(
            "meta_description | أعلن وزير الخارجية الروسي سيرغي لافروف خلال مؤتمر صحفي في موسكو أن بلاده سترسل مساعدات
            title | TITLE
            paragraph | LEAD",
        );
        // The only paragraph there is stays, however it ends.
        check(
            "title | TITLE\nparagraph | أعلن لافروف إرسال مساعدات إلى سوريا خلال الأيام المقبلة وأكد أن             التعاون مع تركيا مستمر في إدلب من أجل تثبيت وقف إطلاق النار ..المزيد",
        );
    }

    #[test]
    fn furniture_by_its_words() {
        check_below("share", "مشاركة:");
        check_below("follow", "تابعونا على فيسبوك");
        check_below("tags", "الوسوم: سوريا روسيا تركيا");
        check_below("comments", "اترك تعليقاً إلغاء الرد");
        check_below("legal", "جميع الحقوق محفوظة لصحيفة المدينة 2020");
        check_below("counters", "12 دقيقة قراءة");
        check_below("counters", "عدد المشاهدات 1520");
        check_below("ui", "// انتهى //");
        check_below("ui", "http://example.org/news/رئيس-بلدية");
        check_below("ui", "...المزيد");
        check_below("ui", "منذ 3 ساعات");
        check_above("font_control", "+ الخط -");
        check_above("section", "سياسي");
        check_above("credit", "كتب ضحى عرفة");
        check_above("ad", "إعلان");
        check_above("breadcrumb", "الرئيسية » سياسة » أخبار");
    }

    #[test]
    fn sentences_that_begin_like_furniture_stay() {
        check_inside(
            "paragraph",
            "تابعونا على مدى سنوات طويلة من العمل المشترك في هذه البلاد وقال لنا المسؤولون هناك إنهم لن              يتركوا أهلها وحدهم في مواجهة هذه الأزمة الكبيرة مهما طال الوقت.",
        );
        check_inside("paragraph", "زيارة الوزير إلى موسكو لم تكن الأولى هذا العام.");
        check_inside("paragraph", "شارك في الاجتماع سفراء عشر دول أوروبية وعربية.");
        check_inside("subhead", "مشاركة عربية واسعة في المؤتمر");
        check_inside(
            "paragraph",
            "أكد الطرفان عزمهما على تطوير العلاقات بين البلدين في كافة المجالات.",
        );
        check_inside("paragraph", "المصدر قال إن الوفد سيغادر مساء اليوم إلى جنيف.");
        check_below("paragraph", "وختم بالقول إن بلاده لن تتراجع (رويترز).");
        check_below("paragraph", "\"سنعمل من أجل الوطن»");
    }

    #[test]
    fn boxes_end_where_the_text_goes_on() {
        check(
            "title | TITLE
            paragraph | LEAD
            related | إقرأ أيضاً
            related | هدفنا المربع الذهبي هذا الموسم.. فيديو
            related | ديسمبر 25, 2020
            paragraph | MORE
            comments | التعليقات
            comments | شكرا لكم على هذا الخبر
            comments | 12 ديسمبر 2020",
        );
        check(
            "title | TITLE
            paragraph | LEAD
            related | اقرأ أيضا: تركيا ترسل تعزيزات إلى إدلب
            paragraph | وعاد الوفد إلى موسكو مساء أمس.
            paragraph | MORE",
        );
        // Above the text a box ends nothing.
        check("related | آخر الأخبار\ntitle | TITLE\nparagraph | LEAD");
    }

    #[test]
    fn what_resumes_is_of_the_same_subject() {
        check(
            "title | TITLE
            paragraph | LEAD
            comments | التعليقات
            comments | إدارة الموقع لها الحق في حذف كل تعليق يخالف القواعد المعلنة على هذه الصفحة أو يسيء إلى غيره من القراء أو يروج لسلعة تجارية أيا كان نوعها.
            paragraph | MORE",
        );
    }

    #[test]
    fn teasers_below_the_text_without_a_label() {
        check(
            "title | TITLE
            paragraph | LEAD
            paragraph | MORE
            related | أسعار الذهب ترتفع في أسواق عمان
            related | الأهلي يفوز على الزمالك بهدفين نظيفين
            related | وفاة فتاة إثر سقوطها من سطح منزلها
            related | صحيفة الكترونية شاملة تنقل لكم الاخبار المحلية على مدار الساعة وتهتم بقضايا الناس وهمومهم اليومية منذ تأسيسها قبل عشر سنوات في العاصمة عمان.",
        );
        check(
            "title | TITLE
            paragraph | LEAD
            paragraph | وقال لافروف إن المساعدات الروسية إلى سوريا تشمل ما يلي:
            paragraph | خياما
            paragraph | أدوية للأطفال
            paragraph | مواد غذائية",
        );
    }

    #[test]
    fn captions() {
        check_above("photo_caption", "بحث الوزيران ملفات سورية وليبيا وكاراباخ (Getty)");
        check(
            "title | TITLE
            photo_caption | بوتين وأردوغان
            photo_caption | بوتين وأردوغان
            paragraph | LEAD",
        );
        check("title | TITLE\ntitle | TITLE\nparagraph | LEAD");
    }

    #[test]
    fn bylines_above_the_text() {
        check_above("byline", "دمشق - أ. ف. ب");
        check_above("byline", "الرياض: ناصر الحقباني بغداد: حمزة مصطفى");
        check_above("byline", "وكالات (واشنطن)");
        check_above("byline", "محمد المداح (واشنطن)");
        check_above("byline", "بيروت-الوئام:");
        check_above("byline", "حسام أبو العلا - القاهرة");
        check_above("byline", "خالد سعيد - المدينة المنورة - تصوير- عبدالرحمن مرسي");
        check_above("subtitle", "موسكو: قال لافروف إن العقوبات مرفوضة");
        check_below("paragraph", "دمشق: بشار نعيم");
    }

    #[test]
    fn subheads_stand_between_paragraphs() {
        check_inside("subhead", "بوتين: يجب حل الأزمة الليبية وفقًا لمخرجات مؤتمر برلين");
        check_inside("subhead", "# روايات وهمية");
        check_inside("paragraph", "وجاء في البيان:");
        check_below("paragraph", "ولم يصدر تعليق من أنقرة");
    }

    #[test]
    fn lines_between_headline_and_text() {
        check_above("subtitle", "أنقرة ترحب بالخطوة وواشنطن تحذر من عواقبها");
        check_above("photo_caption", "لافروف في موسكو");
        check_above("paragraph", "وقال لافروف إن بلاده ستفي بما وعدت به أهل إدلب");
        check_above("paragraph", "هذا ما أعلنه الوزير.");
    }

    #[test]
    fn menus_above_and_below() {
        check(
            "breadcrumb | الرئيسية
            ui | سياسة
            ui | نشرة الليل
            ui | صالة العرض
            title | TITLE
            paragraph | LEAD
            paragraph | MORE
            ui | دوس بنزين
            ui | ست الستات
            ui | صباح البلد",
        );
    }

    #[test]
    fn an_address_to_the_audience_is_text() {
        check_above("salutation", "السيدات والسادة المحترمون،");
    }

    #[test]
    fn what_the_source_says_of_blocks_holds() {
        check("stated | @ TITLE\nparagraph | LEAD\noutside | > مقتل ثلاثة في انفجار بالعاصمة");
        check("title | TITLE\nparagraph | LEAD\npage_date | > 29 ديسمبر 2020");
        check("page_date | > 29 ديسمبر 2020\ntitle | # TITLE\nparagraph | LEAD");
    }

    #[test]
    fn fields_of_furniture() {
        let credit = "المصدر: شبكة شام الكاتب: فريق التحرير";
        check_field(credit, |fields| fields.outlet, Some("شبكة شام"));
        check_field(credit, |fields| fields.author, Some("فريق التحرير"));
        check_field("المصدر: وكالات", |fields| fields.outlet, None);
        let several = "المصدر: صحيفة المدينة + وكالات";
        check_field(several, |fields| fields.outlet, Some("صحيفة المدينة"));
        let rights = "جميع الحقوق محفوظة © صحيفة المدينة 2024";
        check_field(rights, |fields| fields.outlet, Some("صحيفة المدينة"));
        let comments = "التعليقات المنشورة لا تعبر عن رأي صحيفة المدينة";
        check_field(comments, |fields| fields.outlet, Some("صحيفة المدينة"));
        let site = "التعليقات لا تعبر عن رأي الموقع وإنما عن رأي أصحابها";
        check_field(site, |fields| fields.outlet, None);
        check_field("المصدر: وكالات + الجزيرة", |fields| fields.outlet, Some("الجزيرة"));
        check_field("القاهرة: محمد أبو شامة", |fields| fields.author, Some("محمد أبو شامة"));
        check_field("كتبت: ضحى عرفة", |fields| fields.author, Some("ضحى عرفة"));
        check_field("سياسي", |fields| fields.section, Some("سياسي"));
        check_field(
            "الرئيسية » أخبار سوريا » عنوان الخبر",
            |fields| fields.section,
            Some("أخبار سوريا"),
        );
        check_field("> المصدر: صحيفة المدينة", |fields| fields.outlet, Some("صحيفة المدينة"));
        check_field(
            "@outlet الجزيرة\nالمصدر: صحيفة المدينة",
            |fields| fields.outlet,
            Some("الجزيرة"),
        );
        check_field("https://example.org/a", |fields| fields.url, Some("https://example.org/a"));
    }
}
