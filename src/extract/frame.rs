//! The frame of a cue: verb, subject, complement.
//!
//! The subject is read first, then what may stand between it and the complement is stepped over,
//! then the complement decides where the content begins.

use std::ops::Range;

use crate::lang::{Form, TokenKind, Verb};

use super::Reader;
use super::cue::{Cue, CuePlace};
use super::entity::Entities;
use super::paragraph::Paragraph;
use super::speaker::{Memory, Subject, Subjects, Who};

/// A frame that is complete.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Tokens of the subject's phrase; `None` where it is understood.
    pub(crate) mention: Option<Range<usize>>,
    pub(crate) who: Option<Who>,
    /// How surely the subject is read.
    pub(crate) certainty: Certainty,
    pub(crate) complement: Complement,
    /// Complementiser or preposition.
    pub(crate) comp: Option<Range<usize>>,
    /// Where the content begins.
    pub(crate) content: usize,
    /// The carrier between the verb and the content: «حسب البيان».
    pub(crate) via: Option<Range<usize>>,
}

/// How surely a subject is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// It stands there.
    Stated,
    /// It is understood from before.
    Implied,
    /// A phrase that only its place makes a subject.
    Fallback,
    /// Nobody.
    Nobody,
}

/// What follows subject and verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Complement {
    Clause,
    Colon,
    Quote,
    Preposition,
    NounPhrase,
}

/// How far a subject and its additions may reach, in tokens.
const REACH: usize = 48;
/// How far a lone preposition may stand from its verb.
const PREPOSITION_REACH: usize = 26;

/// What a frame is read from.
pub(crate) struct Framing<'a, 'e> {
    pub(crate) reader: &'a Reader<'a>,
    pub(crate) paragraph: &'a Paragraph,
    pub(crate) cues: &'a [Cue],
    pub(crate) entities: &'e mut Entities,
    pub(crate) memory: &'e Memory,
}

/// A complement found.
#[derive(Clone, Debug)]
struct Found {
    kind: Complement,
    comp: Option<Range<usize>>,
    content: usize,
    /// Where it begins.
    at: usize,
}

