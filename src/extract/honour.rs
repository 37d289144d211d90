//! Words of respect with a pronoun, which mean somebody who was named with his title before: «وأكد معاليه أن».

use crate::lang::Verb;
use crate::model::{MentionIx, MentionKind};

use super::cue::Cue;
use super::entity::Entity;
use super::frame::{Certainty, Frame, Framing};
use super::speaker::Who;

/// How far back somebody may be named whom such a word means, in tokens.
const REACH: usize = 300;

impl Framing<'_, '_> {
    /// «وأبلغت سعادتها القناة أن»: behind the word stands what is said or whom it is done to.
    pub(super) fn honoured(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let lexicon = self.reader.lexicon;
        let at = cue.tokens.end;
        lexicon.grammar.honours.get(self.reader.tokens.word(at))?;
        let (start, via) = self.skip(at + 1, limit);
        let found = self.complement_at(start, verb, limit);
        let found = found.or_else(|| self.search(start, verb, limit))?;
        let found = self.told_behind(verb, found, limit);
        match self.honouree(cue, at) {
            Some(who) => Some(self.frame(None, Some(who), Certainty::Implied, (found, via))),
            None => Some(self.unclear((found, via))),
        }
    }

    /// Whom the word means: the only one so near whose rank it is, or of several the one who spoke last; where nobody
    /// is of that rank, who spoke last if it is said of his like too, or the only one of whom it is.
    fn honouree(&self, cue: &Cue, at: usize) -> Option<Who> {
        let honour = self.reader.lexicon.grammar.honours.get(self.reader.tokens.word(at))?;
        let holds = |offices: &[usize]| {
            self.named_near(cue, |entity| {
                entity.offices.iter().any(|office| offices.contains(office))
            })
        };
        let own = holds(&honour.own);
        if !own.is_empty() {
            return self.spoke_last_of(&own);
        }
        let too = holds(&honour.too);
        self.spoke_last_of(&too).or_else(|| {
            let last = self.memory.last.as_ref().filter(|_| too.is_empty());
            last.filter(|last| self.is_untitled(last)).cloned()
        })
    }

    /// Who of these spoke last, or the only one.
    fn spoke_last_of(&self, near: &[(MentionIx, usize)]) -> Option<Who> {
        if let [one] = near {
            return Some(Who::Entities(vec![*one]));
        }
        let Some(Who::Entities(last)) = &self.memory.last else { return None };
        let [(_, last)] = last.as_slice() else { return None };
        let one = near.iter().find(|(_, entity)| entity == last);
        one.map(|one| Who::Entities(vec![*one]))
    }

    /// The people named before a cue of whom something is true, the latest first, each once. A woman is not meant by the
    /// verb of a man.
    fn named_near(&self, cue: &Cue, is: impl Fn(&Entity) -> bool) -> Vec<(MentionIx, usize)> {
        let mut near: Vec<(MentionIx, usize)> = Vec::new();
        let start = cue.tokens.start;
        let seen = self.entities.seen_before(start);
        for seen in seen.take_while(|seen| seen.tokens.start + REACH >= start) {
            let fits = self.entities.get(seen.entity).is_some_and(|entity| {
                let agrees = match (cue.reading.gender, entity.gender()) {
                    (Some(verb), Some(known)) => verb == known,
                    _ => true,
                };
                let person = matches!(entity.kind, MentionKind::Person | MentionKind::Office);
                person && agrees && is(entity)
            });
            if fits && near.iter().all(|(_, other)| *other != seen.entity) {
                near.push((seen.mention, seen.entity));
            }
        }
        near
    }

    /// True for one person whom the text gave no title.
    fn is_untitled(&self, who: &Who) -> bool {
        let Who::Entities(some) = who else { return false };
        let [(_, entity)] = some.as_slice() else { return false };
        let found = self.entities.get(*entity);
        found.is_some_and(|found| found.kind == MentionKind::Person && found.offices.is_empty())
    }
}
