//! Articles → corpus: what only the whole folder can know.

mod briefing;
mod content;
mod dates;
mod duplicates;
mod features;
#[cfg(test)]
pub(crate) mod fixture;
mod gist;
mod key_phrases;
mod key_statements;
pub mod names;
mod outlets;
mod packed;
mod people;
mod profile;
mod salience;
mod select;
mod signature;
mod stories;
mod summary;
mod tally;
mod topics;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::config::Config;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::lang::{Collation, Lexicon, Tokens};
use crate::model::{
    Article, ArticleDate, ArticleIx, ContentId, Corpus, DocId, Outlet, Phrases, Story, Topic,
};
use crate::workers::{Alone, Workers, gathered};

use key_phrases::Text;
use profile::Profile;

pub use briefing::{BriefingIndex, Desk};
pub use features::{Featured, Features};
pub use gist::{Gist, Length, Scope};
pub use key_phrases::key_phrases;
pub use key_statements::KeyStatements;
pub use salience::Salience;
pub use summary::{Summary, key_statements};

/// All articles together. `clock` is the upper bound of dates; without one the newest `firm` date
/// of the input is.
///
/// The order of `articles` does not show in the result.
pub fn corpus(
    articles: Vec<Article>,
    lexicon: &Lexicon,
    config: &Config,
    clock: Option<NaiveDate>,
) -> Checked<Corpus> {
    let articles = articles.into_iter().map(Featured::from).collect();
    corpus_by(&Alone, articles, lexicon, (config, clock))
}

/// As [`corpus`], by `workers`; who does what does not show in the result, nor which features were known.
pub fn corpus_by(
    workers: &dyn Workers,
    articles: Vec<Featured>,
    lexicon: &Lexicon,
    (config, clock): (&Config, Option<NaiveDate>),
) -> Checked<Corpus> {
    let Checked { value: articles, mut diagnostics } = merged(articles);
    let (articles, known): (Vec<Article>, Vec<Option<Features>>) =
        articles.into_iter().map(|one| (one.article, one.features)).unzip();
    let dates = final_dates(&articles, clock, &mut diagnostics);
    let (profiles, texts) = read(workers, &articles, known, lexicon);
    let (mut phrases, mut rest) = (Phrases::default(), None);
    let (mut texts, mut open) = (Some(texts), Some((profiles, dates)));
    // Phrases are counted beside the rest: they need nothing of it. Each drops what it has read.
    workers.both(
        &mut || {
            phrases = key_phrases::phrases(workers, &articles, texts.take().unwrap_or_default());
        },
        &mut || {
            let read = open.take().unwrap_or_default();
            rest = Some(Known::new(workers, &articles, read, (lexicon, config)));
        },
    );
    let known = rest.unwrap_or_default();
    let mut days: BTreeMap<NaiveDate, Vec<ArticleIx>> = BTreeMap::new();
    let mut undated = Vec::new();
    for (ix, date) in (0..).map(ArticleIx).zip(&known.dates) {
        match date.shown_day() {
            Some(day) => days.entry(day).or_default().push(ix),
            None => undated.push(ix),
        }
    }
    let corpus = Corpus {
        articles,
        dates: known.dates,
        people: known.people.people,
        who: known.people.who,
        variants: known.people.variants,
        topics: known.topics,
        phrases,
        outlets: known.outlets,
        duplicates: known.copies.groups,
        partial_copies: known.copies.partial,
        stories: known.stories,
        days,
        undated,
    };
    Checked { value: corpus, diagnostics }
}

/// What articles are compared by, and their texts for phrases; read where it is not known.
fn read(
    workers: &dyn Workers,
    articles: &[Article],
    known: Vec<Option<Features>>,
    lexicon: &Lexicon,
) -> (Vec<Profile>, Vec<Text>) {
    let read = |ix: usize| {
        let (article, known) = articles.get(ix).zip(known.get(ix))?;
        known.is_none().then(|| {
            let tokens = Tokens::new(lexicon.folder(), article.document.text.as_str());
            Features::of(article, &tokens, lexicon)
        })
    };
    let missing = gathered(workers, articles.len(), read);
    let all = known.into_iter().zip(missing).filter_map(|(known, read)| known.or(read));
    all.map(|features| (features.profile, features.text)).unzip()
}

/// What articles are to each other: copies, reports of one event, of the same people.
#[derive(Default)]
struct Known {
    dates: Vec<ArticleDate>,
    copies: duplicates::Duplicates,
    people: people::People,
    stories: Vec<Story>,
    topics: Vec<Topic>,
    outlets: Vec<Outlet>,
}

