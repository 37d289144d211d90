//! Who is called on: the addressee of a verb, and when he cannot be told from its subject.

use std::ops::Range;

use crate::lang::{Form, Gender, Verb};
use crate::model::MentionKind;

use super::Reader;
use super::complement::Found;
use super::cue::{Cue, starting};
use super::frame::{Certainty, Complement, Frame, Framing};
use super::speaker::{Subject, Who};

/// How far behind an addressee the preposition of the verb may stand, in tokens.
const REACH: usize = 8;

impl Framing<'_, '_> {
    /// False for «دعا أنقرة» and «دعا الشركات»: what is feminine by its ending does not go with a
    /// masculine verb, so it is the addressee.
    pub(super) fn agrees(&self, cue: &Cue, verb: &Verb, subject: &Subject) -> bool {
        if !verb.complement.addressee {
            return true;
        }
        let tokens = self.reader.tokens;
        let noun = tokens.word(subject.tokens.start);
        // «دعا الطرفين إلى»: the accusative is no subject.
        let oblique = &self.reader.lexicon.grammar.ending.participle_plural;
        let collective = &self.reader.lexicon.names.collectives;
        if collective.longest(tokens, subject.tokens.start).is_some()
            && noun.ends_with(oblique.as_str())
        {
            return false;
        }
        if self.goes_on(cue) && collective.longest(tokens, subject.tokens.start).is_some() {
            return false;
        }
        // «دعا المواطنين إلى»: so is any plural in the accusative.
        if self.is_oblique(subject) || self.is_other_gender(cue, subject) {
            return false;
        }
        let place = subject.tokens.len() == 1
            && self
                .reader
                .lexicon
                .names
                .place_forms
                .longest(tokens, subject.tokens.start)
                .is_some();
        let body = match &subject.who {
            Who::Described(_) => true,
            Who::Entities(some) => some.first().is_some_and(|(_, entity)| {
                self.entities.get(*entity).is_some_and(|found| found.kind == MentionKind::Body)
            }),
        };
        let endings = &self.reader.lexicon.grammar.ending.feminine;
        let feminine = endings.iter().any(|ending| noun.ends_with(ending.as_str()))
            || (place && noun.ends_with('ا'));
        self.is_feminine(cue) || !(body && feminine)
    }

    /// A plural in the accusative with the article, which is no name.
    pub(super) fn is_oblique(&self, subject: &Subject) -> bool {
        let ending = &self.reader.lexicon.grammar.ending.participle_plural;
        let noun = self.reader.tokens.word(subject.tokens.start);
        subject.tokens.len() == 1
            && crate::lang::has_article(noun)
            && noun.chars().count() > 6
            && noun.ends_with(ending.as_str())
            && matches!(subject.who, Who::Described(_))
    }

    /// «وحذر إسرائيل من», «وتطالب مجلس الأمن ب», «ودعت الوزير إلى»: the verb is not said of it.
    fn is_other_gender(&self, cue: &Cue, subject: &Subject) -> bool {
        let (reader, start) = (self.reader, subject.tokens.start);
        let names = &reader.lexicon.names;
        let masculine = reader.lexicon.grammar.masculine.longest(reader.tokens, start).is_some();
        let person = match &subject.who {
            Who::Entities(some) if some.len() == 1 => some.first().and_then(|one| {
                let found = self.entities.get(one.1)?;
                (found.kind == MentionKind::Person).then(|| found.gender()).flatten()
            }),
            _ => None,
        };
        if self.is_feminine(cue) {
            return masculine || person == Some(Gender::Masculine);
        }
        let place = names.place_forms.longest(reader.tokens, start);
        let country = place.is_some_and(|hit| {
            hit.len == subject.tokens.len()
                && names.places.get(*hit.value).is_some_and(|place| place.speaks)
        });
        country && !masculine || person == Some(Gender::Feminine)
    }

    /// «طالبت النائبة سهام بدر رئيس الوزراء بفتح تحقيق»: an office that nobody has beside another, right
    /// behind a titled name without a comma, is whom she calls on.
    pub(super) fn called_on(
        &self,
        verb: &Verb,
        subject: Subject,
        found: Found,
    ) -> (Subject, Found) {
        let reader = self.reader;
        let named = (subject.tokens.start + 1..subject.tokens.end)
            .find(|at| reader.lexicon.names.called_heads.longest(reader.tokens, *at).is_some())
            .filter(|at| self.entities.seen_ending(*at).is_some());
        let calls = verb.complement.addressee && found.kind == Complement::Preposition;
        let addressee = named.filter(|_| calls).and_then(|at| self.noun_phrase_at(at, at + 1));
        match addressee {
            Some(addressee) => {
                let tokens = subject.tokens.start..addressee.at;
                (Subject { tokens, ..subject }, addressee)
            }
            None => (subject, found),
        }
    }

