//! What a line must hold to be of a shape: told from a look at its marks, before the shape is tried.

use super::furniture::{LineStep, Slot, Times, What};
use crate::lang::{TokenKind, Tokens};

/// What a shape asks of a line, wherever it stands in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// A number: no date or time is without one.
    number: bool,
    /// Of each of these sets of marks one at least.
    marks: Vec<u64>,
}

/// The numbers and marks of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Held {
    number: bool,
    marks: u64,
}

impl Needs {
    /// Of a shape with these steps.
    pub(super) fn of(steps: &[LineStep]) -> Self {
        let mut needs = Self::default();
        for step in steps.iter().filter(|step| step.times != Times::Maybe) {
            match &step.what {
                What::Slot(Slot::Date | Slot::Time | Slot::Number) => needs.number = true,
                What::Slot(slot) => needs.add(slot.marks()),
                What::Words(words) => needs.add(&words.first_words().collect::<Vec<_>>()),
            }
        }
        needs
    }

    /// Adds that one of the words must be there, where they are nothing but marks.
    fn add(&mut self, words: &[&str]) {
        if !words.is_empty() && words.iter().all(|word| is_mark(word)) {
            self.marks.push(words.iter().fold(0, |set, mark| set | bit(mark)));
        }
    }

    /// False for a line that cannot be of the shape.
    pub(crate) fn are_met(&self, held: Held) -> bool {
        (held.number || !self.number) && self.marks.iter().all(|set| set & held.marks != 0)
    }
}

impl Held {
    /// In a run of tokens.
    pub(crate) fn among(tokens: &Tokens, line: std::ops::Range<usize>) -> Self {
        let mut held = Self::default();
        for ix in line {
            match tokens.kind(ix) {
                Some(TokenKind::Number) => held.number = true,
                Some(TokenKind::Mark) => held.marks |= bit(tokens.word(ix)),
                _ => {}
            }
        }
        held
    }
}

fn is_mark(word: &str) -> bool {
    !word.contains(char::is_alphanumeric)
}

/// The bit of a mark by its first character; marks may share one, since the shape itself decides.
fn bit(mark: &str) -> u64 {
    mark.chars().next().map_or(0, |first| 1 << (first as u32 % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lexicon;

    #[test]
    fn a_line_without_its_marks_is_of_no_shape() {
        let lexicon = Lexicon::embedded().unwrap();
        let met = |text: &str| {
            let tokens = Tokens::new(lexicon.folder(), text);
            let held = Held::among(&tokens, 0..tokens.len());
            let shapes = &lexicon.furniture.shapes;
            shapes.iter().filter(|shape| shape.needs.are_met(held)).count()
        };
        let all = lexicon.furniture.shapes.len();
        assert!(met("الوزير يزور أنقرة") * 2 < all);
        assert!(met("أنقرة، الأناضول") > met("الوزير يزور أنقرة"));
        assert!(met("الرئيسية » سياسة | 12 ديسمبر 2020 / 11:42، - ( ..") > all * 3 / 4);
    }
}
