//! Vowel marks beside their letters in the text of a PDF.
//!
//! The layout parts a line where a glyph stands higher or lower than the one before, so that the
//! mark of a letter becomes a run of its own. Both runs carry the text of the letter with its mark:
//! programs that copy or search would find it twice, and take the mark for a line of its own. Here
//! such runs become one again; every glyph stays where it was. Marks that only the sheet needs,
//! which part texts of different direction or allow a break, are left out of the text besides.

use typst::ecow::{EcoString, EcoVec};
use typst::layout::{Em, Frame, FrameItem, Point};
use typst::model::Document;
use typst::text::{FontInstance, Glyph, TextItem};
use typst::utils::Numeric;
use typst_layout::{Page, PagedDocument};

/// Runs touch where they are nearer than this, in points.
const TOUCH: f64 = 0.01;
/// Characters that most fonts show by nothing; some draw a line for one or the other.
const BLANKS: [char; 5] = ['\u{200b}', '\u{200d}', '\u{200c}', '\u{2060}', '\u{feff}'];

/// The same pages, in which the marks of a right-to-left run are parts of it.
pub(super) fn joined(document: &PagedDocument) -> PagedDocument {
    let page = |page: &Page| Page { frame: frame(&page.frame), ..page.clone() };
    let pages: EcoVec<Page> = document.pages().iter().map(page).collect();
    PagedDocument::new(pages, document.info().clone())
}

fn frame(old: &Frame) -> Frame {
    let mut new = old.clone();
    new.clear();
    let mut run: Option<(Point, TextItem)> = None;
    for (at, item) in old.items() {
        if let FrameItem::Text(text) = item {
            let next = (*at, text.clone());
            run = Some(match run.take() {
                Some(before) if are_one(&before, &next) => one(before, next),
                before => {
                    end(&mut new, before);
                    next
                }
            });
            continue;
        }
        end(&mut new, run.take());
        let item = match item {
            FrameItem::Group(group) => {
                let mut group = group.clone();
                group.frame = frame(&group.frame);
                FrameItem::Group(group)
            }
            other => other.clone(),
        };
        new.push(*at, item);
    }
    end(&mut new, run);
    new
}

fn end(frame: &mut Frame, run: Option<(Point, TextItem)>) {
    if let Some((at, text)) = run {
        let mut text = without_marks_of_ours(text);
        text.glyphs = letters_first(&text.font, text.glyphs);
        frame.push(at, FrameItem::Text(text));
    }
}

/// A run without the characters that the sources put round the words of documents: isolates, and
/// places where a long word may break.
fn without_marks_of_ours(mut run: TextItem) -> TextItem {
    let is_ours = |c: &char| matches!(c, '\u{200b}' | '\u{2066}'..='\u{2069}');
    if !run.text.chars().any(|c| is_ours(&c)) {
        return run;
    }
    let length = |end: u16| {
        let before = run.text.get(..usize::from(end)).unwrap_or_default();
        let kept: usize = before.chars().filter(|c| !is_ours(c)).map(char::len_utf8).sum();
        u16::try_from(kept).unwrap_or(end)
    };
    let shorter = |glyph: &Glyph| Glyph {
        range: length(glyph.range.start)..length(glyph.range.end),
        ..glyph.clone()
    };
    let glyphs: Vec<Glyph> = run.glyphs.iter().map(shorter).collect();
    // A glyph without a text would be lost to programs that read.
    if glyphs.iter().all(|glyph| !glyph.range.is_empty()) {
        run.glyphs = glyphs;
        run.text = run.text.chars().filter(|c| !is_ours(c)).collect();
    }
    run
}

/// Whether a run goes on in the one to its right.
fn are_one((left_at, left): &(Point, TextItem), (right_at, right): &(Point, TextItem)) -> bool {
    let is_alike = left.font == right.font
        && left.size == right.size
        && left.fill == right.fill
        && left.stroke == right.stroke
        && left.lang == right.lang
        && left.region == right.region;
    let touches = (left_at.x + left.width() - right_at.x).to_pt().abs() < TOUCH;
    let fits = left.text.len().saturating_add(right.text.len()) <= usize::from(u16::MAX);
    is_alike && touches && fits && is_rtl(&left.text) && is_rtl(&right.text)
}

