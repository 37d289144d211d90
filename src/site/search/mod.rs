//! The index of the search page: which documents hold a word, in parts that a page loads as scripts.
//!
//! Takes a planned site and gives the files below `search/` but the page itself. A page may fetch
//! nothing when it is opened from a disk, so every part is a script that hands its text over to
//! `search.js`; a query loads the parts of its words and of the results that are shown. The format
//! is described in `docs/search.md`.

mod code;
mod excerpts;
mod facets;
mod names;
mod rows;
mod segments;
mod settings;
mod words;

use crate::model::{ArticleIx, PersonIx};
use crate::workers::{Workers, gathered};

use super::view::Cx;
use super::{Lasting, OutputFile, Route};

pub(super) use excerpts::script;
pub(super) use facets::{KINDS, speakers};

use names::Entity;
use segments::Segment;
use settings::SegmentSettings;
use words::{Forms, Lines, Names};

/// Who makes the index, and who remembers what the last one was made from.
type Hands<'a> = (&'a dyn Workers, &'a dyn Lasting);

/// The files of the index.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) files: Vec<OutputFile>,
    /// The first of them, which the page names.
    pub(super) settings: String,
}

/// Bytes of a part of words from which on it is closed; a query loads one for each word and segment.
const PART: usize = 9_500;

impl Index {
    /// The index of all documents.
    pub(super) fn new(hands: Hands<'_>, cx: &Cx<'_>) -> Self {
        let segments = segments::segments(cx.corpus);
        let making = Making {
            names: Names::new(cx.lexicon),
            entities: names::entities(cx.corpus, cx.lexicon),
            speakers: facets::speakers(cx),
            places: Places::new(&segments, cx.corpus.articles.len()),
        };
        let made = |at: usize| Some(making.segment(hands, cx, (at, segments.get(at)?)));
        let made = gathered(hands.0, segments.len(), made).into_iter().flatten();
        let (files, told): (Vec<Vec<OutputFile>>, Vec<SegmentSettings>) = made.unzip();
        let mut index = Self { files: files.into_iter().flatten().collect(), ..Self::default() };
        index.settings = settings::text(cx, told);
        index.files.push(OutputFile {
            route: Route::of_parts("search/index.js".to_owned()),
            bytes: index.settings.clone().into_bytes(),
        });
        index
    }
}

/// What all segments are made from.
struct Making<'a> {
    names: Names,
    entities: Vec<Entity<'a>>,
    speakers: Vec<PersonIx>,
    places: Places,
}

impl Making<'_> {
    /// The files of a segment, and what the script is told of it.
    fn segment(
        &self,
        hands: Hands<'_>,
        cx: &Cx<'_>,
        (at, segment): (usize, &Segment),
    ) -> (Vec<OutputFile>, SegmentSettings) {
        let number = |ix| self.places.number(ix, at);
        let (mut words, mut others) = (None, None);
        hands.0.both(
            &mut || {
                let mut lines = Lines::new();
                let forms = Forms::new(hands, segment, cx.corpus, cx.lexicon);
                forms.add_lines(&self.names, &mut lines);
                names::add_lines(&self.entities, number, &mut lines);
                words = Some(cut(lines));
            },
            &mut || {
                let rows = segment.articles.iter().filter_map(|ix| rows::row(cx, *ix));
                let rows: String = rows.flatten().collect();
                let facets = facets::text(segment, cx, &self.speakers, number);
                others = Some((rows, rows::addresses(segment, cx), facets));
            },
        );
        let (texts, stems) = words.unwrap_or_default();
        let (rows, addresses, facets) = others.unwrap_or_default();
        let (mut hasher, mut files) = (blake3::Hasher::new(), Vec::new());
        // Rows stand beside the pages of the documents, and are asked for by this version too.
        hasher.update(rows.as_bytes());
        let mut put = |part: String, text: &str| {
            hasher.update(text.as_bytes());
            let name = format!("{}/{part}", segment.name);
            files.push(OutputFile {
                route: Route::of_parts(format!("search/{name}.js")),
                bytes: code::part(&name, text),
            });
        };
        (0..).zip(&texts).for_each(|(n, text): (usize, _)| put(format!("w{n}"), text));
        (0..).zip(&addresses).for_each(|(n, text): (usize, _)| put(format!("d{n}"), text));
        put("f".to_owned(), &facets);
        let version = hasher.finalize().to_hex().chars().take(8).collect();
        let settings = SegmentSettings {
            name: segment.name.clone(),
            version,
            documents: segment.articles.len(),
            undated: segment.n_undated,
            words: stems.iter().map(|stem| code::swapped(stem)).collect(),
        };
        (files, settings)
    }
}

/// Where each document stands.
struct Places(Vec<Option<(usize, u32)>>);

impl Places {
    fn new(segments: &[Segment], n_articles: usize) -> Self {
        let mut places = vec![None; n_articles];
        for (at, segment) in (0..).zip(segments) {
            for (number, ix) in (0..).zip(&segment.articles) {
                if let Some(place) = places.get_mut(ix.0 as usize) {
                    *place = Some((at, number));
                }
            }
        }
        Self(places)
    }

    /// The number of a document in a segment, where it is in that one.
    fn number(&self, ix: ArticleIx, segment: usize) -> Option<u32> {
        let place = self.0.get(ix.0 as usize).copied().flatten();
        place.filter(|(at, _)| *at == segment).map(|(_, number)| number)
    }
}

/// Cuts lines into parts, and gives the first stem of each. Stems stand in the order of their 16-bit
/// units, as the script compares them; all lines of a stem are in one part.
fn cut(lines: Lines) -> (Vec<String>, Vec<String>) {
    let mut groups: Vec<(String, Vec<String>)> = lines.into_iter().collect();
    groups.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
    let (mut parts, mut firsts): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (stem, lines) in groups {
        let lines = lines.join("\n");
        match parts.last_mut().filter(|part| part.len() < PART) {
            Some(part) => {
                part.push('\n');
                part.push_str(&lines);
            }
            None => {
                parts.push(lines);
                firsts.push(stem);
            }
        }
    }
    (parts, firsts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_stem_stay_together() {
        let lines: Lines = ["ا", "ب", "ت"]
            .map(|stem| (stem.to_owned(), vec!["x".repeat(PART / 2 + 1), "y".to_owned()]))
            .into();
        let (parts, firsts) = cut(lines);
        assert_eq!(firsts, ["ا", "ت"]);
        assert_eq!(parts.iter().map(|part| part.matches('y').count()).collect::<Vec<_>>(), [2, 1]);
    }
}
