//! The templates: the embedded set, with those of the project in their place.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tera::{Context, Tera};

use crate::error::{Error, ErrorKind, Result};

use crate::config::DisplaySettings;
use crate::diagnostic::Diagnostic;

use super::display::Display;
use super::origin::{self, unmarked};
use super::words::{self, Words};

/// A file of the project's own theme.
#[derive(Clone, Debug)]
pub struct TemplateFile {
    /// Its path below the theme's folder, `/` between parts: `parts/statement.html`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where it was read, for messages.
    pub path: PathBuf,
}

/// Templates, words, style sheet and icon, checked and ready.
pub struct Theme {
    tera: Tera,
    pub(super) words: Words,
    pub(super) style: String,
    /// What the editions in one file need beside it.
    pub(super) edition: String,
    /// The style of a book.
    pub(super) book: String,
    pub(super) icon: String,
    /// The sources that PDFs are set from.
    pub(super) sheets: Vec<TemplateFile>,
    /// The script of the search page, the only one of a site.
    pub(super) script: String,
    /// Where each template of the project was read.
    paths: BTreeMap<String, PathBuf>,
    /// What is to be said of the project's files.
    diagnostics: Vec<Diagnostic>,
}

/// The files of the embedded theme, by name.
macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

const EMBEDDED: &[(&str, &str)] = embedded![
    "404.html",
    "about.html",
    "base.html",
    "briefing.html",
    "calendar.html",
    "day.html",
    "document.html",
    "feed.xml",
    "feed_entry.html",
    "epub/chapter.xhtml",
    "epub/nav.xhtml",
    "epub/package.opf",
    "home.html",
    "mail.html",
    "month.html",
    "moved.html",
    "outlet.html",
    "outlets.html",
    "people.html",
    "person.html",
    "print.html",
    "search.html",
    "sitemap.xml",
    "stories.html",
    "story.html",
    "summary.html",
    "topic.html",
    "topics.html",
    "undated.html",
    "watch.html",
    "watched.html",
    "week.html",
    "weeks.html",
    "year.html",
    "parts/badge.html",
    "parts/bars.html",
    "parts/chips.html",
    "parts/copies.html",
    "parts/corrections.html",
    "parts/counted.html",
    "parts/date_card.html",
    "parts/date_step.html",
    "parts/differences.html",
    "parts/doc_item.html",
    "parts/edition_body.html",
    "parts/edition_compared.html",
    "parts/edition_document.html",
    "parts/edition_lead.html",
    "parts/edition_origin.html",
    "parts/edition_plate.html",
    "parts/edition_row.html",
    "parts/edition_sources.html",
    "parts/epub_block.html",
    "parts/event.html",
    "parts/facts.html",
    "parts/feed_says.html",
    "parts/filter.html",
    "parts/forms.html",
    "parts/letters.html",
    "parts/month_table.html",
    "parts/mail_block.html",
    "parts/named.html",
    "parts/names_line.html",
    "parts/nav_item.html",
    "parts/neighbours.html",
    "parts/pager.html",
    "parts/people_table.html",
    "parts/phrases.html",
    "parts/pull.html",
    "parts/ruler.html",
    "parts/said.html",
    "parts/said_source.html",
    "parts/segments.html",
    "parts/side_by_side.html",
    "parts/speaker_group.html",
    "parts/speakers.html",
    "parts/speakers_plain.html",
    "parts/statement.html",
    "parts/statement_body.html",
    "parts/story_item.html",
    "parts/story_line.html",
    "parts/strip.html",
    "parts/time_groups.html",
    "parts/when.html",
    "parts/wordmark.html",
    "parts/words.html",
];
const STYLE: (&str, &str) = ("assets/site.css", include_str!("../../templates/assets/site.css"));
const EDITION: (&str, &str) =
    ("assets/edition.css", include_str!("../../templates/assets/edition.css"));
