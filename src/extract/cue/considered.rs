//! Forms of reporting verbs that are no cue where they stand, each with the reason.

use super::{Cue, is_false_friend};
use crate::extract::Reader;
use crate::extract::explain::Rejected;
use crate::extract::paragraph::Paragraph;
use crate::lang::{Form, TokenKind};

/// The verb forms of a paragraph, outside quotations, that do not fire. `cues` are those that do.
pub(crate) fn considered(
    reader: &Reader<'_>,
    paragraph: &Paragraph,
    cues: &[Cue],
) -> Vec<Rejected> {
    let is_free = |ix: &usize| {
        reader.tokens.kind(*ix) == Some(TokenKind::Word)
            && paragraph.quote_at(*ix).is_none()
            && !is_cue(cues, *ix)
    };
    let silent = paragraph.tokens.clone().filter(is_free);
    silent
        .filter_map(|ix| {
            let why = reason(reader, paragraph, ix)?.to_owned();
            Some(Rejected { span: reader.tokens.span(ix..ix + 1), why })
        })
        .collect()
}

/// True for a token of a cue; `cues` are in order.
fn is_cue(cues: &[Cue], ix: usize) -> bool {
    let after = cues.partition_point(|cue| cue.tokens.start <= ix);
    let before = after.checked_sub(1).and_then(|at| cues.get(at));
    before.is_some_and(|cue| cue.tokens.contains(&ix))
}

/// Why a token is no cue; `None` for one that is no form of a verb.
fn reason(reader: &Reader<'_>, paragraph: &Paragraph, ix: usize) -> Option<&'static str> {
    if is_false_friend(reader, ix) {
        return Some("a frame of [[not_reporting]] in reporting_verbs.toml");
    }
    let hit = reader.lexicon.verbs.forms.longest_with_proclitics(reader.tokens, ix)?;
    let is_verb = |form: Form| form.is_finite() || form == Form::Participle;
    let reading = hit.value.iter().find(|reading| is_verb(reading.form))?;
    let conjunction = hit.proclitic.chars().all(|c| matches!(c, 'و' | 'ف' | 'س'));
    if !conjunction {
        return Some("with a preposition or an article it is a noun");
    }
    if reading.form == Form::Participle {
        return Some("a participle that neither follows a mark nor has a complement after it");
    }
    let before = ix.checked_sub(1).filter(|before| *before >= paragraph.sentence_start(ix));
    let before = before.map_or("", |before| reader.tokens.word(before));
    Some(if reader.lexicon.grammar.subordinate.contains(before) {
        "it stands in a subordinate clause"
    } else {
        "it does not stand where a clause begins"
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::block::sample;
    use crate::extract::cue::cues;

    fn check(text: &str, expected: &[(&str, &str)]) {
        sample::with(text, |reader, _| {
            let block = reader.document.blocks[0].span;
            let (paragraph, _) = Paragraph::read(reader, block);
            let cues = cues(reader, &paragraph);
            let rejected = considered(reader, &paragraph, &cues);
            let found: Vec<(&str, &str)> =
                rejected.iter().map(|one| (reader.words(one.span), one.why.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        });
    }

    #[test]
    fn silent_verbs_have_their_reason() {
        check("قال الوزير إن القمح وافر.", &[]);
        check(
            "يذكر أن الوزير غادر.",
            &[("يذكر", "a frame of [[not_reporting]] in reporting_verbs.toml")],
        );
    }
}
