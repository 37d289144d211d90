//! The documents of a briefing with their numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{ArticleIx, Briefing};
use crate::site::links::{Page, SiteUrl, SourceUrl};
use crate::site::view::date::DateView;
use crate::site::view::parts::{HeadlineView, n_counted};

use super::Edition;

/// A document of the list.
#[derive(Debug, Serialize)]
pub(crate) struct Doc<'a> {
    /// Null for documents without a day.
    pub(crate) number: Option<String>,
    pub(crate) headline: HeadlineView<'a>,
    /// Its page, where the site has a public address.
    pub(crate) url: Option<SiteUrl>,
    pub(crate) outlet: Option<&'a str>,
    pub(crate) date: DateView<'a>,
    /// How many statements, in words.
    pub(crate) statements: String,
    /// Where it was published.
    pub(crate) address: Option<SourceUrl>,
    pub(crate) file: &'a str,
    /// True where the briefing quotes it or names it among the events.
    pub(crate) cited: bool,
}

/// Most documents of the list.
const LISTED: usize = 60;

/// The numbers of the documents that are listed, from 1.
pub(crate) struct Numbers {
    numbers: BTreeMap<ArticleIx, usize>,
    cited: BTreeSet<ArticleIx>,
    total: usize,
}

impl Numbers {
    /// Numbers what is cited, and the others as far as there is room, in the order of time.
    pub(super) fn new(briefing: &Briefing) -> Self {
        let lines = briefing.gist.lines.iter().map(|line| line.article);
        let pull = briefing.gist.pull.iter().map(|at| at.article);
        let said = briefing.speakers.iter().flat_map(|share| &share.statements);
        let watched = briefing.watched.iter().flat_map(|watched| &watched.statements);
        let events = briefing.events.iter().flat_map(|event| [event.representative]);
        let sides = briefing.events.first().into_iter().flat_map(|event| event.sides.clone());
        let cited = lines.chain(pull).chain(said.chain(watched).map(|at| at.article));
        let cited: BTreeSet<ArticleIx> = cited.chain(events).chain(sides).collect();
        let mut room = LISTED.saturating_sub(cited.len());
        let listed = briefing.articles.iter().filter(|ix| {
            let is_listed = cited.contains(ix) || room > 0;
            room = room.saturating_sub(usize::from(!cited.contains(ix)));
            is_listed
        });
        let numbers = listed.copied().zip(1..).collect();
        Self { numbers, cited, total: briefing.articles.len() }
    }

    /// The number of a document; `None` where it is not listed.
    pub(super) fn of(&self, ix: ArticleIx) -> Option<usize> {
        self.numbers.get(&ix).copied()
    }

    pub(super) fn n_unlisted(&self) -> usize {
        self.total.saturating_sub(self.numbers.len())
    }

    pub(super) fn n_uncited(&self) -> usize {
        self.total.saturating_sub(self.cited.len())
    }
}

impl<'a> Edition<'_, 'a> {
    /// The documents that have a number.
    pub(super) fn documents(&self, briefing: &Briefing) -> Vec<Doc<'a>> {
        briefing.articles.iter().filter_map(|ix| self.numbered(*ix)).collect()
    }

    pub(super) fn undated(&self, articles: &[ArticleIx]) -> Vec<Doc<'a>> {
        articles.iter().filter_map(|ix| self.doc(*ix, None)).collect()
    }

    fn numbered(&self, ix: ArticleIx) -> Option<Doc<'a>> {
        let number = self.numbers.of(ix)?;
        self.doc(ix, Some(self.cx.display.number(number)))
    }

    fn doc(&self, ix: ArticleIx, number: Option<String>) -> Option<Doc<'a>> {
        let article = self.cx.corpus.article(ix)?;
        let address = article.fields.url.map(|span| article.document.text.slice(span));
        Some(Doc {
            number,
            headline: self.cx.headline(article),
            url: self.link(Page::Document(ix)),
            outlet: self.cx.outlet_of(ix).map(|outlet| outlet.name),
            date: self.cx.date(ix),
            statements: self.cx.statements(n_counted(article)),
            address: address.and_then(SourceUrl::parse),
            file: article.document.id.file_name(),
            cited: self.numbers.cited.contains(&ix),
        })
    }

    /// How many documents are left out, in words.
    pub(super) fn more(&self, hidden: usize) -> Option<String> {
        let words = &self.cx.words.briefing.more_documents;
        (hidden > 0).then(|| self.cx.phrase(words, "documents", &self.cx.documents(hidden)))
    }

    /// The numbers of some documents in words: «الوثيقتان ١ و٢».
    pub(super) fn numbers_of(&self, articles: &[ArticleIx]) -> Option<String> {
        let words = &self.cx.words.briefing;
        let numbers = articles.iter().filter_map(|ix| self.numbers.of(*ix));
        let numbers: Vec<String> = numbers.map(|n| self.cx.display.number(n)).collect();
        let phrase = match numbers.len() {
            0 => return None,
            1 => &words.document_at,
            2 => &words.two_documents_at,
            _ => &words.documents_at,
        };
        Some(self.cx.phrase(phrase, "n", &self.cx.display.list(&numbers)))
    }
}