/// Whether a run reads from the right: runs are of one direction, so a letter tells. Digits do not.
fn is_rtl(text: &str) -> bool {
    text.chars().any(|c| {
        c.is_alphabetic()
            && matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
    })
}

/// Two runs as one. The one to the right comes first in the text; where the left one ends in the
/// mark of a letter that the right one begins with, both have the text of that letter.
fn one(
    (left_at, left): (Point, TextItem),
    (right_at, right): (Point, TextItem),
) -> (Point, TextItem) {
    let shared = shared(&left, &right);
    let rest = left.text.get(shared..).unwrap_or_default();
    let text: EcoString = [&*right.text, rest].concat().into();
    // Both lengths together are in range: `are_one` has looked.
    let shift = u16::try_from(right.text.len().saturating_sub(shared)).unwrap_or_default();
    let base = if left.width().to_pt() > 0.0 { left_at.y } else { right_at.y };
    let moved = |glyph: Glyph, at: Point, shift: u16| Glyph {
        y_offset: glyph.y_offset + Em::from_abs(base - at.y, left.size),
        range: glyph.range.start.saturating_add(shift)..glyph.range.end.saturating_add(shift),
        ..glyph
    };
    let glyphs = left.glyphs.iter().map(|glyph| moved(glyph.clone(), left_at, shift));
    let glyphs = glyphs.chain(right.glyphs.into_iter().map(|glyph| moved(glyph, right_at, 0)));
    let glyphs = glyphs.collect();
    (Point::new(left_at.x, base), TextItem { text, glyphs, ..left })
}

/// How many bytes of text both runs have: those of a letter whose mark ends the left one.
fn shared(left: &TextItem, right: &TextItem) -> usize {
    let ends = left.glyphs.last().zip(right.glyphs.first());
    let Some((mark, letter)) = ends.filter(|(mark, _)| mark.x_advance.is_zero()) else { return 0 };
    let (of_mark, of_letter) = (left.text.get(mark.range()), right.text.get(letter.range()));
    let is_shared = of_mark == of_letter
        && of_mark.is_some_and(|text| text.chars().nth(1).is_some())
        && mark.range().start == 0
        && letter.range().end == right.text.len();
    if is_shared { mark.range().len() } else { 0 }
}

/// Glyphs with each letter before its marks, and behind these a blank of no width: what reads a PDF
/// takes a letter to reach from its first glyph to the end of its last one, and finds a gap in the
/// word where that is the mark.
fn letters_first(font: &FontInstance, glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let blank = blank(font);
    let mut ordered: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for cluster in glyphs.chunk_by(|one, next| one.range == next.range) {
        let (letters, marks): (Vec<&Glyph>, Vec<&Glyph>) =
            cluster.iter().partition(|glyph| !glyph.x_advance.is_zero());
        // Only where all marks are drawn before the only letter is it known how far they move.
        let is_plain = cluster.last() == letters.last().copied() && !marks.is_empty();
        let ([letter], true) = (letters.as_slice(), is_plain) else {
            ordered.extend_from_slice(cluster);
            continue;
        };
        ordered.push((*letter).clone());
        ordered.extend(
            marks
                .into_iter()
                .map(|mark| Glyph { x_offset: mark.x_offset - letter.x_advance, ..mark.clone() }),
        );
        ordered.extend(blank.map(|id| Glyph {
            id,
            x_advance: Em::zero(),
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            ..(*letter).clone()
        }));
    }
    ordered
}

/// A glyph that has neither ink nor width; `None` where the font has none.
fn blank(font: &FontInstance) -> Option<u16> {
    let face = font.ttf();
    let glyphs = BLANKS.into_iter().filter_map(|c| face.glyph_index(c));
    let is_blank =
        |id: &_| face.glyph_hor_advance(*id) == Some(0) && face.glyph_bounding_box(*id).is_none();
    glyphs.filter(is_blank).map(|id| id.0).next()
}