const BOOK: (&str, &str) = ("assets/epub.css", include_str!("../../templates/assets/epub.css"));
const SCRIPT: (&str, &str) = ("assets/search.js", include_str!("../../templates/assets/search.js"));
const ICON: (&str, &str) = ("assets/icon.svg", include_str!("../../templates/assets/icon.svg"));
const SHEETS: &[(&str, &str)] =
    embedded!["pdf/briefing.typ", "pdf/parts.typ", "pdf/summary.typ", "pdf/wordmark.svg"];

/// All files of the embedded theme: name and text.
pub(super) fn embedded() -> impl Iterator<Item = (&'static str, &'static str)> {
    let others = [STYLE, EDITION, BOOK, SCRIPT, ICON, origin::WORDS];
    EMBEDDED.iter().copied().chain(others).chain(SHEETS.iter().copied())
}

impl Theme {
    /// The finished strings of this theme's words.
    ///
    /// # Errors
    /// As [`Display::new`].
    pub fn display(&self, settings: &DisplaySettings) -> Result<Display> {
        Display::new(settings, &self.words.display)
    }

    /// The finished strings of the embedded words and those of the project in their place, without
    /// the templates: what prints no page need not read them.
    ///
    /// # Errors
    /// Where the words are broken, and as [`Display::new`].
    pub fn display_of(overrides: &[TemplateFile], settings: &DisplaySettings) -> Result<Display> {
        Display::new(settings, &own_words(overrides)?.display)
    }

    /// The embedded theme, each file replaced by that of the same name among `overrides`; files of
    /// other names are added, so that a project can have parts of its own.
    ///
    /// # Errors
    /// Where a template does not parse, calls what does not exist, or defines a part twice, and
    /// where the words are broken: names file, line and what is wrong.
    pub fn new(overrides: Vec<TemplateFile>) -> Result<Self> {
        let own = |name: &str| overrides.iter().find(|file| file.name == name);
        let text = |(name, embedded): (&str, &str)| {
            own(name).map_or(embedded, |file| unmarked(&file.text)).to_owned()
        };
        let words = own_words(&overrides)?;
        let (style, icon, script) = (text(STYLE), text(ICON), without_comments(&text(SCRIPT)));
        let (edition, book) = (text(EDITION), text(BOOK));
        let sheet = |sheet: &(&str, &str)| TemplateFile {
            name: sheet.0.to_owned(),
            text: text(*sheet),
            path: own(sheet.0)
                .map_or_else(|| Path::new("templates").join(sheet.0), |file| file.path.clone()),
        };
        let sheets = SHEETS.iter().map(sheet).collect();
        let diagnostics = origin::look(&overrides);
        let mut texts: BTreeMap<&str, &str> = EMBEDDED.iter().copied().collect();
        let mut paths = BTreeMap::new();
        for file in overrides.iter().filter(|file| is_template(&file.name)) {
            texts.insert(&file.name, &file.text);
            paths.insert(file.name.clone(), file.path.clone());
        }
        let mut tera = Tera::new();
        // For every name, not only `.html`: set before loading, as templates take it over then.
        tera.autoescape_on([""]);
        tera.global_context().insert_value("t", value(&words.all)?);
        let loaded = tera.add_raw_templates(texts);
        loaded.map_err(|error| broken(&paths, &error))?;
        Ok(Self { tera, words, style, edition, book, icon, sheets, script, paths, diagnostics })
    }

    /// What is to be said of the project's files: those that nothing uses, and those that were
    /// made from an older version of what they replace.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The templates, ready for the pages of a site. They all see the words of the interface as `t`.
    pub(super) fn engine(&self) -> Engine<'_> {
        Engine { tera: self.tera.clone(), paths: &self.paths }
    }
}

/// Makes the pages of one site.
pub(super) struct Engine<'t> {
    tera: Tera,
    paths: &'t BTreeMap<String, PathBuf>,
}

