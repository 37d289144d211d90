//! The weekly briefing on the site: what every edition says, with the days and key phrases.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use crate::analyse::Desk;
use crate::config::EditionFormat;
use crate::model::{Briefing, Period, Week};
use crate::site::links::{Page, SiteUrl};
use crate::site::plan::Part;

use super::briefing::{BriefingView, Links, briefing};
use super::grouping::StripDay;
use super::parts::Pager;
use super::phrase::PhraseView;
use super::{About, Base, Cx};

/// `week.html`.
#[derive(Debug, Serialize)]
pub(crate) struct WeekPage<'a> {
    #[serde(flatten)]
    base: Base<'a>,
    briefing: BriefingView<'a>,
    strip: Vec<StripDay>,
    key_phrases: Vec<PhraseView>,
    /// The same in other formats, beside this page.
    editions: Vec<EditionLink<'a>>,
    neighbours: Pager,
}

/// A briefing in another format.
#[derive(Debug, Serialize)]
pub(crate) struct EditionLink<'a> {
    name: &'a str,
    /// What the format is called; null for the sheet.
    code: Option<&'static str>,
    url: SiteUrl,
}

/// What a format is called everywhere.
fn code(format: EditionFormat) -> Option<&'static str> {
    match format {
        EditionFormat::Print => None,
        EditionFormat::Html => Some("HTML"),
        EditionFormat::Epub => Some("EPUB"),
        EditionFormat::Eml => Some("EML"),
        EditionFormat::Md => Some("Markdown"),
        EditionFormat::Txt => Some("TXT"),
        EditionFormat::Json => Some("JSON"),
    }
}

/// Phrases that a briefing of two pages has room for.
pub(crate) const PHRASES: usize = 20;

/// The briefing of each week, chosen when it is first asked for; `None` for a week without documents.
pub(crate) type WeekBriefings = BTreeMap<Week, OnceLock<Option<Briefing>>>;

impl<'a> Cx<'a> {
    /// Who chooses what briefings say.
    pub(super) fn desk(&self) -> Desk<'a> {
        let Cx { corpus, lexicon, key_statements, config, briefings: index, .. } = *self;
        Desk { corpus, lexicon, key_statements, config, index }
    }

    /// The briefing of a week of the plan.
    pub(crate) fn week_briefing(&self, week: Week) -> Option<&'a Briefing> {
        let chosen = self.weeks.get(&week)?;
        chosen.get_or_init(|| self.desk().briefing(Period::from(week), None)).as_ref()
    }
}

pub(crate) fn week<'a>(cx: &Cx<'a>, week: Week) -> Option<WeekPage<'a>> {
    let at = cx.plan.weeks.iter().position(|other| *other == week)?;
    let chosen = cx.week_briefing(week)?;
    let range = cx.display.week_range(week);
    let about = About {
        title: cx.phrase(&cx.words.week.title_of, "range", &range),
        description: cx.phrase(&cx.words.week.description, "range", &range),
        nav: "weeks",
        above: vec![(cx.words.nav.weeks.as_str().into(), Page::Weeks)],
        part: Part { number: 1, of: 1, items: 0..0 },
        page: Page::Week(week),
    };
    let step = |week: &Week| (Page::Week(*week), cx.display.week_range(*week));
    let older = at.checked_sub(1).and_then(|at| cx.plan.weeks.get(at)).map(step);
    let newer = cx.plan.weeks.get(at + 1).map(step);
    let edition = |format: &EditionFormat| EditionLink {
        name: cx.words.edition.of(*format),
        code: code(*format),
        url: cx.href(Page::Edition(*format, week)),
    };
    Some(WeekPage {
        editions: cx.config.brief.formats.iter().map(edition).collect(),
        base: cx.base(about, None),
        briefing: briefing(cx, chosen, Links::Site),
        strip: cx.strip(week, None),
        key_phrases: cx.key_phrases(&chosen.articles, PHRASES),
        neighbours: cx.neighbours(older, newer),
    })
}
