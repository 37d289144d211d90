//! The frame of a cue: verb, subject, complement.
//!
//! The subject is read first, then what may stand between it and the complement is stepped over,
//! then the complement decides where the content begins.

use std::ops::Range;

use crate::lang::{Form, TokenKind, Verb};

use super::Reader;
use super::complement::Found;
use super::cue::{Cue, CuePlace, starting, subject_start, verb_start};
use super::entity::Entities;
use super::memory::Memory;
use super::paragraph::Paragraph;
use super::score::WEAK;
use super::speaker::{Subject, Subjects, Who};

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
    /// The noun that says what the source did, where the verb is that of the carrier: «قوله».
    pub(crate) said: Option<Cue>,
}

impl Frame {
    /// «بحث القضية», «علق على القرار», «تساءل عن المصير»: what it is about, and nothing that is said of it.
    pub(crate) fn is_theme(&self, verb: &Verb) -> bool {
        self.complement.is_noun()
            && match &*verb.class {
                "topic" | "ask" => true,
                // «رد بالنفي» says something.
                "reply" => self.comp.is_some(),
                _ => false,
            }
    }
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
    /// Who spoke before, or the noun behind the verb: nothing says which.
    Either,
    /// Nobody.
    Nobody,
}

/// What follows subject and verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Complement {
    Clause,
    Colon,
    Quote,
    /// A clause that nothing introduces: «وأضافت يجب».
    Unmarked,
    Preposition,
    NounPhrase,
}

/// How far a subject and its additions may reach, in tokens.
const REACH: usize = 48;
/// How far before a verb its clause may begin, in tokens.
const CLAUSE: usize = 14;

/// What a frame is read from.
pub(crate) struct Framing<'a, 'e> {
    pub(crate) reader: &'a Reader<'a>,
    pub(crate) paragraph: &'a Paragraph,
    pub(crate) cues: &'a [Cue],
    pub(crate) entities: &'e mut Entities,
    pub(crate) memory: &'e Memory,
}

