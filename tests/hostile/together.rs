//! Readers while it is published, two builds at once, and disks that are full or not ours to write.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use mujaz::pipeline::{BuildOptions, Opening, Project, Unwatched};

use super::{Dice, fifty, nothing_is_left, program, published, turn_to, versions};
use crate::support::Scene;

fn build(scene: &Scene) {
    let opening = Opening { folder: Some(scene.path("")), inputs: vec![], threads: Some(1) };
    let options = BuildOptions {
        input: Some(scene.path("in")),
        out: Some(scene.path("o/site")),
        ..BuildOptions::default()
    };
    Project::open(&opening).unwrap().build(&options, &Unwatched).unwrap();
}

#[test]
fn readers_see_no_missing_and_no_torn_file_while_it_is_published() {
    const PUBLISHES: usize = 20;
    let scene = fifty();
    let versions = versions(&scene, build);
    let both: Vec<&String> =
        versions[0].keys().filter(|path| versions[1].contains_key(*path)).collect();
    assert!(both.len() > 150, "{}", both.len());
    let (done, n_read) = (AtomicBool::new(false), AtomicUsize::new(0));
    let read = |seed: u64| {
        let mut dice = Dice(seed);
        while !done.load(Ordering::Relaxed) {
            let path = both[dice.below(both.len())];
            let bytes = fs::read(scene.path("o/site").join(path));
            let bytes = bytes.unwrap_or_else(|error| panic!("{path} is missing: {error}"));
            assert!(versions.iter().any(|tree| tree[path] == bytes), "{path} is torn");
            n_read.fetch_add(1, Ordering::Relaxed);
            // Others want the processor too: what is tried is when it is read, not how often.
            thread::sleep(Duration::from_micros(100));
            // What a page names is there, whichever version it is of.
            let Ok(page) = str::from_utf8(&bytes) else { continue };
            let folder = Path::new(path).parent().unwrap_or(Path::new(""));
            let style = page.split("rel=\"stylesheet\" href=\"").nth(1).map(|rest| {
                let address = rest.split(['"', '?']).next().unwrap();
                scene.path("o/site").join(folder).join(address)
            });
            assert!(style.is_none_or(|style| fs::metadata(style).is_ok()), "{path}: no style");
        }
    };
    thread::scope(|scope| {
        for seed in [3, 5, 7] {
            scope.spawn(move || read(seed));
        }
        for n in 0..PUBLISHES {
            turn_to(&scene, n % 2);
            build(&scene);
            assert!(published(&scene) == versions[n % 2]);
        }
        done.store(true, Ordering::Relaxed);
    });
    let n_read = n_read.load(Ordering::Relaxed);
    eprintln!("{n_read} reads during {PUBLISHES} publishes, none missing, none torn");
    assert!(n_read > PUBLISHES * 10, "{n_read}");
}

#[test]
fn of_two_builds_at_once_one_publishes_or_both_do() {
    let scene = fifty();
    let versions = versions(&scene, build);
    let start = || {
        Command::new(program())
            .args(["build", "in", "--out", "o/site", "--quiet"])
            .current_dir(scene.path(""))
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let mut n_refused = 0;
    for n in 0..20 {
        turn_to(&scene, n % 2);
        let ended = [start(), start()].map(|child| child.wait_with_output().unwrap());
        let n_done = ended.iter().filter(|it| it.status.success()).count();
        assert!(n_done > 0, "neither of two builds published");
        for other in ended.iter().filter(|it| !it.status.success()) {
            let said = String::from_utf8_lossy(&other.stderr);
            assert_eq!(other.status.code(), Some(1), "{said}");
            assert!(said.contains("another build of this folder is running"), "{said}");
            n_refused += 1;
        }
        assert!(published(&scene) == versions[n % 2], "pair {n}");
        nothing_is_left(&scene, &format!("after pair {n}"));
    }
    eprintln!("20 pairs of builds: {n_refused} were refused, 20 sites are right");
}

/// Runs a build in the shell, behind what is to be done first.
fn after(scene: &Scene, first: &str) -> Output {
    let build = format!("{first}; exec \"$0\" build in --out o/site --no-cache");
    Command::new("sh")
        .args(["-c", &build])
        .arg(program())
        .current_dir(scene.path(""))
        .env_clear()
        .output()
        .unwrap()
}

#[test]
fn where_files_may_not_grow_the_old_site_stays() {
    let scene = fifty();
    let [old, _] = versions(&scene, build);
    turn_to(&scene, 0);
    build(&scene);
    turn_to(&scene, 1);
    // In blocks of 512 bytes. What the limit sends by default would end the program.
    for blocks in [0, 1, 4, 16] {
        let ran = after(&scene, &format!("trap '' XFSZ; ulimit -f {blocks}"));
        let said = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(1), "{said}");
        assert!(said.contains("error[disk-full]: "), "{said}");
        assert!(said.contains("the published site is unchanged"), "{said}");
        assert!(published(&scene) == old, "{blocks} blocks");
        let names = scene.names("o");
        assert!(!names.iter().any(|name| name.contains("stage")), "{names:?}");
    }
    // And where the limit kills it, as the system means to.
    let ran = after(&scene, "ulimit -f 4");
    assert_eq!(ran.status.code(), None);
    assert!(published(&scene) == old);
    build(&scene);
    nothing_is_left(&scene, "after a killed build");
}

