//! Bytes → decoded text.
//!
//! The first that fits: a byte order mark; valid UTF-8; UTF-8 with a few broken bytes; the declared
//! charset; the detector's choice. Besides UTF-8 and UTF-16 only windows-1256 and ISO-8859-6 are
//! known: charsets that switch by escapes can hide markup from every check. What was not proven by
//! a mark or by validity is taken only when it reads as Arabic, because wrong tables also give
//! Arabic letters.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

use crate::diagnostic::Skip;
use crate::lang::Lexicon;
use crate::model::Format;

use super::Refusal;

/// Text, and how many characters of it stand for broken bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) replaced: usize,
    /// What the bytes were in.
    pub(super) encoding: &'static Encoding,
}

/// The text of a file's bytes.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    format: Format,
    lexicon: &Lexicon,
) -> Result<Decoded<'a>, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new(Skip::Empty, "the file is empty"));
    }
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Err(Refusal::new(Skip::Encoding, "UTF-32 is not read").hint(SAVE_AGAIN));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, UTF_16LE);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, UTF_16BE);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        let encoding = utf16_by_its_zeros(bytes).ok_or_else(not_text)?;
        let decoded = utf16(bytes, encoding)?;
        return if reads_as_arabic(&decoded, lexicon) { Ok(decoded) } else { Err(not_text()) };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), replaced: 0, encoding: UTF_8 });
    }
    let lossy = counted(String::from_utf8_lossy(bytes), UTF_8);
    if reads_as_arabic(&lossy, lexicon) {
        return Ok(lossy);
    }
    let declared = declared(bytes, format);
    let candidates = || {
        let all = declared.into_iter().chain(detected(bytes));
        all.map(|encoding| counted(encoding.decode_without_bom_handling(bytes).0, encoding))
    };
    candidates()
        .find(|decoded| reads_as_arabic(decoded, lexicon))
        .or_else(|| likest(candidates(), lexicon))
        .ok_or_else(|| {
            let message = "not UTF-8, and no known encoding of Arabic fits";
            Refusal::new(Skip::Encoding, message).hint(SAVE_AGAIN)
        })
}

/// The reading of a short text of which most words are known, the first of equals.
fn likest<'a>(
    candidates: impl Iterator<Item = Decoded<'a>>,
    lexicon: &Lexicon,
) -> Option<Decoded<'a>> {
    let judged = candidates.filter_map(|decoded| Some((known(&decoded, lexicon)?, decoded)));
    let best = judged.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, decoded)| decoded)
}

const SAVE_AGAIN: &str = "save the file as UTF-8";

fn not_text() -> Refusal {
    Refusal::new(Skip::NotText, "holds NUL bytes: not a text file")
}

fn counted<'a>(text: Cow<'a, str>, encoding: &'static Encoding) -> Decoded<'a> {
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    Decoded { text, replaced, encoding }
}

fn utf16<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Decoded<'a>, Refusal> {
    let decoded = counted(encoding.decode_without_bom_handling(bytes).0, encoding);
    if decoded.text.contains('\0') {
        return Err(not_text());
    }
    if is_too_broken(decoded.replaced, decoded.text.chars().count()) {
        return Err(Refusal::new(Skip::Encoding, "broken UTF-16").hint(SAVE_AGAIN));
    }
    Ok(decoded)
}

