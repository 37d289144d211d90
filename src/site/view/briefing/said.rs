//! Statements of a briefing, under who made them.

use serde::Serialize;

use crate::model::{SpeakerShare, StatementRef};
use crate::site::links::{Page, SiteUrl};
use crate::site::view::parts::Named;
use crate::site::view::statement::{StatementView, Whose};

use super::Edition;

/// A statement with the number of its document.
#[derive(Debug, Serialize)]
pub(crate) struct Said<'a> {
    #[serde(flatten)]
    pub(crate) view: StatementView<'a>,
    pub(crate) document: Option<String>,
    /// Its place in the full text, where the site has a public address.
    pub(crate) link: Option<SiteUrl>,
}

/// What somebody says.
#[derive(Debug, Serialize)]
pub(crate) struct SpeakerView<'a> {
    pub(crate) speaker: Named<'a>,
    pub(crate) statements: Vec<Said<'a>>,
    /// How many more there are, in words; null where there are none.
    pub(crate) more: Option<String>,
}

impl<'a> Edition<'_, 'a> {
    pub(super) fn said(&self, at: StatementRef, whose: Whose) -> Option<Said<'a>> {
        let mut view = self.cx.statement(at, whose)?;
        if !self.has_links() {
            view.speakers.iter_mut().for_each(|speaker| speaker.url = None);
            view.origin.outlet_url = None;
        }
        let document = self.numbers.of(at.article).map(|n| self.cx.display.number(n));
        let link = self.has_links().then(|| view.place.clone());
        Some(Said { view, document, link })
    }

    /// Words that stand alone: without what tied them to their verb.
    pub(super) fn pull(&self, at: StatementRef) -> Option<Said<'a>> {
        let mut said = self.said(at, Whose::Any)?;
        said.view.comp = None;
        Some(said)
    }

    pub(super) fn all_said(&self, statements: &[StatementRef], whose: Whose) -> Vec<Said<'a>> {
        statements.iter().filter_map(|at| self.said(*at, whose)).collect()
    }

    pub(super) fn speaker(&self, share: &SpeakerShare) -> SpeakerView<'a> {
        let hidden = share.total.saturating_sub(share.statements.len());
        let words = &self.cx.words.briefing.more_statements;
        SpeakerView {
            speaker: Named {
                name: self.cx.person_name(share.person),
                url: self.link(Page::Person(share.person)),
            },
            statements: self.all_said(&share.statements, Whose::Of(share.person)),
            more: (hidden > 0)
                .then(|| self.cx.phrase(words, "statements", &self.cx.statements(hidden))),
        }
    }
}
