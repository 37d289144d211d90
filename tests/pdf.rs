//! PDFs (feature `pdf`), read back by poppler's programs, which know nothing of what set them.
//!
//! Where these or the fonts of Debian's fonts-noto-core are missing, a test says that it is skipped.

use std::path::Path;
use std::process::Command;

use dom_query::Document;
use unicode_normalization::UnicodeNormalization;

use crate::support::{Scene, news};

const PDF: &str = "out/briefing-2020-12-26.pdf";
const FONTS: &str = "/usr/share/fonts/truetype/noto";
const FILES: [&str; 4] = [
    "NotoNaskhArabic-Regular.ttf",
    "NotoNaskhArabic-Bold.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
];
/// A document that tries to be markup of Typst, and has a word that no line can hold.
const HOSTILE: &str = "#panic(\"x\") $alpha$ *الوزير* _يفتتح_ `raw` <label> @ref \\ المحطة\n\
    الثلاثاء 29 كانون الأول 2020\n\n\
    اجتمع اليوم الثلاثاء وزراء النقل في المدينة لبحث [القطارات] #let x = 1 // ليس تعليقا /* ولا هذا */ والحافلات.\n\
    قال وزير النقل سالم عيسى: «#import \"values.json\" ثم \u{202e}قطار\u{202c} = عنوان - بند + بند ~ https://example.org/a_b#c اليوم».\n\
    وأكد سالم عيسى أن القطار السريع LONGWORD سيصل في موعده.\n";

/// True where what these tests read with is here.
fn ready() -> bool {
    let programs = ["pdftotext", "pdfinfo", "pdftohtml"];
    let programs = programs.iter().all(|name| Command::new(name).arg("-v").output().is_ok());
    let fonts = FILES.iter().all(|name| Path::new(FONTS).join(name).is_file());
    if !(programs && fonts) {
        eprintln!("skipped: no poppler-utils or no fonts-noto-core here");
    }
    programs && fonts
}

/// A scene whose only fonts are those of the two families.
fn scene(settings: &str) -> Scene {
    let scene =
        Scene::new().file("mujaz.toml", format!("{settings}\n[fonts]\nfolder = \"fonts\"\n"));
    FILES.iter().fold(scene, |scene, name| {
        scene.file(&format!("fonts/{name}"), std::fs::read(Path::new(FONTS).join(name)).unwrap())
    })
}

/// The week of the seeds.
fn seeds() -> Scene {
    let scene = scene("").seeds();
    scene.mujaz("brief 2020-12-29 --format pdf,print --out out").exits(0);
    scene
}

fn hostile() -> Scene {
    let document = HOSTILE.replace("LONGWORD", &"قطار".repeat(60));
    let scene = scene("").file("seeds/hostile.txt", document);
    scene.mujaz("brief 2020-12-29 --format pdf --out out").exits(0);
    scene
}

