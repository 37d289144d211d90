//! The fonts of the system, or of a folder, by family.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fontdb::{Database, FaceInfo, Source};

use crate::config::nearest_of;
use crate::error::{Error, ErrorKind, Result};

/// Families and the packages of Debian that have them.
const PACKAGES: [(&str, &str); 4] = [
    ("Noto Naskh Arabic", "fonts-noto-core"),
    ("Noto Sans", "fonts-noto-core"),
    ("Amiri", "fonts-hosny-amiri"),
    ("DejaVu Sans", "fonts-dejavu-core"),
];

/// Font files that were found, and which families are in them.
#[derive(Debug)]
pub struct Shelf {
    fonts: Database,
    /// The folder that was looked into; `None`: those of the system.
    folder: Option<PathBuf>,
}

impl Shelf {
    /// The fonts of a folder, at any depth; without one those of the system.
    ///
    /// # Errors
    /// Where the folder is none.
    pub fn open(folder: Option<&Path>) -> Result<Self> {
        let mut fonts = Database::new();
        match folder {
            Some(folder) if folder.is_dir() => fonts.load_fonts_dir(folder),
            Some(folder) => {
                return Err(Error::new(ErrorKind::Config, "fonts.folder: no such folder")
                    .at(folder)
                    .hint("a relative path begins in the folder of mujaz.toml"));
            }
            None => fonts.load_system_fonts(),
        }
        Ok(Self { fonts, folder: folder.map(Path::to_path_buf) })
    }

    /// The files of a family, in the order of their paths.
    ///
    /// # Errors
    /// Where there is none, with how to come by it, or one cannot be read.
    pub fn family(&self, name: &str) -> Result<Vec<Vec<u8>>> {
        let is_of = |face: &&FaceInfo| face.families.iter().any(|(family, _)| family == name);
        let paths: BTreeSet<&Path> = self.fonts.faces().filter(is_of).filter_map(path).collect();
        if paths.is_empty() {
            return Err(self.absent(name));
        }
        let read = |path: &Path| {
            fs::read(path).map_err(|error| {
                Error::new(ErrorKind::Read, "the font cannot be read").at(path).because(error)
            })
        };
        paths.into_iter().map(read).collect()
    }

    /// All files, in the order of their paths, each read when it is asked for; those that cannot
    /// be read are left out.
    pub fn files(&self) -> impl Iterator<Item = Vec<u8>> + use<> {
        let paths: BTreeSet<PathBuf> =
            self.fonts.faces().filter_map(path).map(Path::to_path_buf).collect();
        paths.into_iter().filter_map(|path| fs::read(path).ok())
    }

    /// What a family that is not there comes to.
    fn absent(&self, name: &str) -> Error {
        let package = PACKAGES.iter().find(|(family, _)| *family == name);
        let install = package.map(|(_, package)| format!("apt install {package}"));
        let families = self.fonts.faces().flat_map(|face| &face.families);
        let near = nearest_of(name, families.map(|(family, _)| &**family));
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        let Some(folder) = &self.folder else {
            let install = install.unwrap_or_else(|| "install it".to_owned());
            let message = format!("no font of the family `{name}` is installed");
            return Error::new(ErrorKind::Export, message).hint(format!(
                "{near}{install}; or put its .ttf or .otf files into a folder, and name that folder \
                 as fonts.folder in mujaz.toml"
            ));
        };
        let install = install.map_or_else(String::new, |install| {
            format!("; or leave fonts.folder out, and {install}")
        });
        let message = format!("no font of the family `{name}` is in this folder");
        Error::new(ErrorKind::Export, message)
            .at(folder)
            .hint(format!("{near}put its .ttf or .otf files there{install}"))
    }
}

fn path(face: &FaceInfo) -> Option<&Path> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path),
        Source::Binary(_) => None,
    }
}
