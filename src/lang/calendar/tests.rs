use super::*;
use crate::extract::read_date;

/// The day of writing of the tests: a Wednesday.
const REFERENCE: &str = "2022-03-09";

/// Reads a line with the day of writing.
fn check(line: &str, expected: &str) {
    let read = read_date(line, REFERENCE.parse().ok(), embedded()).unwrap_or_default();
    assert_eq!(read, expected, "{line}");
}

/// Reads a line alone.
fn check_alone(line: &str, expected: &str) {
    assert_eq!(read_date(line, None, embedded()).unwrap_or_default(), expected, "{line}");
}

#[test]
fn day_month_and_year() {
    check_alone("الخميس 14 مايو 2020", "2020-05-14");
    check_alone("14 مايو 2020م", "2020-05-14");
    check_alone("١٤ مايو ٢٠٢٠ م", "2020-05-14");
    check_alone("۱۴ مايو ۲۰۲۰", "2020-05-14");
    check_alone("الإثنين، 02 نوفمبر 2020", "2020-11-02");
    check_alone("يوم الاثنين 2 نوفمبر 2020", "2020-11-02");
    check_alone("الاتنين 2 نوفمبر 2020", "2020-11-02");
    check_alone("الأربعا 4 نوفمبر 2020", "2020-11-04");
    check_alone("أحد 1 نوفمبر 2020", "2020-11-01");
    check_alone("2 من نوفمبر 2020", "2020-11-02");
    check_alone("2 من شهر نوفمبر من عام 2020", "2020-11-02");
    check_alone("2 نوفمبر سنة 2020", "2020-11-02");
    check_alone("2 نوفمبر لعام 2020", "2020-11-02");
    check_alone("2 نوفمبر، 2020", "2020-11-02");
    check_alone("2 نوفمبر .2020", "2020-11-02");
    check_alone("2نوفمبر2020", "2020-11-02");
    check_alone("2-نوفمبر-2020", "2020-11-02");
    check_alone("2/نوفمبر/2020", "2020-11-02");
    check_alone("الاثنين | 2 نوفمبر | 2020", "2020-11-02");
    check_alone("2nd November 2020", "2020-11-02");
    check_alone("Mon, 2 Nov 2020", "2020-11-02");
    check_alone("نوفمبر 2, 2020", "2020-11-02");
    check_alone("نوفمبر 2، 2020", "2020-11-02");
    check_alone("كانون الثاني 9, 2021", "2021-01-09");
    check_alone("November 2, 2020", "2020-11-02");
    check_alone("10:30 م الجمعة 6 نوفمبر 2020", "2020-11-06");
    check_alone("الجمعة 6 نوفمبر 2020 - 22:30 بتوقيت مكة", "2020-11-06");
    check_alone("نشر في: 6 نوفمبر 2020", "2020-11-06");
    check_alone("آخر تحديث 7 نوفمبر 2020 | نشر في 6 نوفمبر 2020", "2020-11-06");
}

#[test]
fn names_of_months_of_all_countries() {
    check_alone("3 جانفي 2019", "2019-01-03");
    check_alone("3 فيفري 2019", "2019-02-03");
    check_alone("3 أفريل 2019", "2019-04-03");
    check_alone("3 ماي 2019", "2019-05-03");
    check_alone("3 جوان 2019", "2019-06-03");
    check_alone("3 جويلية 2019", "2019-07-03");
    check_alone("3 أوت 2019", "2019-08-03");
    check_alone("3 يوليوز 2019", "2019-07-03");
    check_alone("3 غشت 2019", "2019-08-03");
    check_alone("3 شتنبر 2019", "2019-09-03");
    check_alone("3 نونبر 2019", "2019-11-03");
    check_alone("3 دجنبر 2019", "2019-12-03");
    check_alone("3 مايس 2019", "2019-05-03");
    check_alone("3 الفاتح 2003", "2003-09-03");
    check_alone("3 ناصر 1990", "1990-07-03");
    check_alone("3 كانون الثاني 2019", "2019-01-03");
    check_alone("3 ك2 2019", "2019-01-03");
    check_alone("3 كانون ثاني 2019", "2019-01-03");
    check_alone("3 شباط 2019", "2019-02-03");
    check_alone("3 اذار 2019", "2019-03-03");
    check_alone("3 نيسان 2019", "2019-04-03");
    check_alone("3 ايار 2019", "2019-05-03");
    check_alone("3 حزيران 2019", "2019-06-03");
    check_alone("3 تموز 2019", "2019-07-03");
    check_alone("3 آب 2019", "2019-08-03");
    check_alone("3 ايلول 2019", "2019-09-03");
    check_alone("3 تشرين الاول 2019", "2019-10-03");
    check_alone("3 تشرين 2 2019", "2019-11-03");
    check_alone("3 كانون أول 2019", "2019-12-03");
    check_alone("3 يونيه 2019", "2019-06-03");
    check_alone("3 أغسطس 2019", "2019-08-03");
}