impl Engine<'_> {
    /// Sets what all templates see as `site`.
    pub(super) fn set_site(&mut self, site: tera::Value) {
        self.tera.global_context().insert_value("site", site);
    }

    /// A template with its values, as UTF-8.
    ///
    /// # Errors
    /// Where the template asks for what the page does not have: names file and line.
    pub(super) fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>> {
        let mut page = Vec::with_capacity(PAGE);
        let rendered = self.tera.render_to(template, context, &mut page);
        rendered.map_err(|error| broken(self.paths, &error))?;
        Ok(page)
    }
}

/// Bytes that most pages have room in.
const PAGE: usize = 32 << 10;

/// The words of the interface, with those of the project's file in their place.
fn own_words(files: &[TemplateFile]) -> Result<Words> {
    let own = files.iter().find(|file| file.name == words::FILE);
    Words::load(own.map(|file| (file.text.as_str(), file.path.as_path())))
}

/// A script without the lines that are comments and without indentation: a reader's browser loads
/// it, the source stays readable.
fn without_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    code.flat_map(|line| [line, "\n"]).collect()
}

pub(super) fn is_template(name: &str) -> bool {
    let endings = ["html", "xml", "xhtml", "opf"];
    Path::new(name).extension().is_some_and(|ending| endings.iter().any(|it| ending == *it))
}

/// A view as templates see it.
pub(super) fn value(view: &impl Serialize) -> Result<tera::Value> {
    tera::Value::try_from_serializable(view).map_err(|error| broken(&BTreeMap::new(), &error))
}

/// An error of the template engine, at the place in the project's or the embedded file.
fn broken(paths: &BTreeMap<String, PathBuf>, error: &tera::Error) -> Error {
    use tera::ErrorKind::{RenderingError, SyntaxError};
    let text = error.to_string();
    let (message, place) = match error.kind() {
        SyntaxError(report) | RenderingError(report) => {
            let (line, column) = (report.span().start_line, report.span().start_col + 1);
            let place = Some((report.filename(), format!("{line}:{column}")));
            (report.message().to_owned(), place)
        }
        // What concerns several templates comes as finished text only.
        _ => (text.trim_end().to_owned(), place_in(&text)),
    };
    let error = Error::new(ErrorKind::Template, message)
        .hint("the names that templates can use are listed in docs/templates.md");
    let Some((name, at)) = place else { return error };
    let path = paths.get(name).cloned().unwrap_or_else(|| Path::new("templates").join(name));
    error.at(format!("{}:{at}", path.display()))
}

/// The template, line and column that a finished report names first.
fn place_in(report: &str) -> Option<(&str, String)> {
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    Some((name, format!("{line}:{column}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> TemplateFile {
        TemplateFile {
            name: name.to_owned(),
            text: text.to_owned(),
            path: Path::new("theme").join(name),
        }
    }

    fn check(name: &str, text: &str, expected: &str) {
        let error = Theme::new(vec![file(name, text)]).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_broken_template_is_named_with_its_line() {
        check("about.html", "\n{% if %}", "theme/about.html:2:");
        check("about.html", "{{ <no_such_part /> }}", "theme/about.html:1:");
        check("about.html", "{% extends \"none.html\" %}", "none.html");
        check("words.ar.toml", "[site]\nname = 1", "theme/words.ar.toml");
    }

    #[test]
    fn a_part_defined_twice_names_both_files() {
        let twice = "{% component bars(bars: array) %}{% endcomponent bars %}";
        check("parts/mine.html", twice, "parts/bars.html");
        check("parts/mine.html", twice, "parts/mine.html");
    }

    #[test]
    fn every_name_is_escaped() {
        let theme = Theme::new(vec![file("x.html", "{{ page }}")]).unwrap();
        let mut context = Context::new();
        context.insert("page", "<b>\"'&");
        let html = theme.engine().render("x.html", &context).unwrap();
        let html = String::from_utf8(html).unwrap();
        assert!(!html.contains(['<', '>', '"', '\'']), "{html}");
    }

    #[test]
    fn own_style_replaces_the_embedded_one() {
        let theme = Theme::new(vec![file("assets/site.css", "p{margin:0}")]).unwrap();
        assert_eq!(theme.style, "p{margin:0}");
        assert_eq!(theme.icon, ICON.1);
    }
}
