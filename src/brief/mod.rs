//! Briefing → one file per format. All formats say the same, chosen once by `analyse`.
//!
//! `html` and `print` are templates over the view of the briefing; the plain ones, the mail and the
//! book are made of its outline, so that the two parts of a mail cannot differ.

mod epub;
mod explain;
mod mail;
mod markdown;
mod outline;
#[cfg(not(feature = "pdf"))]
#[path = "no_pdf.rs"]
mod pdf;
#[cfg(feature = "pdf")]
mod pdf;
mod text;

use crate::config::SendSettings;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Briefing, Corpus, Focus, short_id};
use crate::site::Renderer;

pub use explain::explanation;
pub use mail::Letter;
use outline::Outline;
pub use pdf::Press;
pub use text::Look;

/// The formats of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A page in one file, for the screen.
    Html,
    /// A page in one file, composed for paper.
    Print,
    /// The sheet for paper as a PDF.
    Pdf,
    /// A book for reading devices.
    Epub,
    /// A message of mail.
    Eml,
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// Data.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Html,
        Self::Print,
        Self::Pdf,
        Self::Epub,
        Self::Eml,
        Self::Md,
        Self::Txt,
        Self::Json,
    ];

    /// The word of the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Print => "print",
            Self::Pdf => "pdf",
            Self::Epub => "epub",
            Self::Eml => "eml",
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Json => "json",
        }
    }

    /// What its files end with, the dot included.
    fn ending(self) -> &'static str {
        match self {
            Self::Html => ".html",
            Self::Print => ".print.html",
            Self::Pdf => ".pdf",
            Self::Epub => ".epub",
            Self::Eml => ".eml",
            Self::Md => ".md",
            Self::Txt => ".txt",
            Self::Json => ".json",
        }
    }

    /// True for what a terminal can show.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Pdf | Self::Epub)
    }
}

/// A briefing in a format, as it is kept in a file. The settings say who a mail is from; only a PDF needs
/// a press.
///
/// # Errors
/// Where a template of the theme is at fault, or the format needs what is not there.
pub fn edition(
    format: Format,
    renderer: &Renderer<'_>,
    briefing: &Briefing,
    settings: &SendSettings,
    press: Option<&mut Press>,
) -> Result<Vec<u8>> {
    let view = || renderer.briefing(briefing);
    let outline = || Outline::new(&view());
    let text = match format {
        Format::Html => renderer.one_file("briefing.html", &view())?,
        Format::Print => renderer.one_file("print.html", &view())?,
        Format::Pdf => {
            let press = press.ok_or_else(|| Error::new(ErrorKind::Internal, "no press"))?;
            return press.print(&renderer.manuscript(briefing)?);
        }
        Format::Epub => return epub::epub(renderer, &outline()),
        Format::Eml => return Letter::new(renderer, briefing, settings)?.to_keep(),
        Format::Md => markdown::markdown(&outline()),
        Format::Txt => text::text(&outline(), Look::File),
        Format::Json => format!("{:#}\n", renderer.briefing_data(briefing)),
    };
    Ok(text.into_bytes())
}

/// The plain text of a briefing for a terminal: Latin runs are isolated.
pub fn on_terminal(renderer: &Renderer<'_>, briefing: &Briefing) -> String {
    text::text(&Outline::new(&renderer.briefing(briefing)), Look::Terminal)
}

/// The name of an edition's file, in ASCII: `briefing-2020-12-26.md` for a week, by its first
/// day; other periods name both ends.
pub fn file_name(format: Format, briefing: &Briefing, corpus: &Corpus, span: Span) -> String {
    let Briefing { period, focus, .. } = briefing;
    let mut name = format!("briefing-{}", period.first());
    if span == Span::Days {
        name.push_str(&format!("_{}", period.last()));
    }
    // The names are Arabic, and a file is sent to strange machines.
    let focus = focus.and_then(|focus| match focus {
        Focus::Topic(ix) => Some(format!("-topic-{}", short_id(&corpus.topic(ix)?.id))),
        Focus::Person(ix) => Some(format!("-person-{}", short_id(&corpus.person(ix)?.label))),
    });
    name + &focus.unwrap_or_default() + format.ending()
}

/// How a period is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A week, by its first day.
    Week,
    /// By its first and last day.
    Days,
}
