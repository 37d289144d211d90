//! Publishing: whatever fails or is killed, the published folder is one whole version, and nothing
//! of the operator is touched.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;

use mujaz::error::{Error, Result};
use mujaz::io::disk::{Disk, Real};
use mujaz::io::write::{Atomicity, Claim, Published, Request};
use mujaz::site::{Counts, OutputFile, Route};

use crate::support::disk::{EACCES, EINTR, EIO, ENOSPC, Failing, FileSystem, Mode};
use crate::support::{Scene, Tree};

/// Publishes a site of some files: path → text.
fn publish(disk: &dyn Disk, request: &Request, files: &[(&str, &str)]) -> Result<Published> {
    let stage = Claim::new(disk, request)?.stage()?;
    for (path, text) in files {
        let route = Route::new(*path).unwrap();
        stage.put(&OutputFile { route, bytes: text.as_bytes().to_vec() })?;
    }
    stage.finish(None, Counts::default(), BTreeMap::new())
}

fn request(scene: &Scene) -> Request {
    Request {
        out: scene.path("o/site"),
        input: scene.path("in"),
        keep: vec!["README.md".to_owned(), "static".to_owned()],
        atomicity: Atomicity::Preferred,
    }
}

/// A folder with an input, and `o/`, in which the site is to lie.
fn scene() -> Scene {
    Scene::new().file("in/a.txt", "خبر").file("o/other.txt", "not ours")
}

const OLD: [(&str, &str); 4] =
    [("index.html", "old"), ("d/a/index.html", "same"), ("d/b/index.html", "b"), ("x.css", "c")];
const NEW: [(&str, &str); 4] =
    [("index.html", "new"), ("d/a/index.html", "same"), ("d/c/index.html", "c"), ("x.css", "d")];