    /// The addressee after a subject that is no name: «ويتهم محتجون ومصريون عاديون مبارك بأنه». What
    /// is in the genitive of the word before it is none.
    pub(super) fn addressee_in(&self, start: usize, limit: usize) -> Option<Found> {
        let at =
            (start + 1..limit.min(start + 6)).find(|at| self.entities.seen_at(*at).is_some())?;
        let before = self.reader.tokens.word(at - 1);
        let plural = &self.reader.lexicon.grammar.ending.imperfect_plural;
        let complete = before.ends_with(plural.as_str()) || crate::lang::has_article(before);
        let plain =
            (start..at).all(|at| self.reader.tokens.is_word(at) && !self.reader.is_stop(at));
        (complete && plain).then(|| self.noun_phrase_at(at, limit)).flatten()
    }

    /// The addressee behind a phrase in commas: «ودعا وزراء الخارجية، في ختام اجتماعهم، إيران إلى».
    pub(super) fn addressee_behind(&self, start: usize, limit: usize) -> Option<Found> {
        let tokens = self.reader.tokens;
        let comma = (start + 1..limit).find(|at| tokens.is_mark(*at, ","))?;
        let plain =
            (start..comma).all(|at| tokens.is_word(at) && starting(self.cues, at).is_none());
        let (at, _) = self.skip(comma, limit);
        let named = self.entities.seen_at(at).is_some()
            || self.reader.lexicon.names.place_forms.longest(tokens, at).is_some();
        (plain && named && at > comma + 1).then(|| self.noun_phrase_at(at, limit)).flatten()
    }

    /// The frame where nothing says whether the noun behind the verb calls or is called on.
    pub(super) fn either(
        &self,
        cue: &Cue,
        verb: &Verb,
        (subject, found): (&Subject, &Found),
    ) -> Option<Frame> {
        // «اتهم الوزير سالم حداد بالتقصير»: he accuses or is accused.
        let burden =
            verb.complement.burden.iter().any(|noun| **noun == *self.reader.tokens.word(found.at));
        let told = found.is_governed()
            || found.kind == Complement::Clause
            || found.kind == Complement::NounPhrase && burden;
        let beside = told && found.at == subject.tokens.end || self.bears_burden(verb, subject);
        let accused = &*verb.class == "accuse" && beside && !self.has_object(cue);
        if !accused && !self.is_either(cue, verb, (subject, found)) {
            return None;
        }
        let start = subject.tokens.start;
        let content = self.found(Complement::Preposition, None, start, start);
        let frame = self.frame(None, None, Certainty::Nobody, (content, None));
        Some(Frame { certainty: Certainty::Either, ..frame })
    }

    /// «سأل الصحفي الوزير سالم حداد: …»: behind a verb that is done to somebody two offices side by side are
    /// as well two persons. Where they differ in gender the verb tells who does it, else nothing does.
    pub(super) fn side_by_side(
        &self,
        cue: &Cue,
        verb: &Verb,
        (subject, found): (&Subject, &Found),
    ) -> Option<Frame> {
        if !verb.complement.addressee {
            return None;
        }
        let start = subject.tokens.start;
        let governed = found.is_governed();
        // «اتهمت المعارضة الوزير سالم حداد بالكذب»: a side that many make up has nobody's name.
        let collectives = &self.reader.lexicon.names.collectives;
        let side =
            collectives.longest(self.reader.tokens, start).filter(|hit| hit.value.number != 2);
        let called = side.map(|hit| start + hit.len).filter(|at| *at < subject.tokens.end);
        if let Some(at) = called.filter(|_| governed) {
            let addressee = self.found(Complement::NounPhrase, None, at, at);
            let who = Who::Described(start..at);
            let found = (addressee, None);
            return Some(self.frame(Some(start..at), Some(who), Certainty::Stated, found));
        }
        let (second, genders) = two_offices(self.reader, &subject.tokens)?;
        let agrees = |gender: Option<Gender>| {
            gender.map(|gender| (gender == Gender::Feminine) == self.is_feminine(cue))
        };
        let [first, other] = genders.map(agrees);
        let does = first == Some(true) && other == Some(false);
        let from = if does { second } else { start };
        let addressee = self.found(Complement::Preposition, None, from, from);
        let found = if governed { addressee } else { found.clone() };
        if does {
            let who = Who::Described(start..second);
            return Some(self.frame(
                Some(start..second),
                Some(who),
                Certainty::Stated,
                (found, None),
            ));
        }
        let frame = self.frame(None, None, Certainty::Nobody, (found, None));
        Some(Frame { certainty: Certainty::Either, ..frame })
    }

