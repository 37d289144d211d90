//! Who acts in the clause before a report, and so is understood by it.

use std::ops::Range;

use crate::lang::Form;
use crate::model::MentionKind;

use super::Reader;
use super::addressee::two_offices;
use super::attribution::Statements;
use super::cue::{Cue, CuePlace};
use super::entity::Seen;
use super::paragraph::Paragraph;
use super::speaker::{Subjects, Who};

/// A noun with the ending of the plural is longer, in letters.
const LEAST: usize = 4;
/// How far behind the beginning of a sentence the comma of the phrase before its clause may stand, in tokens.
const OPENER: usize = 8;
/// How far before a cue somebody else's denial may begin, in tokens.
const DENIAL: usize = 40;

impl Statements<'_> {
    /// Who does something in the clause before a cue is who is understood by it: «وصل لافروف إلى
    /// أنقرة، مؤكداً أن»; a reporting verb of which no statement was read counts too. Only where no
    /// statement stands between.
    pub(super) fn note_actor(&mut self, paragraph: &Paragraph, taken: usize, cue: &Cue) {
        let (reader, start) = (self.reader, cue.tokens.start);
        self.note_other(taken, start);
        if self.note_denier(paragraph, taken, start) {
            return;
        }
        self.note_told(taken, cue);
        let sentence = paragraph.sentence_start(start);
        // Sites without stops: «… قال: «لا» أما الرئيس واد، فقد افتتح الحملة حيث قال».
        let topic = reader.lexicon.grammar.fronting.longest(reader.tokens, taken).is_some();
        let first = if topic { sentence.max(taken) } else { sentence };
        if first == start {
            self.note_actor_before(paragraph, taken, cue);
        }
        if first < taken && taken > paragraph.tokens.start || first == start {
            return;
        }
        let first = self.behind_openers(first, start);
        // «أما الرئيس واد، فقد افتتح الحملة حيث قال»
        let fronting = &reader.lexicon.grammar.fronting;
        let fronted = fronting.longest_with_proclitics(reader.tokens, first).is_some();
        let is_verb = (fronted || !reader.is_stop(first))
            && reader.tokens.is_word(first)
            && self.entities.seen_at(first).is_none();
        let participle = cue.reading.form == crate::lang::Form::Participle;
        let after = |at: usize| self.entities.seen_at(at).filter(|seen| seen.tokens.end <= start);
        // «ولم ينف الوزير سالم حداد صحة الأنباء، لكنه قال إن»
        let bare = reader.tokens.word(first).strip_prefix('و').unwrap_or(reader.tokens.word(first));
        let negated = reader.lexicon.grammar.negations.contains(bare);
        let denied = after(first + 2).filter(|_| negated && reader.tokens.is_word(first + 1));
        // «وردت عليها الفنانة سلمى قائلة»
        let told = reader.lexicon.grammar.pronominal.contains(reader.tokens.word(first + 1));
        let next = first + 1 + usize::from(told);
        let actor = after(next).filter(|_| is_verb).or(denied);
        // «لكن المتحدث محمد عبد السلام رفض المبادرة، معتبرا أنها»: the subject before its verb.
        // «لكن النائب هاني بدر اعتبره مجحفا وطالب بسحبه»: so is a further verb with its conjunction his.
        let before = || {
            let joined = cue.place == CuePlace::Clause
                && reader.tokens.word(start).starts_with('و')
                && !reader.is_cue_form(first);
            let opened = joined.then(|| super::cue::subject_start(reader, first))?;
            after(opened).filter(|seen| self.acts_before(seen, start))
        };
        let actor = actor
            .or_else(before)
            .or_else(|| after(first).filter(|_| participle))
            .or_else(|| after(first + 1).filter(|_| participle && reader.is_stop(first)));
        // «استقبل عون وزير الدفاع الإيطالي، الذي نقل إليه التحيات، مؤكدا أن»: whom the clause is about.
        let antecedent = actor.filter(|_| participle).and_then(|actor| {
            let relatives = &reader.lexicon.grammar.relatives;
            let at = (actor.tokens.end..start).rev().find(|at| relatives.at(reader.tokens, *at))?;
            let end = if reader.tokens.is_mark(at - 1, ",") { at - 1 } else { at };
            self.entities.seen_ending(end)
        });
        // «ألغى القاضي القرار، فهاجمه ترامب واصفا إياه»: who acts right before.
        let near = self.entities.seen_ending(start).filter(|seen| {
            participle && seen.tokens.start > next && acts(reader, seen.tokens.start - 1)
        });
        let actor = near.or(actor);
        let antecedent = antecedent.filter(|_| near.is_none());
        let two = actor.is_some_and(|seen| two_offices(reader, &seen.tokens).is_some());
        if two && antecedent.is_none() {
            self.memory.forget();
        } else if let Some(seen) = antecedent.or(actor) {
            let who = Who::Entities(vec![(seen.mention, seen.entity)]);
            self.memory.note(&who, &self.entities);
        } else if is_verb && participle && !reader.is_cue_form(first) && may_act(reader, first) {
            self.memory.forget();
        } else if is_verb && participle && (speaks(reader, first) || may_act(reader, first)) {
            self.note_unread_actor(next..start);
        } else if is_verb && !participle && taken <= first && may_be_named(reader, next) {
            // «وهنأ مارسيل كولر لاعبيه وطالبهم»
            self.memory.forget();
        }
    }

    /// «…، لكن عائلته تنفي ذلك وتقول إنه»: who does something behind an adversative is who is understood next, and
    /// where it cannot be read nobody is.
    fn note_other(&mut self, taken: usize, start: usize) {
        let reader = self.reader;
        let at = taken + usize::from(reader.tokens.is_mark(taken, ","));
        let adversatives = &reader.lexicon.grammar.adversatives;
        let Some(hit) = adversatives.longest_with_proclitics(reader.tokens, at) else { return };
        let subject = at + hit.len;
        let plain = |ix: usize| reader.tokens.is_word(ix);
        let verb = (subject + 1..start).any(|ix| reader.is_cue_form(ix));
        if subject >= start || !verb || reader.is_cue_form(subject) || !(at..start).all(plain) {
            return;
        }
        let memory = &self.memory;
        let mut subjects = Subjects { reader, entities: &mut self.entities, memory };
        match subjects.at(subject, start) {
            Some(subject) => self.memory.note(&subject.who, &self.entities),
            None => self.memory.forget(),
        }
    }

    /// «زعمت القوات أن …، وهو ما نفاه مصدر عسكري قائلا»: who denies, not who claims; where he cannot be read nobody is.
    fn note_denier(&mut self, paragraph: &Paragraph, taken: usize, start: usize) -> bool {
        let reader = self.reader;
        let tails = &reader.lexicon.grammar.others_tails;
        let behind = |at: usize| {
            let comma = at.checked_sub(1).is_some_and(|before| reader.tokens.is_mark(before, ","));
            let hit = tails.longest_with_proclitics(reader.tokens, at).filter(|_| comma)?;
            Some(at + hit.len)
        };
        let first = paragraph.sentence_start(start).max(taken).max(start.saturating_sub(DENIAL));
        let Some(subject) = (first..start).rev().find_map(behind) else { return false };
        let memory = &self.memory;
        let mut subjects = Subjects { reader, entities: &mut self.entities, memory };
        match subjects.at(subject, start) {
            Some(subject) => self.memory.note(&subject.who, &self.entities),
            None => self.memory.forget(),
        }
        true
    }

    /// True for a person at the head of his sentence with a verb behind him, where nobody else is named before a token.
    fn acts_before(&self, seen: &Seen, start: usize) -> bool {
        let reader = self.reader;
        let verb = seen.tokens.end;
        let kind = self.entities.get(seen.entity).map(|found| found.kind);
        let patterns = &reader.lexicon.grammar.patterns;
        let word = reader.plain(verb);
        let owned = || {
            let stem = reader.possessed(verb).map(|(stem, _)| stem);
            stem.is_some_and(|stem| reader.lexicon.verbs.is_form(stem))
        };
        let acts = patterns.is_perfect(word) || reader.is_cue_form(verb) || owned();
        let nobody = (verb..start).all(|at| self.entities.seen_at(at).is_none());
        kind == Some(MentionKind::Person) && acts && nobody
    }

    /// Where the clause of a sentence begins behind «من جانبه» or «وفي بنغازي» and its comma.
    fn behind_openers(&self, first: usize, end: usize) -> usize {
        let (tokens, grammar) = (self.reader.tokens, &self.reader.lexicon.grammar);
        let adverb = grammar.skip_adverbs.longest_with_proclitics(tokens, first);
        let phrase = || {
            let mark = (first + 1..end.min(first + OPENER)).find(|at| !tokens.is_word(*at))?;
            let plain = grammar.prepositions.joined_at(tokens, first) && tokens.is_mark(mark, ",");
            plain.then_some(mark)
        };
        let Some(behind) = adverb.map(|hit| first + hit.len).or_else(phrase) else {
            return first;
        };
        let clause = behind + usize::from(tokens.is_mark(behind, ","));
        if clause < end { clause } else { first }
    }

    /// «وصرح المتحدث بأن الرئيس أعرب عن شكره، مؤكدا حرص بلاده»: behind what somebody tells that another has said a
    /// participle may be of either.
    fn note_told(&mut self, taken: usize, cue: &Cue) {
        let reader = self.reader;
        let before = cue.tokens.start.checked_sub(1).map(|at| reader.tokens.word(at));
        // «ونقل عنه قوله»
        let of_him = cue.reading.form == Form::Masdar
            && before.is_some_and(|word| reader.lexicon.grammar.pronominal.contains(word));
        let participle = cue.reading.form == Form::Participle;
        let Some(last) = self.found.last().filter(|_| participle || of_him) else { return };
        let words = reader.tokens.within(last.text);
        let Some(seen) = self.entities.seen_at(words.start) else { return };
        let person = self
            .entities
            .get(seen.entity)
            .is_some_and(|found| matches!(found.kind, MentionKind::Person | MentionKind::Office));
        let verb = seen.tokens.end;
        let reports = (of_him || reader.is_cue_form(verb)) && last.comp.is_some();
        if person && reports && words.end == taken && verb < taken {
            self.memory.forget();
        }
    }

    /// «وقال مسؤول فضل عدم ذكر اسمه، مشيرا إلى أن»: behind a verb of speaking that nothing is done to by it
    /// stands its subject, of whom no statement was read.
    fn note_unread_actor(&mut self, rest: Range<usize>) {
        let (reader, grammar) = (self.reader, &self.reader.lexicon.grammar);
        let start = rest.start;
        let none = !reader.tokens.is_word(start)
            || reader.is_stop(start)
            || reader.may_have_preposition(start)
            || reader.clause_at(start).is_some()
            || grammar.skip_heads.longest(reader.tokens, start).is_some()
            || grammar.skip_adverbs.longest(reader.tokens, start).is_some()
            || grammar.day_words.longest_with_proclitics(reader.tokens, start).is_some()
            || grammar.according_to.longest(reader.tokens, start).is_some();
        if none {
            return;
        }
        let memory = &self.memory;
        let mut subjects = Subjects { reader, entities: &mut self.entities, memory };
        match subjects.at(start, rest.end) {
            // «وردت عليها الفنانة أنغام قائلة»: behind a title that points back stands the name of somebody else.
            Some(subject) if is_nameable(reader, subject.tokens.end) => self.memory.forget(),
            Some(subject) if self.is_many(&subject.who) => self.memory.note_many(&subject.who),
            Some(subject) => self.memory.note(&subject.who, &self.entities),
            None => self.memory.forget(),
        }
    }

    /// «قال الوزير إن المياه ستعود. واستقبل الرئيس كريم ناصر السفير. وأكد أن»: who does something in the sentence
    /// before, of which no statement was read, is who is understood, or one of those whom it names; a verb
    /// that goes on with what was said, «وأضاف», still is of who said it.
    fn note_actor_before(&mut self, paragraph: &Paragraph, taken: usize, cue: &Cue) {
        let reader = self.reader;
        let Some(last) = cue.tokens.start.checked_sub(1) else { return };
        let before = paragraph.sentence(last);
        let adds = &*reader.lexicon.verbs.verb(cue.reading).class == "add";
        let first = before.start;
        if adds || first < taken || first < paragraph.tokens.start || !cue.reading.form.is_finite()
        {
            return;
        }
        let is_verb = reader.tokens.is_word(first)
            && !reader.is_stop(first)
            && !reader.is_cue_form(first)
            && self.entities.seen_at(first).is_none();
        let person = |seen: &&Seen| {
            let found = self.entities.get(seen.entity);
            found.is_some_and(|found| found.kind == MentionKind::Person)
        };
        let Some(actor) = self.entities.seen_at(first + 1).filter(person).filter(|_| is_verb)
        else {
            return;
        };
        let mut named = before.filter_map(|at| self.entities.seen_at(at)).filter(person);
        // «وأقال الرئيس وزير المالية سالم حداد. وقال إن»
        let alone = named.all(|seen| seen.entity == actor.entity)
            && two_offices(reader, &actor.tokens).is_none();
        let who = Who::Entities(vec![(actor.mention, actor.entity)]);
        if alone {
            self.memory.note(&who, &self.entities);
        } else {
            self.memory.forget();
        }
    }

    /// «وتشير النتائج إلى أن»: what shows something says nothing more: «وأضافت أن» is not of the results.
    pub(super) fn is_inanimate(&self, who: &Who) -> bool {
        let Who::Described(tokens) = who else { return false };
        let word = self.reader.tokens.word(tokens.start);
        self.reader.lexicon.grammar.inanimate.contains(word)
    }

    /// «واحتج السكان»: many, by the noun that their phrase begins with.
    pub(super) fn is_many(&self, who: &Who) -> bool {
        let Who::Described(phrase) = who else { return false };
        let (tokens, lexicon) = (self.reader.tokens, self.reader.lexicon);
        let word = tokens.word(phrase.start);
        let noun = crate::lang::without_article(word);
        let listed = lexicon.grammar.plural.contains(noun);
        let ending = &lexicon.grammar.ending;
        let ends = |end: &str| noun.chars().count() > LEAST && noun.ends_with(end);
        // «ماكرون» ends so as well, «ياسين» like the other case.
        let names = &lexicon.names;
        let name = || {
            names.person_forms.longest(tokens, phrase.start).is_some()
                || names.given.longest(tokens, phrase.start).is_some()
        };
        let told = || {
            noun.len() < word.len()
                || names.unnamed_heads.longest(tokens, phrase.start).is_some()
                || noun.starts_with('م')
        };
        let nominative = || ends(&ending.imperfect_plural) && told() && !name();
        let oblique = || {
            ends(&ending.participle_plural)
                && names.unnamed_heads.longest(tokens, phrase.start).is_some()
        };
        let outlet = || lexicon.grammar.agency_heads.contains(word);
        listed || (nominative() || oblique()) && !outlet()
    }
}