/// What a program of poppler says of a file.
fn poppler(program: &str, options: &[&str], file: &Path) -> String {
    // pdfinfo writes nowhere but to its output; the others are told to.
    let output: &[&str] = if program == "pdftotext" { &["-"] } else { &[] };
    let ran = Command::new(program).args(options).arg(file).args(output).output().unwrap();
    assert!(ran.status.success(), "{program}: {}", String::from_utf8_lossy(&ran.stderr));
    // The structure that pdfinfo prints is in the encoding of the file.
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

/// The text of a PDF without the marks of direction that are put into it.
fn text_of(file: &Path) -> String {
    let text = poppler("pdftotext", &[], file);
    let is_mark = |c: &char| matches!(*c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}');
    text.chars().filter(|c| !is_mark(c)).collect()
}

/// The Arabic words of a text without vowel marks, forms of presentation and signs.
fn arabic(text: &str) -> Vec<String> {
    let is_mark = |c: &char| matches!(*c, '\u{64b}'..='\u{652}' | '\u{670}' | '\u{640}');
    let text: String = text.nfkc().filter(|c| !is_mark(c)).collect();
    let words = text.split(|c: char| !('\u{621}'..='\u{64a}').contains(&c));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many words both have in the same order.
fn in_order(one: &[String], other: &[String]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for word in one {
        let mut diagonal = 0;
        for (n, other) in other.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if word == other { diagonal + 1 } else { above.max(row[n]) };
            diagonal = above;
        }
    }
    row[other.len()]
}

/// Whether a text is in another, blanks and line ends aside.
fn holds(text: &str, words: &str) -> bool {
    let dense = |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    dense(text).contains(&dense(words))
}

#[test]
fn the_words_of_a_week_come_back_in_order() {
    if !ready() {
        return;
    }
    let scene = seeds();
    let page = Document::from(scene.read("out/briefing-2020-12-26.print.html"));
    // Where a statement was printed and what a table says of documents stands elsewhere on the sheet.
    page.select("style, title, svg, .vh, .st__src, table").remove();
    // Words of two elements are two words.
    let html = page.select("body").html().replace('<', " <");
    let expected = arabic(&Document::from(html).select("body").text());
    let found = arabic(&text_of(&scene.path(PDF)));
    let n = in_order(&expected, &found);
    assert!(expected.len() > 400, "{}", expected.len());
    assert!(n * 100 >= expected.len() * 98, "{n} of {}: {found:?}", expected.len());
    for headline in ["لقاء لافروف وجاووش أوغلو", "مباحثات تركية روسية في سوتشي"]
    {
        assert!(holds(&text_of(&scene.path(PDF)), headline), "no document {headline}");
    }
}

#[test]
fn vowel_marks_stay_with_their_letters() {
    if !ready() {
        return;
    }
    let said = "ﻻ شيء يؤجَّل غدًا، وحدُّ الصبرِ معلومٌ، وإنّا قادرون حقًّا على ذلك جدّاً";
    let text = format!(
        "وزير النقل يفتتح محطة الشمال\nالثلاثاء 29 كانون الأول 2020\n\n\
         قال وزير النقل سالم عيسى، اليوم الثلاثاء: «{said}».\n"
    );
    let scene = scene("").file("seeds/a.txt", text);
    scene.mujaz("brief 2020-12-29 --format pdf --out out").exits(0);
    let found = arabic(&text_of(&scene.path(PDF)));
    let expected = arabic(said);
    assert_eq!(in_order(&expected, &found), expected.len(), "{found:?}");
    let (before, after) = ("عيسى", "ذلك");
    assert!(found.iter().any(|word| word == before) && found.iter().any(|word| word == after));
}

#[test]
fn a_file_is_tagged_titled_and_has_bookmarks() {
    if !ready() {
        return;
    }
    let scene = seeds();
    let info = poppler("pdfinfo", &[], &scene.path(PDF));
    let line = |key: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
        line.unwrap_or_else(|| panic!("no {key} in\n{info}")).trim().to_owned()
    };
    assert_eq!(line("Tagged"), "yes");
    assert!(line("Title").starts_with("الموجز الأسبوعي من ٢٦"), "{info}");
    assert!(line("Creator").starts_with("mujaz "), "{info}");
    assert!(line("CreationDate").contains("2020"), "{info}");
    assert!(line("Page size").contains("A4"), "{info}");
    assert!(["1", "2", "3"].contains(&&*line("Pages")), "{info}");
    let structure = poppler("pdfinfo", &["-struct"], &scene.path(PDF));
    for tag in ["Document", "H1", "H2", "H3", "P", "Figure"] {
        let is_there = structure
            .lines()
            .any(|line| line.trim_start().trim_end_matches(':').split(' ').next() == Some(tag));
        assert!(is_there, "no {tag} in\n{structure}");
    }
    let outline = poppler("pdftohtml", &["-xml", "-i", "-stdout"], &scene.path(PDF));
    let (_, outline) = outline.split_once("<outline>").expect("no bookmarks");
    for words in ["في سطور", "الأقوال بحسب القائل", "سيرغي لافروف", "الوثائق", "المصادر"]
    {
        assert!(holds(outline, words), "no bookmark {words} in {outline}");
    }
    let bytes = std::fs::read(scene.path(PDF)).unwrap();
    let file = String::from_utf8_lossy(&bytes);
    assert!(file.contains("/Lang (ar)") || file.contains("/Lang(ar)"), "no language");
    assert!(file.contains("/Direction /R2L") || file.contains("/Direction/R2L"), "no direction");
    assert!(file.contains("pdfuaid:part"), "not said to be PDF/UA");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    if !ready() {
        return;
    }
    let (one, other) = (seeds(), seeds());
    let bytes = std::fs::read(one.path(PDF)).unwrap();
    assert!(bytes.starts_with(b"%PDF-1."));
    assert_eq!(bytes, std::fs::read(other.path(PDF)).unwrap());
    one.mujaz("brief 2020-12-29 --format pdf --threads 1 --out again").exits(0);
    assert_eq!(bytes, std::fs::read(one.path("again/briefing-2020-12-26.pdf")).unwrap());
    let summary = |threads: &str| {
        let args = ["summary", "seeds", "--format", "pdf", "--threads", threads];
        one.command().args(args).output().unwrap().stdout
    };
    let bytes = summary("1");
    assert!(bytes.starts_with(b"%PDF-1."));
    assert_eq!(bytes, summary("2"));
}

#[test]
fn words_of_documents_are_no_markup() {
    if !ready() {
        return;
    }
    let scene = hostile();
    let text = text_of(&scene.path(PDF));
    for words in [
        "panic(\"x\")",
        "$alpha$",
        "`raw`",
        "<label>",
        "@ref",
        "[القطارات]",
        "let x = 1",
        "import \"values.json",
        "https://example.org/a_b#c",
    ] {
        assert!(holds(&text, words), "no {words} in\n{text}");
    }
    // Signs beside Arabic letters are put into another order by what reads them.
    for (sign, n) in [('#', 3), ('*', 6), ('_', 5), ('\\', 2), ('=', 2), ('~', 1), ('/', 8)] {
        assert!(text.matches(sign).count() >= n, "not {n} times {sign} in\n{text}");
    }
    let is_ours = |c: char| matches!(c, '\u{200b}' | '\u{2066}'..='\u{2069}');
    assert!(!text.contains(is_ours), "marks that no document has: {text}");
    assert!(!text.contains('\u{202e}'), "{text}");
}

