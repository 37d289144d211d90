//! `mujaz publish`: one command that builds, proves, briefs and writes; again and again.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use crate::support::{Scene, news};

const FORMATS: [&str; 7] = ["eml", "epub", "html", "json", "md", "print.html", "txt"];

fn names(week: &str) -> Vec<String> {
    FORMATS.map(|format| format!("briefing-{week}.{format}")).to_vec()
}

/// When each file of a folder was changed.
fn times(folder: &Path) -> Vec<SystemTime> {
    let mut entries: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    entries.iter().map(|entry| entry.metadata().unwrap().modified().unwrap()).collect()
}

#[test]
fn a_second_run_changes_no_byte() {
    let scene = Scene::new().seeds();
    let ran = scene.mujaz("publish").exits(0).says(" 0 findings").does_not_say("nothing changed");
    // The newest week is that of the newest document, and has not ended.
    assert_eq!(scene.names("editions"), names("2020-12-26"));
    let mut told: Vec<String> = ran.results().lines().map(str::to_owned).collect();
    told.sort();
    let expected: Vec<String> =
        names("2020-12-26").iter().map(|name| format!("./editions/{name}")).collect();
    assert_eq!(told, expected);
    let (tree, before) = (scene.tree(""), times(&scene.path("editions")));
    scene.mujaz("publish").exits(0).says("nothing changed").says(" 0 findings");
    assert_eq!(times(&scene.path("editions")), before, "files are left alone");
    let after = scene.tree("");
    assert!(after.keys().eq(tree.keys()));
    for (path, bytes) in &tree {
        assert!(path == ".site.cache" || after[path] == *bytes, "{path}");
    }
    // The editions are those of `brief`, and the site is that of `build`.
    scene.mujaz("brief 2020-W53 --format md,eml --out alone").exits(0);
    for name in scene.names("alone") {
        assert_eq!(scene.read(&format!("alone/{name}")), scene.read(&format!("editions/{name}")));
    }
    scene.mujaz("build --out built").exits(0);
    assert_eq!(scene.tree("built"), scene.tree("site"));
}

#[test]
fn the_week_is_the_newest_that_has_ended() {
    let scene = Scene::new().seeds();
    let week = |args: &str, expected: &str| {
        scene.mujaz(&format!("publish {args} --format md --editions e")).exits(0);
        assert_eq!(scene.names("e"), [format!("briefing-{expected}.md")], "{args}");
        std::fs::remove_dir_all(scene.path("e")).unwrap();
    };
    week("", "2020-12-26");
    week("last", "2021-02-13");
    week("2020-01-07", "2020-01-04");
    // The week ends on a Friday: by then another document may come.
    week("--clock 2021-02-19", "2020-12-26");
    week("--clock 2021-02-20", "2021-02-13");
    // The first week of all is published while it goes on.
    let scene = Scene::new().file("seeds/a.txt", news("النهر"));
    scene.mujaz("publish --format txt").exits(0);
    assert_eq!(scene.names("editions"), ["briefing-2020-12-26.txt"]);
}

#[test]
fn a_site_that_check_refuses_is_not_published() {
    let scene = Scene::new().seeds();
    scene.mujaz("publish").exits(0);
    let (site, editions) = (scene.tree("site"), scene.tree("editions"));
    scene.mujaz("init --theme --only about.html").exits(0);
    let page = scene.read("templates/about.html");
    let (head, tail) = page.rsplit_once("{% endblock").unwrap();
    let broken = format!("{head}<p><a href=\"nowhere.html\">x</a></p>{{% endblock{tail}");
    let scene = scene.file("templates/about.html", broken).file("seeds/new.txt", news("النهر"));
    let ran =
        scene.mujaz("publish").exits(1).says("wrong with the new site, and the old one stays");
    let ran = ran.prints("about/index.html:").prints("nowhere.html");
    assert!(!ran.results().contains("briefing-"), "{}", ran.results());
    assert_eq!(scene.tree("site"), site);
    assert_eq!(scene.tree("editions"), editions);
    let hidden = scene.names("").into_iter().filter(|name| name.starts_with(".site.stage"));
    assert_eq!(hidden.count(), 0, "the new site is removed again");
    // Mended, it goes through.
    let scene = scene.file("templates/about.html", page);
    scene.mujaz("publish").exits(0).says(" 0 findings");
    assert_ne!(scene.tree("site"), site);
}

#[test]
fn what_fails_leaves_all_as_it_was() {
    let scene = Scene::new().seeds();
    scene.mujaz("publish 2019-01-01").exits(1).says("no document is of the days");
    assert!(!scene.path("site").exists() && !scene.path("editions").exists());
    scene.mujaz("publish --format pdf").exits(1).says("PDF");
    assert!(!scene.path("site").exists());
    for (folder, why) in [
        ("site/editions", "nothing but what its build wrote"),
        ("site", "nothing but what its build wrote"),
        ("seeds/editions", "read as documents"),
    ] {
        let args = format!("publish --editions {folder}");
        scene.mujaz(&args).exits(1).says("error[write]").says(why);
        assert!(!scene.path(folder).exists() || folder == "site");
    }
    // What cannot be written to is told before anything is published.
    let scene = scene.file("taken", "");
    scene.mujaz("publish --editions taken").exits(1).says("taken: this is a file, and no folder");
    scene.mujaz("publish --editions taken/in").exits(1).says("hint: name a folder that you may");
    assert!(!scene.path("site").exists());
    let scene = scene.file("seeds/bad.txt", [0, 1, 2]);
    scene.mujaz("publish --strict").exits(1).says("--strict is given");
    assert!(!scene.path("site").exists() && !scene.path("editions").exists());
    scene.mujaz("publish").exits(0).says("1 skipped");
    scene.mujaz("publish tomorrow").exits(2);
}

/// The blocks of code of a language in a paper.
fn blocks(paper: &str, language: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(paper);
    let text = std::fs::read_to_string(path).unwrap();
    let opening = format!("\n```{language}\n");
    let blocks = text.split(&opening).skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks.map(|block| format!("{block}\n")).collect()
}

#[test]
fn the_units_of_the_manual_are_what_systemd_takes() {
    let units = blocks("publishing.md", "ini");
    let of = |section: &str| {
        let mut found = units.iter().filter(|unit| unit.contains(section));
        (found.next().unwrap().clone(), found.next())
    };
    let ((service, None), (timer, None)) = (of("[Service]"), of("[Timer]")) else {
        panic!("one service and one timer: {units:?}")
    };
    // The program and the user are not here.
    let service =
        service.replace("/usr/local/bin/mujaz", "/bin/true").replace("=digest\n", "=root\n");
    let scene = Scene::new().file("mujaz.service", service).file("mujaz.timer", timer);
    let mut verify = Command::new("systemd-analyze");
    verify.arg("verify").args(["mujaz.service", "mujaz.timer"].map(|name| scene.path(name)));
    let Ok(output) = verify.stdin(Stdio::null()).output() else {
        eprintln!("skipped: no systemd-analyze here");
        return;
    };
    let words = String::from_utf8_lossy(&output.stderr);
    let ours: Vec<&str> = words.lines().filter(|line| line.contains("mujaz.")).collect();
    assert!(output.status.success() && ours.is_empty(), "{words}");
}
