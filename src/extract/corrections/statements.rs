//! Statements by the editor's word: who made them, which are hidden, which were missed.

use std::sync::Arc;

use crate::config::{At, DocumentCorrections, Hide, Set, StatementCorrection, Which, nearest_of};
use crate::extract::Reader;
use crate::extract::{body, qids, topic, words_id};
use crate::lang::{PersonForm, Tokens};
use crate::model::{
    CorrectedFact, EDITOR, Evidence, Mention, MentionIx, MentionKind, Name, NameSource, Role, Span,
    Speaker, Statement,
};

use super::Desk;

/// The evidence of everything that the editor says.
const SAID: Evidence = Evidence { rule: EDITOR, score: 100 };
/// The evidence of a statement that is not shown: below every threshold.
const HIDDEN: Evidence = Evidence { rule: EDITOR, score: 0 };

impl Desk<'_> {
    /// Applies what is set for statements, and adds those that were missed.
    pub(super) fn statements(&mut self, corrections: &DocumentCorrections) {
        let ids = qids(&self.article);
        for correction in &corrections.statements {
            self.statement(correction, &ids);
        }
        for added in &corrections.added {
            match self.place_of(&added.text.value) {
                Some(span) => self.add(span, added),
                None => self.miss_words(&added.text, "the statement", &added.text.value),
            }
        }
        let mentions = std::mem::take(&mut self.article.mentions);
        let statements = std::mem::take(&mut self.article.statements);
        (self.article.mentions, self.article.statements) = body::in_order(mentions, statements);
    }

    fn statement(&mut self, correction: &StatementCorrection, ids: &[String]) {
        let Some(ix) = self.which(&correction.which, ids) else { return };
        let Some(found) = self.article.statements.get(ix) else { return };
        let (text, stated) = (found.text, spoken_of(found));
        let before = self.speaker_words(&found.speaker);
        let was = found.speaker.clone();
        let firm = found.evidence.score >= Statement::FIRM;
        if correction.hide == Hide::Yes {
            if let Some(found) = self.article.statements.get_mut(ix) {
                found.evidence = HIDDEN;
            }
            let words = self.article.document.text.slice(text).to_owned();
            return self.record(CorrectedFact::HiddenStatement, Some(text), (Some(words), None));
        }
        let Some(speakers) = &correction.speakers else { return };
        let speaker = self.speaker(&speakers.value, text, stated);
        let after = self.speaker_words(&speaker);
        let named = |speaker: &Speaker| !speaker.mentions().is_empty();
        let same = named(&speaker) && named(&was) && before == after;
        if firm && (same || speaker == was) {
            let who = after.unwrap_or_else(|| "nobody who is named".to_owned());
            return self.needless(speakers.place, &format!("its speaker is {who}"));
        }
        if let Some(found) = self.article.statements.get_mut(ix) {
            found.speaker = speaker;
            found.evidence = SAID;
        }
        self.record(CorrectedFact::Speaker, Some(text), (before, after));
    }

    /// The index of the statement that the editor means.
    fn which(&mut self, which: &At<Which>, ids: &[String]) -> Option<usize> {
        let text = &self.article.document.text;
        let found = match &which.value {
            Which::Id(id) => ids.iter().position(|own| own == id),
            Which::Words(words) => {
                let statements = &self.article.statements;
                let exact = statements.iter().position(|own| text.slice(own.text) == words);
                let forms = self.forms(words);
                let same = |own: &Statement| self.forms(text.slice(own.text)) == forms;
                exact.or_else(|| statements.iter().position(same))
            }
        };
        if found.is_some() {
            return found;
        }
        let (reason, hint) = match &which.value {
            Which::Id(id) => (
                format!("it has no statement `{id}`"),
                nearest_of(id, ids.iter().map(String::as_str))
                    .map(|near| format!("did you mean `{near}`?")),
            ),
            Which::Words(words) => {
                let spans = self.article.statements.iter().map(|own| own.text);
                let near = self.nearest(words, spans);
                (
                    format!("no statement in it reads «{words}»"),
                    near.map(|span| format!("nearest: {}", self.quoted(span))),
                )
            }
        };
        let hint = hint.unwrap_or_else(|| {
            "`mujaz extract --explain FILE` lists the statements with their identities".to_owned()
        });
        self.miss(which.place, &reason, &hint);
        None
    }

    fn add(&mut self, span: Span, added: &crate::config::Added) {
        let known = self
            .article
            .statements
            .iter()
            .position(|own| own.text == span && own.evidence.score >= Statement::SHOWN);
        if known.is_some() {
            let hint = "correct its speaker under [[document.statement]], or take it out";
            return self.miss(added.text.place, "the statement was found already", hint);
        }
        let unknown = Set::Unknown;
        let set = added.speakers.as_ref().map_or(&unknown, |speakers| &speakers.value);
        let speaker = self.speaker(set, span, None);
        let mention = None;
        let mut statement = Statement {
            kind: added.kind,
            text: span,
            words: words_id(&self.tokens, span),
            speaker,
            mention,
            cue: None,
            comp: None,
            quoted: Vec::new(),
            via: None,
            parent: None,
            topics: Vec::new(),
            evidence: SAID,
        };
        let reader = Reader {
            document: &self.article.document,
            tokens: &self.tokens,
            lexicon: self.lexicon,
        };
        statement.topics = topic::of_statement(&reader, span, &self.article.mentions);
        self.article.statements.push(statement);
        let words = self.article.document.text.slice(span).to_owned();
        self.record(CorrectedFact::NewStatement, Some(span), (None, Some(words)));
    }

    /// Who the editor says made a statement. `stated` are the words that name somebody in it.
    fn speaker(&mut self, set: &Set<Vec<String>>, text: Span, stated: Option<Span>) -> Speaker {
        let Set::To(names) = set else { return Speaker::Unknown };
        let mut mentions: Vec<MentionIx> =
            names.iter().map(|name| self.mention(name, text, stated)).collect();
        match (mentions.len(), mentions.pop()) {
            (1, Some(one)) => Speaker::Named(one),
            (_, None) => Speaker::Unknown,
            (_, Some(last)) => {
                mentions.push(last);
                Speaker::Joint(mentions)
            }
        }
    }

    /// The mention of a name: one that the document has, the nearest before the statement first;
    /// else the name's own words in the text, where it is a new one; else the words that stand for
    /// the speaker in the statement's sentence; else nothing, at the statement's beginning.
    fn mention(&mut self, name: &str, text: Span, stated: Option<Span>) -> MentionIx {
        let folder = self.lexicon.folder();
        let key = folder.key(name);
        let own = &self.article.document.text;
        let canonical = |mention: &Mention| folder.key(&mention.name.canonical) == key;
        let surface = |mention: &Mention| folder.key(own.slice(mention.span)) == key;
        let mentions = &self.article.mentions;
        let candidates = |is: &dyn Fn(&Mention) -> bool| {
            let all = (0u32..)
                .zip(mentions)
                .filter(|(_, mention)| mention.kind != MentionKind::Place && is(mention));
            let all: Vec<(u32, Span)> = all.map(|(ix, mention)| (ix, mention.span)).collect();
            let before = all.iter().filter(|(_, span)| span.start <= text.end).max_by_key(|m| m.1);
            before.or(all.first()).map(|(ix, _)| MentionIx(*ix))
        };
        if let Some(known) = candidates(&canonical).or_else(|| candidates(&surface)) {
            return known;
        }
        let span = self.place_of(name).or(stated).unwrap_or(Span::new(text.start, text.start));
        let (kind, canonical) = self.identity(name);
        let ix = u32::try_from(self.article.mentions.len()).unwrap_or(u32::MAX);
        self.article.mentions.push(Mention {
            span,
            kind,
            name: Name { canonical, source: NameSource::Curated, place: None },
            title: None,
            role: Role::Speaker,
            evidence: SAID,
        });
        MentionIx(ix)
    }

    /// Person or body, and the name of the alias file where it is one of its spellings.
    fn identity(&self, name: &str) -> (MentionKind, Arc<str>) {
        let folder = self.lexicon.folder();
        let names = &self.lexicon.names;
        if let Some(PersonForm::Alias(ix)) = names.person_forms.get(folder, name)
            && let Some(person) = names.persons.get(*ix)
        {
            return (MentionKind::Person, Arc::clone(&person.name));
        }
        if let Some(body) = names.body_forms.get(folder, name).and_then(|ix| names.bodies.get(*ix))
        {
            return (MentionKind::Body, Arc::clone(&body.name));
        }
        let tokens = Tokens::new(folder, name);
        let heads = [&names.body_heads, &names.speaker_bodies];
        let body = heads.iter().any(|heads| heads.longest(&tokens, 0).is_some());
        let kind = if body { MentionKind::Body } else { MentionKind::Person };
        (kind, Arc::from(name))
    }

    /// The names of speakers for the record; `None` where nobody is named.
    fn speaker_words(&self, speaker: &Speaker) -> Option<String> {
        if let Speaker::Described(span) = speaker {
            return Some(self.article.document.text.slice(*span).to_owned());
        }
        let at = |ix: &MentionIx| self.article.mentions.get(ix.0 as usize);
        let mentions = speaker.mentions().iter().filter_map(at);
        let names: Vec<&str> = mentions.map(|mention| &*mention.name.canonical).collect();
        (!names.is_empty()).then(|| names.join(" | "))
    }
}

/// The words that stand for the speaker in the sentence of a statement.
fn spoken_of(statement: &Statement) -> Option<Span> {
    match statement.speaker {
        Speaker::Described(span) => Some(statement.mention.unwrap_or(span)),
        _ => statement.mention,
    }
}
