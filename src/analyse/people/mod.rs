//! Mentions → people and bodies, over all documents.
//!
//! Three steps: [`local`] says whom each document names, [`class`] which of them are one by name
//! alone, [`merge`] which spellings are one person's. Names of the alias file decide over what the
//! texts say. Office holders without a name are never joined, and are no people here.

mod class;
mod company;
mod local;
mod merge;
mod name;
mod title;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::config::PeopleCorrections;
use crate::lang::{Collation, Lexicon};
use crate::model::{
    Article, ArticleDate, ArticleIx, Held, Joined, Mention, Person, PersonIx, PersonKind,
    StatementRef, Variant,
};

use super::tally::Tally;
use class::{Class, Sources};
use company::Company;
use local::{Local, Locals};
use merge::Merged;
use title::{Title, Titles};

/// The people of a corpus.
#[derive(Default)]
pub(super) struct People {
    /// People and bodies that speak, or that a headline or body names, in the order of names.
    pub(super) people: Vec<Person>,
    /// For each article, in step with its mentions, who is meant.
    pub(super) who: Vec<Vec<Option<PersonIx>>>,
    /// Pairs that may be one, likest first.
    pub(super) variants: Vec<Variant>,
}

/// The people and bodies of all articles; `dates` are their final dates, in step. Whom the editor
/// keeps apart is not joined.
pub(super) fn people(
    articles: &[Article],
    dates: &[ArticleDate],
    lexicon: &Lexicon,
    collation: &Collation,
    corrections: &PeopleCorrections,
) -> People {
    let locals = local::locals(articles, lexicon);
    let company = Company::new(articles, &locals);
    let classes = class::classes(&locals, Sources { articles, dates, company: &company });
    let key = |name: &str| name::Shape::new(&lexicon.spelling, lexicon.folder(), name).key;
    let verdicts = corrections.verdicts(key);
    let merged = merge::merged(&classes, &lexicon.spelling, &company, &verdicts);
    let mut by_head: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (class, head) in merged.heads.iter().enumerate() {
        by_head.entry(*head).or_default().push(class);
    }
    let mut gathering = Gathering { articles, dates, titles: Titles::new(lexicon) };
    let mut made: Vec<(Person, Vec<usize>)> = Vec::new();
    for members in by_head.into_values() {
        let members: Vec<&Class> = members.iter().filter_map(|at| classes.get(*at)).collect();
        let indices: Vec<usize> = members.iter().flat_map(|class| &class.locals).copied().collect();
        let locals: Vec<&Local<'_>> = indices.iter().filter_map(|at| locals.all.get(*at)).collect();
        made.extend(gathering.person(&locals).map(|person| (person, indices)));
    }
    label(&mut made, lexicon, articles);
    collation.sort(&mut made, |(person, _)| &person.label);
    let mut whose: Vec<Option<PersonIx>> = vec![None; locals.all.len()];
    for (ix, (_, members)) in (0..).map(PersonIx).zip(&made) {
        for at in members {
            if let Some(slot) = whose.get_mut(*at) {
                *slot = Some(ix);
            }
        }
    }
    let mut people: Vec<Person> = made.into_iter().map(|(person, _)| person).collect();
    let of_class = |class: usize| -> Option<PersonIx> {
        let local = classes.get(class)?.locals.first()?;
        whose.get(*local).copied().flatten()
    };
    note_joins(&mut people, &merged, &classes, &locals, of_class);
    let variants = variants(&people, &merged, of_class);
    let means = |local: &Option<usize>| whose.get((*local)?).copied().flatten();
    let who = locals.who.iter().map(|who| who.iter().map(means).collect()).collect();
    People { people, who, variants }
}

/// Puts people together.
struct Gathering<'a> {
    articles: &'a [Article],
    dates: &'a [ArticleDate],
    titles: Titles<'a>,
}

/// A title in its spellings, with the days of the documents that give it.
#[derive(Default)]
struct Gathered<'a> {
    forms: Tally<'a>,
    count: usize,
    days: Option<(NaiveDate, NaiveDate)>,
}

