//! Where another speaker's report begins inside a content that no comma ends: «إن الموازنة جاهزة وأكد وزير الري
//! هاني بدر أن السد آمن».
//!
//! A verb inside a content is mostly told by who speaks. It is a report of its own where it is joined by its
//! conjunction and somebody stands behind it whom a name, an office or a body vouches for.

use std::ops::Range;

use super::attribution::Statements;
use super::cue::{Cue, CuePlace};
use super::entity::body;
use super::entity::title::{is_definite, title_at};
use super::extent::trimmed_end;
use super::frame::{Certainty, Complement, Framing};
use super::paragraph::Paragraph;
use super::speaker::Who;

/// Least weight of a verb that begins a report of its own.
const FIRM: u8 = 60;

/// Longest phrase before a verb that opens its clause, in tokens.
const OPENER: usize = 4;
/// How far before a verb the content may have named a noun, in tokens.
const NEAR: usize = 40;
/// Longest subject, in tokens.
const REACH: usize = 18;

impl Statements<'_> {
    /// The end of a content, which is before the report of a second speaker.
    pub(super) fn before_second_speaker(
        &mut self,
        paragraph: &Paragraph,
        cues: &[Cue],
        content: Range<usize>,
    ) -> usize {
        let first = cues.partition_point(|cue| cue.tokens.start <= content.start);
        let last = cues.partition_point(|cue| cue.tokens.start < content.end);
        let inside = cues.get(first..last).unwrap_or_default();
        let second = inside.iter().find_map(|cue| {
            let (begins, subject) = self.report_start(cue)?;
            let within = begins > content.start;
            let known = within && self.is_vouched(subject, (content.start, cue));
            (known && self.is_of_second_speaker(paragraph, cues, (cue, subject))).then_some(begins)
        });
        second.map_or(content.end, |begins| trimmed_end(self.reader, content.start, begins))
    }

    /// Where a report begins that its conjunction joins to the words before, or «كما», or «من جانبه», and where
    /// its subject does: behind the verb, or before it, «لكن هاني بدر أكد أن».
    fn report_start(&self, cue: &Cue) -> Option<(usize, usize)> {
        let (tokens, grammar) = (self.reader.tokens, &self.reader.lexicon.grammar);
        let start = cue.tokens.start;
        let word = tokens.word(start);
        if !cue.reading.form.is_finite() {
            return None;
        }
        if word.starts_with(['و', 'ف']) && !self.reader.lexicon.verbs.is_form(word) {
            return Some((start, cue.tokens.end));
        }
        let near = |end: usize| end.saturating_sub(OPENER)..end;
        let opener = near(start).find(|at| {
            [&grammar.skip_adverbs, &grammar.also].iter().any(|openers| {
                let hit = openers.longest_with_proclitics(tokens, *at);
                hit.is_some_and(|hit| at + hit.len == start)
            })
        });
        let before = || {
            let words = (start.saturating_sub(REACH)..start).rev();
            words.take_while(|at| tokens.is_word(*at)).find_map(|at| {
                let hit = grammar.adversatives.longest_with_proclitics(tokens, at)?;
                Some((at, at + hit.len)).filter(|(_, subject)| *subject < start)
            })
        };
        opener.map(|at| (at, cue.tokens.end)).or_else(before)
    }

    /// True for a verb that says something of its own, of a subject that surely begins at a token.
    fn is_of_second_speaker(
        &mut self,
        paragraph: &Paragraph,
        cues: &[Cue],
        (cue, subject): (&Cue, usize),
    ) -> bool {
        let reader = self.reader;
        let verb = reader.lexicon.verbs.verb(cue.reading);
        if verb.weight < FIRM || &*verb.class == "topic" {
            return false;
        }
        let (entities, memory) = (&mut self.entities, &self.memory);
        let mut framing = Framing { reader, paragraph, cues, entities, memory };
        let Some(frame) = framing.read(cue) else { return false };
        let Some(mention) = frame.mention.filter(|mention| mention.start == subject) else {
            return false;
        };
        let said =
            matches!(frame.complement, Complement::Clause | Complement::Colon | Complement::Quote);
        // «وأبلغ المدير هاني بدر بأن السد آمن»: who stands alone may be whom it is told to.
        let told = verb.complement.addressee
            && &*verb.class != "warn"
            && frame.comp.is_none_or(|comp| comp.start == mention.end);
        let own = match frame.complement {
            Complement::NounPhrase => true,
            Complement::Preposition => !verb.complement.addressee,
            _ => !told,
        };
        // «إلا أن سكانا أفادوا بسماع انفجارات»
        let fronted = subject < cue.tokens.start && matches!(&*verb.class, "say" | "add");
        let joined = cue.place == CuePlace::Clause || said || fronted;
        // «ونفى مسؤول في النقابة ذلك»
        let denies = &*verb.class == "deny";
        let named = matches!(frame.who, Some(Who::Entities(_))) || said || fronted || denies;
        frame.certainty == Certainty::Stated && own && joined && named
    }

    /// True where a person is named at a token, or an office, a body, a government or a source that can only be
    /// one; a noun alone is where the content that begins at the other token has not named it.
    fn is_vouched(&self, ix: usize, (content, cue): (usize, &Cue)) -> bool {
        let reader = self.reader;
        let tokens = reader.tokens;
        let names = &reader.lexicon.names;
        let limit = ix + REACH;
        let class = &*reader.lexicon.verbs.verb(cue.reading).class;
        let says = || matches!(class, "say" | "add");
        let first = content.max(cue.tokens.start.saturating_sub(NEAR));
        let new = || (first..cue.tokens.start).all(|at| tokens.word(at) != tokens.word(ix));
        let alone = || says() && new();
        let office = || {
            title_at(reader, ix, limit).is_some_and(|title| {
                let whole = !title.weak && !title.counterpart && !title.relation;
                title.name.is_some() || whole && (title.tokens.len() > 1 || alone())
            })
        };
        let government = || {
            let place = names.place_forms.longest(tokens, ix);
            place.is_some_and(|hit| names.places.get(*hit.value).is_some_and(|place| place.speaks))
        };
        let kind = || {
            let noun = crate::lang::without_article(tokens.word(ix));
            is_definite(reader, ix) && names.speaker_bodies.value_of(noun).is_some() && alone()
        };
        self.entities.seen_at(ix).is_some()
            || office()
            || body::phrase_at(reader, ix, limit).is_some()
            || names.unnamed_heads.longest(tokens, ix).is_some() && !is_definite(reader, ix)
            || reader.governed_source(ix).is_some()
            || names.definites.longest(tokens, ix).is_some() && alone()
            || government()
            || kind()
    }
}
