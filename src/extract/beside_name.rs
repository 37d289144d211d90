//! What stands beside a name before the noun that is reported: a nickname in quotation marks, «محمد حمدان دقلو «حميدتي»», or
//! who joins him, «كريم ناصر وأنصاره».

use crate::lang::Verb;
use crate::model::MentionKind;

use super::complement::Found;
use super::cue::starting;
use super::entity::{begins_object, quoted_name};
use super::frame::{Complement, Frame, Framing};
use super::speaker::{Subject, Subjects, Who};

/// How far behind a second title the clause may stand, in tokens.
const REACH: usize = 12;

impl Framing<'_, '_> {
    /// The subject with what stands beside its name, where what is reported begins behind it. With who joins him he is the
    /// phrase of both.
    pub(super) fn with_company(&mut self, subject: Subject, verb: &Verb, limit: usize) -> Subject {
        let person = match &subject.who {
            Who::Entities(some) => some.iter().all(|(_, entity)| {
                let found = self.entities.get(*entity);
                found.is_some_and(|found| found.kind == MentionKind::Person)
            }),
            Who::Described(_) => false,
        };
        let at = subject.tokens.end;
        if !person || at >= limit {
            return subject;
        }
        let start = subject.tokens.start;
        if let Some(end) = self.joined_end(at) {
            return Subject { tokens: start..end, who: Who::Described(start..end) };
        }
        let end = self.nickname_end(at, verb, limit).unwrap_or(at);
        Subject { tokens: start..end, ..subject }
    }

    /// «قال رئيس الشركة وكبير المديرين كريم ناصر إن»: a second title behind one that names nobody is of the same man or of
    /// another, so nobody can tell who speaks; it begins nothing that is said.
    pub(super) fn second_title(
        &self,
        subject: &Subject,
        found: &Found,
        limit: usize,
    ) -> Option<Frame> {
        let (reader, at) = (self.reader, found.at);
        let beside = found.kind == Complement::NounPhrase && at == subject.tokens.end;
        if !beside || !self.is_joined_noun(at) {
            return None;
        }
        let plain = |at: &usize| reader.tokens.is_word(*at) && starting(self.cues, *at).is_none();
        let mut near = (at..limit.min(at + REACH)).take_while(plain);
        let (clause, len) = near.find_map(|at| Some((at, reader.clause_at(at)?)))?;
        let comp = Some(clause..clause + len);
        let said = self.found(Complement::Clause, comp, clause + len, clause);
        Some(self.unclear((said, None)))
    }

    /// «وكبير»: the conjunction and a noun that is known, where both together are no word.
    fn is_joined_noun(&self, at: usize) -> bool {
        let (reader, lexicon) = (self.reader, self.reader.lexicon);
        let word = reader.tokens.word(at);
        let known = |noun: &str| {
            lexicon.grammar.common.contains(noun)
                || lexicon.names.office_heads.value_of(noun).is_some()
                || crate::lang::has_article(noun)
        };
        word.strip_prefix('و').is_some_and(known)
            && !lexicon.grammar.common.contains(word)
            && !lexicon.verbs.is_masdar(word)
            && !self.is_whole(at)
    }

    /// The end of a short quoted name and of the title behind it. Of «رفض كريم ناصر «الهدنة» جملة وتفصيلا» the marks hold the
    /// thing that is refused, so the verb must tell what he does or the noun be his: «رفضه».
    fn nickname_end(&mut self, at: usize, verb: &Verb, limit: usize) -> Option<usize> {
        let reader = self.reader;
        let end = quoted_name(reader, at, limit)?;
        let subjects = Subjects { reader, entities: self.entities, memory: self.memory };
        let titled = subjects.apposition_end(end, limit);
        let comma = titled > end && reader.tokens.is_mark(titled, ",");
        let object = titled + usize::from(comma);
        let does = matches!(&*verb.class, "announce" | "assert" | "reveal");
        let own = does || reader.possessed(object).is_some();
        (own && object < limit && begins_object(reader, object)).then_some(object)
    }

    /// «كريم ناصر وأنصاره رفض القرار», «كريم ناصر والوفد دعم»: a word with the conjunction that is no noun of a report itself.
    fn joined_end(&self, at: usize) -> Option<usize> {
        let reader = self.reader;
        let joined = reader.tokens.word(at).strip_prefix('و')?;
        let given = || reader.lexicon.names.given.value_of(joined).is_some();
        let somebody =
            reader.possessed(at).is_some() || crate::lang::has_article(joined) || given();
        (somebody && !begins_object(reader, at) && begins_object(reader, at + 1)).then_some(at + 1)
    }
}
