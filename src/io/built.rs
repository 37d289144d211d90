//! A built site as it lies on the disk, and a folder for a second build of it.
//!
//! What lies there is not trusted: links are listed and never followed, and nothing outside the
//! folder is opened, whatever a file of it names.

use std::fs::{self, File};
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags, open};
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::error::{Error, ErrorKind, Result};
use crate::io::disk::Kind;
use crate::site::{Manifest, Route};

/// Something in the folder of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path below the folder, `/` between parts; `None` where a name is no Unicode.
    pub path: Option<String>,
    /// Its path as it can be shown.
    pub shown: String,
    /// File, folder or something else.
    pub kind: Kind,
    /// Its permission bits.
    pub mode: u32,
}

/// Largest file that is read, in bytes: more than any file of a site of a million documents.
pub(super) const LARGEST: u64 = 256 << 20;

/// Everything below a folder, links not followed.
///
/// # Errors
/// Where the folder, or one in it, cannot be listed.
pub fn list(folder: &Path) -> Result<Vec<Found>> {
    let mut all = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).follow_root_links(true).sort_by_file_name() {
        let failed = |error: walkdir::Error| {
            let at = error.path().unwrap_or(folder).to_path_buf();
            Error::new(ErrorKind::Read, "cannot be listed").at(at).because(error)
        };
        let entry = entry.map_err(failed)?;
        let metadata = entry.metadata().map_err(failed)?;
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = below.to_str().map(str::to_owned);
        let shown = below.to_string_lossy().into_owned();
        let kind = Kind::from(metadata.file_type());
        all.push(Found { path, shown, kind, mode: metadata.mode() });
    }
    Ok(all)
}

/// The bytes of a regular file of the folder; `None` where there is none, or it is too large.
pub fn bytes(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let route = Route::new(path)?;
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    let file = open(folder.join(route.as_str()), flags, Mode::empty()).map(File::from).ok()?;
    let metadata = file.metadata().ok()?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The account that a site gives of itself.
///
/// # Errors
/// Where the folder is not there, or holds no site that this program knows.
pub fn manifest(folder: &Path) -> Result<Manifest> {
    let refused = |message: &str| {
        Error::new(ErrorKind::Read, message)
            .at(folder)
            .hint("name the folder of a site: mujaz check DIR; or build it first: mujaz build")
    };
    let metadata = fs::metadata(folder).map_err(|error| refused("no such site").because(error))?;
    if !metadata.is_dir() {
        return Err(refused("a site is a folder, and this is none"));
    }
    let bytes = bytes(folder, Manifest::NAME)
        .ok_or_else(|| refused("not a site of mujaz: it has no build.json that can be read"))?;
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| {
        refused("not a site of mujaz: its build.json is no account of a build").because(error)
    })?;
    if manifest.format != Manifest::FORMAT {
        let message = format!("written by mujaz {}, in a format of its own", manifest.version);
        return Err(refused(&message));
    }
    Ok(manifest)
}

/// A folder of its own for a second build, removed when it is dropped.
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// A new one. Its site is empty but for the account of the site that is to be built again:
    /// from that the build knows the addresses that were given up.
    ///
    /// # Errors
    /// Where the folder for temporary files cannot be written.
    pub fn after(manifest: &Manifest) -> Result<Self> {
        let failed = |error: std::io::Error| {
            Error::new(ErrorKind::Write, "cannot make a folder for a second build").because(error)
        };
        let scratch = Self { folder: tempfile::tempdir().map_err(failed)? };
        let site = scratch.site();
        fs::create_dir(&site).map_err(failed)?;
        let bytes = serde_json::to_vec(manifest).unwrap_or_default();
        fs::write(site.join(Manifest::NAME), bytes).map_err(failed)?;
        Ok(scratch)
    }

    /// Where the second build goes.
    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }
}
