//! A line as it is seen, for terminals that neither join Arabic letters nor order them.
//!
//! The letters become their presentation forms, and the first character of the result is the
//! leftmost. For eyes only: what is made here cannot be searched, copied or compared.

use ar_reshaper::prelude::LigatureNames;
use ar_reshaper::{ArabicReshaper, ReshaperConfig};
use icu_properties::CodePointMapData;
use icu_properties::props::BidiMirroringGlyph;
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_normalization::char::is_combining_mark;

use super::bidi;

/// Makes lines as they are seen. Made once, used for all.
pub struct Visual(ArabicReshaper);

impl Default for Visual {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Visual {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Visual")
    }
}

impl Visual {
    /// Joins letters, and lam with alef, which every font has; other ligatures few terminals have.
    pub fn new() -> Self {
        let mut config = ReshaperConfig::default();
        config.update_ligature(LigatureNames::ARABIC_LIGATURE_ALLAH, false);
        Self(ArabicReshaper::new(config))
    }

    /// A line that reads from right to left, in the order of the screen from left to right.
    ///
    /// Vowel marks are left out: such terminals set them on the wrong letter. Invisible characters
    /// have done their work and are left out too.
    ///
    /// ```
    /// # use mujaz::lang::visual::Visual;
    /// assert_eq!(Visual::new().line("سلام (ok)"), "(ok) ﻡﻼﺳ");
    /// ```
    pub fn line(&self, text: &str) -> String {
        // A joiner has no place among the letters that the ligatures are looked for in.
        let letters: String = text.chars().filter(|c| *c != '\u{200d}').collect();
        let shaped: String = self.0.reshape(&letters);
        let shaped: String = shaped.chars().filter(|c| *c != '\u{200c}').collect();
        if shaped.is_empty() {
            // A line of nothing has no order, and asking for it is a fault.
            return shaped;
        }
        let paragraph = ParagraphBidiInfo::new(&shaped, Some(Level::rtl()));
        let (levels, runs) = paragraph.visual_runs(0..shaped.len());
        let mut out = String::with_capacity(shaped.len());
        for run in runs {
            let is_rtl = levels.get(run.start).is_some_and(Level::is_rtl);
            let words = shaped.get(run).unwrap_or_default();
            let words = words.chars().filter(|c| !bidi::is_control(*c));
            if is_rtl {
                out.extend(reversed(&words.collect::<Vec<char>>()));
            } else {
                out.extend(words);
            }
        }
        out
    }
}

/// The characters from the last to the first, each with the marks on it, brackets and quotation
/// marks turned round.
fn reversed(chars: &[char]) -> Vec<char> {
    let glyphs = CodePointMapData::<BidiMirroringGlyph>::new();
    let mut out = Vec::with_capacity(chars.len());
    let mut marks = Vec::new();
    for c in chars.iter().rev() {
        if is_combining_mark(*c) {
            marks.push(*c);
            continue;
        }
        out.push(glyphs.get(*c).mirroring_glyph.unwrap_or(*c));
        out.extend(marks.drain(..).rev());
    }
    out.extend(marks.into_iter().rev());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, proptest};

    fn check(text: &str, expected: &str) {
        assert_eq!(Visual::new().line(text), expected);
    }

    /// The forms of a text, from right to left.
    fn forms(text: &str) -> String {
        Visual::new().line(text).chars().rev().collect()
    }

    #[test]
    fn letters_are_joined() {
        assert_eq!(forms("بيت"), "\u{fe91}\u{fef4}\u{fe96}");
        assert_eq!(forms("دار"), "\u{fea9}\u{fe8d}\u{fead}");
        assert_eq!(forms("بادر"), "\u{fe91}\u{fe8e}\u{fea9}\u{fead}");
        assert_eq!(forms("شيء"), "\u{feb7}\u{fef2}\u{fe80}");
        assert_eq!(forms("قـال"), "\u{fed7}\u{640}\u{fe8e}\u{fedd}");
        // Not joined over a blank, nor over a character that parts.
        assert_eq!(forms("ب ب"), "\u{fe8f} \u{fe8f}");
        assert_eq!(forms("ب\u{200c}ب"), "\u{fe8f}\u{fe8f}");
    }

    #[test]
    fn lam_and_alef_are_one() {
        assert_eq!(forms("لا"), "\u{fefb}");
        assert_eq!(forms("سلام"), "\u{feb3}\u{fefc}\u{fee1}");
        assert_eq!(
            forms("الأول"),
            "\u{fe8d}\u{fef7}\u{fe8d}\u{feed}\u{fedd}".replace("\u{fe8d}\u{feed}", "\u{feed}")
        );
        assert_eq!(forms("الإله الآن"), "\u{fe8d}\u{fef9}\u{fedf}\u{feea} \u{fe8d}\u{fef5}\u{fee5}");
        assert_eq!(forms("الله"), "\u{fe8d}\u{fedf}\u{fee0}\u{feea}");
    }

    #[test]
    fn numbers_and_latin_words_keep_their_order() {
        check("في ٢٠٢٠", "٢٠٢٠ \u{fef2}\u{fed3}");
        check("في 2020", "2020 \u{fef2}\u{fed3}");
        check("من BBC News", "BBC News \u{fee6}\u{fee3}");
        check("BBC", "BBC");
        check("من \u{2068}S-400\u{2069}", "S-400 \u{fee6}\u{fee3}");
    }

    #[test]
    fn brackets_and_marks_are_turned_round() {
        check("«من»", "«\u{fee6}\u{fee3}»");
        check("(من) [من]", "[\u{fee6}\u{fee3}] (\u{fee6}\u{fee3})");
    }

    #[test]
    fn vowel_marks_are_left_out() {
        assert_eq!(forms("قَالَ"), forms("قال"));
        assert_eq!(forms("\u{64e}قال"), forms("قال"));
        assert_eq!(forms("لَا"), forms("لا"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(text in any::<String>(), arabic in "[لاأإآبسه\u{200c}\u{200d}\u{640}\u{64b}-\u{655}\u{670} a1(«\u{301}]{0,40}") {
            let visual = Visual::new();
            visual.line(&text);
            let line = visual.line(&arabic);
            assert!(!line.contains(['\u{200c}', '\u{200d}']));
        }

        #[test]
        fn nothing_is_lost(words in "[بتثجحدرسصطعفقكمنهوي ()«»0-9A-Z]{0,40}") {
            use unicode_normalization::UnicodeNormalization;
            let turn = |c: char| CodePointMapData::<BidiMirroringGlyph>::new().get(c).mirroring_glyph.unwrap_or(c).min(c);
            let letters = |text: &str| {
                let mut letters: Vec<char> = text.nfkc().map(turn).collect();
                letters.sort_unstable();
                letters
            };
            assert_eq!(letters(&Visual::new().line(&words)), letters(&words));
        }
    }
}
