//! What stands between verb and complement and looks like the complement: where the speaker is, the last words of his
//! title, a noun with a preposition that the verb does not govern.

use std::ops::Range;

use crate::lang::Verb;

use super::complement::Found;
use super::cue::starting;
use super::frame::{Complement, Framing};
use super::speaker::{Subject, Who};

/// How far behind the place of a speaker his words may begin, in tokens.
const REACH: usize = 8;

/// Longest definite phrase whose pronoun the content bears, in tokens.
const OWNER: usize = 5;
/// Most words of a title that no rule reads, before the clause of its verb.
const REST: usize = 2;

impl Framing<'_, '_> {
    /// True where a phrase that begins at a token ends in what is said.
    pub(super) fn is_said_behind(&self, at: usize, limit: usize) -> bool {
        let end = self.phrase_end(at + 1, limit);
        let end = end + usize::from(self.reader.tokens.is_mark(end, ","));
        end < limit && (self.reader.clause_at(end).is_some() || self.is_said_at(end))
    }

    /// «شدد الوزير خلال اجتماعه مع نظيره على ضرورة»: the preposition of the verb behind an occasion that no comma closes.
    pub(super) fn past_occasion(
        &self,
        occasion: Range<usize>,
        verb: &Verb,
        limit: usize,
    ) -> Option<Found> {
        let last = occasion.end.saturating_sub(1);
        let plain = (occasion.start..last).all(|at| self.reader.tokens.is_word(at));
        let governs = &*verb.class != "topic" && occasion.end >= limit && plain;
        let found = self.search(occasion.start + 1, verb, limit).filter(|_| governs)?;
        (found.kind == Complement::Preposition).then_some(found)
    }

    /// «أكد خليفة شاهين المرر وزير دولة أن»: behind a name what no list has goes on with it, where the clause of the verb
    /// follows; «أكد كريم ناصر ضرورة أن» has a noun that is known.
    pub(super) fn clause_behind_name(
        &self,
        (subject, found): (&Subject, Found),
        verb: &Verb,
        limit: usize,
    ) -> Found {
        let (reader, at) = (self.reader, found.at);
        let lexicon = reader.lexicon;
        let named = matches!(subject.who, Who::Entities(_)) && at == subject.tokens.end;
        let word = crate::lang::without_article(reader.tokens.word(at));
        let known = lexicon.grammar.is_common(reader.tokens, at)
            || lexicon.verbs.is_masdar(word)
            || lexicon.grammar.quantifiers.longest(reader.tokens, at).is_some()
            || lexicon.names.collectives.longest(reader.tokens, at).is_some()
            || reader.possessed(at).is_some();
        let noun = found.kind == Complement::NounPhrase && reader.tokens.is_word(at);
        if !named || !noun || known || !verb.complement.clause || verb.complement.addressee {
            return found;
        }
        let plain = |at: &usize| {
            let comma = reader.tokens.is_mark(*at, ",");
            (reader.tokens.is_word(*at) || comma) && starting(self.cues, *at).is_none()
        };
        let near = at..limit.min(at + REACH);
        let clause = near.take_while(plain).find_map(|at| Some((at, reader.clause_at(at)?)));
        match clause {
            Some((at, len)) => self.found(Complement::Clause, Some(at..at + len), at + len, at),
            None => found,
        }
    }

    /// «ورأى في عظة الأحد أن»: where something is said, with its clause behind it. «رأى في ذلك أن» has no noun there.
    pub(super) fn is_inside_of(&self, at: usize, limit: usize) -> bool {
        let reader = self.reader;
        reader.lexicon.names.at_prepositions.longest(reader.tokens, at).is_some()
            && (reader.tokens.is_word(at + 1) || self.paragraph.opening(at + 1).is_some())
            && reader.clause_at(at + 1).is_none()
            && self.clause_near(at + 1, limit)
    }