/// True for a verb of speaking that is done to nobody: behind it stands its subject.
fn speaks(reader: &Reader<'_>, verb: usize) -> bool {
    let verbs = &reader.lexicon.verbs;
    let word = reader.tokens.word(verb);
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let readings = verbs.forms.value_of(word).or_else(|| verbs.forms.value_of(bare));
    readings.is_some_and(|all| {
        all.iter().any(|one| one.form.is_finite())
            && all.iter().all(|one| {
                let complement = &verbs.verb(*one).complement;
                !complement.addressee && !complement.noun_phrase
            })
    })
}

/// «فهاجمه»: a verb with its conjunction, whether it bears the pronoun of whom it is done to or not.
fn acts(reader: &Reader<'_>, ix: usize) -> bool {
    let verbs = &reader.lexicon.verbs;
    let Some(bare) = reader.tokens.word(ix).strip_prefix(['و', 'ف']) else { return false };
    let pronoun = reader.lexicon.grammar.possessive(bare);
    let stem = pronoun.and_then(|pronoun| bare.strip_suffix(pronoun));
    [Some(bare), stem].into_iter().flatten().any(|word| verbs.is_form(word))
}

/// True for a word behind a verb of speaking that can only be somebody's name.
fn may_be_named(reader: &Reader<'_>, ix: usize) -> bool {
    reader.tokens.is_word(ix + 1) && reader.is_cue_form(ix - 1) && is_nameable(reader, ix)
}

