//! Verbs that have an object before what is said: «ووصفت التقارير بأنها كاذبة», «أبلغ الوزير نظيره بأن».

use crate::lang::{Gender, TokenKind, Verb};

use super::complement::Found;
use super::cue::Cue;
use super::entity::{Done, may_be_two};
use super::frame::{Certainty, Complement, Frame, Framing};
use super::speaker::{Subject, Who};

/// Most words that describe who is held to bear something.
const ADJECTIVES: usize = 3;

impl Framing<'_, '_> {
    /// The frame of a verb that nobody does without an object, where one noun alone stands before what is said of
    /// it: the noun is the object, never who speaks. Joined to words of the same sentence the verb is of who said
    /// those; else nothing tells whose it is, for it may be a passive.
    pub(super) fn only_object(
        &mut self,
        cue: &Cue,
        verb: &Verb,
        (subject, limit): (Option<&Subject>, usize),
    ) -> Option<Frame> {
        let subject = subject?;
        let reader = self.reader;
        let complement = &verb.complement;
        if complement.noun_phrase && self.is_woman_behind_man(cue, subject) {
            let object = self.noun_phrase_at(subject.tokens.start, limit)?;
            return self.implied(cue, (object, None));
        }
        let needs = complement.only_addressee && &*verb.class != "accuse" && !self.has_object(cue);
        let behind = subject.tokens.end;
        if !needs || behind >= limit {
            return None;
        }
        let word = reader.tokens.word(behind);
        let governs = |one: &str| one == word || one.chars().count() == 1 && word.starts_with(one);
        let governed =
            complement.burden.iter().any(|one| governs(one)) && reader.may_have_preposition(behind);
        if reader.clause_at(behind).is_none() && !governed {
            return None;
        }
        let object = self.noun_phrase_at(subject.tokens.start, limit)?;
        let first = self.paragraph.sentence_start(cue.tokens.start);
        let joined =
            reader.tokens.word(cue.tokens.start).starts_with('و') && cue.tokens.start > first;
        if joined {
            return self.implied(cue, (object, None));
        }
        Some(self.unclear((object, None)))
    }

    /// «انتقد زعيمة المعارضة»: no verb in the masculine is said of a woman right behind it.
    fn is_woman_behind_man(&self, cue: &Cue, subject: &Subject) -> bool {
        let heads = &self.reader.lexicon.names.office_heads;
        let head = heads.longest(self.reader.tokens, subject.tokens.start);
        // «وكيله» folds to «وكيلة».
        let own = self.reader.possessed(subject.tokens.start).is_some();
        let woman = head.is_some_and(|hit| hit.value.gender == Some(Gender::Feminine)) && !own;
        let masculine = cue.reading.gender == Some(Gender::Masculine);
        cue.reading.form.is_finite() && masculine && woman && subject.tokens.start == cue.tokens.end
    }

    /// «أبلغ محمد كريم حداد بأن», «طالب سالم حسن خالد عمر بالاعتذار»: a verb that is done to somebody, and right behind it
    /// the name of one person or of two side by side: the first does it, nobody can tell where he ends.
    pub(super) fn one_or_two(
        &self,
        cue: &Cue,
        verb: &Verb,
        (subject, found): (&Subject, &Found),
    ) -> Option<Frame> {
        let Who::Entities(some) = &subject.who else { return None };
        let [(mention, _)] = some.as_slice() else { return None };
        let behind = found.at == subject.tokens.end
            && matches!(found.kind, Complement::Preposition | Complement::Clause);
        if !verb.complement.addressee || !behind || self.has_object(cue) {
            return None;
        }
        let name = self.entities.mentions.get(mention.0 as usize)?.span;
        let name = self.reader.tokens.within(name);
        let done = if &*verb.class == "say" { Done::Always } else { Done::AtTimes };
        // Of whom something is asked belongs to what is shown, whoever asks.
        let content = match found.kind {
            Complement::Clause => found.clone(),
            _ => self.found(found.kind, None, subject.tokens.start, subject.tokens.start),
        };
        may_be_two(self.reader, name, done).then(|| self.unclear((content, None)))
    }

    /// «حملت الفصائل الموالية لدمشق مسؤولية التصعيد»: a noun, its adjectives and what it is held to bear: nobody else stands
    /// behind the verb.
    pub(super) fn bears_burden(&self, verb: &Verb, subject: &Subject) -> bool {
        let reader = self.reader;
        let burden = |at: &usize| {
            let word = reader.tokens.word(*at);
            verb.complement.burden.iter().any(|one| one.chars().count() > 1 && **one == *word)
        };
        let mut near = subject.tokens.start + 1..subject.tokens.end + ADJECTIVES;
        let described = |at: usize| reader.is_adjective(at) || reader.may_have_preposition(at);
        let burden = near.find(burden);
        burden.is_some_and(|at| (subject.tokens.start + 1..at).all(described))
    }

    /// «ودعا الرئيس إلى», «كما دعا الرئيس إلى»: a verb that may be a further act of who spoke before.
    pub(super) fn is_further(&self, cue: &Cue) -> bool {
        let (tokens, start) = (self.reader.tokens, cue.tokens.start);
        let word = tokens.word(start);
        let first = self.paragraph.sentence_start(start);
        let also = start.checked_sub(1).filter(|at| *at >= first).is_some_and(|at| {
            self.reader.lexicon.grammar.also.longest_with_proclitics(tokens, at).is_some()
        });
        also || word.starts_with(['و', 'ف']) && !self.reader.lexicon.verbs.is_form(word)
    }

    /// «واعتبر والده أن»: who belongs to somebody named before speaks himself, where the verb is done to nobody.
    pub(super) fn kin(&self, verb: &Verb, start: usize, limit: usize) -> Option<Frame> {
        let reader = self.reader;
        let title = super::entity::title::title_at(reader, start, limit)?;
        let tokens = title.tokens.clone();
        let said = self.marked_at(tokens.end, verb, limit).filter(|found| {
            matches!(found.kind, Complement::Clause | Complement::Colon | Complement::Quote)
        })?;
        let alone = title.relation && title.name.is_none();
        let who = Who::Described(tokens.clone());
        let found = (said, None);
        match (alone, verb.complement.addressee) {
            (false, _) => None,
            // «وأبلغ والده أن»: he tells or is told.
            (true, true) => Some(self.unclear(found)),
            (true, false) => Some(self.frame(Some(tokens), Some(who), Certainty::Stated, found)),
        }
    }

    /// «أبلغ الوزير نظيره بأن», «كتب الوزير على منصة X أن»: behind whom somebody tells something, or where he writes
    /// it, stands what he says.
    pub(super) fn told_behind(&self, verb: &Verb, found: Found, limit: usize) -> Found {
        let tells = &*verb.class == "say"
            && verb.complement.addressee
            && verb.complement.clause
            && found.kind == Complement::NounPhrase;
        let writes = &*verb.class == "write" && found.kind == Complement::Preposition;
        if !tells && !writes {
            return found;
        }
        let plain = |at: &usize| {
            matches!(self.reader.tokens.kind(*at), Some(TokenKind::Word | TokenKind::Latin))
                && super::cue::starting(self.cues, *at).is_none()
        };
        let clause = (found.at + 1..limit)
            .take_while(plain)
            .find_map(|at| self.reader.clause_at(at).map(|len| (at, len)));
        match clause {
            Some((at, len)) => self.found(Complement::Clause, Some(at..at + len), at + len, at),
            None => found,
        }
    }
}
