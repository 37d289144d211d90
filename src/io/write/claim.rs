//! The right to replace a folder: it is ours, nobody else is replacing it, and no killed build
//! has left it half done.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use super::walk::{Step, walk};
use super::{Atomicity, Request, Stage, failed, status, swap};
use crate::error::{Error, ErrorKind, Result};
use crate::io::cache::{self, Key};
use crate::io::disk::{Disk, Kind, Lock};
use crate::io::target::Nook;
use crate::site::{Manifest, Route};
use crate::workers::{Alone, Workers};

/// The ending of a cache on its way.
const FRESH: &str = "cache-new";

/// A folder that may be replaced, locked until this value is dropped.
pub struct Claim<'d> {
    pub(super) disk: &'d dyn Disk,
    pub(super) workers: &'d dyn Workers,
    pub(super) place: Place,
    pub(super) keep: Vec<String>,
    pub(super) atomicity: Atomicity,
    pub(super) last: Manifest,
    /// The hash of its bytes.
    last_key: Key,
    lock: Lock,
    /// Who looks at the new site before it takes the place of the old one.
    pub(super) approval: Option<&'d Approval<'d>>,
}

/// Looks at the folder of a new site; its error keeps the old one.
pub type Approval<'a> = dyn Fn(&Path) -> Result<()> + Sync + 'a;

/// The output folder and the names beside it that publishing uses.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The output folder, without links; it may not exist yet.
    pub(super) out: PathBuf,
    /// The folder it lies in.
    pub(super) parent: PathBuf,
    name: String,
}

impl Place {
    /// A name beside the output folder: `.site.lock`.
    pub(super) fn beside(&self, ending: &str) -> PathBuf {
        self.parent.join(self.hidden(ending))
    }

    /// The beginning of the names of staging folders.
    pub(super) fn stage_prefix(&self) -> String {
        self.hidden("stage-")
    }

    fn hidden(&self, ending: &str) -> String {
        format!(".{}.{ending}", self.name)
    }
}

impl<'d> Claim<'d> {
    /// Claims the output folder.
    ///
    /// # Errors
    /// Where it holds files that are not ours, holds the input or lies in it, cannot be written, or
    /// is being replaced by another build. Nothing is changed then.
    pub fn new(disk: &'d dyn Disk, request: &Request) -> Result<Self> {
        Self::by(&Alone, disk, request)
    }

    /// As [`Claim::new`]; `workers` look at the many files of a site, here and when the new one is finished.
    ///
    /// # Errors
    /// As [`Claim::new`].
    pub fn by(workers: &'d dyn Workers, disk: &'d dyn Disk, request: &Request) -> Result<Self> {
        let hands = (disk, workers);
        let place = resolve(disk, &request.out)?;
        refuse_overlap(disk, &place.out, &request.input)?;
        let journal = place.beside("journal");
        let is_there = |path: &Path| status(disk, path).map(|found| found.is_some());
        if !is_there(&journal)? && !is_there(&place.out.join(Manifest::NAME))? {
            // Refused before a lock is left beside a folder that was never a site.
            refuse_foreign(hands, &place.out, &Manifest::default(), &request.keep)?;
        }
        let lock = lock(disk, &place)?;
        swap::recover(disk, &place, &request.keep)?;
        let (last, last_key) = manifest(disk, &place.out)?;
        refuse_foreign(hands, &place.out, &last, &request.keep)?;
        remove_leftovers(disk, &place)?;
        let (keep, atomicity) = (request.keep.clone(), request.atomicity);
        Ok(Self { disk, workers, place, keep, atomicity, last, last_key, lock, approval: None })
    }

    /// The claim of a build whose new site is looked at before it takes the place of the old one.
    #[must_use]
    pub fn approved_by(self, approval: &'d Approval<'d>) -> Self {
        Self { approval: Some(approval), ..self }
    }

    /// The manifest of the site that is published now; empty where there is none.
    pub fn last(&self) -> &Manifest {
        &self.last
    }

    /// Where the cache is; `None` where the file system does not say what time it is.
    pub(super) fn nook(&self) -> Option<Nook<'d>> {
        Some(Nook {
            disk: self.disk,
            place: self.place.beside("cache"),
            fresh: self.place.beside(FRESH),
            since: self.lock.since()?,
            manifest: self.last_key,
        })
    }

    /// Begins the new site.
    ///
    /// # Errors
    /// Where no folder can be made beside the output folder.
    pub fn stage(self) -> Result<Stage<'d>> {
        Stage::new(self)
    }
}

