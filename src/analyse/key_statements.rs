//! The key statements of several documents together: of a day, a week, a story, a person.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::lang::{Lexicon, Tokens};
use crate::model::{ArticleIx, Corpus, Span, StatementRef};

use super::content::Stems;
use super::salience::{Rank, Ranked, Salience};
use super::select::select;

/// Chooses among the statements of a corpus. A document stands in many lists and its statements
/// are weighed once, when the first of them asks; any thread may.
#[derive(Debug)]
pub struct KeyStatements<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) salience: Salience<'a>,
    /// In step with the articles.
    ranks: Vec<OnceLock<Vec<Rank>>>,
}

impl<'a> KeyStatements<'a> {
    /// Of a corpus; nothing is weighed yet.
    pub fn new(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Self {
        let ranks = corpus.articles.iter().map(|_| OnceLock::new()).collect();
        Self { corpus, salience: Salience::new(lexicon), ranks }
    }

    /// The statements that matter most in some documents together, the best first, at most `n`: those
    /// of a day, a week, a story.
    ///
    /// What several documents say is chosen once, and nobody has over two fifths of them where
    /// others speak too. Of each document its own `n` best are looked at.
    pub fn of(&self, articles: impl IntoIterator<Item = ArticleIx>, n: usize) -> Vec<StatementRef> {
        self.best_of(articles, n, |_, _| true)
    }

    /// Of some statements those that matter most, the best first, at most `n`: those of a person.
    pub fn among(&self, statements: &[StatementRef], n: usize) -> Vec<StatementRef> {
        let wanted: BTreeSet<StatementRef> = statements.iter().copied().collect();
        let articles: BTreeSet<ArticleIx> = wanted.iter().map(|at| at.article).collect();
        self.best_of(articles, n, |at, _| wanted.contains(&at))
    }

    /// The stems of a stretch of text.
    pub(super) fn stems(&self, tokens: &Tokens, span: Span) -> Stems {
        self.salience.content.stems(tokens, span)
    }

    pub(super) fn best_of(
        &self,
        articles: impl IntoIterator<Item = ArticleIx>,
        n: usize,
        is_wanted: impl Fn(StatementRef, &Ranked<'_>) -> bool,
    ) -> Vec<StatementRef> {
        let at = |one: &Ranked<'_>| StatementRef { article: one.article, statement: one.rank.ix };
        let mut ranked = Vec::new();
        for ix in articles {
            let own: Vec<Ranked<'_>> =
                self.ranked(ix).filter(|one| is_wanted(at(one), one)).collect();
            let mut best = select(&own, n);
            best.sort_unstable();
            ranked.extend(best.into_iter().filter_map(|place| own.get(place)));
        }
        let places = select(&ranked, n);
        places.into_iter().filter_map(|place| ranked.get(place)).map(at).collect()
    }

    /// The statements of an article that can be chosen; none for an index of another corpus.
    fn ranked(&self, ix: ArticleIx) -> impl Iterator<Item = Ranked<'_>> {
        let article = self.corpus.article(ix).zip(self.ranks.get(ix.0 as usize));
        article.into_iter().flat_map(move |(article, ranks)| {
            let weighed = || self.salience.ranks(article, &self.salience.tokens(article));
            Ranked::of(ix, article, ranks.get_or_init(weighed))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::model::{Article, MentionIx, Speaker, StatementIx};

    /// The key statements of several documents, as article and statement.
    fn key_of(drafts: Vec<Draft>, n: usize) -> Vec<(u32, u32)> {
        let articles: Vec<Article> = drafts.into_iter().map(Draft::article).collect();
        let corpus = Corpus { articles, ..Corpus::default() };
        let lexicon = lexicon();
        let chosen = KeyStatements::new(&corpus, &lexicon).of(corpus.article_ixs(), n);
        chosen.iter().map(|at| (at.article.0, at.statement.0)).collect()
    }

    #[test]
    fn what_several_documents_say_is_chosen_once() {
        let said = |id: &str, words: &str, speaker: &str| {
            Draft::new(id, &format!("قال {speaker} إن {words}."))
                .person(speaker, speaker)
                .statement(words, Speaker::Named(MentionIx(0)))
        };
        let drafts = || {
            vec![
                said("a.txt", "الهدنة صامدة في الجنوب", "سالم"),
                said("b.txt", "هدنة الجنوب صامدة", "سالم"),
                said("c.txt", "الميناء يحتاج إلى ترميم", "كريم"),
            ]
        };
        let mut chosen = key_of(drafts(), 5);
        chosen.sort_unstable();
        assert_eq!(chosen.len(), 2, "{chosen:?}");
        assert!(chosen.contains(&(2, 0)), "{chosen:?}");
        assert_eq!(key_of(drafts(), 1).len(), 1);
    }

    #[test]
    fn places_of_two_documents_do_not_overlap() {
        let draft = |id: &str, words: &str| {
            Draft::new(id, &format!("قال إن {words}.")).statement(words, Speaker::Unknown)
        };
        let drafts = vec![draft("a.txt", "الهدنة صامدة"), draft("b.txt", "الميناء مغلق")];
        assert_eq!(key_of(drafts, 5).len(), 2);
    }

    #[test]
    fn of_one_person_only_that_persons_statements() {
        let text = "قال سالم إن الهدنة صامدة في الجنوب وإن الحدود مغلقة أمام السلاح وإن القمح يكفي \
            سنة كاملة. وقال كريم إن الميناء يحتاج إلى ترميم.";
        let draft = Draft::new("a.txt", text)
            .person("سالم", "سالم")
            .person("كريم", "كريم")
            .statement("الهدنة صامدة في الجنوب", Speaker::Named(MentionIx(0)))
            .statement("الحدود مغلقة أمام السلاح", Speaker::Named(MentionIx(0)))
            .statement("القمح يكفي سنة كاملة", Speaker::Named(MentionIx(0)))
            .statement("الميناء يحتاج إلى ترميم", Speaker::Named(MentionIx(1)));
        let corpus = Corpus { articles: vec![draft.article()], ..Corpus::default() };
        let at = |statement| StatementRef { article: ArticleIx(0), statement };
        let own = [0, 1, 2].map(|ix| at(StatementIx(ix)));
        let lexicon = lexicon();
        let key = KeyStatements::new(&corpus, &lexicon);
        let chosen = key.among(&own, 5);
        assert_eq!(chosen.len(), 3, "one speaker alone may have all");
        assert!(!chosen.contains(&at(StatementIx(3))));
        assert_eq!(key.among(&own, 2).len(), 2);
    }
}
