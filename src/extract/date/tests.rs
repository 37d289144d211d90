use super::*;
use crate::lang::{Lexicon, Tokens};
use crate::model::{
    Block, CleanText, Confidence, ContentId, DateKind, DateRole, DocId, Document, Evidence, Field,
    Format, HeadlineSource, Metadata, Shape,
};
use BlockKind::{
    Keywords, Masthead, MastheadName, MetaDescription, PageDate, Paragraph, PhotoCaption, Related,
    Section, Title, Ui,
};

/// A document as the tests write it: its lines with their kinds.
#[derive(Clone, Default)]
struct Page<'a> {
    id: &'a str,
    stated: &'a [(Field, &'a str)],
    lines: &'a [(BlockKind, &'a str)],
}

fn embedded() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::embedded().unwrap())
}

impl Page<'_> {
    fn read(&self) -> (ArticleDate, Vec<String>) {
        let mut text = String::new();
        let mut blocks = Vec::new();
        let mut kinds = Vec::new();
        let mut metadata = Metadata::default();
        let mut headline = None;
        let stated =
            self.stated.iter().map(|(field, line)| (Some(*field), BlockKind::Stated, *line));
        let lines = self.lines.iter().map(|(kind, line)| (None, *kind, *line));
        for (field, kind, line) in stated.chain(lines) {
            let span = Span::from_bytes(text.len(), text.len() + line.len());
            text.push_str(line);
            text.push('\n');
            if let Some(field) = field {
                metadata.set(field, span);
            }
            if kind == Title {
                headline.get_or_insert(span);
            }
            kinds.push(kind);
            let shape = field.map_or(Shape::Paragraph, Shape::Stated);
            blocks.push(Block { shape, span });
        }
        let (clean, _) = CleanText::new(&text);
        assert_eq!(clean.as_str(), text, "the tests write clean texts");
        let document = Document {
            id: DocId::new(self.id),
            content_id: ContentId::of(&text),
            sha256: String::new(),
            format: Format::Text,
            text: clean,
            blocks,
            metadata,
        };
        let tokens = Tokens::new(embedded().folder(), document.text.as_str());
        let reader = Reader { document: &document, tokens: &tokens, lexicon: embedded() };
        let headline = headline.map(|span| Headline {
            span,
            from: HeadlineSource::Title,
            evidence: Evidence { rule: "title", score: 90 },
        });
        let (date, mentions) = publication(&reader, &kinds, headline.as_ref(), &Fields::default());
        let mentions = mentions.iter().map(|mention| {
            format!("{} {}/{}", reader.words(mention.span), mention.from, mention.to)
        });
        (date, mentions.collect())
    }
}

/// Reads lines and gives `day kind confidence`, or the bounds where there is no day.
fn check(lines: &[(BlockKind, &str)], expected: &str) -> ArticleDate {
    check_page(&Page { id: "a.txt", lines, ..Page::default() }, expected)
}

