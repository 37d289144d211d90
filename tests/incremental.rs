//! A build with a cache and one without give the same bytes, whatever changed in between.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;

use mujaz::pipeline::{BuildOptions, CacheUse, Opening, Project, Unwatched};
use proptest::prelude::*;

use crate::support::{Scene, news};

/// One thing that happens to a project between two builds.
#[derive(Clone, Debug)]
enum Edit {
    /// A document comes, or is written anew: its number, and what it says.
    Write(usize, usize),
    /// A document goes.
    Remove(usize),
    /// The editor's corrections are replaced.
    Correct(usize),
    /// A template, the words or the style sheet of the project are replaced, or go.
    Template(usize),
    /// The settings are replaced, the extra language data with them.
    Set(usize),
    /// Somebody changes a file of the site.
    Tamper(usize),
}

fn edits() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let edit = prop_oneof![
        6 => (0usize..9, 0usize..TEXTS).prop_map(|(n, text)| Edit::Write(n, text)),
        2 => (0usize..9).prop_map(Edit::Remove),
        1 => (0usize..CORRECTIONS.len()).prop_map(Edit::Correct),
        1 => (0usize..4).prop_map(Edit::Template),
        1 => (0usize..SETTINGS.len()).prop_map(Edit::Set),
        1 => (0usize..200).prop_map(Edit::Tamper),
    ];
    // Some rounds change nothing.
    proptest::collection::vec(proptest::collection::vec(edit, 0..3), 2..5)
}

/// Texts of documents: of one event or of several, by one speaker or another, with and without a
/// day, a copy, a saved page, records.
const TEXTS: usize = 9;

fn text(which: usize) -> (&'static str, String) {
    let day = |n: u32| format!("{n} كانون الأول 2020");
    match which {
        0 => ("txt", news("الساحل")),
        1 => ("txt", news("العاصمة").replace("29 كانون", "12 كانون").replace("الثلاثاء", "السبت")),
        2 => ("txt", format!("{}\nصدر عن الوزارة في بيروت.\n", news("الساحل"))),
        3 => ("txt", "خبر بلا تاريخ\n\nقالت ليلى حداد إن الميناء مغلق منذ أمس أمام السفن كلها.\n".to_owned()),
        4 => (
            "md",
            format!("---\ntitle: هدنة في الجنوب\ndate: 2020-12-27\n---\n\nأكد الوزير كريم منصور، {}، أن الهدنة صامدة في الجنوب.\n", day(27)),
        ),
        5 => (
            "md",
            "---\ntitle: الهدنة صامدة في الجنوب\ndate: 2020-12-28\n---\n\nأكد الوزير كريم منصور أن الهدنة صامدة في الجنوب. وقالت ليلى حداد إن الهدنة لم تخرق.\n".to_owned(),
        ),
        6 => (
            "html",
            "<html lang=ar><title>سعر القمح يرتفع</title><article><h1>سعر القمح يرتفع</h1><p>الاثنين 28 كانون الأول 2020</p><p>قال وزير الاقتصاد إن سعر القمح ارتفع عشرة في المئة هذا العام.</p></article>".to_owned(),
        ),
        7 => (
            "jsonl",
            "{\"title\":\"افتتاح مدرسة\",\"date\":\"2020-11-03\",\"text\":\"قال مدير المدرسة إن الصفوف تبدأ غدا في المدينة كلها.\"}\n{\"title\":\"إغلاق مدرسة\",\"date\":\"2021-01-05\",\"text\":\"أعلن مدير المدرسة أن الصفوف تغلق الأسبوع المقبل.\"}\n".to_owned(),
        ),
        _ => ("txt", String::new()),
    }
}

const CORRECTIONS: [&str; 3] = [
    "",
    "[[document]]\npath = \"0.txt\"\ndate = \"2020-12-24\"\nnote = \"من الصفحة الأولى\"\n",
    "[[document]]\npath = \"1.txt\"\nheadline = \"وزير النقل يفتتح محطة\"\noutlet = \"الصحيفة\"\n",
];

const SETTINGS: [&str; 4] = [
    "[output]\npage_size = 10\n",
    "[output]\npage_size = 12\n\n[site]\nbase_url = \"https://example.org/\"\n",
    "[display]\ndigits = \"latn\"\n",
    "[lexicon]\nextra = [\"own/persons.toml\"]\n",
];

const PERSONS: &str = "[about]\nsource = \"own\"\nlicence = \"CC0-1.0\"\nnote = \"\"\n\n\
    [[person]]\nname = \"كريم منصور الكبير\"\nalias = [\"كريم منصور\"]\n";

