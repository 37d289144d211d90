//! The summary of a part of the corpus, with the documents that it quotes.

use chrono::NaiveDate;

use crate::analyse::{Gist, KeyStatements, Length, Scope};
use crate::config::Config;
use crate::error::Result;
use crate::lang::Lexicon;
use crate::model::{Article, ArticleIx, Corpus, Mention, MentionIx, PersonIx, StatementRef};
use crate::site::api::summary::{Head, of_part as record_of};
use crate::site::display::{Display, Noun, fill};
use crate::site::plain::collapse;
use crate::site::qid::name_id;
use crate::site::slugs;
use crate::site::view::{GistDocument, GistSentence, GistView};

use super::choose::{Chosen, Part, choose, in_week};
use super::{date_line, statement_view};

/// What a part comes to.
struct Sheet<'a> {
    head: Head<'a>,
    title: String,
    facts: Vec<String>,
    articles: Vec<ArticleIx>,
    /// The statements that are its own; `None`: all of the documents.
    statements: Option<&'a [StatementRef]>,
    person: Option<PersonIx>,
}

/// The summary of a part of the corpus: its days and numbers, key sentences, key statements, and
/// the documents that these stand in.
///
/// # Errors
/// Where the corpus has no such part, or several that the words may mean.
pub fn of_part(
    part: &Part,
    corpus: &Corpus,
    (lexicon, config): (&Lexicon, &Config),
    display: &Display,
    length: Length,
) -> Result<GistView> {
    let ids = slugs::of_documents(&corpus.articles);
    let start = config.display.week_start;
    let chosen = choose(part, corpus, lexicon, (start, &ids))?;
    let sheet = sheet(chosen, corpus, display, &ids);
    let scope =
        Scope { articles: &sheet.articles, statements: sheet.statements, person: sheet.person };
    let gist = KeyStatements::new(corpus, lexicon).gist(scope, length);
    let cited = cited(&gist);
    let record = record_of(corpus, &ids, &sheet.head, (&gist, &cited));
    let source = |ix: ArticleIx| {
        let place = cited.iter().position(|other| *other == ix)?;
        Some(display.number(place.saturating_add(1)))
    };
    let sentence = |(ix, span): &(ArticleIx, crate::model::Span)| {
        let article = corpus.article(*ix)?;
        let text = collapse(article.document.text.slice(*span));
        Some(GistSentence { text, source: source(*ix) })
    };
    let statement = |(place, at): (usize, &StatementRef)| {
        let article = corpus.article(at.article)?;
        let said = article.statements.get(at.statement.0 as usize)?;
        let name = |ix: MentionIx, mention: &Mention| {
            let person = corpus.person_of(at.article, ix).and_then(|ix| corpus.person(ix));
            person.map_or(&*mention.name.canonical, |person| &*person.label).to_owned()
        };
        Some(statement_view(article, said, display, (place, source(at.article)), &name))
    };
    let words = &display.words().summary;
    let left = sheet.articles.len().saturating_sub(cited.len());
    Ok(GistView {
        title: sheet.title,
        stated: true,
        facts: sheet.facts,
        sentences: gist.sentences.iter().filter_map(sentence).collect(),
        none: gist.statements.is_empty().then(|| words.nothing_said.clone()),
        statements: (1..).zip(&gist.statements).filter_map(statement).collect(),
        documents: cited
            .iter()
            .filter_map(|ix| document(corpus, *ix, display, source(*ix)?))
            .collect(),
        more: (left > 0).then(|| {
            let documents = display.count(Noun::Document, left);
            fill(&words.more, &[("documents", &documents)])
        }),
        record,
    })
}

/// The documents that are quoted, in the order in which they are.
fn cited(gist: &Gist) -> Vec<ArticleIx> {
    let sentences = gist.sentences.iter().map(|(ix, _)| *ix);
    let mut cited: Vec<ArticleIx> = Vec::new();
    for ix in sentences.chain(gist.statements.iter().map(|at| at.article)) {
        if !cited.contains(&ix) {
            cited.push(ix);
        }
    }
    cited
}

