//! Pages of every kind as readers have them: by assistive techniques, by keyboard, on paper, from a
//! server and from a disk; and their markup as two validators read it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::pages::{empty, full, of_every_kind, seeds};
use super::script::{Answer, ask, checked_by_vnu};
use crate::support::Scene;

/// Related forms, of which as many must be joined as in `tests/search.rs`.
const PAIRS: &str = include_str!("../search/pairs.tsv");
const LEAST: u64 = 48;

/// Milliseconds that the middle one of all questions may take once the page is there.
const PATIENCE: u64 = 100;

/// Nothing was found, and at least so much was looked at.
#[track_caller]
fn clean(answer: &Answer, least: usize) {
    let findings: Vec<String> = answer.findings.iter().map(Value::to_string).collect();
    assert!(findings.is_empty(), "{} findings: {findings:#?}", findings.len());
    let looked = answer.looked.as_u64().unwrap();
    assert!(looked >= least as u64, "only {looked} of {least} looked at");
}

#[test]
fn pages_are_accessible_and_ask_for_nothing_else() {
    for scene in [full(), empty()] {
        let pages = of_every_kind(&scene);
        let answer = ask("pages.js", &scene.path("site"), &pages, json!({}));
        let Some(answer) = answer else { return };
        // Two widths in two schemes.
        clean(&answer, 4 * pages.len());
    }
}

#[test]
fn pages_open_from_a_disk() {
    let scene = seeds();
    let pages = of_every_kind(&scene);
    let answer = ask("pages.js", &scene.path("site"), &pages, json!({ "disk": true }));
    let Some(answer) = answer else { return };
    clean(&answer, pages.len());
}

#[test]
fn pages_are_used_by_keyboard() {
    let scene = full();
    // A sheet in one file has nothing before its text that could be skipped.
    let mut pages = of_every_kind(&scene);
    pages.retain(|page| !page.ends_with("print.html"));
    for width in [320, 1280] {
        let answer = ask("keyboard.js", &scene.path("site"), &pages, json!({ "width": width }));
        let Some(answer) = answer else { return };
        clean(&answer, 15 * pages.len());
    }
}

#[test]
fn pages_are_printed_for_paper() {
    let scene = full();
    let pages = of_every_kind(&scene);
    let Some(answer) = ask("print.js", &scene.path("site"), &pages, json!({})) else { return };
    assert!(answer.findings.is_empty(), "{:#?}", answer.findings);
    let sheets = answer.looked.as_object().unwrap();
    assert_eq!(sheets.len(), pages.len());
    let document = sheets.iter().find(|(page, _)| page.starts_with("d/")).unwrap().1;
    assert!((2..=8).contains(&document.as_u64().unwrap()), "{sheets:#?}");
}

#[test]
fn a_quiet_week_is_printed_on_two_sheets() {
    let scene = Scene::new().seeds();
    scene.build("seeds", "site", 2).unwrap();
    let week = "weeks/2020-12-26/index.html";
    let site = scene.path("site");
    let Some(answer) = ask("print.js", &site, &[week.to_owned()], json!({})) else { return };
    assert!(answer.findings.is_empty(), "{:#?}", answer.findings);
    assert_eq!(answer.looked[week].as_u64(), Some(2), "{}", answer.looked);
}

#[test]
fn pages_are_valid_by_html_validate() {
    for scene in [full(), empty()] {
        let pages = of_every_kind(&scene);
        let Some(answer) = ask("valid.js", &scene.path("site"), &pages, json!({})) else { return };
        clean(&answer, pages.len());
    }
}

