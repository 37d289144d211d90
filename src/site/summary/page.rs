//! Summaries as one page that stands alone: its style is in it, and it asks for nothing.

use tera::Context;

use crate::config::Config;
use crate::error::Result;
use crate::site::display::{Display, Noun, fill};
use crate::site::plain;
use crate::site::theme::{Theme, value};
use crate::site::view::{GistView, SummaryPage};

const TEMPLATE: &str = "summary.html";
/// Behind this the template wants the style sheet, before its own rules. Words of documents are escaped, so that none of them
/// can read so.
const STYLE: &str = "<style>";

/// The page of some summaries, a sheet each, ready to be printed.
///
/// # Errors
/// Where a template of the project asks for what the page does not have.
pub fn page(
    gists: Vec<GistView>,
    theme: &Theme,
    config: &Config,
    display: &Display,
) -> Result<String> {
    let page = sheets(gists, theme, config, display);
    let mut context = Context::new();
    context.insert_value("page", value(&page)?);
    let html = theme.engine().render(TEMPLATE, &context)?;
    let html = String::from_utf8_lossy(&html);
    Ok(html.replacen(STYLE, &format!("{STYLE}\n{}", theme.style), 1))
}

/// Some summaries under their common title.
pub(in crate::site) fn sheets<'a>(
    gists: Vec<GistView>,
    theme: &'a Theme,
    config: &'a Config,
    display: &Display,
) -> SummaryPage<'a> {
    let site_title = config.site.title.as_deref().unwrap_or(&theme.words.own.site.name);
    let title = match gists.as_slice() {
        [one] => one.title.clone(),
        several => {
            let documents = display.count(Noun::Document, several.len());
            fill(&display.words().summary.several, &[("documents", &documents)])
        }
    };
    let separator = &theme.words.own.site.separator;
    SummaryPage {
        head_title: plain::line(&format!("{title}{separator}{site_title}")),
        title,
        site_title,
        several: gists.len() != 1,
        sheets: gists,
    }
}
