//! Saved pages → blocks.
//!
//! A page is made simple and its nesting checked (`tidy`), parsed once, walked for its visible
//! blocks (`blocks`), and given to the article finder (`article`), which says which of the blocks
//! are the article. What the page states of itself (`metadata`) comes first in the text. No markup
//! of the page is kept.

mod article;
mod blocks;
mod element;
mod scan;
mod stack;
mod tidy;

use dom_query::Document;

use crate::diagnostic::{Note, Skip};
use crate::model::{Field, Shape};

use super::draft::{Draft, Parsed};
use super::{Reading, Refusal, json_ld, metadata, text};

use blocks::Block;
pub(super) use element::without_text;

/// The text of a page: what it states, then every visible block in its order. Those outside the
/// article are [`Shape::Outside`].
pub(super) fn parse(source: &str, reading: Reading<'_>) -> Result<Parsed, Refusal> {
    if is_archive(source) {
        let refusal = Refusal::new(Skip::Format, "a web archive, not a page");
        return Err(refusal.hint("open it in a browser and save it as a page, HTML only"));
    }
    let tidy = tidy::tidy(source, reading.limits.html_depth)?;
    if tidy.markup == tidy::Markup::None {
        // Plain text under a page's name: its lines are its only form.
        return text::parse(source, reading);
    }
    let document = Document::from(tidy.html);
    let mut facts = json_ld::facts(&tidy.json_ld);
    facts.extend(metadata::facts(&document, tidy.saved_from, reading.lexicon));
    for fact in facts.iter_mut().filter(|fact| fact.value.contains(stack::LESS_THAN)) {
        fact.value = fact.value.replace(stack::LESS_THAN, "<");
    }
    let facts = metadata::ordered(facts);

    let page = blocks::Page::of(&document);
    let kept = article::kept(
        document,
        &page,
        article::Size { depth: tidy.depth, elements: tidy.elements },
    );
    let mut blocks = page.blocks(&kept);
    blocks::leave_out_pointers(&mut blocks);

    let mut draft = Draft::default();
    for fact in &facts {
        draft.push(Shape::Stated(fact.field), &fact.value);
    }
    let titles: Vec<String> = facts
        .iter()
        .filter(|fact| fact.field == Field::Title)
        .map(|fact| letters(&fact.value))
        .collect();
    let is_first = |block: &Block| block.shape == Shape::Heading(1);
    let lone = blocks.iter().filter(|block| is_first(block)).count() == 1;
    let titles = Titles { stated: titles, lone };
    for block in &blocks {
        draft.push(shape(block, &titles), &block.words);
    }
    Ok(draft.finish())
}

/// True for a saved page in the form of a mail with parts, whatever its ending says.
fn is_archive(source: &str) -> bool {
    let head = source.get(..source.floor_char_boundary(ARCHIVE_HEAD)).unwrap_or_default();
    let head = head.split('<').next().unwrap_or_default().to_ascii_lowercase();
    head.contains("mime-version:") && head.contains("multipart/related")
}

/// Where the head of a mail tells what it is, in bytes.
const ARCHIVE_HEAD: usize = 2 << 10;

/// What tells the title of a page among its headings.
struct Titles {
    /// The letters of what the page states as its title.
    stated: Vec<String>,
    /// It has one heading of the first level.
    lone: bool,
}

impl Titles {
    /// True where all that the page states is short, and says nothing of a longer heading: the name of
    /// the site is given as the title of each of its pages.
    fn is_site_name(&self, heading: &str) -> bool {
        self.stated.iter().all(|title| {
            let letters = title.chars().count();
            letters <= SITE_LETTERS
                && letters < heading.chars().count()
                && !title.contains(heading)
                && !heading.contains(title.as_str())
        })
    }

    /// True for a heading of this level that says what the page states as its title, or that is the
    /// only one of the first level where the page states none.
    fn is_title(&self, heading: &str, level: u8) -> bool {
        let heading = letters(heading);
        // Most of the title, so that the name of the site is not taken for it; it comes last where
        // it is long.
        let is_most = |title: &String| {
            let most = heading.len().saturating_mul(2) >= title.len();
            let opens = level == 1 && heading.chars().nth(TITLE_LETTERS).is_some();
            title.contains(&heading) && (most || (opens && title.starts_with(&heading)))
        };
        let alone =
            self.lone && level == 1 && (self.stated.is_empty() || self.is_site_name(&heading));
        !heading.is_empty() && (alone || self.stated.iter().any(is_most))
    }
}

/// Most letters of a stated title that may be no more than the name of the site.
const SITE_LETTERS: usize = 25;
/// More letters than the name of a site that stands before the title of its page.
const TITLE_LETTERS: usize = 20;

/// The shape of a block of a page. The finder takes the headline out of the article, because it
/// shows it apart: a heading that is the title of the page is no furniture.
fn shape(block: &Block, titles: &Titles) -> Shape {
    if block.place == blocks::Place::Article {
        return block.shape;
    }
    match block.shape {
        Shape::Heading(level @ (1 | 2)) if titles.is_title(&block.words, level) => block.shape,
        _ => Shape::Outside,
    }
}

/// The letters and digits of a text, for comparing.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The visible blocks of a piece of HTML inside another format, or the note that it was left out.
pub(super) fn fragment(
    source: &str,
    reading: Reading<'_>,
) -> Result<Vec<(Shape, String)>, (Note, String)> {
    let tidy = tidy::tidy(source, reading.limits.html_depth)
        .map_err(|refusal| (Note::Cut, format!("HTML left out: {}", refusal.message)))?;
    let page = blocks::Page::of(&Document::from(tidy.html.as_str()));
    let blocks = page.blocks(&article::Kept::All);
    Ok(blocks.into_iter().map(|block| (block.shape, block.words)).collect())
}

#[cfg(test)]
mod tests;
