//! Work grows with its input and no faster: each parser, over what makes parsers slow, n, 2n and 4n times.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use mujaz::config::Limits;
use mujaz::model::{DocId, Format, RawFile};

use super::invariants::lexicon;
use super::is_long;

/// A pattern: what it is for, the format, what comes before, what is repeated, what comes after.
type Pattern = (&'static str, Format, &'static str, &'static str, &'static str);

/// What is said once, so that the document is one.
const SAID: &str = "قال الوزير كريم منصور إن المحطة مفتوحة.\n\n";

const PATTERNS: [Pattern; 48] = [
    ("words", Format::Text, SAID, "كلمة ", ""),
    ("one long line of names", Format::Text, SAID, "كريم منصور ", ""),
    ("paragraphs", Format::Text, SAID, "قال الوزير إن المحطة مفتوحة.\n\n", ""),
    ("blank lines", Format::Text, SAID, "\n", "نهاية"),
    ("opening marks", Format::Text, SAID, "«", ""),
    ("opening marks with words", Format::Text, SAID, "قال «نعم ", ""),
    ("straight marks", Format::Text, SAID, "\"", ""),
    ("verbs", Format::Text, SAID, "قال ", ""),
    ("verbs that report", Format::Text, SAID, "وقال إن ", ""),
    ("speakers", Format::Text, SAID, "وزير الخارجية الروسي سيرغي لافروف ", ""),
    ("a chain of nouns", Format::Text, SAID, "رئيس مجلس ", ""),
    ("days", Format::Text, SAID, "29 كانون الأول 2020 ", ""),
    ("numbers", Format::Text, SAID, "12/", ""),
    ("brackets", Format::Text, SAID, "(", ""),
    ("brackets with words", Format::Text, SAID, "(كلمة) ", ""),
    ("commas", Format::Text, SAID, "، و", ""),
    ("one word", Format::Text, SAID, "و", ""),
    ("marks on a letter", Format::Text, SAID, "\u{64b}", ""),
    ("joiners", Format::Text, SAID, "ب\u{200d}", ""),
    ("decomposed letters", Format::Text, SAID, "ا\u{653}", ""),
    ("dialogue", Format::Text, SAID, "- كيف ذلك؟\n- هكذا.\n", ""),
    ("open emphasis", Format::Markdown, SAID, "*_", ""),
    ("open links", Format::Markdown, SAID, "[", ""),
    ("links and their ends", Format::Markdown, SAID, "[a](", ""),
    ("images", Format::Markdown, SAID, "![[", ""),
    ("block quotes", Format::Markdown, SAID, "> ", ""),
    ("lists", Format::Markdown, SAID, "- ", ""),
    ("code marks", Format::Markdown, SAID, "`` ` ", ""),
    ("tables", Format::Markdown, SAID, "| ا |\n|---|\n", ""),
    ("references", Format::Markdown, SAID, "[a]: x\n[a]\n", ""),
    ("markup in Markdown", Format::Markdown, SAID, "<a <!-- <![CDATA[ ", ""),
    ("entities", Format::Markdown, SAID, "&amp", ""),
    ("front matter", Format::Markdown, "---\n", "a: [b, {c: \"d\"}]\n", "---\n\nقال الوزير نعم."),
    (
        "paragraphs of a page",
        Format::Html,
        "<article><p>قال الوزير إن المحطة مفتوحة.</p>",
        "<p>قال الوزير نعم",
        "</article>",
    ),
    ("elements not closed", Format::Html, "<article><p>قال الوزير نعم", "<b>ا", ""),
    ("misnested elements", Format::Html, "<article><p>قال الوزير نعم", "<a><b></a></b>", ""),
    ("tables not closed", Format::Html, "<p>قال الوزير نعم", "<table><td>ا", ""),
    ("attributes", Format::Html, "<p>قال الوزير نعم<p ", "a='b' ", ">"),
    ("comments", Format::Html, "<p>قال الوزير نعم", "<!-- ", ""),
    ("entities of a page", Format::Html, "<p>قال الوزير نعم", "&amp;&#x6", ""),
    (
        "linked data",
        Format::Html,
        "<p>قال الوزير نعم<script type=application/ld+json>[",
        "{\"@type\":\"NewsArticle\",\"headline\":\"ا\"},",
        "{}]</script>",
    ),
    (
        "linked data inside itself",
        Format::Html,
        "<p>قال الوزير نعم<script type=application/ld+json>",
        "{\"@graph\":[",
        "</script>",
    ),
    (
        "what a page says of itself",
        Format::Html,
        "<p>قال الوزير نعم",
        "<meta property=article:author content='كريم'>",
        "",
    ),
    (
        "records",
        Format::Jsonl,
        "",
        "{\"title\":\"محطة\",\"text\":\"قال الوزير إن المحطة مفتوحة.\"}\n",
        "",
    ),
    (
        "fields of a record",
        Format::Jsonl,
        "{\"text\":\"قال الوزير إن المحطة مفتوحة.\"",
        ",\"keywords\":[{\"a\":\"ا\"}]",
        "}\n",
    ),
    (
        "elements of an entry",
        Format::Feed,
        "<rss><channel><item><description>قال الوزير إن المحطة مفتوحة.</description>",
        "<category>ا</category>",
        "</item></channel></rss>",
    ),
    (
        "markup of an entry",
        Format::Feed,
        "<rss><channel><item><description>قال الوزير إن المحطة مفتوحة.",
        "&lt;b&gt;ا",
        "</description></item></channel></rss>",
    ),
    (
        "entries",
        Format::Feed,
        "<rss><channel>",
        "<item><title>محطة</title><description>قال الوزير إن المحطة مفتوحة.</description></item>",
        "</channel></rss>",
    ),
];