#[test]
fn pages_are_valid_by_the_nu_checker() {
    for scene in [full(), empty()] {
        let site = scene.path("site");
        let Some(messages) = checked_by_vnu(&site, &of_every_kind(&scene)) else { return };
        let errors: Vec<&Value> =
            messages.iter().filter(|it| it["type"] != "info" || !is_of_policy(it)).collect();
        // A sheet in one file has its style in it, of which the checker does not know the newer half.
        let errors: Vec<&Value> = errors.into_iter().filter(|it| !is_of_style(it)).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    // The checker finds what is wrong.
    let scene = Scene::new().file("site/x.html", "<!doctype html><title>x</title><p><li>");
    let messages = checked_by_vnu(&scene.path("site"), &["x.html".to_owned()]).unwrap();
    assert!(messages.iter().any(|it| it["type"] == "error"), "{messages:#?}");
}

#[test]
fn a_summary_that_stands_alone_is_as_good_a_page() {
    let scene = Scene::new().seeds();
    std::fs::create_dir(scene.path("sheets")).unwrap();
    let sheets = [
        ("one.html", "seeds/004_ac810ad0bcec6acb.txt"),
        ("all.html", "seeds"),
        ("week.html", "--week last"),
    ];
    for (name, args) in sheets {
        let page = scene.mujaz(&format!("summary {args} --format html")).exits(0).results();
        std::fs::write(scene.path("sheets").join(name), page).unwrap();
    }
    let pages = sheets.map(|(name, _)| name.to_owned());
    let folder = scene.path("sheets");
    let Some(answer) = ask("pages.js", &folder, &pages, json!({})) else { return };
    clean(&answer, 4 * pages.len());
    let Some(answer) = ask("valid.js", &folder, &pages, json!({})) else { return };
    clean(&answer, pages.len());
    let Some(answer) = ask("print.js", &folder, &pages, json!({})) else { return };
    assert!(answer.findings.is_empty(), "{:#?}", answer.findings);
    // A sheet for each document.
    assert!(answer.looked["all.html"].as_u64() >= Some(5), "{}", answer.looked);
    assert_eq!(answer.looked["one.html"].as_u64(), Some(1), "{}", answer.looked);
    let Some(messages) = checked_by_vnu(&folder, &pages) else { return };
    // The style is that of the site, of which the checker knows only what is old.
    let is_of_style = |it: &Value| it["message"].as_str().unwrap().starts_with("CSS: ");
    let mut left = messages.iter().filter(|it| !is_of_style(it));
    assert!(left.all(|it| it["type"] == "info" && is_of_policy(it)), "{messages:#?}");
}

/// True for what the checker says of containers, which its styles do not have yet.
fn is_of_style(message: &Value) -> bool {
    let text = message["message"].as_str().unwrap_or_default();
    text.starts_with("CSS: ") && text.contains("container")
}

/// The checker knows no address of the pages, to which their policy would allow what is the
/// site's, and takes data for a script.
fn is_of_policy(message: &Value) -> bool {
    message["message"].as_str().unwrap().contains("violates Content Security Policy")
}

#[test]
fn search_joins_related_forms_by_keyboard_and_from_a_disk() {
    let rows = PAIRS.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<&str>> = rows.map(|line| line.split('\t').collect()).collect();
    let forms: BTreeSet<&str> = rows.iter().map(|row| row[1]).collect();
    let scene = forms.iter().enumerate().fold(Scene::new(), |scene, (n, form)| {
        let text = format!("خبر رقم {n}\n\nتناول المجتمعون {form} في جلسة قصيرة أمس.\n");
        scene.file(&format!("in/{n:03}.txt"), text)
    });
    let long = "قطعت القافلة طريقا طويلا بين التلال. ".repeat(40);
    let last = "ثم باع التجار الزنجبيل في السوق القديمة. ولم يبع تجار قافلة الزنجبيل الفلفل.";
    let long = format!("قافلة التوابل تصل إلى الميناء\n\n{long}{last}\n");
    let (sold, kept) = last.split_once(". ").unwrap();
    let deep = json!([
        ["زنجبيل", format!("{sold}."), ["الزنجبيل"]],
        ["قافلة الزنجبيل", kept, ["قافلة", "الزنجبيل"]],
        ["ميناء", "قطعت القافلة طريقا طويلا بين التلال.", []],
    ]);
    let scene = scene.file("in/long.txt", long);
    scene.build("in", "site", 2).unwrap();
    let headline = |form| format!("خبر رقم {}", forms.iter().position(|it| *it == form).unwrap());
    let pairs: Vec<(&str, String)> = rows.iter().map(|row| (row[0], headline(row[1]))).collect();
    assert_eq!(pairs.len(), 52);
    for (disk, pairs) in [(false, &pairs[..]), (true, &pairs[..4])] {
        // A word that every document has, so that there is more than a page shows.
        let more = json!({ "disk": disk, "pairs": pairs, "typed": "المجتمعون", "many": true, "deep": deep });
        let Some(answer) = ask("search.js", &scene.path("site"), &[], more) else { return };
        assert!(answer.findings.is_empty(), "{:#?}", answer.findings);
        let least = if disk { 4 } else { LEAST };
        assert!(answer.looked["joined"].as_u64() >= Some(least), "{}", answer.looked);
        assert!(answer.looked["middle"].as_u64() <= Some(PATIENCE), "{}", answer.looked);
    }
}

/// A page with a fault of every sort that the scripts look for.
const BAD: &str = r##"<!doctype html><html lang="ar"><title>x</title><link rel="stylesheet" href="s.css">
<a class="skip" href="#main">a</a><main id="main" tabindex="-1"><h1>h</h1><p>pale</p>
<a href="x.html" tabindex="3">b</a><a href="y.html">c</a><img src="http://127.0.0.1:9/i.png">
<nav class="nav"><a href="z.html">d</a></nav><div class="wide">w</div></main>"##;

#[test]
fn what_is_wrong_is_found() {
    let style = "p{color:#ccc}.wide{width:3000px}a{outline:none!important}";
    let scene = Scene::new().file("site/bad.html", BAD).file("site/s.css", style);
    let (site, pages) = (scene.path("site"), ["bad.html".to_owned()]);
    let found = |script, more| {
        let answer = ask(script, &site, &pages, more)?;
        Some(answer.findings.iter().map(Value::to_string).collect::<Vec<_>>().join("\n"))
    };
    let expected: [(&str, Value, &[&str]); 4] = [
        (
            "pages.js",
            json!({}),
            &["color-contrast at 320", "scrolls sideways", "ar, ltr", "is outside", "a target of"],
        ),
        (
            "keyboard.js",
            json!({ "width": 1280 }),
            &["no mark of the focus", "the focus goes back", "not the skip link"],
        ),
        ("print.js", json!({}), &["NAV.nav is printed", "wider than the sheet"]),
        ("valid.js", json!({}), &["wcag/h37"]),
    ];
    for (script, more, faults) in expected {
        let Some(found) = found(script, more) else { return };
        for fault in faults {
            assert!(found.contains(fault), "{script} does not find {fault} in {found}");
        }
    }
}
