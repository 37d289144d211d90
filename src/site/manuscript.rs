//! What a typesetter is given: sources, and the values that they print.
//!
//! The sources are files of the theme and nothing else. What documents say is a value, as in the
//! views of pages, so that no word of it is ever read as markup.

use serde::Serialize;
use serde_json::{Value, json};

use super::renderer::Renderer;
use super::theme::{TemplateFile, Theme};
use super::view::GistView;
use super::{Display, edition, summary};
use crate::config::{Config, Digits};
use crate::error::{Error, ErrorKind, Result};
use crate::model::Briefing;

/// A document before it is set.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The name of the source that the others are imported from.
    pub main: &'static str,
    /// The sources, and the pictures that they name.
    pub files: Vec<TemplateFile>,
    /// `page`, a view; `t`, the words of the interface; `paper`, how it is to be set.
    pub values: Value,
}

/// What the sources are told of the paper.
#[derive(Serialize)]
struct Paper<'a> {
    /// Families of fonts, the first that has a letter before the others.
    fonts: [&'a str; 2],
    /// `arab` or `latn`.
    digits: &'static str,
    /// The day that the file is of; null where none is known.
    day: Option<&'a str>,
}

impl Renderer<'_> {
    /// A briefing for the typesetter.
    ///
    /// # Errors
    /// Where the view cannot be written as values.
    pub fn manuscript(&self, chosen: &Briefing) -> Result<Manuscript> {
        let view: edition::BriefingView<'_> = self.briefing(chosen);
        let day = Some(view.head.newest.as_str());
        manuscript("pdf/briefing.typ", self.theme(), self.config(), (&view, day))
    }
}

/// Some summaries for the typesetter, a sheet each.
///
/// # Errors
/// Where the view cannot be written as values.
pub fn summary_manuscript(
    gists: Vec<GistView>,
    theme: &Theme,
    config: &Config,
    display: &Display,
) -> Result<Manuscript> {
    let view = summary::sheets(gists, theme, config, display);
    manuscript("pdf/summary.typ", theme, config, (&view, None))
}

fn manuscript(
    main: &'static str,
    theme: &Theme,
    config: &Config,
    (view, day): (&impl Serialize, Option<&str>),
) -> Result<Manuscript> {
    let fonts = &config.fonts;
    let paper = Paper {
        fonts: [&fonts.family, &fonts.latin],
        digits: match config.display.digits {
            Digits::Arab => "arab",
            Digits::Latn => "latn",
        },
        day,
    };
    Ok(Manuscript {
        main,
        files: theme.sheets.clone(),
        values: json!({
            "page": value(view)?,
            "t": value(&theme.words.all)?,
            "paper": value(&paper)?,
        }),
    })
}

fn value(view: &impl Serialize) -> Result<Value> {
    serde_json::to_value(view)
        .map_err(|error| Error::new(ErrorKind::Internal, "no value for the PDF").because(error))
}
