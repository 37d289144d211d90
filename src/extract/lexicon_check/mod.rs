//! What a folder of documents says of the language data: forms that it never uses, and words that
//! the data may lack. For a linguist; nothing here enters a fact.
//!
//! Each article gives its [`Sightings`] by itself; added up in the order of the documents they are
//! a [`LexiconReport`].

mod gaps;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::lang::{Lexicon, LexiconForm, Phrases, Tokens};
use crate::model::{Article, DocId, Span};

use super::Reader;

/// Looks articles through.
#[derive(Debug)]
pub struct LexiconCheck<'a> {
    lexicon: &'a Lexicon,
    forms: Vec<LexiconForm>,
    /// Indices in `forms`.
    phrases: Phrases<usize>,
}

/// What one article shows.
#[derive(Clone, Debug, Default)]
pub struct Sightings {
    /// Indices of the forms that it uses.
    used: BTreeSet<usize>,
    verbs: Vec<Sighting>,
    names: Vec<Sighting>,
    lines: Vec<Sighting>,
}

/// Words that the data may lack, where they stand.
#[derive(Clone, Debug)]
struct Sighting {
    /// What is counted: the matching form of words, a name, a line.
    key: String,
    example: Example,
}

/// Where some words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The document.
    pub document: DocId,
    /// The line of its text, from 1.
    pub line: usize,
    /// The words with those around them.
    pub text: String,
}

/// What a folder says of the language data.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LexiconReport {
    /// Documents that were read.
    pub documents: usize,
    /// Forms that no document uses, by file.
    pub dead: BTreeMap<String, DeadForms>,
    /// Words at the beginning of a clause, soon followed by «أن»: they may be reporting verbs.
    pub verbs: Vec<Candidate>,
    /// Names after a title that the alias file does not hold.
    pub names: Vec<Candidate>,
    /// Lines of the body that several documents repeat: they may be furniture.
    pub lines: Vec<Candidate>,
}

/// The forms of a file that no document uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DeadForms {
    /// Forms in the file.
    pub of: usize,
    /// Those that are not used.
    pub forms: Vec<DeadForm>,
}

/// A form that no document uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeadForm {
    /// Its line in the file.
    pub line: usize,
    /// Its table and field.
    pub field: String,
    /// The form.
    pub form: String,
}

/// Words that the data may lack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The words in their matching form, or as they stand for names and lines.
    pub form: String,
    /// How often.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// The first place.
    pub example: Example,
}

/// Fewest documents that repeat a line.
const REPEATED: usize = 3;

impl<'a> LexiconCheck<'a> {
    /// Makes the check of the forms of a lexicon ready.
    pub fn new(lexicon: &'a Lexicon, forms: Vec<LexiconForm>) -> Self {
        let mut phrases = Phrases::default();
        for (ix, form) in forms.iter().enumerate() {
            phrases.insert(lexicon.folder(), &form.form, ix);
        }
        Self { lexicon, forms, phrases }
    }

    /// What an article shows.
    pub fn sightings(&self, article: &Article) -> Sightings {
        let document = &article.document;
        let tokens = Tokens::new(self.lexicon.folder(), document.text.as_str());
        let reader = Reader { document, tokens: &tokens, lexicon: self.lexicon };
        let used = (0..tokens.len()).flat_map(|ix| self.phrases.all_with_proclitics(&tokens, ix));
        Sightings {
            used: used.copied().collect(),
            verbs: gaps::verbs(&reader, article),
            names: gaps::names(&reader, article),
            lines: gaps::lines(&reader, article),
        }
    }

    /// The report on articles, whose sightings come in their order.
    pub fn report(&self, sightings: impl IntoIterator<Item = Sightings>) -> LexiconReport {
        let mut report = LexiconReport::default();
        let mut used = BTreeSet::new();
        let [mut verbs, mut names, mut lines] = [const { Counts::new() }; 3];
        for sighting in sightings {
            report.documents += 1;
            used.extend(sighting.used);
            verbs.add(sighting.verbs);
            names.add(sighting.names);
            lines.add(sighting.lines);
        }
        for (ix, form) in self.forms.iter().enumerate() {
            let file = report.dead.entry(form.file.clone()).or_default();
            file.of += 1;
            if !used.contains(&ix) {
                let LexiconForm { line, field, form, .. } = form.clone();
                file.forms.push(DeadForm { line, field, form });
            }
        }
        report.verbs = verbs.ranked(1);
        report.names = names.ranked(1);
        report.lines = lines.ranked(REPEATED);
        report
    }
}

/// Sightings while they are counted.
struct Counts(BTreeMap<String, Candidate>);

impl Counts {
    const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Adds the sightings of one document.
    fn add(&mut self, sightings: Vec<Sighting>) {
        let mut seen = BTreeSet::new();
        for Sighting { key, example } in sightings {
            let form = key.clone();
            let new = Candidate { form, count: 0, documents: 0, example };
            let candidate = self.0.entry(key.clone()).or_insert(new);
            candidate.count += 1;
            candidate.documents += usize::from(seen.insert(key));
        }
    }

    /// Those of at least so many documents, the most frequent first.
    fn ranked(self, documents: usize) -> Vec<Candidate> {
        let enough = self.0.into_values().filter(|one| one.documents >= documents);
        let mut ranked: Vec<Candidate> = enough.collect();
        ranked.sort_by_key(|one| Reverse((one.documents, one.count)));
        ranked
    }
}

/// An example at a span.
fn example(reader: &Reader<'_>, span: Span) -> Example {
    let text = reader.document.text.as_str();
    let before = text.get(..span.range().start).unwrap_or("");
    Example {
        document: reader.document.id.clone(),
        line: before.matches('\n').count() + 1,
        text: reader.words(span).replace('\n', " "),
    }
}

#[cfg(test)]
mod tests;
