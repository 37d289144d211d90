//! What a part of the corpus comes to: a day, a week, a topic, a person, a story. A few sentences
//! and statements of its documents, all verbatim, none that says what another said.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Article, ArticleIx, Corpus, PersonIx, Span, StatementRef};

use super::content::Stems;
use super::key_statements::KeyStatements;
use super::salience::Ranked;
use super::summary::{IN_THE_LEAD, body_sentences, lead};

/// Which documents, and what of them.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'s> {
    /// The documents, those that matter most first: of equal sentences the first is taken.
    pub articles: &'s [ArticleIx],
    /// The statements that may be chosen; `None`: all of the documents.
    pub statements: Option<&'s [StatementRef]>,
    /// The person that sentences are to name; `None`: the sentences that documents begin with.
    pub person: Option<PersonIx>,
}

/// How much is chosen at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Key sentences.
    pub sentences: usize,
    /// Key statements.
    pub statements: usize,
}

/// Sentences and statements that say most of a part of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gist {
    /// Key sentences, those of the event that most documents tell first.
    pub sentences: Vec<(ArticleIx, Span)>,
    /// Key statements that the sentences do not hold already, the best first.
    pub statements: Vec<StatementRef>,
}

/// A sentence that may be chosen.
struct Candidate {
    article: ArticleIx,
    span: Span,
    stems: Stems,
}

impl KeyStatements<'_> {
    /// What a part of the corpus comes to, in at most so many sentences and statements.
    ///
    /// One sentence of a story and none of a copy; the statements are chosen as
    /// [`KeyStatements::of`] does.
    pub fn gist(&self, scope: Scope<'_>, length: Length) -> Gist {
        let told = self.key_sentences(scope, length.sentences);
        let wanted: Option<BTreeSet<StatementRef>> =
            scope.statements.map(|all| all.iter().copied().collect());
        let is_wanted = |at: StatementRef, one: &Ranked<'_>| {
            let is_new = |sentence: &Candidate| {
                let inside =
                    sentence.article == at.article && sentence.span.overlaps(one.statement.text);
                !inside && sentence.stems.share_of(&one.rank.stems) < IN_THE_LEAD
            };
            wanted.as_ref().is_none_or(|wanted| wanted.contains(&at)) && told.iter().all(is_new)
        };
        let articles = scope.articles.iter().copied();
        Gist {
            statements: self.best_of(articles, length.statements, is_wanted),
            sentences: told.iter().map(|told| (told.article, told.span)).collect(),
        }
    }

    fn key_sentences(&self, scope: Scope<'_>, n: usize) -> Vec<Candidate> {
        let corpus = self.corpus;
        let mut chosen: Vec<Candidate> = Vec::new();
        for ix in by_weight(corpus, scope.articles) {
            if chosen.len() >= n {
                break;
            }
            let Some(article) = corpus.article(ix) else { continue };
            let span = match scope.person {
                Some(person) => naming(corpus, article, ix, person),
                None => lead(article),
            };
            let Some(span) = span else { continue };
            let stems = self.stems(&self.salience.tokens(article), span);
            let is_new = |other: &Candidate| {
                other.stems.share_of(&stems) < IN_THE_LEAD
                    && stems.share_of(&other.stems) < IN_THE_LEAD
            };
            if stems.len() > 0 && chosen.iter().all(is_new) {
                chosen.push(Candidate { article: ix, span, stems });
            }
        }
        chosen
    }
}

/// One document of each story, and those of none, without copies: those of the story that most of
/// the documents tell first, then those with most statements, then in the order given.
fn by_weight(corpus: &Corpus, articles: &[ArticleIx]) -> Vec<ArticleIx> {
    let copies = corpus.duplicates.iter().flat_map(|group| &group.copies);
    let copies: BTreeMap<ArticleIx, ArticleIx> =
        copies.map(|copy| (copy.article, copy.of)).collect();
    let all: BTreeSet<ArticleIx> = articles.iter().copied().collect();
    let is_copy = |ix: &ArticleIx| copies.get(ix).is_some_and(|of| all.contains(of));
    let mut stories: BTreeMap<ArticleIx, usize> = BTreeMap::new();
    let mut told: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, story) in corpus.stories.iter().enumerate() {
        for member in story.articles.iter().filter(|member| all.contains(&member.article)) {
            stories.insert(member.article, at);
            *told.entry(at).or_default() += 1;
        }
    }
    let counted = |ix: ArticleIx| {
        let statements = corpus.article(ix).map_or(&[][..], |article| &article.statements);
        statements.iter().filter(|statement| statement.is_counted()).count()
    };
    let stands_for = |ix: ArticleIx, story: usize| {
        corpus.stories.get(story).is_some_and(|story| story.representative == ix)
    };
    let mut ranked: Vec<_> = articles.iter().copied().filter(|ix| !is_copy(ix)).collect();
    ranked.sort_by_key(|ix| {
        let story = stories.get(ix).copied();
        let texts = story.and_then(|story| told.get(&story)).copied().unwrap_or(1);
        let first = story.is_some_and(|story| stands_for(*ix, story));
        Reverse((texts, first, counted(*ix)))
    });
    let mut seen = BTreeSet::new();
    ranked.retain(|ix| stories.get(ix).is_none_or(|story| seen.insert(*story)));
    ranked
}

