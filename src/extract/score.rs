//! How sure a statement is, and the rule that found it.

use crate::lang::{Form, Verb};
use crate::model::{Percent, StatementKind};

use super::attribution::Content;
use super::cue::{Cue, CuePlace};
use super::frame::{Certainty, Complement, Frame};
use super::speaker::Who;

/// Least weight of a verb of speaking of a theme: it is shown as no more than that.
const THEME: u8 = 65;
/// From this weight on a verb reports by itself.
pub(super) const WEAK: u8 = 50;

/// The score of a statement: verb, complement, speaker, repair; each factor in whole per cent.
pub(super) fn score(verb: &Verb, cue: &Cue, frame: &Frame, content: &Content) -> Percent {
    let complement = match frame.complement {
        Complement::Clause | Complement::Quote => 100,
        Complement::Colon => 95,
        Complement::Unmarked => 85,
        Complement::Preposition => 90,
        Complement::NounPhrase => 82,
    };
    let speaker = match (frame.certainty, &frame.who) {
        (Certainty::Stated, Some(Who::Entities(_))) => 100,
        (Certainty::Stated, _) => 90,
        (Certainty::Implied, _) => 92,
        (Certainty::Fallback, _) => 65,
        (Certainty::Either, _) => 60,
        (Certainty::Nobody, _) => 52,
    };
    let place = if cue.place == CuePlace::Unmarked { 90 } else { 100 };
    let repair = if content.repaired { 70 } else { 100 };
    // A verb that hardly reports by itself does so with a clause or a quotation, and has no other complement.
    let weight = match content.kind {
        StatementKind::Topic => verb.weight.max(THEME),
        _ if complement >= 95 || verb.weight < WEAK => verb.weight.max(75),
        _ => verb.weight,
    };
    product(&[u32::from(weight), complement, speaker, place, repair])
}

/// The product of factors in whole per cent.
pub(super) fn product(factors: &[u32]) -> Percent {
    let product = factors.iter().fold(100u32, |score, factor| score * factor / 100);
    Percent::try_from(product).unwrap_or(100)
}

/// The rule of a frame, by its cue and complement.
pub(super) fn rule(cue: &Cue, frame: &Frame) -> &'static str {
    match (cue.reading.form, frame.complement) {
        (Form::Masdar, _) => "verbal-noun",
        (Form::Participle, Complement::NounPhrase) => "participle-noun-phrase",
        (Form::Participle, _) => "participle",
        (_, Complement::Clause) => "verb-clause",
        (_, Complement::Colon) => "verb-colon",
        (_, Complement::Unmarked) => "verb-unmarked",
        (_, Complement::Quote) => "verb-quotation",
        (_, Complement::Preposition) => "verb-preposition",
        (_, Complement::NounPhrase) => "verb-noun-phrase",
    }
}
