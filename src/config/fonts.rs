//! The settings of fonts, as written and checked.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::FontSettings;
use super::written::Written;
use crate::error::Result;

/// The fonts of PDFs.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawFonts {
    /// The family of Arabic text.
    #[schemars(with = "String", extend("default" = "Noto Naskh Arabic"))]
    family: Option<Spanned<String>>,
    /// The family of letters and signs that the first does not have.
    #[schemars(with = "String", extend("default" = "Noto Sans"))]
    latin: Option<Spanned<String>>,
    /// A folder of font files, which are used instead of those of the system.
    #[schemars(with = "String")]
    folder: Option<Spanned<PathBuf>>,
}

pub(super) fn fonts(file: &Written<'_>, raw: RawFonts) -> Result<FontSettings> {
    let default = FontSettings::default();
    let family = raw.family.map_or(Ok(default.family), |name| file.line("fonts.family", name))?;
    let latin = raw.latin.map_or(Ok(default.latin), |name| file.line("fonts.latin", name))?;
    let folder = raw.folder.map(|path| file.path("fonts.folder", path)).transpose()?;
    Ok(FontSettings { family, latin, folder })
}
