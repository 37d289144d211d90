//! Lists the documents of a folder, and reads one file at a time.
//!
//! What is found is hostile: links, devices, pipes, names that are no Unicode, files that change
//! while they are read. Nothing outside the folder is read, no file is opened before its kind is
//! known from its open descriptor, and what cannot be read is a diagnostic, not an error.

mod conversion;
mod glob;

use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{FileType, Mode, OFlags, fstat, open};
use rustix::io::Errno;
use walkdir::{DirEntry, WalkDir};

use super::stamp::Stamp;
use conversion::conversion;

use crate::config::{self, Config, Limits};
use crate::diagnostic::{Code, Diagnostic, Skip};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{DocId, Format, RawFile};

/// Whether symbolic links are followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FollowLinks {
    /// They are left out.
    #[default]
    Never,
    /// Those that lead to something inside the input folder are followed.
    Inside,
}

/// The files of an input folder that are documents, and those that are not.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// By [`DocId`].
    pub entries: Vec<Entry>,
    /// One for each file that is left out, by document.
    pub skipped: Vec<Diagnostic>,
}

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the input folder.
    pub id: DocId,
    /// Where it is.
    pub path: PathBuf,
    /// What its ending says it is.
    pub format: Format,
    /// The folder that it must lie in when it is opened through links; `None`: no links.
    within: Option<PathBuf>,
}

/// What a project has of its own is never a document.
const OWN: [&str; 2] = [config::FILE_NAME, config::CORRECTIONS];

/// The documents of `input`, which is a folder or a single file.
///
/// Hidden entries (their name begins with one dot) `mujaz.toml` and `corrections.toml` are passed over in silence, and so
/// is what no pattern of `input.include` matches. Any other file that is not read has a diagnostic.
///
/// # Errors
/// When `input` does not exist or cannot be listed.
pub fn files(input: &Path, config: &Config, follow: FollowLinks) -> Result<Listing> {
    let unreadable = |error: std::io::Error| {
        let hint = match error.kind() {
            std::io::ErrorKind::NotFound => {
                "name a folder of saved documents, here or as input.folder in mujaz.toml"
            }
            std::io::ErrorKind::PermissionDenied => "make the folder readable for this user",
            _ => "check the path, and that the folder can be listed",
        };
        Error::new(ErrorKind::Read, "cannot read the input").at(input).because(error).hint(hint)
    };
    let metadata = std::fs::metadata(input).map_err(unreadable)?;
    // What the operator names may be a link; what is found below it may not.
    let root = std::fs::canonicalize(input).map_err(unreadable)?;
    let mut lister = Lister { root: &root, config, follow, listing: Listing::default() };
    if metadata.is_dir() {
        std::fs::read_dir(&root).map_err(unreadable)?;
        lister.walk();
    } else {
        let name =
            input.file_name().map_or_else(String::new, |name| visible(name.as_encoded_bytes()));
        lister.file(&name, &root);
    }
    Ok(lister.finish())
}

/// Collects a listing.
struct Lister<'a> {
    root: &'a Path,
    config: &'a Config,
    follow: FollowLinks,
    listing: Listing,
}

