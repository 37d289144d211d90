//! Notices that something a build depends on has changed.
//!
//! A folder is watched with all that is in it, and a file through the folder it lies in: editors
//! put a new file in the place of the old one, which a watch on the file itself would lose. The
//! folder that holds a watched one is watched too, so that it may be removed and come back.
//! Reading is no change. Links below a folder are not followed: a document may be one, and lead
//! anywhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{
    Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as Notices,
};

use super::project::Sources;
use crate::error::{Error, ErrorKind, Result};

/// A change is told when nothing more has changed for this long: a program that saves a file does
/// so in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// A change is told after this long although others follow.
const PATIENCE: Duration = Duration::from_millis(400);
/// How often files are looked at where the system tells of no changes.
const INTERVAL: Duration = Duration::from_millis(700);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Means {
    /// The system tells of them.
    #[default]
    Notices,
    /// Everything is looked at again and again: for file systems that tell nothing.
    Looking,
}

/// Watches the sources of a build.
pub struct Watcher {
    notices: Box<dyn Notices + Send>,
    news: Receiver<News>,
    sender: Sender<News>,
    /// The sources as events name them: without links.
    sources: Sources,
    watched: BTreeSet<Watched>,
}

/// What the watching thread is told.
enum News {
    Event(notify::Result<Event>),
    Stop,
}

/// A folder that is watched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Watched {
    path: PathBuf,
    depth: Depth,
}

/// How much of a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// What stands in it.
    Folder,
    /// And in the folders in it.
    All,
}

/// There is no next change: watching was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// Stops a [`Watcher`] in another thread.
#[derive(Clone)]
pub struct Stopper(Sender<News>);

impl Stopper {
    /// Lets the watcher's [`wait`](Watcher::wait) return, now or when it is called next.
    pub fn stop(&self) {
        // A watcher that is gone has stopped.
        let _ = self.0.send(News::Stop);
    }
}

impl Watcher {
    /// Watches `sources` from now on.
    ///
    /// # Errors
    /// Where the system refuses, or one of them cannot be watched.
    pub fn new(sources: &Sources, means: Means) -> Result<Self> {
        let (sender, news) = channel();
        let notices = notices(sender.clone(), means)
            .map_err(|error| refused("changes of files cannot be watched", error))?;
        let (sources, nothing) = (resolved(sources), BTreeSet::new());
        let mut watcher = Self { notices, news, sender, sources, watched: nothing };
        watcher.watch_what_exists()?;
        Ok(watcher)
    }

    /// What stops this watcher.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Watches `sources` instead; what is among them and was watched stays so without a gap.
    ///
    /// # Errors
    /// As [`Watcher::new`].
    pub fn follow(&mut self, sources: &Sources) -> Result<()> {
        self.sources = resolved(sources);
        self.watch_what_exists()
    }

    /// Waits for a change, and until nothing more has changed for a moment. What changes after the
    /// return is told by the next call.
    ///
    /// # Errors
    /// [`Stopped`] where watching was stopped.
    pub fn wait(&mut self) -> std::result::Result<(), Stopped> {
        loop {
            match self.news.recv() {
                Ok(News::Event(event)) if self.is_change(&event) => break,
                Ok(News::Event(_)) => {}
                Ok(News::Stop) | Err(_) => return Err(Stopped),
            }
        }
        let first = Instant::now();
        while first.elapsed() < PATIENCE {
            match self.news.recv_timeout(QUIET) {
                Ok(News::Event(_)) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Ok(News::Stop) | Err(RecvTimeoutError::Disconnected) => return Err(Stopped),
            }
        }
        // A folder that was replaced by another of its name is a new one to the system. Nothing
        // is lost by watching all anew: the build that follows sees what there is now.
        self.watched.clear();
        // What cannot be watched now is tried again after the next change.
        let _ = self.watch_what_exists();
        Ok(())
    }

