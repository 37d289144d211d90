//! Statements that run over paragraphs: a list under a name and a colon, words on the line below
//! their colon, a quotation that goes on in the next paragraph.

use std::ops::Range;

use crate::lang::{Gap, TokenKind};
use crate::model::{BlockKind, Evidence, StatementKind};

use super::Reader;
use super::attribution::{Content, Spoken, Statements};
use super::cue::cues;
use super::extent::trimmed_end;
use super::frame::{Complement, Framing};
use super::paragraph::Paragraph;
use super::speaker::Who;

/// Shortest item of a list that is a statement, in tokens.
const SHORTEST: usize = 3;
/// How far below a quotation may close, in tokens.
const FURTHEST: usize = 400;

/// What the paragraph before leaves open.
#[derive(Debug, Default)]
pub(super) enum Across {
    /// Nothing.
    #[default]
    Nothing,
    /// A name and a colon at its end: a list, or words on the next line.
    Introduced(Who),
    /// A quotation that did not close, and the mark below that closes it, where it goes on without one.
    Running(Who, Option<usize>),
    /// A quotation that closed: another one right below is the same speaker's.
    Quoted(Who),
}

impl Across {
    /// Reads a paragraph as what the one before left open; false where it is none of it.
    pub(super) fn read(
        &mut self,
        statements: &mut Statements<'_>,
        paragraph: &Paragraph,
        kind: BlockKind,
    ) -> bool {
        let reader = statements.reader;
        if let Self::Running(who, Some(close)) = &*self
            && goes_on(reader, paragraph, kind)
        {
            let (who, close) = (who.clone(), *close);
            self.go_on(statements, paragraph, (who, close));
            return true;
        }
        let item = item_start(reader, paragraph, kind);
        let quoted = paragraph.opening(paragraph.tokens.start).map(|quote| {
            let whole = trimmed_end(reader, quote.close, paragraph.tokens.end) <= quote.close + 1;
            (whole, quote.repaired)
        });
        let in_list = item.is_some() && matches!(self, Self::Introduced(_));
        let (who, start, rule) = match (&*self, item, quoted) {
            (Self::Introduced(who), Some(start), _) => (who.clone(), start, "list-item"),
            (Self::Introduced(who), None, Some((true, _))) => {
                (who.clone(), paragraph.tokens.start, "next-line")
            }
            (Self::Running(who, _) | Self::Quoted(who), None, Some((true, _))) => {
                (who.clone(), paragraph.tokens.start, "quotation-continued")
            }
            _ => return false,
        };
        let end = trimmed_end(reader, start, paragraph.tokens.end);
        let content = statements.shaped(paragraph, start, end, Complement::Colon);
        let Some(content) = content.filter(|content| content.tokens.len() >= SHORTEST) else {
            return false;
        };
        let score = if content.repaired { 65 } else { 80 };
        let spoken = Spoken::without_verb(None, who.clone(), Evidence { rule, score });
        statements.push(spoken, content);
        *self = match quoted {
            _ if in_list => Self::Introduced(who),
            Some((_, true)) => Self::running(reader, paragraph, who),
            _ => Self::Quoted(who),
        };
        true
    }

    /// A quotation that a paragraph leaves open.
    fn running(reader: &Reader<'_>, paragraph: &Paragraph, who: Who) -> Self {
        let open = paragraph.quotes.iter().find(|quote| quote.repaired);
        Self::Running(who, open.and_then(|quote| closing_below(reader, paragraph, quote.open)))
    }

    /// Notes a paragraph of a quotation that goes on without a mark of its own, and reads what stands
    /// behind its end.
    fn go_on(
        &mut self,
        statements: &mut Statements<'_>,
        paragraph: &Paragraph,
        (who, close): (Who, usize),
    ) {
        let reader = statements.reader;
        let Range { start, end } = paragraph.tokens;
        let words = start..trimmed_end(reader, start, end.min(close));
        let said = Content { tokens: words, kind: StatementKind::Direct, repaired: true };
        let evidence = Evidence { rule: "quotation-continued", score: 65 };
        let spoken = Spoken::without_verb(None, who.clone(), evidence);
        if said.tokens.len() >= SHORTEST {
            statements.push(spoken, said);
        }
        if close >= end {
            return;
        }
        let rest = close + 1..end;
        *self = Self::Quoted(who);
        if trimmed_end(reader, rest.start, rest.end) > rest.start {
            let (rest, _) = Paragraph::read(reader, reader.tokens.span(rest));
            statements.read(&rest);
            *self = Self::after(statements, &rest);
        }
    }