impl Lister<'_> {
    fn walk(&mut self) {
        let limits = self.config.limits;
        let follows = self.follow == FollowLinks::Inside;
        let root = self.root;
        let walk = WalkDir::new(root)
            .follow_links(follows)
            .max_depth(limits.folder_depth.saturating_add(1))
            .sort_by_file_name();
        let mut entries = walk.into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.failed(&error);
                    continue;
                }
            };
            if entry.depth() == 0 {
                continue;
            }
            let is_folder = entry.file_type().is_dir();
            let id = self.id(entry.path());
            if is_hidden(&entry) {
                if is_folder {
                    entries.skip_current_dir();
                }
                continue;
            }
            if is_folder {
                if let Some((reason, message)) = self.refuse_folder(&entry) {
                    self.skip(&id, reason, message);
                    entries.skip_current_dir();
                }
                continue;
            }
            if self.listing.entries.len() >= limits.documents {
                let message = format!(
                    "more than {} documents: this and the rest are not read",
                    limits.documents
                );
                self.skip(&id, Skip::Limit, message);
                return;
            }
            self.entry(&entry, &id);
        }
    }

    /// Why a folder is not looked into.
    fn refuse_folder(&self, entry: &DirEntry) -> Option<(Skip, String)> {
        if entry.path_is_symlink() && !is_inside(self.root, entry.path()) {
            return Some((
                Skip::Symlink,
                "a link out of the input folder is not followed".to_owned(),
            ));
        }
        let limit = self.config.limits.folder_depth;
        if entry.depth() > limit {
            let message = format!(
                "over the limit of {limit} folders inside each other (limits.folder_depth)"
            );
            return Some((Skip::Limit, message));
        }
        let page = page_of_parts(entry.path())?;
        Some((Skip::Format, format!("the parts of the saved page {page}: only the page is read")))
    }

    fn entry(&mut self, entry: &DirEntry, id: &str) {
        let kind = entry.file_type();
        if kind.is_symlink() || (entry.path_is_symlink() && !is_inside(self.root, entry.path())) {
            let message = match self.follow {
                FollowLinks::Never => "a symbolic link is not followed",
                FollowLinks::Inside => "a link out of the input folder is not followed",
            };
            return self.skip(id, Skip::Symlink, message);
        }
        if !kind.is_file() {
            return self.skip(id, Skip::NotRegular, "not a regular file");
        }
        if is_included(&self.config.input.include, id) {
            self.file(id, entry.path());
        }
    }

    /// A regular file: a document, or one of a kind that is not read.
    fn file(&mut self, id: &str, path: &Path) {
        let name = id.rsplit('/').next().unwrap_or(id);
        if OWN.contains(&name) {
            return;
        }
        let id = DocId::new(id);
        match Format::of_name(name) {
            Some(format) => {
                let within = (self.follow == FollowLinks::Inside).then(|| self.root.to_path_buf());
                self.listing.entries.push(Entry { id, path: path.to_path_buf(), format, within });
            }
            None => {
                let message = "a kind of file that is not read";
                let diagnostic = Diagnostic::new(Code::Skipped(Skip::Format), &id, message);
                self.listing.skipped.push(diagnostic.hint(conversion(name)));
            }
        }
    }

    fn skip(&mut self, id: &str, reason: Skip, message: impl Into<String>) {
        let diagnostic = Diagnostic::new(Code::Skipped(reason), &DocId::new(id), message);
        self.listing.skipped.push(diagnostic);
    }

    /// An entry that could not even be looked at.
    fn failed(&mut self, error: &walkdir::Error) {
        let id = error.path().map_or_else(String::new, |path| self.id(path));
        if error.loop_ancestor().is_some() {
            return self.skip(&id, Skip::Symlink, "a link to a folder around it is not followed");
        }
        let cause = error.io_error();
        let errno = cause.and_then(Errno::from_io_error).unwrap_or(Errno::IO);
        let (reason, message) = failure(errno);
        self.skip(&id, reason, message);
    }

    /// The path below the input folder, `/` between parts, bytes that are no Unicode as escapes.
    fn id(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        let parts = below.components().filter_map(|part| match part {
            Component::Normal(name) => Some(visible(name.as_encoded_bytes())),
            _ => None,
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// The listing in order. Names that differ only in what no text can hold get a number.
    fn finish(self) -> Listing {
        let mut listing = self.listing;
        listing.entries.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
        let mut taken: Option<DocId> = None;
        let mut copies = 1usize;
        for entry in &mut listing.entries {
            if taken.as_ref() == Some(&entry.id) {
                copies = copies.saturating_add(1);
                entry.id = DocId::new(&format!("{}~{copies}", entry.id));
            } else {
                copies = 1;
                taken = Some(entry.id.clone());
            }
        }
        listing.entries.sort_by(|a, b| a.id.cmp(&b.id));
        listing.skipped.sort_by(|a, b| a.document.cmp(&b.document));
        listing
    }
}

/// True for a name that begins with one dot; two are an odd name, not a hidden one.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".") && !name.starts_with(b"..")
}

fn is_included(patterns: &[String], id: &str) -> bool {
    patterns.is_empty() || patterns.iter().any(|pattern| glob::matches(pattern, id))
}

/// True when the target of a path lies below a folder.
fn is_inside(root: &Path, path: &Path) -> bool {
    std::fs::canonicalize(path).is_ok_and(|target| target.starts_with(root))
}

/// Endings of the folders that browsers make beside a page that they save whole.
const PARTS: [&str; 3] = ["_files", "-files", ".files"];

/// The page whose parts a folder holds.
fn page_of_parts(folder: &Path) -> Option<String> {
    let name = folder.file_name()?.to_str()?;
    let stem = PARTS.into_iter().find_map(|ending| name.strip_suffix(ending))?;
    ["html", "htm", "xhtml"].into_iter().find_map(|ending| {
        let page = format!("{stem}.{ending}");
        folder.with_file_name(&page).is_file().then_some(page)
    })
}

/// A name with bytes that are no Unicode as `\xff`.
fn visible(name: &[u8]) -> String {
    let chunk = |chunk: std::str::Utf8Chunk<'_>| {
        let broken: String = chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")).collect();
        format!("{}{broken}", chunk.valid())
    };
    name.utf8_chunks().map(chunk).collect()
}

