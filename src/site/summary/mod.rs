//! Summaries: what a document, a day, a week, a topic, a person or a story comes to, in its own
//! words, as text, Markdown, JSON and a page that stands alone.

mod choose;
mod markdown;
mod page;
mod part;
mod text;

use crate::analyse::{Length, Salience};
use crate::lang::Lexicon;
use crate::model::{
    Article, ArticleDate, Confidence, DateKind, Mention, MentionIx, Speaker, Statement,
    StatementIx, StatementKind,
};

use super::api;
use super::display::{Display, fill};
use super::plain::collapse;
use super::view::statement::{is_marked, runs, verb};
use super::view::{GistRun, GistSentence, GistStatement, GistView};

pub use choose::{Part, WeekOf};
pub use page::page;
pub(super) use page::sheets;
pub use part::of_part;
pub use text::{COLUMNS, Ink, Order, TextStyle};

/// What a document comes to: headline, date and how it is known, outlet, lead and the key
/// statements with their speakers; where nobody says anything, the sentences it begins with.
///
/// `date` is the final date of the article. The words are those of the document.
pub fn of_document(
    article: &Article,
    date: &ArticleDate,
    lexicon: &Lexicon,
    display: &Display,
    length: Length,
) -> GistView {
    let words = &display.words().summary;
    let text = &article.document.text;
    let summary = Salience::new(lexicon).summary(article, length.statements);
    let says_nothing = article.statements.iter().all(|one| !one.is_counted());
    let sentences = if summary.statements.is_empty() && says_nothing {
        Salience::opening(article, length.sentences)
    } else {
        summary.lead.into_iter().collect()
    };
    let headline = article.headline.map(|headline| text.slice(headline.span));
    let outlet = article.outlet().map(|outlet| fill(&words.outlet, &[("outlet", outlet)]));
    let name = |_, mention: &Mention| mention.name.canonical.to_string();
    let statement = |(place, ix): (usize, &StatementIx)| {
        let said = article.statements.get(ix.0 as usize)?;
        Some(statement_view(article, said, display, (place, None), &name))
    };
    GistView {
        title: collapse(headline.unwrap_or(&words.no_headline)),
        stated: headline.is_some(),
        facts: vec![date_line(date, display), outlet.unwrap_or_else(|| words.no_outlet.clone())],
        statements: (1..).zip(&summary.statements).filter_map(statement).collect(),
        none: (summary.statements.is_empty() && says_nothing).then(|| words.no_statements.clone()),
        documents: Vec::new(),
        more: None,
        record: api::summary::of_document(article, date, (&sentences, &summary.statements)),
        sentences: sentences
            .iter()
            .map(|span| GistSentence { text: collapse(text.slice(*span)), source: None })
            .filter(|sentence| !sentence.text.is_empty())
            .collect(),
    }
}

impl GistView {
    /// The record of a summary, of version 1 of the data: `api/v1/schema/summary.json`.
    pub fn json(&self) -> &serde_json::Value {
        &self.record
    }
}

/// The day with how it is known; without one what is known of it.
fn date_line(date: &ArticleDate, display: &Display) -> String {
    let known = display.known_of(date);
    match display.date(date).or_else(|| display.bounds(date)) {
        Some(text) => {
            fill(&display.words().summary.with_reason, &[("text", &text), ("reason", known)])
        }
        None if date.kind == DateKind::Corrected => known.to_owned(),
        None => display
            .known(match date.confidence {
                Confidence::Conflict => Confidence::Conflict,
                _ => Confidence::None,
            })
            .to_owned(),
    }
}

/// Speaker, verb, complementiser and words of a statement, its place in the list and the number of
/// its document. Marks stand round the words only where the source has some.
fn statement_view(
    article: &Article,
    said: &Statement,
    display: &Display,
    (place, source): (usize, Option<String>),
    name: &dyn Fn(MentionIx, &Mention) -> String,
) -> GistStatement {
    let text = article.document.text.as_str();
    let verb = said.cue.as_ref().and_then(|cue| verb(text, cue));
    let comp = said.comp.map(|span| span.of(text)).filter(|comp| !comp.is_empty());
    let quoted = said.kind == StatementKind::Direct && is_marked(text, said.text);
    GistStatement {
        number: display.number(place),
        kind: said.kind.name(),
        who: collapse(&speaker(article, &said.speaker, display, name)),
        verb: verb.map(collapse),
        comp: comp.map(collapse),
        // Words of the speaker without marks: their beginning is to be seen.
        colon: said.kind == StatementKind::Direct && !quoted && verb.is_some() && comp.is_none(),
        text: collapse(said.text.of(text)),
        runs: runs(text, said)
            .iter()
            .map(|run| GistRun { text: run.text.replace('\n', " "), exact: run.exact })
            .collect(),
        quoted,
        source,
    }
}

/// The names of the speakers, the phrase of somebody unnamed, or that nobody is named.
fn speaker(
    article: &Article,
    speaker: &Speaker,
    display: &Display,
    name: &dyn Fn(MentionIx, &Mention) -> String,
) -> String {
    match speaker {
        Speaker::Described(span) => article.document.text.slice(*span).to_owned(),
        Speaker::Unknown => display.words().summary.no_speaker.clone(),
        Speaker::Named(_) | Speaker::Joint(_) => {
            let mut names: Vec<String> = Vec::new();
            for ix in speaker.mentions() {
                let Some(mention) = article.mentions.get(ix.0 as usize) else { continue };
                let name = name(*ix, mention);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            display.list(&names)
        }
    }
}

#[cfg(test)]
mod tests;