#[test]
fn two_names_of_one_month_agree() {
    check_alone("السبت 5 أيلول/سبتمبر 2020", "2020-09-05");
    check_alone("5 سبتمبر / أيلول 2020", "2020-09-05");
    check_alone("5 سبتمبر (أيلول) 2020", "2020-09-05");
    check_alone("5 سبتمبر - أيلول 2020", "2020-09-05");
    check_alone("5 أيلول سبتمبر 2020", "2020-09-05");
    check_alone("5 سبتمبر/ أيلول2020", "2020-09-05");
    check_alone("5 كانون الثاني/يناير/جانفي 2020", "2020-01-05");
    check_alone("تشرين الثاني/نوفمبر 2020", "2020-11");
    check_alone("5 شباط/مارس 2020", "");
    check_alone("5 شباط (مارس) 2020", "");
}

#[test]
fn digits_are_day_first() {
    check_alone("5/6/2020", "2020-06-05");
    check_alone("05-06-2020", "2020-06-05");
    check_alone("5.6.2020", "2020-06-05");
    check_alone("5 / 6 / 2020", "2020-06-05");
    check_alone("5 . 6 . 2020", "2020-06-05");
    check_alone("2020.06.05", "2020-06-05");
    check_alone("5\\6\\2020", "2020-06-05");
    check_alone("6/25/2020", "2020-06-25");
    check_alone("2020/6/5", "2020-06-05");
    check_alone("2020-06-05", "2020-06-05");
    check_alone("2020-06-05T10:15:00Z", "2020-06-05");
    check_alone("2020-06-05 10:15:00", "2020-06-05");
    check_alone("٥/٦/٢٠٢٠", "2020-06-05");
    check_alone("5/6/20", "2020-06-05");
    check_alone("5/6/99", "1999-06-05");
    check_alone("5-6-20", "");
    check_alone("الجمعة 6/5/2020", "2020-06-05");
    check_alone("الجمعة 5/6/2020", "2020-06-05");
    check_alone("20200605", "2020-06-05");
    check_alone("20200605T101500Z", "2020-06-05");
    check_alone("06/2020", "2020-06");
    check("الخميس 10/3", "2022-03-10");
}

#[test]
fn hijri_dates() {
    check_alone("1 محرم 1442 هـ", "2020-08-20");
    check_alone("الخميس 1 محرم 1442", "2020-08-20");
    check_alone("الجمعة 1 محرم 1442", "2020-08-21");
    check_alone("10 ذو الحجة 1441هـ", "2020-07-31");
    check_alone("العاشر من ذي الحجة 1441", "2020-07-31");
    check_alone("10 / 12 / 1441 هـ", "2020-07-31");
    check_alone("1441/12/10", "2020-07-31");
    check_alone("12 جمادى الأولى 1442 هـ", "2020-12-27");
    check_alone("12 جمادى الآخرة 1442 هـ", "2021-01-25");
    check_alone("3 ربيع الثاني 1442هـ (18 نوفمبر 2020م)", "2020-11-18");
    check_alone("4 ربيع الآخر 1442 الموافق لـ 18 نوفمبر 2020", "2020-11-18");
    check_alone("18 نوفمبر 2020 الموافق 3 ربيع الآخر 1442 هـ", "2020-11-18");
    check_alone("18 نوفمبر 2020م - 3 ربيع الآخر 1442 هـ", "2020-11-18");
    check_alone("الأربعاء 3 ربيع الآخر 1442هـ - الموافق 18 نوفمبر 2020", "2020-11-18");
    check("5 شعبان 1443", "2022-03-08");
}

#[test]
fn days_in_words() {
    check_alone("الأول من كانون الثاني 2021", "2021-01-01");
    check_alone("أول يناير 2021", "2021-01-01");
    check_alone("فاتح ماي 2021", "2021-05-01");
    check_alone("الثاني عشر من تشرين الأول عام 2019", "2019-10-12");
    check_alone("التاسع والعشرين من أيار 2019", "2019-05-29");
    check_alone("الحادي والثلاثون من ديسمبر 2019", "2019-12-31");
    check_alone("العشرين من أوت 1955", "1955-08-20");
    check_alone("الجمعة الموافق السادس من مارس 2020", "2020-03-06");
    check("الثامن من آذار", "2022-03-08");
    check("الخامس والعشرين من الشهر الماضي", "2022-02-25");
}

