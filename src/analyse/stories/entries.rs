//! Articles → what stories are made of: one entry for each document or group of near-duplicates.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::model::{
    Article, ArticleDate, ArticleIx, Mention, MentionKind, Person, PersonIx, PersonKind, Role, Span,
};
use crate::workers::{Workers, gathered};

use super::super::profile::{Profile, hash};
use super::Reports;
use super::likeness::Nature;
use super::vector::Vector;

/// Words kept of a report.
const WORDS: usize = 60;
/// How much a person, a body and a place count for.
const PERSON: f64 = 1.0;
const BODY: f64 = 0.7;
const PLACE: f64 = 0.5;

/// Reports that are imagined beside those of the folder, with nothing in common: a folder of a few
/// documents on one subject cannot tell what is rare elsewhere.
const BACKGROUND: f64 = 50.0;

/// A document, or several that print one text.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The documents, the representative first.
    pub(super) articles: Vec<ArticleIx>,
    /// What they are compared by: the representative's words, the days of all.
    pub(super) nature: Arc<Nature>,
    /// What is known of a day that is not.
    pub(super) undated: Option<ArticleDate>,
}

/// People and bodies by article.
pub(super) type People = BTreeMap<ArticleIx, Vec<(PersonIx, PersonKind)>>;

/// The entries, in the order of the articles.
pub(super) fn entries(workers: &dyn Workers, reports: &Reports<'_>, people: &People) -> Vec<Entry> {
    let mut copies: BTreeMap<ArticleIx, Vec<ArticleIx>> = BTreeMap::new();
    let mut hidden = BTreeSet::new();
    for group in reports.duplicates {
        copies.insert(group.representative, group.articles().collect());
        hidden.extend(group.copies.iter().map(|copy| copy.article));
    }
    let own: Vec<(ArticleIx, &Article, &Profile)> = (0..)
        .map(ArticleIx)
        .zip(reports.articles.iter().zip(reports.profiles))
        .filter(|(ix, _)| !hidden.contains(ix))
        .map(|(ix, (article, profile))| (ix, article, profile))
        .collect();
    let names = |at: usize| {
        let (ix, article, _) = own.get(at)?;
        Some(Named::new(article, people.get(ix).map_or(&[], Vec::as_slice)))
    };
    let named = gathered(workers, own.len(), names).into_iter().map(Option::unwrap_or_default);
    let named: Vec<Named> = named.collect();
    let rarity = Rarity::new(own.iter().map(|(.., profile)| *profile).zip(&named));
    let nature = |at: usize| {
        let ((.., profile), named) = own.get(at).zip(named.get(at))?;
        Some(rarity.nature(profile, named))
    };
    let natures = gathered(workers, own.len(), nature).into_iter().map(Option::unwrap_or_default);
    let mut entries = Vec::with_capacity(own.len());
    for ((ix, ..), nature) in own.iter().zip(natures) {
        let articles = copies.remove(ix).unwrap_or_else(|| vec![*ix]);
        let dates = || articles.iter().filter_map(|ix| reports.dates.get(ix.0 as usize));
        let shown = || dates().filter_map(ArticleDate::shown_day);
        let days = shown().min().zip(shown().max());
        let nature = Arc::new(Nature { days, ..nature });
        let undated = dates().next().filter(|_| days.is_none()).cloned();
        entries.push(Entry { articles, nature, undated });
    }
    entries
}

/// People and bodies of each article.
pub(super) fn people(people: &[Person]) -> People {
    let mut by_article = People::new();
    for (ix, person) in (0..).map(PersonIx).zip(people) {
        for article in &person.articles {
            by_article.entry(*article).or_default().push((ix, person.kind));
        }
    }
    by_article
}

/// Whom and what a report names.
#[derive(Debug, Default)]
struct Named {
    /// Features with the weight of their kind.
    entities: Vec<(u64, f64)>,
    people: BTreeSet<u64>,
    scene: BTreeSet<u64>,
}

impl Named {
    fn new(article: &Article, people: &[(PersonIx, PersonKind)]) -> Self {
        let mut named = Self::default();
        for (ix, kind) in people {
            let feature = hash(&("person", ix.0));
            let is_person = *kind == PersonKind::Person;
            named.entities.push((feature, if is_person { PERSON } else { BODY }));
            if is_person {
                named.people.insert(feature);
            }
        }
        let places = article.mentions.iter().filter_map(place);
        named.entities.extend(places.map(|feature| (feature, PLACE)));
        named.scene = scene(article).into_keys().collect();
        named
    }
}

/// Where an event took place, each place with its first mention: the places of headline and lead,
/// else that of the dateline.
pub(super) fn scene(article: &Article) -> BTreeMap<u64, Span> {
    let first = first_words(article);
    let (mut scene, mut datelines) = (BTreeMap::new(), BTreeMap::new());
    for mention in &article.mentions {
        let Some(feature) = place(mention) else { continue };
        if mention.role == Role::Dateline {
            datelines.entry(feature).or_insert(mention.span);
        } else if first.iter().any(|span| span.contains(mention.span)) {
            scene.entry(feature).or_insert(mention.span);
        }
    }
    if scene.is_empty() { datelines } else { scene }
}

/// The headline and the first paragraph: where a report says where the event took place.
fn first_words(article: &Article) -> Vec<Span> {
    let headline = article.headline.map(|headline| headline.span);
    headline.into_iter().chain(article.body().next()).collect()
}

/// The feature of a place that is named as such.
fn place(mention: &Mention) -> Option<u64> {
    let named = matches!(mention.role, Role::Named | Role::Dateline);
    let name = mention.name.place.as_ref().unwrap_or(&mention.name.canonical);
    (mention.kind == MentionKind::Place && named).then(|| hash(&("place", &**name)))
}

/// How rare each feature is: what every report has tells nothing.
struct Rarity {
    reports: f64,
    /// Asked, never listed.
    counts: HashMap<u64, u32, RandomState>,
}

impl Rarity {
    fn new<'a>(reports: impl Iterator<Item = (&'a Profile, &'a Named)>) -> Self {
        let mut rarity = Self { reports: BACKGROUND, counts: HashMap::default() };
        for (profile, named) in reports {
            rarity.reports += 1.0;
            let entities: BTreeSet<u64> = named.entities.iter().map(|(it, _)| *it).collect();
            let stems = profile.stems.iter().map(|(stem, _)| *stem);
            for feature in stems.chain(entities) {
                *rarity.counts.entry(feature).or_default() += 1;
            }
        }
        rarity
    }

    /// 0 for what all have, 1 for what one has (inverse document frequency by its largest value).
    fn of(&self, feature: u64) -> f64 {
        let count = f64::from(self.counts.get(&feature).copied().unwrap_or(1));
        (1.0 + self.reports / count).ln() / (1.0 + self.reports).ln()
    }

    fn nature(&self, profile: &Profile, named: &Named) -> Nature {
        let weighed = |(feature, weight): (u64, f64)| (feature, weight * self.of(feature));
        let words = profile.stems.iter().map(|(stem, weight)| (*stem, f64::from(*weight)));
        let headline = profile.headline.iter().map(|stem| (*stem, 1.0));
        Nature {
            reports: 1.0,
            words: Vector::new(words.map(weighed).collect()).unit(WORDS),
            headline: Vector::new(headline.map(weighed).collect()).unit(WORDS),
            entities: Vector::new(named.entities.iter().copied().map(weighed).collect()),
            people: named.people.clone(),
            scene: named.scene.clone(),
            quotations: profile.quotations.iter().copied().collect(),
            days: None,
        }
    }
}
