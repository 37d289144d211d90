//! Whole pages.

use super::*;
use crate::config::Limits;
use crate::diagnostic::Skip;
use crate::lang::Lexicon;

const LEAD: &str = "قال وزير الخارجية، في مؤتمر صحفي عقده في العاصمة، إن المحادثات التي جرت على مدى يومين كانت إيجابية، وإن الوفد سيعود قريبا.";
const MORE: &str = "وأضاف الوزير، ردا على سؤال عن موعد الجولة المقبلة، أن الطرفين اتفقا على مواصلة الحوار، وأن التفاصيل ستعلن في حينها.";

fn parsed(source: &str) -> Parsed {
    let lexicon = Lexicon::embedded().unwrap();
    let limits = Limits::default();
    parse(source, Reading { lexicon: &lexicon, limits: &limits }).unwrap()
}

fn check(source: &str, expected: &[(Shape, &str)]) {
    let parsed = parsed(source);
    let found: Vec<(Shape, &str)> =
        parsed.blocks.iter().map(|block| (block.shape, parsed.text.slice(block.span))).collect();
    assert_eq!(found, expected, "{source}");
}

use Shape::{Caption, Heading, ListItem, Outside, Paragraph, Quote, Stated};

#[test]
fn an_article_among_furniture() {
    let source = format!(
        "<title>لقاء في موسكو - وكالة</title><meta property=og:title content='لقاء في موسكو'>\
         <nav><ul><li><a href=/>الرئيسية</a><li><a href=/s>سياسة</a></ul></nav>\
         <article><h1>لقاء في موسكو</h1><figure><img src=a.jpg><figcaption>الوزير في موسكو</figcaption></figure>\
         <p>{LEAD}</p><h2>الجولة المقبلة</h2><p>{MORE}</p><blockquote><p>{MORE}</p></blockquote>\
         <ul><li>بند أول في الاتفاق<li>بند ثان في الاتفاق</ul></article>\
         <aside class=related><h3>اقرأ أيضا</h3><a href=/1>خبر آخر</a></aside><footer>جميع الحقوق محفوظة</footer>"
    );
    check(
        &source,
        &[
            (Stated(Field::Title), "لقاء في موسكو"),
            (Stated(Field::Title), "لقاء في موسكو - وكالة"),
            (Outside, "الرئيسية"),
            (Outside, "سياسة"),
            (Heading(1), "لقاء في موسكو"),
            (Caption, "الوزير في موسكو"),
            (Paragraph, LEAD),
            (Heading(2), "الجولة المقبلة"),
            (Paragraph, MORE),
            (Quote, MORE),
            (ListItem, "بند أول في الاتفاق"),
            (ListItem, "بند ثان في الاتفاق"),
            (Outside, "اقرأ أيضا"),
            (Outside, "خبر آخر"),
            (Outside, "جميع الحقوق محفوظة"),
        ],
    );
}

#[test]
fn line_breaks_end_paragraphs() {
    check(
        &format!("<table><tr><td>{LEAD}<br>{MORE}<br><br>{LEAD}</table>"),
        &[(Paragraph, LEAD), (Paragraph, MORE), (Paragraph, LEAD)],
    );
    let line = "قال وزير الخارجية في مؤتمر صحفي عقده اليوم في العاصمة إن الوفد";
    let wrapped = format!("<p>{line}<br>{line}<br>{line}<br>{line}<br>وصل.</p>");
    check(&wrapped, &[(Paragraph, &format!("{line} {line} {line} {line} وصل."))]);
}

#[test]
fn a_page_that_the_finder_gives_up_is_taken_whole() {
    check("<h1>لقاء</h1><div>قال الوزير</div>", &[(Heading(1), "لقاء"), (Paragraph, "قال الوزير")]);
    check("<html><head></head><body></body></html>", &[]);
}

#[test]
fn what_is_no_page() {
    check("عنوان\n\nقال الوزير: 1 < 2", &[(Paragraph, "عنوان"), (Paragraph, "قال الوزير: 1 < 2")]);
    let lexicon = Lexicon::embedded().unwrap();
    let limits = Limits::default();
    let archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<p>نص</p>";
    let refused = parse(archive, Reading { lexicon: &lexicon, limits: &limits }).unwrap_err();
    assert_eq!(refused.reason, Skip::Format);
}

