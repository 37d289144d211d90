//! Whether a parsed text is Arabic. Judged on the text without markup, and for a saved page on its
//! article: menus in English do not make an article English.

use crate::diagnostic::Skip;
use crate::lang::Lexicon;
use crate::model::{Field, Shape, is_letter};

use super::Refusal;
use super::draft::Parsed;

/// How much of a text is looked at.
const SAMPLE: usize = 64 << 10;
/// How much of it is looked at word for word.
const WORDS: usize = 4 << 10;

/// Letters of an article that are too few to tell its language.
const FEW_LETTERS: usize = 20;

/// Why a text is left out: no letters, fewer than half of them Arabic, decoded wrongly before it
/// was saved, or in another language of Arabic script.
pub(super) fn refusal(parsed: &Parsed, lexicon: &Lexicon) -> Option<Refusal> {
    let article = sample(parsed, |shape| !matches!(shape, Shape::Outside | Shape::Stated(_)));
    let article = match article.chars().filter(|c| is_letter(*c)).take(FEW_LETTERS).count() {
        0 => sample(parsed, |_| true),
        // A few letters say nothing: a teaser of two words is judged with its title.
        letters if letters < FEW_LETTERS => sample(parsed, |shape| match shape {
            Shape::Outside => false,
            Shape::Stated(field) => field == Field::Title,
            _ => true,
        }),
        _ => article,
    };
    let Letters { all: letters, arabic, lead } = Letters::of(&article);
    if letters == 0 {
        return Some(Refusal::new(Skip::Empty, "no words in it"));
    }
    if letters > 20 && lead.saturating_mul(3) > letters {
        let message = "was decoded wrongly before it was saved";
        return Some(
            Refusal::new(Skip::Encoding, message).hint("save the original again as UTF-8"),
        );
    }
    if arabic.saturating_mul(2) < letters {
        return Some(Refusal::new(Skip::Language, "fewer than half of its letters are Arabic"));
    }
    let tally = lexicon.tongues().tally(lexicon.folder(), head(&article, WORDS));
    let other = tally.other_language()?;
    Some(Refusal::new(Skip::Language, format!("written in {other}, not in Arabic")))
}

/// How many letters of which kind a text has.
#[derive(Default)]
struct Letters {
    all: usize,
    arabic: usize,
    /// See [`is_lead_byte`].
    lead: usize,
}

impl Letters {
    /// Of a text; the frequent ones are told by their bytes.
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        let (bytes, mut at) = (text.as_bytes(), 0);
        while let Some(first) = bytes.get(at) {
            match (*first, bytes.get(at + 1)) {
                (0xd8, Some(second @ 0xa1..=0xba)) => {
                    letters.arabic += 1;
                    letters.lead += usize::from(matches!(second, 0xb7 | 0xb8));
                    at += 2;
                }
                (0xd9, Some(0x81..=0x8a)) => {
                    letters.arabic += 1;
                    at += 2;
                }
                (first, _) if first.is_ascii() => {
                    letters.all += usize::from(first.is_ascii_alphabetic());
                    at += 1;
                }
                _ => {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                        break;
                    };
                    let is_arabic = is_arabic_letter(c);
                    letters.arabic += usize::from(is_arabic);
                    letters.all += usize::from(!is_arabic && is_letter(c));
                    letters.lead += usize::from(is_lead_byte(c));
                    at += c.len_utf8();
                }
            }
        }
        letters.all += letters.arabic;
        letters
    }
}

fn sample(parsed: &Parsed, wanted: impl Fn(Shape) -> bool) -> String {
    let mut sample = String::new();
    for block in parsed.blocks.iter().filter(|block| wanted(block.shape)) {
        if sample.len() > SAMPLE {
            break;
        }
        sample.push_str(head(parsed.text.slice(block.span), SAMPLE));
        sample.push('\n');
    }
    sample
}

/// The first so many characters of a text.
fn head(text: &str, chars: usize) -> &str {
    if text.len() <= chars {
        return text;
    }
    let cut = text.char_indices().nth(chars).map_or(text.len(), |(cut, _)| cut);
    text.get(..cut).unwrap_or(text)
}

/// Letters of Arabic script, presentation forms included.
pub(super) fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
        && is_letter(c)
}

/// What the first byte of an Arabic letter in UTF-8 becomes in windows-1256 and in Latin-1: every
/// second letter of a text that was decoded with these and saved again, hardly one in fifty else.
fn is_lead_byte(c: char) -> bool {
    matches!(c, 'ط' | 'ظ' | 'Ø' | 'Ù')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Skip>) {
        let lexicon = Lexicon::embedded().unwrap();
        let limits = crate::config::Limits::default();
        let reading = super::super::Reading { lexicon: &lexicon, limits: &limits };
        let parsed = super::super::text::parse(text, reading).unwrap();
        let found = refusal(&parsed, &lexicon).map(|refusal| refusal.reason);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn bytes_tell_letters() {
        for c in '\0'..=char::MAX {
            let Letters { all, arabic, lead } = Letters::of(&c.to_string());
            let expected = [is_letter(c), is_arabic_letter(c), is_lead_byte(c)].map(usize::from);
            assert_eq!([all, arabic, lead], expected, "{}", c.escape_unicode());
        }
    }

    #[test]
    fn arabic_is_taken_and_nothing_else() {
        check("لقاء الوزيرين في موسكو", None);
        check("اتفاق S-400 بين Moscow وأنقرة على الصواريخ", None);
        check("The minister met his colleague موسكو", Some(Skip::Language));
        check("وزیر امور خارجه گفت که این دیدار برای دو کشور مهم است", Some(Skip::Language));
        check("… ؟ ! « » ، ؛ — 2020", Some(Skip::Empty));
        let mojibake = "ط§ظ„ظˆط²ظٹط± ظٹط²ظˆط± ظ…ظˆط³ظƒظˆ ظپظٹ ظٹظˆظ…";
        check(mojibake, Some(Skip::Encoding));
    }
}
