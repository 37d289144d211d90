//! `mujaz.toml` as written (`RawConfig`, every key optional) → [`Config`], checked.
//!
//! Types, unknown keys and unknown words are refused by serde; this file adds what serde cannot
//! know: the key's path, the nearest spelling, and which values make sense.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::brief::{self, RawBrief, RawWatchlist};
use super::feeds::{self, RawFeeds};
use super::fonts::{self, RawFonts};
use super::send::{self, RawSend};
use super::written::Written;
use super::{
    Config, Corrections, CsvMark, DisplaySettings, Hijri, Indexing, InputSettings, LexiconSettings,
    Limits, OutputSettings, SiteSettings, StorySettings, TopicSettings, UrlStyle,
};
use crate::error::Result;
use crate::model::{Percent, WeekStart};

/// The settings of a digest: everything may be left out.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "mujaz.toml")]
pub(super) struct RawConfig {
    site: RawSite,
    input: RawInput,
    display: RawDisplay,
    topics: RawTopics,
    stories: RawStories,
    brief: RawBrief,
    watchlist: RawWatchlist,
    fonts: RawFonts,
    /// Names of outlets by host or by folder of the input.
    #[schemars(with = "BTreeMap<String, String>")]
    outlets: BTreeMap<String, Spanned<String>>,
    feeds: RawFeeds,
    send: RawSend,
    lexicon: RawLexicon,
    limits: RawLimits,
    output: RawOutput,
}

/// The site as a whole.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RawSite {
    /// The name of the digest, as readers see it. Default: `site.name` of the words of the templates.
    #[schemars(with = "String")]
    title: Option<Spanned<String>>,
    /// The public address of the front page. Without it the site has relative links only, no
    /// canonical addresses and no sitemap of whole addresses.
    #[schemars(with = "String", regex(pattern = "^https?://[^?#]+$"))]
    base_url: Option<Spanned<String>>,
    /// Addresses of topics, people and outlets.
    #[schemars(with = "UrlStyle", extend("default" = "arabic"))]
    urls: Option<UrlStyle>,
    /// Whether search engines may index the site.
    #[schemars(with = "bool", extend("default" = true))]
    index: Option<bool>,
    /// The licence of the data under `api/`, a name or an address. Default: none is stated.
    #[schemars(with = "String")]
    licence: Option<Spanned<String>>,
    /// Whether tables for spreadsheets begin with a byte order mark.
    #[schemars(with = "bool", extend("default" = false))]
    csv_mark: Option<bool>,
}

/// Where documents come from.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RawInput {
    /// The folder of documents, below the project's folder or elsewhere.
    #[schemars(with = "String", extend("default" = "seeds"))]
    folder: Option<Spanned<PathBuf>>,
    /// Read only files that match one of these patterns; empty: all.
    #[schemars(with = "Vec<String>", extend("default" = []))]
    include: Option<Vec<Spanned<String>>>,
}

/// How the program's own words look; texts keep their own.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RawDisplay {
    /// Digits of the program's own numbers.
    #[schemars(with = "super::Digits", extend("default" = "arab"))]
    digits: Option<super::Digits>,
    /// Names of Gregorian months.
    #[schemars(with = "super::Months", extend("default" = "dual"))]
    months: Option<super::Months>,
    /// Whether the Hijri day stands beside the Gregorian one.
    #[schemars(with = "bool", extend("default" = true))]
    hijri: Option<bool>,
    /// The first day of the week.
    #[schemars(with = "String", extend("enum" = ["sat", "sun", "mon"], "default" = "sat"))]
    week_start: Option<WeekStart>,
}

/// Topics of documents.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RawTopics {
    /// Most topics of a document.
    #[schemars(with = "u64", range(min = 1, max = 20), extend("default" = 4))]
    per_document: Option<Spanned<u64>>,
    /// Least score of a topic, with at most one decimal place.
    #[schemars(with = "f64", range(min = 0.1, max = 100.0), extend("default" = 3.0))]
    min_score: Option<Spanned<f64>>,
}

/// What makes documents one story.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RawStories {
    /// Most days between a document and the rest of its story.
    #[schemars(with = "u64", range(min = 0, max = 30), extend("default" = 3))]
    window_days: Option<Spanned<u64>>,
    /// Least likeness of a document and the rest of its story, with at most two decimal places.
    #[schemars(with = "f64", range(min = 0.01, max = 1.0), extend("default" = 0.42))]
    min_score: Option<Spanned<f64>>,
}

