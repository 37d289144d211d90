//! Verbs that have an object before what is said: «ووصفت التقارير بأنها كاذبة», «أبلغ الوزير نظيره بأن».

use crate::lang::{TokenKind, Verb};

use super::complement::Found;
use super::cue::Cue;
use super::frame::{Complement, Frame, Framing};
use super::speaker::Subject;

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

    /// «أبلغ الوزير نظيره بأن»: behind whom somebody tells something stands what he tells him.
    pub(super) fn told_behind(&self, verb: &Verb, found: Found, limit: usize) -> Found {
        let tells = &*verb.class == "say"
            && verb.complement.addressee
            && verb.complement.clause
            && found.kind == Complement::NounPhrase;
        if !tells {
            return found;
        }
        let plain = |at: &usize| {
            self.reader.tokens.kind(*at) == Some(TokenKind::Word)
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
