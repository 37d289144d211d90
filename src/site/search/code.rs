//! How the parts of the index are written: lists of numbers and Arabic words in single bytes.
//!
//! A part is a script that hands one text over. Numbers are gaps in digits of 90 kinds; letters of
//! the Arabic block and those of ASCII change places, which halves the bytes of Arabic text. The
//! script undoes both: `templates/assets/search.js`.

use std::fmt::Write as _;

/// The digits. The first 64 end a number, the others go on.
pub(super) const DIGITS: &str =
    "!\"#%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}";
/// Digits that end a number.
const LAST: u32 = 64;
/// Digits that go on.
const MORE: u32 = 26;

/// First and last letter of ASCII that changes places, and what lies between it and its Arabic one.
const SWAPPED: std::ops::RangeInclusive<char> = 'A'..='r';
const SWAPPED_ARABIC: std::ops::RangeInclusive<char> = '\u{621}'..='\u{652}';
const DISTANCE: u32 = 0x5e0;

/// Adds a number.
pub(super) fn push_number(out: &mut String, number: u32) {
    let mut high = number / LAST;
    let mut digits = vec![number % LAST];
    while high > 0 {
        digits.push(LAST + high % MORE);
        high /= MORE;
    }
    let digit =
        |digit: u32| DIGITS.as_bytes().get(digit as usize).map_or('!', |byte| (*byte).into());
    out.extend(digits.into_iter().rev().map(digit));
}

/// Rising numbers as the gaps between them.
pub(super) fn postings(numbers: &[u32]) -> String {
    let mut out = String::with_capacity(numbers.len() * 3 / 2);
    let mut next = 0;
    for number in numbers {
        push_number(&mut out, number.saturating_sub(next));
        next = number.saturating_add(1);
    }
    out
}

/// The text with Arabic letters and those of ASCII in each other's place; done twice it is as before.
pub(super) fn swapped(text: &str) -> String {
    let swap = |c: char| {
        let to = match c {
            c if SWAPPED.contains(&c) => c as u32 + DISTANCE,
            c if SWAPPED_ARABIC.contains(&c) => c as u32 - DISTANCE,
            _ => return c,
        };
        char::from_u32(to).unwrap_or(c)
    };
    text.chars().map(swap).collect()
}

/// The script that hands a part over.
pub(super) fn part(name: &str, text: &str) -> Vec<u8> {
    let mut out = String::with_capacity(text.len() + text.len() / 64 + 32);
    let _ = write!(out, "mujaz(\"{name}\",`");
    for c in text.chars() {
        if matches!(c, '`' | '\\' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push_str("`);\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u32> {
        let mut high = 0;
        let mut out = Vec::new();
        for c in text.chars() {
            let digit = DIGITS.find(c).unwrap() as u32;
            if digit < LAST {
                out.push(high * LAST + digit);
                high = 0;
            } else {
                high = high * MORE + digit - LAST;
            }
        }
        out
    }

    #[test]
    fn numbers_come_back() {
        assert_eq!(DIGITS.len() as u32, LAST + MORE);
        assert!(!DIGITS.contains(['`', '\\', '$', ' ']));
        for number in [0, 1, 63, 64, 65, 1663, 1664, 43_327, u32::MAX] {
            let mut text = String::new();
            push_number(&mut text, number);
            assert_eq!(numbers(&text), [number], "{text}");
        }
        assert_eq!(numbers(&postings(&[0, 1, 5, 200])), [0, 0, 3, 194]);
        assert_eq!(postings(&[]), "");
    }

    #[test]
    fn letters_change_places() {
        assert_eq!(swapped("ليبيا 2020 zاَ"), "djHjG 2020 zGn");
        let all: String = ('\u{20}'..'\u{700}').collect();
        assert_eq!(swapped(&swapped(&all)), all);
    }

    #[test]
    fn a_part_cannot_leave_its_quotes() {
        let script = String::from_utf8(part("a/w0", "`+${x}\\")).unwrap();
        assert_eq!(script, "mujaz(\"a/w0\",`\\`+\\${x}\\\\`);\n");
    }
}
