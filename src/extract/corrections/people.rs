//! Whom names mean by the editor's word: over all documents, and in one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::{At, PeopleCorrections, PeopleVerdicts, Renamed, Set, nearest_of};
use crate::diagnostic::Diagnostic;
use crate::lang::{Folder, Lexicon};
use crate::model::{
    Article, CorrectedFact, Correction, EDITOR, Evidence, Mention, MentionKind, NameSource,
};

use super::{Desk, nobody, unmatched};

/// The article with its names as the editor wants them over all documents.
///
/// Two names of one person get the name to be shown. A mention that was taken for somebody whom
/// the editor keeps apart from its own words means what it says.
pub(super) fn judged(mut article: Article, verdicts: &PeopleVerdicts, folder: &Folder) -> Article {
    if verdicts.is_empty() {
        return article;
    }
    nobody::take_out(&mut article, None, |mention, _| {
        verdicts.is_nobody(&folder.key(&mention.name.canonical))
    });
    let mut done: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    let text = &article.document.text;
    for mention in article.mentions.iter_mut().filter(|mention| is_somebody(mention)) {
        let key = folder.key(&mention.name.canonical);
        let surface = text.slice(mention.span);
        let name = match verdicts.shown(&key) {
            Some(name) => Arc::clone(name),
            None if verdicts.are_apart(&key, &folder.key(surface)) => Arc::from(surface),
            None => continue,
        };
        if name != mention.name.canonical {
            done.insert(Arc::clone(&mention.name.canonical), Arc::clone(&name));
            rename(mention, name);
        }
    }
    let correction = |(before, after): (Arc<str>, Arc<str>)| Correction {
        fact: CorrectedFact::Person,
        statement: None,
        before: Some(before.to_string()),
        after: Some(after.to_string()),
        note: None,
    };
    article.corrections.extend(done.into_iter().map(correction));
    article
}

pub(super) fn is_somebody(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Person | MentionKind::Body)
}

fn rename(mention: &mut Mention, name: Arc<str>) {
    mention.name.canonical = name;
    mention.name.source = NameSource::Curated;
    mention.evidence = Evidence { rule: EDITOR, score: 100 };
}

impl Desk<'_> {
    /// Gives names of this document the people that they mean in it.
    pub(super) fn people(&mut self, renamed: &[Renamed]) {
        for correction in renamed {
            self.renamed(correction);
        }
    }

    fn renamed(&mut self, correction: &Renamed) {
        let folder = self.lexicon.folder();
        let key = folder.key(&correction.name.value);
        let means = |mention: &Mention, surface: &str| {
            folder.key(&mention.name.canonical) == key || folder.key(surface) == key
        };
        let text = &self.article.document.text;
        let somebody = self.article.mentions.iter().filter(|mention| is_somebody(mention));
        let names: BTreeSet<Arc<str>> =
            somebody.clone().map(|mention| Arc::clone(&mention.name.canonical)).collect();
        let meant: BTreeSet<Arc<str>> = somebody
            .filter(|mention| means(mention, text.slice(mention.span)))
            .map(|mention| Arc::clone(&mention.name.canonical))
            .collect();
        let name = &correction.name;
        if meant.is_empty() {
            let hint = match nearest_of(&name.value, names.iter().map(|name| &**name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`mujaz extract FILE` lists whom the document names".to_owned(),
            };
            return self.miss(name.place, &format!("it names nobody `{}`", name.value), &hint);
        }
        let Set::To(person) = &correction.means.value else {
            nobody::take_out(&mut self.article, self.note, means);
            return;
        };
        if meant.iter().all(|own| **own == **person) {
            return self.needless(name.place, &format!("`{}` means `{person}`", name.value));
        }
        for mention in self.article.mentions.iter_mut().filter(|mention| is_somebody(mention)) {
            if means(mention, text.slice(mention.span)) {
                rename(mention, Arc::from(person.as_str()));
            }
        }
        let words = (Some(name.value.clone()), Some(person.clone()));
        self.record(CorrectedFact::Person, None, words);
    }
}

/// Names that no document holds.
pub(super) fn unused(
    people: &PeopleCorrections,
    articles: &[&Article],
    lexicon: &Lexicon,
) -> Vec<Diagnostic> {
    if people.is_empty() {
        return Vec::new();
    }
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for article in articles {
        let mentions = article.mentions.iter().filter(|mention| is_somebody(mention));
        for mention in mentions {
            names.insert(&mention.name.canonical);
            names.insert(article.document.text.slice(mention.span));
        }
        names.extend(article.corrections.iter().filter_map(|one| one.before.as_deref()));
    }
    let keys: BTreeSet<String> = names.iter().map(|name| lexicon.folder().key(name)).collect();
    // The name to be shown need not stand anywhere: the editor may know a better one.
    let merged = people.merge.iter().flat_map(|merge| &merge.same);
    let apart = people.apart.iter().flat_map(|exclusion| &exclusion.names);
    let all = merged.chain(apart).chain(&people.nobody);
    let lost = all.filter(|name| !keys.contains(&lexicon.folder().key(&name.value)));
    let diagnostic = |At { value, place }: &At<String>| {
        let hint = match nearest_of(value, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "take the name out, or copy it from the page of people".to_owned(),
        };
        unmatched(*place, format!("no document names `{value}`"), &hint)
    };
    lost.map(diagnostic).collect()
}
