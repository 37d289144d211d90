//! Subjects that stand before their verb: «إيران دعت», «وكان مصدر ذكر», «أما الائتلاف، فقد دعا».

use std::ops::Range;

use crate::lang::{Number, TokenKind, Verb};

use super::complement::Found;
use super::cue::{Cue, starting};
use super::frame::{Certainty, Frame, Framing};
use super::speaker::{SUBJECT_NAME, Subject, Who};

/// Longest phrase before a verb that is shown as it stands, in tokens.
const LONGEST: usize = 8;
/// Most words that tell where an unnamed source is from.
const FROM: usize = 6;

impl Framing<'_, '_> {
    /// The subject stands before the verb: «إيران دعت», «وكان مصدر ذكر».
    pub(super) fn after_subject(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let first = self.paragraph.sentence_start(cue.tokens.start);
        let particle =
            cue.tokens.start.checked_sub(1).filter(|before| {
                self.reader.lexicon.grammar.particles.at(self.reader.tokens, *before)
            });
        let verb_start = particle.unwrap_or(cue.tokens.start);
        let inside = super::cue::auxiliary_before(self.reader, first, verb_start);
        let head = super::cue::subject_start(self.reader, first);
        let start = inside.map_or(head, |at| at + 1);
        let read = self.subject(start, cue.tokens.start);
        if read.as_ref().is_some_and(|subject| self.is_guess(subject)) {
            return None;
        }
        let whole = read.and_then(|subject| self.up_to_verb(subject, verb_start));
        let certainty = if whole.is_some() { Certainty::Stated } else { Certainty::Fallback };
        let subject = whole.or_else(|| self.unread_before(start..verb_start, cue))?;
        let (at, via) = self.skip(cue.tokens.end, limit);
        let found = self
            .marked_at(cue.tokens.end, verb, limit)
            // «قد أعلن الشهر الماضي أن»: the day is no content.
            .or_else(|| self.complement_at(at, verb, limit))
            .or_else(|| self.complement_at(cue.tokens.end, verb, limit))
            .or_else(|| self.search(at, verb, limit))?;
        let Subject { tokens, who } = subject;
        Some(self.frame(Some(tokens), Some(who), certainty, (found, via)))
    }

    /// «فإن التجار يؤكدون أن», «أن الحكومة قالت إن»: so is it in a clause where the verb is in the plural, which is
    /// said of people, or the phrase is a body by its kind alone.
    pub(super) fn unread_speakers(&self, phrase: Range<usize>, cue: &Cue) -> Option<Subject> {
        let bodies = &self.reader.lexicon.names.speaker_bodies;
        let kind = crate::lang::without_article(self.reader.tokens.word(phrase.start));
        let many = cue.reading.number == Number::Many;
        let body = phrase.len() == 1 && bodies.value_of(kind).is_some();
        (many || body).then(|| self.unread_before(phrase, cue)).flatten()
    }

    /// «المكتب الإعلامي بوزارة الداخلية قال إن»: a definite phrase that no rule reads, before a verb of saying
    /// with its clause, is shown as it stands.
    fn unread_before(&self, phrase: Range<usize>, cue: &Cue) -> Option<Subject> {
        let reader = self.reader;
        let says = matches!(
            &*reader.lexicon.verbs.verb(cue.reading).class,
            "say" | "add" | "announce" | "assert" | "explain"
        );
        let clause = reader.clause_at(cue.tokens.end).is_some()
            || reader.tokens.is_mark(cue.tokens.end, ":");
        let definite = crate::lang::has_article(reader.tokens.word(phrase.start));
        let plain = |at: usize| {
            reader.tokens.is_word(at)
                && starting(self.cues, at).is_none()
                && !reader.is_cue_form(at)
                && !reader.is_complementiser(at)
        };
        let shown = says
            && clause
            && definite
            && (1..=LONGEST).contains(&phrase.len())
            && phrase.clone().all(plain);
        // «وكان المنتج طارق صبحي قد صرح»
        let named = self.named_at_end(&phrase).filter(|_| shown);
        let who = named.unwrap_or_else(|| Who::Described(phrase.clone()));
        shown.then_some(Subject { tokens: phrase, who })
    }

