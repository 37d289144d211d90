//! Numbers in words: the ordinals of days («الحادي والثلاثين») and the cardinals of counts
//! («خمسة عشر»). Digits are read by [`Tokens::number`]. The words are data
//! (`date_words.toml`); how units and tens combine is the grammar that stands here.

use super::fold::Folder;
use super::lexicon::raw::NumberRow;
use super::phrases::Phrases;
use super::token::Tokens;

/// The conjunction between unit and ten.
const AND: char = 'و';
/// From here on a number is a ten that a unit may stand before.
const FIRST_TEN: u8 = 20;

/// The number words of one series: what stands alone, and the units before a ten.
#[derive(Clone, Debug, Default)]
struct Series {
    alone: Phrases<u8>,
    units: Phrases<u8>,
}

/// The number words of the lexicon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    ordinals: Series,
    cardinals: Series,
}

impl Numbers {
    /// The words of the lexicon's rows.
    pub(super) fn new(folder: &Folder, rows: &[NumberRow]) -> Self {
        let mut numbers = Self::default();
        for row in rows {
            numbers.ordinals.add(folder, row.n, [&row.ordinal, &row.in_compound]);
            numbers.cardinals.add(folder, row.n, [&row.cardinal, &row.cardinal_in_compound]);
        }
        numbers
    }

    /// The ordinal that begins at token `ix`, and the token after it.
    pub(crate) fn ordinal(&self, tokens: &Tokens, ix: usize) -> Option<(u8, usize)> {
        self.ordinals.read(tokens, ix)
    }

    /// The ordinal at token `ix` whose first word carries the conjunction: «والسابع عشر».
    pub(crate) fn joined_ordinal(&self, tokens: &Tokens, ix: usize) -> Option<(u8, usize)> {
        let hit = self.ordinals.alone.longest_with_proclitics(tokens, ix)?;
        is_and(hit.proclitic).then_some((*hit.value, ix + hit.len))
    }

    /// The cardinal that begins at token `ix`, and the token after it.
    pub(crate) fn cardinal(&self, tokens: &Tokens, ix: usize) -> Option<(u8, usize)> {
        self.cardinals.read(tokens, ix)
    }

    /// True for a cardinal behind a preposition that is written on it: «بثلاث».
    pub(crate) fn is_governed(&self, tokens: &Tokens, ix: usize) -> bool {
        let hit = self.cardinals.alone.longest_with_proclitics(tokens, ix);
        hit.is_some_and(|hit| hit.proclitic.ends_with(['ب', 'ل', 'ك']))
    }
}

impl Series {
    fn add(&mut self, folder: &Folder, n: u8, [alone, units]: [&Vec<String>; 2]) {
        for form in alone {
            self.alone.insert(folder, form, n);
        }
        for form in units {
            self.units.insert(folder, form, n);
        }
    }

    /// The compound of unit and ten first: «الثاني والعشرين» is not «الثاني».
    fn read(&self, tokens: &Tokens, ix: usize) -> Option<(u8, usize)> {
        self.compound(tokens, ix).or_else(|| {
            let hit = self.alone.longest(tokens, ix)?;
            Some((*hit.value, ix + hit.len))
        })
    }

    fn compound(&self, tokens: &Tokens, ix: usize) -> Option<(u8, usize)> {
        let unit = self.units.longest(tokens, ix)?;
        let at = ix + unit.len;
        let (ten, next) = if is_and(tokens.word(at)) {
            let hit = self.alone.longest(tokens, at + 1)?;
            (*hit.value, at + 1 + hit.len)
        } else {
            let hit = self.alone.longest_with_proclitics(tokens, at)?;
            if !is_and(hit.proclitic) {
                return None;
            }
            (*hit.value, at + hit.len)
        };
        let is_ten = ten >= FIRST_TEN && ten % 10 == 0;
        is_ten.then_some((ten.saturating_add(*unit.value), next))
    }
}

/// True for the conjunction and nothing else.
fn is_and(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next() == Some(AND) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lexicon;

    fn check(text: &str, ordinal: Option<u8>, cardinal: Option<u8>) {
        let lexicon = Lexicon::embedded().unwrap();
        let tokens = Tokens::new(lexicon.folder(), text);
        let numbers = &lexicon.dates.numbers;
        let whole = |read: Option<(u8, usize)>| {
            read.filter(|(_, next)| *next == tokens.len()).map(|(n, _)| n)
        };
        assert_eq!(whole(numbers.ordinal(&tokens, 0)), ordinal, "{text}");
        assert_eq!(whole(numbers.cardinal(&tokens, 0)), cardinal, "{text}");
    }

    #[test]
    fn ordinals_of_days() {
        check("الأول", Some(1), None);
        check("العاشر", Some(10), None);
        check("الثاني عشر", Some(12), None);
        check("العشرون", Some(20), None);
        check("الحادي والعشرين", Some(21), None);
        check("الثاني و العشرين", Some(22), None);
        check("الحادي والثلاثون", Some(31), None);
        check("الحادي", None, None);
        check("الثاني والعاشر", None, None);
    }

    #[test]
    fn cardinals_of_counts() {
        check("ثلاثة", None, Some(3));
        check("خمس عشرة", None, Some(15));
        check("خمسة وعشرين", None, Some(25));
        check("أحد عشر", None, Some(11));
        check("كتاب", None, None);
    }

    #[test]
    fn a_joined_ordinal_has_its_conjunction() {
        let lexicon = Lexicon::embedded().unwrap();
        let numbers = &lexicon.dates.numbers;
        let tokens = Tokens::new(lexicon.folder(), "والسابع عشر");
        assert_eq!(numbers.joined_ordinal(&tokens, 0), Some((17, 2)));
        let tokens = Tokens::new(lexicon.folder(), "السابع عشر");
        assert_eq!(numbers.joined_ordinal(&tokens, 0), None);
    }
}
