//! People, bodies and places by all their names: each is found in every document that means it, however
//! that document spells it.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::{Lexicon, Tokens, stem};
use crate::model::{ArticleIx, Corpus, MentionKind};

use super::code::{postings, swapped};
use super::words::{Lines, words_of};

/// Names of one thing that are taken, at most: spellings are the documents' own and may be many.
const NAMES: usize = 24;

/// A person, a body or a place.
#[derive(Clone, Debug)]
pub(super) struct Entity<'a> {
    /// The name shown.
    label: &'a str,
    /// Its names, each as the stems of its words.
    phrases: BTreeSet<String>,
    /// The documents that mean it.
    articles: BTreeSet<ArticleIx>,
}

/// All of a corpus that have a name.
pub(super) fn entities<'a>(corpus: &'a Corpus, lexicon: &'a Lexicon) -> Vec<Entity<'a>> {
    let mut of_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut of_place: BTreeMap<&str, (&str, Vec<&str>)> = BTreeMap::new();
    for aliases in lexicon.aliases() {
        match aliases.place {
            Some(id) => drop(of_place.insert(id, (aliases.name, aliases.forms))),
            None => of_name.entry(aliases.name).or_default().extend(aliases.forms),
        }
    }
    let people = corpus.people.iter().map(|person| {
        let spellings = person.spellings.iter().map(|spelling| &*spelling.text);
        let known = of_name.get(&*person.name).into_iter().flatten().copied();
        let names = [&*person.name].into_iter().chain(known).chain(spellings);
        Entity {
            label: &person.label,
            phrases: phrases(names, lexicon),
            articles: person.articles.iter().copied().collect(),
        }
    });
    let mentioned = places(corpus);
    let places = mentioned.into_iter().filter_map(|(id, articles)| {
        let (label, names) = of_place.get(id)?;
        let phrases = phrases(names.iter().copied(), lexicon);
        Some(Entity { label, phrases, articles })
    });
    // A single name of one word finds no more than the word does.
    let worth =
        |one: &Entity<'_>| one.phrases.len() > 1 || one.phrases.iter().any(|it| it.contains(' '));
    people.chain(places).filter(worth).collect()
}

/// The documents that mention each place, as itself or by its adjective.
fn places(corpus: &Corpus) -> BTreeMap<&str, BTreeSet<ArticleIx>> {
    let mut places: BTreeMap<&str, BTreeSet<ArticleIx>> = BTreeMap::new();
    for (ix, article) in (0..).map(ArticleIx).zip(&corpus.articles) {
        let of_places = article.mentions.iter().filter(|one| one.kind == MentionKind::Place);
        for id in of_places.filter_map(|mention| mention.name.place.as_deref()) {
            places.entry(id).or_default().insert(ix);
        }
    }
    places
}

fn phrases<'n>(names: impl Iterator<Item = &'n str>, lexicon: &Lexicon) -> BTreeSet<String> {
    let phrase = |name: &str| {
        let tokens = Tokens::new(lexicon.folder(), name);
        let stems: Vec<&str> = words_of(&tokens).map(stem).collect();
        stems.join(" ")
    };
    names.take(NAMES).map(phrase).filter(|phrase| !phrase.is_empty()).collect()
}

/// Adds a line for each name of what a segment's documents mean: the stems, the name shown, the
/// documents. `number` gives a document's number in the segment.
pub(super) fn add_lines(
    entities: &[Entity<'_>],
    number: impl Fn(ArticleIx) -> Option<u32>,
    lines: &mut Lines,
) {
    for entity in entities {
        let mut documents: Vec<u32> = entity.articles.iter().filter_map(|ix| number(*ix)).collect();
        documents.sort_unstable();
        if documents.is_empty() {
            continue;
        }
        let rest = format!("\t@{}\t{}", swapped(entity.label), postings(&documents));
        for phrase in &entity.phrases {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            let of_stem = lines.entry(first.to_owned()).or_default();
            of_stem.push(format!("{}{rest}", swapped(phrase)));
        }
    }
}