/// UTF-16 without a mark: of Arabic letters and of blanks the one byte is 06 or 00.
fn utf16_by_its_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let high = |byte: u8| usize::from(matches!(byte, 0 | 6));
    let (first, second) = pairs.iter().fold((0usize, 0usize), |(first, second), [a, b]| {
        (first.saturating_add(high(*a)), second.saturating_add(high(*b)))
    });
    let nearly_all = |count: usize| count.saturating_mul(10) >= pairs.len().saturating_mul(9);
    match (nearly_all(first), nearly_all(second)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// One replaced character in a hundred is too much.
fn is_too_broken(replaced: usize, all: usize) -> bool {
    replaced.saturating_mul(100) > all
}

/// How much of a text is looked at to judge it.
const SAMPLE: usize = 64 << 10;

/// True when frequent words of Arabic occur in Arabic letters.
fn reads_as_arabic(decoded: &Decoded<'_>, lexicon: &Lexicon) -> bool {
    is_in_arabic_letters(decoded, MOSTLY) && {
        let words = words(decoded);
        lexicon.tongues().tally(lexicon.folder(), &words).reads_as_arabic()
    }
}

/// How many letters outside ASCII in a hundred are Arabic ones: by a wrong table some are Latin.
const MOSTLY: usize = 60;
const NEARLY_ALL: usize = 95;
/// Most words of a text that may lack the frequent ones, and fewest known ones that it must have.
const SHORT: usize = 50;
const FEWEST: usize = 2;

/// How many words of a short text the lexicon knows, or begin with the article; `None` where they
/// are less than a third: of letters by a wrong table hardly any are.
fn known(decoded: &Decoded<'_>, lexicon: &Lexicon) -> Option<usize> {
    if !is_in_arabic_letters(decoded, NEARLY_ALL) {
        return None;
    }
    let folded = lexicon.folder().fold(&words(decoded));
    let letters = |word: &&str| word.chars().all(super::language::is_arabic_letter);
    let words = folded.as_str().split(|c: char| !crate::model::is_letter(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).filter(letters).collect();
    let is_known = |word: &&&str| lexicon.knows(word);
    let known = words.iter().filter(is_known).count();
    let enough = words.len() <= SHORT && known >= FEWEST && known.saturating_mul(3) >= words.len();
    enough.then_some(known)
}

/// The words of a text outside ASCII, a sample of a long one. Long words of ASCII markup do not use
/// it up.
fn words(decoded: &Decoded<'_>) -> String {
    decoded.text.chars().filter(|c| !c.is_ascii() || *c == ' ').take(SAMPLE).collect()
}

/// True when of the letters outside ASCII so many in a hundred are Arabic ones, and hardly anything is broken. Markup is ASCII
/// and does not count.
fn is_in_arabic_letters(decoded: &Decoded<'_>, least: usize) -> bool {
    let (mut all, mut letters, mut arabic, mut broken) = (0usize, 0usize, 0usize, 0usize);
    for c in decoded.text.chars().filter(|c| !c.is_ascii()) {
        all = all.saturating_add(1);
        letters = letters.saturating_add(usize::from(crate::model::is_letter(c)));
        arabic = arabic.saturating_add(usize::from(super::language::is_arabic_letter(c)));
        broken = broken.saturating_add(usize::from(is_broken(c)));
    }
    let mostly = arabic > 0 && arabic.saturating_mul(100) >= letters.saturating_mul(least);
    mostly && !is_too_broken(broken, all)
}

/// Characters that a right decoding does not give: the replacement, controls of the second row,
/// private and unassigned ones.
fn is_broken(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER
        || matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}')
}

/// How far into a page its charset may be declared, as browsers look.
const DECLARATION: usize = 1024;

/// The charset that a page declares, where it is one of the two.
fn declared(bytes: &[u8], format: Format) -> Option<&'static Encoding> {
    if !matches!(format, Format::Html | Format::Feed) {
        return None;
    }
    let head = bytes.get(..DECLARATION).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    ["charset", "encoding"].into_iter().find_map(|key| {
        let (_, rest) = head.split_once(key)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
        let label =
            rest.split(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).next()?;
        Encoding::for_label(label.as_bytes()).filter(|encoding| KNOWN.contains(encoding))
    })
}

/// The two, the detector's choice first. What it would choose besides them says nothing: of
/// documents meant to be Arabic, only these can be told by the judgement.
fn detected(bytes: &[u8]) -> impl Iterator<Item = &'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // The domain only breaks ties.
    let guess = detector.guess(Some(b"eg"), Utf8Detection::Deny);
    KNOWN
        .into_iter()
        .filter(move |known| *known == guess)
        .chain(KNOWN.into_iter().filter(move |known| *known != guess))
}

