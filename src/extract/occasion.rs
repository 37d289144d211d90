//! When something is said, with no comma behind it: «أكد الوزير خلال الاتصال حرص بلاده على», «بحث الوزيران في اتصال هاتفي الأزمة».

use crate::lang::Verb;
use crate::model::MentionKind;

use super::cue::starting;
use super::entity::begins_object;
use super::frame::Framing;

/// How far behind its first words the noun may stand that ends such a phrase, in tokens.
const REACH: usize = 10;

impl Framing<'_, '_> {
    /// The noun that no longer belongs to a phrase, whose words go on at a token: behind a definite noun a common one
    /// without the article, behind an indefinite adjective or a name one with it. Where a clause follows, that is
    /// what is said.
    pub(super) fn object_behind(&self, start: usize, limit: usize) -> Option<usize> {
        let (reader, tokens) = (self.reader, self.reader.tokens);
        let plain = |at: &usize| {
            tokens.is_word(*at)
                && reader.clause_at(*at).is_none()
                && !starting(self.cues, *at).is_some_and(|cue| cue.reading.form.is_finite())
        };
        let mut near = (start..limit.min(start + REACH)).take_while(plain);
        let object = near.find(|at| self.is_past_phrase(*at))?;
        let end = self.phrase_end(start, limit);
        let end = end + usize::from(tokens.is_mark(end, ","));
        let said = end < limit && (reader.clause_at(end).is_some() || self.is_said_at(end));
        (!said).then_some(object)
    }

    /// «بحث الوزيران في اتصال هاتفي الأزمة»: where somebody talks stands before what he talks about. «ويرى كريم ناصر، أستاذ
    /// الفيزياء في الجامعة، أن»: where he works ends at the comma before the clause.
    pub(super) fn is_elsewhere(&self, at: usize, verb: &Verb, limit: usize) -> bool {
        let (reader, tokens) = (self.reader, self.reader.tokens);
        let place = reader.lexicon.names.at_prepositions.longest(tokens, at).is_some();
        if place && verb.complement.clause {
            let mut near = at + 1..limit.min(at + REACH);
            let comma = near.find(|at| !tokens.is_word(*at)).filter(|at| tokens.is_mark(*at, ","));
            let clause = comma.map(|comma| self.skip(comma, limit).0);
            if clause.is_some_and(|at| at < limit && reader.clause_at(at).is_some()) {
                return true;
            }
        }
        let heads = &self.reader.lexicon.grammar.skip_heads;
        let head = heads.longest(self.reader.tokens, at).filter(|hit| hit.len > 1);
        let topic = &*verb.class == "topic";
        topic && head.is_some_and(|hit| self.object_behind(at + hit.len, limit).is_some())
    }

    /// True for a noun that neither goes on what stands before it nor is governed by it.
    fn is_past_phrase(&self, at: usize) -> bool {
        let (reader, tokens) = (self.reader, self.reader.tokens);
        let Some(before) = at.checked_sub(1).filter(|before| !reader.is_stop(*before)) else {
            return false;
        };
        let definite = |at: usize| crate::lang::has_article(tokens.word(at));
        let named = self.entities.seen_ending(at).is_some_and(|seen| {
            let found = self.entities.get(seen.entity);
            found.is_some_and(|found| found.kind == MentionKind::Person)
        });
        let owned = reader.possessed(before).is_some();
        let whole = named || definite(before) || owned;
        let adjective = reader.is_adjective(before) && !definite(before) && !owned;
        let noun = definite(at)
            && !reader.is_adjective(at)
            && reader.lexicon.names.office_heads.longest(tokens, at).is_none();
        whole && begins_object(reader, at) || (named || adjective) && noun
    }
}
