//! Complements: a clause, a colon, a quotation, a preposition or a noun phrase, and where each begins.

use std::ops::Range;

use crate::lang::{Form, TokenKind, Verb};

use super::cue::{Cue, CuePlace, starting};
use super::frame::{Complement, Framing};
use super::quote::Quote;

/// How far a lone preposition may stand from its verb.
const PREPOSITION_REACH: usize = 26;

/// Longest phrase between a verb and the colon of its quotation, in tokens.
const PHRASE: usize = 8;

/// Longest name in quotation marks, in tokens, and of what is called so.
const NAMED: usize = 3;
const WORK: usize = 7;

/// A complement found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: Complement,
    pub(super) comp: Option<Range<usize>>,
    pub(super) content: usize,
    /// Where it begins.
    pub(super) at: usize,
}

impl Complement {
    /// True for a noun, with a preposition or without.
    pub(crate) fn is_noun(self) -> bool {
        matches!(self, Self::Preposition | Self::NounPhrase)
    }
}

impl Found {
    /// True for what a preposition governs, in marks or not: «على "ضبط النفس"».
    pub(super) fn is_governed(&self) -> bool {
        let quoted = self.kind == Complement::Quote && self.comp.is_some();
        self.kind == Complement::Preposition || quoted
    }
}

impl Framing<'_, '_> {
    /// A complement that its own mark shows: a clause, a colon, a quotation, a preposition.
    pub(super) fn marked_at(&self, at: usize, verb: &Verb, limit: usize) -> Option<Found> {
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
        // «وأضافت يجب», «مضيفا لدي»: careless pages leave the complementiser out.
        let grammar = &self.reader.lexicon.grammar;
        if verb.complement.speech
            && matches!(&*verb.class, "say" | "add")
            && grammar.unmarked_clauses.at(tokens, at)
            && !self.reader.plain(at).ends_with('ى')
            && grammar.skip_heads.longest(tokens, at).is_none_or(|hit| hit.len == 1)
        {
            return Some(self.found(Complement::Unmarked, None, at, at));
        }
        // «اتهم "مجموعات المعارضة" بالوقوف»: where an addressee comes first, marks are his name's.
        let speech = verb.complement.speech || !verb.complement.addressee;
        if speech
            && self
                .paragraph
                .opening(at)
                .filter(|quote| !self.is_named_subject(quote) && !self.is_work(quote))
                .is_some_and(|quote| quote.content().len() > 2 || self.is_saying(quote.close))
        {
            return Some(self.found(Complement::Quote, None, at, at));
        }
        let word = tokens.word(at);
        if verb.complement.from_addressee && self.reader.is_addressee_preposition(at) {
            let end = self.addressee_end(at + 1, limit);
            let clause = self.reader.clause_at(end).unwrap_or(0);
            let comp = (clause > 0).then(|| end..end + clause);
            return Some(self.found(Complement::Preposition, comp, end + clause, at));
        }
        let takes = verb.complement.prepositions.iter().any(|preposition| **preposition == *word);
        if takes && !self.is_occasion(at, limit) && !self.is_elsewhere(at, verb, limit) {
            // «علق بالقول إن»
            if let Some(len) = self.reader.clause_at(at + 1).filter(|_| at + 1 < limit) {
                let comp = at..at + 1 + len;
                return Some(self.found(Complement::Clause, Some(comp), at + 1 + len, at));
            }
            let quote = self.paragraph.opening(at + 1).filter(|quote| quote.content().len() > 2);
            let kind = if quote.is_some() { Complement::Quote } else { Complement::Preposition };
            return Some(self.found(kind, Some(at..at + 1), at + 1, at));
        }
        let attached = verb.complement.attached.iter().any(|c| word.starts_with(*c));
        // «توعد بـ"تصعيد"»: the letter stands alone before the mark.
        if attached && word.chars().count() == 1 && self.paragraph.opening(at + 1).is_some() {
            return Some(self.found(Complement::Quote, Some(at..at + 1), at + 1, at));
        }
        if attached
            && word.chars().count() > 3
            && !self.is_frame_word(at)
            && !self.is_whole(at)
            && !self.is_at_body(at, verb, limit)
            && !self.is_before_own_clause(at, limit)
        {
            return Some(self.found(Complement::Preposition, None, at, at));
        }
        None
    }

