//! A power cut at any moment of a build: what was not synced is lost, and the site is one version.
//!
//! Every operation of a build is done and written down. Then the disk is imagined as it is found after a
//! cut behind each of them: names in the order in which they were made, as file systems with a journal keep
//! them, or any part of those since the last sync; files without the bytes that were never synced.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use mujaz::io::disk::{Disk, Entry, Lock, Parts, Real, Status};
use mujaz::io::write::{Atomicity, Claim, Request};
use mujaz::pipeline::{BuildOptions, CacheUse, Opening, Project, Unwatched};

use super::{Dice, fifty, nothing_is_left, published, turn_to};
use crate::support::disk::{EBUSY, FileSystem};
use crate::support::{Scene, Tree};

/// An operation that changes a disk.
#[derive(Clone, Debug)]
enum Change {
    CreateFolder(PathBuf),
    CreateFile(PathBuf, Vec<u8>),
    /// More bytes at the end of a file.
    Append(PathBuf, Vec<u8>),
    Link(PathBuf, PathBuf),
    Rename(PathBuf, PathBuf),
    Exchange(PathBuf, PathBuf),
    Remove(PathBuf),
    /// The bytes of a file, or the names in a folder and all that were made before them.
    Sync(PathBuf),
    /// Everything.
    SyncTree,
}

/// The real disk, which writes down what it does.
struct Recording {
    can: FileSystem,
    changes: Mutex<Vec<Change>>,
}

impl Recording {
    fn done<T>(&self, result: io::Result<T>, change: impl FnOnce(&T) -> Change) -> io::Result<T> {
        if let Ok(value) = &result {
            self.changes.lock().unwrap().push(change(value));
        }
        result
    }

    fn refused<T>(&self) -> io::Result<T> {
        Err(io::Error::from_raw_os_error(EBUSY))
    }
}

impl Disk for Recording {
    fn entries(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        Real.entries(folder)
    }
    fn status(&self, path: &Path) -> io::Result<Option<Status>> {
        Real.status(path)
    }
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        Real.canonical(path)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Real.read(path)
    }
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.done(Real.create_folder(path), |()| Change::CreateFolder(path.into()))
    }
    fn create_stage(&self, parent: &Path, prefix: &str) -> io::Result<PathBuf> {
        self.done(Real.create_stage(parent, prefix), |path| Change::CreateFolder(path.clone()))
    }
    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.done(Real.create_file(path, bytes), |()| Change::CreateFile(path.into(), bytes.into()))
    }
    fn open(&self, path: &Path) -> io::Result<Box<dyn Parts + '_>> {
        Real.open(path)
    }
    fn begin_file(&self, path: &Path) -> io::Result<Box<dyn Write + Send + Sync + '_>> {
        let begun = |_: &_| Change::CreateFile(path.into(), Vec::new());
        let file = self.done(Real.begin_file(path), begun)?;
        Ok(Box::new(Begun { disk: self, path: path.into(), file }))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.done(Real.link(from, to), |()| Change::Link(from.into(), to.into()))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.can == FileSystem::NoRename && from.is_dir() {
            return self.refused();
        }
        self.done(Real.rename(from, to), |()| Change::Rename(from.into(), to.into()))
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.done(Real.rename_new(from, to), |()| Change::Rename(from.into(), to.into()))
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if self.can != FileSystem::Everything {
            return self.refused();
        }
        self.done(Real.exchange(one, other), |()| Change::Exchange(one.into(), other.into()))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.done(Real.remove_file(path), |()| Change::Remove(path.into()))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.done(Real.remove_folder(path), |()| Change::Remove(path.into()))
    }
    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        // File by file: a cut may come in the middle.
        for entry in Real.entries(path)? {
            let path = path.join(&entry.name);
            if path.is_dir() && !path.is_symlink() {
                self.remove_tree(&path)?;
            } else {
                self.remove_file(&path)?;
            }
        }
        self.remove_folder(path)
    }
    // Done in the imagination only.
    fn sync(&self, path: &Path) -> io::Result<()> {
        self.done(Ok(()), |()| Change::Sync(path.into()))
    }
    fn sync_tree(&self, _path: &Path) -> io::Result<()> {
        self.done(Ok(()), |()| Change::SyncTree)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        Real.lock(path)
    }
}

