//! A subject that stands beside its verb and that no rule reads: then it is shown as it stands, or
//! nobody is; who spoke before is never understood in its place.

use std::ops::Range;

use crate::lang::{TokenKind, Verb};

use super::complement::Found;
use super::cue::{Cue, CuePlace, starting};
use super::frame::{Certainty, Frame, Framing};
use super::speaker::{Subject, Who};

/// Longest subject that is shown as it stands, in tokens.
const LONGEST: usize = 10;

/// A plural in the accusative with its article is longer, in letters.
const PLURAL: usize = 6;

/// How far before a report its subject may stand, in tokens.
const REACH: usize = 40;

/// What stands where a subject could.
enum Unread {
    /// A phrase that can only be the subject: «آخرون», «60 بالمئة من المستطلعين».
    Phrase(Range<usize>),
    /// A subject or a word of manner: «بهاء», «بوضوح».
    Unclear,
}

impl Framing<'_, '_> {
    /// The frame of a verb whose subject stands before the complement and was not read; `None` where
    /// nothing of the kind stands there: «وقال في مؤتمر إن», «وقال بوضوح إن».
    pub(super) fn unread(&mut self, start: usize, found: &Found) -> Option<Frame> {
        // «قال لي الوزير سالم حداد إنه»
        let told = self.reader.lexicon.grammar.pronominal.at(self.reader.tokens, start);
        let subject = if told { self.subject(start + 1, found.at) } else { None };
        if let Some(Subject { tokens, who }) = subject.filter(|one| one.tokens.end == found.at) {
            let found = (found.clone(), None);
            return Some(self.frame(Some(tokens), Some(who), Certainty::Stated, found));
        }
        let who = self.unread_at(start, found.at)?;
        let found = (found.clone(), None);
        Some(match who {
            Unread::Phrase(words) => {
                let who = Who::Described(words.clone());
                self.frame(Some(words), Some(who), Certainty::Fallback, found)
            }
            Unread::Unclear => self.unclear(found),
        })
    }

    /// «طالب بعضهم بتوفير المواقف»: some of those whom the text has named, with the complement of the verb.
    pub(super) fn some_of_them(&self, verb: &Verb, start: usize, limit: usize) -> Option<Frame> {
        let quantifiers = &self.reader.lexicon.grammar.quantifiers;
        let end = start + quantifiers.longest(self.reader.tokens, start)?.len;
        self.reader.possessed(end - 1)?;
        let (behind, via) = self.skip(end, limit);
        let marked = self.marked_at(end, verb, limit);
        let found = marked.or_else(|| self.complement_at(behind, verb, limit))?;
        let who = Who::Described(start..end);
        Some(self.frame(Some(start..end), Some(who), Certainty::Fallback, (found, via)))
    }

    fn unread_at(&self, start: usize, end: usize) -> Option<Unread> {
        let reader = self.reader;
        let (tokens, lexicon) = (reader.tokens, reader.lexicon);
        let comma = (start..end).find(|at| tokens.kind(*at) == Some(TokenKind::Mark));
        let words = start..comma.unwrap_or(end).min(start + LONGEST);
        if words.is_empty() {
            return None;
        }
        let word = tokens.word(start);
        let counted = matches!(tokens.kind(start), Some(TokenKind::Number | TokenKind::Latin));
        if counted || lexicon.grammar.quantifiers.longest(tokens, start).is_some() {
            // «أحد الموقوفين خلال التحقيق»
            let grammar = &lexicon.grammar;
            let told = |at: &usize| {
                [&grammar.skip_heads, &grammar.skip_adverbs]
                    .iter()
                    .any(|heads| heads.longest(tokens, *at).is_some())
            };
            // «أحد وجهاء البلدة للنهار إن»: to whom he says it.
            let to = |at: &usize| {
                tokens.word(*at).starts_with('ل')
                    && reader.has_preposition(*at)
                    && reader.clause_at(at + 1).is_some()
            };
            let ends = |at: &usize| told(at) || to(at) || self.is_to_somebody(*at);
            let end = (words.start + 1..words.end).find(ends).unwrap_or(words.end);
            return Some(Unread::Phrase(words.start..end));
        }
        // «وقال له الرئيس إن», «وقال عنه زميله إنه»
        if lexicon.grammar.pronominal.contains(word) {
            let next = start + 1;
            let subject =
                next < words.end && !reader.is_stop(next) && !reader.has_preposition(next);
            return subject.then_some(Unread::Phrase(next..words.end));
        }
        let rest = word.strip_prefix(['ب', 'ك']).filter(|_| !reader.has_preposition(start))?;
        let manner = lexicon.grammar.manner.contains(rest)
            || lexicon.grammar.is_common(tokens, start)
            || lexicon.grammar.prepositions.contains(word)
            || lexicon.verbs.is_masdar(rest)
            || reader.is_stop(start)
            || lexicon.grammar.skip_heads.longest(tokens, start).is_some()
            || lexicon.names.body_forms.longest_with_proclitics(tokens, start).is_some()
            || lexicon.names.place_forms.longest_with_proclitics(tokens, start).is_some();
        (!manner).then_some(Unread::Unclear)
    }