const KNOWN: [&Encoding; 2] = [WINDOWS_1256, ISO_8859_6];

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &str = "قال وزير الخارجية في مؤتمر صحفي إن المحادثات «إيجابية»، وأضاف أن الوفد \
        سيتوجه إلى أنقرة من أجل بحث الملف على أعلى مستوى.\nوتابع في حديث مع الصحافيين.";

    fn check(bytes: &[u8], format: Format, expected: Result<&str, Skip>) {
        let lexicon = Lexicon::embedded().unwrap();
        let decoded = decode(bytes, format, &lexicon);
        let found =
            decoded.as_ref().map(|decoded| &*decoded.text).map_err(|refusal| refusal.reason);
        assert_eq!(found, expected);
    }

    fn utf16_bytes(text: &str, unit_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit_bytes).collect()
    }

    #[test]
    fn marks_decide() {
        check(&[b"\xef\xbb\xbf", NEWS.as_bytes()].concat(), Format::Text, Ok(NEWS));
        check(
            &[b"\xff\xfe".to_vec(), utf16_bytes(NEWS, u16::to_le_bytes)].concat(),
            Format::Text,
            Ok(NEWS),
        );
        check(
            &[b"\xfe\xff".to_vec(), utf16_bytes(NEWS, u16::to_be_bytes)].concat(),
            Format::Text,
            Ok(NEWS),
        );
        let wide: Vec<u8> = NEWS.chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
        check(&[b"\xff\xfe\0\0".to_vec(), wide].concat(), Format::Text, Err(Skip::Encoding));
        let zeros = [b"\xff\xfe".to_vec(), utf16_bytes("خبر\0عاجل", u16::to_le_bytes)].concat();
        check(&zeros, Format::Text, Err(Skip::NotText));
    }

    #[test]
    fn without_a_mark() {
        check(NEWS.as_bytes(), Format::Text, Ok(NEWS));
        check(&utf16_bytes(NEWS, u16::to_le_bytes), Format::Text, Ok(NEWS));
        check(&utf16_bytes(NEWS, u16::to_be_bytes), Format::Text, Ok(NEWS));
        check(&WINDOWS_1256.encode(NEWS).0, Format::Text, Ok(NEWS));
        let plain = NEWS.replace(['«', '»'], "\"");
        check(&ISO_8859_6.encode(&plain).0, Format::Text, Ok(&plain));
    }

    #[test]
    fn declared_charsets() {
        let page = |charset: &str| format!("<meta charset=\"{charset}\"><p>{NEWS}</p>");
        let arabic = page("windows-1256");
        check(&WINDOWS_1256.encode(&arabic).0, Format::Html, Ok(&arabic));
        let lie = page("utf-7");
        check(&WINDOWS_1256.encode(&lie).0, Format::Html, Ok(&lie));
        let short = "<meta http-equiv=Content-Type content='text/html; charset=cp1256'><p>لقاء في موسكو</p>";
        check(&WINDOWS_1256.encode(short).0, Format::Html, Ok(short));
    }

    #[test]
    fn a_short_text_is_known_by_its_words() {
        for text in [
            "قال وزير النقل سامي حداد إن المحطة جاهزة.",
            "عنوان قصير\n\nأكد الوزير أن العمل مستمر.",
            "أعلنت البلدية موعد الافتتاح",
        ] {
            check(&WINDOWS_1256.encode(text).0, Format::Text, Ok(text));
            check(&ISO_8859_6.encode(text).0, Format::Text, Ok(text));
        }
        // A word proves nothing; nor do letters of other tables.
        check(&WINDOWS_1256.encode("خبر").0, Format::Text, Err(Skip::Encoding));
        let cyrillic = "Министр транспорта сказал, что станция готова";
        check(&encoding_rs::WINDOWS_1251.encode(cyrillic).0, Format::Text, Err(Skip::Encoding));
        let greek = "Ο υπουργός είπε ότι ο σταθμός είναι έτοιμος";
        check(&encoding_rs::WINDOWS_1253.encode(greek).0, Format::Text, Err(Skip::Encoding));
        let hebrew = "השר אמר כי התחנה מוכנה לפעולה";
        check(&encoding_rs::WINDOWS_1255.encode(hebrew).0, Format::Text, Err(Skip::Encoding));
    }

    #[test]
    fn nonsense_is_refused() {
        check(b"", Format::Text, Err(Skip::Empty));
        check(b" \r\n\t", Format::Text, Err(Skip::Empty));
        check(&[NEWS.as_bytes(), b"\0"].concat(), Format::Text, Err(Skip::NotText));
        check(b"\xff\xd8\xff\xe0\0\x10JFIF\0", Format::Text, Err(Skip::NotText));
        // The letters of windows-1256 moved by one: Arabic letters, no Arabic.
        let moved: Vec<u8> = WINDOWS_1256
            .encode(NEWS)
            .0
            .iter()
            .map(|b| if *b > 0xc0 { b ^ 1 } else { *b })
            .collect();
        check(&moved, Format::Text, Err(Skip::Encoding));
        // ISO-8859-6 letters with marks of another table.
        let marks =
            [&ISO_8859_6.encode(&NEWS.replace(['«', '»'], "\"")).0[..], &[0x8c; 20]].concat();
        check(&marks, Format::Text, Err(Skip::Encoding));
    }

    #[test]
    fn a_few_broken_bytes_are_replaced() {
        let lexicon = Lexicon::embedded().unwrap();
        let bytes = [NEWS.as_bytes(), NEWS.as_bytes(), b"\xd8"].concat();
        let decoded = decode(&bytes, Format::Text, &lexicon).unwrap();
        assert_eq!(decoded.replaced, 1);
        assert!(decoded.text.ends_with('\u{fffd}'));
    }
}