/// A file that is written in parts.
struct Begun<'d> {
    disk: &'d Recording,
    path: PathBuf,
    file: Box<dyn Write + Send + Sync + 'd>,
}

impl Write for Begun<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = |n: &usize| Change::Append(self.path.clone(), bytes[..*n].into());
        self.disk.done(self.file.write(bytes), written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What stands at a name: a folder, or a file by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

/// A disk that is imagined.
#[derive(Clone, Debug, Default)]
struct Imagined {
    names: BTreeMap<PathBuf, Node>,
    /// The bytes of each file, and whether they would survive.
    files: Vec<(Vec<u8>, Survives)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Survives {
    Yes,
    No,
}

/// What is left of the bytes of a file that was not synced.
#[derive(Clone, Copy, Debug)]
enum Loss {
    Everything,
    Half,
    Nothing,
}

impl Imagined {
    /// The disk as it is, all of it synced.
    fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    disk.names.insert(path.clone(), Node::Folder);
                    folders.push(path);
                } else {
                    disk.add(path.clone(), fs::read(&path).unwrap(), Survives::Yes);
                }
            }
        }
        disk
    }

    fn add(&mut self, path: PathBuf, bytes: Vec<u8>, survives: Survives) {
        self.names.insert(path, Node::File(self.files.len()));
        self.files.push((bytes, survives));
    }

    fn holds(&self, path: &Path) -> bool {
        self.names.contains_key(path)
    }

    fn below(&self, path: &Path) -> Vec<PathBuf> {
        let names = self.names.range(path.to_path_buf()..);
        names.map(|(name, _)| name.clone()).take_while(|name| name.starts_with(path)).collect()
    }

    /// Takes a name and all below it away.
    fn take(&mut self, path: &Path) -> Vec<(PathBuf, Node)> {
        let names = self.below(path);
        let part = |name: PathBuf| {
            let node = self.names.remove(&name).unwrap();
            (name.strip_prefix(path).unwrap().to_path_buf(), node)
        };
        names.into_iter().map(part).collect()
    }

    fn put(&mut self, path: &Path, nodes: Vec<(PathBuf, Node)>) {
        for (below, node) in nodes {
            let is_self = below.as_os_str().is_empty();
            let name = if is_self { path.to_path_buf() } else { path.join(below) };
            self.names.insert(name, node);
        }
    }

    /// Does a change, where what it needs is there: after a cut some of those before may be lost.
    fn apply(&mut self, change: &Change) {
        let has_room = |disk: &Self, path: &Path| {
            !disk.holds(path) && (disk.holds(path.parent().unwrap()) || is_top(path))
        };
        match change {
            Change::CreateFolder(path) if has_room(self, path) => {
                self.names.insert(path.clone(), Node::Folder);
            }
            Change::CreateFile(path, bytes) if has_room(self, path) => {
                self.add(path.clone(), bytes.clone(), Survives::No);
            }
            Change::Append(path, bytes) => {
                if let Some(Node::File(ix)) = self.names.get(path) {
                    self.files[*ix].0.extend(bytes);
                    self.files[*ix].1 = Survives::No;
                }
            }
            Change::Link(from, to) if has_room(self, to) => {
                if let Some(node) = self.names.get(from).copied() {
                    self.names.insert(to.clone(), node);
                }
            }
            Change::Rename(from, to) if self.holds(from) => {
                let nodes = self.take(from);
                self.take(to);
                self.put(to, nodes);
            }
            Change::Exchange(one, other) if self.holds(one) && self.holds(other) => {
                let (of_one, of_other) = (self.take(one), self.take(other));
                self.put(other, of_one);
                self.put(one, of_other);
            }
            Change::Remove(path) if self.below(path).len() == 1 => {
                self.names.remove(path);
            }
            Change::Sync(path) => {
                if let Some(Node::File(ix)) = self.names.get(path) {
                    self.files[*ix].1 = Survives::Yes;
                }
            }
            Change::SyncTree => self.files.iter_mut().for_each(|file| file.1 = Survives::Yes),
            _ => {}
        }
    }

    /// The files below a folder as a reader finds them after the cut.
    fn found<'d>(
        &'d self,
        folder: &'d Path,
        loss: Loss,
    ) -> impl Iterator<Item = (&'d str, &'d [u8])> {
        let names = self.names.range(folder.to_path_buf()..);
        let below =
            names.map_while(move |(path, node)| Some((path.strip_prefix(folder).ok()?, node)));
        below.filter_map(move |(path, node)| {
            let Node::File(ix) = node else { return None };
            let (bytes, survives) = &self.files[*ix];
            let kept = match (survives, loss) {
                (Survives::Yes, _) | (_, Loss::Nothing) => bytes.len(),
                (Survives::No, Loss::Half) => bytes.len() / 2,
                (Survives::No, Loss::Everything) => 0,
            };
            Some((path.to_str().unwrap(), &bytes[..kept]))
        })
    }

    /// True where these are the files below a folder.
    fn is(&self, tree: &Tree, folder: &Path, loss: Loss) -> bool {
        let found = self.found(folder, loss);
        let mut n = 0;
        let is_same = |(path, bytes): (&str, &[u8])| {
            n += 1;
            tree.get(path).is_some_and(|meant| meant == bytes)
        };
        found.into_iter().all(is_same) && n == tree.len()
    }

    /// Makes the real folder what a reader finds after the cut.
    fn materialise(&self, folder: &Path, loss: Loss) {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        }
        for (path, node) in &self.names {
            if *node == Node::Folder {
                fs::create_dir_all(path).unwrap();
            }
        }
        for (path, bytes) in self.found(folder, loss) {
            fs::write(folder.join(path), bytes).unwrap();
        }
    }
}

