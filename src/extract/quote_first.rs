//! A quotation that stands before its verb: «"لن نقبل بذلك"، قال حمدوك».
//!
//! The verb takes the quotation right before it where nothing else claimed it and the verb has no
//! other complement than more of the quotation: «"…"، قال حمدوك: "…"».

use std::ops::Range;

use super::cue::Cue;
use super::frame::{Certainty, Complement, Frame, Framing};
use super::speaker::{Subject, Who};

/// Shortest quotation that is a statement, in tokens.
const SHORTEST: usize = 3;
/// Longest subject that only its place shows, in tokens.
const PHRASE: usize = 6;

/// A quotation and the report behind it.
pub(super) struct QuoteFirst {
    /// Its content is the quotation, from its opening mark.
    pub(super) frame: Frame,
    /// Quotation, verb and subject.
    pub(super) claim: Range<usize>,
    /// The verb has a quotation behind it as well.
    pub(super) goes_on: bool,
}

impl Framing<'_, '_> {
    /// The quotation right before a cue with its speaker; `taken` is where the words that other cues
    /// have not claimed begin.
    pub(super) fn quote_first(&mut self, cue: &Cue, taken: usize) -> Option<QuoteFirst> {
        let reader = self.reader;
        let tokens = reader.tokens;
        let verb = reader.lexicon.verbs.verb(cue.reading);
        let joined = tokens.word(cue.tokens.start).starts_with('و');
        if !verb.complement.speech || !cue.reading.form.is_finite() || joined {
            return None;
        }
        let sentence = self.paragraph.sentence(cue.tokens.start);
        let last = cue.tokens.start.checked_sub(1)?;
        let comma = [",", "-"].iter().any(|mark| tokens.is_mark(last, mark));
        let close = last.checked_sub(usize::from(comma))?;
        let quote = self.paragraph.quote_at(close).filter(|quote| quote.close == close)?.clone();
        let opens = quote.open == self.paragraph.sentence_start(quote.open);
        if !opens || quote.open < taken || quote.repaired || quote.content().len() < SHORTEST {
            return None;
        }
        let behind = self.read(cue).map(|frame| frame.complement);
        let goes_on = matches!(behind, Some(Complement::Colon | Complement::Quote));
        // «"هل نعود؟" يتساءل سالم»: the mark inside the quotation ends a sentence.
        let apart = quote.open < sentence.start;
        let own = matches!(behind, Some(Complement::Clause | Complement::Unmarked));
        if own || apart && behind.is_some() && !goes_on {
            return None;
        }
        let (start, via) = self.skip(cue.tokens.end, sentence.end);
        let subject = self.subject(start, sentence.end);
        let words = self.place_of_subject(start);
        let (mention, who, certainty) = match subject {
            Some(Subject { tokens, who }) => (Some(tokens), Some(who), Certainty::Stated),
            None if words.is_some() => {
                (words.clone(), words.map(Who::Described), Certainty::Fallback)
            }
            // «"…"، قال.»: only where nothing else could name who speaks is he understood.
            None if !tokens.is_word(start) || start >= sentence.end => {
                let who = self.memory.implied(cue.reading, self.entities).cloned();
                (None, who, Certainty::Implied)
            }
            None => (None, None, Certainty::Nobody),
        };
        // «"حركة رجال الطريقة" قالت»: without a comma, or with words behind the verb that may be what
        // is said, the marks may be those of a name.
        let plain = comma && (behind.is_none() || goes_on);
        if !plain && certainty != Certainty::Stated {
            return None;
        }
        let found = self.found(Complement::Quote, None, quote.open, quote.open);
        let frame = self.frame(mention, who, certainty, (found, via));
        let end = frame.mention.as_ref().map_or(cue.tokens.end, |mention| mention.end);
        Some(QuoteFirst { frame, claim: quote.open..end, goes_on })
    }

    /// The words to the next mark or word of the closed classes: right behind the verb they are its
    /// subject, whoever they name.
    fn place_of_subject(&self, start: usize) -> Option<Range<usize>> {
        let reader = self.reader;
        let particles = &reader.lexicon.names.particles;
        // «أم محمد»: the particle of a name is a word of the closed classes as well.
        let stops = |at: usize| reader.is_stop(at) && !particles.at(reader.tokens, at);
        let ends = |at: &usize| {
            !reader.tokens.is_word(*at)
                || stops(*at)
                || reader.lexicon.grammar.skip_heads.longest(reader.tokens, *at).is_some()
                || reader.may_have_preposition(*at)
                || reader.lexicon.grammar.relatives.at(reader.tokens, *at)
        };
        let end =
            (start..self.paragraph.tokens.end).find(ends).unwrap_or(self.paragraph.tokens.end);
        (end > start && end <= start + PHRASE).then_some(start..end)
    }
}
