//! Statements of several documents → each once, with every place that reports it.
//!
//! Two are one where three quarters of their words are common and nobody else is said to have made
//! it, or where eight words of a quotation or all of so many words stand in both: whoever is named
//! then is shown beside each.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Person, PersonIx, Span, StatementIx, StatementRef, StoryStatement};

use super::super::profile::{QUOTATION, hash, run, words_of};
use super::facts::Report;

/// Least F1 of the words of two statements that are one, in per cent.
const ALIKE: usize = 75;
/// Statements with a word in common above which the word names no pair.
const CROWD: usize = 64;
/// Statements that one is compared with, those with most words in common.
const COMPARED: usize = 8;

/// A statement that others are compared with.
struct Said {
    places: Vec<StatementRef>,
    texts: BTreeSet<usize>,
    speakers: Vec<PersonIx>,
    words: BTreeMap<u64, usize>,
    quoted: BTreeSet<u64>,
    /// Of all its words, in their order.
    whole: u64,
}

/// The counted statements of reports, those of most texts first.
pub(super) fn joined(reports: &[Report<'_>], speakers: &Speakers) -> Vec<StoryStatement> {
    let mut all: Vec<Said> = Vec::new();
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for report in reports {
        for (statement, said) in (0..).map(StatementIx).zip(&report.article.statements) {
            let at = StatementRef { article: report.ix, statement };
            if !said.is_counted() {
                continue;
            }
            let speakers = speakers.get(&at).cloned().unwrap_or_default();
            let quoted = said.verbatim().flat_map(|span| runs(report, span)).collect();
            let said = Said {
                places: vec![at],
                texts: [report.text].into(),
                speakers,
                words: words(report, said.text),
                quoted,
                whole: hash(&("whole", run(&words_of(&report.tokens, said.text)))),
            };
            join(said, &mut all, &mut index);
        }
    }
    let mut statements: Vec<StoryStatement> = all
        .into_iter()
        .map(|said| StoryStatement { places: said.places, texts: said.texts.len() })
        .collect();
    // Stable: of as many texts the order of the documents stays.
    statements.sort_by_key(|said| std::cmp::Reverse(said.texts));
    statements
}

/// Who is known to have made each statement, of all documents: looked up once, not once a story.
pub(super) type Speakers = BTreeMap<StatementRef, Vec<PersonIx>>;

/// The speakers of all statements.
pub(super) fn speakers(people: &[Person]) -> Speakers {
    let mut speakers = Speakers::new();
    for (ix, person) in (0..).map(PersonIx).zip(people) {
        for at in &person.statements {
            speakers.entry(*at).or_default().push(ix);
        }
    }
    speakers
}

fn join(said: Said, all: &mut Vec<Said>, index: &mut BTreeMap<u64, Vec<usize>>) {
    // Words that the whole story repeats name no pair, but the same statement must be found.
    let twins = index.get(&said.whole).cloned().unwrap_or_default();
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for word in said.words.keys().chain(&said.quoted) {
        for other in index.get(word).filter(|list| list.len() <= CROWD).into_iter().flatten() {
            *shared.entry(*other).or_default() += 1;
        }
    }
    let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
    shared.sort_by_key(|(other, n)| (std::cmp::Reverse(*n), *other));
    let nearest = shared.into_iter().take(COMPARED).map(|(other, _)| other);
    let mut nearest = twins.into_iter().chain(nearest);
    let same = nearest.find(|other| all.get(*other).is_some_and(|other| is_same(other, &said)));
    let at = same.unwrap_or(all.len());
    for word in said.words.keys().chain(&said.quoted).chain([&said.whole]) {
        let list = index.entry(*word).or_default();
        if list.last() != Some(&at) && list.len() <= CROWD {
            list.push(at);
        }
    }
    match all.get_mut(at) {
        Some(other) => {
            other.places.extend(said.places);
            other.texts.extend(said.texts);
            other.quoted.extend(said.quoted);
        }
        None => all.push(said),
    }
}

fn is_same(one: &Said, other: &Said) -> bool {
    let is_verbatim = one.words == other.words && one.words.values().sum::<usize>() >= QUOTATION;
    if is_verbatim || !one.quoted.is_disjoint(&other.quoted) {
        return true;
    }
    let known = !one.speakers.is_empty() && !other.speakers.is_empty();
    if known && one.speakers != other.speakers {
        return false;
    }
    let common: usize = one
        .words
        .iter()
        .map(|(word, n)| (*n).min(other.words.get(word).copied().unwrap_or(0)))
        .sum();
    let all = one.words.values().sum::<usize>() + other.words.values().sum::<usize>();
    common * 200 >= all * ALIKE && common > 0
}

/// The words of a span with how often each stands there.
fn words(report: &Report<'_>, span: Span) -> BTreeMap<u64, usize> {
    let mut words = BTreeMap::new();
    for word in words_of(&report.tokens, span) {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// The runs of so many words of a quotation.
fn runs(report: &Report<'_>, span: Span) -> Vec<u64> {
    words_of(&report.tokens, span).windows(QUOTATION).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{Draft, lexicon, own_dates, people_of};
    use super::*;
    use crate::model::{Article, ArticleIx, MentionIx, Speaker};

    fn said(id: &str, name: &str, words: &str) -> Draft {
        let text = format!("قال {name} إن {words}.");
        Draft::new(id, &text).person(name, name).statement(words, Speaker::Named(MentionIx(0)))
    }

    fn places(drafts: Vec<Draft>) -> Vec<Vec<u32>> {
        let lexicon = lexicon();
        let articles: Vec<Article> = drafts.into_iter().map(Draft::article).collect();
        let people = people_of(&articles, &own_dates(&articles), &lexicon);
        let report = |(ix, article)| Report::new(ArticleIx(ix), article, ix as usize, &lexicon);
        let reports: Vec<Report<'_>> = (0..).zip(&articles).map(report).collect();
        let joined = joined(&reports, &speakers(&people));
        joined.iter().map(|it| it.places.iter().map(|at| at.article.0).collect()).collect()
    }

    #[test]
    fn one_statement_of_several_documents_stands_once() {
        let joined = places(vec![
            said("a.txt", "سالم عيسى", "الحدود مغلقة أمام السلاح"),
            said("b.txt", "سالم عيسى", "الهدنة صامدة في الجنوب منذ شهر"),
            said("c.txt", "سالم عيسى", "الهدنة صامدة في الجنوب منذ أيام"),
        ]);
        assert_eq!(joined, [vec![1, 2], vec![0]]);
    }

    #[test]
    fn words_of_another_speaker_stay_his_own() {
        let words = "الهدنة صامدة في الجنوب";
        let joined =
            places(vec![said("a.txt", "سالم عيسى", words), said("b.txt", "كريم منصور", words)]);
        assert_eq!(joined, [[0], [1]]);
    }

    #[test]
    fn the_same_words_under_two_names_stand_side_by_side() {
        let words = "الهدنة صامدة في الجنوب منذ شهر كما اتفقنا عليه هناك";
        let joined =
            places(vec![said("a.txt", "سالم عيسى", words), said("b.txt", "كريم منصور", words)]);
        assert_eq!(joined, [[0, 1]]);
    }

    #[test]
    fn a_quotation_in_both_joins_longer_words() {
        let quotation = "لن نقبل بأي حل يفرض على شعبنا من الخارج";
        let draft = |id: &str, more: &str| {
            let words = format!("{quotation} {more}");
            let mut draft = said(id, "سالم عيسى", &words);
            let span = draft.find(quotation);
            draft.last_statement().quoted.push(span);
            draft
        };
        let joined = places(vec![
            draft("a.txt", "وهذا موقف ثابت أبلغناه إلى الوسطاء جميعا"),
            draft("b.txt", "مهما طالت المفاوضات وتعددت جولاتها في العواصم"),
        ]);
        assert_eq!(joined, [[0, 1]]);
    }
}
