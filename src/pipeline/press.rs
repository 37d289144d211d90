//! The press of PDFs: fonts → what sets and prints.

use super::Project;
use crate::brief::Press;
use crate::error::Result;

impl Project {
    /// A press with the fonts that the settings name.
    ///
    /// # Errors
    /// Where a family is not there, and in a build without the feature `pdf`.
    #[cfg(feature = "pdf")]
    pub fn press(&self) -> Result<Press> {
        use crate::io::fonts::Shelf;

        let fonts = &self.config.fonts;
        let folder = fonts.folder.as_ref().map(|folder| self.root.join(folder));
        let shelf = Shelf::open(folder.as_deref())?;
        let mut files = shelf.family(&fonts.family)?;
        if fonts.latin != fonts.family {
            files.extend(shelf.family(&fonts.latin)?);
        }
        Ok(Press::new(files, shelf.files()))
    }

    /// Why there is no press.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "pdf"))]
    pub fn press(&self) -> Result<Press> {
        use crate::error::{Error, ErrorKind};

        Err(Error::new(ErrorKind::Export, "this mujaz was built without PDF").hint(
            "build it with `cargo install --path . --features pdf`; or print a page from a browser: \
             `mujaz brief --format print` and `mujaz summary --format html` write one for A4, and \
             `chromium --headless --no-pdf-header-footer --print-to-pdf=FILE.pdf PAGE.html` prints it",
        ))
    }
}