    /// The subject at the head of the sentence, set off by a comma: «رئيس الوزراء، مصطفى نياس، قال»,
    /// «أما الائتلاف، فقد دعا».
    pub(super) fn fronted(
        &mut self,
        cue: &Cue,
        found: (Found, Option<Range<usize>>),
    ) -> Option<Frame> {
        let tokens = self.reader.tokens;
        let grammar = &self.reader.lexicon.grammar;
        let first = self.paragraph.sentence_start(cue.tokens.start);
        let topic =
            grammar.fronting.longest_with_proclitics(tokens, first).map_or(0, |hit| hit.len);
        let particle = cue.tokens.start.checked_sub(1).filter(|before| {
            crate::lang::bases(tokens.word(*before))
                .any(|base| grammar.particles.contains(&base.word))
        });
        let verb = particle.unwrap_or(cue.tokens.start);
        let joined = tokens.word(verb).starts_with(['و', 'ف']) && topic == 0;
        if joined || verb <= first + topic {
            return None;
        }
        let near = verb.checked_sub(1).filter(|comma| tokens.is_mark(*comma, ","));
        let named = near.and_then(|comma| self.entities.seen_ending(comma)).cloned();
        if let Some(seen) = named {
            let before = seen.tokens.start.checked_sub(1).filter(|before| *before >= first);
            let opens = before.is_some_and(|at| tokens.kind(at) == Some(TokenKind::Mark));
            let who = Who::Entities(vec![(seen.mention, seen.entity)]);
            if opens {
                return Some(self.frame(Some(seen.tokens), Some(who), Certainty::Stated, found));
            }
        }
        // «لكن رئيس البلدية، يانيس كونستانتينو، قال»
        let start =
            if topic > 0 { first + topic } else { super::cue::subject_start(self.reader, first) };
        let subject = self.subject(start, verb)?;
        let (end, _) = self.skip(subject.tokens.end, verb);
        // «أما فيريرا فاعترف»: the letter of the verb takes the place of the comma.
        let answered = topic > 0 && tokens.word(verb).starts_with('ف');
        // «خالد الحسن (35 عاما)، وهو من أبناء البلدة، قال»
        let mark = [",", "("].iter().any(|mark| tokens.is_mark(subject.tokens.end, mark));
        let set_off = (mark || answered) && end == verb;
        let Subject { tokens, who } = subject;
        (set_off && matches!(who, Who::Entities(_)))
            .then(|| self.frame(Some(tokens), Some(who), Certainty::Stated, found))
    }

    /// «لكن مدير المنشأة، وهو مهندس، قال»: an office at the head of the sentence, parted by a comma from its verb, that was
    /// not read: who spoke before is not who says it.
    pub(super) fn is_behind_office(&self, cue: &Cue) -> bool {
        let tokens = self.reader.tokens;
        let first = self.paragraph.sentence_start(cue.tokens.start);
        let start = super::cue::subject_start(self.reader, first);
        let heads = &self.reader.lexicon.names.office_heads;
        let mark = cue.tokens.start.checked_sub(1);
        let comma = mark.is_some_and(|at| tokens.is_mark(at, ",") || tokens.is_mark(at, ")"));
        let whole = (start..cue.tokens.start).all(|at| starting(self.cues, at).is_none());
        cue.reading.form.is_finite()
            && comma
            && whole
            && start < cue.tokens.start
            && heads.longest(tokens, start).is_some_and(|hit| !hit.value.weak)
    }

    /// True for a name that nothing but its place shows: before a verb that may as well be the rest of
    /// another clause, «وبعث سمو ولي العهد برقية أعرب فيها».
    pub(super) fn is_guess(&self, subject: &Subject) -> bool {
        let Who::Entities(some) = &subject.who else { return false };
        let given =
            |at: usize| self.reader.lexicon.names.given.longest(self.reader.tokens, at).is_some();
        some.iter().any(|(mention, _)| {
            let found = self.entities.mentions.get(mention.0 as usize);
            found.is_some_and(|found| {
                let tokens = self.reader.tokens.within(found.span);
                found.evidence.rule == SUBJECT_NAME && !tokens.into_iter().any(given)
            })
        })
    }

    /// A subject that reaches up to its verb, or is parted from it by nothing but what is told of it: a relative
    /// clause, «زكريا الذي أجرى المقابلة مع بلير اتهمه»; whether he would be named, «مسؤول كبير طلب عدم نشر اسمه قال»;
    /// of a source without a name also where it is from, which belongs to its phrase: «ناشط من أبناء المدينة ذكر».
    pub(super) fn up_to_verb(&self, subject: Subject, verb: usize) -> Option<Subject> {
        let (tokens, grammar) = (self.reader.tokens, &self.reader.lexicon.grammar);
        let end = subject.tokens.end;
        if end == verb {
            return Some(subject);
        }
        let plain = |at: usize| {
            tokens.is_word(at)
                && starting(self.cues, at).is_none()
                && !self.reader.is_complementiser(at)
        };
        let relative = grammar.relatives.at(tokens, end);
        let unnamed = matches!(subject.who, Who::Described(_));
        let told =
            unnamed && grammar.skip_heads.longest(tokens, end).is_some_and(|hit| hit.len > 1);
        let from = unnamed
            && (grammar.prepositions.at(tokens, end) || self.reader.has_preposition(end))
            && verb.saturating_sub(end) <= FROM
            && (end..verb).all(|at| !self.reader.is_cue_form(at));
        if end > verb || !(end..verb).all(plain) {
            return None;
        }
        if relative || told {
            return Some(subject);
        }
        let phrase = subject.tokens.start..verb;
        from.then(|| Subject { tokens: phrase.clone(), who: Who::Described(phrase) })
    }
}