/// The bytes of a file.
///
/// Opened without waiting and without following a link, looked at through the open descriptor, and
/// never read past `limits.file`.
///
/// # Errors
/// A diagnostic with [`Code::Skipped`] and the reason.
pub fn bytes(entry: &Entry, limits: &Limits) -> std::result::Result<RawFile, Diagnostic> {
    stamped(entry, limits).map(|(file, _)| file)
}

/// As [`bytes`], with the stamp of the file from before it was read; none of a file that was
/// reached through a link, which may lead elsewhere the next time.
///
/// # Errors
/// As [`bytes`].
pub fn stamped(
    entry: &Entry,
    limits: &Limits,
) -> std::result::Result<(RawFile, Option<Stamp>), Diagnostic> {
    let skip = |(reason, message): (Skip, String)| {
        Diagnostic::new(Code::Skipped(reason), &entry.id, message)
    };
    let (bytes, stamp) = read(entry, limits.file).map_err(skip)?;
    let file = RawFile { id: entry.id.clone(), format: entry.format, bytes };
    Ok((file, stamp.filter(|_| entry.within.is_none())))
}

/// The stamp of a file that is not reached through a link; `None` where it has to be read.
pub fn stamp(entry: &Entry) -> Option<Stamp> {
    entry.within.is_none().then(|| Stamp::of(&entry.path))?
}

/// The bytes of a file, and its stamp from before they were read.
type Stamped = (Vec<u8>, Option<Stamp>);

fn read(entry: &Entry, limit: u64) -> std::result::Result<Stamped, (Skip, String)> {
    let file = match &entry.within {
        None => opened(&entry.path, OFlags::NOFOLLOW)?,
        Some(root) => opened_inside(&entry.path, root)?,
    };
    let stat = fstat(&file).map_err(failure)?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err((Skip::NotRegular, "not a regular file".to_owned()));
    }
    let too_large = || (Skip::TooLarge, format!("over the limit of {limit} bytes (limits.file)"));
    let size = u64::try_from(stat.st_size).unwrap_or(u64::MAX);
    if size > limit {
        return Err(too_large());
    }
    let stamp = Stamp::of_open(&file).ok();
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // One byte more than allowed, so that a file that grows is noticed and not cut.
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| failure(Errno::from_io_error(&error).unwrap_or(Errno::IO)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(too_large());
    }
    Ok((bytes, stamp))
}

fn opened(path: &Path, links: OFlags) -> std::result::Result<File, (Skip, String)> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | links;
    open(path, flags, Mode::empty()).map(File::from).map_err(failure)
}

/// Opens a file through links, and checks where the opened file lies, not where its path led when
/// it was listed.
fn opened_inside(path: &Path, root: &Path) -> std::result::Result<File, (Skip, String)> {
    let outside = || (Skip::Symlink, "a link out of the input folder is not followed".to_owned());
    let io = |error: std::io::Error| failure(Errno::from_io_error(&error).unwrap_or(Errno::IO));
    let file = opened(path, OFlags::empty())?;
    let target = std::fs::canonicalize(path).map_err(io)?;
    if !target.starts_with(root) {
        return Err(outside());
    }
    let (found, here) = (fstat(opened(&target, OFlags::NOFOLLOW)?), fstat(&file));
    match (found, here) {
        (Ok(found), Ok(here)) if (found.st_dev, found.st_ino) == (here.st_dev, here.st_ino) => {
            Ok(file)
        }
        _ => Err(outside()),
    }
}

/// The reason and the words for an error of the system.
fn failure(errno: Errno) -> (Skip, String) {
    let (reason, what) = match errno {
        Errno::ACCESS | Errno::PERM => (Skip::Permission, "no permission to read it"),
        Errno::NOENT | Errno::STALE | Errno::NOTDIR => {
            (Skip::Vanished, "gone since the folder was listed")
        }
        Errno::LOOP => (Skip::Symlink, "a symbolic link is not followed"),
        Errno::NXIO | Errno::NODEV | Errno::ISDIR | Errno::OPNOTSUPP => {
            (Skip::NotRegular, "not a regular file")
        }
        Errno::NAMETOOLONG => (Skip::Limit, "its path is longer than the system allows"),
        Errno::MFILE | Errno::NFILE | Errno::NOMEM => {
            (Skip::Limit, "the system has no room to open it")
        }
        _ => (Skip::Vanished, "cannot be read"),
    };
    let cause = std::io::Error::from(errno);
    (reason, format!("{what} ({cause})"))
}

#[cfg(test)]
mod tests;