    /// «رأى في حديث إلى إذاعة "صوت لبنان" أن»: the occasion, behind which the content has a mark of
    /// its own; «شكك في بيان الحكومة» has none.
    fn is_occasion(&self, at: usize, limit: usize) -> bool {
        let tokens = self.reader.tokens;
        // «ورأى في عظة الأحد أن»
        if self.is_inside_of(at, limit) {
            return true;
        }
        if self.reader.lexicon.grammar.skip_heads.longest(tokens, at).is_none_or(|hit| hit.len < 2)
        {
            return false;
        }
        self.is_said_behind(at, limit)
    }

    /// «كتب على منصة إكس: «…»»: where a phrase ends in a colon and a quotation, that is what was said.
    pub(super) fn quoted_behind(&self, found: Found, limit: usize) -> Found {
        if !found.kind.is_noun() {
            return found;
        }
        let tokens = self.reader.tokens;
        let near = found.content..limit.min(found.content + PHRASE);
        let colon = near
            // «على صفحتها في «فيسبوك» تقول: «…»»: a verb right before the colon says the same.
            .take_while(|at| {
                let verb = found.kind == Complement::Preposition && tokens.is_mark(at + 1, ":");
                verb || starting(self.cues, *at).is_none()
            })
            .find(|at| tokens.is_mark(*at, ":") && self.paragraph.opening(*at + 1).is_some());
        // «كتب على «إكس»: «…»»: a name in marks is no quotation.
        let named =
            |at: usize| self.paragraph.quote_at(at).is_some_and(|quote| quote.content().len() <= 3);
        // «على منصة X»
        let latin = |at: usize| tokens.kind(at) == Some(TokenKind::Latin);
        let plain = |colon: usize| {
            (found.content..colon).all(|at| tokens.is_word(at) || latin(at) || named(at))
        };
        match colon.filter(|colon| plain(*colon)) {
            Some(colon) => self.found(Complement::Colon, None, colon + 1, colon),
            None => found,
        }
    }

    /// «وقالت «أطباء بلا حدود» إن»: short marks with the clause of the verb behind them hold a name.
    fn is_named_subject(&self, quote: &Quote) -> bool {
        let content = quote.content();
        // «أفاد «مرصد المدينة لحقوق الإنسان» بأن»: a longer one where it is a body that was seen.
        let seen = || {
            let whole = self.entities.seen_at(content.start);
            whole.is_some_and(|seen| seen.tokens.end == content.end)
        };
        let short = content.len() <= NAMED || content.len() <= WORK && seen();
        short && self.reader.clause_at(quote.close + 1).is_some()
    }

    /// «في برنامج «صباح الخير يا بلدي»»: short marks behind a noun for what is called so hold its name, unless they close
    /// the sentence.
    fn is_work(&self, quote: &Quote) -> bool {
        let reader = self.reader;
        let works = &reader.lexicon.grammar.works;
        let called = quote.open.checked_sub(1).is_some_and(|noun| {
            works.longest_with_proclitics(reader.tokens, noun).is_some_and(|hit| hit.len == 1)
        });
        let ends = self.paragraph.sentence(quote.open).end <= quote.close + 2;
        called && quote.content().len() <= WORK && !ends
    }

    /// True for a colon, or for a quotation that is no name.
    pub(super) fn is_said_at(&self, at: usize) -> bool {
        self.reader.tokens.is_mark(at, ":")
            || self.paragraph.opening(at).is_some_and(|quote| quote.content().len() > 3)
    }

    /// True for a word whose first letter is its own, not a preposition: a name, «بيان».
    pub(super) fn is_whole(&self, at: usize) -> bool {
        let names = &self.reader.lexicon.names;
        let word = self.reader.tokens.word(at);
        let grammar = &self.reader.lexicon.grammar;
        // «طالب بعضهم بتوفير»
        grammar.quantifiers.longest(self.reader.tokens, at).is_some()
            || grammar.carriers.contains(word)
            || grammar.bare_carriers.contains(word)
            || self.entities.by_last(word).is_some()
            || names.person_forms.longest(self.reader.tokens, at).is_some()
            || names.given.longest(self.reader.tokens, at).is_some()
            || names.place_forms.longest(self.reader.tokens, at).is_some()
            // «واعتذر لاعب الفريق»
            || names.office_heads.longest(self.reader.tokens, at).is_some()
            || names.unnamed_heads.longest(self.reader.tokens, at).is_some()
            || names.speaker_bodies.longest(self.reader.tokens, at).is_some()
            || names.body_forms.longest(self.reader.tokens, at).is_some()
    }