/// What extends the language data.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RawLexicon {
    /// TOML files, each named as the file of language data that it extends.
    #[schemars(with = "Vec<String>", extend("default" = []))]
    extra: Option<Vec<Spanned<PathBuf>>>,
}

/// Limits on input. What is over one is skipped or cut, and a message says so.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RawLimits {
    /// Larger files are skipped.
    #[schemars(with = "Size", extend("default" = "16 MiB"))]
    file: Option<Spanned<Size>>,
    /// Larger Markdown files are read as plain text.
    #[schemars(with = "Size", extend("default" = "2 MiB"))]
    markdown: Option<Spanned<Size>>,
    /// Larger front matter is ignored.
    #[schemars(with = "Size", extend("default" = "64 KiB"))]
    front_matter: Option<Spanned<Size>>,
    /// Documents with more text are skipped.
    #[schemars(with = "Size", extend("default" = "2304 KiB"))]
    text: Option<Spanned<Size>>,
    /// Documents with more paragraphs are skipped.
    #[schemars(with = "u64", range(min = 1, max = 100_000_000), extend("default" = 50_000))]
    paragraphs: Option<Spanned<u64>>,
    /// Saved pages with more elements inside each other are skipped.
    #[schemars(with = "u64", range(min = 8, max = 4096), extend("default" = 256))]
    html_depth: Option<Spanned<u64>>,
    /// Most documents of a build.
    #[schemars(with = "u64", range(min = 1, max = 100_000_000), extend("default" = 1_000_000))]
    documents: Option<Spanned<u64>>,
    /// Most folders inside each other.
    #[schemars(with = "u64", range(min = 1, max = 1024), extend("default" = 64))]
    folder_depth: Option<Spanned<u64>>,
    /// Documents that take longer are skipped: then the site depends on how quick the machine is. Default: no
    /// clock is looked at.
    #[schemars(with = "u64", range(min = 1, max = 3600))]
    seconds: Option<Spanned<u64>>,
}

/// Where the site goes.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct RawOutput {
    /// The folder of the site. It is replaced by each build.
    #[schemars(with = "String", extend("default" = "site"))]
    folder: Option<Spanned<PathBuf>>,
    /// Entries of a long list on one page.
    #[schemars(with = "u64", range(min = 5, max = 1000), extend("default" = 50))]
    page_size: Option<Spanned<u64>>,
    /// Your own files and folders in the output folder, carried over by each build.
    #[schemars(with = "Vec<String>", extend("default" = ["README.md", ".gitignore"]))]
    keep: Option<Vec<Spanned<String>>>,
}

/// A number of bytes, as such or with a unit: `"16 MiB"`.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Size {
    /// Bytes.
    Bytes(#[schemars(range(min = 1024, max = 1_073_741_824))] u64),
    /// A number with KiB, MiB or GiB.
    Words(#[schemars(regex(pattern = "^[0-9]+ ?(B|KiB|MiB|GiB)?$"))] String),
}

/// The checked settings of a text.
pub(super) fn config(text: &str, path: &Path) -> Result<Config> {
    let advice = "`mujaz init` writes a file with every setting explained";
    let file = Written { text, path, advice };
    let raw: RawConfig = toml::from_str(text).map_err(|error| file.unreadable(&error))?;
    let site = site(&file, raw.site)?;
    let feeds = feeds::settings(&file, raw.feeds, site.base_url.as_deref())?;
    Ok(Config {
        site,
        input: input(&file, raw.input)?,
        display: display(&raw.display),
        topics: topics(&file, &raw.topics)?,
        stories: stories(&file, &raw.stories)?,
        brief: brief::brief(&file, &raw.brief)?,
        fonts: fonts::fonts(&file, raw.fonts)?,
        watchlist: brief::watchlist(&file, raw.watchlist)?,
        outlets: outlets(&file, raw.outlets)?,
        feeds,
        send: send::send(&file, raw.send)?,
        lexicon: lexicon(&file, raw.lexicon)?,
        limits: limits(&file, &raw.limits)?,
        output: output(&file, raw.output)?,
        corrections: Corrections::default(),
    })
}

fn site(file: &Written<'_>, raw: RawSite) -> Result<SiteSettings> {
    let title = raw.title.map(|title| file.line("site.title", title)).transpose()?;
    let base_url = raw.base_url.map(|url| base_url(file, &url)).transpose()?;
    let index = if raw.index == Some(false) { Indexing::Refused } else { Indexing::Allowed };
    let licence = raw.licence.map(|licence| file.line("site.licence", licence)).transpose()?;
    let csv_mark = if raw.csv_mark == Some(true) { CsvMark::Present } else { CsvMark::Absent };
    Ok(SiteSettings {
        title,
        base_url,
        urls: raw.urls.unwrap_or_default(),
        index,
        licence,
        csv_mark,
    })
}

/// An `http` or `https` address of a host, ending in a slash.
fn base_url(file: &Written<'_>, value: &Spanned<String>) -> Result<String> {
    let wrong = |message: String| {
        file.wrong(value.span(), format!("site.base_url: {message}"))
            .hint("write the address of the site's front page, such as \"https://example.org/\"")
    };
    let mut url = url::Url::parse(value.get_ref())
        .map_err(|error| wrong(format!("`{}` is no address: {error}", value.get_ref())))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong(format!("`{}` is not allowed, only http and https", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("a user name or password would be published".to_owned()));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("`?` and `#` cannot be continued by a page's path".to_owned()));
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url.into())
}