/// Title, numbers and documents of a part.
fn sheet<'a>(
    chosen: Chosen,
    corpus: &'a Corpus,
    display: &Display,
    ids: &'a [String],
) -> Sheet<'a> {
    let whole = |articles: Vec<ArticleIx>, kind, id: String| Sheet {
        head: Head { kind, id, title: None, from: None, to: None, documents: 0, statements: 0 },
        title: String::new(),
        facts: Vec::new(),
        articles,
        statements: None,
        person: None,
    };
    let mut sheet = match chosen {
        Chosen::Day(day) => {
            let articles = corpus.days.get(&day).cloned().unwrap_or_default();
            let mut sheet = whole(articles, "day", day.to_string());
            sheet.title = display.day(day);
            sheet.facts.extend(display.hijri(day));
            sheet.head.from = Some(day);
            sheet.head.to = Some(day);
            sheet
        }
        Chosen::Week(week) => {
            let mut sheet = whole(in_week(corpus, week), "week", week.first().to_string());
            sheet.title = display.week_range(week);
            sheet.facts.extend(display.hijri_week(week));
            sheet.head.from = Some(week.first());
            sheet.head.to = Some(week.last());
            sheet
        }
        Chosen::Topic(ix) => corpus.topic(ix).map_or_else(Sheet::default, |topic| {
            let articles = topic.articles.iter().map(|(ix, _)| *ix).collect();
            let mut sheet = whole(articles, "topic", topic.id.to_string());
            sheet.title = topic.name.to_string();
            sheet.head.title = Some(&topic.name);
            sheet.statements = Some(&topic.statements);
            sheet
        }),
        Chosen::Person(ix) => corpus.person(ix).map_or_else(Sheet::default, |person| {
            let mut sheet = whole(person.articles.clone(), "person", name_id(&person.label));
            sheet.title = person.label.to_string();
            sheet.facts.extend(person.titles.first().map(|held| collapse(&held.text)));
            sheet.head.title = Some(&person.label);
            sheet.statements = Some(&person.statements);
            sheet.person = Some(ix);
            sheet
        }),
        Chosen::Story(ix) => corpus.story(ix).map_or_else(Sheet::default, |story| {
            let articles = story.articles.iter().map(|member| member.article).collect();
            let first = story.representative;
            let id = ids.get(first.0 as usize).cloned().unwrap_or_default();
            let mut sheet = whole(articles, "story", id);
            let headline = corpus.article(first).and_then(headline);
            sheet.title =
                headline.map_or_else(|| display.words().summary.no_headline.clone(), collapse);
            sheet.head.title = headline;
            sheet
        }),
    };
    sheet.head.from = sheet.head.from.or_else(|| days(corpus, &sheet.articles).min());
    sheet.head.to = sheet.head.to.or_else(|| days(corpus, &sheet.articles).max());
    if !matches!(chosen, Chosen::Day(_) | Chosen::Week(_)) {
        sheet.facts.extend(period(&sheet.head, display));
    }
    sheet.head.documents = sheet.articles.len();
    sheet.head.statements = n_statements(corpus, &sheet);
    sheet.facts.push(display.list(&[
        display.count(Noun::Document, sheet.head.documents),
        display.count(Noun::Statement, sheet.head.statements),
    ]));
    sheet
}

impl Default for Sheet<'_> {
    /// An empty part: of an index that is of another corpus.
    fn default() -> Self {
        let id = String::new();
        let head =
            Head { kind: "", id, title: None, from: None, to: None, documents: 0, statements: 0 };
        let (title, facts, articles) = (String::new(), Vec::new(), Vec::new());
        Self { head, title, facts, articles, statements: None, person: None }
    }
}

fn headline(article: &Article) -> Option<&str> {
    article.headline.map(|headline| article.document.text.slice(headline.span))
}

fn days<'c>(corpus: &'c Corpus, articles: &'c [ArticleIx]) -> impl Iterator<Item = NaiveDate> + 'c {
    articles.iter().filter_map(|ix| corpus.date(*ix)?.shown_day())
}

/// The days of a part, in words.
fn period(head: &Head<'_>, display: &Display) -> Option<String> {
    let (from, to) = head.from.zip(head.to)?;
    Some(if from == to { display.short_day(from) } else { display.range(from, to) })
}

/// How many statements of a part are counted: what was only spoken of is not.
fn n_statements(corpus: &Corpus, sheet: &Sheet<'_>) -> usize {
    let said = |at: &StatementRef| {
        let article = corpus.article(at.article);
        let said = article.and_then(|article| article.statements.get(at.statement.0 as usize));
        said.is_some_and(|said| said.is_counted())
    };
    if let Some(statements) = sheet.statements {
        return statements.iter().filter(|at| said(at)).count();
    }
    let articles = sheet.articles.iter().filter_map(|ix| corpus.article(*ix));
    articles.flat_map(|article| &article.statements).filter(|said| said.is_counted()).count()
}

/// A document as it is named under a summary.
fn document(
    corpus: &Corpus,
    ix: ArticleIx,
    display: &Display,
    number: String,
) -> Option<GistDocument> {
    let article = corpus.article(ix)?;
    let words = &display.words().summary;
    let date = corpus.date(ix).unwrap_or(&article.date);
    let outlet = corpus.outlets.iter().find(|outlet| outlet.articles.contains(&ix));
    let outlet = outlet.map(|outlet| &*outlet.name).or_else(|| article.outlet());
    Some(GistDocument {
        number,
        headline: headline(article).map_or_else(|| words.no_headline.clone(), collapse),
        outlet: outlet.map_or_else(|| words.no_outlet.clone(), collapse),
        date: match date.shown_day() {
            Some(day) => display.short_day(day),
            None => date_line(date, display),
        },
        file: article.document.id.as_str().to_owned(),
    })
}
