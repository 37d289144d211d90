//! What an article is compared by with others, read once from its words and kept beside it.

use serde::{Deserialize, Serialize};

use super::key_phrases::Text;
use super::profile::Profile;
use crate::lang::{Lexicon, Tokens};
use crate::model::Article;

/// What an article is compared by: hashes of its words and stems, and where they stand. It follows
/// from the article and the language data, so it may be kept as long as these are the same.
#[derive(Debug, Serialize, Deserialize)]
pub struct Features {
    pub(super) profile: Profile,
    pub(super) text: Text,
}

impl Features {
    /// Of an article; `tokens` are those of its text.
    pub fn of(article: &Article, tokens: &Tokens, lexicon: &Lexicon) -> Self {
        let profile = Profile::new(article, tokens, lexicon);
        Self { profile, text: Text::of(article, tokens, lexicon) }
    }

    /// True where every place lies in the text of the article, between whole characters, and lists that are
    /// compared number by number are as long as others.
    pub fn is_sound(&self, article: &Article) -> bool {
        if !self.profile.is_signed() {
            return false;
        }
        let text = article.document.text.as_str();
        let paragraphs = self.profile.paragraphs.iter().map(|paragraph| paragraph.span);
        paragraphs.chain(self.text.spans()).all(|span| text.get(span.range()).is_some())
    }
}

/// An article with its features, where they are known.
#[derive(Debug, Serialize, Deserialize)]
pub struct Featured {
    /// The article.
    pub article: Article,
    /// `None`: still to be read.
    pub features: Option<Features>,
}

impl From<Article> for Featured {
    fn from(article: Article) -> Self {
        Self { article, features: None }
    }
}
