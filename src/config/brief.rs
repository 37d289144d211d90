//! The settings of briefings and of what the desk watches, as written and checked.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::written::Written;
use super::{BriefSettings, Watchlist};
use crate::error::Result;

/// What a briefing says.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawBrief {
    /// Most events that a briefing names: stories, and documents in none.
    #[schemars(with = "u64", range(min = 1, max = 50), extend("default" = 7))]
    stories: Option<Spanned<u64>>,
    /// Editions that the build puts beside the page of each week.
    #[schemars(with = "Vec<EditionFormat>", extend("default" = ["print"]))]
    formats: Option<Vec<EditionFormat>>,
}

/// Formats of a briefing that the site may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EditionFormat {
    /// A page in one file, composed for paper.
    Print,
    /// A page in one file, for the screen.
    Html,
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

impl EditionFormat {
    /// The word of the settings and of the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Print => "print",
            Self::Html => "html",
            Self::Epub => "epub",
            Self::Eml => "eml",
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Json => "json",
        }
    }
}

/// What has its own section in every briefing.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawWatchlist {
    /// People whose statements get a section of their own, as their pages name them.
    #[schemars(with = "Vec<String>", extend("default" = []))]
    people: Vec<Spanned<String>>,
    /// Bodies, as their pages name them.
    #[schemars(with = "Vec<String>", extend("default" = []))]
    bodies: Vec<Spanned<String>>,
    /// Topics, by identity or name.
    #[schemars(with = "Vec<String>", extend("default" = []))]
    topics: Vec<Spanned<String>>,
    /// Words and phrases, looked for in every form that search knows.
    #[schemars(with = "Vec<String>", extend("default" = []))]
    words: Vec<Spanned<String>>,
}

pub(super) fn brief(file: &Written<'_>, raw: &RawBrief) -> Result<BriefSettings> {
    let stories = file.number("brief.stories", raw.stories.as_ref(), 1..=50)?;
    let default = BriefSettings::default();
    let mut formats = raw.formats.clone().unwrap_or(default.formats);
    formats.sort_unstable();
    formats.dedup();
    Ok(BriefSettings { stories: stories.unwrap_or(default.stories), formats })
}

pub(super) fn watchlist(file: &Written<'_>, raw: RawWatchlist) -> Result<Watchlist> {
    let lines = |key: &str, lines: Vec<Spanned<String>>| {
        lines.into_iter().map(|line| file.line(key, line)).collect::<Result<Vec<String>>>()
    };
    Ok(Watchlist {
        people: lines("watchlist.people", raw.people)?,
        bodies: lines("watchlist.bodies", raw.bodies)?,
        topics: lines("watchlist.topics", raw.topics)?,
        words: lines("watchlist.words", raw.words)?,
    })
}