/// True for what lies in the folder that everything is about.
fn is_top(path: &Path) -> bool {
    path.parent().is_some_and(|parent| parent.ends_with("o"))
}

/// Changes at the beginning and end of publishing that are looked at one by one.
const NEAR: usize = 12;
/// Of the cuts that are built upon, an unoptimised run takes a fifth.
const STEP: usize = if cfg!(debug_assertions) { 5 } else { 1 };

/// Where names are made to last: what is lost lies behind.
fn barrier(changes: &[Change], end: usize) -> usize {
    let is_barrier = |change: &Change| match change {
        Change::SyncTree => true,
        Change::Sync(path) => path.ends_with("o"),
        _ => false,
    };
    changes[..end].iter().rposition(is_barrier).map_or(0, |at| at + 1)
}

fn build(scene: &Scene, disk: &dyn Disk) {
    let opening = Opening { folder: Some(scene.path("")), inputs: vec![], threads: Some(1) };
    let options = BuildOptions {
        input: Some(scene.path("in")),
        out: Some(scene.path("o/site")),
        // What the cut leaves of it is used, so that it had better be right.
        cache: CacheUse::Kept,
        ..BuildOptions::default()
    };
    Project::open(&opening).unwrap().build_on(disk, &options, &Unwatched).unwrap();
}

fn recording(can: FileSystem) -> Recording {
    Recording { can, changes: Mutex::default() }
}

/// A build over an old site, written down; both sites, and the disk before it.
struct Story {
    scene: Scene,
    old: Tree,
    new: Tree,
    before: Imagined,
    changes: Vec<Change>,
}

impl Story {
    fn new(can: FileSystem) -> Self {
        let scene = fifty();
        // A temporary folder may be reached through a link; changes name it without.
        assert_eq!(scene.path("o").canonicalize().unwrap(), scene.path("o"));
        turn_to(&scene, 0);
        build(&scene, &recording(FileSystem::Everything));
        let old = published(&scene);
        let before = Imagined::of(&scene.path("o"));
        turn_to(&scene, 1);
        let disk = recording(can);
        build(&scene, &disk);
        let new = published(&scene);
        assert!(old != new);
        let changes = disk.changes.into_inner().unwrap();
        assert!(changes.len() > 300, "{}", changes.len());
        let cache = scene.path("o/.site.cache");
        let is_cache = |it: &Change| matches!(it, Change::Rename(_, to) if *to == cache);
        assert!(changes.iter().any(is_cache), "the cache is cut off too");
        Self { scene, old, new, before, changes }
    }

