//! Titles in parts, so that «وزير خارجية روسيا» and «وزير الخارجية الروسي» are one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::lang::{Lexicon, Tokens, stem, without_proclitics};

/// The parts of a title that its spellings share.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Title {
    /// Keys of `titles.toml`; courtesies are none.
    pub(super) offices: BTreeSet<Arc<str>>,
    /// Countries of its words.
    pub(super) countries: BTreeSet<Arc<str>>,
    /// Stems of its other words.
    words: BTreeSet<Box<str>>,
    /// «السابق», «المكلف»: words that part its time from that of the office alone. They part no people.
    times: BTreeSet<Box<str>>,
    /// Says whose, and not what: «نظيره», «نجله».
    pub(super) borrowed: bool,
    /// True where one of its offices has one holder at a time.
    single: bool,
    /// The country that must be its holder's own.
    pub(super) home: Option<Arc<str>>,
    /// The country that is likely its holder's own.
    pub(super) land: Option<Arc<str>>,
    /// The walk of life that it belongs to.
    pub(super) walk: Option<Arc<str>>,
}

impl Title {
    /// True where two titles are one office of one country, and of one holder at a time: the parts
    /// of the shorter are parts of the longer, and say enough.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let parts = |title: &Self| title.countries.len() + title.words.len();
        let (short, long) = if parts(self) <= parts(other) { (self, other) } else { (other, self) };
        short.single
            && long.single
            && parts(short) > 0
            && !short.offices.is_disjoint(&long.offices)
            && short.countries.is_subset(&long.countries)
            && short.words.is_subset(&long.words)
            && (short.countries == long.countries || !short.words.is_empty())
    }

    /// True for a title that can tell its holder from others.
    pub(super) fn is_telling(&self) -> bool {
        self.single && !(self.countries.is_empty() && self.words.is_empty())
    }

    /// Office and country, where a holder can be looked up by them.
    pub(super) fn seats(&self) -> impl Iterator<Item = (&Arc<str>, Option<&Arc<str>>)> {
        let country = self.countries.first();
        let telling = self.is_telling();
        self.offices.iter().filter(move |_| telling).map(move |office| (office, country))
    }
}

/// Titles read once each.
pub(super) struct Titles<'a> {
    lexicon: &'a Lexicon,
    known: BTreeMap<&'a str, Arc<Title>>,
}

impl<'a> Titles<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, known: BTreeMap::new() }
    }

    /// The parts of a title as it stands.
    pub(super) fn read(&mut self, text: &'a str) -> Arc<Title> {
        let lexicon = self.lexicon;
        Arc::clone(self.known.entry(text).or_insert_with(|| Arc::new(parts(lexicon, text))))
    }

    /// A title without what its sentence writes on it: «الوزير الروسي» of «للوزير الروسي».
    pub(super) fn alone(&self, text: &str) -> Arc<str> {
        let tokens = Tokens::new(self.lexicon.folder(), text);
        let heads = &self.lexicon.names.office_heads;
        let proclitic = heads.longest_with_proclitics(&tokens, 0).map_or("", |hit| hit.proclitic);
        without_proclitics(text, proclitic.chars().count()).into()
    }
}

fn parts(lexicon: &Lexicon, text: &str) -> Title {
    let names = &lexicon.names;
    let tokens = Tokens::new(lexicon.folder(), text);
    let borrowed = names.counterparts.longest_with_proclitics(&tokens, 0).is_some()
        || names.relations.longest_with_proclitics(&tokens, 0).is_some();
    let mut title = Title { borrowed, ..Title::default() };
    let mut heads = Vec::new();
    let mut first_country = None;
    let mut ix = 0;
    while ix < tokens.len() {
        let word = tokens.word(ix);
        if let Some(hit) = names.office_heads.longest_with_proclitics(&tokens, ix) {
            if !hit.value.weak {
                heads.push(hit.value.office);
            }
            ix += hit.len;
            continue;
        }
        let place = names.place_forms.longest_with_proclitics(&tokens, ix);
        let place = place.map(|hit| (*hit.value, hit.len));
        let found = names.country_of_adjective(&tokens, ix).map(|place| (place, 1)).or(place);
        if let Some((place, len)) = found {
            let country = names.places.get(place).and_then(|place| place.country.clone());
            if let Some(country) = country {
                first_country.get_or_insert_with(|| Arc::clone(&country));
                title.countries.insert(country);
            }
            ix += len;
            continue;
        }
        let is_adjective = names.title_adjectives.contains(word);
        if is_adjective && names.apart.contains(word) {
            title.times.insert(stem(word).into());
        }
        let is_word = tokens.is_word(ix)
            && !lexicon.is_stop(word)
            && !is_adjective
            && !names.place_prepositions.contains(word);
        if is_word {
            title.words.insert(stem(word).into());
        }
        ix += 1;
    }
    for office in heads {
        let Some(row) = lexicon.files.titles.office.get(office) else { continue };
        title.offices.insert(row.key.as_str().into());
        title.single |= !row.many;
        title.walk = title.walk.take().or_else(|| row.walk.as_deref().map(Arc::from));
        if row.home {
            title.home = title.home.take().or_else(|| first_country.clone());
        }
        if !row.abroad {
            title.land = title.land.take().or_else(|| first_country.clone());
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::lexicon;
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        let lexicon = lexicon();
        parts(&lexicon, one).is_same(&parts(&lexicon, other))
    }

    #[test]
    fn spellings_of_a_title_are_one() {
        assert!(same("وزير الخارجية الروسي", "وزير خارجية روسيا"));
        assert!(same("وزير الطاقة في لبنان", "وزير الطاقة اللبناني"));
        assert!(same("الوزير الروسي", "وزير الخارجية الروسي"));
        assert!(!same("وزير الخارجية الروسي", "وزير الدفاع الروسي"));
        assert!(!same("وزير الخارجية الروسي", "وزير الخارجية التركي"));
        assert!(!same("الوزير", "وزير الخارجية التركي"));
    }

    #[test]
    fn a_former_minister_is_the_same_man_at_another_time() {
        let lexicon = lexicon();
        let [now, once] = ["وزير الخارجية التركي", "وزير الخارجية التركي السابق"];
        assert!(same(now, once));
        assert_ne!(parts(&lexicon, now), parts(&lexicon, once));
    }

    #[test]
    fn what_many_are_at_once_tells_nobody_apart() {
        assert!(!same("النائب اللبناني", "النائب اللبناني"));
        assert!(!same("السيد", "السيد"));
    }

    #[test]
    fn a_title_stands_alone() {
        let lexicon = lexicon();
        let titles = Titles::new(&lexicon);
        assert_eq!(&*titles.alone("للوزير الروسي"), "الوزير الروسي");
        assert_eq!(&*titles.alone("وزير الصحة"), "وزير الصحة");
        assert_eq!(&*titles.alone("لوزير الصحة"), "وزير الصحة");
    }

    #[test]
    fn an_envoy_is_not_of_the_country_he_is_sent_to() {
        let lexicon = lexicon();
        assert_eq!(parts(&lexicon, "المبعوث الأممي إلى ليبيا").land, None);
        assert_eq!(parts(&lexicon, "وزير الصحة في مصر").home.as_deref(), Some("eg"));
        assert_eq!(parts(&lexicon, "لاعب المنتخب المصري").walk.as_deref(), Some("sport"));
    }
}
