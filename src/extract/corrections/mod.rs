//! The editor's corrections, applied on top of what was extracted.
//!
//! Applied to one article at a time, before articles are seen together, so that everything that is
//! computed from facts is computed from the corrected ones. What is set is still a span of the
//! text wherever the fact is one. A correction that nothing answers to leaves the article as it is
//! and says so, with the nearest thing that it may have meant.

mod facts;
mod find;
mod nobody;
mod people;
mod statements;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{self, Corrections, DocumentCorrections, PeopleVerdicts, Place};
use crate::diagnostic::{Checked, Code, Diagnostic, Note};
use crate::lang::{Lexicon, Tokens};
use crate::model::{Article, CorrectedFact, Correction, DocId, Span};

/// The corrections of a project, ready to be applied.
#[derive(Debug)]
pub struct Editor<'a> {
    corrections: &'a Corrections,
    lexicon: &'a Lexicon,
    people: PeopleVerdicts,
    /// The corrections of a document by its path or identity.
    documents: BTreeMap<&'a str, Vec<&'a DocumentCorrections>>,
}

/// An article while it is corrected.
struct Desk<'a> {
    article: Article,
    tokens: Tokens,
    lexicon: &'a Lexicon,
    note: Option<&'a str>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Editor<'a> {
    /// Makes corrections ready.
    pub fn new(corrections: &'a Corrections, lexicon: &'a Lexicon) -> Self {
        let mut documents: BTreeMap<&str, Vec<&DocumentCorrections>> = BTreeMap::new();
        for document in &corrections.documents {
            documents.entry(document.document.value.as_str()).or_default().push(document);
        }
        let people = corrections.people.verdicts(|name| lexicon.folder().key(name));
        Self { corrections, lexicon, people, documents }
    }

    /// The article as the editor has it. `path` is the path of its document below the input folder
    /// of the project, by which the editor may name it.
    pub fn apply(&self, article: Article, path: &str) -> Checked<Article> {
        if self.corrections.is_empty() {
            return Checked::clean(article);
        }
        let article = people::judged(article, &self.people, self.lexicon.folder());
        let own = self.of(path, &article);
        if own.is_empty() {
            return Checked::clean(article);
        }
        let tokens = Tokens::new(self.lexicon.folder(), article.document.text.as_str());
        let lexicon = self.lexicon;
        let mut desk = Desk { article, tokens, lexicon, note: None, diagnostics: Vec::new() };
        for corrections in own {
            desk.note = corrections.note.as_deref();
            desk.facts(corrections);
            desk.people(&corrections.people);
            desk.statements(corrections);
        }
        Checked { value: desk.article, diagnostics: desk.diagnostics }
    }

    /// True for an article that [`apply`](Self::apply) may give back as another.
    pub fn may_touch(&self, article: &Article, path: &str) -> bool {
        !self.corrections.is_empty()
            && (!self.corrections.people.is_empty() || !self.of(path, article).is_empty())
    }

    /// The corrections of a document, in the order of the file.
    fn of(&self, path: &str, article: &Article) -> Vec<&'a DocumentCorrections> {
        let id = article.document.content_id;
        let names = [path, &id.short(), &id.long()];
        let lists = names.iter().filter_map(|name| self.documents.get(name));
        let mut own: Vec<&DocumentCorrections> = lists.flatten().copied().collect();
        own.sort_by_key(|corrections| corrections.document.place);
        own
    }

    /// The corrections that speak of documents or people that are in none of `articles`, which are
    /// all of the project. To be asked when all articles are corrected.
    pub fn unused(&self, articles: &[&Article]) -> Vec<Diagnostic> {
        let mut known: BTreeSet<String> = BTreeSet::new();
        for Article { document, .. } in articles.iter().filter(|_| !self.documents.is_empty()) {
            let id = document.content_id;
            known.extend([document.id.as_str().to_owned(), id.short(), id.long()]);
        }
        let lost = self.corrections.documents.iter().filter(|corrections| {
            let name = &corrections.document.value;
            !known.contains(name)
        });
        let mut diagnostics: Vec<Diagnostic> = lost
            .map(|corrections| {
                let name = &corrections.document.value;
                let near = config::nearest_of(name, known.iter().map(String::as_str));
                unmatched(
                    corrections.document.place,
                    format!("no document is called `{name}`"),
                    &match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "name it by its path below the input folder, or by the identity \
                            in its address; or take the correction out"
                            .to_owned(),
                    },
                )
            })
            .collect();
        diagnostics.extend(people::unused(&self.corrections.people, articles, self.lexicon));
        diagnostics
    }
}

impl Desk<'_> {
    /// Puts a correction on record.
    fn record(
        &mut self,
        fact: CorrectedFact,
        statement: Option<Span>,
        (before, after): (Option<String>, Option<String>),
    ) {
        let note = self.note.map(str::to_owned);
        self.article.corrections.push(Correction { fact, statement, before, after, note });
    }

    /// Puts on record that nothing answers to a correction.
    fn miss(&mut self, place: Place, reason: &str, hint: &str) {
        let message = format!("{}: {reason}", self.article.document.id);
        self.diagnostics.push(unmatched(place, message, hint));
    }
}

impl Desk<'_> {
    /// Puts on record that a correction says what was found anyway.
    fn needless(&mut self, place: Place, found: &str) {
        self.miss(place, &format!("{found} without it"), "it changes nothing: take it out");
    }
}

/// A correction that nothing answers to. Its document is the editor's file, with line and column.
fn unmatched(place: Place, message: impl Into<String>, hint: &str) -> Diagnostic {
    let place = DocId::new(&format!("{}:{place}", config::CORRECTIONS));
    Diagnostic::new(Code::Note(Note::Correction), &place, message).hint(hint)
}

#[cfg(test)]
mod tests;
