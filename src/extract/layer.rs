//! Layers of attribution: an agency that carries what somebody else said.
//!
//! Takes the frame of an agency's report; gives whom the words belong to, so that the agency is shown
//! as the way they came.

use std::ops::Range;

use crate::lang::{Form, Reading, Verb};

use super::Reader;
use super::cue::{Cue, CuePlace, starting};
use super::entity::Entities;
use super::frame::{Certainty, Complement, Frame, Framing};
use super::speaker::{Subject, Who};

/// How far into the report the verb of the other one may stand, in tokens.
const REACH: usize = 16;
/// How far «قوله» may stand behind the source that was read, in tokens.
const SOURCE: usize = 6;
/// How far «عن» may stand from «نقلت», in tokens.
const CARRIERS: usize = 12;

impl Framing<'_, '_> {
    /// «نسبت وكالة X إلى Y قوله إن»: Y speaks, X carries. Without «قوله» the verb has other uses.
    pub(super) fn ascribed(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let (tokens, sources) = (self.reader.tokens, &verb.complement.source);
        if sources.is_empty() {
            return None;
        }
        let (start, _) = self.skip(cue.tokens.end, limit);
        let is_source = |at: &usize| sources.iter().any(|word| **word == *tokens.word(*at));
        let at = (start..limit.min(start + CARRIERS)).find(is_source)?;
        let source = self.subject(at + 1, limit)?;
        let (behind, _) = self.skip(source.tokens.end, limit);
        let said = self.said_by(behind, limit)?;
        let found = self
            .marked_at(said.tokens.end, verb, limit)
            .filter(|found| found.kind != Complement::Preposition)?;
        let via = (at > start).then_some(start..at);
        let Subject { tokens, who } = source;
        let frame = self.frame(Some(tokens), Some(who), Certainty::Stated, (found, via));
        Some(Frame { said: Some(said), ..frame })
    }

    /// «قوله» behind the source of the words and what belongs to him; `after` is what follows his name.
    fn said_by(&self, after: usize, limit: usize) -> Option<Cue> {
        // «عن مسؤول أمني رفيع قوله»: what stands before «قوله» still belongs to the source.
        // «عن مصدر مسؤول في وزارة الطاقة قوله»: so does the place where he is.
        let prepositions = &self.reader.lexicon.grammar.prepositions;
        let places = &self.reader.lexicon.names.place_prepositions;
        let plain = |at: &usize| {
            let word = self.reader.tokens.word(*at);
            self.reader.tokens.is_word(*at)
                && !self.reader.is_complementiser(*at)
                && (!prepositions.contains(word) || places.contains(word))
        };
        (after..limit.min(after + SOURCE)).take_while(plain).find_map(|at| {
            let cue = starting(self.cues, at).filter(|cue| cue.reading.form == Form::Masdar);
            cue.cloned().or_else(|| self.said_at(at))
        })
    }

    /// «قوله» before what else stands between it and the words: «قوله خلال الجلسة: «…»».
    fn said_at(&self, at: usize) -> Option<Cue> {
        let (stem, _) = self.reader.possessed(at)?;
        let verbs = &self.reader.lexicon.verbs;
        let says = |reading: &&Reading| {
            reading.form == Form::Masdar && &*verbs.verb(**reading).class == "say"
        };
        let reading = *verbs.forms.value_of(stem)?.iter().find(says)?;
        Some(Cue { tokens: at..at + 1, reading, place: CuePlace::Clause })
    }

    /// «عن مهندس فضل عدم ذكر اسمه»: a source that no rule reads is shown as it stands; never does who carries
    /// his words say them.
    fn unread_source(&self, start: usize, limit: usize) -> Option<Subject> {
        let (reader, grammar) = (self.reader, &self.reader.lexicon.grammar);
        let ends = |at: &usize| {
            !reader.tokens.is_word(*at)
                || reader.is_complementiser(*at)
                || reader.is_stop(*at) && !grammar.adjectives.at(reader.tokens, *at)
                || starting(self.cues, *at).is_some()
                || grammar.skip_heads.longest(reader.tokens, *at).is_some()
        };
        let stop = limit.min(start + SOURCE);
        let tokens = start..(start..stop).find(ends).unwrap_or(stop);
        (!tokens.is_empty())
            .then(|| Subject { tokens: tokens.clone(), who: Who::Described(tokens) })
    }