    /// The end of the addressee: «من مجلس الأمن» before what is asked.
    pub(super) fn addressee_end(&self, at: usize, limit: usize) -> usize {
        let seen = self.entities.seen_at(at).map(|seen| seen.tokens.end);
        let end = super::entity::body::phrase_end(self.reader, at, seen.unwrap_or(at + 1), limit);
        end.min(limit)
    }

    pub(super) fn found(
        &self,
        kind: Complement,
        comp: Option<Range<usize>>,
        content: usize,
        at: usize,
    ) -> Found {
        Found { kind, comp, content, at }
    }

    /// A complement at a token: marked, or a noun phrase where the verb takes one.
    pub(super) fn complement_at(&self, at: usize, verb: &Verb, limit: usize) -> Option<Found> {
        self.marked_at(at, verb, limit).or_else(|| {
            let takes = verb.complement.noun_phrase || verb.complement.addressee;
            takes
                .then(|| self.noun_phrase_at(at, limit))
                .flatten()
                .filter(|_| !self.is_governed(at, verb))
        })
    }

    /// A noun phrase as content: a word that is no preposition, stop word or other cue.
    pub(super) fn noun_phrase_at(&self, at: usize, limit: usize) -> Option<Found> {
        // «وأكد أبو زيد أهمية الدعم»: a name that is read as nobody's is no content either.
        let father = self.reader.lexicon.names.fathers.at(self.reader.tokens, at);
        if at >= limit || father || self.is_frame_word(at) {
            return None;
        }
        let quoted = self.paragraph.opening(at).is_some();
        let word = self.reader.tokens.kind(at) == Some(TokenKind::Word);
        let number = self.reader.tokens.kind(at) == Some(TokenKind::Number);
        (word || quoted || number).then(|| self.found(Complement::NounPhrase, None, at, at))
    }

    /// True for a word that begins no content: a preposition, a stop word, another cue.
    pub(super) fn is_frame_word(&self, at: usize) -> bool {
        let word = self.reader.tokens.word(at);
        self.reader.lexicon.grammar.prepositions.contains(word)
            || self.reader.lexicon.grammar.skip_heads.longest(self.reader.tokens, at).is_some()
            || starting(self.cues, at)
                .is_some_and(|cue| cue.place != CuePlace::Unmarked && !self.may_be_noun(cue))
    }

    /// True for a form that is the verbal noun as well, with no conjunction on it: «أكد برايس دعم».
    fn may_be_noun(&self, cue: &Cue) -> bool {
        let verbs = &self.reader.lexicon.verbs;
        let readings = verbs.forms.value_of(self.reader.tokens.word(cue.tokens.start));
        cue.reading.form.is_finite()
            && readings.is_some_and(|all| all.iter().any(|one| one.form == Form::Masdar))
    }

    /// The first marked complement past the subject, before another cue takes over.
    pub(super) fn search(&self, start: usize, verb: &Verb, limit: usize) -> Option<Found> {
        let mut at = start;
        while at < limit {
            let cue = starting(self.cues, at).is_some();
            // «أحد الوجهاء لعنب بلدي، طالبا عدم ذكر اسمه، إن»
            let told = &self.reader.lexicon.grammar.skip_heads;
            if let Some(hit) = told.longest(self.reader.tokens, at).filter(|hit| cue && hit.len > 1)
            {
                at = self.phrase_end(at + hit.len, limit);
                continue;
            }
            if cue && (at > start || self.is_joined_verb(at)) || self.is_next_report(at) {
                return None;
            }
            let strong = self.reader.clause_at(at).is_some()
                || self.reader.tokens.is_mark(at, ":") && !self.is_time(at);
            let lone = at - start <= PREPOSITION_REACH
                && verb.complement.prepositions.iter().any(|p| **p == *self.reader.tokens.word(at));
            let quote = self.paragraph.opening(at).filter(|quote| !self.is_work(quote));
            // «قالت هدى ناصر للنهار «إن الأزمة مستمرة»»: a short one that begins with a clause is no name, nor is one with
            // nothing but a further report behind it: «لموقع الاتحاد "نحن جاهزون" ووعد».
            let inner = verb.complement.speech && self.reader.clause_at(at + 1).is_some();
            let long =
                |quote: &&Quote| quote.content().len() > 3 || inner || self.is_saying(quote.close);
            let quote = quote.filter(long);
            let marked =
                strong || lone || (quote.is_some() && (inner || verb.class.as_ref() == "say"));
            if let Some(found) = marked.then(|| self.marked_at(at, verb, limit)).flatten() {
                return Some(found);
            }
            let past = || self.paragraph.opening(at).map_or(at + 1, |quote| quote.close + 1);
            at = self.question_end(at).unwrap_or_else(past);
        }
        None
    }

