//! An extractive summary: the lead sentence and the key statements, all verbatim.

use crate::lang::Lexicon;
use crate::model::{Article, ArticleIx, BlockKind, Mention, Role, Span, StatementIx};

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

/// Fewest words of a sentence of news, and of one that begins with the place it was written in.
const SENTENCE: usize = 4;
const DATELINE: usize = 6;
/// Letters within which a dateline ends, and what ends it.
const DATELINE_LETTERS: usize = 64;
const DASHES: [&str; 6] = ["--", "–", "—", " - ", " ـ ", ":-"];
const CLOSED: [&str; 7] = ["/ --", "/ –", ") --", ") –", ") —", ") - ", ":-"];
/// Thousandths of a statement's content words that the lead may hold.
pub(super) const IN_THE_LEAD: u64 = 600;

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

    /// The lead sentence and those after it, `n` together: what stands for a document in which
    /// nobody says anything.
    pub fn opening(article: &Article, n: usize) -> Vec<Span> {
        let Some(lead) = lead(article) else { return Vec::new() };
        let after = body_sentences(article).skip_while(|span| span.start < lead.end);
        std::iter::once(lead).chain(after).take(n).collect()
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

/// The sentence that an article begins with: the first of its paragraphs that says something. A
/// place and an agency alone, or a word of announcement, are no sentence of news.
pub(super) fn lead(article: &Article) -> Option<Span> {
    let text = &article.document.text;
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    let words = |span: Span| text.slice(span).split_whitespace().filter(is_word).count();
    let begins = |span: Span| {
        let dateline =
            |mention: &Mention| mention.role == Role::Dateline && span.contains(mention.span);
        let least = if article.mentions.iter().any(dateline) { DATELINE } else { SENTENCE };
        words(span) >= least
    };
    let mut sentences = body_sentences(article);
    let first = sentences.next()?;
    let told = std::iter::once(first).chain(sentences).find(|span| begins(*span));
    Some(without_dateline(article, told.unwrap_or(first)))
}

/// A sentence without the place, the day and the agency that it was filed under: what stands behind
/// their dash. All of it where no dash says so before somebody speaks.
fn without_dateline(article: &Article, sentence: Span) -> Span {
    let text = article.document.text.as_str();
    let begins =
        |mention: &Mention| mention.role == Role::Dateline && mention.span.start == sentence.start;
    // Behind a place any dash ends it; else only one behind the agency's brackets.
    let is_filed = article.mentions.iter().any(begins);
    let dashes: &[&str] = if is_filed { &DASHES } else { &CLOSED };
    let spoken = article.statements.iter().filter(|said| sentence.contains(said.text));
    let spoken = spoken.map(|said| said.cue.as_ref().map_or(said.text, |cue| cue.span).start);
    let head = Span::new(sentence.start, spoken.min().unwrap_or(sentence.end).max(sentence.start));
    let head: String = head.of(text).chars().take(DATELINE_LETTERS).collect();
    let ends = dashes.iter().filter_map(|dash| Some(head.rfind(dash)?.saturating_add(dash.len())));
    let end = ends.max().and_then(|end| u32::try_from(end).ok()).unwrap_or(0);
    let rest = Span::new(sentence.start.saturating_add(end), sentence.end);
    let marks = rest.of(text).trim_start_matches(is_stray);
    let Ok(left) = u32::try_from(marks.len()) else { return sentence };
    let rest = Span::new(rest.end.saturating_sub(left), rest.end).trimmed(text);
    let enough = rest.of(text).split_whitespace().count() >= SENTENCE;
    if enough { rest } else { sentence }
}

/// True for what no sentence begins with: the rest of a line that was cut.
fn is_stray(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '–' | '—' | '،' | '؛' | '.')
}

/// The sentences of an article's paragraphs, in order; a paragraph without one counts as one.
pub(super) fn body_sentences(article: &Article) -> impl Iterator<Item = Span> + '_ {
    let blocks = article.document.blocks.iter().zip(&article.kinds);
    let paragraphs = blocks.filter(|(_, kind)| **kind == BlockKind::Paragraph);
    paragraphs.flat_map(|(block, _)| {
        let first = article.sentences.partition_point(|one| one.start < block.span.start);
        let after = article.sentences.iter().skip(first);
        let inside: Vec<Span> =
            after.copied().take_while(|one| block.span.contains(*one)).collect();
        if inside.is_empty() { vec![block.span] } else { inside }
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::model::{MentionIx, MentionKind, Speaker, StatementKind};

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

    #[test]
    fn a_place_alone_is_no_lead() {
        let lead_of = |text: &str| {
            let article = Draft::new("a.txt", text).article();
            lead(&article).map(|span| article.document.text.slice(span).to_owned())
        };
        let news = "افتتح الوزير ميناء المدينة صباح اليوم.";
        for before in ["سوتشي - وكالات\n", "عاجل.\n", ""] {
            assert_eq!(lead_of(&format!("{before}{news}")).as_deref(), Some(news), "{before}");
        }
        assert_eq!(lead_of("وافق البرلمان.").as_deref(), Some("وافق البرلمان."));
    }

    #[test]
    fn a_document_without_statements_has_its_opening() {
        let article =
            Draft::new("a.txt", "عاجل\nافتتح الوزير ميناء المدينة.\nوحضر الحفل سفراء.").article();
        let opening = Salience::opening(&article, 2);
        let words: Vec<&str> =
            opening.iter().map(|span| article.document.text.slice(*span)).collect();
        assert_eq!(words, ["افتتح الوزير ميناء المدينة.", "وحضر الحفل سفراء."]);
    }

    #[test]
    fn a_lead_begins_behind_its_dateline() {
        let check = |text: &str, place: &str, expected: &str| {
            let mut article =
                Draft::new("a.txt", text).mention(place, place, MentionKind::Place).article();
            article.mentions[0].role = Role::Dateline;
            let span = lead(&article).unwrap();
            assert_eq!(article.document.text.slice(span), expected);
        };
        let news = "افتتح الوزير ميناء المدينة.";
        check(&format!("موسكو - وكالات - {news}"), "موسكو", news);
        check(&format!("موسكو (رويترز) – {news}"), "موسكو", news);
        check("موسكو تفتح الميناء - اليوم.", "موسكو", "موسكو تفتح الميناء - اليوم.");
        check(&format!("موسكو: {news}"), "موسكو", &format!("موسكو: {news}"));
        let news = "افتتح الوزير ميناء موسكو صباح اليوم.";
        for filed in ["في المدينة اليوم /وكالة النهر/ -- ", "النهر نيوز :- ", ": "]
        {
            check(&format!("{filed}{news}"), "موسكو", news);
        }
        let degrees = "-5 درجات في موسكو صباح اليوم.";
        check(degrees, "موسكو", degrees);
        let aside = "افتتح الوزير (في موسكو - شرقًا) ميناء المدينة.";
        check(aside, "موسكو", aside);
        let late = format!("موسكو {} - {news}", "كلمة ".repeat(20));
        check(&late, "موسكو", &late);
    }
}
