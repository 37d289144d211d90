//! A whole build of 50 documents on a disk on which the n-th operation fails, for every n.

use mujaz::error::Result;
use mujaz::pipeline::{BuildOptions, Built, CacheUse, Opening, Project, Unwatched};

use super::{fifty, is_long, nothing_is_left, published, turn_to, versions};
use crate::support::disk::{EACCES, EINTR, EIO, ENOSPC, Failing, FileSystem, Mode};
use crate::support::{Scene, Tree};

/// What may be wrong with an operation.
const FAULTS: [(i32, Mode); 5] = [
    (EIO, Mode::Once),
    (ENOSPC, Mode::Once),
    (EACCES, Mode::Once),
    (EINTR, Mode::Once),
    (ENOSPC, Mode::Short),
];
/// Of so many failures one is followed by a whole build at once, to see what it left.
const PROVED: usize = 40;

/// A build without optimisation takes many times as long: it has every seventh operation fail, and those of
/// the cache, which are few.
const STEP: usize = if cfg!(debug_assertions) { 7 } else { 1 };

/// A project without settings, and how its input is built to `o/site` on a disk.
struct Desk {
    scene: Scene,
    project: Project,
    options: BuildOptions,
}

impl Desk {
    fn new(cache: CacheUse) -> Self {
        let scene = fifty();
        // One thread: the n-th operation is the same one on every run.
        let opening = Opening { folder: Some(scene.path("")), inputs: vec![], threads: Some(1) };
        let options = BuildOptions {
            input: Some(scene.path("in")),
            out: Some(scene.path("o/site")),
            cache,
            ..BuildOptions::default()
        };
        Self { project: Project::open(&opening).unwrap(), scene, options }
    }

    fn build(&self, disk: &Failing) -> Result<Built> {
        self.project.build_on(disk, &self.options, &Unwatched)
    }

    /// Builds a version on a disk on which nothing fails, and gives the site.
    fn whole(&self, version: usize, when: &str) -> Tree {
        turn_to(&self.scene, version);
        self.build(&quick()).unwrap_or_else(|error| panic!("{when}: {error}"));
        nothing_is_left(&self.scene, when);
        published(&self.scene)
    }
}

/// A disk that works, without waiting for the hardware.
fn quick() -> Failing {
    Failing::new(usize::MAX, 0, Mode::Once, FileSystem::Everything)
}

/// Builds the new version over the old one with every operation failing in its turn; gives how many
/// there are, and how many of those that failed were about the cache.
fn torture(cache: CacheUse, fault_of: impl Fn(usize) -> (i32, Mode)) -> (usize, usize) {
    let desk = Desk::new(cache);
    let [old, new] = versions(&desk.scene, |_| {
        desk.build(&quick()).unwrap();
    });
    assert!(old != new && old.len() > 200, "{} files", old.len());
    desk.whole(0, "at first again");
    let (mut n_of_cache, calm) = (0, quick());
    turn_to(&desk.scene, 1);
    desk.build(&calm).unwrap();
    let operations = calm.about();
    desk.whole(0, "once more");
    let is_of_cache = |at: usize| {
        let name = operations.get(at - 1).and_then(|path| path.file_name()?.to_str());
        name.is_some_and(|name| name.starts_with(".site.cache"))
    };
    for at in (1_usize..).filter(|at| (at - 1).is_multiple_of(STEP) || is_of_cache(*at)) {
        turn_to(&desk.scene, 1);
        let (with, mode) = fault_of(at);
        let disk = Failing::new(at, with, mode, FileSystem::Everything);
        let result = desk.build(&disk);
        let when = format!("operation {at} failed by {with} {mode:?}");
        n_of_cache += usize::from(is_of_cache(at));
        let (expected, is_done) = if result.is_ok() { (&new, true) } else { (&old, false) };
        assert!(published(&desk.scene) == *expected, "{when}: {result:?}");
        if let Err(error) = &result {
            assert!(error.path().is_some(), "{when}: {error} names no path");
        }
        if !disk.reached() {
            assert!(is_done, "{when}: {result:?}");
            return (at - 1, n_of_cache);
        }
        let is_proved = at % PROVED < STEP;
        if !is_done && is_proved {
            assert!(desk.whole(1, &when) == new, "{when}");
        }
        if is_done || is_proved {
            assert!(desk.whole(0, &when) == old, "{when}");
        }
    }
    unreachable!("the last operation is reached")
}

#[test]
fn any_failing_operation_of_a_build_leaves_the_old_site() {
    // What is kept of the build before is linked, so that both ways of a page are taken.
    let (n, n_of_cache) = torture(CacheUse::Kept, |at| FAULTS[at % FAULTS.len()]);
    assert!(n > 600, "only {n} operations");
    assert!(n_of_cache > 8, "only {n_of_cache} operations of the cache failed");
    eprintln!("{n} operations: every {STEP}. failed once, as did all {n_of_cache} of the cache");
    if is_long() {
        for cache in [CacheUse::Kept, CacheUse::Off] {
            for fault in FAULTS {
                let (n, n_of_cache) = torture(cache, |_| fault);
                eprintln!("{n} operations, {n_of_cache} of the cache, {cache:?}, {fault:?}");
            }
        }
    }
}
