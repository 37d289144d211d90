//! Articles → corpus: what only the whole folder can know.

/// Stub.
pub mod summary {
    /// Stub.
    pub struct Summary;

    /// Stub.
    pub fn summary(_: &crate::model::Article, _: usize) -> Summary {
        Summary
    }
}

use chrono::NaiveDate;

use crate::config::Config;
use crate::diagnostic::Checked;
use crate::lang::Lexicon;
use crate::model::{Article, Corpus};

/// All articles together. `clock` is the upper bound of dates; without one the newest `firm` date
/// of the input is.
pub fn corpus(
    articles: Vec<Article>,
    _lexicon: &Lexicon,
    _config: &Config,
    _clock: Option<NaiveDate>,
) -> Checked<Corpus> {
    let mut all: Checked<Corpus> = Checked::default();
    for article in articles {
        let same = all
            .value
            .articles
            .iter()
            .find(|other| other.document.content_id == article.document.content_id);
        if let Some(same) = same {
            let message = format!("the same source as {}", same.document.id);
            all.diagnostics.push(crate::diagnostic::Diagnostic::new(
                crate::diagnostic::Code::Duplicate,
                &article.document.id,
                message,
            ));
            continue;
        }
        all.value.dates.push(article.date.clone());
        all.value.articles.push(article);
    }
    all
}
