//! What takes over from a reported content inside its sentence: another report, its participle, the narrator.

use std::ops::Range;

use crate::lang::{Form, Gap, Gender, Number, Verb};

use super::Reader;
use super::cue::Cue;
use super::frame::Complement;
use super::paragraph::Paragraph;

/// Least weight of a verb that takes over without a comma, and of one whose form is a noun as well.
const FIRM: u8 = 60;
const SURE: u8 = 80;
/// How far behind an addressee verb its preposition may stand, in tokens.
const ADDRESSEE: usize = 8;

/// What may take over inside a sentence.
pub(super) struct Next<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) paragraph: &'a Paragraph,
    pub(super) cues: &'a [Cue],
}

impl Next<'_> {
    /// True where what follows a comma is not the content's any more.
    pub(super) fn takes_over(&self, ix: usize) -> bool {
        let Self { reader, .. } = self;
        let grammar = &reader.lexicon.grammar;
        if grammar.narrator_tails.longest_with_proclitics(reader.tokens, ix).is_some()
            || grammar.back_references.longest(reader.tokens, ix).is_some()
            || grammar.vias.longest(reader.tokens, ix).is_some()
            || is_source_phrase(reader, ix)
        {
            return true;
        }
        if let Some(cue) = self.cue(ix) {
            // «الرئيسين، اتفقا على»: a verb without conjunction goes on with the clause.
            let joined = reader.tokens.word(ix).starts_with(['و', 'ف']);
            return match cue.reading.form {
                Form::Participle => true,
                Form::Masdar => false,
                _ => {
                    let main = || self.is_before_main(ix);
                    self.reports(cue) && (joined || self.begins_anew(cue) || main())
                }
            };
        }
        // «مع التأكيد أن»: a verbal noun with its companion.
        let companion = grammar.companions.at(reader.tokens, ix);
        if companion && self.cue(ix + 1).is_some_and(|cue| cue.reading.form == Form::Masdar) {
            return true;
        }
        if self.fronted_report(ix) || self.quotes_scripture(ix) || self.refuses(ix) {
            return true;
        }
        // «كما أشار», «حيث قال», «في حين شدّد»: an opener, then the verb.
        let opener = grammar.clause_openers.longest_with_proclitics(reader.tokens, ix);
        opener.and_then(|hit| self.cue(ix + hit.len)).is_some_and(|cue| self.reports(cue))
    }

    /// «، رافضا التعليق على مستقبله»: what somebody would not say.
    fn refuses(&self, ix: usize) -> bool {
        let unreal = &self.reader.lexicon.grammar.unreal;
        let tokens = self.reader.tokens;
        unreal.refusal.at(tokens, ix) && (ix + 1..ix + 3).any(|at| unreal.unsaid.at(tokens, at))
    }

    /// «، واستدل بقوله تعالى: «…»»: the narrator tells what verse was quoted.
    fn quotes_scripture(&self, ix: usize) -> bool {
        let scripture = &self.reader.lexicon.grammar.unreal.scripture;
        self.reader.tokens.word(ix).starts_with('و')
            && (ix + 2..ix + 4).any(|at| {
                let word = self.reader.tokens.word(at - 1);
                let said = crate::lang::bases(word).any(|base| self.reader.is_said(&base.word));
                said && scripture.longest(self.reader.tokens, at).is_some()
            })
    }

    /// «، وفي هذا الشأن قالت الخارجية: …»: a phrase, then a report of its own.
    fn fronted_report(&self, ix: usize) -> bool {
        let grammar = &self.reader.lexicon.grammar;
        let tokens = self.reader.tokens;
        let preposition = tokens
            .word(ix)
            .strip_prefix('و')
            .is_some_and(|bare| grammar.prepositions.contains(bare));
        // «، لكن المنظمة تقول إن»
        let adversative = || grammar.adversatives.longest_with_proclitics(tokens, ix).is_some();
        let phrase = preposition || adversative();
        let mut near = ix + 1..ix + 7;
        let cue = near.find_map(|at| self.cue(at).filter(|_| phrase));
        cue.is_some_and(|cue| {
            let plain = (ix..cue.tokens.start).all(|at| tokens.is_word(at));
            let clause = || adversative() && self.is_marked(cue.tokens.end);
            // «، لكن عائلته تنفي ذلك»
            let denies = || {
                let class = &*self.reader.lexicon.verbs.verb(cue.reading).class;
                adversative() && class == "deny"
            };
            let reports = self.begins_anew(cue) || clause() || denies();
            plain && cue.reading.form.is_finite() && reports
        })
    }

    /// «وفيما رحبت باريس بالاتفاق، أعربت لندن عن»: the first clause of the sentence is not its main one.
    fn is_before_main(&self, ix: usize) -> bool {
        let first = self.paragraph.sentence_start(ix);
        let openers = &self.reader.lexicon.grammar.before_main;
        openers.longest_with_proclitics(self.reader.tokens, first).is_some()
    }

    /// «لدي», «أنا»: the words of the one who speaks.
    fn is_own(&self, ix: usize) -> bool {
        self.reader.is_own_word(ix)
    }

    /// «وفيما زعمت …، قال مختصون»: a verb of saying with a clause or quotation of its own.
    fn begins_anew(&self, cue: &Cue) -> bool {
        let verb = self.reader.lexicon.verbs.verb(cue.reading);
        let mut near = cue.tokens.end + 1..cue.tokens.end + 14;
        &*verb.class == "say"
            && near.any(|ix| {
                self.reader.clause_at(ix).is_some()
                    || self.reader.tokens.is_mark(ix, ":")
                    || self.paragraph.opening(ix).is_some()
            })
    }

    fn cue(&self, ix: usize) -> Option<&Cue> {
        super::cue::starting(self.cues, ix)
    }

    /// The narrator or a new verb of speech takes over without a comma: «وذلك ردا على», «لكنه قال».
    pub(super) fn bare_tail(&self, ix: usize, start: usize) -> bool {
        let grammar = &self.reader.lexicon.grammar;
        let tokens = self.reader.tokens;
        let adversative = || {
            grammar
                .adversatives
                .longest_with_proclitics(tokens, ix)
                .is_some_and(|hit| self.cue(ix + hit.len).is_some_and(|cue| self.reports(cue)))
        };
        ix > start + 1 && (grammar.bare_tails.longest(tokens, ix).is_some() || adversative())
    }

    /// «… العمليات وأضاف أن», «أدان الهجوم ودعا الأطراف إلى»: a further verb of the one who speaks,
    /// its own complement behind it, needs no comma. Inside a clause it may be a verb of somebody who
    /// is reported about: «إن الرئيس زار القاهرة وأعلن أن».
    pub(super) fn second_verb(&self, ix: usize, (start, complement): (usize, Complement)) -> bool {
        let (tokens, verbs) = (self.reader.tokens, &self.reader.lexicon.verbs);
        let word = tokens.word(ix);
        if ix <= start || !word.starts_with('و') {
            return false;
        }
        let Some(cue) = self.cue(ix).filter(|cue| cue.is_verb()) else { return false };
        // «الخطة التي وصفها بأنها»: the letter is the verb's own.
        let own = self.reader.possessed(ix).is_some_and(|(stem, _)| verbs.is_form(stem));
        if own || verbs.is_form(word) {
            return false;
        }
        let verb = verbs.verb(cue.reading);
        let marked = self.is_marked(cue.tokens.end);
        if marked && &*verb.class == "add" {
            return true;
        }
        if complement.is_noun() && !self.has_clause(start..ix) {
            return marked || self.has_own(cue, verb);
        }
        // «المشروع جاهز وطالب الحكومة بتمويله»: with no more than a noun behind it only a verb that surely reports, and
        // «الأخبار التي وردت» is none.
        let relatives = &self.reader.lexicon.grammar.relatives;
        let surely =
            || verb.weight >= SURE && !relatives.at(tokens, ix - 1) && self.has_own(cue, verb);
        (marked || surely()) && self.reports(cue) && !self.may_be_reported(start..ix, cue)
    }

    /// «تأجيل المناقشة وأيده عشرة نواب»: a verb with its conjunction and a pronoun behind a noun phrase is the narrator's.
    pub(super) fn acts_on_it(&self, ix: usize, (start, complement): (usize, Complement)) -> bool {
        let verbs = &self.reader.lexicon.verbs;
        let bare = self
            .reader
            .tokens
            .word(ix)
            .strip_prefix('و')
            .filter(|_| complement.is_noun() && ix > start);
        let stem = bare.and_then(|bare| {
            let pronoun = self.reader.lexicon.grammar.possessive(bare)?;
            bare.strip_suffix(pronoun)
        });
        stem.is_some_and(|stem| verbs.is_form(stem) && !verbs.is_masdar(stem))
            && !self.has_clause(start..ix)
    }

    /// True for a clause, a colon or a quotation.
    fn is_marked(&self, ix: usize) -> bool {
        self.reader.clause_at(ix).is_some()
            || matches!(self.reader.tokens.word(ix), ":" | "\"" | "«" | "“")
    }

    /// True where a complementiser or relative pronoun opens a clause.
    fn has_clause(&self, tokens: Range<usize>) -> bool {
        let relatives = &self.reader.lexicon.grammar.relatives;
        tokens
            .into_iter()
            .any(|ix| self.reader.is_complementiser(ix) || relatives.at(self.reader.tokens, ix))
    }

    /// True for a verb with a complement that only its like takes; what may as well be a noun,
    /// «ونقل الخبرات», has none but a clause.
    fn has_own(&self, cue: &Cue, verb: &Verb) -> bool {
        let (tokens, verbs) = (self.reader.tokens, &self.reader.lexicon.verbs);
        let word = tokens.word(cue.tokens.start);
        let bare = word.strip_prefix('و').unwrap_or(word);
        let end = cue.tokens.end;
        let governs = |at: usize| {
            let word = tokens.word(at);
            let attached = verb.complement.attached.iter().any(|letter| word.starts_with(*letter));
            verb.complement.prepositions.iter().any(|one| **one == *word)
                || attached && self.reader.may_have_preposition(at)
        };
        if verb.weight < FIRM || &*verb.class == "topic" {
            return false;
        }
        let called = || verb.complement.addressee && (end + 1..end + ADDRESSEE).any(governs);
        // «ونفى» folds to the noun «ونفي».
        let noun = verbs.is_masdar(bare) && !self.reader.plain(cue.tokens.start).ends_with('ى');
        if noun {
            return verb.weight >= SURE && (governs(end) || called());
        }
        let object = verb.complement.noun_phrase && tokens.is_word(end);
        governs(end) || called() || object || self.has_clause_near(cue) && verb.complement.clause
    }

    /// True where somebody is named of whom a verb may tell: it agrees with a person, an office, a body
    /// or a place that speaks.
    fn may_be_reported(&self, tokens: Range<usize>, cue: &Cue) -> bool {
        let names = &self.reader.lexicon.names;
        let feminine = &self.reader.lexicon.grammar.ending.feminine;
        let all = self.reader.tokens;
        let agrees = |is_feminine: bool| match (cue.reading.number, cue.reading.gender) {
            (Number::One, Some(gender)) => (gender == Gender::Feminine) == is_feminine,
            _ => true,
        };
        tokens.into_iter().any(|ix| {
            if self.paragraph.quote_at(ix).is_some() || self.reader.has_preposition(ix) {
                return false;
            }
            let word = all.word(ix);
            let kind = crate::lang::without_article(word);
            let ending = || feminine.iter().any(|ending| word.ends_with(ending.as_str()));
            let office = names.office_heads.longest(all, ix).is_some()
                || names.unnamed_heads.longest(all, ix).is_some()
                || names.body_forms.longest(all, ix).is_some()
                || names.collectives.longest(all, ix).is_some()
                || [word, kind].iter().any(|word| names.speaker_bodies.value_of(word).is_some());
            let person = || {
                names.person_forms.longest(all, ix).is_some()
                    || names.given.longest(all, ix).is_some()
            };
            let place = || names.place_forms.longest(all, ix).is_some();
            office && agrees(ending()) || person() || place() && agrees(true)
        })
    }

    /// True for a finite cue that says more than a theme.
    fn reports(&self, cue: &Cue) -> bool {
        let verb = self.reader.lexicon.verbs.verb(cue.reading);
        cue.is_verb()
            && (self.has_clause_near(cue) || (&*verb.class != "topic" && verb.weight >= 70))
    }

    /// True where a clause or a quotation follows a cue and its subject.
    fn has_clause_near(&self, cue: &Cue) -> bool {
        (cue.tokens.end..cue.tokens.end + 8).any(|ix| {
            self.reader.clause_at(ix).is_some()
                || self.paragraph.opening(ix).is_some_and(|quote| quote.content().len() > 3)
        })
    }

    /// A participle that takes over without a comma: many sites leave commas out.
    pub(super) fn bare_participle(
        &self,
        ix: usize,
        (start, complement): (usize, Complement),
    ) -> bool {
        let takes = |cue: &Cue| {
            let verb = self.reader.lexicon.verbs.verb(cue.reading);
            let speaks = matches!(&*verb.class, "say" | "add");
            cue.reading.form == Form::Participle
                && (speaks
                    || self.is_circumstance(ix, verb)
                    || self.reader.tokens.gap(ix) == Gap::None
                    || self.reader.clause_at(cue.tokens.end).is_some()
                    || self.is_own(cue.tokens.end)
                    || matches!(self.reader.tokens.word(ix - 1), "»" | "”" | "\"")
                    || matches!(self.reader.tokens.word(cue.tokens.end), ":" | "\"" | "«" | "“"))
        };
        // «علق على الاتفاق قائلا: «…»»: one word may be all; «الحكومة ماضية في» is a clause.
        let said = |cue: &Cue| {
            let says = &*self.reader.lexicon.verbs.verb(cue.reading).class == "say";
            (says && self.reader.clause_at(cue.tokens.end).is_some())
                || matches!(self.reader.tokens.word(cue.tokens.end), ":" | "\"" | "«" | "“")
        };
        // «أدان الاعتداء داعيا إلى»: so is a word with its article before a participle.
        let own = |cue: &Cue| {
            let verb = self.reader.lexicon.verbs.verb(cue.reading);
            // «علق على القرار مؤكدا أنه»
            let clause = || {
                complement == Complement::Preposition
                    && self.reader.clause_at(cue.tokens.end).is_some()
            };
            crate::lang::has_article(self.reader.tokens.word(start))
                && (self.is_circumstance(ix, verb) || clause())
        };
        let whole = |cue: &Cue| said(cue) || cue.reading.form == Form::Participle && own(cue);
        let least = if ix > start && self.cue(ix).is_some_and(whole) { start } else { start + 1 };
        ix > least && self.cue(ix).is_some_and(takes)
    }

    /// «أهمية الحوار مشددا على»: a participle with its own preposition that is no adjective of the word
    /// before, «إجراءات مشددة على».
    fn is_circumstance(&self, ix: usize, verb: &Verb) -> bool {
        let (tokens, grammar) = (self.reader.tokens, &self.reader.lexicon.grammar);
        let tanwin = grammar.ending.tanwin.as_str();
        let before = tokens.word(ix - 1);
        let definite = crate::lang::has_article(before)
            || self.reader.has_preposition(ix - 1)
            || self.reader.possessed(ix - 1).is_some();
        let masculine = tokens.word(ix).ends_with(tanwin) && !before.ends_with(tanwin);
        // «مشيدا بدور الجامعة»
        let attached = || {
            let letters = &verb.complement.attached;
            letters.iter().any(|letter| tokens.word(ix + 1).starts_with(*letter))
                && self.reader.may_have_preposition(ix + 1)
        };
        let prepositions = &verb.complement.prepositions;
        let governs = prepositions.iter().any(|one| **one == *tokens.word(ix + 1)) || attached();
        governs && !matches!(&*verb.class, "topic" | "reply") && (definite || masculine)
    }
}

/// «بحسب مصادر»: a source after the content.
pub(super) fn is_source_phrase(reader: &Reader<'_>, ix: usize) -> bool {
    let grammar = &reader.lexicon.grammar;
    grammar.according_to.longest(reader.tokens, ix).is_some_and(|hit| {
        let head = reader.tokens.word(ix + hit.len);
        !grammar.according_except.contains(head)
            && !crate::lang::bases(head).any(|base| grammar.according_except.contains(&base.word))
    })
}
