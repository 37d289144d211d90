//! The extractive summary against the lead baseline, at equal length.
//!
//! In news the first sentences are hard to beat as a summary. Of each document with a headline and
//! annotated statements the summary as it is printed (the lead sentence, and the key statements with
//! speaker, verb and complementiser) is compared with just as many words from the beginning of the
//! text. The reference is what a reader of the annotation wants to know: the headline and the
//! statements that are not optional. Three measures, each a recall over the whole set, in whole per
//! cent:
//!
//! - `stems`: content stems of the reference that the summary has (no stop words, each once a
//!   document);
//! - `rouge_1`, `rouge_2`: words and pairs of words of the reference that the summary has, counted
//!   as often as in the reference at most (ROUGE-1 and ROUGE-2 recall), in their matching forms.
//!
//! Documents whose body is no longer than the summary say nothing and are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mujaz::analyse::Salience;
use mujaz::lang::{Lexicon, stem};
use mujaz::model::{Article, BlockKind};
use serde_json::Value;

use super::{documents, is_optional, judge, mentions, words};

/// Key statements of a summary, as the command prints them.
const STATEMENTS: usize = 5;

#[test]
fn the_summary_beats_the_lead() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    if !folder.join("gold.jsonl").exists() {
        eprintln!("skipped: no development set beside the repository");
        return;
    }
    let lexicon = Lexicon::embedded().unwrap();
    let salience = Salience::new(&lexicon);
    let (mut ours, mut lead) = (Recall::default(), Recall::default());
    let mut compared = 0;
    for (record, article) in documents(&folder.join("gold.jsonl"), &folder.join("docs"), &lexicon) {
        let Some(reference) = reference(&record, &lexicon) else { continue };
        let summary = summary(&article, &salience, &lexicon);
        let body = body(&article, &lexicon);
        if summary.is_empty() || body.len() <= summary.len() {
            continue;
        }
        compared += 1;
        ours.add(&reference, &summary, &lexicon);
        lead.add(&reference, &body[..summary.len()], &lexicon);
    }
    assert!(compared >= 15, "only {compared} documents are compared");
    let [ours, lead] = [ours.figures(), lead.figures()];
    eprintln!("over {compared} documents: the summary {ours:?}, the lead {lead:?}");
    for (measure, figure) in &ours {
        assert!(*figure > lead[measure], "{measure}: {figure}, the lead has {}", lead[measure]);
    }
    judge("summary", &ours);
}

/// What a reader wants to know, as words: the headline, then each statement. `None` where the
/// annotation has neither.
fn reference(record: &Value, lexicon: &Lexicon) -> Option<Vec<Vec<String>>> {
    let headline = record["headline"].as_str()?;
    let statements = record["statements"].as_array().unwrap().iter();
    let core = statements.filter(|statement| !is_optional(statement));
    let texts: Vec<&str> = core.map(|statement| statement["text"].as_str().unwrap()).collect();
    let texts = std::iter::once(headline).chain(texts.iter().copied());
    let reference: Vec<Vec<String>> = texts.map(|text| words(text, lexicon)).collect();
    (reference.len() > 1).then_some(reference)
}

/// The words of the printed summary.
fn summary(article: &Article, salience: &Salience<'_>, lexicon: &Lexicon) -> Vec<String> {
    let text = &article.document.text;
    let summary = salience.summary(article, STATEMENTS);
    let mut all: Vec<String> = Vec::new();
    all.extend(summary.lead.iter().flat_map(|lead| words(text.slice(*lead), lexicon)));
    for ix in summary.statements {
        let statement = &article.statements[ix.0 as usize];
        mentions(article, statement).for_each(|name| all.extend(words(name, lexicon)));
        let cue = statement.cue.as_ref().map(|cue| cue.span);
        let spans = [cue, statement.comp, Some(statement.text)].into_iter().flatten();
        spans.for_each(|span| all.extend(words(text.slice(span), lexicon)));
    }
    all
}

/// The words of the paragraphs, in order.
fn body(article: &Article, lexicon: &Lexicon) -> Vec<String> {
    let blocks = article.document.blocks.iter().zip(&article.kinds);
    let body = blocks.filter(|(_, kind)| **kind == BlockKind::Paragraph);
    body.flat_map(|(block, _)| words(article.document.text.slice(block.span), lexicon)).collect()
}

/// How much of the references was found: parts of each measure, and all.
#[derive(Default)]
struct Recall {
    stems: (usize, usize),
    words: (usize, usize),
    pairs: (usize, usize),
}

impl Recall {
    fn add(&mut self, reference: &[Vec<String>], found: &[String], lexicon: &Lexicon) {
        let stems = |words: &[String]| -> BTreeSet<String> {
            let content = words.iter().filter(|word| !lexicon.is_stop(word));
            content.map(|word| stem(word).to_owned()).collect()
        };
        let wanted: BTreeSet<String> = reference.iter().flat_map(|part| stems(part)).collect();
        self.stems.0 += wanted.intersection(&stems(found)).count();
        self.stems.1 += wanted.len();
        for (recall, n) in [(&mut self.words, 1), (&mut self.pairs, 2)] {
            let mut left: BTreeMap<&[String], usize> = BTreeMap::new();
            found.windows(n).for_each(|run| *left.entry(run).or_default() += 1);
            for run in reference.iter().flat_map(|part| part.windows(n)) {
                recall.1 += 1;
                if let Some(count) = left.get_mut(run).filter(|count| **count > 0) {
                    *count -= 1;
                    recall.0 += 1;
                }
            }
        }
    }

    fn figures(&self) -> BTreeMap<&'static str, i64> {
        let rate = |(found, all): (usize, usize)| i64::try_from(found * 100 / all.max(1)).unwrap();
        let measures = [("stems", self.stems), ("rouge_1", self.words), ("rouge_2", self.pairs)];
        measures.into_iter().map(|(name, counts)| (name, rate(counts))).collect()
    }
}

#[test]
fn recall_counts_each_word_as_often_as_it_is_wanted() {
    let lexicon = Lexicon::embedded().unwrap();
    let text = |text: &str| words(text, &lexicon);
    let mut recall = Recall::default();
    recall.add(&[text("القمح وافر القمح")], &text("القمح نادر"), &lexicon);
    assert_eq!((recall.words, recall.pairs), ((1, 3), (0, 2)));
    assert_eq!(recall.stems, (1, 2));
}