fn input(file: &Written<'_>, raw: RawInput) -> Result<InputSettings> {
    let default = InputSettings::default();
    let include = raw.include.unwrap_or_default().into_iter();
    Ok(InputSettings {
        folder: raw.folder.map_or(Ok(default.folder), |path| file.path("input.folder", path))?,
        include: include.map(|glob| file.relative("input.include", glob)).collect::<Result<_>>()?,
    })
}

fn display(raw: &RawDisplay) -> DisplaySettings {
    DisplaySettings {
        digits: raw.digits.unwrap_or_default(),
        months: raw.months.unwrap_or_default(),
        hijri: if raw.hijri == Some(false) { Hijri::Hidden } else { Hijri::Shown },
        week_start: raw.week_start.unwrap_or_default(),
    }
}

fn topics(file: &Written<'_>, raw: &RawTopics) -> Result<TopicSettings> {
    let default = TopicSettings::default();
    let per_document = raw.per_document.as_ref();
    let score = raw.min_score.as_ref().map(|score| {
        let hint = "write a number from 0.1 to 100 with at most one decimal place, such as 3.0";
        parts(file, ("topics.min_score", score), (10.0, 1000.0), hint)
    });
    Ok(TopicSettings {
        per_document: file
            .number("topics.per_document", per_document, 1..=20)?
            .unwrap_or(default.per_document),
        min_tenths: score.transpose()?.unwrap_or(default.min_tenths),
    })
}

/// A number of so many parts → whole parts, from one to `most`.
fn parts(
    file: &Written<'_>,
    (key, value): (&str, &Spanned<f64>),
    (scale, most): (f64, f64),
    hint: &str,
) -> Result<u32> {
    let parts = (value.get_ref() * scale).round();
    if (parts - value.get_ref() * scale).abs() > 1e-6 || !(1.0..=most).contains(&parts) {
        let message = format!("{key}: {} is not allowed", value.get_ref());
        return Err(file.wrong(value.span(), message).hint(hint));
    }
    // In range and whole, so the cast loses nothing.
    Ok(parts as u32)
}

fn stories(file: &Written<'_>, raw: &RawStories) -> Result<StorySettings> {
    let default = StorySettings::default();
    let days = file.number("stories.window_days", raw.window_days.as_ref(), 0..=30)?;
    let score = raw.min_score.as_ref().map(|score| {
        let hint = "write a number from 0.01 to 1 with at most two decimal places, such as 0.42";
        parts(file, ("stories.min_score", score), (100.0, 100.0), hint)
    });
    let score = score.transpose()?.and_then(|score| Percent::try_from(score).ok());
    Ok(StorySettings {
        window_days: days.and_then(|n| i64::try_from(n).ok()).unwrap_or(default.window_days),
        min_score: score.unwrap_or(default.min_score),
    })
}

fn outlets(
    file: &Written<'_>,
    raw: BTreeMap<String, Spanned<String>>,
) -> Result<BTreeMap<String, String>> {
    let named = |(place, name): (String, Spanned<String>)| {
        let name = file.line(&format!("outlets.{place}"), name)?;
        Ok((place, name))
    };
    raw.into_iter().map(named).collect()
}