#[test]
fn spans() {
    check_alone("من 3 إلى 7 أبريل 2021", "2021-04-03/2021-04-07");
    check_alone("بين 3 و7 أبريل 2021", "2021-04-03/2021-04-07");
    check_alone("3 - 7 أبريل 2021", "2021-04-03/2021-04-07");
    check_alone("أيام 3 و4 و5 أبريل 2021", "2021-04-03/2021-04-05");
    check_alone("من 28 مارس إلى 3 أبريل 2021", "2021-03-28/2021-04-03");
    check_alone("من 28 ديسمبر حتى 3 يناير 2021", "2020-12-28/2021-01-03");
    check_alone("بين 28 مارس و3 أبريل 2021", "2021-03-28/2021-04-03");
    check_alone("من 28 مارس إلى غاية 3 أبريل 2021", "2021-03-28/2021-04-03");
    check_alone("من يوم الأحد 28 مارس إلى يوم السبت 3 أبريل 2021", "2021-03-28/2021-04-03");
    check_alone("من 28/3/2021 إلى 3/4/2021", "2021-03-28/2021-04-03");
    check_alone("الخميس 8 والجمعة 9 أبريل 2021", "2021-04-08/2021-04-09");
    check_alone("السادس عشر والسابع عشر من شباط 2021", "2021-02-16/2021-02-17");
    check_alone("من يناير إلى مارس 2021", "2021-01/2021-03");
    check_alone("بين عامي 2011 و2013", "2011/2013");
    check_alone("مطلع فبراير 2021", "2021-02-01/2021-02-10");
    check_alone("أواخر شهر فبراير 2021", "2021-02-21/2021-02-28");
    check("يومي 5 و6 مارس الجاري", "2022-03-05/2022-03-06");
    check("من 14 إلى 20 من الشهر الحالي", "2022-03-14/2022-03-20");
    check("منتصف الشهر المقبل", "2022-04-11/2022-04-20");
    check("منتصف مارس الجاري", "2022-03-11/2022-03-20");
    check("أواخر ديسمبر الماضي", "2021-12-21/2021-12-31");
}

#[test]
fn counted_from_the_day_of_writing() {
    check("اليوم", "2022-03-09");
    check("صباح اليوم الأربعاء", "2022-03-09");
    check("اليوم (الأربعاء)", "2022-03-09");
    check("أمس الثلاثاء", "2022-03-08");
    check("ليلة أمس", "2022-03-08");
    check("البارحة", "2022-03-08");
    check("أول أمس", "2022-03-07");
    check("أمس الأول الاثنين", "2022-03-07");
    check("غدا الخميس", "2022-03-10");
    check("يوم غد", "2022-03-10");
    check("بعد غد الجمعة", "2022-03-11");
    check("السبت الماضي", "2022-03-05");
    check("الأربعاء الماضي", "2022-03-02");
    check("الأربعاء المقبل", "2022-03-16");
    check("يوم الجمعة القادم", "2022-03-11");
    check("مساء الأحد", "2022-03-06");
    check("قبل ثلاثة أيام", "2022-03-06");
    check("منذ يومين", "2022-03-07");
    check("قبل 10 أيام", "2022-02-27");
    check("قبل أسبوعين", "2022-02-23");
    check("بعد خمسة أيام", "2022-03-14");
    check("قبل خمسة عشر يوما", "2022-02-22");
    check("الشهر الماضي", "2022-02");
    check("الشهر المقبل", "2022-04");
    check("العام الجاري", "2022");
    check("هذا العام", "2022");
    check("العام الماضي", "2021");
    check("قبل شهرين", "2022-01");
    check("قبل ثلاث سنوات", "2019");
    check("ديسمبر الماضي", "2021-12");
    check("مايو المقبل", "2022-05");
    check("20 يناير", "2022-01-20");
    check("20 ديسمبر", "2021-12-20");
    check("20 مارس من العام الماضي", "2021-03-20");
    check("20 من مارس المقبل", "2022-03-20");
    check("20 الجاري", "2022-03-20");
    check("الثلاثاء 20 ديسمبر", "2022-12-20");
    check("يومه الأربعاء 9مارس", "2022-03-09");
    check("قبل ساعتين", "2022-03-09");
}

