//! Sites in a real browser, without a window. Here, what needs nothing but the browser: the pages of
//! the seeds are opened from the disk; direction, no sideways scroll on a narrow screen, nothing
//! refused or broken, search. In the modules, what is asked by scripts of `tests/browser/`.
//!
//! Each page is copied beside itself with a probe that measures it and tells its frame, 320 px
//! wide, what it found; the frame's page writes all answers into its own text, which the browser
//! prints at the end. The site itself is not touched.

mod pages;
mod quality;
mod script;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::Scene;

/// Width of the frame in CSS pixels: the narrowest screen that pages are made for.
const WIDTH: u64 = 320;

/// Names of browsers that can do this.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// How long the browser may take for all pages.
const PATIENCE: Duration = Duration::from_secs(120);

/// Measures the page it stands in.
const PROBE: &str = r#"<script>
addEventListener("load", () => {
  const root = document.documentElement;
  const wide = [...document.querySelectorAll("body *")]
    .filter((it) => it.getBoundingClientRect().left < -1 || it.getBoundingClientRect().right > innerWidth + 1)
    .map((it) => it.tagName + "." + it.className);
  parent.postMessage(JSON.stringify({
    page: PAGE,
    width: innerWidth,
    scroll: root.scrollWidth,
    room: root.clientWidth,
    dir: getComputedStyle(document.body).direction,
    lang: root.lang,
    styled: document.styleSheets.length,
    font: getComputedStyle(document.body).fontFamily,
    wide: wide.slice(0, 5),
  }), "*");
});
</script>"#;

fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("MUJAZ_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let places: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES
        .iter()
        .flat_map(|name| places.iter().map(move |place| place.join(name)))
        .find(|it| it.is_file())
}

/// One page of each kind, and every document.
fn pages(scene: &Scene) -> Vec<String> {
    let tree = scene.tree("site");
    let mut kinds = std::collections::BTreeSet::new();
    let kind = |path: &str| match path.split('/').next().unwrap() {
        // Years, months and days begin with the year, and differ by their depth.
        year if year.parse::<u32>().is_ok() => format!("calendar {}", path.matches('/').count()),
        "d" => path.to_owned(),
        folder => format!("{folder} {}", path.matches('/').count()),
    };
    tree.keys()
        .filter(|path| path.ends_with(".html") && kinds.insert(kind(path)))
        .cloned()
        .collect()
}

/// Writes the copies with probes and the page that frames them; returns that page.
fn frame(scene: &Scene, pages: &[String]) -> PathBuf {
    let mut frames = String::new();
    for page in pages {
        let html = scene.read(&format!("site/{page}"));
        let start =
            html.find("<meta http-equiv=\"Content-Security-Policy\"").expect("a content policy");
        let end = start + html[start..].find('>').unwrap() + 1;
        let probe = PROBE.replace("PAGE", &serde_json::to_string(page).unwrap());
        let html = format!("{}{}{probe}", &html[..start], &html[end..]);
        let copy = format!("site/{}.probe.html", page.trim_end_matches(".html"));
        fs::write(scene.path(&copy), html).unwrap();
        frames.push_str(&format!(
            "<iframe width={WIDTH} height=800 src='{copy}' style='border:0'></iframe>\n"
        ));
    }
    // The listener first: a frame may be done before the rest of the page is read.
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>probes</title><body><pre id=answers></pre><script>
addEventListener('message', (event) => {{
  document.getElementById('answers').append(event.data + '\\n');
}});
</script>\n{frames}"
    );
    let path = scene.path("frame.html");
    fs::write(&path, page).unwrap();
    path
}