impl<'a> Framing<'a, '_> {
    /// The frame of a cue.
    pub(crate) fn read(&mut self, cue: &Cue) -> Option<Frame> {
        let verb = self.reader.lexicon.verbs.verb(cue.reading).clone();
        let limit = self.paragraph.sentence(cue.tokens.start).end.min(cue.tokens.end + REACH);
        let frame = match (cue.reading.form, cue.place) {
            (Form::Participle | Form::Masdar, _) => self.of_participle(cue, &verb, limit),
            _ if &*verb.class == "convey" => self.conveyed(cue, &verb, limit),
            (_, CuePlace::AfterSubject) => self.after_subject(cue, &verb, limit),
            (_, CuePlace::Relative) => self.relative(cue, &verb, limit),
            _ => self.of_verb(cue, &verb, limit),
        }?;
        let strong = !matches!(frame.complement, Complement::Preposition | Complement::NounPhrase);
        // «خلال الاجتماع أعلن وزير الداخلية عن»: a stated subject shows that a clause begins.
        let stated = frame.certainty == Certainty::Stated
            && matches!(frame.who, Some(Who::Entities(_)))
            && frame.complement == Complement::Preposition;
        let needs_strong = (cue.place == CuePlace::Unmarked && !stated) || verb.weight < 50;
        (frame.content < limit && (strong || !needs_strong)).then_some(frame)
    }

    /// A participle or verbal noun: the subject is that of the clause before.
    fn of_participle(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let (at, via) = self.skip(cue.tokens.end, limit);
        let found = self
            .complement_at(cue.tokens.end, verb, limit)
            .or_else(|| self.complement_at(at, verb, limit))?;
        let beside = (cue.reading.form == Form::Masdar)
            .then(|| self.entities.seen_ending(cue.tokens.start).cloned())
            .flatten()
            .map(|seen| Who::Entities(vec![(seen.mention, seen.entity)]));
        let who = beside.or_else(|| self.memory.last.clone());
        Some(self.frame(None, who, Certainty::Implied, (found, via)))
    }

    /// The subject stands before the verb: «إيران دعت», «وكان مصدر ذكر».
    fn after_subject(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let start = self.paragraph.sentence_start(cue.tokens.start);
        let auxiliary =
            self.reader.lexicon.grammar.auxiliaries.contains(self.reader.tokens.word(start));
        let start = if auxiliary { start + 1 } else { start };
        let subject = self.subject(start, cue.tokens.start)?;
        let end = subject.tokens.end;
        let particle = end + 1 == cue.tokens.start
            && self.reader.lexicon.grammar.particles.contains(self.reader.tokens.word(end));
        if end != cue.tokens.start && !particle {
            return None;
        }
        let (at, via) = self.skip(cue.tokens.end, limit);
        let found = self
            .complement_at(cue.tokens.end, verb, limit)
            .or_else(|| self.complement_at(at, verb, limit))?;
        let Subject { tokens, who } = subject;
        Some(self.frame(Some(tokens), Some(who), Certainty::Stated, (found, via)))
    }

    /// «نقلت وكالة X عن Y قوله إن»: Y speaks, X carries.
    fn conveyed(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let (start, _) = self.skip(cue.tokens.end, limit);
        let from = self.reader.lexicon.grammar.agency_from.longest(self.reader.tokens, start);
        let carrier = if from.is_some() { None } else { self.subject(start, limit) };
        let at = carrier.as_ref().map_or(start, |carrier| carrier.tokens.end);
        let (at, _) = self.skip(at, limit);
        let hit = self.reader.lexicon.grammar.agency_from.longest(self.reader.tokens, at)?;
        let source = self.subject(at + hit.len, limit)?;
        let (mut after, _) = self.skip(source.tokens.end, limit);
        let masdar =
            super::cue::starting(self.cues, after).filter(|cue| cue.reading.form == Form::Masdar);
        if let Some(masdar) = masdar {
            after = masdar.tokens.end;
        }
        let found = self
            .marked_at(after, verb, limit)
            .filter(|found| found.kind != Complement::Preposition)
            .or_else(|| self.search(after, verb, limit))?;
        let via = carrier.map(|carrier| carrier.tokens);
        let Subject { tokens, who } = source;
        Some(self.frame(Some(tokens), Some(who), Certainty::Stated, (found, via)))
    }

    /// «وفقاً للوزير لافروف الذي عبر عن»: the speaker is what the relative clause belongs to.
    fn relative(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let head = cue.tokens.start.checked_sub(1)?;
        let seen = self.entities.seen_ending(head)?.clone();
        let found = self.complement_at(cue.tokens.end, verb, limit)?;
        if found.kind == Complement::NounPhrase {
            return None;
        }
        let who = Who::Entities(vec![(seen.mention, seen.entity)]);
        Some(self.frame(Some(seen.tokens), Some(who), Certainty::Stated, (found, None)))
    }

    /// A finite verb with its subject after it, or understood.
    fn of_verb(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let (start, mut via) = self.skip(cue.tokens.end, limit);
        let direct = self
            .marked_at(cue.tokens.end, verb, limit)
            .or_else(|| self.marked_at(start, verb, limit));
        if let Some(found) = direct {
            return self
                .before_comma(cue, (found.clone(), via.clone()))
                .or_else(|| self.implied(cue, (found, via)));
        }
        let subject = self.subject(start, limit);
        if subject.as_ref().is_some_and(|subject| !self.agrees(cue, verb, subject)) {
            let addressee = self.noun_phrase_at(start, limit)?;
            return self.implied(cue, (addressee, via));
        }
        let Some(subject) = subject else {
            return self.without_subject(cue, verb, start, limit);
        };
        let (after, later_via) = self.skip(subject.tokens.end, limit);
        via = via.or(later_via);
        let found = self
            .marked_at(subject.tokens.end, verb, limit)
            .or_else(|| self.marked_at(after, verb, limit))
            .or_else(|| self.clause_after_comma(after, verb, limit))
            .or_else(|| self.complement_at(after, verb, limit))
            .or_else(|| self.search(after, verb, limit))?;
        let Subject { tokens, who } = subject;
        Some(self.frame(Some(tokens), Some(who), Certainty::Stated, (found, via)))
    }

    /// False for «دعا أنقرة»: a place is feminine by its ending, and the verb is not, so the place is
    /// the addressee.
    fn agrees(&self, cue: &Cue, verb: &Verb, subject: &Subject) -> bool {
        let tokens = self.reader.tokens;
        let at = subject.tokens.start;
        let place = subject.tokens.len() == 1
            && self.reader.lexicon.names.place_forms.longest(tokens, at).is_some();
        if !place || !verb.complement.addressee {
            return true;
        }
        let word = tokens.word(cue.tokens.start);
        let bare = word.strip_prefix(['و', 'ف', 'س']).unwrap_or(word);
        let feminine_verb = bare.ends_with('ت') || bare.starts_with('ت');
        let feminine_place = tokens.word(at).ends_with(['ه', 'ا']);
        feminine_verb || !feminine_place
    }

    /// «رئيس الوزراء السابق، مصطفى نياس، قال»: the subject stands before the comma.
    fn before_comma(&mut self, cue: &Cue, found: (Found, Option<Range<usize>>)) -> Option<Frame> {
        let comma = cue.tokens.start.checked_sub(1)?;
        let joined = self.reader.tokens.word(cue.tokens.start).starts_with(['و', 'ف']);
        if joined || !self.reader.tokens.is_mark(comma, ",") {
            return None;
        }
        let seen = self.entities.seen_ending(comma)?.clone();
        let opens =
            self.reader.tokens.kind(seen.tokens.start.checked_sub(1)?) == Some(TokenKind::Mark);
        let who = Who::Entities(vec![(seen.mention, seen.entity)]);
        opens.then(|| self.frame(Some(seen.tokens), Some(who), Certainty::Stated, found))
    }

    /// No subject could be read: it is understood, or a phrase that only its place makes one.
    fn without_subject(
        &mut self,
        cue: &Cue,
        verb: &Verb,
        start: usize,
        limit: usize,
    ) -> Option<Frame> {
        let reader = self.reader;
        let word = reader.tokens.word(start);
        let found = self.search(start, verb, limit);
        // «أكدا تصميمهما»: the noun with the pronoun of the subject is the content.
        let possessed = reader.lexicon.grammar.is_possessed(word);
        if verb.complement.noun_phrase && (possessed || found.is_none()) {
            let content = self.noun_phrase_at(start, limit)?;
            return self.implied(cue, (content, None)).filter(|_| possessed || verb.continues);
        }
        let found = found?;
        let end = (start..found.at).find(|at| reader.tokens.is_mark(*at, ",")).unwrap_or(found.at);
        let stop = (start + 1..end).find(|at| {
            reader.is_stop(*at)
                || reader.lexicon.grammar.skip_adverbs.longest(reader.tokens, *at).is_some()
        });
        let end = stop.unwrap_or(end);
        if end == start
            || reader.is_stop(start)
            || reader.has_preposition(start)
            || reader.tokens.kind(start) != Some(TokenKind::Word)
        {
            return self.implied(cue, (found, None));
        }
        let mention = start..end.min(start + 12);
        let who = Who::Described(mention.clone());
        Some(self.frame(Some(mention), Some(who), Certainty::Fallback, (found, None)))
    }

    /// The subject is understood. Where nothing shows that a clause begins, it may stand right before
    /// the verb inside another clause: «أن الشركة قالت إن»; else nothing is said of who speaks.
    fn implied(&mut self, cue: &Cue, found: (Found, Option<Range<usize>>)) -> Option<Frame> {
        if cue.place == CuePlace::Unmarked {
            let first = self.paragraph.sentence_start(cue.tokens.start);
            let clause = (first..cue.tokens.start).rev().take(14).find(|at| {
                self.reader.is_complementiser(*at)
                    || self.reader.tokens.kind(*at) == Some(TokenKind::Mark)
            });
            let start = clause.map_or(first, |at| at + 1);
            let subject = self.subject(start, cue.tokens.start)?;
            let reaches = subject.tokens.end == cue.tokens.start;
            let Subject { tokens, who } = subject;
            return reaches.then(|| self.frame(Some(tokens), Some(who), Certainty::Stated, found));
        }
        let mut who = self.memory.implied(cue.reading.number).cloned();
        if who.is_none() && cue.reading.number == crate::lang::Number::Two {
            let memory = self.memory;
            let subjects = Subjects { reader: self.reader, entities: self.entities, memory };
            who = subjects.latest_pair(cue.tokens.start, &[]);
        }
        let certainty = if who.is_some() { Certainty::Implied } else { Certainty::Nobody };
        Some(self.frame(None, who, certainty, found))
    }

    fn frame(
        &self,
        mention: Option<Range<usize>>,
        who: Option<Who>,
        certainty: Certainty,
        (found, via): (Found, Option<Range<usize>>),
    ) -> Frame {
        let Found { kind, comp, content, .. } = found;
        let certainty = if who.is_none() { Certainty::Nobody } else { certainty };
        Frame { mention, who, certainty, complement: kind, comp, content, via }
    }

    fn subject(&mut self, start: usize, limit: usize) -> Option<Subject> {
        let mut subjects =
            Subjects { reader: self.reader, entities: self.entities, memory: self.memory };
        subjects.at(start, limit)
    }

    /// Steps over commas, adverbs, parentheses, relative clauses and phrases such as «في بيان».
    /// Returns where it stops, and the carrier it met.
    fn skip(&self, start: usize, limit: usize) -> (usize, Option<Range<usize>>) {
        let grammar = &self.reader.lexicon.grammar;
        let tokens = self.reader.tokens;
        let mut via = None;
        let mut at = start;
        while at < limit {
            let adverb = grammar.skip_adverbs.longest(tokens, at);
            let date = grammar.day_words.longest_with_proclitics(tokens, at);
            let next = if tokens.is_mark(at, ",") {
                at + 1
            } else if let Some(hit) = date {
                at + hit.len
            } else if tokens.kind(at) == Some(TokenKind::Number) && at > start && self.is_date(at) {
                at + 1
            } else if let Some(hit) = adverb {
                at + hit.len
            } else if let Some(hit) =
                grammar.vias.longest(tokens, at).or_else(|| self.source_at(at))
            {
                let end = self.phrase_end(at + hit.len, limit);
                via.get_or_insert(at..end);
                end
            } else if tokens.is_mark(at, "(") {
                (at..limit).find(|at| tokens.is_mark(*at, ")")).map_or(limit, |close| close + 1)
            } else if grammar.skip_heads.longest(tokens, at).is_some()
                || (grammar.relatives.contains(tokens.word(at)) && at > start)
            {
                self.phrase_end(at + 1, limit)
            } else {
                break;
            };
            at = next.max(at + 1);
        }
        (at.min(limit), via)
    }

    /// «وفق بلاغ لوزارة الخارجية» between verb and complement.
    fn source_at(&self, at: usize) -> Option<crate::lang::Hit<'_, ()>> {
        let hit = self.reader.lexicon.grammar.according_to.longest(self.reader.tokens, at)?;
        Some(crate::lang::Hit { len: hit.len, proclitic: "", value: &() })
    }

    /// True for a number beside a weekday or month.
    fn is_date(&self, at: usize) -> bool {
        let days = &self.reader.lexicon.grammar.day_words;
        days.longest(self.reader.tokens, at + 1).is_some()
            || at.checked_sub(1).is_some_and(|before| {
                days.longest(self.reader.tokens, before).is_some_and(|hit| hit.len == 1)
            })
    }

    /// The end of a phrase that is stepped over: a comma, or a complement that is unmistakable.
    fn phrase_end(&self, start: usize, limit: usize) -> usize {
        let stops = |at: &usize| {
            self.reader.tokens.is_mark(*at, ",")
                || self.reader.tokens.is_mark(*at, ":")
                || self.reader.clause_at(*at).is_some()
                || self.paragraph.opening(*at).is_some_and(|quote| quote.content().len() > 3)
        };
        (start..limit).find(stops).unwrap_or(limit)
    }

    /// A complement that its own mark shows: a clause, a colon, a quotation, a preposition.
    fn marked_at(&self, at: usize, verb: &Verb, limit: usize) -> Option<Found> {
        if at >= limit {
            return None;
        }
        let tokens = self.reader.tokens;
        if let Some(len) = self.reader.clause_at(at) {
            let comp = at..at + len;
            return Some(self.found(Complement::Clause, Some(comp), at + len, at));
        }
        if tokens.is_mark(at, ":") {
            let inner = self.reader.clause_at(at + 1).filter(|_| at + 1 < limit);
            let comp = inner.map(|len| at + 1..at + 1 + len);
            let content = at + 1 + inner.unwrap_or(0);
            return Some(self.found(Complement::Colon, comp, content, at));
        }
        // «اتهم "مجموعات المعارضة" بالوقوف»: where an addressee comes first, marks are his name's.
        let speech = verb.complement.speech || !verb.complement.addressee;
        if speech && self.paragraph.opening(at).is_some_and(|quote| quote.content().len() > 2) {
            return Some(self.found(Complement::Quote, None, at, at));
        }
        let word = tokens.word(at);
        if verb.complement.from_addressee && self.reader.is_addressee_preposition(at) {
            let end = self.addressee_end(at + 1, limit);
            let clause = self.reader.clause_at(end).unwrap_or(0);
            let comp = (clause > 0).then(|| end..end + clause);
            return Some(self.found(Complement::Preposition, comp, end + clause, at));
        }
        if verb.complement.prepositions.iter().any(|preposition| **preposition == *word) {
            let quote = self.paragraph.opening(at + 1).filter(|quote| quote.content().len() > 2);
            let kind = if quote.is_some() { Complement::Quote } else { Complement::Preposition };
            return Some(self.found(kind, Some(at..at + 1), at + 1, at));
        }
        let attached = verb.complement.attached.iter().any(|c| word.starts_with(*c));
        if attached && word.chars().count() > 3 && !self.is_frame_word(at) && !self.is_whole(at) {
            return Some(self.found(Complement::Preposition, None, at, at));
        }
        None
    }

    /// True for a word whose first letter is its own, not a preposition: a name, «بيان».
    fn is_whole(&self, at: usize) -> bool {
        let names = &self.reader.lexicon.names;
        let word = self.reader.tokens.word(at);
        let grammar = &self.reader.lexicon.grammar;
        grammar.carriers.contains(word)
            || grammar.bare_carriers.contains(word)
            || self.entities.by_last(word).is_some()
            || names.person_forms.longest(self.reader.tokens, at).is_some()
            || names.given.longest(self.reader.tokens, at).is_some()
            || names.place_forms.longest(self.reader.tokens, at).is_some()
            || names.speaker_bodies.longest(self.reader.tokens, at).is_some()
            || names.body_forms.longest(self.reader.tokens, at).is_some()
    }

    /// The end of the addressee: «من مجلس الأمن» before what is asked.
    fn addressee_end(&self, at: usize, limit: usize) -> usize {
        let seen = self.entities.seen_at(at).map(|seen| seen.tokens.end);
        let end = super::entity::body::phrase_end(self.reader, at, seen.unwrap_or(at + 1), limit);
        end.min(limit)
    }

    fn found(
        &self,
        kind: Complement,
        comp: Option<Range<usize>>,
        content: usize,
        at: usize,
    ) -> Found {
        Found { kind, comp, content, at }
    }

    /// A complement at a token: marked, or a noun phrase where the verb takes one.
    fn complement_at(&self, at: usize, verb: &Verb, limit: usize) -> Option<Found> {
        self.marked_at(at, verb, limit).or_else(|| {
            let takes = verb.complement.noun_phrase || verb.complement.addressee;
            takes.then(|| self.noun_phrase_at(at, limit)).flatten()
        })
    }

    /// A noun phrase as content: a word that is no preposition, stop word or other cue.
    fn noun_phrase_at(&self, at: usize, limit: usize) -> Option<Found> {
        if at >= limit || self.is_frame_word(at) {
            return None;
        }
        let quoted = self.paragraph.opening(at).is_some();
        let word = self.reader.tokens.kind(at) == Some(TokenKind::Word);
        let number = self.reader.tokens.kind(at) == Some(TokenKind::Number);
        (word || quoted || number).then(|| self.found(Complement::NounPhrase, None, at, at))
    }

    /// True for a word that begins no content: a preposition, a stop word, another cue.
    fn is_frame_word(&self, at: usize) -> bool {
        let word = self.reader.tokens.word(at);
        self.reader.lexicon.grammar.prepositions.contains(word)
            || self.reader.lexicon.grammar.skip_heads.longest(self.reader.tokens, at).is_some()
            || super::cue::starting(self.cues, at)
                .is_some_and(|cue| cue.place != CuePlace::Unmarked)
    }

    /// The first marked complement past the subject, before another cue takes over.
    fn search(&self, start: usize, verb: &Verb, limit: usize) -> Option<Found> {
        let mut at = start;
        while at < limit {
            let cue = super::cue::starting(self.cues, at).is_some();
            if cue && at > start {
                return None;
            }
            let strong = self.reader.clause_at(at).is_some()
                || self.reader.tokens.is_mark(at, ":") && !self.is_time(at);
            let lone = at - start <= PREPOSITION_REACH
                && verb.complement.prepositions.iter().any(|p| **p == *self.reader.tokens.word(at));
            let quote = self.paragraph.opening(at).filter(|quote| quote.content().len() > 3);
            if strong || lone || (quote.is_some() && verb.class.as_ref() == "say") {
                return self.marked_at(at, verb, limit);
            }
            at = self.paragraph.opening(at).map_or(at + 1, |quote| quote.close + 1);
        }
        None
    }

    /// «، أن»: a clause right after a comma is the complement of the verb, whatever stands between.
    fn clause_after_comma(&self, start: usize, verb: &Verb, limit: usize) -> Option<Found> {
        let found = self.search(start, verb, limit)?;
        let comma = found.at.checked_sub(1).filter(|at| *at >= start)?;
        let clause = found.kind == Complement::Clause && self.reader.tokens.is_mark(comma, ",");
        clause.then_some(found)
    }

    /// True for the colon of a time: 10:30.
    fn is_time(&self, at: usize) -> bool {
        self.reader.tokens.kind(at + 1) == Some(TokenKind::Number)
            && at
                .checked_sub(1)
                .is_some_and(|before| self.reader.tokens.kind(before) == Some(TokenKind::Number))
    }
}
