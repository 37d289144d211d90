//! A question that is put to somebody: «قال الوزير ردا على سؤال: هل ستستقيل؟ "لن أستقيل"».
//!
//! It stands where words of the speaker could, and they are those of who asks. Its mark ends a sentence, so
//! the answer of the same verb is looked for in the next one.

use std::ops::Range;

use super::Reader;
use super::cue::Cue;
use super::frame::Framing;
use super::speaker::Who;

/// How far behind the noun of a question its words may begin, in tokens: «سؤال لأحد الصحفيين: هل».
const ASKED: usize = 8;
/// How far before his answer it may be told who is asked, in tokens.
const LONGEST: usize = 24;

impl Framing<'_, '_> {
    /// Where the sentence of a verb ends; behind a question that somebody answers, where the next one does.
    pub(super) fn sentence_end(&self, cue: &Cue) -> usize {
        let tokens = self.reader.tokens;
        let end = self.paragraph.sentence(cue.tokens.start).end;
        let open = tokens.is_mark(end.saturating_sub(1), "?") && end < self.paragraph.tokens.end;
        let mut behind = cue.tokens.end..end;
        let answered = open && behind.any(|at| self.question_end(at) == Some(end));
        if answered { self.paragraph.sentence(end).end } else { end }
    }

    /// The end of the question whose noun stands at a token, its marks included; `None` for a noun that only
    /// tells what was asked about, «سؤال حول الدعم», or whose answer stands right behind it.
    pub(super) fn question_end(&self, noun: usize) -> Option<usize> {
        let (tokens, grammar) = (self.reader.tokens, &self.reader.lexicon.grammar);
        if !grammar.questions.at(tokens, noun) {
            return None;
        }
        let end = self.paragraph.sentence(noun).end;
        let near = noun + 1..end.min(noun + ASKED);
        for at in near {
            if let Some(quote) = self.paragraph.opening(at) {
                let asks = tokens.is_mark(quote.close.saturating_sub(1), "?") && !quote.repaired;
                return asks.then_some(quote.close + 1);
            }
            if tokens.is_mark(at, ":") || grammar.asking.at(tokens, at) {
                return self.unmarked_end(at..end);
            }
            if self.reader.clause_at(at).is_some() {
                return None;
            }
        }
        None
    }

    /// The end of words without marks of quotation that end a sentence as a question.
    fn unmarked_end(&self, words: Range<usize>) -> Option<usize> {
        let quoted = words.clone().find_map(|at| self.paragraph.opening(at));
        match quoted {
            // «سؤال: «هل ستستقيل؟» قال»
            Some(quote) if quote.open == words.start + 1 && !quote.repaired => {
                let asks = self.reader.tokens.is_mark(quote.close.saturating_sub(1), "?");
                asks.then_some(quote.close + 1)
            }
            _ => self.reader.tokens.is_mark(words.end - 1, "?").then_some(words.end),
        }
    }

    /// «وعندما سئل سالم حداد عن القرار قال»: who is asked in the clause before a verb answers.
    pub(super) fn who_is_asked(&mut self, cue: &Cue) -> Option<Who> {
        let (tokens, grammar) = (self.reader.tokens, &self.reader.lexicon.grammar);
        let first = self.paragraph.sentence_start(cue.tokens.start);
        let asked = |at: &usize| grammar.asked.opens(tokens, *at);
        let at = (first..cue.tokens.start).rev().take(LONGEST).find(asked)?;
        // «سئل سالم حداد إن كان الرئيس قال إن»: what is asked is no answer.
        let clause =
            |at: usize| self.reader.clause_at(at).is_some() || grammar.unreal.hedge.at(tokens, at);
        if (at + 1..cue.tokens.start).any(clause) {
            return None;
        }
        if let Some(seen) = self.entities.seen_at(at + 1) {
            return Some(Who::Entities(vec![(seen.mention, seen.entity)]));
        }
        // «وسئل الشيخ عن الزكاة فأجاب»: somebody is named there, who is not who spoke before.
        let named = at + 1;
        let noun = tokens.is_word(named) && !self.reader.is_stop(named);
        let subject = noun.then(|| self.subject(named, cue.tokens.start));
        subject.map(|read| read.map_or(Who::Described(named..named + 1), |subject| subject.who))
    }
}

/// True for a verb with the pronoun of whom it is done to: «سألته».
pub(super) fn bears_object(reader: &Reader<'_>, cue: &Cue) -> bool {
    let word = reader.tokens.word(cue.tokens.start);
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    !reader.lexicon.verbs.is_form(bare) && reader.lexicon.grammar.may_be_possessed(bare)
}
