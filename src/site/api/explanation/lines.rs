//! Where words stand, for people: lines and columns.

use crate::model::Span;

/// The lines of a text.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(starts).collect() }
    }

    /// `line:column` of the first letter of a span, both from 1.
    pub(super) fn place(&self, span: Span) -> String {
        let at = span.range().start;
        let line = self.starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|ix| self.starts.get(ix)).copied().unwrap_or(0);
        let column = self.text.get(start..at).map_or(0, |cut| cut.chars().count());
        format!("{line}:{}", column + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_columns_in_letters() {
        let lines = Lines::new("ابج\nده");
        assert_eq!(lines.place(Span::new(0, 2)), "1:1");
        assert_eq!(lines.place(Span::new(9, 11)), "2:2");
    }
}
