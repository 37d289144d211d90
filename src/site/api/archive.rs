//! The archive as lists of flat records: documents, statements, exact quotations, and the months
//! that part them, so that a new document changes the files of its own month only.

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{
    Article, ArticleIx, Month, Speaker, Statement, StatementIx, StatementKind, StatementRef,
};
use crate::site::links::{Page, SourceUrl};

use super::text::text_value;
use super::{Archive, Origin, date, statement};

/// A list of the documents of one month, or of those without a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MonthFile {
    /// The documents.
    Documents,
    /// Their statements, an object a line.
    Statements,
    /// Their exact quotations, an object a line.
    Quotes,
}

impl MonthFile {
    pub(crate) const ALL: [Self; 3] = [Self::Documents, Self::Statements, Self::Quotes];

    /// Its path below the root; `None`: of the documents without a day.
    pub(crate) fn path(self, month: Option<Month>) -> String {
        let name = match self {
            Self::Documents => "documents.json",
            Self::Statements => "statements.jsonl",
            Self::Quotes => "quotes.jsonl",
        };
        folder(month) + name
    }

    /// Its contents.
    pub(crate) fn contents(self, archive: &Archive<'_>, month: Option<Month>) -> String {
        let articles = in_month(archive, month);
        match self {
            Self::Documents => documents(archive, &articles),
            Self::Statements => statements(archive, &articles),
            Self::Quotes => lines(quotes(archive, &articles)),
        }
    }
}

/// The folder of a month's files.
fn folder(month: Option<Month>) -> String {
    match month {
        Some(month) => format!("api/v1/months/{}/", name(month)),
        None => "api/v1/months/undated/".to_owned(),
    }
}

fn name(month: Month) -> String {
    format!("{:04}-{:02}", month.year(), month.number())
}

/// The documents of a month, or those without a day.
fn in_month(archive: &Archive<'_>, month: Option<Month>) -> Vec<ArticleIx> {
    let corpus = archive.corpus;
    let Some(month) = month else { return corpus.undated.clone() };
    month.days().filter_map(|day| corpus.days.get(&day)).flatten().copied().collect()
}

/// All documents, oldest first, so that new ones stand at the end; those without a day last.
pub(super) fn all(archive: &Archive<'_>) -> Vec<ArticleIx> {
    let corpus = archive.corpus;
    corpus.days.values().flatten().chain(&corpus.undated).copied().collect()
}

/// Most statements in the file of the whole archive: past that its months have the older ones.
pub(super) const STATEMENTS: usize = 20_000;

/// The documents whose statements the file of the whole archive holds, in the order of [`all`]: the
/// newest that fit, and what has no day as far as it fits too.
pub(super) fn newest(archive: &Archive<'_>) -> Vec<ArticleIx> {
    let mut articles = all(archive);
    let mut room = STATEMENTS;
    let held = articles.iter().rev().take_while(|ix| {
        let left = room.checked_sub(archive.corpus.article(**ix).map_or(0, n_shown));
        room = left.unwrap_or(0);
        left.is_some()
    });
    let n_left_out = articles.len() - held.count();
    articles.split_off(n_left_out)
}

/// The months that have documents, oldest first, then what has no day.
pub(super) fn months(archive: &Archive<'_>) -> Vec<Value> {
    let known = archive.plan.months.iter().copied().map(Some);
    let undated = (!archive.corpus.undated.is_empty()).then_some(None);
    let record = |month: Option<Month>| {
        let articles = in_month(archive, month);
        let shown = |ix: &ArticleIx| archive.corpus.article(*ix).map_or(0, n_shown);
        json!({
            "documents": articles.len(),
            "folder": folder(month),
            "month": month.map(name),
            "quotes": articles.iter().map(|ix| n_quotes(archive, *ix)).sum::<usize>(),
            "statements": articles.iter().map(shown).sum::<usize>(),
        })
    };
    known.chain(undated).map(record).collect()
}

/// Records, one a line.
pub(super) fn lines(records: impl IntoIterator<Item = impl Serialize>) -> String {
    let mut lines = String::new();
    for record in records {
        // Keys are strings and nothing here fails by itself, so every record is written.
        lines.extend(serde_json::to_string(&record).ok());
        lines.push('\n');
    }
    lines
}

/// A list of documents, in the order given.
pub(super) fn documents(archive: &Archive<'_>, articles: &[ArticleIx]) -> String {
    let records = articles.iter().filter_map(|ix| document(archive, *ix));
    super::corpus::file("documents", records)
}

/// A document in a list: what one chooses by. Its own file has the rest.
pub(super) fn document(archive: &Archive<'_>, ix: ArticleIx) -> Option<Value> {
    let Archive { corpus, plan, .. } = archive;
    let article = corpus.article(ix)?;
    let id = plan.document_id(ix);
    let date = corpus.date(ix).unwrap_or(&article.date);
    let headline = article.headline.map(|found| article.document.text.slice(found.span));
    let story = plan.catalogue.story(ix).and_then(|story| corpus.story(story));
    Some(json!({
        "address": archive.address(Page::Document(ix)),
        "date": date.shown().and_then(|day| date::iso(day, date.precision)),
        "date_confidence": date.confidence,
        "file": article.document.id,
        "headline": headline.map(text_value),
        "id": id,
        "path": archive.plan.links.route(Page::Record(ix)),
        "quotes": n_quotes(archive, ix),
        "source": article.outlet().map(text_value),
        "statements": n_shown(article),
        "story": story.map(|story| plan.document_id(story.earliest())),
        "topics": article.topics.iter().map(|topic| &*topic.id).collect::<Vec<_>>(),
        "url": url(article),
    }))
}

