//! The body of a document: its sentences, people, statements.

use std::ops::Range;

use crate::model::{
    BlockKind, DocType, Headline, Mention, MentionIx, MentionKind, Role, Span, Speaker, Statement,
};

use super::across::Across;
use super::attribution::Statements;
use super::dialogue::Dialogue;
use super::entity::Entities;
use super::label;
use super::limit;
use super::memory::Memory;
use super::paragraph::Paragraph;
use super::speaker::Who;
use super::topic::Parts;
use super::{Reader, Stage};

/// What the body of a document gives.
pub(super) struct Body {
    pub(super) sentences: Vec<Span>,
    /// In the order of their text.
    pub(super) statements: Vec<Statement>,
    /// In the order of the text.
    pub(super) mentions: Vec<Mention>,
    pub(super) parts: Parts,
    /// Statements over the limit that were left out.
    pub(super) cut: usize,
}

/// Reads the body: first whom it names, then who says what. `owner` is where the headline names
/// the speaker of the whole document.
pub(super) fn read(
    reader: &Reader<'_>,
    kinds: &[BlockKind],
    headline: Option<&Headline>,
    (doc_type, owner): (DocType, Option<Span>),
    done: &mut dyn FnMut(Stage),
) -> Body {
    let parts = parts(reader, kinds, headline);
    let mut read: Vec<Range<usize>> = parts.body.clone();
    // Who signs the report is nobody of it.
    let signature = parts.lead.as_ref().map_or(0..0, |lead| super::signature::origin(reader, lead));
    for part in read.iter_mut().filter(|part| part.start == signature.start) {
        part.start = signature.end;
    }
    read.extend(parts.headline.clone());
    let subtitles = reader.document.blocks.iter().zip(kinds);
    let subtitles = subtitles.filter(|(_, kind)| **kind == BlockKind::Subtitle);
    let subtitles: Vec<Range<usize>> =
        subtitles.map(|(block, _)| reader.tokens.within(block.span)).collect();
    read.extend(subtitles.clone());
    let bylines = super::place::bylines(reader, kinds, signature);
    let entities = Entities::read(reader, &read, &bylines);
    done(Stage::Entities);
    let owner = owner.and_then(|span| first_inside(reader, &entities, span));
    let memory = Memory::default();
    let mut statements = Statements { reader, entities, memory, owner, found: Vec::new() };
    let mut sentences = Vec::new();
    let heads: Vec<Range<usize>> =
        parts.headline.iter().chain(&subtitles).chain(&parts.body).cloned().collect();
    let mut dialogue = (doc_type == DocType::Interview).then(|| Dialogue::new(&statements, &heads));
    let mut across = Across::default();
    for (block, kind) in reader.document.blocks.iter().zip(kinds) {
        if !kind.is_body() {
            continue;
        }
        let (paragraph, spans) = Paragraph::read(reader, block.span);
        let is_heading = || *kind == BlockKind::Subhead;
        if dialogue
            .as_mut()
            .is_some_and(|turns| turns.read(&mut statements, &paragraph, is_heading))
            || across.read(&mut statements, &paragraph, *kind)
            || !is_heading() && label::of_line(&mut statements, &paragraph)
        {
            sentences.extend(spans);
            continue;
        }
        match kind {
            BlockKind::Subhead => {
                label::of_heading(&mut statements, &paragraph);
                statements.memory.forget();
            }
            _ => {
                sentences.extend(spans);
                if super::teaser::is_teaser(reader, block) {
                    super::teaser::read(&mut statements, &paragraph);
                } else {
                    statements.read(&paragraph);
                }
            }
        }
        across = Across::after(&mut statements, &paragraph);
    }
    if let Some(headline) = headline {
        let (paragraph, _) = Paragraph::read(reader, headline.span);
        label::of_heading(&mut statements, &paragraph);
    }
    let Statements { entities, mut found, .. } = statements;
    let cut = limit::statements(reader, &mut found);
    let (mentions, statements) = in_order(entities.mentions, found);
    done(Stage::Statements);
    Body { sentences, statements, mentions, parts, cut }
}