    /// The disks that may be found after a cut behind change `end`, by how they came about.
    fn cuts(&self, ordered: &Imagined, end: usize, dice: &mut Dice) -> Vec<(String, Imagined)> {
        let mut cuts = vec![(format!("{end} in order"), ordered.clone())];
        let from = barrier(&self.changes, end);
        // The part before the last sync is certain; of what follows it any part may have come.
        let is_last = end + NEAR > self.changes.len();
        if end - from > 1 && (is_last || dice.below(8) == 0) {
            let without = |lost: &mut dyn FnMut(usize) -> bool| {
                let mut disk = self.before.clone();
                let came = (0..end).filter(|ix| *ix < from || !lost(*ix));
                came.for_each(|ix| disk.apply(&self.changes[ix]));
                disk
            };
            cuts.push((format!("{end} but for {from}"), without(&mut |ix| ix == from)));
            let some = without(&mut |_| dice.below(2) == 0);
            cuts.push((format!("a part of {from}..{end}"), some));
        }
        cuts
    }

    /// Looks at every cut; gives how many there were.
    fn each_cut(&self, mut judge: impl FnMut(&str, usize, &Imagined, Loss)) -> usize {
        let (mut ordered, mut dice, mut n) = (self.before.clone(), Dice(77), 0);
        for end in 0..=self.changes.len() {
            if let Some(change) = end.checked_sub(1).map(|last| &self.changes[last]) {
                ordered.apply(change);
            }
            for (when, disk) in self.cuts(&ordered, end, &mut dice) {
                for loss in [Loss::Everything, Loss::Half, Loss::Nothing] {
                    judge(&format!("{when}, {loss:?} lost"), end, &disk, loss);
                    n += 1;
                }
            }
        }
        n
    }

    fn is_one_version(&self, disk: &Imagined, out: &Path, loss: Loss) -> bool {
        disk.is(&self.old, out, loss) || disk.is(&self.new, out, loss)
    }

    /// Where the new site begins to take the place of the old one.
    fn swap(&self) -> usize {
        self.changes.iter().position(|it| matches!(it, Change::SyncTree)).unwrap()
    }

    /// Whoever comes next finds one version, and its build over what is left comes out right.
    fn recovers(&self, disk: &Imagined, loss: Loss, can: FileSystem, when: &str) {
        disk.materialise(&self.scene.path("o"), loss);
        let request = Request {
            out: self.scene.path("o/site"),
            input: self.scene.path("in"),
            keep: Vec::new(),
            atomicity: Atomicity::Preferred,
        };
        drop(Claim::new(&recording(can), &request).unwrap_or_else(|it| panic!("{when}: {it}")));
        let tree = published(&self.scene);
        assert!(tree == self.old || tree == self.new, "{can:?}: what is recovered after {when}");
        build(&self.scene, &recording(can));
        assert!(published(&self.scene) == self.new, "the build after {when}");
        nothing_is_left(&self.scene, when);
    }
}

#[test]
fn a_power_cut_leaves_one_version() {
    let story = Story::new(FileSystem::Everything);
    let out = story.scene.path("o/site");
    let swap = story.swap();
    let mut found = Vec::new();
    let n = story.each_cut(|when, end, disk, loss| {
        assert!(story.is_one_version(disk, &out, loss), "{when}");
        if end % (100 * STEP) == 0 || (swap..swap + 4).contains(&end) {
            found.push((when.to_owned(), disk.clone(), loss));
        }
    });
    for (when, disk, loss) in &found {
        story.recovers(disk, *loss, FileSystem::Everything, when);
    }
    eprintln!("{n} cuts leave one version, {} were built upon", found.len());
}

#[test]
fn without_exchange_the_next_build_makes_one_version_of_what_a_power_cut_left() {
    for can in [FileSystem::NoExchange, FileSystem::NoRename] {
        let story = Story::new(can);
        let out = story.scene.path("o/site");
        let swap = story.swap();
        let mut found = Vec::new();
        let n = story.each_cut(|when, end, disk, loss| {
            let is_whole = story.is_one_version(disk, &out, loss);
            assert!(is_whole || end > swap, "{can:?} {when}");
            let is_near = end > swap && (end < swap + NEAR || end + NEAR > story.changes.len());
            let is_taken = end % (60 * STEP) == 0 || (!is_whole && end % (10 * STEP) == 0);
            if is_near || is_taken {
                found.push((when.to_owned(), disk.clone(), loss));
            }
        });
        assert!(found.len() > 40);
        for (when, disk, loss) in &found {
            story.recovers(disk, *loss, can, when);
        }
        eprintln!("{can:?}: {n} cuts, {} were built upon", found.len());
    }
}
