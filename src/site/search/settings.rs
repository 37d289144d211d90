//! `search/index.js`: what the script needs before it can look for anything: the tables of folding and
//! stemming, the words that it says, and which parts there are.

use std::collections::BTreeMap;

use serde::Serialize;

use super::code::{DIGITS, swapped};
use super::rows;
use super::words::LETTERS;
use crate::config::Digits;
use crate::lang::{self, AffixStep};
use crate::site::view::Cx;

#[derive(Serialize)]
struct Settings<'a> {
    /// Digits of the numbers in parts, in order, as they are once letters are back in their places.
    code: String,
    /// What becomes of characters: replacement → characters.
    fold: BTreeMap<String, String>,
    affixes: [AffixStep; 3],
    /// Heads of words with what stands in their place.
    proclitics: Vec<(String, String)>,
    /// Letters of a word that count.
    letters: usize,
    /// Words that are not looked for.
    stop: Vec<&'a str>,
    /// Language and digits of numbers.
    numerals: &'static str,
    say: Phrases<'a>,
    /// Documents of a part of addresses.
    part: usize,
    /// Oldest first.
    segments: Vec<SegmentSettings>,
}

/// What the script says.
#[derive(Serialize)]
struct Phrases<'a> {
    ready: &'a str,
    found: &'a str,
    names: &'a str,
    none: &'a str,
    failed: &'a str,
}

/// What the script knows of a segment.
#[derive(Serialize)]
pub(super) struct SegmentSettings {
    /// Folder of its parts.
    pub(super) name: String,
    /// Changes with its contents.
    pub(super) version: String,
    pub(super) documents: usize,
    pub(super) undated: usize,
    /// First stem of each part of words, its letters in each other's place.
    pub(super) words: Vec<String>,
}

/// The script.
pub(super) fn text(cx: &Cx<'_>, segments: Vec<SegmentSettings>) -> String {
    let words = &cx.words.search;
    let settings = Settings {
        code: swapped(DIGITS),
        fold: cx.lexicon.folder().table(),
        affixes: lang::affix_steps(),
        proclitics: lang::proclitics(),
        letters: LETTERS,
        stop: cx.lexicon.stop_words(),
        numerals: match cx.config.display.digits {
            Digits::Arab => "ar-u-nu-arab",
            Digits::Latn => "ar-u-nu-latn",
        },
        say: Phrases {
            ready: &words.ready,
            found: &words.found,
            names: &words.names,
            none: &words.none,
            failed: &words.failed,
        },
        part: rows::PART,
        segments,
    };
    // Strings, numbers and lists cannot fail to be written.
    let json = serde_json::to_string(&settings).unwrap_or_default();
    format!("mujaz(\"index\",{json});\n")
}