    /// Watches what of the sources exists and is not watched yet.
    fn watch_what_exists(&mut self) -> Result<()> {
        let wanted = wanted(&self.sources);
        for old in self.watched.difference(&wanted) {
            if wanted.iter().all(|new| new.path != old.path) {
                // A folder that is gone is not watched any more anyway.
                let _ = self.notices.unwatch(&old.path);
            }
        }
        let new: Vec<Watched> = wanted.difference(&self.watched).cloned().collect();
        self.watched.retain(|old| wanted.contains(old));
        for folder in new {
            let mode = match folder.depth {
                Depth::Folder => RecursiveMode::NonRecursive,
                Depth::All => RecursiveMode::Recursive,
            };
            self.notices.watch(&folder.path, mode).map_err(|error| {
                refused("changes in this folder cannot be watched", error).at(&folder.path)
            })?;
            self.watched.insert(folder);
        }
        Ok(())
    }

    /// True where an event may change what is built.
    fn is_change(&self, event: &notify::Result<Event>) -> bool {
        // Where events were lost, anything may have changed.
        let Ok(event) = event else { return true };
        let touches = |path: &PathBuf| concerns(&self.sources, path, event.kind);
        event.need_rescan() || event.paths.iter().any(touches)
    }
}

/// True where what happened to `path` may change what is built from `sources`.
fn concerns(sources: &Sources, path: &Path, kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
        EventKind::Access(_) => return false,
        _ => {}
    }
    // What a source lies in concerns it where it comes or goes.
    let moves = matches!(
        kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    );
    let all = sources.folders.iter().chain(&sources.files);
    let is_above = |source: &PathBuf| source.starts_with(path) && (moves || source == path);
    all.into_iter().any(is_above)
        || sources
            .folders
            .iter()
            .any(|folder| path.strip_prefix(folder).is_ok_and(|below| !below.iter().any(is_hidden)))
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// A source of events that sends them.
fn notices(sender: Sender<News>, means: Means) -> notify::Result<Box<dyn Notices + Send>> {
    // Who does not listen any more has no use for the event.
    let send = move |event| drop(sender.send(News::Event(event)));
    let config = Config::default()
        .with_follow_symlinks(false)
        .with_poll_interval(INTERVAL)
        // A file that is saved twice in a second has one time of change on some file systems.
        .with_compare_contents(true);
    Ok(match means {
        Means::Notices => Box::new(RecommendedWatcher::new(send, config)?),
        Means::Looking => Box::new(PollWatcher::new(send, config)?),
    })
}

fn refused(what: &str, error: notify::Error) -> Error {
    let hint = match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "there are more folders than the system lets programs watch: raise \
             fs.inotify.max_user_watches, or give --poll"
        }
        _ => "give --poll to look for changes instead of being told of them",
    };
    Error::new(ErrorKind::Serve, what).because(error).hint(hint)
}

/// The paths as events name them.
fn resolved(sources: &Sources) -> Sources {
    let all = |paths: &[PathBuf]| paths.iter().map(|path| without_links(path)).collect();
    Sources { folders: all(&sources.folders), files: all(&sources.files) }
}

/// A path without links, as far as it exists.
fn without_links(path: &Path) -> PathBuf {
    if let Ok(full) = fs::canonicalize(path) {
        return full;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if parent != Path::new("") => without_links(parent).join(name),
        (_, Some(name)) => without_links(Path::new(".")).join(name),
        _ => path.to_path_buf(),
    }
}