    /// Where a phrase ends that only its place makes a subject: before whom it is told to, an adverb, a preposition.
    pub(super) fn described_end(&self, phrase: Range<usize>) -> usize {
        let (reader, grammar) = (self.reader, &self.reader.lexicon.grammar);
        let plural = grammar.ending.participle_plural.as_str();
        // «راكب آخر», «المحامي خالد علي»
        let stops = |at: usize| {
            let name = reader.lexicon.names.given.longest(reader.tokens, at).is_some();
            // «والدة المجني عليه»
            let people = reader.lexicon.names.unnamed_heads.longest(reader.tokens, at - 1);
            // «شقيق أحد الموقوفين»
            let counted = grammar.quantifiers.longest(reader.tokens, at).is_some();
            reader.is_stop(at)
                && !counted
                && people.is_none_or(|hit| hit.len < 2)
                && !grammar.adjectives.at(reader.tokens, at)
                && !(name && reader.plain(at).ends_with('ي'))
        };
        // «الكاردينال بيترو الصحفيين», «رئيسها كيلي للموظفين»
        let people = |at: usize| {
            let word = reader.tokens.word(at);
            let definite = crate::lang::has_article(word) || reader.has_preposition(at);
            let before = at - 1;
            let behind_name = !crate::lang::has_article(reader.tokens.word(before))
                && !grammar.is_common(reader.tokens, before)
                && grammar.quantifiers.longest(reader.tokens, before).is_none();
            definite && behind_name && word.chars().count() > PLURAL && word.ends_with(plural)
        };
        (phrase.start + 1..phrase.end)
            .find(|at| {
                stops(*at)
                    || people(*at)
                    || grammar.skip_adverbs.longest(reader.tokens, *at).is_some()
                    || self.is_to_somebody(*at)
                    || reader.is_manner(*at)
                    // «محامي أحد الموقوفين رويترز»: whom he tells.
                    || crate::lang::has_article(reader.tokens.word(at - 1)) && self.is_body(*at)
                    // «وقال ناصر ممازحا»
                    || grammar.patterns.is_accusative(reader.plain(*at))
                    || grammar.skip_heads.longest(reader.tokens, *at).is_some()
            })
            .unwrap_or(phrase.end)
    }

    /// True where a body is named.
    fn is_body(&self, at: usize) -> bool {
        let seen = self.entities.seen_at(at);
        let found = seen.and_then(|seen| self.entities.get(seen.entity));
        found.is_some_and(|found| found.kind == crate::model::MentionKind::Body)
    }

    /// «أما الحارس ياسين بونو فأوضح»: what «أما» sets apart is the subject, whoever it is.
    pub(super) fn set_apart(
        &self,
        cue: &Cue,
        found: &(Found, Option<Range<usize>>),
    ) -> Option<Frame> {
        let tokens = self.reader.tokens;
        let first = self.paragraph.sentence_start(cue.tokens.start);
        let fronting = &self.reader.lexicon.grammar.fronting;
        let start = first + fronting.longest_with_proclitics(tokens, first)?.len;
        if cue.tokens.start > start + REACH {
            return None;
        }
        // «فرد بالقول»: the verb right before the noun.
        let verb = (start..cue.tokens.start)
            .find(|at| starting(self.cues, *at).is_some())
            .unwrap_or(cue.tokens.start);
        if verb + 1 < cue.tokens.start {
            return None;
        }
        let mark = (start..verb).find(|at| tokens.kind(*at) == Some(TokenKind::Mark));
        let mut end = mark.unwrap_or(verb);
        // «أما مبابي فقد رد»
        let particles = &self.reader.lexicon.grammar.particles;
        let particle = |at: usize| {
            crate::lang::bases(tokens.word(at)).any(|base| particles.contains(&base.word))
        };
        while end > start && particle(end - 1) {
            end -= 1;
        }
        let plain = (start..end).all(|at| tokens.is_word(at) && !self.reader.is_complementiser(at));
        if plain && (1..=LONGEST).contains(&end.saturating_sub(start)) {
            let who = Who::Described(start..end);
            return Some(self.frame(Some(start..end), Some(who), Certainty::Stated, found.clone()));
        }
        Some(self.unclear(found.clone()))
    }

