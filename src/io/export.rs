//! Files that a command writes into a folder of the operator's: each appears whole or not at all.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// The file by which a published site is known.
const OF_A_SITE: &str = "build.json";

/// Writes a file into a folder, which is made where it does not exist; an older one of that name is
/// replaced in one step, and left alone where it says the same. Gives its path.
///
/// # Errors
/// Where the folder is a published site or no folder, or the file cannot be written.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = folder.join(name);
    refuse_strange(folder)?;
    if is_as_before(&path, bytes) {
        return Ok(path);
    }
    let failed = |error| cannot_write(&path, error);
    fs::create_dir_all(folder).map_err(failed)?;
    // What the umask leaves of 0666, as for any new file.
    let everybody = Permissions::from_mode(0o666);
    let mut builder = tempfile::Builder::new();
    let file = builder.prefix(".mujaz-").permissions(everybody).tempfile_in(folder);
    let mut file = file.map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    // Where the power fails after the change of names, it is not to be an empty file.
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&path).map_err(|error| failed(error.error))?;
    Ok(path)
}

/// Makes sure that files can be put into a folder, before the work that makes them; nothing is left behind, not
/// even the folder.
///
/// # Errors
/// As [`put`].
pub fn ready(folder: &Path) -> Result<()> {
    refuse_strange(folder)?;
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    // Of what does not exist yet, the part that does.
    let there = full.ancestors().find(|part| part.symlink_metadata().is_ok()).unwrap_or(&full);
    let tried = tempfile::Builder::new().prefix(".mujaz-").tempfile_in(there);
    tried.map(drop).map_err(|error| cannot_write(folder, error))
}

fn cannot_write(path: &Path, error: std::io::Error) -> Error {
    let error = Error::new(ErrorKind::Write, "cannot write").at(path).because(error);
    error.hint("name a folder that you may write to, on a disk with room")
}

/// Refuses what is no folder, and a published site, whose next build would refuse the stranger.
fn refuse_strange(folder: &Path) -> Result<()> {
    if folder.join(OF_A_SITE).symlink_metadata().is_ok() {
        return Err(Error::new(ErrorKind::Write, "this folder is a published site")
            .at(folder)
            .hint("name another folder: a site holds nothing but what its build wrote"));
    }
    if folder.metadata().is_ok_and(|found| !found.is_dir()) {
        return Err(Error::new(ErrorKind::Write, "this is a file, and no folder")
            .at(folder)
            .hint("name the folder that the files are to be put into"));
    }
    Ok(())
}

/// True where a regular file of these bytes stands there.
fn is_as_before(path: &Path, bytes: &[u8]) -> bool {
    let size = u64::try_from(bytes.len()).ok();
    let found = path.symlink_metadata().ok();
    found.is_some_and(|found| found.is_file() && Some(found.len()) == size)
        && fs::read(path).is_ok_and(|before| before == bytes)
}

/// Refuses a folder that lies in another, or would: `why` says what that would come to.
///
/// # Errors
/// Where it does.
pub fn refuse_inside(folder: &Path, outer: &Path, why: &str) -> Result<()> {
    // Of what does not exist yet, the part that does.
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let exists = full.ancestors().find_map(|part| {
        let rest = full.strip_prefix(part).ok()?;
        Some(fs::canonicalize(part).ok()?.join(rest))
    });
    let outer = fs::canonicalize(outer).or_else(|_| std::path::absolute(outer));
    match (exists, outer) {
        (Some(folder), Ok(outer)) if folder.starts_with(&outer) => {
            let message = format!("this folder lies inside {}: {why}", outer.display());
            Err(Error::new(ErrorKind::Write, message).at(&folder).hint("name another folder"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_inside_another_is_refused_before_it_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("news")).unwrap();
        std::os::unix::fs::symlink(root.join("news"), root.join("link")).unwrap();
        for inner in ["news", "news/a/b", "link/a", "news/../news/a"] {
            let refused = refuse_inside(&root.join(inner), &root.join("news"), "x");
            assert!(refused.is_err(), "{inner}");
        }
        for outside in ["a", "news-2", "."] {
            assert!(refuse_inside(&root.join(outside), &root.join("news"), "x").is_ok());
        }
        assert!(refuse_inside(&root.join("new/a"), &root.join("new"), "x").is_err());
    }

    #[test]
    fn a_file_that_says_the_same_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = put(folder.path(), "x.md", b"one").unwrap();
        let number = |path: &Path| std::os::unix::fs::MetadataExt::ino(&path.metadata().unwrap());
        let before = number(&path);
        // The new file is made before the old one goes, so their numbers differ.
        put(folder.path(), "x.md", b"one").unwrap();
        assert_eq!(number(&path), before);
        put(folder.path(), "x.md", b"two").unwrap();
        assert_ne!(number(&path), before);
    }

    #[test]
    fn a_file_is_replaced_and_a_site_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/b");
        assert_eq!(put(&out, "x.md", b"one").unwrap(), out.join("x.md"));
        put(&out, "x.md", b"two").unwrap();
        assert_eq!(fs::read(out.join("x.md")).unwrap(), b"two");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 1, "something is left behind");
        fs::write(out.join(OF_A_SITE), "{}").unwrap();
        assert!(put(&out, "x.md", b"three").unwrap_err().to_string().contains("published site"));
        assert_eq!(fs::read(out.join("x.md")).unwrap(), b"two");
        fs::create_dir(folder.path().join("y.md")).unwrap();
        let error = put(folder.path(), "y.md", b"four").unwrap_err();
        assert!(error.to_string().contains("y.md: cannot write"), "{error}");
    }

    #[test]
    fn a_folder_is_tried_and_nothing_left_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        ready(&root.join("a/b")).unwrap();
        ready(root).unwrap();
        assert_eq!(fs::read_dir(root).unwrap().count(), 0);
        fs::write(root.join("file"), "x").unwrap();
        for wrong in ["file", "file/a"] {
            assert!(ready(&root.join(wrong)).is_err(), "{wrong}");
            assert!(put(&root.join(wrong), "x.md", b"one").is_err(), "{wrong}");
        }
        assert!(ready(Path::new("/proc/mujaz")).is_err());
        fs::write(root.join(OF_A_SITE), "{}").unwrap();
        assert!(ready(root).unwrap_err().to_string().contains("published site"));
    }
}
