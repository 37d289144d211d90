//! Builds the site again when something it depends on has changed, in a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::site::Site;
use super::{Builder, broken};
use crate::error::{Error, ErrorKind, Result};
use crate::io::watch::{Stopper, Watcher};

/// Stack of the thread: as much as that of a program's first one.
const STACK: usize = 8 << 20;

/// What came of a build.
pub(super) enum News {
    /// A new site.
    Built(Arc<Site>),
    /// None, and why: for a reader.
    Failed(Arc<str>),
}

/// A thread that builds.
pub(super) struct Rebuilding {
    /// What came of each build.
    pub(super) news: UnboundedReceiver<News>,
    /// Ends the thread after the build that is under way.
    pub(super) stopper: Stopper,
}

/// Builds after every change that `watcher` tells; `site` is the one that is served now.
///
/// # Errors
/// Where the system has no thread left.
pub(super) fn start(
    mut builder: Box<dyn Builder>,
    mut watcher: Watcher,
    site: Arc<Site>,
) -> Result<Rebuilding> {
    let stopper = watcher.stopper();
    let (sender, news) = unbounded_channel();
    let mut last = site;
    let work = move || {
        while watcher.wait().is_ok() {
            // What a panic has touched is made anew by the next build.
            let built =
                catch_unwind(AssertUnwindSafe(|| rebuilt(builder.as_mut(), &mut watcher, &last)));
            let told = match built.unwrap_or_else(|_| Err(fault())) {
                Ok(site) => {
                    last = Arc::new(site);
                    News::Built(last.clone())
                }
                Err(error) => {
                    builder.failed(&error);
                    News::Failed(words(&error).into())
                }
            };
            if sender.send(told).is_err() {
                return;
            }
        }
    };
    let thread = std::thread::Builder::new().name("build".to_owned()).stack_size(STACK);
    thread.spawn(work).map_err(|error| broken("cannot start the thread that builds", error))?;
    Ok(Rebuilding { news, stopper })
}

/// The site of the sources as they are now.
fn rebuilt(builder: &mut dyn Builder, watcher: &mut Watcher, last: &Site) -> Result<Site> {
    let opened = builder.open()?;
    watcher.follow(&opened.sources)?;
    let files = builder.build(last.files())?;
    Ok(Site::new(files, opened.base_path))
}

fn fault() -> Error {
    Error::new(ErrorKind::Internal, "a fault of mujaz stopped this build")
        .hint("please report it; the next change is built again")
}

/// An error as the terminal words it.
fn words(error: &Error) -> String {
    let hint = error.remedy().map_or_else(String::new, |hint| format!("\nhint: {hint}"));
    format!("error[{}]: {error}{hint}", error.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::memory::Files;
    use crate::io::project::Sources;
    use crate::io::watch::Means;
    use crate::serve::Opened;
    use std::path::PathBuf;
    use std::sync::mpsc::{Sender, channel};

    /// Fails in another way each time.
    struct Failing {
        folder: PathBuf,
        n_builds: usize,
        failed: Sender<String>,
    }

    impl Builder for Failing {
        fn open(&mut self) -> Result<Opened> {
            let sources = Sources { folders: vec![self.folder.clone()], files: Vec::new() };
            Ok(Opened { sources, base_path: String::new() })
        }

        fn build(&mut self, before: &Files) -> Result<Files> {
            self.n_builds += 1;
            match self.n_builds {
                1 => panic!("no such page"),
                2 => Err(Error::new(ErrorKind::Template, "no such field").hint("look")),
                _ => Ok(before.clone()),
            }
        }

        fn serving(&mut self, _address: &str) -> Result<()> {
            Ok(())
        }

        fn failed(&mut self, error: &Error) {
            self.failed.send(error.code().to_owned()).unwrap();
        }
    }

    #[test]
    fn whatever_fails_is_told_and_the_next_change_is_built() {
        let folder = tempfile::tempdir().unwrap();
        let (failed, failures) = channel();
        let mut builder = Failing { folder: folder.path().to_path_buf(), n_builds: 0, failed };
        let watcher = Watcher::new(&builder.open().unwrap().sources, Means::Notices).unwrap();
        let site = Arc::new(Site::new(Files::new(), String::new()));
        let Rebuilding { mut news, stopper } = start(Box::new(builder), watcher, site).unwrap();
        let mut change = || {
            std::fs::write(folder.path().join("a.txt"), "x").unwrap();
            match news.blocking_recv() {
                Some(News::Failed(why)) => why.to_string(),
                Some(News::Built(_)) => "built".to_owned(),
                None => "ended".to_owned(),
            }
        };
        assert!(
            change().starts_with("error[internal]: a fault of mujaz stopped this build\nhint: ")
        );
        assert_eq!(change(), "error[template]: no such field\nhint: look");
        assert_eq!(change(), "built");
        assert_eq!(failures.try_iter().collect::<Vec<_>>(), ["internal", "template"]);
        stopper.stop();
        assert!(news.blocking_recv().is_none());
    }
}
