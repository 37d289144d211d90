//! The points of a candidate: its length, the words it shares with the text, its form, its place.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::extract::Reader;
use crate::extract::block::{date_at, key, site_at, words_in};
use crate::lang::{TokenKind, WordBag, stem};
use crate::model::{BlockKind, HeadlineSource, Shape};

use super::{Candidate, Line, Points, SHORT};

/// For the share of its words that the text takes up, saturated: a subtitle shares more.
const OVERLAP: Points = 300;
const OVERLAP_ENOUGH: Points = 75;
/// Paragraphs of the text that a headline is compared with.
const PARAGRAPHS: usize = 6;
/// Fewest words of a headline that is short but taken up by the text.
const FEWEST: usize = 3;
/// Letters that a candidate and the first paragraph may not share from their beginning.
const SAME_LETTERS: usize = 60;

/// The text that candidates are compared with.
pub(super) struct Text<'a> {
    reader: Reader<'a>,
    stems: WordBag,
    lead: String,
    /// The first block with nothing of the page above it.
    first: Option<usize>,
    /// The keys of all lines, to be counted.
    copies: WordBag,
    /// How many candidates have a key, and the words of the last.
    members: BTreeMap<String, (usize, Range<usize>)>,
    /// Keys of the titles that the source states.
    stated: HashSet<String>,
}

impl<'a> Text<'a> {
    pub(super) fn new(
        reader: &Reader<'a>,
        lines: &[Line],
        kinds: &[BlockKind],
        lead: Option<usize>,
        all: &[Candidate],
    ) -> Self {
        let body = lines.iter().zip(kinds).skip(lead.unwrap_or(usize::MAX));
        let body = body.filter(|(_, kind)| kind.is_body()).take(PARAGRAPHS);
        let tokens = body.flat_map(|(line, _)| line.tokens.clone());
        let words = tokens.filter(|ix| reader.tokens.kind(*ix) != Some(TokenKind::Mark));
        let stems = words.map(|ix| stem(reader.tokens.word(ix))).collect();
        let lead = lead.and_then(|ix| lines.get(ix)).map(|line| key(reader, &line.tokens));
        let outside = |shape| matches!(shape, Shape::Stated(_) | Shape::Outside);
        let first = reader.document.blocks.iter().position(|block| !outside(block.shape));
        // Counted once: where a text has no first paragraph, each of its lines is a candidate.
        let copies = lines.iter().map(|line| line.key.as_str()).collect();
        let mut members: BTreeMap<String, (usize, Range<usize>)> = BTreeMap::new();
        for it in all {
            let (n, tokens) = members.entry(it.key.clone()).or_default();
            *n += 1;
            *tokens = it.tokens.clone();
        }
        let stated = all.iter().filter(|it| it.from == HeadlineSource::Metadata);
        let stated = stated.map(|it| it.key.clone()).collect();
        let lead = lead.unwrap_or_default();
        Self { reader: *reader, stems, lead, first, copies, members, stated }
    }

    /// The points of the candidate at `rank` among all.
    pub(super) fn score(&self, candidate: &Candidate, rank: usize) -> Points {
        let words = words_in(&self.reader, &candidate.tokens);
        let overlap = self.overlap(candidate);
        let length = match words {
            // What the text takes up and nothing stands above is the headline, short as it is.
            FEWEST..SHORT if overlap > 0 && self.is_first(candidate) => -50,
            FEWEST..SHORT if self.is_alone(candidate) || self.is_repeated(candidate) => 20,
            // A word or two that nothing states is a section or a tag.
            0..FEWEST
                if matches!(candidate.from, HeadlineSource::Title | HeadlineSource::Trail) =>
            {
                -300
            }
            0..SHORT => -150,
            SHORT..=22 => 100,
            _ => 40,
        };
        let rank = Points::try_from(rank.min(9)).unwrap_or_default();
        length + overlap + self.form(candidate) + self.place(candidate) - 10 * rank
    }

    /// True for a line with nothing of the page above it.
    fn is_first(&self, candidate: &Candidate) -> bool {
        let is_first = self.first.is_some() && candidate.block == self.first;
        is_first && candidate.from != HeadlineSource::Trail
    }

    /// True for the only line there is above the text, unless it names somebody or a site.
    fn is_alone(&self, candidate: &Candidate) -> bool {
        let is_first = !self.lead.is_empty() && self.is_first(candidate);
        is_first && self.members.len() <= 1 && !self.names_a_source(candidate)
    }

    /// True for a short line that stands above the text again.
    fn is_repeated(&self, candidate: &Candidate) -> bool {
        let again = self.members.get(&candidate.key).is_some_and(|(n, _)| *n > 1);
        again && !self.lead.is_empty() && !self.names_a_source(candidate)
    }

    /// True for a line that begins as a byline does, or names a site or a section.
    fn names_a_source(&self, candidate: &Candidate) -> bool {
        let (reader, tokens) = (&self.reader, &candidate.tokens);
        let furniture = &reader.lexicon.furniture;
        furniture.bylines.given.longest(reader.tokens, tokens.start).is_some()
            || furniture.titles.site_heads.longest(reader.tokens, tokens.start).is_some()
            || furniture.sections.longest(reader.tokens, tokens.start).is_some()
            || site_at(reader, tokens.clone())
    }

