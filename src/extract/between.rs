//! What stands between a verb, its subject and its complement, and is stepped over.

use std::ops::Range;

use crate::lang::TokenKind;

use super::cue::{CuePlace, starting};
use super::frame::Framing;

impl Framing<'_, '_> {
    /// Steps over commas, adverbs, parentheses, relative clauses and phrases such as «في بيان».
    /// Returns where it stops, and the carrier it met.
    pub(super) fn skip(&self, start: usize, limit: usize) -> (usize, Option<Range<usize>>) {
        let grammar = &self.reader.lexicon.grammar;
        let tokens = self.reader.tokens;
        let mut via = None;
        let mut at = start;
        let others = |at: usize| grammar.others_tails.longest_with_proclitics(tokens, at).is_some();
        while at < limit && !self.is_next_report(at) && !others(at) {
            let adverb = grammar.skip_adverbs.longest(tokens, at);
            // «خميس قسيلة»: a weekday without its article is a given name.
            // «أحد سكان الرقة»: nor where the word counts one of many.
            let names = &self.reader.lexicon.names;
            let noun = names.given.longest(tokens, at).is_some()
                || names.unnamed_heads.longest(tokens, at).is_some()
                || grammar.quantifiers.longest(tokens, at).is_some()
                || self.is_lone_month(at);
            let date = grammar.day_words.longest_with_proclitics(tokens, at).filter(|_| !noun);
            // «يوم الاثنين», «مساء أمس»
            let day_part = self
                .reader
                .lexicon
                .dates
                .day_parts
                .longest(tokens, at)
                .filter(|part| grammar.day_words.longest(tokens, at + part.len).is_some());
            let next = if tokens.is_mark(at, ",") {
                at + 1
            } else if let Some(hit) = date.or(day_part) {
                at + hit.len
            } else if tokens.kind(at) == Some(TokenKind::Number) && at > start && self.is_date(at) {
                at + 1
            } else if let Some(hit) = adverb {
                // «ردا على سؤال: هل ستستقيل؟»
                let last = at + hit.len - 1;
                self.question_end(last).unwrap_or(last + 1)
            } else if let Some(hit) =
                grammar.vias.longest(tokens, at).or_else(|| self.source_at(at))
            {
                let named = at + hit.len;
                let end = self.phrase_end(named, limit);
                // «نقلا عن وكالة X», «حسب البيان»: the carrier is the noun.
                via.get_or_insert(named.min(end.saturating_sub(1))..end);
                end
            } else if tokens.is_mark(at, "(") {
                (at..limit).find(|at| tokens.is_mark(*at, ")")).map_or(limit, |close| close + 1)
            } else if let Some(place) = self.location_at(at) {
                place
            } else if self.is_report_itself(at) {
                at + 1
            } else if self.is_phrase_head(at) || (grammar.relatives.at(tokens, at) && at > start) {
                let head = grammar.skip_heads.longest(tokens, at).map_or(1, |hit| hit.len);
                let object = || self.object_behind(at + head, limit);
                let end = self.owner_after(at, limit).or_else(object);
                end.unwrap_or_else(|| self.phrase_end(at + head, limit))
            } else if let Some(body) = self.addressed_body(at) {
                self.phrase_end(at + body, limit)
            } else if let Some(end) = self.told_to(at, limit) {
                end
            } else if let Some(end) = self.apposed(start..at, limit) {
                end
            } else {
                break;
            };
            at = next.max(at + 1);
        }
        (at.min(limit), via)
    }

    /// The end of whom somebody tells it to, right before what he is told: «لنظيره الفرنسي إيمانويل ماكرون أن».
    fn told_to(&self, at: usize, limit: usize) -> Option<usize> {
        let end = self.phrase_end(at + 1, limit);
        let said = self.reader.clause_at(end).is_some() || self.reader.tokens.is_mark(end, ":");
        (said && end < limit && self.is_to_somebody(at)).then_some(end)
    }

    /// «وجدد سالم التأكيد على أن»: the object names the report, the clause after it is what was said.
    fn is_report_itself(&self, at: usize) -> bool {
        let word = self.reader.tokens.word(at);
        let bare = crate::lang::without_article(word);
        // «قالت المعارضة إن»: a side that speaks, though the noun of a deed is spelled so.
        let side = self.reader.lexicon.names.collectives.longest(self.reader.tokens, at).is_some();
        bare.len() < word.len()
            && !side
            && self.reader.lexicon.verbs.is_masdar(bare)
            && self.reader.clause_at(at + 1).is_some()
            // «وصف سالم الاتفاق بأنه تاريخي»: it is what is described.
            && !self.reader.tokens.word(at + 1).starts_with('ب')
    }

    /// «في بيان له»: whose it is ends the phrase.
    fn owner_after(&self, at: usize, limit: usize) -> Option<usize> {
        let grammar = &self.reader.lexicon.grammar;
        let tokens = self.reader.tokens;
        let carrier = grammar.carriers.at(tokens, at + 1);
        let mut near = at + 2..limit.min(at + 5);
        let owner = near.find(|at| grammar.carrier_owners.at(tokens, *at))?;
        carrier.then_some(owner + 1)
    }