/// The output folder without links, its parent and its name.
fn resolve(disk: &dyn Disk, out: &Path) -> Result<Place> {
    let unusable = |why: &str| Error::new(ErrorKind::Write, why.to_owned()).at(out);
    let full = match disk.canonical(out) {
        Ok(full) => match disk.status(&full).map_err(failed("look at", out))? {
            Some(status) if status.kind == Kind::Folder => full,
            _ => {
                return Err(unusable("the output is to be a folder, and this is none")
                    .hint("name a folder with --out"));
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => new_folder(disk, out)?,
        Err(error) => return Err(failed("find", out)(error)),
    };
    let name = full.file_name().and_then(OsStr::to_str).map(str::to_owned);
    match (full.parent().map(Path::to_path_buf), name) {
        (Some(parent), Some(name)) => Ok(Place { out: full, parent, name }),
        _ => {
            Err(unusable("this folder cannot be replaced")
                .hint("name a folder inside it with --out"))
        }
    }
}

/// The full path of a folder that does not exist yet, in one that does.
fn new_folder(disk: &dyn Disk, out: &Path) -> Result<PathBuf> {
    if status(disk, out)?.is_some() {
        return Err(Error::new(ErrorKind::Write, "a link that leads nowhere")
            .at(out)
            .hint("remove the link, or name a folder with --out"));
    }
    let parent = match out.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let parent = disk.canonical(parent).map_err(|error| {
        failed("find the folder of the output", parent)(error)
            .hint(format!("make it first: mkdir -p {}", parent.display()))
    })?;
    match out.file_name() {
        Some(name) => Ok(parent.join(name)),
        None => Err(Error::new(ErrorKind::Write, "no name of a folder").at(out)),
    }
}

/// Input and output may not hold each other: one would be read as news, or replaced.
pub(in crate::io) fn refuse_overlap(disk: &dyn Disk, out: &Path, input: &Path) -> Result<()> {
    let input = match disk.canonical(input) {
        Ok(input) => input,
        // The reader reports it, in its own words.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed("find", input)(error)),
    };
    let message = if out == input {
        "input and output are the same folder"
    } else if out.starts_with(&input) {
        "the output folder lies inside the input folder"
    } else if input.starts_with(out) {
        "the input folder lies inside the output folder, which is replaced by each build"
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::Write, message).at(out).hint("name another output folder with --out"))
}

fn lock(disk: &dyn Disk, place: &Place) -> Result<Lock> {
    let path = place.beside("lock");
    let lock = disk.lock(&path).map_err(|error| {
        Error::new(ErrorKind::Write, "cannot write in the folder of the output")
            .at(&place.parent)
            .because(error)
            .hint("the new site is written beside the old one: make this folder writable, or name an output inside a writable one with --out")
    })?;
    lock.ok_or_else(|| {
        Error::new(ErrorKind::Write, "another build of this folder is running")
            .at(&place.out)
            .hint("wait for it to end, or build into another folder with --out")
    })
}

/// The manifest in a folder with the hash of its bytes; empty where there is none.
fn manifest(disk: &dyn Disk, out: &Path) -> Result<(Manifest, Key)> {
    let path = out.join(Manifest::NAME);
    if status(disk, &path)?.is_none() {
        return Ok((Manifest::default(), cache::hash(&[])));
    }
    let bytes = disk.read(&path).map_err(failed("read", &path))?;
    let unknown = |message: String| {
        Error::new(ErrorKind::Write, message).at(&path).hint(
            "it says which files are mujaz's own; without it nothing here is replaced: \
             remove the folder yourself, or name another one with --out",
        )
    };
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|error| unknown("not a manifest of mujaz".to_owned()).because(error))?;
    if manifest.format != Manifest::FORMAT {
        let version = &manifest.version;
        return Err(unknown(format!("written by mujaz {version}, in a format of its own")));
    }
    Ok((manifest, cache::hash(&bytes)))
}

/// Files named in a refusal.
const NAMED: usize = 5;

/// Refuses a folder with anything that neither the manifest nor `keep` names.
fn refuse_foreign(
    (disk, workers): (&dyn Disk, &dyn Workers),
    out: &Path,
    last: &Manifest,
    keep: &[String],
) -> Result<()> {
    if status(disk, out)?.is_none() {
        return Ok(());
    }
    let is_ours = |file: &str| {
        last.files.contains_key(file) || (file == Manifest::NAME && last.format == Manifest::FORMAT)
    };
    let mut foreign = walk((disk, workers), out, NAMED, &|inside, kind| {
        Ok(match kind {
            _ if keep.iter().any(|kept| kept == inside) => Step::Past,
            Kind::File if is_ours(inside) => Step::Past,
            Kind::Folder if holds(&last.files, keep, inside) => Step::Into,
            _ => Step::Told(inside.to_owned()),
        })
    })?;
    if foreign.is_empty() {
        return Ok(());
    }
    foreign.sort();
    let more = if foreign.len() > NAMED { " and more" } else { "" };
    foreign.truncate(NAMED);
    let message =
        format!("the folder holds what mujaz did not write: {}{more}", foreign.join(", "));
    Err(Error::new(ErrorKind::Write, message).at(out).hint(
        "nothing was changed; name another folder with --out, move these away, or list them under output.keep in mujaz.toml",
    ))
}

/// True where a folder lies on the way to one of our files or of the kept ones.
pub(super) fn holds(ours: &BTreeMap<Route, String>, keep: &[String], folder: &str) -> bool {
    let inside = format!("{folder}/");
    let mut from = ours.range::<str, _>((Bound::Included(inside.as_str()), Bound::Unbounded));
    from.next().is_some_and(|(file, _)| file.as_str().starts_with(&inside))
        || keep.iter().any(|kept| kept.starts_with(&inside))
}

/// Removes the staging folders of killed builds and the caches that they began. The lock is held: none of
/// them is in use.
fn remove_leftovers(disk: &dyn Disk, place: &Place) -> Result<()> {
    let prefix = place.stage_prefix();
    let (old, fresh) = (place.hidden("old"), place.hidden(FRESH));
    let is_stage = |name: &str| {
        name.strip_prefix(&prefix)
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    };
    let parent = &place.parent;
    for entry in disk.entries(parent).map_err(failed("list", parent))? {
        if entry.kind == Kind::Folder && (is_stage(&entry.name) || entry.name == old) {
            let path = parent.join(&entry.name);
            disk.remove_tree(&path).map_err(failed("remove what a killed build left in", &path))?;
        }
        if entry.kind == Kind::File && entry.name == fresh {
            // Where it cannot be removed this build leaves no cache, and that is all.
            let _ = disk.remove_file(&parent.join(&entry.name));
        }
    }
    Ok(())
}
