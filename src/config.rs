//! The settings of a project: `mujaz.toml`, checked and complete.
//!
//! What may stand in the file is in `config/raw.rs`; here every setting has a value.

mod brief;
mod corrections;
mod feeds;
mod fonts;
mod mailbox;
mod raw;
mod recipients;
mod send;
mod spelling;
mod written;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

pub use lettre::message::Mailbox;

pub use brief::EditionFormat;
pub use corrections::{
    Added, At, Corrections, DocumentCorrections, Exclusion, Hide, Merge, PeopleCorrections,
    PeopleVerdicts, Place, Renamed, Set, StatementCorrection, Which,
};
pub use recipients::recipients;
pub use send::{Security, SendSettings, Unsubscribe};
pub use spelling::{nearest_of, nearest_within};

use crate::error::Result;
use crate::model::{Percent, WeekStart};

/// The name of the file in a project's folder.
pub const FILE_NAME: &str = "mujaz.toml";
/// The name of the editor's file beside it.
pub const CORRECTIONS: &str = "corrections.toml";

/// The name of the schema of the settings, beside them in a new project.
pub const SCHEMA: &str = "mujaz.schema.json";

/// What may stand in `mujaz.toml`, as a JSON Schema: editors explain and complete keys by it.
pub fn schema() -> Schema {
    // The draft that editors of TOML know.
    let mut settings = SchemaSettings::draft07();
    settings.inline_subschemas = true;
    // A key without a default has none, where the types say null.
    let settings = settings.with_transform(RecursiveTransform(|schema: &mut Schema| {
        if schema.get("default").is_some_and(|default| default.is_null()) {
            schema.remove("default");
        }
    }));
    settings.into_generator().into_root_schema_for::<raw::RawConfig>()
}

/// All settings, each with a value.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The site as a whole.
    pub site: SiteSettings,
    /// Where documents come from.
    pub input: InputSettings,
    /// How the program's own words look.
    pub display: DisplaySettings,
    /// Thresholds of topics.
    pub topics: TopicSettings,
    /// What makes documents one story.
    pub stories: StorySettings,
    /// The weekly briefings.
    pub brief: BriefSettings,
    /// What the desk watches.
    pub watchlist: Watchlist,
    /// The fonts of PDFs.
    pub fonts: FontSettings,
    /// Names of outlets by host or folder.
    pub outlets: BTreeMap<String, String>,
    /// The feeds of the site.
    pub feeds: FeedSettings,
    /// How mail goes out.
    pub send: SendSettings,
    /// Files that extend the language data.
    pub lexicon: LexiconSettings,
    /// Limits on input.
    pub limits: Limits,
    /// Where the site goes.
    pub output: OutputSettings,
    /// The editor's corrections. They stand in a file of their own, `corrections.toml`.
    pub corrections: Corrections,
}

impl Config {
    /// The settings that `text` gives; what it does not mention keeps its default.
    ///
    /// # Errors
    /// Names `path`, the place, the key, the allowed values and the nearest spelling.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        raw::config(text, path)
    }
}

/// The site as a whole.
#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    /// Its name; `None`: the name in the words of the interface.
    pub title: Option<String>,
    /// Its public address, with a final slash; `None` for a site on a disk.
    pub base_url: Option<String>,
    /// Whether slugs are Arabic or the ASCII identities.
    pub urls: UrlStyle,
    /// Whether search engines may index it.
    pub index: Indexing,
    /// The licence of the data, in the publisher's words: a name or an address. `None`: not stated.
    pub licence: Option<String>,
    /// Whether tables for spreadsheets begin with a byte order mark.
    pub csv_mark: CsvMark,
}

/// The byte order mark of tables for spreadsheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvMark {
    /// Plain UTF-8, as everything else of the site.
    #[default]
    Absent,
    /// Written: some spreadsheets know UTF-8 by nothing else when a table is opened by a click.
    Present,
}

/// Letters of slugs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum UrlStyle {
    /// Arabic stays Arabic.
    #[default]
    Arabic,
    /// Identities in ASCII.
    Ascii,
}

/// Whether search engines may index the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Indexing {
    /// They may.
    #[default]
    Allowed,
    /// They are asked not to.
    Refused,
}

/// Where documents come from.
#[derive(Clone, Debug)]
pub struct InputSettings {
    /// The folder, relative to the project.
    pub folder: PathBuf,
    /// Glob patterns of files to read.
    pub include: Vec<String>,
}

impl Default for InputSettings {
    fn default() -> Self {
        Self { folder: PathBuf::from("seeds"), include: Vec::new() }
    }
}

/// How the program's own words look.
#[derive(Clone, Copy, Debug, Default)]
pub struct DisplaySettings {
    /// Digits of the program's own numbers.
    pub digits: Digits,
    /// Names of Gregorian months.
    pub months: Months,
    /// Whether the Hijri day stands beside the Gregorian one.
    pub hijri: Hijri,
    /// The first day of the week.
    pub week_start: WeekStart,
}