    /// «وردت نائبة الوزير بالقول إن», «وتختم الصحيفة افتتاحيتها بالقول إن»: the verb before the noun has a
    /// subject of its own. `None` where nothing stands between the two: «وختم بالقول إن».
    pub(super) fn of_own_verb(
        &mut self,
        cue: &Cue,
        found: &(Found, Option<Range<usize>>),
    ) -> Option<Frame> {
        let (reader, end) = (self.reader, cue.tokens.start);
        let first = self.paragraph.sentence_start(end);
        let before = self.cues.partition_point(|other| other.tokens.start < end);
        let near = before.checked_sub(1).and_then(|at| self.cues.get(at));
        let near = near.filter(|near| near.tokens.start >= first);
        let verb = near.map_or(first, |near| near.tokens.end - 1);
        let start = verb + 1;
        if end > verb + REACH {
            return None;
        }
        let comma = (verb..end).any(|at| reader.tokens.kind(at) == Some(TokenKind::Mark));
        let stands = start < end
            && !comma
            && reader.tokens.is_word(start)
            && !reader.is_stop(start)
            && !reader.has_preposition(start)
            && reader.possessed(start).is_none();
        if !stands {
            return None;
        }
        // «نقل الموقع عن مهندس قوله»: who carries the words does not say them.
        let carries =
            near.is_some_and(|near| &*reader.lexicon.verbs.verb(near.reading).class == "convey");
        if carries {
            return Some(self.unclear(found.clone()));
        }
        let subject = self.subject(start, end);
        if let Some(Subject { tokens, who }) = subject.filter(|subject| !self.is_guess(subject)) {
            return Some(self.frame(Some(tokens), Some(who), Certainty::Stated, found.clone()));
        }
        Some(self.unclear(found.clone()))
    }

    /// «أجرى سالم اتصالات مع الوزراء، أكدوا خلالها»: a verb in the plural with a pronoun that points at what it tells of
    /// is of whom the clause before names, not of who spoke before.
    pub(super) fn is_of_noun_before(&self, cue: &Cue) -> bool {
        let (tokens, grammar) = (self.reader.tokens, &self.reader.lexicon.grammar);
        let start = cue.tokens.start;
        let comma = start.checked_sub(1).is_some_and(|before| tokens.is_mark(before, ","));
        comma
            && cue.reading.number == crate::lang::Number::Many
            && !tokens.word(start).starts_with('و')
            && grammar.resumptive.contains(tokens.word(cue.tokens.end))
    }

    /// Said by somebody, and nothing tells by whom.
    pub(super) fn unclear(&self, found: (Found, Option<Range<usize>>)) -> Frame {
        let frame = self.frame(None, None, Certainty::Nobody, found);
        Frame { certainty: Certainty::Either, ..frame }
    }

    /// «وأضاف "لن نستسلم" وأكد أن»: words in marks with nothing behind them but the next report are what
    /// was said; a name has a report of its own behind it.
    pub(super) fn is_saying(&self, close: usize) -> bool {
        let tokens = self.reader.tokens;
        let next = close + 1 + usize::from(tokens.is_mark(close + 1, ","));
        let ends = next >= self.paragraph.tokens.end
            || self.paragraph.sentence_start(next) == next
            || tokens.is_mark(next, ".");
        ends || starting(self.cues, next).is_some_and(|cue| cue.place != CuePlace::Unmarked)
    }

    /// «وقال الوزير يزن النعيمات إن»: behind a title that points back, words that nothing reads are the
    /// name of somebody else.
    pub(super) fn renamed(&self, subject: Subject, found: &Found) -> (Subject, Certainty) {
        let reader = self.reader;
        let (start, end) = (subject.tokens.end, found.at);
        let points_back = match &subject.who {
            Who::Entities(some) => some.iter().all(|(mention, _)| {
                let seen = self.entities.mentions.get(mention.0 as usize);
                let own = reader.tokens.span(subject.tokens.clone());
                seen.is_some_and(|seen| !own.contains(seen.span))
            }),
            Who::Described(_) => false,
        };
        let name = |at: usize| {
            reader.tokens.is_word(at)
                && reader.tokens.gap(at) == crate::lang::Gap::Blank
                && !reader.is_stop(at)
                && !reader.may_have_preposition(at)
                && !reader.is_cue_form(at)
                && !reader.lexicon.grammar.is_common(reader.tokens, at)
                && !reader.lexicon.grammar.patterns.is_accusative(reader.plain(at))
        };
        let named = (1..=NAME).contains(&end.saturating_sub(start)) && (start..end).all(name);
        if !points_back || !named {
            return (subject, Certainty::Stated);
        }
        let tokens = subject.tokens.start..end;
        (Subject { who: Who::Described(tokens.clone()), tokens }, Certainty::Fallback)
    }
}

/// Most words of a name that no rule reads.
const NAME: usize = 4;
