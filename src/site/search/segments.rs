//! The documents in the order of time, cut into segments: what is old and full does not change when
//! documents of later days come.

use std::collections::BTreeMap;

use crate::model::{ArticleIx, Corpus, Month};

/// Documents with an index of their own, numbered from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Segment {
    /// The folder of its parts: its first month, `2020-01`, or `undated`.
    pub(super) name: String,
    /// Documents without a day, which come first.
    pub(super) n_undated: usize,
    /// Its documents, oldest first.
    pub(super) articles: Vec<ArticleIx>,
}

/// A segment is closed at the end of the month in which it reaches this many documents. Fewer make a
/// query load more parts, more make more parts change with a new document.
const FULL: usize = 10_000;

/// All segments, oldest first. Documents without a day stand in the last: the one that changes anyway.
pub(super) fn segments(corpus: &Corpus) -> Vec<Segment> {
    let mut months: BTreeMap<Month, Vec<ArticleIx>> = BTreeMap::new();
    for (day, articles) in &corpus.days {
        months.entry(Month::of(*day)).or_default().extend(articles);
    }
    cut(months, &corpus.undated, FULL)
}

fn cut(
    months: BTreeMap<Month, Vec<ArticleIx>>,
    undated: &[ArticleIx],
    full: usize,
) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (month, articles) in months {
        match segments.last_mut().filter(|last| last.articles.len() < full) {
            Some(last) => last.articles.extend(articles),
            None => {
                let name = format!("{:04}-{:02}", month.year(), month.number());
                segments.push(Segment { name, n_undated: 0, articles });
            }
        }
    }
    if undated.is_empty() {
        return segments;
    }
    let mut open = match segments.pop() {
        Some(last) if last.articles.len() < full => last,
        other => {
            segments.extend(other);
            Segment { name: "undated".to_owned(), ..Segment::default() }
        }
    };
    open.n_undated = undated.len();
    open.articles.splice(..0, undated.iter().copied());
    segments.push(open);
    segments
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn check(days: &[&str], n_undated: u32, expected: &[(&str, usize, &[u32])]) {
        let mut months: BTreeMap<Month, Vec<ArticleIx>> = BTreeMap::new();
        for (ix, day) in (0..).map(ArticleIx).zip(days) {
            let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap();
            months.entry(Month::of(day)).or_default().push(ix);
        }
        let undated: Vec<ArticleIx> = (90..90 + n_undated).map(ArticleIx).collect();
        let found = cut(months, &undated, 2);
        let expected: Vec<Segment> = expected
            .iter()
            .map(|(name, n_undated, articles)| Segment {
                name: (*name).to_owned(),
                n_undated: *n_undated,
                articles: articles.iter().map(|ix| ArticleIx(*ix)).collect(),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_segments_do_not_change_with_later_documents() {
        let days = ["2020-01-03", "2020-02-01", "2020-02-07", "2020-03-01"];
        check(&days, 0, &[("2020-01", 0, &[0, 1, 2]), ("2020-03", 0, &[3])]);
        let more = ["2020-01-03", "2020-02-01", "2020-02-07", "2020-03-01", "2021-05-05"];
        check(&more, 0, &[("2020-01", 0, &[0, 1, 2]), ("2020-03", 0, &[3, 4])]);
    }

    #[test]
    fn documents_without_a_day_stand_in_the_open_segment() {
        check(&["2020-01-03"], 1, &[("2020-01", 1, &[90, 0])]);
        let full = ["2020-01-03", "2020-01-04"];
        check(&full, 1, &[("2020-01", 0, &[0, 1]), ("undated", 1, &[90])]);
        check(&[], 2, &[("undated", 2, &[90, 91])]);
        check(&[], 0, &[]);
    }
}