/// The tree of a site as it was meant, without its manifest.
fn meant(files: &[(&str, &str)], kept: &[(&str, &str)]) -> Tree {
    let all = files.iter().chain(kept);
    all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn published(scene: &Scene) -> Tree {
    let mut tree = scene.tree("o/site");
    tree.remove("build.json");
    tree
}

/// A disk that works, without waiting for the hardware.
fn quick() -> Failing {
    Failing::new(usize::MAX, 0, Mode::Once, FileSystem::Everything)
}

/// Publishes NEW over OLD once for every operation, which fails; hands what is left to `judge`;
/// then the next build must come out right and leave nothing behind.
fn fail_each(with: i32, mode: Mode, can: FileSystem, judge: impl Fn(&Scene, &Result<Published>)) {
    let mine = [("README.md", "mine"), ("static/logo.svg", "logo")];
    for at in 1.. {
        let scene = scene();
        publish(&quick(), &request(&scene), &OLD).unwrap();
        let scene = mine
            .iter()
            .fold(scene, |scene, (path, text)| scene.file(&format!("o/site/{path}"), text));
        let disk = Failing::new(at, with, mode, can);
        let result = publish(&disk, &request(&scene), &NEW);
        let was_last = !disk.reached();
        if was_last {
            assert!(result.is_ok(), "{result:?}");
        }
        judge(&scene, &result);

        let again = Failing::new(usize::MAX, 0, Mode::Once, can);
        publish(&again, &request(&scene), &NEW).unwrap();
        assert_eq!(published(&scene), meant(&NEW, &mine), "after operation {at}");
        assert_eq!(scene.names("o"), [".site.lock", "other.txt", "site"], "after operation {at}");
        if was_last {
            assert!(at > 40, "only {at} operations were tried");
            return;
        }
    }
}

/// The published site is wholly old or wholly new; and old where the build failed.
fn whole(scene: &Scene, result: &Result<Published>) {
    let mine = [("README.md", "mine"), ("static/logo.svg", "logo")];
    let expected = if result.is_ok() { meant(&NEW, &mine) } else { meant(&OLD, &mine) };
    assert_eq!(published(scene), expected, "{result:?}");
    if let Err(error) = result {
        assert!(error.path().is_some(), "{error} names no path");
    }
}

#[test]
fn a_failing_operation_leaves_the_old_site() {
    for with in [EIO, ENOSPC, EACCES, EINTR] {
        fail_each(with, Mode::Once, FileSystem::Everything, whole);
    }
}

#[test]
fn a_short_write_leaves_the_old_site() {
    fail_each(ENOSPC, Mode::Short, FileSystem::Everything, whole);
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let mine = [("README.md", "mine"), ("static/logo.svg", "logo")];
    fail_each(EIO, Mode::ForEver, FileSystem::Everything, |scene, result| {
        let tree = published(scene);
        assert!(tree == meant(&OLD, &mine) || tree == meant(&NEW, &mine), "{result:?} {tree:?}");
    });
}

#[test]
fn without_exchange_the_next_build_finishes_a_killed_one() {
    for can in [FileSystem::NoExchange, FileSystem::NoRename] {
        for mode in [Mode::Once, Mode::ForEver] {
            fail_each(EIO, mode, can, |_, _| {});
        }
    }
}

#[test]
fn without_exchange_the_site_is_replaced_and_that_is_said() {
    for (can, way) in
        [(FileSystem::NoExchange, "by two renames"), (FileSystem::NoRename, "file by file")]
    {
        let scene = scene();
        publish(&quick(), &request(&scene), &OLD).unwrap();
        let disk = Failing::new(usize::MAX, 0, Mode::Once, can);
        let done = publish(&disk, &request(&scene), &NEW).unwrap();
        assert!(done.notes.iter().any(|note| note.contains(way)), "{:?}", done.notes);
        assert_eq!(published(&scene), meant(&NEW, &[]));

        let strict = Request { atomicity: Atomicity::Required, ..request(&scene) };
        let error = publish(&disk, &strict, &OLD).unwrap_err();
        assert!(error.to_string().contains("cannot publish in one step"), "{error}");
        assert_eq!(published(&scene), meant(&NEW, &[]));
        assert_eq!(scene.names("o"), [".site.lock", "other.txt", "site"]);
    }
}

#[test]
fn a_full_disk_is_named() {
    let errors: Vec<Error> = (1..60)
        .filter_map(|at| {
            let scene = scene();
            let disk = Failing::new(at, ENOSPC, Mode::Once, FileSystem::Everything);
            publish(&disk, &request(&scene), &NEW).err()
        })
        .collect();
    let writing = errors.iter().find(|error| error.message() == "cannot write 3 bytes to");
    let writing = writing.expect("an error about a file of the site");
    assert_eq!(writing.code(), "disk-full");
    assert_eq!(writing.remedy(), Some("the published site is unchanged"));
    assert!(writing.path().unwrap().ends_with("index.html"));
}

#[test]
fn a_file_system_without_links_gets_copies() {
    let scene = scene();
    let disk = Failing::new(usize::MAX, 0, Mode::Once, FileSystem::NoLinks);
    publish(&disk, &request(&scene), &OLD).unwrap();
    let scene = scene.file("o/site/README.md", "mine");
    let done = publish(&disk, &request(&scene), &OLD).unwrap();
    assert_eq!(done.unchanged, 0);
    assert_eq!(published(&scene), meant(&OLD, &[("README.md", "mine")]));
}

/// What makes a file the same one for whoever watches it.
fn identity(scene: &Scene, path: &str) -> (u64, i64) {
    let status = fs::metadata(scene.path(path)).unwrap();
    (status.ino(), status.mtime_nsec())
}

#[test]
fn an_unchanged_file_stays_the_same_file() {
    let scene = scene();
    publish(&Real, &request(&scene), &OLD).unwrap();
    let before = ["o/site/d/a/index.html", "o/site/index.html"].map(|path| identity(&scene, path));
    let done = publish(&Real, &request(&scene), &NEW).unwrap();
    assert_eq!(identity(&scene, "o/site/d/a/index.html"), before[0]);
    assert_ne!(identity(&scene, "o/site/index.html"), before[1]);
    assert_eq!((done.files, done.unchanged), (5, 1));
    let done = publish(&Real, &request(&scene), &NEW).unwrap();
    assert_eq!((done.files, done.unchanged), (5, 5));
}

#[test]
fn a_file_edited_in_place_is_repaired() {
    let scene = scene();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    let scene = scene.file("o/site/index.html", "bad");
    let done = publish(&quick(), &request(&scene), &OLD).unwrap();
    assert_eq!(published(&scene), meant(&OLD, &[]));
    assert_eq!(done.unchanged, 4);
}

/// A request is refused with these words, and the folder is as it was.
fn refused(scene: &Scene, request: &Request, words: &str) {
    let state = || {
        let mut tree = scene.tree("");
        tree.remove("o/.site.lock");
        tree
    };
    let before = state();
    let error = publish(&quick(), request, &NEW).expect_err(words);
    assert!(error.to_string().contains(words), "{error}");
    assert!(error.remedy().is_some(), "{error} has no hint");
    assert_eq!(state(), before);
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let scene = (1..=7).fold(scene(), |scene, n| scene.file(&format!("o/site/{n}.txt"), "mine"));
    refused(
        &scene,
        &request(&scene),
        "o/site: the folder holds what mujaz did not write: \
        1.txt, 2.txt, 3.txt, 4.txt, 5.txt and more",
    );
    assert_eq!(scene.names("o"), ["other.txt", "site"], "a lock beside a folder that is no site");
}

#[test]
fn what_is_added_to_a_site_is_refused() {
    for path in ["o/site/.hidden", "o/site/d/mine/note.txt", "o/site/d/a/note.txt"] {
        let scene = scene();
        publish(&quick(), &request(&scene), &OLD).unwrap();
        let scene = scene.file(path, "mine");
        refused(&scene, &request(&scene), "did not write: ");
    }
    let scene = scene();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    fs::remove_file(scene.path("o/site/x.css")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", scene.path("o/site/x.css")).unwrap();
    refused(&scene, &request(&scene), "did not write: x.css");
}

#[test]
fn what_is_removed_from_a_site_is_written_again() {
    let scene = scene();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    fs::remove_file(scene.path("o/site/d/b/index.html")).unwrap();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    assert_eq!(published(&scene), meant(&OLD, &[]));
}

#[test]
fn a_broken_manifest_is_refused() {
    for (text, words) in [
        ("{", "o/site/build.json: not a manifest of mujaz"),
        ("{\"format\": 1}", "not a manifest of mujaz"),
        (
            "{\"format\":99,\"version\":\"9.0\",\"clock\":null,\"counts\":{\"seen\":0,\"published\":0,\
             \"merged\":0,\"skipped\":{}},\"files\":{},\"retired\":{}}",
            "written by mujaz 9.0, in a format of its own",
        ),
        (
            "{\"format\":99,\"version\":\"9.0\",\"clock\":null,\"counts\":{\"seen\":0,\"published\":0,\
             \"merged\":0,\"skipped\":{}},\"files\":{\"../../in/a.txt\":\"\"},\"retired\":{}}",
            "not a manifest of mujaz",
        ),
    ] {
        let scene = scene();
        publish(&quick(), &request(&scene), &OLD).unwrap();
        let scene = scene.file("o/site/build.json", text);
        refused(&scene, &request(&scene), words);
    }
}

#[test]
fn input_and_output_may_not_hold_each_other() {
    let scene = scene();
    let with = |out: &str, input: &str| Request {
        out: scene.path(out),
        input: scene.path(input),
        ..request(&scene)
    };
    refused(&scene, &with("in", "in"), "input and output are the same folder");
    refused(&scene, &with("in/site", "in"), "the output folder lies inside the input folder");
    refused(&scene, &with("o", "o/../o/sub/.."), "");
    refused(&scene, &with("", "in"), "the input folder lies inside the output folder");
}

#[test]
fn a_file_of_no_name_is_somebody_elses() {
    use std::os::unix::ffi::OsStrExt;
    let scene = scene();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    let name = std::ffi::OsStr::from_bytes(b"\xff.html");
    fs::write(scene.path("o/site").join(name), "mine").unwrap();
    let error = publish(&quick(), &request(&scene), &NEW).unwrap_err();
    assert!(error.to_string().contains("did not write: \u{fffd}.html"), "{error}");
    assert_eq!(scene.read("o/site/index.html"), "old");
}

#[test]
fn what_is_kept_is_a_file_or_a_folder() {
    let scene = scene();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", scene.path("o/site/README.md")).unwrap();
    let error = publish(&quick(), &request(&scene), &NEW).unwrap_err();
    assert!(error.to_string().contains("README.md: neither a file nor a folder"), "{error}");
    assert_eq!(scene.read("o/site/index.html"), "old");
}

#[test]
fn what_somebody_else_writes_into_the_new_site_is_noticed() {
    let scene = scene();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    let stage = Claim::new(&Real, &request(&scene)).unwrap().stage().unwrap();
    let route = Route::new("index.html").unwrap();
    stage.put(&OutputFile { route, bytes: b"new".to_vec() }).unwrap();
    let names = scene.names("o");
    let folder = names.iter().find(|name| name.starts_with(".site.stage-")).unwrap();
    fs::write(scene.path("o").join(folder).join("other.html"), "not ours").unwrap();
    let error = stage.finish(None, Counts::default(), BTreeMap::new()).unwrap_err();
    assert!(error.message().contains("and 3 of "), "{error}");
    assert!(error.remedy().unwrap().contains("is something else writing here?"));
    assert_eq!(published(&scene), meant(&OLD, &[]));
    assert_eq!(scene.names("o"), [".site.lock", "other.txt", "site"]);
}

#[test]
fn the_first_site_needs_no_exchange() {
    let scene = scene();
    let disk = Failing::new(usize::MAX, 0, Mode::Once, FileSystem::NoExchange);
    let strict = Request { atomicity: Atomicity::Required, ..request(&scene) };
    let done = publish(&disk, &strict, &NEW).unwrap();
    assert_eq!(done.notes, [""; 0]);
    assert_eq!(published(&scene), meant(&NEW, &[]));
}

#[test]
fn only_a_folder_can_be_replaced() {
    let scene = scene();
    let with = |out: &str| Request { out: scene.path(out), ..request(&scene) };
    refused(&scene, &with("o/other.txt"), "the output is to be a folder");
    refused(&scene, &with("no/such/site"), "cannot find the folder of the output");
    refused(&scene, &Request { out: "/".into(), ..request(&scene) }, "cannot be replaced");
    std::os::unix::fs::symlink("nowhere", scene.path("o/link")).unwrap();
    let error = publish(&quick(), &with("o/link"), &NEW).unwrap_err();
    assert!(error.to_string().contains("a link that leads nowhere"), "{error}");
}

#[test]
fn a_link_to_the_folder_stays_a_link() {
    let scene = scene();
    std::os::unix::fs::symlink("real", scene.path("o/site")).unwrap();
    fs::create_dir(scene.path("o/real")).unwrap();
    publish(&quick(), &request(&scene), &NEW).unwrap();
    assert!(scene.path("o/site").is_symlink());
    assert_eq!(published(&scene), meant(&NEW, &[]));
    assert_eq!(scene.names("o"), [".real.lock", "other.txt", "real", "site"]);
}

#[test]
fn the_kept_files_may_not_be_pages() {
    for kept in ["index.html", "d", "build.json", "x.css/more"] {
        let scene = scene();
        let request = Request { keep: vec![kept.to_owned()], ..request(&scene) };
        let error = publish(&quick(), &request, &NEW).unwrap_err();
        assert!(error.to_string().contains("output.keep names"), "{error}");
        assert_eq!(scene.names("o"), [".site.lock", "other.txt"]);
    }
}

#[test]
fn one_build_at_a_time() {
    let scene = scene();
    let first = Claim::new(&Real, &request(&scene)).unwrap();
    let error = publish(&Real, &request(&scene), &NEW).unwrap_err();
    assert!(error.to_string().contains("another build of this folder is running"), "{error}");
    drop(first);
    publish(&Real, &request(&scene), &NEW).unwrap();
}

#[test]
fn what_a_killed_build_left_is_removed() {
    let scene = scene();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    let scene = scene
        .file("o/.site.stage-123-AbC/index.html", "half")
        .file("o/.site.old/index.html", "old")
        .file("o/.site.cache-new", "begun")
        .file("o/.site.stage-1.stage-2-x/index.html", "another site's")
        .file("o/.site.journal", "renames ../../in\n");
    publish(&quick(), &request(&scene), &NEW).unwrap();
    assert_eq!(published(&scene), meant(&NEW, &[]));
    assert_eq!(scene.names("o"), [".site.lock", ".site.stage-1.stage-2-x", "other.txt", "site"]);
    assert_eq!(scene.read("in/a.txt"), "خبر");
}

#[test]
fn a_build_killed_between_two_renames_is_finished() {
    let scene = scene();
    publish(&quick(), &request(&scene), &OLD).unwrap();
    fs::rename(scene.path("o/site"), scene.path("o/.site.old")).unwrap();
    let scene = scene.file("o/.site.journal", "renames .site.stage-1-gone\n");
    // The new site is gone, so the old one comes back; then another build may be refused or not.
    drop(Claim::new(&quick(), &request(&scene)).unwrap());
    assert_eq!(published(&scene), meant(&OLD, &[]));
}

#[test]
fn a_site_is_for_everybody_to_read() {
    let scene = scene();
    publish(&quick(), &request(&scene), &NEW).unwrap();
    let made = scene.path("o/like");
    fs::create_dir(&made).unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(scene.path("o/site")), mode(made));
}

#[test]
fn two_files_of_one_address_are_refused() {
    let scene = scene();
    let error =
        publish(&quick(), &request(&scene), &[("a.html", "1"), ("a.html", "2")]).unwrap_err();
    assert!(error.to_string().contains("two pages have the address a.html"), "{error}");
    assert_eq!(scene.names("o"), [".site.lock", "other.txt"]);
}
