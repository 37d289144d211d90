//! What summaries say, and how their texts are laid out.

use super::*;
use crate::analyse::fixture::{Draft, lexicon};
use crate::config::DisplaySettings;
use crate::lang::bidi;
use crate::model::{MentionKind, Precision};
use crate::site::display::DisplayWords;

fn printed(draft: Draft, columns: usize) -> String {
    let words = DisplayWords::embedded().unwrap();
    let display = Display::new(&DisplaySettings::default(), &words).unwrap();
    let article = draft.article();
    let length = Length { sentences: 3, statements: 5 };
    let gist = of_document(&article, &article.date, &lexicon(), &display, length);
    gist.text(&display, TextStyle { columns, order: Order::Plain, ink: Ink::Plain })
}

fn draft() -> Draft {
    let text = "قمح هذا العام\n\
        المصدر: الجريدة\n\
        اجتمع المزارعون في الحقل. وأكد سالم عيسى أن القمح وافر في الجنوب. \
        وقالت الوزارة: «الماء يكفي شهرين». ووصف كريم الموسم بأنه صعب.";
    let mut draft = Draft::new("a.txt", text)
        .headline("قمح هذا العام")
        .furniture("المصدر: الجريدة")
        .outlet("الجريدة")
        .person("سالم عيسى", "سالم عيسى")
        .mention("الوزارة", "وزارة الزراعة", MentionKind::Body)
        .person("كريم", "كريم منصور")
        .statement("القمح وافر في الجنوب", Speaker::Named(MentionIx(0)))
        .cue("وأكد", "أكد", "assert");
    draft.last_statement().comp = Some(draft.find("أن"));
    draft = draft.statement("الماء يكفي شهرين", Speaker::Named(MentionIx(1))).cue(
        "وقالت",
        "قال",
        "say",
    );
    draft.last_statement().kind = StatementKind::Direct;
    draft.statement("الموسم بأنه صعب", Speaker::Named(MentionIx(2))).cue("ووصف", "وصف", "say").date(
        ArticleDate {
            day: "2020-12-29".parse().ok(),
            precision: Precision::Day,
            kind: DateKind::PageLine,
            confidence: Confidence::Firm,
            ..ArticleDate::default()
        },
    )
}

#[test]
fn a_summary_reads_as_a_page() {
    let expected = "\
قمح هذا العام
الثلاثاء، ٢٩ كانون الأول/ديسمبر ٢٠٢٠ (تاريخ صريح)
المصدر: الجريدة

اجتمع المزارعون في الحقل.

١. سالم عيسى: أكد أن القمح وافر في الجنوب
٢. وزارة الزراعة: قالت «الماء يكفي شهرين»
٣. كريم منصور: وصف الموسم بأنه صعب
";
    assert_eq!(printed(draft(), COLUMNS), expected);
}

#[test]
fn lines_are_wrapped_at_words() {
    let text = printed(draft(), 20);
    assert!(text.lines().all(|line| bidi::columns(line) <= 20), "{text}");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&text), words(&printed(draft(), COLUMNS)));
}

#[test]
fn what_is_missing_is_said() {
    let text = printed(Draft::new("a.txt", "خبر بلا شيء."), COLUMNS);
    let expected = "\
بلا عنوان
بلا تاريخ
مصدر غير مذكور

خبر بلا شيء.

لا أقوال في هذه الوثيقة
";
    assert_eq!(text, expected);
}
