//! Who acts in the clause before a report, and so is understood by it.

use super::Reader;
use super::attribution::Statements;
use super::cue::Cue;
use super::paragraph::Paragraph;
use super::speaker::Who;

impl Statements<'_> {
    /// Who does something in the clause before a cue is who is understood by it: «وصل لافروف إلى
    /// أنقرة، مؤكداً أن»; a reporting verb of which no statement was read counts too. Only where no
    /// statement stands between.
    pub(super) fn note_actor(&mut self, paragraph: &Paragraph, taken: usize, cue: &Cue) {
        let (reader, start) = (self.reader, cue.tokens.start);
        let sentence = paragraph.sentence_start(start);
        // Sites without stops: «… قال: «لا» أما الرئيس واد، فقد افتتح الحملة حيث قال».
        let topic = reader.lexicon.grammar.fronting.longest(reader.tokens, taken).is_some();
        let first = if topic { sentence.max(taken) } else { sentence };
        if first < taken && taken > paragraph.tokens.start || first == start {
            return;
        }
        // «أما الرئيس واد، فقد افتتح الحملة حيث قال»
        let fronting = &reader.lexicon.grammar.fronting;
        let fronted = fronting.longest_with_proclitics(reader.tokens, first).is_some();
        let is_verb = (fronted || !reader.is_stop(first))
            && reader.tokens.is_word(first)
            && self.entities.seen_at(first).is_none();
        let participle = cue.reading.form == crate::lang::Form::Participle;
        let after = |at: usize| self.entities.seen_at(at).filter(|seen| seen.tokens.end <= start);
        let actor = after(first + 1).filter(|_| is_verb);
        // «لكن المتحدث محمد عبد السلام رفض المبادرة، معتبرا أنها»: the subject before its verb.
        let actor = actor
            .or_else(|| after(first).filter(|_| participle))
            .or_else(|| after(first + 1).filter(|_| participle && reader.is_stop(first)));
        // «استقبل عون وزير الدفاع الإيطالي، الذي نقل إليه التحيات، مؤكدا أن»: whom the clause is about.
        let antecedent = actor.filter(|_| participle).and_then(|actor| {
            let relatives = &reader.lexicon.grammar.relatives;
            let at = (actor.tokens.end..start)
                .rev()
                .find(|at| relatives.contains(reader.tokens.word(*at)))?;
            let end = if reader.tokens.is_mark(at - 1, ",") { at - 1 } else { at };
            self.entities.seen_ending(end)
        });
        if let Some(seen) = antecedent.or(actor) {
            let who = Who::Entities(vec![(seen.mention, seen.entity)]);
            self.memory.note(&who, &self.entities);
        } else if is_verb && participle && may_act(reader, first) {
            self.memory.forget();
        }
    }

    /// «وتشير النتائج إلى أن»: what shows something says nothing more: «وأضافت أن» is not of the results.
    pub(super) fn is_inanimate(&self, who: &Who) -> bool {
        let Who::Described(tokens) = who else { return false };
        let word = self.reader.tokens.word(tokens.start);
        self.reader.lexicon.grammar.inanimate.contains(word)
    }
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
    reader.tokens.gap(next) == crate::lang::Gap::Blank
        && !reader.is_cue_form(verb)
        && (agrees && (office || body) || people)
}
