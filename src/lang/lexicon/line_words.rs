//! The words that lines of furniture are made of: titles, bylines, dates. Gathered from the files
//! that own them, for the scanners of lines; what the words mean is read elsewhere.

use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;
use crate::lang::words::WordSet;

use super::{Files, raw};

/// What is cut from titles.
#[derive(Clone, Debug)]
pub(crate) struct TitleWords {
    pub(crate) labels: Phrases<()>,
    /// Marks after a label, in their matching form.
    pub(crate) separators: WordSet,
    /// Names of media.
    pub(crate) media: Phrases<()>,
    /// Nouns before the name of a medium.
    pub(crate) site_heads: Phrases<()>,
    /// Those of outlets, and those that nothing but a paper or a station has.
    pub(crate) outlet_heads: Phrases<()>,
    pub(crate) papers: Phrases<()>,
    /// Longest name of a site, in words.
    pub(crate) site_words: usize,
}

/// What bylines are made of.
#[derive(Clone, Debug)]
pub(crate) struct BylineWords {
    pub(crate) agencies: Phrases<()>,
    /// Sources without a name.
    pub(crate) generic: Phrases<()>,
    pub(crate) roles: Phrases<()>,
    pub(crate) places: Phrases<()>,
    pub(crate) given: Phrases<()>,
    pub(crate) max_words: usize,
}

/// What date lines are made of; reading the day is not done here.
#[derive(Clone, Debug)]
pub(crate) struct DateLineWords {
    pub(crate) months: Phrases<()>,
    pub(crate) weekdays: Phrases<()>,
    /// Words beside a time.
    pub(crate) clock: Phrases<()>,
    /// Words before a date.
    pub(crate) labels: Phrases<()>,
    pub(crate) eras: Phrases<()>,
}

impl TitleWords {
    pub(super) fn new(folder: &Folder, files: &Files) -> Self {
        let data = &files.boilerplate;
        let media = files.organisations.org.iter().filter(|org| org.kind == "media");
        Self {
            labels: phrases(folder, &data.title_prefix.form),
            separators: data.title_prefix.separator.iter().map(|mark| folder.key(mark)).collect(),
            media: phrases(folder, media.flat_map(|org| org.alias.iter().chain([&org.name]))),
            site_heads: phrases(folder, &data.site.head),
            outlet_heads: phrases(folder, &data.site.outlet),
            papers: phrases(folder, &data.site.paper),
            site_words: data.site.max_words,
        }
    }
}

impl BylineWords {
    pub(super) fn new(folder: &Folder, files: &Files) -> Self {
        let data = &files.boilerplate.byline;
        let places = files.places.place.iter();
        Self {
            agencies: phrases(folder, &data.agency),
            generic: phrases(folder, &data.generic),
            roles: phrases(folder, &data.role),
            places: phrases(
                folder,
                places.flat_map(|place| place.alias.iter().chain([&place.name])),
            ),
            given: phrases(
                folder,
                files.persons.given.name.iter().chain(&files.persons.given.foreign),
            ),
            max_words: data.max_words,
        }
    }
}

impl DateLineWords {
    pub(super) fn new(folder: &Folder, files: &Files) -> Self {
        let (months, words) = (&files.months, &files.date_words);
        let solar = months.month.iter().flat_map(|row| {
            let groups = [
                &row.egypt,
                &row.levant,
                &row.maghreb,
                &row.morocco,
                &row.mauritania,
                &row.iraq_old,
                &row.ottoman,
                &row.libya_old,
                &row.latin,
            ];
            groups.into_iter().flatten()
        });
        let label = &words.label;
        Self {
            months: phrases(folder, solar.chain(months.hijri.iter().flat_map(|row| &row.name))),
            weekdays: phrases(folder, words.weekday.iter().flat_map(|row| &row.form)),
            clock: phrases(folder, label.clock.iter().chain(&label.am).chain(&label.pm)),
            labels: phrases(folder, label.published.iter().chain(&label.updated)),
            eras: phrases(folder, months.era.hijri.iter().chain(&months.era.gregorian)),
        }
    }
}

/// Forms of reporting verbs.
pub(super) fn verbs(folder: &Folder, data: &raw::ReportingVerbs) -> WordSet {
    let forms = data.verb.iter().flat_map(|verb| verb.perfect.iter().chain(&verb.imperfect));
    forms.map(|form| folder.key(form)).collect()
}

/// Phrases without a value.
pub(super) fn phrases<'a>(
    folder: &Folder,
    words: impl IntoIterator<Item = &'a String>,
) -> Phrases<()> {
    let mut phrases = Phrases::default();
    for word in words {
        phrases.insert(folder, word, ());
    }
    phrases
}