impl Known {
    fn new(
        workers: &dyn Workers,
        articles: &[Article],
        (mut profiles, mut dates): (Vec<Profile>, Vec<ArticleDate>),
        (lexicon, config): (&Lexicon, &Config),
    ) -> Self {
        let collation = Collation::new();
        let corrections = &config.corrections.people;
        let (mut copies, mut people) = (duplicates::Duplicates::default(), Default::default());
        workers.both(&mut || copies = duplicates::duplicates(&profiles, &dates), &mut || {
            people = people::people(articles, &dates, lexicon, &collation, corrections);
        });
        profiles.iter_mut().for_each(Profile::forget_copies);
        let reports = stories::Reports {
            articles,
            profiles: &profiles,
            dates: &dates,
            people: &people.people,
            duplicates: &copies.groups,
        };
        let mut stories = stories::stories(workers, &reports, &config.stories, lexicon);
        stories::inherit(&mut stories, &mut dates);
        let topics = topics::topics(articles, lexicon);
        let outlets = outlets::outlets(articles, &config.outlets, lexicon.folder(), &collation);
        Self { dates, copies, people, stories, topics, outlets }
    }
}

/// The articles by [`DocId`], the same source once: the first keeps it.
fn merged(mut articles: Vec<Featured>) -> Checked<Vec<Featured>> {
    articles.sort_by(|left, right| left.article.document.id.cmp(&right.article.document.id));
    let mut kept: BTreeMap<ContentId, DocId> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    articles.retain(|one| {
        let document = &one.article.document;
        let Some(first) = kept.get(&document.content_id) else {
            kept.insert(document.content_id, document.id.clone());
            return true;
        };
        let message = format!("the same source as {first}");
        diagnostics.push(Diagnostic::new(Code::Duplicate, &document.id, message));
        false
    });
    Checked { value: articles, diagnostics }
}

/// The dates under the upper bound of the build, in step with the articles.
fn final_dates(
    articles: &[Article],
    clock: Option<NaiveDate>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ArticleDate> {
    let Some(bound) = dates::bound(articles, clock) else {
        return articles.iter().map(|article| article.date.clone()).collect();
    };
    let mut bounded = Vec::with_capacity(articles.len());
    for article in articles {
        let date = dates::bounded(&article.date, bound);
        diagnostics.extend(dates::diagnostic(article, &date));
        bounded.push(date);
    }
    bounded
}

#[cfg(test)]
mod tests {
    use super::fixture::{Draft, firm, lexicon};
    use super::*;
    use crate::model::Precision;

    fn dated(id: &str, text: &str, iso: &str) -> Article {
        Draft::new(id, text).date(firm(iso)).article()
    }

    fn corpus_of(articles: Vec<Article>, clock: Option<&str>) -> Checked<Corpus> {
        let clock = clock.map(|iso| iso.parse().unwrap());
        corpus(articles, &lexicon(), &Config::default(), clock)
    }

    #[test]
    fn articles_stand_by_path_whatever_their_order() {
        let articles = || {
            vec![
                dated("b.txt", "خبر ثان", "2020-12-30"),
                dated("a.txt", "خبر أول", "2020-12-29"),
                Draft::new("c.txt", "خبر ثالث").article(),
            ]
        };
        let mut turned = articles();
        turned.reverse();
        let (left, right) = (corpus_of(articles(), None), corpus_of(turned, None));
        assert_eq!(format!("{:?}", left.value), format!("{:?}", right.value));
        let days: Vec<u32> = left.value.days.values().flatten().map(|ix| ix.0).collect();
        assert_eq!((days, left.value.undated), (vec![0, 1], vec![ArticleIx(2)]));
    }

    #[test]
    fn the_same_source_is_published_once() {
        let articles = vec![
            Draft::new("b/copy.txt", "خبر واحد").article(),
            Draft::new("a/first.txt", "خبر واحد").article(),
        ];
        let corpus = corpus_of(articles, None);
        assert_eq!(corpus.value.articles.len(), 1);
        assert_eq!(corpus.value.articles[0].document.id.as_str(), "a/first.txt");
        let diagnostic = &corpus.diagnostics[0];
        assert_eq!(diagnostic.code, Code::Duplicate);
        assert_eq!(diagnostic.document.as_str(), "b/copy.txt");
        assert!(diagnostic.message.contains("a/first.txt"));
    }

    #[test]
    fn a_day_after_the_clock_is_undated_and_noted() {
        let articles = vec![dated("a.txt", "خبر", "2020-12-30")];
        let corpus = corpus_of(articles, Some("2020-12-01"));
        assert_eq!(corpus.value.undated, [ArticleIx(0)]);
        assert!(corpus.diagnostics[0].message.contains("2020-12-30"));
    }

    #[test]
    fn a_month_is_no_day_of_the_calendar() {
        let mut article = dated("a.txt", "خبر", "2020-12-01");
        article.date.precision = Precision::Month;
        let corpus = corpus_of(vec![article], None);
        assert_eq!(corpus.value.undated, [ArticleIx(0)]);
    }
}
