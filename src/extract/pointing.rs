//! Reports that say nothing without the text around them: «ونفى مسؤول ذلك», «رد على رئيس المجلس قائلا». Who speaks is
//! understood next all the same.

use crate::model::{MentionKind, StatementKind};

use super::attribution::{Content, Statements};
use super::entity::title::title_at;

impl Statements<'_> {
    /// True for a content that only points at what was said before, or only names who is answered.
    pub(super) fn says_nothing(&self, class: &str, content: &Content) -> bool {
        let reader = self.reader;
        let tokens = &content.tokens;
        if content.kind == StatementKind::Direct {
            return false;
        }
        let pointing = &reader.lexicon.grammar.pointing;
        let hit = pointing.longest(reader.tokens, tokens.start);
        let points = hit.is_some_and(|hit| tokens.start + hit.len == tokens.end);
        points || class == "reply" && self.is_somebody(content)
    }

    /// True for a person or an office and nothing else.
    fn is_somebody(&self, content: &Content) -> bool {
        let tokens = &content.tokens;
        let seen = self.entities.seen_ending(tokens.end).filter(|seen| {
            let kind = self.entities.get(seen.entity).map(|entity| entity.kind);
            kind == Some(MentionKind::Person)
        });
        let title = title_at(self.reader, tokens.start, tokens.end);
        let office =
            title.is_some_and(|title| title.tokens.end == tokens.end || title.name.is_some());
        seen.is_some_and(|seen| seen.tokens.start == tokens.start) || office
    }
}
