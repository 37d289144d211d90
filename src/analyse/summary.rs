//! An extractive summary: the lead sentence and the key statements, all verbatim.

use crate::lang::Lexicon;
use crate::model::{Article, ArticleIx, Span, StatementIx};

use super::salience::{Ranked, Salience};
use super::select::select;

/// A short summary of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The first sentence of the body; `None` for a document without paragraphs.
    pub lead: Option<Span>,
    /// Key statements that the lead does not hold already, in the order of the text.
    pub statements: Vec<StatementIx>,
}

/// Thousandths of a statement's content words that the lead may hold.
const IN_THE_LEAD: u64 = 600;

/// The statements of a document that matter most, the best first, at most `n`.
///
/// For many documents make a [`Salience`] once; for several together a
/// [`KeyStatements`](super::KeyStatements).
pub fn key_statements(article: &Article, lexicon: &Lexicon, n: usize) -> Vec<StatementIx> {
    Salience::new(lexicon).key_statements(article, n)
}

impl Salience<'_> {
    /// The statements of a document that matter most, the best first, at most `n`.
    pub fn key_statements(&self, article: &Article, n: usize) -> Vec<StatementIx> {
        let ranks = self.ranks(article, &self.tokens(article));
        let ranked: Vec<Ranked<'_>> = Ranked::of(ArticleIx(0), article, &ranks).collect();
        picked(&ranked, n)
    }

    /// The lead sentence and at most `n` key statements that it does not hold already.
    pub fn summary(&self, article: &Article, n: usize) -> Summary {
        let tokens = self.tokens(article);
        let lead = lead(article);
        let in_lead = lead.map(|span| self.content.stems(&tokens, span)).unwrap_or_default();
        let ranks = self.ranks(article, &tokens);
        let mut ranked: Vec<Ranked<'_>> = Ranked::of(ArticleIx(0), article, &ranks).collect();
        ranked.retain(|one| {
            let inside = lead.is_some_and(|lead| lead.overlaps(one.statement.text));
            !inside && in_lead.share_of(&one.rank.stems) < IN_THE_LEAD
        });
        let mut statements = picked(&ranked, n);
        statements.sort_unstable();
        Summary { lead, statements }
    }
}

fn picked(ranked: &[Ranked<'_>], n: usize) -> Vec<StatementIx> {
    let places = select(ranked, n);
    places.into_iter().filter_map(|place| ranked.get(place)).map(|one| one.rank.ix).collect()
}

/// The first sentence of the first paragraph.
pub(super) fn lead(article: &Article) -> Option<Span> {
    let first = article.opening()?;
    let mut sentences = article.sentences.iter().copied();
    Some(sentences.find(|sentence| first.contains(*sentence)).unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::model::{MentionIx, Speaker, StatementKind};

    fn key(draft: Draft, n: usize) -> Vec<u32> {
        key_statements(&draft.article(), &lexicon(), n).iter().map(|ix| ix.0).collect()
    }

    /// Two speakers: three statements of the first, one of the second.
    fn talk() -> Draft {
        let text = "التقى الوزيران في العاصمة.\n\
            قال سالم إن الهدنة صامدة في الجنوب. وقال سالم إن الحدود مغلقة أمام السلاح. \
            وقال سالم إن القمح يكفي سنة كاملة. وقال كريم إن الميناء يحتاج إلى ترميم.";
        Draft::new("a.txt", text)
            .person("سالم", "سالم")
            .person("كريم", "كريم")
            .statement("الهدنة صامدة في الجنوب", Speaker::Named(MentionIx(0)))
            .statement("الحدود مغلقة أمام السلاح", Speaker::Named(MentionIx(0)))
            .statement("القمح يكفي سنة كاملة", Speaker::Named(MentionIx(0)))
            .statement("الميناء يحتاج إلى ترميم", Speaker::Named(MentionIx(1)))
    }

    #[test]
    fn nobody_speaks_alone_where_two_do() {
        let chosen = key(talk(), 3);
        assert_eq!(chosen.len(), 3);
        assert!(chosen.contains(&3), "{chosen:?}");
        assert_eq!(key(talk(), 5).len(), 3, "two of the first, one of the second");
    }

    #[test]
    fn the_same_is_not_said_twice() {
        let draft = Draft::new("a.txt", "قال سالم إن الهدنة صامدة. وكرر أن هدنة صامدة.")
            .statement("الهدنة صامدة", Speaker::Unknown)
            .statement("هدنة صامدة", Speaker::Unknown);
        assert_eq!(key(draft, 5), [0]);
    }

    #[test]
    fn what_is_not_shown_is_no_key_statement() {
        let mut draft = Draft::new("a.txt", "الهدنة صامدة. الميناء مغلق. بحث الحدود.")
            .statement("الهدنة صامدة", Speaker::Unknown)
            .statement("الميناء مغلق", Speaker::Unknown);
        draft.last_statement().evidence.score = 49;
        draft = draft.statement("الحدود", Speaker::Unknown);
        draft.last_statement().kind = StatementKind::Topic;
        assert_eq!(key(draft.clone(), 5), [0]);
        assert_eq!(key(draft, 0), [0u32; 0]);
    }

    #[test]
    fn topics_stand_in_where_nothing_was_claimed() {
        let mut draft =
            Draft::new("a.txt", "بحث الوزيران الحدود.").statement("الحدود", Speaker::Unknown);
        draft.last_statement().kind = StatementKind::Topic;
        assert_eq!(key(draft, 5), [0]);
    }

    #[test]
    fn the_summary_does_not_repeat_the_lead() {
        let text = "العنوان\nأكد سالم أن الهدنة صامدة. وقال إن الميناء مغلق. وذكر أن القمح وافر.";
        let draft = Draft::new("a.txt", text)
            .headline("العنوان")
            .statement("الهدنة صامدة", Speaker::Unknown)
            .statement("الميناء مغلق", Speaker::Unknown)
            .statement("القمح وافر", Speaker::Unknown);
        let article = draft.article();
        let lexicon = lexicon();
        let summary = Salience::new(&lexicon).summary(&article, 5);
        let lead = summary.lead.map(|span| article.document.text.slice(span));
        assert_eq!(lead, Some("أكد سالم أن الهدنة صامدة."));
        assert_eq!(summary.statements, [StatementIx(1), StatementIx(2)]);
    }

    #[test]
    fn an_empty_document_has_an_empty_summary() {
        let lexicon = lexicon();
        let article = Draft::new("a.txt", "العنوان").headline("العنوان").article();
        assert_eq!(Salience::new(&lexicon).summary(&article, 5), Summary::default());
    }
}