/// The tokens of the parts of the document.
pub(super) fn parts(
    reader: &Reader<'_>,
    kinds: &[BlockKind],
    headline: Option<&Headline>,
) -> Parts {
    let blocks = || reader.document.blocks.iter().zip(kinds);
    let tokens = |span: Span| reader.tokens.within(span);
    let body: Vec<Range<usize>> =
        blocks().filter(|(_, kind)| kind.is_body()).map(|(block, _)| tokens(block.span)).collect();
    let lead = blocks()
        .find(|(_, kind)| **kind == BlockKind::Paragraph)
        .map(|(block, _)| tokens(block.span));
    let hints = blocks()
        .filter(|(_, kind)| {
            matches!(kind, BlockKind::Section | BlockKind::Tags | BlockKind::Keywords)
        })
        .map(|(block, _)| tokens(block.span))
        .collect();
    Parts { headline: headline.map(|headline| tokens(headline.span)), lead, body, hints }
}

/// The first entity seen inside a span.
fn first_inside(reader: &Reader<'_>, entities: &Entities, span: Span) -> Option<Who> {
    let range = reader.tokens.within(span);
    let seen = range.clone().find_map(|ix| entities.seen_at(ix))?;
    Some(Who::Entities(vec![(seen.mention, seen.entity)]))
}

/// Mentions and statements in the order of the text, with the links between them kept.
pub(super) fn in_order(
    mentions: Vec<Mention>,
    found: Vec<Statement>,
) -> (Vec<Mention>, Vec<Statement>) {
    let count = mentions.len();
    let mut order: Vec<(usize, Mention)> = mentions.into_iter().enumerate().collect();
    order.sort_by_key(|(at, mention)| (mention.span, *at));
    without_places_in_names(&mut order);
    let mut place = vec![MentionIx(0); count];
    for (new, (old, _)) in order.iter().enumerate() {
        if let (Some(slot), Ok(new)) = (place.get_mut(*old), u32::try_from(new)) {
            *slot = MentionIx(new);
        }
    }
    let mut mentions: Vec<Mention> = order.into_iter().map(|(_, mention)| mention).collect();
    let moved = |old: MentionIx| place.get(old.0 as usize).copied().unwrap_or(old);
    let mut statements: Vec<(usize, Statement)> = found.into_iter().enumerate().collect();
    statements.sort_by_key(|(at, statement)| (statement.text.start, *at));
    let mut new_place = vec![0u32; statements.len()];
    for (new, (old, _)) in statements.iter().enumerate() {
        if let (Some(slot), Ok(new)) = (new_place.get_mut(*old), u32::try_from(new)) {
            *slot = new;
        }
    }
    let mut statements: Vec<Statement> =
        statements.into_iter().map(|(_, statement)| statement).collect();
    for statement in &mut statements {
        match &mut statement.speaker {
            Speaker::Named(mention) => *mention = moved(*mention),
            Speaker::Joint(all) => all.iter_mut().for_each(|mention| *mention = moved(*mention)),
            Speaker::Described(_) | Speaker::Unknown => {}
        }
        for mention in statement.speaker.mentions() {
            let stated = statement.mention;
            if let Some(found) = mentions.get_mut(mention.0 as usize)
                && stated.is_some_and(|stated| stated.contains(found.span))
            {
                found.role = Role::Speaker;
            }
        }
        if let Some(parent) = &mut statement.parent {
            parent.0 = new_place.get(parent.0 as usize).copied().unwrap_or(parent.0);
        }
    }
    (mentions, statements)
}

/// Takes out the places that are part of somebody's name, which nobody speaks for: «علي المصري».
/// What is given is in the order of the text.
fn without_places_in_names(order: &mut Vec<(usize, Mention)>) {
    let mut end = 0;
    order.retain(|(_, mention)| {
        let inside = mention.kind == MentionKind::Place && mention.span.start < end;
        if mention.kind == MentionKind::Person {
            end = mention.span.end.max(end);
        }
        !inside
    });
}