/// True for a word that no list has but those of names.
fn is_nameable(reader: &Reader<'_>, ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    reader.tokens.is_word(ix)
        && !crate::lang::has_article(reader.tokens.word(ix))
        && !grammar.is_common(reader.tokens, ix)
        && !reader.is_stop(ix)
        && !reader.is_cue_form(ix)
        && !reader.is_adjective(ix)
        && !reader.may_have_preposition(ix)
        && reader.possessed(ix).is_none()
        && reader.clause_at(ix).is_none()
        && grammar.skip_heads.longest(reader.tokens, ix).is_none()
        && grammar.skip_adverbs.longest(reader.tokens, ix).is_none()
        && grammar.quantifiers.longest(reader.tokens, ix).is_none()
        && grammar.day_words.longest_with_proclitics(reader.tokens, ix).is_none()
        && !grammar.patterns.is_accusative(reader.plain(ix))
        && !reader.lexicon.verbs.is_masdar(reader.tokens.word(ix))
}

/// «واستقال مدير المستشفى، مشيرا إلى أن»: behind a verb that reports nothing stands somebody who may be its
/// subject, or whom it is done to; neither is who spoke before.
fn may_act(reader: &Reader<'_>, verb: usize) -> bool {
    let next = verb + 1;
    let names = &reader.lexicon.names;
    let feminine = reader.plain(next).ends_with('ة');
    let agrees = reader.plain(verb).ends_with('ت') == feminine;
    let office = names.office_heads.longest(reader.tokens, next).is_some();
    let body = names.speaker_bodies.longest(reader.tokens, next).is_some()
        || names.definites.longest(reader.tokens, next).is_some();
    let people = names.unnamed_heads.longest(reader.tokens, next).is_some()
        || names.collectives.longest(reader.tokens, next).is_some();
    reader.tokens.gap(next) == crate::lang::Gap::Blank && (agrees && (office || body) || people)
}