/// Opens a page and gives its text after all has loaded, and what the console said.
fn opened(browser: &Path, scene: &Scene, page: &Path) -> (String, String) {
    let (dom, console) = (scene.path("dom"), scene.path("console"));
    let mut program = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
            "--allow-file-access-from-files",
            "--enable-logging=stderr",
            "--v=0",
            "--virtual-time-budget=10000",
            "--window-size=1280,900",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", scene.path("profile").display()))
        .arg(format!("file://{}", page.display()))
        .stdin(Stdio::null())
        .stdout(fs::File::create(&dom).unwrap())
        .stderr(fs::File::create(&console).unwrap())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while program.try_wait().unwrap().is_none() {
        if start.elapsed() > PATIENCE {
            program.kill().unwrap();
            panic!("the browser gave no answer: {}", fs::read_to_string(console).unwrap());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let text = |path: PathBuf| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    (text(dom), text(console))
}

#[test]
fn pages_fit_a_narrow_screen_and_read_from_the_right() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium found in PATH or MUJAZ_CHROMIUM");
        return;
    };
    let scene = Scene::new().seeds();
    scene.mujaz("build --clock 2024-03-12").exits(0);
    let pages = pages(&scene);
    assert!(pages.len() > 5, "{pages:?}");
    let (dom, console) = opened(&browser, &scene, &frame(&scene, &pages));

    let complaints: Vec<&str> = console.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    let answers = dom.split("<pre id=\"answers\">").nth(1).unwrap_or(&dom);
    let answers =
        answers.split("</pre>").next().unwrap().replace("&amp;", "&").replace("&lt;", "<");
    let answers: Vec<Value> =
        answers.lines().filter_map(|line| serde_json::from_str(line.trim()).ok()).collect();
    assert_eq!(answers.len(), pages.len(), "some pages did not answer: {dom}");
    for answer in answers {
        assert_eq!(answer["width"], WIDTH, "the frame is not as narrow as meant: {answer}");
        let (scroll, room) = (answer["scroll"].as_u64(), answer["room"].as_u64());
        assert!(scroll <= room, "scrolls sideways: {answer}");
        assert_eq!(answer["dir"], "rtl", "{answer}");
        assert_eq!(answer["lang"], "ar", "{answer}");
        assert_eq!(answer["styled"], 1, "the style sheet is missing: {answer}");
    }
}

#[test]
fn the_content_policy_refuses_nothing_of_ours() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium found in PATH or MUJAZ_CHROMIUM");
        return;
    };
    let scene = Scene::new().seeds();
    scene.mujaz("build").exits(0);
    // As published, with its policy: the console would name what the policy refuses.
    let (dom, console) = opened(&browser, &scene, &scene.path("site/index.html"));
    assert!(dom.contains("dir=\"rtl\""), "{dom}");
    let complaints: Vec<&str> = console.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn search_answers_from_the_disk_under_its_policy() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium found in PATH or MUJAZ_CHROMIUM");
        return;
    };
    let scene = Scene::new().seeds();
    scene.mujaz("build").exits(0);
    let page = |query: &str| {
        let path = format!("{}?q={query}", scene.path("site/search/index.html").display());
        let (dom, console) = opened(&browser, &scene, Path::new(&path));
        assert!(!console.contains("CONSOLE"), "{console}");
        let (_, main) = dom.split_once("<main").expect("no page");
        main.to_owned()
    };
    // Found by what is left without the preposition.
    let results = page("لليبيا");
    assert!(results.contains("role=\"status\" class=\"meta\">الوثائق المطابقة: ٥"), "{results}");
    assert_eq!(results.matches("<li><h2 class=\"t3\"><a href=\"../d/").count(), 5, "{results}");
    assert!(results.contains("<mark>وليبيا</mark>"), "{results}");
    assert!(results.contains("<time datetime=\"2020-12-30\">"), "{results}");
    let none = page("غيرموجود");
    assert!(none.contains("class=\"meta\">لا نتائج."), "{none}");
    // What is typed stays text.
    let typed = page("<img src=x onerror=alert(1)>");
    assert!(!typed.contains("<img"), "{typed}");
    let ready = page("");
    assert!(ready.contains("class=\"meta\">يطابق البحث"), "{ready}");
}