    /// What a paragraph that was read leaves open.
    pub(super) fn after(statements: &mut Statements<'_>, paragraph: &Paragraph) -> Self {
        let reader = statements.reader;
        let last = paragraph.tokens.end.saturating_sub(1);
        if reader.tokens.is_mark(last, ":") {
            let who = introduced(statements, paragraph, last);
            if who.is_some() {
                drop_pointer(statements, last);
            }
            return who.map_or(Self::Nothing, Self::Introduced);
        }
        let Some(who) = statements.memory.last.clone() else { return Self::Nothing };
        let Some(quote) = paragraph.quotes.iter().rev().find(|quote| quote.depth == 0) else {
            return Self::Nothing;
        };
        let span = reader.tokens.span(quote.content());
        let spoken = statements
            .found
            .iter()
            .rev()
            .take(2)
            .any(|said| said.kind == StatementKind::Direct && said.text.start == span.start);
        let closes = trimmed_end(reader, quote.close, paragraph.tokens.end) <= quote.close + 1;
        match (spoken && closes, quote.repaired) {
            (true, true) => Self::running(reader, paragraph, who),
            (true, false) => Self::Quoted(who),
            (false, _) => Self::Nothing,
        }
    }
}

/// True for a paragraph that an open quotation may go on in: no heading, no report of the narrator.
fn goes_on(reader: &Reader<'_>, paragraph: &Paragraph, kind: BlockKind) -> bool {
    let start = paragraph.tokens.start;
    kind != BlockKind::Subhead && paragraph.opening(start).is_none() && !reader.is_cue_form(start)
}

/// The mark that closes below a paragraph what was opened in it: the first of its kind, if it closes.
fn closing_below(reader: &Reader<'_>, paragraph: &Paragraph, open: usize) -> Option<usize> {
    let tokens = reader.tokens;
    let pair = match tokens.word(open) {
        "«" => ["«", "»"],
        "“" | "”" => ["“", "”"],
        "\"" => ["\"", "\""],
        _ => return None,
    };
    let start = paragraph.tokens.end;
    let below = start..tokens.len().min(start.saturating_add(FURTHEST));
    let mark = below.into_iter().find(|ix| pair.contains(&tokens.word(*ix)))?;
    let touches = tokens.gap(mark) == Gap::None && tokens.gap(mark + 1) != Gap::None;
    let ends = tokens.gap(mark) == Gap::None && tokens.kind(mark + 1) == Some(TokenKind::Mark);
    let closes = match tokens.word(mark) {
        "»" => true,
        "«" => false,
        _ => touches || ends,
    };
    closes.then_some(mark)
}

/// «أكد البيان ما يلي:»: words that only point below are no statement.
fn drop_pointer(statements: &mut Statements<'_>, colon: usize) {
    let reader = statements.reader;
    let points = statements.found.last().is_some_and(|said| {
        let tokens = reader.tokens.within(said.text);
        tokens.end == colon && tokens.len() < SHORTEST
    });
    if points {
        statements.found.pop();
    }
}

/// Where the words of an item of a list begin.
fn item_start(reader: &Reader<'_>, paragraph: &Paragraph, kind: BlockKind) -> Option<usize> {
    let Range { start, end } = paragraph.tokens;
    let tokens = reader.tokens;
    let bullet = tokens.kind(start) == Some(TokenKind::Mark)
        && matches!(tokens.word(start), "-" | "•" | "*" | "●" | "▪" | "◄" | "»");
    let numbered = tokens.kind(start) == Some(TokenKind::Number)
        && matches!(tokens.word(start + 1), "-" | "." | ")");
    let first = start + usize::from(bullet) + 2 * usize::from(numbered);
    (first < end && (bullet || numbered || kind == BlockKind::ListItem)).then_some(first)
}

/// Who is named in the sentence that a colon ends: «أبرز ما جاء في كلمة الرئيس قيس سعيد:»,
/// «وأكد البيان الختامي ما يلي:», «الوزير محمد النجار:».
fn introduced(statements: &mut Statements<'_>, paragraph: &Paragraph, colon: usize) -> Option<Who> {
    let reader = statements.reader;
    let sentence = paragraph.sentence(colon);
    let intros = &reader.lexicon.grammar.list_intros;
    let intro = |ix| intros.longest_with_proclitics(reader.tokens, ix).map(|hit| ix + hit.len);
    if let Some(start) = sentence.clone().find_map(intro) {
        let seen = (start..colon).find_map(|ix| statements.entities.seen_at(ix))?;
        return Some(Who::Entities(vec![(seen.mention, seen.entity)]));
    }
    let cues = cues(reader, paragraph);
    let mut framing = Framing {
        reader,
        paragraph,
        cues: &cues,
        entities: &mut statements.entities,
        memory: &statements.memory,
    };
    for cue in cues.iter().rev().filter(|cue| sentence.contains(&cue.tokens.start)) {
        let (start, _) = framing.skip(cue.tokens.end, colon);
        let subject = framing.subject(start, colon);
        if let Some(Who::Entities(who)) = subject.map(|subject| subject.who) {
            return Some(Who::Entities(who));
        }
    }
    let subject = framing.subject(sentence.start, colon)?;
    let alone = subject.tokens.end == colon && matches!(subject.who, Who::Entities(_));
    alone.then_some(subject.who)
}
