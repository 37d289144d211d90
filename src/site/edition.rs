//! What the editions of a briefing are made of: its view, the theme's templates, its data.

use serde::Serialize;
use serde_json::Value;

use super::Renderer;
use super::view::briefing::{Links, briefing};
use crate::error::{Error, ErrorKind, Result};
use crate::model::Briefing;

pub(crate) use super::plain;
pub(crate) use super::view::briefing::{
    BriefingView, ChangesView, Doc, EventView, Said, SpeakerView, StoryLine, WatchedView,
};
pub(crate) use super::view::{Chip, Naming};
pub(crate) use super::words::BriefingWords;

/// The link that stands for the style in a template of an edition in one file.
const STYLE: &str = "<link rel=\"stylesheet\" href=\"edition.css\">";

impl Renderer<'_> {
    /// A briefing in finished strings.
    pub(crate) fn briefing(&self, chosen: &Briefing) -> BriefingView<'_> {
        briefing(&self.edition_cx(), chosen, Links::Whole)
    }

    /// A briefing as data.
    pub(crate) fn briefing_data(&self, chosen: &Briefing) -> Value {
        super::api::briefing::briefing(&self.archive(), chosen)
    }

    /// A page that needs no other file: its style stands in it.
    ///
    /// # Errors
    /// Where the template asks for what the view does not have, or does not link `edition.css`.
    pub(crate) fn one_file(&self, template: &str, view: &impl Serialize) -> Result<String> {
        let page = self.filled(template, view)?;
        // Words of documents cannot be taken for the link: their `<` is escaped.
        let Some((before, after)) = page.split_once(STYLE) else {
            return Err(Error::new(ErrorKind::Template, format!("no line {STYLE}"))
                .at(format!("templates/{template}"))
                .hint("the style of the page is put in its place"));
        };
        let theme = self.theme();
        // Nothing in a style may end the element that it stands in.
        let style = format!("{}\n{}", theme.style, theme.edition).replace("</", "<\\/");
        Ok(format!("{before}<style>\n{style}\n</style>{after}"))
    }

    /// A part of an edition of several files.
    ///
    /// # Errors
    /// Where the template asks for what the view does not have.
    pub(crate) fn part(&self, template: &str, view: &impl Serialize) -> Result<String> {
        self.filled(template, view)
    }

    /// The style of a book.
    pub(crate) fn book_style(&self) -> &str {
        &self.theme().book
    }

    /// The host of the site, where it has a public address.
    pub(crate) fn host(&self) -> Option<String> {
        let url = url::Url::parse(self.edition_cx().base?).ok()?;
        url.host_str().map(str::to_owned)
    }
}