    /// The end of a preposition with a place: «في موسكو».
    pub(super) fn location_at(&self, at: usize) -> Option<usize> {
        let names = &self.reader.lexicon.names;
        let preposition = names.place_prepositions.at(self.reader.tokens, at);
        if let Some(hit) =
            names.place_forms.longest(self.reader.tokens, at + 1).filter(|_| preposition)
        {
            return Some(at + 1 + hit.len);
        }
        // «بالجزائر العاصمة», «بموسكو»
        let attached = names.place_forms.longest_with_proclitics(self.reader.tokens, at)?;
        let end = at + attached.len;
        let capital = names.place_nouns.longest(self.reader.tokens, end).map_or(0, |hit| hit.len);
        attached.proclitic.ends_with('ب').then_some(end + capital)
    }

    /// «وفق بلاغ لوزارة الخارجية» between verb and complement.
    pub(super) fn source_at(&self, at: usize) -> Option<crate::lang::Hit<'_, ()>> {
        let hit = self.reader.lexicon.grammar.according_to.longest(self.reader.tokens, at)?;
        Some(crate::lang::Hit { len: hit.len, proclitic: "", value: &() })
    }

    /// «نددت بالقصف، وقال رئيس البعثة إن»: what follows the next verb is said by its own subject.
    pub(super) fn is_next_report(&self, at: usize) -> bool {
        let tokens = self.reader.tokens;
        let joined = tokens.word(at).starts_with(['و', 'ف']);
        let comma = || at.checked_sub(1).is_some_and(|before| tokens.is_mark(before, ","));
        let finite = || starting(self.cues, at).is_some_and(|cue| cue.reading.form.is_finite());
        joined && comma() && finite()
    }

    /// «وقالت ماي إنها»: a month without day or year, right where the subject stands, is a name.
    fn is_lone_month(&self, at: usize) -> bool {
        let (tokens, months) = (self.reader.tokens, &self.reader.lexicon.dates.months);
        let number = |at: usize| tokens.kind(at) == Some(TokenKind::Number);
        let dated = |hit: usize| number(at + hit) || at.checked_sub(1).is_some_and(number);
        let starts = at.checked_sub(1).is_some_and(|verb| starting(self.cues, verb).is_some());
        starts && months.longest(tokens, at).is_some_and(|hit| !dated(hit.len))
    }

    /// True for a number beside a weekday or month.
    pub(super) fn is_date(&self, at: usize) -> bool {
        let days = &self.reader.lexicon.grammar.day_words;
        days.longest(self.reader.tokens, at + 1).is_some()
            || at.checked_sub(1).is_some_and(|before| {
                days.longest(self.reader.tokens, before).is_some_and(|hit| hit.len == 1)
            })
    }

    /// The end of a phrase that is stepped over: a comma, or a complement that is unmistakable. What
    /// somebody says who is told of in it is not what is said: «ردا على ترامب الذي قال إن …، إن».
    pub(super) fn phrase_end(&self, start: usize, limit: usize) -> usize {
        let stops = |at: usize| {
            self.reader.tokens.is_mark(at, ",")
                || self.reader.tokens.is_mark(at, ":")
                || self.reader.clause_at(at).is_some()
                || self.paragraph.opening(at).is_some_and(|quote| {
                    quote.content().len() > 3 || self.reader.clause_at(at + 1).is_some()
                })
        };
        let mut at = start;
        while at < limit && !stops(at) {
            at = self.question_end(at).or_else(|| self.told_inside(at)).unwrap_or(at + 1);
        }
        at.min(limit)
    }

    /// Where the words begin that a relative clause reports, if one begins at a token: «الذي قال أمس إن»,
    /// «من يقول إن».
    fn told_inside(&self, at: usize) -> Option<usize> {
        let tokens = self.reader.tokens;
        let grammar = &self.reader.lexicon.grammar;
        let relative = starting(self.cues, at).filter(|cue| cue.place == CuePlace::Relative);
        let whoever = || {
            let before = at.checked_sub(1)?;
            (grammar.subordinate.at(tokens, before) && self.reader.is_cue_form(at))
                .then_some(at + 1)
        };
        let mut end = relative.map(|cue| cue.tokens.end).or_else(whoever)?;
        while let Some(hit) = grammar
            .skip_adverbs
            .longest(tokens, end)
            .or_else(|| grammar.day_words.longest_with_proclitics(tokens, end))
        {
            end += hit.len;
        }
        let words = end + usize::from(tokens.is_mark(end, ":"));
        match self.paragraph.opening(words) {
            Some(quote) => Some(quote.close + 1),
            None => self.reader.clause_at(end).map(|len| end + len),
        }
    }
    /// True for the head of a phrase that is stepped over: «أمام الصحفيين», but not «إمام المسجد».
    fn is_phrase_head(&self, at: usize) -> bool {
        let lexicon = self.reader.lexicon;
        lexicon.grammar.skip_heads.longest(self.reader.tokens, at).is_some()
            && !lexicon.names.homographs.office.contains(self.reader.plain(at))
    }
}
