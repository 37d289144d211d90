//! Names that are none by the editor's word: no mention, no speaker by that name.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Article, CorrectedFact, Correction, EDITOR, Evidence, Mention, MentionIx, Span, Speaker,
    Statement,
};

/// Takes the mentions out of an article that `is` names. Statements of theirs are nobody's, with
/// the phrase as it stands. Gives the names that were taken out, in their order.
pub(super) fn take_out(
    article: &mut Article,
    note: Option<&str>,
    is: impl Fn(&Mention, &str) -> bool,
) -> BTreeSet<Arc<str>> {
    let text = &article.document.text;
    let gone: Vec<bool> = article
        .mentions
        .iter()
        .map(|mention| super::people::is_somebody(mention) && is(mention, text.slice(mention.span)))
        .collect();
    let mut names = BTreeSet::new();
    // Where each mention stands when the others are gone.
    let mut places: Vec<Result<MentionIx, Span>> = Vec::with_capacity(gone.len());
    let mut next = 0u32;
    for (mention, gone) in article.mentions.iter().zip(&gone) {
        if *gone {
            names.insert(Arc::clone(&mention.name.canonical));
            places.push(Err(mention.span));
        } else {
            places.push(Ok(MentionIx(next)));
            next = next.saturating_add(1);
        }
    }
    if names.is_empty() {
        return names;
    }
    let mut corrections = Vec::new();
    for statement in &mut article.statements {
        let of = |ix: &MentionIx| article.mentions.get(ix.0 as usize);
        let before: Vec<&str> = statement
            .speaker
            .mentions()
            .iter()
            .filter_map(of)
            .map(|mention| &*mention.name.canonical)
            .collect();
        let before = before.join(" | ");
        if lose(statement, &places) {
            let kept = statement.speaker.mentions().iter();
            let at = |ix: &MentionIx| {
                let old = places.iter().position(|place| *place == Ok(*ix))?;
                article.mentions.get(old).map(|mention| &*mention.name.canonical)
            };
            let kept: Vec<&str> = kept.filter_map(at).collect();
            corrections.push(Correction {
                fact: CorrectedFact::Speaker,
                statement: Some(statement.text),
                before: Some(before),
                after: (!kept.is_empty()).then(|| kept.join(" | ")),
                note: note.map(str::to_owned),
            });
        }
    }
    let mut gone = gone.into_iter();
    article.mentions.retain(|_| !gone.next().unwrap_or_default());
    article.corrections.extend(names.iter().map(|name| Correction {
        fact: CorrectedFact::Person,
        statement: None,
        before: Some(name.to_string()),
        after: None,
        note: note.map(str::to_owned),
    }));
    article.corrections.extend(corrections);
    names
}

/// Gives a statement the speakers that are left, by their new places; true where one is gone.
fn lose(statement: &mut Statement, places: &[Result<MentionIx, Span>]) -> bool {
    let own = statement.speaker.mentions().iter();
    let own: Vec<Result<MentionIx, Span>> =
        own.filter_map(|ix| places.get(ix.0 as usize)).copied().collect();
    let words = own.iter().find_map(|place| place.err());
    let mut left: Vec<MentionIx> = own.iter().filter_map(|place| place.ok()).collect();
    let speaker = match (left.as_slice(), words) {
        ([], None) => return false,
        ([], Some(words)) => Speaker::Described(words),
        ([one], _) => Speaker::Named(*one),
        _ => Speaker::Joint(std::mem::take(&mut left)),
    };
    statement.speaker = speaker;
    if words.is_some() {
        let shown = statement.evidence.score >= Statement::SHOWN;
        statement.evidence =
            Evidence { rule: EDITOR, score: if shown { 100 } else { statement.evidence.score } };
    }
    words.is_some()
}