/// A file system of its own, gone with this value.
struct Mounted<'s>(&'s Scene);

impl<'s> Mounted<'s> {
    /// A small one in memory at `o`; `None` where this user may not mount.
    fn new(scene: &'s Scene, size: &str) -> Option<Self> {
        let o = scene.path("o");
        let options = format!("size={size},mode=755");
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", &options, "none"]).arg(o).stderr(Stdio::null());
        let is_done = command.status().is_ok_and(|status| status.success());
        is_done.then_some(Self(scene))
    }

    /// Mounts it again, otherwise.
    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let ran = Command::new("mount").args(["-o", &options]).arg(self.0.path("o")).status();
        assert!(ran.unwrap().success());
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path("o")).status();
    }
}

/// Bytes of the files below a folder as they lie on a disk, several names of one counted once.
fn used(folder: &Path) -> u64 {
    let (mut folders, mut files) = (vec![folder.to_path_buf()], BTreeMap::new());
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let entry = entry.unwrap();
            let found = entry.metadata().unwrap();
            if found.is_dir() {
                folders.push(entry.path());
            } else {
                files.insert(found.ino(), found.len().next_multiple_of(4096));
            }
        }
    }
    files.into_values().sum()
}

#[test]
fn on_a_full_disk_and_on_one_that_is_read_only_the_old_site_stays() {
    let scene = fifty();
    let Some(mounted) = Mounted::new(&scene, "64m") else {
        return eprintln!("skipped: this user may not mount a file system");
    };
    fs::write(scene.path("o/other.txt"), "not ours").unwrap();
    let [old, _] = versions(&scene, build);
    turn_to(&scene, 0);
    build(&scene);
    turn_to(&scene, 1);
    // From no room at all to nearly enough.
    let used = used(&scene.path("o"));
    let mut n_full = 0;
    for percent in [100, 101, 105, 110, 125, 150, 175, 195] {
        let size = used / 1024 * percent / 100 + 64;
        mounted.remount(&format!("size={size}k"));
        let ran = after(&scene, ":");
        let said = String::from_utf8_lossy(&ran.stderr);
        match ran.status.code() {
            Some(0) => continue,
            Some(1) => {}
            other => panic!("{other:?}: {said}"),
        }
        n_full += 1;
        assert!(said.contains("error[disk-full]: ") && said.contains("o/."), "{said}");
        assert!(published(&scene) == old, "{percent} %");
    }
    assert!(n_full >= 3, "only {n_full} sizes were too small");
    mounted.remount("ro");
    let ran = after(&scene, ":");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("error[write]: ") && said.contains("hint: "), "{said}");
    mounted.remount("rw,size=64m");
    turn_to(&scene, 0);
    build(&scene);
    assert!(published(&scene) == old);
    nothing_is_left(&scene, "after a full disk");
}

/// Runs a build as a user who owns nothing here; `None` where this user may not become another.
fn as_nobody(scene: &Scene) -> Option<Output> {
    // What runs must be reachable for that user: a copy inside the folder is.
    let everybody = |path: &str, mode| {
        fs::set_permissions(scene.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    everybody("", 0o755);
    if !scene.path("mujaz").exists() {
        fs::copy(program(), scene.path("mujaz")).unwrap();
        everybody("mujaz", 0o755);
    }
    let mut command = Command::new(scene.path("mujaz"));
    command.args(["build", "in", "--out", "o/site", "--no-cache"]).current_dir(scene.path(""));
    command.env_clear().uid(65534).gid(65534).output().ok()
}

#[test]
fn without_permission_nothing_is_written_and_the_place_is_named() {
    let scene = fifty();
    turn_to(&scene, 0);
    build(&scene);
    let old = published(&scene);
    let Some(ran) = as_nobody(&scene) else {
        return eprintln!("skipped: this user may not run the program as another");
    };
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(said.contains("error[write]: ") && said.contains("hint: "), "{said}");
    assert!(published(&scene) == old);
    nothing_is_left(&scene, "without permission");
    // A document that may not be read is named, and the others are published.
    let all = fs::Permissions::from_mode(0o777);
    for path in ["o", "o/site", "o/.site.lock"] {
        fs::set_permissions(scene.path(path), all.clone()).unwrap();
    }
    fs::set_permissions(scene.path("in/03.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let ran = as_nobody(&scene).unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{said}");
    assert!(said.contains("warning[permission]: in/03.txt") || said.contains("03.txt"), "{said}");
    assert!(said.contains("1 skipped (permission 1)"), "{said}");
}