    /// True for the beginning of another candidate that goes on behind a colon or dots: a caption
    /// takes up the first half of a headline.
    fn is_first_half(&self, candidate: &Candidate) -> bool {
        let words = words_in(&self.reader, &candidate.tokens);
        let key = format!("{} ", candidate.key);
        let longer = self.members.range(key.clone()..).next();
        let longer = longer.filter(|(other, _)| other.starts_with(&key));
        longer.is_some_and(|(_, (_, tokens))| {
            let is_word = |ix: &usize| self.reader.tokens.kind(*ix) != Some(TokenKind::Mark);
            let next = tokens.clone().filter(is_word).nth(words);
            let mark = next.and_then(|next| next.checked_sub(1));
            mark.is_some_and(|at| [":", "..", "..."].contains(&self.reader.tokens.word(at)))
        })
    }

    /// For the content words that the text takes up.
    pub(super) fn overlap(&self, candidate: &Candidate) -> Points {
        let mut content: Vec<&str> = candidate
            .tokens
            .clone()
            .map(|ix| self.reader.tokens.word(ix))
            .filter(|word| word.chars().nth(1).is_some() && !self.reader.lexicon.is_stop(word))
            .collect();
        content.sort_unstable();
        content.dedup();
        let taken_up = content.iter().filter(|word| {
            let bare = word.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(word);
            self.stems.contains(stem(word)) || self.stems.contains(stem(bare))
        });
        let count = |n: usize| Points::try_from(n).unwrap_or_default();
        let share = count(taken_up.count()) * 100 / count(content.len()).max(1);
        OVERLAP * share.min(OVERLAP_ENOUGH) / OVERLAP_ENOUGH
    }

    /// For the marks in it, and a date at its end.
    pub(super) fn form(&self, candidate: &Candidate) -> Points {
        let word = |ix| self.reader.tokens.word(ix);
        let last = candidate.tokens.end.checked_sub(1).map(word);
        let stop = if last == Some(".") { -80 } else { 30 };
        let inner = candidate.tokens.start + 1..candidate.tokens.end.saturating_sub(1);
        let clauses = inner.into_iter().any(|ix| [":", "..", "..."].contains(&word(ix)));
        // «آخر موعد للتقديم: 15 سبتمبر 2021»: below the first line it is of the text.
        let end = candidate.tokens.end;
        let dated = candidate.from == HeadlineSource::Title
            && !self.is_first(candidate)
            && candidate.tokens.clone().any(|at| date_at(&self.reader, at) == Some(end));
        stop + if clauses { 20 } else { 0 } - if dated { 150 } else { 0 }
    }

    /// For where it stands and how often.
    pub(super) fn place(&self, candidate: &Candidate) -> Points {
        let shape = candidate.block.and_then(|ix| self.reader.document.blocks.get(ix));
        let from = match (candidate.from, shape.map(|block| block.shape)) {
            (HeadlineSource::Trail, _) => -20,
            (HeadlineSource::Metadata, _) => 150,
            (_, Some(Shape::Heading(1))) => 130,
            (_, Some(Shape::Heading(2))) => 90,
            _ => 50,
        };
        let stated = self.stated.contains(&candidate.key);
        let copies = self.copies.count(&candidate.key);
        let members = self.members.get(&candidate.key).map_or(0, |(n, _)| *n);
        let long = words_in(&self.reader, &candidate.tokens) >= SHORT;
        let same = self.lead.chars().zip(candidate.key.chars()).take_while(|(a, b)| a == b).count();
        let description = same >= SAME_LETTERS.min(self.lead.chars().count().max(1));
        let half = candidate.from == HeadlineSource::Title && self.is_first_half(candidate);
        let again = long && copies.max(members) > 1 || self.is_repeated(candidate);
        from + if stated && candidate.from != HeadlineSource::Metadata { 150 } else { 0 }
            + if again && !half { 80 } else { 0 }
            - if half { 100 } else { 0 }
            + if self.stands_alone(candidate) { 40 } else { 0 }
            - if description { 200 } else { 0 }
    }

    /// True between blank lines, or at the head of the text above one.
    fn stands_alone(&self, candidate: &Candidate) -> bool {
        let text = self.reader.document.text.as_str();
        let Some(span) = candidate.block.and_then(|ix| self.reader.document.blocks.get(ix)) else {
            return false;
        };
        let before = text.get(..span.span.range().start).unwrap_or("").trim_end_matches(' ');
        let after = text.get(span.span.range().end..).unwrap_or("").trim_start_matches(' ');
        let blank = |text: &str| text.chars().filter(|c| *c == '\n').count() > 1;
        let ends = |text: &str| blank(text.get(text.trim_end().len()..).unwrap_or(""));
        let begins =
            |text: &str| blank(text.get(..text.len() - text.trim_start().len()).unwrap_or(""));
        (before.is_empty() || ends(before)) && begins(after)
    }
}
