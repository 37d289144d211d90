//! What somebody holds a thing to be, by a verb that counts as well: «عدّ الوزير القرار خطوة مهمة», not «عدّ الأصوات».

use crate::lang::{Form, Gap, Verb};

use super::cue::Cue;
use super::frame::{Certainty, Complement, Frame, Framing};

/// Most adjectives of the thing that is judged.
const ADJECTIVES: usize = 3;

impl Framing<'_, '_> {
    /// True for a frame with a thing and what it is held to be: a definite noun, then one that is not and has no
    /// preposition.
    pub(super) fn is_judgement(&self, cue: &Cue, verb: &Verb, frame: &Frame) -> bool {
        let (reader, grammar) = (self.reader, &self.reader.lexicon.grammar);
        let tokens = reader.tokens;
        let definite = |at: usize| tokens.is_word(at) && crate::lang::has_article(tokens.word(at));
        let judged = &*verb.class == "consider"
            && matches!(cue.reading.form, Form::Perfect | Form::Participle)
            && matches!(frame.certainty, Certainty::Stated | Certainty::Implied)
            && frame.complement == Complement::NounPhrase;
        let start = frame.content;
        let pointed = reader.lexicon.dates.demonstratives.longest(tokens, start).is_some();
        let first = start + usize::from(pointed);
        if !judged || !pointed && !definite(first) {
            return false;
        }
        let rest = first..first + ADJECTIVES + 1;
        let Some(predicate) = rest.clone().find(|at| !definite(*at)) else { return false };
        // «عدت اللجنة الأصوات يدويا»
        let tanwin = tokens.word(predicate).strip_suffix(grammar.ending.tanwin.as_str());
        let adverb = tanwin.is_some_and(|stem| stem.ends_with('ي'));
        tokens.is_word(predicate)
            && tokens.gap(predicate) == Gap::Blank
            && !adverb
            && !tokens.word(predicate).starts_with('و')
            && !reader.is_stop(predicate)
            && !reader.is_cue_form(predicate)
            && !reader.may_have_preposition(predicate)
            && !grammar.prepositions.contains(tokens.word(predicate))
            && grammar.skip_heads.longest(tokens, predicate).is_none()
            && grammar.skip_adverbs.longest(tokens, predicate).is_none()
            && grammar.day_words.longest_with_proclitics(tokens, predicate).is_none()
    }

    /// «وعد وزير المال القرار خطوة مهمة»: the letter of the conjunction makes another verb of it, which has no such
    /// complement.
    pub(super) fn judged(&mut self, cue: &Cue) -> Option<Frame> {
        let verbs = &self.reader.lexicon.verbs;
        let bare = self.reader.tokens.word(cue.tokens.start).strip_prefix('و')?;
        let readings = verbs.forms.value_of(bare)?;
        let considers = |reading: &crate::lang::Reading| &*verbs.verb(*reading).class == "consider";
        let reading = *readings.iter().find(|one| one.form == Form::Perfect && considers(one))?;
        let second = Cue { reading, ..cue.clone() };
        let frame = self.read_as(&second)?;
        let judged = self.is_judgement(&second, verbs.verb(reading), &frame);
        judged.then_some(Frame { said: Some(second), ..frame })
    }
}
