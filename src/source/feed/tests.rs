//! Entries of every dialect, and what hostile or broken feeds give.

use super::*;
use crate::config::Limits;
use crate::lang::Lexicon;
use crate::model::RawFile;

fn read(bytes: &[u8]) -> Checked<Vec<Document>> {
    let lexicon = Lexicon::embedded().unwrap();
    let file = RawFile { id: DocId::new("a.xml"), format: Format::Feed, bytes: bytes.to_vec() };
    super::super::documents(&file, &lexicon, &Limits::default())
}

/// Documents as `number: blocks joined by |`, what they state as `field=value`, then the skipped
/// ones as `id: reason`.
fn found(checked: &Checked<Vec<Document>>) -> Vec<String> {
    let documents = checked.value.iter().map(|document| {
        let block = |block: &crate::model::Block| {
            let words = document.text.slice(block.span);
            match block.shape {
                Shape::Stated(field) => format!("{field:?}={words}").to_lowercase(),
                _ => words.to_owned(),
            }
        };
        let blocks: Vec<String> = document.blocks.iter().map(block).collect();
        format!("{}: {}", document.id.as_str().trim_start_matches("a.xml#"), blocks.join("|"))
    });
    let skipped = checked.diagnostics.iter().filter_map(|diagnostic| match diagnostic.code {
        Code::Skipped(reason) => Some(format!("{}: {}", diagnostic.document, reason.name())),
        _ => None,
    });
    documents.chain(skipped).collect()
}

fn check(source: &str, expected: &[&str]) {
    let head: String = source.chars().take(2_000).collect();
    assert_eq!(found(&read(source.as_bytes())), expected, "{head}");
}

/// An RSS 2.0 feed of these items.
fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>{items}</channel></rss>"
    )
}

/// An Atom feed of these entries.
fn atom(entries: &str) -> String {
    format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{entries}</feed>")
}

#[test]
fn rss_2() {
    check(
        &rss("<title>وكالة &amp; خبر</title><image><title>شعار</title></image>\
            <item><title>لقاء في موسكو</title><link> https://news.example/a </link>\
            <pubDate>Tue, 29 Dec 2020 01:00:00 +0300</pubDate><category>ليبيا</category>\
            <category>سوريا</category><dc:creator>سالم علي</dc:creator>\
            <media:title>صورة</media:title><media:description>صورة كبيرة جدا من اللقاء في القاعة</media:description>\
            <description>قال الوزير…</description>\
            <content:encoded><![CDATA[<p>قال الوزير إن الوفد وصل.</p><p>وأضاف: نعم.</p>]]></content:encoded>\
            </item>\n<item><description>قال &lt;b&gt;الوزير&lt;/b&gt; نعم&amp;nbsp;ولا</description></item>"),
        &[
            "1: title=لقاء في موسكو|published=tue, 29 dec 2020 01:00:00 +0300|author=سالم علي|\
             outlet=وكالة & خبر|url=https://news.example/a|keywords=ليبيا، سوريا|\
             قال الوزير إن الوفد وصل.|وأضاف: نعم.",
            "2: outlet=وكالة & خبر|قال الوزير نعم ولا",
        ],
    );
}

#[test]
fn older_dialects_of_rss() {
    let item = "<title>خبر</title><link>http://a.example/1</link><description>قال الوزير نعم</description>";
    let expected = ["1: title=خبر|outlet=صحيفة|url=http://a.example/1|قال الوزير نعم"];
    check(
        &format!(
            "<rss version=\"0.91\"><channel><title>صحيفة</title><item>{item}</item></channel></rss>"
        ),
        &expected,
    );
    check(
        &format!("<rss><channel><title>صحيفة</title></channel><item>{item}</item></rss>"),
        &expected,
    );
    let rdf = "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"";
    for space in ["http://my.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"] {
        check(
            &format!(
                "<rdf:RDF {rdf} xmlns=\"{space}\"><channel><title>صحيفة</title><items/></channel>\
                 <item rdf:about=\"x\">{item}</item></rdf:RDF>"
            ),
            &expected,
        );
    }
}

