//! Who is called on: the addressee of a verb, and when he cannot be told from its subject.

use crate::lang::Verb;
use crate::model::MentionKind;

use super::complement::Found;
use super::cue::{Cue, starting};
use super::frame::{Complement, Framing};
use super::speaker::{Subject, Who};

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

    /// True where a verb with its conjunction may be a further act of who spoke before, and the noun
    /// behind it the addressee as well as the subject: «اتهم سالم الحكومة …، ودعا مجلس الأمن إلى
    /// التحرك». Across a stop only of a body, where a person spoke before: bodies side by side speak
    /// in turn.
    pub(super) fn is_either(
        &self,
        cue: &Cue,
        verb: &Verb,
        (subject, found): (&Subject, &Found),
    ) -> bool {
        let word = self.reader.tokens.word(cue.tokens.start);
        let joined = word.starts_with(['و', 'ف']) && !self.reader.lexicon.verbs.is_form(word);
        let beside = found.kind == Complement::Preposition && found.at == subject.tokens.end;
        if !verb.complement.addressee || !joined || !beside {
            return false;
        }
        let Who::Entities(some) = &subject.who else { return false };
        let Some(Who::Entities(last)) = &self.memory.last else { return false };
        let known = some
            .iter()
            .any(|one| last.iter().any(|other| other.1 == one.1) || self.memory.has_spoken(one.1));
        let kind = |entity: &usize| self.entities.get(*entity).map(|found| found.kind);
        let body = some.iter().all(|(_, entity)| kind(entity) == Some(MentionKind::Body))
            && last.iter().all(|(_, entity)| kind(entity) == Some(MentionKind::Person));
        let before = self.cues.partition_point(|other| other.tokens.start < cue.tokens.start);
        let earlier = self.cues.get(..before).unwrap_or_default();
        let earlier = earlier.iter().rev().find(|other| other.reading.form.is_finite());
        earlier.is_some_and(|earlier| {
            let first = self.paragraph.sentence_start(cue.tokens.start);
            let near = earlier.tokens.start >= first || body;
            !known && near && self.is_feminine(earlier) == self.is_feminine(cue)
        })
    }

    /// True for a verb whose form is feminine.
    fn is_feminine(&self, cue: &Cue) -> bool {
        let word = self.reader.tokens.word(cue.tokens.start);
        let bare = word.strip_prefix(['و', 'ف', 'س']).unwrap_or(word);
        bare.ends_with('ت') || bare.starts_with('ت')
    }

    /// How many tokens a body takes that is spoken to: «لرويترز».
    pub(super) fn addressed_body(&self, at: usize) -> Option<usize> {
        let bodies = &self.reader.lexicon.names.body_forms;
        let hit = bodies.longest_with_proclitics(self.reader.tokens, at);
        hit.filter(|hit| hit.proclitic == "ل").map(|hit| hit.len)
    }

    /// «لفرانس برس»: the one who is spoken to.
    pub(super) fn is_to_body(&self, at: usize) -> bool {
        self.addressed_body(at).is_some()
            || self.reader.lexicon.grammar.skip_heads.longest(self.reader.tokens, at).is_some()
    }
}