    /// «مصدر مسؤول بوزارة الكهرباء بأن»: the body where the speaker is, with the clause of the verb behind it.
    /// «أقرت اللجنة بالبرلمان مشروع القانون»: or with the noun that it does something to.
    pub(super) fn is_at_body(&self, at: usize, verb: &Verb, limit: usize) -> bool {
        let names = &self.reader.lexicon.names;
        let noun = self.reader.tokens.word(at).strip_prefix('ب').unwrap_or_default();
        let bare = crate::lang::without_article(noun);
        let body = [noun, bare].iter().any(|noun| names.speaker_bodies.value_of(noun).is_some())
            || names.body_forms.longest_with_proclitics(self.reader.tokens, at).is_some();
        let object = || {
            let end = super::entity::body::phrase_end(self.reader, at, at + 1, limit);
            let noun = self.reader.tokens.word(end);
            end < limit && self.reader.lexicon.grammar.common.contains(noun)
        };
        let behind = || verb.complement.noun_phrase || self.clause_near(at + 1, limit) || object();
        !noun.is_empty() && body && behind()
    }

    /// «أفادت السلطات بإقليم الحوز بأن»: where the clause of the verb follows with the same letter, what bears it first
    /// tells where the speaker is.
    pub(super) fn is_before_own_clause(&self, at: usize, limit: usize) -> bool {
        let tokens = self.reader.tokens;
        let letter = tokens.word(at).chars().next();
        let plain = |at: &usize| tokens.is_word(*at) && starting(self.cues, *at).is_none();
        let mut near = (at + 1..limit.min(at + REACH)).take_while(plain);
        let clause = near.find(|at| self.reader.clause_at(*at).is_some());
        clause.is_some_and(|clause| tokens.word(clause).chars().next() == letter)
    }

    /// A clause behind words that no mark and no other report parts from it.
    fn clause_near(&self, start: usize, limit: usize) -> bool {
        let plain = |at: &usize| {
            (self.reader.tokens.is_word(*at) || self.paragraph.quote_at(*at).is_some())
                && starting(self.cues, *at).is_none()
        };
        (start..limit.min(start + REACH))
            .take_while(plain)
            .any(|at| self.reader.clause_at(at).is_some())
    }

    /// «بالبرلمان», «لمهرجان»: a preposition and a noun that is known, which begin no content of a verb that does not
    /// govern it.
    pub(super) fn is_governed(&self, at: usize, verb: &Verb) -> bool {
        let (tokens, lexicon) = (self.reader.tokens, self.reader.lexicon);
        let word = tokens.word(at);
        let Some(noun) = word.strip_prefix(['ب', 'ل']) else { return false };
        let burden = verb
            .complement
            .burden
            .iter()
            .any(|one| one.chars().count() == 1 && word.starts_with(&**one));
        if burden || verb.complement.attached.iter().any(|letter| word.starts_with(*letter)) {
            return false;
        }
        let known = lexicon.grammar.common.contains(noun)
            || lexicon.names.speaker_bodies.value_of(noun).is_some();
        self.reader.has_preposition(at) || known && !lexicon.grammar.common.contains(word)
    }

    /// «وزير الكهرباء والطاقة المتجددة أن»: the last words of a subject, all with the article, before the clause.
    pub(super) fn is_rest(&self, words: Range<usize>) -> bool {
        let definite = |at: usize| {
            let word = self.reader.tokens.word(at);
            self.reader.tokens.is_word(at)
                && crate::lang::has_article(word)
                && !self.reader.lexicon.verbs.is_masdar(crate::lang::without_article(word))
        };
        (1..=REST).contains(&words.len()) && words.into_iter().all(definite)
    }