#[test]
fn atom_in_both_versions() {
    check(
        &atom(
            "<title>وكالة</title><entry xml:base=\"https://news.example/\"><title type=\"html\">لقاء &amp;amp; حوار</title>\
            <id>urn:x:1</id><link rel=\"self\" href=\"https://x.example/self\"/><link href=\"a/1\"/>\
            <published>2020-12-29T01:00:00+03:00</published><updated>2020-12-30T00:00:00Z</updated>\
            <author><name>سالم</name><email>a@b.example</email></author><category term=\"ly\" label=\"ليبيا\"/>\
            <source><id>y</id><title>الأصل</title></source>\
            <summary>ملخص</summary><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\
            <p>قال &lt; الوزير<br/>نعم</p><script>x()</script><p hidden=\"hidden\">لا</p></div></content></entry>",
        ),
        &["1: title=لقاء & حوار|published=2020-12-29t01:00:00+03:00|updated=2020-12-30t00:00:00z|\
           author=سالم|outlet=الأصل|outlet=وكالة|url=https://news.example/a/1|keywords=ليبيا|قال < الوزير|نعم"],
    );
    check(
        "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry><title mode=\"escaped\">خبر</title>\
         <issued>2005-01-02</issued><content type=\"text/html\" mode=\"escaped\">&lt;p&gt;قال&lt;/p&gt;&lt;p&gt;نعم&lt;/p&gt;</content></entry></feed>",
        &["1: title=خبر|published=2005-01-02|قال|نعم"],
    );
    check(
        "<a:entry xmlns:a=\"http://www.w3.org/2005/Atom\"><a:title>خبر</a:title><a:content>قال:\nنعم</a:content></a:entry>",
        &["1: title=خبر|قال:|نعم"],
    );
    // What is text stays text, and what lies elsewhere or is no text is none.
    check(
        &atom(
            "<entry><title>&lt;b&gt;</title><content>قال &lt;b&gt;نعم</content></entry>\
            <entry><content type=\"image/png\">QUJD</content><summary>صورة من اللقاء</summary></entry>\
            <entry><content src=\"https://a.example/x\">قال</content></entry>",
        ),
        &["1: title=<b>|قال <b>نعم", "2: صورة من اللقاء", "a.xml#3: empty"],
    );
}

#[test]
fn modules_that_are_not_declared() {
    check(
        "<rss><channel><item><dc:date>2020-12-29</dc:date><content:encoded>قال نعم</content:encoded>\
         <x:title>لا</x:title></item></channel></rss>",
        &["1: published=2020-12-29|قال نعم"],
    );
}

#[test]
fn markup_that_is_not_escaped() {
    check(
        &rss(
            "<item><description>قال <b>الوزير</b> إن &amp; الوفد &lt; وصل<br/>نعم</description></item>",
        ),
        &["1: قال الوزير إن & الوفد < وصل|نعم"],
    );
    check(
        &rss(
            "<item><title>لقاء & حوار</title><description>قال & نعم &nbsp; و&copy; لا</description></item>",
        ),
        &["1: title=لقاء & حوار|قال & نعم و© لا"],
    );
}

#[test]
fn addresses_and_people_are_checked() {
    check(
        &rss("<item><link>javascript:alert(1)</link><guid>https://a.example/1</guid>\
            <author>a@b.example (سالم)</author><description>قال</description></item>\
            <item><author>a@b.co»أحمد</author><description>قال</description></item>"),
        &["1: author=سالم|url=https://a.example/1|قال", "2: قال"],
    );
}

#[test]
fn entries_without_text_are_named() {
    check(
        &rss(
            "<item><title>خبر</title></item><item/><item><description>&lt;img src=x&gt;</description></item>",
        ),
        &["a.xml#1: empty", "a.xml#2: empty", "a.xml#3: empty"],
    );
    check(&rss(""), &["a.xml: empty"]);
}

#[test]
fn what_is_no_feed() {
    check("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", &["a.xml: format"]);
    check("<html><item>قال</item></html>", &["a.xml: format"]);
    check("قال الوزير", &["a.xml: format"]);
    check("<!-- x -->", &["a.xml: format"]);
    check("<", &["a.xml: malformed"]);
}

#[test]
fn a_document_type_is_refused_whole() {
    let entry = "<entry><content>&a; قال</content></entry>";
    for declaration in [
        "<!DOCTYPE f [<!ENTITY a \"ب\">]>",
        "<!doctype feed SYSTEM \"http://127.0.0.1:9/x.dtd\">",
        "<?xml version=\"1.0\"?><!-- x --><!DOCTYPE f [<!ENTITY % p SYSTEM \"file:///etc/hostname\"> %p;]>",
    ] {
        check(&format!("{declaration}{}", atom(entry)), &["a.xml: doctype"]);
    }
}

#[test]
fn a_broken_entry_costs_that_entry() {
    let good = "<item><title>خبر</title><description>قال</description></item>";
    let after = |broken: &str| rss(&format!("<title>وكالة</title>{good}{broken}{good}"));
    let one = "1: title=خبر|outlet=وكالة|قال";
    for broken in [
        "<item><title>خبر</b></title></item>",
        "<item><title>خبر</item>",
        "<item><title>خبر",
        "<item><description><![CDATA[قال</description></item>",
        "<item><!-- قال</item>",
        "<item><description title=\"قال</description></item>",
        "<item><!DOCTYPE x></item>",
    ] {
        let expected = [one, "3: title=خبر|outlet=وكالة|قال", "a.xml#2: malformed"];
        check(&after(broken), &expected);
    }
    check(&after("</x><b>"), &[one, "2: title=خبر|outlet=وكالة|قال"]);
    check("<rss><channel><title>x</channel>", &["a.xml: malformed"]);
}