/// The statements of some documents, an object a line.
pub(super) fn statements(archive: &Archive<'_>, articles: &[ArticleIx]) -> String {
    let Archive { corpus, plan, .. } = archive;
    let origins = articles.iter().filter_map(|ix| Origin::of(corpus, plan, *ix));
    origins.map(|origin| lines(statement::statements(&origin))).collect()
}

/// An exact quotation, flat: plain strings, so that the same record is a row of a spreadsheet. Keys are
/// written in their order.
#[derive(Serialize)]
pub(super) struct Quote<'a> {
    address: String,
    confidence: &'static str,
    date: Option<String>,
    date_confidence: &'static str,
    document: &'a str,
    headline: Option<&'a str>,
    id: &'a str,
    mention: Option<&'a str>,
    outlet: Option<&'a str>,
    quotation: &'a str,
    speaker: Option<String>,
    url: Option<&'a str>,
}

impl<'a> Quote<'a> {
    fn new(
        archive: &'a Archive<'a>,
        article: &'a Article,
        at: StatementRef,
        said: &Statement,
    ) -> Option<Self> {
        let Archive { corpus, plan, .. } = archive;
        let text = &article.document.text;
        let date = corpus.date(at.article)?;
        let id = plan.catalogue.mark(at);
        let firm = said.evidence.score >= Statement::FIRM;
        Some(Self {
            address: format!("{}#q-{id}", archive.address(Page::Document(at.article))),
            confidence: if firm { "firm" } else { "probable" },
            date: date.shown().and_then(|day| date::iso(day, date.precision)),
            date_confidence: date.confidence.name(),
            document: plan.document_id(at.article),
            headline: article.headline.map(|headline| text.slice(headline.span)),
            id,
            mention: statement::mention(said).map(|span| text.slice(span)),
            outlet: article.outlet(),
            quotation: text.slice(said.text),
            speaker: speakers(archive, article, at.article, &said.speaker),
            url: url(article),
        })
    }

    /// Columns of the table.
    pub(super) const COLUMNS: [&'static str; 12] = [
        "quotation",
        "speaker",
        "mention",
        "confidence",
        "outlet",
        "date",
        "date_confidence",
        "headline",
        "document",
        "id",
        "address",
        "url",
    ];

    /// Its cells, in the order of the columns; empty where nothing is known.
    pub(super) fn cells(&self) -> [&str; 12] {
        [
            self.quotation,
            self.speaker.as_deref().unwrap_or_default(),
            self.mention.unwrap_or_default(),
            self.confidence,
            self.outlet.unwrap_or_default(),
            self.date.as_deref().unwrap_or_default(),
            self.date_confidence,
            self.headline.unwrap_or_default(),
            self.document,
            self.id,
            &self.address,
            self.url.unwrap_or_default(),
        ]
    }
}

/// The exact quotations of some documents.
pub(super) fn quotes<'a>(
    archive: &'a Archive<'a>,
    articles: &'a [ArticleIx],
) -> impl Iterator<Item = Quote<'a>> {
    articles.iter().flat_map(move |ix| {
        let article = archive.corpus.article(*ix);
        let said =
            article.into_iter().flat_map(|article| (0..).map(StatementIx).zip(&article.statements));
        said.filter(|(_, said)| is_quote(said)).filter_map(move |(at, said)| {
            let at = StatementRef { article: *ix, statement: at };
            Quote::new(archive, article?, at, said)
        })
    })
}

/// The names of the speakers as the archive has them, several parted by an Arabic semicolon.
fn speakers(
    archive: &Archive<'_>,
    article: &Article,
    ix: ArticleIx,
    speaker: &Speaker,
) -> Option<String> {
    let corpus = archive.corpus;
    let mut names: Vec<&str> = Vec::new();
    for at in speaker.mentions() {
        let person = corpus.person_of(ix, *at).and_then(|person| corpus.person(person));
        let mention = article.mentions.get(at.0 as usize);
        let name = person.map(|person| &*person.label);
        let name = name.or_else(|| mention.map(|mention| &*mention.name.canonical));
        names.extend(name.filter(|name| !names.contains(name)));
    }
    (!names.is_empty()).then(|| names.join("؛ "))
}

/// The original address, where it may become a link: other words stay in the text.
pub(super) fn url(article: &Article) -> Option<&str> {
    let words = article.document.text.slice(article.fields.url?).trim();
    SourceUrl::parse(words).map(|_| words)
}

fn is_quote(said: &Statement) -> bool {
    said.is_counted() && said.kind == StatementKind::Direct
}

fn n_quotes(archive: &Archive<'_>, ix: ArticleIx) -> usize {
    let article = archive.corpus.article(ix);
    article.map_or(0, |article| article.statements.iter().filter(|said| is_quote(said)).count())
}

pub(super) fn n_shown(article: &Article) -> usize {
    article.statements.iter().filter(|said| said.evidence.score >= Statement::SHOWN).count()
}

/// How many documents, statements and quotations the archive holds.
pub(super) fn totals(archive: &Archive<'_>) -> (usize, usize, usize) {
    let corpus = archive.corpus;
    let statements = corpus.articles.iter().map(n_shown).sum();
    let quotes = corpus.article_ixs().map(|ix| n_quotes(archive, ix)).sum();
    (corpus.articles.len(), statements, quotes)
}
