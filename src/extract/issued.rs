//! What a paper says: «وجاء في بيان للجيش أن», «ورد في البيان أن».
//!
//! Such a cue has the paper where other verbs have their subject: who issued it speaks, else the
//! paper itself; never merely who spoke last.

use std::ops::Range;

use crate::lang::{Gender, Verb};

use super::Reader;
use super::cue::Cue;
use super::entity::{Entities, body};
use super::frame::{Certainty, Frame, Framing};
use super::speaker::{Subject, Subjects, Who};

/// How far before its author's next words a paper may be named, in tokens: «وقالت الوزارة في بيان».
const REACH: usize = 12;

impl Framing<'_, '_> {
    /// The frame of a cue whose last word is a paper; `None` for other cues.
    pub(super) fn issued(&mut self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let paper = cue.tokens.end.checked_sub(1).filter(|at| *at > cue.tokens.start)?;
        let word = self.reader.tokens.word(paper);
        let grammar = &self.reader.lexicon.grammar;
        let definite = crate::lang::has_article(word);
        if !grammar.carriers.contains(crate::lang::without_article(word)) {
            return None;
        }
        let Subject { tokens, who } =
            if definite { self.earlier_paper(paper) } else { self.issuer(paper, limit) };
        let (at, via) = self.skip(tokens.end.max(cue.tokens.end), limit);
        let found = self
            .marked_at(tokens.end.max(cue.tokens.end), verb, limit)
            .or_else(|| self.marked_at(at, verb, limit))
            .or_else(|| self.search(at, verb, limit))?;
        // The phrase of a paper begins inside the cue; it is shown as the speaker itself.
        let named = tokens.start >= cue.tokens.end && matches!(who, Who::Entities(_));
        let mention = named.then_some(tokens);
        Some(self.frame(mention, Some(who), Certainty::Stated, (found, via)))
    }

    /// «وكتب حسابه الرسمي: «…»»: the paper of who spoke last, where the pronoun agrees with him; it is never a speaker itself.
    pub(super) fn own_paper(&self, cue: &Cue, verb: &Verb, limit: usize) -> Option<Frame> {
        let start = cue.tokens.end;
        let (stem, pronoun) = self.reader.possessed(start)?;
        let carriers = &self.reader.lexicon.grammar.carriers;
        let paper = |noun: &str| carriers.contains(noun);
        if !paper(stem) && !crate::lang::free_form(stem).is_some_and(|noun| paper(&noun)) {
            return None;
        }
        let end = (start + 1..limit).find(|at| !self.reader.is_adjective(*at)).unwrap_or(limit);
        let (at, _) = self.skip(end, limit);
        let found = self.marked_at(end, verb, limit).or_else(|| self.search(at, verb, limit))?;
        let found = self.told_behind(verb, found, limit);
        // «ه» is said of a man, «ها» of a woman or many.
        let man = pronoun.chars().count() == 1;
        let owner = self.memory.last.as_ref().filter(|last| {
            let Who::Entities(some) = last else { return false };
            let [(_, entity)] = some.as_slice() else { return false };
            let gender = self.entities.get(*entity).and_then(|found| found.gender());
            gender.is_none_or(|gender| (gender == Gender::Masculine) == man)
        });
        let found = (found, None);
        Some(match owner {
            Some(owner) => self.frame(None, Some(owner.clone()), Certainty::Implied, found),
            None => self.unclear(found),
        })
    }

    /// «بيان (صادر عن) وزارة الدفاع»: its issuer; «بيان للجيش»: the paper with its phrase.
    fn issuer(&mut self, paper: usize, limit: usize) -> Subject {
        let end = body::phrase_end(self.reader, paper, paper + 1, limit);
        let memory = self.memory;
        let mut subjects = Subjects { reader: self.reader, entities: self.entities, memory };
        let issuer = subjects.issuer_behind(paper, limit);
        let phrase = Subject { tokens: paper..end, who: Who::Described(paper..end) };
        issuer.map_or(phrase, |Subject { tokens, who }| Subject {
            tokens: tokens.start.max(paper + 1)..tokens.end,
            who,
        })
    }

    /// «البيان»: that of the body that spoke last, or of who has just spoken in one.
    fn earlier_paper(&self, paper: usize) -> Subject {
        let tokens = paper..paper + 1;
        let own = self
            .memory
            .last
            .clone()
            .filter(|last| has_written(self.reader, self.entities, (last, paper)));
        let who = own.or_else(|| self.memory.group.clone());
        Subject { tokens: tokens.clone(), who: who.unwrap_or(Who::Described(tokens)) }
    }
}

/// True where a paper is named beside a speaker or behind him: «وقال الوزير في بيان».
pub(super) fn has_written(
    reader: &Reader<'_>,
    entities: &Entities,
    (who, paper): (&Who, usize),
) -> bool {
    let tokens = reader.tokens;
    let noun = crate::lang::without_article(tokens.word(paper));
    let spoke = match who {
        Who::Described(words) => words.start,
        Who::Entities(some) => {
            let mention = some.first().and_then(|one| entities.mentions.get(one.0.0 as usize));
            mention.map_or(paper, |mention| tokens.within(mention.span).start)
        }
    };
    let near: Range<usize> = spoke.saturating_sub(REACH)..paper;
    near.into_iter().any(|at| crate::lang::bases(tokens.word(at)).any(|base| *base.word == *noun))
}