#[test]
fn words_are_those_that_a_reader_sees() {
    check(
        "<p>قا<b>ل</b> الوزير&nbsp;&laquo;نعم&raquo; &amp;amp; <a href=x>لا</a><a href=y>بلى</a></p>",
        &[(Paragraph, "قال الوزير «نعم» &amp; لا بلى")],
    );
    check("<pre>سطر\nسطران</pre>", &[(Paragraph, "سطر"), (Paragraph, "سطران")]);
    check("<p>|</p><p>نص</p>", &[(Paragraph, "نص")]);
    check(
        "<title>1 < 2 نص</title><p>1 < 2 &lt; نص</p>",
        &[(Stated(Field::Title), "1 < 2 نص"), (Paragraph, "1 < 2 < نص")],
    );
}

#[test]
fn nothing_hidden_or_run_becomes_text() {
    let hostile = "<p>نص<script>alert(1)</script><style>p{}</style><iframe srcdoc='<p>x'></iframe></p>\
        <svg><text>x</text></svg><template><p>x</template><p hidden>x<p style='display:none'>x</p><!-- x -->\
        <noscript><img alt=x></noscript><object>x</object><select><option>x</select><textarea>x</textarea>";
    check(hostile, &[(Paragraph, "نص")]);
}

#[test]
fn repeated_lines_are_told_apart_by_their_place() {
    let source = format!(
        "<div class=menu><a href=/1>الجولة المقبلة</a></div><div class=content><p>{LEAD}</p>\
         <h3>الجولة المقبلة</h3><p>{MORE}</p><p>{LEAD}</p></div><div class=sidebar><p>{MORE}</p></div>"
    );
    check(
        &source,
        &[
            (Outside, "الجولة المقبلة"),
            (Paragraph, LEAD),
            (Heading(3), "الجولة المقبلة"),
            (Paragraph, MORE),
            (Paragraph, LEAD),
            (Outside, MORE),
        ],
    );
}

#[test]
fn bombs_are_refused() {
    let lexicon = Lexicon::embedded().unwrap();
    let limits = Limits::default();
    let bomb = "<div>".repeat(100_000);
    let refused = parse(&bomb, Reading { lexicon: &lexicon, limits: &limits }).unwrap_err();
    assert_eq!(refused.reason, Skip::TooDeep);
}

#[test]
fn repeated_patterns_take_linear_time() {
    let lexicon = Lexicon::embedded().unwrap();
    let limits = Limits::default();
    let patterns = [
        "<p>فقرة من النص</p>",
        "<br>",
        "&amp;",
        "<",
        "<a href=x>ر</a>",
        "<li>بند",
        "<table><tr><td>خانة</table>",
    ];
    for pattern in patterns {
        let time = |n: usize| {
            let source =
                format!("{}<p>{LEAD}</p><p>{MORE}</p>{}", "<div>".repeat(50), pattern.repeat(n));
            let start = std::time::Instant::now();
            assert!(parse(&source, Reading { lexicon: &lexicon, limits: &limits }).is_ok());
            start.elapsed()
        };
        // What seems slow may have been disturbed by others on the machine, and is looked at again.
        let is_linear = (0..3).any(|_| {
            let (one, four) = (time(5_000), time(20_000));
            four < one * 12 + std::time::Duration::from_millis(500)
        });
        assert!(is_linear, "{pattern}: the work grows faster than the page");
    }
}

#[test]
fn a_title_above_the_article_is_its_heading() {
    let page = |head: &str, h1: &str| {
        format!("{head}<div><h1>{h1}</h1></div><article><p>{LEAD}</p><p>{MORE}</p></article>")
    };
    let heads = |source: &str| -> Vec<String> {
        let parsed = parsed(source);
        let heading = |block: &&crate::model::Block| matches!(block.shape, Heading(_));
        let words = |block: &crate::model::Block| parsed.text.slice(block.span).to_owned();
        parsed.blocks.iter().filter(heading).map(words).collect()
    };
    let title = "وصول الوفد إلى العاصمة بعد جولة";
    let long =
        format!("<title>{title} | الشبكة الوطنية للأخبار والتقارير والتحليلات السياسية</title>");
    assert_eq!(heads(&page("", title)), [title]);
    assert_eq!(heads(&page(&long, title)), [title]);
    // The name of the site, in a page that states its title.
    let logo = "الشبكة الوطنية";
    assert_eq!(heads(&page(&format!("<title>{title} - {logo}</title>"), logo)), [""; 0]);
    assert_eq!(heads(&page("", &format!("{logo}</h1><h1>{title}"))), [""; 0]);
}