#[test]
fn a_word_that_no_line_can_hold_stays_on_the_paper() {
    if !ready() {
        return;
    }
    let scene = hostile();
    let boxes = poppler("pdftotext", &["-bbox"], &scene.path(PDF));
    let (mut n, mut letters) = (0, 0);
    for word in boxes.lines().filter(|line| line.contains("<word ")) {
        let side = |name: &str| -> f64 {
            let value = word.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next();
            value.unwrap().parse().unwrap()
        };
        // A4 is 595 points wide, and the margins 45.
        assert!(side("xMin") > 40.0 && side("xMax") < 555.0, "beside the paper: {word}");
        n += 1;
        letters += word.nfkc().filter(|c| "قطار".contains(*c)).count();
    }
    assert!(n > 50 && letters >= 240, "{n} words, {letters} letters of the long one");
}

#[test]
fn summaries_go_to_a_file_or_a_printer() {
    if !ready() {
        return;
    }
    let scene = scene("display.digits = \"latn\"").file("news/a.txt", news("الشمال"));
    let scene = scene.file("news/b.txt", news("الجنوب"));
    for (args, pages, words) in [
        ("news/a.txt", 1, "أنجزنا تسعين في المئة من الأعمال في الشمال"),
        ("news", 2, "أنجزنا تسعين في المئة من الأعمال في الجنوب"),
        ("news --day 2020-12-29", 1, "ستبدأ العمل في الربيع المقبل"),
    ] {
        let args = ["summary", "--format", "pdf"].into_iter().chain(args.split(' '));
        let ran = scene.command().args(args).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let file = scene.path("summary.pdf");
        std::fs::write(&file, &ran.stdout).unwrap();
        let text = text_of(&file);
        assert!(holds(&text, words), "no {words} in\n{text}");
        let info = poppler("pdfinfo", &[], &file);
        assert!(info.contains(&format!("Pages:           {pages}\n")), "{info}");
        assert!(holds(&text, &format!("صفحة {pages}")), "digits as they are set: {text}");
        assert!(info.contains("Tagged:          yes"), "{info}");
    }
    let empty = scene.file("empty.txt", "");
    assert_eq!(empty.mujaz("summary empty.txt --format pdf").exits(1).results(), "");
}

#[test]
fn a_missing_font_is_named_with_what_to_do() {
    let run = |settings: &str| {
        let scene = Scene::new().seeds().file("mujaz.toml", settings).file("fonts/a.txt", "");
        scene.mujaz("brief --format pdf --out out").exits(1)
    };
    run("[fonts]\nfamily = \"No Such Naskh\"")
        .says("no font of the family `No Such Naskh` is installed")
        .says("fonts.folder in mujaz.toml");
    run("[fonts]\nfolder = \"fonts\"")
        .says("no font of the family `Noto Naskh Arabic` is in this folder")
        .says("apt install fonts-noto-core");
    run("[fonts]\nfolder = \"none\"").says("fonts.folder: no such folder");
    let scene = Scene::new().file("a.txt", news("الشمال"));
    let scene = scene.file("mujaz.toml", "[fonts]\nfamily = \"No Such Naskh\"");
    let ran = scene.mujaz("summary a.txt --format pdf").exits(1);
    assert_eq!(ran.says("`No Such Naskh`").results(), "");
}

#[test]
fn letters_without_a_sign_are_told() {
    if !ready() {
        return;
    }
    let scene = scene("").file("seeds/a.txt", news("الشمال \u{4e2d}"));
    let ran = scene.mujaz("brief last --format pdf --out out").exits(0);
    ran.says("no font here has a sign for U+4E2D");
    let info = poppler("pdfinfo", &[], &scene.path(PDF));
    assert!(info.contains("Tagged:          yes"), "{info}");
}

#[test]
fn a_project_can_have_its_own_sheet() {
    if !ready() {
        return;
    }
    let own = "#import \"parts.typ\": *\n#show: sheet.with(view.head.title, view.head.site)\nسطر من المشروع";
    let scene = scene("").seeds().file("templates/pdf/briefing.typ", own);
    scene.mujaz("brief 2020-12-29 --format pdf --out out").exits(0);
    assert!(holds(&text_of(&scene.path(PDF)), "سطر من المشروع"));
    let scene = scene.file("templates/pdf/briefing.typ", "\n#view.nothing\n");
    scene
        .mujaz("brief 2020-12-29 --format pdf --out out")
        .exits(1)
        .says("templates/pdf/briefing.typ:2:2");
    for outside in ["/etc/passwd", "../../mujaz.toml", "@preview/a:1.0.0"] {
        let read = format!("#import \"{outside}\"");
        let scene = Scene::new().seeds().file("templates/pdf/briefing.typ", read);
        let ran = scene.mujaz("brief 2020-12-29 --format pdf --out out").exits(1);
        ran.says("templates/pdf/briefing.typ:1:9");
    }
}