#[test]
fn a_fault_is_told_with_its_place() {
    let checked = read(rss("\n<item>\n<title>خبر</b>\n</item>").as_bytes());
    let diagnostic = &checked.diagnostics[0];
    assert_eq!(
        diagnostic.message,
        "line 5, column 11: ill-formed document: expected `</title>`, but `</b>` was found"
    );
    assert!(diagnostic.hint.as_ref().unwrap().contains("mend the feed"));
    let checked = read(b"<rss><channel>\n<item><title>x");
    assert_eq!(checked.diagnostics[0].message, "line 2, column 15: the file ends in this entry");
}

#[test]
fn a_message_quotes_nothing_that_is_obeyed_and_no_more_than_is_read() {
    let message = |source: &str| read(source.as_bytes()).diagnostics[0].message.clone();
    assert_eq!(message("<\u{12}che>"), "`\\u{12}che`, not a feed");
    assert_eq!(message("<a\u{202e}b>"), "`a\\u{202e}b`, not a feed");
    let long = "\u{1b}".repeat(1_000);
    for source in [format!("<{long}>"), rss(&format!("<item><{long}></item>"))] {
        let message = message(&source);
        assert!(message.ends_with('…') && message.len() < 4_000, "{}", message.len());
        assert!(!message.contains('\u{1b}'), "{message:?}");
    }
}

#[test]
fn bombs_are_refused_or_cut() {
    let good = "<item><description>قال</description></item>";
    let deep = format!("<item><a>{}{}</a></item>", "<x>".repeat(200), "</x>".repeat(200));
    check(&rss(&format!("{deep}{good}")), &["2: قال", "a.xml#1: too-deep"]);
    let names: String = (0..20_000).map(|ix| format!(" xmlns:n{ix}=\"u{ix}\"")).collect();
    check(&rss(&format!("<item{names}></item>{good}")), &["2: قال", "a.xml#1: malformed"]);
    check(&rss(&format!("<item title=\"{good}")), &["2: قال", "a.xml#1: malformed"]);
    let large = format!("<item><description>{}</description></item>", "ق".repeat(scan::ENTRY / 2));
    check(&rss(&format!("{large}{good}")), &["2: قال", "a.xml#1: too-large"]);
    let many =
        format!("<item>{}<description>قال</description></item>", "<title>خ</title>".repeat(5_000));
    check(&rss(&many), &["1: title=خ|قال"]);
    let checked = read(rss(&"<item><a></b></item>".repeat(300)).as_bytes());
    let last = checked.diagnostics.last().unwrap();
    assert_eq!((checked.diagnostics.len(), last.code), (101, Code::Skipped(Skip::Malformed)));
    assert!(last.message.starts_with("over 100 broken entries"), "{}", last.message);
}

#[test]
fn a_flood_of_entries_is_cut() {
    let checked = read(rss(&"<item/>".repeat(ENTRIES + 10)).as_bytes());
    assert_eq!(checked.diagnostics.len(), ENTRIES + 1);
    assert_eq!(checked.diagnostics.last().unwrap().code, Code::Skipped(Skip::Limit));
}

#[test]
fn declared_encodings() {
    let source = rss("<item><title>لقاء في موسكو</title><description>قال وزير الخارجية في مؤتمر صحفي إن \
        المحادثات إيجابية، وأضاف أن الوفد سيتوجه إلى أنقرة من أجل بحث الملف على أعلى مستوى.</description></item>")
        .replace("<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"windows-1256\"?>");
    let utf8 = found(&read(source.as_bytes()));
    assert!(utf8[0].starts_with("1: title=لقاء في موسكو|قال وزير"), "{utf8:?}");
    assert_eq!(found(&read(&encoding_rs::WINDOWS_1256.encode(&source).0)), utf8);
    let wide: Vec<u8> = source.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(found(&read(&[b"\xff\xfe".to_vec(), wide].concat())), utf8);
}

#[test]
fn the_same_entry_in_two_feeds_is_the_same_source() {
    let item = "<item><description>قال</description></item>";
    let one = read(rss(item).as_bytes()).value.remove(0);
    let two = read(rss(&format!("<item/>{item}")).as_bytes()).value.remove(0);
    assert_eq!(one.content_id, two.content_id);
    assert_eq!(one.content_id, crate::model::ContentId::of(item));
}
