//! Files that a command writes into a folder of the operator's: each appears whole or not at all.

use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// The file by which a published site is known.
const OF_A_SITE: &str = "build.json";

/// Writes a file into a folder, which is made where it does not exist; an older one of that name is
/// replaced in one step. Gives its path.
///
/// # Errors
/// Where the folder is a published site, whose next build would refuse the stranger, or the file
/// cannot be written.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = folder.join(name);
    if folder.join(OF_A_SITE).symlink_metadata().is_ok() {
        return Err(Error::new(ErrorKind::Write, "this folder is a published site")
            .at(folder)
            .hint(
                "name another folder with --out: a site holds nothing but what its build wrote",
            ));
    }
    let failed = |error| Error::new(ErrorKind::Write, "cannot write").at(&path).because(error);
    fs::create_dir_all(folder).map_err(failed)?;
    // What the umask leaves of 0666, as for any new file.
    let everybody = Permissions::from_mode(0o666);
    let mut builder = tempfile::Builder::new();
    let file = builder.prefix(".mujaz-").permissions(everybody).tempfile_in(folder);
    let mut file = file.map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(&path).map_err(|error| failed(error.error))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
