//! The lines that were not taken for the headline, each with the reason. For whoever wants to
//! know; nothing of it is made otherwise.

use super::{Candidate, Line, Points, THRESHOLD, Text, best, candidates, lines};
use crate::extract::Reader;
use crate::extract::block::lead;
use crate::extract::explain::Rejected;
use crate::model::BlockKind;

/// Most lines that are told of.
const MOST: usize = 20;

/// The candidates that lost, and the lines above the text that were no candidates. `kinds` are
/// those that the lines have before a headline is chosen.
pub(crate) fn considered(reader: &Reader<'_>, kinds: &[BlockKind]) -> Vec<Rejected> {
    let lead = lead(reader, kinds);
    let lines = lines(reader);
    let candidates = candidates(reader, &lines, kinds, lead);
    let text = Text::new(reader, &lines, kinds, lead, &candidates);
    let best = best(&candidates);
    let lost = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| best.is_none_or(|best| best.key != candidate.key));
    let mut rejected: Vec<Rejected> = lost
        .map(|(rank, candidate)| Rejected {
            span: reader.tokens.span(candidate.tokens.clone()),
            why: format!("{}; {}", against(best), points(&text, candidate, rank)),
        })
        .collect();
    let furniture = lines.iter().zip(kinds).take(lead.unwrap_or_default()).enumerate();
    rejected.extend(furniture.filter_map(|(ix, (line, kind))| {
        let known = candidates.iter().any(|candidate| candidate.block == Some(ix));
        furniture_line(reader, line, *kind).filter(|_| !known)
    }));
    rejected.sort_by_key(|line| line.span);
    rejected.truncate(MOST);
    rejected
}

/// What the candidate lost against.
fn against(best: Option<&Candidate>) -> String {
    match best {
        Some(best) => format!("the headline has {} points", hundredths(best.points)),
        None => format!("a headline needs {} points", hundredths(THRESHOLD)),
    }
}

/// The points of a candidate and what they are for.
fn points(text: &Text<'_>, candidate: &Candidate, rank: usize) -> String {
    let (overlap, form, place) =
        (text.overlap(candidate), text.form(candidate), text.place(candidate));
    let total = text.score(candidate, rank);
    let length = total - overlap - form - place;
    let parts = [
        ("for its length and order", length),
        ("for words that the text takes up", overlap),
        ("for its marks", form),
        ("for its place and copies", place),
    ];
    let parts = parts.map(|(what, points)| format!("{} {what}", hundredths(points)));
    format!("this line {}: {}", hundredths(total), parts.join(", "))
}

fn furniture_line(reader: &Reader<'_>, line: &Line, kind: BlockKind) -> Option<Rejected> {
    let other = !matches!(kind, BlockKind::Paragraph | BlockKind::Title | BlockKind::Stated);
    let why = || format!("taken for {}, which is no headline", kind.name());
    other.then(|| Rejected { span: reader.tokens.span(line.tokens.clone()), why: why() })
}

/// Hundredths of a point as people read them.
fn hundredths(points: Points) -> String {
    let sign = if points < 0 { "-" } else { "" };
    let points = points.unsigned_abs();
    format!("{sign}{}.{:02}", points / 100, points % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::block::sample::{self, LEAD, MORE};

    #[test]
    fn every_line_above_the_text_has_its_reason() {
        let text = format!(
            "29 ديسمبر 2020\nأخبار اليوم من كل مكان\nروسيا ترسل مساعدات إلى سوريا\n{LEAD}\n{MORE}"
        );
        sample::with(&text, |reader, _| {
            let (kinds, _) = crate::extract::block::kinds(reader);
            let rejected = considered(reader, &kinds);
            let lines: Vec<(&str, &str)> =
                rejected.iter().map(|one| (reader.words(one.span), one.why.as_str())).collect();
            let [date, other] = lines.as_slice() else { panic!("{lines:?}") };
            assert_eq!(*date, ("29 ديسمبر 2020", "taken for page_date, which is no headline"));
            assert_eq!(other.0, "أخبار اليوم من كل مكان");
            assert!(other.1.starts_with("the headline has 4.70 points"), "{}", other.1);
            assert!(other.1.contains("this line 1.80: 1.00 for its length"), "{}", other.1);
        });
    }

    #[test]
    fn points_have_their_sign() {
        assert_eq!(hundredths(-105), "-1.05");
        assert_eq!(hundredths(30), "0.30");
    }
}