impl<'a> Framing<'a, '_> {
    /// The frame of a cue.
    pub(crate) fn read(&mut self, cue: &Cue) -> Option<Frame> {
        self.read_as(cue).or_else(|| self.judged(cue))
    }

    /// The frame of a cue by the verb that it was read as.
    pub(super) fn read_as(&mut self, cue: &Cue) -> Option<Frame> {
        let reader = self.reader;
        let verb = reader.lexicon.verbs.verb(cue.reading);
        let limit = self.sentence_end(cue).min(cue.tokens.end + REACH);
        let frame = match (cue.reading.form, cue.place) {
            (Form::Participle | Form::Masdar, _) => self.of_participle(cue, verb, limit),
            _ if &*verb.class == "convey" => self.conveyed(cue, verb, limit),
            // «ونُسب إلى الوزير قوله»: a passive has words only from whom it names.
            (Form::Passive, _) => self.ascribed(cue, verb, limit),
            (_, CuePlace::AfterSubject) => self.after_subject(cue, verb, limit),
            (_, CuePlace::Relative) => self.relative(cue, verb, limit),
            _ => {
                let ascribed = self.ascribed(cue, verb, limit);
                ascribed.or_else(|| self.of_verb(cue, verb, limit))
            }
        }?;
        let strong = !frame.complement.is_noun() || self.is_judgement(cue, verb, &frame);
        // «خلال الاجتماع أعلن وزير الداخلية عن»: a stated subject shows that a clause begins.
        // «إلا أن سكانا أفادوا بسماع»: so does one of whom the verb tells behind «لكن».
        let governed = || {
            let before = frame.mention.as_ref().filter(|one| one.end <= cue.tokens.start);
            before.is_some_and(|one| reader.governed_source(one.start).is_some())
        };
        let stated = frame.certainty == Certainty::Stated
            && frame.complement == Complement::Preposition
            && (matches!(frame.who, Some(Who::Entities(_))) || governed());
        let needs_strong = (cue.place == CuePlace::Unmarked && !stated) || verb.weight < WEAK;
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
        if cue.reading.form == Form::Masdar
            && beside.is_none()
            && let Some(frame) = self.of_own_verb(cue, &(found.clone(), via.clone()))
        {
            return Some(frame);
        }
        let agreeing = || self.memory.implied(cue.reading, self.entities).cloned();
        let who = beside.or_else(|| match cue.reading.form {
            Form::Participle => agreeing(),
            _ => self.memory.last.clone(),
        });
        Some(self.frame(None, who, Certainty::Implied, (found, via)))
    }

    /// «وفقاً للوزير لافروف الذي عبر عن»: the speaker is what the relative clause belongs to.
    fn relative(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        // «المدينة التي صرح الناطق باسمها: «…»»: the clause has a subject of its own.
        // «الوقت الذي حض فيه الائتلاف»: as well, and the pronoun after the verb says so.
        let resumed = self
            .reader
            .lexicon
            .grammar
            .resumptive
            .contains(self.reader.tokens.word(cue.tokens.end));
        if let Some(frame) = self.of_verb(cue, verb, limit).filter(|frame| {
            frame.certainty == Certainty::Stated
                && (resumed || matches!(frame.complement, Complement::Colon | Complement::Quote))
        }) {
            return Some(frame);
        }
        let head = cue.tokens.start.checked_sub(1)?;
        // «نظيره كريم ناصر، الذي أكد أن»
        let comma = head.checked_sub(1).filter(|at| self.reader.tokens.is_mark(*at, ","));
        let seen = self.entities.seen_ending(comma.unwrap_or(head))?.clone();
        // «الذي أكد بدوره أن»
        let (at, _) = self.skip(cue.tokens.end, limit);
        let found = self
            .complement_at(cue.tokens.end, verb, limit)
            .or_else(|| self.marked_at(at, verb, limit))?;
        // «الوزير الذي اتهم إيران بخرق الهدنة»: an addressee is a complement of its own.
        if found.kind == Complement::NounPhrase && !verb.complement.addressee {
            return None;
        }
        let who = Who::Entities(vec![(seen.mention, seen.entity)]);
        Some(self.frame(Some(seen.tokens), Some(who), Certainty::Stated, (found, None)))
    }

    /// A finite verb with its subject after it, or understood.
    fn of_verb(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        if let Some(frame) = self.issued(cue, verb, limit) {
            return Some(frame);
        }
        let honoured = self.honoured(cue, verb, limit);
        if let Some(frame) = honoured.or_else(|| self.own_paper(cue, verb, limit)) {
            return Some(frame);
        }
        let (start, mut via) = self.skip(cue.tokens.end, limit);
        let first = self.paragraph.sentence_start(cue.tokens.start);
        let fronting = &self.reader.lexicon.grammar.fronting;
        let topic = fronting.longest_with_proclitics(self.reader.tokens, first).is_some();
        let direct = self
            .marked_at(cue.tokens.end, verb, limit)
            .or_else(|| self.marked_at(start, verb, limit))
            // «أما الائتلاف، فقد دعا كافة الكتائب»
            .or_else(|| {
                self.noun_phrase_at(start, limit).filter(|_| topic && verb.complement.addressee)
            });
        if let Some(found) = direct {
            let found = self.told_behind(verb, self.quoted_behind(found, limit), limit);
            let found = self.answer_behind(verb, found, limit);
            return self
                .fronted(cue, (found.clone(), via.clone()))
                .or_else(|| self.implied(cue, (found, via)));
        }
        let subject = self.subject(start, limit);
        if let Some(frame) = self.only_object(cue, verb, (subject.as_ref(), limit)) {
            return Some(frame);
        }
        if subject.as_ref().is_some_and(|subject| !self.agrees(cue, verb, subject)) {
            let addressee = self.noun_phrase_at(start, limit)?;
            return self.implied(cue, (addressee, via));
        }
        let Some(subject) = subject else {
            return self.without_subject(cue, verb, start, limit);
        };
        let subject = self.with_company(subject, verb, limit);
        let (after, later_via) = self.skip(subject.tokens.end, limit);
        via = via.or(later_via);
        let found = self
            .marked_at(subject.tokens.end, verb, limit)
            .or_else(|| self.marked_at(after, verb, limit))
            .or_else(|| self.clause_after_comma(after, verb, limit))
            .or_else(|| self.complement_at(after, verb, limit))
            .or_else(|| self.beside_partner(after, verb, limit))
            .or_else(|| self.search(after, verb, limit))
            .or_else(|| self.past_occasion(subject.tokens.end..after, verb, limit))?;
        if let Some(frame) = self.second_title(&subject, &found, limit) {
            return Some(frame);
        }
        let found = self.clause_behind_name((&subject, found), verb, limit);
        let found = self.told_behind(verb, self.quoted_behind(found, limit), limit);
        let found = self.answer_behind(verb, found, limit);
        let (subject, found) = self.called_on(verb, subject, found);
        let parted = self.side_by_side(cue, verb, (&subject, &found));
        let parted = parted.or_else(|| self.one_or_two(cue, verb, (&subject, &found)));
        if let Some(frame) = parted.or_else(|| self.either(cue, verb, (&subject, &found))) {
            return Some(Frame { via, ..frame });
        }
        let (Subject { tokens, who }, certainty) = self.renamed(subject, &found);
        Some(self.frame(Some(tokens), Some(who), certainty, (found, via)))
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
        // «وأوضح قائلا إن»: the participle reports.
        if starting(self.cues, start).is_some_and(|cue| cue.reading.form == Form::Participle) {
            return None;
        }
        let kin = self.some_of_them(verb, start, limit).or_else(|| self.kin(verb, start, limit));
        if let Some(known) = kin.or_else(|| self.called_next(cue, verb, (start, limit))) {
            return Some(known);
        }
        let word = reader.tokens.word(start);
        let found = self.search(start, verb, limit);
        // «أكدا تصميمهما»: the noun with the pronoun of the subject is the content.
        let possessed = reader.possessed(start).is_some() && !crate::lang::has_article(word);
        if let Some((subject, content)) = self.owner_and_own(start, limit)
            && verb.complement.noun_phrase
            && found.is_none()
        {
            let who = Who::Described(subject.clone());
            let found = (content, None);
            return Some(self.frame(Some(subject), Some(who), Certainty::Fallback, found));
        }
        if verb.complement.noun_phrase && (possessed || found.is_none()) {
            let content = self.noun_phrase_at(start, limit)?;
            return self.implied(cue, (content, None)).filter(|_| possessed || verb.continues);
        }
        let addressee = verb.complement.addressee.then(|| {
            self.addressee_in(start, limit).or_else(|| self.addressee_behind(start, limit))
        });
        let addressee = addressee.flatten();
        let found = addressee.or(found)?;
        // «وأكد سموه حرص الدولة على»: a common noun without the article is the content.
        let common = reader.lexicon.grammar.is_common(reader.tokens, start)
            && !crate::lang::has_article(word)
            && found.kind == Complement::Preposition;
        if common && verb.complement.noun_phrase {
            let content = self.noun_phrase_at(start, limit)?;
            return self.implied(cue, (content, None));
        }
        let marks = |at: &usize| reader.tokens.is_mark(*at, ",") || reader.tokens.is_mark(*at, "(");
        let end = (start..found.at).find(marks).unwrap_or(found.at);
        let end = self.described_end(start..end);
        if end == start
            || reader.is_stop(start)
            // «عدد من أهالي البلدة»
            || reader.lexicon.grammar.quantifiers.longest(reader.tokens, start).is_some()
            || reader.lexicon.grammar.pronominal.contains(word)
            || reader.may_have_preposition(start)
            || reader.tokens.kind(start) != Some(TokenKind::Word)
        {
            return self.unread(start, &found).or_else(|| self.implied(cue, (found, None)));
        }
        let mention = start..end.min(start + 12);
        let who = self.named_at_end(&mention);
        let who = who.unwrap_or_else(|| Who::Described(mention.clone()));
        let subject = Subject { tokens: mention.clone(), who: who.clone() };
        if let Some(frame) = self.only_object(cue, verb, (Some(&subject), limit)) {
            return Some(frame);
        }
        if verb.complement.addressee && self.is_oblique(&subject) {
            let addressee = self.noun_phrase_at(start, limit)?;
            return self.implied(cue, (addressee, None));
        }
        if let Some(either) = self.either(cue, verb, (&subject, &found)) {
            return Some(either);
        }
        Some(self.frame(Some(mention), Some(who), Certainty::Fallback, (found, None)))
    }

    /// The subject is understood. Where nothing shows that a clause begins, it may stand right before
    /// the verb inside another clause: «أن الشركة قالت إن»; else nothing is said of who speaks.
    pub(super) fn implied(
        &mut self,
        cue: &Cue,
        found: (Found, Option<Range<usize>>),
    ) -> Option<Frame> {
        if let Some(who) = self.who_is_asked(cue) {
            return Some(self.frame(None, Some(who), Certainty::Implied, found));
        }
        if cue.place == CuePlace::Unmarked {
            let first = self.paragraph.sentence_start(cue.tokens.start);
            let start = self.clause_start(first..cue.tokens.start);
            let subject = self.subject(start, cue.tokens.start);
            let subject = subject.or_else(|| self.unread_speakers(start..cue.tokens.start, cue))?;
            let verb = verb_start(self.reader, cue.tokens.start);
            let Subject { tokens, who } = self.up_to_verb(subject, verb)?;
            return Some(self.frame(Some(tokens), Some(who), Certainty::Stated, found));
        }
        if let Some(frame) = self.set_apart(cue, &found) {
            return Some(frame);
        }
        if let Some(frame) = self.fronted(cue, found.clone()) {
            return Some(frame);
        }
        if self.is_of_noun_before(cue) || self.is_behind_office(cue) {
            return Some(self.unclear(found));
        }
        let asked = self.asked(cue);
        let mut who = asked.or_else(|| self.memory.implied(cue.reading, self.entities).cloned());
        if who.is_none() && cue.reading.number == crate::lang::Number::Two {
            let memory = self.memory;
            let subjects = Subjects { reader: self.reader, entities: self.entities, memory };
            who = subjects.latest_pair(cue.tokens.start, &[]);
        }
        let certainty = if who.is_some() { Certainty::Implied } else { Certainty::Nobody };
        Some(self.frame(None, who, certainty, found))
    }

    /// Where the clause of a verb begins inside its sentence: behind what opens it, «أن», a mark, or «لكن».
    fn clause_start(&self, before: Range<usize>) -> usize {
        let (reader, grammar) = (self.reader, &self.reader.lexicon.grammar);
        let first = before.start;
        let opened = before.rev().take(CLAUSE).find_map(|at| {
            let adversative = grammar.adversatives.longest_with_proclitics(reader.tokens, at);
            let opens = reader.is_complementiser(at)
                || grammar.resumed.at(reader.tokens, at)
                || reader.tokens.kind(at) == Some(TokenKind::Mark);
            let inside = adversative.filter(|_| at > first).map(|hit| at + hit.len);
            inside.or_else(|| opens.then(|| subject_start(reader, at + 1)))
        });
        opened.unwrap_or_else(|| subject_start(reader, first))
    }

    pub(super) fn frame(
        &self,
        mention: Option<Range<usize>>,
        who: Option<Who>,
        certainty: Certainty,
        (found, via): (Found, Option<Range<usize>>),
    ) -> Frame {
        let Found { kind, comp, content, .. } = found;
        let certainty = if who.is_none() { Certainty::Nobody } else { certainty };
        Frame { mention, who, certainty, complement: kind, comp, content, via, said: None }
    }

    pub(super) fn subject(&mut self, start: usize, limit: usize) -> Option<Subject> {
        let mut subjects =
            Subjects { reader: self.reader, entities: self.entities, memory: self.memory };
        subjects.at(start, limit)
    }
}
