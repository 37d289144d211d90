//! Where the text of a page ends and its boxes begin: related items, comments, menus, teasers.
//!
//! A label such as «اقرأ أيضا» says so; without one, several short lines in a row below the last
//! paragraph do. What goes on with the text is told from what stands in a box by the words that it
//! shares with the first paragraphs.

use std::cell::OnceCell;

use crate::extract::Reader;
use crate::lang::{WordBag, stem};
use crate::model::{BlockKind, Shape};

use super::SHORT_SENTENCE;
use super::context::{MENU_LINES, MENU_WORDS, Page};
use super::line::{Ending, Line};

/// Paragraphs that tell what the text is about.
const PARAGRAPHS: usize = 6;
/// Content words that a long paragraph must share with them to be of the text.
const SHARED: usize = 2;
/// Fewest letters of a stem that tells a subject.
const LETTERS: usize = 3;
/// Fewest words of the sentence that goes on with the text after a related item on one line.
const RESUME_INLINE: usize = 6;
/// Longest title of another page.
const TEASER_WORDS: usize = 18;

/// The stems of the first paragraphs.
struct Subject<'a> {
    reader: Reader<'a>,
    stems: WordBag,
}

impl<'a> Subject<'a> {
    /// The subject of the lines before `end`.
    fn before(page: &Page<'a>, end: usize) -> Self {
        let lines = page.lines.iter().enumerate().take(end);
        let lines = lines.skip(page.lead.unwrap_or(usize::MAX));
        let prose = lines.filter(|(ix, line)| page.open(*ix) && line.is_prose()).take(PARAGRAPHS);
        let stems = prose.flat_map(|(_, line)| content(page.reader, line)).collect();
        Self { reader: page.reader, stems }
    }

    /// How many different stems of a line are of the subject.
    fn shared(&self, line: &Line) -> usize {
        let stems: WordBag = content(self.reader, line).collect();
        stems.shared(&self.stems)
    }
}

/// The stems of the content words of a line.
fn content<'a>(reader: Reader<'a>, line: &Line) -> impl Iterator<Item = &'a str> + use<'a> {
    let words = line.tokens.clone().map(move |ix| reader.tokens.word(ix));
    let words = words.filter(move |word| !reader.lexicon.is_stop(word)).map(stem);
    words.filter(|stem| stem.chars().nth(LETTERS - 1).is_some())
}

impl Page<'_> {
    /// The last paragraph that is still open, or the first where there is no other.
    pub(super) fn last_prose(&self) -> usize {
        let prose = |(ix, line): &(usize, &Line)| self.open(*ix) && line.is_prose();
        let last = self.lines.iter().enumerate().rfind(prose).map(|(ix, _)| ix);
        last.or(self.lead).unwrap_or_default()
    }

    /// After related items, comments or legal notes everything is furniture until the text goes on.
    pub(super) fn boxes(&mut self) {
        let Some(lead) = self.lead else { return };
        let stop = &self.reader.lexicon.furniture.stop;
        let is_stop = |kind: Option<BlockKind>| kind.is_some_and(|kind| stop.kinds.contains(&kind));
        let mut ix = lead + 1;
        while ix < self.lines.len() {
            let Some(kind) = self.kind(ix).filter(|kind| is_stop(Some(*kind))) else {
                ix += 1;
                continue;
            };
            let next = self.resumes(ix);
            let inline = stop.soft.contains(&kind) && !self.is_label(ix) && next.is_some();
            let end = next.unwrap_or(self.lines.len());
            for at in (ix + 1..end).filter(|_| !inline) {
                if self.kind(at) != Some(BlockKind::Outside) {
                    self.settle(at, kind);
                }
            }
            ix = end;
        }
    }

    fn is_label(&self, ix: usize) -> bool {
        self.lines.get(ix).is_some_and(|line| line.is_label)
    }

    /// The line that goes on with the text after a block that interrupts it.
    fn resumes(&self, stopped: usize) -> Option<usize> {
        let stop = &self.reader.lexicon.furniture.stop;
        let soft = self.kind(stopped).is_some_and(|kind| stop.soft.contains(&kind));
        let (words, shared) = match (soft, self.is_label(stopped)) {
            (true, true) => (stop.soft_words, 1),
            (true, false) => (RESUME_INLINE, 0),
            (false, _) => (stop.resume_words, SHARED),
        };
        // Most blocks after a box are no sentences: then nobody asks for the subject.
        let subject = OnceCell::new();
        let subject = || subject.get_or_init(|| Subject::before(self, stopped));
        let goes_on = |line: &Line| {
            let sentence = line.ending == Ending::Stop && line.words >= words;
            sentence && (shared == 0 || subject().shared(line) >= shared)
        };
        let rest = self.lines.iter().enumerate().skip(stopped + 1);
        let mut rest = rest.filter(|(ix, line)| self.open(*ix) && goes_on(line));
        rest.next().map(|(ix, _)| ix)
    }

    /// Short lines in a row below the last paragraph of the text are a menu or the titles of other
    /// pages, and then nothing of the text follows.
    pub(super) fn below(&mut self) {
        let Some(lead) = self.lead else { return };
        // The titles of other pages have no full stop.
        let sentence = |line: &Line| {
            let last = line.tokens.clone().next_back();
            line.words >= SHORT_SENTENCE
                && last.is_some_and(|ix| self.reader.tokens.is_mark(ix, "."))
        };
        let short = |line: &&Line| {
            let plain = matches!(line.shape, Shape::Paragraph | Shape::Heading(_));
            plain && line.words <= TEASER_WORDS && !line.is_prose() && !sentence(line)
        };
        let below = self.lines.get(lead..).unwrap_or_default();
        let is_run = |lines: &[Line]| lines.iter().all(|line| short(&line));
        let Some(first) = below.windows(MENU_LINES).position(is_run) else { return };
        let subject = Subject::before(self, lead + first);
        let of_text = |(ix, line): &(usize, &Line)| {
            self.open(*ix) && line.is_prose() && subject.shared(line) >= SHARED
        };
        let last = self.lines.iter().enumerate().rfind(of_text).map_or(lead, |(ix, _)| ix);
        let run: Vec<&Line> = self.lines.iter().skip(last + 1).take_while(short).collect();
        let menu =
            run.iter().filter(|line| line.words <= MENU_WORDS && line.ending == Ending::Word);
        let other =
            run.iter().filter(|line| line.words > MENU_WORDS && subject.shared(line) < SHARED);
        let (menu, other) = (menu.count(), other.count());
        // A list that the text announces is of the text.
        let announces = |line: &Line| {
            line.tokens.clone().next_back().is_some_and(|ix| self.reader.tokens.is_mark(ix, ":"))
        };
        let first = run.first().is_some_and(|line| announces(line));
        let announced = first || self.lines.get(last).is_some_and(announces);
        if announced || run.len() < MENU_LINES || (menu + other) * 2 <= run.len() {
            return;
        }
        let kind = if other > menu { BlockKind::Related } else { BlockKind::Ui };
        for ix in last + 1..self.lines.len() {
            if self.open(ix) {
                self.settle(ix, kind);
            }
        }
    }
}