    /// «وعقب على ذلك بالقول إن», «ورد على سؤال حول الدعم بأن»: what somebody replies to is not what he
    /// says. «ورد على اتهامات بأن» is the charge, so only a question has its answer behind it.
    pub(super) fn answer_behind(&self, verb: &Verb, found: Found, limit: usize) -> Found {
        if &*verb.class != "reply" || found.kind != Complement::Preposition {
            return found;
        }
        let reader = self.reader;
        let asked = reader.lexicon.grammar.questions.at(reader.tokens, found.content);
        // «ورد على سؤال: هل ستستقيل؟ بالقول إن»
        let put = self.question_end(found.content);
        if let Some(answer) = put.and_then(|end| self.marked_at(end, verb, limit)) {
            return answer;
        }
        // «ورد مصدر على فياض بأن»: a person is no charge, so the clause behind him is the answer.
        let person = self.entities.seen_at(found.content).filter(|seen| {
            let found = self.entities.get(seen.entity);
            found.is_some_and(|found| found.kind == crate::model::MentionKind::Person)
        });
        let clause = person.map(|seen| seen.tokens.end);
        if let Some((at, len)) = clause.and_then(|at| Some((at, reader.clause_at(at)?))) {
            return self.found(Complement::Clause, Some(at..at + len), at + len, at);
        }
        let start = put.unwrap_or(found.content);
        for at in start..limit.min(start + PREPOSITION_REACH) {
            let cue = starting(self.cues, at);
            let saying = cue.filter(|cue| cue.reading.form == Form::Masdar);
            let clause = saying.map_or(at, |cue| cue.tokens.end);
            let begins = saying.is_some() || asked;
            if let Some(len) = reader.clause_at(clause).filter(|_| begins) {
                return self.found(
                    Complement::Clause,
                    Some(clause..clause + len),
                    clause + len,
                    clause,
                );
            }
            if saying.is_some() && self.is_said_at(clause) {
                let colon = usize::from(self.reader.tokens.is_mark(clause, ":"));
                let kind = if colon > 0 { Complement::Colon } else { Complement::Quote };
                return self.found(kind, None, clause + colon, clause);
            }
            if cue.is_some_and(|cue| cue.reading.form.is_finite()) {
                break;
            }
        }
        found
    }

    /// «، أن»: a clause right after a comma is the complement of the verb, whatever stands between; so is one
    /// behind the last words of the subject.
    pub(super) fn clause_after_comma(
        &self,
        start: usize,
        verb: &Verb,
        limit: usize,
    ) -> Option<Found> {
        let found = self.search(start, verb, limit)?;
        let comma = found.at.checked_sub(1).filter(|at| *at >= start)?;
        let clause = found.kind == Complement::Clause && self.reader.tokens.is_mark(comma, ",");
        let rest = || !verb.complement.addressee && self.is_rest(start..found.at);
        (clause || found.kind == Complement::Clause && rest()).then_some(found)
    }

    /// True for the colon of a time: 10:30.
    pub(super) fn is_time(&self, at: usize) -> bool {
        self.reader.tokens.kind(at + 1) == Some(TokenKind::Number)
            && at
                .checked_sub(1)
                .is_some_and(|before| self.reader.tokens.kind(before) == Some(TokenKind::Number))
    }
}