/// The first sentence of an article's own words that names somebody.
fn naming(corpus: &Corpus, article: &Article, ix: ArticleIx, person: PersonIx) -> Option<Span> {
    let who = corpus.who.get(ix.0 as usize)?;
    let named = article.mentions.iter().zip(who).filter(|(_, who)| **who == Some(person));
    let named: Vec<Span> = named.map(|(mention, _)| mention.span).collect();
    let mut sentences = body_sentences(article);
    sentences.find(|sentence| named.iter().any(|span| sentence.contains(*span)))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Draft, lexicon};
    use super::*;
    use crate::model::{Duplicate, DuplicateGroup, MentionIx, Speaker};

    /// The sentences and statements of some documents, as words.
    fn gist(corpus: &Corpus, length: (usize, usize)) -> (Vec<String>, Vec<String>) {
        let lexicon = lexicon();
        let articles: Vec<ArticleIx> = corpus.article_ixs().collect();
        let scope = Scope { articles: &articles, statements: None, person: None };
        let length = Length { sentences: length.0, statements: length.1 };
        words(corpus, &KeyStatements::new(corpus, &lexicon).gist(scope, length))
    }

    fn words(corpus: &Corpus, gist: &Gist) -> (Vec<String>, Vec<String>) {
        let text = |ix: ArticleIx, span| corpus.articles[ix.0 as usize].document.text.slice(span);
        let sentences = gist.sentences.iter().map(|(ix, span)| text(*ix, *span).to_owned());
        let statements = gist.statements.iter().map(|at| {
            let said = &corpus.articles[at.article.0 as usize].statements[at.statement.0 as usize];
            text(at.article, said.text).to_owned()
        });
        (sentences.collect(), statements.collect())
    }

    fn corpus(drafts: Vec<Draft>) -> Corpus {
        let articles = drafts.into_iter().map(Draft::article).collect();
        Corpus { articles, ..Corpus::default() }
    }

    fn said(id: &str, lead: &str, words: &str) -> Draft {
        Draft::new(id, &format!("{lead}\nوقال سالم إن {words}."))
            .person("سالم", "سالم")
            .statement(words, Speaker::Named(MentionIx(0)))
    }

    #[test]
    fn what_a_sentence_says_is_not_said_again() {
        let corpus = corpus(vec![
            said("a.txt", "أكد سالم اليوم أن الهدنة صامدة في الجنوب.", "هدنة الجنوب صامدة"),
            said("b.txt", "افتتح كريم ميناء المدينة في الصباح.", "الميناء يحتاج إلى ترميم عاجل"),
        ]);
        let (sentences, statements) = gist(&corpus, (3, 5));
        assert_eq!(sentences.len(), 2);
        assert_eq!(statements, ["الميناء يحتاج إلى ترميم عاجل"]);
        assert_eq!(gist(&corpus, (1, 5)).0, ["أكد سالم اليوم أن الهدنة صامدة في الجنوب."]);
        assert_eq!(gist(&corpus, (0, 5)).1.len(), 2, "without sentences both are new");
        assert_eq!(gist(&corpus, (3, 0)).1, [""; 0]);
    }

    #[test]
    fn sentences_of_one_meaning_and_of_copies_stand_once() {
        let lead = "افتتح كريم ميناء المدينة الكبير في الصباح.";
        let mut corpus = corpus(vec![
            said("a.txt", lead, "الأول"),
            said("b.txt", "وافتتح كريم الميناء الكبير في المدينة.", "الثاني"),
            said("c.txt", "حضر سالم اجتماع الوزراء في العاصمة.", "الثالث"),
        ]);
        assert_eq!(gist(&corpus, (5, 0)).0, [lead, "حضر سالم اجتماع الوزراء في العاصمة."]);
        let copy = Duplicate {
            article: ArticleIx(2),
            of: ArticleIx(0),
            kind: crate::model::CopyKind::NearDuplicate,
            share: 90,
        };
        corpus.duplicates = vec![DuplicateGroup {
            representative: ArticleIx(0),
            copies: vec![copy],
            pairs: Vec::new(),
        }];
        assert_eq!(gist(&corpus, (5, 0)).0, [lead]);
    }

    #[test]
    fn of_a_person_sentences_name_them_and_statements_are_theirs() {
        let draft =
            said("a.txt", "افتتح كريم ميناء المدينة. وحضر سالم الافتتاح أيضًا.", "الميناء واسع");
        let mut corpus = corpus(vec![draft]);
        corpus.who = vec![vec![Some(PersonIx(0))]];
        let lexicon = lexicon();
        let key = KeyStatements::new(&corpus, &lexicon);
        let all = [ArticleIx(0)];
        let length = Length { sentences: 2, statements: 2 };
        let scope = Scope { articles: &all, statements: Some(&[]), person: Some(PersonIx(0)) };
        let (sentences, statements) = words(&corpus, &key.gist(scope, length));
        assert_eq!((sentences.len(), statements.len()), (1, 0));
        assert!(sentences[0].contains("سالم"), "{sentences:?}");
        let nobody = Scope { person: Some(PersonIx(1)), ..scope };
        assert_eq!(key.gist(nobody, length), Gist::default());
    }

    #[test]
    fn nothing_comes_to_nothing() {
        assert_eq!(gist(&Corpus::default(), (5, 5)), (vec![], vec![]));
    }
}