    /// True where a verb with its conjunction may be a further act of who spoke before, and the noun
    /// behind it the addressee as well as the subject: «اتهم سالم الحكومة …، ودعا مجلس الأمن إلى
    /// التحرك», «قال سالم إن القرار باطل. ودعا الرئيس إلى الاستقالة».
    fn is_either(&self, cue: &Cue, verb: &Verb, (subject, found): (&Subject, &Found)) -> bool {
        let joined = self.is_further(cue);
        let beside = found.is_governed() && found.at == subject.tokens.end;
        if !verb.complement.addressee || !joined || !beside {
            return false;
        }
        let last: &[_] = match &self.memory.last {
            Some(Who::Entities(last)) => last,
            Some(Who::Described(_)) => &[],
            None => return false,
        };
        let some: &[_] = match &subject.who {
            Who::Entities(some) => some,
            Who::Described(_) => &[],
        };
        let named = some
            .iter()
            .any(|one| last.iter().any(|other| other.1 == one.1) || self.memory.has_spoken(one.1));
        // «قالت الحركة إن القرار ظالم، ودعت الحركة إلى»
        let again = match (&self.memory.last, &subject.who) {
            (Some(Who::Described(last)), Who::Described(own)) => {
                self.reader.tokens.word(last.start) == self.reader.tokens.word(own.start)
            }
            _ => false,
        };
        let known = named || again;
        let before = self.cues.partition_point(|other| other.tokens.start < cue.tokens.start);
        let earlier = self.cues.get(..before).unwrap_or_default();
        let earlier = earlier.iter().rev().find(|other| other.reading.form.is_finite());
        // Bodies side by side speak in turn.
        let person = !last.is_empty()
            && last.iter().all(|(_, entity)| {
                let found = self.entities.get(*entity);
                found.is_some_and(|found| found.kind == MentionKind::Person)
            });
        let first = self.paragraph.sentence_start(cue.tokens.start);
        earlier.is_some_and(|earlier| {
            let near = person || earlier.tokens.start >= first;
            !known && near && self.is_feminine(earlier) == self.is_feminine(cue)
        })
    }

    /// «سأل الصحفي الوزير عن الموازنة، وأجاب بأن»: of the two whom the question names, the one who is
    /// asked answers.
    pub(super) fn asked(&self, cue: &Cue) -> Option<Who> {
        let class = |cue: &Cue| &*self.reader.lexicon.verbs.verb(cue.reading).class;
        if class(cue) != "reply" {
            return None;
        }
        let before = self.cues.partition_point(|other| other.tokens.start < cue.tokens.start);
        let question = self.cues.get(before.checked_sub(1)?)?;
        let first = self.paragraph.sentence_start(cue.tokens.start);
        if class(question) != "ask" || question.tokens.start < first {
            return None;
        }
        let named = question.tokens.end..cue.tokens.start;
        let mut seen = named.filter_map(|at| self.entities.seen_at(at)).filter(|seen| {
            let found = self.entities.get(seen.entity);
            found.is_some_and(|found| found.kind != MentionKind::Place)
        });
        let asker = seen.next()?;
        let asked = seen.find(|seen| seen.entity != asker.entity)?;
        Some(Who::Entities(vec![(asked.mention, asked.entity)]))
    }

    /// «انتقد النائب الموازنة وطالب الحكومة بتعديلها»: the noun behind a further verb of the same
    /// speaker is whom he calls on, where the verb's preposition follows it. «انتقدت النائبة الموازنة
    /// وطالبت الحكومة» may have the body for its subject as well.
    pub(super) fn called_next(
        &mut self,
        cue: &Cue,
        verb: &Verb,
        (start, limit): (usize, usize),
    ) -> Option<Frame> {
        if !verb.complement.addressee || !self.goes_on(cue) {
            return None;
        }
        let (tokens, lexicon) = (self.reader.tokens, self.reader.lexicon);
        let word = tokens.word(start);
        let ending = &lexicon.grammar.ending;
        let addressee = self.noun_phrase_at(start, limit)?;
        let mut behind = start + 1..limit.min(start + REACH);
        let governed = behind.any(|at| self.marked_at(at, verb, limit).is_some());
        if !governed || word.ends_with(ending.imperfect_plural.as_str()) {
            return None;
        }
        let feminine = ending.feminine.iter().any(|end| word.ends_with(end.as_str()));
        let kind = crate::lang::without_article(word);
        let bodies = &lexicon.names.speaker_bodies;
        let body = [word, kind].iter().any(|word| bodies.value_of(word).is_some());
        if body && feminine && self.is_feminine(cue) {
            let frame = self.frame(None, None, Certainty::Nobody, (addressee, None));
            return Some(Frame { certainty: Certainty::Either, ..frame });
        }
        self.implied(cue, (addressee, None))
    }