    /// «نقلت وكالة X عن Y قوله إن»: Y speaks, X carries.
    pub(super) fn conveyed(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let (start, _) = self.skip(cue.tokens.end, limit);
        let from = self.reader.lexicon.grammar.agency_from.longest(self.reader.tokens, start);
        let carrier = if from.is_some() { None } else { self.subject(start, limit) };
        let at = carrier.as_ref().map_or(start, |carrier| carrier.tokens.end);
        let (at, _) = self.skip(at, limit);
        let from = &self.reader.lexicon.grammar.agency_from;
        let near = from.longest(self.reader.tokens, at).map(|hit| (at, hit));
        // «نقلت وكالتا "X" و"Y" عن»: carriers that are no subject are stepped over.
        let (at, hit) = near.or_else(|| {
            let mut ahead = start..limit.min(start + CARRIERS);
            ahead.find_map(|at| from.longest(self.reader.tokens, at).map(|hit| (at, hit)))
        })?;
        let carriers = (carrier.is_none() && at > start).then_some(start..at);
        let source = self.subject(at + hit.len, limit);
        let source = source.or_else(|| self.unread_source(at + hit.len, limit))?;
        let (behind, _) = self.skip(source.tokens.end, limit);
        let said = self.said_by(behind, limit);
        // «عن شاهد فضل عدم ذكر اسمه قوله»
        let said = said.or_else(|| self.said_by(source.tokens.end, limit));
        let after = said.as_ref().map_or(behind, |said| said.tokens.end);
        // «قوله اليوم الأحد، إن», «قوله خلال الجلسة: «…»»
        let (after, _) = self.skip(after, limit);
        let found = self
            .marked_at(after, verb, limit)
            .filter(|found| found.kind != Complement::Preposition)
            .or_else(|| self.search(after, verb, limit))?;
        let via = carrier.map(|carrier| carrier.tokens).or(carriers);
        let Subject { tokens, who } = source;
        let frame = self.frame(Some(tokens), Some(who), Certainty::Stated, (found, via));
        Some(Frame { said, ..frame })
    }
}

/// True for an agency, newspaper or channel.
pub(super) fn is_agency(reader: &Reader<'_>, entities: &Entities, frame: &Frame) -> bool {
    let head = frame.mention.as_ref().map_or("", |mention| reader.tokens.word(mention.start));
    if reader.lexicon.grammar.agency_heads.contains(head) {
        return true;
    }
    let Some(Who::Entities(some)) = &frame.who else { return false };
    let media = &reader.lexicon.names.media;
    some.iter().all(|(_, entity)| {
        entities.get(*entity).is_some_and(|found| media.contains(&found.name.canonical))
    })
}

/// «ذكرت وكالة X أن الوزير قال إن»: the report that begins the content of an agency's, and where
/// its verb stands.
pub(super) fn inner(framing: &mut Framing<'_, '_>, frame: &Frame) -> Option<usize> {
    if frame.complement != Complement::Clause || !is_agency(framing.reader, framing.entities, frame)
    {
        return None;
    }
    let cue = first_report(framing, frame.content)?;
    let inner = framing.read(&cue)?;
    let mention = inner.mention.filter(|_| inner.certainty == Certainty::Stated)?;
    let begins = mention.start == frame.content && mention.end == cue.tokens.start;
    begins.then_some(cue.tokens.start)
}

/// The first verb of saying after a token whose clause follows it.
fn first_report(framing: &Framing<'_, '_>, start: usize) -> Option<Cue> {
    let reader = framing.reader;
    let first = framing.cues.partition_point(|cue| cue.tokens.start <= start);
    let says = |cue: &&Cue| {
        let verb = reader.lexicon.verbs.verb(cue.reading);
        let clause = reader.clause_at(cue.tokens.end).is_some()
            || matches!(reader.tokens.word(cue.tokens.end), ":" | "\"" | "«" | "“");
        let says = matches!(&*verb.class, "say" | "add" | "announce" | "assert");
        says && clause && cue.reading.form.is_finite()
    };
    let ahead = framing.cues.get(first..)?.iter();
    ahead.take_while(|cue| cue.tokens.start <= start + REACH).find(says).cloned()
}

/// «قالت رويترز نقلا عن مسؤول إن»: the one the agency has it from speaks, and the agency carries.
pub(super) fn turned(framing: &mut Framing<'_, '_>, frame: Frame) -> Frame {
    let Some(via) = frame.via.clone() else { return frame };
    if !is_agency(framing.reader, framing.entities, &frame) || is_word_of_source(framing, &via) {
        return frame;
    }
    let Some(source) = framing.subject(via.start, via.end) else { return frame };
    let turned = Frame {
        mention: Some(source.tokens),
        who: Some(source.who),
        via: frame.mention.clone(),
        ..frame.clone()
    };
    if is_agency(framing.reader, framing.entities, &turned) { frame } else { turned }
}

/// «بحسب البيان»: the agency's own paper is no other source.
fn is_word_of_source(framing: &Framing<'_, '_>, via: &Range<usize>) -> bool {
    let word = framing.reader.tokens.word(via.start);
    let grammar = &framing.reader.lexicon.grammar;
    via.len() <= 1 && (grammar.bare_carriers.contains(word) || grammar.carriers.contains(word))
}