#[test]
fn months_and_years() {
    check_alone("حزيران/يونيو 2021", "2021-06");
    check_alone("شهر مارس 2021", "2021-03");
    check_alone("يونيو من عام 2021", "2021-06");
    check_alone("عام 2021", "2021");
    check_alone("سنة 1995", "1995");
    check_alone("2021", "2021");
}

#[test]
fn addresses() {
    check_alone("https://example.org/news/2021/6/5/خبر-30-مايو", "2021-06-05");
    check_alone("https://example.org/2021/06/خبر", "2021-06");
    check_alone("https://example.org/20210605/a.html", "2021-06-05");
    check_alone("https://example.org/2021-06-05-khabar", "2021-06-05");
    check_alone("http://example.org/id/2021060577/", "");
    check_alone("https://example.org/a/51202106", "");
}

#[test]
fn what_is_no_date() {
    check("", "");
    check("القرار 2118", "");
    check("القرار رقم 11/2020", "");
    check("هاتف 02/2222222", "");
    check("الساعة 10:30", "");
    check("هاتف 20200605", "");
    check("1. 2. 2020", "");
    check("قناة روسيا اليوم", "");
    check("صحيفة المصري اليوم", "");
    check("صحيفة الأفق اليوم", "");
    check("حتى اليوم", "");
    check("اليوم العالمي للمرأة", "");
    check("في اليوم التالي", "");
    check("هو في أمس الحاجة", "");
    check("رجب طيب أردوغان", "");
    check("فاز 3 صفر", "");
    check("مارس الرياضة", "");
    check("زار 5 دول", "");
    check("أحد الوزراء", "");
    check("31 فبراير 2020", "");
    check("30/2/2020", "");
    check("45 مارس 1200", "");
    check("192.168.1.10", "");
    check("1-2-3-4", "");
    check("قبل عام من الحرب", "");
    check("3.5 مليون", "");
    check("بنسبة 12.5.", "");
    check("10 آلاف", "");
}

#[test]
fn expressions_lie_where_they_stand() {
    let lexicon = embedded();
    let text = "قال أمس الاثنين إن القمة (5 أيلول/سبتمبر 2020) تأجلت إلى 7 منه";
    let tokens = Tokens::new(lexicon.folder(), text);
    let found = expressions(&tokens, 0..tokens.len(), lexicon);
    let spans: Vec<&str> =
        found.iter().map(|found| tokens.span(found.tokens.clone()).of(text)).collect();
    assert_eq!(spans, ["أمس الاثنين", "5 أيلول/سبتمبر 2020"]);
    assert_eq!(found[0].day_word, Some(-1));
    assert_eq!(found[0].weekday, Some(Weekday::Mon));
}

#[test]
fn faults_and_doubts_are_kept() {
    let lexicon = embedded();
    let first = |text: &str| {
        let tokens = Tokens::new(lexicon.folder(), text);
        expressions(&tokens, 0..tokens.len(), lexicon).into_iter().next().unwrap()
    };
    assert_eq!(first("الثلاثاء 30 ديسمبر 2020").fault, Some(Fault::Weekday));
    assert_eq!(first("31 نيسان 2020").fault, Some(Fault::NoSuchDay));
    assert_eq!(first("5 شباط/مارس 2020").fault, Some(Fault::Months));
    assert_eq!(first("1 محرم 1442 الموافق 30 آب 2020").fault, Some(Fault::Calendars));
    assert_eq!(first("5/6/2020").other, "2020-05-06".parse().ok());
    assert_eq!(first("الجمعة 6/5/2020").other, None);
    assert_eq!(first("25/6/2020").other, None);
    assert_eq!(first("اليوم الجمعة 5/6/2020").day_word, Some(0));
}

proptest::proptest! {
    /// What is read is read again from its ISO form, and nothing panics.
    #[test]
    fn an_answer_is_its_own_date(line in r"[ 0-9/.:,\-()اليومأمسبرداقنشطفكتث]{0,60}") {
        let lexicon = embedded();
        if let Some(iso) = read_date(&line, REFERENCE.parse().ok(), lexicon)
            && iso.len() == 10
        {
            proptest::prop_assert_eq!(read_date(&iso, None, lexicon), Some(iso));
        }
    }

    #[test]
    fn any_text_is_read(line in r"\PC{0,80}") {
        let lexicon = embedded();
        let tokens = Tokens::new(lexicon.folder(), &line);
        let found = expressions(&tokens, 0..tokens.len(), lexicon);
        let ordered = found.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start);
        proptest::prop_assert!(ordered);
        proptest::prop_assert!(found.iter().all(|found| !found.tokens.is_empty()));
    }
}

fn embedded() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::embedded().unwrap())
}