    /// «أدان الأمين العام الهجوم ودعا الأطراف إلى»: joined to a report without a comma, the verb is of
    /// the same speaker, and many that stand behind it are whom he calls on.
    fn goes_on(&self, cue: &Cue) -> bool {
        let tokens = self.reader.tokens;
        let word = tokens.word(cue.tokens.start);
        let joined = word.starts_with('و') && !self.reader.lexicon.verbs.is_form(word);
        let first = self.paragraph.sentence_start(cue.tokens.start);
        let inside = cue.tokens.start > first && tokens.is_word(cue.tokens.start - 1);
        let before = self.cues.partition_point(|other| other.tokens.start < cue.tokens.start);
        let earlier = before.checked_sub(1).and_then(|at| self.cues.get(at));
        let report = |earlier: &Cue| earlier.is_verb() && earlier.tokens.start >= first;
        joined && inside && earlier.is_some_and(report)
    }

    /// «اتهمه»: the verb bears the pronoun of whom it is done to.
    pub(super) fn has_object(&self, cue: &Cue) -> bool {
        let word = self.reader.tokens.word(cue.tokens.start);
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        let verbs = &self.reader.lexicon.verbs;
        !verbs.is_form(word) && !verbs.is_form(bare)
    }

    /// True for a verb whose form is feminine.
    fn is_feminine(&self, cue: &Cue) -> bool {
        // «وصفته واشنطن»: the pronoun hides the ending.
        if self.has_object(cue) {
            return cue.reading.gender == Some(Gender::Feminine);
        }
        let word = self.reader.tokens.word(cue.tokens.start);
        let bare = word.strip_prefix(['و', 'ف', 'س']).unwrap_or(word);
        // «توعد», «تعهد»: in the perfect the letter is the verb's own.
        let begun = bare.starts_with('ت') && cue.reading.form != Form::Perfect;
        bare.ends_with('ت') || begun
    }

    /// How many tokens a body takes that is spoken to: «لرويترز».
    pub(super) fn addressed_body(&self, at: usize) -> Option<usize> {
        let bodies = &self.reader.lexicon.names.body_forms;
        let hit = bodies.longest_with_proclitics(self.reader.tokens, at);
        // «لمراسلنا»
        let word = self.reader.tokens.word(at);
        let heads = &self.reader.lexicon.grammar.agency_heads;
        // «للقناة»
        let outlet = word.starts_with('ل')
            && crate::lang::bases(word).skip(1).any(|base| heads.contains(&base.word));
        hit.filter(|hit| hit.proclitic == "ل").map(|hit| hit.len).or(outlet.then_some(1))
    }

    /// «لفرانس برس», «لأحمد», «للنائب كريم ناصر»: the one who is spoken to.
    pub(super) fn is_to_somebody(&self, at: usize) -> bool {
        let names = &self.reader.lexicon.names;
        let tokens = self.reader.tokens;
        let person =
            names.person_forms.longest_with_proclitics(tokens, at).map(|hit| hit.proclitic);
        let given = || names.given.longest_with_proclitics(tokens, at).map(|hit| hit.proclitic);
        let office =
            names.office_heads.longest_with_proclitics(tokens, at).map(|hit| hit.proclitic);
        let other =
            || names.counterparts.longest_with_proclitics(tokens, at).map(|hit| hit.proclitic);
        self.addressed_body(at).is_some()
            || person.or_else(given).is_some_and(|proclitic| proclitic == "ل")
            || office.or_else(other).is_some_and(|proclitic| proclitic.starts_with('ل'))
    }
}

/// «الصحفي الوزير سالم حداد»: an office with the article right before another that goes beside no office; where
/// the second begins, and their genders.
pub(super) fn two_offices(
    reader: &Reader<'_>,
    phrase: &Range<usize>,
) -> Option<(usize, [Option<Gender>; 2])> {
    let names = &reader.lexicon.names;
    let start = phrase.start;
    let head = names.office_heads.longest(reader.tokens, start)?;
    let behind = start + head.len;
    let second = (behind..phrase.end).find(|at| !reader.is_adjective(*at))?;
    let other = names.office_heads.longest(reader.tokens, second)?;
    // «النائب المحامي», «السيد الوزير», «الرئيس الشيخ»: what goes beside any office.
    let beside = other.value.weak
        || other.value.calling
        || names.eponyms.kings.longest(reader.tokens, second).is_some();
    let two = !head.value.weak && !beside && crate::lang::has_article(reader.tokens.word(start));
    two.then_some((second, [head.value.gender, other.value.gender]))
}