/// Bytes of the smallest input.
const SIZE: usize = if cfg!(debug_assertions) { 8 << 10 } else { 32 << 10 };
/// What may be too short to be measured on a machine that does much else.
const NOISE: Duration = Duration::from_millis(20);
/// The steps in which some kernels count the work of a thread: so much of the shortest run may be missing.
const STEP: Duration = Duration::from_millis(4);
/// How much longer twice the input may take.
const DOUBLING: f64 = 2.5;

/// How long this thread has worked: others on the machine do not count. Where the system does not say it, the
/// time that has passed.
fn worked() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let account = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let worked = account.split(' ').next().and_then(|nanos| nanos.parse().ok());
    worked.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// Reads and extracts a pattern of so many bytes, and gives the shortest of some runs.
fn time((name, format, before, unit, after): Pattern, size: usize, runs: usize) -> Duration {
    let text = format!("{before}{}{after}", unit.repeat(size / unit.len()));
    let file = RawFile { id: DocId::new(name), format, bytes: text.into_bytes() };
    let once = || {
        let start = worked();
        for document in mujaz::source::documents(&file, lexicon(), &Limits::default()).value {
            std::hint::black_box(mujaz::extract::article(document, lexicon()));
        }
        worked().saturating_sub(start)
    };
    (0..runs).map(|_| once()).min().unwrap()
}

#[test]
fn twice_the_input_takes_twice_the_time() {
    lexicon();
    let size = if is_long() { SIZE * 4 } else { SIZE };
    let mut slowest = (Duration::ZERO, "");
    for pattern in PATTERNS {
        // What seems slow may have been disturbed, and is looked at again.
        let is_linear = (0..3).any(|again| {
            let times = [1, 2, 4].map(|times| time(pattern, size * times, 1 + again));
            slowest = slowest.max((times[2], pattern.0));
            let most = (times[0] + STEP).mul_f64(DOUBLING * DOUBLING);
            let is_linear = times[2] <= most.max(NOISE);
            if !is_linear {
                eprintln!("{}: {times:?}", pattern.0);
            }
            is_linear
        });
        assert!(is_linear, "{}: the work grows faster than the input", pattern.0);
    }
    eprintln!("{} patterns; slowest of {} bytes: {slowest:?}", PATTERNS.len(), size * 4);
}
