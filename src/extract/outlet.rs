//! The outlet that an unnamed source speaks to, right behind his phrase: «شهود عيان لسطور إن».

use std::ops::Range;

use super::speaker::Subjects;

/// Longest name of an outlet on «ل», in tokens: «للشرق الأوسط».
const OUTLET: usize = 2;

impl Subjects<'_, '_> {
    /// Where the phrase of a source ends: right before what is said, a word on «ل» that is no body, office or
    /// common noun is the outlet. `rest` are the words behind the noun of the source.
    pub(super) fn without_outlet(&self, rest: Range<usize>) -> usize {
        let reader = self.reader;
        let names = &reader.lexicon.names;
        let end = rest.end;
        let said = |at: usize| reader.clause_at(at).is_some() || reader.tokens.is_mark(at, ":");
        // «للشرق الأوسط إن»
        let further = crate::lang::has_article(reader.tokens.word(end)) && said(end + 1);
        let served = |base: &crate::lang::Base<'_>| {
            let kind = crate::lang::without_article(&base.word);
            [&*base.word, kind].iter().any(|word| {
                names.speaker_bodies.value_of(word).is_some()
                    || names.body_forms.value_of(word).is_some()
                    || names.office_heads.value_of(word).is_some()
                    || names.place_forms.value_of(word).is_some()
            })
        };
        let outlet = |at: &usize| {
            let word = reader.tokens.word(*at);
            word.starts_with('ل')
                && reader.may_have_preposition(*at)
                && !reader.lexicon.grammar.is_common(reader.tokens, *at)
                && !crate::lang::bases(word).any(|base| served(&base))
        };
        let last = rest.start.max(end.saturating_sub(OUTLET))..end;
        last.into_iter().find(outlet).filter(|_| said(end) || further).unwrap_or(end)
    }
}