impl Edit {
    fn apply(&self, scene: &Scene) {
        let write = |path: &str, text: &str| {
            let path = scene.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        match *self {
            Self::Write(n, which) => {
                Self::Remove(n).apply(scene);
                let (ending, text) = text(which);
                write(&format!("in/{n}.{ending}"), &text);
            }
            Self::Remove(n) => {
                for ending in ["txt", "md", "html", "jsonl"] {
                    let _ = fs::remove_file(scene.path(&format!("in/{n}.{ending}")));
                }
            }
            Self::Correct(which) => write("corrections.toml", CORRECTIONS[which]),
            Self::Template(which) => {
                let _ = fs::remove_dir_all(scene.path("templates"));
                match which {
                    0 => {}
                    1 => write("templates/assets/site.css", "body{color:#000}"),
                    2 => write(
                        "templates/404.html",
                        "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{% endblock main %}",
                    ),
                    _ => write(
                        "templates/day.html",
                        "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{% endblock main %}",
                    ),
                }
            }
            Self::Set(which) => write("mujaz.toml", SETTINGS[which]),
            Self::Tamper(n) => {
                let files = scene.tree("site");
                if let Some(path) = files.keys().filter(|path| *path != "build.json").nth(n) {
                    write(&format!("site/{path}"), "changed by somebody");
                }
            }
        }
    }
}

/// The tree of a site and which build wrote each of its files.
type Inodes = BTreeMap<String, u64>;

fn inodes(scene: &Scene) -> Inodes {
    let inode = |path: &String| fs::metadata(scene.path(&format!("site/{path}"))).unwrap().ino();
    scene.tree("site").keys().map(|path| (path.clone(), inode(path))).collect()
}

fn build(scene: &Scene, cache: CacheUse) -> Result<(usize, usize), String> {
    let opening = Opening { folder: Some(scene.path("")), inputs: vec![], threads: Some(2) };
    let options = BuildOptions {
        input: Some(scene.path("in")),
        out: Some(scene.path("site")),
        cache,
        ..BuildOptions::default()
    };
    let project = Project::open(&opening).map_err(|error| error.to_string())?;
    let built = project.build(&options, &Unwatched).map_err(|error| error.to_string())?;
    Ok((built.published.files, built.published.unchanged))
}

fn begun() -> Scene {
    Scene::new()
        .file("mujaz.toml", SETTINGS[0])
        .file("own/persons.toml", PERSONS)
        .file("in/9.txt", news("الجبل"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cache_does_not_show(rounds in edits()) {
        let (warm, cold) = (begun(), begun());
        for edits in std::iter::once(Vec::new()).chain(rounds) {
            for edit in &edits {
                edit.apply(&warm);
                edit.apply(&cold);
            }
            let made = build(&warm, CacheUse::Kept).map(|(files, _)| files);
            prop_assert_eq!(made, build(&cold, CacheUse::Off).map(|(files, _)| files));
            let (warm, cold) = (warm.tree("site"), cold.tree("site"));
            for (path, bytes) in &cold {
                prop_assert!(warm.get(path) == Some(bytes), "{} after {:?}", path, edits);
            }
            prop_assert_eq!(warm.len(), cold.len());
        }
    }
}

/// The site before the last becomes the next: whoever touched it in between shows nowhere.
#[test]
fn what_stands_in_the_spare_site_does_not_show() {
    let (warm, cold) = (begun().copies("seeds", "in"), begun().copies("seeds", "in"));
    for scene in [&warm, &cold] {
        for n in 0..3 {
            fs::write(scene.path(&format!("in/{n}.txt")), text(n).1).unwrap();
        }
    }
    let round = |n: usize| {
        for scene in [&warm, &cold] {
            fs::write(scene.path("in/8.txt"), news(&format!("الساحل {n}"))).unwrap();
        }
        let told = build(&warm, CacheUse::Kept).unwrap();
        build(&cold, CacheUse::Off).unwrap();
        let (warm, cold) = (warm.tree("site"), cold.tree("site"));
        assert!(warm == cold, "round {n}");
        told
    };
    let spare = |path: &str| warm.path(&format!(".site.spare/{path}"));
    for n in 0..3 {
        round(n);
    }
    let before = inodes(&warm);
    let (files, unchanged) = round(3);
    assert!(spare("index.html").exists() && unchanged * 2 > files, "{unchanged} of {files}");
    let after = inodes(&warm);
    let same = after.iter().filter(|(path, inode)| before.get(*path) == Some(inode));
    assert!(same.count() >= unchanged);
    // A file of somebody's, one that was replaced, a folder and a link where files stood.
    fs::create_dir(spare("mine")).unwrap();
    fs::write(spare("mine/file"), "mine").unwrap();
    fs::remove_file(spare("robots.txt")).unwrap();
    fs::write(spare("robots.txt"), "mine").unwrap();
    fs::remove_file(spare("404.html")).unwrap();
    fs::create_dir(spare("404.html")).unwrap();
    fs::write(spare("404.html/file"), "mine").unwrap();
    fs::remove_file(spare("index.html")).unwrap();
    std::os::unix::fs::symlink(warm.path("mujaz.toml"), spare("index.html")).unwrap();
    round(4);
    // Bytes changed in place are changed in both.
    fs::write(spare("topics/index.html"), "mine").unwrap();
    round(5);
    fs::remove_dir_all(spare("")).unwrap();
    std::os::unix::fs::symlink(warm.path("in"), warm.path(".site.spare")).unwrap();
    round(6);
    assert!(warm.tree("in").len() > 4);
}

/// Whom a week calls new, and what a story says more often than others, depends on documents of other
/// days: their pages were once kept as they were.
#[test]
fn what_other_documents_say_shows_on_old_pages() {
    let report = |day: &str, words: &str| {
        format!(
            "---\ntitle: {words}\ndate: {day}\n---\n\n{}",
            format!("أكد الوزير كريم منصور أن {words}. ").repeat(3)
        )
    };
    let (warm, cold) = (begun(), begun());
    let write = |name: &str, text: &str| {
        fs::write(warm.path(name), text).unwrap();
        fs::write(cold.path(name), text).unwrap();
    };
    write("in/4.md", &text(4).1);
    write("in/5.md", &text(5).1);
    write("in/7.jsonl", &text(7).1);
    build(&warm, CacheUse::Kept).unwrap();
    build(&cold, CacheUse::Off).unwrap();
    let week = "weeks/2020-12-26/index.html";
    let first = warm.tree("site")[week].clone();
    for (name, day, words) in [
        ("in/2.md", "2020-11-04", "الميناء مفتوح أمام السفن"),
        ("in/3.md", "2021-03-01", "الهدنة صامدة في الجنوب"),
    ] {
        write(name, &report(day, words));
        build(&warm, CacheUse::Kept).unwrap();
        build(&cold, CacheUse::Off).unwrap();
        let (warm, cold) = (warm.tree("site"), cold.tree("site"));
        for (path, bytes) in cold.iter().filter(|(path, _)| *path != "build.json") {
            assert!(warm.get(path) == Some(bytes), "{path} after {name}");
        }
        assert!(warm[week] != first, "an earlier document names whom the week called new");
    }
}

#[test]
fn where_nothing_changed_the_site_is_left_alone() {
    let scene = Scene::new().seeds().file("seeds/broken.txt", [0u8; 9]);
    // As young as the build, however slow the machine is.
    let young = fs::File::options().write(true).open(scene.path("seeds/broken.txt")).unwrap();
    let modified = young.metadata().unwrap().modified().unwrap();
    young.set_modified(modified + std::time::Duration::from_secs(3600)).unwrap();
    let first = scene.mujaz("build").exits(0).messages();
    let before = (scene.tree("site"), fs::metadata(scene.path("site")).unwrap().ino());
    let cache = scene.tree("")[".site.cache"].clone();
    let again = scene.mujaz("build").exits(0).says("nothing changed").messages();
    let after = (scene.tree("site"), fs::metadata(scene.path("site")).unwrap().ino());
    assert!(before == after, "another site stands there");
    // What was skipped is said again.
    assert!(first.contains("broken.txt") && again.contains("broken.txt"), "{again}");
    scene.mujaz("build --strict").exits(1).says("1 of 6 documents skipped");
    assert_eq!(scene.names(""), [".site.cache", ".site.lock", "seeds", "site"]);
    // The young files were read once more, and the cache says since when they are known.
    assert!(scene.tree("")[".site.cache"] != cache);
    scene.mujaz("build --clock 2020-12-30").exits(0);
    let bounded = fs::metadata(scene.path("site")).unwrap().ino();
    assert_ne!(bounded, after.1, "another clock is another site");
    scene.mujaz("build --no-cache --clock 2020-12-30").exits(0);
    assert_ne!(fs::metadata(scene.path("site")).unwrap().ino(), bounded, "all is made anew");
}

#[test]
fn a_change_of_the_same_size_and_time_is_seen() {
    let scene = begun();
    build(&scene, CacheUse::Kept).unwrap();
    let path = scene.path("in/9.txt");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, news("البحر")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    build(&scene, CacheUse::Kept).unwrap();
    let texts = scene.tree("site").into_values().filter_map(|bytes| String::from_utf8(bytes).ok());
    assert!(texts.into_iter().any(|text| text.contains("محطة البحر")));
}

#[test]
fn a_damaged_cache_is_none() {
    let scene = begun().seeds().file("in/8.txt", news("الساحل"));
    build(&scene, CacheUse::Kept).unwrap();
    let (site, cache) = (scene.tree("site"), fs::read(scene.path(".site.cache")).unwrap());
    let step = cache.len() / 40;
    for at in (0..cache.len()).step_by(step.max(1)) {
        let mut damaged = cache.clone();
        damaged[at] ^= 0x11;
        fs::write(scene.path(".site.cache"), &damaged).unwrap();
        // One byte of the input changes, so that the cache is looked into.
        fs::write(scene.path("in/8.txt"), news(&format!("الساحل {at}"))).unwrap();
        build(&scene, CacheUse::Kept).unwrap();
    }
    fs::write(scene.path(".site.cache"), &cache[..cache.len() / 2]).unwrap();
    fs::write(scene.path("in/8.txt"), news("الساحل")).unwrap();
    build(&scene, CacheUse::Kept).unwrap();
    let mut after = scene.tree("site");
    // What was retired in between stays retired.
    after.retain(|path, _| site.contains_key(path) && path != "build.json");
    let same = |(path, bytes): (&String, &Vec<u8>)| site.get(path) == Some(bytes);
    assert!(after.iter().all(same));
}

#[test]
fn a_link_in_the_place_of_the_cache_is_not_followed() {
    let scene = begun().file("elsewhere", "not a cache");
    std::os::unix::fs::symlink(scene.path("elsewhere"), scene.path(".site.cache")).unwrap();
    build(&scene, CacheUse::Kept).unwrap();
    assert_eq!(scene.read("elsewhere"), "not a cache");
    assert!(fs::symlink_metadata(scene.path(".site.cache")).unwrap().is_file());
}

#[test]
fn a_folder_in_the_place_of_the_cache_is_said_and_left_alone() {
    let scene = Scene::new().seeds().file(".site.cache/mine.txt", "not a cache");
    let ran = scene.mujaz("build").exits(0);
    ran.says(".site.cache cannot be written").says("the next build takes as long as this one");
    assert_eq!(scene.read(".site.cache/mine.txt"), "not a cache");
    assert_eq!(scene.names(""), [".site.cache", ".site.lock", "seeds", "site"]);
}

#[test]
fn what_is_too_large_is_known_by_its_stamp_and_tried_again_when_it_changes() {
    let scene = Scene::new()
        .file("mujaz.toml", "input.folder = \"in\"\nlimits.file = 1024\n")
        .file("in/a.txt", news("الساحل"))
        .file("in/b.txt", news("الجنوب").repeat(9));
    for _ in 0..2 {
        scene.mujaz("build").exits(0).says("too-large 1");
    }
    fs::write(scene.path("in/b.txt"), news("الجنوب")).unwrap();
    scene.mujaz("build").exits(0).does_not_say("too-large").says("2 documents: 2 published");
}

/// What a new document leaves alone: pages of other days, people and topics.
#[test]
fn a_new_document_leaves_old_pages_alone() {
    let scene = begun().file("in/0.txt", text(1).1).file("in/1.html", text(6).1);
    build(&scene, CacheUse::Kept).unwrap();
    let before = inodes(&scene);
    fs::write(scene.path("in/2.txt"), text(3).1).unwrap();
    let (files, unchanged) = build(&scene, CacheUse::Kept).unwrap();
    let after = inodes(&scene);
    let rewritten: Vec<&String> = before
        .iter()
        .filter(|(path, inode)| after.get(*path).is_some_and(|it| it != *inode))
        .map(|(path, _)| path)
        .collect();
    let is_old = |path: &&&String| {
        let index = ["2020/index.html", "people/index.html"].contains(&path.as_str());
        let folders = ["d/", "2020/", "people/", "sources/", "api/v1/months/2020"];
        !index && folders.iter().any(|folder| path.starts_with(folder))
    };
    let old: Vec<&&String> = rewritten.iter().filter(is_old).collect();
    assert_eq!(old, Vec::<&&String>::new(), "{unchanged} of {files} as before");
}