/// Digits of the program's own numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Digits {
    /// Arabic-Indic.
    #[default]
    Arab,
    /// ASCII.
    Latn,
}

/// Names of Gregorian months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Months {
    /// Levantine and Egyptian, joined by a slash.
    #[default]
    Dual,
    /// Levantine.
    Levant,
    /// Egyptian.
    Egypt,
    /// Algerian and Tunisian.
    Maghreb,
    /// Moroccan.
    Morocco,
}

/// Whether the Hijri day is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hijri {
    /// Beside the Gregorian one.
    #[default]
    Shown,
    /// Not at all.
    Hidden,
}

/// Thresholds of topics.
#[derive(Clone, Copy, Debug)]
pub struct TopicSettings {
    /// Most topics of a document.
    pub per_document: usize,
    /// Least score, in tenths of a point.
    pub min_tenths: u32,
}

impl Default for TopicSettings {
    fn default() -> Self {
        Self { per_document: 4, min_tenths: 30 }
    }
}

/// What makes documents one story.
#[derive(Clone, Copy, Debug)]
pub struct StorySettings {
    /// Most days between a document and the rest of its story.
    pub window_days: i64,
    /// Least likeness of a document and the rest of its story.
    pub min_score: Percent,
}

impl Default for StorySettings {
    fn default() -> Self {
        Self { window_days: 3, min_score: 42 }
    }
}

/// The weekly briefings.
#[derive(Clone, Debug)]
pub struct BriefSettings {
    /// Most events that a briefing names.
    pub stories: usize,
    /// Editions beside the page of each week, each once.
    pub formats: Vec<EditionFormat>,
}

impl Default for BriefSettings {
    fn default() -> Self {
        Self { stories: 7, formats: vec![EditionFormat::Print] }
    }
}

/// What the desk watches: a section of its own in every briefing, a page and a feed of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watchlist {
    /// People, by any spelling of their names.
    pub people: Vec<String>,
    /// Ministries, organisations and the like.
    pub bodies: Vec<String>,
    /// Topics, by name or identity.
    pub topics: Vec<String>,
    /// Words and phrases of the texts.
    pub words: Vec<String>,
}

impl Watchlist {
    /// True where nothing is watched.
    pub fn is_empty(&self) -> bool {
        [&self.people, &self.bodies, &self.topics, &self.words].iter().all(|list| list.is_empty())
    }
}

/// The fonts of PDFs, by the names of their families.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontSettings {
    /// Of Arabic.
    pub family: String,
    /// Of letters and signs that the first does not have: Latin ones, in most fonts of Arabic.
    pub latin: String,
    /// The folder of font files, relative to the project; `None`: the fonts of the system.
    pub folder: Option<PathBuf>,
}

impl Default for FontSettings {
    fn default() -> Self {
        let (family, latin) = ("Noto Naskh Arabic".to_owned(), "Noto Sans".to_owned());
        Self { family, latin, folder: None }
    }
}

/// The feeds of the site.
#[derive(Clone, Debug, Default)]
pub struct FeedSettings {
    /// Who vouches for the identities of entries, as in a `tag:` URI: a host or mail address, a
    /// comma, and a day, month or year on which it was the publisher's. `None`: the host of the
    /// public address.
    pub authority: Option<String>,
    /// The WebSub hub that readers may ask; `None`: none.
    pub hub: Option<String>,
}

/// Files that extend the language data.
#[derive(Clone, Debug, Default)]
pub struct LexiconSettings {
    /// TOML files, relative to the project, named as the embedded file they extend.
    pub extra: Vec<PathBuf>,
}

/// Limits on input. Each names itself in its message.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest file, in bytes.
    pub file: u64,
    /// Largest Markdown file, in bytes.
    pub markdown: u64,
    /// Longest text of a document, without its markup, in bytes.
    pub text: usize,
    /// Most paragraphs of a document.
    pub paragraphs: usize,
    /// Most elements open at once in a saved page.
    pub html_depth: usize,
    /// Largest front matter, in bytes.
    pub front_matter: usize,
    /// Most documents of a build.
    pub documents: usize,
    /// Most folders inside each other.
    pub folder_depth: usize,
    /// Most time for a document; `None`: no clock is looked at, and the same input gives the same site on
    /// every machine.
    pub seconds: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 16 << 20,
            markdown: 2 << 20,
            text: 2304 << 10,
            paragraphs: 50_000,
            html_depth: 256,
            front_matter: 64 << 10,
            documents: 1_000_000,
            folder_depth: 64,
            seconds: None,
        }
    }
}

/// Where the site goes.
#[derive(Clone, Debug)]
pub struct OutputSettings {
    /// The folder, relative to the project.
    pub folder: PathBuf,
    /// Entries of a long list on one page.
    pub page_size: usize,
    /// Files in the output folder that are the operator's and are carried over.
    pub keep: Vec<String>,
}

impl Default for OutputSettings {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("site"),
            page_size: 50,
            keep: vec!["README.md".to_owned(), ".gitignore".to_owned()],
        }
    }
}