fn lexicon(file: &Written<'_>, raw: RawLexicon) -> Result<LexiconSettings> {
    let extra = raw.extra.unwrap_or_default().into_iter();
    let extra = extra.map(|path| file.path("lexicon.extra", path)).collect::<Result<_>>()?;
    Ok(LexiconSettings { extra })
}

fn limits(file: &Written<'_>, raw: &RawLimits) -> Result<Limits> {
    let default = Limits::default();
    let number = |key, value: &Option<Spanned<u64>>, range, default| {
        file.number(key, value.as_ref(), range).map(|number| number.unwrap_or(default))
    };
    let size = |key, value: &Option<Spanned<Size>>, default| match value {
        None => Ok(default),
        Some(size) => file.size(key, size),
    };
    let in_memory = |key, value, default: usize| {
        let default = u64::try_from(default).unwrap_or(u64::MAX);
        size(key, value, default).map(|size| usize::try_from(size).unwrap_or(usize::MAX))
    };
    Ok(Limits {
        file: size("limits.file", &raw.file, default.file)?,
        markdown: size("limits.markdown", &raw.markdown, default.markdown)?,
        text: in_memory("limits.text", &raw.text, default.text)?,
        paragraphs: number(
            "limits.paragraphs",
            &raw.paragraphs,
            1..=100_000_000,
            default.paragraphs,
        )?,
        html_depth: number("limits.html_depth", &raw.html_depth, 8..=4096, default.html_depth)?,
        front_matter: in_memory("limits.front_matter", &raw.front_matter, default.front_matter)?,
        documents: number("limits.documents", &raw.documents, 1..=100_000_000, default.documents)?,
        folder_depth: number(
            "limits.folder_depth",
            &raw.folder_depth,
            1..=1024,
            default.folder_depth,
        )?,
        seconds: file
            .number("limits.seconds", raw.seconds.as_ref(), 1..=3600)?
            .and_then(|seconds| u64::try_from(seconds).ok())
            .map(Duration::from_secs),
    })
}