    /// «المخرجة السينمائية غادة السبيعي»: nouns with the article before a name tell what the person is.
    pub(super) fn named_at_end(&self, mention: &Range<usize>) -> Option<Who> {
        let tokens = self.reader.tokens;
        let heads = &self.reader.lexicon.names.office_heads;
        let seen = (mention.start + 1..mention.end).find_map(|at| self.entities.seen_at(at))?;
        let person = self.entities.get(seen.entity)?.kind == crate::model::MentionKind::Person;
        // «النجم كريم ناصر قائد الفريق»: his office may stand behind it. «المكتب الإعلامي للرئيس كريم ناصر» is not he.
        let end = seen.tokens.end;
        let ends = end == mention.end || heads.longest(tokens, end).is_some();
        let named = ends
            && !self.reader.has_preposition(seen.tokens.start)
            && (mention.start..seen.tokens.start)
                .all(|at| tokens.is_word(at) && crate::lang::has_article(tokens.word(at)));
        (person && named).then(|| Who::Entities(vec![(seen.mention, seen.entity)]))
    }

    /// «وأعلنت النقابات رفضها القرار»: a definite noun with its adjectives, then a noun that bears its
    /// pronoun: the first is who speaks, the second what is said.
    pub(super) fn owner_and_own(
        &self,
        start: usize,
        limit: usize,
    ) -> Option<(Range<usize>, Found)> {
        let reader = self.reader;
        let definite = |at: usize| {
            reader.tokens.is_word(at)
                && crate::lang::has_article(reader.tokens.word(at))
                && !reader.is_stop(at)
                && starting(self.cues, at).is_none()
        };
        let end = (start..limit.min(start + OWNER)).find(|at| !definite(*at))?;
        // «وأكد المستشفى وفاة اثنين»: so does a common noun without the article behind an institution.
        let kind = crate::lang::without_article(reader.tokens.word(start));
        let noun = end == start + 1
            && reader.lexicon.names.speaker_bodies.value_of(kind).is_some()
            && reader.lexicon.grammar.is_common(reader.tokens, end)
            && !reader.has_preposition(end);
        let own = !reader.is_stop(end) && (reader.possessed(end).is_some() || noun);
        let content = self.noun_phrase_at(end, limit).filter(|_| own && end > start)?;
        Some((start..end, content))
    }

    /// «بحث الوزير مع نظيره سالم حداد تطورات الأزمة»: what is talked about stands behind with whom.
    pub(super) fn beside_partner(&mut self, at: usize, verb: &Verb, limit: usize) -> Option<Found> {
        let companion =
            self.reader.lexicon.grammar.companions.contains(self.reader.tokens.word(at));
        if !companion || &*verb.class != "topic" || !verb.complement.noun_phrase {
            return None;
        }
        let partner = self.subject(at + 1, limit)?;
        let (behind, _) = self.skip(partner.tokens.end, limit);
        self.noun_phrase_at(behind, limit)
    }

    /// «طالبت النقابة، العضو في الفيدرالية، وزير الصحة ب»: the end of a title with the article between commas, which
    /// begins where the tokens that were stepped over end.
    pub(super) fn apposed(&self, stepped: Range<usize>, limit: usize) -> Option<usize> {
        let (tokens, at) = (self.reader.tokens, stepped.end);
        let comma = stepped.clone().next_back().is_some_and(|last| tokens.is_mark(last, ","));
        let office = self.reader.lexicon.names.office_heads.longest(tokens, at)?;
        let title = super::entity::title::title_at(self.reader, at, limit)?;
        let definite = crate::lang::has_article(tokens.word(at)) && !office.value.weak;
        let mut near = at + 1..limit.min(at + REACH);
        let plain = |at: &usize| tokens.is_word(*at) && starting(self.cues, *at).is_none();
        let close = near.find(|at| !plain(at))?;
        let ends = tokens.is_mark(close, ",");
        (comma && definite && title.name.is_none() && ends).then_some(close)
    }

    /// «هاجم الزعيمة ووصف خطتها»: a further verb with its conjunction, no noun of the subject.
    pub(super) fn is_joined_verb(&self, at: usize) -> bool {
        let word = self.reader.tokens.word(at);
        word.starts_with('و')
            && !self.reader.lexicon.verbs.is_form(word)
            && starting(self.cues, at).is_some_and(|cue| cue.reading.form.is_finite())
    }
}