/// What is to be watched for `sources`, as far as it exists.
fn wanted(sources: &Sources) -> BTreeSet<Watched> {
    let whole: BTreeSet<&PathBuf> = sources.folders.iter().filter(|path| path.is_dir()).collect();
    let all = sources.folders.iter().chain(&sources.files);
    let around = all.filter_map(|path| path.ancestors().skip(1).find(|above| above.is_dir()));
    // A folder inside one that is watched as a whole needs nothing of its own.
    let covered = |path: &Path| whole.iter().any(|folder| path.starts_with(folder));
    let inside = |path: &Path| path.parent().is_some_and(covered);
    let shallow = around.filter(|path| !covered(path)).map(|path| (path, Depth::Folder));
    let deep = whole.iter().filter(|path| !inside(path)).map(|path| (path.as_path(), Depth::All));
    shallow.chain(deep).map(|(path, depth)| Watched { path: path.to_path_buf(), depth }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// How long a change may take to be told, on a machine that does much else.
    const LONG: Duration = Duration::from_secs(20);
    /// How long nothing is told of what is no change.
    const SHORT: Duration = Duration::from_millis(300);

    struct Scene {
        folder: tempfile::TempDir,
        told: Receiver<()>,
    }

    /// A project whose sources are watched in a thread.
    fn scene(means: Means) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("in/sub")).unwrap();
        fs::write(folder.path().join("in/a.txt"), "1").unwrap();
        let sources = Sources {
            folders: vec![folder.path().join("in"), folder.path().join("templates")],
            files: vec![folder.path().join("mujaz.toml")],
        };
        let mut watcher = Watcher::new(&sources, means).unwrap();
        let (sender, told) = channel();
        thread::spawn(move || while watcher.wait().is_ok() && sender.send(()).is_ok() {});
        Scene { folder, told }
    }

    impl Scene {
        fn write(&self, path: &str) {
            let path = self.folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "other").unwrap();
        }

        /// `path` is written and told.
        fn tells(&self, path: &str) {
            while self.told.recv_timeout(SHORT).is_ok() {}
            self.write(path);
            assert!(self.told.recv_timeout(LONG).is_ok(), "{path} was not told");
        }

        /// Nothing of `work` is told.
        fn is_silent(&self, work: impl FnOnce()) {
            while self.told.recv_timeout(SHORT).is_ok() {}
            work();
            assert!(self.told.recv_timeout(SHORT).is_err(), "told without a change");
        }
    }

    #[test]
    fn changes_are_told_and_reading_is_none() {
        let scene = scene(Means::Notices);
        scene.tells("in/a.txt");
        scene.tells("in/sub/new.txt");
        scene.tells("mujaz.toml");
        scene.tells("templates/parts/x.html");
        scene.tells("templates/parts/y.html");
        let path = |name: &str| scene.folder.path().join(name);
        scene.is_silent(|| drop(fs::read(path("in/a.txt")).unwrap()));
        scene.is_silent(|| scene.write("site/index.html"));
        scene.is_silent(|| scene.write("in/.a.txt.swp"));
    }

    #[test]
    fn a_folder_may_go_and_come_back() {
        let scene = scene(Means::Notices);
        fs::remove_dir_all(scene.folder.path().join("in")).unwrap();
        assert!(scene.told.recv_timeout(LONG).is_ok());
        scene.tells("in/a.txt");
        scene.tells("in/a.txt");
    }

    #[test]
    fn looking_finds_changes_too() {
        let scene = scene(Means::Looking);
        scene.tells("in/a.txt");
        scene.tells("mujaz.toml");
    }

    #[test]
    fn a_watcher_can_be_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let sources = Sources { folders: vec![folder.path().to_path_buf()], files: vec![] };
        let mut watcher = Watcher::new(&sources, Means::Notices).unwrap();
        watcher.stopper().stop();
        assert_eq!(watcher.wait(), Err(Stopped));
    }

    #[test]
    fn one_watch_is_enough() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        let path = |name: &str| folder.path().join(name);
        let sources = Sources {
            folders: vec![path("a"), path("a/b"), path("t")],
            files: vec![path("a/b/x")],
        };
        let wanted: Vec<Watched> = wanted(&sources).into_iter().collect();
        assert_eq!(
            wanted,
            [
                Watched { path: folder.path().to_path_buf(), depth: Depth::Folder },
                Watched { path: path("a"), depth: Depth::All },
            ]
        );
    }
}