fn output(file: &Written<'_>, raw: RawOutput) -> Result<OutputSettings> {
    let default = OutputSettings::default();
    let page_size = file.number("output.page_size", raw.page_size.as_ref(), 5..=1000)?;
    let keep = raw.keep.map(|keep| {
        keep.into_iter().map(|path| file.relative("output.keep", path)).collect::<Result<_>>()
    });
    Ok(OutputSettings {
        folder: raw.folder.map_or(Ok(default.folder), |path| file.path("output.folder", path))?,
        page_size: page_size.unwrap_or(default.page_size),
        keep: keep.unwrap_or(Ok(default.keep))?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Digits, EditionFormat, Months};
    use super::*;

    fn read(text: &str) -> Result<Config> {
        config(text, Path::new("mujaz.toml"))
    }

    /// The message of a refused text, with its hint after ` | `.
    fn refused(text: &str) -> String {
        let error = read(text).expect_err("refused");
        format!("{error} | {}", error.remedy().unwrap_or("-"))
    }

    #[test]
    fn nothing_written_is_all_default() {
        let config = read("").unwrap();
        assert_eq!(config.input.folder, Path::new("seeds"));
        assert_eq!(config.output.folder, Path::new("site"));
        assert_eq!(config.limits.file, 16 << 20);
        assert_eq!(config.topics.min_tenths, 30);
        assert_eq!(config.limits.seconds, None);
    }

    #[test]
    fn every_section_is_read() {
        let config = read(
            "site = { title = \"ت\", base_url = \"https://example.org/news\", urls = \"ascii\", index = false, licence = \"CC0-1.0\", csv_mark = true }
             input = { folder = \"in\", include = [\"**/*.txt\"] }
             display = { digits = \"latn\", months = \"levant\", hijri = false, week_start = \"mon\" }
             topics = { per_document = 6, min_score = 2.5 }
             stories = { window_days = 5, min_score = 0.5 }
             brief = { stories = 5, formats = [\"txt\", \"print\", \"txt\"] }
             watchlist = { people = [\"س\"], words = [\"قمح\", \"خبز\"] }
             outlets = { \"example.org\" = \"مثال\" }
             feeds = { authority = \"example.org,2024-05\", hub = \"https://hub.example.org/\" }
             send = { host = \"localhost\", from = \"a@example.org\" }
             lexicon = { extra = [\"more/persons.toml\"] }
             limits = { file = \"2 MiB\", front_matter = 2048, seconds = 5 }
             output = { folder = \"out\", page_size = 20, keep = [\"CNAME\", \"static/\"] }",
        )
        .unwrap();
        assert_eq!(config.site.base_url.as_deref(), Some("https://example.org/news/"));
        assert_eq!((config.site.urls, config.site.index), (UrlStyle::Ascii, Indexing::Refused));
        assert_eq!(config.input.include, ["**/*.txt"]);
        assert_eq!((config.display.digits, config.display.months), (Digits::Latn, Months::Levant));
        assert_eq!(
            (config.display.hijri, config.display.week_start),
            (Hijri::Hidden, WeekStart::Mon)
        );
        assert_eq!((config.topics.per_document, config.topics.min_tenths), (6, 25));
        assert_eq!((config.stories.window_days, config.stories.min_score), (5, 50));
        assert_eq!(config.brief.formats, [EditionFormat::Print, EditionFormat::Txt]);
        assert_eq!((config.brief.stories, config.watchlist.words.len()), (5, 2));
        assert_eq!(config.watchlist.people, ["س"]);
        assert_eq!(config.outlets.get("example.org").map(String::as_str), Some("مثال"));
        assert_eq!(config.site.licence.as_deref(), Some("CC0-1.0"));
        assert_eq!(config.site.csv_mark, CsvMark::Present);
        assert_eq!(config.feeds.authority.as_deref(), Some("example.org,2024-05"));
        assert_eq!(config.feeds.hub.as_deref(), Some("https://hub.example.org/"));
        assert_eq!((config.limits.file, config.limits.front_matter), (2 << 20, 2048));
        assert_eq!(config.limits.seconds, Some(Duration::from_secs(5)));
        assert_eq!(config.send.host.as_deref(), Some("localhost"));
        assert_eq!(config.output.keep, ["CNAME", "static"]);
    }

    #[test]
    fn a_wrong_key_is_named_with_its_path_and_the_nearest_spelling() {
        let message = refused("[display]\ndigitz = \"arab\"");
        assert!(
            message.starts_with("mujaz.toml:2:1: display.digitz: unknown field `digitz`"),
            "{message}"
        );
        assert!(message.ends_with("| did you mean `digits`?"), "{message}");
        let message = refused("[dispaly]\n");
        assert!(message.starts_with("mujaz.toml:1:2: dispaly: unknown field"), "{message}");
        assert!(message.ends_with("did you mean `display`?"), "{message}");
    }

    #[test]
    fn a_wrong_word_names_the_allowed_ones() {
        let message = refused("display = { months = \"levent\" }");
        assert!(message.contains("display.months: unknown variant `levent`"), "{message}");
        assert!(message.contains("`dual`, `levant`, `egypt`"), "{message}");
        assert!(message.ends_with("did you mean `levant`?"), "{message}");
        assert!(refused("site = { index = \"no\" }").contains("site.index: invalid type"));
        assert!(refused("title = [").starts_with("mujaz.toml:1:"));
    }

    #[test]
    fn addresses_are_of_the_web() {
        for url in ["javascript:alert(1)", "ftp://example.org/", "example.org", "/news/"] {
            assert!(
                refused(&format!("site.base_url = {url:?}")).contains("site.base_url: "),
                "{url}"
            );
        }
        for url in ["https://a:b@example.org/", "https://example.org/?a", "https://example.org/#a"]
        {
            assert!(
                refused(&format!("site.base_url = {url:?}")).contains("site.base_url: "),
                "{url}"
            );
        }
    }

    #[test]
    fn values_out_of_range_name_the_range() {
        assert!(refused("output.page_size = 0").contains("from 5 to 1000"));
        assert!(refused("topics.min_score = 2.55").contains("at most one decimal place"));
        assert!(refused("stories.min_score = 42").contains("at most two decimal places"));
        assert!(refused("limits.seconds = 0").contains("from 1 to 3600"));
        assert!(refused("limits.file = \"16 MB\"").contains("such as \"16 MiB\""));
        assert!(refused("limits.file = \"99999999999 GiB\"").contains("limits.file"));
        assert!(refused("output.keep = [\"../x\"]").contains("`../x` is no path below the folder"));
        assert!(refused("output.keep = [\"/etc\"]").contains("output.keep"));
        assert!(refused("brief.stories = 0").contains("from 1 to 50"));
        assert!(refused("watchlist.words = [\"قمح\", \" \"]").contains("watchlist.words: nothing"));
        assert!(refused("site.title = \" \"").contains("nothing but blanks"));
    }
}
