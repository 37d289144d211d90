//! What stands beside a name before the noun that is reported: a nickname in quotation marks, «محمد حمدان دقلو «حميدتي»», or
//! who joins him, «كريم ناصر وأنصاره».

use crate::lang::Verb;
use crate::model::MentionKind;

use super::entity::{begins_object, quoted_name};
use super::frame::Framing;
use super::speaker::{Subject, Subjects, Who};

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