fn check_page(page: &Page<'_>, expected: &str) -> ArticleDate {
    let (date, _) = page.read();
    let end = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let days = match date.shown() {
        Some(day) => day.to_string(),
        None => format!("{}..{}", end(date.not_before), end(date.not_after)),
    };
    let read = format!("{days} {:?} {:?}", date.kind, date.confidence);
    assert_eq!(read, expected, "{:?}\n{:#?}", page.lines, date.evidence);
    date
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const LEAD: &str =
    "قال وزير الخارجية في مؤتمر صحافي إن بلاده ستواصل العمل من أجل السلام في المنطقة كلها";
const HEAD: &str = "الوزير يدعو إلى مواصلة العمل من أجل السلام";

fn role(date: &ArticleDate, kind: EvidenceKind) -> Option<DateRole> {
    date.evidence.iter().find(|evidence| evidence.kind == kind).map(|evidence| evidence.role)
}

#[test]
fn a_page_line_near_the_headline() {
    check(
        &[(Title, HEAD), (PageDate, "الثلاثاء 3 مارس 2020"), (Paragraph, LEAD)],
        "2020-03-03 PageLine Firm",
    );
    check(
        &[(PageDate, "٣ آذار/مارس ٢٠٢٠"), (Title, HEAD), (Paragraph, LEAD)],
        "2020-03-03 PageLine Firm",
    );
    check(
        &[(Title, HEAD), (Paragraph, LEAD), (PageDate, "2020-03-03")],
        "2020-03-03 PageLine Firm",
    );
    check(
        &[(Title, HEAD), (Section, "● أخبار ٣ مارس ٢٠٢٠"), (Paragraph, LEAD)],
        "2020-03-03 PageLine Firm",
    );
    check(&[(Title, HEAD), (Paragraph, LEAD)], ".. None None");
}

#[test]
fn misprints_give_no_day() {
    let months =
        check(&[(Title, HEAD), (PageDate, "3 شباط/مارس 2020"), (Paragraph, LEAD)], ".. None None");
    assert_eq!(role(&months, EvidenceKind::PageLine), Some(DateRole::Misprint));
    check(&[(Title, HEAD), (PageDate, "31 فبراير 2020"), (Paragraph, LEAD)], ".. None None");
    let weekday = check(
        &[(Title, HEAD), (PageDate, "الأربعاء 3 مارس 2020"), (Paragraph, LEAD)],
        "..2020-03-03 Bounded Conflict",
    );
    assert_eq!(role(&weekday, EvidenceKind::PageLine), Some(DateRole::Misprint));
}

#[test]
fn published_and_updated() {
    let both = [
        (Title, HEAD),
        (PageDate, "آخر تحديث: 5 مارس 2020"),
        (PageDate, "نشر في: 3 مارس 2020"),
        (Paragraph, LEAD),
    ];
    let date = check(&both, "2020-03-03 PageLine Firm");
    assert_eq!(role(&date, EvidenceKind::Updated), Some(DateRole::Unused));
    let line = "نشر في 3 مارس 2020 (محدثة 17:49 5 مارس 2020)";
    check(&[(Title, HEAD), (PageDate, line), (Paragraph, LEAD)], "2020-03-03 PageLine Firm");
    check(
        &[(Title, HEAD), (PageDate, "آخر تحديث: 5 مارس 2020"), (Paragraph, LEAD)],
        "2020-03-05 Updated Probable",
    );
    // Two lines without a label: one of them is right, which is a doubt.
    check(
        &[(Title, HEAD), (PageDate, "3 مارس 2020"), (PageDate, "7 مارس 2020"), (Paragraph, LEAD)],
        "2020-03-03 PageLine Probable",
    );
}

#[test]
fn hijri_dates() {
    check(
        &[
            (Title, HEAD),
            (PageDate, "3 ربيع الآخر 1442هـ الموافق 19 نوفمبر 2020م"),
            (Paragraph, LEAD),
        ],
        "2020-11-19 PageLine Firm",
    );
    check(
        &[(Title, HEAD), (PageDate, "الخميس 3 ربيع الآخر 1442هـ"), (Paragraph, LEAD)],
        "2020-11-19 PageLine Firm",
    );
    let alone = check(
        &[(Title, HEAD), (PageDate, "3 ربيع الآخر 1442هـ"), (Paragraph, LEAD)],
        "2020-11-18 PageLine Probable",
    );
    assert_eq!(alone.candidates.len(), 3);
    let wire = "الرياض 3 ربيع الآخر 1442هـ الموافق 18 نوفمبر 2020م واس";
    check(
        &[(Title, HEAD), (BlockKind::Byline, wire), (Paragraph, LEAD)],
        "2020-11-18 Dateline Firm",
    );
}

#[test]
fn digits_of_two_readings() {
    let line = (PageDate, "5/6/2020");
    let alone = check(&[(Title, HEAD), line, (Paragraph, LEAD)], "2020-06-05 PageLine Probable");
    assert_eq!(alone.candidates, [day("2020-05-06"), day("2020-06-05")]);
    let friday = format!("{LEAD} اليوم الجمعة");
    check(&[(Title, HEAD), line, (Paragraph, &friday)], "2020-06-05 PageLine Firm");
    let wednesday = format!("{LEAD} اليوم الأربعاء");
    check(&[(Title, HEAD), line, (Paragraph, &wednesday)], "2020-05-06 PageLine Firm");
    // A Wednesday, or the month first a Tuesday: a text of the eve would say the same.
    let tuesday = format!("{LEAD} اليوم الثلاثاء");
    let lines = [(Title, HEAD), (PageDate, "6/1/2021"), (Paragraph, tuesday.as_str())];
    check(&lines, "..2021-01-05 Bounded Conflict");
    // The dateline leaves one reading, whatever the weekday.
    let lead = format!("القاهرة في 5 يونيو 2020: {LEAD} اليوم الأربعاء");
    let date = check(&[(Title, HEAD), line, (Paragraph, &lead)], "..2020-06-03 Bounded Conflict");
    assert_eq!(date.day, None);
    let stated = Page {
        id: "a.txt",
        stated: &[(Field::Published, "2020-05-06T08:00:00Z")],
        lines: &[(Title, HEAD), line, (Paragraph, LEAD)],
    };
    check_page(&stated, "2020-05-06 Metadata Firm");
    check(&[(Title, HEAD), (PageDate, "25/6/2020"), (Paragraph, LEAD)], "2020-06-25 PageLine Firm");
}

#[test]
fn the_weekday_of_the_text_speaks_for_and_against() {
    let line = (PageDate, "3 مارس 2020");
    let agrees = format!("{LEAD} اليوم الثلاثاء");
    let date = check(&[(Title, HEAD), line, (Paragraph, &agrees)], "2020-03-03 PageLine Firm");
    assert_eq!(role(&date, EvidenceKind::TodayWeekday), Some(DateRole::Supports));
    let yesterday = format!("{LEAD} أمس الاثنين");
    check(&[(Title, HEAD), line, (Paragraph, &yesterday)], "2020-03-03 PageLine Firm");
    // Written for the paper of Wednesday, put out on its eve.
    let eve = format!("{LEAD} أمس الثلاثاء");
    let date = check(&[(Title, HEAD), line, (Paragraph, &eve)], "2020-03-03 PageLine Probable");
    assert_eq!(role(&date, EvidenceKind::Yesterday), Some(DateRole::Contradicts));
    // Reprinted the day after, in its own words.
    let before = format!("{LEAD} اليوم الاثنين");
    let date = check(&[(Title, HEAD), line, (Paragraph, &before)], "2020-03-03 PageLine Probable");
    assert_eq!(role(&date, EvidenceKind::TodayWeekday), Some(DateRole::Contradicts));
    let after = format!("{LEAD} اليوم الأربعاء");
    check(&[(Title, HEAD), line, (Paragraph, &after)], "2020-03-04 Adjusted Probable");
    let far = format!("{LEAD} اليوم السبت");
    check(&[(Title, HEAD), line, (Paragraph, &far)], "..2020-02-29 Bounded Conflict");
    // In quotation marks it is the speaker's day, as a name it is none.
    let quoted = "قال وزير الخارجية أمام الصحافيين: \"نلتقي اليوم السبت من أجل السلام في المنطقة\"";
    check(&[(Title, HEAD), line, (Paragraph, quoted)], "2020-03-03 PageLine Firm");
    let named = "قال وزير الخارجية في حديث مع قناة روسيا اليوم إن بلاده ستواصل العمل من أجل السلام";
    let date = check(&[(Title, HEAD), line, (Paragraph, named)], "2020-03-03 PageLine Firm");
    assert_eq!(date.weekday, None);
    let torn = format!("{LEAD} اليوم الثلاثاء ثم أمس الأحد");
    check(&[(Title, HEAD), line, (Paragraph, &torn)], "2020-03-03 PageLine Probable");
}

#[test]
fn the_clock_of_a_page_bounds_only() {
    let lines = [
        (PageDate, "الأحد 5 أبريل 2020 - 10:15"),
        (Masthead, "رئيس التحرير"),
        (MastheadName, "سمير نادر"),
        (Title, HEAD),
        (Paragraph, LEAD),
    ];
    check(&lines, "..2020-04-05 Bounded None");
    let mut below = lines.to_vec();
    below.insert(4, (PageDate, "3 مارس 2020"));
    check(&below, "2020-03-03 PageLine Firm");
    let mut torn = lines.to_vec();
    let monday = format!("{LEAD} اليوم الاثنين");
    torn[4] = (Paragraph, &monday);
    check(&torn, "..2020-03-30 Bounded Conflict");
    let menu = [
        (PageDate, "الأحد 5 أبريل 2020 - 10:15"),
        (Ui, "الرئيسية"),
        (Ui, "رياضة"),
        (Ui, "اقتصاد"),
        (Ui, "ثقافة"),
        (Title, HEAD),
        (Paragraph, LEAD),
    ];
    check(&menu, "..2020-04-05 Bounded None");
    check(
        &[(PageDate, "الأحد 5 أبريل 2020 - 10:15"), (Title, HEAD), (Paragraph, LEAD)],
        "2020-04-05 PageLine Firm",
    );
}

#[test]
fn datelines() {
    let title = "بيان وزير الخارجية بعد المباحثات، إسطنبول 8 يناير/كانون الثاني2020";
    check(&[(Title, title), (Paragraph, LEAD)], "2020-01-08 Dateline Firm");
    let lead = format!("موسكو (رويترز) - 3 مارس 2020 - {LEAD}");
    check(&[(Title, HEAD), (Paragraph, &lead)], "2020-03-03 Dateline Firm");
    let lead = format!("القاهرة في 3 مارس 2020: {LEAD}");
    check(&[(Title, HEAD), (Paragraph, &lead)], "2020-03-03 Dateline Firm");
    // An agency signs: the place need not be known.
    let lead = format!("زنبقة في الثلاثاء، 3 مارس 2020 /وكالة الأنباء/ -- {LEAD}");
    check(&[(Title, HEAD), (Paragraph, &lead)], "2020-03-03 Dateline Firm");
    let lead = format!("عادت زنبقة في 3 مارس 2020 {LEAD}");
    assert_eq!(check(&[(Title, HEAD), (Paragraph, &lead)], ".. None None").day, None);
    let lead = format!("زنبقة في 13.3.2020 | 20:15 /وكالة الأنباء/ -- {LEAD}");
    check(&[(Title, HEAD), (Paragraph, &lead)], "2020-03-13 Dateline Firm");
    let title = "بيان وزير الخارجية بعد المباحثات، زنبقة نشر في: 3 مارس 2020 21:42";
    check(&[(Title, title), (Paragraph, LEAD)], "2020-03-03 Dateline Firm");
    let lead = format!("القاهرة في 3 مارس 2020: {LEAD}");
    // The paper's day is the day after.
    check(
        &[(Title, HEAD), (PageDate, "4 مارس 2020"), (Paragraph, &lead)],
        "2020-03-04 PageLine Firm",
    );
    let event = "دمشق شهدت في 3 مارس 2020، كما قال شهود عيان، انفجارا كبيرا وسط السوق القديم";
    assert_eq!(check(&[(Title, HEAD), (Paragraph, event)], "2020-03-03.. Bounded None").day, None);
    check(
        &[(Title, "الرئيس يهنئ نظيره بذكرى ثورة 23 يوليو 1952"), (Paragraph, LEAD)],
        ".. None None",
    );
    check(&[(Title, "ملف خاص: ثورة 25 يناير 2011"), (Paragraph, LEAD)], ".. None None");
    let no_year = format!("موسكو - 5 مارس - {LEAD} اليوم الخميس");
    let date = check(&[(Title, HEAD), (Paragraph, &no_year)], ".. Bounded None");
    assert!(date.candidates.contains(&day("2020-03-05")));
}

#[test]
fn a_place_that_is_not_known_ends_a_title() {
    for place in ["زنبقة", "تل الزنابق", "مرج الزنبق الشرقي"] {
        let title = format!("بيان وزير الخارجية بعد المباحثات، {place} 3 مارس 2020");
        check(&[(Title, &title), (Paragraph, LEAD)], "2020-03-03 Dateline Probable");
    }
    // Events, clauses and what no comma sets off are of the title.
    for words in [
        "، قمة 3 مارس 2020",
        "، كما قيل في 3 مارس 2020",
        "، هجمات زنبقة 3 مارس 2020",
        "، ستنعقد 3 مارس 2020",
        "، اتفاق زنبقة 3 مارس 2020",
        "، أعلن زنبق 3 مارس 2020",
        "، هذا كل ما بقي لنا 3 مارس 2020",
        "، زنبقة مارس 2020",
        " - زنبقة 3 مارس 2020",
        " زنبقة 3 مارس 2020",
    ] {
        let title = format!("بيان وزير الخارجية بعد المباحثات{words}");
        check(&[(Title, &title), (Paragraph, LEAD)], ".. None None");
    }
    // The text speaks against it.
    let title = "بيان وزير الخارجية بعد المباحثات، زنبقة 3 مارس 2020";
    let lead = format!("{LEAD} اليوم السبت");
    let date = check(&[(Title, title), (Paragraph, &lead)], "..2020-02-29 Bounded Conflict");
    assert_eq!(role(&date, EvidenceKind::Dateline), Some(DateRole::Contradicts));
}

#[test]
fn what_was_over_before_is_not_of_today() {
    let over = "وكانت الهيئة العامة للمياه قد بحثت قضايا اليوم في 3 مارس 2014 بمشاركة الوزير";
    let lines = [(Title, HEAD), (PageDate, "5 مايو 2020"), (Paragraph, over)];
    check(&lines, "2020-05-05 PageLine Firm");
    let outlet = "ونقلت صحيفة الأفق اليوم في 3 مارس 2014 عن الوزير قوله إن العمل مستمر في المنطقة";
    check(&[(Title, HEAD), lines[1], (Paragraph, outlet)], "2020-05-05 PageLine Firm");
    let today = "ونشرت صحيفة الأفق اليوم 5 مايو 2020 حديثا مع الوزير قال فيه إن العمل مستمر كله";
    check(&[(Title, HEAD), (Paragraph, today)], "2020-05-05 TodayAbsolute Firm");
    // A weekday makes it a day word again.
    let today = "وكان الوزير قد وصل اليوم الثلاثاء 5 مايو 2020 إلى العاصمة في زيارة رسمية قصيرة";
    check(&[(Title, HEAD), (Paragraph, today)], "2020-05-05 TodayAbsolute Firm");
}

#[test]
fn today_with_its_date() {
    let lead =
        "أعلنت الوزارة اليوم السبت 11 فيفري 2017 رفع القيود عن منح التأشيرات لجميع المواطنين";
    check(&[(Title, HEAD), (Paragraph, lead)], "2017-02-11 TodayAbsolute Firm");
    let lead = "أعلنت الوزارة أمس الجمعة 10 فيفري 2017 رفع القيود عن منح التأشيرات لجميع المواطنين";
    check(&[(Title, HEAD), (Paragraph, lead)], "2017-02-11 Derived Derived");
    let lead = "أعلن الوزير زوال يومه الثلاثاء 28مارس عن إعفاء عامل الإقليم بعد الاحتقان الأخير";
    let date = check(&[(Title, HEAD), (Paragraph, lead)], ".. Bounded None");
    assert!(date.candidates.contains(&day("2017-03-28")));
}

#[test]
fn events_are_no_day_of_publication() {
    let past = "عقدت القمة في 3 مارس 2020 بمشاركة عشرين دولة من المنطقة وخارجها كما أفاد المنظمون";
    check(&[(Title, HEAD), (Paragraph, past)], "2020-03-03.. Bounded None");
    let coming = "من المقرر أن تعقد القمة في 3 مارس 2020 بمشاركة عشرين دولة من المنطقة وخارجها";
    check(&[(Title, HEAD), (Paragraph, coming)], "..2020-03-03 Bounded None");
    let deadline =
        "وتستمر اللجنة في عملها حتى انتهاء المدة المحددة بتاريخ 30 شوال 1436 حسب المتحدث باسمها";
    check(&[(Title, HEAD), (Paragraph, deadline)], ".. None None");
    let anniversary = "أحيا الآلاف ذكرى هجمات 11 سبتمبر 2001 في المدينة بحضور عائلات الضحايا ومسؤولين";
    check(&[(Title, HEAD), (Paragraph, anniversary)], ".. None None");
    // A later event is a doubt about the printed day.
    check(
        &[(Title, HEAD), (PageDate, "1 مارس 2019"), (Paragraph, past)],
        "2019-03-01 PageLine Probable",
    );
    check(
        &[(Title, HEAD), (PageDate, "4 مارس 2020"), (Paragraph, past)],
        "2020-03-04 PageLine Firm",
    );
    // An announcement of agencies: the same weekday stands again.
    let wire = "قتل خمسة جنود في تفجير وفق ما أعلنت عنه السلطات، الأربعاء 11 جانفي 2017 في العاصمة";
    let again =
        "ونعت الرئاسة القتلى في بيان صدر صباح الأربعاء ونقلته وكالة الأنباء الرسمية إلى الصحف";
    check(&[(Title, HEAD), (Paragraph, wire), (Paragraph, again)], "2017-01-11 Derived Derived");
    check(&[(Title, HEAD), (Paragraph, wire)], "2017-01-11.. Bounded None");
}

#[test]
fn other_items_are_not_read() {
    let lines = [
        (Title, HEAD),
        (Paragraph, LEAD),
        (Related, "اقرأ أيضا"),
        (Related, "خبر آخر من الأرشيف"),
        (Related, "12 أبريل 2019"),
        (PageDate, "13 أبريل 2019"),
        (PageDate, "14 أبريل 2019"),
    ];
    check(&lines, ".. None None");
    let mut dated = lines.to_vec();
    dated.insert(1, (PageDate, "3 مارس 2020"));
    check(&dated, "2020-03-03 PageLine Firm");
}

#[test]
fn stated_days_addresses_and_names() {
    let lines: &[(BlockKind, &str)] = &[(Title, HEAD), (Paragraph, LEAD)];
    let stated = Page {
        id: "a.txt",
        stated: &[(Field::Published, "2020-03-17T17:27:41Z"), (Field::Updated, "2020-03-18")],
        lines,
    };
    check_page(&stated, "2020-03-17 Metadata Firm");
    let url = Page {
        id: "a.txt",
        stated: &[(Field::Url, "https://example.org/2020/3/17/khabar")],
        lines,
    };
    check_page(&url, "2020-03-17 Url Probable");
    let month =
        Page { id: "a.txt", stated: &[(Field::Url, "https://example.org/2020/03/khabar")], lines };
    check_page(&month, "2020-03-01..2020-03-31 Bounded None");
    check_page(
        &Page { id: "archive/2020-03-17-khabar.txt", stated: &[], lines },
        "2020-03-17 Filename Probable",
    );
    check_page(&Page { id: "000_41b6aa088995c143.txt", stated: &[], lines }, ".. None None");
    let last = (Paragraph, "http://www.example.org/new/20150723/Con20150723785144.htm");
    let event =
        "استنكرت المنظمة التصريحات التي صدرت بتاريخ 17 يوليو 2015 واعتبرتها غير مسؤولة على الإطلاق";
    check(&[(Title, HEAD), (Paragraph, event), last], "2015-07-23 Url Probable");
}

#[test]
fn anchors_and_terms_bound() {
    let covid = format!("{LEAD} في ظل جائحة كورونا");
    check(&[(Title, HEAD), (Paragraph, &covid)], "2020-03-11.. Bounded None");
    check(
        &[(Title, HEAD), (PageDate, "3 مارس 2019"), (Paragraph, &covid)],
        "2020-03-11.. Bounded Conflict",
    );
    let office =
        "بحث وزير الخارجية الروسي سيرغي لافروف ونظيره التركي هاكان فيدان الوضع في المنطقة كلها";
    check(&[(Title, HEAD), (Paragraph, office)], "2023-06-04.. Bounded None");
    let former =
        "بحث وزير الخارجية التركي السابق هاكان فيدان الوضع في المنطقة كلها مع عدد من السفراء";
    check(&[(Title, HEAD), (Paragraph, former)], ".. None None");
    let elect =
        "هنأ رئيس الوزراء الرئيس الأميركي المنتخب جو بايدن وتمنى له النجاح في مهامه الجديدة كلها";
    check(&[(Title, HEAD), (Paragraph, elect)], ".. None None");
    // A name alone says nothing of an office.
    let name = "قال جو بايدن إن بلاده ستواصل العمل من أجل السلام في المنطقة كلها مع جميع الأطراف";
    check(&[(Title, HEAD), (Paragraph, name)], ".. None None");
    check(
        &[(Title, HEAD), (PageDate, "3 مارس 2019"), (Paragraph, office)],
        "2019-03-03 PageLine Probable",
    );
}

#[test]
fn mentions_are_the_other_dates() {
    let lead =
        "أعلن الوزير أمس أن القمة التي عقدت في 17 يناير 2020 ستتبعها أخرى الشهر المقبل في جنيف";
    let page = Page {
        id: "a.txt",
        stated: &[],
        lines: &[
            (Title, HEAD),
            (PageDate, "3 مارس 2020"),
            (Paragraph, lead),
            (Related, "9 مارس 2020"),
        ],
    };
    assert_eq!(
        page.read().1,
        [
            "أمس 2020-03-02/2020-03-02",
            "17 يناير 2020 2020-01-17/2020-01-17",
            "الشهر المقبل 2020-04-01/2020-04-30",
        ]
    );
}

/// The kinds that a classifier gives the lines of a sample; all others are paragraphs.
fn seed(text: &str, kinds: &[(usize, BlockKind)]) -> ArticleDate {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let kind = |ix| kinds.iter().find(|(at, _)| *at == ix).map_or(Paragraph, |(_, kind)| *kind);
    let lines: Vec<(BlockKind, &str)> =
        lines.iter().enumerate().map(|(ix, line)| (kind(ix), *line)).collect();
    Page { id: "a.txt", lines: &lines, ..Page::default() }.read().0
}

#[test]
fn sample_with_a_dateline_in_its_title() {
    let text = include_str!("../../../seeds/000_41b6aa088995c143.txt");
    let date = seed(text, &[(0, Title), (1, BlockKind::Salutation)]);
    assert_eq!(
        (date.day, date.kind, date.confidence),
        (Some(day("2020-01-08")), DateKind::Dateline, Confidence::Firm)
    );
}

#[test]
fn samples_with_page_lines() {
    let text = include_str!("../../../seeds/001_155d2af1a94452a6.txt");
    let date = seed(text, &[(0, Title), (1, Title), (2, PageDate), (3, Title)]);
    assert_eq!(
        (date.day, date.kind, date.confidence),
        (Some(day("2020-12-30")), DateKind::PageLine, Confidence::Firm)
    );
    let text = include_str!("../../../seeds/002_0eb1d7bca4f02d7c.txt");
    let kinds = [(0, Title), (1, PageDate), (2, PhotoCaption), (3, BlockKind::FontControl)];
    let date = seed(text, &kinds);
    assert_eq!(
        (date.day, date.kind, date.confidence),
        (Some(day("2020-12-29")), DateKind::PageLine, Confidence::Firm)
    );
    assert_eq!(role(&date, EvidenceKind::TodayWeekday), Some(DateRole::Supports));
}

#[test]
fn sample_whose_day_follows_from_several_facts() {
    let text = include_str!("../../../seeds/003_e315c7bff97e348e.txt");
    let date = seed(text, &[(0, BlockKind::Breadcrumb), (1, Section), (2, Title)]);
    assert_eq!(
        (date.day, date.kind, date.confidence),
        (Some(day("2021-02-18")), DateKind::Derived, Confidence::Derived)
    );
    let used: Vec<EvidenceKind> = date
        .evidence
        .iter()
        .filter(|evidence| evidence.role != DateRole::Unused)
        .map(|evidence| evidence.kind)
        .collect();
    for kind in [
        EvidenceKind::Anchor,
        EvidenceKind::Office,
        EvidenceKind::TodayWeekday,
        EvidenceKind::Yesterday,
    ] {
        assert!(used.contains(&kind), "{kind:?}");
    }
}

#[test]
fn sample_whose_page_was_saved_later() {
    let text = include_str!("../../../seeds/004_ac810ad0bcec6acb.txt");
    for clock in [BlockKind::PageClock, PageDate] {
        let kinds = [
            (0, MetaDescription),
            (1, Keywords),
            (2, clock),
            (3, Masthead),
            (4, MastheadName),
            (5, Masthead),
            (6, MastheadName),
            (7, Title),
            (8, PhotoCaption),
            (9, PhotoCaption),
        ];
        let date = seed(text, &kinds);
        assert_eq!(
            (date.day, date.kind, date.confidence),
            (None, DateKind::Bounded, Confidence::Conflict)
        );
        assert_eq!(date.weekday, Some(chrono::Weekday::Mon));
        assert_eq!(date.not_before, Some(day("2020-03-16")));
        assert_eq!(date.not_after, Some(day("2020-09-28")));
        assert_eq!(date.candidates.len(), 29);
        assert!(date.evidence.iter().any(|evidence| evidence.value.day == Some(day("2020-09-30"))));
    }
}

proptest::proptest! {
    /// Whatever the lines are: no panic; a day keeps to the weekday that the text states; bounds
    /// are in order.
    #[test]
    fn any_page_is_weighed(lines in proptest::collection::vec((0usize..5, line()), 0..12)) {
        let kinds = [Title, PageDate, Paragraph, Related, Masthead];
        let lines: Vec<(BlockKind, &str)> =
            lines.iter().map(|(kind, line)| (kinds[*kind], line.as_str())).collect();
        let (date, _) = Page { id: "a.txt", lines: &lines, ..Page::default() }.read();
        if let (Some(day), Some(weekday)) = (date.shown(), date.weekday) {
            proptest::prop_assert_eq!(chrono::Datelike::weekday(&day), weekday);
        }
        if let (Some(from), Some(to)) = (date.not_before, date.not_after) {
            proptest::prop_assert!(from <= to || date.candidates.is_empty());
        }
        proptest::prop_assert!(date.candidates.len() <= ArticleDate::CANDIDATES);
    }
}

/// Lines made of what dates are made of.
fn line() -> impl proptest::strategy::Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        "اليوم",
        "أمس",
        "الثلاثاء",
        "الأربعاء",
        "3",
        "31",
        "مارس",
        "شباط/فبراير",
        "2020",
        "2019",
        "5/6/2020",
        "نشر في",
        "آخر تحديث",
        "10:15",
        "موسكو",
        "-",
        "،",
        ".",
        "\"",
        "«",
        "»",
        "شوال",
        "1441",
        "هـ",
        "جائحة كورونا",
        "قال الوزير",
        "عقدت",
        "من المقرر",
        "الجاري",
        "الماضي",
        "الرئيس الأميركي",
        "جو بايدن",
        "قبل",
        "أيام",
        "إلى",
        "و",
    ]);
    use proptest::strategy::Strategy;
    proptest::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

#[test]
fn long_texts_are_read_once() {
    // Quadratic work on these would not end in the time of a test run.
    for part in
        ["اليوم الثلاثاء ", "« 3 مارس 2020 » ", "3 و4 و", "الوزير أمس ", "10:15 نشر ", "( - , "]
    {
        let text = part.repeat(20_000);
        let lines = [(Title, HEAD), (Paragraph, text.trim_end())];
        let _ = Page { id: "a.txt", lines: &lines, ..Page::default() }.read();
    }
}