impl<'a> Gathering<'a> {
    fn person(&mut self, locals: &[&Local<'a>]) -> Option<Person> {
        let mut names: Tally<'a> = Tally::default();
        let mut full: Tally<'a> = Tally::default();
        let mut spellings: Tally<'a> = Tally::default();
        let mut countries: BTreeSet<&'a Arc<str>> = BTreeSet::new();
        let mut titles: BTreeMap<Arc<Title>, Gathered<'a>> = BTreeMap::new();
        for local in locals {
            let Some(article) = self.articles.get(local.article.0 as usize) else { continue };
            let day = self.dates.get(local.article.0 as usize).and_then(ArticleDate::shown);
            let mentions = local.mentions.iter();
            for mention in mentions.filter_map(|at| article.mentions.get(at.0 as usize)) {
                let Mention { name, .. } = mention;
                names.add(&name.canonical);
                if local.shape.is_full() {
                    full.add(&name.canonical);
                }
                countries.extend(&name.place);
                spellings.add(article.document.text.slice(mention.span));
                if let Some(title) = mention.title {
                    let words = article.document.text.slice(title);
                    let held = titles.entry(self.titles.read(words)).or_default();
                    held.add(words, day);
                }
            }
        }
        let curated = locals.iter().filter_map(|local| local.curated).min();
        let best = full.best().or_else(|| names.best());
        let name = curated.cloned().or_else(|| best.map(Arc::from))?;
        // Two countries are none.
        let homes: BTreeSet<&Arc<str>> = locals.iter().flat_map(|local| &local.homes).collect();
        let country = only(countries.into_iter()).or_else(|| only(homes.into_iter()));
        let kind = locals.first()?.kind;
        let statements = locals.iter().flat_map(|local| {
            local
                .statements
                .iter()
                .map(|statement| StatementRef { article: local.article, statement: *statement })
        });
        let statements: BTreeSet<StatementRef> = statements.collect();
        let articles: BTreeSet<ArticleIx> = locals.iter().map(|local| local.article).collect();
        Some(Person {
            label: Arc::clone(&name),
            name,
            kind,
            country,
            spellings: spellings.spellings(),
            titles: held(titles, &self.titles),
            joined: Vec::new(),
            statements: statements.into_iter().collect(),
            articles: articles.into_iter().collect(),
        })
    }
}

impl<'a> Gathered<'a> {
    fn add(&mut self, words: &'a str, day: Option<NaiveDate>) {
        self.forms.add(words);
        self.count += 1;
        if let Some(day) = day {
            let (first, last) = self.days.unwrap_or((day, day));
            self.days = Some((first.min(day), last.max(day)));
        }
    }
}

/// The only one of several countries.
fn only<'c>(mut countries: impl Iterator<Item = &'c Arc<str>>) -> Option<Arc<str>> {
    let first = countries.next()?;
    countries.next().is_none().then(|| Arc::clone(first))
}

/// Titles, most frequent first. «نظيره» says nothing beside the name alone.
fn held(titles: BTreeMap<Arc<Title>, Gathered<'_>>, reading: &Titles<'_>) -> Vec<Held> {
    let one = |gathered: Gathered<'_>| {
        let text = reading.alone(gathered.forms.best()?);
        Some(Held { text, count: gathered.count, days: gathered.days })
    };
    let own = titles.into_iter().filter(|(title, _)| !title.borrowed);
    let mut held: Vec<Held> = own.filter_map(|(_, gathered)| one(gathered)).collect();
    held.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.text.cmp(&other.text)));
    held
}

/// Tells those of one name apart: by title, else country, else by the first document.
fn label(made: &mut [(Person, Vec<usize>)], lexicon: &Lexicon, articles: &[Article]) {
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (person, _)) in made.iter().enumerate() {
        bearers.entry(person.name.to_string()).or_default().push(at);
    }
    for (name, bearers) in bearers.into_iter().filter(|(_, bearers)| bearers.len() > 1) {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for at in bearers {
            let Some((person, _)) = made.get_mut(at) else { continue };
            let title = person.titles.first().map(|held| held.text.to_string());
            let country = person.country.as_deref().and_then(|id| lexicon.place_name(id));
            let first = person.articles.first().and_then(|ix| articles.get(ix.0 as usize));
            let id = first.map(|article| article.document.content_id.short()).unwrap_or_default();
            let kind = if person.kind == PersonKind::Body { "-" } else { "" };
            let notes = [title, country.map(str::to_owned), Some(id.clone())];
            let note = notes.into_iter().flatten().find(|note| !taken.contains(note));
            let note = note.unwrap_or_else(|| format!("{id}{kind}"));
            person.label = format!("{name} ({note})").into();
            taken.insert(note);
        }
    }
}

/// Writes into people which of their names were joined, and why.
fn note_joins(
    people: &mut [Person],
    merged: &Merged,
    classes: &[Class],
    locals: &Locals<'_>,
    of_class: impl Fn(usize) -> Option<PersonIx>,
) {
    let name = |class: usize| {
        let local = classes.get(class)?.locals.first()?;
        locals.all.get(*local).map(|local| Arc::clone(local.name))
    };
    let size = |class: usize| classes.get(class).map_or(0, |class| class.articles.len());
    for join in &merged.joins {
        let (one, other) = if size(join.one) < size(join.other) {
            (join.other, join.one)
        } else {
            (join.one, join.other)
        };
        let person = of_class(one).and_then(|ix| people.get_mut(ix.0 as usize));
        if let (Some(person), Some(with), Some(name)) = (person, name(one), name(other)) {
            let joined = Joined { name, with, why: join.why, likeness: join.likeness };
            if !person.joined.contains(&joined) {
                person.joined.push(joined);
            }
        }
    }
}

/// The pairs for somebody to judge, each once, likest first.
fn variants(
    people: &[Person],
    merged: &Merged,
    of_class: impl Fn(usize) -> Option<PersonIx>,
) -> Vec<Variant> {
    let size = |ix: PersonIx| people.get(ix.0 as usize).map_or(0, |p| p.articles.len());
    let mut seen: BTreeSet<(PersonIx, PersonIx)> = BTreeSet::new();
    let mut variants = Vec::new();
    for pair in &merged.apart {
        let (Some(one), Some(other)) = (of_class(pair.one), of_class(pair.other)) else { continue };
        let (one, other) = if size(one) < size(other) { (other, one) } else { (one, other) };
        if one != other && seen.insert((one.min(other), one.max(other))) {
            let (likeness, hindrance) = (pair.likeness, pair.hindrance);
            variants.push(Variant { one, other, likeness, hindrance });
        }
    }
    variants.sort_by_key(|pair| (std::cmp::Reverse(pair.likeness), pair.one, pair.other));
    variants
}

#[cfg(test)]
mod tests;
